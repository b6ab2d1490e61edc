from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from budgetdesk.export.bladzijden import ontbreekt
from budgetdesk.export.pdf.lay_out import onze
from budgetdesk.export.suffix import EINDEN
from tests.cli.conftest import Run


def test_the_workbook_is_written_and_said_so_on_stderr(run: Run, leiden: Path) -> None:
    expected = (0, "", "uit.xlsx is geschreven, met de tabellen van 1 programma.\n")
    assert run("export", leiden, "uit.xlsx") == expected
    assert zipfile.is_zipfile("uit.xlsx")
    assert run("export", leiden, "uit.xlsx", "--programma", "1") == expected


@pytest.mark.parametrize("bestand", ["uit.xls", "uit", "uit.csv", "xlsx", ".xlsx"])
def test_only_the_name_of_a_workbook_will_do(run: Run, leiden: Path, bestand: str) -> None:
    code, out, err = run("export", leiden, bestand)
    assert (code, out) == (2, "")
    assert err == f"Een export eindigt op {EINDEN}; `{bestand}` eindigt anders.\n"
    assert not Path(bestand).exists()


@pytest.mark.lang
def test_a_folder_that_is_not_there_or_in_the_way_is_a_failed_write(run: Run, leiden: Path) -> None:
    Path("map.xlsx").mkdir()
    Path("bestand").touch()
    for bestand in ("nergens/uit.xlsx", "map.xlsx", "bestand/uit.xlsx"):
        code, out, err = run("export", leiden, bestand)
        assert (code, out) == (4, "")
        assert err.startswith(f"{bestand}: schrijven is mislukt")
        assert "directory" not in err


def test_page_numbers_belong_to_a_file_that_has_pages(run: Run, leiden: Path) -> None:
    assert run("export", leiden, "uit.html", "--bladzijden") == (
        2,
        "",
        "--bladzijden hoort bij een export die eindigt op .docx; een .html heeft er geen.\n",
    )
    assert not Path("uit.html").exists()


