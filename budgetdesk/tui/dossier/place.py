"""What goes with an open dossier from outside: where it opens and is left, and who looks on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from textual.binding import Binding, BindingsMap, BindingType

from budgetdesk.tui.actions import ACTIONS, bindings

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.worksheet import WorksheetScreen


class Place(Protocol):
    """What goes with an open dossier from outside: where it opens, and who looks on."""

    @property
    def keys(self) -> Sequence[Binding]:
        """Return keys that work beside those of actions."""

    def begin(self, screen: WorksheetScreen, /) -> None:
        """Show the first frame."""

    def did(self, screen: WorksheetScreen, action: str, /) -> None:
        """Know that an action is done."""

    def act(self, screen: WorksheetScreen, name: str, /) -> None:
        """Do what one of its own keys asks."""

    def follow(self, screen: WorksheetScreen, setting: str, /) -> None:
        """Follow a setting that was changed."""

    def end(self, screen: WorksheetScreen, /) -> None:
        """Look at the dossier for the last time."""


class Nowhere:
    """Nothing goes with it: a dossier opens at its first cell."""

    keys: Sequence[Binding] = ()

    def begin(self, screen: WorksheetScreen) -> None:
        """Show the first frame."""
        screen.desk.reload()

    def did(self, screen: WorksheetScreen, action: str) -> None:
        """Do nothing."""

    def act(self, screen: WorksheetScreen, name: str) -> None:
        """Do nothing."""

    def follow(self, screen: WorksheetScreen, setting: str) -> None:
        """Do nothing."""

    def end(self, screen: WorksheetScreen) -> None:
        """Do nothing."""


def renew_keys(screen: WorksheetScreen) -> None:
    """Give a screen the keys that actions have now, and those of what goes with it.

    Those of its class are of when that was made.
    """
    own: list[BindingType] = [b for b in screen.BINDINGS if not (isinstance(b, Binding) and "do(" in b.action)]
    screen._bindings = BindingsMap([*bindings(ACTIONS.values()), *own, *screen.place.keys])  # noqa: SLF001 - Textual has no other way


def take_along(screen: WorksheetScreen, place: Place) -> None:
    """Let something go with a dossier."""
    screen.place = place
    renew_keys(screen)
