"""The sheets that lie over a grid: who waits for which, and what the keys and the mouse do on the one on top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.message import Message

from budgetdesk.tui.grid.toetsenvel import Toetsenvel
from budgetdesk.tui.grid.vel import Vel, Velkeuze
from budgetdesk.tui.grid.velstand import DOORLATEN, Velstand
from budgetdesk.tui.widgets.inputfield import several

if TYPE_CHECKING:
    from textual import events
    from textual.scroll_view import ScrollView

    from budgetdesk.tui.grid.surface import Surface


@dataclass
class Velgekozen(Message):
    """A line of a sheet was chosen to go to what it is of, or all were copied."""

    vel: Vel
    index: int
    actie: str
    tekst: str = ""


class Vellen:
    """Lays sheets on a surface; for as long as one lies there, its host hands it what is pressed and pointed at."""

    def __init__(self, host: ScrollView, surface: Surface) -> None:
        self._host: Final = host
        self._surface: Final = surface

    @property
    def top(self) -> Velstand | None:
        """The sheet that lies on top, None where none does."""
        return self._surface.vel

    # --- laying ------------------------------------------------------------------------------

    def lay(self, vel: Vel, begin: int = 0) -> Velstand:
        """Lay a sheet over the upper lines, which has the keys until it is lifted."""
        stand = self._surface.lay(vel, begin)
        if not self._host.has_focus:
            # taking the focus draws all of a widget, even where that has it
            self._host.focus()
        self._host.refresh_bindings()
        return stand

    async def ask(self, vel: Vel, begin: int = 0) -> Velkeuze | None:
        """Lay a sheet and return what is chosen on it; None where it is taken away without, by a key or otherwise."""
        stand = self.lay(vel, begin)
        try:
            return await stand.answered()
        finally:
            self.take_away(stand)

    def renew(self, stand: Velstand) -> None:
        """Draw a sheet again of which the lines changed by themselves."""
        tall = self._surface.vel_height
        stand.reread()
        self._host.refresh_bindings()
        self._surface.refresh_vel(tall)

    def take_away(self, stand: Velstand) -> None:
        """Take one sheet away, wherever it lies."""
        self._surface.lift(stand)
        self._host.refresh_bindings()

    def lift(self) -> None:
        """Take every sheet away."""
        self._surface.lift_all()
        self._host.refresh_bindings()

    # --- keys --------------------------------------------------------------------------------

    async def key(self, event: events.Key) -> bool:
        """Act on a key for the sheet on top; return whether it took the key: a few are always the app's."""
        stand = self.top
        if stand is None or event.key in DOORLATEN:
            return False
        await self._press(stand, event.key, event.character if event.is_printable else None)
        return True

    async def enter(self) -> None:
        """Do what Enter does on the sheet on top."""
        if self.top is not None:
            await self._press(self.top, "enter")

    async def _press(self, stand: Velstand, key: str, character: str | None = None) -> None:
        tall, keys = self._surface.vel_height, tuple(stand.vel.voettoetsen)
        action = stand.press(key, character, self._room)
        if tuple(stand.vel.voettoetsen) != keys:
            self._host.refresh_bindings()
        if action == "terug":
            await self._answered(stand, None)
        elif action and stand.is_asked and (action != "ga" or stand.count or not stand.vel.kiest):
            await self._answered(stand, Velkeuze(action, stand.index))
        elif action and not stand.is_asked:
            self._host.post_message(Velgekozen(stand.vel, stand.index, action, stand.text()))
        elif key == "f1" and not isinstance(stand.vel, Toetsenvel):
            self.lay(Toetsenvel(stand.vel))
        elif stand.veld is not None and key in ("ctrl+c", "ctrl+x", "ctrl+v"):
            self._clipboard(stand, key)
        self._surface.refresh_vel(tall)

    async def _answered(self, stand: Velstand, keuze: Velkeuze | None) -> None:
        """Answer whoever waits for a sheet, and let keys that follow wait for what is done with that."""
        if stand.is_asked:
            stand.answer(keuze)
            await stand.left()
        else:
            self.take_away(stand)

    # --- texts -------------------------------------------------------------------------------

    def _clipboard(self, stand: Velstand, key: str) -> None:
        """Copy or cut what is selected in the field of a sheet, or paste what was copied here."""
        if stand.veld is None:
            return
        if key == "ctrl+v":
            self._insert(stand, self._host.app.clipboard)
            return
        self._host.app.copy_to_clipboard(stand.veld.gekozen or stand.veld.tekst)
        if key == "ctrl+x" and stand.veld.selectie:
            stand.insert("", self._room)

    def paste(self, text: str) -> None:
        """Paste what the terminal hands over into the field of the sheet on top."""
        if self.top is not None:
            self._insert(self.top, text)
            self._surface.refresh_vel()

    def _insert(self, stand: Velstand, text: str) -> None:
        """Put one line in the field of a sheet, and say so where it is more."""
        if many := several(text):
            stand.melding = f"Dit zijn {many}; hier past er een."
        else:
            stand.insert(text.strip("\r\n"), self._room)

    # --- the mouse ---------------------------------------------------------------------------

    def covers(self, y: int) -> bool:
        """Return whether a line of the host is a sheet's."""
        return y < self._surface.vel_height

    def point(self, x: int, y: int) -> bool:
        """Choose what stands at a place of the sheet on top; return whether there is something."""
        found = self.covers(y) and self._surface.points(x, y)
        if found:
            self._surface.refresh_vel()
        return found

    def wheel(self, event: events.MouseEvent, direction: int) -> None:
        """Scroll the sheet on top, wherever the mouse is.

        Below a sheet nothing moves either: its keys would be for lines that are out of view.
        """
        if self.top is not None:
            event.stop()
            event.prevent_default()
            self.top.scroll(direction, self._room)
            self._surface.refresh_vel()

    @property
    def _room(self) -> int:
        return self._surface.viewport.height
