"""The view of a sheet in the widgets of its screen."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.widgets import Tab, Tabs

from budgetdesk.display import display
from budgetdesk.tables.registry import Tabelsoort
from budgetdesk.tui.clipboard import put
from budgetdesk.tui.dossier import describe
from budgetdesk.tui.dossier.documents import named
from budgetdesk.tui.dossier.window import Window
from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.source import LEEG, Bereik, Positie
from budgetdesk.tui.literal import tekst
from budgetdesk.tui.widgets.lines import BottomLine, TopLine
from budgetdesk.tui.widgets.tree import Boom

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.grid.vel import Vel


def table_tabs(tables: Iterable[Tabelsoort]) -> Tabs:
    """Return a tab for every table there can be; the keys stay with the grid."""
    tabs = Tabs(*(Tab(tekst(soort.label), id=soort.naam) for soort in tables))
    tabs.can_focus = False
    return tabs


@dataclass(frozen=True, slots=True)
class Parts:
    """The widgets of a worksheet."""

    title: TopLine
    tree: Boom
    tabs: Tabs
    grid: EditGrid
    bottom: BottomLine


class Painter:
    """Paints a sheet as controllers ask (`View`), and tells them what is chosen in it."""

    def __init__(self, screen: Screen[Any], sheet: Sheet, parts: Parts) -> None:
        self._screen = screen
        self._sheet = sheet
        self._parts = parts
        self._grid = parts.grid
        self._tabs: set[str] = set()
        """The tabs that are shown."""

    # --- what is chosen and typed ------------------------------------------------------------

    @property
    def cursor(self) -> Positie:
        """The row in view and the column of the cursor."""
        return self._grid.cursor

    @property
    def selection(self) -> Bereik:
        """The selected cells."""
        return self._grid.selection

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed in."""
        return self._grid.is_editing

    def finish_editing(self) -> bool:
        """Accept what is being typed; return False when it is not valid."""
        return self._grid.finish_editing()

    def take_keys(self) -> None:
        """Take keys again."""
        self._grid.opened()

    async def settle(self) -> None:
        """Wait until the messages of the grid so far have been handled."""
        done = Event()
        self._grid.post_message(EditGrid.Settled(done))
        await done.wait()

    def move_to(self, row: int, col: int) -> None:
        """Put the cursor on a cell, in view."""
        self._grid.move_to(row, col)

    def focus(self) -> None:
        """Let the keys go to the table."""
        self._grid.focus()

    def turn_tree(self) -> None:
        """Let the keys go to the tree; hide it where they already do."""
        tree = self._parts.tree
        if tree.has_focus:
            tree.remove_class("-getoond")
            self._grid.focus()
        else:
            tree.add_class("-getoond")
            tree.focus()

    def lay(self, vel: Vel, begin: int = 0) -> None:
        """Lay a sheet over the upper rows of the table, with one of its lines chosen."""
        self._grid.lay(vel, begin)

    def lift(self) -> None:
        """Take the sheets away."""
        self._grid.lift()

    @property
    def clipboard(self) -> str:
        """What was copied here last."""
        return self._screen.app.clipboard

    def copy(self, text: str) -> str:
        """Put a text on the clipboard; return what is to be said of where else it is."""
        return put(self._screen.app, text)

    @property
    def theme(self) -> str:
        """Whether the screen is light or dark."""
        return "donker" if self._screen.app.current_theme.dark else "licht"

    def turn_theme(self) -> None:
        """Switch between light and dark."""
        Window(self._screen.app).theme()

    def leave(self) -> None:
        """End the app."""
        self._screen.app.exit()

    def close(self) -> None:
        """Make way for the start screen."""
        self._screen.call_later(self._screen.run_action, "app.start")

    # --- painting ----------------------------------------------------------------------------

    def show_tree(self) -> None:
        """Paint the tree of programmas."""
        dossier = self._sheet.session.dossier
        self._parts.tree.fill(dossier.kop.tekst("gemeente"), dossier.programmas)

    def show_table(self, cursor: Positie) -> None:
        """Paint the table in view, with its tab and everything about it."""
        table = self._sheet.table
        with self._screen.prevent(Tabs.TabActivated):
            self._show_tabs()
            if table is not None:
                self._parts.tabs.active = table.tabel
        self._grid.set_source(table or LEEG, cursor)
        self.show_state()

    def _show_tabs(self) -> None:
        """Show a tab for each table there is now, that of the table in view in sight."""
        shown = {soort.naam for soort in self._sheet.tables}
        if shown == self._tabs:
            return
        self._tabs = shown
        for naam in self._sheet.session.tabellen:
            if naam in shown:
                self._parts.tabs.show(naam)
            else:
                self._parts.tabs.hide(naam)
        self._screen.call_after_refresh(self._reveal_tab)

    def _reveal_tab(self) -> None:
        if active := self._parts.tabs.active_tab:
            active.scroll_visible(animate=False)

    def show_rows(self) -> None:
        """Paint the rows anew."""
        self._grid.reload()

    def repaint(self, rows: Iterable[int]) -> None:
        """Paint rows of which the cells changed."""
        self._grid.refresh_rows(rows)

    def show_state(self) -> None:
        """Paint the title, the live result and what is under the cursor."""
        sheet, table = self._sheet, self._sheet.table
        about = ("", "")
        if table is not None:
            about = sheet.session.dossier.kop.tekst("gemeente"), table.grid.titel
            self._parts.tree.mark("" if sheet.municipal else table.bestand.naam)
            self._parts.bottom.show_result(*describe.result(sheet.session, table, sheet.unit))
        document, dirty = sheet.session.document, sheet.session.dirty
        special = (sheet.books_on, " · ".join(filter(None, [sheet.compared, sheet.books_on and document])))
        titel = f"{named(sheet.session)}: {sheet.session.titel}" if document else sheet.session.titel
        self._parts.title.show(titel, *about, *special, dirty=dirty, read_only=sheet.read_only)
        self._screen.app.title = f"{'● ' if dirty else ''}{display(titel)} - budgetdesk"
        self.show_cursor()

    def show_cursor(self) -> None:
        """Paint what is under the cursor: the exact amount, its source line or where it comes from."""
        self._parts.bottom.show_cell(describe.under_cursor(self._sheet, self._grid.cursor))

    def show_selection(self, table: TabelBron, selection: Bereik) -> None:
        """Paint sum, count and average of a selected block of the table in view."""
        if table is self._sheet.table and len(selection) > 1:
            self._parts.bottom.show_cell(describe.selection(table, list(selection)))
        else:
            self.show_cursor()
