"""A table that says what it holds is found out where it drops an amount or counts one twice, and by which amounts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetdesk.engine.facts import Fact
from budgetdesk.tables.language.coverage import Coverage, coverage, findings
from budgetdesk.tables.signed import Cijfers
from tests.proef import programma, sample, sampled, session
from tests.tables.language.proef import declared, shipped

MAP = Path(__file__).parents[3] / "sample_budgets"
SAMPLES = [*sorted(pad.name for pad in MAP.iterdir()), "voorbeeldstad-2026@vgr-2"]
"""The samples, as the document that opens, and a report that writes down few of its forecasts."""
VOORBEELDSTAD = "voorbeeldstad-2027"
EVERY = 'maten = ["lasten_na", "baten_na"]'
REST = 'waar = { soort_programma = ["programma", "algemene-dekkingsmiddelen", "vpb", "onvoorzien"] }'


@pytest.fixture(scope="module", params=sampled(SAMPLES, 5))
def cijfers(request: pytest.FixtureRequest) -> Cijfers:
    return opened(request.param)


def opened(each: str) -> Cijfers:
    naam, _, document = each.partition("@")
    return sample(naam, document).cijfers


def covered(text: str, cijfers: Cijfers) -> Coverage:
    return coverage(declared(text), cijfers)


def facts(cijfers: Cijfers, keep: Callable[[str, Fact], bool]) -> set[tuple[int, ...]]:
    """Return the amounts other than zero in the columns of the document, each by its record and number there."""
    terms = {term for kolom in cijfers.sjabloon.kolommen for term, _ in kolom.termen}
    cube = cijfers.cube
    return {
        (record, number)
        for record, bestand in enumerate(cube.records.bestanden)
        for number, fact in enumerate(cube.of(record))
        if fact.term in terms and fact.cents and keep(bestand.naam, fact)
    }


def numbered(cijfers: Cijfers, found: list[Fact]) -> set[tuple[int, ...]]:
    return {(fact.record, list(cijfers.cube.of(fact.record)).index(fact)) for fact in found}


SIDES = {"lasten", "baten", "toevoeging", "onttrekking"}


def test_each_shipped_table_that_says_so_holds_everything_once(cijfers: Cijfers) -> None:
    for naam, tabel in shipped().items():
        assert not tabel.dekt or coverage(tabel, cijfers) == Coverage(), naam


def test_five_shipped_tables_say_what_they_hold() -> None:
    assert {naam for naam, tabel in shipped().items() if tabel.dekt} >= {
        *("programmakosten", "reserves", "baten-lasten", "kosten-per-doel", "taakvelden"),
    }


def test_a_programma_that_a_filter_drops_is_missed_with_exactly_its_amounts(cijfers: Cijfers) -> None:
    first, *others = [bestand.naam for bestand in cijfers.dossier.programmas]
    own = facts(cijfers, lambda naam, fact: naam == first and fact.kant in SIDES)
    waar = f"waar = {{ programma = {others} }}".replace("'", '"')
    found = covered(f'dekt = "resultaat"\nrij = [{{ per = "programma", {waar}, {EVERY} }}]', cijfers)
    assert numbered(cijfers, found.missing) == own
    assert found.double == []


def test_a_programma_that_stands_twice_is_counted_with_exactly_its_amounts(cijfers: Cijfers) -> None:
    first = cijfers.dossier.programmas[0].naam
    own = facts(cijfers, lambda naam, fact: naam == first and fact.kant in SIDES)
    again = f'{{ naam = "Nogmaals", waar = {{ programma = "{first}" }}, {EVERY} }}'
    found = covered(f'dekt = "resultaat"\nrij = [{{ per = "programma", {EVERY} }}, {again}]', cijfers)
    assert found.missing == []
    assert numbered(cijfers, [held.fact for held in found.double]) == own
    assert {held.rows for held in found.double} == {2}


def test_rows_of_all_members_of_a_dimension_hold_everything(cijfers: Cijfers) -> None:
    for dim in ("taakveld", "beleidsterrein", "post", "ding", "prestatie", "kind", "bron", "aard"):
        rows = f'rij = [{{ per = "{dim}", zonder = "Zonder", maten = ["lasten", "baten", "saldo"] }}]'
        assert covered(f'dekt = "saldo"\n{rows}', cijfers) == Coverage(), dim


def test_a_part_by_source_holds_only_that_part() -> None:
    figures = opened(VOORBEELDSTAD)
    found = covered('dekt = "lasten"\nrij = [{ waar = { bron = "raming" }, maat = "lasten" }]', figures)
    rest = facts(figures, lambda _, fact: fact.kant == "lasten" and fact.bron != "raming")
    assert len(rest) > 100
    assert numbered(figures, found.missing) == rest


def test_other_phases_than_those_of_the_columns_hold_nothing_of_them() -> None:
    figures = opened(VOORBEELDSTAD)
    found = covered('dekt = "lasten"\nrij = [{ maat = "lasten", fase = { mjb = 1 } }]', figures)
    assert numbered(figures, found.missing) == facts(figures, lambda _, fact: fact.kant == "lasten")


# --- what counts and what does not ---------------------------------------------------------------

EEN = """
[post.a]
naam = "A"
beleidsterrein = "X"
lasten.begroting.2026 = 100
baten.begroting.2026 = 40
[post.b]
naam = "B"
beleidsterrein = "Y"
lasten.begroting.2026 = 7
lasten.mjb.2026 = 9
"""
TWEE = '[post.c]\nnaam = "C"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 20\n'


@pytest.fixture(scope="module")
def small() -> Cijfers:
    return session(*(programma(text, n) for n, text in enumerate((EEN, TWEE), 1))).cijfers


@pytest.mark.parametrize(
    "text",
    [
        # rows below others, rows that are only computed, totals, sums and balances hold the same amounts again
        'rij = [{ per = "programma", maat = "lasten", onder = [{ per = "post", maat = "lasten" }] }]',
        'tussen = [{ id = "t", maat = "lasten" }]\nrij = [{ per = "post", maat = "lasten", eind = "Totaal" }]',
        'rij = [{ per = "post", maat = "lasten" }, { naam = "T", maat = "lasten", rol = "totaal" }]',
        'rij = [{ id = "a", maat = "lasten" }, { som = { a = 2 } }]',
        # a head holds nothing: what stands below it is outermost; so is the total of a block
        'rij = [{ per = "programma", kop = "{naam}", onder = [{ per = "post", maat = "lasten" }] }]',
        """rij = [{ per = "programma", kop = "{naam}", maat = "lasten", eind = "T", onder = [
        { per = "post", leden = "feiten:baten", maat = "lasten" }] }]""",
        # small members together
        'rij = [{ per = "post", boven = "krediet", rest = "Overig", maat = "lasten" }]',
        'rij = [{ per = "beleidsterrein", maat = "lasten" }]',
        # measures side by side under the columns
        'maten = ["lasten", "baten"]\nrij = [{ per = "programma" }]',
        'kolom = [["begroting", "lasten"], ["vorig", "baten"]]\nrij = [{ per = "post" }]',
        # only balances
        'rij = [{ per = "programma", maat = "saldo" }]',
    ],
)
def test_what_holds_the_same_amounts_again_does_not_count(text: str, small: Cijfers) -> None:
    assert covered(f'dekt = "lasten"\n{text}', small) == Coverage()


@pytest.mark.parametrize(
    ("text", "missing", "double"),
    [
        ('rij = [{ per = "beleidsterrein", waar = { beleidsterrein = "X" }, maat = "lasten" }]', ["b"], []),
        ('rij = [{ per = "post", maat = "lasten" }, { waar = { post = "c" }, maat = "lasten" }]', [], ["c"]),
        ('rij = [{ per = "post", leden = "bedrag:baten", maat = "lasten" }]', ["b", "c"], []),
        ('rij = [{ per = "post", maat = "baten" }]', ["a", "b", "c"], []),
        ('rij = [{ per = "post", maat = "lasten", rol = "groep" }]', ["a", "b", "c"], []),
        (
            'waar = { beleidsterrein = "X" }\nrij = [{ per = "post", waar = { post = ["a", "b"] }, maat = "lasten" }]',
            ["c"],
            [],
        ),
        ('bij = "programma"\nrij = [{ waar = { beleidsterrein = "X" }, maat = "lasten" }]', ["b"], []),
    ],
)
def test_what_is_missing_or_double_is_named(text: str, missing: list[str], double: list[str], small: Cijfers) -> None:
    found = covered(f'dekt = "lasten"\n{text}', small)
    names = [t.sleutel for t in small.cube.records.numbered]
    assert [names[fact.record] for fact in found.missing] == missing
    assert [names[held.fact.record] for held in found.double] == double


def test_a_difference_holds_no_amounts() -> None:
    figures = opened("leiden-2017-jaarrekening")
    kolom = 'kolom = ["rekening", "verschil"]\n'
    assert covered(f'{kolom}dekt = "lasten"\nrij = [{{ per = "post", maat = "lasten" }}]', figures) == Coverage()


def test_a_filter_that_names_more_than_there_is_is_held_against_the_records(small: Cijfers) -> None:
    many = [f"p{n}" for n in range(400)]
    waar = f"waar = {{ post = {['a', 'b', 'c', *many]}, beleidsterrein = {['X', 'Y', *many]} }}".replace("'", '"')
    assert covered(f'dekt = "lasten"\nrij = [{{ {waar}, maat = "lasten" }}]', small) == Coverage()


# --- in words ------------------------------------------------------------------------------------


def told(text: str, cijfers: Cijfers) -> list[str]:
    return [f"{b.code} {b}" for b in findings(declared(text), cijfers)]


def test_one_finding_counts_the_amounts_and_names_euros_and_the_largest() -> None:
    rows = f'rij = [{{ per = "programma", {REST}, maten = ["lasten", "baten", "saldo"] }}]'
    (text,) = told(f'titel = "T"\ndekt = "saldo"\n{rows}', opened(VOORBEELDSTAD))
    assert text.startswith(
        "BD501 templates/tabellen.toml:4: tabel.x.dekt: van `saldo` staan 315 bedragen in geen rij ("
    )
    assert "lasten in" in text
    assert "het meest bij post `" in text
    assert "van programma 13)." in text


def test_what_stands_twice_is_told_with_how_often(small: Cijfers) -> None:
    rows = 'rij = [{ per = "post", maat = "lasten" }, { waar = { post = "c" }, maat = "lasten" }]'
    (text,) = told(f'dekt = "lasten"\n{rows}', small)
    assert text == (
        "BD501 templates/tabellen.toml:3: tabel.x.dekt: van `lasten` staat 1 bedrag tweemaal "
        "(lasten in Begroting 2026: € 20, het meest bij post `C` van programma 2). Telt een rij op wat erboven "
        'staat, zet er dan `rol = "totaal"` bij; pas anders `waar` aan, of haal `dekt` weg.'
    )


def test_a_total_over_programmas_that_says_not_what_it_holds_gets_a_remark(small: Cijfers) -> None:
    (text,) = told('rij = [{ per = "programma", maat = "lasten", eind = "Totaal" }]', small)
    assert text.startswith("BD505 templates/tabellen.toml:2: tabel.x: de tabel heeft een totaal over programma's")
    assert told('rij = [{ per = "programma", maat = "lasten" }]', small) == []
    assert told('rij = [{ per = "post", maat = "lasten", eind = "Totaal" }]', small) == []


def test_a_part_under_a_column_holds_what_it_says_and_needs_no_more() -> None:
    posts = '[post.{0}]\nnaam = "{0}"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 5\n'
    of = session(programma(posts.format("a") + posts.format("b") + 'aard = "incidenteel"\n')).cijfers
    row = '{ per = "post", waar = { aard = "structureel" }, maat = "lasten" }'
    parts = 'splitsing = [{ kop = "s", waar = { aard = "structureel" } }{0}]\n'
    tabel = f'dekt = "lasten"\n{{0}}rij = [{row}]'
    assert covered(tabel.replace("{0}", parts.replace("{0}", "")), of) == Coverage()
    found = covered(tabel.replace("{0}", parts.replace("{0}", ', { kop = "alles" }')), of)
    assert [of.cube.records.numbered[fact.record].sleutel for fact in found.missing] == ["b"]
