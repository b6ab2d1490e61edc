"""Paths that lead nowhere, to nobody or in a ring: asking for them never fails, and commands say what is wrong."""

from __future__ import annotations

import getpass
import os
import subprocess
import sys
from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.storage.lock import user
from budgetdesk.storage.pathnames import below, here, real, typed_path


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    (tmp_path / "een").symlink_to("twee")
    (tmp_path / "twee").symlink_to("een")
    return tmp_path / "een"


def test_a_ring_of_links_the_home_of_nobody_and_a_folder_without_a_common_root_are_paths(ring: Path) -> None:
    assert real(ring).parent == real(ring.parent)
    assert typed_path("~niemand-heet-zo/x") == Path("~niemand-heet-zo/x")
    assert below(ring / "x", real(ring.parent)).name == "x"


@pytest.mark.parametrize("command", ["check", "fmt", "lijst"])
def test_a_ring_of_links_is_no_dossier_and_no_fault_of_the_program(
    ring: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    words = {"lijst": ["export", str(ring), "x.xlsx"]}.get(command, [command, str(ring)])
    assert main(words) == 3
    assert f"{ring}: " in "".join(capsys.readouterr())


@pytest.mark.lang
def test_in_a_folder_that_was_removed_a_dossier_elsewhere_is_checked(samples: Path, tmp_path: Path) -> None:
    gone = tmp_path / "weg"
    gone.mkdir()
    code = (
        f"import os; os.chdir(r'{gone}'); os.rmdir(r'{gone}')\n"
        "from budgetdesk.cli import main\n"
        f"raise SystemExit(main(['check', r'{samples / 'leiden-2026'}']))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "Geen bevindingen.\n")


def test_the_current_folder_is_the_home_folder_where_it_was_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    def removed() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", removed)
    monkeypatch.setenv("HOME", "/thuis")
    assert here() == Path("/thuis")
    assert real(Path("x")) == Path("x")
    assert below(Path("x"), Path("/y")) == Path("x")


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_who_is_at_work_may_be_unknown(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert user() == "onbekend"
