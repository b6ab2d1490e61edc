"""Unsaved edits done again on a newer state of a dossier: functions of the two, no files."""

from __future__ import annotations

from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import Botsing, RenameRecord, SetValue
from budgetdesk.session.rebase import redo, resolve
from tests.proef import NAAM
from tests.session.geheugen import editor

PROGRAMMA = """\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 100
baten.begroting.2026 = 30
"""
BESLUIT = """\
[wijziging]
nummer = "1"
naam = "Kaderbrief"
status = "ontwerp"

[mutatie.m]
programma = 1
post = "x"
onderwerp = "Meer"
lasten.2026 = 5
"""
LASTEN = Adres(NAAM, "post", "x", "lasten.begroting.2026")
BATEN = Adres(NAAM, "post", "x", "baten.begroting.2026")
MUTATIE = Adres("wijzigingen/1.toml", "mutatie", "m", "lasten.2026")


def test_what_only_one_side_changed_is_kept_and_what_both_did_waits_for_a_choice() -> None:
    mine, now = editor(PROGRAMMA), editor(PROGRAMMA.replace("= 100", "= 200"))
    mine.do([SetValue(LASTEN, 100_00, 150_00), SetValue(BATEN, 30_00, 40_00)])
    clashes = redo(mine.unsaved, now)
    assert clashes == [Botsing(LASTEN, 100_00, 150_00, 200_00)]
    assert [now.dossier.waarde(a) for a in (LASTEN, BATEN)] == [200_00, 40_00]
    resolve(now, clashes)
    assert now.dossier.waarde(LASTEN) == 150_00
    assert mine.dossier.waarde(LASTEN) == 150_00


def test_structure_goes_first_and_what_finds_no_room_is_told() -> None:
    mine = editor(PROGRAMMA)
    mine.do([RenameRecord(NAAM, "post", "x", "z")])
    mine.do([SetValue(Adres(NAAM, "post", "z", "lasten.begroting.2026"), 100_00, 150_00)])
    fits = editor(PROGRAMMA.replace("= 30", "= 31"))
    assert redo(mine.unsaved, fits) == []
    assert fits.dossier.waarde(Adres(NAAM, "post", "z", "lasten.begroting.2026")) == 150_00
    gone = editor(PROGRAMMA.replace("post.x", "post.w"))
    assert {(b.adres.sleutel, b.schijf) for b in redo(mine.unsaved, gone)} == {("x", None), ("z", None)}
    assert not gone.dirty


def test_a_decision_that_was_adopted_meanwhile_stays_as_it_is() -> None:
    mine, now = (
        editor(PROGRAMMA, wijzigingen__1=BESLUIT),
        editor(PROGRAMMA, wijzigingen__1=BESLUIT.replace("ontwerp", "vastgesteld")),
    )
    mine.do([SetValue(MUTATIE, 5_00, 9_00)])
    assert redo(mine.unsaved, now) == [Botsing(MUTATIE, 5_00, 9_00, 5_00)]
    assert now.dossier.waarde(MUTATIE) == 5_00
