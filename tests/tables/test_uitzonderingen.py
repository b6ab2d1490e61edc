"""The by-exception list: which deviations it holds, what they do to the result, and whose explanation stands there."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.export.caption import tekenregel
from budgetdesk.model.adres import Adres
from budgetdesk.session import Session
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from tests.proef import NAAM, Maak, begroting, sampled, session

BEDRAGEN = """\
[beleidsterrein.A]
naam = "Aa"
toelichting = "De begroting van Aa."

[post.raad]
naam = "Raad"
beleidsterrein = "A"
lasten.begroting.2026 = 1_000_000
toelichting = "De begroting van de raad."

[post.hulp]
naam = "Hulp"
beleidsterrein = "A"
aard = "incidenteel"
lasten.begroting.2026 = 500_000
baten.begroting.2026 = 200_000

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
onttrekking.begroting.2026 = 300_000
"""
DOCUMENTEN = """
[document.begroting]
sjabloon = "begroting"
[document.vgr-1]
sjabloon = "voortgangsrapportage"
[document.vgr-2]
sjabloon = "{}"
[drempels]
{}
"""
EERSTE = """\
[post.raad]
lasten.prognose.2026 = 1_300_000
toelichting = "Meer vergaderingen dan {{post.raad.lasten.na-wijziging}}."

[reserve.r]
onttrekking.prognose.2026 = 290_000
"""
TWEEDE = """\
[post.raad]
lasten.prognose.2026 = 1_400_000
toelichting = "Nog meer vergaderingen."

[post.hulp]
lasten.prognose.2026 = 300_000

