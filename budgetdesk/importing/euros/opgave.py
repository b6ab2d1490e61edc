"""One part of a printed table as a question: which amounts print so, whatever cells are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.importing.euros.eisen import Druk, Eis
from budgetdesk.importing.euros.projectie import Strijd, zoek
from budgetdesk.importing.euros.rond import afgerond
from budgetdesk.importing.euros.stelsel import Stelsel


@dataclass(frozen=True, slots=True)
class Opgave:
    """A part that is solved, what its cells print by their number, and how many grains a printed unit has."""

    stelsel: Stelsel
    gedrukt: Mapping[int, Druk]
    korrels: int

    def zonder(self, weg: Collection[int]) -> Opgave:
        """Return the same with these cells not printed."""
        printed = {cel: druk for cel, druk in self.gedrukt.items() if cel not in weg}
        return Opgave(self.stelsel.zonder(weg, printed), printed, self.korrels)

    def antwoord(self) -> list[int] | Strijd:
        """Return an amount in grains for every cell, or cells that contradict each other.

        Those of an identity that cannot hold by itself are looked for first, which takes no search.
        """
        if failing := min(self._mislukt(), key=lambda cells: (len(cells), min(cells)), default=None):
            return Strijd(failing, bewezen=True)
        found = zoek(self.stelsel.cellen, self._eisen(), self.korrels)
        return found if isinstance(found, Strijd) else self._alle(found)

    def rond(self, antwoord: list[int]) -> list[int]:
        """Return an answer with amounts as round as they can be."""
        return self._alle(afgerond(antwoord, self._eisen(), self.korrels))

    def _mislukt(self) -> Iterator[frozenset[int]]:
        """Yield the cells of each identity that cannot hold by itself, whatever its printed cells were rounded from."""
        number = {cel: n for n, cel in enumerate(self.stelsel.cellen)}
        for identiteit in self.stelsel.identiteiten:
            terms = [(number[identiteit.cel], -1), *((number[deel], sign) for deel, sign in identiteit.delen)]
            if all(cel in self.gedrukt for cel, _ in terms) and not self._kan_nul_zijn(terms):
                yield frozenset(cel for cel, _ in terms)

    def _kan_nul_zijn(self, terms: list[tuple[int, int]]) -> bool:
        least = sum(self.gedrukt[cel].laag if sign > 0 else -self.gedrukt[cel].hoog for cel, sign in terms)
        most = sum(self.gedrukt[cel].hoog if sign > 0 else -self.gedrukt[cel].laag for cel, sign in terms)
        return least <= 0 <= most

    def _eisen(self) -> list[Eis]:
        return [Eis(cel, self.stelsel.vorm(cel), druk) for cel, druk in self.gedrukt.items()]

    def _alle(self, vrij: list[int]) -> list[int]:
        return [self.stelsel.vorm(cel).waarde(vrij) for cel in range(len(vrij))]
