"""What git knows of the past of a dossier: its commits, the files they changed, and where its folder was then.

Who made a commit is who is named as its author, as `.mailmap` calls them. Raised is InputError, code BD107, where git
is missing, refuses, or lacks an object; how git is called is in `gitcall`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path
from typing import Final

from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.gitcall import INCOMPLETE, ask, need
from budgetdesk.storage.moved import Listing, counterpart, inside

_AT_ONCE: Final = 2000
"""Commits that are asked about in one call."""

_CONTENTS: Final = 64
"""Versions of a file that are read in one call."""

_FIELDS: Final = "%H%x00%h%x00%aN%x00%aE%x00%aI%x00%s%x00%b%x00%(trailers:key=Co-authored-by,valueonly,separator=%x1f)"


_Pair = tuple[str, str]
"""A commit and one of its parents."""


@dataclass(frozen=True, slots=True)
class Commit:
    """Who recorded what, and when (ISO 8601); `mede` are others that the message names as authors."""

    naam: str
    kort: str
    auteur: str
    email: str
    datum: str
    onderwerp: str
    tekst: str
    mede: tuple[str, ...] = ()


class History:
    """The commits that one came from, with what they did to files."""

    def __init__(self, folder: Path, start: str) -> None:
        self.top: Final = top_of(folder)
        self.start: Final = start
        lines = need(self.top, "rev-list", "--topo-order", "--parents", start).decode().splitlines()
        self.parents: Final = {words[0]: tuple(words[1:]) for words in map(str.split, lines)}
        self.cut: Final = _cut_off(self.top)
        """The commits whose parents a shallow clone lacks."""
        self._order = list(self.parents)
        self._place = {commit: i for i, commit in enumerate(self._order)}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._contents: dict[str, bytes] = {}
        self._changes: dict[str, dict[_Pair, tuple[str, str] | None]] = {}

    def change(self, pad: str, commit: str, parent: str) -> tuple[str, str] | None:
        """Return what git calls the content of a file in a parent and in a commit, nothing where it is not there.

        None where the two have the same.
        """
        known = self._changes.setdefault(pad, {})
        if (commit, parent) not in known:
            self._look(pad, commit, known)
        return known[commit, parent]

    def _look(self, pad: str, commit: str, known: dict[_Pair, tuple[str, str] | None]) -> None:
        """Learn what a commit and those before it did to a file, beside each of their parents."""
        first = self._place[commit]
        pairs = [(c, p) for c in self._order[first : first + _AT_ONCE] for p in self.parents[c]]
        asked = "".join(f"{c} {p}\n" for c, p in pairs).encode()
        options = ("-r", "--raw", "--no-abbrev", "--no-renames", "--always")
        answer = need(self.top, "--literal-pathspecs", "diff-tree", "--stdin", *options, "--", pad, stdin=asked)
        waiting = iter(pairs)
        pair = ("", "")
        for line in answer.decode("utf-8", "replace").splitlines():
            if not line.startswith(":"):
                pair = next(waiting)
                known[pair] = None
            else:
                _, _, oud, nieuw, _ = line.split("\t")[0].split(" ")
                known[pair] = (oud.strip("0") and oud, nieuw.strip("0") and nieuw)

    def ancestors(self, commit: str) -> frozenset[str]:
        """Return the commits that one came from, itself included."""
        if commit not in self._ancestors:
            found, waiting = set[str](), [commit]
            while waiting:
                here = waiting.pop()
                if here not in found:
                    found.add(here)
                    waiting += self.parents.get(here, ())
            self._ancestors[commit] = frozenset(found)
        return self._ancestors[commit]

    def content(self, blob: str) -> bytes:
        """Return what git has under a name; who asks for one version of a file will ask for those before it."""
        if blob not in self._contents:
            asked = (change[0] for known in self._changes.values() for change in known.values() if change)
            later = islice(dropwhile(lambda name: name != blob, asked), _CONTENTS)
            self._contents = contents(self.top, filter(None, dict.fromkeys((blob, *later))))
        if blob not in self._contents:
            raise InputError.at(Plaats(str(self.top)), INCOMPLETE, code="BD107")
        return self._contents[blob]

    def commits(self, names: Sequence[str]) -> dict[str, Commit]:
        """Return who recorded what, by the name of each commit."""
        if not names:
            return {}
        options = ("--no-walk=unsorted", "--encoding=UTF-8", "-z", f"--format={_FIELDS}")
        words = need(self.top, "log", *options, "--end-of-options", *names).decode("utf-8", "replace").split("\0")
        rows = (words[i : i + 8] for i in range(0, len(words) - 7, 8))
        return {r[0]: _commit(*r) for r in rows}


def _commit(  # noqa: PLR0913 - the fields that git prints
    naam: str, kort: str, auteur: str, email: str, datum: str, onderwerp: str, tekst: str, mede: str
) -> Commit:
    return Commit(naam, kort, auteur, email, datum, onderwerp, tekst, tuple(filter(None, mede.strip().split("\x1f"))))


def top_of(folder: Path) -> Path:
    """Return the top folder of the checkout a folder is in."""
    return Path(os.fsdecode(need(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))


def place_of(folder: Path) -> str:
    """Return what a folder is called from the top of its checkout."""
    return os.fsdecode(need(folder, "rev-parse", "--show-prefix").removesuffix(b"\n")).removesuffix("/")


def contents(folder: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return what git has under some names; without those that it lacks."""
    asked = list(dict.fromkeys(blobs))
    answer = need(folder, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in asked).encode())
    found, position = dict[str, bytes](), 0
    for blob in asked:
        body = answer.index(b"\n", position) + 1
        head = answer[position:body].split()
        position = body
        if len(head) == 3:
            position += int(head[2])
            found[blob] = answer[body:position]
            position += 1
    return found


