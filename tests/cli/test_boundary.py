from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from budgetdesk.cli import commands, main
from budgetdesk.cli import open as open_
from budgetdesk.cli.command import Command
from budgetdesk.errors import LimitExceeded, Locked, Plaats, Refused, WriteError
from tests.cli.conftest import Run
from tests.proef import sampled

ROOT = Path(__file__).parents[2]
LEIDEN = "sample_budgets/leiden-2026"
SLOW = ("textual", "polars", "tomlkit", "toml_rs", "xlsxwriter")


def start(*argv: str, env: Mapping[str, str] | None = None, code: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the program in a process of its own, without a terminal."""
    program = ["-c", code] if code else ["-m", "budgetdesk"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {"LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, *program, *argv],
        cwd=ROOT,
        env=clean | dict(env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


def replace_check(monkeypatch: pytest.MonkeyPatch, run: Callable[[argparse.Namespace], int]) -> None:
    check = commands.COMMANDS["check"]
    fake = Command(check.naam, check.tekst, check.uitleg, check.voorbeelden, check.arguments, run)
    monkeypatch.setitem(commands.COMMANDS, "check", fake)


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (Refused("Besluit 7 bestaat al."), 2, "Besluit 7 bestaat al.\n"),
        (WriteError("x.toml", "de schijf is vol"), 4, "x.toml: schrijven is mislukt (de schijf is vol)"),
        (Locked("x.toml"), 5, "x.toml: een ander programma is dit bestand aan het opslaan"),
        (LimitExceeded(Plaats("x.toml"), "te groot."), 6, "x.toml: te groot.\n"),
        (PermissionError(13, "Permission denied", "geheim"), 3, "geheim: geen rechten.\n"),
        (ZeroDivisionError("\x1b[2J"), 70, "Er ging iets mis in budgetdesk zelf (ZeroDivisionError)."),
        (ValueError("[post.x] before 'y'"), 70, "Er ging iets mis in budgetdesk zelf (ValueError)."),
        (RecursionError(), 70, "Er ging iets mis in budgetdesk zelf (RecursionError)."),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_every_error_is_a_sentence_and_an_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, sentence: str
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise error

    monkeypatch.delenv("BUDGETDESK_DEBUG", raising=False)
    replace_check(monkeypatch, fail)
    got, out, err = run("check", "x")
    assert (got, out) == (code, "")
    assert err.startswith(sentence)
    assert "Traceback" not in err
    assert err.count("\n") == (1 if sentence else 0)


@pytest.mark.parametrize(
    ("module", "name", "argv"),
    [
        ("structuur", "add", ("add", LEIDEN, "1/reserve", "--naam", "X")),
        ("structuur", "rename", ("rename", LEIDEN, "1/post.bestuur", "raad")),
        ("structuur", "delete", ("delete", LEIDEN, "1/post.bestuur", "--mee")),
        ("besluiten", "find", ("wijziging", LEIDEN, "2026-01")),
    ],
)
def test_a_mistake_of_ours_is_no_refusal(
    run: Run, monkeypatch: pytest.MonkeyPatch, module: str, name: str, argv: tuple[str, ...]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("een sleutel te veel")

    monkeypatch.delenv("BUDGETDESK_DEBUG", raising=False)
    monkeypatch.setattr(f"budgetdesk.model.{module}.{name}", fail)
    code, out, err = run(*argv)
    assert (code, out) == (70, "")
    assert "een sleutel te veel" not in err


def test_debug_shows_where_an_internal_error_came_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise ZeroDivisionError("\x1b[2J")

    monkeypatch.setenv("BUDGETDESK_DEBUG", "1")
    replace_check(monkeypatch, fail)
    code, _, err = run("check", "x")
    assert code == 70
    assert err.startswith("Traceback")
    assert "ZeroDivisionError: ␛[2J" in err


def test_an_error_shows_text_of_the_user_as_text(run: Run) -> None:
    code, _, err = run("show", "\x1b[31m\udcff\u202e", "reserves")
    assert (code, err) == (3, "␛[31m��: deze map of dit bestand bestaat niet.\n")


def test_help_and_version_load_none_of_the_slow_libraries() -> None:
    """One process asks them all: what was never loaded in the end was loaded by none."""
    calls = [["--version"], ["--help"], *([naam, "--help"] for naam in commands.COMMANDS)]
    code = (
        "import sys; from budgetdesk.cli import main\n"
        f"for argv in {calls}:\n"
        "    print('==', main(argv), flush=True)\n"
        f"print(*sorted(set(sys.modules) & set({SLOW})), file=sys.stderr)"
    )
    done = start(code=code)
    assert (done.returncode, done.stderr) == (0, b"\n")
    told = done.stdout.decode().split("== 0\n")
    assert all(told[:-1])
    assert (len(told), told[-1]) == (len(calls) + 1, "")


@pytest.mark.lang
def test_setting_an_amount_needs_neither_polars_nor_textual(leiden: Path) -> None:
    code = (
        "import sys; from budgetdesk.cli import main; code = main(sys.argv[1:]);"
        "print(*sorted(set(sys.modules) & {'polars', 'textual', 'xlsxwriter'}), file=sys.stderr); sys.exit(code)"
    )
    done = start("set", str(leiden.resolve()), "1/post.bestuur.lasten.begroting.2027=1", code=code)
    assert (done.returncode, done.stderr) == (0, b"\n")


def test_python_m_budgetdesk_is_the_program() -> None:
    done = start("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"budgetdesk ")
    assert done.stderr == b""


@pytest.mark.parametrize("argv", [[], [LEIDEN], ["open", LEIDEN, "--read-only"]])
def test_without_a_terminal_the_app_says_what_works_instead(run: Run, argv: list[str]) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith("De app heeft een terminal nodig")
    assert "`budgetdesk show`" in err
    assert "`budgetdesk export`" in err


def test_with_a_terminal_the_app_gets_the_dossier_or_none(
    leiden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path | None, bool]] = []

    def run_app(pad: Path | None, _note: object, *, read_only: bool) -> int:
        opened.append((pad, read_only))
        return 0

    monkeypatch.setattr("budgetdesk.tui.app.run_app", run_app)
    monkeypatch.setattr(open_, "_has_terminal", lambda: True)
    assert main([str(leiden)]) == main(["open", "--read-only", "elders"]) == main([]) == 0
    monkeypatch.chdir(tmp_path / leiden)
    assert main([]) == 0
    assert opened == [(leiden, False), (Path("elders"), True), (None, False), (Path(), False)]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize(
    ("unbuffered", "argv"),
    [
        ("", ["--help"]),
        *(
            pytest.param(*case, marks=pytest.mark.lang)
            for case in (
                ("1", ["show", LEIDEN, "programmakosten"]),
                ("", ["show", LEIDEN, "programmakosten"]),
                ("", ["show", LEIDEN, "reserves", "--format", "json"]),
                ("1", ["show", LEIDEN, "reserves", "--format", "json"]),
                ("1", ["--help"]),
            )
        ),
    ],
)
def test_a_reader_that_stops_early_ends_the_program_quietly(unbuffered: str, argv: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "budgetdesk", *argv],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.lang
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("argv", sampled([["--version"], ["--help"], ["show", LEIDEN, "reserves"]], 3))
def test_results_that_find_a_full_disk_are_an_error(argv: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "budgetdesk", *argv],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.returncode == 4
    assert done.stderr.decode() == "De uitvoer is niet te schrijven (de schijf is vol).\n"


@pytest.mark.lang
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_a_file_or_a_program_gets_is_utf8_whatever_the_locale(encoding: str) -> None:
    done = start("show", LEIDEN, "reserves", env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "€" in done.stdout.decode()
    refused = start("show", LEIDEN, "één ≥ ő", env={"PYTHONIOENCODING": encoding})
    assert "`één ≥ ő`" in refused.stderr.decode()


@pytest.mark.lang
@pytest.mark.skipif(sys.platform == "win32", reason="pty is of another system")
def test_a_terminal_without_a_character_gets_a_question_mark_and_no_code() -> None:
    import pty

    ours, theirs = pty.openpty()
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = (sys.executable, "-m", "budgetdesk", "show", LEIDEN, "reserves")
    subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.close(ours)
    assert b"x ? 1.000" in shown


@pytest.mark.lang
@pytest.mark.parametrize(
    ("argv", "code"), sampled([(["show", LEIDEN, "é"], 2), (["show", LEIDEN, "reserves"], 0), (["--help"], 0)], 3)
)
def test_the_c_locale_will_do(argv: list[str], code: int) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert start(*argv, env=env).returncode == code


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_every_command_and_its_options(run: Run, shell: str) -> None:
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    for naam, command in commands.COMMANDS.items():
        assert naam in out
        for option in command.parser().option_names():
            assert option.removeprefix("--") in out


@pytest.mark.skipif(sys.platform == "win32", reason="bash is of another system")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["s"], "show set sluit scenarios"),
        (["show", "x", "re"], "reserves reserveverloop reservestaat rechtmatigheid resultaatbestemming"),
        (["show", "x", "--"], "--help --programma --document --format --euro"),
        (["completion", ""], "--help bash zsh fish"),
        (["een-map", ""], ""),
    ],
)
def test_bash_completes_with_it(run: Run, words: list[str], offered: str) -> None:
    _, script, _ = run("completion", "bash")
    script += f"COMP_WORDS=(budgetdesk {shlex.join(words)}); COMP_CWORD={len(words)}\n"
    script += '_budgetdesk; echo "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().split() == offered.split()
