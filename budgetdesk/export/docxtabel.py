"""A table for Word, as XML: the library has no call for a heading that repeats, lines or rows that stay together."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate
from typing import Final

from budgetdesk.export.docxstijl import (
    GROEP,
    KOP,
    TABEL,
    TABELSTIJL,
    TOTAAL,
    Corpsen,
    Tabelkleuren,
    kleinst_staand,
    lijn,
)
from budgetdesk.export.docxxml import NS, VAST, attribute, shown
from budgetdesk.export.printed import Afdruk, Afdrukregel, Kolomkop, verdeel

_CIJFER: Final = 11.1
"""Width of a figure in twentieths of a point per point of its size, in Arial."""

_INSPRINGING, _TUSSEN = 180, 120
"""Indent per level of a row and of a text behind numbers, in twentieths of a point."""

_AFBREEKBAAR: Final = "/\u200b"
"""A stroke that a line may end at: Word ends none there by itself."""

_DATUM: Final = re.compile(r"(?<=\d)-(?=\d)")
"""The hyphen in `31-12`."""

_HERHAALD: Final = "<w:tblHeader/>"
"""Makes a row stand on every page of its table."""


def past(tabel: Afdruk, breedte: int, grootste: float) -> bool:
    """Return whether a table fits in a width, in twentieths of a point, at a size that is easy to read.

    `grootste` is the size in points of the letters of a table that has room.
    """
    return _needed(tabel) * kleinst_staand(grootste) <= breedte


def _needed(tabel: Afdruk) -> float:
    """Return the least width of a table, in twentieths of a point per point of the size of its letters."""
    return sum(kop.smalst for kop in tabel.koppen) * _CIJFER


class Tabelxml:
    """One table as XML of WordprocessingML, across a width in twentieths of a point."""

    def __init__(self, tabel: Afdruk, titel: str, breedte: int, corpsen: Corpsen, kleuren: Tabelkleuren) -> None:
        self._tabel = tabel
        self._kleuren = kleuren
        self._band = f'<w:shd w:val="clear" w:color="auto" w:fill="{kleuren.band}"/>'
        self._titel = titel
        fitting = (c for c in corpsen.liggend if _needed(tabel) * c <= breedte)
        corps = next(fitting, corpsen.liggend[-1])
        shares = verdeel(tabel.koppen, breedte / (corps * _CIJFER))
        self._widths = [int(share * corps * _CIJFER) for share in shares]
        self._size = corpsen.end(corps)
        self._laatste = max((i for i, regel in enumerate(tabel.regels) if regel.begint), default=0)
        """Where the last block of rows begins, which never stands on a page without the one before it."""

    def xml(self) -> str:
        """Return the table, its header row repeated on every page."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        last = len(self._tabel.regels) - 1
        rows = "".join(self._row(regel, i, is_last=i == last) for i, regel in enumerate(self._tabel.regels))
        return (
            f'<w:tbl {NS}><w:tblPr><w:tblStyle w:val="{TABELSTIJL}"/>'
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={attribute(self._titel)}/>'
            f"<w:tblDescription w:val={attribute(self._said())}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{self._header()}{rows}</w:tbl>"
        )

    def _said(self) -> str:
        """Return what the table holds, for who does not see it."""
        heads = ", ".join(kop.tekst for kop in self._tabel.koppen if kop.tekst)
        return f"{len(self._tabel.regels)} regels; kolommen: {heads}"

    def _header(self) -> str:
        """Return the headings, a row above them where several columns share one."""
        cells = (self._heading(kop, width) for kop, width in zip(self._tabel.koppen, self._widths, strict=True))
        return self._groups() + _row("".join(cells), _HERHAALD)

    def _groups(self) -> str:
        ends = accumulate(count for _, count in self._tabel.groepen)
        cells = (self._group(tekst, n, end) for (tekst, n), end in zip(self._tabel.groepen, ends, strict=True))
        return _row("".join(cells), _HERHAALD) if self._tabel.groepen else ""

    def _group(self, tekst: str, count: int, end: int) -> str:
        """Return what stands above `count` columns up to `end`."""
        border = f"<w:tcBorders>{lijn('bottom', 4, self._kleuren.haarlijn)}</w:tcBorders>" if tekst else ""
        kop = replace(self._tabel.koppen[end - 1], rechts=False, na_getal=False)
        text = self._paragraph(tekst, GROEP, kop, samen=True)
        return _cell(sum(self._widths[end - count : end]), f"{_span(count)}{border}{self._band}", text)

    def _heading(self, kop: Kolomkop, width: int) -> str:
        look = f"<w:tcBorders>{lijn('bottom', 8, self._kleuren.lijn)}</w:tcBorders>{self._band}"
        tekst = _DATUM.sub(VAST, kop.tekst.replace("/", _AFBREEKBAAR))
        text = self._paragraph(tekst, KOP, kop, samen=True)
        return _cell(width, f'{look}<w:vAlign w:val="bottom"/>', text)

    def _row(self, regel: Afdrukregel, i: int, *, is_last: bool) -> str:
        ends = is_last or (self._tabel.regels[i + 1].begint and i + 1 < self._laatste)
        samen = bool(self._tabel.noten) if is_last else self._tabel.kort or regel.vol or not ends
        strong, light = lijn("top", 8, self._kleuren.lijn), lijn("top", 4, self._kleuren.haarlijn)
        border = strong if regel.telt_op else light if regel.begint else ""
        look = f"<w:tcBorders>{border}</w:tcBorders>" if border and i else ""
        across = len(self._widths) if regel.vol else 1
        cells = (self._cell(regel, k, look, across, samen=samen) for k in range(0, len(self._widths), across))
        return _row("".join(cells))

    def _cell(self, regel: Afdrukregel, k: int, look: str, across: int, *, samen: bool) -> str:
        """Return what stands in a column of a row, and in those beside it where it goes `across` several."""
        kop = self._tabel.koppen[k]
        style = TOTAAL if regel.vet else TABEL
        niveau = 0 if k or not kop.is_rij else regel.niveau
        text = self._paragraph(regel.cellen[k], style, kop, samen=samen, niveau=niveau)
        return _cell(sum(self._widths[k : k + across]), f"{_span(across)}{look}", text)

    def _paragraph(self, text: str, style: str, kop: Kolomkop, *, samen: bool, niveau: int = 0) -> str:
        """Return a paragraph in a cell; `samen` keeps it on the page of the next one."""
        keep = "<w:keepNext/>" if samen else ""
        left = niveau * _INSPRINGING + _TUSSEN * kop.na_getal
        indent = f'<w:ind w:left="{left}"/>' if left else ""
        align = '<w:jc w:val="right"/>' if kop.rechts else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}{self._size}"/>{keep}{indent}{align}</w:pPr>{shown(text)}</w:p>'


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""


def _row(cells: str, look: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{look}</w:trPr>{cells}</w:tr>"


def _cell(width: int, look: str, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'
