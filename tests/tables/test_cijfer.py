"""Free figures: amounts of no post, which tables of the municipality's own print, group and have typed in."""

from __future__ import annotations

import pytest

from budgetdesk.export.text import to_text
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.edits import SetValue
from budgetdesk.session import Session
from budgetdesk.tables.behind import Computed, Fact
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.language.build import build
from budgetdesk.tables.language.fit import findings
from budgetdesk.tables.signed import Cijfers
from tests.proef import NAAM, begroting, programma, session
from tests.tables.language.proef import declared
from tests.tables.test_formula import disagreements

HEAD = begroting(
    """\
[weergave]
eenheid = 1
[cijfer.inwoners]
naam = "Inwoners"
groep = "Maatstaven"
eenheid = "aantal"
bedrag.begroting.2026 = 120_000
bedrag.begroting.2027 = 121_000
bedrag.rekening.2024 = 118_500
[cijfer.woningen]
naam = "Woningen"
groep = "Maatstaven"
bedrag.begroting.2026 = 55_000
[cijfer.los]
naam = "Los"
bedrag.begroting.2026 = 7
"""
)
PROGRAMMA = programma(
    """\
[post.a]
naam = "Raad"
beleidsterrein = "X"
lasten.begroting.2026 = 100
[cijfer.uitkering]
naam = "Uitkering"
groep = "Gemeentefonds"
bedrag.begroting.2025 = 900
bedrag.wijziging.2025 = 50
bedrag.begroting.2026 = 1_000
"""
)
TABEL = """titel = "Cijfers"
labels = ["Cijfer", "Eenheid"]
maat = { bedrag = { cijfer = 1 } }
rij = [{ per = "groep", zonder = "Overig", maat = "bedrag", rol = "groep", soort = "", onder = [
  { per = "cijfer", soort = "{eenheid}", maat = "bedrag" },
] }, { naam = "Totaal", maat = "bedrag", rol = "totaal", soort = "" }]
"""
COLUMNS = {"vorig": 1, "begroting": 2}


def dossier() -> Session:
    return session(PROGRAMMA, programma("", 2), begroting=HEAD)


def made(of: Session, text: str = TABEL, programmas: slice = slice(None)) -> Grid:
    return build(declared(text), of.cijfers, of.dossier.programmas[programmas])


def printed(grid: Grid) -> dict[str, list[str]]:
    return {f"{rij.naam} {rij.soort}".strip(): cells[:4] for rij, cells in zip(grid.rijen, grid.cells(), strict=True)}


def test_free_figures_print_by_group_with_what_stands_in_no_programma() -> None:
    assert printed(made(dossier())) == {
        "Maatstaven": ["118.500", "-", "175.000", "121.000"],
        "Inwoners aantal": ["118.500", "-", "120.000", "121.000"],
        "Woningen": ["-", "-", "55.000", "-"],
        "Overig": ["-", "-", "7", "-"],
        "Los": ["-", "-", "7", "-"],
        "Gemeentefonds": ["-", "950", "1.000", "-"],
        "Uitkering": ["-", "950", "1.000", "-"],
        "Totaal": ["118.500", "950", "176.007", "121.000"],
    }


def test_over_some_programmas_only_their_own_figures_count() -> None:
    of = dossier()
    assert printed(made(of, programmas=slice(1))).keys() == {"Gemeentefonds", "Uitkering", "Totaal"}
    assert printed(made(of, programmas=slice(1)))["Totaal"] == ["-", "950", "1.000", "-"]
    assert printed(made(of, programmas=slice(1, 2))) == {"Totaal": ["-", "-", "-", "-"]}


@pytest.mark.parametrize("signs", ["", 'lasten = "-"\nbaten = "+"\n'])
def test_a_table_of_one_programma_has_nothing_of_the_municipality_even_where_it_is_the_only_one(signs: str) -> None:
    of = session(PROGRAMMA, begroting=HEAD.replace("eenheid = 1\n", f"eenheid = 1\n{signs}"))
    grid = made(of, f'bij = "programma"\n{TABEL}')
    assert printed(grid)["Totaal"] == ["-", "950", "1.000", "-"]


