"""The two sides of a difference: the same dossier or another one, on disk, in a commit, or where branches parted."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, Plaats, files_named
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.session.comparison import HEAD
from budgetdesk.session.session import Session
from budgetdesk.storage.git import commit_of, common_ancestor, contents_at
from budgetdesk.storage.reader import Gelezen, find_folder, read_contents, read_dossier

_SCHIJF: Final = "de bestanden op schijf"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: what it is called, what was read, and the dossier, to be looked at only.

    Opening one raises UsageError where git does not know a revision, InputError as opening does, with the side
    in front of the file of every finding. Files that are the same in `bekend` are not read again.
    """

    naam: str
    gelezen: Gelezen
    session: Session

    @classmethod
    def on_disk(cls, pad: str, naam: str, bekend: Gelezen | None = None) -> Side:
        """Open a dossier as it is on disk."""
        with _named(pad, f"{pad.rstrip('/')}/"):
            return cls._of(naam, read_dossier(Path(pad), bekend))

    @classmethod
    def in_git(cls, pad: str, rev: str, bekend: Gelezen | None = None, naam: str = "") -> Side:
        """Open a dossier as it is in a commit; InputError (3) too where it is not there."""
        map_ = find_folder(Path(pad))
        commit = commit_of(map_, rev)
        naam = naam or (rev if commit.startswith(rev) else f"{rev} ({commit[:8]})")
        contents = contents_at(map_, commit)
        if BEGROTING not in contents:
            raise InputError.at(Plaats(pad), f"in {naam} was dit dossier er nog niet.", code="BD100")
        with _named(pad, f"{rev}:"):
            return cls._of(naam, read_contents(map_, contents, bekend))

    @classmethod
    def at_parting(cls, pad: str, een: str, ander: str) -> Side:
        """Open a dossier as it was where two revisions parted."""
        commit = common_ancestor(find_folder(Path(pad)), een, ander)
        return cls.in_git(pad, commit, naam=f"de splitsing van {een} en {ander} ({commit[:8]})")

    @classmethod
    def _of(cls, naam: str, gelezen: Gelezen) -> Side:
        return cls(naam, gelezen, Session(gelezen, read_only=True))


def _named(pad: str, side: str) -> AbstractContextManager[None]:
    """Put in front of the file of every finding on which side it stands."""
    return files_named(lambda bestand: bestand if bestand == pad else side + bestand)


@dataclass(frozen=True, slots=True)
class Revisions:
    """Which versions of one dossier are compared; `nieuw` is empty for the files on disk.

    Where they are `parted` the older side is what both came from.
    """

    oud: str
    nieuw: str
    parted: bool

    @classmethod
    def of(cls, rev: str) -> Revisions:
        """Return what `A`, `A..B` or `A...B` names; the last commit where `A` is left out."""
        sign = "..." if "..." in rev else ".."
        oud, _, nieuw = rev.partition(sign)
        return cls(oud or HEAD, nieuw, sign == "...")

    def sides(self, pad: str) -> tuple[Side, Side]:
        """Open both sides of a dossier; raises as `Side` does."""
        oud = Side.at_parting(pad, self.oud, self.nieuw or HEAD) if self.parted else Side.in_git(pad, self.oud)
        if self.nieuw:
            return oud, Side.in_git(pad, self.nieuw, oud.gelezen)
        return oud, Side.on_disk(pad, _SCHIJF, oud.gelezen)


def two_dossiers(oud: str, nieuw: str) -> tuple[Side, Side]:
    """Open two dossiers as they are on disk, each by the name of its path; raises as `Side` does."""
    first = Side.on_disk(oud, oud)
    return first, Side.on_disk(nieuw, nieuw, first.gelezen)
