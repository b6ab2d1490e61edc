"""Numbers in Dutch notation, without sign: decimal comma, groups of three by point or by space."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag.amounts import BedragFout

NUMERAL: Final = r"[.,]*[0-9][0-9.,]*(?: [0-9.,]+)*"
"""Pattern of anything meant as a number; `number` decides whether it is one."""

EUROS: Final = {"k": 1000, "m": 1_000_000}
"""Suffixes that make a number an amount in euros, whatever the unit on screen."""

_DUTCH: Final = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,[0-9]+)?")
_DOUBTFUL: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def number(numeral: str) -> Fraction:
    """Return the exact value of `1.234,5`; raise BedragFout on `1.5`, with what may be meant."""
    if not _DUTCH.fullmatch(numeral):
        raise ambiguous(numeral)
    return Fraction(numeral.replace(".", "").replace(" ", "").replace(",", "."))


def percentage(numeral: str) -> Fraction:
    """Return the fraction that `numeral` per cent is; raise BedragFout as `number`, and when doubtful."""
    if is_doubtful(numeral):
        raise ambiguous(numeral)
    return number(numeral) / 100


def is_doubtful(numeral: str) -> bool:
    """Return whether a good Dutch number is, as a factor, more likely a decimal with a point: `1.025`."""
    return _DOUBTFUL.fullmatch(numeral) is not None


def ambiguous(numeral: str) -> BedragFout:
    """Return the error for a number that can be read in two ways, naming both in good notation."""
    *groups, last = re.split("[., ]", numeral)
    whole = "".join(groups).lstrip("0") or "0"
    options = [f"{whole},{last}"] if last else []
    options.append((whole + last).lstrip("0") or "0")
    return BedragFout(f"'{numeral}' is niet eenduidig: bedoelt u {' of '.join(options)}?")
