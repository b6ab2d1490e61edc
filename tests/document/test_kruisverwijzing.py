"""What a text may name in its document, by which names, and in which words a cross reference prints it."""

from __future__ import annotations

import pytest

from budgetdesk.document.blokken import Alinea, Blok, Deel, Document, Item, Kop, Loopkop, Opmaak, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, bestemmingen, koppen, loos, lopend, nummert, plekken
from budgetdesk.document.proza import paragraphs
from budgetdesk.model.dossier import Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Rij
from budgetdesk.tables.grid import Kop as Kolom
from budgetdesk.tables.opmaak import Link, Noot, Tekst, Verwijzing, Vet, plain, read


def tabel(naam: str, cel: str = "") -> Tabel:
    """Return a table of one cell with a text."""
    rij = Rij("rij", "", "blad", Scope("a"))
    grid = Grid(naam, naam, None, [Kolom("Tekst", 0, vorm="tekst")], [rij], Weergave(), lambda _r, _k: cel)
    return Tabel(grid, f"De {naam}")


def boek(*tekst: Blok, nummering: str = "") -> Document:
    """Return a text in a document of two chapters with tables, of which the second has a part without a heading."""
    een = Deel("een", Kop("Eerste"), tekst, (Deel("kosten", Kop("Kosten", "in euro's"), (tabel("lasten"),)),))
    los = Deel("los", None, (tabel("baten"),))
    samen = Deel("samen", Loopkop("Samen"), (tabel("lasten"), tabel("lasten")))
    twee = Deel("twee", Kop("Tweede"), (), (Deel("kosten", Kop("Kosten"), (tabel("lasten"),)), los, samen))
    return Document("T", "G", "", (een, twee), opmaak=Opmaak(nummering=nummering))


def said(tekst: str, *, nummering: str = "") -> str:
    """Return the first paragraph of a text as it prints."""
    document = boek(*paragraphs(tekst), nummering=nummering)
    return next(plain(regel.tekst) for regel in lopend(document) if isinstance(regel, Alinea))


def test_a_table_has_the_address_of_its_part_with_its_own_name_and_its_number_in_print() -> None:
    found = [(regel.adres, regel.nummer) for regel in lopend(boek()) if isinstance(regel, Tabel)]
    assert found == [
        ("een/kosten/lasten", 1),
        ("twee/kosten/lasten", 2),
        ("twee/los/baten", 3),
        ("twee/samen/lasten", 4),
        ("twee/samen/lasten-2", 5),
    ]


def test_a_table_takes_no_address_that_a_part_has() -> None:
    inner = Deel("lasten", Kop("Lasten"), (Alinea("x"),))
    document = Document("T", "G", "", (Deel("een", Kop("Een"), (tabel("lasten"),), (inner,)),))
    assert [regel.adres for regel in lopend(document) if isinstance(regel, Tabel)] == ["een/lasten-2"]
    assert [kop.adres for kop in koppen(document)] == ["een", "een/lasten"]
    assert plekken(document)["lasten"] == "een/lasten"


def test_a_name_that_a_heading_and_a_table_have_is_that_of_the_heading() -> None:
    een = Deel("een", Kop("Een"), (tabel("lasten"),))
    twee = Deel("twee", Kop("Twee"), (), (Deel("lasten", Kop("Lasten"), (Alinea("x"),)),))
    assert plekken(Document("T", "G", "", (een, twee)))["lasten"] == "twee/lasten"


def test_a_sub_heading_prints_what_its_cross_references_lead_to_in_the_contents_too() -> None:
    document = boek(*paragraphs("# Over [](#baten)\n\nZie [](#kop-1) en [](#weg).\n\n## Niet [](#weg)"))
    found = [regel.kop.tekst for regel in koppen(document) if "/kop-" in regel.adres]
    assert found == ["Over Tabel 3", "Niet [](#weg)"]
    assert [regel.kop.tekst for regel in lopend(document) if isinstance(regel, Kopregel)][1:3] == found
    assert said("# Over [](#baten)\n\nZie [](#kop-1).") == "Zie Over Tabel 3."
    assert loos(boek(*paragraphs("# Niet [](#weg)"))) == {"weg": []}


