"""A table as it stands in a document: which columns, how wide, what is bold, where a line is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from budgetdesk.display import WHOLE, display, display_lines
from budgetdesk.export.caption import breedte, opschrift
from budgetdesk.export.cellen import Cellen, readable
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Rij, Rol

_BIJEEN: Final = re.compile(r"(?<=\d) (?=%)|(?<=€) (?=\d)|(?<=\b\d{4}:) (?=\d)| (?=\d+\)$)")
"""Spaces that no line may end at: in `25 %`, `€ 1.000`, `2025: 21 %` and before `1)`."""

_MARGE: Final = 1.4
"""White beside the text of a cell, in characters."""

_VET: Final = 1.12
"""How much wider bold letters are."""

_TUSSEN: Final = 1.5
"""Extra white between a column of numbers and a text to its right."""

_GELIJK: Final = 12
"""Characters up to which columns of numbers are made equally wide."""

_LANGSTE: Final = 24
"""Characters up to which a word of a text keeps its column as wide as itself."""


_KORT: Final = 24
"""Rows up to which a table is kept on one page."""


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

    `hoogte` is how many rows its name stands for, 0 where the name of a row above does; `begint` says that
    a light line is drawn above it; `vol` is a row that is nothing but its name.
    """

    cellen: tuple[str, ...]
    rol: Rol
    niveau: int
    hoogte: int
    begint: bool
    vol: bool

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

    @property
    def kort(self) -> bool:
        """Return whether the table should stay on one page."""
        return len(self.regels) <= _KORT


def zichtbaar(text: str) -> str:
    """Return a text of a document whole and harmless, with what belongs together on one line."""
    return _BIJEEN.sub("\u00a0", display_lines(text, WHOLE) if "\n" in text else display(text, WHOLE))


def afdruk(grid: Grid, *, exact: bool = False) -> Afdruk:
    """Return a grid as a document prints it; a column that names the rows is left out where it is empty.

    `exact` prints euros to the cent instead of the unit of the document.
    """
    names = [i for i, texts in enumerate(zip(*((r.naam, r.soort) for r in grid.rijen), strict=True)) if any(texts)]
    heads = [grid.labels[i] for i in names] + [kop.tekst for kop in grid.koppen]
    regels = _regels(grid, names, readable(grid, exact=exact))
    koppen = [_kop(i, head, regels, grid, len(names)) for i, head in enumerate(heads)]
    return Afdruk(
        opschrift(grid, exact=exact),
        _even(koppen),
        tuple(regels),
        tuple(map(zichtbaar, grid.noten)),
    )


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


def _regels(grid: Grid, names: Sequence[int], printed: Cellen) -> list[Afdrukregel]:
    regels = []
    above: Rij | None = None
    for _, same in groupby(range(len(grid.rijen)), key=lambda r: _together(grid.rijen[r])):
        rows = list(same)
        for r in rows:
            rij = grid.rijen[r]
            cells = [zichtbaar(cell or "") for cell in printed[r]]
            begins = above is None or (above.naam, above.scope) != (rij.naam, rij.scope)
            regels.append(
                Afdrukregel(
                    (*(zichtbaar((rij.naam if begins else "", rij.soort)[i]) for i in names), *cells),
                    rij.rol,
                    rij.niveau,
                    hoogte=len(rows) if r == rows[0] else 0,
                    begint=begins and not (above is not None and above.rol == rij.rol == "totaal"),
                    vol=not rij.soort and not any(cells),
                )
            )
            above = rij
    return regels


def _together(rij: Rij) -> tuple[str, Scope, int, bool]:
    """Return what rows that share one printed name have in common."""
    return rij.naam, rij.scope, rij.niveau, rij.rol == "resultaat"


def _even(koppen: Sequence[Kolomkop]) -> tuple[Kolomkop, ...]:
    """Return the columns, those of small numbers all as wide as the widest of them."""
    small = [kop.rechts and kop.smalst <= _GELIJK for kop in koppen]
    width = max((kop.smalst for kop, is_small in zip(koppen, small, strict=True) if is_small), default=0)
    return tuple(replace(kop, smalst=width) if is_small else kop for kop, is_small in zip(koppen, small, strict=True))


def _kop(i: int, text: str, regels: Sequence[Afdrukregel], grid: Grid, names: int) -> Kolomkop:
    head = zichtbaar(text)
    rechts, na_getal = (k >= names and grid.koppen[k - names].vorm != "tekst" for k in (i, i - 1))
    na_getal = na_getal and not rechts
    least = widest = max(breedte(word) for word in head.split(" ")) * _VET
    for regel in regels:
        if not regel.vol:
            factor = _VET if regel.vet else 1
            lines = regel.cellen[i].split("\n")
            # figures stay on one line, of texts only the words do
            words = lines if rechts else [word[:_LANGSTE] for line in lines for word in line.split(" ")]
            least = max(least, *(breedte(word) * factor for word in words))
            # a name may use as many lines as it has rows
            rows = regel.hoogte or 1 if i == 0 < names else 1
            widest = max(widest, *(breedte(line) * factor / rows for line in lines))
    margin = _MARGE + _TUSSEN * na_getal
    return Kolomkop(head, least + margin, max(widest, least) + margin, rechts, is_rij=i < names, na_getal=na_getal)
