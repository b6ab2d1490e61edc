"""A note is printed nowhere: with one on every thing of a dossier, all that leaves it is what it was without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import pytest

from budgetdesk.engine.vastgesteld import adopt
from budgetdesk.errors import BudgetdeskError
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import FORMATS, SITE, build_file, build_site, build_wijziging
from budgetdesk.export.text import printed
from budgetdesk.iv3.statement import to_json
from budgetdesk.model.adres import join_key
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.besluiten import besluiten
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.notities import notities
from budgetdesk.session import Session
from budgetdesk.session.iv3 import draw_up
from budgetdesk.session.reading import tables
from budgetdesk.storage.reader import list_files, read_contents
from tests.conftest import SOAK
from tests.proef import SAMPLES, sampled

TEKST = "GEHEIM [/] {{1/resultaat.2026}} {{weg}} <b>in 2027</b>\\u001b[31m"

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def contents(naam: str) -> dict[str, bytes]:
    """Return the files of a sample."""
    return {file: (SAMPLES / naam / file).read_bytes() for file, _ in list_files(SAMPLES / naam)}


def noted(naam: str) -> Session:
    """Return a session on a sample with a note on each record of each file, and one on its first value."""
    plain = Session(read_contents(SAMPLES / naam, contents(naam)))
    files = {
        b.naam: text + "".join(_notes(b)).encode() if "notitie" in SOORTEN[b.soort] else text
        for b, text in ((b, contents(naam)[b.naam]) for b in plain.stored.bestanden.values())
    }
    return Session(read_contents(SAMPLES / naam, files))


def _notes(bestand: Bestand) -> Iterator[str]:
    records = [r for r in bestand.records.values() if r.soort]
    for n, record in enumerate(records):
        thing = join_key([part for part in (record.soort, record.sleutel) if part])
        pads = [pad for pad in record.waarden if (veld := bestand.schema(record.soort)) and veld.veld_van(pad)]
        for m, bij in enumerate([thing, *(f"{thing}.{pad}" for pad in pads[:1])]):
            yield f"\n[notitie.n{n}-{m}]\nbij = '{bij}'\ntekst = \"{TEKST}\"\ndatum = 2026-11-30\n"


ALLES = ("text", "json", ".md", ".html", SITE.einde)
"""All forms in which a table or a document is printed as text."""

ELK = ("json", ".md")
"""A form of each: what the others print comes from the same cells and the same tree."""


def everything(session: Session, forms: Sequence[str]) -> Iterator[tuple[str, object]]:
    """Yield all that is printed of the open document: each table, the documents, the statement, the findings."""
    cijfers, programmas = session.cijfers, session.dossier.programmas
    for naam in session.tabellen:
        grids = tables(cijfers, naam, programmas, posten=True)
        yield naam, [printed(grids, how, exact=True) for how in ("text", "json") if how in forms]
    info = Documentinfo(session.titel, "Proef", "dossier", "", "")
    for einde in FORMATS.keys() & forms:
        yield einde, build_file(einde, cijfers, programmas, info)
    if SITE.einde in forms:
        yield SITE.einde, build_site(cijfers, programmas, info)
    for besluit in besluiten(session.dossier):
        yield besluit.naam, build_wijziging(".md", cijfers, besluit, info)
    try:
        yield "iv3", to_json(draw_up(session, NOW).document)
    except BudgetdeskError as error:
        yield "iv3", str(error)
    said: dict[str, str | date] = {
        "document": "begroting",
        "besluit": "RV 1",
        "datum": NOW.date(),
    }
    yield "vastgesteld", adopt(session.cijfers.cube, said).records
    yield "bevindingen", [str(b) for b in session.keuring.bevindingen]


@pytest.mark.lang
@pytest.mark.parametrize("naam", sampled(sorted(p.name for p in SAMPLES.iterdir()), 5))
def test_with_a_note_on_everything_each_table_and_document_is_what_it_was(naam: str) -> None:
    """Of a city the gate prints a form of every second document, a soak all of each, as of the others."""
    forms, step = (ALLES, 1) if SOAK or naam.startswith("leiden") else (ELK, 2)
    plain, with_notes = Session(read_contents(SAMPLES / naam, contents(naam))), noted(naam)
    found = list(notities(with_notes.stored))
    assert len(found) > 50
    assert [n for n in found if n.bij is None] == []
    for document in [d.sleutel for d in plain.stored.begroting.van("document")][::step] or [""]:
        plain.open_document(document)
        with_notes.open_document(document)
        everywhere = zip(everything(plain, forms), everything(with_notes, forms), strict=True)
        for (what, before), (_, after) in everywhere:
            assert before == after, (document, what)
            assert b"GEHEIM" not in (after if isinstance(after, bytes) else str(after).encode())


@pytest.mark.lang
@pytest.mark.parametrize("naam", ["leiden-2026", *["voorbeeldstad-2027"] * SOAK])
def test_a_workbook_and_a_word_document_are_the_same_bytes(naam: str) -> None:
    sides = (Session(read_contents(SAMPLES / naam, contents(naam))), noted(naam))
    info = Documentinfo("T", "Proef", "dossier", "", "")
    for einde in FORMATS:
        one, other = (build_file(einde, s.cijfers, s.dossier.programmas, info) for s in sides)
        assert one == other, einde
