"""The list of findings in the app: what the dossier accepts is counted, not listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.tui.screens.bevindingen import BevindingenScreen
from budgetdesk.tui.screens.dossier import DossierScreen
from tests.tui.piloot import opened, screen, shown, until

SAMPLE = Path(__file__).parents[1] / "data" / "leiden"
PROGRAMMA = "programmas/01-bestuur-en-dienstverlening.toml"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Return a dossier with two negative amounts, of which it accepts one."""
    map_ = Path(shutil.copytree(SAMPLE, tmp_path / "leiden", ignore=shutil.ignore_patterns(".*")))
    pad = map_ / PROGRAMMA
    text = pad.read_text("utf-8").replace("= 13_542_517", "= -13_542_517").replace("= 198_641", "= -198_641")
    pad.write_text("kleur = 1\n" + text, "utf-8")
    with (map_ / "begroting.toml").open("a", encoding="utf-8") as file:
        file.write('[aanvaard.BD206]\nreden = "Stelpost."\nbij = ["1/post.bestuur.lasten"]\n')
        file.write('[aanvaard.BD120]\nreden = "Van het oude pakket."\n')
    return map_


async def test_accepted_findings_are_counted_and_the_others_lead_to_their_place(dossier: Path) -> None:
    async with opened(dossier, size=(120, 30)) as pilot:
        assert "F9: 1 bevinding" in "\n".join(shown(pilot))
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(pilot.app.screen, BevindingenScreen))
        text = "\n".join(shown(pilot))
        assert "1 bevinding · 2 aanvaard" in text
        assert "een negatief bedrag bij baten" in text
        assert "een negatief bedrag bij lasten" not in text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DossierScreen))
        bron = screen(pilot).bron
        assert bron is not None
        row, _ = screen(pilot).grid.cursor
        assert (bron.rij(row).naam, bron.rij(row).soort) == ("Bestuur", "Baten")
