"""The screen in which foreign figures are brought in: a table, what there is to know below it, and keys by step."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.lezen.grenzen import MAX_CSV
from budgetdesk.model.edits import Effect
from budgetdesk.session.anderesoort import AndereSoort, Gelezen, herken
from budgetdesk.session.inleesgang import Inleesgang, Stap, Werk
from budgetdesk.session.session import Session
from budgetdesk.storage.reader import read_bytes
from budgetdesk.tui import thema
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dialogs.bezigvel import Bezigvel
from budgetdesk.tui.dialogs.help import HelpScreen
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dialogs.zoekvel import Zoekvel
from budgetdesk.tui.grid.source import LEEG
from budgetdesk.tui.grid.source import Bron as Gridbron
from budgetdesk.tui.grid.vel import Vel, Velkeuze
from budgetdesk.tui.grid.view import GridView
from budgetdesk.tui.guard import Guard
from budgetdesk.tui.inlezen.bestandvel import Bestandvel
from budgetdesk.tui.inlezen.bronnen import Bladenbron, Celbron, Koppelbron, Tekstbron, Verschilbron
from budgetdesk.tui.inlezen.toelichting import Toelichting, als_tekst, van_ander, van_bestand, van_rij, van_verschil
from budgetdesk.tui.inlezen.toetsen import ALLE, ANDERS, TOETSEN, Staptoets, hulp
from budgetdesk.tui.inlezen.vragen import Vragen
from budgetdesk.tui.widgets.kader import Kader
from budgetdesk.tui.widgets.kop import Kop, Kopstand
from budgetdesk.tui.widgets.regel import Woord, Woorden, cut, width_of
from budgetdesk.tui.widgets.voet import Toets, Voet
from budgetdesk.voortgang import Afgebroken, gevolgd

T = TypeVar("T")

NAMEN: Final[dict[Stap, tuple[str, str]]] = {
    "bestand": ("Bestand", "Bestand"),
    "lezen": ("Zo lezen wij het", "Lezen"),
    "koppelen": ("Koppelen", "Koppelen"),
    "exact": ("Exacte bedragen", "Exact"),
    "verschil": ("Wat er verandert", "Verschil"),
}
"""What each step is called, and in short."""

_EVEN: Final = 0.15
"""Seconds of work before the screen says that it is busy."""

_BEELD: Final = 0.1
"""Seconds between two looks at how far work is."""

_DEEL: Final = 3
"""One of so many lines is for what stands below the table."""


class Uitvoering(Protocol):
    """What the dossier shows of what was done here."""

    def toon(self, effect: Effect | None, gedaan: str) -> None:
        """Show what was done, and say it."""

    def besluiten(self) -> Sequence[tuple[str, str]]:
        """Return the decisions to book on: their files and titles."""

    def verlaten(self, gang: Inleesgang) -> None:
        """Show what there is once the screen is gone."""


class Inleesgrid(GridView):
    """The table of a step; a block that is pasted goes to the screen."""

    class Geplakt(Message):
        """Several lines or cells were pasted."""

        def __init__(self, tekst: str) -> None:
            super().__init__()
            self.tekst = tekst

    def on_paste(self, event: events.Paste) -> None:
        """Take a block; one line goes into the field of the sheet that lies there."""
        event.stop()
        if is_blok(event.text):
            self.post_message(self.Geplakt(event.text))
        elif self.vellen.top is not None:
            self.vellen.paste(event.text)


def is_blok(tekst: str) -> bool:
    """Return whether a text is a block of cells, and no path."""
    return "\n" in tekst.strip("\n") or "\t" in tekst


class InleesScreen(Screen[str]):
    """Brings figures in, step by step; it is left with what is to be done then: an action of the dossier, or ''."""

    # a file of its own would have Textual read all styles again when the screen comes
    DEFAULT_CSS = """
    InleesScreen { layout: vertical; overflow: hidden; }
    InleesScreen #inleeskader { height: 1fr; }
    InleesScreen #inleesvak { height: 1fr; width: 1fr; }
    """
    AUTO_FOCUS = "Inleesgrid"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(toets.drukken, f"doe({toets.doe!r})", toets.doet, show=False, id=f"inlezen.{toets.doe}")
            for toets in ALLE
        ),
        Binding("escape", "terug", "Terug", show=False, id="inlezen.back"),
        Binding("f1", "help", "Hulp", show=False, id="inlezen.help"),
        Binding("h", "theme", "Licht of donker", show=False, id="inlezen.theme"),
        Binding("ctrl+v", "plak", "Plak een blok", show=False, id="inlezen.paste"),
    ]

    def __init__(
        self,
        gang: Inleesgang,
        doe: Uitvoering,
        kop: Callable[[], tuple[Kopstand, str]],
        lees: tuple[Callable[[Path], Bron], Callable[[str], Bron]],
    ) -> None:
        """Bring a file in; `kop` gives what the title line says, and the branch; `lees` reads a file, or a text."""
        super().__init__()
        self.gang: Final = gang
        self._doe: Final = doe
        self._stand: Final = kop
        self._lezer: Final = _Bronlezer(gang.session, *lees)
        self._kop: Final = Kop()
        self.grid: Final = Inleesgrid()
        self._onder: Final = Toelichting()
        self._kader: Final = Kader(Vertical(self.grid, self._onder, id="inleesvak"), "inleeskader")
        self._voet: Final = Voet(self._keys)
        self._guard: Final = Guard(lambda text: self.say(text, "error"))
        self._vragen: Final = Vragen(self, gang)
        self._said: Woord | None = None
        self._bezig: Bezigvel | None = None
        self._plekken: dict[Stap, tuple[int, int]] = {}
        """Where the cursor was in each step."""

    def compose(self) -> ComposeResult:
        """Yield the title, the table with what there is to know below it, and the keys."""
        yield self._kop
        yield self._kader
        yield self._voet

    def on_mount(self) -> None:
        """Ask for a file."""
        self._kader.boven.show(self._above)
        self._kader.onder.show(self._below)
        stand, branch = self._stand()
        self._kop.show(stand)
        self._kop.show_branch(branch)
        self.grid.focus()
        self.toon()
        self.call_after_refresh(self.action_doe, "bestand")

    def on_unmount(self) -> None:
        """End the work of which nobody will see the end."""
        if self._bezig is not None:
            self._bezig.is_afgebroken = True

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._show_below)

    # --- showing -----------------------------------------------------------------------------

    def toon(self) -> None:
        """Show the step of now; what it lacks is computed first."""
        werk = self.gang.werk()
        if werk is not None:
            self.run_worker(self._compute(werk), group="werk", exclusive=True)
            return
        self.grid.set_source(self._source(), self._plekken.get(self.gang.stap, self._begin))
        self._renew()

    @property
    def _begin(self) -> tuple[int, int]:
        """Return where the cursor is at first: on the first row that is read."""
        indeling = self.gang.lezen.indeling if self.gang.stap == "lezen" else None
        return (max(indeling.wijze.kop, default=0), 0) if indeling is not None else (0, 0)

    def _source(self) -> Gridbron:
        gang = self.gang
        if gang.stap == "bestand":
            return Bladenbron(gang.lezen.bron) if gang.lezen.bron is not None else LEEG
        if gang.stap == "lezen" and gang.lezen.blad is not None and gang.lezen.lezing is not None:
            return Celbron(gang.lezen.blad, gang.lezen.lezing)
        if gang.stap == "koppelen":
            return Koppelbron(gang, self._vragen.genoemd)
        if gang.ander is not None and gang.ander.gevolg is not None:
            return Tekstbron(gang.ander.gevolg.gelezen if gang.stap == "exact" else gang.ander.gevolg.tekst)
        return Verschilbron(gang.verschil)

    def _renew(self) -> None:
        self._show_below()
        for part in (self._kader.boven, self._kader.onder, self._voet):
            part.renew()

    def _show_below(self) -> None:
        """Say what there is to know, in a part of the screen."""
        width, height = self.size
        self._onder.show(self._sentences(), max(width - 2, 10), max(height // _DEEL, 4))

    def alle_regels(self) -> str:
        """Return all that there is to know in this step, also what does not fit below the table."""
        return als_tekst(self._sentences())

    def _sentences(self) -> Sequence[Any]:
        gang, bron = self.gang, self.grid.surface.bron
        if gang.stap == "bestand":
            return van_bestand(gang)
        if gang.stap == "lezen":
            return self._vragen.onder_cel(bron) + list(gang.lezen.regels)
        if gang.stap == "koppelen" and isinstance(bron, Koppelbron):
            rij = bron.rij(self.grid.cursor[0])
            return van_rij(gang, rij, self._vragen.genoemd(rij) if rij is not None else "")
        if gang.ander is not None:
            return van_ander(gang.ander)
        return van_verschil(gang, bron.regel(self.grid.cursor[0]) if isinstance(bron, Verschilbron) else None)

    def _above(self, width: int) -> tuple[Woorden, Woorden]:
        steps = self.gang.stappen
        at = steps.index(self.gang.stap)
        naam = display(self.gang.lezen.bron.naam) if self.gang.lezen.bron is not None else ""
        left: list[Woord] = []
        for whole in (True, False):
            left = [word for i, stap in enumerate(steps) for word in _tab(i, stap, at, whole=whole)]
            if width_of(left) + len(naam) + 2 <= width:
                break
        room = width - width_of(left) - 2
        return left, [Woord(cut(naam, room), "zacht")] if room > 4 and naam else []

    def _below(self, width: int) -> tuple[Woorden, Woorden]:
        asked = len(self.gang.lezen.vragen) if self.gang.stap == "lezen" else 0
        right = [Woord(f"{asked} vragen" if asked != 1 else "1 vraag", "nu", vet=True)] if asked else []
        said = self._said
        return ([Woord(cut(said.tekst, max(width - width_of(right) - 2, 9)), said.inkt)] if said else []), right

    def _keys(self) -> list[Toets]:
        vel = self.grid.surface.vel
        if vel is not None:
            druk = {"Enter": "enter", "Esc": "escape", "Tab": "tab"}
            return [Toets(naam, doet, druk.get(naam, "")) for naam, doet in vel.vel.voettoetsen]
        known = [Toets(t.naam, t.doet, t.druk) for t in self._here() if t.in_voet]
        return [*known, Toets("F1", "Hulp", "f1"), Toets("Esc", "Terug", "escape")]

    def _here(self) -> list[Staptoets]:
        ander = self.gang.ander
        vragen = self.gang.lezen.vragen if ander is None else ander.leesvragen
        asked = bool(vragen) and self.gang.stap in ("lezen", "exact")
        known = TOETSEN[self.gang.stap]
        if self.gang.ander is not None and self.gang.stap == "verschil":
            known = [t for t in ANDERS if self._fits(t, self.gang.ander)]
        return [t.met_vraag() if asked else t for t in known]

    @staticmethod
    def _fits(toets: Staptoets, ander: AndereSoort) -> bool:
        """Return whether a key does something of a file that is no ledger report."""
        if toets.doe == "verder":
            return bool(ander.antwoorden)
        return toets.doe == "kies" or ander.kan_los

    def say(self, text: str, severity: SeverityLevel = "information") -> None:
        """Say something in the frame."""
        ink = {"warning": "nu", "error": "rood"}.get(severity, "inkt")
        self._said = Woord(display(" ".join(text.split())), ink) if text else None
        if self.is_mounted:
            self._kader.onder.renew()

    def on_inleesgrid_highlighted(self) -> None:
        """Tell of what is under the cursor now."""
        self._plekken[self.gang.stap] = self.grid.cursor
        with self._guard:
            self._show_below()

    on_grid_view_highlighted = on_inleesgrid_highlighted

    # --- slow work ---------------------------------------------------------------------------

    async def _compute(self, werk: Werk) -> None:
        with self._guard:
            try:
                uitkomst = await self.apart(werk.doe, "Even geduld ...")
            except BudgetdeskError as error:
                self.gang.terug()
                self.toon()
                self.say(str(error), "warning" if isinstance(error, Afgebroken) else "error")
                return
            if self.gang.neem(werk, uitkomst):
                self.toon()

    async def apart(self, doe: Callable[[], T], wat: str) -> T:
        """Do something in a thread; what takes long says how far it is, and Escape calls it off: raises Afgebroken."""
        vel = self._bezig = Bezigvel(wat)
        with gevolgd(vel.volg):
            job = asyncio.create_task(asyncio.to_thread(doe))
        stand = None
        try:
            if not (await asyncio.wait([job], timeout=_EVEN))[0]:
                stand, drawn = self.grid.vellen.lay(vel), vel.stand
                while not (await asyncio.wait([job], timeout=_BEELD))[0]:
                    if vel.stand != drawn:
                        drawn = vel.stand
                        self.grid.vellen.renew(stand)
            return await job
        finally:
            vel.is_afgebroken = True
            if stand is not None:
                self.grid.vellen.take_away(stand)

    # --- asking ------------------------------------------------------------------------------

    async def vraag(self, vel: Vel, begin: int = 0) -> Velkeuze | None:
        """Lay a sheet and return what is chosen on it."""
        return await self.grid.vellen.ask(vel, begin)

    async def kies(self, vraag: str, keuzes: Sequence[tuple[str, str]], begin: int = 0) -> str | None:
        """Return the key of one of a few choices; None where somebody thinks better of it."""
        found = await self.vraag(Keuzevel(vraag, keuzes), begin)
        return keuzes[found.index][0] if found is not None else None

    async def zoek(
        self, vraag: str, keuzes: Sequence[tuple[str, str]], *, vrij: bool = False, blijft: Sequence[str] = ()
    ) -> str | None:
        """Return the key of one of many choices, or what was typed instead where that may be (`vrij`).

        The choices that stay whatever is typed are `blijft`.
        """
        vel = Zoekvel(vraag, keuzes, zoek=None if vrij else partial(_bevat, blijft=blijft), geen="Niets begint zo.")
        found = await self.vraag(vel)
        return vel.gevonden[found.index][0] if found is not None and vel.gevonden else None

    async def regel(self, vraag: str, voorstel: str = "", *, leeg: bool = False, klacht: str = "") -> str | None:
        """Return a line that is typed."""
        vel = Regelvel(vraag, voorstel, leeg=leeg, klacht=klacht)
        return vel.antwoord if await self.vraag(vel) else None

    # --- keys --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to a sheet that lies there, and to the step that has them."""
        if self.grid.surface.vel is not None and action not in ("help", "press"):
            return False
        return action != "doe" or any(t.doe == parameters[0] for t in self._here())

    def action_doe(self, wat: str) -> None:
        """Do what a key of this step asks."""
        self.say("")
        known: dict[str, Callable[[], Awaitable[None]]] = {
            "bestand": self._file,
            "kies": self._act,
            "verder": self._onward,
            "boek": self._book,
            **self._vragen.acties,
        }
        self.run_worker(self._guarded(known[wat]()), group="doe", exclusive=True)

    async def _guarded(self, job: Awaitable[None]) -> None:
        with self._guard:
            try:
                await job
            except BudgetdeskError as error:
                self.say(str(error), "warning" if isinstance(error, Afgebroken) else "error")

    async def _act(self) -> None:
        """Do what Enter does in this step."""
        match self.gang.stap:
            case "bestand":
                self.gang.kies_blad(self.grid.cursor[0])
                await self._onward()
            case "lezen":
                await self._vragen.kolom(self.grid.cursor[1] + 1)
            case "koppelen":
                await self._vragen.post(self.grid.cursor[0])
            case "exact":
                await self._onward()
            case "verschil":
                await self._take()

    async def _onward(self) -> None:
        """Go to the next step, or ask what has to be decided before."""
        if self.gang.stap == "lezen" and self.gang.lezen.vragen:
            await self._vragen.eerste()
            return
        ander = self.gang.ander
        if ander is not None and ander.antwoorden and (ander.leesvragen or self.gang.stap == "verschil"):
            await self._answer(ander)
            return
        reason = self.gang.verder()
        if reason:
            self.say(reason, "warning")
            self._vragen.naar_wachtend()
            self._vragen.naar_fout()
        else:
            self.toon()

    async def _answer(self, ander: AndereSoort) -> None:
        """Have the first question of a printed table answered."""
        known = ander.antwoorden
        zin = ander.gevolg.uitkomst.vragen[0].zin if ander.gevolg is not None else ""
        found = await self.kies(zin, [(str(n), display(answer.tekst)) for n, answer in enumerate(known)])
        if found is not None:
            self.gang.antwoord(known[int(found)].verzoek)
            self.toon()

    def action_terug(self) -> None:
        """Go a step back, or leave."""
        self.say("")
        if self.gang.terug():
            self.toon()
        else:
            self.dismiss("")

    async def _take(self) -> None:
        if not self.gang.wijzigt:
            self.say(self.gang.slot, "warning")
            return
        # on a narrow screen the end of it is cut off, which may not be how to go back
        await self._do(self.gang.neem_over, f"Overgenomen; {key_of('undo')} neemt het terug. {self.gang.slot}")

    async def _book(self) -> None:
        decisions = self._doe.besluiten()
        if not decisions:
            self.say("Er is geen besluit om op te boeken; F12 in het dossier maakt er een.", "warning")
            return
        besluit = await self.kies("Op welk besluit boekt u het verschil?", decisions)
        if besluit is not None:
            told = f"{self.gang.slot} Geboekt op {dict(decisions)[besluit]}."
            await self._do(lambda: self.gang.boek(self.gang.koppelingen.dossier.bestanden[besluit]), told)

    async def _do(self, doe: Callable[[], Effect | None], gedaan: str) -> None:
        """Change the dossier, beside the screen: thousands of posts take a while; then leave for its table."""
        effect = await self.apart(doe, "Wordt overgenomen ...")
        self._doe.toon(effect, gedaan)
        self.dismiss("")

    def action_help(self) -> None:
        """Show the keys of this step."""
        self.app.push_screen(HelpScreen(hulp(self.gang.stap, NAMEN[self.gang.stap][0])))

    def action_theme(self) -> None:
        """Switch between light and dark."""
        thema.turn(self.app)

    def action_press(self, key: str) -> None:
        """Press a key, as a click on it in the footer asks."""
        self.app.simulate_key(key)

    def action_leave(self) -> None:
        """Leave the app by the door of the dossier, which asks."""
        self.dismiss("leave")

    # --- a file ------------------------------------------------------------------------------

    async def _file(self) -> None:
        """Ask for a file until one was read, or somebody thinks better of it."""
        begin, complaint = "", ""
        while True:
            vel = Bestandvel(begin, complaint)
            found = await self.vraag(vel)
            if found is None:
                if self.gang.lezen.bron is None:
                    self.dismiss("")
                return
            if found.actie == "plak":
                if is_blok(self.app.clipboard):
                    complaint = await self._read(lambda: self._lezer.tekst(self.app.clipboard), "Het blok")
                    if not complaint:
                        return
                else:
                    complaint = "Er is hier geen blok gekopieerd; plak met de toets van uw terminal (Ctrl+Shift+V)."
                continue
            pad = vel.pad(found.index)
            begin, complaint = str(pad), ""
            if pad.is_dir():
                begin = f"{pad}/"
                continue
            complaint = await self._read(lambda pad=pad: self._lezer.bestand(pad), pad.name)  # type: ignore[misc]
            if not complaint:
                return

    async def _read(self, read: Callable[[], Gelezen], naam: str) -> str:
        """Read a file and take it; return why it cannot be read, else nothing."""
        try:
            found = await self.apart(read, f"{display(naam)} wordt gelezen ...")
        except BudgetdeskError as error:
            return str(error)
        self.gang.neem_bron(found)
        self._plekken.clear()
        if not self.gang.is_te_kiezen:
            self.gang.verder()
        self.toon()
        return ""

    def action_plak(self) -> None:
        """Read what was copied in this app."""
        if is_blok(self.app.clipboard):
            self.on_inleesgrid_geplakt(Inleesgrid.Geplakt(self.app.clipboard))

    def on_inleesgrid_geplakt(self, event: Inleesgrid.Geplakt) -> None:
        """Read a block that was pasted, in the first step; elsewhere there is a file already."""
        if self.gang.stap != "bestand":
            self.say("Er is al een bestand; Esc gaat terug naar de eerste stap.", "warning")
            return
        self.grid.vellen.lift()
        self.run_worker(self._guarded(self._pasted(event.tekst)), group="doe", exclusive=True)

    async def _pasted(self, tekst: str) -> None:
        complaint = await self._read(lambda: self._lezer.tekst(tekst), "Het blok")
        if complaint:
            self.say(complaint, "error")


