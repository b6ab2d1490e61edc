"""Printed tables with what is known of them: published ones with their identities, and invented ones in every layout.

An invented table is made from exact amounts in cents: each printed cell is rounded on its own from the exact sum, half
away from zero, as a council prints. What it should be recognised as is made beside it, from the same choices.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.importing.herkennen import Herkenning, herken, tabellen
from budgetdesk.importing.identiteit import Identiteit, Plaats
from budgetdesk.importing.lezen import lees
from tests.importing import gedrukt
from tests.importing.gedrukt import GEDRUKT

BRONNEN: Final[Sequence[Mapping[str, Any]]] = tomllib.loads((GEDRUKT / "bronnen.toml").read_text("utf-8"))["tabel"]

Som = tuple[Plaats, frozenset[tuple[Plaats, int]]]
"""A cell and the cells that it is the sum of, those of nothing left out."""

TEKENS: Final = {"A": (1, -1, 1), "B": (1, 1, 1), "C": (1, 1, -1), "D": (-1, 1, -1)}
"""The printed sign of lasten, of baten, and of lasten minus baten."""

NAMEN: Final = (
    *("Bestuur en dienstverlening", "Veiligheid", "Verkeer en vervoer", "Economie", "Onderwijs", "Sport en cultuur"),
    *("Sociaal domein", "Volksgezondheid en milieu", "Wonen en bouwen", "Overhead"),
)


@cache
def herkend(bestand: str) -> Herkenning:
    """Return what is recognised of a published table."""
    (tabel,) = tabellen(blad(bestand))
    return herken(tabel)


def blad(bestand: str) -> Blad:
    """Return a published table as it is read of its file."""
    truth = next(t for t in BRONNEN if t["bestand"] == bestand)
    return lees(Path(bestand).name, (GEDRUKT / bestand).read_bytes(), scheiding=truth["scheiding"]).bladen[0]


def vel(tekst: str, naam: str = "Blad1") -> Blad:
    """Return a sheet of rows, their cells parted by `;`: a number between `=` and `|` its format, else a text."""
    sheet = Blad(naam)
    for rij, line in enumerate(tekst.splitlines(), 1):
        cells = {k: _cel(text) for k, text in enumerate(line.split(";"), 1) if text.strip()}
        if cells:
            sheet.cellen[rij] = cells
    return sheet


def _cel(text: str) -> Cel:
    if text.startswith("="):
        number, _, opmaak = text[1:].partition("|")
        return Cel(number, "getal", opmaak)
    return Cel(text, "fout") if text.startswith("#") else Cel(text)


def bekend(bestand: str, bedragen: Mapping[Plaats, Fraction]) -> set[Som]:
    """Return the identities that a published table is known to have, of cells that are read."""
    known = next(tabel for tabel in gedrukt.tabellen() if tabel.naam == Path(bestand).name)
    return sommen([one for one in known.identiteiten if one.cel in bedragen], bedragen)


def sommen(found: Sequence[Identiteit], bedragen: Mapping[Plaats, Fraction]) -> set[Som]:
    """Return identities to be compared: cells of nothing say nothing."""
    bare = ((i.cel, frozenset(deel for deel in i.delen if bedragen.get(deel[0]))) for i in found)
    return {(cel, delen) for cel, delen in bare if delen}


def gevonden(found: Herkenning) -> set[Som]:
    """Return the identities that were recognised, those that fail too."""
    every = [*found.identiteiten, *(m.identiteit for m in found.mislukt)]
    return sommen(every, found.bedragen)


# --- invented tables -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Vorm:
    """How an invented table is printed."""

    conventie: str = "A"
    indeling: str = "rijen"
    """`rijen`: Lasten, Baten and Saldo below each other; `zij`: with these in a column of their own; `blokken`: beside
    each other for each year; `baten eerst`: so, with the baten before the lasten.
    """
    eenheid: int = 1000
    min: str = "-{}"
    """How a minus is printed; `N` and `V`: by letters before the amount."""
    code: str = ""
    """`naam`: a code before the name; `kolom`: in a column of its own."""
    nul: str = "-"
    getallen: bool = False
    """Whether cells hold numbers, as a spreadsheet does."""


@dataclass(slots=True)
class Gemaakt:
    """An invented table, and what it should be recognised as."""

    vorm: Vorm
    blad: Blad
    bedragen: dict[Plaats, Fraction] = field(default_factory=dict)
    identiteiten: list[Identiteit] = field(default_factory=list)
    kolommen: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    """Phase, year and side of each column; `-` for a balance."""
    kanten: dict[int, str] = field(default_factory=dict)
    namen: dict[int, str] = field(default_factory=dict)


def maak(seed: int, vorm: Vorm) -> Gemaakt:
    """Return an invented table of two to nine programmes and two to six years."""
    rnd = Random(seed)  # noqa: S311 - amounts of nobody
    years, programmes = rnd.randint(2, 6), rnd.sample(NAMEN, rnd.randint(2, 9))
    first = rnd.randint(2017, 2030)
    terms = [(("rekening" if n == 0 else "begroting"), str(first + n)) for n in range(years)]
    exact = [
        [(rnd.randint(20, 90_000) * vorm.eenheid // 2 * 100 + rnd.randint(0, 99), _baten(rnd, vorm)) for _ in terms]
        for _ in programmes
    ]
    exact.append([(sum(p[n][0] for p in exact), sum(p[n][1] for p in exact)) for n in range(years)])
    maker = _Maker(vorm, [*programmes, "Totaal"], terms, exact)
    return maker.per_year() if vorm.indeling in {"blokken", "baten eerst"} else maker.per_row()


def _baten(rnd: Random, vorm: Vorm) -> int:
    return rnd.choice((0, 1, 1, 1, 1)) * (rnd.randint(20, 60_000) * vorm.eenheid // 2 * 100 + rnd.randint(0, 99))


class _Maker:
    def __init__(
        self,
        vorm: Vorm,
        namen: Sequence[str],
        termen: Sequence[tuple[str, str]],
        exact: Sequence[Sequence[tuple[int, int]]],
    ) -> None:
        self._vorm, self._namen, self._termen, self._exact = vorm, namen, termen, exact
        self._uit = Gemaakt(vorm, Blad("Tabel"))
        self._signs = TEKENS[vorm.conventie]
        self._labels = 1 + (vorm.code == "kolom") + (vorm.indeling == "zij")
        unit = {1: "Bedragen in euro's", 1000: "(x € 1.000)", 1_000_000: "x € 1 miljoen"}[vorm.eenheid]
        self._text(1, 1, f"Overzicht van baten en lasten {unit}")

    def per_row(self) -> Gemaakt:
        """Return the sides below each other."""
        for n, (fase, jaar) in enumerate(self._termen):
            k = self._labels + 1 + n
            self._text(2, k, f"{fase.capitalize()} {jaar}")
            self._uit.kolommen[k] = (fase, jaar, "")
        sides = ("Lasten", "Baten", "Saldo")
        for p in range(len(self._namen)):
            rows = {kant: 3 + 3 * p + n for n, kant in enumerate(sides)}
            for kant, rij in rows.items():
                self._label(p, rij, kant, first=kant == "Lasten")
                for n in range(len(self._termen)):
                    self._amount(rij, self._labels + 1 + n, kant, self._exact[p][n])
            for k in self._uit.kolommen:
                self._saldo(*((rows[kant], k) for kant in ("Saldo", "Lasten", "Baten")))
        for n, _ in enumerate(sides):
            last = len(self._namen) - 1
            for k in self._uit.kolommen:
                self._is((3 + 3 * last + n, k), [((3 + 3 * p + n, k), 1) for p in range(last)])
        return self._uit

    def per_year(self) -> Gemaakt:
        """Return the sides beside each other, for each year."""
        order = ("Lasten", "Baten", "Saldo") if self._vorm.indeling == "blokken" else ("Baten", "Lasten", "Saldo")
        for n, (fase, jaar) in enumerate(self._termen):
            at = {kant: self._labels + 1 + 3 * n + i for i, kant in enumerate(order)}
            self._text(2, at[order[0]], f"{fase.capitalize()} {jaar}")
            for kant, k in at.items():
                self._text(3, k, kant)
                self._uit.kolommen[k] = (fase, jaar, kant.casefold())
                for p in range(len(self._namen)):
                    self._amount(4 + p, k, kant, self._exact[p][n])
            for p in range(len(self._namen)):
                self._saldo(*((4 + p, at[kant]) for kant in ("Saldo", "Lasten", "Baten")))
        last = len(self._namen) - 1
        for p in range(len(self._namen)):
            self._label(p, 4 + p, "", first=True)
        for k in self._uit.kolommen:
            self._is((4 + last, k), [((4 + p, k), 1) for p in range(last)])
        return self._uit

    def _label(self, p: int, rij: int, kant: str, *, first: bool) -> None:
        name = self._namen[p]
        is_total = p == len(self._namen) - 1
        k = 1
        if self._vorm.code == "kolom":
            if first and not is_total:
                self._text(rij, 1, f"{600000000 + p}")
            k = 2
        shown = f"{p + 1} {name}" if self._vorm.code == "naam" and not is_total else name
        if self._vorm.indeling == "zij":
            self._text(rij, k + 1, kant)
            self._text(rij, k, shown if first else "")
        else:
            self._text(rij, k, f"{shown} {kant}".strip() if first else kant)
        self._uit.kanten[rij] = kant.casefold()
        self._uit.namen[rij] = name

    def _text(self, rij: int, k: int, text: str) -> None:
        if text:
            self._uit.blad.cellen.setdefault(rij, {})[k] = Cel(text)

    def _amount(self, rij: int, k: int, kant: str, exact: tuple[int, int]) -> None:
        lasten, baten = exact
        plus, minus, balance = self._signs
        cents = {"Lasten": plus * lasten, "Baten": minus * baten, "Saldo": balance * (lasten - baten)}[kant]
        scale = 10 if self._vorm.eenheid == 1_000_000 else 1
        size = (2 * abs(cents) * scale + 100 * self._vorm.eenheid) // (2 * 100 * self._vorm.eenheid)
        units = Fraction(size if cents > 0 else -size, scale)
        text = self._printed(cents, units)
        if text:
            numeric = self._vorm.getallen
            cel = Cel(f"{float(units):.10g}", "getal", "#,##0") if numeric else Cel(text)
            self._uit.blad.cellen.setdefault(rij, {})[k] = cel
            self._uit.bedragen[rij, k] = units

    def _printed(self, cents: int, units: Fraction) -> str:
        if cents == 0:
            return self._vorm.nul
        whole, rest = divmod(abs(units), 1)
        shown = f"{int(whole):,}".replace(",", ".") + (f",{int(rest * 10)}" if self._vorm.eenheid == 1_000_000 else "")
        if self._vorm.min == "NV":
            return f"{'V' if cents > 0 else 'N'} {shown}"
        return self._vorm.min.format(shown) if cents < 0 else shown

    def _saldo(self, saldo: Plaats, lasten: Plaats, baten: Plaats) -> None:
        plus, minus, balance = self._signs
        self._is(saldo, [(lasten, balance * plus), (baten, -balance * minus)])

    def _is(self, cel: Plaats, delen: Sequence[tuple[Plaats, int]]) -> None:
        if cel in self._uit.bedragen:
            known = tuple(deel for deel in delen if deel[0] in self._uit.bedragen)
            self._uit.identiteiten.append(Identiteit(cel, known))


def vormen() -> Iterator[Vorm]:
    """Yield how tables are printed: every convention in every layout, then what differs in print."""
    for conventie in TEKENS:
        for indeling in ("rijen", "zij", "blokken", "baten eerst"):
            yield Vorm(conventie, indeling)
    for min_ in ("{}-", "({})", "−{}", "- {}", "-/- {}"):
        yield Vorm("A", "rijen", min=min_)
        yield Vorm("D", "blokken", min=min_)
    yield Vorm("D", "rijen", min="NV")
    yield Vorm("D", "blokken", min="NV")
    for code in ("naam", "kolom"):
        for indeling in ("rijen", "zij", "blokken"):
            yield Vorm("B", indeling, code=code)
    for eenheid in (1, 1_000_000):
        yield Vorm("C", "rijen", eenheid)
        yield Vorm("A", "baten eerst", eenheid)
    for nul in ("", "0", "–"):
        yield Vorm("A", "rijen", nul=nul)
        yield Vorm("C", "blokken", nul=nul)
    yield Vorm("D", "zij", getallen=True)
    yield Vorm("B", "blokken", getallen=True)
