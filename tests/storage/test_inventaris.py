"""What is told of dossiers that are not open."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.storage import inventaris
from budgetdesk.storage.inventaris import beside, nearby, steps_left
from tests.conftest import Maak
from tests.proef import NAAM

POST = '[post.a]\nnaam = "A"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1\n'


@pytest.fixture
def mappen(tmp_path: Path) -> Path:
    for naam in ("a", "b/c", "b/d/te-diep", ".verborgen", "leeg"):
        (tmp_path / naam).mkdir(parents=True)
    for naam in ("a", "b/c", "b/d/te-diep", ".verborgen"):
        (tmp_path / naam / "begroting.toml").write_text('gemeente = "Delft"\n')
    (tmp_path / "leeg" / "begroting.toml").write_text('gemeente = ""\n')
    return tmp_path


def test_dossiers_are_found_two_levels_down_but_not_hidden_or_empty_ones(mappen: Path) -> None:
    assert list(nearby(mappen)) == [(Path("a"), "Delft"), (Path("b/c"), "Delft")]
    assert list(nearby(mappen / "a")) == [(Path(), "Delft")]
    assert list(nearby(mappen / "bestaat-niet")) == []


def test_looking_ends_when_it_takes_too_long(mappen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventaris, "PATIENCE", -1)
    assert list(nearby(mappen)) == []


def test_those_beside_a_dossier_are_told_once_each(mappen: Path) -> None:
    (mappen / "b" / "e").mkdir()
    (mappen / "b" / "e" / "begroting.toml").write_text("")
    found = beside([mappen / "b" / "c", mappen / "b" / "e", mappen / "weg" / "x"])
    assert found == [mappen / "b" / "c", mappen / "b" / "e"]


def test_steps_that_nobody_saved_are_counted_and_stay(dossier: Maak) -> None:
    map_ = dossier(POST)
    assert steps_left(map_) == 0
    session = Session.open(map_, kept=True)
    for cents in (2_00, 3_00):
        session.set_value(Adres(NAAM, "post", "a", "lasten.begroting.2026"), cents)
    session.set_value(Adres(NAAM, "post", "a", "naam"), "B")
    assert steps_left(map_) == 0, "somebody has it open"
    session.close()
    assert steps_left(map_) == 2
    assert steps_left(map_) == 2
