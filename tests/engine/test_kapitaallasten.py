"""Capital charges: cases computed by hand, and what holds for every investment.

The formulas are those of BBV practice: depreciation = base / term; annuity = base x r / (1 - (1 + r)^-n);
interest = book value at 1 January x r. Amounts in the cases are in euros. T is 2026.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.kapitaallasten import Afschrijfwijze, Kapitaallast, Laag, depreciate, kapitaallasten, omslagrente
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde

T = 2026
JAREN = range(T, T + 5)

Velden = dict[str, str | float]


def make(soort: str, velden: Velden, *, rente: str = "0.015", start: str = "") -> Dossier:
    """Return a dossier with one investering or activum; amounts in euros, as in the file."""
    waarden: dict[str, Waarde] = {"naam": "Zaal"}
    for pad, waarde in velden.items():
        is_amount = "." in pad or pad == "restwaarde"
        waarden[pad] = waarde if isinstance(waarde, str) else round(100 * waarde) if is_amount else int(waarde)
    parameters: dict[str, Waarde] = {"omslagrente": Decimal(rente)}
    if start:
        parameters["start_kapitaallasten"] = start
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": T})})
    kop.records["parameters", ""] = Record("parameters", "", parameters)
    programma = Bestand("p", "programma", {(soort, "z"): Record(soort, "z", waarden)})
    return Dossier({kop.naam: kop, programma.naam: programma})


def found(dossier: Dossier, jaren: range = JAREN) -> list[Kapitaallast]:
    return kapitaallasten(dossier, dossier.bestanden["p"], jaren)


def lines(dossier: Dossier, jaren: range = JAREN) -> list[str]:
    """Return year, book value, depreciation and interest in euros, a line per year."""
    return [
        f"{k.jaar} {k.boekwaarde / 100:.2f} {k.afschrijving / 100:.2f} {k.rente / 100:.2f}"
        for k in found(dossier, jaren)
    ]


DUIZEND: Velden = {"uitgaven.2026": 1000, "termijn": 3, "gereed": 2026}
DERDEN: Velden = {"uitgaven.2025": 600, "uitgaven.2026": 400, "bijdrage.2026": 250}
IN_TWEE_JAAR: Velden = {"uitgaven.2026": 600, "uitgaven.2027": 400, "termijn": 2, "gereed": 2027}

CASES: dict[str, tuple[Dossier, list[str]]] = {
    # 1000 / 3 = 333.33; the last year takes 333.34. 1000 x 1.5 %, 666.67 x 1.5 % = 10.00005, 333.34 x 1.5 % = 5.0001
    "lineair, het jaar na gereed": (
        make("investering", DUIZEND),
        ["2027 1000.00 333.33 15.00", "2028 666.67 333.33 10.00", "2029 333.34 333.34 5.00"],
    ),
    # 1000 x 0.015 / (1 - 1.015^-3) = 15 / 0.0436830 = 343.38; 671.62 x 1.5 % = 10.0743; 338.31 x 1.5 % = 5.07465
    "annuitair": (
        make("investering", {**DUIZEND, "methode": "annuitair"}),
        ["2027 1000.00 328.38 15.00", "2028 671.62 333.31 10.07", "2029 338.31 338.31 5.07"],
    ),
    # without interest an annuity is 1000 / 3
    "annuitair zonder rente": (
        make("investering", {**DUIZEND, "methode": "annuitair"}, rente="0"),
        ["2027 1000.00 333.33 0.00", "2028 666.67 333.33 0.00", "2029 333.34 333.34 0.00"],
    ),
    # half of 333.33 and of 15.00 in 2026; 833.33 x 1.5 % = 12.49995; 166.67 x 1.5 % = 2.50005; interest is 30 again
    "lineair, half jaar": (
        make("investering", DUIZEND, start="half-jaar"),
        [
            "2026 1000.00 166.67 7.50",
            "2027 833.33 333.33 12.50",
            "2028 500.00 333.33 7.50",
            "2029 166.67 166.67 2.50",
        ],
    ),
    # half of 343.383 is 171.69, of which 7.50 interest; 835.81 x 1.5 % = 12.53715 out of 343.38, and so on
    "annuitair, half jaar": (
        make("investering", {**DUIZEND, "methode": "annuitair"}, start="half-jaar"),
        [
            "2026 1000.00 164.19 7.50",
            "2027 835.81 330.84 12.54",
            "2028 504.97 335.81 7.57",
            "2029 169.16 169.16 2.54",
        ],
    ),
    # (1000 - 100) / 2 = 450; in the last half year the residual bears half: (325 - 50) x 2 %; 31 in all, as 20 + 11
    "half jaar met restwaarde": (
        make(
            "investering",
            {"uitgaven.2026": 1000, "restwaarde": 100, "termijn": 2, "gereed": 2026},
            start="half-jaar",
            rente="0.02",
        ),
        ["2026 1000.00 225.00 10.00", "2027 775.00 450.00 15.50", "2028 325.00 225.00 5.50"],
    ),
    # 600 + 400 - 250 = 750; (750 - 50) / 4 = 175; 750, 575, 400 and 225 x 2 %; 50 is left
    "bijdrage van derden en restwaarde, zelfde jaar": (
        make(
            "investering", {**DERDEN, "termijn": 4, "gereed": 2026, "restwaarde": 50}, rente="0.02", start="zelfde-jaar"
        ),
        ["2026 750.00 175.00 15.00", "2027 575.00 175.00 11.50", "2028 400.00 175.00 8.00", "2029 225.00 175.00 4.50"],
    ),
    # 900 x 0.1 / (1 - 1.1^-2) = 90 / 0.1735537 = 518.571, with 10 % of the residual 100: 528.57
    "annuitair met restwaarde": (
        make(
            "investering",
            {"uitgaven.2025": 1000, "restwaarde": 100, "termijn": 2, "gereed": 2025, "methode": "annuitair"},
            rente="0.1",
        ),
        ["2026 1000.00 428.57 100.00", "2027 571.43 471.43 57.14"],
    ),
    # a reserve covers part of it, which changes nothing
    "dekking uit een reserve": (
        make("investering", {**DUIZEND, "uit_reserve.2026": 900}),
        ["2027 1000.00 333.33 15.00", "2028 666.67 333.33 10.00", "2029 333.34 333.34 5.00"],
    ),
    "grond": (
        make("investering", {"uitgaven.2027": 1000, "gereed": 2027, "methode": "geen"}),
        ["2028 1000.00 0.00 15.00", "2029 1000.00 0.00 15.00", "2030 1000.00 0.00 15.00"],
    ),
    "grond, half jaar": (
        make("investering", {"uitgaven.2029": 1000, "gereed": 2029, "methode": "geen"}, start="half-jaar"),
        ["2029 1000.00 0.00 7.50", "2030 1000.00 0.00 15.00"],
    ),
    # layers: 600 in 2027 and 2028 (300 + 30, 300 + 15), 400 in 2028 and 2029 (200 + 20, 200 + 10)
    "kasstroom": (
        make("investering", IN_TWEE_JAAR, start="kasstroom", rente="0.05"),
        ["2027 600.00 300.00 30.00", "2028 700.00 500.00 35.00", "2029 200.00 200.00 10.00"],
    ),
    # layers of 600 and 400 - 100, residual 60 and 30: (600 - 60) / 2 = 270 and (300 - 30) / 2 = 135
    "kasstroom met bijdrage en restwaarde": (
        make("investering", {**IN_TWEE_JAAR, "bijdrage.2027": 100, "restwaarde": 90}, start="kasstroom", rente="0"),
        ["2027 600.00 270.00 0.00", "2028 630.00 405.00 0.00", "2029 165.00 135.00 0.00"],
    ),
    # 1000 - 2 x 333.33 is left at 1 January 2026; the book value given for 2025 is not used
    "bestaand activum": (
        make("activum", {"boekwaarde.2025": 900, "boekwaarde.2024": 1000, "termijn": 3}),
        ["2026 333.34 333.34 5.00"],
    ),
    "bestaand activum zonder afschrijving": (
        make("activum", {"boekwaarde.2028": 1000, "methode": "geen"}, start="half-jaar"),
        ["2028 1000.00 0.00 15.00", "2029 1000.00 0.00 15.00", "2030 1000.00 0.00 15.00"],
    ),
    # 0.05 / 2 = 0.025 is 0.03; 0.02 / 4 is 0.01 and nothing is left for the last two years
    "halve cent": (
        make("activum", {"boekwaarde.2026": 0.05, "termijn": 2}, rente="0.2"),
        ["2026 0.05 0.03 0.01", "2027 0.02 0.02 0.00"],
    ),
    "minder centen dan jaren": (
        make("activum", {"boekwaarde.2026": 0.02, "termijn": 4}),
        ["2026 0.02 0.01 0.00", "2027 0.01 0.01 0.00", "2028 0.00 0.00 0.00", "2029 0.00 0.00 0.00"],
    ),
}


@pytest.mark.parametrize("naam", CASES)
def test_a_case_computed_by_hand_comes_out_to_the_cent(naam: str) -> None:
    dossier, expected = CASES[naam]
    assert lines(dossier) == expected


@pytest.mark.parametrize(
    ("start", "own", "first"),
    [
        ("", "", 2027),
        ("zelfde-jaar", "", 2026),
        ("half-jaar", "", 2026),
        ("kasstroom", "", 2027),
        ("jaar-na-gereed", "zelfde-jaar", 2026),
        ("zelfde-jaar", "jaar-na-gereed", 2027),
    ],
)
def test_the_start_of_an_investment_goes_before_that_of_the_municipality(start: str, own: str, first: int) -> None:
    assert found(make("investering", {**DUIZEND, "start": own}, start=start))[0].jaar == first


@pytest.mark.parametrize(
    "velden",
    [
        {"termijn": 0},
        {"termijn": -3},
        {"termijn": ""},
        {"gereed": 0},
        {"gereed": 27},
        {"gereed": 10**15},
        {"gereed": 2000},
        {"gereed": 2040},
        {"bijdrage.2026": 1000},
        {"bijdrage.2026": 1000.01},
        {"uitgaven.2026": 0},
        {"uitgaven.2026": -5},
    ],
)
def test_what_has_no_term_no_year_or_no_value_costs_nothing(velden: Velden) -> None:
    assert found(make("investering", DUIZEND | velden)) == []


def test_an_activum_without_book_value_or_term_costs_nothing() -> None:
    assert found(make("activum", {"termijn": 3})) == []
    assert found(make("activum", {"boekwaarde.2026": 5})) == []
    assert found(make("activum", {"boekwaarde.2026": -5, "termijn": 3})) == []


def test_years_before_t_and_years_not_asked_are_left_out() -> None:
    dossier = make("activum", {"boekwaarde.2020": 1000, "termijn": 20})
    assert [k.jaar for k in found(dossier, range(2020, 2028))] == [2026, 2027]
    assert found(dossier, range(0)) == []


def test_a_residual_value_stays_between_nothing_and_the_cost() -> None:
    for restwaarde, afschrijving in ((-50, 33333), (5000, 0)):
        assert found(make("investering", {**DUIZEND, "restwaarde": restwaarde}))[0].afschrijving == afschrijving


@pytest.mark.parametrize(("rente", "counts"), [("0.015", "0.015"), ("1", "1"), ("1.5", "0"), ("-0.01", "0")])
def test_an_interest_that_is_no_fraction_counts_as_none(rente: str, counts: str) -> None:
    assert omslagrente(make("activum", {}, rente=rente)) == Decimal(counts)
    assert omslagrente(Dossier()) == 0


def test_numbers_of_any_size_are_computed_at_once() -> None:
    laag = Laag(1000, 10**15 - 1)
    for methode in ("lineair", "annuitair"):
        year = next(iter(depreciate(laag, Afschrijfwijze(methode, 10**18, Decimal("1E-1000")))))
        assert (year.afschrijving, year.rente) == (0, 0)


def test_each_charge_says_what_it_is_of_and_where_it_lands_and_investments_come_first() -> None:
    dossier = make("activum", {"boekwaarde.2026": 10, "termijn": 1, "post": "x"}, rente="0.1")
    dossier.bestanden["p"].records["investering", "i"] = Record(
        "investering", "i", {"uitgaven.2025": 300, "termijn": 1, "gereed": 2025}
    )
    assert found(dossier) == [
        Kapitaallast("investering", "i", "i", "", 2026, 300, 300, 30),
        Kapitaallast("activum", "z", "Zaal", "x", 2026, 1000, 1000, 100),
    ]
    assert found(dossier)[1].bedrag == 1100


# --- what holds for every layer -------------------------------------------------------------------

lagen = st.builds(
    lambda boekwaarde, deel: Laag(T, boekwaarde, boekwaarde * deel // 100),
    st.integers(1, 10**14),
    st.integers(0, 100),
)
renten = st.decimals(0, "0.06", places=4)
regels = st.builds(Afschrijfwijze, st.sampled_from(["lineair", "annuitair"]), st.integers(1, 50), renten, st.booleans())


@given(lagen, regels)
def test_depreciation_adds_up_to_the_base_and_the_book_value_ends_at_the_residual(
    laag: Laag, regel: Afschrijfwijze
) -> None:
    years = list(depreciate(laag, regel))
    assert [y.jaar for y in years] == list(range(T, T + regel.termijn + regel.halfjaar))
    assert sum(y.afschrijving for y in years) == laag.boekwaarde - laag.restwaarde
    assert years[-1].boekwaarde - years[-1].afschrijving == laag.restwaarde
    for year, after in pairwise(years):
        assert after.boekwaarde == year.boekwaarde - year.afschrijving
    assert all(y.boekwaarde >= laag.restwaarde and y.afschrijving >= 0 and y.rente >= 0 for y in years)


@given(st.integers(100_000, 10**14), regels)
def test_every_whole_year_but_the_last_costs_the_same(boekwaarde: int, regel: Afschrijfwijze) -> None:
    years = list(depreciate(Laag(T, boekwaarde), regel))
    annuity = regel.methode == "annuitair"
    same = [y.afschrijving + annuity * y.rente for y in years[regel.halfjaar : -1]]
    assert len(set(same)) <= 1
    assert all(year.rente >= after.rente for year, after in pairwise(years[regel.halfjaar :]))


@given(lagen, regels)
def test_half_a_year_moves_charges_and_changes_no_sum(laag: Laag, regel: Afschrijfwijze) -> None:
    whole, half = (
        list(depreciate(laag, Afschrijfwijze(regel.methode, regel.termijn, regel.rente, is_half)))
        for is_half in (False, True)
    )
    n, r = regel.termijn, regel.rente
    rounding = (n + 1) * (1 + r) ** (n + 1) + r * n * n
    assert sum(y.afschrijving for y in whole) == sum(y.afschrijving for y in half)
    assert abs(sum(y.rente for y in whole) - sum(y.rente for y in half)) <= rounding
    assert abs(2 * half[0].rente - whole[0].rente) <= 1


bedragen = st.lists(st.integers(-(10**6), 10**9), min_size=3, max_size=3)


@given(bedragen, bedragen, st.integers(0, 10**9), st.integers(1, 20), st.sampled_from(["lineair", "annuitair"]))
def test_layers_of_cash_flow_add_up_whatever_comes_back_and_never_fall_below_zero(
    uitgaven: list[int], bijdragen: list[int], restwaarde: int, termijn: int, methode: str
) -> None:
    dossier = make("investering", {"termijn": termijn, "gereed": 2028, "methode": methode}, start="kasstroom")
    record = dossier.bestanden["p"].records["investering", "z"]
    for i, jaar in enumerate(range(T, T + 3)):
        record.waarden |= {f"uitgaven.{jaar}": uitgaven[i], f"bijdrage.{jaar}": bijdragen[i]}
    record.waarden["restwaarde"] = restwaarde
    netto = max(sum(uitgaven) - sum(bijdragen), 0)
    years = found(dossier, range(T, T + 30))
    assert sum(k.afschrijving for k in years) == netto - min(restwaarde, netto)
    assert all(min(k.boekwaarde, k.afschrijving, k.rente) >= 0 for k in years)
