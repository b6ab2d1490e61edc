"""What stands around the numbers: whose they are, the unit, the signs in words, and how wide a text is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from budgetdesk.document.huisstijl import ONZE, Huisstijl
from budgetdesk.model.dossier import RESERVEKANTEN, Weergave
from budgetdesk.tables.eenheid import EENHEDEN
from budgetdesk.tables.grid import Grid, is_saldo
from budgetdesk.zinnen import met_en

_KOSTEN: Final = {"lasten": "lasten", "toevoeging": "toevoegingen"}
_OPBRENGSTEN: Final = {"baten": "baten", "onttrekking": "onttrekkingen"}
"""The sides of a budget and their names; reserves follow lasten and baten (tables, rule 2)."""


_LETTERS: Final = {
    char: size
    for chars, size in ((" ijlI.,:;'|!()-", 0.5), ("ftrJs", 0.75), ("mwMW", 1.65), ("ABCDEFGHKLNOPQRSTUVXYZ", 1.25))
    for char in chars
}
_GEWOON: Final = 1.05
"""The widths of letters of running text, that of a digit being 1, rounded up; `_GEWOON` of any other letter."""

_ZEKER: Final = 0.9
"""What part of a line any text can take without being measured."""

_BETEKENIS: Final = {1: "voordelig", -1: "nadelig"}


@dataclass(frozen=True, slots=True)
class Documentinfo:
    """What an export says about itself, and how it looks.

    `herkomst` is the commit, or nothing, `stand` how far the document came.
    """

    titel: str
    gemeente: str
    dossier: str
    herkomst: str = ""
    stand: str = ""
    huisstijl: Huisstijl = ONZE

    @property
    def bron(self) -> str:
        """Return the dossier and, if known, its version, as one phrase."""
        return f"Dossier {self.dossier}" + (f", versie {self.herkomst}" if self.herkomst else "")


def eenheid(weergave: Weergave, *, exact: bool = False) -> str:
    """Return the line about the unit: `bedragen x € 1.000`."""
    return f"bedragen {EENHEDEN[1 if exact else weergave.eenheid]}"


def opschrift(grid: Grid, *, exact: bool = False) -> str:
    """Return unit and signs of a table, nothing where it has no amounts."""
    known = (eenheid(grid.weergave, exact=exact), tekenregel(grid)) if grid.heeft_bedragen else ()
    return "; ".join(filter(None, known))


def tekenregel(grid: Grid) -> str:
    """Return how the table prints its signs: `lasten +, baten -; saldo: + is nadelig`; nothing for records."""
    kanten = {tekens[0][0] for tekens in _printed(grid) if not is_saldo(tekens)}
    sides = [(_KOSTEN, grid.weergave.lasten), (_OPBRENGSTEN, grid.weergave.baten)]
    named = [([naam for kant, naam in namen.items() if kant in kanten], teken) for namen, teken in sides]
    parts = [", ".join(f"{' en '.join(namen)} {'+' if teken > 0 else '-'}" for namen, teken in named if namen)]
    parts += [saldoregel(grid), *verschillen(grid)]
    if not any(parts):
        return "" if any(grid.labels) else "gewone bedragen zonder minteken"
    if grid.weergave.letters:
        parts.append("V = voordelig, N = nadelig")
    return "; ".join(filter(None, parts))


def _printed(grid: Grid) -> list[tuple[tuple[str, int], ...]]:
    """Return the signs with which sides and balances print: those of differences say something else."""
    heads = [kop for kop in grid.koppen if kop.vorm == "bedrag"]
    rows = () if heads and all(kop.verschil for kop in heads) else grid.rijen
    signs = (*(rij.tekens for rij in rows), *(kop.tekens for kop in grid.koppen if not kop.verschil))
    return [tekens for tekens in signs if tekens]


def saldoregel(grid: Grid) -> str:
    """Return what a positive balance means, whatever signs it was made of; nothing where there is none."""
    kanten = {kant for tekens in _printed(grid) if is_saldo(tekens) for kant, _ in tekens}
    if not kanten:
        return ""
    if kanten <= set(RESERVEKANTEN):
        more, less = ("toevoegen", "onttrekken")[:: grid.weergave.saldo]
        return f"saldo: + is meer {more} dan {less}"
    return f"saldo: + is {'nadelig' if grid.weergave.saldo > 0 else 'voordelig'}"


def verschillen(grid: Grid) -> list[str]:
    """Return what each column of differences subtracts and what plus means in it; of effects only the latter.

    A column that names no columns follows those two.
    """
    is_effect = grid.weergave.verschil == "effect"
    step = -1 if grid.weergave.verschil == "rekening-begroting" else 1
    effects: dict[str, list[str]] = {}
    found = []
    for k, kop in enumerate(grid.koppen):
        plus = _plus(grid, k) if kop.verschil else ""
        if is_effect and plus:
            effects.setdefault(plus, []).append(kop.tekst)
        elif kop.verschil and grid.rijen:
            named = kop.uit or [grid.koppen[i].tekst for i, _ in kop.delen or ((k - 2, 1), (k - 1, -1))]
            first, second = named[::step]
            found.append(": ".join(filter(None, (f"{kop.tekst} = {first} min {second}", plus))))
    return [*found, *(f"{met_en(list(dict.fromkeys(koppen)))}: {plus}" for plus, koppen in effects.items())]


def _plus(grid: Grid, kolom: int) -> str:
    """Return what plus means in a column of differences: the same on every row, or by side; nothing without signs."""
    meant: dict[int, dict[str, None]] = {}
    for r, rij in enumerate(grid.rijen):
        if factor := grid.voordeel(r, kolom):
            tekens = grid.koppen[kolom].tekens or rij.tekens
            kant = "saldo" if is_saldo(tekens) else (_KOSTEN | _OPBRENGSTEN).get(tekens[0][0], tekens[0][0])
            meant.setdefault(factor, {})[kant] = None
    if len(meant) < 2:
        return f"+ is {_BETEKENIS[next(iter(meant))]}" if meant else ""
    said = (
        f"{_BETEKENIS[factor]} bij {met_en(list(kanten))}" for factor, kanten in sorted(meant.items(), reverse=True)
    )
    return f"+ is {', '.join(said)}"


def breedte(text: str) -> int:
    """Return the cells `text` takes on a terminal: wide letters count twice, combining marks not at all."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def aantal_regels(text: str, width: int) -> int:
    """Return the lines that a text takes in a column of a spreadsheet, whose width is that of so many digits."""
    return sum(1 if len(line) <= width * _ZEKER else _broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> int:
    """Return the lines of one paragraph, broken between words and within words that are too long."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        size = sum(_LETTERS.get(char) or (_GEWOON if char < "\u2000" else _cells(char)) for char in word)
        if used and used + size > width:
            lines, used = lines + 1, 0.0
        if size > width:
            lines += int(size // width)
            size %= width
        used += size + _LETTERS[" "]
    return lines


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
