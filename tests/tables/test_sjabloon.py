from __future__ import annotations

import re
from dataclasses import replace

import pytest

from budgetdesk.errors import InputError
from budgetdesk.tables.sjabloon import Sjabloon, load, names
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
        ('jaar = "T"\n', 'jaar = "T"\nna = "a"\n', "kolom.b.na", "een kolom heeft `kop` en een van"),
        ('titel = "Eigen {T} en {T-1}"', "titel = 5", "titel", "`titel` ontbreekt of is geen tekst"),
        ('verloop = ["a"]', "", "verloop", "`verloop` is een lijst van kolommen"),
        ('verloop = ["a"]', "verloop = []", "verloop", "`verloop` is een lijst van kolommen"),
        ('verloop = ["a"]', "verloop = [1]", "verloop", "`verloop` is een lijst van kolommen"),
        ('verloop = ["a"]', 'verloop = ["z"]', "verloop", "`z` is geen kolom"),
        ('verloop = ["a"]', 'verloop = ["a"]\nkengetallen = ["z"]', "kengetallen", "`z` is geen kolom"),
        ('verloop = ["a"]', 'verloop = ["a"]\nkengetallen = ["d"]', "kengetallen", "niet van een verschil"),
        ('verloop = ["a"]', 'verloop = ["a"]\nkengetallen = []', "kengetallen", "`kengetallen` is een lijst van"),
        ('resultaat = "b"', 'resultaat = "z"', "resultaat", "`z` is geen kolom"),
        ('kop = "Som"', "", "kolom.c.kop", "`kop` ontbreekt of is geen tekst"),
        ('fase = "rekening"', "", "kolom.b", "een kolom heeft `kop` en een van"),
        ('fase = "rekening"', 'fase = "rekening"\nsom = ["a"]', "kolom.b", "een kolom heeft `kop` en een van"),
        ('fase = "rekening"', 'fase = "rekening"\nkleur = "rood"', "kolom.b.kleur", "een kolom heeft `kop` en een van"),
        ('met = "wijziging"', 'met = "begroting"', "kolom.a.met", "`met` noemt een andere fase"),
        (
            'verschil = ["c", "b"]',
            'verschil = ["c", "b"]\n[kolom.e]\nkop = "E"\nsom = ["d"]',
            "kolom.e",
            "uit een verschil",
        ),
        ('fase = "rekening"', 'fase = "rekening2"', "kolom.b.fase", "onbekende fase `rekening2`"),
        ('met = "wijziging"', 'met = "w"', "kolom.a.met", "onbekende fase `w`"),
        ('met = "wijziging"', "met = 1", "kolom.a.met", "`met` ontbreekt of is geen tekst"),
        ('jaar = "T"\n', 'jaar = "2026"\n', "kolom.b.jaar", "`jaar` is T, of T met een getal"),
        ('jaar = "T"\n', "jaar = 2026\n", "kolom.b.jaar", "`jaar` ontbreekt of is geen tekst"),
        ('jaar = "T"\n', 'jaar = "T+12"\n', "kolom.b.jaar", "`jaar` is T, of T met een getal"),
        ('som = ["a", "b"]', 'som = ["d", "b"]', "kolom.c.som", "`d` is geen kolom die hierboven staat"),
        ('som = ["a", "b"]', 'som = ["c"]', "kolom.c.som", "`c` is geen kolom die hierboven staat"),
        ('som = ["a", "b"]', 'som = "a"', "kolom.c.som", "`som` is een lijst van kolommen"),
        ('verschil = ["c", "b"]', 'verschil = ["c"]', "kolom.d.verschil", "`verschil` noemt twee kolommen"),
        ('verschil = ["c", "b"]', 'verschil = ["c", "b", "a"]', "kolom.d.verschil", "`verschil` noemt twee kolommen"),
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


# --- one that begins as another ------------------------------------------------------------------

DERDE = 'basis = "begroting"\n'


def upon(dossier: Maak, text: str, **others: str) -> Sjabloon:
    """Return the template `eigen` of a dossier, for 2026."""
    return load("eigen", 2026, dossier(templates__eigen=text, **others))


