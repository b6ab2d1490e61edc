"""What an amount or a row is of: a record of a file, a part of one, or a sum that a name stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple


class RecordKey(NamedTuple):
    """Kind and key of a record in its file; equal to the plain pair that `Bestand.tabellen` is keyed by."""

    soort: str
    sleutel: str

    @property
    def scope(self) -> Scope:
        """Return the scope of this record as a whole."""
        return Scope(self.soort, self.sleutel)

    @classmethod
    def named(cls, text: str) -> RecordKey:
        """Return what a field of the format names as `post.bestuur`; the key may hold dots itself."""
        soort, _, sleutel = text.partition(".")
        return cls(soort, sleutel)


class Reference(NamedTuple):
    """What a text names as `[PROGRAMMA/]SOORT.SLEUTEL`: `post.bestuur`, `12/reserve.wegen`."""

    nummer: int | None
    """The number of the programma; None where it is the one that the text is about."""
    key: RecordKey

    @classmethod
    def named(cls, text: str, soort: str = "", soorten: Sequence[str] = ()) -> Reference:
        """Return what a text names; what stands before a slash and is no number belongs to the key.

        A text that begins with none of these kinds names one of `soort`, where that is given: `12/wegen`.
        """
        head, slash, rest = text.partition("/")
        is_number = bool(slash) and re.fullmatch(r"[0-9]{1,9}", head) is not None
        nummer, named = (int(head), rest) if is_number else (None, text)
        is_bare = bool(soort) and not named.startswith(tuple(f"{known}." for known in (soort, *soorten)))
        return cls(nummer, RecordKey(soort, named) if is_bare else RecordKey.named(named))

    def __str__(self) -> str:
        number = "" if self.nummer is None else f"{self.nummer}/"
        return f"{number}{self.key.soort}.{self.key.sleutel}"


class Scope(NamedTuple):
    """What a row or an amount is of. A tuple of texts: totals are looked up by it while tables are painted.

    `soort` and `sleutel` are those of a record (`post`, `bestuur`), or a word for a sum (`programma`). `bestand`
    tells files apart where a table spans several. `bron` names one part of a record: `raming` is what is stored
    with a post, `mutaties`, `kapitaallasten` and `verdeling` are what adds to it.
    """

    soort: str
    sleutel: str = ""
    bestand: str = ""
    bron: str = ""

    @property
    def record(self) -> RecordKey:
        """Return kind and key of the record that this is, or is a part of."""
        return RecordKey(self.soort, self.sleutel)

    def of(self, bron: str) -> Scope:
        """Return one part of this."""
        return self._replace(bron=bron)

    def within(self, bestand: str) -> Scope:
        """Return the same of one file, for a table that spans several."""
        return self._replace(bestand=bestand)


RAMING: Final = "raming"
"""The part of a post that is stored with it."""

PROGRAMMA: Final = Scope("programma")
"""The sum of all posts."""

RESERVES: Final = Scope("reserves")
"""The sum of all reserves."""

RESULTAAT: Final = Scope("resultaat")
"""The balance after reserves: both of these sums."""
