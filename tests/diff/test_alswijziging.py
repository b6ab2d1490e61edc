"""What a decision made of a difference says, by hand-computed examples, and that it makes the whole difference."""

from __future__ import annotations

import shutil
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk import checks
from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.diff.alswijziging import TeltMee, explain
from budgetdesk.engine.mutaties import tellingen
from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import KANTEN
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde
from budgetdesk.model.scope import PROGRAMMA, RESERVES
from budgetdesk.session import Session
from budgetdesk.storage.newdecision import create
from budgetdesk.storage.reader import read_file

NAAM = "wijzigingen/2026-07-minder-asfalt.toml"
P = "programmas/01-bestuur.toml"
JAREN = range(2026, 2030)

Waarden = dict[str, Waarde]


def make(posten: dict[str, Waarden], reserves: dict[str, Waarden] | None = None, **overig: Waarden) -> Dossier:
    """Return a dossier of 2026 with one programma; `investering__x` is the table `[investering.x]`."""
    bestand = Bestand(P, "programma")
    records = [Record("programma", "", {"nummer": 1, "naam": "Bestuur"}), Record("beleidsterrein", "1A", {"naam": "A"})]
    area: Waarden = {"beleidsterrein": "1A"}
    records += [Record("post", key, {"naam": key.capitalize()} | area | values) for key, values in posten.items()]
    fund: Waarden = {"soort": "bestemmingsreserve"}
    records += [Record("reserve", k, {"naam": k.capitalize()} | fund | v) for k, v in (reserves or {}).items()]
    for key, values in overig.items():
        soort, _, sleutel = key.partition("__")
        records.append(Record(soort, sleutel, dict(values)))
    bestand.records = {(t.soort, t.sleutel): t for t in records}
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2026, "sjabloon": "begroting"})})
    return Dossier({BEGROTING: kop, P: bestand})


def per_year(kant: str, *euros: int, fase: str = "begroting") -> Waarden:
    """Return amounts of these thousands of euros, from 2026 on."""
    return {f"{kant}.{fase}.{2026 + i}": cents(euro) for i, euro in enumerate(euros)}


def cents(euros: int) -> int:
    """Return thousands of euros as cents."""
    return euros * 1000 * 100


def mutations(besluit: Bestand) -> dict[str, Waarden]:
    return {m.sleutel: m.waarden for m in besluit.van("mutatie")}


def reasons(oud: Dossier, nieuw: Dossier, telt_mee: TeltMee = "niet") -> dict[str, str]:
    rest = explain(oud, nieuw, NAAM, telt_mee=telt_mee).rest
    assert {r.adres.bestand for r in rest} <= {P, BEGROTING}
    return {r.sleutel: r.reden for r in rest}


# --- what the decision says ------------------------------------------------------------------


def test_both_sides_and_all_years_of_a_post_are_one_mutation_that_lasts() -> None:
    oud = make({"raad": per_year("lasten", 100, 100, 100, 100) | per_year("baten", 10, 10, 10, 10)})
    nieuw = make({"raad": per_year("lasten", 100, 130, 130, 125) | per_year("baten", 8, 10, 10, 10)})
    uitleg = explain(oud, nieuw, NAAM)
    assert mutations(uitleg.besluit) == {
        "1-raad": {
            "programma": 1,
            "post": "raad",
            "onderwerp": "Raad (Bestuur)",
            "aard": "structureel",
            "dekking": "saldo",
            "lasten.2027": cents(30),
            "lasten.2028": cents(30),
            "lasten.2029": cents(25),
            "baten.2026": cents(-2),
        }
    }
    assert uitleg.besluit.records["wijziging", ""].waarden == {
        "nummer": "2026-07",
        "naam": "Minder asfalt",
        "soort": "raadsbesluit",
        "status": "ontwerp",
        "telt_mee": "niet",
    }
    assert uitleg.rest == []


