"""Whether accounts stayed within what the council authorised, computed by hand in euros. T is 2026."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.session import Session, Veldinvoer
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table, tables
from budgetdesk.tables.grid import Grid
from tests.proef import NAAM, Maak, begroting, programma
from tests.tables.test_formula import disagreements

EURO = "[weergave]\neenheid = 1\n"
WEGEN = """
[post.wegen]
naam = "Wegen"
beleidsterrein = "A"
lasten.begroting.2026 = 100
lasten.wijziging.2026 = 20
lasten.rekening.2026 = 150
baten.rekening.2026 = 90
[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
toevoeging.begroting.2026 = 10
toevoeging.rekening.2026 = 10
onttrekking.rekening.2026 = 70
"""
ZORG = """
[post.zorg]
naam = "Zorg"
beleidsterrein = "B"
lasten.begroting.2026 = 500
lasten.rekening.2026 = 300
"""
DOCUMENTEN = """
[document.begroting]
sjabloon = "begroting"
[document.jaarstukken]
sjabloon = "jaarrekening"
"""


def shown(session: Session) -> Grid:
    return table(session.cijfers, "rechtmatigheid", session.dossier.programmas[0])


def rows(grid: Grid) -> list[str]:
    width = range(len(grid.koppen))
    return [" | ".join([rij.naam, rij.soort, *(grid.cell(r, k) for k in width)]) for r, rij in enumerate(grid.rijen)]


def accounts(dossier: Maak, *, sjabloon: str = "jaarrekening") -> Path:
    named = (programma(WEGEN, 1, naam="Wegen"), programma(ZORG, 2, naam="Zorg"))
    return dossier(*named, begroting=begroting(EURO, sjabloon=sjabloon))


def test_an_excess_is_of_its_programma_whatever_another_has_left(dossier: Maak) -> None:
    session = Session.open(accounts(dossier))
    (grid,) = tables(session.cijfers, "rechtmatigheid", session.dossier.programmas)
    assert [kop.tekst for kop in grid.koppen][:2] == ["Begroting 2026 na wijziging", "Rekening 2026"]
    assert rows(grid) == [
        "1 Wegen | Lasten | 120 | 150 | 30 | overschreden | ",
        "1 Wegen | Toevoegingen aan reserves | 10 | 10 | - | binnen budget | ",
        "2 Zorg | Lasten | 500 | 300 | - | binnen budget | ",
        "Totaal |  | 630 | 460 | 30 |  | ",
    ]
    assert not disagreements(grid, session.cijfers)


@pytest.mark.parametrize("sjabloon", ["begroting", "voortgangsrapportage"])
def test_only_accounts_have_it(dossier: Maak, sjabloon: str) -> None:
    session = Session.open(accounts(dossier, sjabloon=sjabloon))
    assert rows(shown(session)) == []
    assert not session.tabellen["rechtmatigheid"].is_of(session.sjabloon)
    assert session.tabellen["rechtmatigheid"].is_of(Session.open(accounts(dossier)).sjabloon)


def test_why_it_was_exceeded_is_typed_in_its_cell_and_said_by_the_accounts(dossier: Maak) -> None:
    map_ = dossier(programma(WEGEN, 1), begroting=begroting(EURO + DOCUMENTEN))
    session = Session.open(map_, document="jaarstukken")
    found = input_at(session.dossier, shown(session), 0, 4)
    assert isinstance(found, Veldinvoer)
    set_cells(session, [(found, "Compensabel.")])
    session.save()
    assert '[programma]\nrechtmatigheid = "Compensabel."' in (map_ / "documenten/jaarstukken/01-p.toml").read_text(
        "utf-8"
    )
    assert shown(Session.open(map_, document="jaarstukken")).cell(0, 4) == "Compensabel."
    there = Adres(NAAM, "programma", "", "rechtmatigheid")
    assert Session.open(map_, document="begroting").dossier.waarde(there) is None
    texts = table(session.cijfers, "teksten", session.dossier.programmas[0])
    assert "Overschrijding toegelicht" in [rij.soort for rij in texts.rijen]
