"""What controllers need from the outside: a view to paint, a voice, answers to questions, and slow work done."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from budgetdesk.errors import Bevinding, BudgetdeskError
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
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.lookonly import Blad
    from budgetdesk.tui.grafieken.screen import Boek
    from budgetdesk.tui.grid.source import Bereik, Positie
    from budgetdesk.tui.grid.vel import Vel
    from budgetdesk.tui.inlezen.screen import Uitvoering

T = TypeVar("T")

Choices = Sequence[tuple[str, str]]
"""The key and the line of each choice."""


class View(Protocol):
    """The table on screen, what is chosen in it, and the lines around it.

    A change is painted by naming it: whoever changed the sheet calls the least that shows the change.
    """

    @property
    def cursor(self) -> Positie:
        """The row in view and the column of the cursor."""

    @property
    def selection(self) -> Bereik:
        """The selected cells; none where the table has none."""

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed in."""

    def finish_editing(self) -> bool:
        """Accept what is being typed; return False, with the reason shown, when it is not valid."""

    def reopen(self, table: TabelBron, cell: Positie, text: str, reason: str) -> None:
        """Open a cell again with what was typed in it, which could not be done, and say why."""

    def take_keys(self) -> None:
        """Take keys again: the editor that a cell asked for has them now, or will not come."""

    async def settle(self) -> None:
        """Wait until what was accepted before now has been handled."""

    def move_to(self, row: int, col: int) -> None:
        """Put the cursor on a cell, in view."""

    def focus(self) -> None:
        """Let the keys go to the table."""

    def turn_tree(self) -> None:
        """Let the keys go to the tree; hide it where they already do."""

    def show_tree(self) -> None:
        """Paint the tree of programmas, as after one came, went or got another name."""

    def show_table(self, cursor: Positie) -> None:
        """Paint the table that the sheet has in view by now, with its tab and everything about it."""

    def show_rows(self, row: int | None = None) -> None:
        """Paint the rows anew, as after others came into view; the cursor is on `row` now, where that is another."""

    def repaint(self, rows: Iterable[int]) -> None:
        """Paint rows of which the cells changed."""

    def show_state(self) -> None:
        """Paint the title, the live result and what is under the cursor."""

    def lay(self, vel: Vel, begin: int = 0) -> None:
        """Lay a sheet over the upper rows of the table, with one of its lines chosen."""

    def renew_sheet(self) -> None:
        """Draw the sheet on top anew, of which what it tells changed."""

    def lift(self) -> None:
        """Take the sheets away."""

    @property
    def clipboard(self) -> str:
        """What was copied here last."""

    def copy(self, text: str) -> str:
        """Put a text on the clipboard, for here and for other programs.

        Return a sentence, after a blank, where it may not reach those: in what file it is.
        """

    @property
    def theme(self) -> str:
        """Whether the screen is light or dark, as a word."""

    def turn_theme(self) -> None:
        """Switch between light and dark."""

    def show_branch(self, tak: str) -> None:
        """Paint the branch of git that the files are of."""

    def open_anew(self) -> None:
        """Open the dossier again from its files, which may hold conflicts."""

    def leave(self) -> None:
        """End the app."""

    def close(self) -> None:
        """Make way for the start screen."""


class Voice(Protocol):
    """Says things that need no answer."""

    def tell(self, text: str) -> None:
        """Say what was done."""

    def inform(self, text: str) -> None:
        """Say something by the way."""

    def warn(self, text: str) -> None:
        """Say that something was not done."""

    def fail(self, error: BudgetdeskError) -> None:
        """Say why something failed."""


