"""The sheet of an export: its name says what it becomes, and below that stands what will be in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from budgetdesk.export.suffix import EXPORTS
from budgetdesk.export.vooruitblik import Blikregel, Feit, Vooruitblik
from budgetdesk.tui.answers import Exportvraag, Vooruitblikken
from budgetdesk.tui.dialogs.exportvel import Exportvel
from budgetdesk.tui.dialogs.kruisvel import Kruisvel
from budgetdesk.tui.dossier.writing import target
from budgetdesk.tui.grid.vel import plain
from budgetdesk.voortgang import Voortgang

REGELS = (
    Blikregel(0, "Inhoud", "2 hoofdstukken", "deel"),
    Blikregel(1, "Programma 1", "1 tabel"),
    Blikregel(2, "Kosten"),
    Blikregel(3, "Tabel van de kosten", "tabel 1", "tabel"),
    Blikregel(1, "Programma 2"),
    Blikregel(0, "Teksten die er nog niet zijn", "1 tekst", "deel"),
    Blikregel(1, "`missie`", "", "leeg"),
)
FEITEN = (Feit("Status", "Ontwerp"), Feit("Sjabloon", "begroting"), Feit("Huisstijl", "die van budgetdesk"))
ASKED = Exportvraag("Begroting · Proef", "/map/boek.docx", "alle 2", Vooruitblikken(), telt="")

Maakt = Callable[..., Exportvel]


@pytest.fixture
def vel() -> Maakt:
    def made(einde: str = ".docx", *feiten: Feit, **anders: object) -> Exportvel:
        beelden = Vooruitblikken(bekend={einde: Vooruitblik(einde, (*FEITEN, *feiten), REGELS)})
        vraag = replace(ASKED, naam=f"/map/boek{einde}", beelden=beelden, **anders)  # type: ignore[arg-type]
        return Exportvel(vraag, lambda typed: target(typed, EXPORTS).einde)

    return made


def lines(vel: Exportvel, width: int = 80) -> list[str]:
    """Return the lines as they read, without blanks around them."""
    return [" ".join(plain(regel.velden[0]).split()) for regel in vel.regels(width)]


def press(vel: Exportvel, *keys: str) -> None:
    for key in keys:
        if not vel.druk(key) and vel.veld is not None:
            assert vel.veld.druk(key, key if len(key) == 1 else None)
            vel.getypt()


def test_enter_writes_at_once_under_the_name_that_is_proposed(vel: Maakt) -> None:
    sheet = vel()
    assert not sheet.druk("enter")
    assert sheet.acties["enter"] == "ga"
    answer = sheet.antwoord("ga")
    assert (answer.naam, answer.bladzijden) == ("/map/boek.docx", False)


def test_chapters_are_folded_and_each_line_unfolds_what_stands_below_it(vel: Maakt) -> None:
    sheet = vel()
    tree = lines(sheet)[-4:]
    assert tree == [
        "▾ Inhoud 2 hoofdstukken",
        "▸ Programma 1 1 tabel",
        "Programma 2",
        "▸ Teksten die er nog niet zijn 1 tekst",
    ]
    press(sheet, "tab", "down", "space", "down", "right")
    assert lines(sheet)[-5:-1] == ["▾ Programma 1 1 tabel", "▌ ▾ Kosten", "Tabel van de kosten tabel 1", "Programma 2"]
    press(sheet, "left", "left", "left")
    assert lines(sheet)[-3] == "▌ ▸ Programma 1 1 tabel"
    press(sheet, "end", "space")
    assert lines(sheet)[-1] == "`missie`"


def test_another_format_gives_the_name_its_end_and_asks_for_its_preview(vel: Maakt) -> None:
    asked: list[str] = []
    sheet = vel()
    sheet._vraag.beelden.lees = asked.append
    names = []
    press(sheet, "down")
    for _ in EXPORTS:
        press(sheet, "right")
        names.append(sheet.antwoord("ga").naam)
    assert names == [f"/map/boek{einde}" for einde in (".html", ".pdf", ".md", "-site/", ".xlsx", ".docx")]
    assert asked == [".html", ".pdf", ".md", "/", ".xlsx"]
    press(sheet, "left")
    assert sheet.antwoord("ga").naam == "/map/boek.xlsx"


def test_a_name_that_is_typed_decides_and_an_empty_one_is_no_answer(vel: Maakt) -> None:
    sheet = vel()
    press(sheet, "ctrl+u", *"raad.pdf")
    assert (sheet.einde, sheet.antwoord("ga").naam) == (".pdf", "raad.pdf")
    assert lines(sheet)[-1] == "De inhoud wordt gelezen ..."
    sheet._vraag.beelden.stand = Voortgang(3, 15, "programma's")
    assert lines(sheet)[-1] == "De inhoud wordt gelezen ...: 3 van 15 programma's"
    press(sheet, "ctrl+u")
    assert sheet.druk("enter")
    assert sheet.onder(0) == "Vul een naam in"


def test_page_numbers_are_offered_of_word_alone_and_refused_without_libreoffice(vel: Maakt) -> None:
    sheet = vel()
    press(sheet, "down", "down", "down", "space")
    assert sheet.antwoord("ga").bladzijden
    assert any(line.startswith("Bladzijden ▌ met nummers") for line in lines(sheet))
    press(sheet, "up", "up", "right")
    assert not sheet.antwoord("ga").bladzijden
    assert not any(line.startswith("Bladzijden") for line in lines(sheet))
    sheet = vel(telt="LibreOffice is hier niet gevonden.")
    press(sheet, "down", "down", "down", "space")
    assert sheet.onder(0) == "Daarvoor is LibreOffice nodig"
    assert not sheet.antwoord("ga").bladzijden
    assert not any(line.startswith("Bladzijden") for line in lines(vel(telt=None)))


def test_what_has_to_be_installed_keeps_enter_and_says_how(vel: Maakt) -> None:
    sheet = vel(".pdf", Feit("Nodig", "Installeer de aanvulling.", nodig=True))
    assert "Nodig Installeer de aanvulling." in lines(sheet)
    assert sheet.druk("enter")
    assert sheet.onder(0) == "Dat kan hier nog niet: zie Nodig"


def test_why_there_is_no_preview_stands_in_its_place(vel: Maakt) -> None:
    sheet = vel()
    sheet._vraag.beelden.bekend.clear()
    sheet._vraag.beelden.fouten[".docx"] = "begroting.toml:3: dit klopt niet.\nEn dat niet."
    assert lines(sheet)[-2:] == ["✗ begroting.toml:3: dit klopt niet.", "En dat niet."]


def test_programmas_are_asked_for_where_there_are_several(vel: Maakt) -> None:
    sheet = vel()
    press(sheet, "down", "down")
    assert sheet.acties["space"] == "programma's"
    assert not sheet.druk("space")
    assert lines(vel(kiest_programmas=False))[2].startswith("Bladzijden")
    assert lines(vel(koos_programmas=True))[2].startswith("Programma's ▌ alle 2")


def test_a_click_chooses_a_line_and_a_second_one_folds_it(vel: Maakt) -> None:
    sheet = vel()
    at = next(i for i, line in enumerate(lines(sheet)) if "Programma 1" in line)
    assert sheet.wijs(at, 5)
    assert sheet.wijs(at, 5)
    assert "▾ Kosten" not in lines(sheet)[at + 1]
    assert lines(sheet)[at + 1] == "▸ Kosten"
    assert not sheet.wijs(next(i for i, line in enumerate(lines(sheet)) if line.startswith("Status")), 5)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_sheet(vel: Maakt, width: int) -> None:
    sheet = vel(".docx", Feit("Nodig", "woord " * 40, nodig=True))
    press(sheet, "tab", "down", "space", "down", "space")
    assert max(len(plain(regel.velden[0])) for regel in sheet.regels(width)) <= width - 2


def test_several_are_chosen_by_a_sign_and_at_least_one_has_to_be() -> None:
    sheet = Kruisvel("Welke?", [("a", "Een"), ("b", "Twee")], ["a", "b"])
    sheet.vouw(1)
    assert sheet.antwoord == ["a"]
    assert sheet.onder(0) == "1 van 2 gekozen"
    assert sheet.druk("a")
    assert sheet.antwoord == ["a", "b"]
    assert sheet.druk("a")
    assert sheet.druk("enter")
    assert sheet.onder(0) == "Kies er minstens een, met Spatie"
    sheet.vouw(0)
    assert not sheet.druk("enter")
