"""A question answered from a long list, in which typing looks up; what is not in it may be typed too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.model.adres import one_form
from budgetdesk.tui.dialogs.vraag import Vraag, keuzeregels, veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel

Keuzes = Sequence[tuple[str, str]]
"""The name and the line of each choice."""


class Zoekvel:
    """A list that typing makes shorter; `zoek` says what fits what is typed, the likeliest first."""

    bijschrift: Final = ""
    toetsen: Sequence[str] = ("Enter kies · Esc terug", "Enter · Esc")
    voettoetsen: Sequence[tuple[str, str]] = (("Typ", "Zoek"), ("↑↓", "Kies"), ("Enter", "Neem deze"), ("Esc", "Terug"))
    kiest: Final = True

    def __init__(
        self,
        vraag: str,
        keuzes: Keuzes,
        *,
        zoek: Callable[[Keuzes, str], Keuzes] | None = None,
        geen: str = "",
        toelichting: Callable[[str], str] = lambda _naam: "",
    ) -> None:
        """Ask a question of one or more lines; `geen` is said where nothing fits, `toelichting` of each choice."""
        self._vraag: Final = Vraag(vraag)
        self.titel: Final = self._vraag.titel
        self._keuzes: Final = keuzes
        self._zoek: Final = zoek or matches
        self._geen: Final = geen
        self._toelichting: Final = toelichting
        self.veld: Final = Invoerregel()
        self.gevonden: Keuzes = keuzes

    def getypt(self) -> int:
        """Show what fits what is typed, and choose the first."""
        self.gevonden = self._zoek(self._keuzes, self.veld.tekst.strip())
        return 0

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what the question says below its title, and the line that is typed in."""
        return [*self._vraag.kop(width), veldregel(self.veld, width, "⌕ ", "Begin te typen om te zoeken"), STREEP]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return what fits, each over as many lines as it needs."""
        if not self.gevonden and self._geen:
            return [Velregel(((Stuk(self._geen, "zacht"),),), deel="los")]
        return list(keuzeregels(self.gevonden, width))

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, index: int) -> str:
        """Return what is to be known of a choice."""
        return self._toelichting(self.gevonden[index][0]) if index < len(self.gevonden) else ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False


def matches(keuzes: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Return the choices that fit what is typed: the name itself, names that begin so, what is typed, any others.

    A choice is a name and its line; the line of what is typed, where that is no name, says that it was typed.
    """
    if not typed:
        return list(keuzes)
    typed = one_form(typed)
    keuzes = [(one_form(naam), one_form(label)) for naam, label in keuzes]
    exact = [(naam, label) for naam, label in keuzes if naam == typed]
    begin = [(naam, label) for naam, label in keuzes if naam != typed and naam.lower().startswith(typed.lower())]
    other = [k for k in keuzes if typed.lower() in k[1].lower() and k not in exact and k not in begin]
    return [*exact, *begin, *([] if exact else [(typed, f"{typed}  zoals getypt")]), *other]
