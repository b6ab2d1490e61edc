"""The line on top (which document, saved or not) and the lines at the bottom (cell, result)."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from budgetdesk.display import display
from budgetdesk.tui.literal import tekst


class TopLine(Static):
    """The title line; a dot says that something is not saved."""

    def __init__(self, naam: str) -> None:
        super().__init__(tekst(f"  {naam}: wordt gelezen ..."))
        self._shown: Text | None = None

    def show(
        self,
        titel: str,
        gemeente: str,
        tabel: str,
        boekt: str = "",
        vergeleken: str = "",
        *,
        dirty: bool,
        read_only: bool,
    ) -> None:
        """Show document, municipality and table.

        While bookings go to a decision, or rows are compared with something else than goes without saying,
        that stands instead of the first two.
        """
        mark = "● " if dirty else "  "
        state = " (alleen lezen)" if read_only else " (niet opgeslagen)" if dirty else ""
        line = Text(mark, style="bold")
        special = " · ".join(filter(None, [boekt, vergeleken]))
        about = special[:1].upper() + special[1:] if special else " · ".join(filter(None, [titel, gemeente]))
        line.append(display(about + state), style="bold")
        if tabel:
            line.append(display(f" · {tabel}"))
        if line != self._shown:
            self._shown = line
            self.update(line, layout=False)


class BottomLine(Vertical):
    """Two lines: what is under the cursor, and the live result."""

    def compose(self) -> ComposeResult:
        """Yield the lines."""
        yield Static(id="cel")
        yield Static(id="resultaat")

    def show_cell(self, text: str) -> None:
        """Show a sentence about the cell."""
        self._line("#cel", tekst(text.replace("\n", " · ")))

    def _line(self, selector: str, line: Text) -> None:
        # the line keeps its place: laying the screen out again would cost more than the edit itself
        static = self.query_one(selector, Static)
        if line != static.content:
            static.update(line, layout=False)

    def show_result(self, result: str, rest: str) -> None:
        """Show the result of the programma, and what else is to be known of the dossier."""
        line = Text()
        line.append(display(result), style="bold")
        line.append(display(rest))
        self._line("#resultaat", line)
