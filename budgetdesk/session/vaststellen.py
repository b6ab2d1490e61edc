"""Adopting a document: the budget, of which what it prints never changes from then on, or a report or accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
        super().__init__(
            f"Document {sleutel} drukt geen begroting af van het begrotingsjaar en later. Laat --begroting weg om dat "
            "document zelf vast te stellen."
        )


@dataclass(frozen=True, slots=True)
class Vaststelling:
    """What adopting a document does: its key, decisions that there is to tell of, and the edits.

    Of the budget they are those that are adopted with it, of another document those that do not count in it.
    """

    document: str
    besluiten: Sequence[str]
    edits: Sequence[Edit]


def prepare(session: Session, besluit: str, datum: date, document: str = "") -> Vaststelling:
    """Return what adopting the budget by a decree (`RV 26.0101`) of a date does, and open its document.

    `document` is its key; without one it is the first with the template of a budget. Drafts of decisions that count
    in the budget are adopted with it. Raises Refused where it cannot be adopted, or is already; InputError (3) with
    the errors that stand in the way.
    """
    found = adopted(session.stored)
    known = documenten(session.stored)
    budget = next((d.sleutel for d in known if (d.sleutel == document if document else d.sjabloon == _BEGROTING)), "")
    if found and not document:
        raise AlreadyAdopted(found)
    if not budget and (not known or not document):
        raise NoBudget(session)
    session.open_document(document or budget)
    if not prints_budget(session):
        raise NotABudget(session.document)
    if found:
        raise AlreadyAdopted(found)
    session.keuring.require_sound(berekend=True)
    drafts = [b for b in besluiten.besluiten(session.stored) if _is_counted_draft(b)]
    edits: list[Edit] = [edit for b in drafts for edit in besluiten.vaststellen(b, besluit, datum)]
    return Vaststelling(
        session.document, [besluiten.titel(b) for b in drafts], [*edits, *_said(session, besluit, datum)]
    )


def prints_budget(session: Session) -> bool:
    """Return whether the open document is a budget: what it prints of T is begroting, compared with nothing."""
    columns = {kolom.termen for kolom in session.sjabloon.kolommen}
    return not session.sjabloon.vergelijkt and ((f"{_BEGROTING}.{session.dossier.jaar}", 1),) in columns


def _said(session: Session, besluit: str, datum: date) -> list[Edit]:
    """Return the edits by which the open document says that it is adopted; a decree that is empty is not said."""
    said = session.stored.begroting.record(Document, session.document)
    values: dict[str, Waarde] = {"status": VASTGESTELD, "datum": datum}
    if besluit:
        values["besluit"] = besluit
    adres = Adres(BEGROTING, Document.kind.naam, session.document, "")
    return [SetValue(replace(adres, pad=p), said.waarden.get(p) if said else None, v) for p, v in values.items()]


def receive(session: Session, document: str, besluit: str, datum: date) -> Vaststelling:
    """Return what adopting a report or accounts does, by a decree where there is one, and open that document.

    Its `besluiten` are those that amend the year and do not count in it: they are of that day or later. Raises
    UnknownDocument; Refused where it is the budget, is adopted already, or is of a year that has not come so far;
    InputError (3) with the errors that stand in the way.
    """
    session.open_document(document)
    said, jaar = session.stored.begroting.record(Document, document), session.dossier.jaar
    if prints_budget(session):
        doe = "Stel haar vast met --begroting: wat zij afdrukt, ligt daarna vast."
        raise Refused(f"Document {document} is de begroting. {doe}")
    if said is not None and said.status == VASTGESTELD:
        raise Refused(f"Document {document} is al vastgesteld. Zet zijn status terug op `ontwerp` om dat over te doen.")
    first = date(jaar + session.sjabloon.is_rekening, 1, 1)
    if datum < first:
        wat = f"Een jaarrekening van {jaar}" if session.sjabloon.is_rekening else f"Een document over {jaar}"
        raise Refused(f"{wat} wordt niet vóór {first.day}-{first.month}-{first.year} vastgesteld.")
    session.keuring.require_sound(berekend=True)
    later = [b for b in besluiten.besluiten(session.stored) if _comes_after(b, datum)]
    return Vaststelling(document, [besluiten.titel(b) for b in later], _said(session, besluit, datum))


def _comes_after(bestand: Bestand, datum: date) -> bool:
    """Return whether a decision that amends the budget was taken on a day or later."""
    said = besluiten.kop(bestand)
    amends = said.is_adopted and besluiten.counts_in(said) == "wijziging"
    return amends and said.datum is not None and said.datum >= datum


def _is_counted_draft(bestand: Bestand) -> bool:
    """Return whether a decision is a draft that the budget counts."""
    said = besluiten.kop(bestand)
    return said.is_open and besluiten.counts_in(said) == _BEGROTING and bool(bestand.van(Mutatie))


def adopt(session: Session, found: Vaststelling, besluit: str, datum: date) -> list[str]:
    """Carry out what was prepared and save it with `vastgesteld.toml`, all or none; return warnings.

    What was done before is no longer undone. Raises Refused, WriteError, ChangedOnDisk or Locked; nothing has changed
    then.
    """
    # a document that says it is adopted, and of which nothing is kept yet, knows no decision of its own day
    decided = [e for e in found.edits if isinstance(e, SetValue) and e.adres.bestand != BEGROTING]
    with session.trying(decided):
        made = vastgesteld(session.cijfers, besluit, datum)
    session.do_stored(found.edits, "begroting vastgesteld")
    try:
        warnings = session.save([made])
    except BaseException:
        session.undo()
        raise
    session.discard()
    return warnings
