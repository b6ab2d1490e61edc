"""A version is named only where git vouches for it, and asking for it leaves no trace."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from budgetdesk.errors import InputError, UsageError
from budgetdesk.session import Session
from budgetdesk.storage.git import common_ancestor, contents_at, is_committed, is_ignored, revision, revisions
from budgetdesk.storage.history import History, authors
from budgetdesk.storage.underway import their_side, underway
from tests.proef import sampled
from tests.repository import git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

LEIDEN = Path(__file__).parents[1] / "data" / "leiden"
COMMIT = re.compile(r"[0-9a-f]{7,}")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a dossier in a checkout that also holds other things."""
    folder = tmp_path / "begroting 2026"
    folder.mkdir()
    (folder / "begroting.toml").write_text("jaar = 2026\n")
    (tmp_path / "elders.txt").write_text("x\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "Eerste")
    return folder


def test_a_clean_checkout_is_named_by_its_short_commit(dossier: Path) -> None:
    assert COMMIT.fullmatch(revision(dossier))
    assert git(dossier, "rev-parse", "HEAD").startswith(revision(dossier))


def test_a_changed_file_is_told(dossier: Path) -> None:
    clean = revision(dossier)
    (dossier / "begroting.toml").write_text("jaar = 2027\n")
    assert revision(dossier) == f"{clean} met wijzigingen"


def test_a_staged_change_is_told(dossier: Path) -> None:
    (dossier / "begroting.toml").write_text("jaar = 2027\n")
    git(dossier, "add", ".")
    assert revision(dossier).endswith(" met wijzigingen")


def test_a_removed_file_is_told(dossier: Path) -> None:
    (dossier / "begroting.toml").unlink()
    assert revision(dossier).endswith(" met wijzigingen")


def test_a_file_git_does_not_know_is_told(dossier: Path) -> None:
    (dossier / "reserves.toml").write_text("")
    assert revision(dossier).endswith(" met wijzigingen")


def test_what_changes_outside_the_folder_does_not_matter(dossier: Path) -> None:
    (dossier.parent / "elders.txt").write_text("y\n")
    (dossier.parent / "nieuw.txt").write_text("z\n")
    assert COMMIT.fullmatch(revision(dossier))


def test_ignored_files_do_not_matter(dossier: Path) -> None:
    (dossier.parent / ".git" / "info" / "exclude").write_text(".*.lock\n")
    (dossier / ".begroting.toml.lock").write_text("")
    assert COMMIT.fullmatch(revision(dossier))


def test_a_folder_git_ignores_has_no_version(dossier: Path) -> None:
    (dossier.parent / ".git" / "info" / "exclude").write_text("uitprobeersel/\n")
    folder = dossier.parent / "uitprobeersel"
    folder.mkdir()
    (folder / "begroting.toml").write_text("jaar = 2026\n")
    assert revision(folder) == ""


def test_without_a_checkout_there_is_no_version(tmp_path: Path) -> None:
    assert revision(tmp_path) == ""
    assert revision(tmp_path / "bestaat-niet") == ""


def test_before_the_first_commit_there_is_no_version(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "begroting.toml").write_text("")
    assert revision(tmp_path) == ""


def test_without_git_there_is_no_version(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(dossier))
    assert revision(dossier) == ""


def test_inside_a_hook_of_another_repository_the_folder_still_decides(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = revision(dossier)
    monkeypatch.setenv("GIT_DIR", "/bestaat/niet")
    monkeypatch.setenv("GIT_INDEX_FILE", "/bestaat/ook/niet")
    assert revision(dossier) == clean


@pytest.mark.skipif(sys.platform == "win32", reason="het script is voor sh")
def test_a_git_that_hangs_is_given_up(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dossier / "git").write_text("#!/bin/sh\nwhile :; do :; done\n")
    (dossier / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(dossier))
    monkeypatch.setattr("budgetdesk.storage.gitcall.TIMEOUT", 0.05)
    assert revision(dossier) == ""


def test_asking_leaves_the_index_as_it_was(dossier: Path) -> None:
    index = dossier.parent / ".git" / "index"
    os.utime(dossier / "begroting.toml", (1_000_000_000, 1_000_000_000))
    before = index.read_bytes()
    revision(dossier)
    assert index.read_bytes() == before


def test_the_files_of_a_commit_are_those_that_were_committed(dossier: Path) -> None:
    first = git(dossier, "rev-parse", "HEAD").strip()
    (dossier / "programmas").mkdir()
    (dossier / "programmas" / "01 één.toml").write_bytes(b"[programma]\r\n")
    (dossier / "leeg.toml").write_bytes(b"")
    git(dossier, "add", ".")
    git(dossier, "commit", "--quiet", "--message", "Tweede")
    (dossier / "begroting.toml").write_text("jaar = 2027\n")
    assert contents_at(dossier, first) == {"begroting.toml": b"jaar = 2026\n"}
    expected = {"begroting.toml": b"jaar = 2026\n", "leeg.toml": b"", "programmas/01 één.toml": b"[programma]\r\n"}
    assert contents_at(dossier, "HEAD") == expected


@pytest.mark.parametrize("name", ["niets", "--all", "", "HEAD:begroting 2026", "HEAD^{tree}", "a\nb"])
def test_what_names_no_commit_is_refused_by_its_name(dossier: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is geen tak, label of commit"):
        contents_at(dossier, name)


def test_without_a_checkout_or_git_the_files_of_a_commit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="staat niet in git"):
        contents_at(tmp_path, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="git is niet geïnstalleerd"):
        contents_at(tmp_path, "HEAD")


def test_branches_labels_and_commits_of_the_folder_are_offered(dossier: Path) -> None:
    git(dossier, "branch", "scenario-bezuinigen")
    git(dossier, "tag", "vastgesteld")
    (dossier.parent / "elders.txt").write_text("y\n")
    git(dossier, "commit", "--quiet", "--all", "--message", "Elders")
    found = revisions(dossier)
    assert {(r.naam, r.soort) for r in found[:-1]} >= {("scenario-bezuinigen", "tak"), ("vastgesteld", "label")}
    assert [(r.soort, r.onderwerp) for r in found if r.soort == "commit"] == [("commit", "Eerste")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", r.datum) for r in found)


def test_a_dossier_opens_as_it_was_in_a_commit(tmp_path: Path) -> None:
    leiden = shutil.copytree(LEIDEN, tmp_path / "leiden")
    git(leiden, "init", "--quiet")
    git(leiden, "add", ".")
    git(leiden, "commit", "--quiet", "--message", "Eerste")
    before = Session.open(leiden).dossier
    programma = next((leiden / "programmas").iterdir())
    programma.write_text(programma.read_text().replace("naam =", "naam=", 1).replace("[post.", "[posten.", 1))
    assert Session.at(leiden, "HEAD").dossier == before
    assert Session.at(leiden / "begroting.toml", "HEAD").dossier == before


@pytest.mark.lang
@pytest.mark.skipif(sys.platform == "win32", reason="een script met een eerste regel")
@pytest.mark.parametrize(
    ("setting", "attribute"),
    sampled(
        [
            ("filter.x.clean", "*.toml filter=x"),
            ("filter.x.process", "*.toml filter=x"),
            ("gpg.program", ""),
            ("diff.external", ""),
            ("core.fsmonitor", ""),
            ("diff.x.textconv", "*.toml diff=x"),
            ("diff.x.command", "*.toml diff=x"),
            ("core.pager", ""),
        ],
        4,
    ),
)
def test_no_program_that_a_repository_names_is_started(dossier: Path, setting: str, attribute: str) -> None:
    ran, program = dossier.parent / "gedraaid", dossier.parent / "programma"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n")
    program.chmod(0o755)
    git(dossier, "config", setting, str(program))
    git(dossier, "config", "log.showSignature", "true")
    (dossier / ".gitattributes").write_text(f"{attribute}\n")
    _sign_head(dossier)
    (dossier / "begroting.toml").write_text("jaar = 2027\n")
    assert revision(dossier).endswith(" met wijzigingen")
    assert not is_committed(dossier, "begroting.toml")
    assert revisions(dossier)
    assert contents_at(dossier, "HEAD") == {"begroting.toml": b"jaar = 2026\n"}
    assert not is_ignored(dossier, "begroting.toml")
    git(
        dossier, "-c", "diff.external=", "-c", "core.fsmonitor=", "commit", "--quiet", "--allow-empty", "--message", "x"
    )
    ran.unlink(missing_ok=True)
    head = git(dossier, "rev-parse", "HEAD").strip()
    history = History(dossier, head)
    assert history.change("fin/begroting.toml", head, history.parents[head][0]) is None
    assert history.commits([head])[head].auteur == "Jan"
    assert their_side(dossier, b"jaar = 2026\n", b"jaar = 2027\n") == ""
    assert underway(dossier).ons
    assert authors(dossier) == {"Jan": "jan@example.org"}
    assert not ran.exists()


def _sign_head(folder: Path) -> None:
    """Give the last commit a signature, which git would have looked at by the program that the repository names."""
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
    head, _, message = git(folder, "cat-file", "commit", "HEAD").partition("\n\n")
    file = folder.parent / "commit"
    file.write_text(f"{head}\n{signature}\n{message}")
    git(folder, "update-ref", "HEAD", git(folder, "hash-object", "-t", "commit", "-w", str(file)).strip())
    file.unlink()


def test_what_a_copy_of_the_history_lacks_is_told(dossier: Path) -> None:
    blob = git(dossier, "rev-parse", "HEAD:./begroting.toml").strip()
    (dossier.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(InputError, match=r"heeft `begroting.toml` niet van HEAD") as refused:
        contents_at(dossier, "HEAD")
    assert refused.value.bevindingen[0].code == "BD107"


def test_a_shallow_clone_is_told_where_a_commit_or_what_two_have_in_common_is_missing(dossier: Path) -> None:
    (dossier / "begroting.toml").write_text("jaar = 2027\n")
    git(dossier, "commit", "--quiet", "--all", "--message", "meer")
    clone = dossier.parent.with_name("ondiep")
    git(dossier, "clone", "--quiet", "--depth=1", f"file://{dossier.parent}", str(clone))
    folder = clone / dossier.name
    for ask in (lambda: contents_at(folder, "HEAD~1"), lambda: common_ancestor(folder, "HEAD", "main~1")):
        with pytest.raises(InputError, match=r"ondiepe kopie.*--unshallow.*GIT_DEPTH: 0.*fetch-depth: 0"):
            ask()
