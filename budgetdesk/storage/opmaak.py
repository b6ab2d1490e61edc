"""The one form in which a budget file is written, for diffs that show nothing but what was decided.

Tables are grouped by kind in the order of the format; within a kind they keep their order, which is the
order in print. A table has one header and one line per value: what stood between accolades or under a
header of its own (`[post.a.lasten.begroting]`) becomes `lasten.begroting.2026 = 5`; only a kind with an array
of tables in it, for which the format has no place, stays as it is. Keys stand in the order of the format,
years ascending, unknown keys last. Amounts have underscores per thousand and decimals only where there are
cents; texts, lists and other numbers keep their spelling. One blank line between tables, none within.

Comments stay above the line or header they stood above, those below the last key of a table at its end. A
comment between blank lines stays before the table that followed it, at the top of the file it stays there:
that one is about the file. A comment behind a value begins after two spaces: aligned ones would lose their
column with every amount that gets longer, and a file formatted once has to stay so while people type in it.

Lines end with LF and a BOM goes. Saving keeps both, as it touches nothing but what changed; this is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from budgetdesk.errors import InputError, LimitExceeded, WriteError
from budgetdesk.model.adres import join_key
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.model.schema import SOORTEN, Bestandssoort, rang
from budgetdesk.storage import locate
from budgetdesk.storage.locate import Blok, Plek
from budgetdesk.storage.reader import build
from budgetdesk.storage.stukken import COMMENTAAR, KOP, Eenheid, Stuk, take_apart
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.storage.writer import spell_amount

_TEXTS_COMMENTS_BLANKS: Final = re.compile(
    r'''
    """(?:[^"\\]++|\\.|"(?!""))*+"{3,5} | \'\'\'(?:[^']++|'(?!\'\'))*+'{3,5}
  | "(?:[^"\\\n]++|\\.)*+" | '[^'\n]*+'
  | \#[^\n]*+ | [ \t]++(?=\n|\Z)
    ''',
    re.VERBOSE | re.DOTALL,
)
_BLANK_LINE: Final = re.compile(r"^\n", re.MULTILINE)
_BEDRAG: Final = re.compile(r"([+-]?)([0-9][0-9_]*)(?:\.([0-9]_?[0-9]?))?")
_AROUND: Final = " \t\n"

_Plaats = tuple[tuple[str, ...], int]
"""Which table: its path, and a number where an array of tables has several of that path."""


def format_bytes(data: bytes, naam: str, soort: Bestandssoort) -> bytes:
    """Return the canonical form of a file; it means the same and holds every comment.

    Raises InputError (3) or LimitExceeded (6) where the file is no TOML, WriteError (4) rather than
    return anything that would read otherwise.
    """
    oud = parse_bytes(data, naam)
    records, _ = build(oud, naam, soort)
    tekst = format_text(oud.tekst, soort)
    try:
        nieuw = parse_bytes(tekst.encode(), naam)
    except (InputError, LimitExceeded) as error:
        raise WriteError(naam, f"opgemaakt is het niet te lezen: {error}") from error
    same = _same(oud.document, nieuw.document) and _order(records) == _order(build(nieuw, naam, soort)[0])
    if not same or _comments(oud.tekst) != _comments(tekst):
        raise WriteError(naam, "opgemaakt zou het iets anders betekenen of commentaar verliezen")
    return tekst.encode()


def format_text(text: str, soort: Bestandssoort) -> str:
    """Return the canonical form of a text that the parser accepts."""
    return _Opmaker(_without_blank_lines(_trimmed(text)), soort).text()


def _trimmed(text: str) -> str:
    """Return the text with LF and without blanks at the ends of lines; in texts these are part of the value."""
    return _TEXTS_COMMENTS_BLANKS.sub(
        lambda m: m[0] if m[0][0] in "\"'" else m[0].rstrip(" \t"), text.replace("\r\n", "\n")
    )


def _without_blank_lines(text: str) -> str:
    """Return the text without the blank lines within tables: above a key that is not the first of the file."""
    parts: list[str] = []
    position = 0
    for blok in locate.blokken(text):
        above = blok.body or None
        for plek in locate.keys(text, blok):
            if above is not None:
                parts += [text[position:above], _BLANK_LINE.sub("", text[above : plek.start])]
                position = plek.start
            above = plek.eind
    return "".join([*parts, text[position:]])


@dataclass(slots=True)
class _Regel:
    """One `key = value` with the comments above and behind it; `pad` is its full path in the file."""

    pad: tuple[str, ...]
    rang: tuple[int, ...]
    waarde: str
    boven: list[str] = field(default_factory=list)
    achter: str = ""


@dataclass(slots=True)
class _Tafel:
    """One table to be written: blocks of free comments before it, its header, its lines, comments at its end."""

    pad: tuple[str, ...]
    kop: str
    vrij: list[list[str]] = field(default_factory=list)
    boven: list[str] = field(default_factory=list)
    achter: str = ""
    regels: list[_Regel] = field(default_factory=list)
    onder: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return its lines from the comments above the header on."""
        header = [_with_comment(self.kop, self.achter)] if self.kop else []
        lines = [*self.boven, *header]
        for regel in sorted(self.regels, key=lambda r: r.rang):
            key = join_key(regel.pad[len(self.pad) :])
            lines += [*regel.boven, _with_comment(f"{key} = {regel.waarde}", regel.achter)]
        return [*lines, *self.onder]


def _with_comment(code: str, comment: str) -> str:
    return f"{code}  {comment}" if comment else code


class _Opmaker:
    """Puts every line of a file in the table it belongs to."""

    def __init__(self, text: str, soort: Bestandssoort) -> None:
        self.soorten = SOORTEN[soort]
        self.stukken = take_apart(text).stukken
        self.tafels: dict[_Plaats, _Tafel] = {}
        koppen = [stuk for stuk in self.stukken if stuk.pad]
        self.vast = {stuk.pad[0] for stuk in koppen if stuk.pad and _is_list(stuk)}
        """Kinds with an array of tables: their headers count from the element above them, so all of it stays."""
        paths = [e.naam[1] for stuk in koppen for e in stuk.eenheden if e.naam[0] != COMMENTAAR]
        self.bevat = {pad[:size] for pad in paths for size in range(1, len(pad))}

    def text(self) -> str:
        """Return the file in its canonical form."""
        blocks: list[list[str]] = []
        vrij: list[list[str]] = []
        for nummer, stuk in enumerate(self.stukken):
            if stuk.pad is None:
                line = stuk.eenheden[0]
                if line.wit or not vrij:
                    vrij.append([])
                vrij[-1].append(line.tekst.strip(_AROUND))
            else:
                if not self.tafels:
                    blocks, vrij = vrij, []
                self._add(stuk, stuk.pad, nummer, vrij)
                vrij = []
        for tafel in sorted(self.tafels.values(), key=self._order):
            blocks += [*tafel.vrij, [] if self._is_idle(tafel) else tafel.lines()]
        return "\n".join("".join(f"{line}\n" for line in block) for block in [*blocks, *vrij] if block)

    def _add(self, stuk: Stuk, pad: tuple[str, ...], nummer: int, vrij: list[list[str]]) -> None:
        """Take over what one header owns."""
        regels: list[_Regel] = []
        boven: list[str] = []
        waiting: list[str] = []
        achter = ""
        for eenheid in stuk.eenheden:
            if eenheid.naam[0] == COMMENTAAR:
                waiting.append(eenheid.tekst.strip(_AROUND))
            elif eenheid.naam[0] == KOP:
                boven, waiting, achter = waiting, [], _comment(eenheid.tekst)
            else:
                regels += self._regels(eenheid, pad, waiting)
                waiting = []
        eigen = self._home(pad, (*pad, ""), nummer)
        if eigen[0] == pad:
            tafel = self._tafel(eigen, is_list=_is_list(stuk))
            tafel.vrij += vrij
            tafel.boven, tafel.achter = boven, achter
        else:
            if not regels and pad not in self.bevat:
                regels = [_Regel(pad, self._rang(pad), "{}")]
            above = [line for block in [*vrij, boven] for line in block] + ([achter] if achter else [])
            waiting = _put_above(regels, above) + waiting
        for regel in regels:
            self._add_line(regel, self._home(pad, (*regel.pad, "") if regel.waarde == "{}" else regel.pad, nummer))
        self._tafel(eigen).onder += waiting

    def _add_line(self, regel: _Regel, plaats: _Plaats) -> None:
        """Put a line in its table; `post.a = {}` is that table, with nothing in it."""
        tafel = self._tafel(plaats)
        if regel.pad == tafel.pad:
            tafel.boven, tafel.achter = regel.boven, regel.achter
        else:
            tafel.regels.append(regel)

    def _tafel(self, plaats: _Plaats, *, is_list: bool = False) -> _Tafel:
        if plaats not in self.tafels:
            pad = plaats[0]
            kop = f"[{join_key(pad)}]" if pad else ""
            self.tafels[plaats] = _Tafel(pad, f"[{kop}]" if is_list else kop)
        return self.tafels[plaats]

    def _home(self, kop: tuple[str, ...], pad: tuple[str, ...], nummer: int) -> _Plaats:
        """Return in which table a key under some header is written: the one the format knows, else that header's."""
        if kop and kop[0] in self.vast:
            return kop, nummer
        soort, size = self._soort(pad)
        return (pad[:size] if soort and size else kop), 0

    def _soort(self, pad: tuple[str, ...]) -> tuple[Kind | None, int]:
        """Return the kind of table a key belongs to and how long the path of its header is."""
        soort = self.soorten.get(pad[0]) if pad[0] and pad[0] not in self.vast else None
        size = 1 if soort and soort.enkel else 2
        return (soort, size) if soort and len(pad) > size else (self.soorten.get(""), 0)

    def _regels(self, eenheid: Eenheid, kop: tuple[str, ...], boven: list[str]) -> list[_Regel]:
        """Return a line per value of one `key = value`."""
        tekst = eenheid.tekst
        plek = next(locate.keys(tekst, Blok(kop, 0, 0, len(tekst))))
        achter = tekst[plek.waarde_eind :].strip(_AROUND)
        regels = [self._regel(leaf.pad, tekst[leaf.waarde : leaf.waarde_eind]) for leaf in _leaves(tekst, plek)]
        if len(regels) == 1:
            regels[0].achter = achter
        elif achter:
            boven = [*boven, achter]
        _put_above(regels, boven)
        return regels

    def _regel(self, pad: tuple[str, ...], waarde: str) -> _Regel:
        soort, size = self._soort(pad)
        veld = soort.veld_van(join_key(pad[size:])) if soort else None
        return _Regel(pad, self._rang(pad), _canonical(waarde, veld))

    def _rang(self, pad: tuple[str, ...]) -> tuple[int, ...]:
        """Return the place of a key in its table: field, phase, year."""
        soort, size = self._soort(pad)
        return rang(soort, pad[size:])

    def _order(self, tafel: _Tafel) -> int:
        """Return the place of a kind in a file: the root, kinds of the format, other tables."""
        if not tafel.pad:
            return -1
        kinds = list(self.soorten)
        return kinds.index(tafel.pad[0]) if tafel.pad[0] in kinds else len(kinds)

    def _is_idle(self, tafel: _Tafel) -> bool:
        """Return whether a table is a header such as `[post]` that says nothing above `[post.a]`."""
        if len(tafel.pad) != 1 or tafel.regels or tafel.boven or tafel.achter or tafel.onder:
            return False
        soort, _ = self._soort((*tafel.pad, "", ""))
        below = (other.pad[:1] == tafel.pad and len(other.pad) > 1 for other in self.tafels.values())
        return soort is not None and soort.naam == tafel.pad[0] and not soort.enkel and any(below)


def _is_list(stuk: Stuk) -> bool:
    return any(e.naam[0] == KOP and e.tekst.lstrip(_AROUND).startswith("[[") for e in stuk.eenheden)


def _comment(line: str) -> str:
    """Return the comment behind a header."""
    return next((m[0] for m in _TEXTS_COMMENTS_BLANKS.finditer(line) if m[0][0] == "#"), "")


def _leaves(text: str, plek: Plek) -> Iterator[Plek]:
    """Yield the keys between accolades at every depth, or the key itself, also where there is nothing between."""
    inner = list(locate.inline_keys(text, plek)) if text[plek.waarde] == "{" else []
    for key in inner:
        yield from _leaves(text, key)
    if not inner:
        yield plek


def _put_above(regels: Sequence[_Regel], comments: list[str]) -> list[str]:
    """Put comments above the line that will come first; return them where there is no line."""
    if not regels:
        return comments
    first = min(regels, key=lambda regel: regel.rang)
    first.boven[:0] = comments
    return []


def _canonical(waarde: str, veld: Field | None) -> str:
    """Return the spelling of a value: only amounts and empty accolades have one of their own."""
    if waarde[0] == "{":
        return "{}"
    match = _BEDRAG.fullmatch(waarde) if veld and veld.vorm == "bedrag" else None
    if not match:
        return waarde
    decimals = (match[3] or "").replace("_", "").ljust(2, "0")
    return spell_amount(int(f"{match[1]}{match[2]}{decimals}"), grouped=True)


def _comments(text: str) -> Counter[str]:
    """Return the comments of a text without the blanks behind them, also those within lists."""
    tokens = (m[0] for m in _TEXTS_COMMENTS_BLANKS.finditer(text.replace("\r\n", "\n")))
    return Counter(token.rstrip(" \t") for token in tokens if token[0] == "#")


def _order(bestand: Bestand) -> dict[str, list[str]]:
    """Return the keys of the tables of each kind in the order in which they are printed."""
    found: dict[str, list[str]] = {}
    for soort, sleutel in bestand.tabellen:
        found.setdefault(soort, []).append(sleutel)
    return found


def _same(before: Any, after: Any) -> bool:
    """Return whether two parsed values mean the same: 5 is 5.00, but neither is `true`."""
    pairs = [(before, after)]
    while pairs:
        a, b = pairs.pop()
        if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
            pairs += [(a[key], b[key]) for key in a]
        elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
            pairs += zip(a, b, strict=True)
        elif not (a is b or (a == b and (type(a) is type(b) or (_is_number(a) and _is_number(b))))):
            return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
