"""Leg vast: what of a dossier is not recorded yet, in words, and recording it; or completing a merge."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.diff.bericht import suggestion
from budgetdesk.diff.notation import Druk
from budgetdesk.diff.summary import of_file
from budgetdesk.errors import BudgetdeskError, InputError, Refused
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.session.comparison import Referentie
from budgetdesk.session.diff import Diff
from budgetdesk.storage import git, gitwrite
from budgetdesk.storage.gitcall import NIET_IN_GIT
from budgetdesk.storage.gitstatus import EIGEN, Gitstand, Losbestand, is_in_git, stand
from budgetdesk.storage.gitwrite import GitGeweigerd, name_author
from budgetdesk.storage.history import top_of
from budgetdesk.voortgang import Afgebroken

if TYPE_CHECKING:
    from budgetdesk.session.session import Session

__all__ = [
    "Bestandsregel",
    "GitGeweigerd",
    "NietNu",
    "Vastgelegd",
    "Vastlegging",
    "begin_repository",
    "give_up",
    "is_ignored",
    "is_in_git",
    "lay_down",
    "name_author",
    "open_files",
    "prepare",
    "require_none",
    "unlock",
]

_LOT: Final = {"nieuw": "nieuw", "gewijzigd": "gewijzigd", "vervallen": "verwijderd", "conflict": "conflict beslist"}


class NietNu(Refused):
    """Nothing can be recorded as git stands."""


@dataclass(frozen=True, slots=True)
class Bestandsregel:
    """A file that can be recorded: what became of it and how much differs in it, in words.

    One that is `vast` goes along as part of a merge, one that is `aan` does so unless it is left out.
    """

    naam: str
    wat: str
    aan: bool = True
    vast: bool = False


@dataclass(frozen=True, slots=True)
class Vastlegging:
    """What can be recorded: where, which files, what it does to the result, and what the message may say.

    `koppen`, `was` and `wordt` are the results per year as printed, empty where they do not differ.
    """

    stand: Gitstand
    bestanden: tuple[Bestandsregel, ...]
    koppen: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    wordt: tuple[str, ...] = ()
    eenheid: str = ""
    voorstel: tuple[str, ...] = ()
    fouten: int = 0

    @property
    def is_samenvoegen(self) -> bool:
        """Return whether it completes a merge."""
        return self.stand.bezig.soort == "merge"

    @property
    def is_naamloos(self) -> bool:
        """Return whether git does not know who records."""
        return not (self.stand.naam and self.stand.email)

    @property
    def tak(self) -> str:
        """Return on what it is recorded."""
        return self.stand.tak or "main"


@dataclass(frozen=True, slots=True)
class Vastgelegd:
    """What was recorded: the short name of the commit, its branch and first line, and how many files were left."""

    kort: str
    tak: str
    onderwerp: str
    over: int


def prepare(session: Session, referentie: Referentie | None = None) -> Vastlegging:
    """Return what of a saved dossier can be recorded; `referentie` is the last commit, where that was read.

    Raises InputError where git is missing or refuses, NietNu where something has to be done first.
    """
    found = stand(session.map)
    _require_ready(found)
    diff = _diff(session, referentie) if found.commit else None
    about = {file.bestand.naam: of_file(file) for file in diff.vergelijking.bestanden} if diff else {}
    merging = found.bezig.soort == "merge"
    bestanden = tuple(_line(b, about.get(b.naam, ""), merging=merging) for b in found.bestanden)
    if not bestanden and not merging:
        raise NietNu(f"Alles is al vastgelegd{f' op {found.tak}' if found.tak else ''}; er is niets bij te doen.")
    names = {b.naam for b in bestanden if b.aan}
    voorstel = suggestion(diff.vergelijking, names) if diff else []
    if merging:
        theirs = found.bezig.hun
        voorstel = [f"Scenario {theirs} samengevoegd" if theirs else "Scenario samengevoegd", *voorstel]
    elif not found.commit:
        voorstel = [f"Begin: {session.titel} van {session.dossier.kop.gemeente}"]
    errors = sum(b.ernst == "fout" for b in session.keuring.bevindingen)
    return Vastlegging(found, bestanden, *_results(diff), tuple(voorstel), errors)


def _require_ready(found: Gitstand) -> None:
    """Raise NietNu where recording is not what comes next."""
    bezig = found.bezig
    if bezig.soort not in ("", "merge", "stash"):
        ends = f" met `{bezig.einde}`" if bezig.einde else ""
        raise NietNu(f"git is in deze map midden in een {bezig.soort}; rond dat eerst af{ends}, in git zelf.")
    if found.open_elders:
        raise NietNu(f"Er is nog een conflict open buiten dit dossier, in {found.open_elders[0]}; beslis dat in git.")
    if not found.tak:
        where = f" (commit {found.commit})" if found.commit else ""
        raise NietNu(f"U bekijkt een oude stand{where}, niet een tak: maak er eerst een scenario van.")


def _diff(session: Session, referentie: Referentie | None) -> Diff | None:
    """Return what differs from the last commit; None where that does not have the dossier, or not to be read."""
    try:
        known = referentie if referentie and referentie.is_head and not referentie.moved() else None
        return Diff.since(known or Referentie.read(session.map), session)
    except Afgebroken:
        raise
    except BudgetdeskError:
        return None


def _line(found: Losbestand, about: str, *, merging: bool) -> Bestandsregel:
    told = _LOT[found.lot]
    what = f"{told}: {about}" if about else told
    return Bestandsregel(
        found.naam, what, aan=found.bekend or found.naam.endswith(EIGEN), vast=merging and found.bekend
    )


def _results(diff: Diff | None) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    """Return headings, results before and after, and their unit; nothing where none differs."""
    effect = diff.vergelijking.effect if diff else None
    if diff is None or effect is None:
        return (), (), (), ""
    druk = Druk(diff.vergelijking.nieuw.weergave)
    for regel in effect.of_all():
        if regel.soort == "resultaat" and regel.verschilt:
            koppen = tuple(kolom.kop for kolom in effect.kolommen)
            return koppen, tuple(map(druk.bedrag, regel.oud)), tuple(map(druk.bedrag, regel.nieuw)), druk.eenheid
    return (), (), (), ""


def message(regels: Sequence[str]) -> str:
    """Return a message of git: the first line, and below an empty one the others."""
    first, *rest = [regel.strip() for regel in regels if regel.strip()] or [""]
    return "\n".join([first, *(["", *rest] if rest else [])]) + "\n"


def lay_down(
    map_: Path,
    wat: Vastlegging,
    regels: Sequence[str],
    bestanden: Sequence[str],
    wie: tuple[str, str] | None = None,
) -> Vastgelegd:
    """Record files with a message, and first who does so where git did not know.

    Raises GitGeweigerd, InputError, or Afgebroken: nothing is recorded then.
    """
    if wie is not None:
        name_author(map_, *wie)
    record = gitwrite.complete_merge if wat.is_samenvoegen else gitwrite.commit
    record(map_, message(regels), bestanden)
    _leave_alone(map_)
    now = stand(map_)
    # not the last commit of the folder: one that only merges changes no file beside both sides
    return Vastgelegd(now.commit, now.tak, git.last_subject(map_), len(now.bestanden))


def _leave_alone(map_: Path) -> None:
    """Have git leave alone what stands beside the files while they are open; it can do without."""
    from budgetdesk.git.setup import leave_alone

    with suppress(BudgetdeskError):
        leave_alone(map_)


def is_ignored(map_: Path) -> bool:
    """Return whether git is told to leave a dossier alone."""
    return git.is_ignored(map_, BEGROTING)


def open_files(map_: Path) -> list[str]:
    """Return the files of a dossier that differ from the last commit; others that git does not know are no part of it.

    Raises NietNu while git waits for something.
    """
    now = stand(map_)
    if now.bezig.soort == "merge":
        raise NietNu("Er wacht nog een samenvoeging: leg die eerst vast, of geef haar op in de lijst van scenario's.")
    return [b.naam for b in now.eigen]


def require_none(map_: Path) -> None:
    """Raise InputError where a folder is not in git for another reason than that there is no repository."""
    try:
        top_of(map_)
    except InputError as error:
        if NIET_IN_GIT not in error.bevindingen[0].tekst:
            raise


def begin_repository(map_: Path) -> list[str]:
    """Make the folder of a dossier a repository that merges by key; return what is to be known (Dutch).

    Raises GitGeweigerd or InputError.
    """
    from budgetdesk.git.setup import install

    gitwrite.create(map_)
    try:
        install(map_)
    except BudgetdeskError as error:
        reden = error.bevindingen[0].tekst if isinstance(error, InputError) else str(error)
        return [f"Samenvoegen per sleutel is niet ingesteld: {reden}"]
    return []


def give_up(map_: Path) -> None:
    """Give a merge up: the files are those of before it. Raises GitGeweigerd."""
    gitwrite.abort_merge(map_)


def unlock(slot: Path) -> None:
    """Take away a lock that nobody holds any more; one that is gone by now is fine."""
    slot.unlink(missing_ok=True)