def test_what_is_not_said_is_that_of_the_basis(dossier: Maak) -> None:
    same = upon(dossier, DERDE)
    assert replace(same, naam="begroting") == load("begroting", 2026)
    assert same.naam == "eigen"


def test_keys_are_replaced_one_by_one(dossier: Maak) -> None:
    text = 'titel = "Kadernota {T}"\nresultaat = "mjb1"\nindicatoren = "per-jaar"\n[kolom.mjb1]\nkop = "Raming {T+1}"\n'
    changed, shipped = upon(dossier, DERDE + text), load("begroting", 2026)
    assert (changed.titel, changed.resultaat, changed.indicatoren) == ("Kadernota 2026", 3, "per-jaar")
    assert changed.verloop == shipped.verloop
    kolommen = list(shipped.kolommen)
    kolommen[3] = replace(kolommen[3], kop="Raming 2027")
    assert changed.kolommen == tuple(kolommen)


def test_columns_go_and_come_where_they_are_said_to_stand(dossier: Maak) -> None:
    text = """weglaten = ["mjb2", "mjb3"]
[kolom.nieuw]
kop = "Primair {T-1}"
fase = "begroting"
jaar = "T-1"
voor = "vorig"
[kolom.rekening]
na = "vorig"
[kolom.groei]
kop = "Groei"
verschil = ["begroting", "vorig"]
[kolom.samen]
kop = "Samen"
som = ["begroting", "mjb1"]
na = "groei"
"""
    changed = upon(dossier, DERDE + text)
    assert [k.sleutel for k in changed.kolommen] == "nieuw vorig rekening begroting mjb1 groei samen".split()
    assert [changed.kolommen[i].sleutel for i in changed.verloop] == "rekening vorig begroting mjb1".split()
    assert changed.kolommen[changed.resultaat].sleutel == "begroting"
    assert changed.kolommen[5].delen == ((3, 1), (1, -1))


def test_another_form_of_a_column_leaves_only_its_heading(dossier: Maak) -> None:
    text = '[kolom.vorig]\nmet = ""\n[kolom.mjb1]\nsom = ["begroting"]\n[kolom.mjb2]\nfase = "mjb"\n'
    kolommen = upon(dossier, DERDE + text).kolommen
    assert kolommen[1].termen == (("begroting.2025", 1),)
    assert (kolommen[3].kop, kolommen[3].termen, kolommen[3].invoer) == ("MJB 2027", (("begroting.2026", 1),), None)
    assert kolommen[4].termen == (("mjb.2028", 1),)


def test_under_its_own_name_a_template_begins_as_the_shipped_one(dossier: Maak) -> None:
    own = {"templates__begroting": 'basis = "begroting"\ntitel = "Onze begroting {T}"'}
    assert load("begroting", 2026, dossier(**own)).titel == "Onze begroting 2026"
    assert upon(dossier, 'basis = "begroting"\nweglaten = ["mjb3"]', **own).titel == "Onze begroting 2026"


ACCOUNTS = 'basis = "jaarrekening"\n'


