"""The house style of a document: its colours, letter, margins and logo, the same for everything that leaves.

Contrast is computed as WCAG 2.2 defines it ("relative luminance" and success criterion 1.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from budgetdesk.model.kinds.begroting import Huisstijlkeuzes
from budgetdesk.storage.beelden import EINDEN, Beeld, is_naam
from budgetdesk.storage.huisstijlbestand import MAP
from budgetdesk.storage.lettertypen import EINDEN as LETTEREINDEN
from budgetdesk.storage.lettertypen import Lettertype, is_lettertypenaam
from budgetdesk.storage.wordsjablonen import EINDEN as WORDEINDEN
from budgetdesk.storage.wordsjablonen import Sjabloon, is_sjabloonnaam

MINSTENS: Final = 4.5
"""The contrast that letters have at least (WCAG 1.4.3)."""

_KLEUR: Final = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_LETTER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,39}")
_CORPS: Final = (Decimal(8), Decimal(14))
_MARGE: Final = (10, 40)


@dataclass(frozen=True, slots=True)
class Huisstijl:
    """What the municipality chose; what is empty or None is ours.

    Colours are `#rrggbb` in lower case, `corps` is in points and `marge` in millimetres.
    """

    hoofdkleur: str = ""
    accentkleur: str = ""
    letter: str = ""
    corps: Decimal | None = None
    marge: int | None = None
    logo: Beeld | None = None
    lettertypen: tuple[Lettertype, ...] = ()
    """The fonts of the letter; only a PDF needs them."""
    word: Sjabloon | None = None
    """The template that a file for Word is made of; no other file needs it."""


ONZE: Final = Huisstijl()
"""That of a dossier that chooses nothing."""


def huisstijl(
    gekozen: Huisstijlkeuzes,
    logo: Beeld | None,
    lettertypen: tuple[Lettertype, ...] = (),
    word: Sjabloon | None = None,
) -> Huisstijl:
    """Return the house style that was chosen, without what cannot be."""
    wrong = {sleutel for sleutel, _ in onjuist(gekozen)}
    colours = dict(kleuren(gekozen))
    hoofd, accent = (colours.get(key, "") for key in _KLEUREN)

    def fine(key: str) -> bool:
        return key in gekozen.waarden and key not in wrong

    return Huisstijl(
        hoofd,
        accent,
        gekozen.letter if fine("letter") else "",
        gekozen.corps if fine("corps") else None,
        gekozen.marge if fine("marge") else None,
        logo,
        lettertypen,
        word,
    )


_KLEUREN: Final = (Huisstijlkeuzes.hoofdkleur.sleutel, Huisstijlkeuzes.accentkleur.sleutel)


def kleuren(gekozen: Huisstijlkeuzes) -> Iterator[tuple[str, str]]:
    """Yield key and value of each colour that is one."""
    for key in _KLEUREN:
        value = str(gekozen.waarden.get(key, ""))
        if _KLEUR.fullmatch(value):
            yield key, value.lower()


def onjuist(gekozen: Huisstijlkeuzes) -> Iterator[tuple[str, str]]:
    """Yield each key whose value cannot be, and why in Dutch; what a file holds is not looked at."""
    waarden = gekozen.waarden
    for key in _KLEUREN:
        if key in waarden and not _KLEUR.fullmatch(str(waarden[key])):
            yield key, f"`{_shown(waarden[key])}` is geen kleur; bedoeld is `#rrggbb`, zoals `#0b3d66`."
    if "letter" in waarden and not _LETTER.fullmatch(str(waarden["letter"])):
        yield "letter", "noem één lettertype, met letters, cijfers, spaties en streepjes."
    if gekozen.corps is not None and "corps" in waarden and not _CORPS[0] <= gekozen.corps <= _CORPS[1]:
        yield "corps", f"een lettergrootte is {_CORPS[0]} tot {_CORPS[1]} punten."
    if "marge" in waarden and not _MARGE[0] <= gekozen.marge <= _MARGE[1]:
        yield "marge", f"een marge is {_MARGE[0]} tot {_MARGE[1]} mm."
    if "logo" in waarden and not is_naam(str(waarden["logo"])):
        yield "logo", f"noem een bestand {_waar(EINDEN)}."
    if not all(map(is_lettertypenaam, gekozen.lettertypen)):
        yield "lettertypen", f"noem bestanden {_waar(LETTEREINDEN)}."
    elif gekozen.lettertypen and not gekozen.letter:
        yield "lettertypen", "noem bij `letter` hoe deze letter heet."
    if "word" in waarden and not is_sjabloonnaam(str(waarden["word"])):
        yield "word", f"noem een bestand {_waar(WORDEINDEN)}. Een sjabloon met macro's (.docm, .dotm) kan niet."


def _waar(einden: tuple[str, ...]) -> str:
    return f"in de map `{MAP}` van het dossier, met een naam die eindigt op {', '.join(einden[:-1])} of {einden[-1]}"


def _shown(value: object) -> str:
    return str(value)[:40]


# --- colours -------------------------------------------------------------------------------------


def contrast(een: str, ander: str) -> float:
    """Return the contrast of two colours, from 1 (none) to 21."""
    light, dark = sorted((_luminance(een), _luminance(ander)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def leesbaar_op(kleur: str, vlak: str) -> str:
    """Return a colour, mixed with as much white as it takes to be read on a dark surface."""
    steps = (gemengd(kleur, part / 20) for part in range(21))
    return next((found for found in steps if contrast(found, vlak) >= MINSTENS + 0.5), "#ffffff")


def gemengd(kleur: str, wit: float) -> str:
    """Return a colour of which a share is white, from 0 (none) to 1."""
    return "#" + "".join(f"{round(c + (255 - c) * wit):02x}" for c in _parts(kleur))


def _parts(kleur: str) -> tuple[int, int, int]:
    red, green, blue = (int(kleur[n : n + 2], 16) for n in (1, 3, 5))
    return red, green, blue


def _luminance(kleur: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (p / 255 for p in _parts(kleur))]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
