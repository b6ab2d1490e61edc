"""Deciding the conflicts a merge left: both sides and the base of each, and what the file becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Footer, Static

from budgetdesk.display import display
from budgetdesk.errors import Bevinding, BudgetdeskError, ChangedOnDisk, InputError
from budgetdesk.session.conflicten import BEIDE, KANTEN, Conflicten, Plek
from budgetdesk.tui.conflictwaarde import ask_value
from budgetdesk.tui.screens.bevindingen import BevindingenScreen
from budgetdesk.tui.screens.keuze import KeuzeScreen
from budgetdesk.tui.tekst import regels, tekst
from budgetdesk.tui.widgets.conflict import Conflictlijst, Gevolgvak, Kantvak

_ANDERE: Final = 3
"""Errors besides the conflicts that are shown in full."""

_OMGEVING: Final = 2
"""Lines around a conflict in what the file becomes."""

_SCHRIJVEN: Final = ("choose", "own", "all", "reopen", "undo", "save")
"""Actions that choose or write."""


class ConflictScreen(Screen[None]):
    """The conflicts, the sides of the current one and what it becomes; writes files of which all is decided."""

    CSS_PATH = "conflict.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (112, "-breed")]  # noqa: RUF012 - an instance variable of Screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "choose('ons')", "Ons", id="conflict.ons"),
        Binding("b", "choose('basis')", "Basis", id="conflict.basis"),
        Binding("h", "choose('hun')", "Hun", id="conflict.hun"),
        Binding("2", f"choose('{BEIDE}')", "Beide", id="conflict.beide"),
        Binding("e", "own", "Eigen", id="conflict.own"),
        Binding("a", "all", "Alle", id="conflict.all"),
        Binding("v", "next_open", "Verder", id="conflict.next"),
        Binding("ctrl+s", "save", "Opslaan", priority=True, id="conflict.save"),
        Binding("ctrl+t", "theme", "Licht of donker", show=False, id="conflict.theme"),
        Binding("ctrl+q,escape", "leave", "Stop", priority=True, id="conflict.leave"),
        Binding("ctrl+z", "undo", "Ongedaan", show=False, priority=True, id="conflict.undo"),
        Binding("left", "choose('ons')", "Ons", show=False, priority=True, id="conflict.left"),
        Binding("right", "choose('hun')", "Hun", show=False, priority=True, id="conflict.right"),
        Binding("enter,f3", "next_open", "Verder", show=False, priority=True, id="conflict.enter"),
        Binding("pagedown", "scroll_sides(1)", "Kanten omlaag", show=False, priority=True, id="conflict.pagedown"),
        Binding("pageup", "scroll_sides(-1)", "Kanten omhoog", show=False, priority=True, id="conflict.pageup"),
        Binding("delete,backspace", "reopen", "Weer open", show=False, id="conflict.reopen"),
    ]

    @dataclass
    class Solved(Message):
        """No conflict is left; `bestanden` are the paths of the files that were written."""

        pad: Path
        bestanden: Sequence[str]

    def __init__(self, pad: Path, conflicten: Conflicten, error: BudgetdeskError, *, read_only: bool) -> None:
        super().__init__()
        self._pad = pad
        self._error = error
        self._read_only = read_only
        self._opgeslagen: list[str] = []
        self.conflicten = conflicten

    def compose(self) -> ComposeResult:
        """Yield the title, the list, the sides and the outcome."""
        yield Static(id="kop")
        yield Static(
            Text(
                "Twee versies spreken elkaar tegen. U leest alleen: er wordt niets gewijzigd."
                if self._read_only
                else "Twee versies spreken elkaar tegen: kies per plek. Ctrl+S slaat op."
            ),
            id="zin",
        )
        yield Static(id="andere")
        yield Conflictlijst(markup=False)
        with VerticalScroll(id="kanten"):
            for kant in KANTEN:
                yield Kantvak(kant)
        with VerticalScroll(id="gevolg"):
            yield Gevolgvak()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the first conflict."""
        self._fill()
        self._list.focus()

    # --- showing -----------------------------------------------------------------------------

    @property
    def _list(self) -> Conflictlijst:
        return self.query_one(Conflictlijst)

    @property
    def plek(self) -> Plek:
        """Return the conflict under the cursor."""
        return self.conflicten.plekken[self._list.highlighted or 0]

    def _fill(self) -> None:
        """Show the conflicts there are now, with the cursor on the first open one."""
        plekken = self.conflicten.plekken
        self._list.fill(self.conflicten)
        andere = self.conflicten.andere
        lines = [f"Ook fout: {bevinding}" for bevinding in andere[:_ANDERE]]
        lines += [f"... en nog {len(andere) - _ANDERE} andere."] if len(andere) > _ANDERE else []
        self.query_one("#andere", Static).update(regels("\n".join(lines)))
        self.query_one("#andere").display = bool(andere)
        first = next(iter(self.conflicten.open()), plekken[0])
        self._go_to(first)
        self._show()

    def _go_to(self, plek: Plek) -> None:
        self._list.highlighted = self.conflicten.plekken.index(plek)

    def on_option_list_option_highlighted(self) -> None:
        """Follow the cursor."""
        if self.conflicten.plekken:
            self._show()

    def _show(self) -> None:
        """Show the state of the whole, and the conflict under the cursor."""
        plekken, openstaand = self.conflicten.plekken, self.conflicten.open()
        count = f"{len(plekken)} conflict{'en' if len(plekken) > 1 else ''}, {len(plekken) - len(openstaand)} beslist"
        state = "(alleen lezen)" if self._read_only else "(niet opgeslagen)" if self.conflicten.dirty else ""
        mark = "●" if self.conflicten.dirty else " "
        line = tekst(mark, self.conflicten.map.resolve().name, "·", count, state, style="bold")
        self.query_one("#kop", Static).update(line)
        plek = self.plek
        keuze = self.conflicten.keuze(plek)
        for vak in self.query(Kantvak):
            vak.show(plek, keuze)
        self.query_one(Gevolgvak).show(plek, keuze, self.conflicten.gevolg(plek, _OMGEVING))
        self.refresh_bindings()

    def _changed(self) -> None:
        """Show what was chosen."""
        self._list.show(self.conflicten)
        self._show()

    # --- choosing ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what cannot be chosen here, and every choice where the dossier is read-only."""
        if action not in _SCHRIJVEN:
            return True
        # keys arrive before there is a list, and after the last conflict was saved
        if self._read_only or not self.conflicten.plekken or not self.query(Conflictlijst):
            return False
        soort = str(parameters[0]) if action == "choose" else ""
        if soort == BEIDE:
            return self.plek.samen is not None
        return soort != "basis" or self.plek.tekst("basis") is not None

    def action_choose(self, soort: str) -> None:
        """Choose a side, or both one after the other."""
        self.conflicten.choose([self.plek], soort)
        self._changed()

    @work
    async def action_own(self) -> None:
        """Ask for a value of one's own, or for the lines."""
        if await ask_value(self.app, self.conflicten, self.plek):
            self._changed()

    @work
    async def action_all(self) -> None:
        """Choose one side for every open conflict of the file."""
        naam = self.plek.bestand
        openstaand = self.conflicten.open(naam)
        if not openstaand:
            self._tell("In dit bestand is alles al beslist.")
            return
        vraag = f"{naam}\nKies voor elk conflict dat hier nog open is ({len(openstaand)})."
        keuzes = [("ons", f"Ons: {self.plek.label('ons')}"), ("hun", f"Hun: {self.plek.label('hun')}")]
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, keuzes))
        if chosen is not None:
            self.conflicten.choose(openstaand, chosen)
            self._changed()

    def action_reopen(self) -> None:
        """Take back what is chosen for the conflict under the cursor."""
        self.conflicten.reopen(self.plek)
        self._changed()

    def action_undo(self) -> None:
        """Take back the last step."""
        if not self.conflicten.undo():
            self._tell("Er is niets om ongedaan te maken.")
        self._changed()

    def action_next_open(self) -> None:
        """Go to the next conflict that is open."""
        at = self._list.highlighted or 0
        plekken = self.conflicten.plekken
        around = plekken[at + 1 :] + plekken[: at + 1]
        found = next((plek for plek in around if self.conflicten.keuze(plek) is None), None)
        if found is None:
            self._tell("Alles is beslist: Ctrl+S slaat op.")
        else:
            self._go_to(found)

    def action_scroll_sides(self, direction: int) -> None:
        """Scroll the sides, which may be longer than their room, without leaving the list."""
        sides = self.query_one("#kanten")
        sides.scroll_relative(y=direction * max(sides.size.height - 1, 1), animate=False)

    def action_theme(self) -> None:
        """Switch between light and dark."""
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    # --- saving and leaving ------------------------------------------------------------------

    @work
    async def action_save(self) -> None:
        """Write the files that are decided; open the dossier when none is left."""
        if await self._save() and not self.conflicten.plekken:
            self.post_message(self.Solved(self._pad, self._opgeslagen))

    async def _save(self) -> bool:
        """Return whether something was written."""
        try:
            done = self.conflicten.save()
        except ChangedOnDisk as error:
            await self._changed_on_disk(error)
        except InputError as error:
            await self._show_findings(error.bevindingen)
        except BudgetdeskError as error:
            self._tell(str(error), "warning")
        else:
            self._opgeslagen += [str(self.conflicten.map / naam) for naam in done.bestanden]
            for warning in done.waarschuwingen:
                self._tell(warning, "warning")
            if self.conflicten.plekken:
                self._fill()
                self._tell(f"Opgeslagen: {', '.join(done.bestanden)}. In andere bestanden is nog een conflict open.")
            return True
        return False

    async def _changed_on_disk(self, error: ChangedOnDisk) -> None:
        keuzes = [
            ("lees", "Opnieuw lezen; keuzes blijven waar het conflict hetzelfde is"),
            ("terug", "Terug, nog niets doen"),
        ]
        if await self.app.push_screen_wait(KeuzeScreen(str(error), keuzes)) != "lees":
            return
        try:
            self.conflicten.reread()
        except BudgetdeskError as unreadable:
            self._tell(str(unreadable), "error")
            return
        if self.conflicten.plekken:
            self._fill()
        else:
            self.post_message(self.Solved(self._pad, self._opgeslagen))

    async def _show_findings(self, bevindingen: Sequence[Bevinding]) -> None:
        """Show why a file would not read; the chosen finding leads to the conflict above it."""
        chosen = await self.app.push_screen_wait(BevindingenScreen(bevindingen))
        if chosen is not None:
            plaats = bevindingen[chosen].plaats
            own = [plek for plek in self.conflicten.plekken if plek.bestand == plaats.bestand]
            above = [plek for plek in own if self.conflicten.gevolg(plek, 0).regel <= (plaats.regel or 0)]
            self._go_to(above[-1] if above else own[0])

    @work
    async def action_leave(self) -> None:
        """Leave the app; ask first where something is chosen that is not on disk."""
        if not self.conflicten.dirty:
            self.app.exit(return_code=self._error.exit_code)
            return
        openstaand = len(self.conflicten.open())
        rest = f"; {openstaand} van de conflicten {'is' if openstaand == 1 else 'zijn'} nog open" if openstaand else ""
        keuzes = [("terug", "Terug"), ("niet", "Stoppen zonder op te slaan")]
        if self.conflicten.beslist:
            keuzes.insert(0, ("opslaan", f"Opslaan wat beslist is ({', '.join(self.conflicten.beslist)}) en stoppen"))
        vraag = f"Er zijn keuzes die nog niet zijn opgeslagen{rest}."
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, keuzes))
        if chosen == "niet" or (chosen == "opslaan" and await self._save()):
            self.app.exit(return_code=self._error.exit_code if self.conflicten.plekken else 0)

    def _tell(self, text: str, severity: SeverityLevel = "information") -> None:
        self.app.clear_notifications()
        self.notify(display(text), severity=severity, markup=False, timeout=5)
