"""What words in a foreign file mean: patterns of labels, sides, and the phases and years of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.model.arrangement import FASEN, REALISATIE, REKENING, is_quarter, is_year

ALLES: Final = "*"
"""Stands for anything."""


class Patronen:
    """Texts with `*` for anything, in any case; each text that is asked about is looked at once."""

    def __init__(self, patronen: Sequence[str]) -> None:
        parts = (".*".join(map(re.escape, p.strip().split(ALLES))) for p in patronen)
        self._form = re.compile("|".join(parts), re.IGNORECASE | re.DOTALL) if patronen else None
        self._known: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return self._form is not None

    def fits(self, text: str) -> bool:
        """Return whether a text is one of these."""
        if text not in self._known:
            self._known[text] = self._form is not None and self._form.fullmatch(text.strip()) is not None
        return self._known[text]

    def fits_any(self, texts: Iterable[str]) -> bool:
        """Return whether one of these texts is; asked of every row."""
        known, fits = self._known, self.fits
        for text in texts:
            hit = known.get(text)
            if hit or (hit is None and fits(text)):
                return True
        return False


class Betekenis:
    """What words mean, in any case: a whole word before a beginning with `*`, and of those the longest."""

    def __init__(self, woorden: Mapping[str, str], ook: Mapping[str, str]) -> None:
        words = {word.strip().casefold(): value for word, value in {**ook, **woorden}.items()}
        self._whole = {word: value for word, value in words.items() if not word.endswith(ALLES)}
        begins = [(word[:-1], value) for word, value in words.items() if word.endswith(ALLES)]
        self._begins = sorted(begins, key=lambda pair: -len(pair[0]))
        self._known: dict[str, str | None] = {}

    def of(self, text: str) -> str | None:
        """Return what a text means, None where nothing says so."""
        if text not in self._known:
            plain = text.strip().casefold()
            begun = (value for begin, value in self._begins if plain.startswith(begin) and plain)
            self._known[text] = self._whole[plain] if plain in self._whole else next(begun, None)
        return self._known[text]


class Periodes:
    """The `fase.jaar` of rows that say them in columns of their own."""

    def __init__(self, leeswijze: Leeswijze) -> None:
        phases = {fase: fase for fase in (*FASEN, REALISATIE)}
        if leeswijze.als == REKENING and "fase" not in leeswijze.kolom:
            phases[""] = REKENING
        self._fasen = Betekenis(leeswijze.waarde.get("fase", {}), phases)
        self._jaren = Betekenis(leeswijze.waarde.get("jaar", {}), {})
        self._known: dict[tuple[str, str], str | None] = {}
        self.overgeslagen: dict[str, int] = {}
        """Rows of phases that are not to be read, by what the file calls those."""

    def term(self, fase: str, jaar: str) -> str | None:
        """Return what is read of a row that says these; empty where it is left out, None where a word means nothing."""
        key = fase, jaar
        if key not in self._known:
            self._known[key] = self._term(fase, jaar)
        if self._known[key] == "":
            self.overgeslagen[fase] = self.overgeslagen.get(fase, 0) + 1
        return self._known[key]

    def _term(self, fase: str, jaar: str) -> str | None:
        means, year = self._fasen.of(fase), self._year(jaar)
        if means == "":
            return ""
        fits = means is not None and (is_quarter(year) if means == REALISATIE else is_year(year))
        return f"{means}.{year}" if fits else None

    def _year(self, jaar: str) -> str:
        return self._jaren.of(jaar) or jaar.removesuffix(".0")

    def unknown(self, fase: str, jaar: str) -> tuple[str, str]:
        """Return which of the two it is that means nothing."""
        return ("fase", fase) if self._fasen.of(fase) is None else ("jaar", jaar)
