"""Every acceptance point of the editor has a test that is named after it, and the map says which."""

from __future__ import annotations

from tests.punten import KAART, PUNTEN, found, page


def test_every_point_has_a_test_and_no_test_is_of_another() -> None:
    tests = found()
    assert list(PUNTEN) == list(range(1, 41))
    assert tests.keys() == PUNTEN.keys()
    assert [punt for punt, named in tests.items() if not named] == []


def test_the_map_is_what_the_tests_are() -> None:
    assert KAART.read_text("utf-8") == page(), "run python -m tests.punten"
