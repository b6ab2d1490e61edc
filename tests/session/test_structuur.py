"""Structure edits in an open dossier: together with values, with saving, and with files that changed on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.errors import ChangedOnDisk
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Misfit
from budgetdesk.model.edits import Edit, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.storage.restructure import NotRestructurable
from tests.proef import NAAM, Maak, programma

PROGRAMMA = programma("""\
[beleidsterrein.1A]
naam = "A"

# van x
[post.x]
naam = "X"  # bij de naam
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000  # besluit 12

[post.y]
naam = "Y"
beleidsterrein = "1A"
lasten.begroting.2026 = 500
""")


def lasten(sleutel: str) -> Adres:
    return Adres(NAAM, "post", sleutel, "lasten.begroting.2026")


def total(session: Session) -> int:
    return session.totalen[NAAM].bedrag(Scope("programma"), "lasten", "begroting.2026")


def add(session: Session, naam: str) -> None:
    session.do(structuur.add(session.dossier.programmas[0], "post", naam, ouder="1A"), naam)


def test_values_and_structure_of_one_file_are_saved_together_and_undone_one_by_one(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    pad = session.map / NAAM
    session.set_value(lasten("x"), 200_000)
    session.do([RenameRecord(NAAM, "post", "x", "z")])
    session.set_value(lasten("z"), 300_000)
    assert (total(session), session.is_changed(lasten("z"))) == (350_000, True)
    session.save()
    text = pad.read_text("utf-8")
    assert text == PROGRAMMA.replace("[post.x]", "[post.z]").replace("1_000  #", "3_000  #")
    assert not session.dirty
    session.undo()
    session.undo()
    session.undo()
    session.save()
    assert pad.read_text("utf-8") == PROGRAMMA
    session.redo()
    session.redo()
    session.redo()
    assert session.dirty
    session.save()
    assert pad.read_text("utf-8") == text


def test_undoing_everything_before_a_save_leaves_nothing_to_save(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    session.set_value(lasten("x"), 200_000)
    add(session, "Nieuw")
    session.do([RemoveRecord(NAAM, "post", "y")])
    assert session.dirty
    while session.undo():
        pass
    assert not session.dirty
    assert (session.map / NAAM).read_text("utf-8") == PROGRAMMA


def test_a_removed_post_takes_its_amounts_out_of_the_totals_and_undo_puts_them_back(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    assert total(session) == 150_000
    session.do([RemoveRecord(NAAM, "post", "x")])
    assert total(session) == 50_000
    session.undo()
    assert total(session) == 150_000


def test_what_cannot_be_restructured_leaves_everything_as_it_was(dossier: Maak) -> None:
    source = PROGRAMMA + "[post]\nq = { naam = 'Q', beleidsterrein = '1A' }\n"
    session = Session.open(dossier(source))
    before = table(session.cijfers, "programmakosten", session.dossier.programmas[0])
    cells = list(before.cells())
    with pytest.raises(NotRestructurable):
        session.do([*_renamed(session, "x", "w"), RemoveRecord(NAAM, "post", "q")])
    assert not session.dirty
    assert session.undo() is None
    assert list(table(session.cijfers, "programmakosten", session.dossier.programmas[0]).cells()) == cells
    assert [t.sleutel for t in session.dossier.programmas[0].van("post")] == ["x", "y", "q"]


def test_edits_that_do_not_all_fit_are_all_taken_back(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    with pytest.raises(Misfit):
        session.do([MoveRecord(NAAM, "post", "y", "x"), RenameRecord(NAAM, "post", "x", "y")])
    assert [t.sleutel for t in session.dossier.programmas[0].van("post")] == ["x", "y"]
    assert not session.dirty


def test_a_mistake_halfway_is_no_refusal_and_leaves_everything_as_it_was(
    dossier: Maak, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a mistake of ours")

    session = Session.open(dossier(PROGRAMMA))
    monkeypatch.setattr("budgetdesk.session.editor.files.require_same", fail)
    with pytest.raises(ValueError, match="a mistake of ours"):
        session.do([SetValue(lasten("y"), 50_000, 60_000), *_renamed(session, "x", "w")])
    assert [t.sleutel for t in session.dossier.programmas[0].van("post")] == ["x", "y"]
    assert session.dossier.waarde(lasten("y")) == 50_000
    assert not session.dirty


def _renamed(session: Session, oud: str, nieuw: str) -> list[Edit]:
    return structuur.rename(session.dossier, session.dossier.programmas[0], "post", oud, nieuw)


def test_a_file_that_changed_on_disk_is_not_restructured_over(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    pad: Path = session.map / NAAM
    pad.write_text(PROGRAMMA + "# van een ander\n", "utf-8")
    with pytest.raises(ChangedOnDisk):
        add(session, "Nieuw")
    assert not session.dirty


def test_structure_edits_are_done_again_on_files_that_changed_on_disk(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    pad: Path = session.map / NAAM
    add(session, "Nieuw")
    session.set_value(lasten("nieuw"), 700_000)
    session.do([RenameRecord(NAAM, "post", "x", "z")])
    pad.write_text(PROGRAMMA.replace("= 500", "= 900"), "utf-8")
    with pytest.raises(ChangedOnDisk):
        session.save()
    assert session.rebase() == []
    session.save()
    text = pad.read_text("utf-8")
    assert "lasten.begroting.2026 = 900" in text
    assert "# van x\n[post.z]" in text
    assert "[post.nieuw]" in text
    assert "lasten.begroting.2026 = 7_000" in text


def test_a_structure_edit_the_new_files_leave_no_room_for_is_told(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    pad: Path = session.map / NAAM
    session.do([RenameRecord(NAAM, "post", "x", "z")])
    session.set_value(lasten("z"), 700_000)
    pad.write_text(PROGRAMMA.replace("[post.x]", "[post.w]"), "utf-8")
    clashes = session.rebase()
    assert {(b.adres.sleutel, b.adres.pad) for b in clashes} == {("x", ""), ("z", "lasten.begroting.2026")}
    assert not session.dirty
