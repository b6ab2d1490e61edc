"""The visible part of a source in a scroll view: laid out for its size, and drawn again only where it changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip

from budgetdesk.tui.grid.canvas import Canvas
from budgetdesk.tui.grid.layout import LEFT, margin_width
from budgetdesk.tui.grid.source import LEEG, Bron, Positie
from budgetdesk.tui.grid.vel import Vel
from budgetdesk.tui.grid.velstand import Velstand
from budgetdesk.tui.grid.viewport import Viewport
from budgetdesk.tui.tekens import T
from budgetdesk.tui.thema import Palet

if TYPE_CHECKING:
    from textual.scroll_view import ScrollView

    from budgetdesk.tui.grid.selection import Selection


BAR: Final = 1
"""Cells of the bar that shows which part of the rows is in view."""


class Overlay(Protocol):
    """What may lie over the cells while one is edited."""

    def place(self) -> None:
        """Go where the cell is now."""

    def finish(self) -> bool:
        """Stop, as the cursor leaves the cell; return False to keep it there."""

    def close(self) -> None:
        """Stop, as the cell is gone."""


class NoOverlay:
    """Nothing that lies over the cells."""

    def place(self) -> None:
        """Stay away."""

    def finish(self) -> bool:
        """Let the cursor go."""
        return True

    def close(self) -> None:
        """Stay away."""


class Surface:
    """The lines of a source in its host; what lies over the cells goes along with them."""

    def __init__(self, host: ScrollView, over: Overlay) -> None:
        self._host: Final = host
        self._over: Final = over
        self._palet: Final = Palet(host)
        self._canvas = Canvas(LEEG, self._palet, 0, 0)
        self._seen: tuple[tuple[object, ...], Viewport] | None = None
        """What is in view, and what that was worked out from."""
        self._fitted = Size(0, 0)
        """The size that it is laid out for."""
        self._vellen: list[Velstand] = []
        self._vel_lines: list[Strip] = []
        """The lines of the sheet on top as they were drawn last."""

    # --- sheets ------------------------------------------------------------------------------

    @property
    def vel(self) -> Velstand | None:
        """The sheet that lies on top, None where none does."""
        return self._vellen[-1] if self._vellen else None

    def lay(self, vel: Vel, begin: int = 0) -> Velstand:
        """Lay a sheet over the upper lines, over those that lie there, with one of its things chosen."""
        stand = Velstand(vel, begin)
        below = self.vel_height
        self._vellen.append(stand)
        self.refresh_vel(below)
        return stand

    def stand(self, vel: Vel) -> Velstand | None:
        """Return a sheet as it lies here, under others too; None where it does not."""
        return next((stand for stand in self._vellen if stand.vel is vel), None)

    def lift(self, stand: Velstand | None = None) -> None:
        """Take a sheet away, that on top where none is named."""
        stand = stand or self.vel
        if stand is not None and stand in self._vellen:
            tall = self.vel_height
            self._vellen.remove(stand)
            stand.leave()
            self.refresh_vel(tall)

    def lift_all(self) -> None:
        """Take every sheet away."""
        while self._vellen:
            self.lift()

    def refresh_vel(self, tall: int = 0) -> None:
        """Draw the sheet on top again, and what it covered before where it was taller."""
        view, height = self.viewport, self.vel_height
        before, self._vel_lines = self._vel_lines, []
        if self.vel is not None:
            self._vel_lines = [self.vel.line(y, view.width, view.height, self._palet) for y in range(height)]
        # where the same sheet lies as before only its lines that changed are sent
        same = height == tall == len(before)
        changed = [y for y in range(max(height, tall)) if not (same and before[y] == self._vel_lines[y])]
        if changed:
            # the bar beside the rows too: a sheet lies over it
            self._host.refresh(*(Region(0, y, view.width + BAR, 1) for y in changed))

    def points(self, x: int, y: int) -> bool:
        """Choose what stands at a place of the sheet on top; return whether there is something."""
        return self.vel is not None and self.vel.point(y, self.viewport.height, x)

    @property
    def vel_height(self) -> int:
        """The lines that the sheet on top takes."""
        if self.vel is None:
            return 0
        view = self.viewport
        self.vel.fit(view.width)
        return self.vel.height(view.height)

    # --- lines -------------------------------------------------------------------------------

    @property
    def bron(self) -> Bron:
        """The source that is shown."""
        return self._canvas.bron

    @property
    def rows(self) -> int:
        """The number of rows."""
        return self._canvas.rows

    @property
    def viewport(self) -> Viewport:
        """What is in view now, in the part of the host that the scrollbars leave."""
        width, height = size = self._size
        canvas, offset = self._canvas, self._host.scroll_offset
        if size != self._fitted:
            # a frame may come between another size and word of it
            self._fitted = size
            canvas.fit(*size)
        known = (canvas, canvas.layout, canvas.rows, canvas.most, *offset, width, height)
        if self._seen is None or self._seen[0] != known:
            view = Viewport(canvas.layout, canvas.rows, *offset, width, height, canvas.bron.vast, canvas)
            self._seen = known, view
        return self._seen[1]

    @property
    def _size(self) -> Size:
        """The part of the host for lines: beside them stands the bar of what is in view."""
        size = self._host.scrollable_content_region.size
        return Size(max(size.width - BAR, 0), size.height)

    def is_bar(self, x: int) -> bool:
        """Return whether a place is on the bar."""
        return x >= self.viewport.width

    def slide_to(self, y: int) -> None:
        """Scroll so that the bar stands on a line."""
        self._host.scroll_to(y=self.viewport.top_at(y), animate=False)

    def sign_at(self, x: int, y: int) -> int | None:
        """Return the row that has its folding sign, or the indent before it, at a place; None elsewhere."""
        view = self.viewport
        row = view.row_at(y)
        if row is None or view.is_value(x, y):
            return None
        label = self.bron.label(row)
        return row if label.gevouwen is not None and x < LEFT + margin_width(label) else None

    def show(self, bron: Bron) -> None:
        """Show another source, without the sheets that lay over the one before."""
        self.lift_all()
        self._canvas = Canvas(bron, self._palet, 0, 0)
        self.fit()

    def count(self) -> None:
        """Show the rows anew after their number or order changed."""
        self._canvas.count()
        self.fit()

    def fit(self) -> None:
        """Lay out for the size of the host and the widest texts seen, and draw everything."""
        size = self._fitted = self._size
        self._canvas.fit(*size)
        self._seen = None
        view = self.viewport
        # it scrolls by rows: as far as the last row comes into view
        self._host.virtual_size = Size(view.layout.width, view.last_top + size.height)
        self._host.refresh()
        self._over.place()

    def reveal(self, cel: Positie) -> None:
        """Scroll no further than needed to have a cell in view."""
        if (place := self.viewport.reveal(cel)) != self._host.scroll_offset:
            self._host.scroll_to(*place, animate=False)

    def scrolled(self, *, sideways: bool) -> None:
        """Follow the host: other rows are in view, or `sideways` other columns of the rows drawn so far."""
        if sideways:
            self._canvas.forget()
        self._over.place()

    def restyle(self) -> None:
        """Draw everything anew when asked: the theme or the focus changed."""
        self._canvas.forget()

    def line(self, y: int, selection: Selection) -> Strip:
        """Return a line of the host: of the sheet that lies over it, a heading, a row or nothing."""
        view = self.viewport
        if self.vel and y < self.vel_height:
            sheet = self.vel.line(y, view.width, view.height, self._palet)
            return Strip([*sheet, Segment(" " * BAR, self._palet("inkt", "pop"))], view.width + BAR)
        line = self._canvas.line(y, view, selection)
        if self._canvas.outgrown:
            self._host.call_later(self._grow)
        bar = T.schuif if y in view.slide else " "
        return Strip([*line, Segment(bar, self._palet("rand"))], view.width + BAR)

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Draw rows again, as their labels or cells changed."""
        wanted = rows if isinstance(rows, range) else set(rows)
        self._canvas.forget(wanted)
        view = self.viewport
        if regions := [Region(0, spot.y, view.width, spot.height) for spot in view.spots if spot.row in wanted]:
            self._host.refresh(*regions)

    def refresh_selection(self, old: Selection, new: Selection) -> None:
        """Draw what cursor and selection leave and enter."""
        self.refresh_rows(old.bereik.rijen)
        self.refresh_rows(new.bereik.rijen)
        if old.cursor[1] != new.cursor[1]:
            view = self.viewport
            self._host.refresh(Region(0, 0, view.width, view.layout.heading_height))

    def _grow(self) -> None:
        if self._canvas.outgrown:
            self.fit()
