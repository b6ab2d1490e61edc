from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import ALLE, DOCUMENTEN, EINDEN, EXPORTS, build_file, either
from budgetdesk.storage.reader import read_dossier
from tests.proef import cijfers, sampled


def built(pad: Path, einde: str) -> bytes:
    shown = cijfers(read_dossier(pad).dossier)
    info = Documentinfo("Begroting", "Leiden", "leiden-2026")
    return build_file(einde, shown, shown.dossier.programmas, info)


@pytest.mark.lang
@pytest.mark.parametrize(
    ("einde", "deel"),
    sampled([(".docx", "word/document.xml"), (".xlsx", "xl/workbook.xml"), (".html", ""), (".md", "")], 2),
)
def test_the_end_of_the_name_decides_what_is_made(samples: Path, einde: str, deel: str) -> None:
    data = built(samples / "leiden-2026", einde)
    if deel:
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert deel in package.namelist()
    else:
        assert data.decode().startswith("<!DOCTYPE html>" if einde == ".html" else "# Begroting\n")
        assert "Dossier leiden-2026" in data.decode()


def test_what_an_export_can_make_is_said_of_one_list_and_the_readme_names_each_end() -> None:
    assert (either(["a"]), either(["a", "b", "c"])) == ("a", "a, b of c")
    assert EINDEN.startswith(".xlsx, .docx, .html")
    assert DOCUMENTEN.startswith("voor Word (.docx), als webpagina (.html)")
    assert f"als Excel-werkmap (.xlsx), {DOCUMENTEN}" == ALLE
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    line = next(line for line in readme.splitlines() if line.startswith("budgetdesk export"))
    assert [einde for einde in EXPORTS if einde not in line] == []


@pytest.mark.lang
def test_nobody_pays_for_a_library_of_another_file() -> None:
    code = "import sys\nfrom budgetdesk.export import suffix, html, markdown\n"
    code += "print({'docx', 'lxml', 'xlsxwriter', 'jinja2'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"