[toelichting.uitstel]
bij = "post.hulp"
bedrag = 150_000
tekst = "Uitgesteld."
"""
VGR2 = """\
basis = "voortgangsrapportage"
[kolom.eerste]
kop = "Eerste prognose"
fase = "prognose"
jaar = "T"
document = "vgr-1"
voor = "prognose"
[kolom.sinds]
kop = "Sinds de eerste"
verschil = ["eerste", "prognose"]
"""


@pytest.fixture
def jaar(dossier: Maak) -> Path:
    """Return a dossier with a budget and two reports, the second of which also compares with the first."""
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("vgr2", "toelichting = 250_000")),
        **{"documenten__vgr-1__01-p": EERSTE, "documenten__vgr-2__01-p": TWEEDE},
    )
    (map_ / "templates").mkdir()
    (map_ / "templates" / "vgr2.toml").write_text(VGR2, "utf-8")
    return map_


def shown(map_: Path, document: str = "") -> Grid:
    opened = Session.open(map_, document=document)
    return build("uitzonderingen", opened.cijfers, opened.dossier.programmas)


def lines(grid: Grid) -> list[list[str]]:
    return [[rij.naam, rij.soort, *cells] for rij, cells in zip(grid.rijen, grid.cells(), strict=True)]


def test_a_report_lists_what_deviates_more_than_the_threshold_with_its_own_explanation(jaar: Path) -> None:
    assert lines(shown(jaar, "vgr-1")) == [
        ["1 P", "", "", "", ""],
        ["Raad", "Lasten", "-300 N", "structureel", "Meer vergaderingen dan 1.000."],
        ["Overige afwijkingen", "", "-10 N", "incidenteel", ""],
        ["Totaal 1 P", "", "-310 N", "", ""],
    ]


def test_the_second_report_has_its_own_and_may_compare_with_the_first(jaar: Path) -> None:
    grid = shown(jaar, "vgr-2")
    assert [kop.tekst for kop in grid.koppen] == ["Verschil 2026", "Sinds de eerste", "Aard", "Toelichting"]
    assert lines(grid) == [
        ["1 P", "", "", "", "", ""],
        ["Raad", "Lasten", "-400 N", "-100 N", "structureel", "Nog meer vergaderingen."],
        ["Hulp", "Uitstel", "150 V", "", "incidenteel", "Uitgesteld."],
        ["Hulp", "nog te verklaren", "50 V", "200 V", "", ""],
        ["Overige afwijkingen", "", "-", "10 V", "incidenteel", ""],
        ["Totaal 1 P", "", "-200 N", "110 V", "", ""],
    ]


def test_what_the_budget_says_explains_no_deviation(jaar: Path) -> None:
    (jaar / "documenten/vgr-1/01-p.toml").write_text("[post.raad]\nlasten.prognose.2026 = 1_300_000\n", "utf-8")
    assert lines(shown(jaar, "vgr-1"))[1] == ["Raad", "Lasten", "-300 N", "structureel", ""]


def test_a_document_without_a_column_of_differences_has_headings_and_no_rows(jaar: Path) -> None:
    grid = shown(jaar)
    assert ([kop.tekst for kop in grid.koppen], grid.rijen) == (["Aard", "Toelichting"], [])


@pytest.mark.parametrize(
    ("drempels", "names"),
    [
        ("", ["Raad", "R"]),
        ("toelichting = 300_000", []),
        ("toelichting = 299_999.99", ["Raad"]),
        ("toelichting = 9_000", ["Raad", "R"]),
        ("toelichting = 300_000\nuitzondering = 9_000", ["Raad", "R"]),
        ("toelichting = 9_000\nuitzondering = 300_000", []),
    ],
)
def test_the_threshold_is_its_own_or_that_of_explanations(dossier: Maak, drempels: str, names: list[str]) -> None:
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", drempels)),
        **{"documenten__vgr-1__01-p": EERSTE},
    )
    assert [rij.naam for rij in shown(map_, "vgr-1").rijen if rij.soort] == names


def test_sides_that_are_small_alone_are_listed_when_they_are_large_together(dossier: Maak) -> None:
    report = "[post.hulp]\nlasten.prognose.2026 = 650_000\nbaten.prognose.2026 = 50_000\n"
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "toelichting = 250_000")),
        **{"documenten__vgr-1__01-p": report},
    )
    assert lines(shown(map_, "vgr-1"))[1:3] == [
        ["Hulp", "Lasten", "-150 N", "incidenteel", ""],
        ["Hulp", "Baten", "-150 N", "incidenteel", ""],
    ]


def test_the_text_of_a_beleidsterrein_speaks_for_its_posts_that_say_nothing_and_stands_there_once(
    dossier: Maak,
) -> None:
    said = '[beleidsterrein.A]\ntoelichting = "Aa werd duurder."\n[post.raad]\nlasten.prognose.2026 = 2_000_000\n'
    said += "[post.hulp]\nlasten.prognose.2026 = 900_000\n"
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "toelichting = 250_000")),
        **{"documenten__vgr-1__01-p": said},
    )
    grid = shown(map_, "vgr-1")
    assert [line[-1] for line in lines(grid)[1:3]] == ["Aa werd duurder.", ""]
    assert grid.adres(1, 2) == Adres(NAAM, "beleidsterrein", "A", "toelichting")
    assert grid.adres(2, 2) == Adres(NAAM, "post", "hulp", "toelichting")


def test_an_explained_amount_says_of_which_nature_it_is_and_a_beleidsterrein_is_explained_as_a_whole(
    dossier: Maak,
) -> None:
    said = EERSTE + (
        '[toelichting.loon]\nbij = "beleidsterrein.A"\nbedrag = -250_000\naard = "incidenteel"\ntekst = "Cao."\n'
        '[toelichting.zaal]\nbij = "post.raad"\nbedrag = -50_000\ntekst = "Zaalhuur."\n'
    )
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "toelichting = 250_000")),
        **{"documenten__vgr-1__01-p": said},
    )
    assert lines(shown(map_, "vgr-1"))[1:-1] == [
        ["Aa", "Loon", "-250 N", "incidenteel", "Cao."],
        ["Aa", "Zaal", "-50 N", "", "Zaalhuur."],
        ["Aa", "nog te verklaren", "-", "", ""],
        ["Overige afwijkingen", "", "-10 N", "incidenteel", ""],
    ]


def test_what_is_said_of_a_whole_stands_with_what_its_explained_amounts_leave(dossier: Maak) -> None:
    said = '[beleidsterrein.A]\ntoelichting = "Alles werd duurder."\n' + EERSTE.replace("toelichting =", "# ")
    said += '[toelichting.hogere-lonen]\nbij = "beleidsterrein.A"\nbedrag = -250_000\ntekst = "Hogere lonen"\n'
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "toelichting = 250_000")),
        **{"documenten__vgr-1__01-p": said},
    )
    grid = shown(map_, "vgr-1")
    assert lines(grid)[1:3] == [
        ["Aa", "Hogere lonen", "-250 N", "", ""],
        ["Aa", "overig", "-50 N", "", "Alles werd duurder."],
    ]
    assert [grid.adres(r, 2) for r in (1, 2)] == [
        Adres(NAAM, "toelichting", "hogere-lonen", "tekst"),
        Adres(NAAM, "beleidsterrein", "A", "toelichting"),
    ]


def test_where_nothing_deviates_a_sentence_says_so(dossier: Maak) -> None:
    map_ = dossier(BEDRAGEN, begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "")))
    grid = shown(map_, "vgr-1")
    assert (grid.rijen, list(grid.noten)) == ([], ["Niets wijkt af van de begroting na wijziging."])
    assert list(shown(map_).noten) == []


def test_several_programmas_come_to_the_difference_of_the_result(dossier: Maak) -> None:
    map_ = dossier(
        BEDRAGEN,
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "toelichting = 250_000")),
        **{"documenten__vgr-1__01-p": EERSTE, "documenten__vgr-1__02-p": EERSTE},
    )
    assert [line[:3] for line in lines(shown(map_, "vgr-1"))[-2:]] == [
        ["Totaal 2 P", "", "-310 N"],
        ["Totaal van de afwijkingen", "", "-620 N"],
    ]


@pytest.mark.parametrize("verschil", ["begroting-rekening", "rekening-begroting", "effect"])
@pytest.mark.parametrize(
    ("lasten", "baten", "saldo"), sampled(product("+-", "+-", ("lasten-baten", "baten-lasten")), 3)
)
def test_plus_is_favourable_whatever_the_signs_of_the_document(
    dossier: Maak, lasten: str, baten: str, saldo: str, verschil: str
) -> None:
    weergave = f'[weergave]\nlasten = "{lasten}"\nbaten = "{baten}"\nsaldo = "{saldo}"\nverschil = "{verschil}"\n'
    map_ = dossier(
        BEDRAGEN,
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", "toelichting = 250_000") + weergave),
        **{"documenten__vgr-1__01-p": EERSTE},
    )
    grid = shown(map_, "vgr-1")
    assert [cells[0] for cells in grid.cells()] == ["", "-300 N", "-10 N", "-310 N"]
    assert tekenregel(grid) == "Verschil 2026: + is voordelig; V = voordelig, N = nadelig"


AMOUNTS = st.integers(-9_000, 9_000)


@given(st.lists(AMOUNTS, min_size=4, max_size=4), st.integers(0, 9_000), st.lists(AMOUNTS, max_size=2))
def test_every_amount_is_the_sum_of_its_parts_and_all_of_them_of_the_result(
    prognoses: list[int], drempel: int, verklaard: list[int]
) -> None:
    raad, hulp, baten, reserve = prognoses
    said = (
        f"[post.raad]\nlasten.prognose.2026 = {raad}\n"
        f"[post.hulp]\nlasten.prognose.2026 = {hulp}\nbaten.prognose.2026 = {baten}\n"
        f"[reserve.r]\nonttrekking.prognose.2026 = {reserve}\n"
    )
    for n, bedrag in enumerate(verklaard):
        said += f'[toelichting.t{n}]\nbij = "post.hulp"\nbedrag = {bedrag}\ntekst = "T"\n'
    opened = session(
        BEDRAGEN.replace("_000", ""),
        begroting=begroting(DOCUMENTEN.format("voortgangsrapportage", f"toelichting = {drempel}")),
        **{"documenten__vgr-1__01-p": said},
    )
    opened.open_document("vgr-1")
    cijfers = opened.cijfers
    grid = build("uitzonderingen", cijfers, cijfers.dossier.programmas)
    kosten = build("programmakosten", cijfers, cijfers.dossier.programmas)
    last, verschil = len(kosten.rijen) - 1, len(kosten.koppen) - 1
    result = (kosten.cents(last, verschil) or 0) * kosten.voordeel(last, verschil)
    assert (grid.cents(len(grid.rijen) - 1, 0) if grid.rijen else 0) == result
    for r in range(len(grid.rijen)):
        behind = grid.behind(r, 0)
        if isinstance(behind, Computed):
            assert sum((part.cents or 0) * part.factor for part in behind.parts()) == grid.cents(r, 0)
