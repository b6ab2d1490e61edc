"""Values as people type them, by the form the schema gives: texts, numbers, choices, dates, lists.

Amounts are not here: what an amount may look like depends on where it is typed (`bedrag`).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from budgetdesk.model.dossier import Waarde
from budgetdesk.model.schema import Veld

_GEHEEL: Final = re.compile(r"[+-]?\d{1,15}")
_GETAL: Final = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?")
_JA_NEE: Final = {"ja": True, "nee": False, "true": True, "false": False}


class WaardeFout(ValueError):
    """A text that is no value of its field; the message is a Dutch sentence."""


def parse(veld: Veld, text: str, pad: str) -> Waarde:
    """Return the value a text stands for; raises WaardeFout, and ValueError for amounts."""
    if veld.vorm == "bedrag":
        raise ValueError(f"{pad} is an amount")
    value = _parse(veld, text.strip() if veld.vorm != "tekst" else text, pad)
    if veld.keuzes and value not in veld.keuzes:
        raise WaardeFout(f"{pad} is een van {', '.join(map(str, veld.keuzes))}.")
    return value


def _parse(veld: Veld, text: str, pad: str) -> Waarde:
    match veld.vorm:
        case "geheel":
            return _whole(text, pad)
        case "tekst of geheel":
            return int(text) if re.fullmatch(r"0|[1-9]\d{0,14}", text) else text
        case "breuk" | "getal":
            return _number(text, pad)
        case "tekst of breuk":
            return _number(text, pad) if _GETAL.fullmatch(text) else text
        case "ja-nee":
            if text.lower() not in _JA_NEE:
                raise WaardeFout(f"{pad} is ja of nee.")
            return _JA_NEE[text.lower()]
        case "datum":
            return _date(text, pad)
        case "lijst" | "tekst of lijst":
            return _list(text)
        case _:
            return text


def _whole(text: str, pad: str) -> int:
    if not _GEHEEL.fullmatch(text):
        raise WaardeFout(f"{pad} is een geheel getal, zoals 2026.")
    return int(text)


def _number(text: str, pad: str) -> Waarde:
    if not _GETAL.fullmatch(text):
        raise WaardeFout(f"{pad} is een getal, zoals 4,5.")
    number = Decimal(text.replace(",", "."))
    return int(number) if number == number.to_integral_value() and not re.search("[.,]", text) else number


def _date(text: str, pad: str) -> date:
    dutch = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text)
    try:
        return date(int(dutch[3]), int(dutch[2]), int(dutch[1])) if dutch else date.fromisoformat(text)
    except ValueError:
        raise WaardeFout(f"{pad} is een datum, zoals 2026-07-03.") from None


def _list(text: str) -> Waarde:
    items = [item.strip().removeprefix("- ").strip() for item in re.split(r"\n|; ", text)]
    return [item for item in items if item]


def spell(veld: Veld, waarde: Waarde) -> str:
    """Return a value as an editor shows it; `parse` gives it back."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, Decimal):
        return f"{waarde:f}".replace(".", ",")
    if isinstance(waarde, list):
        return "\n".join(map(str, waarde))
    return str(waarde)
