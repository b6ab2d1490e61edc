"""The result of every column of the open document, and the verdict where the dossier is the whole municipality."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import BedragFout, Notatie, format_cell
from budgetdesk.errors import BudgetdeskError
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.strook import Jaaruitkomst, Uitkomst

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers
    from budgetdesk.tui.dossier.bron import TabelBron

_KORTER: Final = (("Rekening", "Rek."), ("Begroting", "Begr."), ("Prognose", "Progn."), ("ijziging", "ijz."))
"""How the words of a heading are shortened."""


def uitkomst(cijfers: Cijfers, eenheid: int) -> Uitkomst:
    """Return the results after reserves in a unit of euros, as printed; their signs go by what they mean.

    Columns of differences have no result. What closes or does not is said of the whole municipality only, the
    verdict of the years that are budgeted from T on (Gemeentewet art. 189).
    """
    from budgetdesk.session.reading import results_by_column

    sjabloon, weergave = cijfers.sjabloon, cijfers.weergave
    # an amount that is plainly nothing reads as such
    notatie = Notatie(eenheid, "0", weergave.minteken)
    columns = [
        (i, kolom, cents)
        for i, (kolom, cents) in enumerate(zip(sjabloon.kolommen, results_by_column(cijfers), strict=True))
        if not kolom.verschil
    ]
    short = shortened([(kolom.kop, kolom.jaar) for _, kolom, _ in columns])
    most = max((abs(cents) for _, _, cents in columns), default=0)
    jaren = []
    for (i, kolom, cents), kort in zip(columns, short, strict=True):
        over = -weergave.saldo * cents if cijfers.is_geheel else 0
        sign = (T.omhoog if over > 0 else T.omlaag if over < 0 else T.goed) if cijfers.is_geheel else ""
        part = abs(cents) / most if most else 0
        printed = format_cell(cents, notatie)
        jaren.append(Jaaruitkomst(kolom.kop, kort, printed, sign, over < 0, part, i == sjabloon.resultaat))
    return Uitkomst(of_what(cijfers), tuple(jaren), *_verdict(cijfers))


def when_typed(table: TabelBron, row: int, col: int, text: str) -> str:
    """Return what the results become where a text is typed in a cell, as a sentence; nothing where none moves."""
    from budgetdesk.session.cells import try_cells

    invoer = table.editable(row, col)
    if invoer is None or not text.strip():
        return ""
    try:
        cents = table.parse(row, col, text)
        before, after = try_cells(table.session, [(invoer, cents)], lambda cijfers: uitkomst(cijfers, table.eenheid))
    except (BedragFout, BudgetdeskError):
        return ""
    moved = [(a, b) for a, b in zip(before.jaren, after.jaren, strict=True) if a != b and a.bedrag != b.bedrag]
    if not moved:
        return ""
    was, now = moved[0]
    verdict = " niet sluitend" if now.rood else ""
    return f"resultaat {now.kop}: {was.bedrag} → {now.bedrag} {now.teken}{verdict}".rstrip()


def shortened(koppen: Sequence[tuple[str, int]]) -> list[str]:
    """Return headings with their years in short: the year alone (`'27`) where no two are of one year."""
    counts = Counter(jaar for _, jaar in koppen)
    if all(count == 1 for count in counts.values()):
        return [f"'{jaar % 100:02}" for _, jaar in koppen]
    return [_shorter(kop) for kop, _ in koppen]


def _shorter(kop: str) -> str:
    for long, short in _KORTER:
        kop = kop.replace(long, short)
    return re.sub(r" ?\b(?:19|20)(\d\d)\b", r"'\1", kop)


def of_what(cijfers: Cijfers) -> str:
    """Return what the figures are of, as a title says it."""
    programmas = cijfers.dossier.programmas
    if cijfers.is_geheel:
        return "gemeente"
    return f"programma {programmas[0].nummer}" if len(programmas) == 1 else f"{len(programmas)} programma's"


def _verdict(cijfers: Cijfers) -> tuple[str, bool]:
    """Return what is said of the budgeted years, and whether one of them is short."""
    from budgetdesk.checks.evenwicht import budgeted, deficits

    judged = budgeted(cijfers)
    if not judged:
        return "", False
    short = [str(kolom.jaar) for kolom, _ in deficits(cijfers)]
    return (f"tekort in {', '.join(short)}", True) if short else ("alle jaren sluitend", False)
