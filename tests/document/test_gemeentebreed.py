"""The part about the municipality as a whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budgetdesk.document.blokken import Document, Grafiek, Tabel
from budgetdesk.document.boom import Kopregel
from budgetdesk.document.hoofdstuk import build
from budgetdesk.session import Session
from budgetdesk.tables.registry import build as build_table
from tests.document.gelezen import blokken, grids, onder, titels
from tests.proef import Maak, begroting, programma

POST = (
    '[post.p]\nnaam = "P"\nbeleidsterrein = "A"\ntaakveld = "0.1"\nlasten.mjb.2026 = 1_000_000\n'
    "lasten.begroting.2026 = 1_050_000\n"
)
EEN = programma(POST, naam="Bestuur")
TWEE = programma(POST, 2, naam="Wonen")
RESERVE = '[reserve.r]\nnaam = "R"\nsoort = "bestemmingsreserve"\nstand.2024 = 1_000\n'
BESLUIT = (
    '[wijziging]\nnummer = "1"\nnaam = "Kaderbrief"\nstatus = "vastgesteld"\n'
    '[mutatie.a]\nprogramma = 1\npost = "p"\nonderwerp = "O"\nlasten.2026 = 25_000\n'
)


def part(pad: Path) -> Document:
    cijfers = Session.open(pad).cijfers
    whole = build(cijfers, cijfers.dossier.programmas, "T", "G")
    return replace(whole, delen=tuple(deel for deel in whole.delen if deel.sleutel == "gemeente"))


def sections(document: Document) -> list[str]:
    return [tekst for niveau, tekst in titels(document) if niveau == 2]


@pytest.mark.lang
def test_tables_that_say_nothing_have_no_heading(dossier: Maak) -> None:
    found = part(dossier(EEN, TWEE))
    assert titels(found)[0] == (1, "Financiële begroting")
    known = sections(found)
    assert known[0] == "Overzicht van baten en lasten"
    assert {"Verloop van het begrotingssaldo", "EMU-saldo", "Taakvelden"} <= set(known)
    assert not {"Verloop van de reserves", "Verloop van de voorzieningen", "Geprognosticeerde balans"} & set(known)
    assert "Verloop van de reserves" in sections(part(dossier(EEN + RESERVE, TWEE)))


@pytest.mark.lang
def test_its_cells_are_those_that_show_prints(dossier: Maak) -> None:
    pad = dossier(EEN + RESERVE, TWEE, wijzigingen__a=BESLUIT)
    cijfers = Session.open(pad).cijfers
    for grid in grids(part(pad)):
        whole = list(build_table(grid.naam, cijfers, cijfers.dossier.programmas).cells())
        assert all(row in whole for row in grid.cells())
        assert len(whole) == len(grid.rijen) or grid.naam == "verloop"


def test_the_course_of_all_programmas_is_drawn_step_by_step(dossier: Maak) -> None:
    """1.000 + 1.000 in the previous MJB, 25 of the decision, 50 + 50 typed over it: 2.125."""
    found = blokken(part(dossier(EEN, TWEE, wijzigingen__a=BESLUIT)))
    (grafiek,) = (blok for blok in found if isinstance(blok, Grafiek))
    assert grafiek.titel == "Alle programma's, saldo na reserves, Begroting 2026"
    assert grafiek.alt.partition(": ")[2] == (
        "Vorige meerjarenraming 2.000; 1 Kaderbrief 25; Direct in de post gewijzigd 100; Begroting 2.125."
    )
    *steps, last = [punt.waarde for punt in grafiek.reeksen[0].punten if punt]
    assert sum(steps) == last == Decimal(212_500_000)
    courses = [blok for blok in found if isinstance(blok, Tabel) and blok.grid.naam == "verloop"]
    assert [blok.titel.rpartition(", ")[2] for blok in courses] == ["saldo van baten en lasten", "saldo na reserves"]
    assert [rij.naam for rij in courses[0].grid.rijen][::3] == ["Vorige meerjarenraming", "Begroting"]


def test_a_course_without_steps_is_not_drawn(dossier: Maak) -> None:
    same = POST.replace("1_050_000", "1_000_000")
    assert not [blok for blok in blokken(part(dossier(same, same))) if type(blok) is Grafiek]


def test_a_selection_of_programmas_says_nothing_of_the_whole(dossier: Maak) -> None:
    cijfers = Session.open(dossier(EEN, TWEE)).cijfers
    whole, some = (build(cijfers, cijfers.dossier.programmas[:n], "T", "G") for n in (2, 1))
    assert (1, "Financiële begroting") in titels(whole)
    assert (1, "Financiële begroting") not in titels(some)


INVESTERING = (
    '[investering.i]\nnaam = "I"\nnut = "economisch"\nuitgaven.2026 = 1_000\n'
    '[investering.j]\nnaam = "J"\nnut = "economisch"\nuitgaven.2026 = 2_000\ngevoteerd = 2025\n'
)


def whole(pad: Path) -> Document:
    cijfers = Session.open(pad).cijfers
    return build(cijfers, cijfers.dossier.programmas, "T", "G")


def test_the_credits_that_the_council_votes_stand_with_their_programma_and_in_one_list(dossier: Maak) -> None:
    document = whole(dossier(EEN + INVESTERING, TWEE))
    voted = [grid for grid in grids(document) if grid.naam in ("te-voteren-kredieten", "kredietvoorstel")]
    assert [(grid.naam, [rij.naam for rij in grid.rijen]) for grid in voted] == [
        ("te-voteren-kredieten", ["I", "Totaal"]),
        ("kredietvoorstel", ["I", "Totaal"]),
    ]
    assert "Te voteren kredieten 2026" in sections(part(dossier(EEN + INVESTERING, TWEE)))


@pytest.mark.parametrize("sjabloon", ["voortgangsrapportage", "jaarrekening"])
def test_a_report_votes_no_credits(dossier: Maak, sjabloon: str) -> None:
    document = whole(dossier(EEN + INVESTERING, TWEE, begroting=begroting(sjabloon=sjabloon)))
    assert not {"te-voteren-kredieten", "kredietvoorstel"} & {grid.naam for grid in grids(document)}


AFWIJKING = "[drempels]\ntoelichting = 100\n"


def test_a_progress_report_begins_with_what_deviates_and_ends_with_the_whole(dossier: Maak) -> None:
    forecast = POST + "lasten.prognose.2026 = 1_200_000\n"
    settings = begroting(AFWIJKING, sjabloon="voortgangsrapportage")
    document = whole(dossier(programma(forecast, naam="Bestuur"), TWEE, begroting=settings))
    chapters = [tekst for niveau, tekst in titels(document) if niveau == 1]
    assert chapters == ["Hoofdlijnen", "Programma 1 Bestuur", "Programma 2 Wonen", "Financieel overzicht"]
    first = [regel.kop.tekst for regel in onder(document, "Hoofdlijnen") if isinstance(regel, Kopregel)]
    assert first == ["Belangrijkste afwijkingen", "Overzicht van baten en lasten"]
    assert len([grid for grid in grids(document) if grid.naam in ("uitzonderingen", "baten-lasten")]) == len(first)


def test_accounts_end_with_what_only_they_have(dossier: Maak) -> None:
    realised = POST + "lasten.rekening.2026 = 1_200_000\n"
    settings = begroting(AFWIJKING, sjabloon="jaarrekening")
    document = part(dossier(programma(realised + RESERVE, naam="Bestuur"), TWEE, begroting=settings))
    known = sections(document)
    assert known[:2] == ["Overzicht van baten en lasten", "Belangrijkste afwijkingen"]
    last = ["Begrotingsrechtmatigheid", "Voorstel bestemming van het resultaat 2026", "Eigen vermogen 2026"]
    assert [kop for kop in known if kop in last] == known[-len([kop for kop in last if kop in known]) :]
    assert last[0] in known


def test_tables_of_the_municipality_are_in_no_part_of_a_report_about_some_programmas(dossier: Maak) -> None:
    forecast = POST + "lasten.prognose.2026 = 1_200_000\n"
    settings = begroting(AFWIJKING, sjabloon="voortgangsrapportage")
    cijfers = Session.open(dossier(programma(forecast, naam="Bestuur"), TWEE, begroting=settings)).cijfers
    some = build(cijfers, cijfers.dossier.programmas[:1], "T", "G")
    assert [tekst for niveau, tekst in titels(some) if niveau == 1] == ["Programma 1 Bestuur"]
