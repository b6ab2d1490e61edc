"""What people type into: a cell with the stored amount behind it, or with any other value."""

from __future__ import annotations

from dataclasses import dataclass

from budgetdesk.bedrag import MAX_CENTS, BedragFout
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import parse, spell


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


@dataclass(frozen=True, slots=True)
class Veldinvoer:
    """A cell that shows a stored value which is no amount: a text, a number, a choice, a reference."""

    adres: Adres
    veld: Field
    waarde: Waarde | None
    keuzes: tuple[tuple[str, str], ...] = ()
    """Values to choose from, each with what people read; empty where anything may be typed."""

    @property
    def tekst(self) -> str:
        """Return the value as it is offered for editing."""
        return "" if self.waarde is None else spell(self.veld, self.waarde)

    @property
    def lang(self) -> bool:
        """Return whether the value needs more room than a cell."""
        return self.veld.lang or "\n" in self.tekst

    def parse(self, text: str) -> Waarde:
        """Return what typed text becomes; raises WaardeFout."""
        return parse(self.veld, text, self.adres.pad)
