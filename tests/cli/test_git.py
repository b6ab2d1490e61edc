from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.proef import sampled

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")


@pytest.fixture(autouse=True)
def _repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a repository of one's own, without settings of this machine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    subprocess.run(("git", "init", "--quiet"), check=True)


@pytest.mark.lang
def test_install_and_uninstall_say_what_they_do(run: Run, tmp_path: Path) -> None:
    code, out, err = run("git", "install")
    assert (code, out.splitlines()[0]) == (0, f"Repository {tmp_path}")
    assert ".gitattributes: erbij: **/programmas/*.toml text eol=lf diff=budgetdesk merge=budgetdesk\n" in out
    assert "git-instelling merge.budgetdesk.driver: ingesteld.\n" in out
    assert err.startswith("Zet .gitattributes in git.\nWat `git diff` nu toont, is geen patch")
    assert err.endswith("elke collega draait deze opdracht zelf.\n")
    assert run("git", "install", ".") == (0, f"Repository {tmp_path}\nEr is niets gewijzigd.\n", "")
    code, out, err = run("git", "uninstall")
    assert (code, err) == (0, "")
    assert ".gitattributes: weggehaald.\n" in out
    assert run("git", "uninstall")[1].endswith("Er is niets gewijzigd.\n")


@pytest.mark.lang
def test_attributes_that_are_in_git_need_not_be_put_there(run: Run) -> None:
    run("git", "install")
    subprocess.run(("git", "add", ".gitattributes"), check=True)
    who = ("-c", "user.name=Jan", "-c", "user.email=jan@example.org")
    subprocess.run(("git", *who, "commit", "--quiet", "--message", "x"), check=True)
    run("git", "uninstall")
    code, out, err = run("git", "install")
    assert (code, ".gitattributes: erbij:" in out) == (0, True)
    assert "Zet .gitattributes" not in err


@pytest.mark.lang
def test_what_stands_in_the_way_is_exit_code_1_until_it_is_replaced(run: Run) -> None:
    Path(".gitattributes").write_text("*.toml diff=eigen\n")
    code, out, _ = run("git", "install")
    assert code == 1
    assert "reserves.toml heeft al diff=eigen en dat blijft zo; `--vervang` gaat erboven." in out
    assert run("git", "install", "--vervang")[0] == 0


@pytest.mark.parametrize(
    ("argv", "code", "complaint"),
    [
        (["git"], 2, "dit ontbreekt nog: ACTIE"),
        (["git", "instal"], 2, "onbekende actie `instal`; kies uit install, uninstall"),
        (["git", "uninstall", "--vervang"], 2, "--vervang hoort bij install."),
        (["git", "install", "weg"], 3, "weg: deze map bestaat niet."),
        (["git", "install", ".git"], 3, "administratie van git"),
    ],
)
def test_a_call_that_is_wrong_is_refused(run: Run, argv: list[str], code: int, complaint: str) -> None:
    found, _, err = run(*argv)
    assert found == code
    assert complaint in err
    assert not Path(".gitattributes").exists()


def test_outside_git_it_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(tmp_path / ".git")
    assert run("git", "install")[0] == 3
    monkeypatch.setenv("PATH", "")
    assert "git is niet geïnstalleerd" in run("git", "install")[2]


@pytest.mark.lang
@pytest.mark.parametrize("naam", sampled(["met spatie 'é'.toml", "a.toml", "-v.toml"], 3))
def test_what_git_calls_prints_one_file_as_a_table(naam: str, tmp_path: Path) -> None:
    (tmp_path / naam).write_text('[post.a]\nnaam = "Één"\nlasten.begroting.2027 = 1_000\n', encoding="utf-8")
    command = (sys.executable, "-P", "-m", "budgetdesk", "git", "tabel", "--", naam)
    for env in ({}, {"PYTHONUTF8": "0", "LC_ALL": "C"}):
        out = subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env=os.environ | env).stdout
        assert out.decode() == f"[post.a] Één\n{'2027':>38}\nlasten begroting{'1.000':>22}\n"


def test_what_is_no_toml_is_printed_byte_for_byte(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    from budgetdesk.cli import main

    (tmp_path / "a.toml").write_bytes(b"a = \xff\r\n")
    assert main(["git", "tabel", "a.toml"]) == 0
    assert capfdbinary.readouterr() == (b"a = \xff\r\n", b"")
    assert main(["git", "tabel", "weg.toml"]) == 3


def test_the_word_for_git_is_not_offered(run: Run) -> None:
    assert "tabel " not in run("git", "--help")[1].partition("argumenten")[2]


def test_on_a_terminal_not_even_a_broken_file_obeys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    (tmp_path / "a.toml").write_bytes(b"a = \x1b]0;x\x07\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("git", "tabel", "a.toml") == (0, "a = ␛]0;x␇\n", "")
