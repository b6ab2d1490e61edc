"""Edits of the structure of a file, in its text: tables come, go, move and get other keys.

What a table owns (`stukken`) goes where the table goes. A comment with a blank line on both sides belongs to
nobody and stays. Nothing else of the file changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres, join_key, part_spans, quote_key, table_path
from budgetdesk.model.arrangement import SOORTEN, Bestandssoort, kind
from budgetdesk.model.edits import AddRecord, Herschikking, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.storage import locate
from budgetdesk.storage.locate import KeyIndex
from budgetdesk.storage.pieces import owned
from budgetdesk.storage.writer import line_end, rewrite
from budgetdesk.voortgang import stappen


class NotRestructurable(Refused):
    """The table is written in a way that only an editor can restructure."""


def restructure(text: str, soort: Bestandssoort, edits: Iterable[Herschikking]) -> str:
    """Return the text of a file with these edits carried out; raises NotRestructurable, Afgebroken once called off."""
    for (soort_van, is_last), group in groupby(edits, _added_last):
        if is_last:
            # what comes behind each other is put there at once: a text of thousands of tables is read for each edit
            text = _Herschikker(text, soort).add_last(
                soort_van, [edit for edit in group if isinstance(edit, AddRecord)]
            )
        else:
            for edit in group:
                text = _Herschikker(text, soort).carry_out(edit)
    return text


def _added_last(edit: Herschikking) -> tuple[str, bool]:
    """Return the kind of a table that becomes the last of its kind, and whether an edit adds such a one."""
    return (edit.soort, True) if isinstance(edit, AddRecord) and edit.voor is None else ("", False)


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A piece of the text that belongs to one table."""

    pad: tuple[str, ...]
    start: int
    eind: int


class _Herschikker:
    def __init__(self, text: str, soort: Bestandssoort) -> None:
        self.text = text
        self.soort = soort
        self.newline = line_end(text)
        self.stukken = self._pieces()

    def carry_out(self, edit: Herschikking) -> str:
        match edit:
            case AddRecord():
                return self._add(edit)
            case RemoveRecord():
                return self._without(self._own(edit))
            case RenameRecord():
                return self._rename(edit)
            case MoveRecord():
                return self._move(edit)

    def _pieces(self) -> list[_Stuk]:
        """Return what each table owns, in file order; headers of one table that follow each other are one piece."""
        found: list[_Stuk] = []
        for eigendom in owned(self.text):
            if not eigendom.pad:
                continue
            pad = eigendom.pad[:2]
            start, eind = eigendom.start, eigendom.span[1]
            if found and found[-1].pad == pad and len(pad) == len(table_path(*pad)):
                found[-1] = _Stuk(pad, found[-1].start, eind)
            else:
                found.append(_Stuk(pad, start, eind))
        return found

    def _own(self, edit: Herschikking) -> list[_Stuk]:
        """Return the pieces of a table that stands under headers of its own; raises NotRestructurable otherwise."""
        pad = table_path(edit.soort, edit.sleutel)
        own = [stuk for stuk in self.stukken if stuk.pad == pad]
        headers = {blok.pad for blok in locate.blokken(self.text) if blok.pad[:2] == pad}
        keys = KeyIndex(self.text).keys(pad)
        if not own or any(plek.kop not in headers for plek in keys):
            raise NotRestructurable(
                f"[{join_key(pad)}] staat niet (alleen) onder een eigen kop; wijzig dit in {edit.bestand}."
            )
        return own

    def _without(self, stukken: Sequence[_Stuk]) -> str:
        """Return the text without these pieces and without the blank lines that followed them."""
        text = self.text
        for stuk in reversed(stukken):
            after = stuk.eind
            while (line := self._line(text, after)) and not line.strip():
                after += len(line)
            before = text[: stuk.start]
            if after == len(text):
                before = before.rstrip("\r\n \t")
                before += self.newline if before else ""
            text = before + text[after:]
        return text

    @staticmethod
    def _line(text: str, position: int) -> str:
        return text[position : text.find("\n", position) + 1 or len(text)]

    def _rename(self, edit: RenameRecord) -> str:
        pad = table_path(edit.soort, edit.sleutel)
        spans = {self._part(blok.start, 1) for blok in locate.blokken(self.text) if blok.pad[:2] == pad}
        for plek in KeyIndex(self.text).keys(pad):
            if len(plek.pad) < len(pad):
                raise NotRestructurable(f"[{join_key(pad)}] staat tussen accolades; wijzig dit in {edit.bestand}.")
            if len(plek.kop) < len(pad):
                spans.add(self._part(plek.start, 1 - len(plek.kop)))
        text = self.text
        for start, eind in sorted(spans, reverse=True):
            text = text[:start] + quote_key(edit.nieuw) + text[eind:]
        return text

    def _part(self, position: int, index: int) -> tuple[int, int]:
        """Return the span of one part of the dotted key or header that begins at a position."""
        return next(islice(part_spans(self.text, position), index, None))

    def _move(self, edit: MoveRecord) -> str:
        own = self._own(edit)
        chunk = self.newline.join(self._closed(self.text[s.start : s.eind]) for s in own)
        rest = _Herschikker(self._without(own), self.soort)
        return rest.insert(edit.soort, chunk, edit.voor)

    def add_last(self, soort: str, edits: Sequence[AddRecord]) -> str:
        """Return the text with tables of one kind behind the last one of that."""
        written = (self._written(edit) for edit in stappen(edits, kind(soort).noem(2)))
        return self.insert(soort, self.newline.join(written), None)

    def _add(self, edit: AddRecord) -> str:
        return self.insert(edit.soort, self._written(edit), edit.voor)

    def _written(self, edit: AddRecord) -> str:
        header = f"[{join_key(table_path(edit.soort, edit.sleutel))}]{self.newline}"
        values = [
            SetValue(Adres(edit.bestand, edit.soort, edit.sleutel, pad), None, waarde) for pad, waarde in edit.waarden
        ]
        return rewrite(header, self.soort, values)

    def insert(self, soort: str, chunk: str, voor: str | None) -> str:
        """Return the text with a table put before another one, or after the last of its kind.

        Raises NotRestructurable where the other one has no header of its own.
        """
        target = [s for s in self.stukken if voor is not None and s.pad == table_path(soort, voor)]
        if target:
            position = target[0].start
            return self.text[:position] + chunk + self.newline + self.text[position:]
        if voor is not None:
            raise NotRestructurable(f"[{join_key(table_path(soort, voor))}] heeft geen eigen kop.")
        position = self._after_kind(soort)
        before, after = self._closed(self.text[:position]), self.text[position:]
        return before + (self.newline if before else "") + chunk + (self._gap(after) if after else "") + after

    def _gap(self, after: str) -> str:
        """Return what separates a new table from what follows."""
        return "" if self._line(after, 0).strip() == "" else self.newline

    def _after_kind(self, soort: str) -> int:
        """Return where the last table of a kind ends, or of the last kind that the format puts before it."""
        order = list(SOORTEN[self.soort])
        rank = order.index(soort) if soort in order else len(order)
        ends = [s.eind for s in self.stukken if s.pad and s.pad[0] == soort]
        ends = ends or [s.eind for s in self.stukken if s.pad and s.pad[0] in order[:rank]]
        return max(ends, default=len(self.text))

    def _closed(self, chunk: str) -> str:
        return chunk if not chunk or chunk.endswith("\n") else chunk + self.newline
