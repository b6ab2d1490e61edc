"""One sheet of a workbook: its cells, as they come by, and what of it is hidden or merged.

This is where reading spends its time, with two calls for every cell and two for its value. So `_handlers` keeps what
those need in variables of its own and does nothing else; a row, a formula and a text within a cell are for the methods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.errors import InputError
from budgetdesk.importing.bron import MAX_KOLOM, Blad, Cel, adres, kolomnummer
from budgetdesk.importing.lezen.cellen import FOUTEN
from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.getalopmaak import GEWOON, datum, decimaal, iso, toont
from budgetdesk.importing.lezen.grenzen import MAX_DIEP, MAX_RIJ, MAX_TEKST, Teller, getal, is_kort, kort
from budgetdesk.importing.lezen.ontleden import Begin, Nemer, Tekst, eigen, lokaal, ontleed, te_diep
from budgetdesk.importing.lezen.xlsxdelen import Celtekst, ontsnapt

_OUTSIDE, _IN_ROW, _IN_CELL, _IN_VALUE = range(4)
"""Where in a sheet an element begins or ends."""

_TRUE: Final = frozenset({"1", "true"})
_MOST_KEPT: Final = 50_000
"""Cells that are kept to be given again where the same stands, before only texts are: codes and names come again."""
_PIECES: Final = 100
"""Pieces of text after which is looked at how long they are together."""
_SPOKEN: Final = frozenset({"b", "e", "d"})
"""Kinds of cells that hold a word: true or false, an error, a date."""
_LONGEST_WORD: Final = 100
_AREA: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")


@dataclass(frozen=True, slots=True)
class Werkmapdelen:
    """What every sheet of a workbook refers to: texts and number formats by number, and how days are counted."""

    teksten: Sequence[str]
    opmaken: Sequence[str]
    vanaf_1904: bool


class Bladlezer:
    """Takes the elements of one sheet and fills a Blad."""

    def __init__(self, blad: Blad, delen: Werkmapdelen, teller: Teller) -> None:
        self._blad = blad
        self._delen = delen
        self._teller = teller
        self._wat = f'Blad "{kort(blad.naam)}"'
        # names of elements, with the prefix that the first one has
        self._prefix = ""
        self._c = self._v = self._row = ""
        self._local: dict[str, str] = {}
        self._depth = 0
        # the row that is open
        self._rij = 0
        self._rijtekst = ""
        self._cellen: dict[int, Cel] = {}
        self._row_hidden = False
        # the cell that is open: the pieces of its text, and what only some cells have
        self._pieces: list[str] = []
        self._formula: str | None = None
        self._rich = Celtekst()
        self._in_rich = False
        self._inline: str | None = None
        # the sheet
        self._given: dict[tuple[str | None, str | None, str], Cel] = {}
        self._plain: dict[str | None, str] = {}
        """Formats of styles that show a number as a number."""
        self._kolommen: set[int] = set()
        self._hidden: list[tuple[int, int]] = []

    def lees(self, brokken: Iterator[bytes]) -> None:
        """Read the sheet. Raises InputError, LimitExceeded."""
        begin, einde = self._handlers()
        taker = Nemer(begin, einde, self._pieces.append, snel=True)
        ontleed(self._watched(brokken), self._teller, self._wat, taker)
        last = max(self._kolommen, default=0)
        for first, final in self._hidden:
            self._blad.verborgen_kolommen.update(range(first, min(final, last) + 1))

    def _watched(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the pieces, and see after each that no text piles up."""
        for piece in pieces:
            yield piece
            if len(self._pieces) > _PIECES and sum(map(len, self._pieces)) > MAX_TEKST:
                if not "".join(self._pieces).isspace():
                    raise self._teller.grens(f"{self._wat}: een tekst van meer dan {getal(MAX_TEKST)} tekens.")
                self._pieces.clear()

    def _handlers(self) -> tuple[Begin, Tekst]:  # noqa: C901 - each branch kept here is a call less for every cell
        """Return what takes the begin and the end of every element."""
        c = v = ""
        state, column = _OUTSIDE, 0
        row, cells = self._rijtekst, self._cellen
        attrs: dict[str, str] = {}
        value: str | None = None
        is_odd = False
        pieces, clear, given = self._pieces, self._pieces.clear, self._given.get

        def begin(naam: str, found: dict[str, str]) -> None:
            nonlocal c, v, state, column, row, cells, attrs, value
            if naam == c and state == _IN_ROW:
                state, attrs, value = _IN_CELL, found, None
            elif naam == v and state == _IN_CELL:
                state = _IN_VALUE
                clear()
            else:
                after = self._begin_other(naam, found, state)
                if after != state:
                    state, column, row, cells = after, 0, self._rijtekst, self._cellen
                if not c:
                    c, v = self._c, self._v

        def einde(naam: str) -> None:
            nonlocal state, column, value, is_odd
            if naam == v and state == _IN_VALUE:
                state = _IN_CELL
                value = pieces[0] if len(pieces) == 1 else "".join(pieces)
            elif naam == c and state == _IN_CELL:
                state = _IN_ROW
                get = attrs.get
                name = get("r")
                column = kolomnummer(name.removesuffix(row)) if name else self._next(column)
                if not column or column in cells:
                    raise self._misplaced(name)
                if is_odd:
                    is_odd = False
                    cel = self._unusual(attrs, value, column)
                elif value is None:
                    return
                else:
                    cel = given((get("t"), get("s"), value)) or self._made(attrs, value, column)
                if cel is not None:
                    cells[column] = cel
            else:
                state = self._end_other(naam, state)
                is_odd = self._formula is not None or self._inline is not None

        return begin, einde

    # --- a cell that was not given before ---

    def _made(self, attrs: dict[str, str], value: str, column: int) -> Cel | None:
        """Return the cell of a value, kept to be given again; None where nothing is to be seen."""
        kind, style = attrs.get("t"), attrs.get("s")
        plain = self._plain.get(style) if kind is None else None
        if plain is not None and GEWOON.fullmatch(value):
            cel: Cel | None = Cel(value, "getal", plain)
        else:
            cel = self._read(value, kind or "n", style, column)
        if (kind == "s" or len(self._given) < _MOST_KEPT) and cel is not None and is_kort(cel.tekst):
            self._given[kind, style, value] = cel
        return cel

    def _read(self, value: str, kind: str, style: str | None, column: int) -> Cel | None:
        formats, number = self._delen.opmaken, _number(style or "0")
        is_known = 0 <= number < len(formats)
        opmaak = formats[number] if is_known else ""
        if (is_known or style is None) and not toont(opmaak):
            self._plain[style] = opmaak
        if kind == "n":
            return self._numeric(value.strip(), opmaak, column)
        if kind in _SPOKEN:
            return _spoken(value, kind, opmaak)
        text = self._shared(value, column) if kind == "s" else ontsnapt(value) if kind == "str" else value
        return self._text(text, opmaak, column)

    def _numeric(self, value: str, opmaak: str, column: int) -> Cel | None:
        digits = decimaal(value)
        if digits is None:
            return self._text(value, opmaak, column)
        if opmaak and (day := datum(digits, opmaak, vanaf_1904=self._delen.vanaf_1904)):
            return Cel(day, "datum", opmaak)
        return Cel(digits, "getal", opmaak)

    def _text(self, text: str, opmaak: str, column: int) -> Cel | None:
        if not text.strip():
            return None
        if not is_kort(text):
            self._teller.tekst(text, self._of(column))
        return Cel(text, "tekst", opmaak)

    def _shared(self, value: str, column: int) -> str:
        number = _number(value.strip())
        if not 0 <= number < len(self._delen.teksten):
            raise self._broken(f"cel {adres(self._rij, column)} noemt een tekst die er niet is")
        return self._delen.teksten[number]

    def _unusual(self, attrs: dict[str, str], value: str | None, column: int) -> Cel | None:
        """Return a cell with a formula, or with its text in itself."""
        formula, inline = self._formula, self._inline
        self._formula = self._inline = None
        if inline is not None:
            known = self._given.get(("inlineStr", attrs.get("s"), inline))
            return known or self._made({**attrs, "t": "inlineStr"}, inline, column)
        # the outcome of a formula may be a text without characters: then there is nothing to be seen
        if value is not None and (value.strip() or attrs.get("t") == "str"):
            return self._made(attrs, value, column)
        self._teller.tekst(formula or "", self._of(column))
        return Cel(f"={formula}", "formule")

    # --- all other elements ---

    def _begin_other(self, naam: str, attrs: dict[str, str], state: int) -> int:
        """Begin an element that is no cell and no value; return where it leads."""
        self._depth += 1
        if self._depth > MAX_DIEP:
            raise te_diep(self._teller)
        if naam == self._row:
            self._begin_row(attrs, state)
            return _IN_ROW
        if not self._c:
            self._begin_sheet(naam)
            return state
        if naam in (self._c, self._v):
            raise self._broken("een cel staat waar zij niet hoort")
        name = self._own(naam)
        if state == _IN_CELL:
            if self._in_rich:
                self._rich.begin(name, attrs)
            elif name == "is":
                self._rich, self._in_rich = Celtekst(), True
        elif name == "col" and _is_on(attrs, "hidden", "width"):
            self._hide(attrs)
        elif name == "mergeCell":
            self._merge(attrs.get("ref", ""))
        self._pieces.clear()
        return state

    def _end_other(self, naam: str, state: int) -> int:
        """End such an element; return where that leads."""
        self._depth -= 1
        if naam == self._row:
            self._end_row()
            return _OUTSIDE
        if state == _IN_CELL and (name := self._own(naam)):
            if name == "f":
                self._formula = "".join(self._pieces)
            elif self._in_rich:
                self._end_rich(name)
            self._pieces.clear()
        return state

    def _end_rich(self, name: str) -> None:
        """End an element of a text that stands in the cell itself."""
        for piece in self._pieces:
            self._rich.tekst(piece)
        self._rich.einde(name)
        if name == "is":
            self._inline, self._in_rich = self._rich.neem(), False

    def _own(self, naam: str) -> str:
        """Return the name of an element without its prefix, empty where it is not of a workbook."""
        known = self._local.get(naam)
        if known is None:
            known = self._local[naam] = lokaal(naam) if eigen(naam) == self._prefix else ""
        return known

    def _begin_sheet(self, naam: str) -> None:
        if lokaal(naam) != "worksheet":
            raise self._broken("het is geen werkblad")
        self._prefix = eigen(naam)
        self._c, self._v, self._row = (f"{self._prefix}{name}" for name in ("c", "v", "row"))

    def _begin_row(self, attrs: dict[str, str], state: int) -> None:
        text = attrs.get("r", str(self._rij + 1))
        number = _number(text)
        if not self._rij < number <= MAX_RIJ or state != _OUTSIDE:
            raise self._broken(f"rij {kort(text, 20)} staat na rij {self._rij}")
        self._rij, self._rijtekst, self._cellen = number, text, {}
        self._row_hidden = _is_on(attrs, "hidden", "ht")
        self._pieces.clear()

    def _end_row(self) -> None:
        cells = self._cellen
        self._pieces.clear()
        self._teller.rij(len(cells))
        if cells:
            self._blad.cellen[self._rij] = cells
            self._kolommen.update(cells)
            self._teller.kolommen(self._kolommen, self._blad.naam)
            if self._row_hidden:
                self._blad.verborgen_rijen.add(self._rij)

    def _hide(self, attrs: dict[str, str]) -> None:
        first, last = (_number(attrs.get(name, "")) for name in ("min", "max"))
        if not 0 < first <= last <= MAX_KOLOM or len(self._hidden) > MAX_KOLOM:
            raise self._broken("een breedte geldt voor kolommen die er niet zijn")
        self._hidden.append((first, last))

    def _merge(self, ref: str) -> None:
        match = _AREA.fullmatch(ref)
        top, left = (int(match[2]), kolomnummer(match[1])) if match else (0, 0)
        down, right = (int(match[4]), kolomnummer(match[3])) if match and match[3] else (top, left)
        if not (0 < top <= down <= MAX_RIJ and 0 < left <= right):
            raise self._broken(f'samengevoegde cellen "{kort(ref, 30)}"')
        self._teller.voeg_samen()
        if (top, left) != (down, right):
            self._blad.samengevoegd.append((top, left, down, right))

    def _next(self, column: int) -> int:
        """Return the column after one, 0 after the last."""
        return column + 1 if column < MAX_KOLOM else 0

    # --- what is told ---

    def _of(self, column: int) -> str:
        return f"{self._wat}, cel {adres(self._rij, column)}"

    def _misplaced(self, name: str | None) -> InputError:
        which = "zonder plaats" if name is None else f'"{kort(name, 20)}"'
        return self._broken(f"een cel {which} staat in rij {self._rij}, buiten de rij of voor de tweede keer")

    def _broken(self, waardoor: str) -> InputError:
        return beschadigd(self._teller.naam, f"{self._wat} is beschadigd: {waardoor}.")


def _is_on(attrs: dict[str, str], hidden: str, size: str) -> bool:
    """Return whether a row or column is hidden, or has no height or width at all."""
    return bool(attrs) and (attrs.get(hidden) in _TRUE or attrs.get(size) == "0")


def _spoken(value: str, kind: str, opmaak: str) -> Cel:
    """Return a cell that holds true or false, an error or a date in full."""
    word = value.strip()[:_LONGEST_WORD]
    if kind == "b":
        return Cel("WAAR" if word in _TRUE else "ONWAAR", "waar", opmaak)
    return Cel(FOUTEN.get(word, word), "fout", opmaak) if kind == "e" else Cel(iso(word), "datum", opmaak)


def _number(text: str) -> int:
    """Return a whole number as attributes hold it, -1 for what is none or of no size they have."""
    return int(text) if len(text) <= 7 and text.isascii() and text.isdecimal() else -1
