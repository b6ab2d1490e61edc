"""What is incidental and what closes a year. T is 2026; amounts are cents, computed by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import MAX_CENTS, BedragFout
from budgetdesk.drafting.sluiten import overschot, sluit
from budgetdesk.engine.cube import Cube
from budgetdesk.engine.facts import Plaats
from budgetdesk.engine.structureel import IncidenteleTotalen, incidenteel, per_bestand, structureel_saldo
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.documenten import seen_as
from budgetdesk.model.dossier import Dossier, Record, Waarde
from tests.proef import van_tabellen

T = 2026
P = "programmas/01-p.toml"
KOLOM = "begroting.2026"


def make(*records: Record, mutatie: dict[str, Waarde] | None = None) -> Dossier:
    besluit = [Record("mutatie", "m", {"programma": 1, **mutatie})] if mutatie else []
    return van_tabellen(records, besluiten=[besluit], jaar=T)


def post(**waarden: Waarde) -> Record:
    return Record("post", "x", {"beleidsterrein": "A"} | {k.replace("__", "."): v for k, v in waarden.items()})


def reserve(**waarden: Waarde) -> Record:
    return Record("reserve", "r", {k.replace("__", "."): v for k, v in waarden.items()})


LASTEN = ("post", "x", "lasten")
BATEN = ("post", "x", "baten")
TOEVOEGING = ("reserve", "r", "toevoeging")
ONTTREKKING = ("reserve", "r", "onttrekking")
HEEL = {"lasten__begroting__2026": 100, "baten__begroting__2026": 30, "lasten__rekening__2024": 7}
MUTATIE: dict[str, Waarde] = {"post": "x", "lasten.2026": 40}
ONTTROKKEN: dict[str, Waarde] = {"reserve": "r", "onttrekking.2026": 40}


@pytest.mark.parametrize(
    ("record", "mutatie", "kolom", "expected"),
    [
        # bbv, section 4: a post is one or the other as a whole, else in the part it names
        (post(**HEEL), None, KOLOM, {}),
        (post(aard="structureel", **HEEL), None, KOLOM, {}),
        (post(aard="incidenteel", **HEEL), None, KOLOM, {LASTEN: 100, BATEN: 30}),
        (post(aard="incidenteel", **HEEL), None, "rekening.2024", {LASTEN: 7}),
        (post(incidenteel__lasten__2026=25, **HEEL), None, KOLOM, {LASTEN: 25}),
        (post(incidenteel__baten__2026=25, **HEEL), None, KOLOM, {BATEN: 25}),
        (post(incidenteel__lasten__2026=25, **HEEL), None, "begroting.2027", {}),
        (post(incidenteel__lasten__2026=25, **HEEL), None, "wijziging.2026", {}),
        (post(aard="incidenteel", incidenteel__lasten__2026=25, **HEEL), None, KOLOM, {LASTEN: 100, BATEN: 30}),
        (post(incidenteel__lasten__rekening__2024=3, **HEEL), None, "rekening.2024", {LASTEN: 3}),
        (post(incidenteel__lasten__rekening__2024=3, **HEEL), None, KOLOM, {}),
        (post(incidenteel__lasten__2024=3, **HEEL), None, "rekening.2024", {}),
        (post(incidenteel__lasten__wijziging__2026=3, **HEEL), None, "wijziging.2026", {LASTEN: 3}),
        (post(aard="incidenteel", incidenteel__lasten__rekening__2024=3, **HEEL), None, "rekening.2024", {LASTEN: 7}),
        # a mutation says so itself, else it is what its post is
        (post(**HEEL), MUTATIE, KOLOM, {}),
        (post(**HEEL), MUTATIE | {"aard": "incidenteel"}, KOLOM, {LASTEN: 40}),
        (post(incidenteel__lasten__2026=25), MUTATIE | {"aard": "incidenteel"}, KOLOM, {LASTEN: 65}),
        (post(aard="incidenteel", **HEEL), MUTATIE, KOLOM, {LASTEN: 140, BATEN: 30}),
        (post(aard="incidenteel", **HEEL), MUTATIE | {"aard": "structureel"}, KOLOM, {LASTEN: 100, BATEN: 30}),
        (post(**HEEL), MUTATIE | {"aard": "incidenteel", "post": "weg"}, KOLOM, {}),
        # reserves are incidental, except the ones that are said to be structural
        (reserve(toevoeging__begroting__2026=5), None, KOLOM, {TOEVOEGING: 5}),
        (reserve(structureel=False, onttrekking__begroting__2026=5), None, KOLOM, {ONTTREKKING: 5}),
        (reserve(structureel=True, onttrekking__begroting__2026=5), None, KOLOM, {}),
        (reserve(), ONTTROKKEN, KOLOM, {ONTTREKKING: 40}),
        (reserve(), ONTTROKKEN | {"aard": "structureel"}, KOLOM, {ONTTREKKING: 40}),
        (reserve(structureel=True), ONTTROKKEN, KOLOM, {}),
        (reserve(structureel=True), ONTTROKKEN | {"aard": "incidenteel"}, KOLOM, {ONTTREKKING: 40}),
    ],
)
def test_every_amount_is_incidental_as_its_post_reserve_or_mutation_says(
    record: Record, mutatie: dict[str, Waarde] | None, kolom: str, expected: dict[tuple[str, str, str], int]
) -> None:
    dossier = make(record, mutatie=mutatie)
    assert incidenteel(dossier, dossier.bestanden[P], kolom) == expected


def test_the_structural_balance_is_that_of_the_notitie() -> None:
    # lasten 1000 of which 200 incidental; baten 900 of which 50; withdrawn 150: 100 of it structural; added 20.
    # (900 - 50) - (1000 - 200) + 100 - 0 = 150
    posten = [
        Record("post", "a", {"lasten.begroting.2026": 1000, "incidenteel.lasten.2026": 200}),
        Record("post", "b", {"baten.begroting.2026": 850}),
        Record("post", "c", {"aard": "incidenteel", "baten.begroting.2026": 50}),
    ]
    reserves = [
        Record("reserve", "k", {"structureel": True, "onttrekking.begroting.2026": 100}),
        Record("reserve", "r", {"onttrekking.begroting.2026": 50, "toevoeging.begroting.2026": 20}),
    ]
    dossier = make(*posten, *reserves)
    totalen = Totalen(dossier, [KOLOM])
    parts = IncidenteleTotalen(totalen.cube, [KOLOM])
    assert structureel_saldo(totalen, parts, [(KOLOM, 1)]) == 150
    assert overschot(totalen, KOLOM) == 900 - 1000 + 150 - 20
    assert structureel_saldo(totalen, parts, [(KOLOM, 1), (KOLOM, -1)]) == 0


BEDRAG = st.integers(-(10**9), 10**9)


@given(st.lists(st.tuples(BEDRAG, BEDRAG, BEDRAG, st.booleans())), st.lists(st.tuples(BEDRAG, BEDRAG, st.booleans())))
def test_structural_and_incidental_are_together_the_surplus(
    posten: list[tuple[int, int, int, bool]], reserves: list[tuple[int, int, bool]]
) -> None:
    records = []
    for n, (lasten, baten, part, whole) in enumerate(posten):
        waarden: dict[str, Waarde] = {"lasten.begroting.2026": lasten, "baten.begroting.2026": baten}
        waarden |= {"incidenteel.lasten.2026": part, "aard": "incidenteel" if whole else "structureel"}
        records.append(Record("post", f"p{n}", waarden))
    for n, (plus, minus, structural) in enumerate(reserves):
        waarden = {"toevoeging.begroting.2026": plus, "onttrekking.begroting.2026": minus, "structureel": structural}
        records.append(Record("reserve", f"r{n}", waarden))
    dossier = make(*records)
    totalen = Totalen(dossier, [KOLOM])
    parts = IncidenteleTotalen(totalen.cube, [KOLOM], per_bestand(dossier))
    one_off = (
        parts.dossier("baten", KOLOM)
        - parts.dossier("lasten", KOLOM)
        + parts.dossier("onttrekking", KOLOM)
        - parts.dossier("toevoeging", KOLOM)
    )
    assert structureel_saldo(totalen, parts, [(KOLOM, 1)]) + one_off == overschot(totalen, KOLOM)


FASEN = ("begroting", "wijziging", "rekening", "prognose")


@given(st.integers(0, 2**32), st.booleans(), st.sampled_from((0, 2025)))
def test_the_facts_and_the_parts_agree_on_what_is_incidental_in_every_phase(
    seed: int, has_document: bool, schatting: int
) -> None:
    rng = random.Random(seed)  # noqa: S311
    records = [_random_post(rng, f"p{n}") for n in range(3)]
    dossier = make(*records, mutatie={"post": "p0", "aard": "incidenteel", "lasten.2026": rng.randrange(100)})
    dossier.kop.waarden["schatting"] = schatting
    if has_document:
        dossier.begroting.insert(Record("document", "d", {"sjabloon": "begroting"}), None)
        dossier = seen_as(dossier, "d")
    terms = [f"{fase}.{jaar}" for fase in FASEN for jaar in (2025, 2026)]
    cube = Cube(dossier, terms)
    for _ in range(6):
        parts = IncidenteleTotalen(cube, terms)
        incidental = cube.sums("aard").sides(("incidenteel",))
        for term in terms:
            for kant in ("lasten", "baten"):
                assert incidental.get((kant, term), 0) == parts.dossier(kant, term), (kant, term)
        sleutel, pad, now = f"p{rng.randrange(3)}", _random_pad(rng), rng.randrange(-100, 1000)
        record = dossier.bestanden[P].records["post", sleutel]
        was = record.bedrag(pad)
        record.waarden[pad] = now
        cube.set(Plaats(P, "post", sleutel), pad, was, now)


def _random_post(rng: random.Random, sleutel: str) -> Record:
    aard = rng.choice(("structureel", "structureel", "incidenteel"))
    amounts: dict[str, Waarde] = {_random_pad(rng): rng.randrange(-100, 1000) for _ in range(rng.randrange(12))}
    return Record("post", sleutel, {"beleidsterrein": "A", "aard": aard, **amounts})


def _random_pad(rng: random.Random) -> str:
    kant, fase, jaar = rng.choice(("lasten", "baten")), rng.choice(FASEN), rng.choice((2025, 2026))
    if rng.random() < 0.5:
        return f"{kant}.{fase}.{jaar}"
    return f"incidenteel.{kant}.{jaar}" if fase == "begroting" else f"incidenteel.{kant}.{fase}.{jaar}"


@pytest.mark.parametrize(
    ("surplus", "toevoeging", "onttrekking", "expected"),
    [
        (0, None, None, {}),
        (100, None, None, {"toevoeging": 100}),
        (-100, None, None, {"onttrekking": 100}),
        (100, 30, None, {"toevoeging": 130}),
        (-100, None, 30, {"onttrekking": 130}),
        # what the reserve gives itself is lowered first
        (100, None, 30, {"onttrekking": 0, "toevoeging": 70}),
        (100, None, 130, {"onttrekking": 30}),
        (-100, 30, 5, {"toevoeging": 0, "onttrekking": 75}),
        # a negative amount, a correction, stays what it is
        (100, None, -30, {"toevoeging": 100}),
        (-100, -30, None, {"onttrekking": 100}),
    ],
)
def test_a_result_is_closed_onto_a_reserve(
    surplus: int, toevoeging: int | None, onttrekking: int | None, expected: dict[str, int]
) -> None:
    own = {"toevoeging": toevoeging, "onttrekking": onttrekking}
    record = reserve(**{f"{kant}__begroting__2026": cents for kant, cents in own.items() if cents is not None})
    baten = surplus + (toevoeging or 0) - (onttrekking or 0)
    dossier = make(post(baten__begroting__2026=baten), record)
    totalen = Totalen(dossier, [KOLOM])
    assert overschot(totalen, KOLOM) == surplus
    edits = sluit(totalen, dossier.bestanden[P], record, T)
    assert {edit.adres.pad.split(".")[0]: edit.nieuw for edit in edits} == expected
    for edit in edits:
        edit.apply(dossier)
    assert overschot(Totalen(dossier, [KOLOM]), KOLOM) == 0


@given(BEDRAG, BEDRAG, BEDRAG, BEDRAG)
def test_closing_makes_the_result_zero_and_closing_again_changes_nothing(
    lasten: int, baten: int, plus: int, minus: int
) -> None:
    record = reserve(toevoeging__begroting__2026=plus, onttrekking__begroting__2026=minus)
    dossier = make(post(lasten__begroting__2026=lasten, baten__begroting__2026=baten), record)
    for edit in sluit(Totalen(dossier, [KOLOM]), dossier.bestanden[P], record, T):
        edit.apply(dossier)
    totalen = Totalen(dossier, [KOLOM])
    assert overschot(totalen, KOLOM) == 0
    assert sluit(totalen, dossier.bestanden[P], record, T) == []


def test_what_no_file_can_hold_is_not_closed() -> None:
    record = reserve(toevoeging__begroting__2026=MAX_CENTS)
    dossier = make(post(baten__begroting__2026=MAX_CENTS), Record("post", "y", {"baten.begroting.2026": 1}), record)
    with pytest.raises(BedragFout):
        sluit(Totalen(dossier, [KOLOM]), dossier.bestanden[P], record, T)
