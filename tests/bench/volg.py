"""Runs in a process of its own, in a terminal: the app on a dossier, telling what every frame was.

`volg.py FD DOSSIER` writes a line of JSON per frame: what kind of update it was (`heel` where the whole
screen was painted), and the processor time of the process so far in milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from textual.app import App


def main() -> None:
    """Run the app and tell."""
    fd, dossier = sys.argv[1:]
    display = App._display

    def display_and_tell(app: App[Any], screen: Any, renderable: Any) -> None:
        display(app, screen, renderable)
        if renderable is not None:
            told = {
                "scherm": type(screen).__name__,
                "heel": type(renderable).__name__ == "LayoutUpdate",
                "cpu": time.process_time() * 1000,
            }
            os.write(int(fd), json.dumps(told).encode() + b"\n")

    # the only place that every frame passes
    App._display = display_and_tell  # type: ignore[method-assign, assignment]
    from budgetdesk.cli import main as command

    command(["open", dossier])


if __name__ == "__main__":
    main()
