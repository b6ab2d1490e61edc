"""Scenarios: the branches that are here beside each other, by the result of every year; and going from one to another.

A branch is read once per commit and document, and only its results are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.diff.notation import Druk
from budgetdesk.errors import BudgetdeskError, InputError, Refused, UsageError
from budgetdesk.session.comparison import Referentie, reden
from budgetdesk.session.diff import Diff
from budgetdesk.session.reading import results_by_column
from budgetdesk.session.revisions import Side
from budgetdesk.session.session import Session
from budgetdesk.storage import gitwrite
from budgetdesk.storage.git import contents_in
from budgetdesk.storage.gitstatus import Gitstand, Tak, branches, can_be_branch, stand, with_dossier
from budgetdesk.storage.gitwrite import GitGeweigerd
from budgetdesk.storage.history import place_at, place_of
from budgetdesk.storage.reader import Gelezen, read_contents
from budgetdesk.voortgang import Afgebroken

if TYPE_CHECKING:
    from budgetdesk.tables.sjabloon import Kolom

__all__ = ["Gevolgen", "GitGeweigerd", "Scenario", "Takken", "branch_name", "merge", "preview", "switch_to"]

Uitkomsten = tuple[int | None, ...]
"""The result of each column in cents as printed; None where a branch has no such column."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A branch with its results, None while they are not known; `reden` says why there are none (a sentence's part)."""

    tak: Tak
    uitkomsten: Uitkomsten | None = None
    reden: str = ""

    @property
    def is_bekend(self) -> bool:
        """Return whether it was read, or why it cannot be."""
        return self.uitkomsten is not None or bool(self.reden)


@dataclass(slots=True)
class Kennis:
    """The results that were read, per commit and document, by the key of their column; or why there are none."""

    bekend: dict[tuple[str, str], dict[str, int] | str] = field(default_factory=dict)
    gelezen: Gelezen | None = None
    """What was read last: files that are the same elsewhere are not read again."""


class Takken:
    """The branches in which a dossier is, with the results of the columns that it budgets from its year on."""

    def __init__(self, session: Session, stand: Gitstand, takken: Sequence[Tak], kennis: Kennis) -> None:
        self._session: Final = session
        self._kennis: Final = kennis
        self._document: Final = session.document
        self._kolommen: Final[list[Kolom]] = [
            k for k in session.sjabloon.kolommen if not k.verschil and k.jaar >= session.dossier.jaar
        ] or [session.sjabloon.kolommen[session.sjabloon.resultaat]]
        own = dict(zip((k.sleutel for k in session.sjabloon.kolommen), results_by_column(session.cijfers), strict=True))
        self.stand: Final = stand
        self.nu: Final[Uitkomsten] = tuple(own[k.sleutel] for k in self._kolommen)
        """The results of the dossier as it is open, unsaved edits included."""
        self.is_gewijzigd: Final = session.dirty or bool(stand.eigen)
        """Whether that differs from the last commit."""
        self.is_onbewaard: Final = session.dirty
        self.rijen: Final = [Scenario(tak) for tak in takken]
        self.op_wijziging: Callable[[], None] = lambda: None
        """Called where a row became known."""

    @classmethod
    def of(cls, session: Session, kennis: Kennis | None = None, namen: Sequence[str] = ()) -> Takken:
        """Return the branches that have the dossier, or those of some names.

        Raises InputError where git is missing or refuses, UsageError where a name is of no branch.
        """
        known = branches(session.map)
        for naam in namen:
            if naam not in {tak.naam for tak in known}:
                here = ", ".join(tak.naam for tak in known)
                raise UsageError(f"`{naam}` is geen tak van deze git-map; er zijn: {here or 'geen'}.")
        found = [tak for tak in known if tak.naam in namen] if namen else known
        wanted = found if namen else with_dossier(session.map, found)
        return cls(session, stand(session.map), wanted, kennis or Kennis())

    @property
    def koppen(self) -> list[str]:
        """Return the headings of the results."""
        return [kolom.kop for kolom in self._kolommen]

    @property
    def jaren(self) -> list[int]:
        """Return the year of each result."""
        return [kolom.jaar for kolom in self._kolommen]

    def open_rij(self) -> int | None:
        """Return the first branch that was not read yet, None where all were."""
        return next((i for i, rij in enumerate(self.rijen) if not rij.is_bekend), None)

    def look(self, index: int) -> Scenario:
        """Read a branch and return it with its results; for a thread: nothing changes but what is known."""
        tak = self.rijen[index].tak
        key = (tak.commit, self._document)
        if key not in self._kennis.bekend:
            self._kennis.bekend[key] = self._read(tak)
        found = self._kennis.bekend[key]
        if isinstance(found, str):
            return replace(self.rijen[index], reden=found)
        return replace(self.rijen[index], uitkomsten=tuple(found.get(k.sleutel) for k in self._kolommen))

    def take(self, index: int, scenario: Scenario) -> None:
        """Let a row be known."""
        self.rijen[index] = scenario
        self.op_wijziging()

    def _read(self, tak: Tak) -> dict[str, int] | str:
        try:
            side = Side.in_git(str(self._session.map), tak.commit, self._kennis.gelezen)
            then = Referentie(tak.naam, tak.commit, side.session)
            then.follow(self._document)
            columns = side.session.sjabloon.kolommen
            found = dict(zip((k.sleutel for k in columns), results_by_column(side.session.cijfers), strict=True))
        except Afgebroken:
            raise
        except BudgetdeskError as error:
            return reden(tak.naam, error)
        self._kennis.gelezen = side.gelezen
        return found

    def verschil(self, scenario: Scenario) -> Uitkomsten:
        """Return by how much the results of a branch differ from those of the open dossier."""
        found = scenario.uitkomsten or ()
        return tuple(None if a is None or b is None else a - b for a, b in zip(found, self.nu, strict=False))

    def printed(self, cents: int | None) -> str:
        """Return a result in the unit of the document."""
        return Druk(self._session.dossier.weergave).bedrag(cents)

    def printed_verschil(self, scenario: Scenario) -> list[str]:
        """Return those differences with their sign; `=` where there is none."""
        druk = Druk(self._session.dossier.weergave, kolom=True)
        pairs = zip(self.nu, scenario.uitkomsten or (), strict=False)
        return ["–" if a is None or b is None else "=" if a == b else druk.verschil(a, b) for a, b in pairs]

    @property
    def eenheid(self) -> str:
        """Return the unit of the amounts in words."""
        return Druk(self._session.dossier.weergave).eenheid


