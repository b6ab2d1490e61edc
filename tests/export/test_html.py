from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.document.blokken import (
    Alinea,
    Deel,
    Document,
    Grafiek,
    Kop,
    Loopkop,
    Opmaak,
    Opsomming,
    Punt,
    Reeks,
    Tabel,
)
from budgetdesk.document.boom import in_tabellen, koppen
from budgetdesk.document.hoofdstuk import build
from budgetdesk.export.grafiek import to_svg
from budgetdesk.export.html import to_html
from budgetdesk.export.htmltabel import table
from budgetdesk.export.printed import Kolomkop, afdruk, verdeel
from budgetdesk.storage.reader import read_dossier
from tests.document.gelezen import blokken, grids, titels
from tests.export.pagina import Pagina
from tests.proef import Maak, cijfers, programma

STAD = pytest.param("voorbeeldstad-2027", marks=pytest.mark.lang)
SAMPLES = ("leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage", STAD)


def made(pad: Path) -> Document:
    shown = cijfers(read_dossier(pad).dossier)
    return build(shown, shown.dossier.programmas, "Begroting", "Proef", "Dossier proef")


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, samples: Path) -> Document:
    return made(samples / request.param)


def test_headings_follow_each_other_without_a_gap_under_one_title(sample: Document) -> None:
    page = Pagina(to_html(sample))
    levels = [int(tag[1]) for tag, _ in page.elements if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_lead_to_the_chapters_and_their_sections(sample: Document) -> None:
    page = Pagina(to_html(sample))
    names, links = page.attributes("id"), page.attributes("href")
    assert len(set(names)) == len(names)
    assert {unquote(link.removeprefix("#")) for link in links} <= set(names)
    sections = [tekst for niveau, tekst in titels(sample) if niveau <= 2]
    assert page.of("a")[1:] == sections
    assert all(label in names for value in page.attributes("aria-labelledby") for label in value.split())


def test_no_key_of_a_part_is_an_id_of_the_page_itself(samples: Path) -> None:
    grid = grids(made(samples / "leiden-2026"))[0]
    keys = ("tekst", "inhoud", "tabel-1", "tabel:1", "pagina:tekst")
    delen = tuple(Deel(key, Kop(key), (Tabel(grid, "T"),)) for key in keys)
    names = Pagina(to_html(Document("T", "G", "", delen, opmaak=Opmaak(inhoud=2)))).attributes("id")
    assert len(set(names)) == len(names) == 2 + 3 * len(keys)


def test_every_cell_of_every_table_is_there_in_order(sample: Document) -> None:
    page = Pagina(to_html(sample))
    tables = grids(sample)
    cells = [cell.replace("\n", "") for grid in tables for row in grid.cells() if any(row) for cell in row]
    printed = [afdruk(grid) for grid in tables]
    heads = sum(
        not tekst for one in printed for tekst in (*(k.tekst for k in one.koppen), *(g for g, _ in one.groepen))
    )
    found = page.of("td")
    assert [cell for cell in found if cell] == [cell for cell in cells if cell]
    names = sum(
        not cell
        for one in printed
        for regel in one.regels
        if not regel.vol
        for cell, kop in zip(regel.cellen, one.koppen, strict=True)
        if kop.is_rij
    )
    assert len(found) == len(cells) + heads + names


def test_a_heading_over_several_columns_heads_a_group_of_as_many_columns(samples: Path) -> None:
    grid = next(grid for grid in grids(made(samples / "leiden-2026")) if grid.naam == "indicatoren")
    page = Pagina("".join(table(afdruk(grid), "T", lambda *_: "")))
    (head,) = (attrs for _, attrs in page.elements if attrs.get("scope") == "colgroup")
    assert head["colspan"] == "4"
    assert page.of("th")[:9] == [
        "Streefwaarde",
        "Code",
        "Indicator",
        "Realisatie",
        "2026",
        "2027",
        "2028",
        "2029",
        "Bron",
    ]
    order = "".join({"colgroup": "|", "col": "-"}.get(tag, "") for tag, _ in page.elements)
    assert order == "|-|-|-|----|-"


def test_a_page_needs_and_runs_nothing(sample: Document) -> None:
    page = Pagina(to_html(sample))
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not [key for _, attrs in page.elements for key in attrs if key.startswith("on") or key == "src"]
    assert "url(" not in to_html(sample)
    assert "@import" not in to_html(sample)


def test_rows_and_columns_have_headings_with_a_scope(sample: Document) -> None:
    page = Pagina(to_html(sample))
    scopes = {attrs.get("scope") for tag, attrs in page.elements if tag == "th"}
    assert scopes <= {"col", "colgroup", "row", "rowgroup"}
    tables = len(grids(sample))
    assert [sum(tag == name for tag, _ in page.elements) for name in ("table", "caption", "thead")] == [tables] * 3


def test_names_of_the_dossier_are_text_whatever_they_hold(dossier: Maak) -> None:
    naam = "<script>alert(1)</script> & [x](y) \\u001b[31m \\u202e"
    post = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1_000\n'
    terrein = f'[beleidsterrein.1A]\nnaam = "{naam}"\n'
    pad = dossier(programma(terrein + post, naam=naam, kop=f'missie = "{naam}"\n'))
    page = Pagina(to_html(made(pad)))
    shown = "<script>alert(1)</script> & [x](y) ␛[31m �"
    assert not [tag for tag, _ in page.elements if tag == "script"]
    assert shown in page.of("p")
    assert f"Programma 1 {shown}" in page.of("h2")
    assert shown in page.of("th")


@given(st.text())
def test_any_text_comes_through_every_kind_of_block(text: str) -> None:
    loop = Deel(text, Loopkop(text), (Alinea(text), Opsomming((text,))))
    document = Document(text, text, text, (Deel(text, Kop(text, text), (Alinea(text),), (loop,)),))
    page = Pagina(to_html(document))
    assert not {tag for tag, _ in page.elements} & {"script", "b", "i"}
    assert to_html(document).encode()


@pytest.mark.lang
def test_equal_documents_give_equal_pages(samples: Path) -> None:
    assert to_html(made(samples / "leiden-2026")) == to_html(made(samples / "leiden-2026"))


def test_a_chart_says_its_figures_and_leaves_a_gap_where_nothing_was_measured(sample: Document) -> None:
    page = Pagina(to_html(sample))
    charts = [blok for blok in blokken(sample) if isinstance(blok, Grafiek)]
    assert page.of("desc") == [grafiek.alt for grafiek in charts]
    joined = sum(
        bool(a and b)
        for grafiek in charts
        if grafiek.soort == "lijnen"
        for reeks in grafiek.reeksen
        for a, b in pairwise(reeks.punten)
    )
    assert sum(tag == "line" and str(attrs["class"]).startswith("lijn") for tag, attrs in page.elements) == joined


@pytest.mark.parametrize("values", [(0, 0), (-5, 5), (-5, -3), (10**15, 1), (3,)])
def test_a_chart_draws_any_values_within_its_frame(values: tuple[int, ...]) -> None:
    punten = tuple(Punt(Decimal(v), str(v)) for v in values)
    for soort in ("staven", "lijnen"):
        svg = to_svg(Grafiek("T", soort, tuple(map(str, values)), (Reeks("R", punten),)), "g")
        page = Pagina(svg)
        (width, height) = map(float, (page.attributes("viewbox")[0].split())[2:])
        assert all(0 <= float(x) <= width for x in page.attributes("x") + page.attributes("cx"))
        assert all(0 <= float(y) <= height for y in page.attributes("y") + page.attributes("cy"))
        assert all(float(h) >= 0 for h in page.attributes("height"))


@pytest.mark.parametrize(
    "values", [(0, 5, 5), (10, -3, 7), (-5, 5, 0), (5, -10, 3, -2), (0, -2, -3, 5, 0), (10**15, 1, 10**15 + 1)]
)
def test_a_waterfall_hangs_each_change_on_the_end_of_the_one_above(values: tuple[int, ...]) -> None:
    punten = tuple(Punt(Decimal(v), str(v)) for v in values)
    labels = tuple(f"{'stap ' * 12}{i}" for i in range(len(values)))
    page = Pagina(to_svg(Grafiek("T", "waterval", labels, (Reeks("R", punten),)), "g"))
    (width, height) = map(float, (page.attributes("viewbox")[0].split())[2:])
    bars = [attrs for tag, attrs in page.elements if tag == "rect"]
    spans = [(float(b["x"] or 0), float(b["x"] or 0) + float(b["width"] or 0)) for b in bars]
    assert len(bars) == len(values)
    assert all(0 <= begin <= end <= width for begin, end in spans)
    assert all(0 <= float(y) <= height for y in page.attributes("y"))
    scale = max(end - begin for begin, end in spans) / max(map(abs, values))
    assert [end - begin for begin, end in spans] == pytest.approx([abs(v) * scale for v in values], abs=0.2)
    for above, below in pairwise(spans):
        assert min(abs(a - b) for a in above for b in below) < 0.2
    assert all(text in page.of("text") for text in map(str, values))


def test_a_name_stands_above_the_rows_it_is_of_and_spans_none(samples: Path) -> None:
    grid = next(grid for grid in grids(made(samples / "leiden-2026")) if grid.naam == "reserves")
    printed = afdruk(grid)
    assert [kop.is_rij for kop in printed.koppen] == [True, *[False] * len(grid.koppen)]
    said = [(regel.cellen[0], regel.niveau, regel.hoofd, regel.binnen) for regel in printed.regels[:5]]
    assert said == [
        ("Reserve raad", 0, True, False),
        ("Toevoeging", 1, False, True),
        ("Onttrekking", 1, False, True),
        ("Saldo", 1, False, True),
        ("Reserve Holland Rijnland", 0, True, False),
    ]
    below = [regel.cellen[1:] for regel in printed.regels if not regel.hoofd]
    assert below == [tuple(row) for row in grid.cells()]


def test_a_row_by_itself_says_its_name_and_what_it_is(samples: Path) -> None:
    grid = next(grid for grid in grids(made(samples / "leiden-2026")) if grid.naam == "kapitaallasten")
    names = [regel.cellen[0] for regel in afdruk(grid).regels if not (regel.hoofd or regel.binnen)]
    assert names == [
        "Zonder post, telt niet mee: Kapitaallast",
        "Extra ten opzichte van bestaande activa: Kapitaallast",
    ]


def test_no_cell_spans_rows_and_what_heads_rows_heads_those_of_its_own_body_only(sample: Document) -> None:
    page = Pagina(to_html(sample))
    assert "rowspan" not in {key for _, attrs in page.elements for key in attrs}
    heads = 0
    for tag, attrs in page.elements:
        heads = 0 if tag == "tbody" else heads + (attrs.get("scope") == "rowgroup")
        assert heads <= 1


@given(
    st.lists(st.tuples(st.integers(2, 30), st.integers(0, 60), st.booleans()), min_size=1, max_size=12),
    st.integers(20, 200),
)
def test_widths_fill_the_page_and_numbers_get_what_they_need(wishes: list[tuple[int, int, bool]], ruimte: int) -> None:
    koppen = [Kolomkop("", least, least + more, rechts) for least, more, rechts in wishes]
    widths = verdeel(koppen, ruimte)
    assert sum(widths) == pytest.approx(ruimte)
    if sum(kop.smalst for kop in koppen) <= ruimte:
        assert all(width >= kop.smalst - 1e-9 for kop, width in zip(koppen, widths, strict=True))
    elif sum(kop.smalst if kop.rechts else kop.smalst / 2 for kop in koppen) < ruimte:
        assert all(width >= kop.smalst - 1e-9 for kop, width in zip(koppen, widths, strict=True) if kop.rechts)


def test_contents_go_as_deep_as_asked_and_tables_are_listed_where_asked(samples: Path) -> None:
    document = made(samples / "leiden-2026")
    none, deep = (replace(document, opmaak=Opmaak(inhoud=n, lijst_tabellen=n > 0)) for n in (0, 3))
    assert "<nav" not in to_html(none)
    page = Pagina(to_html(deep))
    links = [(attrs["href"] or "").removeprefix("#") for tag, attrs in page.elements if tag == "a" and "href" in attrs]
    tables = [tabel.adres for tabel in in_tabellen(deep)]
    heads = [regel.adres for regel in koppen(document) if regel.niveau <= 3]
    assert len(tables) > 1
    assert links == ["pagina:tekst", *heads, *tables]
    assert set(links) <= {*page.attributes("id")}


def test_texts_beside_figures_stand_alone_on_a_narrow_page_and_only_figures_share_its_width(samples: Path) -> None:
    grid = next(grid for grid in grids(made(samples / "leiden-2026")) if grid.naam == "investeringen")
    printed = afdruk(grid)
    page = Pagina("\n".join(table(printed, grid.titel, lambda _element, names=(), _regel=None: _classes(names))))
    (classes,) = ((attrs["class"] or "").split() for tag, attrs in page.elements if tag == "table")
    figures = [kop.tekst for kop in printed.koppen if kop.rechts]
    assert f"kolommen-{len(figures)}" in classes
    heads = [(attrs["class"] or "").split() for tag, attrs in page.elements if attrs.get("scope") == "col"]
    kinds = ["rij" if kop.is_rij else "getal" if kop.rechts else "tekst" for kop in printed.koppen if kop.tekst]
    assert [head[0] for head in heads] == kinds
    assert {"rij", "getal", "tekst"} == set(kinds)


def _classes(names: Sequence[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _lines(tekst: str, jaren: int) -> Grafiek:
    punten = tuple(Punt(Decimal(n), tekst.format(n)) for n in range(10, 10 + jaren))
    return Grafiek("T", "lijnen", tuple(str(2020 + n) for n in range(jaren)), (Reeks("Realisatie", punten),))


def test_a_long_unit_of_every_value_is_said_once_in_the_legend_of_a_chart() -> None:
    page = Pagina(to_svg(_lines("{} weken", 3), "g"))
    assert page.of("text") == ["Realisatie (weken)", "10", "11", "12", "2020", "2021", "2022"]
    assert "10 weken" in page.of("desc")[0]
    assert "10 %" in Pagina(to_svg(_lines("{} %", 3), "g")).of("text")


def test_years_and_values_of_a_chart_stay_apart_and_one_too_wide_for_a_phone_scrolls() -> None:
    few, many = _lines("{}.000.000", 3), _lines("{}.000.000", 11)
    for grafiek in (few, many, _lines("{}", 12)):
        page = Pagina(to_svg(grafiek, "g"))
        places = [float(attrs["x"] or 0) for tag, attrs in page.elements if attrs.get("class") == "label"]
        longest = max(len(text) for text in page.of("text")[1:])
        assert all(right - left >= 7 * longest + 4 for left, right in pairwise(places))
    document = Document("T", "G", "B", (Deel("k", Kop("K"), (few, many)),))
    frames = [attrs for tag, attrs in Pagina(to_html(document)).elements if tag == "figure"]
    assert frames == [{"class": "lijnen"}, {"class": "lijnen breed", "tabindex": "0"}]


def test_names_stand_above_bars_that_lie_where_a_chart_is_narrow() -> None:
    punten = (Punt(Decimal(5), "5"), Punt(Decimal(2), "2"))
    grafiek = Grafiek("T", "balken", ("Werk en inkomen, met alles wat daarbij hoort", "Jeugd"), (Reeks("R", punten),))
    for breedte, is_above in ((640, False), (420, True)):
        page = Pagina(to_svg(grafiek, "g", breedte))
        bars = [attrs for tag, attrs in page.elements if tag == "rect"]
        assert all((float(bar["x"] or 0) < 20) is is_above for bar in bars)
        assert page.of("text").count("Jeugd") == 1


def test_a_draft_is_marked_on_every_printed_page_by_a_text_that_ends_no_rule() -> None:
    draft = Document("T", "G", "B", (), 'On"t}</style><b>', is_draft=True)
    (style,) = Pagina(to_html(draft)).of("style")
    assert '@page { @top-right { content: "On\\000022t\\00007d\\00003c\\00002fstyle\\00003e\\00003cb\\00003e";' in style
    assert "@top-right" not in to_html(replace(draft, is_draft=False))
