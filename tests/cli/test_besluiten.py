"""From the command line: book on a decision, adopt it, print what it changes."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.export.bladzijden import ontbreekt
from budgetdesk.export.suffix import EXPORTS, FORMATS, either
from budgetdesk.session import Session
from tests.cli.conftest import Inhoud, Run
from tests.proef import sampled

BESLUIT = "wijzigingen/2026-02-najaar.toml"
TEKST = """\
# van de afdeling
[wijziging]
nummer = "2026-02"
naam = "Najaar"
status = "ontwerp"

# wegen
[mutatie.asfalt]
programma = 1
post = "bestuur"
onderwerp = "Asfalt"
lasten.2026 = 100_000   # een gok
lasten.2027 = 50_000
"""
PAGES = {"uit.pdf": " op 1 bladzijde"}
"""What is told of a file that counts its pages by itself."""

LASTEN = "1/post.bestuur.lasten"


def word_text(naam: str) -> str:
    with zipfile.ZipFile(naam) as package:
        return package.read("word/document.xml").decode()


@pytest.fixture
def najaar(leiden: Path) -> Path:
    """Return the dossier with a draft decision."""
    (leiden / "wijzigingen").mkdir()
    (leiden / BESLUIT).write_text(TEKST, encoding="utf-8")
    return leiden


def text(map_: Path) -> str:
    return (map_ / BESLUIT).read_text(encoding="utf-8")


def test_an_amount_of_a_mutation_changes_one_line_and_the_rest_keeps_its_bytes(run: Run, najaar: Path) -> None:
    code, out, err = run("mutatie", najaar, "2026-02", LASTEN, "2026=120000", "--onderwerp", "Asfalt")
    adres = "wijzigingen/2026-02-najaar/mutatie.asfalt.lasten.2026"
    assert (code, out, err) == (0, f"{adres}: 100.000 -> 120.000\n", "")
    assert text(najaar) == TEKST.replace("100_000", "120_000")
    code, out, err = run("mutatie", najaar, "2026-02", LASTEN, "2026=120000", "--onderwerp", "Asfalt")
    assert (code, out, err) == (0, "ongewijzigd: dit stond er al\n", "")


def test_another_subject_becomes_a_mutation_of_its_own(run: Run, najaar: Path) -> None:
    more = ("--aard", "incidenteel", "--tot", "2027", "--dekking", "mutatie.asfalt", "--toelichting", "Nodig.")
    call = ("mutatie", najaar, "2026-02", "1/reserve.raad.onttrekking", "2026=60000", "2027=-1.50")
    code, out, err = run(*call, "--onderwerp", "Uit de reserve", *more)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "wijzigingen/2026-02-najaar/mutatie.uit-de-reserve.onttrekking.2027: leeg -> -1,50"
    assert text(najaar) == TEKST + (
        '\n[mutatie.uit-de-reserve]\nprogramma = 1\nreserve = "raad"\nonderwerp = "Uit de reserve"\n'
        'aard = "incidenteel"\ntot = 2027\ndekking = "mutatie.asfalt"\nonttrekking.2026 = 60_000\n'
        'onttrekking.2027 = -1.50\ntoelichting = "Nodig."\n'
    )


def test_a_mutation_without_amounts_goes_with_its_comment(run: Run, najaar: Path) -> None:
    code, out, _ = run("mutatie", najaar, "2026-02", LASTEN, "2026=", "2027=0", "--onderwerp", "Asfalt")
    assert (code, out) == (0, "wijzigingen/2026-02-najaar/mutatie.asfalt (asfalt): verwijderd\n")
    assert text(najaar) == TEKST.partition("\n# wegen")[0]


def test_a_new_decision_is_made_with_its_first_mutation(run: Run, leiden: Path, inhoud: Inhoud) -> None:
    before = inhoud(leiden)
    code, _, err = run("mutatie", leiden, "A3", LASTEN, "2026=5000", "--onderwerp", "Leges", "--nieuw", "Motie 3")
    assert (code, err) == (0, "")
    after = inhoud(leiden)
    assert after.keys() - before.keys() == {"wijzigingen/a3-motie-3.toml"}
    assert after["wijzigingen/a3-motie-3.toml"].decode() == (
        '[wijziging]\nnummer = "A3"\nnaam = "Motie 3"\nstatus = "ontwerp"\ntelt_mee = "begroting"\n\n'
        '[mutatie.leges]\nprogramma = 1\npost = "bestuur"\nonderwerp = "Leges"\nlasten.2026 = 5_000\n'
    )
    session = Session.open(leiden)
    assert [b.code for b in session.keuring.bevindingen if b.plaats.bestand.startswith("wijzigingen")] == []
    code, _, err = run("mutatie", leiden, "A3", LASTEN, "2026=5000", "--onderwerp", "Leges", "--nieuw", "Motie 3")
    assert (code, err) == (2, "Besluit A3 bestaat al; laat --nieuw weg.\n")


def test_a_new_decision_may_be_of_a_kind(run: Run, leiden: Path) -> None:
    call = ("mutatie", leiden, "A3", LASTEN, "2026=-5000", "2027=5000", "--onderwerp", "Later")
    code, _, err = run(*call, "--soort", "kasschuif")
    assert (code, err) == (2, "--soort zegt wat voor besluit --nieuw maakt; noem ook --nieuw.\n")
    assert run(*call, "--nieuw", "Later", "--soort", "kasschuif")[0] == 0
    assert 'naam = "Later"\nsoort = "kasschuif"\n' in (leiden / "wijzigingen/a3-later.toml").read_text("utf-8")


def test_in_a_document_that_compares_a_new_decision_amends_the_budget(run: Run, leiden: Path) -> None:
    begroting = leiden / "begroting.toml"
    old = begroting.read_text(encoding="utf-8")
    begroting.write_text(old.replace('sjabloon = "begroting"', 'sjabloon = "jaarrekening"'), encoding="utf-8")
    assert run("mutatie", leiden, "7", LASTEN, "2026=5", "--onderwerp", "L", "--nieuw", "W")[0] == 0
    assert 'telt_mee = "wijziging"\n' in (leiden / "wijzigingen/7-w.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (("2026-03", LASTEN, "2026=5"), "Besluit `2026-03` bestaat niet; kies uit 2026-02."),
        (("2026-02", "1/post.bestuur", "2026=5"), "`1/post.bestuur`: eindig met een kant; kies uit lasten, baten"),
        (("2026-02", "1/post.niets.lasten", "2026=5"), "staat geen post `niets`"),
        (("2026-02", "9/post.bestuur.lasten", "2026=5"), "programma 9 is er niet in dit dossier"),
        (("2026-02", "1/reserve.raad.lasten", "2026=5"), "heeft geen lasten om te wijzigen"),
        (("2026-02", "begroting/post.bestuur.lasten", "2026=5"), "begroting.toml kent geen tabellen `post`"),
        (("2026-02", LASTEN, "26=5"), "`26=5` is geen bedrag per jaar"),
        (("2026-02", LASTEN, "2026"), "`2026` is geen bedrag per jaar"),
        (("2026-02", LASTEN, "2026=1e3"), "macht van tien"),
        (("2026-02", LASTEN, "2026=1", "2026=2"), "2026 staat er twee keer"),
        (("2026-02", LASTEN, "2026=1", "--tot", "27"), "`27` is geen jaar van vier cijfers"),
        (("2026-02", LASTEN, "2026=1", "--aard", "vast"), "onbekende aard `vast`"),
        (("..", LASTEN, "2026=1", "--nieuw", "W"), "Een besluit heeft een nummer en een naam."),
        (("2026-02", LASTEN, "2026=1", "--nieuw", "W"), "Besluit 2026-02 bestaat al"),
        (("X", LASTEN, "2026=", "--nieuw", "W"), "Een mutatie heeft een bedrag"),
    ],
)
def test_one_wrong_argument_and_nothing_is_written(
    run: Run, inhoud: Inhoud, najaar: Path, argv: Sequence[str], complaint: str
) -> None:
    before = inhoud(najaar)
    code, out, err = run("mutatie", najaar, *argv, "--onderwerp", "Iets")
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(najaar) == before


def test_a_file_that_is_there_already_is_not_overwritten(run: Run, inhoud: Inhoud, najaar: Path) -> None:
    (najaar / "wijzigingen/9-w.toml").write_text('[wijziging]\nnummer = "8"\nnaam = "W"\n', encoding="utf-8")
    before = inhoud(najaar)
    code, out, err = run("mutatie", najaar, "9", LASTEN, "2026=1", "--onderwerp", "Iets", "--nieuw", "W")
    assert (code, out) == (4, "")
    assert "wijzigingen/9-w.toml" in err
    assert inhoud(najaar) == before


def test_a_year_without_a_column_is_booked_but_pointed_out(run: Run, najaar: Path) -> None:
    code, _, err = run("mutatie", najaar, "2026-02", LASTEN, "2062=1", "--onderwerp", "Asfalt")
    assert (code, err) == (0, "let op: 2062 valt buiten de jaren van dit document (2024-2029).\n")


def test_adopting_locks_a_decision(run: Run, inhoud: Inhoud, najaar: Path) -> None:
    decree = ("--besluit", "RV 26.0012", "--datum", "3-7-2026")
    code, out, err = run("vaststellen", najaar, "2026-02", *decree)
    where = "wijzigingen/2026-02-najaar/wijziging"
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{where}.besluit: leeg -> RV 26.0012",
        f"{where}.datum: leeg -> 2026-07-03",
        f"{where}.status: ontwerp -> vastgesteld",
    ]
    assert text(najaar) == TEKST.replace(
        'status = "ontwerp"\n', 'besluit = "RV 26.0012"\ndatum = 2026-07-03\nstatus = "vastgesteld"\n'
    )
    after = inhoud(najaar)
    locked = "Besluit 2026-02 Najaar is vastgesteld en kan niet meer worden gewijzigd.\n"
    assert run("vaststellen", najaar, "2026-02", *decree) == (2, "", locked)
    assert run("mutatie", najaar, "2026-02", LASTEN, "2026=1", "--onderwerp", "Asfalt") == (2, "", locked)
    assert inhoud(najaar) == after


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (("2026-03", "--besluit", "RV", "--datum", "2026-07-03"), "Besluit `2026-03` bestaat niet"),
        (("2026-02", "--besluit", "RV", "--datum", "morgen"), "bij `datum` hoort een datum, zoals 2025-07-03"),
        (("2026-02", "--datum", "2026-07-03"), "dit ontbreekt nog: --besluit"),
        (("2026-02", "--besluit", "RV"), "dit ontbreekt nog: --datum"),
        (("2026-02", "--besluit", "RV", "--datum", "2026-07-03"), "is budgetneutraal maar sluit niet in 2026, 2027."),
    ],
)
def test_what_cannot_be_adopted_is_not_written(
    run: Run, inhoud: Inhoud, najaar: Path, argv: Sequence[str], complaint: str
) -> None:
    neutral = TEKST.replace('status = "ontwerp"\n', 'status = "ontwerp"\nbudgetneutraal = true\n')
    (najaar / BESLUIT).write_text(neutral, encoding="utf-8")
    before = inhoud(najaar)
    code, out, err = run("vaststellen", najaar, *argv)
    assert (code, out) == (2, "")
    assert complaint in err
    assert inhoud(najaar) == before


def test_a_begrotingswijziging_is_printed_in_every_format(run: Run, najaar: Path) -> None:
    code, out, err = run("wijziging", najaar, "2026-02")
    assert (code, err) == (0, "")
    assert out.startswith("Begrotingswijziging 2026-02 Najaar\nbedragen x € 1.000; lasten")
    assert "\n1) Asfalt. € 100.000 hogere lasten in 2026 en € 50.000 hogere lasten in 2027.\n" in out
    code, out, _ = run("wijziging", najaar, "2026-02", "--format", "csv", "--euro")
    assert code == 0
    assert "Bestuur 1),Lasten,12398826,100000,12498826,50000,0,0\n" in out
    code, out, _ = run("wijziging", najaar, BESLUIT, "--format", "json")
    assert (code, json.loads(out)[0]["tabel"]) == (0, "begrotingswijziging")
    code, out, _ = run("wijziging", najaar, "2026-02", "--format", "markdown")
    assert (code, out.splitlines()[0]) == (0, "## Begrotingswijziging 2026-02 Najaar")


def test_a_begrotingswijziging_is_written_as_a_site_that_begins_with_what_was_decided(
    run: Run, inhoud: Inhoud, najaar: Path
) -> None:
    before = inhoud(najaar)
    assert run("wijziging", najaar, "2026-02", "--uit", "uit/") == (0, "", "uit is geschreven.\n")
    page = Path("uit/wijziging.html").read_text("utf-8")
    assert '<th scope="row"' in page
    assert "Cijfers" in page
    main = Path("uit/index.html").read_text("utf-8").partition("<main")[2].partition("</main>")[0]
    assert "<h1>Begrotingswijziging 2026-02 Najaar</h1>" in main
    assert "<dt>Status</dt><dd>ontwerp</dd>" in main
    assert len(list(Path("uit/data").glob("*.csv"))) == 1
    assert inhoud(najaar) == before
    Path("van-mij").mkdir()
    Path("van-mij/brief.txt").write_text("x")
    code, _, err = run("wijziging", najaar, "2026-02", "--uit", "van-mij/")
    assert code != 0
    assert "van-mij" in err
    assert [pad.name for pad in Path("van-mij").iterdir()] == ["brief.txt"]


@pytest.mark.parametrize("naam", sampled([*(f"uit{einde}" for einde in FORMATS), "uit.MD"], 3))
def test_a_begrotingswijziging_is_written_as_a_document(run: Run, inhoud: Inhoud, najaar: Path, naam: str) -> None:
    before = inhoud(najaar)
    assert run("wijziging", najaar, "2026-02", "--uit", naam) == (
        0,
        "",
        f"{naam} is geschreven{PAGES.get(naam, '')}.\n",
    )
    first = Path(naam).read_bytes()
    assert zipfile.is_zipfile(naam) or b"Begrotingswijziging 2026-02 Najaar" in first
    assert run("wijziging", najaar, "2026-02", "--uit", naam)[0] == 0
    assert Path(naam).read_bytes() == first
    assert inhoud(najaar) == before


def test_the_credits_that_a_decision_changes_are_printed_below_it(run: Run, najaar: Path) -> None:
    path = najaar / BESLUIT
    assert "\nKredieten in " not in run("wijziging", najaar, "2026-02")[1]
    credit = '\n[mutatie.krediet]\nprogramma = 1\ninvestering = "9"\nuitgaven.2026 = 25_000\n'
    programma = next((najaar / "programmas").glob("01-*.toml"))
    invested = '\n[investering.9]\nnaam = "Balie"\nnut = "economisch"\nuitgaven.2026 = 75_000\ntermijn = 10\n'
    programma.write_text(programma.read_text("utf-8") + invested, encoding="utf-8")
    path.write_text(path.read_text("utf-8") + credit, encoding="utf-8")
    code, out, err = run("wijziging", najaar, "2026-02", "--format", "csv", "--euro")
    assert (code, err) == (0, "")
    assert ",Uitgaven,1 Bestuur en dienstverlening,75000,25000,100000," in out
    assert [t["tabel"] for t in json.loads(run("wijziging", najaar, "2026-02", "--format", "json")[1])] == [
        "begrotingswijziging",
        "kredietwijziging",
    ]


@pytest.mark.parametrize("naam", [f"uit{known.einde}" for known in FORMATS.values() if known.write])
def test_a_template_of_its_own_with_an_unknown_part_writes_nothing(run: Run, najaar: Path, naam: str) -> None:
    (najaar / "templates").mkdir(exist_ok=True)
    (najaar / "templates/begrotingswijziging.toml").write_text('[deel.a]\nin = "b"\n', encoding="utf-8")
    code, out, err = run("wijziging", najaar, "2026-02", "--uit", naam)
    assert (code, out) == (3, "")
    assert "templates/begrotingswijziging.toml:2: deel.a.in: er is geen deel `b`." in err
    assert not Path(naam).exists()


@pytest.mark.lang
@pytest.mark.skipif(ontbreekt() != "", reason="LibreOffice ontbreekt")
def test_the_contents_of_a_begrotingswijziging_for_word_have_page_numbers_where_asked(run: Run, najaar: Path) -> None:
    own = najaar / "templates/begrotingswijziging.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_text('delen = "begrotingswijziging"\nopmaak.inhoud = 2\n', encoding="utf-8")
    code, out, err = run("wijziging", najaar, "2026-02", "--uit", "uit.docx")
    assert (code, out) == (0, "")
    assert err.splitlines()[1].startswith("De inhoudsopgave heeft nog geen bladzijdenummers: --bladzijden zet ze erin")
    assert "PAGEREF" not in word_text("uit.docx")
    code, out, err = run("wijziging", najaar, "2026-02", "--uit", "uit.docx", "--bladzijden")
    assert (code, out) == (0, "")
    assert re.fullmatch(r"uit\.docx is geschreven op (1 bladzijde|\d+ bladzijden)\.\n", err)
    assert "PAGEREF _Deel1 " in word_text("uit.docx")


@pytest.mark.lang
def test_a_document_that_cannot_be_written_is_a_failed_write(run: Run, najaar: Path) -> None:
    code, out, err = run("wijziging", najaar, "2026-02", "--uit", "nergens/uit.docx")
    assert (code, out) == (4, "")
    assert err.startswith("nergens/uit.docx: schrijven is mislukt")


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (("9",), "Besluit `9` bestaat niet"),
        (("9", "--uit", "uit.md"), "Besluit `9` bestaat niet"),
        (("2026-02", "--format", "pdf"), "onbekend formaat"),
        (("2026-02", "--uit", "uit.odt"), f"Een export eindigt op {either(EXPORTS)}"),
        (("2026-02", "--uit", "uit.md", "--format", "csv"), "gaan niet samen"),
        (("2026-02", "--uit", "uit.md", "--euro"), "--uit en --euro gaan niet samen"),
        (("2026-02", "--bladzijden"), "--bladzijden hoort bij --uit"),
        (("2026-02", "--uit", "uit.html", "--bladzijden"), "een .html heeft er geen"),
    ],
)
def test_a_wrong_call_prints_nothing(run: Run, najaar: Path, argv: Sequence[str], complaint: str) -> None:
    code, out, err = run("wijziging", najaar, *argv)
    assert (code, out) == (2, "")
    assert complaint in err


def test_a_credit_is_changed_by_a_decision_and_only_once_that_is_adopted(run: Run, najaar: Path) -> None:
    programma = najaar / "programmas/01-bestuur-en-dienstverlening.toml"
    credit = '\n[investering.zaal]\nnaam = "Raadszaal"\nnut = "economisch"\nuitgaven.2026 = 900_000\n'
    programma.write_text(programma.read_text("utf-8") + credit, encoding="utf-8")
    call = ("mutatie", najaar, "2026-02", "1/investering.zaal.uitgaven", "2026=100000", "--onderwerp", "Duurder")
    assert run(*call)[0] == 0
    assert text(najaar) == TEKST + (
        '\n[mutatie.duurder]\nprogramma = 1\ninvestering = "zaal"\nonderwerp = "Duurder"\nuitgaven.2026 = 100_000\n'
    )

    def shown() -> str:
        return run("show", najaar, "investeringsoverzicht", "--format", "csv")[1].splitlines()[-3]

    before = shown()
    assert run("vaststellen", najaar, "2026-02", "--besluit", "RV 1", "--datum", "2026-07-03")[0] == 0
    assert (before.split(",")[:3], shown().split(",")[:3]) == (
        ["Totaal", "Uitgaven", "900"],
        ["Totaal", "Uitgaven", "1.000"],
    )
    code, _, err = run("mutatie", najaar, "2026-02", "1/investering.zaal.besteed", "2026=1", "--onderwerp", "X")
    assert (code, "eindig met een kant" in err) == (2, True)
