"""A source for the tests of the grid."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.tui.grid.source import Cel, Kop, Label, Voorbeeld


class Toy:
    """Groups of a folding total row and two posts each; the amount of a cell is 100 * row + column."""

    labelkoppen: Sequence[str] = ("Naam", "Soort")
    vast = 0
    jaren = 0

    def __init__(self, rows: int = 31, cols: int = 6, names: Sequence[str] = ("Post",)) -> None:
        self.koppen = [Kop(f"Begroting {2024 + col}") for col in range(cols)]
        self.rows = rows
        self.names = names
        self.texts: dict[tuple[int, int], str] = {}
        self.asked = 0

    def row_count(self) -> int:
        return self.rows

    def koers(self, _row: int) -> str:
        return "▁▃█"[: self.jaren]

    def onder(self, row: int) -> str:
        return f"{self.names[0]} {row // 3 * 3}" if row % 3 else ""

    def label(self, row: int) -> Label:
        self.asked += 1
        name = f"{self.names[row % len(self.names)]} {row}"
        if row % 3 == 0:
            return Label((name, "Lasten"), gevouwen=False, rol="groep")
        return Label((name, "Lasten"), inspringing=1)

    def cell(self, row: int, col: int) -> Cel:
        text = self.texts.get((row, col), str(100 * row + col))
        return Cel(text, "totaal") if row % 3 == 0 else Cel(text, bewerkbaar=True)

    def printed(self, row: int, col: int) -> str:
        return self.cell(row, col).tekst

    def edit_text(self, row: int, col: int) -> str:
        return f"{self.cell(row, col).tekst},00"

    def preview(self, row: int, col: int, text: str) -> Voorbeeld:
        if text.replace(",", "").isdigit():
            return Voorbeeld(f"wordt {text} in {row}/{col}", geldig=True)
        return Voorbeeld("bedoelt u [1,5] of 15?", geldig=False)
