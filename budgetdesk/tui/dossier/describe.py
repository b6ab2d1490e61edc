"""What there is to say of a cell, of a selected block, and of the result: values that lines and panels draw from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import Notatie, format_cell, format_exact, round_to
from budgetdesk.tables import uitlegtekst
from budgetdesk.tables.behind import Computed, Fact, Part
from budgetdesk.tables.grid import ELDERS
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier import compared, noten

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.session import Session, Veldinvoer
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.grid.source import Positie

NIET_INGEVULD: Final = "nog niet ingevuld"

_MUTATIE: Final = "mutatie"
"""The kind of record in which a decision changes an amount."""


def sentence(bron: TabelBron, row: int, col: int) -> str:
    """Return how a computed cell comes about, in Dutch."""
    return uitlegtekst.sentence(bron.grid, bron.in_beeld[row], col)


def rounding(bron: TabelBron, row: int, col: int) -> str:
    """Return why printed parts do not add up; else nothing."""
    return uitlegtekst.rounding(bron.grid, bron.in_beeld[row], col)


@dataclass(frozen=True, slots=True)
class Celuitleg:
    """What a cell is, as texts of the dossier and of ours that are not yet made fit to be shown (`display`)."""

    naam: str
    """What its row is called."""
    boven: str = ""
    """The beleidsterrein that a post stands under."""
    soort: str = ""
    """The side or kind of its row in words, small letters."""
    kolom: str = ""
    waarde: str = ""
    """Its exact euros, its text, or that it is unknown; empty for a heading."""
    is_tekst: bool = False
    """Whether the value is a text, which may be cut: a number may not."""
    was: str = ""
    """What it was in what the table is compared with, and by how much it changed."""
    afronding: str = ""
    """Why its printed parts do not add up."""
    berekening: str = ""
    """How it is computed, or what is typed here and what comes to it: `raming 744 + mutaties 28`."""
    plaats: str = ""
    """File and line, or that nothing is filled in; empty for what stands in no file."""
    is_gewijzigd: bool = False
    """Whether the files lack it as it is now."""
    notitie: str = ""
    """What notes say of it, or else of the thing that its row is of."""

    @property
    def is_kop(self) -> bool:
        """Return whether it is a heading, of which nothing can be told."""
        return not self.kolom

    @property
    def zin(self) -> str:
        """Return all of it on one line."""
        staat = "nog niet opgeslagen" if self.is_gewijzigd else ""
        cel = ", ".join(filter(None, [" ".join(filter(None, [self.boven, self.naam, self.soort])), self.kolom]))
        note = f"notitie: {self.notitie}" if self.notitie else ""
        delen = [self.waarde, self.was, self.afronding, self.berekening, staat, note, self.plaats, cel]
        return " · ".join(filter(None, delen)).replace("\n", " ")


def describe(bron: TabelBron, row: int, col: int) -> Celuitleg:
    """Return what there is to say of a cell that costs little: it is asked for at every step of the cursor.

    What it was is told in the unit on screen, or in euros where that hides the difference.
    """
    rij, index = bron.rij(row), bron.in_beeld[row]
    noted = " · ".join(noten.texts(bron, row, col))
    cel = Celuitleg(bron.label(row).teksten[0] or rij.naam, bron.terrein(row), rij.soort.lower(), notitie=noted)
    veld = bron.veld(row, col)
    if not veld and rij.rol == "groep" and bron.grid.inhoud(index, col) is None:
        # a heading: nothing of it is unknown
        return cel
    cel = replace(cel, kolom=bron.koppen[col].tekst, was=compared.sentence(bron, row, col))
    if veld:
        return _text(bron, cel, veld, index, col)
    cents = bron.grid.cents(index, col)
    is_tekst = cents is None and bool(bron.grid.cell(index, col).strip())
    waarde = f"€ {format_exact(cents)}" if cents is not None else _unknown(bron, index, col)
    cel = replace(cel, waarde=waarde, is_tekst=is_tekst)
    invoer = bron.editable(row, col)
    if invoer is None:
        afronding, zin = rounding(bron, row, col), sentence(bron, row, col)
        return replace(cel, afronding=afronding, berekening=zin)
    return replace(
        cel,
        berekening=_made_of(bron, index, col, invoer.teken, invoer.huidig, invoer.rest) if invoer.rest else "",
        # what shows an amount without one being stored is not empty: that follows from something
        plaats=_source(bron, invoer.adres) if invoer.aanwezig else ELDERS if invoer.huidig else NIET_INGEVULD,
        is_gewijzigd=bron.session.is_changed(invoer.adres),
    )


def _text(bron: TabelBron, cel: Celuitleg, veld: Veldinvoer, index: int, col: int) -> Celuitleg:
    filled = veld.waarde is not None
    return replace(
        cel,
        waarde=bron.grid.cell(index, col),
        is_tekst=True,
        plaats=_source(bron, veld.adres) if filled else NIET_INGEVULD,
        is_gewijzigd=bron.session.is_changed(veld.adres),
    )


def _made_of(bron: TabelBron, index: int, col: int, teken: int, huidig: int, rest: int) -> str:
    """Return what is typed in a cell and what comes to it, as it prints; in euros where rounding would contradict."""
    besluiten = sum(part.cents * part.factor for part in decided(parts(bron, index, col)))
    terms = [("raming", (huidig - rest) * teken), ("mutaties", besluiten), ("overig", rest * teken - besluiten)]
    terms = [(naam, cents) for naam, cents in terms if cents]
    notatie = bron.grid.notatie
    adds_up = sum(round_to(cents, notatie.eenheid) for _, cents in terms) == round_to(huidig * teken, notatie.eenheid)
    printed = [f"{naam} {format_cell(c, notatie) if adds_up else f'€ {format_exact(c)}'}" for naam, c in terms]
    return " + ".join(printed)


def parts(bron: TabelBron, index: int, col: int) -> Sequence[Part]:
    """Return what an amount that is typed and to which something comes is made of; nothing of another one."""
    found = bron.grid.uitleg(index, col) if bron.grid.rest(index, col) else None
    return found.parts() if isinstance(found, Computed) else ()


def decided(found: Sequence[Part]) -> Iterator[Fact]:
    """Yield the parts that a decision brings."""
    for part in found:
        if isinstance(part, Fact) and part.adres and part.adres.soort == _MUTATIE:
            yield part


def selection(bron: TabelBron, cells: Sequence[Positie]) -> Sequence[tuple[str, str]]:
    """Return sum, count and average of the printed amounts of a block, in euros; nothing where it has none."""
    found = [c for row, col in cells if (c := bron.grid.cents(bron.in_beeld[row], col)) is not None]
    if not found:
        return ()
    total = sum(found)
    average = (abs(total) * 2 + len(found)) // (2 * len(found)) * (1 if total >= 0 else -1)
    euros = f"€ {format_exact(total)}", f"€ {format_exact(average)}"
    return ("Som", euros[0]), ("Aantal", str(len(found))), ("Gemiddelde", euros[1])


def missing(sheet: Sheet) -> str:
    """Return why there is no cell under the cursor; nothing where there is one."""
    if sheet.table is None:
        return f"Dit dossier heeft nog geen programma's: {key_of('tree')} en {key_of('add')} maken er een."
    if sheet.table.row_count():
        return ""
    if sheet.reference is not None and sheet.table.grid.rijen:
        return f"In deze tabel is niets anders dan in {sheet.reference.naam}; {key_of('view')} toont alles."
    return f"Deze tabel is nog leeg; {key_of('add')} voegt iets toe."


def result(session: Session, bron: TabelBron, unit: int) -> tuple[str, str]:
    """Return the result of the programma, and after it that of the whole dossier and the findings."""
    from budgetdesk.session.reading import results

    weergave = session.dossier.weergave
    kolom = session.sjabloon.kolommen[session.sjabloon.resultaat]
    notatie = Notatie(unit, weergave.nul, weergave.minteken)
    own, whole = results(session.cijfers, bron.bestand)
    first = f"Resultaat {kolom.kop}: programma {bron.bestand.nummer} {format_cell(own, notatie)}"
    total = f", totaal {format_cell(whole, notatie)}" if len(session.dossier.programmas) > 1 else ""
    count = session.keuring.aantal
    found = f"{key_of('findings')}: {count} bevinding{'' if count == 1 else 'en'}" if count else "geen bevindingen"
    return first, f"{total} · {found}"


def _unknown(bron: TabelBron, index: int, col: int) -> str:
    """Return what stands in a cell that holds no amount: its text, or that it is unknown."""
    text = " ".join(bron.grid.cell(index, col).split())
    return text or ("" if bron.grid.koppen[col].vorm == "tekst" else "onbekend")


def _source(bron: TabelBron, adres: Adres) -> str:
    """Return the file of a value, with its line where that can be told."""
    plaats = bron.session.plaats(adres)
    name = PurePosixPath(plaats.bestand).name
    return f"{name}:{plaats.regel}" if bron.session.is_placed(adres.bestand) else name
