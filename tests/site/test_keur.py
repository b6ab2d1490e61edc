"""Every page of a site in a browser: what axe-core and html-validate find, at four widths, light and dark.

Node, chromium and the packages of `package.json` are installed by the gate (`.ci/run`), which says where in
`BUDGETDESK_SITE`; without them these tests fail there rather than pass unseen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.export.suffix import doel_van
from budgetdesk.session import Session
from budgetdesk.session.exporting import export

SOAK = "BUDGETDESK_SOAK" in os.environ
KEUR = Path(__file__).with_name("keur.mjs")
MODULES = os.environ.get("BUDGETDESK_SITE", str(Path(__file__).parent / "node_modules"))


def found(pages: list[Path]) -> list[dict[str, str]]:
    """Return what is found on these pages."""
    env = os.environ | ({"EVERYTHING": "1"} if SOAK else {})
    run = subprocess.run(
        ["node", str(KEUR), MODULES, *map(str, pages)], capture_output=True, text=True, check=False, env=env
    )
    assert run.returncode == 0, run.stderr[-2000:]
    said: list[dict[str, str]] = json.loads(run.stdout)
    return said


def made(samples: Path, naam: str, doel: Path) -> list[Path]:
    doel.mkdir(exist_ok=True)
    session = Session.open(samples / naam)
    for name in ("site/", "enkel.html"):
        export(session, doel_van(name, doel / name), session.dossier.programmas)
    return [*sorted((doel / "site").glob("*.html")), doel / "enkel.html"]


@pytest.mark.lang
def test_nobody_is_kept_out_of_any_page(samples: Path, tmp_path: Path) -> None:
    """Of the city the gate looks at the start and one programma, a soak at all; the one page holds what those do."""
    leiden = ("leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage")
    city = made(samples, "voorbeeldstad-2027", tmp_path / "stad")
    assert len(city) == 19
    of_each = [page for page in city if page.stem in ("index", "programma-1")]
    assert len(of_each) == 2
    pages = [page for naam in leiden for page in made(samples, naam, tmp_path / naam)]
    assert found([*pages, *(city[:-1] if SOAK else of_each)]) == []


BAD = '<!DOCTYPE html><html lang="nl"><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>'


WRONG = {
    "color-contrast": '<p style="color:#999">te licht</p>',
    "image-alt": "<p><img src='x.png'></p>",
    "overflow": '<div style="width:2000px">breed</div>',
    "close-order": "<p>open<p></div>",
}
"""What is wrong with a page, by the rule that says so."""


@pytest.mark.lang
def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    pages = {rule: tmp_path / f"{rule}.html" for rule in WRONG}
    for rule, page in pages.items():
        page.write_text(BAD.format(WRONG[rule]), "utf-8")
    said = {(one["page"], one["rule"]) for one in found([*pages.values()])}
    assert {(str(page), rule) for rule, page in pages.items()} <= said


@pytest.mark.lang
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext ontbreekt")
def test_every_page_of_a_draft_that_a_browser_prints_is_marked(samples: Path, tmp_path: Path) -> None:
    copy = tmp_path / "dossier"
    shutil.copytree(samples / "leiden-2026", copy)
    with (copy / "begroting.toml").open("a", encoding="utf-8") as file:
        file.write('\n[document.begroting]\nsjabloon = "begroting"\nstatus = "ontwerp"\n')
    made(tmp_path, "dossier", tmp_path)
    for page in ("enkel.html", "site/programma-1.html"):
        printed = tmp_path / "af.pdf"
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        how = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
        subprocess.run((chromium, *how, (tmp_path / page).as_uri()), check=True, capture_output=True)
        text = subprocess.run(("pdftotext", printed, "-"), check=True, capture_output=True, text=True).stdout
        pages = text.removesuffix("\f").split("\f")
        assert len(pages) > 3
        assert all("Ontwerp" in page.split("\n") for page in pages)


def searched(site: Path, *questions: str) -> list[dict[str, Any]]:
    """Return what a reader sees who searches for each of these."""
    zoek = Path(__file__).with_name("zoek.mjs")
    run = subprocess.run(
        ["node", str(zoek), MODULES, str(site), *questions], capture_output=True, text=True, check=True
    )
    said: list[dict[str, Any]] = json.loads(run.stdout)
    assert [one["stopped"] for one in said] == [[] for _ in questions]
    return said


@pytest.mark.lang
def test_a_reader_finds_a_heading_without_a_server_and_what_is_searched_for_is_text(
    samples: Path, tmp_path: Path
) -> None:
    made(samples, "leiden-2026", tmp_path)
    question = "<img src=x onerror=alert(1)>"
    found, nowhere = searched(tmp_path / "site", "EFFECTindicatoren", question)
    assert found["said"].endswith("van “EFFECTindicatoren”.")
    assert found["links"][0] == [
        "Effectindicatoren bij 1A Bestuur",
        "programma-1.html#programma-1/terrein-1A/indicatoren",
    ]
    assert found["seen"].startswith("Effectindicatoren")
    assert nowhere == {"said": f"Niets gevonden van “{question}”.", "links": [], "seen": "", "stopped": []}
