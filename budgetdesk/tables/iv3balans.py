"""The balance of Iv3 as it is typed: what stands on each code at the end of a year or quarter, and what moved it.

Beside the amounts stands what the dossier knows by another name: reserves and some items of `[balans]`. That is there
to be typed over or not; it fills in nothing, because most items are divided otherwise by CBS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.codelijst import Codelijst, codelijst, is_financieel, rank
from budgetdesk.engine.financieel import per_jaar
from budgetdesk.model.adres import Adres, join_key, split_key
from budgetdesk.model.arrangement import KWARTALEN
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier
from budgetdesk.model.kinds.begroting import Iv3keuzes
from budgetdesk.model.kinds.programma import Reserve
from budgetdesk.model.scope import Scope
from budgetdesk.tables.formula import Given, Linear
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden

_GROEPEN: Final = {"A1": "Vaste activa", "A2": "Vlottende activa", "P1": "Vaste passiva", "P2": "Vlottende passiva"}
"""How codes of the balance begin, and what they are together."""

_ZIJDEN: Final = {"A": "Totaal activa", "P": "Totaal passiva"}

_ITEMS: Final = {"A213": "bouwgronden", "A23": "liquide_middelen", "P12": "voorzieningen"}
"""The codes that are just one item of `[balans]`."""

_RESERVES: Final = {"P111": "algemene reserve", "P112": "bestemmingsreserve"}
"""The codes that are one kind of reserve."""

_GEWOON: Final = (
    ("A11", ("lasten.3.8", "baten.7.3")),
    ("A12", ("lasten.3.8", "baten.7.3")),
    ("A21", ("lasten.3.2", "baten.3.2")),
    ("P11", ("lasten.7.1", "baten.7.1")),
    ("P12", ("lasten.3.8", "lasten.7.2", "baten.7.2")),
)
"""What moves a code in most municipalities; another category comes by `set`, and is shown from then on."""


def iv3balans(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the balances by code: a year ago, at the end of each quarter and of the year. No code list: no rows."""
    velden, jaar = _velden(cijfers), cijfers.dossier.jaar
    moments = [str(jaar - 1), *_quarters(jaar), str(jaar)]
    known = {year: _elsewhere(cijfers.dossier.stored, year) for year in (jaar - 1, jaar)}
    shown = [year for year, amounts in known.items() if amounts]
    records = Records([*map(_kop, moments), *(Kop(f"31-12-{year} volgens het dossier", year) for year in shown)])
    table = _Balans(records, velden, moments, [known[year] for year in shown])
    lijst = codelijst(jaar)
    names = _names(lijst, (split_key(key)[0] for key in _keuzes(cijfers).balans)) if lijst else {}
    sides = {letter: table.side(letter, naam, names) for letter, naam in _ZIJDEN.items()} if names else {}
    for code in names:
        if code[:2] not in _GROEPEN:
            table.code(code, names[code])
    if sides:
        table.difference(sides["A"], sides["P"])
    return records.grid("iv3-balans", "Balans voor Iv3", None, cijfers.weergave, ("Balanscode", "Code"))


