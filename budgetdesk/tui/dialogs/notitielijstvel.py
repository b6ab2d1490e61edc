"""The notes of the open dossier: go to what one hangs on, change it, remove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal

from rich.cells import cell_len

from budgetdesk.tui.answers import Lijst, Lijstantwoord, Lijsten
from budgetdesk.tui.dialogs.lijsten import tabs
from budgetdesk.tui.grid.vel import Stuk, Velregel, Velrol, broken, room
from budgetdesk.tui.tekens import T

if TYPE_CHECKING:
    from budgetdesk.session.notities import Notitieregel

MAX_GETOOND: Final = 500
"""Notes in the list."""

_LANG: Final = 400
"""Characters of a note that are listed."""

_ANDERE: Final[Mapping[str, Lijst]] = {"bevindingen": "bevindingen", "verschil": "verschil"}

_DOET: Final[Mapping[str, Literal["wijzig", "verwijder"]]] = {"wijzig": "wijzig", "verwijder": "verwijder"}


class Notitielijstvel:
    """What each note hangs on, what it says, and below that where it stands."""

    kiest: Final = True

    def __init__(self, notities: Sequence[Notitieregel], lijsten: Lijsten, *, wijzigbaar: bool) -> None:
        self._notities: Final = notities[:MAX_GETOOND]
        self._lijsten: Final = lijsten
        self._wijzigbaar: Final = wijzigbaar

    def antwoord(self, actie: str, index: int) -> Lijstantwoord | None:
        """Return what was asked to be done, with which note; None where there is none to do it with."""
        if actie in _ANDERE:
            return Lijstantwoord(_ANDERE[actie], index)
        if index >= len(self._notities):
            return None
        return Lijstantwoord(_DOET.get(actie, "ga"), index)

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> tuple[Stuk, ...]:
        """Return the lists, with how many notes there are."""
        return tabs(self._lijsten, "notities", str(self._lijsten.notities))

    @property
    def bijschrift(self) -> str:
        """Return what becomes of notes."""
        return "nergens afgedrukt"

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that do something now."""
        keys = ["Enter ga erheen"] if self._notities else []
        changes = ["F2 wijzig", "Del verwijder"] if self._notities and self._wijzigbaar else []
        other = [f"Tab {self._lijsten.na('notities')}"]
        return [" · ".join(some) for some in ([*keys, *changes, *other], [*keys, *changes], [*keys, *other])]

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that do something now."""
        found = [("↑↓", "Kies"), ("Enter", "Ga erheen")] if self._notities else []
        found += [("F2", "Wijzig"), ("Del", "Verwijder")] if self._notities and self._wijzigbaar else []
        return [*found, ("Tab", self._lijsten.na("notities").capitalize()), ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what keys ask beside Enter."""
        found: dict[str, str] = {"tab": self._lijsten.na("notities"), "f9": "bevindingen"}
        if self._lijsten.vergelijkt:
            found["shift+f9"] = "verschil"
        if self._wijzigbaar:
            found |= {"f2": "wijzig", "shift+f2": "wijzig", "delete": "verwijder"}
        return found

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return that not all are listed, where that is so."""
        if self._lijsten.notities <= MAX_GETOOND:
            return ()
        told = f"De eerste {MAX_GETOOND} staan hier, `budgetdesk notities` noemt ze alle."
        return [Velregel(((Stuk(told, "nu"),),), deel="los")]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return each note: what it hangs on and when it was written, and below that what it says."""
        if not self._notities:
            none = f"Geen notities. Shift+F2 zet er een bij een cel of een rij; zij krijgt een {T.notitie}"
            return [Velregel(((Stuk(part, "zacht"),),), deel="los") for part in broken(none, width - 3)]
        return [line for regel in self._notities for line in _lines(regel, width)]

    def onder(self, index: int) -> str:
        """Return where a note stands."""
        plaats = self._notities[index].plaats
        return ":".join(filter(None, (PurePath(plaats.bestand).name, str(plaats.regel or ""))))

    def vouw(self, _index: int) -> None:
        """Do nothing."""


def _lines(regel: Notitieregel, width: int) -> list[Velregel]:
    about = regel.waarbij[:1].upper() + regel.waarbij[1:]
    look: Velrol = "kop" if regel.noot.bij else "fout"
    first, *more = broken(about, room(width, cell_len(regel.op)))
    text = regel.noot.tekst if len(regel.noot.tekst) <= _LANG else f"{regel.noot.tekst[:_LANG]}…"
    said = [part for line in text.splitlines() for part in broken(line, room(width) - 2)]
    return [
        Velregel(((Stuk(first, look),), (Stuk(regel.op, "zacht"),))),
        *(Velregel(((Stuk(part, look),),), deel="vervolg") for part in more),
        *(Velregel(((Stuk(f"  {part}"),),), deel="vervolg") for part in said),
    ]
