"""What a document would hold and where it holds nothing: each part and each text, by the members it was asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetdesk.document.delen.declaratie import Indeling, Inhoud, Onderdeel
from budgetdesk.document.delen.leden import Lid


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """How often something is there, and the members of which it is not."""

    deel: Onderdeel
    naam: str
    """The field or key of a text; empty: it is the part itself."""
    er: int
    zonder: tuple[Lid, ...]

    @property
    def is_nergens(self) -> bool:
        """Return whether no member has it."""
        return not self.er


@dataclass(slots=True)
class Telling:
    """Counts while a document is built."""

    _geteld: dict[tuple[str, str], tuple[list[Lid], list[Lid]]] = field(default_factory=dict)

    def deel(self, deel: Onderdeel, lid: Lid, *, is_er: bool) -> None:
        """Count a part of a member."""
        self._tel((deel.sleutel, ""), lid, is_er=is_er)

    def inhoud(self, deel: Onderdeel, what: Inhoud, lid: Lid, *, is_er: bool) -> None:
        """Count what a part prints of a member, where that is a text."""
        if what.soort == "tekst":
            self._tel((deel.sleutel, what.naam), lid, is_er=is_er)

    def _tel(self, what: tuple[str, str], lid: Lid, *, is_er: bool) -> None:
        self._geteld.setdefault(what, ([], []))[0 if is_er else 1].append(lid)

    def leeg(self, indeling: Indeling) -> Iterator[Gevraagd]:
        """Yield the parts that are left out somewhere, in the order of print; not those within one that is nowhere."""
        for deel, found in self._delen(indeling):
            above = self._geteld.get((deel.boven, ""))
            if found.zonder and (above is None or above[0]):
                yield found

    def teksten(self, indeling: Indeling) -> Iterator[Gevraagd]:
        """Yield the texts that are asked for, those that are there everywhere included."""
        for deel in indeling.delen.values():
            for what in deel.wat:
                if what.soort == "tekst" and (found := self._gevraagd(deel, what.naam)):
                    yield found

    def leden(self, indeling: Indeling, per: str) -> int:
        """Return how many members of a kind have a part of their own."""
        return sum(found.er for deel, found in self._delen(indeling) if deel.per == per)

    def _delen(self, indeling: Indeling) -> Iterator[tuple[Onderdeel, Gevraagd]]:
        for deel in _printed(indeling):
            if found := self._gevraagd(deel, ""):
                yield deel, found

    def _gevraagd(self, deel: Onderdeel, naam: str) -> Gevraagd | None:
        counted = self._geteld.get((deel.sleutel, naam))
        return Gevraagd(deel, naam, len(counted[0]), tuple(counted[1])) if counted else None


def _printed(indeling: Indeling, boven: str = "") -> Iterator[Onderdeel]:
    """Yield the parts as they are printed, each before those within it."""
    found: Sequence[Onderdeel] = indeling.onder(boven)
    for deel in found:
        yield deel
        yield from _printed(indeling, deel.sleutel)
