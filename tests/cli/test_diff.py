"""`budgetdesk diff`: two dossiers or two revisions, four formats, exit codes, and the difference as a decision."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from budgetdesk.cli import main
from tests.cli.conftest import Inhoud, Run
from tests.proef import sampled
from tests.repository import git

with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

EDITS = (
    ("rename", "3/post.gladheid", "winterdienst"),
    ("set", "3/post.wegen-groot.lasten.begroting.2027=3144000", "3/post.wegen-groot.lasten.begroting.2029=3003400"),
    ("add", "3/post", "--naam", "Fietsparkeren bij het station", "--onder", "3B", "--sleutel", "fietsparkeren"),
    ("set", "3/post.fietsparkeren.lasten.begroting.2027=185000", "3/post.fietsparkeren.taakveld=2.1"),
    ("set", "3/beleidsterrein.3B.toelichting=De parkeertarieven op straat gaan in 2027 *met 5 %* omhoog."),
    ("set", "3/investering.brug-vecht.uitgaven.2028=2800000"),
    ("delete", "6/post.volkstuinen", "--mee"),
    ("set", "6/post.zwembaden.baten.begroting.2027=1290000"),
    ("move", "6/post.kinderboerderijen", "--op", "1"),
    ("set", "7/reserve.monumenten.onttrekking.begroting.2029=100000"),
    ("set", "wijzigingen/2027-06-voorstel-gratis-parkeren/wijziging.status=ontwerp"),
)
"""What somebody may do to a budget in an afternoon."""


@pytest.fixture(scope="module")
def versies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample as `oud` and an edited copy as `nieuw`, to be looked at only."""
    folder = tmp_path_factory.mktemp("stad")
    sample = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"
    shutil.copytree(sample, folder / "oud")
    shutil.copytree(sample, folder / "nieuw")
    for command, *arguments in EDITS:
        assert main([command, str(folder / "nieuw"), *arguments]) == 0
    return folder


