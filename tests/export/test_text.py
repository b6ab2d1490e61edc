"""Text, csv, markdown and json say what the council reads, and nothing that obeys."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import budgetdesk
from budgetdesk.bedrag import format_exact, format_plain, parse_plain
from budgetdesk.display import display
from budgetdesk.engine.totalen import Totalen
from budgetdesk.export.caption import breedte, eenheid, tekenregel
from budgetdesk.export.data import to_csv, to_json
from budgetdesk.export.text import to_markdown, to_text
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables import sjabloon
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers, Tekens

ROOT = Path(budgetdesk.__file__).parents[1]
any_text = st.text(st.characters(codec=None, categories=None), max_size=20)

GOLDEN = (
    ("leiden-2026", "2026-programma-1-programmakosten", "2026-programma-1-reserves"),
    (
        "leiden-2017-jaarrekening",
        "2017-jaarrekening-programma-1-programmabudget",
        "2017-jaarrekening-programma-1-reserves",
    ),
)


def sample(naam: str) -> tuple[Grid, Grid]:
    """Return programmakosten and reserves of the first programma of a sample."""
    dossier = read_dossier(ROOT / "sample_budgets" / naam).dossier
    template = sjabloon.load(dossier.sjabloon, dossier.jaar)
    bestand = dossier.programmas[0]
    cijfers = Cijfers(dossier, Totalen(dossier, template.ramingen), template, dossier.weergave)
    return build("programmakosten", cijfers, [bestand]), build("reserves", cijfers, [bestand])


def golden(naam: str) -> bytes:
    return (ROOT / "tests" / "golden" / "leiden" / f"{naam}.csv").read_bytes()


def tabel(
    namen: Sequence[str],
    rows: Sequence[Sequence[int | None]],
    *,
    programma: int | None = 1,
    weergave: Weergave | None = None,
    koppen: Sequence[str] = ("Begroting 2026", "MJB 2027"),
) -> Grid:
    """Return a grid with these names and cents."""
    rijen = [Rij(naam, "Lasten", "blad", Scope("post", str(i)), (("lasten", 1),)) for i, naam in enumerate(namen)]
    heads = [Kop(kop, 2026) for kop in koppen]
    return Grid("proef", "Proef", programma, heads, rijen, weergave or Weergave(), lambda r, k: rows[r][k])


@pytest.mark.parametrize(("naam", "kosten", "res"), GOLDEN)
def test_csv_of_the_samples_is_the_published_table_byte_for_byte(naam: str, kosten: str, res: str) -> None:
    grids = sample(naam)
    assert to_csv(grids[:1]).encode() == golden(kosten)
    assert to_csv(grids[1:]).encode() == golden(res)


def test_the_published_tables_are_390_cells() -> None:
    tables = [list(csv.reader(golden(g).decode().splitlines())) for _, *names in GOLDEN for g in names]
    assert sum(len(row) - 2 for rows in tables for row in rows[1:]) == 390


def test_text_of_a_sample_reads_as_a_printed_table() -> None:
    lines = to_text(sample("leiden-2017-jaarrekening")[0]).splitlines()
    assert lines[0] == "Programma 1 Bestuur en dienstverlening"
    assert lines[1] == (
        "bedragen x € 1.000; lasten en toevoegingen +, baten en onttrekkingen -; saldo: + is nadelig; "
        "Verschil 2017 = Begroting 2017 na wijziging min Rekening 2017: + is voordelig"
    )
    assert [line.split() for line in lines[3:6]] == [
        ["Begroting"],
        ["Rekening", "Begroting", "Wijziging", "2017", "na", "Rekening", "Verschil"],
        ["2016", "2017", "Begroting", "wijziging", "2017", "2017"],
    ]
    body = [line for line in lines[7:] if "─" not in line]
    assert body[0].split() == ["Bestuur", "Lasten", "16.575", "11.608", "16.334", "27.942", "27.614", "328"]
    assert body[1].split()[0] == "Baten"
    assert body[-1].split()[0] == "Resultaat"
    assert len({len(line) for line in body}) == 1


def test_markdown_names_every_row_where_text_names_a_block_once() -> None:
    kosten, _ = sample("leiden-2026")
    assert [line.split(" | ")[1] for line in to_markdown(kosten).splitlines() if line.startswith("| Bestuur | ")] == [
        "Lasten",
        "Baten",
        "Saldo",
    ]
    assert sum(line.startswith("Bestuur ") for line in to_text(kosten).splitlines()) == 1


def test_text_shows_exact_euros_with_one_number_of_decimals() -> None:
    lines = to_text(tabel(["a", "b"], [[1_234_56, None], [-100_000_00, 0]]), exact=True).splitlines()
    assert lines[1].startswith("bedragen in euro's; ")
    assert lines[-2].split() == ["a", "Lasten", "1.234,56"]
    assert lines[-1].split() == ["b", "Lasten", "-100.000,00", "0,00"]
    assert to_text(tabel(["b"], [[-100_000_00, 0]]), exact=True).splitlines()[-1].split()[2:] == ["-100.000", "0"]


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("ＡＢ", 4), ("½", 1)])
def test_width_is_counted_in_cells_of_a_terminal(text: str, width: int) -> None:
    assert breedte(text) == width


@given(st.lists(any_text, min_size=1, max_size=5))
def test_columns_of_text_stay_aligned_and_printable_whatever_the_names(namen: list[str]) -> None:
    text = to_text(tabel(namen, [[123_456_789_00, 0]] * len(namen)))
    assert all(line == display(line) for line in text.splitlines())
    rows = [line for line in text.splitlines() if "123.457" in line]
    assert len({breedte(line) for line in rows}) == 1


def test_posts_are_indented_under_their_beleidsterrein() -> None:
    grid = tabel(["Bestuur", "Raad"], [[0, 0], [0, 0]])
    grid.rijen = [grid.rijen[0], replace(grid.rijen[1], niveau=1)]
    assert [line[:8] for line in to_text(grid).splitlines()[-2:]] == ["Bestuur ", "  Raad  "]


def test_a_table_without_rows_still_has_its_headings() -> None:
    empty = tabel([], [])
    assert to_text(empty).splitlines()[0] == "Proef"
    assert to_csv([empty]) == "rij,soort,Begroting 2026,MJB 2027\n"
    assert len(to_markdown(empty).splitlines()) == 6
    assert json.loads(to_json([empty]))[0]["rijen"] == []


def test_csv_names_the_programma_when_there_are_several() -> None:
    grids = [tabel(["a"], [[1_000_00, None]], programma=n) for n in (1, 2)]
    assert to_csv(grids) == "programma,rij,soort,Begroting 2026,MJB 2027\n1,a,Lasten,1,\n2,a,Lasten,1,\n"
    assert to_csv([*grids[:1], tabel(["a"], [[1_000_00, 0]])]).splitlines()[2] == "a,Lasten,1,-"


def test_csv_repeats_the_headings_where_they_change() -> None:
    grids = [
        tabel(["a"], [[0, 0]]),
        tabel(["b"], [[0]], koppen=["Rekening 2024"]),
        tabel(["c"], [[0]], koppen=["Rekening 2024"]),
    ]
    assert to_csv(grids).splitlines()[2:] == ["rij,soort,Rekening 2024", "b,Lasten,-", "c,Lasten,-"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe_and_an_amount_never(begin: str) -> None:
    row = to_csv([tabel([f"{begin}1+2"], [[-1_000_00, 0]], koppen=[f"{begin}x", "y"])]).splitlines()
    assert row[0].split(",")[2] == f"'{display(begin)}x"
    assert row[1] == f"'{display(begin)}1+2,Lasten,-1,-"


@given(any_text, st.integers(-(10**15), 10**15))
def test_csv_exact_amounts_are_read_back_and_names_do_nothing(naam: str, cents: int) -> None:
    rows = list(csv.reader(to_csv([tabel([naam], [[cents, 0]])], exact=True).splitlines()))
    assert len(rows) == 2
    name, soort, amount, zero = rows[1]
    assert (soort, zero) == ("Lasten", "0")
    assert amount == format_plain(cents)
    if abs(cents) < 10**15:
        assert parse_plain(amount) == cents
    assert not name.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert name == display(name)


def test_markdown_is_a_table_aligned_to_the_right() -> None:
    markdown = to_markdown(tabel(["a|b", "[x](javascript:y) <b>*_`"], [[1_000_00, -5_000_00], [0, None]]))
    assert markdown.splitlines() == [
        "## Proef",
        "",
        "bedragen x € 1.000; lasten +",
        "",
        "|  |  | Begroting 2026 | MJB 2027 |",
        "| --- | --- | ---: | ---: |",
        r"| a\|b | Lasten | 1 | -5 |",
        r"| \[x\](javascript:y) \<b\>\*\_\` | Lasten | - |  |",
    ]


@given(any_text)
def test_markdown_keeps_its_columns_whatever_the_names(naam: str) -> None:
    lines = to_markdown(tabel([naam], [[0, 0]], koppen=[naam, naam])).splitlines()
    assert len(lines) == 7
    for line in lines[4:]:
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 5


def test_json_is_a_list_of_tables() -> None:
    grid = tabel(["a"], [[1_234_560_50, None]])
    assert json.loads(to_json([grid])) == [
        {
            "tabel": "proef",
            "titel": "Proef",
            "programma": 1,
            "eenheid": 1000,
            "kolommen": ["Begroting 2026", "MJB 2027"],
            "rijen": [
                {
                    "rij": "a",
                    "soort": "Lasten",
                    "niveau": 0,
                    "cellen": ["1.235", None],
                    "sleutel": "0",
                    "scope": "post",
                    "bedragen": [1_234_560_50, None],
                }
            ],
            "noten": [],
        }
    ]
    exact = json.loads(to_json([grid], exact=True))[0]
    assert (exact["eenheid"], exact["rijen"][0]["cellen"]) == (1, ["1234560.50", None])


@given(any_text)
def test_json_keeps_every_name_and_prints_nothing_that_obeys(naam: str) -> None:
    text = to_json([tabel([naam], [[0, 0]])])
    assert json.loads(text)[0]["rijen"][0]["rij"] == _joined(naam)
    assert all(line == "".join(c for c in line if c.isprintable()) for line in text.split("\n"))
    text.encode()


def _joined(text: str) -> str:
    """Return text with a pair of surrogates as the one character it stands for, as json reads it."""
    return re.sub(
        "[\ud800-\udbff][\udc00-\udfff]", lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )


@pytest.mark.parametrize(
    ("weergave", "unit", "signs"),
    [
        (
            Weergave(),
            "bedragen x € 1.000",
            "lasten en toevoegingen +, baten en onttrekkingen -; saldo: + is nadelig",
        ),
        (
            Weergave(eenheid=1, baten=1, saldo=-1),
            "bedragen in euro's",
            "lasten en toevoegingen +, baten en onttrekkingen +; saldo: + is voordelig",
        ),
        (
            Weergave(eenheid=1_000_000, lasten=-1, baten=1, saldo=-1, letters=True),
            "bedragen x € 1 miljoen",
            "lasten en toevoegingen -, baten en onttrekkingen +; saldo: + is voordelig; V = voordelig, N = nadelig",
        ),
    ],
)
def test_the_unit_and_the_signs_are_said_in_words(weergave: Weergave, unit: str, signs: str) -> None:
    grid = replace(sample("leiden-2026")[0], weergave=weergave)
    assert (eenheid(grid.weergave), tekenregel(grid)) == (unit, signs)


@pytest.mark.parametrize(
    ("naam", "verschil", "said"),
    [
        (
            "leiden-2023-voortgangsrapportage",
            "begroting-rekening",
            "Begroting 2023 na wijziging min Prognose 2023: + is voordelig",
        ),
        (
            "leiden-2023-voortgangsrapportage",
            "rekening-begroting",
            "Prognose 2023 min Begroting 2023 na wijziging: + is nadelig",
        ),
        (
            "leiden-2017-jaarrekening",
            "rekening-begroting",
            "Rekening 2017 min Begroting 2017 na wijziging: + is nadelig",
        ),
    ],
)
def test_a_difference_is_named_by_the_headings_of_the_columns_it_subtracts(naam: str, verschil: str, said: str) -> None:
    for grid in sample(naam):
        subtracting = replace(grid, weergave=replace(grid.weergave, verschil=verschil))
        assert tekenregel(subtracting).endswith(f" = {said}")
        without = replace(subtracting, koppen=[replace(k, delen=()) for k in grid.koppen[-3:]])
        assert tekenregel(without).endswith(f" = {said}")
        effect = replace(grid, weergave=replace(grid.weergave, verschil="effect"))
        assert tekenregel(effect).endswith(f"{grid.koppen[-1].tekst}: + is voordelig")


@pytest.mark.parametrize(
    ("tekens", "said"),
    [
        ({"lasten": 1, "baten": -1, "saldo": 1}, "+ is voordelig"),
        ({"lasten": 1, "baten": 1, "saldo": -1}, "+ is voordelig bij lasten, nadelig bij baten en saldo"),
        ({"lasten": -1, "baten": 1, "saldo": -1}, "+ is nadelig"),
    ],
)
def test_the_caption_says_what_plus_means_in_a_column_of_differences(tekens: dict[str, int], said: str) -> None:
    dossier = read_dossier(ROOT / "sample_budgets" / "leiden-2017-jaarrekening").dossier
    found = sjabloon.load(dossier.sjabloon, dossier.jaar)
    weergave = Weergave(lasten=tekens["lasten"], baten=tekens["baten"], saldo=tekens["saldo"])
    cijfers = Cijfers(dossier, Totalen(dossier, found.ramingen), found, weergave)
    grid = build("kosten-per-doel", cijfers, dossier.programmas)
    assert tekenregel(grid).endswith(f"min Rekening 2017: {said}")


@pytest.mark.lang
@pytest.mark.parametrize(("saldo", "said"), [(1, "toevoegen dan onttrekken"), (-1, "onttrekken dan toevoegen")])
def test_a_balance_of_reserves_is_neither_an_advantage_nor_a_loss(saldo: int, said: str) -> None:
    _, grid = sample("leiden-2026")
    assert tekenregel(replace(grid, weergave=Weergave(saldo=saldo))).endswith(f"saldo: + is meer {said}")


@given(
    st.builds(Weergave, lasten=st.sampled_from((1, -1)), baten=st.sampled_from((1, -1)), saldo=st.sampled_from((1, -1)))
)
def test_what_is_said_of_a_balance_is_so_under_every_sign(weergave: Weergave) -> None:
    tekens = Tekens(weergave)
    rijen = [Rij("P", "Saldo", "saldo", Scope("programma"), tekens.saldo("lasten", "baten"))]
    grid = Grid("t", "T", None, [Kop("B", 2026)], rijen, weergave, lambda _r, _k: 100)
    says_good = "+ is voordelig" in tekenregel(grid)
    assert tekenregel(grid) == f"saldo: + is {'voordelig' if says_good else 'nadelig'}"
    assert (grid.letter(0, 0) == "V") is says_good


def test_exact_text_is_that_of_the_amounts() -> None:
    kosten, _ = sample("leiden-2026")
    cents = kosten.cents(0, 0)
    assert cents is not None
    assert format_exact(cents) in to_text(kosten, exact=True)
