from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from budgetdesk.storage import map as door
from budgetdesk.storage.map import LIJST, NotPlaced, is_made, replace_folder

OUD = {"index.html": b"oud", "data/een.csv": b"1", "data/twee.csv": b"2"}
NIEUW = {"index.html": b"nieuw", "data/een.csv": b"11", "data/drie.csv": b"3"}


def held(doel: Path) -> dict[str, bytes]:
    found = {pad.relative_to(doel).as_posix(): pad.read_bytes() for pad in doel.rglob("*") if pad.is_file()}
    return {naam: content for naam, content in found.items() if naam != LIJST}


@pytest.fixture(params=["in one step", "in two"])
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in two":
        monkeypatch.setattr(door, "_exchange", lambda _one, _other: False)


@pytest.mark.usefixtures("exchange")
def test_a_folder_is_made_and_then_replaced_as_a_whole(tmp_path: Path) -> None:
    doel = tmp_path / "site"
    assert replace_folder(doel, OUD) == []
    assert held(doel) == OUD
    assert is_made(doel)
    assert replace_folder(doel, NIEUW) == []
    assert held(doel) == NIEUW
    assert [pad.name for pad in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    replace_folder(tmp_path / "site", OUD)
    assert held(tmp_path / "site") == OUD


def own_file(doel: Path) -> None:
    doel.mkdir()
    (doel / "brief.txt").write_text("van mij")


def more(doel: Path) -> None:
    replace_folder(doel, OUD)
    (doel / "data" / "brief.txt").write_text("van mij")


def link_within(doel: Path) -> None:
    replace_folder(doel, OUD)
    (doel / "elders").symlink_to(doel.parent)


def link(doel: Path) -> None:
    replace_folder(doel.with_name("echt"), OUD)
    doel.symlink_to("echt")


def file(doel: Path) -> None:
    doel.write_text("van mij")


def forged_list(doel: Path) -> None:
    own_file(doel)
    (doel / LIJST).write_text("brief.txt\n")


def fifo_for_a_list(doel: Path) -> None:
    own_file(doel)
    os.mkfifo(doel / LIJST)


@pytest.mark.parametrize(
    ("lay", "said"),
    [
        (own_file, "budgetdesk heeft deze map niet gemaakt"),
        (more, "in deze map staat ook iets anders, zoals data/brief.txt"),
        (link_within, "in deze map staat ook iets anders, zoals elders"),
        (link, "het is een link"),
        (file, "het is geen map"),
        (forged_list, "budgetdesk heeft deze map niet gemaakt"),
        (fifo_for_a_list, "budgetdesk heeft deze map niet gemaakt"),
    ],
)
def test_what_is_not_ours_is_left_alone(tmp_path: Path, lay: object, said: str) -> None:
    assert callable(lay)
    doel = tmp_path / "site"
    lay(doel)
    before = sorted((str(pad), pad.is_symlink()) for pad in tmp_path.rglob("*"))
    with pytest.raises(NotPlaced, match=said) as caught:
        replace_folder(doel, NIEUW)
    assert caught.value.exit_code == 4
    assert sorted((str(pad), pad.is_symlink()) for pad in tmp_path.rglob("*")) == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotPlaced, match="bestaat niet"):
        replace_folder(tmp_path / "weg" / "site", OUD)


@pytest.mark.usefixtures("exchange")
def test_where_writing_breaks_off_the_old_folder_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doel = tmp_path / "site"
    replace_folder(doel, OUD)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    monkeypatch.setattr(door, "_exchange", lambda _one, _other: False)
    with pytest.raises(NotPlaced, match="de schijf is vol"):
        replace_folder(doel, NIEUW)
    monkeypatch.undo()
    assert held(doel) == OUD
    assert [pad.name for pad in tmp_path.iterdir()] == ["site"]


def test_who_was_killed_while_the_old_folder_stood_aside_finds_it_back(tmp_path: Path) -> None:
    doel = tmp_path / "site"
    replace_folder(doel, OUD)
    doel.rename(tmp_path / f".site.{'0' * 16}.oud.budgetdesk-tmp")
    (tmp_path / f".site.{'1' * 16}.budgetdesk-tmp").mkdir()
    with pytest.raises(NotPlaced):
        replace_folder(tmp_path / "site" / "dieper" / "nog", NIEUW)
    replace_folder(doel, NIEUW)
    assert held(doel) == NIEUW
    assert [pad.name for pad in tmp_path.iterdir()] == ["site"]


AGAIN = """
import sys
from pathlib import Path
from budgetdesk.storage.map import replace_folder
print("begonnen", flush=True)
while True:
    for mark in (b"a", b"b"):
        replace_folder(Path(sys.argv[1]), {f"{n}.html": mark * 1000 for n in range(20)})
"""


@pytest.mark.lang
@pytest.mark.skipif(sys.platform != "linux", reason="elders is er een ogenblik zonder map")
def test_a_kill_at_any_moment_leaves_one_whole_folder(tmp_path: Path) -> None:
    doel = tmp_path / "site"
    for n in range(15):
        with subprocess.Popen([sys.executable, "-c", AGAIN, str(doel)], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.02 * n)
            process.send_signal(signal.SIGKILL)
        if doel.exists():
            found = held(doel)
            assert len(found) == 20
            assert len(set(found.values())) == 1
    replace_folder(doel, {f"{n}.html": b"c" for n in range(20)})
    assert [pad.name for pad in tmp_path.iterdir()] == ["site"]
