"""Taakvelden: posts in the order of their codes, adding up to all programmas after reserves."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.totalen import Totalen
from budgetdesk.iv3.matrix import boekingen, matrix
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand, Record
from budgetdesk.tables.grid import Grid, verschil_factor
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from tests import proef

DUIZEND: Final = 1000 * 100
T: Final = 2
"""The column of the budget year."""


def cijfers(*programmas: list[Record], jaar: int = 2026, sjabloon: str = "begroting", **weergave: str) -> Cijfers:
    """Return the figures of a dossier with these programmas."""
    shown = [Record("weergave", "", dict(weergave))]
    return proef.cijfers(proef.van_tabellen(*programmas, begroting=shown, jaar=jaar, sjabloon=sjabloon))


def grid(figures: Cijfers) -> Grid:
    return build("taakvelden", figures, figures.dossier.programmas)


def post(sleutel: str, taakveld: str, lasten: int = 0, baten: int = 0, jaar: int = 2026) -> Record:
    waarden = {"naam": sleutel, "beleidsterrein": "A", "taakveld": taakveld}
    amounts = {f"lasten.begroting.{jaar}": lasten * DUIZEND, f"baten.begroting.{jaar}": baten * DUIZEND}
    return Record("post", sleutel, {**waarden, **amounts})


def reserve(sleutel: str, toevoeging: int, onttrekking: int) -> Record:
    return Record(
        "reserve",
        sleutel,
        {
            "naam": sleutel,
            "toevoeging.begroting.2026": toevoeging * DUIZEND,
            "onttrekking.begroting.2026": onttrekking * DUIZEND,
        },
    )


def printed(table: Grid) -> list[tuple[str, list[str]]]:
    """Return per taakveld what is printed in the budget year: lasten, baten, saldo."""
    rows = range(0, len(table.rijen), 3)
    return [(table.rijen[r].naam, [table.cell(r + i, T) for i in range(3)]) for r in rows]


def test_posts_of_all_programmas_are_added_per_taakveld_in_the_order_of_the_codes() -> None:
    """0.9: 3; 0.10: reserves 5 and 7; 0.11: 1; 6.60 in both programmas: 4 + 8; lasten 31, baten 9, saldo 22."""
    figures = cijfers(
        [post("a", "6.711", 2), post("b", "6.60", 4), post("c", "", 8), reserve("r", 5, 7)],
        [post("a", "6.60", 8), post("b", "0.9", 3), post("c", "0.11", 1, 2)],
    )
    table = grid(figures)
    assert printed(table) == [
        ("0.9 Vennootschapsbelasting (VpB)", ["3", "-", "3"]),
        ("0.10 Mutaties reserves", ["5", "-7", "-2"]),
        ("0.11 Resultaat van de rekening van baten en lasten", ["1", "-2", "-1"]),
        ("6.60 Hulpmiddelen en diensten (WMO)", ["12", "-", "12"]),
        ("6.711 Huishoudelijke hulp (WMO)", ["2", "-", "2"]),
        ("Zonder taakveld", ["8", "-", "8"]),
        ("Totaal", ["31", "-9", "22"]),
    ]
    assert (table.programma, table.titel, [k.tekst for k in table.koppen][T]) == (None, "Taakvelden", "Begroting 2026")


def test_only_the_programmas_asked_for_are_in_it() -> None:
    figures = cijfers([post("a", "0.1", 2)], [post("a", "0.2", 3), reserve("r", 1, 0)])
    table = build("taakvelden", figures, figures.dossier.programmas[:1])
    assert [naam for naam, _ in printed(table)] == ["0.1 Bestuur", "Totaal"]


def test_posts_on_the_taakveld_of_reserves_are_added_to_them() -> None:
    table = grid(cijfers([post("a", "0.10", 2), reserve("r", 3, 0)]))
    assert printed(table)[0] == ("0.10 Mutaties reserves", ["5", "-", "5"])


@pytest.mark.parametrize("jaar", range(2017, 2027))
def test_a_taakveld_prints_its_name_in_a_dossier_of_any_year_with_codes(jaar: int) -> None:
    shown = printed(grid(cijfers([post("a", "0.1", 1, jaar=jaar), post("b", "8.1", 2, jaar=jaar)], jaar=jaar)))
    last = "8.1 Ruimtelijke ordening" if jaar < 2023 else "8.1 Ruimte en leefomgeving"
    assert [naam for naam, _ in shown[:2]] == ["0.1 Bestuur", last]


@pytest.mark.parametrize(
    ("code", "jaar", "label"),
    [("0.12", 2026, "0.12"), ("bestuur", 2026, "bestuur"), ("0.1", 2016, "0.1"), ("6.60", 2024, "6.60")],
)
def test_a_code_without_a_name_stands_alone(code: str, jaar: int, label: str) -> None:
    assert printed(grid(cijfers([post("a", code, 1, jaar=jaar)], jaar=jaar)))[0] == (label, ["1", "-", "1"])


@pytest.mark.parametrize("records", [[], [post("a", "", 5)], [reserve("r", 1, 1)]])
def test_without_any_taakveld_there_are_no_rows(records: list[Record]) -> None:
    table = grid(cijfers(records))
    assert (len(table.rijen), len(table.koppen)) == (0, 6)


def test_mutations_and_capital_charges_count_with_their_post() -> None:
    """2,000 + a mutation of 5,000 + depreciation of 10,000 over ten years."""
    investering = Record(
        "investering",
        "i",
        {"naam": "I", "uitgaven.2025": 10 * DUIZEND, "termijn": 10, "gereed": 2025, "post": "a"},
    )
    figures = cijfers([post("a", "0.1", 2), investering])
    besluit = Bestand("wijzigingen/1.toml", "wijziging")
    besluit.records["wijziging", ""] = Record("wijziging", "", {"status": "ontwerp"})
    besluit.records["mutatie", "m"] = Record("mutatie", "m", {"programma": 1, "post": "a", "lasten.2026": 5 * DUIZEND})
    figures.dossier.bestanden[besluit.naam] = besluit
    figures = replace(figures, totalen=Totalen(figures.dossier, figures.sjabloon.ramingen))
    assert printed(grid(figures))[0] == ("0.1 Bestuur", ["8", "-", "8"])


def random_figures(rng: random.Random) -> Cijfers:
    terms = [f"{fase}.{jaar}" for fase in ("rekening", "begroting", "wijziging") for jaar in range(2024, 2030)]

    def filled(record: Record, kanten: tuple[str, ...]) -> Record:
        keys = rng.sample(terms, rng.randrange(len(terms)))
        record.waarden |= {f"{kant}.{key}": rng.randrange(-(10**9), 10**9) for kant in kanten for key in keys}
        return record

    programmas: list[list[Record]] = [
        [
            *(filled(post(f"p{n}", rng.choice(["0.1", "0.10", "6.60", "", "x"])), POSTKANTEN) for n in range(4)),
            *(filled(reserve(f"r{n}", 0, 0), RESERVEKANTEN) for n in range(rng.randrange(3))),
        ]
        for _ in range(rng.choice([1, 3]))
    ]
    return cijfers(
        *programmas,
        sjabloon=rng.choice(["begroting", "jaarrekening"]),
        lasten=rng.choice("+-"),
        baten=rng.choice("+-"),
        saldo=rng.choice(["lasten-baten", "baten-lasten"]),
        verschil=rng.choice(["begroting-rekening", "rekening-begroting", "effect"]),
    )


@given(st.integers(0, 2**32))
def test_the_total_is_that_of_the_programmas_after_reserves_and_of_its_own_rows(seed: int) -> None:
    figures = random_figures(random.Random(seed))  # noqa: S311
    table = grid(figures)
    kosten = [build("programmakosten", figures, [b]) for b in figures.dossier.programmas]
    for k in range(len(table.koppen)) if table.rijen else ():
        result = sum(t.cents(len(t.rijen) - 1, k) or 0 for t in kosten)
        turned = [verschil_factor(r, table.weergave) if table.koppen[k].verschil else 1 for r in table.rijen]
        exact = [(table.cents(i, k) or 0) * turned[i] for i in range(len(table.rijen))]
        last = kosten[0].rijen[-1]
        own = verschil_factor(last, table.weergave) if table.koppen[k].verschil else 1
        assert exact[-1] == result * own
        for i, rij in enumerate(table.rijen):
            assert not rij.delen or exact[i] == sum(factor * exact[deel] for deel, factor in rij.delen)


@given(st.integers(0, 2**32))
def test_the_statement_of_a_year_agrees_with_the_table_to_the_euro(seed: int) -> None:
    """What Iv3 states per taakveld is the table's amount, each category rounded: one category, one rounding."""
    rng = random.Random(seed)  # noqa: S311
    posts = [post(f"p{n}", rng.choice(["0.1", "0.9", "6.60"]), rng.randrange(999)) for n in range(5)]
    for record in posts:
        record.waarden["categorie.lasten"] = "1.1"
    figures = cijfers(posts)
    table = grid(figures)
    stated = matrix(boekingen(figures.dossier, figures.totalen, figures.sjabloon.kolommen[T].termen))
    for i, rij in enumerate(table.rijen):
        if rij.scope.soort == "taakveld" and rij.kant == "lasten":
            assert stated.get(("lasten", rij.scope.sleutel, "1.1"), 0) * 100 == table.cents(i, T)
