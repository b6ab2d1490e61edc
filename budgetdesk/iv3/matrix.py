"""What posts and reserves give per taakveld and category, in whole euros.

Lasten and baten are each positive in their own half; reserves and the result have taakvelden of their own, so that the
halves are equal (CBS, Iv3 schema 2.1.1 and its definition files). Until the end of a quarter there is no result
yet: its halves may differ, as what is realised does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import round_to
from budgetdesk.engine.codelijst import MUTATIES_RESERVES, Cel, rank
from budgetdesk.engine.kapitaallasten import Kapitaallast, kapitaallasten
from budgetdesk.iv3.aard import AFSCHRIJVING, RENTE, Aard, Bedragen, verdeeld_naar_aard
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import REALISATIE
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Record
from budgetdesk.model.kinds.programma import Post, Reserve

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen

RESULTAAT: Final = "0.11"
"""The taakveld of the result, open to one category as that of reserves is."""

MUTATIE_RESERVES: Final = "7.1"
"""The category that reserves and the result have."""


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

    `termen` are the stored amounts (`begroting.2027`, `realisatie.2027-1`, factor) of the column that is stated.
    Mutations count under the codes of their post, capital charges under their own, and what is handed out keeps
    its category (`iv3.aard`). Realised lasten of a year hold the charges of the year, as balance sheet and EMU have it;
    those of a quarter are what was booked.
    """
    begroot = [int(term.removeprefix("begroting.")) for term, _ in termen if term.startswith("begroting.")]
    verdeeld = [verdeeld_naar_aard(dossier, jaar) for jaar in begroot]
    found: list[Boeking] = []
    for bestand in dossier.programmas:
        column = _Kolom(bestand, totalen[bestand.naam], termen)
        charges = _charges(dossier, bestand, termen)
        for post in bestand.van(Post):
            shares = [per_post.get((bestand.naam, post.sleutel), {}) for per_post in verdeeld]
            found += column.post(post, [c for c in charges if c.post == post.sleutel], shares)
        for reserve in bestand.van(Reserve):
            found += column.reserve(reserve)
    return [boeking for boeking in found if boeking.cents]


_MET_LASTEN: Final = ("begroting", "rekening")
"""The phases whose lasten hold capital charges: computed in a begroting, booked in accounts."""


def _charges(dossier: Dossier, bestand: Bestand, termen: Sequence[tuple[str, int]]) -> list[Kapitaallast]:
    """Return the capital charges that are part of these amounts."""
    jaren = [int(jaar) for fase, _, jaar in (term.partition(".") for term, _ in termen) if fase in _MET_LASTEN]
    return kapitaallasten(dossier, bestand, jaren)


@dataclass(frozen=True, slots=True)
class _Kolom:
    """The amounts of one programma in one column."""

    bestand: Bestand
    totalen: ProgrammaTotalen
    termen: Sequence[tuple[str, int]]

    def post(self, post: Post, charges: Sequence[Kapitaallast], shares: Sequence[Bedragen]) -> Iterator[Boeking]:
        """Yield the sides of a post; of its lasten those of another nature than its own apart."""
        lasten, baten = (self._cents(post, kant) for kant in POSTKANTEN)
        yield from self._lasten(post, lasten, self._other(charges, shares, lasten))
        yield Boeking(post.naam, self._own(post, "baten"), "baten", post.taakveld, post.categorie_baten, baten)

    def _lasten(self, post: Post, lasten: int, other: Bedragen) -> Iterator[Boeking]:
        own = Aard(post.categorie_lasten, (self.bestand.naam, post.sleutel))
        rest = {aard: cents for aard, cents in other.items() if aard != own}
        for aard, cents in ({own: lasten - sum(rest.values())} | rest).items():
            naam, adres = post.naam, self._adres(post, "taakveld")
            if aard.post == own.post or (aard.post and not post.taakveld):
                adres = self._own(post, "lasten")
            elif aard.post:
                naam, adres = f"{post.naam}` uit `{aard.post[1]}", _categorie(aard.post, "lasten")
            yield Boeking(naam, adres, "lasten", post.taakveld, aard.categorie, cents)

    def _other(self, charges: Sequence[Kapitaallast], shares: Sequence[Bedragen], lasten: int) -> Bedragen:
        """Return the lasten of a post that are charges, received, or (negative) handed out, by nature.

        Accounts that hold less than the charges do not hold these: they are then of the category of the post.
        """
        found: Bedragen = {}
        depreciation, interest = sum(c.afschrijving for c in charges), sum(c.rente for c in charges)
        is_budget = any(term.startswith("begroting.") for term, _ in self.termen)
        if is_budget or depreciation + interest <= lasten:
            found = {Aard(AFSCHRIJVING, None): depreciation, Aard(RENTE, None): interest}
        for share in shares:
            for aard, cents in share.items():
                found[aard] = found.get(aard, 0) + cents
        return found

    def reserve(self, reserve: Reserve) -> Iterator[Boeking]:
        """Yield what is added to a reserve as lasten and what is withdrawn as baten."""
        for kant, side in zip(POSTKANTEN, RESERVEKANTEN, strict=True):
            adres, cents = self._adres(reserve, side), self._cents(reserve, side)
            yield Boeking(reserve.naam, adres, kant, MUTATIES_RESERVES, MUTATIE_RESERVES, cents)

    def _cents(self, record: Record, kant: str) -> int:
        return sum(factor * self._amount(record, kant, term) for term, factor in self.termen)

    def _amount(self, record: Record, kant: str, term: str) -> int:
        """Return one amount; what was realised until the end of a quarter is in no total of tables."""
        if term.startswith(f"{REALISATIE}."):
            return record.bedrag(f"{kant}.{term}")
        return self.totalen.bedrag(record.key.scope, kant, term)

    def _own(self, post: Post, kant: str) -> Adres:
        """Return where the codes of one side of a post stand."""
        place = (self.bestand.naam, post.sleutel)
        return _categorie(place, kant) if post.taakveld else self._adres(post, "taakveld")

    def _adres(self, record: Record, pad: str) -> Adres:
        return Adres(self.bestand.naam, record.soort, record.sleutel, pad)


