"""What a file to read in may hold at most, counted while it is read: what it says of itself is not believed."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, field
from time import thread_time
from typing import Final

from budgetdesk.errors import LimitExceeded, Plaats

MIB: Final = 2**20

MAX_BYTES: Final = 32 * MIB
"""Largest file."""

MAX_CSV: Final = 64 * MIB
"""Largest file of plain text."""

MAX_UITGEPAKT: Final = 256 * MIB
"""Bytes that the parts of a package are when unpacked; characters of texts that stand in many cells, too."""

MAX_DELEN: Final = 10_000
"""Parts of a package."""

MAX_CELLEN: Final = 2_000_000
"""Cells that hold something, in all sheets together."""

MAX_KOLOMMEN: Final = 1_000
"""Columns of one sheet that hold something."""

MAX_BLADEN: Final = 200
"""Sheets of a workbook."""

MAX_TABELLEN: Final = 500
"""Tables of a page or a document."""

MAX_TEKST: Final = 32_767
"""Characters of one cell, as in a spreadsheet."""

MAX_SPAN: Final = 1_000
"""Columns that one cell of a document may span."""

MAX_DIEP: Final = 64
"""Elements that stand within one another."""

MAX_TAGS: Final = 10_000_000
"""Tags that begin or end an element: what bounds a part that holds next to nothing in millions of elements."""

ZWAAR: Final = 2
"""How often such a tag counts outside the cells of a workbook, where an element is more work."""

MAX_RIJEN: Final = 3_000_000
"""Rows that are described, those without cells included."""

MAX_SECONDEN: Final = 30.0
"""How long the processor may be at reading one file."""

MAX_SAMENGEVOEGD: Final = 100_000
"""Merged areas of all sheets together."""

MAX_RIJ: Final = 1_048_576
"""The last row of a spreadsheet."""

_SMALLER: Final = "Maak een uitdraai per jaar of per programma."
_SHORT_TEXT: Final = 128


def getal(aantal: int) -> str:
    """Return a number as Dutch sentences write it: `2.000.000`."""
    return f"{aantal:,}".replace(",", ".")


def te_groot(naam: str, grootte: int, grens: int) -> LimitExceeded:
    """Return the error for a file of so many bytes, where so many may be."""
    size = -(-grootte // MIB)
    return LimitExceeded(Plaats(naam), f"Het bestand is {size} MiB; de grens is {grens // MIB} MiB. {_SMALLER}")


@dataclass(slots=True)
class Teller:
    """Counts what was read of one file, and raises LimitExceeded, naming the file, where that is too much."""

    naam: str
    uitgepakt: int = 0
    cellen: int = 0
    tekens: int = 0
    tags: int = 0
    bladen: int = 0
    samengevoegd: int = 0
    rijen: int = 0
    begonnen: float = field(default_factory=thread_time)

    def grens(self, zin: str) -> LimitExceeded:
        """Return the error that says a sentence of this file."""
        return LimitExceeded(Plaats(self.naam), zin)

    def pak_uit(self, aantal: int) -> None:
        """Count bytes of a part."""
        self.uitgepakt += aantal
        if self.uitgepakt > MAX_UITGEPAKT:
            raise self.grens(
                f"Uitgepakt is deze werkmap groter dan {MAX_UITGEPAKT // MIB} MiB; budgetdesk leest haar niet."
            )

    def tel_tags(self, aantal: int) -> None:
        """Count tags of XML or HTML; with every count the clock is looked at."""
        self.op_tijd()
        self.tags += aantal
        if self.tags > MAX_TAGS:
            raise self.grens(f"Het bestand heeft meer dan {getal(MAX_TAGS)} begin- en eindtags. {_SMALLER}")

    def op_tijd(self) -> None:
        """Look whether reading does not take too long."""
        if thread_time() - self.begonnen > MAX_SECONDEN:
            raise self.grens(f"Het lezen duurt langer dan {MAX_SECONDEN:g} seconden. {_SMALLER}")

    def rij(self, cellen: int) -> None:
        """Count a row with so many cells that hold something."""
        self.rijen += 1
        if self.rijen > MAX_RIJEN:
            raise self.grens(f"Het bestand heeft meer dan {getal(MAX_RIJEN)} rijen. {_SMALLER}")
        self.cellen += cellen
        if self.cellen > MAX_CELLEN:
            raise self.grens(f"Het bestand heeft meer dan {getal(MAX_CELLEN)} gevulde cellen. {_SMALLER}")

    def kolommen(self, kolommen: Sized, blad: str) -> None:
        """Look at the columns of a sheet that hold something."""
        if len(kolommen) > MAX_KOLOMMEN:
            raise self.grens(f'Blad "{kort(blad)}" heeft meer dan {getal(MAX_KOLOMMEN)} gevulde kolommen.')

    def blad(self, grens: int = MAX_BLADEN, wat: str = "bladen") -> None:
        """Count a sheet or a table."""
        self.bladen += 1
        if self.bladen > grens:
            raise self.grens(f"Het bestand heeft meer dan {grens} {wat}.")

    def voeg_samen(self) -> None:
        """Count an area of merged cells."""
        self.samengevoegd += 1
        if self.samengevoegd > MAX_SAMENGEVOEGD:
            raise self.grens(f"Het bestand heeft meer dan {getal(MAX_SAMENGEVOEGD)} samengevoegde gebieden.")

    def tekst(self, tekst: str, waar: str) -> None:
        """Look at the text of one cell, and count it where it is long: one text may stand in many cells."""
        if len(tekst) <= _SHORT_TEXT:
            return
        if len(tekst) > MAX_TEKST:
            raise self.grens(f"{waar}: een tekst van meer dan {getal(MAX_TEKST)} tekens.")
        self.tekens += len(tekst)
        if self.tekens > MAX_UITGEPAKT:
            raise self.grens(f"De teksten van de cellen zijn samen meer dan {MAX_UITGEPAKT // MIB} MiB. {_SMALLER}")


def is_kort(tekst: str) -> bool:
    """Return whether a text is so short that it may stand in every cell there can be."""
    return len(tekst) <= _SHORT_TEXT


def kort(tekst: str, lengte: int = 80) -> str:
    """Return the begin of a name out of a file, short enough for a sentence."""
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1]}…"
