"""Git through its command line: which version of a dossier this is, and what it was in another one.

Reads only, apart from `change_setting`. Every call has a timeout, its exit code checked, and an environment
in which git asks nothing, locks nothing and cannot be pointed at another repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, Plaats, UsageError, WriteError

TIMEOUT: Final = 5.0
"""Seconds a call of git may take that can be done without; on a slow network share no answer beats waiting."""

LANG: Final = 60.0
"""Seconds a call of git may take that was asked for."""

_GEWIJZIGD: Final = " met wijzigingen"

_INSTELLINGEN: Final = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
)
"""A repository may name programs of its own for these; asking for a version must start none of them."""

_OMGEVING: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
"""No lock, no question, nothing fetched: a partial clone lacks what it lacks."""

_FILTERS: Final = {"clean": "", "smudge": "", "process": "", "required": "false"}
"""What of a filter is a program, and what stands for none."""

_GEEN_INDEX: Final = "budgetdesk-geen-index"
"""A file that is not there, to git an index that is empty."""

_GEEN_MAP: Final = {
    "not a git repository": "deze map staat niet in git.",
    "must be run in a work tree": "dit is de administratie van git zelf, zonder bestanden om in te werken.",
}
"""What git says of a folder that is not in a checkout."""

_VERVOLG: Final = {
    "rebase-merge": "git rebase --continue",
    "rebase-apply": "git rebase --continue",
    "CHERRY_PICK_HEAD": "git cherry-pick --continue",
    "MERGE_HEAD": "git commit",
}
"""What ends what git keeps a record of under this name."""

_STATUS: Final = ("status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=all", "--", ".")


def revision(folder: Path) -> str:
    """Return the short commit of the checkout `folder` is in, plus ` met wijzigingen` where it differs from that.

    Only files within the folder count, also those git does not know yet. Nothing where git, a checkout or
    a first commit is missing, or where git keeps no file of this folder.
    """
    commit = _git(folder, "rev-parse", "--short", "HEAD")
    changes = _git(folder, *_unfiltered(folder), *_STATUS) if commit else None
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
        head = answer[position:body].split()
        if len(head) != 3:
            reden = f"deze kopie van de git-map heeft `{name}` niet van {revision}; haal de hele geschiedenis op."
            raise InputError.at(Plaats(str(folder)), reden, code="BD107")
        position = body + int(head[2])
        found[name] = answer[body:position]
        position += 1
    return found


def merge_base_of(folder: Path, naam: str) -> bytes | None:
    """Return a file in a merge that is not finished, as the common ancestor had it; None where git has none.

    `naam` is relative to the folder, with `/`.
    """
    try:
        return _run(folder, ("cat-file", "blob", f":1:./{naam}"), TIMEOUT)
    except (OSError, subprocess.SubprocessError):
        return None


def next_command(folder: Path) -> str:
    """Return the command that ends what stopped at a conflict; nothing where nothing did, or git is missing."""
    for naam, command in _VERVOLG.items():
        found = _git(folder, "rev-parse", "--git-path", naam)
        if found and (folder / found).exists():
            return command
    return ""


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
            return _run(Path(folder), command, LANG), 0
    except subprocess.CalledProcessError as error:
        # git answers with the number of conflicts, at most 127
        return (error.stdout, error.returncode) if 0 < error.returncode <= 127 else None
    except (OSError, subprocess.SubprocessError):
        return None


def commit_of(folder: Path, revision: str) -> str:
    """Return the full name of the commit a revision means; raises as `contents_at` does."""
    _required(folder, "rev-parse", "--git-dir")
    found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not found:
        raise UsageError(f"`{revision}` is geen tak, label of commit van deze git-map.")
    return found


def common_ancestor(folder: Path, een: str, ander: str) -> str:
    """Return the commit where two revisions parted; raises as `contents_at` does, UsageError where there is none."""
    names = (een, ander)
    found = _git(folder, "merge-base", *(commit_of(folder, name) for name in names))
    if not found:
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
    refs = _git(folder, "for-each-ref", "--sort=-creatordate", f"--format={fields}", "refs/heads", "refs/tags") or ""
    log = _git(folder, "log", f"--max-count={commits}", "--format=%h%x00%cs%x00%s", "HEAD", "--", ".") or ""
    named = [line.split("\0") for line in refs.splitlines()]
    found = [Revisie(n, "tak" if full.startswith("refs/heads/") else "label", d[:10], s) for n, full, d, s in named]
    return found + [Revisie(n, "commit", d, s) for n, d, s in (line.split("\0") for line in log.splitlines())]


def toplevel(folder: Path) -> Path:
    """Return the top folder of the checkout a folder is in; raises InputError where git or a checkout is missing."""
    return Path(os.fsdecode(_required(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))


def tracked(folder: Path, *pathspecs: str) -> dict[str, str]:
    """Return the names below a folder that git keeps, each with its line ends there: `lf`, `crlf`, `mixed` ..."""
    entries = _required(folder, "ls-files", "--eol", "-z", "--", *pathspecs).split(b"\0")
    pairs = [entry.partition(b"\t") for entry in entries if entry]
    return {os.fsdecode(name): info.split()[0].decode().removeprefix("i/") for info, _, name in pairs}


def git_path(folder: Path, naam: str) -> Path:
    """Return where git has a file of its own administration: several worktrees share most of that."""
    return folder / os.fsdecode(_required(folder, "rev-parse", "--git-path", naam).removesuffix(b"\n"))


def is_committed(folder: Path, naam: str) -> bool:
    """Return whether a file is as it is in the last commit, or is in neither."""
    return not _required(folder, *_unfiltered(folder), "status", "--porcelain", "--ignored", "--", naam)


def is_ignored(folder: Path, naam: str) -> bool:
    """Return whether git is told to leave a file in a folder alone; not where git or a checkout is missing."""
    try:
        _run(folder, ("check-ignore", "--quiet", "--", naam), TIMEOUT)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def attributes(folder: Path, attributen: Sequence[str], paden: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield path, attribute and value (`set`, `unset`, `unspecified` or what was given) as the files there say.

    Git takes a `.gitattributes` that is gone from its index, as long as nobody commits that it is gone.
    """
    asked = b"".join(os.fsencode(pad) + b"\0" for pad in paden)
    none = {"GIT_INDEX_FILE": str(git_path(folder, _GEEN_INDEX))}
    answer = _required(folder, "check-attr", "-z", "--stdin", *attributen, stdin=asked, env=none).split(b"\0")
    words = map(os.fsdecode, answer)
    return zip(words, words, words, strict=False)


