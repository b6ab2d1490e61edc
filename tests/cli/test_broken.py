"""Every folder in tests/broken is a minimal dossier with one thing wrong, and `verwacht.txt` what stderr says.

Of a dossier that can be used all the same it is what `check` says, without the code.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Inhoud, Run
from tests.proef import sampled

BROKEN = Path(__file__).parents[1] / "broken"

READABLE = {
    "aanvaard-onbekende-code": 0,
    "aanvaard-zonder-bevinding": 0,
    "aanvaard-zonder-reden": 0,
    "aanvaarde-fout": 0,
    "activum-zonder-termijn": 0,
    "afwijking-zonder-toelichting": 0,
    "bedrag-bij-twee-verschillen": 1,
    "bedragen-na-het-einde": 0,
    "begroting-sluit-niet": 0,
    "vlottende-schuld-naast-vaste": 0,
    "beleidsterrein-zonder-post": 0,
    "bijdragen-passen-niet-in-post": 0,
    "besluit-niet-overgenomen": 0,
    "budgetneutraal-sluit-niet": 0,
    "categorie-bij-verkeerde-balanscode": 0,
    "categorie-met-twee-indexen": 0,
    "categorie-op-verkeerd-taakveld": 0,
    "contact-dat-geweigerd-wordt": 0,
    "begrotingswijziging-met-onbekend-deel": 1,
    "deel-in-een-kring": 1,
    "deel-met-onbekende-tabel": 1,
    "deel-met-kolom-die-er-niet-is": 0,
    "deel-met-tekst-die-er-niet-is": 0,
    "dekking-zonder-onttrekking": 0,
    "direct-gewijzigd": 0,
    "document-met-onbekend-sjabloon": 1,
    "document-over-loze-post": 1,
    "document-zonder-programma": 1,
    "document-zonder-datum": 0,
    "document-zonder-kosten": 0,
    "doel-zonder-prestatie": 0,
    "dotatie-past-niet-in-post": 0,
    "dubbel-besluitnummer": 0,
    "dubbel-programmanummer": 1,
    "dubbele-code": 1,
    "dubbele-post": 0,
    "eenheid-anders-dan-document": 0,
    "eigen-vermogen-naast-reserves": 0,
    "gereed-voor-de-uitgaven": 0,
    "huisstijl-met-onjuiste-kleur": 1,
    "huisstijl-te-licht": 0,
    "huisstijl-zonder-sjabloon": 0,
    "incidenteel-deel-te-groot": 0,
    "incidenteel-niet-gerealiseerd": 0,
    "incidenteel-te-lang": 0,
    "incidenteel-zonder-einde": 0,
    "incidentele-mutatie-zonder-eind": 0,
    "index-als-percentage": 0,
    "indicator-zonder-bron": 0,
    "indicator-zonder-streefwaarde": 0,
    "investering-zonder-gereed": 0,
    "investering-zonder-termijn": 0,
    "jaar-buiten-bereik": 0,
    "kostenplaats-zonder-verdeling": 0,
    "kasschuif-sluit-niet": 0,
    "krediet-afgesloten-voor-gevoteerd": 0,
    "krediet-overschreden": 0,
    "krediet-te-lang-open": 0,
    "kwartaal-lager-dan-het-vorige": 0,
    "lege-naam": 0,
    "leeswijze-met-onbekende-sleutel": 0,
    "loos-register": 1,
    "loze-dekking": 0,
    "loze-mutatie": 1,
    "loze-reserve": 1,
    "link-naar-ander-adres": 0,
    "loze-tekstverwijzing": 1,
    "loze-verwijzing": 1,
    "minimum-boven-maximum": 0,
    "mutatie-met-verkeerde-kant": 1,
    "mutatie-na-het-einde": 0,
    "mutatie-zonder-bedragen": 0,
    "negatief-aandeel": 1,
    "negatief-bedrag": 0,
    "niet-structureel-in-evenwicht": 0,
    "noot-zonder-tekst": 0,
    "notitie-bij-niets": 0,
    "omslagrente-als-percentage": 0,
    "onbekend-taakveld": 0,
    "onbekende-balanscode": 0,
    "onbekende-categorie": 0,
    "onbekende-index": 0,
    "onbekende-sleutel": 0,
    "ontwerp-in-jaarrekening": 0,
    "opent-met-andere-stand": 0,
    "overhead-bij-programma": 0,
    "overschrijding-zonder-toelichting": 0,
    "partij-zonder-bijdrage": 0,
    "percentages-tellen-niet-op": 1,
    "post-dubbel-verdeeld": 1,
    "prestatie-zonder-bedragen": 0,
    "prognose-zonder-document": 1,
    "status-zonder-vastgesteld": 0,
    "vastgesteld-met-de-hand": 1,
    "begroting-na-vaststelling-gewijzigd": 0,
    "rente-na-vaststelling-gewijzigd": 0,
    "register-met-andere-stand": 0,
    "register-zonder-programma": 0,
    "rekening-niet-overgenomen": 0,
    "rente-niet-ontvangen": 0,
    "reserve-boven-maximum": 0,
    "reserve-onder-minimum": 0,
    "reserve-onder-nul": 0,
    "restwaarde-boven-kosten": 0,
    "resultaat-zonder-bestemming": 0,
    "stand-volgt-niet": 0,
    "ster-in-code": 1,
    "subsidie-zonder-bedrag": 0,
    "tekst-zonder-document": 1,
    "termijn-nul": 1,
    "toelichting-bij-niets": 1,
    "uit-reserve-zonder-onttrekking": 0,
    "vastgesteld-zonder-raadsbesluit": 0,
    "verdeling-in-een-kring": 2,
    "verdeling-naar-loze-post": 1,
    "verouderd-bedrag": 0,
    "verschil-zonder-keuze": 0,
    "verschil-zonder-toelichting": 0,
    "verwijzing-naar-geen-deel": 0,
    "voorganger-ontbreekt": 0,
    "voorziening-onder-nul": 0,
}
"""Dossiers that open: how many of their findings are errors."""

COMMANDS = (
    ("show", "dossier", "programmakosten"),
    ("show", "dossier", "reserveverloop", "--format", "json"),
    ("set", "dossier", "1/post.raad.lasten.begroting.2027=5"),
    ("export", "dossier", "uit.xlsx"),
)

names = sorted(p.name for p in BROKEN.iterdir())
printed = (
    "loze-tekstverwijzing",
    "begrotingswijziging-met-onbekend-deel",
    "deel-in-een-kring",
    "deel-met-onbekende-tabel",
    "huisstijl-met-onjuiste-kleur",
)
"""Whose error is in what a document prints or how that looks: amounts can be typed and tables shown all the same."""

unusable = [n for n in names if READABLE.get(n, 1) and n not in printed]
by_rules = [n for n in names if n != "onbekende-sleutel"]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Put a broken dossier in the current folder; return what stderr must say, with its files named from there."""

    def put(name: str) -> str:
        shutil.copytree(BROKEN / name, tmp_path / "dossier")
        monkeypatch.chdir(tmp_path)
        expected = (tmp_path / "dossier" / "verwacht.txt").read_text(encoding="utf-8")
        return re.sub(r"^(let op: )?(?=\S+\.toml)", r"\1dossier/", expected, flags=re.MULTILINE)

    return put


