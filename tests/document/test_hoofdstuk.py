from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from budgetdesk.document.blokken import (
    Alinea,
    Document,
    Grafiek,
    Kenmerken,
    Loopkop,
    Opsomming,
    Punt,
    Tabel,
)
from budgetdesk.document.boom import Kopregel, Loopregel
from budgetdesk.document.hoofdstuk import build
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.registry import build as build_table
from budgetdesk.tables.signed import Cijfers
from tests.document.gelezen import blokken, grids, loopkoppen, onder, titels
from tests.proef import Maak, begroting, cijfers, programma, sampled

TERREIN = '[beleidsterrein.1A]\nnaam = "Raad"\n'
KAAL = programma(TERREIN, naam="Bestuur")
POST = '[post.raad]\nnaam = "Raad"\nbeleidsterrein = "1A"\nlasten.begroting.2026 = 1_500_000\n'
DOEL = '[doel.1A1]\nnaam = "Kaders"\nbeleidsterrein = "1A"\n'
PRESTATIE = '[prestatie."1A1.1"]\nnaam = "Griffie"\ndoel = "1A1"\n'
PARTIJ = (
    '[verbonden_partij.regio]\nnaam = "Regio"\nsoort = "regeling"\nrisicos = ["duur", "traag"]\nbijdrage.2026 = 1_200\n'
)
JAARREKENING = begroting("[drempels]\ntoelichting = 250_000\n", sjabloon="jaarrekening")


def cijfers_van(pad: Path) -> Cijfers:
    return cijfers(read_dossier(pad).dossier)


def made(pad: Path) -> Document:
    cijfers = cijfers_van(pad)
    return build(cijfers, cijfers.dossier.programmas, pad.name, "Proef")


@pytest.fixture(
    scope="module",
    params=sampled(
        ["leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage", "voorbeeldstad-2027"], 2
    ),
)
def sample(request: pytest.FixtureRequest, samples: Path) -> Document:
    return made(samples / request.param)


