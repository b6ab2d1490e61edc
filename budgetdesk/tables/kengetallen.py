"""The six key figures of the financial position (BBV art. 11; Stcrt. 2015, 20619), with their signal values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """One key figure: its code in Iv3, its name, and its exact percentage by year; a blank one is not there."""

    code: str
    naam: str
    signaal: Signaal
    exact: Mapping[int, Fraction]

    def percentage(self, jaar: int) -> Decimal | None:
        """Return the figure as it is printed, with one decimal; None where it cannot be computed."""
        exact = self.exact.get(jaar)
        return None if exact is None else Decimal(half_away(10 * exact.numerator, exact.denominator)).scaleb(-1)

    def oordeel(self, jaar: int) -> str | None:
        """Return what the exact figure says, None where it cannot be computed."""
        exact = self.exact.get(jaar)
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
    """Return the six key figures of the years of the document.

    Of baten those without reserves count. The belastingcapaciteit of a year sets its woonlasten against
    the national average of the year before. What the dossier has no balance sheet, baten or woonlasten
    for is not there.
    """
    kolommen, balansen = jaarkolommen(cijfers), jaarbalansen(cijfers)
    parts = IncidenteleTotalen(cijfers.dossier, cijfers.sjabloon.ramingen)
    per_code: dict[str, dict[int, Fraction]] = {code: {} for code, _, _ in _KENGETALLEN}
    for kolom in kolommen:
        for code, (teller, noemer) in _ratios(cijfers, kolom, balansen.get(kolom.jaar), parts).items():
            if noemer > 0:
                per_code[code][kolom.jaar] = Fraction(100 * teller, noemer)
    return [Kengetal(code, naam, signaal, per_code[code]) for code, naam, signaal in _KENGETALLEN]


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
    """Return the key figures with what each says, of the whole municipality whatever programmas are asked for."""
    kolommen = jaarkolommen(cijfers)
    records = Records([Kop(kolom.kop, kolom.jaar, vorm="meting") for kolom in kolommen])
    for kengetal in kengetallen(cijfers):
        scope = Scope("kengetal", kengetal.code)
        cijfers_ = [kengetal.percentage(kolom.jaar) for kolom in kolommen]
        shown = [Cel(None if waarde is None else Meting(waarde, "%")) for waarde in cijfers_]
        records.add(Rij(kengetal.naam, "Percentage", "blad", scope), *shown)
        records.add(Rij(kengetal.naam, "Signaal", "blad", scope), *(Cel(kengetal.oordeel(k.jaar)) for k in kolommen))
    return records.grid("kengetallen", "Financiële kengetallen", None, cijfers.weergave, ("Kengetal", "Onderdeel"))
