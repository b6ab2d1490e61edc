"""A reserve below zero is a finding, once, in the first year it happens."""

from __future__ import annotations

from budgetdesk.session import Invoer, Session
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.reading import table
from tests.proef import Maak

PROGRAMMA = """\
[reserve.r]
naam = "Reserve R"
soort = "bestemmingsreserve"
stand.2024 = 100
onttrekking.begroting.2025 = 40
onttrekking.begroting.2026 = 80
onttrekking.begroting.2027 = 10

[reserve.onbekend]
naam = "Zonder stand"
soort = "bestemmingsreserve"
onttrekking.begroting.2026 = 80
"""


def test_a_reserve_that_falls_below_zero_is_found_with_its_line_and_first_year(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    (found,) = session.keuring.bevindingen
    assert (found.code, found.ernst, found.plaats.regel) == ("BD301", "waarschuwing", 7)
    assert found.tekst == "`Reserve R` komt per 31-12-2026 onder nul: -20."
    assert session.keuring.aantal == 1
    session.keuring.require_sound()


def test_without_a_known_balance_nothing_is_found(dossier: Maak) -> None:
    assert Session.open(dossier(PROGRAMMA.replace("stand.2024 = 100\n", ""))).keuring.bevindingen == []


def test_the_finding_follows_an_edit(dossier: Maak) -> None:
    session = Session.open(dossier(PROGRAMMA))
    bestand = session.dossier.programmas[0]
    invoer = input_at(session.dossier, table(session.cijfers, "reserves", bestand), 1, 2)
    assert isinstance(invoer, Invoer)
    set_cells(session, [(invoer, 50_00)])
    assert session.keuring.bevindingen == []
