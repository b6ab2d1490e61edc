"""Finding in the whole dossier: what is typed, and what was found of it by kind, with the words standing out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from rich.cells import cell_len

from budgetdesk.session.zoekvorm import marks, piece
from budgetdesk.tui.answers import Vindantwoord, Vindgroep, Vindregel, Vondst
from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, Velrol, room

_LEEG: Final = "Typ een naam, code, woord, besluit of bedrag"

_GEEN: Final = "Niets gevonden. Elk woord moet voorkomen; hoofdletters en accenten maken niets uit."

_INGESPRONGEN: Final = "    "
"""Before the piece of a text that has the words."""

_SMAL: Final = 60
"""Cells below which a line says no place: the name needs them."""


class Vindvel:
    """A line to type in and what it finds; `zoek` gives that, beginning with a text of which all is selected.

    `begin` is the place of what was gone to last; it is chosen for as long as the text stays.
    """

    titel: Final = "Zoek in het hele dossier"
    bijschrift: Final = "naam · code · tekst · besluit · bedrag"
    toetsen: Sequence[str] = ("Enter ga · F3 volgende · Esc", "Enter ga · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("↑↓", "Kies"),
        ("Enter", "Ga erheen"),
        ("F3", "Volgende"),
        ("^G", "Ga naar adres"),
        ("Esc", "Terug"),
    )
    kiest: Final = True
    acties: Mapping[str, str] = {"f3": "volgende", "ctrl+g": "adres"}

    def __init__(self, zoek: Callable[[str], Vondst], tekst: str = "", begin: int = -1) -> None:
        """Show what a text finds."""
        self._zoek: Final = zoek
        self._eerst: Final = (tekst, begin)
        self.veld: Final = Invoerregel(tekst, gekozen=True)
        self._vondst = zoek(tekst)

    @property
    def _regels(self) -> list[Vindregel]:
        return [regel for groep in self._vondst.groepen for regel in groep.regels]

    @property
    def begin(self) -> int:
        """Return which line is chosen at first."""
        tekst, plek = self._eerst
        places = [regel.plek for regel in self._regels]
        return places.index(plek) if self.veld.tekst == tekst and plek in places else 0

    def antwoord(self, actie: str, index: int) -> Vindantwoord:
        """Return what is asked with which of the lines."""
        regels = self._regels
        return Vindantwoord(actie, self.veld.tekst, regels[index].plek if index < len(regels) else 0)

    def getypt(self) -> int:
        """Find what is typed, and choose the first."""
        self._vondst = self._zoek(self.veld.tekst)
        return self.begin

    def druk(self, key: str) -> bool:
        """Select all that is typed, as who asks to find again wants."""
        return key == "ctrl+f" and self.veld.druk("ctrl+shift+a")

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the line that is typed in."""
        return [veldregel(self.veld, width, "⌕ ", _LEEG), STREEP]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return what was found by kind: name, place and amount, and below it the piece that has the words."""
        lines = [line for groep in self._vondst.groepen for line in self._of_group(groep, width)]
        if not lines and self.veld.tekst.strip():
            told = self._vondst.bezig or self._vondst.geen or _GEEN
            return [Velregel(((Stuk(told, "zacht"),),), deel="los")]
        return lines

    def _of_group(self, groep: Vindgroep, width: int) -> Iterator[Velregel]:
        yield Velregel(((Stuk(f" {groep.naam}", "toets"), Stuk(f"  {_counted(groep.aantal)}", "zacht")),), deel="los")
        # columns are as wide as they need to be anywhere on the sheet: the places stand below each other
        wide = max(cell_len(regel.waar) for regel in self._regels)
        amount = max(cell_len(regel.bedrag) for regel in self._regels)
        for regel in groep.regels:
            left = room(width, *([wide, amount] if width >= _SMAL else [amount])) - 1
            beside = [(Stuk(regel.waar.ljust(wide), "zacht"),)] if width >= _SMAL else []
            yield Velregel((self._named(regel, left), *beside, tuple(self._amount(regel))))
            if regel.stuk:
                yield self._below(regel, width)
        if (more := groep.aantal - len(groep.regels)) > 0:
            yield Velregel(((Stuk(f"{_INGESPRONGEN}en nog {_counted(more)}; typ verder", "zacht"),),), deel="los")

    def _named(self, regel: Vindregel, left: int) -> tuple[Stuk, ...]:
        """Return the name, and what amount of it was found: that is not cut where there are several."""
        said = "" if regel.stuk or not regel.veld else f"  {regel.veld[:1].lower()}{regel.veld[1:]}"
        naam = fit(piece(regel.naam, self._vondst.woorden, left), max(left - cell_len(said), 8)).rstrip()
        return (Stuk(" "), *self._marked(naam, ""), Stuk(said, "zacht"))

    def _amount(self, regel: Vindregel) -> list[Stuk]:
        return self._marked(regel.bedrag, "") if regel.veld and not regel.stuk else [Stuk(regel.bedrag)]

    def _below(self, regel: Vindregel, width: int) -> Velregel:
        label = f"{regel.veld}: " if regel.veld else ""
        left = room(width) - cell_len(_INGESPRONGEN + label) - 1
        told = self._marked(piece(regel.stuk, self._vondst.woorden, left), "zacht")
        return Velregel(((Stuk(f"{_INGESPRONGEN}{label}", "zacht"), *told),), deel="vervolg")

    def _marked(self, text: str, rol: Velrol) -> list[Stuk]:
        """Return a text of which the words that were looked for stand out."""
        found, at = [], 0
        for span in marks(text, self._vondst.woorden):
            found += [Stuk(text[at : span.start], rol), Stuk(text[span.start : span.stop], "treffer")]
            at = span.stop
        return [stuk for stuk in (*found, Stuk(text[at:], rol)) if stuk.tekst]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return how many were found, and that not everything was searched yet."""
        count = sum(groep.aantal for groep in self._vondst.groepen)
        parts = [f"{_counted(count)} gevonden" if self.veld.tekst.strip() else "", self._vondst.bezig]
        return " · ".join(filter(None, parts))

    def vouw(self, _index: int) -> None:
        """Do nothing."""


def _counted(number: int) -> str:
    """Return a number of things as people write it: `1.234`."""
    return f"{number:,}".replace(",", ".")
