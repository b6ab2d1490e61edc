"""The signs on screen, once; a terminal that has none of them gets plain ones of the same width."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Tekens:
    """Each sign takes one cell."""

    nu: str = "•"
    """Behind what is not saved."""
    anders: str = "◦"
    """Behind what differs from what the dossier is compared with."""
    afronding: str = "≈"
    """Behind a printed sum that its rounded parts do not add up to."""
    onder: str = "!"
    """Behind what is wrong below zero."""
    notitie: str = "▘"
    """In the blank before a number or a name with a note: a corner, so that it does not touch what follows."""
    onopgeslagen: str = "●"
    let_op: str = "▲"
    omhoog: str = "▲"
    omlaag: str = "▼"
    goed: str = "✓"
    fout: str = "✗"
    bericht: str = "i"
    boven: str = "▴"
    """Before the name of a block of which the head scrolled away."""
    dicht: str = "▸"
    open: str = "▾"
    gemeente: str = "⌂"
    boekt: str = "✎"
    streep: str = "─"
    schuif: str = "▐"
    """The part of a grid that is in view."""
    hoek: str = "╭╮╰╯"
    staand: str = "│"
    hoogten: str = "▁▂▃▄▅▆▇█"
    """A cell filled from below by so many eighths."""
    breedten: str = "▏▎▍▌▋▊▉█"
    """A cell filled from the left by so many eighths."""
    duim: str = "▐"
    """A cell of the thumb of a bar that stands."""
    duim_liggend: str = "▄"


_GEWOON: Final = Tekens(
    nu="*",
    anders="o",
    afronding="~",
    notitie="'",
    onopgeslagen="*",
    let_op="^",
    omhoog="^",
    omlaag="v",
    goed="+",
    boven="^",
    schuif="|",
    fout="x",
    dicht=">",
    open="v",
    gemeente="#",
    boekt="=",
    streep="-",
    hoek="++++",
    staand="|",
    hoogten="...---##",
    breedten="========",
    duim="#",
    duim_liggend="=",
)


def tekens(terminal: str) -> Tekens:
    """Return the signs for a terminal by its TERM: the console of Linux has a font with few of them."""
    return _GEWOON if terminal in {"linux", "vt100", "vt220", "dumb"} else Tekens()


T: Final = tekens(os.environ.get("TERM", ""))
"""The signs of the terminal that the app runs in."""

NAMEN: Final = tuple(veld.name for veld in fields(Tekens))
"""The names of all signs, for who checks them."""
