"""A glance at a dossier that is not open: its results, what is found in it, what differs from HEAD, who changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError

if TYPE_CHECKING:
    from budgetdesk.session import Session
    from budgetdesk.tui.widgets.strook import Uitkomst

COMMITS: Final = 3
"""Commits that are told."""


@dataclass(frozen=True, slots=True)
class Cijfers:
    """What the files say, or why they cannot be read (`fout`)."""

    titel: str = ""
    eenheid: str = ""
    uitkomst: Uitkomst | None = None
    bedragen: tuple[int, ...] = ()
    """The result of each column of it, in cents as printed."""
    jaren: tuple[int, ...] = ()
    bevindingen: int = 0
    open_besluiten: int = 0
    """Decisions that are not adopted yet."""
    fout: str = ""


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A commit: when, by whom and what."""

    moment: datetime
    wie: str
    onderwerp: str


@dataclass(frozen=True, slots=True)
class Verleden:
    """What git says: how many cells differ from the last commit, None where there is none, and the last commits."""

    anders: int | None = None
    wijzigingen: tuple[Wijziging, ...] = ()


class Inkijker:
    """Looks at dossiers, and looks again only at one of which a file or the last commit changed.

    It is called in threads, one at a time.
    """

    def __init__(self) -> None:
        self._cijfers: dict[Path, tuple[object, Cijfers]] = {}
        self._verleden: dict[Path, tuple[object, Verleden]] = {}
        self._laatste: tuple[Path, Session | None] | None = None
        """The dossier that was read last: what comes after it need not read it again."""

    def bekend(self, map_: Path) -> tuple[Cijfers | None, Verleden | None]:
        """Return what was seen of a dossier before, whether that still holds or not."""
        cijfers, verleden = self._cijfers.get(map_), self._verleden.get(map_)
        return cijfers and cijfers[1], verleden and verleden[1]

    def kijk(self, map_: Path) -> Cijfers:
        """Return what the files of a dossier say."""
        mark = _mark(map_)
        known = self._cijfers.get(map_)
        if known is None or known[0] != mark:
            found, session = _look(map_)
            self._laatste = map_, session
            known = self._cijfers[map_] = mark, found
        return known[1]

    def kijk_terug(self, map_: Path) -> Verleden:
        """Return what git says of a dossier that was looked at."""
        from budgetdesk.storage.gitcall import ask
        from budgetdesk.storage.gitlog import last_commits

        mark = self._cijfers.get(map_, (None,))[0], ask(map_, "rev-parse", "HEAD")
        known = self._verleden.get(map_)
        if known is None or known[0] != mark:
            commits = tuple(
                Wijziging(found.moment, "u" if found.is_own else found.wie, found.onderwerp)
                for found in last_commits(map_, COMMITS)
            )
            known = self._verleden[map_] = mark, Verleden(self._count(map_) if commits else None, commits)
        return known[1]

    def _count(self, map_: Path) -> int | None:
        if self._laatste is None or self._laatste[0] != map_:
            self._laatste = map_, _look(map_)[1]
        session = self._laatste[1]
        return _count_changed(map_, session) if session else None


def _mark(map_: Path) -> Sequence[object]:
    """Return what is another one whenever a file of a dossier changed."""
    from budgetdesk.storage.reader import list_files

    found: list[object] = []
    try:
        for naam, _ in list_files(map_):
            status = (map_ / naam).stat()
            found += [naam, status.st_mtime_ns, status.st_size]
    except (OSError, BudgetdeskError):
        found.append(None)
    return found


def _look(map_: Path) -> tuple[Cijfers, Session | None]:
    from budgetdesk.session import Session

    try:
        session = Session.open(map_, read_only=True)
        return _figures(session), session
    except BudgetdeskError as error:
        return Cijfers(fout=str(error).partition("\n")[0]), None
    except OSError as error:
        return Cijfers(fout=error.strerror or str(error)), None


def _figures(session: Session) -> Cijfers:
    from budgetdesk.model.besluiten import besluiten, vergrendeld
    from budgetdesk.session.reading import results_by_column
    from budgetdesk.tui.dossier.bron import EENHEDEN
    from budgetdesk.tui.dossier.uitkomst import uitkomst

    eenheid = session.dossier.weergave.eenheid
    kolommen = zip(session.sjabloon.kolommen, results_by_column(session.cijfers), strict=True)
    columns = [(kolom.jaar, cents) for kolom, cents in kolommen if not kolom.verschil]
    return Cijfers(
        session.titel,
        EENHEDEN.get(eenheid, ""),
        uitkomst(session.cijfers, eenheid),
        # up is good where that can be said, else as printed
        tuple(cents * (-session.dossier.weergave.saldo if session.cijfers.is_geheel else 1) for _, cents in columns),
        tuple(jaar for jaar, _ in columns),
        session.keuring.aantal,
        sum(not vergrendeld(bestand) for bestand in besluiten(session.stored)),
    )


def _count_changed(map_: Path, session: Session) -> int | None:
    """Return how many values and records differ from the last commit; None where that cannot be read."""
    from budgetdesk.diff.differences import compare_files
    from budgetdesk.session import Session

    try:
        before = Session.at(map_, "HEAD")
    except BudgetdeskError:
        return None
    return sum(len(paar.edits) for paar in compare_files(before.stored, session.stored))
