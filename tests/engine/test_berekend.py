"""What is computed for the posts of a programma. T is 2026."""

from __future__ import annotations

from decimal import Decimal

from budgetdesk.engine.berekend import Berekend, berekend
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde

DRIE_JAAR: dict[str, Waarde] = {"naam": "Zaal", "uitgaven.2025": 90_00, "termijn": 3, "gereed": 2025}


def make(**tabellen: dict[str, Waarde]) -> tuple[Dossier, Bestand]:
    """Return a dossier with one programma of these investments."""
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": 2026})})
    kop.records["parameters", ""] = Record("parameters", "", {"omslagrente": Decimal("0.02")})
    investeringen = {("investering", s): Record("investering", s, waarden) for s, waarden in tabellen.items()}
    programma = Bestand("p", "programma", investeringen)
    return Dossier({kop.naam: kop, "p": programma}), programma


def test_the_charges_of_an_investment_are_lasten_of_its_post_per_year() -> None:
    deel = ("post", "x", "lasten")
    # 90 / 3 = 30, with 2 % of 90, 60 and 30
    assert berekend(*make(z={**DRIE_JAAR, "post": "x"})) == [
        Berekend("kapitaallasten", deel, "begroting.2026", 30_00 + 1_80, "Zaal", ("investering", "z")),
        Berekend("kapitaallasten", deel, "begroting.2027", 30_00 + 1_20, "Zaal", ("investering", "z")),
        Berekend("kapitaallasten", deel, "begroting.2028", 30_00 + 60, "Zaal", ("investering", "z")),
    ]


def test_two_investments_on_one_post_stay_apart() -> None:
    both = berekend(*make(a={**DRIE_JAAR, "post": "x", "naam": "A"}, b={**DRIE_JAAR, "post": "x", "naam": "B"}))
    assert [item.naam for item in both if item.kolom == "begroting.2026"] == ["A", "B"]


def test_without_a_post_nothing_is_added() -> None:
    assert berekend(*make(z=DRIE_JAAR)) == []
    assert berekend(*make()) == []


def test_charges_reach_as_far_as_a_template_can_name() -> None:
    found = berekend(*make(z={**DRIE_JAAR, "post": "x", "termijn": 40}))
    assert [item.kolom for item in found] == [f"begroting.{jaar}" for jaar in range(2026, 2036)]
