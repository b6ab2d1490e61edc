"""LibreOffice opens the document for Word and prints all of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from budgetdesk.document.blokken import INHOUD, Deel, Document, Kop, Opmaak
from budgetdesk.document.boom import koppen
from budgetdesk.document.hoofdstuk import build
from budgetdesk.document.proza import paragraphs
from budgetdesk.export.bladzijden import genummerd
from budgetdesk.export.docx import to_docx, zwijg
from budgetdesk.storage.reader import read_dossier
from tests.conftest import SOAK
from tests.document.gelezen import grids, titels
from tests.document.test_kruisverwijzing import tabel
from tests.proef import cijfers, soaked

WRITER = ("/usr/lib/libreoffice/program/libswlo.so", "/usr/lib64/libreoffice/program/libswlo.so")
"""The word processor, which an installation of LibreOffice may lack."""

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(
        shutil.which("soffice") is None
        or shutil.which("pdftotext") is None
        or not any(Path(p).exists() for p in WRITER),
        reason="LibreOffice Writer of pdftotext ontbreekt",
    ),
]


def made(pad: Path, *, programmas: int | None = None, **opmaak: Any) -> Document:
    """Return the document of a dossier, of so many of its programmas."""
    shown = cijfers(read_dossier(pad).dossier)
    document = build(shown, shown.dossier.programmas[:programmas], "Begroting", "Proef", "Dossier proef")
    return replace(document, opmaak=replace(document.opmaak, **opmaak))


def printed(document: Document, folder: Path, data: bytes = b"") -> list[str]:
    """Return the text of each page, laid out as printed; `data` is the file where it is not the usual one."""
    (folder / "boek.docx").write_bytes(data or to_docx(document))
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "boek.docx")
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(("pdftotext", "-layout", folder / "boek.pdf", "-"), check=True, capture_output=True).stdout
    return text.decode().replace("\u00a0", " ").split("\f")[:-1]


def by_word(lines: list[str]) -> dict[str, list[str]]:
    """Return the lines in which each word stands: hundreds of pages are not looked through for every row."""
    found: dict[str, list[str]] = {}
    for line in dict.fromkeys(lines):
        for word in set(line.split(" ")):
            found.setdefault(word, []).append(line)
    return found


def _loose(cell: str) -> str:
    """Return a pattern for a cell in which a narrow space may be lost: `9 %`."""
    return re.escape(cell).replace("\\ ", r"\s*")


@pytest.mark.parametrize(
    "naam",
    soaked(
        ["leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage", "voorbeeldstad-2027"],
        3,
        asked=SOAK,
    ),
)
def test_pages_hold_every_heading_and_every_row_to_its_last_column(samples: Path, tmp_path: Path, naam: str) -> None:
    # hundreds of pages of fifteen programmas say what those of three do
    document = made(samples / naam, programmas=None if SOAK else 3)
    pages = printed(document, tmp_path)
    lines = [" ".join(line.split()) for page in pages for line in page.split("\n")]
    text, at = " ".join(lines), by_word(lines)
    assert all(tekst in text for _, tekst in titels(document))
    for grid in grids(document):
        amounts = [k for k, kop in enumerate(grid.koppen) if kop.vorm != "tekst"]
        for row in grid.cells():
            expected = [row[k] for k in amounts if row[k]]
            pattern = r"(^|\s)" + r"\s+".join(map(_loose, expected)) + (r"$" if amounts[-1:] == [len(row) - 1] else "")
            likely = at.get(expected[0].split(" ")[0], []) if expected else []
            assert not expected or any(re.search(pattern, line) for line in chain(likely, lines)), (grid.naam, row)


def test_pages_are_numbered_and_none_of_them_is_blank(samples: Path, tmp_path: Path) -> None:
    cover, *pages = printed(made(samples / "leiden-2026", omslag=True), tmp_path)
    assert cover.split() == "Begroting Gemeente Proef Dossier proef".split()
    for number, page in enumerate(pages, 2):
        assert f"Pagina {number} van {len(pages) + 1}" in " ".join(page.split())
        assert len(page.split()) > 20


def test_the_contents_say_on_which_page_each_chapter_and_part_is(samples: Path, tmp_path: Path) -> None:
    document = made(samples / "leiden-2026", omslag=True, nummering="3.1.1")
    data, count = genummerd(document, zwijg)
    pages = printed(document, tmp_path, data)
    assert count == len(pages)
    told = [re.fullmatch(r"\s*(.*?)\.{3,}\s*(\d+)", line) for line in pages[1].split("\n")]
    found = [(match[1], int(match[2])) for match in told if match]
    assert [tekst for tekst, _ in found] == [regel.tekst for regel in koppen(document) if regel.niveau <= INHOUD]
    for tekst, number in found:
        assert tekst in [line.strip() for line in pages[number - 1].split("\n")]


def test_a_reference_tells_the_page_of_what_is_on_another_one(tmp_path: Path) -> None:
    tekst = paragraphs("Zie [](#lasten) (en [](#twee)) en [](#baten).")
    een = Deel("een", Kop("Een"), (*tekst, tabel("baten")))
    twee = Deel("twee", Kop("Twee"), (tabel("lasten"),), bladzijde="nieuw")
    document = Document("T", "G", "", (een, twee), opmaak=Opmaak(nummering="1", inhoud=0))
    first, second = (" ".join(page.split()) for page in printed(document, tmp_path, genummerd(document, zwijg)[0]))
    assert "Zie Tabel 2 (blz. 2) (en hoofdstuk 2, blz. 2) en Tabel 1." in first
    assert "Tabel 2 De lasten" in second
