"""Capital charges: what investments and existing assets cost per year in depreciation and interest.

Contributions of third parties are deducted before depreciation, what a reserve covers never is (BBV
art. 62). Interest is the omslagrente over the book value at 1 January; during construction there is none,
except under `kasstroom`, which follows the spending. In the year of completion, where a start rule charges
in it, the amount that comes into use stands in for the book value. An asset leaves the books at its
residual value when its term ends.

The start rules, policy of the municipality (`start_kapitaallasten`) or of an investment (`start`):

- `jaar-na-gereed`: whole years, from the one after completion;
- `zelfde-jaar`: whole years, from the one of completion;
- `half-jaar`: half a year in the one of completion, and the half that is left after the last whole year;
- `kasstroom`: the spending of each year is a layer of its own, charged from the year after it over the
  term of the investment. A contribution counts in its year; what exceeds the spending until then is
  taken from later layers, and what is given back from the last ones before it. The residual value is
  divided over the layers in proportion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, count, pairwise, takewhile
from typing import Final, NamedTuple

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.engine.mutaties import kredieten
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.kinds.begroting import Parameters
from budgetdesk.model.kinds.programma import Activum, Investering

GEEN: Final = "geen"
"""The method of what is not depreciated, such as land: interest only, without end."""

STANDAARD: Final = "jaar-na-gereed"
"""The start rule of who names none."""

_JAREN: Final = range(1000, 10_000)
"""What counts as a year: four digits, as everywhere in the format."""


@dataclass(frozen=True, slots=True)
class Kapitaallast:
    """What one investering or activum costs in one year, in cents; `post` is empty where it lands nowhere."""

    soort: str
    sleutel: str
    naam: str
    post: str
    jaar: int
    boekwaarde: int
    """At 1 January; in a year of completion the amount that comes into use."""
    afschrijving: int
    rente: int

    @property
    def bedrag(self) -> int:
        """Return depreciation and interest together."""
        return self.afschrijving + self.rente


@dataclass(frozen=True, slots=True)
class Laag:
    """An amount in use from a year on: its book value then and what is left in the end, in cents."""

    jaar: int
    boekwaarde: int
    restwaarde: int = 0


@dataclass(frozen=True, slots=True)
class Afschrijfwijze:
    """How a layer is written off: method, term in years, interest as a fraction, whether halfway a year."""

    methode: str
    termijn: int
    rente: Decimal
    halfjaar: bool = False


class Jaarlast(NamedTuple):
    """One year of a layer: book value, depreciation and interest, in cents."""

    jaar: int
    boekwaarde: int
    afschrijving: int
    rente: int


def kapitaallasten(dossier: Dossier, bestand: Bestand, jaren: Sequence[int]) -> list[Kapitaallast]:
    """Return the charges of one programma in these years from T on: investments, then existing assets.

    What has no term or no year of completion, or is not or no longer in use, costs nothing.
    """
    records = charged(dossier, bestand)
    years = [jaar for jaar in jaren if jaar >= dossier.jaar]
    if not records or not years:
        return []
    rente, start = omslagrente(dossier), dossier.begroting.single(Parameters).start_kapitaallasten
    return [
        Kapitaallast(record.soort, record.sleutel, record.naam, record.post, *last)
        for record in records
        for last in _per_year(*_plan(record, rente, start), years)
    ]


def charged(dossier: Dossier, bestand: Bestand) -> Sequence[Investering | Activum]:
    """Return what charges follow from: investments with their credits as decisions made them, then existing assets."""
    return (*kredieten(dossier, bestand), *bestand.van(Activum))


@dataclass(frozen=True, slots=True)
class Grondslag:
    """What the charges of an investering or activum are computed from: the amounts in cents, and how.

    `gereed` is 0 where the asset exists already; `start` is the rule that says when charges begin.
    """

    bruto: int
    bijdragen: int
    restwaarde: int
    gereed: int
    start: str
    regel: Afschrijfwijze


def grondslag(dossier: Dossier, record: Investering | Activum) -> Grondslag:
    """Return what the charges of one investering or activum are computed from; it is one of `charged`."""
    start = dossier.begroting.single(Parameters).start_kapitaallasten
    lagen, regel = _plan(record, omslagrente(dossier), start)
    if isinstance(record, Activum):
        return Grondslag(sum(laag.boekwaarde for laag in lagen), 0, 0, 0, "", regel)
    bruto, bijdragen = sum(record.uitgaven.years().values()), sum(record.bijdrage.years().values())
    return Grondslag(bruto, bijdragen, record.restwaarde, record.gereed, record.start or start or STANDAARD, regel)


def omslagrente(dossier: Dossier) -> Decimal:
    """Return the interest as a fraction; absent, negative or above the whole it counts as zero."""
    rente = dossier.begroting.single(Parameters).omslagrente
    return rente if rente is not None and 0 <= rente <= 1 else Decimal(0)


def net_cost(investering: Investering) -> int:
    """Return what an investment costs after contributions of third parties, in cents; it may be negative."""
    return sum(investering.uitgaven.years().values()) - sum(investering.bijdrage.years().values())


def depreciate(laag: Laag, regel: Afschrijfwijze) -> Iterator[Jaarlast]:
    """Yield the years of a layer in order; where nothing is written off they do not end.

    Every year but the last writes off the same amount, or charges the same annuity; the last absorbs what
    rounding left, and never more than there is.
    """
    jaarlijks, boekwaarde = _annual(laag, regel), laag.boekwaarde
    whole, part = _cents(jaarlijks), _cents(jaarlijks / 2)
    teller, noemer = regel.rente.as_integer_ratio()
    last = -1 if regel.methode == GEEN else regel.termijn + regel.halfjaar - 1
    for i in count() if last < 0 else range(last + 1):
        is_part = regel.halfjaar and i == 0
        # what is left in the end has been there for half of the last year
        gone = laag.restwaarde if regel.halfjaar and i == last else 0
        rente = half_away((2 * boekwaarde - gone) * teller, noemer * (4 if is_part else 2))
        rest = boekwaarde - laag.restwaarde
        regular = (part if is_part else whole) - (rente if regel.methode == "annuitair" else 0)
        afschrijving = rest if i == last else min(regular, rest)
        yield Jaarlast(laag.jaar + i, boekwaarde, afschrijving, rente)
        boekwaarde -= afschrijving


def _annual(laag: Laag, regel: Afschrijfwijze) -> Decimal:
    """Return what a whole year writes off, or its annuity with the interest on the residual value."""
    if regel.methode == GEEN:
        return Decimal(0)
    base = Decimal(laag.boekwaarde - laag.restwaarde)
    discount = 1 - (1 + regel.rente) ** -regel.termijn if regel.methode == "annuitair" else Decimal(0)
    return base * regel.rente / discount + laag.restwaarde * regel.rente if discount else base / regel.termijn


def _cents(bedrag: Decimal) -> int:
    return half_away(*bedrag.as_integer_ratio())


def _per_year(lagen: Sequence[Laag], regel: Afschrijfwijze, jaren: Sequence[int]) -> list[Jaarlast]:
    """Return the years asked in which some layer is in use, its layers added up."""
    found: dict[int, Jaarlast] = {}
    end = max(jaren)
    for laag in lagen:
        for last in takewhile(lambda last: last.jaar <= end, depreciate(laag, regel)):
            if last.jaar in jaren:
                other = found.get(last.jaar, Jaarlast(last.jaar, 0, 0, 0))
                found[last.jaar] = Jaarlast(
                    last.jaar,
                    other.boekwaarde + last.boekwaarde,
                    other.afschrijving + last.afschrijving,
                    other.rente + last.rente,
                )
    return [found[jaar] for jaar in sorted(found)]


def _plan(record: Investering | Activum, rente: Decimal, start: str) -> tuple[list[Laag], Afschrijfwijze]:
    """Return the layers of an investering or activum and how they are written off; no layers: no charges."""
    if isinstance(record, Investering):
        start = record.start or start or STANDAARD
    is_half = isinstance(record, Investering) and start == "half-jaar"
    regel = Afschrijfwijze(record.methode, record.termijn, rente, is_half)
    if regel.termijn <= 0 and regel.methode != GEEN:
        return [], regel
    lagen = _invested(record, start) if isinstance(record, Investering) else _existing(record)
    return [laag for laag in lagen if laag.boekwaarde > 0], regel


def _existing(activum: Activum) -> list[Laag]:
    """Return the book value at 1 January of the earliest year given."""
    return [Laag(*item) for item in sorted(activum.boekwaarde.years().items())[:1]]


def _invested(investering: Investering, start: str) -> list[Laag]:
    """Return what comes into use and when, after contributions of third parties."""
    gereed, spent = investering.gereed, _net_spending(investering)
    whole = sum(spent.values())
    if gereed not in _JAREN or not whole:
        return []
    restwaarde = min(max(investering.restwaarde, 0), whole)
    if start != "kasstroom":
        return [Laag(gereed + (start == STANDAARD), whole, restwaarde)]
    standing = [0, *accumulate(spent.values())]
    residual = (half_away(restwaarde * b, whole) - half_away(restwaarde * a, whole) for a, b in pairwise(standing))
    return [Laag(jaar + 1, cents, rest) for (jaar, cents), rest in zip(spent.items(), residual, strict=True)]


def _net_spending(investering: Investering) -> dict[int, int]:
    """Return what each year adds to the asset after contributions, in cents and never below zero."""
    spent, received = investering.uitgaven.years(), investering.bijdrage.years()
    years = sorted({*spent, *received})
    cumulative = list(accumulate(spent.get(jaar, 0) - received.get(jaar, 0) for jaar in years))
    lasting = [max(cents, 0) for cents in accumulate(reversed(cumulative), min)][::-1]
    return {jaar: b - a for jaar, (a, b) in zip(years, pairwise([0, *lasting]), strict=True)}
