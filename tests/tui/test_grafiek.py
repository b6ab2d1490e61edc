from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.tui.grafiek import sparkline, waterfall

AMOUNTS = st.integers(-(10**14), 10**14)


def test_heights_run_from_the_least_to_the_greatest_amount() -> None:
    assert sparkline([0, 50, 100]) == "▁▅█"
    assert sparkline([3, None, -3]) == "█ ▁"


def test_a_row_that_does_not_move_has_no_chart() -> None:
    assert [sparkline(v) for v in ([], [5], [5, 5, 5], [None, 7])] == ["", "", "", ""]


def test_each_step_begins_where_the_one_before_it_ended() -> None:
    assert waterfall([100, 50, -20, 130], 30) == [
        "█████                         ",
        "     ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓",
        "                    ░░░░░░░░░░",
        "████████████████████          ",
    ]


@given(st.lists(AMOUNTS, max_size=12), st.integers(1, 200))
def test_every_bar_fits_its_width_and_a_change_is_always_seen(changes: list[int], width: int) -> None:
    steps = [10**6, *changes, 10**6 + sum(changes)]
    bars = waterfall(steps, width)
    assert len(bars) == len(steps)
    for bar, step in zip(bars[1:-1], changes, strict=True):
        assert len(bar.rstrip()) <= width + 1
        assert bool(bar.strip()) == bool(step)
