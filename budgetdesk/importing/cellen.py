"""What one cell of a foreign file says: an amount in exact cents, or a code; or why it says none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeGuard

from budgetdesk.bedrag import BedragFout, Decimaal, in_cents, plain_cents, read_printed
from budgetdesk.bedrag.amounts import within_limit
from budgetdesk.importing.bron import Cel
from budgetdesk.importing.meldingen import bezwaar
from budgetdesk.model.adres import one_form

RUIS: Final = 100_000
"""A binary float may be off by one part in so many of a cent."""

MAX_CIJFERS: Final = 60
"""Characters of a number that are read as one."""

_MAANDEN: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_NULLEN: Final = re.compile(r"0++")
_KOMMA: Final = re.compile(r"[0-9]++,[0-9]++")
_HEEL: Final = re.compile(r"([0-9]++)\.0++")
"""A whole number as some programs write it to a workbook."""
_DECIMALEN: Final = re.compile(r"0\.(0++)")


class CelFout(Exception):
    """Why a cell does not say what is asked of it, in Dutch, to stand behind the name of that cell."""


class Bedragen:
    """The amounts in cells, in cents with the sign they are written with; what needs a closer look is read once."""

    def __init__(self, eenheid: int, decimaal: Decimaal) -> None:
        self._eenheid = eenheid
        self._decimaal: Decimaal = decimaal
        self._texts: dict[str, int | str | None] = {}
        self._numbers: dict[str, int | str | None] = {}

    def cents(self, cel: Cel) -> int | None:
        """Return an amount; None where the cell has none (blank, `n.v.t.`). Raises CelFout where it is no amount."""
        text = cel.tekst
        try:
            if cel.soort == "tekst":
                plain, known, read = plain_cents(text, self._eenheid, self._decimaal), self._texts, self._printed
            elif cel.soort == "getal":
                plain, known, read = plain_cents(text, self._eenheid, "."), self._numbers, self._number
            else:
                raise CelFout(no_amount(cel))
        except BedragFout as error:
            raise CelFout(str(error)) from None
        if plain is not None:
            return plain
        if text not in known:
            known[text] = _said(read, text)
        value = known[text]
        if isinstance(value, str):
            raise CelFout(value)
        return value

    def _printed(self, text: str) -> int | str | None:
        if not text.strip():
            return None
        found = read_printed(text)
        if found.letter:
            return f'"{text}" heeft een letter, die hier niets zegt.'
        if found.soort == "nvt":
            return None
        return in_cents(found, eenheid=self._eenheid, teken=1, decimaal=self._decimaal, naam=text)

    def _number(self, text: str) -> int | str | None:
        whole, _, decimals = text.removeprefix("-").partition(".")
        if not (whole + decimals).isdecimal() or len(text) > MAX_CIJFERS:
            return f'"{text}" is geen bedrag.'
        scale = 10 ** len(decimals)
        exact = int(whole + decimals) * 100 * self._eenheid
        cents = (2 * exact + scale) // (2 * scale)
        if abs(exact - cents * scale) * RUIS > scale:
            return f"{text.replace('.', ',')} gaat verder dan hele centen."
        return within_limit(-cents if text.startswith("-") else cents)


def _said(read: Callable[[str], int | str | None], text: str) -> int | str | None:
    """Return the amount that a text says, or in Dutch why it says none."""
    try:
        return read(text)
    except BedragFout as error:
        return str(error)


def numeral(cel: Cel) -> str:
    """Return the number that a text holds, as it is written without its sign; empty where it holds none."""
    if cel.soort != "tekst":
        return ""
    try:
        return read_printed(cel.tekst).numeral
    except BedragFout:
        return ""


def code(cel: Cel) -> str:
    """Return what a cell says as a code, in the digits that it shows. Raises CelFout."""
    if cel.soort in {"tekst", "waar"}:
        return one_form(cel.tekst.strip())
    if cel.soort == "getal":
        return _shown(cel.tekst, cel.opmaak)
    if cel.soort == "datum":
        raise CelFout(_date(cel.tekst))
    raise CelFout(no_amount(cel))


def is_bare_decimal(cel: Cel | None) -> TypeGuard[Cel]:
    """Return whether a cell is a number with decimals of which no format says how many: 0.1, which may be 0.10.

    A text with a comma is one that a spreadsheet wrote to a file of text.
    """
    if cel is None or cel.soort != "getal":
        return cel is not None and cel.soort == "tekst" and is_comma_decimal(cel.tekst.strip())
    return "." in cel.tekst and not _DECIMALEN.fullmatch(cel.opmaak)


def is_comma_decimal(text: str) -> bool:
    """Return whether a text is a number with a comma, as a Dutch spreadsheet writes `0,1`."""
    return _KOMMA.fullmatch(text) is not None


def _shown(text: str, opmaak: str) -> str:
    """Return a number as its format shows it: zeros before it, and decimals."""
    if _NULLEN.fullmatch(opmaak) and text.isdecimal():
        return text.zfill(len(opmaak))
    if places := _DECIMALEN.fullmatch(opmaak):
        whole, _, decimals = text.partition(".")
        return f"{whole}.{decimals.ljust(len(places[1]), '0')}"
    whole_number = _HEEL.fullmatch(text)
    return whole_number[1] if whole_number else text


def _date(text: str) -> str:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return f"een datum ({text})."
    return f"een datum ({day.day} {_MAANDEN[day.month - 1]}); bedoeld is waarschijnlijk {day.day}.{day.month}."


def no_amount(cel: Cel) -> str:
    """Return why a cell that is no text and no number holds nothing to read."""
    if cel.soort == "datum":
        return f"{cel.tekst} is een datum; hier hoort een bedrag."
    return bezwaar(cel) or f'"{cel.tekst}" is geen bedrag.'
