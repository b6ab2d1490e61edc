"""The kind that any file of a dossier may hold: a note to who works on it."""

from __future__ import annotations

from budgetdesk.model.field import day, text
from budgetdesk.model.kind import Kind
from budgetdesk.model.record import Record


class Notitie(
    Record,
    kind=Kind(
        "notitie",
        bestanden=("begroting", "programma", "reserves", "wijziging", "document"),
        meervoud="notities",
        intern=True,
    ),
):
    """A note on a record or on one value of it, "nog navragen": it travels in the file and is printed nowhere.

    The budget that was adopted holds none: its file is written once, with a digest of all that it says.
    """

    __slots__ = ()
    bij = text("Bij", verplicht=True, overal=True)
    tekst_ = text("Tekst", verplicht=True, lang=True)
    datum = day("Datum")
