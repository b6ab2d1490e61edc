"""A decision that changes a credit: where it counts, what follows from it, and how it is booked. T is 2026."""

from __future__ import annotations

import pytest

from budgetdesk.engine.mutaties import kredieten
from budgetdesk.errors import Refused
from budgetdesk.export.data import to_csv
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import Boeking, set_amounts
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.session import Invoer, Session
from budgetdesk.session.boeken import Boekplaats, book
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.mutaties import in_words
from budgetdesk.tables.verwijzing import fill
from tests.proef import NAAM, Maak, begroting

BESLUIT = "wijzigingen/w.toml"
PROGRAMMA = """\
[post.beheer]
naam = "Beheer"
beleidsterrein = "A"
lasten.begroting.2026 = 5_000
[investering.brug]
naam = "Brug"
nut = "maatschappelijk"
uitgaven.2026 = 1_000
termijn = 10
gereed = 2026
post = "beheer"
toelichting = "Kost {{investering.brug.uitgaven.2026}}."
"""


def besluit(status: str = "vastgesteld", telt_mee: str = "wijziging", bedragen: str = "uitgaven.2026 = 500\n") -> str:
    return (
        f'[wijziging]\nnummer = "1"\nnaam = "Meer brug"\nstatus = "{status}"\ntelt_mee = "{telt_mee}"\n'
        f'[mutatie.m]\nprogramma = 1\ninvestering = "brug"\nonderwerp = "Duurder"\n{bedragen}'
    )


def opened(dossier: Maak, tekst: str, sjabloon: str = "begroting") -> Session:
    weergave = "[weergave]\neenheid = 1\n"
    return Session.open(dossier(PROGRAMMA, begroting=begroting(weergave, sjabloon=sjabloon), wijzigingen__w=tekst))


def shown(session: Session, tabel: str) -> Grid:
    return table(session.cijfers, tabel, session.dossier.programmas[0])


def at(session: Session, kolom: str = "2026") -> Invoer:
    """Return the cell of what the bridge costs in a year."""
    grid = shown(session, "investeringen")
    row = next(i for i, rij in enumerate(grid.rijen) if rij.naam == "Brug")
    found = input_at(session.dossier, grid, row, next(i for i, kop in enumerate(grid.koppen) if kop.tekst == kolom))
    assert isinstance(found, Invoer)
    return found


def charge(session: Session) -> int:
    """Return what the post bears in 2027, in cents."""
    return session.totalen[NAAM].extra(("post", "beheer"), "lasten", "begroting.2027")  # type: ignore[arg-type]


@pytest.mark.parametrize("telt_mee", ["begroting", "wijziging", "niet"])
@pytest.mark.parametrize("status", ["voorstel", "ontwerp", "vastgesteld", "ingetrokken"])
def test_a_credit_is_what_adopted_decisions_made_of_it_whichever_budget_they_change(
    dossier: Maak, status: str, telt_mee: str
) -> None:
    session = opened(dossier, besluit(status, telt_mee, "uitgaven.2026 = 500\nbijdrage.2028 = 100\n"))
    counts = status == "vastgesteld" and telt_mee != "niet"
    assert at(session).huidig == (1_500_00 if counts else 1_000_00)
    # 1500 - 100 over ten years, else 1000
    assert charge(session) == (140_00 if counts else 100_00)
    (brug,) = kredieten(session.dossier, session.dossier.programmas[0])
    assert (brug.uitgaven[2026], brug.bijdrage[2028]) == ((1_500_00, 100_00) if counts else (1_000_00, 0))
    assert session.dossier.programmas[0].records["investering", "brug"].bedrag("uitgaven.2026") == 1_000_00


def test_every_table_and_figure_of_the_credit_shows_it(dossier: Maak) -> None:
    session = opened(dossier, besluit())
    bestand = session.dossier.programmas[0]
    assert "Brug,,,maatschappelijk nut,,0,1500,,," in to_csv([shown(session, "investeringen")], exact=True).splitlines()
    assert "Brug,,,1500,1500,0,0," in to_csv([shown(session, "te-voteren-kredieten")], exact=True)
    assert fill(session.cijfers, bestand, bestand.records["investering", "brug"].tekst("toelichting")) == "Kost 1.500."
    accounts = opened(dossier, besluit(), "jaarrekening")
    assert "Brug,,,1500,0,1500," in to_csv([shown(accounts, "kredieten")], exact=True)


def test_typing_in_a_credit_sets_what_is_stored_so_that_it_becomes_what_was_typed(dossier: Maak) -> None:
    session = opened(dossier, besluit())
    invoer = at(session)
    assert invoer.rest == 500_00
    set_cells(session, [(invoer, 1_700_00)])
    assert session.dossier.waarde(Adres(NAAM, "investering", "brug", "uitgaven.2026")) == 1_200_00
    assert charge(session) == 170_00


