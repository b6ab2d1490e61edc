from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.tui.grafiek import as_begin, axis, balances, balk, liggend, onder_nul, sparkline, staven, waterfall

AMOUNTS = st.integers(-(10**14), 10**14)


def test_heights_run_from_the_least_to_the_greatest_amount() -> None:
    assert sparkline([0, 50, 100]) == "▁▅█"
    assert sparkline([3, None, -3]) == "█ ▁"


def test_a_row_that_does_not_move_has_no_chart() -> None:
    assert [sparkline(v) for v in ([], [5], [5, 5, 5], [None, 7])] == ["", "", "", ""]


def test_each_step_begins_where_the_one_before_it_ended() -> None:
    steps = [100, 50, -20, 130]
    as_ = axis(balances(steps))
    assert (as_.laag, as_.hoog, as_.is_gebroken) == (0, 150, False)
    assert waterfall(steps, as_, 31) == [range(21), range(20, 31), range(26, 31), range(27)]


def test_an_axis_begins_at_zero_unless_what_happens_is_small_beside_it_and_says_so() -> None:
    assert axis([0, 17]).streepjes == (0, 5, 10, 15, 20)
    assert axis([-1_230, 15_269]).streepjes == (-5_000, 0, 5_000, 10_000, 15_000, 20_000)
    far = axis([1_000_000, 1_003_000])
    assert (far.laag, far.hoog, far.is_gebroken) == (1_000_000, 1_003_000, True)
    assert axis([1_000, 1_200]).laag == 0
    assert axis([0, 0]).hoog > 0


@given(st.lists(AMOUNTS, max_size=12), st.integers(2, 200))
def test_every_bar_fits_its_width_and_a_change_is_always_seen(changes: list[int], width: int) -> None:
    steps = [10**6, *changes, 10**6 + sum(changes)]
    as_ = axis(balances(steps))
    assert len(as_.streepjes) <= 8
    bars = waterfall(steps, as_, width)
    assert len(bars) == len(steps)
    assert all(bar.start >= 0 and bar.stop <= width for bar in bars)
    assert [bool(bar) for bar in bars[1:-1]] == [bool(step) for step in changes]


def drawn(values: list[int | None], hoogte: int, begin: int = 0) -> list[str]:
    """Return rows of bars; a cell of which ink and ground change places stands between dashes."""
    return ["".join(f"-{sign}-" if turned else sign for sign, turned in row) for row in staven(values, hoogte, begin)]


def test_bars_stand_on_zero_with_one_scale_and_a_small_amount_is_seen_but_not_swollen() -> None:
    assert drawn([100, 50, 1, 0, None], 2) == ["█    ", "██▁  "]
    assert drawn([8, 12, 16], 2) == [" ▄█", "███"]


def test_what_is_below_zero_hangs_from_the_same_line_on_the_same_scale() -> None:
    assert drawn([-16, -12, -1], 2) == ["██-▇-", "█-▄- "]
    assert drawn([16, -16, -2], 2) == ["█  ", " █-▇-"]


def test_an_axis_begins_at_zero_unless_the_bars_would_look_the_same() -> None:
    assert as_begin([100, 500, None]) == 0
    assert as_begin([-500, 500]) == as_begin([500, 500]) == as_begin([]) == 0
    assert as_begin([466_002_785, 509_590_400], 100_000) == 450_000_000
    assert as_begin([-466_002_785, -509_590_400], 100_000) == -450_000_000


def test_a_horizontal_bar_ends_at_its_part_of_the_scale_and_shows_what_is_nearly_nothing() -> None:
    assert [balk(value, 100, 10) for value in (0, 1, 50, 100, -50)] == ["", "▏", "▆▆▆▆▆", "▆" * 10, "▃▃▃▃▃"]
    assert [balk(v, 1000, 10, fijn=True) for v in (0, 1, 500, 1000)] == ["", "▏", "█████", "█" * 10]


def test_bars_of_a_second_series_are_thinner_and_what_is_below_zero_goes_the_other_way() -> None:
    assert balk(50, 100, 10, dun=True) == "▃▃▃▃▃"
    assert liggend([100, 50, 0], 10) == [(0, "▆" * 10), (0, "▆" * 5), (0, "")]
    assert liggend([100, 100], 4, dun=[False, True]) == [(0, "▆▆▆▆"), (0, "▃▃▃▃")]
    assert liggend([60, -40, 1], 10) == [(4, "▆" * 6), (0, "▆" * 4), (4, "▏")]
    assert liggend([-10, -5], 10) == [(0, "▆" * 10), (5, "▆" * 5)]


@given(st.lists(AMOUNTS, max_size=12), st.integers(2, 120))
def test_horizontal_bars_stand_on_one_zero_and_none_leaves_its_width(values: list[int], width: int) -> None:
    bars = liggend(values, width)
    zero = onder_nul(values, width)
    for value, (start, cells) in zip(values, bars, strict=True):
        assert bool(cells) == bool(value)
        assert 0 <= start <= start + len(cells) <= width
        assert not value or (start + len(cells) == zero if value < 0 else start == zero)


@given(st.lists(st.none() | AMOUNTS, max_size=12), st.integers(2, 9))
def test_bars_fill_their_lines_and_every_amount_that_is_not_nothing_is_seen(
    values: list[int | None], high: int
) -> None:
    rows = staven(values, high, as_begin(values))
    assert len(rows) == high
    for column, value in enumerate(values):
        assert any(row[column][0] != " " for row in rows) == bool(value)
