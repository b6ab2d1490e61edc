"""Differences in print: whatever the signs of a document, an overspend never reads as favourable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from budgetdesk.export.caption import tekenregel
from budgetdesk.session import Session
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from tests.proef import Maak, begroting, sampled

SLECHTER = """\
[post.raad]
naam = "Raad"
beleidsterrein = "A"
lasten.begroting.2026 = 1_000_000
lasten.wijziging.2026 = 100_000
lasten.rekening.2026 = 1_300_000
baten.begroting.2026 = 400_000
baten.rekening.2026 = 250_000

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
toevoeging.begroting.2026 = 50_000
toevoeging.rekening.2026 = 80_000
onttrekking.begroting.2026 = 90_000
onttrekking.rekening.2026 = 20_000
"""
"""Accounts in which every side is worse than was budgeted, before the amendment and after it."""

SJABLOON = """\
basis = "jaarrekening"
[kolom.primitief]
kop = "Sinds de begroting"
verschil = ["begroting", "rekening"]
"""
"""Accounts with two columns of differences."""

TEKENS = [*product(("+", "-"), ("+", "-"), ("lasten-baten", "baten-lasten"))]
VERSCHILLEN = ("begroting-rekening", "rekening-begroting", "effect")
SINDS, VOOR, NA, REK = "Sinds de begroting", "Begroting 2026", "Begroting 2026 na wijziging", "Rekening 2026"
SIDES = ": + is voordelig bij lasten, saldo en toevoegingen, nadelig bij baten en onttrekkingen"
TABELLEN = ("programmakosten", "reserves", "kosten-per-doel", "baten-lasten", "taakvelden", "afwijkingen")


@pytest.fixture
def jaar(dossier: Maak) -> Callable[[str], Path]:
    """Return what makes the accounts with these lines in `[weergave]`."""

    def made(weergave: str) -> Path:
        map_ = dossier(SLECHTER, begroting=begroting(f"[weergave]\n{weergave}", sjabloon="worse"))
        (map_ / "templates").mkdir()
        (map_ / "templates" / "worse.toml").write_text(SJABLOON, "utf-8")
        return map_

    return made


def weergave(lasten: str, baten: str, saldo: str, verschil: str) -> str:
    return f'lasten = "{lasten}"\nbaten = "{baten}"\nsaldo = "{saldo}"\nverschil = "{verschil}"\n'


def tables(map_: Path) -> Iterator[Grid]:
    opened = Session.open(map_)
    for naam in TABELLEN:
        yield build(naam, opened.cijfers, opened.dossier.programmas)


def meaning(grid: Grid, kolom: int, rij: int) -> str:
    """Return what the caption says of plus in a column, on a row: the word for the side of that row."""
    kop = grid.koppen[kolom].tekst
    (said,) = [part for part in tekenregel(grid).split("; ") if kop in part.partition(" min ")[0]]
    words = re.split(r", (?=voordelig|nadelig)", said.partition(": + is ")[2])
    if " bij " not in words[0]:
        (word,) = words
        return word
    tekens = grid.rijen[rij].tekens
    kant = "saldo" if grid.rijen[rij].is_saldo else tekens[0][0].replace("toevoeging", "toevoegingen")
    kant = kant.replace("onttrekking", "onttrekkingen")
    (word,) = [word.split(" bij ")[0] for word in words if kant in word.replace(",", "").split()]
    return word


@pytest.mark.parametrize("verschil", VERSCHILLEN)
@pytest.mark.parametrize(("lasten", "baten", "saldo"), sampled(TEKENS, 8))
def test_what_is_worse_reads_as_unfavourable_by_the_caption_of_its_column(
    jaar: Callable[[str], Path], lasten: str, baten: str, saldo: str, verschil: str
) -> None:
    seen = 0
    for grid in tables(jaar(weergave(lasten, baten, saldo, verschil))):
        columns = [k for k, kop in enumerate(grid.koppen) if kop.verschil]
        for r, k in product(range(len(grid.rijen)), columns):
            if cents := grid.cents(r, k):
                assert meaning(grid, k, r) == ("nadelig" if cents > 0 else "voordelig"), (grid.naam, grid.rijen[r])
                assert grid.letter(r, k) == "N"
                seen += 1
    assert seen > 20


@pytest.mark.parametrize("verschil", VERSCHILLEN)
@pytest.mark.parametrize(("lasten", "baten", "saldo"), sampled(TEKENS, 8))
def test_plus_is_favourable_on_every_row_where_the_signs_are_said_to_make_it_so(
    jaar: Callable[[str], Path], lasten: str, baten: str, saldo: str, verschil: str
) -> None:
    map_ = jaar(weergave(lasten, baten, saldo, verschil))
    found = {
        grid.voordeel(r, k)
        for grid in tables(map_)
        for r in range(len(grid.rijen))
        for k, kop in enumerate(grid.koppen)
        if kop.verschil
    } - {0}
    assert Session.open(map_).dossier.weergave.plus_is_voordelig == (found == {1})


@pytest.mark.parametrize(
    ("verschil", "said"),
    [
        ("begroting-rekening", [f"Verschil 2026 = {NA} min {REK}{SIDES}", f"{SINDS} = {VOOR} min {REK}{SIDES}"]),
        ("effect", [f"Verschil 2026 en {SINDS}: + is voordelig"]),
    ],
)
def test_every_column_of_differences_is_named(jaar: Callable[[str], Path], verschil: str, said: list[str]) -> None:
    grid = next(tables(jaar(weergave("+", "+", "lasten-baten", verschil))))
    assert tekenregel(grid).split("; ")[1:] == ["saldo: + is nadelig", *said]


@pytest.mark.parametrize(
    ("verschil", "said"),
    [
        ("begroting-rekening", [f"{NA} min {REK}", f"{NA} min {REK}"]),
        ("rekening-begroting", [f"{REK} min {NA}", f"{REK} min {NA}"]),
        ("effect", [f"{NA} min {REK}", f"{REK} min {NA}"]),
    ],
)
def test_what_stands_behind_a_difference_is_subtracted_the_way_it_prints(
    jaar: Callable[[str], Path], verschil: str, said: list[str]
) -> None:
    grid = next(tables(jaar(weergave("+", "+", "lasten-baten", verschil))))
    kolom = next(k for k, kop in enumerate(grid.koppen) if kop.verschil)
    for rij, sentence in enumerate(said):
        behind = grid.behind(rij, kolom)
        assert isinstance(behind, Computed)
        assert behind.zin == f"berekend: {sentence}"
        assert sum((part.cents or 0) * part.factor for part in behind.parts()) == grid.cents(rij, kolom)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("", []),
        ('baten = "+"\n', ["BD508"]),
        ('baten = "+"\nsaldo = "baten-lasten"\n', ["BD508"]),
        ('lasten = "-"\nbaten = "+"\nsaldo = "baten-lasten"\n', ["BD508"]),
        ('baten = "+"\nverschil = "effect"\n', []),
        ('baten = "+"\nverschil = "begroting-rekening"\n', []),
    ],
)
def test_signs_that_make_plus_mean_two_things_are_a_finding_where_nobody_chose(
    jaar: Callable[[str], Path], keys: str, found: list[str]
) -> None:
    assert [m.code for m in Session.open(jaar(keys)).keuring.alle if m.code == "BD508"] == found


def test_a_document_without_differences_has_nothing_to_choose(dossier: Maak) -> None:
    map_ = dossier(SLECHTER, begroting=begroting('[weergave]\nbaten = "+"\n'))
    assert "BD508" not in [m.code for m in Session.open(map_).keuring.alle]
