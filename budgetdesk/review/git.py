"""Git through its command line: which version of a dossier this is, and what it was in another one.

Only reads. Every call has a timeout, its exit code checked, and an environment in which git asks nothing,
locks nothing and cannot be pointed at another repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, Plaats, UsageError

TIMEOUT: Final = 5.0
"""Seconds a call of git may take that can be done without; on a slow network share no answer beats waiting."""

LANG: Final = 60.0
"""Seconds a call of git may take that was asked for."""

_GEWIJZIGD: Final = " met wijzigingen"

_INSTELLINGEN: Final = ("-c", "core.fsmonitor=false")
"""A repository may name a program of its own for this; asking for a version must not start it."""

_OMGEVING: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

_STATUS: Final = ("status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=all", "--", ".")


def revision(folder: Path) -> str:
    """Return the short commit of the checkout `folder` is in, plus ` met wijzigingen` where it differs from that.

    Only files within the folder count, also those git does not know yet. Nothing where git, a checkout or
    a first commit is missing, or where git keeps no file of this folder.
    """
    commit = _git(folder, "rev-parse", "--short", "HEAD")
    changes = _git(folder, *_STATUS) if commit else None
    if not commit or changes is None:
        return ""
    if changes:
        return commit + _GEWIJZIGD
    return commit if _git(folder, "ls-files", "--", ".") else ""


def contents_at(folder: Path, revision: str) -> dict[str, bytes]:
    """Return the TOML files below a folder as they are in a commit, by their name relative to it, with `/`.

    `revision` is what git takes for one: a branch, a tag, `HEAD~2`. Raises UsageError where it names no
    commit, InputError where git or a checkout is missing or git does not answer.
    """
    commit = commit_of(folder, revision)
    listing = _required(folder, "ls-tree", "-r", "-z", commit, "--", ".").split(b"\0")
    blobs = [entry.partition(b"\t") for entry in listing if entry.endswith(b".toml")]
    wanted = [
        (head.split()[2], name.decode("utf-8", "surrogateescape")) for head, _, name in blobs if b" blob " in head
    ]
    answer = _required(folder, "cat-file", "--batch", stdin=b"".join(blob + b"\n" for blob, _ in wanted))
    found, position = dict[str, bytes](), 0
    for _, name in wanted:
        body = answer.index(b"\n", position) + 1
        position = body + int(answer[position:body].split()[2])
        found[name] = answer[body:position]
        position += 1
    return found


def commit_of(folder: Path, revision: str) -> str:
    """Return the full name of the commit a revision means; raises as `contents_at` does."""
    _required(folder, "rev-parse", "--git-dir")
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        raise UsageError(f"`{revision}` is geen tak, label of commit van deze git-map.")
    return found


@dataclass(frozen=True, slots=True)
class Revisie:
    """A revision to compare with: what git calls it, what it is (`tak`, `label`, `commit`), its date and subject."""

    naam: str
    soort: str
    datum: str
    onderwerp: str


def revisions(folder: Path, commits: int = 50) -> list[Revisie]:
    """Return the branches and labels, newest first, and the last commits that changed a folder.

    Nothing where git, a checkout or a first commit is missing.
    """
    fields = "%(refname:short)%00%(refname)%00%(committerdate:short)%(taggerdate:short)%00%(subject)"
    refs = _git(folder, "for-each-ref", "--sort=-creatordate", f"--format={fields}", "refs/heads", "refs/tags") or ""
    log = _git(folder, "log", f"--max-count={commits}", "--format=%h%x00%cs%x00%s", "HEAD", "--", ".") or ""
    named = [line.split("\0") for line in refs.splitlines()]
    found = [Revisie(n, "tak" if full.startswith("refs/heads/") else "label", d[:10], s) for n, full, d, s in named]
    return found + [Revisie(n, "commit", d, s) for n, d, s in (line.split("\0") for line in log.splitlines())]


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, stripped; None where it is missing, refuses or takes too long."""
    try:
        return _run(folder, arguments, TIMEOUT).decode("utf-8", "replace").strip()
    except (OSError, subprocess.SubprocessError):
        return None


def _required(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Return what git prints; raises InputError where it is missing, refuses or takes too long."""
    try:
        return _run(folder, arguments, LANG, stdin)
    except FileNotFoundError:
        reden = "git is niet geïnstalleerd."
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        outside = any("not a git repository" in line for line in said)
        reden = "deze map staat niet in git." if outside else f"git weigert: {said[-1] if said else 'zonder reden'}."
    except subprocess.TimeoutExpired:
        reden = f"git geeft na {LANG:.0f} seconden geen antwoord."
    except OSError as error:
        reden = f"git start niet ({error.strerror})."
    raise InputError.at(Plaats(str(folder)), reden, code="BD107")


def _run(folder: Path, arguments: Sequence[str], timeout: float, stdin: bytes = b"") -> bytes:
    git = shutil.which("git")
    if git is None:
        raise FileNotFoundError("git")
    done = subprocess.run(  # noqa: S603 (no shell, and every argument but folder and revision is ours)
        (git, "-C", folder, *_INSTELLINGEN, *arguments),
        env=_environment(),
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=True,
    )
    return done.stdout


def _environment() -> dict[str, str]:
    """Return the environment without what a hook or an alias set for its own repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _OMGEVING
