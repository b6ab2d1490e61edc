"""`budgetdesk scenarios`: branches beside each other at the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from budgetdesk.cli import main
from tests.gitstad import edit, stad, wie
from tests.repository import git

__all__ = ["stad", "wie"]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")


def branch(map_: Path, naam: str, was: str, wordt: str) -> None:
    git(map_, "switch", "--quiet", "--create", naam)
    edit(map_, was, wordt)
    git(map_, "commit", "--quiet", "--all", f"--message={naam}")
    git(map_, "switch", "--quiet", "main")


@pytest.mark.lang
def test_each_branch_has_its_results_and_differences_below_those_of_the_disk(
    stad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 900_500")
    assert main(["scenarios", str(stad)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["Resultaat", "(x"]
    assert [line.split()[0] for line in lines if line[0] != " "] == ["Resultaat", "bestanden", "main", "krap"]
    krap = lines.index(next(line for line in lines if line.startswith("krap")))
    assert lines[krap + 1].split()[-4:] == ["+900", "=", "=", "="]


def test_programs_get_cents_and_why_a_branch_has_none(stad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    branch(stad, "krap", "2026 = 500", "2026 = 300")
    branch(stad, "stuk", "2026 = 500", "2026 = vijf")
    assert main(["scenarios", str(stad), "krap", "stuk", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    by_name = {tak["naam"]: tak for tak in found["takken"]}
    assert by_name["krap"]["verschil"] == [-20_000, 0, 0, 0]
    assert by_name["stuk"]["resultaat"] is None
    assert "niet te lezen" in by_name["stuk"]["fout"]
    assert found["schijf"]["tak"] == "main"


@pytest.mark.lang
def test_what_is_no_branch_and_no_repository_is_told(stad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios", str(stad), "nergens"]) == 2
    assert "`nergens` is geen tak van deze git-map; er zijn: main." in capsys.readouterr().err
    shutil.rmtree(stad.parent / ".git")
    assert main(["scenarios", str(stad)]) == 3
    assert "staat niet in git" in capsys.readouterr().err
