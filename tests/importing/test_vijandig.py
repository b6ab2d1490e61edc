"""Hostile files: each is answered with its sentence, in its time and in little memory, and nothing else happens.

What is seen at once is answered within 200 times the floor of `tests.tijd`, some two seconds, what has to be counted
within fifteen. The cases here are small; a soak tries them at full size.
"""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from struct import pack

import pytest

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.importing.lezen import grenzen, lees
from budgetdesk.importing.lezen import pakket as pakketten
from tests.conftest import SOAK
from tests.importing.maak import blad, cellen, document, pakket, relaties, stijlen, zipbestand
from tests.proef import sampled
from tests.tijd import hoogstens

MIB = 2**20


def antwoord(data: bytes, keer: float) -> str:
    """Return what reading says, or that it did read; fail where that takes more time than so many times the floor."""
    with hoogstens(keer, time.thread_time):
        try:
            return f"gelezen: {sum(len(b.cellen) for b in lees('x.dat', data).bladen)} rijen"
        except (InputError, LimitExceeded) as error:
            return str(error).removeprefix("x.dat: ")


def herhaald(kop: bytes, stuk: bytes, bytes_: int, slot: bytes = b"") -> Iterator[bytes]:
    """Yield a part of so many bytes."""
    yield kop
    unit = stuk * max(1, 65536 // len(stuk))
    for _ in range(bytes_ // len(unit) + 1):
        yield unit
    yield slot


def werkmap(stukken: Iterator[bytes], deel: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Return a workbook in which one part is made of pieces, packed as small as it gets."""
    plain = pakket(blad("<sheetData/>"), teksten=["<t>a</t>"], stijlen=stijlen("0"))
    return _anders(plain, deel, stukken)


def woorden(stukken: Iterator[bytes]) -> bytes:
    return _anders(document(""), "word/document.xml", stukken)


def _anders(plain: bytes, deel: str, stukken: Iterator[bytes]) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as source, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for naam in source.namelist():
            with target.open(naam, "w") as file:
                for stuk in stukken if naam == deel else [source.read(naam)]:
                    file.write(stuk)
    return data.getvalue()


SHEET = blad("<sheetData>").partition("</worksheet>")[0].encode()
WORD = b'<w:document xmlns:w="urn:w"><w:body>'
SST = b'<sst xmlns="urn:s">'
STRINGS = "xl/sharedStrings.xml"
HTML = b"<!DOCTYPE html><html><body>"
XML = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
SMALLER = "Maak een uitdraai per jaar of per programma."
MERGED = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 20 + "</mergeCells></worksheet>"
TAGS = "Het bestand heeft meer dan 10.000.000 begin- en eindtags"
LONG_TEXT = "een tekst van meer dan 32.767 tekens."


def liegt() -> bytes:
    """Return a workbook of which the directory says that a part is four gigabytes."""
    data = pakket(blad("<sheetData/>"))
    size = len(blad("<sheetData/>"))
    return data.replace(pack("<I", size), pack("<I", 4 * 10**9))


def liegt_klein() -> bytes:
    """Return a workbook of which the directory says that a part has ten bytes."""
    inside = cellen(*['<c r="A1"><v>1</v></c>'])
    return pakket(inside).replace(pack("<I", len(inside)), pack("<I", 10))


@pytest.mark.parametrize(
    ("maak", "zin"),
    sampled(
        [
            (liegt, "Uitgepakt is deze werkmap groter dan 256 MiB; budgetdesk leest haar niet."),
            (liegt_klein, "De werkmap is beschadigd: onderdeel xl/worksheets/sheet1.xml is niet te lezen."),
            (
                lambda: zipbestand({f"d{n}": b"" for n in range(10_001)}, zipfile.ZIP_STORED),
                "Het zip-bestand heeft meer dan 10.000 onderdelen.",
            ),
            (
                lambda: b"PK\x03\x04" + (b"PK\x01\x02" + bytes(42)) * 600_000 + b"PK\x05\x06" + bytes(18),
                "Het zip-bestand heeft meer dan 10.000 onderdelen.",
            ),
            (lambda: pakket(*[blad("")] * 201), "Het bestand heeft meer dan 200 bladen."),
            (
                lambda: pakket('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
                'Blad "Blad1": een xml-bestand met een DOCTYPE wordt niet gelezen.',
            ),
            (
                lambda: pakket('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'),
                'Blad "Blad1": een xml-bestand met een DOCTYPE wordt niet gelezen.',
            ),
            (
                lambda: pakket("<worksheet>&lol;</worksheet>"),
                'Blad "Blad1" is beschadigd: geen geldige xml op regel 1.',
            ),
            (lambda: werkmap(herhaald(SHEET, b"<a>", MIB)), "Dieper genest dan 64 niveaus."),
            (
                lambda: werkmap(herhaald(SHEET + b'<row r="1"><c r="A1">', b"<v>", MIB)),
                'Blad "Blad1" is beschadigd: een cel staat waar zij niet hoort.',
            ),
            (
                lambda: werkmap(herhaald(SHEET + b'<row r="', b"1", 3 * MIB)),
                f'Blad "Blad1": {LONG_TEXT}',
            ),
            (
                lambda: werkmap(herhaald(SHEET + b"<!--", b"<!-", 3 * MIB)),
                'Blad "Blad1": een xml-element van meer dan 1 MiB.',
            ),
            (
                lambda: werkmap(herhaald(SHEET + b'<row r="1"><c r="A1"><v>', b"1", 3 * MIB)),
                f'Blad "Blad1": {LONG_TEXT}',
            ),
            (
                lambda: werkmap(iter([SHEET, b'<row r="1"><c r="A1"><v>', b"1\n" * 20_000, b"</v></c></row>"])),
                f'Blad "Blad1", cel A1: {LONG_TEXT}',
            ),
            (
                lambda: werkmap(iter([SHEET, *(b"<a%d/>" % n for n in range(30_000))])),
                'Blad "Blad1": meer dan 20.000 verschillende xml-namen.',
            ),
            (
                lambda: werkmap(iter([SHEET, *(b'<a a%d=""/>' % n for n in range(30_000))])),
                'Blad "Blad1": meer dan 20.000 verschillende xml-namen.',
            ),
            (lambda: werkmap(herhaald(SST + b"<si><t>", b"a", MIB), STRINGS), f"{STRINGS}: {LONG_TEXT}"),
            (lambda: werkmap(iter([SST, b"<si><t>", b"a" * 40_000, b"</t></si>"]), STRINGS), f"{STRINGS}: {LONG_TEXT}"),
            (
                lambda: werkmap(herhaald(b"<styleSheet><cellXfs>", b"<xf/>", MIB), "xl/styles.xml"),
                "xl/styles.xml: meer dan 100.000 celstijlen.",
            ),
            (
                lambda: pakket(cellen(*['<c t="s"><v>0</v></c>' * 900] * 10), teksten=[f"<t>{'x' * 32_767}</t>"]),
                f"De teksten van de cellen zijn samen meer dan 256 MiB. {SMALLER}",
            ),
            (lambda: woorden(herhaald(WORD, b"<w:tbl><w:tr><w:tc>", MIB)), "Dieper genest dan 64 niveaus."),
            (
                lambda: woorden(herhaald(WORD + b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>", b"a", MIB)),
                f"Het document: {LONG_TEXT}",
            ),
            (lambda: b"".join(herhaald(HTML, b"<!--", 12 * MIB)), "Dit is een webpagina zonder tabel."),
            (lambda: b"".join(herhaald(HTML, b'<a b="', MIB)), "Dit is een webpagina zonder tabel."),
            (lambda: b"".join(herhaald(HTML, b"&lt;&", MIB)), "Dit is een webpagina zonder tabel."),
            (lambda: b"".join(herhaald(HTML, b"<table></td>", MIB)), "Tabellen staan meer dan 64 diep in elkaar."),
            (
                lambda: b"".join(herhaald(HTML + b"<table>", b"<tr><td colspan=1000 rowspan=1000>", MIB)),
                "Een tabel heeft meer dan 1000 kolommen.",
            ),
            (lambda: b"".join(herhaald(XML, b"<a>", MIB)), "Dieper genest dan 64 niveaus."),
            (lambda: b"".join(herhaald(XML, b"a", MIB)), f"De werkmap: {LONG_TEXT}"),
            (lambda: b";" * (2 * MIB), "Regel 1 is langer dan 1.048.576 tekens."),
            (lambda: b'"' * (2 * MIB), "Regel 1 is langer dan 1.048.576 tekens."),
            (lambda: b"\r" * (4 * MIB), "Het bestand is leeg."),
        ],
        3,
    ),
)
def test_a_hostile_file_is_answered_at_once(maak: Callable[[], bytes], zin: str) -> None:
    assert antwoord(maak(), 200) == zin


@pytest.mark.parametrize(
    ("naam", "grens", "maak", "zin"),
    [
        (
            "MAX_UITGEPAKT",
            MIB,
            lambda: werkmap(herhaald(SHEET, b" \n<a/>", 2 * MIB)),
            "Uitgepakt is deze werkmap groter dan 1 MiB; budgetdesk leest haar niet.",
        ),
        (
            "MAX_CELLEN",
            20,
            lambda: pakket(cellen(*["<c><v>1</v></c>" * 6] * 4)),
            f"Het bestand heeft meer dan 20 gevulde cellen. {SMALLER}",
        ),
        ("MAX_CELLEN", 20, lambda: b"a;b;c\n" * 9, f"Het bestand heeft meer dan 20 gevulde cellen. {SMALLER}"),
        (
            "MAX_CELLEN",
            20,
            lambda: HTML + b"<table>" + b"<tr><td>a<td>b" * 11,
            f"Het bestand heeft meer dan 20 gevulde cellen. {SMALLER}",
        ),
        (
            "MAX_RIJEN",
            20,
            lambda: pakket(blad(f"<sheetData>{'<row/>' * 21}</sheetData>")),
            f"Het bestand heeft meer dan 20 rijen. {SMALLER}",
        ),
        ("MAX_RIJEN", 20, lambda: b"a\n" + b"\n" * 30, f"Het bestand heeft meer dan 20 rijen. {SMALLER}"),
        (
            "MAX_TAGS",
            500,
            lambda: werkmap(herhaald(SHEET, b"<a/>", 9000)),
            f"Het bestand heeft meer dan 500 begin- en eindtags. {SMALLER}",
        ),
        ("MAX_TAGS", 500, lambda: HTML + b"<p>" * 300, f"Het bestand heeft meer dan 500 begin- en eindtags. {SMALLER}"),
        (
            "MAX_SAMENGEVOEGD",
            9,
            lambda: pakket(blad("<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 10 + "</mergeCells>")),
            "Het bestand heeft meer dan 9 samengevoegde gebieden.",
        ),
        (
            "MAX_SAMENGEVOEGD",
            9,
            lambda: XML + b'<Row><Cell MergeAcross="16383" MergeDown="99999"/></Row>' * 10,
            "Het bestand heeft meer dan 9 samengevoegde gebieden.",
        ),
        ("MAX_SECONDEN", 0.0, lambda: pakket(cellen()), f"Het lezen duurt langer dan 0 seconden. {SMALLER}"),
    ],
)
def test_what_is_counted_is_counted_while_reading(
    monkeypatch: pytest.MonkeyPatch, naam: str, grens: float, maak: Callable[[], bytes], zin: str
) -> None:
    data = maak()
    monkeypatch.setattr(grenzen, naam, grens)
    if naam == "MAX_UITGEPAKT":  # the size that the directory tells is no lie here, and is not looked at
        monkeypatch.setattr(pakketten, naam, 10**9)
    assert antwoord(data, 200) == zin


GROOT: list[tuple[Callable[[], bytes], str]] = [
    (lambda: werkmap(herhaald(SHEET, b" ", 260 * MIB)), "Uitgepakt is deze werkmap groter dan 256 MiB"),
    (lambda: werkmap(herhaald(SHEET, b"<a/>", 100 * MIB)), TAGS),
    (lambda: werkmap(herhaald(SHEET, b"<row/>", 100 * MIB)), "rij 1048577 staat na rij 1048576"),
    (lambda: werkmap(herhaald(SST, b"<si/>", 100 * MIB), STRINGS), "meer dan 2.000.000 teksten"),
    (lambda: woorden(herhaald(WORD, b"<w:p/>", 100 * MIB)), TAGS),
    (lambda: pakket(cellen(*["<c><v>12.5</v></c>" * 12] * 170_000)), "meer dan 2.000.000 gevulde cellen"),
    (lambda: pakket(cellen(*['<c s="0"/>' * 12] * 1_000_000)), TAGS),
    (lambda: b"".join(herhaald(HTML, b"<p>", 31 * MIB)), TAGS),
    (
        lambda: b"".join(herhaald(HTML + b"<table>", b"<tr><td>", 31 * MIB)),
        "De tabellen van de pagina zijn samen te groot",
    ),
    (lambda: b"".join(herhaald(b"", b"a\n", 63 * MIB)), "meer dan 2.000.000 gevulde cellen"),
    (
        lambda: "".join(f"{n};{n + 1};{n / 7}\n" for n in range(1_500_000)).encode(),
        "meer dan 2.000.000 gevulde cellen",
    ),
    (
        lambda: pakket(cellen(*["<c><v>1</v></c>"] * 500_000).replace("</worksheet>", MERGED)),
        "samengevoegde cellen overlappen",
    ),
]


@pytest.mark.lang
@pytest.mark.skipif(not SOAK, reason="een soak")
@pytest.mark.parametrize(("maak", "zin"), GROOT)
def test_a_hostile_file_of_full_size_is_answered_in_its_time(maak: Callable[[], bytes], zin: str) -> None:
    assert zin in antwoord(maak(), 1500)


def test_what_is_far_or_large_and_yet_meant_is_read() -> None:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert antwoord(pakket(blad(f"<sheetData>{row}</sheetData>")), 200) == "gelezen: 1 rijen"
    unread = zipbestand({"xl/media/image1.png": b"\0" * 300_000})
    assert len(unread) < 20_000


def test_a_target_outside_the_package_or_elsewhere_is_not_followed() -> None:
    rels = relaties(("b1", "worksheet", "../../../../etc/passwd"))
    plain = pakket(blad("<sheetData/>"))
    said = antwoord(_anders(plain, "xl/_rels/workbook.xml.rels", iter([rels.encode()])), 200)
    assert said == 'De werkmap is beschadigd: blad "Blad1" ontbreekt.'
    elsewhere = rels.replace('Target="', 'TargetMode="External" Target="http://127.0.0.1/')
    said = antwoord(_anders(plain, "xl/_rels/workbook.xml.rels", iter([elsewhere.encode()])), 200)
    assert said == 'De werkmap is beschadigd: blad "Blad1" ontbreekt.'
