"""SpreadsheetML 2003, the XML that programs write under the name of a workbook (`.xls`, `.xml`)."""

from __future__ import annotations

from typing import Final

from budgetdesk.errors import InputError
from budgetdesk.importing.bron import MAX_KOLOM, Blad, Cel, Celsoort, Gevonden
from budgetdesk.importing.lezen.cellen import FOUTEN
from budgetdesk.importing.lezen.codering import codering
from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.getalopmaak import datum, decimaal, iso
from budgetdesk.importing.lezen.grenzen import MAX_RIJ, Teller, kort
from budgetdesk.importing.lezen.ontleden import BROK, Nemer, lokaal, ontleed

NAAMRUIMTE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
"""What tells this XML from other."""

_NAMED: Final = {
    "General": "",
    "General Number": "",
    "Standard": "#,##0.00",
    "Fixed": "0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Currency": '"€" #,##0.00',
    "Euro Currency": '"€" #,##0.00',
    "General Date": "d-m-yyyy h:mm",
    "Short Date": "d-m-yyyy",
    "Medium Date": "d-mmm-yy",
    "Long Date": "d mmmm yyyy",
    "Short Time": "h:mm",
    "Medium Time": "h:mm",
    "Long Time": "h:mm:ss",
}
"""Number formats that go by a name here."""
_WORDS: Final[dict[str, Celsoort]] = {"Boolean": "waar", "Error": "fout", "DateTime": "datum"}
"""Types of cells that hold a word."""
_HIDDEN: Final = ("SheetHidden", "SheetVeryHidden")
_MOST_STYLES: Final = 100_000


