"""Iv3: what posts and reserves give per taakveld and category, in whole euros, with the codes of the year.

Iv3 (Informatie voor derden) is the national statement of a budget or of annual accounts. Lasten and baten
are each positive in their own half; reserves and the result have taakvelden of their own, so that the
halves are equal (CBS, Iv3 schema 2.1.1 and its definition files).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import round_to
from budgetdesk.engine.kapitaallasten import Kapitaallast, kapitaallasten
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Tabel
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.storage.resources import shipped

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen

MUTATIES_RESERVES: Final = "0.10"
RESULTAAT: Final = "0.11"
"""The taakvelden of reserves and of the result; each is open to one category."""

MUTATIE_RESERVES: Final = "7.1"
AFSCHRIJVING: Final = "7.3"
RENTE: Final = "7.4"
"""Categories that reserves and capital charges have, whatever post they land on."""

ONVERDEELD: Final = ("4.3.9", "4.4.9")
"""Categories a budget may use and accounts may not (control PF009)."""

CONTACT: Final = ("naam", "email", "telefoon")
"""What a statement says of who sends it; a dossier has it under [contact]."""

Cel = tuple[str, str, str]
"""A cell of the statement: its half (`lasten` or `baten`), taakveld and category."""

_CODE: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})*)[a-z]?")


def rank(code: str) -> tuple[bool, tuple[int, ...], str]:
    """Return what a code is sorted by: its numbers (0.9 < 0.10 < 0.11) and letter, then what is no code at all."""
    known = _CODE.fullmatch(code)
    return known is None, tuple(map(int, known[1].split("."))) if known else (), code


def verslagperioden(jaar: int) -> tuple[str, ...]:
    """Return the years that key figures may be of in a statement of a year: realised, budgeted, further on."""
    realised, budgeted = range(jaar - 2, jaar + 1), range(jaar - 1, jaar + 1)
    later = [f"MJR_{later}" for later in range(jaar + 1, jaar + 4)]
    return (*(f"Rek_{year}" for year in realised), *(f"Beg_{year}" for year in budgeted), *later)


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """What is wrong with codes: finding code, which of them (`taakveld` or `categorie`), a Dutch sentence.

    `keuzes` are the codes, with their names, that would do.
    """

    code: str
    veld: str
    tekst: str
    keuzes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Codelijst:
    """The codes of one or more years, with their names in the order of the newest source."""

    eerste: int
    laatste: int
    """The years that have just these codes."""
    hoofdtaakvelden: Mapping[str, str]
    taakvelden: Mapping[str, str]
    categorieen: Mapping[str, Mapping[str, str]]
    """Per half."""
    balanscodes: Mapping[str, str]
    grijs: frozenset[Cel]
    """Cells that have to stay empty."""

    @property
    def naam(self) -> str:
        """Return the years as people read them."""
        return f"{self.eerste}-{self.laatste}" if self.laatste > self.eerste else str(self.eerste)

    def bezwaar(self, kant: str, taakveld: str, categorie: str) -> Bezwaar | None:
        """Return what is wrong with a cell, None where nothing is; an empty code is not looked at.

        BD450: no such taakveld; BD451: no such category; BD452: the two do not go together.
        """
        categorieen = self.categorieen[kant]
        if taakveld and taakveld not in self.taakvelden:
            tekst = f"`{taakveld}` is geen taakveld van Iv3 {self.naam}."
            return Bezwaar("BD450", "taakveld", tekst, tuple(self.taakvelden.items()))
        if categorie and categorie not in categorieen:
            tekst = f"`{categorie}` is geen categorie van {kant} in Iv3 {self.naam}."
            return Bezwaar("BD451", "categorie", tekst, tuple(categorieen.items()))
        if (kant, taakveld, categorie) in self.grijs:
            tekst = f"{kant} van categorie {categorie} kunnen niet op taakveld {taakveld} in Iv3 {self.naam}."
            open_ = ((c, naam) for c, naam in categorieen.items() if (kant, taakveld, c) not in self.grijs)
            return Bezwaar("BD452", "categorie", tekst, tuple(open_))
        return None


def codelijst(jaar: int) -> Codelijst | None:
    """Return the list of a year, else the newest one before it; None where all are of later years."""
    older = [(eerste, laatste) for eerste, laatste in _spans() if eerste <= jaar]
    return _list(*max(older)) if older else None


_CODES: Final = ("hoofdtaakvelden", "taakvelden", "categorieen", "balanscodes", "grijze_cellen")
"""The files with codes, `NAME.csv`; each row says from which year on (`van`) and until which one (`tot`) it holds."""


@cache
def _spans() -> tuple[tuple[int, int], ...]:
    """Return the first and last of the years that share their codes, for all years that are known."""
    (known,) = _rows("jaren")
    rows = [row for naam in _CODES for row in _rows(naam)]
    begins = sorted({int(row["van"]) for row in rows} | {int(row["tot"]) + 1 for row in rows if row["tot"]})
    ends = [*(later - 1 for later in begins[1:]), int(known["laatste"])]
    return tuple(zip(begins, ends, strict=True))


@cache
def _list(eerste: int, laatste: int) -> Codelijst:
    categorieen = _valid("categorieen", eerste)
    return Codelijst(
        eerste,
        laatste,
        {row["code"]: row["naam"] for row in _valid("hoofdtaakvelden", eerste)},
        {row["code"]: row["naam"] for row in _valid("taakvelden", eerste)},
        {kant: {row["code"]: row["naam"] for row in categorieen if row["kant"] == kant} for kant in POSTKANTEN},
        {row["code"]: row["naam"] for row in _valid("balanscodes", eerste)},
        frozenset(
            (row["kant"], taakveld, row["categorie"])
            for row in _valid("grijze_cellen", eerste)
            for taakveld in row["taakvelden"].split()
        ),
    )


def _valid(naam: str, jaar: int) -> list[dict[str, str]]:
    return [row for row in _rows(naam) if int(row["van"]) <= jaar <= int(row["tot"] or jaar)]


@cache
def _rows(naam: str) -> list[dict[str, str]]:
    lines = (shipped("templates") / "iv3" / f"{naam}.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@dataclass(frozen=True, slots=True)
class Boeking:
    """One amount on its way to the statement: natural cents, its codes, and what it is of.

    `adres` is where the codes stand, or would; an empty code is one that the dossier lacks.
    """

    naam: str
    adres: Adres
    kant: str
    taakveld: str
    categorie: str
    cents: int

    @property
    def cel(self) -> Cel:
        """Return where it lands."""
        return (self.kant, self.taakveld, self.categorie)

    @property
    def compleet(self) -> bool:
        """Return whether it lands anywhere."""
        return bool(self.taakveld and self.categorie)


def boekingen(dossier: Dossier, totalen: Totalen, termen: Sequence[tuple[str, int]]) -> list[Boeking]:
    """Return every amount other than zero of all programmas, in the order of the files.

    `termen` are the stored amounts (`begroting.2027`, factor) of the column that is stated. Mutations count
    under the codes of their post; so does whatever else is computed, but for capital charges.
    """
    found: list[Boeking] = []
    for bestand in dossier.programmas:
        column = _Kolom(bestand, totalen[bestand.naam], termen)
        charges = _charges(dossier, bestand, termen)
        for post in bestand.van(Post):
            found += column.post(post, [c for c in charges if c.post == post.sleutel])
        for reserve in bestand.van(Reserve):
            found += column.reserve(reserve)
    return [boeking for boeking in found if boeking.cents]


def _charges(dossier: Dossier, bestand: Bestand, termen: Sequence[tuple[str, int]]) -> list[Kapitaallast]:
    """Return the capital charges that are part of these amounts: those of a begroting are computed."""
    jaren = [int(term.removeprefix("begroting.")) for term, _ in termen if term.startswith("begroting.")]
    return kapitaallasten(dossier, bestand, jaren)


@dataclass(frozen=True, slots=True)
class _Kolom:
    """The amounts of one programma in one column."""

    bestand: Bestand
    totalen: ProgrammaTotalen
    termen: Sequence[tuple[str, int]]

    def post(self, post: Post, charges: Sequence[Kapitaallast]) -> Iterator[Boeking]:
        """Yield the sides of a post, and apart from its lasten the charges that are part of them."""
        depreciation, interest = sum(c.afschrijving for c in charges), sum(c.rente for c in charges)
        for kant in POSTKANTEN:
            cents = self._cents(post, kant) - (depreciation + interest if kant == "lasten" else 0)
            pad = f"categorie.{kant}"
            adres = self._adres(post, pad if post.taakveld else "taakveld")
            yield Boeking(post.naam, adres, kant, post.taakveld, post.tekst(pad), cents)
        for categorie, cents in ((AFSCHRIJVING, depreciation), (RENTE, interest)):
            yield Boeking(post.naam, self._adres(post, "taakveld"), "lasten", post.taakveld, categorie, cents)

    def reserve(self, reserve: Reserve) -> Iterator[Boeking]:
        """Yield what is added to a reserve as lasten and what is withdrawn as baten."""
        for kant, side in zip(POSTKANTEN, RESERVEKANTEN, strict=True):
            adres, cents = self._adres(reserve, side), self._cents(reserve, side)
            yield Boeking(reserve.naam, adres, kant, MUTATIES_RESERVES, MUTATIE_RESERVES, cents)

    def _cents(self, tabel: Tabel, kant: str) -> int:
        scope = tabel.key.scope
        return sum(factor * self.totalen.bedrag(scope, kant, term) for term, factor in self.termen)

    def _adres(self, tabel: Tabel, pad: str) -> Adres:
        return Adres(self.bestand.naam, tabel.soort, tabel.sleutel, pad)


def resultaat(boekingen_: Iterable[Boeking]) -> int:
    """Return the exact surplus in cents: baten minus lasten, reserves included."""
    return sum(b.cents if b.kant == "baten" else -b.cents for b in boekingen_)


def matrix(boekingen_: Sequence[Boeking]) -> dict[Cel, int]:
    """Return whole euros by cell, in the order of the codes; a cell that is zero is left out.

    Each cell is rounded on its own, and the result (a surplus as lasten) takes up what that leaves, so that
    both halves are equal. What lacks a code is left out of both, not hidden in the result: the halves then
    differ by just that.
    """
    cents: dict[Cel, int] = {}
    for boeking in boekingen_:
        if boeking.compleet:
            cents[boeking.cel] = cents.get(boeking.cel, 0) + boeking.cents
    euros = {cel: round_to(value, 1) for cel, value in cents.items()}
    left_out = round_to(resultaat(b for b in boekingen_ if not b.compleet), 1)
    surplus = left_out + sum(value if cel[0] == "baten" else -value for cel, value in euros.items())
    balance = ("lasten" if surplus > 0 else "baten", RESULTAAT, MUTATIE_RESERVES)
    euros[balance] = euros.get(balance, 0) + abs(surplus)
    order = sorted(euros, key=lambda cel: (cel[0], rank(cel[1]), rank(cel[2])))
    return {cel: euros[cel] for cel in order if euros[cel]}
