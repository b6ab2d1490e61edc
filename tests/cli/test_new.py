from __future__ import annotations

import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.drafting import beginnen
from budgetdesk.session import Session
from budgetdesk.storage import new as storage
from budgetdesk.storage.atomic import IGNORE_PATTERNS
from budgetdesk.storage.lock import hold
from budgetdesk.storage.resources import shipped
from tests.cli.conftest import Inhoud, Run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def new(run: Run, doel: str, *more: str) -> tuple[int, str, str]:
    return run("new", doel, "--gemeente", "Delft", "--jaar", "2027", *more)


def test_a_new_dossier_opens_shows_and_checks_clean(run: Run) -> None:
    assert new(run, "delft") == (0, "", "Het dossier delft is gemaakt. Open het met `budgetdesk delft`.\n")
    assert run("check", "delft") == (0, "", "Geen bevindingen.\n")
    code, out, err = run("show", "delft", "programmakosten")
    assert (code, err) == (0, "")
    assert "MJB 2030" in out.replace("\n", " ")
    assert run("set", "delft", "1/post.nieuw.lasten.begroting.2027=1000")[0] == 0


def test_the_values_stand_in_the_template_among_its_comments(run: Run, inhoud: Inhoud) -> None:
    new(run, "delft", "--sjabloon", "jaarrekening")
    kop = Session.open(Path("delft")).dossier.kop
    assert (kop.tekst("gemeente"), kop.geheel("jaar"), kop.tekst("sjabloon")) == ("Delft", 2027, "jaarrekening")
    files = inhoud(Path("delft"))
    template = inhoud(shipped("templates") / "dossier")
    lines = zip(files["begroting.toml"].splitlines(), template["begroting.toml"].splitlines(), strict=True)
    changed = [old.split(b" ")[0] for new_, old in lines if new_ != old]
    assert changed == [b"gemeente", b"jaar", b"sjabloon"]
    assert b"# het begrotingsjaar" in files["begroting.toml"]
    assert files["programmas/01-programma.toml"] == template["programmas/01-programma.toml"]
    assert files.keys() == template.keys() | {".gitignore"}


def test_git_ignores_the_files_that_are_put_beside_those_of_a_dossier(run: Run) -> None:
    new(run, "delft")
    assert set(IGNORE_PATTERNS) <= set(Path("delft/.gitignore").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("naam", ["'s-Gravenhage", 'De "Stad"', "Súdwest-Fryslân", r"a\b", "# geen commentaar"])
def test_any_name_of_a_gemeente_survives(run: Run, naam: str) -> None:
    assert run("new", "d", "--gemeente", naam, "--jaar", "2027")[0] == 0
    assert Session.open(Path("d")).dossier.kop.tekst("gemeente") == naam


def test_an_empty_folder_is_filled_also_from_within(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("leeg").mkdir()
    monkeypatch.chdir("leeg")
    assert new(run, ".")[0] == 0
    assert sorted(p.name for p in Path().iterdir()) == [".gitignore", "begroting.toml", "programmas"]
    assert run("check", ".")[0] == 0


def test_what_is_there_stays_as_it_is(run: Run, inhoud: Inhoud, tmp_path: Path) -> None:
    Path("vol").mkdir()
    Path("vol/brief.txt").write_text("van mij", encoding="utf-8")
    Path("bestand").write_text("ook", encoding="utf-8")
    Path("wijst-nergens").symlink_to("nergens")
    before = inhoud(tmp_path)
    for doel in ("vol", "bestand", "wijst-nergens", "."):
        code, out, err = new(run, doel)
        assert (code, out) == (4, "")
        assert err == f"{doel}: er staat al iets met deze naam, en het is geen lege map; er is niets gemaakt.\n"
    assert new(run, "geen/map") == (4, "", "geen/map: de map geen bestaat niet; er is niets gemaakt.\n")
    assert inhoud(tmp_path) == before


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--gemeente", "Delft"), "dit ontbreekt nog: --jaar"),
        (("--jaar", "2027"), "dit ontbreekt nog: --gemeente"),
        (("--gemeente", "", "--jaar", "2027"), "--gemeente: dit is geen naam van een gemeente"),
        (("--gemeente", " ", "--jaar", "2027"), "--gemeente: dit is geen naam van een gemeente"),
        (("--gemeente", "a\nb", "--jaar", "2027"), "--gemeente: dit is geen naam van een gemeente"),
        (("--gemeente", "a\udcff", "--jaar", "2027"), "--gemeente: dit is geen naam van een gemeente"),
        (("--gemeente", "Delft", "--jaar", "27"), "`27` is geen jaar van vier cijfers"),
        (("--gemeente", "Delft", "--jaar", "0027"), "`0027` is geen jaar van vier cijfers"),
        (("--gemeente", "Delft", "--jaar", "²⁰²⁷"), "`²⁰²⁷` is geen jaar van vier cijfers"),
        (
            ("--gemeente", "Delft", "--jaar", "2027", "--sjabloon", "kaderbrief"),
            "kies uit begroting, jaarrekening, voortgangsrapportage.",
        ),
        (("--gemeente", "Delft", "--jaar", "2027", "--sjabloon", "../dossier/begroting"), "Onbekend sjabloon"),
    ],
)
def test_a_wrong_call_makes_nothing(run: Run, tmp_path: Path, options: tuple[str, ...], complaint: str) -> None:
    code, out, err = run("new", "delft", *options)
    assert (code, out) == (2, "")
    assert complaint in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [False, True], ids=["nieuw", "lege-map"])