def _categorie(post: tuple[str, str], kant: str) -> Adres:
    return Adres(post[0], Post.kind.naam, post[1], f"categorie.{kant}")


@dataclass(frozen=True, slots=True)
class Achterblijver:
    """A side that was told of a quarter before and not of this one: where that would stand, and cents then."""

    naam: str
    adres: Adres
    cents: int


def achterblijvers(dossier: Dossier, levering: Levering) -> list[Achterblijver]:
    """Return what was realised until the quarter before on sides that say nothing of this one: it is cumulative."""
    before = Levering(levering.jaar, levering.periode - 1)
    if not (levering.is_kwartaal and before.is_kwartaal):
        return []
    sides = (
        (bestand, record, f"{kant}.{REALISATIE}.")
        for bestand in dossier.programmas
        for record in (*bestand.van(Post), *bestand.van(Reserve))
        for kant in record.kind.kanten
    )
    return [
        Achterblijver(record.naam, Adres(bestand.naam, *record.key, pad + levering.eind), cents)
        for bestand, record, pad in sides
        if (cents := record.bedrag(pad + before.eind)) and pad + levering.eind not in record.waarden
    ]


def resultaat(boekingen_: Iterable[Boeking]) -> int:
    """Return the exact surplus in cents: baten minus lasten, reserves included."""
    return sum(b.cents if b.kant == "baten" else -b.cents for b in boekingen_)


def matrix(boekingen_: Sequence[Boeking], *, met_resultaat: bool = True) -> dict[Cel, int]:
    """Return whole euros by cell, in the order of the codes; a cell that is zero is left out.

    Each cell is rounded on its own, and the result (a surplus as lasten) takes up what that leaves, so that
    both halves are equal; without `met_resultaat` they are what they are. What lacks a code is left out of both, not
    hidden in the result: the halves then differ by just that.
    """
    cents: dict[Cel, int] = {}
    for boeking in boekingen_:
        if boeking.compleet:
            cents[boeking.cel] = cents.get(boeking.cel, 0) + boeking.cents
    euros = {cel: round_to(value, 1) for cel, value in cents.items()}
    if met_resultaat:
        _close(euros, boekingen_)
    order = sorted(euros, key=lambda cel: (cel[0], rank(cel[1]), rank(cel[2])))
    return {cel: euros[cel] for cel in order if euros[cel]}


def _close(euros: dict[Cel, int], boekingen_: Sequence[Boeking]) -> None:
    """Add what makes both halves equal to the cell of the result."""
    left_out = round_to(resultaat(b for b in boekingen_ if not b.compleet), 1)
    surplus = left_out + sum(value if cel[0] == "baten" else -value for cel, value in euros.items())
    balance = ("lasten" if surplus > 0 else "baten", RESULTAAT, MUTATIE_RESERVES)
    euros[balance] = euros.get(balance, 0) + abs(surplus)
