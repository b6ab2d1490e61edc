"""Rows that stay on one page, and those that are too high for that."""

from __future__ import annotations

from budgetdesk.export.pdf.bijeen import Bijeen, bijeen
from budgetdesk.export.pdf.maat import ONS, Maat
from budgetdesk.export.printed import Afdruk, Afdrukregel


def rows(*kinds: str, tekst: str = "x") -> Afdruk:
    """Return a table of rows: `h` heads the ones `b` below it, `g` stands above others, `r` is one by itself."""
    regels = [
        Afdrukregel((tekst, "1"), "blad", 0, begint=False, vol=kind in "hg", hoofd=kind == "h", binnen=kind == "b")
        for kind in "".join(kinds)
    ]
    return Afdruk("", (), tuple(regels), ())


def held(*kinds: str, tekst: str = "x") -> Bijeen:
    return bijeen(rows(*kinds, tekst=tekst), Maat(9.0, (100.0, 50.0), liggend=False, krap=False), ONS)


def test_rows_stay_below_what_heads_them_and_the_last_one_is_never_alone() -> None:
    long = "r" * 30
    shown = held(long, "hbbb", "ghbb", "gr", "rr").samen
    assert shown[30:] == (4, 0, 0, 0, 4, 0, 0, 0, 2, 0, 2, 0)
    assert shown[:30] == (1,) * 30
    assert held(long, "h", "b" * 20).samen[30:] == (2, 0, *[1] * 19)
    assert held("hbbb") == Bijeen(kort=True, samen=(1,) * 4, heel=(True,) * 4)


def test_what_is_higher_than_half_a_page_is_not_kept_on_one() -> None:
    some, many = "woord " * 40, "woord " * 400
    assert held("hbbb").kort
    assert held("rrr", tekst=some) == Bijeen(kort=False, samen=(1, 2, 0), heel=(True,) * 3)
    assert held("rr", tekst=many) == Bijeen(kort=False, samen=(1, 1), heel=(False, False))
