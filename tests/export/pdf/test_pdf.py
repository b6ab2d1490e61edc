"""The PDF as others read it: its outline, texts and standards, what it costs, and what no text can do to it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from docx import Document as Word
from docx.oxml.ns import qn

from budgetdesk.document.blokken import (
    Alinea,
    Deel,
    Document,
    Grafiek,
    Item,
    Kenmerken,
    Kop,
    Loopkop,
    Onderkop,
    Opmaak,
    Opsomming,
    Punt,
    Reeks,
    Tabel,
)  # fmt: skip
from budgetdesk.document.boom import in_tabellen, koppen, lopend
from budgetdesk.document.hoofdstuk import build
from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.document.proza import paragraphs
from budgetdesk.errors import LimitExceeded, Refused
from budgetdesk.export.docx import to_docx
from budgetdesk.export.pdf import zetter as zetten
from budgetdesk.export.pdf.lay_out import Layout
from budgetdesk.export.pdf.letterkeus import _OVERAL
from budgetdesk.export.pdf.schrijver import to_pdf
from budgetdesk.export.printed import zichtbaar
from budgetdesk.storage.beelden import Beeld
from budgetdesk.storage.lettertypen import lettertype
from budgetdesk.storage.reader import read_dossier
from budgetdesk.tables.opmaak import Link, Noot, Vet
from budgetdesk.voortgang import Afgebroken, Voortgang, gevolgd
from tests.document.gelezen import grids
from tests.document.test_kruisverwijzing import tabel
from tests.proef import cijfers

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(
        shutil.which("qpdf") is None or shutil.which("pdftotext") is None, reason="qpdf of poppler-utils ontbreekt"
    ),
]


def zwijg(_zin: str) -> None:
    """Tell nobody."""


def made(pad: Path) -> Document:
    shown = cijfers(read_dossier(pad).dossier)
    return build(shown, shown.dossier.programmas, "Begroting", "Proef", "Dossier proef")


class Gelezen:
    """A PDF as qpdf and poppler read it."""

    def __init__(self, data: bytes, folder: Path) -> None:
        self.data = data
        self._pad = folder / "boek.pdf"
        self._pad.write_bytes(data)

    def tool(self, *command: str) -> str:
        return subprocess.run([*command[:1], *command[1:]], check=True, capture_output=True, encoding="utf-8").stdout

    def text(self, *options: str) -> str:
        return self.tool("pdftotext", *options, str(self._pad), "-").replace("\u00a0", " ")

    def unpacked(self) -> bytes:
        """Return the file with every object readable."""
        command = ["qpdf", "--qdf", "--object-streams=disable", str(self._pad), "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def structure(self) -> str:
        return self.tool("pdfinfo", "-struct", str(self._pad))

    def check(self) -> str:
        return self.tool("qpdf", "--check", str(self._pad))

    def fonts(self) -> str:
        return self.tool("pdffonts", str(self._pad))

    def boxes(self) -> list[tuple[float, float, float]]:
        """Return where each word begins and ends on its line, and how tall it is, in points."""
        found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">', self.text("-bbox"))
        return [(float(left), float(right), float(below) - float(above)) for left, above, right, below in found]

    def outline(self) -> list[tuple[int, str]]:
        """Return level and text of each bookmark."""

        def walk(nodes: list[dict[str, object]], level: int) -> list[tuple[int, str]]:
            return [
                line
                for node in nodes
                for line in [(level, str(node["title"])), *walk(node["kids"], level + 1)]  # type: ignore[arg-type]
            ]

        return walk(json.loads(self.tool("qpdf", "--json", "--json-key=outlines", str(self._pad)))["outlines"], 1)


@pytest.mark.parametrize("naam", ["leiden-2026", "voorbeeldstad-2027"])
def test_the_outline_is_the_headings_and_every_figure_is_on_its_row(samples: Path, tmp_path: Path, naam: str) -> None:
    document = made(samples / naam)
    pdf = Gelezen(to_pdf(document, zwijg), tmp_path)
    assert pdf.outline() == [(regel.niveau, zichtbaar(regel.voluit)) for regel in koppen(document)]
    lines = "\n".join("".join(line.split()) for line in pdf.text("-layout").splitlines())
    for grid in grids(document):
        amounts = [k for k, kop in enumerate(grid.koppen) if kop.vorm != "tekst"]
        for row in grid.cells():
            assert "".join("".join(row[k].split()) for k in amounts) in lines, (grid.naam, row)


def test_it_says_that_it_is_accessible_and_archival_and_holds_what_that_asks(samples: Path, tmp_path: Path) -> None:
    draft = replace(made(samples / "leiden-2026"), stand="Ontwerp", is_draft=True)
    pdf = Gelezen(to_pdf(draft, zwijg), tmp_path)
    assert "No syntax or stream encoding errors found" in pdf.check()
    for said in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<rdf:li>nl</rdf:li>"):
        assert said in pdf.data
    structure = pdf.structure()
    for kind in ("H1", "H2", "H3", "TOC", "Table", "THead", "TH", "L", "LI"):
        assert re.search(rf"^ *{kind}\b", structure, re.MULTILINE), kind
    pages = pdf.text("-layout").split("\f")[:-1]
    for number, page in enumerate(pages[1:], 2):
        assert f"Pagina {number} van {len(pages)}" in page
        assert "Ontwerp" in page


def test_a_reference_leads_to_its_place_and_says_on_which_other_page_that_is(tmp_path: Path) -> None:
    tekst = paragraphs("Zie [](#lasten) (en [](#twee), [de tabel](#lasten)) en [](#baten).")
    een = Deel("een", Kop("Een"), (*tekst, tabel("baten")))
    twee = Deel("twee", Kop("Twee"), (tabel("lasten"),), bladzijde="nieuw")
    pdf = Gelezen(to_pdf(Document("T", "G", "", (een, twee)), list[str]().append), tmp_path)
    first = " ".join(pdf.text().split("\f")[0].split())
    assert "Zie Tabel 2 (blz. 2) (en Twee, blz. 2, de tabel) en Tabel 1." in first
    assert "No syntax or stream encoding errors found" in pdf.check()


def test_the_same_bytes_whatever_the_folder_time_zone_and_hash_seed(samples: Path, tmp_path: Path) -> None:
    made = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York")):
        here = tmp_path / seed
        here.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(here), "LC_ALL": "C"}
        command = [sys.executable, "-m", "budgetdesk", "export", str(samples / "leiden-2026"), "uit.pdf"]
        subprocess.run(command, cwd=here, env=env, check=True, capture_output=True)
        assert [p.name for p in here.iterdir()] == ["uit.pdf"]
        made.append((here / "uit.pdf").read_bytes())
    assert made[0] == made[1]


VIJANDIG = [
    '#import "@preview/cetz:0.3.0"', '#read("/etc/passwd")', '#eval("1+1")', "$x^2$", "*vet* _schuin_ `code`",
    "= kop", "- item", "+ 1", "/ a: b", "<label> @verwijzing", "\\ \\u{1F600} \\#", "// weg", "/* weg */ ~ -- ---",
    "]]] ))) }}}", "'enkel' \"dubbel\"", "https://a.example/x", "<script>&amp;</script>", "#set page(width: 1cm)",
    "{{7*7}} ${x}", "%PDF-1.7 endobj",
]  # fmt: skip


def part(number: int, tekst: str) -> Deel:
    """Return a part with a text in every position that a text can have."""
    blokken = (
        Alinea((tekst, Vet(tekst), Link(tekst, "https://a.example/"), Noot(tekst))),
        Onderkop(tekst),
        Opsomming((tekst, Item(tekst, (Opsomming((tekst,), genummerd=True),)))),
        Kenmerken(((tekst, (tekst,)),)),
        Grafiek(tekst, "lijnen", (tekst,), (Reeks(tekst, (Punt(Decimal(1), tekst),)),)),
    )
    return Deel(f"x{number}", Kop(tekst, tekst), blokken, (Deel("y", Loopkop(tekst), (Alinea(tekst),)),))


def everywhere(teksten: list[str]) -> Document:
    """Return a document with the texts in every position; the last one is the title too."""
    tekst = teksten[-1]
    return Document(tekst, tekst, tekst, tuple(part(*each) for each in enumerate(teksten)), tekst, is_draft=True)


def test_a_text_is_what_it_says_in_every_position(tmp_path: Path) -> None:
    pdf = Gelezen(to_pdf(everywhere(VIJANDIG), zwijg), tmp_path)
    flat = re.sub(r"\s+", "", pdf.text("-raw"))
    for tekst in VIJANDIG:
        assert flat.count(re.sub(r"\s+", "", tekst)) >= 15, tekst


def test_a_text_in_a_table_that_is_longer_than_a_page_goes_on_on_the_next_one(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(3000)]
    document = Document("T", "G", "", (Deel("een", Kop("Eerste"), (tabel("lasten", " ".join(words)),)),))
    read = Gelezen(to_pdf(document, zwijg), tmp_path)
    assert re.findall(r"\bw\d+\b", read.text()) == words


STUK = [
    "\x00\x07\x1b[31m\x9b", "\u202eomgekeerd\u202c \u200b \ud800 \ufffe", "שלום عليكم", "w" * 20_000,
    "\u0301\u0301", " ", "e\u0301\u0302\u20dd", "中文😀👩‍👩‍👧", "नमस्ते ไทย", "\n\n",
]  # fmt: skip


def test_no_text_stops_the_export(tmp_path: Path) -> None:
    said: list[str] = []
    pdf = Gelezen(to_pdf(everywhere(STUK), said.append), tmp_path)
    assert "No syntax or stream encoding errors found" in pdf.check()
    assert any("het teken 中 (U+4E2D)" in sentence for sentence in said)


def test_a_letter_that_fails_within_a_text_alone_takes_the_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zetten.Zetter, "without", lambda *_: frozenset())
    said: list[str] = []
    delen = (Deel("x", Kop("Doel"), (Alinea("é Ա 中"),)),)
    assert Gelezen(to_pdf(Document("T", "G", "", delen), said.append), tmp_path).text().count("□") == 2
    assert len(said) == 2


def test_a_character_without_a_letter_is_a_box_and_told_with_its_place(tmp_path: Path) -> None:
    said: list[str] = []
    delen = (Deel("x", Kop("Doel"), (Alinea("voor 😀 na, и ook 中."),)),)
    pdf = Gelezen(to_pdf(Document("T", "G", "", delen), said.append), tmp_path)
    assert "voor □ na, и ook □." in pdf.text()
    assert said == [
        "Doel: het teken 😀 (U+1F600) heeft geen letter in de pdf; er staat □.",
        "Doel: het teken 中 (U+4E2D) heeft geen letter in de pdf; er staat □.",
    ]


def test_links_and_notes_lead_somewhere(tmp_path: Path) -> None:
    tekst = "Zie [de visie](https://gemeente.example/visie)[^1] en [Y](#deel-y).\n\n[^1]: Een noot."
    delen = (Deel("deel-x", Kop("X"), tuple(paragraphs(tekst))), Deel("deel-y", Kop("Y"), (Alinea("z"),)))
    pdf = Gelezen(to_pdf(Document("T", "G", "", delen), zwijg), tmp_path)
    assert "Een noot." in pdf.text()
    assert b"(https://gemeente.example/visie)" in pdf.unpacked()
    assert re.search(r"^ *Note", pdf.structure(), re.MULTILINE)


# --- the process ------------------------------------------------------------------------------


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_who_calls_it_off_gets_nothing_and_leaves_nothing(samples: Path, empty: Path) -> None:
    document = made(samples / "leiden-2026")
    looks = count()

    def goes_on(stand: Voortgang) -> bool:
        return "bladzijden" not in stand.wat or next(looks) < 1

    with gevolgd(goes_on), pytest.raises(Afgebroken):
        to_pdf(document, zwijg)
    assert list(empty.iterdir()) == []


def test_too_little_memory_or_time_is_a_limit(samples: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = made(samples / "leiden-2026")
    with monkeypatch.context() as patch:
        patch.setattr(zetten, "MAX_SECONDEN", 0.0)
        with pytest.raises(LimitExceeded, match="langer dan 0 seconden"):
            to_pdf(document, zwijg)
    monkeypatch.setattr(zetten, "MAX_GEHEUGEN", 96 * 2**20)
    with pytest.raises(LimitExceeded, match="meer geheugen"):
        to_pdf(document, zwijg)
    assert list(empty.iterdir()) == []


def test_packages_are_fetched_from_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{listener.getsockname()[1]}")
        compiler = zetten.Zetter(tmp_path, Layout("eigen.typ", '#import "@preview/cetz:0.3.0"'))
        with pytest.raises(Refused, match="vraagt om `@preview/cetz"):
            compiler.compiled({})
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()


# --- the look of the document -----------------------------------------------------------------


@pytest.mark.parametrize("omslag", [False, True])
def test_what_the_template_says_of_the_look_is_done_as_in_word(samples: Path, tmp_path: Path, omslag: bool) -> None:
    opmaak = Opmaak(nummering="3.1", omslag=omslag, inhoud=2, lijst_tabellen=True)
    document = replace(made(samples / "leiden-2026"), opmaak=opmaak)
    pdf = Gelezen(to_pdf(document, zwijg), tmp_path)
    pages = pdf.text("-layout").split("\f")[:-1]
    front = pages[omslag:]
    assert ("Inhoud" in pages[0]) is not omslag
    first, tables = front[0], in_tabellen(document)
    deeper = next(kop.tekst for kop in koppen(document) if kop.niveau == 3)
    assert re.search(r"^ *3\.1 Programma 1 [^.]*( \.)+ \u2060?\d+$", first, re.MULTILINE)
    assert deeper not in first
    captions = [f"{regel.naam} {regel.titel}" for regel in lopend(document) if isinstance(regel, Tabel)]
    word = in_word(document)
    assert captions == word
    flat = " ".join(" ".join(front).split())
    for caption, line in zip(captions, tables, strict=True):
        listed = re.search(rf"{re.escape(f'{line.naam} {line.titel}')} [. \u2060]*(\d+) ", flat)
        assert listed is not None
        assert caption in " ".join(pages[int(listed[1]) - 1].split())
    assert re.search(r"^ *TOCI\b", pdf.structure(), re.MULTILINE)


def in_word(document: Document) -> list[str]:
    """Return the captions of the tables as a file for Word has them."""
    word = Word(BytesIO(to_docx(document)))
    captions = [p._p for p in word.paragraphs if p.style and p.style.style_id == "Caption"]
    return [" ".join("".join(text.text for text in p.iter(qn("w:t"))).split()) for p in captions]


def test_without_contents_or_cover_the_text_begins_at_once(tmp_path: Path) -> None:
    delen = (Deel("x", Kop("Een"), (Alinea("tekst"),)), Deel("y", Kop("Twee"), (Alinea("meer"),)))
    document = Document("T", "G", "Bron", delen, opmaak=Opmaak(inhoud=0))
    assert Gelezen(to_pdf(document, zwijg), tmp_path).text().split() == [
        *"T Gemeente G Een tekst Twee meer Bron".split(), *"Gemeente G · T Pagina 1 van 1".split(),
    ]  # fmt: skip


LETTERS = Path("/usr/share/fonts/truetype/dejavu")


def test_the_house_style_gives_letter_size_margins_and_a_logo_that_is_read_aloud(samples: Path, tmp_path: Path) -> None:
    fonts = tuple(lettertype((LETTERS / f"DejaVuSerif{end}.ttf").read_bytes()) for end in ("", "-Bold"))
    logo = Beeld(".png", "image/png", png())
    chosen = Huisstijl("#7a0019", "#123456", "DejaVu Serif", Decimal(12), 30, logo, lettertypen=fonts)
    document = replace(made(samples / "leiden-2026"), huisstijl=chosen, opmaak=Opmaak(omslag=True))
    said: list[str] = []
    pdf = Gelezen(to_pdf(document, said.append), tmp_path)
    assert said == []
    assert "No syntax or stream encoding errors found" in pdf.check()
    used = {line.split()[0].partition("+")[2] for line in pdf.fonts().splitlines()[2:]}
    assert used == {"DejaVuSerif", "DejaVuSerif-Bold"}
    boxes = pdf.boxes()
    sizes = Counter(round(height, 1) for _, _, height in boxes)
    assert min(left for left, _, _ in boxes) >= 30 * 72 / 25.4 - 1
    assert max(right for _, right, _ in boxes) <= 297 * 72 / 25.4 - 30 * 72 / 25.4 + 1
    assert len(sizes) > 3
    assert re.search(rb"/Alt \(Gemeente Proef\)", pdf.unpacked())


def png() -> bytes:
    """Return an image of one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def test_a_logo_that_is_no_image_within_is_told_as_such() -> None:
    logo = Beeld(".png", "image/png", png()[:-20])
    with pytest.raises(Refused, match="Het logo van"):
        to_pdf(Document("T", "G", "", (), huisstijl=Huisstijl(logo=logo)), zwijg)


