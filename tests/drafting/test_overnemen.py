"""Decisions carried on: rollover first and taking over later is rollover after the decision."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.drafting.overnemen import Overgenomen, add_computed, booked, carried, computed, without_target
from budgetdesk.engine.mutaties import kredieten
from budgetdesk.engine.structureel import incidenteel
from budgetdesk.model.dossier import BEGROTING, VASTGESTELD, Bestand, Dossier, Record, Waarde
from budgetdesk.model.overnemen import foreign, is_half_folded, missing
from budgetdesk.model.scope import Scope
from budgetdesk.model.vastgesteld import counts_as
from tests.drafting.test_rollover import KANTEN, P, T, besluit, bron, dossiers, make, roll, venster

ZIJDEN = (*KANTEN, ("post", "y", "baten"), ("reserve", "r", "toevoeging"))
JAREN = range(T + 1, T + 5)


def take(van: Dossier, naar: Dossier, **keuzes: bool) -> list[Overgenomen]:
    """Carry on what `naar` misses, in place; return it."""
    keuzes = {"kopie": True} | keuzes
    taken = [
        carried(van, b, counts_as(naar), venster(), zonder_t=is_half_folded(naar, b), **keuzes)
        for b in missing(van, naar)
    ]
    files = [one.bestand for one in taken]
    add_computed(van, files, {b.naam for b in files if is_half_folded(naar, b)})
    naar.bestanden.update({b.naam: b for b in files})
    return taken


def taken(
    mutatie: dict[str, Waarde], tabel: str = "post x", waarden: dict[str, Waarde] | None = None, **kop: Waarde
) -> dict[str, Waarde]:
    """Return the only mutation of a decision that was carried on to a dossier made before it."""
    tabellen = {tabel: waarden or {}}
    naar = roll(make(tabellen)).result()
    (one,) = take(make(tabellen, besluit(mutatie, **kop)), naar)
    return one.bestand.records["mutatie", "m"].waarden


def totals(dossier: Dossier) -> dict[object, int]:
    """Return what must be equal: Begroting T after amendment and the later years of each side, and its one-off part."""
    kolommen = [f"{fase}.{T}" for fase in ("begroting", "wijziging")] + [f"begroting.{jaar}" for jaar in JAREN]
    figures = bron(dossier, *kolommen)
    found: dict[object, int] = {}
    for soort, sleutel, kant in ZIJDEN:
        cents = {k: figures.bedrag(P, Scope(soort, sleutel), kant, k) for k in kolommen}
        found[soort, sleutel, kant, T] = cents[kolommen[0]] + cents[kolommen[1]]
        found |= {(soort, sleutel, kant, jaar): cents[f"begroting.{jaar}"] for jaar in JAREN}
    for jaar in JAREN:
        one_off = incidenteel(dossier, dossier.bestanden[P], f"begroting.{jaar}")
        found |= {("eenmalig", jaar, deel): c for deel, c in one_off.items() if c}
    for credit in kredieten(dossier, dossier.bestanden[P]):
        found |= {("krediet", credit.sleutel, pad): c for pad, c in credit.waarden.items() if isinstance(c, int) and c}
    return found


@st.composite
def decided_later(draw: st.DrawFn) -> tuple[Dossier, Dossier]:
    """Return a dossier as it was when the next one was made from it, and as it is by now."""
    now = draw(dossiers())
    now.bestanden[P].records["investering", "i"].waarden["start"] = draw(st.sampled_from(("kasstroom", "zelfde-jaar")))
    if draw(st.booleans()):
        plaats: dict[str, Waarde] = {"naam": "W", "programma": 1, "post": "x", "verdeelsleutel": "uren"}
        deel: dict[str, Waarde] = {"kostenplaats": "w", "programma": 1, "post": "y", "aandeel": draw(st.integers(1, 3))}
        records = now.bestanden[BEGROTING].records
        records["kostenplaats", "w"] = Record("kostenplaats", "w", plaats)
        records["verdeling", "a"] = Record("verdeling", "a", deel)
    was = Dossier({naam: b.copy() for naam, b in now.bestanden.items()})
    for i, (naam, bestand) in enumerate(b for b in now.bestanden.items() if b[1].soort == "wijziging"):
        for either in (bestand, was.bestanden[naam]):
            either.records["wijziging", ""].waarden |= {"nummer": str(i), "naam": f"B{i}"}
        if draw(st.booleans()):
            credit: dict[str, Waarde] = {"programma": 1, "investering": "i"}
            credit |= {f"uitgaven.{draw(st.integers(2022, 2029))}": draw(st.integers(-1000, 10**6))}
            for either in (bestand, was.bestanden[naam]):
                either.records["mutatie", "k"] = Record("mutatie", "k", dict(credit))
        if bestand.records["wijziging", ""].tekst("status") == "vastgesteld":
            before = draw(st.sampled_from(("", "voorstel", "ontwerp", "vastgesteld")))
            if before:
                was.bestanden[naam].records["wijziging", ""].waarden["status"] = before
            else:
                del was.bestanden[naam]
    return was, now


@pytest.mark.lang
@given(decided_later(), st.booleans())
def test_rollover_and_then_taking_over_is_rollover_after_the_decision(
    both: tuple[Dossier, Dossier], kopie: bool
) -> None:
    was, now = both
    naar = roll(was, kopie=kopie).result()
    take(now, naar, kopie=kopie)
    assert totals(naar) == totals(roll(now, kopie=kopie).result())


@pytest.mark.lang
@given(decided_later())
def test_what_was_taken_over_is_no_longer_missing_and_leaves_the_old_dossier_as_it_is(
    both: tuple[Dossier, Dossier],
) -> None:
    was, now = both
    before = {naam: b.copy() for naam, b in now.bestanden.items()}
    naar = roll(was).result()
    take(now, naar)
    assert missing(now, naar) == []
    assert now.bestanden == before
    assert missing(was, roll(was).result()) == []


def test_the_years_that_count_come_along_and_what_recurs_goes_on_in_the_new_last_year() -> None:
    amounts: dict[str, Waarde] = {f"lasten.{jaar}": jaar for jaar in (2025, 2026, 2027, 2029)}
    assert taken({"post": "x", **amounts}, telt_mee="wijziging") == {
        "programma": 1,
        "post": "x",
        **{f"lasten.{jaar}": jaar for jaar in (2026, 2027, 2029)},
        "lasten.2030": 2029,
    }


def test_an_incidental_mutation_comes_along_to_its_last_year() -> None:
    mutatie: dict[str, Waarde] = {"post": "x", "aard": "incidenteel", "tot": 2027, "lasten.2027": 5, "lasten.2029": 7}
    assert taken(mutatie) == {"programma": 1, "post": "x", "aard": "incidenteel", "tot": 2027, "lasten.2027": 5}


def test_a_credit_comes_along_in_every_year() -> None:
    mutatie: dict[str, Waarde] = {"investering": "i", "uitgaven.2024": 5, "bijdrage.2029": 7}
    assert taken(mutatie, "investering i") == {"programma": 1, **mutatie}


@pytest.mark.parametrize("kop", [{"telt_mee": "niet"}, {"status": "ontwerp"}, {"status": "ingetrokken"}])
def test_what_counts_nowhere_is_not_missing(kop: dict[str, Any]) -> None:
    naar = roll(make({"post x": {}})).result()
    assert missing(make({"post x": {}}, besluit({"post": "x", "lasten.2027": 5}, **kop)), naar) == []


def test_what_lies_before_the_old_year_is_not_missing() -> None:
    naar = roll(make({"post x": {}})).result()
    assert missing(make({"post x": {}}, besluit({"post": "x", "lasten.2025": 5})), naar) == []


def test_what_a_draft_added_to_the_old_year_is_in_there_and_does_not_come_twice() -> None:
    old = make({"post x": {}}, besluit({"post": "x", "lasten.2026": 5, "lasten.2027": 7}, status="ontwerp"))
    naar = roll(old).result()
    assert naar.kop.deels_verwerkt == ["1"]
    old.bestanden["wijzigingen/1.toml"].records["wijziging", ""].waarden["status"] = "vastgesteld"
    (one,) = take(old, naar)
    assert booked(one.bestand) == {("m", "lasten.2027"): 7}


def test_a_draft_of_the_old_year_only_is_in_there_and_does_not_come_at_all() -> None:
    old = make({"post x": {}}, besluit({"post": "x", "lasten.2026": 5}, status="ontwerp"))
    naar = roll(old).result()
    old.bestanden["wijzigingen/1.toml"].records["wijziging", ""].waarden["status"] = "vastgesteld"
    assert missing(old, naar) == []


def test_the_capital_charges_of_the_old_year_come_as_a_mutation() -> None:
    tabellen: dict[str, dict[str, Waarde]] = {
        "post x": {},
        "investering i": {"uitgaven.2025": 0, "gereed": 2025, "termijn": 10, "post": "x"},
    }
    naar = roll(make(tabellen)).result()
    (one,) = take(make(tabellen, besluit({"investering": "i", "uitgaven.2025": 1000})), naar)
    (mutatie,) = computed(one.bestand)
    assert mutatie.waarden == {
        "programma": 1,
        "post": "x",
        "onderwerp": "Kapitaallasten en kostenverdeling 2026",
        "lasten.2026": 100,
    }


def test_a_decision_that_no_longer_closes_in_these_years_does_not_say_that_it_does() -> None:
    old = make({"post x": {}}, besluit({"post": "x", "lasten.2025": -5, "lasten.2026": 5}, soort="kasschuif"))
    (one,) = take(old, roll(make({"post x": {}})).result())
    assert one.anders == ["niet als kasschuif: over deze jaren is het niet nul"]
    assert "soort" not in one.bestand.records["wijziging", ""].waarden


def test_a_cover_that_does_not_come_along_is_left_off() -> None:
    decision = besluit({"post": "x", "lasten.2027": 5, "dekking": "mutatie.n"})
    decision["mutatie n"] = {"programma": 1, "post": "x", "lasten.2025": 5}
    (one,) = take(make({"post x": {}}, decision), roll(make({"post x": {}})).result())
    assert one.anders == ["mutatie.m: zonder dekking, want mutatie.n verandert hier niets"]
    assert "dekking" not in one.bestand.records["mutatie", "m"].waarden


def test_what_is_no_longer_there_is_named_by_its_address() -> None:
    naar = roll(make({"post x": {}})).result()
    (one,) = take(make({"post x": {}}, besluit({"post": "y", "lasten.2027": 5})), naar)
    assert without_target(one.bestand.van("mutatie"), naar) == ["1/post.y"]  # type: ignore[arg-type]


def test_a_decision_makes_the_budget_until_that_is_adopted_and_then_amends_it() -> None:
    naar = roll(make({"post x": {}})).result()
    assert counts_as(naar) == "begroting"
    naar.bestanden[VASTGESTELD] = Bestand(VASTGESTELD, "vastgesteld")
    assert counts_as(naar) == "wijziging"


@pytest.mark.parametrize(
    ("kop", "pad"),
    [
        ({"jaar": T}, "jaar"),
        ({"jaar": T + 2}, "jaar"),
        ({"gemeente": "B"}, "gemeente"),
        ({"gemeente": "A", "gemeentecode": "0002"}, "gemeentecode"),
        ({"gemeente": "Anders gespeld", "gemeentecode": "0001"}, ""),
    ],
)
def test_only_the_dossier_of_the_year_before_of_the_same_municipality_is_a_predecessor(
    kop: dict[str, Waarde], pad: str
) -> None:
    van, naar = make({}), make({}, jaar=T + 1)
    van.kop.waarden |= {"gemeente": "A"} | ({"gemeentecode": "0001"} if "gemeentecode" in kop else {})
    naar.kop.waarden |= {"gemeente": "A"} | kop
    found = foreign(van, naar)
    assert (found.pad if found else "") == pad
