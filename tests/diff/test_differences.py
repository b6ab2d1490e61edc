"""What changed between two versions: the edits lead from one to the other, as few and as plain as can be."""

from __future__ import annotations

import copy
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.diff.differences import compare_files, differences, same
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RemoveRecord, RenameRecord, SetValue
from tests.model.willekeurig import SLEUTELS, do, dossiers, plekken

P = "programmas/01-p.toml"


def file(*records: Record, naam: str = P, soort: Any = "programma") -> Bestand:
    return Bestand(naam, soort, {(t.soort, t.sleutel): t for t in records})


def post(sleutel: str, **waarden: Waarde) -> Record:
    return Record("post", sleutel, {pad.replace("__", "."): waarde for pad, waarde in waarden.items()})


def rich(sleutel: str, naam: str, begin: int = 100) -> Record:
    """Return a post with eight values, amounts among them that no other has."""
    amounts = {f"lasten__begroting__{2027 + i}": begin + i for i in range(6)}
    return post(sleutel, naam=naam, taakveld="0.1", **amounts)


def exact(bestand: Bestand) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Return all of a file that is compared: per kind the tables in order, values with their type and print."""
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for record in bestand.records.values():
        values = {pad: repr(waarde) for pad, waarde in sorted(record.waarden.items())}
        found.setdefault(record.soort, []).append((record.sleutel, values))
    return found


def applied(oud: Bestand, edits: list[Edit]) -> Bestand:
    dossier = Dossier({oud.naam: copy.deepcopy(oud)})
    do(dossier, edits)
    return dossier.bestanden[oud.naam]


ODD: list[Waarde] = [0, 1, True, False, Decimal(1), Decimal("1.0"), "1", "", date(2027, 1, 1), ["a"], [], [1], [True]]


def shaken(rng: random.Random, bestand: Bestand) -> Bestand:
    """Return a file with tables gone, added, under another key, in another order, and with other values."""
    result = copy.deepcopy(bestand)
    for soort, sleutel in list(result.records):
        record = result.records[soort, sleutel]
        if sleutel and rng.random() < 0.2:
            result.remove(soort, sleutel)
            continue
        for pad in list(record.waarden):
            if rng.random() < 0.1:
                del record.waarden[pad]
            elif rng.random() < 0.2:
                record.waarden[pad] = rng.choice(ODD)
        if rng.random() < 0.2:
            record.waarden[rng.choice("abc")] = rng.choice(ODD)
        free = [s for s in (*SLEUTELS, "x", "y") if not result.record(soort, s)]
        if sleutel and free and rng.random() < 0.3:
            result.remove(soort, sleutel)
            record.sleutel = rng.choice(free)
            others = [t.sleutel for t in result.van(soort)]
            result.insert(record, rng.choice([*others, None]))
    return result


@given(dossiers(), dossiers(), st.integers(0, 2**32))
def test_the_edits_lead_from_one_version_to_the_other(een: Dossier, ander: Dossier, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    for naam, oud in een.bestanden.items():
        for nieuw in (shaken(rng, oud), ander.bestanden.get(naam, oud)):
            before = exact(oud)
            edits = differences(oud, nieuw)
            assert exact(applied(oud, edits)) == exact(nieuw)
            assert exact(oud) == before
            assert bool(edits) == (before != exact(nieuw))


@given(dossiers(), st.data())
def test_another_key_is_told_as_one_and_what_names_it_follows(dossier: Dossier, data: st.DataObject) -> None:
    naam, soort, sleutel = data.draw(st.sampled_from(plekken(dossier) or [(P, "", "")]))
    if not soort or soort == "mutatie" or not dossier.bestanden[naam].records[soort, sleutel].waarden:
        return
    nieuw = copy.deepcopy(dossier)
    wanted = structuur.rename(nieuw, nieuw.bestanden[naam], soort, sleutel, "heel-anders")
    do(nieuw, wanted)
    found = [e for paar in compare_files(dossier, nieuw) for e in paar.edits]
    assert [e for e in found if not isinstance(e, SetValue)] == [RenameRecord(naam, soort, sleutel, "heel-anders")]
    assert len(found) == len(wanted)


@given(st.permutations(range(8)))
def test_no_more_tables_move_than_have_to(order: list[int]) -> None:
    tables = [post(str(i), naam=str(i)) for i in range(8)]
    edits = differences(file(*tables), file(*(tables[i] for i in order)))
    subsets = ([n for bit, n in enumerate(order) if mask >> bit & 1] for mask in range(2**8))
    longest = max(len(kept) for kept in subsets if kept == sorted(kept))
    assert len(edits) == 8 - longest
    assert all(isinstance(e, MoveRecord) for e in edits)


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [(0, False), (1, True), (1, Decimal(1)), ("1", 1), (Decimal("8.0"), Decimal(8)), ([1], [True]), (None, 0)],
)
def test_values_of_another_type_or_print_differ(oud: Waarde | None, nieuw: Waarde | None) -> None:
    assert not same(oud, nieuw)
    assert same(oud, oud)
    before, after = (file(post("a", **({} if w is None else {"x": w}))) for w in (oud, nieuw))
    assert differences(before, after) == [SetValue(Adres(P, "post", "a", "x"), oud, nieuw)]


RENAMES: list[tuple[str, list[Record], list[Record], dict[str, str]]] = [
    ("same name, all else different", [rich("a", "Naam")], [post("b", naam="Naam", x=1)], {"a": "b"}),
    ("other name, one value in eight differs", [rich("a", "Oud")], [rich("b", "Nieuw")], {"a": "b"}),
    ("other name and amounts", [rich("a", "Oud")], [rich("b", "Nieuw", 900)], {}),
    ("of three values one differs", [post("a", naam="A", x=1, y=2)], [post("b", naam="B", x=1, y=2)], {}),
    ("one value and it is the same", [post("a", x=1)], [post("b", x=1)], {"a": "b"}),
    ("nothing is alike in two empty tables", [post("a")], [post("b")], {}),
    ("the name decides before the values", [rich("a", "N")], [rich("b", "M"), rich("c", "N", 900)], {"a": "c"}),
    ("the values decide between equal names", [rich("a", "N")], [rich("b", "N", 900), rich("c", "N")], {"a": "c"}),
    ("the first decides between equals", [rich("a", "N")], [rich("b", "N"), rich("c", "N")], {"a": "b"}),
    ("one to one", [rich("a", "N"), rich("b", "N")], [rich("c", "N")], {"a": "c"}),
    ("two apart", [rich("a", "N"), rich("b", "M", 50)], [rich("c", "M", 50), rich("d", "N")], {"a": "d", "b": "c"}),
    ("a key that stayed is no counterpart", [rich("a", "N"), rich("b", "M")], [rich("b", "N")], {}),
]


@pytest.mark.parametrize(("oud", "nieuw", "expected"), [r[1:] for r in RENAMES], ids=[r[0] for r in RENAMES])
def test_tables_that_went_and_came_are_one_where_name_or_values_say_so(
    oud: list[Record], nieuw: list[Record], expected: dict[str, str]
) -> None:
    edits = differences(file(*oud), file(*nieuw))
    assert {e.sleutel: e.nieuw for e in edits if isinstance(e, RenameRecord)} == expected
    assert exact(applied(file(*oud), edits)) == exact(file(*nieuw))


def test_a_mutation_of_another_post_is_another_mutation() -> None:
    oud = Record("mutatie", "a", {"programma": 1, "post": "x", "onderwerp": "Taak"})
    nieuw = Record("mutatie", "b", {"programma": 2, "post": "y", "onderwerp": "Taak"})
    besluit = {"naam": "wijzigingen/1.toml", "soort": "wijziging"}
    first, second = differences(file(oud, **besluit), file(nieuw, **besluit))
    assert isinstance(first, RemoveRecord)
    assert isinstance(second, AddRecord)
    moved = Record("mutatie", "b", {**oud.waarden, "lasten.2027": 5})
    assert differences(file(oud, **besluit), file(moved, **besluit))[0] == RenameRecord(
        "wijzigingen/1.toml", "mutatie", "a", "b"
    )


def test_a_table_without_a_key_comes_and_goes() -> None:
    kop = Record("weergave", "", {"eenheid": 1})
    oud, nieuw = (file(*t, naam="begroting.toml", soort="begroting") for t in ([], [kop]))
    assert differences(oud, nieuw) == [AddRecord("begroting.toml", "weergave", "", (("eenheid", 1),))]
    assert differences(nieuw, oud) == [RemoveRecord("begroting.toml", "weergave", "")]


@pytest.mark.lang
def test_thousands_of_other_keys_are_told_apart_at_once() -> None:
    tables = [rich(f"oud-{i}", f"Post {i}", i * 10) for i in range(3000)]
    after = [Record("post", f"nieuw-{t.sleutel}", t.waarden) for t in tables]
    edits = differences(file(*tables), file(*after))
    assert edits == [RenameRecord(P, "post", t.sleutel, f"nieuw-{t.sleutel}") for t in tables]


# --- files -----------------------------------------------------------------------------------


def programma(naam: str, nummer: int, titel: str) -> Bestand:
    return file(Record("programma", "", {"nummer": nummer, "naam": titel}), naam=f"programmas/{naam}.toml")


def besluit(naam: str, nummer: Waarde, titel: str = "") -> Bestand:
    kop = Record("wijziging", "", {"nummer": nummer, "naam": titel})
    return file(kop, naam=f"wijzigingen/{naam}.toml", soort="wijziging")


def paired(oud: list[Bestand], nieuw: list[Bestand]) -> list[tuple[str, str]]:
    found = compare_files(Dossier({b.naam: b for b in oud}), Dossier({b.naam: b for b in nieuw}))
    return [tuple(b.naam.split("/")[1].removesuffix(".toml") if b else "-" for b in (p.oud, p.nieuw)) for p in found]  # type: ignore[misc]


FILES: list[tuple[str, list[Bestand], list[Bestand], list[tuple[str, str]]]] = [
    ("same name", [programma("a", 1, "A")], [programma("a", 2, "B")], [("a", "a")]),
    ("same number", [programma("a", 1, "A")], [programma("b", 1, "B")], [("a", "b")]),
    ("neither", [programma("a", 1, "A")], [programma("b", 2, "B")], [("-", "b"), ("a", "-")]),
    (
        "a programma between two others",
        [programma("01-a", 1, "A"), programma("02-b", 2, "B")],
        [programma("01-a", 1, "A"), programma("02-n", 2, "N"), programma("03-b", 3, "B")],
        [("01-a", "01-a"), ("-", "02-n"), ("02-b", "03-b")],
    ),
    ("a number that stands twice", [programma("a", 1, "A"), programma("b", 1, "B")], [programma("c", 1, "C")],
     [("-", "c"), ("a", "-"), ("b", "-")]),
    ("a decision by its number", [besluit("a", "7", "A")], [besluit("b", "7", "B")], [("a", "b")]),
    ("a decision by its name", [besluit("a", "7", "A")], [besluit("b", "8", "A")], [("a", "b")]),
    ("a number is not a text", [besluit("a", 7)], [besluit("b", "7", "B")], [("-", "b"), ("a", "-")]),
    ("a decision is no programma", [programma("a", 1, "A")], [besluit("b", 1, "A")], [("-", "b"), ("a", "-")]),
]  # fmt: skip


@pytest.mark.parametrize(("oud", "nieuw", "expected"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_files_are_paired_by_name_or_by_what_they_are(
    oud: list[Bestand], nieuw: list[Bestand], expected: list[tuple[str, str]]
) -> None:
    assert paired(oud, nieuw) == expected


@given(dossiers(), dossiers())
def test_every_file_stands_in_one_pair(oud: Dossier, nieuw: Dossier) -> None:
    pairs = compare_files(oud, nieuw)
    assert sorted(p.oud.naam for p in pairs if p.oud) == sorted(oud.bestanden)
    assert [p.nieuw.naam for p in pairs if p.nieuw] == list(nieuw.bestanden)