@pytest.mark.parametrize("name", sampled(unusable, 4))
def test_bad_input_is_refused_by_name_and_nothing_is_written(
    run: Run, inhoud: Inhoud, broken: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    expected = broken(name)
    before = inhoud(tmp_path)
    for command in COMMANDS:
        assert run(*command) == (3, "", expected), command
        assert inhoud(tmp_path) == before, command
    assert list(tmp_path.rglob("*.lock")) == []


@pytest.mark.parametrize("name", sampled([n for n in by_rules if n not in unusable], 8))
def test_what_leaves_the_figures_sound_is_for_check_alone(
    run: Run, broken: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    broken(name)
    for command in COMMANDS[:-1]:
        code, _, err = run(*command)
        is_closed = command[0] == "set" and (tmp_path / "dossier" / "vastgesteld.toml").exists()
        assert (code, "Begroting 2027 is vastgesteld" in err) == (2, True) if is_closed else (code, err) == (0, "")


@pytest.mark.parametrize("name", printed)
def test_what_is_wrong_in_a_document_or_its_look_is_not_exported(
    run: Run, broken: Callable[[str], str], name: str
) -> None:
    expected = broken(name)
    assert run("export", "dossier", "uit.xlsx") == (3, "", expected)
    assert not Path("uit.xlsx").exists()


@pytest.mark.parametrize("name", sampled(by_rules, 9))
def test_check_lists_the_same_findings_with_their_code(run: Run, broken: Callable[[str], str], name: str) -> None:
    expected = broken(name)
    code, out, err = run("check", "dossier")
    ernst = "fout" if READABLE.get(name, 1) else "waarschuwing"
    assert code == (1 if name in READABLE else 3)
    assert len(out.splitlines()) == len(expected.splitlines())
    for line, sentence in zip(sorted(out.splitlines()), sorted(expected.splitlines()), strict=True):
        place, _, rest = line.partition(": BD")
        assert sentence == f"{place}: {rest[4:].removeprefix(f'{ernst} ')}"
    assert f"{len(out.splitlines())} {ernst}" in err


@pytest.mark.parametrize("name", sampled(names, 18))
def test_check_in_json_tells_file_line_and_key_apart(run: Run, broken: Callable[[str], str], name: str) -> None:
    broken(name)
    code, out, _ = run("check", "dossier", "--format", "json")
    records = json.loads(out)
    assert code == (1 if name in READABLE else 3)
    assert sum(r["ernst"] == "fout" for r in records) == READABLE.get(name, len(records))
    for record in records:
        assert record["code"].startswith("BD")
        assert record["bestand"]
        assert record["tekst"]


def test_an_unknown_key_is_warned_about_and_kept(run: Run, broken: Callable[[str], str]) -> None:
    expected = broken("onbekende-sleutel")
    programma = Path("dossier/programmas/01-bestuur.toml")
    before = programma.read_text(encoding="utf-8")
    code, out, err = run("set", "dossier", "1/post.raad.lasten.begroting.2027=1300")
    assert (code, out, err) == (0, "1/post.raad.lasten.begroting.2027: 1.200 -> 1.300\n", expected)
    assert programma.read_text(encoding="utf-8") == before.replace("1_200", "1_300")
    code, out, err = run("check", "dossier")
    assert code == 1
    assert out.startswith(
        "dossier/programmas/01-bestuur.toml:12: post.raad.kleur: BD120 waarschuwing onbekende sleutel"
    )
    assert err == "0 fouten, 1 waarschuwing.\n"


def big(lines: str) -> str:
    return f'[programma]\nnummer = 1\nnaam = "Groot"\n{lines}\n'


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("# " + 17 * 2**20 * "x", "het bestand is groter dan 16 MiB."),
        ("\n".join(f"x{i} = 0" for i in range(100_001)), "het bestand heeft meer dan 100000 sleutels."),
        ("x = " + 33 * "[" + 33 * "]", "dieper genest dan 32 niveaus."),
    ],
    ids=["groot", "sleutels", "diep"],
)
@pytest.mark.parametrize("command", sampled(((command,) for command in COMMANDS), 4), ids=" ".join)
def test_a_file_over_a_limit_is_refused(
    run: Run, broken: Callable[[str], str], tmp_path: Path, command: tuple[str, ...], lines: str, complaint: str
) -> None:
    broken("onbekende-sleutel")
    programma = tmp_path / "dossier" / "programmas" / "01-bestuur.toml"
    programma.write_text(big(lines), encoding="utf-8")
    code, out, err = run(*command)
    assert (code, out) == (6, "")
    assert err.startswith("dossier/programmas/01-bestuur.toml")
    assert err.endswith(f": {complaint}\n")
    assert programma.read_text(encoding="utf-8") == big(lines)


