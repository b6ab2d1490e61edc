"""The main screen: title, tree and grid in their frames, the results of all years, cell, message and keys."""

from __future__ import annotations

import gc
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.tui.actions import ACTIONS, Action, bindings, key_name, short_key_of
from budgetdesk.tui.dossier.beeldvel import Beeldvel
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.controllers import Controllers
from budgetdesk.tui.dossier.desk import Desk
from budgetdesk.tui.dossier.dialogs import Dialogs
from budgetdesk.tui.dossier.nietig import why_not
from budgetdesk.tui.dossier.notices import Notices
from budgetdesk.tui.dossier.painter import Painter, Parts
from budgetdesk.tui.dossier.place import Nowhere, Place, renew_keys
from budgetdesk.tui.dossier.plakvel import Plakvel
from budgetdesk.tui.dossier.sheet import Sheet
from budgetdesk.tui.dossier.toetsen import in_table, in_tree
from budgetdesk.tui.dossier.uitkomst import when_typed
from budgetdesk.tui.dossier.window import Window
from budgetdesk.tui.dossier.workers import Workers
from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.vellen import Velgekozen
from budgetdesk.tui.guard import Guard
from budgetdesk.tui.verhuisd import Verhuizing
from budgetdesk.tui.widgets.celregel import Celregel
from budgetdesk.tui.widgets.kader import Kader
from budgetdesk.tui.widgets.kop import Kop
from budgetdesk.tui.widgets.melding import Melding, Soort
from budgetdesk.tui.widgets.regel import Woord
from budgetdesk.tui.widgets.strook import Strook
from budgetdesk.tui.widgets.tree import Boom
from budgetdesk.tui.widgets.uitlegvak import Uitlegvak, panel_width
from budgetdesk.tui.widgets.voet import Toets, Voet

if TYPE_CHECKING:
    from budgetdesk.session import Session

Target = Callable[..., Coroutine[Any, Any, None] | None]
"""What an action calls; what takes more than a moment is a coroutine."""

_WIDE: Final = 112
"""Cells from which the tree stands beside the table."""

_TALL: Final = 36
"""Lines from which the results have bars."""


