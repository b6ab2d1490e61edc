"""The tree: the municipality as a whole, then the programmas and, of the one in view, the beleidsterreinen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from budgetdesk.display import display
from budgetdesk.tui.tekens import T
from budgetdesk.tui.thema import Palet
from budgetdesk.tui.widgets.regel import cut

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand

Doel = tuple[str, str]
"""A programma file (none: the whole municipality) and the key of one of its beleidsterreinen, or no key."""

GEMEENTE: Doel = ("", "")
"""Where the municipality as a whole is."""


@dataclass(frozen=True, slots=True)
class Tak:
    """A line of the tree: where it leads, its number or sign, and its name."""

    doel: Doel
    nummer: str
    naam: str


class Boom(ScrollView, can_focus=True):
    """Choosing a line goes to its programma or beleidsterrein; names are cut, so that it never scrolls sideways."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = "Boom { width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-size: 1 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "Omhoog", show=False, id="boom.up"),
        Binding("down", "step(1)", "Omlaag", show=False, id="boom.down"),
        Binding("pageup", "step(-10)", "Scherm omhoog", show=False, id="boom.pageup"),
        Binding("pagedown", "step(10)", "Scherm omlaag", show=False, id="boom.pagedown"),
        Binding("home", "step(-10000)", "Begin", show=False, id="boom.home"),
        Binding("end", "step(10000)", "Einde", show=False, id="boom.end"),
        Binding("enter", "choose", "Ga erheen", show=False, id="boom.enter"),
        Binding("right,space", "unfold", "Toon de beleidsterreinen", show=False, id="boom.unfold"),
    ]

    @dataclass
    class Chosen(Message):
        """A line was chosen."""

        bestand: str
        terrein: str

    def __init__(self) -> None:
        super().__init__()
        self._palet = Palet(self)
        self._gemeente: list[Tak] = []
        self._programmas: dict[str, tuple[Tak, list[Tak]]] = {}
        """The line of each programma file, and those of its beleidsterreinen."""
        self._open = ""
        """The programma of which the beleidsterreinen are shown."""
        self._changed: frozenset[str] = frozenset()
        self._cursor = GEMEENTE
        self._marked: str | None = None

    # --- what it shows -----------------------------------------------------------------------

    @property
    def cursor(self) -> Doel:
        """Where the line under the cursor leads."""
        return self._cursor

    @property
    def takken(self) -> list[Tak]:
        """The lines as they are shown now."""
        lines = list(self._gemeente)
        for naam, (tak, terreinen) in self._programmas.items():
            lines.append(tak)
            lines += terreinen if naam == self._open else []
        return lines

    def fill(self, gemeente: str, programmas: Sequence[Bestand]) -> None:
        """Show a municipality and its programmas."""
        head = [Tak(GEMEENTE, T.gemeente, display(gemeente))]
        filled = {
            b.naam: (
                Tak((b.naam, ""), str(b.nummer), display(b.titel)),
                [Tak((b.naam, t.sleutel), "", display(t.known_as)) for t in b.van("beleidsterrein")],
            )
            for b in programmas
        }
        if (head, filled) == (self._gemeente, self._programmas):
            return
        self._gemeente, self._programmas = head, filled
        self._lay()

    def mark(self, naam: str) -> None:
        """Put the cursor on a programma file that was gone to, unless it is in it; no name: the municipality."""
        if naam == self._marked:
            return
        self._marked = naam
        self._open = naam or self._open
        if self._cursor[0] != naam:
            self._cursor = (naam, "")
        self._lay()

    def mark_changed(self, bestanden: Collection[str]) -> None:
        """Put a sign before the programmas of which something is not saved."""
        if frozenset(bestanden) != self._changed:
            was, self._changed = self._changed, frozenset(bestanden)
            for y, tak in enumerate(self.takken):
                if (tak.doel[0] in was) != (tak.doel[0] in self._changed):
                    self._refresh_line(y)

    def _lay(self) -> None:
        """Take other lines into account; a beleidsterrein that is gone leaves the cursor on its programma."""
        places = [tak.doel for tak in self.takken]
        if self._cursor not in places:
            self._cursor = (self._cursor[0], "") if (self._cursor[0], "") in places else GEMEENTE
        self.virtual_size = Size(self.size.width, len(places))
        self.refresh()
        self._reveal()

    def _row(self) -> int:
        return next((y for y, tak in enumerate(self.takken) if tak.doel == self._cursor), 0)

    def _reveal(self) -> None:
        self.scroll_to_region(Region(0, self._row(), 1, 1), animate=False, force=True)

    def _refresh_line(self, y: int) -> None:
        self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Return a line in view."""
        takken, palet = self.takken, self._palet
        width, at = self.size.width, y + self.scroll_offset.y
        if at >= len(takken):
            return Strip.blank(width, palet())
        tak = takken[at]
        under = tak.doel == self._cursor
        ground = "kies" if under and self.has_focus else "rij" if under else "vlak"
        here = tak.doel[0] == self._marked and not tak.doel[1]
        ink = "accent" if here else "zacht" if tak.doel[1] else "inkt"
        changed = not tak.doel[1] and tak.doel[0] in self._changed
        mark = Segment(T.nu if changed else " ", palet("nu", ground))
        last = at + 1 == len(takken) or not takken[at + 1].doel[1]
        before = f"   {_GUIDE[last]} " if tak.doel[1] else f"{tak.nummer:>2} "
        room = width - 1 - cell_len(before)
        name = cut(tak.naam, room)
        segments = [
            mark,
            Segment(before, palet("zacht" if tak.doel[1] else ink, ground, vet=here)),
            Segment(name, palet(ink, ground, vet=here)),
        ]
        return Strip(segments).adjust_cell_length(width, palet("inkt", ground))

    # --- moving ------------------------------------------------------------------------------

    def action_step(self, lines: int) -> None:
        """Go some lines up or down."""
        takken = self.takken
        if takken:
            old = self._row()
            new = min(max(old + lines, 0), len(takken) - 1)
            self._cursor = takken[new].doel
            self._refresh_line(old)
            self._refresh_line(new)
            self._reveal()

    def action_unfold(self) -> None:
        """Show the beleidsterreinen of the programma under the cursor."""
        if self._cursor[0] and self._open != self._cursor[0]:
            self._open = self._cursor[0]
            self._lay()

    def action_choose(self) -> None:
        """Tell where the line under the cursor leads."""
        self.post_message(self.Chosen(*self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the line that was clicked."""
        at = event.y + self.scroll_offset.y
        if at < len(self.takken):
            self.action_step(at - self._row())
            self.action_choose()

    def on_resize(self) -> None:
        """Keep to the width there is."""
        self.virtual_size = Size(self.size.width, len(self.takken))

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - as Textual calls it
        """Show whether the keys are here."""
        super().watch_has_focus(_has_focus)
        self._refresh_line(self._row())

    def notify_style_update(self) -> None:
        """Draw anew: the theme changed."""
        super().notify_style_update()
        self.refresh()


_GUIDE = {False: "├", True: "└"} if T.omhoog == "▲" else {False: "|", True: "`"}
"""What joins a beleidsterrein to its programma: it is the last one or not."""
