"""Take the pictures of the screens that the look was drawn for, to be laid beside the drawings.

python tests/pictures.py [--out FOLDER]

Each picture is an SVG, and a PNG too where chromium or rsvg-convert is found. The app runs on copies of the samples: a
city of which three amounts were typed after its last commit, and Leiden's. A name says what is on screen, the
size of the terminal (columns, and lines where they are not the usual ones) and the theme.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.storage.recent import opened as opened_now
from budgetdesk.storage.recent import remember
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dialogs.exportvel import Exportvel
from budgetdesk.tui.dialogs.scenariovel import Scenariovel
from budgetdesk.tui.dialogs.vastlegvel import Vastlegvel
from budgetdesk.tui.grafieken.screen import GrafiekScreen
from budgetdesk.tui.inlezen.screen import InleesScreen
from budgetdesk.tui.start.geheugen import Geheugen
from budgetdesk.tui.start.startblad import BREED
from tests.tui.piloot import do, git, lies, opened, screen, shown, top, until

SAMPLES: Final = Path(__file__).parents[1] / "sample_budgets"
STAD: Final = "voorbeeldstad-2027"
VORIG: Final = "voorbeeldstad-2026"
LEIDEN: Final = "leiden-2026"

_WEB_FONT: Final = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_NAAM: Final = re.compile(r".*?-0?(?P<breed>\d+)(?:x(?P<hoog>\d+))?-(?P<thema>\w+)")
_HOOG: Final = {80: 24, 100: 30, 120: 40, 160: 45}
"""Lines of a terminal, by its columns, where a name leaves them out."""

_TERMINAL: Final = {"FORCE_COLOR": "1", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
"""What a terminal with all colours says of itself; a program without a terminal says nothing."""

LATER: Final[Mapping[str, str]] = {}
"""Drawings of what the app does not have yet."""

Stappen = Callable[[Pilot[int]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Beeld:
    """A picture: its name, what is done before it is taken, and of which sample, with or without typed amounts."""

    naam: str
    stappen: Stappen
    dossier: str = STAD
    getypt: bool = True
    start: bool = False
    """Whether it is of the app without a dossier."""

    @property
    def grootte(self) -> tuple[int, int]:
        """Return the columns and lines of the terminal."""
        found = _NAAM.fullmatch(self.naam)
        assert found is not None, self.naam
        breed = int(found["breed"])
        return breed, int(found["hoog"] or _HOOG[breed])

    @property
    def thema(self) -> str:
        """Return what the theme is called in the name."""
        return self.naam.rpartition("-")[2]


@contextmanager
def terminal(thema: str, state: Path) -> Iterator[None]:
    """Let the app find a terminal with all colours and the wish for a theme; `nocolor` is what NO_COLOR asks.

    What it keeps of dossiers goes to a folder: what was typed for one picture is not offered to the next.
    """
    wish = {"NO_COLOR": "1"} if thema == "nocolor" else {"BUDGETDESK_THEMA": thema}
    wish["XDG_STATE_HOME"] = wish["XDG_CONFIG_HOME"] = str(state)
    with patch.dict(os.environ, _TERMINAL | wish):
        if thema != "nocolor":
            os.environ.pop("NO_COLOR", None)
        yield


def copied(naam: str, folder: Path) -> Path:
    """Return a copy of a sample in a folder, as the first commit of its branch."""
    if naam == STAD:
        # the year before, that it refers to
        shutil.copytree(SAMPLES / VORIG, folder / VORIG)
    copy = Path(shutil.copytree(SAMPLES / naam, folder / naam))
    git(copy, "init", "-q", "-b", "main")
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "Begroting")
    return copy


def as_svg(app: App[int], title: str) -> str:
    """Return what is on screen as SVG, with local fonts only."""
    return _WEB_FONT.sub("", app.export_screenshot(title=title))


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the findings are counted and nothing is drawn any more."""
    await until(pilot, lambda: bool(re.search(r"[▲✗✓^+x] ?[^│]*F9", shown(pilot)[0])))
    before: list[str] = []
    for _ in range(40):
        await pilot.pause(0.05)
        now = shown(pilot)
        if now == before:
            return
        before = now


