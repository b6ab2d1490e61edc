from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.pdf.letterkeus import Letter
from budgetdesk.export.pdf.maat import ONS, maat
from budgetdesk.export.pdf.vorm import Vorm, vorm
from budgetdesk.export.printed import Afdruk, Kolomkop


def tabel(smalst: float) -> Afdruk:
    return Afdruk("", (Kolomkop("", smalst, smalst), Kolomkop("", smalst, smalst)), (), ())


def test_margins_and_letter_of_the_house_style_leave_that_much_room() -> None:
    vel = vorm(Huisstijl(marge=30, corps=Decimal("12.5")), Letter(cijfer=0.6)).vel
    assert (vel.staand, vel.liggend) == pytest.approx((150 * 72 / 25.4, 237 * 72 / 25.4))
    assert (vel.corps, vel.cijfer) == (12.5, 0.6)
    assert Vorm().vel.staand == pytest.approx(ONS.staand, abs=0.1)


@pytest.mark.parametrize(
    ("smalst", "corps", "liggend", "krap"),
    [
        (40.0, 9.0, False, False),
        (57.0, 8.0, False, False),
        (60.0, 9.0, True, False),
        (90.0, 7.5, True, False),
        (120.0, 7.0, True, True),
    ],
)
def test_letters_grow_smaller_before_the_page_turns_and_words_break_last(
    smalst: float, corps: float, liggend: bool, krap: bool
) -> None:
    made = maat(tabel(smalst))
    assert (made.corps, made.liggend, made.krap) == (corps, liggend, krap)
    assert sum(made.breedtes) <= (ONS.liggend if liggend else ONS.staand)


def test_a_wider_letter_takes_a_smaller_size_or_another_page() -> None:
    assert maat(tabel(50.0), ONS).corps == 9.0
    assert maat(tabel(50.0), replace(ONS, cijfer=0.59)).corps == 8.0
    assert maat(tabel(50.0), replace(ONS, cijfer=0.7)).liggend


def test_letters_follow_the_size_of_the_text_and_are_never_smaller_than_seven_points() -> None:
    assert maat(tabel(10.0), replace(ONS, corps=14.0)).corps == 12.6
    assert maat(tabel(120.0), replace(ONS, corps=8.0)).corps == 7.0
