"""The start list, the questions of a new dossier, paths, samples and the tour: all without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetdesk.tui.start.gesprek import Gesprek
from budgetdesk.tui.start.lijst import BEGINNEN, Begin, Dossierregel, Startlijst
from budgetdesk.tui.start.nieuw import Bekend, Nieuw
from budgetdesk.tui.start.openen import Openen
from budgetdesk.tui.start.padvraag import Padvraag, folders
from budgetdesk.tui.start.rondleiding import STAPPEN, Rondleiding, Stand
from budgetdesk.tui.start.voorbeelden import Voorbeelden

A, B, C = (Dossierregel(Path(naam), naam) for naam in ("/a", "/b", "/c"))
VOL = "er staat al iets"


def typ(gesprek: Gesprek, *keys: str) -> None:
    """Press keys; a text of several characters is typed."""
    for key in keys:
        if key.startswith("="):
            for character in key[1:]:
                gesprek.druk(character, character)
        else:
            gesprek.druk(key, None)


def drawn(gesprek: Gesprek, width: int = 98, height: int = 27) -> str:
    lines = gesprek.teken(width, height)
    assert len(lines) <= height
    assert all(sum(w.breedte for w in line) <= width for line in lines)
    return "\n".join("".join(w.tekst for w in line) for line in lines)


# --- the list ------------------------------------------------------------------------------------


def test_the_list_goes_from_dossiers_to_ways_to_begin_and_has_ends() -> None:
    lijst = Startlijst([A, B])
    lijst.stap(-1)
    seen: list[object] = [lijst.keuze]
    for step in (2, 99):
        lijst.stap(step)
        seen.append(lijst.keuze)
    assert seen == [A, BEGINNEN[0], BEGINNEN[-1]]


def test_what_is_learnt_later_moves_nobody() -> None:
    lijst = Startlijst([A])
    lijst.stap(2)
    chosen = lijst.keuze
    found = [Dossierregel(Path("/a"), "a", is_recent=False), Dossierregel(Path("/d"), "d", is_recent=False)]
    lijst.neem([A, *found])
    assert lijst.keuze == chosen
    assert [regel.map.name for regel in lijst.gevonden] == ["d"]
    lijst.stap(-99)
    lijst.met(Path("/a"), stappen=3)
    assert isinstance(lijst.keuze, Dossierregel)
    assert lijst.keuze.stappen == 3


def test_only_what_was_opened_before_is_forgotten() -> None:
    lijst = Startlijst([A, B, C])
    lijst.stap(2)
    assert lijst.vergeet() == C
    assert lijst.recent == [A, B]
    assert isinstance(lijst.keuze, Begin)
    assert lijst.vergeet() is None


# --- a new dossier -------------------------------------------------------------------------------


def nieuw(*bekend: Bekend, vol: str = "", git: bool = True) -> Nieuw:
    return Nieuw(
        bekend, Path("/werk"), lambda _doel: vol, gemeente="Leiden", jaar=2027, git=(lambda _doel: "") if git else None
    )


VORIG = Bekend(Path("/werk/leiden-2026"), "Leiden", 2026, "begroting", 3)


def test_five_questions_lead_to_what_is_made() -> None:
    vragen = nieuw()
    assert [vragen.bijschrift] == ["vraag 1 van 5"]
    typ(vragen, "=Súdwest", "enter", "=2028", "enter", "down", "enter", "enter")
    assert vragen.bijschrift == "vraag 5 van 5"
    assert "Maakt 3 bestanden en een git-repository." in drawn(vragen)
    typ(vragen, "enter")
    assert vragen.is_klaar
    made = vragen.opdracht
    assert (made.gemeente, made.jaar, made.sjabloon) == ("Súdwest", 2028, "jaarrekening")
    assert made.doel == Path("/werk/sudwest-2028-jaarrekening")
    assert (made.programmas_uit, made.doorrollen_uit, made.git) == (None, None, True)


def test_what_is_no_answer_is_said_in_its_place() -> None:
    vragen = nieuw(vol=VOL)
    typ(vragen, "ctrl+u", "backspace", "enter")
    assert (vragen.stap, "Typ de naam" in drawn(vragen)) == (0, True)
    for year in ("27", "1850", "20277"):
        typ(vragen, "ctrl+u", "=Leiden" if vragen.stap == 0 else "", *(["enter"] if vragen.stap == 0 else []))
        typ(vragen, f"={year}", "enter")
        assert (vragen.stap, "vier cijfers" in drawn(vragen), "-0" in drawn(vragen)) == (1, True, False)
    typ(vragen, "ctrl+u", "=2027", "enter", "enter", "enter", "enter")
    assert (vragen.stap, vragen.is_klaar, VOL in drawn(vragen)) == (4, False, True)
    vragen.mislukt("de schijf is vol")
    assert "de schijf is vol" in drawn(vragen)


def test_a_saldo_is_printed_as_most_expect_until_it_is_turned() -> None:
    vragen = nieuw()
    typ(vragen, *["enter"] * 4)
    # the footer has no room for this key at 80 columns
    assert "een tekort is negatief; ^T zet het andersom" in drawn(vragen)
    assert vragen.opdracht.saldo == "baten-lasten"
    typ(vragen, "ctrl+t")
    assert vragen.opdracht.saldo == "lasten-baten"


def test_one_can_go_back_and_out_with_nothing_made() -> None:
    vragen = nieuw()
    typ(vragen, "enter", "enter", "shift+tab", "shift+tab", "shift+tab")
    assert vragen.stap == 0
    typ(vragen, "escape")
    assert (vragen.is_weg, vragen.is_klaar) == (True, False)


def test_last_year_can_be_rolled_over_and_then_brings_its_programmes() -> None:
    vragen = nieuw(VORIG, Bekend(Path("/werk/delft-2026"), "Delft", 2026, "begroting"))
    typ(vragen, "enter", "enter", "end", "down", "down", "down")
    assert "leiden-2026 → leiden-2027" in drawn(vragen)
    assert "delft-2026 →" not in drawn(vragen)
    typ(vragen, "enter", "enter", "enter")
    made = vragen.opdracht
    assert (made.doorrollen_uit, made.programmas_uit, made.doel) == (VORIG.map, None, Path("/werk/leiden-2027"))


def test_programmes_can_be_taken_over_those_of_the_same_municipality_first() -> None:
    vragen = nieuw(Bekend(Path("/werk/delft-2026"), "Delft", 2026, "begroting", 9), VORIG)
    typ(vragen, "enter", "enter", "enter", "down")
    assert "Overnemen uit leiden-2026" in drawn(vragen)
    assert "Maakt 5 bestanden" in drawn(vragen)
    typ(vragen, "enter", "enter")
    assert vragen.opdracht.programmas_uit == VORIG.map


def test_a_folder_that_was_typed_stays_when_one_goes_back() -> None:
    vragen = nieuw()
    typ(vragen, "enter", "enter", "enter", "enter", "ctrl+u", "=/elders/x", "shift+tab", "shift+tab", "down", "enter")
    typ(vragen, "enter")
    assert vragen.doel == Path("/elders/x")


def test_git_can_be_left_out_and_is_not_offered_where_there_is_none() -> None:
    vragen = nieuw()
    typ(vragen, *["enter"] * 4, "ctrl+g")
    assert "zonder git" in drawn(vragen)
    assert not vragen.opdracht.git
    without = nieuw(git=False)
    typ(without, *["enter"] * 4, "ctrl+g")
    assert not without.opdracht.git
    assert "^G" not in dict(without.toetsen)


@pytest.mark.parametrize("width", [40, 78, 118])
def test_the_questions_fit_every_screen(width: int) -> None:
    vragen = nieuw(VORIG, *(Bekend(Path(f"/werk/x{n}"), "X", 2020 + n, "begroting") for n in range(30)))
    for _ in range(5):
        drawn(vragen, width, 21)
        typ(vragen, "down", "enter")


# --- paths ---------------------------------------------------------------------------------------


@pytest.fixture
def mappen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for naam in ("begroting-2026", "begroting-2027", "brieven", ".verborgen"):
        (tmp_path / naam).mkdir()
    (tmp_path / "begroting-2027" / "begroting.toml").write_text("")
    (tmp_path / "los.txt").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_fit_what_is_typed_dossiers_first_and_hidden_ones_after_a_dot(mappen: Path) -> None:
    assert [(m.tekst, m.is_dossier) for m in folders("b")] == [
        ("begroting-2027", True),
        ("begroting-2026", False),
        ("brieven", False),
    ]
    assert [m.tekst for m in folders(f"{mappen}/B")] == [f"{mappen}/{m.tekst}" for m in folders("b")]
    assert [m.tekst for m in folders(".")] == [".verborgen"]
    assert folders("/bestaat/niet/") == []


@pytest.mark.usefixtures("mappen")
def test_tab_completes_as_far_as_all_go_together_and_then_what_is_chosen() -> None:
    vraag = Padvraag("be")
    vraag.druk("tab", None)
    assert vraag.veld.tekst == "begroting-202"
    vraag.druk("down", None)
    vraag.druk("tab", None)
    assert vraag.veld.tekst == "begroting-2027/"


@pytest.mark.usefixtures("mappen")
def test_opening_says_in_place_why_a_path_is_none() -> None:
    openen = Openen()
    typ(openen, "enter")
    assert "Typ een pad" in drawn(openen)
    typ(openen, "=brieven", "enter")
    assert "geen dossier" in drawn(openen)
    typ(openen, "=x", "enter")
    assert "deze map is er niet" in drawn(openen)
    typ(openen, "ctrl+u", "down", "enter")
    assert openen.is_klaar
    assert openen.pad == Path("begroting-2027")


# --- samples -------------------------------------------------------------------------------------


def test_a_sample_goes_to_a_free_folder_and_a_full_one_is_refused_in_place() -> None:
    vragen = Voorbeelden(
        ["stad", "dorp"], Path("/thuis"), lambda p: p.with_name(p.name + "-2"), lambda p: VOL if p.name == "vol" else ""
    )
    typ(vragen, "down", "enter")
    assert "/thuis/dorp-2" in drawn(vragen)
    typ(vragen, "ctrl+u", "=/thuis/vol", "enter")
    assert (vragen.is_klaar, VOL in drawn(vragen)) == (False, True)
    typ(vragen, "=-niet", "enter")
    assert (vragen.is_klaar, vragen.naam, vragen.doel) == (True, "dorp", Path("/thuis/vol-niet"))


# --- the tour ------------------------------------------------------------------------------------

EERST = ("programmakosten", "1")


def test_each_step_of_the_tour_ends_when_it_is_done_and_not_before() -> None:
    reis = Rondleiding(Stand(EERST), "~/kopie")
    assert not reis.zie(Stand(EERST))
    reis.zie(Stand(EERST, (3, 1)))
    assert reis.nummer == 0
    reis.zie(Stand(("reserves", "1"), (0, 0)))
    assert reis.nummer == 1
    assert "Eerst terug naar Programmakosten (Ctrl+T)" in reis.zin
    reis.deed("explain")
    reis.zie(Stand(EERST, gewijzigd=1))
    assert reis.nummer == 2
    reis.zie(Stand(EERST, gewijzigd=1))
    assert reis.nummer == 2, "what was done in an earlier step is no answer to this one"
    reis.deed("explain")
    reis.zie(Stand(EERST, gewijzigd=1))
    assert "F12 toont de besluiten" in reis.zin
    reis.zie(Stand(EERST, gewijzigd=1, boekt=True))
    assert "Typ nu een bedrag" in reis.zin
    reis.zie(Stand(EERST, gewijzigd=3, geboekt=2, boekt=True))
    assert reis.nummer == 4
    reis.deed("diff")
    reis.zie(Stand(EERST, gewijzigd=3, geboekt=2))
    assert reis.nummer == 4
    reis.deed("save")
    reis.zie(Stand(EERST))
    assert reis.is_klaar
    assert "~/kopie" in reis.zin


def test_steps_can_be_skipped_and_the_end_stays_the_end() -> None:
    reis = Rondleiding(Stand(EERST), "x")
    for _ in range(len(STAPPEN) + 2):
        reis.verder()
    assert reis.is_klaar
    assert not reis.zie(Stand(EERST, (5, 5)))


def test_what_to_do_fits_two_lines_of_eighty() -> None:
    for nummer in range(len(STAPPEN)):
        for boekt in (False, True):
            reis = Rondleiding(Stand(("reserves", "1"), gewijzigd=1, boekt=boekt), "x")
            reis.nummer = nummer
            assert len(reis.zin) < 150
