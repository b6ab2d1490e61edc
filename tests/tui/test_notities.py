"""Notes in the app: the box they are written in, their mark, what tells of them, and the list of all of them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from rich.segment import Segment
from rich.style import Style

from budgetdesk.model.adres import Adres
from budgetdesk.model.notities import named, notities
from budgetdesk.session import Session
from budgetdesk.session.notities import listed
from budgetdesk.tui.answers import Lijst, Lijsten, Notitieveld
from budgetdesk.tui.dialogs.notitielijstvel import Notitielijstvel
from budgetdesk.tui.dialogs.notitievel import MAX_HIER, Notitievel
from budgetdesk.tui.dossier import celtekst, describe, toelichting
from budgetdesk.tui.dossier.noten import of_row
from budgetdesk.tui.dossier.uitlegblad import Uitlegblad
from budgetdesk.tui.grid.layout import Widths
from budgetdesk.tui.grid.paint import Painter
from budgetdesk.tui.grid.selection import Selection
from budgetdesk.tui.grid.source import Cel, Kop, Label
from budgetdesk.tui.grid.vel import plain
from budgetdesk.tui.grid.velstand import Velstand
from budgetdesk.tui.grid.viewport import Viewport
from budgetdesk.tui.tekens import T, tekens
from budgetdesk.tui.thema import Palet
from tests.conftest import Maak
from tests.proef import NAAM, session
from tests.tui.outside import Bench
from tests.tui.test_vel import drawn
from tests.tui.toy import Toy

POSTEN = """
[post.leden]
naam = "Raadsleden"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000_000

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 500_000
toelichting = "De griffie."
"""
T_NU = 2
"""The column of the budget year."""

CEL = "post.griffie.lasten.begroting.2026"


def says(open_: Session) -> list[tuple[str, str]]:
    """Return what each note hangs on, and what it says."""
    return [(noot.notitie.bij, noot.tekst) for noot in notities(open_.stored)]


@pytest.fixture
def pad(dossier: Maak) -> Path:
    return dossier(POSTEN, POSTEN.replace("Griffie", "Bureau"))


def bench(pad: Path, *answers: object, read_only: bool = False) -> Bench:
    """Return a bench with the cursor on the budget of the griffie."""
    made = Bench(pad, *answers, read_only=read_only)
    made.go("Griffie", "Lasten", T_NU)
    return made


# --- writing -------------------------------------------------------------------------------------


async def test_a_note_on_a_cell_and_one_on_its_row_are_one_step(pad: Path) -> None:
    work = bench(pad, ("klopt dit?", "nog navragen"))
    await work.controllers.notes.write(work.table)
    assert work.outside.offered == [["Griffie, lasten begroting 2026", "Griffie"]]
    assert says(work.session) == [(CEL, "klopt dit?"), ("post.griffie", "nog navragen")]
    assert work.outside.said == ["Notitie geschreven."]
    work.controllers.edit.undo()
    assert (says(work.session), work.session.dirty) == ([], False)
    work.controllers.edit.redo()
    assert len(says(work.session)) == 2
    work.session.save()
    assert says(Session.open(pad)) == says(work.session)


async def test_a_note_is_changed_and_an_emptied_one_is_removed_with_a_word_about_it(pad: Path) -> None:
    work = bench(pad, ("klopt dit?", ""), ("klopt", ""), ("", ""), ("  ", ""))
    for _ in range(3):
        await work.controllers.notes.write(work.table)
    assert says(work.session) == []
    assert work.outside.said == [
        "Notitie geschreven.",
        "Notitie gewijzigd.",
        "Notitie verwijderd; Ctrl+Z haalt haar terug.",
    ]
    await work.controllers.notes.write(work.table)
    assert len(work.outside.said) == 3
    work.controllers.edit.undo()
    assert says(work.session) == [(CEL, "klopt")]
    work.controllers.edit.undo()
    assert says(work.session) == [(CEL, "klopt dit?")]
    assert work.outside.cursor == (work.row("Griffie", "Lasten"), T_NU)


async def test_undo_of_a_note_on_a_row_stays_in_the_table_that_shows_it(pad: Path) -> None:
    work = bench(pad, ("", "een"), ("", "twee"))
    await work.controllers.notes.write(work.table)
    work.controllers.navigate.tab(work.table, "teksten")
    work.go("post Griffie")
    await work.controllers.notes.write(work.table)
    work.controllers.edit.undo()
    assert work.table.tabel == "teksten"
    assert says(work.session) == [("post.griffie", "een")]


async def test_a_long_note_has_an_editor_of_its_own(pad: Path) -> None:
    work = bench(pad, 1, "Eerste alinea.\n\nTweede.", ("", "Eerste alinea.\n\nTweede."))
    await work.controllers.notes.write(work.table)
    assert says(work.session) == [("post.griffie", "Eerste alinea.\n\nTweede.")]
    assert "nergens afgedrukt" in work.outside.hints[0]


async def test_a_note_on_a_sum_of_a_programma_is_one_on_that_and_over_programmas_there_is_none(pad: Path) -> None:
    work = bench(pad, ("laag dit jaar",))
    work.go("Resultaat")
    await work.controllers.notes.write(work.table)
    assert says(work.session) == [("programma", "laag dit jaar")]
    work.desk.show_table("baten-lasten")
    for naam in ("Totaal", "Geraamd resultaat"):
        work.go(naam, col=T_NU)
        await work.controllers.notes.write(work.table)
        assert "over programma's" in work.outside.said.pop()
    assert len(says(work.session)) == 1
    assert [work.table.rij(i).naam for i in range(work.table.row_count()) if work.table.label(i).notitie] == ["1 P"]


async def test_who_may_only_read_reads_notes(pad: Path) -> None:
    first = bench(pad, ("klopt dit?", "nog navragen"))
    await first.controllers.notes.write(first.table)
    first.session.save()
    work = bench(pad, read_only=True)
    await work.controllers.notes.write(work.table)
    assert work.outside.said == ["Notitie\nklopt dit?\n\nnog navragen"]
    work.go("Raadsleden")
    await work.controllers.notes.write(work.table)
    assert "geopend om te lezen" in work.outside.said[-1]


async def test_a_note_in_a_document_stands_with_its_forecast_or_else_with_the_programma(dossier: Maak) -> None:
    two = '[document.begroting]\nsjabloon = "begroting"\n[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n'
    told = "[post.griffie]\nlasten.prognose.2026 = 510_000\n"
    pad = dossier(POSTEN, POSTEN, begroting=two, **{"documenten__vgr-1__01-p": told})
    work = bench(pad, ("valt mee", ""), ("valt tegen", ""))
    work.session.open_document("vgr-1")
    work.desk.reload()
    col = next(n for n, kop in enumerate(work.table.koppen) if "Prognose" in kop.tekst)
    for programma in (1, 2):
        work.desk.show_table("programmakosten", f"programmas/0{programma}-p.toml")
        work.go("Griffie", "Lasten", col)
        await work.controllers.notes.write(work.table)
        assert work.table.cell(*work.outside.cursor).notitie
    assert [(noot.bestand, noot.notitie.bij) for noot in notities(work.session.stored)] == [
        ("programmas/02-p.toml", "post.griffie.lasten.prognose.2026"),
        ("documenten/vgr-1/01-p.toml", "post.griffie.lasten.prognose.2026"),
    ]


# --- where they are seen -------------------------------------------------------------------------


async def test_a_cell_and_a_name_with_a_note_are_marked_and_told_of(pad: Path) -> None:
    work = bench(pad, ("klopt dit?", "nog navragen"))
    row = work.row("Griffie", "Lasten")
    assert not work.table.cell(row, T_NU).notitie
    await work.controllers.notes.write(work.table)
    assert [work.table.cell(row, col).notitie for col in range(4)] == [False, False, True, False]
    noted = [work.table.label(i).teksten for i in range(work.table.row_count()) if work.table.label(i).notitie]
    assert noted == [("Griffie", "Lasten")]
    assert sorted(work.outside.repainted) == list(range(work.table.row_count()))
    cel = describe.describe(work.table, row, T_NU)
    assert cel.notitie == "klopt dit? · nog navragen"
    assert f"{T.notitie}klopt dit? · nog navragen" in [deel.woord.tekst for deel in celtekst.of_cell(cel)]
    told = Uitlegblad(toelichting.of_cell(work.table, row, T_NU)).regels(40, 40)
    assert "klopt dit? · nog navragen" in ["".join(word.tekst for word in line) for line in told]
    assert describe.describe(work.table, row, T_NU + 1).notitie == "nog navragen"
    other = work.row("Raadsleden", "Lasten")
    assert describe.describe(work.table, other, T_NU).notitie == ""


def test_every_row_of_the_tables_of_a_programma_has_something_to_hang_a_note_on(pad: Path) -> None:
    work = Bench(pad)
    for naam in ("programmakosten", "teksten", "doelenboom", "reserves"):
        work.desk.show_table(naam)
        rows = [row for row in range(work.table.row_count()) if work.table.rij(row).rol != "groep"]
        assert [row for row in rows if of_row(work.table, row) is None] == [], naam


class Noted(Toy):
    """A source in which the second cell of the second row, and the name of that row, have a note."""

    def __init__(self, *, links: bool = False) -> None:
        super().__init__(rows=3, cols=3)
        self.koppen = [Kop(kop.tekst, links=links) for kop in self.koppen]

    def label(self, row: int, /) -> Label:
        return Label((f"naam {row}", "Lasten"), 1, notitie=row == 1)

    def cell(self, row: int, col: int, /) -> Cel:
        is_noted = (row, col) == (1, 1)
        return Cel("123.456" if row == 2 else "12.345", notitie=is_noted, gewijzigd=is_noted)


class _Kleurloos:
    """The styles of a theme without any."""

    zonder_tint = False

    def __call__(self, *_: str, **__: bool) -> Style:
        return Style()


def lines(bron: Noted, width: int = 80) -> list[list[Segment]]:
    widths = Widths(bron)
    view = Viewport(widths.layout(width), bron.rows, 0, 0, width, 10)
    painter = Painter(bron, widths, cast("Palet", _Kleurloos()))
    return [list(painter.row(row, view, Selection.at((0, 0)), 1, 1)[0]) for row in range(3)]


def test_the_mark_of_a_note_stands_in_the_blank_before_and_moves_nothing() -> None:
    plain_, noted = ("".join(segment.text for segment in line) for line in (lines(Noted())[0], lines(Noted())[1]))
    assert noted.replace(T.notitie, " ").replace(T.nu, " ").replace("naam 1", "naam 0") == plain_
    assert f"{T.notitie}naam 1" in noted
    assert f"{T.notitie} 12.345{T.nu}" in noted
    narrow = "".join(segment.text for segment in lines(Noted(), 50)[1])
    assert narrow.count(T.notitie) == 2
    assert f"12.345{T.nu}" in narrow


def test_a_text_has_the_mark_in_front() -> None:
    line = "".join(segment.text for segment in lines(Noted(links=True))[1])
    assert f"{T.notitie}12.345 " in line


def test_a_console_has_a_plain_sign() -> None:
    assert (tekens("linux").notitie, len(T.notitie)) == ("'", 1)


# --- the box -------------------------------------------------------------------------------------

TWEE = (Notitieveld("Griffie, lasten begroting 2026", "klopt dit?", "30-11-2026"), Notitieveld("Griffie"))


def box(*teksten: str, velden: tuple[Notitieveld, ...] = TWEE) -> tuple[Notitievel, Velstand]:
    vel = Notitievel(velden, teksten or [veld.tekst for veld in velden])
    return vel, Velstand(vel)


def press(stand: Velstand, *keys: str) -> list[str]:
    """Press keys, characters among them, and return what they asked."""
    return [stand.press(key, key if len(key) == 1 else None, 20) for key in keys]


def test_a_box_has_a_field_for_the_cell_and_one_for_the_row_and_enter_takes_both() -> None:
    vel, stand = box()
    shown = drawn(stand, 60, 20)
    assert "bij Griffie, lasten begroting 2026  30-11-2026" in shown[1]
    assert shown[2].rstrip().endswith("› klopt dit?")
    assert "› " in shown[5]
    assert press(stand, "!", "tab", *"ja", "enter")[-1] == "ga"
    assert vel.antwoord("ga").teksten == ("klopt dit?!", "ja")
    assert press(stand, "down", "ctrl+u", "up")[-1] == ""
    assert vel.antwoord("ga").teksten == ("", "ja")
    assert press(stand, "escape") == ["terug"]


def test_a_box_says_that_enter_removes_before_it_does() -> None:
    _, stand = box()
    assert "verwijdert" not in drawn(stand, 60, 20)[-1]
    press(stand, "ctrl+u")
    assert "Enter verwijdert deze notitie" in drawn(stand, 60, 20)[-1]


def test_a_note_that_is_typed_wraps_with_its_caret() -> None:
    _, stand = box("een twee drie vier vijf zes zeven acht", "")
    assert [line.strip() for line in drawn(stand, 26, 20)[2:4]] == ["› een twee drie vier", "vijf zes zeven acht"]
    press(stand, "home", *"nul ")
    assert drawn(stand, 26, 20)[2].strip() == "› nul een twee drie"


@pytest.mark.parametrize("tekst", ["een\ntwee", "x" * (MAX_HIER + 1), "[/] \x1b[31m " * 10_000])
def test_a_long_note_is_shown_and_opened_with_enter(tekst: str) -> None:
    vel, stand = box(velden=(Notitieveld("Griffie", tekst),))
    press(stand, "z", "backspace")
    assert vel.antwoord("ga").lang == 0
    assert vel.antwoord("lang").teksten == (tekst,)
    assert "\x1b" not in "".join(drawn(stand, 60, 20))
    assert len(drawn(stand, 60, 20)) <= 6


def test_a_click_types_in_the_field_that_is_clicked() -> None:
    vel, stand = box()
    drawn(stand, 60, 20)
    stand.point(5, 20)
    press(stand, "x")
    assert vel.antwoord("ga").teksten == ("klopt dit?", "x")


# --- the list ------------------------------------------------------------------------------------


async def test_the_list_goes_there_changes_and_removes(pad: Path) -> None:
    work = bench(pad, ("klopt dit?", "nog navragen"), ("wijzig", "nog navragen"), ("nagevraagd",), ("ga", "nagevraagd"))
    await work.controllers.notes.write(work.table)
    work.desk.show_table("baten-lasten")
    await work.controllers.findings.notes()
    assert says(work.session)[1] == ("post.griffie", "nagevraagd")
    assert (work.table.tabel, work.outside.cursor[0]) == ("programmakosten", work.row("Griffie", "Lasten"))
    work.outside.answers += [("verwijder", "nagevraagd"), ("ga", "klopt dit?")]
    await work.controllers.findings.notes()
    assert [text for _, text in says(work.session)] == ["klopt dit?"]
    assert work.outside.said[-1] == "Notitie verwijderd; Ctrl+Z haalt haar terug."
    assert work.outside.cursor == (work.row("Griffie", "Lasten"), T_NU)


async def test_a_note_on_nothing_is_listed_and_says_where_it_stands(dossier: Maak) -> None:
    los = "[notitie.los]\nbij = 'post.weg'\ntekst = 'waar hoort dit?'\n"
    work = Bench(dossier(POSTEN + los), ("ga", "waar hoort dit?"), ("verwijder", "waar hoort dit?"), None)
    await work.controllers.findings.notes()
    assert "`post.weg`, dat er niet is" in work.outside.said[-1]
    assert "01-p.toml:" in work.outside.said[-1]
    await work.controllers.findings.notes()
    assert says(work.session) == []


async def test_tab_goes_round_the_three_lists(pad: Path) -> None:
    work = bench(pad, "notities", "bevindingen", None)
    await work.controllers.findings.show()
    assert [question.rpartition(" ")[2] for question in work.outside.asked] == ["aanvaard", "notities", "aanvaard"]


@pytest.mark.parametrize(
    ("nu", "na"), [("bevindingen", "verschil"), ("verschil", "notities"), ("notities", "bevindingen")]
)
def test_the_lists_stand_in_one_order(nu: Lijst, na: Lijst) -> None:
    assert Lijsten(3, 2, vergelijkt=True).na(nu) == na
    assert Lijsten(3, 2, vergelijkt=False).na("bevindingen") == "notities"


def test_the_list_says_what_a_note_hangs_on_and_counts_in_its_tab() -> None:
    notes = f"[notitie.a]\nbij = '{CEL}'\ntekst = '[/] klopt dit?'\ndatum = 2026-11-30\n[notitie.b]\nbij = 'post.weg'\n"
    open_ = session(POSTEN + notes + "tekst = 'los'\n")
    vel = Notitielijstvel(list(listed(open_)), Lijsten(3, 2, vergelijkt=True), wijzigbaar=True)
    assert plain(vel.titel) == f"Bevindingen  3 {T.staand} Verschil {T.staand} Notities  2"
    shown = drawn(Velstand(vel), 80, 20)
    assert shown[1].split("▌")[1].startswith("Griffie, lasten begroting 2026 ")
    assert shown[1].rstrip().endswith("30-11-2026")
    assert "[/] klopt dit?" in shown[2]
    assert "`post.weg`, dat er niet is" in shown[3]
    assert shown[-1].startswith("── 01-p.toml ──")
    assert [key for key, _ in vel.voettoetsen] == ["↑↓", "Enter", "F2", "Del", "Tab", "Esc"]
    read = Notitielijstvel([], Lijsten(0, 0, vergelijkt=False), wijzigbaar=False)
    assert "Shift+F2" in "".join(drawn(Velstand(read), 72, 20))
    assert "delete" not in read.acties


def test_a_place_is_named_as_people_know_it(pad: Path) -> None:
    stored = Session.open(pad).stored
    places = {
        Adres(NAAM, "post", "griffie", ""): "Griffie",
        Adres(NAAM, "post", "griffie", "categorie.lasten"): "Griffie, categorie lasten",
        Adres(NAAM, "programma", "", ""): "programma 1 P",
        Adres(NAAM, "programma", "", "missie"): "programma 1 P, missie",
        Adres("begroting.toml", "", "", "titel"): "Titel",
    }
    assert {adres: named(stored, adres) for adres in places} == places
