"""Incidental baten and lasten per programma, and the structural balance they leave (BBV art. 19 and 23).

Below the programmas stands the presentation of the notitie of the commissie BBV: the balance after
reserves, what of it is incidental, and the structural begrotingssaldo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.dimensions import programmanaam
from budgetdesk.engine.facts import STRUCTUREEL, Plaats
from budgetdesk.engine.structureel import IncidenteleTotalen
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import INCIDENTEEL
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RecordKey, Scope
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.evaluate import cents_of, word_of
from budgetdesk.tables.formula import Amount, Formula, Linear, Verdict, Where
from budgetdesk.tables.grid import Grid, Inhoud, Rij, Rol, verschil_factor
from budgetdesk.tables.signed import Cijfers, Rijen, Teken, koppen
from budgetdesk.tables.sjabloon import Kolom

_KANTEN: Final = (*POSTKANTEN, *RESERVEKANTEN)
_SOMMEN: Final = {"lasten": "lasten", "baten": "baten", "toevoeging": "toevoegingen", "onttrekking": "onttrekkingen"}
_EVENWICHT: Final = Scope("structureel", "evenwicht")

_STRUCTUREEL: Final = {"aard": frozenset((STRUCTUREEL,))}
_INCIDENTEEL: Final = {"aard": frozenset((INCIDENTEEL,))}


@dataclass(frozen=True, slots=True)
class _Filter:
    """What a row is of: the facts within a filter, or those of some records of which it tells the facts."""

    where: Where
    records: tuple[int, ...] | None = None

    def of(self, tekens: Sequence[Teken], kolom: Kolom) -> Linear:
        """Return the sides of a row in a column, with their printed signs."""
        return Linear(
            tuple(
                (Amount(kant, term, self.where, self.records), teken * factor)
                for kant, teken in tekens
                for term, factor in kolom.termen
            )
        )


def structural_balance(kolom: Kolom) -> Linear:
    """Return the structural surplus after reserves of all programmas in a column (`structureel_saldo`)."""
    return _Filter(_STRUCTUREEL).of(tuple(VOORDEEL.items()), kolom)


def incidenteel(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the incidental amounts of these programmas, and the structural balance of the whole municipality.

    Per programma and side come the posts and reserves above `drempels.incidenteel` in some column, the
    others as one row, and their sum; a programma or side without any is left out.
    """
    opbouw = _Opbouw(cijfers)
    for bestand in programmas:
        opbouw.programma(bestand)
    opbouw.evenwicht()
    return opbouw.grid()


