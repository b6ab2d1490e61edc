"""What is said of a key that does nothing here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from budgetdesk.tui.actions import ACTIONS, key_name
from budgetdesk.tui.grid.keys import TOETSEN

if TYPE_CHECKING:
    from textual.events import Key

    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.edit import Edit

_NAMED: Final = re.compile(r"(?:ctrl|alt|shift)\+.*|f[0-9]+")

_READ: Final = "Dit dossier is geopend om te lezen; er wordt niets gewijzigd."


def why_not(desk: Desk, edit: Edit, event: Key) -> None:
    """Say why a key that nobody took does nothing here; what is no key of the app and no text says nothing."""
    key, table = event.key, desk.sheet.table
    action = next((action for action in ACTIONS.values() if key in action.keys), None)
    writes = any(toets.schrijft and key in toets.key.split(",") for toets in TOETSEN)
    if desk.sheet.read_only and (writes or (action is not None and action.writes)):
        desk.voice.warn(_READ)
    elif action is not None and action.on_cells and not desk.view.selection:
        desk.voice.warn(f"{action.name} doet hier niets: deze tabel heeft geen cellen.")
    elif event.is_printable and table is not None and desk.view.selection:
        row, col = desk.view.cursor
        if desk.sheet.read_only or not table.cell(row, col).bewerkbaar:
            edit.refuse(table, row, col)
        elif event.character != " ":
            desk.voice.warn("Een bedrag begint met een cijfer, een teken of =; F1 toont wat u kunt typen.")
    elif _NAMED.fullmatch(key):
        desk.voice.warn(f"{key_name(key)} doet hier niets; F1 toont de toetsen die hier werken.")
