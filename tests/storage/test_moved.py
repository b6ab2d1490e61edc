"""Where a dossier stood before its folder got another name: told by content, in git and on disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.storage.git import contents_at
from budgetdesk.storage.moved import Listing, counterpart
from tests.repository import git


def folder(naam: str, *contents: str) -> dict[str, str]:
    """Return a dossier in a folder with files of these contents."""
    start = f"{naam}/" if naam else ""
    return {f"{start}begroting.toml": contents[0]} | {f"{start}programmas/{c}.toml": c for c in contents[1:]}


OUD: Final = folder("concept", "b", "p", "q")


@pytest.mark.parametrize(
    ("naar", "found"),
    [
        (folder("concept", "b2", "p2"), "concept"),
        (folder("begroting", "b2", "p", "q2"), "begroting"),
        (folder("", "b", "p"), ""),
        (folder("begroting", "b2", "p2", "q2"), None),
        (folder("concept", "b", "p") | folder("kopie", "b", "p", "q"), "concept"),
        (folder("archief/concept", "b", "p", "q") | folder("nieuw", "b", "p2"), "archief/concept"),
        ({"lees.toml": "b"}, None),
    ],
    ids=["blijft", "hernoemd", "bovenin", "niets gemeen", "kopie ernaast", "archief en nieuw", "weg"],
)
def test_the_same_dossier_is_known_by_what_lies_in_it(naar: Listing, found: str | None) -> None:
    assert counterpart(OUD, naar, "concept") == found


def test_what_came_from_another_dossier_is_another_dossier() -> None:
    now = folder("archief/concept", "b", "p", "q") | folder("nieuw", "b", "p2")
    assert counterpart(now, OUD, "archief/concept") == "concept"
    assert counterpart(now, OUD, "nieuw") is None


def _git_mv(old: Path, new: Path) -> None:
    git(old.parent, "mv", old.name, new.name)


def _mv(old: Path, new: Path) -> None:
    old.rename(new)


def _committed(old: Path, new: Path) -> None:
    _git_mv(old, new)
    git(old.parent, "commit", "--quiet", "--message", "hernoemd")
    (new / "begroting.toml").write_text("jaar = 2027\n")
    git(old.parent, "commit", "--quiet", "--all", "--message", "alles anders")
    git(old.parent, "mv", new.name, "tussen")
    git(old.parent, "commit", "--quiet", "--message", "tussen")
    git(old.parent, "mv", "tussen", new.name)
    git(old.parent, "commit", "--quiet", "--message", "terug")


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
@pytest.mark.parametrize("move", [_git_mv, _mv, _committed])
def test_the_files_of_a_commit_are_found_where_the_folder_was_then(
    tmp_path: Path, move: Callable[[Path, Path], None]
) -> None:
    old, new = tmp_path / "concept", tmp_path / "begroting 2027"
    old.mkdir()
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (old / "begroting.toml").write_text("jaar = 2026\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "begin")
    git(tmp_path, "branch", "toen")
    move(old, new)
    assert contents_at(new, "toen") == {"begroting.toml": b"jaar = 2026\n"}