class WorksheetScreen(Screen[None]):
    """One dossier: composes the widgets, hands keys and messages to the controllers, and lets them paint."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ACTIONS.values()),
        Binding("escape", "close_card", "Terug naar de tabel", show=False, id="dossier.close_card"),
    ]

    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (_WIDE, "-breed"), (140, "-b140"), (180, "-b180")]  # noqa: RUF012
    # where the focus goes elsewhere, Textual paints the whole screen: it begins where it belongs
    AUTO_FOCUS = "EditGrid"
    VERTICAL_BREAKPOINTS = [(0, "-laag"), (_TALL, "-hoog")]  # noqa: RUF012

    @dataclass
    class Reopened(Message):
        """The dossier is to be opened again: its files became others, and may hold conflicts."""

        pad: Path

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.sheet = Sheet(session)
        tree, grid, uitleg = Boom(), EditGrid(), Uitlegvak()
        self._parts = Parts(
            Kop(),
            tree,
            Kader(tree, "boomvak"),
            grid,
            Kader(grid, "gridvak"),
            uitleg,
            Kader(uitleg, "uitlegvak"),
            Strook(),
            Celregel(),
            Melding(),
            Voet(self._keys),
        )
        self._painter = Painter(self, self.sheet, self._parts)
        notices = Notices(self._parts.melding)
        self.guard = Guard(notices.unforeseen)
        self.desk = Desk(self.sheet, self._painter, notices)
        self.moved = Verhuizing()
        """What says of keys of an earlier version where they went."""
        self._work = Workers(self, grid, self.guard)
        self._dialogs = Dialogs(self, grid)
        self.controllers = Controllers.at(self.desk, self._dialogs, self._work)
        self._targets = {action.id: self._target(action) for action in ACTIONS.values()}
        self.place: Place = Nowhere()
        """What goes with it from outside."""
        renew_keys(self)

    def _target(self, action: Action) -> Target:
        controller = Window(self.app) if action.controller == "window" else getattr(self.controllers, action.controller)
        target: Target = getattr(controller, action.method)
        return target

    @property
    def is_typing(self) -> bool:
        """Return whether a cell is being typed in, to which all keys of text editing belong."""
        return self.grid.is_editing

    @property
    def is_unsaved(self) -> bool:
        """Return whether the files lack an edit, or a text that is being written."""
        return self.sheet.session.dirty or self.sheet.session.has_draft

    @property
    def grid(self) -> EditGrid:
        """Return the editing grid."""
        return self._parts.grid

    def compose(self) -> ComposeResult:
        """Yield the regions from top to bottom."""
        # before the first frame: Textual tells classes of a size after it, and the tree would come and go
        width, height = self.app.size
        for size, known in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(next(name for least, name in sorted(known, reverse=True) if size >= least))
        parts = self._parts
        # laid out once: a width that comes later draws the whole screen again
        parts.uitleg_frame.styles.width = panel_width(self.app.size.width)
        yield parts.kop
        yield Horizontal(parts.tree_frame, parts.grid_frame, parts.uitleg_frame, id="midden")
        yield from (parts.strook, parts.cel, parts.melding, parts.voet)

    def on_mount(self) -> None:
        """Show the figures in the first frame; comparing begins after it."""
        self.grid.read_only = self.sheet.read_only
        tree_key = [Woord(short_key_of("tree"), "accent", doe="do('tree')")]
        self._parts.tree_frame.boven.show(lambda _width: ([Woord("Programma's", vet=True)], tree_key))
        key = [Woord("herkomst ", "zacht", doe="do('explain')"), Woord(short_key_of("explain"), "accent")]
        self._parts.uitleg_frame.boven.show(lambda _width: ([Woord("Uitleg", vet=True)], key))
        self.place.begin(self)
        self.grid.focus()
        self.controllers.save.announce()
        self.watch(self.app, "app_focus", self._come_back, init=False)
        self.call_after_refresh(self._do, self.controllers.compare.follow)
        self.call_after_refresh(self._do, self.controllers.vastleg.look)
        self.call_after_refresh(self._do, self.controllers.recovery.offer)
        # what was read stays for as long as it is open: the collector walks over all of it in the middle of a key
        self.call_after_refresh(gc.freeze)

    def _come_back(self, focus: bool) -> None:  # noqa: FBT001 - as Textual calls it
        """Look at what may have happened in the window that somebody comes back from: a commit, a file deleted."""
        if focus:
            self._do(self.controllers.vastleg.look)
            self._do(self.controllers.compare.look)
            self._do(self.controllers.save.look)
            self._do(self.controllers.blocks.come_back)

    def on_resize(self, event: events.Resize) -> None:
        """Leave the panel the width that is for it."""
        self._parts.uitleg_frame.styles.width = panel_width(event.size.width)

    def on_unmount(self) -> None:
        """Say that the dossier is not open here any more, and let the collector have it."""
        with self.guard:
            self.place.end(self)
        self.controllers.save.close()
        gc.unfreeze()

    # --- actions -----------------------------------------------------------------------------

    async def action_do(self, name: str) -> None:
        """Do what a key asks, once what is being typed is an edit; where that is refused it stays open.

        A key that did something else in an earlier version says once where that went.
        """
        in_cell = self.is_typing
        if not in_cell or await self.desk.take_typed():
            self.perform(name, None if ACTIONS[name].is_own else self.moved, in_cell=in_cell)

    def perform(self, name: str, moved: Verhuizing | None = None, *, in_cell: bool = False) -> None:
        """Do an action of the registry, with no cell open; in the tree what is new is a programma."""
        if name == "add" and self._parts.tree.has_focus:
            name = "add_programma"
        action, target = ACTIONS[name], self._targets[name]
        self.controllers.hulp.note(in_cell=in_cell, in_tree=self._parts.tree.has_focus)
        self._parts.melding.done()
        # who goes on finding does not miss what the key did before
        goes_on = name == "find_next" and bool(self.controllers.zoeken.looked_for)
        said = moved.first(action.keys) if moved and not goes_on else None
        if said is not None:
            self.desk.voice.warn(said.zin)
            if said.wacht:
                return
        if action.on_table:
            self._do_on_table(target, *action.arguments)
        else:
            self._do(target, *action.arguments)
        if said is not None and self.app.screen is not self:
            # nobody sees the message row of this screen behind the one that came
            self.app.notify(display(said.zin), severity="warning", markup=False)
        self.place.did(self, name)

    def _do_on_table(self, target: Target, *arguments: object) -> None:
        """Call what works on the table in view; a dossier without programmas has none."""
        if self.sheet.table is not None:
            self._do(target, self.sheet.table, *arguments)

    def _do(self, target: Target, *arguments: object) -> None:
        with self.guard:
            job = target(*arguments)
            if job is not None:
                self.run_worker(self._finished(job))

    async def _finished(self, job: Coroutine[Any, Any, None]) -> None:
        with self.guard:
            await job

    def on_key(self, event: events.Key) -> None:
        """Say where the key of an earlier version went, or why a key does nothing here."""
        active = self.active_bindings.get(event.key)
        if self.is_typing or (active is not None and active.enabled):
            return
        moved = self.moved.first([event.key])
        if moved is not None:
            self.desk.voice.warn(moved.zin)
        elif self.grid.has_focus:
            self._do(why_not, self.desk, self.controllers.edit, event)

    def action_leave(self) -> None:
        """Leave the app by the door that asks."""
        self.perform("leave")

    def action_open_anew(self) -> None:
        """Have the dossier opened again from its files."""
        self.post_message(self.Reopened(self.sheet.session.map))

    def action_show_table(self, tabel: str) -> None:
        """Go to a table, as a click on its name asks."""
        self._do_on_table(self.controllers.navigate.tab, tabel)

    def action_show_level(self, laag: int) -> None:
        """Show a table down to a level, as a click on its name asks."""
        self._do_on_table(self.controllers.beeldkeuze.to_level, laag)

    def action_press(self, key: str) -> None:
        """Press a key, as a click on it in the footer asks."""
        self.app.simulate_key(key)

    def action_read_message(self) -> None:
        """Show the last sentence that was said whole."""
        self._dialogs.show_text("Melding", self._parts.melding.last)

    def action_close_card(self) -> None:
        """Go back to the grid from the tree, or to the table a card was opened from."""
        if self._parts.tree.has_focus:
            self.grid.focus()
            return
        self._do_on_table(self.controllers.navigate.close_card)

    # --- what is said and which keys there are -----------------------------------------------

    def say(self, text: str, severity: SeverityLevel) -> None:
        """Say what widgets and the app have to say in the message row."""
        kinds: dict[SeverityLevel, Soort] = {"warning": "let op", "error": "fout"}
        self._parts.melding.say(text, kinds.get(severity, "bericht"))

    def _keys(self) -> list[Toets]:
        """Return the keys that the footer names: those of what has them now."""
        if self._parts.tree.has_focus:
            return in_tree()
        return in_table(self.grid, lambda action: bool(self.check_action("do", (action.id,))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide writing where the dossier is read-only, what has no cells, and while typing all keys of the text."""
        entry = ACTIONS[str(parameters[0])] if action == "do" else None
        if entry is None:
            return True
        if self.grid.surface.vel is not None and not entry.on_sheet:
            return False
        return self._is_possible(entry)

    def _is_possible(self, action: Action) -> bool:
        """Return whether an action has something to work on now."""
        if (self.is_typing and not action.while_typing) or (action.on_cells and not self.grid.selection):
            return False
        return not (action.writes and self.sheet.read_only)

    def explain(self, action: Action) -> str:
        """Return what the palette says about an action, or why it has nothing to work on."""
        missing = action.compares and self.sheet.reference is None
        return f"Kan nu niet: {self.controllers.compare.missing}" if missing else action.explanation

    def commands(self) -> Iterable[SystemCommand]:
        """Yield what the palette offers: the actions that are possible now, and every table."""
        for action in ACTIONS.values():
            if action.id != "palette" and self._is_possible(action):
                title = f"{action.name} ({key_name(action.key)})" if action.key else action.name
                yield SystemCommand(title, self.explain(action), partial(self.perform, action.id))
        if self._parts.melding.last:
            yield SystemCommand("Laatste melding", "Lees de laatste melding helemaal", self.action_read_message)
        for groep, soorten in self.sheet.groups.items():
            for soort in soorten:
                show = partial(self.desk.show_table, soort.naam)
                yield SystemCommand(f"Tabel {soort.label}", f"Toon deze tabel van {groep}", show)

    def lay_palette(self) -> None:
        """Offer the commands on a sheet, which typing looks up; it lies there once."""
        self._do(self._choose_command)

    async def _choose_command(self) -> None:
        from budgetdesk.tui.dialogs.opdrachtenvel import Opdrachtenvel

        vel = self.grid.surface.vel
        if vel is not None and isinstance(vel.vel, Opdrachtenvel):
            return
        offered = list(self.commands())
        keuzes = [(str(i), command.title, command.help) for i, command in enumerate(offered)]
        found = Opdrachtenvel(keuzes, self.controllers.zoeken.offered)
        answer = await self.grid.vellen.ask(found)
        if answer is not None and (chosen := found.gekozen(answer.index)):
            # what else lies there is answered with nothing: the command is about the table
            self.grid.vellen.lift()
            if chosen.isdecimal():
                self.call_later(offered[int(chosen)].callback)
            else:
                self._do(self.controllers.zoeken.visit_offered, chosen)

    # --- messages of the widgets -------------------------------------------------------------

    def on_edit_grid_highlighted(self) -> None:
        """Follow the cursor."""
        self._parts.melding.moved()
        self._do(self._painter.show_cursor)

    def on_uitlegvak_rust(self) -> None:
        """Tell all of the cell that the cursor rests on."""
        self._do(self._painter.show_explanation)

    def on_edit_grid_selected(self, event: EditGrid.Selected) -> None:
        """Show what is selected, unless another table is in view by now."""
        if isinstance(event.bron, TabelBron):
            self._do(self._painter.show_selection, event.bron, event.bereik)

    def on_edit_grid_previewed(self, event: EditGrid.Previewed) -> None:
        """Show what is being typed would become in the message row, and the keys of an open cell."""
        voorbeeld = event.voorbeeld
        said = [voorbeeld.tekst]
        table = self.sheet.table
        # on a decision it may count nowhere yet
        if voorbeeld.tekst and voorbeeld.geldig and table is not None and self.sheet.booking is None:
            said.append(when_typed(table, *self.grid.cursor, self.grid.typed))
        text = "   ".join(filter(None, said))
        self._parts.melding.preview(text, geldig=voorbeeld.geldig, geweigerd=voorbeeld.geweigerd)
        self._painter.show_keys()

    def on_edit_grid_submitted(self, event: EditGrid.Submitted) -> None:
        """Book what was typed in the table it was typed in: by now another one may be in view."""
        self._parts.melding.done()
        if isinstance(event.bron, TabelBron):
            self._do(self.controllers.edit.submit, event.bron, event.row, event.col, event.text)

    def on_edit_grid_cleared(self, event: EditGrid.Cleared) -> None:
        """Empty cells."""
        self._parts.melding.done()
        if isinstance(event.bron, TabelBron):
            self._do(self.controllers.edit.clear, event.bron, event.cells)

    def on_edit_grid_refused(self, event: EditGrid.Refused) -> None:
        """Explain why a cell is not typed in."""
        if isinstance(event.bron, TabelBron):
            self._do(self.controllers.edit.refuse, event.bron, event.row, event.col)

    def on_edit_grid_wanted(self, event: EditGrid.Wanted) -> None:
        """Open the editor or the list that a cell needs."""
        if isinstance(event.bron, TabelBron):
            self._do(self.controllers.edit.open, event.bron, event.row, event.col, event)

    def on_edit_grid_toggled(self, event: EditGrid.Toggled) -> None:
        """Fold or unfold the posts of a beleidsterrein."""
        if isinstance(event.bron, TabelBron) and event.bron is self.sheet.table:
            self._do(self.desk.fold, event.bron, event.row)

    def on_velgekozen(self, event: Velgekozen) -> None:
        """Go to what a line of a sheet is of, paste what it previews, or copy the sheet."""
        if isinstance(event.vel, Beeldvel):
            if event.actie == "ga":
                event.vel.vouw(event.index)
        elif isinstance(event.vel, Plakvel):
            self._do(self.controllers.blocks.chosen, event.vel, event.actie, event.tekst)
        else:
            self._do(self.controllers.explain.chosen, event.vel, event.index, event.actie, event.tekst)

    def on_edit_grid_settled(self, event: EditGrid.Settled) -> None:
        """Let whoever waits go on."""
        event.done.set()

    def on_paste(self, event: events.Paste) -> None:
        """Paste what the terminal hands over."""
        event.stop()
        self._do_on_table(self.controllers.blocks.paste_text, event.text)

    def on_boom_chosen(self, event: Boom.Chosen) -> None:
        """Go to what was chosen in the tree."""
        self._do(self.controllers.navigate.node, event.bestand, event.terrein)
