"""The screen on which figures are brought in, driven as a user does: by keys, a paste and files of any kind."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from budgetdesk.drafting.beginnen import make
from budgetdesk.importing import kind
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.lezen import lees_bestand, lees_tekst
from budgetdesk.model.adres import Adres
from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dialogs.bezigvel import Bezigvel
from budgetdesk.tui.dialogs.keuzevel import Keuzevel
from budgetdesk.tui.dialogs.leesvel import Leesvel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dialogs.zoekvel import Zoekvel
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from budgetdesk.tui.inlezen.bestandvel import Bestandvel, Ding, dingen
from budgetdesk.tui.inlezen.bronnen import Celbron
from budgetdesk.tui.inlezen.screen import InleesScreen
from budgetdesk.voortgang import stap
from tests.importing.iv3bladen import als_json, document
from tests.proef import SAMPLES
from tests.tui.piloot import do, opened, said, screen, shown, unsaved, until

LEDGER = """\
Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld;Categorie;Begroting 2027;2028
Bestuur;6001010;Griffie;41100;0.1;1.1;640.000,00;650.000,00
Bestuur;6001010;Griffie;83400;0.1;3.7;-1.000;-1.000
Bestuur;6001030;Rekenkamer onderzoek;43100;0.1;3.8;131.000;131.000
Bestuur;6001030;Rekenkamer onderzoek;83500;0.1;3.7;-10;-10
Totaal;;;;;;769.990;779.990
Onbekend;6009999;Qwxyz;43100;0.8;3.8;12.100;12.100
"""


@pytest.fixture
def stad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a dossier beside a ledger, in the current folder; a file is read without another process."""
    monkeypatch.setattr(kind, "lees_apart", lees_bestand)
    (tmp_path / "grootboek.csv").write_text(LEDGER)
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(SAMPLES / "voorbeeldstad-2027", tmp_path / "stad"))


def room(pilot: Pilot[int]) -> InleesScreen:
    current = pilot.app.screen
    assert isinstance(current, InleesScreen)
    return current


def asks(pilot: Pilot[int], vel: type) -> bool:
    current = pilot.app.screen
    top = current.grid.surface.vel if isinstance(current, InleesScreen) else None
    return top is not None and isinstance(top.vel, vel)


def at(pilot: Pilot[int], step: str) -> bool:
    """Return whether a step is shown, with all that it shows known."""
    current = pilot.app.screen
    return (
        isinstance(current, InleesScreen)
        and current.gang.stap == step
        and current.gang.is_klaar
        and current.grid.surface.vel is None
    )


async def begun(pilot: Pilot[int]) -> None:
    await do(pilot, "import")
    await until(pilot, lambda: asks(pilot, Bestandvel))


async def read(pilot: Pilot[int], naam: str = "grootboek.csv") -> None:
    """Bring a file to the step in which it shows how it is read."""
    await begun(pilot)
    room(pilot).grid.post_message(Paste(naam))
    await until(pilot, lambda: naam in "\n".join(shown(pilot)))
    await pilot.press("enter")
    await until(pilot, lambda: at(pilot, "lezen") or (not asks(pilot, Bezigvel) and asks(pilot, Bestandvel)))


async def press(pilot: Pilot[int], *keys: str, then: Callable[[], bool]) -> None:
    await pilot.press(*keys)
    await until(pilot, then)


async def test_a_ledger_is_brought_in_by_keys_alone_as_one_step(stad: Path) -> None:
    async with opened(stad) as pilot:
        await read(pilot)
        lines = "\n".join(shown(pilot))
        assert "tekens: lasten +, baten - (10 van 10)" in lines
        assert "totaalrijen: 1 van 1 kloppen" in lines
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        assert "3 regels wachten op een keuze" in "\n".join(shown(pilot))
        await press(pilot, "v", then=lambda: "A neemt alle" in "\n".join(shown(pilot)))
        for _ in range(3):
            await press(pilot, "w", "a", then=lambda: asks(pilot, Keuzevel))
            await press(pilot, "enter", then=lambda: not asks(pilot, Keuzevel))
            if asks(pilot, Zoekvel):
                await press(pilot, "enter", then=lambda: not asks(pilot, Zoekvel))
            await until(pilot, lambda: at(pilot, "koppelen"))
        await press(pilot, "v", then=lambda: at(pilot, "verschil"))
        assert any("lasten begroting 2027" in line for line in shown(pilot))
        await press(pilot, "enter", then=lambda: isinstance(pilot.app.screen, WorksheetScreen))
        session = screen(pilot).sheet.session
        griffie = Adres("programmas/01-bestuur-en-dienstverlening.toml", "post", "griffie", "grootboek")
        assert session.dossier.waarde(griffie) == ["6001010"]
        assert unsaved(pilot)
        assert "Ctrl+Z neemt het terug" in said(pilot)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not unsaved(pilot))
        assert session.dossier.waarde(griffie) is None


