"""The one way for a string from a file to reach a widget: visible characters, never markup."""

from __future__ import annotations

from rich.text import Text

from budgetdesk.display import display, display_lines


def tekst(*delen: str, style: str = "") -> Text:
    """Return one line of text that shows every character and runs none."""
    return Text(display(" ".join(delen)), style=style)


def regels(text: str) -> Text:
    """Return text of several lines, shown likewise."""
    return Text(display_lines(text))
