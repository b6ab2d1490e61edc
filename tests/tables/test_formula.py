"""Every cell of every table is what its formula comes to: the workbook and the explanation read the formula."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.session.session import Session
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.evaluate import above_of, cents_of, fraction_of, percentage, word_of
from budgetdesk.tables.formula import Above, Cell, Linear, Ratio
from budgetdesk.tables.grid import Grid, Inhoud, Meting
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from tests.conftest import Maak
from tests.proef import sampled

LEIDEN = ("leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage")
SAMPLES = sampled((*LEIDEN, "voorbeeldstad-2027"), 4)

CONSTANT = {"kostenverdeling", "indicatoren"}
"""Tables of what is computed elsewhere or measured: their cells have no formula."""


def every_grid(session: Session) -> Iterator[Grid]:
    """Yield every table of a dossier, and what each decision changes."""
    cijfers, programmas = session.cijfers, session.dossier.programmas
    for soort in cijfers.tabellen.values():
        for group in [programmas] if soort.overkoepelend else [[b] for b in programmas]:
            yield build(soort.naam, cijfers, group)
    for besluit in besluiten.besluiten(session.dossier):
        yield begrotingswijziging(cijfers, besluit.naam)


def recomputed(grid: Grid, cijfers: Cijfers, rij: int, kolom: int) -> Inhoud | Decimal:
    """Return what the formula of a cell comes to."""

    def cells(cell: Cell) -> int:
        return grid.cents(cell.rij, cell.kolom) or 0

    found = grid.formula(rij, kolom)
    if found is None:
        return None
    if isinstance(found, Linear):
        return cents_of(found, cijfers.cube, cells)
    if isinstance(found, Ratio):
        return percentage(fraction_of(found, cijfers.cube, cells))
    if isinstance(found, Above):
        return above_of(found, cijfers.cube, cells)
    return word_of(found, cijfers.cube, cells)


def disagreements(grid: Grid, cijfers: Cijfers) -> list[str]:
    """Return the cells that are not what their formula comes to, and the amounts that have none."""
    wrong = []
    for rij, row in enumerate(grid.rijen):
        for kolom, kop in enumerate(grid.koppen):
            held, found = grid.inhoud(rij, kolom), recomputed(grid, cijfers, rij, kolom)
            is_free = isinstance(held, str) or held is None or row.delen or kop.delen or grid.naam in CONSTANT
            if found is None and is_free:
                continue
            if found != (held.waarde if isinstance(held, Meting) else held):
                wrong.append(f"{grid.titel}: {row.naam} {row.soort}, {kop.tekst}: {held}, {found}")
    return wrong


@pytest.mark.parametrize("naam", SAMPLES)
def test_every_cell_of_a_sample_is_what_its_formula_comes_to(samples: Path, naam: str) -> None:
    session = Session.open(samples / naam)
    assert [wrong for grid in every_grid(session) for wrong in disagreements(grid, session.cijfers)] == []


@pytest.mark.lang
@pytest.mark.parametrize("naam", sampled(LEIDEN, 3))
def test_it_still_is_after_amounts_changed(samples: Path, naam: str) -> None:
    session, random = Session.open(samples / naam), Random(naam)  # noqa: S311 - the same amounts every time
    amounts = [
        Adres(bestand.naam, *record.key, pad)
        for bestand in session.dossier.programmas
        for record in bestand.records.values()
        for pad, value in record.waarden.items()
        if isinstance(value, int) and "." in pad and record.soort in ("post", "reserve", "investering", "voorziening")
    ]
    before = [grid.cents(r, 0) for grid in every_grid(session) for r in range(len(grid.rijen))]
    chosen = random.sample(amounts, min(len(amounts), 12))
    session.do([SetValue(adres, session.dossier.waarde(adres), random.randrange(10**7)) for adres in chosen])
    assert before != [grid.cents(r, 0) for grid in every_grid(session) for r in range(len(grid.rijen))]
    assert [wrong for grid in every_grid(session) for wrong in disagreements(grid, session.cijfers)] == []


EIGEN = """tabellen = 1
[tabel.kern]
titel = "Kern"
labels = ["Onderdeel", "Soort"]
letters = "kolom"
kolom = [
  "begroting",
  { kop = "Twee jaar", maat = "lasten", jaren = ["T", "T+1"] },
  { kop = "Som", som = { "Begroting 2026" = 1, "Twee jaar" = -1 } },
]
rij = [
  { id = "l", naam = "Lasten", maat = "lasten" },
  { id = "b", naam = "Baten", maat = "baten" },
  { id = "s", naam = "Saldo", som = { l = 1, b = -1 } },
  { naam = "Dekking", verhouding = ["b", "l"], grens = [50], oordeel = ["laag", "goed"] },
  { naam = "Oordeel", oordeel = { van = "s", grens = [0], tekst = ["tekort", "rond"] } },
]
"""


def test_rows_made_of_rows_ratios_and_verdicts_too(dossier: Maak) -> None:
    post = 'naam = "{0}"\nbeleidsterrein = "A"\n{1}.begroting.2026 = {2}\n{1}.begroting.2027 = {2}\n'
    text = '[beleidsterrein.A]\nnaam = "A"\n' + "".join(
        f"[post.{naam}]\n" + post.format(naam, kant, bedrag)
        for naam, kant, bedrag in (("a", "lasten", 900), ("b", "baten", 333), ("c", "lasten", 77.13))
    )
    map_ = dossier(text)
    (map_ / "templates").mkdir()
    (map_ / "templates" / "tabellen.toml").write_text(EIGEN, "utf-8")
    session = Session.open(map_)
    grid = build("kern", session.cijfers, session.dossier.programmas)
    assert len(grid.rijen) == 6
    assert disagreements(grid, session.cijfers) == []
    assert [grid.formula(r, 0) is not None for r in range(6)] == [True] * 6
