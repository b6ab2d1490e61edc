"""Deciding the conflicts a merge left: both sides and the base of each, and what the file becomes."""

from __future__ import annotations

import shlex
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
from budgetdesk.session.conflicten import BEIDE, HERNOEMD, Conflicten, Plek
from budgetdesk.storage.pathnames import real
from budgetdesk.tui import thema
from budgetdesk.tui.conflict.list import OMGEVING, Conflictlijst, Gevolgvak, advice
from budgetdesk.tui.conflict.sides import Kanten
from budgetdesk.tui.conflict.value import ask_value
from budgetdesk.tui.dialogs.choice import ChoiceScreen
from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.guard import guarded
from budgetdesk.tui.literal import regels, tekst

_ANDERE: Final = 3
"""Errors besides the conflicts that are shown in full."""

_BREED: Final = 112
"""Columns from which the sides stand side by side."""

_VAST: Final = 5
"""Rows of title, sentence, footer and the lines above the sides and above what the file becomes."""

_GEVOLG: Final = 4
"""Rows that what the file becomes has at least."""

_MARGE: Final = 4
"""Columns beside a sentence."""

_BEVINDINGEN: Final = 200
"""Reasons why a file would not read that are listed."""

_NIET_LEESBAAR: Final = "Zo zou het dossier niet te lezen zijn.\nEnter gaat naar het conflict waar het aan ligt."

_AF: Final = "Alle conflicten zijn beslist. Leg vast (Ctrl+P) rondt het samenvoegen straks af."

_OPGEVEN: Final = "Geef het samenvoegen op?\nWat u hier koos, vervalt. Beide scenario's blijven zoals ze waren."

_SCHRIJVEN: Final = ("choose", "own", "all", "reopen", "undo", "save", "give_up")
"""Actions that choose or write."""

_TOETSEN: Final = (
    ("O of ←", "Kies onze kant: wat hier al stond"),
    ("H of →", "Kies hun kant: wat erbij komt; is dat uw eigen werk, dan staat dat boven de lijst"),
    ("B", "Kies de basis: zoals het was voordat iemand het wijzigde"),
    ("2", "Neem beide: na elkaar, of de tabel van hen onder een nieuwe sleutel"),
    ("N", "Zet de wijziging in de tabel die de andere kant een nieuwe sleutel gaf"),
    ("E", "Typ een eigen waarde of eigen regels; wat u eerder typte staat er nog"),
    ("A", "Kies één kant voor alles wat in dit bestand nog open is"),
    ("Backspace", "Maak de keuze ongedaan: het conflict is weer open"),
    ("Ctrl+Z", "Maak de laatste stap ongedaan"),
    ("↑ ↓", "Ga naar een ander conflict"),
    ("V of Enter", "Ga naar het volgende conflict dat nog open is"),
    ("PgUp PgDn", "Blader in de drie kanten als zij niet passen"),
    ("R", "Toon alle regels van de kanten, of alleen wat verschilt"),
    ("Ctrl+S", "Schrijf de bestanden waarin alles is beslist"),
    ("G", "Geef het samenvoegen op: alle bestanden worden als ervoor"),
    ("Ctrl+T", "Wissel tussen een licht en een donker scherm"),
    ("Ctrl+Q of Esc", "Stop"),
)

_TEKENS: Final = (
    ("○ open", "nog niet beslist"),
    ("● ons", "beslist, en hoe"),
    ("›", "voor een regel: anders dan in de basis, of zonder basis anders dan bij de andere kant"),
    ("[-weg-] {+nieuw+}", "woorden die deze kant uit de basis haalde, en die er bij kwamen"),
    ("…", "regels of woorden die aan beide kanten gelijk zijn"),
    ("▌", "in wat het bestand wordt: wat u koos"),
)


