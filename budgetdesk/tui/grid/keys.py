"""The keys of the grid, and the characters that start an edit.

Only keys every terminal delivers: Ctrl+Enter, Alt+Enter and Shift with a function key do not arrive.
"""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from budgetdesk.tui.grid.selection import Doel

BEGINT: Final = frozenset("0123456789,.-+=(€")
"""The characters an amount or a formula can begin with: each starts an edit."""

_GANG: Final[dict[Doel, tuple[str, str]]] = {
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
_STREK: Final[dict[Doel, str]] = {
    "up": "Selectie omhoog",
    "down": "Selectie omlaag",
    "left": "Selectie naar links",
    "right": "Selectie naar rechts",
    "home": "Selectie tot begin van de rij",
    "end": "Selectie tot einde van de rij",
}

TOETSEN: Final[list[BindingType]] = [
    Binding("f2", "edit", "Bewerk", id="grid.edit"),
    Binding("delete,backspace", "clear", "Leegmaken", show=False, id="grid.clear"),
    Binding("space", "fold", "Vouwen", show=False, id="grid.fold"),
    Binding("enter", "enter", "Volgende rij", show=False, id="grid.enter"),
    Binding("tab", "tab(1)", "Volgende kolom", show=False, id="grid.tab"),
    Binding("shift+tab", "tab(-1)", "Vorige kolom", show=False, id="grid.shift_tab"),
    Binding("escape", "cancel", "Annuleren", show=False, id="grid.cancel"),
    Binding("ctrl+a", "select_all", "Alles selecteren", show=False, id="grid.select_all"),
    *(Binding(key, f"go({doel!r})", tekst, show=False, id=f"grid.{doel}") for doel, (key, tekst) in _GANG.items()),
    *(
        Binding(f"shift+{doel}", f"reach({doel!r})", tekst, show=False, id=f"grid.select_{doel}")
        for doel, tekst in _STREK.items()
    ),
]
"""Actions of `EditGrid`; the ids are names for a key map."""
