"""The standard tables: the published figures, the four sign conventions, and rows and columns that add up."""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import round_to
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Dossier, Record, Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.grid import Grid, Rij, verschil_factor
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load
from tests.proef import cijfers, van_tabellen

GOLDEN = {
    "2026-programma-1-programmakosten": ("leiden-2026", "programmakosten"),
    "2026-programma-1-reserves": ("leiden-2026", "reserves"),
    "2017-jaarrekening-programma-1-programmabudget": ("leiden-2017-jaarrekening", "programmakosten"),
    "2017-jaarrekening-programma-1-reserves": ("leiden-2017-jaarrekening", "reserves"),
}

CONVENTIES = {
    "A": {"lasten": "+", "baten": "-", "saldo": "lasten-baten"},
    "B": {"lasten": "+", "baten": "+", "saldo": "lasten-baten"},
    "C": {"lasten": "+", "baten": "+", "saldo": "baten-lasten"},
    "D": {"lasten": "-", "baten": "+", "saldo": "baten-lasten"},
}


def grid(dossier: Dossier, tabel: str, *, posten: bool = False) -> Grid:
    """Return a table of the first programma."""
    shown, bestand = cijfers(dossier), dossier.programmas[0]
    return build(tabel, shown, [bestand], posten=posten)


def small(sjabloon: str, weergave: dict[str, str | int | bool], *records: Record) -> Dossier:
    """Return a dossier of 2026 with one programma that holds these tables."""
    return van_tabellen(records, begroting=[Record("weergave", "", dict(weergave))], sjabloon=sjabloon)


def table_of(grid: Grid) -> list[list[str]]:
    head = ["rij", "soort", *(k.tekst for k in grid.koppen)]
    return [head, *([r.naam, r.soort, *cells] for r, cells in zip(grid.rijen, grid.cells(), strict=True))]


# --- the published tables ------------------------------------------------------------------------


@pytest.mark.parametrize("naam", GOLDEN)
def test_a_published_table_comes_out_cell_for_cell(samples: Path, golden: Path, naam: str) -> None:
    map_, tabel = GOLDEN[naam]
    published = list(csv.reader((golden / "leiden" / f"{naam}.csv").read_text("utf-8").splitlines()))
    assert table_of(grid(read_dossier(samples / map_).dossier, tabel)) == published


def test_the_published_tables_are_all_there(golden: Path) -> None:
    files = sorted((golden / "leiden").glob("*-programma-1-*.csv"))
    assert [f.stem for f in files] == sorted(GOLDEN)
    cells = sum(len(row) - 2 for f in files for row in list(csv.reader(f.read_text("utf-8").splitlines()))[1:])
    assert cells == 390


# --- signs, differences, letters -----------------------------------------------------------------

DUIZEND = 1000 * 100


def jaarrekening(**weergave: str | int | bool) -> Dossier:
    """Return Leiden's example: lasten 27.942 against 27.614, baten 352 against 335; and a small reserve."""
    post = {"lasten.begroting.2026": 27942, "lasten.rekening.2026": 27614}
    post |= {"baten.begroting.2026": 352, "baten.rekening.2026": 335}
    reserve = {"toevoeging.begroting.2026": 100, "toevoeging.rekening.2026": 130}
    reserve |= {"onttrekking.begroting.2026": 50, "onttrekking.rekening.2026": 40}
    records = [Record("post", "x", {"beleidsterrein": "A"}), Record("reserve", "r", {"naam": "R"})]
    for record, amounts in zip(records, (post, reserve), strict=True):
        record.waarden |= {key: euros * DUIZEND for key, euros in amounts.items()}
    return small("jaarrekening", weergave, Record("beleidsterrein", "A", {"naam": "A"}), *records)


def column(dossier: Dossier, kop: str) -> list[str]:
    """Return the cells of one column for the rows of a beleidsterrein, the reserves and the result."""
    kosten = grid(dossier, "programmakosten")
    kolom = [k.tekst for k in kosten.koppen].index(kop)
    cells = [kosten.cell(rij, kolom) for rij in range(len(kosten.rijen))]
    # the totals of a programma with one beleidsterrein are its own
    assert cells[:3] == cells[3:6]
    return cells[3:]


