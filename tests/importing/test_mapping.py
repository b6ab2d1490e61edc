"""Ways of reading: what a file of one says, what is wrong with one, and the one form in which it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import InputError
from budgetdesk.importing import mapping
from budgetdesk.importing.mapping import Doel, Leeswijze, read, write
from budgetdesk.model.leeswijze import MAP
from budgetdesk.storage.canonical import format_text
from tests.importing.ledgers import VAN_DEBET, VAN_JAREN, VAN_RIJEN, VAN_SOORT, wijze

HEEL = """\
[bron]
formaat = 1
naam = "Grootboek uit Key2Financien via Cognos"
als = "grootboek"
blad = "Begroting"
kop = [3, 4]
tot = "Eindtotaal"
scheiding = ";"
codering = "windows-1252"
vingerafdruk = "sha256:0"

[bedragen]
eenheid = 1
decimaal = ","
kant = "teken"
lasten = "+"
baten = "-"
afwijking = "cent"

[kolom]
code = ["Kostenplaats", "Kostensoort"]
naam = "Omschrijving"
programma = "Programma"
beleidsterrein = "Product"
taakveld = "Taakveld"
categorie = "Categorie"
kant = "L/B"

[waarde.kant]
L = "lasten"
B = "baten"
[waarde.fase]
BEGR = "begroting"
REAL = "rekening"

[jaren]
"Rekening 2025" = "rekening.2025"
"2027" = "begroting.2027"

[rijen]
overslaan = ["Totaal*", "Subtotaal*"]
groepeer = "kostenplaats+categorie"
niet = ["0.11"]

[nieuw]
doen = "maak"
beleidsterrein = { "Bestuur" = "1A", "Dienstverlening" = "1B" }
"""


def test_the_complete_example_is_read() -> None:
    assert wijze(HEEL) == Leeswijze(
        naam="Grootboek uit Key2Financien via Cognos",
        als="grootboek",
        blad="Begroting",
        kop=(3, 4),
        tot="Eindtotaal",
        scheiding=";",
        codering="windows-1252",
        vingerafdruk="sha256:0",
        decimaal=",",
        kolom={
            "code": ("Kostenplaats", "Kostensoort"),
            "naam": ("Omschrijving",),
            "programma": ("Programma",),
            "beleidsterrein": ("Product",),
            "taakveld": ("Taakveld",),
            "categorie": ("Categorie",),
            "kant": ("L/B",),
        },
        waarde={"kant": {"L": "lasten", "B": "baten"}, "fase": {"BEGR": "begroting", "REAL": "rekening"}},
        jaren={"Rekening 2025": Doel("rekening", "2025"), "2027": Doel("begroting", "2027")},
        overslaan=("Totaal*", "Subtotaal*"),
        groepeer="kostenplaats+categorie",
        niet=("0.11",),
        doen="maak",
        beleidsterrein={"Bestuur": "1A", "Dienstverlening": "1B"},
    )


TABEL = """\
[bron]
formaat = 1
als = "tabel"
nummer = 2

[bedragen]
eenheid = 1000
conventie = "B"

[kolommen]
"Rek. 2025" = { fase = "rekening", jaar = 2025 }
"Lasten 2026" = { fase = "begroting", jaar = 2026, kant = "lasten" }

