"""The outside of the controllers in a test: answers that are given in turn, and lists of what was said and painted."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from budgetdesk.errors import Bevinding, BudgetdeskError
from budgetdesk.session import Session
from budgetdesk.session.diff import Diff
from budgetdesk.session.inleesgang import Inleesgang
from budgetdesk.session.notities import Notitieregel
from budgetdesk.session.scenarios import Takken
from budgetdesk.session.vastleggen import Vastlegging
from budgetdesk.tui.answers import (
    Antwoord,
    Besluitregel,
    Bestemming,
    Exportantwoord,
    Exportvraag,
    Lijstantwoord,
    Lijsten,
    Notitieantwoord,
    Notitieveld,
    Scenarioantwoord,
    Tabelkeuze,
    Vastlegantwoord,
    Verloop,
    Verschilantwoord,
    Vindantwoord,
    Vondst,
)
from budgetdesk.tui.dialogs.vastlegvel import Vastlegvel
from budgetdesk.tui.dialogs.verschilvel import INSTEAD
from budgetdesk.tui.dialogs.watervalvel import Watervalvel
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.controllers import Controllers
from budgetdesk.tui.dossier.desk import Desk
from budgetdesk.tui.dossier.lookonly import Blad
from budgetdesk.tui.dossier.outside import Choices
from budgetdesk.tui.dossier.sheet import Sheet
from budgetdesk.tui.dossier.uitlegvel import Uitlegvel
from budgetdesk.tui.grafieken.screen import Boek
from budgetdesk.tui.grid.source import Bereik, Positie
from budgetdesk.tui.grid.vel import Vel
from budgetdesk.tui.inlezen.screen import Uitvoering

T = TypeVar("T")


class Outside:
    """A view, a voice, who answers and who works, without a screen.

    An answer to a choice is its key; a finding is chosen by its code, a line of a difference by its name. An
    answer may be a function that does something first. Threads run at once; jobs wait until a test runs them.
    """

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.offered: list[list[str]] = []
        """The keys of the choices of each question that had any."""
        self.complaints: list[str] = []
        """Why a line was no answer."""
        self.hints: list[str] = []
        """What was told of each long text."""
        self.said: list[str] = []
        self.differences: list[Diff] = []
        self.previews: list[bool] = []
        """Of each of those whether a question follows."""
        """Those that were shown."""
        self.tables: list[Blad] = []
        """Those that were shown to look at."""
        self.painted: list[str] = []
        self.charts: tuple[Boek, Callable[[], None]] | None = None
        self.imported: tuple[Inleesgang, Uitvoering] | None = None
        """The charts that are shown, and what goes to what is chosen in them."""
        self.repainted: list[int] = []
        """The rows of which the cells were painted last."""
        self.jobs: list[Coroutine[Any, Any, None]] = []
        self.cursor: Positie = (0, 0)
        self.selection = Bereik.between((0, 0), (0, 0))
        self.is_editing = False
        self.is_valid = True
        self.reopened: list[tuple[str, str]] = []
        """What was typed and not taken, and why."""
        self.on_its_way: list[Callable[[], None]] = []
        """What was typed and has not arrived yet."""
        self.vellen: list[Vel] = []
        """The sheets that lie over the table."""
        self.clipboard = ""
        self.has_left = False
        self.is_closed = False
        self.is_opened_anew = False
        self.branch = ""
        """The branch that is painted."""
        self.exports: list[Exportvraag] = []
        """Those that were asked about, with what was read of them by then."""
        self.recordings: list[Vastlegging] = []
        """Those that were asked about."""
        self.scenarios: list[Takken] = []
        """Those that were listed, read by now."""
        self.theme = "donker"
        self.finds: list[Vondst] = []
        """What was found, as it was listed."""
        self.begin = 0
        """The line that was chosen on the sheet that was laid last."""

    # --- the view ----------------------------------------------------------------------------

    def finish_editing(self) -> bool:
        return self.is_valid

    def reopen(self, table: TabelBron, cell: Positie, text: str, reason: str) -> None:
        assert table.veld(*cell) or table.editable(*cell)
        self.cursor = cell
        self.reopened.append((text, reason))

    def take_keys(self) -> None:
        self.painted.append("keys")

    async def settle(self) -> None:
        """Let what is on its way arrive."""
        while self.on_its_way:
            self.on_its_way.pop(0)()

    def move_to(self, row: int, col: int) -> None:
        self.cursor = (row, col)

    def focus(self) -> None:
        self.painted.append("focus")

    def turn_tree(self) -> None:
        self.painted.append("tree has keys")

    def show_tree(self) -> None:
        self.painted.append("tree")

    def show_table(self, cursor: Positie) -> None:
        self.cursor = cursor
        self.painted.append("table")

    def show_rows(self, row: int | None = None) -> None:
        self.cursor = self.cursor if row is None else (row, self.cursor[1])
        self.painted.append("rows")

    def repaint(self, rows: Iterable[int]) -> None:
        self.painted.append("some rows")
        self.repainted = sorted(rows)

    def show_state(self) -> None:
        self.painted.append("state")

    def lay(self, vel: Vel, begin: int = 0) -> None:
        self.vellen.append(vel)
        self.begin = begin

    def renew_sheet(self) -> None:
        self.painted.append("sheet")

    def lift(self) -> None:
        self.vellen.clear()

    def copy(self, text: str) -> str:
        self.clipboard = text
        return ""

    def turn_theme(self) -> None:
        self.theme = "licht" if self.theme == "donker" else "donker"

    def show_branch(self, tak: str) -> None:
        self.branch = tak

    def open_anew(self) -> None:
        self.is_opened_anew = True

    def leave(self) -> None:
        self.has_left = True

    def close(self) -> None:
        self.is_closed = True

    # --- the voice ---------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        self.said.append(text)

    def inform(self, text: str) -> None:
        self.said.append(text)

    def warn(self, text: str) -> None:
        self.said.append(text)

    def fail(self, error: BudgetdeskError) -> None:
        self.said.append(f"Niet gelukt. {error}")

    # --- who answers -------------------------------------------------------------------------

    def _answer(self, question: str) -> Any:
        self.asked.append(question)
        answer = self.answers.pop(0)
        return answer() if callable(answer) else answer

    async def choice(self, question: str, choices: Choices, now: str | None = None, *, new: str = "") -> str | None:
        answer: str | None = self._answer(question)
        self.offered.append([key for key, _ in choices])
        assert not new or new in self.offered[-1]
        assert answer is None or answer in self.offered[-1]
        assert not now or now in self.offered[-1]
        return answer

    async def line(self, question: str, proposal: str = "", *, empty: bool = False, complaint: str = "") -> str | None:
        answer: str | None = self._answer(question)
        self.complaints += [complaint] if complaint else []
        assert answer or answer is None or empty
        return proposal if answer == "=" else answer

    async def text(
        self, name: str, value: str, typed: Callable[[], str], keep: Callable[[str], None], *, hint: str = ""
    ) -> str | None:
        self.hints.append(hint)
        answer: str | None = self._answer(name)
        keep(value + typed())
        return answer if answer is None else value + typed() + answer

    async def search(self, question: str, choices: Choices, now: str = "") -> str | None:
        answer: str | None = self._answer(question)
        self.offered.append([key for key, _ in choices])
        assert not now or now in self.offered[-1]
        return answer

    async def finding(
        self,
        findings: Sequence[Bevinding],
        accepted: Sequence[Bevinding],
        *,
        changeable: bool,
        lists: Lijsten | None = None,
        before: Antwoord | None,
    ) -> Antwoord | None:
        answer = self._answer(f"{len(findings)} bevindingen, {len(accepted)} aanvaard")
        if answer is None:
            return None
        if answer in ("verschil", "notities"):
            assert lists is not None
            assert lists.vergelijkt or answer == "notities"
            return Antwoord(answer, None, 0)
        what, code = answer
        assert changeable or what == "ga"
        number, found = next((i, b) for i, b in enumerate([*findings, *accepted]) if b.code == code)
        return Antwoord(what, found, before.nummer if before else number)

    async def difference(
        self,
        found: Diff,
        *,
        lists: Lijsten | None = None,
        before: Verschilantwoord | None = None,
        preview: bool = False,
    ) -> Verschilantwoord | None:
        self.differences.append(found)
        self.previews.append(preview)
        answer = self._answer(f"verschil van {found.van}")
        assert before is None or before.regel is not None
        if answer in INSTEAD:
            assert lists
            return Verschilantwoord(answer, None, 0)
        if answer == "markdown":
            return Verschilantwoord("markdown", next(line for line in found.lines() if line.change), 0)
        line = next((line for line in found.lines() if line.naam == answer and line.place), None)
        return Verschilantwoord("ga", line, 0) if line else None

    async def note(
        self, notes: Sequence[Notitieregel], lists: Lijsten, *, changeable: bool, before: Lijstantwoord | None
    ) -> Lijstantwoord | None:
        """Take as an answer another list, or what to do and with the note that says what."""
        answer = self._answer(f"{len(notes)} notities")
        assert lists.notities == len(notes)
        assert before is None or before.actie in ("wijzig", "verwijder")
        if answer is None or isinstance(answer, str):
            return Lijstantwoord(answer, 0) if answer else None  # type: ignore[arg-type]
        what, text = answer
        assert changeable or what == "ga"
        return Lijstantwoord(what, next(n for n, regel in enumerate(notes) if regel.noot.tekst == text))

    async def notes(self, fields: Sequence[Notitieveld], texts: Sequence[str], at: int) -> Notitieantwoord | None:
        """Take as an answer what the notes are to say, or the number of the one that is to be written elsewhere."""
        answer = self._answer(f"notitie bij {fields[at].waarbij}")
        self.offered.append([field.waarbij for field in fields])
        if isinstance(answer, int):
            return Notitieantwoord(tuple(texts), answer)
        return None if answer is None else Notitieantwoord(tuple(answer))

    async def recording(self, found: Vastlegging, before: Vastlegantwoord | None = None) -> Vastlegantwoord | None:
        """Take as an answer what is typed instead of the message that is proposed, `=` for all as it stands."""
        self.recordings.append(found)
        answer = self._answer("Leg vast")
        if answer is None or isinstance(answer, Vastlegantwoord):
            return answer
        vel = Vastlegvel(found, before)
        return vel.antwoord if answer == "=" else replace(vel.antwoord, regels=(answer,))

    async def scenario(self, found: Takken, *, changeable: bool, begin: int = 0) -> Scenarioantwoord | None:
        """Take as an answer what is to be done, and with which branch where it is about one."""
        await self.work()
        self.scenarios.append(found)
        answer = self._answer("Scenario's")
        if answer is None:
            return None
        actie, naam = answer if isinstance(answer, tuple) else (answer, "")
        assert changeable or actie == "ga"
        names = [rij.tak.naam for rij in found.rijen]
        return Scenarioantwoord(actie, names.index(naam) if naam else begin)

    async def several(self, question: str, choices: Choices, chosen: Sequence[str]) -> list[str] | None:
        answer: list[str] | None = self._answer(question)
        self.offered.append([key for key, _ in choices])
        assert set(chosen) <= set(self.offered[-1])
        return answer

    async def export(self, question: Exportvraag, ending: Callable[[str], str]) -> Exportantwoord | None:
        """Take as an answer the name to write, `=` for that which is proposed, or all that is to be done."""
        question.beelden.vraag(ending(question.naam))
        await self.work()
        self.exports.append(question)
        answer = self._answer(f"Exporteren {question.programmas}")
        if answer is None or isinstance(answer, Exportantwoord):
            return answer
        return Exportantwoord("ga", question.naam if answer == "=" else answer, question.bladzijden)

    async def decision(
        self, decisions: Sequence[Besluitregel], now: str = "", *, without: str = ""
    ) -> tuple[str, str] | None:
        """Take as an answer the key of a decision to book on, or what to do and with which."""
        answer = self._answer("Boek op")
        self.offered.append([*(["raming"] if without else []), *(b.sleutel for b in decisions if not b.vast)])
        assert not now or now in self.offered[-1]
        if answer is None or isinstance(answer, tuple):
            return answer
        assert answer in self.offered[-1]
        return "ga", answer

    async def table_of(self, groups: Mapping[str, Sequence[Tabelkeuze]], now: str = "") -> str | None:
        answer: str | None = self._answer(f"Tabellen: {', '.join(groups)}")
        self.offered.append([table.naam for tables in groups.values() for table in tables])
        assert not now or now in self.offered[-1]
        return answer

    async def found(self, find: Callable[[str], Vondst], text: str, begin: int) -> Vindantwoord:
        """Take as an answer what to do with which line of what a text finds, by its name."""
        answer = self._answer(f"Zoek {text!r} {begin}")
        if answer is None:
            return Vindantwoord("", text)
        what, typed, name = answer
        self.finds.append(find(typed))
        lines = [line for group in self.finds[-1].groepen for line in group.regels]
        return Vindantwoord(what, typed, next(line.plek for line in lines if line.naam == name) if name else 0)

    async def destination(self, where: Callable[[str], Sequence[Bestemming]]) -> Vindantwoord | None:
        """Take what is typed as an answer, and go to the first place that it may mean."""
        answer: str | None = self._answer("Ga naar")
        if answer is None:
            return None
        places = where(answer)
        self.offered.append([f"{place.naam}, {place.wat}" for place in places])
        return Vindantwoord("ga", answer) if places else None

    async def table(self, shown: Blad) -> bool:
        self.tables.append(shown)
        return bool(self._answer(shown.titel) == "schrijf")

    def show_steps(
        self,
        title: str,
        courses: Sequence[Verloop],
        now: int,
        unit: tuple[str, int],
        better: int,
        goes: Sequence[str],
    ) -> None:
        assert better in (1, -1)
        assert len(goes) == len(courses[now].stappen)
        self.vellen.append(Watervalvel(title, courses, now, *unit, better, goes))
        head = f"{title}, {courses[now].naam} ({unit[0]})"
        self.said.append("\n".join([head, *(f"{name}: {printed}" for name, _, printed in courses[now].stappen)]))

    def show_charts(self, boek: Boek, go: Callable[[], None]) -> None:
        self.charts = (boek, go)

    def show_import(self, gang: Inleesgang, doe: Uitvoering) -> None:
        self.imported = (gang, doe)

    def show_text(self, title: str, text: str) -> None:
        self.said.append(f"{title}\n{text}")

    def show_words(self, title: str, words: str) -> None:
        self.said.append(f"{title}\n{words}")

    # --- who works ---------------------------------------------------------------------------

    async def run(self, do: Callable[[], T], busy: str = "") -> T:
        if busy:
            self.said.append(busy)
        return do()

    def start(self, group: str, job: Coroutine[Any, Any, None]) -> None:
        assert group
        self.jobs.append(job)

    async def work(self) -> None:
        """Run the jobs that were started."""
        while self.jobs:
            await self.jobs.pop(0)


class Bench:
    """The controllers of a dossier at work outside the app; `answers` are given in turn."""

    def __init__(self, pad: Path, *answers: Any, read_only: bool = False) -> None:
        self.outside = Outside(*answers)
        self.session = Session.open(pad, read_only=read_only)
        self.sheet = Sheet(self.session)
        self.desk = Desk(self.sheet, self.outside, self.outside)
        self.controllers = Controllers.at(self.desk, self.outside, self.outside)
        self.desk.reload()
        self.outside.painted.clear()

    @property
    def table(self) -> TabelBron:
        """Return the table in view."""
        assert self.sheet.table is not None
        return self.sheet.table

    @property
    def vel(self) -> Uitlegvel:
        """Return the sheet on top."""
        vel = self.outside.vellen[-1]
        assert isinstance(vel, Uitlegvel)
        return vel

    def go(self, naam: str, soort: str = "", col: int = 0) -> None:
        """Put the cursor on a row of the table in view."""
        self.outside.cursor = (self.row(naam, soort), col)

    def row(self, naam: str, soort: str = "") -> int:
        """Return where a row is in view."""
        rows = (self.table.rij(i) for i in range(self.table.row_count()))
        return next(i for i, rij in enumerate(rows) if rij.naam == naam and rij.soort.startswith(soort))

    def printed(self, naam: str, soort: str = "") -> list[str]:
        """Return the printed cells of a row."""
        row = self.row(naam, soort)
        return [self.table.cell(row, col).tekst for col in range(len(self.table.koppen))]

    @property
    def here(self) -> tuple[str, str]:
        """Return name and kind of the row under the cursor."""
        rij = self.table.rij(self.outside.cursor[0])
        return rij.naam, rij.soort
