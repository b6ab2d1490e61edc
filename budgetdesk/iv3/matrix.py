"""What posts and reserves give per taakveld and category, in whole euros.

Lasten and baten are each positive in their own half; reserves and the result have taakvelden of their own, so that the
halves are equal (CBS, Iv3 schema 2.1.1 and its definition files).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import round_to
from budgetdesk.engine.codelijst import MUTATIES_RESERVES, Cel, rank
from budgetdesk.engine.kapitaallasten import Kapitaallast, kapitaallasten
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Record
from budgetdesk.model.kinds.programma import Post, Reserve

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen

RESULTAAT: Final = "0.11"
"""The taakveld of the result, open to one category as that of reserves is."""

MUTATIE_RESERVES: Final = "7.1"
AFSCHRIJVING: Final = "7.3"
RENTE: Final = "7.4"
"""Categories that reserves and capital charges have, whatever post they land on."""


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

    def _cents(self, record: Record, kant: str) -> int:
        scope = record.key.scope
        return sum(factor * self.totalen.bedrag(scope, kant, term) for term, factor in self.termen)

    def _adres(self, record: Record, pad: str) -> Adres:
        return Adres(self.bestand.naam, record.soort, record.sleutel, pad)


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
