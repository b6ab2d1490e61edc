"""Adopting the budget: the council decides on what its document prints, which never changes from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from budgetdesk.errors import Refused
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import documenten
from budgetdesk.model.dossier import BEGROTING, Bestand, Waarde
from budgetdesk.model.edits import Edit, SetValue
from budgetdesk.model.kinds.begroting import VASTGESTELD, Document
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.vastgesteld import adopted, in_words
from budgetdesk.session.session import Session
from budgetdesk.tables.vaststelling import vastgesteld

_BEGROTING = "begroting"


class NoBudget(Refused):
    """A dossier has no document that can be adopted as its budget."""

    def __init__(self, session: Session) -> None:
        if not documenten(session.dossier):
            doe = "Zet het eerst vooruit: `budgetdesk fmt DOSSIER --vooruit` maakt er een document van."
            super().__init__(f"Dit dossier heeft nog geen [document.…], en vastgesteld wordt een document. {doe}")
        else:
            keys = ", ".join(d.sleutel for d in documenten(session.dossier))
            super().__init__(f"Geen van de documenten ({keys}) is een begroting; noem het met --document.")


class AlreadyAdopted(Refused):
    """The budget is adopted already."""

    def __init__(self, bestand: Bestand) -> None:
        super().__init__(f"{in_words(bestand)}; een begroting wordt één keer vastgesteld.")


class NotABudget(Refused):
    """A document prints something else than a budget."""

    def __init__(self, sleutel: str) -> None:
        super().__init__(f"Document {sleutel} drukt geen begroting af van het begrotingsjaar en later.")


@dataclass(frozen=True, slots=True)
class Vaststelling:
    """What adopting the budget does: the document, and the decisions that are adopted with it."""

    document: str
    besluiten: Sequence[str]
    edits: Sequence[Edit]


def prepare(session: Session, besluit: str, datum: date, document: str = "") -> Vaststelling:
    """Return what adopting the budget by a decree (`RV 26.0101`) of a date does, and open its document.

    `document` is its key; without one it is the first with the template of a budget. Drafts of decisions that count
    in the budget are adopted with it. Raises Refused where it cannot be adopted, or is already; InputError (3) with
    the errors that stand in the way.
    """
    if found := adopted(session.stored):
        raise AlreadyAdopted(found)
    known = documenten(session.stored)
    budget = next((d.sleutel for d in known if (d.sleutel == document if document else d.sjabloon == _BEGROTING)), "")
    if not budget and (not known or not document):
        raise NoBudget(session)
    session.open_document(document or budget)
    columns = {kolom.termen for kolom in session.sjabloon.kolommen}
    if session.sjabloon.vergelijkt or ((f"{_BEGROTING}.{session.dossier.jaar}", 1),) not in columns:
        raise NotABudget(session.document)
    session.keuring.require_sound(berekend=True)
    drafts = [b for b in besluiten.besluiten(session.stored) if _is_counted_draft(b)]
    edits: list[Edit] = [edit for b in drafts for edit in besluiten.vaststellen(b, besluit, datum)]
    said = session.stored.begroting.record(Document, session.document)
    values: dict[str, Waarde] = {"status": VASTGESTELD, "datum": datum, "besluit": besluit}
    for pad, value in values.items():
        adres = Adres(BEGROTING, Document.kind.naam, session.document, pad)
        edits.append(SetValue(adres, said.waarden.get(pad) if said else None, value))
    return Vaststelling(session.document, [besluiten.titel(b) for b in drafts], edits)


def _is_counted_draft(bestand: Bestand) -> bool:
    """Return whether a decision is a draft that the budget counts."""
    said = besluiten.kop(bestand)
    return said.is_open and besluiten.counts_in(said) == _BEGROTING and bool(bestand.van(Mutatie))


def adopt(session: Session, found: Vaststelling, besluit: str, datum: date) -> list[str]:
    """Carry out what was prepared and save it with `vastgesteld.toml`, all or none; return warnings.

    What was done before is no longer undone. Raises Refused, WriteError, ChangedOnDisk or Locked; nothing has changed
    then.
    """
    session.do_stored(found.edits, "begroting vastgesteld")
    try:
        warnings = session.save([vastgesteld(session.cijfers, besluit, datum)])
    except BaseException:
        session.undo()
        raise
    session.discard()
    return warnings
