"""How git is called: with a timeout, its exit code checked, and so that it starts nothing of the repository.

In its environment git asks nothing, locks nothing, fetches nothing and cannot be pointed at another repository. What
it is asked stands in `storage.git`, `storage.history` and `storage.gitstatus`; what it is told to do, which may start
hooks and filters as at the command line, in `storage.gitwrite`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, Plaats

TIMEOUT: Final = 5.0
"""Seconds a call of git may take that can be done without; on a slow network share no answer beats waiting."""

LANG: Final = 60.0
"""Seconds a call of git may take that was asked for."""

_INSTELLINGEN: Final = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
)
"""A repository may name programs of its own for these; asking for a version must start none of them."""

_OMGEVING: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
"""No lock, no question, nothing fetched: a partial clone lacks what it lacks."""

INCOMPLETE: Final = (
    "deze kopie van de git-map mist een deel van de geschiedenis; haal de hele op met `git fetch --refetch`."
)

NIET_IN_GIT: Final = "deze map staat niet in git."

_GEZEGD: Final = {
    "not a git repository": NIET_IN_GIT,
    "must be run in a work tree": "dit is de administratie van git zelf, zonder bestanden om in te werken.",
    "dubious ownership": "git vertrouwt deze map niet, want zij is van een andere gebruiker; zie `safe.directory`.",
    **dict.fromkeys(
        ("unable to read", "missing blob", "missing tree", "bad object", "Could not read", "bad file"),
        INCOMPLETE,
    ),
}
"""What git may say, and what that is to people."""


def ask(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, stripped; None where it is missing, refuses or takes too long."""
    try:
        return run(folder, arguments, TIMEOUT).decode("utf-8", "replace").strip()
    except (OSError, subprocess.SubprocessError):
        return None


def need(folder: Path, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
    """Return what git prints; raises InputError where it is missing, refuses or takes too long."""
    try:
        return run(folder, arguments, LANG, stdin, env)
    except FileNotFoundError:
        reden = "git is niet geïnstalleerd."
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace")
        known = next((reden for english, reden in _GEZEGD.items() if english in said), "")
        reden = known or f"git weigert: {complaint(error)}."
    except subprocess.TimeoutExpired:
        reden = f"git geeft na {LANG:.0f} seconden geen antwoord."
    except OSError as error:
        reden = f"git start niet ({error.strerror})."
    raise InputError.at(Plaats(str(folder)), reden, code="BD107")


def complaint(error: subprocess.CalledProcessError) -> str:
    """Return the last line in which git says what is wrong."""
    said = error.stderr.decode("utf-8", "replace").strip().splitlines()
    return str(said[-1]) if said else "zonder reden"


def run(
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> bytes:
    """Return what git prints; raises OSError where it does not start, SubprocessError where it fails or hangs."""
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


def started(
    folder: Path, arguments: Sequence[str], env: Mapping[str, str], *, mute: bool = False
) -> subprocess.Popen[bytes]:
    """Return git at work on something that may take long, without a terminal; all that it prints is its output.

    One that is `mute` does not print what is wrong. Raises InputError where git is missing or does not start.
    """
    git = shutil.which("git")
    if git is None:
        raise InputError.at(Plaats(str(folder)), "git is niet geïnstalleerd.", code="BD107")
    try:
        return subprocess.Popen(  # noqa: S603 (as `run`)
            (git, "-C", folder, *_INSTELLINGEN, *arguments),
            env=_environment() | dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if mute else subprocess.STDOUT,
            # no terminal to ask a passphrase on, and all it starts can be ended with it
            start_new_session=True,
        )
    except OSError as error:
        raise InputError.at(Plaats(str(folder)), f"git start niet ({error.strerror}).", code="BD107") from error


def _environment() -> dict[str, str]:
    """Return the environment without what a hook or an alias set for its own repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _OMGEVING