class _Opbouw:
    """Collects the rows, and what each of them is of."""

    def __init__(self, cijfers: Cijfers) -> None:
        self._rijen = Rijen(cijfers.weergave)
        self._cijfers = cijfers
        self._parts = IncidenteleTotalen(cijfers.cube, cijfers.sjabloon.ramingen)
        self._limit = drempel(cijfers.dossier, "incidenteel")
        self._bron: dict[Scope, _Filter] = {}

    def programma(self, bestand: Bestand) -> None:
        """Add a programma: its sides, what it comes to, and what of that is incidental and structural."""
        terms = self._cijfers.sjabloon.ramingen
        present = {deel for term in terms for deel in self._parts.delen(bestand.naam, term)}
        if not present:
            return
        naam, whole = bestand.naam, {"programma": frozenset((bestand.naam,))}
        self._rijen.add(Rij(programmanaam(bestand), "", "groep", Scope("kop", bestand=naam)))
        sums = [self._kant(bestand, kant, [RecordKey(*d[:2]) for d in present if d[2] == kant]) for kant in _KANTEN]
        saldo = self._saldo("Saldo na bestemming", Scope("saldo", bestand=naam), whole)
        rows = [row for row in sums if row is not None]
        scope, delen = Scope("waarvan", bestand=naam), self._balanced(rows)
        part = self._saldo("Waarvan incidenteel", scope, whole | _INCIDENTEEL, delen=delen)
        scope, delen = Scope("structureel", bestand=naam), {saldo: 1, part: -1}
        self._saldo("Structureel saldo", scope, whole | _STRUCTUREEL, delen=delen, rol="totaal")

    def _kant(self, bestand: Bestand, kant: str, present: Sequence[RecordKey]) -> int | None:
        """Add the incidental amounts of one side; return the row of their sum, None where there are none."""
        if not present:
            return None
        known = [t for t in bestand.records.values() if t.key in present and self._is_large(bestand, t.key, kant)]
        rows = [self._blad(bestand, t.naam, t.key.scope, kant, [t.key]) for t in known]
        large = {t.key for t in known}
        if small := [key for key in present if key not in large]:
            # those of another side are other posts
            rows.append(self._blad(bestand, "Overige", Scope("overige", kant), kant, small))
        scope = Scope("incidenteel", bestand=bestand.naam)
        self._bron[scope] = _Filter({"programma": frozenset((bestand.naam,))} | _INCIDENTEEL)
        return self._rijen.kant(f"Incidentele {_SOMMEN[kant]}", scope, kant, delen=rows, rol="saldo")

    def _is_large(self, bestand: Bestand, plek: RecordKey, kant: str) -> bool:
        """Return whether an incidental amount is above the limit in some column."""
        of, sides, cube = self._part(bestand, [plek]), ((kant, 1),), self._cijfers.cube
        columns = self._cijfers.sjabloon.kolommen
        return any(abs(cents_of(of.of(sides, kolom), cube)) > self._limit for kolom in columns)

    def _blad(self, bestand: Bestand, naam: str, of: Scope, kant: str, plekken: Sequence[RecordKey]) -> int:
        scope = of.within(bestand.naam)
        self._bron[scope] = self._part(bestand, plekken)
        return self._rijen.kant(naam, scope, kant, niveau=1)

    def _part(self, bestand: Bestand, plekken: Sequence[RecordKey]) -> _Filter:
        """Return what is incidental of these posts and reserves."""
        numbers = self._cijfers.cube.records.nummers
        return _Filter(_INCIDENTEEL, tuple(numbers[Plaats(bestand.naam, *plek)] for plek in plekken))

    def evenwicht(self) -> None:
        """Add the structural balance of the whole municipality, and in which columns it is there."""
        whole: Where = {}
        self._rijen.add(Rij("Structureel begrotingssaldo", "", "groep", Scope("structureel", "kop")))
        saldo = self._saldo("Saldo baten en lasten", PROGRAMMA, whole, kanten=POSTKANTEN)
        mutaties = self._saldo("Toevoegingen en onttrekkingen aan reserves", RESERVES, whole, kanten=RESERVEKANTEN)
        delen = {saldo: 1, mutaties: 1}
        na = self._saldo(
            "Begrotingssaldo na bestemming", Scope("structureel", "saldo"), whole, delen=delen, rol="totaal"
        )
        inc = self._saldo("Waarvan incidentele baten en lasten (saldo)", Scope("structureel", "waarvan"), _INCIDENTEEL)
        naam, scope = "Structureel begrotingssaldo", Scope("structureel", "structureel")
        self._saldo(naam, scope, _STRUCTUREEL, delen={na: 1, inc: -1}, rol="resultaat")
        self._rijen.add(Rij("Structureel in evenwicht", "", "blad", _EVENWICHT))

    def _saldo(
        self,
        naam: str,
        scope: Scope,
        where: Where,
        *,
        kanten: Sequence[str] = _KANTEN,
        delen: Mapping[int, int] | None = None,
        rol: Rol = "saldo",
    ) -> int:
        """Add a balance of several sides; `delen` are the rows it adds up with their factor."""
        self._bron[scope] = _Filter(where)
        return self._rijen.add(
            Rij(naam, "", rol, scope, self._rijen.tekens.saldo(*kanten), tuple((delen or {}).items()))
        )

    def _balanced(self, rows: Sequence[int]) -> dict[int, int]:
        """Return rows of one side each with the factor that makes a balance of them."""
        signs = dict(self._rijen.tekens.saldo(*_KANTEN))
        sides = {row: self._rijen.rijen[row].tekens[0] for row in rows}
        return {row: signs[kant] * printed for row, (kant, printed) in sides.items()}

    def grid(self) -> Grid:
        """Return the table."""
        cijfers, rijen = self._cijfers, self._rijen.rijen
        kolommen = cijfers.sjabloon.kolommen

        def formula(rij: int, kolom: int) -> Formula | None:
            row, column = rijen[rij], kolommen[kolom]
            if row.scope == _EVENWICHT:
                return None if column.verschil else Verdict(structural_balance(column), (0,), ("nee", "ja"))
            if not row.tekens:
                return None
            factor = verschil_factor(row, cijfers.weergave) if column.verschil else 1
            return self._bron[row.scope].of(row.tekens, column).times(factor)

        def inhoud(rij: int, kolom: int) -> Inhoud:
            found = formula(rij, kolom)
            if isinstance(found, Verdict):
                return word_of(found, cijfers.cube)
            return cents_of(found, cijfers.cube) if isinstance(found, Linear) else None

        titel, labels, heads = "Incidentele baten en lasten", ("Onderdeel", " "), koppen(cijfers.sjabloon)
        return Grid("incidenteel", titel, None, heads, rijen, cijfers.weergave, inhoud, labels, formula=formula)
