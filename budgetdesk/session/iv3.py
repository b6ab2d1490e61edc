"""The Iv3 statement of an open dossier, unsaved edits included: why CBS would refuse it, and writing its file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from budgetdesk.checks.iv3 import refusals
from budgetdesk.errors import Bevinding
from budgetdesk.iv3.controls import defects
from budgetdesk.iv3.moment import Levering
from budgetdesk.iv3.opgave import Opgave, opgave, own_statement, stated_quarters
from budgetdesk.iv3.statement import to_json
from budgetdesk.model.adres import Adres
from budgetdesk.session.reading import require_programmas
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files

EINDE: Final = ".json"
"""How the name of its file ends."""


def now() -> datetime:
    """Return the time with the offset of this place."""
    return datetime.now(UTC).astimezone()


def statements(session: Session) -> list[tuple[int, str]]:
    """Return the statements that can be made now by quarter, each with what people call it; 0 is the document's own."""
    jaar = session.dossier.jaar
    own = own_statement(session.sjabloon, jaar)
    quarters = [Levering(jaar, kwartaal) for kwartaal in stated_quarters(session.dossier)]
    return [*([(0, own.naam)] if own else []), *((levering.periode, levering.naam) for levering in quarters)]


def draw_up(session: Session, datum: datetime | None = None, kwartaal: int = 0) -> Opgave:
    """Return the statement at a moment with its offset, now where none is given: of the document, or of a quarter.

    Raises InputError where the figures are unfit for use, UsageError where there is none of this.
    """
    session.keuring.require_sound()
    require_programmas(session.dossier)
    return opgave(session.cijfers, datum or now(), kwartaal)


def objections(session: Session, opgave_: Opgave) -> list[tuple[Bevinding, Adres]]:
    """Return why CBS would refuse a statement, each with where that is mended, in the order of the files."""
    found = refusals(opgave_.boekingen, defects(opgave_.document, opgave_.lijst), opgave_.achter)
    placed = zip(session.keuring.placed(found), (m.adres for m in found), strict=True)
    return sorted(placed, key=lambda pair: (pair[0].plaats.bestand, pair[0].plaats.regel or 0))


def write(doel: Path, opgave_: Opgave) -> list[str]:
    """Write the file of a statement; return warnings. Raises WriteError."""
    return replace_files([Vervanging(doel, to_json(opgave_.document), ONGEACHT)])
