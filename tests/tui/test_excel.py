"""Point 30: who knows Excel does here what she does there, in no more keys; `docs/excel.md` is the written table."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from tests.proef import SAMPLES
from tests.tui.piloot import bare, opened, screen, shown, table, top, unsaved, until

TABEL: Final = Path(__file__).parents[2] / "docs" / "excel.md"

NAMEN: Final = {"PgDn": "pagedown", "→": "right", "↓": "down", "Esc": "escape", "Enter": "enter"}

BLOK: Final = "13.000\t14.000\r-200\t-300\r"
"""What another program put on the clipboard, as a terminal hands it over."""


def keys(cell: str) -> list[str]:
    """Return the keys of a cell of the table, one each; a paste is one."""
    found: list[str] = []
    for quoted, plain in re.findall(r"`([^`]+)`|(\bpaste\b)", cell):
        if plain:
            found.append("paste")
        elif quoted.startswith('"'):
            found += list(quoted.strip('"'))
        else:
            key, _, times = quoted.partition(" ×")
            named = [NAMEN.get(part, part.lower()) for part in key.split("+")]
            found += ["+".join(named)] * int(times or 1)
    return found


def rows() -> list[tuple[str, list[str], list[str]]]:
    """Return each line of the table: its work, the keys in Excel and those here."""
    lines = [line for line in TABEL.read_text("utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [(work, keys(there), keys(here)) for _, work, there, here in cells]


def test_no_work_takes_more_keys_than_in_excel() -> None:
    assert len(rows()) >= 14
    assert [work for work, there, here in rows() if len(here) > len(there)] == []


@pytest.mark.lang
async def test_punt_30_the_keys_of_the_table_do_the_work_that_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = shutil.copytree(SAMPLES / "leiden-2026", tmp_path / "leiden-2026")
    monkeypatch.chdir(tmp_path)
    work = {name: here for name, _, here in rows()}
    async with opened(map_, size=(120, 40)) as pilot:
        await pilot.press("right", "right")
        before = table(pilot)

        async def play(number: int, holds: Callable[[], bool]) -> None:
            """Do a work of the table from the first amount of the budget year on."""
            screen(pilot).grid.move_to(0, 2)
            for key in list(work.values())[number - 1]:
                await _press(pilot, key)
            await until(pilot, holds)

        first = ("Bestuur", "Lasten")
        await play(1, lambda: table(pilot)[first][2] == "12.500")
        await play(2, lambda: table(pilot) == before)
        await play(3, lambda: table(pilot)[first][2:6] == [before[first][2]] * 4)
        await pilot.press("ctrl+z")
        await play(4, lambda: table(pilot)[first][2:4] == ["13.000", "14.000"] and bare(pilot))
        await play(5, lambda: table(pilot) == before)
        await play(6, lambda: unsaved(pilot) and not screen(pilot).is_typing)
        await pilot.press("ctrl+z")
        await play(7, lambda: screen(pilot).grid.cursor[1] == 5)
        await play(8, lambda: table(pilot)["Bestuur", "Baten"][2] == f"-{before[first][2]}")
        await pilot.press("ctrl+z")
        await play(9, lambda: bare(pilot) and any("2 van" in line for line in shown(pilot)))
        await play(10, lambda: bare(pilot) and table(pilot) == before and screen(pilot).grid.cursor[0] == 0)
        await play(11, lambda: "Baten en lasten  · hele gemeente" in shown(pilot)[1])
        await pilot.press("ctrl+pageup")
        await play(12, lambda: top(pilot) is None and unsaved(pilot))
        await play(13, lambda: not unsaved(pilot))
        await play(14, (tmp_path / "leiden-2026.xlsx").exists)


async def _press(pilot: Pilot[int], key: str) -> None:
    """Press a key as a person does: once what the one before it opened is there."""
    if key == "paste":
        pilot.app.post_message(Paste(BLOK))
        await until(pilot, lambda: not bare(pilot))
    else:
        await pilot.press(key)
    await pilot.pause()
