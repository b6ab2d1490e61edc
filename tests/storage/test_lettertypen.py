from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.storage.lettertypen import MAX_BYTES, NoFont, lettertype, read_font
from tests.lettertype import lettertype as gemaakt


def laid(pad: Path, naam: str, content: bytes) -> None:
    (pad / "huisstijl").mkdir(exist_ok=True)
    (pad / "huisstijl" / naam).write_bytes(content)


@pytest.mark.parametrize("vorm", [4, 12])
def test_characters_and_their_widths_are_read_and_figures_are_all_as_wide_as_the_widest(vorm: int) -> None:
    font = lettertype(gemaakt([(0x30, 0x32, 1), (0x41, 0x42, 4)], breedtes=(0, 300, 600, 500, 700), vorm=vorm))
    assert font.breedtes == {0x30: 0.6, 0x31: 0.6, 0x32: 0.6, 0x41: 0.7, 0x42: 0.7}
    assert (font.cijfer, font.gewicht) == (0.6, 400)


@pytest.mark.parametrize("groups", [[(0x30, 0x39, 1)], [(0x41, 0x41, 1)]])
def test_a_font_without_width_has_figures_of_some(groups: list[tuple[int, int, int]]) -> None:
    assert lettertype(gemaakt(groups, breedtes=(0,))).cijfer == 1.0


def test_the_first_glyph_stands_for_what_a_font_lacks() -> None:
    assert set(lettertype(gemaakt([(0x41, 0x43, 0)])).breedtes) == {0x42, 0x43}


@pytest.mark.parametrize(
    "groups",
    [
        [(0x41, 0x50, 1), (0x48, 0x60, 1)],
        [(0x41, 0x41, 1), (0x41, 0x41, 1)],
        [(0x41, 0x110000, 1)],
        [(0x41, 0xFFFFFFFF, 1)],
        [(0x50, 0x41, 1)],
    ],
)
def test_runs_that_overlap_or_hold_what_is_no_character_are_refused(groups: list[tuple[int, int, int]]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it says no more than that
        lettertype(gemaakt(groups))


@given(st.data())
def test_a_font_that_is_damaged_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    font = bytearray(gemaakt([(0x30, 0x39, 1), (0x41, 0x5A, 11)], vorm=data.draw(st.sampled_from([4, 12]))))
    for _ in range(data.draw(st.integers(0, 4))):
        font[data.draw(st.integers(0, len(font) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ValueError):
        lettertype(bytes(font[: data.draw(st.integers(0, len(font)))]))


def test_what_is_no_font_is_refused_and_told_why(tmp_path: Path) -> None:
    (tmp_path / "geheim.ttf").write_bytes(gemaakt([(0x41, 0x41, 1)]))
    laid(tmp_path, "goed.otf", gemaakt([(0x41, 0x41, 1)], gewicht=700))
    laid(tmp_path, "geen.ttf", b"\x00\x01\x00\x00 en verder niets")
    laid(tmp_path, "groot.ttf", b"\x00" * (MAX_BYTES + 1))
    (tmp_path / "huisstijl" / "link.ttf").symlink_to(tmp_path / "geheim.ttf")
    assert read_font(tmp_path, "goed.otf").gewicht == 700
    said = {
        "geen.ttf": "bevat geen lettertype dat te lezen is",
        "groot.ttf": "is groter dan 5 MB",
        "link.ttf": "een link wordt niet gevolgd",
        "weg.ttf": "bestaat niet",
        "../geheim.ttf": "is geen naam van een lettertype",
        "x.woff2": "is geen naam van een lettertype",
    }
    for naam, why in said.items():
        with pytest.raises(NoFont, match=why):
            read_font(tmp_path, naam)
