"""One table is the same cells in whatever kind of file it comes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetdesk.importing.bron import Blad
from budgetdesk.importing.lezen import lees, lees_tekst
from tests.importing.maak import BRONNEN, EXACT, SOORTEN, Rijen, Waarde, gedrukt, tekst

Cellen = dict[tuple[int, int], tuple[str, str]]


def cellen(blad: Blad) -> Cellen:
    return {(r, c): (cel.tekst, cel.soort) for r, row in blad.cellen.items() for c, cel in row.items()}


def verwacht(rijen: Rijen, *, exact: bool, strip: bool) -> Cellen:
    def read(waarde: Waarde) -> tuple[str, str]:
        if exact and isinstance(waarde, Decimal):
            return f"{waarde.normalize():f}", "getal"
        text = gedrukt(waarde)
        return (text.strip() if strip else text), "tekst"

    return {
        (r, c): read(waarde) for r, row in enumerate(rijen, 1) for c, waarde in enumerate(row, 1) if waarde is not None
    }


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize("bron", BRONNEN)
def test_a_table_is_read_cell_by_cell_from_any_kind_of_file(bron: str, soort: str) -> None:
    naam, maak = SOORTEN[soort]
    rijen = BRONNEN[bron]
    gelezen = lees(naam, maak(rijen))
    assert len(gelezen.bladen) == 1
    expected = verwacht(rijen, exact=soort in EXACT, strip=soort in ("html", "html exact", "docx"))
    found = cellen(gelezen.bladen[0])
    if soort in EXACT:  # a program may write 612345.1 for 612345.10
        found = {at: (f"{Decimal(t).normalize():f}" if s == "getal" else t, s) for at, (t, s) in found.items()}
    assert found == expected
    assert [g.zin for g in gelezen.gevonden if "windows-1252" not in g.zin] == []


@pytest.mark.parametrize("bron", BRONNEN)
def test_a_pasted_table_is_the_same_cells(bron: str) -> None:
    gelezen = lees_tekst(tekst(BRONNEN[bron], "\t").decode())
    assert gelezen.soort == "plakken"
    assert cellen(gelezen.bladen[0]) == verwacht(BRONNEN[bron], exact=False, strip=True)


@pytest.mark.parametrize("soort", SOORTEN)
def test_every_fixture_is_small(soort: str) -> None:
    assert max(len(SOORTEN[soort][1](rijen)) for rijen in BRONNEN.values()) < 20_000
