"""What people call a table whose key they never see: a mutation by its subject and where it lands, a note by its words.

Other tables go by `notation.tabelnaam`.
"""

from __future__ import annotations

from typing import Final

from budgetdesk.diff.comparison import Comparison, RecordDiff
from budgetdesk.diff.notation import tabelnaam
from budgetdesk.model.besluiten import target
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.notities import Noot, waarbij
from budgetdesk.model.plek import Plek, place

AANHEF: Final = 60
"""Characters of a note that its name holds at most: as many as a text that is told on one line."""


def of_side(found: Comparison, changed: RecordDiff) -> Dossier:
    """Return the dossier that has a table: the older one where it is gone."""
    return found.oud if changed.lot == "vervallen" else found.nieuw


def naam_van(found: Comparison, changed: RecordDiff, aanhef: int = AANHEF) -> str:
    """Return what people call a table, its kind told with it: `mutatie Strooien op Wegen`, `post Griffie`.

    Of a note at most so many characters (`aanhef`) are told.
    """
    record = changed.record
    if isinstance(record, Notitie):
        return _note(of_side(found, changed), changed.bestand, record, aanhef)
    doel = landing(found, changed)
    return f"{tabelnaam(record)} op {doel.naam}" if doel else tabelnaam(record)


def landing(found: Comparison, changed: RecordDiff) -> Record | None:
    """Return what a mutation lands on, None where that is not there or the table is another one."""
    if not isinstance(changed.record, Mutatie):
        return None
    programma = of_side(found, changed).programma(changed.record.programma)
    return programma.record(*target(changed.record)) if programma else None


def _note(dossier: Dossier, bestand: Bestand, notitie: Notitie, aanhef: int) -> str:
    stored = dossier.stored
    noot = Noot(bestand.naam, notitie, place(stored, bestand, Plek.named(notitie.bij)))
    return f"notitie bij {waarbij(stored, noot)}: «{_begin(notitie.tekst_, aanhef)}»"


def _begin(tekst: str, most: int) -> str:
    """Return the first words of a text, all of them where they fit."""
    whole = " ".join(tekst.split())
    if len(whole) <= most:
        return whole
    cut = whole[:most]
    return f"{cut.rpartition(' ')[0] or cut}…"
