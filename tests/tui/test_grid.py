from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Button

from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.keys import BEGINT, TOETSEN
from budgetdesk.tui.grid.source import Bereik, Voorbeeld
from tests.tui.toy import Toy

HOSTILE = ("[/] fout", "[@click=app.quit]x[/]", "\x1b[31mrood", "Post [x]\n\t", "日本語の名前")


class ToyApp(App[None]):
    def __init__(self, bron: Toy, cursor: tuple[int, int]) -> None:
        super().__init__()
        self.bron = bron
        self.start = cursor
        self.posted: list[Message] = []
        self.path: list[tuple[int, int]] = []
        self.said = Voorbeeld("", geldig=True)

    def compose(self) -> ComposeResult:
        yield EditGrid()
        yield Button("elders")

    def on_mount(self) -> None:
        self.grid.set_source(self.bron, self.start)
        self.grid.focus()

    @property
    def grid(self) -> EditGrid:
        return self.query_one(EditGrid)

    def record(self, message: Message) -> None:
        self.posted.append(message)

    on_edit_grid_submitted = on_edit_grid_cleared = on_edit_grid_refused = record
    on_edit_grid_toggled = on_edit_grid_selected = record

    def on_edit_grid_previewed(self, event: EditGrid.Previewed) -> None:
        self.said = event.voorbeeld

    def on_edit_grid_highlighted(self, event: EditGrid.Highlighted) -> None:
        self.path.append((event.row, event.col))

    def take(self) -> list[Message]:
        taken, self.posted = self.posted, []
        return taken