@pytest.mark.parametrize(
    ("naam", "adressen"),
    [
        ("twee/kosten", ["twee/kosten"]),
        ("een/lasten", ["een/kosten/lasten"]),
        ("een/kosten/lasten", ["een/kosten/lasten"]),
        ("baten", ["twee/los/baten"]),
        ("los", ["twee/los/baten"]),
        ("twee/los", ["twee/los/baten"]),
        ("kosten", ["een/kosten", "twee/kosten"]),
        ("twee/lasten", ["twee/kosten/lasten", "twee/samen/lasten"]),
        ("samen", []),
        ("drie", []),
    ],
)
def test_a_name_is_an_address_or_as_much_of_it_as_only_one_has(naam: str, adressen: list[str]) -> None:
    assert [found.adres for found in bestemmingen(boek()).find(naam)] == adressen


@pytest.mark.parametrize(
    ("nummering", "tekst", "printed"),
    [
        ("", "zie [](#twee) en [](#een/kosten)", "zie Tweede en Kosten"),
        ("2", "zie [](#twee) en [](#een/kosten)", "zie hoofdstuk 3 en Kosten"),
        ("3.1.1", "zie [](#twee)", "zie onderdeel 3.1.2"),
        ("2", "[](#twee) toont dat. [](#een) niet", "Hoofdstuk 3 toont dat. Hoofdstuk 2 niet"),
        ("2", "Let op: **[](#twee)**", "Let op: hoofdstuk 3"),
        ("2", "zie [](#los), [](#een/lasten)", "zie Tabel 3, Tabel 1"),
        ("2", "zie [](#kosten) en [](#drie)", "zie [](#kosten) en [](#drie)"),
        ("2", "zie [de kosten](#een/kosten)", "zie de kosten"),
        ("2", r"zie \[](#twee) en [](https://a.example)", "zie [](#twee) en [](https://a.example)"),
    ],
)
def test_a_reference_prints_what_its_target_is_called(nummering: str, tekst: str, printed: str) -> None:
    assert said(tekst, nummering=nummering) == printed


def test_references_are_filled_in_wherever_text_stands() -> None:
    te = Verwijzing("twee/los/baten", "", "Tabel 3")
    text: Tekst = ("zie ", Verwijzing("los"))
    items = Opsomming((text, Item("x", (Opsomming((text,)),))))
    document = boek(Alinea((Vet(text), Noot(text))), items)
    first, listed = [regel for regel in lopend(document) if isinstance(regel, Alinea | Opsomming)]
    assert first == Alinea((Vet(("zie ", te)), Noot(("zie ", te))))
    assert listed == Opsomming((("zie ", te), Item("x", (Opsomming((("zie ", te),)),))))
    loop = Document("T", "G", "", (Deel("d", Loopkop("K"), (Alinea(text),)), Deel("los", None, (tabel("baten"),))))
    assert next(lopend(loop)) == Loopregel(Loopkop("K"), Alinea(("zie ", Verwijzing("los/baten", "", "Tabel 1"))))


def test_a_reference_between_brackets_knows_that() -> None:
    document = boek(*paragraphs("**(x** en [](#los)) en [](#los)"))
    (found,) = [regel for regel in lopend(document) if isinstance(regel, Alinea)]
    assert [deel.tussen for deel in found.tekst if isinstance(deel, Verwijzing)] == [True, False]


def test_a_text_in_a_cell_prints_its_references_too() -> None:
    delen = (Deel("een", Kop("Een"), (tabel("lasten", "zie [](#een) en [](#drie)"),)),)
    document = Document("T", "G", "", delen)
    (found,) = [regel for regel in lopend(document) if isinstance(regel, Tabel)]
    assert found.grid.cell(0, 0) == "zie Een en [](#drie)"
    assert loos(document) == {"drie": []}


def test_what_leads_nowhere_is_known_with_what_it_may_mean() -> None:
    tekst = "[](#twee) [](#kosten) [x](#weg) [y](https://a.example) [z](#een)[^1]\n\n[^1]: [](#ook-weg)"
    assert loos(boek(*paragraphs(tekst))) == {"kosten": ["een/kosten", "twee/kosten"], "weg": [], "ook-weg": []}


@pytest.mark.parametrize(
    ("tekst", "is_numbered"), [("[](#los)", True), ("[x](#los)", False), ("[](#een)", False), ("[](#weg)", False)]
)
def test_tables_show_their_numbers_where_a_text_names_one(tekst: str, is_numbered: bool) -> None:
    assert nummert(boek(*paragraphs(tekst))) is is_numbered


def test_a_reference_reads_back_as_it_is_written() -> None:
    assert read("a [](#b/c)") == ("a ", Verwijzing("b/c"))
    assert read("**[](#b)** [x](#c)") == (Vet((Verwijzing("b"),)), " ", Link("x", "#c"))
    assert plain(read("a [](#b/c)")) == "a [](#b/c)"
