"""`overnemen --rekening`: last year's accounts in a dossier that was made before they were there."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.session.reading import tables
from budgetdesk.tables.grid import Inhoud
from tests.cli.conftest import Inhoud as Bestanden
from tests.cli.conftest import Run
from tests.proef import Maak, begroting

POSTEN = """
[post.raad]
naam = "Raad"
beleidsterrein = "A"
lasten.rekening.2024 = 900
lasten.begroting.2025 = 1_000
incidenteel.lasten.2025 = 80
lasten.begroting.2026 = 1_100
[reserve.r]
naam = "R"
soort = "algemene reserve"
stand.2024 = 5_000
onttrekking.begroting.2025 = 700
onttrekking.begroting.2026 = 300
[voorziening.v]
naam = "V"
stand.2024 = 60
[indicator.i]
naam = "I"
doel = "d"
[doel.d]
naam = "D"
beleidsterrein = "A"
[investering.k]
naam = "K"
nut = "economisch"
uitgaven.2025 = 4_000
"""
REALISATIE = (
    *("1/post.raad.lasten.rekening.2025=1050", "1/post.raad.incidenteel.lasten.rekening.2025=75"),
    *("1/reserve.r.onttrekking.rekening.2025=650", "1/voorziening.v.dotatie.rekening.2025=5"),
    *("1/investering.k.besteed.2025=3500", "1/indicator.i.realisatie.2025=7"),
    *("begroting/balans.leningen.rekening.2025=1200", "begroting/kengetallen.woonlasten.rekening.2025=999"),
)
DOCUMENTEN = """
[document.begroting]
sjabloon = "begroting"
[document.jaarstukken]
sjabloon = "jaarrekening"
[balans]
leningen.2024 = 1_000
"""


@pytest.fixture
def jaren(dossier: Maak, run: Run) -> tuple[Path, Path]:
    """Return the dossier of 2025 with its accounts, and that of 2026, which was made before these were there."""
    oud = dossier(POSTEN, begroting=begroting(DOCUMENTEN, jaar=2025))
    nieuw = oud.parent / "nieuw"
    assert run("rollover", oud, nieuw)[0] == 0
    assert run("add", nieuw, "begroting/document", "--sleutel", "jaarstukken", "sjabloon=jaarrekening")[0] == 0
    assert run("set", oud, *REALISATIE, "--document", "jaarstukken")[0] == 0
    return oud, nieuw


def column(map_: Path, tabel: str, kop: str) -> dict[tuple[str, str], Inhoud]:
    """Return what a table of the accounts has under the first heading that begins so, by row."""
    session = Session.open(map_, document="jaarstukken", read_only=True)
    found: dict[tuple[str, str], Inhoud] = {}
    for grid in tables(session.cijfers, tabel, session.dossier.programmas):
        k = next(i for i, known in enumerate(grid.koppen) if known.tekst.startswith(kop))
        found |= {(rij.naam, rij.soort): grid.inhoud(r, k) for r, rij in enumerate(grid.rijen)}
    return found


@pytest.mark.lang
def test_the_accounts_open_with_what_those_of_last_year_end_with(run: Run, jaren: tuple[Path, Path]) -> None:
    oud, nieuw = jaren
    assert column(nieuw, "reserveverloop", "Rekening 2026")["R", "Stand 1-1"] != 4_350_00
    code, out, err = run("overnemen", oud, nieuw, "--rekening")
    assert (code, "uit de rekening van" in err) == (0, True)
    assert "1/post.raad.lasten.rekening.2025: leeg -> 1.050" in out
    assert "1/reserve.r.stand.2025: leeg -> 4.350" in out
    assert "begroting/balans.leningen.rekening.2025: leeg -> 1.200" in out
    assert column(nieuw, "reserveverloop", "Rekening 2026")["R", "Stand 1-1"] == 4_350_00
    for tabel in ("programmakosten", "balans", "emu", "incidenteel", "reserveverloop", "voorzieningen"):
        heading = "31-12-2025" if tabel == "balans" else "Rekening 2025"
        assert column(nieuw, tabel, heading) == column(oud, tabel, heading), tabel
    raw = (nieuw / "programmas" / "01-p.toml").read_text("utf-8")
    for line in ("besteed.2025 = 3_500", "realisatie.2025 = 7", "incidenteel.lasten.rekening.2025 = 75"):
        assert line in raw


@pytest.mark.lang
def test_what_the_accounts_open_with_is_told_until_it_is_that_of_last_year(run: Run, jaren: tuple[Path, Path]) -> None:
    oud, nieuw = jaren

    def codes() -> list[str]:
        out = run("check", nieuw, "--document", "jaarstukken")[1]
        return [code for code in ("BD488", "BD489") if f" {code} " in out]

    assert codes() == ["BD488"]
    assert run("overnemen", oud, nieuw, "--rekening")[0] == 0
    assert codes() == []
    assert run("set", oud, "1/reserve.r.onttrekking.rekening.2025=640", "--document", "jaarstukken")[0] == 0
    assert codes() == ["BD489"]
    assert "1/reserve.r.stand.2025: 4.350 -> 4.360" in run("overnemen", oud, nieuw, "--rekening")[1]
    assert codes() == []


@pytest.mark.lang
def test_done_again_it_changes_nothing_and_a_trial_never_does(
    run: Run, inhoud: Bestanden, jaren: tuple[Path, Path]
) -> None:
    before = inhoud(jaren[1])
    assert "waarden over te nemen uit de rekening" in run("overnemen", *jaren, "--rekening", "--proef")[2]
    assert inhoud(jaren[1]) == before
    assert run("overnemen", *jaren, "--rekening")[0] == 0
    after = inhoud(jaren[1])
    assert after != before
    code, out, err = run("overnemen", *jaren, "--rekening")
    assert (code, out, "staat hier al" in err) == (0, "", True)
    assert inhoud(jaren[1]) == after


def test_what_stood_here_otherwise_is_told_with_both_amounts(run: Run, jaren: tuple[Path, Path]) -> None:
    assert run("set", jaren[1], "1/reserve.r.stand.2025=9", "1/post.raad.lasten.rekening.2025=3")[0] == 0
    out = run("overnemen", *jaren, "--rekening")[1]
    assert "1/reserve.r.stand.2025: 9 -> 4.350" in out
    assert "1/post.raad.lasten.rekening.2025: 3 -> 1.050" in out


def test_the_estimate_of_the_year_before_ends_where_its_accounts_come_along(run: Run, jaren: tuple[Path, Path]) -> None:
    oud, nieuw = jaren
    head, programma = nieuw / "begroting.toml", nieuw / "programmas" / "01-p.toml"
    head.write_text(f"schatting = 2024\n{head.read_text('utf-8')}", "utf-8")
    programma.write_text(programma.read_text("utf-8").replace("lasten.rekening.2024 = 900\n", ""), "utf-8")
    assert run("overnemen", oud, nieuw, "--rekening")[0] == 0
    assert "schatting" not in head.read_text("utf-8")
    assert "lasten.rekening.2024 = 900" in programma.read_text("utf-8")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("jaar = 2025", "jaar = 2024", "dit is een dossier van 2024"),
        ('"Proef"', '"Elders"', "van een andere gemeente"),
    ],
)
def test_another_year_or_municipality_is_refused(
    run: Run, inhoud: Bestanden, jaren: tuple[Path, Path], was: str, now: str, said: str
) -> None:
    head = jaren[0] / "begroting.toml"
    head.write_text(head.read_text("utf-8").replace(was, now), "utf-8")
    before = inhoud(jaren[1])
    code, _, err = run("overnemen", *jaren, "--rekening")
    assert (code, said in err) == (3, True), err
    assert inhoud(jaren[1]) == before


def test_a_year_without_accounts_and_options_of_decisions_are_refused(run: Run, jaren: tuple[Path, Path]) -> None:
    oud, nieuw = jaren
    code, _, err = run("overnemen", oud, nieuw, "--rekening", "--besluit", "2025-01")
    assert (code, "gaat niet samen met --besluit" in err) == (2, True)
    programma = oud / "programmas" / "01-p.toml"
    programma.write_text(programma.read_text("utf-8").replace("rekening.2025", "prognose.2025"), "utf-8")
    head = oud / "begroting.toml"
    head.write_text(head.read_text("utf-8").split("[document")[0], "utf-8")
    code, _, err = run("overnemen", oud, nieuw, "--rekening")
    assert (code, "geen enkel bedrag in de rekening van 2025" in err) == (3, True), err
