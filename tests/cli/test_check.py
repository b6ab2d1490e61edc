from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.cli import check
from budgetdesk.codes import CODES
from budgetdesk.storage import pathnames
from tests.cli.conftest import Run
from tests.proef import Maak, begroting, programma
from tests.repository import git
from tests.tijd import hoogstens

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "sample_budgets"
GOLDEN = TESTS / "golden" / "check"

BEGROTING = """\
formaat = 1
gemeente = "Delft"
jaar = 2027
sjabloon = "begroting"

[aanvaard.BD404]
reden = "De bron volgt,\\nin mei."
bij = ["1/indicator.1A1.a"]
"""
PROGRAMMA = programma(
    """
[beleidsterrein.1A]
naam = "Bestuur"

[doel.1A1]
naam = "50%, ::error::\\nof \\u001b[2J"
beleidsterrein = "1A"

[indicator."1A1.a"]
naam = "Opkomst"
doel = "1A1"
streefwaarde.2027 = 1

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2027 = -1
verwijst = "{{nergens}}"
toelichting = "{{post.raat.lasten.2027}} {{post.raat.baten.2027}}"
""",
    naam="Bestuur",
)


@pytest.mark.lang
def test_the_samples_are_clean(run: Run) -> None:
    for sample in SAMPLES.glob("leiden-*"):
        assert run("check", sample) == (0, "", "Geen bevindingen.\n")
        assert run("check", sample, "--format", "json") == (0, "[]\n", "Geen bevindingen.\n")


def test_warnings_alone_count_as_findings(run: Run, leiden: Path) -> None:
    run("set", leiden, "1/post.bestuur.lasten.begroting.2027=-5")
    code, out, err = run("check", leiden)
    assert (code, err) == (1, "0 fouten, 1 waarschuwing.\n")
    assert out == (
        "leiden/programmas/01-bestuur-en-dienstverlening.toml:28: post.bestuur.lasten.begroting.2027: "
        "BD206 waarschuwing `Bestuur`: een negatief bedrag bij lasten. "
        "Controleer het teken; is het een stelpost of correctie, aanvaard de bevinding dan.\n"
    )
    assert run("show", leiden, "programmakosten")[::2] == (0, "")


@pytest.mark.parametrize(
    ("sleutel", "naam", "ernst"), [("logo", "logo.png", "BD512 fout"), ("word", "stad.docx", "BD515 waarschuwing")]
)
def test_a_file_of_the_house_style_that_cannot_be_used_is_told_at_its_key(
    run: Run, dossier: Maak, sleutel: str, naam: str, ernst: str
) -> None:
    map_ = dossier(programma(""), begroting=begroting(f'[huisstijl]\n{sleutel} = "{naam}"\n'))
    (map_ / "huisstijl").mkdir()
    (map_ / "huisstijl" / naam).write_text("geen beeld en geen Word", "utf-8")
    code, out, _ = run("check", map_)
    assert code == 1
    assert f"begroting.toml:6: huisstijl.{sleutel}: {ernst} huisstijl/{naam} " in out


def test_findings_stand_in_the_order_of_files_and_lines(run: Run, leiden: Path) -> None:
    run("set", leiden, "1/reserve.raad.onttrekking.begroting.2026=-5", "1/post.bestuur.lasten.begroting.2027=-5")
    for naam in ("begroting.toml", "programmas/01-bestuur-en-dienstverlening.toml"):
        with (leiden / naam).open("a", encoding="utf-8") as file:
            file.write("kleur = 'rood'\n")
    _, out, _ = run("check", leiden, "--format", "json")
    places = [(r["bestand"], r["regel"]) for r in json.loads(out)]
    assert len(places) == 4
    assert places == sorted(places)