async def test_escape_goes_a_step_back_each_time_and_leaves_in_the_end(stad: Path) -> None:
    async with opened(stad) as pilot:
        await read(pilot)
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        await press(pilot, "s", then=lambda: len(room(pilot).gang.koppelingen.wachtend) == 2)
        await press(pilot, "escape", then=lambda: at(pilot, "lezen"))
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        assert len(room(pilot).gang.koppelingen.wachtend) == 2
        await press(pilot, "escape", "escape", then=lambda: at(pilot, "bestand"))
        await press(pilot, "escape", then=lambda: isinstance(pilot.app.screen, WorksheetScreen))
        assert not unsaved(pilot)
        await until(pilot, lambda: "Cijfers inlezen, begint opnieuw" in said(pilot))


@pytest.mark.lang
async def test_what_a_column_says_is_chosen_from_a_list_or_typed(stad: Path) -> None:
    async with opened(stad) as pilot:
        await read(pilot)
        room(pilot).grid.move_to(1, 7)
        await press(pilot, "enter", then=lambda: asks(pilot, Zoekvel))
        room(pilot).grid.post_message(Paste("rekening 2025"))
        await pilot.pause()
        await press(pilot, "enter", then=lambda: at(pilot, "lezen"))
        indeling = room(pilot).gang.lezen.indeling
        assert indeling is not None
        assert str(indeling.rollen[8]) == "rekening.2025"
        assert room(pilot).grid.cursor == (1, 7)
        await press(pilot, "enter", then=lambda: asks(pilot, Zoekvel))
        room(pilot).grid.post_message(Paste("banaan"))
        await pilot.pause()
        await press(pilot, "enter", then=lambda: "is geen kolom" in "\n".join(shown(pilot)))


@pytest.mark.lang
async def test_a_question_is_counted_asked_and_answered(stad: Path) -> None:
    Path("grootboek.csv").write_text(LEDGER.replace("Begroting 2027", "2027"))
    async with opened(stad) as pilot:
        await read(pilot)
        assert "1 vraag" in shown(pilot)[-2]
        assert "V Beantwoord" in shown(pilot)[-1]
        await press(pilot, "v", then=lambda: asks(pilot, Keuzevel))
        await press(pilot, "enter", then=lambda: at(pilot, "lezen"))
        assert "V Verder" in shown(pilot)[-1]


@pytest.mark.lang
async def test_unit_signs_and_heading_have_a_key(stad: Path) -> None:
    async with opened(stad) as pilot:
        await read(pilot)
        await press(pilot, "u", then=lambda: asks(pilot, Keuzevel))
        await press(pilot, "down", "enter", then=lambda: at(pilot, "lezen"))
        assert "x € 1.000 (gekozen)" in "\n".join(shown(pilot))
        await press(pilot, "t", then=lambda: asks(pilot, Keuzevel))
        await press(pilot, "down", "enter", then=lambda: at(pilot, "lezen"))
        assert "lasten -, baten +" in "\n".join(shown(pilot))
        room(pilot).grid.move_to(1, 0)
        await press(pilot, "k", then=lambda: at(pilot, "lezen") and room(pilot).gang.lezen.leeswijze.kop == (1, 2))


