"""The rules about codes, and the controls that CBS holds a statement against."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from budgetdesk import checks
from budgetdesk.checks.iv3 import refusals
from budgetdesk.engine.codelijst import Codelijst, codelijst
from budgetdesk.iv3.controls import defects
from budgetdesk.iv3.matrix import Boeking
from budgetdesk.model.adres import Adres
from budgetdesk.storage.reader import read_dossier
from budgetdesk.storage.resources import shipped
from tests.proef import Maak, begroting

POST: Final = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'


def lijst() -> Codelijst:
    found = codelijst(2026)
    assert found is not None
    return found


# --- while drafting ------------------------------------------------------------------------------


def found(map_: Path) -> list[tuple[str, str, str]]:
    meldingen = [m for m in checks.run(read_dossier(map_).dossier) if m.code.startswith(("BD45", "BD53"))]
    return [(m.code, m.ernst, str(m.adres)) for m in meldingen]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("", []),
        ('taakveld = ""\ncategorie.lasten = ""\n', []),
        ('taakveld = "0.1"\n', []),
        ('taakveld = "0.1"\ncategorie.lasten = "1.1"\ncategorie.baten = "3.7"\n', []),
        ('categorie.lasten = "1.1"\n', []),
        ('taakveld = "0.12"\n', ["BD450 post.x.taakveld"]),
        ('taakveld = "0.12"\ncategorie.lasten = "1.1"\ncategorie.baten = "3.7"\n', ["BD450 post.x.taakveld"]),
        (
            'categorie.lasten = "3.7"\ncategorie.baten = "1.1"\n',
            ["BD451 post.x.categorie.lasten", "BD451 post.x.categorie.baten"],
        ),
        ('taakveld = "0.7"\ncategorie.baten = "3.7"\n', ["BD452 post.x.categorie.baten"]),
        ('taakveld = "0.9"\ncategorie.lasten = "2.1"\n', []),
    ],
)
def test_codes_that_are_filled_in_are_looked_at(dossier: Maak, codes: str, expected: list[str]) -> None:
    meldingen = [f"{code} {adres}" for code, _, adres in found(dossier(POST + codes))]
    assert meldingen == expected
    assert {ernst for _, ernst, _ in found(dossier(POST + codes))} <= {"waarschuwing"}


def test_codes_of_a_year_without_a_list_are_left_alone(dossier: Maak) -> None:
    assert found(dossier(POST + 'taakveld = "6.711"\n', begroting=begroting(jaar=2016))) == []


@pytest.mark.parametrize(
    ("jaar", "expected"),
    [(2020, []), (2023, ["BD452 post.x.categorie.lasten"]), (2025, ["BD450 post.x.taakveld"])],
)
def test_a_code_is_held_against_the_list_of_the_year(dossier: Maak, jaar: int, expected: list[str]) -> None:
    map_ = dossier(POST + 'taakveld = "6.71"\ncategorie.lasten = "1.1"\n', begroting=begroting(jaar=jaar))
    assert [f"{code} {adres}" for code, _, adres in found(map_)] == expected


def test_where_no_category_will_do_another_taakveld_has_to(dossier: Maak) -> None:
    map_ = dossier(POST + 'taakveld = "6.71"\ncategorie.lasten = "1.1"\n', begroting=begroting(jaar=2024))
    (melding,) = [m for m in checks.run(read_dossier(map_).dossier) if m.code == "BD452"]
    assert melding.tekst == "post `X`: lasten van categorie 1.1 kunnen niet op taakveld 6.71 in Iv3 2023-2024."
    assert (melding.keuzes, melding.remedie) == ((), "Kies een ander taakveld.")


def test_a_wrong_code_offers_what_would_do(dossier: Maak) -> None:
    map_ = dossier(POST + 'taakveld = "0.7"\ncategorie.baten = "3.7"\n')
    (melding,) = [m for m in checks.run(read_dossier(map_).dossier) if m.code == "BD452"]
    assert melding.keuzes == (("4.3.1", "Inkomensoverdrachten - Rijk"),)
    assert melding.remedie == "Kies uit: 4.3.1."
    assert melding.tekst == "post `X`: baten van categorie 3.7 kunnen niet op taakveld 0.7 in Iv3 2025-2026."


@pytest.mark.parametrize(
    ("regel", "goed"),
    [
        ('naam = "A. Bee"', True),
        ('naam = " "', False),
        ('naam = ""', False),
        ('email = "iv3@leiden.nl"', True),
        ('email = "a.b+c@fin.leiden.info"', True),
        ('email = "iv3@leiden"', False),
        ('email = "iv3 @leiden.nl"', False),
        ('email = "iv3@gemeente.amsterdam"', False),
        ('email = "iv3@leiden.nl "', False),
        ('telefoon = "14 071"', True),
    ],
)
def test_a_contact_that_would_be_refused_is_told_while_drafting(dossier: Maak, regel: str, *, goed: bool) -> None:
    pad = regel.partition(" ")[0]
    expected = [] if goed else [("BD453", "waarschuwing", f"contact.{pad}")]
    assert found(dossier("", begroting=f"[contact]\n{regel}\n")) == expected


@pytest.mark.parametrize(
    ("regels", "expected"),
    [
        ("A111.2026 = 1\nA111.2026-1 = 1\nP12.2025 = -1", []),
        ("A1.2026 = 1", ["BD530 iv3.balans.A1.2026"]),
        ("a111.2026 = 1", ["BD530 iv3.balans.a111.2026"]),
        ('[iv3.balans_baten]\nA121."7.3".2026 = 1\nP112."7.1".2026-4 = 1', []),
        ('[iv3.balans_lasten]\nA121."7.3".2026 = 1', ['BD531 iv3.balans_lasten.A121."7.3".2026']),
        ('[iv3.balans_lasten]\nA121."3.7".2026 = 1', ['BD451 iv3.balans_lasten.A121."3.7".2026']),
        ('[iv3.balans_baten]\nA9."7.3".2026 = 1', ['BD530 iv3.balans_baten.A9."7.3".2026']),
    ],
)
def test_codes_of_the_balance_are_looked_at(dossier: Maak, regels: str, expected: list[str]) -> None:
    meldingen = found(dossier("", begroting=f"[iv3.balans]\n{regels}\n"))
    assert [f"{code} {adres}" for code, _, adres in meldingen] == expected


@pytest.mark.parametrize(("jaar", "expected"), [(2024, []), (2025, ["BD530"]), (2016, [])])
def test_a_code_of_the_balance_is_held_against_the_list_of_the_year(
    dossier: Maak, jaar: int, expected: list[str]
) -> None:
    """A29c (contributions of other public bodies) was divided in 2025."""
    map_ = dossier("", begroting=begroting("[iv3.balans]\nA29c.2024 = 1\n", jaar=jaar))
    assert [code for code, _, _ in found(map_)] == expected


def test_a_wrong_code_of_the_balance_names_what_looks_like_it(dossier: Maak) -> None:
    map_ = dossier("", begroting='[iv3.balans]\nP135.2026 = 1\n[iv3.balans_lasten]\nA23."6.2".2026 = 1\n')
    first, second = (m for m in checks.run(read_dossier(map_).dossier) if m.code in ("BD530", "BD451"))
    assert "P135c (Vaste schuld: Onderhandse leningen van provincies (art. 1a Wet Fido))" in first.remedie
    assert second.remedie.startswith("Bedoelt u ")


@pytest.mark.parametrize(
    ("regels", "expected"),
    [
        ("lasten.realisatie.2026-1 = 5\nlasten.realisatie.2026-2 = 5\nlasten.realisatie.2026-4 = 6", []),
        ("lasten.realisatie.2026-2 = 4\nlasten.realisatie.2026-1 = 5", ["2026-2"]),
        ("lasten.realisatie.2026-1 = 5\nlasten.realisatie.2026-3 = 4", ["2026-3"]),
        ("lasten.realisatie.2025-4 = 5\nlasten.realisatie.2026-1 = 4", []),
        ("lasten.realisatie.2026-1 = 5\nbaten.realisatie.2026-2 = 4", []),
        ("baten.realisatie.2026-1 = -1\nbaten.realisatie.2026-2 = -2", ["2026-2"]),
    ],
)
def test_a_quarter_below_the_one_before_is_a_warning(dossier: Maak, regels: str, expected: list[str]) -> None:
    meldingen = found(dossier(f"{POST}{regels}\n"))
    assert [(code, ernst, adres.rpartition(".")[2]) for code, ernst, adres in meldingen] == [
        ("BD536", "waarschuwing", kwartaal) for kwartaal in expected
    ]


# --- a statement ---------------------------------------------------------------------------------

GOED: Final[dict[str, Any]] = {
    "metadata": {
        "overheidslaag": "Gemeente",
        "overheidsnummer": "0546",
        "overheidsnaam": "Leiden",
        "boekjaar": 2026,
        "periode": 0,
        "status": "Begroting",
        "datum": "2025-11-12T09:30:00+01:00",
        "details_openbaar": False,
        "financieel_pakket": "Grootboek",
        "export_software": "budgetdesk 1.0",
    },
    "contact": {"naam": "A. Bee", "email": "iv3@leiden.nl", "telefoon": "14 071"},
    "opmerkingen": [{"tekst": "Concept", "auteur": "A. Bee"}],
    "data": {
        "lasten": [{"taakveld": "0.1", "categorie": "1.1", "bedrag": 100, "details": {}}],
        "balans_lasten": [],
        "baten": [{"taakveld": "0.2", "categorie": "3.7", "bedrag": 100}],
        "balans_baten": [],
        "balans_standen": [],
        "kengetallen": [{"kengetal": "fk.1", "verslagperiode": "Beg_2026", "waarde": "85"}],
    },
}


def changed(pad: str, value: Any) -> dict[str, Any]:
    """Return the good statement with one value (`data.lasten.0.bedrag`) changed; `...` takes it away."""
    document = copy.deepcopy(GOED)
    node: Any = document
    *above, last = [int(part) if part.isdecimal() else part for part in pad.split(".")]
    for part in above:
        node = node[part]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return document


def codes(document: Any) -> list[tuple[str, str]]:
    return [(gebrek.code, gebrek.pad) for gebrek in defects(document, lijst())]


def test_a_good_statement_has_no_defects() -> None:
    assert defects(GOED, lijst()) == []
    assert codes(changed("opmerkingen", ...)) == []
    assert codes(changed("data.kengetallen", ...)) == []


@pytest.mark.parametrize(
    ("pad", "value"),
    [
        ("metadata", ...),
        ("contact", []),
        ("data", ...),
        ("data", "x"),
        ("extra", 1),
        ("opmerkingen", {}),
        ("metadata.overheidslaag", "gemeente"),
        ("metadata.overheidsnummer", 546),
        ("metadata.overheidsnummer", "546"),
        ("metadata.overheidsnummer", "05461"),
        ("metadata.overheidsnummer", "٠٥٤٦"),
        ("metadata.overheidsnaam", ...),
        ("metadata.boekjaar", "2026"),
        ("metadata.boekjaar", True),
        ("metadata.periode", 6),
        ("metadata.periode", False),
        ("metadata.status", "begroting"),
        ("metadata.datum", "6-3-2019"),
        ("metadata.datum", "2025-11-12"),
        ("metadata.datum", "2025-11-12T24:30:00Z"),
        ("metadata.datum", "2025-11-12T09:30:00+01:00 "),
        ("metadata.details_openbaar", "false"),
        ("metadata.details_openbaar", 0),
        ("metadata.financieel_pakket", ...),
        ("metadata.export_software", None),
        ("metadata.kleur", "rood"),
        ("contact.naam", "  "),
        ("contact.email", "iv3@leiden"),
        ("contact.telefoon", ...),
        ("contact.e-mail", "iv3@leiden.nl"),
        ("data.lasten", ...),
        ("data.balans_standen", None),
        ("data.extra", []),
    ],
)
def test_the_structure_is_that_of_the_schema(pad: str, value: Any) -> None:
    assert codes(changed(pad, value)) == [("BD456", pad)]


@pytest.mark.parametrize(
    ("pad", "value", "where"),
    [
        ("data.lasten.0.bedrag", "100", "data.lasten[0].bedrag"),
        ("data.lasten.0.bedrag", None, "data.lasten[0].bedrag"),
        ("data.lasten.0.bedrag", 100.5, "data.lasten[0].bedrag"),
        ("data.lasten.0.taakveld", 0.1, "data.lasten[0].taakveld"),
        ("data.baten.0.categorie", ..., "data.baten[0].categorie"),
        ("data.baten.0", 5, "data.baten[0]"),
        ("data.kengetallen.0.waarde", 85, "data.kengetallen[0].waarde"),
        ("data.kengetallen.0.kengetal", "fk.7", "data.kengetallen[0].kengetal"),
        ("opmerkingen.0.tekst", ..., "opmerkingen[0].tekst"),
    ],
)
def test_every_record_is_looked_at(pad: str, value: Any, where: str) -> None:
    assert codes(changed(pad, value)) == [("BD456", where)]


@pytest.mark.parametrize(
    ("pad", "value", "sentences"),
    [
        ("contact", {"naam": "A"}, ["contact.email: dit ontbreekt.", "contact.telefoon: dit ontbreekt."]),
        ("data", [], ["data: hier hoort een object."]),
        ("data.lasten", {}, ["data.lasten: hier hoort een lijst."]),
        ("data.lasten.0.details", 5, ["data.lasten[0].details: hier hoort een object."]),
        ("data.lasten.0.eigen", 5, []),
        ("data.baten.0.bedrag", 1.5, ["data.baten[0].bedrag: hier hoort een geheel getal."]),
        ("data.kengetallen.0.eenheid", "%", ["data.kengetallen[0].eenheid: dit hoort hier niet."]),
        ("opmerkingen.0.auteur", 5, ["opmerkingen[0].auteur: hier hoort tekst."]),
        ("metadata.periode", 6.5, ["metadata.periode: hier hoort een getal van 0 tot en met 5."]),
        (
            "metadata.overheidsnummer",
            546,
            ["metadata.overheidsnummer: hier hoort de CBS-code van vier cijfers, zoals 0546."],
        ),
    ],
)
def test_every_defect_of_the_structure_is_one_sentence(pad: str, value: Any, sentences: list[str]) -> None:
    assert [f"{gebrek.pad}: {gebrek.tekst}" for gebrek in defects(changed(pad, value), lijst())] == sentences


def test_each_value_of_the_schema_says_in_dutch_what_it_is_and_refers_to_nothing_outside() -> None:
    schema = json.loads((shipped("templates") / "iv3" / "structuur.json").read_bytes())

    def visit(node: dict[str, Any]) -> int:
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/definitions/") in schema["definitions"]
            return 1
        assert node["description"]
        below = [*node.get("properties", {}).values(), *([node["items"]] if "items" in node else [])]
        return 1 + sum(map(visit, below))

    assert visit(schema) > 30
    assert all(map(visit, schema["definitions"].values()))


@pytest.mark.parametrize("datum", ["2025-11-12T09:30:00", "2025-11-12T23:59:59Z", "12-11-2025 00:00:00.5-11:30"])
def test_a_time_with_or_without_an_offset_will_do(datum: str) -> None:
    assert codes(changed("metadata.datum", datum)) == []


@pytest.mark.parametrize("document", [None, [], "x", 5, {}])
def test_anything_else_is_no_statement(document: Any) -> None:
    assert {code for code, _ in codes(document)} == {"BD456"}


@pytest.mark.parametrize(
    ("pad", "value", "code"),
    [
        ("data.lasten.0.taakveld", "0.12", "BD450"),
        ("data.lasten.0.categorie", "3.7", "BD451"),
        ("data.lasten.0.categorie", "7.1", "BD452"),
        ("data.lasten.0.bedrag", 101, "BD457"),
        ("data.balans_lasten", [{"balanscode": "A999", "categorie": "7.5", "bedrag": 1}], "BD530"),
        ("data.balans_baten", [{"balanscode": "A23", "categorie": "7.2", "bedrag": 1}], "BD531"),
        ("data.balans_baten", [{"balanscode": "A23", "categorie": "9.9", "bedrag": 1}], "BD451"),
        ("data.balans_standen", [{"balanscode": "A23", "standper": "gisteren", "bedrag": 1}], "BD456"),
        ("data.kengetallen.0.verslagperiode", "Beg_2024", "BD456"),
        ("data.kengetallen.0.verslagperiode", "Rek_2026", None),
        ("data.balans_standen", [{"balanscode": "A111", "standper": "ultimo", "bedrag": 1}], None),
        ("metadata.periode", 5, "BD459"),
        ("metadata.periode", 1, "BD459"),
    ],
)
def test_codes_and_controls_of_the_period(pad: str, value: Any, code: str | None) -> None:
    assert [found for found, _ in codes(changed(pad, value))] == ([code] if code else [])


@pytest.mark.parametrize("kant", ["lasten", "baten"])
@pytest.mark.parametrize("categorie", ["4.3.9", "4.4.9"])
def test_what_is_not_divided_is_allowed_in_a_budget_only(kant: str, categorie: str) -> None:
    document = changed(f"data.{kant}.0", {"taakveld": "0.3", "categorie": categorie, "bedrag": 100})
    assert codes(document) == []
    document["metadata"]["periode"] = 5
    document["data"] |= BALANS
    assert codes(document) == [("BD458", f"data.{kant}")]


BALANS: Final[dict[str, Any]] = {
    "balans_standen": [
        {"balanscode": code, "standper": moment, "bedrag": 10}
        for code in ("A23", "P131")
        for moment in ("1 januari", "ultimo")
    ]
}
"""A balance in which nothing moves."""


CONTROLES: Final = (
    (0, {"PF006"}),
    (1, {"PF001", "PF003", "PF004", "PF009"}),
    (4, {"PF001", "PF003", "PF004", "PF009"}),
    (5, {"PF001", "PF003", "PF004", "PF006", "PF007", "PF008", "PF009"}),
)
"""By period the controls of the definition files of 2020 to 2026, but for those that follow from closed cells."""


@pytest.mark.parametrize(("periode", "expected"), CONTROLES)
def test_each_period_has_the_controls_of_its_definition_file(periode: int, expected: set[str]) -> None:
    """A statement in which everything is wrong: halves, balances, what moved them, what is settled and financed."""
    document = changed("metadata.periode", periode)
    document["data"]["lasten"] = [
        {"taakveld": "0.3", "categorie": "4.3.9", "bedrag": 1000},
        {"taakveld": "0.1", "categorie": "7.4", "bedrag": 100},
    ]
    document["data"]["balans_standen"] = [
        {"balanscode": "A23", "standper": "1 januari", "bedrag": 10},
        {"balanscode": "P131", "standper": "ultimo", "bedrag": 20},
    ]
    found = " ".join(gebrek.tekst for gebrek in defects(document, lijst()))
    assert set(re.findall(r"PF[0-9]{3}", found)) == expected


@pytest.mark.parametrize(("periode", "expected"), [(1, []), (4, []), (5, ["BD533"])])
def test_a_quarter_does_not_ask_what_moved_codes_that_are_not_financial(periode: int, expected: list[str]) -> None:
    document = changed("metadata.periode", periode)
    document["data"]["lasten"][0]["bedrag"] = 100
    document["data"]["balans_standen"] = [
        *BALANS["balans_standen"],
        *(
            {"balanscode": c, "standper": m, "bedrag": b}
            for c in ("A121", "P111")
            for m, b in (("1 januari", 5), ("ultimo", 9))
        ),
    ]
    assert [code for code, _ in codes(document)] == expected * 2


@pytest.mark.parametrize(("cash", "expected"), [(0, []), (1, []), (2, ["BD535"]), (-2, ["BD535"])])
def test_what_is_financed_may_be_off_by_one_percent_of_the_lasten(cash: int, expected: list[str]) -> None:
    """Lasten and baten are both 100, so cash stays what it is; 1 % of the lasten is 1."""
    document = changed("metadata.periode", 5)
    kant = "lasten" if cash > 0 else "baten"
    document["data"] |= copy.deepcopy(BALANS)
    document["data"]["balans_standen"][1]["bedrag"] += cash
    document["data"]["balans_standen"].append({"balanscode": "P111", "standper": "ultimo", "bedrag": cash})
    document["data"][f"balans_{kant}"] = (
        [{"balanscode": "A23", "categorie": "6.1", "bedrag": abs(cash)}] if cash else []
    )
    assert [code for code, _ in codes(document) if code not in ("BD533", "BD534")] == expected


def boeking(kant: str, taakveld: str, categorie: str, pad: str) -> Boeking:
    return Boeking("Bestuur", Adres("programmas/01-p.toml", "post", "b", pad), kant, taakveld, categorie, 123450)


def told(lines: list[Boeking], document: dict[str, Any]) -> list[str]:
    return [f"{m.adres.bestand} {m.adres}: {m.code} {m.tekst}" for m in refusals(lines, defects(document, lijst()))]


def test_a_refused_cell_is_told_at_every_post_that_is_in_it() -> None:
    lines = [boeking("lasten", "0.1", "7.1", "categorie.lasten"), boeking("lasten", "0.1", "1.1", "categorie.lasten")]
    (line,) = told(lines, changed("data.lasten.0.categorie", "7.1"))
    assert line == (
        "programmas/01-p.toml post.b.categorie.lasten: BD452 lasten van `Bestuur`, € 1.234,50:"
        " lasten van categorie 7.1 kunnen niet op taakveld 0.1 in Iv3 2025-2026."
    )
    (line,) = told([boeking("lasten", "0.12", "1.1", "categorie.lasten")], changed("data.lasten.0.taakveld", "0.12"))
    assert line == (
        "programmas/01-p.toml post.b.taakveld: BD450 lasten van `Bestuur`, € 1.234,50:"
        " `0.12` is geen taakveld van Iv3 2025-2026."
    )


def test_a_refused_cell_that_no_post_is_in_is_still_told() -> None:
    (line,) = told([], changed("data.lasten.0.categorie", "7.1"))
    assert line.startswith("begroting.toml jaar: BD452 data.lasten: lasten van categorie 7.1")


def test_amounts_without_codes_are_told_with_the_key_that_lacks() -> None:
    lines = [
        boeking("lasten", "", "", "taakveld"),
        boeking("baten", "", "3.7", "taakveld"),
        boeking("baten", "0.1", "", "categorie.baten"),
    ]
    where = "programmas/01-p.toml post.b"
    assert told(lines, GOED) == [
        f"{where}.taakveld: BD454 lasten van `Bestuur`, € 1.234,50: geen taakveld en geen `categorie.lasten`.",
        f"{where}.taakveld: BD454 baten van `Bestuur`, € 1.234,50: geen taakveld.",
        f"{where}.categorie.baten: BD455 baten van `Bestuur`, € 1.234,50: geen categorie.",
    ]


def test_what_the_dossier_lacks_is_told_at_its_key() -> None:
    document = changed("contact", {})
    document["metadata"]["overheidsnummer"] = ""
    found = refusals([], defects(document, lijst()))
    assert [str(m.adres) for m in found] == ["gemeentecode", "contact.naam", "contact.email", "contact.telefoon"]
    assert found[0].remedie == "Vul `gemeentecode` in."
    assert found[1].tekst == "contact.naam: dit ontbreekt."
    assert found[1].remedie == "Vul `naam` in onder [contact]."
