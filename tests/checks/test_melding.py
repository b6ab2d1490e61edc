from __future__ import annotations

import pytest

from budgetdesk.checks.melding import Melding
from budgetdesk.errors import Bevinding, Plaats
from budgetdesk.model.adres import Adres


@pytest.mark.parametrize(
    ("zin", "printed"),
    [
        ("", ""),
        ("Zo.", "Zo."),
        ("Zonder punt", "Zonder punt"),
        ("gewijzigd: Stichting e.d..", "gewijzigd: Stichting e.d."),
        ("kies uit: 1.1, 2.1, ....", "kies uit: 1.1, 2.1, ..."),
        ("een reeks ...", "een reeks ..."),
        ("de naam `X..` klopt.", "de naam `X..` klopt."),
    ],
)
def test_a_sentence_ends_in_one_full_stop_whatever_names_it_ends_with(zin: str, printed: str) -> None:
    melding = Melding("BD404", Adres("p.toml", "post", "x", "naam"), zin, zin)
    bevinding = Bevinding("BD404", Plaats("p.toml"), zin, zin)
    assert (melding.tekst, melding.herstel) == (bevinding.tekst, bevinding.remedie) == (printed, printed)
