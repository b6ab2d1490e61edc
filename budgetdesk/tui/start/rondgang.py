"""The tour over an open dossier: a bar that says what to do, and looks on until that is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding

from budgetdesk.tui.grid.vel import broken
from budgetdesk.tui.start.inkijkblad import kort_pad
from budgetdesk.tui.start.rondleiding import STAPPEN, Rondleiding, Stand
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, spread
from budgetdesk.tui.widgets.strook import Strook

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.worksheet import WorksheetScreen
    from budgetdesk.tui.start.plaats import Plaats

KIJKT: Final = 0.2
"""Seconds between looks at what somebody does."""

_BREED: Final = 150
"""Cells from which what to do fits on one line."""

OVERSLAAN: Final = "alt+right"
STOPPEN: Final = "shift+f1"


class Balk(Getekend):
    """Which step it is and how to leave, and below that what to do."""

    DEFAULT_CSS: ClassVar[str] = "Balk { height: 2; }"

    def __init__(self, rondleiding: Rondleiding) -> None:
        super().__init__()
        self._rondleiding: Final = rondleiding

    def on_mount(self) -> None:
        """Take the lines that the sentence needs."""
        self._fit(self.screen.size.width)
        self.watch(self.screen, "size", lambda size: self._fit(size.width), init=False)

    def _fit(self, width: int) -> None:
        self.styles.height = 3 if width < _BREED else 2

    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the lines on the ground of what is chosen, so that nobody takes them for the dossier's."""
        found = self._rondleiding
        done = Woord(T.goed * found.nummer + "·" * (len(STAPPEN) - found.nummer), "goed", "kies")
        left = [Woord(f" {found.kop}  ", "accent", "kies", vet=True), *([done] if width >= _BREED else [])]
        skip = [] if found.is_klaar else [("Alt+→", "sla over", "verder")]
        right = [
            word
            for naam, doet, doe in [*skip, ("Shift+F1", "stop", "stop")]
            for word in (
                Woord(f" {naam}", "accent", "kies", vet=True, doe=f"app.tour({doe!r})"),
                Woord(f" {doet} ", "inkt", "kies", doe=f"app.tour({doe!r})"),
            )
        ]
        said = [*broken(found.zin, width - 2), ""][: height - 1]
        lines = [spread(left, right, width), *(spread([Woord(f" {line}")], (), width) for line in said)]
        return [_op_grond(line) for line in lines]


def _op_grond(words: Sequence[Woord]) -> list[Woord]:
    return [Woord(w.tekst, w.inkt, "kies", w.vet, w.doe) for w in words]


class Rondgang:
    """Goes with the dossier of a tour: the bar comes with it, and goes when somebody stops."""

    keys: Sequence[Binding] = (
        Binding(OVERSLAAN, "app.tour('verder')", "Rondleiding: volgende stap", show=False, priority=True),
        Binding(STOPPEN, "app.tour('stop')", "Rondleiding: stop", show=False, priority=True),
    )

    def __init__(self, plaats: Plaats) -> None:
        self._plaats: Final = plaats
        self._rondleiding: Rondleiding | None = None
        self._balk: Balk | None = None

    def begin(self, screen: WorksheetScreen) -> None:
        """Show the first frame with the bar above the results."""
        self._plaats.begin(screen)
        found = Rondleiding(_stand(screen), kort_pad(screen.sheet.session.map))
        self._rondleiding, self._balk = found, Balk(found)
        screen.mount(self._balk, before=screen.query_one(Strook))
        screen.set_interval(KIJKT, lambda: self._kijk(screen))

    def did(self, screen: WorksheetScreen, action: str) -> None:
        """Look on."""
        if self._rondleiding is not None:
            self._rondleiding.deed(action)
            self._kijk(screen)

    def _kijk(self, screen: WorksheetScreen) -> None:
        found, balk = self._rondleiding, self._balk
        if found is not None and balk is not None and found.zie(_stand(screen)):
            balk.renew()

    def act(self, screen: WorksheetScreen, name: str) -> None:
        """Skip a step, or stop."""
        found, balk = self._rondleiding, self._balk
        if found is None or balk is None:
            return
        if name == "verder":
            found.verder()
            balk.renew()
        else:
            self._rondleiding = self._balk = None
            balk.remove()
            screen.desk.voice.tell(f"De kopie blijft staan in {kort_pad(screen.sheet.session.map)}.")

    def follow(self, screen: WorksheetScreen, setting: str) -> None:
        """Follow a setting."""
        self._plaats.follow(screen, setting)
        if self._balk is not None:
            self._balk.renew()

    def end(self, screen: WorksheetScreen) -> None:
        """Leave it."""
        self._plaats.end(screen)


def _stand(screen: WorksheetScreen) -> Stand:
    """Return what can be seen of a dossier now."""
    sheet = screen.sheet
    lacking = sheet.session.lacking
    spot = sheet.spot
    return Stand(
        (spot.tabel, spot.programma),
        screen.grid.cursor,
        sum(lacking.values()),
        sum(count for naam, count in lacking.items() if naam.startswith("wijzigingen/")),
        sheet.booking is not None,
    )
