"""The cells of a table in HTML, as web pages and spreadsheets put it on a clipboard."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

MAX_SPAN: Final = 1000
"""Columns or rows that one cell may span."""

_SKIPPED: Final = frozenset({"sup", "script", "style", "head", "title"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_VOID: Final = frozenset({"br", "img", "col", "meta", "link", "input", "hr", "wbr"})


def table(text: str) -> list[list[str]]:
    """Return the rows of all tables in a text; a cell that spans more has its text in the first of them."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.placed()


class _Reader(HTMLParser):
    """Collects rows of cells with the room each takes; what is hidden or raised (`sup`) is no part of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[tuple[str, int, int]]] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._exact = ""
        """The number that a spreadsheet holds in a cell, whatever it prints."""
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell, or what is left out."""
        known = dict(attrs)
        hidden = "hidden" in known or _HIDDEN.search(known.get("style") or "") is not None
        if self._skipped or (tag not in _VOID and (tag in _SKIPPED or hidden)):
            if tag not in _VOID:
                self._skipped.append(tag)
        elif tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif tag in ("td", "th", "caption"):
            self._end_cell()
            if tag == "caption":
                self._rows.append([])
            self._text = []
            self._exact = known.get("sdval") or known.get("x:num") or ""
            self._span = _span(known.get("colspan")), _span(known.get("rowspan"))
        elif self._text is not None and tag in ("br", "p", "div", "li"):
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, or what is left out."""
        if self._skipped:
            if tag in self._skipped:
                while self._skipped.pop() != tag:
                    pass
        elif tag in ("td", "th", "tr", "table", "caption"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Add to the text of a cell."""
        if self._text is not None and not self._skipped:
            self._text.append(data)

    def close(self) -> None:
        """End what is still open."""
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._text is not None:
            # a no-break space within a number parts nothing
            text = re.sub(r"[ \t\n\r\f]+", " ", "".join(self._text)).strip()
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append((_exact(text, self._exact), *self._span))
            self._text = None

    def placed(self) -> list[list[str]]:
        """Return the rows with every cell where its spans put it."""
        rows: list[list[str]] = []
        below: dict[int, int] = {}
        for cells in self._rows:
            row: list[str] = []
            after: dict[int, int] = {}
            for text, across, down in cells:
                while below.get(len(row), 0):
                    after[len(row)] = below[len(row)] - 1
                    row.append("")
                for n in range(across):
                    if down > 1:
                        after[len(row)] = down - 1
                    row.append("" if n else text)
            for col in sorted(below):
                if col >= len(row) and below[col]:
                    row += [""] * (col + 1 - len(row))
                    after[col] = below[col] - 1
            below = after
            rows.append(row)
        return rows


def _exact(text: str, value: str) -> str:
    """Return the number that a cell holds in Dutch notation, where it prints an amount; else what it prints."""
    if not re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?", value) or not re.fullmatch(r"[-+(€ ]*[0-9][0-9.,\s]*[-)€ ]*", text):
        return text
    return value.replace(".", ",")


def _span(value: str | None) -> int:
    return min(int(value), MAX_SPAN) if value and value.isdecimal() and int(value) else 1
