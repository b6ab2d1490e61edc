"""A question answered by typing one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.tui.dialogs.vraag import Vraag, veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import Stuk, Velregel, broken
from budgetdesk.tui.tekens import T


class Regelvel:
    """A field with a proposal, which typing replaces; nothing typed is an answer only where it may be empty."""

    bijschrift: Final = ""
    toetsen: Sequence[str] = ("Enter bevestigt · Esc terug", "Enter · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (
        ("Enter", "Bevestig"),
        ("^Z", "Typen ongedaan"),
        ("^U", "Regel leeg"),
        ("Esc", "Terug"),
    )
    kiest: Final = False

    def __init__(self, vraag: str, voorstel: str = "", *, leeg: bool = False, klacht: str = "") -> None:
        """Ask a question of one or more lines; `klacht` says why what was answered before is no answer."""
        self._vraag: Final = Vraag(vraag)
        self.titel: Final = self._vraag.titel
        self._leeg: Final = leeg
        self._klacht = ""
        self._waarom = klacht
        self.veld: Final = Invoerregel(voorstel, gekozen=True)

    @property
    def antwoord(self) -> str:
        """Return what was typed."""
        return self.veld.tekst.strip()

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what Enter does: nothing while there is nothing to answer with."""
        return {"enter": "ga"}

    def getypt(self) -> int:
        """Forget the complaint; why the answer before was none stays until there is another one."""
        self._klacht = ""
        return 0

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what the question says below its title."""
        return self._vraag.kop(width)

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the line that is typed in."""
        return [veldregel(self.veld, width)]

    def voet(self, width: int) -> Sequence[Velregel]:
        """Return why what was answered before is no answer, all of it: what is wrong may stand at its end."""
        parts = broken(f"{T.fout} {self._waarom}", width - 3) if self._waarom else []
        return [Velregel(((Stuk(part, "fout"),),), deel="los") for part in parts]

    def onder(self, _index: int) -> str:
        """Return why nothing is answered yet."""
        return self._klacht

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, key: str) -> bool:
        """Keep Enter where there is nothing to answer with."""
        if key == "enter" and not self.antwoord and not self._leeg:
            self._klacht = "Vul iets in"
            return True
        return False
