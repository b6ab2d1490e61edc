from __future__ import annotations

from budgetdesk.document.deelgrid import tabel
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid, Kop, Rij


def test_a_difference_names_its_columns_also_where_an_empty_one_is_left_out() -> None:
    verschil = Kop("Verschil", 2026, ((1, 1), (2, -1)), verschil=True)
    koppen = [Kop("Leeg", 2026, vorm="tekst"), Kop("Begroting", 2026), Kop("Rekening", 2026), verschil]
    rijen = [Rij("P", "Lasten", "blad", Scope("post", "p"), (("lasten", 1),))]
    grid = Grid("t", "T", None, koppen, rijen, Weergave(), lambda _r, k: 100 * k or None)
    (blok,) = tabel(grid)
    assert [blok.grid.koppen[i].tekst for i, _ in blok.grid.koppen[-1].delen] == ["Begroting", "Rekening"]


def test_a_part_of_a_table_has_its_cells_in_their_new_places_and_rows_of_its_own_hold_nothing() -> None:
    koppen = [Kop("A", 2026), Kop("B", 2027), Kop("Som", 2027, ((0, 1), (1, 1)))]
    rijen = [Rij(naam, "", "blad", Scope("post", naam), delen=((0, 1),)) for naam in "pqr"]
    grid = Grid("t", "T", None, koppen, rijen, Weergave(), lambda r, k: 100 * (10 * r + k))
    grid.adres = lambda r, k: Adres("f", "post", "pqr"[r], koppen[k].tekst)
    grid.rest = lambda r, k: r + k
    grid.uitleg = lambda r, k: Computed(f"{r}/{k}")
    boven = Rij("Boven", "", "groep", Scope("kop", "x"))
    deel = grid.deel([boven, 2, 0], [2, 1])
    assert [[deel.inhoud(r, k) for k in (0, 1)] for r in range(3)] == [[None, None], [2200, 2100], [200, 100]]
    assert [deel.adres(r, 0) for r in range(3)] == [None, grid.adres(2, 2), grid.adres(0, 2)]
    assert [(deel.rest(r, 1), deel.uitleg(r, 1)) for r in range(3)] == [
        (0, None),
        (3, Computed("2/1")),
        (1, Computed("0/1")),
    ]
    assert [rij.delen for rij in deel.rijen] == [(), (), ()]
    assert [kop.delen for kop in deel.koppen] == [(), ()]
    assert [kop.delen for kop in grid.deel([0], [1, 2, 0]).koppen] == [(), ((2, 1), (0, 1)), ()]
