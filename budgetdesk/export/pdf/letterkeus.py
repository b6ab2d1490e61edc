"""The letter of a PDF: ours, one inside typst, or that of the fonts of the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.document.huisstijl import Huisstijl
from budgetdesk.export.caption import breedte
from budgetdesk.export.printed import geteld
from budgetdesk.storage.huisstijlbestand import MAP
from budgetdesk.storage.lettertypen import Lettertype

ONZE: Final = "Source Sans Pro"
"""The letter of a PDF whose dossier chooses none; another one that lacks a character borrows it here."""

_INGEBOUWD: Final = {
    "DejaVu Sans Mono": 0.61,
    "Libertinus Serif": 0.52,
    "New Computer Modern": 0.54,
    "New Computer Modern Math": 0.54,
}
"""The letters inside typst, and the width that each of their characters is taken to have."""

_OVERAL: Final = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”„…•€−")])
"""Characters that each of those has."""

_SPELING: Final = 1.02
"""White that a text may take beyond the widths of its letters."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its name, the characters that it has, and how wide they are; nothing of either where nobody knows.

    `cijfer` is the width of a figure in parts of the size of the letters.
    """

    naam: str = ONZE
    cijfer: float = 0.52
    bekend: frozenset[int] = frozenset()
    gewoon: Mapping[int, float] = field(default_factory=dict)
    vet: Mapping[int, float] = field(default_factory=dict)

    @property
    def namen(self) -> list[str]:
        """Return where each character is looked for, in that order."""
        return list(dict.fromkeys((self.naam, ONZE)))

    def meet(self, text: str, /, *, vet: bool) -> float:
        """Return how wide a text is, in figures."""
        if not self.gewoon:
            return geteld(text, vet=vet)
        widths = self.vet if vet else self.gewoon
        return sum(widths.get(ord(char)) or self.cijfer * breedte(char) for char in text) / self.cijfer


def letter_van(naam: str, fonts: Sequence[Lettertype]) -> Letter:
    """Return the letter that these fonts are of, regular and bold among them."""
    regular = min(fonts, key=lambda font: abs(font.gewicht - 400))
    bold = min(fonts, key=lambda font: abs(font.gewicht - 700))
    known = frozenset.intersection(*(frozenset(font.breedtes) for font in fonts))
    return Letter(naam, regular.cijfer * _SPELING, known, regular.breedtes, bold.breedtes)


def verwacht(huisstijl: Huisstijl, onze: Sequence[Lettertype]) -> Letter:
    """Return the letter of a house style where its fonts are called as it says; nothing is known without ours."""
    return gekozen(huisstijl, onze, lambda: [huisstijl.letter], lambda _zin: None) if onze else Letter()


def gekozen(
    huisstijl: Huisstijl, onze: Sequence[Lettertype], families: Callable[[], Sequence[str]], meld: Callable[[str], None]
) -> Letter:
    """Return the letter of a house style, ours where its letter is not there, which `meld` is told.

    `families` says how all letters that are there are called.
    """
    wish = huisstijl.letter
    if not wish or wish == ONZE:
        return letter_van(ONZE, onze)
    if wish in _INGEBOUWD:
        return Letter(wish, _INGEBOUWD[wish], _OVERAL)
    if not huisstijl.lettertypen:
        meld(
            f"De letter {wish} is er niet voor een pdf; er staat {ONZE}. Zet haar bestanden (.ttf of .otf) in de map "
            f"`{MAP}` van het dossier en noem ze in [huisstijl] bij `lettertypen`."
        )
        return letter_van(ONZE, onze)
    there = families()
    if wish not in there:
        named = ", ".join(naam for naam in there if naam not in (ONZE, *_INGEBOUWD)) or "niet te lezen"
        meld(f"De lettertypen van [huisstijl] heten {named}, en niet {wish}; er staat {ONZE}. Verbeter `letter`.")
        return letter_van(ONZE, onze)
    return letter_van(wish, huisstijl.lettertypen)
