"""How a document looks as a PDF: its colours, letter, size and margins, each of the house style or ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.pdf.kleuren import kleuren
from budgetdesk.export.pdf.letterkeus import Letter
from budgetdesk.export.pdf.maat import Vel
from budgetdesk.export.stijl import gekozen

_CORPS, _MARGE = 10.0, 20
"""Size of the letters in points, and margins in millimetres."""

_MM: Final = 72 / 25.4
"""Points in a millimetre."""

_A4: Final = (210, 297)


@dataclass(frozen=True, slots=True)
class Vorm:
    """Colours by the name that the style sheet gives them, the letter, its size in points, margins in millimetres."""

    kleuren: Mapping[str, str] = field(default_factory=kleuren)
    letter: Letter = field(default_factory=Letter)
    corps: float = _CORPS
    marge: int = _MARGE

    @property
    def vel(self) -> Vel:
        """Return the room that a table has."""
        staand, liggend = ((side - 2 * self.marge) * _MM for side in _A4)
        return Vel(staand, liggend, self.corps, self.letter.cijfer)


def vorm(huisstijl: Huisstijl, letter: Letter) -> Vorm:
    """Return how a document of this house style looks in this letter."""
    corps = _CORPS if huisstijl.corps is None else float(huisstijl.corps)
    return Vorm(kleuren() | gekozen(huisstijl), letter, corps, _MARGE if huisstijl.marge is None else huisstijl.marge)
