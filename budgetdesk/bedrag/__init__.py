"""Money: whole cents as integers; print what councils read, parse what people type.

Natural signs throughout: a normal amount is positive, whatever `[weergave]` prints. Arithmetic is on
integers and exact fractions, never floats, so a rounding happens once, at the end, half away from zero.
"""

from budgetdesk.bedrag.amounts import (
    MAX_CENTS,
    BedragFout,
    Notatie,
    format_cell,
    format_edit,
    format_exact,
    format_plain,
    half_away,
    parse_plain,
    round_to,
)
from budgetdesk.bedrag.numerals import Decimaal, notations, swapped
from budgetdesk.bedrag.printed import Gedrukt, in_cents, plain_cents, plain_sign, read_printed, without_footnote
from budgetdesk.bedrag.typed import Context, parse_euros, parse_typed

__all__ = [
    "MAX_CENTS",
    "BedragFout",
    "Context",
    "Decimaal",
    "Gedrukt",
    "Notatie",
    "format_cell",
    "format_edit",
    "format_exact",
    "format_plain",
    "half_away",
    "in_cents",
    "notations",
    "parse_euros",
    "parse_plain",
    "parse_typed",
    "plain_cents",
    "plain_sign",
    "read_printed",
    "round_to",
    "swapped",
    "without_footnote",
]