async def go(pilot: Pilot[int], naam: str, kolom: str = "", soort: str = "") -> None:
    """Put the cursor on the row of a name and kind, in the column of a year; without one in the first."""
    desk, table = screen(pilot).desk, screen(pilot).sheet.table
    assert table is not None
    rijen = enumerate(table.grid.rijen)
    row = next((i for i, rij in rijen if rij.naam == naam and (not soort or rij.soort == soort)), -1)
    assert row >= 0, naam
    col = next((i for i, kop in enumerate(table.koppen) if kop.tekst.endswith(kolom)), 0)
    desk.show_row(row, col)
    await pilot.pause()


async def type_amounts(pilot: Pilot[int]) -> None:
    """Type the amounts that the drawings have."""
    for naam, jaar, bedrag in (("Rekenkamer", "2027", "131"), ("Griffie", "2029", "790"), ("Griffie", "2028", "772")):
        await go(pilot, naam, jaar, "Lasten")
        await pilot.press(*bedrag, "enter")
    await go(pilot, "Griffie", "2028", "Lasten")


async def show(pilot: Pilot[int], tabel: str, programma: str = "") -> None:
    """Show a table, of a programme by its number."""
    files = [bestand.naam for bestand in screen(pilot).sheet.session.dossier.programmas]
    screen(pilot).desk.show_table(tabel, *(naam for naam in files if programma and f"/{programma}-" in naam))
    await pilot.pause()


# --- what is done before a picture is taken ---------------------------------------------------


async def as_it_is(_pilot: Pilot[int]) -> None:
    """Leave the cursor where it is."""


async def at_first_cell(pilot: Pilot[int]) -> None:
    """Put the cursor on the first cell."""
    await pilot.press("ctrl+home")


async def a_selection(pilot: Pilot[int]) -> None:
    """Select a block."""
    await go(pilot, "Griffie", "2027", "Lasten")
    await pilot.press("shift+down", "shift+down", "shift+right", "shift+right", "shift+right")


async def typing(pilot: Pilot[int]) -> None:
    """Type in a cell."""
    await pilot.press(*"+2,5%")


async def booking(pilot: Pilot[int]) -> None:
    """Book on a decision; what its mutations are about and why is asked."""
    await choosing_decision(pilot)
    await pilot.press("enter")
    for vraag, antwoord in (("Welk onderwerp", "Parkeren"), ("hoe luidt de toelichting", "Gratis")):
        await until(pilot, partial(_says, pilot, vraag))
        await pilot.press(*antwoord, "enter")
    await until(pilot, lambda: top(pilot) is None)


def _says(pilot: Pilot[int], words: str) -> bool:
    return any(words in line for line in shown(pilot))


async def choosing_decision(pilot: Pilot[int]) -> None:
    """Choose the decision to book on."""
    await pilot.press("f12")
    await until(pilot, lambda: top(pilot) is not None)
    for _ in range(40):
        if any(re.search(r"[▌|]2027-06 ", line) for line in shown(pilot)):
            return
        await pilot.press("down")


def key(toets: str) -> Stappen:
    """Return the steps that press a key which lays a sheet."""

    async def steps(pilot: Pilot[int]) -> None:
        await pilot.press(toets)
        await until(pilot, lambda: top(pilot) is not None)

    return steps


def asking(toets: str, tekst: str) -> Stappen:
    """Return the steps that lay a sheet in which is typed, and type in it."""

    async def steps(pilot: Pilot[int]) -> None:
        await key(toets)(pilot)
        pilot.app.post_message(Paste(tekst))
        await pilot.pause()

    return steps


