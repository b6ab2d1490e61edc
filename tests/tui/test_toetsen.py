"""The registry of keys: each arrives, none is bound twice, and what moved says where it went."""

from __future__ import annotations

import re

import pytest
from textual.binding import Binding

from budgetdesk.tui.actions import ACTIONS, NOOIT, key_name, short_key
from budgetdesk.tui.dialogs.hulpvel import LINKS, RECHTS, Hulpvel, Plek, groups
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.grid.edit_grid import EditGrid
from budgetdesk.tui.grid.keys import TOETSEN
from budgetdesk.tui.grid.vel import plain
from budgetdesk.tui.grid.view import GridView
from budgetdesk.tui.start.geheugen import Geheugen
from budgetdesk.tui.verhuisd import VERHUISD, Verhuizing

ARRIVES = re.compile(
    r"f(?:[1-9]|12)|shift\+f[124-9]"
    r"|ctrl\+(?:[a-gk-z]|delete|pageup|pagedown|home|end|up|down|left|right)"
    r"|ctrl\+shift\+(?:up|down|left|right)|shift\+(?:up|down|left|right|home|end|tab)"
    r"|alt\+(?:up|down|left)|insert|delete|backspace|space|enter|escape|tab|up|down|left|right|home|end|page(?:up|down)"
)
"""Keys that tmux delivered to Textual under these names, one by one; F10 and F11 do too, and are the terminal's."""


def bound() -> list[tuple[str, str]]:
    """Return every key that is bound where a table is in view, and what it is bound to."""
    own = [*WorksheetScreen.BINDINGS, *EditGrid.BINDINGS, *GridView.BINDINGS]
    bindings = [binding for binding in own if isinstance(binding, Binding)]
    assert len(bindings) == len(own)
    return [(key.strip(), binding.action) for binding in bindings for key in binding.key.split(",")]


def test_every_key_that_is_bound_arrives_and_none_is_the_terminals() -> None:
    keys = [key for key, _ in bound()]
    assert [key for key in keys if not ARRIVES.fullmatch(key)] == []
    assert [key for key in keys if NOOIT.fullmatch(key)] == []


def test_no_two_actions_share_a_key_but_escape() -> None:
    keys = [key for key, _ in bound() if key != "escape"]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("ctrl+x", "cut"),
        ("shift+f9", "diff"),
        ("ctrl+b", "view"),
        ("ctrl+w", "close"),
        ("ctrl+delete", "delete"),
        ("ctrl+k", "change"),
        ("ctrl+o", "open"),
        ("ctrl+pagedown", "next_tab"),
        ("ctrl+pageup", "previous_tab"),
        ("shift+f6", "previous_tab"),
        ("ctrl+l", "levels"),
        ("f7", "next_programma"),
        ("f8", "charts"),
        ("shift+f7", "previous_programma"),
        ("alt+left", "back"),
        ("insert", "add"),
        ("shift+f5", "who"),
        ("shift+f4", "document"),
        ("ctrl+u", "unit"),
        ("ctrl+f", "find"),
        ("f3", "find_next"),
        ("ctrl+g", "go_to"),
        ("f12", "book"),
    ],
)
def test_a_key_does_what_the_key_map_says(key: str, action: str) -> None:
    assert dict(bound())[key] == ACTIONS[action].call


def test_nothing_is_only_on_ctrl_b() -> None:
    # what the sheet of Ctrl+B turns is in the palette, on a key of its own, or one of what only looks
    assert {"levels", "only_changed", "unit", "theme"} <= set(ACTIONS)


def test_an_old_key_says_once_where_it_went_and_the_dangerous_ones_do_nothing_then() -> None:
    moved = Verhuizing()
    first = moved.first(["ctrl+x"])
    assert first is not None
    assert "Shift+F9" in first.zin
    assert moved.first(["ctrl+x"]) is None
    assert {key for key, said in VERHUISD.items() if said.wacht} == {"ctrl+x", "ctrl+w", "ctrl+o"}


