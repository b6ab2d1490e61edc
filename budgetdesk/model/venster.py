"""The years of a document before and after a rollover, and which values leave it when the window moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from budgetdesk.model.dossier import Tabel
from budgetdesk.model.schema import FASEN

_PER_JAAR: Final = {
    "post": ("incidenteel.lasten", "incidenteel.baten"),
    "indicator": ("streefwaarde",),
    "subsidie": ("bedrag",),
    "verbonden_partij": ("bijdrage",),
    "index": ("",),
}
"""Families of values per year that leave with their year, by kind of table.

What was measured stays, and so do the amounts of an investering or activum: its charges follow from all
of them.
"""


@dataclass(frozen=True)
class Venster:
    """A document of year `jaar` and the same one of the next: the stored amounts (`begroting.2026`) of both."""

    jaar: int
    oud: frozenset[str]
    nieuw: frozenset[str]

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

    @property
    def meerjarig(self) -> bool:
        """Return whether the document budgets years after its own (MJB)."""
        return self.laatste_oud > self.jaar

    @property
    def toont_vorig(self) -> bool:
        """Return whether the new document shows what was budgeted for the old year."""
        return f"begroting.{self.jaar}" in self.nieuw

    def stale(self, tabel: Tabel) -> Iterator[str]:
        """Yield the keys of a table that the new document has no place for."""
        standen = [pad for pad in tabel.waarden if pad.startswith("stand.")]
        for pad in tabel.waarden:
            familie, _, jaar = pad.rpartition(".")
            if not jaar.isdecimal():
                continue
            fase = familie.rpartition(".")[2]
            if fase in FASEN:
                is_stale = fase == "mjb" or (int(jaar) <= self.jaar and f"{fase}.{jaar}" not in self.nieuw)
            elif familie == "stand":
                # the balance at the end of the year before opens the first year; the last one known always stays
                is_stale = int(jaar) < self.eerste - 1 and pad != max(standen)
            else:
                is_stale = familie in _PER_JAAR.get(tabel.soort, ()) and int(jaar) < self.eerste
            if is_stale:
                yield pad


def _budgeted(kolommen: frozenset[str]) -> Iterator[int]:
    return (int(kolom.partition(".")[2]) for kolom in kolommen if kolom.startswith("begroting."))
