from __future__ import annotations

import re
from typing import Final

import pytest

from budgetdesk.model.arrangement import FASEN, HOOFDTABEL, SOORTEN
from budgetdesk.model.dossier import Bestand, Dossier, Record, Weergave
from budgetdesk.model.kinds.begroting import Weergavekeuzes

ALLE: Final = [
    (f"{bestand}/{soort.naam or 'hoofd'}", bestand, soort)
    for bestand, soorten in SOORTEN.items()
    for soort in soorten.values()
]
"""Every kind of table, with what it is called here and the file it stands in."""


def test_no_two_fields_of_a_table_claim_the_same_key() -> None:
    for naam, _, soort in ALLE:
        sleutels = [f"{v.sleutel}." for v in soort.velden]
        assert [(naam, a, b) for a in sleutels for b in sleutels if a is not b and b.startswith(a)] == []


def test_a_reference_names_a_kind_of_table_in_the_same_file() -> None:
    fields = [(naam, bestand, v) for naam, bestand, soort in ALLE for v in soort.velden]
    assert [(naam, v) for naam, bestand, v in fields if v.verwijst and v.verwijst not in SOORTEN[bestand]] == []


def test_amounts_are_the_only_families_by_phase_and_every_field_has_a_label() -> None:
    fields = [(naam, v) for naam, _, soort in ALLE for v in soort.velden]
    assert [(naam, v.sleutel) for naam, v in fields if "fase" in v.onder and v.vorm != "bedrag"] == []
    assert [(naam, v.sleutel) for naam, v in fields if not v.label] == []
    assert [(naam, v.sleutel) for naam, v in fields if not re.fullmatch(r"[a-z_.]*", v.sleutel)] == []


def test_every_file_has_its_main_table_in_the_schema() -> None:
    assert all(main is None or SOORTEN[bestand][main].enkel for bestand, main in HOOFDTABEL.items())
    assert FASEN == ("rekening", "begroting", "wijziging", "prognose", "mjb")


def test_the_keys_people_rely_on_are_those_of_format_version_1() -> None:
    keys = {
        f"{bestand}/{s.naam}": {v.sleutel for v in s.velden} for bestand, ss in SOORTEN.items() for s in ss.values()
    }
    assert keys["programma/post"] == set(
        "naam beleidsterrein prestatie taakveld categorie.lasten categorie.baten aard tot lasten baten"
        " incidenteel.lasten incidenteel.baten index toelichting houder stelpost grootboek"
        " kapitaallasten.mjb verdeling.mjb".split()
    )
    assert keys["programma/reserve"] == set(
        "naam kop soort stand bestemming toevoeging onttrekking register structureel minimum maximum functie"
        " grootboek toelichting".split()
    )
    assert keys["reserves/reserve"] == keys["programma/reserve"] - {
        "kop",
        "toevoeging",
        "onttrekking",
        "register",
        "structureel",
        "grootboek",
    }
    assert keys["programma/investering"] == set(
        "naam prestatie beleidsterrein nut soort krediet nummer uitgaven besteed bijdrage uit_reserve termijn methode"
        " restwaarde gereed start gevoteerd afgesloten post toelichting houder reserve grootboek".split()
    )
    assert keys["wijziging/mutatie"] == set(
        "programma post reserve investering onderwerp aard tot dekking lasten baten toevoeging onttrekking"
        " uitgaven bijdrage toelichting".split()
    )
    assert keys["begroting/weergave"] == set("eenheid lasten baten saldo verschil letters nul minteken geheel".split())


def test_the_required_keys_and_choices_are_those_of_format_version_1() -> None:
    soorten = [s for bestand, ss in SOORTEN.items() for s in ss.values() if bestand not in ("document", "vastgesteld")]
    required = {s.naam: " ".join(v.sleutel for v in s.velden if v.verplicht) for s in soorten}
    assert {naam: keys for naam, keys in required.items() if keys != "naam"} == {
        "": "formaat gemeente jaar sjabloon",
        "document": "sjabloon",
        "weergave": "",
        "drempels": "",
        "parameters": "",
        "index": "",
        "emu": "",
        "balans": "",
        "kengetallen": "",
        "contact": "",
        "iv3": "",
        "indexering": "",
        "kostenplaats": "naam programma post verdeelsleutel",
        "verdeling": "kostenplaats programma post aandeel",
        "aanvaard": "reden",
        "programma": "nummer naam",
        "doel": "naam beleidsterrein",
        "prestatie": "naam doel",
        "indicator": "naam doel",
        "post": "naam beleidsterrein",
        "reserve": "naam soort",
        "investering": "naam nut",
        "toelichting": "bij tekst",
        "tekst": "tekst",
        "organisatie": "",
        "huisstijl": "",
        "formulier": "houder",
        "wijziging": "nummer naam",
        "mutatie": "programma",
        "notitie": "bij tekst",
    }
    choices = {f"{s.naam}.{v.sleutel}": v.keuzes for s in soorten for v in s.velden if v.keuzes}
    assert choices[".formaat"] == (1,)
    assert [choices[f"weergave.{key}"] for key in ("eenheid", "lasten", "saldo", "verschil", "nul", "minteken")] == [
        (1, 1000, 1_000_000),
        ("+", "-"),
        ("lasten-baten", "baten-lasten"),
        ("begroting-rekening", "rekening-begroting", "effect"),
        ("-", "0", ""),
        ("voor", "achter"),
    ]
    assert choices["reserve.soort"] == ("algemene reserve", "bestemmingsreserve")
    assert choices["wijziging.status"] == ("voorstel", "ontwerp", "vastgesteld", "ingetrokken")
    assert choices["wijziging.telt_mee"] == ("begroting", "wijziging", "niet")
    assert choices["investering.nut"] == ("economisch", "economisch-heffing", "maatschappelijk")
    assert choices["investering.start"] == ("jaar-na-gereed", "zelfde-jaar", "half-jaar", "kasstroom")


@pytest.mark.parametrize(
    ("waarden", "expected"),
    [
        ({}, Weergave()),
        ({"lasten": "-", "baten": "+", "saldo": "baten-lasten"}, Weergave(lasten=-1, baten=1, saldo=-1)),
        ({"eenheid": 1, "nul": "", "minteken": "achter"}, Weergave(eenheid=1, nul="", minteken="achter")),
        ({"letters": True, "verschil": "effect"}, Weergave(letters=True, verschil="effect")),
    ],
)
def test_settings_of_the_print_have_the_defaults_of_the_format(
    waarden: dict[str, str | int], expected: Weergave
) -> None:
    assert Weergave.of(Weergavekeuzes("weergave", "", dict(waarden))) == expected
    assert Weergave.of(Weergavekeuzes.empty()) == Weergave(
        1000, 1, -1, 1, "begroting-rekening", letters=False, nul="-", minteken="voor"
    )


def test_programmas_stand_in_the_order_of_their_number() -> None:
    files = [
        Bestand(f"programmas/{n}.toml", "programma", {("programma", ""): Record("programma", "", {"nummer": n})})
        for n in (10, 2)
    ]
    dossier = Dossier({b.naam: b for b in files})
    assert [b.nummer for b in dossier.programmas] == [2, 10]
    assert dossier.programma(10) is files[0]
    assert dossier.programma(3) is None
