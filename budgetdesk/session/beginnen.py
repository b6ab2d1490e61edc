"""A dossier that begins, as both front ends make it: empty, with programmes of another one, or rolled over from it."""

from __future__ import annotations

from pathlib import Path

from budgetdesk.drafting import placing
from budgetdesk.drafting.rollover import report
from budgetdesk.session.rollover import roll_over, window
from budgetdesk.session.session import Session


def next_year(van: Path, doel: Path) -> tuple[str, list[str]]:
    """Make the dossier of the next year in `doel`; return what happened and warnings (Dutch).

    Its last year begins as a copy of what recurs in the one before. Raises InputError or LimitExceeded where the old
    one cannot be read or its figures are unfit for use, NotCreated.
    """
    session = Session.open(van, read_only=True)
    overgang = roll_over(session, window(session), kopie=True)
    warnings = placing.create(doel, session.map, overgang)
    return report(overgang), warnings
