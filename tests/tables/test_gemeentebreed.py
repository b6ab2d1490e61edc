"""The tables over the whole municipality, computed by hand in euros. T is 2026."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.begroting import Balanscijfers
from budgetdesk.session import Invoer, Session
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table, tables
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.kengetallen import Kengetal, Signaal, kengetallen
from tests.proef import Maak, begroting, programma
from tests.tables.test_formula import disagreements

_T = 2
"""The column of the budget year among those of the years."""

EURO = '\n[weergave]\neenheid = 1\nlasten = "-"\nbaten = "+"\nsaldo = "baten-lasten"\n'
BESTUUR = programma(
    """\
[post.raad]
naam = "Raad"
beleidsterrein = "A"
lasten.rekening.2024 = 9
lasten.begroting.2025 = 10
lasten.wijziging.2025 = 2
lasten.begroting.2026 = 100
lasten.begroting.2027 = 100
incidenteel.lasten.2026 = 20
[post.feest]
naam = "Feest"
beleidsterrein = "A"
aard = "incidenteel"
tot = 2026
lasten.begroting.2026 = 5
[reserve.r]
naam = "Raad"
soort = "bestemmingsreserve"
onttrekking.begroting.2026 = 25
""",
    naam="Bestuur",
)
MIDDELEN = programma(
    """\
