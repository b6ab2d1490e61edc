"""The six key figures of the financial position (BBV art. 11; Stcrt. 2015, 20619), with their signal values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budgetdesk.engine.financieel import ACTIVA, VASTE_SCHULD, Balans, per_jaar, phases
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.scope import Scope
from budgetdesk.tables.balans import jaarbalansen, known_item
from budgetdesk.tables.emu import Flows
from budgetdesk.tables.evaluate import fraction_of, percentage, word
from budgetdesk.tables.formula import Amount, Given, Linear, Ratio, Verdict, single, total
from budgetdesk.tables.grid import Grid, Kop, Meting, Rij
from budgetdesk.tables.incidenteel import structural_balance
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom

_PROCENT: Final = "%"

_SCHULD: Final = (VASTE_SCHULD, "vlottende_schuld", "overlopende_passiva")
_MIDDELEN: Final = ("uitzettingen_lang", "uitzettingen_kort", "liquide_middelen", "overlopende_activa")

VOLDOENDE, MATIG, ONVOLDOENDE = "voldoende", "matig", "onvoldoende"


@dataclass(frozen=True, slots=True)
class Signaal:
    """The values in percent between which a figure is neither good nor bad; both belong to that range."""

    laag: int
    hoog: int
    hoger_is_beter: bool = False

    @property
    def grens(self) -> tuple[int, int]:
        """Return both values."""
        return self.laag, self.hoog

    @property
    def woorden(self) -> tuple[str, ...]:
        """Return the words for below, between and above them."""
        return (ONVOLDOENDE, MATIG, VOLDOENDE) if self.hoger_is_beter else (VOLDOENDE, MATIG, ONVOLDOENDE)

    def oordeel(self, percentage: Fraction) -> str:
        """Return what a figure says: `voldoende`, `matig` or `onvoldoende`."""
        return word(percentage, self.grens, self.woorden)


@dataclass(frozen=True, slots=True)
class Kengetal:
    """One key figure: its code in Iv3, its name, and its exact percentage per column that prints it.

    Per column and not per year: a document may print a year as it was budgeted and as it became. None where a
    figure cannot be computed. `ratios` says what each is made of.
    """

    code: str
    naam: str
    signaal: Signaal
    exact: Sequence[Fraction | None]
    ratios: Sequence[Ratio | None] = ()

    def percentage(self, kolom: int) -> Decimal | None:
        """Return the figure of a column as it is printed, with one decimal; None where it cannot be computed."""
        return percentage(self.exact[kolom])

    def oordeel(self, kolom: int) -> str | None:
        """Return what the exact figure of a column says, None where it cannot be computed."""
        exact = self.exact[kolom]
        return None if exact is None else self.signaal.oordeel(exact)

    def cells(self, kolom: int) -> tuple[Cel, Cel]:
        """Return the cells of a column: the percentage, and what it says."""
        waarde, ratio = self.percentage(kolom), self.ratios[kolom]
        if ratio is None:
            return LEEG, LEEG
        shown = None if waarde is None else Meting(waarde, _PROCENT)
        verdict = Verdict(ratio, self.signaal.grens, self.signaal.woorden)
        return Cel(shown, formula=ratio), Cel(self.oordeel(kolom), formula=verdict)


_KENGETALLEN: Final = (
    ("fk.1", "Netto schuldquote", Signaal(90, 130)),
    ("fk.2", "Netto schuldquote gecorrigeerd voor alle verstrekte leningen", Signaal(90, 130)),
    ("fk.3", "Solvabiliteitsratio", Signaal(20, 50, hoger_is_beter=True)),
    ("fk.5", "Grondexploitatie", Signaal(20, 35)),
    ("fk.4", "Structurele exploitatieruimte", Signaal(0, 0, hoger_is_beter=True)),
    ("fk.6", "Belastingcapaciteit", Signaal(95, 105)),
)
"""Code, name and signal values in the order of print; the values are those that provinces use."""


def ratiokolommen(cijfers: Cijfers) -> list[Kolom]:
    """Return the columns that key figures are of: those the template names, else those of the years."""
    return [cijfers.sjabloon.kolommen[i] for i in cijfers.sjabloon.kengetallen]


def kengetallen(cijfers: Cijfers) -> list[Kengetal]:
    """Return the six key figures of the columns that print them (`ratiokolommen`).

    Of baten those without reserves count. The belastingcapaciteit of a year sets its woonlasten against
    the national average of the year before. What the dossier has no balance sheet, baten or woonlasten
    for is not there.
    """
    kolommen = ratiokolommen(cijfers)
    sheets, flows = jaarbalansen(cijfers, kolommen), Flows.of(cijfers, kolommen)
    found = [_ratios(cijfers, k, kolom, sheets, flows) for k, kolom in enumerate(kolommen)]
    return [
        Kengetal(code, naam, signaal, *_exact(cijfers, [ratios.get(code) for ratios in found]))
        for code, naam, signaal in _KENGETALLEN
    ]


def _exact(
    cijfers: Cijfers, ratios: Sequence[Ratio | None]
) -> tuple[Sequence[Fraction | None], Sequence[Ratio | None]]:
    return [None if ratio is None else fraction_of(ratio, cijfers.cube) for ratio in ratios], ratios


def _ratios(
    cijfers: Cijfers, index: int, kolom: Kolom, sheets: Sequence[Balans | None], flows: Flows
) -> dict[str, Ratio]:
    """Return what can be computed for a column, by code."""
    baten = Linear(tuple((Amount("baten", term), factor) for term, factor in kolom.termen))
    found = {"fk.4": Ratio(structural_balance(kolom), baten)}

    def items(*named: str) -> Linear:
        return Linear(tuple((known_item(sheets, item, index, flows.known), 1) for item in named))

    if sheets[index]:
        schuld = total([(items(*_SCHULD), 1), (items(*_MIDDELEN), -1)])
        found["fk.1"] = Ratio(schuld, baten)
        found["fk.2"] = Ratio(total([(schuld, 1), (items("leningen"), -1)]), baten)
        found["fk.3"] = Ratio(items("eigen_vermogen"), items(*ACTIVA))
        found["fk.5"] = Ratio(items("bouwgronden"), baten)
    fasen = phases(kolom.termen)
    woonlasten = _given(cijfers, "woonlasten", kolom.jaar, fasen, kolom.jaar)
    landelijk = _given(cijfers, "woonlasten_landelijk", kolom.jaar - 1, fasen, kolom.jaar)
    if woonlasten and landelijk:
        found["fk.6"] = Ratio(woonlasten, landelijk)
    return found


def _given(cijfers: Cijfers, naam: str, jaar: int, fasen: Sequence[str], kolomjaar: int) -> Linear | None:
    found = per_jaar(cijfers.dossier, "kengetallen", jaar, fasen, kolomjaar).get(naam)
    if found is None:
        return None
    veld = SOORTEN["begroting"]["kengetallen"].veld(naam)
    return single(Given(found.adres, veld.label if veld else naam, found.cents))


def kengetallentabel(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the key figures with what each says, of the whole municipality whatever programmas are asked for.

    A dossier that is a part of one has no rows: over a part a ratio says nothing.
    """
    kolommen = ratiokolommen(cijfers)
    records = Records([Kop(kolom.kop, kolom.jaar, vorm="meting") for kolom in kolommen])
    for kengetal in kengetallen(cijfers) if cijfers.is_geheel else ():
        scope = Scope("kengetal", kengetal.code)
        cells = [kengetal.cells(k) for k in range(len(kolommen))]
        records.add(Rij(kengetal.naam, "Percentage", "blad", scope), *(shown for shown, _ in cells))
        records.add(Rij(kengetal.naam, "Signaal", "blad", scope), *(said for _, said in cells))
    return records.grid("kengetallen", "Financiële kengetallen", None, cijfers.weergave, ("Kengetal", "Onderdeel"))
