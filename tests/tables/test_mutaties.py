"""The register of mutations, and mutations in words. T is 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.diff.comparison import compare
from budgetdesk.engine.facts import Plaats
from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.scope import RecordKey
from budgetdesk.session import Session
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.mutaties import in_words, mutaties, ontwikkelingen
from budgetdesk.tables.verloop import verloop
from tests.proef import NAAM, Maak, begroting, programma

PROGRAMMA = """\
[beleidsterrein.B]
naam = "Bb"
[post.x]
naam = "Ix"
beleidsterrein = "A"
[post.y]
naam = "Ypsilon"
beleidsterrein = "B"
[reserve.r]
naam = "Er"
soort = "bestemmingsreserve"
"""
TWEEDE = programma(
    """\
[post.z]
naam = "Zet"
beleidsterrein = "A"
""",
    2,
    naam="Q",
)
KADERBRIEF = """\
[wijziging]
nummer = "2026-01"
naam = "Kaderbrief"
soort = "kaderbrief"
besluit = "RV 25.0031"
datum = 2025-07-03
status = "vastgesteld"

[mutatie.asfalt]
programma = 1
post = "x"
onderwerp = "Asfalt"
aard = "structureel"
dekking = "reserve.r"
lasten.2026 = 100
lasten.2027 = 100
baten.2026 = 30

[mutatie.reserve]
programma = 1
reserve = "r"
onderwerp = "Uit de reserve"
aard = "incidenteel"
tot = 2026
onttrekking.2026 = 70

