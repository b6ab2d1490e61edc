"""Texts as a cell of Excel can hold them: visible signs only, and where something had to go, how much."""

from __future__ import annotations

from typing import Final

from budgetdesk.display import display, display_lines

MAX_TEKST: Final = 32_767
"""Units of UTF-16 in a cell (Excel specifications and limits)."""


def passend(tekst: str, *, regels: bool = True, ruimte: int = MAX_TEKST) -> tuple[str, int]:
    """Return a text as a cell shows it, and how many of its characters are missing there.

    A text that is too long ends with a mark that says so. Without `regels` line ends become signs.
    """
    shown = (display_lines if regels else display)(tekst, len(tekst) + 1)
    if _units(shown) <= ruimte:
        return shown, 0
    kept = _first(shown, ruimte - len(_merk(len(shown))))
    missing = len(shown) - len(kept)
    return kept + _merk(missing), missing


def _merk(aantal: int) -> str:
    return f"… [hier ontbreken {aantal} tekens; de hele tekst staat in het dossier]"


def _units(tekst: str) -> int:
    return len(tekst) if tekst.isascii() else len(tekst.encode("utf-16-le")) // 2


def _first(tekst: str, units: int) -> str:
    """Return the longest beginning of a text that takes at most so many units."""
    data = tekst.encode("utf-16-le")[: 2 * units]
    return data.decode("utf-16-le", "ignore")
