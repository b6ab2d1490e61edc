"""What was typed in a dossier and never saved: found in the journals that were left behind, and done again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.model.edits import Botsing
from budgetdesk.model.history import Unsaved
from budgetdesk.session.diff import Diff
from budgetdesk.session.session import Session
from budgetdesk.storage.files import digest_now
from budgetdesk.storage.journal import LeftBehind, left_behind
from budgetdesk.zinnen import aantal, met_en

BESTANDEN = "de bestanden"
GETYPT = "wat niet was opgeslagen"


class Clashes(BudgetdeskError):
    """Cells have another value in the files by now than where the unsaved work began; nothing was written."""

    exit_code = 5

    def __init__(self, botsingen: Sequence[Botsing]) -> None:
        cells = "\n".join(f"{b.adres.bestand}: {b.adres}" for b in botsingen)
        super().__init__(
            f"Er is niets geschreven: dit veranderde intussen ook in de bestanden.\n{cells}\n"
            "Open het dossier om per cel te kiezen."
        )


class Recovery:
    """What one session left unsaved, beside the files as they are now.

    Nobody else is offered it until it is closed, taken over or dropped.
    """

    def __init__(self, map_: Path, left: LeftBehind) -> None:
        self._map = map_
        self._left = left
        self.unsaved = _unsaved(map_, left)
        self._done = Session.open(map_)
        self.botsingen: Sequence[Botsing] = self._done.redo_unsaved(self.unsaved)
        """What is another one in the files by now."""
        with suppress(Refused):
            self._done.resolve(self.botsingen)

    @property
    def adds(self) -> bool:
        """Return whether the files lack any of it: a process may have ended right after its save."""
        return self._done.dirty or bool(self.botsingen)

    @property
    def told(self) -> str:
        """Return in Dutch how much it is, and when the last of it was typed."""
        found = len(self.unsaved.waarden) + sum(map(len, self.unsaved.herschikt))
        when = f" van {self._left.tijd:%d-%m-%Y %H:%M}" if self._left.tijd else ""
        return f"{aantal(found, 'wijziging', 'wijzigingen')}{when}"

    @property
    def verdwenen(self) -> Sequence[str]:
        """Return the files of which something was typed and that are not there any more."""
        names = [a.bestand for a in self.unsaved.waarden]
        names += [e.bestand for edits in self.unsaved.herschikt for e in edits]
        return [naam for naam in dict.fromkeys(names) if naam not in self._done.stored.bestanden]

    @property
    def caution(self) -> str:
        """Return in Dutch what is to be known before it is taken over; nothing where there is nothing."""
        told = []
        if self.verdwenen:
            told.append(
                f"Dit is er niet meer: {met_en(self.verdwenen)}. Zet het eerst terug, bijvoorbeeld met git;"
                " anders vervalt wat u daarin typte."
            )
        elif self.botsingen:
            told.append(f"In de bestanden veranderde intussen ook: {aantal(len(self.botsingen), 'cel', 'cellen')}.")
        if self.damaged:
            told.append(f"Het journaal is beschadigd (regel {self.damaged}): er kan iets ontbreken.")
        return "\n".join(told)

    @property
    def damaged(self) -> int:
        """Return the first line of the journal that cannot be read; 0: it is whole."""
        return self._left.damaged

    def difference(self) -> Diff:
        """Return what it would change of the files as they are now, cells changed on both sides included."""
        return Diff.of(Session.open(self._map), self._done, BESTANDEN, GETYPT)

    def take_over(self, session: Session) -> list[Botsing]:
        """Do it again in an open dossier, where it can be undone; return what was changed on both sides.

        `Session.resolve` decides about those; the journal stays until `drop`.
        """
        return session.redo_unsaved(self.unsaved)

    def drop(self) -> Path | None:
        """Remove the journal; one that is damaged is kept aside, and its path returned."""
        return self._left.remove()

    def close(self) -> None:
        """Leave it to be found again."""
        self._left.close()


def find(map_: Path) -> list[Recovery]:
    """Return what sessions of a dossier left unsaved, the oldest first; journals that say nothing new are removed.

    Raises as `Session.open` does where the dossier cannot be read.
    """
    found = []
    for left in left_behind(map_, partial(digest_now, map_)):
        try:
            recovery = Recovery(map_, left)
        except BaseException:
            left.close()
            raise
        if recovery.adds or recovery.damaged:
            found.append(recovery)
        else:
            recovery.drop()
    return found


def _unsaved(map_: Path, left: LeftBehind) -> Unsaved:
    return left.unsaved(partial(digest_now, map_))
