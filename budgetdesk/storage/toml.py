"""Bytes to a TOML document: limits, encoding, conflict markers, then the fast parser.

toml-rs parses some fifteen times faster than the standard library and agrees with it on the whole
toml-test corpus; it is told to keep to TOML 1.0 and to hand over decimals as text, because a binary
float loses the third decimal of a large amount.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import toml_rs

from budgetdesk.errors import InputError, LimitExceeded, Plaats
from budgetdesk.storage import locate

MAX_BYTES: Final = 16 * 2**20
"""Largest file read: 16 MiB."""

MAX_KEYS: Final = 100_000
"""Most keys in one file."""

MAX_DEPTH: Final = 32
"""Deepest nesting of tables and arrays."""

BOM: Final = b"\xef\xbb\xbf"
_MARKERS: Final = ("\n<<<<<<< ", "\n>>>>>>> ")
_BALANCED_LINE: Final = re.compile(r"\n\[[^\[\]{}\n]*\]")
_TOKENS: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]', re.DOTALL
)
_DEEP_KEY: Final = r"[^.#]*(?:\.[^.#]*){32}"
_LONG_LINE: Final = 2000
"""Lines shorter than this cannot hold a key deep enough to exhaust the parser's stack."""

_SPECIAL: Final = {"nan": Decimal("NaN"), "inf": Decimal("Infinity"), "-inf": Decimal("-Infinity")}

_DUTCH: Final = (
    ("duplicate key", "deze sleutel staat er al"),
    ("key with no value", "na de sleutel ontbreekt `= waarde`"),
    ("invalid unquoted key", "een sleutel zonder aanhalingstekens mag alleen letters, cijfers, - en _ hebben"),
    ("missing escaped value", "onbekend teken na een backslash; schrijf \\\\ voor een backslash"),
    ("invalid basic string", "de tekst is niet afgesloten met een aanhalingsteken"),
    ("invalid multi-line basic string", "de tekst is niet afgesloten met drie aanhalingstekens"),
    ("string values must be quoted", "hier hoort een getal, of tekst tussen aanhalingstekens"),
    ("unclosed table", "de tabelkop is niet afgesloten met ]"),
    ("unclosed array", "de lijst is niet afgesloten met ]"),
    ("extra `=`", "er staat een = te veel"),
    ("unexpected key or value", "na de waarde staat nog iets; begin een nieuwe regel"),
    ("unexpected leading zero", "een getal begint niet met een 0"),
    ("invalid fraction", "na de decimale punt ontbreken cijfers"),
    ("invalid float", "dit is geen getal; schrijf duizendtallen met _ en decimalen met één punt"),
    ("newlines are unsupported", "een tabel tussen accolades moet op één regel staan"),
)


@dataclass(frozen=True, slots=True)
class Bron:
    """A file as read: its text without BOM, the digest of its bytes, and the parsed document."""

    tekst: str
    digest: str
    bom: bool
    document: dict[str, Any]


def parse_bytes(data: bytes, bestand: str) -> Bron:
    """Return the parsed file; raises InputError (3) or LimitExceeded (6) naming `bestand`."""
    tekst = decode(data, bestand)
    return Bron(tekst, hashlib.sha256(data).hexdigest(), data.startswith(BOM), _parse(tekst, bestand))


def decode(data: bytes, bestand: str) -> str:
    """Return the text of a file; one BOM is taken off."""
    if len(data) > MAX_BYTES:
        raise LimitExceeded(Plaats(bestand), f"het bestand is groter dan {MAX_BYTES // 2**20} MiB.")
    try:
        tekst = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        regel = data.count(b"\n", 0, error.start) + 1
        tekst = f"het bestand is geen UTF-8 (byte 0x{data[error.start]:02x}); sla het op als UTF-8."
        raise InputError.at(Plaats(bestand, regel), tekst, code="BD101") from None
    markers = [position for mark in _MARKERS if (position := f"\n{tekst}".find(mark)) >= 0]
    if markers:
        regel = locate.line_number(tekst, min(markers))
        raise InputError.at(
            Plaats(bestand, regel),
            "hier staat een conflictmarkering van git; los het conflict eerst op.",
            code="BD102",
        )
    return tekst


def _parse(tekst: str, bestand: str) -> dict[str, Any]:
    _check_depth(tekst, bestand)
    try:
        return toml_rs.loads(tekst, parse_float=_decimal, toml_version="1.0.0")
    except toml_rs.TOMLDecodeError as error:
        raise _syntax_error(error, tekst, bestand) from None
    except ValueError:
        # Python refuses to convert integers of thousands of digits
        raise LimitExceeded(Plaats(bestand), "een getal heeft te veel cijfers.") from None


class Exponent(Decimal):
    """A number written with an exponent: a fraction may be, an amount may not."""


def _decimal(text: str) -> Decimal:
    if "e" in text or "E" in text:
        return Exponent(text)
    return _SPECIAL.get(text.lstrip("+")) or Decimal(text)


def _check_depth(tekst: str, bestand: str) -> None:
    """Refuse nesting that would exhaust the stack of the parser, which aborts the process."""
    if max(map(len, tekst.split("\n"))) > _LONG_LINE:
        for regel, line in enumerate(tekst.split("\n"), 1):
            if len(line) > _LONG_LINE and re.match(_DEEP_KEY, line.split("=", 1)[0]):
                raise _too_deep(bestand, regel)
    if tekst.count("[") + tekst.count("{") - len(_BALANCED_LINE.findall("\n" + tekst)) <= MAX_DEPTH:
        return
    depth = 0
    for token in _TOKENS.finditer(tekst):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if depth > MAX_DEPTH:
            raise _too_deep(bestand, locate.line_number(tekst, token.start()))


def _too_deep(bestand: str, regel: int | None) -> LimitExceeded:
    return LimitExceeded(Plaats(bestand, regel), f"dieper genest dan {MAX_DEPTH} niveaus.")


def _syntax_error(error: toml_rs.TOMLDecodeError, tekst: str, bestand: str) -> InputError:
    english = str(error).rsplit("\n", 1)[-1]
    reason = next((dutch for start, dutch in _DUTCH if english.startswith(start)), english)
    # a text that is not closed on its line is only missed at the start of the next one
    regel = error.lineno - ("string" in english and error.colno == 1 and error.lineno > 1)
    line = tekst.split("\n")[regel - 1].strip()
    quoted = f" In: {line[:80]}" if line else ""
    return InputError.at(Plaats(bestand, regel, key_of_line(line)), f"geen geldige TOML: {reason}.{quoted}", code="BD103")


def key_of_line(line: str) -> str | None:
    """Return what a faulty line seems to name: its key or table header."""
    match = re.match(r"\[{1,2}\s*([^\]]+?)\s*\]|([^=#]+?)\s*=", line)
    return (match[1] or match[2]) if match else None
