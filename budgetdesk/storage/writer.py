"""Edits into the text of a file, touching only the lines that change.

Every edit becomes a splice of the original text: a new value in place of the old one, a new line, or
a line taken out. Places come from `locate`; tomlkit spells texts and rewrites `key = { ... }` values.
Amounts do not go through tomlkit: it drops underscores, writes LF into CRLF files and puts a new
dotted key behind the next table's comment, and parsing one table costs more than the whole splice.
`save` in `files` parses the result again and compares it before anything is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from budgetdesk.bedrag import format_plain
from budgetdesk.model.adres import join_key, split_key, table_path
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.model.schema import FASEN, SOORTEN, Bestandssoort, Veld
from budgetdesk.storage import locate
from budgetdesk.storage.locate import Plek

_ASSIGN: Final = re.compile(r"[ \t]*=[ \t]*\Z")
_INDENT: Final = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """Replace `text[start:eind]` by `nieuw`; `rang` orders insertions at one place."""

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


class _Writer:
    def __init__(self, text: str, soort: Bestandssoort) -> None:
        self.text = text
        self.soort = soort
        self.blokken = locate.blokken(text)
        self.newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        self.splices: list[Splice] = []
        self.new_tables: dict[tuple[str, ...], list[tuple[tuple[int, ...], str]]] = {}
        self.inline: dict[Plek, list[SetValue]] = {}

    def add(self, edit: SetValue) -> None:
        """Turn one edit into splices."""
        pleks = list(self._pleks(table_path(edit.adres.soort, edit.adres.sleutel)))
        pad = edit.adres.delen
        if plek := next((p for p in pleks if p.pad == pad), None):
            self._change(plek, edit, pleks)
        elif plek := next((p for p in pleks if pad[: len(p.pad)] == p.pad and self.text[p.waarde] == "{"), None):
            self.inline.setdefault(plek, []).append(edit)
        elif edit.nieuw is not None:
            self._insert(edit, pleks)

    def _pleks(self, tabel: tuple[str, ...]) -> Iterator[Plek]:
        """Yield the keys of a table, wherever in the file they stand."""
        for blok in self.blokken:
            size = min(len(blok.pad), len(tabel))
            if blok.pad[:size] == tabel[:size]:
                for plek in locate.keys(self.text, blok):
                    size = min(len(plek.pad), len(tabel))
                    if plek.pad[:size] == tabel[:size]:
                        yield plek

    def _change(self, plek: Plek, edit: SetValue, pleks: list[Plek]) -> None:
        if edit.nieuw is None:
            self.splices.append(Splice(plek.start, plek.eind, (), self._remains(plek)))
            return
        old = self.text[plek.waarde : plek.waarde_eind]
        token = self._token(edit, old, self._values(pleks))
        self.splices.append(Splice(plek.waarde, plek.waarde_eind, (), token))

    def _remains(self, plek: Plek) -> str:
        """Return what stays of a removed line: its comment, on a line of its own."""
        comment = self.text[plek.waarde_eind : plek.eind].lstrip(" \t")
        if not comment.startswith("#"):
            return ""
        indent = _INDENT.match(self.text, plek.start)
        return (indent[0] if indent else "") + comment

    def _values(self, pleks: list[Plek]) -> Iterator[str]:
        return (self.text[p.waarde : p.waarde_eind] for p in pleks)

    def _token(self, edit: SetValue, old: str, siblings: Iterable[str]) -> str:
        """Return the new value as the file would spell it; an amount as its predecessor or siblings do."""
        veld = self._veld(edit)
        if veld is None or veld.vorm != "bedrag" or not isinstance(edit.nieuw, int):
            return spell(edit.nieuw, self.newline)
        grouped = _groups(old)
        if grouped is None:
            grouped = next((g for s in siblings if (g := _groups(s)) is not None), True)
        return spell_amount(edit.nieuw, grouped=grouped)

    def _veld(self, edit: SetValue) -> Veld | None:
        soort = SOORTEN[self.soort].get(edit.adres.soort)
        if soort is None:
            return None
        return next((v for v in soort.velden if f"{edit.adres.pad}.".startswith(f"{v.sleutel}.")), soort.veld(""))

    def _insert(self, edit: SetValue, pleks: list[Plek]) -> None:
        """Put a new key where the format's order wants it, in the style of its neighbour."""
        tabel = table_path(edit.adres.soort, edit.adres.sleutel)
        rank = self._rank(edit.adres.soort, edit.adres.delen[len(tabel) :])
        token = self._token(edit, "", self._values(pleks))
        # under the header of another family (`[post.x.lasten]`) a line would mean something else
        pad = edit.adres.delen
        neighbours = [
            (self._rank(edit.adres.soort, p.pad[len(tabel) :]), p) for p in pleks if p.kop == pad[: len(p.kop)]
        ]
        before = [p for r, p in neighbours if r < rank]
        same_family = [p for r, p in neighbours if r < rank and len(rank) > 1 and r[:-1] == rank[:-1]]
        if before:
            neighbour = (same_family or before)[-1]
            self._insert_line(edit, token, rank, neighbour.eind, neighbour.kop, neighbour)
        elif neighbours:
            neighbour = neighbours[0][1]
            self._insert_line(edit, token, rank, neighbour.start, neighbour.kop, neighbour)
        elif blok := next((b for b in self.blokken if b.pad == tabel and (b.pad or pleks)), None):
            self._insert_line(edit, token, rank, blok.body, blok.pad)
        else:
            line = f"{join_key(split_key(edit.adres.pad))} = {token}{self.newline}"
            self.new_tables.setdefault(tabel, []).append((rank, line))

    def _insert_line(
        self,
        edit: SetValue,
        token: str,
        rank: tuple[int, ...],
        position: int,
        kop: tuple[str, ...],
        neighbour: Plek | None = None,
    ) -> None:
        indent, assign = self._style(neighbour)
        line = f"{indent}{join_key(edit.adres.delen[len(kop) :])}{assign}{token}"
        if position and self.text[position - 1 : position] != "\n":
            line = f"{self.newline}{line}"
        else:
            line = f"{line}{self.newline}"
        self.splices.append(Splice(position, position, rank, line))

    def _style(self, plek: Plek | None) -> tuple[str, str]:
        """Return the indent and the spacing around `=` of a neighbouring line."""
        if plek is None:
            return "", " = "
        indent = _INDENT.match(self.text, plek.start)
        assign = _ASSIGN.search(self.text[plek.start : plek.waarde])
        return indent[0] if indent else "", assign[0] if assign else " = "

    def _rank(self, soort: str, pad: tuple[str, ...]) -> tuple[int, ...]:
        """Return the place of a key in the format's order: field, phase, year."""
        known = SOORTEN[self.soort].get(soort)
        dotted = join_key(pad) + "."
        for number, veld in enumerate(known.velden if known else ()):
            family = f"{veld.sleutel}." if veld.sleutel else ""
            if dotted.startswith(family):
                below = dotted.removeprefix(family).strip(".").split(".")
                return (
                    number,
                    *(FASEN.index(d) if d in FASEN else int(d) for d in below if d in FASEN or d.isdecimal()),
                )
        return (10**6,)

    def result(self) -> str:
        """Return the text with all splices made."""
        for plek, edits in self.inline.items():
            self.splices.append(Splice(plek.waarde, plek.waarde_eind, (), self._rewrite_inline(plek, edits)))
        parts: list[str] = []
        position = 0
        for splice in sorted(self.splices):
            parts += [self.text[position : splice.start], splice.nieuw]
            position = splice.eind
        parts.append(self.text[position:])
        return self._with_new_tables("".join(parts))

    def _with_new_tables(self, text: str) -> str:
        for tabel, lines in self.new_tables.items():
            body = "".join(line for _, line in sorted(lines))
            if not tabel:
                text = body + text
                continue
            if text and not text.endswith("\n"):
                text += self.newline
            text += f"{self.newline if text else ''}[{join_key(tabel)}]{self.newline}{body}"
        return text

    def _rewrite_inline(self, plek: Plek, edits: list[SetValue]) -> str:
        """Return a `{ ... }` value with edits made by tomlkit, which keeps the rest of it."""
        import tomlkit

        container: Any = tomlkit.parse("x = " + self.text[plek.waarde : plek.waarde_eind])
        written = {p.pad: self.text[p.waarde : p.waarde_eind] for p in locate.inline_keys(self.text, plek)}
        for edit in edits:
            *above, last = edit.adres.delen[len(plek.pad) :]
            node = container["x"]
            for part in above:
                node = node.setdefault(part, tomlkit.inline_table()) if edit.nieuw is not None else node[part]
            if edit.nieuw is None:
                del node[last]
            else:
                old = written.get(edit.adres.delen, "")
                node[last] = tomlkit.value(self._token(edit, old, written.values()))
        return str(container.as_string()).removeprefix("x = ")


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


def spell(value: Waarde | None, newline: str = "\n") -> str:
    """Return any other value as TOML; texts of several lines between three quotes."""
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
        return plain.replace("\n", newline)
    return str(tomlkit.item(value).as_string())
