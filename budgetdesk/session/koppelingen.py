"""What the codes of a file are of, as somebody chooses it step by step, with what is made on the way for new posts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.importing.koppelkeuze import Hoe, Keuze, Koppelrij, NieuwePost, NieuwePosten, as_if
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import AddRecord
from budgetdesk.model.kinds.programma import Beleidsterrein
from budgetdesk.model.structuur import propose_key
from budgetdesk.session.newfiles import add_programma
from budgetdesk.session.session import Session


class Koppelingen:
    """The codes of one file, and what was chosen for each; a choice outlives the rows that it was made on."""

    def __init__(self, session: Session, veranderd: Callable[[], None]) -> None:
        """Choose for a dossier; `veranderd` is told that a choice is another one."""
        self._session: Final = session
        self._veranderd: Final = veranderd
        self._gekozen: dict[tuple[str, ...], Keuze] = {}
        self._terreinen: list[AddRecord] = []
        self.rijen: Sequence[Koppelrij] = ()
        """The codes of the file; none while they are not known."""
        self.maakte_programma = False
        """Whether the file of a programma was made on the way."""

    @property
    def dossier(self) -> Dossier:
        """Return the dossier as its open document shows it, with the beleidsterreinen that are made."""
        return as_if(self._session.dossier, (), self._terreinen) if self._terreinen else self._session.dossier

    def vergeet(self) -> None:
        """Forget what was chosen: it is another file, or another sheet."""
        self._gekozen, self.rijen = {}, ()

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
    def terreinen(self) -> list[AddRecord]:
        """Return the edits that make the beleidsterreinen which new posts are under."""
        used = {(new.bestand, new.terrein) for _, new in self.gekozen if isinstance(new, NieuwePost)}
        return [edit for edit in self._terreinen if (edit.bestand, edit.sleutel) in used]

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

    def nieuw_terrein(self, bestand: str, naam: str) -> str:
        """Make a beleidsterrein in a programma, with the posts that come under it; return its key."""
        sleutel = propose_key(self.dossier.bestanden[bestand], Beleidsterrein.kind.naam, naam)
        self._terreinen.append(AddRecord(bestand, Beleidsterrein.kind.naam, sleutel, (("naam", naam),)))
        self._veranderd()
        return sleutel

    def nieuw_programma(self, naam: str) -> str:
        """Make the file of a programma at once; return its name. Raises WriteError."""
        bestand, _ = add_programma(self._session, naam)
        self.maakte_programma = True
        self._veranderd()
        return bestand.naam