@pytest.mark.parametrize(
    ("post", "before", "after", "expected"),
    [
        ({}, (5, 5, 5, 5), (5, 5, 5, 9), {"aard": "structureel"}),
        ({}, (5, 5, 5, 5), (9, 5, 5, 5), {"aard": "incidenteel", "tot": 2026}),
        ({}, (5, 5, 5, 5), (9, 5, 4, 5), {"aard": "incidenteel", "tot": 2028}),
        ({"aard": "incidenteel", "tot": 2029}, (5, 5, 5, 5), (9, 9, 9, 9), {"aard": "incidenteel", "tot": 2029}),
        ({"aard": "incidenteel", "tot": 2029}, (5, 5, 5, 5), (5, 9, 5, 5), {"aard": "incidenteel", "tot": 2027}),
        ({}, (5,), (9,), {}),  # one year does not show whether it lasts
    ],
)
def test_a_change_is_incidental_where_it_ends_or_its_post_is(
    post: Waarden, before: tuple[int, ...], after: tuple[int, ...], expected: Waarden
) -> None:
    oud, nieuw = (make({"raad": post | per_year("lasten", *euros)}) for euros in (before, after))
    [mutatie] = mutations(explain(oud, nieuw, NAAM).besluit).values()
    assert {key: mutatie[key] for key in ("aard", "tot") if key in mutatie} == expected


def test_a_reserve_covers_the_one_post_whose_costs_it_gives() -> None:
    posten = {"raad": per_year("lasten", 50, 50, 50, 50), "griffie": per_year("lasten", 50, 50, 50, 50)}
    oud = make(posten, {"raad": per_year("onttrekking", 10)})
    raad = per_year("lasten", 80, 70, 55, 50) | per_year("baten", 0, 0, 5)  # 2028 pays for itself
    posten |= {"raad": raad, "griffie": per_year("lasten", 51, 51, 51, 51)}
    nieuw = make(posten, {"raad": per_year("onttrekking", 40, 20)})
    found = mutations(explain(oud, nieuw, NAAM).besluit)
    assert {key: m.get("dekking") for key, m in found.items()} == {
        "1-raad": "reserve.raad",
        "1-griffie": "saldo",
        "1-raad-2": None,
    }
    assert found["1-raad-2"] == {
        "programma": 1,
        "reserve": "raad",
        "onderwerp": "Raad (Bestuur)",
        "aard": "incidenteel",
        "tot": 2027,
        "onttrekking.2026": cents(30),
        "onttrekking.2027": cents(20),
    }


@pytest.mark.parametrize(
    ("posts", "reserves"),
    [
        ({"a": 30, "b": 30}, {"x": {"onttrekking": 30}}),  # which of the two posts?
        ({"a": 30}, {"x": {"onttrekking": 30}, "y": {"onttrekking": 30}}),  # which reserve?
        ({"a": 30}, {"x": {"onttrekking": 29}}),
        ({"a": 30}, {"x": {"toevoeging": -30}}),  # saving less is not paying
    ],
)
def test_a_reserve_that_may_be_the_cover_is_not_named(
    posts: dict[str, int], reserves: dict[str, dict[str, int]]
) -> None:
    oud = make({key: {} for key in posts}, {key: per_year("toevoeging", 50) for key in reserves})
    nieuw = deepcopy(oud)
    for key, euros in posts.items():
        nieuw.bestanden[P].records["post", key].waarden |= per_year("lasten", euros)
    for key, sides in reserves.items():
        waarden = nieuw.bestanden[P].records["reserve", key].waarden
        for kant, euros in sides.items():
            waarden |= per_year(kant, euros + (50 if kant == "toevoeging" else 0))
    found = mutations(explain(oud, nieuw, NAAM).besluit)
    assert {m["dekking"] for m in found.values()} == {"saldo"}


