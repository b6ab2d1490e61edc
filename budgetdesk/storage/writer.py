"""Edits into the text of a file, touching only the lines that change.

Every edit becomes a splice of the original text: a new value in place of the old one, a new line, or
a line taken out. Places come from `locate`; tomlkit spells texts. More does not go through tomlkit: it
drops underscores, writes LF into CRLF files, puts a new dotted key behind the next table's comment and
`{, ` into a `key = { ... }` value, and parsing one table costs more than the whole splice.
`save` in `files` parses the result again and compares it before anything is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from budgetdesk.bedrag import format_plain
from budgetdesk.model.adres import join_key, split_key, table_path
from budgetdesk.model.arrangement import SOORTEN, Bestandssoort, rang
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.storage.lexer import Line, inline_keys, leaves
from budgetdesk.storage.locate import KeyIndex

_ASSIGN: Final = re.compile(r"[ \t]*=[ \t]*\Z")
_INDENT: Final = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace `text[start:eind]` by `nieuw`; `rang` orders insertions at one place, alike ones as they were made."""

    start: int
    eind: int
    rang: tuple[int, ...]
    nieuw: str


def rewrite(text: str, soort: Bestandssoort, edits: Iterable[SetValue]) -> str:
    """Return the text of a file with these edits carried out."""
    writer = _Writer(text, soort)
    for edit in edits:
        writer.add(edit)
    return writer.result()


def line_end(text: str) -> str:
    """Return how the lines of a file end: as its first one does."""
    return "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"


