"""The capital charges of a programma, the credits to be voted, and how charges show under a post. T is 2026."""

from __future__ import annotations

import pytest

from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.model.scope import Scope
from budgetdesk.session import Invoer, Session
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table
from budgetdesk.tables.grid import Grid
from tests.proef import NAAM, Maak, begroting

RENTE = "[parameters]\nomslagrente = 0.02\n"
PROGRAMMA = """\

[post.beheer]
naam = "Beheer"
beleidsterrein = "A"
lasten.begroting.2026 = 5_000

[post.grond]
naam = "Grond"
beleidsterrein = "A"

[investering.brug]
naam = "Brug"
nut = "maatschappelijk"
soort = "nieuw"
uitgaven.2026 = 1_000
uitgaven.2027 = 200
bijdrage.2027 = 300
termijn = 3
gereed = 2026
post = "beheer"

[investering.weg]
naam = "Weg"
nut = "maatschappelijk"
uitgaven.2027 = 500
termijn = 10
gereed = 2028

[activum.hal]
naam = "Hal"
boekwaarde.2025 = 400
termijn = 4
post = "beheer"

[activum.veld]
naam = "Veld"
boekwaarde.2026 = 1_000
methode = "geen"
post = "grond"
"""


def shown(session: Session, tabel: str, *, posten: bool = False) -> Grid:
    return table(session.cijfers, tabel, session.dossier.programmas[0], posten=posten)


def test_every_asset_has_its_book_value_and_charges_and_the_posts_and_the_programma_their_sums(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA, begroting=RENTE))
    assert to_csv([shown(session, "kapitaallasten")], exact=True).splitlines() == [
        "rij,soort,2026,2027,2028,2029",
        # 1000 + 200 - 300 = 900 over 3 years, with 2 % of 900, 600 and 300
        "Brug,Boekwaarde 1-1,0,900,600,300",
        "Brug,Afschrijving,0,300,300,300",
        "Brug,Rente,0,18,12,6",
        "Brug,Kapitaallast,0,318,312,306",
        # 500 over 10 years, from 2029
        "Weg,Boekwaarde 1-1,0,0,0,500",
        "Weg,Afschrijving,0,0,0,50",
        "Weg,Rente,0,0,0,10",
        "Weg,Kapitaallast,0,0,0,60",
        # 400 over 4 years, from 2025
        "Hal,Boekwaarde 1-1,300,200,100,0",
        "Hal,Afschrijving,100,100,100,0",
        "Hal,Rente,6,4,2,0",
        "Hal,Kapitaallast,106,104,102,0",
        "Veld,Boekwaarde 1-1,1000,1000,1000,1000",
        "Veld,Afschrijving,0,0,0,0",
        "Veld,Rente,20,20,20,20",
        "Veld,Kapitaallast,20,20,20,20",
        "Beheer,Kapitaallast,106,422,414,306",
        '"Zonder post, telt niet mee",Kapitaallast,0,0,0,60',
        "Grond,Kapitaallast,20,20,20,20",
        "Totaal,Afschrijving,100,400,400,350",
        "Totaal,Rente,26,42,34,36",
        "Totaal,Kapitaallast,126,442,434,386",
        "Extra ten opzichte van bestaande activa,Kapitaallast,0,318,312,366",
    ]


def test_every_sum_says_which_rows_it_adds_up(dossier: Maak) -> None:
    grid = shown(Session.open(dossier(PROGRAMMA, begroting=RENTE)), "kapitaallasten")
    sums = [r for r, rij in enumerate(grid.rijen) if rij.soort == "Kapitaallast" or rij.naam == "Totaal"]
    for rij in sums:
        for kolom in range(len(grid.koppen)):
            parts = sum((grid.cents(i, kolom) or 0) * factor for i, factor in grid.rijen[rij].delen)
            assert grid.cents(rij, kolom) == parts
    assert Rekenblad(grid, "Kapitaallasten", 4, 2).formule(3, 0) == "=C6+C7"


def test_the_rows_of_an_asset_lead_to_it_and_those_of_a_post_to_the_post(dossier: Maak) -> None:
    scopes = [rij.scope for rij in shown(Session.open(dossier(PROGRAMMA)), "kapitaallasten").rijen]
    assert scopes[:4] == [Scope("investering", "brug")] * 4
    assert scopes[8] == Scope("activum", "hal")
    assert scopes[16:19] == [
        Scope("post", "beheer", bron="kapitaallasten"),
        Scope("landt_op"),
        Scope("post", "grond", bron="kapitaallasten"),
    ]


def test_annual_accounts_show_the_charges_of_their_year(dossier: Maak) -> None:
    grid = shown(Session.open(dossier(PROGRAMMA, begroting=begroting(sjabloon="jaarrekening"))), "kapitaallasten")
    assert [kop.tekst for kop in grid.koppen] == ["2026"]


@pytest.mark.parametrize("tekst", ["", '[investering.i]\nnaam = "I"\nnut = "economisch"\nuitgaven.2026 = 5\n'])
def test_without_charges_there_are_headings_only(dossier: Maak, tekst: str) -> None:
    grid = shown(Session.open(dossier(tekst)), "kapitaallasten")
    assert grid.rijen == []
    assert [kop.tekst for kop in grid.koppen] == ["2026", "2027", "2028", "2029"]


