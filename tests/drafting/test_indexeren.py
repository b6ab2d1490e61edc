"""Indexing: what is added to whom, by hand-computed examples, and what always holds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.drafting.indexbesluit import besluit
from budgetdesk.drafting.indexeren import Indexering, Vraag, format_percentage, increase, indexeer
from budgetdesk.engine.mutaties import counted
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde

EURO = 100
P = "programmas/01-p.toml"
JAREN = (2027, 2028, 2029, 2030)
UIT = "wijzigingen/2027-index.toml"

INDEX = {"lonen": "0.036", "prijzen": "0.023", "subsidies": "0.024"}
"""Haarlemmermeer, begroting 2023: lonen 3,6 %, goederen 2,3 %, subsidies 2,4 %."""


def make(posten: dict[str, dict[str, Waarde]], **begroting: dict[str, Waarde]) -> Dossier:
    """Return a dossier with these posts; `indexering__lonen` is the table `[indexering.lonen]`."""
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2027})})
    for naam, percentage in INDEX.items():
        kop.records["index", naam] = Record("index", naam, {str(jaar): Decimal(percentage) for jaar in JAREN})
    for key, values in begroting.items():
        soort, _, sleutel = key.partition("__")
        kop.records[soort, sleutel] = Record(soort, sleutel, dict(values))
    bestand = Bestand(P, "programma", {("programma", ""): Record("programma", "", {"nummer": 1})})
    for sleutel, values in posten.items():
        bestand.records["post", sleutel] = Record("post", sleutel, dict(values))
    return Dossier({BEGROTING: kop, P: bestand})


def effects(gevolg: Indexering) -> dict[tuple[str, str], tuple[str, tuple[int, ...]]]:
    """Return per post and side the index and what it adds, in euros."""
    return {
        (regel.post.sleutel, regel.kant): (regel.index.naam, tuple(cents // EURO for cents in regel.effect))
        for regel in gevolg.regels
    }


@pytest.mark.parametrize(
    ("euros", "percentage", "expected"),
    [
        (12_345, "0.036", 444),  # 444,42
        (1_234_500, "0.023", 28_394),  # 28.393,50: a half goes up
        (-1_234_500, "0.023", -28_394),  # a stelpost: away from zero too
        (50, "0.01", 1),  # 0,50
        (49, "0.01", 0),  # 0,49
        (100_000, "-0.005", -500),  # a discount
        (300_000, "0.031667", 9_500),  # Nijmegen 2024, 2/3 lonen and 1/3 prijzen: 9.500,10
    ],
)
def test_an_amount_goes_up_by_whole_euros(euros: int, percentage: str, expected: int) -> None:
    assert increase(euros * EURO, Fraction(percentage)) == expected * EURO


def test_cents_count_before_rounding() -> None:
    assert increase(1_250, Fraction("0.04")) == 1 * EURO  # 4 % of 12,50 is 0,50
    assert increase(1_249, Fraction("0.04")) == 0


SETTINGS: dict[str, dict[str, Waarde]] = {
    "indexering__lonen": {"lasten": ["1.1", "3.5.1"]},
    "indexering__subsidies": {"lasten": ["4.2", "4.3"], "baten": ["3.7"]},
    "indexering__geen": {"lasten": ["7.3", "4.3.9"]},
}


@pytest.mark.parametrize(
    ("post", "lasten", "baten"),
    [
        ({}, "prijzen", None),
        ({"categorie.lasten": "1.1"}, "lonen", None),
        ({"categorie.lasten": "1.10"}, "prijzen", None),  # 1.1 is not the beginning of 1.10
        ({"categorie.lasten": "4.3.1"}, "subsidies", None),  # 4.3 stands for all below it
        ({"categorie.lasten": "4.3.9"}, None, None),  # the longest code wins
        ({"categorie.lasten": "7.3"}, None, None),
        ({"categorie.baten": "3.7"}, "prijzen", "subsidies"),
        ({"categorie.lasten": "1.1", "index": "prijzen"}, "prijzen", None),
        ({"categorie.lasten": "1.1", "index": "geen"}, None, None),
        ({"index": Decimal("0.018")}, "eigen", None),
        ({"index": Decimal("0.018"), "categorie.baten": "3.7"}, "eigen", "eigen"),
        ({"index": "geen", "categorie.baten": "3.7"}, None, None),
    ],
)
def test_a_post_follows_its_own_index_else_that_of_its_category_else_the_rest(
    post: dict[str, Waarde], lasten: str | None, baten: str | None
) -> None:
    amounts: dict[str, Waarde] = {"lasten.begroting.2027": 1000 * EURO, "baten.begroting.2027": 1000 * EURO}
    found = effects(indexeer(make({"x": post | amounts}, **SETTINGS), Vraag((2027,))))
    assert {kant: naam for (_, kant), (naam, _) in found.items()} == {
        kant: naam for kant, naam in (("lasten", lasten), ("baten", baten)) if naam
    }


def test_what_the_rest_follows_is_a_setting() -> None:
    post: dict[str, Waarde] = {"lasten.begroting.2027": 1000 * EURO, "baten.begroting.2027": 1000 * EURO}
    dossier = make({"x": post}, parameters={"index": "lonen", "index_baten": "prijzen"})
    assert effects(indexeer(dossier, Vraag((2027,)))) == {
        ("x", "lasten"): ("lonen", (36,)),
        ("x", "baten"): ("prijzen", (23,)),
    }


AMOUNTS: dict[str, Waarde] = {
    "lasten.begroting.2027": 100_000 * EURO,
    "lasten.begroting.2028": 100_000 * EURO,
    "lasten.begroting.2029": 40_000 * EURO,
}


def test_constant_prices_bring_later_years_to_the_level_of_the_first() -> None:
    found = effects(indexeer(make({"x": AMOUNTS}), Vraag(JAREN)))
    # 2,3 % of 100.000, 100.000, 40.000 and nothing: where the budget ends no effect is left
    assert found == {("x", "lasten"): ("prijzen", (2_300, 2_300, 920, 0))}


def test_all_years_put_the_index_of_each_year_on_top_of_those_before() -> None:
    dossier = make({"x": AMOUNTS})
    dossier.bestanden[BEGROTING].records["index", "prijzen"].waarden["2028"] = Decimal("0.02")
    found = effects(indexeer(dossier, Vraag(JAREN, alle_jaren=True)))
    # 1,023 x 1,02 = 1,04346; x 1,023 = 1,06745958: 6,745958 % of 40.000 is 2.698,38
    assert found == {("x", "lasten"): ("prijzen", (2_300, 4_346, 2_698, 0))}


def test_the_base_is_the_raming_so_that_indexing_again_gives_the_same() -> None:
    dossier = make({"x": AMOUNTS})
    first = besluit(indexeer(dossier, Vraag(JAREN)), UIT)
    dossier.bestanden[UIT] = first
    assert counted(dossier, 1)["post", "x", "lasten"]["begroting.2027"] == 2_300 * EURO
    assert besluit(indexeer(dossier, Vraag(JAREN)), UIT) == first


def test_the_decision_names_its_parameters_and_what_was_left_out() -> None:
    posten: dict[str, dict[str, Waarde]] = {
        "a": AMOUNTS | {"categorie.lasten": "1.1"},
        "b": AMOUNTS | {"aard": "incidenteel", "tot": 2029},
        "c": AMOUNTS,
        "d": AMOUNTS | {"index": Decimal("0.018")},
    }
    vraag = Vraag(JAREN, zonder=frozenset({(P, "c")}))
    bestand = besluit(indexeer(make(posten, **SETTINGS), vraag), UIT, ["1/post.c"])
    kop = bestand.records["wijziging", ""]
    assert (kop.tekst("soort"), kop.tekst("telt_mee"), kop.tekst("status")) == ("indexering", "begroting", "ontwerp")
    assert kop.tekst("nummer") == "2027-index"
    assert kop.tekst("toelichting").splitlines()[-4:] == [
        "- lonen: 3,6 %",
        "- prijzen: 2,3 %",
        "- posten met een eigen index: zie de mutaties",
        "- niet geïndexeerd: 1/post.c",
    ]
    assert [m.sleutel for m in bestand.van("mutatie")] == ["1-a", "1-b", "1-d"]
    assert bestand.records["mutatie", "1-b"].waarden == {
        "programma": 1,
        "post": "b",
        "onderwerp": "Indexering 2027: prijzen 2,3 %",
        "aard": "incidenteel",
        "dekking": "saldo",
        "tot": 2029,
        "lasten.2027": 2_300 * EURO,
        "lasten.2028": 2_300 * EURO,
        "lasten.2029": 920 * EURO,
    }
    assert bestand.records["mutatie", "1-d"].tekst("onderwerp") == "Indexering 2027: eigen index 1,8 %"


def gebreken(dossier: Dossier, *, alle_jaren: bool = False) -> list[tuple[str, str]]:
    found = indexeer(dossier, Vraag(JAREN, alle_jaren=alle_jaren)).gebreken
    return [(gebrek.code, f"{gebrek.adres.bestand}: {gebrek.adres}") for gebrek in found]


def test_an_index_without_the_year_is_named_once_and_only_where_it_is_needed() -> None:
    dossier = make({"x": AMOUNTS, "y": AMOUNTS, "z": AMOUNTS | {"index": "geen"}})
    del dossier.bestanden[BEGROTING].records["index", "prijzen"].waarden["2029"]
    del dossier.bestanden[BEGROTING].records["index", "lonen"]
    assert gebreken(dossier) == []
    assert gebreken(dossier, alle_jaren=True) == [("BD471", "begroting.toml: index.prijzen.2029")]
    del dossier.bestanden[BEGROTING].records["index", "prijzen"]
    assert gebreken(dossier) == [("BD471", "begroting.toml: index.prijzen.2027")]


@pytest.mark.parametrize(
    ("post", "begroting", "expected"),
    [
        ({"index": "loonen"}, {}, ("BD470", f"{P}: post.x.index")),
        ({"index": Decimal("2.5")}, {}, ("BD472", f"{P}: post.x.index")),
        (
            {"categorie.lasten": "1.1"},
            {"indexering__loonen": {"lasten": ["1.1"]}},
            ("BD470", "begroting.toml: indexering.loonen.lasten"),
        ),
        ({}, {"parameters": {"index": "cpi"}}, ("BD470", "begroting.toml: parameters.index")),
        (
            {"index": "te-veel"},
            {"index__te-veel": {"2027": Decimal(3)}},
            ("BD472", "begroting.toml: index.te-veel.2027"),
        ),
    ],
)
def test_an_index_that_cannot_be_right_stands_in_the_way(
    post: dict[str, Waarde], begroting: dict[str, dict[str, Waarde]], expected: tuple[str, str]
) -> None:
    assert gebreken(make({"x": AMOUNTS | post}, **begroting)) == [expected]


@pytest.mark.parametrize(
    ("factor", "text"),
    [("0.035", "3,5 %"), ("0.1", "10 %"), ("0", "0 %"), ("-0.005", "-0,5 %"), ("0.0316666", "3,1667 %")],
)
def test_percentages_are_written_in_dutch(factor: str, text: str) -> None:
    assert format_percentage(Fraction(factor)) == text


cents = st.integers(-(10**11), 10**11)
rates = st.decimals(Decimal("-0.2"), Decimal("0.2"), places=4)


@given(cents, rates)
def test_an_effect_is_whole_euros_within_half_a_euro_and_does_not_depend_on_the_sign(
    amount: int, rate: Decimal
) -> None:
    effect = increase(amount, Fraction(rate))
    assert effect % EURO == 0
    assert abs(effect - amount * Fraction(rate)) <= EURO // 2
    assert increase(-amount, Fraction(rate)) == -effect


@given(st.lists(st.tuples(cents, cents), min_size=1, max_size=5), rates)
def test_the_mutations_are_what_the_preview_says_and_go_with_their_file(
    amounts: list[tuple[int, int]], rate: Decimal
) -> None:
    posten: dict[str, dict[str, Waarde]] = {
        f"p{i}": {"lasten.begroting.2027": a, "lasten.begroting.2028": b} for i, (a, b) in enumerate(amounts)
    }
    dossier = make(posten, index__prijzen={"2027": rate})
    gevolg = indexeer(dossier, Vraag((2027, 2028)))
    dossier.bestanden[UIT] = besluit(gevolg, UIT)
    added = {deel[1]: kolommen for deel, kolommen in counted(dossier, 1).items()}
    for regel in gevolg.regels:
        pairs = zip(("begroting.2027", "begroting.2028"), regel.effect, strict=True)
        assert added[regel.post.sleutel] == {kolom: effect for kolom, effect in pairs if effect}
    del dossier.bestanden[UIT]
    assert counted(dossier, 1) == {}
