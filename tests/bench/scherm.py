"""From an edit to the frame that shows it: the app without a terminal, beside a bare grid.

What is counted is processor time of the event loop's thread, so that waiting for the next frame (a
sixtieth of a second at most, the same for every app) does not hide the work.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from textual.app import App, ComposeResult
from textual.events import Key

from budgetdesk.session import Session
from budgetdesk.session.cells import set_cells
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.source import Cel, Kop, Label, Leeg
from tests.bench.meting import Meting, timed

MATEN: Final = ((80, 24), (200, 50))
"""Terminals measured at: columns and lines."""

_QUIET: Final = 0.08
"""Seconds without a frame after which nothing more is coming."""

_PATIENCE: Final = 60.0
"""Seconds in which any edit must be painted."""

_TYPED: Final = ("4000", "9000")
"""What is typed in turns, in the unit of the document, so that every total changes visibly."""


class Klok:
    """Keeps of each frame of an app the processor time at which it was ready for the terminal, and its text."""

    def __init__(self, app: App[Any]) -> None:
        self.app: Final = app
        self._beelden: list[tuple[float, str]] = []
        display = app._display

        def display_and_note(screen: Any, renderable: Any) -> None:
            display(screen, renderable)
            if hasattr(renderable, "render_segments"):  # a headless app leaves this last step out
                text = renderable.render_segments(app.console)
                self._beelden.append((time.thread_time(), text))

        app._display = display_and_note  # type: ignore[method-assign]

    async def measure(self, action: Callable[[], object], expected: Callable[[], str]) -> tuple[float, float]:
        """Act; return milliseconds until a frame with the expected text, and until all is quiet."""
        await self.rest()
        self._beelden.clear()
        gc.collect()
        start = time.thread_time()
        action()
        await self.rest(least=1)
        wanted = expected()
        shown = [moment for moment, text in self._beelden if wanted in text]
        if not shown:
            raise RuntimeError(f"no frame showed {wanted!r}")
        return (shown[0] - start) * 1000, (self._beelden[-1][0] - start) * 1000

    async def press(self, key: str, character: str | None = None) -> float:
        """Press a key; return the milliseconds of work until all is quiet."""
        await self.rest()
        self._beelden.clear()
        gc.collect()
        start = time.thread_time()
        self.app.post_message(Key(key, character))
        # a frame may not come: where nothing is to be seen there is no work either
        await asyncio.sleep(_QUIET)
        await self.rest()
        return (self._beelden[-1][0] - start) * 1000 if self._beelden else 0.0

    async def rest(self, least: int = 0) -> None:
        """Wait until no more frames come, after `least` so many; raises TimeoutError where those stay away."""
        seen = -1
        async with asyncio.timeout(_PATIENCE):
            while len(self._beelden) < least or len(self._beelden) != seen:
                seen = len(self._beelden)
                await asyncio.sleep(_QUIET)


class Speelgoed(Leeg):
    """A source of the same shape with nothing behind it."""

    koppen: Sequence[Kop] = tuple(Kop(f"Begroting {2024 + i}") for i in range(6))
    labelkoppen: Sequence[str] = ("", "")

    def __init__(self, rijen: int) -> None:
        self.rijen = rijen
        self.getal = 0

    def row_count(self) -> int:
        """Return how many rows there are."""
        return self.rijen

    def label(self, row: int) -> Label:
        """Return two short texts."""
        return Label((f"Onderhoud wegen {row}", "Lasten"), 1)

    def cell(self, row: int, col: int) -> Cel:
        """Return a number that changes with `getal`."""
        return Cel(self.printed(row, col), "blad", bewerkbaar=True)

    def printed(self, row: int, col: int) -> str:
        """Return a number that changes with `getal`."""
        return f"{self.getal + row * 7 + col}.000"


class KaleApp(App[None]):
    """Only the grid widget."""

    def __init__(self, rijen: int) -> None:
        super().__init__()
        self.bron = Speelgoed(rijen)

    def compose(self) -> ComposeResult:
        """Yield the grid."""
        yield EditGrid()

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(EditGrid).set_source(self.bron)

    def repaint(self, rijen: int) -> None:
        """Change the first rows."""
        self.bron.getal += 1_000_000
        self.query_one(EditGrid).refresh_rows(range(rijen))


class Bewerker:
    """Edits one post of a dossier that is open in the app."""

    def __init__(self, klok: Klok, screen: WorksheetScreen, session: Session, bron: TabelBron) -> None:
        self.klok, self.screen, self.session, self.bron = klok, screen, session, bron
        rijen = [bron.rij(i) for i in range(bron.row_count())]
        lasten = [i for i, rij in enumerate(rijen) if rij.kant == "lasten"]
        self.post = next(i for i in lasten if bron.editable(i, 2))
        self.totaal = next(i for i in lasten if rijen[i].scope.soort == "beleidsterrein")
        self.keer = 0

    def typed(self) -> str:
        """Return what is typed this time."""
        self.keer += 1
        return _TYPED[self.keer % 2]

    def submit(self) -> None:
        """Have the screen do what it does when a text was typed in a cell."""
        self.screen.grid.post_message(EditGrid.Submitted(self.bron, self.post, 2, self.typed()))

    def total(self) -> str:
        """Return the total of the beleidsterrein as the screen must show it."""
        return self.bron.cell(self.totaal, 2).tekst

    def set_amount(self) -> float:
        """Return the milliseconds of the session's part."""
        invoer = self.bron.editable(self.post, 2)
        assert invoer is not None
        cents = self.bron.parse(self.post, 2, self.typed())
        return timed(lambda: set_cells(self.session, [(invoer, cents)]))

    def changed_in_view(self) -> int:
        """Return how many rows on screen an edit changes."""
        rij = self.bron.rij(self.post)
        return len(set(self.bron.touched({rij.scope.record})) & set(self.screen.grid.surface.viewport.rows_in_view))

    async def enter(self) -> tuple[float, float]:
        """Type in the cell and press Enter; return the clock of what Enter sets off."""
        app = self.klok.app
        with app._context():  # the bare grid's app runs too
            self.screen.grid.move_to(self.post, 2)
        for digit in self.typed():
            app.post_message(Key(digit, digit))
        return await self.klok.measure(lambda: app.post_message(Key("enter", "\r")), self.total)

    async def edit(self) -> tuple[float, float]:
        """Return the clock of what the screen does when a text was typed."""
        return await self.klok.measure(self.submit, self.total)


