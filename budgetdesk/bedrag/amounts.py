"""Amounts in cents: the limits, the one rounding, printing, and the plain notation of scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MAX_CENTS: Final = 10**15 - 1
"""Largest size of a stored amount: 15 digits in cents (file format, "Amounts")."""

MAX_TEXT: Final = 200
"""Characters one amount may be written in; longer text is refused before anything looks at it."""


class BedragFout(ValueError):
    """Why a text is no amount, as one Dutch sentence. It may quote the text: show it through `display`."""


@dataclass(frozen=True, slots=True)
class Notatie:
    """How numbers are printed: the part of `[weergave]` that concerns a single cell."""

    eenheid: int = 1000
    """Euros per printed unit: 1, 1000 or 1_000_000."""
    nul: str = "-"
    """How an exact zero is printed: `-`, `0` or nothing."""
    minteken: str = "voor"
    """`voor` (-4.977) or `achter` (4.977-)."""
    decimalen: int = 0
    """Digits behind the comma."""


def round_to(cents: int, eenheid: int) -> int:
    """Round an exact signed sum in cents to units of `eenheid` euros, half away from zero."""
    return half_away(cents, 100 * eenheid)


def format_cell(cents: int, notatie: Notatie) -> str:
    """Print one cell: an exact amount in cents that already has its printed sign.

    A non-zero that rounds to zero prints `0`, or `-0` when it is negative and `nul` is `-`.
    """
    if cents == 0:
        return notatie.nul
    units = half_away(cents * 10**notatie.decimalen, 100 * notatie.eenheid)
    digits = _with_decimals(abs(units), notatie.decimalen)
    if cents > 0 or (units == 0 and notatie.nul != "-"):
        return digits
    return f"{digits}-" if notatie.minteken == "achter" else f"-{digits}"


def format_exact(cents: int) -> str:
    """Return exact euros in Dutch: `13.542.517`, or `13.542.517,50` when there are cents."""
    euros, rest = divmod(abs(cents), 100)
    return _minus(cents) + _grouped(euros) + (f",{rest:02}" if rest else "")


def format_plain(cents: int) -> str:
    """Return exact euros for scripts and csv, as `parse_plain` reads them: `13542517` or `13542517.50`."""
    euros, rest = divmod(abs(cents), 100)
    return f"{_minus(cents)}{euros}" + (f".{rest:02}" if rest else "")


def format_edit(cents: int, *, eenheid: int, teken: int) -> str:
    """Return the full stored value in the unit on screen, as F2 shows it: 13542517 euros is `13.542,517`.

    `cents` is natural; `teken` is the printed sign (+1 or -1) of a normal amount in this cell. The text has
    the printed sign; a negative amount that prints without one gets a `+`. `parse_typed` reads it back
    unchanged.
    """
    units, rest = divmod(abs(cents), 100 * eenheid)
    decimals = f"{rest:0{len(str(eenheid)) + 1}}".rstrip("0")
    sign = _minus(cents * teken) or ("+" if cents < 0 else "")
    return sign + _grouped(units) + (f",{decimals}" if decimals else "")


_PLAIN: Final = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{1,2}))?")


def parse_plain(text: str) -> int:
    """Return the cents of plain euros as scripts write them: `12500000` or `12500000.50`, `-` allowed.

    Raises BedragFout on anything else: grouping, a comma, spaces, a third decimal, too large a size.
    """
    refuse_long(text)
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise BedragFout(
            f"'{text}' is geen bedrag in gewone euro's: schrijf bijvoorbeeld 12500000 of 12500000.50,"
            " zonder scheiding van duizendtallen."
        )
    minus, euros, decimals = match.groups(default="")
    size = int(euros + decimals.ljust(2, "0"))
    return within_limit(-size if minus else size)


def half_away(teller: int, noemer: int) -> int:
    """Return teller/noemer (noemer > 0) as the nearest whole number, halves away from zero."""
    size = (2 * abs(teller) + noemer) // (2 * noemer)
    return size if teller >= 0 else -size


def refuse_long(text: str) -> None:
    """Raise BedragFout when `text` is too long to be an amount."""
    if len(text) > MAX_TEXT:
        raise BedragFout(f"De tekst is te lang voor een bedrag: {len(text)} tekens, hoogstens {MAX_TEXT}.")


def within_limit(cents: int) -> int:
    """Return `cents`; raise BedragFout when it is larger than an amount may be."""
    if abs(cents) > MAX_CENTS:
        raise BedragFout(f"Het bedrag is te groot: hoogstens {format_exact(MAX_CENTS)} euro.")
    return cents


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _with_decimals(units: int, decimalen: int) -> str:
    whole, rest = divmod(units, 10**decimalen)
    return _grouped(whole) + (f",{rest:0{decimalen}}" if decimalen else "")


def _minus(cents: int) -> str:
    return "-" if cents < 0 else ""
