"""Incidental baten and lasten per programma, and the structural balance they leave (BBV art. 19 and 23).

Below the programmas stands the presentation of the notitie of the commissie BBV: the balance after
reserves, what of it is incidental, and the structural begrotingssaldo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from budgetdesk.engine.dimensions import programmanaam
from budgetdesk.engine.structureel import IncidenteleTotalen, structureel_saldo
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RecordKey, Scope
from budgetdesk.tables.bouw import Cijfers, Rijen, koppen, signed_cents
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.grid import Grid, Inhoud, Rij, Rol

_KANTEN: Final = (*POSTKANTEN, *RESERVEKANTEN)
_SOMMEN: Final = {"lasten": "lasten", "baten": "baten", "toevoeging": "toevoegingen", "onttrekking": "onttrekkingen"}
_EVENWICHT: Final = Scope("structureel", "evenwicht")

_Bedrag = Callable[[str, str], int]
"""Natural cents of what a row is of, by side and `fase.jaar`."""


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
        self._parts = IncidenteleTotalen(cijfers.dossier, cijfers.sjabloon.ramingen)
        self._limit = drempel(cijfers.dossier, "incidenteel")
        self._bron: dict[Scope, _Bedrag] = {}

    def programma(self, bestand: Bestand) -> None:
        """Add a programma: its sides, what it comes to, and what of that is incidental and structural."""
        terms = self._cijfers.sjabloon.ramingen
        present = {deel for term in terms for deel in self._parts.delen(bestand.naam, term)}
        if not present:
            return
        naam, som = bestand.naam, partial(self._parts.som, bestand.naam)
        whole = partial(_of, self._cijfers.totalen[naam].bedrag)
        self._rijen.add(Rij(programmanaam(bestand), "", "groep", Scope("kop", bestand=naam)))
        sums = [self._kant(bestand, kant, [RecordKey(*d[:2]) for d in present if d[2] == kant]) for kant in _KANTEN]
        saldo = self._saldo("Saldo na bestemming", Scope("saldo", bestand=naam), whole)
        rows = [row for row in sums if row is not None]
        part = self._saldo("Waarvan incidenteel", Scope("waarvan", bestand=naam), som, delen=self._balanced(rows))
        delen = {saldo: 1, part: -1}
        scope = Scope("structureel", bestand=naam)
        self._saldo("Structureel saldo", scope, _minus(whole, som), delen=delen, rol="totaal")

    def _kant(self, bestand: Bestand, kant: str, present: Sequence[RecordKey]) -> int | None:
        """Add the incidental amounts of one side; return the row of their sum, None where there are none."""
        if not present:
            return None
        known = [t for t in bestand.tabellen.values() if t.key in present and self._is_large(bestand, t.key, kant)]
        rows = [self._blad(bestand, t.naam, t.key.scope, kant, [t.key]) for t in known]
        large = {t.key for t in known}
        if small := [key for key in present if key not in large]:
            # those of another side are other posts
            rows.append(self._blad(bestand, "Overige", Scope("overige", kant), kant, small))
        scope = Scope("incidenteel", bestand=bestand.naam)
        self._bron[scope] = partial(self._parts.som, bestand.naam)
        return self._rijen.kant(f"Incidentele {_SOMMEN[kant]}", scope, kant, delen=rows, rol="saldo")

    def _is_large(self, bestand: Bestand, plek: RecordKey, kant: str) -> bool:
        """Return whether an incidental amount is above the limit in some column."""
        bedrag = self._part(bestand, [plek])
        columns = self._cijfers.sjabloon.kolommen
        return any(abs(sum(f * bedrag(kant, term) for term, f in kolom.termen)) > self._limit for kolom in columns)

    def _blad(self, bestand: Bestand, naam: str, of: Scope, kant: str, plekken: Sequence[RecordKey]) -> int:
        scope = of.within(bestand.naam)
        self._bron[scope] = self._part(bestand, plekken)
        return self._rijen.kant(naam, scope, kant, niveau=1)

    def _part(self, bestand: Bestand, plekken: Sequence[RecordKey]) -> _Bedrag:
        """Return the incidental cents of these posts and reserves together."""

        def bedrag(kant: str, term: str) -> int:
            found = self._parts.delen(bestand.naam, term)
            return sum(found.get((*plek, kant), 0) for plek in plekken)

        return bedrag

    def evenwicht(self) -> None:
        """Add the structural balance of the whole municipality, and in which columns it is there."""
        whole, part = partial(_of, self._cijfers.totalen.dossier), self._parts.dossier
        self._rijen.add(Rij("Structureel begrotingssaldo", "", "groep", Scope("structureel", "kop")))
        saldo = self._saldo("Saldo baten en lasten", PROGRAMMA, whole, kanten=POSTKANTEN)
        mutaties = self._saldo("Toevoegingen en onttrekkingen aan reserves", RESERVES, whole, kanten=RESERVEKANTEN)
        delen = {saldo: 1, mutaties: 1}
        na = self._saldo(
            "Begrotingssaldo na bestemming", Scope("structureel", "saldo"), whole, delen=delen, rol="totaal"
        )
        inc = self._saldo("Waarvan incidentele baten en lasten (saldo)", Scope("structureel", "waarvan"), part)
        naam, scope = "Structureel begrotingssaldo", Scope("structureel", "structureel")
        self._saldo(naam, scope, _minus(whole, part), delen={na: 1, inc: -1}, rol="resultaat")
        self._rijen.add(Rij("Structureel in evenwicht", "", "blad", _EVENWICHT))

    def _saldo(
        self,
        naam: str,
        scope: Scope,
        bedrag: _Bedrag,
        *,
        kanten: Sequence[str] = _KANTEN,
        delen: Mapping[int, int] | None = None,
        rol: Rol = "saldo",
    ) -> int:
        """Add a balance of several sides; `delen` are the rows it adds up with their factor."""
        self._bron[scope] = bedrag
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

        def bedrag(rij: Rij, kant: str, term: str) -> int:
            return self._bron[rij.scope](kant, term)

        cents = signed_cents(rijen, cijfers.sjabloon, cijfers.weergave, bedrag)

        def inhoud(rij: int, kolom: int) -> Inhoud:
            row, column = rijen[rij], kolommen[kolom]
            if row.scope == _EVENWICHT:
                is_said = not column.verschil
                surplus = structureel_saldo(cijfers.totalen, self._parts, column.termen)
                return ("ja" if surplus >= 0 else "nee") if is_said else None
            return cents(rij, kolom) if row.tekens else None

        titel, labels = "Incidentele baten en lasten", ("Onderdeel", " ")
        return Grid("incidenteel", titel, None, koppen(cijfers.sjabloon), rijen, cijfers.weergave, inhoud, labels)


def _of(bedrag: Callable[[Scope, str, str], int], kant: str, term: str) -> int:
    """Return the cents of a side over all posts or all reserves."""
    return bedrag(PROGRAMMA if kant in POSTKANTEN else RESERVES, kant, term)


def _minus(whole: _Bedrag, part: _Bedrag) -> _Bedrag:
    return lambda kant, term: whole(kant, term) - part(kant, term)
