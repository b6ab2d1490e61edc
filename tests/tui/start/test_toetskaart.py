"""The keys that a user gives to actions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.tui.actions import ACTIONS, DEFAULT_KEYS, NOOIT, key_of, short_key_of, use_keys
from budgetdesk.tui.grid.keys import TOETSEN
from budgetdesk.tui.start.toetskaart import VAST, conflict, own_keys, spelled


@pytest.fixture(autouse=True)
def _own_keys_end_with_the_test() -> Iterator[None]:
    yield
    use_keys({})


KEYS = sorted({key for keys in DEFAULT_KEYS.values() for key in keys.split(",") if key})
WISHES = st.dictionaries(
    st.sampled_from([*DEFAULT_KEYS, "bestaat-niet"]),
    st.sampled_from([*KEYS, "ctrl+g", "F3", "alt+1", "f10", "q", "f2", "enter", "", "ctrl+j", "shift+f3", "^y,f3"]),
    max_size=12,
)


@given(WISHES)
def test_whatever_is_wished_no_two_actions_share_a_key_and_all_keys_arrive(wished: dict[str, str]) -> None:
    own, wrong = own_keys(wished)
    keys = [key for now in {**DEFAULT_KEYS, **own}.values() for key in now.split(",") if key]
    assert sorted(keys) == sorted(set(keys))
    assert not set(keys) & {key for toets in TOETSEN for key in toets.key.split(",")}
    assert not [key for key in keys if NOOIT.fullmatch(key)]
    refused = {zin.split()[1].rstrip(":") for zin in wrong}
    followed = {naam for naam, text in wished.items() if naam in own or spelled(text) == DEFAULT_KEYS.get(naam)}
    assert refused | followed == wished.keys()
    assert not refused & own.keys()


def test_two_actions_can_change_places() -> None:
    assert own_keys({"explain": "f9", "findings": "F5"}) == ({"explain": "f9", "findings": "f5"}, [])


def test_a_wish_for_a_key_that_another_has_is_told_and_not_followed() -> None:
    own, (zin,) = own_keys({"save": "ctrl+z"})
    assert own == {}
    assert zin == "[toetsen] save: Ctrl+Z is al van Ongedaan (undo)"


@pytest.mark.parametrize(
    ("actie", "toets", "reden"),
    [
        ("zoiets", "shift+f8", "deze opdracht is er niet"),
        ("leave", "shift+f8", "Ctrl+Q is altijd Stop"),
        ("save", "shift+f3", "komt niet aan"),
        ("save", "ctrl+i", "komt niet aan"),
        ("save", "s", "is van het typen"),
        ("save", "f2", "is van de tabel"),
        ("save", "ctrl+home", "is van de tabel"),
    ],
)
def test_what_cannot_be_is_said_with_its_reason(actie: str, toets: str, reden: str) -> None:
    own, (zin,) = own_keys({actie: toets})
    assert own == {}
    assert reden in zin
    assert reden in conflict({}, actie, toets)


@pytest.mark.parametrize(
    ("getypt", "toets"),
    [("Ctrl+F", "ctrl+f"), ("^f", "ctrl+f"), ("Shift+PgDn, F3", "shift+pagedown,f3"), ("Ctrl+Del", "ctrl+delete")],
)
def test_keys_are_read_as_people_write_them(getypt: str, toets: str) -> None:
    assert spelled(getypt) == toets


def test_the_registry_has_the_keys_of_the_user_wherever_it_is_asked() -> None:
    use_keys({"save": "f3", "adopt": "ctrl+g"})
    assert ACTIONS["save"].binding.key == "f3"
    assert (short_key_of("save"), key_of("save"), key_of("adopt")) == ("F3", "F3", "Ctrl+G")
    assert [a.id for a in ACTIONS.values() if a.is_own] == ["save", "adopt"]
    assert key_of("index") == "Ctrl+P Indexeer"
    use_keys({})
    assert {naam: a.key for naam, a in ACTIONS.items()} == dict(DEFAULT_KEYS)


def test_the_way_out_keeps_its_keys() -> None:
    assert {DEFAULT_KEYS[naam] for naam in VAST} == {"f1", "ctrl+p", "ctrl+q"}