@pytest.mark.parametrize(
    ("posts", "reserves", "soort", "neutral"),
    [
        ({"a": 20, "b": -20}, {}, "technisch", True),
        ({"a": 20, "b": -19}, {}, "raadsbesluit", None),
        ({"a": 20}, {"r": 20}, "raadsbesluit", True),  # balanced, but the raad decides on reserves
        ({}, {"r": 20, "s": -20}, "raadsbesluit", True),
    ],
)
def test_what_stays_within_a_programma_is_technical(
    posts: dict[str, int], reserves: dict[str, int], soort: str, neutral: bool | None
) -> None:
    oud, nieuw = (
        make(
            {key: per_year("lasten", 50 + factor * euros) for key, euros in posts.items()},
            {key: per_year("onttrekking", 50 + factor * euros) for key, euros in reserves.items()},
        )
        for factor in (0, 1)
    )
    kop = explain(oud, nieuw, NAAM).besluit.records["wijziging", ""].waarden
    assert (kop["soort"], kop.get("budgetneutraal")) == (soort, neutral)


@pytest.mark.parametrize(
    ("naam", "given_", "expected"),
    [
        ("2026-07", ("", ""), ("2026-07", "Wijziging van de begroting 2026")),
        ("2026-07-meer-groen", ("", ""), ("2026-07", "Meer groen")),
        ("meer-groen", ("", ""), ("meer-groen", "Meer groen")),
        ("2026-07-meer-groen", ("7", "Bomen"), ("7", "Bomen")),
    ],
)
def test_the_name_of_the_file_gives_number_and_title(
    naam: str, given_: tuple[str, str], expected: tuple[str, str]
) -> None:
    dossier = make({"raad": {}})
    besluit = explain(dossier, dossier, f"wijzigingen/{naam}.toml", nummer=given_[0], titel=given_[1]).besluit
    kop = besluit.records["wijziging", ""]
    assert (kop.tekst("nummer"), kop.tekst("naam"), besluit.van("mutatie")) == (*expected, [])


def test_a_number_that_is_taken_where_the_file_belongs_is_refused() -> None:
    oud, nieuw = make({"raad": {}}), make({"raad": {}})
    nieuw.bestanden["wijzigingen/x.toml"] = Bestand("wijzigingen/x.toml", "wijziging")
    nieuw.bestanden["wijzigingen/x.toml"].records["wijziging", ""] = Record("wijziging", "", {"nummer": "2026-07"})
    with pytest.raises(Refused, match="Besluit 2026-07 bestaat al"):
        explain(oud, nieuw, NAAM)
    assert explain(oud, nieuw, NAAM, telt_mee="begroting").besluit.naam == NAAM


# --- what it does not say --------------------------------------------------------------------


def test_what_no_mutation_can_say_is_named_with_its_reason() -> None:
    before: Waarden = {"lasten.begroting.2025": 1, "lasten.rekening.2024": 1, "lasten.wijziging.2026": 1}
    after: Waarden = {"lasten.begroting.2025": 2, "lasten.wijziging.2026": 2, "lasten.mjb.2027": 2}
    oud = make({"raad": before | {"naam": "Raad"}}, {"r": {"stand.2024": 1}}, subsidie__s={"bedrag.2026": 1})
    nieuw = make({"raad": after | {"naam": "De raad"}}, {"r": {"stand.2024": 2}}, subsidie__s={"bedrag.2026": 2})
    nieuw.kop.waarden["titel"] = "Begroting"
    nieuw.bestanden[P].records["post", "raad"].waarden |= {"incidenteel.lasten.2026": 5, "lasten.begroting.2028": 0}
    assert reasons(oud, nieuw) == {
        "titel": "is geen bedrag.",
        "post.raad.naam": "is geen bedrag.",
        "post.raad.lasten.begroting.2025": "is van een jaar vóór 2026.",
        "post.raad.lasten.rekening.2024": "is rekening, geen begroting.",
        "post.raad.lasten.wijziging.2026": "is wijziging, geen begroting.",
        "post.raad.lasten.mjb.2027": "is mjb, geen begroting.",
        "post.raad.incidenteel.lasten.2026": "is geen begroting van een post of reserve.",
        "reserve.r.stand.2024": "is geen begroting van een post of reserve.",
        "subsidie.s.bedrag.2026": "is geen begroting van een post of reserve.",
    }
    assert mutations(explain(oud, nieuw, NAAM).besluit) == {}


