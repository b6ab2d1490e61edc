from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from budgetdesk.document.blokken import Alinea, Deel, Document, Grafiek, Kop, Tabel
from budgetdesk.document.oogopslag import oogopslag
from budgetdesk.document.posten import posten
from budgetdesk.errors import BudgetdeskError
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.data import to_csv_nl
from budgetdesk.export.site.bouw import Stof, to_site
from budgetdesk.export.site.indeling import Namen
from budgetdesk.export.suffix import build_site
from budgetdesk.session import Session
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.opmaak import Link
from budgetdesk.voortgang import Afgebroken, gevolgd
from tests.proef import Maak, begroting, cijfers, programma

STAD = pytest.param("voorbeeldstad-2027", marks=pytest.mark.lang)
SAMPLES = ("leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage", STAD)

Site = Mapping[str, bytes]


def made(pad: Path) -> Site:
    shown = cijfers(read_dossier(pad).dossier)
    return build_site(shown, shown.dossier.programmas, Documentinfo("Begroting", "Proef", "dossier"))


def pages(site: Site) -> dict[str, Any]:
    return {naam: html.document_fromstring(data.decode()) for naam, data in site.items() if naam.endswith(".html")}


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, samples: Path) -> Site:
    return made(samples / request.param)


# --- where things are ----------------------------------------------------------------------------


def test_every_link_leads_to_something_in_the_folder(sample: Site) -> None:
    known = pages(sample)
    ids = {naam: [*map(str, page.xpath("//@id"))] for naam, page in known.items()}
    links = [(naam, link) for naam, page in known.items() for link in map(str, page.xpath("//@href | //@action"))]
    assert len(links) > 10
    for naam, link in links:
        file, place = urldefrag(link)
        assert (file or naam) in sample, link
        assert not place or unquote(place) in ids[file or naam], link
    for found in ids.values():
        assert len(set(found)) == len(found)


def test_each_programme_has_a_page_and_the_first_page_leads_to_all(samples: Path) -> None:
    site = made(samples / "leiden-2026")
    assert {"index.html", "zoeken.html", "programma-1.html"} <= {*site}
    (index,) = (page for naam, page in pages(site).items() if naam == "index.html")
    assert index.xpath("//nav//a/@href") == [naam for naam in site if naam.startswith(("programma", "gemeente"))]


def test_headings_of_a_page_follow_each_other_without_a_gap_under_one(sample: Site) -> None:
    for page in pages(sample).values():
        levels = [
            int(h.tag[1])
            for h in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def terrein(key: str, naam: str) -> str:
    post = '[post.{0}-{1}]\nnaam = "Post {1}"\nbeleidsterrein = "{0}"\n'
    post += "lasten.begroting.2026 = {1}_000\nbaten.begroting.2026 = 500\n"
    return f'[beleidsterrein.{key}]\nnaam = "{naam}"\n' + "".join(post.format(key, n) for n in (1, 2))


def test_an_address_outlives_another_name_and_order(dossier: Maak) -> None:
    texts = (terrein("1A", "Bestuur") + terrein("1B", "Wonen"), terrein("1B", "Wonen") + terrein("1A", "Heel anders"))
    first, second = (pages(made(dossier(programma(text, naam=naam)))) for text, naam in zip(texts, "XY", strict=True))
    assert [*first] == [*second]
    ids = [{*map(str, known["programma-1.html"].xpath("//@id"))} for known in (first, second)]
    assert ids[0] == ids[1]
    assert {"posten:1/1A", "posten:1/1B", "programma-1/kosten"} <= ids[0]


NAAM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.lists(st.text(max_size=200) | st.sampled_from(["CON", "con", "Index", "a/B", "A/b", "zoeken"]), max_size=20))
def test_files_get_names_that_every_system_takes_and_tells_apart(adressen: list[str]) -> None:
    namen = Namen()
    found = [namen.neem(adres) for adres in adressen]
    assert len({*found}) == len(found)
    assert all(NAAM.fullmatch(naam) and len(naam) < 100 for naam in found)
    assert not {*found} & {"con", "nul", "aux", "prn", "com1", "lpt9", "index", "zoeken"}


