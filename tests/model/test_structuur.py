"""The structure of a dossier: adding, renaming, moving and deleting leave no reference that leads nowhere."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from budgetdesk import checks
from budgetdesk.errors import Refused
from budgetdesk.model import structuur
from budgetdesk.model.arrangement import SOORTEN, kind
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit
from budgetdesk.model.structuur import soortnaam
from tests.model.willekeurig import SLEUTELS, Band, Plek, banden, do, dossiers, plekken

P = "programmas/01-p.toml"


def chosen(data: st.DataObject, dossier: Dossier) -> tuple[Bestand, str, str]:
    """Return a table of the dossier that has a key."""
    tables = plekken(dossier)
    assume(tables)
    naam, soort, sleutel = data.draw(st.sampled_from(tables))
    return dossier.bestanden[naam], soort, sleutel


def dangling(dossier: Dossier) -> set[tuple[str, str, str]]:
    """Return what the checks say about references that lead nowhere."""
    codes = ("BD201", "BD202", "BD203", "BD204", "BD211")
    return {(m.code, m.adres.bestand, str(m.adres)) for m in checks.run(dossier) if m.code in codes}


# --- another key ---------------------------------------------------------------------------------


@given(dossiers(), st.data(), st.sampled_from(["nieuw", "1B.2", 'met "q" en |', "{x} = y", "ë"]))
def test_after_rename_all_that_named_the_table_names_it_under_its_new_key_and_nothing_else_changed(
    dossier: Dossier, data: st.DataObject, nieuw: str
) -> None:
    bestand, soort, sleutel = chosen(data, dossier)
    old, new = (bestand.naam, soort, sleutel), (bestand.naam, soort, nieuw)

    def under_new_key(plek: Plek) -> Plek:
        return new if plek == old else plek

    expected = [replace(b, van=under_new_key(b.van), naar=under_new_key(b.naar)) for b in banden(dossier)]
    places = [under_new_key(plek) for plek in plekken(dossier)]
    first = copy.deepcopy(dossier)
    do(dossier, structuur.rename(dossier, bestand, soort, sleutel, nieuw))
    assert sorted(banden(dossier), key=repr) == sorted(expected, key=repr)
    assert plekken(dossier) == places
    do(dossier, structuur.rename(dossier, bestand, soort, nieuw, sleutel))
    assert dossier == first


@pytest.mark.parametrize("nieuw", ["", "  ", "a\nb", "a\x7f", "x" * 81])
def test_what_is_no_key_is_refused(nieuw: str) -> None:
    bestand = Bestand(P, "programma", {("post", "a"): Record("post", "a")})
    with pytest.raises(Refused, match="een sleutel is een tekst van hoogstens 80 tekens zonder regeleinden"):
        structuur.rename(Dossier({P: bestand}), bestand, "post", "a", nieuw)


def test_a_key_that_is_taken_is_refused() -> None:
    bestand = Bestand(P, "programma", {("post", k): Record("post", k) for k in "ab"})
    with pytest.raises(Refused, match=f"post `b` bestaat al in {P}"):
        structuur.rename(Dossier({P: bestand}), bestand, "post", "a", "b")
    with pytest.raises(Refused, match=f"post `b` bestaat al in {P}"):
        structuur.add(bestand, "post", "B", sleutel="b")
    with pytest.raises(Refused, match="een sleutel is"):
        structuur.add(bestand, "post", "B", sleutel="a\nb")


# --- deleting ------------------------------------------------------------------------------------


@given(dossiers(), st.data())
def test_after_delete_with_mee_no_reference_dangles_that_did_not_and_only_what_was_named_is_gone(
    dossier: Dossier, data: st.DataObject
) -> None:
    bestand, soort, sleutel = chosen(data, dossier)
    findings, places, links = dangling(dossier), set(plekken(dossier)), banden(dossier)
    also = [(b.naam, t.soort, t.sleutel) for b, t in structuur.cascade(dossier, bestand, soort, sleutel)]
    do(dossier, structuur.delete(dossier, bestand, soort, sleutel, mee=True))
    gone = places - set(plekken(dossier))
    assert len(also) == len(set(also))
    assert gone == {(bestand.naam, soort, sleutel), *also}
    needed = {plek: [b for b in links if b.van == plek and b.nodig] for plek in also}
    pads = {plek: {b.pad for b in found} for plek, found in needed.items()}
    assert all(any(all(b.naar in gone for b in needed[p] if b.pad == pad) for pad in pads[p]) for p in also)
    assert not any(b.nodig and b.naar in gone for b in banden(dossier))
    assert dangling(dossier) <= findings
    kept = [b for b in links if b.van not in gone and (b.naar not in gone or is_figure(dossier, b))]
    assert sorted(banden(dossier), key=repr) == sorted(kept, key=repr)


def is_figure(dossier: Dossier, band: Band) -> bool:
    """Return whether a reference stands in a text."""
    naam, soort, sleutel = band.van
    return "{{" in str(dossier.bestanden[naam].records[soort, sleutel].waarden.get(band.pad, ""))


@given(dossiers(), st.data())
def test_after_delete_with_naar_all_that_named_the_table_names_the_other(dossier: Dossier, data: st.DataObject) -> None:
    bestand, soort, sleutel = chosen(data, dossier)
    others = [t.sleutel for t in bestand.van(soort) if t.sleutel != sleutel]
    assume(others)
    naar = data.draw(st.sampled_from(others))
    old, new = (bestand.naam, soort, sleutel), (bestand.naam, soort, naar)
    findings, places = dangling(dossier), set(plekken(dossier))
    expected = [replace(b, naar=new if b.naar == old else b.naar) for b in banden(dossier) if b.van != old]
    do(dossier, structuur.delete(dossier, bestand, soort, sleutel, naar=naar))
    assert set(plekken(dossier)) == places - {old}
    # a list that named the other already names it once
    assert set(banden(dossier)) == set(expected)
    assert dangling(dossier) <= findings


@given(dossiers(), st.data())
def test_delete_without_more_does_what_mee_does_or_refuses_what_others_need(
    dossier: Dossier, data: st.DataObject
) -> None:
    bestand, soort, sleutel = chosen(data, dossier)
    if structuur.cascade(dossier, bestand, soort, sleutel):
        with pytest.raises(Refused, match=f"verwijst naar {soort} `{re.escape(sleutel)}`"):
            structuur.delete(dossier, bestand, soort, sleutel)
    else:
        edits = structuur.delete(dossier, bestand, soort, sleutel)
        assert edits == structuur.delete(dossier, bestand, soort, sleutel, mee=True)


@pytest.mark.parametrize("naar", ["a", "weg", ""])
def test_references_go_only_to_another_table_that_is_there(naar: str) -> None:
    bestand = Bestand(P, "programma", {("post", k): Record("post", k) for k in "ab"})
    with pytest.raises(Refused, match=f"post `{naar}` bestaat niet in {P}"):
        structuur.delete(Dossier({P: bestand}), bestand, "post", "a", naar=naar)


# --- undoing -------------------------------------------------------------------------------------


def random_edits(dossier: Dossier, data: st.DataObject) -> list[Edit]:
    bestand, soort, sleutel = chosen(data, dossier)
    match data.draw(st.sampled_from(["add", "rename", "move", "delete"])):
        case "add":
            return structuur.add(bestand, soort, "Een naam", ouder="", na=sleutel)
        case "rename":
            return structuur.rename(dossier, bestand, soort, sleutel, structuur.propose_key(bestand, soort, "Nieuw"))
        case "move":
            return structuur.move(bestand, soort, sleutel, data.draw(st.sampled_from([-2, -1, 1, 2])))
        case _:
            return structuur.delete(dossier, bestand, soort, sleutel, mee=True)


@given(dossiers(), st.data())
def test_edits_undone_give_the_first_dossier_with_its_order(dossier: Dossier, data: st.DataObject) -> None:
    first, places = copy.deepcopy(dossier), plekken(dossier)
    terug: list[Edit] = []
    for _ in range(data.draw(st.integers(1, 5))):
        terug = do(dossier, random_edits(dossier, data)) + terug
    do(dossier, terug)
    assert dossier == first
    assert plekken(dossier) == places


# --- adding --------------------------------------------------------------------------------------


def with_keys(soort: str, *sleutels: str) -> Bestand:
    records = {("programma", ""): Record("programma", "", {"nummer": 1})}
    return Bestand(P, "programma", records | {(soort, k): Record(soort, k) for k in sleutels})


@pytest.mark.parametrize(
    ("soort", "taken", "naam", "ouder", "key"),
    [
        ("beleidsterrein", (), "x", "", "1A"),
        ("beleidsterrein", ("1A", "1B"), "x", "", "1C"),
        ("doel", ("1A1", "1A2", "1B1"), "x", "1A", "1A3"),
        ("doel", ("1A1",), "x", "1B", "1B1"),
        ("prestatie", ("1A1.1", "1A1.2"), "x", "1A1", "1A1.3"),
        ("indicator", ("1A1.a", "1A1.b"), "x", "1A1", "1A1.c"),
        ("indicator", tuple(f"1A1.{c}" for c in "abcdefghijklmnopqrstuvwxyz"), "x", "1A1", "1A1.aa"),
        ("post", (), "Jeugdraad", "1A", "jeugdraad"),
        ("post", ("jeugdraad", "jeugdraad-2"), "Jeugdraad", "1A", "jeugdraad-3"),
        ("post", (), "  Cliëntenraad & Zórg: één!  ", "1A", "clientenraad-zorg-een"),
        ("post", (), "…", "1A", "post"),
        (
            "reserve",
            (),
            "Reserve groot onderhoud van de openbare ruimte",
            "",
            "reserve-groot-onderhoud-van-de-openbare",
        ),
        ("verbonden_partij", ("verbonden_partij",), "", "", "verbonden_partij-2"),
    ],
)
def test_the_next_code_below_the_parent_or_the_name_as_a_slug_is_proposed(
    soort: str, taken: tuple[str, ...], naam: str, ouder: str, key: str
) -> None:
    assert structuur.propose_key(with_keys(soort, *taken), soort, naam, ouder) == key


@given(
    st.sampled_from(structuur.soorten(with_keys("post"))),
    st.lists(st.sampled_from([*SLEUTELS, "1A1", "1A2", "1A1.a", "x", "x-2", "post"]), unique=True),
    st.one_of(st.text(max_size=60), st.sampled_from(["x", "X!", "ß", "日本"])),
    st.sampled_from(["", "1A", "a.b"]),
)
def test_a_proposed_key_is_free_and_a_key(soort: str, taken: list[str], naam: str, ouder: str) -> None:
    bestand = with_keys(soort, *taken)
    key = structuur.propose_key(bestand, soort, naam, ouder)
    assert key not in taken
    (edit,) = structuur.add(bestand, soort, naam, ouder=ouder if kind(soort).ouder else "", sleutel=key)
    assert isinstance(edit, AddRecord)
    edit.apply(Dossier({P: bestand}))
    assert bestand.record(soort, key)


@given(st.text())
def test_a_slug_is_a_short_key_that_needs_no_quotes(naam: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", structuur.slug(naam))
    assert len(structuur.slug(naam)) <= 40


@pytest.mark.parametrize("bestandssoort", SOORTEN)
def test_a_new_table_holds_no_key_that_its_kind_does_not_know(bestandssoort: str) -> None:
    for soort, schema in SOORTEN[bestandssoort].items():  # type: ignore[index]
        bestand = Bestand(P, bestandssoort)  # type: ignore[arg-type]
        (edit,) = structuur.add(bestand, soort, "Een naam", sleutel="s")
        assert isinstance(edit, AddRecord)
        assert all(schema.veld(pad) for pad, _ in edit.waarden)


def test_any_key_of_the_kind_may_be_given_along() -> None:
    waarden: dict[str, Waarde] = {"soort": "algemene reserve", "stand.2025": 500}
    (edit,) = structuur.add(with_keys("reserve"), "reserve", "R", ouder="", sleutel="r", na=None, **waarden)
    expected = (("soort", "algemene reserve"), ("naam", "R"), ("stand.2025", 500))
    assert edit == AddRecord(P, "reserve", "r", expected, None)


def test_a_new_table_comes_behind_the_one_that_is_named_or_last() -> None:
    bestand = with_keys("post", "a", "b")
    for na, order in (("a", "anb"), ("b", "abn"), (None, "abn")):
        dossier = Dossier({P: copy.deepcopy(bestand)})
        do(dossier, structuur.add(bestand, "post", "N", sleutel="n", na=na))
        assert "".join(t.sleutel for t in dossier.bestanden[P].van("post")) == order


# --- moving --------------------------------------------------------------------------------------


@given(dossiers(), st.data(), st.integers(-4, 4))
def test_a_move_goes_as_many_places_among_its_kind_and_parent_or_not_at_all(
    dossier: Dossier, data: st.DataObject, stappen: int
) -> None:
    bestand, soort, sleutel = chosen(data, dossier)
    required = {"doel", "prestatie", "indicator", "post"}
    ouder = kind(soort).ouder if soort in required else ""

    def siblings() -> list[str]:
        parent = bestand.records[soort, sleutel].waarden.get(ouder)
        return [t.sleutel for t in bestand.van(soort) if t.waarden.get(ouder) == parent]

    before, others = siblings(), [p for p in plekken(dossier) if p != (bestand.naam, soort, sleutel)]
    target = before.index(sleutel) + stappen
    edits = structuur.move(bestand, soort, sleutel, stappen)
    assert bool(edits) == (stappen != 0 and 0 <= target < len(before))
    do(dossier, edits)
    after = siblings()
    assert after.index(sleutel) == (target if edits else before.index(sleutel))
    assert [p for p in plekken(dossier) if p != (bestand.naam, soort, sleutel)] == others


# --- names of kinds ------------------------------------------------------------------------------


def test_every_kind_has_a_name_without_underscores_and_a_plural_where_there_can_be_several() -> None:
    for soorten in SOORTEN.values():
        for soort in soorten.values():
            assert soortnaam(soort.naam)
            assert "_" not in soortnaam(soort.naam)
            assert soort.enkel or soortnaam(soort.naam, 2) != soortnaam(soort.naam)


@pytest.mark.parametrize(
    ("soort", "one", "more"),
    [
        ("aanvaard", "aanvaarding", "aanvaardingen"),
        ("verbonden_partij", "verbonden partij", "verbonden partijen"),
        ("activum", "activum", "activa"),
        ("emu", "EMU-saldo", "EMU-saldo"),
        ("wat_anders", "wat_anders", "wat_anders"),
    ],
)
def test_a_kind_is_named_in_singular_and_plural(soort: str, one: str, more: str) -> None:
    assert [soortnaam(soort, aantal) for aantal in (0, 1, 2)] == [more, one, more]
