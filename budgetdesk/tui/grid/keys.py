"""The keys of the grid as data, and the characters that start an edit.

Only keys that terminals deliver: Ctrl+Enter, Ctrl+Backspace, Alt+Enter and Shift+F3 do not arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding, BindingType

from budgetdesk.tui.grid.selection import Step, Way
from budgetdesk.tui.grid.source import Cel
from budgetdesk.tui.toetsgroep import Groep

BEGINT: Final = frozenset("0123456789,.-+=(€")
"""The characters an amount or a formula can begin with: each starts an edit."""


@dataclass(frozen=True, slots=True)
class Toets:
    """A key of the grid: what it runs, how a list of keys calls it, and in which group.

    One without `kort` stands in no list. One that is `samen` shares the line of the one before.
    """

    id: str
    key: str
    action: str
    tekst: str
    groep: Groep = "Bewegen"
    kort: str = ""
    samen: bool = False
    schrijft: bool = False
    """Whether it changes what is in a cell."""
    toon: str = ""
    """How the list writes it, where that is not how the key is called."""

    @property
    def binding(self) -> Binding:
        """Return the key binding."""
        return Binding(self.key, self.action, self.tekst, show=self.id == "edit", id=f"grid.{self.id}")


_STEPS: Final[dict[Step, tuple[str, str]]] = {
    "up": ("up", "Omhoog"),
    "down": ("down", "Omlaag"),
    "left": ("left", "Naar links"),
    "right": ("right", "Naar rechts"),
    "home": ("home", "Begin van de rij"),
    "end": ("end", "Einde van de rij"),
    "top": ("ctrl+home", "Eerste cel"),
    "bottom": ("ctrl+end", "Laatste cel"),
    "pageup": ("pageup", "Scherm omhoog"),
    "pagedown": ("pagedown", "Scherm omlaag"),
}
_STRETCHES: Final[dict[Step, str]] = {
    "up": "Selectie omhoog",
    "down": "Selectie omlaag",
    "left": "Selectie naar links",
    "right": "Selectie naar rechts",
    "home": "Selectie tot begin van de rij",
    "end": "Selectie tot einde van de rij",
}
_EDGES: Final[dict[Way, str]] = {
    "up": "Naar de rand omhoog",
    "down": "Naar de rand omlaag",
    "left": "Naar de rand links",
    "right": "Naar de rand rechts",
}

VIEW_TOETSEN: Final = (
    Toets("tab", "tab", "go('next')", "Volgende kolom", kort="jaren langs, terug", toon="Tab … Enter"),
    Toets("shift_tab", "shift+tab", "go('previous')", "Vorige kolom"),
    *(Toets(step, key, f"go({step!r})", tekst) for step, (key, tekst) in _STEPS.items()),
    *(
        Toets(
            f"edge_{way}",
            f"ctrl+{way}",
            f"edge({way!r})",
            tekst,
            kort="naar de rand" if way == "up" else "",
            toon="^↑ ^↓ ^← ^→" if way == "up" else "",
        )
        for way, tekst in _EDGES.items()
    ),
    *(
        Toets(
            f"select_{step}",
            f"shift+{step}",
            f"reach({step!r})",
            tekst,
            kort="selecteren" if step == "up" else "",
            toon="Shift+pijl" if step == "up" else "",
        )
        for step, tekst in _STRETCHES.items()
    ),
    *(
        Toets(f"select_edge_{way}", f"ctrl+shift+{way}", f"reach_edge({way!r})", f"Selectie: {tekst.lower()}")
        for way, tekst in _EDGES.items()
    ),
    Toets("select_all", "ctrl+a", "select_all", "Alles selecteren", kort="alles selecteren"),
    Toets("cancel", "escape", "cancel", "Annuleren"),
)
"""Keys of `GridView`; the ids are names for a key map."""

EDIT_TOETSEN: Final = (
    Toets("edit", "f2", "edit", "Bewerk", "Typen", "in de tekst van de cel", schrijft=True),
    Toets("clear", "delete,backspace", "clear", "Leegmaken", "Typen", "leeg", schrijft=True, toon="Del"),
    Toets("fold", "space", "fold", "Vouwen", "Kijken", "vouw open of dicht"),
    Toets("enter", "enter", "enter", "Volgende rij"),
)
"""Keys that `EditGrid` adds."""

VIEW_KEYS: Final[list[BindingType]] = [toets.binding for toets in VIEW_TOETSEN]
"""Bindings of `GridView`."""

EDIT_KEYS: Final[list[BindingType]] = [toets.binding for toets in EDIT_TOETSEN]
"""Bindings `EditGrid` adds."""

TOETSEN: Final = (*EDIT_TOETSEN, *VIEW_TOETSEN)
"""All keys of `EditGrid`."""


def begins(character: str, cel: Cel) -> bool:
    """Return whether a typed character starts an edit of a cell; a space folds."""
    return character in BEGINT or (cel.vrij and character.isprintable() and character != " ")
