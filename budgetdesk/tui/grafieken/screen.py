"""The screen of the charts: title and keys as everywhere, and between them one chart over all there is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, Final, Protocol

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.tui import thema
from budgetdesk.tui.grafieken.blad import Blad
from budgetdesk.tui.grafieken.vorm import Blok, Keuze
from budgetdesk.tui.guard import Guard
from budgetdesk.tui.widgets.kader import Kader
from budgetdesk.tui.widgets.kop import Kop, Kopstand
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, clip, cut, width_of
from budgetdesk.tui.widgets.voet import Toets, Voet

_WIEL: Final = 3
"""Lines that a turn of the wheel goes."""

_KORT: Final = {"programma's": "progr.", "indicatoren": "indic."}
"""Names of charts where there is little room."""

LEEST: Final = "De cijfers worden gelezen … Esc gaat terug."


TOETSEN: Final = (
    ("1 2 3 4  Tab", "een andere grafiek: overzicht, waterval, programma's, indicatoren"),
    ("← →", "een ander jaar of een andere kolom van het document"),
    ("↑ ↓  PgUp PgDn", "kies een reserve, post, programma, stap of indicator; Home en End: de eerste en de laatste"),
    ("Ctrl+↑ Ctrl+↓", "naar het vorige of volgende soort: van reserves naar posten"),
    ("Enter", "ga in de tabel naar wat is gekozen; Alt+← gaat terug, F8 weer naar de grafieken"),
    ("P", "alleen het programma dat in beeld was, en weer alles"),
    ("Ctrl+U", "hele euro's of de eenheid van het document"),
    ("C", "kopieer de cijfers, in hele euro's, met tabs voor een rekenblad"),
    ("H", "licht of donker"),
    ("Esc  F8", "terug naar dezelfde cel"),
    ("Muis", "klik kiest, dubbelklik gaat erheen, wiel bladert"),
)
"""The keys of the charts and what they do, for help."""


class Boek(Protocol):
    """The charts of a dossier, and how somebody looks at them; that outlives the screen."""

    @property
    def grafieken(self) -> Sequence[str]:
        """The names of the charts."""

    grafiek: int
    """The one that is shown."""
    keuze: Keuze
    """What is chosen in it."""

    @property
    def van(self) -> str:
        """What the figures are of."""

    @property
    def ander(self) -> str:
        """What they would be of instead; empty where there is no choice."""

    @property
    def is_snel(self) -> bool:
        """Whether reading the figures takes no longer than a frame may."""

    def read(self) -> None:
        """Read the figures of the chart that is shown, unless they are known; a thread may do it."""

    def blokken(self, breedte: int, hoogte: int, kanten: int) -> Sequence[Blok]:
        """Return the chart for so many cells and lines of a column, and so many columns, once it was read."""

    def turn_year(self, by: int) -> None:
        """Choose another column of the document."""

    def turn_whole(self) -> None:
        """Show the whole dossier, or the programma in view."""

    def turn_unit(self) -> None:
        """Show amounts in another unit."""

    def waarheen(self) -> str:
        """Return where Enter goes from what is chosen; empty where nowhere."""

    def copy(self) -> str:
        """Put the figures on the clipboard; return what is to be said of that."""


class Grafiekvlak(Getekend):
    """Draws the chart that is shown."""

    can_focus = True
    DEFAULT_CSS = "Grafiekvlak { width: 1fr; height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(id="grafiekvlak")
        self.blad: Blad | None = None

    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the lines of the chart, or that it is not there yet."""
        return self.blad.lines(width, height) if self.blad else [[], [Woord(f"  {LEEST}", "zacht")]]


