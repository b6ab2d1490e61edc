"""Tables that a dossier declares itself, from the command line: shown, written, and what bad ones get."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Run

EIGEN = """\
tabellen = 1

[tabel.overzicht]
titel = "Overzicht van baten en lasten"
dekt = "saldo"
rij = [
  { per = "programma", naam = "{nummer} {naam}", maten = ["lasten", "baten", "saldo"] },
  { naam = "Totaal", maat = "saldo", rol = "totaal" },
]

[tabel.posten]
titel = "Posten van programma {nummer}"
bij = "programma"
rij = [ { per = "post", maten = ["lasten", "baten"] } ]

[tabel.investeringen]
titel = "Alle investeringen"
kolom = "jaren"
rij = [ { per = "investering", maat = "uitgaven" } ]
[tabel.investeringen.maat]
uitgaven = { uitgaven = 1 }
"""


@pytest.fixture
def eigen(leiden: Path) -> Path:
    """Return a dossier with tables of its own."""
    declare(leiden, EIGEN)
    return leiden


def declare(map_: Path, tekst: str) -> None:
    (map_ / "templates").mkdir(exist_ok=True)
    (map_ / "templates" / "tabellen.toml").write_text(tekst, encoding="utf-8")


def test_an_own_table_is_shown_and_explained_like_any_other(run: Run, eigen: Path) -> None:
    code, out, err = run("show", eigen, "overzicht", "--format", "csv", "--euro")
    assert (code, err) == (0, "")
    own = [line.split(",") for line in out.splitlines() if "Saldo" in line]
    _, other, _ = run("show", eigen, "programmakosten", "--format", "csv", "--euro")
    saldo = next(line.split(",") for line in other.splitlines() if "Saldo van baten en lasten" in line)
    assert [row[-6:] for row in own] == [saldo[-6:]] * 2
    code, out, _ = run("uitleg", eigen, "overzicht", "--rij", "Totaal", "--kolom", "Begroting 2026")
    assert code == 0
    assert "€ 23.197.545" in out.splitlines()[0]


def test_an_own_table_of_a_known_name_takes_the_place_of_that_table(run: Run, eigen: Path) -> None:
    _, out, _ = run("show", eigen, "investeringen")
    assert out.startswith("Alle investeringen\n")


@pytest.mark.lang
def test_own_tables_stand_in_the_workbook_and_in_the_document(run: Run, eigen: Path) -> None:
    assert run("export", eigen, "begroting.xlsx")[0] == 0
    with ZipFile("begroting.xlsx") as werkmap:
        sheets = werkmap.read("xl/workbook.xml").decode()
    assert "overzicht" in sheets.casefold()
    assert "posten" in sheets.casefold()
    assert run("export", eigen, "begroting.md")[0] == 0
    assert "### Posten van programma 1\n" in Path("begroting.md").read_text("utf-8")


def test_the_names_of_own_tables_are_among_those_to_choose_from(run: Run, eigen: Path) -> None:
    code, _, err = run("show", eigen, "overzichd")
    assert code == 2
    assert err.startswith("Onbekende tabel `overzichd`; kies uit programmakosten,")
    assert "overzicht, posten" in err


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ("tabellen = 1", "tabellen = 2", ":1: tabellen: deze versie kent `tabellen = 1`, en geen `2`."),
        ('maat = "saldo"', 'maat = "sald"', ":8: tabel.overzicht.rij[1].maat: onbekende maat `sald`."),
        ('per = "post"', 'per = "pots"', ":14: tabel.posten.rij[0].per:"),
        ('[ { per = "post"', '[ { per "post"', ":14: rij: geen geldige TOML"),
    ],
)
def test_a_mistake_in_an_own_table_stands_in_the_way_with_its_place(
    run: Run, eigen: Path, oud: str, nieuw: str, melding: str
) -> None:
    declare(eigen, EIGEN.replace(oud, nieuw, 1))
    code, out, _ = run("check", eigen)
    assert code == 1
    assert out.startswith(f"{eigen}/templates/tabellen.toml{melding.split(': ', maxsplit=1)[0]}: ")
    assert " fout " in out
    for command in (["show", eigen, "overzicht"], ["show", eigen, "reserves"], ["export", eigen, "x.xlsx"]):
        code, out, err = run(*command)
        assert (code, out) == (3, "")
        assert f"templates/tabellen.toml{melding}" in err
    assert not Path("x.xlsx").exists()


def test_a_column_that_this_document_does_not_have_stands_in_the_way_of_that_table_only(run: Run, eigen: Path) -> None:
    declare(eigen, EIGEN.replace('kolom = "jaren"', 'kolom = ["prognose"]'))
    where = "templates/tabellen.toml:18: tabel.investeringen.kolom[0]: "
    assert where in run("check", eigen)[1]
    assert where in run("show", eigen, "investeringen")[2]
    assert run("show", eigen, "investeringen")[0] == run("export", eigen, "x.xlsx")[0] == 3
    assert run("show", eigen, "overzicht")[0] == 0


def test_a_table_that_misses_amounts_is_shown_and_check_says_what_it_misses(run: Run, eigen: Path) -> None:
    declare(eigen, EIGEN.replace('{ per = "programma"', '{ waar = { aard = "incidenteel" }, per = "programma"'))
    assert run("show", eigen, "overzicht")[0] == 0
    code, out, _ = run("check", eigen)
    assert code == 1
    assert "templates/tabellen.toml:5: tabel.overzicht.dekt: BD501 waarschuwing van `saldo` staan" in out
