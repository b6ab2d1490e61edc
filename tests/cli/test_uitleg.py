from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
BESTAND = "programmas/01-bestuur-en-dienstverlening.toml"
BEGROTING = ("--kolom", "Begroting 2026")


def test_a_stored_amount_is_told_exactly_with_file_line_and_key(run: Run) -> None:
    code, out, err = run(
        "uitleg", SAMPLES / "leiden-2026", "programmakosten", "--rij", "Bestuur", "--soort", "Lasten", *BEGROTING
    )
    assert (code, err) == (0, "")
    lines = (SAMPLES / "leiden-2026" / BESTAND).read_text("utf-8").splitlines()
    head, place = out.splitlines()
    assert head == "Bestuur lasten, Begroting 2026: € 12.398.826"
    line = int(place.removeprefix(f"{BESTAND}:").split(":")[0])
    assert place == f"{BESTAND}:{line}: post.bestuur.lasten.begroting.2026"
    assert "12_398_826" in lines[line - 1]


def test_a_computed_amount_is_told_with_its_parts_and_where_they_stand(run: Run) -> None:
    code, out, _ = run(
        "uitleg", SAMPLES / "leiden-2026", "programmakosten", "--rij", "Programma", "--soort", "lasten", *BEGROTING
    )
    assert code == 0
    head, zin, first, second = out.splitlines()
    assert head.startswith("Programma lasten, Begroting 2026: € ")
    assert zin == "Berekend: som van 2 beleidsterreinen."
    assert re.fullmatch(
        rf"  Bestuur lasten +€ 12\.398\.826  {BESTAND}:\d+: post\.bestuur\.lasten\.begroting\.2026", first
    )
    assert "Dienstverlening lasten" in second


def test_the_parts_as_json_add_up_in_cents(run: Run) -> None:
    code, out, _ = run(
        "uitleg", SAMPLES / "leiden-2026", "programmakosten", "--rij", "resultaat", *BEGROTING, "--format", "json"
    )
    assert code == 0
    found = json.loads(out)
    assert (found["tabel"], found["programma"], found["kolom"]) == ("programmakosten", 1, "Begroting 2026")
    assert found["bedrag"] == sum(deel["bedrag"] * deel["factor"] for deel in found["delen"]) == 2307754500
    assert found["berekend"] == "berekend: saldo van baten en lasten plus mutaties reserves"
    assert found["opgeslagen"] is None


@pytest.mark.lang
def test_a_mutation_of_a_decision_is_told_with_its_line(run: Run) -> None:
    row = ("--rij", "post.raad.mutaties", "--soort", "lasten", "--kolom", "Begroting 2027")
    code, out, _ = run("uitleg", SAMPLES / "voorbeeldstad-2027", "programmakosten", *row)
    assert code == 0
    _, zin, part = out.splitlines()
    assert zin == "Berekend uit besluiten."
    assert "wijzigingen/2027-03-indexering.toml:" in part
    whole = run("uitleg", SAMPLES / "voorbeeldstad-2027", "programmakosten", "--rij", "post.raad", *row[2:])[1]
    assert "Raming € 1.082.000, overig € 41.116." in whole


@pytest.mark.lang
def test_rows_of_a_table_that_spans_programmas_go_by_their_file(run: Run) -> None:
    row = ("--rij", "1/programma", "--soort", "Lasten", "--kolom", "Begroting 2027")
    code, out, _ = run("uitleg", SAMPLES / "voorbeeldstad-2027", "baten-lasten", *row)
    assert code == 0
    assert out.startswith("1 Bestuur en dienstverlening lasten, Begroting 2027: € ")


def test_a_text_is_told_as_it_stands(run: Run) -> None:
    row = ("--rij", "programma", "--soort", "Missie", "--kolom", "Tekst")
    code, out, _ = run("uitleg", SAMPLES / "leiden-2026", "teksten", *row)
    assert code == 0
    assert f"{BESTAND}:" in out
    assert "programma.missie" in out


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (("--rij", "Bestur", *BEGROTING), "geen rij `Bestur`; kies uit Bestuur, Dienstverlening, Programma, Reserves,"),
        (("--rij", "Resultaat", "--kolom", "2026"), "geen kolom `2026`; kies uit Rekening 2024, Begroting 2025,"),
        (("--rij", "Bestuur", *BEGROTING), 'Bestuur Baten: --rij "post.bestuur" --soort "Baten" --programma 1'),
        (("--rij", "Bestuur", "--soort", "Loten", *BEGROTING), "Geen rij `Bestuur` is `Loten`."),
        (("--rij", "Bestuur"), "dit ontbreekt nog: --kolom."),
    ],
)
def test_what_means_no_cell_or_several_is_refused_with_what_there_is(
    run: Run, row: tuple[str, ...], complaint: str
) -> None:
    code, out, err = run("uitleg", SAMPLES / "leiden-2026", "programmakosten", *row)
    assert (code, out) == (2, "")
    assert complaint in err


def test_what_a_refusal_proposes_chooses_that_row(run: Run) -> None:
    _, _, err = run("uitleg", SAMPLES / "leiden-2026", "programmakosten", "--rij", "Bestuur", *BEGROTING)
    for line in err.splitlines()[1:]:
        options = [word.strip('"') for word in line.partition(": ")[2].split()]
        assert run("uitleg", SAMPLES / "leiden-2026", "programmakosten", *options, *BEGROTING)[0] == 0
