from __future__ import annotations

import re

import pytest

from budgetdesk.errors import InputError
from budgetdesk.tables.sjabloon import load, names
from tests.proef import Maak

EIGEN = """naam = "eigen"
titel = "Eigen {T} en {T-1}"
verloop = ["a"]
resultaat = "b"
[kolom.a]
kop = "Begroting {T+1}"
fase = "begroting"
jaar = "T+1"
met = "wijziging"
[kolom.b]
kop = "Rekening {T}"
fase = "rekening"
jaar = "T"
[kolom.c]
kop = "Som"
som = ["a", "b"]
[kolom.d]
kop = "Verschil {T}"
verschil = ["c", "b"]
"""


def test_the_documents_have_the_columns_of_their_year() -> None:
    assert names() == ["begroting", "jaarrekening", "voortgangsrapportage"]
    koppen = [k.kop for k in load("begroting", 2030).kolommen]
    assert koppen == ["Rekening 2028", "Begroting 2029", "Begroting 2030", "MJB 2031", "MJB 2032", "MJB 2033"]
    koppen = [k.kop for k in load("jaarrekening", 2017).kolommen]
    assert koppen == [
        "Rekening 2016",
        "Begroting 2017",
        "Wijziging Begroting",
        "Begroting 2017 na wijziging",
        "Rekening 2017",
        "Verschil 2017",
    ]


@pytest.mark.parametrize("naam", names())
def test_no_heading_of_a_shipped_document_carries_a_typed_year(naam: str) -> None:
    first, second = load(naam, 2026), load(naam, 2031)
    assert [re.sub(r"\d{4}", lambda m: str(int(m[0]) + 5), k.kop) for k in first.kolommen] == [
        k.kop for k in second.kolommen
    ]
    assert [k.jaar + 5 for k in first.kolommen] == [k.jaar for k in second.kolommen]


def test_a_template_of_ones_own_is_read_from_the_dossier_and_goes_first(dossier: Maak) -> None:
    map_ = dossier(templates__begroting=EIGEN)
    sjabloon = load("begroting", 2026, map_)
    assert (sjabloon.titel, sjabloon.verloop, sjabloon.resultaat) == ("Eigen 2026 en 2025", (0,), 1)
    a, b, c, d = sjabloon.kolommen
    assert (a.kop, a.jaar, a.invoer) == ("Begroting 2027", 2027, "begroting.2027")
    assert a.termen == (("begroting.2027", 1), ("wijziging.2027", 1))
    assert b.termen == (("rekening.2026", 1),)
    assert (c.delen, c.termen, c.invoer) == (((0, 1), (1, 1)), a.termen + b.termen, None)
    assert (d.delen, d.verschil) == (((2, 1), (1, -1)), True)
    assert d.termen == (*c.termen, ("rekening.2026", -1))
    assert sjabloon.ramingen == ("begroting.2027", "wijziging.2027", "rekening.2026")


def test_a_template_chooses_how_indicators_are_laid_out(dossier: Maak) -> None:
    map_ = dossier(templates__een=EIGEN, templates__ander=f'indicatoren = "per-jaar"\n{EIGEN}')
    assert [load(naam, 2026, map_).indicatoren for naam in ("een", "ander")] == ["in-een-cel", "per-jaar"]
    assert [load(naam, 2026).indicatoren for naam in ("begroting", "jaarrekening")] == ["in-een-cel", "per-jaar"]


