"""Git through its command line: which version of a dossier this is.

Only reads. Every call has a timeout, its exit code checked, and an environment in which git asks nothing,
locks nothing and cannot be pointed at another repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

TIMEOUT: Final = 5.0
"""Seconds one call of git may take; on a slow network share no answer is better than waiting."""

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


def _git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints, stripped; None where it is missing, refuses or takes too long."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and every argument but the folder is ours)
            (git, "-C", folder, *_INSTELLINGEN, *arguments),
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip()


def _environment() -> dict[str, str]:
    """Return the environment without what a hook or an alias set for its own repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _OMGEVING
