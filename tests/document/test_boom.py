"""The tree of a document: its headings, their levels and their addresses."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.document.blokken import Alinea, Deel, Document, Kop, Loopkop, Opmaak, Opsomming, Tabel
from budgetdesk.document.boom import Loopregel, gevuld, in_inhoud, in_tabellen, koppen, lopend
from budgetdesk.document.hoofdstuk import build
from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid
from tests.document.gelezen import blokken, los
from tests.proef import sample

KOPPEN = st.one_of(st.none(), st.builds(Kop, st.text(max_size=3)), st.text(max_size=3).map(Loopkop))
TEKSTEN = st.lists(st.text(max_size=3).map(Alinea), max_size=2).map(tuple)
BLADEN = st.builds(Deel, st.text(max_size=3), KOPPEN, TEKSTEN)
DELEN = st.recursive(
    BLADEN,
    lambda delen: st.builds(Deel, st.text(max_size=3), KOPPEN, TEKSTEN, st.lists(delen, max_size=3).map(tuple)),
    max_leaves=12,
)
BOMEN = st.lists(DELEN, max_size=3).map(lambda delen: Document("T", "G", "", tuple(delen)))


@given(BOMEN)
def test_no_level_is_skipped_whatever_the_tree(document: Document) -> None:
    levels = [0, *(regel.niveau for regel in koppen(document))]
    assert all(1 <= after <= before + 1 for before, after in pairwise(levels))


@given(BOMEN)
def test_every_heading_has_an_address_of_its_own_that_is_one_word(document: Document) -> None:
    adressen = [regel.adres for regel in koppen(document)]
    assert len(set(adressen)) == len(adressen)
    assert not any(len(adres.split()) > 1 for adres in adressen)


@given(BOMEN)
def test_every_block_is_printed_once_below_the_heading_of_its_part(document: Document) -> None:
    def counted(delen: tuple[Deel, ...]) -> int:
        return sum(bool(deel.kop) + len(deel.blokken) + counted(deel.delen) for deel in delen)

    found = blokken(document)
    joined = sum(isinstance(regel, Loopregel) and regel.alinea is not None for regel in found)
    assert len(found) + joined == counted(document.delen)


def test_a_run_in_heading_begins_the_first_paragraph_of_its_part_and_no_other_block() -> None:
    een, twee, items = Alinea("een"), Alinea("twee"), Opsomming(("a",))
    assert blokken(los(een, twee, kop=Loopkop("K."))) == [Loopregel(Loopkop("K."), een), twee]
    assert blokken(los(items, een, kop=Loopkop("K:"))) == [Loopregel(Loopkop("K:"), None), items, een]


def test_a_run_in_heading_is_none_of_the_headings_and_takes_no_level() -> None:
    inner = Deel("binnen", Kop("Binnen"))
    (regel,) = koppen(Document("T", "G", "", (Deel("loop", Loopkop("L."), (), (inner,)),)))
    assert (regel.niveau, regel.adres) == (1, "loop/binnen")


def test_a_part_without_heading_keeps_the_level_of_its_parts_and_has_an_address() -> None:
    inner = Deel("binnen", Kop("Binnen"))
    (regel,) = koppen(Document("T", "G", "", (Deel("los", None, (Alinea("x"),), (inner,)),)))
    assert (regel.niveau, regel.adres) == (1, "los/binnen")


def test_a_heading_alone_is_no_part() -> None:
    assert gevuld("leeg", Kop("Leeg")) == ()
    assert gevuld("leeg", Kop("Leeg"), delen=gevuld("leeg", Kop("Leeg"))) == ()


def test_addresses_are_the_keys_of_the_dossier() -> None:
    cijfers = sample("leiden-2026").cijfers
    document = build(cijfers, cijfers.dossier.programmas, "T", "G")
    adressen = {regel.kop.tekst: regel.adres for regel in koppen(document)}
    assert adressen["1A2.3 Organiseren"] == "programma-1/terrein-1A/prestatie-1A2.3"
    assert adressen["Holland Rijnland"] == "programma-1/terrein-1A/partijen/partij-holland-rijnland"
    assert adressen["Programmakosten"] == "programma-1/kosten"


@pytest.mark.parametrize(
    ("first", "expected"),
    [("3.1.9", ["3.1.9 A", "b", "3.1.10 C"]), ("7", ["7 A", "b", "8 C"]), ("", ["A", "b", "C"])],
)
def test_chapters_count_the_last_part_of_the_first_number_up_and_nothing_deeper_has_one(
    first: str, expected: list[str]
) -> None:
    delen = (Deel("a", Kop("A"), (), (Deel("b", Kop("b")),)), Deel("c", Kop("C")))
    document = Document("T", "G", "", delen, opmaak=Opmaak(nummering=first))
    assert [regel.tekst for regel in koppen(document)] == expected


def test_tables_are_numbered_through_the_chapters_and_listed_where_the_template_asks() -> None:
    cijfers = sample("leiden-2026").cijfers
    printed = build(cijfers, cijfers.dossier.programmas, "T", "G")
    listed = in_tabellen(replace(printed, opmaak=Opmaak(lijst_tabellen=True)))
    assert [tabel.nummer for tabel in listed] == [*range(1, len(listed) + 1)]
    assert [tabel.adres for tabel in listed] == [regel.adres for regel in blokken(printed) if isinstance(regel, Tabel)]
    assert listed[2].naam == "Tabel 3"
    assert in_tabellen(replace(printed, opmaak=Opmaak())) == []


def tabel(titel: str) -> Tabel:
    return Tabel(Grid(titel, titel, None, (), (), Weergave(), lambda _r, _k: None), titel)


def test_only_in_the_list_a_title_that_tables_share_is_followed_by_the_heading_that_tells_them_apart() -> None:
    def chapter(naam: str) -> Deel:
        below = [Deel(key, Kop(f"{naam}{key}"), (tabel("Doelen"),)) for key in "ab"]
        return Deel(naam, Kop(naam), (tabel(f"Lasten {naam}"), tabel("Verloop"), tabel("Leeg")), tuple(below))

    rest = Deel("los", None, (tabel("Leeg"),))
    document = Document("T", "G", "", (rest, chapter("A"), chapter("B")), opmaak=Opmaak("", "1", lijst_tabellen=True))
    assert [listed.titel for listed in in_tabellen(document)] == [
        *("Leeg", "Lasten A", "Verloop – 1 A", "Leeg – 1 A", "Doelen – Aa", "Doelen – Ab"),
        *("Lasten B", "Verloop – 2 B", "Leeg – 2 B", "Doelen – Ba", "Doelen – Bb"),
    ]
    assert {regel.titel for regel in lopend(document) if isinstance(regel, Tabel)} == {
        *("Leeg", "Lasten A", "Lasten B", "Verloop", "Doelen")
    }
    twice = Deel("a", Kop("A"), (tabel("Doelen"), tabel("Doelen")))
    alike = in_tabellen(replace(document, delen=(twice,)))
    assert [listed.titel for listed in alike] == ["Doelen", "Doelen"]


@pytest.mark.parametrize(("diepte", "expected"), [(0, []), (1, ["A", "C"]), (2, ["A", "B", "C"])])
def test_the_contents_go_as_deep_as_the_template_says(diepte: int, expected: list[str]) -> None:
    delen = (Deel("a", Kop("A"), (), (Deel("b", Kop("B")),)), Deel("c", Kop("C")))
    document = Document("T", "G", "", delen, opmaak=Opmaak(inhoud=diepte))
    assert [regel.tekst for regel in in_inhoud(document)] == expected
    assert in_inhoud(replace(document, delen=delen[1:])) == []


@pytest.mark.parametrize(("chapters", "inhoud", "has_any"), [(5, None, False), (6, None, True), (5, 1, True)])
def test_a_short_document_has_contents_only_where_somebody_asks(
    chapters: int, inhoud: int | None, *, has_any: bool
) -> None:
    document = Document("T", "G", "", tuple(Deel(str(n), Kop("A")) for n in range(chapters)))
    assert bool(in_inhoud(replace(document, opmaak=Opmaak(inhoud=inhoud)))) is has_any
