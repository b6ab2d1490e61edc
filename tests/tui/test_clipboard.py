"""What is copied reaches other programs, or is in a file that is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from textual.app import App

from budgetdesk.tui.clipboard import passes_on, put


class Clipboard:
    """Stands for an app."""

    text = ""

    def copy_to_clipboard(self, text: str) -> None:
        self.text = text


@pytest.mark.parametrize(
    ("environ", "passes"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7200"}, False),
        ({"TERM": "linux"}, False),
        ({}, True),
    ],
)
def test_terminals_that_keep_it_to_themselves_are_known(environ: dict[str, str], *, passes: bool) -> None:
    assert passes_on(environ) is passes


def test_there_it_is_in_a_file_of_the_user_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    app = Clipboard()
    assert put(cast("App[Any]", app), "1\t2\n", {"TERM": "xterm"}) == ""
    said = put(cast("App[Any]", app), "1\t2\né", {"TERM": "linux"})
    pad = Path(said.removesuffix(".").split("het staat ook in ")[1])
    assert (app.text, pad.read_text("utf-8"), pad.stat().st_mode & 0o77) == ("1\t2\né", "1\t2\né", 0)
