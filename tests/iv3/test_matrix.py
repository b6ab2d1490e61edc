"""Iv3: the codes of the year, and what posts, charges and reserves give in whole euros."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import round_to
from budgetdesk.engine.codelijst import Cel, Codelijst, codelijst, rank
from budgetdesk.engine.cube import Cube
from budgetdesk.engine.totalen import PROGRAMMA, RESERVES, Totalen
from budgetdesk.iv3.matrix import Boeking, achterblijvers, boekingen, matrix, resultaat
from budgetdesk.iv3.moment import Levering
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, Dossier, Record, Waarde
from tests.proef import van_tabellen

T: Final = "begroting.2026"
TERMEN: Final = ((T, 1),)


def lijst_2026() -> Codelijst:
    lijst = codelijst(2026)
    assert lijst is not None
    return lijst


def dossier(*records: Record, begroting: tuple[Record, ...] = (), besluiten: tuple[Record, ...] = ()) -> Dossier:
    """Return a dossier of 2026 with one programma that holds these tables."""
    return van_tabellen(records, begroting=begroting, besluiten=[besluiten])


def post(sleutel: str, codes: str, **bedragen: Waarde) -> Record:
    """Return a post; `codes` are its taakveld and categories of lasten and baten, `-` for none."""
    names = ("taakveld", "categorie.lasten", "categorie.baten")
    filled = {naam: code for naam, code in zip(names, codes.split(), strict=True) if code != "-"}
    amounts = {f"{kant}.{T}": value for kant, value in bedragen.items()}
    return Record("post", sleutel, {"naam": sleutel, "beleidsterrein": "A", **filled, **amounts})


def booked(inhoud: Dossier) -> list[Boeking]:
    return boekingen(inhoud, Totalen(inhoud, [T]), TERMEN)


def cells(inhoud: Dossier) -> dict[Cel, int]:
    return matrix(booked(inhoud))


# --- codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("0.11 0.10 0.9 0.1", "0.1 0.9 0.10 0.11"),
        ("6.711 6.91 6.60 6.3 6.5", "6.3 6.5 6.60 6.91 6.711"),
        ("10.1 2.1 1.10 1.2", "1.2 1.10 2.1 10.1"),
        ("4.3.10 4.3 4.3.9", "4.3 4.3.9 4.3.10"),
        ("x 0.x 9.9 0.²", "9.9 0.x 0.² x"),
        ("0.01 0.1 0.1.0", "0.01 0.1 0.1.0"),
        ("6.72 6.71b 6.711 6.71 6.71a 6.71ab", "6.71 6.71a 6.71b 6.72 6.711 6.71ab"),
    ],
)
def test_codes_are_in_the_order_of_their_numbers(codes: str, expected: str) -> None:
    assert sorted(codes.split(), key=rank) == expected.split()
    assert sorted(expected.split(), key=rank) == expected.split()


@given(st.text(max_size=5000))
def test_any_text_has_a_place_among_the_codes(text: str) -> None:
    assert rank(text) == rank(text)
    assert sorted(["0.1", text, "9"], key=rank)


LISTS: Final = (
    (2017, "2017-2018", 53, (35, 37), 61, (496, 792), (277, 310)),
    (2018, "2017-2018", 53, (35, 37), 61, (496, 792), (277, 310)),
    (2019, "2019", 53, (35, 37), 62, (496, 792), (312, 347)),
    (2020, "2020", 53, (35, 37), 62, (496, 803), (279, 252)),
    (2021, "2021", 53, (35, 37), 62, (496, 786), (298, 272)),
    (2022, "2022", 53, (35, 37), 62, (492, 782), (298, 258)),
    (2023, "2023-2024", 71, (35, 37), 62, (849, 1218), (298, 258)),
    (2024, "2023-2024", 71, (35, 37), 62, (849, 1218), (298, 258)),
    (2025, "2025-2026", 69, (37, 39), 76, (784, 1175), (353, 311)),
    (2026, "2025-2026", 69, (37, 39), 76, (784, 1175), (353, 311)),
)
"""Per year the years that share its codes, and how many taakvelden, categories of lasten and baten, codes of the
balance, grey cells of lasten and baten, and open cells of the balance the definition file of CBS has."""


@pytest.mark.parametrize(("jaar", "naam", "taakvelden", "categorieen", "balanscodes", "grijs", "balanscellen"), LISTS)
def test_the_list_of_a_year_holds_all_codes_of_its_definition_file(
    jaar: int,
    naam: str,
    taakvelden: int,
    categorieen: tuple[int, int],
    balanscodes: int,
    grijs: tuple[int, int],
    balanscellen: tuple[int, int],
) -> None:
    lijst = codelijst(jaar)
    assert lijst is not None
    assert (lijst.naam, len(lijst.taakvelden), len(lijst.balanscodes)) == (naam, taakvelden, balanscodes)
    assert tuple(len(lijst.categorieen[kant]) for kant in POSTKANTEN) == categorieen
    assert tuple(sum(kant == c[0] for c in lijst.grijs) for kant in POSTKANTEN) == grijs
    assert tuple(sum(kant == c[0] for c in lijst.balanscellen) for kant in POSTKANTEN) == balanscellen
    for kant, code, categorie in lijst.balanscellen:
        assert code in lijst.balanscodes
        assert categorie in lijst.categorieen[kant]
    for kant, taakveld, categorie in lijst.grijs:
        assert taakveld in lijst.taakvelden
        assert categorie in lijst.categorieen[kant]
    assert [code for code in lijst.taakvelden if rank(code)[0]] == []
    assert all(naam.strip() == naam != "" for naam in lijst.taakvelden.values())
    assert list(lijst.hoofdtaakvelden) == list(dict.fromkeys(code.partition(".")[0] for code in lijst.taakvelden))
    assert ("leefomgeving" in lijst.hoofdtaakvelden["8"]) == (jaar >= 2023)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("0.1", {2017: "Bestuur", 2026: "Bestuur"}),
        ("6.2", {2017: "Wijkteams", 2022: "Wijkteams", 2023: "Toegang en eerstelijnsvoorzieningen", 2025: None}),
        ("6.4", {2022: "Begeleide participatie", 2023: "WSW en beschut werk", 2026: "WSW en beschut werk"}),
        (
            "6.6",
            {
                2019: "Maatwerkvoorziening WMO",
                2020: "Maatwerkvoorziening (WMO)",
                2024: "Maatwerkvoorzieningen (WMO)",
                2025: None,
            },
        ),
        ("6.60", {2024: None, 2025: "Hulpmiddelen en diensten (WMO)"}),
        ("6.73a", {2022: None, 2023: "Pleegzorg", 2024: "Pleegzorg", 2025: None}),
        ("6.81", {2017: "Geëscaleerde zorg 18+", 2024: "Geëscaleerde zorg 18+", 2025: None}),
        ("8.1", {2022: "Ruimtelijke ordening", 2023: "Ruimte en leefomgeving", 2026: "Ruimte en leefomgeving"}),
    ],
)
def test_a_taakveld_has_the_name_of_the_year(code: str, names: dict[int, str | None]) -> None:
    lists = {jaar: codelijst(jaar) for jaar in names}
    assert {jaar: lijst and lijst.taakvelden.get(code) for jaar, lijst in lists.items()} == names


@pytest.mark.parametrize(
    ("jaar", "kant", "taakveld", "categorie", "expected"),
    [
        (2017, "baten", "0.10", "7.4", None),
        (2020, "baten", "0.10", "7.4", "BD452"),
        (2021, "lasten", "0.1", "2.1", "BD452"),
        (2022, "lasten", "0.1", "2.1", None),
        (2020, "baten", "0.1", "4.3.1", "BD452"),
        (2021, "baten", "0.1", "4.3.1", None),
        (2022, "lasten", "6.71", "1.1", None),
        (2023, "lasten", "6.71", "1.1", "BD452"),
        (2025, "lasten", "6.71", "1.1", "BD450"),
        (2024, "lasten", "2.1", "4.4.8", None),
        (2025, "lasten", "2.1", "4.4.8", "BD451"),
        (2024, "lasten", "2.1", "4.5.8", "BD451"),
        (2025, "lasten", "2.1", "4.5.8", None),
    ],
)
def test_codes_are_judged_by_the_list_of_their_year(
    jaar: int, kant: str, taakveld: str, categorie: str, expected: str | None
) -> None:
    lijst = codelijst(jaar)
    assert lijst is not None
    bezwaar = lijst.bezwaar(kant, taakveld, categorie)
    assert (bezwaar and bezwaar.code) == expected


@pytest.mark.parametrize(("jaar", "naam"), [(1200, None), (2016, None), (2027, "2025-2026"), (2099, "2025-2026")])
def test_a_year_without_a_list_gets_the_newest_one_before_it(jaar: int, naam: str | None) -> None:
    lijst = codelijst(jaar)
    assert (lijst.naam if lijst else None) == naam


def open_on(kant: str, taakveld: str) -> list[str]:
    lijst = lijst_2026()
    return [c for c in lijst.categorieen[kant] if lijst.bezwaar(kant, taakveld, c) is None]


@pytest.mark.parametrize(
    ("kant", "taakveld", "expected"),
    [
        ("lasten", "0.10", "7.1"),
        ("baten", "0.10", "7.1"),
        ("lasten", "0.11", "7.1"),
        ("baten", "0.11", "7.1"),
        ("baten", "0.7", "4.3.1"),
        ("lasten", "0.9", "2.1"),
        ("baten", "0.9", ""),
        ("baten", "0.63", "3.5.2 3.7 3.8 7.2 7.4"),
    ],
)
def test_special_taakvelden_take_only_these_categories(kant: str, taakveld: str, expected: str) -> None:
    """As the definition file of 2026 has it; the sources that explain them say the same."""
    assert open_on(kant, taakveld) == expected.split()


@pytest.mark.parametrize(
    ("kant", "categorie", "expected"),
    [
        ("lasten", "6.1", ""),
        ("baten", "6.1", "0.5"),
        ("baten", "7.3", ""),
        ("lasten", "7.1", "0.10 0.11"),
        ("baten", "2.2.1", "0.61 0.62 0.64 3.3 3.4 7.2"),
        ("baten", "2.2.2", "0.64 3.4 7.2"),
    ],
)
def test_special_categories_go_only_on_these_taakvelden(kant: str, categorie: str, expected: str) -> None:
    """Controls PF004 and PF005 rest on this; source: the grey cells of 2026."""
    lijst = lijst_2026()
    assert [t for t in lijst.taakvelden if lijst.bezwaar(kant, t, categorie) is None] == expected.split()


@pytest.mark.parametrize(
    ("kant", "taakveld", "categorie", "expected"),
    [
        ("lasten", "0.1", "1.1", None),
        ("lasten", "", "1.1", None),
        ("baten", "0.1", "", None),
        ("lasten", "0.12", "1.1", ("BD450", "taakveld", 69)),
        ("lasten", "0.10 ", "7.1", ("BD450", "taakveld", 69)),
        ("lasten", "0.", "1.1", ("BD450", "taakveld", 69)),
        ("lasten", "0.1", "3.7", ("BD451", "categorie", 37)),
        ("baten", "", "9.9", ("BD451", "categorie", 39)),
        ("baten", "0.7", "3.7", ("BD452", "categorie", 1)),
        ("baten", "0.9", "3.7", ("BD452", "categorie", 0)),
    ],
)
def test_a_wrong_code_is_told_with_the_codes_that_would_do(
    kant: str, taakveld: str, categorie: str, expected: tuple[str, str, int] | None
) -> None:
    bezwaar = lijst_2026().bezwaar(kant, taakveld, categorie)
    assert (bezwaar and (bezwaar.code, bezwaar.veld, len(bezwaar.keuzes))) == expected


# --- amounts -------------------------------------------------------------------------------------


def test_both_sides_of_a_post_and_of_a_reserve_land_on_their_cells() -> None:
    """Lasten 1,000.50 and baten 200.50 round to 1,001 and 201; result -(1001 + 5) + 201 + 805 = 0."""
    reserve = Record("reserve", "r", {"naam": "R", f"toevoeging.{T}": 500, f"onttrekking.{T}": 80500})
    inhoud = dossier(post("a", "0.1 1.1 3.7", lasten=100050, baten=20050), reserve)
    assert cells(inhoud) == {
        ("baten", "0.1", "3.7"): 201,
        ("baten", "0.10", "7.1"): 805,
        ("lasten", "0.1", "1.1"): 1001,
        ("lasten", "0.10", "7.1"): 5,
    }


def test_posts_of_one_cell_are_added_before_they_are_rounded() -> None:
    """0.40 + 0.40 = 0.80 euro is 1; each on its own would be 0. The result is a deficit of 1."""
    inhoud = dossier(post("a", "0.1 1.1 -", lasten=40), post("b", "0.1 1.1 -", lasten=40))
    assert cells(inhoud) == {("baten", "0.11", "7.1"): 1, ("lasten", "0.1", "1.1"): 1}


@pytest.mark.parametrize(
    ("lasten", "baten", "expected"),
    [
        (10000, 30000, {("lasten", "0.11", "7.1"): 200}),
        (30000, 10000, {("baten", "0.11", "7.1"): 200}),
        (10000, 10000, {}),
        (10050, 10049, {("baten", "0.11", "7.1"): 1}),
        (-10000, 0, {("lasten", "0.11", "7.1"): 100}),
    ],
)
def test_a_surplus_is_lasten_and_a_deficit_baten_on_the_taakveld_of_the_result(
    lasten: int, baten: int, expected: dict[Cel, int]
) -> None:
    found = cells(dossier(post("a", "0.1 1.1 3.7", lasten=lasten, baten=baten)))
    assert {cel: euros for cel, euros in found.items() if cel[1] == "0.11"} == expected


def test_a_result_that_a_post_holds_already_is_not_counted_twice() -> None:
    inhoud = dossier(post("a", "0.1 - 3.7", baten=50000), post("rest", "0.11 7.1 -", lasten=30000))
    assert cells(inhoud) == {("baten", "0.1", "3.7"): 500, ("lasten", "0.11", "7.1"): 500}


def test_capital_charges_are_depreciation_and_interest_instead_of_the_posts_own_category() -> None:
    """1,000 euro over ten years from 2026 on: depreciation 100, interest 2 % of 1,000 = 20 (BBV, linear)."""
    rente = Record("parameters", "", {"omslagrente": Decimal("0.02")})
    investering = Record(
        "investering",
        "i",
        {"naam": "I", "nut": "economisch", "uitgaven.2025": 100000, "termijn": 10, "gereed": 2025, "post": "a"},
    )
    inhoud = dossier(post("a", "0.1 1.1 -", lasten=70000), investering, begroting=(rente,))
    assert cells(inhoud) == {
        ("baten", "0.11", "7.1"): 820,
        ("lasten", "0.1", "1.1"): 700,
        ("lasten", "0.1", "7.3"): 100,
        ("lasten", "0.1", "7.4"): 20,
    }


def test_a_post_with_nothing_but_charges_needs_no_category() -> None:
    investering = Record(
        "investering", "i", {"naam": "I", "uitgaven.2025": 100000, "termijn": 10, "gereed": 2025, "post": "a"}
    )
    (boeking,) = booked(dossier(post("a", "0.1 - -"), investering))
    assert (boeking.cel, boeking.cents, boeking.compleet) == (("lasten", "0.1", "7.3"), 10000, True)
    (boeking,) = booked(dossier(post("a", "- - -"), investering))
    assert (boeking.adres.pad, boeking.compleet) == ("taakveld", False)


def test_mutations_count_under_the_codes_of_their_post() -> None:
    besluit = Record("wijziging", "", {"status": "ontwerp", "telt_mee": "begroting"})
    mutatie = Record("mutatie", "m", {"programma": 1, "post": "a", "lasten.2026": 2500})
    inhoud = dossier(post("a", "0.1 1.1 -", lasten=10000), besluiten=(besluit, mutatie))
    assert cells(inhoud)["lasten", "0.1", "1.1"] == 125


def test_a_side_without_amount_needs_no_code_and_one_with_an_amount_says_which_key_lacks() -> None:
    inhoud = dossier(
        post("a", "0.1 1.1 -", lasten=100),
        post("b", "0.1 - 3.7", lasten=200),
        post("c", "- - -", baten=300),
        post("d", "- - -"),
    )
    lacking = [(b.naam, b.kant, b.cents, str(b.adres)) for b in booked(inhoud) if not b.compleet]
    assert lacking == [("b", "lasten", 200, "post.b.categorie.lasten"), ("c", "baten", 300, "post.c.taakveld")]


def test_what_lacks_a_code_is_not_hidden_in_the_result() -> None:
    """Result 500 - 100 - 300 = 100; the cells that are left differ by the 300 that lack a code."""
    inhoud = dossier(post("a", "0.1 1.1 3.7", lasten=10000, baten=50000), post("b", "- - -", lasten=30000))
    found = cells(inhoud)
    assert found["lasten", "0.11", "7.1"] == 100
    assert sum(e if cel[0] == "baten" else -e for cel, e in found.items()) == 300
    assert resultaat(booked(inhoud)) == 10000


def accounts(lasten: int) -> dict[Cel, int]:
    """Return the cells of accounts in which a post has these lasten, and an asset of 1,000 over ten years at 2 %."""
    rente = Record("parameters", "", {"omslagrente": Decimal("0.02")})
    klok: dict[str, Waarde] = {
        "naam": "I",
        "nut": "economisch",
        "uitgaven.2025": 100000,
        "termijn": 10,
        "gereed": 2025,
        "post": "a",
    }
    record = post("a", "0.1 1.1 -")
    record.waarden["lasten.rekening.2026"] = lasten
    inhoud = dossier(record, Record("investering", "i", klok), begroting=(rente,))
    return matrix(boekingen(inhoud, Totalen(inhoud, ["rekening.2026"]), (("rekening.2026", 1),)))


def test_realised_lasten_hold_the_charges_of_the_year_which_keep_their_categories() -> None:
    """Depreciation 100 and interest 20 are in the 700 that the post was realised; 580 is left."""
    assert accounts(70000) == {
        ("baten", "0.11", "7.1"): 700,
        ("lasten", "0.1", "1.1"): 580,
        ("lasten", "0.1", "7.3"): 100,
        ("lasten", "0.1", "7.4"): 20,
    }


def test_realised_lasten_that_are_less_than_the_charges_do_not_hold_them() -> None:
    assert accounts(11999) == {("baten", "0.11", "7.1"): 120, ("lasten", "0.1", "1.1"): 120}


def quarterly() -> Dossier:
    """Return a dossier with what a post and a reserve were realised until the ends of two quarters."""
    record = post("a", "0.1 1.1 3.7", lasten=99999)
    record.waarden |= {f"lasten.realisatie.2026-{k}": 10000 * k for k in (1, 2)} | {"baten.realisatie.2026-1": 4000}
    reserve = Record("reserve", "r", {"naam": "R", "onttrekking.realisatie.2026-2": 500})
    return dossier(record, reserve)


def test_a_quarter_is_what_was_realised_until_its_end_and_has_no_result() -> None:
    inhoud = quarterly()
    totalen = Totalen(inhoud, [T])
    first, second = (boekingen(inhoud, totalen, Levering(2026, kwartaal).termen) for kwartaal in (1, 2))
    assert matrix(first, met_resultaat=False) == {("baten", "0.1", "3.7"): 40, ("lasten", "0.1", "1.1"): 100}
    assert matrix(second, met_resultaat=False) == {("baten", "0.10", "7.1"): 5, ("lasten", "0.1", "1.1"): 200}


def test_a_quarter_counts_in_no_total_of_tables() -> None:
    inhoud = quarterly()
    assert {term for _, term in Cube(inhoud, [T]).sums().sides(())} == {T}


def test_what_stopped_a_quarter_earlier_is_told_unless_it_is_zero_on_purpose() -> None:
    inhoud = quarterly()
    assert achterblijvers(inhoud, Levering(2026, 1)) == []
    (behind,) = achterblijvers(inhoud, Levering(2026, 2))
    assert (behind.naam, str(behind.adres), behind.cents) == ("a", "post.a.baten.realisatie.2026-2", 4000)
    assert [str(b.adres) for b in achterblijvers(inhoud, Levering(2026, 3))] == [
        "post.a.lasten.realisatie.2026-3",
        "reserve.r.onttrekking.realisatie.2026-3",
    ]
    assert achterblijvers(inhoud, Levering(2026, 5)) == []
    inhoud.programmas[0].records["post", "a"].waarden["baten.realisatie.2026-2"] = 0
    assert achterblijvers(inhoud, Levering(2026, 2)) == []


def test_accounts_are_taken_from_the_column_that_is_asked_for() -> None:
    record = post("a", "0.1 1.1 -", lasten=10000)
    record.waarden["lasten.rekening.2026"] = 7700
    inhoud = dossier(record)
    found = boekingen(inhoud, Totalen(inhoud, ["rekening.2026"]), (("rekening.2026", 1),))
    assert [(b.cel, b.cents) for b in found] == [(("lasten", "0.1", "1.1"), 7700)]


def random_bookings(rng: random.Random) -> list[Boeking]:
    return [
        Boeking(
            "n",
            Adres("b", "post", "p", "taakveld"),
            rng.choice(POSTKANTEN),
            rng.choice(["0.1", "0.9", "0.10", "0.11", "6.711"]),
            rng.choice(["1.1", "3.8", "7.1"]),
            rng.choice([1, -1]) * rng.randrange(10 ** rng.choice([2, 5, 14])),
        )
        for _ in range(rng.randrange(12))
    ]


@given(st.integers(0, 2**32))
def test_both_halves_are_equal_whatever_the_amounts(seed: int) -> None:
    found = matrix(random_bookings(random.Random(seed)))  # noqa: S311
    assert sum(e if cel[0] == "baten" else -e for cel, e in found.items()) == 0
    assert 0 not in found.values()


@given(st.integers(0, 2**32))
def test_every_cell_but_the_result_is_its_exact_sum_rounded_on_its_own(seed: int) -> None:
    lines = random_bookings(random.Random(seed))  # noqa: S311
    found = matrix(lines)
    for cel in {b.cel for b in lines} - {(kant, "0.11", "7.1") for kant in POSTKANTEN}:
        assert found.get(cel, 0) == round_to(sum(b.cents for b in lines if b.cel == cel), 1)


@given(st.integers(0, 2**32))
def test_what_is_stated_adds_up_to_the_programma_and_its_reserves_to_the_cent(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    posts = [
        post(f"p{n}", rng.choice(["0.1 1.1 3.7", "- - -"]), lasten=rng.randrange(10**9), baten=rng.randrange(10**9))
        for n in range(rng.randrange(5))
    ]
    investering = Record(
        "investering",
        "i",
        {"naam": "I", "uitgaven.2025": rng.randrange(10**9), "termijn": 7, "gereed": 2025, "post": "p0"},
    )
    reserve = Record("reserve", "r", {"naam": "R", f"toevoeging.{T}": rng.randrange(10**9)})
    inhoud = dossier(*posts, reserve, *([investering] if posts else []))
    totalen = Totalen(inhoud, [T])
    for kant, side in zip(POSTKANTEN, ("toevoeging", "onttrekking"), strict=True):
        whole = totalen.dossier(PROGRAMMA, kant, T) + totalen.dossier(RESERVES, side, T)
        assert sum(b.cents for b in boekingen(inhoud, totalen, TERMEN) if b.kant == kant) == whole
