"""Indexing: what the index of each post adds to its amounts.

What is indexed is the amount stored with the post (raming): after a rollover that is what was decided
before, at the price level of then. Mutations are stated at the price level of their own year and capital
charges are what was once paid, so neither is; and indexing again gives the same result.

Constant prices, the practice of most municipalities: only year T gets a new price level, and later years
stay at that level. Their own amounts go up by the percentage of T too; where all years hold the same that
is the effect of T repeated, and where a budget ends it leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag.amounts import half_away
from budgetdesk.drafting.indexregels import GEEN, OVERIG, Gebrek, Indexregels
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand, Dossier, Waarde
from budgetdesk.model.kinds.begroting import Indexcijfers
from budgetdesk.model.kinds.programma import Post

EIGEN: Final = "eigen"
"""What the index of a post is called that gives its own fraction."""

_CENTS: Final = 100


@dataclass(frozen=True, slots=True)
class Vraag:
    """What to index: the years from the one indexed for on, and of which programmas; `zonder` are (file, post)."""

    jaren: tuple[int, ...]
    alle_jaren: bool = False
    """Whether each year has its own price level; otherwise all have that of the first (constant prices)."""
    programmas: frozenset[str] = frozenset()
    """Names of files; empty means all."""
    zonder: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Index:
    """An index as it applies: its name, and per year asked the fraction by which amounts go up."""

    naam: str
    factoren: tuple[Fraction, ...]

    @property
    def percentages(self) -> str:
        """Return what it adds, as people read it: one percentage where all years have the same."""
        texts = [format_percentage(factor) for factor in self.factoren]
        return texts[0] if len(set(texts)) == 1 else " / ".join(texts)


@dataclass(frozen=True, slots=True)
class Indexregel:
    """One side of one post: what it holds and what its index adds, in cents per year asked."""

    bestand: Bestand
    post: Post
    kant: str
    index: Index
    basis: tuple[int, ...]
    effect: tuple[int, ...]


@dataclass(slots=True)
class Indexering:
    """What indexing comes to, and everything that stands in its way."""

    vraag: Vraag
    regels: list[Indexregel] = field(default_factory=list)
    gebreken: list[Gebrek] = field(default_factory=list)

    @property
    def indexen(self) -> list[Index]:
        """Return the indices that apply, each once, those of posts last."""
        found = dict.fromkeys(regel.index for regel in self.regels)
        return sorted(found, key=lambda index: (index.naam == EIGEN, index.naam, index.factoren))


def indexeer(dossier: Dossier, vraag: Vraag) -> Indexering:
    """Return what the indices add to every post; lines of which no amount changes are left out."""
    indexeerder = _Indexeerder(dossier, vraag)
    for bestand in dossier.programmas:
        if not vraag.programmas or bestand.naam in vraag.programmas:
            for post in bestand.van(Post):
                if (bestand.naam, post.sleutel) not in vraag.zonder:
                    for kant in POSTKANTEN:
                        indexeerder.add(bestand, post, kant)
    return indexeerder.gevolg


def increase(cents: int, factor: Fraction) -> int:
    """Return what an index adds to an amount in cents: whole euros, half away from zero."""
    return half_away(cents * factor.numerator, factor.denominator * _CENTS) * _CENTS


def format_percentage(factor: Fraction) -> str:
    """Return a fraction as people read it, with at most four decimals: `3,5 %`."""
    text = f"{Decimal(half_away(factor.numerator * 10**6, factor.denominator)) / 10**4:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %".replace(".", ",")


class _Indexeerder:
    def __init__(self, dossier: Dossier, vraag: Vraag) -> None:
        self.gevolg = Indexering(vraag)
        self._regels = Indexregels(dossier)
        wrong = [*self._regels.faults(), *(g for b in dossier.programmas for g in self._regels.post_faults(b))]
        self._wrong = {gebrek.adres: gebrek for gebrek in wrong}

    def add(self, bestand: Bestand, post: Post, kant: str) -> None:
        """Take one side of a post into account."""
        basis = tuple(post.bedrag(f"{kant}.begroting.{jaar}") for jaar in self.gevolg.vraag.jaren)
        index = self._index(*self._regels.of(bestand, post, kant)) if any(basis) else None
        if index is None:
            return
        effect = tuple(increase(cents, factor) for cents, factor in zip(basis, index.factoren, strict=True))
        if any(effect):
            self.gevolg.regels.append(Indexregel(bestand, post, kant, index, basis, effect))

    def _index(self, value: Waarde, adres: Adres) -> Index | None:
        """Return an index by its name or fraction; None where it is none, or where something is wrong with it."""
        if isinstance(value, Decimal):
            self._note(self._wrong.get(adres))
            return Index(EIGEN, self._factors(lambda _: Fraction(value)))
        naam = str(value)
        if naam == GEEN:
            return None
        record = self._regels.record(naam)
        if record is None and naam != OVERIG["lasten"][1]:
            self._note(self._regels.unknown(naam, adres))
            return None
        percentages = record or Indexcijfers("index", naam)
        return Index(naam, self._factors(lambda jaar: self._rate(percentages, jaar)))

    def _factors(self, rate: Callable[[int], Fraction]) -> tuple[Fraction, ...]:
        """Return the increase of each year: that of the first in all, or all until then on top of each other."""
        vraag = self.gevolg.vraag
        if not vraag.alle_jaren:
            return (rate(vraag.jaren[0]),) * len(vraag.jaren)
        level, found = Fraction(1), list[Fraction]()
        for jaar in vraag.jaren:
            level *= 1 + rate(jaar)
            found.append(level - 1)
        return tuple(found)

    def _rate(self, record: Indexcijfers, jaar: int) -> Fraction:
        adres = Adres(BEGROTING, "index", record.sleutel, str(jaar))
        value = record.cijfers[jaar]
        if value is not None:
            self._note(self._wrong.get(adres))
            return Fraction(value)
        tekst = f"index `{record.sleutel}` heeft geen percentage voor {jaar}."
        remedie = f"Schrijf `{jaar} = 0.025` (voor 2,5 %) onder [{join_key(('index', record.sleutel))}]."
        self._note(Gebrek("BD471", adres, tekst, remedie))
        return Fraction(0)

    def _note(self, gebrek: Gebrek | None) -> None:
        if gebrek and gebrek not in self.gevolg.gebreken:
            self.gevolg.gebreken.append(gebrek)
