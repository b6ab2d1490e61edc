from __future__ import annotations

import re

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from budgetdesk.tui.sent import Sent, Verschil

INK = Style(color="#dce2e9", bgcolor="#14181d")
SOFT = Style(color="#b0bac4", bgcolor="#14181d")
YEAR = Style(color="#dce2e9", bgcolor="#17222d")


class Terminal:
    """Shows what is sent to it: only text and where it goes."""

    def __init__(self) -> None:
        self.lines: dict[int, str] = {}
        self.got = ""
        self.sent = Sent()
        self._console = Console(color_system="truecolor")

    def show(self, frame: LayoutUpdate | ChopsUpdate) -> Terminal:
        self.got = Verschil(frame, self.sent).render_segments(self._console)
        for y, x, text in re.findall(r"\x1b\[(\d+);(\d+)H((?:\x1b\[[\d;]*m|[^\x1b])*)", self.got):
            plain, line = re.sub(r"\x1b\[[\d;]*m", "", text), self.lines.get(int(y) - 1, "").ljust(80)
            self.lines[int(y) - 1] = line[: int(x) - 1] + plain + line[int(x) - 1 + len(plain) :]
        return self

    @property
    def text(self) -> list[str]:
        return [self.lines[y].rstrip() for y in sorted(self.lines)]


def line(*words: tuple[str, Style]) -> Strip:
    return Strip([Segment(text, style) for text, style in words])


def whole(*strips: Strip) -> LayoutUpdate:
    return LayoutUpdate([[strip] for strip in strips], Region(0, 0, strips[0].cell_length, len(strips)))


def part(y: int, x: int, strip: Strip, lines: int) -> ChopsUpdate:
    end = x + strip.cell_length
    chops = [{x: strip} if i == y else {} for i in range(lines)]
    return ChopsUpdate(chops, [(y, x, end)], [[end] if i == y else [] for i in range(lines)])


def test_a_screen_that_is_painted_again_sends_nothing() -> None:
    terminal = Terminal().show(whole(line(("Lasten  1.000", INK)), line(("Baten", SOFT))))
    assert terminal.text == ["Lasten  1.000", "Baten"]
    assert terminal.show(whole(line(("Lasten  1.000", INK)), line(("Baten", SOFT)))).got == ""


def test_only_the_number_that_changed_is_sent() -> None:
    terminal = Terminal().show(whole(line(("Onderhoud wegen          1.000", INK)), line(("Baten", INK))))
    terminal.show(whole(line(("Onderhoud wegen          4.000", INK)), line(("Baten", INK))))
    assert terminal.text == ["Onderhoud wegen          4.000", "Baten"]
    assert re.sub(r"\x1b\[[\d;]*[mH]", "", terminal.got) == "4"


def test_a_look_that_changed_is_sent_though_the_text_is_the_same() -> None:
    terminal = Terminal().show(whole(line(("Lasten", INK))))
    assert "38;2;176;186;196" in terminal.show(whole(line(("Lasten", SOFT)))).got


def test_a_blank_on_another_ground_is_sent_and_one_with_another_ink_goes_along() -> None:
    terminal = Terminal().show(whole(line(("a  b", INK))))
    terminal.show(whole(line(("x", INK), (" ", SOFT), (" ", YEAR), ("y", INK))))
    assert re.findall(r"[xy ]+(?=\x1b)", terminal.got) == ["x ", " ", "y"]


def test_a_part_of_the_screen_counts_for_the_frames_after_it() -> None:
    terminal = Terminal().show(whole(line(("Lasten 1", INK)), line(("Baten  2", INK))))
    terminal.show(part(1, 7, line(("3", INK)), 2))
    assert terminal.text == ["Lasten 1", "Baten  3"]
    assert terminal.show(whole(line(("Lasten 1", INK)), line(("Baten  3", INK)))).got == ""


@pytest.mark.parametrize("odd", ["世界", "e\u0301e", "a\u200db"])
def test_a_character_of_another_width_sends_its_whole_line_each_time(odd: str) -> None:
    terminal = Terminal().show(whole(line(("Titel ", INK), (odd, INK))))
    assert f"Titel {odd}" in re.sub(r"\x1b\[[\d;]*m", "", terminal.show(whole(line(("Titel ", INK), (odd, INK)))).got)
    assert "Titel abcd" in re.sub(r"\x1b\[[\d;]*m", "", terminal.show(whole(line(("Titel abcd", INK)))).got)


def test_a_terminal_that_may_show_anything_gets_everything() -> None:
    terminal = Terminal().show(whole(line(("Lasten", INK))))
    terminal.sent.forget()
    assert "Lasten" in terminal.show(whole(line(("Lasten", INK)))).got