@pytest.mark.parametrize("step", ["mkdir", "open", "fsync", "rename"])
def test_whatever_step_fails_nothing_is_left(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, there: bool
) -> None:
    if there:
        Path("delft").mkdir()
    before = sorted(tmp_path.rglob("*"))
    failures = 0
    while True:
        with monkeypatch.context() as patched:
            fail_at(patched, step, failures)
            code, _, err = new(run, "delft")
        if code == 0:
            break
        failures += 1
        assert (code, sorted(tmp_path.rglob("*"))) == (4, before)
        assert err == "delft: schrijven is mislukt (de schijf is vol); er is niets gemaakt.\n"
    assert failures
    assert run("check", "delft")[0] == 0


def test_a_folder_becomes_a_dossier_in_the_last_step(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        moved.append(target.name)
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    Path("leeg").mkdir()
    new(run, "leeg")
    assert moved[-1] == "begroting.toml"


def test_an_interrupted_filling_of_a_folder_leaves_it_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if target == Path("leeg/begroting.toml"):
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    Path("leeg").mkdir()
    assert new(run, "leeg") == (130, "", "")
    assert list(Path("leeg").iterdir()) == []


def fail_at(patched: pytest.MonkeyPatch, step: str, number: int) -> None:
    """Let the call of this number (from 0) fail: opening to write, and syncing a file."""
    owner: Any = os if step == "fsync" else Path
    real = getattr(owner, step)
    calls = iter(range(10_000))

    def failing(*args: Any, **kwargs: Any) -> Any:
        if (step == "fsync" and stat.S_ISDIR(os.fstat(args[0]).st_mode)) or (step == "open" and "xb" not in args):
            return real(*args, **kwargs)
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    patched.setattr(owner, step, failing)


def test_a_folder_that_cannot_be_confirmed_on_disk_is_a_warning(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refusing(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
        if Path(path).is_dir():
            raise OSError(5, "Input/output error")
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", refusing)
    code, _, err = new(run, "delft")
    assert code == 0
    assert err.startswith(".: gemaakt, duurzaamheid niet bevestigd (i/o-fout).\n")


def killed_at(step: int, do: Callable[[], object]) -> bool:
    """Do something in a child that is killed at a system call of this number (from 0); return whether it was."""
    child = os.fork()
    if child:
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, -signal.SIGKILL)
        return status != 0
    calls = iter(range(10_000))

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if next(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return call

    try:
        for name in ("open", "mkdir", "fsync", "rename", "unlink", "rmdir"):
            setattr(os, name, dying(getattr(os, name)))
        do()
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("there", [False, True], ids=["nieuw", "lege-map"])
@pytest.mark.lang
def test_what_a_killed_process_leaves_is_gone_or_finished_at_the_next_start(tmp_path: Path, *, there: bool) -> None:
    doel = tmp_path / "delft"
    left = 0

    def make() -> None:
        beginnen.make(doel, gemeente="Delft", jaar=2027, sjabloon="begroting")

    for step in range(10_000):
        folder = tmp_path / str(step)
        folder.mkdir()
        doel = folder / "delft"
        if there:
            doel.mkdir()
        killed = killed_at(step, make)
        left += len([p for p in folder.rglob(".nieuw.*") if p.is_dir()])
        try:
            make()
        except storage.NotCreated:
            assert (doel / "begroting.toml").exists(), f"refused at step {step}"
        assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*")) == [
            "delft",
            "delft/.gitignore",
            "delft/begroting.toml",
            "delft/programmas",
            "delft/programmas/01-programma.toml",
        ], f"left at step {step}"
        if not killed:
            break
    assert left > 5
    assert step > 15


def test_the_folder_of_a_process_at_work_is_never_taken_away(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "hold", lambda pad, _timeout=0: hold(pad, 0))
    at_work = tmp_path / f".nieuw.{'0' * 16}.budgetdesk-tmp"
    at_work.mkdir()
    with hold(tmp_path / "nieuw"):
        storage.sweep(tmp_path)
        assert at_work.exists()
        code, _, err = new(run, "delft")
    assert code == 4
    assert err == "delft: een ander programma maakt hier net een dossier; er is niets gemaakt.\n"
    storage.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_what_was_made_here_is_swept(tmp_path: Path) -> None:
    mine = [tmp_path / naam for naam in (".nieuw.lockx", ".nieuw.tmp", "x.budgetdesk-tmp", ".nieuw.00.budgetdesk-tmp")]
    for pad in mine:
        pad.mkdir()
    storage.sweep(tmp_path)
    assert all(pad.exists() for pad in mine)
