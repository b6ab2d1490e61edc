"""Values in the words of the command line: what a script types. How they are printed back is `model.waarden.brief`."""

from __future__ import annotations

from budgetdesk.bedrag import BedragFout, parse_plain
from budgetdesk.errors import UsageError
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import WaardeFout, parse


def read(veld: Field, pad: str, text: str) -> Waarde | None:
    """Return the value that a text stands for, amounts in plain euros; nothing is an absent value.

    Raises UsageError (2).
    """
    if not text:
        return None
    try:
        return parse_plain(text) if veld.vorm == "bedrag" else parse(veld, text, pad)
    except (BedragFout, WaardeFout) as error:
        raise UsageError(str(error)) from None
