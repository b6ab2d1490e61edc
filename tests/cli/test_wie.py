"""`budgetdesk wie`: text, json, and what cannot be told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.repository import git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

ADRES = "1/post.bestuur.lasten.begroting.2027"


@pytest.fixture
def in_git(leiden: Path, run: Run) -> Path:
    git(leiden, "init", "--quiet", "--initial-branch=main")
    git(leiden, "add", ".")
    git(leiden, "commit", "--quiet", "--message", "Begin")
    run("set", leiden, f"{ADRES}=14200000")
    git(leiden, "-c", "user.name=Piet \x1b[2J", "commit", "--quiet", "--all", "--message", "Omhoog\n\nVolgens de raad")
    return leiden


@pytest.mark.lang
def test_a_line_tells_commit_day_and_author_and_what_it_made_of_the_value(in_git: Path, run: Run) -> None:
    code, out, err = run("wie", in_git, ADRES)
    kort, day = git(in_git, "log", "-1", "--format=%h %as").split()
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        f"{ADRES}: 14.200.000",
        f"{kort} {day} Piet ␛[2J: 14.115.551 → 14.200.000",
        "    Omhoog",
    ]
    assert run("wie", in_git, ADRES, "--rev", "HEAD~1")[1].startswith(f"{ADRES}: 14.115.551\n")


def test_json_tells_the_same_in_cents(in_git: Path, run: Run) -> None:
    found = json.loads(run("wie", in_git, ADRES, "--format", "json")[1])
    assert (found["adres"], found["waarde"], found["vastgelegd"], found["ondiep"]) == (
        ADRES,
        1_420_000_000,
        True,
        False,
    )
    assert [(stap["oud"], stap["nieuw"]) for stap in found["stappen"]] == [
        (1_411_555_100, 1_420_000_000),
        (None, 1_411_555_100),
    ]
    assert found["stappen"][0]["commit"] == git(in_git, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize(
    ("argv", "code", "complaint"),
    [
        ((ADRES, "--rev", "nergens"), 2, "`nergens` is geen tak, label of commit van deze git-map.\n"),
        (("1/post.weg.lasten.begroting.2027",), 2, "staat geen post `weg`"),
        ((ADRES, "--rev=--output=x"), 2, "geen tak, label of commit"),
    ],
)
def test_what_is_unknown_is_refused_in_a_sentence(
    in_git: Path, run: Run, argv: tuple[str, ...], code: int, complaint: str
) -> None:
    found = run("wie", in_git, *argv)
    assert found[:2] == (code, "")
    assert complaint in found[2]


def test_outside_git_it_is_refused(leiden: Path, run: Run) -> None:
    code, out, err = run("wie", leiden, ADRES)
    assert (code, out, err) == (3, "", "leiden: deze map staat niet in git.\n")


@pytest.mark.lang
def test_in_a_rebase_that_is_half_done_what_was_recorded_is_still_told(in_git: Path, run: Run) -> None:
    git(in_git, "switch", "--quiet", "--create", "ander", "HEAD~1")
    run("set", in_git, f"{ADRES}=13000000")
    git(in_git, "commit", "--quiet", "--all", "--message", "Anders")
    git(in_git, "rebase", "main", check=False)
    code, out, err = run("wie", in_git, ADRES)
    assert (code, out) == (3, "")
    assert "hier staat een conflictmarkering van git" in err
    assert run("wie", in_git, ADRES, "--rev", "HEAD")[1].startswith(f"{ADRES}: 14.200.000\n")
    assert run("wie", in_git, ADRES, "--rev", "REBASE_HEAD")[1].startswith(f"{ADRES}: 13.000.000\n")
