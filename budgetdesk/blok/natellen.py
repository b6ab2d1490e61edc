"""The totals that a block brings along: whether they are the sum of the rows above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag import BedragFout, Decimaal, read_printed
from budgetdesk.blok.koppen import Herkend
from budgetdesk.blok.tekst import Blok


class Natellen:
    """The totals of one block."""

    def __init__(self, blok: Blok, herkend: Herkend, decimaal: Decimaal) -> None:
        self._blok: Final = blok
        self._herkend: Final = herkend
        self._decimaal: Final = decimaal

    def sentences(self) -> Iterator[str]:
        """Yield which total of the block is not the sum of the rows above it."""
        found = self._herkend
        for r in found.totalen:
            above: list[int] = []
            for other in range(r - 1, -1, -1):
                if other not in found.rijen or other in found.totalen:
                    break
                above.append(other)
            for c in found.kolommen if above else ():
                if (wrong := self._is_off(c, above, r)) is not None:
                    head = found.boven[c].tekst or f"kolom {c + 1}"
                    yield f"rij {r + 1} “{found.links[r].tekst}”, {head}: {wrong}"

    def _is_off(self, c: int, above: Sequence[int], r: int) -> str | None:
        """Return how a total differs from its parts; None where it does not, within what printing rounds."""
        if not self._blok.rijen[r][c]:
            return None
        parts = [self._printed(self._blok.rijen[other][c]) for other in above if self._blok.rijen[other][c]]
        total = self._printed(self._blok.rijen[r][c])
        if total is None or any(part is None for part in parts):
            return "niet na te rekenen, want niet alles is een bedrag"
        summed = sum((part for part in parts if part is not None), Fraction(0))
        if abs(abs(total) - abs(summed)) * 2 <= len(parts):
            return None
        return f"er staat {self._blok.rijen[r][c]}, de delen geven {_plain(summed)}"

    def _printed(self, text: str) -> Fraction | None:
        try:
            found = read_printed(text)
            size = found.getal(self._decimaal)
        except BedragFout:
            return None
        return -size if found.teken < 0 else size


def _plain(number: Fraction) -> str:
    """Return a sum of printed amounts as they are printed."""
    whole, rest = divmod(abs(number), 1)
    shown = f"{whole:,}".replace(",", ".") + (f"{float(rest):.2f}"[1:].replace(".", ",") if rest else "")
    return f"-{shown}" if number < 0 else shown
