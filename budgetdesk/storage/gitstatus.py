"""What git has at hand where a dossier stands: the branches, what is not recorded, who records, what it waits for.

Reads only, and takes no lock. Raised is InputError, code BD107, where git is missing or refuses.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Final, Literal

from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.atomic import IGNORE_PATTERNS
from budgetdesk.storage.git import branch_of, unfiltered
from budgetdesk.storage.gitcall import ask, need
from budgetdesk.storage.gitwrite import haken, unmerged
from budgetdesk.storage.history import place_at, place_of, top_of
from budgetdesk.storage.moved import inside
from budgetdesk.storage.underway import Bezig, underway

Lot = Literal["nieuw", "gewijzigd", "vervallen", "conflict"]

EIGEN: Final = (".toml", ".gitignore", ".gitattributes")
"""How files end that belong in git; others that it does not know, such as an export, need not."""

_STATUS: Final = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all")

_KLAAR: Final = ("diff", "--cached", "--name-only", "--no-renames", "-z", "--ignore-submodules=all")

_TAKKEN: Final = "%(HEAD)%00%(refname:lstrip=2)%00%(objectname)%00%(committerdate:short)%00%(subject)"


@dataclass(frozen=True, slots=True)
class Tak:
    """A branch that is here: its last commit, when that was made (ISO date) and what it says."""

    naam: str
    commit: str
    datum: str
    onderwerp: str
    is_huidige: bool = False


@dataclass(frozen=True, slots=True)
class Losbestand:
    """A file of the folder that differs from the last commit, by its name in it; git may not know it yet."""

    naam: str
    lot: Lot
    bekend: bool = True


@dataclass(frozen=True, slots=True)
class Gitstand:
    """A folder in its checkout. `tak` is empty where it is on no branch, `commit` before there is a first one.

    `klaar` are files elsewhere in the repository that are staged, `open` those anywhere that a merge left open, both
    from its top. `naam` and `email` are who records, as far as git knows. `boven` is the checkout of which this one is
    a submodule.
    """

    top: Path
    plaats: str
    tak: str
    commit: str
    bezig: Bezig
    bestanden: tuple[Losbestand, ...]
    klaar: tuple[str, ...]
    open: tuple[str, ...]
    naam: str
    email: str
    heeft_haken: bool
    boven: str = ""

    @property
    def eigen(self) -> list[Losbestand]:
        """Return the files that differ, without those that git does not know and that are no part of a dossier."""
        return [b for b in self.bestanden if b.bekend or b.naam.endswith(EIGEN)]

    @property
    def open_elders(self) -> list[str]:
        """Return the files outside the folder that a merge left open."""
        return [naam for naam in self.open if not naam.startswith(inside(self.plaats, ""))]


def stand(folder: Path) -> Gitstand:
    """Return how a folder stands in its checkout."""
    top, plaats = top_of(folder), place_of(folder)
    entries = need(folder, *unfiltered(folder), *_STATUS, "--", ".").split(b"\0")
    found = [_file(os.fsdecode(entry), inside(plaats, "")) for entry in entries if entry]
    staged = need(folder, *_KLAAR, "--", ":/")
    own = inside(plaats, "")
    return Gitstand(
        top,
        plaats,
        branch_of(folder),
        ask(folder, "rev-parse", "--short", "--verify", "--quiet", "HEAD") or "",
        underway(folder),
        tuple(b for b in found if not _is_ours(b.naam)),
        tuple(naam for naam in map(os.fsdecode, staged.split(b"\0")) if naam and not naam.startswith(own)),
        tuple(unmerged(folder)),
        os.environ.get("GIT_AUTHOR_NAME") or ask(folder, "config", "--get", "user.name") or "",
        os.environ.get("GIT_AUTHOR_EMAIL") or ask(folder, "config", "--get", "user.email") or "",
        bool(haken(folder)),
        ask(folder, "rev-parse", "--show-superproject-working-tree") or "",
    )


def _file(entry: str, own: str) -> Losbestand:
    """Return a file as `git status` tells it: two signs and its path from the top."""
    signs, naam = entry[:2], entry[3:].removeprefix(own)
    if signs in ("DD", "AU", "UD", "UA", "DU", "AA", "UU"):
        return Losbestand(naam, "conflict")
    if signs == "??":
        return Losbestand(naam, "nieuw", bekend=False)
    if signs[1] == "D" or (signs[0] == "D" and signs[1] == " "):
        return Losbestand(naam, "vervallen")
    return Losbestand(naam, "nieuw" if "A" in signs else "gewijzigd")


def _is_ours(naam: str) -> bool:
    """Return whether a file is one that is put beside those of a dossier while it is open, or another repository."""
    return naam.endswith("/") or any(fnmatch(PurePosixPath(naam).name, pattern) for pattern in IGNORE_PATTERNS)


def is_in_git(folder: Path) -> bool:
    """Return whether a folder is in a checkout; False too where git is missing."""
    return ask(folder, "rev-parse", "--is-inside-work-tree") == "true"


def branches(folder: Path) -> list[Tak]:
    """Return the branches that are here, the one of now first, then by their last commit."""
    listed = need(folder, "for-each-ref", "--sort=-committerdate", f"--format={_TAKKEN}", "refs/heads")
    rows = (line.split("\0") for line in listed.decode("utf-8", "replace").splitlines())
    found = [Tak(naam, commit, datum, onderwerp, head == "*") for head, naam, commit, datum, onderwerp in rows]
    return sorted(found, key=lambda tak: not tak.is_huidige)


def with_dossier(folder: Path, takken: Sequence[Tak]) -> list[Tak]:
    """Return the branches that have the dossier of a folder, there or where it stood under another name."""
    here = inside(place_of(folder), BEGROTING)
    asked = "".join(f"{tak.commit}:{here}\n" for tak in takken).encode()
    answers = need(folder, "cat-file", "--batch-check", stdin=asked).splitlines() if takken else []
    pairs = zip(takken, answers, strict=True)
    return [tak for tak, answer in pairs if b" blob " in answer or place_at(folder, tak.commit) is not None]


def can_be_branch(folder: Path, naam: str) -> bool:
    """Return whether git takes a name for that of a branch."""
    return bool(naam) and ask(folder, "check-ref-format", "--branch", naam) == naam