class Questions(Protocol):
    """Asks the user; None is the answer of who thinks better of it."""

    async def choice(self, question: str, choices: Choices, now: str | None = None, *, new: str = "") -> str | None:
        """Return the key of what is chosen; the cursor begins on `now`, else on the first, and Ctrl+N chooses `new`."""

    async def line(self, question: str, proposal: str = "", *, empty: bool = False, complaint: str = "") -> str | None:
        """Return a line of text; nothing typed is an answer only where it may be `empty`.

        A `complaint` says why what was answered before, now the proposal, is no answer.
        """

    async def text(
        self, name: str, value: str, typed: Callable[[], str], keep: Callable[[str], None], *, hint: str = ""
    ) -> str | None:
        """Return a text of any length; `typed` gives what was typed before the editor stood, to go behind it.

        `keep` is told now and then what the text is by now; `hint` says what there is to know of one that is no text
        of the document.
        """

    async def search(self, question: str, choices: Choices, now: str = "") -> str | None:
        """Return the key of what is chosen from a long list, or what was typed instead."""

    async def finding(
        self,
        findings: Sequence[Bevinding],
        accepted: Sequence[Bevinding],
        *,
        changeable: bool,
        lists: Lijsten | None = None,
        before: Antwoord | None,
    ) -> Antwoord | None:
        """Return what is to be done with which finding; the list begins where the answer `before` was given.

        One of the other `lists` can be asked for instead.
        """

    async def difference(
        self,
        found: Diff,
        *,
        lists: Lijsten | None = None,
        before: Verschilantwoord | None = None,
        preview: bool = False,
    ) -> Verschilantwoord | None:
        """Return what is to be done with a line of everything that differs, beginning where `before` was given.

        One of the other `lists` can be asked for instead; of a `preview` all lines lead back to the question.
        """

    async def note(
        self, notes: Sequence[Notitieregel], lists: Lijsten, *, changeable: bool, before: Lijstantwoord | None
    ) -> Lijstantwoord | None:
        """Return what is to be done with which note, or which of the other `lists` is asked for instead."""

    async def notes(self, fields: Sequence[Notitieveld], texts: Sequence[str], at: int) -> Notitieantwoord | None:
        """Return what notes are to say, which say `texts` by now; typing begins in field `at`."""

    async def recording(self, found: Vastlegging, before: Vastlegantwoord | None = None) -> Vastlegantwoord | None:
        """Return what of all that can be recorded is to be, and the message; it begins with what was typed before."""

    async def scenario(self, found: Takken, *, changeable: bool, begin: int = 0) -> Scenarioantwoord | None:
        """Return what is to be done with which scenario; results that come to be known meanwhile are shown."""

    async def several(self, question: str, choices: Choices, chosen: Sequence[str]) -> list[str] | None:
        """Return the keys of what is chosen, one at least; it begins with those that are `chosen`."""

    async def export(self, question: Exportvraag, ending: Callable[[str], str]) -> Exportantwoord | None:
        """Return what is to be done with an export; `ending` gives the key of `EXPORTS` that a name asks for."""

    async def decision(
        self, decisions: Sequence[Besluitregel], now: str = "", *, without: str = ""
    ) -> tuple[str, str] | None:
        """Return what is to be done with which decision: `ga` to book, `nieuw`, `vaststellen`.

        The decision `raming` is none: that is chosen on the line `without`, where there is one.
        """

    async def table_of(self, groups: Mapping[str, Sequence[Tabelkeuze]], now: str = "") -> str | None:
        """Return the name of a table, chosen from groups of them."""

    async def found(self, find: Callable[[str], Vondst], text: str, begin: int) -> Vindantwoord:
        """Return what is to be done with what `find` finds, beginning with a text and what was gone to last.

        Whoever thinks better of it asks nothing to be done, but did type something.
        """

    async def destination(self, where: Callable[[str], Sequence[Bestemming]]) -> Vindantwoord | None:
        """Return where to go of what `where` gives for what is typed."""

    async def table(self, shown: Blad) -> bool:
        """Show a table to look at; return whether it is to be written to a file."""

    def show_steps(
        self,
        title: str,
        courses: Sequence[Verloop],
        now: int,
        unit: tuple[str, int],
        better: int,
        goes: Sequence[str],
    ) -> None:
        """Show courses of balances, beginning with one of them; `unit` is how it is told and how many euros it is.

        `better` is 1 where more is better, and -1 where less is; `goes` says where each step leads.
        """

    def show_charts(self, boek: Boek, go: Callable[[], None]) -> None:
        """Show charts in place of the table; `go` goes to what is chosen in them once they are gone."""

    def show_import(self, gang: Inleesgang, doe: Uitvoering) -> None:
        """Show how a file is brought in, in place of the table; `doe` does what was chosen."""

    def show_text(self, title: str, text: str) -> None:
        """Show a text of any length, to be read and copied."""

    def show_words(self, title: str, words: str) -> None:
        """Show a text with signs around what went and what came."""


class Work(Protocol):
    """Does what takes long."""

    async def run(self, do: Callable[[], T], busy: str = "") -> T:
        """Do something in a thread and return what it gives, or raise what it raises; `busy` says that it runs."""

    def start(self, group: str, job: Coroutine[Any, Any, None]) -> None:
        """Let a job run beside everything else, in place of an earlier one of its group."""
