"""A begrotingswijziging: before, change and after, per programma and side. T is 2026, convention A."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.totalen import Totalen
from budgetdesk.errors import Refused
from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde, Weergave
from budgetdesk.session import Session
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.mutaties import mutaties
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load
from tests.proef import Maak, programma

EEN = """\
[post.x]
naam = "Ix"
beleidsterrein = "A"
lasten.begroting.2026 = 1000
baten.begroting.2026 = 200
[post.y]
naam = "Ypsilon"
beleidsterrein = "A"
lasten.begroting.2026 = 500
[reserve.r]
naam = "Er"
soort = "bestemmingsreserve"
onttrekking.begroting.2026 = 10
"""
TWEE = programma(
    """\
[post.z]
naam = "Zet"
beleidsterrein = "A"
lasten.begroting.2026 = 40
""",
    2,
    naam="Q",
)


def besluit(nummer: str, lasten: int, *rest: str, status: str = "vastgesteld") -> str:
    """Return a decision that changes the lasten of post x in 2026."""
    kop = "\n".join(rest)
    return (
        f'[wijziging]\nnummer = "{nummer}"\nnaam = "B{nummer}"\nstatus = "{status}"\n{kop}\n'
        f'[mutatie.m]\nprogramma = 1\npost = "x"\nlasten.2026 = {lasten}\n'
    )


RESERVE = (
    '[mutatie.r]\nprogramma = 1\nreserve = "r"\nonderwerp = "Dekking"\nonttrekking.2026 = 30\nonttrekking.2028 = 5\n'
)


def table(map_: Path, nummer: str) -> Grid:
    return begrotingswijziging(Session.open(map_).cijfers, nummer)


def lines(grid: Grid) -> list[str]:
    return to_csv([grid], exact=True).splitlines()


def test_a_change_is_shown_per_programma_side_and_post_and_for_the_whole_budget(dossier: Maak) -> None:
    # voor: lasten 1000 + 500 = 1500, baten 200, onttrekking 10: 1500 - 200 - 10 = 1290, all 1290 + 40 = 1330;
    # + 100 - 30 = + 70
    grid = table(dossier(EEN, TWEE, wijzigingen__a=besluit("1", 100) + RESERVE), "1")
    assert lines(grid) == [
        "rij,soort,Begroting 2026 voor,Wijziging 2026,Begroting 2026 na,Wijziging 2027,Wijziging 2028,Wijziging 2029",
        "Programma 1 P,Lasten,1500,100,1600,0,0,0",
        "Ix 1),Lasten,1000,100,1100,0,0,0",
        "Programma 1 P,Baten,-200,0,-200,0,0,0",
        "Programma 1 P,Toevoeging,0,0,0,0,0,0",
        "Programma 1 P,Onttrekking,-10,-30,-40,0,-5,0",
        "Er 2),Onttrekking,-10,-30,-40,0,-5,0",
        "Programma 1 P,Saldo na reserves,1290,70,1360,0,-5,0",
        "Totaal,Lasten,1500,100,1600,0,0,0",
        "Totaal,Baten,-200,0,-200,0,0,0",
        "Totaal,Toevoeging,0,0,0,0,0,0",
        "Totaal,Onttrekking,-10,-30,-40,0,-5,0",
        "Totaal,Saldo na reserves,1290,70,1360,0,-5,0",
        "Andere programma's,Saldo na reserves,40,0,40,0,0,0",
        "Begroting,Begrotingssaldo,1330,70,1400,0,-5,0",
    ]
    assert grid.titel == "Begrotingswijziging 1 B1"


def test_each_mutation_is_explained_in_a_note(dossier: Maak) -> None:
    why = 'onderwerp = "Asfalt"\naard = "structureel"\ntoelichting = """\nDe weg\nis stuk.\n"""\n'
    grid = table(dossier(EEN, wijzigingen__a=besluit("1", 100) + why + RESERVE), "1")
    assert list(grid.noten) == [
        "1) Asfalt. Structureel € 100 hogere lasten in 2026. De weg is stuk.",
        "2) Dekking. € 30 hogere onttrekking in 2026 en € 5 hogere onttrekking in 2028.",
    ]


@pytest.mark.parametrize(
    ("nummer", "voor"),
    [
        # the primitive budget counts first, whatever its date: 1000 + 1 (A) + 4 (C); then B and D by date
        ("A", 1000),
        ("C", 1001),
        ("D", 1005),
        ("B", 1013),
        # a proposal counts nowhere, so that its place is behind all that counts: 1000 + 1 + 2 + 4 + 8
        ("E", 1015),
    ],
)
def test_before_counts_what_was_decided_before(dossier: Maak, nummer: str, voor: int) -> None:
    map_ = dossier(
        EEN,
        wijzigingen__a=besluit("A", 1, "datum = 2025-11-06"),
        wijzigingen__b=besluit("B", 2, "datum = 2026-07-03", 'telt_mee = "wijziging"'),
        wijzigingen__c=besluit("C", 4, status="ontwerp"),
        wijzigingen__d=besluit("D", 8, "datum = 2026-02-01", 'telt_mee = "wijziging"'),
        wijzigingen__e=besluit("E", 16, 'telt_mee = "wijziging"', status="voorstel"),
    )
    grid = table(map_, nummer)
    (post,) = (i for i, r in enumerate(grid.rijen) if r.naam.startswith("Ix"))
    change = {"A": 1, "B": 2, "C": 4, "D": 8, "E": 16}[nummer]
    assert [grid.cents(post, k) for k in range(3)] == [voor * 100, change * 100, (voor + change) * 100]


def test_of_a_decision_that_the_posts_contain_after_is_what_they_say(dossier: Maak) -> None:
    grid = table(dossier(EEN, wijzigingen__a=besluit("1", 100, 'telt_mee = "niet"')), "1")
    assert [grid.cents(1, k) for k in range(3)] == [90_000, 10_000, 100_000]


def test_the_change_stored_with_a_post_is_before(dossier: Maak) -> None:
    text = EEN.replace("baten.begroting.2026 = 200", "lasten.wijziging.2026 = 5")
    grid = table(dossier(text, wijzigingen__a=besluit("1", 100, 'telt_mee = "wijziging"')), "1")
    assert [grid.cents(1, k) for k in range(3)] == [100_500, 10_000, 110_500]


def test_in_a_workbook_after_is_before_plus_change_and_totals_add_up(dossier: Maak) -> None:
    grid = table(dossier(EEN, TWEE, wijzigingen__a=besluit("1", 100) + RESERVE), "1")
    sheet = Rekenblad(grid, "Wijziging", 4, 2)
    formulas = [[sheet.formule(r, k) for k in range(len(grid.koppen))] for r in range(len(grid.rijen))]
    assert {row[2] for row in formulas} == {f"=C{r + 5}+D{r + 5}" for r in range(len(grid.rijen))}
    assert formulas[6][0] == "=C5+SUM(C7:C9)"
    assert formulas[-1][0] == "=C16+C17"


def test_a_decision_that_is_not_there_is_named(dossier: Maak) -> None:
    with pytest.raises(Refused, match="Besluit `9` bestaat niet; kies uit 1"):
        table(dossier(EEN, wijzigingen__a=besluit("1", 100)), "9")


def random_dossier(changes: list[tuple[int, int, str, int]]) -> Dossier:
    """Return a dossier with a decision per change: programma, cents, where it counts, and day of the month."""
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2026, "sjabloon": "begroting"})})
    bestanden = [kop]
    for nummer in (1, 2):
        programma = Bestand(f"programmas/0{nummer}.toml", "programma")
        programma.records["programma", ""] = Record("programma", "", {"nummer": nummer, "naam": "P"})
        programma.records["beleidsterrein", "A"] = Record("beleidsterrein", "A", {"naam": "Aa"})
        post: dict[str, Waarde] = {"beleidsterrein": "A", "lasten.begroting.2026": 1000}
        programma.records["post", "x"] = Record("post", "x", post)
        bestanden.append(programma)
    for number, (programma_nummer, cents, telt_mee, dag) in enumerate(changes):
        bestand = Bestand(f"wijzigingen/{number}.toml", "wijziging")
        head: dict[str, Waarde] = {"nummer": number, "status": "vastgesteld", "telt_mee": telt_mee}
        head["datum"] = date(2026, 1, dag)
        bestand.records["wijziging", ""] = Record("wijziging", "", head)
        values: dict[str, Waarde] = {"programma": programma_nummer, "post": "x", "lasten.2026": cents}
        bestand.records["mutatie", "m"] = Record("mutatie", "m", values)
        bestanden.append(bestand)
    return Dossier({b.naam: b for b in bestanden})


@given(
    st.lists(
        st.tuples(
            st.integers(1, 2),
            st.integers(-(10**6), 10**6),
            st.sampled_from(["begroting", "wijziging"]),
            st.integers(1, 3),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_decisions_chain_from_the_first_before_to_the_last_after(changes: list[tuple[int, int, str, int]]) -> None:
    dossier = random_dossier(changes)
    sjabloon = load("begroting", 2026)
    cijfers = Cijfers(dossier, Totalen(dossier, sjabloon.ramingen), sjabloon, Weergave())
    ordered = sorted(range(len(changes)), key=lambda n: (*changes[n][2:], n))
    saldi = []
    for number in ordered:
        grid = begrotingswijziging(cijfers, str(number))
        last = len(grid.rijen) - 1
        saldi.append([grid.cents(last, k) or 0 for k in range(3)])
        assert saldi[-1][1] == changes[number][1]
    assert saldi[0][0] == 2000
    assert all(a[2] == b[0] for a, b in itertools.pairwise(saldi))
    assert saldi[-1][2] == 2000 + sum(c[1] for c in changes)


@pytest.mark.parametrize(
    ("soort", "label"),
    [("raadsbesluit", ""), ("kasschuif", " (kasschuif)"), ("overheveling", " (overheveling naar 2027)")],
)
def test_what_moves_between_years_says_so_in_its_title_and_in_the_register(
    dossier: Maak, soort: str, label: str
) -> None:
    tekst = besluit("1", -100, f'soort = "{soort}"') + "lasten.2027 = 100\n"
    cijfers = Session.open(dossier(EEN, TWEE, wijzigingen__a=tekst)).cijfers
    assert begrotingswijziging(cijfers, "1").titel == f"Begrotingswijziging 1 B1{label}"
    assert mutaties(cijfers, cijfers.dossier.programmas).rijen[0].soort == (label.strip(" ()") or soort)


def test_a_note_says_which_reserve_of_another_programma_covers(dossier: Maak) -> None:
    cover = 'dekking = "2/reserve.s"\nonderwerp = "Asfalt"\ntoelichting = "Gaten."\n'
    uit = '[mutatie.s]\nprogramma = 2\nreserve = "s"\nonderwerp = "Dekking"\nonttrekking.2026 = 100\n'
    reserve = '[reserve.s]\nnaam = "Reserve wegen"\nsoort = "bestemmingsreserve"\n'
    grid = table(dossier(EEN, TWEE + reserve, wijzigingen__a=besluit("1", 100) + cover + uit), "1")
    assert grid.noten[0].endswith("Asfalt. € 100 hogere lasten in 2026. Gedekt uit Reserve wegen (programma 2). Gaten.")
    assert ("Reserve wegen 2)", "Onttrekking") in {(rij.naam, rij.soort) for rij in grid.rijen}
