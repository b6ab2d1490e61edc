"""What an export wrote is told; one that is called off leaves what was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.suffix import Doel, doel_van
from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.session.exporting import Geschreven, Vooruitzicht, export
from budgetdesk.voortgang import Afgebroken, Voortgang, gevolgd
from tests.proef import NAAM, Maak

POST = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1_500_000\n'


@pytest.fixture
def session(dossier: Maak) -> Session:
    return Session.open(dossier(POST))


@pytest.mark.parametrize("naam", ["boek.xlsx", "boek.docx", "boek.html", "boek.pdf", "boek.md", "site/"])
def test_what_is_called_off_leaves_what_was_there(session: Session, tmp_path: Path, naam: str) -> None:
    pad = tmp_path / naam
    doel = doel_van(naam, pad)
    if doel.is_site:
        export(session, doel, session.dossier.programmas)
    else:
        pad.write_text("van eerder", "utf-8")
    before = {p: p.read_bytes() for p in [pad, *pad.rglob("*")] if p.is_file()}
    told: list[Voortgang] = []

    def goes_on(stand: Voortgang) -> bool:
        told.append(stand)
        return len(told) < 2

    with gevolgd(goes_on), pytest.raises(Afgebroken):
        export(session, doel, session.dossier.programmas)
    assert len(told) == 2
    assert {p: p.read_bytes() for p in [pad, *pad.rglob("*")] if p.is_file()} == before


def test_how_large_a_file_is_and_how_many_pages_it_has_is_told(tmp_path: Path) -> None:
    pad = tmp_path / "boek.pdf"
    for size, said in ((1, "1 kB"), (312_400, "312 kB"), (5_135_978, "5,1 MB")):
        pad.write_bytes(bytes(size))
        assert Geschreven(pad).maat == said
    assert Geschreven(pad, bladzijden=104).maat == "104 bladzijden, 5,1 MB"
    assert Geschreven(pad, bladzijden=1).maat == "1 bladzijde, 5,1 MB"
    assert Geschreven(tmp_path).maat == "1 bestand, 5,1 MB"


@pytest.mark.lang
def test_a_pdf_tells_its_pages(session: Session, tmp_path: Path) -> None:
    made = export(session, Doel(tmp_path / "boek.pdf", ".pdf"), session.dossier.programmas)
    assert (made.bladzijden, made.meldingen) == (2, [])


def test_the_document_is_built_once_for_all_its_formats_and_unsaved_changes_are_told(session: Session) -> None:
    zicht = Vooruitzicht(session, session.dossier.programmas)
    first = zicht.blik(".html")
    with gevolgd(lambda stand: stand.wat != "programma's"):
        other = zicht.blik(".md")
    assert [r.tekst for r in other.regels] == [r.tekst for r in first.regels]
    assert not any(feit.label == "Let op" for feit in first.feiten)
    session.set_value(Adres(NAAM, "post", "raad", "naam"), "Raad en griffie")
    assert any(feit.label == "Let op" for feit in zicht.blik(".md").feiten)
