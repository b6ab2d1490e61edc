"""The register of codes: complete, spelled out, and each code shown by a dossier that gives it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from budgetdesk.codes import CODES
from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.session import Session
from tests.regels import TARGET, page

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "budgetdesk"

ELSEWHERE = {
    "BD106": ("cli/test_broken.py", "BD106 fout dieper genest"),
    "BD107": ("storage/test_git.py", "staat niet in git"),
    "BD109": ("storage/test_intent.py", "niet te lezen als een opslag"),
    "BD108": ("tables/language/test_parser.py", "onbekende sleutel `titl`. Bedoelt u `titel` of `tot`?"),
    "BD110": ("storage/test_schrijfwijze.py", "BD110"),
    "BD123": ("importing/test_soorten.py", "Dit is een pdf."),
    "BD124": ("importing/test_soorten.py", "Het bestand is leeg."),
    "BD126": ("importing/test_iv3_lezen.py", "geen Iv3 volgens schema 2.1.1"),
    "BD454": ("cli/test_iv3.py", "BD454 lasten van `Raad`"),
    "BD455": ("checks/test_iv3.py", "BD455 baten van `Bestuur`"),
    "BD456": ("cli/test_iv3.py", "BD456 contact.email"),
    "BD457": ("cli/test_iv3.py", "BD457 de lasten (1.126)"),
    "BD458": ("cli/test_iv3.py", "BD458 baten van `Bestuur`"),
    "BD459": ("cli/test_iv3.py", "BD459 de balans van 1 januari 2026 en 31 december 2026 ontbreekt"),
    "BD532": ("cli/test_iv3.py", "BD532 de balans van 31 december 2026 sluit niet"),
    "BD533": ("cli/test_iv3.py", "BD533 de stand van A123 verandert met"),
    "BD534": ("cli/test_iv3.py", "BD534 categorie 7.3 verrekent"),
    "BD535": ("cli/test_iv3.py", "BD535 het saldo van de categorieën"),
    "BD537": ("cli/test_iv3.py", "BD537 baten van `Bestuur` had"),
    "BD471": ("cli/test_index.py", "heeft geen percentage voor 2027."),
    "BD474": ("cli/test_rollover.py", "heeft geen enkel bedrag in rekening 2025."),
    "BD501": ("tables/language/test_coverage.py", "staan 315 bedragen in geen rij"),
    "BD502": ("tables/language/test_fit.py", "`b` is geen post in dit dossier."),
    "BD503": ("tables/language/test_fit.py", "er zijn twee rijen die `Personeel` heten."),
    "BD504": ("tables/language/test_fit.py", "`verloop` heeft twee kolommen van 2026"),
    "BD505": ("tables/language/test_coverage.py", "de tabel heeft een totaal over programma's"),
    "BD506": ("checks/test_tabellen.py", '["BD506"]'),
    "BD507": ("tables/language/test_fit.py", "is er niets om door te delen"),
}
"""Codes that a folder cannot hold by itself (a limit, git, another command), and the test that gives them."""


def given_by(map_: Path) -> set[str]:
    """Return the codes of all that is found in a dossier."""
    try:
        return {b.code for b in Session.open(map_).keuring.bevindingen}
    except (InputError, LimitExceeded) as error:
        return {b.code for b in error.bevindingen}


@pytest.mark.lang
def test_each_code_has_a_broken_dossier_or_a_test_that_gives_it() -> None:
    shown = set().union(*(given_by(map_) for map_ in (TESTS / "broken").iterdir()))
    assert shown.isdisjoint(ELSEWHERE)
    assert CODES.keys() - shown - ELSEWHERE.keys() == set()
    assert shown <= CODES.keys()


def test_what_a_folder_cannot_hold_is_tested_elsewhere() -> None:
    tested = {code: sentence in (TESTS / path).read_text("utf-8") for code, (path, sentence) in ELSEWHERE.items()}
    assert [code for code, is_there in tested.items() if not is_there] == []


def test_what_the_code_raises_is_what_the_register_holds() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "codes"]
    raised = {code for path in modules for code in re.findall(r'"(BD\d{3})"', path.read_text("utf-8"))}
    assert raised == set(CODES)


def test_a_code_says_what_it_finds_and_what_to_do() -> None:
    for code in CODES.values():
        assert re.fullmatch(r"BD[1-9]\d\d", code.code)
        for sentence in (code.vindt, code.doe):
            assert sentence.endswith("."), code
            assert sentence[0] in "[`" or sentence[0].isupper(), code
            assert "|" not in sentence, code
        assert not code.bron.endswith("."), code
        assert code.ernst in ("fout", "waarschuwing", "info"), code


def test_only_warnings_can_be_accepted_and_not_those_about_accepting() -> None:
    refused = {c.code for c in CODES.values() if not c.aanvaardbaar}
    assert refused == {c.code for c in CODES.values() if c.ernst == "fout" or c.code.startswith("BD49")}


def test_there_are_at_least_forty_rules_besides_those_of_reading() -> None:
    assert len([code for code in CODES if not code.startswith("BD1")]) >= 40


def test_the_catalogue_says_what_the_register_says() -> None:
    assert TARGET.read_text("utf-8") == page()
    assert [code for code in CODES if f"| {code} |" not in page()] == []
