"""A begrotingswijziging for the council: what the budget was, what a decision changes, what it becomes.

Per programma that it touches and per side, with the posts, reserves and credits that change below; then what it
does to the balance of the whole budget, in which a credit does not count. "Voor" is the budget without the decision,
with those that come before it (`besluiten.besluiten`); a note per mutation explains it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from budgetdesk.engine.facts import MUTATIES, Plaats
from budgetdesk.engine.mutaties import tellingen
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.besluiten import KANTEN, Deel, target
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import Investering
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.scope import PROGRAMMA, RecordKey, Scope
from budgetdesk.tables.formula import Amount, Given, Linear, total
from budgetdesk.tables.grid import Grid, Kop, Rij, Rol
from budgetdesk.tables.mutaties import covered_elsewhere, in_words, subject
from budgetdesk.tables.proza import one_line, without_markup
from budgetdesk.tables.signed import Cijfers, Rijen
from budgetdesk.tables.verwijzing import fill

_SALDO: Final = "Saldo na reserves"
_TOTAAL: Final = Scope("totaal")
_BEGROTING: Final = Scope("begrotingssaldo")


def begrotingswijziging(cijfers: Cijfers, nummer: str) -> Grid:
    """Return what one decision changes, by its number or file; raises Refused where there is none."""
    cijfers = cijfers.by_now()
    besluit = besluiten.find(cijfers.dossier, nummer)
    bedragen = _Bedragen(cijfers, besluit)
    rijen = _Rijen(cijfers, besluit)
    rijen.build()
    t = cijfers.dossier.jaar
    koppen = [
        Kop(f"Begroting {t} voor", t),
        Kop(f"Wijziging {t}", t),
        Kop(f"Begroting {t} na", t, ((0, 1), (1, 1))),
        *(Kop(f"Wijziging {jaar}", jaar) for jaar in bedragen.later),
    ]

    @cache
    def line(rij: int) -> list[int]:
        """Return the cells of a row."""
        parts = [(teken, bedragen.line(*rijen.waar[rij], kant)) for kant, teken in rijen.rijen[rij].tekens]
        return [sum(teken * cells[k] for teken, cells in parts) for k in range(len(koppen))]

    def formula(rij: int, kolom: int) -> Linear | None:
        row = rijen.rijen[rij]
        if row.delen or koppen[kolom].delen:
            return None
        found = [(bedragen.formula(*rijen.waar[rij], kant, kolom), teken) for kant, teken in row.tekens]
        parts = [(part, teken) for part, teken in found if part is not None]
        return total(parts) if len(parts) == len(found) else None

    return Grid(
        "begrotingswijziging",
        f"Begrotingswijziging {besluiten.opschrift(besluit)}",
        None,
        koppen,
        rijen.rijen,
        cijfers.weergave,
        lambda r, k: line(r)[k],
        ("Programma", "Onderdeel"),
        noten=_notes(cijfers, besluit),
        formula=formula,
    )


def _notes(cijfers: Cijfers, besluit: Bestand) -> list[str]:
    """Return per mutation what it is about, what it changes and why."""
    notes = []
    for number, mutatie in enumerate(besluit.van(Mutatie), 1):
        why = one_line(without_markup(fill(cijfers, besluit, mutatie.toelichting)))
        covered = covered_elsewhere(cijfers.dossier, mutatie)
        parts = (subject(cijfers, besluit, mutatie), in_words(cijfers, mutatie), covered, why)
        sentences = [part if part.endswith(".") else f"{part}." for part in parts if part]
        notes.append(" ".join([f"{number})", *sentences]))
    return notes


class _Bedragen:
    """The amounts before and after one decision, in cents with natural signs."""

    def __init__(self, cijfers: Cijfers, besluit: Bestand) -> None:
        self._cijfers = cijfers
        self._kredieten = cijfers.credits_by_now()
        self._t = cijfers.dossier.jaar
        self._kop = besluiten.kop(besluit)
        self._given = given(besluit)
        self._change = {
            deel: {jaar: sum(part.cents for part in parts) for jaar, parts in per_year.items()}
            for deel, per_year in self._given.items()
        }
        self._sums: dict[tuple[str, str], list[int]] = {}
        self._after = besluiten.vanaf(cijfers.dossier, besluit)
        self._back = {b.naam: self._not_before(b) for b in cijfers.dossier.programmas}
        years = {k.jaar for k in cijfers.sjabloon.kolommen} | {j for c in self._change.values() for j in c}
        self.later = sorted(jaar for jaar in years if jaar > self._t)
        """The years behind T: those of the document, and others in which the decision changes anything."""

    def line(self, bestanden: Sequence[Bestand], key: RecordKey | None, kant: str) -> list[int]:
        """Return before, change, after and the change of each later year, of a post or reserve or (None) of all."""
        parts = [self._part(b, (*key, kant)) if key else self._whole(b, kant) for b in bestanden]
        return _sum(parts, 3 + len(self.later))

    def formula(self, bestanden: Sequence[Bestand], key: RecordKey | None, kant: str, kolom: int) -> Linear | None:
        """Return how `line` comes to the amount of a column, but after, which adds up two others.

        None of a credit in an adopted budget, of which the cube has what it was then.
        """
        if not kolom and kant in KANTEN[Investering.kind.naam] and self._kredieten is not self._cijfers:
            return None
        if kolom:
            return Linear(tuple((part, 1) for part in self._stored(bestanden, key, kant, kolom)))
        where = {"programma": frozenset(bestand.naam for bestand in bestanden)}
        numbers = self._cijfers.cube.records.nummers
        records = tuple(numbers[Plaats(bestand.naam, *key)] for bestand in bestanden) if key else None
        later = {**where, "bron": frozenset((MUTATIES,)), "besluit": frozenset(self._after)}
        terms = self._terms(kant)
        if kant in KANTEN[Investering.kind.naam]:
            where["kind"] = later["kind"] = frozenset((Investering.kind.naam,))
        now = [(Amount(kant, term, where, records), 1) for term in terms]
        back = [(Amount(kant, term, later, records), -1) for term in terms]
        own = [(part, -1) for part in self._stored(bestanden, key, kant, 1)] if self._is_contained else []
        return Linear((*now, *back, *own))

    def _stored(self, bestanden: Sequence[Bestand], key: RecordKey | None, kant: str, kolom: int) -> Iterator[Given]:
        """Yield what the decision changes in the year of a column."""
        jaar = self._t if kolom == 1 else self.later[kolom - 3]
        numbers = {bestand.nummer for bestand in bestanden}
        for (nummer, deel), per_year in self._given.items():
            if nummer in numbers and deel[2] == kant and key in (None, RecordKey(*deel[:2])):
                yield from per_year.get(jaar, ())

    def _whole(self, bestand: Bestand, kant: str) -> list[int]:
        """Return the line of one side of a programma."""
        key = (bestand.naam, kant)
        if key not in self._sums:
            soort = next(soort for soort, kanten in KANTEN.items() if kant in kanten)
            parts = [self._part(bestand, (soort, t.sleutel, kant)) for t in bestand.van(soort)]
            self._sums[key] = _sum(parts, 3 + len(self.later))
        return self._sums[key]

    def _part(self, bestand: Bestand, deel: Deel) -> list[int]:
        key, kant = RecordKey(*deel[:2]), deel[2]
        cube = (self._kredieten if key.soort == Investering.kind.naam else self._cijfers).cube
        sides = cube.sides(cube.records.nummers[Plaats(bestand.naam, *key)])
        now = sum(sides.get((kant, term), 0) for term in self._terms(kant))
        change = self._change.get((bestand.nummer, deel), {})
        wijziging = change.get(self._t, 0)
        # of a decision that the posts contain already nothing is counted that can be taken back
        voor = now - self._back[bestand.naam].get(deel, 0) - (wijziging if self._is_contained else 0)
        return [voor, wijziging, voor + wijziging, *(change.get(jaar, 0) for jaar in self.later)]

    def _terms(self, kant: str) -> Sequence[str]:
        """Return what a side is in T: what is budgeted and how that was amended, or the year of a credit."""
        if kant in KANTEN[Investering.kind.naam]:
            return (f".{self._t}",)
        return f"begroting.{self._t}", f"wijziging.{self._t}"

    @property
    def _is_contained(self) -> bool:
        return self._kop.telt_mee == "niet"

    def _not_before(self, bestand: Bestand) -> dict[Deel, int]:
        """Return what counts in T of this decision and of those that come after it."""
        found: dict[Deel, int] = {}
        for telling in tellingen(self._cijfers.dossier, bestand.nummer):
            if telling.bestand in self._after and telling.kolom.endswith(f".{self._t}"):
                found[telling.deel] = found.get(telling.deel, 0) + telling.cents
        return found


def _sum(lines: Sequence[Sequence[int]], length: int) -> list[int]:
    return [sum(column) for column in zip(*lines, strict=True)] if lines else [0] * length


def given(besluit: Bestand) -> dict[tuple[int, Deel], dict[int, list[Given]]]:
    """Return what a decision changes, whether it counts or not: its stored amounts by year for each side it touches."""
    found: dict[tuple[int, Deel], dict[int, list[Given]]] = {}
    for mutatie in besluit.van(Mutatie):
        for kant, jaar, cents in mutatie.amounts():
            adres = Adres(besluit.naam, *mutatie.key, f"{kant}.{jaar}")
            per_year = found.setdefault((mutatie.programma, (*target(mutatie), kant)), {})
            per_year.setdefault(jaar, []).append(Given(adres, mutatie.naam, cents))
    return found


class _Rijen(Rijen):
    """The rows; `waar` says of each which programmas it adds up, and which post or reserve of them."""

    def __init__(self, cijfers: Cijfers, besluit: Bestand) -> None:
        super().__init__(cijfers.weergave)
        self.waar: list[tuple[Sequence[Bestand], RecordKey | None]] = []
        self._mutaties = besluit.van(Mutatie)
        numbers = {m.programma for m in self._mutaties}
        self._programmas = [b for b in cijfers.dossier.programmas if b.nummer in numbers]
        self._andere = [b for b in cijfers.dossier.programmas if b.nummer not in numbers]

    def build(self) -> None:
        """Add the programmas that change, their total, and the balance of the whole budget."""
        sides: dict[str, dict[int, Bestand]] = {}
        for bestand in self._programmas:
            for kant, row in self._programma(bestand).items():
                sides.setdefault(kant, {})[row] = bestand
        rows = {}
        for kant, per_row in sides.items():
            rows[kant] = self.kant("Totaal", _TOTAAL, kant, delen=list(per_row), rol="totaal")
            # of credits only those programmas have a row in which one changes
            self.waar.append((list(per_row.values()), None))
        delen = [self._balance("Totaal", _TOTAAL, rows, "totaal", self._programmas)]
        if self._andere:
            delen.append(self._balance("Andere programma's", Scope("andere"), {}, "blad", self._andere))
        tekens = self.tekens.saldo(*VOORDEEL)
        self.add(Rij("Begroting", "Begrotingssaldo", "resultaat", _BEGROTING, tekens, tuple((i, 1) for i in delen)))
        self.waar.append(([*self._programmas, *self._andere], None))

    def _programma(self, bestand: Bestand) -> dict[str, int]:
        """Add a programma and below each side the posts and reserves that change; return the row of each side."""
        naam, scope = f"Programma {bestand.nummer} {bestand.titel}", PROGRAMMA.within(bestand.naam)
        rows = {}
        has_credits = any(m.programma == bestand.nummer and m.investering for m in self._mutaties)
        reserves = RESERVEKANTEN if bestand.van("reserve") else ()
        for kant in (*POSTKANTEN, *reserves, *(KANTEN[Investering.kind.naam] if has_credits else ())):
            rows[kant] = self.kant(naam, scope, kant)
            self.waar.append(([bestand], None))
            for deel, marks in self._marks(bestand, kant).items():
                self.kant(" ".join([bestand.records[deel].naam, *marks]), deel.scope, kant, niveau=1)
                self.waar.append(([bestand], deel))
        self._balance(naam, scope, rows, "saldo", [bestand])
        return rows

    def _marks(self, bestand: Bestand, kant: str) -> dict[RecordKey, list[str]]:
        """Return the posts and reserves of which a side changes, with the marks of the notes that say why."""
        found: dict[RecordKey, list[str]] = {}
        for number, mutatie in enumerate(self._mutaties, 1):
            is_here = mutatie.programma == bestand.nummer and bestand.record(*target(mutatie))
            if is_here and any(side == kant for side, _, _ in mutatie.amounts()):
                found.setdefault(RecordKey(*target(mutatie)), []).append(f"{number})")
        return found

    def _balance(self, naam: str, scope: Scope, rows: Mapping[str, int], rol: Rol, bestanden: Sequence[Bestand]) -> int:
        """Add the balance after reserves of some programmas, which adds up `rows`; return its row."""
        tekens = self.tekens.saldo(*VOORDEEL)
        delen = tuple((rows[k], teken * self.rijen[rows[k]].tekens[0][1]) for k, teken in tekens if k in rows)
        self.waar.append((bestanden, None))
        return self.add(Rij(naam, _SALDO, rol, scope, tekens, delen))
