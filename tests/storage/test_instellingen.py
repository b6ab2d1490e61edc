"""The settings and the dossiers that were opened: what is read, what a change leaves alone, what a broken file does."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from budgetdesk.errors import WriteError
from budgetdesk.storage import instellingen, recent, userfiles
from budgetdesk.storage.instellingen import KEUZES, Instellingen, read_settings, write_key, write_setting
from budgetdesk.storage.recent import MAX_RECENT, Plek, Recent, forget, opened, read_recent, remember, when


@pytest.fixture(autouse=True)
def eigen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the settings of this test lie."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "budgetdesk"
    folder.mkdir()
    return folder


def test_every_value_of_every_setting_comes_back() -> None:
    for keuze in KEUZES:
        for waarde in keuze.waarden:
            assert write_setting(keuze.sleutel, waarde) == []
            found, wrong = read_settings()
            assert (found[keuze.sleutel], wrong) == (waarde, [])


def test_without_a_file_there_are_settings_and_nothing_is_written(eigen: Path) -> None:
    assert read_settings() == (Instellingen(), [])
    assert list(eigen.iterdir()) == []


def test_a_change_leaves_comments_and_what_is_unknown_as_they_are(eigen: Path) -> None:
    pad = eigen / "instellingen.toml"
    pad.write_text('# van mij\nthema = "donker"  # mooi\nlater = 3\n\n[toetsen]\nsave = "f3"\n\n[nieuw]\nx = 1\n')
    write_setting("thema", "licht")
    write_setting("lagen", "2")
    write_key("undo", "ctrl+g")
    write_key("save", None)
    text = pad.read_text()
    assert text.startswith('# van mij\nthema = "licht"  # mooi\nlater = 3\n')
    assert "lagen = 2\n" in text
    assert '[toetsen]\nundo = "ctrl+g"\n' in text
    assert "[nieuw]\nx = 1\n" in text
    assert read_settings()[0].toetsen == {"undo": "ctrl+g"}


def test_what_of_a_file_makes_no_sense_is_told_and_the_rest_counts(eigen: Path) -> None:
    (eigen / "instellingen.toml").write_text('thema = "paars"\nlagen = true\nboom = "dicht"\n[toetsen]\nsave = 3\n')
    found, wrong = read_settings()
    assert (found["thema"], found["lagen"], found["boom"], found.toetsen) == ("donker", "vanzelf", "dicht", {})
    assert [zin.split(" ")[1] for zin in wrong] == ["thema", "lagen", "de"]
    assert "donker, licht, ansi" in wrong[0]


@pytest.mark.parametrize("inhoud", [b"thema = [", b"\xff\xfe", b"[" * 5000, b"x" * (userfiles.MAX_BYTES + 1)])
def test_a_broken_file_stops_nobody_and_is_kept_aside_once_something_is_written(eigen: Path, inhoud: bytes) -> None:
    pad = eigen / "instellingen.toml"
    pad.write_bytes(inhoud)
    found, (zin,) = read_settings()
    assert found == Instellingen()
    assert str(pad) in zin
    assert pad.read_bytes() == inhoud
    (said,) = write_setting("thema", "licht")
    assert "instellingen.toml.kapot" in said
    assert (eigen / "instellingen.toml.kapot").read_bytes() == inhoud
    assert read_settings()[0]["thema"] == "licht"


def test_toetsen_that_is_no_table_is_told_and_mended_by_the_first_key(eigen: Path) -> None:
    (eigen / "instellingen.toml").write_text("toetsen = 3\n")
    assert "[toetsen]" in read_settings()[1][0]
    write_key("save", "f3")
    assert read_settings() == (Instellingen(toetsen={"save": "f3"}), [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_nothing_is_said(eigen: Path) -> None:
    eigen.chmod(0o500)
    with pytest.raises(WriteError):
        write_setting("thema", "licht")


def test_two_at_once_lose_nothing() -> None:
    def write(number: int) -> None:
        for step in range(4):
            write_key(f"actie{number}-{step}", "f3")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_settings()[0].toetsen) == 12


# --- dossiers ------------------------------------------------------------------------------------


def test_what_is_remembered_of_a_dossier_comes_back_and_the_last_one_is_first() -> None:
    first = opened("/a", "Begroting", "Delft", None)
    first = replace(
        first,
        geopend=first.geopend - timedelta(days=1),
        plek=Plek("vgr-1", "programmas/01.toml", "programmakosten", "post", "griffie", "", "lasten", "Griffie", "2027"),
        scherm={"eenheid": "euro"},
        beelden={"programmakosten": {"laag": 2, "kolommen": ["Rekening 2025"]}},
    )
    second = opened("/b", "Jaarstukken", "Leiden", None)
    remember(second)
    remember(first)
    assert read_recent() == [second, first]
    forget("/b")
    assert read_recent() == [first]


def test_opening_again_keeps_where_somebody_was() -> None:
    before = replace(opened("/a", "Oud", "Delft", None), plek=Plek(tabel="reserves"))
    now = opened("/a", "Nieuw", "Delft", before)
    assert (now.titel, now.plek.tabel) == ("Nieuw", "reserves")


@pytest.mark.lang
def test_no_more_are_kept_than_so_many() -> None:
    start = datetime.now().astimezone().replace(microsecond=0)
    for number in range(MAX_RECENT + 3):
        remember(Recent(f"/{number}", "T", "G", start + timedelta(seconds=number)))
    maps = [found.map for found in read_recent()]
    assert len(maps) == MAX_RECENT
    assert maps[0] == f"/{MAX_RECENT + 2}"


def test_what_is_strange_in_the_list_is_left_out_and_what_is_strange_of_a_dossier_is_as_it_begins(eigen: Path) -> None:
    (eigen / "recent.toml").write_text(
        "dossier = [3, {map = 4}, {map = '/a'}, {map = '/b', geopend = 2026-11-30T10:00:00Z, titel = 3, plek = 4,"
        " beeld = {x = 3}}]\n"
    )
    (found,) = read_recent()
    assert (found.map, found.titel, found.plek, found.beelden) == ("/b", "", Plek(), {})


def test_a_broken_list_is_no_list(eigen: Path) -> None:
    (eigen / "recent.toml").write_text("[[[")
    assert read_recent() == []
    remember(opened("/a", "T", "G", None))
    assert [found.map for found in read_recent()] == ["/a"]


@pytest.mark.parametrize(
    ("dagen", "lang", "kort"),
    [
        (0, "vandaag 11:52", "vandaag"),
        (1, "gisteren", "gisteren"),
        (18, "12 november", "12 nov"),
        (250, "25 maart", "25 mrt"),
        (420, "6 oktober 2025", "6 okt 25"),
    ],
)
def test_a_moment_is_told_as_people_tell_it(dagen: int, lang: str, kort: str) -> None:
    now = datetime(2026, 11, 30, 11, 52).astimezone()
    assert when(now - timedelta(days=dagen), now) == lang
    assert when(now - timedelta(days=dagen), now, kort=True) == kort


def test_nobodys_home_has_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert read_settings() == (Instellingen(), [])
    assert read_recent() == []
    with pytest.raises(OSError, match="home"):
        instellingen.file()
    with pytest.raises(OSError, match="home"):
        recent.file()
