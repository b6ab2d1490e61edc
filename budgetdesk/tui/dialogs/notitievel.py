"""A small box in which the notes on a cell and on its row are written, changed and emptied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.answers import Notitieantwoord, Notitieveld
from budgetdesk.tui.dialogs.vraag import veldregels
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import LEEG, Stuk, Velregel, Velrol, broken

MAX_HIER: Final = 600
"""Characters of a note that is typed here; a longer one, and one of several paragraphs, has an editor of its own."""

_GETOOND: Final = 3
"""Lines of such a note that are shown."""


class _Vast(Invoerregel):
    """A text that is shown and not typed in."""

    def druk(self, _key: str, _character: str | None = None) -> bool:
        """Do nothing with any key."""
        return False

    def zet(self, _tekst: str) -> None:
        """Do nothing."""


class Notitievel:
    """A field per note, Enter for all of them at once; an emptied one is removed, which is said before."""

    kiest: Final = False
    bijschrift: Final = "nergens afgedrukt"

    def __init__(self, velden: Sequence[Notitieveld], teksten: Sequence[str], nu: int = 0) -> None:
        """Write notes, beginning in field `nu`; `teksten` is what they say by now."""
        self._velden: Final = velden
        self._regels: Final = [_Vast(tekst) if _is_long(tekst) else Invoerregel(tekst) for tekst in teksten]
        self._nu = nu
        self._begin: list[int] = [0]
        """The line that each field begins at."""

    # --- what is answered --------------------------------------------------------------------

    def antwoord(self, actie: str) -> Notitieantwoord:
        """Return what was typed, and which note is to be written in an editor of its own."""
        is_long = actie == "lang" or (actie == "ga" and isinstance(self.veld, _Vast) and not self._is_changed)
        return Notitieantwoord(tuple(regel.tekst for regel in self._regels), self._nu if is_long else None)

    @property
    def _is_changed(self) -> bool:
        return any(regel.tekst != veld.tekst for regel, veld in zip(self._regels, self._velden, strict=True))

    @property
    def veld(self) -> Invoerregel:
        """Return the field that is typed in."""
        return self._regels[self._nu]

    def getypt(self) -> int:
        """Choose nothing: there is no list."""
        return 0

    @property
    def op_regel(self) -> int:
        """Return the last line of the field that is typed in."""
        return self._begin[self._nu + 1] - 1 if self._nu + 1 < len(self._begin) else 0

    def wijs(self, regel: int, _x: int) -> bool:
        """Type in the field at a line."""
        self._nu = next((n for n, stop in enumerate(self._begin[1:]) if regel < stop), self._nu)
        return True

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> str:
        """Return what the note is about, where there is one field."""
        return f"Notitie bij {self._velden[0].waarbij}" if len(self._velden) == 1 else "Notities"

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys."""
        other = "Tab ander veld · " if len(self._velden) > 1 else ""
        return (
            f"Enter zet neer · {other}F2 lange tekst · Esc terug",
            f"Enter · {other}F2 lang · Esc",
            "Enter · Esc",
        )

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer."""
        other = [("Tab", "Ander veld")] if len(self._velden) > 1 else []
        return [("Enter", "Zet neer"), *other, ("F2", "Lange tekst"), ("^U", "Regel leeg"), ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what keys ask beside Enter."""
        return {"f2": "lang", "shift+f2": "terug"}

    def druk(self, key: str) -> bool:
        """Go to another field."""
        step = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}.get(key, 0)
        if not step:
            return False
        self._nu = (self._nu + step) % len(self._velden)
        return True

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return each field under what it is about."""
        found: list[Velregel] = []
        self._begin = [0]
        for n, (veld, regel) in enumerate(zip(self._velden, self._regels, strict=True)):
            found += [LEEG] if found else []
            if len(self._velden) > 1 or veld.datum:
                about = f"bij {veld.waarbij}  " if len(self._velden) > 1 else ""
                look: Velrol = "kop" if n == self._nu else "zacht"
                found.append(Velregel(((Stuk(about, look), Stuk(veld.datum, "zacht")),), deel="los"))
            if isinstance(regel, _Vast):
                found += _shown(regel.tekst, width, is_here=n == self._nu)
            else:
                found += veldregels(regel, width, is_here=n == self._nu, leeg="typ een notitie")
            self._begin.append(len(found))
        return found

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return what Enter takes away."""
        gone = [v for v, r in zip(self._velden, self._regels, strict=True) if v.tekst and not r.tekst.strip()]
        if not gone:
            return ""
        return f"Enter verwijdert {'deze notitie' if len(gone) == 1 else f'{len(gone)} notities'}"

    def vouw(self, _index: int) -> None:
        """Do nothing."""


def _is_long(tekst: str) -> bool:
    return len(tekst) > MAX_HIER or "\n" in tekst


def _shown(tekst: str, width: int, *, is_here: bool) -> list[Velregel]:
    """Return the begin of a long note; it is opened to be read and changed."""
    lines = [part for line in tekst[: MAX_HIER * 2].splitlines() for part in broken(line, width - 5)]
    voor = Stuk("› ", "toets" if is_here else "zacht")
    parts = [Stuk(part) for part in lines[:_GETOOND]]
    rest = [] if len(lines) <= _GETOOND and len(tekst) <= MAX_HIER * 2 else [Stuk("… F2 opent alles", "zacht")]
    return [Velregel(((voor if i == 0 else Stuk("  "), part),), deel="los") for i, part in enumerate([*parts, *rest])]
