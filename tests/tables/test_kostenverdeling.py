"""The kostenverdeelstaat, and how what is divided shows elsewhere. T is 2026; amounts are in euros."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.totalen import PROGRAMMA, Totalen
from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.adres import Adres
from budgetdesk.model.scope import Scope
from budgetdesk.model.structuur import delete, rename
from budgetdesk.session import Invoer, Session
from budgetdesk.session.cells import input_at
from budgetdesk.session.reading import table, tables
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load
from tests.engine.test_kostenverdeling import willekeurig
from tests.proef import Maak, begroting, programma

POST = '[post.{0}]\nnaam = "{1}"\nbeleidsterrein = "A"\n'
BEDRIJF = programma(
    POST.format("huis", "Stadhuis")
    + "lasten.begroting.2026 = 1_000\nlasten.begroting.2027 = 500\n"
    + POST.format("ict", "Automatisering")
    + "lasten.begroting.2026 = 40\n",
    naam="Bedrijf",
)
SOCIAAL = programma(POST.format("zorg", "Zorg") + "lasten.begroting.2026 = 70\n", 2, naam="Sociaal")
WONEN = programma(POST.format("bouw", "Bouw"), 3, naam="Wonen")
PLAATSEN = """\
[kostenplaats.huis]
naam = "Huisvesting"
programma = 1
post = "huis"
verdeelsleutel = "m2"

[kostenplaats.ict]
naam = "ICT"
programma = 1
post = "ict"
verdeelsleutel = "procent"
lasten.2026 = 30

[verdeling.huis-zorg]
kostenplaats = "huis"
programma = 2
post = "zorg"
aandeel = 200

[verdeling.ict-zorg]
kostenplaats = "ict"
programma = 2
post = "zorg"
aandeel = 100