def test_a_post_of_one_version_is_in_the_decision_where_the_file_can_name_it() -> None:
    oud, nieuw = make({"oud": per_year("lasten", 7)}), make({"nieuw": per_year("baten", 0, 3)})
    amounts_only = "; de begroting vanaf 2026 staat erin, de rest niet."
    nowhere = "; een mutatie kan er niet op landen."
    assert mutations(explain(oud, nieuw, NAAM).besluit)["1-nieuw"]["baten.2027"] == cents(3)
    assert reasons(oud, nieuw) == {"post.nieuw": f"is nieuw{amounts_only}", "post.oud": f"is vervallen{nowhere}"}
    back = explain(oud, nieuw, NAAM, telt_mee="begroting").besluit
    assert {key: m["lasten.2026"] for key, m in mutations(back).items()} == {"1-oud": cents(-7)}
    assert reasons(oud, nieuw, "begroting") == {
        "post.nieuw": f"is nieuw{nowhere}",
        "post.oud": f"is vervallen{amounts_only}",
    }


def test_a_post_with_another_key_or_file_is_the_same_post() -> None:
    oud = make({"raad": {"naam": "De raad"} | per_year("lasten", 7, 7)})
    nieuw = make({"gemeenteraad": {"naam": "De raad"} | per_year("lasten", 7, 9)})
    programma = nieuw.bestanden.pop(P)
    programma.naam = "programmas/01-raad.toml"
    nieuw.bestanden[programma.naam] = programma
    uitleg = explain(oud, nieuw, NAAM)
    [mutatie] = mutations(uitleg.besluit).values()
    assert (mutatie["post"], mutatie["lasten.2027"], "lasten.2026" in mutatie) == ("gemeenteraad", cents(2), False)
    assert [(r.sleutel, r.reden) for r in uitleg.rest] == [
        ("", f"heette `{P}`."),
        ("post.gemeenteraad", "had de sleutel `raad`."),
    ]
    [back] = mutations(explain(oud, nieuw, NAAM, telt_mee="begroting").besluit).values()
    assert back["post"] == "raad"


def test_a_programma_that_is_new_is_told_as_one_and_its_posts_explained() -> None:
    oud, nieuw = make({"raad": {}}), make({"raad": {}})
    nieuw.bestanden["programmas/02.toml"] = Bestand("programmas/02.toml", "programma")
    nieuw.bestanden["programmas/02.toml"].records = {
        ("programma", ""): Record("programma", "", {"nummer": 2, "naam": "Zorg"}),
        ("post", "zorg"): Record("post", "zorg", {"naam": "Zorg"} | per_year("lasten", 1)),
    }
    uitleg = explain(oud, nieuw, NAAM)
    assert mutations(uitleg.besluit)["2-zorg"]["onderwerp"] == "Zorg"
    [rest] = uitleg.rest
    assert rest.adres == Adres("programmas/02.toml", "", "", "")
    assert (rest.deels, rest.reden) == (True, "is nieuw; de begroting vanaf 2026 staat erin, de rest niet.")
    back = explain(oud, nieuw, NAAM, telt_mee="begroting")
    assert (mutations(back.besluit), back.rest[0].reden) == ({}, "is nieuw; een mutatie kan er niet op landen.")


