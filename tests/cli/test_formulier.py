"""Forms of budget holders on the command line: out, filled in as a file, in, and who has not answered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from budgetdesk.export.formulierboek import BLAD
from budgetdesk.importing.bron import adres
from budgetdesk.importing.lezen import lees_bestand
from budgetdesk.merge.merging import merge
from tests.cli.conftest import Inhoud, Run
from tests.export.libreoffice import typed
from tests.proef import sampled

REGEL = "programmas/01-bestuur-en-dienstverlening/post.bestuur.lasten"
FILE = "programmas/01-bestuur-en-dienstverlening.toml"


@pytest.fixture
def gevuld(run: Run, leiden: Path) -> Path:
    """Return the form of Jan, in which the lasten of Bestuur in the budget year became 14 million."""
    run("set", leiden, "1/post.bestuur.houder=Jan")
    assert run("formulier", leiden, "--houder", "Jan", "--uit", "jan.xlsx")[0] == 0
    fill(Path("jan.xlsx"), "2026", 14_000_000)
    return Path("jan.xlsx")


def fill(pad: Path, kolom: str, bedrag: float) -> None:
    """Type an amount in a form, as a spreadsheet saves it."""
    blad = next(sheet for sheet in lees_bestand(pad).bladen if sheet.naam == BLAD)
    kop = next(cellen for _, cellen in blad.walk() if cellen.get(1) and cellen[1].tekst == "budgetdesk-kolommen")
    column = next(k for k, cel in kop.items() if cel.tekst == kolom)
    row = next(rij for rij, cellen in blad.walk() if 1 in cellen and cellen[1].tekst == REGEL)
    pad.write_bytes(typed(pad.read_bytes(), BLAD, {adres(row, column): bedrag}))


@pytest.mark.lang
def test_a_form_goes_out_comes_back_and_is_answered_once(run: Run, leiden: Path, gevuld: Path, inhoud: Inhoud) -> None:
    before = inhoud(leiden)
    code, out, err = run("formulier", leiden, "--stand")
    assert (code, out.split()) == (1, ["Jan", "1", "open"])
    code, out, err = run("formulier", leiden, "--in", gevuld, "--proef")
    assert code == 0
    assert "1 Bestuur, lasten 2026" in out
    assert "14.000.000" in out
    assert out.splitlines()[-3:] == [
        "                              bron   dossier nu       straks   verschil",
        "lasten begroting 2026   14.000.000   12.398.826   14.000.000   0",
        "1 bedrag en 0 toelichtingen (als notitie) gewijzigd. Proef: er is niets geschreven.",
    ]
    assert err == ""
    assert inhoud(leiden) == before
    assert run("formulier", leiden, "--in", gevuld, "--datum", "2026-12-02")[0] == 0
    assert "lasten.begroting.2026 = 14_000_000\n" in (leiden / FILE).read_text("utf-8")
    assert (leiden / "begroting.toml").read_text("utf-8").count("[formulier.jan]") == 1
    after = inhoud(leiden)
    code, out, _ = run("formulier", leiden, "--in", gevuld, "--datum", "2026-12-03")
    assert (code, "er verandert niets" in out) == (0, True)
    assert inhoud(leiden) == after
    code, out, err = run("formulier", leiden, "--stand")
    assert (code, out, err.splitlines()[-1]) == (
        0,
        "Jan     1  beantwoord op 2-12-2026\n",
        "Elke budgethouder heeft geantwoord.",
    )
    assert run("fmt", "--check", leiden)[0] == 0
    # who is asked again is taken away
    assert run("delete", leiden, "begroting/formulier.jan")[0] == 0
    assert run("formulier", leiden, "--stand")[0] == 1


def test_answers_read_on_two_branches_merge_and_a_rollover_asks_everybody_again(
    run: Run, leiden: Path, gevuld: Path
) -> None:
    basis = (leiden / "begroting.toml").read_bytes()
    answer = b'\n[formulier.%s]\nhouder = "%s"\n'
    merged = merge(basis, basis + answer % (b"a", b"A"), basis + answer % (b"b", b"B"), "begroting.toml")
    assert merged.aantal == 0
    assert b"[formulier.a]" in merged.inhoud
    assert b"[formulier.b]" in merged.inhoud
    assert run("formulier", leiden, "--in", gevuld)[0] == 0
    assert run("rollover", leiden, "nieuw")[0] == 0
    assert b"formulier" in (leiden / "begroting.toml").read_bytes()
    assert b"formulier" not in Path("nieuw/begroting.toml").read_bytes()


@pytest.mark.lang
def test_a_dossier_that_moved_meanwhile_is_left_alone_until_somebody_chooses(
    run: Run, leiden: Path, gevuld: Path, inhoud: Inhoud
) -> None:
    assert run("set", leiden, "1/post.bestuur.lasten.begroting.2026=13000000")[0] == 0
    before = inhoud(leiden)
    code, out, err = run("formulier", leiden, "--in", gevuld)
    assert code == 1
    assert "14.000.000  13.000.000  botst" in out
    assert "Kies met --houder-wint of --dossier-wint" in err
    assert inhoud(leiden) == before
    assert run("formulier", leiden, "--in", gevuld, "--dossier-wint")[0] == 0
    assert "lasten.begroting.2026 = 13_000_000\n" in (leiden / FILE).read_text("utf-8")
    assert run("formulier", leiden, "--in", gevuld, "--houder-wint")[0] == 0
    assert "lasten.begroting.2026 = 14_000_000\n" in (leiden / FILE).read_text("utf-8")


def test_a_form_can_be_booked_on_a_decision(run: Run, leiden: Path, gevuld: Path) -> None:
    (leiden / "wijzigingen").mkdir(exist_ok=True)
    (leiden / "wijzigingen" / "x.toml").write_text('[wijziging]\nnummer = "X"\nnaam = "Kader"\nstatus = "ontwerp"\n')
    code, out, _ = run("formulier", leiden, "--in", gevuld, "--op", "X")
    assert (code, "1 bedrag op besluit X Kader" in out) == (0, True)
    assert 'onderwerp = "Formulier Jan"' in (leiden / "wijzigingen" / "x.toml").read_text("utf-8")
    assert "14_000_000" not in (leiden / FILE).read_text("utf-8")
    assert "er verandert niets" in run("formulier", leiden, "--in", gevuld, "--op", "X")[1]


@pytest.mark.lang
def test_import_recognises_a_form_and_takes_it_as_formulier_does(
    run: Run, leiden: Path, gevuld: Path, inhoud: Inhoud
) -> None:
    other, renamed = leiden.parent / "ander", Path("begroting.xlsx")
    shutil.copytree(leiden, other)
    renamed.write_bytes(gevuld.read_bytes())
    told = run("formulier", leiden, "--in", gevuld)
    again = run("import", other, renamed)
    assert inhoud(other) == inhoud(leiden)
    elsewhere = 'let op: Geschreven uit een dossier dat "leiden" heet; dit heet "ander".\n'
    assert (again[0], again[1].replace("begroting.xlsx", "jan.xlsx").replace(elsewhere, "")) == (0, told[1])
    code, out, err = run("import", other, renamed, "--format", "json")
    said = json.loads(out)
    assert (code, err, said["als"], said["geschreven"]) == (0, "", "formulier", False)
    assert [(w["formulier"], w["nu"], w["lot"]) for w in said["formulieren"][0]["wijzigingen"]] == [
        (1_400_000_000, 1_400_000_000, "zelfde")
    ]
    code, _, err = run("import", other, renamed, "--nieuw")
    assert (code, err) == (
        2,
        "begroting.xlsx is een formulier van een budgethouder (als formulier); daarbij hoort geen --nieuw.\n",
    )


def test_a_form_for_each_holder_is_the_same_on_the_same_day(run: Run, leiden: Path, inhoud: Inhoud) -> None:
    run("set", leiden, "1/post.bestuur.houder=Jan")
    for folder in ("een", "twee"):
        code, out, _ = run("formulier", leiden, "--map", folder, "--datum", "2026-11-30")
        assert (code, out) == (0, f"{Path(folder) / 'formulier-2026-jan.xlsx'}: Jan\n")
    assert inhoud(Path("een")) == inhoud(Path("twee"))


@pytest.mark.lang
def test_forms_of_several_holders_are_read_together_all_or_none(run: Run, leiden: Path, inhoud: Inhoud) -> None:
    other = 'beleidsterrein = "1A"\nhouder = "Jan!"\nlasten.begroting.2026 = 5\n'
    (leiden / FILE).write_text((leiden / FILE).read_text("utf-8") + f'[post.y]\nnaam = "Y"\n{other}', "utf-8")
    run("set", leiden, "1/post.bestuur.houder=Jan")
    assert run("formulier", leiden, "--map", "uit")[0] == 0
    forms = sorted(Path("uit").iterdir())
    assert [p.name for p in forms] == ["formulier-2026-jan-2.xlsx", "formulier-2026-jan.xlsx"]
    before = inhoud(leiden)
    fill(forms[1], "2026", 12.345)
    assert run("formulier", leiden, "--in", *forms)[0] == 3
    assert inhoud(leiden) == before
    fill(forms[1], "2026", 14_000_000)
    assert run("formulier", leiden, "--in", *forms, "--proef")[0] == 0
    assert inhoud(leiden) == before
    assert run("formulier", leiden, "--in", *forms)[0] == 0
    assert "14_000_000" in (leiden / FILE).read_text("utf-8")
    assert run("formulier", leiden, "--stand")[0] == 0


@pytest.mark.parametrize(
    ("args", "code", "says"),
    sampled(
        [
            ([], 2, "zeg wat u wilt: --houder met --uit, --map, --in of --stand."),
            (["--houder", "Jan"], 2, "--houder NAAM en --uit BESTAND horen bij elkaar"),
            (["--houder", "Jam", "--uit", "x.xlsx"], 2, "`Jam` is geen budgethouder; bedoelt u Jan?"),
            (["--houder", "Jan", "--uit", "x.pdf"], 2, "Een formulier eindigt op .xlsx"),
            (["--stand", "--map", "x"], 2, "--stand en --map gaan niet samen"),
            (["--stand", "--proef"], 2, "horen bij --in"),
            (["--in", "weg.xlsx"], 3, "weg.xlsx"),
            (["--in", "jan.xlsx", "jan.xlsx"], 2, "Van Jan zijn er 2 formulieren"),
            (["--in", "jan.xlsx", "--op", "Z"], 2, "Besluit `Z` bestaat niet"),
            (["--in", "leiden/begroting.toml"], 2, "geen formulier"),
            (["--in", "jan.xlsx", "--houder-wint", "--dossier-wint"], 2, "gaan niet samen"),
        ],
        4,
    ),
)
@pytest.mark.usefixtures("gevuld")
def test_what_cannot_be_done_is_said(run: Run, leiden: Path, args: list[str], code: int, says: str) -> None:
    found = run("formulier", leiden, *args)
    assert found[0] == code
    assert says in found[2]