[verdeling.huis-ict]
kostenplaats = "huis"
programma = 1
post = "ict"
aandeel = 100.5
"""
NERGENS = 'kostenplaats = "huis"\nprogramma = 9\npost = "zorg"\naandeel = 1_000_000_000\n'


@pytest.fixture
def session(dossier: Maak) -> Session:
    return Session.open(dossier(BEDRIJF, SOCIAAL, WONEN, begroting=PLAATSEN))


def staat(session: Session, *nummers: int) -> Grid:
    programmas = [b for b in session.dossier.programmas if not nummers or b.nummer in nummers]
    (grid,) = tables(session.cijfers, "kostenverdeling", programmas)
    return grid


def test_every_kostenplaats_has_its_cost_its_receivers_their_sum_and_nothing_left(session: Session) -> None:
    assert to_csv([staat(session)], exact=True).splitlines() == [
        "rij,soort,Aandeel,2026,2027,2028,2029",
        "Huisvesting,Lasten van 1 Stadhuis,m2,1000,500,0,0",
        # 200 / 300.5 x 1000 = 665.557..., x 500 = 332.778...
        "Huisvesting,2 Zorg,200 m²,665.56,332.78,0,0",
        # 100.5 / 300.5 x 1000 = 334.442..., x 500 = 167.221...
        'Huisvesting,1 Automatisering,"100,5 m²",334.44,167.22,0,0',
        'Huisvesting,Verdeeld,"300,5 m²",1000,500,0,0',
        "Huisvesting,Rest,,0,0,0,0",
        "ICT,Lasten van 1 Automatisering,procent,30,0,0,0",
        "ICT,2 Zorg,100 %,30,0,0,0",
        "ICT,Verdeeld,100 %,30,0,0,0",
        "ICT,Rest,,0,0,0,0",
    ]


def test_both_sides_show_under_their_posts(session: Session) -> None:
    grid = table(session.cijfers, "programmakosten", session.dossier.programmas[0], posten=True)
    lasten = [(rij, grid.cents(i, 2)) for i, rij in enumerate(grid.rijen) if rij.kant == "lasten"]
    shown = {(rij.naam, rij.scope.sleutel): cents for rij, cents in lasten}
    assert shown["Raming", "huis"] == 1000_00
    assert shown["Verdeling", "huis"] == -1000_00
    assert shown["Stadhuis", "huis"] == 0
    # 334.44 received, 30 handed out
    assert shown["Verdeling", "ict"] == 304_44
    assert shown["Automatisering", "ict"] == 344_44
    scope = Scope("post", "ict", bron="verdeling")
    rij = next(i for i, r in enumerate(grid.rijen) if r.scope == scope and r.kant == "lasten")
    achter = grid.behind(rij, 2)
    assert isinstance(achter, Computed)
    assert [(part.naam, part.cents) for part in achter.parts()] == [("Huisvesting", 334_44), ("ICT", -30_00)]


def test_what_can_be_typed_is_the_key_the_shares_and_amounts_that_are_given(session: Session) -> None:
    grid = staat(session)
    typed = [(r, k, grid.adres(r, k)) for r in range(len(grid.rijen)) for k in range(len(grid.koppen))]
    assert [(r, k, str(adres)) for r, k, adres in typed if adres] == [
        (0, 0, "kostenplaats.huis.verdeelsleutel"),
        (1, 0, "verdeling.huis-zorg.aandeel"),
        (2, 0, "verdeling.huis-ict.aandeel"),
        (5, 0, "kostenplaats.ict.verdeelsleutel"),
        *((5, k, f"kostenplaats.ict.lasten.{2025 + k}") for k in range(1, 5)),
        (6, 0, "verdeling.ict-zorg.aandeel"),
    ]
    session.set_value(Adres("begroting.toml", "kostenplaats", "ict", "lasten.2027"), 12_00)
    assert [staat(session).cents(r, 2) for r in (5, 6, 7, 8)] == [12_00, 12_00, 12_00, 0]


def test_the_rows_of_a_record_lead_to_it_and_sums_know_their_parts(session: Session) -> None:
    grid = staat(session)
    assert [rij.scope for rij in grid.rijen[:5]] == [
        Scope("kostenplaats", "huis"),
        Scope("verdeling", "huis-zorg"),
        Scope("verdeling", "huis-ict"),
        Scope("kostenplaats", "huis", bron="verdeeld"),
        Scope("kostenplaats", "huis", bron="rest"),
    ]
    blad = Rekenblad(grid, "Kostenverdeling", 4, 2)
    assert (blad.formule(3, 1), blad.formule(4, 1)) == ("=ROUND(D6+D7,2)", "=ROUND(D5-D8,2)")


def test_of_some_programmas_the_kostenplaatsen_that_touch_them_are_shown_as_a_whole(session: Session) -> None:
    assert len(staat(session, 2).rijen) == len(staat(session, 1, 2, 3).rijen) == 9
    assert staat(session, 3).rijen == []


def test_what_is_broken_shows_its_cost_as_rest(dossier: Maak) -> None:
    wrong = PLAATSEN.replace("aandeel = 100\n", "aandeel = 99.9\n").replace(
        'post = "zorg"\naandeel = 200', 'post = "w"\naandeel = 1'
    )
    grid = staat(Session.open(dossier(BEDRIJF, SOCIAAL, begroting=f"{wrong}[verdeling.x]\n" + NERGENS)))
    assert to_csv([grid], exact=True).splitlines()[1:] == [
        "Huisvesting,Lasten van 1 Stadhuis,m2,1000,500,0,0",
        "Huisvesting,2 w,1 m²,0,0,0,0",
        'Huisvesting,1 Automatisering,"100,5 m²",0,0,0,0',
        "Huisvesting,9 zorg,1000000000 m²,0,0,0,0",
        'Huisvesting,Verdeeld,"101,5 m²",0,0,0,0',
        "Huisvesting,Rest,,1000,500,0,0",
        "ICT,Lasten van 1 Automatisering,procent,30,0,0,0",
        'ICT,2 Zorg,"99,9 %",0,0,0,0',
        'ICT,Verdeeld,"99,9 %",0,0,0,0',
        "ICT,Rest,,30,0,0,0",
    ]


def test_without_a_kostenplaats_there_are_headings_only(dossier: Maak) -> None:
    grid = staat(Session.open(dossier(BEDRIJF)))
    assert grid.rijen == []
    assert [kop.tekst for kop in grid.koppen] == ["Aandeel", "2026", "2027", "2028", "2029"]


def test_annual_accounts_show_the_allocation_of_their_year(dossier: Maak) -> None:
    map_: Path = dossier(BEDRIJF, SOCIAAL, WONEN, begroting=begroting(PLAATSEN, sjabloon="jaarrekening"))
    assert [kop.tekst for kop in staat(Session.open(map_)).koppen] == ["Aandeel", "2026"]


@given(st.integers(0, 2**32))
def test_every_row_adds_up_to_the_cent(seed: int) -> None:
    dossier = willekeurig(random.Random(seed).randrange(2**32))  # noqa: S311
    sjabloon = load("begroting", dossier.jaar)
    cijfers = Cijfers(dossier, Totalen(dossier, sjabloon.ramingen), sjabloon, dossier.weergave)
    grid = build("kostenverdeling", cijfers, dossier.programmas)
    for r, rij in enumerate(grid.rijen):
        for k in range(1, len(grid.koppen)):
            cents = grid.cents(r, k)
            if rij.rol == "saldo":
                assert cents == sum((grid.cents(i, k) or 0) * factor for i, factor in rij.delen)


def test_an_edit_of_a_post_that_is_handed_out_reaches_the_programmas_that_receive(session: Session) -> None:
    assert session.totalen.dossier(PROGRAMMA, "lasten", "begroting.2026") == 1110_00
    session.set_value(Adres("programmas/01-p.toml", "post", "huis", "lasten.begroting.2026"), 300_50)
    # 300.50 x 200 / 300.5 = 200, with 30 of ICT and 70 of its own
    assert session.totalen["programmas/02-p.toml"].bedrag(Scope("post", "zorg"), "lasten", "begroting.2026") == 300_00
    assert session.totalen.dossier(PROGRAMMA, "lasten", "begroting.2026") == 410_50
    session.undo()
    assert session.totalen["programmas/02-p.toml"].bedrag(Scope("post", "zorg"), "lasten", "begroting.2026") == 765_56


def test_a_post_that_is_handed_out_is_typed_as_raming_and_one_that_receives_in_its_own_row(session: Session) -> None:
    bestand = session.dossier.programmas[0]
    grid = table(session.cijfers, "programmakosten", bestand, posten=True)
    lasten = [(r, i) for i, r in enumerate(grid.rijen) if r.kant == "lasten"]
    typed = {(r.naam, r.scope.sleutel): input_at(session.dossier, grid, i, 2) for r, i in lasten}
    assert typed["Stadhuis", "huis"] is None
    assert typed["Raming", "huis"]
    own = typed["Automatisering", "ict"]
    assert isinstance(own, Invoer)
    assert (own.huidig, own.rest) == (344_44, 304_44)


def test_a_post_under_another_key_stays_in_the_allocation_and_takes_it_along_when_it_goes(session: Session) -> None:
    bestand = session.dossier.programmas[0]
    session.do(rename(session.dossier, bestand, "post", "ict", "computers"))
    begroting = session.dossier.bestanden["begroting.toml"]
    assert begroting.records["kostenplaats", "ict"].tekst("post") == "computers"
    assert begroting.records["verdeling", "huis-ict"].tekst("post") == "computers"
    assert session.keuring.meldingen == []
    session.do(delete(session.dossier, bestand, "post", "computers", mee=True))
    assert [t.sleutel for t in begroting.van("kostenplaats")] == ["huis"]
    assert [t.sleutel for t in begroting.van("verdeling")] == ["huis-zorg"]
