"""The journal as a file: who may read it, who finds it, and what of it counts when something went wrong."""

from __future__ import annotations

import os
import stat
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import AddRecord, RenameRecord, SetValue
from budgetdesk.model.history import Unsaved
from budgetdesk.storage import journal
from budgetdesk.storage.journal import Journal, Kop, LeftBehind, entry, left_behind, restructured, saving
from budgetdesk.storage.userfiles import state_folder
from tests.proef import NAAM

LASTEN = Adres(NAAM, "post", "x", "lasten.begroting.2026")
BATEN = Adres(NAAM, "post", "x", "baten.begroting.2026")
NOTHING = dict[str, str]()
EERST, LATER = SetValue(LASTEN, 1_00, 2_00), SetValue(LASTEN, 1_00, 3_00)


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def begun(map_: Path, **digests: str) -> Journal:
    return Journal(Kop(str(map_), "jan", "hier", datetime(2026, 1, 2, tzinfo=UTC), ("wijzigingen/1.toml",), digests))


def left(map_: Path, *lines: journal.Entry) -> Path:
    """Leave a journal with these lines behind; return its path."""
    written = begun(map_)
    for line in lines:
        written.append(line)
    written.close()
    return written.pad


def found(map_: Path, **digests: str) -> list[LeftBehind]:
    return list(left_behind(map_, digests.get))


def only(map_: Path, **digests: str) -> Unsaved:
    [one] = found(map_, **digests)
    one.close()
    return one.unsaved(digests.get)


def test_the_last_word_about_a_value_counts_and_one_that_is_equal_again_is_gone(tmp_path: Path) -> None:
    left(tmp_path, entry([EERST, SetValue(BATEN, None, 5_00)]), entry([LATER], [BATEN]))
    assert only(tmp_path) == Unsaved((), {LASTEN: LATER}, frozenset({"wijzigingen/1.toml"}))


def test_structure_and_values_of_every_form_come_back_as_they_were(tmp_path: Path) -> None:
    waarden = (("naam", 'met "q" é\ud800'), ("index", Decimal("0.020")), ("kansen", ["a", {"b": True}]))
    edits = (RenameRecord(NAAM, "post", "x", "z"), AddRecord(NAAM, "post", "n", waarden, "z"))
    datum = SetValue(Adres("wijzigingen/1.toml", "wijziging", "", "datum"), datetime(2026, 1, 2).date(), None)  # noqa: DTZ001
    left(tmp_path, entry([EERST]), entry([datum]) | restructured([NAAM], [edits]))
    unsaved = only(tmp_path)
    assert unsaved.herschikt == (edits,)
    assert unsaved.waarden == {datum.adres: datum}


def test_a_save_that_was_done_leaves_nothing_and_one_that_was_not_leaves_all(tmp_path: Path) -> None:
    left(tmp_path, entry([EERST]), saving({NAAM: "nieuw"}))
    assert not only(tmp_path, **{NAAM: "nieuw"})
    assert only(tmp_path, **{NAAM: "oud"}).waarden == {LASTEN: EERST}


def test_what_a_kill_cut_off_is_no_damage_and_a_damaged_line_spoils_no_other(tmp_path: Path) -> None:
    pad = left(tmp_path, entry([EERST]), entry([SetValue(BATEN, None, 5_00)]), entry([LATER]))
    whole = pad.read_bytes()
    pad.write_bytes(whole + b'0badcafe {"waarden')
    assert only(tmp_path).waarden.keys() == {LASTEN, BATEN}
    head, first, second, *rest = whole.split(b"\n")
    pad.write_bytes(b"\n".join([head, first, second.replace(b"500", b"900"), *rest]))
    [one] = found(tmp_path)
    assert (one.damaged, one.unsaved(NOTHING.get).waarden) == (3, {LASTEN: LATER})
    aside = one.remove()
    assert aside is not None
    assert aside.exists()
    assert found(tmp_path) == []


@pytest.mark.parametrize("content", [b"\x00" * 100 + b"\n", b"00000000 {}\n", b"niets\n"])
def test_a_journal_without_a_readable_head_is_found_by_its_name(tmp_path: Path, content: bytes) -> None:
    pad = left(tmp_path)
    pad.write_bytes(content)
    [one] = found(tmp_path)
    assert one.damaged == 1
    assert not one.unsaved(NOTHING.get)
    one.close()
    assert found(tmp_path / "elders") == []


def test_one_of_a_later_version_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_FORM", 2)
    pad = left(tmp_path, entry([EERST]))
    monkeypatch.setattr(journal, "_FORM", 1)
    assert found(tmp_path) == []
    assert pad.exists()


def test_an_open_one_is_nobody_elses_and_neither_is_one_that_was_found(tmp_path: Path) -> None:
    with_us = begun(tmp_path)
    assert found(tmp_path) == []
    with_us.close()
    [one] = found(tmp_path)
    assert found(tmp_path) == []
    one.close()
    assert len(found(tmp_path)) == 1


def test_a_folder_that_got_another_name_is_known_by_its_files(tmp_path: Path) -> None:
    written = begun(tmp_path / "oud", **{NAAM: "d1"})
    written.append(entry([EERST]))
    written.close()
    assert only(tmp_path / "nieuw", **{NAAM: "d1"}).waarden == {LASTEN: EERST}
    assert found(tmp_path / "nieuw", **{NAAM: "d2"}) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = state_folder()
    folder.mkdir(parents=True, mode=0o755)
    pad = left(tmp_path)
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_more_are_kept_than_so_many_and_an_open_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MAX_FILES", 3)
    open_one = begun(tmp_path)
    os.utime(open_one.pad, (0, 0))
    pads = [left(tmp_path / str(n)) for n in range(4)]
    assert open_one.pad.exists()
    assert [pad.exists() for pad in pads] == [False, False, True, True]
    open_one.remove()


def test_nobodys_home_has_no_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.raises(OSError, match="home"):
        state_folder()
