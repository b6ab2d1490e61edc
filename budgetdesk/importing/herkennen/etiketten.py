"""What each row of a printed table is called: its code, its name, its side, and what it stands under."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.blok.namen import is_balance, is_total, side, side_within, split_code, without_side
from budgetdesk.importing.bron import Cel
from budgetdesk.importing.cellen import CelFout, code, is_bare_decimal
from budgetdesk.importing.herkennen.herkenning import Rij
from budgetdesk.importing.herkennen.raster import Indeling

_CODE: Final = re.compile(r"[0-9]{1,12}[a-z]?(?:\.[0-9a-z]+)*\.?|[a-z]{1,2}[0-9]{1,3}", re.IGNORECASE)
_ONAF: Final = re.compile(r"(?:,|\b(?:en|of|van|voor|de|het|met|in)|[a-z]-)$", re.IGNORECASE)
"""A name that goes on in the next row."""


@dataclass(frozen=True, slots=True)
class Etiketten:
    """The rows with amounts, the columns that head them by key, and codes that may be another (0.1 or 0.10)."""

    rijen: Mapping[int, Rij]
    kolommen: Mapping[str, tuple[int, ...]]
    kaal: Mapping[int, tuple[int, str]]
    """Row, to the column and the number of a code of which no format says how many decimals it has."""


def etiketten(layout: Indeling) -> Etiketten:
    """Return what the rows of a table are called."""
    codes = _code_column(layout)
    names = tuple(k for k in layout.etiketten if k != codes)
    lezer = _Lezer(layout, codes, names)
    for rij in layout.lijf:
        lezer.take(rij)
    lezer.finish()
    _settle(lezer.rijen, lezer.kaal)
    columns = {"code": (codes,)} if codes else {}
    return Etiketten(lezer.rijen, {**columns, "naam": names} if names else columns, lezer.kaal)


def _code_column(layout: Indeling) -> int:
    """Return the column of codes, 0 where there is none: before one of names, with nothing but codes in it."""
    for k, right in zip(layout.etiketten, layout.etiketten[1:], strict=False):
        texts = [c for rij in layout.lijf if (c := layout.raster.cellen[rij].get(k)) is not None]
        beside = any(right in layout.raster.cellen[rij] for rij in layout.lijf)
        if texts and beside and all(_CODE.fullmatch(_text(c)) for c in texts):
            return k
    return 0


def _text(cel: Cel | None) -> str:
    """Return what a cell shows as a label."""
    if cel is None:
        return ""
    try:
        return code(cel).strip() if cel.soort == "getal" else " ".join(cel.tekst.split())
    except CelFout:
        return cel.tekst


class _Lezer:
    """Takes the rows top down; a row that leaves out its name or side has that of the row above it."""

    def __init__(self, layout: Indeling, codes: int, names: Sequence[int]) -> None:
        self._layout = layout
        self._codes = codes
        self._names = names
        self._over = ""
        self._section = ""
        self._begun = ""
        self._last = Rij(0, "", "")
        self.rijen: dict[int, Rij] = {}
        self.kaal: dict[int, tuple[int, str]] = {}
        self._los: dict[int, tuple[str, str]] = {}
        """Rows with a side in their name: that name, and the side they have without it."""

    def take(self, rij: int) -> None:
        """Take a row: a heading of those below it, the beginning of a name, or one with amounts."""
        cells = self._layout.raster.cellen[rij]
        texts = [_text(cells.get(k)) for k in self._names]
        nummer = _text(cells.get(self._codes)) if self._codes else ""
        whole = " ".join(filter(None, (nummer, *texts)))
        if self._codes and is_bare_decimal(cel := cells.get(self._codes)):
            self.kaal[rij] = (self._codes, cel.tekst)
        if not any(k in cells for k in self._layout.waarden):
            self._heads(whole)
            return
        found = self._named(rij, nummer, texts, whole)
        self.rijen[rij] = self._last = found
        if is_total(found.tekst) and found.kant == self._section:
            self._section = ""

    def _heads(self, text: str) -> None:
        """Take in a row without amounts: it says the side or the group of those below it, or begins a name."""
        if not text:
            return
        if _ONAF.search(text):
            self._begun = f"{self._begun} {text}".strip()
            return
        self._begun = ""
        self._section = side(text) or _only_side(text)
        if not self._section:
            self._over = text
            # `Bestuur` above `Lasten` and `Baten` is the name of those rows
            self._last = Rij(0, *split_code(text))

    def _named(self, rij: int, nummer: str, texts: Sequence[str], whole: str) -> Rij:
        own = [text for text in texts if text]
        sides = [text for text in own if side(text)]
        name = " ".join([self._begun, *(text for text in own if not side(text))]).strip()
        self._begun = ""
        kant = side(sides[-1]) if sides else ""
        bare, within = self._within(name, kant)
        if within:
            self._los[rij] = (name, kant or self._section)
            name, kant = bare, within
        if not nummer:
            nummer, name = split_code(name)
        if not name:
            # a blank `Baten` above `Saldo` was no heading
            self._section = ""
            nummer, name = nummer or self._last.code, self._last.naam
        if not kant and is_total(whole):
            kant = side_within(whole)
        called = is_total(whole) or is_total(name) or is_balance(whole) or kant == "saldo"
        return Rij(rij, nummer, name, kant or self._section, self._over, whole, called)

    def _within(self, name: str, kant: str) -> tuple[str, str]:
        """Return a name and the side that it has in it: behind it, or before it where nothing above says one."""
        bare, behind = without_side(name)
        if behind and kant in {"", behind}:
            return bare, behind
        first, _, rest = name.partition(" ")
        if not kant and not self._section and rest and len(first) > 3 and side(first):
            return rest, side(first)
        return name, ""

    def finish(self) -> None:
        """Take back the sides that only a name has in it, where no other row has that name with another side.

        `Salarissen en sociale lasten` is a name, `Bestuur lasten` above `Bestuur baten` is not.
        """
        sides: dict[tuple[str, str], set[str]] = {}
        for rij in self.rijen.values():
            sides.setdefault((rij.code, rij.naam), set()).add(rij.kant)
        for nummer, (name, kant) in self._los.items():
            found = self.rijen[nummer]
            if len(sides[found.code, found.naam]) == 1 and not found.genoemd:
                code, bare = split_code(name)
                self.rijen[nummer] = replace(found, code=code or found.code, naam=bare, kant=kant)


def _only_side(text: str) -> str:
    """Return the side of a heading such as `Lasten (x € 1.000)`."""
    words = re.sub(r"\([^()]*\)", "", text).split()
    return side(words[0]) if len(words) == 1 else ""


def _settle(rijen: dict[int, Rij], kaal: dict[int, tuple[int, str]]) -> None:
    """Settle by their order which codes x.1 are x.10: behind x.2 and further there is no x.1 any more.

    `kaal` keeps those of which the order says nothing.
    """
    order = sorted(rijen)
    for nummer in order:
        if nummer not in kaal or not (text := kaal[nummer][1]).endswith(".1"):
            kaal.pop(nummer, None)
            continue
        head = text.removesuffix("1")
        same = [(n, rijen[n].code) for n in order if rijen[n].code.startswith(head) and n != nummer]
        if any(n < nummer for n, _ in same):
            rijen[nummer] = replace(rijen[nummer], code=f"{text}0")
        if same:
            del kaal[nummer]
