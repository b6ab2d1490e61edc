"""Bytes to a TOML document: limits, encoding, conflict markers, then the fast parser.

toml-rs parses some fifteen times faster than the standard library and agrees with it on the whole
toml-test corpus; it is told to keep to TOML 1.0 and to hand over decimals as text, because a binary
float loses the third decimal of a large amount.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import toml_rs

from budgetdesk.errors import InputError, Plaats
from budgetdesk.storage import locate
from budgetdesk.storage.limits import check_size, check_structure

BOM: Final = b"\xef\xbb\xbf"

CONFLICT: Final = "BD102"
"""Code of the finding that a file holds conflict markers."""

_MARKER: Final = re.compile(r"\n(?:<{7,}|>{7,}) ")
"""A marker of seven signs or more: a text with a line that looks like one gets longer markers."""

_SPECIAL: Final = {"nan": Decimal("NaN"), "inf": Decimal("Infinity"), "-inf": Decimal("-Infinity")}
_MAX_EXPONENT: Final = 1000
"""Higher powers of ten count as infinite, as in a binary float: written out they would fill the memory."""

_IMPOSSIBLE_TIME: Final = re.compile(r"\b0000-|:60")
"""What toml-rs accepts and Python's dates do not: the year 0 and a leap second."""

_DUTCH: Final = (
    ("duplicate key", "deze sleutel staat er al"),
    ("cannot extend value", "deze sleutel heeft al een waarde en kan geen tabel meer zijn"),
    ("key with no value", "na de sleutel ontbreekt `= waarde`"),
    ("missing value for key", "na de sleutel ontbreekt `= waarde`"),
    ("missing assignment", "na de sleutel ontbreekt `= waarde`"),
    ("unquoted keys cannot be empty", "hier ontbreekt een sleutel of een waarde"),
    ("invalid unquoted key", "een sleutel zonder aanhalingstekens mag alleen letters, cijfers, - en _ hebben"),
    ("invalid key-value pair", "hier hoort een sleutel"),
    ("missing escaped value", "onbekend teken na een backslash; schrijf \\\\ voor een backslash"),
    ("too few unicode value digits", "na \\u horen vier cijfers, na \\U acht"),
    ("invalid basic string", "de tekst is niet afgesloten met een aanhalingsteken"),
    ("invalid literal string", "de tekst is niet afgesloten met een aanhalingsteken"),
    ("invalid multi-line", "de tekst is niet afgesloten met drie aanhalingstekens"),
    ("missing opening quote", "voor de tekst ontbreekt een aanhalingsteken"),
    ("string values must be quoted", "hier hoort een getal, of tekst tussen aanhalingstekens"),
    ("unclosed table", "de tabelkop is niet afgesloten met ]"),
    ("missing table open", "een tabelkop begint met ["),
    ("unclosed array", "de lijst is niet afgesloten met ]"),
    ("missing array opening", "er staat een ] te veel"),
    ("missing inline table opening", "er staat een } te veel"),
    ("extra `=`", "er staat een = te veel"),
    ("extra assignment", "er staat een = te veel"),
    ("unexpected `=`", "er staat een = te veel"),
    ("missing comma", "tussen twee waarden ontbreekt een komma"),
    ("extra comma", "er staat een komma te veel"),
    ("trailing commas", "na de laatste waarde tussen accolades hoort geen komma"),
    ("unexpected key or value", "na de waarde staat nog iets; begin een nieuwe regel"),
    ("unexpected leading zero", "een getal begint niet met een 0"),
    ("`_` may only go between digits", "een _ staat alleen tussen twee cijfers"),
    ("invalid fraction", "na de decimale punt ontbreken cijfers"),
    ("invalid float", "dit is geen getal; schrijf duizendtallen met _ en decimalen met één punt"),
    ("invalid date", "deze datum of tijd bestaat niet; schrijf 2025-07-03"),
    ("invalid time", "deze datum of tijd bestaat niet; schrijf 2025-07-03"),
    ("invalid offset", "deze datum of tijd bestaat niet; schrijf 2025-07-03"),
    ("invalid boolean", "schrijf `true` of `false`"),
    ("invalid comment character", "in het commentaar staat een onzichtbaar teken"),
    ("carriage return", "een regel eindigt hier met CR alleen; dat moet LF of CRLF zijn"),
    ("newlines are unsupported", "een tabel tussen accolades moet op één regel staan"),
)
_UNNAMED: Final = "de schrijfwijze klopt hier niet"


