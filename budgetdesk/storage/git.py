"""Git through its command line: which version of a dossier this is, and what it was in another one.

Reads only, apart from `change_setting`. How git is called is in `gitcall`.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, Plaats, UsageError, WriteError
from budgetdesk.storage.gitcall import LANG, TIMEOUT, ask, complaint, need, run
from budgetdesk.storage.history import contents, is_shallow, listing, place_at
from budgetdesk.storage.moved import inside

_GEWIJZIGD: Final = " met wijzigingen"

_FILTERS: Final = {"clean": "", "smudge": "", "process": "", "required": "false"}
"""What of a filter is a program, and what stands for none."""

_GEEN_INDEX: Final = "budgetdesk-geen-index"
"""A file that is not there, to git an index that is empty."""

_ONDIEP: Final = (
    "staat niet in deze ondiepe kopie (shallow clone) van de git-map; haal de hele geschiedenis op met "
    "`git fetch --unshallow`, in GitLab met GIT_DEPTH: 0, in GitHub met fetch-depth: 0."
)

_STATUS: Final = ("status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=all", "--", ".")


def revision(folder: Path) -> str:
    """Return the short commit of the checkout `folder` is in, plus ` met wijzigingen` where it differs from that.

    Only files within the folder count, also those git does not know yet. Nothing where git, a checkout or
    a first commit is missing, or where git keeps no file of this folder.
    """
    commit = ask(folder, "rev-parse", "--short", "HEAD")
    changes = ask(folder, *unfiltered(folder), *_STATUS) if commit else None
    if not commit or changes is None:
        return ""
    if changes:
        return commit + _GEWIJZIGD
    return commit if ask(folder, "ls-files", "--", ".") else ""


def contents_at(folder: Path, revision: str) -> dict[str, bytes]:
    """Return the TOML files of a dossier as they are in a commit, by their name relative to its folder, with `/`.

    The folder may have had another name then. `revision` is what git takes for one: a branch, a tag, `HEAD~2`. Raises
    UsageError where it names no commit, InputError where git or a checkout is missing or git does not answer.
    """
    commit = commit_of(folder, revision)
    return contents_in(folder, commit, place_at(folder, commit), revision)


def contents_in(folder: Path, tree: str, place: str | None, revision: str) -> dict[str, bytes]:
    """Return the TOML files of a dossier as `contents_at` does, of a commit or of what git calls a state of all files.

    `place` is its folder there, from the top; `revision` is what people call that state.
    """
    start = "" if place is None else inside(place, "")
    known = {} if place is None else listing(folder, tree)
    wanted = {naam.removeprefix(start): blob for naam, blob in known.items() if naam.startswith(start)}
    read = contents(folder, wanted.values())
    for naam, blob in wanted.items():
        if blob not in read:
            reden = f"deze kopie van de git-map heeft `{naam}` niet van {revision}; haal de hele geschiedenis op."
            raise InputError.at(Plaats(str(folder)), reden, code="BD107")
    return {naam: read[blob] for naam, blob in wanted.items()}


def merge_base_of(folder: Path, naam: str) -> bytes | None:
    """Return a file in a merge that is not finished, as the common ancestor had it; None where git has none.

    `naam` is relative to the folder, with `/`.
    """
    try:
        return run(folder, ("cat-file", "blob", f":1:./{naam}"), TIMEOUT)
    except (OSError, subprocess.SubprocessError):
        return None


def merge_lines(basis: bytes, ons: bytes, hun: bytes, namen: Sequence[str], size: int) -> tuple[bytes, int] | None:
    """Return what git makes of three versions of a file by its lines, and in how many conflicts it marks them.

    `namen` are what the markers call ours, the base and theirs; `size` is how many signs a marker has. None where
    git is missing, refuses or takes too long.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            for naam, content in (("ons", ons), ("basis", basis), ("hun", hun)):
                (Path(folder) / naam).write_bytes(content)
            labels = [word for naam in namen for word in ("-L", naam)]
            command = ("merge-file", "-p", "--diff3", f"--marker-size={size}", *labels, "ons", "basis", "hun")
            return run(Path(folder), command, LANG), 0
    except subprocess.CalledProcessError as error:
        # git answers with the number of conflicts, at most 127
        return (error.stdout, error.returncode) if 0 < error.returncode <= 127 else None
    except (OSError, subprocess.SubprocessError):
        return None


def commit_of(folder: Path, revision: str) -> str:
    """Return the full name of the commit a revision means; raises as `contents_at` does."""
    need(folder, "rev-parse", "--git-dir")
    found = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        if revision == "HEAD":
            raise UsageError("In deze git-map staat nog geen commit.")
        _require_whole(folder, f"`{revision}`")
        raise UsageError(f"`{revision}` is geen tak, label of commit van deze git-map.")
    return found


