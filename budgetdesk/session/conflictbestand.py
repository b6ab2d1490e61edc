"""A file of a dossier that holds conflicts: its text in parts, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from budgetdesk.errors import Bevinding, InputError, LimitExceeded, Plaats
from budgetdesk.merge.elsewhere import Uitwegen, ways_out
from budgetdesk.merge.located import Plek, read_parts
from budgetdesk.merge.markers import Conflict, NoConflict, split
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.storage.atomic import sha256
from budgetdesk.storage.fragment import lines_by_key
from budgetdesk.storage.git import merge_base_of
from budgetdesk.storage.reader import read_content
from budgetdesk.storage.toml import BOM, CONFLICT, decode_marked, parse_bytes
from budgetdesk.storage.writer import line_end


@dataclass(frozen=True, slots=True)
class Conflictbestand:
    """A file with conflicts as it was read: the digest of its bytes, and its text in parts."""

    naam: str
    soort: Bestandssoort
    digest: str
    bom: bytes
    delen: tuple[str | Plek, ...]
    uitwegen: Uitwegen = field(default_factory=Uitwegen)

    @property
    def plekken(self) -> list[Plek]:
        """Return the conflicts, in the order of the file."""
        return [deel for deel in self.delen if isinstance(deel, Plek)]

    @property
    def newline(self) -> str:
        """Return how the lines of the file end."""
        sides = (d if isinstance(d, str) else d.conflict.ons + d.conflict.hun for d in self.delen)
        return line_end("".join(sides))

    def place(self, plek: Plek) -> int:
        """Return which part a conflict is."""
        return next(i for i, d in enumerate(self.delen) if isinstance(d, Plek) and d.nummer == plek.nummer)

    def ours(self) -> bytes:
        """Return the file with our side of every conflict."""
        return self.content("".join(d if isinstance(d, str) else d.conflict.ons for d in self.delen))

    def content(self, text: str) -> bytes:
        """Return the file with this text."""
        return self.bom + text.encode("utf-8", "surrogatepass")

    def wrong(self, text: str) -> list[Bevinding]:
        """Return why the file could not be read with this text; nothing where it can."""
        try:
            _, _, found = read_content(self.content(text), self.naam, self.soort)
        except (InputError, LimitExceeded) as error:
            return list(error.bevindingen)
        return [b for b in found if b.ernst == "fout"]


def read_conflicts(map_: Path, naam: str, soort: Bestandssoort, data: bytes) -> Conflictbestand | Sequence[Bevinding]:
    """Return the conflicts of a file, or why its markers cannot be read."""
    text = decode_marked(data, naam)
    try:
        delen = split(text)
    except NoConflict as wrong:
        return [Bevinding(CONFLICT, Plaats(naam, wrong.regel), str(wrong))]
    lacks = any(isinstance(deel, Conflict) and deel.basis is None for deel in delen)
    basis = partial(merge_base_of, map_, naam)
    parts = tuple(read_parts(delen, naam, soort, _by_key(basis(), naam, soort) if lacks else {}))
    bom = BOM if data.startswith(BOM) else b""
    return Conflictbestand(naam, soort, sha256(data), bom, parts, ways_out(parts, naam, soort, basis))


def _by_key(basis: bytes | None, naam: str, soort: Bestandssoort) -> Mapping[Adres, str]:
    """Return the lines of the common ancestor by key, nothing where git does not have it."""
    try:
        return {} if basis is None else lines_by_key(parse_bytes(basis, naam).tekst, naam, soort)
    except (InputError, LimitExceeded):
        return {}
