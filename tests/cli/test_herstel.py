"""`budgetdesk herstel`: what was never saved, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.storage.userfiles import state_folder
from tests.conftest import Maak
from tests.proef import NAAM
from tests.session.test_recovery import left


@pytest.fixture(name="left")
def _left(dossier: Maak) -> Path:
    return left(dossier)


def journal(map_: Path) -> Path:
    [pad] = (p for p in state_folder().glob("*.journaal") if str(map_) in p.read_text("utf-8"))
    return pad


def test_it_is_shown_and_stays_and_is_taken_over_and_saved(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["herstel", str(left)]) == 0
    assert "(+€ 50, +50,0 %)" in capsys.readouterr().out
    assert main(["herstel", str(left), "--overnemen"]) == 0
    assert capsys.readouterr().out.startswith("Overgenomen en opgeslagen: 1 wijziging van ")
    assert "lasten.begroting.2026 = 150" in (left / NAAM).read_text("utf-8")
    assert main(["herstel", str(left)]) == 0
    assert "Er is niets blijven liggen" in capsys.readouterr().out


def test_it_is_dropped(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["herstel", str(left), "--weggooien"]) == 0
    assert capsys.readouterr().out.startswith("Weggegooid: 1 wijziging")
    assert "lasten.begroting.2026 = 100" in (left / NAAM).read_text("utf-8")


def test_a_cell_that_changed_on_both_sides_writes_nothing(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = left / NAAM
    pad.write_text(pad.read_text("utf-8").replace("= 100", "= 200"), "utf-8")
    assert main(["herstel", str(left), "--overnemen"]) == 5
    assert f"{NAAM}: post.x.lasten.begroting.2026" in capsys.readouterr().err
    assert "= 200" in pad.read_text("utf-8")
    assert main(["herstel", str(left), "--weggooien"]) == 0


def test_a_damaged_one_is_told_and_kept_aside(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal(left).write_bytes(b"niets\n")
    assert main(["herstel", str(left)]) == 0
    told = capsys.readouterr().err
    assert "Het journaal is beschadigd (regel 1)" in told
    assert Path(told.split("blijft bewaard: ")[1].strip()).read_bytes() == b"niets\n"
