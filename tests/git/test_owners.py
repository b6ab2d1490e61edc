"""CODEOWNERS from the `houder` of what stands in each programma: who is known, what stays, and taking it back."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from budgetdesk.git import setup
from budgetdesk.git.setup import install, uninstall
from tests.proef import inhoud
from tests.repository import git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")

EEN: Final = """
[post.a]
naam = "A"
beleidsterrein = "1A"
houder = "@griffie/raad"
[post.b]
naam = "B"
beleidsterrein = "1A"
houder = "Jan"
[subsidie.c]
naam = "C"
houder = "piet@example.org"
[investering.d]
naam = "D"
nut = "economisch"
houder = "Nooit Gezien"
"""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(setup, "_start", lambda _: f"{sys.executable} -P -m budgetdesk")
    top = tmp_path / "repo"
    for naam, content in inhoud(EEN, '[post.x]\nnaam = "X"\nbeleidsterrein = "2A"\n').items():
        pad = top / "begroting #1 2027" / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(content)
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "Begin")
    return top


LINE: Final = r"/begroting\ \#1\ 2027/programmas/01-p.toml @griffie/raad jan@example.org piet@example.org"


def test_a_programma_is_owned_by_its_holders_that_a_forge_or_git_knows(repo: Path) -> None:
    done = install(repo, eigenaren=True)
    assert (repo / "CODEOWNERS").read_text("utf-8").splitlines()[1:] == [LINE]
    assert f"CODEOWNERS: {LINE}" in done.regels
    assert "Niet in CODEOWNERS: Nooit Gezien heeft in git geen adres." in done.regels
    assert not install(repo, eigenaren=True).gewijzigd


def test_what_documents_say_of_a_programma_is_of_its_holders_too(repo: Path) -> None:
    file = repo / "begroting #1 2027" / "documenten" / "vgr-1" / "01-p.toml"
    file.parent.mkdir(parents=True)
    file.write_text('[post.a]\ntoelichting = "T"\n', "utf-8")
    install(repo, eigenaren=True)
    lines = (repo / "CODEOWNERS").read_text("utf-8").splitlines()[1:]
    assert lines == [LINE, LINE.replace("programmas/01-p", "documenten/vgr-1/01-p")]


def test_what_a_user_wrote_stays_and_all_of_ours_goes_again(repo: Path) -> None:
    own = repo / ".github" / "CODEOWNERS"
    own.parent.mkdir()
    own.write_text("* @allen", "utf-8")
    install(repo, eigenaren=True)
    pad = repo / "begroting #1 2027" / "programmas" / "01-p.toml"
    pad.write_text(pad.read_text("utf-8").replace("@griffie/raad", "@raad"), "utf-8")
    install(repo, eigenaren=True)
    assert own.read_text("utf-8").splitlines()[0] == "* @allen"
    assert own.read_text("utf-8").splitlines()[2:] == [LINE.replace("@griffie/raad", "@raad")]
    assert not (repo / "CODEOWNERS").exists()
    uninstall(repo)
    assert own.read_text("utf-8") == "* @allen"


def test_without_holders_or_with_a_file_that_cannot_be_read_it_says_so(repo: Path) -> None:
    pad = repo / "begroting #1 2027" / "programmas" / "01-p.toml"
    pad.write_text("= stuk", "utf-8")
    told = "\n".join(install(repo, eigenaren=True).regels)
    assert "CODEOWNERS: geen post, subsidie of investering noemt een `houder`" in told
    assert "01-p.toml is niet te lezen" in told
    assert not (repo / "CODEOWNERS").exists()