class GrafiekScreen(Screen[str]):
    """Shows charts; it is left with what is to be done then: go to what is chosen, an action of the dossier, or ''."""

    # a file of its own would have Textual read all styles again when the screen comes
    DEFAULT_CSS = """
    GrafiekScreen { layout: vertical; overflow: hidden; }
    GrafiekScreen #grafiekkader { height: 1fr; }
    """
    AUTO_FOCUS = "Grafiekvlak"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(i), f"show({i})", "", show=False) for i in range(1, 10)),
        Binding("tab", "next(1)", "Volgende grafiek", show=False, priority=True, id="grafieken.next"),
        Binding("shift+tab", "next(-1)", "Vorige grafiek", show=False, priority=True, id="grafieken.previous"),
        Binding("left", "year(-1)", "Vorig jaar", show=False, id="grafieken.left"),
        Binding("right", "year(1)", "Volgend jaar", show=False, id="grafieken.right"),
        Binding("up", "step(-1)", "", show=False),
        Binding("down", "step(1)", "", show=False),
        Binding("pageup", "page(-1)", "", show=False),
        Binding("pagedown", "page(1)", "", show=False),
        Binding("ctrl+up", "edge(-1)", "", show=False),
        Binding("ctrl+down", "edge(1)", "", show=False),
        Binding("home", "step(-9999)", "", show=False),
        Binding("end", "step(9999)", "", show=False),
        Binding("enter", "leave_for('ga')", "Ga erheen", show=False, id="grafieken.go"),
        Binding("c", "copy", "Kopieer cijfers", show=False, id="grafieken.copy"),
        Binding("p", "whole", "Programma of gemeente", show=False, id="grafieken.whole"),
        Binding("h", "theme", "Licht of donker", show=False, id="grafieken.theme"),
        Binding("ctrl+u", "do('unit')", "Eenheid", show=False, id="grafieken.unit"),
        Binding("f1", "help", "Hulp", show=False, id="grafieken.help"),
        Binding("escape,f8", "leave_for('')", "Terug naar de tabel", show=False, id="grafieken.back"),
        # what is of the dossier is done there
        *(Binding(key, f"do({naam!r})", "", show=False) for key, naam in (("f9", "findings"), ("ctrl+w", "close"))),
    ]

    def __init__(
        self, boek: Boek, kop: Callable[[], tuple[Kopstand, str]], hulp: Callable[[Sequence[tuple[str, str]]], None]
    ) -> None:
        """Show the charts of a book; `kop` gives what the title line says, and the branch; `hulp` shows keys."""
        super().__init__()
        self._boek: Final = boek
        self._stand: Final = kop
        self._hulp: Final = hulp
        self._kop: Final = Kop()
        self._vlak: Final = Grafiekvlak()
        self._kader: Final = Kader(self._vlak, "grafiekkader")
        self._voet: Final = Voet(self._keys)
        self._guard: Final = Guard(lambda text: self.say(text, "error"))
        self._said: Woord | None = None
        self._asked = 0
        """How often figures were asked for: those of before come too late."""

    def compose(self) -> ComposeResult:
        """Yield the title, the chart in its frame, and the keys."""
        yield self._kop
        yield self._kader
        yield self._voet

    def on_mount(self) -> None:
        """Show the chart that was shown last."""
        self._kader.boven.show(self._above)
        self._kader.onder.show(self._below)
        self._show()

    def on_resize(self) -> None:
        """Know what is in view now that there is room for it."""
        self.call_after_refresh(self._renew)

    def _show(self) -> None:
        """Show the chart of now: at once where its figures are read that quickly, else when they are."""
        stand, branch = self._stand()
        self._kop.show(stand)
        self._kop.show_branch(branch)
        self._asked += 1
        if self._boek.is_snel:
            with self._guard:
                self._boek.read()
                self._draw()
        else:
            self._vlak.blad = None
            self.run_worker(self._read(self._asked), group="grafieken", exclusive=True)
        self._renew()

    async def _read(self, asked: int) -> None:
        with self._guard:
            self._vlak.renew()
            await asyncio.to_thread(self._boek.read)
            if asked == self._asked and self.is_current:
                self._draw()
                self._renew()

    def _draw(self) -> None:
        blad = self._vlak.blad = Blad(self._boek.blokken)
        blad.keuze = self._boek.keuze

    def _renew(self) -> None:
        """Draw what changed."""
        self._vlak.renew()
        blad = self._vlak.blad
        if blad is not None and all(self._vlak.size):
            blad.fit(*self._vlak.size)
            self._boek.keuze = blad.keuze
        for part in (self._kader.boven, self._kader.onder, self._voet):
            part.renew()

    # --- what is said ------------------------------------------------------------------------

    def _above(self, width: int) -> tuple[Woorden, Woorden]:
        boek = self._boek
        left = [Woord("Grafieken", vet=True), Woord(f"  {display(boek.van)}", "zacht")]
        right: list[Woord] = []
        for names in (boek.grafieken, [_KORT.get(naam, naam) for naam in boek.grafieken]):
            right = [word for i, naam in enumerate(names) for word in self._tab(i, naam)]
            if width_of(left) + width_of(right) + 2 <= width:
                break
        return clip(left, max(width - width_of(right) - 2, 9)), right

    def _tab(self, i: int, naam: str) -> list[Woord]:
        chosen = i == self._boek.grafiek
        gap = "  " if i else ""
        return [
            Woord(f"{gap}{i + 1}", "accent", doe=f"show({i + 1})"),
            Woord(f" {naam}", "accent" if chosen else "zacht", vet=chosen, doe=f"show({i + 1})"),
        ]

    def _below(self, width: int) -> tuple[Woorden, Woorden]:
        keys = [Woord("C", "accent", doe="copy"), Woord(" kopieer cijfers · ", "zacht", doe="copy")]
        keys.append(Woord("Esc", "accent", doe="leave_for('')"))
        said = self._said
        if said is None:
            return (), keys
        if said.breedte + width_of(keys) + 2 > width:
            # the footer names these too
            keys = []
        return [Woord(cut(said.tekst, width), said.inkt)], keys

    def _keys(self) -> list[Toets]:
        goes, other = self._boek.waarheen(), self._boek.ander
        return [
            Toets(f"1-{len(self._boek.grafieken)}", "Kies grafiek", "tab"),
            Toets("←→", "Jaar"),
            Toets("↑↓", "Kies"),
            *([Toets("Enter", goes, "enter")] if goes else []),
            *([Toets("P", other, "p")] if other else []),
            Toets("C", "Kopieer cijfers", "c"),
            Toets("H", "Licht of donker", "h"),
            Toets("Esc", "Terug", "escape"),
        ]

    def say(self, text: str, severity: SeverityLevel) -> None:
        """Say something in the frame."""
        ink = {"warning": "nu", "error": "rood"}.get(severity, "inkt")
        self._said = Woord(display(" ".join(text.split())), ink)
        if self.is_mounted:
            self._kader.onder.renew()

    def _done(self) -> None:
        """Forget what was said: something else is done by now."""
        self._said = None

    # --- keys --------------------------------------------------------------------------------

    def action_show(self, number: int) -> None:
        """Show a chart by its number."""
        if 0 < number <= len(self._boek.grafieken) and number - 1 != self._boek.grafiek:
            self._done()
            self._boek.grafiek = number - 1
            self._boek.keuze = ()
            self._show()

    def action_next(self, by: int) -> None:
        """Show the next chart, or the one before."""
        self.action_show((self._boek.grafiek + by) % len(self._boek.grafieken) + 1)

    def action_year(self, by: int) -> None:
        """Choose another year."""
        self._done()
        self._boek.turn_year(by)
        self._drawn_anew()

    def _drawn_anew(self) -> None:
        if self._vlak.blad is not None:
            self._vlak.blad.keuze = self._boek.keuze
            self._vlak.blad.anew()
        self._renew()

    def _moved(self, move: Callable[[Blad], None]) -> None:
        blad = self._vlak.blad
        if blad is not None:
            self._done()
            blad.fit(*self._vlak.size)
            move(blad)
            self._boek.keuze = blad.keuze
            self._renew()

    def action_step(self, by: int) -> None:
        """Choose the next thing, or one before."""
        self._moved(lambda blad: blad.step(by))

    def action_page(self, by: int) -> None:
        """Choose what stands a screen further."""
        self._moved(lambda blad: blad.page(by))

    def action_edge(self, by: int) -> None:
        """Choose the first of another kind."""
        self._moved(lambda blad: blad.edge(by))

    def action_copy(self) -> None:
        """Copy the figures."""
        with self._guard:
            if self._vlak.blad is not None:
                self.say(self._boek.copy(), "information")

    def action_whole(self) -> None:
        """Show the whole, or the programma in view."""
        if self._boek.ander:
            self._done()
            self._boek.turn_whole()
            self._show()

    def action_help(self) -> None:
        """Show the keys that work here."""
        self._hulp(TOETSEN)

    def action_theme(self) -> None:
        """Switch between light and dark."""
        thema.turn(self.app)

    def action_press(self, key: str) -> None:
        """Press a key, as a click on it in the footer asks."""
        self.app.simulate_key(key)

    def action_do(self, naam: str) -> None:
        """Do an action of the dossier: the unit here, anything else where that is done."""
        if naam == "unit":
            with self._guard:
                self._boek.turn_unit()
                self._kop.show(self._stand()[0])
                self._drawn_anew()
        else:
            self.dismiss(naam)

    def action_leave_for(self, what: str) -> None:
        """Go back to the table, or to what is chosen."""
        if what != "ga" or self._boek.waarheen():
            self.dismiss(what)

    def action_leave(self) -> None:
        """Leave the app by the door of the dossier, which asks."""
        self.dismiss("leave")

    # --- the mouse ---------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked on; a double click goes there."""
        blad, vlak = self._vlak.blad, self._vlak
        if event.widget is not vlak or blad is None:
            return
        found = blad.at(event.x, event.y)
        if found and event.chain == 1:
            self._moved(lambda known: known.choose(found))
        elif found and event.chain == 2:
            self.action_leave_for("ga")

    def _scrolled(self, by: int, x: int) -> None:
        if self._vlak.blad is not None:
            self._vlak.blad.scroll(by, x)
            self._vlak.renew()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column below the pointer."""
        self._scrolled(_WIEL, event.x)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column below the pointer."""
        self._scrolled(-_WIEL, event.x)
