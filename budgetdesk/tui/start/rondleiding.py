"""The tour: five things to do, each of which ends when it is done; it knows no screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.tui.actions import key_of


@dataclass(frozen=True, slots=True)
class Stand:
    """What can be seen of a dossier at a moment."""

    plek: tuple[str, str] = ("", "")
    """The table and the programma in view."""
    cel: tuple[int, int] = (0, 0)
    gewijzigd: int = 0
    """How much the files lack."""
    geboekt: int = 0
    """How much of that stands in decisions."""
    boekt: bool = False
    """Whether what is typed is booked."""


@dataclass(slots=True)
class Gezien:
    """What somebody did during a step."""

    begin: Stand
    nu: Stand
    stappen: int = 0
    """How often the cursor went elsewhere."""
    plekken: set[tuple[str, str]] = field(default_factory=set)
    """The tables that were in view."""
    gedaan: set[str] = field(default_factory=set)
    """The actions that were done, by id."""
    heeft_opgeslagen: bool = False


@dataclass(frozen=True, slots=True)
class Stap:
    """One thing to do: what it is about, how, and whether it was done."""

    naam: str
    doe: Callable[[Gezien], str]
    is_gedaan: Callable[[Gezien], bool]


_STAPPEN_NODIG: Final = 3
"""Steps of the cursor after which somebody knows how to move."""


def _terug(gezien: Gezien) -> str:
    """Return how to come back to a table in which amounts are typed, for who is elsewhere."""
    elders = gezien.nu.plek[0] != "programmakosten"
    return f"Eerst terug naar Programmakosten ({key_of('tables')}). " if elders else ""


def _kijk(gezien: Gezien) -> str:
    left = max(_STAPPEN_NODIG - gezien.stappen, 0)
    walk = "Loop met de pijlen door de cijfers" if left else "Goed zo"
    tab, programma = key_of("next_tab"), key_of("next_programma")
    more = f"ga met {tab} naar de volgende tabel, of met {programma} naar een ander programma."
    return f"{walk}; {more}" if len(gezien.plekken) < 2 else f"{walk}: nog een paar stappen."


def _boek(gezien: Gezien) -> str:
    if gezien.nu.boekt:
        done = f"Twee keer {key_of('book')} stopt met boeken."
        return f"{_terug(gezien)}Typ nu een bedrag in een begrotingsjaar: dat wordt een mutatie. {done}"
    return f"{key_of('book')} toont de besluiten. Kies er een met ↓ en Enter, en zeg waar het over gaat."


def _bewaar(gezien: Gezien) -> str:
    if not gezien.heeft_opgeslagen and gezien.nu.gewijzigd:
        return f"{key_of('save')} bewaart: alleen de regels die u wijzigde. Daarna toont {key_of('diff')} het verschil."
    return f"{key_of('diff')} toont alles wat u veranderde, met wat dat doet met het resultaat."


STAPPEN: Final = (
    Stap("Rondkijken", _kijk, lambda g: g.stappen >= _STAPPEN_NODIG and len(g.plekken) > 1),
    Stap(
        "Een bedrag",
        lambda g: f"{_terug(g)}Ga naar een bedrag bij Lasten, typ +5% en druk Enter. Let onderaan op het resultaat.",
        lambda g: g.nu.gewijzigd > g.begin.gewijzigd,
    ),
    Stap(
        "Waar komt dit vandaan?",
        lambda _g: f"Zet de cursor op een bedrag of een totaal en druk {key_of('explain')}; Esc gaat terug.",
        lambda g: "explain" in g.gedaan,
    ),
    Stap("Boeken op een besluit", _boek, lambda g: g.nu.geboekt > g.begin.geboekt),
    Stap(
        "Bewaren en vergelijken",
        _bewaar,
        lambda g: (g.heeft_opgeslagen or not g.nu.gewijzigd) and bool(g.gedaan & {"diff", "findings"}),
    ),
)
"""The steps, in order."""


class Rondleiding:
    """Which step somebody is at, by what she does; doing something else meanwhile is fine."""

    def __init__(self, stand: Stand, waar: str) -> None:
        """Begin; `waar` is the folder of the copy that it is about."""
        self._waar: Final = waar
        self.nummer = 0
        self._gezien = Gezien(stand, stand, plekken={stand.plek})

    @property
    def is_klaar(self) -> bool:
        """Return whether all steps are done."""
        return self.nummer >= len(STAPPEN)

    @property
    def kop(self) -> str:
        """Return which step it is."""
        if self.is_klaar:
            return "Rondleiding klaar"
        return f"Rondleiding {self.nummer + 1} van {len(STAPPEN)}  {STAPPEN[self.nummer].naam}"

    @property
    def zin(self) -> str:
        """Return what to do now."""
        if self.is_klaar:
            return f"De kopie staat in {self._waar}; {key_of('close')} sluit haar, en dan begint N een eigen dossier."
        return STAPPEN[self.nummer].doe(self._gezien)

    def deed(self, actie: str) -> None:
        """Know that an action was done."""
        self._gezien.gedaan.add(actie)

    def zie(self, stand: Stand) -> bool:
        """Look at the dossier; return whether that changes what is to be said."""
        before = self.kop, self.zin
        gezien = self._gezien
        if stand.plek == gezien.nu.plek:
            # nobody looks at every key: how far the cursor is by now says how often it went on
            gezien.stappen += sum(abs(a - b) for a, b in zip(stand.cel, gezien.nu.cel, strict=True))
        gezien.heeft_opgeslagen |= bool(gezien.nu.gewijzigd) and not stand.gewijzigd and "save" in gezien.gedaan
        gezien.plekken.add(stand.plek)
        gezien.nu = stand
        if not self.is_klaar and STAPPEN[self.nummer].is_gedaan(gezien):
            self.verder()
        return before != (self.kop, self.zin)

    def verder(self) -> None:
        """Go to the next step, done or not."""
        now = self._gezien.nu
        self.nummer = min(self.nummer + 1, len(STAPPEN))
        self._gezien = Gezien(now, now, plekken={now.plek})