[mutatie.elders]
programma = 2
post = "z"
lasten.2025 = -5
"""
LEEG = '[wijziging]\nnummer = 2\nnaam = "Leeg"\nstatus = "ontwerp"\ntelt_mee = "wijziging"\n'


def register(map_: Path, *nummers: int) -> Grid:
    session = Session.open(map_)
    programmas = [b for b in session.dossier.programmas if not nummers or b.nummer in nummers]
    return mutaties(session.cijfers, programmas)


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(PROGRAMMA, TWEEDE, wijzigingen__a=KADERBRIEF, wijzigingen__b=LEEG)


def test_the_register_holds_every_decision_with_natural_signs_and_totals_per_side(map_: Path) -> None:
    # lasten 2025: -5; 2026: 100; 2027: 100. Effect 2026: 30 - 100 + 70 = 0; 2027: -100; 2025: +5
    heads, *lines = to_csv([register(map_)], exact=True).splitlines()
    assert heads.startswith('rij,soort,Programma of status,"Post, reserve of telt mee in",Aard of datum,Dekking of')
    assert heads.endswith(",2025,2026,2027,2028,2029")
    assert lines == [
        "2026-01 Kaderbrief,kaderbrief,vastgesteld,begroting,3-7-2025,RV 25.0031,,,,,",
        "Asfalt,Lasten,1,Ix,structureel,reserve.r,,100,100,,",
        "Asfalt,Baten,,,,,,30,,,",
        "Uit de reserve,Onttrekking,1,Er,incidenteel tot en met 2026,,,70,,,",
        "elders,Lasten,2,Zet,,,-5,,,,",
        "Totaal,Lasten,,,,,-5,100,100,0,0",
        "Totaal,Baten,,,,,0,30,0,0,0",
        "Totaal,Onttrekking,,,,,0,70,0,0,0",
        "Totaal,Saldo (+ is voordelig),,,,,5,0,-100,0,0",
        "2 Leeg,,ontwerp,telt niet mee,,,,,,,",
    ]


def test_of_one_programma_only_its_mutations_are_shown_and_added(map_: Path) -> None:
    lines = to_csv([register(map_, 2)], exact=True).splitlines()
    assert lines[1:] == [
        "2026-01 Kaderbrief,kaderbrief,vastgesteld,begroting,3-7-2025,RV 25.0031,,,,,",
        "elders,Lasten,2,Zet,,,-5,,,,",
        "Totaal,Lasten,,,,,-5,0,0,0,0",
        "Totaal,Saldo (+ is voordelig),,,,,5,0,0,0,0",
        "2 Leeg,,ontwerp,telt niet mee,,,,,,,",
    ]


@pytest.mark.parametrize(
    ("status", "telt_mee", "shown"),
    [
        ("vastgesteld", "begroting", "begroting"),
        ("ontwerp", "begroting", "begroting"),
        ("vastgesteld", "", "begroting"),
        ("vastgesteld", "wijziging", "wijziging"),
        ("ontwerp", "wijziging", "telt niet mee"),
        ("voorstel", "begroting", "telt niet mee"),
        ("ingetrokken", "begroting", "telt niet mee"),
        ("vastgesteld", "niet", "telt niet mee"),
        ("", "", "telt niet mee"),
    ],
)
def test_the_register_says_in_what_a_decision_counts(dossier: Maak, status: str, telt_mee: str, shown: str) -> None:
    kop = "".join(f'{pad} = "{w}"\n' for pad, w in (("status", status), ("telt_mee", telt_mee)) if w)
    besluit = f'[wijziging]\nnummer = "1"\nnaam = "K"\n{kop}[mutatie.m]\nprogramma = 1\npost = "x"\nlasten.2026 = 5\n'
    session = Session.open(dossier(PROGRAMMA, wijzigingen__a=besluit))
    assert mutaties(session.cijfers, session.dossier.programmas).inhoud(0, 1) == shown
    counted = session.totalen[session.dossier.programmas[0].naam].extra(
        RecordKey("post", "x"), "lasten", "begroting.2026"
    )
    assert bool(counted) == (shown == "begroting")


def test_a_year_outside_the_document_gets_its_column(dossier: Maak) -> None:
    besluit = KADERBRIEF.replace("lasten.2025 = -5", "lasten.2035 = -5")
    grid = register(dossier(PROGRAMMA, TWEEDE, wijzigingen__a=besluit))
    assert [kop.tekst for kop in grid.koppen[4:]] == ["2025", "2026", "2027", "2028", "2029", "2035"]


def test_cells_are_typed_where_the_file_holds_them(map_: Path) -> None:
    grid = register(map_)
    a, b = "wijzigingen/a.toml", "wijzigingen/b.toml"
    assert grid.adres(0, 0) == Adres(a, "wijziging", "", "status")
    assert grid.adres(10 - 1, 2) == Adres(b, "wijziging", "", "datum")
    assert grid.adres(1, 1) == Adres(a, "mutatie", "asfalt", "post")
    assert grid.adres(1, 7) == Adres(a, "mutatie", "asfalt", "lasten.2028")
    assert grid.adres(3, 5) == Adres(a, "mutatie", "reserve", "onttrekking.2026")
    assert [grid.adres(r, 5) for r in (5, 8)] == [None, None]


def test_a_mutation_without_amounts_has_a_row_to_type_them_in(dossier: Maak) -> None:
    besluit = '[wijziging]\nnummer = "1"\nnaam = "K"\n[mutatie.m]\nprogramma = 1\nreserve = "r"\n'
    grid = register(dossier(PROGRAMMA, wijzigingen__a=besluit))
    assert [(r.naam, r.soort) for r in grid.rijen[1:2]] == [("m", "Toevoeging")]
    assert grid.adres(1, 5) == Adres("wijzigingen/a.toml", "mutatie", "m", "toevoeging.2026")


def test_in_a_workbook_totals_and_balance_are_formulas(map_: Path) -> None:
    sheet = Rekenblad(register(map_), "Mutaties", 4, 2)
    assert sheet.formule(5, 5) == "=H6+H9"  # lasten of Asfalt and elders
    assert sheet.formule(8, 5) == "=H11-H10+H12"  # baten - lasten + onttrekking


def test_without_decisions_there_are_headings_and_no_rows(dossier: Maak) -> None:
    assert register(dossier(PROGRAMMA)).rijen == []


@pytest.mark.parametrize(
    ("mutatie", "expected"),
    [
        (
            {
                "aard": "structureel",
                "lasten.2026": 10**7,
                "lasten.2027": 10**7,
                "lasten.2028": 10**7,
                "lasten.2029": 10**7,
            },
            "Structureel € 100.000 hogere lasten vanaf 2026",
        ),
        ({"aard": "incidenteel", "tot": 2026, "lasten.2026": -2050}, "Incidenteel € 20,50 lagere lasten in 2026"),
        (
            {"aard": "incidenteel", "lasten.2027": 500, "lasten.2028": 500, "lasten.2029": 500},
            "Incidenteel € 5 hogere lasten van 2027 tot en met 2029",
        ),
        (
            {"aard": "structureel", "baten.2026": 100, "baten.2027": 200, "baten.2028": 300, "baten.2029": 300},
            "Structureel € 1 hogere baten in 2026, € 2 hogere baten in 2027 en € 3 hogere baten vanaf 2028",
        ),
        (
            {"lasten.2026": 100, "lasten.2027": 0, "lasten.2028": 100, "baten.2026": 100},
            "€ 1 hogere lasten in 2026, € 1 hogere lasten in 2028 en € 1 hogere baten in 2026",
        ),
        ({"onttrekking.2026": 100}, "€ 1 hogere onttrekking in 2026"),
        ({"lasten.2025": 100, "lasten.2026": 0}, ""),
        ({"lasten.2030": 100}, "€ 1 hogere lasten vanaf 2030"),
    ],
)
def test_a_mutation_is_told_in_words(dossier: Maak, mutatie: dict[str, Waarde], expected: str) -> None:
    assert in_words(Session.open(dossier(PROGRAMMA)).cijfers, Mutatie("mutatie", "m", mutatie)) == expected


@pytest.mark.parametrize("sjabloon", ["voortgangsrapportage", "jaarrekening"])
def test_a_document_that_stops_at_t_tells_one_year_as_one_year(dossier: Maak, sjabloon: str) -> None:
    cijfers = Session.open(dossier(PROGRAMMA, begroting=begroting(sjabloon=sjabloon))).cijfers
    lasts: dict[str, Waarde] = {f"lasten.{jaar}": 100 for jaar in range(2026, 2030)}
    assert in_words(cijfers, Mutatie("mutatie", "m", {"lasten.2026": 100})) == "€ 1 hogere lasten in 2026"
    assert in_words(cijfers, Mutatie("mutatie", "m", lasts)) == "€ 1 hogere lasten vanaf 2026"


@given(st.dictionaries(st.integers(2026, 2029), st.integers(-3, 3).map(lambda n: n * 100)))
def test_words_name_every_year_that_changes_once(per_year: dict[int, int]) -> None:
    cijfers = Session.open(Path(__file__).parents[2] / "sample_budgets" / "leiden-2026").cijfers
    waarden: dict[str, Waarde] = {f"lasten.{jaar}": cents for jaar, cents in per_year.items()}
    found: dict[int, int] = {}
    for part in in_words(cijfers, Mutatie("mutatie", "m", waarden | {"tot": 2029})).replace(" en €", ", €").split(", "):
        if part:
            _, euros, more, _, *period = part.split()
            years = [int(word) for word in period if word.isdecimal()]
            found |= dict.fromkeys(range(years[0], years[-1] + 1), (1 if more == "hogere" else -1) * 100 * int(euros))
    assert found == {jaar: cents for jaar, cents in per_year.items() if cents}


def test_developments_of_an_area_name_subject_and_decision(dossier: Maak) -> None:
    gone = KADERBRIEF.replace('"2026-01"', '"3"').replace('"vastgesteld"', '"ingetrokken"')
    contained = KADERBRIEF.replace('"2026-01"', '"2026-04"\ntelt_mee = "niet"').replace('"Kaderbrief"', '"Najaar"')
    map_ = dossier(PROGRAMMA, TWEEDE, wijzigingen__a=KADERBRIEF, wijzigingen__b=gone, wijzigingen__c=contained)
    session = Session.open(map_)
    een, twee = session.dossier.programmas
    wat = "Structureel € 100 hogere lasten van 2026 tot en met 2027 en € 30 hogere baten in 2026: Asfalt"
    assert ontwikkelingen(session.cijfers, een, "A") == [f"{wat} (Kaderbrief)", f"{wat} (Najaar)"]
    assert ontwikkelingen(session.cijfers, een, "B") == []
    assert ontwikkelingen(session.cijfers, twee, "A") == []  # T-1 only


def test_leiden_prints_its_two_developments(samples: Path) -> None:
    session = Session.open(samples / "leiden-2026")
    found = ontwikkelingen(session.cijfers, session.dossier.programmas[0], "1A")
    assert [sentence.removesuffix(" (Programmabegroting 2026)") for sentence in found] == [
        "Structureel € 100.000 hogere lasten vanaf 2026: Vervangingsinvesteringen begraafplaats",
        "Structureel € 170.000 hogere lasten vanaf 2026: Bureau van burgemeester en wethouders",
    ]


def test_a_decision_on_an_unknown_programma_is_shown_all_the_same(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    besluit = Bestand("wijzigingen/a.toml", "wijziging")
    besluit.records["wijziging", ""] = Record("wijziging", "", {"nummer": "1", "naam": "K", "datum": date(2026, 1, 2)})
    besluit.records["mutatie", "m"] = Record("mutatie", "m", {"programma": 9, "post": "q", "lasten.2026": 1})
    session.dossier.bestanden[besluit.naam] = besluit
    grid = mutaties(session.cijfers, session.dossier.programmas)
    assert [grid.cell(1, k) for k in range(2)] == ["9", "q"]


def test_mutations_of_one_subject_and_all_of_an_indexation_are_one_development(dossier: Maak) -> None:
    extra = '[mutatie.{0}]\nprogramma = 1\npost = "x"\nonderwerp = "{1}"\naard = "structureel"\nlasten.2026 = 50\n'
    index = KADERBRIEF.replace('"2026-01"', '"2026-02"').replace("Kaderbrief", "Index")
    index = index.replace('"kaderbrief"', '"indexering"')
    amends = KADERBRIEF.replace('"2026-01"', '"3"\ntelt_mee = "wijziging"')
    files = {
        "wijzigingen__a": KADERBRIEF + extra.format("b", "Asfalt") + extra.format("c", "Bruggen"),
        "wijzigingen__b": index + extra.format("b", "Lonen"),
        "wijzigingen__c": amends,
    }
    session = Session.open(dossier(PROGRAMMA, TWEEDE, **files))
    wat = "Structureel € 150 hogere lasten in 2026, € 100 hogere lasten in 2027 en € 30 hogere baten in 2026"
    assert ontwikkelingen(session.cijfers, session.dossier.programmas[0], "A") == [
        f"{wat}: Asfalt (Kaderbrief)",
        "Structureel € 50 hogere lasten in 2026: Bruggen (Kaderbrief)",
        f"{wat}: Index",
    ]


def test_decisions_stand_in_one_order_everywhere(dossier: Maak) -> None:
    """By date and then by number as people read it, whatever their files are called."""

    def besluit(nummer: str, datum: str) -> str:
        kop = f'[wijziging]\nnummer = "{nummer}"\nnaam = "N"\nstatus = "ontwerp"\n{datum}\n'
        return f'{kop}[mutatie.m]\nprogramma = 1\npost = "x"\nonderwerp = "M"\nlasten.2026 = 1\n'

    files = {
        "wijzigingen__a": besluit("10", "datum = 2025-07-03"),
        "wijzigingen__b": besluit("9", "datum = 2025-07-03"),
        "wijzigingen__c": besluit("1", ""),
        "wijzigingen__d": besluit("11", "datum = 2025-01-01"),
    }
    post = PROGRAMMA.replace('naam = "Ix"\n', 'naam = "Ix"\nlasten.mjb.2026 = 1\n')
    oud, nieuw = (Session.open(dossier(post, **made)) for made in ({}, files))
    cijfers = nieuw.cijfers
    expected = ["11 N", "9 N", "10 N", "1 N"]
    assert [r.naam for r in mutaties(cijfers, cijfers.dossier.programmas).rijen if r.rol == "groep"] == expected
    courses = [r.soort for r in verloop(cijfers, cijfers.dossier.programmas[:1]).rijen if r.soort in expected]
    assert courses == expected * 2
    names = [f"wijzigingen/{n}.toml" for n in "dbac"]
    record = cijfers.cube.records.nummers[Plaats(NAAM, "post", "x")]
    assert [fact.besluit for fact in cijfers.cube.added(record)] == names
    assert [file.bestand.naam for file in compare(oud.dossier, nieuw.dossier).bestanden] == names
    for before, titel in enumerate(expected):
        grid = begrotingswijziging(cijfers, titel.partition(" ")[0])
        row = next(n for n, rij in enumerate(grid.rijen) if rij.naam == "Ix 1)")
        assert grid.cents(row, 0) == before * 100
