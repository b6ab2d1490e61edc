from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from budgetdesk.display import display
from budgetdesk.document.blokken import Alinea, Deel, Document, Kenmerken, Loopkop, Opsomming
from budgetdesk.document.hoofdstuk import build
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.storage.reader import read_dossier
from tests.document.gelezen import grids, los, titels
from tests.proef import Maak, cijfers, programma

MARKDOWN = MarkdownIt("commonmark").enable("table")


def made(pad: Path) -> Document:
    shown = cijfers(read_dossier(pad).dossier)
    return build(shown, shown.dossier.programmas, "Begroting", "Proef", "Dossier proef")


def read(text: str) -> list[tuple[str, str]]:
    """Return the blocks that a reader of markdown sees: their kind and their text without markup."""
    found = []
    tokens = MARKDOWN.parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            parts = ("\n" if part.type == "html_inline" else part.content for part in token.children or [])
            found.append((before.tag, "".join(parts)))
    return found


@pytest.mark.parametrize("naam", ["leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage"])
def test_headings_and_every_cell_are_read_back_as_they_were(samples: Path, naam: str) -> None:
    document = made(samples / naam)
    blocks = read(to_document_markdown(document))
    headings = [(f"h{niveau + 1}", tekst) for niveau, tekst in titels(document)]
    assert [block for block in blocks if block[0].startswith("h")] == [("h1", "Begroting"), *headings]
    tables = grids(document)
    amounts = [cell for grid in tables for cells in grid.cells() for cell in cells]
    names = [grid.rijen[r] for grid in tables for r in range(len(grid.rijen))]
    cells = [text for tag, text in blocks if tag == "td"]
    assert len(cells) == len(amounts) + 2 * len(names)
    assert [cell for cell in cells if cell in set(amounts)].count("-") >= amounts.count("-")
    assert set(amounts) - {""} <= set(cells)


def test_names_of_the_dossier_are_text_whatever_they_hold(dossier: Maak) -> None:
    naam = "<script>alert(1)</script> & [x](y) | \\u001b[31m"
    post = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1_000\n'
    terrein = f'[beleidsterrein.1A]\nnaam = "{naam}"\n'
    pad = dossier(programma(terrein + post, naam=naam, kop=f'missie = "{naam}"\n'))
    shown = "<script>alert(1)</script> & [x](y) | ␛[31m"
    text = to_document_markdown(made(pad))
    assert ("p", shown) in read(text)
    assert ("td", shown) in read(text)
    assert "<script" not in MARKDOWN.render(text)
    assert "href" not in MARKDOWN.render(text)


@given(st.one_of(st.text(), st.text("-+=1.)# >*_`~|:\\a", max_size=8)))
def test_a_paragraph_is_read_back_as_that_paragraph_whatever_it_begins_with(text: str) -> None:
    shown = " ".join(display(text).split(" ")).strip(" ")
    if shown:
        blocks = read(to_document_markdown(los(Alinea(text.strip(" ")))))
        assert blocks[2:-1] == [("p", display(text.strip(" ")).strip(" "))]


def test_lists_facts_and_run_in_headings(samples: Path) -> None:
    blokken = (Opsomming(("- een", "1. twee")), Kenmerken((("Naam", ("a", "b")),)))
    loop = Deel("l", Loopkop("Kop:"), (Alinea("klaar"),))
    text = to_document_markdown(Document("T", "T", "T", (Deel("d", None, blokken, (loop,)),)))
    assert text.endswith("- \\- een\n- 1\\. twee\n\n- **Naam**: a; b\n\n**Kop:** klaar\n\nT\n")
    assert to_document_markdown(made(samples / "leiden-2026")) == to_document_markdown(made(samples / "leiden-2026"))
