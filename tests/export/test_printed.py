"""Tables as they are printed: where a line may end, how wide columns are, and what stands above rows."""

from __future__ import annotations

import pytest

from budgetdesk.export.printed import afdruk, geteld, zichtbaar
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Kop, Rij, Rol


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025: 21 %", ["2025: 21 %"]),
        ("€ 1.000 erbij", ["€ 1.000", "erbij"]),
        ("2025: 20,4 x 1.000; 2026: 195 x 1.000", ["2025:", "20,4 x 1.000;", "2026:", "195 x 1.000"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, words: list[str]) -> None:
    assert [word.replace("\u00a0", " ") for word in zichtbaar(text).split(" ")] == words


def rij(naam: str, soort: str, niveau: int = 0, rol: Rol = "blad") -> Rij:
    return Rij(naam, soort, rol, Scope("x", naam), niveau=niveau)


def tabel(*rijen: Rij) -> Grid:
    shown = [None if rij.rol == "groep" else "1" for rij in rijen]
    return Grid("t", "T", None, [Kop("A", 2026, vorm="tekst")], rijen, Weergave(), lambda r, _k: shown[r], ("", ""))


def test_a_letter_that_is_not_known_has_narrow_and_wide_characters_too() -> None:
    assert geteld("2027", vet=False) == 4
    assert geteld("1.450", vet=False) < 5 < geteld("wmwmw", vet=False)
    assert geteld("stijl", vet=False) < 4
    assert geteld("20", vet=True) > geteld("20", vet=False)


def test_what_goes_across_all_columns_makes_none_of_them_wider() -> None:
    narrow, wide = (afdruk(tabel(rij(naam, "x", rol="groep"), rij("P", "Lasten"))).koppen for naam in ("G", "g" * 90))
    assert [(kop.smalst, kop.ruim) for kop in narrow] == [(kop.smalst, kop.ruim) for kop in wide]


def test_a_block_goes_on_below_the_deeper_rows_that_are_part_of_it_and_is_named_once() -> None:
    a, inner = [rij("A", kant) for kant in ("Lasten", "Baten")], rij("p", "Lasten", 1)
    regels = afdruk(tabel(a[0], inner, a[1], rij("B", "Lasten"), rij("q", "Baten", 1), a[0])).regels
    assert [(regel.niveau, regel.cellen[0], regel.hoofd) for regel in regels] == [
        (0, "A", True),
        (1, "Lasten", False),
        (2, "p", False),
        (1, "Baten", False),
        (0, "B: Lasten", False),
        (1, "q: Baten", False),
        (0, "A: Lasten", False),
    ]
    assert [regel.begint for regel in regels[:4]] == [True, False, False, False]


def test_a_group_with_a_code_and_a_name_is_one_line_across_all_columns() -> None:
    regel = afdruk(tabel(rij("Doel 1A1", "Een raad", rol="groep"))).regels[0]
    assert (regel.cellen, regel.vol) == (("Doel 1A1 Een raad", "", ""), True)
