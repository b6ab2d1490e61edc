"""References in texts. Amounts of the small dossier are in euros; signs as in `[weergave]` of Leiden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.model.adres import quote_key
from budgetdesk.model.dossier import RESERVES as RESERVES_FILE
from budgetdesk.model.dossier import Bestand, Weergave
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RESULTAAT
from budgetdesk.session import Session
from budgetdesk.tables.grid import Rij
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.verwijzing import Gevonden, fill, references
from tests.proef import Maak, begroting, sampled
from tests.tijd import hoogstens

BEGROTING = "[weergave]\neenheid = 1\n"
EERSTE = """\
[doel.D]
naam = "Dd"
beleidsterrein = "A"
[prestatie."D.1"]
naam = "Een"
doel = "D"
[prestatie."D.2"]
naam = "Twee"
doel = "D"
[doel.E]
naam = "Ee"
beleidsterrein = "A"
[prestatie."a|b = {c}"]
naam = "Drie"
doel = "E"
[post.x]
naam = "X"
beleidsterrein = "A"
prestatie = "D.1"
lasten.rekening.2024 = 7
lasten.begroting.2025 = 50
lasten.wijziging.2025 = 5
lasten.begroting.2026 = 1_234.50
baten.begroting.2026 = 200
[post."de rest"]
naam = "Y"
beleidsterrein = "A"
prestatie = "D.2"
lasten.begroting.2026 = 1_000
[post.los]
naam = "Z"
beleidsterrein = "A"
prestatie = "a|b = {c}"
lasten.begroting.2026 = 10_000
[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
stand.2024 = 40
toevoeging.begroting.2026 = 30
onttrekking.begroting.2026 = 100_000
[investering.i]
naam = "I"
nut = "economisch"
uitgaven.2027 = 230
[voorziening.v]
naam = "V"
dotatie.begroting.2026 = 1
[subsidie.s]
naam = "S"
bedrag.2026 = 12.25
"""
TWEEDE = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 9\n'


@pytest.fixture
def cijfers(dossier: Maak) -> Cijfers:
    map_ = dossier(
        EERSTE, TWEEDE, begroting=BEGROTING, reserves="", wijzigingen__w='[wijziging]\nnummer = "1"\nnaam = "K"\n'
    )
    return Session.open(map_).cijfers


def one(cijfers: Cijfers, tekst: str, nummer: int = 1) -> Gevonden:
    bestand = cijfers.dossier.programma(nummer)
    assert bestand is not None
    (found,) = references(cijfers, bestand, tekst)
    assert fill(cijfers, bestand, f"a {tekst} b") == f"a {tekst if found.fout else found.tekst} b"
    return found


@pytest.mark.parametrize(
    ("wat", "expected"),
    [
        ("resultaat.2026", "-87.936"),
        ("lasten.2026", "12.235"),
        ("baten.2026", "-200"),
        ("saldo.2026", "12.035"),
        ("toevoeging.2026", "30"),
        ("onttrekking.2026", "-100.000"),
        ("mutaties.2026", "-99.970"),
        ("beleidsterrein.A.lasten.2026", "12.235"),
        ("beleidsterrein.A.saldo.2026", "12.035"),
        ("doel.D.lasten.2026", "2.235"),
        ("doel.D.saldo.2026", "2.035"),
        ('prestatie."D.1".lasten.2026', "1.235"),
        ("prestatie.'D.2'.lasten.2026", "1.000"),
        (r'prestatie."a\u007cb \u003d \u007bc\u007d".lasten.2026', "10.000"),
        ("doel.E.saldo.2026", "10.000"),
        ("post.x.baten.2026", "-200"),
        ('post."de rest".saldo.2026', "1.000"),
        ("reserve.r.toevoeging.2026", "30"),
        ("reserve.r.saldo.2026", "-99.970"),
        ("reserve.r.stand.2024", "40"),
        ("investering.i.uitgaven.2027", "230"),
        ("investering.i.uitgaven.2031", "0"),
        ("subsidie.s.bedrag.2026", "12"),
        ("post.x.lasten.rekening", "7"),
        ("post.x.lasten.vorig", "55"),
        ("post.x.lasten.2025", "55"),
        ("post.x.lasten.mjb1", "0"),
    ],
)
def test_a_reference_prints_the_figure_of_its_table(cijfers: Cijfers, wat: str, expected: str) -> None:
    for nummer, tekst in ((1, f"{{{{{wat}}}}}"), (1, f"{{{{ 1/{wat} }}}}"), (2, f"{{{{1/{wat}}}}}")):
        assert one(cijfers, tekst, nummer) == Gevonden(tekst, expected)


def test_without_a_number_it_is_the_programma_of_the_text(cijfers: Cijfers) -> None:
    assert one(cijfers, "{{post.x.lasten.2026}}", 2).tekst == "9"
    assert one(cijfers, "{{1/post.x.lasten.2026}}", 2).tekst == "1.235"


@pytest.mark.parametrize(
    ("vormen", "expected"),
    [
        ("", "-200"),
        ("|positief", "200"),
        ("|euro", "-200"),
        ("| euro |positief ", "200"),
        ("\n| positief\n| euro\n| euro", "200"),
    ],
)
def test_a_form_changes_how_the_figure_prints(cijfers: Cijfers, vormen: str, expected: str) -> None:
    assert one(cijfers, f"{{{{post.x.baten.2026{vormen}}}}}").tekst == expected


@pytest.mark.parametrize(
    ("minteken", "eenheid", "plain", "euro"),
    [
        ("voor", 1, "-98.766", "-98.765,50"),
        ("achter", 1, "98.766-", "98.765,50-"),
        ("voor", 1000, "-99", "-98.765,50"),
        ("voor", 1_000_000, "0", "-98.765,50"),
    ],
)
def test_euros_are_exact_and_the_rest_follows_the_document(
    cijfers: Cijfers, minteken: str, eenheid: int, plain: str, euro: str
) -> None:
    own = replace(cijfers, weergave=Weergave(eenheid=eenheid, minteken=minteken))
    programma = own.dossier.programmas[0]
    programma.records["post", "x"].waarden["baten.begroting.2026"] = 98_765_50
    assert fill(own, programma, "{{post.x.baten.2026}} {{post.x.baten.2026|euro}}") == f"{plain} {euro}"
    assert one(own, "{{post.x.baten.2026|euro|positief}}").tekst == "98.765,50"


@pytest.mark.parametrize(
    ("tekst", "gezien", "verouderd"),
    [
        ("{{lasten.2026}}", "", False),
        ("{{lasten.2026=12.235}}", "12.235", False),
        ("{{ lasten.2026 | positief = 12.235 }}", "12.235", False),
        ("{{lasten.2026\n=\n  12.235\n}}", "12.235", False),
        ("{{lasten.2026 = 80}}", "80", True),
        ("{{lasten.2026 = 12235}}", "12235", True),
        ("{{lasten.2026 = 80 | euro}}", "80 | euro", True),
        ("{{lasten.2026 = een\nregel}}", "een\nregel", True),
        ("{{weg.2026 = 80}}", "", False),
    ],
)
def test_the_figure_the_author_saw_is_compared(cijfers: Cijfers, tekst: str, gezien: str, verouderd: bool) -> None:
    found = one(cijfers, tekst)
    assert (found.gezien, found.verouderd) == (gezien, verouderd)


GEEN = "dit is geen verwijzing"
EINDE = "eindigt niet binnen 200 tekens"


@pytest.mark.parametrize(
    ("tekst", "fout"),
    [
        ("{{}}", GEEN),
        ("{{  }}", GEEN),
        ("{{|euro}}", GEEN),
        ("{{= 80}}", GEEN),
        ("{{lasten.2026 =}}", GEEN),
        ("{{lasten.2026|dollar}}", "onbekende vorm `dollar`"),
        ("{{lasten.2026||euro}}", "onbekende vorm ``"),
        ("{{3/lasten.2026}}", "programma 3 bestaat niet"),
        ("{{1234567890/lasten.2026}}", "is geen sleutel"),
        ("{{1/}}", "`1/` is geen sleutel"),
        ("{{las ten.2026}}", "`las ten.2026` is geen sleutel"),
        ("{{lasten..2026}}", "is geen sleutel"),
        ('{{post."x.lasten.2026}}', "is geen sleutel"),
        ("{{lasten\n.2026}}", "is geen sleutel"),
        ("{{lasten}}", "`lasten` noemt geen bedrag"),
        ("{{kosten.2026}}", "noemt geen bedrag; kies uit resultaat,"),
        ("{{post.x.2026}}", "noemt geen bedrag"),
        ("{{post.weg.lasten.2026}}", "post `weg` bestaat niet in programmas/01-p.toml"),
        ("{{post.x.toevoeging.2026}}", "een post heeft geen `toevoeging`"),
        ("{{post.x.naam.2026}}", "een post heeft geen `naam`"),
        ("{{voorziening.v.dotatie.2026}}", "een voorziening heeft geen `dotatie`"),
        ('{{programma."".nummer.2026}}', "een programma heeft geen `nummer`"),
        ("{{lasten.2031}}", "kolom `2031` bestaat niet; kies uit rekening, vorig, begroting"),
        ("{{doel.D.lasten.2031}}", "kolom `2031` bestaat niet"),
        ("{{investering.i.uitgaven.begroting}}", "`begroting` is geen jaar"),
        ('{{investering.i.uitgaven."٢٠٢٧"}}', "`٢٠٢٧` is geen jaar"),
        ("{{lasten.2026", EINDE),
        ("{{lasten.2026}", EINDE),
        ("{{" + 201 * "x" + "}}", EINDE),
        ("{{" + 4000 * "1", EINDE),
    ],
)
def test_a_reference_that_leads_nowhere_stays_as_it_is_and_says_why(cijfers: Cijfers, tekst: str, fout: str) -> None:
    assert fout in one(cijfers, tekst).fout


@pytest.mark.parametrize("tekst", ["", "geen", "{lasten.2026}", "}} {", "a }} b"])
def test_a_text_without_references_is_left_alone(cijfers: Cijfers, tekst: str) -> None:
    bestand = cijfers.dossier.programmas[0]
    assert fill(cijfers, bestand, tekst) == tekst
    assert list(references(cijfers, bestand, tekst)) == []


def test_an_open_brace_does_not_take_the_reference_after_it(cijfers: Cijfers) -> None:
    bestand = cijfers.dossier.programmas[0]
    tekst = "{{ of {{post.x.lasten.2026}} en {{baten.2026}}}"
    assert fill(cijfers, bestand, tekst) == "{{ of 1.235 en -200}"
    assert [f.bron for f in references(cijfers, bestand, tekst) if f.fout] == ["{{ of "]


@pytest.mark.parametrize("naam", [RESERVES_FILE, "wijzigingen/w.toml"])
def test_a_text_outside_a_programma_names_one(cijfers: Cijfers, naam: str) -> None:
    bestand = cijfers.dossier.bestanden[naam]
    assert [f.fout for f in references(cijfers, bestand, "{{lasten.2026}}")] == [
        "noem het programma, zoals in {{1/resultaat.2026}}"
    ]
    assert fill(cijfers, bestand, "{{2/lasten.2026}}") == "9"


def test_a_year_that_several_columns_have_is_that_of_the_result(dossier: Maak) -> None:
    post = '[post.x]\nnaam = "X"\nbeleidsterrein = "A"\n'
    amounts = "lasten.begroting.2026 = 10\nlasten.wijziging.2026 = 5\nlasten.rekening.2026 = 12\n"
    map_ = dossier(post + amounts, begroting=begroting(BEGROTING, sjabloon="jaarrekening"))
    cijfers = Session.open(map_).cijfers
    kolommen = ("2026", "rekening", "begroting", "na-wijziging", "verschil", "vorig")
    assert [one(cijfers, f"{{{{lasten.{k}}}}}").tekst for k in kolommen] == ["12", "12", "10", "15", "3", "0"]
    assert "kolom `T` bestaat niet" in one(cijfers, "{{lasten.T}}").fout


def test_of_two_columns_of_a_year_neither_is_taken_but_a_difference_does_not_count(dossier: Maak) -> None:
    kolommen = (("a", "begroting", "T-1"), ("b", "rekening", "T-1"), ("c", "begroting", "T"), ("d", "rekening", "T-2"))
    eigen = 'naam = "e"\ntitel = "E"\nverloop = ["c"]\nresultaat = "c"\n' + "".join(
        f'[kolom.{k}]\nkop = "K"\nfase = "{fase}"\njaar = "{jaar}"\n' for k, fase, jaar in kolommen
    )
    eigen += '[kolom.e]\nkop = "K"\nverschil = ["d", "c"]\n'
    cijfers = Session.open(
        dossier(EERSTE, begroting=begroting(BEGROTING, sjabloon="eigen"), templates__eigen=eigen)
    ).cijfers
    assert one(cijfers, "{{lasten.2025}}").fout == "kolom `2025` is niet eenduidig; kies uit a, b, c, d, e"
    assert one(cijfers, "{{lasten.2024}}").tekst == "7"


# --- the figure is that of the table -------------------------------------------------------------

WEERGAVEN = st.builds(
    Weergave,
    eenheid=st.sampled_from((1, 1000, 1_000_000)),
    lasten=st.sampled_from((1, -1)),
    baten=st.sampled_from((1, -1)),
    saldo=st.sampled_from((1, -1)),
    verschil=st.sampled_from(("begroting-rekening", "rekening-begroting", "effect")),
    nul=st.sampled_from(("-", "0", "")),
    minteken=st.sampled_from(("voor", "achter")),
)
ZERO = {"-": "0", "": "0", "-0": "0", "0-": "0"}
"""A zero in a text is a 0, whatever the table prints."""


@pytest.fixture(scope="module")
def leiden() -> list[Cijfers]:
    samples = Path(__file__).parents[2] / "sample_budgets"
    return [Session.open(samples / naam).cijfers for naam in ("leiden-2026", "leiden-2017-jaarrekening")]


def wat(rij: Rij) -> str:
    """Return how a text names a row."""
    kant = "saldo" if rij.is_saldo else rij.tekens[0][0]
    if rij.scope == RESULTAAT:
        return "resultaat"
    if rij.scope in (PROGRAMMA, RESERVES):
        return "mutaties" if rij.is_saldo and rij.scope == RESERVES else kant
    return f"{rij.scope.soort}.{quote_key(rij.scope.sleutel)}.{kant}"


def cells(cijfers: Cijfers, bestand: Bestand) -> Iterator[tuple[str, str]]:
    """Yield every cell of two tables: how a text names it, and what the table prints."""
    for tabel in ("programmakosten", "reserves"):
        grid = build(tabel, cijfers, [bestand])
        for r, rij in enumerate(grid.rijen):
            for k, kolom in enumerate(cijfers.sjabloon.kolommen):
                yield f"{{{{{wat(rij)}.{kolom.sleutel}}}}}", grid.cell(r, k)


@pytest.mark.lang
@given(WEERGAVEN)
def test_a_figure_in_a_text_is_the_cell_of_the_table(leiden: list[Cijfers], weergave: Weergave) -> None:
    for cijfers in leiden:
        own = replace(cijfers, weergave=weergave)
        bestand = own.dossier.programmas[0]
        pairs = list(cells(own, bestand))
        assert len(pairs) >= 150
        for reference, cell in pairs:
            assert fill(own, bestand, reference) == ZERO.get(cell, cell), reference


# --- any text ------------------------------------------------------------------------------------

TOKENS = ("{{", "}}", "{", "}", "1/", "0", "99999999999", ".", "|", "=", '"', "'", "\\", "\n", " ", "\u0662", "é")
WORDS = (
    "resultaat",
    "lasten",
    "post",
    "bestuur",
    "doel",
    "1A1",
    "reserve",
    "raad",
    "2026",
    "euro",
    "positief",
    "saldo",
)


@given(st.text() | st.lists(st.sampled_from(TOKENS + WORDS), max_size=40).map("".join))
def test_any_text_is_filled_without_an_error(leiden: list[Cijfers], tekst: str) -> None:
    cijfers = leiden[0]
    bestand = cijfers.dossier.programmas[0]
    found = list(references(cijfers, bestand, tekst))
    assert all(f.bron in tekst and bool(f.fout) != bool(f.tekst) for f in found)
    filled = fill(cijfers, bestand, tekst)
    assert ("{{" in tekst) == bool(found)
    if all(f.fout for f in found):
        assert filled == tekst


@pytest.mark.parametrize(
    "part",
    sampled(["{", "}", "{{", "{{ ", "{{a", "{{{}", "}}{{", "{{1/", '{{"', "{{a|", "{{a=", "{{a}", "{ {", " "], 4),
    ids=repr,
)
def test_time_is_linear_in_the_length_of_a_hostile_text(leiden: list[Cijfers], part: str) -> None:
    cijfers, size = leiden[0], 50_000
    bestand = cijfers.dossier.programmas[0]
    tekst = "{{" + part * (size // len(part))
    with hoogstens(500):
        assert fill(cijfers, bestand, tekst) == tekst


@pytest.mark.parametrize("inside", [" ", "\n", "|", "=", "a.", "1", "| ", '"', '"a".', "\\u0000"], ids=repr)
def test_the_longest_reference_takes_no_time(leiden: list[Cijfers], inside: str) -> None:
    cijfers = leiden[0]
    bestand = cijfers.dossier.programmas[0]
    tekst = ("{{" + inside * (199 // len(inside)) + "!}}") * 100
    with hoogstens(500):
        assert fill(cijfers, bestand, tekst) == tekst
