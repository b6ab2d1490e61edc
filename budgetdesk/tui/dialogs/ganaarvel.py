"""Going to what is typed: a code, a programma, a year, a table, a decision or an address, with what may be meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.tui.answers import Bestemming
from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, broken, room

_TYPT: Final = (
    "Typ een code (1A), met een jaar (1A 2028), een jaar alleen (2028), een programma (3), een tabel (reserves),"
    " een besluit (2027-03) of een adres (1/post.bestuur, post.bestuur)."
)

_LEEG: Final = "bijvoorbeeld 1A 2028"


class Ganaarvel:
    """A line to type in, and where it may lead; `waarheen` gives that."""

    titel: Final = "Ga naar"
    bijschrift: Final = "code · programma · jaar · tabel · besluit · adres"
    toetsen: Sequence[str] = ("Enter ga · Esc terug", "Enter · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("Typ", "Waarheen"),
        ("↑↓", "Kies"),
        ("Enter", "Ga erheen"),
        ("^F", "Zoek"),
        ("Esc", "Terug"),
    )
    kiest: Final = True
    acties: Mapping[str, str] = {"ctrl+f": "zoek", "ctrl+g": "terug"}

    def __init__(self, waarheen: Callable[[str], Sequence[Bestemming]]) -> None:
        """Ask where to go."""
        self._waarheen: Final = waarheen
        self._gevonden: Sequence[Bestemming] = ()
        self.veld: Final = Invoerregel()

    def getypt(self) -> int:
        """Show where what is typed may lead, and choose the likeliest."""
        self._gevonden = self._waarheen(self.veld.tekst)
        return 0

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the line that is typed in."""
        return [veldregel(self.veld, width, "› ", _LEEG), STREEP]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return where it may lead; where nowhere, what can be typed."""
        if not self._gevonden:
            typed = self.veld.tekst.strip()
            what = f"`{typed[:40]}` is hier geen plek. {_TYPT}" if typed else _TYPT
            return [Velregel(((Stuk(part, "zacht"),),), deel="los") for part in broken(what, width - 4)]
        wide = max(cell_len(plek.wat) for plek in self._gevonden)
        left = room(width, wide)
        return [Velregel((fit(plek.naam, left), (Stuk(plek.wat.ljust(wide), "zacht"),))) for plek in self._gevonden]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""