def test_check_reports_a_limit_as_a_finding(run: Run, broken: Callable[[str], str], tmp_path: Path) -> None:
    broken("onbekende-sleutel")
    (tmp_path / "dossier" / "programmas" / "01-bestuur.toml").write_text(big("x = " + 33 * "[" + 33 * "]"), "utf-8")
    code, out, err = run("check", "dossier")
    assert (code, err) == (6, "1 fout, 0 waarschuwingen.\n")
    assert out == "dossier/programmas/01-bestuur.toml:4: BD106 fout dieper genest dan 32 niveaus.\n"


@pytest.mark.parametrize("command", [*COMMANDS, ("check", "dossier")], ids=" ".join)
def test_a_dossier_that_is_not_there_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*command)
    assert code == 3
    assert (out + err).startswith("dossier: ")
    assert "deze map of dit bestand bestaat niet." in out + err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_named(run: Run, broken: Callable[[str], str]) -> None:
    broken("onbekende-sleutel")
    programma = Path("dossier/programmas/01-bestuur.toml")
    programma.unlink()
    programma.mkdir()
    sentence = "dossier/programmas/01-bestuur.toml: dit is geen gewoon bestand.\n"
    assert run("show", "dossier", "reserves") == (3, "", sentence)
    programma.rmdir()
    programma.symlink_to("nergens.toml")
    assert run("show", "dossier", "reserves") == (3, "", "dossier/programmas/01-bestuur.toml: het bestand ontbreekt.\n")
