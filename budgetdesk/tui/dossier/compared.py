"""What a cell was in the revision that the table is compared with, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_cell, format_exact
from budgetdesk.display import display
from budgetdesk.tables.proza import one_line

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Inhoud
    from budgetdesk.tui.dossier.bron import TabelBron

TEKST: Final = 24
"""Characters of a text that a line quotes."""

_LEEG: Final = "leeg"


def sentence(bron: TabelBron, row: int, col: int, *, exact: bool = False) -> str:
    """Return `HEAD 11.608 → nu 12.500 (+892, +7,7 %)` of a cell that differs, else nothing.

    In the unit on screen, or in euros where rounding hides the difference. What is asked for (`exact`) is in
    euros and says what HEAD is. The
    difference has the sign it prints; the percentage says by how much the amount grew.
    """
    if bron.naast is None or not bron.differs(row, col):
        return ""
    from budgetdesk.session.comparison import Druk, known_as, percentage

    index, naam = bron.in_beeld[row], known_as(bron.naast.naam) if exact else bron.naast.naam
    was, nu = bron.naast.was(index, col), bron.grid.inhoud(index, col)
    if bron.naast.is_new(index):
        return f"nieuw sinds {naam}"
    if not (isinstance(was, int) and isinstance(nu, int)):
        old, new = _texts(was, nu)
        return f"{naam} {old} → nu {new}"
    exact = exact or format_cell(was, bron.grid.notatie) == format_cell(nu, bron.grid.notatie)
    druk = Druk(replace(bron.grid.weergave, eenheid=bron.eenheid), exact)
    sign = "€ " if exact else ""
    change = ", ".join(filter(None, [druk.verschil(was, nu), percentage(was, nu)]))
    return f"{naam} {sign}{druk.bedrag(was)} → nu {sign}{druk.bedrag(nu)} ({change})"


def words(was: str, nu: str) -> str:
    """Return a text as it is, with signs around the words that went and those that came."""
    from budgetdesk.session.comparison import compare_words, marked

    return marked(compare_words(was, nu))


def is_long(was: Inhoud, nu: Inhoud) -> bool:
    """Return whether these are texts that a line cannot tell apart."""
    texts = [value for value in (was, nu) if isinstance(value, str)]
    return len(texts) == 2 and max(map(len, texts)) > TEKST


def _texts(was: Inhoud, nu: Inhoud) -> tuple[str, str]:
    """Return two values as a line quotes them; what long texts begin with alike is left out."""
    if not (isinstance(was, str) and isinstance(nu, str) and is_long(was, nu)):
        return _quoted(was), _quoted(nu)
    old, new = one_line(was), one_line(nu)
    alike = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, alike) + 1
    sign = "…" if start else ""
    return _quoted(sign + old[start:]), _quoted(sign + new[start:])


def _quoted(value: Inhoud) -> str:
    if isinstance(value, int):
        return f"€ {format_exact(value)}"
    text = one_line(str(value or ""))
    return f"“{display(text, TEKST)}”" if text else _LEEG