@pytest.mark.parametrize(
    ("old", "new", "sleutel", "said"),
    [
        ('naam = "eigen"', 'naam = "eigen"\nindicatoren = "los"', "indicatoren", "is in-een-cel of per-jaar"),
        ('naam = "eigen"', 'naam = "eigen"\nindicatoren = ["per-jaar"]', "indicatoren", "is in-een-cel of per-jaar"),
        ('naam = "eigen"', "", "naam", "`naam` ontbreekt of is geen tekst"),
        ('titel = "Eigen {T} en {T-1}"', "titel = 5", "titel", "`titel` ontbreekt of is geen tekst"),
        ('verloop = ["a"]', "", "verloop", "`verloop` is een lijst van kolommen"),
        ('verloop = ["a"]', "verloop = []", "verloop", "`verloop` is een lijst van kolommen"),
        ('verloop = ["a"]', "verloop = [1]", "verloop", "`verloop` is een lijst van kolommen"),
        ('verloop = ["a"]', 'verloop = ["z"]', "verloop", "`z` is geen kolom"),
        ('resultaat = "b"', 'resultaat = "z"', "resultaat", "`z` is geen kolom"),
        ('kop = "Som"', "", "kolom.c", "`kop` ontbreekt of is geen tekst"),
        ('fase = "rekening"', "", "kolom.b", "een kolom heeft `kop` en een van"),
        ('fase = "rekening"', 'fase = "rekening"\nsom = ["a"]', "kolom.b", "een kolom heeft `kop` en een van"),
        ('fase = "rekening"', 'fase = "rekening"\nkleur = "rood"', "kolom.b", "een kolom heeft `kop` en een van"),
        ('met = "wijziging"', 'met = "begroting"', "kolom.a", "`met` noemt een andere fase"),
        (
            'verschil = ["c", "b"]',
            'verschil = ["c", "b"]\n[kolom.e]\nkop = "E"\nsom = ["d"]',
            "kolom.e",
            "uit een verschil",
        ),
        ('fase = "rekening"', 'fase = "rekening2"', "kolom.b", "onbekende fase `rekening2`"),
        ('met = "wijziging"', 'met = "w"', "kolom.a", "onbekende fase `w`"),
        ('met = "wijziging"', "met = 1", "kolom.a", "`met` ontbreekt of is geen tekst"),
        ('jaar = "T"\n', 'jaar = "2026"\n', "kolom.b", "`jaar` is T, of T met een getal"),
        ('jaar = "T"\n', "jaar = 2026\n", "kolom.b", "`jaar` ontbreekt of is geen tekst"),
        ('jaar = "T"\n', 'jaar = "T+12"\n', "kolom.b", "`jaar` is T, of T met een getal"),
        ('som = ["a", "b"]', 'som = ["d", "b"]', "kolom.c", "`d` is geen kolom die hierboven staat"),
        ('som = ["a", "b"]', 'som = ["c"]', "kolom.c", "`c` is geen kolom die hierboven staat"),
        ('som = ["a", "b"]', 'som = "a"', "kolom.c", "`som` is een lijst van kolommen"),
        ('verschil = ["c", "b"]', 'verschil = ["c"]', "kolom.d", "`verschil` noemt twee kolommen"),
        ('verschil = ["c", "b"]', 'verschil = ["c", "b", "a"]', "kolom.d", "`verschil` noemt twee kolommen"),
    ],
)
def test_a_template_that_does_not_hold_together_is_refused_by_file_and_key(
    dossier: Maak, old: str, new: str, sleutel: str, said: str
) -> None:
    assert old in EIGEN
    map_ = dossier(templates__eigen=EIGEN.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        load("eigen", 2026, map_)
    (bevinding,) = caught.value.bevindingen
    assert (bevinding.code, bevinding.plaats.bestand, bevinding.plaats.sleutel) == (
        "BD105",
        "templates/eigen.toml",
        sleutel,
    )
    assert said in bevinding.tekst


@pytest.mark.parametrize(
    ("tekst", "code"),
    [("", "BD105"), ("kolom = 1", "BD105"), ("[kolom]\na = 1", "BD105"), ("x", "BD103"), (b"\xff", "BD101")],
)
def test_a_file_that_is_no_template_is_refused_by_name(dossier: Maak, tekst: str | bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        load("eigen", 2026, dossier(templates__eigen=tekst))
    assert [(b.code, b.plaats.bestand) for b in caught.value.bevindingen] == [(code, "templates/eigen.toml")]


@pytest.mark.parametrize(
    "naam", ["", "anders", "../begroting", "dossier/begroting", "/etc/passwd", "begroting.toml", "a\x00"]
)
def test_an_unknown_template_is_refused_and_leads_to_no_other_file(dossier: Maak, naam: str) -> None:
    with pytest.raises(InputError, match="onbekend sjabloon") as caught:
        load(naam, 2026, dossier())
    assert caught.value.bevindingen[0].plaats.sleutel == "sjabloon"