async def open_app(map_: Path, size: tuple[int, int], use: Callable[[Bewerker], Any]) -> Any:
    """Open a dossier in the app, wait for its figures and return what `use` makes of it."""
    app = BudgetdeskApp(map_)
    klok = Klok(app)
    async with app.run_test(size=size) as pilot:
        while not (isinstance(app.screen, WorksheetScreen) and app.screen.sheet.table is not None):
            await pilot.pause(0.05)
        screen = app.screen
        assert screen.sheet.table is not None
        return await use(Bewerker(klok, screen, screen.sheet.session, screen.sheet.table))


async def _edit(map_: Path, size: tuple[int, int], herhaal: int) -> list[Meting]:
    async def use(bewerker: Bewerker) -> list[Meting]:
        rijen = bewerker.changed_in_view()
        kaal = KaleApp(bewerker.bron.row_count())
        klok = Klok(kaal)
        rounds: list[tuple[float, ...]] = []
        async with kaal.run_test(size=size):
            for _ in range(herhaal + 1):
                floor, _ = await klok.measure(lambda: kaal.repaint(rijen), lambda: f"{kaal.bron.getal + 2}.000")
                edit, enter = await bewerker.edit(), await bewerker.enter()
                rounds.append((floor, *edit, *enter, bewerker.set_amount()))
        return _metingen([median(column) for column in zip(*rounds[1:], strict=True)], size, rijen)

    found: list[Meting] = await open_app(map_, size, use)
    return found


def _metingen(ms: Sequence[float], size: tuple[int, int], rijen: int) -> list[Meting]:
    floor, edit, edit_quiet, enter, enter_quiet, kern = ms
    where, wat = f"{size[0]}x{size[1]}", f"een kaal raster, {rijen} rijen"
    return [
        Meting(f"bewerken → totaal in beeld, {where}", edit, floor, wat, max_verhouding=3),
        Meting(f"  tot alles stil is, {where}", edit_quiet, floor, wat),
        Meting(f"  van Enter tot totaal in beeld, {where}", enter, floor, wat),
        Meting(f"  van Enter tot alles stil is, {where}", enter_quiet, floor, wat),
        Meting(f"  waarvan set_cells, {where}", kern, floor, wat),
    ]


def editing(map_: Path, herhaal: int) -> list[Meting]:
    """Measure an edit in a narrow and in a large terminal."""
    return [meting for size in MATEN for meting in asyncio.run(_edit(map_, size, herhaal))]


