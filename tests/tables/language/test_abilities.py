"""What a declaration can ask for beside what the examples of the page print: signs, letters, decimals, parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.text import to_text
from budgetdesk.export.workbook import build_workbook
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.language.build import build
from budgetdesk.tables.language.fit import findings
from budgetdesk.tables.signed import Cijfers
from tests.proef import begroting, programma, session
from tests.tables.language.proef import declared
from tests.tijd import hoogstens

POST = """\
[post.a]
naam = "Raad"
beleidsterrein = "X"
lasten.begroting.2026 = 100
lasten.begroting.2027 = 110
lasten.rekening.2026 = 90
baten.begroting.2026 = 30
baten.rekening.2026 = 35
[post.b]
naam = "Griffie"
beleidsterrein = "Y"
lasten.begroting.2026 = 1_234_567
"""
SIGNS = {
    "A": 'lasten = "+"\nbaten = "-"\nsaldo = "lasten-baten"\n',
    "B": 'lasten = "+"\nbaten = "+"\nsaldo = "lasten-baten"\n',
    "C": 'lasten = "+"\nbaten = "+"\nsaldo = "baten-lasten"\n',
    "D": 'lasten = "-"\nbaten = "+"\nsaldo = "baten-lasten"\n',
}


def figures(signs: str = SIGNS["A"], extra: str = "", sjabloon: str = "begroting") -> Cijfers:
    head = begroting(f"[weergave]\neenheid = 1\n{signs}{extra}", sjabloon=sjabloon)
    return session(programma(POST), begroting=head).cijfers


def made(text: str, cijfers: Cijfers) -> Grid:
    return build(declared(text), cijfers, cijfers.dossier.programmas)


def cells(text: str, cijfers: Cijfers) -> list[list[str]]:
    return list(made(text, cijfers).cells())


RAAD = 'waar = { post = "a" }'


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ("A", ["100", "-30", "70"]),
        ("B", ["100", "30", "70"]),
        ("C", ["100", "30", "-70"]),
        ("D", ["-100", "30", "-70"]),
    ],
)
def test_a_sum_of_rows_is_signed_last_whatever_the_document_prints(signs: str, expected: list[str]) -> None:
    rows = (
        f'rij = [{{ id = "l", {RAAD}, maat = "lasten" }}, {{ id = "b", {RAAD}, maat = "baten" }}, '
        '{ naam = "S", som = { l = 1, b = -1 } }]'
    )
    found = made(f'kolom = ["begroting"]\n{rows}', figures(SIGNS[signs]))
    assert [row[0] for row in found.cells()] == expected
    row = found.rijen[2]
    assert sum((found.cents(i, 0) or 0) * factor for i, factor in row.delen) == found.cents(2, 0)


@pytest.mark.parametrize("signs", SIGNS)
def test_a_sum_of_rows_of_one_side_has_the_sign_of_that_side(signs: str) -> None:
    raad = f'{RAAD}, maat = "lasten"'
    rows = f'rij = [{{ id = "a", {raad} }}, {{ naam = "D", som = {{ a = 2 }} }}, {{ {raad} }}]'
    one, double, again = (
        made(f'kolom = ["begroting"]\n{rows}', figures(SIGNS[signs])).cents(i, 0) or 0 for i in range(3)
    )
    assert double == 2 * one == 2 * again


@pytest.mark.parametrize("signs", SIGNS)
@pytest.mark.parametrize("verschil", ["begroting-rekening", "rekening-begroting", "effect"])
def test_measures_side_by_side_print_what_they_print_below_each_other(signs: str, verschil: str) -> None:
    cijfers = figures(SIGNS[signs], f'verschil = "{verschil}"\nletters = true\n', "jaarrekening")
    kolom = 'kolom = ["begroting", "rekening", "verschil"]\n'
    maten = ("lasten", "baten", "saldo")
    below = cells(f'{kolom}rij = [{{ naam = "A", maten = ["lasten", "baten", "saldo"] }}]', cijfers)
    (beside,) = cells(f'{kolom}maten = ["lasten", "baten", "saldo"]\nrij = [{{ naam = "A" }}]', cijfers)
    assert beside == [below[m][k] for k in range(3) for m in range(len(maten))]


def test_columns_that_are_chosen_know_the_columns_they_subtract() -> None:
    cijfers = figures(sjabloon="jaarrekening")
    whole = made('kolom = ["na-wijziging", "rekening", "verschil"]\nrij = [{ maat = "lasten" }]', cijfers)
    assert whole.koppen[2].delen == ((0, 1), (1, -1))
    alone = made('kolom = ["verschil"]\nrij = [{ maat = "lasten" }]', cijfers)
    assert alone.koppen[0].delen == ()
    assert "Verschil 2026 = Begroting 2026 na wijziging min Rekening 2026" in to_text(alone)


def test_columns_left_out_by_year_leave_no_wrong_parts() -> None:
    cijfers = figures(sjabloon="jaarrekening")
    found = made('vanaf = "T"\nrij = [{ maat = "lasten" }]', cijfers)
    names = [kop.tekst for kop in found.koppen]
    sums = {names[k]: [names[i] for i, _ in kop.delen] for k, kop in enumerate(found.koppen) if kop.delen}
    assert sums == {
        "Begroting 2026 na wijziging": ["Begroting 2026", "Wijziging Begroting"],
        "Verschil 2026": ["Begroting 2026 na wijziging", "Rekening 2026"],
    }


def test_letters_in_a_column_of_their_own_leave_no_wrong_parts() -> None:
    cijfers = figures(sjabloon="jaarrekening")
    found = made('letters = "kolom"\nrij = [{ maat = "lasten" }, { maat = "saldo" }]', cijfers)
    verschil = next(k for k, kop in enumerate(found.koppen) if kop.verschil)
    assert [found.cell(0, verschil), found.cell(0, verschil + 1)] == ["1.234.577", "V"]
    assert {letter for row in found.cells() for cell in row for letter in cell if letter in "VN"} == {"V"}
    assert all(k < verschil or k == verschil + 1 or kop.verschil for k, kop in enumerate(found.koppen))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("eenheid = 1_000_000\ndecimalen = 2", "1,23"),
        ("eenheid = 1000\ndecimalen = 1", "1.234,6"),
        ("eenheid = 1\ndecimalen = 2", "1.234.567,00"),
        ("eenheid = 1_000_000", "1"),
    ],
)
def test_decimals_are_of_the_unit_and_rounded_once(keys: str, expected: str) -> None:
    text = f'kolom = ["begroting"]\n{keys}\nrij = [{{ waar = {{ post = "b" }}, maat = "lasten" }}]'
    assert cells(text, figures()) == [[expected]]


def test_a_reserve_under_a_heading_has_the_rows_below_it() -> None:
    reserve = '[reserve.r]\nnaam = "Riool"\nsoort = "bestemmingsreserve"\nstand.2025 = 7\n'
    cijfers = session(programma(reserve), begroting=begroting("[weergave]\neenheid = 1\n")).cijfers
    rows = 'rij = [{ per = "register", kop = "{naam}", onder = [{ naam = "1 januari", maat = "begin" }] }]'
    grid = made(f'kolom = ["begroting"]\nmaat = {{ begin = {{ begin = 1 }} }}\n{rows}', cijfers)
    assert [(rij.naam, *cells) for rij, cells in zip(grid.rijen, grid.cells(), strict=True)] == [
        ("Riool", ""),
        ("1 januari", "7"),
    ]


@pytest.mark.parametrize(
    ("soort", "expected"),
    [
        ("", ["Lasten", "Lasten", "Lasten"]),
        ('soort = ""', ["", "", ""]),
        ('soort = "{taakveld}"', ["", "", "Lasten"]),
        ('soort = { lasten = "", eind = "Som" }', ["", "", "Som"]),
    ],
)
def test_the_total_below_members_is_called_as_they_are_unless_that_is_a_field_of_theirs(
    soort: str, expected: list[str]
) -> None:
    row = f'{{ per = "post", maat = "lasten", eind = "Totaal"{", " if soort else ""}{soort} }}'
    assert [rij.soort for rij in made(f'kolom = ["begroting"]\nrij = [{row}]', figures()).rijen] == expected


@pytest.mark.parametrize("beside", ["jaar = 1", "fase = { rekening = 1 }"])
def test_a_row_of_another_year_or_phase_than_its_column_is_not_typed_in(beside: str) -> None:
    text = 'kolom = [["begroting", "lasten"]]\nrij = [{{ waar = {{ post = "a" }}{} }}]'
    assert made(text.format(""), figures()).adres(0, 0) is not None
    assert made(text.format(f", {beside}"), figures()).adres(0, 0) is None


@pytest.mark.parametrize(("beside", "expected"), [("jaar = 1", 11_000), ("fase = { rekening = 1 }", 9_000)])
def test_a_row_of_another_year_or_phase_is_told_by_its_own_amounts(beside: str, expected: int) -> None:
    text = f'kolom = ["begroting"]\nrij = [{{ naam = "Raad", waar = {{ post = "a" }}, maat = "lasten", {beside} }}]'
    grid = made(text, figures())
    behind = grid.behind(0, 0)
    assert isinstance(behind, Computed)
    assert [part.cents for part in behind.parts()] == [grid.cents(0, 0)] == [expected]


MOVES = """\
[reserve.r]
naam = "Riool"
soort = "bestemmingsreserve"
toevoeging.begroting.2026 = 7
onttrekking.begroting.2026 = 2
"""


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('{ naam = "Erbij", waar = { kant = "toevoeging" } }', [["-", "7", "7"]]),
        ('{ naam = "Eraf", waar = { kant = "onttrekking" } }', [["-2", "-", "-2"]]),
        ('{ naam = "Beide", waar = { kant = ["toevoeging", "onttrekking"] } }', [["-2", "7", "5"]]),
        ('{ per = "kant", waar = { kant = ["toevoeging", "onttrekking"] } }', [["-", "7", "7"], ["-2", "-", "-2"]]),
        ('{ per = "reserve", waar = { kant = "toevoeging" } }', [["-", "7", "7"]]),
    ],
)
def test_a_filter_by_side_holds_under_the_measures_of_columns(row: str, expected: list[list[str]]) -> None:
    text = f'kolom = ["begroting"]\nmaten = ["baten_na", "lasten_na", "saldo_na"]\nrij = [{row}]'
    cijfers = session(programma(MOVES), begroting=begroting("[weergave]\neenheid = 1\n")).cijfers
    assert cells(text, cijfers) == expected


def test_a_filter_by_side_leaves_the_other_sides_of_a_measure_out() -> None:
    rows = 'rij = [{ waar = { kant = "lasten" }, maat = "saldo" }, { waar = { kant = "baten" }, maat = "saldo" }]'
    assert cells(f'kolom = ["begroting"]\n{rows}', figures()) == [["1.234.667"], ["-30"]]


def test_what_a_filter_by_side_leaves_out_is_missing_from_what_a_table_says_to_hold() -> None:
    rows = 'rij = [{ waar = { kant = "lasten" }, maat = "saldo", rol = "blad" }]'
    tabel = declared(f'dekt = "saldo"\nkolom = ["begroting"]\n{rows}')
    assert [b.code for b in findings(tabel, figures())] == ["BD501"]


ACROSS = """\
kolom = [
  { kop = "Raad", kolom = "begroting", waar = { post = "a" } },
  { kop = "Griffie", kolom = "begroting", waar = { post = "b" } },
  { kop = "Samen", kolom = "begroting" },
]
"""


def test_a_column_with_a_filter_counts_its_part_of_every_row() -> None:
    rows = 'rij = [{ maat = "lasten" }, { maat = "baten" }, { maat = "lasten", jaar = 1 }]'
    assert cells(ACROSS + rows, figures()) == [
        ["100", "1.234.567", "1.234.667"],
        ["-30", "-", "-30"],
        ["110", "-", "110"],
    ]


def test_what_a_filtered_column_counts_is_told_and_typed_where_it_is_one_amount() -> None:
    measured = ACROSS.replace('kolom = "begroting"', 'kolom = "begroting", maat = "lasten"')
    grid = made(f'{measured}rij = [{{ naam = "Alles" }}]', figures())
    assert [str(grid.adres(0, k)) for k in range(3)] == [
        "post.a.lasten.begroting.2026",
        "post.b.lasten.begroting.2026",
        "None",
    ]
    more = POST + '[post.c]\nnaam = "Rekenkamer"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 5\n'
    cijfers = session(programma(more), begroting=begroting("[weergave]\neenheid = 1\n")).cijfers
    kolom = '{ kop = "Deel", kolom = "begroting", waar = { post = ["a", "c"] } }'
    grid = made(f'kolom = [{kolom}]\nrij = [{{ naam = "Alles", maat = "lasten" }}]', cijfers)
    behind = grid.behind(0, 0)
    assert isinstance(behind, Computed)
    assert [(part.naam, part.cents) for part in behind.parts()] == [("Raad", 10_000), ("Rekenkamer", 500)]


def test_a_filtered_column_names_a_member_that_is_nowhere() -> None:
    tabel = declared('kolom = [{ kop = "K", waar = { post = "x" } }]\nrij = [{ maat = "lasten" }]')
    assert [(b.code, b.plaats.sleutel) for b in findings(tabel, figures())] == [("BD502", "tabel.x.kolom[0].waar.post")]


def test_a_balance_of_another_year_is_that_of_its_own_column() -> None:
    reserve = (
        '[reserve.r]\nnaam = "Riool"\nsoort = "bestemmingsreserve"\nstand.2025 = 7\ntoevoeging.begroting.2026 = 2\n'
    )
    cijfers = session(programma(reserve), begroting=begroting("[weergave]\neenheid = 1\n")).cijfers
    rows = 'rij = [{ maat = "begin" }, { maat = "eind" }, { maat = "begin", jaar = 1 }, { maat = "eind", jaar = 9 }]'
    measures = "maat = { begin = { begin = 1 }, eind = { eind = 1 } }"
    assert cells(f'kolom = ["begroting"]\n{measures}\n{rows}', cijfers) == [["7"], ["9"], ["9"], ["-"]]


def test_a_workbook_takes_tables_with_decimals_and_letters() -> None:
    cijfers = figures(sjabloon="jaarrekening")
    rows = 'rij = [{ per = "post", maten = ["lasten", "baten", "saldo"] }]'
    texts = (
        f'letters = "{how}"\ndecimalen = {d}\nnul = "0"\neenheid = 1\n{rows}'
        for how, d in (("kolom", 2), ("verschil", 1))
    )
    grids = [replace(made(text, cijfers), naam=f"t{n}") for n, text in enumerate(texts)]
    assert build_workbook(grids, Documentinfo("Proef", "Proef", "proef", ""))


@pytest.mark.lang
def test_a_table_of_as_many_rows_as_may_be_is_built_in_time() -> None:
    many = "".join(f'[post.p{n}]\nnaam = "P{n}"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 1\n' for n in range(600))
    cijfers = session(programma(many)).cijfers
    row = '{ per = "post", maten = ["lasten", "baten"] },'
    total = '{ naam = "T", maten = ["lasten", "baten", "saldo"], rol = "totaal" },'
    tabel = declared(f"rij = [{row * 5}{total * 300}]")
    with hoogstens(2000):
        assert len(build(tabel, cijfers, cijfers.dossier.programmas).rijen) == 6900


def test_parts_of_a_column_with_a_filter_are_parts_of_what_it_counts() -> None:
    kolom = 'kolom = [{ kop = "Raad", jaren = "T", waar = { post = "a" } }, { kop = "Alles", jaren = "T" }]\n'
    parts = 'splitsing = [{ kop = "vast", waar = { aard = "structureel" } }, { kop = "totaal" }]\n'
    grid = made(f'{kolom}{parts}rij = [{{ naam = "Lasten", maat = "lasten" }}]', figures())
    assert [kop.tekst for kop in grid.koppen] == ["Raad vast", "Raad totaal", "Alles vast", "Alles totaal"]
    assert list(grid.cells()) == [["100", "100", "1.234.667", "1.234.667"]]
