"""Sentences about cells and sheets that are not read as they stand, the same for whoever meets them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.importing.bron import Blad, Bron, Cel, Gevonden, adres
from budgetdesk.importing.lezen.cellen import ENGELS

_WAARDOOR: Final = {
    "#VERW!": "fout in de formule",
    "#DEEL/0!": "gedeeld door nul of een lege cel",
    "#N/B": "niet gevonden",
    "#NAAM?": "onbekende naam in de formule",
    "#WAARDE!": "tekst waar een getal hoort",
    "#GETAL!": "geen geldig getal",
    "#LEEG!": "bereiken zonder gezamenlijke cel",
}


def van_cel(blad: Blad, rij: int, kolom: int, cel: Cel) -> Gevonden | None:
    """Return what is wrong with a cell that holds no value at all: an error, or a formula nobody computed; else None.

    Neither is ever 0. What a value means is not looked at.
    """
    name, zin = adres(rij, kolom), bezwaar(cel)
    return Gevonden(f'Blad "{blad.naam}", cel {name}: {zin}', blad.naam, name) if zin else None


def bezwaar(cel: Cel) -> str:
    """Return why a cell holds no value at all, to stand behind its name; empty where it holds one."""
    if cel.soort == "fout":
        english = ENGELS.get(cel.tekst, "")
        said = "; ".join(filter(None, (english, _WAARDOOR.get(cel.tekst, "fout in de formule"))))
        return f"{cel.tekst} ({said}). Herstel de cel in Excel."
    if cel.soort == "formule":
        return "een formule zonder opgeslagen uitkomst. Open het bestand in Excel, bewaar het en lees het opnieuw in."
    return ""


def zonder_waarde(blad: Blad) -> Iterator[Gevonden]:
    """Yield what is wrong with the cells of a sheet that hold no value, in the order of the sheet."""
    for rij, row in blad.walk():
        for kolom, cel in row.items():
            if found := van_cel(blad, rij, kolom, cel):
                yield found


def verborgen_bladen(bron: Bron) -> list[Gevonden]:
    """Return the sentence for every sheet that is hidden, where hidden ones are not read."""
    return [
        Gevonden(f'Blad "{blad.naam}" is verborgen en niet gelezen.', blad.naam)
        for blad in bron.bladen
        if not blad.zichtbaar
    ]
