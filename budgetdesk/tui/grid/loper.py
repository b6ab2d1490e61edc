"""The cursor of a grid and what is selected around it: kept in view, and drawn again where it leaves and enters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from budgetdesk.tui.grid.selection import Extent, Selection, Step, Way
from budgetdesk.tui.grid.source import Bereik, Positie

if TYPE_CHECKING:
    from budgetdesk.tui.grid.surface import Overlay, Surface

_NONE: Final = Bereik(range(0), range(0))
"""What can be selected where there are no cells."""


class Loper:
    """Walks over a surface, unless what lies over its cell keeps it there.

    Whoever shows the surface hears which selection took the place of which; (None, new) where one begins anew.
    """

    def __init__(self, surface: Surface, over: Overlay, heard: Callable[[Selection | None, Selection], object]) -> None:
        self._surface: Final = surface
        self._over: Final = over
        self._heard: Final = heard
        self.selection = Selection.at((0, 0))

    @property
    def cursor(self) -> Positie:
        """The cell where typing lands; (0, 0) in a grid without cells."""
        return self.selection.cursor

    @property
    def bereik(self) -> Bereik:
        """The selected block; one cell when nothing else is selected, and none in a grid without cells."""
        return self.selection.bereik if self._surface.rows else _NONE

    @property
    def extent(self) -> Extent:
        """The cells there are."""
        return self._surface.viewport.extent

    def begin(self, cel: Positie, run: int | None = None) -> None:
        """Begin at a cell, in a source or rows that were not there before; in a `run` of Tabs where that goes on."""
        self.selection = Selection.at(self.extent.clamp(*cel), run)
        self._surface.reveal(self.cursor)
        if self._surface.rows:
            self._heard(None, self.selection)

    def choose(self, selection: Selection) -> None:
        """Select, drawing only what cursor and selection leave and enter; what is in view stays."""
        old, self.selection = self.selection, selection
        if selection != old:
            self._surface.refresh_selection(old, selection)
            self._heard(old, selection)

    def to(self, selection: Selection) -> None:
        """Select, and have the far corner in view."""
        self.choose(selection)
        self._surface.reveal(selection.reach)

    # --- moves -------------------------------------------------------------------------------

    def go(self, step: Step) -> None:
        """Move the cursor."""
        if self._over.finish():
            self.to(self.selection.go(step, self.extent))

    def stretch(self, step: Step) -> None:
        """Stretch the selection."""
        if self._over.finish():
            self.to(self.selection.stretch(step, self.extent))

    def go_edge(self, way: Way) -> None:
        """Move the cursor to where the block of filled cells ends."""
        if self._over.finish():
            self.to(self.selection.go_edge(way, self.extent, self._filled))

    def stretch_edge(self, way: Way) -> None:
        """Stretch the selection to where the block of filled cells ends."""
        if self._over.finish():
            self.to(self.selection.stretch_edge(way, self.extent, self._filled))

    def _filled(self, row: int, col: int) -> bool:
        """Return whether a cell holds something; a zero is a gap in a block of amounts."""
        return bool(self._surface.bron.cell(row, col).tekst.strip(" -–·0,%"))

    def column(self, col: int) -> None:
        """Select a whole column."""
        if self._over.finish() and self.bereik:
            self.choose(self.selection.column(col, self.extent))

    def row(self, row: int) -> None:
        """Select a whole row."""
        if self._over.finish() and self.bereik:
            self.choose(self.selection.row(row, self.extent))

    def whole(self) -> None:
        """Select every cell; the cursor stays, and so does what is in view."""
        if self._over.finish():
            self.choose(self.selection.whole(self.extent))
