"""Codes of the ledger: which thing one is of."""

from __future__ import annotations

import pytest

from budgetdesk.model.grootboek import Grootboek, is_code
from tests.proef import session

POSTEN = """\
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
grootboek = ["6001010", "6001020/41*"]

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
grootboek = [" 6001010/41100 ", "60010*", "6001030"]

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
grootboek = ["6001030*"]
"""


@pytest.mark.parametrize(
    ("code", "sleutel"),
    [
        ("6001010", "griffie"),
        ("6001010/83400", "griffie"),
        ("6001010/41100", "raad"),
        ("6001010/41100/7", "raad"),
        ("60010104", "raad"),  # below a code are its levels, not what merely begins so
        ("6001020/41100", "griffie"),
        ("6001020/42", "raad"),
        ("6001030/1", "raad"),  # at one length a whole code says more than a beginning
        ("60010301", "r"),
        ("6009999", ""),
        ("600", ""),
        ("", ""),
    ],
)
def test_the_longest_code_that_stands_for_it_says_what_a_code_is_of(code: str, sleutel: str) -> None:
    found = Grootboek(session(POSTEN).dossier).find(code)
    assert (found.record.sleutel if found else "") == sleutel


def test_a_dossier_without_codes_says_so() -> None:
    assert not Grootboek(session('[post.x]\nnaam = "X"\nbeleidsterrein = "1A"\n').dossier)


@pytest.mark.parametrize(
    ("code", "is_one"), [("6001", True), ("60*", True), ("*", True), ("", False), (" ", False), ("6*1", False)]
)
def test_a_star_stands_at_the_end_of_a_code(code: str, *, is_one: bool) -> None:
    assert is_code(code) is is_one
