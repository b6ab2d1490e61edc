"""Forms of budget holders in the app: the list of holders, writing, and taking what came back."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.export.formulierboek import BLAD
from budgetdesk.importing.bron import adres
from budgetdesk.importing.lezen import lees_bestand
from budgetdesk.model.adres import Adres
from budgetdesk.model.notities import notities
from tests.conftest import Maak
from tests.export.libreoffice import typed
from tests.proef import NAAM
from tests.tui.outside import Bench

POSTEN = """
[post.griffie]
naam = "Griffie"
beleidsterrein = "1A"
lasten.begroting.2026 = 500
lasten.begroting.2027 = 600
houder = "Jan"

[post.raad]
naam = "Raad"
beleidsterrein = "1A"
lasten.begroting.2026 = 9
houder = "Piet"
"""
BESLUIT = '[wijziging]\nnummer = "X"\nnaam = "Kader"\nstatus = "ontwerp"\n'
LASTEN = Adres(NAAM, "post", "griffie", "lasten.begroting.2026")


@pytest.fixture
def pad(dossier: Maak, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = dossier(POSTEN, wijzigingen__x=BESLUIT)
    monkeypatch.chdir(made.parent)
    return made


async def gevuld(pad: Path, **bedragen: float) -> Path:
    """Return the form of Jan, written by the app and filled in."""
    doel = pad.parent / "jan.xlsx"
    work = Bench(pad, "houder Jan", str(doel))
    await work.controllers.forms.show()
    assert work.outside.said[-1].startswith(f"Geschreven: {doel} (")
    blad = next(sheet for sheet in lees_bestand(doel).bladen if sheet.naam == BLAD)
    kop = next(cellen for _, cellen in blad.walk() if 1 in cellen and cellen[1].tekst == "budgetdesk-kolommen")
    columns = {f"b{cel.tekst}": kolom for kolom, cel in kop.items()}
    row = next(r for r, cellen in blad.walk() if 1 in cellen and cellen[1].tekst.endswith("griffie.lasten"))
    cells = {adres(row, columns[kolom]): euros for kolom, euros in bedragen.items()}
    doel.write_bytes(typed(doel.read_bytes(), BLAD, cells))
    return doel


async def test_the_list_says_who_answered_and_what_came_back_is_taken_as_one_step(pad: Path) -> None:
    doel = await gevuld(pad, b2026=550, b2028=7)
    work = Bench(pad, "lees", str(doel), "neem", None)
    await work.controllers.forms.show()
    assert work.outside.asked[0] == "Formulieren: 0 van 2 budgethouders beantwoord"
    assert work.outside.offered[0] == ["lees", "alle", "houder Jan", "houder Piet"]
    assert "1 Griffie, lasten 2026: 500 → 550\n1 Griffie, lasten 2028: leeg → 7" in work.outside.asked[2]
    assert work.outside.said[-1:] == ["Formulier van Jan: 2 bedragen. Ctrl+S slaat op."]
    assert work.session.dossier.waarde(LASTEN) == 55_000
    await work.controllers.forms.show()
    assert work.outside.asked[-1] == "Formulieren: 1 van 2 budgethouders beantwoord"
    work.session.undo()
    assert work.session.dossier.waarde(LASTEN) == 50_000
    assert not work.session.dirty


@pytest.mark.lang
async def test_where_both_changed_a_value_each_is_asked(pad: Path) -> None:
    doel = await gevuld(pad, b2026=550, b2027=650)
    work = Bench(pad, "lees", str(doel), "neem", "houder", "dossier", "lees", str(doel), "neem", None)
    for pad_, cents in ((LASTEN, 50_100), (Adres(NAAM, "post", "griffie", "lasten.begroting.2027"), 60_100)):
        work.session.set_value(pad_, cents)
    await work.controllers.forms.show()
    assert work.outside.asked[3].startswith("1 Griffie, lasten 2026 (1 van 2)\nToen het formulier werd geschreven")
    assert work.outside.offered[2:] == [
        ["houder", "dossier", "houder+", "dossier+"],
        ["houder", "dossier"],
    ]
    assert work.session.dossier.waarde(LASTEN) == 55_000
    assert work.session.dossier.waarde(Adres(NAAM, "post", "griffie", "lasten.begroting.2027")) == 60_100
    # whoever thinks better of it changes nothing
    versie = work.session.versie
    await work.controllers.forms.show()
    assert work.session.versie == versie


async def test_amounts_can_be_booked_on_a_decision(pad: Path) -> None:
    doel = await gevuld(pad, b2026=550)
    work = Bench(pad, "lees", str(doel), "boek", "wijzigingen/x.toml")
    await work.controllers.forms.show()
    [mutatie] = work.session.dossier.bestanden["wijzigingen/x.toml"].van("mutatie")
    assert (mutatie.tekst("onderwerp"), mutatie.bedrag("lasten.2026")) == ("Formulier Jan", 5_000)
    assert work.session.dossier.waarde(LASTEN) == 50_000
    assert list(notities(work.session.stored)) == []


@pytest.mark.lang
async def test_who_answered_can_be_asked_again_and_all_who_did_not_get_their_form(pad: Path) -> None:
    doel = await gevuld(pad)
    work = Bench(pad, "lees", str(doel), "neem", "houder Jan", "opnieuw", "alle", str(pad.parent / "uit"))
    await work.controllers.forms.show()
    assert work.outside.said[-1] == "Formulier van Jan: niets gewijzigd. Ctrl+S slaat op."
    await work.controllers.forms.show()
    assert work.outside.said[-1] == "Jan staat weer open."
    assert not work.session.dirty
    await work.controllers.forms.show()
    assert work.outside.said[-1] == f"2 formulieren geschreven in {pad.parent / 'uit'}"
    assert sorted(p.name for p in (pad.parent / "uit").iterdir()) == [
        "formulier-2026-jan.xlsx",
        "formulier-2026-piet.xlsx",
    ]


async def test_a_file_that_is_no_form_and_a_dossier_without_holders_are_told(pad: Path, dossier: Maak) -> None:
    work = Bench(pad, "lees", str(pad / NAAM))
    await work.controllers.forms.show()
    assert "is geen formulier" in work.outside.said[-1]
    looked = Bench(pad, None, read_only=True)
    await looked.controllers.forms.show()
    assert "lees" not in looked.outside.offered[0]
    nobody = Bench(dossier("[post.x]\nnaam = 'X'\nbeleidsterrein = '1A'\n"))
    await nobody.controllers.forms.show()
    assert nobody.outside.said == [
        "In dit dossier noemt geen post, subsidie of investering een budgethouder (`houder`)."
    ]