def table(tabel: str, programma: str = "") -> Stappen:
    """Return the steps that show a table from its first cell on."""

    async def steps(pilot: Pilot[int]) -> None:
        await show(pilot, tabel, programma)
        await pilot.press("ctrl+home")

    return steps


async def origin(pilot: Pilot[int]) -> None:
    """Show where a sum comes from."""
    await go(pilot, "Programma", "2028", "Lasten")
    await key("f5")(pilot)


async def charts(pilot: Pilot[int]) -> None:
    """Show the charts; that the key is another one since an earlier version was said before."""
    screen(pilot).perform("charts")
    await until(pilot, lambda: isinstance(pilot.app.screen, GrafiekScreen) and _says(pilot, "Enter"))


async def waterfall(pilot: Pilot[int]) -> None:
    """Show the steps from the budget before to this one."""
    await show(pilot, "verloop")
    await pilot.press("ctrl+end", "home")
    await do(pilot, "waterfall")
    await until(pilot, lambda: top(pilot) is not None)


async def exporting(pilot: Pilot[int]) -> None:
    """Show what will be in a document for Word, one of its chapters unfolded."""
    await pilot.press("ctrl+e")
    await until(pilot, lambda: lies(pilot, Exportvel))
    await pilot.press("down", "right")
    await until(pilot, partial(_says, pilot, "16 hoofdstukken"))
    await pilot.press("tab", "down", "space")


PLAK: Final = """\
\t2027\t2028\t2029\t2030
Raadsleden: vergoedingen en voorzieningen\t1.123.000\t1.123.000\t1.156.690\t1.191.391
Griffie\t770.000\t772.000\t790.000\t770.000
Rekenkamer\t131.000\t98.000\t101.000\t104.000
Accountantscontrole\t141.000\t141.000\t141.000\t
Communicatie college\t60.000\t60.000\t60.000\t60.000
Inwerkprogramma nieuwe raad\t#VERW!\t0\t0\t95.000"""
"""A block as a spreadsheet hands it over: a year in each column, an unknown name, a cell that went wrong."""


async def pasting(pilot: Pilot[int]) -> None:
    """Paste a block from a spreadsheet, and see first what it does."""
    await go(pilot, "Raadsleden: vergoedingen en voorzieningen", "2027", "Lasten")
    pilot.app.post_message(Paste(PLAK))
    await until(pilot, lambda: top(pilot) is not None)


async def note(pilot: Pilot[int], tekst: str, *, rij: str = "") -> None:
    """Write a note on the cell under the cursor, and one on its row."""
    await key("shift+f2")(pilot)
    await pilot.press(*tekst, *(["tab", *rij] if rij else []), "enter")
    await until(pilot, lambda: top(pilot) is None)


async def noting(pilot: Pilot[int]) -> None:
    """Have notes on a row and on two cells, and write on at one of them."""
    await go(pilot, "Griffie", "2027", "Lasten")
    await note(pilot, "nog navragen bij de griffier", rij="loopt af in 2029")
    await go(pilot, "Rekenkamer", "2028", "Lasten")
    await note(pilot, "klopt dit met de begroting van de rekenkamer zelf?")
    await go(pilot, "Griffie", "2027", "Lasten")
    await key("shift+f2")(pilot)


async def noted(pilot: Pilot[int]) -> None:
    """Have notes, and list them."""
    await noting(pilot)
    await pilot.press("escape")
    await until(pilot, lambda: top(pilot) is None)
    await do(pilot, "notes")
    await until(pilot, lambda: top(pilot) is not None)


async def third_question(pilot: Pilot[int]) -> None:
    """Answer the first two questions of a new dossier."""
    await pilot.press("n", "ctrl+u", *"Leiden", "enter", "ctrl+u", *"2027", "enter")


