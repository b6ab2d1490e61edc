"""A sheet over the grid: what it draws, where its cursor goes, and that nothing reaches the cells below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.binding import BindingsMap
from textual.widgets import Input

from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import Stuk, Velregel, broken, flowed, plain
from budgetdesk.tui.grid.velstand import Velstand
from budgetdesk.tui.thema import INKTEN, LIJNEN
from budgetdesk.tui.widgets.inputfield import InputField


class Toy:
    """A sheet of so many lines; each folds away the one below it."""

    titel = "Waar komt dit vandaan?"
    bijschrift = "aandeel in het totaal"
    toetsen: Sequence[str] = ("Enter ga erheen · Esc terug", "Esc")
    voettoetsen: Sequence[tuple[str, str]] = (("Enter", "Ga erheen"), ("Esc", "Terug"))
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
    assert lines[1].startswith(" ▌regel 0 ")
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
    assert any(line.startswith(f" ▌regel {stand.index} ") for line in drawn(stand, 60, room)[1:-1])


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
    assert (stand.press("e", "e", 20), stand.count) == ("", 6)
    assert (stand.press("q", "q", 20), stand.count) == ("", 6)


def test_the_lines_of_a_sheet_are_laid_out_for_its_width_and_pieces_keep_their_place() -> None:
    lines = drawn(Velstand(Whole(1)), 44, 20)
    assert lines[5].startswith(" breed 44")
    assert [line.rindex("4") for line in lines[5:6]] == [lines[4].rindex("2") - 1]
    assert {cell_len(line) for line in lines} == {44}


class Items(Toy):
    """A sheet of which each thing takes three lines, under one heading."""

    acties: Mapping[str, str] = {"a": "aanvaard", "tab": "verschil"}

    def regels(self, _width: int) -> Sequence[Velregel]:
        lines = [Velregel(("Kop",), deel="los")]
        for naam in self.names:
            lines += [Velregel((naam, "BD404")), *[Velregel((f"  onder {naam}",), deel="vervolg")] * 2]
        return lines


def test_a_thing_of_several_lines_is_chosen_and_seen_as_one() -> None:
    stand = Velstand(Items(3))
    stand.step("down", 20)
    chosen = [line for line in drawn(stand, 60, 20) if line.startswith(" ▌")]
    assert [line.split()[0] for line in chosen] == ["▌regel", "▌", "▌"]
    assert (stand.point(1, 20), stand.index) == (False, 1)
    assert (stand.point(9, 20), stand.index) == (True, 2)


@given(st.integers(1, 40), st.integers(11, 40), st.lists(st.sampled_from(["up", "down", "pageup", "pagedown", "end"])))
def test_all_lines_of_what_is_chosen_are_in_view_and_the_heading_above_the_first(
    count: int, room: int, keys: list[str]
) -> None:
    stand = Velstand(Items(count))
    lines = drawn(stand, 60, room)
    # a heading gives way where all there is to choose is in view without it
    assert lines[1].startswith("  Kop") or sum("regel " in line for line in lines) == 3 * count
    for key in keys:
        stand.step(key, room)
        lines = drawn(stand, 60, room)
    # at the first thing one goes on to what stands above it
    assert sum(line.startswith(" ▌") for line in lines) == 3 or stand.index == 0


def test_a_key_asks_what_the_sheet_has_it_for_and_no_other_key_asks_anything() -> None:
    stand = Velstand(Items(3))
    asked = [stand.press(key, key if len(key) == 1 else None, 20) for key in ("a", "A", "tab", "enter", "x", "f9")]
    assert asked == ["aanvaard", "aanvaard", "verschil", "ga", "", ""]


class Typed(Toy):
    """A sheet in which typing leaves the lines that have it."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.all = list(self.names)
        self.veld = Invoerregel()

    def getypt(self) -> int:
        self.names = [naam for naam in self.all if self.veld.tekst in naam]
        return 0


def press(stand: Velstand, *keys: str) -> list[str]:
    return [stand.press(key, " " if key == "space" else key if len(key) == 1 else None, 20) for key in keys]


