"""What a final document leaves out of its tables and a draft keeps."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document as Word

from budgetdesk.document.blokken import Document
from budgetdesk.document.hoofdstuk import build
from budgetdesk.document.wijziging import build as build_wijziging
from budgetdesk.export.docx import to_docx
from budgetdesk.export.html import to_html
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.model.besluiten import find
from budgetdesk.model.documenten import stand
from budgetdesk.session import Session
from tests.document.gelezen import grids
from tests.document.test_wijziging import BESLUIT, PROGRAMMA
from tests.proef import Maak

# every test prints the sample as a draft and as a final document
pytestmark = pytest.mark.lang

DEEL = (
    '[post.p]\nnaam = "P"\nbeleidsterrein = "A"\ntaakveld = "0.1"\n'
    "lasten.begroting.2026 = 1_500_000\nlasten.rekening.2026 = 1_000_000\n"
    '[toelichting.hogere-inhuur-advies]\nbij = "beleidsterrein.A"\nbedrag = 40_000\ntekst = "Minder advies."\n'
)


def made(maak: Maak, status: str, more: str = "") -> Document:
    said = f'status = "{status}"\ndatum = 2027-06-24\n' if status else ""
    root = 'formaat = 1\ngemeente = "Proef"\njaar = 2026\nsjabloon = "begroting"\n'
    head = f'{root}[document.jaarstukken]\nsjabloon = "jaarrekening"\n{said}'
    cijfers = Session.open(maak(DEEL + more, DEEL, begroting=head)).cijfers
    return build(cijfers, cijfers.dossier.programmas, "Jaarstukken", "Proef", stand=stand(cijfers.dossier))


def words(document: Document) -> Iterator[str]:
    return (word for grid in grids(document) for rij in grid.rijen for word in (rij.naam, rij.soort))


@pytest.mark.parametrize("status", ["vastgesteld", ""])
def test_a_final_document_has_no_remarks_for_its_makers_and_no_keys_for_names(dossier: Maak, status: str) -> None:
    said = set(words(made(dossier, status)))
    assert {"verklaard", "overig"} <= said
    assert not {"nog te verklaren", "Hogere inhuur advies"} & said


@pytest.mark.parametrize("status", ["concept", "ontwerp"])
def test_a_draft_says_what_is_still_to_be_done(dossier: Maak, status: str) -> None:
    assert {"nog te verklaren", "Hogere inhuur advies"} <= set(words(made(dossier, status)))


def test_no_figure_of_a_table_changes(dossier: Maak) -> None:
    final, draft = ([list(grid.cells()) for grid in grids(made(dossier, s))] for s in ("vastgesteld", "ontwerp"))
    assert final == draft


def test_a_text_of_which_a_key_was_made_is_printed_instead_of_the_key(dossier: Maak) -> None:
    named = '[toelichting.minder-inhuur-2]\nbij = "beleidsterrein.A"\nbedrag = 10_000\ntekst = "Minder inhuur (2)."\n'
    said = set(words(made(dossier, "vastgesteld", named)))
    assert "Minder inhuur (2)." in said
    assert "Minder inhuur 2" not in said


@pytest.mark.parametrize(("status", "marked"), [("ontwerp", True), ("concept", True), ("vastgesteld", False)])
def test_every_page_of_a_draft_is_marked_and_none_of_what_is_adopted(
    dossier: Maak, status: str, *, marked: bool
) -> None:
    document = made(dossier, status)
    footer = Word(BytesIO(to_docx(document))).sections[0].footer.paragraphs[0].text
    assert (status.capitalize() in footer) is marked
    page = to_html(document)
    assert (f"<title>{status.capitalize()}: " in page) is marked
    assert ('class="stand concept"' in page) is marked
    assert status.capitalize() in to_document_markdown(document).partition("\n## ")[0]


def test_a_decision_that_is_not_taken_says_so_above_its_title(dossier: Maak) -> None:
    def of(status: str) -> Document:
        text = BESLUIT.replace('status = "vastgesteld"', f'status = "{status}"')
        cijfers = Session.open(dossier(PROGRAMMA, wijzigingen__a=text)).cijfers
        return build_wijziging(cijfers, find(cijfers.dossier, "2026-07"), "Proef")

    drafts = [(document.stand, document.is_draft) for document in map(of, ("ontwerp", "voorstel", "vastgesteld"))]
    assert drafts == [("Ontwerp", True), ("Voorstel", True), ("", False)]
