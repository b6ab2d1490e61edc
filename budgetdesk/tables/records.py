"""Tables that list records: every cell is a value of a file, or computed from one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.tables.formula import Formula, Given, single
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Rij


@dataclass(frozen=True, slots=True)
class Cel:
    """What a cell holds and, where it shows a stored value as it is, that value's address: typing sets it.

    `formula` is how it is computed, where neither its row nor its address says so.
    """

    inhoud: Inhoud = None
    adres: Adres | None = None
    formula: Formula | None = None


LEEG = Cel()
"""A blank cell that nobody can fill."""


class Records:
    """Collects rows with their cells; a short row is blank to the right."""

    def __init__(self, koppen: Sequence[Kop]) -> None:
        self.koppen = koppen
        self.rijen: list[Rij] = []
        self._cellen: list[Sequence[Cel]] = []
        self._noten: list[str] = []

    def add(self, rij: Rij, *cellen: Cel) -> int:
        """Append a row and return its index."""
        self.rijen.append(rij)
        self._cellen.append(cellen)
        return len(self.rijen) - 1

    def noot(self, tekst: str) -> str:
        """Add a footnote unless it is there; return its mark."""
        if tekst not in self._noten:
            self._noten.append(tekst)
        return f"{self._noten.index(tekst) + 1})"

    def total(self, naam: str, *, kolommen: Sequence[int], rijen: Sequence[int] | None = None) -> int:
        """Append a row that adds up amounts of the columns given: of `rijen`, or of all rows above."""
        parts = range(len(self.rijen)) if rijen is None else rijen
        cellen = [
            Cel(sum(self.amount(i, k) for i in parts)) if k in kolommen else LEEG for k in range(len(self.koppen))
        ]
        return self.add(Rij(naam, "", "totaal", Scope("totaal"), delen=tuple((i, 1) for i in parts)), *cellen)

    def amount(self, rij: int, kolom: int) -> int:
        """Return the cents in a cell; a blank one or another value is zero."""
        inhoud = self._at(rij, kolom).inhoud
        return inhoud if isinstance(inhoud, int) else 0

    def grid(
        self, naam: str, titel: str, programma: int | None, weergave: Weergave, labels: tuple[str, str] = ("", "")
    ) -> Grid:
        """Return the table. A cell with an address shows the stored value as it is."""
        return Grid(
            naam,
            titel,
            programma,
            self.koppen,
            self.rijen,
            weergave,
            lambda r, k: self._at(r, k).inhoud,
            labels,
            lambda r, k: self._at(r, k).adres,
            [f"{number}) {noot}" for number, noot in enumerate(self._noten, 1)],
            formula=self._formula,
        )

    def _formula(self, rij: int, kolom: int) -> Formula | None:
        cel = self._at(rij, kolom)
        if cel.formula is None and cel.adres and isinstance(cel.inhoud, int):
            return single(Given(cel.adres, self.rijen[rij].naam, cel.inhoud))
        return cel.formula

    def _at(self, rij: int, kolom: int) -> Cel:
        cellen = self._cellen[rij]
        return cellen[kolom] if kolom < len(cellen) else LEEG
