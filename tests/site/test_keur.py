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
    session = Session.open(samples / naam)
    for name in ("site/", "enkel.html"):
        export(session, doel_van(name, doel / name), session.dossier.programmas)
    return [*sorted((doel / "site").glob("*.html")), doel / "enkel.html"]


@pytest.mark.lang
@pytest.mark.parametrize("naam", ["leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage"])
def test_nobody_is_kept_out_of_a_page_of_the_samples(samples: Path, tmp_path: Path, naam: str) -> None:
    assert found(made(samples, naam, tmp_path)) == []


@pytest.mark.lang
def test_nobody_is_kept_out_of_a_page_of_a_whole_municipality(samples: Path, tmp_path: Path) -> None:
    """The gate looks at the start and one programma, a soak at all pages; the one page holds what the others hold."""
    pages = made(samples, "voorbeeldstad-2027", tmp_path)
    assert len(pages) == 19
    of_each = [page for page in pages if page.stem in ("index", "programma-1")]
    assert len(of_each) == 2
    assert found(pages[:-1] if SOAK else of_each) == []


BAD = '<!DOCTYPE html><html lang="nl"><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>'


@pytest.mark.lang
@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<p style="color:#999">te licht</p>', "color-contrast"),
        ("<p><img src='x.png'></p>", "image-alt"),
        ('<div style="width:2000px">breed</div>', "overflow"),
        ("<p>open<p></div>", "close-order"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, html: str, rule: str) -> None:
    page = tmp_path / "fout.html"
    page.write_text(BAD.format(html), "utf-8")
    assert rule in {one["rule"] for one in found([page])}


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


def searched(site: Path, question: str) -> dict[str, Any]:
    """Return what a reader sees who searches."""
    zoek = Path(__file__).with_name("zoek.mjs")
    run = subprocess.run(["node", str(zoek), MODULES, str(site), question], capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(run.stdout)
    assert said["stopped"] == []
    return said


@pytest.mark.lang
def test_a_reader_finds_a_heading_without_a_server_whatever_the_accents(samples: Path, tmp_path: Path) -> None:
    made(samples, "leiden-2026", tmp_path)
    found = searched(tmp_path / "site", "EFFECTindicatoren")
    assert found["said"].endswith("van “EFFECTindicatoren”.")
    assert found["links"][0] == [
        "Effectindicatoren bij 1A Bestuur",
        "programma-1.html#programma-1/terrein-1A/indicatoren",
    ]
    assert found["seen"].startswith("Effectindicatoren")


@pytest.mark.lang
def test_what_is_searched_for_is_text_and_may_be_nowhere(samples: Path, tmp_path: Path) -> None:
    made(samples, "leiden-2026", tmp_path)
    question = "<img src=x onerror=alert(1)>"
    assert searched(tmp_path / "site", question) == {
        "said": f"Niets gevonden van “{question}”.",
        "links": [],
        "seen": "",
        "stopped": [],
    }
