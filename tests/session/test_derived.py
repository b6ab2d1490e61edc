"""What a step touches, and that what follows from a dossier follows it."""

from __future__ import annotations

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.edits import Effect, RemoveRecord, SetValue
from budgetdesk.model.field import PER_FASE, PER_JAAR, Field
from budgetdesk.model.history import Step
from budgetdesk.model.scope import PROGRAMMA, RecordKey
from budgetdesk.session.derived import effect_of
from tests.proef import NAAM, van_tabellen
from tests.session.geheugen import editor

PROGRAMMA_1 = """\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 100

[post.y]
naam = "Y"
beleidsterrein = "A"

[reserve.x]
naam = "R"
soort = "bestemmingsreserve"
"""
VERDEELD = """
[kostenplaats.k]
naam = "K"
programma = 1
post = "x"
verdeelsleutel = "procent"

[verdeling.k-y]
kostenplaats = "k"
programma = 1
post = "y"
aandeel = 100
"""
ALLES = Effect(NAAM, alles=True)


def amount(sleutel: str, pad: str = "lasten.begroting.2026", *, soort: str = "post", naam: str = NAAM) -> SetValue:
    return SetValue(Adres(naam, soort, sleutel, pad), None, 5_00)


def touching(*edits: SetValue) -> Effect:
    return effect_of(editor(PROGRAMMA_1, PROGRAMMA_1).dossier, Step(edits))


def pad(veld: Field) -> str:
    """Return the key of a value of a field."""
    return ".".join(
        filter(None, [veld.sleutel, *{PER_FASE: ("begroting", "2026"), PER_JAAR: ("2026",)}.get(veld.onder, ())])
    )


def test_of_all_that_a_programma_can_hold_only_the_sides_of_posts_and_reserves_touch_no_more_than_their_record() -> (
    None
):
    dossier = van_tabellen(())
    every = [(soort, veld) for soort, kind in SOORTEN["programma"].items() for veld in kind.velden]
    found = {
        (soort, veld.sleutel)
        for soort, veld in every
        if not effect_of(dossier, Step((SetValue(Adres(NAAM, soort, "x", pad(veld)), None, 1),))).alles
    }
    sides = {("post", "lasten"), ("post", "baten"), ("reserve", "toevoeging"), ("reserve", "onttrekking")}
    assert found == sides | {("notitie", veld.sleutel) for veld in SOORTEN["programma"]["notitie"].velden}


def test_a_note_touches_nothing_that_is_printed() -> None:
    tekst = SetValue(Adres(NAAM, "notitie", "n", "tekst"), "x", "y")
    assert touching(tekst) == Effect(NAAM)
    assert touching(tekst, amount("x")).alles


def test_amounts_of_one_file_touch_their_records() -> None:
    both = (amount("x"), amount("x", "baten.begroting.2027"), amount("x", "toevoeging.begroting.2026", soort="reserve"))
    assert touching(*both) == Effect(NAAM, frozenset({RecordKey("post", "x"), RecordKey("reserve", "x")}))


@pytest.mark.parametrize(
    "other",
    [
        amount("x", naam="programmas/02-p.toml"),
        amount("x", "incidenteel.lasten.2026"),
        SetValue(Adres(NAAM, "post", "x", "naam"), "X", "Z"),
        amount("x", "lasten.begroting.2026", soort="beleidsterrein"),
    ],
)
def test_an_amount_beside_anything_else_touches_everything(other: SetValue) -> None:
    assert touching(amount("y"), other) == ALLES


def test_an_amount_of_a_post_that_hands_out_all_it_costs_touches_everything_and_others_do_not() -> None:
    dossier = editor(PROGRAMMA_1, begroting=VERDEELD).dossier
    assert effect_of(dossier, Step((amount("x"),))) == ALLES
    assert effect_of(dossier, Step((amount("y"),))) == Effect(NAAM, frozenset({RecordKey("post", "y")}))
    reserve = amount("x", "toevoeging.begroting.2026", soort="reserve")
    assert effect_of(dossier, Step((reserve,))) == Effect(NAAM, frozenset({RecordKey("reserve", "x")}))


@pytest.mark.parametrize(("pad", "waarde", "lasten"), [("lasten.begroting.2026", 7_00, 7_00), ("naam", "Z", 100_00)])
def test_totals_that_were_asked_for_follow_an_amount_and_are_made_anew_after_anything_else(
    pad: str, waarde: Waarde, lasten: int
) -> None:
    edited = editor(PROGRAMMA_1)
    totalen = edited.derived.totalen
    adres = Adres(NAAM, "post", "x", pad)
    edited.do([SetValue(adres, edited.dossier.waarde(adres), waarde)])
    assert (edited.derived.totalen is totalen) == (pad != "naam")
    assert edited.derived.totalen[NAAM].bedrag(PROGRAMMA, "lasten", "begroting.2026") == lasten


def test_every_state_of_a_dossier_has_a_number_of_its_own() -> None:
    edited = editor(PROGRAMMA_1)
    seen = [edited.derived.versie]
    for change in (
        lambda: edited.do([amount("y")]),
        lambda: edited.do([RemoveRecord(NAAM, "post", "y")]),
        edited.undo,
        edited.redo,
        edited.derived.forget,
    ):
        change()
        seen.append(edited.derived.versie)
    seen.append(editor(PROGRAMMA_1).derived.versie)
    assert len(set(seen)) == len(seen)