class Keys:
    """Sends keys in one piece, as a slow line or somebody who types ahead does."""

    def __init__(self, pilot: Pilot[None], app: ToyApp) -> None:
        self.pilot = pilot
        self.app = app
        self.grid = app.grid

    async def __call__(self, *keys: str) -> None:
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.pilot.pause()
        await self.pilot.pause()

    async def text(self, text: str, *then: str) -> None:
        await self(*text, *then)

    def lines(self) -> list[str]:
        """Return the lines of the grid as they are on screen, the editor included."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text for strip in strips[: self.grid.size.height]]


@asynccontextmanager
async def toy(bron: Toy | None = None, cursor: tuple[int, int] = (1, 0)) -> AsyncIterator[Keys]:
    app = ToyApp(bron or Toy(), cursor)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.take()
        yield Keys(pilot, app)


async def test_arrows_home_end_and_pages_move_the_cursor_and_stop_at_the_edges() -> None:
    async with toy() as keys:
        for key, cursor in [
            ("down", (2, 0)),
            ("left", (2, 0)),
            ("right", (2, 1)),
            ("end", (2, 5)),
            ("up", (1, 5)),
            ("home", (1, 0)),
            ("pagedown", (18, 0)),
            ("ctrl+end", (30, 5)),
            ("down", (30, 5)),
            ("pageup", (13, 5)),
            ("ctrl+home", (0, 0)),
        ]:
            await keys(key)
            assert keys.grid.cursor == cursor, key


@pytest.mark.lang
async def test_where_the_cursor_goes_is_told_and_nothing_while_it_stays() -> None:
    async with toy() as keys:
        for key in ("down", "shift+down", "escape", "ctrl+a", "left", "end", "5", "escape", "tab"):
            await keys(key)
        assert keys.app.path == [(1, 0), (2, 0), (2, 5)]


async def test_typing_and_enter_submits_and_goes_to_the_next_row_that_can_be_edited_even_when_typed_ahead() -> None:
    async with toy() as keys:
        await keys.text("12500", "enter", "1", "3", "enter", "7", "enter")
        assert keys.app.take() == [
            EditGrid.Submitted(keys.app.bron, 1, 0, "12500"),
            EditGrid.Submitted(keys.app.bron, 2, 0, "13"),
            EditGrid.Submitted(keys.app.bron, 4, 0, "7"),
        ]
        assert keys.grid.cursor == (5, 0)
        assert not keys.grid.is_editing


@pytest.mark.lang
async def test_enter_after_a_run_of_tabs_returns_under_the_column_where_the_run_began() -> None:
    async with toy(cursor=(1, 2)) as keys:
        await keys("1", "tab", "2", "tab", "tab", "3", "enter")
        assert keys.app.take() == [
            EditGrid.Submitted(keys.app.bron, 1, 2, "1"),
            EditGrid.Submitted(keys.app.bron, 1, 3, "2"),
            EditGrid.Submitted(keys.app.bron, 1, 5, "3"),
        ]
        assert keys.grid.cursor == (2, 2)
        await keys("tab", "up", "enter")
        assert keys.grid.cursor == (2, 3)
        await keys("4", "shift+tab")
        assert keys.grid.cursor == (2, 2)


@pytest.mark.lang
async def test_f2_shows_the_stored_text_with_the_caret_at_its_end_and_changes_nothing_by_itself() -> None:
    async with toy() as keys:
        await keys("f2")
        assert "100,00" in keys.lines()[4]
        await keys("enter")
        assert keys.grid.cursor == (2, 0)
        await keys("f2", "backspace", "left", "9", "escape")
        assert not keys.grid.is_editing
        assert keys.grid.cursor == (2, 0)
        assert keys.app.take() == []
        await keys("f2", "left", "left", "left", "9", "up", "enter")
        assert keys.app.take() == [EditGrid.Submitted(keys.app.bron, 2, 0, "2009,00")]


@pytest.mark.lang
async def test_arrows_leave_a_cell_that_is_typed_over_and_f2_keeps_them_inside() -> None:
    async with toy() as keys:
        await keys("5", "right", "6", "f2", "left", "7", "down", "tab")
        assert keys.app.take() == [
            EditGrid.Submitted(keys.app.bron, 1, 0, "5"),
            EditGrid.Submitted(keys.app.bron, 1, 1, "76"),
        ]
        assert keys.grid.cursor == (1, 2)


async def test_text_that_is_not_valid_stays_in_the_editor_with_the_reason() -> None:
    async with toy() as keys:
        await keys("1", ".", "5")
        assert keys.app.said == Voorbeeld("bedoelt u [1,5] of 15?", geldig=False)
        await keys("enter", "down", "tab")
        assert keys.app.said.geweigerd
        assert not keys.grid.move_to(9, 0)
        assert keys.grid.is_editing
        assert keys.grid.cursor == (1, 0)
        await keys("backspace", "backspace", ",", "5")
        assert keys.app.said == Voorbeeld("wordt 1,5 in 1/0", geldig=True)
        await keys("enter")
        assert keys.app.take() == [EditGrid.Submitted(keys.app.bron, 1, 0, "1,5")]
        assert not keys.app.said.tekst


@pytest.mark.lang
async def test_a_text_that_is_wiped_clears_the_cell() -> None:
    async with toy() as keys:
        await keys("7", "backspace", "enter")
        assert keys.app.take() == [EditGrid.Cleared(keys.app.bron, ((1, 0),))]


async def test_typing_on_a_computed_cell_or_in_a_read_only_grid_is_refused() -> None:
    async with toy(cursor=(3, 1)) as keys:
        await keys("5", "f2", "delete")
        assert keys.app.take() == [EditGrid.Refused(keys.app.bron, 3, 1)] * 3
        assert "f2" in keys.app.screen.active_bindings
        keys.grid.read_only = True
        await keys("down", "5", "f2", "delete")
        assert keys.app.take() == [EditGrid.Refused(keys.app.bron, 4, 1)]
        assert "f2" not in keys.app.screen.active_bindings


async def test_delete_names_the_cells_of_the_selection_that_can_be_edited() -> None:
    async with toy(cursor=(2, 4)) as keys:
        await keys("shift+down", "shift+down", "shift+end", "backspace")
        selected, cleared = keys.app.take()[-2:]
        assert selected == EditGrid.Selected(keys.app.bron, Bereik(range(2, 5), range(4, 6)))
        assert cleared == EditGrid.Cleared(keys.app.bron, ((2, 4), (2, 5), (4, 4), (4, 5)))
        assert keys.grid.cursor == (2, 4)


@pytest.mark.lang
async def test_escape_drops_a_selection_and_then_leaves_the_key_to_others() -> None:
    async with toy() as keys:
        await keys("ctrl+a")
        assert keys.grid.selection == Bereik(range(31), range(6))
        await keys("escape")
        assert keys.grid.selection == Bereik(range(1, 2), range(1))
        assert "escape" not in keys.app.screen.active_bindings


async def test_space_asks_to_fold_the_row_of_the_cursor() -> None:
    async with toy(cursor=(5, 0)) as keys:
        await keys("space", "down", "space")
        assert keys.app.take() == [EditGrid.Toggled(keys.app.bron, 5), EditGrid.Toggled(keys.app.bron, 6)]


async def test_names_are_shown_as_they_are_and_never_obeyed() -> None:
    bron = Toy(cols=3, names=HOSTILE)
    bron.texts[2, 0] = "\x1b[2J[b]"
    async with toy(bron) as keys:
        shown = "\n".join(keys.lines())
        for text in ("[/] fout", "[@click=app.quit]x[/]", "␛[31mrood", "Post [x]␊␉", "日本語の名前", "␛[2J[b]"):
            assert text in shown
        assert "\x1b" not in shown
        assert {cell_len(line) for line in keys.lines()} == {80}


@pytest.mark.lang
async def test_headings_and_names_stay_while_the_numbers_scroll_by_whole_columns() -> None:
    async with toy(Toy(rows=400, cols=12)) as keys:
        await keys("ctrl+end")
        lines = keys.lines()
        assert lines[0].split()[-1] == "Begroting"
        assert lines[1].split() == ["‹7", "0›", "Soort", "2031", "2032", "2033", "2034", "2035"]
        assert lines[-1].split()[:5] == ["▾", "Post", "399", "Lasten", "39907"]
        await keys("home")
        assert keys.lines()[-1].split()[:5] == ["▾", "Post", "399", "Lasten", "39900"]
        assert "‹0 7›" in keys.lines()[1]


async def test_a_number_wider_than_its_column_makes_it_grow_and_is_never_cut() -> None:
    bron = Toy()
    async with toy(bron) as keys:
        bron.texts[2, 1] = "-1.234.567.890,12"
        keys.grid.refresh_rows([2])
        assert "#" * 9 in keys.grid.render_line(5).text
        await keys.pilot.pause()
        assert "-1.234.567.890,12" in keys.lines()[5]


async def test_a_cursor_move_draws_two_rows_and_a_changed_cell_one() -> None:
    bron = Toy(rows=60_000)
    async with toy(bron) as keys:
        keys.lines()
        bron.asked = 0
        await keys("down")
        keys.lines()
        assert bron.asked == 2
        keys.grid.refresh_rows([5, 50_000])
        assert keys.grid._repaint_regions == {Region(0, 8, 79, 1)}
        await keys.pilot.pause()
        keys.lines()
        assert bron.asked == 3


@pytest.mark.lang
async def test_click_drag_and_double_click_choose_stretch_and_edit() -> None:
    async with toy() as keys:
        x = keys.lines()[4].index("102")
        await keys.pilot.click(EditGrid, offset=(x, 5))
        assert keys.grid.cursor == (2, 2)
        await keys.pilot.mouse_down(EditGrid, offset=(x, 4))
        await keys.pilot.hover(EditGrid, offset=(x + 12, 7))
        await keys.pilot.mouse_up(EditGrid, offset=(x + 12, 7))
        assert keys.grid.selection == Bereik(range(1, 5), range(2, 4))
        await keys.pilot.click(EditGrid, offset=(x, 5), times=2)
        assert keys.grid.cursor == (2, 2)
        assert "202,00" in keys.lines()[5]
        await keys.pilot.click(EditGrid, offset=(x, 7))
        assert keys.grid.cursor == (4, 2)
        assert not keys.grid.is_editing
        keys.app.take()
        await keys.pilot.click(EditGrid, offset=(0, 6))
        assert keys.app.take() == [EditGrid.Toggled(keys.app.bron, 3)]
        assert keys.grid.cursor == (4, 2)


@pytest.mark.lang
async def test_going_elsewhere_accepts_what_is_valid_and_keeps_what_is_not() -> None:
    async with toy() as keys:
        await keys("5")
        await keys.pilot.click(Button)
        assert keys.app.take() == [EditGrid.Submitted(keys.app.bron, 1, 0, "5")]
        keys.grid.focus()
        await keys("5", ".")
        await keys.pilot.click(Button)
        assert keys.grid.is_editing
        assert keys.app.take() == []


@pytest.mark.lang
async def test_the_editor_goes_along_with_its_cell_and_typing_brings_it_back() -> None:
    async with toy() as keys:
        await keys("7")
        keys.grid.scroll_to(y=8, animate=False)
        await keys.pilot.pause()
        assert not keys.grid._editor.input.visible
        await keys("8", "enter")
        assert keys.grid.scroll_offset.y == 1
        assert keys.app.take() == [EditGrid.Submitted(keys.app.bron, 1, 0, "78")]


@pytest.mark.lang
async def test_a_pasted_line_enters_the_editor_with_visible_signs_and_a_block_is_refused_whole() -> None:
    async with toy() as keys:
        await keys("1")
        for text in ("4\r5\r6\r", "7\t8"):
            keys.app.post_message(events.Paste(text))
            await keys.pilot.pause()
            assert keys.app.said.tekst.startswith("Dit is een blok van")
            assert keys.app.said.geweigerd
        keys.app.post_message(events.Paste("23\x1b[2J\r\r"))
        await keys.pilot.pause()
        assert "123␛[2J" in keys.lines()[4]


@pytest.mark.lang
async def test_another_source_with_fewer_rows_puts_the_cursor_on_a_cell_that_exists() -> None:
    bron = Toy()
    async with toy(bron, (30, 5)) as keys:
        bron.rows = 4
        keys.grid.reload()
        assert keys.grid.cursor == (3, 5)


@pytest.mark.lang
@pytest.mark.parametrize("read_only", [False, True])
async def test_no_key_or_click_does_anything_to_a_grid_without_rows(read_only: bool) -> None:
    bound = [key for binding in TOETSEN if isinstance(binding, Binding) for key in binding.key.split(",")]
    async with toy(Toy(rows=0)) as keys:
        keys.grid.read_only = read_only
        for key in [*sorted(BEGINT), "a", *bound]:
            await keys(key)
        await keys.pilot.click(EditGrid, offset=(30, 5), times=2)
        assert not keys.grid.selection
        assert not keys.grid.is_editing
        assert keys.app.take() == []


async def test_a_stored_text_is_edited_as_it_is_and_shown_as_signs() -> None:
    bron = Toy()
    bron.texts[1, 0] = "\x1b[2J\x07Raad"
    async with toy(bron) as keys:
        await keys("f2", "8")
        assert "␛[2J␇Raad,008" in keys.lines()[4]
        assert not any("\x1b" in line for line in keys.lines())
        assert keys.grid._editor.input.value == "\x1b[2J\x07Raad,008"