soort = "algemene-dekkingsmiddelen"
[beleidsterrein.H]
naam = "Lokale heffingen"
[beleidsterrein.U]
naam = "Algemene uitkering"
[post.ozb]
naam = "OZB"
beleidsterrein = "H"
baten.begroting.2026 = 30
[post.uitkering]
naam = "Uitkering"
beleidsterrein = "U"
lasten.begroting.2026 = 1
baten.begroting.2026 = 60
baten.begroting.2027 = 90
""",
    2,
    naam="Algemene dekkingsmiddelen",
)
OVERHEAD = programma("", 3, naam="Overhead", kop='soort = "overhead"\n')


def printed(grid: Grid) -> dict[str, str]:
    """Return every row as text by its name and kind; a blank cell is a dot."""
    return {
        f"{r.naam} {r.soort}".strip(): " ".join(c or "." for c in row)
        for r, row in zip(grid.rijen, grid.cells(), strict=True)
    }


def shown(map_: Path, tabel: str) -> Grid:
    session = Session.open(map_)
    return tables(session.cijfers, tabel, session.dossier.programmas)[0]


def test_the_overview_goes_from_programmas_to_the_result(dossier: Maak) -> None:
    rows = printed(shown(dossier(BESTUUR, MIDDELEN, OVERHEAD, begroting=EURO), "baten-lasten"))
    assert rows == {
        "1 Bestuur Lasten": "-9 -12 -105 -100 - -",
        "1 Bestuur Baten": "- - - - - -",
        # the balance of the reserves, in the last block, stands under the same name
        "1 Bestuur Saldo": "- - 25 - - -",
        "Algemene dekkingsmiddelen Lasten": "- - -1 - - -",
        "Algemene dekkingsmiddelen Baten": "- - 90 90 - -",
        "Algemene dekkingsmiddelen Saldo": "- - 89 90 - -",
        "Lokale heffingen Lasten": "- - - - - -",
        "Lokale heffingen Baten": "- - 30 - - -",
        "Lokale heffingen Saldo": "- - 30 - - -",
        "Algemene uitkering Lasten": "- - -1 - - -",
        "Algemene uitkering Baten": "- - 60 90 - -",
        "Algemene uitkering Saldo": "- - 59 90 - -",
        "Overhead Lasten": "- - - - - -",
        "Overhead Baten": "- - - - - -",
        "Overhead Saldo": "- - - - - -",
        "Totaal Lasten": "-9 -12 -106 -100 - -",
        "Totaal Baten": "- - 90 90 - -",
        "Totaal Geraamd totaal saldo van baten en lasten": "-9 -12 -16 -10 - -",
        "Toevoegingen en onttrekkingen aan reserves": ". . . . . .",
        "1 Bestuur Toevoeging": "- - - - - -",
        "1 Bestuur Onttrekking": "- - 25 - - -",
        "Reserves Toevoeging": "- - - - - -",
        "Reserves Onttrekking": "- - 25 - - -",
        "Reserves Mutaties reserves": "- - 25 - - -",
        "Geraamd resultaat": "-9 -12 9 -10 - -",
        "Sluitend": ". niet sluitend sluitend niet sluitend sluitend sluitend",
    }


def test_overviews_stand_below_the_programmas_whatever_their_number(dossier: Maak) -> None:
    files = [
        programma("", number, naam=soort, kop=f'soort = "{soort}"\n')
        for number, soort in enumerate(("onvoorzien", "vpb", "overhead", "algemene-dekkingsmiddelen", "programma"), 1)
    ]
    names = [rij.naam for rij in shown(dossier(*files, begroting=EURO), "baten-lasten").rijen]
    assert list(dict.fromkeys(names))[:5] == [
        "5 programma",
        "algemene-dekkingsmiddelen",
        "overhead",
        "vpb",
        "onvoorzien",
    ]


def test_the_overview_is_of_all_programmas_whichever_are_asked_for(dossier: Maak) -> None:
    session = Session.open(dossier(BESTUUR, MIDDELEN, begroting=EURO))
    for tabel in ("baten-lasten", "emu", "balans", "kengetallen"):
        whole, part = (
            tables(session.cijfers, tabel, session.dossier.programmas)[0],
            table(session.cijfers, tabel, session.dossier.programmas[1]),
        )
        assert printed(part) == printed(whole)


def test_the_accounts_do_not_speak_of_estimates(dossier: Maak) -> None:
    accounts = begroting(EURO, sjabloon="jaarrekening")
    part = printed(shown(dossier(BESTUUR, begroting=accounts), "baten-lasten"))
    assert [name for name in part if "esultaat" in name or "totaal" in name] == ["Resultaat"]
    assert "Sluitend" not in part
    middelen = programma(nummer=2, naam="Middelen", kop='soort = "algemene-dekkingsmiddelen"\n')
    rows = printed(shown(dossier(BESTUUR, middelen, begroting=accounts), "baten-lasten"))
    assert rows["Sluitend"] == ". niet sluitend sluitend niet sluitend . ."


def test_incidental_amounts_stand_per_programma_and_leave_a_structural_balance(dossier: Maak) -> None:
    rows = printed(shown(dossier(BESTUUR, MIDDELEN, begroting=EURO), "incidenteel"))
    assert rows == {
        "1 Bestuur": ". . . . . .",
        "Raad Lasten": "- - -20 - - -",
        "Feest Lasten": "- - -5 - - -",
        "Incidentele lasten Lasten": "- - -25 - - -",
        "Raad Onttrekking": "- - 25 - - -",
        "Incidentele onttrekkingen Onttrekking": "- - 25 - - -",
        "Saldo na bestemming": "-9 -12 -80 -100 - -",
        "Waarvan incidenteel": "- - - - - -",
        "Structureel saldo": "-9 -12 -80 -100 - -",
        # the whole municipality, with the dekkingsmiddelen
        "Structureel begrotingssaldo": "-9 -12 9 -10 - -",
        "Saldo baten en lasten": "-9 -12 -16 -10 - -",
        "Toevoegingen en onttrekkingen aan reserves": "- - 25 - - -",
        "Begrotingssaldo na bestemming": "-9 -12 9 -10 - -",
        "Waarvan incidentele baten en lasten (saldo)": "- - - - - -",
        "Structureel in evenwicht": "nee nee ja nee ja ja",
    }


@pytest.mark.parametrize(
    ("limit", "names"),
    [
        ("4", ["Raad", "Feest"]),
        ("4.99", ["Raad", "Feest"]),
        ("5", ["Raad", "Overige"]),
        ("20", ["Overige"]),
    ],
)
def test_small_incidental_amounts_stand_together(dossier: Maak, limit: str, names: list[str]) -> None:
    limits = EURO + f"[drempels]\nincidenteel = {limit}\n"
    grid = shown(dossier(BESTUUR, begroting=limits), "incidenteel")
    assert [r.naam for r in grid.rijen if r.kant == "lasten" and r.niveau] == names
    assert printed(grid)["Incidentele lasten Lasten"] == "- - -25 - - -"


def test_a_programma_without_incidental_amounts_is_left_out(dossier: Maak) -> None:
    session = Session.open(dossier(BESTUUR, MIDDELEN, begroting=EURO))
    grid = tables(session.cijfers, "incidenteel", [session.dossier.programmas[1]])[0]
    assert grid.rijen[0].naam == "Structureel begrotingssaldo"


VOORZIENING = """\
[voorziening.v]
naam = "Onderhoud"
stand.2024 = 100
dotatie.begroting.2025 = 5
dotatie.wijziging.2025 = 1
dotatie.begroting.2026 = 7
vrijval.begroting.2026 = 3
aanwending.begroting.2027 = 120
"""


def test_the_course_of_a_provision(dossier: Maak) -> None:
    grid = shown(dossier(BESTUUR + VOORZIENING, begroting=EURO), "voorzieningen")
    assert printed(grid) == {
        "Onderhoud Stand 1-1": ". 100 106 110 -10 -10",
        "Onderhoud Dotatie": "- 6 7 - - -",
        "Onderhoud Vrijval": "- - 3 - - -",
        "Onderhoud Aanwending": "- - - 120 - -",
        "Onderhoud Stand 31-12": "100 106 110 -10 -10 -10",
    }


def test_a_provision_is_edited_in_its_table(dossier: Maak) -> None:
    grid = shown(dossier(BESTUUR + VOORZIENING, begroting=EURO), "voorzieningen")
    paden = [[adres.pad if (adres := grid.adres(r, k)) else "" for k in range(3)] for r in range(len(grid.rijen))]
    assert paden == [
        ["", "", ""],
        ["dotatie.rekening.2024", "", "dotatie.begroting.2026"],
        ["vrijval.rekening.2024", "", "vrijval.begroting.2026"],
        ["aanwending.rekening.2024", "", "aanwending.begroting.2026"],
        ["stand.2024", "", ""],
    ]


GEGEVEN = """\
[emu]
desinvesteringen.2027 = 40
dotaties.2028 = 3
referentiewaarde.2026 = -20
[balans]
materiele_vaste_activa.2025 = 500
leningen.2025 = 50
eigen_vermogen.2025 = 200
[kengetallen]
woonlasten.2026 = 990
woonlasten_landelijk.2025 = 1000
woonlasten_landelijk.2026 = 1010
"""


def test_the_emu_saldo_is_printed_line_by_line_with_the_room_that_is_left(dossier: Maak) -> None:
    grid = shown(dossier(BESTUUR + VOORZIENING, MIDDELEN, begroting=EURO + GEGEVEN), "emu")
    rows = {naam: cells for naam, cells in printed(grid).items() if cells != "- - - - -"}
    assert [kop.tekst for kop in grid.koppen] == [
        "Begroting 2025",
        "Begroting 2026",
        "MJB 2027",
        "MJB 2028",
        "MJB 2029",
    ]
    assert rows == {
        "Exploitatiesaldo voor mutaties reserves bij": "-12 -16 -10 - -",
        "Dotaties aan voorzieningen, min vrijval bij": "6 4 - 3 -",
        "Desinvesteringen tegen verkoopprijs bij": "- - 40 - -",
        "Lasten ten laste van voorzieningen af": "- - 120 - -",
        "EMU-saldo": "-6 -12 -90 3 -",
        "Individuele referentiewaarde": ". -20 . . .",
        "Ruimte boven de referentiewaarde": ". 8 . . .",
    }
    editable = {naam for r, naam in enumerate(printed(grid)) if grid.adres(r, 3)}
    assert "Dotaties aan voorzieningen, min vrijval bij" in editable
    assert "Investeringen die worden geactiveerd af" not in editable


def test_the_balance_sheet_prints_both_sides(dossier: Maak) -> None:
    grid = shown(dossier(BESTUUR, MIDDELEN, begroting=EURO + GEGEVEN), "balans")
    rows = {naam: cells for naam, cells in printed(grid).items() if cells != "- - - - -"}
    assert rows == {
        "Activa": ". . . . .",
        "Materiële vaste activa": "500 500 460 460 460",
        "Verstrekte leningen": "50 50 50 50 50",
        "Totaal activa": "550 550 510 510 510",
        "Passiva": ". . . . .",
        "Eigen vermogen": "200 184 174 174 174",
        "Voorzieningen": "- - - 3 3",
        "Vaste schuld (sluitpost)": "350 366 336 333 333",
        "Totaal passiva": "550 550 510 510 510",
    }
    first = [grid.adres(r, 0) for r in range(len(grid.rijen))]
    assert Adres(BEGROTING, "balans", "", "leningen.2025") in first
    assert not any(grid.adres(r, 1) for r in range(len(grid.rijen)))


PER_FASE = """\
[emu]
boekwinst.begroting.2025 = 4
boekwinst.2025 = 7
referentiewaarde.rekening.2025 = -5
referentiewaarde.begroting.2026 = -6
[balans]
leningen.2025 = 50
leningen.begroting.2025 = 60
leningen.rekening.2025 = 70
[kengetallen]
woonlasten.2026 = 990
woonlasten.begroting.2026 = 980
woonlasten_landelijk.2025 = 1000
woonlasten_landelijk.rekening.2025 = 2000
"""


def test_what_is_given_for_the_phase_of_a_column_is_printed_and_typed_there(dossier: Maak) -> None:
    map_ = dossier(BESTUUR, MIDDELEN, begroting=EURO + PER_FASE)
    emu, balans = shown(map_, "emu"), shown(map_, "balans")
    boekwinst, referentie, leningen = (
        next(r for r, rij in enumerate(grid.rijen) if rij.naam.startswith(naam))
        for grid, naam in ((emu, "Boekwinst"), (emu, "Individuele"), (balans, "Verstrekte"))
    )
    assert (emu.cell(boekwinst, 0), emu.cell(boekwinst, 1)) == ("4", "-")
    assert emu.adres(boekwinst, 0) == Adres(BEGROTING, "emu", "", "boekwinst.begroting.2025")
    assert emu.adres(boekwinst, 1) == Adres(BEGROTING, "emu", "", "boekwinst.2026")
    assert (emu.cell(referentie, 0), emu.cell(referentie, 1)) == ("", "-6")
    assert emu.adres(referentie, 1) == Adres(BEGROTING, "emu", "", "referentiewaarde.begroting.2026")
    assert [balans.cell(leningen, k) for k in range(3)] == ["60", "60", "60"]
    assert balans.adres(leningen, 0) == Adres(BEGROTING, "balans", "", "leningen.begroting.2025")
    figures = Session.open(map_).cijfers
    assert not [wrong for grid in (emu, balans) for wrong in disagreements(grid, figures)]
    woonlasten = next(k for k in kengetallen(figures) if k.code == "fk.6")
    assert woonlasten.percentage(_T) == Decimal("49.0")  # 980 against 2000, the accounts of the year before


ACCOUNTS = """\
[emu]
afschrijvingen.rekening.2026 = 4
[balans]
leningen.rekening.2025 = 50
leningen.2026 = 60
leningen.rekening.2026 = 70
vaste_schuld.rekening.2026 = 40
"""


def test_accounts_print_their_own_balance_sheet_which_is_typed_there(dossier: Maak) -> None:
    head = begroting(EURO + ACCOUNTS, sjabloon="jaarrekening")
    map_ = dossier(BESTUUR, MIDDELEN, begroting=head)
    grid, emu = shown(map_, "balans"), shown(map_, "emu")
    assert grid.titel == "Balans"
    rows = {rij.naam: r for r, rij in enumerate(grid.rijen)}
    vast, kort = rows["Vaste schuld (sluitpost)"], rows["Netto vlottende schuld (sluitpost)"]
    assert [k.tekst for k in grid.koppen] == ["31-12-2025", "31-12-2026"]
    assert [grid.cell(rows["Verstrekte leningen"], k) for k in (0, 1)] == ["50", "70"]
    # what was depreciated is off the assets
    assert (grid.cents(vast, 1), grid.cents(kort, 1)) == (40_00, (70 - 4 - 40) * 100)
    assert grid.adres(vast, 1) == Adres(BEGROTING, "balans", "", "vaste_schuld.rekening.2026")
    assert grid.adres(kort, 1) is None
    assert grid.adres(rows["Overige voorraden"], 1) == Adres(BEGROTING, "balans", "", "voorraden.rekening.2026")
    charges = next(r for r, rij in enumerate(emu.rijen) if rij.naam.startswith("Afschrijvingen"))
    assert (emu.cell(charges, 1), emu.adres(charges, 1)) == (
        "4",
        Adres(BEGROTING, "emu", "", "afschrijvingen.rekening.2026"),
    )
    session = Session.open(map_)
    assert not [wrong for shown_ in (emu, grid) for wrong in disagreements(shown_, session.cijfers)]
    vaste = input_at(session.dossier, grid, vast, 0)
    assert isinstance(vaste, Invoer)
    set_cells(session, [(vaste, 30_00)])
    assert session.dossier.begroting.single(Balanscijfers).bedrag("vaste_schuld.rekening.2025") == 30_00
    assert table(session.cijfers, "balans", session.dossier.programmas[0]).cents(kort, 0) == 20_00
    assert shown(dossier(BESTUUR, begroting=EURO + ACCOUNTS), "balans").titel == "Geprognosticeerde balans"


def test_without_balances_there_is_no_balance_sheet(dossier: Maak) -> None:
    grid = shown(dossier(BESTUUR, begroting=EURO), "balans")
    assert (len(grid.koppen), len(grid.rijen)) == (5, 0)


def test_the_key_figures_of_a_year(dossier: Maak) -> None:
    session = Session.open(dossier(BESTUUR, MIDDELEN, begroting=EURO + GEGEVEN))
    found = {k.code: (k.percentage(_T), k.oordeel(_T)) for k in kengetallen(session.cijfers)}
    assert found == {
        # debt 366 over baten 90; without the loans of 50
        "fk.1": (Decimal("406.7"), "onvoldoende"),
        "fk.2": (Decimal("351.1"), "onvoldoende"),
        # 184 of 550
        "fk.3": (Decimal("33.5"), "matig"),
        "fk.5": (Decimal("0.0"), "voldoende"),
        # structural surplus 9 over baten 90
        "fk.4": (Decimal("10.0"), "voldoende"),
        # 990 against 1000 of the year before
        "fk.6": (Decimal("99.0"), "matig"),
    }
    rows = printed(tables(session.cijfers, "kengetallen", session.dossier.programmas)[0])
    assert rows["Solvabiliteitsratio Percentage"] == ". 36,4 % 33,5 % 34,1 % 34,1 % 34,1 %"
    assert rows["Belastingcapaciteit Percentage"] == ". . 99,0 % . . ."
    assert rows["Belastingcapaciteit Signaal"] == ". . matig . . ."
    # without baten there is nothing to set a debt against
    assert rows["Netto schuldquote Percentage"] == ". . 406,7 % 373,3 % . ."


def test_accounts_set_the_key_figures_of_the_year_against_those_of_its_budget(dossier: Maak) -> None:
    posten = """\
