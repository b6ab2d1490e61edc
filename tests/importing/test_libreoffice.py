"""What LibreOffice makes of a workbook or a page, and what our reader makes of that, is the same cells."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from budgetdesk.errors import InputError
from budgetdesk.importing.bron import Blad, Bron
from budgetdesk.importing.lezen import lees_bestand
from tests.importing.maak import BRONNEN, pagina, xlsx
from tests.importing.test_webpagina import WEBRAPPORT
from tests.importing.test_xlsx import gemengd_bytes

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice ontbreekt"),
]


def omgezet(bronnen: Mapping[str, bytes], map_: Path, formaat: str, *options: str) -> list[tuple[Path, Path]]:
    """Return each file and what LibreOffice makes of it in another format."""
    pairs = []
    for naam, data in bronnen.items():
        pad = map_ / naam
        pad.write_bytes(data)
        pairs.append((pad, map_ / "uit" / f"{pad.stem}.{formaat.partition(':')[0]}"))
    profile = f"-env:UserInstallation={(map_ / 'profiel').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", formaat, "--outdir", map_ / "uit"]
    subprocess.run([*map(str, command), *(str(pad) for pad, _ in pairs)], check=True, capture_output=True, timeout=240)
    return pairs


def cellen(blad: Blad) -> dict[tuple[int, int], tuple[str, str]]:
    return {(r, c): (cel.tekst, cel.soort) for r, row in blad.cellen.items() for c, cel in row.items()}


def bladen(bron: Bron) -> list[object]:
    return [(cellen(b), b.zichtbaar, b.verborgen_rijen, b.samengevoegd) for b in bron.bladen]


BOEKEN = {f"boek{n}.xlsx": xlsx(rijen, opmaak="#,##0.00") for n, rijen in enumerate(BRONNEN.values())}


def test_a_workbook_that_libreoffice_saved_is_the_same_cells(tmp_path: Path) -> None:
    for before, after in omgezet({**BOEKEN, "gemengd.xlsx": gemengd_bytes()}, tmp_path, "xlsx"):
        expected = lees_bestand(before)
        # a formula without an outcome is computed when the workbook is opened: this one is blank
        expected.bladen[0].cellen[1].pop(8 if before.stem == "gemengd" else 0, None)
        assert bladen(lees_bestand(after)) == bladen(expected)


def test_a_page_that_libreoffice_saved_holds_the_numbers_behind_what_it_prints(tmp_path: Path) -> None:
    for before, after in omgezet(BOEKEN, tmp_path, "html"):
        trimmed = {at: (tekst.strip(), soort) for at, (tekst, soort) in cellen(lees_bestand(before).bladen[0]).items()}
        assert cellen(lees_bestand(after).bladen[0]) == trimmed


def test_a_document_that_libreoffice_made_of_a_page_has_the_same_tables(tmp_path: Path) -> None:
    pages = {f"pagina{n}.html": pagina(rijen) for n, rijen in enumerate(BRONNEN.values())}
    shown = WEBRAPPORT.replace("x:num", "y").replace("hidden>id", ">").replace("style='display: none'>id", ">")
    pages["rapport.html"] = shown.replace("<tr style='display:none'><td>verborgen<td>1<td>2</tr>", "").encode()
    for before, after in omgezet(pages, tmp_path, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)"):
        expected, found = lees_bestand(before), lees_bestand(after)
        assert [cellen(b) for b in found.bladen] == [cellen(b) for b in expected.bladen]
        assert [b.naam for b in found.bladen] == [b.naam for b in expected.bladen]


@pytest.mark.parametrize(
    ("formaat", "zin"),
    [("xls", "is Excel 97-2003"), ("ods", "is een OpenDocument-rekenblad"), ("pdf", "Dit is een pdf")],
)
def test_what_libreoffice_saves_in_another_format_is_known_for_what_it_is(
    tmp_path: Path, formaat: str, zin: str
) -> None:
    ((_, after),) = omgezet({"boek.xlsx": BOEKEN["boek0.xlsx"]}, tmp_path, formaat)
    with pytest.raises(InputError, match=zin):
        lees_bestand(after)
