from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.cli.command import FILES, FORMATS
from budgetdesk.export.text import PRINTERS
from tests.cli.conftest import Run
from tests.proef import programma

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "sample_budgets"
GOLDEN = TESTS / "golden" / "leiden"

TWEEDE = programma(
    """\
[beleidsterrein.2A]
naam = "Brandweer"

[post.brandweer]
naam = "=Brandweer"
beleidsterrein = "2A"
lasten.begroting.2026 = 1_500_000.50
""",
    2,
    naam="Veiligheid",
)


def add_second_programma(leiden: Path) -> None:
    (leiden / "programmas" / "02-veiligheid.toml").write_text(TWEEDE, encoding="utf-8")


@pytest.mark.parametrize(
    ("sample", "tabel", "golden"),
    [
        ("leiden-2026", "programmakosten", "2026-programma-1-programmakosten.csv"),
        ("leiden-2026", "reserves", "2026-programma-1-reserves.csv"),
        ("leiden-2017-jaarrekening", "programmakosten", "2017-jaarrekening-programma-1-programmabudget.csv"),
        ("leiden-2017-jaarrekening", "reserves", "2017-jaarrekening-programma-1-reserves.csv"),
    ],
)
def test_the_published_tables_come_out_cell_for_cell(run: Run, sample: str, tabel: str, golden: str) -> None:
    code, out, err = run("show", SAMPLES / sample, tabel, "--format", "csv")
    assert (code, err) == (0, "")
    assert out == (GOLDEN / golden).read_text(encoding="utf-8")


def test_the_dossier_may_be_named_by_its_begroting_toml(run: Run, leiden: Path) -> None:
    assert run("show", leiden / "begroting.toml", "reserves") == run("show", leiden, "reserves")


def test_all_programmas_are_shown_with_their_number_unless_some_are_asked_for(run: Run, leiden: Path) -> None:
    add_second_programma(leiden)
    _, out, _ = run("show", leiden, "programmakosten", "--format", "csv")
    assert [row["programma"] for row in csv.DictReader(io.StringIO(out))] == ["1"] * 13 + ["2"] * 10
    both = run("show", leiden, "programmakosten", "--format", "csv", "--programma", "2", "--programma", "1")
    assert both[1] == out
    _, one, _ = run("show", leiden, "programmakosten", "--format", "csv", "--programma", "1")
    assert one == (GOLDEN / "2026-programma-1-programmakosten.csv").read_text(encoding="utf-8")


def test_exact_euros_have_printed_signs_and_a_point_for_cents(run: Run, leiden: Path) -> None:
    add_second_programma(leiden)
    _, out, _ = run("show", leiden, "programmakosten", "--format", "csv", "--euro")
    rows = {(r["programma"], r["rij"], r["soort"]): r for r in csv.DictReader(io.StringIO(out))}
    assert rows["1", "Bestuur", "Baten"]["Begroting 2026"] == "-184041"
    assert rows["2", "Brandweer", "Lasten"]["Begroting 2026"] == "1500000.50"


def test_every_format_has_something_that_prints_it() -> None:
    assert tuple(PRINTERS) == FORMATS
    assert set(FILES) < set(FORMATS)


@pytest.mark.lang
def test_every_table_prints_in_every_format(run: Run, leiden: Path) -> None:
    add_second_programma(leiden)
    for tabel in ("programmakosten", "reserves", "reserveverloop"):
        for format_ in FORMATS:
            code, out, err = run("show", leiden, tabel, "--format", format_)
            assert (code, err) == (0, "")
            assert "2026" in out
            assert out.endswith("\n")
            assert not out.endswith("\n\n")


def test_text_has_a_blank_line_between_programmas(run: Run, leiden: Path) -> None:
    add_second_programma(leiden)
    _, out, _ = run("show", leiden, "programmakosten")
    assert "\n\nProgramma 2 Veiligheid\n" in out


def test_json_is_one_document_for_all_programmas(run: Run, leiden: Path) -> None:
    add_second_programma(leiden)
    _, out, _ = run("show", leiden, "reserves", "--format", "json")
    assert [t["programma"] for t in json.loads(out)] == [1, 2]
    _, out, _ = run("show", leiden, "reserveverloop", "--format", "json")
    assert len(json.loads(out)) == 1


def test_the_course_of_the_reserves_can_be_of_one_programma(run: Run, leiden: Path) -> None:
    add_second_programma(leiden)
    _, out, _ = run("show", leiden, "reserveverloop", "--format", "csv", "--programma", "2")
    assert len(out.splitlines()) == 1


def test_a_programma_that_does_not_exist_is_a_wrong_call(run: Run, leiden: Path) -> None:
    expected = (2, "", "Programma 3 is er niet in dit dossier; kies uit 1.\n")
    assert run("show", leiden, "reserves", "--programma", "3") == expected
    assert run("export", leiden, "x.xlsx", "--programma", "1", "--programma", "3") == expected
    assert not Path("x.xlsx").exists()


def test_a_dossier_without_programmas_says_so(run: Run, leiden: Path) -> None:
    for pad in (leiden / "programmas").iterdir():
        pad.unlink()
    assert run("show", leiden, "reserves") == (2, "", "Dit dossier heeft nog geen programma's.\n")


def test_an_unknown_table_names_those_there_are(run: Run, leiden: Path) -> None:
    code, out, err = run("show", leiden, "investering")
    assert (code, out) == (2, "")
    assert "Onbekende tabel `investering`" in err
    assert "programmakosten, reserves, reserveverloop, investeringen" in " ".join(err.split())


def test_text_from_the_files_cannot_reach_the_terminal_as_anything_but_text(run: Run, leiden: Path) -> None:
    pad = leiden / "programmas" / "01-bestuur-en-dienstverlening.toml"
    text = pad.read_text(encoding="utf-8").replace('naam = "Bestuur"', r'naam = "\u001b[31m\u202e\u0007\u009b1m"')
    pad.write_text(text, encoding="utf-8")
    for format_ in FORMATS:
        _, out, _ = run("show", leiden, "programmakosten", "--format", format_)
        assert out.removeprefix("\ufeff").replace("\r\n", "").replace("\n", "").replace("\xa0", "").isprintable()


def test_an_unknown_format_names_those_there_are(run: Run, leiden: Path) -> None:
    code, out, err = run("show", leiden, "reserves", "--format", "xml")
    assert (code, out) == (2, "")
    assert "onbekend formaat `xml`; kies uit text, csv, csv-nl, markdown, json, html." in err


def test_csv_for_a_dutch_excel_leaves_as_bytes_of_its_own(
    leiden: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["show", str(leiden), "reserves", "--format", "csv-nl"]) == 0
    out = capfdbinary.readouterr().out
    lines = out.split(b"\r\n")
    assert (
        lines[0].decode("utf-8")
        == "\ufeffrij;soort;Rekening 2024;Begroting 2025;Begroting 2026;MJB 2027;MJB 2028;MJB 2029"
    )
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)


def test_many_unknown_keys_are_counted_rather_than_listed(run: Run, leiden: Path) -> None:
    with (leiden / "begroting.toml").open("a", encoding="utf-8") as file:
        file.writelines(f"sleutel{i} = {i}\n" for i in range(9))
    code, out, err = run("show", leiden, "reserves")
    assert code == 0
    assert "Reserve raad" in out
    assert err.count("onbekende sleutel") == 5
    assert err.endswith("let op: en nog 4 van zulke sleutels; `budgetdesk check` noemt ze alle.\n")
