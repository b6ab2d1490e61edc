"""What people type into: a cell with the stored amount behind it."""

from __future__ import annotations

from dataclasses import dataclass

from budgetdesk.bedrag import MAX_CENTS, BedragFout
from budgetdesk.model.adres import Adres


@dataclass(frozen=True, slots=True)
class Invoer:
    """A cell people type in: the stored amount behind it and how it prints.

    The cell shows `huidig` cents (natural sign); `rest` of it comes from elsewhere (mutations, a
    second phase), so typing sets the stored amount to what was typed minus `rest`.
    """

    adres: Adres
    teken: int
    huidig: int
    rest: int
    aanwezig: bool

    def stored(self, cents: int) -> int:
        """Return what is stored so that the cell shows these cents; raises BedragFout where it is too large."""
        if abs(cents - self.rest) > MAX_CENTS:
            raise BedragFout("het bedrag is te groot: hoogstens 15 cijfers, de centen meegerekend.")
        return cents - self.rest