@pytest.fixture
def stad(versies: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Make that folder the current one."""
    monkeypatch.chdir(versies)
    capsys.readouterr()


@pytest.fixture(scope="module")
def getakt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a dossier in git: `main` and a branch `scenario`, each with an amount of its own since they parted."""
    folder = tmp_path_factory.mktemp("git") / "leiden"
    shutil.copytree(Path(__file__).parents[1] / "data" / "leiden", folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Begin")
    git(folder, "switch", "--quiet", "--create", "scenario")
    assert main(["set", str(folder), "1/post.bestuur.lasten.begroting.2026=1"]) == 0
    git(folder, "commit", "--quiet", "--all", "--message", "Scenario")
    git(folder, "switch", "--quiet", "main")
    assert main(["set", str(folder), "1/post.bestuur.lasten.begroting.2027=2"]) == 0
    git(folder, "commit", "--quiet", "--all", "--message", "Main")
    return folder


@pytest.fixture
def takken(getakt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a copy of it, in the current folder."""
    shutil.copytree(getakt, tmp_path / "leiden")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    return Path("leiden")


def changed(out: str) -> list[str]:
    """Return the keys of the values that differ, of a comparison as json."""
    return [waarde["pad"] for waarde in json.loads(out)["waarden"]]


@pytest.mark.lang
@pytest.mark.usefixtures("stad")
@pytest.mark.parametrize(
    ("formaat", "bestand"), sampled([("text", "txt"), ("markdown", "md"), ("json", "json"), ("csv", "csv")], 4)
)
def test_an_afternoon_of_edits_prints_as_it_was_read_and_found_good(
    run: Run, golden: Path, formaat: str, bestand: str
) -> None:
    code, out, err = run("diff", "oud", "nieuw", "--format", formaat)
    assert (code, err) == (1, "")
    assert out == (golden / "diff" / f"voorbeeldstad.{bestand}").read_text(encoding="utf-8")


def test_dossiers_that_are_the_same_say_so(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    with Path("kopie/begroting.toml").open("a", encoding="utf-8") as file:
        file.write("\n# niets anders\n")
    assert run("diff", leiden, "kopie") == (0, "", "Geen verschillen tussen leiden en kopie.\n")
    code, out, _ = run("diff", leiden, "kopie", "--format", "json")
    assert (code, json.loads(out)["waarden"], json.loads(out)["effect"]) == (0, [], None)
    assert run("diff", leiden, "kopie", "--format", "csv")[1].splitlines() == [
        "rij,soort,wat,bestand,sleutel,pad,oud,nieuw,verschil,programma"
    ]


def test_what_is_left_out_still_counts_as_a_difference(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "1/post.bestuur.lasten.begroting.2026=12398827")
    code, out, _ = run("diff", leiden, "kopie", "--min", "1.01")
    assert code == 1
    assert "Weggelaten: 1 bedrag met een verschil kleiner dan € 1,01." in out
    assert changed(run("diff", leiden, "kopie", "--min", "1", "--format", "json")[1]) == ["lasten.begroting.2026"]


def test_json_tells_amounts_in_whole_cents_and_other_values_as_they_are(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "1/post.bestuur.lasten.begroting.2026=12398826.50", "1/reserve.raad.structureel=ja")
    found = json.loads(run("diff", leiden, "kopie", "--format", "json")[1])
    assert found["bedragen"] == "cent"
    first, second = found["waarden"]
    assert first == {
        "programma": 1,
        "bestand": "programmas/01-bestuur-en-dienstverlening.toml",
        "soort": "post",
        "sleutel": "bestuur",
        "naam": "Bestuur",
        "pad": "lasten.begroting.2026",
        "vorm": "bedrag",
        "oud": 1_239_882_600,
        "nieuw": 1_239_882_650,
        "verschil": 50,
    }
    assert (second["oud"], second["nieuw"], second["verschil"]) == (None, True, None)
    resultaat = next(regel for regel in found["effect"]["regels"] if regel["soort"] == "resultaat")
    assert resultaat["verschil"][0] == 50


def test_nothing_in_a_cell_is_a_formula_or_markup(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    nasty = "=1+1 | <b>*_`x`_* ~~weg~~ [a](http://b) \x1b[31m"
    run("set", "kopie", f"1/post.bestuur.naam={nasty}", f"1/post.dienstverlening.toelichting={nasty}\n\n# kop {nasty}")
    rows = list(csv.DictReader(io.StringIO(run("diff", leiden, "kopie", "--format", "csv")[1])))
    assert [row["nieuw"][:2] for row in rows] == ["'=", "'="]
    out = run("diff", leiden, "kopie", "--format", "markdown")[1]
    assert "\x1b" not in out
    told = [line for line in out.splitlines() if "x" in line and "1+1" in line]
    assert told
    assert all(r"\<b\>\*\_\`x\`\_\* \~\~weg\~\~ \[a\](http://b)" in line for line in told)
    assert {line.replace(r"\|", "").count("|") for line in told} <= {4}


@pytest.mark.lang
@pytest.mark.usefixtures("stad")
def test_of_a_programma_only_its_own_is_told(run: Run) -> None:
    found = json.loads(run("diff", "oud", "nieuw", "--programma", "7", "--format", "json")[1])
    assert {waarde["programma"] for waarde in found["waarden"]} == {7}
    elsewhere = "3 programma's, 3 besluiten en de uitgangspunten"
    none = f"Geen verschillen in programma 1 tussen oud en nieuw, wel in {elsewhere}.\n"
    assert run("diff", "oud", "nieuw", "--programma", "1") == (0, "", none)
    assert run("diff", "oud", "nieuw", "--programma", "99")[0] == 2


def test_a_dossier_with_dangling_references_is_compared_all_the_same(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    programma = next(Path("kopie/programmas").iterdir())
    programma.write_text(programma.read_text("utf-8").replace("[beleidsterrein.1A]", "[beleidsterrein.1Z]"), "utf-8")
    code, out, _ = run("diff", leiden, "kopie")
    assert code == 1
    assert "sleutel 1A is nu 1Z" in out


@pytest.mark.parametrize("euros", ["5000", "5.000", "€ 5.000", "5k", "5000.00", "5.000,00"])
def test_a_least_difference_is_typed_as_amounts_are(run: Run, leiden: Path, euros: str) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "1/post.bestuur.lasten.begroting.2026=12403825", "1/post.bestuur.lasten.begroting.2027=1")
    code, out, _ = run("diff", leiden, "kopie", "--min", euros)
    assert code == 1
    assert "Weggelaten: 1 bedrag met een verschil kleiner dan € 5.000." in out


@pytest.mark.parametrize("euros", ["x", "5.00.0", "+5%", "1,234", ""])
def test_what_is_no_amount_is_no_least_difference(run: Run, leiden: Path, euros: str) -> None:
    code, out, err = run("diff", leiden, leiden, "--min", euros)
    assert (code, out) == (2, "")
    sentence = f"--min: `{euros}` is geen bedrag in euro's, zoals 5000, 5.000 of 12,50."
    assert err.splitlines()[-2] == f"budgetdesk diff: {sentence}"


def test_a_file_of_a_dossier_is_no_dossier(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    [pad] = Path("kopie/programmas").iterdir()
    code, out, err = run("diff", leiden, pad)
    assert (code, out) == (2, "")
    assert err == (
        f"{pad} is een bestand. diff vergelijkt dossiers: noem de map waarin begroting.toml staat, "
        "met --programma voor één programma.\n"
    )
    assert run("diff", leiden / "begroting.toml", "kopie/begroting.toml")[0] == 0


def test_csv_names_parameters_and_tells_of_what_programma_a_value_is(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "begroting/parameters.omslagrente=0.0225", "1/post.bestuur.lasten.begroting.2026=1.50")
    rows = list(csv.DictReader(io.StringIO(run("diff", leiden, "kopie", "--format", "csv")[1])))
    told = [(row["rij"], row["soort"], row["programma"], row["pad"], row["nieuw"], row["verschil"]) for row in rows]
    assert told == [
        ("Bestuur", "post", "1", "lasten.begroting.2026", "1.50", "-12398824.50"),
        ("Parameters", "parameters", "", "omslagrente", "0.0225", ""),
    ]


# --- revisions -----------------------------------------------------------------------------------

BOTH = ["lasten.begroting.2026", "lasten.begroting.2027"]


@with_git
@pytest.mark.parametrize(
    ("rev", "paden"),
    sampled(
        [
            ((), ["lasten.begroting.2028"]),
            (("--rev", "HEAD"), ["lasten.begroting.2028"]),
            (("--rev", "HEAD~1.."), [*BOTH[1:], "lasten.begroting.2028"]),
            (("--rev", "main..scenario"), BOTH),
            (("--rev", "scenario.."), [*BOTH, "lasten.begroting.2028"]),
            (("--rev", "..scenario"), BOTH),
            (("--rev", "main...scenario"), BOTH[:1]),
            (("--rev", "scenario..."), [*BOTH[1:], "lasten.begroting.2028"]),
            (("--rev", "main..main"), []),
        ],
        3,
    ),
)
def test_revisions_are_compared_with_the_files_or_with_each_other(
    run: Run, takken: Path, rev: tuple[str, ...], paden: list[str]
) -> None:
    run("set", takken, "1/post.bestuur.lasten.begroting.2028=3")
    code, out, _ = run("diff", takken, *rev, "--format", "json")
    assert changed(out) == paden
    assert code == bool(paden)


@with_git
def test_a_revision_is_named_with_its_commit(run: Run, takken: Path) -> None:
    out = run("diff", takken, "--rev", "main...scenario")[1]
    assert out.splitlines()[1].startswith("van: de splitsing van main en scenario (")
    assert out.splitlines()[2].startswith("naar: scenario (")


@with_git
def test_what_cannot_be_compared_is_said_in_one_sentence(run: Run, takken: Path) -> None:
    unknown = "`nergens` is geen tak, label of commit van deze git-map.\n"
    assert run("diff", takken, "--rev", "main..nergens") == (2, "", unknown)
    assert run("diff", takken, takken, "--rev", "HEAD")[0] == 2
    assert run("diff", takken, takken, takken)[0] == 2
    assert run("diff", takken, "--rev", "a..b", "--als-wijziging", "wijzigingen/x")[0] == 2
    assert run("diff", takken, "nergens") == (3, "", "nergens: deze map of dit bestand bestaat niet.\n")


@with_git
def test_a_dossier_that_was_not_there_yet_is_said_to_be_so(run: Run, takken: Path, samples: Path) -> None:
    shutil.copytree(samples / "leiden-2026", takken / "later")
    code, out, err = run("diff", takken / "later")
    assert (code, out) == (3, "")
    assert err.startswith("leiden/later: in HEAD (")
    assert err.endswith(") was dit dossier er nog niet.\n")


def test_without_a_checkout_there_is_no_revision(run: Run, leiden: Path) -> None:
    if shutil.which("git"):
        assert run("diff", leiden) == (3, "", "leiden: deze map staat niet in git.\n")


@with_git
def test_an_unreadable_side_is_named(run: Run, takken: Path) -> None:
    bad = takken / "programmas" / "01-bestuur-en-dienstverlening.toml"
    good = bad.read_text("utf-8")
    bad.write_text("[programma\n", "utf-8")
    assert run("diff", takken)[2].startswith(f"leiden/programmas/{bad.name}:1: ")
    git(takken, "commit", "--quiet", "--all", "--message", "Stuk")
    bad.write_text(good, "utf-8")
    code, out, err = run("diff", takken)
    assert (code, out) == (3, "")
    assert err.startswith(f"HEAD:programmas/{bad.name}:1: ")


# --- as a decision -------------------------------------------------------------------------------


def test_the_difference_becomes_a_decision_that_explains_it_and_counts_nowhere(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "1/post.bestuur.lasten.begroting.2026=12400000", "1/post.bestuur.naam=Bestuur en raad")
    before = run("show", "kopie", "programmakosten")
    code, out, err = run("diff", leiden, "kopie", "--als-wijziging", "wijzigingen/2026-09-najaar")
    assert code == 1
    assert "Het resultaat van Begroting 2026 gaat van " in out
    assert "Lasten" not in out
    assert err.splitlines() == [
        "wijzigingen/2026-09-najaar.toml: 1 mutatie, status ontwerp, telt niet mee.",
        "afgeleid uit de bedragen, controleer het: aard en tot (1 incidenteel) en dekking.",
        "niet in het besluit: 1/post.bestuur.naam is geen bedrag.",
    ]
    text = Path("kopie/wijzigingen/2026-09-najaar.toml").read_text("utf-8")
    assert "lasten.2026 = 1_174\n" in text
    assert run("show", "kopie", "programmakosten") == before
    assert changed(run("diff", leiden, "kopie", "--format", "json")[1])[-1] == "lasten.2026"


@pytest.mark.lang
@pytest.mark.usefixtures("stad")
def test_what_the_decision_leaves_out_is_told_with_what_is_computed_in_one_line(run: Run) -> None:
    shutil.copytree("nieuw", "rente")
    run("set", "rente", "begroting/parameters.omslagrente=0.0225")
    code, out, err = run(
        "diff", "oud", "rente", "--als-wijziging", "wijzigingen/2027-09-najaar", "--format", "markdown"
    )
    assert code == 1
    assert "| **Resultaat** |" in out
    lines = err.splitlines()
    assert lines[2] == "niet in het besluit: 6/post.volkstuinen is vervallen; een mutatie kan er niet op landen."
    partly = "deels in het besluit: 3/post.fietsparkeren is nieuw; de begroting vanaf 2027 staat erin, de rest niet."
    assert partly in lines
    assert lines[-1] == (
        "niet in het besluit: kapitaallasten van 17 posten (2027, 2028, 2029, 2030); die worden berekend."
    )
    assert "BD460" not in run("check", "rente")[1]


@pytest.mark.lang
@pytest.mark.usefixtures("stad")
def test_the_decision_is_about_the_programmas_and_amounts_that_are_asked_for(run: Run) -> None:
    shutil.copytree("nieuw", "deel")
    uit = ("--als-wijziging", "wijzigingen/2027-09-najaar")
    assert run("diff", "oud", "deel", "--programma", "99", *uit)[0] == 2
    assert not Path("deel/wijzigingen/2027-09-najaar.toml").exists()
    code, out, err = run("diff", "oud", "deel", "--programma", "3", "--min", "10000", *uit)
    assert (code, "6 Sport" in out) == (1, False)
    text = Path("deel/wijzigingen/2027-09-najaar.toml").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith(("[mutatie", "lasten"))] == [
        "[mutatie.3-wegen-groot]",
        "lasten.2027 = 200_000",
        "[mutatie.3-fietsparkeren]",
        "lasten.2027 = 185_000",
    ]
    told = err.splitlines()
    assert "niet in het besluit: 3/post.wegen-groot.lasten.begroting.2029 verschilt niet € 10.000 of meer." in told
    assert not any(": 6/" in line or ": 7/" in line for line in told)


def test_a_file_that_is_there_is_not_overwritten(run: Run, inhoud: Inhoud, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "1/post.bestuur.lasten.begroting.2026=12400000")
    Path("kopie/wijzigingen").mkdir(exist_ok=True)
    Path("kopie/wijzigingen/x.toml").write_text('[wijziging]\nnummer = "1"\nnaam = "X"\n', "utf-8")
    before = inhoud(Path("kopie"))
    code, out, err = run("diff", leiden, "kopie", "--als-wijziging", "wijzigingen/x")
    assert (code, out) == (4, "")
    assert "er staat al een bestand met deze naam" in err
    assert inhoud(Path("kopie")) == before


def test_without_a_raming_that_differs_there_is_no_decision(run: Run, inhoud: Inhoud, leiden: Path) -> None:
    shutil.copytree(leiden, "kopie")
    run("set", "kopie", "1/post.bestuur.naam=Bestuur en raad")
    before = inhoud(Path("kopie"))
    err = run("diff", leiden, "kopie", "--als-wijziging", "wijzigingen/x")[2]
    assert err.splitlines()[0] == "wijzigingen/x.toml is niet gemaakt: geen verschil is een mutatie."
    assert inhoud(Path("kopie")) == before
