"""A dossier that begins: with the programmes of another one, as a copy of a sample, with git."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.drafting.beginnen import VOORBEELD, begin_git, copy_sample, free, make, samples
from budgetdesk.errors import InputError
from budgetdesk.session import Session
from budgetdesk.session.beginnen import next_year
from budgetdesk.session.reading import results_by_column
from budgetdesk.storage.gitlog import last_commits
from budgetdesk.storage.new import NotCreated
from tests.conftest import Maak
from tests.tui.piloot import git

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")


@pytest.mark.lang
def test_the_programmes_of_another_dossier_come_without_amounts_goals_and_texts(samples: Path, tmp_path: Path) -> None:
    other = samples / VOORBEELD
    make(tmp_path / "d", gemeente="Delft", jaar=2028, sjabloon="begroting", programmas_uit=other)
    was, now = Session.open(other), Session.open(tmp_path / "d")
    assert [p.titel for p in now.dossier.programmas] == [p.titel for p in was.dossier.programmas]
    for before, bestand in zip(was.dossier.programmas, now.dossier.programmas, strict=True):
        assert {r.soort for r in bestand.records.values()} <= {"programma", "beleidsterrein", "post"}
        assert [r.key for r in bestand.van("post")] == [r.key for r in before.van("post")]
    assert now.cijfers.weergave == was.cijfers.weergave
    assert not [b for b in now.keuring.bevindingen if b.ernst == "fout"]
    assert set(results_by_column(now.cijfers)) == {0}


def test_how_a_saldo_is_printed_can_be_said(tmp_path: Path) -> None:
    make(tmp_path / "d", gemeente="Delft", jaar=2028, sjabloon="begroting", saldo="baten-lasten")
    text = (tmp_path / "d" / "begroting.toml").read_text("utf-8")
    assert 'saldo = "baten-lasten"' in text
    assert Session.open(tmp_path / "d").cijfers.weergave.saldo == -1


def test_a_dossier_without_programmes_has_none_to_take_over(dossier: Maak, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geen programma's"):
        make(tmp_path / "d", gemeente="D", jaar=2028, sjabloon="begroting", programmas_uit=dossier())
    assert not (tmp_path / "d").exists()


@pytest.mark.lang
def test_every_sample_can_be_copied_and_reads_as_before(tmp_path: Path) -> None:
    assert len(samples()) == 5
    for naam in (VOORBEELD, "leiden-2026", "voorbeeldstad-2026"):
        pad = samples()[naam]
        copy_sample(naam, tmp_path / naam)
        found = Session.open(tmp_path / naam)
        assert found.titel == Session.open(pad).titel
        assert (tmp_path / naam / ".gitignore").is_file()
    assert next(iter(samples())) == VOORBEELD


def test_a_copy_names_no_dossier_of_last_year_that_is_not_beside_it(tmp_path: Path) -> None:
    copy_sample(VOORBEELD, tmp_path / "a")
    assert "voorganger" not in (tmp_path / "a" / "begroting.toml").read_text("utf-8")
    (tmp_path / "voorbeeldstad-2026").mkdir()
    copy_sample(VOORBEELD, tmp_path / "b")
    assert 'voorganger = "../voorbeeldstad-2026"' in (tmp_path / "b" / "begroting.toml").read_text("utf-8")


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "brief.txt").write_text("van mij")
    with pytest.raises(NotCreated):
        copy_sample(VOORBEELD, tmp_path / "a")
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["brief.txt"]
    assert free(tmp_path / "a") == tmp_path / "a-2"
    assert free(tmp_path / "b") == tmp_path / "b"


@pytest.mark.lang
def test_the_next_year_is_made_beside_this_one(samples: Path, tmp_path: Path) -> None:
    told, _ = next_year(samples / VOORBEELD, tmp_path / "voorbeeldstad-2028")
    assert Session.open(tmp_path / "voorbeeldstad-2028").dossier.jaar == 2028
    assert told


@needs_git
def test_a_repository_begins_with_a_commit_of_who_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "niets"))
    for naam in ("a", "b"):
        copy_sample("leiden-2026", tmp_path / naam)
    assert "kent uw naam nog niet" in begin_git(tmp_path / "a", "Begin")
    assert last_commits(tmp_path / "a", 3) == []
    assert begin_git(tmp_path / "b", "Begin", ("Jan", "jan@example.org")).endswith("met een eerste commit.")
    (commit,) = last_commits(tmp_path / "b", 3)
    assert (commit.wie, commit.onderwerp, commit.is_own) == ("Jan", "Begin", False)


@needs_git
def test_within_a_repository_there_is_no_other_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    copy_sample("leiden-2026", tmp_path / "a")
    assert str(tmp_path.resolve()) in begin_git(tmp_path / "a", "Begin")
    assert not (tmp_path / "a" / ".git").exists()


def test_without_git_a_dossier_is_no_less_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    copy_sample("leiden-2026", tmp_path / "a")
    assert "niet geïnstalleerd" in begin_git(tmp_path / "a", "Begin")
