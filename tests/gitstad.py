"""A dossier in a repository of somebody with a name, for tests of what the app asks of git."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.proef import Maak
from tests.repository import git

BESTAND: Final = "programmas/01-p.toml"
PROGRAMMA: Final = """
[beleidsterrein.1A]
naam = "Bestuur"

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 100
lasten.begroting.2027 = 100

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 500
"""


@pytest.fixture
def wie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be somebody with a name to git, whatever the machine has for settings."""
    thuis = tmp_path / "thuis"
    thuis.mkdir()
    (thuis / ".gitconfig").write_text("[user]\nname = Jan\nemail = jan@example.org\n")
    monkeypatch.setenv("HOME", str(thuis))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(thuis / "config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return thuis


@pytest.fixture
def stad(dossier: Maak, wie: Path) -> Path:
    """Return a dossier in a folder of a repository that has other files too; its name has a blank and an accent."""
    assert wie
    made = dossier(PROGRAMMA)
    top = made.parent / "gemeente é"
    map_ = Path(shutil.move(made, top / "begroting 2026"))
    (top / "anders.txt").write_text("een\n")
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=Begin")
    return map_


def edit(map_: Path, was: str, wordt: str) -> None:
    pad = map_ / BESTAND
    text = pad.read_text("utf-8")
    assert was in text
    pad.write_text(text.replace(was, wordt), "utf-8")


def hook(map_: Path, naam: str, *lines: str) -> None:
    pad = Path(git(map_, "rev-parse", "--absolute-git-dir").strip()) / "hooks" / naam
    pad.parent.mkdir(exist_ok=True)
    pad.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    pad.chmod(0o755)
