"""Blocks written from the outside: what each means, and what the reader makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from budgetdesk.blok import Lezing, split
from budgetdesk.session import Session
from budgetdesk.session.cells import set_cells
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.doel import Tabeldoel, changes
from budgetdesk.tui.dossier.rijkeuze import Beeld

MAP = Path(__file__).parents[1] / "data" / "blokken"
SAMPLES = Path(__file__).parents[2] / "sample_budgets"


@cache
def _session(dossier: str) -> Session:
    return Session.open(SAMPLES / dossier)


def alles() -> Beeld:
    """Return the look at a table that the blocks were written for: every row of it."""
    return Beeld(laag=3, lege=True)


@dataclass
class Geval:
    """One block with the table and the cell that it is pasted on."""

    naam: str
    vorm: str
    tekst: str
    weet: dict[str, Any]

    def bron(self) -> TabelBron:
        """Return the table; what is tried on it is taken back, and nothing is saved."""
        tabel = self.weet["tabel"]
        session = _session(tabel["dossier"])
        nummer = int(tabel["programma"].split()[0])
        bestand = next(b for b in session.dossier.programmas if b.nummer == nummer)
        return TabelBron(session, bestand, tabel["tabel"], alles(), tabel["eenheid"])

    def start(self, bron: TabelBron) -> tuple[int, int]:
        """Return where the cursor stands."""
        cel = self.weet["cel"]
        naam, _, soort = cel["rij"].partition(" · ")
        rows = [bron.rij(row) for row in range(bron.row_count())]
        row = next(i for i, r in enumerate(rows) if r.naam == naam and (not soort or r.soort == soort))
        col = next(i for i, kop in enumerate(bron.koppen) if kop.tekst.endswith(str(cel["jaar"])))
        return row, col

    def lees(self, bron: TabelBron) -> Lezing:
        """Return what the reader makes of it."""
        return Lezing(split(self.tekst), Tabeldoel(bron), self.start(bron))

    def bedoeld(self) -> list[list[dict[str, Any]] | None]:
        """Return the outcomes that are right: None is one in which nothing is booked."""
        found = [self.weet["bedoeld"], *self.weet.get("ook_goed", ())]
        return [None if isinstance(wat, dict) else wat for wat in found]


def gevallen() -> list[Geval]:
    """Return every block."""
    return [
        Geval(
            pad.stem,
            (weet := json.loads(pad.read_text("utf-8")))["vorm"].split(maxsplit=1)[1],
            pad.with_suffix(".txt").read_bytes().decode("utf-8"),
            weet,
        )
        for pad in sorted(MAP.glob("*.json"))
    ]


def bedragen(bron: TabelBron) -> dict[tuple[str, int], int]:
    """Return the natural cents of every post's own row, by the name of the row and the year."""
    found: dict[tuple[str, int], int] = {}
    for index, rij in enumerate(bron.grid.rijen):
        if rij.rol != "blad" or rij.scope.soort != "post" or rij.scope.bron:
            continue
        for col, kop in enumerate(bron.koppen):
            cents = bron.grid.cents(index, col)
            key = f"{rij.naam} · {rij.soort}", int(kop.tekst[-4:])
            found.setdefault(key, cents or 0)
    return found


def geboekt(bron: TabelBron, lezing: Lezing) -> dict[tuple[str, int], int]:
    """Return what changes when a reading is taken over, by row and year, in natural cents."""
    voor = bedragen(bron)
    set_cells(bron.session, changes(lezing))
    na = bedragen(TabelBron(bron.session, bron.bestand, bron.tabel, alles(), bron.eenheid))
    bron.session.undo()
    return {key: cents for key, cents in na.items() if voor.get(key) != cents}


def klopt(bron: TabelBron, changed: dict[tuple[str, int], int], wat: list[dict[str, Any]] | None) -> bool:
    """Return whether what changes is exactly what is meant."""
    if wat is None:
        return not changed
    voor = bedragen(bron)
    meant = {
        (cel["row"], cel["year"]): round(cel["euros"] * 100)
        for cel in wat
        if cel["euros"] != "blijft" and voor.get((cel["row"], cel["year"])) != round(cel["euros"] * 100)
    }
    return changed == meant


def antwoorden(lezing: Lezing) -> Iterator[Lezing]:
    """Yield the readings that answers to the open questions lead to, and those that one more choice does."""
    seen = 0
    todo = [lezing]
    while todo and seen < 60:
        here = todo.pop(0)
        seen += 1
        open_ = [vraag for vraag in here.vragen if vraag.open]
        if not open_:
            yield here
            continue
        vraag = open_[0]
        todo += [here.answer(vraag.naam, waarde) for waarde, _ in vraag.keuzes if waarde is not None]


__all__ = ["Geval", "antwoorden", "bedragen", "geboekt", "gevallen", "klopt"]