class _Lezer:
    """Takes the elements of a workbook."""

    def __init__(self, teller: Teller) -> None:
        self.bladen: list[Blad] = []
        self._vanaf_1904 = False
        self._teller = teller
        self._formats: dict[str, str] = {}
        self._style = ""
        self._rij = 0
        self._in_row = False
        self._kolom = 0
        self._width = 0
        """The last column that was described."""
        self._columns: set[int] = set()
        self._hidden: list[tuple[int, int]] = []
        self._cell: dict[str, str] | None = None
        self._type = ""
        self._has_data = self._in_data = False
        self._text: list[str] = []
        self._skipped = 0

    @property
    def _blad(self) -> Blad:
        if not self.bladen:
            raise beschadigd(self._teller.naam, "Een rij staat buiten een werkblad.")
        return self.bladen[-1]

    def begin(self, naam: str, ordered: dict[str, str]) -> None:
        """Begin an element."""
        name = lokaal(naam)
        attrs = {lokaal(key): value for key, value in ordered.items()}
        if self._skipped or name in ("Comment", "Sup", "PhoneticText"):
            self._skipped += 1
            return
        match name:
            case "Style":
                self._style = attrs.get("ID", "")
            case "NumberFormat":
                self._format(attrs.get("Format", ""))
            case "Worksheet":
                self._begin_sheet(attrs.get("Name", ""))
            case "Column":
                self._column(attrs)
            case "Row":
                self._begin_row(attrs)
            case "Cell":
                self._begin_cell(attrs)
            case "Data" if self._cell is not None:
                self._type, self._text = attrs.get("Type", "String"), []
                self._has_data = self._in_data = True
            case "Visible" | "Date1904":
                self._text = []

    def einde(self, naam: str) -> None:
        """End an element."""
        name = lokaal(naam)
        if self._skipped:
            self._skipped -= 1
            return
        match name:
            case "Cell":
                self._end_cell()
            case "Data":
                self._in_data = False
            case "Row":
                self._end_row()
            case "Visible" if self.bladen:
                self._blad.zichtbaar = "".join(self._text).strip() not in _HIDDEN
            case "Date1904":
                self._vanaf_1904 = True
            case "Worksheet":
                last = max(self._columns, default=0)
                for first, final in self._hidden:
                    self._blad.verborgen_kolommen.update(range(first, min(final, last) + 1))

    def tekst(self, tekst: str) -> None:
        """Take characters."""
        if (self._in_data or self._cell is None) and not self._skipped:
            self._text.append(tekst)

    def _format(self, code: str) -> None:
        self._formats[self._style] = _NAMED.get(code, code[:1000])
        if len(self._formats) > _MOST_STYLES:
            raise self._teller.grens("Het bestand heeft te veel celstijlen.")

    def _begin_sheet(self, name: str) -> None:
        self._teller.blad()
        self._teller.tekst(name, "De naam van een blad")
        self.bladen.append(Blad(name))
        self._rij = self._width = 0
        self._columns, self._hidden = set(), []

    def _column(self, attrs: dict[str, str]) -> None:
        first = self._place(attrs, self._width, MAX_KOLOM)
        self._width = first + self._count(attrs, "Span", MAX_KOLOM)
        if attrs.get("Hidden") == "1" or attrs.get("Width") == "0":
            self._hidden.append((first, self._width))

    def _begin_row(self, attrs: dict[str, str]) -> None:
        if self._in_row:
            raise self._misplaced("een rij", "in")
        self._rij = self._place(attrs, self._rij, MAX_RIJ)
        self._in_row, self._kolom = True, 0
        blad = self._blad
        blad.cellen[self._rij] = {}
        if attrs.get("Hidden") == "1" or attrs.get("Height") == "0":
            blad.verborgen_rijen.add(self._rij)

    def _end_row(self) -> None:
        self._in_row = False
        blad, cells = self._blad, self._blad.cellen.get(self._rij, {})
        self._teller.rij(len(cells))
        self._columns.update(cells)
        self._teller.kolommen(self._columns, blad.naam)
        if not cells:
            blad.cellen.pop(self._rij, None)
            blad.verborgen_rijen.discard(self._rij)

    def _begin_cell(self, attrs: dict[str, str]) -> None:
        if not self._in_row:
            raise self._misplaced("een cel", "buiten")
        self._kolom = self._place(attrs, self._kolom, MAX_KOLOM)
        self._cell, self._has_data, self._text = attrs, False, []

    def _end_cell(self) -> None:
        attrs, self._cell = self._cell or {}, None
        across, down = self._count(attrs, "MergeAcross", MAX_KOLOM), self._count(attrs, "MergeDown", MAX_RIJ)
        first = self._kolom
        if across or down:
            self._teller.voeg_samen()
            area = (self._rij, first, min(self._rij + down, MAX_RIJ), min(first + across, MAX_KOLOM))
            self._blad.samengevoegd.append(area)
        self._kolom = min(first + across, MAX_KOLOM)
        cel = self._made(attrs)
        if cel is not None:
            self._teller.tekst(cel.tekst, f'Blad "{kort(self._blad.naam)}", rij {self._rij}')
            self._blad.cellen[self._rij][first] = cel

    def _made(self, attrs: dict[str, str]) -> Cel | None:
        """Return what a cell holds; None where nothing is to be seen."""
        text, bare = "".join(self._text), "".join(self._text).strip()
        opmaak = self._formats.get(attrs.get("StyleID", "Default"), "")
        if not bare and "Formula" in attrs and (not self._has_data or self._type != "String"):
            return Cel(attrs["Formula"], "formule", opmaak)
        if not bare:
            return None
        if self._type == "Number" and (digits := decimaal(bare)) is not None:
            day = datum(digits, opmaak, vanaf_1904=self._vanaf_1904)
            return Cel(day, "datum", opmaak) if day else Cel(digits, "getal", opmaak)
        if word := _WORDS.get(self._type):
            return Cel(_spoken(bare, word), word, opmaak)
        return Cel(text, "tekst", opmaak)

    def _place(self, attrs: dict[str, str], last: int, most: int) -> int:
        """Return where a row, column or cell stands: the next place, unless it names a later one."""
        place = self._count(attrs, "Index", most) or last + 1
        if not last < place <= most:
            raise beschadigd(self._teller.naam, f"{self._wat} is beschadigd: na {last} komt {kort(str(place))}.")
        return place

    def _misplaced(self, what: str, where: str) -> InputError:
        return beschadigd(self._teller.naam, f"{self._wat} is beschadigd: {what} staat {where} een rij.")

    def _count(self, attrs: dict[str, str], name: str, most: int) -> int:
        """Return a number that an attribute holds, 0 where there is none. Raises InputError."""
        text = attrs.get(name, "0")
        if not (text.isascii() and text.isdecimal() and len(text) <= 7 and int(text) <= most):
            raise beschadigd(self._teller.naam, f'{self._wat} is beschadigd: {name} is "{kort(text, 20)}".')
        return int(text)

    @property
    def _wat(self) -> str:
        return f'Blad "{kort(self._blad.naam)}"'


def _spoken(text: str, soort: Celsoort) -> str:
    """Return true or false, an error or a date in words of ours."""
    if soort == "waar":
        return "WAAR" if text in ("1", "true") else "ONWAAR"
    return FOUTEN.get(text, text) if soort == "fout" else iso(text)


def lees(data: bytes, teller: Teller) -> tuple[list[Blad], list[Gevonden]]:
    """Return the sheets of a workbook. Raises InputError, LimitExceeded."""
    how = codering(data, genoemd=True)
    # expat knows few encodings, and what XML says of its own is overruled
    known = data if how.codec == "utf-8" else data[how.begin :].decode(how.codec, "replace").encode()
    reader = _Lezer(teller)
    pieces = (known[start : start + BROK] for start in range(0, len(known), BROK))
    ontleed(pieces, teller, "De werkmap", Nemer(reader.begin, reader.einde, reader.tekst))
    return reader.bladen, []
