"""Everything that differs from a revision or another dossier, in one list: the effect on the result first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.tui.answers import Anders, Lijsten, Verschilantwoord
from budgetdesk.tui.dialogs.leesvel import marked
from budgetdesk.tui.dialogs.lijsten import tabs
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, Velrol, Velveld, broken, flowed, room
from budgetdesk.zinnen import aantal

if TYPE_CHECKING:
    from budgetdesk.session.diff import Diff, Line

INSTEAD: Final[tuple[Anders, ...]] = ("bevindingen", "notities", "leg vast", "scenario's")
"""What can be asked for instead of a line, where it lists."""

_VOORAF: Final = 16
"""Characters before the first change of a text that a line has room for."""

_KOPPEN: Final[tuple[Velrol, ...]] = ("accent", "kop", "kop", "")
"""The looks of the levels of headings."""


class Verschilvel:
    """The lines of a difference; a text that differs is unfolded to read all of it."""

    kiest: Final = True

    def __init__(self, verschil: Diff, *, lijsten: Lijsten | None = None, vooraf: bool = False) -> None:
        """List what differs; `lijsten` are those that can be asked for beside it.

        What is only looked at before a question is answered (`vooraf`) leads back to that.
        """
        self._enter: Final = "terug naar de vraag" if vooraf else "ga erheen"
        self._verschil: Final = verschil
        self._lijsten: Final = lijsten
        self._regels: Final = verschil.lines()
        self.getoond: Final = [i for i, regel in enumerate(self._regels) if regel.change is not None]
        """The line of each thing that can be chosen."""
        self._open: set[int] = set()

    @property
    def begin(self) -> int:
        """Return the first that leads somewhere."""
        return next((n for n, i in enumerate(self.getoond) if self._regels[i].place), 0)

    def regel(self, index: int) -> Line | None:
        """Return the line of a thing, None where nothing differs."""
        return self._regels[self.getoond[index]] if index < len(self.getoond) else None

    def antwoord(self, actie: str, index: int) -> Verschilantwoord | None:
        """Return what was asked to be done, with which line; None where nothing differs."""
        for instead in INSTEAD:
            if actie == instead:
                return Verschilantwoord(instead, None, index)
        regel = self.regel(index)
        return Verschilantwoord("markdown" if actie == "markdown" else "ga", regel, index) if regel else None

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> Velveld:
        """Return what is compared."""
        if self._lijsten is not None:
            return tabs(self._lijsten, "verschil", str(len(self.getoond)))
        return (Stuk("Verschil", "kop"), Stuk(f"  {self._waartussen}", "zacht"))

    @property
    def _waartussen(self) -> str:
        return f"van {self._verschil.van} naar {self._verschil.naar}"

    @property
    def bijschrift(self) -> str:
        """Return how much there is, and the unit of its amounts."""
        count = aantal(len(self.getoond), "verschil", "verschillen")
        return f"{count} · {self._verschil.eenheid}" if self.getoond else ""

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that do something now."""
        keys = [f"Enter {self._enter}", "Spatie hele tekst", "M markdown"] if self.getoond else []
        other = [f"Tab {self._lijsten.na('verschil')}"] if self._lijsten is not None else []
        git = ["L leg vast", "S scenario's"] if self._lijsten is not None else []
        wanted = ([*keys, *git, *other], [*keys[:1], *git, *other], [*keys[:1], *git], keys[:1], ["Esc terug"])
        return [" · ".join(some) for some in wanted if some]

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that do something now."""
        keys = [("↑↓", "Kies"), ("Enter", self._enter.capitalize()), ("Spatie", "Hele tekst"), ("M", "Markdown")]
        shown = keys if self.getoond else []
        if self._lijsten is None:
            return [*shown, ("Esc", "Terug")]
        git = [("L", "Leg vast"), ("S", "Scenario's"), ("Tab", self._lijsten.na("verschil").capitalize())]
        return [*shown[:2], *git, *shown[2:], ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what keys ask beside Enter."""
        found = {"shift+f9": "terug"} | ({"m": "markdown"} if self.getoond else {})
        if self._lijsten is None:
            return found
        other = {"tab": self._lijsten.na("verschil"), "f9": "bevindingen", "l": "leg vast", "s": "scenario's"}
        return found | other

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what is to be known of it."""
        between = [] if self._lijsten is None else [f"{self._waartussen[:1].upper()}{self._waartussen[1:]}"]
        return [*_told(between, width, "zacht"), *_told(self._verschil.caution().split("\n"), width, "nu")]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return what differs on the whole, and below that the headings with each change.

        Of a change: where it is, what was and is now, and by how much that differs.
        """
        lines = [line for i, regel in enumerate(self._regels) for line in self._lines(i, regel, width)]
        whole = self._verschil.summary() if self._verschil else ["Er zijn geen verschillen."]
        return [*_told(whole, width, "zacht"), *([STREEP, *lines] if lines else [])]

    def _lines(self, i: int, regel: Line, width: int) -> list[Velregel]:
        if regel.change is None:
            return [Velregel(((Stuk(regel.naam, _KOPPEN[min(regel.niveau, 3)]),),), deel="los")]
        if regel.kolom:
            before = self._regels[i - 1] if i else regel
            same = (before.naam, before.soort, before.change is None) == (regel.naam, regel.soort, False)
            naam = "" if same else regel.soort or regel.naam
            nu = (Stuk(" ".join(regel.wijziging.split()), "anders"),)
            return [Velregel((f"  {naam}", (Stuk(regel.kolom, "zacht"),), nu, regel.verschil))]
        about = Stuk(f"  {regel.soort or regel.naam}  ", "zacht")
        if i not in self._open:
            return [Velregel(((about, *marked(regel.brief(_VOORAF))),))]
        lines = flowed(marked(" ".join(regel.wijziging.split())), room(width) - 4)
        return [
            Velregel(((about,),)),
            *(Velregel(((Stuk("    "), *line),), deel="vervolg") for line in lines),
        ]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, index: int) -> str:
        """Return what a line is about, of an amount first the exact euros."""
        regel = self.regel(index)
        if regel is None:
            return ""
        about = " ".join(filter(None, [regel.naam, regel.soort.lower(), regel.kolom]))
        return " · ".join(filter(None, (regel.exact, about)))

    def vouw(self, index: int) -> None:
        """Show all of a text that differs, or its line again."""
        if index < len(self.getoond):
            self._open ^= {self.getoond[index]}


def _told(sentences: Sequence[str], width: int, rol: Velrol) -> list[Velregel]:
    parts = [part for sentence in sentences if sentence for part in broken(sentence, width - 3)]
    return [Velregel(((Stuk(part, rol),),), deel="los") for part in parts]