class _Writer:
    def __init__(self, text: str, soort: Bestandssoort) -> None:
        self.text = text
        self.soort = soort
        self.index = KeyIndex(text)
        self.newline = line_end(text)
        self.splices: list[Splice] = []
        self.new_tables: dict[tuple[str, ...], list[tuple[tuple[int, ...], str]]] = {}
        self.inline: dict[Line, list[SetValue]] = {}

    def add(self, edit: SetValue) -> None:
        """Turn one edit into splices."""
        pad = edit.adres.delen
        on_the_way = (p for p in self._keys(edit) if p.pad == pad[: len(p.pad)])
        plek = next((p for p in on_the_way if p.pad == pad or self.text[p.waarde] == "{"), None)
        if plek is None:
            if edit.nieuw is not None:
                self._insert(edit)
        elif plek.pad == pad:
            self._change(plek, edit)
        else:
            self.inline.setdefault(plek, []).append(edit)

    def _keys(self, edit: SetValue) -> list[Line]:
        return self.index.keys(table_path(edit.adres.soort, edit.adres.sleutel))

    def _change(self, plek: Line, edit: SetValue) -> None:
        if edit.nieuw is None:
            self.splices.append(Splice(plek.start, plek.eind, (), self._remains(plek)))
        else:
            token = self._token(edit, self._value(plek))
            self.splices.append(Splice(plek.waarde, plek.waarde_eind, (), token))

    def _value(self, plek: Line) -> str:
        return self.text[plek.waarde : plek.waarde_eind]

    def _remains(self, plek: Line) -> str:
        """Return what stays of a removed line: its comment, on a line of its own."""
        comment = self.text[plek.waarde_eind : plek.eind].lstrip(" \t")
        if not comment.startswith("#"):
            return ""
        indent = _INDENT.match(self.text, plek.start)
        return (indent[0] if indent else "") + comment

    def _token(self, edit: SetValue, old: str = "") -> str:
        """Return the new value as the file would spell it; an amount as its predecessor or its table does."""
        if not self._is_amount(edit.adres.soort, edit.adres.pad) or not isinstance(edit.nieuw, int):
            return spell(edit.nieuw, self.newline, old)
        grouped = _groups(old)
        if grouped is None:
            size = len(table_path(edit.adres.soort, edit.adres.sleutel))
            siblings = (leaf for plek in self._keys(edit) for leaf in leaves(self.text, plek))
            amounts = (s for s in siblings if self._is_amount(edit.adres.soort, join_key(s.pad[size:])))
            grouped = next((g for s in amounts if (g := _groups(self._value(s))) is not None), True)
        return spell_amount(edit.nieuw, grouped=grouped)

    def _is_amount(self, soort: str, pad: str) -> bool:
        known = SOORTEN[self.soort].get(soort)
        return known is not None and any(
            veld.vorm == "bedrag" and f"{pad}.".startswith(f"{veld.sleutel}.") for veld in known.velden
        )

    def _insert(self, edit: SetValue) -> None:
        """Put a new key where the format's order wants it, in the style of its neighbour."""
        tabel = table_path(edit.adres.soort, edit.adres.sleutel)
        pad = edit.adres.delen
        blok = self.index.home(pad)
        rank = self._rank(edit.adres.soort, pad[len(tabel) :])
        neighbours = [
            (self._rank(edit.adres.soort, p.pad[len(tabel) :]), p) for p in self._keys(edit) if p.kop == blok.pad
        ]
        before = [p for r, p in neighbours if r <= rank]  # parts of a document rank alike
        same_family = [p for r, p in neighbours if r < rank and len(rank) > 1 and r[:-1] == rank[:-1]]
        if before:
            neighbour = (same_family or before)[-1]
            self._insert_line(edit, rank, neighbour.eind, blok.pad, neighbour)
        elif neighbours:
            neighbour = neighbours[0][1]
            self._insert_line(edit, rank, neighbour.start, blok.pad, neighbour)
        elif len(blok.pad) >= max(len(tabel), 1):
            self._insert_line(edit, rank, blok.body, blok.pad)
        else:
            line = f"{join_key(split_key(edit.adres.pad))} = {self._token(edit)}{self.newline}"
            self.new_tables.setdefault(tabel, []).append((rank, line))

    def _insert_line(
        self,
        edit: SetValue,
        rank: tuple[int, ...],
        position: int,
        kop: tuple[str, ...],
        neighbour: Line | None = None,
    ) -> None:
        indent, assign = self._style(neighbour)
        line = f"{indent}{join_key(edit.adres.delen[len(kop) :])}{assign}{self._token(edit)}"
        if position and self.text[position - 1 : position] != "\n":
            line = f"{self.newline}{line}"
        else:
            line = f"{line}{self.newline}"
        self.splices.append(Splice(position, position, rank, line))

    def _style(self, plek: Line | None) -> tuple[str, str]:
        """Return the indent and the spacing around `=` of a neighbouring line."""
        if plek is None:
            return "", " = "
        indent = _INDENT.match(self.text, plek.start)
        assign = _ASSIGN.search(self.text[plek.start : plek.waarde])
        return indent[0] if indent else "", assign[0] if assign else " = "

    def _rank(self, soort: str, pad: tuple[str, ...]) -> tuple[int, ...]:
        """Return the place of a key in the format's order: field, phase, year."""
        return rang(SOORTEN[self.soort].get(soort), pad)

    def result(self) -> str:
        """Return the text with all splices made."""
        for plek, edits in self.inline.items():
            self.splices.append(Splice(plek.waarde, plek.waarde_eind, (), self._inline(plek, edits)))
        parts: list[str] = []
        position = 0
        for splice in sorted(self.splices, key=lambda made: (made.start, made.eind, made.rang)):
            parts += [self.text[position : splice.start], splice.nieuw]
            position = splice.eind
        parts.append(self.text[position:])
        return self._with_new_tables("".join(parts))

    def _with_new_tables(self, text: str) -> str:
        for tabel, lines in self.new_tables.items():
            body = "".join(line for _, line in sorted(lines, key=lambda made: made[0]))
            if not tabel:
                text = body + text
                continue
            if text and not text.endswith("\n"):
                text += self.newline
            text += f"{self.newline if text else ''}[{join_key(tabel)}]{self.newline}{body}"
        return text

    def _inline(self, plek: Line, edits: Iterable[SetValue]) -> str:
        """Return a `{ ... }` value with edits made; what they do not concern keeps its spacing."""
        text = self.text
        items = list(inline_keys(text, plek))
        borders = [plek.waarde + 1, *(item.eind for item in items)]
        opening = text[borders[0] : items[0].start] if items else " "
        closing = text[borders[-1] : plek.waarde_eind - 1] if items else " "
        rest = list(edits)
        parts: list[tuple[tuple[int, ...], str, str]] = []
        for item, border in zip(items, borders, strict=False):
            own = [e for e in rest if e.adres.delen[: len(item.pad)] == item.pad]
            rest = [e for e in rest if e not in own]
            value = self._inline_item(item, own)
            if value is not None:
                between = ", " if item is items[0] else text[border : item.start]
                rank = self._rank(plek.pad[0], item.pad[2:])
                parts.append((rank, between, text[item.start : item.waarde] + value))
        for edit in rest:
            if edit.nieuw is not None:
                rank = self._rank(plek.pad[0], edit.adres.delen[2:])
                index = max((i for i, part in enumerate(parts, 1) if part[0] < rank), default=0)
                parts.insert(
                    index, (rank, ", ", f"{join_key(edit.adres.delen[len(plek.pad) :])} = {self._token(edit)}")
                )
        body = "".join(between + part for _, between, part in parts)
        return "{" + opening + body.removeprefix(parts[0][1] if parts else "") + closing + "}"

    def _inline_item(self, item: Line, edits: list[SetValue]) -> str | None:
        """Return the value of one key between accolades after its edits, None where it goes."""
        if not edits:
            return self._value(item)
        if edits[0].adres.delen != item.pad:
            return self._inline(item, edits)
        return None if edits[0].nieuw is None else self._token(edits[0], self._value(item))


def _groups(token: str) -> bool | None:
    """Return whether an amount is written with underscores; None where it is too short to tell."""
    digits = token.lstrip("+-").split(".")[0]
    if not digits.replace("_", "").isdecimal() or len(digits) < 4:
        return None
    return "_" in digits


def spell_amount(cents: int, *, grouped: bool) -> str:
    """Return an amount as TOML: euros, with decimals only where there are cents."""
    plain = format_plain(cents)
    if not grouped:
        return plain
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, dot, decimals = digits.partition(".")
    return f"{sign}{int(whole):_}{dot}{decimals}"


def spell(value: Waarde | None, newline: str = "\n", old: str = "") -> str:
    """Return any other value as TOML; texts of several lines between three quotes, on lines of their own.

    A text that began right behind its quotes in the `old` spelling still does.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    import tomlkit

    if isinstance(value, str):
        # a bare CR would be read back as no character at all, or with the LF after it as one line end
        plain = tomlkit.string(value, multiline="\n" in value).as_string().replace("\r", "\\r")
        if "\n" in value and value[0] != "\n" and not (old.startswith('"""') and old[3:4] not in "\r\n"):
            plain = plain[:3] + "\n" + plain[3:]
        return plain.replace("\n", newline)
    return str(tomlkit.item(value).as_string())
