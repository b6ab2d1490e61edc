"""The balance of a statement: positions at begin and end, and what moved the codes."""

from __future__ import annotations

from typing import Final

import pytest

from budgetdesk.engine.codelijst import Cel, Codelijst, codelijst, is_financieel
from budgetdesk.iv3.balans import Iv3balans, iv3balans
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.dossier import Record, Waarde
from tests.proef import van_tabellen

JAARREKENING: Final = Levering(2026, 5)
KWARTAAL: Final = Levering(2026, 1)


def lijst() -> Codelijst:
    found = codelijst(2026)
    assert found
    return found


def made(levering: Levering, **euros: int) -> Iv3balans:
    """Return the balance of a dossier with these amounts in euros: `A23__2026_1` is `balans.A23.2026-1`."""
    waarden: dict[str, Waarde] = {}
    for naam, amount in euros.items():
        code, _, moment = naam.partition("__")
        waarden[f"balans.{code}.{moment.replace('_', '-')}"] = 100 * amount
    return of(levering, waarden)


def of(levering: Levering, waarden: dict[str, Waarde]) -> Iv3balans:
    return iv3balans(van_tabellen([], begroting=[Record("iv3", "", waarden)]), levering, lijst())


def test_a_balance_begins_with_that_of_the_year_before_and_ends_with_that_of_the_year() -> None:
    balans = made(
        JAARREKENING, P112__2026=30, A121__2025=10, A121__2026=12, A121__2026_1=99, A121__2024=5, P112__2025=0
    )
    assert balans.standen == {("A121", "1 januari"): 10, ("A121", "ultimo"): 12, ("P112", "ultimo"): 30}
    assert [code for code, _ in balans.standen] == ["A121", "A121", "P112"]


@pytest.mark.parametrize("kwartaal", [1, 2, 3, 4])
def test_a_quarter_ends_with_its_own_balance(kwartaal: int) -> None:
    amounts = {f"A121__2026_{k}": 10 * k for k in range(1, 5)}
    balans = made(Levering(2026, kwartaal), A121__2025=1, A121__2026=99, **amounts)
    assert balans.standen["A121", "ultimo"] == 10 * kwartaal


def test_a_budget_has_no_balance_whatever_is_given() -> None:
    assert made(Levering(2026, 0), A23__2025=1, A23__2026=2) == Iv3balans()


@pytest.mark.parametrize(
    ("code", "begin", "eind", "expected"),
    [
        ("A23", 10, 15, {("lasten", "A23", "6.1"): 5}),
        ("A23", 15, 10, {("baten", "A23", "6.1"): 5}),
        ("P133", 10, 15, {("baten", "P133", "6.1"): 5}),
        ("P133", 15, 10, {("lasten", "P133", "6.1"): 5}),
        ("A23", 10, 10, {}),
        ("A123", 10, 15, {}),
        ("P112", 10, 15, {}),
        ("X9", 10, 15, {}),
    ],
)
def test_what_moved_a_financial_code_is_the_difference_of_its_balances(
    code: str, begin: int, eind: int, expected: dict[Cel, int]
) -> None:
    balans = made(JAARREKENING, **{f"{code}__2025": begin, f"{code}__2026": eind})
    assert (balans.mutaties, balans.afgeleid) == (expected, len(expected))


def test_what_is_given_is_taken_off_the_difference() -> None:
    """A claim of 100 becomes 130; 5 was written off against the provision (7.2), 20 lent explicitly: 15 is left."""
    given: dict[str, Waarde] = {
        "balans.A224.2025": 10000,
        "balans.A224.2026": 13000,
        'balans_lasten.A224."6.1".2026': 2000,
        'balans_baten.A224."7.2".2026': 500,
        'balans_baten.A224."7.2".2026-1': 9900,
    }
    assert of(JAARREKENING, given).mutaties == {("baten", "A224", "7.2"): 5, ("lasten", "A224", "6.1"): 35}


def test_without_a_begin_or_an_end_nothing_follows() -> None:
    assert made(JAARREKENING, A23__2025=10).mutaties == {}
    assert made(JAARREKENING, A23__2026=10).mutaties == {}
    assert made(KWARTAAL, A23__2025=10, A23__2026=5).mutaties == {}


def test_amounts_are_whole_euros_each_rounded_on_its_own() -> None:
    balans = of(JAARREKENING, {"balans.A23.2025": 1049, "balans.A23.2026": 2050})
    assert balans.standen == {("A23", "1 januari"): 10, ("A23", "ultimo"): 21}
    assert balans.mutaties == {("lasten", "A23", "6.1"): 11}


def test_the_financial_codes_are_those_that_the_controls_of_quarters_ask() -> None:
    """Controls 2 and 3 (periods 1 to 4) of the definition files of 2020 to 2026 name 44 and, from 2025 on, 58 codes."""
    counts = {
        jaar: sum(map(is_financieel, found.balanscodes)) for jaar in range(2020, 2027) if (found := codelijst(jaar))
    }
    assert counts == dict.fromkeys(range(2020, 2025), 44) | dict.fromkeys((2025, 2026), 58)
    assert not any(map(is_financieel, ["A111", "A129", "A212", "A215", "P111", "P114", "P12"]))
    assert all(map(is_financieel, ["A1311", "A1332c", "A221a", "A23", "A29a", "P131", "P140", "P212", "P29g"]))
