"""The EMU-saldo: what the municipality adds to or takes from the balance of the state (BBV art. 20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.financieel import BEREKEND, EXPLOITATIESALDO, Stromen, flow_parts, stromen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.begroting import Emucijfers
from budgetdesk.tables.formula import Amount, Given, Known, Linear, single
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

NAMEN: Final = {EXPLOITATIESALDO: "Exploitatiesaldo voor mutaties reserves"} | {
    veld.sleutel: veld.label for veld in Emucijfers.kind.velden
}


def jaarkolommen(cijfers: Cijfers) -> list[Kolom]:
    """Return the columns of the document that stand for a year each."""
    return [cijfers.sjabloon.kolommen[i] for i in cijfers.sjabloon.verloop]


def jaarstromen(cijfers: Cijfers) -> list[Stromen]:
    """Return what happens in each of these years."""
    return [stromen(cijfers.dossier, cijfers.totalen, k.jaar, k.termen) for k in jaarkolommen(cijfers)]


def stroomadres(naam: str, stroom: Stromen) -> Adres | None:
    """Return where a flow of a year is given; None where the dossier adds it up."""
    is_stored = naam in stroom.gegeven or naam not in BEREKEND
    return _adres(naam, stroom) if is_stored else None


def flow_formula(naam: str, stroom: Stromen, kolom: Kolom) -> Linear:
    """Return how a flow of a column comes about: as it is given, or what it adds up."""
    if naam in stroom.gegeven:
        return single(Given(_adres(naam, stroom), NAMEN[naam], stroom.bedragen[naam]))
    parts = flow_parts(naam, stroom.jaar, kolom.termen, is_estimate=stroom.is_estimate)
    return Linear(tuple((Amount(p.kant, p.term, {"kind": frozenset((p.kind,))}), p.factor) for p in parts))


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows of the columns of the years, as amounts that other tables show too."""

    kolommen: Sequence[Kolom]
    stromen: Sequence[Stromen]

    @classmethod
    def of(cls, cijfers: Cijfers) -> Flows:
        """Return those of a document."""
        return cls(jaarkolommen(cijfers), jaarstromen(cijfers))

    def known(self, naam: str, kolom: int) -> Known:
        """Return a flow by its name in the column with this number."""
        stroom = self.stromen[kolom]
        label = f"{NAMEN[naam]} {self.kolommen[kolom].kop}"
        return Known(("emu", naam, str(kolom)), label, flow_formula(naam, stroom, self.kolommen[kolom]))


def _adres(naam: str, stroom: Stromen) -> Adres:
    return stroom.gegeven.get(naam) or Adres(BEGROTING, "emu", "", f"{naam}.{stroom.jaar}")
