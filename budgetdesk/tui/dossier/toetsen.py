"""Which keys the footer names: those of the place where keys go now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from budgetdesk.tui.actions import ACTIONS, Action, short_key
from budgetdesk.tui.grid.keys import EDIT_KEYS
from budgetdesk.tui.widgets.voet import Toets

if TYPE_CHECKING:
    from budgetdesk.tui.grid.edit_grid import EditGrid

IN_CELL: Final = (
    Toets("Enter", "Neem over", "enter"),
    Toets("Tab", "Volgende", "tab"),
    Toets("F2", "In de tekst", "f2"),
    Toets("Esc", "Niet", "escape"),
)
"""The keys of a cell that is typed in."""


def in_tree() -> list[Toets]:
    """Return the keys of the tree."""
    tree = ACTIONS["tree"]
    return [
        Toets("↑↓", "Kies"),
        Toets("Enter", "Ga erheen", "enter"),
        Toets("→", "Beleidsterreinen", "right"),
        *([Toets(short_key(tree.key), "Verberg", tree.keys[0])] if tree.keys else []),
        Toets("Esc", "Tabel", "escape"),
    ]


_BLOCK: Final = ("fill_right", "fill_down", "copy", "cut", "paste")
"""What is done to a selected block, beside emptying it."""

_PRESS: Final = {"Enter": "enter", "Esc": "escape", "Spatie": "space", "Tab": "tab", "Del": "delete"}
"""The keys of a sheet that a click on them can press, by how people read them; others are letters."""


def in_table(grid: EditGrid, can: Callable[[Action], bool]) -> list[Toets]:
    """Return the keys of the table: of the open cell, a sheet or a block where there is one, else of the dossier."""
    if grid.is_editing:
        return list(IN_CELL)
    if grid.surface.vel is not None:
        return list(of_sheet(grid.surface.vel.vel.voettoetsen))
    if len(grid.selection) > 1:
        return list(_of_block(grid, can))
    first, *rest = [_of(action) for action in ACTIONS.values() if action.in_footer and can(action)]
    palette = _of(ACTIONS["palette"])
    return [first, *_of_cell(grid), *(toets for toets in rest if toets != palette), palette]


def _of(action: Action) -> Toets:
    return Toets(short_key(action.key), action.voet or action.name, action.keys[0])


def _of_cell(grid: EditGrid) -> Iterator[Toets]:
    """Yield the keys of the cell itself that are worth a place."""
    for key in EDIT_KEYS:
        if isinstance(key, Binding) and key.show and grid.check_action(key.action, ()):
            yield Toets(short_key(key.key), key.description, key.key)


def _of_block(grid: EditGrid, can: Callable[[Action], bool]) -> Iterator[Toets]:
    known = (ACTIONS[name] for name in _BLOCK if name in ACTIONS)
    yield from (_of(action) for action in known if can(action))
    if grid.check_action("clear", ()):
        yield Toets("Del", "Leeg", "delete")
    yield Toets("Esc", "Klaar", "escape")


def of_sheet(toetsen: Sequence[tuple[str, str]]) -> Iterator[Toets]:
    """Yield the keys that a sheet tells, with what each does."""
    for naam, doet in toetsen:
        yield Toets(naam, doet, _PRESS.get(naam, naam.lower() if len(naam) == 1 and naam.isalpha() else ""))
