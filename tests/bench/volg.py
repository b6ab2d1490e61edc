"""Runs in a process of its own, in a terminal: the app on a dossier, telling what every frame was.

`volg.py FD DOSSIER` writes a line of JSON per frame that sends anything: the screen it is of, how many
characters, and the processor time of the process so far in milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, Final

from textual.app import App

_CARET: Final = 24
"""Characters of a frame that only says where the caret is."""


def main() -> None:
    """Run the app and tell."""
    fd, dossier = sys.argv[1:]
    display = App._display
    sent: list[int] = []

    def display_and_tell(app: App[Any], screen: Any, renderable: Any) -> None:
        if renderable is None:
            return display(app, screen, renderable)
        render = renderable.render_segments

        def rendered(console: Any) -> str:
            text: str = render(console)
            sent.append(len(text))
            return text

        renderable.render_segments = rendered
        display(app, screen, renderable)
        if sent and sent.pop() > _CARET:
            told = {"scherm": type(screen).__name__, "cpu": time.process_time() * 1000}
            os.write(int(fd), json.dumps(told).encode() + b"\n")
        return None

    # the only place that every frame passes
    App._display = display_and_tell  # type: ignore[method-assign, assignment]
    from budgetdesk.cli import main as command

    command(["open", dossier])


if __name__ == "__main__":
    main()