@pytest.mark.parametrize(
    ("conventie", "cells"),
    [
        ("A", "27.942 -352 27.590 100 -50 50 27.640"),
        ("B", "27.942 352 27.590 100 50 50 27.640"),
        ("C", "27.942 352 -27.590 100 50 -50 -27.640"),
        ("D", "-27.942 352 -27.590 -100 50 -50 -27.640"),
    ],
)
def test_each_convention_prints_its_own_signs(conventie: str, cells: str) -> None:
    dossier = jaarrekening(**CONVENTIES[conventie])
    assert column(dossier, "Begroting 2026 na wijziging") == cells.split()
    reservetabel = grid(dossier, "reserves")
    assert [row[1] for row in reservetabel.cells()][3:] == cells.split()[3:6]


@pytest.mark.parametrize(
    ("conventie", "verschil", "cells"),
    [
        ("A", "begroting-rekening", "328 -17 311 -30 -10 -40 271"),
        ("B", "begroting-rekening", "328 17 311 -30 10 -40 271"),
        ("C", "begroting-rekening", "328 17 -311 -30 10 40 -271"),
        ("D", "begroting-rekening", "-328 17 -311 30 10 40 -271"),
        ("A", "rekening-begroting", "-328 17 -311 30 10 40 -271"),
        ("B", "rekening-begroting", "-328 -17 -311 30 -10 40 -271"),
        ("C", "rekening-begroting", "-328 -17 311 30 -10 -40 271"),
        ("D", "rekening-begroting", "328 -17 311 -30 -10 -40 271"),
        ("A", "effect", "328 -17 311 -30 -10 -40 271"),
        ("B", "effect", "328 -17 311 -30 -10 -40 271"),
        ("C", "effect", "328 -17 311 -30 -10 -40 271"),
        ("D", "effect", "328 -17 311 -30 -10 -40 271"),
    ],
)
def test_a_difference_is_taken_on_printed_signs_and_effect_makes_plus_favourable(
    conventie: str, verschil: str, cells: str
) -> None:
    assert column(jaarrekening(**CONVENTIES[conventie], verschil=verschil), "Verschil 2026") == cells.split()


@pytest.mark.parametrize("conventie", CONVENTIES)
@pytest.mark.parametrize("verschil", ["begroting-rekening", "rekening-begroting", "effect"])
def test_letters_say_the_same_in_every_convention(conventie: str, verschil: str) -> None:
    dossier = jaarrekening(**CONVENTIES[conventie], verschil=verschil, letters=True)
    differences = [cell.split()[1] for cell in column(dossier, "Verschil 2026")]
    assert differences == ["V", "N", "V", "N", "N", "N", "V"]
    balances = [cell.split()[1:] for cell in column(dossier, "Rekening 2026")]
    assert balances == [[], [], ["N"], [], [], ["N"], ["N"]]


def test_zero_has_no_letter_and_a_benefit_is_a_v() -> None:
    post = Record("post", "x", {"beleidsterrein": "A", "baten.rekening.2026": 5 * DUIZEND})
    kosten = grid(small("jaarrekening", {"letters": True, "nul": "0"}, post), "programmakosten")
    assert [row[4] for row in kosten.cells()][:3] == ["0", "-5", "-5 V"]
    assert [row[1] for row in kosten.cells()][2] == "0"


# --- rows and columns that add up ----------------------------------------------------------------

CONVENTIE = [
    CONVENTIES[c] | {"verschil": v} for c in CONVENTIES for v in ("begroting-rekening", "rekening-begroting", "effect")
]


def random_dossier(rng: random.Random, sjabloon: str) -> Dossier:
    weergave: dict[str, str | int | bool] = dict(rng.choice(CONVENTIE))
    records = [Record("beleidsterrein", t, {"naam": t}) for t in "AB"[: rng.choice([0, 1, 2])]]
    sleutels = [f"{f}.{j}" for f in ("rekening", "begroting", "wijziging") for j in range(2024, 2030)]
    for soort, kanten in (("post", POSTKANTEN), ("reserve", RESERVEKANTEN)):
        for n in range(rng.choice([0, 1, 3])):
            record = Record(soort, f"{soort}{n}", {"naam": "N", "beleidsterrein": rng.choice("ABC")})
            keys = rng.sample(sleutels, rng.randrange(len(sleutels)))
            record.waarden |= {f"{kant}.{key}": rng.randrange(-(10**9), 10**9) for kant in kanten for key in keys}
            records.append(record)
    return small(sjabloon, weergave, *records)


