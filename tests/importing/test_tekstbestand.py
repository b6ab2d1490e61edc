"""A file of plain text: its encoding, what parts its cells, its rows, and where it is no such thing."""

from __future__ import annotations

import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.bron import Bron, Cel
from budgetdesk.importing.lezen import lees


def rijen(data: bytes, naam: str = "bron.csv") -> list[tuple[int, list[str]]]:
    return [(r, [cel.tekst for _, cel in sorted(row.items())]) for r, row in lees(naam, data).bladen[0].walk()]


def zinnen(bron: Bron) -> list[str]:
    return [g.zin for g in bron.gevonden]


@pytest.mark.parametrize(
    ("tekst", "cellen"),
    [
        ("Naam;2026;2027\nBestuur;1.234,50;2.000,00\n", ["Bestuur", "1.234,50", "2.000,00"]),
        ("Naam\t2026\nBestuur\t1,5\n", ["Bestuur", "1,5"]),
        ("Naam,2026\nBestuur,12.5\n", ["Bestuur", "12.5"]),
        ("Naam|2026\nBestuur|12,5\n", ["Bestuur", "12,5"]),
        ('"Naam";"2026"\n"Bestuur; algemeen";"1,5"\n', ["Bestuur; algemeen", "1,5"]),
        ("sep=,\nNaam;x,2026\nBe;stuur,1\n", ["Be;stuur", "1"]),
        ('"sep=|"\nNaam|2026\nBestuur|1\n', ["Bestuur", "1"]),
        ("Naam;2026\rBestuur;1\r", ["Bestuur", "1"]),
        ('Naam;2026\nBuis 3" rond;1\n', ['Buis 3" rond', "1"]),
        ('Naam;2026\n"zeg ""ja""";1\n', ['zeg "ja"', "1"]),
        ("Overzicht, concept, versie 2\n\nNaam;2026\nBestuur, algemeen;1\nZorg;2\n", ["Zorg", "2"]),
        ("alleen een lijst\nmet namen\n", ["met namen"]),
    ],
)
def test_what_parts_the_most_rows_into_equally_many_cells_parts_them_all(tekst: str, cellen: list[str]) -> None:
    assert rijen(tekst.encode())[-1 if "Zorg" in tekst else 1][1] == cellen


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    tekst = 'sep=;\r\nkop;1\r\n\r\n"twee\r\nregels";2\r\n;;\r\nlaatste;3\r\n'
    assert rijen(tekst.encode()) == [(1, ["kop", "1"]), (3, ["twee\r\nregels", "2"]), (5, ["laatste", "3"])]


@pytest.mark.parametrize(
    "codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"]
)
def test_a_text_is_read_in_whatever_encoding_it_is(codering: str) -> None:
    bron = lees("bron.csv", "Coördinatie;€ 12;één\r\nZorg;1;2\r\n".encode(codering))
    assert [cel.tekst for cel in bron.bladen[0].cellen[1].values()] == ["Coördinatie", "€ 12", "één"]
    said = ["De tekst is geen UTF-8 (regel 1) en gelezen als windows-1252."] if codering == "windows-1252" else []
    assert zinnen(bron) == said


def test_the_name_of_an_error_is_an_error_and_what_is_blank_is_nothing() -> None:
    sheet = lees("bron.csv", b"a;b;c\n#REF!;#VERW!; \n#1;  x ;#N/B\n").bladen[0]
    assert sheet.cellen[2] == {1: Cel("#VERW!", "fout"), 2: Cel("#VERW!", "fout")}
    assert sheet.cellen[3] == {1: Cel("#1"), 2: Cel("  x "), 3: Cel("#N/B", "fout")}


def test_rows_of_another_width_are_told_from_the_first_usual_one_on() -> None:
    bron = lees("bron.csv", b"Titel\n\na;b;c\n1;2;3\n1;2\n1;2;3;4\n")
    assert zinnen(bron) == ["2 rijen hebben een ander aantal cellen dan de meeste (3): 5, 6."]


@pytest.mark.parametrize(
    ("data", "regel", "zin"),
    [
        (b'a;b\r\n1;2\r\n"open;3\r\n4;5\r\n', 3, "het aanhalingsteken dat in deze rij begint, wordt nergens gesloten."),
        (b'sep=;\na;b\n1;2\n"open;3\n', 4, "het aanhalingsteken dat in deze rij begint, wordt nergens gesloten."),
        (b'a;b\n1;"x"y\n', 2, "tekst achter een afsluitend aanhalingsteken"),
        (b"a;b\n1;2\n\0;3\n", 3, "NUL-teken"),
        (b"a;\xe9\nb;\x81\n", 2, "hier staat een teken uit een onbekende codering."),
        ("a;b\n1;2\n".encode("utf-16") + b"\x00\xd8", 3, "vanaf hier is de tekst geen utf-16-le."),
    ],
)
def test_what_is_no_table_of_text_is_refused_at_its_line(data: bytes, regel: int, zin: str) -> None:
    with pytest.raises(InputError) as error:
        lees("bron.csv", data)
    (found,) = error.value.bevindingen
    assert (found.code, found.plaats.regel) == ("BD124", regel)
    assert zin in found.tekst


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"x" * 2_000_000, "Regel 1 is langer dan 1.048.576 tekens."),
        (b"a;" + b"x" * 40_000, "Rij 1, kolom 2: een tekst van meer dan 32.767 tekens."),
        (b'a;b\n"' + b"x\n" * 100_000 + b'"', "Regel 2: een cel is te lang; staat er een aanhalingsteken te veel?"),
        (b"a;" * 1_001, 'Blad "csv" heeft meer dan 1.000 gevulde kolommen.'),
    ],
)
def test_what_no_cell_or_row_can_be_is_refused(data: bytes, zin: str) -> None:
    with pytest.raises(LimitExceeded) as error:
        lees("bron.csv", data)
    assert str(error.value) == f"bron.csv: {zin}"


def test_a_text_without_any_sign_to_see_is_empty() -> None:
    with pytest.raises(InputError, match="leeg"):
        lees("bron.csv", b";;;\r\n; ;\r\n")