@pytest.mark.lang
@pytest.mark.parametrize(
    ("naam", "data", "zin"),
    [
        ("boek.xlsx", b"PK\x03\x04" + b"\x00" * 40, "beschadigd"),
        ("boek.csv", b"", "leeg"),
        ("boek.xls", b"%PDF-1.7\n", "pdf"),
    ],
    ids=["damaged", "empty", "pdf"],
)
async def test_a_file_that_cannot_be_read_says_so_and_another_one_can(
    stad: Path, naam: str, data: bytes, zin: str
) -> None:
    Path(naam).write_bytes(data)
    async with opened(stad, size=(100, 30)) as pilot:
        await read(pilot, naam)
        await until(pilot, lambda: zin in "\n".join(shown(pilot)))
        assert asks(pilot, Bestandvel)
        await pilot.press("ctrl+u", *"grootb")
        await press(pilot, "enter", then=lambda: at(pilot, "lezen"))


async def test_a_block_that_is_pasted_is_read_and_a_path_that_is_pasted_is_typed(stad: Path) -> None:
    async with opened(stad) as pilot:
        await begun(pilot)
        room(pilot).grid.post_message(Paste("groot"))
        await until(pilot, lambda: "› groot" in "\n".join(shown(pilot)))
        room(pilot).grid.post_message(Paste(LEDGER.replace(";", "\t")))
        await until(pilot, lambda: at(pilot, "lezen"))
        bron = room(pilot).gang.lezen.bron
        assert bron is not None
        assert bron.soort == "plakken"


