"""Tables to paste into Word or a mail: one small page in which every element carries its own style.

What is pasted loses its style sheet and its classes, so there are none; colours are left to where it lands. Word
knows no block within a caption, hence the line end there, and its cells take no letter from their table.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from budgetdesk.display import WHOLE, display
from budgetdesk.export.htmltabel import table
from budgetdesk.export.maten import maat
from budgetdesk.export.printed import Afdrukregel, afdruk
from budgetdesk.tables.grid import Grid

_BELEID: Final = "default-src 'none'; style-src 'unsafe-inline'"

_LIJN: Final = "1px solid #b9c4d0"
_STERK: Final = "1px solid #1c2430"
_LETTER: Final = "font-family:Calibri,Arial,sans-serif;font-size:10pt"
_CEL: Final = f"{_LETTER};padding:2px 8px;text-align:left;vertical-align:top;font-weight:normal"

_STIJLEN: Final = {
    "table": f"border-collapse:collapse;border-bottom:{_STERK};width:100%",
    "caption": f"{_LETTER};text-align:left;padding-bottom:6px",
    "titel": f"{_LETTER};font-weight:bold",
    "eenheid": f"{_LETTER};font-size:9pt",
    "kop": f"{_CEL};vertical-align:bottom;font-weight:bold;border-top:{_STERK};border-bottom:{_STERK}",
    "td": _CEL,
    "th": _CEL,
    "boven": "text-align:center",
    "getal": "text-align:right",
    "na-getal": "padding-left:20px",
    "niveau-1": "padding-left:22px",
    "niveau-2": "padding-left:38px",
    "niveau-3": "padding-left:54px",
    "noot": f"{_LETTER};font-size:9pt;margin:4px 0 0",
}
"""What an element, or something that is said of it, looks like; what comes later overrules."""


def to_html_tables(grids: Sequence[Grid], *, exact: bool = False) -> str:
    """Return a page with nothing but these tables."""
    titel = escape(display(grids[0].titel, WHOLE)) if len(grids) == 1 else "Tabellen"
    lines = [
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_BELEID}">',
        f"<title>{titel}</title>\n</head>\n<body>",
    ]
    for i, grid in enumerate(grids):
        lines += ["<br>"] * bool(i) + list(
            table(afdruk(grid, exact=exact), grid.titel, _inline, between="<br>", streep="/")
        )
    return "\n".join([*lines, "</body>\n</html>"]) + "\n"


def _inline(element: str, names: Sequence[str] = (), regel: Afdrukregel | None = None) -> str:
    """Return the style of an element as its attribute: what holds for a row stands with each of its cells."""
    parts = [_STIJLEN[name] for name in (element, *names) if name in _STIJLEN and element != "tr"]
    parts += [maat(name) for name in names if element == "col"]
    if regel is not None:
        parts += ["font-weight:bold"] * regel.vet
        parts += [f"border-top:{_STERK if regel.telt_op else _LIJN}"] * (regel.begint or regel.telt_op)
    # a number stays on one line, its heading need not
    parts += ["white-space:nowrap"] * ("getal" in names and element == "td")
    # the style says so too, but LibreOffice and Outlook listen to the attribute
    room = ' cellpadding="4"' if element == "table" else ""
    declared = dict(part.split(":", 1) for style in parts for part in style.split(";"))
    return f'{room} style="{";".join(f"{key}:{value}" for key, value in declared.items())}"' if declared else ""
