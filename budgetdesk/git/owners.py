"""Who owns which file of a dossier, for a forge: CODEOWNERS from the `houder` of what stands in each programma.

A forge knows people by their account or their address. A `houder` that is neither is taken for a name: the address is
then that of the author of that name in git.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, LimitExceeded
from budgetdesk.git.insertion import Insertion
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Investering, Post, Subsidie
from budgetdesk.storage.below import dossiers_below
from budgetdesk.storage.history import authors
from budgetdesk.storage.reader import list_files, read_file

PLAATSEN: Final = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where forges look; a new one goes to the top."""

NIEUW: Final = "CODEOWNERS"

_BLOK: Final = Insertion(
    "# budgetdesk: eigenaren uit `houder` (`budgetdesk git install --eigenaren`)",
    r"/(?:[^\s\\]|\\.)+(?: (?:@[^\s@]+|[^\s@]+@[^\s@]+))+",
)
_OWNER: Final = re.compile(r"@[\w./-]+|[^\s@]+@[^\s@]+")
"""What a forge knows people by: an account, a group, an address."""

_SPECIAL: Final = re.compile(r"([\s\\#!*?\[\]])")
"""What means something else in a pattern than itself."""


@dataclass(frozen=True, slots=True)
class Eigenaren:
    """The lines of CODEOWNERS, and in Dutch which owners nobody knows and which files could not be read."""

    regels: tuple[str, ...]
    gemist: tuple[str, ...]


def write_owners(top: Path) -> tuple[list[str], bool]:
    """Put the owners of every dossier of a repository in its CODEOWNERS; return what was done and whether it is news.

    Raises InputError (3) where git does not answer, WriteError (4) or ChangedOnDisk (5).
    """
    found = owners(top)
    pad = place(top)
    naam = pad.relative_to(top).as_posix()
    changed = _BLOK.put(pad, found.regels)
    told = [f"{naam}: {line}" for line in found.regels] if changed else []
    if not found.regels:
        told.append(f"{naam}: geen post, subsidie of investering noemt een `houder` die een forge kent.")
    return [*told, *found.gemist], changed


def remove_owners(top: Path) -> list[str]:
    """Take the lines of owners away again; return what was done. Raises WriteError (4) or ChangedOnDisk (5)."""
    return [f"{naam}: {done}." for naam in PLAATSEN if (done := _BLOK.remove(top / naam))]


def place(top: Path) -> Path:
    """Return the CODEOWNERS of a repository, or where it goes."""
    return top / next((naam for naam in PLAATSEN if (top / naam).is_file()), NIEUW)


def owners(top: Path) -> Eigenaren:
    """Return who owns which programma, in every dossier of a repository."""
    regels, gemist = list[str](), dict[str, None]()
    known = authors(top)
    for pad, houders in _holders(top, gemist):
        naam = pad.relative_to(top).as_posix()
        named = {houder: houder if _OWNER.fullmatch(houder) else known.get(houder, "") for houder in houders}
        unknown = (houder for houder, owner in named.items() if not owner)
        gemist |= {f"Niet in {NIEUW}: {houder} heeft in git geen adres.": None for houder in unknown}
        if mine := list(dict.fromkeys(filter(_OWNER.fullmatch, named.values()))):
            regels.append(" ".join([f"/{_SPECIAL.sub(_escaped, naam)}", *mine]))
    return Eigenaren(tuple(regels), tuple(gemist))


def _holders(top: Path, gemist: dict[str, None]) -> Iterator[tuple[Path, list[str]]]:
    """Yield the file of every programma with who holds something in it, each once, and what documents say of it."""
    for map_ in dossiers_below(top):
        per_number: dict[int, list[str]] = {}
        for naam, soort in list_files(map_):
            if soort == "document":
                yield map_ / naam, per_number.get(Bestand(naam, soort).nummer, [])
            if soort != "programma":
                continue
            try:
                bestand = read_file(map_, naam, soort)[0]
            except (InputError, LimitExceeded) as error:
                gemist[f"Niet in {NIEUW}: {(map_ / naam).relative_to(top)} is niet te lezen: {error}"] = None
                continue
            held: list[Post | Subsidie | Investering] = [
                *bestand.van(Post),
                *bestand.van(Subsidie),
                *bestand.van(Investering),
            ]
            houders = list(filter(None, dict.fromkeys(record.houder.strip() for record in held)))
            per_number[bestand.nummer] = houders
            yield map_ / naam, houders


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[1]}"