def test_without_libreoffice_page_numbers_are_refused_with_what_to_do_and_nothing_is_written(
    run: Run, leiden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetdesk.export.bladzijden._PROGRAMMAS", ("geen-libreoffice",))
    Path("uit.docx").write_text("van eerder", "utf-8")
    code, out, err = run("export", leiden, "uit.docx", "--bladzijden")
    assert (code, out) == (2, "")
    assert err.startswith(
        "Voor bladzijdenummers is LibreOffice nodig, en dat is hier niet gevonden. Installeer het, of"
    )
    assert Path("uit.docx").read_text("utf-8") == "van eerder"


@pytest.mark.lang
def test_contents_without_page_numbers_say_so_where_there_are_any(run: Run, leiden: Path) -> None:
    assert run("export", leiden, "uit.docx") == (0, "", "uit.docx is geschreven, met het hoofdstuk van 1 programma.\n")
    begroting = leiden / "begroting.toml"
    asked = '[document.begroting]\nsjabloon = "begroting"\nopmaak.inhoud = 2\n'
    begroting.write_text(f"{begroting.read_text('utf-8')}\n{asked}", "utf-8")
    code, out, err = run("export", leiden, "uit.docx")
    assert (code, out) == (0, "")
    assert err.splitlines()[1].startswith("De inhoudsopgave heeft nog geen bladzijdenummers: --bladzijden zet ze erin")


def test_a_name_that_ends_in_a_slash_or_is_a_site_already_makes_one(run: Run, leiden: Path) -> None:
    said = (0, "", "map/site is geschreven, met het hoofdstuk van 1 programma.\n")
    Path("map").mkdir()
    assert run("export", leiden, "map/site/") == said
    first = {pad: pad.read_bytes() for pad in Path("map/site").rglob("*") if pad.is_file()}
    assert Path("map/site/index.html") in first
    assert run("export", leiden, "map/site") == said
    assert {pad: pad.read_bytes() for pad in Path("map/site").rglob("*") if pad.is_file()} == first
    assert [pad.name for pad in Path("map").iterdir()] == ["site"]


def test_a_folder_that_is_not_a_site_is_refused_and_stays_as_it_was(run: Run, leiden: Path) -> None:
    Path("brieven").mkdir()
    Path("brieven/brief.txt").write_text("van mij")
    Path("link").symlink_to("brieven")
    for naam, why in (("brieven", "niet gemaakt"), ("brieven/", "niet gemaakt"), ("link/", "is een link")):
        code, out, err = run("export", leiden, naam)
        assert (code, out) == (4, "")
        assert why in err
    assert run("export", leiden, "nergens/site/")[0] == 4
    assert [pad.name for pad in Path("brieven").iterdir()] == ["brief.txt"]


@pytest.mark.parametrize("naam", ["uit.html", "uit/"])
def test_a_name_in_a_text_that_leads_nowhere_is_told_and_prints_as_it_is_written(
    run: Run, leiden: Path, naam: str
) -> None:
    (pad,) = (leiden / "programmas").iterdir()
    missie = 'missie = "Zie [](#weg) en [](#kosten)."\n'
    pad.write_text(pad.read_text("utf-8").replace("[programma]\n", f"[programma]\n{missie}"), "utf-8")
    code, _, err = run("export", leiden, naam)
    assert code == 0
    assert "`#weg` in een tekst leidt nergens heen: geen deel of tabel in dit document heet zo." in err.splitlines()
    assert any("Zie [](#weg) en <a" in p.read_text("utf-8") for p in Path().rglob("*.html"))


def test_what_will_be_in_it_is_printed_and_nothing_is_written(run: Run, leiden: Path) -> None:
    code, out, err = run("export", leiden, "uit.docx", "--inhoud")
    assert (code, err) == (0, "")
    assert out.startswith("Titel        Programmabegroting 2026\n")
    assert "\nInhoud: 1 hoofdstuk, " in out
    assert "\n    Programmakosten  [1 tabel" in out
    assert "\nTeksten die er nog niet zijn: " in out
    code, out, err = run("export", leiden, "site/", "--inhoud", "--format", "json")
    assert (code, err, json.loads(out)["einde"]) == (0, "", "/")
    assert not Path("uit.docx").exists()
    assert not Path("site").exists()


def test_a_form_of_printing_belongs_to_what_is_printed(run: Run, leiden: Path) -> None:
    said = "--format hoort bij --inhoud; wat een export schrijft, zegt het einde van de naam.\n"
    assert run("export", leiden, "uit.md", "--format", "json") == (2, "", said)
    assert run("export", leiden, "uit.md", "--inhoud", "--format", "csv")[0] == 2
    assert not Path("uit.md").exists()


@pytest.mark.lang
@pytest.mark.skipif(ontbreekt() != "", reason="LibreOffice ontbreekt")
def test_how_many_pages_there_are_is_told_where_they_were_counted(run: Run, leiden: Path) -> None:
    code, out, err = run("export", leiden, "uit.docx", "--bladzijden")
    assert (code, out) == (0, "")
    assert re.fullmatch(r"uit\.docx is geschreven, met het hoofdstuk van 1 programma op \d+ bladzijden\.\n", err)


def test_our_layout_is_written_to_begin_with_and_never_over_one_that_is_there(run: Run, leiden: Path) -> None:
    assert run("export", leiden, "eigen.typ")[::2] == (
        0,
        "eigen.typ is geschreven: onze lay-out van een pdf, als begin van een eigen.\n",
    )
    assert Path("eigen.typ").read_text("utf-8") == onze()
    assert run("export", leiden, "eigen.typ")[::2] == (
        2,
        "eigen.typ bestaat al en blijft staan; kies een andere naam.\n",
    )


@pytest.mark.parametrize("optie", [("--inhoud",), ("--bladzijden",), ("--programma", "1"), ("--format", "json")])
def test_our_layout_is_of_no_dossier_so_no_option_says_what_is_in_it(
    run: Run, leiden: Path, optie: tuple[str, ...]
) -> None:
    said = f"Een export die eindigt op .typ is onze lay-out, zonder dossier; {optie[0]} hoort daar niet bij.\n"
    assert run("export", leiden, "eigen.typ", *optie) == (2, "", said)
    assert not Path("eigen.typ").exists()


@pytest.mark.lang
def test_a_folder_may_be_called_as_a_layout_is(run: Run, leiden: Path) -> None:
    assert run("export", leiden, "site.typ/")[0] == 0
    assert Path("site.typ", "index.html").is_file()


def test_a_layout_belongs_to_a_pdf_and_has_to_be_a_text_that_is_there(run: Run, leiden: Path) -> None:
    said = "--lay-out hoort bij een export die eindigt op .pdf; een .docx heeft er geen.\n"
    assert run("export", leiden, "uit.docx", "--lay-out", "weg.typ") == (2, "", said)
    said = "De lay-out weg.typ is niet te lezen: het bestand of de map bestaat niet.\n"
    assert run("export", leiden, "uit.pdf", "--lay-out", "weg.typ") == (2, "", said)
    assert run("export", leiden, "uit.pdf", "--lay-out", ".")[2] == "De lay-out . is niet te lezen: het is een map.\n"
    Path("groot.typ").write_bytes(b" " * 1_000_001)
    Path("geen.typ").write_bytes(b"\xff\xfe")
    assert "is groter dan 1 MB" in run("export", leiden, "uit.pdf", "--lay-out", "groot.typ")[2]
    assert "is geen tekst in UTF-8" in run("export", leiden, "uit.pdf", "--lay-out", "geen.typ")[2]
    assert not Path("uit.pdf").exists()


BUITEN = [
    ('#import "@preview/cetz:0.3.0"', "eigen.typ, regel 2 vraagt om `@preview/cetz:0.3.0`, en"),
    ('#import ("@pre" + "view/a:1.0.0")', "eigen.typ, regel 2 vraagt om `@preview/a:1.0.0`, en"),
    ('#read("/etc/passwd")', "eigen.typ, regel 2 vraagt om `/etc/passwd`, en"),
    ('#image("../geheim.png")', "eigen.typ, regel 2 vraagt om `../geheim.png`, en"),
    ('#include "koppeling.typ"', "eigen.typ, regel 2 vraagt om `koppeling.typ`, en"),
    ("#weg", "De pdf is niet gemaakt: eigen.typ, regel 2: unknown variable: weg"),
    ("tekst", "De pdf is niet gemaakt: eigen.typ: PDF/UA-1 error: missing document title"),
]


@pytest.mark.lang
@pytest.mark.parametrize(("code", "said"), BUITEN)
def test_a_layout_that_reaches_out_is_named_with_its_line_and_nothing_is_written(
    run: Run, leiden: Path, code: str, said: str
) -> None:
    Path("koppeling.typ").symlink_to("/etc/passwd")
    Path("eigen.typ").write_text(f"// begin\n{code}\n", "utf-8")
    exit_code, out, err = run("export", leiden, "uit.pdf", "--lay-out", "eigen.typ")
    assert (exit_code, out) == (2, "")
    assert err.startswith(said)
    assert not Path("uit.pdf").exists()


@pytest.mark.lang
def test_a_layout_of_ones_own_gets_the_document_and_what_leads_nowhere_in_it_is_told(run: Run, leiden: Path) -> None:
    (pad,) = (leiden / "programmas").iterdir()
    pad.write_text(pad.read_text("utf-8").replace("[programma]\n", '[programma]\nmissie = "[](#weg)"\n'), "utf-8")
    Path("eigen.typ").write_text(EIGEN, "utf-8")
    code, _, err = run("export", leiden, "uit.pdf", "--lay-out", "eigen.typ")
    assert (code, err.splitlines()[0].partition(":")[0]) == (0, "`#weg` in een tekst leidt nergens heen")
    assert Path("uit.pdf").read_bytes().startswith(b"%PDF-1.7")


EIGEN = """#let boek = json("boek.json")
#set document(title: boek.titel)
#set text(font: boek.letters, lang: "nl")
#for vel in boek.vellen { for blok in vel.blokken { if blok.soort == "kop" [#blok.tekst\\ ] } }
"""
