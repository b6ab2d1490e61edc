from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from pathlib import Path

import pytest

from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.session.reading import table
from budgetdesk.tables import uitlegtekst
from budgetdesk.tables.behind import Computed, Fact, Group, Part, Stored
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import TABELLEN
from tests.conftest import SOAK
from tests.proef import Maak, sample, sampled, soaked

SAMPLES = Path(__file__).parents[2] / "sample_budgets"
NAMEN = sorted(pad.name for pad in SAMPLES.iterdir())


LARGE = {("voorbeeldstad-2027", t) for t in ("verloop", "incidenteel", "taakvelden", "hoofdtaakvelden", "categorieen")}
"""Tables of a thousand cells over all programmas."""


@cache
def grids(naam: str, tabel: str) -> list[Grid]:
    """Return a table as the app shows it, at the first programmas."""
    own = sample(naam)
    programmas = own.dossier.programmas[: 2 if TABELLEN[tabel].per_programma else 1]
    return [table(own.cijfers, tabel, bestand, posten=True) for bestand in programmas]


def cells(naam: str, tabel: str) -> Iterator[tuple[Grid, int, int]]:
    """Yield every cell of it."""
    for grid in grids(naam, tabel):
        yield from ((grid, rij, kolom) for rij in range(len(grid.rijen)) for kolom in range(len(grid.koppen)))


each_cell = pytest.mark.parametrize("step", sampled([3, 1], 2))
"""Each cell, or every day one in so many."""


@pytest.mark.lang
@each_cell
@pytest.mark.parametrize("naam", NAMEN)
def test_what_is_typed_shows_with_its_sign_and_what_comes_from_elsewhere(naam: str, step: int) -> None:
    every = chain.from_iterable(cells(naam, tabel) for tabel in TABELLEN)
    for grid, rij, kolom in islice(every, 0, None, step):
        achter, cents = grid.behind(rij, kolom), grid.cents(rij, kolom)
        assert isinstance(achter, Stored) == (grid.adres(rij, kolom) is not None), (grid.naam, rij, kolom)
        assert achter is not None or grid.inhoud(rij, kolom) is None, (grid.naam, rij, kolom)
        if isinstance(achter, Stored) and cents is not None:
            stored = sample(naam).dossier.waarde(achter.adres)
            if isinstance(stored, int):
                assert cents == achter.teken * (stored + achter.rest), (grid.naam, rij, kolom)


def assert_adds_up(shown: Iterable[tuple[Grid, int, int]]) -> None:
    for grid, rij, kolom in shown:
        achter = grid.behind(rij, kolom)
        cents = grid.cents(rij, kolom)
        if cents:
            assert isinstance(achter, (Stored, Computed)), (grid.naam, rij, kolom)
        if isinstance(achter, Computed) and cents is not None:
            assert added(achter.parts()) == cents, (grid.naam, rij, kolom)


@each_cell
@pytest.mark.parametrize("naam", sampled(NAMEN, 5))
def test_the_parts_of_a_cell_add_up_to_it(naam: str, step: int) -> None:
    for tabel in TABELLEN:
        if (naam, tabel) not in LARGE:
            assert_adds_up(islice(cells(naam, tabel), 0, None, step))


@pytest.mark.lang
@pytest.mark.parametrize(("naam", "tabel"), sorted(LARGE))
def test_so_they_do_in_large_tables(naam: str, tabel: str) -> None:
    assert_adds_up(cells(naam, tabel))


def added(parts: Sequence[Part]) -> int:
    """Return what parts add up to; those of a group have to add up to it as well."""
    assert all(added(part.parts()) == part.cents for part in parts if isinstance(part, Group))
    return sum(part.factor * (part.cents or 0) for part in parts)


@pytest.mark.parametrize("tabel", ["kostenverdeling", "voorzieningen"])
def test_every_part_leads_to_a_line_of_a_file_a_cell_or_a_computation_with_its_inputs(tabel: str) -> None:
    assert_grounded((grid, rij, kolom) for grid, rij, kolom in cells("voorbeeldstad-2027", tabel) if kolom == 3)


@pytest.mark.lang
@pytest.mark.parametrize("tabel", soaked(TABELLEN, 3, asked=SOAK))
@pytest.mark.parametrize("naam", NAMEN)
def test_so_does_every_part_of_every_cell_of_the_samples(naam: str, tabel: str) -> None:
    # a sum of a large municipality leads to every amount of every post: two of its years say what six do
    step = 3 if naam.startswith("voorbeeldstad") and not SOAK else 1
    assert_grounded((cell for cell in cells(naam, tabel) if cell[2] % step == 0), naam)


def assert_grounded(shown: Iterable[tuple[Grid, int, int]], naam: str = "voorbeeldstad-2027") -> None:
    own = sample(naam)
    for grid, rij, kolom in shown:
        achter = grid.behind(rij, kolom)
        for fact in facts(achter.parts()) if isinstance(achter, Computed) else ():
            if fact.adres:
                assert own.dossier.waarde(fact.adres) in (fact.cents, -fact.cents), (rij, kolom, fact)
                assert line(naam, fact.adres)
            else:
                given = fact.invoer()
                assert fact.zin, (rij, kolom, fact)
                assert given, (rij, kolom, fact)
                assert all(own.dossier.waarde(i.adres) is not None for i in given if i.adres)


