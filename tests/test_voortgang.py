"""Slow work tells how far it is, and ends where somebody calls it off."""

from __future__ import annotations

import asyncio

import pytest

from budgetdesk.voortgang import Afgebroken, Voortgang, gevolgd, onafgebroken, stap, stappen


def test_a_follower_is_told_before_each_part_how_many_are_done() -> None:
    told: list[Voortgang] = []

    def volger(stand: Voortgang) -> bool:
        told.append(stand)
        return True

    with gevolgd(volger):
        assert list(stappen("abc", "letters")) == ["a", "b", "c"]
        stap(7, 0, "commits")
    assert told == [*(Voortgang(i, 3, "letters") for i in range(3)), Voortgang(7, 0, "commits")]
    assert list(stappen("ab", "letters")) == ["a", "b"]
    assert len(told) == 4


def test_work_that_is_called_off_does_no_further_part() -> None:
    done: list[int] = []
    with pytest.raises(Afgebroken, match="er is niets gewijzigd"), gevolgd(lambda stand: stand.gedaan < 2):
        done.extend(stappen(range(9), "delen"))
    assert done == [0, 1]


async def test_a_thread_follows_as_its_task_does() -> None:
    with pytest.raises(Afgebroken), gevolgd(lambda _stand: False):
        await asyncio.to_thread(lambda: list(stappen([1], "delen")))


def test_work_that_wrote_something_is_told_of_and_goes_on() -> None:
    told: list[int] = []

    def volger(stand: Voortgang) -> bool:
        told.append(stand.gedaan)
        return False

    with gevolgd(volger):
        with onafgebroken():
            assert list(stappen("abc", "letters")) == ["a", "b", "c"]
        with pytest.raises(Afgebroken), onafgebroken(als=False):
            stap(9, 9, "letters")
    assert told == [0, 1, 2, 9]
    with onafgebroken():
        stap(0, 1, "letters")
