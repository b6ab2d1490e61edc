"""What edits of the structure change, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import brief
from budgetdesk.session.adres import spell


def report(dossier: Dossier, edits: Sequence[Edit]) -> str:
    """Return a line per edit, in the words of a dossier in which they are still to be done."""
    return "\n".join(_line(dossier, edit) for edit in edits)


def _line(dossier: Dossier, edit: Edit) -> str:
    if isinstance(edit, SetValue):
        return f"{spell(dossier, edit.adres)}: {_change(edit)}"
    table = Adres(edit.bestand, edit.soort, edit.sleutel, "")
    where = spell(dossier, table)
    match edit:
        case AddRecord():
            return where
        case RemoveRecord():
            record = dossier.bestanden[edit.bestand].records[edit.soort, edit.sleutel]
            return f"{where} ({record.naam}): verwijderd"
        case RenameRecord():
            return f"{where} -> {spell(dossier, Adres(edit.bestand, edit.soort, edit.nieuw, ''))}"
        case MoveRecord():
            place = f"staat nu voor `{edit.voor}`" if edit.voor is not None else "staat nu als laatste"
            return f"{where}: {place}"


def _change(edit: SetValue) -> str:
    """Return what becomes of a value that refers to a table."""
    if "{{" in str(edit.oud):
        return "de verwijzing in de tekst is bijgewerkt"
    field = Field(edit.adres.pad)
    return f"{brief(field, edit.oud)} -> {brief(field, edit.nieuw)}"
