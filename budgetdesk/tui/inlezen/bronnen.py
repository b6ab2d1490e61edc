"""The steps of bringing figures in as tables: the sheets of a file, its cells, its codes, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.display import display
from budgetdesk.importing.bron import Blad, Bron, kolomletter, kolomnummer
from budgetdesk.importing.bron import Cel as Broncel
from budgetdesk.importing.cellen import CelFout, code
from budgetdesk.importing.indeling import in_woorden
from budgetdesk.importing.koppelkeuze import Koppelrij, NieuwePost
from budgetdesk.importing.leesvragen import Lezing
from budgetdesk.importing.overzicht import Verschilregel
from budgetdesk.importing.woorden import Patronen
from budgetdesk.session.inleesgang import Inleesgang
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.source import Cel, Kop, Label, Voorbeeld

_MONSTER: Final = 200
"""Rows of a sheet of which the widths are measured."""

_BREEDST: Final = 24
"""Cells of a column of texts; what is longer is cut, and shown whole below the table."""

_SMALST: Final = 4

_HOE: Final = 10
"""Cells of how it is known what a code is of."""


_INSPRINGING: Final = (0, 0, 1, 1, 2)
"""Levels of indent of what a file changes, by the level of its line."""


class _Vast:
    """What the grid asks of a table that is looked at."""

    koppen: Sequence[Kop] = ()
    labelkoppen: Sequence[str] = ()
    vast: int = 0
    jaren: int = 0

    def koers(self, _row: int) -> str:
        """Return no course."""
        return ""

    def onder(self, _row: int) -> str:
        """Return no block."""
        return ""

    def edit_text(self, _row: int, _col: int) -> str:
        """Return nothing: it is not typed in."""
        return ""

    def preview(self, _row: int, _col: int, _text: str) -> Voorbeeld:
        """Accept nothing."""
        return Voorbeeld("", geldig=False)

    def cell(self, _row: int, _col: int) -> Cel:
        """Return an empty cell."""
        return Cel("")

    def printed(self, row: int, col: int) -> str:
        """Return the text of a cell."""
        return self.cell(row, col).tekst


class Bladenbron(_Vast):
    """The sheets of a file; those that are hidden are grey."""

    def __init__(self, bron: Bron) -> None:
        self._bladen: Final = bron.bladen
        self.koppen = (Kop("rijen"), Kop("kolommen"), Kop("", links=True))
        self.labelkoppen = ("blad",)

    def row_count(self) -> int:
        """Return the number of sheets."""
        return len(self._bladen)

    def label(self, row: int) -> Label:
        """Return the name of a sheet."""
        return Label((self._bladen[row].naam,))

    def cell(self, row: int, col: int) -> Cel:
        """Return how large a sheet is, and whether it is hidden or has nothing."""
        blad = self._bladen[row]
        said = "" if blad.cellen else "leeg"
        told = ("verborgen" if not blad.zichtbaar else said) if col == 2 else ""
        numbers = (blad.rijen, blad.kolommen)
        text = told if col == 2 else format_exact(100 * numbers[col])
        return Cel(text, "nul" if not blad.zichtbaar or not blad.cellen else "")


class Celbron(_Vast):
    """The cells of a sheet as they are, with what each column says above it; rows and columns count from 1 in those."""

    def __init__(self, blad: Blad, lezing: Lezing) -> None:
        self._blad: Final = blad
        indeling = lezing.indeling
        self._rollen: Final = indeling.rollen
        self._kop: Final = frozenset(indeling.wijze.kop)
        self._eerste: Final = max(indeling.wijze.kop, default=0) + 1
        self._totaal: Final = Patronen(indeling.wijze.overslaan)
        self._bedragen: Final = frozenset(indeling.bedragen)
        boekingen = lezing.boekingen
        self._fout: Final = frozenset(found.cel for found in boekingen.fouten) if boekingen is not None else frozenset()
        self._totalen: Final = frozenset(found.rij for found in boekingen.totalen) if boekingen is not None else ()
        self._rows, columns = lezing.omvang
        # a title above the headings is no reason for a wide column
        first = min(self._kop, default=1)
        sample = [row for rij, row in islice(blad.walk(), _MONSTER) if rij >= first]
        self._wide: Final = [self._width(k, sample) for k in range(1, columns + 1)]
        self.koppen = tuple(self._heading(k) for k in range(1, columns + 1))
        self.labelkoppen = ("rij",)

    def _width(self, kolom: int, sample: Sequence[Mapping[int, Broncel]]) -> int:
        longest = max((len(display(row[kolom].tekst)) for row in sample if kolom in row), default=0)
        words = in_woorden(self._rollen.get(kolom)).split()
        return max(min(longest, _BREEDST), *map(len, words), _SMALST)

    def _heading(self, kolom: int) -> Kop:
        rol = self._rollen.get(kolom)
        chip = in_woorden(rol)
        is_amount = kolom in self._bedragen
        return Kop(chip, self._wide[kolom - 1], boven=(kolomletter(kolom),), nadruk=is_amount, vooraan=not is_amount)

    def row_count(self) -> int:
        """Return the last row that holds something."""
        return self._rows

    def is_total(self, rij: int) -> bool:
        """Return whether a row is called a total, or found to be one."""
        row = self._blad.cellen.get(rij, {})
        labels = (cel.tekst for kolom, cel in row.items() if kolom not in self._bedragen)
        return rij in self._totalen or (bool(self._totaal) and rij >= self._eerste and self._totaal.fits_any(labels))

    def label(self, row: int) -> Label:
        """Return the number of a row, with what it is where it is not read as others."""
        rij = row + 1
        if rij in self._blad.verborgen_rijen:
            return Label((f"{rij} verborgen",))
        if self.is_total(rij):
            return Label((f"{rij} Σ",), rol="totaal")
        return Label((f"{rij} kop" if rij in self._kop else str(rij),))

    def cell(self, row: int, col: int) -> Cel:
        """Return a cell as it shows, grey where it is not read."""
        rij, kolom = row + 1, col + 1
        cel = self._blad.cel(rij, kolom)
        text = " ".join(display(cel.tekst).split()) if cel is not None else ""
        if len(text) > self._wide[col]:
            # of columns of amounts too: a heading may be longer
            text = fit(text, self._wide[col])
        if f"{kolomletter(kolom)}{rij}" in self._fout:
            return Cel(text, "fout")
        skipped = rij < self._eerste or kolom not in self._rollen or rij in self._blad.verborgen_rijen
        return Cel(text, "nul" if skipped else "")

    def whole(self, row: int, col: int) -> str:
        """Return all of what a cell holds, with its address."""
        cel = self._blad.cel(row + 1, col + 1)
        if cel is None:
            return ""
        try:
            text = code(cel) if cel.soort == "getal" and col + 1 not in self._bedragen else cel.tekst
        except CelFout:
            text = cel.tekst
        return f"{kolomletter(col + 1)}{row + 1}: {text}"


def gridplek(cel: str) -> tuple[int, int]:
    """Return the row and column of the grid of a cell by its address."""
    letters = cel.rstrip("0123456789")
    return int(cel[len(letters) :]) - 1, kolomnummer(letters) - 1


class Koppelbron(_Vast):
    """The codes of a file with what each is of."""

    def __init__(self, gang: Inleesgang, called: Callable[[Koppelrij], str]) -> None:
        self._gang: Final = gang
        self._rijen: Final = gang.koppelingen.rijen
        self._called: Final = called
        self.koppen = (Kop("bedrag"), Kop("hoort bij", links=True), Kop("hoe", _HOE, vooraan=True))
        self._named: Final = any(rij.naam for rij in self._rijen)
        self.labelkoppen = ("code", "naam") if self._named else ("code",)

    def row_count(self) -> int:
        """Return the number of codes."""
        return len(self._rijen)

    def rij(self, row: int) -> Koppelrij | None:
        """Return what a row is about."""
        return self._rijen[row] if row < len(self._rijen) else None

    def label(self, row: int) -> Label:
        """Return a code and what the file calls it."""
        rij = self._rijen[row]
        return Label((rij.code, rij.naam) if self._named else (rij.code,))

    def cell(self, row: int, col: int) -> Cel:
        """Return the largest amount of a code, what it is of, and how that is known."""
        rij = self._rijen[row]
        chosen = self._gang.koppelingen.is_gekozen(rij)
        if col == 0:
            return Cel(format_exact(rij.bedrag))
        if col == 1:
            return Cel(self._called(rij), "" if chosen else "nul", gewijzigd=chosen and rij.is_open)
        return Cel(hoe(self._gang, rij), "" if chosen else "nul")


def hoe(gang: Inleesgang, rij: Koppelrij) -> str:
    """Return in a word how it is known what a row is of, with a question mark while nobody said so."""
    keuze = gang.koppelingen.keuze(rij)
    if not gang.koppelingen.is_gekozen(rij):
        return f"{rij.hoe}?" if rij.hoe else "kies"
    if rij.hoe == "code":
        return "code"
    if keuze is None:
        return "overslaan"
    if isinstance(keuze, NieuwePost):
        return "nieuw"
    return rij.hoe if rij.hoe and keuze == rij.plek else "gekozen"


class Tekstbron(_Vast):
    """What was read of a file as people read it, line by line."""

    def __init__(self, regels: Sequence[str]) -> None:
        self._regels: Final = regels
        self.koppen = (Kop("", links=True),)

    def row_count(self) -> int:
        """Return the number of lines."""
        return len(self._regels)

    def label(self, _row: int) -> Label:
        """Return nothing."""
        return Label(())

    def cell(self, row: int, _col: int) -> Cel:
        """Return a line."""
        return Cel(self._regels[row])


class Verschilbron(_Vast):
    """What a file changes: control totals of file and dossier, then every amount that becomes another one."""

    def __init__(self, regels: Sequence[Verschilregel]) -> None:
        self._regels: Final = regels
        self.koppen = tuple(Kop(naam, gelijk=True) for naam in ("bron", "nu", "straks", "verschil"))
        self.labelkoppen = ("in euro's",)

    def row_count(self) -> int:
        """Return the number of lines."""
        return len(self._regels)

    def regel(self, row: int) -> Verschilregel | None:
        """Return a line."""
        return self._regels[row] if row < len(self._regels) else None

    def onder(self, row: int) -> str:
        """Return the heading that a line stands under, where that is out of view."""
        if row >= len(self._regels) or not self._regels[row].niveau:
            return ""
        return next((r.naam for r in reversed(self._regels[:row]) if not r.niveau), "")

    def label(self, row: int) -> Label:
        """Return what a line is about."""
        regel = self._regels[row]
        rol = {0: "groep", 1: "totaal"}.get(regel.niveau, "")
        begins, is_whole = not regel.niveau and row > 0, regel.niveau in (0, 3)
        indent = _INSPRINGING[regel.niveau]
        return Label((regel.naam,), indent, rol, nieuw=regel.is_nieuw, breed=is_whole, lijn=begins)

    def cell(self, row: int, col: int) -> Cel:
        """Return an amount in whole euros."""
        regel = self._regels[row]
        cents = (regel.bron, regel.nu, regel.straks, regel.verschil)[col]
        if cents is None:
            return Cel("")
        changed = col == 2 and regel.niveau == 4
        return Cel(_euros(cents), "nul" if not cents else "", gewijzigd=changed)


def _euros(cents: int) -> str:
    """Return an amount in whole euros, or exactly where that would be nothing."""
    whole = (abs(cents) + 50) // 100
    return format_exact((100 if cents >= 0 else -100) * whole) if whole or not cents else format_exact(cents)
