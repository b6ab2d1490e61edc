"""The years of a document before and after a rollover, and which values leave it when the window moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from budgetdesk.model.arrangement import FASEN, NA_WIJZIGING, REKENING, is_quarter
from budgetdesk.model.dossier import Record
from budgetdesk.model.field import PER_CODE, Field
from budgetdesk.model.kinds.programma import INCIDENTEEL


@dataclass(frozen=True)
class Venster:
    """A document of year `jaar` and the same one of the next: the stored amounts (`begroting.2026`) of both."""

    jaar: int
    oud: frozenset[str]
    nieuw: frozenset[str]
    schatting: int = 0
    """The first year of the new document where it has no accounts yet: it is what was budgeted. 0 where it has."""

    @cached_property
    def eerste(self) -> int:
        """Return the first year of the new document."""
        return min(int(kolom.rpartition(".")[2]) for kolom in self.nieuw)

    @cached_property
    def laatste_oud(self) -> int:
        """Return the last year that the old document budgets."""
        return max((j for j in _budgeted(self.oud)), default=self.jaar)

    @cached_property
    def laatste(self) -> int:
        """Return the last year that the new document budgets."""
        return max((j for j in _budgeted(self.nieuw)), default=self.jaar + 1)

    @cached_property
    def rekeningen(self) -> list[str]:
        """Return what the new document shows of accounts that can be there by now (`rekening.2025`), in order."""
        years = (kolom.rpartition(".")[2] for kolom in self.nieuw if kolom.startswith(f"{REKENING}."))
        return [f"{REKENING}.{jaar}" for jaar in sorted(years) if int(jaar) <= self.jaar]

    @property
    def meerjarig(self) -> bool:
        """Return whether the document budgets years after its own (MJB)."""
        return self.laatste_oud > self.jaar

    @property
    def toont_vorig(self) -> bool:
        """Return whether the new document shows what was budgeted for the old year."""
        return f"begroting.{self.jaar}" in self.nieuw

    def stale(self, record: Record) -> Iterator[str]:
        """Yield the keys of a table that the new document has no place for."""
        for pad in record.waarden:
            familie, _, jaar = pad.rpartition(".")
            coded = (veld := record.kind.veld_van(pad)) is not None and "code" in veld.onder
            if coded or is_quarter(jaar):
                # quarters and mutations tell of a year that is over; its last balance opens the new one
                is_opening = veld is not None and veld.onder == PER_CODE and jaar == str(self.jaar)
                if int(jaar[:4]) <= self.jaar and not is_opening:
                    yield pad
                continue
            if not jaar.isdecimal():
                continue
            fase = familie.rpartition(".")[2]
            if fase in FASEN:
                is_stale = fase == "mjb" or (int(jaar) <= self.jaar and not self._keeps(record, familie, int(jaar)))
            else:
                veld = record.kind.veld(familie)
                is_stale = veld is not None and self._is_past(veld, record, int(jaar))
            if is_stale:
                yield pad

    def _keeps(self, record: Record, familie: str, jaar: int) -> bool:
        """Return whether an amount of a phase and a year that is over stays.

        What was realised in the old year does: the accounts of the new one and the budget after it print it.
        """
        fase = familie.rpartition(".")[2]
        if fase == REKENING and jaar == self.jaar:
            return True
        if not _runs_on(record, familie.partition(".")[0]):
            return self._has(fase, jaar)
        # the accounts of the year before the first one open what runs on from year to year
        return f"{fase}.{jaar}" in self.nieuw or (fase == REKENING and jaar == self.eerste - 1)

    def _has(self, fase: str, jaar: int) -> bool:
        """Return whether the new document prints the amounts of a phase and year, or what it does without follows."""
        return f"{fase}.{jaar}" in self.nieuw or (fase in NA_WIJZIGING and jaar == self.schatting)

    def _is_past(self, veld: Field, record: Record, jaar: int) -> bool:
        """Return whether the value of a year leaves with it."""
        if veld.stand:
            # the balance at the end of the year before opens the first year; the last one known always stays
            last = max(pad for pad in record.waarden if pad.startswith(f"{veld.sleutel}."))
            return jaar < self.eerste - 1 and last != f"{veld.sleutel}.{jaar}"
        if veld.opent:
            return jaar < self.eerste - 1
        if veld.sleutel.startswith(f"{INCIDENTEEL}."):
            # the part of a begroting goes with that
            return jaar <= self.jaar and not self._has("begroting", jaar)
        return veld.vervalt and jaar < self.eerste


def _runs_on(record: Record, familie: str) -> bool:
    """Return whether amounts per year have a phase only where one differs, so that they run on without."""
    veld = record.kind.veld(familie)
    return veld is not None and veld.ook_fase


def _budgeted(kolommen: frozenset[str]) -> Iterator[int]:
    return (int(kolom.partition(".")[2]) for kolom in kolommen if kolom.startswith("begroting."))
