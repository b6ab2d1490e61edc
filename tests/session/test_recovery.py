"""What a session left unsaved, taken over by the next: files may have changed, or nothing could be kept."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import Botsing, RenameRecord
from budgetdesk.session import Session
from budgetdesk.session import keeper as keeping
from budgetdesk.session.recovery import Recovery, find
from budgetdesk.storage import journal, userfiles
from tests.conftest import Maak
from tests.proef import NAAM

PROGRAMMA = """\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 100
baten.begroting.2026 = 30
"""
LASTEN = Adres(NAAM, "post", "x", "lasten.begroting.2026")
BATEN = Adres(NAAM, "post", "x", "baten.begroting.2026")


def left(dossier: Maak) -> Path:
    """Return a dossier in which somebody typed 150 in place of 100 and never saved that."""
    map_ = dossier(PROGRAMMA)
    killed = Session.open(map_, kept=True)
    killed.set_value(LASTEN, 150_00)
    killed.close()
    return map_


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(PROGRAMMA)


def only(map_: Path) -> Recovery:
    [found] = find(map_)
    return found


def test_what_was_typed_is_there_again_and_can_be_undone(map_: Path) -> None:
    killed = Session.open(map_, kept=True)
    killed.set_value(LASTEN, 150_00)
    killed.close()
    after = Session.open(map_, kept=True)
    found = only(map_)
    assert found.told.startswith("1 wijziging van ")
    assert found.take_over(after) == []
    found.drop()
    assert (after.dossier.waarde(LASTEN), after.dirty) == (150_00, True)
    after.close()  # killed again, before anything was saved
    assert only(map_).adds
    after.undo()
    assert not after.dirty


def test_a_cell_that_changed_in_the_files_as_well_is_a_choice(map_: Path) -> None:
    killed = Session.open(map_, kept=True)
    killed.set_value(LASTEN, 150_00)
    killed.set_value(BATEN, 40_00)
    killed.close()
    pad = map_ / NAAM
    pad.write_text(pad.read_text("utf-8").replace("= 100", "= 200"), "utf-8")
    after, found = Session.open(map_, kept=True), only(map_)
    clashes = found.take_over(after)
    assert clashes == [Botsing(LASTEN, 100_00, 150_00, 200_00)]
    assert after.dossier.waarde(BATEN) == 40_00
    after.resolve(clashes)
    assert after.dossier.waarde(LASTEN) == 150_00
    found.drop()


def test_a_save_leaves_nothing_to_offer_and_neither_does_letting_go(map_: Path) -> None:
    first = Session.open(map_, kept=True)
    first.set_value(LASTEN, 150_00)
    first.save()
    first.close()
    assert find(map_) == []
    second = Session.open(map_, kept=True)
    second.do([RenameRecord(NAAM, "post", "x", "z")])
    second.abandon()
    assert find(map_) == []


def test_a_session_that_is_not_kept_writes_nothing_of_the_user(map_: Path) -> None:
    session = Session.open(map_)
    session.set_value(LASTEN, 150_00)
    session.close()
    assert find(map_) == []


def test_a_kill_between_the_rename_of_a_save_and_the_end_of_its_journal_offers_nothing(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = Session.open(map_, kept=True)
    killed.do([RenameRecord(NAAM, "post", "x", "z")])
    monkeypatch.setattr(keeping.Keeper, "forget", keeping.Keeper.close)
    killed.save()
    monkeypatch.undo()
    assert find(map_) == []


def test_a_journal_that_cannot_be_written_stops_nobody_and_is_begun_when_it_can(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(map_, kept=True)
    session.set_value(LASTEN, 150_00)

    def full(_fd: int, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "vol")

    monkeypatch.setattr(journal, "write_all", full)
    session.set_value(LASTEN, 160_00)
    assert session.unkept.endswith("het journaal is niet te schrijven (de schijf is vol).")
    assert session.dossier.waarde(LASTEN) == 160_00
    monkeypatch.undo()
    session.set_value(BATEN, 40_00)
    assert session.unkept == ""
    session.close()
    found = only(map_)
    assert {a: e.nieuw for a, e in found.unsaved.waarden.items()} == {LASTEN: 160_00, BATEN: 40_00}
    found.drop()


def test_a_journal_that_grew_is_begun_anew_with_what_is_still_lacking(
    map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MAX_GROWTH", 500)
    session = Session.open(map_, kept=True)
    for cents in range(100):
        session.set_value(LASTEN, cents)
    [pad] = (p for p in userfiles.state_folder().iterdir() if str(map_) in p.read_text("utf-8"))
    assert pad.stat().st_size < 3000
    session.close()
    found = only(map_)
    assert [e.nieuw for e in found.unsaved.waarden.values()] == [99]
    found.drop()


def test_a_text_that_is_being_written_is_kept_until_it_is_an_edit_or_let_go(map_: Path) -> None:
    naam = Adres(NAAM, "post", "x", "toelichting")
    session = Session.open(map_, kept=True)
    session.keep_draft(naam, "Een begin")
    session.keep_draft(naam, "Een begin van")
    session.close()
    found = only(map_)
    assert {a: (e.oud, e.nieuw) for a, e in found.unsaved.waarden.items()} == {naam: (None, "Een begin van")}
    found.drop()
    again = Session.open(map_, kept=True)
    again.keep_draft(naam, "Een begin")
    again.drop_draft()
    again.close()
    assert find(map_) == []
