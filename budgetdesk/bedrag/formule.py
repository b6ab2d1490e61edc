"""Formulas in a cell: `12000*3`, `vorig*1,02`. A small grammar of its own; nothing is ever evaluated as code.

Every value is a bedrag (`12k`, `vorig`), a verhouding (`2%`, or bedrag / bedrag) or a getal whose meaning is
still open. A getal multiplies and divides as it is; it is taken in the unit on screen only where it is added
to a bedrag or is the outcome. So at x 1.000 `12000*3` is 36 million euros, `vorig*(1+0,02)` is two per cent
more and `vorig*2+5` five thousand euros more. A verhouding never becomes a bedrag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from budgetdesk.bedrag.amounts import BedragFout
from budgetdesk.bedrag.numerals import EUROS, NUMERAL, ambiguous, is_doubtful, number, percentage

MAX_HAAKJES: Final = 20
"""Opening parentheses in one formula; bounds the depth of the parser."""

_TOKEN: Final = re.compile(rf" *+(?:(?P<getal>{NUMERAL}) *+(?P<maat>[km%]?)|(?P<naam>[a-z]+)|(?P<teken>[-+*/()])) *+")


@dataclass(frozen=True, slots=True)
class _Waarde:
    soort: Literal["bedrag", "getal", "verhouding"]
    waarde: Fraction
    """Cents for a bedrag, else the number itself."""
    twijfel: str = ""
    """The literal, where it may be a mistyped decimal (`is_doubtful`)."""


class Formule:
    """One formula, without its `=`, in a cell with this unit on screen and this year to the left (cents)."""

    def __init__(self, text: str, *, eenheid: int, vorig: int | str | None) -> None:
        if text.count("(") > MAX_HAAKJES:
            raise BedragFout(f"De formule heeft te veel haakjes: hoogstens {MAX_HAAKJES}.")
        self._eenheid: Final = eenheid
        self._vorig: Final = vorig
        self._tokens: Final = self._read(text)[::-1]

    def bedrag(self) -> Fraction:
        """Return the outcome in cents, not yet rounded; raise BedragFout when there is none. Call it once."""
        outcome = self._som()
        if self._tokens:
            raise BedragFout("De formule klopt niet: een haakje te veel, of een teken (+ - * /) te weinig.")
        return self._as_bedrag(outcome).waarde

    def _read(self, text: str) -> list[_Waarde | str]:
        tokens: list[_Waarde | str] = []
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise BedragFout(f"'{text[position:].strip()}' kan niet in een formule staan.")
            tokens.append(match["teken"] or self._value(match))
            position = match.end()
        return tokens

    def _value(self, match: re.Match[str]) -> _Waarde:
        if match["naam"]:
            return self._named(match["naam"])
        numeral, maat = match["getal"], match["maat"]
        if maat == "%":
            return _Waarde("verhouding", percentage(numeral))
        if maat:
            return _Waarde("bedrag", number(numeral) * 100 * EUROS[maat])
        return _Waarde("getal", number(numeral), numeral if is_doubtful(numeral) else "")

    def _named(self, naam: str) -> _Waarde:
        if naam != "vorig":
            raise BedragFout(f"'{naam}' is onbekend; een formule kent alleen 'vorig', het jaar links.")
        if not isinstance(self._vorig, int):
            raise BedragFout(f"{self._vorig or 'Links van deze cel staat geen jaar'}; 'vorig' kan hier niet.")
        return _Waarde("bedrag", Fraction(self._vorig))

    def _next_in(self, signs: str) -> str:
        """Take the next token if it is one of `signs`; return it, or nothing."""
        token = self._tokens[-1] if self._tokens else None
        if isinstance(token, str) and token in signs:
            self._tokens.pop()
            return token
        return ""

    def _som(self) -> _Waarde:
        total = self._product()
        while sign := self._next_in("+-"):
            term = self._product()
            total = self._plus(total, _negated(term) if sign == "-" else term)
        return total

    def _product(self) -> _Waarde:
        product = self._factor()
        while sign := self._next_in("*/"):
            factor = self._factor()
            product = _times(product, factor) if sign == "*" else _divided(product, factor)
        return product

    def _factor(self) -> _Waarde:
        sign = self._next_in("+-")
        value = self._between_haakjes() if self._next_in("(") else self._literal()
        return _negated(value) if sign == "-" else value

    def _between_haakjes(self) -> _Waarde:
        value = self._som()
        if not self._next_in(")"):
            raise BedragFout("In de formule ontbreekt een haakje sluiten.")
        return value

    def _literal(self) -> _Waarde:
        if not self._tokens:
            raise BedragFout("De formule is niet af.")
        token = self._tokens.pop()
        if isinstance(token, str):
            raise BedragFout(f"De formule klopt niet: voor '{token}' hoort een getal of bedrag.")
        return token

    def _plus(self, left: _Waarde, right: _Waarde) -> _Waarde:
        if "bedrag" in (left.soort, right.soort):
            left, right = self._as_bedrag(left), self._as_bedrag(right)
        soort = left.soort if left.soort == right.soort else "verhouding"
        return _Waarde(soort, left.waarde + right.waarde)

    def _as_bedrag(self, value: _Waarde) -> _Waarde:
        if value.soort == "verhouding":
            raise BedragFout("Een percentage of verhouding is geen bedrag; vermenigvuldig ermee: vorig*102%.")
        if value.soort == "bedrag":
            return value
        return _Waarde("bedrag", value.waarde * 100 * self._eenheid)


def _negated(value: _Waarde) -> _Waarde:
    return replace(value, waarde=-value.waarde)


def _times(left: _Waarde, right: _Waarde) -> _Waarde:
    if left.soort == right.soort == "bedrag":
        raise BedragFout("Bedrag maal bedrag is geen bedrag; vermenigvuldig met een getal of percentage.")
    if twijfel := right.twijfel or (left.twijfel if right.soort == "bedrag" else ""):
        raise ambiguous(twijfel)
    soort = left.soort if left.soort == "bedrag" or right.soort == "verhouding" else right.soort
    return _Waarde(soort, left.waarde * right.waarde)


def _divided(left: _Waarde, right: _Waarde) -> _Waarde:
    if right.waarde == 0:
        raise BedragFout("Delen door nul kan niet.")
    if right.twijfel:
        raise ambiguous(right.twijfel)
    if right.soort != "bedrag":
        return _Waarde(left.soort, left.waarde / right.waarde)
    if left.soort != "bedrag":
        raise BedragFout("Alleen een bedrag kan door een bedrag worden gedeeld.")
    return _Waarde("verhouding", left.waarde / right.waarde)
