"""Notes on the command line: added, changed, listed, taken over to the next year, and merged by key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from budgetdesk.merge.merging import merge
from tests.cli.conftest import Run
from tests.proef import Maak

FILE = "programmas/01-bestuur-en-dienstverlening.toml"
CEL = "post.bestuur.lasten.begroting.2027"


def test_a_note_is_added_listed_changed_and_deleted(run: Run, leiden: Path) -> None:
    before = (leiden / FILE).read_text("utf-8")
    assert run("add", leiden, "1/notitie", "bij=post.bestuur", "tekst=nog navragen") == (
        0,
        "1/notitie.post-bestuur\n",
        "",
    )
    assert run("add", leiden, "1/notitie", f"bij={CEL}", "tekst=klopt dit?", "datum=30-11-2026")[0] == 0
    assert run("set", leiden, "1/notitie.post-bestuur.tekst=nagevraagd\nbij de griffie")[0] == 0
    lines = (leiden / FILE).read_text("utf-8").splitlines()
    first, second = (n for n, line in enumerate(lines, 1) if line.startswith("tekst = "))
    told = [
        f"leiden/{FILE}:{first}: bij Bestuur (1/post.bestuur)",
        "    nagevraagd",
        "    bij de griffie",
        f"leiden/{FILE}:{second}: bij Bestuur, lasten begroting 2027 (1/{CEL}), 2026-11-30",
        "    klopt dit?",
    ]
    assert run("notities", leiden) == (0, "\n".join([*told, ""]), "")
    assert json.loads(run("notities", leiden, "--format", "json")[1])[1] == {
        "bestand": FILE,
        "regel": second,
        "sleutel": "post-bestuur-lasten-begroting-2027",
        "bij": f"1/{CEL}",
        "waarbij": "Bestuur, lasten begroting 2027",
        "datum": "2026-11-30",
        "tekst": "klopt dit?",
    }
    assert run("fmt", "--check", leiden)[0] == 0
    for key in ("post-bestuur", "post-bestuur-lasten-begroting-2027"):
        assert run("delete", leiden, f"1/notitie.{key}")[0] == 0
    assert (leiden / FILE).read_text("utf-8") == before
    assert run("notities", leiden) == (0, "", "Dit dossier heeft geen notities.\n")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["bij=post.bestuur"], "Een notitie kan niet zonder: tekst (tekst=...)."),
        (["tekst=x"], "Een notitie kan niet zonder: bij (bij=...)."),
        (["bij=post.weg", "tekst=x"], "een notitie staat bij `post.weg`, en dat is er niet."),
        (["bij=9/post.bestuur", "tekst=x"], "een notitie staat bij `9/post.bestuur`, en dat is er niet."),
        (["bij=post.bestuur.lasten.begrotng.2027", "tekst=x"], "en dat is er niet."),
        (
            ["bij=post.bestuur", "tekst=x", "datum=morgen"],
            "bij `datum` hoort een datum, zoals 2025-07-03, niet `morgen`.",
        ),
    ],
)
def test_a_note_that_cannot_be_is_refused_and_nothing_is_written(
    run: Run, leiden: Path, args: list[str], says: str
) -> None:
    before = (leiden / FILE).read_bytes()
    code, out, err = run("add", leiden, "1/notitie", *args)
    assert (code, out) == (2, "")
    assert says in err
    assert (leiden / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("bij = 'post.x'", "BD113 fout de sleutel `tekst` ontbreekt."),
        ("tekst = 'x'", "BD113 fout de sleutel `bij` ontbreekt."),
        (
            "bij = 'post.x'\ntekst = 'x'\ndatum = 'gisteren'",
            "BD119 fout hier hoort een datum, zoals 2025-07-03, niet tekst.",
        ),
        ("bij = ['post.x']\ntekst = 'x'", "BD119 fout hier hoort tekst tussen aanhalingstekens, niet een lijst."),
        ("bij = 'post.weg'\ntekst = 'x'", "BD212 waarschuwing een notitie staat bij `post.weg`, en dat is er niet."),
        ("bij = 'post.x'\ntekst = 'x'\nkleur = 'geel'", "BD120 waarschuwing onbekende sleutel `kleur`"),
    ],
)
def test_what_is_wrong_with_a_note_is_said_with_file_and_line(run: Run, dossier: Maak, text: str, says: str) -> None:
    post = '[post.x]\nnaam = "X"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1\n'
    map_ = dossier(f"{post}\n[notitie.n]\n{text}\n")
    found = [line for line in run("check", map_)[1].splitlines() if "notitie.n" in line]
    assert len(found) == 1
    assert says in found[0]
    assert "01-p.toml:" in found[0]


@pytest.mark.lang
def test_a_long_note_with_markup_is_kept_as_it_is(run: Run, leiden: Path) -> None:
    text = "[@click=app.quit] \x1b[31m{{weg}} " * 3000
    assert run("add", leiden, "1/notitie", "bij=post.bestuur", f"tekst={text}")[0] == 0
    (noot,) = json.loads(run("notities", leiden, "--format", "json")[1])
    assert noot["tekst"] == text
    shown = run("notities", leiden)[1]
    assert "\x1b" not in shown
    assert "[@click=app.quit] ␛[31m{{weg}}" in shown
    assert run("check", leiden)[0] == run("check", leiden.parent / "leiden")[0]


def test_a_difference_shows_a_note_and_no_effect(run: Run, leiden: Path) -> None:
    shutil.copytree(leiden, "oud")
    run("add", leiden, "1/notitie", f"bij={CEL}", "tekst=klopt dit?")
    code, out, _ = run("diff", "oud", leiden)
    assert code == 1
    assert "Het saldo en het resultaat veranderen niet." in out
    assert "Nieuw: 1 notitie." in out
    assert "notitie bij Bestuur, lasten begroting 2027: «klopt dit?»  notitie  nieuw\n" in out
    assert CEL not in out


def test_what_ends_with_its_year_leaves_its_note_behind_and_says_so(run: Run, tmp_path: Path, samples: Path) -> None:
    oud = tmp_path / "oud"
    shutil.copytree(samples / "leiden-2026", oud)
    kept = {
        "post.bestuur": "blijft",
        "post.bestuur.lasten.mjb.2029": "oude mjb",
        CEL: "volgend jaar",
        "post.weg": "los",
    }
    with (oud / FILE).open("a", encoding="utf-8") as file:
        for n, (bij, tekst) in enumerate({**kept, "post.bestuur.lasten.rekening.2024": "over in 2024"}.items()):
            file.write(f'\n[notitie.n{n}]\nbij = "{bij}"\ntekst = "{tekst}"\n')
    besluit = next((oud / "wijzigingen").iterdir())
    with besluit.open("a", encoding="utf-8") as file:
        file.write('\n[notitie.b]\nbij = "wijziging"\ntekst = "gaat op in de raming"\n')
    code, out, _ = run("rollover", oud, tmp_path / "nieuw")
    assert code == 0
    told = out.partition("Notities bij wat vervalt, niet meegenomen (3)\n")[2].partition("\n\n")[0]
    assert [line.rpartition(": ")[2] for line in told.splitlines()] == [
        "oude mjb",
        "over in 2024",
        "gaat op in de raming",
    ]
    assert "notitie" not in out.partition("Na te lezen")[2]
    notes = json.loads(run("notities", tmp_path / "nieuw", "--format", "json")[1])
    assert [noot["tekst"] for noot in notes] == ["blijft", "volgend jaar", "los"]


def test_two_branches_that_each_add_a_note_merge_without_a_conflict() -> None:
    basis = b'[programma]\nnummer = 1\nnaam = "P"\n'
    note = b'\n[notitie.%s]\nbij = "programma"\ntekst = "%s"\n'
    merged = merge(basis, basis + note % (b"a", b"x"), basis + note % (b"b", b"y"), "programmas/01-p.toml")
    assert merged.aantal == 0
    assert b"[notitie.a]" in merged.inhoud
    assert b"[notitie.b]" in merged.inhoud
