"""The credits that one decision votes or changes, for the council: what each was, the change, what it becomes.

Amounts are those of all years together, as a credit is voted once; a credit that was nothing is a new one. "Voor" is
without the decision, with those that come before it, as in the begrotingswijziging.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetdesk.engine.facts import MUTATIES, Plaats
from budgetdesk.engine.mutaties import tellingen
from budgetdesk.model import besluiten
from budgetdesk.model.besluiten import KANTEN
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Investering
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.scope import Scope
from budgetdesk.tables.begrotingswijziging import given
from budgetdesk.tables.formula import Amount, Given, Linear
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.kredieten import genoemd
from budgetdesk.tables.mutaties import cover_in_words
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers

_VOOR, _WIJZIGING, _NA = 1, 2, 3
"""The columns of amounts."""


def kredietwijziging(cijfers: Cijfers, nummer: str) -> Grid:
    """Return the credits that a decision changes, by its number or file; without rows where it changes none.

    A row for what is spent, and one for what others contribute where that changes too. Raises Refused where there is
    no such decision.
    """
    cijfers = cijfers.credits_by_now()
    besluit = besluiten.find(cijfers.dossier, nummer)
    t = cijfers.dossier.jaar
    records = Records(
        [
            Kop("Programma", t, vorm="tekst"),
            Kop("Krediet voor", t),
            Kop("Wijziging", t),
            Kop("Krediet na", t, ((_VOOR, 1), (_WIJZIGING, 1))),
            Kop("Dekking", t, vorm="tekst"),
        ]
    )
    rows: dict[str, list[int]] = {}
    for krediet in _kredieten(cijfers, besluit):
        for kant in krediet.kanten:
            rows.setdefault(kant, []).append(records.add(krediet.rij(kant), *krediet.cells(kant)))
    for kant, own in rows.items():
        _total(records, kant, own)
    titel = f"Kredieten in begrotingswijziging {besluiten.opschrift(besluit)}"
    return records.grid("kredietwijziging", titel, None, cijfers.weergave, ("Investering", "Onderdeel"))


def _total(records: Records, kant: str, rows: Sequence[int]) -> None:
    cells = (Cel(sum(records.amount(row, k) for row in rows)) for k in (_VOOR, _WIJZIGING, _NA))
    delen = tuple((row, 1) for row in rows)
    records.add(Rij("Totaal", kant.capitalize(), "totaal", Scope("totaal"), delen=delen), LEEG, *cells)


@dataclass(frozen=True, slots=True)
class _Krediet:
    """One credit and what a decision changes in it."""

    cijfers: Cijfers
    besluit: Bestand
    programma: Bestand
    record: Investering
    merken: list[str] = field(default_factory=list)
    """The marks of the mutations that change it, `2)`."""
    dekkingen: list[str] = field(default_factory=list)
    wijzigingen: dict[str, list[Given]] = field(default_factory=dict)
    """What is changed on each side, over all years."""

    @property
    def kanten(self) -> Iterator[str]:
        """Yield the sides that are shown: what is spent, and others that change."""
        sides = KANTEN[Investering.kind.naam]
        yield from (kant for kant in sides if kant in self.wijzigingen or kant == sides[0])

    def rij(self, kant: str) -> Rij:
        """Return the row of one side."""
        naam = " ".join([genoemd(self.record), *self.merken])
        return Rij(naam, kant.capitalize(), "blad", self.record.key.scope.within(self.programma.naam), kant=kant)

    def cells(self, kant: str) -> list[Cel]:
        """Return programma, credit before, change and after, and what covers it."""
        own = self.wijzigingen.get(kant, ())
        wijziging = sum(part.cents for part in own)
        voor = sum(self._sides(kant).values()) - self._counted(kant) - (wijziging if self._is_contained else 0)
        return [
            Cel(f"{self.programma.nummer} {self.programma.titel}"),
            Cel(voor, formula=self._before(kant)),
            Cel(wijziging, formula=Linear(tuple((part, 1) for part in own))),
            Cel(voor + wijziging),
            Cel(", ".join(dict.fromkeys(self.dekkingen)) or None),
        ]

    @property
    def _is_contained(self) -> bool:
        return besluiten.kop(self.besluit).telt_mee == "niet"

    @property
    def _number(self) -> int:
        return self.cijfers.cube.records.nummers[Plaats(self.programma.naam, *self.record.key)]

    def _sides(self, kant: str) -> dict[str, int]:
        """Return what a side is now by year (`.2026`), with every decision that counts."""
        sides = self.cijfers.cube.sides(self._number)
        return {term: cents for (side, term), cents in sides.items() if side == kant}

    def _counted(self, kant: str) -> int:
        """Return what counts now of the decision and of those after it."""
        after, deel = besluiten.vanaf(self.cijfers.dossier, self.besluit), (*self.record.key, kant)
        found = tellingen(self.cijfers.dossier, self.programma.nummer)
        return sum(telling.cents for telling in found if telling.bestand in after and telling.deel == deel)

    def _before(self, kant: str) -> Linear:
        after = frozenset(besluiten.vanaf(self.cijfers.dossier, self.besluit))
        later = {"bron": frozenset((MUTATIES,)), "besluit": after}
        terms, records = sorted(self._sides(kant)), (self._number,)
        now = ((Amount(kant, term, records=records), 1) for term in terms)
        back = ((Amount(kant, term, later, records), -1) for term in terms)
        own = self.wijzigingen.get(kant, ()) if self._is_contained else ()
        return Linear((*now, *back, *((part, -1) for part in own)))


def _kredieten(cijfers: Cijfers, besluit: Bestand) -> list[_Krediet]:
    """Return the credits that a decision changes, by programma and in the order of its mutations."""
    found: dict[tuple[int, str], _Krediet] = {}
    for number, mutatie in enumerate(besluit.van(Mutatie), 1):
        programma = cijfers.dossier.programma(mutatie.programma)
        record = programma.record(Investering, mutatie.investering) if programma and mutatie.investering else None
        if programma is None or record is None:
            continue
        key = (mutatie.programma, record.sleutel)
        krediet = found.setdefault(key, _Krediet(cijfers, besluit, programma, record))
        krediet.merken.append(f"{number})")
        if dekking := cover_in_words(cijfers, besluit, mutatie):
            krediet.dekkingen.append(dekking)
    for (nummer, deel), per_year in given(besluit).items():
        soort, sleutel, kant = deel
        if soort == Investering.kind.naam and (nummer, sleutel) in found:
            found[nummer, sleutel].wijzigingen[kant] = [part for parts in per_year.values() for part in parts]
    return sorted(found.values(), key=lambda krediet: krediet.programma.nummer)