def iv3mutaties(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return what moved the codes that are not financial, from 1 January until the end of each quarter and the year.

    Of a code that has a balance the usual categories are there to be filled in, of any code what is given.
    """
    velden, jaar = _velden(cijfers), cijfers.dossier.jaar
    moments = [*_quarters(jaar), str(jaar)]
    records = Records(list(map(_kop, moments)))
    lijst = codelijst(jaar)
    order = {code: number for number, code in enumerate(lijst.balanscodes)} if lijst else {}
    cells = {*_given(_keuzes(cijfers)), *_usual(_keuzes(cijfers), lijst)} if lijst else set()
    for code, kant, categorie in sorted(cells, key=lambda c: (order.get(c[0], len(order)), -len(c[1]), rank(c[2]))):
        known = lijst.categorieen[kant].get(categorie, "") if lijst else ""
        naam = f"{code} {lijst.balanscodes.get(code, '') if lijst else ''}".strip()
        row = Rij(naam, f"{kant} {categorie} {known}".strip(), "blad", Scope("balanscel", f"{code} {kant} {categorie}"))
        records.add(row, *(velden.bedrag(join_key((f"balans_{kant}", code, categorie, at))) for at in moments))
    return records.grid("iv3-mutaties", "Balansmutaties voor Iv3", None, cijfers.weergave, ("Balanscode", "Categorie"))


def _keuzes(cijfers: Cijfers) -> Iv3keuzes:
    return cijfers.dossier.begroting.single(Iv3keuzes)


def _velden(cijfers: Cijfers) -> Velden:
    return Velden(cijfers, cijfers.dossier.begroting, _keuzes(cijfers))


def _quarters(jaar: int) -> list[str]:
    return [f"{jaar}-{kwartaal}" for kwartaal in KWARTALEN]


def _kop(moment: str) -> Kop:
    jaar, _, kwartaal = moment.partition("-")
    return Kop(f"Kwartaal {kwartaal} {jaar}" if kwartaal else f"31-12-{jaar}", int(jaar))


def _names(lijst: Codelijst, given: Iterable[str]) -> dict[str, str]:
    """Return the codes of the year by name, and those that are given and are none."""
    return {**lijst.balanscodes, **{code: "staat niet in de lijst" for code in given if code not in lijst.balanscodes}}


@dataclass(slots=True)
class _Balans:
    """The rows of the balance as they are made: a code under the head of its group, and of what it is a kind of."""

    records: Records
    velden: Velden
    moments: Sequence[str]
    known: Sequence[Mapping[str, Linear]]
    """What the dossier knows of codes by another name, per column behind the moments."""
    soort: str = ""
    """What the last code is a kind of."""

    def side(self, letter: str, naam: str, names: Mapping[str, str]) -> int:
        """Add the groups of one side with their codes, and its total; return the row of that."""
        rows: list[int] = []
        for begin, groep in _GROEPEN.items():
            if begin.startswith(letter):
                self.records.add(Rij(groep, "", "groep", Scope("balansgroep", begin)))
                rows += [self.code(code, known) for code, known in names.items() if code.startswith(begin)]
        return self.records.total(naam, kolommen=range(len(self.moments)), rijen=rows)

    def code(self, code: str, naam: str) -> int:
        """Add the row of one code: its balances, and behind these what the dossier knows of it; return the row."""
        soort, _, own = naam.rpartition(": ") if naam.count(": ") == 1 else ("", "", naam)
        if soort and soort != self.soort:
            self.records.add(Rij(soort, "", "groep", Scope("balanssoort", soort), niveau=1))
        self.soort = soort
        given = (self.velden.bedrag(join_key(("balans", code, moment))) for moment in self.moments)
        beside = (_sum(amounts[code]) if code in amounts else LEEG for amounts in self.known)
        row = Rij(own, code, "blad", Scope("balanscode", code), niveau=2 if soort else 1)
        return self.records.add(row, *given, *beside)

    def difference(self, activa: int, passiva: int) -> None:
        """Add what the totals of both sides differ."""
        cells = (self.records.amount(activa, k) - self.records.amount(passiva, k) for k in range(len(self.moments)))
        row = Rij("Verschil", "", "resultaat", Scope("verschil"), delen=((activa, 1), (passiva, -1)))
        self.records.add(row, *map(Cel, cells))


def _sum(formula: Linear) -> Cel:
    return Cel(sum(factor * term.cents for term, factor in formula.delen if isinstance(term, Given)), formula=formula)


def _elsewhere(dossier: Dossier, jaar: int) -> Mapping[str, Linear]:
    """Return what the dossier knows of codes at the end of a year by another name, as it is given there.

    What is stored counts, not what a document shows of it: an adopted budget shows the balances of its day, and others
    show beside a reserve that is sorted otherwise now the one that was adopted, which has none.
    """
    found = {}
    for code, soort in _RESERVES.items():
        reserves = [
            (bestand, reserve)
            for bestand in dossier.geraamd
            for reserve in bestand.van(Reserve)
            if reserve.soort_ == soort and not reserve.register
        ]
        if reserves and all(jaar in reserve.stand for _, reserve in reserves):
            found[code] = Linear(tuple((_stand(bestand, reserve, jaar), 1) for bestand, reserve in reserves))
    items = per_jaar(dossier, "balans", jaar, ("rekening",))
    for code, item in _ITEMS.items():
        if given := items.get(item):
            found[code] = Linear(((Given(given.adres, item.replace("_", " "), given.cents), 1),))
    return found


def _stand(bestand: Bestand, reserve: Reserve, jaar: int) -> Given:
    return Given(Adres(bestand.naam, *reserve.key, f"stand.{jaar}"), reserve.naam, reserve.stand[jaar])


_Plek = tuple[str, str, str]
"""A code of the balance, a half and a category."""


def _given(record: Iv3keuzes) -> Iterator[_Plek]:
    for kant, amounts in zip(POSTKANTEN, (record.balans_lasten, record.balans_baten), strict=True):
        for key in amounts:
            code, categorie, _ = split_key(key)
            yield code, kant, categorie


def _usual(record: Iv3keuzes, lijst: Codelijst) -> Iterator[_Plek]:
    """Yield what usually moves the codes that have a balance, as far as the list of the year lets it."""
    for code in dict.fromkeys(split_key(key)[0] for key in record.balans):
        for begin, cells in _GEWOON if not is_financieel(code) else ():
            for kant, _, categorie in (cell.partition(".") for cell in cells if code.startswith(begin)):
                if (kant, code, categorie) in lijst.balanscellen:
                    yield code, kant, categorie
