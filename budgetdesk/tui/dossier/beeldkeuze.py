"""Choosing what of a table is in view: levels by a key, everything else on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from budgetdesk.tui.dossier.koppen import VERSCHIL_MET
from budgetdesk.tui.dossier.rijkeuze import KANTEN, KOLOM, VERGELIJKINGEN, VOLGORDEN

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.compare import Compare
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Work
    from budgetdesk.tui.dossier.rijkeuze import Beeld, Vergelijking

T = TypeVar("T")


class Beeldkeuze:
    """Turns the switches of how a table is looked at."""

    def __init__(self, desk: Desk, work: Work, compare: Compare, navigate: Navigate) -> None:
        self._desk = desk
        self._work = work
        self._compare = compare
        self._navigate = navigate

    def next_level(self, table: TabelBron) -> None:
        """Show one level more, and after the last one the first."""
        count = len(table.keuze.niveaus)
        if count < 2:
            self._desk.voice.tell("Deze tabel heeft één laag.")
        elif self._desk.view.finish_editing():
            self._level(table, table.keuze.laag % count + 1)
            self._desk.show_table()

    def _level(self, table: TabelBron, laag: int) -> None:
        beeld = table.keuze.beeld
        beeld.laag = max(1, min(laag, len(table.keuze.niveaus)))
        beeld.omgezet.clear()
        beeld.getoond.clear()

    def to_level(self, table: TabelBron, laag: int) -> None:
        """Show so many levels (from 1), the cursor on the row it was on where that is shown."""
        if self._desk.view.finish_editing():
            self._level(table, laag)
            self._desk.show_table()

    # --- the sheet -----------------------------------------------------------------------------

    def show(self, table: TabelBron) -> None:
        """Lay the sheet of the switches."""
        if table.kaart is not None:
            self._desk.voice.tell("Op een kaart staat alles van één ding; Esc gaat terug naar de tabel.")
        elif self._desk.view.finish_editing():
            self._lay(0)

    def _lay(self, begin: int) -> None:
        # only here: a sheet measures what it draws
        from budgetdesk.tui.dossier.beeldvel import Beeldvel, schakelaars

        table = self._desk.sheet.table
        if table is not None:
            found = schakelaars(self._desk.sheet, table, self._desk.view.theme)
            self._desk.view.lay(Beeldvel(f"Beeld van {table.grid.titel}", found, self.turn), begin)

    def turn(self, sleutel: str, laag: int = 0) -> None:
        """Turn a switch and lay the sheet again on it."""
        if sleutel == "anders":
            self._work.start("beeld", self._turn_only_changed(sleutel))
            return
        table = self._desk.sheet.table
        if table is None:
            return
        if sleutel == "eenheid":
            self._navigate.unit()
        elif sleutel == "thema":
            self._desk.view.turn_theme()
        else:
            was = table.keuze.beeld.verschil
            self._set(table, sleutel, laag)
            self._desk.show_table()
            if sleutel == "verschil":
                self._keep_difference(table.keuze.beeld, was)
        self._again(sleutel)

    async def _turn_only_changed(self, sleutel: str) -> None:
        self._desk.view.lift()
        await self._compare.turn_only_changed()
        self._again(sleutel)

    def _again(self, sleutel: str) -> None:
        """Lay the sheet again with a switch chosen."""
        from budgetdesk.tui.dossier.beeldvel import schakelaars

        table = self._desk.sheet.table
        if table is not None:
            self._desk.view.lift()
            names = [s.sleutel for s in schakelaars(self._desk.sheet, table, self._desk.view.theme)]
            self._lay(names.index(sleutel) if sleutel in names else 0)

    def _set(self, table: TabelBron, sleutel: str, laag: int) -> None:
        keuze, beeld = table.keuze, table.keuze.beeld
        if sleutel == "lagen":
            self._level(table, laag or keuze.laag % len(keuze.niveaus) + 1)
        elif sleutel == "lege":
            beeld.lege = not keuze.toont_lege
            beeld.getoond.clear()
        elif sleutel == "kant":
            beeld.kant = _next(KANTEN, beeld.kant)
        elif sleutel == "volgorde":
            beeld.volgorde = _next(VOLGORDEN, beeld.volgorde)
        elif sleutel == "taakveld":
            beeld.taakveld = _next(("", *keuze.waarden(sleutel)), beeld.taakveld)
        elif sleutel == "aard":
            beeld.aard = _next(("", *keuze.waarden(sleutel)), beeld.aard)
        elif sleutel == "verschil":
            beeld.verschil = _next(VERGELIJKINGEN, beeld.verschil)
        elif sleutel == "opnieuw":
            self._desk.sheet.look_anew()
        elif sleutel.startswith(KOLOM):
            self._turn_column(table, sleutel.removeprefix(KOLOM))

    def _keep_difference(self, beeld: Beeld, was: Vergelijking) -> None:
        """Pass over what there is nothing to compare a table with; say so where that is all."""
        while beeld.verschil and not self._shows_difference():
            beeld.verschil = _next(VERGELIJKINGEN, beeld.verschil)
            self._desk.show_table()
        if not (was or beeld.verschil):
            self._desk.voice.warn("Hier valt niets te vergelijken: de vorige begroting zegt niets van deze tabel.")

    def _shows_difference(self) -> bool:
        table = self._desk.sheet.table
        return table is not None and any(kop.tekst.startswith(VERSCHIL_MET) for kop in table.grid.koppen)

    def _turn_column(self, table: TabelBron, heading: str) -> None:
        hidden = table.keuze.beeld.kolommen ^ {heading}
        if all(kop.tekst in hidden for kop in table.koppen):
            self._desk.voice.warn("Eén kolom blijft in beeld.")
        else:
            table.keuze.beeld.kolommen = hidden


def _next(values: Sequence[T], now: T) -> T:
    """Return the value after one, and after the last the first."""
    return values[(values.index(now) + 1) % len(values)] if now in values else values[0]