[post.ozb]
naam = "OZB"
beleidsterrein = "H"
baten.rekening.2025 = 80
baten.begroting.2026 = 100
baten.rekening.2026 = 125
lasten.rekening.2026 = 120
incidenteel.lasten.rekening.2026 = 20
"""
    given = """\
[balans]
leningen.2025 = 100
eigen_vermogen.2025 = 60
leningen.rekening.2026 = 200
[kengetallen]
woonlasten.2026 = 990
woonlasten.rekening.2026 = 1100
woonlasten_landelijk.2025 = 1000
"""
    middelen = programma(posten, kop='soort = "algemene-dekkingsmiddelen"\n')
    session = Session.open(dossier(middelen, begroting=begroting(EURO + given, sjabloon="jaarrekening")))
    grid = tables(session.cijfers, "kengetallen", session.dossier.programmas)[0]
    assert [kop.tekst for kop in grid.koppen] == ["Rekening 2025", "Begroting 2026", "Rekening 2026"]
    rows = printed(grid)
    # equity 60, in 2026 with the result: budgeted 100, realised 5
    assert rows["Solvabiliteitsratio Percentage"] == "60,0 % 160,0 % 32,5 %"
    assert rows["Solvabiliteitsratio Signaal"] == "voldoende voldoende matig"
    # of the lasten of 120 20 are one-off
    assert rows["Structurele exploitatieruimte Percentage"] == "100,0 % 100,0 % 20,0 %"
    assert rows["Belastingcapaciteit Percentage"] == ". 99,0 % 110,0 %"
    assert not disagreements(grid, session.cijfers)


@pytest.mark.parametrize("baten", ["0", "-10"])
def test_a_ratio_over_nothing_or_less_is_blank(dossier: Maak, baten: str) -> None:
    tekst = BESTUUR + f'[post.b]\nnaam = "B"\nbeleidsterrein = "A"\nbaten.begroting.2026 = {baten}\n'
    session = Session.open(dossier(tekst, begroting=EURO + GEGEVEN))
    known = {kengetal.code for kengetal in kengetallen(session.cijfers) if kengetal.percentage(_T) is not None}
    assert known == {"fk.3", "fk.6"}


@pytest.mark.parametrize(
    ("signaal", "expected"),
    [
        (Signaal(90, 130), "voldoende matig matig matig onvoldoende"),
        (Signaal(20, 35), "voldoende matig matig matig onvoldoende"),
        (Signaal(20, 50, hoger_is_beter=True), "onvoldoende matig matig matig voldoende"),
    ],
)
def test_both_signal_values_belong_to_the_middle(signaal: Signaal, expected: str) -> None:
    below, above = signaal.laag - Fraction(1, 1000), signaal.hoog + Fraction(1, 1000)
    values = (below, Fraction(signaal.laag), Fraction(signaal.laag + signaal.hoog, 2), Fraction(signaal.hoog), above)
    assert " ".join(map(signaal.oordeel, values)) == expected


def test_a_figure_is_rounded_half_away_from_zero_and_judged_exactly() -> None:
    exact = [Fraction(1, 20), Fraction(-1, 20), Fraction(1, 100), Fraction(0), None]
    kengetal = Kengetal("fk.4", "Ruimte", Signaal(0, 0, hoger_is_beter=True), exact)
    assert [str(kengetal.percentage(k)) for k in range(4)] == ["0.1", "-0.1", "0.0", "0.0"]
    assert [kengetal.oordeel(k) for k in range(4)] == ["voldoende", "onvoldoende", "voldoende", "matig"]
    assert (kengetal.percentage(4), kengetal.oordeel(4)) == (None, None)
