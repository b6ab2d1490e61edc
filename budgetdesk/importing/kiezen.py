"""Which way of reading a file fits, and which of its sheets is meant; what is not clear is asked, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from budgetdesk.errors import BudgetdeskError
from budgetdesk.importing.bron import Blad, Bron
from budgetdesk.importing.kolommen import (
    Kolommen,
    KoppenAnders,
    different,
    fingerprint,
    headings,
    kolommen,
    missing,
)
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.importing.meldingen import verborgen_bladen

MET_BLADEN: Final = ("xlsx", "xml")
"""The kinds of file of which people know sheets by name."""


@dataclass(frozen=True, slots=True)
class Deelkeuze:
    """A part of a file that may be meant: what it is called, and what names it as a sheet or a table."""

    tekst: str
    wat: Literal["blad", "tabel"]
    waarde: str


class Onbeslist(BudgetdeskError):
    """What has to be decided before a file can be read, and the parts of it to choose from; nothing was changed."""

    exit_code: ClassVar[int] = 1

    def __init__(self, vraag: Open, keuzes: Sequence[Deelkeuze] = ()) -> None:
        self.vraag: Final = vraag
        self.keuzes: Final = keuzes
        super().__init__(str(vraag))


@dataclass(frozen=True, slots=True)
class Gekozen:
    """A sheet and how it is read."""

    leeswijze: Leeswijze
    blad: Blad
    kolommen: Kolommen
    verteld: Sequence[str] = ()


def kies(bron: Bron, wijzen: Sequence[Leeswijze], blad: str = "", *, toch: bool = False) -> Gekozen:
    """Return what to read: the one way of reading of which a sheet has all headings, and that sheet.

    `blad` is the name of the sheet that somebody asked for. `toch` goes on where the headings are others than those
    that the way of reading was made for. Raises Onbeslist where there is none or several.
    """
    fits = [(wijze, sheet) for wijze in wijzen for sheet in _sheets(bron, wijze, blad) if _has_headings(sheet, wijze)]
    if len({wijze.bestand for wijze, _ in fits}) > 1:
        # one that was made for just these headings is meant before others
        fits = [(wijze, sheet) for wijze, sheet in fits if _is_made_for(sheet, wijze)] or fits
    if not fits:
        raise Onbeslist(_none(bron, wijzen, blad))
    ways = list(dict.fromkeys(wijze.sleutel for wijze, _ in fits))
    if len(ways) > 1:
        names = " of ".join(ways)
        raise Onbeslist(Open(f"Dit bestand past bij meer dan een manier van lezen: {names}.", "Kies met --mapping."))
    if len(fits) > 1:
        names = " of ".join(f'"{sheet.naam}"' for _, sheet in fits)
        raise Onbeslist(Open(f"Meer dan een blad heeft deze koppen: {names}.", "Kies met --blad."))
    return _chosen(bron, *fits[0], toch=toch)


def passend(bron: Bron, wijzen: Sequence[Leeswijze]) -> list[Leeswijze]:
    """Return the ways of reading of which a sheet has all headings."""
    return [wijze for wijze in wijzen if any(_has_headings(sheet, wijze) for sheet in _sheets(bron, wijze, ""))]


def _chosen(bron: Bron, wijze: Leeswijze, sheet: Blad, *, toch: bool) -> Gekozen:
    koppen = headings(sheet, wijze.kop)
    if not toch and not _is_made_for(sheet, wijze):
        doe = f'Kijk de manier van lezen na; klopt zij, zet dan vingerafdruk = "{fingerprint(koppen)}" onder [bron].'
        raise Onbeslist(Open(different(koppen, wijze, ()), doe))
    try:
        columns = kolommen(sheet, wijze)
    except KoppenAnders as error:
        raise Onbeslist(Open(str(error), "Kijk de manier van lezen na.")) from None
    hidden = [found.zin for found in verborgen_bladen(bron) if found.blad != sheet.naam]
    seen = [
        columns.kop(k)
        for k in (*columns.bedragen, *sum(map(tuple, columns.kolom.values()), ()))
        if k in sheet.verborgen_kolommen
    ]
    told = [
        f'Kolom "{kop}" is verborgen, maar wordt gelezen: {wijze.sleutel} noemt haar.' for kop in dict.fromkeys(seen)
    ]
    return Gekozen(wijze, sheet, columns, [*hidden, *told])


def _is_made_for(sheet: Blad, wijze: Leeswijze) -> bool:
    return wijze.vingerafdruk in ("", fingerprint(headings(sheet, wijze.kop)))


def _has_headings(sheet: Blad, wijze: Leeswijze) -> bool:
    return bool(sheet.cellen) and not missing(headings(sheet, wijze.kop), wijze)


def _sheets(bron: Bron, wijze: Leeswijze, blad: str) -> list[Blad]:
    """Return the sheets that may be meant: a hidden one only by its name."""
    if blad:
        return [sheet for sheet in bron.bladen if sheet.naam.casefold() == blad.casefold()]
    if isinstance(wijze.blad, int):
        return list(bron.bladen[wijze.blad - 1 : wijze.blad])
    if wijze.blad and bron.soort in MET_BLADEN:
        return [sheet for sheet in bron.bladen if sheet.naam.casefold() == wijze.blad.casefold()]
    return [sheet for sheet in bron.bladen if sheet.zichtbaar]


def _none(bron: Bron, wijzen: Sequence[Leeswijze], blad: str) -> Open:
    """Return what is to be decided where no way of reading fits."""
    if blad and blad.casefold() not in (sheet.naam.casefold() for sheet in bron.bladen):
        names = ", ".join(f'"{sheet.naam}"' for sheet in bron.bladen)
        return Open(f'{bron.naam} heeft geen blad "{blad}".', f"Kies met --blad uit {names}.")
    if not wijzen:
        return Open(
            "Dit dossier heeft geen manier van lezen voor dit bestand.",
            "Lees het een keer in de app in (Ctrl+P, Cijfers inlezen) en bewaar haar met M,"
            " of geef er een met --mapping; een gedrukte tabel leest --als tabel.",
        )
    if len(wijzen) == 1:
        wijze = wijzen[0]
        sheets = _sheets(bron, wijze, blad)
        if not sheets:
            return Open(f'{bron.naam} heeft geen blad "{wijze.blad}".', "Kies met --blad.")
        koppen = headings(sheets[0], wijze.kop)
        return Open(different(koppen, wijze, missing(koppen, wijze)), "Kijk de manier van lezen na.")
    names = ", ".join(wijze.sleutel for wijze in wijzen)
    return Open(f"Bij deze koppen past geen van de manieren van lezen: {names}.", "Kies met --mapping, of maak er een.")
