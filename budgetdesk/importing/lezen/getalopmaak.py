"""Number formats of spreadsheets: which of them show a date, and which date a number is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

INGEBOUWD: Final = {
    0: "",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "$#,##0_);($#,##0)",
    6: "$#,##0_);[Red]($#,##0)",
    7: "$#,##0.00_);($#,##0.00)",
    8: "$#,##0.00_);[Red]($#,##0.00)",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a workbook names by number alone (ECMA-376, 18.8.30); those of other scripts show dates."""

GEWOON: Final = re.compile(r"-?[0-9]{1,100}(?:\.[0-9]{1,100})?")
"""A number that is its own decimal digits already."""

_SCHAAL: Final = re.compile(r"[0#?](,+)(?![0#?,])")
"""Commas behind the digits of a format: each shows thousands of what the cell holds."""

_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general|standaard', re.IGNORECASE | re.DOTALL)
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_LAST_DAY: Final = 2_958_465
"""31 December 9999 as a spreadsheet counts days."""
_MOST_DIGITS: Final = 400
_BEFORE_LEAP: Final = 60
"""The day that never was, 29 February 1900: spreadsheets count it."""
_DAY: Final = 86_400


@lru_cache(maxsize=512)
def toont(opmaak: str) -> str:
    """Return what a format shows of a number: `datum`, `tijd` (of a day), or nothing of the two."""
    # a span of hours, [h]:mm, is no time of a day
    if re.search(r"\[(?:h+|m+|s+)\]", opmaak, re.IGNORECASE):
        return ""
    first = _LITERAL.sub("", opmaak.split(";", maxsplit=1)[0]).lower()
    has_time = "h" in first or "s" in first
    if "y" in first or "d" in first or ("m" in first and not has_time):
        return "datum"
    return "tijd" if has_time else ""


@lru_cache(maxsize=512)
def gedeeld_door(opmaak: str) -> int:
    """Return by how much a format divides what it shows: `#,##0,` shows thousands, 1000."""
    match = _SCHAAL.search(opmaak.split(";", maxsplit=1)[0])
    return int(1000 ** len(match[1])) if match else 1


def decimaal(tekst: str) -> str | None:
    """Return a number as decimal digits with a point, exactly; None where a text is no number or of endless size."""
    if GEWOON.fullmatch(tekst):
        return tekst
    if len(tekst) > _MOST_DIGITS or not _NUMBER.fullmatch(tekst):
        return None
    try:
        number = Decimal(tekst)
    except InvalidOperation:
        return None
    return f"{number:f}" if abs(number.adjusted()) <= _MOST_DIGITS else None


def datum(tekst: str, opmaak: str, *, vanaf_1904: bool = False) -> str | None:
    """Return the ISO date (and time) that a number is under a format that shows one; None where it shows none.

    `vanaf_1904` is the other of the two ways in which workbooks count days.
    """
    shown = toont(opmaak)
    if not shown or len(tekst) > _MOST_DIGITS:
        return None
    days = Decimal(tekst)
    if shown == "tijd" and 0 <= days < 1:
        return f"{_moment(days):%H:%M:%S}"
    if vanaf_1904:
        days += 1462
    if not 1 <= days <= _LAST_DAY:
        return None
    if int(days) == _BEFORE_LEAP and not vanaf_1904:
        return "1900-02-29"
    moment = _moment(days if days > _BEFORE_LEAP else days + 1)
    has_time = moment.hour or moment.minute or moment.second
    return moment.isoformat(" ") if has_time else moment.date().isoformat()


def _moment(days: Decimal) -> datetime:
    whole = int(days)
    return datetime(1899, 12, 30) + timedelta(whole, round((days - whole) * _DAY))  # noqa: DTZ001 - a day of a sheet


def iso(tekst: str) -> str:
    """Return a date as files write it, `2026-01-02T00:00:00.000`, without a time that says nothing."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d*)?Z?)?", tekst.strip())
    if not match:
        return tekst.strip()
    time = (match[2] or "00:00").ljust(8, ":").replace(":::", ":00")
    return match[1] if time == "00:00:00" else f"{match[1]} {time}"
