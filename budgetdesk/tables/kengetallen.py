"""The six key figures of the financial position (BBV art. 11; Stcrt. 2015, 20619), with their signal values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.engine.financieel import VASTE_SCHULD, Balans, per_jaar
from budgetdesk.engine.structureel import IncidenteleTotalen, structureel_saldo
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.scope import PROGRAMMA, Scope
from budgetdesk.tables.balans import jaarbalansen
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.emu import jaarkolommen
from budgetdesk.tables.grid import Grid, Kop, Meting, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.sjabloon import Kolom

_SCHULD: Final = (VASTE_SCHULD, "vlottende_schuld", "overlopende_passiva")
_MIDDELEN: Final = ("uitzettingen_lang", "uitzettingen_kort", "liquide_middelen", "overlopende_activa")

VOLDOENDE, MATIG, ONVOLDOENDE = "voldoende", "matig", "onvoldoende"


@dataclass(frozen=True, slots=True)
class Signaal:
    """The values in percent between which a figure is neither good nor bad; both belong to that range."""

    laag: int
    hoog: int
    hoger_is_beter: bool = False

    def oordeel(self, percentage: Fraction) -> str:
        """Return what a figure says: `voldoende`, `matig` or `onvoldoende`."""
        if self.laag <= percentage <= self.hoog:
            return MATIG
        return VOLDOENDE if (percentage > self.hoog) == self.hoger_is_beter else ONVOLDOENDE


@dataclass(frozen=True, slots=True)
class Kengetal:
    """One key figure: its code in Iv3, its name, and its exact percentage per column of the years of the document.

    Per column and not per year: a document may print a year as it was budgeted and as it became. None where a
    figure cannot be computed.
    """

    code: str
    naam: str
    signaal: Signaal
    exact: Sequence[Fraction | None]

    def percentage(self, kolom: int) -> Decimal | None:
        """Return the figure of a column as it is printed, with one decimal; None where it cannot be computed."""
        exact = self.exact[kolom]
        return None if exact is None else Decimal(half_away(10 * exact.numerator, exact.denominator)).scaleb(-1)

    def oordeel(self, kolom: int) -> str | None:
        """Return what the exact figure of a column says, None where it cannot be computed."""
        exact = self.exact[kolom]
        return None if exact is None else self.signaal.oordeel(exact)


_KENGETALLEN: Final = (
    ("fk.1", "Netto schuldquote", Signaal(90, 130)),
    ("fk.2", "Netto schuldquote gecorrigeerd voor alle verstrekte leningen", Signaal(90, 130)),
    ("fk.3", "Solvabiliteitsratio", Signaal(20, 50, hoger_is_beter=True)),
    ("fk.5", "Grondexploitatie", Signaal(20, 35)),
    ("fk.4", "Structurele exploitatieruimte", Signaal(0, 0, hoger_is_beter=True)),
    ("fk.6", "Belastingcapaciteit", Signaal(95, 105)),
)
"""Code, name and signal values in the order of print; the values are those that provinces use."""


def kengetallen(cijfers: Cijfers) -> list[Kengetal]:
    """Return the six key figures of the columns of the years of the document.

    Of baten those without reserves count. The belastingcapaciteit of a year sets its woonlasten against
    the national average of the year before. What the dossier has no balance sheet, baten or woonlasten
    for is not there.
    """
    parts = IncidenteleTotalen(cijfers.dossier, cijfers.sjabloon.ramingen)
    columns = zip(jaarkolommen(cijfers), jaarbalansen(cijfers), strict=True)
    found = [_ratios(cijfers, kolom, balans, parts) for kolom, balans in columns]
    return [
        Kengetal(code, naam, signaal, [_percent(*ratios.get(code, (0, 0))) for ratios in found])
        for code, naam, signaal in _KENGETALLEN
    ]


def _percent(teller: int, noemer: int) -> Fraction | None:
    return Fraction(100 * teller, noemer) if noemer > 0 else None


def _ratios(
    cijfers: Cijfers, kolom: Kolom, balans: Balans | None, parts: IncidenteleTotalen
) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator in cents of what can be computed for a column, by code."""
    baten = sum(factor * cijfers.totalen.dossier(PROGRAMMA, "baten", term) for term, factor in kolom.termen)
    found = {"fk.4": (structureel_saldo(cijfers.totalen, parts, kolom.termen), baten)}
    if balans:
        standen = balans.standen
        schuld = sum(standen[item] for item in _SCHULD) - sum(standen[item] for item in _MIDDELEN)
        found["fk.1"] = (schuld, baten)
        found["fk.2"] = (schuld - standen["leningen"], baten)
        found["fk.3"] = (standen["eigen_vermogen"], balans.totaal)
        found["fk.5"] = (standen["bouwgronden"], baten)
    woonlasten = per_jaar(cijfers.dossier, "kengetallen", kolom.jaar).get("woonlasten")
    landelijk = per_jaar(cijfers.dossier, "kengetallen", kolom.jaar - 1).get("woonlasten_landelijk")
    if woonlasten is not None and landelijk is not None:
        found["fk.6"] = (woonlasten, landelijk)
    return found


def kengetallentabel(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the key figures with what each says, of the whole municipality whatever programmas are asked for.

    A dossier that is a part of one has no rows: over a part a ratio says nothing.
    """
    kolommen = jaarkolommen(cijfers)
    records = Records([Kop(kolom.kop, kolom.jaar, vorm="meting") for kolom in kolommen])
    for kengetal in kengetallen(cijfers) if cijfers.is_geheel else ():
        scope = Scope("kengetal", kengetal.code)
        cijfers_ = [kengetal.percentage(k) for k in range(len(kolommen))]
        shown = [Cel(None if waarde is None else Meting(waarde, "%")) for waarde in cijfers_]
        records.add(Rij(kengetal.naam, "Percentage", "blad", scope), *shown)
        records.add(
            Rij(kengetal.naam, "Signaal", "blad", scope), *(Cel(kengetal.oordeel(k)) for k in range(len(kolommen)))
        )
    return records.grid("kengetallen", "Financiële kengetallen", None, cijfers.weergave, ("Kengetal", "Onderdeel"))