def test_what_was_told_before_is_not_told_again_in_the_next_app() -> None:
    first, again = Geheugen(bewaart=True).verhuizing(), Geheugen(bewaart=True).verhuizing
    assert first.first(["ctrl+w"]) is not None
    assert again().first(["ctrl+w"]) is None
    assert again().first(["ctrl+x"]) is not None


def test_where_a_key_went_is_where_it_is() -> None:
    named = {name for said in VERHUISD.values() for name in re.findall(r"(?:Ctrl|Shift)\+\w+|\bF\d+", said.zin)}
    known = {key_name(key) for key, _ in bound()}
    assert named <= known | set(map(key_name, VERHUISD))


def test_keys_are_written_as_short_as_they_can_be_read() -> None:
    assert [short_key(key) for key in ("ctrl+s", "ctrl+delete", "shift+f6,ctrl+pageup", "alt+left")] == [
        "^S",
        "^Del",
        "Shift+F6",
        "Alt+←",
    ]


def test_the_footer_names_seven_keys_that_fit_80_columns() -> None:
    words = [f" {short_key(a.key)} {a.voet} " for a in ACTIONS.values() if a.in_footer]
    assert "".join(words).split() == "F1 Hulp F5 Uitleg F9 Controle ^S Bewaar ^Z Terug ^P Alles".split()
    assert len("".join([*words, " F2 Bewerk "])) <= 80


# --- help ----------------------------------------------------------------------------------------


def told(plek: Plek) -> dict[str, str]:
    """Return what help says of each key."""
    return {key: what for regels in groups(plek).values() for keys, what in regels for key in keys.split("  ")}


def test_help_has_every_key_of_the_registry_and_the_grid_in_its_group() -> None:
    keys = told(Plek("Programmakosten"))
    missing = [a.id for a in ACTIONS.values() if a.key and short_key(a.key) not in keys]
    assert missing == ["help"]
    assert {toets.toon or short_key(toets.key) for toets in TOETSEN if toets.kort} <= set(keys)
    assert list(groups(Plek(""))) == [*LINKS, *RECHTS]
    looking = [key for key, _ in groups(Plek(""))["Kijken"]]
    assert looking[looking.index("Shift+F9") + 1] == "HEAD"
    assert keys["HEAD"] == "laatst vastgelegd"


def test_help_has_no_key_that_edits_where_one_only_reads() -> None:
    keys = set(told(Plek("", leest=True)))
    assert not keys & {"^S", "^Z", "^V", "^X", "^N", "^Del", "F2", "Del", "12500 Enter", "^Shift+V", "F12"}
    assert {"F5", "^C", "^E", "Shift+F9"} <= keys


def test_help_of_an_open_cell_has_the_keys_of_its_editor_and_those_that_leave_it() -> None:
    keys = told(Plek("", in_cel=True))
    assert {"Esc", "F2", "^Z", "^S", "F6"} <= set(keys)
    assert not set(keys) & {"^X", "^K", "^L", "Alt+←"}
    assert keys["^Z"].startswith("typen ongedaan")


def test_help_of_the_tree_makes_a_programma_and_has_nothing_of_cells() -> None:
    keys = set(told(Plek("", in_boom=True)))
    assert {"Enter", "^N", "F4"} <= keys
    assert not keys & {"^C", "^V", "^L", "Tab … Enter"}


@pytest.mark.parametrize("width", [78, 94, 140])
def test_help_cuts_no_word_and_has_two_columns_where_both_fit(width: int) -> None:
    lines = ["".join(map(plain, regel.velden)).rstrip() for regel in Hulpvel(Plek("")).regels(width)]
    assert not any("…" in line.replace("Tab … Enter", "") for line in lines)
    assert any("Typen" in line and "Kijken" in line for line in lines) == (width >= 94)
    assert max(map(len, lines)) <= width


def test_a_question_mark_shows_all_keys_and_those_of_here_again() -> None:
    vel = Hulpvel(Plek("Programmakosten", leest=True))
    few = len(vel.regels(94))
    assert vel.druk("?")
    assert len(vel.regels(94)) > few
    assert any("Ctrl+P Rollover" in "".join(map(plain, regel.velden)) for regel in vel.regels(94))
    assert vel.druk("?")
    assert len(vel.regels(94)) == few
