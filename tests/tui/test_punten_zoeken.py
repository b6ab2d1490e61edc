"""Acceptance point 14: finding in the whole dossier, the next of it, going to what is named, posts in the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.model.adres import Adres
from budgetdesk.session.zoekvorm import words
from budgetdesk.tui.answers import Bestemming, Vindgroep, Vindregel, Vondst
from budgetdesk.tui.dialogs.ganaarvel import Ganaarvel
from budgetdesk.tui.dialogs.opdrachtenvel import Opdrachtenvel
from budgetdesk.tui.dialogs.vindvel import Vindvel
from budgetdesk.tui.dossier import zoeken
from budgetdesk.tui.grid.vel import plain
from budgetdesk.tui.grid.velstand import Velstand
from tests.conftest import Maak
from tests.proef import NAAM, SAMPLES
from tests.tui.outside import Bench
from tests.tui.piloot import answer, bare, lies, opened, said, screen, sheet, shown, until

BESTUUR = """
[beleidsterrein.1A]
naam = "Bestuur"
toelichting = "Van de raad."

[post.leden]
naam = "Raadsleden [concept]"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_000_000
lasten.begroting.2028 = 1_213_870

[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 500_000

[reserve.raad]
naam = "Reserve raad"
soort = "bestemmingsreserve"
stand.2024 = 750_000

[activum.zaal]
naam = "Raadzaal"
"""
STRAAT = """
[beleidsterrein.2A]
naam = "Straat"

[post.weg]
naam = "Weg langs de raadzaal"
beleidsterrein = "2A"
baten.begroting.2027 = 310_000
"""
BESLUIT = """
[wijziging]
nummer = "2026-05"
naam = "Najaarsnota"
status = "ontwerp"

[mutatie.weg]
programma = 2
post = "weg"
onderwerp = "Extra asfalt"
baten.2027 = 42_000
"""
TWEEDE = "programmas/02-p.toml"


@pytest.fixture
def pad(dossier: Maak) -> Path:
    return dossier(BESTUUR, STRAAT, wijzigingen__a=BESLUIT, begroting="[drempels]\ntoelichting = 77_000\n")


@pytest.fixture
def bench(pad: Path) -> Bench:
    return Bench(pad)


async def find(bench: Bench, tekst: str, naam: str = "", actie: str = "ga") -> list[tuple[str, int]]:
    """Look for a text and go to a line by its name; return how many of each kind there are."""
    bench.outside.answers.append((actie, tekst, naam))
    await bench.controllers.zoeken.find()
    return [(groep.naam, groep.aantal) for groep in bench.outside.finds[-1].groepen]


async def go(bench: Bench, tekst: str) -> None:
    bench.outside.answers.append(tekst)
    await bench.controllers.zoeken.go_to()


def here(bench: Bench) -> tuple[str, str, str, str]:
    """Return table, file, row and column of the cursor."""
    row, col = bench.outside.cursor
    return bench.table.tabel, bench.table.bestand.naam, bench.table.rij(row).naam, bench.table.koppen[col].tekst


# --- finding -------------------------------------------------------------------------------------


async def test_punt_14_what_is_found_is_gone_to_in_its_table_row_and_column(bench: Bench) -> None:
    assert await find(bench, "raad", "Weg langs de raadzaal") == [
        ("post", 2),
        ("reserve", 1),
        ("activum", 1),
        ("tekst", 1),
    ]
    assert here(bench) == ("programmakosten", TWEEDE, "Weg langs de raadzaal", "Begroting 2026")
    await find(bench, "RAAD", "1A Bestuur")
    assert here(bench)[:2] == ("teksten", NAAM)
    await find(bench, "raad", "Reserve raad")
    assert here(bench)[:3] == ("reserves", NAAM, "Reserve raad")
    await find(bench, "1.214", "Raadsleden [concept]")
    assert here(bench) == ("programmakosten", NAAM, "Raadsleden [concept]", "MJB 2028")
    await find(bench, "najaarsnota", "2026-05 Najaarsnota")
    assert here(bench)[0] == "mutaties"
    await find(bench, "42", "Extra asfalt")
    assert (here(bench)[0], here(bench)[3]) == ("mutaties", "2027")
    await find(bench, "raadzaal", "Raadzaal")
    assert bench.table.kaart is not None
    await find(bench, "77.000", "Drempels")
    assert "begroting.toml:" in bench.outside.said[-1]


async def test_punt_14_an_amount_of_a_table_is_gone_to_in_the_cell_that_prints_it(bench: Bench) -> None:
    # 310 and what a decision adds
    await find(bench, "352", "Weg langs de raadzaal")
    assert here(bench) == ("programmakosten", TWEEDE, "Weg langs de raadzaal", "MJB 2027")
    assert bench.outside.said[-1] == "1 van 5: 352."
    (post, *_) = bench.outside.finds[-1].groepen[0].regels
    assert (post.veld, post.bedrag) == ("Baten MJB 2027", "-352")
    await find(bench, "310", "Weg langs de raadzaal")
    (post,) = bench.outside.finds[-1].groepen[0].regels
    assert (post.veld, post.bedrag) == ("Baten begroting 2027, raming", "-310")
    assert await find(bench, "1.500", "1 P") == [("totaal", 5)]
    assert here(bench) == ("programmakosten", NAAM, "Programma", "Begroting 2026")
    await find(bench, "1.214", "Hele gemeente")
    assert here(bench)[::3] == ("baten-lasten", "MJB 2028")
    assert bench.table.rij(bench.outside.cursor[0]).soort == "Lasten"
    bench.outside.answers.append(("ga", "4.321", ""))
    await bench.controllers.zoeken.find()
    assert "4.321 × € 1.000 of € 4.321" in lines(Vindvel(lambda _: bench.outside.finds[-1], "4.321"))[0]


async def test_punt_14_a_note_is_gone_to_where_it_hangs(dossier: Maak) -> None:
    note = '[notitie.a]\nbij = "{}"\ntekst = "Nog navragen."\n'
    bench = Bench(dossier(BESTUUR + note.format("post.griffie"), STRAAT + note.format("post.weg.baten.begroting.2027")))
    assert await find(bench, "navragen", "Griffie") == [("notitie", 2)]
    assert here(bench)[:3] == ("programmakosten", NAAM, "Griffie")
    await bench.controllers.zoeken.next()
    assert here(bench) == ("programmakosten", TWEEDE, "Straat", "MJB 2027")


async def test_punt_14_f3_goes_on_round_and_round_and_alt_left_comes_back(bench: Bench) -> None:
    before = here(bench)
    await find(bench, "raad", "Raadsleden [concept]")
    assert bench.outside.said[-1] == "1 van 5: raad."
    for n in (2, 3, 4, 5):
        await bench.controllers.zoeken.next()
        assert bench.outside.said[-1] == f"{n} van 5: raad."
    assert here(bench)[0] == "teksten"
    await bench.controllers.zoeken.next()
    assert bench.outside.said[-1] == "1 van 5: raad. Weer vooraan."
    assert here(bench)[2] == "Raadsleden [concept]"
    for _ in range(6):
        bench.controllers.navigate.back()
    assert here(bench) == before


async def test_punt_14_finding_again_begins_with_the_last_text_on_the_place_gone_to(bench: Bench) -> None:
    await find(bench, "raad", "Reserve raad")
    assert bench.outside.asked[-1] == "Zoek '' -1"
    bench.outside.answers.append(None)
    await bench.controllers.zoeken.find()
    # F3 on the sheet goes on from there
    await find(bench, "raad", "Reserve raad", "volgende")
    assert bench.outside.asked[-1] == "Zoek 'raad' 2"
    assert bench.outside.said[-1] == "4 van 5: raad."


async def test_punt_14_f3_asks_where_nothing_was_looked_for_and_says_when_it_is_gone(bench: Bench) -> None:
    bench.outside.answers.append(None)
    await bench.controllers.zoeken.next()
    assert bench.outside.asked == ["Zoek '' -1"]
    await find(bench, "griffie", "Griffie")
    bench.session.set_value(Adres(NAAM, "post", "griffie", "naam"), "Kamer")
    await bench.controllers.zoeken.next()
    assert bench.outside.said[-1] == "1 van 1: griffie. Weer vooraan."  # its key is still called so
    await find(bench, "kamer", "Kamer")
    bench.session.undo()
    await bench.controllers.zoeken.next()
    assert bench.outside.said[-1] == "`kamer` staat niet in dit dossier."


async def test_punt_14_a_large_dossier_is_read_beside_the_screen_and_the_sheet_fills(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zoeken, "_AT_ONCE", 0)
    assert await find(bench, "raad") == []
    assert bench.outside.finds[-1].bezig == "er wordt nog gelezen: 0 van 4 bestanden"
    assert len(bench.outside.jobs) == 1
    await bench.outside.work()
    assert "sheet" in bench.outside.painted
    assert await find(bench, "raad", "Reserve raad") == [("post", 2), ("reserve", 1), ("activum", 1), ("tekst", 1)]
    assert bench.outside.finds[-1].bezig == ""
    assert not bench.outside.jobs


async def test_punt_14_a_line_prints_what_was_found_and_what_a_post_costs(bench: Bench) -> None:
    await find(bench, "1.213.870", "Raadsleden [concept]")
    (regel,) = bench.outside.finds[-1].groepen[0].regels
    assert (regel.bedrag, regel.veld, regel.waar) == ("1.213.870", "Lasten begroting 2028", "programma 1")
    await find(bench, "griffie", "Griffie")
    (regel,) = bench.outside.finds[-1].groepen[0].regels
    assert regel.bedrag == format_cell(50_000_000, Notatie(1000)) == bench.printed("Griffie", "Lasten")[2]


@pytest.mark.parametrize("read_only", [False, True])
async def test_punt_14_a_dossier_without_programmas_is_searched_too(dossier: Maak, *, read_only: bool) -> None:
    bench = Bench(dossier(), read_only=read_only)
    assert await find(bench, "proef", "Dossier") == [("dossier", 1)]
    assert bench.outside.said[-1] == "1 van 1: proef. Dit staat in begroting.toml:1."
    bench.outside.answers.append("1A 2028")
    await bench.controllers.zoeken.go_to()
    await go(bench, "reserves")
    await go(bench, "begroting/drempels")


# --- going to ------------------------------------------------------------------------------------


async def test_punt_14_ctrl_g_goes_to_codes_programmas_years_tables_decisions_and_addresses(bench: Bench) -> None:
    await go(bench, "1A 2028")
    assert here(bench) == ("programmakosten", NAAM, "Bestuur", "MJB 2028")
    await go(bench, "2027")
    assert here(bench) == ("programmakosten", NAAM, "Bestuur", "MJB 2027")
    await go(bench, "2")
    assert here(bench)[:2] == ("programmakosten", TWEEDE)
    await go(bench, "1 reserves")
    assert here(bench)[:2] == ("reserves", NAAM)
    await go(bench, "post.griffie")
    assert here(bench)[:3] == ("programmakosten", NAAM, "Griffie")
    await go(bench, "2/post.weg.baten.begroting.2027")
    assert here(bench) == ("programmakosten", TWEEDE, "Weg langs de raadzaal", "MJB 2027")
    await go(bench, "2026-05")
    assert here(bench)[0] == "mutaties"
    before = here(bench)
    await go(bench, "nergens")
    assert here(bench) == before
    bench.controllers.navigate.back()
    assert here(bench)[1] == TWEEDE


# --- what the sheets say -------------------------------------------------------------------------


def lines(vel: Vindvel | Ganaarvel, width: int = 78) -> list[str]:
    return [" ".join(plain(veld).strip() for veld in regel.velden).rstrip() for regel in vel.regels(width)]


def test_punt_14_the_words_stand_out_and_what_is_not_listed_is_counted() -> None:
    regel = Vindregel("Crèche in de wijk met een heel lange naam", "programma 1", "1.214")
    tekst = Vindregel("1A Bestuur", "programma 1", veld="Toelichting", stuk=f"{'lang ' * 40}een creche {'en ' * 40}")
    vondst = Vondst(words("creche"), [Vindgroep("post", 1_300, [regel]), Vindgroep("tekst", 1, [tekst])])
    vel = Vindvel(lambda _: vondst, "creche")
    assert "1.301 gevonden" in vel.onder(0)
    assert lines(vel)[0] == "post  1.300"
    assert lines(vel)[2] == "en nog 1.299; typ verder"
    marked = [
        s.tekst for r in vel.regels(78) for v in r.velden if not isinstance(v, str) for s in v if s.rol == "treffer"
    ]
    assert marked == ["Crèche", "creche"]
    assert all(len(line) <= 78 for line in lines(vel))
    # all of it is selected, so that typing begins anew
    assert vel.veld.gekozen == "creche"


def test_punt_14_what_is_not_found_and_what_is_no_place_says_so() -> None:
    assert "Niets gevonden" in lines(Vindvel(lambda _: Vondst(("x",)), "x"))[0]
    assert lines(Vindvel(lambda _: Vondst(("x",), (), "er wordt nog gelezen"), "x")) == ["er wordt nog gelezen"]
    assert lines(Vindvel(lambda _: Vondst())) == []
    vel = Ganaarvel(lambda tekst: [Bestemming("Griffie", "post")] if tekst == "g" else [])
    vel.veld.zet("[/]")
    vel.getypt()
    told = " ".join(lines(vel))
    assert told.startswith("`[/]` is hier geen plek.")
    for wat in ("1A 2028", "2027-03", "reserves", "1/post.bestuur"):
        assert wat in told


def test_punt_14_a_text_of_any_length_is_typed_in() -> None:
    stand = Velstand(Vindvel(lambda _: Vondst()))
    stand.insert("x" * 10_000, 20)
    assert len(plain(stand.vel.kop(78)[0].velden[0])) <= 80


# --- in the app ----------------------------------------------------------------------------------


@pytest.mark.lang
async def test_punt_14_ctrl_f_f3_ctrl_g_and_the_palette_find_in_the_app(pad: Path) -> None:
    async with opened(pad, read_only=True) as pilot:
        await pilot.press("ctrl+f", *"raad")
        stand = await sheet(pilot, Vindvel)
        assert any("Raadsleden [concept]" in line for line in shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: bare(pilot) and "2 van 5" in said(pilot))
        assert screen(pilot).sheet.spot.programma == TWEEDE
        await pilot.press("f3")
        await until(pilot, lambda: "3 van 5" in said(pilot))
        assert screen(pilot).sheet.spot.tabel == "reserves"
        await pilot.press("ctrl+f")
        stand = await sheet(pilot, Vindvel)
        assert (stand.index, stand.veld.gekozen if stand.veld else "") == (2, "raad")
        screen(pilot).grid.post_message(Paste("[/] " * 2_500))
        await until(pilot, lambda: any("Niets gevonden" in line for line in shown(pilot)))
        await pilot.press("ctrl+g")
        await answer(pilot, Ganaarvel, *"1A 2028", "enter")
        await until(pilot, lambda: bare(pilot) and screen(pilot).sheet.spot.tabel == "programmakosten")
        assert screen(pilot).grid.cursor[1] == 4
        await pilot.press("ctrl+p")
        await answer(pilot, Opdrachtenvel, *"weg langs", "enter")
        await until(pilot, lambda: screen(pilot).sheet.spot.programma == TWEEDE)
        assert not lies(pilot, Opdrachtenvel)


@pytest.mark.lang
async def test_punt_14_the_key_of_an_earlier_version_says_once_where_it_went_and_works(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("ctrl+g")
        await sheet(pilot, Ganaarvel)
        assert "Shift+F5" in said(pilot)
        await pilot.press("escape", "f3")
        await sheet(pilot, Vindvel)
        assert "Shift+F4" in said(pilot)


@pytest.mark.lang
async def test_punt_14_who_goes_on_finding_is_not_told_where_a_key_went(pad: Path) -> None:
    async with opened(pad) as pilot:
        await pilot.press("ctrl+f", *"raad")
        await sheet(pilot, Vindvel)
        await pilot.press("enter")
        await until(pilot, lambda: bare(pilot) and "1 van 5" in said(pilot))
        await pilot.press("f3")
        await until(pilot, lambda: "2 van 5: raad." in said(pilot))


@pytest.mark.lang
@pytest.mark.parametrize(
    "naam", ["leiden-2026", "leiden-2017-jaarrekening", "voorbeeldstad-2027", "voorbeeldstad-2026"]
)
async def test_punt_14_everything_that_is_found_in_a_sample_can_be_gone_to(naam: str) -> None:
    bench = Bench(SAMPLES / naam, read_only=True)
    for tekst in ("a", "e", "0"):
        await find(bench, tekst)
        for n in range(0, sum(groep.aantal for groep in bench.outside.finds[-1].groepen), 37):
            bench.controllers.zoeken._at = n
            await bench.controllers.zoeken.next()
            assert f"van {sum(groep.aantal for groep in bench.outside.finds[-1].groepen)}" in bench.outside.said[-1]
