"""What is said of a cell that holds no value, and of what is hidden."""

from __future__ import annotations

import pytest

from budgetdesk.importing.bron import Blad, Bron, Cel, Gevonden
from budgetdesk.importing.lezen.cellen import FOUTEN
from budgetdesk.importing.meldingen import van_cel, verborgen_bladen, zonder_waarde


@pytest.mark.parametrize(
    ("cel", "zin"),
    [
        (Cel("#VERW!", "fout"), "#VERW! (#REF!; fout in de formule). Herstel de cel in Excel."),
        (Cel("#DEEL/0!", "fout"), "#DEEL/0! (#DIV/0!; gedeeld door nul of een lege cel). Herstel de cel in Excel."),
        (Cel("#SPILL!", "fout"), "#SPILL! (fout in de formule). Herstel de cel in Excel."),
        (
            Cel("=A1", "formule"),
            "een formule zonder opgeslagen uitkomst. Open het bestand in Excel, bewaar het en lees het opnieuw in.",
        ),
    ],
)
def test_a_cell_without_a_value_is_named_with_what_to_do(cel: Cel, zin: str) -> None:
    found = van_cel(Blad("Begroting"), 212, 8, cel)
    assert found == Gevonden(f'Blad "Begroting", cel H212: {zin}', "Begroting", "H212")


def test_each_error_has_a_dutch_name_and_a_reason_of_its_own() -> None:
    said = [van_cel(Blad("a"), 1, 1, Cel(dutch, "fout")) for dutch in FOUTEN.values()]
    assert len({found.zin for found in said if found}) == len(FOUTEN) == 7


def test_a_sheet_tells_its_cells_without_a_value_in_order() -> None:
    rijen = {2: {1: Cel("=A1", "formule"), 2: Cel("1", "getal")}, 1: {3: Cel("#N/B", "fout"), 4: Cel("tekst")}}
    assert [found.cel for found in zonder_waarde(Blad("a", rijen))] == ["C1", "A2"]


def test_a_hidden_sheet_is_told() -> None:
    bron = Bron("x.xlsx", "xlsx", "0", (Blad("Begroting"), Blad("Oud", zichtbaar=False)))
    assert [found.zin for found in verborgen_bladen(bron)] == ['Blad "Oud" is verborgen en niet gelezen.']