@dataclass(frozen=True, slots=True)
class Bron:
    """A file as read: its text without BOM, the digest of its bytes, and the parsed document."""

    tekst: str
    digest: str
    document: dict[str, Any]


def parse_bytes(data: bytes, bestand: str) -> Bron:
    """Return the parsed file; raises InputError (3) or LimitExceeded (6) naming `bestand`."""
    tekst = decode(data, bestand)
    return Bron(tekst, hashlib.sha256(data).hexdigest(), _parse(tekst, bestand))


def decode(data: bytes, bestand: str) -> str:
    """Return the text of a file; one BOM is taken off.

    Raises InputError (3) where it is no text or holds conflict markers, LimitExceeded (6) where it is too large.
    """
    tekst = decode_marked(data, bestand)
    # hardly any text has the signs of one, and to look for those takes far less time than for a line that begins so
    if ("<<<<<<<" in tekst or ">>>>>>>" in tekst) and (marker := _MARKER.search(f"\n{tekst}")):
        raise InputError.at(
            Plaats(bestand, locate.line_number(tekst, marker.start())),
            "hier staat een conflictmarkering van git.",
            code=CONFLICT,
            remedie="Open het dossier in de app: die toont beide kanten en laat u kiezen.",
        )
    return tekst


def decode_marked(data: bytes, bestand: str) -> str:
    """Return the text of a file, conflict markers and all; one BOM is taken off.

    Raises InputError (3) where it is no text, LimitExceeded (6) where it is too large.
    """
    check_size(data, bestand)
    body = data.removeprefix(BOM)
    try:
        tekst = body.decode("utf-8")
    except UnicodeDecodeError as error:
        regel = body.count(b"\n", 0, error.start) + 1
        reden = f"het bestand is geen UTF-8 (byte 0x{body[error.start]:02x}); sla het op als UTF-8."
        raise InputError.at(Plaats(bestand, regel), reden, code="BD101") from None
    if body.startswith(BOM):
        # the parser would swallow it, and every span after it would be off by one
        raise _invalid(bestand, 1, "het bestand begint met twee BOM's", "")
    return tekst


def _parse(tekst: str, bestand: str) -> dict[str, Any]:
    check_structure(tekst, bestand)
    try:
        return toml_rs.loads(tekst, parse_float=_decimal, toml_version="1.0.0")
    except toml_rs.TOMLDecodeError as error:
        english = str(error).rsplit("\n", 1)[-1]
        reason = next((dutch for start, dutch in _DUTCH if english.startswith(start)), _UNNAMED)
        # its position counts bytes, and its line and column take that for signs: each accent would move them on
        at = tekst.encode("utf-8")[: error.pos].count(b"\n") + 1
        raise _invalid(bestand, at, reason, tekst.split("\n")[at - 1].strip()) from None
    except ValueError:
        lines = enumerate(tekst.split("\n"), 1)
        where, line = next(((i, line) for i, line in lines if _IMPOSSIBLE_TIME.search(line)), (None, ""))
        raise _invalid(bestand, where, dict(_DUTCH)["invalid time"], line) from None


class Exponent(Decimal):
    """A number written with an exponent: a fraction may be, an amount may not."""


def _decimal(text: str) -> Decimal:
    if "e" not in text and "E" not in text:
        return _SPECIAL.get(text.lstrip("+")) or Decimal(text)
    try:
        number = Exponent(text)
    except InvalidOperation:
        return _SPECIAL["inf"]
    return number if abs(number.adjusted()) <= _MAX_EXPONENT else _SPECIAL["inf"]


def _invalid(bestand: str, regel: int | None, reden: str, line: str) -> InputError:
    quoted = f" In: {line[:80]}" if line else ""
    plaats = Plaats(bestand, regel, key_of_line(line))
    return InputError.at(plaats, f"geen geldige TOML: {reden}.{quoted}", code="BD103")


def key_of_line(line: str) -> str | None:
    """Return what a faulty line seems to name: its key or table header."""
    match = re.match(r"\[{1,2}\s*([^\]]+?)\s*\]|([^=#]+?)\s*=", line)
    return (match[1] or match[2]) if match else None
