"""Why a file is not read at all: it is of a kind that is not read, or it is damaged. Both end as exit code 3."""

from __future__ import annotations

from budgetdesk.errors import InputError, Plaats

ONLEESBAAR = "BD123"
BESCHADIGD = "BD124"


def onleesbaar(naam: str, zin: str, remedie: str = "") -> InputError:
    """Return the error for a file of a kind that is not read."""
    return InputError.at(Plaats(naam), zin, code=ONLEESBAAR, remedie=remedie)


def beschadigd(naam: str, zin: str, remedie: str = "", regel: int | None = None) -> InputError:
    """Return the error for a file of which what it holds cannot be told."""
    return InputError.at(Plaats(naam, regel), zin, code=BESCHADIGD, remedie=remedie)
