"""What counts where: every row of the table of the file format, for a dossier of 2026."""

from __future__ import annotations

import pytest

from budgetdesk.engine.mutaties import counted, tellingen
from budgetdesk.model.dossier import Dossier, Record
from tests.proef import van_tabellen

T = 2026


def make(besluit: dict[str, str], mutatie: dict[str, str | int]) -> Dossier:
    return van_tabellen(
        besluiten=[[Record("wijziging", "", dict(besluit)), Record("mutatie", "m", dict(mutatie))]], jaar=T
    )


POST: dict[str, str | int] = {"programma": 1, "post": "x", "lasten.2025": 5, "lasten.2026": 6, "lasten.2027": 7}


@pytest.mark.parametrize(
    ("status", "telt_mee", "columns"),
    [
        ("vastgesteld", "begroting", {"wijziging.2025": 5, "begroting.2026": 6, "begroting.2027": 7}),
        ("vastgesteld", "wijziging", {"wijziging.2025": 5, "wijziging.2026": 6}),
        ("vastgesteld", "niet", {}),
        ("ontwerp", "begroting", {"begroting.2026": 6, "begroting.2027": 7}),
        ("ontwerp", "wijziging", {}),
        ("ontwerp", "niet", {}),
        ("voorstel", "begroting", {}),
        ("voorstel", "wijziging", {}),
        ("voorstel", "niet", {}),
        ("ingetrokken", "begroting", {}),
        ("ingetrokken", "wijziging", {}),
        ("ingetrokken", "niet", {}),
        ("vastgesteld", "", {"wijziging.2025": 5, "begroting.2026": 6, "begroting.2027": 7}),
        ("", "begroting", {}),
        ("", "", {}),
    ],
)
def test_a_decision_counts_by_its_status_and_telt_mee(status: str, telt_mee: str, columns: dict[str, int]) -> None:
    besluit = {k: v for k, v in (("status", status), ("telt_mee", telt_mee)) if v}
    assert counted(make(besluit, POST), 1) == ({("post", "x", "lasten"): columns} if columns else {})


@pytest.mark.parametrize(
    ("mutatie", "deel"),
    [
        ({"programma": 1, "post": "x", "baten.2026": 6}, ("post", "x", "baten")),
        ({"programma": 1, "reserve": "r", "toevoeging.2026": 6}, ("reserve", "r", "toevoeging")),
        ({"programma": 1, "reserve": "r", "onttrekking.2026": 6}, ("reserve", "r", "onttrekking")),
    ],
)
def test_an_amount_lands_on_the_side_it_names(mutatie: dict[str, str | int], deel: tuple[str, str, str]) -> None:
    assert counted(make({"status": "ontwerp"}, mutatie), 1) == {deel: {"begroting.2026": 6}}
    assert counted(make({"status": "ontwerp"}, mutatie), 2) == {}


def test_mutations_on_one_post_add_up_and_stay_apart_in_the_register() -> None:
    dossier = make({"status": "ontwerp", "naam": "K"}, {"programma": 1, "post": "x", "lasten.2026": 6})
    wijziging = dossier.bestanden["wijzigingen/1.toml"]
    wijziging.records["mutatie", "n"] = Record("mutatie", "n", {"programma": 1, "post": "x", "lasten.2026": -10})
    assert counted(dossier, 1) == {("post", "x", "lasten"): {"begroting.2026": -4}}
    assert [(t.besluit.naam, t.mutatie.sleutel, t.kolom, t.cents) for t in tellingen(dossier, 1)] == [
        ("K", "m", "begroting.2026", 6),
        ("K", "n", "begroting.2026", -10),
    ]


def test_a_file_without_a_decision_counts_nowhere() -> None:
    dossier = make({"status": "ontwerp"}, POST)
    del dossier.bestanden["wijzigingen/1.toml"].records["wijziging", ""]
    assert list(tellingen(dossier, 1)) == []
