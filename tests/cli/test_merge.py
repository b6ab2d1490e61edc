"""`budgetdesk merge` writes what was merged or says why not, and never half of it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BASIS = b"x = 1\ny = 1\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a base and two sides that changed neighbouring lines, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for naam, content in (("basis", BASIS), ("ons", b"x = 2\ny = 1\n"), ("hun", b"x = 1\ny = 3\n")):
        (tmp_path / naam).write_bytes(content)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(pad.name for pad in folder.iterdir())


def test_the_result_comes_in_ours_with_its_mode_and_nothing_beside_it(files: Path, run: Run) -> None:
    (files / "ons").chmod(0o640)
    assert run("merge", "basis", "ons", "hun", "--pad", "programmas/1.toml") == (
        0,
        "",
        "programmas/1.toml: samengevoegd zonder conflicten.\n",
    )
    assert (files / "ons").read_bytes() == b"x = 2\ny = 3\n"
    assert (files / "ons").stat().st_mode & 0o777 == 0o640
    assert names(files) == ["basis", "hun", "ons"]


def test_a_merge_into_a_file_that_has_another_name_says_that_they_part(files: Path, run: Run) -> None:
    (files / "kopie").hardlink_to("ons")
    code, _, err = run("merge", "basis", "ons", "hun")
    assert code == 0
    assert "ons: dit bestand had nog een naam op deze schijf (harde koppeling)" in err
    assert (files / "kopie").read_bytes() == b"x = 2\ny = 1\n"


def test_conflicts_are_marked_told_and_counted(files: Path, run: Run) -> None:
    (files / "hun").write_bytes(b"x = 3\n")
    code, out, err = run("merge", "basis", "ons", "hun", "--pad=1.toml")
    assert (code, out) == (1, "")
    assert err == (
        "1.toml: conflict in x: bij ons 2, bij hen 3.\n"
        "1.toml: 1 conflict; open het dossier in de app om te kiezen, of kies in het bestand zelf.\n"
    )
    marked = b"<<<<<<< ons\nx = 2\n||||||| basis\nx = 1\n=======\nx = 3\n>>>>>>> hun\n"
    assert (files / "ons").read_bytes() == marked


def test_stdout_gets_the_bytes_and_ours_stays(files: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (files / "hun").write_bytes("x = 1\r\ny = '\u202e\x85'\r\n".encode())
    command = (sys.executable, "-m", "budgetdesk", "merge", "basis", "ons", "hun", "--stdout")
    assert subprocess.run(command, check=False).returncode == 0
    assert capfdbinary.readouterr().out == "x = 2\r\ny = '\u202e\x85'\r\n".encode()
    assert (files / "ons").read_bytes() == b"x = 2\ny = 1\n"


def test_a_screen_gets_text_that_has_nothing_to_obey(files: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (files / "hun").write_bytes("x = 1\ny = '\x9b'\n".encode())
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run("merge", "basis", "ons", "hun", "--stdout")[1] == "x = 2\ny = '\ufffd'\n"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("abc123 (- Kaderbrief)", "HEAD", "tak\x1b[2J"), ("HEAD", "abc123 (- Kaderbrief)", "tak␛[2J")),
        (("%S", "%X", "%Y"), ("ons", "basis", "hun")),
        (("", "", ""), ("ons", "basis", "hun")),
    ],
)
def test_labels_and_size_are_those_git_gives(
    files: Path, run: Run, labels: Sequence[str], expected: Sequence[str]
) -> None:
    (files / "hun").write_bytes(b"x = 3\ny = 1\n")
    assert run("merge", "basis", "ons", "hun", "--markering=9", "--labels", *labels)[0] == 1
    lines = (files / "ons").read_text().split("\n")
    assert lines[:3] == ["<" * 9 + f" {expected[0]}", "x = 2", "|" * 9 + f" {expected[1]}"]
    assert lines[6:] == [">" * 9 + f" {expected[2]}", "y = 1", ""]


@pytest.mark.parametrize("markering", ["x", "", "-1", "99999"])
@pytest.mark.usefixtures("files")
def test_a_size_that_is_no_number_is_wrong_usage(run: Run, markering: str) -> None:
    code, _, err = run("merge", "basis", "ons", "hun", f"--markering={markering}")
    assert (code, "geen aantal tekens" in err) == (2, True)


@pytest.mark.parametrize("argv", [[], ["basis", "ons"], ["basis", "ons", "hun", "nog"]])
def test_three_files_are_asked_for(files: Path, run: Run, argv: Sequence[str]) -> None:
    assert run("merge", *argv)[0] == 2
    assert (files / "ons").read_bytes() == b"x = 2\ny = 1\n"


@pytest.mark.parametrize("naam", ["basis", "ons", "hun"])
def test_a_missing_file_is_named_and_nothing_written(files: Path, run: Run, naam: str) -> None:
    (files / naam).unlink()
    code, _, err = run("merge", "basis", "ons", "hun")
    assert (code, err) == (3, f"{naam}: het bestand ontbreekt.\n")
    assert not (files / "ons").exists() or (files / "ons").read_bytes() == b"x = 2\ny = 1\n"


def test_a_file_beyond_the_limit_is_left_alone(files: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetdesk.storage.limits.MAX_BYTES", 5)
    code, _, err = run("merge", "basis", "ons", "hun")
    assert (code, "groter dan" in err) == (6, True)
    assert (files / "ons").read_bytes() == b"x = 2\ny = 1\n"


@pytest.mark.parametrize("hun", [b"x = \n", b"x = '\xff'\n", b"\xef\xbb\xbf\xef\xbb\xbfx = 3\n", b"<<<<<<< x\n"])
@pytest.mark.parametrize("git", [True, False])
def test_what_cannot_be_read_is_a_conflict_with_the_reason(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch, hun: bytes, git: bool
) -> None:
    if not git:
        monkeypatch.setenv("PATH", str(files))
    (files / "hun").write_bytes(hun)
    code, _, err = run("merge", "basis", "ons", "hun", "--pad=p.toml")
    assert code == 1
    assert err.startswith("p.toml: per sleutel niet samen te voegen: hun versie")
    assert err.splitlines()[0].endswith(("; het hele bestand is één conflict.", "; git heeft de regels samengevoegd."))
    written = (files / "ons").read_bytes()
    assert b"<<<<<<< " in written
    assert b"x = 2\n" in written
    assert hun.removeprefix(b"\xef\xbb\xbf") in written


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        ("write", errno.ENOSPC, "de schijf is vol"),
        ("replace", errno.EROFS, "alleen-lezen"),
        ("fsync", errno.EIO, "i/o"),
    ],
)
def test_ours_stays_when_it_cannot_be_written(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch, call: str, code: int, told: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, call, refuse)
    exit_code, _, err = run("merge", "basis", "ons", "hun")
    assert (exit_code, told in err) == (4, True)
    assert (files / "ons").read_bytes() == b"x = 2\ny = 1\n"
    assert names(files) == ["basis", "hun", "ons"]


@pytest.mark.lang
def test_a_merge_loads_nothing_slow(files: Path) -> None:
    code = "import sys; from budgetdesk.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    command = (sys.executable, "-c", code, "merge", "basis", "ons", "hun")
    loaded = subprocess.run(command, cwd=files, check=True, capture_output=True, text=True).stdout.split()
    assert not {"polars", "tomlkit", "textual", "xlsxwriter", "subprocess"} & set(loaded)


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("git") is None or sys.platform == "win32", reason="git of sh ontbreekt")
def test_git_merges_with_it(files: Path) -> None:
    driver = f"'{sys.executable}' -m budgetdesk merge %O %A %B --pad=%P --markering=%L --labels %S %X %Y"
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    env |= {"PYTHONPATH": str(Path(__file__).parents[2])}
    settings = ("-c", "user.name=Jan", "-c", "user.email=j@example.org", "-c", f"merge.b.driver={driver}")

    def git(*arguments: str) -> int:
        return subprocess.run(("git", *settings, *arguments), cwd=files, env=env, check=False).returncode

    (files / ".gitattributes").write_text("p.toml merge=b\n")
    git("init", "--quiet", "--initial-branch=ons")
    for branch, naam in (("ons", "basis"), ("hun", "hun"), ("ons", "ons")):
        git("checkout", "--quiet", *(() if naam != "hun" else ("-b",)), branch)
        shutil.copy(files / naam, files / "p.toml")
        git("add", "p.toml", ".gitattributes")
        git("commit", "--quiet", "--message", naam)
    assert git("merge", "--quiet", "--message", "samen", "hun") == 0
    assert (files / "p.toml").read_bytes() == b"x = 2\ny = 3\n"
