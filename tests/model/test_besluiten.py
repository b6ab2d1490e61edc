"""Booking on a decision, adopting it, and what it does: edits on small dossiers made by hand."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import Refused
from budgetdesk.model import besluiten
from budgetdesk.model.besluiten import Boeking, boek, find, nieuw_besluit, set_amounts, vaststellen, vergrendeld
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.structuur import slug

NAAM = "wijzigingen/2026-01-kaderbrief.toml"
DEEL = ("post", "x", "lasten")


def make(kop: dict[str, Waarde] | None = None, **mutaties: dict[str, Waarde]) -> tuple[Dossier, Bestand]:
    programma = Bestand("programmas/01.toml", "programma", {("programma", ""): Record("programma", "", {"nummer": 1})})
    programma.records["post", "x"] = Record("post", "x", {"naam": "X"})
    programma.records["reserve", "r"] = Record("reserve", "r", {"naam": "R"})
    bestand = Bestand(NAAM, "wijziging")
    values: dict[str, Waarde] = {"nummer": "2026-01", "naam": "Kaderbrief", "status": "ontwerp"}
    bestand.records["wijziging", ""] = Record("wijziging", "", values | (kop or {}))
    for sleutel, waarden in mutaties.items():
        bestand.records["mutatie", sleutel] = Record("mutatie", sleutel, dict(waarden))
    begroting = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2026})})
    return Dossier({b.naam: b for b in (begroting, programma, bestand)}), bestand


def carry_out(dossier: Dossier, edits: list[Edit]) -> None:
    for edit in edits:
        edit.apply(dossier)


MEER: dict[str, Waarde] = {"programma": 1, "post": "x", "onderwerp": "Meer", "lasten.2026": 500}


def test_a_first_booking_makes_a_mutation_with_a_key_after_its_subject() -> None:
    dossier, bestand = make()
    assert boek(dossier, bestand, Boeking(1, DEEL, "Meer asfalt", "Gaten."), 2027, 500) == [
        AddRecord(
            NAAM,
            "mutatie",
            "meer-asfalt",
            (
                ("programma", 1),
                ("post", "x"),
                ("onderwerp", "Meer asfalt"),
                ("toelichting", "Gaten."),
                ("lasten.2027", 500),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("boeking", "jaar", "delta", "expected"),
    [
        # the same subject on the same post: 500 + 100 = 600
        (Boeking(1, DEEL, "Meer"), 2026, 100, {"m": MEER | {"lasten.2026": 600}}),
        (Boeking(1, DEEL, "Meer"), 2027, -30, {"m": MEER | {"lasten.2027": -30}}),
        # another subject, side or programma is another mutation; the other side of a post is not
        (
            Boeking(1, DEEL, "Anders"),
            2026,
            1,
            {"m": MEER, "anders": {**MEER, "onderwerp": "Anders", "lasten.2026": 1}},
        ),
        (Boeking(1, ("post", "x", "baten"), "Meer"), 2026, 7, {"m": MEER | {"baten.2026": 7}}),
        (
            Boeking(1, ("reserve", "r", "onttrekking"), "Meer"),
            2026,
            7,
            {"m": MEER, "meer": {"programma": 1, "reserve": "r", "onderwerp": "Meer", "onttrekking.2026": 7}},
        ),
        # what comes to nothing goes, and so does a mutation that is left without amounts
        (Boeking(1, DEEL, "Meer"), 2026, 0, {}),
        (Boeking(1, DEEL, "Meer"), 2026, -500, {}),
        (Boeking(1, DEEL, "Anders"), 2026, 0, {"m": MEER}),
        (Boeking(1, DEEL, "Meer", "Waarom"), 2026, 1, {"m": MEER | {"lasten.2026": 501, "toelichting": "Waarom"}}),
    ],
)
def test_a_booking_leads_to_these_mutations(
    boeking: Boeking, jaar: int, delta: int, expected: dict[str, dict[str, Waarde]]
) -> None:
    dossier, bestand = make(m=MEER)
    carry_out(dossier, boek(dossier, bestand, boeking, jaar, delta))
    assert {t.sleutel: t.waarden for t in bestand.van("mutatie")} == expected


def test_amounts_that_are_set_twice_change_nothing_the_second_time() -> None:
    dossier, bestand = make()
    boeking = Boeking(1, DEEL, "Meer", aard="incidenteel", tot=2027, dekking="saldo")
    carry_out(dossier, set_amounts(dossier, bestand, boeking, {2026: 5, 2027: 6, 2028: None}))
    assert [t.waarden for t in bestand.van("mutatie")] == [
        {
            "programma": 1,
            "post": "x",
            "onderwerp": "Meer",
            "aard": "incidenteel",
            "tot": 2027,
            "dekking": "saldo",
            "lasten.2026": 5,
            "lasten.2027": 6,
        }
    ]
    assert set_amounts(dossier, bestand, boeking, {2026: 5, 2027: 6, 2028: None}) == []


def test_a_mutation_that_goes_takes_the_cover_that_names_it_along() -> None:
    dossier, bestand = make(m=MEER, n={"programma": 1, "post": "x", "dekking": "mutatie.m", "lasten.2026": 1})
    edits = boek(dossier, bestand, Boeking(1, DEEL, "Meer"), 2026, 0)
    assert [type(e) for e in edits] == [SetValue, RemoveRecord]
    carry_out(dossier, edits)
    assert bestand.records["mutatie", "n"].waarden == {"programma": 1, "post": "x", "lasten.2026": 1}


@pytest.mark.parametrize(
    ("kop", "boeking", "complaint"),
    [
        ({"status": "vastgesteld"}, Boeking(1, DEEL, "Meer"), "Besluit 2026-01 Kaderbrief is vastgesteld en kan niet"),
        ({}, Boeking(2, DEEL, "Meer"), r"Programma 2 bestaat niet\."),
        ({}, Boeking(1, ("post", "y", "lasten"), "Meer"), r"Post `y` bestaat niet in programmas/01\.toml\."),
        ({}, Boeking(1, ("post", "x", "toevoeging"), "Meer"), "niet op post toevoeging"),
        ({}, Boeking(1, ("doel", "x", "lasten"), "Meer"), "niet op doel lasten"),
    ],
)
def test_what_cannot_be_booked_is_refused(kop: dict[str, Waarde], boeking: Boeking, complaint: str) -> None:
    dossier, bestand = make(kop)
    with pytest.raises(Refused, match=complaint):
        boek(dossier, bestand, boeking, 2026, 1)


@given(st.lists(st.tuples(st.integers(2026, 2029), st.integers(-5, 5)), max_size=12))
def test_bookings_add_up_and_never_leave_an_empty_mutation(bookings: list[tuple[int, int]]) -> None:
    dossier, bestand = make()
    expected: dict[int, int] = {}
    for jaar, delta in bookings:
        carry_out(dossier, boek(dossier, bestand, Boeking(1, DEEL, "Meer"), jaar, delta))
        expected[jaar] = expected.get(jaar, 0) + delta if delta else 0
    found = {jaar: cents for m in bestand.van(Mutatie) for _, jaar, cents in m.amounts()}
    assert found == {jaar: cents for jaar, cents in expected.items() if cents}
    assert len(bestand.van("mutatie")) == bool(found)


@given(st.lists(st.tuples(st.integers(2026, 2029), st.integers(-5, 5)), max_size=6))
def test_every_booking_can_be_taken_back(bookings: list[tuple[int, int]]) -> None:
    dossier, bestand = make(m=MEER)
    for jaar, delta in bookings:
        before = {plaats: dict(t.waarden) for plaats, t in bestand.records.items()}
        back: list[Edit] = []
        for edit in boek(dossier, bestand, Boeking(1, DEEL, "Meer"), jaar, delta):
            inverse = edit.apply(dossier)
            back.append(edit.inverse() if isinstance(edit, SetValue) else inverse)  # type: ignore[arg-type]
        after = {plaats: dict(t.waarden) for plaats, t in bestand.records.items()}
        carry_out(dossier, back[::-1])
        assert {plaats: dict(t.waarden) for plaats, t in bestand.records.items()} == before
        carry_out(dossier, boek(dossier, bestand, Boeking(1, DEEL, "Meer"), jaar, delta))
        assert {plaats: dict(t.waarden) for plaats, t in bestand.records.items()} == after


def test_adopting_writes_decree_and_date_and_locks() -> None:
    dossier, bestand = make(m=MEER)
    assert not vergrendeld(bestand)
    carry_out(dossier, vaststellen(bestand, "RV 26.0012", date(2026, 7, 3)))
    assert besluiten.kop(bestand).waarden == {
        "nummer": "2026-01",
        "naam": "Kaderbrief",
        "status": "vastgesteld",
        "besluit": "RV 26.0012",
        "datum": date(2026, 7, 3),
    }
    assert vergrendeld(bestand)


@pytest.mark.parametrize(
    ("kop", "mutaties", "complaint"),
    [
        ({"status": "vastgesteld"}, {"m": MEER}, "is vastgesteld en kan niet meer"),
        ({"status": "ingetrokken"}, {"m": MEER}, "is ingetrokken"),
        ({}, {}, "heeft geen mutaties"),
        ({"budgetneutraal": True}, {"m": MEER}, "is budgetneutraal maar sluit niet in 2026"),
    ],
)
def test_what_cannot_be_adopted_is_refused(
    kop: dict[str, Waarde], mutaties: dict[str, dict[str, Waarde]], complaint: str
) -> None:
    _, bestand = make(kop, **mutaties)
    with pytest.raises(Refused, match=complaint):
        vaststellen(bestand, "RV", date(2026, 7, 3))


def test_the_effect_of_mutations_is_what_they_do_to_the_balance_after_reserves() -> None:
    # 2026: baten 30 - lasten 100 - toevoeging 5 + onttrekking 75 = 0; 2027: -(-40) = 40
    _, bestand = make(
        {"budgetneutraal": True},
        m={"lasten.2026": 100, "lasten.2027": -40, "baten.2026": 30},
        r={"toevoeging.2026": 5, "onttrekking.2026": 75},
    )
    assert besluiten.effect(bestand.van(Mutatie)) == {2026: 0, 2027: 40}
    assert besluiten.unbalanced(bestand) == {2027: 40}


@pytest.mark.parametrize("tekst", ["2026-01", NAAM, NAAM.removesuffix(".toml"), "2026-01-kaderbrief"])
def test_a_decision_is_found_by_number_or_file(tekst: str) -> None:
    dossier, bestand = make()
    assert find(dossier, tekst) is bestand


def test_a_decision_that_is_not_there_or_twice_is_named() -> None:
    dossier, bestand = make({"nummer": 7})
    assert find(dossier, "7") is bestand
    with pytest.raises(Refused, match="Besluit `8` bestaat niet; kies uit 7"):
        find(dossier, "8")
    dossier.bestanden["wijzigingen/b.toml"] = Bestand("wijzigingen/b.toml", "wijziging", dict(bestand.records))
    with pytest.raises(Refused, match=r"Besluit `7` staat in .*kaderbrief\.toml en wijzigingen/b\.toml"):
        find(dossier, "7")
    with pytest.raises(Refused, match="dit dossier heeft nog geen besluiten"):
        find(Dossier(), "7")


def test_decisions_that_amend_come_behind_and_each_kind_goes_by_date_and_number() -> None:
    decisions: list[dict[str, Waarde]] = [
        {"nummer": "9", "datum": date(2025, 7, 3)},
        {"nummer": 10, "datum": date(2025, 7, 3)},
        {"nummer": "1", "datum": date(2025, 11, 6)},
        {"nummer": "2026-2"},
        {"nummer": "2026-10"},
        {"nummer": "1", "datum": date(2025, 1, 1), "telt_mee": "wijziging"},
        {"nummer": "2", "telt_mee": "wijziging"},
    ]
    records = [Wijziging("wijziging", "", waarden) for waarden in decisions]
    shuffled = [*records[4:], *records[:4]]
    assert sorted(shuffled, key=besluiten.order) == records


@pytest.mark.parametrize(
    ("status", "telt_mee", "before", "in_t", "after"),
    [
        ("vastgesteld", "begroting", "wijziging", "begroting", "begroting"),
        ("vastgesteld", "wijziging", "wijziging", "wijziging", ""),
        ("vastgesteld", "niet", "", "", ""),
        ("ontwerp", "begroting", "", "begroting", "begroting"),
        ("ontwerp", "wijziging", "", "", ""),
        ("voorstel", "begroting", "", "", ""),
        ("ingetrokken", "wijziging", "", "", ""),
    ],
)
def test_an_amount_counts_by_status_and_telt_mee_and_its_year(
    status: str, telt_mee: str, before: str, in_t: str, after: str
) -> None:
    besluit = Wijziging("wijziging", "", {"status": status, "telt_mee": telt_mee})
    assert [besluiten.phase(besluit, jaar, 2026) for jaar in (2025, 2026, 2027)] == [before, in_t, after]
    assert besluiten.counts_in(besluit) == in_t
    adopted = Wijziging("wijziging", "", {"status": "vastgesteld", "telt_mee": telt_mee})
    for jaar in (2025, 2026, 2027):
        once = besluiten.phase(besluit, jaar, 2026, once_adopted=True)
        assert once == besluiten.phase(adopted, jaar, 2026)


@given(st.text(), st.text())
def test_a_new_decision_has_a_file_that_any_disk_takes(nummer: str, naam: str) -> None:
    try:
        bestand = nieuw_besluit(nummer, naam)
    except Refused:
        assert not naam.strip() or not slug(nummer)
        return
    assert re.fullmatch(r"wijzigingen/[a-z0-9-]{1,81}\.toml", bestand.naam)
    assert (besluiten.nummer(bestand), besluiten.kop(bestand).tekst("naam")) == (nummer, naam)


def test_a_new_decision_is_a_draft_in_a_file_with_its_number_and_name() -> None:
    bestand = nieuw_besluit("2026-02", 'Najaar "25"', soort="kaderbrief")
    assert bestand.naam == "wijzigingen/2026-02-najaar-25.toml"
    assert besluiten.kop(bestand).waarden == {
        "nummer": "2026-02",
        "naam": 'Najaar "25"',
        "soort": "kaderbrief",
        "status": "ontwerp",
        "telt_mee": "begroting",
    }


@pytest.mark.parametrize(
    ("soort", "bedragen", "expected"),
    [
        ("raadsbesluit", {"lasten.2026": 5}, "raadsbesluit"),
        ("kasschuif", {"lasten.2026": -5, "lasten.2027": 5}, "kasschuif"),
        ("overheveling", {"lasten.2026": -5, "lasten.2027": 5, "lasten.2028": 0}, "overheveling naar 2027"),
        ("overheveling", {}, "overheveling"),
    ],
)
def test_what_is_carried_over_says_to_which_year(soort: str, bedragen: dict[str, Waarde], expected: str) -> None:
    assert besluiten.soort(make({"soort": soort}, m=MEER | {"lasten.2026": 0} | bedragen)[1]) == expected


def test_a_kasschuif_that_leaves_something_over_its_years_is_not_adopted() -> None:
    _, open_end = make({"soort": "kasschuif"}, m=MEER)
    with pytest.raises(Refused, match=re.escape("is over de jaren niet nul op 1/post.x.lasten.")):
        vaststellen(open_end, "RV 26.0001", date(2026, 7, 3))
    _, closed = make({"soort": "kasschuif"}, m=MEER | {"lasten.2027": -500})
    assert len(vaststellen(closed, "RV 26.0001", date(2026, 7, 3))) == 3