async def recording(pilot: Pilot[int]) -> None:
    """Record what was typed, which is saved first."""
    await do(pilot, "record")
    await until(pilot, lambda: top(pilot) is not None)
    await pilot.press("enter")
    await until(pilot, lambda: lies(pilot, Vastlegvel))


async def scenarios(pilot: Pilot[int]) -> None:
    """Lay two other branches beside the one that is open."""
    here = screen(pilot).sheet.session.map
    for naam, was, wordt, said in (
        ("minder-griffie", "= 742_000", "= 692_000", "Griffie: lasten begroting 2027-2030 -50.000"),
        ("hogere-ozb", "= 6_4", "= 6_6", "OZB niet-woningen omhoog, voorstel van het college van 3 november"),
    ):
        other = here.parent / naam
        git(here, "worktree", "add", "-q", "-b", naam, str(other))
        for pad in sorted((other / "programmas").glob("*.toml")):
            pad.write_text(pad.read_text("utf-8").replace(was, wordt), "utf-8")
        git(other, "commit", "-q", "-a", "-m", said)
        git(here, "worktree", "remove", "--force", str(other))
    await do(pilot, "scenarios")
    await until(pilot, lambda: lies(pilot, Scenariovel) and "te lezen" not in "".join(shown(pilot)))


GROOTBOEK: Final = """\
Programma;Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld;Categorie;L/B;Rekening 2025;Begroting 2026;2027;2028
1;Bestuur;6001010;Griffie;41100;0.1;1.1;L;612.345,10;640.000;655.000;655.000
1;Bestuur;6001010;Griffie;83400;0.1;3.7;B;-1.200,00;-1.000;-1.000;-1.000
1;Bestuur;6001020;Raadsleden;41100;0.1;1.1;L;988.410,00;990.000;1.010.000;1.010.000
1;Bestuur;6001030;Rekenkamer onderzoek;43800;0.1;3.8;L;120.000,00;125.000;131.000;131.000
Totaal programma 1;;;;;;;;1.719.555,10;1.754.000;1.795.000;1.795.000
5;Onderwijs;6005010;Leerlingenvervoer;43800;4.3;3.8;L;2.100.000,00;2.200.000;2.250.000;2.300.000
5;Onderwijs;6009999;Diversen;43100;0.8;3.8;L;12.100,00;12.100;12.100;12.100
"""
"""A report of a ledger, with years as columns."""


def figures(stap: str) -> Stappen:
    """Return the steps that bring a ledger in as far as one of its steps, with what is likely taken over."""

    def at(pilot: Pilot[int], stap: str) -> bool:
        current = pilot.app.screen
        return isinstance(current, InleesScreen) and current.gang.stap == stap and current.gang.is_klaar

    async def steps(pilot: Pilot[int]) -> None:
        pad = screen(pilot).sheet.session.map.parent / "grootboek.csv"
        pad.write_text(GROOTBOEK)
        await do(pilot, "import")
        await until(pilot, partial(_says, pilot, "Welk bestand"))
        room = pilot.app.screen
        assert isinstance(room, InleesScreen)
        room.grid.post_message(Paste(str(pad)))
        await until(pilot, partial(_says, pilot, "grootboek.csv"))
        await pilot.press("enter")
        await until(pilot, partial(at, pilot, "lezen"))
        if stap == "lezen":
            return
        await pilot.press("v")
        await until(pilot, partial(at, pilot, "koppelen"))
        for hoe in ("naam", "lijkt op"):
            room.gang.koppelingen.koppel_alle(hoe)
        room.toon()
        if stap == "verschil":
            room.gang.koppelingen.sla_over(room.gang.koppelingen.wachtend)
            await pilot.press("v")
        await until(pilot, partial(at, pilot, stap))

    return steps