def test_what_is_typed_on_a_sheet_goes_into_its_field_and_arrows_still_choose() -> None:
    stand = Velstand(Typed(12))
    assert press(stand, "1", "down", "down") == ["", "", ""]
    assert (stand.count, stand.index) == (3, 2)
    assert press(stand, "c", "space", "home", "ctrl+z", "ctrl+z", "enter") == ["", "", "", "", "", "ga"]
    assert (stand.count, stand.veld and stand.veld.tekst) == (3, "1")


def test_a_sheet_keeps_its_height_while_its_list_becomes_shorter() -> None:
    stand = Velstand(Typed(9))
    assert stand.height(20) == 11
    press(stand, "7")
    assert (stand.count, stand.height(20)) == (1, 11)
    assert {cell_len(line) for line in drawn(stand, 72, 20)} == {72}


def test_a_sheet_is_drawn_in_the_roles_of_the_theme() -> None:
    used: set[tuple[str, str]] = set()

    def palet(inkt: str = "inkt", op: str = "vlak", *, vet: bool = False) -> Style:
        used.add((inkt, op))
        return Style(bold=vet)

    stand = Velstand(Whole(3))
    for y in range(stand.height(20)):
        stand.line(y, 60, 20, palet)
    assert {op for _, op in used} == {"pop"}
    assert {inkt for inkt, _ in used} <= set(INKTEN) | set(LIJNEN)
    used.clear()
    Velstand(Toy(1)).line(1, 60, 20, palet)
    assert ("inkt", "kies") in used


# --- the line that is typed ----------------------------------------------------------------------


def test_the_keys_of_text_editing_are_those_of_an_input() -> None:
    bindings = BindingsMap([*Input.BINDINGS, *InputField.BINDINGS]).key_to_bindings
    elsewhere = {"enter", "ctrl+c", "super+c", "ctrl+x", "ctrl+v"}
    for key in set(bindings) - elsewhere:
        assert Invoerregel("een twee").druk(key), key


@pytest.mark.parametrize(
    ("keys", "tekst", "caret"),
    [
        ("home x", "xeen twee", 1),
        ("ctrl+left x", "een xtwee", 5),
        ("left left backspace", "een tee", 5),
        ("ctrl+w", "een ", 4),
        ("ctrl+u ctrl+z", "een twee", 8),
        ("home ctrl+k", "", 0),
        ("shift+home x", "x", 1),
        ("ctrl+shift+left delete x", "een x", 5),
        ("x y ctrl+z ctrl+z ctrl+z ctrl+y", "een tweex", 9),
        ("home delete ctrl+right x", "enx twee", 3),
    ],
)
def test_a_line_is_edited_as_in_an_input(keys: str, tekst: str, caret: int) -> None:
    regel = Invoerregel("een twee")
    for key in keys.split():
        assert regel.druk(key, key if len(key) == 1 else None)
    assert (regel.tekst, regel.caret) == (tekst, caret)


def test_typing_replaces_a_proposal_and_an_arrow_keeps_it() -> None:
    first, second = Invoerregel("voorstel", gekozen=True), Invoerregel("voorstel", gekozen=True)
    first.druk("x", "x")
    second.druk("right")
    second.druk("x", "x")
    assert (first.tekst, second.tekst) == ("x", "voorstelx")


@given(st.text(max_size=40), st.integers(12, 60), st.lists(st.sampled_from(["left", "home", "end", "ctrl+left"])))
def test_the_caret_is_in_view_wherever_it_stands(tekst: str, width: int, keys: list[str]) -> None:
    veld = Invoerregel(tekst)
    for key in keys:
        veld.druk(key)
    [shown] = veldregel(veld, width).velden
    assert isinstance(shown, tuple)
    [at] = [i for i, stuk in enumerate(shown) if stuk.rol == "wijs"]
    assert cell_len(plain(shown[: at + 1])) <= width - 2


# --- texts over lines ----------------------------------------------------------------------------


@given(st.text("ab ", max_size=80), st.integers(4, 30))
def test_a_text_is_broken_by_words_and_loses_none(text: str, width: int) -> None:
    lines = broken(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_pieces_keep_their_look_over_the_lines() -> None:
    lines = flowed([Stuk("een twee "), Stuk("drie vier", "fout"), Stuk("!")], 10)
    assert ["".join(stuk.tekst for stuk in line) for line in lines] == ["een twee", "drie vier!"]
    assert {stuk.rol for stuk in lines[1]} == {"fout", ""}
