"""What git was doing when it came to a conflict: a merge, a rebase, a stash ..., and what both sides are called.

Git itself calls them `ours` and `theirs`, which says nothing in a rebase: there ours is the branch that one's own
commits are put upon. Nothing is raised: what git does not tell has no name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from budgetdesk.storage.gitcall import TIMEOUT, ask, run

Soort = Literal["", "merge", "rebase", "cherry-pick", "revert", "am", "stash"]

_STATES: Final[tuple[tuple[str, Soort], ...]] = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("MERGE_HEAD", "merge"),
)
"""What git keeps in its administration while it waits for a decision."""

_ENDS: Final[dict[Soort, str]] = {
    "merge": "git commit",
    "rebase": "git rebase --continue",
    "cherry-pick": "git cherry-pick --continue",
    "revert": "git revert --continue",
    "am": "git am --continue",
}
"""What ends it."""

_HEADS: Final = {"rebase": "REBASE_HEAD", "cherry-pick": "CHERRY_PICK_HEAD", "revert": "REVERT_HEAD"}
"""What git calls the commit that it was taking over."""

NAAMLOOS: Final = ("", "HEAD", "Updated upstream")
"""What git calls our side whatever it is."""

ZONDER: Final = "zonder "
"""How the side begins that is a commit taken back."""

STASH: Final = "stash"
"""How the side begins that is a stash; git says `Stashed changes`."""

_STASHES: Final = 20
"""Stashes that are looked at."""


@dataclass(frozen=True, slots=True)
class Bezig:
    """What git is doing, and what it does that to and with: a branch or a commit, nothing where that is unknown."""

    soort: Soort = ""
    ons: str = ""
    hun: str = ""

    @property
    def einde(self) -> str:
        """Return the command that ends it; nothing where nothing waits."""
        return _ENDS.get(self.soort, "")


def underway(folder: Path) -> Bezig:
    """Return what git is doing in the checkout of a folder, once it has stopped for a conflict."""
    gitdir = _administration(folder)
    soort = _state(gitdir) if gitdir else ""
    if gitdir is None:
        return Bezig()
    return Bezig(soort, _ours(folder, gitdir), _theirs(folder, gitdir, soort))


def our_side(folder: Path) -> str:
    """Return what our side is called while git merges: a branch, or the commit that has none."""
    gitdir = _administration(folder)
    return _ours(folder, gitdir) if gitdir else ""


def their_side(folder: Path, basis: bytes, hun: bytes) -> str:
    """Return what their side is called while git merges, by the content of the base and of theirs.

    Git keeps no record yet of a single commit that it takes over: that is known by what it did to the file.
    """
    gitdir = _administration(folder)
    if gitdir is None:
        return ""
    soort = _state(gitdir)
    known = _theirs(folder, gitdir, soort) if soort in ("rebase", "am") else ""
    return known or _changed_so(folder, basis, hun)


def _administration(folder: Path) -> Path | None:
    found = ask(folder, "rev-parse", "--absolute-git-dir")
    return Path(found) if found else None


def _state(gitdir: Path) -> Soort:
    return next((soort for naam, soort in _STATES if (gitdir / naam).exists()), "")


def _ours(folder: Path, gitdir: Path) -> str:
    """Return the branch that changes come upon, or the commit where it is none."""
    for rebase in ("rebase-merge", "rebase-apply"):
        if onto := _first_line(gitdir / rebase / "onto"):
            own = _first_line(gitdir / rebase / "head-name")
            return _branch_at(folder, onto, own) or _commit(folder, onto)
    here = ask(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    # a rebase that applies patches writes down only afterwards what it puts them upon
    at_head = _branch_at(folder, "HEAD", "") if not here and (gitdir / "rebase-apply").exists() else ""
    return here or at_head or _commit(folder, "HEAD")


def _branch_at(folder: Path, commit: str, but: str) -> str:
    """Return a branch that ends in a commit, one's own before those of others."""
    listed = ask(folder, "for-each-ref", f"--points-at={commit}", "--format=%(refname)", "refs/heads", "refs/remotes")
    found = [ref for ref in (listed or "").split() if ref != but and not ref.endswith("/HEAD")]
    return found[0].split("/", 2)[2] if found else ""


def _theirs(folder: Path, gitdir: Path, soort: Soort) -> str:
    """Return the commit or the branch that git was taking over, as far as its administration says."""
    if soort == "am":
        return _first_line(gitdir / "rebase-apply" / "msg-clean") or _first_line(
            gitdir / "rebase-apply" / "final-commit"
        )
    if soort == "rebase" and (replayed := _replayed(gitdir)):
        return _commit(folder, replayed)
    if soort == "merge":
        listed = _first_line(gitdir / "MERGE_HEAD")
        return _branch_at(folder, listed, "") or _commit(folder, listed)
    label = _commit(folder, _HEADS[soort]) if soort in _HEADS else ""
    return f"{ZONDER}{label}" if soort == "revert" and label else label


def _replayed(gitdir: Path) -> str:
    """Return the commit that a rebase came to last."""
    if apply := _first_line(gitdir / "rebase-apply" / "original-commit"):
        return apply
    done = _text(gitdir / "rebase-merge" / "done").split("\n")
    last = next((line.split() for line in reversed(done) if line.strip()), [])
    # `pick 1a2b3c4 onderwerp`, `fixup -C 1a2b3c4 # onderwerp`
    return next((word for word in last[1:] if not word.startswith("-")), "")


def _changed_so(folder: Path, basis: bytes, hun: bytes) -> str:
    """Return the commit, or the stash, that made theirs of the base; or `zonder` the one that did the reverse."""
    try:
        was, now = (run(folder, ("hash-object", "--stdin"), TIMEOUT, data).decode().strip() for data in (basis, hun))
    except OSError:
        return ""
    stashes = (ask(folder, "log", "-g", f"--max-count={_STASHES}", "--format=%H", "refs/stash") or "").split()
    form = ("--format=commit %H %h %s", "--raw", "--no-abbrev", "--no-renames", "-m", f"--find-object={now}")
    found = ask(folder, "log", *form, "--ignore-missing", "--all", "FETCH_HEAD", *stashes) or ""
    for naam, label, oud, nieuw in _changes(found):
        if was in oud and now in nieuw:
            return f"{STASH} ({label.partition(' ')[2]})" if naam in stashes else _named(label)
        if now in oud and was in nieuw:
            return f"{ZONDER}{_named(label)}"
    return ""


def _changes(listed: str) -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Yield per commit its name, its short name and subject, and what was and is in the files that it changed."""
    for part in f"\n{listed}".split("\ncommit ")[1:]:
        head, *rows = part.splitlines()
        naam, _, label = head.partition(" ")
        fields = [row.split("\t")[0].split(" ") for row in rows if row.startswith(":")]
        yield naam, label, {words[2] for words in fields}, {words[3] for words in fields}


def _commit(folder: Path, naam: str) -> str:
    found = ask(folder, "log", "--no-walk", "--format=%h %s", "--end-of-options", naam)
    return _named(found) if found else ""


def _named(label: str) -> str:
    """Return short name and subject as git calls a commit: `1a2b3c4 (onderwerp)`."""
    kort, _, onderwerp = label.partition(" ")
    return f"{kort} ({onderwerp})" if onderwerp else kort


def _first_line(pad: Path) -> str:
    return _text(pad).partition("\n")[0].strip()


def _text(pad: Path) -> str:
    try:
        return os.fsdecode(pad.read_bytes())
    except OSError:
        return ""
