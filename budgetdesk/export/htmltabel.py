"""A table as HTML, whatever says how it looks: a style sheet that knows its classes, or styles of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import accumulate, starmap
from math import ceil
from typing import Final, Protocol

from budgetdesk.export.maten import BREED, KOLOMMEN, MINST, OVER
from budgetdesk.export.printed import Afdruk, Afdrukregel, Kolomkop, verdeel, zichtbaar

_RUIMTE: Final = 110
"""Characters of a table across the page, at least."""

_BIJEEN: Final = 14
"""Characters up to which a column of texts keeps each of them on one line."""

_ALLEEN: Final = ("rij", "tekst")
"""Columns that have a line of their own, where the page is narrow."""

_DIEPST: Final = 3
"""Levels of indent that look different."""


class Look(Protocol):
    """Says how an element looks."""

    def __call__(self, element: str, names: Sequence[str] = (), regel: Afdrukregel | None = None, /) -> str:
        """Return its attribute, or nothing; `names` are what it is, `regel` is the row of the body it is in."""


def table(
    tabel: Afdruk, titel: str, look: Look, *, name: str = "", between: str = " ", streep: str = "/<wbr>"
) -> Iterator[str]:
    """Yield the lines of a table and its notes.

    `name` is the id of its caption, `between` parts title and unit, `streep` is how a stroke in a heading is written,
    behind which a long one may break.
    """
    known = f' id="{name}"' if name else ""
    yield f"<table{look('table', _sizes(tabel))}>"
    heading = f"<span{look('span', ['titel'])}>{text(titel)}</span>{unit(tabel.opschrift, look, between)}"
    yield f"<caption{known}{look('caption')}>{heading}</caption>"
    yield _widths(tabel, look)
    yield "<thead>"
    kinds = [_kinds(kop, tabel.koppen) for kop in tabel.koppen]
    if tabel.groepen:
        yield "<tr>" + "".join(_groups(tabel, kinds, look)) + "</tr>"
    yield (
        "<tr>"
        + "".join(starmap(partial(_column, look, streep), zip(tabel.koppen, kinds, strict=True)))
        + "</tr>\n</thead>"
    )
    for body in _bodies(tabel.regels):
        yield "<tbody>"
        yield from (_row(regel, tabel.koppen, kinds, look) for regel in body)
        yield "</tbody>"
    yield "</table>"
    yield from (f"<p{look('p', ['noot'])}>{escape(noot)}</p>" for noot in tabel.noten)


def unit(opschrift: str, look: Look, before: str = " ") -> str:
    """Return the line about unit and signs behind what comes before it, nothing where there is none."""
    return f"{before}<span{look('span', ['eenheid'])}>{text(opschrift)}</span>" if opschrift else ""


def text(raw: str) -> str:
    """Return a text as HTML that means nothing but itself."""
    return escape(zichtbaar(raw))


def _sizes(tabel: Afdruk) -> list[str]:
    """Return what a page has to know of a table to stack its texts and its figures, where it is narrow."""
    figures = [kop for kop in tabel.koppen if kop.rechts]
    return [f"{KOLOMMEN}{max(len(figures), 1)}", f"{MINST}{ceil(max((kop.smalst for kop in figures), default=0))}"]


def _widths(tabel: Afdruk, look: Look) -> str:
    """Return the share of the page that each column takes; those below one heading are a group."""
    shares = verdeel(tabel.koppen, _RUIMTE)
    columns = [f"<col{look('col', [f'{BREED}{round(1000 * share / _RUIMTE)}'])}>" for share in shares]
    counts = [count for _, count in tabel.groepen] or [len(columns)]
    ends = accumulate(counts)
    groups = ("".join(columns[end - count : end]) for end, count in zip(ends, counts, strict=True))
    return "".join(f"<colgroup>{group}</colgroup>" for group in groups)


def _groups(tabel: Afdruk, kinds: Sequence[list[str]], look: Look) -> Iterator[str]:
    """Yield what stands above the headings; those that name the rows come first, one by one."""
    begin = 0
    for boven, count in tabel.groepen:
        if boven:
            figures = sum(kop.rechts for kop in tabel.koppen[begin : begin + count])
            names = look("kop", ["boven", f"{OVER}{max(figures, 1)}"])
            yield f'<th scope="colgroup" colspan="{count}"{names}>{escape(boven)}</th>'
        else:
            yield f"<td{look('kop', [kind for kind in kinds[begin] if kind in _ALLEEN])}></td>"
        begin += count


def _column(look: Look, streep: str, kop: Kolomkop, kinds: Sequence[str]) -> str:
    if not kop.tekst:
        return f"<td{look('kop', [kind for kind in kinds if kind in _ALLEEN])}></td>"
    whole = ["bijeen"] * (" " not in kop.tekst and "bijeen" not in kinds and len(kop.tekst) <= _BIJEEN)
    shown = escape(kop.tekst).replace("/", streep)
    return f'<th scope="col"{look("kop", [*kinds, *whole])}>{shown}</th>'


def _bodies(regels: Sequence[Afdrukregel]) -> Iterator[list[Afdrukregel]]:
    """Yield rows in bodies, so that what heads some rows heads no other ones."""
    body: list[Afdrukregel] = []
    for regel in regels:
        if body and (_heads(regel) or (body[0].hoofd and not regel.binnen)):
            yield body
            body = []
        body.append(regel)
    yield body


def _heads(regel: Afdrukregel) -> bool:
    return regel.hoofd or (regel.vol and regel.rol == "groep")


def _row(regel: Afdrukregel, koppen: Sequence[Kolomkop], kinds: Sequence[list[str]], look: Look) -> str:
    names = [regel.rol] * (regel.rol != "blad") + ["begin"] * regel.begint
    if regel.vol:
        scope = "rowgroup" if _heads(regel) else "row"
        indent = look("th", _indent(regel), regel)
        name = f'<th scope="{scope}" colspan="{len(koppen)}"{indent}>{escape(regel.cellen[0])}</th>'
        return f"<tr{look('tr', names)}>{name}</tr>"
    cells = (_cell(regel, i, kop, kinds[i], look) for i, kop in enumerate(koppen))
    return f"<tr{look('tr', names)}>" + "".join(cells) + "</tr>"


def _cell(regel: Afdrukregel, i: int, kop: Kolomkop, kinds: Sequence[str], look: Look) -> str:
    """Return a cell; what names the row is a heading, unless it says nothing."""
    shown = escape(regel.cellen[i]).replace("\n", "<br>")
    if not kop.is_rij or not shown:
        return f"<td{look('td', kinds, regel)}>{shown}</td>"
    names = [kind for kind in kinds if kind == "bijeen"] + ([] if i else _indent(regel))
    return f'<th scope="row"{look("th", names, regel)}>{shown}</th>'


def _kinds(kop: Kolomkop, koppen: Sequence[Kolomkop]) -> list[str]:
    """Return what a column is: what names the rows and what are texts beside figures stand alone on a narrow page."""
    first = "rij" if kop.is_rij else "getal" if kop.rechts else "tekst"
    together = kop.ruim <= _BIJEEN and not kop.rechts and len(koppen) > 1
    return [first, *["na-getal"] * kop.na_getal, *["bijeen"] * together]


def _indent(regel: Afdrukregel) -> list[str]:
    return [f"niveau-{min(regel.niveau, _DIEPST)}"] * (regel.niveau > 0)
