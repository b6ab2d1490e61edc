"""The line on top (which document, saved or not) and the lines at the bottom (cell, result)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from budgetdesk.bedrag import Notatie, format_cell, format_exact
from budgetdesk.display import display
from budgetdesk.tui import herkomst, verleden
from budgetdesk.tui.grafiek import sparkline
from budgetdesk.tui.tekst import tekst

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Session, Veldinvoer
    from budgetdesk.tui.bron import TabelBron


class Kopregel(Static):
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


class Onderregel(Vertical):
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

    def describe(self, bron: TabelBron, row: int, col: int, *, exact: bool = False) -> str:
        """Return the exact euros of a cell, what it was in a commit, and its source line or how it is computed.

        What it was is told in the unit on screen, or in `exact` euros.
        """
        was = verleden.sentence(bron, row, col, exact=exact)
        if veld := bron.veld(row, col):
            return _described(bron, veld, was, row, col)
        cents = bron.grid.cents(bron.in_beeld[row], col)
        rij = bron.rij(row)
        name = " ".join(filter(None, [bron.terrein(row), rij.naam, rij.soort.lower()]))
        euros = f"€ {format_exact(cents)}" if cents is not None else _unknown(bron, row, col)
        cell = f"{name}, {bron.koppen[col].tekst}"
        invoer = bron.editable(row, col)
        if invoer is None:
            spark = _spark(bron, row)
            parts = [euros, was, herkomst.rounding(bron, row, col), herkomst.sentence(bron, row, col), cell, spark]
            return " · ".join(filter(None, parts))
        rest = ""
        if invoer.rest:
            rest = f"raming € {format_exact(invoer.huidig - invoer.rest)}, overig € {format_exact(invoer.rest)}"
        source = _source(bron, invoer.adres)
        if not invoer.aanwezig:
            source = "nog niet ingevuld"
        state = "nog niet opgeslagen" if bron.session.is_changed(invoer.adres) else ""
        return " · ".join(filter(None, [euros, was, rest, state, source, cell, _spark(bron, row)]))

    def show_selection(self, bron: TabelBron, cellen: Sequence[tuple[int, int]]) -> None:
        """Show sum, count and average of the printed amounts of a block, in euros."""
        found = [c for row, col in cellen if (c := bron.grid.cents(bron.in_beeld[row], col)) is not None]
        if not found:
            self.show_cell("Geen bedragen geselecteerd")
            return
        total = sum(found)
        average = (abs(total) * 2 + len(found)) // (2 * len(found)) * (1 if total >= 0 else -1)
        self.show_cell(f"Som € {format_exact(total)} · Aantal {len(found)} · Gemiddelde € {format_exact(average)}")

    def show_result(self, session: Session, bestand: Bestand, eenheid: int) -> None:
        """Show the result of the programma and of the whole dossier, the unit and the findings."""
        weergave = session.dossier.weergave
        kolom = session.sjabloon.kolommen[session.sjabloon.resultaat]
        notatie = Notatie(eenheid, weergave.nul, weergave.minteken)
        own, whole = session.results(bestand)
        line = Text()
        line.append(display(f"Resultaat {kolom.kop}: "), style="bold")
        line.append(display(f"programma {bestand.nummer} {format_cell(own, notatie)}"), style="bold")
        if len(session.dossier.programmas) > 1:
            line.append(display(f", totaal {format_cell(whole, notatie)}"))
        count = session.aantal_bevindingen
        found = f"F9: {count} bevinding{'' if count == 1 else 'en'}" if count else "geen bevindingen"
        line.append(display(f" · {found}"))
        self._line("#resultaat", line)


def _described(bron: TabelBron, veld: Veldinvoer, was: str, row: int, col: int) -> str:
    """Return a text in full, after what it was and its source line."""
    text = bron.grid.cell(bron.in_beeld[row], col)
    filled = veld.waarde is not None
    state = "nog niet opgeslagen" if bron.session.is_changed(veld.adres) else ""
    source = _source(bron, veld.adres) if filled else "nog niet ingevuld"
    return " · ".join(filter(None, [was, source, state, bron.cell_name(row, col), text.replace("\n", " ")]))


def _spark(bron: TabelBron, row: int) -> str:
    """Return a row over its years as a small chart; differences are no level."""
    index = bron.in_beeld[row]
    return sparkline([bron.grid.cents(index, k) for k, kop in enumerate(bron.grid.koppen) if not kop.verschil])


def _unknown(bron: TabelBron, row: int, col: int) -> str:
    """Return what stands in a cell that holds no amount: its text, or that it is unknown."""
    text = " ".join(bron.grid.cell(bron.in_beeld[row], col).split())
    return text or ("" if bron.grid.koppen[col].vorm == "tekst" else "onbekend")


def _source(bron: TabelBron, adres: Adres) -> str:
    """Return the file of a value, with its line where that can be told."""
    plaats = bron.session.plaats(adres)
    name = PurePosixPath(plaats.bestand).name
    return f"{name}:{plaats.regel}" if bron.session.is_placed(adres.bestand) else name