@cache
def line(naam: str, adres: Adres) -> int | None:
    """Return the line of an address: one amount is part of many cells, and its file is parsed for its line."""
    return sample(naam).plaats(adres).regel


def facts(parts: Sequence[Part]) -> Iterator[Fact]:
    """Yield the facts that parts lead to in the end."""
    for part in parts:
        if isinstance(part, Group):
            yield from facts(part.parts())
        elif isinstance(part, Fact):
            yield part


def told(grid: Grid, naam: str, soort: str, kolom: int) -> tuple[str, list[str]]:
    """Return the sentence of a cell and its parts as people read them."""
    rij = next(i for i, r in enumerate(grid.rijen) if (r.naam, r.soort) == (naam, soort))
    achter = grid.behind(rij, kolom)
    assert isinstance(achter, Computed)
    return achter.zin, [uitlegtekst.part_text(part) for part in achter.parts()]


def test_the_reserves_of_a_programma_add_up_those_of_the_table_of_reserves() -> None:
    own = sample("leiden-2026")
    grid = table(own.cijfers, "programmakosten", own.dossier.programmas[0], posten=True)
    rij = next(i for i, r in enumerate(grid.rijen) if (r.naam, r.soort) == ("Reserves", "Onttrekking"))
    achter = grid.behind(rij, 2)
    assert isinstance(achter, Computed)
    parts = [part for part in achter.parts() if isinstance(part, Fact)]
    assert {part.adres.soort for part in parts if part.adres} == {"reserve"}
    assert all(part.adres and own.dossier.waarde(part.adres) == part.cents for part in parts)
    # those that bring nothing are no part of it
    assert len(parts) < len(own.dossier.programmas[0].van("reserve"))
    assert achter.zin == f"berekend: som van {len(parts)} reserves"


def test_a_sum_counts_the_parts_that_it_tells_and_a_subject_does_not_repeat_its_decision(dossier: Maak) -> None:
    post = "[post.{0}]\nnaam = '{0}'\nbeleidsterrein = '1A'\nlasten.begroting.2027 = {1}\n"
    kop = "[wijziging]\nnummer = '1'\nnaam = 'Indexering 2027'\nstatus = 'ontwerp'\n"
    mutatie = "[mutatie.m]\nprogramma = 1\npost = 'a'\nonderwerp = 'Indexering 2027: prijzen 2 %'\nlasten.2027 = 3\n"
    map_ = dossier("[beleidsterrein.1A]\nnaam = 'B'\n" + "".join(map(post.format, "abc", (10, 0, 20))))
    (map_ / "wijzigingen").mkdir()
    (map_ / "wijzigingen" / "1.toml").write_text(kop + mutatie)
    own = Session.open(map_, read_only=True)
    grid = table(own.cijfers, "programmakosten", own.dossier.programmas[0], posten=True)
    kolom = next(k for k, kop in enumerate(grid.koppen) if kop.jaar == 2027)
    rows = {(rij.naam, rij.soort): i for i, rij in enumerate(grid.rijen)}
    achter = grid.behind(rows["B", "Lasten"], kolom)
    assert isinstance(achter, Computed)
    assert achter.zin == "berekend: som van 2 posten"
    told = grid.uitleg(rows["a", "Lasten"], kolom)
    assert told is not None
    assert [part.naam for part in told.parts()] == ["a", "Indexering 2027: prijzen 2 %"]


def test_a_balance_a_difference_and_a_course_say_how_they_come_about() -> None:
    own = sample("leiden-2017-jaarrekening")
    grid = table(own.cijfers, "programmakosten", own.dossier.programmas[0], posten=True)
    kop = next(k for k, kop in enumerate(grid.koppen) if kop.verschil)
    assert told(grid, "Programma", "Saldo van baten en lasten", 0)[0] == "berekend: lasten min baten"
    assert told(grid, "Reserves", "Mutaties reserves", 0)[0] == "berekend: toevoeging min onttrekking"
    assert told(grid, "Programma", "Lasten", kop)[0].startswith("berekend: Begroting 2017 ")
    course = table(own.cijfers, "reserveverloop", own.dossier.programmas[0])
    assert told(course, course.rijen[0].naam, "Toevoegingen", 0) == (
        "berekend: de bedragen van het tabblad Reserves",
        [],
    )


def test_a_mutation_behind_an_amount_is_told_with_its_place() -> None:
    own = sample("voorbeeldstad-2027")
    found = {
        part.adres
        for grid, rij, kolom in cells("voorbeeldstad-2027", "programmakosten")
        if grid.rijen[rij].scope.bron == "mutaties" and isinstance(achter := grid.behind(rij, kolom), Computed)
        for part in achter.parts()
        if isinstance(part, Fact)
    }
    assert found
    assert all(isinstance(adres, Adres) and own.dossier.waarde(adres) for adres in found)
