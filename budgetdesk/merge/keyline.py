"""Three versions of one key or header, part by part: a value from one side, a comment behind it from the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.merge.order import merge_order, natural
from budgetdesk.merge.threeway import Bladeren, Pad
from budgetdesk.model.adres import join_key
from budgetdesk.storage.lexer import KOP, SLEUTEL, Line, comments_in, inline_keys, leaves, lines

_NAME: Final = re.compile(r"([ \t]*)(.*?)([ \t]*=[ \t]*)", re.DOTALL)
_HEADER: Final = re.compile(r"([ \t]*)(.*)")
_REST: Final = re.compile(r"([ \t]*)(#[^\r\n]*)?(\r?\n)?")


class NotMergeable(Exception):
    """What the sides wrote cannot be merged by key; the message is Dutch."""


@dataclass(frozen=True, slots=True)
class Regel:
    """The parts of a key with its value, or of a header: put together they are its text."""

    inspringing: str
    naam: str
    is_teken: str
    """The equals sign with its spaces; empty for a header, like `waarde`."""
    waarde: str
    witruimte: str
    commentaar: str
    eind: str

    @property
    def tekst(self) -> str:
        """Return the whole."""
        value = self.is_teken + self.waarde
        return self.inspringing + self.naam + value + self.witruimte + self.commentaar + self.eind


@dataclass(frozen=True, slots=True)
class Waarden:
    """What the documents say: the values of base, ours and theirs, and what they become."""

    kanten: tuple[Bladeren, Bladeren, Bladeren]
    uitkomst: Bladeren


def read_key(text: str) -> Regel:
    """Return the parts of a key with its value."""
    line = line_of(text)
    return _regel(_NAME.fullmatch(text[: line.waarde]), text[line.waarde : line.waarde_eind], text[line.waarde_eind :])


def read_header(text: str) -> Regel:
    """Return the parts of a header."""
    line = line_of(text)
    if line.teken != KOP or line.eind < len(text):
        raise NotMergeable("een tabel uit een lijst, [[...]], is aan beide kanten gewijzigd")
    return _regel(_HEADER.fullmatch(text[: line.waarde_eind]), "", text[line.waarde_eind :])


def _regel(name: re.Match[str] | None, waarde: str, rest: str) -> Regel:
    tail = _REST.fullmatch(rest)
    if name is None or tail is None:
        raise ValueError(rest)
    inspringing, naam, is_teken = (*name.groups(), "")[:3]
    return Regel(inspringing, naam, is_teken, waarde, tail[1], tail[2] or "", tail[3] or "")


def line_of(text: str) -> Line:
    """Return where the parts of a single key or header stand; its path is as the line has it."""
    return next(lines(text))


def explode(text: str, pad: Pad, kop: Pad) -> list[tuple[Pad, str]]:
    """Return `key = { ... }` as a line per value, by path, below the header `kop`; the comment is with the first."""
    regel = read_key(text)
    lines: list[tuple[Pad, str]] = []
    for plek in leaves(text, line_of(text)._replace(pad=pad)):
        naam, waarde = join_key(plek.pad[len(kop) :]), text[plek.waarde : plek.waarde_eind]
        lines.append((plek.pad, replace(regel, naam=naam, is_teken=" = ", waarde=waarde).tekst))
        regel = replace(regel, witruimte="", commentaar="")
    return lines


def braces(text: str, pad: Pad) -> set[Pad]:
    """Return the paths that a key writes between accolades, its own among them if it does."""

    def find(line: Line) -> set[Pad]:
        if text[line.waarde] != "{":
            return set()
        return {line.pad}.union(*map(find, inline_keys(text, line)))

    return find(line_of(text)._replace(pad=pad))


def choose(basis: str | None, ons: str, hun: str) -> str:
    """Return the text of the side that changed it; where both did, the longer one, whichever side has it."""
    if hun in (ons, basis):
        return ons
    if ons == basis:
        return hun
    return max(ons, hun, key=lambda text: (len(text), text))


def _either(basis: str | None, ons: str | None, hun: str | None) -> str:
    """Return the text of the side that changed it, or the only one there is."""
    if ons is None or hun is None:
        return ons or hun or ""
    return choose(basis, ons, hun)


def merge_headers(basis: str | None, ons: str, hun: str) -> str:
    """Return the header that the sides make together of that of the base, if it has one."""
    was = None if basis is None else read_header(basis)
    return _merge(was, read_header(ons), read_header(hun), None).tekst


def merge_keys(basis: str | None, ons: str, hun: str, pad: Pad, waarden: Waarden) -> str:
    """Return the line that the sides make together where their values do.

    A new comment within a list whose spelling is not taken comes above the line.
    """
    was, here, there = None if basis is None else read_key(basis), read_key(ons), read_key(hun)
    value = _value(pad, [was.waarde if was else None, here.waarde, there.waarde], waarden)
    merged = _merge(was, here, there, value)
    return _lost(basis, (ons, hun), merged) + merged.tekst


def _lost(basis: str | None, sides: Iterable[str], merged: Regel) -> str:
    """Return as lines the comments that a side added and that the merged line lacks."""
    kept = comments_in(merged.tekst)
    added = {comment for text in sides for comment in new_comments(basis, text)}
    lost = sorted(c for c in added if not any(k == c or k.startswith(f"{c} ") or k.endswith(f" {c}") for k in kept))
    return "".join(f"{merged.inspringing}{comment}{merged.eind}" for comment in lost)


def new_comments(basis: str | None, text: str) -> list[str]:
    """Return the comments of a text that its base lacks."""
    known = comments_in(basis or "")
    return [comment for comment in comments_in(text) if comment not in known]


def _merge(basis: Regel | None, ons: Regel, hun: Regel, waarde: str | None) -> Regel:
    """Return each part from the side that changed it, and this value."""

    def part(name: str) -> str:
        return _either(getattr(basis, name, None), getattr(ons, name), getattr(hun, name))

    commentaar = _comment(getattr(basis, "commentaar", ""), ons.commentaar, hun.commentaar)
    owners = [r for r in (ons, hun) if r.commentaar == commentaar]
    witruimte = owners[0].witruimte if len(owners) == 1 and commentaar else part("witruimte")
    return Regel(
        part("inspringing"),
        part("naam"),
        part("is_teken"),
        part("waarde") if waarde is None else waarde,
        witruimte or ("  " if commentaar else ""),
        commentaar,
        part("eind"),
    )


def _comment(basis: str, ons: str, hun: str) -> str:
    """Return the comment behind a line; two new ones behind each other."""
    if ons and hun and ons != hun and basis not in (ons, hun):
        return " ".join(sorted({ons, hun}))
    return _either(basis, ons, hun)


def merge_table(versions: Sequence[str | None], pad: Pad, waarden: Waarden) -> str:
    """Return a line with a table between accolades that holds the outcome; None for a side without the line."""
    regels = [None if text is None else read_key(text) for text in versions]
    value = _braces(pad, [None if regel is None else regel.waarde for regel in regels], waarden)
    return replace(next(r for r in regels[1:] if r), waarde=value).tekst


def _value(pad: Pad, tokens: Sequence[str | None], waarden: Waarden) -> str:
    """Return the spelling of a value, or of a table between accolades, that belongs to the outcome.

    `tokens` are those of base, ours and theirs; None where one lacks it.
    """
    if pad not in waarden.uitkomst:
        return _braces(pad, tokens, waarden)
    basis, *sides = tokens
    wanted = waarden.uitkomst[pad]
    right = (kant.get(pad) == wanted for kant in waarden.kanten[1:])
    ons, hun = (token if fits else None for token, fits in zip(sides, right, strict=True))
    return _either(basis, ons, hun)


def _braces(pad: Pad, tokens: Sequence[str | None], waarden: Waarden) -> str:
    """Return a table between accolades that holds the outcome; what one side changed is as that side spells it."""
    basis, ons, hun = tokens
    if ons is not None and hun is not None and (ons == hun or basis in (ons, hun)):
        return _either(basis, ons, hun)
    tables = [_items(token, pad) for token in tokens]
    known = {p[:size] for p in waarden.uitkomst if p[: len(pad)] == pad for size in range(len(pad), len(p) + 1)}
    order, _ = merge_order(([p for p in table if p in known] for table in tables), natural)
    spelled = [
        _either(*(table[p][0] if p in table else None for table in tables))
        + _value(p, [table[p][1] if p in table else None for table in tables], waarden)
        for p in order
    ]
    opening, closing = (_either(*sides) for sides in zip(*map(_edges, tokens), strict=True))
    return "{" + opening + ", ".join(spelled) + closing + "}"


def _items(token: str | None, pad: Pad) -> dict[Pad, tuple[str, str]]:
    """Return the keys directly between accolades by path: the key with its equals sign, and the value."""
    if not token or token[0] != "{":
        return {}
    table = Line(SLEUTEL, 0, 0, (), pad, 0, len(token), len(token))
    keys = inline_keys(token, table)
    return {key.pad: (token[key.start : key.waarde], token[key.waarde : key.waarde_eind]) for key in keys}


def _edges(token: str | None) -> tuple[str | None, str | None]:
    """Return the spaces inside the accolades."""
    if not token or token[0] != "{":
        return None, None
    inside = token[1:-1]
    return inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
