"""Numbers in one notation, without sign: a decimal sign, groups of three by the other sign or by space."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, Literal

from budgetdesk.bedrag.amounts import BedragFout

Decimaal = Literal[",", "."]
"""The decimal sign of a notation: a comma in Dutch, a point in English."""

NUMERAL: Final = r"[.,]*[0-9][0-9.,]*(?: [0-9.,]+)*"
"""Pattern of anything meant as a number; `number` decides whether it is one."""

EUROS: Final = {"k": 1000, "m": 1_000_000}
"""Suffixes that make a number an amount in euros, whatever the unit on screen."""

_DUTCH: Final = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,[0-9]+)?")
_DOUBTFUL: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_OTHER: Final = str.maketrans(",.", ".,")


def number(numeral: str, decimaal: Decimaal = ",") -> Fraction:
    """Return the exact value of `1.234,5`; raise BedragFout on `1.5`, with what may be meant."""
    if not _in(numeral, decimaal):
        raise ambiguous(numeral)
    dutch = swapped(numeral) if decimaal == "." else numeral
    return Fraction(dutch.replace(".", "").replace(" ", "").replace(",", "."))


def notations(numeral: str) -> dict[Decimaal, Fraction]:
    """Return the value of a number per notation in which it is one: two that differ for `1,234`, none for `1.2.3`."""
    known: tuple[Decimaal, Decimaal] = (",", ".")
    return {decimaal: number(numeral, decimaal) for decimaal in known if _in(numeral, decimaal)}


def swapped(numeral: str) -> str:
    """Return a text with the signs of the one notation in place of those of the other."""
    return numeral.translate(_OTHER)


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


def _in(numeral: str, decimaal: Decimaal) -> bool:
    return _DUTCH.fullmatch(swapped(numeral) if decimaal == "." else numeral) is not None