async def test_reading_that_takes_long_says_so_and_escape_ends_it(stad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def slow(_pad: Path) -> Bron:
        try:
            for n in range(10_000):
                stap(n, 10_000, "rijen")
                ended.wait(0.01)
        finally:
            ended.set()
        return lees_tekst(LEDGER)

    monkeypatch.setattr(kind, "lees_apart", slow)
    async with opened(stad) as pilot:
        await begun(pilot)
        await press(pilot, "enter", then=lambda: asks(pilot, Bezigvel))
        await until(pilot, lambda: "van 10000 rijen" in "\n".join(shown(pilot)))
        await press(pilot, "escape", then=lambda: asks(pilot, Bestandvel))
        assert ended.wait(5)
        assert "Afgebroken" in "\n".join(shown(pilot))


@pytest.mark.lang
async def test_a_statement_of_iv3_shows_at_once_what_it_comes_to_and_what_stands_in_the_way(stad: Path) -> None:
    Path("iv3.json").write_bytes(als_json(document({("lasten", "0.1", "1.1"): 2_000})).replace(b"0099", b"9999"))
    async with opened(stad) as pilot:
        await begun(pilot)
        room(pilot).grid.post_message(Paste("iv3.json"))
        await until(pilot, lambda: "iv3.json" in "\n".join(shown(pilot)))
        await press(pilot, "enter", then=lambda: at(pilot, "verschil"))
        assert "een Iv3-bestand" in "\n".join(shown(pilot))
        assert shown(pilot)[-1].split("  ")[0].strip() == "Enter Neem over"
        await press(pilot, "enter", then=lambda: "Nog niet over te nemen" in shown(pilot)[-2])
        await press(pilot, "s", then=lambda: at(pilot, "verschil") and "verandert niets" in "\n".join(shown(pilot)))
        await press(pilot, "escape", then=lambda: at(pilot, "bestand"))


@pytest.mark.lang
async def test_a_sheet_is_chosen_where_there_are_several_and_a_hidden_one_is_grey(
    stad: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two(pad: Path) -> Bron:
        (een,), (ander,) = lees_bestand(pad).bladen, lees_tekst(LEDGER).bladen
        een.naam, ander.naam, ander.zichtbaar = "Begroting", "Oud", False
        derde = lees_tekst(LEDGER).bladen[0]
        derde.naam = "Realisatie"
        return Bron("boek.xlsx", "xlsx", "", (een, ander, derde))

    monkeypatch.setattr(kind, "lees_apart", two)
    async with opened(stad) as pilot:
        await begun(pilot)
        await press(pilot, "enter", then=lambda: at(pilot, "bestand"))
        lines = "\n".join(shown(pilot))
        assert "verborgen" in lines
        assert "Realisatie" in lines
        await press(pilot, "down", "down", "enter", then=lambda: at(pilot, "lezen"))
        assert room(pilot).gang.lezen.leeswijze.blad == "Realisatie"


@pytest.mark.lang
async def test_a_new_post_is_asked_for_what_its_file_does_not_say(stad: Path) -> None:
    Path("grootboek.csv").write_text(LEDGER.replace("Qwxyz;43100;0.8;3.8", "Qwxyz;43100;;"))
    async with opened(stad) as pilot:
        await read(pilot)
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        row = next(n for n, rij in enumerate(room(pilot).gang.koppelingen.rijen) if rij.naam == "Qwxyz")
        room(pilot).grid.move_to(row, 0)
        await press(pilot, "enter", then=lambda: asks(pilot, Zoekvel))
        await press(pilot, "enter", then=lambda: asks(pilot, Regelvel))
        await press(pilot, *"Zwembad", "enter", then=lambda: asks(pilot, Zoekvel))
        await pilot.press(*"nieuw beleidsterrein in 1 bestuur")
        await press(pilot, "enter", then=lambda: asks(pilot, Regelvel))
        await press(pilot, *"Sport", "enter", then=lambda: asks(pilot, Zoekvel))
        await pilot.press(*"5.1")
        await press(pilot, "enter", then=lambda: "Welke categorie" in "\n".join(shown(pilot)))
        await pilot.press(*"3.8")
        await press(pilot, "enter", then=lambda: at(pilot, "koppelen"))
        assert any("1C Zwembad (5.1, 3.8)" in " ".join(line.split()) for line in shown(pilot))


@pytest.mark.lang
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_step_fits_its_terminal_and_names_its_keys(stad: Path, size: tuple[int, int]) -> None:
    async with opened(stad, size=size) as pilot:
        await read(pilot)
        for step, keys in (("lezen", "V Verder"), ("koppelen", "Enter Kies post"), ("verschil", "Enter Neem over")):
            if step != "lezen":
                room(pilot).gang.koppelingen.sla_over(room(pilot).gang.koppelingen.wachtend)
                await press(pilot, "v", then=lambda step=step: at(pilot, step))  # type: ignore[misc]
            lines = shown(pilot)
            assert {len(line) for line in lines} == {size[0]}
            assert keys in lines[-1]
            assert "Esc Terug" in lines[-1]
            assert (lines[1][0], lines[-2][-1]) == ("╭", "╯")
            await press(pilot, "f1", then=lambda: "een stap terug" in "\n".join(shown(pilot)))
            await press(pilot, "escape", then=lambda: isinstance(pilot.app.screen, InleesScreen))


@pytest.mark.lang
async def test_beginning_with_own_figures_opens_a_dossier_and_then_asks_for_the_file(stad: Path) -> None:
    app = BudgetdeskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Eigen cijfers" in "\n".join(shown(pilot)))
        await press(pilot, "c", then=lambda: "Een nieuw dossier" in "\n".join(shown(pilot)))
        await press(pilot, "down", "enter", then=lambda: "Openen" in "\n".join(shown(pilot)))
        await pilot.press(*str(stad))
        await press(pilot, "enter", then=lambda: asks(pilot, Bestandvel))


async def test_thinking_better_of_it_brings_no_figures_into_the_next_dossier(stad: Path) -> None:
    app = BudgetdeskApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Eigen cijfers" in "\n".join(shown(pilot)))
        await press(pilot, "c", then=lambda: "Een nieuw dossier" in "\n".join(shown(pilot)))
        await press(pilot, "down", "enter", then=lambda: "Openen" in "\n".join(shown(pilot)))
        await press(pilot, "escape", then=lambda: "Beginnen" in "\n".join(shown(pilot)))
        app.open_dossier(stad)
        await until(pilot, lambda: isinstance(pilot.app.screen, WorksheetScreen))
        await pilot.pause()
        assert isinstance(pilot.app.screen, WorksheetScreen)


async def test_a_dossier_that_is_only_read_takes_nothing_in(stad: Path) -> None:
    async with opened(stad, read_only=True) as pilot:
        screen(pilot).perform("import")
        await until(pilot, lambda: "alleen te lezen" in said(pilot))


# --- pieces -----------------------------------------------------------------------------------


def test_files_that_may_hold_figures_come_before_folders_and_others_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "Map").mkdir()
    for naam in ("b.csv", "A.XLSX", "c.pdf", ".d.csv"):
        (tmp_path / naam).touch()
    with chdir(tmp_path):
        assert [d.tekst for d in dingen("")] == ["A.XLSX", "b.csv", "Map"]
        assert [d.tekst for d in dingen(".d")] == [".d.csv"]
        assert [d.tekst for d in dingen("c.pdf")] == ["c.pdf"]
    assert dingen("/nergens/x") == []


def test_tab_completes_as_far_as_all_that_fits_goes_together() -> None:
    vel = Bestandvel(
        "c", zoek=lambda _text: [Ding("cijfers-2026.csv", is_map=False), Ding("cijfers-2027.csv", is_map=False)]
    )
    assert vel.druk("tab")
    assert vel.veld.tekst == "cijfers-202"


async def test_cells_show_as_they_are_with_totals_headings_and_faults_marked(stad: Path) -> None:
    Path("grootboek.csv").write_text(LEDGER.replace("12.100;12.100", "nog opvragen;12.100"))
    async with opened(stad) as pilot:
        await read(pilot)
        bron = room(pilot).grid.surface.bron
        assert isinstance(bron, Celbron)
        assert bron.label(0).teksten == ("1 kop",)
        assert bron.label(5).teksten == ("6 Σ",)
        assert bron.cell(6, 6).rol == "fout"
        assert bron.cell(1, 6).rol == ""
        assert bron.cell(0, 6).rol == "nul"
        assert bron.whole(6, 6) == "G7: nog opvragen"


TABEL = """\
bedragen x € 1.000;Begroting 2026;;;Begroting 2027;;
;Lasten;Baten;Saldo;Lasten;Baten;Saldo
1A Bestuur;1.234;-198;1.036;1.240;-200;1.040
1B Dienstverlening;2.345;-322;2.023;2.350;-330;2.021
1C Veiligheid;4.344;-111;4.333;4.500;-120;4.380
Totaal;8.023;-631;7.392;8.090;-650;7.441
"""
"""A printed table with one digit of 4.444 mistyped."""


async def test_of_a_printed_table_a_misprint_is_shown_and_mended_before_what_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, "lees_apart", lees_bestand)
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "d", gemeente="Proef", jaar=2026, sjabloon="begroting")
    (tmp_path / "tabel.csv").write_text(TABEL, "utf-8")
    async with opened(tmp_path / "d", size=(80, 24)) as pilot:
        await begun(pilot)
        room(pilot).grid.post_message(Paste("tabel.csv"))
        await until(pilot, lambda: "tabel.csv" in "\n".join(shown(pilot)))
        await press(pilot, "enter", then=lambda: at(pilot, "exact"))
        assert "B5 (4.344) kan niet kloppen." in "\n".join(shown(pilot))
        assert shown(pilot)[-1].split() == "V Beantwoord F1 Hulp Esc Terug".split()
        await press(pilot, "v", then=lambda: asks(pilot, Keuzevel))
        assert "B5: lees 4.444 in plaats van 4.344" in "\n".join(shown(pilot))
        await press(pilot, "enter", then=lambda: at(pilot, "exact"))
        assert "24 gedrukte cellen, alle herleidbaar" in "\n".join(shown(pilot))
        assert shown(pilot)[-1].split() == "V Verder F1 Hulp Esc Terug".split()
        await press(pilot, "enter", then=lambda: at(pilot, "verschil"))
        await press(pilot, "n", then=lambda: at(pilot, "verschil") and "Neem over" in "\n".join(shown(pilot)))
        await press(pilot, "enter", then=lambda: isinstance(pilot.app.screen, WorksheetScreen))
        lines = "\n".join(shown(pilot))
        assert "Overgenomen; Ctrl+Z neemt het terug." in lines
        assert "4.444" in lines
        assert "Dienstverlening" in lines


