"""Three versions of a text woven into one: every line from a side, conflicts as parts of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from budgetdesk.merge.keyline import choose, merge_headers, merge_keys, merge_table
from budgetdesk.merge.markers import Conflict, Deel
from budgetdesk.merge.order import Rang, merge_order, natural
from budgetdesk.merge.sides import BOTSING, WORTEL, Id, Kanten, Lid, Merged, align, settle, widen
from budgetdesk.merge.threeway import Pad, ThreeWay, merge_leaves
from budgetdesk.storage.lexer import COMMENTAAR, KOP, SLEUTEL
from budgetdesk.storage.pieces import Eenheid, Naam


@dataclass(slots=True)
class Weave:
    """The outcome: text and conflicts in order, the values that are decided, the paths of the conflicts.

    `verplaatst` has the tables (`()`: the file) whose parts both sides put in another order.
    """

    delen: list[Deel]
    uitkomst: ThreeWay
    verplaatst: list[Pad] = field(default_factory=list)


def weave(kanten: Kanten) -> Weave:
    """Return base, ours and theirs as one; raises NotMergeable. The lines of all three end alike."""
    basis, ons, hun = kanten
    uitkomst = merge_leaves(basis.bladeren, ons.bladeren, hun.bladeren)
    align(kanten)
    uitkomst = widen(kanten, uitkomst)
    return _Wever(kanten, settle(kanten, uitkomst)).weave(uitkomst)


class _Wever:
    def __init__(self, kanten: Kanten, stand: Merged) -> None:
        self.kanten = kanten
        self.stand = stand
        self.versies = [_by_id(kant.leden) for kant in kanten]
        self.thuis = {lid.id for kant in kanten[1:] for lid in kant.leden if lid.plek == lid.thuis}
        self.inhoud = [self._contents(kant.leden) for kant in kanten]
        self.delen: list[Deel] = []
        self.regels: list[str] = []
        self.los = False
        self.verplaatst: list[Pad] = []

    def weave(self, uitkomst: ThreeWay) -> Weave:
        rows = [_row(kant.leden) for kant in self.kanten]
        order, moved = merge_order(rows, _rang)
        if moved:
            self.verplaatst.append(())
        if WORTEL in self.inhoud[1] | self.inhoud[2] and WORTEL not in order:
            order.insert(0, WORTEL)
        for naam in order:
            if naam[0] == KOP:
                self._piece((KOP, naam[1], naam[2]))
            else:
                self._unit(naam, naam)
        basis, ons, hun = self.kanten
        self.regels.append(choose(basis.staart, ons.staart, hun.staart))
        self._close()
        return Weave(self.delen, uitkomst, self.verplaatst)

    def _contents(self, leden: Sequence[Lid]) -> dict[Naam, list[Id]]:
        """Return what belongs in each piece, in the order of a version.

        What a version has elsewhere comes last; where a side has it in the piece, that side says where.
        """
        found: dict[Naam, dict[Id, None]] = {}
        for own in (True, False):
            for lid in leden:
                if lid.plek is not None and (lid.plek == lid.thuis if own else lid.id not in self.thuis):
                    found.setdefault(lid.plek, {})[lid.id] = None
        return {place: list(ids) for place, ids in found.items()}

    def _piece(self, naam: Naam) -> None:
        rows = [contents.get(naam, []) for contents in self.inhoud]
        order, moved = merge_order(rows, _rang_in_piece)
        if moved:
            self.verplaatst.append(naam[1])
        for number, item in enumerate(order):
            self._unit(item, None if number else naam)

    def _unit(self, naam: Id, begint: Id | None) -> None:
        """Add a unit; `begint` names the piece that begins with it."""
        versies = [versie.get(naam, []) for versie in self.versies]
        wit = self._blank(versies, begint)
        if naam[0] == BOTSING:
            self._conflict(naam[1], versies, wit)
        else:
            basis, ons, hun = (lids[0].eenheid if lids else None for lids in versies)
            self.regels += (wit, self._text(naam, basis, ons, hun))

    def _blank(self, versies: Sequence[Sequence[Lid]], begint: Id | None) -> str:
        """Return the blank lines above a unit."""
        basis, ons, hun = (lids[0].eenheid.wit if lids else None for lids in versies)
        wit = (ons if hun is None else hun if ons is None else choose(basis, ons, hun)) or ""
        first = not self.delen and not self.regels
        pairs = [(lids[0], kant.leden[0]) for lids, kant in zip(versies[1:], self.kanten[1:], strict=True) if lids]
        # a comment whose table went must not seem to be of the table above it
        orphan = begint in self.stand.wezen
        apart = not self.los if orphan else begint is not None and all(lid is top for lid, top in pairs)
        self.los = orphan
        return wit or ("\n" if apart and not first else "")

    def _text(self, naam: Id, basis: Eenheid | None, ons: Eenheid | None, hun: Eenheid | None) -> str:
        was, here, there = (None if e is None else e.tekst for e in (basis, ons, hun))
        if here is None or there is None:
            only = here or there or ""
            if naam[0] != SLEUTEL or self._complete(naam[1], 1 if there is None else 2):
                return only
            return merge_table((was, here, there), naam[1], self.stand.waarden)
        if here == there or was in (here, there) or naam[0] == COMMENTAAR:
            return choose(was, here, there)
        if naam[0] == KOP:
            return merge_headers(was, here, there)
        return merge_keys(was, here, there, naam[1], self.stand.waarden)

    def _complete(self, pad: Pad, kant: int) -> bool:
        """Return whether the outcome has a value, or a table between accolades, as that side has it."""
        bladeren = self.stand.waarden.kanten[kant]
        outcome = self.stand.waarden.uitkomst
        if pad in outcome:
            return True
        below = {p for p in {**bladeren, **outcome} if p[: len(pad)] == pad}
        return all(bladeren.get(p) == outcome.get(p) for p in below)

    def _conflict(self, pad: Pad, versies: Sequence[Sequence[Lid]], wit: str) -> None:
        basis, ons, hun = ("".join(_joined(lids)) for lids in versies)
        if pad in self.stand.tabellen and not (ons and hun):
            # the blank lines go with the table where it goes
            basis, ons, hun = (wit + text if text else "" for text in (basis, ons, hun))
        else:
            self.regels.append(wit)
        self._close()
        self.delen.append(Conflict(ons, basis, hun))

    def _close(self) -> None:
        """Make what was added a part of its own."""
        if text := "".join(self.regels):
            self.delen.append(text)
        self.regels = []


def _row(leden: Iterable[Lid]) -> list[Id]:
    """Return the order of the pieces of a version, and of what stands between them."""
    row: dict[Id, None] = {}
    for lid in leden:
        if lid.plek is None:
            row[lid.id] = None
        elif lid.plek == lid.thuis:
            row[lid.plek] = None
    return list(row)


def _by_id(leden: Iterable[Lid]) -> dict[Id, list[Lid]]:
    found: dict[Id, list[Lid]] = {}
    for lid in leden:
        found.setdefault(lid.id, []).append(lid)
    return found


def _joined(leden: Sequence[Lid]) -> Iterator[str]:
    for number, lid in enumerate(leden):
        yield (lid.eenheid.wit if number else "") + lid.eenheid.tekst


def _rang(naam: Id) -> Rang | None:
    """Order pieces by their path, the keys above the first header on top."""
    return None if naam[0] == COMMENTAAR else natural(naam[1])


def _rang_in_piece(naam: Id) -> Rang | None:
    """Order keys by their path, below their header."""
    return () if naam[0] == KOP else _rang(naam)