def test_computed_amounts_follow_from_elsewhere() -> None:
    asset: Waarden = {"naam": "I", "post": "raad", "termijn": 10, "methode": "lineair", "gereed": 2027}
    oud, nieuw = (
        make({"raad": per_year("lasten", 7, 7, 7, 7)}, investering__i=asset | {"uitgaven.2027": cents(euros)})
        for euros in (100, 200)
    )
    uitleg = explain(oud, nieuw, NAAM)
    assert reasons(oud, nieuw) == {"investering.i.uitgaven.2027": "is geen begroting van een post of reserve."}
    assert {bron: [str(adres) for adres in found] for bron, found in uitleg.berekend.items()} == {
        "kapitaallasten": ["post.raad.lasten.begroting.2028", "post.raad.lasten.begroting.2029"]
    }
    assert mutations(uitleg.besluit) == {}


def test_what_needs_somebody_comes_first_and_years_stand_in_order() -> None:
    oud = make({"raad": {"toelichting": "A"} | per_year("lasten", 1, 1, 1, fase="mjb"), "weg": per_year("lasten", 7)})
    later: Waarden = {"lasten.mjb.2029": 2, "lasten.mjb.2028": 2, "lasten.mjb.2026": 2, "lasten.mjb.2027": 2}
    nieuw = make({"raad": {"toelichting": "B"} | later, "erbij": per_year("lasten", 0, 7)})
    assert [r.sleutel for r in explain(oud, nieuw, NAAM).rest] == [
        "post.weg",
        *(f"post.raad.lasten.mjb.{jaar}" for jaar in JAREN),
        "post.raad.toelichting",
        "post.erbij",
    ]


def test_a_difference_larger_than_an_amount_can_be_is_not_written() -> None:
    oud, nieuw = (make({"raad": {"lasten.begroting.2026": teken * MAX_CENTS}}) for teken in (-1, 1))
    assert reasons(oud, nieuw) == {"post.raad.lasten.begroting.2026": "het verschil is te groot voor een bedrag."}
    assert mutations(explain(oud, nieuw, NAAM).besluit) == {}


# --- what it does ----------------------------------------------------------------------------

PLEKKEN = [
    (soort, sleutel, f"{kant}.begroting.{jaar}")
    for soort, sleutel in (("post", "a"), ("post", "b"), ("post", "c"), ("reserve", "a"), ("reserve", "b"))
    for kant in KANTEN[soort]
    for jaar in (2025, *JAREN)
]
BEDRAGEN = st.dictionaries(st.sampled_from(PLEKKEN), st.sampled_from([-200, 0, 1, 100, 250]), max_size=25)
"""Few amounts, so that sides, years, posts and reserves often change by the same."""


def filled(values: dict[tuple[str, str, str], int]) -> Dossier:
    dossier = make({"a": {}, "b": {"aard": "incidenteel", "tot": 2029}, "c": {}}, {"a": {}, "b": {"structureel": True}})
    for (soort, sleutel, pad), waarde in values.items():
        dossier.bestanden[P].records[soort, sleutel].waarden[pad] = waarde
    return dossier


def budget(dossier: Dossier) -> dict[tuple[str, str, str], int]:
    """Return what every post and reserve budgets from 2026 on, with the mutations that count."""
    records = dossier.bestanden[P].records
    found = {(s, k, pad): records[s, k].bedrag(pad) for s, k, pad in PLEKKEN if int(pad[-4:]) >= 2026}
    for telling in tellingen(dossier, 1):
        soort, sleutel, kant = telling.deel
        found[soort, sleutel, f"{kant}.{telling.kolom}"] += telling.cents
    return found


