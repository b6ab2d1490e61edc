"""What is read of a foreign file whatever it is called, and why one is not read: each with what to do about it."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.lezen import lees

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def werkmap(rows: list[list[str | int | float]]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Begroting")
        for r, row in enumerate(rows):
            for k, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(r, k, value)
                else:
                    sheet.write_number(r, k, value)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"%PDF-1.7 x", "BD123", "Dit is een pdf. Kopieer de tabel uit de webversie of vraag het Excel-bestand."),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "BD123", "met een wachtwoord beveiligde werkmap"),
        (OLE + b"\0" * 600, "BD123", "Excel 97-2003"),
        (b"\x89PNG\r\n", "BD123", "afbeelding"),
        (b"", "BD124", "Het bestand is leeg."),
        (b"PK\x03\x04" + b"\0" * 40, "BD124", ""),
        (werkmap([["a"]])[:-60], "BD124", ""),
    ],
)
def test_a_file_that_is_not_read_says_what_it_is_and_what_to_do(data: bytes, code: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        lees("cijfers.xlsx", data)
    assert [b.code for b in error.value.bevindingen] == [code]
    assert said in str(error.value)


@pytest.mark.parametrize("naam", ["x.xlsx", "x.csv", "x"])
def test_a_workbook_is_one_whatever_its_name_says(naam: str) -> None:
    bron = lees(naam, werkmap([["Post", 2027], ["Griffie", 612345.1]]))
    assert (bron.soort, [blad.naam for blad in bron.bladen]) == ("xlsx", ["Begroting"])
    assert [[cel.tekst for cel in row.values()] for _, row in bron.bladen[0].walk()] == [
        ["Post", "2027"],
        ["Griffie", "612345.1"],
    ]


@pytest.mark.parametrize("scheiding", [";", "\t", ",", "|"])
@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_a_csv_is_read_by_its_own_separator_and_encoding(scheiding: str, codering: str) -> None:
    text = "\r\n".join(scheiding.join(row) for row in [["Post", "2027"], ["Coördinatie", "1200"], ["Ruimte", "7"]])
    bron = lees("uitdraai.csv", text.encode(codering))
    rows = [[cel.tekst for cel in row.values()] for _, row in bron.bladen[0].walk()]
    assert rows == [["Post", "2027"], ["Coördinatie", "1200"], ["Ruimte", "7"]]


CELLEN = st.one_of(st.integers(-(10**12), 10**12), st.text(st.characters(codec="ascii", categories=["L"]), min_size=1))


@given(st.lists(st.lists(CELLEN, min_size=1, max_size=4), min_size=1, max_size=6))
def test_what_a_workbook_was_written_with_comes_back(rows: list[list[str | int]]) -> None:
    blad = lees("w.xlsx", werkmap([[*row] for row in rows])).bladen[0]
    found = {(r, k): cel.tekst for r, row in blad.walk() for k, cel in row.items()}
    assert found == {(r, k): str(v) for r, row in enumerate(rows, 1) for k, v in enumerate(row, 1)}


@given(st.integers(0, 5000), st.integers(0, 255))
def test_damage_never_ends_as_anything_but_an_error_of_ours(at: int, byte: int) -> None:
    data = bytearray(werkmap([["Post", 2027], ["Griffie", 1]]))
    data[at % len(data)] = byte
    with suppress(InputError, LimitExceeded):
        lees("w.xlsx", bytes(data))


@pytest.mark.lang
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made,
        zipfile.ZipFile(BytesIO(werkmap([["a"]]))) as source,
    ):
        for naam in source.namelist():
            content = source.read(naam)
            made.writestr(naam, content + b" " * (300 << 20) if naam.endswith("sheet1.xml") else content)
    with pytest.raises(LimitExceeded):
        lees("bom.xlsx", buffer.getvalue())
