"""What stands on the start screen, and which of it is chosen; it knows no screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Dossierregel:
    """A dossier to open: its folder, title, municipality and when it was open last."""

    map: Path
    titel: str
    gemeente: str = ""
    wanneer: str = ""
    stappen: int = 0
    """What its journal holds that was never saved."""
    is_weg: bool = False
    """Whether there is no such dossier any more."""
    is_recent: bool = True
    """Whether the user opened it before, or it was only found here."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Something else to begin with: its key, its name, and what that comes to."""

    toets: str
    naam: str
    uitleg: str
    doe: str


BEGINNEN: Final = (
    Begin("N", "Nieuw dossier", "vijf vragen", "nieuw"),
    Begin("C", "Eigen cijfers", "begin met uw grootboek of rapport", "cijfers"),
    Begin("O", "Openen", "een map, of typ een pad", "openen"),
    Begin("V", "Voorbeeld", "een kopie: niets kan stuk", "voorbeeld"),
    Begin("R", "Rondleiding", "vijf stappen, twee minuten", "rondleiding"),
    Begin("I", "Instellingen", "thema, eenheid, boom, toetsen", "instellingen"),
)
"""What the start screen offers beside dossiers."""

MEESTE: Final = 9
"""Dossiers of each kind that are shown."""


class Startlijst:
    """The dossiers and the ways to begin, of which one is chosen."""

    def __init__(self, recent: Sequence[Dossierregel] = ()) -> None:
        self.dossiers: tuple[Dossierregel, ...] = tuple(recent[:MEESTE])
        self.index = 0

    @property
    def recent(self) -> list[Dossierregel]:
        """Return the dossiers that were open before."""
        return [regel for regel in self.dossiers if regel.is_recent]

    @property
    def gevonden(self) -> list[Dossierregel]:
        """Return those that were only found here."""
        return [regel for regel in self.dossiers if not regel.is_recent]

    @property
    def keuze(self) -> Dossierregel | Begin:
        """Return what is chosen."""
        items: list[Dossierregel | Begin] = [*self.recent, *self.gevonden, *BEGINNEN]
        return items[min(self.index, len(items) - 1)]

    def stap(self, step: int) -> None:
        """Choose what comes so many further on; the ends stay the ends."""
        self.index = max(0, min(self.index + step, len(self.dossiers) + len(BEGINNEN) - 1))

    def kies(self, index: int) -> None:
        """Choose by number, from the top."""
        self.index = 0
        self.stap(index)

    def neem(self, regels: Iterable[Dossierregel]) -> None:
        """Take what is known of dossiers by now; what was chosen stays that."""
        now = self.keuze
        regels = list(regels)
        recent = [regel for regel in regels if regel.is_recent][:MEESTE]
        known = {regel.map for regel in recent}
        found = [regel for regel in regels if not regel.is_recent and regel.map not in known][:MEESTE]
        had_none = not self.dossiers
        self.dossiers = (*recent, *found)
        if had_none and self.index == 0:
            return
        places = [i for i, regel in enumerate(self.dossiers) if isinstance(now, Dossierregel) and regel.map == now.map]
        self.index = places[0] if places else len(self.dossiers) + BEGINNEN.index(now) if isinstance(now, Begin) else 0
        self.stap(0)

    def vergeet(self) -> Dossierregel | None:
        """Take the dossier that is chosen from the list; return it, None where nothing is that was open before."""
        now = self.keuze
        if not isinstance(now, Dossierregel) or not now.is_recent:
            return None
        self.dossiers = tuple(regel for regel in self.dossiers if regel is not now)
        self.stap(0)
        return now

    def met(self, map_: Path, **anders: object) -> None:
        """Know more of one dossier."""
        self.dossiers = tuple(
            replace(regel, **anders) if regel.map == map_ else regel  # type: ignore[arg-type]
            for regel in self.dossiers
        )