BEELDEN: Final[Sequence[Beeld]] = (
    *(Beeld(f"hoofd-080x24-{thema}", as_it_is) for thema in ("donker", "licht", "ansi", "nocolor")),
    *(Beeld(f"hoofd-120x40-{thema}", as_it_is) for thema in ("donker", "licht", "ansi")),
    *(Beeld(f"hoofd-160x45-{thema}", at_first_cell) for thema in ("donker", "licht")),
    Beeld("hoofd-leiden-080x24-donker", as_it_is, LEIDEN, getypt=False),
    Beeld("hoofd-leiden-120x40-licht", as_it_is, LEIDEN, getypt=False),
    Beeld("balk-boekt-op-besluit-120-donker", booking),
    Beeld("hulp-120-donker", key("f1")),
    Beeld("staat-selectie-120-donker", a_selection),
    Beeld("staat-typen-120-donker", typing),
    Beeld("inlezen-lezen-080-donker", figures("lezen"), getypt=False),
    Beeld("inlezen-lezen-120-licht", figures("lezen"), getypt=False),
    Beeld("inlezen-koppelen-080-licht", figures("koppelen"), getypt=False),
    Beeld("inlezen-koppelen-120-donker", figures("koppelen"), getypt=False),
    Beeld("inlezen-verschil-080-ansi", figures("verschil"), getypt=False),
    Beeld("inlezen-verschil-120-donker", figures("verschil"), getypt=False),
    Beeld("inlezen-verschil-120-nocolor", figures("verschil"), getypt=False),
    Beeld("start-080-donker", as_it_is, start=True),
    Beeld("start-120-licht", as_it_is, start=True),
    Beeld("start-nieuw-dossier-100-donker", third_question, LEIDEN, start=True),
    Beeld("tabel-baten-lasten-120-licht", table("baten-lasten")),
    Beeld("tabel-indicatoren-120-licht", table("indicatoren")),
    Beeld("tabel-kengetallen-120-donker", table("kengetallen")),
    Beeld("tabel-reserveverloop-120-donker", table("reserveverloop", "07"), getypt=False),
    Beeld("tabel-teksten-080-donker", table("teksten")),
    Beeld("vel-bevindingen-120-licht", key("f9")),
    Beeld("vel-boek-op-kiezen-120-donker", choosing_decision),
    Beeld("vel-exporteren-080-licht", exporting),
    Beeld("vel-exporteren-120-donker", exporting),
    Beeld("vel-ga-naar-120-donker", asking("ctrl+g", "1A 2028")),
    Beeld("vel-grafieken-080-donker", charts),
    Beeld("vel-grafieken-160-donker", charts),
    Beeld("vel-herkomst-120-donker", origin),
    Beeld("vel-notitie-080-donker", noting),
    Beeld("vel-notitie-120-licht", noting),
    Beeld("vel-notitie-160-donker", noting),
    Beeld("vel-notities-080-licht", noted),
    Beeld("vel-notities-120-donker", noted),
    Beeld("vel-leg-vast-080-donker", recording),
    Beeld("vel-leg-vast-120-licht", recording),
    Beeld("vel-plakken-080-licht", pasting),
    Beeld("vel-plakken-120-donker", pasting),
    Beeld("vel-scenarios-080-licht", scenarios),
    Beeld("vel-scenarios-120-donker", scenarios),
    Beeld("vel-tabellen-120-donker", key("ctrl+t")),
    Beeld("vel-waterval-120-donker", waterfall),
    Beeld("vel-zoek-080-donker", asking("ctrl+f", "wethouder")),
    Beeld("vel-zoek-120-donker", asking("ctrl+f", "wethouder")),
    Beeld("vel-zoek-bedrag-120-licht", asking("ctrl+f", "1.214")),
)
"""Every picture, as the drawing beside it is named."""