def test_a_figure_is_typed_where_it_stands() -> None:
    of = dossier()
    grid = made(of)
    where = {rij.naam: grid.adres(r, COLUMNS["begroting"]) for r, rij in enumerate(grid.rijen)}
    assert where["Inwoners"] == Adres(BEGROTING, "cijfer", "inwoners", "bedrag.begroting.2026")
    assert where["Uitkering"] == Adres(NAAM, "cijfer", "uitkering", "bedrag.begroting.2026")
    assert [where["Maatstaven"], where["Totaal"]] == [None, None]
    of.do([SetValue(where["Inwoners"], 12_000_000, 13_000_000), SetValue(where["Uitkering"], 100_000, None)])
    assert printed(made(of))["Totaal"] == ["118.500", "950", "185.007", "121.000"]
    assert disagreements(made(of), of.cijfers) == []


def test_its_amounts_count_in_no_total_of_posts() -> None:
    without = session(PROGRAMMA.partition("[cijfer")[0], programma("", 2), begroting=begroting())
    with_ = session(PROGRAMMA, programma("", 2), begroting=HEAD.replace("eenheid = 1\n", "eenheid = 1000\n"))
    for naam in ("programmakosten", "baten-lasten", "taakvelden", "emu", "kengetallen"):
        assert [shown(of.cijfers, naam) for of in (without, with_)] == [shown(without.cijfers, naam)] * 2


def shown(cijfers: Cijfers, naam: str) -> list[str]:
    from budgetdesk.tables.registry import build as build_table

    programmas = cijfers.dossier.programmas
    groups = [programmas] if cijfers.tabellen[naam].overkoepelend else [[b] for b in programmas]
    return [to_text(build_table(naam, cijfers, group)) for group in groups]


def test_every_cell_is_what_its_formula_comes_to_and_the_parts_lead_to_the_file() -> None:
    of = dossier()
    grid = made(of)
    assert disagreements(grid, of.cijfers) == []
    row = next(r for r, rij in enumerate(grid.rijen) if rij.naam == "Uitkering")
    own = grid.uitleg(row, COLUMNS["vorig"])
    assert isinstance(own, Computed)
    assert [(p.adres and p.adres.pad, p.cents) for p in own.parts() if isinstance(p, Fact)] == [
        ("bedrag.begroting.2025", 900_00),
        ("bedrag.wijziging.2025", 50_00),
    ]


def test_a_difference_of_figures_is_no_advantage() -> None:
    head = HEAD.replace('sjabloon = "begroting"', 'sjabloon = "jaarrekening"').replace(
        "eenheid = 1\n", 'eenheid = 1\nletters = true\nverschil = "effect"\n'
    )
    of = session(PROGRAMMA, begroting=head)
    tabel = TABEL.replace("cijfer = 1 }", 'cijfer = 1, teken = "lasten" }')
    grid = made(of, tabel)
    row = next(r for r, rij in enumerate(grid.rijen) if rij.naam == "Inwoners")
    assert [grid.cell(row, k) for k in (1, 3, 4, 5)] == ["120.000", "120.000", "-", "120.000"]


def test_what_a_table_misses_is_told_by_the_figure() -> None:
    of = dossier()
    tabel = declared(
        'titel = "C"\nmaat = { bedrag = { cijfer = 1 } }\ndekt = "bedrag"\n'
        'rij = [{ per = "cijfer", waar = { groep = "Maatstaven" }, maat = "bedrag" }]\n'
    )
    (found,) = findings(tabel, of.cijfers)
    assert found.code == "BD501"
    assert "het meest bij cijfer `Uitkering` van programma 1" in found.tekst
    tabel = declared(
        'titel = "C"\nmaat = { bedrag = { cijfer = 1 } }\ndekt = "bedrag"\n'
        'rij = [{ per = "cijfer", waar = { groep = "Gemeentefonds" }, maat = "bedrag" }]\n'
    )
    (found,) = findings(tabel, of.cijfers)
    assert "het meest bij cijfer `Inwoners`)" in found.tekst


def test_an_unknown_group_is_told() -> None:
    of = dossier()
    tabel = declared(
        'titel = "C"\nmaat = { b = { cijfer = 1 } }\nrij = [{ waar = { groep = "Maatstaf" }, maat = "b" }]\n'
    )
    (found,) = findings(tabel, of.cijfers)
    assert (found.code, found.remedie) == ("BD502", "Bedoelt u `Maatstaven`?")