def test_a_dossier_with_a_dangling_reference_is_read_and_reported(run: Run, leiden: Path) -> None:
    pad = leiden / "programmas" / "01-bestuur-en-dienstverlening.toml"
    pad.write_text(pad.read_text(encoding="utf-8").replace('beleidsterrein = "1A"', 'beleidsterrein = "1Z"'), "utf-8")
    code, out, err = run("check", leiden)
    assert (code, err) == (1, "1 fout, 0 waarschuwingen.\n")
    assert "BD201 fout beleidsterrein `1Z` bestaat niet" in out


def test_hostile_text_in_a_finding_is_only_text(run: Run, leiden: Path) -> None:
    with (leiden / "begroting.toml").open("a", encoding="utf-8") as file:
        file.write('"\\u001b[2J\\u202e" = 1\n')
    for format_ in ("text", "json"):
        _, out, _ = run("check", leiden, "--format", format_)
        assert out.replace("\n", "").isprintable()


# --- other formats -------------------------------------------------------------------------------


@pytest.fixture
def map_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a dossier with findings of every kind, one of them accepted, in a folder with an awkward name."""
    monkeypatch.chdir(tmp_path)
    folder = Path("budgetten") / "de map, 50%: \u00e9\u00e9n"
    make(folder, PROGRAMMA)
    return folder


def make(folder: Path, programma: str, begroting: str = BEGROTING) -> None:
    (folder / "programmas").mkdir(parents=True)
    (folder / "begroting.toml").write_text(begroting, encoding="utf-8")
    (folder / "programmas" / "01-bestuur.toml").write_text(programma, encoding="utf-8")


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "sarif"])
def test_each_format_says_it_in_its_own_words(run: Run, map_: Path, format_: str) -> None:
    code, out, err = run("check", map_, "--format", format_)
    assert (code, err) == (1, "2 fouten, 3 waarschuwingen, 1 aanvaard.\n")
    assert out == (GOLDEN / f"{format_}.txt").read_text("utf-8")


def test_github_reads_one_command_per_finding(run: Run, map_: Path) -> None:
    _, out, _ = run("check", map_, "--format", "github")
    lines = out.splitlines()
    assert len(lines) == 5
    for line in lines:
        _, command, message = line.split("::", 2)
        kind, _, properties = command.partition(" ")
        assert kind in ("error", "warning")
        assert [part.partition("=")[0] for part in properties.split(",")] == ["file", "line", "title"]
        assert "%0A" in message or "50%25" not in message


def test_paths_begin_at_the_top_of_the_checkout(run: Run, map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    monkeypatch.chdir(map_ / "programmas")
    _, out, _ = run("check", "01-bestuur.toml", "--format", "gitlab")
    found = {issue["location"]["path"] for issue in json.loads(out)}
    assert found == {f"{map_.as_posix()}/programmas/01-bestuur.toml"}


def test_a_fingerprint_stays_when_lines_move_and_no_two_are_alike(run: Run, map_: Path) -> None:
    def issues() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(run("check", map_, "--format", "gitlab")[1])
        return found

    before = issues()
    programma = map_ / "programmas" / "01-bestuur.toml"
    programma.write_text("# een regel erbij\n\n" + programma.read_text("utf-8"), encoding="utf-8")
    after = issues()
    assert [i["fingerprint"] for i in after] == [i["fingerprint"] for i in before]
    assert [i["location"]["lines"]["begin"] for i in after] == [i["location"]["lines"]["begin"] + 2 for i in before]
    assert len({i["fingerprint"] for i in after}) == len(after) == 5


def test_sarif_holds_what_its_schema_requires(run: Run, map_: Path) -> None:
    log = json.loads(run("check", map_, "--format", "sarif")[1])
    assert (log["version"], log.keys()) == ("2.1.0", {"$schema", "version", "runs"})
    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert driver["name"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in one["results"]:
        assert result["message"]["text"]
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("budgetten/de%20map%2C%2050%25%3A%20%C3%A9%C3%A9n/")
        assert place["region"]["startLine"] >= 1
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    # all results have suppressions, or none has
    (accepted,) = [s for result in one["results"] for s in result["suppressions"]]
    assert accepted == {"kind": "external", "status": "accepted", "justification": "De bron volgt,\nin mei."}


@pytest.mark.parametrize("format_", ["json", "github", "gitlab", "sarif"])
def test_a_sound_dossier_gives_an_empty_report(run: Run, leiden: Path, format_: str) -> None:
    code, out, err = run("check", leiden, "--format", format_)
    assert (code, err) == (0, "Geen bevindingen.\n")
    if format_ == "sarif":
        assert json.loads(out)["runs"][0]["results"] == []
    else:
        assert out == ("" if format_ == "github" else "[]\n")


@pytest.mark.parametrize("format_", ["json", "github", "gitlab", "sarif"])
def test_a_dossier_that_cannot_be_read_is_reported_too(run: Run, map_: Path, format_: str) -> None:
    (map_ / "begroting.toml").write_text("formaat = ", encoding="utf-8")
    code, out, _ = run("check", map_, "nergens", "--format", format_)
    assert code == 3
    assert all(word in out for word in ("BD100", "BD103", "begroting.toml", "nergens"))


# --- several dossiers ----------------------------------------------------------------------------


def test_several_dossiers_are_told_apart_and_the_worst_code_counts(run: Run, map_: Path, leiden: Path) -> None:
    code, out, err = run("check", leiden, map_)
    assert (code, err) == (1, "2 fouten, 3 waarschuwingen, 1 aanvaard.\n")
    assert all(line.startswith(f"{map_}/programmas/01-bestuur.toml:") for line in out.splitlines())
    code, out, err = run("check", "weg", map_, leiden)
    assert (code, err) == (3, "3 fouten, 3 waarschuwingen, 1 aanvaard.\n")
    assert out.startswith("weg: BD100 fout ")


def test_a_file_stands_for_its_dossier_and_each_dossier_is_checked_once(
    run: Run, map_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run("check", map_)
    named = [map_ / "programmas" / "01-bestuur.toml", map_ / "begroting.toml", map_, map_.resolve()]
    assert run("check", *named) == expected
    assert run("check", named[0].resolve()) == expected
    monkeypatch.chdir(map_ / "programmas")
    from_below = expected[0], expected[1].replace(f"{map_}/", "../"), expected[2]
    assert run("check", "01-bestuur.toml") == from_below
    assert run("check", "../begroting.toml", "..") == from_below


def test_every_file_that_is_named_can_be_opened_from_here(run: Run, map_: Path, leiden: Path, tmp_path: Path) -> None:
    def there(printed: str) -> bool:
        return all(
            Path(line.removeprefix("let op: ").split(".toml:")[0] + ".toml").is_file() for line in printed.splitlines()
        )

    assert there(run("check", map_)[1])
    assert there(run("check", tmp_path / map_)[1])
    (leiden / "begroting.toml").write_text("jaar = 1\nkleur =\n", "utf-8")
    for command in (("set", leiden, "1/post.bestuur.lasten.begroting.2027=1"), ("export", leiden, "x.xlsx")):
        code, out, err = run(*command)
        assert (code, out) == (3, "")
        assert there(err)


def test_a_file_outside_a_dossier_is_none(run: Run, map_: Path) -> None:
    Path("lees.toml").write_text("x = 1\n", encoding="utf-8")
    code, out, _ = run("check", map_, "lees.toml")
    assert code == 3
    assert out.splitlines()[-1].startswith("lees.toml: BD100 fout ")


@pytest.mark.parametrize("command", ["check", "fmt"])
def test_where_there_is_no_dossier_the_call_lacks_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command) == (2, "", "In deze map en daaronder staat geen dossier; noem er een.\n")


def test_without_a_name_every_dossier_below_is_checked_but_hidden_and_ignored_ones(
    run: Run, map_: Path, leiden: Path, tmp_path: Path
) -> None:
    expected = run("check", map_, leiden)
    git(tmp_path, "init", "--quiet")
    for folder in (".venv", "build"):
        shutil.copytree(map_, tmp_path / folder / "lib" / "voorbeeld")
    (tmp_path / ".gitignore").write_text("build/\n", "utf-8")
    assert run("check") == expected
    (leiden / "begroting.toml").unlink()
    code, out, _ = run("check")
    assert code == 3
    assert "leiden: BD100 fout dit is geen dossier" in out


def test_a_report_names_files_from_the_checkout_they_are_in_wherever_it_is_made(
    run: Run, map_: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path / "budgetten", "init", "--quiet")
    (tmp_path / "elders").mkdir()
    found = []
    for folder in ("elders", "budgetten", str(map_ / "programmas")):
        monkeypatch.chdir(tmp_path / folder)
        _, out, _ = run("check", tmp_path / map_, "--format", "gitlab")
        found.append({issue["location"]["path"] for issue in json.loads(out)})
    assert found == [{f"{map_.name}/programmas/01-bestuur.toml"}] * 3


def test_a_submodule_is_part_of_the_checkout_around_it_unless_one_works_in_it(
    run: Run, map_: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path / "budgetten", "init", "--quiet")
    git(tmp_path / "budgetten", "add", ".")
    git(tmp_path / "budgetten", "commit", "--quiet", "--message", "Begin")
    around = tmp_path / "rondom #1"
    git(tmp_path, "init", "--quiet", str(around))
    git(around, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../budgetten", "b")
    paths = {}
    for folder in ("", "b"):
        monkeypatch.chdir(around / folder)
        _, out, _ = run("check", around / "b" / map_.name, "--format", "sarif")
        results = json.loads(out)["runs"][0]["results"]
        paths[folder] = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    name = "de%20map%2C%2050%25%3A%20%C3%A9%C3%A9n/programmas/01-bestuur.toml"
    assert paths == {"": {f"b/{name}"}, "b": {name}}


# --- accepted findings ---------------------------------------------------------------------------


def test_accepted_findings_are_shown_on_request_with_their_reason(run: Run, map_: Path) -> None:
    shown = run("check", map_)[1].splitlines()
    (extra,) = [line for line in run("check", map_, "--alles")[1].splitlines() if line not in shown]
    assert "BD404 waarschuwing" in extra
    assert extra.endswith("Vul `bron` in. Aanvaard: De bron volgt,\u240ain mei.")


def test_nothing_but_accepted_findings_is_fine(run: Run, leiden: Path) -> None:
    run("set", leiden, "1/post.bestuur.lasten.begroting.2027=-5")
    assert run("check", leiden)[0] == 1
    words = ("add", leiden, "begroting/aanvaard", "--sleutel", "BD206", "reden=Stelpost", "bij=1/post.bestuur")
    assert run(*words)[0] == 0
    assert run("check", leiden) == (0, "", "Geen bevindingen, 1 aanvaard.\n")
    assert run("set", leiden, "begroting/aanvaard.BD206.reden=Een stelpost")[0] == 0
    (record,) = json.loads(run("check", leiden, "--format", "json")[1])
    assert (record["code"], record["aanvaard"]) == ("BD206", "Een stelpost")
    assert run("delete", leiden, "begroting/aanvaard.BD206")[0] == 0
    assert run("check", leiden)[0] == 1


DOCUMENTEN = """
[document.begroting]
sjabloon = "begroting"
[document.vgr-1]
sjabloon = "voortgangsrapportage"
status = "vastgesteld"
[drempels]
toelichting = 100
[aanvaard.BD413]
reden = "Staat in de brief aan de raad."
[aanvaard.BD404]
reden = "Die is er niet meer."
"""


def test_what_another_document_finds_is_not_accepted_in_vain_and_what_none_finds_is(run: Run, dossier: Maak) -> None:
    post = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 1\n'
    forecast = "[post.x]\nlasten.prognose.2026 = 500\n"
    map_ = dossier(post, begroting=begroting(DOCUMENTEN), **{"documenten__vgr-1__01-p": forecast})
    for words in ((), ("--document", "begroting"), ("--document", "vgr-1")):
        found = json.loads(run("check", map_, "--format", "json", *words)[1])
        vain = [record["sleutel"] for record in found if record["code"] == "BD493"]
        assert vain == ["aanvaard.BD404.reden"], words


# --- the register --------------------------------------------------------------------------------


def test_the_list_of_codes_names_each_of_them(run: Run) -> None:
    code, out, err = run("check", "--regels")
    assert (code, err) == (0, "")
    lines = [line.split(maxsplit=2) for line in out.splitlines()]
    assert lines == [[c.code, c.ernst, c.vindt] for c in CODES.values()]


@pytest.mark.parametrize("naam", ["BD434", "bd434"])
def test_one_code_is_explained(run: Run, naam: str) -> None:
    code, out, err = run("check", "--regel", naam)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "BD434 (waarschuwing, BBV)",
        "Een begroot jaar is niet structureel in evenwicht.",
        "Wat te doen: De tabel `incidenteel` toont wat als incidenteel telt; de rest moet sluiten.",
        "Bron: Gemeentewet art. 189",
        'Aanvaarden in begroting.toml: [aanvaard.BD434] met `reden = "..."`',
    ]


def test_an_error_is_explained_without_a_way_to_accept_it(run: Run) -> None:
    assert "Aanvaarden" not in run("check", "--regel", "BD201")[1]


def test_an_unknown_code_is_a_mistake_in_the_call(run: Run) -> None:
    code, out, err = run("check", "--regel", "BD43")
    assert (code, out) == (2, "")
    assert err == "`BD43` is geen code; `budgetdesk check --regels` noemt ze alle.\n"


POST = "naam = 'a'\nlasten.begroting.2026 = 1\n"


def _many(aantal: int, tekst: Callable[[int], str]) -> str:
    return "".join(map(tekst, range(aantal)))


@pytest.mark.lang
@pytest.mark.parametrize(
    ("inhoud", "code"),
    [
        ("[post.a]\n" + _many(15_000, lambda n: f"k{n} = 1\n"), "BD120"),
        ("[post.a]\n" + _many(15_000, lambda n: f"lasten.begroting.x{n} = 1\n"), "BD117"),
        (_many(8_000, lambda n: f'[doel.a{n}]\nnaam = "a"\nbeleidsterrein = "\\u0078{n}"\n'), "BD201"),
        (_many(4_000, lambda n: f"[post.a{n}]\nbeleidsterrein = '\u0101{n}'\n{POST}"), "BD201"),
    ],
)
def test_a_file_with_thousands_of_faults_is_answered_at_once(run: Run, dossier: Maak, inhoud: str, code: str) -> None:
    pad = dossier(inhoud)
    with hoogstens(200):
        _, out, _ = run("check", pad)
    assert out.count(code) >= 4_000


def test_the_system_is_asked_once_where_a_file_is(run: Run, dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def below(pad: Path, folder: Path) -> Path:
        asked.append(pad)
        return pathnames.below(pad, folder)

    monkeypatch.setattr(check, "below", below)
    run("check", dossier(_many(50, lambda n: f"k{n} = 1\n") + programma("")))
    assert len(asked) == 1


@pytest.mark.lang
@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab"])
def test_a_report_for_programs_leaves_nothing_out(run: Run, dossier: Maak, format_: str) -> None:
    pad = dossier(_many(3_000, lambda n: f"k{n} = 1\n") + programma(""))
    _, out, err = run("check", pad, "--format", format_)
    read: Any = json.loads(out)
    assert len(read["runs"][0]["results"] if format_ == "sarif" else read) == 3_000
    assert err == "0 fouten, 3000 waarschuwingen.\n"