def row_sums(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield every cell of a row with parts, and the sum of factor x part."""
    for i, rij in enumerate(grid.rijen):
        for k, kop in enumerate(grid.koppen) if rij.delen else ():

            def exact(row: int, kolom: int = k, *, verschil: bool = kop.verschil) -> int:
                """Return a cell as it is before a `verschil` setting turned it round."""
                factor = verschil_factor(grid.rijen[row], grid.weergave) if verschil else 1
                return (grid.cents(row, kolom) or 0) * factor

            yield exact(i), sum(factor * exact(deel) for deel, factor in rij.delen)


def column_sums(grid: Grid) -> Iterator[tuple[int | None, int]]:
    for i, rij in enumerate(grid.rijen):
        for k, kop in enumerate(grid.koppen):
            if kop.delen:
                turned = verschil_factor(rij, grid.weergave) if kop.verschil else 1
                yield grid.cents(i, k), turned * sum(factor * (grid.cents(i, deel) or 0) for deel, factor in kop.delen)


@given(
    st.integers(0, 2**32),
    st.sampled_from(["begroting", "jaarrekening"]),
    st.sampled_from(["programmakosten", "reserves"]),
)
def test_every_total_equals_its_parts_exactly_under_every_setting(seed: int, sjabloon: str, tabel: str) -> None:
    rng = random.Random(seed)  # noqa: S311
    table = grid(random_dossier(rng, sjabloon), tabel, posten=rng.random() < 0.5)
    for total, parts in (*row_sums(table), *column_sums(table)):
        assert total == parts


@given(st.integers(0, 2**32))
def test_every_printed_cell_is_rounded_on_its_own(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    table = grid(random_dossier(rng, "jaarrekening"), "programmakosten")
    for i in range(len(table.rijen)):
        for k in range(len(table.koppen)):
            cents = table.cents(i, k)
            assert cents is not None
            printed = table.cell(i, k).replace(".", "")
            assert int(printed if printed.strip("-") else "0") == round_to(cents, 1000)


def test_printed_parts_need_not_add_up() -> None:
    posts = [Record("post", n, {"beleidsterrein": n, "lasten.begroting.2026": 50040}) for n in "AB"]
    kosten = grid(small("begroting", {}, *posts), "programmakosten")
    lasten = [row[2] for row, r in zip(kosten.cells(), kosten.rijen, strict=True) if r.soort == "Lasten"]
    assert lasten == ["1", "1", "1"]


# --- which rows ----------------------------------------------------------------------------------


def rows(grid: Grid) -> list[tuple[str, str, tuple[str, str] | None, int]]:
    return [(r.naam, r.soort, r.tabel, r.niveau) for r in grid.rijen]


def test_a_beleidsterrein_with_one_plain_post_is_edited_in_its_own_rows() -> None:
    dossier = small(
        "begroting", {}, Record("beleidsterrein", "A", {"naam": "Aa"}), Record("post", "x", {"beleidsterrein": "A"})
    )
    for posten in (True, False):
        assert rows(grid(dossier, "programmakosten", posten=posten))[:4] == [
            ("Aa", "Lasten", ("post", "x"), 0),
            ("Aa", "Baten", ("post", "x"), 0),
            ("Aa", "Saldo", None, 0),
            ("Programma", "Lasten", None, 0),
        ]


def test_more_posts_unfold_under_their_beleidsterrein_in_file_order() -> None:
    posts = [Record("post", n, {"naam": n.upper(), "beleidsterrein": "A"}) for n in "yx"]
    dossier = small("begroting", {}, Record("beleidsterrein", "B", {"naam": "Leeg"}), *posts)
    printed = [(r.naam, r.soort) for r in grid(dossier, "programmakosten").rijen][:6]
    names = ["Leeg", "A: onbekend beleidsterrein"]
    assert printed == [(naam, soort) for naam in names for soort in ("Lasten", "Baten", "Saldo")]
    unfolded = rows(grid(dossier, "programmakosten", posten=True))[6:10]
    assert unfolded == [(n.upper(), soort, ("post", n), 1) for n in "yx" for soort in ("Lasten", "Baten")]


def test_a_post_with_mutations_shows_what_it_is_made_of() -> None:
    post = Record("post", "x", {"naam": "X", "beleidsterrein": "A", "lasten.begroting.2026": 1000 * DUIZEND})
    mutatie = Record("mutatie", "m", {"programma": 1, "post": "x", "lasten.2026": 5 * DUIZEND})
    dossier = van_tabellen([post], besluiten=[[mutatie]])
    kosten = grid(dossier, "programmakosten", posten=True)
    assert [
        (r.naam, r.tabel, r.niveau, kosten.cell(i, 2)) for i, r in enumerate(kosten.rijen) if r.soort == "Lasten"
    ] == [
        ("A: onbekend beleidsterrein", None, 0, "1.005"),
        ("X", ("post", "x"), 1, "1.005"),
        ("Raming", ("post", "x"), 2, "1.000"),
        ("Mutaties", None, 2, "5"),
        ("Programma", None, 0, "1.005"),
    ]


@pytest.mark.lang
def test_the_reserves_of_both_tables_are_the_same(samples: Path) -> None:
    for map_ in sorted(samples.iterdir()):
        dossier = read_dossier(map_).dossier
        kosten, reservetabel = grid(dossier, "programmakosten"), grid(dossier, "reserves")
        assert list(kosten.cells())[-4:-1] == list(reservetabel.cells())[-3:]


def test_a_programma_without_anything_prints_its_totals() -> None:
    dossier = small("begroting", {})
    assert len(grid(dossier, "programmakosten").rijen) == 7
    assert [set(row) for row in grid(dossier, "reserves").cells()] == [{"-"}] * 3


@pytest.mark.parametrize(
    ("weergave", "cells"),
    [
        (Weergave(), ["-", "0", "-0", "-1"]),
        (Weergave(nul="0"), ["0", "0", "0", "-1"]),
        (Weergave(nul=""), ["", "0", "0", "-1"]),
        (Weergave(minteken="achter"), ["-", "0", "0-", "1-"]),
        (Weergave(eenheid=1), ["-", "499", "-499", "-500"]),
        (Weergave(eenheid=1_000_000), ["-", "0", "-0", "-0"]),
    ],
)
def test_zeros_minus_signs_and_units_print_as_set(weergave: Weergave, cells: list[str]) -> None:
    values = [0, 49900, -49900, -50000]
    rij = Rij("r", "", "blad", Scope("post", "x"), (("lasten", 1),))
    table = Grid("t", "T", 1, (), [rij] * 4, weergave, lambda r, _: values[r])
    assert [table.cell(i, 0) for i in range(4)] == cells


def test_a_blank_cell_prints_nothing() -> None:
    rij = Rij("r", "", "blad", Scope("post", "x"), (("lasten", 1),))
    assert Grid("t", "T", None, (), [rij], Weergave(letters=True), lambda _r, _k: None).cell(0, 0) == ""


@pytest.mark.parametrize(("lasten", "baten", "saldo"), list(itertools.product((1, -1), repeat=3)))
def test_plus_is_favourable_on_every_row_under_effect_whatever_the_signs(lasten: int, baten: int, saldo: int) -> None:
    weergave = Weergave(lasten=lasten, baten=baten, saldo=saldo, verschil="effect")
    dossier = jaarrekening()
    sjabloon = load("jaarrekening", 2026)
    cijfers = Cijfers(dossier, Totalen(dossier, sjabloon.ramingen), sjabloon, weergave)
    kosten = build("programmakosten", cijfers, dossier.programmas[:1])
    assert [kosten.cell(i, 5) for i in range(3, 10)] == "328 -17 311 -30 -10 -40 271".split()
    assert [kosten.voordeel(i, 5) for i in range(3, 10)] == [1] * 7
