"""A block of cells of a table: copied, exact for here and as text for other programs, and filled right or down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from budgetdesk.bedrag import BedragFout, format_edit
from budgetdesk.blok import Blok, line_ends
from budgetdesk.model.invoer import Invoer, Veldinvoer
from budgetdesk.model.waarden import WaardeFout

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import Dossier, Waarde
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.grid.source import Bereik, Positie

    Gezet = tuple[Invoer | Veldinvoer, Waarde | None]


@dataclass(frozen=True, slots=True)
class Kopie:
    """Cells as they were copied: what they hold exactly, whatever unit, sign or table is on screen later."""

    naam: str
    """The first cell, as a sentence names it."""
    tekst: str
    """The text that other programs get."""
    blok: Blok
    herkomst: Sequence[tuple[Adres, Waarde | None]]
    """The stored values behind it as they were."""
    versie: int
    """That of the session, where some of it was computed; else 0."""

    def is_text(self, text: str) -> bool:
        """Return whether a text that is pasted is this copy, come back through the terminal."""
        return line_ends(text).strip("\n") == self.tekst.strip("\n")

    def is_fresh(self, bron: TabelBron) -> bool:
        """Return whether what was copied still holds what it held."""
        dossier = bron.session.dossier
        kept = all(dossier.waarde(adres) == waarde for adres, waarde in self.herkomst)
        return kept and self.versie in (0, bron.session.versie)


@dataclass(frozen=True, slots=True)
class Knipsel:
    """Cells that were cut, with what they held."""

    cellen: Sequence[Invoer | Veldinvoer]
    waarden: Sequence[Waarde | None]

    @classmethod
    def of(cls, dossier: Dossier, cellen: Sequence[Invoer | Veldinvoer]) -> Knipsel:
        """Return cells with what they hold."""
        return cls(cellen, [dossier.waarde(cel.adres) for cel in cellen])

    def is_fresh(self, dossier: Dossier) -> bool:
        """Return whether they still hold that."""
        return [dossier.waarde(cel.adres) for cel in self.cellen] == list(self.waarden)


def typed(bron: TabelBron, bereik: Bereik) -> list[Invoer | Veldinvoer]:
    """Return the stored values behind the cells of a block, each once."""
    found = (bron.editable(*cel) or bron.veld(*cel) for cel in bereik)
    return list({cel.adres: cel for cel in found if cel is not None}.values())


def copy(bron: TabelBron, bereik: Bereik) -> Kopie:
    """Return a block with its exact values; its text has amounts in the unit on screen, in Dutch, with printed signs.

    An amount that is computed is copied as its row prints it: baten of a total are baten.
    """
    texts: list[list[str]] = []
    shown: list[list[str]] = []
    exact: dict[tuple[int, int], int] = {}
    origin: list[tuple[Adres, Waarde | None]] = []
    computed = False
    for r, row in enumerate(bereik.rijen):
        texts.append([])
        shown.append([])
        for c, col in enumerate(bereik.kolommen):
            invoer = bron.editable(row, col) or bron.veld(row, col)
            text, cents = _held(bron, row, col, invoer)
            if cents is not None:
                exact[r, c] = cents
            if invoer is None:
                computed = True
            else:
                origin.append((invoer.adres, bron.session.dossier.waarde(invoer.adres)))
            texts[-1].append(text)
            shown[-1].append(_quoted(text))
    tekst = "\n".join("\t".join(line) for line in shown)
    naam = bron.cell_name(bereik.rijen.start, bereik.kolommen.start)
    return Kopie(naam, tekst, Blok("hier", texts, exact=exact), origin, bron.session.versie if computed else 0)


def _held(bron: TabelBron, row: int, col: int, invoer: Invoer | Veldinvoer | None) -> tuple[str, int | None]:
    """Return what a cell holds as text, and as natural cents where that is an amount."""
    if isinstance(invoer, Veldinvoer):
        return invoer.tekst, None
    index = bron.in_beeld[row]
    if invoer is not None:
        # a forecast that nobody wrote down is not there and shows the budget
        if not (invoer.aanwezig or invoer.rest or invoer.huidig):
            return "", None
        return format_edit(invoer.huidig, eenheid=bron.eenheid, teken=invoer.teken), invoer.huidig
    cents = bron.grid.cents(index, col)
    if cents is None:
        return bron.grid.cell(index, col), None
    tekens = bron.grid.rijen[index].tekens
    natural = cents * tekens[0][1] if len(tekens) == 1 else cents
    return format_edit(cents, eenheid=bron.eenheid, teken=1), natural


def _quoted(text: str) -> str:
    """Return a cell as spreadsheets write one that holds what parts cells."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\n"') else text


@dataclass(slots=True)
class Vulling:
    """What filling a block does: the cells that are set, and how many cannot be."""

    cellen: list[Gezet] = field(default_factory=list)
    overgeslagen: int = 0
    gedeeld: int = 0
    """How many of those show a stored value that a row above sets already, or is filled from."""
    andere_kant: bool = False
    """Whether a side is filled with amounts of the other one."""


def fill(bron: TabelBron, bereik: Bereik, *, omlaag: bool) -> Vulling:
    """Return the cells of a block with the value of its first row (`omlaag`) or first column.

    Of rows that share a stored value, such as a post and its raming, the upper one is filled; an empty row of the other
    side that came into view beside what was typed is passed over.
    """
    result = Vulling()
    seen: set[Adres] = set()
    for row, col in bereik:
        source = (bereik.rijen[0], col) if omlaag else (row, bereik.kolommen[0])
        held = bron.editable(row, col) or bron.veld(row, col)
        if (row, col) == source:
            seen |= {held.adres} if held else set()
            continue
        other_side = bron.rij(source[0]).kant != bron.rij(row).kant
        passes = other_side and bron.keuze.bijgekomen(bron.in_beeld[row])
        filled = None if passes else _filled(bron, source, (row, col))
        if filled is None or filled[0].adres in seen:
            result.overgeslagen += 1
            result.gedeeld += filled is not None
            continue
        seen.add(filled[0].adres)
        result.cellen.append(filled)
        result.andere_kant |= other_side
    return result


def _filled(bron: TabelBron, source: Positie, target: Positie) -> Gezet | None:
    """Return a cell with the value of another; None where it cannot hold that."""
    first = bron.editable(*source) or bron.veld(*source)
    last = bron.editable(*target) or bron.veld(*target)
    try:
        if isinstance(first, Invoer) and isinstance(last, Invoer):
            value = first.huidig if first.aanwezig or first.rest or first.huidig else None
            if value is not None:
                last.stored(value)
            return last, value
        if isinstance(first, Veldinvoer) and isinstance(last, Veldinvoer):
            if first.waarde is None:
                return None if last.veld.verplicht else (last, None)
            return last, last.parse(first.tekst)
    except (BedragFout, WaardeFout):
        return None
    return None
