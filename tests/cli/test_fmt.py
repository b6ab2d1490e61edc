"""`budgetdesk fmt` on dossiers and on the files a commit hook names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.storage import canonical
from tests.cli.conftest import Inhoud, Run
from tests.proef import Maak

ROOT = Path(__file__).parents[2]

RAAD = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1000\n'
PROGRAMMA = f'{RAAD}[programma]\nnummer = 1\nnaam = "P"\n'
GOOD = '[programma]\nnummer = 1\nnaam = "P"\n\n' + RAAD.replace("1000", "1_000")
WIJZIGING = '[wijziging]\r\nnummer = 1\r\nnaam = "W"\r\nstatus = "vastgesteld"\r\n'


@pytest.fixture
def rommelig(dossier: Maak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a dossier in the current folder of which two files are still to be formatted."""
    dossier(PROGRAMMA, GOOD, wijzigingen__w=WIJZIGING)
    monkeypatch.chdir(tmp_path)
    return Path("dossier")


def test_what_changes_is_written_and_named(run: Run, inhoud: Inhoud, rommelig: Path) -> None:
    before = inhoud(rommelig)
    names = "dossier/programmas/01-p.toml\ndossier/wijzigingen/w.toml\n"
    assert run("fmt", rommelig) == (0, names, "2 van 4 bestanden opgemaakt.\n")
    after = {"programmas/01-p.toml": GOOD.encode(), "wijzigingen/w.toml": WIJZIGING.replace("\r", "").encode()}
    assert inhoud(rommelig) == before | after
    assert run("fmt", rommelig) == (0, "", "Alles is al opgemaakt.\n")


