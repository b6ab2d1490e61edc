"""What cells of a workbook refer to: texts that stand once for many cells, and number formats by style."""

from __future__ import annotations

import re
from typing import Final

from budgetdesk.importing.lezen.cellen import zonder_surrogaten
from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.getalopmaak import INGEBOUWD
from budgetdesk.importing.lezen.grenzen import MAX_CELLEN, MAX_TEKST, Teller, getal
from budgetdesk.importing.lezen.ontleden import Nemer, lokaal, ontleed
from budgetdesk.importing.lezen.pakket import Pakket

_MOST_STYLES: Final = 100_000
_LONGEST_FORMAT: Final = 1_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OTHER_SCRIPTS: Final = frozenset({*range(27, 37), *range(50, 59)})
"""Built-in formats that show a date in other scripts."""


class Celtekst:
    """Collects a text with its runs: raised ones (a footnote) and how to pronounce it are no part of it.

    Elements go through `begin` and `einde` by their name without prefix, characters through `tekst`.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._piece: list[str] = []
        self._is_open = False
        self._is_raised = False
        self._phonetic = 0

    def begin(self, naam: str, attrs: dict[str, str]) -> None:
        """Begin a run or its characters."""
        if naam == "t":
            self._piece = []
            self._is_open = True
        elif naam == "r":
            self._is_raised = False
        elif naam == "vertAlign":
            self._is_raised = attrs.get("val") == "superscript"
        elif naam == "rPh":
            self._phonetic += 1

    def einde(self, naam: str) -> None:
        """End a run or its characters."""
        if naam == "t":
            if not self._is_raised and not self._phonetic:
                self._parts += self._piece
            self._is_open = False
        elif naam == "r":
            self._is_raised = False
        elif naam == "rPh":
            self._phonetic -= 1

    def tekst(self, tekst: str) -> None:
        """Take characters."""
        if self._is_open:
            self._piece.append(tekst)

    def neem(self) -> str:
        """Return the text, and begin anew."""
        text = ontsnapt("".join(self._parts))
        self._parts = []
        self._is_raised = False
        return text


def ontsnapt(tekst: str) -> str:
    """Return a text with the characters that XML cannot hold, which a workbook writes as `_x000D_`."""
    if "_x" not in tekst:
        return tekst
    return zonder_surrogaten(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), tekst))


def gedeelde_teksten(pakket: Pakket, deel: str, teller: Teller) -> list[str]:
    """Return the texts that cells refer to by number. Raises InputError, LimitExceeded."""
    texts: list[str] = []
    text = Celtekst()

    def begin(naam: str, attrs: dict[str, str]) -> None:
        text.begin(lokaal(naam), attrs)

    def einde(naam: str) -> None:
        name = lokaal(naam)
        text.einde(name)
        if name == "si":
            texts.append(text.neem())
            if len(texts[-1]) > MAX_TEKST:
                raise teller.grens(f"{deel}: een tekst van meer dan {getal(MAX_TEKST)} tekens.")
            if len(texts) > MAX_CELLEN:
                raise teller.grens(f"{deel}: meer dan {getal(MAX_CELLEN)} teksten.")

    ontleed(pakket.brokken(deel), teller, deel, Nemer(begin, einde, text.tekst))
    return texts


def opmaken(pakket: Pakket, deel: str, teller: Teller) -> list[str]:
    """Return the number format of every style that cells refer to by number, empty where that is the general one."""
    own: dict[str, str] = {}
    styles: list[str] = []
    places: list[str] = []

    def begin(naam: str, attrs: dict[str, str]) -> None:
        name = lokaal(naam)
        if name == "numFmt" and "dxf" not in places:  # those of conditional formats are no cell's
            own[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")[:_LONGEST_FORMAT]
        elif name == "xf" and places[-1:] == ["cellXfs"]:
            styles.append(attrs.get("numFmtId", "0"))
        if max(len(own), len(styles)) > _MOST_STYLES:
            raise teller.grens(f"{deel}: meer dan {getal(_MOST_STYLES)} celstijlen.")
        places.append(name)

    def einde(_naam: str) -> None:
        places.pop()

    ontleed(pakket.brokken(deel), teller, deel, Nemer(begin, einde))
    return [_format(number, own, teller, deel) for number in styles]


def _format(number: str, own: dict[str, str], teller: Teller, deel: str) -> str:
    if number in own:
        return "" if own[number].lower() == "general" else own[number]
    if not number.isdecimal() or len(number) > 6:
        raise beschadigd(teller.naam, f"De werkmap is beschadigd: {deel} noemt een getalopmaak die niet bestaat.")
    return "yyyy-mm-dd" if int(number) in _OTHER_SCRIPTS else INGEBOUWD.get(int(number), "")
