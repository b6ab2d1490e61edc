"""A new text of the document as a whole, and the part of the open document that prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from budgetdesk.document.delen.laden import indeling
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.kinds.programma import Tekst

if TYPE_CHECKING:
    from budgetdesk.model.edits import Edit
    from budgetdesk.session.session import Session

Waar = Literal["vooraan", "achteraan", "nergens"]
"""Where the open document prints it."""


def new_text(session: Session, naam: str, waar: Waar) -> tuple[Adres, list[Edit]]:
    """Return where a text of the open document is to stand, and the edits that add it and the part that prints it.

    In front it has no number. Where the root keys say the only document it is printed nowhere, whatever `waar` says.
    Raises InputError where the parts of the document do not hold together.
    """
    begroting, document = session.dossier.begroting, session.document
    sleutel = structuur.propose_key(begroting, Tekst.kind.naam, naam)
    only: dict[str, Any] = {Tekst.bij.sleutel: [document]} if document else {}
    edits = structuur.add(begroting, Tekst.kind.naam, naam, sleutel=sleutel, **only)
    said: dict[str, Any] = {"kop": naam, "wat": f"tekst:{sleutel}"}
    if waar == "vooraan":
        first = [{"voor": deel.sleutel} for deel in indeling(session.cijfers).onder("")[:1]]
        said |= {**dict(*first), "nummer": False, "bladzijde": "nieuw"}
    for key, value in said.items() if waar != "nergens" and document else ():
        pad = join_key([Document.deel.sleutel, sleutel, key])
        edits.append(SetValue(Adres(begroting.naam, Document.kind.naam, document, pad), None, value))
    return Adres(begroting.naam, Tekst.kind.naam, sleutel, Tekst.tekst_.sleutel), edits
