"""What commands about a decision have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from budgetdesk.cli.parser import Parser

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Dossier
    from budgetdesk.model.edits import Edit, SetValue


def add_besluit(parser: Parser, *, optional: bool = False) -> None:
    """Add the decision a command works on; an `optional` one is None where it is not named."""
    parser.arguments.add_argument(
        "besluit",
        metavar="BESLUIT",
        nargs="?" if optional else None,
        help="het nummer van het besluit, of zijn bestand",
    )


def changes(dossier: Dossier, edits: Sequence[Edit]) -> str:
    """Return a line per value that edits change, in the words of a dossier in which they are still to be done."""
    return "\n".join(line for edit in edits for line in _lines(dossier, edit))


def _lines(dossier: Dossier, edit: Edit) -> Iterator[str]:
    from budgetdesk.cli.verslag import report
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.edits import AddRecord, SetValue

    if isinstance(edit, SetValue):
        yield _line(dossier, edit)
    elif isinstance(edit, AddRecord):
        for pad, waarde in edit.waarden:
            yield _line(dossier, SetValue(Adres(edit.bestand, edit.soort, edit.sleutel, pad), None, waarde))
    else:
        yield report(dossier, [edit])


def _line(dossier: Dossier, edit: SetValue) -> str:
    from budgetdesk.model.field import Field
    from budgetdesk.model.waarden import brief
    from budgetdesk.session.adres import spell

    veld = dossier.veld(edit.adres) or Field(edit.adres.pad)
    return f"{spell(dossier, edit.adres)}: {brief(veld, edit.oud)} -> {brief(veld, edit.nieuw)}"
