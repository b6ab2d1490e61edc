"""`budgetdesk vaststellen` of the budget and other documents, and what commands do to a budget that is adopted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.model.documenten import documenten
from budgetdesk.session import Session
from tests.cli.conftest import Inhoud, Run
from tests.proef import Maak, begroting, sampled

POSTEN = """
[post.raad]
naam = "Raad"
beleidsterrein = "A"
lasten.begroting.2026 = 1_000
lasten.begroting.2027 = 1_100
lasten.mjb.2026 = 900
[reserve.r]
naam = "R"
soort = "algemene reserve"
stand.2025 = 5_000
onttrekking.begroting.2026 = 900
"""
DOCUMENTEN = """
[document.begroting]
sjabloon = "begroting"
[document.vgr-1]
sjabloon = "voortgangsrapportage"
"""
BESLUIT = ("--besluit", "RV 25.0101", "--datum", "2025-11-13")


@pytest.fixture
def jaar(dossier: Maak, run: Run) -> Path:
    """Return a small dossier with an adopted budget and a report."""
    map_ = dossier(POSTEN, begroting=begroting(DOCUMENTEN))
    assert run("vaststellen", map_, "--begroting", *BESLUIT)[0] == 0
    return map_


def test_the_budget_is_adopted_with_its_status_and_once(run: Run, inhoud: Inhoud, dossier: Maak) -> None:
    map_ = dossier(POSTEN, begroting=begroting(DOCUMENTEN))
    code, out, err = run("vaststellen", map_, "--begroting", *BESLUIT)
    assert (code, "begroting/document.begroting.status: leeg -> vastgesteld" in out) == (0, True)
    assert "Begroting 2026 tot en met 2029 ligt vast in vastgesteld.toml." in err
    assert "lasten.raming.2026 = 1_000\nlasten.raming.2027 = 1_100\n" in (map_ / "vastgesteld.toml").read_text("utf-8")
    before = inhoud(map_)
    code, _, err = run("vaststellen", map_, "--begroting", *BESLUIT)
    assert (code, "een begroting wordt één keer vastgesteld" in err) == (2, True)
    assert inhoud(map_) == before


def test_the_debt_that_closes_the_adopted_balance_sheet_stays_the_one_that_closes(run: Run, dossier: Maak) -> None:
    given = "[balans]\nleningen.2025 = 9_000\nvaste_schuld.2026 = 2_500\n"
    map_ = dossier(POSTEN, begroting=begroting(given + DOCUMENTEN))
    show = ("show", map_, "balans", "--format", "csv", "--document", "begroting")
    before = run(*show)[1]
    assert "Netto vlottende schuld (sluitpost)" in before
    assert run("vaststellen", map_, "--begroting", *BESLUIT)[0] == 0
    assert run(*show)[1] == before
    assert "vlottende_schuld.2026" not in (map_ / "vastgesteld.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "Noem een besluit, --begroting om de begroting vast te stellen, of --document"),
        (("2026-01", "--begroting"), "niet allebei"),
        (("2026-01", "--document", "vgr-1"), "niet allebei"),
        (("--begroting", "--document", "vgr-9"), "onbekend document `vgr-9`"),
        (("--begroting", "--document", "vgr-1"), "Laat --begroting weg om dat document zelf vast te stellen"),
        (("--document", "vgr-9"), "onbekend document `vgr-9`"),
        (("--document", "begroting"), "Document begroting is de begroting. Stel haar vast met --begroting"),
        (("--document", "vgr-1"), "Een document over 2026 wordt niet vóór 1-1-2026 vastgesteld."),
    ],
)
def test_a_wrong_call_is_refused(run: Run, inhoud: Inhoud, dossier: Maak, argv: tuple[str, ...], said: str) -> None:
    map_ = dossier(POSTEN, begroting=begroting(DOCUMENTEN))
    before = inhoud(map_)
    code, _, err = run("vaststellen", map_, *argv, *BESLUIT)
    assert (code, said in err) == (2, True), err
    assert inhoud(map_) == before


def test_a_dossier_without_documents_is_to_be_moved_forward_first(run: Run, dossier: Maak) -> None:
    code, _, err = run("vaststellen", dossier(POSTEN), "--begroting", *BESLUIT)
    assert (code, "fmt DOSSIER --vooruit" in err) == (2, True)


def test_with_errors_standing_nothing_is_adopted(run: Run, inhoud: Inhoud, dossier: Maak) -> None:
    wrong = POSTEN.replace('naam = "Raad"', 'naam = "Raad"\nprestatie = "A1.9"')
    map_ = dossier(wrong, begroting=begroting(DOCUMENTEN))
    before = inhoud(map_)
    assert run("vaststellen", map_, "--begroting", *BESLUIT)[0] == 3
    assert inhoud(map_) == before


@pytest.mark.parametrize(
    "argv",
    [
        ("set", "1/post.raad.lasten.begroting.2026=5"),
        ("set", "1/post.raad.lasten.mjb.2027=5"),
        ("set", "vastgesteld/post.1/raad.lasten.raming.2026=5"),
        ("delete", "1/post.raad"),
        ("sluit", "1/reserve.r"),
    ],
)
@pytest.mark.parametrize("document", sampled(["begroting", "vgr-1"], 2))
def test_commands_refuse_to_change_it_and_name_the_decision(
    run: Run, inhoud: Inhoud, jaar: Path, argv: tuple[str, ...], document: str
) -> None:
    if document == "begroting":
        head = (jaar / "begroting.toml").read_text("utf-8")
        (jaar / "begroting.toml").write_text(head.replace('[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n', ""))
    before = inhoud(jaar)
    code, _, err = run(argv[0], jaar, *argv[1:])
    assert (code, "Begroting 2026 is vastgesteld (RV 25.0101, 2025-11-13)" in err) == (2, True), err
    assert inhoud(jaar) == before


@pytest.mark.lang
def test_a_new_decision_amends_it_and_the_columns_say_so(run: Run, jaar: Path) -> None:
    amend = ("2026-01", "1/post.raad.lasten", "2026=250", "2027=250", "--nieuw", "Najaar", "--onderwerp", "Raad")
    assert run("mutatie", jaar, *amend)[0] == 0
    assert run("vaststellen", jaar, "2026-01", *BESLUIT)[0] == 0
    session = Session.open(jaar)
    assert (
        session.dossier.bestanden["wijzigingen/2026-01-najaar.toml"].records["wijziging", ""].tekst("telt_mee")
        == "wijziging"
    )
    out = run("show", jaar, "programmakosten", "--format", "csv", "--euro")[1]
    assert "1000;250;1250" in out.replace(",", ";")
    closed = run("sluit", jaar, "1/reserve.r", "--op", "2026-02", "--jaar", "2026")
    assert closed[0] == 2
    run("mutatie", jaar, "2026-02", "1/post.raad.lasten", "2026=50", "--nieuw", "Slot", "--onderwerp", "Raad")
    assert run("sluit", jaar, "1/reserve.r", "--op", "2026-02", "--jaar", "2026")[0] == 0
    assert "onttrekking.2026 = 400" in (jaar / "wijzigingen" / "2026-02-slot.toml").read_text("utf-8")


def test_a_decision_that_counts_in_the_budget_is_not_adopted_after_it(run: Run, inhoud: Inhoud, jaar: Path) -> None:
    run("mutatie", jaar, "2026-03", "1/post.raad.lasten", "2026=50", "--nieuw", "Laat", "--onderwerp", "Raad")
    file = jaar / "wijzigingen" / "2026-03-laat.toml"
    file.write_text(file.read_text("utf-8").replace('telt_mee = "wijziging"', 'telt_mee = "begroting"'), "utf-8")
    before = inhoud(jaar)
    code, _, err = run("vaststellen", jaar, "2026-03", *BESLUIT)
    assert (code, "Zet `telt_mee` van het besluit op `wijziging`" in err) == (2, True), err
    assert inhoud(jaar) == before


@pytest.mark.lang
def test_a_report_is_made_and_adopted_and_tells_which_decisions_follow_from_it(run: Run, jaar: Path) -> None:
    amend = ("2026-01", "1/post.raad.lasten", "2026=250", "--nieuw", "Voorjaar", "--onderwerp", "Raad")
    assert run("mutatie", jaar, *amend)[0] == 0
    assert run("vaststellen", jaar, "2026-01", "--besluit", "RV 1", "--datum", "2026-06-25")[0] == 0
    made = ("begroting/document", "--sleutel", "jaarstukken", "sjabloon=jaarrekening")
    assert run("add", jaar, *made) == (0, "begroting/document.jaarstukken\n", "")
    code, out, err = run("vaststellen", jaar, "--document", "vgr-1", "--datum", "2026-06-25")
    assert (code, "document.vgr-1.datum: leeg -> 2026-06-25" in out) == (0, True)
    assert "Telt niet mee in vgr-1, want van die dag of later: besluit 2026-01 Voorjaar." in err
    for document, amended in (("vgr-1", "1000;0;1000"), ("jaarstukken", "1000;250;1250")):
        out = run("show", jaar, "programmakosten", "--format", "csv", "--euro", "--document", document)[1]
        assert amended in out.replace(",", ";")
    code, _, err = run("vaststellen", jaar, "--document", "vgr-1", "--datum", "2026-06-25")
    assert (code, "Document vgr-1 is al vastgesteld." in err) == (2, True)


@pytest.mark.lang
def test_accounts_are_adopted_after_their_year(run: Run, jaar: Path) -> None:
    run("add", jaar, "begroting/document", "--sleutel", "jaarstukken", "sjabloon=jaarrekening")
    code, _, err = run("vaststellen", jaar, "--document", "jaarstukken", "--datum", "2026-12-31")
    assert (code, "niet vóór 1-1-2027" in err) == (2, True)
    adopting = ("--document", "jaarstukken", "--besluit", "RV 27.0031", "--datum", "2027-07-01")
    assert run("vaststellen", jaar, *adopting)[0] == 0
    said = documenten(Session.open(jaar).dossier)[-1]
    assert (said.status, said.besluit, str(said.datum)) == ("vastgesteld", "RV 27.0031", "2027-07-01")
    code, _, err = run("set", jaar, "1/post.raad.lasten.rekening.2026=5")
    assert (code, "1/post.raad.lasten.rekening.2026 wijzigt niet meer" in err) == (2, True), err
    assert run("set", jaar, "1/post.raad.lasten.rekening.2025=5")[0] == 0


def test_it_is_formatted_and_compared_as_any_other_file(run: Run, jaar: Path, tmp_path: Path) -> None:
    assert run("fmt", jaar / "vastgesteld.toml", "--check")[0] == 0
    other = shutil.copytree(jaar, tmp_path / "ander")
    file = other / "vastgesteld.toml"
    file.write_text(file.read_text("utf-8").replace("raming.2027 = 1_100", "raming.2027 = 1_150"), "utf-8")
    code, out, err = run("diff", jaar, other)
    assert (code, "Vastgestelde begroting: posten" in out) == (1, True), (out, err)
    assert run("show", other, "programmakosten")[0] == 3


@pytest.mark.lang
def test_next_year_begins_with_the_document_of_the_budget_and_nothing_adopted(run: Run, jaar: Path) -> None:
    head = jaar / "begroting.toml"
    head.write_text(
        head.read_text("utf-8").replace("[document.begroting]", '[document.begroting]\ntitel = "Begroting 2026-2029"')
    )
    nieuw = jaar.parent / "volgend"
    assert run("rollover", jaar, nieuw)[0] == 0
    assert not (nieuw / "vastgesteld.toml").exists()
    session = Session.open(nieuw)
    assert [(d.sleutel, d.titel, d.status) for d in documenten(session.dossier)] == [
        ("begroting", "Begroting 2027-2030", "concept")
    ]
    assert run("vaststellen", nieuw, "--begroting", "--besluit", "RV 26.0101", "--datum", "2026-11-12")[0] == 0


BRUG = """
[investering.brug]
naam = "Brug"
nut = "maatschappelijk"
uitgaven.2026 = 1_000
termijn = 10
gereed = 2026
post = "raad"
"""


def _duurder(nummer: str, bedragen: str, kop: str) -> str:
    return (
        f'[wijziging]\nnummer = "{nummer}"\nnaam = "Duurder"\n{kop}\n'
        f'[mutatie.m]\nprogramma = 1\ninvestering = "brug"\n{bedragen}\n'
    )


@pytest.mark.lang
@pytest.mark.parametrize("kop", ['status = "ontwerp"', 'status = "vastgesteld"\ndatum = 2025-11-13'])
def test_a_credit_is_adopted_as_decisions_of_the_same_day_made_it_and_stays_so(
    run: Run, dossier: Maak, kop: str
) -> None:
    weergave = begroting(f"[weergave]\neenheid = 1\n{DOCUMENTEN}")
    map_ = dossier(POSTEN + BRUG, begroting=weergave, wijzigingen__a=_duurder("1", "uitgaven.2026 = 500", kop))
    assert run("vaststellen", map_, "--begroting", *BESLUIT)[0] == 0
    # 1500 over ten years
    made = (map_ / "vastgesteld.toml").read_text("utf-8")
    assert ("uitgaven.2026 = 1_500\n" in made, "lasten.kapitaallasten.2027 = 150\n" in made) == (True, True)
    assert "BD523" not in run("check", map_, "--document", "vgr-1")[1]
    show = ("show", map_, "investeringen", "--format", "csv", "--document", "begroting")
    before = run(*show)[1]
    assert "Brug,,,maatschappelijk nut,,-,1.500,,,\n" in before
    # what is decided later has no cell in it, not even a zero
    head = 'status = "vastgesteld"\ndatum = 2026-03-01\ntelt_mee = "wijziging"'
    later = _duurder("2", "uitgaven.2026 = 300\nuitgaven.2028 = 700", head)
    (map_ / "wijzigingen" / "b.toml").write_text(later, "utf-8")
    assert run(*show)[1] == before
    assert "nut,,-,1.800\n" in run(*show[:-1], "vgr-1")[1]