class _Bronlezer:
    """Reads a file or a text, and recognises what it is for a dossier."""

    def __init__(self, session: Session, bestand: Callable[[Path], Bron], tekst: Callable[[str], Bron]) -> None:
        self._session: Final = session
        self._bestand: Final = bestand
        self._tekst: Final = tekst

    def bestand(self, pad: Path) -> Gelezen:
        """Return a file as it was read. Raises as reading it does."""
        return herken(self._session, self._bestand(pad), lambda: read_bytes(pad, str(pad), MAX_CSV), pad)

    def tekst(self, tekst: str) -> Gelezen:
        """Return a block as it was read."""
        return herken(self._session, self._tekst(tekst), tekst.encode)


def _tab(i: int, stap: Stap, at: int, *, whole: bool) -> list[Woord]:
    naam = NAMEN[stap][0 if whole or i == at else 1]
    ink = "accent" if i == at else "inkt" if i < at else "nul"
    gap = "  " if i else ""
    return [Woord(f"{gap}{i + 1} {naam}", ink, vet=i == at)]


def _bevat(keuzes: Sequence[tuple[str, str]], typed: str, *, blijft: Sequence[str] = ()) -> Sequence[tuple[str, str]]:
    """Return the choices of which the line has all words that are typed, and behind them those that stay."""
    words = typed.casefold().split()
    if not words:
        return keuzes
    found = [k for k in keuzes if k[0] not in blijft and all(word in k[1].casefold() for word in words)]
    return [*found, *(k for k in keuzes if k[0] in blijft)]
