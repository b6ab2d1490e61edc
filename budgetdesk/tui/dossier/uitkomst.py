"""The result of every column of the open document, and the verdict where the dossier is the whole municipality."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import Notatie, format_cell
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.strook import Jaaruitkomst, Uitkomst

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers

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
    return Uitkomst(_of_what(cijfers), tuple(jaren), *_verdict(cijfers))


def moved(cijfers: Cijfers, pad: str, cents: int, eenheid: int) -> str:
    """Return what becomes of a result when a stored amount (`lasten.begroting.2028`) grows by so many natural cents.

    As `resultaat 2028: -2 → -21`, with what that means where the dossier is the whole municipality; empty where the
    amount has no such column.
    """
    from budgetdesk.session.reading import results_by_column

    kant, _, invoer = pad.partition(".")
    columns = [i for i, kolom in enumerate(cijfers.sjabloon.kolommen) if kolom.invoer == invoer]
    if kant not in VOORDEEL or not columns or not cents:
        return ""
    kolom, weergave = cijfers.sjabloon.kolommen[columns[0]], cijfers.weergave
    was = results_by_column(cijfers)[columns[0]]
    now = was - weergave.saldo * VOORDEEL[kant] * cents
    notatie = Notatie(eenheid, "0", weergave.minteken)
    over = -weergave.saldo * now
    says = f" {T.omlaag} niet sluitend" if over < 0 else f" {T.omhoog} sluitend" if over > 0 else f" {T.goed} sluitend"
    outcome = says if cijfers.is_geheel else ""
    return f"resultaat {kolom.jaar}: {format_cell(was, notatie)} → {format_cell(now, notatie)}{outcome}"


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


def _of_what(cijfers: Cijfers) -> str:
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
