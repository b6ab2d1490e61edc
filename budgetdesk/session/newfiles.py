"""New files of an open dossier, made on disk at once.

That is no step of the history: a file is taken away where it was made, on disk.
"""

from __future__ import annotations

import re

from budgetdesk.errors import Refused
from budgetdesk.model import besluiten
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.structuur import slug
from budgetdesk.model.vastgesteld import counts_as
from budgetdesk.session.session import Session
from budgetdesk.storage import new
from budgetdesk.storage import newdecision as indexbesluit
from budgetdesk.storage.reader import read_file


def add_programma(session: Session, naam: str, nummer: int = 0) -> tuple[Bestand, list[str]]:
    """Make the file of a new programma, with the next number where none is given; return it and warnings.

    Raises WriteError where it cannot be written.
    """
    nummer = nummer or max((b.nummer for b in session.dossier.programmas), default=0) + 1
    bestand, digest, warnings = new.create_programma(session.map, nummer, naam)
    session.take_in(bestand, digest)
    return bestand, warnings


def add_besluit(session: Session, nummer: str, naam: str, soort: str = "") -> tuple[Bestand, list[str]]:
    """Make the file of a new decision of a kind, a draft; return it and warnings.

    Raises Refused where it needs another number or a name, WriteError where it cannot be written.
    """
    require_number(session, nummer)
    return add_file(session, besluiten.nieuw_besluit(nummer, naam, soort=soort, telt_mee=new_counts_as(session)))


def require_number(session: Session, nummer: str) -> None:
    """Raise Refused where a new decision cannot have this number."""
    if not slug(nummer):
        raise Refused("Een besluit heeft een nummer, zoals 2027-03.")
    if nummer in map(besluiten.nummer, besluiten.besluiten(session.dossier)):
        raise besluiten.NumberTaken(nummer, "kies een ander nummer")


def next_number(session: Session) -> str:
    """Return the number that comes after those of decisions of the year: `2027-04` after `2027-03`."""
    jaar = session.dossier.jaar
    known = (re.fullmatch(rf"{jaar}-([0-9]{{1,4}})", besluiten.nummer(b)) for b in besluiten.besluiten(session.dossier))
    return f"{jaar}-{max((int(found[1]) for found in known if found), default=0) + 1:02}"


def new_counts_as(session: Session) -> str:
    """Return in what a new decision counts: as an amendment where the budget is adopted or the document compares."""
    return "wijziging" if session.sjabloon.vergelijkt else counts_as(session.dossier)


def add_file(session: Session, new: Bestand) -> tuple[Bestand, list[str]]:
    """Write the records of a new decision to its file; return it as read and warnings.

    Raises WriteError where it cannot be written or is there already.
    """
    warnings = indexbesluit.create(session.map, new)
    bestand, digest, _ = read_file(session.map, new.naam, new.soort)
    session.take_in(bestand, digest)
    return bestand, warnings
