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
from budgetdesk.tui.grid.layout import Behoefte, Maten, fit, fit_right, label_text, spans
from budgetdesk.tui.grid.selection import Keuze
from budgetdesk.tui.grid.source import Bron, Cel, Label

if TYPE_CHECKING:
    from textual.widget import Widget

ROLLEN: Final = frozenset({"blad", "berekend", "totaal", "resultaat", "fout", "groep"})
"""The roles that have a style; any other draws plainly."""

COMPONENTEN: Final = frozenset(f"grid--{naam}" for naam in ROLLEN) | {
    "grid--kop",
    "grid--kop-onder",
    "grid--label",
    "grid--gewijzigd",
    "grid--anders",
    "grid--selectie",
    "grid--cursor",
    "grid--wijzer",
}
"""Component classes: roles, headings (and their last line), labels, states of a cell, and `wijzer`, the
label and heading that belong to the cursor."""

CSS: Final = """
GridVlak {
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
    &:nocolor > .grid--anders { color: $foreground; }
    &:nocolor > .grid--selectie { text-style: dim reverse; }
}
"""

GEWIJZIGD: Final = "•"
"""Stands behind what is not saved."""

ANDERS: Final = "◦"
"""Stands behind what differs from what the table is compared with."""

_EINDE: Final = "…"
"""Stands where the next value column does not fit any more."""


class Palet:
    """The styles of a widget's component classes laid over each other, remembered until it is cleared."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._stijlen: dict[tuple[str, ...], Style] = {}

    def clear(self) -> None:
        """Forget every style, as the theme or the focus changed."""
        self._stijlen.clear()

    def __call__(self, *namen: str) -> Style:
        """Return the style of the named component classes, the last one on top; '' is skipped."""
        stijl = self._stijlen.get(namen)
        if stijl is None:
            stijl = self._stijlen[namen] = self._mix(filter(None, namen))
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


class Verf:
    """Draws the lines of a grid from its source; what turns out wider than its column is noted."""

    def __init__(self, bron: Bron, behoefte: Behoefte, palet: Palet) -> None:
        self._bron = bron
        self._behoefte = behoefte
        self._palet = palet

    def heading(self, line: int, maten: Maten, keuze: Keuze, scroll_x: int, width: int) -> Strip:
        """Return a line of the headings, counted from the top; short headings stand at the bottom."""
        last = line == maten.kop_hoogte - 1
        base = ("grid--kop", "grid--kop-onder" if last else "")
        koppen = self._bron.labelkoppen if last else [""] * len(maten.labels)
        segments = [
            Segment(fit(display(kop), w) + " ", self._palet(*base)) for kop, w in zip(koppen, maten.labels, strict=True)
        ]
        visible = maten.visible(scroll_x, width)
        for col in visible:
            lines = maten.koppen[col]
            index = line - maten.kop_hoogte + len(lines)
            place = fit if self._bron.koppen[col].links else fit_right
            text = place(lines[index] if index >= 0 else "", maten.kolommen[col]) + " "
            wijzer = "grid--wijzer" if col == keuze.cursor[1] else ""
            segments.append(Segment(text, self._palet(*base, wijzer)))
        return self._closed(segments, width, self._palet(*base), more=visible.stop < len(maten.kolommen))

    def row(self, row: int, maten: Maten, keuze: Keuze, scroll_x: int, width: int) -> Strip:
        """Return the line of a row."""
        label = self._bron.label(row)
        rol = _component(label.rol)
        if label.breed:
            staat = "grid--cursor" if row == keuze.cursor[0] else ""
            return Strip([Segment(fit(label_text(label, 0), width), self._palet("grid--label", rol, staat))], width)
        segments = list(self._labels(label, maten, rol, "grid--wijzer" if row == keuze.cursor[0] else ""))
        bereik, one = keuze.bereik, keuze.anker == keuze.reik
        gekozen = range(0) if one or row not in bereik.rijen else bereik.kolommen
        cursor = keuze.cursor[1] if row == keuze.cursor[0] else -1
        visible = maten.visible(scroll_x, width)
        for col in visible:
            cel = self._bron.cell(row, col)
            staat = "grid--cursor" if col == cursor else "grid--selectie" if col in gekozen else ""
            segments.append(self._cell(cel, col, maten.kolommen[col], rol, staat))
        return self._closed(segments, width, self._palet(rol), more=visible.stop < len(maten.kolommen))

    def _labels(self, label: Label, maten: Maten, rol: str, wijzer: str) -> Iterator[Segment]:
        stijl = self._palet("grid--label", rol, wijzer)
        if spans(label):
            yield Segment(fit(label_text(label, 0), maten.label_width), stijl)
            return
        for index, width in enumerate(maten.labels):
            text = label_text(label, index)
            self._behoefte.want_label(index, cell_len(text))
            yield Segment(fit(text, width) + " ", stijl)

    def _cell(self, cel: Cel, col: int, width: int, rij: str, staat: str) -> Segment:
        text = display(cel.tekst)
        self._behoefte.want_column(col, cell_len(text))
        # what is not saved differs from a commit too, as a rule: the more urgent mark is shown
        gewijzigd = "grid--gewijzigd" if cel.gewijzigd else "grid--anders" if cel.anders else ""
        merk = "!" if cel.rol == "fout" else GEWIJZIGD if cel.gewijzigd else ANDERS if cel.anders else " "
        stijl = self._palet(rij, _component(cel.rol), gewijzigd, staat)
        place = fit if self._bron.koppen[col].links else fit_right
        return Segment(place(text, width) + merk, stijl)

    def _closed(self, segments: list[Segment], width: int, stijl: Style, *, more: bool) -> Strip:
        """Return the line filled up to `width`, with a sign when there are `more` columns."""
        used = sum(segment.cell_length for segment in segments)
        if used < width:
            segments.append(Segment((_EINDE if more else "").rjust(width - used), stijl))
        return Strip(segments, max(used, width))


def _component(rol: str) -> str:
    return f"grid--{rol}" if rol in ROLLEN else ""
