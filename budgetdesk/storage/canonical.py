"""The one form in which a budget file is written, for diffs that show nothing but what was decided.

Tables are grouped by kind in the order of the format; within a kind they keep their order, which is the
order in print. A table has one header and one line per value: what stood between accolades or under a
header of its own (`[post.a.lasten.begroting]`) becomes `lasten.begroting.2026 = 5`; only a kind with an array
of tables in it, for which the format has no place, stays as it is. Keys stand in the order of the format,
years ascending, unknown keys last. Amounts have underscores per thousand and decimals only where there are
cents; texts, lists and other numbers keep their spelling. One blank line between tables, none within.

Comments stay above the line or header they stood above, those below the last key of a table at its end. A
comment between blank lines stays before the table that followed it, at the top of the file it stays there:
that one is about the file. A value that is commented out below a header that goes gets the key that it has
then: `# 2029 = 30` becomes `# lasten.begroting.2029 = 30`, and means the same once the `#` is taken away. A
comment behind a value begins after two spaces: aligned ones would lose their column with every amount that
gets longer, and a file formatted once has to stay so while people type in it.

Lines end with LF and a BOM goes. Saving keeps both, as it touches nothing but what changed; this is asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Final, Literal, NamedTuple

from budgetdesk.codes import CODES
from budgetdesk.errors import InputError, LimitExceeded, WriteError
from budgetdesk.model import leeswijze
from budgetdesk.model.adres import join_key, one_form
from budgetdesk.model.arrangement import SOORTEN, Bestandssoort, rang
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.storage.lexer import (
    COMMENTAAR,
    KOP,
    Line,
    Pad,
    comments_in,
    inline_keys,
    without_trailing_blanks,
)
from budgetdesk.storage.pieces import Eigendom, owned
from budgetdesk.storage.reader import build, no_collection
from budgetdesk.storage.toml import Bron, parse_bytes
from budgetdesk.storage.writer import spell_amount

_BEDRAG: Final = re.compile(r"([+-]?)([0-9][0-9_]*)(?:\.([0-9]_?[0-9]?))?")
_CANONICAL: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:_[0-9]{3})*+")
"""Most amounts are written as they should be."""

_PLAIN: Final = re.compile(
    r"""(?:\#(?:[^\n]*[^\s])?\n)*+\[[^\n]*\]\n"""
    r"""(?:[^\s"'=\#]++[ ]=[ ](?:"[^"\n]*+"|true|false|(?:0|-?(?:0(?=\.)|[1-9][0-9]{0,2}(?:_[0-9]{3})*+))"""
    r"""(?:\.(?!00)[0-9]{2})?|[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ ]{2}\#(?:[^\n]*[^\s])?)?\n)++"""
)
"""A table of which every line is spelled as it should be, whatever its fields are."""

_KEYS: Final = re.compile(r"^([^\s\"'=\#\[]++) = ", re.MULTILINE)
_UITGEZET: Final = re.compile(r"(#+\s*)([\w\"'-][^=]*=.*)")
"""A comment that may be a key and a value."""

_AROUND: Final = " \t\n"

_Plaats = tuple[Pad, int]
"""Which table: its path, and a number where an array of tables has several of that path."""


class Opgemaakt(NamedTuple):
    """A file in its canonical form, and whether it could be no part of a dossier that can be read."""

    inhoud: bytes
    is_wrong: bool


Soort = Bestandssoort | Literal["import"]
"""A kind of file of a dossier, or a way of reading foreign files."""


def _kinds(soort: Soort) -> Mapping[str, Kind]:
    return leeswijze.KINDS if soort == leeswijze.MAP else SOORTEN[soort]


def format_bytes(data: bytes, naam: str, soort: Soort) -> bytes:
    """Return the canonical form of a file; raises as `format_file` does."""
    return format_file(data, naam, soort).inhoud


def format_file(data: bytes, naam: str, soort: Soort) -> Opgemaakt:
    """Return a file in its canonical form, which means the same and holds every comment.

    Raises InputError (3) or LimitExceeded (6) where the file is no TOML, WriteError (4) rather than
    return anything that would read otherwise.
    """
    with no_collection():
        oud = parse_bytes(data, naam)
        problemen = build(oud, naam, soort)[1] if soort != leeswijze.MAP else []
        maker = _Opmaker(oud.tekst.replace("\r\n", "\n"), soort)
        tekst = maker.text()
        if tekst != oud.tekst:
            _require_same(oud, tekst, naam, maker)
    return Opgemaakt(tekst.encode(), any(CODES[probleem.code].ernst == "fout" for probleem in problemen))


