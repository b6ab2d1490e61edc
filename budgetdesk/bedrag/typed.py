"""What people type in a cell: amounts, percentages, relative edits and formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag.amounts import BedragFout, half_away, parse_plain, within_limit
from budgetdesk.bedrag.formule import Formule
from budgetdesk.bedrag.numerals import NUMERAL, ambiguous, percentage
from budgetdesk.bedrag.printed import MACHT, cleaned, in_cents, read_printed, refused


@dataclass(frozen=True, slots=True)
class Context:
    """What typed text may refer to in the cell it is typed in."""

    eenheid: int = 1000
    """Euros per unit on screen: 1, 1000 or 1_000_000."""
    teken: int = 1
    """Printed sign of a normal amount in this cell: +1 or -1."""
    huidig: int = 0
    """Present value in cents, natural sign; 0 where the amount is absent."""
    vorig: int | str | None = None
    """Value of the year to the left in cents, natural sign; None where there is no such cell, or why not."""
    voordeel: int = 0
    """+1 or -1 where the cell prints V or N: whether a positive amount is favourable; 0 where it prints neither."""


def parse_typed(text: str, context: Context) -> int:
    """Return the natural amount in cents that `text` stands for in a cell.

    - `1.234,5`, `1 234,5`, `€ 12`, and every other form that tables print (`read_printed`): an amount in the
      unit on screen; `12k` and `1,5m` are always euros. Without a sign it is the normal amount; with one (`-12`,
      `12-`, `(12)`, `+12`) it is read as the table prints it. Parts of a cent are refused.
    - `+5%`, `-2,5%`: more or less than the present natural value.
    - `+=10k`, `-=10k`: added to or taken from the present natural value; a formula may follow.
    - `=12000*3`, `=vorig*1,02`: a formula on natural amounts; `formule` says how it treats units.

    Results of percentages and formulas are rounded to whole cents, half away from zero. Raises BedragFout,
    never guessing: `1.5` is refused with "bedoelt u 1,5 of 15?".
    """
    typed = cleaned(text)
    if typed.startswith("="):
        return _rounded(_outcome(typed[1:], context))
    if typed.startswith("+="):
        return _rounded(context.huidig + _outcome(typed[2:], context))
    if typed.startswith("-="):
        return _rounded(context.huidig - _outcome(typed[2:], context))
    if typed.endswith("%"):
        return _rounded(context.huidig * (1 + _signed_percentage(typed)))
    return _amount(text, context)


def parse_euros(text: str, huidig: int = 0) -> int:
    """Return the natural cents of an amount in euros on the command line.

    It is plain, as scripts write it (`parse_plain`), or as people type it in a cell with the present amount `huidig`.
    `12.345` is refused: with a point for the decimals it is another amount than with a point for thousands.
    """
    try:
        return parse_plain(text)
    except BedragFout:
        cents = parse_typed(text, Context(eenheid=1, huidig=huidig))
        if doubtful := re.search(r"(?<![0-9.,])[0-9]{1,3}\.[0-9]{3}(?![0-9.,])", text):
            raise ambiguous(doubtful[0]) from None
        return cents


_PERCENTAGE: Final = re.compile(rf"(?P<teken>[-+]?) *+(?P<getal>{NUMERAL}) *+%")


def _outcome(formule: str, context: Context) -> Fraction:
    return Formule(formule, eenheid=context.eenheid, vorig=context.vorig).bedrag()


def _rounded(cents: Fraction) -> int:
    return within_limit(half_away(cents.numerator, cents.denominator))


def _signed_percentage(typed: str) -> Fraction:
    match = _PERCENTAGE.fullmatch(typed)
    if match is None:
        raise refused(typed)
    if not match["teken"]:
        raise BedragFout(f"'{typed}' heeft geen teken: schrijf +{typed} voor meer of -{typed} voor minder.")
    size = percentage(match["getal"])
    return size if match["teken"] == "+" else -size


def _amount(text: str, context: Context) -> int:
    typed = text.strip()
    if MACHT.fullmatch(cleaned(text)):
        # what is printed so lacks digits; who types it knows them
        raise BedragFout(f"'{typed}' heeft een macht van tien (E): typ het hele bedrag, of miljoenen als 2,5m.")
    found = read_printed(text)
    if found.soort == "nvt":
        raise BedragFout(f"'{typed}' is geen bedrag; Delete maakt de cel leeg.")
    if typed == "-":
        # tables print a zero so, but who types it has only begun
        raise refused(typed)
    return in_cents(found, eenheid=context.eenheid, teken=context.teken, voordeel=context.voordeel, naam=typed)
