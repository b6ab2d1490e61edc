"""Typing errors in published tables, through all of reading, recognition and looking for amounts: none goes unseen."""

from __future__ import annotations

import csv
import io
import random

import pytest

from budgetdesk.importing.lezen import lees as lees_cellen
from budgetdesk.importing.tabel.tabellezing import Tabellezing, lees
from tests.importing.gedrukt import GEDRUKT
from tests.importing.gedrukt_terug import TERUG, Terug
from tests.importing.test_euros import vertypt

_GROOT = 10
"""Units from which a cell is mistyped: of a smaller one another digit may print alike."""


def vertik(terug: Terug, draw: random.Random) -> tuple[tuple[int, int], int, bytes]:
    """Return a cell of a table, what is typed there instead, and the file with that."""
    with (GEDRUKT / terug.bestand).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=terug.scheiding))
    cells = [(where, units) for where, units, _, _ in terug.gedrukt() if abs(units) >= _GROOT]
    typed = units = 0
    where = ""
    while typed == units:
        where, units = draw.choice(cells)
        typed = vertypt(draw, units)
    rij, kolom = (int(part.split()[1]) for part in where.split(","))
    cents = ",00" if rows[rij - 1][kolom - 1].endswith(",00") else ""
    rows[rij - 1][kolom - 1] = f"{typed:,}".replace(",", ".") + cents
    out = io.StringIO()
    csv.writer(out, delimiter=terug.scheiding, lineterminator="\n").writerows(rows)
    return (rij, kolom), typed, out.getvalue().encode()


def gelezen(terug: Terug, data: bytes) -> Tabellezing:
    bron = lees_cellen("tabel.csv", data, scheiding=terug.scheiding)
    return lees(bron, terug.zegt, [], blad="", decimaal=None, toch=False)


@pytest.mark.parametrize(
    ("seed", "aantal"), [(1, 8), pytest.param(2, 200, marks=pytest.mark.lang)], ids=["steekproef", "alle"]
)
def test_a_typing_error_is_asked_about_and_the_cell_is_among_the_suspects(seed: int, aantal: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - reproducible, nothing secret
    for _ in range(aantal):
        terug = draw.choice(TERUG)
        cel, typed, data = vertik(terug, draw)
        found = gelezen(terug, data)
        suspects = [one.cel for tegen in found.druk.tegenspraken for one in tegen.verdachten]
        assert cel in suspects, (terug.bestand, cel, typed)
        assert any("kan niet kloppen" in str(vraag) for vraag in found.vragen)
