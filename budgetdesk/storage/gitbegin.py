"""The beginning of a repository: `git init` and a first commit."""

from __future__ import annotations

import shutil
from pathlib import Path

from budgetdesk.storage.gitcall import ask, need


def has_git() -> bool:
    """Return whether there is git on this machine."""
    return shutil.which("git") is not None


def repository_of(map_: Path) -> str:
    """Return the top of the repository that a folder is in; nothing where it is in none."""
    return ask(map_, "rev-parse", "--show-toplevel") or ""


def begin(map_: Path, onderwerp: str, wie: tuple[str, str] | None = None) -> str:
    """Make a folder a repository with all that is in it as its first commit; return in Dutch what came of it.

    The commit is of the user, or of `wie` (name and address). Raises InputError where git refuses.
    """
    if not has_git():
        return "Git is niet geïnstalleerd: er is geen repository gemaakt; dat kan later nog."
    if top := repository_of(map_):
        return f"De map hoort bij de git-repository {top}; daar komt zij in bij de volgende commit."
    need(map_, "init", "--quiet")
    who = ("-c", f"user.name={wie[0]}", "-c", f"user.email={wie[1]}") if wie else ()
    if not who and (not ask(map_, "config", "user.email") or not ask(map_, "config", "user.name")):
        return "De git-repository is er; git kent uw naam nog niet, dus een eerste commit is er nog niet."
    need(map_, "add", "--all", ".")
    need(map_, *who, "commit", "--quiet", "--no-verify", "--message", onderwerp)
    return "De git-repository is er, met een eerste commit."
