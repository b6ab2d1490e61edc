"""The Iv3 statement: its structure, as CBS describes it, and its bytes."""

from __future__ import annotations

import json
from typing import Any, Final

from budgetdesk.engine.codelijst import Cel
from budgetdesk.engine.totalen import Totalen
from budgetdesk.iv3.balans import Iv3balans
from budgetdesk.iv3.controls import verslagperioden
from budgetdesk.iv3.moment import Levering
from budgetdesk.iv3.statement import key_figures, statement, to_json
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load

CELLEN: Final[dict[Cel, int]] = {
    ("baten", "0.2", "3.7"): 3_926_000,
    ("lasten", "0.1", "1.1"): 1_234_567,
    ("lasten", "0.11", "7.1"): 2_691_433,
}
DATUM: Final = "2025-11-12T09:30:00+01:00"


def made(periode: int = 0, balans: Iv3balans | None = None, **tabellen: dict[str, Any]) -> dict[str, Any]:
    """Return the statement of a dossier of Leiden with these tables in its begroting.toml."""
    kop: dict[str, Waarde] = {"gemeente": "Leiden", "gemeentecode": "0546", "jaar": 2026}
    begroting = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", kop)})
    for soort, waarden in tabellen.items():
        begroting.records[soort, ""] = Record(soort, "", waarden)
    dossier = Dossier({BEGROTING: begroting})
    return statement(
        dossier, Levering(2026, periode), CELLEN, balans or Iv3balans(), datum=DATUM, software="budgetdesk 1.0"
    )


def test_a_statement_has_the_keys_and_their_order_of_the_tool_of_cbs() -> None:
    contact = {"naam": "A. Bee", "email": "iv3@leiden.nl", "telefoon": "14 071"}
    expected = (
        '{"metadata":{"overheidslaag":"Gemeente","overheidsnummer":"0546","overheidsnaam":"Leiden",'
        '"boekjaar":2026,"periode":0,"status":"Begroting","datum":"2025-11-12T09:30:00+01:00",'
        '"details_openbaar":false,"financieel_pakket":"Grootboek 7","export_software":"budgetdesk 1.0"},'
        '"contact":{"naam":"A. Bee","email":"iv3@leiden.nl","telefoon":"14 071"},'
        '"data":{"lasten":[{"taakveld":"0.1","categorie":"1.1","bedrag":1234567},'
        '{"taakveld":"0.11","categorie":"7.1","bedrag":2691433}],"balans_lasten":[],'
        '"baten":[{"taakveld":"0.2","categorie":"3.7","bedrag":3926000}],"balans_baten":[],"balans_standen":[]}}'
    )
    document = made(contact=contact, iv3={"financieel_pakket": "Grootboek 7"})
    assert json.dumps(document, separators=(",", ":")) == expected


def test_accounts_are_period_five_and_realised() -> None:
    kop = made(5)["metadata"]
    assert (kop["periode"], kop["status"], kop["boekjaar"]) == (5, "Realisatie", 2026)


def test_a_contact_that_is_not_given_is_left_out() -> None:
    assert made()["contact"] == {}
    assert made(contact={"naam": "", "telefoon": "14 071"})["contact"] == {"telefoon": "14 071"}


def test_the_bytes_are_utf8_read_back_the_same_and_do_not_change() -> None:
    document = made(contact={"naam": "Zoë"})
    content = to_json(document)
    assert json.loads(content) == document
    assert "Zoë".encode() in content
    assert content == to_json(made(contact={"naam": "Zoë"}))
    assert content.endswith(b"}\n")


def figures(sjabloon: str = "begroting", **tabellen: dict[str, Any]) -> list[dict[str, str | int]]:
    """Return the key figures of a dossier of 2026 whose woonlasten are 855 of a national average of 1,000."""
    kop: dict[str, Waarde] = {"gemeente": "Leiden", "jaar": 2026, "sjabloon": sjabloon}
    woonlasten = {f"woonlasten.{jaar}": 85_500 for jaar in range(2020, 2031)}
    woonlasten |= {f"woonlasten_landelijk.{jaar}": 100_000 for jaar in range(2020, 2031)}
    begroting = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", kop)})
    for soort, waarden in {"kengetallen": woonlasten, **tabellen}.items():
        begroting.records[soort, ""] = Record(soort, "", dict(waarden))
    dossier, columns = Dossier({BEGROTING: begroting}), load(sjabloon, 2026)
    return key_figures(Cijfers(dossier, Totalen(dossier, columns.ramingen), columns, dossier.weergave))


def test_key_figures_are_given_for_the_years_of_the_document() -> None:
    """Belastingcapaciteit (fk.6): 855 / 1,000 = 85.5 %; the others lack a balance sheet or baten."""
    expected = ["Rek_2024", "Beg_2025", "Beg_2026", "MJR_2027", "MJR_2028", "MJR_2029"]
    assert figures() == [{"kengetal": "fk.6", "verslagperiode": p, "waarde": "85.5"} for p in expected]
    assert [f["verslagperiode"] for f in figures("jaarrekening")] == ["Rek_2025", "Rek_2026"]
    assert {f["waarde"] for f in figures(iv3={"kengetallen": "breuk"})} == {"0.855"}
    assert figures(kengetallen={}) == []


def test_key_figures_have_the_periods_of_the_year() -> None:
    """The codes of the definition file of 2026."""
    codes = "Rek_2024 Beg_2025 Rek_2025 Beg_2026 Rek_2026 MJR_2027 MJR_2028 MJR_2029"
    assert set(verslagperioden(2026)) == set(codes.split())


def test_a_statement_has_key_figures_only_where_there_are_some() -> None:
    assert "kengetallen" not in made()["data"]
    kop: dict[str, Waarde] = {"jaar": 2026}
    dossier = Dossier({BEGROTING: Bestand(BEGROTING, "begroting", {("", ""): Record("", "", kop)})})
    document = statement(dossier, Levering(2026, 0), CELLEN, Iv3balans(), figures(), datum=DATUM, software="b")
    assert list(document["data"])[-1] == "kengetallen"
    assert len(document["data"]["kengetallen"]) == 6
