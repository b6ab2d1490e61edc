r"""The lines of a TOML text, in one pass: headers, keys with their values, comments, and what cannot be read.

Whatever looks at the text of a file stands on this one reading of it: where a key is, what a table owns, the
one form, edits, the merge. What the parser accepts is read as the parser reads it. Nothing is raised: what is
no TOML comes out as such, and reading goes on behind it. The grammar of keys is in `model.adres`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from budgetdesk.model.adres import BASIC, KEY, LITERAL, QUOTED, read_key

Teken = Literal["#", "[", "=", "?"]
"""What a line is: a comment, a header, a key with its value, or unreadable."""

COMMENTAAR: Final[Teken] = "#"
KOP: Final[Teken] = "["
SLEUTEL: Final[Teken] = "="
ONLEESBAAR: Final[Teken] = "?"

_LONG_BASIC: Final = r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+'
_LONG_LITERAL: Final = r"'''(?:[^']++|'(?!''))*+"
_TEXT: Final = rf"""(?:{_LONG_BASIC}"{{3,5}}|{_LONG_LITERAL}'{{3,5}}|(?!\"""|''')(?:{QUOTED}))"""

OPEN_TEXT: Final = rf"""(?:{_LONG_BASIC}(?:"{{3,5}}|\\?\Z)|{_LONG_LITERAL}(?:'{{3,5}}|\Z)|{BASIC}["\\]?|{LITERAL}'?)"""
"""A text as a regular expression, closed or not: on a single line it then ends with that line."""

COMMENT: Final = r"\#[^\r\n]*+"

_WORD: Final = r"""[^\s"'\[\]{},=\#]++"""
_VALUE: Final = rf"{_TEXT}|{_WORD}(?:[ \t]++{_WORD})*+|(?=[\[{{])|(?P<open>{OPEN_TEXT})"
"""A value; of one between brackets nothing yet."""

_PAIR: Final = rf"(?P<sleutel>{KEY})[ \t]*+=[ \t]*+(?P<waarde>{_VALUE})"
_HEADER: Final = rf"(?P<haken>\[(?P<lijst>\[)?[ \t]*+(?P<kop>{KEY})[ \t]*+\](?(lijst)\]))"
_END: Final = rf"[ \t]*+(?P<commentaar>{COMMENT})?\r?(?:\n|\Z)"
_LINE: Final = re.compile(rf"(?P<wit>(?:[ \t]*+\r?\n)*+)[ \t]*+(?:{_PAIR}|{_HEADER})?(?P<slot>{_END})?")
_LINE_END: Final = re.compile(_END)
_NEXT_PAIR: Final = re.compile(rf"[ \t,]*+{_PAIR}")
_NEXT_ELEMENT: Final = re.compile(rf"(?:[\s,]++|{COMMENT})*+(?P<waarde>{_VALUE})")
_IN_BRACKETS: Final = re.compile(
    rf"""[^\[\]{{}}"'\#=\n]*+(?:(?P<teken>[\[\]{{}}=\n])|{COMMENT}|{_TEXT}|(?P<open>{OPEN_TEXT}))"""
)
_CLOSES: Final = {"]": "[", "}": "{"}
_COMMENTS: Final = re.compile(rf"""[^"'\#]++|{_TEXT}|({COMMENT})""")
_TRAILING: Final = re.compile(rf"({_TEXT}|\#(?:[ \t]*+[^ \t\r\n])*+)|[ \t]++(?=\r?(?:\n|\Z))")
"""Texts and comments to keep, and blanks that go."""

Pad = tuple[str, ...]


class Line(NamedTuple):
    """Whole lines of a text that are one thing; `text[wit:eind]` of all of them is the text but blanks at its end.

    A NamedTuple, as a file has tens of thousands. A key between accolades spans just itself and its value.
    """

    teken: Teken
    wit: int
    """Where the blank lines above it begin; `start` where there are none."""
    start: int
    """Where its first line begins, indent and all."""
    kop: Pad
    """Path of the header it stands below, or of a header itself: what a key need not name."""
    pad: Pad
    """Full path of a key or header; empty for any other line."""
    waarde: int
    """Where the value of a key begins, the brackets of a header, a comment, or what cannot be read."""
    waarde_eind: int
    eind: int
    """Just past its line end."""


def lines(text: str, start: int = 0, eind: int | None = None, kop: Pad = ()) -> Iterator[Line]:
    """Yield all that is no blank line, from the start of a line on; `kop` is the header above that."""
    stop = len(text) if eind is None else eind
    line = next_line(text, start, stop, kop)
    while line:
        yield line
        line = next_line(text, line.eind, stop, line.kop)


def next_line(text: str, position: int, stop: int, kop: Pad = ()) -> Line | None:
    """Return what begins at the start of a line, or below the blank lines there; None where there is nothing."""
    match = _LINE.match(text, position, stop)
    if match is None or position >= stop:
        return None
    if match["sleutel"] is not None:
        return _key(text, match, stop, kop)
    if match["slot"] is None:
        return _unreadable(match, kop, match.end(), _line_end(text, match.end(), stop))
    if match["kop"] is not None:
        return _header(match, kop)
    comment = match.span("commentaar")
    return None if comment[0] < 0 else Line(COMMENTAAR, *match.span("wit"), kop, (), *comment, match.end())


def _header(match: re.Match[str], kop: Pad) -> Line:
    start, eind = match.span("haken")
    pad = _parts(match["kop"])
    if pad is None:
        return _unreadable(match, kop, start, match.end())
    return Line(KOP, *match.span("wit"), pad, pad, start, eind, match.end())


def _key(text: str, match: re.Match[str], stop: int, kop: Pad) -> Line:
    """Return a key with its value, to the end of its last line."""
    waarde, waarde_eind = match.span("waarde")
    slot = match if match["slot"] is not None else None
    if waarde == waarde_eind:
        waarde_eind, closed = _brackets_end(text, waarde, stop)
        if not closed:
            # what stands where a bracket should close may be the next key: that one can be read again
            begin = text.rfind("\n", waarde, waarde_eind) + 1
            return _unreadable(match, kop, waarde, begin or _line_end(text, waarde, stop))
        slot = _LINE_END.match(text, waarde_eind, stop)
    delen = _parts(match["sleutel"])
    if slot is None or delen is None or match["open"] is not None:
        return _unreadable(match, kop, waarde, _line_end(text, waarde_eind, stop))
    return Line(SLEUTEL, *match.span("wit"), kop, kop + delen, waarde, waarde_eind, slot.end())


def _unreadable(match: re.Match[str], kop: Pad, at: int, eind: int) -> Line:
    return Line(ONLEESBAAR, *match.span("wit"), kop, (), at, eind, eind)


def _line_end(text: str, position: int, stop: int) -> int:
    return text.find("\n", position, stop) + 1 or stop


def _parts(key: str) -> Pad | None:
    try:
        return read_key(key)
    except ValueError:
        return None


def _brackets_end(text: str, position: int, stop: int) -> tuple[int, bool]:
    """Return just past the bracket that closes the one here; or where that turns out to be missing, and False."""
    opened: list[str] = []
    while match := _IN_BRACKETS.match(text, position, stop):
        position = match.end()
        teken = match["teken"]
        if teken is None:
            if match["open"] is not None:
                return position, False
        elif teken in "[{":
            opened.append(teken)
        elif teken in "]}":
            if opened.pop() != _CLOSES[teken]:
                return position - 1, False
            if not opened:
                return position, True
        elif opened[-1] != ("{" if teken == "=" else "["):
            return position - 1, False
    return stop, False


def inline_keys(text: str, line: Line) -> Iterator[Line]:
    """Yield the keys directly between the accolades of `key = { ... }`; each spans from its key on."""
    position, stop = line.waarde + 1, line.waarde_eind
    while match := _NEXT_PAIR.match(text, position, stop):
        waarde, position = match.span("waarde")
        if waarde == position:
            position, _ = _brackets_end(text, waarde, stop)
        start = match.start("sleutel")
        delen = _parts(match["sleutel"]) or ()
        yield Line(SLEUTEL, start, start, line.kop, line.pad + delen, waarde, position, position)


def elements(text: str, line: Line) -> Iterator[Line]:
    """Yield the elements directly between the brackets of `key = [ ... ]`, each under the path of the key."""
    position, stop = line.waarde + 1, line.waarde_eind - 1
    while match := _NEXT_ELEMENT.match(text, position, stop):
        waarde, position = match.span("waarde")
        if waarde == position:
            position, _ = _brackets_end(text, waarde, stop)
        yield Line(SLEUTEL, waarde, waarde, line.kop, line.pad, waarde, position, position)


def leaves(text: str, line: Line) -> Iterator[Line]:
    """Yield a key itself, or the keys between its accolades at every depth."""
    if text[line.waarde] != "{":
        yield line
    else:
        for inner in inline_keys(text, line):
            yield from leaves(text, inner)


def comments_in(text: str) -> list[str]:
    """Return the comments of a text that the parser accepts, also those behind a value or within a list."""
    if "#" not in text:
        return []
    return [comment.rstrip() for comment in _COMMENTS.findall(text) if comment]


def without_trailing_blanks(text: str) -> str:
    """Return a text that the parser accepts without blanks at the ends of its lines; within texts these stay."""
    return _TRAILING.sub(lambda match: match[1] or "", text)
