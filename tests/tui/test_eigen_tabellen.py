"""Tables that a dossier declares itself, in the app: a tab, typing in a cell, and what a bad one gets."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_eigen_tabellen import EIGEN, declare
from tests.tui.piloot import opened, screen, shown, table, until

SAMPLES = Path(__file__).parents[2] / "sample_budgets"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "leiden-2026", tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))


@pytest.mark.lang
async def test_amounts_are_typed_in_an_own_table_and_other_own_tables_follow(dossier: Path) -> None:
    declare(dossier, EIGEN.replace("saldo.", "saldo"))
    async with opened(dossier, size=(120, 40)) as pilot:
        screen(pilot).desk.show_table("overzicht")
        assert table(pilot)["Totaal", "Saldo"][2] == "23.198"
        screen(pilot).desk.show_table("posten", "programmas/01-bestuur-en-dienstverlening.toml")
        await pilot.pause()
        assert " Posten " in shown(pilot)[1]
        assert table(pilot)["Bestuur", "Lasten"][2] == "12.399"
        await pilot.press("right", "right", *"13399", "enter")
        assert table(pilot)["Bestuur", "Lasten"][2] == "13.399"
        screen(pilot).desk.show_table("overzicht")
        await pilot.pause()
        assert table(pilot)["Totaal", "Saldo"][2] == "24.198"


@pytest.mark.parametrize(
    ("oud", "nieuw", "code", "plaats"),
    [
        ('maat = "saldo"', 'maat = "sald"', "BD108", "templates/tabellen.toml:8"),
        ("tabellen = 1", "tabellen = ", "BD103", "templates/tabellen.toml:1"),
        ('kolom = "jaren"', 'kolom = ["prognose"]', "BD108", "templates/tabellen.toml:18"),
    ],
)
@pytest.mark.lang
async def test_a_bad_table_is_a_finding_that_names_its_place_and_the_app_stays_usable(
    dossier: Path, oud: str, nieuw: str, code: str, plaats: str
) -> None:
    declare(dossier, EIGEN.replace(oud, nieuw))
    async with opened(dossier, size=(120, 40)) as pilot:
        for soort in screen(pilot).sheet.all_tables:
            screen(pilot).desk.show_table(soort.naam)
        screen(pilot).desk.show_table("programmakosten")
        await pilot.press("f9")
        await until(pilot, lambda: code in "\n".join(shown(pilot)))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen(pilot))
        await until(pilot, lambda: plaats in "\n".join(shown(pilot)))
        await pilot.press("right", *"1", "enter")
        assert screen(pilot).sheet.session.dirty
