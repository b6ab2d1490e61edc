"""What an export will hold is told before it is written, with what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from budgetdesk.document.blokken import Tabel
from budgetdesk.document.boom import koppen, lopend
from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.docx import _laid
from budgetdesk.export.docxbegin import maten
from budgetdesk.export.liggend import in_pdf, in_word, liggende
from budgetdesk.export.pdf.inhoud import inhoud
from budgetdesk.export.pdf.letterkeus import verwacht
from budgetdesk.export.pdf.vorm import vorm
from budgetdesk.export.pdf.zetter import letters
from budgetdesk.export.suffix import FORMATS, document_van
from budgetdesk.export.vooruitblik import (
    BEVINDINGEN,
    INHOUD,
    LEEG,
    TEKSTEN,
    Blikregel,
    Feit,
    Vooruitblik,
    to_json,
    to_text,
    vooruitblik,
)
from budgetdesk.session import Session, exporting
from tests.proef import Maak, begroting, programma

SMAL = Huisstijl(marge=40)
"""Margins between which some tables do not stand upright."""

INFO = Documentinfo("Begroting 2026", "Proef", "d", stand="Ontwerp")
DEKKING = """
[huisstijl]
hoofdkleur = "#0b3d66"
[document.b]
sjabloon = "begroting"
status = "ontwerp"
"""
RAAD = programma(
    """
