r"""What is written inside a line: `**vet**`, `[tekst](adres)`, `[](#sleutel)`, `[^1]` and `\` before a sign.

Everything else is text. An address is `https://...`, `mailto:...` or `#sleutel`; a link with any other one is text
as it stands, and so is one of which the text has more than 1,000 signs. One without a text is a cross reference, which
leads within the document alone. Signs count as they do in CommonMark (0.31,
"Emphasis and strong emphasis", rules 5 and 6), so that what is written as Markdown reads back as it was; `*`, `***`,
`_` and so on mean nothing.

Every expression takes a character once: reading a text takes time in proportion to its length, whatever it holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.display import display

TEKENS: Final = frozenset("*[\\")
"""Without one of these a line holds no markup."""

_LANGST: Final = 2000
"""Characters of an address: the limit of Word is 2,079, that of a hyperlink in Excel too."""

_IN_REGEL: Final = re.compile(
    r"\\(?P<teken>[\\*\[\]#-])"
    r"|(?P<sterren>\*++)"
    r"|\[\^(?P<noot>[A-Za-z0-9-]{1,20})\]"
    r"|\[(?P<tekst>(?:[^\[\]\\]|\\.){0,1000}+)\]\((?P<adres>[^\s()\[\]]++(?:\([^\s()\[\]]*+\)[^\s()\[\]]*+)*+)\)",
    re.DOTALL,
)

_ADRES: Final = re.compile(
    r"https://[^\s<>\"'`{}|\\^/?#@]++(?:[/?#][^\s<>\"`{}|\\^]*+)?"
    r"|mailto:[^\s<>\"'`{}|\\^/?#@&,;:]++@[^\s<>\"'`{}|\\^/?#@&,;:]++"
    r"|#[^\s<>\"'`{}|\\^#&]++",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Vet:
    """Bold text; never within bold text, but for that of a link in it."""

    inhoud: Tekst


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address (`is_adres`); there is never a link or a footnote in it."""

    inhoud: Tekst
    adres: str


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """A place that prints what it leads to is called: `woord` and `naam`, or what is written where neither is known.

    `woord` stands before a number (`hoofdstuk `); `naam` is what the place itself bears: `3`, `Tabel 3`, its title.
    `tussen` tells that it stands between brackets. Within a document the `adres` is that of a part or table.
    """

    adres: str
    woord: str = ""
    naam: str = ""
    tussen: bool = False

    @property
    def tekst(self) -> str:
        """Return what it prints."""
        return f"{self.woord}{self.naam}" or f"[](#{self.adres})"


@dataclass(frozen=True, slots=True)
class Noot:
    """The place in a text where its footnote is called; there is no footnote in a footnote."""

    inhoud: Tekst


Regeldeel = str | Vet | Link | Verwijzing | Noot

Tekst = str | tuple[Regeldeel, ...]
"""What a paragraph holds: a plain text, or its parts in order where there is more than one or something is marked."""


def is_adres(adres: str) -> bool:
    """Return whether a link may lead there: only these schemes, nobody's name before the host, no unseen sign."""
    return bool(len(adres) <= _LANGST and _ADRES.fullmatch(adres)) and display(adres) == adres


def read(tekst: str, noten: MutableMapping[str, str] | None = None) -> Tekst:
    """Return what a line of text holds; `noten` has the notes not called yet by key, of which those called go.

    So a note stands in one place, and a second call of it is text.
    """
    if TEKENS.isdisjoint(tekst):
        return tekst
    return joined(_bold(_tokens(tekst, {} if noten is None else noten)))


def regeldelen(inhoud: Tekst) -> tuple[Regeldeel, ...]:
    """Return the parts of a text."""
    return (inhoud,) if isinstance(inhoud, str) else inhoud


def plain(inhoud: Tekst) -> str:
    """Return a text without what is marked in it, and without its footnotes."""
    if isinstance(inhoud, str):
        return inhoud
    return "".join(map(_plain, inhoud))


def _plain(deel: Regeldeel) -> str:
    match deel:
        case Vet(inhoud) | Link(inhoud):
            return plain(inhoud)
        case Verwijzing():
            return deel.tekst
        case Noot():
            return ""
    return deel


