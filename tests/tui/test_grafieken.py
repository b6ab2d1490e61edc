"""The charts: what they draw for any figures, what they are read from, and the way from them to the table and back."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import Notatie
from budgetdesk.session import Session
from budgetdesk.session.cells import set_cells
from budgetdesk.session.reading import results_by_column
from budgetdesk.tables.registry import build
from budgetdesk.tui.answers import Verloop
from budgetdesk.tui.dialogs.watervalvel import Watervalvel
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.grafiekcijfers import SOORTEN, begin, kolommen, read
from budgetdesk.tui.dossier.rijkeuze import Beeld
from budgetdesk.tui.grafieken.blad import TWEE, Blad
from budgetdesk.tui.grafieken.gegevens import (
    Gegevens,
    Indicator,
    Kanten,
    Kolom,
    Overzicht,
    Post,
    Reserve,
    Uitslag,
    Verdeling,
    Watervallen,
    vorige,
)
from budgetdesk.tui.grafieken.screen import GrafiekScreen
from budgetdesk.tui.grafieken.tekening import tekening
from budgetdesk.tui.grafieken.tekst import tekst
from budgetdesk.tui.grafieken.vorm import Blok, Kijk
from budgetdesk.tui.grid.layout import Widths
from budgetdesk.tui.widgets.regel import width_of
from tests.proef import SAMPLES
from tests.tui.outside import Bench
from tests.tui.piloot import opened, screen, shown, until

STAD = SAMPLES / "voorbeeldstad-2027"
M = 10**8
"""A million euros in cents."""

JAREN = (Kolom("Rekening 2025", "2025", 2025), Kolom("Begroting 2026", "2026", 2026), Kolom("MJB 2027", "2027", 2027))


def kijk(breedte: int = 48, hoogte: int = 24, kolom: int = 1, kolommen: Sequence[Kolom] = JAREN) -> Kijk:
    return Kijk(breedte, hoogte, kolommen, kolom, Notatie(1000, "0"), "x € 1.000")


def lines(blokken: Sequence[Blok]) -> list[str]:
    """Return the lines of blocks as text."""
    regels = [regel for blok in blokken for regel in (blok.titel, *blok.koppen, *blok.regels)]
    return ["".join(woord.tekst for woord in regel.woorden).rstrip() for regel in regels]


@pytest.fixture(scope="module")
def stad() -> Session:
    return Session.open(STAD, read_only=True)


OVER = Overzicht(
    "gemeente",
    (Uitslag(80_000_000, "▲"), Uitslag(0, "✓"), Uitslag(-20_000_000, "▼", rood=True)),
    Kanten("", (20 * M, 22 * M, 23 * M), (21 * M, 22 * M, 20 * M)),
    -1,
    oordeelt=True,
    reserves=(
        Reserve("Algemene reserve", (9 * M, 9 * M, 8 * M), ("reserve", "f", "a")),
        Reserve("Reserve wegen", (40_000_000, 10_000_000, -20_000_000), ("reserve", "f", "w")),
        Reserve("Reserve onbekend", (None, None, None), ("reserve", "f", "o")),
    ),
    posten=(
        Post(" 1 Raad", (M, 2 * M, 3 * M), ("post", "f", "raad")),
        Post("12 Wegen", (5 * M, 4 * M, 4 * M), ("post", "f", "wegen")),
    ),
    aantal=(2, 2, 2),
)


# --- what is drawn ----------------------------------------------------------------------------


def test_the_overview_shows_result_both_sides_reserves_and_posts_with_their_amounts() -> None:
    assert lines(tekening(OVER, kijk())) == [
        "Resultaat gemeente  x € 1.000 na mutaties reserves",
        "            +800",
        "  ██████████████",
        "  ██████████████",
        "  ██████████████             ✓ 0",
        "────────────────────────────────────────────────",
        "                                  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂",
        "                                          ▼ -200",
        "            2025            2026            2027",
        "Lasten en baten  x € 1 mln, vanaf 0; rechts het saldo",
        "2025 ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆      20,0",
        "     ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃     21,0  ▲ +1,0",
        "2026 ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆   22,0",
        "     ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃   22,0     ✓ 0",
        "2027 ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆  23,0",
        "     ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃      20,0  ▼ -3,0",
        "Verloop reserves  31-12, x € 1.000, elk op eigen schaal",
        "            2025            2026            2027",
        "Reserve wegen  ! komt onder nul",
        "  ██████████████  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂",
        "                                  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄",
        "             400             100          ! -200",
        "Algemene reserve",
        "  ██████████████  ██████████████  ▆▆▆▆▆▆▆▆▆▆▆▆▆▆",
        "  ██████████████  ██████████████  ██████████████",
        "           9.000           9.000           8.000",
        "Van 1 andere is geen stand bekend.",
        "Grootste posten  lasten 2026, x € 1.000, en verschil met 2025",
        "12 Wegen ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆  4.000  -1.000",
        " 1 Raad  ▆▆▆▆▆▆▆▆▆▆▆▆              2.000  +1.000",
    ]


def test_bars_hang_below_the_line_where_ink_and_ground_change_places() -> None:
    resultaat = tekening(OVER, kijk())[0]
    turned = [[woord.tekst for woord in regel.woorden if woord.omgekeerd] for regel in resultaat.regels]
    assert [line for line in turned if line] == [["▂" * 14]]


def test_red_is_for_a_shortfall_of_the_whole_and_a_reserve_below_zero_alone() -> None:
    def red(over: Overzicht) -> set[str]:
        regels = [regel for blok in tekening(over, kijk()) for regel in (blok.titel, *blok.regels)]
        return {w.tekst.strip() for regel in regels for w in regel.woorden if w.inkt == "rood"} - {""}

    assert red(OVER) == {"▂" * 14, "▼ -200", "Reserve wegen  ! komt onder nul", "▄" * 14, "! -200"}
    part = replace(OVER, uitslagen=tuple(Uitslag(u.cents) for u in OVER.uitslagen), oordeelt=False, reserves=())
    assert not red(part)
    assert not any("▼" in line or "▲" in line for line in lines(tekening(part, kijk())))


def test_lasten_below_zero_go_to_the_left_of_the_zero_that_all_bars_stand_on() -> None:
    over = replace(OVER, totaal=Kanten("", (20 * M, -10 * M, 0), (10 * M, 10 * M, 0)))
    first, second, third, fourth = lines(tekening(over, kijk())[1:2])[1:5]
    zero = first.index("▆")
    assert second.index("▃") == fourth.index("▃") == zero
    assert third.rindex("▆") == zero - 1
    assert third.count("▆") == second.count("▃") == fourth.count("▃") == first.count("▆") // 2


def test_where_nothing_is_known_each_block_says_so() -> None:
    nothing = Kanten("", (0, 0, 0), (0, 0, 0))
    over = Overzicht("gemeente", (Uitslag(0, "✓"),) * 3, nothing, -1, oordeelt=True, aantal=(0, 0, 0))
    told = lines(tekening(over, kijk()))
    assert "Er zijn geen reserves." in told
    assert "Geen post heeft hier lasten." in told
    assert sum("✓ 0" in line for line in told) == 4
    assert "Van geen reserve is een stand bekend; die typt u in Verloop reserves." in lines(
        tekening(replace(over, reserves=(Reserve("R", (None,) * 3, ("reserve", "f", "r")),)), kijk())
    )
    assert "Hier staan geen bedragen." in lines(tekening(Verdeling("programma", (nothing,), -1), kijk()))
    assert "Er zijn geen indicatoren." in lines(tekening((), kijk()))
    assert "geen verloop" in lines(tekening(Watervallen((), (), 1, ()), kijk()))[1]


def test_programmas_stand_by_size_with_what_changed_since_the_year_before() -> None:
    delen = (
        Kanten("1 Klein", (M, M, M), (0, 0, 0), ("programma", "a")),
        Kanten("2 Groot", (2 * M, 4 * M, M), (M,) * 3),
    )
    told = lines(tekening(Verdeling("programma", delen, -1), kijk()))
    assert [line.split() for line in told if line] == [
        ["Lasten", "en", "baten", "per", "programma", "2026,", "x", "€", "1.000,", "en", "verschil", "met", "2025"],
        ["2", "Groot", "▆" * 23, "4.000", "+2.000"],
        ["▃" * 6, "1.000", "0"],
        ["1", "Klein", "▆" * 6, "1.000", "0"],
        ["Saldo", "per", "programma", "2026,", "x", "€", "1.000,", "en", "verschil", "met", "2025"],
        ["2", "Groot", "▆" * 24, "-3.000", "-2.000"],
        ["1", "Klein", "▆" * 8, "-1.000", "0"],
    ]


LOOP = Verloop(
    "MJB 2027",
    (("Vorige meerjarenraming", 0, "0"), ("2026-01 Besluit", 5 * M, ""), ("Niets", 0, ""), ("Begroting", 5 * M, "")),
)
STAPPEN = (
    ("stap", "n", "Vorige meerjarenraming", ""),
    ("stap", "n", "2026-01 Besluit", "b.toml"),
    ("stap", "n", "Niets", ""),
    ("stap", "n", "Begroting", ""),
)


def test_a_course_leaves_out_steps_of_nothing_and_a_decision_leads_to_its_file() -> None:
    lopen = Watervallen((("saldo na reserves", (LOOP,)),), (2,), 1, (STAPPEN,))
    (blok,) = tekening(lopen, kijk(60, 12))
    assert [regel.keuze[2] for regel in blok.regels if regel.keuze] == [
        "Vorige meerjarenraming",
        "2026-01 Besluit",
        "Begroting",
    ]
    told = lines([blok])
    assert told[0] == "Van de vorige begroting naar deze  saldo na reserves 2027"
    assert told[4].startswith("2026-01 Besluit")
    assert told[4].endswith("▲ 5.000")
    assert told[-1].endswith("as vanaf nul")
    # where there is room for it the ticks go on between the steps
    assert len(lines(tekening(lopen, kijk(60, 40)))) == len(told) + 2


METING = Indicator(
    "1A1.a Vertrouwen",
    "%",
    {2023: Decimal(30), 2025: Decimal("33.5")},
    {2026: Decimal(35)},
    None,
    ("indicator", "f", "a"),
)


def test_an_indicator_has_every_year_of_its_course_and_its_aim_is_the_thinner_bar() -> None:
    told = lines(tekening((METING,), kijk(64)))
    assert told[1].split() == ["2023", "2024", "2025", "2026"]
    assert told[2] == "1A1.a Vertrouwen  %"
    assert told[5].split() == ["gemeten", "30", "33,5"]
    assert told[6].split() == ["streven", "35"]
    bars = [len(part) for part in told[4].split()]
    assert len(bars) == 3
    assert bars[0] == bars[1] > bars[2]
    scaled = lines(tekening((replace(METING, hoogste=Decimal(100)),), kijk(64)))
    assert (scaled[2], scaled[3]) == ("1A1.a Vertrouwen  schaal 100  %", "")


CENTS = st.integers(-(10**13), 10**13)


@st.composite
def figures(draw: st.DrawFn) -> tuple[list[Kolom], list[Gegevens]]:
    count = draw(st.integers(1, 8))
    columns = [
        Kolom(f"Begroting {2020 + i // 2} na wijziging", f"Begroting {2020 + i // 2} na wijziging", 2020 + i // 2)
        for i in range(count)
    ]
    row = st.tuples(*[CENTS] * count)
    known = st.tuples(*[st.none() | CENTS] * count)
    naam = st.sampled_from(
        ["R", "Een heel lange naam van een post of reserve, met toelichting", "日本語の名前", "[/] x"]
    )
    sides = [Kanten(draw(naam), draw(row), draw(row), ("programma", str(i))) for i in range(draw(st.integers(1, 3)))]
    over = Overzicht(
        "gemeente",
        tuple(Uitslag(cents, "▲" if cents > 0 else "▼", cents < 0) for cents in draw(row)),
        sides[0],
        draw(st.sampled_from([-1, 1])),
        draw(st.booleans()),
        tuple(Reserve(draw(naam), draw(known), ("reserve", "f", str(i))) for i in range(draw(st.integers(0, 3)))),
        tuple(Post(draw(naam), draw(row), ("post", "f", str(i))) for i in range(draw(st.integers(0, 3)))),
        (99,) * count,
    )
    steps = draw(st.lists(CENTS, max_size=5))
    loop = Verloop("MJB", tuple((draw(naam), cents, "x") for cents in (0, *steps, sum(steps))))
    keuzes = tuple(("stap", "n", str(i), "") for i in range(len(loop.stappen)))
    lopen = Watervallen((("saldo", (loop,)), ("ander", (loop,))), (0,), 1, (keuzes, keuzes))
    values = st.dictionaries(st.integers(2015, 2035), st.decimals(-1000, 1000, places=2), max_size=4)
    meten = tuple(
        Indicator(draw(naam), "%", draw(values), draw(values), None, ("indicator", "f", str(i))) for i in range(2)
    )
    return columns, [over, lopen, Verdeling("programma", tuple(sides), -1), meten]


@given(figures(), st.integers(60, 120), st.integers(10, 60), st.integers(0, 7))
def test_no_line_of_any_chart_is_wider_than_its_column(
    drawn: tuple[list[Kolom], list[Gegevens]], breedte: int, hoogte: int, kolom: int
) -> None:
    columns, alle = drawn
    for gegevens in alle:
        seen = kijk(breedte, hoogte, min(kolom, len(columns) - 1), columns)
        blad = Blad(lambda b, h, _kanten, g=gegevens, k=seen: tekening(g, replace(k, breedte=b, hoogte=h)))  # type: ignore[misc]
        for _ in range(3):
            told = blad.lines(breedte, hoogte)
            assert len(told) <= hoogte
            assert all(width_of(line) <= breedte for line in told)
            blad.step(1)
        for blok in tekening(gegevens, seen):
            bars = [regel for regel in blok.regels if any(w.inkt in {"reeks1", "reeks2"} for w in regel.woorden)]
            assert all(width_of(regel.woorden) <= breedte for regel in bars)


def test_a_column_is_compared_with_the_last_of_the_year_before_it_else_with_its_neighbour() -> None:
    twice = [Kolom("", "", 2025), Kolom("", "", 2026), Kolom("", "", 2026), Kolom("", "", 2027)]
    assert [vorige(twice, k) for k in range(4)] == [None, 0, 0, 2]
    assert [vorige([Kolom("", "", 2026)] * 2, k) for k in range(2)] == [None, 0]


def test_figures_are_copied_whole_as_euros_that_a_dutch_spreadsheet_reads() -> None:
    copied = [line.split("\t") for line in tekst(OVER, JAREN).split("\n")]
    assert copied[0] == ["euro", "Rekening 2025", "Begroting 2026", "MJB 2027"]
    assert ["Reserve wegen, stand 31-12", "400000", "100000", "-200000"] in copied
    assert ["Reserve onbekend, stand 31-12", "", "", ""] in copied
    assert ["1 Raad, lasten", "1000000", "2000000", "3000000"] in copied
    assert tekst((METING,), JAREN).split("\n")[1].split("\t") == ["1A1.a Vertrouwen", "gemeten", "30", "33,5", ""]
    parts = Verdeling("programma", (Kanten("A", (150,), (50,)),), -1)
    assert tekst(parts, JAREN[:1]).split("\n")[-1].split("\t") == ["A", "saldo", "-1"]
    lopen = Watervallen((("saldo", (LOOP,)),), (2,), 1, (STAPPEN,))
    assert "2026-01 Besluit\t5000000" in tekst(lopen, JAREN)


# --- what of it is in view --------------------------------------------------------------------


def over_blad() -> Blad:
    return Blad(lambda breedte, hoogte, kanten: tekening(OVER, replace(kijk(breedte, hoogte), kanten=kanten)))


def seen(blad: Blad, width: int, height: int) -> list[str]:
    return ["".join(woord.tekst for woord in line) for line in blad.lines(width, height)]


def test_what_is_chosen_is_in_view_whole_and_headings_stay_above_it() -> None:
    blad = over_blad()
    assert seen(blad, 50, 12)[0].startswith("▌Resultaat")
    assert seen(blad, 50, 12)[-1].strip() == "↓ nog 5"
    for _ in range(3):
        blad.step(1)
    told = seen(blad, 50, 8)
    assert [line[:1] for line in told].count("▌") == 4
    assert "2026" in told[0]
    blad.step(99)
    assert blad.keuze == ("post", "f", "raad")
    assert seen(blad, 50, 8)[-1].startswith("▌ 1 Raad")


def test_from_140_columns_there_are_two_and_the_left_one_is_walked_through_first() -> None:
    blad = over_blad()
    told = seen(blad, TWEE, 30)
    assert "Resultaat" in told[0]
    assert "Lasten en baten" in told[0]
    assert len({len(line) for line in told}) == 1
    assert [keuze[0] for keuze in blad.keuzes] == ["resultaat", "reserve", "reserve", "lasten-baten", "post", "post"]
    assert [keuze[0] for keuze in over_keuzes(TWEE - 1)] == [
        "resultaat",
        "lasten-baten",
        *["reserve"] * 2,
        *["post"] * 2,
    ]
    blad.edge(1)
    assert blad.keuze[0] == "reserve"
    blad.edge(1)
    assert blad.keuze[0] == "lasten-baten"
    blad.edge(-1)
    assert blad.keuze == ("reserve", "f", "w")


def over_keuzes(width: int) -> list[tuple[str, ...]]:
    blad = over_blad()
    blad.fit(width, 30)
    return blad.keuzes


def test_a_page_goes_a_screen_further_and_a_click_chooses_what_it_is_on() -> None:
    blad = over_blad()
    blad.fit(50, 10)
    blad.page(1)
    assert blad.at(5, 1) != ("resultaat",)
    blad.page(-1)
    blad.page(-1)
    assert blad.at(5, 1) == ("resultaat",)
    assert blad.at(5, 1) == ("resultaat",)
    blad.scroll(10, 5)
    assert blad.at(5, 1) == ("lasten-baten",)


# --- what it is read from ---------------------------------------------------------------------


def test_charts_draw_what_the_tables_print(stad: Session) -> None:
    cijfers = stad.cijfers
    over = read("overzicht", cijfers, None)
    assert isinstance(over, Overzicht)
    assert [uitslag.cents for uitslag in over.uitslagen] == results_by_column(cijfers)
    grid = build("baten-lasten", cijfers, cijfers.dossier.programmas)
    totals = {rij.kant: r for r, rij in enumerate(grid.rijen) if rij.naam == "Totaal"}
    for k, _ in enumerate(grid.koppen):
        assert over.totaal.lasten[k] == grid.cents(totals["lasten"], k)
        assert over.totaal.baten[k] == grid.cents(totals["baten"], k)
    assert over.oordeelt
    assert [reserve.naam for reserve in over.reserves if reserve.komt_onder_nul] == ["Reserve monumenten"]
    delen = read("programma's", cijfers, None)
    assert isinstance(delen, Verdeling)
    assert sum(deel.lasten[2] for deel in delen.delen) == over.totaal.lasten[2]
    one = cijfers.dossier.programmas[6]
    own = read("overzicht", cijfers, one)
    assert isinstance(own, Overzicht)
    assert (own.van, own.oordeelt) == ("programma 7", False)
    terreinen = read("programma's", cijfers, one)
    assert isinstance(terreinen, Verdeling)
    assert sum(deel.lasten[2] for deel in terreinen.delen) == own.totaal.lasten[2]


def test_the_course_is_that_of_the_table_and_leads_to_its_rows(stad: Session) -> None:
    lopen = read("waterval", stad.cijfers, None)
    assert isinstance(lopen, Watervallen)
    assert [wat for wat, _ in lopen.soorten] == ["saldo na reserves", "saldo van baten en lasten"]
    assert lopen.kolommen == (2, 3, 4, 5)
    grid = build("verloop", stad.cijfers, stad.dossier.programmas)
    last = max(rij.blok for rij in grid.rijen)
    rows = [r for r, rij in enumerate(grid.rijen) if rij.blok == last]
    assert [cents for _, cents, _ in lopen.soorten[0][1][0].stappen] == [grid.cents(r, 0) for r in rows]
    assert [(k[1], k[2]) for k in lopen.keuzes[0]] == [(grid.rijen[r].naam, grid.rijen[r].soort) for r in rows]


def test_the_largest_posts_are_those_of_now_in_every_column(tmp_path: Path) -> None:
    pad = Path(shutil.copytree(SAMPLES / "leiden-2026", tmp_path / "leiden"))
    bench = Bench(pad)
    cijfers = bench.session.cijfers
    names = [b.naam for b in cijfers.dossier.programmas]
    terms = (("begroting.2026", 1),)
    before, count = cijfers.cube.largest("post", "lasten", terms, 1, names)
    assert count == 2
    assert cijfers.cube.records.numbered[before[0]].sleutel == "dienstverlening"
    invoer = bench.table.editable(0, 2)
    assert invoer is not None
    set_cells(bench.session, [(invoer, 99_000_000_00)])
    after, count = bench.session.cijfers.cube.largest("post", "lasten", terms, 1, names)
    assert count == 2
    assert cijfers.cube.records.numbered[after[0]].sleutel == "bestuur"
    assert cijfers.cube.largest("post", "lasten", terms, 5, []) == ([], 0)
    assert cijfers.cube.largest("post", "lasten", (("begroting.1999", 1),), 5, names) == ([], 0)


@pytest.mark.parametrize("naam", ["leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage"])
def test_of_part_of_a_municipality_its_columns_are_drawn_and_nothing_is_judged(naam: str) -> None:
    if not (SAMPLES / naam).is_dir():
        pytest.skip("dat voorbeeld is er niet")
    session = Session.open(SAMPLES / naam, read_only=True)
    columns = kolommen(session.cijfers)
    assert not any("Verschil" in kolom.kop for kolom in columns)
    assert columns[begin(session.cijfers)].jaar == session.dossier.jaar
    for soort in SOORTEN:
        gegevens = read(soort, session.cijfers, None)
        if isinstance(gegevens, Overzicht):
            assert not gegevens.oordeelt
            assert not any(uitslag.teken or uitslag.rood for uitslag in gegevens.uitslagen)
        assert lines(tekening(gegevens, kijk(70, 40, begin(session.cijfers), columns)))


# --- the way there and back -------------------------------------------------------------------


def charted(bench: Bench) -> None:
    bench.controllers.grafieken.show()
    assert bench.outside.charts is not None
    bench.controllers.grafieken.read()


def leave_for(bench: Bench, keuze: tuple[str, ...]) -> None:
    """Go to something from the charts."""
    charted(bench)
    bench.controllers.grafieken.keuze = keuze
    assert bench.outside.charts is not None
    bench.outside.charts[1]()


def test_enter_goes_to_what_is_chosen_in_the_year_that_is_chosen_and_back() -> None:
    bench = Bench(STAD, read_only=True)
    grafieken, museum = bench.controllers.grafieken, "programmas/07-cultuur-en-erfgoed.toml"
    bench.go("Griffie", "Lasten", 4)
    charted(bench)
    grafieken.turn_year(1)
    leave_for(bench, ("post", "programmas/08-zorg-en-ondersteuning.toml", "welzijnswerk"))
    assert (bench.table.bestand.nummer, bench.here, bench.outside.cursor[1]) == (8, ("Welzijnswerk", "Lasten"), 3)
    leave_for(bench, ("reserve", museum, "monumenten"))
    assert (bench.table.tabel, bench.here) == ("reserveverloop", ("Reserve monumenten", "Stand 31-12"))
    leave_for(bench, ("programma", museum))
    assert bench.here == ("Programma", "Lasten")
    leave_for(bench, ("saldo", "programma", museum))
    assert bench.here[1].startswith("Saldo")
    leave_for(bench, ("resultaat",))
    assert (bench.table.tabel, bench.here[0]) == ("baten-lasten", "Geraamd resultaat")
    leave_for(bench, ("indicator", museum, "7A1.b"))
    assert (bench.table.tabel, bench.here[0]) == ("indicatoren", "7A1.b")
    assert bench.table.koppen[bench.outside.cursor[1]].tekst.endswith("2028")
    leave_for(bench, ("stap", "n", "2027-02 Kapitaallasten 2027-2030", "wijzigingen/2027-02-kapitaallasten.toml"))
    assert (bench.table.tabel, bench.here[0]) == ("mutaties", "2027-02 Kapitaallasten 2027-2030")
    for _ in range(7):
        bench.controllers.navigate.back()
    assert (bench.here, bench.outside.cursor[1]) == (("Griffie", "Lasten"), 4)
    assert grafieken.kolom == 3


def test_the_charts_of_a_programme_are_those_of_the_one_in_view() -> None:
    bench = Bench(STAD, read_only=True)
    grafieken = bench.controllers.grafieken
    charted(bench)
    assert (grafieken.van, grafieken.ander) == ("Voorbeeldstad", "Programma 1")
    grafieken.turn_whole()
    grafieken.read()
    assert (grafieken.van, grafieken.ander) == ("1 Bestuur en dienstverlening", "Alle programma's")
    assert "Resultaat programma 1" in lines(grafieken.blokken(76, 40, 1))[0]
    grafieken.turn_whole()
    assert grafieken.van == "Voorbeeldstad"
    one = Bench(SAMPLES / "leiden-2026", read_only=True)
    assert one.controllers.grafieken.ander == ""


def test_amounts_stand_in_the_unit_on_screen_and_are_copied_in_euros() -> None:
    bench = Bench(STAD, read_only=True)
    charted(bench)
    grafieken = bench.controllers.grafieken
    assert any("28.323" in line for line in lines(grafieken.blokken(76, 40, 1)))
    grafieken.turn_unit()
    told = lines(grafieken.blokken(76, 40, 1))
    assert any("x € 1 " in line and "Resultaat" in line for line in told)
    assert "Gekopieerd" in grafieken.copy()
    assert bench.outside.clipboard.startswith("euro\tRekening 2025")


def test_a_step_of_the_waterfall_leads_to_the_mutations_of_its_decision_or_to_its_row() -> None:
    bench = Bench(STAD, read_only=True)
    bench.desk.show_table("verloop")
    bench.outside.cursor = (bench.table.row_count() - 1, 1)
    bench.controllers.explain.waterfall(bench.table)
    vel = bench.outside.vellen[-1]
    assert isinstance(vel, Watervalvel)
    assert vel.kiest
    names = [regel.velden[0] for regel in vel.regels(93)]
    step = next(i for i, velden in enumerate(names) if "2027-02" in str(velden))
    assert vel.onder(step) == "naar de mutaties van dit besluit"
    assert vel.druk("right")
    bench.controllers.explain.chosen(vel, 0, "ga", "")
    assert (bench.table.tabel, bench.here[1], bench.outside.cursor[1]) == ("verloop", "Vorige meerjarenraming", 2)
    bench.controllers.explain.chosen(vel, step, "ga", "")
    assert (bench.table.tabel, bench.here[0]) == ("mutaties", "2027-02 Kapitaallasten 2027-2030")


def test_punt_25_every_row_of_amounts_has_its_course_where_there_is_room(stad: Session) -> None:
    bron = TabelBron(stad, stad.dossier.programmas[0], "programmakosten", Beeld(), 1000)
    # the grid of a terminal of 200 columns
    assert Widths(bron).layout(116).koers
    row = next(row for row in range(bron.row_count()) if bron.rij(row).naam == "Inwerkprogramma nieuwe raad")
    assert bron.koers(row) == "▃█▁▁▁█"
    texts = TabelBron(stad, stad.dossier.programmas[0], "teksten", Beeld(), 1000)
    assert not texts.jaren


@pytest.mark.lang
async def test_punt_25_f8_draws_the_dossier_over_the_whole_screen_and_comes_back_to_the_same_cell() -> None:
    async with opened(STAD, read_only=True, size=(120, 40)) as pilot:
        assert any("grafiek F8" in line for line in shown(pilot))
        await pilot.press("down", "right", "f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, GrafiekScreen) and bool(shown(pilot)))
        await until(pilot, lambda: any("Ga naar het resultaat" in line for line in shown(pilot)))
        assert "Voorbeeldstad" in shown(pilot)[0]
        # what the key did in an earlier version is said here, where it can be seen
        assert "Shift+F7" in shown(pilot)[-2]
        await pilot.press("2", "down", "down", "right")
        await until(pilot, lambda: any(line.startswith("│▌2027-02") for line in shown(pilot)))
        assert any("saldo na reserves 2028" in line for line in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not None and not isinstance(pilot.app.screen, GrafiekScreen))
        assert screen(pilot).grid.cursor == (1, 1)
        await pilot.press("f8")
        await until(pilot, lambda: any(line.startswith("│▌2027-02") for line in shown(pilot)))
        await pilot.press("enter")
        await until(pilot, lambda: any("Mutaties" in line for line in shown(pilot)[1:2]))
        table = screen(pilot).sheet.table
        assert table is not None
        assert (table.tabel, table.rij(screen(pilot).grid.cursor[0]).naam[:7]) == ("mutaties", "2027-02")