def settings(folder: Path) -> dict[str, list[str]]:
    """Return the values of every setting of the repository itself, without those of the user or the machine."""
    found: dict[str, list[str]] = {}
    for entry in _required(folder, "config", "--local", "-z", "--list").split(b"\0"):
        key, _, value = os.fsdecode(entry).partition("\n")
        found.setdefault(key, []).append(value)
    return found


def change_setting(folder: Path, sleutel: str, waarde: str | None) -> None:
    """Give a setting of the repository this one value, or none; raises WriteError."""
    change = ("--unset-all", sleutel) if waarde is None else ("--replace-all", sleutel, waarde)
    try:
        _run(folder, ("config", "--local", *change), LANG)
    except subprocess.CalledProcessError as error:
        raise WriteError(f"git-instelling {sleutel}", _complaint(error)) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise WriteError(f"git-instelling {sleutel}", str(error)) from error


def _unfiltered(folder: Path) -> list[str]:
    """Return the options without which git may start a filter that the repository itself names."""
    listed = _git(folder, "config", "--local", "--name-only", "--list") or ""
    names = {key.removeprefix("filter.").rpartition(".")[0] for key in listed.splitlines() if key.startswith("filter.")}
    return [
        word for naam in sorted(names) for key, no in _FILTERS.items() for word in ("-c", f"filter.{naam}.{key}={no}")
    ]


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, stripped; None where it is missing, refuses or takes too long."""
    try:
        return _run(folder, arguments, TIMEOUT).decode("utf-8", "replace").strip()
    except (OSError, subprocess.SubprocessError):
        return None


def _required(folder: Path, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """Return what git prints; raises InputError where it is missing, refuses or takes too long."""
    try:
        return _run(folder, arguments, LANG, stdin, env)
    except FileNotFoundError:
        reden = "git is niet geïnstalleerd."
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace")
        known = next((reden for english, reden in _GEEN_MAP.items() if english in said), "")
        reden = known or f"git weigert: {_complaint(error)}."
    except subprocess.TimeoutExpired:
        reden = f"git geeft na {LANG:.0f} seconden geen antwoord."
    except OSError as error:
        reden = f"git start niet ({error.strerror})."
    raise InputError.at(Plaats(str(folder)), reden, code="BD107")


def _complaint(error: subprocess.CalledProcessError) -> str:
    """Return the last line in which git says what is wrong."""
    said = error.stderr.decode("utf-8", "replace").strip().splitlines()
    return str(said[-1]) if said else "zonder reden"


def _run(
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise FileNotFoundError("git")
    done = subprocess.run(  # noqa: S603 (no shell, and every argument but folder and revision is ours)
        (git, "-C", folder, *_INSTELLINGEN, *arguments),
        env=_environment() | dict(env or {}),
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=True,
    )
    return done.stdout


def _environment() -> dict[str, str]:
    """Return the environment without what a hook or an alias set for its own repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _OMGEVING