def test_a_letter_that_is_not_there_is_told_and_ours_is_used(tmp_path: Path) -> None:
    said: list[str] = []
    document = Document("T", "G", "", (Deel("x", Kop("Een")),), huisstijl=Huisstijl(letter="Onbekend"))
    pdf = Gelezen(to_pdf(document, said.append), tmp_path)
    assert "SourceSansPro" in pdf.fonts()
    assert len(said) == 1
    assert said[0].startswith("De letter Onbekend is er niet voor een pdf; er staat Source Sans Pro.")


@pytest.mark.parametrize(
    ("naam", "font"),
    [("DejaVu Sans Mono", "DejaVuSansMono"), ("Libertinus Serif", "Libertinus"), ("New Computer Modern", "NewCM10")],
)
def test_a_letter_inside_typst_has_what_dutch_asks(tmp_path: Path, naam: str, font: str) -> None:
    said: list[str] = []
    known = "".join(map(chr, sorted(_OVERAL - {0xA0, 0xAD})))
    delen = (Deel("x", Kop("Een"), (Alinea((known, Vet(known))),)),)
    pdf = Gelezen(to_pdf(Document("T", "G", "", delen, huisstijl=Huisstijl(letter=naam)), said.append), tmp_path)
    assert said == []
    assert font in pdf.fonts()
    assert "SourceSans" not in pdf.fonts()