def test_the_explanation_of_a_credit_names_the_decision(dossier: Maak) -> None:
    session = opened(dossier, besluit())
    grid = shown(session, "investeringen")
    found = grid.uitleg(0, next(i for i, kop in enumerate(grid.koppen) if kop.tekst == "2026"))
    assert isinstance(found, Computed)
    assert [(part.naam, part.cents) for part in found.parts()] == [("Brug", 1_000_00), ("Meer brug: Duurder", 500_00)]


def test_adopting_a_decision_moves_the_charges_at_once(dossier: Maak) -> None:
    session = opened(dossier, besluit("ontwerp"))
    assert charge(session) == 100_00
    session.do([SetValue(Adres(BESLUIT, "wijziging", "", "status"), "ontwerp", "vastgesteld")])
    assert charge(session) == 150_00


def test_what_is_typed_in_a_credit_is_booked_on_a_decision(dossier: Maak) -> None:
    session = opened(dossier, besluit("ontwerp", bedragen=""))
    book(session, Boekplaats(BESLUIT, "Duurder"), [(at(session), 1_250_00), (at(session, "2027"), 40_00)])
    (mutatie,) = session.dossier.bestanden[BESLUIT].van(Mutatie)
    assert list(mutatie.amounts()) == [("uitgaven", 2026, 250_00), ("uitgaven", 2027, 40_00)]
    # it is typed as what it becomes, though the cell does not show it yet
    book(session, Boekplaats(BESLUIT, "Duurder"), [(at(session), 1_300_00)])
    assert mutatie.uitgaven[2026] == 300_00
    assert at(session).huidig == 1_000_00


def test_a_mutation_lands_on_uitgaven_or_bijdrage_of_a_credit_only(dossier: Maak) -> None:
    session = opened(dossier, besluit("ontwerp"))
    bestand = session.dossier.bestanden[BESLUIT]
    with pytest.raises(Refused, match="niet op investering besteed"):
        set_amounts(session.dossier, bestand, Boeking(1, ("investering", "brug", "besteed"), "X"), {2026: 1})
    with pytest.raises(Refused, match="Investering `tunnel` bestaat niet"):
        set_amounts(session.dossier, bestand, Boeking(1, ("investering", "tunnel", "uitgaven"), "X"), {2026: 1})


@pytest.mark.parametrize(
    ("bedragen", "codes"),
    [
        ("uitgaven.2026 = 5\n", []),
        ('uitgaven.2026 = 5\npost = "beheer"\n', ["BD203", "BD208"]),
        ("lasten.2026 = 5\n", ["BD208"]),
        ("", ["BD464"]),
    ],
)
def test_a_mutation_names_one_thing_and_has_the_sides_of_that(dossier: Maak, bedragen: str, codes: list[str]) -> None:
    found = opened(dossier, besluit("ontwerp", bedragen=bedragen)).keuring.bevindingen
    assert [b.code for b in found if b.plaats.bestand == BESLUIT] == codes


def test_a_credit_is_not_exceeded_where_a_decision_raised_it(dossier: Maak) -> None:
    spent = PROGRAMMA.partition("toelichting")[0] + "besteed.2026 = 1_400\n"

    def codes(tekst: str) -> set[str]:
        map_ = dossier(spent, begroting=begroting(sjabloon="jaarrekening"), wijzigingen__w=tekst)
        return {b.code for b in Session.open(map_).keuring.bevindingen}

    assert "BD425" in codes(besluit("ontwerp"))
    assert "BD425" not in codes(besluit())


@pytest.mark.parametrize("status", ["ontwerp", "vastgesteld"])
def test_a_begrotingswijziging_shows_the_credit_before_and_after(dossier: Maak, status: str) -> None:
    session = opened(dossier, besluit(status, bedragen="uitgaven.2026 = 500\nuitgaven.2027 = 40\n"))
    lines = to_csv([begrotingswijziging(session.cijfers, "1")], exact=True).splitlines()
    found = [line.split(",", 1)[1] for line in lines if line.startswith(("Brug", "Totaal,Uit", "Begroting,"))]
    assert found == [
        "Uitgaven,1000,500,1500,40,0,0",
        "Uitgaven,1000,500,1500,40,0,0",
        # the balance of the budget is not what a credit is
        "Begrotingssaldo,5000,0,5000,0,0,0",
    ]


def test_the_register_shows_a_credit_and_no_balance_of_it(dossier: Maak) -> None:
    session = opened(dossier, besluit())
    grid = shown(session, "mutaties")
    assert [(rij.naam, rij.soort) for rij in grid.rijen] == [
        ("1 Meer brug", ""),
        ("Duurder", "Uitgaven"),
        ("Totaal", "Uitgaven"),
    ]
    assert grid.koppen[1].tekst == "Post, reserve, investering of telt mee in"
    assert grid.cell(1, 1) == "Brug"
    (mutatie,) = session.dossier.bestanden[BESLUIT].van(Mutatie)
    assert in_words(session.cijfers, mutatie) == "€ 500 hogere uitgaven in 2026"
