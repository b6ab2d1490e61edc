"""A stored amount that changes moves exactly the cells whose filter holds it, by its factor, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from budgetdesk.engine.facts import key_of
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.session import Session
from budgetdesk.tables.language.build import build, outline
from budgetdesk.tables.language.columns import Column
from budgetdesk.tables.language.declaration import Tabeldeclaratie
from budgetdesk.tables.language.row import Row
from tests.proef import sampled
from tests.tables.language.proef import shipped

MAP = Path(__file__).parents[3] / "sample_budgets"
SAMPLES = sorted(pad.name for pad in MAP.iterdir() if not (pad / "vastgesteld.toml").exists())
"""The samples with a budget that may still be typed in: an adopted one refuses that."""
MORE = 12_345_600
PLAIN = [naam for naam in shipped() if naam not in ("emu", "balans", "reserveverloop", "voorzieningen")]
"""Tables that hold amounts as they are stored, and no balance that is carried from year to year."""


@pytest.fixture(scope="module", params=SAMPLES)
def session(request: pytest.FixtureRequest) -> Session:
    return Session.open(MAP / request.param)


def amounts(session: Session) -> list[Adres]:
    """Return one stored amount of each side of each programma: of a post that hands nothing out, or of a reserve."""
    terms = [kolom.invoer for kolom in session.sjabloon.kolommen if kolom.invoer]
    found: dict[tuple[str, str, str], Adres] = {}
    for bestand in session.dossier.programmas:
        for record in (*bestand.van("post"), *bestand.van("reserve")):
            for pad in record.waarden:
                key = key_of(record.soort, pad)
                if key and key.term in terms and not key.is_part and "verdeling" not in record.waarden:
                    found.setdefault((bestand.naam, key.kant, key.term), Adres(bestand.naam, *record.key, pad))
    return list(found.values())[:: max(1, len(found) // 3)]


@pytest.mark.lang
@pytest.mark.parametrize("step", sampled([9, 1], 2))
def test_a_stored_amount_moves_exactly_the_cells_that_hold_it(session: Session, step: int) -> None:
    """Look at every table, or every day at one in so many, others for each amount."""
    for n, adres in enumerate(amounts(session)):
        shown = [(naam, part) for naam in PLAIN[n::step] for part in parts(session, naam, adres)]
        holding = [held(session, shipped()[naam], part, adres) for naam, part in shown]
        before = [exact(session, shipped()[naam], part) for naam, part in shown]
        oud = session.dossier.waarde(adres)
        assert isinstance(oud, int)
        session.set_value(adres, oud + MORE)
        after = [exact(session, shipped()[naam], part) for naam, part in shown]
        session.undo()
        for (naam, _), (cells, rows), old, new in zip(shown, holding, before, after, strict=True):
            moved = {at: new[at] - old[at] for at in old if old[at] != new[at]}
            derived = {at for at, row in rows.items() if row.keuze is None}
            assert {at: n for at, n in moved.items() if at not in derived} == cells, (naam, adres)


def parts(session: Session, naam: str, adres: Adres) -> list[Sequence[Bestand]]:
    """Return what a table is looked at for: the programma of an amount and one it is not of, or all."""
    programmas = session.dossier.programmas
    own = next(i for i, bestand in enumerate(programmas) if bestand.naam == adres.bestand)
    both: list[Sequence[Bestand]] = [programmas[own : own + 1], programmas[own - 1 : own]]
    return both if shipped()[naam].per_programma else [programmas]


Cell = tuple[int, int]


def held(
    session: Session, tabel: Tabeldeclaratie, part: Sequence[Bestand], adres: Adres
) -> tuple[dict[Cell, int], dict[Cell, Row]]:
    """Return by how much each cell whose row and column hold an amount moves with it, and every row by cell."""
    cijfers = session.cijfers
    rows, columns = outline(tabel, cijfers, part)
    cube = cijfers.cube
    record = next(
        n for place, n in cube.records.nummers.items() if place == (adres.bestand, adres.soort, adres.sleutel)
    )
    key = key_of(adres.soort, adres.pad)
    assert key is not None
    fact = next(f for f in cube.of(record) if (f.kant, f.term) == (key.kant, key.term) and f.bron == "raming")
    found: dict[Cell, int] = {}
    for r, row in enumerate(rows):
        if row.records and record in row.records() and row.holds(fact):
            for c, column in enumerate(columns):
                is_of = all(getattr(fact, dim) in keys for dim, keys in column.waar.items())
                if is_of and (factor := factor_of(tabel, row, column, key.kant, key.term)):
                    found[r, c] = MORE * factor
    return found, {(r, c): row for r, row in enumerate(rows) for c in range(len(columns))}


def factor_of(tabel: Tabeldeclaratie, row: Row, column: Column, kant: str, term: str) -> int:
    sides = dict(tabel.maten[column.maat].kanten) if column.maat else dict(row.factoren or {})
    return sides.get(kant, 0) * dict(column.termen).get(term, 0)


def exact(session: Session, tabel: Tabeldeclaratie, part: Sequence[Bestand]) -> dict[Cell, int]:
    grid = build(tabel, session.cijfers, part)
    cells = [(r, k) for r in range(len(grid.rijen)) for k in range(len(grid.koppen))]
    return {(r, k): grid.cents(r, k) or 0 for r, k in cells}