@pytest.mark.lang
async def test_capitals_are_the_keys_that_the_footer_shows_and_all_lines_can_be_read(stad: Path) -> None:
    async with opened(stad, size=(80, 24)) as pilot:
        await read(pilot)
        await press(pilot, "V", then=lambda: at(pilot, "koppelen"))
        await press(pilot, "R", then=lambda: asks(pilot, Leesvel))
        assert any("? 3 regels wachten op een keuze" in line for line in shown(pilot))
        await press(pilot, "escape", then=lambda: at(pilot, "koppelen"))


@pytest.mark.lang
async def test_one_choice_makes_the_programmas_of_the_file_and_nothing_is_on_disk_before(
    stad: Path, tmp_path: Path
) -> None:
    (tmp_path / "nieuw.csv").write_text(
        "Programma;Naam programma;Product;Kostenplaats;Omschrijving;Kostensoort;Begroting 2027\n"
        "21;Havens;Kades;7001010;Kade noord;41100;900\n21;Havens;Kades;7001010;Kade noord;83500;-10\n"
        "22;Duinen;Zand;7001020;Zandvang;41100;500\n22;Duinen;Zand;7001020;Zandvang;83500;-20\n"
    )
    async with opened(stad) as pilot:
        await read(pilot, "nieuw.csv")
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        await press(pilot, "a", then=lambda: asks(pilot, Keuzevel))
        assert any("zoals het bestand ze indeelt: 2 programma's" in line for line in shown(pilot))
        await press(pilot, "enter", then=lambda: at(pilot, "koppelen") and not room(pilot).gang.koppelingen.wachtend)
        await press(pilot, "v", then=lambda: at(pilot, "verschil"))
        assert not (stad / "programmas" / "21-havens.toml").exists()
        await press(pilot, "enter", then=lambda: isinstance(pilot.app.screen, WorksheetScreen))
        assert (stad / "programmas" / "21-havens.toml").is_file()
        assert [b.titel for b in screen(pilot).sheet.session.dossier.programmas[-2:]] == ["Havens", "Duinen"]