def _require_same(oud: Bron, tekst: str, naam: str, maker: _Opmaker) -> None:
    """Raise WriteError where another text does not mean the same as a file, or lacks a comment of it."""
    try:
        nieuw = parse_bytes(tekst.encode(), naam)
    except (InputError, LimitExceeded) as error:
        raise WriteError(naam, f"opgemaakt is het niet te lezen: {error}") from error
    in_order = _order(oud.document, maker.soorten) == _order(nieuw.document, maker.soorten)
    same = _same(oud.document, nieuw.document) and in_order
    if not same or maker.expected(comments_in(oud.tekst)) != Counter(comments_in(tekst)):
        raise WriteError(naam, "opgemaakt zou het iets anders betekenen of commentaar verliezen")


def format_text(text: str, soort: Soort) -> str:
    """Return the canonical form of a text that the parser accepts."""
    return _Opmaker(text.replace("\r\n", "\n"), soort).text()


@dataclass(slots=True)
class _Toekenning:
    """One `key = value` with the comments above and behind it; `pad` is its full path in the file."""

    pad: Pad
    rang: tuple[int, ...]
    waarde: str
    boven: list[str] = field(default_factory=list)
    achter: str = ""


@dataclass(slots=True)
class _Tafel:
    """One table to be written: blocks of free comments before it, its header, its lines, comments at its end."""

    pad: Pad
    kop: str
    vrij: list[list[str]] = field(default_factory=list)
    boven: list[str] = field(default_factory=list)
    achter: str = ""
    regels: list[_Toekenning] = field(default_factory=list)
    onder: list[str] = field(default_factory=list)
    zoals: Eigendom | None = None
    """What stands in the file as it should, as long as nothing else turns out to belong in the table."""
    tekst: str = ""

    def lines(self) -> list[str]:
        """Return its lines from the comments above the header on."""
        if self.zoals:
            return [self.tekst]
        header = [_with_comment(self.kop, self.achter)] if self.kop else []
        lines = [*self.boven, *header]
        for regel in sorted(self.regels, key=lambda r: r.rang):
            key = _spelled(regel.pad[len(self.pad) :])
            lines += [*regel.boven, _with_comment(f"{key} = {regel.waarde}", regel.achter)]
        return [*lines, *self.onder]


@lru_cache(maxsize=1 << 12)
def _spelled(pad: Pad) -> str:
    return join_key(pad)


def _with_comment(code: str, comment: str) -> str:
    return f"{code}  {comment}" if comment else code


