"""The view of a sheet in the widgets of its screen."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.app import App
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.tui.actions import short_key_of
from budgetdesk.tui.clipboard import put
from budgetdesk.tui.dossier import celtekst, toelichting
from budgetdesk.tui.dossier.bron import EENHEDEN
from budgetdesk.tui.dossier.documents import titled
from budgetdesk.tui.dossier.groepen import group_of
from budgetdesk.tui.dossier.uitkomst import uitkomst
from budgetdesk.tui.dossier.uitlegblad import Uitlegblad
from budgetdesk.tui.dossier.window import Window
from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.source import LEEG, Bereik, Positie
from budgetdesk.tui.widgets.celregel import Celregel
from budgetdesk.tui.widgets.kader import Kader
from budgetdesk.tui.widgets.kop import Kop, Kopstand
from budgetdesk.tui.widgets.laagrand import layers
from budgetdesk.tui.widgets.melding import Melding
from budgetdesk.tui.widgets.regel import Woord, Woorden, cut, width_of
from budgetdesk.tui.widgets.strook import Strook, Uitkomst
from budgetdesk.tui.widgets.tabrand import Tabel, Tabs, tabs
from budgetdesk.tui.widgets.tree import Boom
from budgetdesk.tui.widgets.uitlegvak import Uitlegvak
from budgetdesk.tui.widgets.voet import Voet

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.grid.vel import Vel


@dataclass(frozen=True, slots=True)
class Parts:
    """The widgets of a worksheet."""

    kop: Kop
    tree: Boom
    tree_frame: Kader
    grid: EditGrid
    grid_frame: Kader
    uitleg: Uitlegvak
    uitleg_frame: Kader
    strook: Strook
    cel: Celregel
    melding: Melding
    voet: Voet


class Painter:
    """Paints a sheet as controllers ask (`View`), and tells them what is chosen in it."""

    def __init__(self, screen: Screen[Any], sheet: Sheet, parts: Parts) -> None:
        self._screen = screen
        self._sheet = sheet
        self._parts = parts
        self._grid = parts.grid

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

    def reopen(self, table: TabelBron, cell: Positie, text: str, reason: str) -> None:
        """Open a cell again with what could not be done."""
        self._grid.reopen(table, cell, text, reason)

    def turn_tree(self) -> None:
        """Let the keys go to the tree; hide it where they already do."""
        hide, screen = self._parts.tree.has_focus, self._screen
        screen.set_class(hide, "-zonder-boom")
        screen.set_class(not hide, "-met-boom")
        (self._grid if hide else self._parts.tree).focus()

    def lay(self, vel: Vel, begin: int = 0) -> None:
        """Lay a sheet over the upper rows of the table, with one of its lines chosen."""
        self._grid.vellen.lay(vel, begin)

    def renew_sheet(self) -> None:
        """Draw the sheet on top anew, of which what it tells changed."""
        if (stand := self._grid.vellen.top) is not None:
            self._grid.vellen.renew(stand)

    def lift(self) -> None:
        """Take the sheets away."""
        self._grid.vellen.lift()

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

    def open_anew(self) -> None:
        """Open the dossier again from its files."""
        self._screen.call_later(self._screen.run_action, "open_anew")

    # --- painting ----------------------------------------------------------------------------

    def show_tree(self) -> None:
        """Paint the tree of programmas."""
        dossier = self._sheet.session.dossier
        self._parts.tree.fill(dossier.kop.tekst("gemeente"), dossier.programmas)

    def show_table(self, cursor: Positie) -> None:
        """Paint the table in view, with its place among the others and everything about it."""
        self._show_place()
        self._grid.set_source(self._sheet.table or LEEG, cursor)
        self.show_state()

    def _show_place(self) -> None:
        """Paint the edges of the grid: the tables around the one in view above, its programma below."""
        sheet, table = self._sheet, self._sheet.table
        if table is None:
            return
        groep, groups = group_of(table.tabel), sheet.groups
        around = [Tabel(soort.naam, soort.label) for soort in groups[groep]]
        others = tuple(Tabel(soorten[0].naam, naam) for naam, soorten in groups.items() if naam != groep)
        at = [tabel.naam for tabel in around].index(table.tabel)
        about = "hele gemeente" if sheet.municipal else ""
        about = table.grid.titel if table.kaart else about
        shown = Tabs(groep, tuple(around), at, others, short_key_of("tables"), about)
        self._parts.grid_frame.boven.show(lambda width: tabs(shown, width))
        self._show_under()

    def _show_under(self) -> None:
        """Paint what is said below the grid: how much of the table is shown, and of which programma it is."""
        table, lagen = self._sheet.table, self._sheet.lagen
        whose = "" if table is None or self._sheet.municipal else f"{table.bestand.nummer} {table.bestand.titel}"

        def both(width: int) -> tuple[Woorden, Woorden]:
            key = short_key_of("levels")
            levels = layers(lagen.niveaus, lagen.nu, lagen.zin, key, width) if lagen is not None else []
            room = width - width_of(levels) - 4
            name = cut(display(whose), room) if room > _NAME_MIN else ""
            return levels, [Woord(name, "zacht")] if name else []

        self._parts.grid_frame.onder.show(both)

    def show_rows(self, row: int | None = None) -> None:
        """Paint the rows anew, and how many of them are in view; the cursor is on `row` now, where that is another."""
        self._grid.reload(row)
        self._show_under()

    def repaint(self, rows: Iterable[int]) -> None:
        """Paint rows of which the cells changed."""
        self._grid.refresh_rows(rows)

    def show_state(self) -> None:
        """Paint the title, the results of all years, what is not saved and what is under the cursor."""
        sheet, parts, session = self._sheet, self._parts, self._sheet.session
        table = sheet.table
        parts.kop.show(self._title())
        parts.tree.mark_changed(session.lacking)
        if table is not None:
            parts.tree.mark("" if sheet.municipal else table.bestand.naam)
        parts.strook.show(Uitkomst() if table is None else uitkomst(session.cijfers, sheet.unit))
        books = sheet.books_on
        parts.melding.state(
            f"{books[:1].upper()}{books[1:]} · twee keer {short_key_of('book')} stopt met boeken" if books else ""
        )
        # only pictures of the screen use it: to set it as Textual does would paint the whole screen
        app = self._screen.app
        app.set_reactive(App.title, f"{'● ' if session.dirty else ''}{display(session.titel)} - budgetdesk")
        self.show_cursor()

    def _title(self) -> Kopstand:
        sheet, session = self._sheet, self._sheet.session
        return Kopstand(
            session.dossier.kop.tekst("gemeente"),
            titled(session),
            sheet.books_on,
            sheet.compared,
            sum(session.lacking.values()),
            session.keuring.aantal if sheet.table is not None else None,
            unit_in_view(sheet.table),
            alleen_lezen=sheet.read_only,
        )

    def show_branch(self, tak: str) -> None:
        """Paint the branch of git that the files are of."""
        self._parts.kop.show_branch(tak)

    def show_keys(self) -> None:
        """Paint the keys that work now."""
        self._parts.voet.renew()

    def show_cursor(self) -> None:
        """Paint what is under the cursor: the exact amount, its source line or where it comes from.

        While a block is selected that is its sum.
        """
        table, chosen = self._sheet.table, self._grid.selection
        if table is not None and len(chosen) > 1:
            self._parts.cel.show(celtekst.of_selection(table, list(chosen)))
        else:
            self._parts.cel.show(celtekst.under_cursor(self._sheet, self._grid.cursor))
        self._parts.uitleg.await_rest()

    def show_explanation(self) -> None:
        """Paint all there is to tell of what is under the cursor."""
        self._parts.uitleg.show(Uitlegblad(toelichting.of_sheet(self._sheet, self._grid.cursor)))

    def show_selection(self, table: TabelBron, selection: Bereik) -> None:
        """Paint sum, count and average of a selected block of the table in view, and the keys for it."""
        self.show_keys()
        if table is self._sheet.table or len(selection) <= 1:
            self.show_cursor()


_NAME_MIN: Final = 12
"""Cells in which the name of a programma says something."""


def unit_in_view(table: TabelBron | None) -> str:
    """Return the unit of the amounts of a table; nothing where it has none."""
    has_amounts = table is not None and any(kop.vorm == "bedrag" for kop in table.grid.koppen)
    return EENHEDEN.get(table.eenheid, "") if table is not None and has_amounts else ""
