"""Totals of posts and reserves, read from the cube: by programma, scope, side and `fase.jaar`, in cents.

Amounts carry natural signs; printed signs are a matter of the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.engine.cube import Cube, Sides
from budgetdesk.engine.facts import Fact, Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import received_on
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Dossier
from budgetdesk.model.scope import PROGRAMMA, RAMING, RESERVES, RecordKey, Scope
from budgetdesk.model.vastgesteld import is_seen_as_adopted

__all__ = ["PROGRAMMA", "RESERVES", "ProgrammaTotalen", "Scope", "Totalen"]

_KANTEN: Final = {PROGRAMMA: POSTKANTEN, RESERVES: RESERVEKANTEN}
"""The sides that each of the two sums has."""


class ProgrammaTotalen:
    """Amounts of one programma by scope, side and `fase.jaar`, in cents with natural sign.

    A scope is a post (or a part of one), a beleidsterrein, a reserve, `PROGRAMMA` or `RESERVES`.
    """

    def __init__(self, cube: Cube, bestand: Bestand, kolommen: Sequence[str]) -> None:
        self.bestand = bestand
        self._cube = cube
        self._kolommen = frozenset(kolommen)

    def bedrag(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the cents of one side of a scope in a column; zero where there is nothing."""
        if scope.bron or scope.soort in ("post", "reserve"):
            added = (f for f in self._added(scope.record) if not scope.bron or f.bron == scope.bron)
            own = 0 if scope.bron not in ("", RAMING) else self.eigen(scope.record, kant, kolom)
            return own + sum(fact.cents for fact in added if (fact.kant, fact.term) == (kant, kolom))
        if scope.soort == "beleidsterrein":
            return self.sides(scope).get((kant, kolom), 0)
        return self.sides(scope).get((kant, kolom), 0) if kant in _KANTEN.get(scope, ()) else 0

    def sides(self, scope: Scope) -> Sides:
        """Return the cents of a beleidsterrein by side and `fase.jaar`; of any other scope those of the programma."""
        if scope.soort == "beleidsterrein":
            # in the order in which tables ask for them: sums over a large dossier are made once
            return self._cube.sums("beleidsterrein", "programma").sides((scope.sleutel, self.bestand.naam))
        return self._cube.sums("programma").sides((self.bestand.naam,))

    def eigen(self, key: RecordKey, kant: str, kolom: str) -> int:
        """Return the amount stored with a post or reserve itself (raming), without what is added."""
        record = self.bestand.records.get(key)
        return record.bedrag(f"{kant}.{kolom}") if record else 0

    def extra(self, key: RecordKey, kant: str, kolom: str) -> int:
        """Return what is added to one side of a post or reserve, by mutations and by computation."""
        return sum(fact.cents for fact in self._added(key) if (fact.kant, fact.term) == (kant, kolom))

    def added(self, key: RecordKey) -> Mapping[tuple[str, str], int]:
        """Return all that is added to a record, by side and term; nothing is kept, so any thread may ask."""
        sums: dict[tuple[str, str], int] = {}
        for fact in self._added(key):
            sums[fact.kant, fact.term] = sums.get((fact.kant, fact.term), 0) + fact.cents
        return sums

    def bronnen(self, key: RecordKey) -> Sequence[str]:
        """Return what adds to a post or reserve in the columns, in order of print: `mutaties`, `kapitaallasten`."""
        added = (fact for fact in self._added(key) if fact.term in self._kolommen)
        return list(dict.fromkeys(fact.bron for fact in added if fact.bron != RAMING))

    def _added(self, key: RecordKey) -> Sequence[Fact]:
        record = self._cube.records.nummers.get(Plaats(self.bestand.naam, *key))
        return () if record is None else self._cube.added(record)


class Totalen:
    """The totals of every programma of a dossier, by file name; `kolommen` are those of the document."""

    def __init__(self, dossier: Dossier, kolommen: Sequence[str]) -> None:
        self.cube = Cube(dossier, kolommen)
        self._kolommen = kolommen
        self._delen = {b.naam: ProgrammaTotalen(self.cube, b, kolommen) for b in dossier.programmas}

    def __getitem__(self, bestand: str) -> ProgrammaTotalen:
        """Return the totals of one programma file."""
        return self._delen[bestand]

    def by_now(self) -> Totalen:
        """Return the totals with all that was decided, also where the open document was adopted before some of it."""
        dossier = self.cube.dossier
        return Totalen(dossier.stored, self._kolommen) if received_on(dossier) else self

    def credits_by_now(self) -> Totalen:
        """Return the totals in which credits are what decisions made of them: an adopted budget has those of then."""
        dossier = self.cube.dossier
        return Totalen(dossier.stored, self._kolommen) if is_seen_as_adopted(dossier) else self.by_now()

    def dossier(self, scope: Scope, kant: str, kolom: str) -> int:
        """Return the sum of a scope over all programmas (`PROGRAMMA` or `RESERVES`), in cents."""
        return self.sides().get((kant, kolom), 0) if kant in _KANTEN.get(scope, ()) else 0

    def sides(self) -> Sides:
        """Return the cents of all programmas by side and `fase.jaar`."""
        return self.cube.sums().sides(())

    def set(self, adres: Adres, oud: int, nieuw: int) -> None:
        """Take over a stored amount of the model that became another one, in cents."""
        self.cube.set(Plaats(adres.bestand, adres.soort, adres.sleutel), adres.pad, oud, nieuw)
