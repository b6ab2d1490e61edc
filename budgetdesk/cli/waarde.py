"""Values in the words of the command line: what a script types. How they are printed back is `model.waarden.brief`."""

from __future__ import annotations

from budgetdesk.bedrag import BedragFout, parse_euros
from budgetdesk.errors import UsageError
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import WaardeFout, parse


def read(veld: Field, pad: str, text: str, nu: Waarde | None = None) -> Waarde | None:
    """Return the value that a text stands for, amounts in euros (`parse_euros`); nothing is an absent value.

    `nu` is the present value, which `+5%` is more than.

    Raises UsageError (2).
    """
    if not text:
        return None
    try:
        if veld.vorm == "bedrag":
            return parse_euros(text, nu if isinstance(nu, int) else 0)
        return parse(veld, text, pad)
    except (BedragFout, WaardeFout) as error:
        raise UsageError(str(error)) from None
