"""What a file is, whatever its name says, and what to do with one that is not read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing import lezen
from budgetdesk.importing.lezen import lees, lees_bestand, lees_tekst
from budgetdesk.importing.lezen.grenzen import MAX_BYTES, MAX_CSV
from tests.importing.maak import BRONNEN, SOORTEN, blad, ole, pakket, relaties, zipbestand

RIJEN = BRONNEN["debet en credit"]


def maak(soort: str) -> bytes:
    return SOORTEN[soort][1](RIJEN)


WACHTWOORD = "Verwijder het wachtwoord in Excel (Bestand, Info, Werkmap beveiligen) en bewaar opnieuw."
ALS_XLSX = "Open het in Excel en bewaar het als .xlsx."


@pytest.mark.parametrize(
    ("naam", "data", "zin"),
    [
        (
            "x.xlsx",
            ole("EncryptedPackage"),
            f"Dit is een met een wachtwoord beveiligde werkmap. {WACHTWOORD}",
        ),
        ("x.xls", ole("Workbook"), f'"x.xls" is Excel 97-2003. {ALS_XLSX}'),
        ("x.doc", ole("WordDocument"), '"x.doc" is Word 97-2003. Open het in Word en bewaar het als .docx.'),
        ("x.ppt", ole("PowerPoint Document"), '"x.ppt" is een presentatie. Vraag het Excel-bestand.'),
        ("x.xls", b"\x09\x08\x10\x00\x00\x06\x05\x00", f'"x.xls" is een oude Excel-versie. {ALS_XLSX}'),
        ("x.xlsb", zipbestand({"xl/workbook.bin": b""}), f'"x.xlsb" is een binaire werkmap (.xlsb). {ALS_XLSX}'),
        (
            "x.ods",
            zipbestand({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            '"x.ods" is een OpenDocument-rekenblad (.ods). Open het en bewaar het als .xlsx.',
        ),
        (
            "x.odt",
            zipbestand({"mimetype": "application/vnd.oasis.opendocument.text"}),
            '"x.odt" is een OpenDocument-bestand. Open het en bewaar het als .xlsx.',
        ),
        (
            "x.pptx",
            zipbestand({"_rels/.rels": relaties(("a", "officeDocument", "p.xml")), "p.xml": "<p:presentation/>"}),
            '"x.pptx" is een presentatie. Vraag het Excel-bestand.',
        ),
        (
            "x.zip",
            zipbestand({"a.csv": "a;b"}),
            "Dit is een zip-bestand, geen werkmap. Pak het uit en kies het bestand dat erin zit.",
        ),
        (
            "x.pdf",
            b"%PDF-1.7\n",
            "Dit is een pdf. Kopieer de tabel uit de webversie of vraag het Excel-bestand.",
        ),
        ("x.csv", b"\x1f\x8b\x08", "Dit is een ingepakt bestand (gzip). Pak het uit en kies het bestand dat erin zit."),
        ("x.rtf", b"{\\rtf1 a}", "Dit is een rtf-document. Open het in Word en bewaar het als .docx."),
        (
            "x.png",
            b"\x89PNG\r\n",
            "Dit is een afbeelding. Budgetdesk leest geen getallen uit een plaatje; vraag het Excel-bestand.",
        ),
        ("x.xls", b"MIME-Version: 1.0\r\n", f"Dit is een webarchief (mht). {ALS_XLSX}"),
        ("x.xml", b"<?xml version='1.0'?><auditfile/>", f"Dit is een xml-bestand dat budgetdesk niet kent. {ALS_XLSX}"),
    ],
)
def test_a_kind_that_is_not_read_says_what_to_do(naam: str, data: bytes, zin: str) -> None:
    with pytest.raises(InputError) as error:
        lees(naam, data)
    assert str(error.value) == f"{naam}: {zin}"
    assert error.value.exit_code == 3
    assert [b.code for b in error.value.bevindingen] == ["BD123"]


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        (b"", "Het bestand is leeg."),
        (b"\r\n \0", "Het bestand is leeg."),
        (maak("xlsx")[:-200], "De werkmap is beschadigd: het zip-bestand is niet compleet."),
        (maak("xlsx")[:40], "De werkmap is beschadigd: het zip-bestand is niet compleet."),
        (b"PK\x03\x04 en meer", "De werkmap is beschadigd: het zip-bestand is niet compleet."),
    ],
)
def test_an_empty_or_truncated_file_says_so(data: bytes, zin: str) -> None:
    with pytest.raises(InputError) as error:
        lees("x.xlsx", data)
    assert str(error.value) == f"x.xlsx: {zin}"
    assert [b.code for b in error.value.bevindingen] == ["BD124"]


@pytest.mark.parametrize(
    ("naam", "soort", "zin"),
    [
        ("x.xlsx", "csv ;", '"x.xlsx" is geen Excel-bestand maar een tekstbestand (csv); zo wordt het gelezen.'),
        (
            "x.xlsx",
            "docx",
            '"x.xlsx" is geen Excel-bestand maar een Word-document met 1 tabel; die wordt gelezen.',
        ),
        ("x.xls", "html", '"x.xls" is geen Excel-bestand maar een webpagina met 1 tabel; die wordt gelezen.'),
        ("x.csv", "xlsx", '"x.csv" is geen csv-bestand maar een Excel-bestand; zo wordt het gelezen.'),
        ("x.docx", "xlsx", '"x.docx" is geen Word-document maar een Excel-bestand; zo wordt het gelezen.'),
        ("x.XLS", "xlsx", ""),
        ("x.txt", "csv tab", ""),
        ("x", "docx", ""),
    ],
)
def test_another_kind_than_the_name_says_is_read_and_told(naam: str, soort: str, zin: str) -> None:
    assert [g.zin for g in lees(naam, maak(soort)).gevonden] == list(filter(None, [zin]))


@pytest.mark.parametrize(
    "data", [b'{"metadata": {}}', b' [{"a": 1}]', b"\xef\xbb\xbf{}", '{"a": "é"}'.encode("utf-16")]
)
def test_json_is_known_and_left_to_who_knows_its_structure(data: bytes) -> None:
    bron = lees("iv3.json", data)
    assert (bron.soort, bron.bladen) == ("json", ())


@pytest.mark.parametrize("data", [b"[x];2026\nBestuur;1\n", b"<naam>;2026\nBestuur;1\n", b"{a};b\n1;2\n"])
def test_a_text_that_begins_as_something_else_is_a_text(data: bytes) -> None:
    assert lees("x.csv", data).soort == "csv"


@pytest.mark.parametrize(
    ("data", "grens"), [(maak("xlsx").ljust(MAX_BYTES + 1, b"\0"), 32), (b"a;b\n".ljust(MAX_CSV + 1, b"x"), 64)]
)
def test_a_file_that_is_too_large_is_not_even_looked_into(data: bytes, grens: int) -> None:
    with pytest.raises(LimitExceeded) as error:
        lees("x.dat", data)
    zin = f"Het bestand is {grens + 1} MiB; de grens is {grens} MiB. Maak een uitdraai per jaar of per programma."
    assert str(error.value) == f"x.dat: {zin}"
    assert error.value.exit_code == 6


def test_a_file_on_disk_is_read_by_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "rekening.xls"
    pad.write_bytes(maak("csv ;"))
    bron = lees_bestand(pad)
    assert (bron.naam, bron.soort, len(bron.sha256)) == ("rekening.xls", "csv", 64)
    monkeypatch.setattr(lezen, "MAX_CSV", 2**20)  # no more than this is read then
    with pad.open("ab") as file:
        file.truncate(286 * 2**20)
    with pytest.raises(LimitExceeded, match=r"Het bestand is 286 MiB; de grens is 64 MiB\."):
        lees_bestand(pad)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for pad, zin in ((tmp_path, "geen gewoon bestand"), (tmp_path / "weg.xlsx", "het bestand ontbreekt")):
        with pytest.raises(InputError, match=zin):
            lees_bestand(pad)


@pytest.mark.parametrize(
    ("delen", "zin"),
    [
        ({"a": "1", "A": "2"}, "een onderdeel staat er twee keer in"),
        ({"_rels/.rels": "geen xml"}, "_rels/.rels is beschadigd: geen geldige xml op regel 1."),
        ({"_rels/.rels": ""}, "_rels/.rels is beschadigd: er staat niets in."),
    ],
)
def test_a_package_that_contradicts_itself_is_damaged(delen: dict[str, str], zin: str) -> None:
    with pytest.raises(InputError) as error:
        lees("x.xlsx", zipbestand(delen))
    assert zin in str(error.value)


def test_parts_that_are_packed_in_another_way_or_locked_are_not_opened() -> None:
    delen = {"_rels/.rels": relaties(("a", "officeDocument", "w.xml")), "w.xml": "<w/>" * 100}
    with pytest.raises(InputError, match="ingepakt op een manier die hier niet hoort"):
        lees("x.xlsx", zipbestand(delen, zipfile.ZIP_BZIP2))
    locked = bytearray(zipbestand(delen))
    for at in (locked.find(b"PK\x01\x02") + 8, 6):
        locked[at] |= 1
    with pytest.raises(InputError, match="met een wachtwoord beveiligd"):
        lees("x.xlsx", bytes(locked))


def test_a_changed_byte_in_a_part_is_seen() -> None:
    whole = zipbestand({"_rels/.rels": relaties(("a", "officeDocument", "w.xml"))}, zipfile.ZIP_STORED)
    with pytest.raises(InputError, match=r"onderdeel _rels/\.rels is niet te lezen"):
        lees("x.xlsx", whole.replace(b"officeDocument/", b"OfficeDocument/", 1))


def test_a_workbook_may_name_its_parts_with_the_other_slash_and_in_capitals() -> None:
    data = pakket(blad("<sheetData><row><c><v>1</v></c></row></sheetData>"))
    data = data.replace(b"xl/worksheets/sheet1.xml", b"XL\\worksheets\\sheet1.xml")
    assert lees("x.xlsx", data).bladen[0].cellen[1][1].tekst == "1"


def test_a_pasted_block_is_a_sheet_and_rows_nobody_can_place_are_told() -> None:
    bron = lees_tekst("Naam\t2026\t2027\nBestuur\t1\t2\nZorg\t12\n#REF!\t1\t2")
    assert bron.naam == "plakken"
    assert {c: cel.tekst for c, cel in bron.bladen[0].cellen[3].items()} == {1: "Zorg 12"}
    assert bron.bladen[0].cellen[4][1].soort == "fout"
    assert [g.zin for g in bron.gevonden] == [
        "Rij 3 is niet gelezen: deze rij heeft 2 cellen, andere 3: onbekend welke ontbreekt."
    ]


@pytest.mark.parametrize("tekst", ["", " \n\t"])
def test_nothing_pasted_is_refused(tekst: str) -> None:
    with pytest.raises(InputError, match="Er is geen tekst geplakt"):
        lees_tekst(tekst)


def test_too_much_pasted_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="plakken: Dit is te groot om te plakken"):
        lees_tekst("x" * (9 * 2**20))
    with pytest.raises(LimitExceeded, match="plakken: Dit blok is te groot"):
        lees_tekst("a\tb\n" * 100_001)