def _require_whole(folder: Path, what: str) -> None:
    """Raise InputError where a clone may lack what was asked for: CI makes shallow ones."""
    if is_shallow(folder):
        raise InputError.at(Plaats(str(folder)), f"{what} {_ONDIEP}", code="BD107")


def common_ancestor(folder: Path, een: str, ander: str) -> str:
    """Return the commit where two revisions parted; raises as `contents_at` does, UsageError where there is none."""
    names = (een, ander)
    found = ask(folder, "merge-base", *(commit_of(folder, name) for name in names))
    if not found:
        _require_whole(folder, f"wat `{een}` en `{ander}` gemeen hebben,")
        raise UsageError(f"`{een}` en `{ander}` hebben geen commit gemeen.")
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
    refs = ask(folder, "for-each-ref", "--sort=-creatordate", f"--format={fields}", "refs/heads", "refs/tags") or ""
    log = ask(folder, "log", f"--max-count={commits}", "--format=%h%x00%cs%x00%s", "HEAD", "--", ".") or ""
    named = [line.split("\0") for line in refs.splitlines()]
    found = [Revisie(n, "tak" if full.startswith("refs/heads/") else "label", d[:10], s) for n, full, d, s in named]
    return found + [Revisie(n, "commit", d, s) for n, d, s in (line.split("\0") for line in log.splitlines())]


def tracked(folder: Path, *pathspecs: str) -> dict[str, str]:
    """Return the names below a folder that git keeps, each with its line ends there: `lf`, `crlf`, `mixed` ..."""
    entries = need(folder, "ls-files", "--eol", "-z", "--", *pathspecs).split(b"\0")
    pairs = [entry.partition(b"\t") for entry in entries if entry]
    return {os.fsdecode(name): info.split()[0].decode().removeprefix("i/") for info, _, name in pairs}


def git_path(folder: Path, naam: str) -> Path:
    """Return where git has a file of its own administration: several worktrees share most of that."""
    return folder / os.fsdecode(need(folder, "rev-parse", "--git-path", naam).removesuffix(b"\n"))


def is_committed(folder: Path, naam: str) -> bool:
    """Return whether a file is as it is in the last commit, or is in neither."""
    return not need(folder, *unfiltered(folder), "status", "--porcelain", "--ignored", "--", naam)


def is_ignored(folder: Path, naam: str) -> bool:
    """Return whether git is told to leave a file in a folder alone; not where git or a checkout is missing."""
    try:
        run(folder, ("check-ignore", "--quiet", "--", naam), TIMEOUT)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def attributes(folder: Path, attributen: Sequence[str], paden: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield path, attribute and value (`set`, `unset`, `unspecified` or what was given) as the files there say.

    Git takes a `.gitattributes` that is gone from its index, as long as nobody commits that it is gone.
    """
    asked = b"".join(os.fsencode(pad) + b"\0" for pad in paden)
    none = {"GIT_INDEX_FILE": str(git_path(folder, _GEEN_INDEX))}
    answer = need(folder, "check-attr", "-z", "--stdin", *attributen, stdin=asked, env=none).split(b"\0")
    words = map(os.fsdecode, answer)
    return zip(words, words, words, strict=False)


def settings(folder: Path) -> dict[str, list[str]]:
    """Return the values of every setting of the repository itself, without those of the user or the machine."""
    found: dict[str, list[str]] = {}
    for entry in need(folder, "config", "--local", "-z", "--list").split(b"\0"):
        key, _, value = os.fsdecode(entry).partition("\n")
        found.setdefault(key, []).append(value)
    return found


def change_setting(folder: Path, sleutel: str, waarde: str | None) -> None:
    """Give a setting of the repository this one value, or none; raises WriteError."""
    change = ("--unset-all", sleutel) if waarde is None else ("--replace-all", sleutel, waarde)
    try:
        run(folder, ("config", "--local", *change), LANG)
    except subprocess.CalledProcessError as error:
        raise WriteError(f"git-instelling {sleutel}", complaint(error)) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise WriteError(f"git-instelling {sleutel}", str(error)) from error


def unfiltered(folder: Path) -> list[str]:
    """Return the options without which git may start a filter that the repository itself names."""
    listed = ask(folder, "config", "--local", "--name-only", "--list") or ""
    names = {key.removeprefix("filter.").rpartition(".")[0] for key in listed.splitlines() if key.startswith("filter.")}
    return [
        word for naam in sorted(names) for key, no in _FILTERS.items() for word in ("-c", f"filter.{naam}.{key}={no}")
    ]


def last_subject(folder: Path) -> str:
    """Return the first line of the last commit, whichever files it changed; nothing before there is one."""
    return ask(folder, "log", "--max-count=1", "--format=%s") or ""


def branch_of(folder: Path) -> str:
    """Return the branch that a folder is on; nothing without git, a checkout or a branch."""
    return ask(folder, "symbolic-ref", "--short", "--quiet", "HEAD") or ""
