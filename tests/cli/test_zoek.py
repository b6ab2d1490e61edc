"""`budgetdesk zoek`: what stands where, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_each_hit_stands_behind_its_file_and_line_below_its_kind(leiden: Path, run: Run) -> None:
    code, out, err = run("zoek", leiden, "bestuur")
    assert (code, err) == (0, "")
    head, *lines = out.splitlines()
    assert head == "programma  1"
    hits = [line for line in lines if ".toml:" in line]
    assert len(lines) > len(hits) > 1
    for line in hits:
        file, number, _ = line.split(":", 2)
        assert Path(file).is_file()
        assert 1 <= int(number) <= len(Path(file).read_text("utf-8").splitlines())


def test_an_amount_is_found_in_the_unit_of_the_document_and_in_euros(leiden: Path, run: Run) -> None:
    for typed in ("14.116", "14.115.551", "14115551"):
        code, out, _ = run("zoek", leiden, typed, "--soort", "post", "--format", "json")
        found = json.loads(out)
        assert code == 0
        assert {
            "soort": "post",
            "adres": "1/post.bestuur.lasten.begroting.2027",
            "bedrag": 1_411_555_100,
            "tekst": None,
        }.items() <= next(h for h in found["treffers"] if h["adres"].endswith(".begroting.2027")).items()
        assert found["aantal"].keys() == {"post"}


def test_a_sum_that_a_table_prints_is_found_at_what_it_is_of(leiden: Path, run: Run) -> None:
    code, out, _ = run("zoek", leiden, "13.932", "--soort", "totaal")
    assert code == 0
    assert out.splitlines()[0] == "totaal  1"
    assert "1A Bestuur, programma 1 · Saldo MJB 2027: 13.932.028" in out
    (hit,) = json.loads(run("zoek", leiden, "13.932", "--format", "json")[1])["treffers"]
    assert (hit["adres"], hit["bedrag"], hit["afgedrukt"]) == ("1/beleidsterrein.1A", 1_393_202_800, True)


def test_nothing_found_is_code_1_and_a_kind_that_is_none_code_2(leiden: Path, run: Run) -> None:
    assert run("zoek", leiden, "zwembadmeester") == (1, "", "Niets gevonden.\n")
    told = "Niets gevonden als 987.654 × € 1.000 of € 987.654, met welk teken ook.\n"
    assert run("zoek", leiden, "987.654") == (1, "", told)
    code, out, _ = run("zoek", leiden, "zwembadmeester", "--format", "json")
    assert (code, json.loads(out)) == (1, {"aantal": {}, "treffers": []})
    code, _, err = run("zoek", leiden, "bestuur", "--soort", "pst")
    assert (code, err) == (2, "onbekende soort `pst`; bedoelt u `post` of `posten`?\n")
    assert run("zoek", leiden, " ")[0] == 2
    assert run("zoek", leiden / "nergens", "bestuur")[0] == 3


@pytest.mark.parametrize("soort", ["post", "Posten", "verbonden partij", "besluit", "tekst"])
def test_a_kind_is_named_as_people_do(leiden: Path, run: Run, soort: str) -> None:
    assert run("zoek", leiden, "e", "--soort", soort)[0] in (0, 1)


@pytest.mark.lang
def test_more_than_a_hundred_of_a_kind_are_counted_unless_all_are_asked(run: Run) -> None:
    stad = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"
    out = run("zoek", stad, "0", "--soort", "mutatie")[1].splitlines()
    count = int(out[0].split()[1])
    assert out[-1] == f"en nog {count - 100}; --alles noemt ze"
    assert len(run("zoek", stad, "0", "--soort", "mutatie", "--alles")[1].splitlines()) == count + 1
