"""A spreadsheet in small: computes the formulas of a workbook anew, with doubles as a real one does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import Any, Protocol

Value = float | str
Values = list[Value]

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<cells>(?:'(?:[^']|'')+'!|[A-Za-z]+!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?![\w(]))
    |(?P<call>[A-Z]+(?=\())
    |(?P<name>[A-Za-z_]\w*)
    |(?P<rest>.)""",
    re.VERBOSE,
)
_CELLS = re.compile(r"(?:(?P<blad>.+)!)?\$?(?P<c1>[A-Z]+)\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]+)\$?(?P<r2>\d+))?")


class Cell(Protocol):
    """What a cell of a file holds."""

    @property
    def waarde(self) -> str | None:
        """Return the value that the file has, None where the cell is blank."""

    @property
    def formule(self) -> str | None:
        """Return the formula, None where there is none."""

    @property
    def tekst(self) -> str | None:
        """Return the text, None where the cell holds none."""


class Rekenaar:
    """The cells of a workbook by sheet and name, and what its names stand for."""

    def __init__(self, bladen: Mapping[str, Mapping[str, Cell]], names: Mapping[str, str]) -> None:
        self._bladen = bladen
        self._names = names
        self._known: dict[tuple[str, str], Value] = {}
        self._ranges: dict[tuple[str, str], Values] = {}
        self._matching: dict[tuple[int, str], frozenset[int]] = {}

    def value(self, blad: str, cel: str) -> Value:
        """Return what a cell is when every formula is computed anew; a blank one is nothing."""
        if (blad, cel) not in self._known:
            self._known[blad, cel] = self._compute(blad, self._bladen[blad].get(cel))
        return self._known[blad, cel]

    def _compute(self, blad: str, cell: Cell | None) -> Value:
        if cell is None:
            return 0.0
        if cell.formule is not None:
            return self.formula(blad, cell.formule)
        return cell.tekst if cell.tekst is not None else float(cell.waarde or 0)

    def formula(self, blad: str, text: str) -> Value:
        """Return what a formula of a sheet comes to."""

        def python(match: re.Match[str]) -> str:
            kind, found = match.lastgroup, match[0]
            if kind == "text":
                return repr(found[1:-1].replace('""', '"'))
            if kind == "cells":
                return f"cells({found!r})"
            if kind == "name":
                return f"cells({self._names[found]!r})"
            return f"f_{found}" if kind == "call" else {"=": "=="}.get(found, found)

        code = _TOKEN.sub(python, text).replace("<==", "<=").replace(">==", ">=")
        scope: dict[str, object] = {f"f_{name}": function for name, function in _FUNCTIONS.items()}
        scope |= {
            "f_SUMIFS": self._sumifs,
            "f_SUMIF": lambda where, label, amounts: self._sumifs(amounts, where, label),
        }
        scope["cells"] = lambda ref: self._cells(blad, ref)
        return eval(code, scope)  # type: ignore[no-any-return]  # noqa: S307 - formulas that we wrote

    def _cells(self, blad: str, ref: str) -> Value | Values:
        match = _CELLS.fullmatch(ref)
        assert match, ref
        blad = (match["blad"] or blad).strip("'").replace("''", "'")
        if not match["c2"]:
            return self.value(blad, match["c1"] + match["r1"])
        if (blad, ref) not in self._ranges:
            columns = [*_columns(match["c1"], match["c2"])]
            rows = range(int(match["r1"]), int(match["r2"]) + 1)
            self._ranges[blad, ref] = [self.value(blad, f"{column}{row}") for row, column in product(rows, columns)]
        return self._ranges[blad, ref]

    def _sumifs(self, amounts: Values, *criteria: Any) -> float:
        """Add up the amounts of the rows whose labels are asked for; what a column holds is looked through once."""
        chosen = [self._rows(column, label) for column, label in zip(criteria[::2], criteria[1::2], strict=True)]
        rows = sorted(chosen[0].intersection(*chosen[1:]))
        return sum((v for v in (amounts[row] for row in rows) if isinstance(v, float | int)), 0.0)

    def _rows(self, column: Values, label: str) -> frozenset[int]:
        # columns are kept, so that each is known by its identity
        if (id(column), label) not in self._matching:
            self._matching[id(column), label] = frozenset(n for n, value in enumerate(column) if _fits(value, label))
        return self._matching[id(column), label]


def _columns(first: str, last: str) -> Iterator[str]:
    def number(letters: str) -> int:
        return sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(letters)))

    for n in range(number(first), number(last) + 1):
        letters, rest = "", n
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        yield letters


def _sum(*values: Value | Values) -> float:
    flat = (v for value in values for v in (value if isinstance(value, list) else [value]))
    return sum((v for v in flat if isinstance(v, float | int)), 0.0)


def _fits(value: Value, criterion: str) -> bool:
    """Return whether a text is what a criterion asks for: no case, `*` and `?` are patterns unless `~` escapes them."""
    pattern = re.sub(
        r"~([*?~])|([*?])|([^~*?]+|~)",
        lambda m: re.escape(m[1]) if m[1] else {"*": ".*", "?": "."}[m[2]] if m[2] else re.escape(m[3]),
        criterion.removeprefix("="),
    )
    return isinstance(value, str) and re.fullmatch(pattern, value, re.IGNORECASE | re.DOTALL) is not None


def _round(value: float, digits: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _if(condition: bool, yes: Value, no: Value) -> Value:
    return yes if condition else no


def _abs(value: Value | Values) -> float | list[float]:
    if isinstance(value, list):
        return [abs(v) for v in value if isinstance(v, float | int)]
    return abs(float(value))


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "SUM": _sum,
    "SUMPRODUCT": _sum,
    "ROUND": _round,
    "MAX": max,
    "IF": _if,
    "ABS": _abs,
}