async def take_start(beeld: Beeld, folder: Path) -> str:
    """Return a picture of the app without a dossier as SVG: some were opened, of one something is not saved."""
    now = datetime.now().astimezone().replace(microsecond=0)
    for days, naam in enumerate((STAD, LEIDEN, "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage")):
        pad = copied(naam, folder)
        session = Session.open(pad)
        found = opened_now(str(pad), session.titel, session.dossier.kop.tekst("gemeente"), None)
        remember(replace(found, geopend=now - timedelta(days=9 * days)))
    with_steps(folder / STAD)
    (folder / "leeg").mkdir()
    app = BudgetdeskApp(geheugen=Geheugen(bewaart=True))
    with chdir(folder / "leeg"):
        async with app.run_test(size=beeld.grootte) as pilot:
            await until(pilot, lambda: any("bewaard na een crash" in line for line in shown(pilot)))
            if beeld.grootte[0] >= BREED:
                await until(pilot, lambda: any("Laatste wijzigingen" in line for line in shown(pilot)))
            await beeld.stappen(pilot)
            await pilot.pause()
            return as_svg(app, beeld.naam)


def with_steps(pad: Path) -> None:
    """Leave three steps in a dossier that were never saved."""
    session = Session.open(pad, kept=True)
    bestand = session.dossier.programmas[0]
    posts = [post for post in bestand.van("post") if "lasten.begroting.2027" in post.waarden]
    for post in posts[:3]:
        session.set_value(Adres(bestand.naam, "post", post.sleutel, "lasten.begroting.2027"), 150_000_00)
    session.close()


async def take(beeld: Beeld, dossier: Path) -> str:
    """Return a picture as SVG."""
    async with opened(dossier, size=beeld.grootte) as pilot:
        await until(pilot, lambda: screen(pilot).sheet.reference is not None)
        await settled(pilot)
        if beeld.getypt:
            await type_amounts(pilot)
            await settled(pilot)
        await beeld.stappen(pilot)
        await settled(pilot)
        return as_svg(pilot.app, beeld.naam)


def take_all(out: Path, beelden: Sequence[Beeld] = BEELDEN) -> Iterator[Path]:
    """Write pictures to a folder, each where it is yielded; the samples that they are of are copied first."""
    out.mkdir(parents=True, exist_ok=True)
    for beeld in beelden:
        svg = out / f"{beeld.naam}.svg"
        with tempfile.TemporaryDirectory() as folder, terminal(beeld.thema, Path(folder)):
            taken = take_start(beeld, Path(folder)) if beeld.start else take(beeld, copied(beeld.dossier, Path(folder)))
            svg.write_text(asyncio.run(taken), encoding="utf-8")
        yield svg


def to_png(svg: Path) -> list[str] | None:
    """Return the command that turns an SVG into the PNG beside it; None where the machine has no program for it.

    Chromium goes first: it draws every cell as wide as the picture says, whatever the font.
    """
    png = svg.with_suffix(".png")
    if browser := next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None):
        box = re.search(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"', svg.read_text("utf-8"))
        assert box is not None
        size = ",".join(str(round(float(side))) for side in box.groups())
        how = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        return [browser, *how, f"--window-size={size}", f"--screenshot={png}", svg.resolve().as_uri()]
    if converter := shutil.which("rsvg-convert"):
        return [converter, "-o", str(png), str(svg)]
    return None


def main() -> None:
    """Take every picture, and say which there are and which not yet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("pictures"), help="folder to write to (pictures)")
    parser.add_argument("naam", nargs="*", help="begin of the names of pictures to take; all without one")
    args = parser.parse_args()
    wanted = [b for b in BEELDEN if b.naam.startswith(tuple(args.naam) or "")]
    converts = True
    for svg in take_all(args.out, wanted):
        command = to_png(svg)
        converts = command is not None
        if command is not None:
            subprocess.run(command, check=True, capture_output=True)
        print(svg.with_suffix(".png") if converts else svg)
    if not converts:
        print("No PNG: neither chromium nor rsvg-convert was found.")
    if not args.naam:
        for naam, wat in LATER.items():
            print(f"Not taken: {naam} ({wat} is not there yet)")


if __name__ == "__main__":
    main()
