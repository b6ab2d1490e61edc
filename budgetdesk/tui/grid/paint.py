"""How the grid looks: its style sheet, the styles of rows and cells, and lines drawn from the source.

Meaning never hangs on colour alone: totals are bold, results stand on a rule, computed numbers are dim,
a changed number carries `•`, one that differs from a commit `◦` and a wrong one `!`, the cursor is reversed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from budgetdesk.display import display
from budgetdesk.tui.grid.layout import Layout, Widths, fit, fit_right, label_text, spans
from budgetdesk.tui.grid.selection import Selection
from budgetdesk.tui.grid.source import Bron, Cel, Label
from budgetdesk.tui.grid.velstand import VELSTIJLEN
from budgetdesk.tui.grid.viewport import Viewport

if TYPE_CHECKING:
    from textual.widget import Widget

ROLES: Final = frozenset({"blad", "berekend", "totaal", "resultaat", "fout", "groep"})
"""The roles that have a style; any other draws plainly."""

COMPONENTS: Final = frozenset(f"grid--{naam}" for naam in ROLES) | {
    "grid--kop",
    "grid--kop-onder",
    "grid--label",
    "grid--gewijzigd",
    "grid--anders",
    "grid--selectie",
    "grid--cursor",
    "grid--wijzer",
    *VELSTIJLEN,
}
"""Component classes: roles, headings (and their last line), labels, states of a cell, and `wijzer`, the
label and heading that belong to the cursor."""

CSS: Final = """
GridView {
    background: $surface;
    color: $foreground;
    width: 1fr;
    height: 1fr;
    scrollbar-size: 1 1;
    & > .grid--kop { background: $panel; text-style: bold; }
    & > .grid--kop-onder { text-style: bold underline; }
    & > .grid--label { background: $boost; }
    & > .grid--groep { text-style: bold; }
    & > .grid--berekend { text-style: dim; }
    & > .grid--totaal { text-style: bold; }
    & > .grid--resultaat { text-style: bold underline; }
    & > .grid--fout { color: $text-error; text-style: bold; }
    & > .grid--gewijzigd { color: $text-warning; }
    & > .grid--anders { color: $text-primary; }
    & > .grid--wijzer { color: $text-accent; text-style: bold; }
    & > .grid--selectie { background: $input-selection-background; }
    & > .grid--cursor { background: $block-cursor-blurred-background; text-style: bold underline; }
    &:focus > .grid--cursor { text-style: bold reverse; }
    & > .grid--vel { background: $panel; }
    & > .grid--vel-rand { color: $text-accent; }
    & > .grid--vel-kop { text-style: bold; }
    & > .grid--vel-zacht { color: $text-muted; }
    & > .grid--vel-goed { color: $text-success; }
    & > .grid--vel-nu { color: $text-warning; text-style: bold; }
    & > .grid--vel-fout { color: $text-error; text-style: bold; }
    & > .grid--vel-toets { color: $text-accent; text-style: bold; }
    & > .grid--vel-kies { background: $block-cursor-blurred-background; text-style: bold; }
    &:nocolor > .grid--vel-kies { text-style: reverse; }
    &:nocolor > .grid--anders { color: $foreground; }
    &:nocolor > .grid--selectie { text-style: dim reverse; }
}
"""

GEWIJZIGD: Final = "•"
"""Stands behind what is not saved."""

ANDERS: Final = "◦"
"""Stands behind what differs from what the table is compared with."""

_MORE: Final = "…"
"""Stands where the next value column does not fit any more."""


class Palette:
    """The styles of a widget's component classes laid over each other, remembered until it is cleared."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, ...], Style] = {}

    def clear(self) -> None:
        """Forget every style, as the theme or the focus changed."""
        self._styles.clear()

    def __call__(self, *namen: str) -> Style:
        """Return the style of the named component classes, the last one on top; '' is skipped."""
        stijl = self._styles.get(namen)
        if stijl is None:
            stijl = self._styles[namen] = self._mix(filter(None, namen))
        return stijl

    def _mix(self, namen: Iterator[str]) -> Style:
        background, color = self._widget.background_colors[1], self._widget.styles.color
        text_style = Style()
        for naam in namen:
            styles = self._widget.get_component_styles(naam)
            background += styles.background
            color = styles.color if styles.has_rule("color") else color
            text_style += styles.text_style
        return Style.from_color((background + color).rich_color, background.rich_color) + text_style