# --- what stands there ---------------------------------------------------------------------------


def test_behind_every_table_is_a_file_with_its_figures_for_a_dutch_excel(samples: Path) -> None:
    shown = cijfers(read_dossier(samples / "leiden-2026").dossier)
    site = made(samples / "leiden-2026")
    tables = [table for page in pages(site).values() for table in page.xpath("//table")]
    data = [str(link) for page in pages(site).values() for link in page.xpath("//p[@class='data']/a/@href")]
    assert len(data) == len(tables) == sum(naam.endswith(".csv") for naam in site)
    for table, naam in zip(tables, data, strict=True):
        text = site[naam].decode()
        assert text.startswith("\ufeff")
        assert len([*csv.reader(text.splitlines(), delimiter=";")]) >= 2
        assert len(table.xpath(".//tbody/tr"))
    (costs,) = (naam for naam in data if naam.endswith("kosten-programmakosten.csv"))
    found = next(d for d in _tables(build(shown)) if d.grid.naam == "programmakosten")
    assert site[costs].decode() == to_csv_nl([found.grid])


def build(shown: Any) -> Document:
    from budgetdesk.document.hoofdstuk import build as chapter

    return chapter(shown, shown.dossier.programmas, "T", "G")


def _tables(document: Document) -> Iterator[Tabel]:
    from budgetdesk.document.boom import lopend

    return (regel for regel in lopend(document) if isinstance(regel, Tabel))


def test_the_costs_of_a_programme_unfold_to_posts_that_add_up(dossier: Maak) -> None:
    pad = dossier(programma(terrein("1A", "Bestuur") + terrein("1B", "Wonen")))
    shown = cijfers(read_dossier(pad).dossier)
    costs = next(t.grid for t in _tables(build(shown)) if t.grid.naam == "programmakosten")
    parts = posten(shown, shown.dossier.programmas[0])
    assert [(part.sleutel, part.naam, part.aantal) for part in parts] == [("1A", "Bestuur", 2), ("1B", "Wonen", 2)]
    for part in parts:
        grid = part.tabel.grid
        for soort in ("Lasten", "Baten"):
            (above,) = (
                r for r, rij in enumerate(costs.rijen) if (rij.scope.sleutel, rij.soort) == (part.sleutel, soort)
            )
            posts = [r for r, rij in enumerate(grid.rijen) if rij.soort == soort]
            for k in range(len(costs.koppen)):
                assert sum(grid.cents(r, k) or 0 for r in posts) == costs.cents(above, k)
    unfolded = pages(made(pad))["programma-1.html"].xpath("//details")
    assert [part.findtext("summary").strip() for part in unfolded] == ["Bestuur", "Wonen"]
    assert ["Post 1" in part.text_content() for part in unfolded] == [True, True]


@pytest.mark.lang
def test_the_glance_shows_the_largest_programmes_and_what_is_left_adds_up(samples: Path) -> None:
    shown = cijfers(read_dossier(samples / "voorbeeldstad-2027").dossier)
    table, chart = oogopslag(shown, shown.dossier.programmas)
    assert isinstance(table, Tabel)
    assert isinstance(chart, Grafiek)
    grid = table.grid
    last = next(r for r, rij in enumerate(grid.rijen) if rij.rol == "totaal")
    assert [grid.rijen[0].naam, grid.rijen[last - 1].naam] == ["Lasten per programma", "Andere programma's (7 samen)"]
    for k in range(len(grid.koppen)):
        assert sum(grid.cents(r, k) or 0 for r in range(1, last)) == grid.cents(last, k)
    values = [punt.waarde for punt in chart.reeksen[0].punten if punt]
    assert values == sorted(values, reverse=True)
    assert grid.rijen[-1].rol == "resultaat"


def test_of_one_programme_the_glance_tells_no_result(samples: Path) -> None:
    shown = cijfers(read_dossier(samples / "leiden-2026").dossier)
    (table,) = oogopslag(shown, shown.dossier.programmas)
    assert isinstance(table, Tabel)
    assert [rij.soort for rij in table.grid.rijen] == ["Lasten", "Baten", "Saldo"]


