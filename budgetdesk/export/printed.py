"""A table as it stands in a document: which columns, how wide, what is bold, where a line is drawn.

No name spans rows: what several rows are of stands in a row above them, and they stand below it, indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Final, Protocol

from budgetdesk.display import WHOLE, display, display_lines
from budgetdesk.export.caption import breedte, opschrift
from budgetdesk.export.cellen import readable
from budgetdesk.tables.grid import Grid, Rol, groepen

_BIJEEN: Final = re.compile(
    r"(?<=\d) (?=%|x 1\.000\b)|(?<=\d x) (?=1\.000\b)|(?<=€) (?=\d)|(?<=\b\d{4}:) (?=\d)(?![\d.,]+ x )| (?=\d+\)$)"
)
"""Spaces that no line may end at: in `25 %`, `20,4 x 1.000`, `€ 1.000`, `2025: 21 %` and before `1)`.

Before `20,4 x 1.000` a line may end, also behind its year: that would be too wide a word.
"""

_DELEN: Final = re.compile(r" |(?<=/)")
"""Where a line of a heading may end: also in `Nieuw/vervanging`."""

_MARGE: Final = 1.4
"""White beside the text of a cell, in characters."""

_VET: Final = 1.12
"""How much wider bold letters are."""

_SMAL, _BREED = re.compile(r"[ \u00a0.,:;fijlrt]"), re.compile("[mwMW]")
_SCHEELT: Final = 0.4
"""What is narrower and what is wider than a figure in every letter, and by how much of one."""

_TUSSEN: Final = 1.5
"""Extra white between a column of numbers and a text to its right."""

_INSPRINGING: Final = 1.7
"""White before a name per level, in characters."""

_GELIJK: Final = 12
"""Characters up to which columns of numbers are made equally wide."""

_LANGSTE: Final = 28
"""Characters up to which a word of a text keeps its column as wide as itself."""


class Meet(Protocol):
    """Says how wide a text is."""

    def __call__(self, text: str, /, *, vet: bool) -> float:
        """Return its width in figures."""


_KORT: Final = 24
"""Rows up to which a table is kept on one page: half of what that holds."""


@dataclass(frozen=True, slots=True)
class Kolomkop:
    """The heading of a column and its width in characters: `smalst` at least, `ruim` where nothing need wrap.

    `is_rij` where it names the rows, `rechts` where numbers stand below, `na_getal` where those stand in
    the column to its left.
    """

    tekst: str
    smalst: float
    ruim: float
    rechts: bool = False
    is_rij: bool = False
    na_getal: bool = False


@dataclass(frozen=True, slots=True)
class Afdrukregel:
    """One row as printed: a text per column.

    `begint` says that a light line is drawn above it; `vol` is a row that is nothing but its name, `hoofd` one that
    says so of the rows below it, and those are `binnen`.
    """

    cellen: tuple[str, ...]
    rol: Rol
    niveau: int
    begint: bool
    vol: bool
    hoofd: bool = False
    binnen: bool = False

    @property
    def vet(self) -> bool:
        """Return whether the row is printed bold."""
        return self.rol in ("totaal", "resultaat", "groep")

    @property
    def telt_op(self) -> bool:
        """Return whether a strong line is drawn above the row."""
        return self.rol == "resultaat" or (self.rol == "totaal" and self.begint)


@dataclass(frozen=True, slots=True)
class Afdruk:
    """A table ready to be drawn; every text in it has been made visible."""

    opschrift: str
    """Unit and signs, nothing where the table has no amounts."""
    koppen: tuple[Kolomkop, ...]
    regels: tuple[Afdrukregel, ...]
    noten: tuple[str, ...]
    groepen: tuple[tuple[str, int], ...] = ()
    """What stands above the headings, nothing above some, each with its number of columns; none where all have one
    row."""

    @property
    def kort(self) -> bool:
        """Return whether the table should stay on one page."""
        return len(self.regels) <= _KORT


def zichtbaar(text: str) -> str:
    """Return a text of a document whole and harmless, with what belongs together on one line."""
    return _BIJEEN.sub("\u00a0", display_lines(text, WHOLE) if "\n" in text else display(text, WHOLE))


def geteld(text: str, *, vet: bool) -> float:
    """Return how wide a text is where its letter is not known: most characters as wide as a figure."""
    differs = _SCHEELT * (len(_BREED.findall(text)) - len(_SMAL.findall(text)))
    return (breedte(text) + differs) * (_VET if vet else 1)


def afdruk(grid: Grid, *, exact: bool = False, meet: Meet = geteld) -> Afdruk:
    """Return a grid as a document prints it; a column that names the rows is left out where it is empty.

    `exact` prints euros to the cent instead of the unit of the document; `meet` knows the letter of the document.
    """
    names = [i for i, texts in enumerate(zip(*((r.naam, r.soort) for r in grid.rijen), strict=True)) if any(texts)]
    blokken = _blokken(grid)
    stacked = len(names) > 1 and any(len(rows) > 1 for rows in blokken)
    labels = [grid.labels[i].strip() for i in names]
    labels = [" / ".join(filter(None, labels))] if stacked else labels
    above = _above(grid, len(labels))
    heads = labels + _below(grid)
    lines = _stacked if stacked else partial(_flat, names)
    cells = [tuple(zichtbaar(cell or "") for cell in row) for row in readable(grid, exact=exact)]
    regels = [regel for rows in blokken for regel in lines(grid, rows, cells)]
    koppen = [_kop(i, head, regels, grid, len(labels), meet) for i, head in enumerate(heads)]
    return Afdruk(
        opschrift(grid, exact=exact),
        _roomy(_even(koppen), above, meet),
        tuple(regels),
        tuple(map(zichtbaar, grid.noten)),
        above,
    )


def _above(grid: Grid, labels: int) -> tuple[tuple[str, int], ...]:
    """Return what stands above the headings; nothing above those of the names."""
    found = groepen(grid.koppen)
    return tuple((zichtbaar(boven), count) for boven, count in [*[("", 1)] * labels, *found]) if found else ()


def _below(grid: Grid) -> list[str]:
    """Return the headings, without what stands above them."""
    above = [boven for boven, count in groepen(grid.koppen) for _ in range(count)] or [""] * len(grid.koppen)
    return [kop.onder if boven else kop.tekst for kop, boven in zip(grid.koppen, above, strict=True)]


def verdeel(koppen: Sequence[Kolomkop], ruimte: float) -> list[float]:
    """Return the widths of columns that together fill `ruimte` characters.

    Numbers get what they need and texts share the rest, each in proportion to what it could use. Where
    there is too little for all, texts give way down to half of what they need, then every column alike.
    """
    least = sum(kop.smalst for kop in koppen)
    if least >= ruimte:
        numbers = sum(kop.smalst for kop in koppen if kop.rechts)
        texts = least - numbers
        if texts and ruimte - numbers >= texts / 2:
            return [kop.smalst * (1 if kop.rechts else (ruimte - numbers) / texts) for kop in koppen]
        return [kop.smalst * ruimte / least for kop in koppen]
    wishes = [0 if kop.rechts else kop.ruim - kop.smalst for kop in koppen]
    rest = ruimte - least
    if not any(wishes):
        return [kop.smalst + rest / len(koppen) for kop in koppen]
    return [kop.smalst + rest * wish / sum(wishes) for kop, wish in zip(koppen, wishes, strict=True)]


def _blokken(grid: Grid) -> list[list[int]]:
    """Return the rows in blocks that have a name in common, with the deeper rows that stand among them."""
    names = ((rij.naam, rij.scope) for rij in grid.rijen)
    blokken: list[list[int]] = []
    for rows in ([r for r, _ in rows] for _, rows in groupby(enumerate(names), key=itemgetter(1))):
        to = _goes_on(grid, blokken, rows[0])
        rows[:0] = [r for blok in blokken[to:] for r in blok]
        blokken[to:] = [rows]
    return blokken


def _goes_on(grid: Grid, blokken: Sequence[Sequence[int]], rij: int) -> int:
    """Return the block that goes on in a row below rows that are part of it; one that is yet to come else."""
    own = grid.rijen[rij]
    for at in reversed(range(len(blokken))):
        first = grid.rijen[blokken[at][0]]
        if first.niveau <= own.niveau:
            return at if (first.naam, first.scope, first.niveau) == (own.naam, own.scope, own.niveau) else len(blokken)
    return len(blokken)


def _flat(
    names: Sequence[int], grid: Grid, rijen: Sequence[int], cells: Sequence[tuple[str, ...]]
) -> Iterator[Afdrukregel]:
    """Yield a row of the grid as one row, its name repeated."""
    for r in rijen:
        rij = grid.rijen[r]
        said = tuple(zichtbaar((rij.naam, rij.soort)[i]) for i in names)
        begins = r == rijen[0] and _starts(grid, r)
        vol = not any(cells[r]) and (not rij.soort or rij.rol == "groep")
        if vol:
            said = (" ".join(filter(None, said)), *[""] * (len(said) - 1))
        yield Afdrukregel((*said, *cells[r]), rij.rol, rij.niveau, begins, vol=vol)


def _stacked(grid: Grid, rijen: Sequence[int], cells: Sequence[tuple[str, ...]]) -> Iterator[Afdrukregel]:
    """Yield the rows of a block below their name, one row by itself with its name before what it is."""
    first = grid.rijen[rijen[0]]
    above = len(rijen) > 1 and bool(first.soort)
    begins = _starts(grid, rijen[0])
    if above:
        blank = ("",) * len(grid.koppen)
        rol = "blad" if first.rol == "saldo" else first.rol
        yield Afdrukregel((zichtbaar(first.naam), *blank), rol, first.niveau, begins, vol=True, hoofd=True)
    side = ""
    for r in rijen:
        rij, is_first = grid.rijen[r], r == rijen[0]
        is_own = (above or not is_first) and (rij.naam, rij.scope) == (first.naam, first.scope)
        said = rij.soort if is_own else ": ".join(filter(None, (rij.naam, rij.soort if rij.soort != side else "")))
        side = rij.soort if is_own else side
        yield Afdrukregel(
            (zichtbaar(said or rij.naam), *cells[r]),
            rij.rol,
            rij.niveau + (above or not is_first),
            begint=begins and is_first and not above,
            vol=not rij.soort and not any(cells[r]),
            binnen=above,
        )


def _starts(grid: Grid, rij: int) -> bool:
    """Return whether a line is drawn above the row that a block begins with: between totals there is none."""
    return not (rij and grid.rijen[rij - 1].rol == grid.rijen[rij].rol == "totaal")


def _even(koppen: Sequence[Kolomkop]) -> tuple[Kolomkop, ...]:
    """Return the columns, those of small numbers all as wide as the widest of them."""
    small = [kop.rechts and kop.ruim <= _GELIJK for kop in koppen]
    width = max((kop.smalst for kop, is_small in zip(koppen, small, strict=True) if is_small), default=0)
    return tuple(replace(kop, smalst=width) if is_small else kop for kop, is_small in zip(koppen, small, strict=True))


def _roomy(koppen: Sequence[Kolomkop], groepen: Sequence[tuple[str, int]], meet: Meet) -> tuple[Kolomkop, ...]:
    """Return the columns, those below a word that is wider than they are together made wider alike."""
    wide = list(koppen)
    first = 0
    for boven, count in groepen:
        own = koppen[first : first + count]
        needed = max(meet(word, vet=True) for word in boven.split(" ")) + _MARGE
        more = max(0.0, needed - sum(kop.smalst for kop in own)) / count
        wide[first : first + count] = [
            replace(k, smalst=k.smalst + more, ruim=max(k.ruim, k.smalst + more)) for k in own
        ]
        first += count
    return tuple(wide)


def _kop(i: int, text: str, regels: Sequence[Afdrukregel], grid: Grid, names: int, meet: Meet) -> Kolomkop:
    head = zichtbaar(text)
    rechts, na_getal = (k >= names and grid.koppen[k - names].vorm != "tekst" for k in (i, i - 1))
    na_getal = na_getal and not rechts
    least = max(meet(word, vet=True) for word in _DELEN.split(head))
    widest = max(meet(word, vet=True) for word in head.split(" "))
    for regel in regels:
        if regel.vol and names > 1:
            continue
        indent = 0 if i or not names else regel.niveau * _INSPRINGING
        lines = regel.cellen[i].split("\n")
        if not regel.vol:
            # figures stay on one line, of texts only the words do
            words = lines if rechts else [word[:_LANGSTE] for line in lines for word in line.split(" ")]
            least = max(least, *(meet(word, vet=regel.vet) + indent for word in words))
        # what goes across all columns may take two lines in the one that names the rows
        widest = max(widest, *(meet(line, vet=regel.vet) / (1 + regel.vol) + indent for line in lines))
    margin = _MARGE + _TUSSEN * na_getal
    return Kolomkop(head, least + margin, max(widest, least) + margin, rechts, is_rij=i < names, na_getal=na_getal)
