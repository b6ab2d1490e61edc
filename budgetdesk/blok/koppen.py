"""Which cells of a block head its columns and rows, and which rows and columns of a table those are.

Headings and labels are read alike: either may say the year, the name and the side, so a block that lies on its side
(years below each other) needs nothing of its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final, Literal

from budgetdesk.bedrag import BedragFout, read_printed
from budgetdesk.blok.doel import Doel, Doelsoort
from budgetdesk.blok.namen import Kolomnamen, Rijnamen, is_total, kind_of, side, without_side
from budgetdesk.blok.tekst import JAAR, Blok

Celsoort = Literal["leeg", "jaar", "getal", "tekst"]

LETTER: Final = re.compile(r"[VNDC]", re.IGNORECASE)
_DATUM: Final = re.compile(r"[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MEANT: Final = re.compile(
    r"#\S+|[-+(€ ]*[0-9][0-9.,'’]* ?(?:%|e[-+]?[0-9]+|mln\.?|miljoen|mio|dzd)?\)?-?", re.IGNORECASE
)
"""What is no amount but was meant as a number."""

NEUTRAAL: Final = re.compile(
    r"\(?(?:bedrag(?:en)?|raming(?:en)?)?\s*(?:in |x |×|\()*\s*(?:€|eur(?:o'?s?)?)?\s*"
    r"[x×]?\s*(?:€\s*)?(?:1(?:[.\s]?000)*)?\)?",
    re.IGNORECASE,
)
"""A heading that says nothing about which column is meant."""

_UNITS: Final = (
    (1_000_000, re.compile(r"(?:[x×*]|€|eur|in)\s*(?:€|eur\w*)?\s*1[. ]000[. ]000|\b(?:miljoen(?:en)?|mln)\b")),
    (1000, re.compile(r"(?:[x×*]|€)\s*(?:€|eur\w*)?\s*1(?:[. ]|)000\b(?![. ]000)|\bduizend(?:en|tallen)?\b|\bk€|€k\b")),
    (
        1,
        re.compile(
            r"\b(?:hele|gehele) euro|\bin (?:euro'?s?|€|eur)(?![\w ]*1[. ]?000)"
            r"|[x×]\s*(?:€|eur)\s*1\b(?![. ]?0| ?m(?:iljoen|ln))"
        ),
    ),
)


@lru_cache(maxsize=1 << 14)
def celsoort(text: str) -> Celsoort:
    """Return what a cell looks like."""
    if not text:
        return "leeg"
    if JAAR.fullmatch(text):
        return "jaar"
    if _DATUM.fullmatch(text):
        return "tekst"
    try:
        read_printed(text)
    except BedragFout:
        return "getal" if _MEANT.fullmatch(text) else "tekst"
    return "getal"


def stated_unit(texts: Sequence[str]) -> list[int]:
    """Return the units in euros that headings and notes state."""
    return [unit for unit, form in _UNITS if any(form.search(text.casefold()) for text in texts)]


@dataclass(slots=True)
class As:
    """What the headings of a column, or the labels of a row, say."""

    teksten: Sequence[str]
    kolommen: Sequence[int] = ()
    """The columns of the table that can be meant."""
    rijen: Sequence[int] = ()
    """The rows of that name."""
    kant: str = ""
    naam: str = ""
    """The name that was looked up."""

    @property
    def tekst(self) -> str:
        """What is written there."""
        return " ".join(filter(None, self.teksten))

    @property
    def zwijgt(self) -> bool:
        """Whether it says nothing about which column of the table is meant."""
        says_row = bool(self.rijen) or bool(self.kant and not self.naam)
        return not self.kolommen and (says_row or NEUTRAAL.fullmatch(self.tekst) is not None)


@dataclass
class Herkend:
    """Where the values of a block stand, and what heads them."""

    koprijen: Sequence[int] = ()
    labelkolommen: Sequence[int] = ()
    rijen: Sequence[int] = ()
    """The rows of the block that hold values."""
    kolommen: Sequence[int] = ()
    """The columns that do."""
    boven: Mapping[int, As] = field(default_factory=dict)
    """What heads each of those columns."""
    links: Mapping[int, As] = field(default_factory=dict)
    """What heads each of those rows."""
    eenheden: Sequence[int] = ()
    """The units that the block states."""
    letters: Mapping[int, int] = field(default_factory=dict)
    """Columns of letters, and the column whose amounts they belong to."""
    hoek: tuple[int, int] = (0, 0)
    """Row and column of the first value: by place it goes where the cursor stands."""
    totalen: Sequence[int] = ()
    """The rows of values that are called a total."""
    jaartwijfel: bool = False
    """Whether a row of years may be one of amounts."""

    @cached_property
    def over_kop(self) -> bool:
        """Whether headings say which columns of the table are meant."""
        return any(a.kolommen for a in self.boven.values())

    @cached_property
    def over_label(self) -> bool:
        """Whether labels say which columns of the table are meant: a block on its side."""
        return not self.over_kop and any(a.kolommen for a in self.links.values())

    @cached_property
    def namen_links(self) -> bool:
        """Whether labels say which rows of the table are meant."""
        return any(a.rijen for a in self.links.values())

    @cached_property
    def namen_boven(self) -> bool:
        """Whether headings say which rows of the table are meant."""
        return not self.namen_links and any(a.rijen for a in self.boven.values())


class Herkenner:
    """Finds the headings and labels of one block on one table."""

    def __init__(self, blok: Blok, doel: Doel, op: Doelsoort) -> None:
        """Read a block that goes `op` cells of some kind: on texts a text is a value unless the table is called so."""
        self._cellen: Final = blok.rijen
        self._soorten: Final = [[celsoort(text) for text in row] for row in blok.rijen]
        self._is_exact: Final = blok.exact is not None
        self._hoog, self._breed = len(blok.rijen), blok.breedte
        self._kolomnamen: Final = Kolomnamen(doel.kolommen)
        self._rijnamen: Final = Rijnamen(doel.rijen)
        self._op: Final = op
        self._kanten: Final = {kind_of(rij.soort) for rij in doel.rijen if rij.soort}

    def herken(self) -> Herkend:
        """Return what was found; in a block that was copied here everything is a value."""
        if self._is_exact:
            return Herkend(rijen=range(self._hoog), kolommen=range(self._breed))
        if self._op == "tekst":
            return self._on_texts()
        first = next((r for r in range(self._hoog) if self._has_amounts(r)), None)
        if first is None:
            # years and texts only: a year may be meant as an amount
            doubt = (
                self._op == "bedrag" and any("jaar" in row for row in self._soorten) and self._breed * self._hoog > 1
            )
            return Herkend(rijen=range(self._hoog), kolommen=range(self._breed), jaartwijfel=doubt)
        letters = self._letters(first)
        labels = self._labels(first, letters)
        values = [c for c in range(self._breed) if c not in labels and c not in letters]
        above = [r for r in range(first) if any(self._soorten[r][c] != "leeg" for c in values)]
        doubt = self._is_doubtful(above, values)
        notes = {r for r in range(first, self._hoog) if self._is_note(r, above, labels, values)}
        rows = [r for r in range(first, self._hoog) if r not in notes]
        boven = self._headings(above, values)
        links = self._row_labels(range(self._hoog), labels, above, notes)
        # a note below a table says its unit too
        texts = [text for r in [*range(first), *sorted(notes)] for text in self._cellen[r]]
        return Herkend(
            above,
            labels,
            rows,
            values,
            boven,
            links,
            stated_unit(texts),
            letters,
            (first, values[0] if values else 0),
            [r for r in rows if any(is_total(text) for text in self._labels_of(r, labels))],
            doubt,
        )

    # --- where what stands -------------------------------------------------------------------

    def _has_amounts(self, r: int) -> bool:
        """Return whether a row holds values: an amount, or years that do not run on as those of a heading do."""
        kinds = self._soorten[r]
        if "getal" in kinds:
            # a column of codes or numbers heads its rows; a year beside it heads columns
            return not self._is_heading_with_code(r)
        years = [int(t) for t, k in zip(self._cellen[r], kinds, strict=True) if k == "jaar"]
        if not years or len(years) == 1:
            return False
        return len(set(years)) == len(years) and years != sorted(years) and years != sorted(years, reverse=True)

    def _is_heading_with_code(self, r: int) -> bool:
        numbers = [c for c, kind in enumerate(self._soorten[r]) if kind == "getal"]
        years = [c for c, kind in enumerate(self._soorten[r]) if kind == "jaar"]
        return len(years) > 1 and numbers == [0] and self._hoog > 1

    def _kinds(self, c: int, first: int) -> list[Celsoort]:
        return [self._soorten[r][c] for r in range(first, self._hoog) if self._soorten[r][c] != "leeg"]

    def _letters(self, first: int) -> dict[int, int]:
        """Return the columns that hold only the letters of the amounts beside them."""
        found: dict[int, int] = {}
        for c in range(1, self._breed):
            texts = [self._cellen[r][c] for r in range(first, self._hoog) if self._cellen[r][c]]
            left = self._kinds(c - 1, first)
            if texts and all(map(LETTER.fullmatch, texts)) and "getal" in left:
                found[c] = c - 1
        return found

    def _labels(self, first: int, letters: Mapping[int, int]) -> list[int]:
        """Return the columns that head rows."""
        found: list[int] = []
        for c in range(self._breed):
            kinds = self._kinds(c, first)
            if c not in letters and kinds and self._breed > 1 and self._is_label(c, kinds, first, found):
                found.append(c)
        # empty columns before a label head nothing, and are no place for a value
        found = [c for c in range(self._breed) if c in found or (found and c < found[0])]
        return found if len(found) < self._breed else []

    def _is_label(self, c: int, kinds: Sequence[Celsoort], first: int, before: Sequence[int]) -> bool:
        leading = all(k in before or not self._kinds(k, first) for k in range(c))
        heading = [self._cellen[r][c] for r in range(first) if self._cellen[r][c]]
        if kinds.count("tekst") >= max(kinds.count("getal"), 1):
            # a text between or behind amounts is no name: it is told as a fault, or as a column that is not there
            return leading
        if set(kinds) == {"jaar"}:
            years = [self._cellen[r][c] for r in range(first, self._hoog) if self._cellen[r][c]]
            says_year = any(text.casefold() in ("jaar", "begrotingsjaar", "boekjaar") for text in heading)
            return says_year or (leading and len(years) > 1 and len(set(years)) == len(years))
        # a column of codes: its heading is no year, where another one is
        elsewhere = any(
            self._kolomnamen.find([self._cellen[r][k]]) for r in range(first) for k in range(self._breed) if k != c
        )
        is_code = all(re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", self._cellen[r][c] or "0") for r in range(first, self._hoog))
        is_year = any(JAAR.search(text) for text in heading)
        return leading and is_code and elsewhere and bool(heading) and not is_year

    def _is_doubtful(self, above: Sequence[int], values: Sequence[int]) -> bool:
        """Return whether a heading is one bare year, that may be an amount."""
        texts = [self._cellen[r][c] for r in above for c in values if self._cellen[r][c]]
        return len(texts) == 1 and JAAR.fullmatch(texts[0]) is not None and self._cellen[above[0]][0] != ""

    def _is_note(self, r: int, above: Sequence[int], labels: Sequence[int], values: Sequence[int]) -> bool:
        """Return whether a row between or below the values has none: a section, a note, the heading once more."""
        row = [self._cellen[r][c] for c in values]
        if any(row) and any(row == [self._cellen[a][c] for c in values] for a in above):
            return True
        named = any(self._labels_of(r, labels))
        return named and all(not text or NEUTRAAL.fullmatch(text) for text in row)

    def _labels_of(self, r: int, labels: Sequence[int]) -> list[str]:
        return [self._cellen[r][c] for c in labels]

    # --- what they say -----------------------------------------------------------------------

    def _headings(self, above: Sequence[int], values: Sequence[int]) -> dict[int, As]:
        """Return what heads each column; a heading that spans several is that of each of them."""
        filled: list[dict[int, str]] = []
        for r in above:
            last, row = "", {}
            others = [o for o in above if o != r]
            for c in values:
                text = self._cellen[r][c]
                below = any(self._cellen[o][c] for o in others)
                last = text or (last if below else "")
                row[c] = last
            filled.append(row)
        return {c: self._as([row[c] for row in filled]) for c in values}

    def _row_labels(
        self, rows: Sequence[int], labels: Sequence[int], above: Sequence[int], notes: Container[int]
    ) -> dict[int, As]:
        """Return what heads each row: a name and a section hold for the rows below them that have none of their own."""
        found: dict[int, As] = {}
        name, kant = As(()), ""
        above_it: list[str] = []
        for r in rows:
            own = self._as(self._labels_of(r, labels), above_it)
            above_it += [
                naam for naam in {self._rijnamen.rijen[i].naam for i in own.rijen} if naam not in above_it[-1:]
            ]
            is_value = r not in notes and r not in above and any(kind != "leeg" for kind in self._soorten[r])
            if not is_value:
                # a section: `Lasten (x € 1.000)` says the side, a beleidsterrein the group of what stands below it
                kant = own.kant if own.kant and not own.naam else kant
                name = own if own.rijen else name
            elif own.naam:
                name = own
                own.kant = own.kant or kant
            elif own.kant or any(own.teksten):
                own.rijen, own.naam, own.kant = name.rijen, name.naam, own.kant or kant
                if own.kant:
                    own.rijen, own.naam = self._all_sides(name.rijen), without_side(name.naam)[0]
            found[r] = own
        self._join_broken(found)
        return found

    def _all_sides(self, rijen: Sequence[int]) -> Sequence[int]:
        """Return rows with the other sides of what they are of: `Bestuur lasten` names it for `Baten` below it."""
        known = self._rijnamen.rijen
        names = {(known[i].naam, known[i].boven) for i in rijen}
        return [i for i, rij in enumerate(known) if (rij.naam, rij.boven) in names]

    def _join_broken(self, found: Mapping[int, As]) -> None:
        """Complete names that are broken over two lines, each with a row of its own."""
        rows = sorted(found)
        for one, next_ in pairwise(rows):
            upper, lower = found[one], found[next_]
            if upper.naam and lower.naam and not upper.rijen and not lower.rijen:
                (first, one_side), (second, other_side) = without_side(upper.naam), without_side(lower.naam)
                if rijen := self._rijnamen.find(naam := f"{first} {second}"):
                    upper.rijen, upper.naam, upper.kant = rijen, naam, upper.kant or one_side
                    lower.rijen, lower.naam, lower.kant = rijen, naam, lower.kant or other_side

    def _as(self, texts: Sequence[str], above_it: Sequence[str] = ()) -> As:
        kolommen = self._kolomnamen.find(texts)
        kant, names = "", []
        for text in filter(None, texts):
            if (own := side(text)) and own in self._kanten and (len(text) > 1 or len(texts) > 1):
                kant = own
            elif not JAAR.fullmatch(text) and not NEUTRAAL.fullmatch(text) and celsoort(text) == "tekst":
                names.append(text)
        if kolommen and len(names) <= 1 and not self._rows(names):
            # what names a column names no row
            names = []
        rijen, naam = self._rows(names), " ".join(names)
        if not rijen and names:
            bare, own = without_side(names[-1])
            if own in self._kanten and (rijen := self._rows([*names[:-1], bare])):
                kant = kant or own
        under = {self._rijnamen.rijen[i].boven for i in rijen}
        if (
            len(under) > 1
            and (parent := next((naam for naam in reversed(above_it) if naam in under), None)) is not None
        ):
            rijen = [i for i in rijen if self._rijnamen.rijen[i].boven == parent]
        return As(texts, kolommen, rijen, kant, naam)

    def _rows(self, names: Sequence[str]) -> Sequence[int]:
        """Return the rows of names beside each other: of all together, else of the last that is known."""
        if not names:
            return ()
        if len(names) > 1 and (found := self._rijnamen.find(" ".join(names))):
            return found
        for n in range(len(names) - 1, -1, -1):
            if found := self._rijnamen.find(names[n]):
                above = [self._rijnamen.find(other) for other in names[:n]]
                terreinen = {self._rijnamen.rijen[i].naam for rows in above for i in rows}
                narrow = [i for i in found if self._rijnamen.rijen[i].boven in terreinen]
                return narrow or found
        return ()

    # --- a table of texts --------------------------------------------------------------------

    def _on_texts(self) -> Herkend:
        """Return a block on a column of texts: only what the table calls so is a heading or a label."""
        top = [self._kolomnamen.find([text]) for text in self._cellen[0]] if self._hoog > 1 else []
        above = [0] if any(top) else []
        rows = range(len(above), self._hoog)
        named = [r for r in rows if self._breed > 1 and self._rijnamen.find(self._cellen[r][0])]
        labels = [0] if named and not (top and top[0]) else []
        values = [c for c in range(self._breed) if c not in labels]
        boven = {c: As([self._cellen[0][c]], top[c]) for c in values} if above else {}
        links = {r: self._as([self._cellen[r][c] for c in labels]) for r in rows}
        return Herkend(above, labels, list(rows), values, boven, links)