def test_existing_assets_alone_are_not_extra(dossier: Maak) -> None:
    activum = '[activum.a]\nnaam = "A"\nboekwaarde.2026 = 100\ntermijn = 1\n'
    grid = shown(Session.open(dossier(activum)), "kapitaallasten")
    assert grid.rijen[-1].naam == "Totaal"
    assert grid.cents(len(grid.rijen) - 1, 0) == 100_00


# --- credits to be voted --------------------------------------------------------------------------

KREDIETEN = """\

[investering.brug]
naam = "Brug"
nut = "maatschappelijk"
soort = "nieuw"
uitgaven.2026 = 1_000
uitgaven.2027 = 200
bijdrage.2027 = 300
uit_reserve.2026 = 50

[investering.dak]
naam = "Dak"
nut = "economisch"
uitgaven.2026 = 10
gevoteerd = 2025

[investering.weg]
naam = "Weg"
nut = "maatschappelijk"
uitgaven.2027 = 500
"""


def test_a_credit_is_voted_for_what_is_spent_in_t_and_not_voted_yet(dossier: Maak) -> None:
    session = Session.open(dossier(KREDIETEN))
    assert to_csv([shown(session, "te-voteren-kredieten")], exact=True).splitlines() == [
        "rij,soort,Prestatie,Te voteren 2026,Uitgaven totaal,Bijdrage derden,Uit reserve,Gevoteerd",
        "Brug,nieuw,,1000,1200,300,50,",
        "Totaal,,,1000,1200,300,50,",
    ]
    assert shown(session, "te-voteren-kredieten").adres(0, 1) == Adres(NAAM, "investering", "brug", "uitgaven.2026")
    assert shown(Session.open(dossier("")), "te-voteren-kredieten").rijen == []


# --- under a post ---------------------------------------------------------------------------------


def unfolded(session: Session) -> list[tuple[str, str, int, list[int | None]]]:
    """Return the unfolded rows of lasten: name, level, and the amounts of T and later in euros."""
    grid = shown(session, "programmakosten", posten=True)
    return [
        (rij.naam, rij.scope.bron, rij.niveau, [(grid.cents(r, k) or 0) // 100 for k in range(2, 6)])
        for r, rij in enumerate(grid.rijen)
        if rij.niveau and rij.kant == "lasten"
    ]


def test_a_post_unfolds_into_what_it_is_made_of_and_nothing_more(dossier: Maak) -> None:
    besluit = '[wijziging]\nnummer = "1"\nnaam = "K"\nstatus = "ontwerp"\n[mutatie.m]\nprogramma = 1\npost = "beheer"\n'
    map_ = dossier(PROGRAMMA, begroting=RENTE, wijzigingen__k=besluit + "lasten.2027 = 7\n")
    assert unfolded(Session.open(map_)) == [
        ("Beheer", "", 1, [5106, 429, 414, 306]),
        ("Raming", "raming", 2, [5000, 0, 0, 0]),
        ("Mutaties", "mutaties", 2, [0, 7, 0, 0]),
        ("Kapitaallasten", "kapitaallasten", 2, [106, 422, 414, 306]),
        ("Grond", "", 1, [20, 20, 20, 20]),
        ("Raming", "raming", 2, [0, 0, 0, 0]),
        ("Kapitaallasten", "kapitaallasten", 2, [20, 20, 20, 20]),
    ]


def test_typing_on_a_post_sets_its_own_part_and_charges_are_never_typed_over(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA, begroting=RENTE))
    grid = shown(session, "programmakosten", posten=True)
    rows = {(rij.scope, rij.kant): i for i, rij in enumerate(grid.rijen)}
    assert input_at(session.dossier, grid, rows[Scope("post", "beheer", bron="kapitaallasten"), "lasten"], 2) is None
    invoer = input_at(session.dossier, grid, rows[Scope("post", "beheer"), "lasten"], 2)
    assert isinstance(invoer, Invoer)
    set_cells(session, [(invoer, 6_000_00)])
    assert session.dossier.waarde(Adres(NAAM, "post", "beheer", "lasten.begroting.2026")) == 5_894_00
    assert unfolded(session)[0] == ("Beheer", "", 1, [6000, 422, 414, 306])


def test_an_edit_of_an_investment_moves_the_charges_at_once(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA, begroting=RENTE))
    before = unfolded(session)
    session.do([SetValue(Adres(NAAM, "investering", "brug", "termijn"), 3, 1)])
    assert unfolded(session)[0] == ("Beheer", "", 1, [5106, 918 + 104, 102, 0])
    session.undo()
    assert unfolded(session) == before


def test_the_only_post_of_a_beleidsterrein_is_edited_in_place_unless_charges_land_on_it(dossier: Maak) -> None:
    kop = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
    activum = '[activum.a]\nnaam = "A"\nboekwaarde.2026 = 100\ntermijn = 1\npost = "{}"\n'
    for post, tabel in (("", ("post", "x")), ("x", None)):
        session = Session.open(dossier(kop + activum.format(post)))
        assert shown(session, "programmakosten").rijen[0].tabel == tabel
