"""One file of a dossier as text that reads well in `git diff`: amounts by year, everything else one per line.

It sees the file without its dossier: every year that is in it, natural signs, references as they are typed.
What differs in the file differs in the text, and what is the same but spelled otherwise does not: `1_000` and
`1000`, a key in accolades or on a line of its own. Columns have a fixed width as long as the figures allow,
so that one longer amount does not change the rows around it.

A file with conflicts is the table of ours, and between markers what the table of theirs has instead: what is
decided reads as it does in either version. The base of a conflict is not shown; that is for `git diff --base`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Any, Final

from budgetdesk.bedrag import MAX_CENTS, format_exact
from budgetdesk.display import display
from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.merge.markers import Conflict, Deel, NoConflict, join, split
from budgetdesk.model.arrangement import BRONNEN, FASEN, REALISATIE, kind
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.storage.lexer import comments_in
from budgetdesk.storage.pieces import owned
from budgetdesk.storage.toml import Bron, Exponent, decode_marked, parse_bytes

BREEDTE: Final = 120
"""Characters of a line of text before it is wrapped."""

_LEVELS: Final = (*FASEN, REALISATIE, *BRONNEN)
_LABEL: Final = 24
_KOLOM: Final = 14

_MAX_EUROS: Final = MAX_CENTS // 100 + 1
"""Larger is no amount; what is larger still need not be computed with."""

_YEAR: Final = re.compile(r"[0-9]{4}")
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SENTENCE: Final = re.compile(r"(?<=[.!?]) (?=\S)")
_BREAK: Final = re.compile(r"(?<=\S) (?=\S)")
_ESCAPES: Final = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
_OTHER: Final = re.compile(r"ja|nee|inf|nan|[-+0-9.,:TZ]+")
"""Texts that would read as a value of another form: a number, a date, yes or no."""

Pad = tuple[str, ...]
_Plaats = tuple[Pad, Pad | None]
"""A line by its table and its key in there without a year; None: the header of the table."""


def readable(data: bytes) -> bytes:
    """Return a file of a dossier as readable UTF-8; as it is where it, or a side of its conflicts, cannot be read."""
    for show in (_table, _with_conflicts):
        with suppress(InputError, LimitExceeded, NoConflict):
            return show(data)
    return data


def _table(data: bytes) -> bytes:
    return _Lezer(parse_bytes(data, "")).text().encode()


def _with_conflicts(data: bytes) -> bytes:
    """Return what the tables of both sides share, and what they do not between markers; as it is where these hide."""
    delen = split(decode_marked(data, ""))
    conflicts = [deel for deel in delen if isinstance(deel, Conflict)]
    ons, hun = _side(delen, ()), _side(delen, conflicts)
    if any(_side_or_none(delen, conflict) == ons for conflict in conflicts):
        return data
    return join(_compared(ons.decode(), hun.decode(), conflicts[0].namen)).encode()


def _side_or_none(delen: Sequence[Deel], hun: Conflict) -> bytes | None:
    """Return the table with their side of this conflict only; None where that does not go with ours of the others."""
    try:
        return _side(delen, (hun,))
    except (InputError, LimitExceeded):
        return None


def _side(delen: Sequence[Deel], hun: Sequence[Conflict]) -> bytes:
    """Return the table with our side of every conflict, but theirs of these."""
    theirs = set(map(id, hun))
    chosen = (d if isinstance(d, str) else d.hun if id(d) in theirs else d.ons for d in delen)
    return _table("".join(chosen).encode())


def _compared(ons: str, hun: str, namen: tuple[str, str, str]) -> Iterator[Deel]:
    """Yield the lines that two texts share, and a conflict for those between them."""
    mine, yours = (text.splitlines(keepends=True) for text in (ons, hun))
    for same, i, k, j, m in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        left, right = "".join(mine[i:k]), "".join(yours[j:m])
        yield left if same == "equal" else Conflict(left, None, right, namen)


@dataclass(slots=True)
class _Opmerkingen:
    """The comments of a file by the line they are shown above, and those below the last line of a table."""

    boven: dict[_Plaats, list[str]] = field(default_factory=dict)
    onder: dict[Pad, list[str]] = field(default_factory=dict)


class _Lezer:
    def __init__(self, bron: Bron) -> None:
        self.tabellen: Final = dict(_tables(bron.document))
        self.plaatsen: Final = _places(self.tabellen)
        self.opmerkingen: Final = self._comments(bron.tekst)

    def text(self) -> str:
        """Return the tables in file order with an empty line between them."""
        tables = ["\n".join(lines) + "\n" for kop in self.tabellen if (lines := list(self._table(kop)))]
        return "\n".join(tables)

    def _place(self, pad: Pad) -> _Plaats:
        """Return the line that shows a key, else that of the deepest level above it."""
        return next(self.plaatsen[pad[:size]] for size in range(len(pad), -1, -1) if pad[:size] in self.plaatsen)

    def _comments(self, tekst: str) -> _Opmerkingen:
        """Divide the comments: what stands above a key or behind it is about that key, and the same for a header.

        Directly below the last key of a table it belongs to that table; what belongs to no table is shown above
        the next one, but for what stands on the first lines of a file that begins with a header.
        """
        found = _Opmerkingen()
        waiting: list[str] = []
        kop = Pad()
        eigendommen = owned(tekst)
        rootless = all(eigendom.pad != () for eigendom in eigendommen)
        for eigendom in eigendommen:
            for line in eigendom.regels:
                waiting += map(_escaped, comments_in(tekst[line.start : line.eind]))
                if line.pad:
                    found.boven.setdefault(self._place(line.pad), []).extend(waiting)
                    kop, waiting = line.kop, []
            if eigendom.pad is not None or (rootless and not eigendom.start):
                self._below(found, kop, waiting)
                waiting = []
        self._below(found, kop, waiting)
        return found

    def _below(self, found: _Opmerkingen, kop: Pad, comments: list[str]) -> None:
        found.onder.setdefault(self._place(kop)[0], []).extend(comments)

    def _table(self, kop: Pad) -> Iterator[str]:
        values = self.tabellen[kop]
        naam = values.get("naam")
        titled = bool(kop) and isinstance(naam, str) and _is_plain(naam)
        yield from self._above(kop, None)
        if kop:
            yield f"[{_dotted(kop)}]" + (f" {_escaped(str(naam))}" if titled else "")
        if titled:
            yield from self._above(kop, ("naam",))
        yield from self._body(kop, [leaf for leaf in _leaves(values) if not (titled and leaf[0] == ("naam",))])
        yield from self.opmerkingen.onder.get(kop, ())

    def _body(self, kop: Pad, leaves: list[tuple[Pad, Any]]) -> Iterator[str]:
        """Yield the short fields, the rows of years and the long texts, each in the order of the schema."""
        soort = kind(kop[0] if kop else "")
        rows: dict[Pad, dict[str, str]] = {}
        long: list[str] = []
        for pad, value in sorted(leaves, key=lambda leaf: _order(soort, leaf[0])):
            form = "bedrag" if _is_amount(soort, pad) else "getal"
            if _is_cell(pad, value):
                rows.setdefault(pad[:-1], {})[pad[-1]] = _number(value, form)
                continue
            above = self._above(kop, pad)
            if _is_long(value):
                long += [*above, f"{_dotted(pad)}:", *_long(value)]
            else:
                yield from above
                yield f"{_dotted(pad)}: {_inline(value, form)}"
        yield from self._grid(kop, rows)
        yield from long

    def _grid(self, kop: Pad, rows: dict[Pad, dict[str, str]]) -> Iterator[str]:
        years = sorted({year for row in rows.values() for year in row})
        label = max([_LABEL, *(len(_label(pad)) for pad in rows)])
        width = max([_KOLOM, *(len(cell) + 2 for row in rows.values() for cell in row.values())])
        if rows:
            yield " " * label + "".join(year.rjust(width) for year in years)
        for pad, row in rows.items():
            yield from self._above(kop, pad)
            yield (_label(pad).ljust(label) + "".join(row.get(year, "").rjust(width) for year in years)).rstrip()

    def _above(self, kop: Pad, pad: Pad | None) -> list[str]:
        return self.opmerkingen.boven.get((kop, pad), [])


def _tables(document: Mapping[str, Any]) -> Iterator[tuple[Pad, dict[str, Any]]]:
    """Yield the tables of a file by their header, the root keys first."""
    yield (), {key: value for key, value in document.items() if not isinstance(value, dict)}
    for key, value in document.items():
        if isinstance(value, dict):
            keyed = value and all(isinstance(v, dict) for v in value.values())
            if keyed and not kind(key).enkel:
                yield from (((key, sleutel), v) for sleutel, v in value.items())
            else:
                yield (key,), value


def _leaves(values: Mapping[str, Any], pad: Pad = ()) -> Iterator[tuple[Pad, Any]]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*pad, key))
        else:
            yield (*pad, key), value


def _places(tabellen: Mapping[Pad, dict[str, Any]]) -> dict[Pad, _Plaats]:
    """Return for every header, key and level in between the line that shows it first."""
    places: dict[Pad, _Plaats] = {}
    for kop, values in tabellen.items():
        for size in range(len(kop), -1, -1):
            places.setdefault(kop[:size], (kop, None))
        for pad, value in _leaves(values):
            place = (kop, pad[:-1] if _is_cell(pad, value) else pad)
            for size in range(len(pad), 0, -1):
                places.setdefault(kop + pad[:size], place)
    return places


def _order(soort: Kind, pad: Pad) -> tuple[int, int]:
    """Return where a key stands among those of its table; what the schema does not know comes last, as in the file."""
    veld = _field(soort, pad)
    fase = next((_LEVELS.index(part) for part in pad[1:] if part in _LEVELS), -1)
    return (soort.velden.index(veld), fase) if veld else (len(soort.velden), -1)


def _field(soort: Kind, pad: Pad) -> Field | None:
    return soort.veld_van(".".join(pad)) or soort.veld("")


def _is_amount(soort: Kind, pad: Pad) -> bool:
    veld = _field(soort, pad)
    return veld is not None and veld.vorm == "bedrag"


def _is_cell(pad: Pad, value: object) -> bool:
    return bool(_YEAR.fullmatch(pad[-1])) and isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_long(value: object) -> bool:
    return bool(value) and (isinstance(value, list) or (isinstance(value, str) and not _fits(value)))


def _fits(text: str) -> bool:
    return "\n" not in text and len(text) <= BREEDTE


def _is_plain(text: str) -> bool:
    """Return whether a text without quotation marks reads as itself and as nothing else."""
    return _fits(text) and text[:1].isalnum() and not _OTHER.fullmatch(text) and not text.endswith(" ")


def _label(pad: Pad) -> str:
    return " ".join(map(_key, pad))


def _dotted(pad: Pad) -> str:
    return ".".join(map(_key, pad))


def _key(part: str) -> str:
    return part if _BARE.fullmatch(part) else _quoted(part)


def _inline(value: object, form: str = "getal") -> str:
    if isinstance(value, str):
        return _escaped(value) if _is_plain(value) else _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_nested, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)}: {_nested(v)}" for k, v in value.items()) + "}"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return _number(value, form) if isinstance(value, int | Decimal) else _quoted(str(value))


def _nested(value: object) -> str:
    """Return a value within brackets, where a comma would end a text that has no quotation marks."""
    return _quoted(value) if isinstance(value, str) else _inline(value)


def _number(value: int | Decimal, form: str) -> str:
    """Return a number in Dutch notation; as an amount, with points, where it is one in whole cents."""
    if isinstance(value, Decimal) and not value.is_finite():
        return "nan" if value.is_nan() else f"{'-' if value < 0 else ''}inf"
    if form == "bedrag" and not isinstance(value, Exponent) and -_MAX_EUROS <= value <= _MAX_EUROS:
        cents = Fraction(value) * 100
        if cents.denominator == 1:
            return format_exact(int(cents))
    if isinstance(value, int):
        return str(value)
    whole, _, decimals = f"{value:f}".partition(".")
    return f"{whole},{decimals.rstrip('0') or '0'}"


def _long(value: list[Any] | str) -> Iterator[str]:
    """Yield the elements of a list, or the lines of a text: `|` where it has a line end itself, `:` where not."""
    if isinstance(value, list):
        yield from (f"  - {_inline(element)}" for element in value)
        return
    *lines, last = value.split("\n")
    for line in lines:
        *pieces, end = _wrapped(line)
        yield from (f"  : {_escaped(piece)}" for piece in pieces)
        yield f"  | {_escaped(end)}" if end else "  |"
    if last:
        yield from (f"  : {_escaped(piece)}" for piece in _wrapped(last))


def _wrapped(line: str) -> list[str]:
    """Return a long line by sentence and those by width, so that another word changes the lines of one sentence."""
    if len(line) <= BREEDTE:
        return [line]
    pieces: list[str] = []
    for sentence in _SENTENCE.split(line):
        first, *words = _BREAK.split(sentence)
        pieces.append(first)
        for word in words:
            if len(pieces[-1]) + len(word) < BREEDTE:
                pieces[-1] += f" {word}"
            else:
                pieces.append(word)
    return pieces


def _quoted(text: str) -> str:
    return '"' + _escaped(text).replace('"', r"\"") + '"'


def _escaped(text: str) -> str:
    """Return a text in which every sign can be seen and told from every other."""
    if "\\" not in text and display(text, len(text) + 1) == text:
        return text
    return "".join(_ESCAPES.get(c) or (c if display(c) == c else _code(c)) for c in text)


def _code(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"