_TOETSEN: Final = (
    ("Down", "down", None),
    ("Right", "right", None),
    ("PageDown", "pagedown", None),
    ("Ctrl+End", "ctrl+end", None),
    ("Ctrl+Home", "ctrl+home", None),
    ("eerste cijfer", "4", "4"),
    ("tweede cijfer", "7", "7"),
    ("Enter", "enter", "\r"),
    ("Ctrl+Z", "ctrl+z", None),
    ("Space (vouwen)", "space", " "),
    ("Space (terug)", "space", " "),
    ("Ctrl+L lagen", "ctrl+l", None),
    ("F7 programma", "f7", None),
    ("Ctrl+U eenheid", "ctrl+u", None),
)
"""What people do most, in this order: keys that move, type, fold or change what is in view."""

_TYPES: Final = "4"
"""The key before which the cursor is put on a cell that can be typed in."""


async def _keys(map_: Path, size: tuple[int, int], herhaal: int, most: float) -> list[Meting]:
    async def use(bewerker: Bewerker) -> list[Meting]:
        klok, screen = bewerker.klok, bewerker.screen
        rounds: list[dict[str, float]] = []
        for _ in range(herhaal + 1):
            found: dict[str, float] = {}
            for naam, key, character in _TOETSEN:
                if key == _TYPES:
                    with klok.app._context():
                        screen.grid.move_to(bewerker.post, 2)
                found[naam] = await klok.press(key, character)
            tables = sum(map(len, screen.sheet.groups.values()))
            for _ in range(tables):
                spent = await klok.press("f6")
                table = screen.sheet.table
                found[f"F6 {table.tabel if table is not None else ''}"] = spent
            for _ in range(3):
                await klok.press("ctrl+l")
            rounds.append(found)
            await klok.press("shift+f7")
            await klok.press("ctrl+u")
        where = f"{size[0]}x{size[1]}"
        return [
            Meting(f"{naam}, {where}", median(round_.get(naam, 0.0) for round_ in rounds[1:]), max_waarde=most)
            for naam in rounds[0]
        ]

    found: list[Meting] = await open_app(map_, size, use)
    return found


_ZOEKT: Final = (
    ("Ctrl+F", "ctrl+f", None),
    ("Zoek: een letter", "e", "e"),
    ("Zoek: tweede letter", "n", "n"),
    ("Zoek: woord", "e", "e"),
    ("Zoek: terug", "backspace", None),
    ("Zoek: Enter", "enter", "\r"),
    ("F3 volgende", "f3", None),
    ("Ctrl+F, weer", "ctrl+f", None),
    ("Zoek: cijfer", "5", "5"),
    ("Zoek: bedrag", "2", "2"),
    ("Zoek: Enter op een bedrag", "enter", "\r"),
    ("Ctrl+G", "ctrl+g", None),
    ("Ga naar: cijfer", "1", "1"),
    ("Ga naar: code", "a", "a"),
    ("Ga naar: Enter", "enter", "\r"),
)
"""Finding, going on and going to what is named; of all of these the first letters find the most."""


async def _finding(map_: Path, size: tuple[int, int], herhaal: int, most: float) -> list[Meting]:
    async def use(bewerker: Bewerker) -> list[Meting]:
        klok = bewerker.klok
        await klok.rest()
        # before all is read: a thread does that while somebody types already
        klok.app.post_message(Key("ctrl+f", None))
        first = await klok.press("e", "e")
        await klok.press("escape")
        rounds = [
            {naam: await klok.press(key, character) for naam, key, character in _ZOEKT} for _ in range(herhaal + 1)
        ]
        where = f"{size[0]}x{size[1]}"
        return [
            Meting(f"Zoek: eerste letter, nog niet gelezen, {where}", first, max_waarde=most),
            *(
                Meting(f"{naam}, {where}", median(round_[naam] for round_ in rounds[1:]), max_waarde=most)
                for naam in rounds[0]
            ),
        ]

    found: list[Meting] = await open_app(map_, size, use)
    return found


def finding(map_: Path, herhaal: int, most: float) -> list[Meting]:
    """Measure the work of a key that finds, in the thread of the screen; it should stay below so many milliseconds."""
    return asyncio.run(_finding(map_, (120, 40), herhaal, most))


def keys(map_: Path, herhaal: int, most: float) -> list[Meting]:
    """Measure the work of a key in a common terminal; it should stay below so many milliseconds."""
    return asyncio.run(_keys(map_, (120, 40), herhaal, most))