def is_shallow(folder: Path) -> bool:
    """Return whether this clone lacks older commits, as those that CI makes do."""
    return ask(folder, "rev-parse", "--is-shallow-repository") == "true"


def _cut_off(folder: Path) -> frozenset[str]:
    if not is_shallow(folder):
        return frozenset()
    pad = folder / os.fsdecode(need(folder, "rev-parse", "--git-path", "shallow").removesuffix(b"\n"))
    return frozenset(pad.read_text("ascii").split())


def authors(folder: Path) -> dict[str, str]:
    """Return the address of everybody who made a commit, by name; the last one used of who has several."""
    lines = need(folder, "log", "--all", "--encoding=UTF-8", "--format=%aN%x00%aE").decode("utf-8", "replace")
    pairs = (line.partition("\0") for line in reversed(lines.splitlines()))
    return {naam: email for naam, _, email in pairs}


# --- where a dossier stood -----------------------------------------------------------------------


def listing(folder: Path, commit: str) -> dict[str, str]:
    """Return the TOML files of a commit by their path from the top, each with what git calls its content."""
    entries = need(folder, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    pairs = (entry.partition(b"\t") for entry in entries if entry.endswith(b".toml"))
    return {os.fsdecode(naam): head.split()[2].decode() for head, _, naam in pairs if b" blob " in head}


def place_at(folder: Path, commit: str) -> str | None:
    """Return in which folder, from the top, a commit has the dossier that stands in a folder; None where it has none.

    The folder may have got another name since, also one that nobody committed yet.
    """
    here = place_of(folder)
    then = listing(folder, commit)
    if inside(here, BEGROTING) in then:
        return here
    head = listing(folder, "HEAD")
    place = counterpart(_with_disk(top_of(folder), here, head), head, here)
    return None if place is None else _back(folder, place, "HEAD", commit)


def _back(folder: Path, place: str, van: str, naar: str) -> str | None:
    """Return where another commit has the dossier that one has in a folder."""
    then = listing(folder, naar)
    found = counterpart(listing(folder, van), then, place)
    if found is not None:
        return found
    base = ask(folder, "merge-base", van, naar)
    if not base:
        return None
    if naar != base:
        before = _back(folder, place, van, base)
        return None if before is None else counterpart(listing(folder, base), then, before)
    # the two have no content in common: the way leads by the commits that gave the folder its name
    asked = ("log", "--format=%H", "--diff-filter=A", f"{base}..{van}", "--", inside(place, BEGROTING))
    for arrived in need(top_of(folder), "--literal-pathspecs", *asked).decode().split():
        before = counterpart(listing(folder, arrived), listing(folder, f"{arrived}^"), place)
        if before not in (None, place):
            return _back(folder, before or "", f"{arrived}^", naar)
    return None


def _with_disk(top: Path, place: str, head: Listing) -> Listing:
    """Return the last commit as the disk has it: without what is gone there, and with the files of one folder."""
    known = set(head.values())
    found = {naam: blob for naam, blob in head.items() if (top / naam).is_file()}
    for pad in (top / place).glob("**/*.toml"):
        data = pad.read_bytes()
        ways = (_blob(content) for content in (data, data.replace(b"\r\n", b"\n")))
        naam = pad.relative_to(top).as_posix()
        # what git does not know has nothing in common with anything
        found[naam] = next((blob for blob in ways if blob in known), naam)
    return found


def _blob(data: bytes) -> str:
    """Return what git calls a content, in a repository of the usual kind."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
