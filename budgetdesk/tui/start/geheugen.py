"""What the app remembers of its user: settings, keys, the dossiers that were opened, and where she was in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock
from typing import Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage import instellingen as op_schijf
from budgetdesk.storage import recent as opgeslagen
from budgetdesk.storage.instellingen import Instellingen
from budgetdesk.storage.recent import Recent
from budgetdesk.tui.actions import use_keys
from budgetdesk.tui.start.toetskaart import own_keys
from budgetdesk.tui.verhuisd import Verhuizing


class Geheugen:
    """Holds what is remembered, and keeps it in the user's folder where that is asked for.

    One that does not keep anything (the default) begins empty: each app has its own.
    """

    def __init__(self, *, bewaart: bool = False) -> None:
        self._bewaart: Final = bewaart
        self.instellingen = Instellingen()
        self.te_melden: list[str] = []
        """What is wrong with the settings, until somebody is told."""
        self._recent: dict[str, Recent] = {}
        self._schrijft: Final = Lock()
        if bewaart:
            self.instellingen, self.te_melden = op_schijf.read_settings()
        self.toetsen: Mapping[str, str] = {}
        """The keys that count, of those that are wished for."""
        self._use_keys()

    def _use_keys(self) -> None:
        self.toetsen, wrong = own_keys(self.instellingen.toetsen)
        self.te_melden += wrong
        use_keys(self.toetsen)

    def told(self) -> str:
        """Return what somebody is to be told, once."""
        found, self.te_melden = " ".join(f"{zin.rstrip('.')}." for zin in self.te_melden), []
        return found

    # --- settings ----------------------------------------------------------------------------

    def kies(self, sleutel: str, waarde: str) -> None:
        """Choose the value of a setting."""
        self.instellingen = self.instellingen.met(sleutel, waarde)
        self._keep(lambda: op_schijf.write_setting(sleutel, waarde))

    def geef_toets(self, actie: str, toets: str | None) -> None:
        """Give an action another key, which is free; None: its own again."""
        self.instellingen = self.instellingen.met_toets(actie, toets)
        self._use_keys()
        self._keep(lambda: op_schijf.write_key(actie, toets))

    def _keep(self, write: Callable[[], list[str]]) -> None:
        """Write a setting; whatever the disk says to that, it counts for as long as the app runs."""
        if not self._bewaart:
            return
        try:
            self.te_melden += write()
        except BudgetdeskError as error:
            self.te_melden.append(f"Niet bewaard: {error}")
        except OSError as error:
            self.te_melden.append(f"Niet bewaard: {error.strerror or error}")

    # --- keys of an earlier version ------------------------------------------------------------

    def verhuizing(self) -> Verhuizing:
        """Return what says of each key of an earlier version once where it went, whenever that was."""
        if not self._bewaart:
            return Verhuizing()
        return Verhuizing(opgeslagen.read_told(), lambda key: self._keep_quietly(lambda: opgeslagen.remember_told(key)))

    # --- dossiers ----------------------------------------------------------------------------

    @property
    def recent(self) -> list[Recent]:
        """Return the dossiers that were opened, the last one first."""
        if self._bewaart:
            return opgeslagen.read_recent()
        return sorted(self._recent.values(), key=lambda recent: recent.geopend, reverse=True)

    def van(self, map_: str) -> Recent | None:
        """Return what is remembered of a dossier."""
        return next((recent for recent in self.recent if recent.map == map_), None)

    def onthoud(self, recent: Recent) -> None:
        """Keep a dossier, and where somebody was in it; a disk that refuses stops nobody."""
        self.weet(recent)
        self.schrijf(recent)

    def weet(self, recent: Recent) -> None:
        """Know a dossier, which is still to be written."""
        self._recent[recent.map] = recent

    def schrijf(self, recent: Recent) -> None:
        """Write what is known of a dossier, unless more is known by now; it may be called in a thread."""
        with self._schrijft:
            if self._recent.get(recent.map) is recent:
                self._keep_quietly(lambda: opgeslagen.remember(recent))

    def vergeet(self, map_: str) -> None:
        """Forget a dossier."""
        self._recent.pop(map_, None)
        self._keep_quietly(lambda: opgeslagen.forget(map_))

    def _keep_quietly(self, write: Callable[[], None]) -> None:
        if self._bewaart:
            try:
                write()
            except (BudgetdeskError, OSError):
                # nobody chose to keep this: it is told nowhere
                return

    @staticmethod
    def geopend(map_: str, titel: str, gemeente: str, before: Recent | None) -> Recent:
        """Return a dossier as it is opened now."""
        return opgeslagen.opened(map_, titel, gemeente, before)

    @staticmethod
    def wanneer(moment: datetime, *, kort: bool = False) -> str:
        """Return a moment as people tell it."""
        return opgeslagen.when(moment, datetime.now().astimezone(), kort=kort)