class ConflictScreen(Screen[None]):
    """The conflicts, the sides of the current one and what it becomes; writes files of which all is decided."""

    CSS_PATH = "screen.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-smal"), (_BREED, "-breed")]  # noqa: RUF012 - an instance variable of Screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Hulp", priority=True, id="conflict.help"),
        Binding("o", "choose('ons')", "Ons", id="conflict.ons"),
        Binding("b", "choose('basis')", "Basis", id="conflict.basis"),
        Binding("h", "choose('hun')", "Hun", id="conflict.hun"),
        Binding("2", f"choose('{BEIDE}')", "Beide", id="conflict.beide"),
        Binding("n", f"choose('{HERNOEMD}')", "Hernoemd", id="conflict.hernoemd"),
        Binding("e", "own", "Eigen", id="conflict.own"),
        Binding("a", "all", "Alle", show=False, id="conflict.all"),
        Binding("v", "next_open", "Verder", show=False, id="conflict.next"),
        Binding("r", "lines", "Alle regels", show=False, id="conflict.lines"),
        Binding("g", "give_up", "Geef op", show=False, id="conflict.give_up"),
        Binding("pageup", "turn(-1)", "Kanten omhoog", show=False, id="conflict.pageup"),
        Binding("pagedown", "turn(1)", "Lees", key_display="PgUp/Dn", id="conflict.pagedown"),
        Binding("ctrl+s", "save", "Opslaan", priority=True, id="conflict.save"),
        Binding("ctrl+t", "theme", "Licht of donker", show=False, id="conflict.theme"),
        Binding("ctrl+q", "leave", "Stop", priority=True, id="conflict.leave"),
        Binding("escape", "leave(True)", "Stop", show=False, priority=True, id="conflict.escape"),
        Binding("ctrl+z", "undo", "Ongedaan", show=False, priority=True, id="conflict.undo"),
        Binding("left", "choose('ons')", "Ons", show=False, priority=True, id="conflict.left"),
        Binding("right", "choose('hun')", "Hun", show=False, priority=True, id="conflict.right"),
        Binding("enter,f3", "next_open", "Verder", show=False, priority=True, id="conflict.enter"),
        Binding("delete,backspace", "reopen", "Weer open", show=False, id="conflict.reopen"),
    ]

    @dataclass
    class Solved(Message):
        """No conflict is left."""

        pad: Path

    def __init__(self, pad: Path, conflicten: Conflicten, error: BudgetdeskError, *, read_only: bool) -> None:
        super().__init__()
        self._pad = pad
        self._error = error
        self._read_only = read_only
        self._opgeslagen: list[str] = []
        self._alles = False
        self.conflicten = conflicten

    def compose(self) -> ComposeResult:
        """Yield the title, the list, the sides and the outcome."""
        yield Static(id="kop")
        yield Static(
            Text(
                "Twee versies spreken elkaar tegen. U leest alleen: er wordt niets gewijzigd."
                if self._read_only
                else "Kies per plek. V of Enter: naar het volgende · A: één kant voor alles"
            ),
            id="zin",
        )
        yield Static(id="bezig")
        yield Static(id="andere")
        yield Conflictlijst(markup=False)
        yield Static(id="raad")
        yield Kanten()
        with VerticalScroll(id="gevolg"):
            yield Gevolgvak()
        yield Footer(show_command_palette=False, compact=True)

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
        first = next(iter(self.conflicten.open()), plekken[0])
        self._go_to(first)
        self._show()

    def _go_to(self, plek: Plek) -> None:
        self._list.highlighted = self.conflicten.plekken.index(plek)

    def on_option_list_option_highlighted(self) -> None:
        """Follow the cursor."""
        if self.conflicten.plekken:
            self.query_one(Kanten).begin()
            self._show()

    def on_resize(self) -> None:
        """Use the room there is."""
        if self.conflicten.plekken:
            self._show()

    def _show(self) -> None:
        """Show the state of the whole, and the conflict under the cursor."""
        plekken, openstaand = self.conflicten.plekken, self.conflicten.open()
        count = f"{len(plekken)} conflict{'en' if len(plekken) > 1 else ''}, {len(plekken) - len(openstaand)} beslist"
        state = "(alleen lezen)" if self._read_only else "(niet opgeslagen)" if self.conflicten.dirty else ""
        mark = "●" if self.conflicten.dirty else " "
        line = tekst(mark, real(self.conflicten.map).name, "·", count, state, style="bold")
        self.query_one("#kop", Static).update(line)
        self._show_sides()
        self.refresh_bindings()

    def _show_sides(self) -> None:
        """Divide the rows: the sides get what they need, but for the least that the outcome has."""
        plek, keuze = self.plek, self.conflicten.keuze(self.plek)
        rows = min(len(self.conflicten.plekken), max(self.size.height // 6, 3))
        self._list.styles.height = rows
        told = self._sentence("#bezig", self.conflicten.namen.zin) + self._sentence("#andere", self._others())
        told += self._sentence("#raad", advice(self.conflicten, plek))
        room = self.size.height - _VAST - rows - told
        gevolg = self.conflicten.gevolg(plek, OMGEVING)
        least = max(min(len(gevolg.regels or ()) + 1, room // 2), _GEVOLG)
        kanten, naast = self.query_one(Kanten), self.size.width >= _BREED
        used = kanten.show(plek, self.conflicten, room - least, self.size.width, naast=naast, alles=self._alles)
        chosen = self.conflicten.namen.kort(keuze.soort) if keuze else ""
        self.query_one(Gevolgvak).show(plek, chosen, gevolg, room - used)

    def _others(self) -> str:
        """Return what else is wrong with the dossier."""
        andere = self.conflicten.andere
        lines = [f"Ook fout: {bevinding}" for bevinding in andere[:_ANDERE]]
        return "\n".join([*lines, f"... en nog {len(andere) - _ANDERE} andere."] if len(andere) > _ANDERE else lines)

    def _sentence(self, where: str, text: str) -> int:
        """Show a sentence where there is one, and return its rows."""
        static = self.query_one(where, Static)
        shown = regels(text)
        static.update(shown)
        static.display = bool(text)
        return len(shown.wrap(self.app.console, max(self.size.width - _MARGE, 1))) if text else 0

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
        if action == "give_up":
            return self.conflicten.bezig.soort == "merge"
        return action != "choose" or self.conflicten.keuze_van(self.plek, str(parameters[0])) is not None

    def action_choose(self, soort: str) -> None:
        """Choose a side, both, or the new key."""
        self.conflicten.choose([self.plek], soort)
        self._changed()

    @work
    @guarded
    async def action_own(self) -> None:
        """Ask for a value of one's own, or for the lines."""
        if await ask_value(self.app, self.conflicten, self.plek):
            self._changed()

    @work
    @guarded
    async def action_all(self) -> None:
        """Choose one side for every open conflict of the file."""
        naam = self.plek.bestand
        openstaand = self.conflicten.open(naam)
        if not openstaand:
            self._tell("In dit bestand is alles al beslist.")
            return
        vraag = f"{naam}\nKies voor elk conflict dat hier nog open is ({len(openstaand)})."
        namen = self.conflicten.namen
        keuzes = [("ons", namen.naam(self.plek, "ons")), ("hun", namen.naam(self.plek, "hun"))]
        chosen = await self.app.push_screen_wait(ChoiceScreen(vraag, keuzes))
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

    def action_turn(self, pages: int) -> None:
        """Show other lines of the sides, which may be longer than their room, without leaving the list."""
        self.query_one(Kanten).turn(pages)
        self._show_sides()

    def action_lines(self) -> None:
        """Show all lines of the sides, or those that differ."""
        self._alles = not self._alles
        self.query_one(Kanten).begin()
        self._show_sides()

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen([("Toetsen", _TOETSEN), ("Tekens", _TEKENS)]))

    @work
    @guarded
    async def action_give_up(self) -> None:
        """Give the merge up that left the conflicts, once that is sure; the dossier is opened as it was."""
        from budgetdesk.session.vastleggen import give_up

        keuzes = [("terug", "Terug"), ("op", "Geef het op: alles wordt als ervoor")]
        if await self.app.push_screen_wait(ChoiceScreen(_OPGEVEN, keuzes)) == "op":
            give_up(self.conflicten.map)
            self.post_message(self.Solved(self._pad))

    def action_theme(self) -> None:
        """Switch between light and dark."""
        thema.turn(self.app)

    # --- saving and leaving ------------------------------------------------------------------

    @work
    @guarded
    async def action_save(self) -> None:
        """Write the files that are decided; open the dossier when none is left."""
        if await self._save() and not self.conflicten.plekken:
            await self._solved()

    async def _solved(self) -> None:
        """Say what git still waits for, until a key is pressed, and have the dossier opened."""
        if self._opgeslagen:
            vraag = _AF
            if self.conflicten.bezig.soort != "merge":
                commands = [f"git add {shlex.join(self._opgeslagen)}", self.conflicten.bezig.einde]
                vraag = "\n".join(["Alle conflicten zijn beslist. Meld het git met:", "", *filter(None, commands)])
            await self.app.push_screen_wait(ChoiceScreen(vraag, [("open", "Open het dossier")]))
        self.post_message(self.Solved(self._pad))

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
        if await self.app.push_screen_wait(ChoiceScreen(str(error), keuzes)) != "lees":
            return
        try:
            self.conflicten.reread()
        except BudgetdeskError as unreadable:
            self._tell(str(unreadable), "error")
            return
        if self.conflicten.plekken:
            self._fill()
        else:
            await self._solved()

    async def _show_findings(self, bevindingen: Sequence[Bevinding]) -> None:
        """Show why a file would not read; the chosen finding leads to the conflict above it."""
        keuzes = [(str(i), str(bevinding)) for i, bevinding in enumerate(bevindingen[:_BEVINDINGEN])]
        chosen = await self.app.push_screen_wait(ChoiceScreen(_NIET_LEESBAAR, keuzes))
        if chosen is not None:
            plaats = bevindingen[int(chosen)].plaats
            own = [plek for plek in self.conflicten.plekken if plek.bestand == plaats.bestand]
            above = [plek for plek in own if self.conflicten.gevolg(plek, 0).regel <= (plaats.regel or 0)]
            self._go_to(above[-1] if above else own[0])

    @work
    @guarded
    async def action_leave(self, ask: bool = False) -> None:  # noqa: FBT001, FBT002 - a parameter in a binding
        """Leave the app; ask first where something is chosen that is not on disk, or where that is wanted."""
        if not self.conflicten.dirty:
            keuzes = [("terug", "Terug"), ("stop", "Stoppen; de conflicten blijven in de bestanden")]
            vraag = "Het dossier opent als alle conflicten zijn beslist."
            if not ask or await self.app.push_screen_wait(ChoiceScreen(vraag, keuzes)) == "stop":
                self.app.exit(return_code=self._error.exit_code)
            return
        openstaand = len(self.conflicten.open())
        rest = f"; {openstaand} van de conflicten {'is' if openstaand == 1 else 'zijn'} nog open" if openstaand else ""
        keuzes = [("terug", "Terug"), ("niet", "Stoppen zonder op te slaan")]
        if self.conflicten.beslist:
            keuzes.insert(0, ("opslaan", f"Opslaan wat beslist is ({', '.join(self.conflicten.beslist)}) en stoppen"))
        vraag = f"Er zijn keuzes die nog niet zijn opgeslagen{rest}."
        chosen = await self.app.push_screen_wait(ChoiceScreen(vraag, keuzes))
        if chosen == "niet" or (chosen == "opslaan" and await self._save()):
            self.app.exit(return_code=self._error.exit_code if self.conflicten.plekken else 0)

    def _tell(self, text: str, severity: SeverityLevel = "information") -> None:
        self.app.clear_notifications()
        self.notify(display(text), severity=severity, markup=False, timeout=5)
