"""A table of the session as what a block is pasted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from budgetdesk.blok import Doelcel, Doelkolom, Doelrij, Druk
from budgetdesk.model.invoer import Invoer, Veldinvoer
from budgetdesk.session.cells import input_at

if TYPE_CHECKING:
    from budgetdesk.blok import Lezing
    from budgetdesk.blok.doel import Doelsoort
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.session.cells import Wijzigingen
    from budgetdesk.tui.dossier.bron import TabelBron


class Tabeldoel:
    """The cells of a table, those of rows that are folded away too."""

    def __init__(self, bron: TabelBron) -> None:
        self._bron: Final = bron
        self._cellen: Final[dict[tuple[int, int], Doelcel | None]] = {}
        self.kolommen: Final[Sequence[Doelkolom]] = [Doelkolom(kop.tekst, kop.verschil) for kop in bron.grid.koppen]
        self.rijen: Final[Sequence[Doelrij]] = _rows(bron)
        self.in_beeld: Final[Sequence[int]] = bron.in_beeld
        self.eenheid: Final = bron.eenheid

    def cel(self, rij: int, kolom: int, /) -> Doelcel | None:
        """Return a cell; None where it is computed."""
        if (rij, kolom) not in self._cellen:
            self._cellen[rij, kolom] = self._made(rij, kolom)
        return self._cellen[rij, kolom]

    def druk(self, rij: int, kolom: int, /) -> Druk | None:
        """Return how a computed cell prints its amount; None where it holds none."""
        grid = self._bron.grid
        if self.cel(rij, kolom) is not None or grid.cents(rij, kolom) is None:
            return None
        row = grid.rijen[rij]
        normal = row.tekens[0][1] if row.tekens and not row.is_saldo and not grid.koppen[kolom].verschil else 1
        return Druk(normal, grid.voordeel(rij, kolom))

    def _made(self, rij: int, kolom: int) -> Doelcel | None:
        invoer = input_at(self._bron.session.dossier, self._bron.grid, rij, kolom)
        if isinstance(invoer, Invoer):
            return Bedragcel(invoer, self._bron.grid.lettered(rij, kolom))
        return None if invoer is None else Veldcel(invoer)


class Bedragcel:
    """A cell of an amount."""

    soort: Final[Doelsoort] = "bedrag"

    def __init__(self, invoer: Invoer, voordeel: int) -> None:
        self.invoer: Final = invoer
        self.plaats: Final[object] = invoer.adres
        self.teken: Final = invoer.teken
        self.voordeel: Final = voordeel
        self.cents: Final = invoer.huidig if invoer.aanwezig or invoer.rest else None
        self.waarde: Final[object] = self.cents
        self.valt_terug: Final = self.cents is None and bool(invoer.huidig)

    def opslag(self, waarde: object) -> object:
        """Return what is stored: of an amount to which mutations come, the rest."""
        return self.invoer.stored(waarde) if isinstance(waarde, int) else waarde

    def past(self, cents: int) -> None:
        """Raise BedragFout where an amount is too large."""
        self.invoer.stored(cents)

    def lees(self, text: str) -> object:
        """Refuse: how an amount is read depends on more than its text."""
        raise ValueError(text)

    def leeg_fout(self) -> str:
        """Return nothing: an amount can be absent."""
        return ""


_GETALLEN: Final = ("getal", "breuk", "geheel", "tekst of getal")
"""Forms of which a block is read as numbers."""


class Veldcel:
    """A cell of any other value."""

    teken: Final = 1
    voordeel: Final = 0
    cents: Final = None
    valt_terug: Final = False

    def __init__(self, invoer: Veldinvoer) -> None:
        self.invoer: Final = invoer
        self.plaats: Final[object] = invoer.adres
        self.soort: Final[Doelsoort] = "getal" if invoer.veld.vorm in _GETALLEN else "tekst"
        self.waarde: Final[object] = invoer.waarde

    def opslag(self, waarde: object) -> object:
        """Return the value: it is stored as it is."""
        return waarde

    def past(self, cents: int) -> None:
        """Refuse: this is no amount."""
        raise ValueError(cents)

    def lees(self, text: str) -> object:
        """Return the value of a text, a choice by its key or by what people read; raises WaardeFout."""
        if self.invoer.keuzes:
            keys = {shown.casefold(): key for key, shown in self.invoer.keuzes}
            text = keys.get(text.casefold(), text)
        elif self.soort == "getal" and self.invoer.veld.vorm != "breuk":
            # a measured number is printed with its unit
            bare = text.removesuffix("%").strip()
            text = bare if bare.lstrip("-+").replace(".", "").replace(",", "").isdecimal() else text
        return self.invoer.parse(text)

    def leeg_fout(self) -> str:
        """Return why the value cannot be emptied."""
        veld = self.invoer.veld
        return f"{veld.label or veld.sleutel} is verplicht en kan niet leeg." if veld.verplicht else ""


def changes(lezing: Lezing) -> Wijzigingen:
    """Return the cells that a reading of a block on a table sets, with their new values."""
    return [
        (cel.invoer, cast("Waarde | None", waarde))
        for cel, waarde in lezing.wijzigingen
        if isinstance(cel, Bedragcel | Veldcel)
    ]


def _rows(bron: TabelBron) -> list[Doelrij]:
    """Return every row with the name it stands under: a post under its beleidsterrein, a raming under its post."""
    found: list[Doelrij] = []
    names: dict[int, str] = {}
    for rij in bron.grid.rijen:
        names[rij.niveau] = rij.naam
        found.append(Doelrij(rij.naam, rij.soort, names.get(rij.niveau - 1, "")))
    return found