@pytest.mark.parametrize(
    ("text", "plaats", "said"),
    [
        ('basis = "begrotng"', "1: basis", "onbekend sjabloon `begrotng`. Bedoelt u `begroting`?"),
        ('basis = "../begroting"', "1: basis", "onbekend sjabloon `../begroting`."),
        ('basis = "tabellen"', "1: basis", "onbekend sjabloon `tabellen`."),
        ("basis = 1", "1: basis", "`basis` ontbreekt of is geen tekst."),
        ('basis = "eigen"', "1: basis", "onbekend sjabloon `eigen`."),
        (f'{DERDE}resultat = "mjb1"', "2: resultat", "onbekende sleutel `resultat`. Bedoelt u `resultaat`"),
        (f'{DERDE}[kolom.mjb1]\nkopp = "x"', "3: kolom.mjb1.kopp", "onbekende sleutel `kopp`. Bedoelt u `kop`?"),
        (f'{DERDE}[kolom.mjb9]\nkop = "x"', "2: kolom.mjb9", "de basis heeft geen kolom `mjb9`, en een nieuwe heeft"),
        (f"{DERDE}kolom = 1", "2: kolom", "hier horen kolommen"),
        (f"{DERDE}[kolom]\nx = 1", "3: kolom.x", "hier hoort een tabel [kolom.x]."),
        (f'{DERDE}[kolom.x]\nfase = "begroting"', "2: kolom.x.kop", "`kop` ontbreekt"),
        (f'{DERDE}[kolom.mjb1]\nfase = "begrotng"', "3: kolom.mjb1.fase", "Bedoelt u `begroting`?"),
        (f'{DERDE}[kolom.mjb1]\nsom = ["mjb2"]', "3: kolom.mjb1.som", "`mjb2` is geen kolom die hierboven staat."),
        (f'{ACCOUNTS}[kolom.na-wijziging]\njaar = "T-1"', "3: kolom.na-wijziging.jaar", "`jaar` hoort bij `fase`"),
        (f'{DERDE}titel = "Nota {{jaar}}"', "2: titel", "onbekend patroon `{jaar}`."),
        (f'{DERDE}[kolom.mjb1]\nkop = "MJB {{T+1"', "3: kolom.mjb1.kop", "onbekend patroon `{T+1`."),
        (
            f'{DERDE}[kolom.mjb1]\nkop = "MJB {{T+2}}"',
            "3: kolom.mjb1.kop",
            "kolom `mjb2` heeft ook de kop `MJB {T+2}`.",
        ),
        (f"{DERDE}[weergave]\nletters = true", "2: weergave", "hoort niet in een sjabloon, maar in `begroting.toml`."),
        (f'{DERDE}weglaten = "mjb3"', "2: weglaten", "`weglaten` is een lijst van kolommen."),
        (f'{DERDE}weglaten = ["mbj3"]', "2: weglaten", "geen kolom `mbj3` om weg te laten. Bedoelt u `mjb3`"),
        (f'{DERDE}weglaten = ["begroting"]', "2: weglaten", "`resultaat` is kolom `begroting`, die hier wordt weg"),
        (f'{DERDE}weglaten = ["mjb1"]\nverloop = ["mjb1"]', "3: verloop", "`mjb1` is geen kolom"),
        (f'{DERDE}weglaten = ["mjb1"]\n[kolom.mjb1]\nkop = "x"', "3: kolom.mjb1", "staat ook in `weglaten`."),
        (f'{ACCOUNTS}weglaten = ["wijziging"]', "2: weglaten", "kolom `na-wijziging` wordt uit `wijziging` berekend"),
        (
            f'{ACCOUNTS}weglaten = ["vorig", "rekening", "verschil"]\nresultaat = "begroting"',
            "2: weglaten",
            "er blijft geen",
        ),
        (f'{DERDE}[kolom.mjb1]\nna = "mjb2"\nvoor = "mjb3"', "4: kolom.mjb1.voor", "niet allebei"),
        (f'{DERDE}[kolom.mjb1]\nna = "mjb1"', "3: kolom.mjb1.na", "`mjb1` is geen kolom van de basis"),
        (f'{DERDE}[kolom.mjb1]\nna = "vorg"', "3: kolom.mjb1.na", "Bedoelt u `vorig`"),
        (f'{DERDE}[kolom.mjb1]\nna = ["vorig"]', "3: kolom.mjb1.na", "`na` ontbreekt of is geen tekst."),
        (
            f'{ACCOUNTS}[kolom.rekening]\nna = "verschil"',
            "3: kolom.rekening.na",
            "zo staat `rekening` achter `verschil`",
        ),
        (
            f'{ACCOUNTS}[kolom.verschil]\nvoor = "vorig"',
            "3: kolom.verschil.voor",
            "zo staat `na-wijziging` achter `verschil`",
        ),
    ],
)
def test_what_makes_no_sense_upon_a_basis_is_refused_by_line_and_key(
    dossier: Maak, text: str, plaats: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        upon(dossier, text)
    assert str(caught.value).startswith(f"templates/eigen.toml:{plaats}: ")
    assert said in str(caught.value)


def test_templates_that_begin_as_each_other_are_refused(dossier: Maak) -> None:
    with pytest.raises(InputError, match="in een kring als elkaar: `eigen` → `ander` → `eigen`") as caught:
        upon(dossier, 'basis = "ander"', templates__ander='basis = "eigen"')
    assert str(caught.value).startswith("templates/ander.toml:1: basis: ")


def test_a_long_row_of_templates_is_refused(dossier: Maak) -> None:
    row = {f"templates__n{i}": f'basis = "n{i + 1}"' for i in range(20)} | {"templates__n20": DERDE}
    with pytest.raises(InputError, match="hoogstens 8 diep"):
        upon(dossier, 'basis = "n0"', **row)
    assert upon(dossier, 'basis = "n14"', **row).titel == "Programmabegroting 2026"


def test_sums_of_sums_that_double_are_refused_before_they_are_added_up(dossier: Maak) -> None:
    above = ["b", *(f"s{n}" for n in range(25))]
    doubling = "".join(f'[kolom.s{n}]\nkop = "S"\nsom = ["{one}", "{one}"]\n' for n, one in enumerate(above))
    with pytest.raises(InputError, match=re.escape("kolom.s7: een kolom telt hoogstens 200 bedragen op.")):
        load("eigen", 2026, dossier(templates__eigen=EIGEN + doubling))


def test_more_columns_than_anybody_prints_are_refused(dossier: Maak) -> None:
    many = "".join(f'[kolom.k{i}]\nkop = "{i}"\nsom = ["begroting"]\n' for i in range(101))
    with pytest.raises(InputError, match="beschrijft hoogstens 100 kolommen"):
        upon(dossier, DERDE + many)
    with pytest.raises(InputError, match="heeft hoogstens 100 kolommen"):
        load("eigen", 2026, dossier(templates__eigen=EIGEN + many.replace("begroting", "b")))


@pytest.mark.parametrize(
    ("key", "tekst"), [("titel", 'titel = "{}"'), ("kop", '[kolom.k]\nsom = ["begroting"]\nkop = "{}"')]
)
def test_a_text_longer_than_anybody_prints_is_refused(dossier: Maak, key: str, tekst: str) -> None:
    upon(dossier, DERDE + tekst.format("x" * 300))
    with pytest.raises(InputError, match=f"{key}: `{key}` heeft hoogstens 300 tekens."):
        upon(dossier, DERDE + tekst.format("x" * 301))


def test_what_is_wrong_with_the_basis_is_told_in_its_file(dossier: Maak) -> None:
    with pytest.raises(InputError, match=re.escape("templates/ander.toml: kolom: ")):
        upon(dossier, 'basis = "ander"\n[kolom.x]\nkop = "X"', templates__ander='naam = "ander"')


def test_an_unknown_template_is_answered_with_those_of_the_dossier_too(dossier: Maak) -> None:
    with pytest.raises(InputError, match="kies uit begroting, eigen, jaarrekening, voortgangsrapportage"):
        load("eigne", 2026, dossier(templates__eigen=DERDE, templates__tabellen="tabellen = 1"))


def test_a_misspelt_basis_is_named_where_the_template_turns_out_to_be_no_whole_one(dossier: Maak) -> None:
    with pytest.raises(InputError, match=re.escape("`bassis` is geen sleutel van een sjabloon. Bedoelt u `basis`?")):
        upon(dossier, 'bassis = "begroting"')


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", ["vorig", "begroting", "rekening"]),
        ('weglaten = ["vorig"]\n', ["begroting", "rekening"]),
        ('kengetallen = ["rekening"]\n', ["rekening"]),
    ],
)
def test_key_figures_are_of_the_columns_of_the_basis_unless_a_template_says_otherwise(
    dossier: Maak, said: str, expected: list[str]
) -> None:
    sjabloon = load("eigen", 2026, dossier(templates__eigen=f'basis = "jaarrekening"\n{said}'))
    assert [sjabloon.kolommen[i].sleutel for i in sjabloon.kengetallen] == expected
    assert load("begroting", 2026).kengetallen == load("begroting", 2026).verloop
