"""Documents that are added to the year of an open dossier: from which templates, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from budgetdesk.drafting.vooruit import SLEUTELS
from budgetdesk.errors import InputError, Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import documenten, numbered
from budgetdesk.model.dossier import BEGROTING, Waarde
from budgetdesk.model.edits import AddRecord, Effect
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.structuur import slug
from budgetdesk.session.session import Session
from budgetdesk.tables.sjabloon import load, names

_REPORT: Final = "voortgangsrapportage"
_FIRST: Final = (_REPORT, "jaarrekening")
"""The templates of what follows on a budget, in the order of the year."""


@dataclass(frozen=True, slots=True)
class NieuwDocument:
    """A document that is to be added: key, template, title, and which one of the year it is where there are several."""

    sleutel: str
    sjabloon: str
    titel: str
    keer: int = 0


def templates(session: Session) -> list[tuple[str, str]]:
    """Return name and title of the templates that a document can have, those that come next in the year first.

    One that does not hold together is left out: a finding says so.
    """
    known = names(session.map)
    ordered = [*(n for n in _FIRST if n in known), *(n for n in known if n not in _FIRST)]
    found: list[tuple[str, str]] = []
    for naam in ordered:
        try:
            found.append((naam, load(naam, session.dossier.jaar, session.map).titel))
        except InputError:
            continue
    return found


def propose(session: Session, sjabloon: str) -> NieuwDocument:
    """Return what a document of a template would be called: `vgr-2`, Tweede voortgangsrapportage 2027.

    Raises InputError where there is no such template.
    """
    known = documenten(session.stored)
    keer = sum(d.sjabloon == sjabloon for d in known) + 1 if sjabloon == _REPORT else 0
    stem = SLEUTELS.get(sjabloon) or slug(sjabloon) or "document"
    base = stem.removesuffix("-1")
    taken = {d.sleutel for d in known}
    tries = [stem] if not keer else []
    tries += [f"{base}-{i}" for i in range(keer or 2, len(known) + max(keer, 2) + 2)]
    sleutel = next(key for key in tries if key not in taken)
    titel = numbered(load(sjabloon, session.dossier.jaar, session.map).titel, keer)
    return NieuwDocument(sleutel, sjabloon, titel, keer)


def require_key(session: Session, sleutel: str) -> None:
    """Raise Refused where a document cannot have this key: it becomes the name of a folder."""
    if any(d.sleutel == sleutel for d in documenten(session.stored)):
        raise Refused(f"Document {sleutel} is er al.")
    if slug(sleutel) != sleutel or not sleutel:
        wel = slug(sleutel)
        instead = f", zoals {wel}" if wel else ""
        raise Refused(f"Een sleutel heeft kleine letters, cijfers en streepjes{instead}.")


def add(session: Session, nieuw: NieuwDocument, datum: date | None = None) -> Effect | None:
    """Add a document to the year as one step; its files come with the first thing that is typed in it.

    A title that is proposed is not stored: it follows the template. Raises Refused as `require_key` does.
    """
    require_key(session, nieuw.sleutel)
    proposed = propose(session, nieuw.sjabloon)
    values: dict[str, Waarde] = {"sjabloon": nieuw.sjabloon}
    if nieuw.titel and nieuw.titel != proposed.titel:
        values["titel"] = nieuw.titel
    elif nieuw.keer:
        values["keer"] = nieuw.keer
    if datum is not None:
        values["datum"] = datum
    adres = Adres(BEGROTING, Document.kind.naam, nieuw.sleutel, "")
    edit = AddRecord(adres.bestand, adres.soort, adres.sleutel, tuple(values.items()))
    return session.do([edit], f"document {nieuw.sleutel} toegevoegd")
