"""What a template says of its document: its look as a whole, and its parts with what each prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from budgetdesk.document.blokken import Bladzijde, Opmaak

Inhoudsoort = Literal["tekst", "tabel", "lijst", "grafiek", "kenmerken", "velden"]
Eis = str | bool | tuple[str, ...]
"""What a field of a member has to be: a text, one of several, or true where it has to hold something."""


@dataclass(frozen=True, slots=True)
class Inhoud:
    """One thing that a part prints: the text in a field, a table, a list, a chart, or fields under their labels."""

    soort: Inhoudsoort
    naam: str = ""

    def __str__(self) -> str:
        return f"{self.soort}:{self.naam}" if self.naam else self.soort


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One part as it is declared (`blokken.Deel` is one as it prints); `woorden.DEEL` says what each key means.

    Sentences and headings are patterns: `{naam}` stands for a key of the member that the part is of.
    """

    sleutel: str
    boven: str = ""
    """The part it stands in (`in`); empty: the document."""
    per: str = ""
    waar: Mapping[str, Eis] = field(default_factory=dict)
    wat: tuple[Inhoud, ...] = ()
    kop: str = ""
    nummer: bool = True
    """Whether its heading has a number, as a chapter of a document that numbers these."""
    loopkop: str = ""
    bij: str = ""
    vooraf: str = ""
    daarna: str = ""
    leeg: str | None = None
    """The sentence where it holds nothing, empty: its heading alone; None: then it is not there."""
    genoemd: str = ""
    """How members that hold nothing are named, in a list above the others; empty: they are not."""
    titel: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    regel: str = ""
    groep: str = ""
    kolommen: tuple[str, ...] = ()
    eenheid: int = 0
    """Euros per unit of the amounts of its table; 0: that of the document."""
    bladzijde: Bladzijde = ""
    voor: Mapping[str, str] = field(default_factory=dict)
    """Before which part it stands, by the key of a member; under an empty key: of all of them."""
    na: Mapping[str, str] = field(default_factory=dict)
    """After which part it stands, likewise."""


@dataclass(frozen=True, slots=True)
class Indeling:
    """The parts of a document in the order of print, each below the one it stands in, and its look."""

    delen: Mapping[str, Onderdeel] = field(default_factory=dict)
    opmaak: Opmaak = field(default_factory=Opmaak)
    van: str = ""
    """The kind of what the document as a whole is of: a decision; empty: the programmas of a dossier."""

    def onder(self, sleutel: str, lid: str = "") -> Sequence[Onderdeel]:
        """Return the parts that stand in one, or in the document (`""`), in the order for a member of that key."""
        found = [deel for deel in self.delen.values() if deel.boven == sleutel]
        for deel in list(found):
            before, after = (named.get(lid, named.get("", "")) for named in (deel.voor, deel.na))
            if before or after:
                found.remove(deel)
                there = next(n for n, other in enumerate(found) if other.sleutel == (before or after))
                found.insert(there if before else there + 1, deel)
        return found

    def boven(self, deel: Onderdeel) -> Iterator[Onderdeel]:
        """Yield the parts that a part stands in, the nearest first."""
        while deel.boven:
            deel = self.delen[deel.boven]
            yield deel

    def soort(self, deel: Onderdeel) -> str:
        """Return what it repeats for, or else the nearest part around it, or else what the document is of."""
        return next((d.per for d in (deel, *self.boven(deel)) if d.per), self.van)
