"""Which file an export makes, by the end of its name; each library is loaded only for the file that needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import UsageError
from budgetdesk.tables.lijst import TABELLEN

if TYPE_CHECKING:
    from budgetdesk.document.blokken import Document
    from budgetdesk.export.workbook import Documentinfo
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tables.bouw import Cijfers
    from budgetdesk.tables.grid import Grid

WERKMAP: Final = ".xlsx"

EINDEN: Final = (WERKMAP, ".docx", ".html", ".md")
"""What the name of an export ends with: the tables as a workbook, the rest as a document."""

EINDEN_TEKST: Final = f"{', '.join(EINDEN[:-1])} of {EINDEN[-1]}"


def require_einde(naam: str) -> str:
    """Return how the name of an export ends, one of `EINDEN`; raises UsageError (2) where it ends otherwise."""
    einde = PurePath(naam).suffix.lower()
    if einde not in EINDEN:
        raise UsageError(f"Een export eindigt op {EINDEN_TEKST}; `{naam}` eindigt anders.")
    return einde


def build_file(einde: str, cijfers: Cijfers, programmas: Sequence[Bestand], info: Documentinfo) -> bytes:
    """Return the bytes of an export of these programmas; `einde` is one of `EINDEN`.

    Raises LimitExceeded where Excel cannot hold an amount exactly.
    """
    if einde == WERKMAP:
        from budgetdesk.export.workbook import build_workbook

        return build_workbook(sheets(cijfers, programmas), info)
    from budgetdesk.document.hoofdstuk import build

    return _written(einde, build(cijfers, programmas, info.titel, info.gemeente, info.bron))


def build_wijziging(einde: str, cijfers: Cijfers, besluit: Bestand, info: Documentinfo) -> bytes:
    """Return the bytes of a begrotingswijziging, which amends the budget that `info` is about.

    Raises LimitExceeded where Excel cannot hold an amount exactly.
    """
    if einde == WERKMAP:
        from budgetdesk.export.workbook import build_workbook
        from budgetdesk.tables.begrotingswijziging import begrotingswijziging

        grid = begrotingswijziging(cijfers, besluit.naam)
        return build_workbook([grid], replace(info, titel=grid.titel))
    from budgetdesk.document.wijziging import build

    return _written(einde, build(cijfers, besluit, info.titel, info.gemeente, info.bron))


def sheets(cijfers: Cijfers, programmas: Sequence[Bestand]) -> list[Grid]:
    """Return the tables of a workbook: those of each programma, then those that span all."""
    from budgetdesk.document.deelgrid import says_something
    from budgetdesk.tables.lijst import build as build_table

    soorten = [s for s in TABELLEN.values() if s.in_werkmap and (cijfers.sjabloon.vergelijkt or not s.bij_verschil)]
    own = [(s, build_table(s.naam, cijfers, [b])) for b in programmas for s in soorten if not s.overkoepelend]
    over = [(s, build_table(s.naam, cijfers, programmas)) for s in soorten if s.overkoepelend]
    return [grid for soort, grid in [*own, *over] if soort.altijd or says_something(grid)]


def _written(einde: str, document: Document) -> bytes:
    if einde == ".docx":
        from budgetdesk.export.docx import to_docx

        return to_docx(document)
    if einde == ".html":
        from budgetdesk.export.html import to_html

        return to_html(document).encode()
    from budgetdesk.export.markdown import to_document_markdown

    return to_document_markdown(document).encode()
