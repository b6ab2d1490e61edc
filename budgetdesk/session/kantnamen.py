"""What people call both sides of a conflict: which is their own work, and which branch or commit it is.

Git's `ours` and `theirs` would mislead: in a rebase one's own commit is theirs, and a stash is one's own work too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from budgetdesk.merge.located import Kant, Plek
from budgetdesk.merge.merging import NAMEN
from budgetdesk.storage.underway import NAAMLOOS, STASH, Bezig, Soort

_BASIS: Final = "Basis"

_ZIJDEN: Final[dict[Soort, tuple[str, str]]] = {
    "": ("Onze kant", "Hun kant"),
    "merge": ("Onze kant", "Hun kant"),
    "rebase": ("Waarop uw werk komt", "Uw commit"),
    "cherry-pick": ("Onze kant", "Overgenomen commit"),
    "revert": ("Onze kant", "Zonder de commit"),
    "am": ("Onze kant", "Patch"),
    "stash": ("Onze kant", "Uw opzij gezette werk"),
}

_KORT: Final[dict[Soort, tuple[str, str]]] = {"rebase": ("doel", "uw commit"), "stash": ("ons", "uw werk")}
"""The same as one word or two, where `ons` and `hun` would mislead."""

_ZINNEN: Final[dict[Soort, str]] = {
    "rebase": "Uw werk wordt verplaatst: uw commit ({hun}) komt op {ons}. H kiest dus uw eigen werk, O wat er stond.",
    "cherry-pick": "Eén commit wordt overgenomen: {hun} komt op {ons}.",
    "revert": "Op {ons} wordt een commit teruggedraaid; H kiest {hun}.",
    "am": "Patch: {hun} komt op {ons}.",
    "stash": "Uw opzij gezette werk komt terug op {ons}. H kiest dat werk.",
}

_STASHED: Final = (STASH, "Stashed changes")
"""How the side is called that is a stash."""


@dataclass(frozen=True, slots=True)
class Kantnamen:
    """The names of both sides in what git is doing (`soort`); `ons` and `hun` are a branch or commit, if known."""

    soort: Soort = ""
    ons: str = ""
    hun: str = ""

    @classmethod
    def of(cls, bezig: Bezig, plekken: Iterable[Plek]) -> Kantnamen:
        """Return the names in what git is doing, by the markers of these conflicts where it does not say."""
        found = list(plekken)
        ons = next(filter(None, (_which(plek.label("ons"), bezig.ons) for plek in found)), "")
        hun = next(filter(None, (_which(plek.label("hun"), bezig.hun) for plek in found)), "")
        stashed = not bezig.soort and hun.startswith(_STASHED)
        if stashed:
            # `stash (WIP on main: ...)` says what it is of in the brackets
            return cls("stash", ons, hun.removeprefix(STASH).strip(" ()") if hun.startswith(STASH) else "")
        return cls(bezig.soort, ons, hun)

    def kop(self, kant: Kant) -> str:
        """Return what a side is."""
        ons, hun = _ZIJDEN[self.soort]
        return {"ons": ons, "basis": _BASIS, "hun": hun}[kant]

    def kort(self, soort: str) -> str:
        """Return a choice in a word or two; one that is no side of these as it is."""
        ons, hun = _KORT.get(self.soort, ("ons", "hun"))
        return {"ons": ons, "hun": hun}.get(soort, soort)

    def naam(self, plek: Plek, kant: Kant) -> str:
        """Return what a side is, and which branch or commit where that is known."""
        known = {"ons": self.ons, "basis": "", "hun": self.hun}[kant]
        which = known if self.soort == "stash" and kant == "hun" else _which(plek.label(kant), known)
        return f"{self.kop(kant)} · {which}" if which else self.kop(kant)

    @property
    def zin(self) -> str:
        """Return what git is doing and which side is one's own, where the names alone could mislead."""
        return _ZINNEN.get(self.soort, "").format(ons=self.ons or "de tak", hun=self.hun or "onbekend")


def _which(label: str, known: str) -> str:
    """Return what a marker calls a side, or what is known of it where that says nothing."""
    return (known or label) if label in NAAMLOOS else known if label in NAMEN else label
