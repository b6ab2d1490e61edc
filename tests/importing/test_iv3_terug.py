"""Iv3 goes in and out again: the statement of what was made of it is the one it was made from."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.codelijst import Cel, codelijst
from budgetdesk.importing.iv3in import Iv3bestand
from budgetdesk.importing.iv3json import lees_json
from budgetdesk.importing.iv3nieuw import inhoud, maak
from budgetdesk.importing.iv3voorstel import Plaatsing, voorstel
from budgetdesk.iv3.opgave import opgave
from budgetdesk.iv3.statement import to_json
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.session import Session
from budgetdesk.session.iv3 import draw_up
from tests.importing.iv3bladen import als_json, document
from tests.proef import SAMPLES, cijfers, sampled

DATUM: Final = datetime(2026, 1, 2, 9, 30, tzinfo=UTC)


def dossier_van(*bestanden: Iv3bestand, sjabloon: str) -> Dossier:
    """Return the dossier that files become, without a disk."""
    content = inhoud(bestanden)
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2026, "sjabloon": sjabloon})})
    for (soort, pad), waarde in content.begroting.items():
        kop.records.setdefault((soort, ""), Record(soort, "")).waarden[pad] = waarde
    return Dossier({BEGROTING: kop} | {bestand.naam: bestand for bestand in content.programmas})


def terug(found: dict[str, Any]) -> dict[str, Any]:
    """Return the data of the statement that is made of what an Iv3 file becomes, without key figures."""
    periode = found["metadata"]["periode"]
    dossier = dossier_van(
        lees_json("iv3.json", als_json(found)), sjabloon="jaarrekening" if periode == 5 else "begroting"
    )
    made = opgave(cijfers(dossier), DATUM, periode if periode in range(1, 5) else 0)
    return {naam: lijst for naam, lijst in made.document["data"].items() if naam != "kengetallen"}


def _open_cells() -> list[Cel]:
    lijst = codelijst(2026)
    assert lijst
    return [
        (kant, taakveld, categorie)
        for kant, categorieen in lijst.categorieen.items()
        for taakveld in lijst.taakvelden
        for categorie in categorieen
        if taakveld != "0.11" and (kant, taakveld, categorie) not in lijst.grijs
    ]


EUROS: Final = st.integers(-(10**11), 10**11).filter(bool)


@given(st.dictionaries(st.sampled_from(_open_cells()), EUROS, min_size=1, max_size=30), st.sampled_from([0, 1, 4, 5]))
def test_every_line_of_any_statement_comes_back_equal(regels: dict[Cel, int], periode: int) -> None:
    tekort = sum(euros if kant == "lasten" else -euros for (kant, _, _), euros in regels.items())
    if periode in (0, 5) and tekort:
        regels["baten" if tekort > 0 else "lasten", "0.11", "7.1"] = abs(tekort)
    found = document(regels, periode)
    assert terug(found) == found["data"]


@st.composite
def _two_statements(draw: st.DrawFn) -> tuple[dict[Cel, int], dict[Cel, int]]:
    """Return two statements of a year over taakvelden that the first has all of."""
    cells = draw(st.lists(st.sampled_from(_open_cells()), min_size=1, max_size=12, unique=True))
    homes = {cel[1] for cel in cells}
    others = draw(st.lists(st.sampled_from([cel for cel in _open_cells() if cel[1] in homes]), max_size=12))
    later = dict.fromkeys([*draw(st.lists(st.sampled_from(cells))), *others])
    return {cel: draw(EUROS) for cel in cells}, {cel: draw(EUROS) for cel in later} or {cells[0]: draw(EUROS)}


@given(_two_statements())
def test_any_statement_comes_into_a_dossier_made_of_another_one(both: tuple[dict[Cel, int], dict[Cel, int]]) -> None:
    """All of it: new posts where their taakveld is, what the file has not at zero; and again it changes nothing."""
    one, other = (document(regels) for regels in both)
    dossier = dossier_van(lees_json("een.json", als_json(one)), sjabloon="begroting")
    andere, alles = [lees_json("ander.json", als_json(other))], Plaatsing("maak", vervang=True)
    found = voorstel(dossier, andere, alles)
    assert not found.onbeslist
    for edit in found.edits:
        edit.apply(dossier)
    made = opgave(cijfers(dossier), DATUM, 0).document["data"]
    for kant in ("lasten", "baten"):
        lines = {(r["taakveld"], r["categorie"]): r["bedrag"] for r in made[kant] if r["taakveld"] != "0.11"}
        assert lines == {cel[1:]: euros for cel, euros in both[1].items() if cel[0] == kant}
    assert not voorstel(dossier, andere, alles).edits


@pytest.mark.parametrize("periode", [2, 5])
def test_a_balance_comes_back_with_what_moved_it(periode: int) -> None:
    standen = {("A123", "1 januari"): 1_000, ("A123", "ultimo"): 1_100, ("A23", "1 januari"): 500}
    standen |= {("A23", "ultimo"): 405, ("P111", "ultimo"): 705}
    mutaties = {("lasten", "A123", "3.8"): 200, ("baten", "A123", "7.3"): 100, ("baten", "A23", "6.1"): 95}
    found = document(
        {("lasten", "0.1", "1.1"): 5, ("baten", "0.2", "3.7"): 5}, periode, standen=standen, mutaties=mutaties
    )
    assert terug(found) == found["data"]


@pytest.mark.parametrize(
    ("stad", "documenten"),
    sampled([("voorbeeldstad-2027", ("",)), ("voorbeeldstad-2026", ("begroting", "jaarstukken"))], 2),
)
def test_the_statements_of_the_sample_come_back_equal(tmp_path: Path, stad: str, documenten: tuple[str, ...]) -> None:
    out = [draw_up(Session.open(SAMPLES / stad, read_only=True, document=d), DATUM).document for d in documenten]
    bestanden = [lees_json(f"{n}.json", to_json(found)) for n, found in enumerate(out)]
    made = maak(tmp_path / "d", bestanden)
    assert made.gemeente == "Voorbeeldstad"
    for found in out:
        sjabloon = "jaarrekening" if found["metadata"]["periode"] else "begroting"
        kop = tmp_path / "d" / BEGROTING
        kop.write_text(kop.read_text("utf-8").replace(f'"{made.sjabloon}"', f'"{sjabloon}"'), "utf-8")
        again = draw_up(Session.open(tmp_path / "d", read_only=True), DATUM).document
        assert len(found["data"]["lasten"]) > 100
        for lijst in ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen"):
            assert again["data"][lijst] == found["data"][lijst]
        assert (again["contact"], again["metadata"]) == (found["contact"], found["metadata"])
        kop.write_text(kop.read_text("utf-8").replace(f'"{sjabloon}"', f'"{made.sjabloon}"'), "utf-8")


def test_a_category_on_both_sides_is_one_post_and_reserves_are_one_reserve() -> None:
    regels = {
        ("lasten", "0.3", "3.8"): 7,
        ("baten", "0.3", "3.8"): 3,
        ("baten", "0.3", "3.6"): 1,
        ("lasten", "0.10", "7.1"): 20,
        ("baten", "0.10", "7.1"): 30,
        ("lasten", "0.11", "7.1"): 7,
        ("lasten", "6.711", "4.1.1"): 0,
    }
    content = inhoud([lees_json("iv3.json", als_json(document(regels)))])
    (bestand,) = content.programmas
    assert [record.key for record in bestand.records.values()] == [
        ("programma", ""),
        ("beleidsterrein", "9A"),
        ("post", "0_3-3_6"),
        ("post", "0_3-3_8"),
        ("reserve", "reserves"),
    ]
    assert bestand.records["post", "0_3-3_8"].waarden == {
        "naam": "Overige goederen en diensten",
        "beleidsterrein": "9A",
        "taakveld": "0.3",
        "categorie.lasten": "3.8",
        "lasten.begroting.2026": 700,
        "categorie.baten": "3.8",
        "baten.begroting.2026": 300,
    }
    reserve = bestand.records["reserve", "reserves"].waarden
    assert (reserve["toevoeging.begroting.2026"], reserve["onttrekking.begroting.2026"]) == (2000, 3000)


def test_several_periods_come_together_on_one_post() -> None:
    regels: dict[Cel, int] = {("lasten", "1.1", "4.3.3"): 5}
    files = [lees_json(f"{p}.json", als_json(document(regels, p))) for p in (0, 1, 5)]
    content = inhoud(files)
    (post,) = content.programmas[0].van("post")
    amounts = {pad: waarde for pad, waarde in post.waarden.items() if pad.startswith("lasten.")}
    assert amounts == {"lasten.begroting.2026": 500, "lasten.realisatie.2026-1": 500, "lasten.rekening.2026": 500}


def test_the_json_of_a_test_is_that_of_a_statement() -> None:
    """Else the round trips above would prove nothing."""
    found = document({("lasten", "0.1", "1.1"): 5})
    assert json.loads(als_json(found)) == found