def test_levels_of_headings_are_never_skipped(sample: Document) -> None:
    levels = [niveau for niveau, _ in titels(sample)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_heading_stands_without_something_below_it(sample: Document) -> None:
    for blok, below in pairwise([*blokken(sample), None]):
        if isinstance(blok, Kopregel):
            assert below is not None
            assert not isinstance(below, Kopregel) or below.niveau > blok.niveau, blok.kop


@pytest.mark.lang
def test_every_table_has_rows_and_its_cells_are_those_that_show_prints(sample: Document, samples: Path) -> None:
    cijfers = cijfers_van(samples / sample.titel)
    for grid in grids(sample):
        assert grid.rijen
        if grid.naam in ("programmakosten", "reserves", "kosten-per-doel"):
            whole = build_table(
                grid.naam, cijfers, [b for b in cijfers.dossier.programmas if b.nummer == grid.programma]
            )
            assert list(grid.cells()) == list(whole.cells())


def test_a_chapter_stands_in_the_order_of_the_council(samples: Path) -> None:
    assert [tekst for niveau, tekst in titels(made(samples / "leiden-2026")) if niveau <= 2] == [
        "Programma 1 Bestuur en dienstverlening",
        "Missie",
        "Inleiding",
        "Beleidsterrein 1A Bestuur",
        "Beleidsterrein 1B Dienstverlening",
        "Kaderstellende beleidsstukken",
        "Programmakosten",
        "Reserves",
        "Investeringen",
        "Subsidies",
    ]


def test_what_the_dossier_lacks_leaves_no_trace(dossier: Maak) -> None:
    document = made(dossier(KAAL + POST))
    assert titels(document) == [(1, "Programma 1 Bestuur"), (2, "Programmakosten")]


def test_texts_are_paragraphs_and_lists_with_live_figures(dossier: Maak) -> None:
    text = 'inleiding = """\nHet resultaat is\n{{resultaat.2026}}.\n\n- *een*\n- twee\n"""\n'
    document = made(dossier(KAAL.replace("[beleid", text + "[beleid") + POST))
    assert onder(document, "Inleiding") == [Alinea("Het resultaat is 1.500."), Opsomming(("*een*", "twee"))]


def test_the_head_of_a_chapter_tells_who_answers_for_it(dossier: Maak) -> None:
    facts = 'commissie = "Bestuur"\nportefeuilles = ["A, B", "C"]\n[beleid'
    document = made(dossier(KAAL.replace("[beleid", facts) + POST))
    expected = (("Programmanummer", ("1",)), ("Commissie", ("Bestuur",)), ("Portefeuilles", ("A, B", "C")))
    assert blokken(document)[1] == Kenmerken(expected)


def test_a_deliverable_is_named_under_its_goal_with_its_status(dossier: Maak) -> None:
    status = 'status = "afwijking"\ntoelichting = "Later."\n'
    document = made(dossier(KAAL + DOEL + PRESTATIE + status + POST))
    assert titels(document)[3] == (4, "1A1.1 Griffie – afwijking")
    assert onder(document, "1A1.1 Griffie – afwijking") == [Alinea("Later.")]
    assert [grid.cell(0, 0) for grid in grids(document) if grid.naam == "prestaties"] == ["0 van 1"]


def test_deliverables_that_are_only_named_are_a_list_above_those_of_which_more_is_said(dossier: Maak) -> None:
    second = PRESTATIE.replace("1A1.1", "1A1.2").replace("Griffie", "Raad") + 'toelichting = "Later."\n'
    document = made(dossier(KAAL + DOEL + PRESTATIE + 'status = "op-schema"\n' + second + POST))
    assert onder(document, "1A1 Kaders")[0] == Opsomming(("1A1.1 Griffie – op schema",))
    assert [tekst for niveau, tekst in titels(document) if niveau == 4] == ["1A1.2 Raad"]


def test_a_beleidsterrein_without_deviations_says_so(dossier: Maak) -> None:
    document = made(dossier(KAAL + DOEL + PRESTATIE + 'status = "op-schema"\n' + POST))
    assert onder(document, "Beleidsterrein 1A Raad")[0] == Alinea("Geen afwijkingen.")
    without = made(dossier(KAAL + DOEL + PRESTATIE + POST))
    assert titels(without)[2] == (3, "1A1 Kaders")


def test_a_goal_without_deliverables_is_not_an_empty_heading(dossier: Maak) -> None:
    document = made(dossier(KAAL + DOEL + POST))
    assert onder(document, "1A1 Kaders") == [Alinea("Bij dit doel staan geen prestaties.")]


@pytest.mark.parametrize(
    ("terrein", "niveau", "hoofd"),
    [('beleidsterrein = "1A"\n', 4, "Beleidsterrein 1A Raad"), ("", 3, "Verbonden partijen")],
)
def test_a_party_stands_with_its_beleidsterrein_else_on_its_own(
    dossier: Maak, terrein: str, niveau: int, hoofd: str
) -> None:
    document = made(dossier(KAAL + PARTIJ.replace("risicos", terrein + "risicos") + POST))
    below = (b for b in onder(document, hoofd) if isinstance(b, Kopregel))
    assert (niveau, "Regio") in [(b.niveau, b.kop.tekst) for b in below]
    assert onder(document, "Regio") == [
        Kenmerken((("Soort", ("regeling",)), ("Bijdrage 2026", ("€ 1.200",)))),
        Loopregel(Loopkop("Risico's:"), None),
        Opsomming(("duur", "traag")),
    ]


def test_texts_of_a_party_keep_their_paragraphs_and_lists(dossier: Maak) -> None:
    texts = 'motieven = "Een\\nregel.\\n\\nTwee:\\n- drie"\n'
    document = made(dossier(KAAL + PARTIJ.replace("risicos", texts + "risicos") + POST))
    below = onder(document, "Regio")
    motives = below.index(Loopregel(Loopkop("Motieven en doelen:"), Alinea("Een regel.")))
    assert below[motives + 1 : motives + 3] == [Alinea("Twee:"), Opsomming(("drie",))]


def test_a_party_of_which_nothing_is_said_is_named_in_a_list(dossier: Maak) -> None:
    bare = '[verbonden_partij.bank]\nnaam = "Bank"\nbeleidsterrein = "1A"\n'
    document = made(dossier(KAAL + bare + PARTIJ.replace("risicos", 'beleidsterrein = "1A"\nrisicos') + POST))
    assert onder(document, "Verbonden partijen")[0] == Opsomming(("Bank",))
    assert [tekst for niveau, tekst in titels(document) if niveau == 4] == ["Regio"]


def test_the_explanation_of_a_reserve_begins_with_its_name(dossier: Maak) -> None:
    reserve = '[reserve.a]\nnaam = "A"\nsoort = "bestemmingsreserve"\ntoelichting = "Voor later."\n'
    document = made(dossier(KAAL + POST + reserve))
    assert loopkoppen(document) == ["A:"]
    assert Loopregel(Loopkop("A:"), Alinea("Voor later.")) in onder(document, "Reserves")


def test_indicators_are_listed_and_drawn_per_beleidsterrein_with_their_own_footnotes(samples: Path) -> None:
    document = made(samples / "leiden-2026")
    bestuur, diensten = (grid for grid in grids(document) if grid.naam == "indicatoren")
    assert [rij.naam for rij in bestuur.rijen] == ["1A1.a", "1A2.a", "1A2.b"]
    assert not bestuur.noten
    assert len(diensten.noten) == 1
    grafiek = next(b for b in blokken(document) if isinstance(b, Grafiek) and b.soort == "lijnen")
    realisatie, streven = grafiek.reeksen
    assert grafiek.labels == tuple(map(str, range(2021, 2030)))
    assert realisatie.punten[:3] == (Punt(Decimal(25), "25 %"), None, Punt(Decimal(17), "17 %"))
    assert realisatie.punten[5:] == streven.punten[:4] == (None,) * 4
    assert grafiek.alt == (
        "Realisatie: 2021 25 %; 2023 17 %; 2025 21 %. Streefwaarde: 2026 15 %; 2027 15 %; 2028 15 %; 2029 15 %."
    )


@pytest.mark.lang
def test_the_drawn_saldo_has_the_columns_that_are_a_level_not_a_change(samples: Path) -> None:
    document = made(samples / "leiden-2017-jaarrekening")
    grafiek = next(b for b in blokken(document) if isinstance(b, Grafiek) and b.soort == "staven")
    assert grafiek.labels == ("Rekening 2016", "Begroting 2017", "Begroting 2017 na wijziging", "Rekening 2017")
    assert [p.tekst for p in grafiek.reeksen[0].punten if p] == ["26.374", "18.400", "34.262", "33.737"]


def test_without_deviations_a_document_that_looks_back_says_above_which_threshold(dossier: Maak) -> None:
    rekening = POST.replace("lasten", "lasten.rekening.2026 = 1_400_000\nlasten", 1)
    document = made(dossier(KAAL + rekening, begroting=JAARREKENING))
    assert onder(document, "Afwijkingen") == [Alinea("Er zijn geen afwijkingen boven de drempel van € 250.000.")]


def test_an_explanation_stands_in_the_text_and_not_again_in_the_table(samples: Path) -> None:
    document = made(samples / "leiden-2017-jaarrekening")
    table = next(grid for grid in grids(document) if grid.naam == "afwijkingen")
    texts = {
        table.inhoud(r, len(table.koppen) - 1) for r, rij in enumerate(table.rijen) if rij.scope.soort != "toelichting"
    }
    assert texts == {None}
    assert any(table.inhoud(r, len(table.koppen) - 1) for r in range(len(table.rijen)))


def test_the_course_of_a_reserve_is_there_only_where_a_balance_is_known(dossier: Maak) -> None:
    reserves = (
        '[reserve.a]\nnaam = "A"\nsoort = "bestemmingsreserve"\nstand.2024 = 0\n'
        '[reserve.b]\nnaam = "B"\nsoort = "bestemmingsreserve"\nonttrekking.begroting.2026 = 5_000\n'
    )
    document = made(dossier(KAAL + POST + reserves))
    assert [{rij.naam for rij in grid.rijen} for grid in grids(document) if grid.naam == "reserveverloop"] == [{"A"}]


def test_costs_per_goal_need_a_post_that_knows_its_deliverable(dossier: Maak) -> None:
    linked = POST.replace("lasten", 'prestatie = "1A1.1"\nlasten', 1)
    for post, expected in ((POST, False), (linked, True)):
        document = made(dossier(KAAL + DOEL + PRESTATIE + post))
        assert any(grid.naam == "kosten-per-doel" for grid in grids(document)) is expected


def test_an_investment_outside_the_years_of_the_document_is_left_out(dossier: Maak) -> None:
    record = '[investering.{0}]\nnaam = "{0}"\nnut = "economisch"\nuitgaven.{1} = 1_000\n'
    document = made(dossier(KAAL + POST + record.format("oud", 2020) + record.format("nieuw", 2027)))
    table = next(grid for grid in grids(document) if grid.naam == "investeringen")
    assert [rij.naam for rij in table.rijen] == ["nieuw", "Totaal"]


def test_every_programma_is_a_chapter_and_the_whole_municipality_the_last(dossier: Maak) -> None:
    document = made(dossier(KAAL + POST, programma(TERREIN + POST, 2, naam="Bestuur")))
    assert [tekst for niveau, tekst in titels(document) if niveau == 1] == [
        "Programma 1 Bestuur",
        "Programma 2 Bestuur",
        "Financiële begroting",
    ]


# --- what mutations do ------------------------------------------------------------------------

BESLUIT = (
    '[wijziging]\nnummer = "1"\nnaam = "Kaderbrief"\nstatus = "vastgesteld"\n'
    '[mutatie.a]\nprogramma = 1\npost = "raad"\nonderwerp = "Digitale raadszaal"\nlasten.2026 = 120_000\n'
    '[mutatie.b]\nprogramma = 1\npost = "raad"\nonderwerp = "Burgerberaad"\nlasten.2026 = 80_000\n'
)
ZINNEN = (
    "€ 120.000 hogere lasten in 2026: Digitale raadszaal (Kaderbrief)",
    "€ 80.000 hogere lasten in 2026: Burgerberaad (Kaderbrief)",
)
VERWERKT = Alinea("In de ramingen zijn verwerkt:")


@pytest.mark.parametrize(
    ("toelichting", "expected"),
    [
        ("", [VERWERKT, Opsomming(ZINNEN)]),
        ("Rustig jaar.", [Alinea("Rustig jaar."), VERWERKT, Opsomming(ZINNEN)]),
        ("Een digitale\nraadszaal kost € 120.000.", [..., VERWERKT, Opsomming(ZINNEN[1:])]),
        ("De digitale raadszaal kost € 1,2 ton.", [..., VERWERKT, Opsomming(ZINNEN)]),
        ("De stoelen kosten € 120.000.", [..., VERWERKT, Opsomming(ZINNEN)]),
        ("Digitale raadszaal: € 120.000. Burgerberaad: € 80.000.", [...]),
    ],
)
def test_mutations_are_listed_unless_the_explanation_names_amount_and_subject(
    dossier: Maak, toelichting: str, expected: list[object]
) -> None:
    text = f'toelichting = """{toelichting}"""\n' if toelichting else ""
    document = made(dossier(KAAL + text + POST, wijzigingen__a=BESLUIT))
    assert titels(document)[-2:] == [(3, "Budgettaire ontwikkelingen"), (4, "Raad")]
    found = onder(document, "Raad")
    assert [b if e is not ... else ... for b, e in zip(found, expected, strict=True)] == expected


def test_a_document_that_looks_back_explains_in_its_own_words(dossier: Maak) -> None:
    besluit = BESLUIT.replace('status = "vastgesteld"\n', 'status = "vastgesteld"\ntelt_mee = "wijziging"\n')
    document = made(dossier(KAAL + POST, begroting=JAARREKENING, wijzigingen__a=besluit))
    assert VERWERKT not in blokken(document)


def test_leiden_says_its_developments_once(samples: Path) -> None:
    document = made(samples / "leiden-2026")
    assert VERWERKT not in blokken(document)


# --- charts of courses ------------------------------------------------------------------------


def test_the_balance_of_a_reserve_is_drawn_where_two_years_are_known(dossier: Maak) -> None:
    reserves = (
        '[reserve.a]\nnaam = "A"\nsoort = "bestemmingsreserve"\nstand.2024 = 350_000\n'
        "toevoeging.begroting.2026 = 50_000\n"
        '[reserve.b]\nnaam = "B"\nsoort = "bestemmingsreserve"\nonttrekking.begroting.2026 = 5_000\n'
    )
    document = made(dossier(KAAL + POST + reserves))
    (grafiek,) = (b for b in blokken(document) if isinstance(b, Grafiek) and b.soort == "lijnen")
    assert grafiek.titel == "A"
    assert grafiek.alt == "Stand 31-12: 2024 350; 2025 350; 2026 400; 2027 400; 2028 400; 2029 400."


def test_charges_of_investments_stand_with_them(dossier: Maak) -> None:
    activum = (
        '[activum.a]\nnaam = "Stadhuis"\nboekwaarde.2026 = 300_000\ntermijn = 30\nmethode = "lineair"\npost = "raad"\n'
    )
    below = onder(made(dossier(KAAL + POST + activum)), "Investeringen")
    assert [b.grid.naam for b in below if isinstance(b, Tabel)] == ["kapitaallasten"]
