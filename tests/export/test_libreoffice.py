"""LibreOffice, which computes and prints for itself, agrees with the workbook cell by cell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest

import budgetdesk
from budgetdesk.engine.totalen import Totalen
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.sheetname import POSTEN
from budgetdesk.export.suffix import build_file
from budgetdesk.export.workbook import build_workbook
from budgetdesk.model.dossier import Dossier, Weergave
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.tables.grid import Grid, Kop, Rij, verschil_factor
from budgetdesk.tables.signed import Cijfers
from tests.conftest import SOAK
from tests.export.invoer import Werkmap
from tests.export.libreoffice import computed, convert, spoil, typed
from tests.export.test_workbook import lees

pytestmark = [
    pytest.mark.lang,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice ontbreekt"),
]

SAMPLE_BUDGETS = Path(budgetdesk.__file__).parents[1] / "sample_budgets"
INFO = Documentinfo("Proef", "Leiden", "proef")

EDITED = int(os.environ.get("BUDGETDESK_WERKMAPPEN", "5" if SOAK else "2"))
"""Workbooks in which amounts are typed, that of the city first: the gate tries a few, a soak any number."""

GRENZEN = (0, 1, 49, 50, 51, 49_999, 50_000, 149_999, 150_000, 49_999_999, 50_000_000, 12_345_678_50, 10**15 - 1)
"""Cents around every rounding of the three units."""


def with_cents(dossier: Dossier) -> None:
    """Give every amount of the dossier its own cents."""
    for n, (_, record) in enumerate(dossier.records()):
        for m, (pad, value) in enumerate(record.waarden.items()):
            if isinstance(value, int) and "." in pad:
                record.waarden[pad] = value + (37 * n + 61 * m) % 100


SAMPLES = ("voorbeeldstad-2027", "leiden-2026", "leiden-2017-jaarrekening", "leiden-2023-voortgangsrapportage")


def exported(naam: str, *, cents: bool = False, **weergave: object) -> bytes:
    """Return the workbook of a sample, its amounts as they are or with cents, printed in another way."""
    session = Session.open(SAMPLE_BUDGETS / naam, read_only=True)
    dossier = session.dossier
    if cents:
        with_cents(dossier)
    template = session.sjabloon
    how = replace(dossier.weergave, **weergave)  # type: ignore[arg-type]
    cijfers = Cijfers(dossier, Totalen(dossier, template.ramingen), template, how)
    return build_file(".xlsx", cijfers, dossier.programmas, INFO)


def same(found: float | str | None, expected: float | str) -> bool:
    """Return whether a cell is what it should be, an amount to a hundredth of a cent."""
    if isinstance(found, float) and isinstance(expected, float | int):
        return abs(found - expected) < 0.0001
    return (found or "") == expected


def test_libreoffice_computes_every_formula_of_the_samples(tmp_path: Path) -> None:
    """The book of the city as it is, is for a soak: with other amounts typed in it the test below computes it too."""
    books = [
        *map(exported, SAMPLES[not SOAK :]),
        exported(SAMPLES[1], cents=True, baten=1, verschil="effect"),
        exported(SAMPLES[2], cents=True, saldo=-1, lasten=-1, baten=1),
        exported(SAMPLES[3], cents=True, letters=True),
    ]
    compared: Counter[str] = Counter()
    for data, found in zip(books, computed(books, tmp_path), strict=True):
        for blad in lees(data)[0]:
            for plek, cel in blad.cellen.items():
                if cel.formule and cel.waarde is not None:
                    expected = float(cel.waarde) if _is_number(cel.waarde) else cel.waarde
                    assert same(found[blad.naam].get(plek), expected), (blad.naam, plek, cel.formule)
                    compared[blad.naam] += 1
    assert compared["Grafieken"] > 50
    assert compared.total() > (14_000 if SOAK else 3_000)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+(E-?[0-9]+)?", text) is not None


def test_libreoffice_computes_what_the_dossier_gives_after_the_same_edits(tmp_path: Path) -> None:
    random = Random(EDITED)  # noqa: S311 - the same amounts every time
    werkmappen = {naam: Werkmap(SAMPLE_BUDGETS / naam) for naam in SAMPLES[: min(EDITED, 4)]}
    tried = [list(werkmappen.values())[number % len(werkmappen)] for number in range(EDITED)]
    edits = [werkmap.chosen(random, 4) for werkmap in tried]
    books = [
        typed(werkmap.data, POSTEN, {werkmap.cell(adres): cents / 100 for adres, cents in chosen.items()})
        for werkmap, chosen in zip(tried, edits, strict=True)
    ]
    compared: Counter[str] = Counter()
    for werkmap, chosen, found in zip(tried, edits, computed(books, tmp_path), strict=True):
        for (naam, plek), expected in werkmap.expected(chosen).items():
            assert same(found[naam].get(plek), expected), (naam, plek, chosen)
            compared[naam] += 1
    assert {adres.soort for chosen in edits for adres in chosen} >= {"post", "reserve", "mutatie", "balans"}
    assert compared["Kengetallen"] > 50
    assert compared.total() > 1000 * EDITED


def proefgrid(number: int, weergave: Weergave) -> Grid:
    """Return a table with every amount of GRENZEN, both signs, as a leaf, in a saldo and as a difference."""
    amounts = [teken * cents for cents in GRENZEN for teken in (1, -1)]
    rijen = []
    for i, _ in enumerate(amounts):
        naam = f"b{number}r{i}"
        rijen.append(Rij(naam, "Lasten", "blad", Scope("post", naam), (("lasten", 1),)))
        tekens = (("lasten", weergave.saldo), ("baten", -weergave.saldo))
        rijen.append(Rij(naam, "Saldo", "saldo", Scope("post", naam), tekens, ((2 * i, weergave.saldo),)))
    koppen = [Kop("Begroting", 2026), Kop("Rekening", 2026), Kop("Verschil", 2026, ((0, 1), (1, -1)), verschil=True)]

    def cents(rij: int, kolom: int) -> int:
        amount = amounts[rij // 2] * (weergave.saldo if rij % 2 else 1)
        return (amount, 0, amount * verschil_factor(rijen[rij], weergave))[kolom]

    return Grid("proef", f"Proef {number}", None, koppen, rijen, weergave, cents)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext ontbreekt")
def test_libreoffice_prints_every_cell_as_the_council_reads_it(tmp_path: Path) -> None:
    eenheden, nullen = (1, 1000, 1_000_000), ("-", "0", "")
    options = product(eenheden, nullen, ("voor", "achter"), (False, True))
    grids = [
        proefgrid(i, Weergave(eenheid=eenheid, nul=nul, minteken=minteken, letters=letters, saldo=1 if i % 2 else -1))
        for i, (eenheid, nul, minteken, letters) in enumerate(options)
    ]
    (pdf,) = convert([spoil(build_workbook(grids, INFO))], tmp_path, "pdf")
    text = subprocess.run(("pdftotext", "-layout", pdf, "-"), check=True, capture_output=True, text=True).stdout
    printed = {}
    for line in text.splitlines():
        # The pdf may lose the narrow space before a letter.
        words = re.sub(r"(?<=[-\d])(?=[VN]\b)", " ", line.replace(",", ".")).split()
        if len(words) > 1 and re.fullmatch(r"b\d+r\d+", words[0]):
            printed[words[0], words[1]] = words[2:]
    for grid in grids:
        for rij, cells in zip(grid.rijen, grid.cells(), strict=True):
            assert printed[rij.naam, rij.soort] == " ".join(cells).split(), grid.weergave
    assert len(printed) == sum(len(grid.rijen) for grid in grids)
