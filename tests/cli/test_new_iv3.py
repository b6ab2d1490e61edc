"""`budgetdesk new --uit-iv3`: a dossier that begins with the figures of an Iv3 file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetdesk.session import Session
from tests.cli.conftest import SAMPLES, Inhoud, Run
from tests.importing.iv3bladen import als_csv, als_json, als_xlsx, cbs, document, model


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    regels = {("lasten", "0.1", "1.1"): 1_500, ("baten", "0.7", "4.3.1"): 2_000, ("lasten", "0.11", "7.1"): 500}
    Path("iv3.json").write_bytes(als_json(document(regels)))
    Path("rekening.json").write_bytes(als_json(document({("lasten", "0.1", "1.1"): 1_400}, 5, jaar=2025)))


def test_an_iv3_file_is_all_that_a_dossier_needs(run: Run) -> None:
    assert run("new", "d", "--uit-iv3", "iv3.json") == (
        0,
        "",
        (
            "Ingelezen: begroting 2026, 3 regels, lasten 1.500 en baten 2.000.\n"
            "Gemaakt: 1 programma, 2 beleidsterreinen en 2 posten.\n"
            "Het dossier d is gemaakt. Open het met `budgetdesk d`.\n"
        ),
    )
    kop = Session.open(Path("d"), read_only=True).dossier.kop
    assert (kop.gemeente, kop.gemeentecode, kop.jaar, kop.sjabloon) == ("Proefstad", "0099", 2026, "begroting")
    assert run("check", "d") == (0, "", "Geen bevindingen.\n")
    assert run("iv3", "d", "--uit", "terug.json")[0] == 0
    (before, after) = (json.loads(Path(naam).read_bytes()) for naam in ("iv3.json", "terug.json"))
    assert {naam: after["data"][naam] for naam in before["data"]} == before["data"]


@pytest.mark.lang
def test_a_sample_comes_back_line_by_line(run: Run) -> None:
    run("iv3", SAMPLES / "voorbeeldstad-2027", "--uit", "uit.json")
    assert run("new", "d", "--uit-iv3", "uit.json")[0] == 0
    assert run("iv3", "d", "--uit", "terug.json")[0] == 0
    before, after = (json.loads(Path(naam).read_bytes())["data"] for naam in ("uit.json", "terug.json"))
    assert len(before["lasten"] + before["baten"]) > 240
    assert [after[kant] for kant in ("lasten", "baten")] == [before[kant] for kant in ("lasten", "baten")]


def test_the_workbook_makes_the_dossier_that_the_json_makes(run: Run, inhoud: Inhoud) -> None:
    """Excel keeps 0.10 as 0.1 and names nobody; all else is equal."""
    regels = {("lasten", "0.1", "1.1"): 1_500, ("baten", "0.10", "7.1"): 12_345, ("lasten", "0.11", "7.1"): 10_845}
    found = document(regels)
    del found["metadata"]["financieel_pakket"]
    Path("model.json").write_bytes(als_json(found))
    Path("model.xlsx").write_bytes(als_xlsx(model({cel: euros / 1000 for cel, euros in regels.items()})))
    assert run("new", "a", "--uit-iv3", "model.json")[0] == 0
    code, _, err = run("new", "b", "--uit-iv3", "model.xlsx")
    assert code == 0
    assert 'model.xlsx: blad "6.Verdelingsmatrix baten", cel A' in err
    assert 'gelezen als 0.10, om de naam "Mutaties reserves".' in err
    assert inhoud(Path("a")) == inhoud(Path("b"))


def test_open_data_of_one_municipality_makes_a_dossier(run: Run) -> None:
    rows = [(gm, "0.10", "B7.1", "2026X000", "4943", "-99998") for gm in ("GM0098", "GM0099")]
    rows += [(gm, "0.1", "L1.1", "2026X000", "4943", "4943") for gm in ("GM0098", "GM0099")]
    Path("open.csv").write_bytes(als_csv(cbs(*rows)))
    code, _, err = run("new", "d", "--uit-iv3", "open.csv")
    assert (code, err) == (1, "open.csv heeft 2 gemeenten (0098, 0099). Kies met --gemeentecode.\n")
    chosen = ("new", "d", "--uit-iv3", "open.csv", "--gemeentecode", "98")
    code, _, err = run(*chosen)
    assert (code, err) == (2, "De naam van de gemeente staat niet in het bestand; geef --gemeente.\n")
    code, _, err = run(*chosen, "--gemeente", "Proefstad")
    assert code == 0
    assert "open.csv: begroting 2026: tweede plaatsing van het CBS, waarin 1 bedrag van de eerste niet meer" in err
    dossier = Session.open(Path("d"), read_only=True).dossier
    assert dossier.kop.gemeentecode == "0098"
    assert dossier.programmas[0].records["post", "0_1-1_1"].bedrag("lasten.begroting.2026") == 494_300_000


def test_several_files_make_one_dossier_of_the_year_that_is_asked(run: Run) -> None:
    code, _, err = run(
        "new", "d", "--jaar", "2027", "--gemeente", "Delft", "--uit-iv3", "iv3.json", "--uit-iv3", "rekening.json"
    )
    assert code == 0
    assert "Let op" not in err
    dossier = Session.open(Path("d"), read_only=True).dossier
    assert (dossier.kop.gemeente, dossier.jaar, dossier.sjabloon) == ("Delft", 2027, "begroting")
    post = dossier.programmas[0].records["post", "0_1-1_1"]
    assert (post.bedrag("lasten.begroting.2026"), post.bedrag("lasten.rekening.2025")) == (150_000, 140_000)


def test_accounts_alone_make_accounts_and_a_year_without_a_column_is_told(run: Run) -> None:
    assert run("new", "d", "--uit-iv3", "rekening.json")[0] == 0
    dossier = Session.open(Path("d"), read_only=True).dossier
    assert (dossier.jaar, dossier.sjabloon) == (2025, "jaarrekening")
    _, _, err = run("new", "e", "--jaar", "2035", "--uit-iv3", "rekening.json")
    assert "Let op: jaarrekening 2025 staat in geen kolom van een begroting van 2035.\n" in err


@pytest.mark.parametrize(
    ("options", "code", "complaint"),
    [
        (("--uit-iv3", "niets.json"), 3, "niets.json: het bestand ontbreekt."),
        (("--uit-iv3", "leeg.json"), 3, "leeg.json: het bestand is leeg."),
        (("--uit-iv3", "ander.csv"), 3, "ander.csv: dit is geen Iv3: geen model van het CBS"),
        (("--uit-iv3", "kapot.xlsx"), 3, "kapot.xlsx: De werkmap is beschadigd"),
        (("--uit-iv3", "ander.json"), 3, "ander.json: dit is json, maar geen Iv3 volgens schema 2.1.1 van het CBS"),
        (("--uit-iv3", "iv3.json", "--uit-iv3", "iv3.json"), 3, "iv3.json: begroting 2026 staat ook in iv3.json."),
        (("--uit-iv3", "iv3.json", "--gemeentecode", "98"), 2, "iv3.json is van gemeente 0099, niet van 0098."),
        (("--uit-iv3", "iv3.json", "--gemeentecode", "GM98"), 2, "`GM98` is geen code van een gemeente, zoals 0546"),
        (("--uit-iv3", "iv3.json", "--programmas-uit", "x"), 2, "Kies --uit-iv3 of --programmas-uit"),
        (("--uit-iv3", "iv3.json", "--sjabloon", "x"), 2, "Onbekend sjabloon"),
        (("--gemeente", "D", "--jaar", "2027", "--gemeentecode", "99"), 2, "hoort bij --uit-iv3"),
        (("--uit-iv3", "vol/iv3.json"), 3, "vol/iv3.json: data.lasten[1]: `6.71a` is geen taakveld"),
    ],
)
def test_a_file_that_is_not_right_makes_nothing(run: Run, options: tuple[str, ...], code: int, complaint: str) -> None:
    Path("leeg.json").touch()
    Path("ander.json").write_text('{"a": 1}', "utf-8")
    Path("ander.csv").write_text("a;b\n1;2\n", "utf-8")
    Path("kapot.xlsx").write_bytes(b"PK\x03\x04")
    Path("vol").mkdir()
    wrong = document({("lasten", "0.1", "1.1"): 5, ("lasten", "6.71a", "1.1"): 5})
    Path("vol/iv3.json").write_bytes(als_json(wrong))
    got, out, err = run("new", "d", *options)
    assert (got, out) == (code, "")
    assert complaint in err
    assert not Path("d").exists()


def test_what_is_there_stays_as_it_is(run: Run) -> None:
    Path("d").mkdir()
    Path("d/brief.txt").touch()
    code, _, err = run("new", "d", "--uit-iv3", "iv3.json")
    assert (code, err) == (4, "d: er staat al iets met deze naam, en het is geen lege map; er is niets gemaakt.\n")