[totalen]
"Totaal lasten" = ["1 Bestuur", "2 Zorg"]
Saldo = ["Totaal lasten", "-Totaal baten"]
"""


def test_a_table_has_columns_and_totals() -> None:
    found = wijze(TABEL)
    assert (found.blad, found.eenheid, found.conventie) == (2, 1000, "B")
    assert found.kolommen == {
        "Rek. 2025": Doel("rekening", "2025"),
        "Lasten 2026": Doel("begroting", "2026", "lasten"),
    }
    assert found.totalen["Saldo"] == ("Totaal lasten", "-Totaal baten")


# --- the one form --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [HEEL, TABEL, VAN_JAREN, VAN_RIJEN, VAN_DEBET, VAN_SOORT])
def test_what_is_written_reads_back_and_is_written_once(text: str) -> None:
    found = wijze(text)
    written = write(found)
    assert read(written.encode(), "x") == found
    assert format_text(written, MAP) == written


def test_fmt_gives_a_way_of_reading_its_one_form_and_keeps_every_comment() -> None:
    text = "# van Cognos\n[rijen]\noverslaan=['Totaal*']\n\n[bron]\nals='rekening' # jaarlijks\nformaat = 1\n"
    text += "[jaren]\nB='begroting.2026'\nA = 'begroting.2027'\n"
    assert format_text(text, MAP) == (
        "[bron]\nformaat = 1\nals = 'rekening'  # jaarlijks\n\n[jaren]\nB = 'begroting.2026'\nA = 'begroting.2027'\n\n"
        "# van Cognos\n[rijen]\noverslaan = ['Totaal*']\n"
    )


names = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20)


@given(
    st.dictionaries(names, st.sampled_from((Doel("begroting", "2027"), Doel("rekening", "2025", "baten"))), min_size=1),
    st.dictionaries(names, st.sampled_from(("lasten", "baten")), min_size=1),
    st.lists(names, min_size=1, max_size=3),
    names,
)
def test_any_headings_and_words_read_back(
    jaren: dict[str, Doel], woorden: dict[str, str], code: list[str], naam: str
) -> None:
    found = replace(
        wijze(VAN_SOORT),
        naam=naam,
        jaren=jaren,
        kolom={"code": tuple(code)},
        waarde={"kant": woorden},
        overslaan=(naam,),
    )
    assert wijze(write(found)) == found


# --- what is wrong -------------------------------------------------------------------------------


def fouten(text: str) -> list[str]:
    with pytest.raises(InputError) as error:
        wijze(text)
    assert {b.code for b in error.value.bevindingen} <= {"BD125", "BD103"}
    return [str(b) for b in error.value.bevindingen]


@pytest.mark.parametrize(
    ("oud", "nieuw", "zin"),
    [
        ('naam = "G', 'name = "G', "3: bron.name: onbekende sleutel `name`. Bedoelt u `naam`"),
        ("[rijen]", "[regels]", "40: regels: onbekende sleutel `regels`."),
        ("formaat = 1\n", "", "1: bron.formaat: `formaat = 1` ontbreekt, of is een andere versie."),
        ("formaat = 1\n", "formaat = 2\n", "2: bron.formaat: `formaat = 1` ontbreekt, of is een andere versie."),
        ('als = "grootboek"', 'als = "grootbook"', "4: bron.als: onbekende waarde `grootbook`. Bedoelt u `grootboek`?"),
        ('blad = "Begroting"', 'blad = "B"\nnummer = 2', "6: bron.nummer: noem een blad met `blad` of met `nummer`"),
        ("kop = [3, 4]", "kop = [4, 3]", "6: bron.kop: hier horen de rijen van de koppen, oplopend"),
        ("eenheid = 1\n", "eenheid = 100\n", "13: bedragen.eenheid: `eenheid` is 1, 1000 of 1000000."),
        (
            'baten = "-"',
            'baten = "+"',
            "17: bedragen.baten: waar het teken de kant zegt, hebben lasten en baten elk een",
        ),
        ('"cent"', '"euro"', '18: bedragen.afwijking: `afwijking` is `"cent"`: centen worden niet weggelaten.'),
        ('"Taakveld"', '["Taakveld", "T"]', "25: kolom.taakveld: hier hoort een kop, of de letter van een kolom."),
        ('code = ["Kostenplaats", "Kostensoort"]\n', "", "20: kolom.code: `code` ontbreekt: de kop van de kolom"),
        ('L = "lasten"', 'L = "last"', "30: waarde.kant.L: `last` kan hier niet: bedoeld is `lasten` of `baten`."),
        ('REAL = "rekening"', 'REAL = "real"', "34: waarde.fase.REAL: `real` kan hier niet: bedoeld is rekening, beg"),
        ("[waarde.fase]", "[waarde.fasen]", "32: waarde.fasen: onbekende sleutel `fasen`. Bedoelt u `fase`?"),
        ('"begroting.2027"', '"begroting.27"', '38: jaren.2027: hier hoort een fase met een jaar: `"begroting.2027"`'),
        ('"begroting.2027"', "2027", "38: jaren.2027: hier hoort een tekst van hoogstens 300 tekens."),
        ('"kostenplaats+c', '"kosten+c', "42: rijen.groepeer: onbekende waarde `kosten+categorie`."),
        ('"maak"', '"doe"', "46: nieuw.doen: onbekende waarde `doe`."),
        ('"1A",', "1,", "47: nieuw.beleidsterrein.Bestuur: hier hoort een tekst van hoogstens 300 tekens."),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_key(oud: str, nieuw: str, zin: str) -> None:
    assert oud in HEEL
    found = fouten(HEEL.replace(oud, nieuw, 1))
    assert any(line.startswith(f"import/proef.toml:{zin}") for line in found), found


@pytest.mark.parametrize(
    ("text", "zin"),
    [
        (VAN_RIJEN.replace('bedrag = "Bedrag"\n', ""), "kolom: noem de kolommen met bedragen in [jaren], of"),
        (VAN_RIJEN + '[jaren]\nX = "begroting.2026"\n', "kolom.bedrag: noem de kolommen met bedragen in [jaren], of"),
        (VAN_RIJEN.replace('jaar = "Jaar"\n', ""), "kolom.jaar: `jaar` ontbreekt; is alles van een jaar, zet dan"),
        (VAN_RIJEN.replace('fase = "Versie"\n', ""), "kolom.fase: `fase` ontbreekt; is alles van een fase, zet dan"),
        (
            VAN_RIJEN.replace("bedrag =", 'lasten = "D"\nbedrag ='),
            "kolom.bedrag: noem `bedrag`, of `lasten` en `baten`",
        ),
        (VAN_SOORT.replace('baten = "+"\n', ""), "bedragen.baten: zeg met welk teken gewone baten er staan"),
        (
            VAN_SOORT[: VAN_SOORT.index("[waarde")] + '[jaren]\nX = "begroting.2026"\n',
            "bedragen.kant: zeg onder [waarde",
        ),
        (VAN_SOORT.replace('"code"', '"kolom"'), "kolom.kant: `kant` ontbreekt: de kolom die zegt wat lasten"),
        (VAN_DEBET.replace("2025.lasten", "2025"), "bedragen.kant: zeg van elke kolom met bedragen de kant"),
        (VAN_JAREN.replace('als = "grootboek"\n', ""), "bron.als: `als` ontbreekt: kies uit grootboek, rekening"),
        (TABEL.replace("jaar = 2025", "jaar = 25"), 'kolommen."Rek. 2025": hier hoort `{ fase = "begroting", jaar'),
        (TABEL.replace("jaar = 2025", "jaren = 2025"), 'kolommen."Rek. 2025".jaren: onbekende sleutel `jaren`.'),
        ("[bron\n", "geen geldige TOML"),
    ],
)
def test_what_a_ledger_cannot_be_read_without_is_asked_for(text: str, zin: str) -> None:
    found = fouten(text)
    assert any(zin in line for line in found), found


def test_the_phase_of_accounts_needs_no_saying() -> None:
    wijze(VAN_RIJEN.replace('fase = "Versie"\n', "").replace('als = "grootboek"', 'als = "rekening"'))
    wijze(VAN_RIJEN.replace('jaar = "Jaar"\n', "") + '[waarde.jaar]\n"" = "2026"\n')


def test_a_dossier_has_ways_of_reading_by_name(tmp_path: Path) -> None:
    assert mapping.names(tmp_path) == []
    (tmp_path / "import").mkdir()
    for naam in ("grootboek.toml", "rekening.toml", ".kladje.toml", "lees.txt"):
        (tmp_path / "import" / naam).write_text(VAN_JAREN)
    assert mapping.names(tmp_path) == ["grootboek", "rekening"]
    assert (mapping.load(tmp_path, "rekening").sleutel, mapping.load(tmp_path, "rekening")) == (
        "rekening",
        wijze(VAN_JAREN),
    )
