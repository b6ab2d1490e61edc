"""What the tables of amounts have in common: signed rows over the totals of a programma."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from budgetdesk.engine.dimensions import DEKKINGSMIDDELEN, soort_programma
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Dossier, Weergave
from budgetdesk.model.kinds.begroting import Weergavekeuzes
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RESULTAAT, RecordKey, Scope
from budgetdesk.tables.grid import Kop, Rij, Rol, verschil_factor
from budgetdesk.tables.registry import Tabelsoort, with_own
from budgetdesk.tables.sjabloon import Kolom, Sjabloon

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube
    from budgetdesk.engine.totalen import ProgrammaTotalen, Totalen
    from budgetdesk.tables.language.declaration import Tabeldeclaratie

Teken = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Cijfers:
    """What every table is made from: the dossier, its totals, the columns of the document, how it prints."""

    dossier: Dossier
    totalen: Totalen
    sjabloon: Sjabloon
    weergave: Weergave
    eigen: Mapping[str, Tabeldeclaratie] = field(default_factory=dict)
    """The tables that the dossier declares itself, by name."""

    @property
    def tabellen(self) -> Mapping[str, Tabelsoort]:
        """Return every table that there is for this dossier, by name."""
        return with_own(self.eigen)

    @property
    def cube(self) -> Cube:
        """Return all amounts of the dossier by what they are of."""
        return self.totalen.cube

    def by_now(self) -> Cijfers:
        """Return the same with all that was decided, for what is about a decision; see `Totalen.by_now`."""
        return self._with(self.totalen.by_now())

    def credits_by_now(self) -> Cijfers:
        """Return the same in which credits are what decisions made of them; see `Totalen.credits_by_now`."""
        return self._with(self.totalen.credits_by_now())

    def _with(self, totalen: Totalen) -> Cijfers:
        return self if totalen is self.totalen else replace(self, dossier=totalen.cube.dossier, totalen=totalen)

    @property
    def is_geheel(self) -> bool:
        """Return whether the dossier is the whole municipality.

        Then it has algemene dekkingsmiddelen, unless `[weergave] geheel` says otherwise (format).
        """
        said = self.dossier.begroting.single(Weergavekeuzes).waarden.get("geheel")
        return (
            said
            if isinstance(said, bool)
            else any(soort_programma(bestand) == DEKKINGSMIDDELEN for bestand in self.dossier.programmas)
        )


@dataclass(frozen=True, slots=True)
class Tekens:
    """Printed signs per side and for a balance, from `[weergave]`; reserves follow lasten and baten."""

    weergave: Weergave

    def kant(self, kant: str) -> tuple[Teken, ...]:
        """Return the sign of a row of one side."""
        sign = self.weergave.lasten if kant in ("lasten", "toevoeging", "uitgaven") else self.weergave.baten
        return ((kant, sign),)

    def saldo(self, *kanten: str) -> tuple[Teken, ...]:
        """Return the signs of a balance over pairs of sides: lasten, baten (, toevoeging, onttrekking)."""
        return tuple((kant, self.weergave.saldo * (1 if i % 2 == 0 else -1)) for i, kant in enumerate(kanten))


class Rijen:
    """Collects the rows of a table; balances and totals know the rows they add up."""

    def __init__(self, weergave: Weergave) -> None:
        self.tekens = Tekens(weergave)
        self.rijen: list[Rij] = []

    def add(self, rij: Rij) -> int:
        """Append a row and return its index."""
        self.rijen.append(rij)
        return len(self.rijen) - 1

    def kant(
        self,
        naam: str,
        scope: Scope,
        kant: str,
        *,
        delen: Sequence[int] = (),
        rol: Rol = "blad",
        tabel: RecordKey | None = None,
        niveau: int = 0,
    ) -> int:
        """Append a row of one side; `delen` are rows of the same side it adds up."""
        parts = tuple((i, 1) for i in delen)
        row = Rij(naam, kant.capitalize(), rol, scope, self.tekens.kant(kant), parts, tabel, kant, niveau)
        return self.add(row)

    def saldo(self, naam: str, soort: str, scope: Scope, plus: int, min_: int, *, rol: Rol = "saldo") -> int:
        """Append the balance of two rows of one side each."""
        kanten = [self.rijen[i].tekens[0] for i in (plus, min_)]
        signs = self.tekens.saldo(*(kant for kant, _ in kanten))
        delen = tuple((i, s * printed) for i, (_, s), (_, printed) in zip((plus, min_), signs, kanten, strict=True))
        return self.add(Rij(naam, soort, rol, scope, signs, delen))


def koppen(sjabloon: Sjabloon) -> list[Kop]:
    """Return the headings of a document's columns."""
    return [Kop(k.kop, k.jaar, k.delen, k.verschil) for k in sjabloon.kolommen]


def signed_cents(
    rijen: Sequence[Rij], sjabloon: Sjabloon, weergave: Weergave, bedrag: Callable[[Rij, str, str], int]
) -> Callable[[int, int], int]:
    """Return the cell function of a table: exact cents with the printed sign.

    `bedrag` gives the natural amount of a row, a side and a stored `fase.jaar`.
    """

    def cents(rij: int, kolom: int) -> int:
        row, column = rijen[rij], sjabloon.kolommen[kolom]
        total = sum(
            teken * factor * bedrag(row, kant, term) for kant, teken in row.tekens for term, factor in column.termen
        )
        return total * verschil_factor(row, weergave) if column.verschil else total

    return cents


def result_cents(bedrag: Callable[[Scope, str, str], int], kolom: Kolom, weergave: Weergave) -> int:
    """Return the balance after reserves in a column, as printed; `bedrag` is of a programma or of all."""
    return sum(
        teken * factor * bedrag(PROGRAMMA if kant in POSTKANTEN else RESERVES, kant, term)
        for kant, teken in Tekens(weergave).saldo(*POSTKANTEN, *RESERVEKANTEN)
        for term, factor in kolom.termen
    )


def from_totals(totalen: ProgrammaTotalen) -> Callable[[Rij, str, str], int]:
    """Return `bedrag` for rows whose scope says what they are of; the result spans posts and reserves."""

    def bedrag(rij: Rij, kant: str, term: str) -> int:
        scope = rij.scope
        if scope == RESULTAAT:
            scope = PROGRAMMA if kant in POSTKANTEN else RESERVES
        return totalen.bedrag(scope, kant, term)

    return bedrag
