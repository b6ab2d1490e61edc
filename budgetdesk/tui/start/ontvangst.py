"""What happens around dossiers: the start screen, what is begun from there, and where each dossier is left."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from budgetdesk.storage.pathnames import here, real
from budgetdesk.tui.start.inkijk import Inkijker
from budgetdesk.tui.start.screen import StartScreen
from budgetdesk.tui.verhuisd import VERHUISD, Verhuizing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from budgetdesk.tui.dossier.worksheet import WorksheetScreen
    from budgetdesk.tui.start.geheugen import Geheugen
    from budgetdesk.tui.start.nieuw import Bekend, Nieuw, Opdracht
    from budgetdesk.tui.start.voorbeelden import Voorbeelden


class Ontvangst:
    """Makes the screens that come before a dossier, from what is remembered; it shows none itself."""

    def __init__(self, geheugen: Geheugen, *, read_only: bool = False) -> None:
        self.geheugen: Final = geheugen
        self._read_only: Final = read_only
        self._inkijker: Final = Inkijker()
        self._gemaakt = ""
        """What is to be said of the dossier that was made last, once that is open."""
        self.met_cijfers = False
        """Whether figures are brought into the dossier that opens next."""
        self._reis: Path | None = None
        """The copy that the tour is about, once it was made."""

    def start(self) -> StartScreen:
        """Return the start screen."""
        geheugen = self.geheugen
        return StartScreen(
            here(),
            geheugen.recent,
            wanneer=geheugen.wanneer,
            vergeet=geheugen.vergeet,
            inkijker=self._inkijker,
            melding=geheugen.told(),
        )

    def opent(self, screen: WorksheetScreen) -> None:
        """Let a dossier open where it was left, and remember where it is left now.

        Nothing is remembered of one that is only read, nor of the copy of the tour, which goes with it.
        """
        from budgetdesk.tui.dossier.place import take_along
        from budgetdesk.tui.start.plaats import Plaats

        is_tour = self._reis is not None and real(screen.sheet.session.map) == real(self._reis)
        said, self._gemaakt = self._gemaakt, ""
        # who takes the tour learns the keys as they are
        screen.moved = Verhuizing(set(VERHUISD)) if is_tour else self.geheugen.verhuizing()
        plaats = Plaats(self.geheugen, onthoudt=not self._read_only and not is_tour, melding=said)
        if is_tour:
            from budgetdesk.tui.start.rondgang import Rondgang

            take_along(screen, Rondgang(plaats))
        else:
            take_along(screen, plaats)

    def reis(self) -> Path:
        """Make the copy that the tour is about, in a folder for what is temporary; return it. Raises NotCreated."""
        from budgetdesk.drafting.beginnen import VOORBEELD, begin_git, copy_sample

        doel = Path(mkdtemp(prefix="budgetdesk-rondleiding-")) / VOORBEELD
        copy_sample(VOORBEELD, doel)
        # what is saved in it is compared with how it was
        begin_git(doel, "Voorbeeld", ("budgetdesk", "rondleiding@localhost"))
        self._reis = doel
        return doel

    # --- beginning ---------------------------------------------------------------------------

    def begin(self, hoe: str) -> Screen[None]:
        """Return the screen for a way to begin."""
        known: dict[str, Callable[[], Screen[None]]] = {
            "nieuw": self._nieuw,
            "openen": self._openen,
            "voorbeeld": self._voorbeeld,
            "cijfers": self._cijfers,
        }
        return known[hoe]()

    def _cijfers(self) -> Screen[None]:
        from budgetdesk.tui.start.cijfers import Cijfers
        from budgetdesk.tui.start.vraagscherm import Vraagscherm

        cijfers = Cijfers()

        def go_on() -> str:
            self.met_cijfers = True
            return cijfers.hoe

        return Vraagscherm(cijfers, go_on)

    def _openen(self) -> Screen[None]:
        from budgetdesk.tui.start.openen import Openen
        from budgetdesk.tui.start.vraagscherm import Vraagscherm

        openen = Openen()
        return Vraagscherm(openen, lambda: openen.pad)

    def _voorbeeld(self) -> Screen[None]:
        from budgetdesk.drafting.beginnen import free, samples
        from budgetdesk.storage.userfiles import documents_folder
        from budgetdesk.tui.start.voorbeelden import Voorbeelden
        from budgetdesk.tui.start.vraagscherm import Vraagscherm

        voorbeelden = Voorbeelden(list(samples()), documents_folder(), free, why_not)
        return Vraagscherm(voorbeelden, lambda: _copied(voorbeelden))

    def _nieuw(self) -> Screen[None]:
        from budgetdesk.drafting.beginnen import free
        from budgetdesk.storage.gitbegin import has_git
        from budgetdesk.tui.start.nieuw import Nieuw
        from budgetdesk.tui.start.vraagscherm import Vraagscherm

        recent = self.geheugen.recent
        nieuw = Nieuw(
            _bekend([Path(known.map) for known in recent]),
            here(),
            why_not,
            vrij=free,
            gemeente=recent[0].gemeente if recent else "",
            jaar=_this_year() + 1,
            git=_repository if has_git() else None,
        )

        def make_it() -> Path:
            doel, self._gemaakt = _made(nieuw)
            return doel

        return Vraagscherm(nieuw, make_it)

    def instellingen(self, veranderd: Callable[[str], None]) -> Screen[None]:
        """Return the screen of the settings; `veranderd` is told which one changed."""
        from budgetdesk.tui.start.instelblad import Instelblad
        from budgetdesk.tui.start.vraagscherm import Vraagscherm

        blad = Instelblad(self.geheugen, veranderd, thema_vast=os.environ.get("BUDGETDESK_THEMA", ""))
        return Vraagscherm(blad, lambda: None)


def why_not(doel: Path) -> str:
    """Return why a dossier cannot be made in a folder, nothing where it can."""
    from budgetdesk.storage.new import NotCreated, is_empty

    try:
        is_empty(doel)
    except NotCreated as error:
        return str(error)
    except OSError as error:
        return f"{doel}: {error.strerror or error}."
    return ""


def _this_year() -> int:
    from datetime import datetime

    return datetime.now().astimezone().year


def _repository(doel: Path) -> str:
    return _top(doel.parent)


@lru_cache(maxsize=64)
def _top(folder: Path) -> str:
    """Return the repository of a folder; asked for at every key, and git takes some milliseconds to start."""
    from budgetdesk.storage.gitbegin import repository_of

    return repository_of(folder) if folder.is_dir() else ""


def _bekend(recent: list[Path]) -> list[Bekend]:
    """Return what is known of the dossiers that were opened, those beside them and those that lie here."""
    from budgetdesk.storage.inventaris import beside, head
    from budgetdesk.tui.start.nieuw import Bekend

    found = []
    for map_ in beside([*recent, here() / "."]):
        kop = head(map_)
        gemeente, jaar, sjabloon = kop.get("gemeente"), kop.get("jaar"), kop.get("sjabloon")
        if isinstance(gemeente, str) and isinstance(jaar, int) and isinstance(sjabloon, str):
            found.append(Bekend(map_, gemeente, jaar, sjabloon, len(list((map_ / "programmas").glob("*.toml")))))
    return found


def _copied(voorbeelden: Voorbeelden) -> Path:
    from budgetdesk.drafting.beginnen import copy_sample

    copy_sample(voorbeelden.naam, voorbeelden.doel)
    return voorbeelden.doel


def _made(nieuw: Nieuw) -> tuple[Path, str]:
    """Make what was asked for; return its folder, and in Dutch what there is to know of it."""
    opdracht: Opdracht = nieuw.opdracht
    from budgetdesk.drafting.beginnen import begin_git, make

    if opdracht.doorrollen_uit is not None:
        from budgetdesk.session.beginnen import next_year

        report, told = next_year(opdracht.doorrollen_uit, opdracht.doel)
        told = [*told, report]
    else:
        told = make(
            opdracht.doel,
            gemeente=opdracht.gemeente,
            jaar=opdracht.jaar,
            sjabloon=opdracht.sjabloon,
            programmas_uit=opdracht.programmas_uit,
            saldo=opdracht.saldo,
        )
    if opdracht.git:
        told = [begin_git(opdracht.doel, f"Nieuw dossier {opdracht.gemeente} {opdracht.jaar}"), *told]
    return opdracht.doel, "\n".join(["Het dossier is gemaakt.", *told])
