"""A recognised table kept as a way of reading, and next year's table read and checked by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.importing.herkennen import herken, tabellen
from budgetdesk.importing.herkennen.wijze import lees_tabel, leeswijze
from budgetdesk.importing.mapping import Doel, read, write
from tests.importing.gedrukte import BRONNEN, Vorm, blad, herkend, maak, vel, vormen

VORMEN = list(vormen())


def test_a_table_is_kept_as_the_headings_signs_and_totals_that_people_see() -> None:
    rows = "1 Bestuur;12.345;-198;12.147\n2 Zorg;61.044;-1.500;59.544\nTotaal;73.389;-1.698;71.691"
    (tabel,) = tabellen(vel(f"x € 1.000;Begroting 2026;;\nProgramma;Lasten;Baten;Saldo\n{rows}", "Druk"))
    assert (
        write(leeswijze(herken(tabel), "Programma's"))
        == """\
[bron]
formaat = 1
naam = "Programma's"
als = "tabel"
blad = "Druk"
kop = [1, 2]
vingerafdruk = "sha256:dbba8c4c2a8315c0665ae142f10b7dd2d671c2504b1721de3bf24e1790fbdc82"

[bedragen]
eenheid = 1000
decimaal = ","
kant = "kolommen"
lasten = "+"
baten = "-"
conventie = "A"

[kolom]
naam = "x € 1.000 Programma"

[kolommen]
"Begroting 2026 Lasten".fase = "begroting"
"Begroting 2026 Lasten".jaar = 2026
"Begroting 2026 Lasten".kant = "lasten"
"Begroting 2026 Baten".fase = "begroting"
"Begroting 2026 Baten".jaar = 2026
"Begroting 2026 Baten".kant = "baten"

[totalen]
Totaal = ["1 Bestuur", "2 Zorg"]
"""
    )


@pytest.mark.parametrize("bestand", [truth["bestand"] for truth in BRONNEN])
def test_a_kept_way_of_reading_reads_back_and_finds_the_same_table(bestand: str) -> None:
    found = herkend(bestand)
    wijze = leeswijze(found)
    again = read(write(wijze).encode(), "import/tabel.toml")
    assert again == wijze
    table = lees_tabel(blad(bestand), again)
    assert table is not None
    assert (table.bedragen, table.eenheid.euros, table.kop) == (found.bedragen, found.eenheid.euros, found.kop)
    assert table.totaalrijen == found.totaalrijen
    assert not [v for v in table.vragen if v.naam in {"eenheid", "tekens", "decimaal"}] or not wijze.conventie


@given(seed=st.integers(0, 10**9), vorm=st.sampled_from(VORMEN))
def test_every_layout_is_read_by_its_own_way_of_reading(seed: int, vorm: Vorm) -> None:
    made = maak(seed, vorm)
    found = herken(tabellen(made.blad)[0])
    wijze = read(write(leeswijze(found)).encode(), "import/tabel.toml")
    table = lees_tabel(made.blad, wijze)
    assert table is not None
    assert (table.vragen, table.mislukt, table.tekens.conventie) == ((), (), vorm.conventie)
    assert table.totaalrijen == found.totaalrijen


def test_next_year_the_totals_are_checked_as_they_were_this_year() -> None:
    wijze = leeswijze(herken(tabellen(maak(3, Vorm("B", "zij")).blad)[0]))
    other = maak(3, Vorm("B", "zij"))
    last = max(other.blad.cellen)
    for k in (3, 4):
        other.blad.cellen[last - 2][k] = other.blad.cellen[3][k]
    table = lees_tabel(other.blad, wijze)
    assert table is not None
    (total,) = (c for c in table.totalen if c.nummer == last - 2 and c.richting == "rij")
    assert (total.klasse, [m.identiteit.cel for m in total.mislukt]) == ("gevraagd", [(last - 2, 3), (last - 2, 4)])


def test_a_total_of_which_a_part_is_gone_is_told() -> None:
    sheet = maak(3, Vorm("B", "blokken")).blad
    wijze = leeswijze(herken(tabellen(sheet)[0]))
    gone = sheet.cellen[4].pop(1)
    del sheet.cellen[4]
    table = lees_tabel(sheet, wijze)
    assert table is not None
    assert [g.zin for g in table.gevonden] == [
        f'Totaal "Totaal" is niet na te rekenen: "{gone.tekst}" staat niet in de tabel.'
    ]


def test_other_headings_are_told_and_recognised_anew() -> None:
    sheet = maak(3, Vorm("B", "rijen")).blad
    wijze = leeswijze(herken(tabellen(sheet)[0]), bestand="import/druk.toml")
    row = sheet.cellen[2]
    first = min(row)
    sheet.cellen[2] = {**row, first: type(row[first])("Rekening 2011")}
    table = lees_tabel(sheet, wijze)
    assert table is not None
    assert table.kolommen[first].jaar == "2011"
    assert table.gevonden[-1].zin.startswith('De koppen zijn anders dan bij "druk"')


def test_a_changed_budget_beside_the_first_one_is_not_read_as_it() -> None:
    found = leeswijze(herkend("oss-2019.csv"))
    assert found.kolommen == {
        "Begroting 2019 primitief": Doel("begroting", "2019"),
        "Rekening 2019": Doel("rekening", "2019"),
    }
