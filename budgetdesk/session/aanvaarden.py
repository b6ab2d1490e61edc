"""Accepting a finding with a reason, and taking that back, each as one step that can be undone."""

from __future__ import annotations

from budgetdesk.checks import aanvaarden
from budgetdesk.checks.aanvaarding import plek_van
from budgetdesk.codes import CODES
from budgetdesk.errors import Bevinding
from budgetdesk.model.edits import Effect
from budgetdesk.session.session import Session


def objection(bevinding: Bevinding) -> str:
    """Return why a finding cannot be accepted; empty where it can."""
    code = CODES[bevinding.code]
    if code.aanvaardbaar:
        return ""
    what = "Een fout" if code.ernst == "fout" else "Een bevinding over [aanvaard]"
    return f"{what} is niet te aanvaarden. {bevinding.remedie or code.doe}"


def known_reason(session: Session, bevinding: Bevinding) -> str:
    """Return the reason with which the code of a finding is accepted elsewhere; empty where it is not."""
    record = aanvaarden.accepting(session.dossier, bevinding.code)
    return record.reden.strip() if record else ""


def accept(session: Session, bevinding: Bevinding, reden: str) -> Effect | None:
    """Accept a finding at its place; the reason becomes that of its code everywhere.

    Raises Refused, ChangedOnDisk or WriteError where `begroting.toml` cannot be changed.
    """
    edits = aanvaarden.accept(session.dossier, plek_van(bevinding), reden)
    return session.do(edits, f"{bevinding.code} aanvaard bij {_spelled(session, bevinding)}")


def revoke(session: Session, bevinding: Bevinding) -> Effect | None:
    """Take back whatever accepts a finding; raises as `accept` does."""
    edits = aanvaarden.revoke(session.dossier, plek_van(bevinding))
    return session.do(edits, f"{bevinding.code} niet meer aanvaard bij {accepted_at(session, bevinding)}")


def accepted_at(session: Session, bevinding: Bevinding) -> str:
    """Return where a finding is accepted, which may be more than its own place."""
    places = aanvaarden.accepted_at(session.dossier, plek_van(bevinding))
    return ", ".join(places) or "het hele dossier"


def _spelled(session: Session, bevinding: Bevinding) -> str:
    return session.dossier.spell(bevinding.plaats.bestand, bevinding.plaats.sleutel or "")
