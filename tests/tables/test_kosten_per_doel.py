"""What goals cost: posts add up to their goals, and goals to the programma."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Record
from budgetdesk.model.scope import RecordKey, Scope
from budgetdesk.tables.grid import Grid, verschil_factor
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.verwijzing import fill
from tests import proef

DUIZEND: Final = 1000 * 100


def cijfers(*records: Record, sjabloon: str = "begroting", **weergave: str) -> Cijfers:
    """Return the figures of a dossier of 2026 with one programma that holds these tables."""
    shown = [Record("weergave", "", dict(weergave))]
    return proef.cijfers(proef.van_tabellen(records, begroting=shown, sjabloon=sjabloon))


def grid(figures: Cijfers, tabel: str = "kosten-per-doel") -> Grid:
    return build(tabel, figures, figures.dossier.programmas)


def tree() -> list[Record]:
    """Return two goals; the first has two deliverables, the second one. A third deliverable has no goal."""
    doelen = [Record("doel", f"A{n}", {"naam": f"Doel {n}", "beleidsterrein": "A"}) for n in (1, 2)]
    ouders = {"A1.1": "A1", "A1.2": "A1", "A2.1": "A2", "X.1": "X"}
    return doelen + [Record("prestatie", code, {"naam": "P", "doel": doel}) for code, doel in ouders.items()]


def post(sleutel: str, prestatie: str | None, euros: int) -> Record:
    record = Record("post", sleutel, {"naam": sleutel, "beleidsterrein": "A", "lasten.begroting.2026": euros * DUIZEND})
    if prestatie is not None:
        record.waarden["prestatie"] = prestatie
    return record


def lasten(table: Grid) -> list[tuple[int, str, str]]:
    """Return level, name and amount of 2026 of every row of lasten."""
    return [(r.niveau, r.naam, table.cell(i, 2)) for i, r in enumerate(table.rijen) if r.soort == "Lasten"]


def test_posts_count_towards_their_deliverable_and_its_goal_and_the_rest_is_told_apart() -> None:
    posts = [
        post("a", "A1.2", 5),
        post("b", "A1.2", 2),
        post("c", None, 10),
        post("d", "weg", 20),
        post("e", "X.1", 40),
    ]
    table = grid(cijfers(*tree(), *posts))
    assert table.titel == "Kosten per doel programma 1 P"
    assert lasten(table) == [
        (0, "A1 Doel 1", "7"),
        (1, "A1.2 P", "7"),
        (0, "A2 Doel 2", "-"),
        (0, "Niet toegedeeld", "70"),
        (0, "Programma", "77"),
    ]
    scopes = [r.scope for r in table.rijen if r.soort == "Lasten"]
    assert scopes[:3] == [Scope("doel", "A1"), Scope("prestatie", "A1.2"), Scope("doel", "A2")]


def test_every_thing_has_lasten_baten_and_saldo_and_what_is_one_post_is_typed() -> None:
    table = grid(cijfers(*tree(), post("a", "A1.1", 1)))
    last = ["Lasten", "Baten", "Saldo van baten en lasten"]
    assert [r.soort for r in table.rijen] == ["Lasten", "Baten", "Saldo"] * 3 + last
    assert [(r.rol, r.niveau) for r in table.rijen[2:6]] == [("saldo", 0), ("blad", 1), ("blad", 1), ("saldo", 1)]
    assert {r.rol for r in table.rijen[-3:]} == {"totaal"}
    assert [r.tabel for r in table.rijen[:6]] == [RecordKey("post", "a"), RecordKey("post", "a"), None] * 2
    assert all(r.tabel is None for r in table.rijen[6:])
    two = grid(cijfers(*tree(), post("a", "A1.1", 1), post("b", "A1.1", 2)))
    assert all(r.tabel is None for r in two.rijen)


def test_everything_that_is_assigned_leaves_no_row_for_the_rest() -> None:
    assert "Niet toegedeeld" not in [naam for _, naam, _ in lasten(grid(cijfers(*tree(), post("a", "A1.1", 1))))]


def test_a_programma_without_posts_is_zero_and_adds_nothing_up() -> None:
    table = grid(cijfers(*tree()))
    assert [naam for _, naam, _ in lasten(table)] == ["A1 Doel 1", "A2 Doel 2", "Programma"]
    assert {cell for row in table.cells() for cell in row} == {"-"}
    assert [r.delen for r in table.rijen if r.soort in ("Lasten", "Baten")][:4] == [()] * 4
    assert [r.delen for r in grid(cijfers()).rijen[:2]] == [(), ()]


def test_mutations_count_with_the_post_they_land_on() -> None:
    figures = cijfers(*tree(), post("a", "A1.1", 1))
    besluit = Bestand("wijzigingen/1.toml", "wijziging")
    besluit.records["wijziging", ""] = Record("wijziging", "", {"status": "ontwerp"})
    besluit.records["mutatie", "m"] = Record("mutatie", "m", {"programma": 1, "post": "a", "lasten.2026": 5 * DUIZEND})
    figures.dossier.bestanden[besluit.naam] = besluit
    figures = replace(figures, totalen=Totalen(figures.dossier, figures.sjabloon.ramingen))
    assert lasten(grid(figures))[:2] == [(0, "A1 Doel 1", "6"), (1, "A1.1 P", "6")]


def random_figures(rng: random.Random) -> Cijfers:
    terms = [f"{fase}.{jaar}" for fase in ("rekening", "begroting", "wijziging") for jaar in range(2024, 2030)]
    posts = []
    for n in range(rng.choice([0, 1, 6])):
        record = post(f"p{n}", rng.choice(["A1.1", "A1.2", "A2.1", "X.1", "weg", None]), 0)
        keys = rng.sample(terms, rng.randrange(len(terms)))
        record.waarden |= {f"{kant}.{key}": rng.randrange(-(10**9), 10**9) for kant in POSTKANTEN for key in keys}
        posts.append(record)
    signs = {"lasten": rng.choice("+-"), "baten": rng.choice("+-"), "nul": "0"}
    signs["saldo"] = rng.choice(["lasten-baten", "baten-lasten"])
    signs["verschil"] = rng.choice(["begroting-rekening", "rekening-begroting", "effect"])
    return cijfers(*tree()[rng.choice([0, 2]) :], *posts, sjabloon=rng.choice(["begroting", "jaarrekening"]), **signs)


@given(st.integers(0, 2**32))
def test_the_goals_add_up_to_the_programma_of_programmakosten(seed: int) -> None:
    figures = random_figures(random.Random(seed))  # noqa: S311
    table, kosten = grid(figures), grid(figures, "programmakosten")
    own = [i for i, r in enumerate(kosten.rijen) if r.naam == "Programma"]
    for i, other in enumerate(own, len(table.rijen) - 3):
        assert table.rijen[i].soort == kosten.rijen[other].soort
        for k in range(len(table.koppen)):
            assert table.cents(i, k) == kosten.cents(other, k)


@given(st.integers(0, 2**32))
def test_every_row_with_parts_equals_their_sum_exactly(seed: int) -> None:
    table = grid(random_figures(random.Random(seed)))  # noqa: S311

    def exact(row: int, kolom: int) -> int:
        """Return a cell as it is before a `verschil` setting turned it round."""
        turned = verschil_factor(table.rijen[row], table.weergave) if table.koppen[kolom].verschil else 1
        return (table.cents(row, kolom) or 0) * turned

    for i, rij in enumerate(table.rijen):
        for k in range(len(table.koppen)):
            parts = sum(factor * exact(deel, k) for deel, factor in rij.delen)
            assert exact(i, k) == parts or (not rij.delen and rij.rol == "blad")


@given(st.integers(0, 2**32))
def test_a_text_that_names_a_goal_prints_the_figure_of_the_table(seed: int) -> None:
    figures = random_figures(random.Random(seed))  # noqa: S311
    table, programma = grid(figures), figures.dossier.programmas[0]
    column = figures.sjabloon.kolommen[2].sleutel
    for i, rij in enumerate(table.rijen):
        if rij.scope.soort in ("doel", "prestatie"):
            soort, sleutel = rij.scope.record
            text = fill(figures, programma, f'{{{{{soort}."{sleutel}".{rij.soort.lower()}.{column}}}}}')
            assert text == table.cell(i, 2)