@pytest.mark.parametrize(("status", "is_draft"), [("concept", True), ("ontwerp", True), ("vastgesteld", False)])
def test_every_page_of_a_draft_is_marked_and_none_of_what_is_adopted(
    dossier: Maak, status: str, is_draft: bool
) -> None:
    from budgetdesk.model.documenten import stand

    head = begroting(f'[document.begroting]\nsjabloon = "begroting"\nstatus = "{status}"\ndatum = 2026-11-10\n')
    post = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1_000\n'
    post += '[notitie.a]\nbij = "post.raad"\ntekst = "GEHEIM"\n'
    shown = Session.open(dossier(programma(post), begroting=head)).cijfers
    info = Documentinfo("Begroting", "Proef", "dossier", stand=stand(shown.dossier))
    site = build_site(shown, shown.dossier.programmas, info)
    for page in pages(site).values():
        assert bool(page.find_class("concept")) == is_draft
        assert page.findtext(".//title").startswith(f"{info.stand}: ") == is_draft
        assert (f'@top-right {{ content: "{info.stand}"' in page.findtext(".//style")) == is_draft
    assert not [naam for naam, data in site.items() if b"GEHEIM" in data]


def test_the_index_holds_every_heading_and_the_words_below_it(sample: Site) -> None:
    known = pages(sample)
    (index,) = known["zoeken.html"].xpath("//script[@type='application/json']/text()")
    found = json.loads(index)["vindplaatsen"]
    chapters = {naam: page for naam, page in known.items() if naam not in ("index.html", "zoeken.html")}
    heads = [h.text_content() for page in chapters.values() for h in page.xpath("//main//*[starts-with(name(), 'h')]")]
    assert [titel for href, titel, *_ in found if "#posten" not in href] == [
        " ".join(head.split()) for head in heads if head.strip()
    ]
    paragraphs = [p.text_content() for page in chapters.values() for p in page.xpath("//main/p[not(@class)]")]
    every = " ".join(tekst for *_, tekst in found)
    assert not [p for p in paragraphs if p not in every]


# --- what can do no harm -------------------------------------------------------------------------

ALS_TEKST = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    '" onmouseover="alert(1)" style="color:red',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "]]><!-- --> <!--><svg onload=alert(1)>",
    "\x00\x07\x1b[31m\x7f\u202e\u200b\ufeff",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "<img src=https://kwaad.example/x.png>",
    '=HYPERLINK("https://kwaad.example")',
    "\u2028\u2029<base href=//kwaad.example>",
)


def spoiled(value: Any, text: str) -> Any:
    """Return a value with a text in front of every text in it."""
    if isinstance(value, str):
        return text + value
    if isinstance(value, tuple):
        return tuple(spoiled(item, text) for item in value)
    if isinstance(value, Grid):
        return _spoiled_grid(value, text)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {"soort", "weergave", "bladzijde"} if isinstance(value, Grafiek | Deel) else {"huisstijl"}
        changed = {
            f.name: spoiled(getattr(value, f.name), text) for f in fields(value) if f.init and f.name not in kept
        }
        return replace(value, **changed)
    return value


def _spoiled_grid(grid: Grid, text: str) -> Grid:
    def inhoud(rij: int, kolom: int) -> Any:
        return spoiled(grid.inhoud(rij, kolom), text)

    return replace(
        grid,
        titel=text + grid.titel,
        koppen=[replace(kop, tekst=text + kop.tekst, boven=kop.boven and text + kop.boven) for kop in grid.koppen],
        rijen=[replace(rij, naam=text + rij.naam, soort=rij.soort and text + rij.soort) for rij in grid.rijen],
        labels=(text + grid.labels[0], text + grid.labels[1]),
        noten=[text + noot for noot in grid.noten],
        inhoud=inhoud,
    )


