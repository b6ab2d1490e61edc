"""Several files saved as one: killed anywhere on the way, a reader finds all old or all new, or is told."""

from __future__ import annotations

import json
import os
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from budgetdesk.errors import ChangedOnDisk, InputError
from budgetdesk.storage import intent
from budgetdesk.storage.atomic import INTENT, Vervanging, sha256
from budgetdesk.storage.intent import replace_together, settle
from budgetdesk.storage.reader import read_dossier
from tests.conftest import Maak
from tests.faults.calls import DIED, at, die_before, in_child
from tests.proef import sampled

NAMEN = ("programmas/01-p.toml", "programmas/02-p.toml", "programmas/03-p.toml")
OUD = "# oud\n"
NIEUW = "# nieuw é\n"


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(OUD, OUD, OUD)


def changes(map_: Path) -> list[Vervanging]:
    """Return the replacement of every programma."""
    pads = [map_ / naam for naam in NAMEN]
    return [Vervanging(p, p.read_bytes().replace(OUD.encode(), NIEUW.encode()), sha256(p.read_bytes())) for p in pads]


def states(map_: Path) -> list[bool]:
    """Return of each file whether it is new."""
    return [NIEUW.encode() in (map_ / naam).read_bytes() for naam in NAMEN]


@pytest.mark.lang
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("steps", sampled([range(30, 44), range(1, 1000)], 2), ids=["replacing", "all"])
def test_a_save_of_three_files_killed_at_any_system_call_is_old_or_new_to_the_next_reader(
    map_: Path, tmp_path: Path, steps: range
) -> None:
    """Try each call, or every day those around the replacing of the files."""
    seen: set[tuple[bool, ...]] = set()
    for step in steps:
        copy = tmp_path / f"stap-{step}"
        shutil.copytree(map_, copy)
        ended = in_child(partial(_save_and_die, copy, step))
        seen.add(tuple(states(copy)))
        read_dossier(copy)
        assert len(set(states(copy))) == 1
        assert not (copy / INTENT).exists()
        if ended == 0:
            break
        assert ended == DIED
    assert step > 40
    assert {(False,) * 3, (True, False, False), (True, True, False), (True,) * 3} <= seen


def _save_and_die(map_: Path, step: int) -> None:
    save = changes(map_)
    at(step, die_before)
    replace_together(map_, save)


def half_saved(map_: Path) -> None:
    """Leave the dossier as a kill between the first and the second file does."""
    save = changes(map_)
    (map_ / INTENT).write_bytes(intent._written(parts(map_, save)))
    save[0].pad.write_bytes(save[0].bytes)


def parts(map_: Path, save: list[Vervanging]) -> list[intent._Part]:
    return [intent._Part(v.pad.relative_to(map_).as_posix(), v.verwacht, v.bytes) for v in save]


def test_what_was_changed_since_is_told_and_left_alone(map_: Path) -> None:
    half_saved(map_)
    (map_ / NAMEN[2]).write_text("# van een ander\n")
    before = {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file()}
    with pytest.raises(InputError) as raised:
        read_dossier(map_)
    told = str(raised.value)
    assert f"{NAMEN[0]} is nieuw, {NAMEN[1]} is oud, {NAMEN[2]} is anders" in told
    assert f"verwijder dan {INTENT}" in told
    assert {pad: pad.read_bytes() for pad in map_.rglob("*") if pad.is_file()} == before


def test_files_that_were_all_put_back_are_nothing_half(map_: Path) -> None:
    old = {naam: (map_ / naam).read_bytes() for naam in NAMEN}
    half_saved(map_)
    for naam, content in old.items():
        (map_ / naam).write_bytes(content)
    read_dossier(map_)
    assert states(map_) == [False] * 3
    assert not (map_ / INTENT).exists()


def test_a_save_that_is_refused_leaves_no_intent(map_: Path) -> None:
    save = changes(map_)
    (map_ / NAMEN[1]).write_text("# van een ander\n")
    with pytest.raises(ChangedOnDisk):
        replace_together(map_, save)
    assert not (map_ / INTENT).exists()
    assert states(map_) == [False] * 3


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00", b"[]", b'{"bestanden": 3}', b'{"bestanden": [{"naam": "x"}]}', b"[" * 5000],
)
def test_one_that_cannot_be_read_is_told(map_: Path, content: bytes) -> None:
    (map_ / INTENT).write_bytes(content)
    with pytest.raises(InputError, match="niet te lezen als een opslag"):
        settle(map_)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize(
    "naam", ["../buiten.toml", "programmas/04-link.toml", ".git/config", "programmas/../../x.toml"]
)
def test_one_that_leads_out_of_the_dossier_writes_nothing(map_: Path, naam: str) -> None:
    buiten = map_.parent / "buiten.toml"
    (map_ / "programmas/04-link.toml").symlink_to(buiten)
    half_saved(map_)
    told = json.loads((map_ / INTENT).read_bytes())
    told["bestanden"].append({"naam": naam, "voor": None, "na": sha256(b"boos"), "inhoud": "boos"})
    (map_ / INTENT).write_text(json.dumps(told))
    with pytest.raises(InputError, match="niet te lezen als een opslag"):
        settle(map_)
    assert not buiten.exists()
    assert states(map_) == [True, False, False]
