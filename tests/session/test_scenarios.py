"""Branches beside each other by their results, and going from one to another: by key, and with nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.errors import InputError, Refused, UsageError
from budgetdesk.session import Session, conflicten, scenarios
from budgetdesk.session.scenarios import GitGeweigerd, Takken
from budgetdesk.session.vastleggen import give_up, lay_down, prepare
from budgetdesk.storage.gitstatus import Tak
from tests.gitstad import BESTAND, edit, hook, stad, wie
from tests.repository import git

__all__ = ["stad", "wie"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

GRIFFIE: Final = "lasten.begroting.2026 = 500"


def opened(map_: Path) -> Session:
    return Session.open(map_, read_only=True)


def branch(map_: Path, naam: str, was: str, wordt: str, van: str = "main") -> None:
    """Record another amount in a new branch, and go back."""
    git(map_, "switch", "--quiet", "--create", naam, van)
    edit(map_, was, wordt)
    git(map_, "commit", "--quiet", "--all", f"--message={naam}")
    git(map_, "switch", "--quiet", "main")


def read(takken: Takken) -> Takken:
    while (at := takken.open_rij()) is not None:
        takken.take(at, takken.look(at))
    return takken


def tak(map_: Path, naam: str) -> Tak:
    return next(rij.tak for rij in Takken.of(opened(map_)).rijen if rij.tak.naam == naam)


# --- beside each other ---------------------------------------------------------------------------


@pytest.mark.lang
def test_every_branch_has_its_results_beside_those_on_screen(stad: Path) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 200")
    branch(stad, "stuk", GRIFFIE, "lasten.begroting.2026 = vijf")
    git(stad, "switch", "--quiet", "--orphan", "site")
    git(stad, "commit", "--quiet", "--allow-empty", "--message=Leeg")
    git(stad, "switch", "--quiet", "main")
    edit(stad, "2026 = 500", "2026 = 600")
    found = read(Takken.of(opened(stad)))
    rows = {rij.tak.naam: rij for rij in found.rijen}
    assert next(iter(rows)) == "main"
    assert set(rows) == {"main", "krap", "stuk"}
    assert found.jaren == [2026, 2027, 2028, 2029]
    # in cents as printed: here lasten count up
    assert found.verschil(rows["krap"]) == (-40_000, 0, 0, 0)
    assert found.verschil(rows["main"]) == (-10_000, 0, 0, 0)
    assert rows["main"].tak.is_huidige
    assert rows["stuk"].uitkomsten is None
    assert "niet te lezen" in rows["stuk"].reden


@pytest.mark.lang
def test_a_branch_is_read_once_per_commit(stad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 200")
    kennis = scenarios.Kennis()
    read(Takken.of(opened(stad), kennis))
    monkeypatch.setattr(scenarios, "Side", None)
    assert all(rij.uitkomsten for rij in read(Takken.of(opened(stad), kennis)).rijen)


@pytest.mark.lang
def test_a_name_that_is_no_branch_is_told_with_those_that_are(stad: Path) -> None:
    with pytest.raises(UsageError, match="geen tak van deze git-map; er zijn: main"):
        Takken.of(opened(stad), namen=["krap"])


# --- from one to another -------------------------------------------------------------------------


def test_a_name_of_people_becomes_one_of_git(stad: Path) -> None:
    assert scenarios.branch_name(stad, " Minder griffie (voorstel B)? ") == "Minder-griffie-voorstel-B"
    assert scenarios.branch_name(stad, "café..2027.lock") == "café-2027"
    for refused in ("", "???", "MAIN"):
        with pytest.raises(Refused):
            scenarios.branch_name(stad, refused)


@pytest.mark.lang
def test_a_new_scenario_begins_here_and_one_can_go_back(stad: Path) -> None:
    scenarios.new_branch(stad, "krap")
    edit(stad, "2026 = 500", "2026 = 200")
    session = opened(stad)
    lay_down(stad, prepare(session), ["Krap"], [BESTAND])
    scenarios.switch_to(stad, tak(stad, "main"))
    assert "2026 = 500" in (stad / BESTAND).read_text("utf-8")
    scenarios.switch_to(stad, tak(stad, "krap"))
    assert "2026 = 200" in (stad / BESTAND).read_text("utf-8")


@pytest.mark.lang
def test_git_overwrites_nothing_that_is_recorded_nowhere(stad: Path) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 200")
    edit(stad, "2026 = 500", "2026 = 600")
    with pytest.raises(GitGeweigerd, match="zou iets overschrijven") as caught:
        scenarios.switch_to(stad, tak(stad, "krap"))
    assert caught.value.waarom == "overschrijft"
    assert "2026 = 600" in (stad / BESTAND).read_text("utf-8")
    git(stad, "worktree", "add", "--quiet", str(stad.parent.parent / "naast"), "krap")
    with pytest.raises(GitGeweigerd, match="andere map"):
        scenarios.switch_to(stad, tak(stad, "krap"))


# --- merging -------------------------------------------------------------------------------------


@pytest.mark.lang
def test_a_merge_goes_by_key_though_nothing_was_installed_and_is_tried_first(stad: Path) -> None:
    # neighbouring lines: git itself would call that a conflict
    branch(stad, "krap", "2026 = 100\n", "2026 = 150\n")
    edit(stad, "2027 = 100", "2027 = 170")
    git(stad, "commit", "--quiet", "--all", "--message=Meer")
    krap = tak(stad, "krap")
    before = git(stad, "rev-parse", "HEAD")
    found = scenarios.preview(opened(stad), krap)
    assert found.diff is not None
    assert (found.tegenstrijdig, found.is_hun) == ((), False)
    assert [line.kolom for line in found.diff.lines() if line.naam == "Raad" and line.change] == ["Begroting 2026"]
    assert (git(stad, "rev-parse", "HEAD"), git(stad, "status", "--porcelain")) == (before, "")
    assert scenarios.merge(stad, krap, "Krap erbij")
    text = (stad / BESTAND).read_text("utf-8")
    assert "2026 = 150" in text
    assert "2027 = 170" in text
    assert git(stad, "log", "-1", "--format=%s %p").split()[:2] == ["Krap", "erbij"]
    assert len(git(stad, "log", "-1", "--format=%p").split()) == 2
    assert git(stad, "status", "--porcelain") == ""
    assert scenarios.preview(opened(stad), krap).niets


@pytest.mark.lang
def test_conflicts_are_decided_in_the_app_and_recorded_as_the_merge(stad: Path) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 200")
    edit(stad, "2026 = 500", "2026 = 900")
    git(stad, "commit", "--quiet", "--all", "--message=Meer")
    krap = tak(stad, "krap")
    assert scenarios.preview(opened(stad), krap).tegenstrijdig == (BESTAND,)
    assert not scenarios.merge(stad, krap, "Krap erbij")
    with pytest.raises(InputError):
        opened(stad)
    found = conflicten.load(stad)
    found.choose(found.plekken, "hun")
    found.save()
    wat = prepare(opened(stad))
    assert wat.is_samenvoegen
    assert wat.voorstel[0] == "Scenario krap samengevoegd"
    assert [(b.naam, b.vast) for b in wat.bestanden] == [(BESTAND, True)]
    done = lay_down(stad, wat, wat.voorstel, [BESTAND])
    assert (done.tak, done.over) == ("main", 0)
    assert len(git(stad, "log", "-1", "--format=%p").split()) == 2
    assert git(stad, "show", f"HEAD:./{BESTAND}").encode() == (stad / BESTAND).read_bytes()


@pytest.mark.lang
def test_a_merge_can_be_given_up(stad: Path) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 200")
    edit(stad, "2026 = 500", "2026 = 900")
    git(stad, "commit", "--quiet", "--all", "--message=Meer")
    before, krap = (stad / BESTAND).read_bytes(), tak(stad, "krap")
    assert not scenarios.merge(stad, krap, "Krap erbij")
    with pytest.raises(Refused, match="midden in een merge"):
        scenarios.merge(stad, krap, "Krap erbij")
    give_up(stad)
    assert (stad / BESTAND).read_bytes() == before
    assert git(stad, "status", "--porcelain") == ""


@pytest.mark.lang
def test_a_conflict_outside_the_dossier_is_left_to_git_and_nothing_changes(stad: Path) -> None:
    anders = stad.parent / "anders.txt"
    git(stad, "switch", "--quiet", "--create", "krap")
    anders.write_text("krap\n")
    edit(stad, "2026 = 500", "2026 = 200")
    git(stad, "commit", "--quiet", "--all", "--message=Krap")
    git(stad, "switch", "--quiet", "main")
    anders.write_text("ruim\n")
    git(stad, "commit", "--quiet", "--all", "--message=Ruim")
    krap = tak(stad, "krap")
    assert scenarios.preview(opened(stad), krap).buiten == ("anders.txt",)
    with pytest.raises(Refused, match=r"anders\.txt, buiten dit dossier"):
        scenarios.merge(stad, krap, "Krap")
    assert git(stad, "status", "--porcelain") == ""
    anders.write_text("klaar\n")
    git(stad.parent, "add", ".")
    with pytest.raises(Refused, match="staat iets klaar"):
        scenarios.merge(stad, krap, "Krap")


@pytest.mark.lang
def test_a_hook_that_refuses_a_merge_leaves_all_as_it_was(stad: Path) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 200")
    hook(stad, "pre-merge-commit", "echo nee", "exit 1")
    with pytest.raises(GitGeweigerd) as caught:
        scenarios.merge(stad, tak(stad, "krap"), "Krap")
    assert (caught.value.waarom, "nee" in caught.value.uitvoer) == ("haak", True)
    assert git(stad, "status", "--porcelain") == ""
    assert "2026 = 500" in (stad / BESTAND).read_text("utf-8")
