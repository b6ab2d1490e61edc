"""The keys of the grid as data, and the characters that start an edit.

Only keys every terminal delivers: Ctrl+Enter, Alt+Enter and Shift with a function key do not arrive.
"""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from budgetdesk.tui.grid.selection import Step
from budgetdesk.tui.grid.source import Cel

BEGINT: Final = frozenset("0123456789,.-+=(€")
"""The characters an amount or a formula can begin with: each starts an edit."""

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

VIEW_KEYS: Final[list[BindingType]] = [
    Binding("tab", "go('next')", "Volgende kolom", show=False, id="grid.tab"),
    Binding("shift+tab", "go('previous')", "Vorige kolom", show=False, id="grid.shift_tab"),
    Binding("escape", "cancel", "Annuleren", show=False, id="grid.cancel"),
    Binding("ctrl+a", "select_all", "Alles selecteren", show=False, id="grid.select_all"),
    *(Binding(key, f"go({step!r})", tekst, show=False, id=f"grid.{step}") for step, (key, tekst) in _STEPS.items()),
    *(
        Binding(f"shift+{step}", f"reach({step!r})", tekst, show=False, id=f"grid.select_{step}")
        for step, tekst in _STRETCHES.items()
    ),
]
"""Actions of `GridView`; the ids are names for a key map."""

EDIT_KEYS: Final[list[BindingType]] = [
    Binding("f2", "edit", "Bewerk", id="grid.edit"),
    Binding("delete,backspace", "clear", "Leegmaken", show=False, id="grid.clear"),
    Binding("space", "fold", "Vouwen", show=False, id="grid.fold"),
    Binding("enter", "enter", "Volgende rij", show=False, id="grid.enter"),
]
"""Actions `EditGrid` adds."""

TOETSEN: Final[list[BindingType]] = [*EDIT_KEYS, *VIEW_KEYS]
"""All keys of `EditGrid`."""


def begins(character: str, cel: Cel) -> bool:
    """Return whether a typed character starts an edit of a cell; a space folds."""
    return character in BEGINT or (cel.vrij and character.isprintable() and character != " ")
