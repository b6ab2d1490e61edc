"""Which members of a dimension have rows, and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from budgetdesk.engine.codelijst import rank
from budgetdesk.engine.dimensions import DIMENSIES, SOORTEN_PROGRAMMA, soort_programma
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.scope import Scope
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.language import words
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Maat, Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.figures import Figures
from budgetdesk.tables.language.members import Member, Where, members
from budgetdesk.tables.language.row import Place
from budgetdesk.tables.language.slices import matching, narrowed

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers


def holders(tabel: Tabeldeclaratie, dossier: Dossier, programmas: Sequence[Bestand]) -> list[Bestand]:
    """Return the files whose records a table over some programmas holds: over all of them what is of none too."""
    is_whole = not tabel.per_programma and len(programmas) == len(dossier.programmas)
    return [dossier.begroting, *programmas] if is_whole else list(programmas)


class Selection:
    """The members of the rows of one table."""

    def __init__(
        self,
        tabel: Tabeldeclaratie,
        cijfers: Cijfers,
        programmas: Sequence[Bestand],
        columns: Sequence[Column],
        figures: Figures,
    ) -> None:
        self._tabel = tabel
        self._cijfers = cijfers
        self._cube = cijfers.cube
        self._t = cijfers.dossier.jaar
        self._bestanden = holders(tabel, cijfers.dossier, programmas)
        self._columns = columns
        self._figures = figures

    def members(self, dim: str, place: Place, maten: Sequence[Maat]) -> list[Member]:
        """Return the members of a dimension that a filter leaves; of what is known per column those with a side."""
        if dim in words.VAN_REGISTER and self._figures.is_per_column(place):
            flows = [flow for flow in self._figures.flows.of_dim("register") if flow.matches(place.where)]
            keys = dict.fromkeys(flow.labels[dim] for flow in flows)
            return [Member(key, key, Scope(dim, key), code=key) for key in keys]
        if dim not in words.LIJSTEN:
            return members(self._cijfers, dim, place.where, self._bestanden)
        found: dict[str, Member] = {}
        sides = {kant for maat in maten for kant in maat.kanten}
        for flow in self._figures.flows.of_dim(dim):
            if flow.kant in sides and flow.matches(place.where):
                kant = "" if flow.key in found else flow.kant
                found[flow.key] = Member(flow.key, flow.naam, flow.scope, kant=kant)
        return list(found.values())

    def without(self, rij: Rijkeuze, place: Place, found: Sequence[Member]) -> list[Member]:
        """Return the member of records that fill in nothing, where a row names it and it is not there by itself."""
        if not rij.zonder or rij.per not in DIMENSIES or any(not member.key for member in found):
            return []
        kinds = {kind for maat in self.maten(rij, place) for kant in maat.kanten for kind in words.KINDS_VAN[kant]}
        empty = {**place.where, rij.per: frozenset(("",)) & place.where.get(rij.per, frozenset(("",)))}
        is_there = any(True for _ in matching(self._cube, empty, kinds))
        return [Member("", "", Scope(rij.per))] if is_there else []

    def kept(self, rij: Rijkeuze, found: Sequence[Member], place: Place) -> list[Member]:
        """Return the members that `leden` leaves."""
        if rij.leden == "alle":
            return list(found)
        return [m for m in found if self.is_kept(rij, self.within(place, rij.per, [m]))]

    def is_kept(self, rij: Rijkeuze, place: Place) -> bool:
        """Return whether `leden` leaves the rows of a place."""
        head, _, rest = rij.leden.partition(":")
        if head == "alle":
            return True
        if head in words.KINDS:
            return any(True for _ in matching(self._cube, place.where, (head,)))
        kant, _, year = rest.partition(".")
        sides = [kant] if kant else [k for maat in self.maten(rij, place) for k in maat.kanten]
        return self._tells(rij, place, sides, year, amounts=head == "bedrag")

    def maten(self, rij: Rijkeuze, place: Place) -> list[Maat]:
        """Return the measures of a row; without any those of the columns, or else those of the rows below it."""
        chosen = rij.maten or tuple(c.maat for c in self._columns if c.maat) or tuple(_below(rij))
        return [maat for name in chosen if (maat := self._figures.measure(name, place))]

    def _tells(self, rij: Rijkeuze, place: Place, sides: Sequence[str], year: str, *, amounts: bool) -> bool:
        """Return whether a member has a fact, or an amount other than zero, of some sides in the columns or in T."""
        slice_ = self._figures.slice(place)
        if words.PER_FASE.issuperset(sides) and not self._figures.is_per_column(place):
            # most of what is left out has no fact at all: nothing is worked out for it
            known = slice_.kanten()
            sides = [kant for kant in sides if kant in known]
        shown = [c for c in self._columns if c.tekst is None and not c.som]
        # the first one that tells is enough
        found = (
            (slice_.over(kant, [self._t]) for kant in sides)
            if year
            else (
                self._figures.side(part, inner, kant, column, rij)
                for column in shown
                for inner, part in [self._figures.counted(place, slice_, column)]
                for kant in sides
            )
        )
        return any(cents if amounts else cents is not None for cents in found)

    def ordered(self, rij: Rijkeuze, found: list[Member]) -> list[Member]:
        """Return members in the order that the row asks for."""
        if rij.volgorde == "code":
            return sorted(found, key=lambda m: (not m.key, rank(m.key)))
        if rij.volgorde == "soort_programma":
            return sorted(found, key=lambda m: SOORTEN_PROGRAMMA.index(soort_programma(m.bestand)) if m.bestand else 0)
        if rij.volgorde in DIMENSIES:
            return sorted(found, key=lambda m: m.text(rij.volgorde) or "")
        return found

    def split(self, rij: Rijkeuze, found: list[Member], place: Place) -> tuple[list[Member], list[Member]]:
        """Return the members above the threshold in some column, and the others."""
        if rij.volgorde == "grootte":
            found = sorted(found, key=lambda m: -self._size(rij, place, m))
        if not rij.boven:
            return found, []
        limit = drempel(self._cijfers.dossier, rij.boven)
        large = [m for m in found if self._size(rij, place, m) > limit]
        return large, [m for m in found if m not in large]

    def _size(self, rij: Rijkeuze, place: Place, member: Member) -> int:
        """Return the largest amount of a member in the columns, whatever its sign."""
        inner = self.within(place, rij.per, [member])
        slice_, shown = self._figures.slice(inner), [c for c in self._columns if c.tekst is None and not c.som]
        return max(
            (
                abs(self._figures.amount(maat, part, at, c, rij) or 0)
                for c in shown
                for at, part in [self._figures.counted(inner, slice_, c)]
                for maat in self.maten(rij, at)
            ),
            default=0,
        )

    def within(self, place: Place, dim: str, found: Sequence[Member]) -> Place:
        """Return a place limited to members; a key of a programma's own tells only with its programma."""
        where = {**place.where, dim: frozenset(member.key for member in found)}
        if dim != "programma" and (files := {m.bestand.naam for m in found if m.bestand}):
            where["programma"] = frozenset(files)
        records = place.records
        if dim in words.KINDS or dim == "ding":
            numbers = self._cube.records.nummers
            keys = ((m.bestand.naam, m.record.soort, m.record.sleutel) for m in found if m.bestand and m.record)
            records = [numbers[key] for key in keys if key in numbers]
        elif len(found) > 1 and self._names_more(dim, where, found):
            pairs = {(m.bestand.naam, m.key) for m in found if m.bestand}
            labels = list(zip(self._cube.labels("programma"), self._cube.labels(dim), strict=True))
            every = range(len(labels)) if records is None else records
            records = [r for r in narrowed(self._cube, every, where) or () if labels[r] in pairs]
        return replace(place, where=where, records=records, member=found[0] if len(found) == 1 else None)

    def _names_more(self, dim: str, where: Where, found: Sequence[Member]) -> bool:
        """Return whether members of several files leave out others of the same key, which a filter cannot tell."""
        pairs = {(m.bestand.naam, m.key) for m in found if m.bestand}
        if dim == "programma" or not pairs:
            return False
        present = set(zip(self._cube.labels("programma"), self._cube.labels(dim), strict=True))
        return any(file in where["programma"] and key in where[dim] for file, key in present - pairs)


def _below(rij: Rijkeuze) -> Iterator[str]:
    """Yield the measures of the rows below a row, however deep."""
    for under in rij.onder:
        yield from under.maten
        yield from _below(under)
