"""What a workbook holds of a dossier: it says so, and leaves out what a part of a municipality cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.extent import Omvang
from budgetdesk.export.suffix import sheets
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.language.known import shipped_tables
from budgetdesk.tables.registry import TABELLEN, with_own
from budgetdesk.tables.signed import Cijfers
from tests.export import stad as voorbeeldstad
from tests.export.test_workbook import Blad
from tests.proef import cijfers

VOORBEELDSTAD = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"
INFO = Documentinfo("Begroting", "Proef", "proef")
MET_CODE = {"kengetallen", "resultaatbestemming", "vermogen"}
GEMEENTE = {"baten-lasten", "emu", "balans"} | MET_CODE


@pytest.fixture(scope="module")
def stad() -> Cijfers:
    return voorbeeldstad.cijfers()


def workbook(shown: Cijfers, numbers: Sequence[int]) -> tuple[list[Blad], str]:
    """Return the sheets of a workbook of these programmas (all of them for none), and its document properties."""
    boek = voorbeeldstad.of(shown, *numbers)
    return list(boek.bladen), " ".join(filter(None, boek.parts["docProps/core.xml"].itertext()))


def texts(bladen: Sequence[Blad]) -> list[str]:
    return [cel.tekst for blad in bladen for cel in blad.cellen.values() if cel.tekst]


@pytest.mark.lang
def test_the_whole_dossier_has_the_tables_of_the_municipality(stad: Cijfers) -> None:
    bladen, core = workbook(stad, ())
    assert {b.naam for b in bladen} >= {"Baten en lasten", "EMU-saldo", "Balans", "Kengetallen", "Grafieken"}
    assert bladen[0].cellen["A1"].tekst == "Begroting"
    assert "Alle 15 programma's van het dossier." in texts(bladen[:1])
    assert "programma" not in core
    assert {"Structureel in evenwicht", "Sluitend"} <= set(texts(bladen))


@pytest.mark.lang
def test_some_programmas_have_no_table_of_the_whole_and_every_title_says_which_they_are(stad: Cijfers) -> None:
    bladen, core = workbook(stad, (3, 8))
    names = {b.naam for b in bladen}
    assert not names & {soort.label for soort in TABELLEN.values() if soort.hele_gemeente}
    assert names >= {"Verloop reserves", "Incidenteel", "Mutaties", "Verloop saldo", "Taakvelden", "P3 Reserves"}
    assert not [naam for naam in names if naam.startswith("P") and naam[:3] not in {"P3 ", "P8 ", "Pos"}]
    title = "Begroting, programma's 3 en 8"
    assert bladen[0].cellen["A1"].tekst == title
    assert core.count(title) == 2
    said = next(text for text in texts(bladen[:1]) if text.startswith("Alleen"))
    assert "3 Bereikbaarheid en openbare ruimte en 8 Zorg en ondersteuning: 2 van de 15" in said
    assert said.endswith("Tabellen over de hele gemeente staan niet in deze werkmap.")
    assert not {"Structureel in evenwicht", "Structureel begrotingssaldo", "Sluitend"} & set(texts(bladen))


@pytest.mark.lang
def test_a_dossier_that_is_no_municipality_gets_no_ratios_and_no_judgement(samples: Path) -> None:
    for naam in ("leiden-2026", "leiden-2017-jaarrekening"):
        bladen, core = workbook(cijfers(read_dossier(samples / naam).dossier), ())
        assert "Kengetallen" not in {b.naam for b in bladen}
        assert not [t for t in texts(bladen) if "sluitend" in t.lower() or "in evenwicht" in t.lower()]
        assert [t for t in texts(bladen[:1]) if "niet de hele gemeente" in t]
        assert "programma 1" not in core


@pytest.mark.lang
def test_a_table_that_says_nothing_has_no_sheet(stad: Cijfers) -> None:
    empty = [bestand for bestand in stad.dossier.programmas if bestand.soort and not [*bestand.van("reserve")]]
    assert empty
    assert "reserves" not in {grid.naam for grid in sheets(stad, empty)}


def test_the_list_of_tables_and_their_declarations_agree_on_what_is_about_the_municipality() -> None:
    declared = {naam: tabel.alles for naam, tabel in shipped_tables().tabellen.items()}
    assert {naam for naam, alles in declared.items() if alles} == GEMEENTE - MET_CODE
    assert {naam for naam, soort in TABELLEN.items() if soort.hele_gemeente} == GEMEENTE
    assert all(TABELLEN[naam].hele_gemeente == alles for naam, alles in declared.items())


def test_an_own_table_is_about_the_municipality_where_it_declares_so() -> None:
    shipped = shipped_tables().tabellen
    own = with_own({"eigen": shipped["balans"], "balans": shipped["taakvelden"], "incidenteel": shipped["taakvelden"]})
    assert own["eigen"].hele_gemeente
    assert not own["balans"].hele_gemeente
    assert not own["incidenteel"].slot_gemeente


def test_a_title_names_a_few_programmas_and_counts_many() -> None:
    def titel(*numbers: int) -> str:
        return Omvang(2026, tuple((n, "") for n in numbers), aantal=20).titel("Begroting")

    assert titel(4) == "Begroting, programma 4"
    assert titel(1, 2, 3) == "Begroting, programma's 1, 2 en 3"
    assert titel(*range(1, 8)) == "Begroting, 7 van 20 programma's"
    assert titel(*range(20)) == "Begroting"
