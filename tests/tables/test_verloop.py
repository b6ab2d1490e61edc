"""From the previous MJB to this begroting: it always closes, and the direct row is what nothing explains."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.berekend import berekend
from budgetdesk.engine.totalen import Totalen
from budgetdesk.export.data import to_csv
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde, Weergave
from budgetdesk.session import Session
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load
from budgetdesk.tables.verloop import verloop
from tests.proef import Maak, programma

EEN = """\
[post.x]
naam = "Ix"
beleidsterrein = "A"
lasten.mjb.2026 = 1000
lasten.begroting.2026 = 1000
baten.mjb.2026 = 200
baten.begroting.2026 = 250
lasten.mjb.2027 = 900
lasten.begroting.2027 = 900
[reserve.r]
naam = "Er"
soort = "bestemmingsreserve"
onttrekking.mjb.2026 = 10
onttrekking.begroting.2026 = 10
"""
TWEE = programma(
    """\
[post.z]
naam = "Zet"
beleidsterrein = "A"
lasten.mjb.2026 = 40
lasten.begroting.2026 = 40
""",
    2,
    naam="Q",
)
TWEEDE_BESLUIT = """\
[wijziging]
nummer = "2"
naam = "Najaar"
status = "ontwerp"
[mutatie.m]
programma = 1
post = "x"
lasten.2026 = 100
lasten.2027 = 50
[mutatie.r]
programma = 1
reserve = "r"
onttrekking.2026 = 100
"""
EERSTE_BESLUIT = """\
[wijziging]
nummer = "1"
naam = "Kaderbrief"
status = "ontwerp"
[mutatie.m]
programma = 2
post = "z"
lasten.2026 = 7
lasten.2025 = 3
"""
VOORSTEL = TWEEDE_BESLUIT.replace('"2"', '"3"').replace("ontwerp", "voorstel")


def table(map_: Path) -> list[str]:
    session = Session.open(map_)
    return to_csv([verloop(session.cijfers, session.dossier.programmas)], exact=True).splitlines()


def test_every_decision_that_counts_is_a_step_and_both_courses_close(dossier: Maak) -> None:
    # programma 1, 2026: 1000 - 200 = 800; + 100 (Najaar) - 50 (baten, direct) = 850; after reserves
    # 790 + 100 - 100 - 50 = 740. 2027: 900 + 50 = 950
    map_ = dossier(EEN, TWEE, wijzigingen__a=EERSTE_BESLUIT, wijzigingen__b=TWEEDE_BESLUIT, wijzigingen__c=VOORSTEL)
    een, na = '"Programma 1 P, saldo van baten en lasten"', '"Programma 1 P, saldo na reserves"'
    assert [line for line in table(map_) if "Programma 1" in line] == [
        f"{een},Vorige meerjarenraming,800,900,0,0",
        f"{een},2 Najaar,100,50,0,0",
        f"{een},Direct in de post gewijzigd,-50,0,0,0",
        f"{een},Begroting,850,950,0,0",
        f"{na},Vorige meerjarenraming,790,900,0,0",
        f"{na},2 Najaar,0,50,0,0",
        f"{na},Direct in de post gewijzigd,-50,0,0,0",
        f"{na},Begroting,740,950,0,0",
    ]


def test_of_several_programmas_there_is_a_course_of_all_with_decisions_in_their_order(dossier: Maak) -> None:
    # 2026: 800 + 40 = 840; + 7 + 100 - 50 = 897
    map_ = dossier(EEN, TWEE, wijzigingen__a=EERSTE_BESLUIT, wijzigingen__b=TWEEDE_BESLUIT)
    lines = [line for line in table(map_) if line.startswith("\"Alle programma's, saldo van baten")]
    assert [line.partition('",')[2] for line in lines] == [
        "Vorige meerjarenraming,840,900,0,0",
        "1 Kaderbrief,7,0,0,0",
        "2 Najaar,100,50,0,0",
        "Direct in de post gewijzigd,-50,0,0,0",
        "Begroting,897,950,0,0",
    ]
    session = Session.open(map_)
    alone = verloop(session.cijfers, session.dossier.programmas[:1])
    assert not [r for r in alone.rijen if r.naam.startswith("Alle")]


@pytest.mark.parametrize(
    ("weergave", "begin", "najaar"),
    [("", 790, 100), ('[weergave]\nsaldo = "baten-lasten"\n', -790, -100)],
)
def test_balances_print_as_the_document_prints_them(dossier: Maak, weergave: str, begin: int, najaar: int) -> None:
    map_ = dossier(EEN, begroting=weergave, wijzigingen__b=TWEEDE_BESLUIT)
    session = Session.open(map_)
    grid = verloop(session.cijfers, session.dossier.programmas)
    assert (grid.cents(4, 0), grid.cents(1, 0)) == (begin * 100, najaar * 100)


def test_computed_charges_are_a_step_of_their_own(dossier: Maak) -> None:
    # 3.000 in three years from 2026: 1.000 a year, no interest
    activum = '[activum.a]\nnaam = "Dak"\npost = "x"\nboekwaarde.2026 = 3_000\ntermijn = 3\nmethode = "lineair"\n'
    session = Session.open(dossier(EEN + activum, begroting="[parameters]\nomslagrente = 0.0\n"))
    grid = verloop(session.cijfers, session.dossier.programmas)
    steps = {r.soort: [grid.cents(i, k) for k in range(2)] for i, r in enumerate(grid.rijen[:4])}
    assert steps["Kapitaallasten"] == [100_000, 100_000]
    assert steps["Direct in de post gewijzigd"] == [-5_000, 0]


def test_a_dossier_without_the_previous_budget_has_headings_only(dossier: Maak, samples: Path) -> None:
    assert table(dossier(EEN.replace(".mjb.", ".rekening."))) == ["rij,soort,Begroting 2026,MJB 2027,MJB 2028,MJB 2029"]
    session = Session.open(samples / "leiden-2026")
    assert not verloop(session.cijfers, session.dossier.programmas).rijen


def test_the_course_after_reserves_has_the_same_steps(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, TWEE, wijzigingen__b=TWEEDE_BESLUIT))
    grid = verloop(session.cijfers, session.dossier.programmas[:1])
    rows = [i for i, r in enumerate(grid.rijen) if r.naam.endswith("saldo na reserves")]
    steps = {grid.rijen[i].soort: (grid.cents(i, 0), grid.cents(i, 1)) for i in rows}
    assert {naam: cents for naam, cents in steps.items() if any(cents)} == {
        "Vorige meerjarenraming": (79_000, 90_000),
        "2 Najaar": (0, 5_000),
        "Direct in de post gewijzigd": (-5_000, 0),
        "Begroting": (74_000, 95_000),
    }


def test_programmas_of_one_number_and_name_keep_a_course_each(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, programma(EEN, 1)))
    rijen = verloop(session.cijfers, session.dossier.programmas).rijen
    assert len({rij.naam for rij in rijen}) == 4
    assert [rij.blok for rij in rijen if rij.soort == "Begroting"] == [0, 1, 2, 3, 4, 5]


def test_in_a_workbook_the_begroting_is_the_sum_of_the_steps(dossier: Maak) -> None:
    session = Session.open(dossier(EEN, wijzigingen__b=TWEEDE_BESLUIT))
    sheet = Rekenblad(verloop(session.cijfers, session.dossier.programmas), "Verloop", 4, 2)
    assert [sheet.formule(rij, 0) for rij in (2, 3, 7)] == [None, "=SUM(C5:C7)", "=SUM(C9:C11)"]


AMOUNTS = st.dictionaries(
    st.tuples(
        st.sampled_from(["post", "reserve"]),
        st.sampled_from([0, 1]),
        st.sampled_from(["mjb", "begroting"]),
        st.integers(2026, 2029),
    ),
    st.integers(-(10**6), 10**6),
    max_size=10,
)
MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["post", "reserve"]),
        st.sampled_from([0, 1]),
        st.integers(2025, 2030),
        st.integers(-(10**6), 10**6),
        st.sampled_from(["x", "weg"]),
    ),
    max_size=8,
)
KANTEN = {"post": ("lasten", "baten"), "reserve": ("toevoeging", "onttrekking")}


def random_dossier(
    amounts: dict[tuple[str, int, str, int], int],
    mutations: list[tuple[int, str, int, int, int, str]],
    statussen: list[tuple[str, str]],
    boekwaarde: int,
) -> Dossier:
    programma = Bestand("programmas/01.toml", "programma")
    programma.records["programma", ""] = Record("programma", "", {"nummer": 1, "naam": "P"})
    programma.records["beleidsterrein", "A"] = Record("beleidsterrein", "A", {"naam": "Aa"})
    waarden: dict[str, dict[str, Waarde]] = {"post": {"beleidsterrein": "A"}, "reserve": {}}
    for (soort, kant, fase, jaar), cents in amounts.items():
        waarden[soort][f"{KANTEN[soort][kant]}.{fase}.{jaar}"] = cents
    for soort, values in waarden.items():
        programma.records[soort, "x"] = Record(soort, "x", values)
    activum: dict[str, Waarde] = {"post": "x", "boekwaarde.2026": boekwaarde, "termijn": 3, "methode": "lineair"}
    programma.records["activum", "a"] = Record("activum", "a", activum)
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2026, "sjabloon": "begroting"})})
    bestanden = [kop, programma]
    for i, (status, telt_mee) in enumerate(statussen):
        besluit = Bestand(f"wijzigingen/{i}.toml", "wijziging")
        head: dict[str, Waarde] = {"nummer": i, "naam": "K", "status": status, "telt_mee": telt_mee}
        besluit.records["wijziging", ""] = Record("wijziging", "", head)
        bestanden.append(besluit)
    for n, (i, soort, kant, jaar, cents, sleutel) in enumerate(mutations):
        values = {"programma": 1, soort: sleutel, f"{KANTEN[soort][kant]}.{jaar}": cents}
        bestanden[2 + i].records["mutatie", str(n)] = Record("mutatie", str(n), values)
    return Dossier({b.naam: b for b in bestanden})


@given(
    AMOUNTS,
    MUTATIONS,
    st.lists(
        st.tuples(
            st.sampled_from(["voorstel", "ontwerp", "vastgesteld", "ingetrokken"]),
            st.sampled_from(["begroting", "wijziging", "niet"]),
        ),
        min_size=3,
        max_size=3,
    ),
    st.integers(0, 10**6),
)
def test_whatever_counts_the_direct_row_is_what_changed_in_posts_and_reserves_themselves(
    amounts: dict[tuple[str, int, str, int], int],
    mutations: list[tuple[int, str, int, int, int, str]],
    statussen: list[tuple[str, str]],
    boekwaarde: int,
) -> None:
    dossier = random_dossier(amounts, mutations, statussen, boekwaarde)
    sjabloon = load("begroting", 2026)
    cijfers = Cijfers(dossier, Totalen(dossier, sjabloon.ramingen), sjabloon, Weergave())
    programma = dossier.programmas[0]
    grid = verloop(cijfers, [programma])
    if not any(fase == "mjb" for _, _, fase, _ in amounts):
        assert grid.rijen == []
        return
    sign = {"lasten": 1, "baten": -1, "toevoeging": 1, "onttrekking": -1}
    for kolom, kop in enumerate(grid.koppen):
        direct = {"post": 0, "reserve": 0}
        for (soort, kant, fase, jaar), cents in amounts.items():
            if jaar == kop.jaar:
                direct[soort] += sign[KANTEN[soort][kant]] * (cents if fase == "begroting" else -cents)
        found = [grid.cents(i, kolom) for i, r in enumerate(grid.rijen) if r.soort.startswith("Direct")]
        assert found == [direct["post"], direct["post"] + direct["reserve"]]
        for i, rij in enumerate(grid.rijen):
            if rij.delen:
                assert grid.cents(i, kolom) == sum(grid.cents(part, kolom) or 0 for part, _ in rij.delen)
    assert bool(boekwaarde) == bool(berekend(dossier, programma))