def require_harmless(site: Site) -> None:
    """Require that no page loads, runs or styles anything but what is ours."""
    for naam, page in pages(site).items():
        text = site[naam].decode()
        scripts = page.xpath("//script")
        assert [s.get("type") for s in scripts] == ([*("application/json", None)] if naam == "zoeken.html" else [])
        assert not page.xpath(
            "//@style | //@*[starts-with(name(), 'on')] | //@src | //iframe | //object | //embed | //base"
        )
        assert len(page.xpath("//style")) == 1
        assert {*map(str, page.xpath("//*[local-name() = 'link']"))} == set()
        (policy,) = (str(p) for p in page.xpath("//meta[@http-equiv]/@content"))
        assert "default-src 'none'" in policy
        allowed = re.findall(r"'sha256-([^']+)'", policy)
        held = re.findall(r"<style>(.*?)</style>|<script>(.*?)</script>", text, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256("".join(s).encode()).digest()).decode() for s in held]
        assert digests == allowed
        assert "url(" not in text.partition("</style>")[0]
        for href in map(str, page.xpath("//@href | //@action")):
            assert re.match(r"https://ok\.example|mailto:|[a-z0-9-]+\.html(#|$)|data/[a-z0-9-]+\.csv$|#", href), href


@pytest.mark.parametrize("text", ALS_TEKST, ids=range(len(ALS_TEKST)))
def test_no_text_in_any_field_is_more_than_text(samples: Path, text: str) -> None:
    shown = cijfers(read_dossier(samples / "leiden-2026").dossier)
    bestand = shown.dossier.programmas[0]
    stof = Stof(build(shown), oogopslag(shown, [bestand]), {bestand.nummer: posten(shown, bestand)})
    document: Document = spoiled(stof.document, text)
    link = Alinea((text, Link(text, "https://ok.example"), Link(text, text), Link(text, "#" + text)))
    document = replace(document, delen=(*document.delen, Deel(text, Kop(text), (link,))))
    unfolded = {nummer: tuple(spoiled(part, text) for part in parts) for nummer, parts in stof.posten.items()}
    site = to_site(Stof(document, spoiled(tuple(stof.oogopslag), text), unfolded))
    require_harmless(site)
    assert len(site) == 2 + len(document.delen) + sum(naam.endswith(".csv") for naam in site)
    rows = [
        row
        for naam, data in site.items()
        if naam.endswith(".csv")
        for row in csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";")
    ]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]


def test_a_page_of_the_samples_is_harmless_too(sample: Site) -> None:
    require_harmless(sample)


@pytest.mark.lang
def test_a_text_of_a_megabyte_is_printed_whole() -> None:
    text = "<b>&'\"" * 170_000
    document = Document(text[:60], text[:60], "", (Deel("a", Kop(text[:60]), (Alinea(text),)),))
    site = to_site(Stof(document))
    require_harmless(site)
    assert pages(site)["a.html"].xpath("string(//main/p)") == text


# --- the same again ------------------------------------------------------------------------------

AGAIN = """
import hashlib, sys
from pathlib import Path
from budgetdesk.session import Session
from budgetdesk.session.exporting import export
from budgetdesk.export.suffix import doel_van
session = Session.open(Path(sys.argv[1]))
export(session, doel_van("site/", Path(sys.argv[2])), session.dossier.programmas)
"""


@pytest.mark.lang
def test_the_same_dossier_gives_the_same_bytes_whatever_the_folder_and_the_seed(samples: Path, tmp_path: Path) -> None:
    found = []
    for seed, folder in (("1", "een"), ("2", "een andere naam")):
        target = tmp_path / folder
        env = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", AGAIN, str(samples / "leiden-2026"), str(target)], check=True, env=env)
        found.append({pad.relative_to(target): pad.read_bytes() for pad in sorted(target.rglob("*")) if pad.is_file()})
    assert found[0] == found[1]
    assert len(found[0]) > 5


def test_work_that_is_called_off_writes_nothing(samples: Path) -> None:
    shown = cijfers(read_dossier(samples / "leiden-2026").dossier)
    with gevolgd(lambda stand: stand.wat != "bladzijden"), pytest.raises(Afgebroken):
        build_site(shown, shown.dossier.programmas, Documentinfo("T", "G", "d"))
    assert issubclass(Afgebroken, BudgetdeskError)
