"""What the title, the edges of frames, the message row and the footer say in the room there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult

from budgetdesk.tui import thema
from budgetdesk.tui.dossier.toetsen import of_sheet
from budgetdesk.tui.widgets.kader import edge
from budgetdesk.tui.widgets.kop import Kop, Kopstand
from budgetdesk.tui.widgets.laagrand import layers
from budgetdesk.tui.widgets.melding import Melding
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip, cut, width_of
from budgetdesk.tui.widgets.tabrand import Tabel, Tabs, tabs
from budgetdesk.tui.widgets.voet import Toets, Voet

STAND = Kopstand("Voorbeeldstad", "Programmabegroting 2027-2030", onopgeslagen=3, bevindingen=8, eenheid="x € 1.000")


def text(words: Woorden) -> str:
    return "".join(word.tekst for word in words)


def title(stand: Kopstand, width: int, tak: str = "main") -> str:
    kop = Kop()
    kop._stand, kop.tak = stand, tak
    return text(kop.lines(width, 1)[0])


def test_the_branch_yields_first_then_the_words_of_the_counts() -> None:
    assert " ● 3 niet opgeslagen   ▲ 8 bevindingen F9   tak main   x € 1.000 ^U " in title(STAND, 120)
    assert " ● 3 niet opgeslagen   ▲ 8 bevindingen F9   x € 1.000 ^U " in title(STAND, 108)
    assert title(STAND, 80).endswith(" ● 3   ▲ 8 F9   x € 1.000 ^U ")
    # words of counts, and then the document, yield before what says that something waits
    waits = " ● 3   ▲ 8 F9   tak main, samenvoegen bezig   x € 1.000 ^U "
    assert title(STAND, 108, "main, samenvoegen bezig").endswith(waits)
    assert title(STAND, 80, "main, samenvoegen bezig").startswith(" Voorbeeldstad  ")
    assert title(STAND, 80, "main, samenvoegen bezig").endswith(waits)
    assert title(STAND, 80).startswith(" Voorbeeldstad  Programmabegroting 2027-2030  ")
    assert "geen bevindingen" in title(replace(STAND, bevindingen=0), 120)


@pytest.mark.parametrize("width", range(30, 140, 7))
def test_the_title_takes_its_width_and_keeps_the_key_that_ends_booking(width: int) -> None:
    stand = replace(STAND, boekt="boekt op 2027-06 Voorstel gratis parkeren: centrum", alleen_lezen=False)
    assert len(title(STAND, width)) >= width
    if width > 60:
        assert len(title(stand, width)) == width
        assert " F12 " in title(stand, width)
        assert "Programmabegroting" not in title(stand, width)


GELD = tuple(Tabel(naam.lower(), naam) for naam in ("Programmakosten", "Baten en lasten", "Mutaties", "Verloop saldo"))
ANDERE = tuple(Tabel(naam.lower(), naam) for naam in ("Vermogen", "Doelen", "Verantwoording"))


def edges(at: int, width: int, erbij: str = "") -> tuple[str, str]:
    left, right = tabs(Tabs("Geld", GELD, at, ANDERE, "^T", erbij), width)
    return text(left), text(right)


def test_the_edge_names_the_group_the_neighbours_that_fit_and_counts_the_others() -> None:
    assert edges(0, 88) == (
        "Geld ›  Programmakosten  Baten en lasten  2›",
        "Vermogen · Doelen · Verantwoording  ^T",
    )
    assert edges(0, 64) == ("Geld ›  Programmakosten  Baten en lasten  Mutaties  1›", "^T")
    assert edges(2, 50, "hele gemeente") == ("Geld › ‹2  Mutaties  · hele gemeente  1›", "^T")


def test_a_click_on_a_name_goes_there() -> None:
    left, right = tabs(Tabs("Geld", GELD, 1, ANDERE), 110)
    assert {word.doe for word in [*left, *right] if word.doe} == {
        f"show_table({naam!r})"
        for naam in ("programmakosten", "mutaties", "verloop saldo", "vermogen", "doelen", "verantwoording")
    }


@pytest.mark.parametrize("width", range(4, 60, 5))
def test_an_edge_is_as_wide_as_its_frame(width: int) -> None:
    words = edge(([Woord("Programma's", vet=True)], [Woord("F4", "accent")]), width, "╭╮", "rand")
    assert width_of(words) == width
    assert (text(words)[0], text(words)[-1]) == ("╭", "╮")


def test_what_is_cut_ends_in_an_ellipsis_and_counts_cells() -> None:
    assert cut("日本語の予算", 6) == "日本…"
    assert text(clip([Woord("Een "), Woord("lange zin")], 8)) == "Een lan…"


class Rijen(App[None]):
    def __init__(self) -> None:
        super().__init__()
        for known in thema.themas():
            self.register_theme(known)
        self.theme = "donker"
        self.melding = Melding()
        self.toetsen = [Toets("F1", "Hulp"), Toets("^S", "Opslaan"), Toets("^P", "Alles")]
        self.voet = Voet(lambda: self.toetsen)

    def compose(self) -> ComposeResult:
        yield self.melding
        yield self.voet


async def test_a_sentence_gives_way_to_what_is_typed_and_a_state_comes_back() -> None:
    app = Rijen()
    async with app.run_test(size=(40, 5)):
        row = app.melding
        row.state("Boekt op 2027-06 · F12 stopt met boeken")
        row.say("Opgeslagen.", "goed")
        assert text(row.lines(40, 1)[0]) == " ✓ Opgeslagen."
        row.preview("€ 791.300,00", geldig=True, geweigerd=False)
        assert text(row.lines(40, 1)[0]) == " i € 791.300,00"
        row.preview("geen bedrag", geldig=False, geweigerd=True)
        assert text(row.lines(40, 1)[0]) == " ✗ geen bedrag"
        row.preview("", geldig=True, geweigerd=False)
        assert text(row.lines(40, 1)[0]).startswith(" ▲ Boekt op 2027-06")
        row.say("Dit bedrag typt u niet: het is de som van alle posten", "let op")
        assert text(row.lines(40, 1)[0]).endswith("…")
        assert row.last.endswith("alle posten")
        row.done()
        row.state("")
        assert row.lines(40, 1) == []


async def test_keys_at_the_right_yield_but_never_the_last() -> None:
    app = Rijen()
    async with app.run_test(size=(40, 5)):
        assert text(app.voet.lines(40, 1)[0]) == " F1 Hulp  ^S Opslaan  ^P Alles"
        assert text(app.voet.lines(20, 1)[0]) == " F1 Hulp  ^P Alles"


def test_the_keys_of_a_sheet_are_those_that_it_names() -> None:
    keys = (("Enter", "Ga erheen"), ("Spatie", "Vouw"), ("C", "Kopieer"), ("←→", "Jaar"), ("Esc", "Terug"))
    found = list(of_sheet(keys))
    assert [(key.naam, key.doet, key.druk) for key in found] == [
        ("Enter", "Ga erheen", "enter"),
        ("Spatie", "Vouw", "space"),
        ("C", "Kopieer", "c"),
        ("←→", "Jaar", ""),
        ("Esc", "Terug", "escape"),
    ]


def test_a_click_on_a_level_goes_there_and_on_the_key_to_the_next() -> None:
    words = layers(("terrein", "post", "bron"), 2, "18 lege regels verborgen", "^L", 80)
    assert [word.doe for word in words if word.doe] == ["show_level(1)", "show_level(3)", "do('levels')"]
    assert "".join(word.tekst for word in words).endswith("verborgen")
    assert "verborgen" not in "".join(word.tekst for word in layers(("terrein", "post"), 1, "x" * 80, "^L", 40))
