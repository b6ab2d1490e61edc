"""Iv3 into a dossier: what one post fits becomes the amount of the file, the rest is listed and left."""

from __future__ import annotations

from typing import Final

import pytest

from budgetdesk.engine.codelijst import Cel
from budgetdesk.importing.iv3json import lees_json
from budgetdesk.importing.iv3voorstel import GEEN_POST, MEER_POSTEN, TE_GROOT, Iv3controle, Iv3voorstel, voorstel
from budgetdesk.session import Session
from budgetdesk.session.iv3 import draw_up
from tests.importing.iv3bladen import als_json, document
from tests.proef import sample, session

PROGRAMMA: Final = """
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "1.1"
categorie.baten = "3.7"
lasten.begroting.2026 = 1_000.50
baten.begroting.2026 = 200

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "3.8"
lasten.begroting.2026 = 40

[post.college]
naam = "College"
beleidsterrein = "1A"
taakveld = "0.1"
categorie.lasten = "3.8"

[reserve.egalisatie]
naam = "Egalisatie"
soort = "bestemmingsreserve"

[investering.klok]
naam = "Klok"
nut = "economisch"
uitgaven.2025 = 1_000
termijn = 10
gereed = 2025
post = "griffie"
"""

BESLUIT: Final = """[wijziging]
nummer = "2026-01"
naam = "Kaderbrief"
status = "vastgesteld"
telt_mee = "begroting"
datum = 2025-07-02

[mutatie.a]
programma = 1
post = "griffie"
onderwerp = "Meer griffie"
lasten.2026 = 50
"""


def van(stad: Session, regels: dict[Cel, int], periode: int = 0) -> Iv3voorstel:
    return voorstel(stad.dossier, [lees_json("iv3.json", als_json(document(regels, periode)))])


def test_one_post_that_fits_gets_what_its_cell_lacks() -> None:
    stad = session(PROGRAMMA)
    regels: dict[Cel, int] = {
        ("lasten", "0.1", "1.1"): 2_000,
        ("baten", "0.1", "3.7"): 200,
        ("lasten", "0.1", "7.3"): 100,
        ("baten", "0.10", "7.1"): 30,
        ("lasten", "0.1", "3.8"): 41,
        ("lasten", "0.2", "1.1"): 5,
        ("lasten", "0.11", "7.1"): 7,
    }
    found = van(stad, regels)
    assert {str(b.adres): (b.edit.oud, b.edit.nieuw) for b in found.bedragen} == {
        "post.griffie.lasten.begroting.2026": (100_050, 200_000),
        "reserve.egalisatie.onttrekking.begroting.2026": (None, 3_000),
    }
    assert [(c.cel, c.bron, c.nu, c.posten, c.waarom) for c in found.onbeslist] == [
        (("lasten", "0.2", "1.1"), 5, 0, [], GEEN_POST),
        (("lasten", "0.1", "3.8"), 41, 40, ["1/post.raad", "1/post.college"], MEER_POSTEN),
    ]
    assert found.gelijk == 2
    assert not found.alleen_hier
    assert found.controle == [
        Iv3controle("lasten", "begroting.2026", 2_146, 1_141, 2_140),
        Iv3controle("baten", "begroting.2026", 230, 200, 230),
    ]


def test_what_decisions_and_charges_add_is_taken_off() -> None:
    """The cell is 1,000.50 + 50 of a decision; charges have cells of their own. It becomes 2,000 all together."""
    stad = session(PROGRAMMA, wijzigingen__a=BESLUIT)
    regels: dict[Cel, int] = {("lasten", "0.1", "1.1"): 2_000}
    before = van(stad, regels)
    (bedrag,) = before.bedragen
    assert (before.gewijzigd[0].nu, bedrag.edit.nieuw) == (1_051, 195_000)
    stad.do_stored(before.edits, "iv3")
    lasten = {(r["taakveld"], r["categorie"]): r["bedrag"] for r in draw_up(stad).document["data"]["lasten"]}
    assert lasten["0.1", "1.1"] == 2_000
    again = van(stad, regels)
    assert (again.edits, again.gelijk) == ([], 1)


def test_cents_stay_where_the_whole_euros_are_those_of_the_file() -> None:
    found = van(session(PROGRAMMA), {("lasten", "0.1", "1.1"): 1_001})
    assert (found.edits, found.gelijk) == ([], 1)


def test_what_only_the_dossier_has_is_listed_and_stays() -> None:
    found = van(session(PROGRAMMA), {("lasten", "0.1", "1.1"): 1_001})
    assert [(c.cel, c.nu) for c in found.alleen_hier] == [
        (("baten", "0.1", "3.7"), 200),
        (("lasten", "0.1", "3.8"), 40),
        (("lasten", "0.1", "7.3"), 100),
    ]


def test_accounts_and_quarters_land_in_their_own_phase() -> None:
    regels: dict[Cel, int] = {("lasten", "0.1", "1.1"): 9}
    for periode, term in ((2, "realisatie.2026-2"), (5, "rekening.2026")):
        (bedrag,) = van(session(PROGRAMMA), regels, periode).bedragen
        assert (bedrag.adres.pad, bedrag.edit.nieuw) == (f"lasten.{term}", 900)


def test_an_amount_that_no_post_can_hold_is_left() -> None:
    largest = 10**13 - 1
    stad = session(
        PROGRAMMA.replace("lasten.begroting.2026 = 1_000.50", f"lasten.begroting.2026 = -{largest - 10**12}")
    )
    found = van(stad, {("lasten", "0.1", "1.1"): largest})
    assert not [c for c in found.onbeslist if c.waarom == TE_GROOT]
    assert found.bedragen[0].edit.nieuw == 100 * largest


@pytest.mark.lang
def test_the_own_statement_of_the_sample_changes_nothing() -> None:
    stad = sample("voorbeeldstad-2027")
    found = voorstel(stad.dossier, [lees_json("iv3.json", als_json(draw_up(stad).document))])
    assert (found.edits, found.onbeslist, found.alleen_hier) == ([], [], [])
    assert found.gelijk > 200
    assert all(c.bron == c.nu == c.straks for c in found.controle)