class _Opmaker:
    """Puts every line of a file in the table it belongs to."""

    def __init__(self, text: str, soort: Soort) -> None:
        self.tekst = text
        self.soorten = _kinds(soort)
        self.eigendommen = owned(text)
        self.tafels: dict[_Plaats, _Tafel] = {}
        self.velden: dict[tuple[str, Pad], tuple[Field | None, tuple[int, ...]]] = {}
        read = (line for eigendom in self.eigendommen if not eigendom.is_plain for line in eigendom.regels)
        self.vast = {line.pad[0] for line in read if line.teken == KOP and self._is_list(line)}
        """Kinds with an array of tables: their headers count from the element above them, so all of it stays."""
        self.volgordes: dict[tuple[str, tuple[str, ...]], bool] = {}
        self.herschreven: list[tuple[str, str]] = []
        """Comments that got another key, as they were and as they are."""

    def expected(self, comments: Sequence[str]) -> Counter[str]:
        """Return the comments that the text has to hold, by those that it held."""
        found = Counter(comments)
        for was, nu in self.herschreven:
            found[was] -= 1
            found[nu] += 1
        return +found

    @cached_property
    def bevat(self) -> set[Pad]:
        """Return the paths below which the file has a header or key."""
        regels = (line for eigendom in self.eigendommen for line in eigendom.regels)
        return {line.pad[:size] for line in regels for size in range(1, len(line.pad))}

    def _is_list(self, line: Line) -> bool:
        return self.tekst.startswith("[[", line.waarde)

    def text(self) -> str:
        """Return the file in its canonical form."""
        blocks: list[list[str]] = []
        vrij: list[list[str]] = []
        for nummer, eigendom in enumerate(self.eigendommen):
            if eigendom.pad is None:
                vrij.append([self._after(line, line.start) for line in eigendom.regels])
            else:
                if not self.tafels:
                    blocks, vrij = vrij, []
                if not self._take(eigendom, eigendom.pad, vrij):
                    self._add(eigendom.regels, eigendom.pad, nummer, vrij)
                vrij = []
        for tafel in sorted(self.tafels.values(), key=self._order):
            blocks += [*tafel.vrij, [] if self._is_idle(tafel) else tafel.lines()]
        return "\n".join("".join(f"{line}\n" for line in block) for block in [*blocks, *vrij] if block)

    def _after(self, line: Line, position: int) -> str:
        """Return what a line says from some place on: a comment, or nothing."""
        return self.tekst[position : line.eind].strip(_AROUND)

    def _take(self, eigendom: Eigendom, pad: Pad, vrij: list[list[str]]) -> bool:
        """Take over a table that stands as it should, if it does: as nearly all do in a file that was formatted."""
        if not eigendom.is_plain or pad[0] in self.vast or (pad, 0) in self.tafels:
            return False
        tekst = self.tekst[eigendom.start : eigendom.span[1]]
        header = f"[{_spelled(pad)}]\n"
        if not (tekst.startswith(header) or f"\n{header}" in tekst) or not _PLAIN.fullmatch(tekst):
            return False
        keys = tuple(_KEYS.findall(tekst))
        shape = (pad[0] if len(pad) > 1 else ".".join(pad), keys)
        if shape not in self.volgordes:
            self.volgordes[shape] = self._is_in_order(pad, keys)
        if self.volgordes[shape]:
            tafel = self._tafel((pad, 0))
            tafel.vrij += vrij
            tafel.zoals, tafel.tekst = eigendom, tekst.removesuffix("\n")
        return self.volgordes[shape]

    def _is_in_order(self, pad: Pad, keys: Sequence[str]) -> bool:
        """Return whether keys belong in the table that they stand in, in this order."""
        paden = [(*pad, *key.split(".")) for key in keys]
        places = [self._veld(own)[1] for own in paden]
        return all(self._home(pad, own, 0) == (pad, 0) for own in paden) and places == sorted(places)

    def _add(self, eigen: Sequence[Line], pad: Pad, nummer: int, vrij: list[list[str]]) -> None:
        """Take over what one header owns."""
        regels: list[_Toekenning] = []
        boven: list[str] = []
        waiting: list[str] = []
        achter = ""
        is_list = False
        home = self._home(pad, (*pad, ""), nummer)
        before: Pad = ()
        for line in eigen:
            if line.teken == COMMENTAAR:
                waiting.append(self._rekeyed(self._after(line, line.start), before))
            elif line.teken == KOP:
                boven, waiting, achter = waiting, [], self._after(line, line.waarde_eind)
                is_list = self._is_list(line)
                before = pad[len(home[0]) :]
            else:
                regels += self._regels(line, waiting)
                waiting = []
        if home[0] == pad:
            tafel = self._tafel(home, is_list=is_list)
            tafel.vrij += vrij
            tafel.boven, tafel.achter = boven, achter
        else:
            if not regels and pad not in self.bevat:
                regels = [_Toekenning(pad, self._veld(pad)[1], "{}")]
            above = [line for block in [*vrij, boven] for line in block] + ([achter] if achter else [])
            waiting = _put_above(regels, above) + waiting
        for regel in regels:
            self._add_line(regel, self._home(pad, (*regel.pad, "") if regel.waarde == "{}" else regel.pad, nummer))
        self._tafel(home).onder += waiting

    def _rekeyed(self, comment: str, before: Pad) -> str:
        """Return a comment, where it is a key and a value with what stands before the key once its header is gone."""
        match = _UITGEZET.fullmatch(comment) if before else None
        if match is None or not _is_toml(match[2]):
            return comment
        self.herschreven.append((comment, f"{match[1]}{_spelled(before)}.{match[2]}"))
        return self.herschreven[-1][1]

    def _add_line(self, regel: _Toekenning, plaats: _Plaats) -> None:
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
        tafel = self.tafels[plaats]
        if tafel.zoals:
            # there is more of it elsewhere in the file
            eigen, tafel.zoals = tafel.zoals.regels, None
            self._add(eigen, plaats[0], 0, [])
        return tafel

    def _home(self, kop: Pad, pad: Pad, nummer: int) -> _Plaats:
        """Return in which table a key under some header is written: the one the format knows, else that header's."""
        if kop and kop[0] in self.vast:
            return kop, nummer
        soort, size = self._soort(pad)
        return (pad[:size] if soort and size else kop), 0

    def _soort(self, pad: Pad) -> tuple[Kind | None, int]:
        """Return the kind of table a key belongs to and how long the path of its header is."""
        soort = self.soorten.get(pad[0]) if pad[0] and pad[0] not in self.vast else None
        size = 1 if soort and soort.enkel else 2
        return (soort, size) if soort and len(pad) > size else (self.soorten.get(""), 0)

    def _regels(self, line: Line, boven: list[str]) -> list[_Toekenning]:
        """Return a line per value of one `key = value`."""
        achter = self._after(line, line.waarde_eind)
        leaves = _leaves(self.tekst, line) if self.tekst[line.waarde] == "{" else (line,)
        regels = [self._regel(leaf) for leaf in leaves]
        if len(regels) == 1:
            regels[0].achter = achter
        elif achter:
            boven = [*boven, achter]
        _put_above(regels, boven)
        return regels

    def _regel(self, line: Line) -> _Toekenning:
        veld, place = self._veld(line.pad)
        return _Toekenning(line.pad, place, _canonical(self.tekst[line.waarde : line.waarde_eind], veld))

    def _veld(self, pad: Pad) -> tuple[Field | None, tuple[int, ...]]:
        """Return the field of a key, and its place in its table: field, phase, year."""
        soort, size = self._soort(pad)
        key = soort.naam if soort and size else "", pad[size:]
        if key not in self.velden:
            veld = soort.veld_van(join_key(key[1])) if soort else None
            self.velden[key] = veld, rang(soort, key[1])
        return self.velden[key]

    def _order(self, tafel: _Tafel) -> int:
        """Return the place of a kind in a file: the root, kinds of the format, other tables."""
        if not tafel.pad:
            return -1
        kinds = list(self.soorten)
        return kinds.index(tafel.pad[0]) if tafel.pad[0] in kinds else len(kinds)

    def _is_idle(self, tafel: _Tafel) -> bool:
        """Return whether a table is a header such as `[post]` that says nothing above `[post.a]`."""
        says = tafel.tekst != tafel.kop if tafel.zoals else tafel.regels or tafel.boven or tafel.achter or tafel.onder
        if len(tafel.pad) != 1 or says:
            return False
        soort, _ = self._soort((*tafel.pad, "", ""))
        below = (other.pad[:1] == tafel.pad and len(other.pad) > 1 for other in self.tafels.values())
        return soort is not None and soort.naam == tafel.pad[0] and not soort.enkel and any(below)


