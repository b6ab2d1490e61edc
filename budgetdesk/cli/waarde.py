"""Values in the words of the command line: what a script types, and what is printed back."""

from __future__ import annotations

from typing import Final

from budgetdesk.bedrag import BedragFout, format_exact, parse_euros
from budgetdesk.errors import UsageError
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import WaardeFout, parse, spell

_SHOWN: Final = 60
"""Characters of a value that are printed back."""


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


def show(veld: Field, waarde: Waarde | None) -> str:
    """Return a value on one line, no longer than a line should be; amounts in exact euros."""
    if waarde is None:
        return "leeg"
    if veld.vorm == "bedrag":
        return format_exact(waarde) if isinstance(waarde, int) else str(waarde)
    parts = [str(item) for item in waarde] if isinstance(waarde, list) else [spell(veld, waarde)]
    text = " ".join("; ".join(parts).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
