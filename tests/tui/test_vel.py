"""A sheet over the grid: what it draws, where its cursor goes, and that nothing reaches the cells below it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from budgetdesk.tui.grid.vel import Stuk, Velregel
from budgetdesk.tui.grid.velstand import Velstand


class Toy:
    """A sheet of so many lines; each folds away the one below it."""

    titel = "Waar komt dit vandaan?"
    bijschrift = "aandeel in het totaal"
    toetsen: Sequence[str] = ("Enter ga erheen · Esc terug", "Esc")
    kiest = True

    def __init__(self, count: int, naam: str = "regel") -> None:
        self.names = [f"{naam} {n}" for n in range(count)]

    def kop(self, _width: int) -> Sequence[Velregel]:
        return ()

    def voet(self, _width: int) -> Sequence[Velregel]:
        return ()

    def druk(self, _key: str) -> bool:
        return False

    def regels(self, _width: int) -> Sequence[Velregel]:
        return [Velregel((naam, f"{n}.000", "5 %"), n / 100) for n, naam in enumerate(self.names)]

    def onder(self, index: int) -> str:
        return f"01-bestuur.toml:{index}"

    def vouw(self, index: int) -> None:
        del self.names[index + 1 :]


def drawn(stand: Velstand, width: int, room: int) -> list[str]:
    """Return the lines of a sheet as text."""
    return [stand.line(y, width, room, lambda *_, **__: Style()).text for y in range(stand.height(room))]


def test_a_sheet_stands_between_two_rules_and_says_where_its_line_stands() -> None:
    lines = drawn(Velstand(Toy(2)), 80, 20)
    assert lines[0].startswith("── Waar komt dit vandaan? ──")
    assert lines[0].endswith(" aandeel in het totaal ──")
    assert lines[1].startswith(" regel 0 ")
    assert "1.000  5 %" in lines[2]
    assert lines[3].startswith("── 01-bestuur.toml:0 ──")
    assert lines[3].endswith(" Enter ga erheen · Esc terug ──")


def test_what_does_not_fit_in_a_rule_gives_way_and_the_keys_last() -> None:
    assert drawn(Velstand(Toy(1)), 40, 20)[-1].endswith(" Esc ──")
    assert "aandeel" not in drawn(Velstand(Toy(1)), 40, 20)[0]


@pytest.mark.parametrize(("room", "count", "height"), [(20, 3, 5), (20, 100, 15), (10, 100, 6), (5, 100, 3), (3, 9, 3)])
def test_lines_of_the_grid_stay_in_view_below_it(room: int, count: int, height: int) -> None:
    assert Velstand(Toy(count)).height(room) == height


@given(st.integers(1, 60), st.integers(3, 40), st.lists(st.sampled_from(["up", "down", "pageup", "pagedown", "end"])))
def test_the_chosen_line_is_always_in_view(count: int, room: int, keys: list[str]) -> None:
    stand = Velstand(Toy(count))
    for key in keys:
        stand.step(key, room)
    assert 0 <= stand.index < count
    shown = [line.split("  ")[0].strip() for line in drawn(stand, 60, room)[1:-1]]
    assert f"regel {stand.index}" in shown


@given(st.text(max_size=60), st.integers(20, 160), st.integers(3, 40))
def test_every_line_is_as_wide_as_the_grid_whatever_it_says(naam: str, width: int, room: int) -> None:
    stand = Velstand(Toy(4, naam))
    lines = [stand.line(y, width, room, lambda *_, **__: Style()) for y in range(stand.height(room))]
    assert {line.cell_length for line in lines} == {width}
    assert all(line.text.isprintable() for line in lines)


def test_folding_keeps_the_cursor_on_a_line() -> None:
    stand = Velstand(Toy(9))
    stand.step("end", 20)
    stand.step("up", 20)
    stand.fold()
    assert (stand.index, stand.count) == (7, 8)


def test_a_click_chooses_a_line_and_a_rule_none() -> None:
    stand = Velstand(Toy(9))
    assert (stand.point(3, 20), stand.index) == (True, 2)
    assert (stand.point(0, 20), stand.point(10, 20), stand.index) == (False, False, 2)


def test_a_sheet_is_copied_as_columns() -> None:
    assert Velstand(Toy(2)).text() == "regel 0\t0.000\t5 %\nregel 1\t1.000\t5 %"


class Whole(Toy):
    """A sheet that is one whole: two lines on top, two at the bottom, and a key of its own that doubles its lines."""

    kiest = False

    def kop(self, _width: int) -> Sequence[Velregel]:
        return [Velregel(((Stuk("Herkend ", "zacht"), Stuk("✓ jaren", "goed")),)), Velregel(("", "2026", "2027"))]

    def voet(self, width: int) -> Sequence[Velregel]:
        return [Velregel(("Resultaat nu", "1", "2")), Velregel((f"breed {width}", "3", (Stuk("4•", "nu"),)))]

    def druk(self, key: str) -> bool:
        if key == "e":
            self.names *= 2
        return key == "e"


def test_a_whole_sheet_may_fill_the_grid_and_scrolls_between_what_stays() -> None:
    stand = Velstand(Whole(12))
    lines = drawn(stand, 60, 10)
    assert len(lines) == 10
    assert [line.split()[0] for line in lines] == ["──", "Herkend", "2026", *["regel"] * 4, "Resultaat", "breed", "──"]
    assert "↓ nog 8" in lines[-1]
    stand.step("end", 10)
    assert [line.split()[1] for line in drawn(stand, 60, 10)[3:7]] == ["8", "9", "10", "11"]
    stand.step("pageup", 10)
    assert drawn(stand, 60, 10)[3].split()[1] == "4"
    assert not stand.point(4, 10)


def test_a_key_of_its_own_changes_the_lines_of_a_sheet_and_others_do_not() -> None:
    stand = Velstand(Whole(3))
    assert (stand.press("e"), stand.count) == (True, 6)
    assert (stand.press("q"), stand.count) == (False, 6)


def test_the_lines_of_a_sheet_are_laid_out_for_its_width_and_pieces_keep_their_place() -> None:
    lines = drawn(Velstand(Whole(1)), 44, 20)
    assert lines[5].startswith(" breed 44")
    assert [line.rindex("4") for line in lines[5:6]] == [lines[4].rindex("2") - 1]
    assert {cell_len(line) for line in lines} == {44}
