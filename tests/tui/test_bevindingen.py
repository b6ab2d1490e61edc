"""The list of findings in the app: what the dossier accepts is counted, shown on request, given and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from budgetdesk.tui.dialogs.bevindingenvel import MAX_GETOOND, Bevindingenvel
from budgetdesk.tui.dialogs.regelvel import Regelvel
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from tests.tui.piloot import answer, bare, lies, opened, screen, sheet, shown, until

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


@pytest.mark.lang
async def test_accepted_findings_are_counted_and_the_others_lead_to_their_place(dossier: Path) -> None:
    async with opened(dossier, size=(120, 30)) as pilot:
        assert "1 bevinding F9" in "\n".join(shown(pilot))
        await pilot.press("f9")
        await until(pilot, lambda: lies(pilot, Bevindingenvel))
        text = "\n".join(shown(pilot))
        assert "Bevindingen  1 open · 2 aanvaard" in text
        assert "een negatief bedrag bij baten" in text
        assert "een negatief bedrag bij lasten" not in text
        await pilot.press("enter")
        await until(pilot, lambda: bare(pilot))
        bron = screen(pilot).sheet.table
        assert bron is not None
        row, _ = screen(pilot).grid.cursor
        assert (bron.rij(row).naam, bron.rij(row).soort) == ("Bestuur", "Baten")


@pytest.mark.lang
async def test_a_font_that_cannot_be_used_is_listed_by_the_name_of_its_file(dossier: Path) -> None:
    with (dossier / "begroting.toml").open("a", encoding="utf-8") as file:
        file.write('[huisstijl]\nletter = "Foo"\nlettertypen = ["weg.ttf"]\n')
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("f9")
        await until(pilot, lambda: lies(pilot, Bevindingenvel))
        assert "let op   huisstijl/weg.ttf is niet te lezen" in "\n".join(shown(pilot))


async def findings(pilot: Pilot[int]) -> str:
    """Return the list of findings, as shown once it is there."""
    await sheet(pilot, Bevindingenvel)
    return "\n".join(shown(pilot))


def table_of(pilot: Pilot[int], code: str) -> dict[str, object] | None:
    """Return what the dossier says about accepting a code."""
    session = screen_below(pilot).sheet.session
    record = session.dossier.bestanden["begroting.toml"].record("aanvaard", code)
    return dict(record.waarden) if record else None


def screen_below(pilot: Pilot[int]) -> WorksheetScreen:
    return next(s for s in pilot.app.screen_stack if isinstance(s, WorksheetScreen))


@pytest.mark.lang
async def test_a_finding_is_accepted_with_the_reason_of_its_code_and_that_is_undone(dossier: Path) -> None:
    before = (dossier / "begroting.toml").read_text("utf-8")
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("f9")
        await findings(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "Waarom is dat goed zo?" in "\n".join(shown(pilot)))
        assert "Stelpost." in "\n".join(shown(pilot))
        await answer(pilot, Regelvel, *"Stelpost, zie de nota", "enter")
        assert "geen open · 3 aanvaard" in await findings(pilot)
        bij = ["1/post.bestuur.lasten", "1/post.bestuur.baten.rekening.2024"]
        assert table_of(pilot, "BD206") == {"reden": "Stelpost, zie de nota", "bij": bij}
        await answer(pilot, Bevindingenvel, "escape")
        await pilot.press("ctrl+z")
        await pilot.press("ctrl+s")
        assert table_of(pilot, "BD206") == {"reden": "Stelpost.", "bij": ["1/post.bestuur.lasten"]}
    assert (dossier / "begroting.toml").read_text("utf-8") == before


@pytest.mark.lang
async def test_the_first_of_a_code_makes_its_table(dossier: Path) -> None:
    text = (dossier / "begroting.toml").read_text("utf-8")
    (dossier / "begroting.toml").write_text(text.partition("[aanvaard")[0], "utf-8")
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("f9")
        assert "3 open" in await findings(pilot)
        await pilot.press("end", "a")
        await answer(pilot, Regelvel, *"Zo is het", "enter")
        assert "2 open · 1 aanvaard" in await findings(pilot)
        assert table_of(pilot, "BD206") == {"reden": "Zo is het", "bij": ["1/post.bestuur.baten.rekening.2024"]}
        await answer(pilot, Bevindingenvel, "escape")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "[aanvaard.BD206]" in (dossier / "begroting.toml").read_text("utf-8"))
    written = (dossier / "begroting.toml").read_text("utf-8")
    assert written.endswith('[aanvaard.BD206]\nreden = "Zo is het"\nbij = ["1/post.bestuur.baten.rekening.2024"]\n')


@pytest.mark.lang
async def test_accepted_findings_are_shown_with_their_reason_and_taken_back(dossier: Path) -> None:
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("f9")
        await findings(pilot)
        await pilot.press("v")
        text = await findings(pilot)
        assert "aanvaard: Van het oude pakket." in text
        assert "aanvaard: Stelpost." in text
        await pilot.press("down", "a")
        await until(pilot, lambda: "1 aanvaard" in "\n".join(shown(pilot)))
        assert table_of(pilot, "BD206") is None
        assert "Van het oude pakket" in await findings(pilot)
        await pilot.press("v")
        assert "2 open · 1 aanvaard" in await findings(pilot)


@pytest.mark.lang
async def test_an_error_cannot_be_accepted_and_that_is_said(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    pad.write_text(pad.read_text("utf-8").replace('beleidsterrein = "1B"', 'beleidsterrein = "1X"'), "utf-8")
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("f9")
        await findings(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "Een fout is niet te aanvaarden." in "\n".join(shown(pilot)))
        assert lies(pilot, Bevindingenvel)
        assert table_of(pilot, "BD201") is None


@pytest.mark.lang
async def test_what_is_read_only_is_not_accepted(dossier: Path) -> None:
    async with opened(dossier, read_only=True, size=(120, 30)) as pilot:
        await pilot.press("f9")
        assert "A aanvaard" not in await findings(pilot)
        await pilot.press("a", "v", "a")
        text = await findings(pilot)
        assert "2 aanvaard" in text
        assert "neem terug" not in text


@pytest.mark.lang
async def test_of_very_many_findings_the_first_are_listed_and_the_rest_is_said(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    pad.write_text("".join(f"k{n} = 1\n" for n in range(3_000)) + pad.read_text("utf-8"), "utf-8")
    begroting = dossier / "begroting.toml"
    begroting.write_text(begroting.read_text("utf-8").replace("aanvaard.BD120", "aanvaard.BD404"), "utf-8")
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("f9")
        text = await findings(pilot)
        assert "De eerste 500 staan hier, `budgetdesk check` noemt ze alle" in text
        assert (await sheet(pilot, Bevindingenvel)).count == MAX_GETOOND
        await pilot.press("escape")


@pytest.mark.lang
async def test_of_very_many_errors_the_first_are_listed_and_the_rest_is_said(dossier: Path) -> None:
    pad = dossier / PROGRAMMA
    pad.write_text(pad.read_text("utf-8") + "".join(f"[post.z{n}]\n" for n in range(150)), "utf-8")
    async with opened(dossier, size=(120, 30)) as pilot:
        await pilot.press("end")
        said = str(list(pilot.app.screen.query(".zin"))[-1].render())
        assert said == "En nog 101 andere; `budgetdesk check` noemt ze alle."  # the unknown key is one of them
