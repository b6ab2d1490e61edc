from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.cli import main

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "sample_budgets"

Run = Callable[..., tuple[int, str, str]]
"""Run a command; gives exit code, stdout and stderr."""

Inhoud = Callable[[Path], dict[str, bytes]]
"""Read a folder; gives the bytes of each file."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process; return its exit code, stdout and stderr."""

    def call(*argv: str | Path) -> tuple[int, str, str]:
        code = main([str(a) for a in argv])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def leiden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a programma with Leiden's amounts and nothing else, in the current folder."""
    shutil.copytree(TESTS / "data" / "leiden", tmp_path / "leiden")
    monkeypatch.chdir(tmp_path)
    return Path("leiden")


@pytest.fixture
def inhoud() -> Inhoud:
    """Return the bytes of every file in a folder, without those of locks."""

    def read(folder: Path) -> dict[str, bytes]:
        files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".lock")
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}

    return read