def _is_toml(text: str) -> bool:
    """Return whether a text is a key with its value."""
    try:
        parse_bytes(text.encode(), "")
    except (InputError, LimitExceeded):
        return False
    return True


def _leaves(text: str, line: Line) -> Iterator[Line]:
    """Yield the keys between accolades at every depth, or the key itself, also where there is nothing between."""
    inner = list(inline_keys(text, line)) if text[line.waarde] == "{" else []
    for key in inner:
        yield from _leaves(text, key)
    if not inner:
        yield line


def _put_above(regels: Sequence[_Toekenning], comments: list[str]) -> list[str]:
    """Put comments above the line that will come first; return them where there is no line."""
    if not regels or not comments:
        return comments
    first = min(regels, key=lambda regel: regel.rang)
    first.boven[:0] = comments
    return []


def _canonical(waarde: str, veld: Field | None) -> str:
    """Return the spelling of a value: only amounts and empty accolades have one of their own."""
    if waarde[0] == "{":
        return "{}"
    if waarde[0] == "[":
        return without_trailing_blanks(waarde)
    if veld is None or veld.vorm != "bedrag" or _CANONICAL.fullmatch(waarde):
        return waarde
    match = _BEDRAG.fullmatch(waarde)
    if not match:
        return waarde
    decimals = (match[3] or "").replace("_", "").ljust(2, "0")
    return spell_amount(int(f"{match[1]}{match[2]}{decimals}"), grouped=True)


def _order(document: dict[str, Any], soorten: Mapping[str, Kind]) -> dict[str, list[str]]:
    """Return the keys of the tables of each kind in the order in which they are printed."""
    kinds = ((kind.naam, document.get(kind.naam)) for kind in soorten.values() if not kind.enkel)
    return {
        naam: [one_form(key) for key, value in tabellen.items() if isinstance(value, dict)]
        for naam, tabellen in kinds
        if isinstance(tabellen, dict)
    }


def _same(before: Any, after: Any) -> bool:
    """Return whether two parsed values mean the same: 5 is 5.00, but neither is `true`."""
    pairs = [(before, after)]
    while pairs:
        a, b = pairs.pop()
        if isinstance(a, dict) and isinstance(b, dict):
            known = {one_form(key): value for key, value in a.items()}
            other = {one_form(key): value for key, value in b.items()}
            if len(known) != len(a) or known.keys() != other.keys():
                return False
            pairs += [(known[key], other[key]) for key in known]
        elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
            pairs += zip(a, b, strict=True)
        elif not (a is b or (a == b and (type(a) is type(b) or (_is_number(a) and _is_number(b))))):
            return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
