"""The cell that is being typed in: what it held, and what becomes of the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from budgetdesk.tui.grid.source import Bron, Positie, Voorbeeld


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell of a source while it is edited; it stays the same cell wherever the cursor goes.

    It is `over` while what is typed replaces the cell and the arrows leave it, not while stored text is
    edited and the arrows move the caret.
    """

    bron: Bron
    cel: Positie
    offered: str = ""
    """The stored text that was offered; nothing in a cell that was begun by typing over it."""
    over: bool = False

    def inside(self) -> OpenCell:
        """Return the cell with the arrows for the caret."""
        return replace(self, over=False)

    def changes(self, text: str) -> bool:
        """Return whether a text is to be told: typing over a cell always is, with the text it had too."""
        return self.over or text != self.offered

    def preview(self, text: str) -> Voorbeeld:
        """Return what a text would become in this cell."""
        return self.bron.preview(*self.cel, text)

    def accepts(self, text: str) -> bool:
        """Return whether editing may end with a text; a blank one empties the cell."""
        return not self.changes(text) or not text.strip() or self.preview(text).geldig
