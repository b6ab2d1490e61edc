"""Runs in a process of its own, in a terminal: an app with a clock at its first frames.

`beeld.py FD` shows an empty Textual app and ends after its first frame; `beeld.py FD DOSSIER` opens the
dossier as the command line does and ends once its figures are on screen. What was seen is written to
the file descriptor as JSON; times are those of `time.monotonic`, which all processes share.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, Final

from textual.app import App

LATER: Final = ("polars", "tomlkit", "xlsxwriter")
"""Libraries that may not be imported before the first frame."""


def main() -> None:
    """Run the app and report."""
    fd, *dossier = sys.argv[1:]
    gezien: dict[str, Any] = {}
    display = App._display

    def display_and_note(app: App[Any], screen: Any, renderable: Any) -> None:
        display(app, screen, renderable)
        if renderable is not None and type(screen).__name__ in (
            ("LoadingScreen", "WorksheetScreen") if dossier else ("Screen",)
        ):
            _note(app, gezien, done=type(screen).__name__ != "LoadingScreen")

    # the only place that every frame passes
    App._display = display_and_note  # type: ignore[method-assign, assignment]
    if dossier:
        from budgetdesk.cli import main as command

        command(["open", *dossier])
    else:
        App[None]().run()
    os.write(int(fd), json.dumps(gezien).encode())


def _note(app: App[Any], gezien: dict[str, Any], *, done: bool) -> None:
    if not gezien:
        gezien["eerste"] = time.monotonic()
        gezien["geladen"] = [naam for naam in LATER if naam in sys.modules]
    if done and "cijfers" not in gezien:
        gezien["cijfers"] = time.monotonic()
        app.exit()


if __name__ == "__main__":
    main()
