from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.tui.grafiek import axis, balances, sparkline, waterfall

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
