"""What the codes of a file are of, as somebody chooses it step by step, with what is made on the way for new posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.importing.koppelkeuze import Hoe, Keuze, Koppelrij, NieuwePost, NieuwePosten, is_gemengd
from budgetdesk.model.dossier import Dossier
from budgetdesk.session.opbouw import Opbouw, takken
from budgetdesk.session.session import Session


class Koppelingen:
    """The codes of one file, and what was chosen for each; a choice outlives the rows that it was made on."""

    def __init__(self, session: Session, veranderd: Callable[[], None]) -> None:
        """Choose for a dossier; `veranderd` is told that a choice is another one."""
        self._veranderd: Final = veranderd
        self._gekozen: dict[tuple[str, ...], Keuze] = {}
        self.opbouw: Final = Opbouw(session, veranderd)
        """What is made on the way for new posts to be under."""
        self.rijen: Sequence[Koppelrij] = ()
        """The codes of the file; none while they are not known."""
        self._gemengd: tuple[Sequence[Koppelrij], int] = (), 0

    @property
    def dossier(self) -> Dossier:
        """Return the dossier as its open document shows it, with what is made on the way."""
        return self.opbouw.dossier

    def vergeet(self) -> None:
        """Forget what was chosen: it is another file, or another sheet."""
        self._gekozen, self.rijen = {}, ()
        self.opbouw.vergeet()

    @property
    def gemengd(self) -> int:
        """Return how many rows that somebody chooses for have several categories on one side."""
        if self._gemengd[0] is not self.rijen:
            self._gemengd = self.rijen, sum(rij.is_open and is_gemengd(rij) for rij in self.rijen)
        return self._gemengd[1]

    # --- choosing ----------------------------------------------------------------------------

    @property
    def wachtend(self) -> list[Koppelrij]:
        """Return the rows that nobody chose for yet."""
        return [rij for rij in self.rijen if rij.is_open and rij.sleutel not in self._gekozen]

    @property
    def gekozen(self) -> list[tuple[Koppelrij, Keuze]]:
        """Return the rows that somebody chose for, with what."""
        return [(rij, self._gekozen[rij.sleutel]) for rij in self.rijen if rij.sleutel in self._gekozen]

    @property
    def nieuw(self) -> list[NieuwePost]:
        """Return the posts that are made."""
        return [new for _, new in self.gekozen if isinstance(new, NieuwePost)]

    def keuze(self, rij: Koppelrij) -> Keuze:
        """Return what a row is of by now; None where it is of nothing, or nobody chose yet."""
        return rij.plek if rij.hoe == "code" else self._gekozen.get(rij.sleutel)

    def is_gekozen(self, rij: Koppelrij) -> bool:
        """Return whether it is decided what a row is of."""
        return rij.hoe == "code" or rij.sleutel in self._gekozen

    def koppel(self, rij: Koppelrij, keuze: Keuze) -> None:
        """Choose what a row is of; one that is linked by its code stays."""
        if rij.is_open and (rij.codes or keuze is None):
            self._veranderd()
            self._gekozen[rij.sleutel] = keuze

    def koppel_alle(self, hoe: Hoe) -> int:
        """Take what is proposed for all rows of a kind that wait; return how many."""
        found = [rij for rij in self.wachtend if rij.hoe == hoe and rij.plek is not None]
        for rij in found:
            self.koppel(rij, rij.plek)
        return len(found)

    def sla_over(self, rijen: Sequence[Koppelrij]) -> None:
        """Leave rows out."""
        for rij in rijen:
            self.koppel(rij, None)

    # --- what is made ------------------------------------------------------------------------

    def maak_nieuw(self, rijen: Sequence[Koppelrij], maker: NieuwePosten) -> list[Koppelrij]:
        """Make posts of rows of which the file says under which beleidsterrein; return those of which it does not."""
        rest: list[Koppelrij] = []
        for rij in rijen:
            found = maker.van(rij)
            if found is None:
                rest.append(rij)
            else:
                self.koppel(rij, found)
        return rest

    def zoals_bestand(self, rijen: Sequence[Koppelrij], maker: NieuwePosten) -> dict[str, str]:
        """Make posts of rows under the programmas and beleidsterreinen that the file names, made where they lack.

        Return what the file calls each beleidsterrein, and what that is by now (`1/1A`), where it is one only. Rows
        that can be no post, or of which the file does not say the programma, go on waiting.
        """
        found: dict[str, set[str]] = {}
        able = [rij for rij in rijen if not maker.waarom_niet(rij)]
        for (programma, beleidsterrein), rows in takken(able).items():
            place = self.opbouw.plek(programma, beleidsterrein)
            if place is None:
                continue
            for rij in rows:
                self.koppel(rij, maker.onder(rij, *place))
            nummer = self.dossier.bestanden[place[0]].nummer
            found.setdefault(beleidsterrein, set()).add(f"{nummer}/{place[1]}")
        return {text: places.pop() for text, places in found.items() if text and len(places) == 1}
