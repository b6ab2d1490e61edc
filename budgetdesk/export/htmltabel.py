"""A table as HTML, whatever says how it looks: a style sheet that knows its classes, or styles of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate
from typing import Final, Protocol

from budgetdesk.export.maten import BREED, KOLOMMEN, OVER
from budgetdesk.export.printed import Afdruk, Afdrukregel, Kolomkop, verdeel, zichtbaar

_RUIMTE: Final = 110
"""Characters of a table across the page, at least."""

_DIEPST: Final = 3
"""Levels of indent that look different."""


class Look(Protocol):
    """Says how an element looks."""

    def __call__(self, element: str, names: Sequence[str] = (), regel: Afdrukregel | None = None, /) -> str:
        """Return its attribute, or nothing; `names` are what it is, `regel` is the row of the body it is in."""


def table(tabel: Afdruk, titel: str, look: Look, *, name: str = "", between: str = " ") -> Iterator[str]:
    """Yield the lines of a table and its notes; `name` is the id of its caption, `between` parts title and unit."""
    known = f' id="{name}"' if name else ""
    values = sum(not kop.is_rij for kop in tabel.koppen)
    yield f"<table{look('table', [f'{KOLOMMEN}{values}', *_tekstig(tabel)])}>"
    heading = f"<span{look('span', ['titel'])}>{text(titel)}</span>{unit(tabel.opschrift, look, between)}"
    yield f"<caption{known}{look('caption')}>{heading}</caption>"
    yield _widths(tabel, look)
    yield "<thead>"
    if tabel.groepen:
        yield "<tr>" + "".join(_group(boven, count, look) for boven, count in tabel.groepen) + "</tr>"
    yield "<tr>" + "".join(_column(kop, look) for kop in tabel.koppen) + "</tr>\n</thead>"
    for body in _bodies(tabel.regels):
        yield "<tbody>"
        yield from (_row(regel, tabel.koppen, look) for regel in body)
        yield "</tbody>"
    yield "</table>"
    yield from (f"<p{look('p', ['noot'])}>{escape(noot)}</p>" for noot in tabel.noten)


def unit(opschrift: str, look: Look, before: str = " ") -> str:
    """Return the line about unit and signs behind what comes before it, nothing where there is none."""
    return f"{before}<span{look('span', ['eenheid'])}>{text(opschrift)}</span>" if opschrift else ""


def text(raw: str) -> str:
    """Return a text as HTML that means nothing but itself."""
    return escape(zichtbaar(raw))


def _tekstig(tabel: Afdruk) -> list[str]:
    """Return what a table is called that holds texts, which need more room than figures."""
    return ["tekstig"] * any(not (kop.is_rij or kop.rechts) for kop in tabel.koppen)


def _widths(tabel: Afdruk, look: Look) -> str:
    """Return the share of the page that each column takes; those below one heading are a group."""
    shares = verdeel(tabel.koppen, _RUIMTE)
    columns = [f"<col{look('col', [f'{BREED}{round(1000 * share / _RUIMTE)}'])}>" for share in shares]
    counts = [count for _, count in tabel.groepen] or [len(columns)]
    ends = accumulate(counts)
    groups = ("".join(columns[end - count : end]) for end, count in zip(ends, counts, strict=True))
    return "".join(f"<colgroup>{group}</colgroup>" for group in groups)


def _group(boven: str, count: int, look: Look) -> str:
    if not boven:
        return f"<td{look('kop')}></td>"
    return f'<th scope="colgroup" colspan="{count}"{look("kop", ["boven", f"{OVER}{count}"])}>{escape(boven)}</th>'


def _column(kop: Kolomkop, look: Look) -> str:
    if not kop.tekst:
        return f"<td{look('kop')}></td>"
    return f'<th scope="col"{look("kop", _kinds(kop))}>{escape(kop.tekst)}</th>'


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


def _row(regel: Afdrukregel, koppen: Sequence[Kolomkop], look: Look) -> str:
    names = [regel.rol] * (regel.rol != "blad") + ["begin"] * regel.begint
    if regel.vol:
        scope = "rowgroup" if _heads(regel) else "row"
        indent = look("th", _indent(regel), regel)
        name = f'<th scope="{scope}" colspan="{len(koppen)}"{indent}>{escape(regel.cellen[0])}</th>'
        return f"<tr{look('tr', names)}>{name}</tr>"
    cells = (_cell(regel, i, kop, look) for i, kop in enumerate(koppen))
    return f"<tr{look('tr', names)}>" + "".join(cells) + "</tr>"


def _cell(regel: Afdrukregel, i: int, kop: Kolomkop, look: Look) -> str:
    """Return a cell; what names the row is a heading."""
    shown = escape(regel.cellen[i]).replace("\n", "<br>")
    if not kop.is_rij:
        return f"<td{look('td', _kinds(kop), regel)}>{shown}</td>"
    return f'<th scope="row"{look("th", () if i else _indent(regel), regel)}>{shown}</th>'


def _kinds(kop: Kolomkop) -> list[str]:
    return ["getal"] * kop.rechts + ["na-getal"] * kop.na_getal


def _indent(regel: Afdrukregel) -> list[str]:
    return [f"niveau-{min(regel.niveau, _DIEPST)}"] * (regel.niveau > 0)
