"""What somebody says of a printed table: what its columns hold, and which cells are another than they are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final

from budgetdesk.errors import UsageError
from budgetdesk.importing.bron import Blad, Cel, kolomnummer
from budgetdesk.importing.herkennen import Kolom
from budgetdesk.importing.herkennen.herkenning import Kolomsoort
from budgetdesk.importing.identiteit import Plaats
from budgetdesk.importing.mapping import Doel, doel
from budgetdesk.model.dossier import RESERVEKANTEN

OVERSLAAN: Final = "overslaan"
NA_WIJZIGING: Final = "na-wijziging."
"""Before the year of a budget as it was changed."""

_LOS: Final[Mapping[str, Kolomsoort]] = {OVERSLAAN: "overslaan", "saldo": "saldo", "verschil": "verschil"}
"""What a column may be of which no phase and year are said."""

_CEL: Final = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_KOLOM: Final = "LETTER=FASE.JAAR.KANT, zoals C=begroting.2027.lasten, of C=overslaan"


@dataclass(frozen=True, slots=True)
class Zegswijze:
    """What somebody says of a table, as the command line takes it; what is empty follows from the table."""

    tabel: str = ""
    """Which of several on a sheet: its number from 1, or what it is called."""
    eenheid: int = 0
    tekens: str = ""
    """The convention, `A` to `D`."""
    kolom: tuple[str, ...] = ()
    weglaten: tuple[str, ...] = ()
    verbeter: tuple[str, ...] = ()
    programma: int = 0

    @property
    def opties(self) -> list[str]:
        """Return what was said, as the command line names it."""
        return [f"--{field.name}" for field in fields(self) if getattr(self, field.name)]


@dataclass(frozen=True, slots=True)
class Ingreep:
    """What is read otherwise than it stands: cells with another text, and what is left out."""

    verbeterd: Mapping[Plaats, str] = field(default_factory=dict)
    cellen: frozenset[Plaats] = frozenset()
    rijen: frozenset[int] = frozenset()
    kolommen: frozenset[int] = frozenset()

    def op(self, blad: Blad) -> Blad:
        """Return a sheet as it is read then; cells left out are still there, as their place is part of the table.

        Raises UsageError where a cell that is mended or left out holds nothing.
        """
        for rij, k in (*self.verbeterd, *self.cellen):
            if blad.cel(rij, k) is None:
                raise UsageError(f"Rij {rij}, kolom {k}: daar staat niets.")
        cells = {
            rij: {k: cel for k, cel in row.items() if k not in self.kolommen}
            for rij, row in blad.cellen.items()
            if rij not in self.rijen
        }
        for (rij, k), text in self.verbeterd.items():
            cells[rij][k] = _mended(blad.cellen[rij][k], text)
        return replace(blad, cellen=cells)


def _mended(cel: Cel, text: str) -> Cel:
    """Return a cell with another text; of a number in the form in which a workbook holds it."""
    if cel.soort == "getal":
        return cel._replace(tekst=text.replace(".", "").replace(",", "."))
    return cel._replace(tekst=text)


def ingreep(weglaten: Sequence[str], verbeter: Sequence[str]) -> Ingreep:
    """Return what is said of cells: `F18`, a row `18` or a column `F` left out, `F18=9.785` mended.

    Raises UsageError where that names no cell.
    """
    cells: set[Plaats] = set()
    rows: set[int] = set()
    columns: set[int] = set()
    for text in weglaten:
        if text.isdecimal():
            rows.add(int(text))
        elif nummer := kolomnummer(text.upper()):
            columns.add(nummer)
        else:
            cells.add(_cel(text))
    mended = dict(_mend(text) for text in verbeter)
    return Ingreep(mended, frozenset(cells), frozenset(rows), frozenset(columns))


def _mend(text: str) -> tuple[Plaats, str]:
    cel, equals, value = text.partition("=")
    if not (equals and value.strip()):
        raise UsageError(f"`{text}`: schrijf CEL=BEDRAG, zoals F18=9.785.")
    return _cel(cel), value.strip()


def _cel(text: str) -> Plaats:
    match = _CEL.fullmatch(text.strip())
    if match is None or not (k := kolomnummer(match[1].upper())):
        raise UsageError(f"`{text}` is geen cel; schrijf bijvoorbeeld F18, een rij als 18 of een kolom als F.")
    return int(match[2]), k


def kolommen(gezegd: Sequence[str]) -> dict[int, Kolom]:
    """Return what columns are said to hold, by number; raises UsageError where that says nothing."""
    found = {}
    for text in gezegd:
        letter, _, what = text.partition("=")
        nummer, kolom = kolomnummer(letter.strip().upper()), _kolom(what.strip())
        if not nummer or kolom is None:
            raise UsageError(f"`{text}`: schrijf {_KOLOM}.")
        found[nummer] = replace(kolom, nummer=nummer)
    return found


def _kolom(what: str) -> Kolom | None:
    if what in _LOS:
        return Kolom(0, "", _LOS[what], grond="gekozen")
    changed = what.startswith(NA_WIJZIGING)
    found = _doel(what.replace(NA_WIJZIGING, "begroting.", 1) if changed else what)
    if found is None:
        return None
    soort: Kolomsoort = "saldo" if found.kant == "saldo" else "wijziging" if found.fase == "wijziging" else "bedrag"
    return Kolom(0, "", "gewijzigd" if changed else soort, found.fase, found.jaar, found.kant, "gekozen")


def _doel(what: str) -> Doel | None:
    """Return phase, year and side; a column of a table may also hold balances, or what is of reserves."""
    period, _, kant = what.rpartition(".")
    known = doel(period) if kant in ("saldo", *RESERVEKANTEN) else None
    return replace(known, kant=kant) if known else doel(what)
