"""Moving a dossier of before there were documents forward: what it prints becomes the first document of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetdesk.drafting.vooruit import misplaced, vooruit
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.edits import Edit
from budgetdesk.session.session import Session


@dataclass(frozen=True, slots=True)
class Vooruit:
    """What moving forward does: the edits of what is stored, and the files that the document gets besides."""

    edits: Sequence[Edit]
    gemaakt: Sequence[Bestand] = ()

    @property
    def is_step(self) -> bool:
        """Return whether it is a step that can be undone: a file that is made is none."""
        return not self.gemaakt


def plan(session: Session) -> Vooruit:
    """Return what moves a dossier forward; no edits where it is already.

    Raises InputError (3) where its figures are not fit for use.
    """
    if session.document:
        found = Vooruit(misplaced(session.dossier))
    else:
        session.keuring.require_sound()
        found = Vooruit(*vooruit(session.cijfers.cube, session.sjabloon.ramingen))
    if not found.edits:
        session.keuring.require_sound()
    return found


def save(session: Session, found: Vooruit) -> list[str]:
    """Carry out what was planned and save it with all that is not saved; return warnings.

    Raises ChangedOnDisk, Locked or WriteError; nothing has changed then.
    """
    session.do_stored(found.edits, "vooruit")
    try:
        return session.save(found.gemaakt)
    except BaseException:
        session.undo()
        raise