def notes(inhoud: Tekst) -> Iterator[Noot]:
    """Yield the footnotes that are called in a text."""
    for deel in () if isinstance(inhoud, str) else inhoud:
        if isinstance(deel, Noot):
            yield deel
        elif isinstance(deel, Vet):
            yield from notes(deel.inhoud)


def links(tekst: str) -> Iterator[str]:
    """Yield what stands in a line as the address of a link or cross reference, in order."""
    for match in _IN_REGEL.finditer(tekst) if "](" in tekst else ():
        if match["adres"]:
            yield match["adres"]


def calls(tekst: str) -> Iterator[str]:
    """Yield the keys of the footnotes that a line calls, in order, whether there are such notes or not."""
    for match in _IN_REGEL.finditer(tekst) if "[^" in tekst else ():
        if match["noot"]:
            yield match["noot"]


def refused(tekst: str) -> Iterator[str]:
    """Yield the addresses of links in a line that lead nowhere, in order; without a text it leads to a part alone."""
    for match in _IN_REGEL.finditer(tekst) if "](" in tekst else ():
        if match["adres"] and not _leads(match):
            yield match["adres"]


@dataclass(frozen=True, slots=True)
class _Sterren:
    """Two asterisks, and whether they may begin or end bold text."""

    opent: bool
    sluit: bool


def _tokens(tekst: str, noten: MutableMapping[str, str]) -> Iterator[Regeldeel | _Sterren]:
    """Yield a line in pieces: plain texts, links, notes, and the asterisks that may mean something."""
    end = 0
    for match in _IN_REGEL.finditer(tekst):
        yield tekst[end : match.start()]
        end = match.end()
        if match["teken"]:
            yield match["teken"]
        elif match["sterren"]:
            yield _stars(tekst, match)
        elif match["noot"]:
            found = noten.pop(match["noot"], None)
            yield match[0] if found is None else Noot(read(found))
        elif _leads(match):
            adres = match["adres"]
            yield Link(read(match["tekst"]), adres) if match["tekst"] else Verwijzing(adres[1:])
        else:
            yield from _refused(match)
    yield tekst[end:]


def _leads(match: re.Match[str]) -> bool:
    return is_adres(match["adres"]) and (bool(match["tekst"]) or match["adres"].startswith("#"))


def _refused(match: re.Match[str]) -> Iterator[Regeldeel | _Sterren]:
    """Yield what has the look of a link as the text it is; what is marked within it stays so."""
    yield "["
    yield from regeldelen(read(match["tekst"]))
    yield f"]({match['adres']})"


def _stars(tekst: str, match: re.Match[str]) -> str | _Sterren:
    if len(match[0]) != 2:
        return match[0]
    before = _kind(tekst[match.start() - 1]) if match.start() else " "
    behind = _kind(tekst[match.end()]) if match.end() < len(tekst) else " "
    opent = behind == "a" or (behind == "." and before != "a")
    sluit = before == "a" or (before == "." and behind != "a")
    return _Sterren(opent, sluit) if opent or sluit else match[0]


def _kind(char: str) -> str:
    """Return a space for any white space, a full stop for punctuation and symbols, `a` for all else, as it is shown."""
    shown = display(char)
    return " " if shown == " " else "." if unicodedata.category(shown)[0] in "PS" else "a"


def _bold(tokens: Iterator[Regeldeel | _Sterren]) -> list[Regeldeel]:
    """Return the parts with what stands between a pair of asterisks as bold text."""
    before: list[Regeldeel] = []
    since: list[Regeldeel] | None = None
    for token in tokens:
        if not isinstance(token, _Sterren):
            (before if since is None else since).append(token)
        elif since is not None and token.sluit:
            before.append(Vet(joined(since)))
            since = None
        elif token.opent:
            before += [] if since is None else ["**", *since]
            since = []
        else:
            (before if since is None else since).append("**")
    return before if since is None else [*before, "**", *since]


def joined(found: Sequence[Regeldeel]) -> Tekst:
    """Return parts with neighbouring texts as one; what is nothing but text is a text."""
    result: list[Regeldeel] = []
    text: list[str] = []
    for deel in found:
        if isinstance(deel, str):
            text.append(deel)
            continue
        result += ["".join(text)] * any(text)
        text = []
        result.append(deel)
    if not result:
        return "".join(text)
    return (*result, *(["".join(text)] * any(text)))