@pytest.mark.parametrize("call", [("fmt",), ("set", "begroting/gemeente=Ander")])
def test_whoever_writes_a_file_that_has_another_name_says_that_they_part(
    run: Run, dossier: Maak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    map_ = dossier("", begroting="[weergave]\n\n\neenheid = 1\n")
    pad = map_ / "begroting.toml"
    old = pad.read_bytes()
    Path("kopie").hardlink_to(pad)
    code, _, err = run(call[0], map_, *call[1:])
    assert code == 0
    assert f"{pad}: dit bestand had nog een naam op deze schijf (harde koppeling)" in err
    assert Path("kopie").read_bytes() == old != pad.read_bytes()


def test_check_writes_nothing_and_tells_by_its_exit_code(run: Run, inhoud: Inhoud, rommelig: Path) -> None:
    before = inhoud(rommelig)
    names = "dossier/programmas/01-p.toml\ndossier/wijzigingen/w.toml\n"
    assert run("fmt", "--check", rommelig) == (1, names, "2 van 4 bestanden op te maken.\n")
    assert inhoud(rommelig) == before
    assert run("fmt", "--check", rommelig / "programmas" / "02-p.toml") == (0, "", "Alles is al opgemaakt.\n")


@pytest.mark.parametrize("options", [("--diff",), ("--diff", "--check")])
def test_a_diff_shows_what_would_change(run: Run, inhoud: Inhoud, rommelig: Path, options: tuple[str, ...]) -> None:
    before = inhoud(rommelig)
    code, out, err = run("fmt", *options, rommelig / "programmas" / "01-p.toml")
    assert (code, err) == (1, "1 van 1 bestand op te maken.\n")
    assert out == (
        "--- dossier/programmas/01-p.toml\n"
        "+++ dossier/programmas/01-p.toml (opgemaakt)\n"
        "@@ -1,7 +1,8 @@\n"
        "+[programma]\n"
        "+nummer = 1\n"
        '+naam = "P"\n'
        "+\n"
        " [post.raad]\n"
        ' naam = "Raad"\n'
        ' beleidsterrein = "1A"\n'
        "-lasten.begroting.2026 = 1000\n"
        "-[programma]\n"
        "-nummer = 1\n"
        '-naam = "P"\n'
        "+lasten.begroting.2026 = 1_000\n"
    )
    assert inhoud(rommelig) == before


def test_a_file_stands_for_itself_and_counts_once(
    run: Run, inhoud: Inhoud, rommelig: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inhoud(rommelig)
    monkeypatch.chdir(rommelig / "programmas")
    code, out, err = run("fmt", "01-p.toml", "../programmas/01-p.toml", "../begroting.toml", "02-p.toml")
    assert (code, out, err) == (0, "01-p.toml\n", "1 van 3 bestanden opgemaakt.\n")
    assert inhoud(Path("..")) == before | {"programmas/01-p.toml": GOOD.encode()}


def test_a_bom_alone_is_a_difference(run: Run, rommelig: Path) -> None:
    pad = rommelig / "programmas" / "02-p.toml"
    pad.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    code, out, _ = run("fmt", "--diff", pad)
    assert code == 1
    assert "+[programma]\n" in out
    assert run("fmt", pad)[:2] == (0, f"{pad}\n")
    assert pad.read_bytes() == GOOD.encode()


def test_a_line_end_alone_is_a_difference(run: Run, rommelig: Path) -> None:
    pad = rommelig / "programmas" / "02-p.toml"
    pad.write_text(GOOD.removesuffix("\n"), "utf-8")
    assert run("fmt", "--diff", pad)[1].endswith(
        "-lasten.begroting.2026 = 1_000\n\\ geen regeleinde aan het eind\n+lasten.begroting.2026 = 1_000\n"
    )


def test_line_ends_are_told_once_and_not_shown_as_differences(run: Run, inhoud: Inhoud, rommelig: Path) -> None:
    pad = rommelig / "programmas" / "02-p.toml"
    header = f"--- {pad}\n+++ {pad} (opgemaakt)\n\\ regeleinden CRLF → LF\n"
    pad.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert run("fmt", "--diff", pad)[:2] == (1, header)
    pad.write_bytes(GOOD.replace("1_000", "1000").replace("\n", "\r\n").encode())
    before = inhoud(rommelig)
    assert run("fmt", "--diff", pad)[1] == (
        f'{header}@@ -5,4 +5,4 @@\n [post.raad]\n naam = "Raad"\n beleidsterrein = "1A"\n'
        "-lasten.begroting.2026 = 1000\n+lasten.begroting.2026 = 1_000\n"
    )
    assert inhoud(rommelig) == before
    assert run("fmt", pad)[0] == 0
    assert pad.read_bytes() == GOOD.encode()


@pytest.mark.parametrize("text", ["", "[programma]\nnummer = 1\n", GOOD.replace("1_000", '"veel"')])
def test_a_file_that_is_not_finished_is_formatted_and_named(run: Run, rommelig: Path, text: str) -> None:
    pad = rommelig / "programmas" / "03-p.toml"
    pad.write_text(text.replace("nummer = 1", "nummer  = 1"), "utf-8")
    told = f"Let op: `budgetdesk check` vindt fouten in {pad}.\n"
    code, _, err = run("fmt", rommelig)
    assert code == 0
    assert err.endswith(f" opgemaakt.\n{told}")
    assert pad.read_text("utf-8") == text
    assert run("fmt", rommelig) == (0, "", f"Alles is al opgemaakt.\n{told}")
    assert run("check", rommelig)[0] == 3


def test_one_file_that_cannot_be_read_keeps_all_as_they_are(run: Run, inhoud: Inhoud, rommelig: Path) -> None:
    (rommelig / "reserves.toml").write_text("[reserve.a]\nnaam =\n", "utf-8")
    (rommelig / "programmas" / "03-p.toml").write_bytes(b"# \xff\n")
    before = inhoud(rommelig)
    for options in ((), ("--check",), ("--diff",)):
        code, out, err = run("fmt", *options, rommelig)
        assert (code, out) == (3, "")
        assert "dossier/reserves.toml:2: naam: geen geldige TOML" in err
        assert "dossier/programmas/03-p.toml:1: het bestand is geen UTF-8" in err
    assert inhoud(rommelig) == before


@pytest.mark.parametrize(
    ("naam", "sentence"),
    [
        ("dossier/leesmij.toml", "dossier/leesmij.toml: dit is geen bestand van een dossier. Dat zijn begroting.toml"),
        ("dossier/programmas/oud/01.toml", "dossier/programmas/oud/01.toml: dit is geen bestand van een dossier."),
        ("los/programmas/01.toml", "los: dit is geen dossier: er staat geen begroting.toml in."),
        ("dossier/programmas", "dossier/programmas: dit is geen dossier"),
        ("dossier/programmas/09.toml", "dossier/programmas/09.toml: deze map of dit bestand bestaat niet."),
    ],
)
def test_what_is_no_file_of_a_dossier_is_refused(
    run: Run, inhoud: Inhoud, rommelig: Path, naam: str, sentence: str
) -> None:
    for other in ("dossier/leesmij.toml", "dossier/programmas/oud/01.toml", "los/programmas/01.toml"):
        Path(other).parent.mkdir(parents=True, exist_ok=True)
        Path(other).write_text("a=1\n", "utf-8")
    before = inhoud(Path())
    code, out, err = run("fmt", rommelig, naam)
    assert (code, out) == (3, "")
    assert sentence in err
    assert inhoud(Path()) == before


def test_a_file_that_changes_meanwhile_keeps_all_as_they_are(
    run: Run, inhoud: Inhoud, rommelig: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inhoud(rommelig)
    format_file = canonical.format_file

    def and_somebody_types(data: bytes, naam: str, soort: Bestandssoort) -> canonical.Opgemaakt:
        if naam.endswith("w.toml"):
            Path(naam).write_bytes(data + b"# erbij\n")
        return format_file(data, naam, soort)

    monkeypatch.setattr(canonical, "format_file", and_somebody_types)
    code, out, err = run("fmt", rommelig)
    assert (code, out) == (5, "")
    assert "dossier/wijzigingen/w.toml: het bestand is sinds het openen door iets anders gewijzigd" in err
    assert inhoud(rommelig) == before | {"wijzigingen/w.toml": WIJZIGING.encode() + b"# erbij\n"}


def test_a_hostile_name_is_only_text(run: Run, rommelig: Path) -> None:
    pad = rommelig / "programmas" / "\x1b[2J.toml"
    pad.write_text(PROGRAMMA, "utf-8")
    for options in ((), ("--diff",), ("--check",)):
        _, out, _ = run("fmt", *options, rommelig)
        assert out.replace("\n", "").isprintable()


# --- the hooks for pre-commit --------------------------------------------------------------------


def hooks() -> dict[str, dict[str, str]]:
    """Return the hooks by id: a list of flat mappings, all that the file needs of YAML."""
    found: list[dict[str, str]] = []
    for line in (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8").splitlines():
        match = re.fullmatch(r"(- |  )([a-z_]+): (\S.*)", line)
        assert match, line
        if match[1] == "- ":
            found.append({})
        found[-1][match[2]] = match[3]
    return {hook["id"]: hook for hook in found}


def test_there_is_a_hook_for_each_command() -> None:
    assert {naam: hook["entry"] for naam, hook in hooks().items()} == {
        "budgetdesk-check": "budgetdesk check",
        "budgetdesk-fmt": "budgetdesk fmt",
    }
    assert {hook["language"] for hook in hooks().values()} == {"python"}


def test_checking_runs_on_every_commit_also_one_that_only_deletes_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = hooks()["budgetdesk-check"]
    assert (hook["always_run"], hook["pass_filenames"]) == ("true", "false")
    assert {"files", "types"}.isdisjoint(hook)
    shutil.copytree(ROOT / "sample_budgets" / "leiden-2026", tmp_path / "fin dienst" / "leiden")
    (tmp_path / "fin dienst" / "leiden" / "reserves.toml").unlink(missing_ok=True)
    monkeypatch.chdir(tmp_path)
    command = hook["entry"].split()[1:]
    assert run(*command) == (0, "", "Geen bevindingen.\n")
    (tmp_path / "fin dienst" / "leiden" / "begroting.toml").unlink()
    code, out, _ = run(*command)
    assert (code, out.partition(" dit is")[0]) == (3, "fin dienst/leiden: BD100 fout")


def test_a_template_named_as_the_head_of_a_dossier_is_neither(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_budgets" / "leiden-2026", tmp_path / "leiden")
    template = tmp_path / "leiden" / "templates" / "begroting.toml"
    assert run("fmt", template)[0] == 3
    assert run("check", template)[2] == run("check", tmp_path / "leiden")[2] == "Geen bevindingen.\n"


def test_formatting_is_given_the_files_of_dossiers_only() -> None:
    pattern = hooks()["budgetdesk-fmt"]["files"]
    for file in (
        "begroting.toml",
        "a/b/begroting.toml",
        "x/programmas/01-a.toml",
        "wijzigingen/w.toml",
        "x/documenten/vgr-1/01-a.toml",
        "reserves.toml",
    ):
        assert re.search(pattern, file)
    for file in (
        "pyproject.toml",
        "x/programmas/sub/a.toml",
        "mijnbegroting.toml",
        "programmas/a.toml.bak",
        "a/x.toml",
        "templates/begroting.toml",
        "x/templates/begroting.toml",
    ):
        assert not re.search(pattern, file)


def test_formatting_takes_file_names_as_a_commit_gives_them_and_else_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sample in ("leiden-2026", "leiden-2017-jaarrekening"):
        shutil.copytree(ROOT / "sample_budgets" / sample, tmp_path / sample)
    monkeypatch.chdir(tmp_path)
    hook = hooks()["budgetdesk-fmt"]
    files = [p.relative_to(tmp_path).as_posix() for p in sorted(tmp_path.rglob("*.toml"))]
    files = [file for file in files if re.search(hook["files"], file)]
    assert len(files) == 5
    assert run(*hook["entry"].split()[1:], *files)[:2] == (0, "")
    pad = tmp_path / files[-1]
    pad.write_text(pad.read_text("utf-8").replace("naam = ", "naam  =  ", 1), "utf-8")
    assert run(*hook["entry"].split()[1:], "--check")[:2] == (1, f"{files[-1]}\n")
    assert run(*hook["entry"].split()[1:], *files)[:2] == (0, f"{files[-1]}\n")
