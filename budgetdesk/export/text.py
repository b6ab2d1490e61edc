"""Grids as text: a table for the terminal, markdown for documents, and what prints every other format.

`exact` prints euros to the cent instead of the unit of the document, with the same signs: in Dutch
where people read, as `format_plain` where programs do.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from typing import Final, Protocol

from budgetdesk.display import WHOLE, display, display_lines
from budgetdesk.export.caption import breedte, opschrift
from budgetdesk.export.cellen import readable
from budgetdesk.export.data import to_csv, to_csv_nl, to_json
from budgetdesk.export.pastetable import to_html_tables
from budgetdesk.tables.grid import Grid

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~&$#!])")
"""Characters that may mean something inside a line of markdown."""

_KOPBREEDTE: Final = 9
"""Cells a heading may take before it is broken into lines."""

_BREEDTE: Final = 118
"""Cells a table may take before its texts are broken into lines."""

_SMALST: Final = 20
"""Cells a column of texts keeps."""

_LUCHTIG: Final = 2
"""Lines of a row above which rows are set apart by a blank line."""

_VAST: Final = re.compile(r"(€|\d{4}:|\d(?= %)) (?=\d|%)")
"""A space that no line may be broken at: `€ 60.000`, `25 %`, `2021: 25 %`."""

_GAP: Final = "  "


def printed(grids: Sequence[Grid], format_: str, *, exact: bool = False) -> str:
    """Return tables in a format of `cli.command.FORMATS`; those for people stand one below the other."""
    return PRINTERS[format_](grids, exact=exact)


def _shown(text: str) -> str:
    """Return a text on one line, whole: who prints a table reads all of it."""
    return display(text, WHOLE)


def to_text(grid: Grid, *, exact: bool = False) -> str:
    """Return an aligned table under its title, unit and signs; a name stands once per block, as in print."""
    rows = [
        ["  " * rij.niveau + naam, _shown(rij.soort), *(cell or "" for cell in cells)]
        for naam, rij, cells in zip(_names(grid), grid.rijen, readable(grid, exact=exact), strict=True)
    ]
    heads = [_shown(label) for label in grid.labels] + [_shown(kop.tekst) for kop in grid.koppen]
    texts = [bool(label) for label in grid.labels] + [kop.vorm == "tekst" for kop in grid.koppen]
    left = [True for _ in grid.labels] + texts[len(grid.labels) :]
    room = _room(heads, rows, texts)
    blocks = [[_lines(cell, width) for cell, width in zip(row, room, strict=True)] for row in rows]
    top = [_broken(head, [row[i] for row in rows], room[i]) for i, head in enumerate(heads)]
    columns = [[*top[i], *(line for block in blocks for line in block[i])] for i in range(len(heads))]
    widths = [max(map(breedte, column), default=0) for column in columns]
    rule = _GAP.join("─" * width for width in widths)
    height = max(map(len, top))
    lines = [_shown(grid.titel), *_above(grid, exact=exact), ""]
    lines += [*_block([[""] * (height - len(head)) + head for head in top], widths, left), rule]
    tall = [any(len(cell) > _LUCHTIG for cell in block) for block in blocks]
    for i, block in enumerate(blocks):
        if i and _is_total(grid, i) and not _is_total(grid, i - 1):
            lines.append(rule)
        elif i and (tall[i] or tall[i - 1]):
            lines.append("")
        lines += _block(block, widths, left)
    lines += ["", *map(_shown, grid.noten)] if grid.noten else []
    return "\n".join(lines) + "\n"


def _is_total(grid: Grid, rij: int) -> bool:
    return grid.rijen[rij].rol in ("totaal", "resultaat")


def _room(heads: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[bool]) -> list[int]:
    """Return the cells each column may take: those of texts give way, the widest first, until the table fits."""
    natural = [
        max(map(breedte, _words(heads[i], texts[i]) + [line for row in rows for line in row[i].split("\n")]), default=0)
        for i in range(len(heads))
    ]
    room = list(natural)
    while sum(room) + len(_GAP) * (len(room) - 1) > _BREEDTE:
        widest = max((width, i) for i, width in enumerate(room) if texts[i]) if any(texts) else (0, 0)
        if widest[0] <= _SMALST:
            break
        room[widest[1]] -= 1
    return room


def _words(head: str, is_text: bool) -> list[str]:  # noqa: FBT001 - one of two kinds of column
    """Return what of a heading cannot be broken: all of it over texts, its words over amounts."""
    return [head] if is_text else head.split()


def to_markdown(grid: Grid, *, exact: bool = False) -> str:
    """Return a heading, the unit and a table; a name stands before each row that it is of."""
    lines = [f"## {escape(_shown(grid.titel))}", ""]
    lines += [line for text in _above(grid, exact=exact) for line in (escape(text), "")]
    return "\n".join(lines) + markdown_table(grid, exact=exact)


def markdown_table(grid: Grid, *, exact: bool = False) -> str:
    """Return the bare table with its footnotes."""
    heads = [_shown(label) for label in grid.labels] + [_shown(kop.tekst) for kop in grid.koppen]
    align = ["---" for _ in grid.labels] + ["---" if kop.vorm == "tekst" else "---:" for kop in grid.koppen]
    names = ["\u2003" * rij.niveau + _shown(rij.naam) for rij in grid.rijen]
    rows = zip(names, grid.rijen, readable(grid, exact=exact), strict=True)
    lines = ["", _table_line(heads), "| " + " | ".join(align) + " |"]
    lines += [_table_line([naam, _shown(rij.soort), *(cell or "" for cell in cells)]) for naam, rij, cells in rows]
    lines += [line for noot in grid.noten for line in ("", escape(_shown(noot)))]
    return "\n".join(lines) + "\n"


def _names(grid: Grid) -> list[str]:
    """Return the name of each row, nothing where the row above has the same."""
    keys = [(rij.naam, rij.scope) for rij in grid.rijen]
    return ["" if i and keys[i - 1] == key else _shown(key[0]) for i, key in enumerate(keys)]


def _above(grid: Grid, *, exact: bool) -> list[str]:
    """Return the line about unit and signs, none where the table has no amounts."""
    return [text] if (text := opschrift(grid, exact=exact)) else []


def _broken(kop: str, cells: Sequence[str], room: int) -> list[str]:
    """Return a heading in lines that are not wider than its column needs to be."""
    width = max(map(breedte, cells), default=0)
    lines = textwrap.wrap(kop, max(min(width, room), _KOPBREEDTE), break_long_words=False, break_on_hyphens=False)
    return lines if kop else []


def _lines(cell: str, width: int) -> list[str]:
    """Return a cell in lines that fit its column; each paragraph begins on a line, items hang behind their dash."""
    if breedte(cell) <= width and "\n" not in cell:
        return [_shown(cell)]
    lines = []
    for part in display_lines(cell, WHOLE).split("\n"):
        indent = " " * (len(part) - len(part.lstrip()) + 2 * part.lstrip().startswith("- "))
        kept = _VAST.sub("\\1\u00a0", part)
        wrapped = textwrap.wrap(kept, max(width, 1), subsequent_indent=indent, break_on_hyphens=False)
        lines += [line.replace("\u00a0", " ") for line in wrapped] or [""]
    return lines


def _block(cells: Sequence[Sequence[str]], widths: Sequence[int], left: Sequence[bool]) -> list[str]:
    """Return one row, as many lines as its highest cell: names and texts to the left, amounts to the right."""
    lines = []
    for parts in zip_longest(*cells, fillvalue=""):
        padding = [" " * (width - breedte(part)) for part, width in zip(parts, widths, strict=True)]
        padded = [
            part + pad if is_text else pad + part for part, pad, is_text in zip(parts, padding, left, strict=True)
        ]
        lines.append(_GAP.join(padded).rstrip())
    return lines


def _table_line(cells: Iterable[str]) -> str:
    return "| " + " | ".join("<br>".join(map(escape, display_lines(cell, WHOLE).split("\n"))) for cell in cells) + " |"


def escape(text: str) -> str:
    """Return text that markdown takes as it is."""
    return _MARKUP.sub(r"\\\1", text)


class _Printer(Protocol):
    def __call__(self, grids: Sequence[Grid], *, exact: bool = False) -> str: ...


def _each(one: Callable[..., str]) -> _Printer:
    """Return what prints several tables with what prints one."""
    return lambda grids, *, exact=False: "\n".join(one(grid, exact=exact) for grid in grids)


PRINTERS: Final[dict[str, _Printer]] = {
    "text": _each(to_text),
    "csv": to_csv,
    "csv-nl": to_csv_nl,
    "markdown": _each(to_markdown),
    "json": to_json,
    "html": to_html_tables,
}
