from __future__ import annotations

from budgetdesk.document.deelgrid import tabel
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Kop, Rij


def test_a_difference_names_its_columns_also_where_an_empty_one_is_left_out() -> None:
    verschil = Kop("Verschil", 2026, ((1, 1), (2, -1)), verschil=True)
    koppen = [Kop("Leeg", 2026, vorm="tekst"), Kop("Begroting", 2026), Kop("Rekening", 2026), verschil]
    rijen = [Rij("P", "Lasten", "blad", Scope("post", "p"), (("lasten", 1),))]
    grid = Grid("t", "T", None, koppen, rijen, Weergave(), lambda _r, k: 100 * k or None)
    (blok,) = tabel(grid)
    assert [blok.grid.koppen[i].tekst for i, _ in blok.grid.koppen[-1].delen] == ["Begroting", "Rekening"]
