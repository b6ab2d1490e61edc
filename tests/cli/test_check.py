from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]

SAMPLES = Path(__file__).parents[2] / "sample_budgets"


def test_the_samples_are_clean(run: Run) -> None:
    for sample in SAMPLES.glob("leiden-*"):
        assert run("check", sample) == (0, "", "Geen bevindingen.\n")
        assert run("check", sample, "--format", "json") == (0, "[]\n", "Geen bevindingen.\n")


def test_warnings_alone_count_as_findings(run: Run, leiden: Path) -> None:
    run("set", leiden, "1/post.bestuur.lasten.begroting.2027=-5")
    code, out, err = run("check", leiden)
    assert (code, err) == (1, "0 fouten, 1 waarschuwing.\n")
    assert out == (
        "programmas/01-bestuur-en-dienstverlening.toml:28: post.bestuur.lasten.begroting.2027: "
        "BD206 waarschuwing `Bestuur`: een negatief bedrag bij lasten.\n"
    )
    assert run("show", leiden, "programmakosten")[::2] == (0, "")


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
