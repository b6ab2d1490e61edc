"""Editing in memory: all or nothing, and back again."""

from __future__ import annotations

from copy import deepcopy

import pytest

from budgetdesk.errors import InputError
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.edits import RenameRecord, SetValue
from budgetdesk.session.editor import Editor
from tests.proef import NAAM
from tests.session.geheugen import Templates, editor

PROGRAMMA = """\
# van x
[post.x]
naam = "X"  # bij de naam
beleidsterrein = "A"
lasten.begroting.2026 = 100
"""
LASTEN = Adres(NAAM, "post", "x", "lasten.begroting.2026")
SJABLOON = Adres(BEGROTING, "", "", "sjabloon")


def template(edited: Editor, naam: str) -> SetValue:
    return SetValue(SJABLOON, edited.dossier.waarde(SJABLOON), naam)


def test_values_and_structure_are_edited_and_undone_without_a_folder() -> None:
    edited = editor(PROGRAMMA)
    before = deepcopy(edited.dossier)
    edited.do([SetValue(LASTEN, 100_00, 5_00)])
    edited.do([RenameRecord(NAAM, "post", "x", "z")])
    assert [p.sleutel for p in edited.dossier.bestanden[NAAM].van("post")] == ["z"]
    text, _ = edited.pending.changes(edited.dossier)[NAAM]
    assert text is not None
    assert '# van x\n[post.z]\nnaam = "X"  # bij de naam' in text
    edited.undo()
    edited.undo()
    assert (edited.dossier, edited.dirty) == (before, False)


def test_a_template_that_does_not_exist_leaves_everything_as_it_was() -> None:
    templates = Templates()
    edited = editor(PROGRAMMA, templates=templates)
    before = deepcopy(edited.dossier)
    templates.gone.add("weg")
    with pytest.raises(InputError):
        edited.do([SetValue(LASTEN, 100_00, 5_00), template(edited, "weg")])
    assert (edited.dossier, edited.dirty, edited.undo()) == (before, False, None)
    assert edited.derived.sjabloon.naam == "begroting"


def test_a_step_back_to_a_template_that_is_gone_is_not_taken() -> None:
    templates = Templates()
    edited = editor(PROGRAMMA, templates=templates)
    edited.do([template(edited, "jaarrekening")])
    templates.gone.add("begroting")
    with pytest.raises(InputError):
        edited.undo()
    assert edited.dossier.sjabloon == edited.derived.sjabloon.naam == "jaarrekening"
    assert edited.dirty
    templates.gone.clear()
    assert edited.undo() is not None
    assert (edited.dossier.sjabloon, edited.dirty) == ("begroting", False)


def test_what_is_tried_is_taken_back_whatever_happens_meanwhile() -> None:
    edited = editor(PROGRAMMA)
    tried: list[object] = []

    def fail() -> None:
        with edited.trying([SetValue(LASTEN, 100_00, 5_00)]):
            tried.append(edited.dossier.waarde(LASTEN))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert tried == [5_00]
    assert (edited.dossier.waarde(LASTEN), edited.dirty, edited.undo()) == (100_00, False, None)
