"""Paths as people type them and as the system knows them: whatever a path is, asking for it never fails.

pathlib raises RuntimeError on a ring of links and on the home folder of nobody, and FileNotFoundError where the
current folder was removed; the one who then opens or writes the path says what is wrong with it.
"""

from __future__ import annotations

import os.path
from pathlib import Path


def typed_path(text: str) -> Path:
    """Return the path that was typed, the home folder filled in; one of nobody stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - that of pathlib raises on `~nobody`


def real(pad: Path) -> Path:
    """Return an absolute path without links; one that leads nowhere as far as it leads."""
    try:
        return Path(os.path.realpath(pad))
    except OSError:  # relative to a folder that was removed
        return pad


def here() -> Path:
    """Return the current folder; the home folder where that was removed."""
    try:
        return Path.cwd()
    except OSError:
        return typed_path("~")


def below(pad: Path, folder: Path) -> Path:
    """Return a path as seen from a folder, or as it is where they have nothing in common."""
    try:
        return Path(os.path.relpath(real(pad), folder))
    except (OSError, ValueError):  # a folder that was removed; another drive
        return pad


def seen(pad: Path) -> Path:
    """Return a path as it leads there from the current folder; an absolute one that is elsewhere stays as it is."""
    return pad.relative_to(here()) if pad.is_absolute() and pad.is_relative_to(here()) else pad
