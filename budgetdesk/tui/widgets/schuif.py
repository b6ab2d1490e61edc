"""How far a list goes: a thumb of half a cell, so that it is no heavier than the frame beside it."""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

from budgetdesk.tui.tekens import T

_DUIM = {True: T.duim, False: T.duim_liggend}
"""The thumb of a bar that stands, and of one that lies."""


class Schuif(ScrollBarRender):
    """Draws what Textual draws, but for the cells of the thumb; those can still be dragged."""

    @classmethod
    def render_bar(  # noqa: PLR0913 - as Textual calls it
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,  # noqa: FBT001, FBT002 - as Textual calls it
        back_color: Color = Color.parse("default"),  # noqa: B008 - a value that never changes
        bar_color: Color = Color.parse("default"),  # noqa: B008 - a value that never changes
    ) -> Segments:
        """Return the bar; every cell of the thumb looks the same, also where it begins and ends within one."""
        whole = super().render_bar(
            size, virtual_size, window_size, position, thickness, vertical, back_color, bar_color
        )
        ink = Style(color=bar_color, bgcolor=back_color)
        thumb = [
            Segment(_DUIM[vertical] * len(segment.text), ink + Style(meta=segment.style.meta))
            if segment.style is not None and segment.style.meta.get("@mouse.down") == "grab"
            else segment
            for segment in whole.segments
        ]
        return Segments(thumb, new_lines=whole.new_lines)