[beleidsterrein.1A]
naam = "Raad"
toelichting = "Zo is het begroot."
[beleidsterrein.1B]
naam = "Griffie"
[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_500_000
""",
    naam="Bestuur",
    kop='missie = "Een open bestuur."\n',
)
WEGEN = programma('[post.weg]\nnaam = "Weg"\nbeleidsterrein = "2A"\nlasten.begroting.2026 = 2_000\n', 2, naam="Wegen")


@pytest.fixture
def open_(dossier: Maak) -> Session:
    return Session.open(dossier(RAAD, WEGEN, begroting=begroting(DEKKING)))


def ahead(session: Session, einde: str = ".docx", *nummers: int) -> Vooruitblik:
    chosen = [b for b in session.dossier.programmas if not nummers or b.nummer in nummers]
    return vooruitblik(session.cijfers, chosen, INFO, einde)


def section(blik: Vooruitblik, naam: str) -> list[Blikregel]:
    """Return the lines below a section, nothing where it is not there."""
    found: list[Blikregel] = []
    inside = False
    for regel in blik.regels:
        inside = regel.tekst == naam if regel.niveau == 0 else inside
        found += [regel] if inside and regel.niveau else []
    return found


def fact(blik: Vooruitblik, label: str) -> str:
    return next(feit.tekst for feit in blik.feiten if feit.label == label)


def test_the_headings_are_those_of_the_document_at_their_depth(open_: Session) -> None:
    document = document_van(open_.cijfers, open_.dossier.programmas, INFO)
    shown = [(r.niveau, r.tekst) for r in section(ahead(open_), INHOUD) if r.soort == "kop"]
    assert shown == [(kop.niveau, kop.voluit) for kop in koppen(document)]
    assert (1, "Programma 1 Bestuur") in shown


def test_a_heading_says_how_much_there_is_in_all_of_its_part_and_a_table_which_one_it_is(open_: Session) -> None:
    blik = ahead(open_)
    lines = section(blik, INHOUD)
    tables = [r for r in lines if r.soort == "tabel"]
    assert [r.bij.split(",")[0] for r in tables] == [f"tabel {n}" for n in range(1, len(tables) + 1)]
    kosten = next(i for i, r in enumerate(lines) if r.tekst == "Programmakosten")
    assert lines[kosten + 1] == Blikregel(lines[kosten].niveau + 1, "Programma 1 Bestuur", "tabel 1", "tabel")
    first = next(r for r in lines if r.tekst == "Programma 1 Bestuur")
    assert first.bij.startswith("1 tabel, 1 grafiek, ")
    whole = next(r for r in blik.regels if r.tekst == INHOUD)
    assert f"{len(tables)} tabellen" in whole.bij
    assert "1 toelichting" in whole.bij


def test_what_is_empty_is_told_with_its_key_and_where_it_lacks(open_: Session) -> None:
    blik = ahead(open_)
    leeg = {r.tekst: r.bij for r in section(blik, LEEG)}
    assert leeg["Reserves (deel.reserves)"] == "tabel:reserves"
    teksten = {r.tekst: r.bij for r in section(blik, TEKSTEN)}
    assert teksten["`missie` in Missie (deel.missie)"] == "niet bij programma 2"
    assert teksten["`inleiding` in Inleiding (deel.inleiding)"] == "bij geen van de 2"
    assert not any("missie" in naam for naam in leeg)


def test_some_programmas_are_named_and_what_is_about_the_whole_is_not_called_empty(open_: Session) -> None:
    assert fact(ahead(open_), "Programma's") == "alle"
    blik = ahead(open_, ".docx", 2)
    assert fact(blik, "Programma's") == "programma 2, van de 2; zonder tabellen over de hele gemeente"
    assert [r.tekst for r in section(blik, INHOUD) if r.niveau == 1] == ["Programma 2 Wegen"]
    assert "`missie` in Missie (deel.missie)" in [r.tekst for r in section(blik, TEKSTEN)]
    assert not any("deel.gemeente" in r.tekst for r in section(blik, LEEG))


def test_status_house_style_and_template_are_told(open_: Session) -> None:
    blik = vooruitblik(
        open_.cijfers,
        open_.dossier.programmas,
        replace(INFO, huisstijl=exporting._info(open_, ".html").huisstijl),
        ".html",
    )
    assert fact(blik, "Status") == "Ontwerp; dat staat op het titelblad en bij elke bladzijde"
    assert fact(blik, "Huisstijl") == "hoofdkleur #0b3d66"
    assert fact(blik, "Sjabloon") == "begroting"


def test_what_a_format_lacks_is_told_with_what_to_do(open_: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetdesk.export.pdf.zetter._LETTER", "geen_letter")
    monkeypatch.setattr("budgetdesk.export.bladzijden._PROGRAMMAS", ("geen-libreoffice",))
    (needs,) = [feit for feit in ahead(open_, ".pdf").feiten if feit.nodig]
    assert 'pip install "budgetdesk[pdf]"' in needs.tekst
    blik = ahead(open_)
    assert "LibreOffice nodig" in fact(blik, "Bladzijden")
    assert fact(blik, "Bladzijden").endswith("druk op F9 in de inhoudsopgave.")
    assert not any(feit.nodig for feit in blik.feiten)


@pytest.mark.lang
def test_a_table_says_whether_it_lies_on_its_side_by_where_that_format_has_room_for_it(samples: Path) -> None:
    session = Session.open(samples / "leiden-2026")
    info = replace(INFO, huisstijl=SMAL)
    blikken = [vooruitblik(session.cijfers, session.dossier.programmas, info, e) for e in (".docx", ".pdf", ".html")]
    wide = [sum(r.bij.endswith(", liggend") for r in section(blik, INHOUD)) for blik in blikken]
    assert wide == [1, 0, 0]


@pytest.mark.lang
@pytest.mark.parametrize("naam", ["leiden-2026", "voorbeeldstad-2027", "leiden-2017-jaarrekening"])
def test_the_tables_that_lie_on_their_side_are_those_that_each_writer_lays_so(samples: Path, naam: str) -> None:
    session = Session.open(samples / naam)
    document = document_van(session.cijfers, session.dossier.programmas, replace(INFO, huisstijl=SMAL))
    word = [on for regel, _, on in _laid([*lopend(document)], *maten(document.huisstijl)) if isinstance(regel, Tabel)]
    vellen = inhoud(document, vorm(SMAL, verwacht(SMAL, letters())))["vellen"]
    pdf = [vel["liggend"] for vel in vellen for blok in vel["blokken"] if blok["soort"] == "tabel"]
    for past, printed in ((in_word, word), (in_pdf, pdf)):
        assert liggende(document, past(SMAL)) == {n for n, on in enumerate(printed, 1) if on}


def test_a_workbook_lists_its_tables_by_programma(open_: Session) -> None:
    blik = ahead(open_, ".xlsx")
    lines = section(blik, INHOUD)
    assert Blikregel(2, "Programma 2 Wegen", "", "tabel") in lines
    assert [r.tekst for r in lines if r.niveau == 1][-1] == "Over meer programma's"
    assert not section(blik, LEEG)


def test_findings_are_counted_by_their_code_without_those_of_programmas_that_are_left_out(dossier: Maak) -> None:
    wrong = '[doel.1A1]\nnaam = "D"\nbeleidsterrein = "1A"\n'
    wrong += '[indicator."1A1.a"]\nnaam = "Tevreden"\ndoel = "1A1"\nstreefwaarde.2026 = 7\n'
    session = Session.open(dossier(programma(wrong), programma(wrong.replace("1A", "2A"), 2)))
    both, one = (
        section(exporting.Vooruitzicht(session, chosen).blik(".md"), BEVINDINGEN)
        for chosen in (session.dossier.programmas, session.dossier.programmas[:1])
    )
    assert [r.bij for r in both if r.tekst.startswith("BD404")] == ["2 ×"]
    assert [r.bij for r in one if r.tekst.startswith("BD404")] == [""]


def test_as_text_each_line_is_indented_by_its_depth_and_nothing_in_it_reaches_a_terminal() -> None:
    regels = (Blikregel(0, INHOUD, "1 hoofdstuk", "deel"), Blikregel(1, "Kop\x1b[31m", "1 tabel"))
    blik = Vooruitblik(".docx", (Feit("Titel", "T"), Feit("Gemeente", "G")), regels)
    assert to_text(blik).split("\n") == [
        "Titel     T",
        "Gemeente  G",
        "",
        "Inhoud: 1 hoofdstuk",
        "  Kop␛[31m  [1 tabel]",
    ]


def test_as_json_lines_are_a_tree() -> None:
    regels = (Blikregel(0, INHOUD, "", "deel"), Blikregel(1, "A"), Blikregel(3, "B", soort="tabel"), Blikregel(1, "C"))
    data = json.loads(to_json(Vooruitblik(".docx", (Feit("Titel", "T"),), regels)))
    assert (data["einde"], data["feiten"]) == (".docx", {"Titel": "T"})
    (whole,) = data["delen"]
    assert [(n["tekst"], [b["tekst"] for b in n["onder"]]) for n in whole["onder"]] == [("A", ["B"]), ("C", [])]


def test_every_format_can_be_previewed(open_: Session) -> None:
    assert {einde: bool(section(ahead(open_, einde), INHOUD)) for einde in (*FORMATS, "/")} == dict.fromkeys(
        (*FORMATS, "/"), True
    )