@pytest.mark.lang
@settings(max_examples=60)
@given(BEDRAGEN, BEDRAGEN)
def test_the_old_dossier_with_the_decision_budgets_what_the_new_one_does(
    before: dict[tuple[str, str, str], int], after: dict[tuple[str, str, str], int]
) -> None:
    oud, nieuw = filled(before), filled(after)
    wanted: tuple[tuple[Dossier, TeltMee], ...] = ((nieuw, "niet"), (oud, "begroting"))
    for doel, telt_mee in wanted:
        besluit = explain(oud, nieuw, NAAM, telt_mee=telt_mee).besluit
        doel.bestanden[NAAM] = besluit
        assert budget(doel) == budget(nieuw)
        faults = [melding for melding in checks.run(doel) if melding.adres.bestand == NAAM]
        assert faults == []
        assert all(any(m.bedrag(pad) for pad in m.waarden) for m in besluit.van("mutatie"))
        del doel.bestanden[NAAM]


def change(map_: Path) -> None:
    """Change a copy of the sample as people do: budgets of both posts, and a reserve that pays for one."""
    pad = next((map_ / "programmas").glob("01-*.toml"))
    text = pad.read_text("utf-8")
    for old, new in (
        ("lasten.begroting.2026 = 12_398_826", "lasten.begroting.2026 = 12_448_826.50"),
        ("onttrekking.begroting.2026 = 80_000", "onttrekking.begroting.2026 = 130_000.50"),
        ("baten.begroting.2029 = 4_126_926", "baten.begroting.2029 = 4_000_000"),
        ("lasten.begroting.2028 = 14_522_535\n", ""),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    pad.write_text(text, "utf-8")


def test_what_changed_without_a_mutation_is_settled_by_the_decision_that_explains_it() -> None:
    before = {"a": per_year("lasten", 10, 10), "b": per_year("baten", 10, 10)}
    oud = make(before, {"r": per_year("onttrekking", 5)})
    nieuw = make(
        {
            "a": per_year("lasten", 10, 10, fase="mjb") | per_year("lasten", 12, 13),
            "b": per_year("baten", 10, 10, fase="mjb") | per_year("baten", 9, 10),
        },
        {"r": per_year("onttrekking", 5, fase="mjb") | per_year("onttrekking", 4)},
    )

    def direct() -> list[str]:
        return [str(melding.adres) for melding in checks.run(nieuw) if melding.code == "BD460"]

    assert len(direct()) == 3
    nieuw.bestanden[NAAM] = explain(oud, nieuw, NAAM).besluit
    assert direct() == []


@pytest.mark.parametrize("telt_mee", ["niet", "begroting"])
def test_the_written_file_reads_back_without_findings_and_gives_the_same_totals(
    tmp_path: Path, samples: Path, telt_mee: TeltMee
) -> None:
    maps = {naam: tmp_path / naam for naam in ("oud", "nieuw")}
    for map_ in maps.values():
        shutil.copytree(samples / "leiden-2026", map_)
    change(maps["nieuw"])
    oud, nieuw = (Session.open(map_) for map_ in maps.values())
    besluit = explain(oud.dossier, nieuw.dossier, NAAM, telt_mee=telt_mee).besluit
    place = maps["nieuw" if telt_mee == "niet" else "oud"]
    assert create(place, besluit) == []
    assert read_file(place, NAAM, "wijziging")[0] == besluit
    found = Session.open(place)
    assert [b for b in found.keuring.bevindingen if b.plaats.bestand == NAAM] == []
    [programma] = nieuw.dossier.programmas
    sides = [(t.key.scope, kant) for soort in KANTEN for t in programma.van(soort) for kant in KANTEN[soort]]
    for scope, kant in (*sides, (PROGRAMMA, "lasten"), (RESERVES, "onttrekking")):
        for jaar in JAREN:
            cell = (scope, kant, f"begroting.{jaar}")
            assert found.totalen[programma.naam].bedrag(*cell) == nieuw.totalen[programma.naam].bedrag(*cell)
    assert [(m.sleutel, m.waarden.get("dekking")) for m in besluit.van("mutatie")] == [
        ("1-bestuur", "reserve.raad"),
        ("1-dienstverlening", "saldo"),
        ("1-raad", None),
    ]
