"""The start screen: dossiers to open, ways to begin, and a glance at the dossier that is chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from budgetdesk.storage.recent import Recent
from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.start.blad import Blad
from budgetdesk.tui.start.inkijk import Inkijker
from budgetdesk.tui.start.inkijkblad import inkijkblad
from budgetdesk.tui.start.lijst import BEGINNEN, Begin, Dossierregel, Startlijst
from budgetdesk.tui.start.startblad import BREED, links, startblad
from budgetdesk.tui.widgets.kader import Kader
from budgetdesk.tui.widgets.regel import Woord, Woorden
from budgetdesk.tui.widgets.voet import Toets, Voet

RUST: Final = 0.15
"""Seconds that a choice rests before its dossier is looked at."""

_HULP: Final = (
    (
        "Beginscherm",
        (
            ("↑ ↓", "Kies een dossier of een begin; ook het wiel"),
            ("Enter", "Open wat gekozen is; ook dubbelklikken"),
            ("Del", "Vergeet het gekozen dossier; de bestanden blijven"),
            *((begin.toets, f"{begin.naam}: {begin.uitleg}") for begin in BEGINNEN),
            ("Ctrl+Q", "Stop met budgetdesk"),
        ),
    ),
)


class StartScreen(Screen[None]):
    """Offers what was opened before, what lies in the current folder, and ways to begin."""

    AUTO_FOCUS = "Blad"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "hulp", "Hulp", id="start.help"),
        Binding("up", "stap(-1)", "Omhoog", show=False, id="start.up"),
        Binding("down", "stap(1)", "Omlaag", show=False, id="start.down"),
        Binding("home", "stap(-99)", "Eerste", show=False, id="start.home"),
        Binding("end", "stap(99)", "Laatste", show=False, id="start.end"),
        Binding("enter", "open", "Open", id="start.open"),
        Binding("delete", "vergeet", "Vergeet", show=False, id="start.forget"),
        *(
            # who types the letter as the screen shows it means it too
            Binding(f"{b.toets.lower()},{b.toets}", f"begin({b.doe!r})", b.naam, id=f"start.{b.doe}")
            for b in BEGINNEN
        ),
        Binding("ctrl+n", "begin('nieuw')", "Nieuw", show=False, id="start.ctrl_n"),
        Binding("ctrl+o", "begin('openen')", "Openen", show=False, id="start.ctrl_o"),
        Binding("ctrl+q", "app.quit", "Stop", id="start.quit"),
    ]

    @dataclass
    class Chosen(Message):
        """A dossier is to be opened."""

        pad: Path

    @dataclass
    class Begonnen(Message):
        """Another way to begin was chosen: `nieuw`, `openen`, `voorbeeld`, `rondleiding`, `instellingen`."""

        hoe: str

    def __init__(
        self,
        map_: Path,
        recent: Sequence[Recent] = (),
        *,
        wanneer: Callable[[datetime], str] = str,
        vergeet: Callable[[str], None] = lambda _map: None,
        inkijker: Inkijker | None = None,
        melding: str = "",
    ) -> None:
        """Offer what was opened before, and what lies in a folder; say something where there is something to say."""
        super().__init__()
        self._map: Final = map_
        self._recent: Final = recent
        self._wanneer: Final = wanneer
        self._vergeet: Final = vergeet
        self._inkijker: Final = inkijker or Inkijker()
        self.melding = melding
        self.lijst = Startlijst([self._regel(known) for known in recent])
        self._timer: Timer | None = None
        self._blad: Final = Blad(self._teken, self.action_stap)
        self._kader: Final = Kader(self._blad, "startvak")

    def _regel(self, known: Recent) -> Dossierregel:
        return Dossierregel(Path(known.map), known.titel, known.gemeente, self._wanneer(known.geopend))

    def compose(self) -> ComposeResult:
        """Yield the frame and the keys."""
        self._kader.boven.show(lambda _width: ([Woord("budgetdesk", vet=True)], []))
        f1 = [Woord("F1", "accent", doe="hulp"), Woord(" hulp", "zacht", doe="hulp")]
        self._kader.onder.show(lambda _width: ([], f1))
        yield self._kader
        yield Voet(self._toetsen)

    def _toetsen(self) -> list[Toets]:
        begin = [Toets(b.toets, b.naam.partition(" ")[0], b.toets.lower()) for b in BEGINNEN[:-1]]
        return [Toets("↑↓", "Kies"), Toets("Enter", "Open", "enter"), *begin, Toets("^Q", "Stop", "ctrl+q")]

    def _teken(self, width: int, height: int) -> Sequence[Woorden]:
        beside: list[Woorden] = []
        if width >= BREED - 2 and isinstance(self.lijst.keuze, Dossierregel) and not self.lijst.keuze.is_weg:
            map_ = self.lijst.keuze.map
            room = width - links(width) - 3
            beside = list(inkijkblad(map_, *self._inkijker.bekend(map_), room, datetime.now().astimezone()))
        return startblad(self.lijst, beside, width, height, self.melding)

    # --- what is not in the first frame ------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first; what lies on disk is looked at after that."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        # toml-rs belongs to the thread that loads it
        from budgetdesk.storage import toml as _toml  # noqa: F401

        self.run_worker(self._kijk_rond(), group="rond")
        self._rust()

    async def _kijk_rond(self) -> None:
        """Learn which dossiers are gone, what journals hold, and what lies in the current folder."""
        for regel, is_weg, stappen in await asyncio.to_thread(_seen, self.lijst.recent):
            self.lijst.met(regel.map, is_weg=is_weg, stappen=stappen)
        self._blad.renew()
        found = await asyncio.to_thread(self._zoek)
        self.lijst.neem([*self.lijst.recent, *found])
        self._blad.renew()
        self._rust()

    def _zoek(self) -> list[Dossierregel]:
        from budgetdesk.storage.inventaris import nearby
        from budgetdesk.storage.pathnames import real

        return [
            Dossierregel(real(self._map / pad), pad.as_posix(), gemeente, is_recent=False)
            for pad, gemeente in nearby(self._map)
        ]

    def _rust(self) -> None:
        """Look at the dossier that is chosen once the choice rests."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(RUST, self._kijk_in)

    def _kijk_in(self) -> None:
        keuze = self.lijst.keuze
        if self.size.width >= BREED and isinstance(keuze, Dossierregel) and not keuze.is_weg:
            self.run_worker(self._lees(keuze.map), group="inkijk", exclusive=True)

    async def _lees(self, map_: Path) -> None:
        await asyncio.to_thread(self._inkijker.kijk, map_)
        self._blad.renew()
        await asyncio.to_thread(self._inkijker.kijk_terug, map_)
        self._blad.renew()

    def on_resize(self) -> None:
        """Look at a dossier for which there was no room."""
        if self._timer is not None:
            self._rust()

    # --- keys and mouse ----------------------------------------------------------------------

    def action_stap(self, step: int) -> None:
        """Choose what comes next or before."""
        self.lijst.stap(step)
        self._blad.renew()
        self._rust()

    def action_kies(self, index: int) -> None:
        """Choose what was clicked on; what was chosen already is opened."""
        if index == self.lijst.index:
            self.action_open()
        else:
            self.lijst.kies(index)
            self._blad.renew()
            self._rust()

    def action_open(self) -> None:
        """Open what is chosen."""
        keuze = self.lijst.keuze
        if isinstance(keuze, Begin):
            self.action_begin(keuze.doe)
        elif keuze.is_weg:
            self.say(f"{keuze.map} is er niet meer. Del haalt het uit de lijst.")
        else:
            self.post_message(self.Chosen(keuze.map))

    def action_begin(self, hoe: str) -> None:
        """Begin in another way."""
        self.post_message(self.Begonnen(hoe))

    def action_vergeet(self) -> None:
        """Forget a dossier; its files stay."""
        gone = self.lijst.vergeet()
        if gone is not None:
            self._vergeet(str(gone.map))
            self.say(f"{gone.titel} staat niet meer in de lijst; de bestanden zijn er nog." if not gone.is_weg else "")
        self._rust()

    def action_hulp(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen(_HULP))

    def action_press(self, key: str) -> None:
        """Press a key, as a click on it in the footer asks."""
        self.app.simulate_key(key)

    def say(self, text: str, _severity: str = "information") -> None:
        """Say something below the list."""
        self.melding = text
        self._blad.renew()

    def on_key(self, event: events.Key) -> None:
        """Forget what was said: something else is done by now."""
        if self.melding and event.key not in ("delete", "enter"):
            self.say("")

    def action_leave(self) -> None:
        """Leave the app."""
        self.app.exit()


def _seen(regels: Sequence[Dossierregel]) -> list[tuple[Dossierregel, bool, int]]:
    """Return of dossiers whether each is gone, and what its journals hold."""
    from budgetdesk.storage.inventaris import is_dossier, steps_left

    seen = [(regel, is_dossier(regel.map)) for regel in regels]
    return [(regel, not there, steps_left(regel.map) if there else 0) for regel, there in seen]
