"""Git that writes, each call asked for by somebody: a repository, a commit, a branch, another branch, a merge.

Hooks, filters and signing run as they do at the command line, but nothing can ask: there is no terminal, no editor and
no pager, and no connection is made. A call can be called off, and what git refuses is a sentence with what it printed.
How git is started otherwise is in `gitcall`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Final, Literal

from budgetdesk.errors import Refused
from budgetdesk.storage.gitcall import ask, need, started
from budgetdesk.storage.history import top_of
from budgetdesk.storage.pathnames import typed_path
from budgetdesk.voortgang import Afgebroken, Voortgang, gevolgd, stap

Waarom = Literal["", "haak", "slot", "wie", "sleutel", "open", "overschrijft", "vuil", "elders", "recht", "vol", "lang"]
"""Why git did not do it: a hook, a lock, nobody's name, signing, conflicts, what would be overwritten, what is staged,
a branch open elsewhere, no rights, no room, it took too long; nothing where it is something else."""

GEDULD: Final = 300.0
"""Seconds that a hook, or somebody with a passphrase, may take."""

_KIJK: Final = 0.1
"""Seconds after which is told that it goes on."""

_UITSTEL: Final = 5.0
"""Seconds in which a call that is stopped may clean up what it began."""

_NIEMAND: Final = {
    "GIT_EDITOR": "false",
    "GIT_SEQUENCE_EDITOR": "false",
    "GIT_PAGER": "cat",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_MERGE_AUTOEDIT": "no",
}
"""Nobody is there to be asked."""

_WIE: Final = tuple(f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE"))
"""Who somebody says to be in the environment."""

_HAKEN: Final = ("pre-commit", "prepare-commit-msg", "commit-msg", "pre-merge-commit", "reference-transaction")
"""Programs of the repository that can hold up a commit."""

_REDENEN: Final[tuple[tuple[str, Waarom, str], ...]] = (
    (
        r"(?:index|HEAD|[\w/.-]+)\.lock': File exists|Another git process",
        "slot",
        "een ander programma is met deze git-map bezig, of is daarbij afgebroken",
    ),
    (
        r"Please tell me who you are|empty ident|auto-detect email|no (?:name|email) was given",
        "wie",
        "git weet niet wie u bent",
    ),
    (
        r"failed to sign|gpg failed|cannot run gpg|signing failed|Couldn't (?:load|sign)|incorrect passphrase",
        "sleutel",
        "ondertekenen lukte niet: de sleutel vraagt om een wachtwoord of is er niet",
    ),
    (r"unmerged|Unmerged|unresolved conflict", "open", "er zijn nog conflicten open"),
    (
        r"would be overwritten",
        "overschrijft",
        "git zou iets overschrijven dat nergens is vastgelegd",
    ),
    (
        r"You have not concluded|index (?:contains|is) .*staged|Your index|uncommitted changes|partial commit",
        "vuil",
        "in deze git-map staat nog iets klaar dat niet is vastgelegd",
    ),
    (r"cannot switch branch while|while (?:merging|rebasing)", "vuil", "git is hier nog midden in iets anders"),
    (r"unrelated histories", "", "die tak heeft niets met deze gemeen, ook geen begin"),
    (r"already (?:used by worktree|checked out)", "elders", "die tak is al open in een andere map (worktree)"),
    (r"[Pp]ermission denied|Read-only file system|insufficient permission", "recht", "hier mag niet worden geschreven"),
    (r"No space left|Disk quota", "vol", "de schijf is vol"),
    (r"dubious ownership", "recht", "git vertrouwt deze map niet, want zij is van een ander; zie `safe.directory`"),
)
"""What git says, in its own language, and what that is to people."""


class GitGeweigerd(Refused):
    """Git did not do what was asked; `uitvoer` is all that it and its hooks printed. What was there still is."""

    def __init__(self, waarom: Waarom, reden: str, uitvoer: str = "", slot: Path | None = None) -> None:
        self.waarom: Final = waarom
        self.uitvoer: Final = uitvoer
        self.slot: Final = slot
        """The lock that stands in the way."""
        super().__init__(f"Niet gelukt: {reden.rstrip('.')}.")


def write(
    folder: Path,
    *arguments: str,
    stdin: str = "",
    settings: Mapping[str, str] | None = None,
    mute: bool = False,
) -> str:
    """Let git change something and return all that it printed; raises GitGeweigerd, InputError without git.

    What is called off (Afgebroken) is told so before it is ended, so that git takes its locks away. Of what is `mute`
    only the answer is returned, not what is wrong.
    """
    given = [word for key, value in (settings or {}).items() for word in ("-c", f"{key}={value}")]
    env = _NIEMAND | {name: os.environ[name] for name in _WIE if name in os.environ}
    process = started(folder, (*given, *arguments), env, mute=mute)
    try:
        printed, code = _finished(process, stdin.encode())
    except BaseException:
        _end(process)
        raise
    if code:
        raise _refused(folder, printed)
    return printed


def _gaat_door(_stand: Voortgang) -> bool:
    """Go on: what takes something back is not called off itself."""
    return True


def _finished(process: subprocess.Popen[bytes], stdin: bytes | None) -> tuple[str, int]:
    """Return what a call printed, and its exit code; raises Afgebroken, or GitGeweigerd where it takes too long."""
    begin = monotonic()
    given = stdin
    while True:
        try:
            printed, _ = process.communicate(given, timeout=_KIJK)
        except subprocess.TimeoutExpired:
            given = None
            seconds = monotonic() - begin
            stap(int(seconds), 0, "seconden")
            if seconds > GEDULD:
                what = f"git gaf na {GEDULD:.0f} seconden nog geen antwoord en is gestopt"
                raise GitGeweigerd("lang", what, _end(process)) from None
        else:
            return printed.decode("utf-8", "replace"), process.returncode


def _end(process: subprocess.Popen[bytes]) -> str:
    """End a call and what it started; return what it printed."""
    for known in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if process.poll() is None:
            try:
                os.killpg(process.pid, known) if hasattr(os, "killpg") else process.terminate()
            except OSError:
                process.kill()
        try:
            return process.communicate(timeout=_UITSTEL)[0].decode("utf-8", "replace")
        except (subprocess.TimeoutExpired, ValueError):
            continue
    return ""


def _refused(folder: Path, printed: str) -> GitGeweigerd:
    own = [line for line in printed.splitlines() if re.match(r"(?:fatal|error|gpg): ", line)]
    for pattern, waarom, reden in _REDENEN:
        # a hook may print anything: what git itself says begins so, but for files that it lists and who it asks for
        if any(re.search(pattern, line) for line in own) or (waarom == "wie" and re.search(pattern, printed)):
            return GitGeweigerd(waarom, _with_lock(reden, printed), printed, _lock(printed))
    if haken(folder) and not any(line.startswith("fatal: ") for line in own):
        return GitGeweigerd("haak", "de controle van deze git-map hield het tegen", printed)
    said = (own or printed.strip().splitlines() or ["zonder reden"])[-1]
    return GitGeweigerd("", f"git weigert: {re.sub(r'^(?:fatal|error): ', '', said)}", printed)


def _lock(printed: str) -> Path | None:
    found = re.search(r"'([^'\n]+\.lock)': File exists", printed)
    return Path(found[1]) if found else None


def _with_lock(reden: str, printed: str) -> str:
    found = _lock(printed)
    return f"{reden} ({found})" if found else reden


def haken(folder: Path) -> list[str]:
    """Return the hooks that can hold up a commit here."""
    where = ask(folder, "rev-parse", "--git-path", "hooks")
    if not where:
        return []
    return [naam for naam in _HAKEN if os.access(folder / where / naam, os.X_OK)]


# --- what can be asked ---------------------------------------------------------------------------


def create(folder: Path) -> None:
    """Make a folder a repository of its own, with the branch `main`; nothing is recorded yet."""
    write(folder, "init", "--quiet", "--initial-branch=main")


def commit(folder: Path, bericht: str, bestanden: Sequence[str]) -> None:
    """Record files of a folder, by their name in it, as they are on disk: what came, went or changed.

    Nothing else goes along: what is staged of other files stays so. Where git refuses, the index is as it was.
    """
    names = [f"./{naam}" for naam in bestanden]
    new = _unknown(folder, names)
    if new:
        # git records only what it knows of; that a file will come is no content yet
        write(folder, "--literal-pathspecs", "add", "--intent-to-add", "--force", "--", *new)
    try:
        options = ("--quiet", "--only", "--no-edit", "--cleanup=whitespace", "--file=-")
        with _unless_recorded(folder):
            write(folder, "--literal-pathspecs", "commit", *options, "--", *names, stdin=bericht)
    except BaseException:
        if new:
            _forget(folder, new)
        raise


def _unknown(folder: Path, names: Sequence[str]) -> list[str]:
    """Return the files that git has in neither the index nor the last commit."""
    known = need(folder, "--literal-pathspecs", "ls-files", "-z", "--", *names).split(b"\0")
    head = b"\0"
    if _head(folder):
        head = need(folder, "--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *names)
    there = {os.fsdecode(name) for name in (*known, *head.split(b"\0"))}
    return [name for name in names if name.removeprefix("./") not in there]


def _forget(folder: Path, names: Sequence[str]) -> None:
    """Take back that files will come; where even that is refused they are only announced."""
    try:
        with gevolgd(_gaat_door):
            write(
                folder, "--literal-pathspecs", "rm", "--cached", "--quiet", "--ignore-unmatch", "--force", "--", *names
            )
    except Refused:
        return


def complete_merge(folder: Path, bericht: str, bestanden: Sequence[str]) -> None:
    """Record a merge that waits, with files of a folder as they are on disk by now."""
    names = [f"./{naam}" for naam in bestanden]
    if names:
        write(folder, "--literal-pathspecs", "add", "--all", "--", *names)
    with _unless_recorded(folder):
        write(folder, "commit", "--quiet", "--no-edit", "--cleanup=whitespace", "--file=-", stdin=bericht)


@contextmanager
def _unless_recorded(folder: Path) -> Iterator[None]:
    """Let pass what was called off or refused where the commit stood by then: only what comes after it was ended."""
    before = _head(folder)
    try:
        yield
    except (GitGeweigerd, Afgebroken):
        if _head(folder) == before:
            raise


def _head(folder: Path) -> str:
    return ask(folder, "rev-parse", "--verify", "--quiet", "HEAD") or ""


def name_author(folder: Path, naam: str, email: str) -> None:
    """Write in the settings of this repository who records in it."""
    write(folder, "config", "--local", "user.name", naam)
    write(folder, "config", "--local", "user.email", email)


def new_branch(folder: Path, naam: str) -> None:
    """Go on in a new branch, which begins with the last commit; files stay as they are."""
    write(folder, "switch", "--quiet", "--create", naam)


def switch(folder: Path, naam: str) -> None:
    """Make the files those of another branch."""
    write(folder, "switch", "--quiet", "--no-guess", naam)


def merge(folder: Path, naam: str, bericht: str, instellingen: Mapping[str, str], kenmerken: Sequence[str]) -> bool:
    """Merge a branch into this one and record that; return whether nothing was left to decide.

    `instellingen` are settings and `kenmerken` attributes of files for this once. Raises as `write` does; nothing has
    changed then.
    """
    # anybody's reference of that name, but a branch
    options = ("--no-ff", "--no-edit", "--no-stat", "--no-rerere-autoupdate", f"--message={bericht}")
    with _attributes(folder, kenmerken) as named:
        try:
            with _unless_recorded(folder):
                write(folder, "merge", *options, f"refs/heads/{naam}", settings={**instellingen, **named})
        except BaseException as error:
            if not is_merging(folder):
                raise
            if isinstance(error, GitGeweigerd) and unmerged(folder):
                return False
            # a hook held it up, or it was called off: as it was
            with gevolgd(_gaat_door):
                abort_merge(folder)
            raise
    return True


def abort_merge(folder: Path) -> None:
    """Give a merge up that waits: the files are those of before."""
    write(folder, "merge", "--abort")


def merged_tree(
    folder: Path, naam: str, instellingen: Mapping[str, str], kenmerken: Sequence[str]
) -> tuple[str, list[str]]:
    """Return what git calls the files that merging a branch would give, and those it finds conflicts in, from the top.

    Nothing in the folder changes. Raises GitGeweigerd where git cannot tell (before 2.38).
    """
    options = ("--write-tree", "--name-only", "--no-messages", "-z")
    with _attributes(folder, kenmerken) as named:
        settings = {**instellingen, **named}
        try:
            sides = ("HEAD", f"refs/heads/{naam}")
            # below the top it would name files from there
            answer = write(top_of(folder), "merge-tree", *options, *sides, settings=settings, mute=True)
        except GitGeweigerd as error:
            # with conflicts it tells the same, and ends with 1
            if not re.match(r"[0-9a-f]{40,64}\0", error.uitvoer):
                raise
            answer = error.uitvoer
    tree, *names = [word for word in answer.split("\0") if word]
    return tree, list(dict.fromkeys(names))


def is_merging(folder: Path) -> bool:
    """Return whether a merge waits for a decision or for being recorded."""
    return bool(ask(folder, "rev-parse", "--verify", "--quiet", "MERGE_HEAD"))


def holds(folder: Path, naam: str) -> bool:
    """Return whether all of a branch is in the last commit already."""
    missing = need(folder, "rev-list", "--max-count=1", f"HEAD..refs/heads/{naam}")
    return not missing.strip()


def unmerged(folder: Path) -> list[str]:
    """Return the files that a merge left open, all of the repository, from its top."""
    entries = need(folder, "ls-files", "--unmerged", "--full-name", "-z", "--", ":/").split(b"\0")
    return list(dict.fromkeys(os.fsdecode(entry.partition(b"\t")[2]) for entry in entries if entry))


@contextmanager
def _attributes(folder: Path, kenmerken: Sequence[str]) -> Iterator[dict[str, str]]:
    """Give files attributes for one call, below those that the repository gives them and beside the user's own."""
    own = ask(folder, "config", "--type=path", "--get", "core.attributesFile")
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    try:
        kept = typed_path(own or f"{base}/git/attributes").read_bytes()
    except OSError:
        kept = b""
    with tempfile.TemporaryDirectory(prefix="budgetdesk-") as place:
        pad = Path(place) / "attributes"
        pad.write_bytes(b"\n".join([kept, *(line.encode() for line in kenmerken), b""]))
        yield {"core.attributesFile": str(pad)}