# --- from one to another -------------------------------------------------------------------------


def branch_name(map_: Path, naam: str) -> str:
    """Return a name that git takes for a branch, made from what people typed; raises Refused where none is left."""
    plain = unicodedata.normalize("NFC", naam).strip()
    found = re.sub(r"[^\w./+-]+", "-", plain).strip("-./") if plain else ""
    found = re.sub(r"\.{2,}|/{2,}|@\{|-{2,}", "-", found).removesuffix(".lock")
    if not can_be_branch(map_, found):
        raise Refused(f"Van `{naam}` is geen naam te maken; gebruik letters en cijfers.")
    if any(tak.naam.casefold() == found.casefold() for tak in branches(map_)):
        raise Refused(f"Er is al een scenario {found}.")
    return found


def new_branch(map_: Path, naam: str) -> None:
    """Go on in a new branch of a name that `branch_name` gave; raises GitGeweigerd."""
    gitwrite.new_branch(map_, naam)


def switch_to(map_: Path, tak: Tak) -> None:
    """Make the files those of a branch; raises Refused where that would lose or hide something, GitGeweigerd."""
    then, now = place_at(map_, tak.commit), place_of(map_)
    if then != now:
        where = then or ("de bovenste map" if then == "" else "geen map")
        raise Refused(f"In {tak.naam} staat dit dossier ergens anders ({where}); wissel daarheen met git.")
    gitwrite.switch(map_, tak.naam)


@dataclass(frozen=True, slots=True)
class Gevolgen:
    """What merging a branch would do: what changes here, or what the branch changed itself (`is_hun`).

    The last where the outcome is not to be read, as with conflicts: `tegenstrijdig` are the files with any, by their
    name in the dossier, `buiten` those outside it, from the top of the checkout, which are not decided here.
    """

    diff: Diff | None
    tegenstrijdig: tuple[str, ...] = ()
    buiten: tuple[str, ...] = ()
    is_hun: bool = False
    niets: bool = False
    """Whether the branch has nothing that is not here already."""


def preview(session: Session, tak: Tak) -> Gevolgen:
    """Return what merging a branch into a saved dossier would do; nothing in the folder changes.

    Raises InputError where git or the branch cannot be read, Afgebroken where it is called off.
    """
    map_ = session.map
    if gitwrite.holds(map_, tak.naam):
        return Gevolgen(None, niets=True)
    settings, attributes = _drivers()
    try:
        tree, names = gitwrite.merged_tree(map_, tak.naam, settings, attributes)
    except GitGeweigerd:
        # an older git cannot try it: what that branch changed
        return Gevolgen(_theirs(session, tak), is_hun=True)
    place = place_of(map_)
    start = f"{place}/" if place else ""
    inside = tuple(n.removeprefix(start) for n in names if n.startswith(start))
    outside = tuple(n for n in names if not n.startswith(start))
    if inside or outside:
        return Gevolgen(_theirs(session, tak), inside, outside, is_hun=True)
    try:
        found = read_contents(map_, contents_in(map_, tree, place, tak.naam))
    except InputError as error:
        raise Refused(f"Samengevoegd zou het dossier niet te lezen zijn: {error.bevindingen[0]}") from None
    after = Session(found, read_only=True)
    return Gevolgen(Diff.of(session, after, "nu", f"na het samenvoegen van {tak.naam}"))


def _theirs(session: Session, tak: Tak) -> Diff | None:
    """Return what a branch changed since it parted from this one; None where that cannot be read."""
    try:
        oud = Side.at_parting(str(session.map), "HEAD", tak.commit)
        nieuw = Side.in_git(str(session.map), tak.commit, oud.gelezen, tak.naam)
    except Afgebroken:
        raise
    except BudgetdeskError:
        return None
    return Diff.of(oud.session, nieuw.session, "de splitsing", tak.naam)


def merge(map_: Path, tak: Tak, bericht: str) -> bool:
    """Merge a branch into the one of now by key; return whether all of it is recorded, or conflicts are to decide.

    Where a file outside the dossier has one nothing is done. Raises Refused, GitGeweigerd or InputError; all is as it
    was then.
    """
    now = stand(map_)
    if now.bezig.soort:
        raise Refused(f"git is hier nog midden in een {now.bezig.soort}; rond dat eerst af of geef het op.")
    if now.klaar:
        raise Refused(f"Buiten dit dossier staat iets klaar voor een commit ({now.klaar[0]}); leg dat eerst vast.")
    if gitwrite.merge(map_, tak.naam, bericht, *_drivers()):
        return True
    if outside := stand(map_).open_elders:
        gitwrite.abort_merge(map_)
        raise Refused(
            f"{outside[0]}, buiten dit dossier, spreekt elkaar tegen; voeg samen met git. Alles is als eerst."
        )
    return False


def _drivers() -> tuple[dict[str, str], list[str]]:
    from budgetdesk.git.setup import attribute_lines, driver_settings

    return driver_settings(), attribute_lines()