class Painter:
    """Draws the lines of a grid from its source; what turns out wider than its column is noted."""

    def __init__(self, bron: Bron, widths: Widths, palette: Palette) -> None:
        self._bron = bron
        self._widths = widths
        self._palette = palette

    def heading(self, line: int, view: Viewport, selection: Selection) -> Strip:
        """Return a line of the headings, counted from the top; short headings stand at the bottom."""
        layout = view.layout
        last = line == layout.heading_height - 1
        base = ("grid--kop", "grid--kop-onder" if last else "")
        koppen = self._bron.labelkoppen if last else [""] * len(layout.labels)
        segments = [
            Segment(fit(display(kop), w) + " ", self._palette(*base))
            for kop, w in zip(koppen, layout.labels, strict=True)
        ]
        columns = view.columns_in_view
        for col in columns:
            lines = layout.headings[col]
            index = line - layout.heading_height + len(lines)
            place = fit if self._bron.koppen[col].links else fit_right
            text = place(lines[index] if index >= 0 else "", layout.columns[col]) + " "
            wijzer = "grid--wijzer" if col == selection.cursor[1] else ""
            segments.append(Segment(text, self._palette(*base, wijzer)))
        return self._closed(segments, view.width, self._palette(*base), more=columns.stop < len(layout.columns))

    def row(self, row: int, view: Viewport, selection: Selection) -> Strip:
        """Return the line of a row."""
        label, layout, at_cursor = self._bron.label(row), view.layout, row == selection.cursor[0]
        rol = _component(label.rol)
        if label.breed:
            stijl = self._palette("grid--label", rol, "grid--cursor" if at_cursor else "")
            return Strip([Segment(fit(label_text(label, 0), view.width), stijl)], view.width)
        segments = list(self._labels(label, layout, rol, "grid--wijzer" if at_cursor else ""))
        bereik = selection.bereik
        gekozen = bereik.kolommen if selection.is_block and row in bereik.rijen else range(0)
        cursor = selection.cursor[1] if at_cursor else -1
        columns = view.columns_in_view
        for col in columns:
            cel = self._bron.cell(row, col)
            staat = "grid--cursor" if col == cursor else "grid--selectie" if col in gekozen else ""
            segments.append(self._cell(cel, col, layout.columns[col], rol, staat))
        return self._closed(segments, view.width, self._palette(rol), more=columns.stop < len(layout.columns))

    def blank(self, view: Viewport) -> Strip:
        """Return a line without a row."""
        return Strip.blank(view.width, self._palette())

    def _labels(self, label: Label, layout: Layout, rol: str, wijzer: str) -> Iterator[Segment]:
        stijl = self._palette("grid--label", rol, wijzer)
        if spans(label):
            yield Segment(fit(label_text(label, 0), layout.label_width), stijl)
            return
        for index, width in enumerate(layout.labels):
            text = label_text(label, index)
            self._widths.want_label(index, cell_len(text))
            yield Segment(fit(text, width) + " ", stijl)

    def _cell(self, cel: Cel, col: int, width: int, rij: str, staat: str) -> Segment:
        text = display(cel.tekst)
        self._widths.want_column(col, cell_len(text))
        # what is not saved differs from a commit too, as a rule: the more urgent mark is shown
        gewijzigd = "grid--gewijzigd" if cel.gewijzigd else "grid--anders" if cel.anders else ""
        merk = "!" if cel.rol == "fout" else GEWIJZIGD if cel.gewijzigd else ANDERS if cel.anders else " "
        stijl = self._palette(rij, _component(cel.rol), gewijzigd, staat)
        place = fit if self._bron.koppen[col].links else fit_right
        return Segment(place(text, width) + merk, stijl)

    def _closed(self, segments: list[Segment], width: int, stijl: Style, *, more: bool) -> Strip:
        """Return the line filled up to `width`, with a sign when there are `more` columns."""
        used = sum(segment.cell_length for segment in segments)
        if used < width:
            segments.append(Segment((_MORE if more else "").rjust(width - used), stijl))
        return Strip(segments, max(used, width))


def _component(rol: str) -> str:
    return f"grid--{rol}" if rol in ROLES else ""
