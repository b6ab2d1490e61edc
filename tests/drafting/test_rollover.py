"""Rollover: what becomes of every kind of amount, and that the totals of the years in both stay the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from budgetdesk import checks
from budgetdesk.drafting import rollover as onderwerp
from budgetdesk.drafting.overgang import Bron, Overgang
from budgetdesk.drafting.overname import Overname
from budgetdesk.drafting.rollover import Keuzes
from budgetdesk.drafting.venster import Venster
from budgetdesk.engine.structureel import incidenteel
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde
from budgetdesk.model.kinds.programma import Post
from budgetdesk.model.scope import Scope
from budgetdesk.tables.sjabloon import load

T = 2026
P = "programmas/01-p.toml"
EURO = 100
KANTEN = (("post", "x", "lasten"), ("post", "x", "baten"), ("post", "y", "lasten"), ("reserve", "r", "onttrekking"))
"""The sides that random amounts are put on."""

Tabellen = dict[str, dict[str, Waarde]]


def make(tabellen: Tabellen, *besluiten: Tabellen, sjabloon: str = "begroting", jaar: int = T) -> Dossier:
    """Return a dossier of one programma; a table is named `post x`, a decision is `wijziging` and `mutatie m`."""
    kop: dict[str, Waarde] = {"jaar": jaar, "sjabloon": sjabloon, "titel": f"Begroting {jaar}"}
    bestanden = {BEGROTING: _bestand(BEGROTING, "begroting", {"": kop})}
    hoofd: Tabellen = {"programma": {"nummer": 1}, "beleidsterrein A": {"naam": "A"}}
    bestanden[P] = _bestand(P, "programma", hoofd | tabellen)
    for i, besluit in enumerate(besluiten, 1):
        naam = f"wijzigingen/{i}.toml"
        bestanden[naam] = _bestand(naam, "wijziging", besluit)
    return Dossier(bestanden)


def _bestand(naam: str, soort: Any, tabellen: Tabellen) -> Bestand:
    bestand = Bestand(naam, soort)
    for key, values in tabellen.items():
        kind, _, sleutel = key.partition(" ")
        bestand.records[kind, sleutel] = Record(kind, sleutel, dict(values))
    return bestand


def bron(dossier: Dossier, *kolommen: str) -> Bron:
    totalen = Totalen(dossier, kolommen)
    return Bron(dossier, lambda naam, scope, kant, kolom: totalen[naam].bedrag(scope, kant, kolom))


def venster(sjabloon: str = "begroting", jaar: int = T) -> Venster:
    oud, nieuw = (frozenset(load(sjabloon, j).ramingen) for j in (jaar, jaar + 1))
    return Venster(jaar, oud, nieuw)


def roll(dossier: Dossier, *overnames: Overname, **keuzes: Any) -> Overgang:
    return onderwerp.rollover(
        bron(dossier, f"begroting.{dossier.jaar}", f"wijziging.{dossier.jaar}"),
        venster(dossier.sjabloon, dossier.jaar),
        Keuzes(**keuzes),
        overnames,
    )


def rolled(tabel: str, waarden: dict[str, Waarde], *besluiten: Tabellen, **keuzes: Any) -> dict[str, Waarde]:
    """Return the values of one table after the rollover of a dossier that holds nothing else."""
    nieuw = roll(make({tabel: waarden}, *besluiten), **keuzes).result()
    return nieuw.bestanden[P].records[tuple(tabel.split(" "))].waarden  # type: ignore[index]


def besluit(mutatie: dict[str, Waarde], **wijziging: Waarde) -> Tabellen:
    kop: dict[str, Waarde] = {"nummer": "1", "naam": "K", "status": "vastgesteld"}
    return {"wijziging": kop | wijziging, "mutatie m": {"programma": 1, **mutatie}}


# --- the window ------------------------------------------------------------------------------


def test_the_window_moves_and_the_mjb_says_with_what_the_years_begin() -> None:
    columns = {f"lasten.begroting.{jaar}": jaar * EURO for jaar in range(2025, 2030)}
    old: dict[str, Waarde] = {"lasten.rekening.2024": 1, "lasten.rekening.2025": 2, "lasten.mjb.2026": 3, **columns}
    assert rolled("post x", old) == {
        "lasten.rekening.2025": 2,
        **{f"lasten.begroting.{jaar}": jaar * EURO for jaar in range(2026, 2030)},
        "lasten.begroting.2030": 2029 * EURO,
        **{f"lasten.mjb.{jaar}": jaar * EURO for jaar in (2027, 2028, 2029)},
        "lasten.mjb.2030": 2029 * EURO,
    }


def test_what_an_amendment_said_to_be_incidental_is_a_part_of_the_budget_as_amended() -> None:
    old: dict[str, Waarde] = {"lasten.begroting.2026": 100 * EURO, "incidenteel.lasten.2026": 30 * EURO}
    old |= {"lasten.wijziging.2026": -5 * EURO, "incidenteel.lasten.wijziging.2026": -10 * EURO}
    new = rolled("post x", old)
    assert (new["lasten.begroting.2026"], new["incidenteel.lasten.2026"]) == (95 * EURO, 20 * EURO)
    assert not [pad for pad in new if "wijziging" in pad]


def test_the_header_names_the_new_year() -> None:
    dossier = make({})
    dossier.kop.waarden["prijspeil"] = T
    dossier.kop.waarden["titel"] = "Begroting 2026 van 12026 en 20260"
    kop = roll(dossier).result().kop
    assert kop.waarden == {
        "jaar": 2027,
        "sjabloon": "begroting",
        "titel": "Begroting 2027 van 12026 en 20260",
        "prijspeil": 2027,
    }


@pytest.mark.parametrize(
    ("tabel", "old", "kept"),
    [
        ("indicator i", ("realisatie.2019", "streefwaarde.2024", "streefwaarde.2025"), (0, 2)),
        ("subsidie s", ("bedrag.2024", "bedrag.2025", "bedrag.2026"), (1, 2)),
        ("verbonden_partij v", ("bijdrage.2024", "bijdrage.2026"), (1,)),
        ("reserve r", ("stand.2022", "stand.2023", "stand.2024"), (2,)),
        ("reserve r", ("stand.2020", "stand.2021"), (1,)),
        # what it gets of the result of 2024 moves it in 2025, the first year that is shown
        ("reserve r", ("bestemming.2023", "bestemming.2024", "bestemming.2025"), (1, 2)),
        ("investering i", ("uitgaven.2019", "besteed.2020", "bijdrage.2019"), (0, 1, 2)),
        ("activum a", ("boekwaarde.2019",), (0,)),
        ("post x", ("incidenteel.lasten.2024", "incidenteel.lasten.2027"), (1,)),
        (
            "post x",
            tuple(f"incidenteel.lasten.{rest}" for rest in ("rekening.2024", "rekening.2025", "mjb.2027", "2027")),
            (1, 3),
        ),
        ("voorziening v", ("dotatie.begroting.2024", "stand.2025"), (1,)),
        ("cijfer c", ("bedrag.rekening.2024", "bedrag.rekening.2025", "bedrag.mjb.2027"), (1,)),
    ],
)
def test_values_per_year_leave_with_the_window_but_what_lasts_stays(
    tabel: str, old: tuple[str, ...], kept: tuple[int, ...]
) -> None:
    values: dict[str, Waarde] = dict.fromkeys(old, 7)
    assert sorted(rolled(tabel, values)) == sorted(old[i] for i in kept)


def test_what_is_given_of_the_balance_sheet_stays_where_it_opens_or_is_shown() -> None:
    pads = ["leningen.2020", *(f"leningen.{rest}" for rest in ("rekening.2023", "rekening.2024", "rekening.2025"))]
    pads += [f"leningen.{rest}" for rest in ("begroting.2025", "begroting.2026", "mjb.2027")]
    dossier = make({})
    dossier.begroting.insert(Record("balans", "", dict.fromkeys(pads, 7)), None)
    balans = roll(dossier).result().begroting.record("balans")
    assert balans is not None
    kept = ("2020", "rekening.2024", "rekening.2025", "begroting.2026")
    assert [*balans.waarden] == [f"leningen.{rest}" for rest in kept]


def test_free_figures_of_the_municipality_and_of_a_programma_move_with_the_window() -> None:
    old: dict[str, Waarde] = {f"bedrag.begroting.{jaar}": jaar * EURO for jaar in range(2025, 2030)}
    old |= {"naam": "Inwoners", "bedrag.wijziging.2026": 5, "bedrag.rekening.2024": 3}
    expected = {"naam": "Inwoners", **{f"bedrag.begroting.{jaar}": jaar * EURO for jaar in range(2027, 2030)}}
    expected |= {"bedrag.begroting.2026": 2026 * EURO + 5, "bedrag.begroting.2025": 2025 * EURO}
    dossier = make({"cijfer c": dict(old)})
    dossier.begroting.insert(Record("cijfer", "c", dict(old)), None)
    overgang = roll(dossier)
    nieuw = overgang.result()
    for bestand in (nieuw.begroting, nieuw.bestanden[P]):
        found = bestand.record("cijfer", "c")
        assert found is not None
        assert found.waarden == expected
    told = [line for lines in overgang.verslag.values() for line in lines if "Inwoners" in line]
    assert [line.partition(" ")[0] for line in told] == ["begroting/cijfer.c", "1/cijfer.c"]
    assert all("bedrag 2029: 2.029" in line for line in told)  # a free figure is not copied into the new last year


def test_the_accounts_fill_the_free_figures_of_the_municipality_too() -> None:
    dossier, accounts = make({"cijfer c": {"naam": "C"}}), make({"cijfer c": {"bedrag.rekening.2025": 3}})
    for of, values in ((dossier, {}), (accounts, {"bedrag.rekening.2025": 4})):
        of.begroting.insert(Record("cijfer", "stad", {"naam": "Stad", **values}), None)
    accounts.begroting.insert(Record("cijfer", "weg", {"naam": "Weg", "bedrag.rekening.2025": 7}), None)
    overgang = roll(dossier, Overname(bron(accounts, "rekening.2025"), ("rekening.2025",), "Rekening"))
    nieuw = overgang.result()
    found = (nieuw.begroting.record("cijfer", "stad"), nieuw.bestanden[P].record("cijfer", "c"))
    assert [record and record.bedrag("bedrag.rekening.2025") for record in found] == [4, 3]
    assert [line for line in overgang.verslag["Rekening"] if "Weg" in line] == [
        "niet geplaatst: begroting/cijfer.weg (Weg): bedrag rekening 2025 0,07"
    ]


# --- what goes on and what ends --------------------------------------------------------------


@pytest.mark.parametrize(
    ("tabel", "old", "expected"),
    [
        ("post x", {}, 1000),
        ("post x", {"aard": "structureel"}, 1000),
        ("post x", {"aard": "incidenteel", "tot": 2029}, 0),
        ("post x", {"aard": "incidenteel", "tot": 2031}, 1000),
        ("post x", {"aard": "incidenteel"}, 0),
        ("post x", {"incidenteel.lasten.2029": 400}, 600),
        ("post x", {"lasten.begroting.2030": 5}, 5),
        ("reserve r", {}, 0),
        ("reserve r", {"structureel": True}, 1000),
        ("voorziening v", {}, 1000),
    ],
)
def test_the_new_last_year_copies_what_recurs(tabel: str, old: dict[str, Waarde], expected: int) -> None:
    kant = {"post": "lasten", "reserve": "onttrekking", "voorziening": "dotatie"}[tabel.partition(" ")[0]]
    begin: dict[str, Waarde] = {f"{kant}.begroting.2029": 1000}
    own = {pad.replace("lasten.begroting", f"{kant}.begroting"): w for pad, w in old.items()}
    assert rolled(tabel, begin | own).get(f"{kant}.begroting.2030", 0) == expected
    assert rolled(tabel, begin | own, kopie=False).get(f"{kant}.begroting.2030", 0) == (5 if expected == 5 else 0)


def test_amounts_of_an_incidental_post_end_at_its_last_year_and_are_reported() -> None:
    old: dict[str, Waarde] = {
        "aard": "incidenteel",
        "tot": 2027,
        **{f"lasten.begroting.{j}": 500 for j in (2027, 2028)},
    }
    overgang = roll(make({"post x": old}))
    post = overgang.result().bestanden[P].records["post", "x"]
    assert [pad for pad in post.waarden if "begroting" in pad] == ["lasten.begroting.2027"]
    assert overgang.verslag[onderwerp.VERVALLEN] == ["1/post.x (x): lasten 2028: 5"]


# --- decisions -------------------------------------------------------------------------------

MUTATIE: dict[str, Waarde] = {"post": "x", **{f"lasten.{jaar}": 10 for jaar in range(2026, 2030)}}


def test_begroting_of_the_old_year_is_after_all_that_counts_in_it() -> None:
    old: dict[str, Waarde] = {"lasten.begroting.2026": 100, "lasten.wijziging.2026": 7}
    new = rolled("post x", old, besluit(MUTATIE, telt_mee="begroting"), besluit(MUTATIE, telt_mee="wijziging"))
    assert (new["lasten.begroting.2026"], new.get("lasten.wijziging.2026")) == (100 + 7 + 10 + 10, None)
    # both go on in the later years: the one that amended 2026 too, which the old document only showed
    assert [new[f"lasten.begroting.{jaar}"] for jaar in (2027, 2028, 2029, 2030)] == [20] * 4


@pytest.mark.parametrize(("status", "telt_mee"), [("vastgesteld", "niet"), ("ingetrokken", "begroting")])
def test_what_counts_nowhere_is_not_folded_in_nor_copied(status: str, telt_mee: str) -> None:
    overgang = roll(make({"post x": {}}, besluit(MUTATIE, status=status, telt_mee=telt_mee)))
    assert overgang.result().bestanden.keys() == {BEGROTING, P}
    assert overgang.result().bestanden[P].records["post", "x"].waarden == {}


def test_a_draft_comes_along_with_the_new_last_year_and_without_what_is_in_the_old_one() -> None:
    new = roll(make({"post x": {}}, besluit(MUTATIE, status="ontwerp"))).result()
    assert new.bestanden[P].records["post", "x"].waarden == {"lasten.begroting.2026": 10}
    mutatie = new.bestanden["wijzigingen/1.toml"].records["mutatie", "m"]
    assert [pad for pad in mutatie.waarden if pad.startswith("lasten")] == [f"lasten.{j}" for j in range(2027, 2031)]


@pytest.mark.parametrize(
    ("wijziging", "expected"),
    [
        ({}, {"uitgaven.2026": 110, "uitgaven.2028": 5}),
        ({"telt_mee": "wijziging"}, {"uitgaven.2026": 110, "uitgaven.2028": 5}),
        ({"telt_mee": "niet"}, {"uitgaven.2026": 100}),
        ({"status": "ontwerp"}, {"uitgaven.2026": 100}),
    ],
)
def test_a_credit_keeps_what_an_adopted_decision_made_of_it(
    wijziging: dict[str, Waarde], expected: dict[str, Waarde]
) -> None:
    mutatie: dict[str, Waarde] = {"investering": "x", "uitgaven.2026": 10, "uitgaven.2028": 5}
    assert rolled("investering x", {"uitgaven.2026": 100}, besluit(mutatie, **wijziging)) == expected


def test_a_draft_keeps_what_it_changes_in_a_credit_in_the_old_year() -> None:
    mutatie: dict[str, Waarde] = {"investering": "x", "uitgaven.2026": 10}
    new = roll(make({"investering x": {"uitgaven.2026": 100}}, besluit(mutatie, status="ontwerp"))).result()
    (left,) = (t for b, t in new.records() if t.soort == "mutatie")
    assert left.waarden == {"programma": 1, **mutatie}


def test_a_proposal_comes_along_as_it_is() -> None:
    mutatie = MUTATIE | {"aard": "incidenteel", "tot": 2029}
    new = roll(make({"post x": {}}, besluit(mutatie, status="voorstel"))).result()
    assert new.bestanden["wijzigingen/1.toml"].records["mutatie", "m"].waarden == {"programma": 1, **mutatie}
    assert new.bestanden[P].records["post", "x"].waarden == {}


def test_a_draft_for_the_old_year_only_is_in_there_and_goes() -> None:
    overgang = roll(make({"post x": {}}, besluit({"post": "x", "lasten.2026": 10}, status="ontwerp")))
    assert overgang.result().bestanden.keys() == {BEGROTING, P}
    assert overgang.verslag[onderwerp.CONCEPT_VERWERKT] == ["wijzigingen/1.toml: 1 K"]


def test_an_incidental_mutation_becomes_the_incidental_part_of_its_post_and_ends() -> None:
    mutatie = MUTATIE | {"aard": "incidenteel", "tot": 2028}
    new = rolled("post x", {"lasten.begroting.2029": 100, "incidenteel.lasten.2027": 1}, besluit(mutatie))
    assert {pad: w for pad, w in new.items() if pad.startswith(("lasten.begroting", "incidenteel"))} == {
        "lasten.begroting.2026": 10,
        "lasten.begroting.2027": 10,
        "lasten.begroting.2028": 10,
        "lasten.begroting.2029": 100,
        "lasten.begroting.2030": 100,
        "incidenteel.lasten.2026": 10,
        "incidenteel.lasten.2027": 11,
        "incidenteel.lasten.2028": 10,
    }


def test_a_mutation_that_names_the_new_last_year_itself_is_not_copied_into_it() -> None:
    assert rolled("post x", {}, besluit(MUTATIE | {"lasten.2030": 4}))["lasten.begroting.2030"] == 4


def test_what_an_incidental_draft_added_to_the_old_year_stays_incidental() -> None:
    mutatie = MUTATIE | {"aard": "incidenteel", "tot": 2027}
    assert rolled("post x", {}, besluit(mutatie, status="ontwerp")) == {
        "lasten.begroting.2026": 10,
        "incidenteel.lasten.2026": 10,
    }


# --- investments -----------------------------------------------------------------------------

INVESTERING: dict[str, Waarde] = {"uitgaven.2024": 90_000, "gereed": 2024, "termijn": 9, "post": "x"}


def test_computed_amounts_are_folded_into_the_old_year_and_computed_again_for_the_new_ones() -> None:
    dossier = make({"post x": {"lasten.begroting.2026": 5}, "investering i": INVESTERING})
    new = roll(dossier).result()
    # with what of the old MJB was computed apart
    previous = {f"{family}.mjb.{jaar}": 10_000 for family in ("lasten", "kapitaallasten") for jaar in range(2027, 2031)}
    assert new.bestanden[P].records["post", "x"].waarden == {"lasten.begroting.2026": 5 + 10_000, **previous}
    totals = bron(new, "begroting.2027")
    assert totals.bedrag(P, Scope("post", "x"), "lasten", "begroting.2027") == 10_000


def test_a_closed_credit_goes_unless_its_charges_go_on() -> None:
    closed = INVESTERING | {"afgesloten": 2025}
    tabellen: Tabellen = {"post x": {}, "investering i": closed, "investering j": closed, "investering k": INVESTERING}
    tabellen["toelichting t"] = {"bij": "investering.j", "tekst": "over j"}
    overgang = roll(make(tabellen), lopend={(P, "i")})
    kept = [(t.soort, t.sleutel) for t in overgang.result().bestanden[P].records.values()]
    assert ("investering", "j") not in kept
    assert ("toelichting", "t") not in kept
    assert ("investering", "i") in kept
    assert ("investering", "k") in kept
    assert len(overgang.verslag[onderwerp.INVESTERINGEN]) == 2


def test_what_names_a_post_or_reserve_still_does_a_year_later() -> None:
    tabellen: Tabellen = {
        "post x": {"beleidsterrein": "A", "lasten.begroting.2026": 5, "lasten.begroting.2027": 5},
        "reserve r": {"soort": "bestemmingsreserve", "onttrekking.begroting.2027": 3},
        "investering i": INVESTERING | {"reserve": "1/reserve.r", "uit_reserve.2027": 3},
        "subsidie s": {"post": "x", "bedrag.2026": 5},
        "verbonden_partij v": {"post": "x", "bijdrage.2026": 1},
    }
    new = roll(make(tabellen)).result()
    names = {
        naam: new.bestanden[P].records[naam, key].waarden for naam, key in (("investering", "i"), ("subsidie", "s"))
    }
    assert (names["investering"]["reserve"], names["subsidie"]["post"]) == ("1/reserve.r", "x")
    assert new.bestanden[P].records["verbonden_partij", "v"].waarden["post"] == "x"
    assert [m for m in checks.run(new) if m.ernst == "fout"] == []


# --- other dossiers --------------------------------------------------------------------------


def test_the_accounts_fill_their_column_and_what_does_not_match_is_told() -> None:
    accounts = make(
        {
            "post x": {
                "lasten.rekening.2025": 11,
                "baten.rekening.2025": 12,
                "lasten.begroting.2025": 99,
                "incidenteel.lasten.rekening.2025": 4,
                "incidenteel.lasten.2025": 3,
            },
            "post oud": {"lasten.rekening.2025": 500},
            "reserve r": {"stand.2025": 13, "toevoeging.rekening.2025": 14, "bestemming.2025": 6},
            "investering i": {"besteed.2025": 15, "afgesloten": 2025},
            "indicator n": {"realisatie.2025": 16},
        },
        sjabloon="jaarrekening",
        jaar=2025,
    )
    dossier = make(
        {
            "post x": {"lasten.rekening.2025": 1, "incidenteel.baten.rekening.2025": 9},
            "post nieuw": {},
            "reserve r": {},
            "investering i": {},
            "indicator n": {},
        }
    )
    overgang = roll(dossier, Overname(bron(accounts, "rekening.2025"), ("rekening.2025",), "Rekening"))
    records = overgang.result().bestanden[P].records
    assert records["post", "x"].waarden == {
        "lasten.rekening.2025": 11,
        "baten.rekening.2025": 12,
        "incidenteel.lasten.rekening.2025": 4,
    }
    assert records["reserve", "r"].waarden == {
        "toevoeging.rekening.2025": 14,
        "stand.2025": 13,
        "bestemming.2025": 6,
    }
    assert records["indicator", "n"].waarden == {"realisatie.2025": 16}
    assert ("investering", "i") not in records
    assert overgang.verslag["Rekening"] == [
        "3 bedragen overgenomen.",
        "niet gevonden: 1/post.nieuw (nieuw)",
        "niet geplaatst: 1/post.oud (oud): lasten rekening 2025 5",
    ]


def test_accounts_become_those_of_the_next_year_beginning_with_its_budget() -> None:
    dossier = make(
        {
            "post x": {"lasten.rekening.2025": 1, "lasten.begroting.2026": 2, "lasten.rekening.2026": 3},
            "toelichting t": {"bij": "post.x", "tekst": "verschil"},
        },
        sjabloon="jaarrekening",
    )
    budget = make(
        {"post x": {"lasten.begroting.2027": 70, "lasten.wijziging.2027": 8}},
        besluit({"post": "x", "lasten.2027": 1}, telt_mee="wijziging"),
        jaar=2027,
    )
    kolommen = ("begroting.2027", "wijziging.2027")
    new = roll(dossier, Overname(bron(budget, *kolommen), kolommen, "Begroting"), vergelijkt=True).result()
    assert new.bestanden[P].records["post", "x"].waarden == {
        "lasten.rekening.2026": 3,
        "lasten.begroting.2027": 70,
        "lasten.wijziging.2027": 9,
    }
    assert new.bestanden[P].van("toelichting") == []


# --- what always holds -----------------------------------------------------------------------

cents = st.integers(-10_000, 10_000)
years = st.integers(2024, 2029)
amounts = st.dictionaries(st.tuples(st.sampled_from(("begroting", "wijziging", "mjb")), years), cents, max_size=8)


@st.composite
def mutaties(draw: st.DrawFn) -> dict[str, Waarde]:
    soort, sleutel, kant = draw(st.sampled_from(KANTEN))
    found: dict[str, Waarde] = {"programma": 1, soort: sleutel}
    last = 2029
    if draw(st.booleans()):
        last = draw(st.integers(2026, 2029))
        found |= {"aard": "incidenteel", "tot": last}
    for jaar in draw(st.sets(st.integers(2025, last))):
        found[f"{kant}.{jaar}"] = draw(cents)
    return found


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    tabellen: Tabellen = {f"{soort} {sleutel}": {} for soort, sleutel, _ in KANTEN}
    for soort, sleutel, kant in KANTEN:
        for (fase, jaar), value in draw(amounts).items():
            tabellen[f"{soort} {sleutel}"][f"{kant}.{fase}.{jaar}"] = value
    for jaar in draw(st.sets(st.integers(2026, 2029))):
        tabellen["post x"][f"incidenteel.lasten.{jaar}"] = draw(cents)
    gereed = draw(st.integers(2022, 2028))
    tabellen["investering i"] = {
        "uitgaven.2023": draw(st.integers(0, 10**6)),
        "gereed": gereed,
        "termijn": draw(st.integers(1, 9)),
        "post": "x",
    }
    besluiten = []
    for _ in range(draw(st.integers(0, 4))):
        kop: dict[str, Waarde] = {
            "status": draw(st.sampled_from(("voorstel", "ontwerp", "vastgesteld", "ingetrokken"))),
            "telt_mee": draw(st.sampled_from(("begroting", "wijziging", "niet"))),
        }
        found = draw(st.lists(mutaties(), max_size=3))
        besluiten.append({"wijziging": kop} | {f"mutatie m{i}": m for i, m in enumerate(found)})
    return make(tabellen, *besluiten)


def later_amendments(dossier: Dossier, deel: tuple[str, str, str], jaar: int) -> int:
    """Return what amendments of T that are adopted add in a later year, which the old document does not count."""
    soort, sleutel, kant = deel
    return sum(
        mutatie.bedrag(f"{kant}.{jaar}")
        for bestand in dossier.bestanden.values()
        for mutatie in bestand.van("mutatie")
        if mutatie.tekst(soort) == sleutel
        and (kop := bestand.records["wijziging", ""]).tekst("status") == "vastgesteld"
        and kop.tekst("telt_mee") == "wijziging"
    )


@pytest.mark.lang
@given(dossiers())
def test_the_totals_of_the_years_in_both_documents_stay_the_same(old: Dossier) -> None:
    new = roll(old).result()
    kolommen = [f"begroting.{jaar}" for jaar in range(2026, 2031)] + ["wijziging.2026"]
    before, after = bron(old, *kolommen), bron(new, *kolommen)
    for soort, sleutel, kant in KANTEN:
        was = {k: before.bedrag(P, Scope(soort, sleutel), kant, k) for k in kolommen}
        now = {k: after.bedrag(P, Scope(soort, sleutel), kant, k) for k in kolommen}
        assert now["begroting.2026"] + now["wijziging.2026"] == was["begroting.2026"] + was["wijziging.2026"]
        for jaar in (2027, 2028, 2029):
            extra = later_amendments(old, (soort, sleutel, kant), jaar)
            assert now[f"begroting.{jaar}"] == was[f"begroting.{jaar}"] + extra


@pytest.mark.lang
@given(dossiers())
def test_the_previous_mjb_is_where_the_new_years_begin(old: Dossier) -> None:
    new = roll(old).result()
    for soort, sleutel, kant in KANTEN:
        record = new.bestanden[P].records[soort, sleutel]
        for jaar in range(2027, 2031):
            raming = record.bedrag(f"{kant}.mjb.{jaar}")
            raming = record.raming_mjb(kant, jaar) if isinstance(record, Post) else raming
            assert raming == record.bedrag(f"{kant}.begroting.{jaar}")
    assert [m for m in checks.run(new) if m.code == "BD460"] == []


@pytest.mark.lang
@given(dossiers())
def test_what_is_incidental_stays_so(old: Dossier) -> None:
    adopted = [b for b in old.bestanden.values() if b.soort == "wijziging" and b.van("mutatie")]
    assume(all(b.records["wijziging", ""].tekst("telt_mee") != "wijziging" for b in adopted))
    new = roll(old).result()
    for jaar in (2027, 2028, 2029):
        kolom = f"begroting.{jaar}"
        assert incidenteel(new, new.bestanden[P], kolom) == incidenteel(old, old.bestanden[P], kolom)


@pytest.mark.lang
@given(dossiers())
def test_the_new_last_year_is_the_structural_part_of_the_old_one(old: Dossier) -> None:
    adopted = [b for b in old.bestanden.values() if b.soort == "wijziging" and b.van("mutatie")]
    assume(all(b.records["wijziging", ""].tekst("telt_mee") != "wijziging" for b in adopted))
    new = roll(old).result()
    before, after = bron(old, "begroting.2029"), bron(new, "begroting.2030")
    one_off = incidenteel(old, old.bestanden[P], "begroting.2029")
    for soort, sleutel, kant in KANTEN:
        computed_before = before.bedrag(P, Scope(soort, sleutel, bron="kapitaallasten"), kant, "begroting.2029")
        computed_after = after.bedrag(P, Scope(soort, sleutel, bron="kapitaallasten"), kant, "begroting.2030")
        whole = before.bedrag(P, Scope(soort, sleutel), kant, "begroting.2029")
        structural = whole - one_off.get((soort, sleutel, kant), 0)
        total = after.bedrag(P, Scope(soort, sleutel), kant, "begroting.2030")
        assert total - computed_after == structural - computed_before


@pytest.mark.lang
@given(dossiers())
def test_a_rollover_leaves_the_old_dossier_as_it_is(old: Dossier) -> None:
    copy = {naam: {p: dict(t.waarden) for p, t in b.records.items()} for naam, b in old.bestanden.items()}
    roll(old).result()
    assert {naam: {p: t.waarden for p, t in b.records.items()} for naam, b in old.bestanden.items()} == copy


# --- what cannot stay as it was --------------------------------------------------------------


@pytest.mark.parametrize(
    ("tabel", "waarden", "mutatie", "line"),
    [
        (
            "reserve r",
            {"structureel": True},
            {"reserve": "r", "onttrekking.2026": 500, "aard": "incidenteel", "tot": 2026},
            "1/reserve.r (r): onttrekking 2026: incidenteel 5 -> 0",
        ),
        (
            "post x",
            {"aard": "incidenteel", "tot": 2028},
            {"post": "x", "lasten.2027": 700, "aard": "structureel"},
            "1/post.x (x): lasten 2027: incidenteel 0 -> 7",
        ),
    ],
)
def test_what_is_incidental_otherwise_than_it_was_is_told(
    tabel: str, waarden: dict[str, Waarde], mutatie: dict[str, Waarde], line: str
) -> None:
    overgang = roll(make({tabel: waarden}, besluit(mutatie, telt_mee="wijziging")))
    assert overgang.verslag[onderwerp.AARD] == [line]


def test_what_is_divided_otherwise_after_a_decision_on_a_cost_centre_is_told() -> None:
    mutatie: dict[str, Waarde] = {"post": "x", "lasten.2027": 500}
    dossier = make({"post x": {"lasten.begroting.2027": 1000}, "post y": {}}, besluit(mutatie, telt_mee="wijziging"))
    centre: dict[str, Waarde] = {"naam": "K", "programma": 1, "post": "x", "verdeelsleutel": "procent"}
    share: dict[str, Waarde] = {"kostenplaats": "k", "programma": 1, "post": "y", "aandeel": Decimal(100)}
    for record in (Record("kostenplaats", "k", centre), Record("verdeling", "v", share)):
        dossier.begroting.insert(record, None)
    assert roll(dossier).verslag[onderwerp.BEREKEND] == [
        "1/post.x (x): lasten 2027: -10 -> -15",
        "1/post.y (y): lasten 2027: 10 -> 15",
    ]


def test_a_closed_credit_that_was_spent_on_in_a_year_with_accounts_stays_for_the_emu_balance() -> None:
    dossier = make({"investering i": {"besteed.2025": 5, "afgesloten": 2025}})
    dossier.begroting.insert(Record("emu", "", {"referentiewaarde.2026": 1}), None)
    assert ("investering", "i") in roll(dossier).result().bestanden[P].records


def test_what_is_about_several_goes_on_with_those_that_stay_and_goes_with_the_last() -> None:
    closed = INVESTERING | {"afgesloten": 2025}
    tabellen: Tabellen = {"investering i": closed, "investering j": closed, "investering k": INVESTERING}
    tabellen["toelichting t"] = {"bij": ["investering.i", "j", "k"], "tekst": "over alle drie"}
    tabellen["toelichting u"] = {"bij": ["investering.i", "j"], "tekst": "over wat dicht is"}
    new = roll(make(tabellen)).result().bestanden[P]
    assert {t.sleutel: t.waarden["bij"] for t in new.van("toelichting")} == {"t": ["investering.k"]}


def test_a_text_for_documents_that_stay_behind_stays_with_them() -> None:
    dossier = make({})
    for sleutel in ("begroting", "vgr-1", "jaarstukken"):
        template = "begroting" if sleutel == "begroting" else "jaarrekening"
        dossier.begroting.insert(Record("document", sleutel, {"sjabloon": template}), None)
    texts: dict[str, Waarde] = {"beide": ["begroting", "vgr-1"], "oud": ["vgr-1", "jaarstukken"], "alle": []}
    for sleutel, bij in texts.items():
        dossier.begroting.insert(Record("tekst", sleutel, {"tekst": "T", **({"bij": bij} if bij else {})}), None)
    overgang = roll(dossier)
    new = overgang.result().begroting
    assert [t.sleutel for t in new.van("document")] == ["begroting"]
    assert {t.sleutel: t.waarden.get("bij") for t in new.van("tekst")} == {"beide": ["begroting"], "alle": None}
    assert overgang.verslag[onderwerp.DOCUMENTEN][-1] == "begroting/tekst.oud (oud)"


def test_marked_values_and_inhabitants_move_on_as_numbers_do() -> None:
    waarden: dict[str, Waarde] = {"realisatie.2021": "4,5*", "streefwaarde.2024": "5*", "streefwaarde.2027": "n.n.b."}
    assert rolled("indicator i", waarden) == {"realisatie.2021": "4,5*", "streefwaarde.2027": "n.n.b."}
