"""The clipboard of a terminal, which not every terminal passes on to other programs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from textual.app import App

from budgetdesk.storage.userfiles import state_folder

_FILE: Final = "klembord.txt"

_KEPT_TO_ITSELF: Final = ("linux", "vt100", "vt102", "vt220", "cons25")
"""What `TERM` is where there is no window, and so no clipboard to pass a text on to."""


def put(app: App[Any], text: str, environ: Mapping[str, str] = os.environ) -> str:
    """Put a text on the clipboard; return a Dutch sentence that names a file with it where it may stay there."""
    app.copy_to_clipboard(text)
    if passes_on(environ):
        return ""
    try:
        return f" Geeft uw terminal dit niet door aan andere programma's: het staat ook in {_write(text)}."
    except OSError:
        return " Uw terminal geeft dit mogelijk niet door aan andere programma's."


def passes_on(environ: Mapping[str, str]) -> bool:
    """Return whether a terminal is not known to keep what is copied to itself.

    A console and Terminal of macOS do; those made of the library of GNOME (`VTE_VERSION`) may. The others are asked by
    the sequence that most of them know.
    """
    known = environ.get("TERM", "") in _KEPT_TO_ITSELF or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    return not known and "VTE_VERSION" not in environ


def _write(text: str) -> Path:
    """Write what was copied last to a file of the user's own; raises OSError."""
    folder = state_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pad = folder / _FILE
    with os.fdopen(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return pad
