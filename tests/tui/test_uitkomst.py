"""The result of every column: its sign by what it means, a verdict on the whole municipality only."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.session import Session
from budgetdesk.session.cells import set_cells
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.rijkeuze import Beeld
from budgetdesk.tui.dossier.uitkomst import shortened, uitkomst, when_typed
from budgetdesk.tui.widgets.regel import width_of
from budgetdesk.tui.widgets.strook import Jaaruitkomst, Uitkomst, in_one_line
from tests.conftest import Maak

GEHEEL = "[weergave]\ngeheel = true\n"
POST = (
    '[beleidsterrein.1A]\nnaam = "A"\n[post.x]\nbeleidsterrein = "1A"\nnaam = "X"\n'
    "lasten.begroting.2026 = 5_000_000\nbaten.begroting.2026 = 6_000_000\n"
)


def signs(session: Session) -> list[tuple[str, str, bool]]:
    return [(jaar.bedrag, jaar.teken, jaar.rood) for jaar in uitkomst(session.cijfers, 1000).jaren]


@pytest.mark.parametrize(("saldo", "printed"), [("lasten-baten", "-1.000"), ("baten-lasten", "1.000")])
def test_a_surplus_is_one_whatever_sign_it_prints_with(dossier: Maak, saldo: str, printed: str) -> None:
    begroting = 'formaat = 1\ngemeente = "X"\njaar = 2026\nsjabloon = "begroting"\n' + GEHEEL + f'saldo = "{saldo}"\n'
    session = Session.open(dossier(POST, begroting=begroting))
    assert signs(session)[2] == (printed, "▲", False)
    assert uitkomst(session.cijfers, 1000).oordeel == "alle jaren sluitend"
    bron = TabelBron(session, session.dossier.programmas[0], "programmakosten", Beeld(), 1000)
    row = next(row for row in range(bron.row_count()) if bron.rij(row).kant == "lasten" and bron.editable(row, 2))
    invoer = bron.editable(row, 2)
    assert invoer is not None
    before = uitkomst(session.cijfers, 1000).jaren[2].bedrag
    foretold = when_typed(bron, row, 2, "7000")
    assert signs(session)[2] == (printed, "▲", False)
    set_cells(session, [(invoer, 700_000_000)])
    after = uitkomst(session.cijfers, 1000).jaren[2].bedrag
    assert foretold == f"resultaat Begroting 2026: {before} → {after} ▼ niet sluitend"
    assert signs(session)[2][1:] == ("▼", True)
    found = uitkomst(session.cijfers, 1000)
    assert (found.oordeel, found.tekort) == ("tekort in 2026", True)


def test_of_a_part_of_the_municipality_nothing_is_judged(dossier: Maak) -> None:
    session = Session.open(dossier(POST))
    found = uitkomst(session.cijfers, 1)
    assert [jaar.teken for jaar in found.jaren] == [""] * 6
    assert not any(jaar.rood for jaar in found.jaren)
    assert (found.van, found.oordeel) == ("programma 1", "")
    assert [jaar.begroting for jaar in found.jaren].index(True) == 2


def test_columns_of_differences_have_no_result() -> None:
    session = Session.open(Path(__file__).parents[2] / "sample_budgets" / "leiden-2017-jaarrekening", read_only=True)
    found = uitkomst(session.cijfers, 1000)
    assert [jaar.kort for jaar in found.jaren] == [
        *("Rek.'16", "Begr.'17", "Wijz. Begr.", "Begr.'17 na wijz.", "Rek.'17"),
    ]


def test_years_are_short_where_no_two_are_the_same() -> None:
    assert shortened([("Rekening 2025", 2025), ("MJB 2028", 2028)]) == ["'25", "'28"]
    assert shortened([("Begroting 2026", 2026), ("Prognose 2026", 2026)]) == ["Begr.'26", "Progn.'26"]


def test_one_line_of_results_takes_its_width_and_keeps_the_last_years() -> None:
    jaren = tuple(Jaaruitkomst(f"MJB 20{n}", f"'{n}", "-1.234", "▼", rood=True) for n in range(25, 31))
    for width in range(20, 140):
        words = in_one_line(Uitkomst("gemeente", jaren, "tekort in 2027, 2028", tekort=True), width)
        line = "".join(word.tekst for word in words)
        assert width_of(words) == width
        assert "'30 -1.234▼" in line
        assert ("'25" in line) == (width >= 77)
