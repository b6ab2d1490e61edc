"""The course of provisions: what is paid into them, what is released and what is spent (BBV art. 44 and 55)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.facts import Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.formula import Amount
from budgetdesk.tables.reserves import Verloop
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom
from budgetdesk.tables.velden import Velden

_ALS_RESERVE: Final = {"toevoeging": ("dotatie",), "onttrekking": ("vrijval", "aanwending")}
"""What adds to the balance and what takes from it, in the words of reserves."""


@dataclass(frozen=True, slots=True)
class Voorzieningverloop(Verloop):
    """One provision over the years; its balance runs on as that of a reserve does."""

    velden: Velden

    def adres(self, kolom: Kolom) -> Adres | None:
        """Return where a balance is typed: of a realised year, or one that was given; the others follow from it."""
        pad = f"stand.{kolom.jaar}"
        is_typed = pad in self.velden.record.waarden or all(term.startswith("rekening.") for term, _ in kolom.termen)
        return self.velden.adres(pad) if is_typed else None

    def stand_adres(self, jaar: int) -> Adres:
        """Return where the balance at the end of a year stands."""
        return self.velden.adres(f"stand.{jaar}")

    def _movements(self, kant: str, kolom: Kolom) -> Iterator[tuple[Amount, int]]:
        record = self.velden.cijfers.cube.records.nummers[Plaats(self.velden.bestand.naam, *self.velden.record.key)]
        for side in _ALS_RESERVE.get(kant, (kant,)):
            for term, factor in kolom.termen:
                yield Amount(side, term, records=(record,)), factor

    def beweging(self, kant: str, kolom: Kolom) -> int:
        """Return the cents paid in, released or spent in a column, natural sign."""
        cube = self.velden.cijfers.cube
        held = cube.sides(cube.records.nummers[Plaats(self.velden.bestand.naam, *self.velden.record.key)])
        sides = _ALS_RESERVE.get(kant, (kant,))
        return sum(factor * held.get((side, term), 0) for side in sides for term, factor in kolom.termen)


def voorzieningverlopen(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Iterator[Voorzieningverloop]:
    """Yield the course of each provision of these programmas."""
    for bestand in programmas:
        for record in bestand.van("voorziening"):
            velden = Velden(cijfers, bestand, record)
            yield Voorzieningverloop(record.naam, velden.scope, velden.per_jaar("stand"), (), (), velden)


@dataclass(frozen=True, slots=True)
class Voorzieningtekort:
    """A provision whose balance falls below zero: its file and table, the first year and the cents."""

    bestand: str
    record: Record
    jaar: int
    cents: int


def voorzieningtekorten(cijfers: Cijfers) -> list[Voorzieningtekort]:
    """Return the first year in which each provision falls below zero; one without known balance never does."""
    kolommen = jaarkolommen(cijfers)
    found = []
    for verloop in voorzieningverlopen(cijfers, cijfers.dossier.programmas):
        for kolom, (_, eind) in zip(kolommen, verloop.standen_per_kolom(kolommen), strict=True):
            if eind is not None and eind < 0:
                velden = verloop.velden
                found.append(Voorzieningtekort(velden.bestand.naam, velden.record, kolom.jaar, eind))
                break
    return found
