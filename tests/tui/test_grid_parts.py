"""What the grid is made of, tried without an app: where the cursor goes, what stands where, what is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from budgetdesk.tui.grid.keys import begins
from budgetdesk.tui.grid.layout import HEADING_LINES, HEADING_MAX, Widths, fit, fit_name, fit_right, heading_width, wrap
from budgetdesk.tui.grid.open_cell import OpenCell
from budgetdesk.tui.grid.selection import Extent, Selection, Step
from budgetdesk.tui.grid.source import LOOK_AHEAD, Bereik, Bron, Cel, Kop, Label, next_editable
from budgetdesk.tui.grid.viewport import Viewport
from tests.tui.toy import Toy

EXTENT = Extent(31, 6, 18)


def viewport(width: int = 80, height: int = 23, *, cols: int = 6, scroll: tuple[int, int] = (0, 0)) -> Viewport:
    bron = Toy(cols=cols)
    return Viewport(Widths(bron).layout(width), bron.rows, *scroll, width, height)


# --- selection -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "cel"),
    [
        ("up", (1, 3)),
        ("down", (3, 3)),
        ("left", (2, 2)),
        ("right", (2, 4)),
        ("home", (2, 0)),
        ("end", (2, 5)),
        ("top", (0, 0)),
        ("bottom", (30, 5)),
        ("pageup", (0, 3)),
        ("pagedown", (20, 3)),
        ("next", (2, 4)),
        ("previous", (2, 2)),
    ],
)
def test_a_step_leads_to_one_cell(step: Step, cel: tuple[int, int]) -> None:
    assert Selection.at((2, 3)).go(step, EXTENT) == Selection.at(cel)


@given(st.lists(st.sampled_from(["up", "down", "next", "previous", "end", "bottom", "pagedown"])), st.integers(0, 9))
def test_no_step_leaves_the_grid(steps: list[Step], size: int) -> None:
    extent, selection = Extent(size, size // 2, 3), Selection.at((0, 0))
    for step in steps:
        selection = selection.go(step, extent).stretch(step, extent)
        for row, col in (selection.cursor, selection.anchor, selection.reach):
            assert 0 <= row < max(extent.rows, 1)
            assert 0 <= col < max(extent.columns, 1)


def test_stretching_keeps_the_cursor_and_goes_on_from_the_far_corner() -> None:
    selection = Selection.at((2, 3))
    for step in ("down", "end", "up", "up", "up"):
        selection = selection.stretch(step, EXTENT)
    assert selection.cursor == (2, 3)
    assert selection.bereik == Bereik(range(3), range(3, 6))
    assert selection.dropped() == Selection.at((2, 3))


def test_everything_selected_stretches_anew_from_the_cursor() -> None:
    whole = Selection.at((2, 3)).whole(EXTENT)
    assert whole.bereik == Bereik(range(31), range(6))
    assert replace(whole, reach=(4, 4)).stretch("down", EXTENT).bereik == Bereik(range(2, 6), range(3, 5))


def test_a_run_of_tabs_ends_with_any_other_step_and_not_with_a_selection() -> None:
    run = Selection.at((2, 1)).go("next", EXTENT).go("next", EXTENT).go("previous", EXTENT)
    assert (run.cursor, run.home) == ((2, 2), 1)
    assert run.stretch("down", EXTENT).home == run.whole(EXTENT).home == run.dropped().home == 1
    assert run.go("down", EXTENT).home == run.go("right", EXTENT).home - 1 == 2
    assert run == Selection.at((2, 2))


def test_an_empty_grid_has_no_cell_to_step_to() -> None:
    assert Extent(0, 0).step("bottom", (0, 0)) == Extent(0, 0).last == (0, 0)


# --- rows that are looked for --------------------------------------------------------------------


class Far(Toy):
    """Only the last row can be edited."""

    def cell(self, row: int, col: int) -> Cel:
        return replace(super().cell(row, col), bewerkbaar=row == self.rows - 1)


@pytest.mark.parametrize(
    ("bron", "row", "below"), [(Toy(), 2, 4), (Toy(), 30, 31), (Far(LOOK_AHEAD + 1), 0, LOOK_AHEAD)]
)
def test_the_next_row_is_the_nearest_that_can_be_edited(bron: Bron, row: int, below: int) -> None:
    assert next_editable(bron, row, 0) == below


def test_nobody_looks_further_for_a_cell_to_edit_than_a_key_may_take() -> None:
    assert next_editable(Far(LOOK_AHEAD + 2), 0, 0) == 1


# --- layout and viewport -------------------------------------------------------------------------


@given(st.text(), st.integers(1, 30))
def test_a_fitted_text_takes_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert cell_len(fit_right(text, width)) == width


@given(st.text(), st.integers(1, 40))
def test_a_name_takes_exactly_its_width_too(text: str, width: int) -> None:
    assert cell_len(fit_name(text, width)) == width


def test_a_name_that_is_cut_keeps_what_stands_after_its_comma() -> None:
    name = "Programma 2 Veiligheid en handhaving, saldo na reserves"
    assert fit_name(name, 42) == "Programma 2 Veiligheid…, saldo na reserves"
    assert fit_name(name, 24) == "Programma 2 Veiligheid …"


@given(st.lists(st.text("abcdefgh日", min_size=1, max_size=14), max_size=6).map(" ".join))
def test_a_heading_keeps_every_word_at_the_width_it_asks_for(text: str) -> None:
    width = heading_width(text)
    lines = wrap(text, width)
    assert len(lines) <= HEADING_LINES
    assert all(cell_len(line) <= width for line in lines)
    assert width == HEADING_MAX or " ".join(lines) == text


@pytest.mark.parametrize(("width", "labels"), [(30, 19), (80, 36), (200, 37)])
def test_labels_take_what_is_left_but_no_less_than_they_must_and_no_more_than_they_need(
    width: int, labels: int
) -> None:
    assert Widths(Toy(names=("Beleidsterrein met naam",))).layout(width).label_width == labels


@given(st.integers(1, 20), st.integers(0, 19), st.integers(0, 200), st.integers(40, 200))
def test_scrolling_to_a_column_has_it_wholly_in_view(cols: int, col: int, scroll_x: int, width: int) -> None:
    view = viewport(width, cols=cols, scroll=(scroll_x, 0))
    col %= cols
    view = replace(view, scroll_x=view.reveal((0, col))[0])
    assert col in view.columns_in_view
    assert view.column_near(view.x(col)) == col
    assert view.column_near(view.x(col) + view.layout.columns[col]) == col


@given(st.integers(0, 30), st.integers(0, 30), st.integers(4, 40))
def test_scrolling_to_a_row_has_it_in_view_and_goes_no_further_than_needed(row: int, top: int, height: int) -> None:
    view = viewport(height=height, scroll=(0, top))
    there = replace(view, scroll_y=view.reveal((row, 0))[1])
    assert there.row_at(there.y(row)) == row
    assert there.shows((row, 0))
    assert row not in view.rows_in_view or there == view
    assert there == view or row in {there.rows_in_view[0], there.rows_in_view[-1]}


def test_a_screenful_leaves_a_row_of_the_last_one_in_view() -> None:
    view = viewport()
    assert view.rows_in_view == list(range(20))
    assert view.extent == Extent(31, 6, 19)


def test_a_place_is_a_value_only_right_of_the_labels_and_below_the_headings() -> None:
    view = viewport(scroll=(0, 29))
    values = [(x, y) for x in (0, view.x(0) - 1, view.x(0), 79) for y in range(6) if view.is_value(x, y)]
    assert values == [(x, y) for x in (view.x(0), 79) for y in (3, 4)]
    assert [view.row_at(y) for y in range(6)] == [None, None, None, 29, 30, None]


def test_dragging_outside_the_window_reaches_the_nearest_cell() -> None:
    view = viewport(scroll=(0, 9))
    assert view.cell_near(-5, 0) == (6, 0)
    assert view.cell_near(500, 500) == (30, 5)


def test_an_empty_grid_has_nothing_to_scroll_to() -> None:
    empty = replace(viewport(scroll=(3, 2)), rows=0)
    assert empty.reveal((0, 0)) == (3, 2)
    assert not empty.rows_in_view
    assert empty.row_at(5) is None


@given(st.integers(0, 11), st.integers(0, 100), st.integers(1, 90), st.integers(40, 160))
def test_what_lies_over_a_cell_covers_whole_columns(col: int, scroll_x: int, wanted: int, width: int) -> None:
    view = viewport(width, cols=12, scroll=(scroll_x, 0))
    view = replace(view, scroll_x=view.reveal((0, col))[0])
    column = range(view.x(col), view.x(col) + view.layout.columns[col] + 1)
    starts = view.layout.starts
    ends = {view.x(other) for other in view.columns_in_view} | {column.stop, width}
    ends |= {view.x(other) + starts[other + 1] - starts[other] for other in view.columns_in_view}
    typed = view.span_to(col, wanted)
    assert typed.stop in ends
    assert typed.start in ends
    assert typed.start <= column.start
    assert typed.stop >= column.stop
    # the name of the row stays in view beside it
    assert typed.start >= view.layout.label_width
    assert len(typed) >= min(wanted, width - view.layout.label_width)


class Hoog(Toy):
    """Rows of one to three lines, in blocks of three, with sums at the end."""

    vast = 3

    def height(self, row: int) -> int:
        return 1 + row % 3

    def begins(self, row: int) -> bool:
        return row % 3 == 0


def tall(height: int, top: int = 0) -> Viewport:
    bron = Hoog()
    return Viewport(Widths(bron).layout(80), bron.rows, 0, top, 80, height, bron.vast, bron)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(9, 60))
def test_a_row_of_several_lines_is_scrolled_into_view_whole_and_the_last_sums_stay(
    row: int, top: int, height: int
) -> None:
    view = tall(height, top)
    there = replace(view, scroll_y=view.reveal((row, 0))[1])
    spot = there.spot(row)
    assert spot is not None
    assert spot.whole or spot.row == there.top
    assert {*range(31 - there.pinned, 31)} <= {*there.rows_in_view}
    lines = [y for spot in there.spots for y in (*range(spot.y, spot.stop), spot.rule) if y is not None]
    assert len(lines) == len({*lines})
    assert max(lines) < height
    assert there.rule_y not in lines


@given(st.integers(9, 60))
def test_nothing_scrolls_further_than_the_last_row_in_view(height: int) -> None:
    view = tall(height)
    last = 30 - view.pinned
    assert last in replace(view, scroll_y=view.last_top).rows_in_view


@given(st.integers(9, 60), st.integers(0, 30))
def test_the_bar_begins_above_and_ends_below_and_leads_back_to_where_it_stands(height: int, top: int) -> None:
    view = tall(height, min(top, tall(height).last_top))
    if not view.last_top:
        assert not view.slide
        return
    first, last = (replace(view, scroll_y=at).slide for at in (0, view.last_top))
    assert first.start == view.layout.heading_height
    assert last.stop == (view.rule_y if view.rule_y is not None else height)
    assert view.top_at(0) == 0
    assert view.top_at(height) == view.last_top


@pytest.mark.parametrize(("height", "pinned", "rules"), [(8, 0, False), (12, 1, False), (30, 3, True)])
def test_the_more_room_the_more_sums_stay_in_view_and_only_then_rules_stand_before_blocks(
    height: int, pinned: int, *, rules: bool
) -> None:
    view = tall(height)
    assert view.pinned == pinned
    assert any(spot.rule is not None for spot in view.spots) is rules


class Undrawn(Toy):
    """Drawing any of its cells is too much work."""

    def cell(self, row: int, col: int) -> Cel:
        raise AssertionError((row, col))

    def printed(self, row: int, col: int) -> str:
        return str(10 ** (row + col))


def test_a_table_is_measured_by_its_texts_alone() -> None:
    assert Widths(Undrawn(rows=6, cols=2)).layout(80).columns[0] >= len(str(10**6))


class Teksten(Toy):
    """Two columns of texts beside an amount."""

    def __init__(self) -> None:
        super().__init__(rows=6, cols=3)
        self.koppen = [Kop("Jaar 2026"), Kop("Toelichting", links=True), Kop("Bron", links=True)]

    def cell(self, row: int, col: int) -> Cel:  # noqa: ARG002 - every row is the same
        return Cel("een toelichting die niet op een regel past " * 4 if col else "12.345")


def test_texts_share_the_room_that_amounts_leave_and_the_last_are_left_out_where_there_is_none() -> None:
    wide, narrow = Widths(Teksten()).layout(120), Widths(Teksten()).layout(44)
    assert not wide.out
    assert wide.width <= 120
    assert wide.columns[0] == narrow.columns[0]
    assert narrow.out == {2}
    assert narrow.width <= 44


def test_a_step_goes_over_columns_that_are_not_shown() -> None:
    extent = Extent(3, 4, out=frozenset({1, 3}))
    assert [extent.step(step, (0, 0))[1] for step in ("right", "end")] == [2, 2]
    assert [extent.step(step, (0, 2))[1] for step in ("left", "next")] == [0, 2]


class Jaren(Toy):
    """Six years, of which the third is the one the table is about."""

    def __init__(self) -> None:
        super().__init__(names=("Een naam die lang genoeg is om veel ruimte te vragen",))
        above = [("Rekening", "Rek."), *[("Begroting", "Begr.")] * 2, *[("MJB",)] * 3]
        self.koppen = [
            Kop(
                f"{boven[0]} {2025 + at}",
                boven=boven,
                samen="meerjarenraming" if boven == ("MJB",) else "",
                onder=f"{2025 + at}",
                nadruk=at == 2,
                gelijk=True,
            )
            for at, boven in enumerate(above)
        ]

    def label(self, row: int) -> Label:
        return replace(super().label(row), kort="L")


def test_what_yields_first_is_air_then_headings_in_full_then_words_then_names() -> None:
    by_width = {width: Widths(Jaren()).layout(width) for width in (60, 80, 90, 110, 160)}
    assert [layout.kort for layout in by_width.values()] == [True, True, True, False, False]
    above = [[boven.tekst for boven in layout.boven[:2]] for layout in by_width.values()]
    assert above == [*[["Rek.", "Begr."]] * 4, ["Rekening", "Begroting"]]
    names = [layout.labels[0] for layout in by_width.values()]
    assert names == sorted(names)
    assert names[0] == 19
    assert all(len(set(layout.columns)) == 1 for layout in by_width.values())
    assert by_width[160].boven[-1].tekst == "meerjarenraming"


# --- the open cell and the keys ------------------------------------------------------------------


@pytest.mark.lang
def test_the_course_of_a_row_is_in_view_whole_or_not_at_all_and_pushes_no_amount_out() -> None:
    class Met(Jaren):
        jaren = 6

    layouts = [(width, Widths(Met()).layout(width)) for width in range(40, 200)]
    shown = [width for width, layout in layouts if layout.koers]
    # from some width on, always
    assert shown == list(range(shown[0], 200))
    for width, layout in layouts:
        assert layout.koers in (0, 8)
        assert not layout.koers or layout.width <= width
    assert not any(Widths(Jaren()).layout(width).koers for width in (80, 199))


def test_a_stored_text_is_told_only_when_it_was_changed() -> None:
    cell = OpenCell(Toy(), (1, 0), "100,00")
    assert [cell.changes(text) for text in ("100,00", "100,0", "")] == [False, True, True]


def test_typing_over_a_cell_is_always_told_and_from_then_on_as_text_that_is_new() -> None:
    cell = OpenCell(Toy(), (1, 0), over=True)
    assert cell.changes("5")
    assert cell.changes("")
    assert [cell.inside().changes(text) for text in ("5", "")] == [True, False]


@pytest.mark.parametrize(("text", "accepted"), [("5", True), ("1.5", False), ("", True), ("  ", True)])
def test_editing_ends_with_a_valid_text_or_none(text: str, *, accepted: bool) -> None:
    assert OpenCell(Toy(), (1, 0), over=True).accepts(text) is accepted


def test_a_stored_text_that_is_not_valid_can_be_left_as_it_is() -> None:
    assert OpenCell(Toy(), (1, 0), "oud!").accepts("oud!")
    assert not OpenCell(Toy(), (1, 0), "oud!").accepts("oud?")


@pytest.mark.parametrize(
    ("characters", "amount", "free"),
    [("0,.-+=(€", True, True), ("aé日", False, True), (" \r\t\x1b", False, False)],
)
def test_an_amount_is_begun_by_its_characters_and_a_text_by_any_but_a_space(
    characters: Sequence[str], *, amount: bool, free: bool
) -> None:
    assert {begins(character, Cel("")) for character in characters} == {amount}
    assert {begins(character, Cel("", vrij=True)) for character in characters} == {free}
