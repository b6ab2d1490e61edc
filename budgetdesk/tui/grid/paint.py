"""How the grid looks: lines drawn from the source in the roles of the theme.

Meaning never hangs on colour alone: sums are bold on a band, a changed number carries `•`, one that differs from a
commit `◦`, a sum that its printed parts do not add up to `≈` and a wrong one `!`, and the cursor is a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from budgetdesk.display import display
from budgetdesk.tui.grid.layout import (
    KOERS,
    KOERS_VOOR,
    LEFT,
    Layout,
    Widths,
    fit,
    fit_name,
    fit_right,
    label_text,
    margin_width,
    spans,
    wrap,
)
from budgetdesk.tui.grid.selection import Selection
from budgetdesk.tui.grid.source import Bron, Cel, Label
from budgetdesk.tui.grid.viewport import Viewport
from budgetdesk.tui.tekens import T
from budgetdesk.tui.thema import Palet

CSS: Final = """
GridView {
    background: $background;
    color: $foreground;
    width: 1fr;
    height: 1fr;
    /* it draws its own bar: one that comes and goes would lay the screen out again */
    overflow: scroll scroll;
    scrollbar-size: 0 0;
}
"""

_AROUND: Final = 6
"""Cells beside the words of a shared heading from which dashes show how far it reaches."""

_WIJZERS: Final = {"nu": "wijs-nu", "anders": "wijs-anders"}
"""The cursor's ground by the ink of what it stands on."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen of a row beside its own: the cursor's column, and the columns selected in it."""

    cursor: int = -1
    gekozen: range = range(0)

    @classmethod
    def of(cls, row: int, selection: Selection) -> Look:
        """Return how a selection shows in a row."""
        bereik = selection.bereik
        return cls(
            selection.cursor[1] if row == selection.cursor[0] else -1,
            bereik.kolommen if selection.is_block and row in bereik.rijen else range(0),
        )


class Painter:
    """Draws the lines of a grid from its source; what turns out wider than its column is noted."""

    def __init__(self, bron: Bron, widths: Widths, palet: Palet) -> None:
        self._bron = bron
        self._widths = widths
        self._palet = palet

    # --- headings ----------------------------------------------------------------------------

    def heading(self, line: int, view: Viewport, selection: Selection) -> Strip:
        """Return a line of the headings, counted from the top; the last one is the rule below them."""
        layout = view.layout
        if line == layout.heading_height - 1:
            return self._below_headings(view)
        own = line - bool(layout.boven)
        segments = list(self._labels_above(own, view) if own >= 0 else [self._blank(layout.label_width)])
        segments += self._own(own, view, selection) if own >= 0 else self._above(view, selection)
        return self._closed(segments, view.width)

    def _below_headings(self, view: Viewport) -> Strip:
        """Return the rule, with the block that the first row in view is of where its head scrolled away."""
        block = display(self._bron.onder(view.top)) if view.spots else ""
        if not block:
            return self.rule(view)
        words = f" {T.boven} {block} "
        words = words if cell_len(words) <= view.width else fit(words, view.width)
        rest = T.streep * (view.width - cell_len(words))
        return Strip([Segment(words, self._palet("zacht")), Segment(rest, self._palet("lijn"))], view.width)

    def rule(self, view: Viewport) -> Strip:
        """Return the rule above a block."""
        return Strip([Segment(T.streep * view.width, self._palet("lijn"))], view.width)

    def _above(self, view: Viewport, selection: Selection) -> Iterator[Segment]:
        """Yield what stands above the headings proper; neighbours share it."""
        layout, columns, koppen = view.layout, view.columns_in_view, self._bron.koppen
        group_of = {col: boven for boven in layout.boven for col in range(boven.eerste, boven.laatste + 1)}
        col = columns.start
        while col < columns.stop:
            boven = group_of.get(col)
            stop = min(boven.laatste + 1, columns.stop) if boven else col + 1
            yield from self._gap(col, layout)
            room = layout.starts[stop] - layout.starts[col] - layout.gaps[col] - 1
            ground = "jaar" if koppen[col].nadruk else "vlak"
            text = display(boven.tekst) if boven else ""
            ink = "accent" if selection.cursor[1] == col == stop - 1 else "zacht"
            if stop - col == 1:
                place = fit if koppen[col].links or koppen[col].vooraan or cell_len(text) > room else fit_right
                yield Segment(place(text, max(room, 0)) + " ", self._palet(ink, ground))
            else:
                yield from self._across(text, room, ground)
            col = stop

    def _across(self, text: str, room: int, ground: str) -> Iterator[Segment]:
        """Yield a heading in the middle of the columns that share it."""
        words, dash = self._palet("zacht", ground), self._palet("lijn", ground)
        left = room - cell_len(text)
        if left < _AROUND:
            yield Segment(fit(text, room) + " ", words)
            return
        # as many dashes on either side: the first column begins two cells later than its room does
        before = left // 2 + 1
        yield Segment("  " + T.streep * (before - 3) + " ", dash)
        yield Segment(text, words)
        yield Segment(" " + T.streep * (left - before - 1) + " ", dash)

    def _labels_above(self, line: int, view: Viewport) -> Iterator[Segment]:
        """Yield the headings of the labels on the last line, with how many columns are out of view."""
        layout = view.layout
        if line < layout.eigen - 1 or not layout.label_width:
            yield self._blank(layout.label_width)
            return
        before, after = view.columns_hidden
        hidden = f"  ‹{before} {after}›" if before or after else ""
        koppen = [display(kop) for kop in self._bron.labelkoppen]
        yield self._blank(LEFT)
        for index, width in enumerate(layout.labels):
            if not width:
                continue
            text = koppen[index] if cell_len(koppen[index]) <= width else fit(koppen[index], width)
            if index == 0 and hidden:
                text = text + hidden if cell_len(text + hidden) <= width else hidden.strip()
            yield Segment(fit(text, width) + " ", self._palet("zacht"))

    def _own(self, line: int, view: Viewport, selection: Selection) -> Iterator[Segment]:
        """Yield a line of the headings proper; short headings stand at the bottom."""
        layout = view.layout
        for col in view.columns_in_view:
            if col in layout.out:
                continue
            yield from self._gap(col, layout)
            lines = layout.headings[col]
            index = line - layout.eigen + len(lines)
            text = lines[index] if index >= 0 else ""
            kop = self._bron.koppen[col]
            place = fit if kop.links or kop.vooraan or cell_len(text) > layout.columns[col] else fit_right
            ground = "jaar" if kop.nadruk else "vlak"
            ink = "accent" if col == selection.cursor[1] else "inkt" if not kop.links else "zacht"
            yield Segment(place(text, layout.columns[col]) + " ", self._palet(ink, ground, vet=not kop.links))
        if layout.koers and line == layout.eigen - 1:
            yield Segment(fit(" " + KOERS, layout.koers), self._palet("zacht"))

    # --- rows --------------------------------------------------------------------------------

    def height(self, row: int, layout: Layout, most: int) -> int:
        """Return the lines that a row takes where it may take so many."""
        if most == 1:
            return 1
        label = self._bron.label(row)
        if label.breed:
            return 1
        names = [len(self._label_lines(label, index, layout, most)) for index in range(len(layout.labels))]
        cells = [
            len(wrap(self._text(self._bron.cell(row, col), col), layout.columns[col], most))
            for col, kop in enumerate(self._bron.koppen)
            if kop.links and col not in layout.out
        ]
        return max([1, *names, *cells])

    def row(self, row: int, view: Viewport, selection: Selection, lines: int, most: int) -> list[Strip]:
        """Return the lines of a row, of which it takes so many and may take `most`."""
        label, layout, look = self._bron.label(row), view.layout, Look.of(row, selection)
        ground = "rij" if look.cursor >= 0 else "band" if label.rol == "totaal" else "vlak"
        if label.breed:
            ink = "accent" if look.cursor >= 0 else "inkt"
            text = fit(" " * LEFT + label_text(label, 0), view.width)
            corner = LEFT + margin_width(label) if label.notitie else 0
            return [Strip(self._corner(text, corner, self._palet(ink, ground), ground), view.width)]
        texts = self._texts(label, layout, most)
        cells = [(col, self._bron.cell(row, col)) for col in view.columns_in_view if col not in layout.out]
        for col, cel in cells:
            self._widths.want_column(col, display(cel.kort or cel.tekst))
        wrapped = [self._cell_lines(cel, col, layout, most) for col, cel in cells]
        found = []
        for line in range(lines):
            segments = list(self._labels(label, texts, line, layout, ground, chosen=look.cursor >= 0))
            for (col, cel), shown in zip(cells, wrapped, strict=True):
                segments += self._cell(cel, col, shown[line] if line < len(shown) else "", line, layout, label, look)
            if layout.koers and line == 0 and (course := self._bron.koers(row)):
                segments.append(Segment(" " * KOERS_VOOR + course, self._palet("zacht", ground)))
            found.append(self._closed(segments, view.width, ground))
        return found

    def blank(self, view: Viewport) -> Strip:
        """Return a line without a row, through which the tint of the year goes on."""
        layout = view.layout
        segments = [self._blank(layout.label_width)]
        for col in view.columns_in_view:
            if col not in layout.out:
                segments += self._gap(col, layout)
                ground = "jaar" if self._bron.koppen[col].nadruk else "vlak"
                segments.append(Segment(" " * (layout.columns[col] + 1), self._palet("inkt", ground)))
        return self._closed(segments, view.width)

    def _texts(self, label: Label, layout: Layout, most: int) -> list[tuple[str, ...]]:
        """Return the lines of each label; what turns out wider is noted."""
        for index in range(len(layout.labels)):
            if not spans(label):
                self._widths.want_label(index, label_text(label, index))
        return [self._label_lines(label, index, layout, most) for index in range(len(layout.labels))]

    def _label_lines(self, label: Label, index: int, layout: Layout, most: int) -> tuple[str, ...]:
        width = layout.labels[index]
        if index:
            text = label.kort if layout.kort and label.kort else label_text(label, index)
            return wrap(text, width, most) if most > 1 else (fit(display(text), width),)
        if spans(label):
            width = layout.label_width - LEFT - 1
        text = label_text(label, 0)
        if most == 1 or cell_len(text) <= width:
            return (fit_name(text, width),)
        before = margin_width(label)
        first, *rest = wrap(text[before:], max(width - before, 1), most)
        return (text[:before] + first, *(" " * before + line for line in rest))

    def _labels(
        self, label: Label, texts: Sequence[tuple[str, ...]], line: int, layout: Layout, ground: str, *, chosen: bool
    ) -> Iterator[Segment]:
        if not layout.labels:
            return
        soft = "zacht" if label.vervolg else "inkt"
        bold = bool(label.rol) and not label.vervolg
        ink = "accent" if chosen else soft
        whole, corner = spans(label), label.notitie and line == 0
        yield Segment(T.notitie if corner and not margin_width(label) else " " * LEFT, self._palet("accent", ground))
        for index, width in enumerate(layout.labels):
            if not width or (whole and index):
                continue
            room = layout.label_width - LEFT - 1 if whole else width
            text = texts[index][line] if line < len(texts[index]) else ""
            own = ink if chosen or not index else "zacht"
            style = self._palet(own, ground, vet=(bold and not index) or chosen)
            text = fit(text, room) + " "
            yield from (
                self._corner(text, margin_width(label), style, ground)
                if corner and not index
                else [Segment(text, style)]
            )

    def _corner(self, text: str, at: int, style: Style, ground: str) -> list[Segment]:
        """Return a name with the sign of a note in the blank before it, which is in its margin where it has one."""
        if not at:
            return [Segment(text, style)]
        sign = Segment(T.notitie, self._palet("accent", ground))
        return [Segment(text[: at - 1], style), sign, Segment(text[at:], style)]

    def _text(self, cel: Cel, col: int) -> str:
        """Return what a cell says; a text has the sign of a note in front, a number gets it in the blank before it."""
        text = display(cel.tekst)
        return f"{T.notitie}{text}" if cel.notitie and self._bron.koppen[col].links else text

    def _cell_lines(self, cel: Cel, col: int, layout: Layout, most: int) -> tuple[str, ...]:
        """Return the lines of a cell at its width: a text wraps, a number never does."""
        width, text = layout.columns[col], self._text(cel, col)
        if self._bron.koppen[col].links:
            return wrap(text, width, most) if most > 1 else (fit(text, width),)
        if self._bron.koppen[col].vooraan:
            return (fit(text, width),)
        if cell_len(text) > width and cel.kort:
            text = display(cel.kort)
        return (fit_right(text, width),)

    def _cell(
        self, cel: Cel, col: int, text: str, line: int, layout: Layout, label: Label, look: Look
    ) -> list[Segment]:
        """Return a line of a cell with what stands before it and its mark."""
        kop = self._bron.koppen[col]
        total = label.rol == "totaal"
        ink, mark = _state(cel)
        chosen = col in look.gekozen
        ground = _ground(chosen=chosen, row=look.cursor >= 0, band=total, jaar=kop.nadruk)
        # a sum above what differs is marked, not coloured: else a week without a commit colours the table
        quiet = "inkt" if ink == "anders" and total else ink
        bold = cel.rol == "totaal" or (total and ink != "nul")
        style = self._palet(quiet, ground, vet=bold)
        marked = self._palet(ink if mark.strip() else quiet, ground)
        if col == look.cursor:
            ground = _WIJZERS.get(ink, "wijs")
            style = marked = self._palet("wijs-inkt", ground, vet=True)
        body = fit(text, layout.columns[col])
        gap = self._gap(col, layout, row=look.cursor >= 0, band=total)
        shown = [Segment(body, style)]
        if cel.notitie and line == 0 and body[:1] in (" ", T.notitie):
            # a blank from the number, where there is room for one
            at = max(len(body) - len(body.lstrip(" ")) - 2, 0)
            corner = style if col == look.cursor else self._palet("accent", ground)
            shown = [Segment(body[:at], style), Segment(T.notitie, corner), Segment(body[at + 1 :], style)]
        return [*gap, *shown, Segment(mark if line == 0 else " ", marked)]

    # --- pieces ------------------------------------------------------------------------------

    def _blank(self, width: int) -> Segment:
        return Segment(" " * width, self._palet())

    def _gap(self, col: int, layout: Layout, *, row: bool = False, band: bool = False) -> list[Segment]:
        """Return the gap before a column: that before the one with the emphasis has its tint, or else a line."""
        if not layout.gaps[col]:
            return []
        nadruk = self._bron.koppen[col].nadruk
        ground = _ground(chosen=False, row=row, band=band, jaar=nadruk)
        if self._palet.zonder_tint:
            return [Segment(T.staand, self._palet("lijn", ground))]
        return [Segment(" ", self._palet("inkt", ground))]

    def _closed(self, segments: list[Segment], width: int, ground: str = "vlak") -> Strip:
        """Return the line filled up to `width`."""
        used = sum(segment.cell_length for segment in segments)
        if used < width:
            segments.append(Segment(" " * (width - used), self._palet("inkt", ground)))
        return Strip(segments, max(used, width))


def _state(cel: Cel) -> tuple[str, str]:
    """Return the ink and the mark of a cell: what is wrong first, then what is not saved, then what differs.

    What is not saved differs from a commit too, as a rule: the more urgent mark is shown.
    """
    if cel.rol == "fout":
        return "rood", T.onder
    if cel.gewijzigd:
        return "nu", T.nu
    if cel.anders:
        return "anders", T.anders
    return "nul" if cel.rol == "nul" else "inkt", T.afronding if cel.afgerond else " "


def _ground(*, chosen: bool, row: bool, band: bool, jaar: bool) -> str:
    """Return the ground of a cell: what is chosen first, then the row of the cursor, then sums; and the year."""
    if chosen:
        return "kies"
    if row:
        return "rijjaar" if jaar else "rij"
    if band:
        return "bandjaar" if jaar else "band"
    return "jaar" if jaar else "vlak"