@pytest.mark.lang
async def test_codes_without_names_are_whole_on_a_narrow_screen(stad: Path, tmp_path: Path) -> None:
    (tmp_path / "kaal.csv").write_text(
        "Kostenplaats;Kostensoort;Begroting 2027\n7001010;41100;900\n7001010;83500;-10\n"
        "7001020;41100;5\n7001020;83500;-1\n"
    )
    async with opened(stad, size=(80, 24)) as pilot:
        await read(pilot, "kaal.csv")
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        await press(pilot, "g", then=lambda: at(pilot, "koppelen"))
        assert any("7001010/41100" in line for line in shown(pilot))


@pytest.mark.lang
async def test_a_taakveld_that_may_be_two_is_asked_before_posts_are_made(stad: Path, tmp_path: Path) -> None:
    (tmp_path / "kaal.csv").write_text(
        "Programma;Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld;Begroting 2027\n"
        "21 Havens;Kades;7001010;Kade;41100;0.1;900\n21 Havens;Kades;7001010;Kade;83500;0.1;-10\n"
        "21 Havens;Kades;7001020;Sluis;41100;0.1;900\n21 Havens;Kades;7001020;Sluis;83500;0.1;-10\n"
    )
    async with opened(stad) as pilot:
        await read(pilot, "kaal.csv")
        await press(pilot, "v", then=lambda: at(pilot, "koppelen"))
        gang = room(pilot).gang
        assert gang.lezen.lezing is not None
        assert gang.lezen.lezing.boekingen is not None
        # as a workbook has it in which the cell is a number without a format
        gang.lezen.lezing.boekingen.kaal["0.1"] = "F2"
        await press(pilot, "a", then=lambda: asks(pilot, Keuzevel))
        await press(pilot, "enter", then=lambda: any("0,1 zonder opmaak" in line for line in shown(pilot)))
        await press(pilot, "escape", then=lambda: at(pilot, "koppelen"))
        assert len(gang.koppelingen.wachtend) == 2
        await press(pilot, "a", then=lambda: asks(pilot, Keuzevel))
        await press(pilot, "enter", then=lambda: any("0,1 zonder opmaak" in line for line in shown(pilot)))
        await press(pilot, "enter", then=lambda: at(pilot, "koppelen"))
        assert {post.taakveld for post in gang.koppelingen.nieuw} == {"0.1"}
