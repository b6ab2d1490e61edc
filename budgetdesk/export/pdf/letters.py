"""Characters without a glyph: PDF/A refuses a file with one, so each prints as `□` and is told with its place.

What the letter of the PDF has is known; whether another of the letters that are there has the rest, typst is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

ZONDER: Final = "□"
"""Stands for a character without a glyph."""

BREEKPUNT: Final = "\u200b"
"""Where the layout may end a line within a word; no text holds one, since `display` shows it as another sign."""

_LANGST: Final = 40
"""Characters of a word that is never broken."""

_LANG: Final = re.compile(rf"[^\s{BREEKPUNT}]{{{_LANGST + 1},}}")
_STUK: Final = re.compile(rf".{{1,{_LANGST // 2}}}")

_GETOOND: Final = 20
"""Characters that are told by name before the rest is only counted."""

_ONGEDRUKT: Final = frozenset({"adres", "naar", "alt"})
"""Fields of a block that no letter prints."""

Gevraagd = Callable[[list[str]], frozenset[int]]
"""Is given characters and returns the numbers of those that no letter has."""


def alles(asked: list[str]) -> frozenset[int]:
    """Say of every character that no letter has it: so a text cannot fail that has no other letters."""
    return frozenset(range(len(asked)))


@dataclass(slots=True)
class Gemist:
    """One character that prints as `□`: how often, and below which heading first."""

    plek: str
    aantal: int = 0


@dataclass(slots=True)
class Letters:
    """Looks at every text of a document (`inhoud`) and replaces what prints as nothing."""

    bekend: frozenset[int]
    gemist: dict[str, Gemist] = field(default_factory=dict)

    def replace(self, data: dict[str, Any], ask: Gevraagd) -> dict[str, Any]:
        """Return the document with `□` for what no letter has; `ask` is only asked about what this one lacks."""
        found = {cluster for text in _strings(data) for cluster in self._doubtful(text)}
        # a letter may seem to have a character with its marks that it lacks within a text: ask about each alone too
        doubtful = sorted(found | {char for cluster in found for char in cluster if ord(char) not in self.bekend})
        lacking = {doubtful[i] for i in ask(doubtful)} if doubtful else set()
        missing = frozenset(cluster for cluster in found if cluster in lacking or not lacking.isdisjoint(cluster))
        rest = {key: self._value(value, missing, "Titelblad") for key, value in data.items() if key != "vellen"}
        return {**rest, "vellen": self._vellen(data["vellen"], missing)}

    def sentences(self) -> Iterator[str]:
        """Yield what is missing, a sentence per character."""
        for n, (cluster, gemist) in enumerate(self.gemist.items()):
            if n == _GETOOND:
                yield f"Nog {len(self.gemist) - n} andere tekens ontbreken in de letter van de pdf."
                return
            codes = " ".join(f"U+{ord(char):04X}" for char in cluster)
            more = f" (en nog {gemist.aantal - 1} keer)" if gemist.aantal > 1 else ""
            yield f"{gemist.plek}: het teken {cluster} ({codes}) heeft geen letter in de pdf; er staat {ZONDER}{more}."

    def _vellen(self, vellen: list[dict[str, Any]], missing: frozenset[str]) -> list[dict[str, Any]]:
        plek = "Begin"
        made = []
        for vel in vellen:
            blokken = []
            for blok in vel["blokken"]:
                plek = blok["tekst"] if blok["soort"] == "kop" else plek
                blokken.append(self._value(blok, missing, plek))
            made.append({**vel, "blokken": blokken})
        return made

    def _value(self, value: Any, missing: frozenset[str], plek: str) -> Any:
        match value:
            case str():
                return breekbaar(self._swapped(value, missing, plek))
            case dict():
                return {key: self._field(key, each, missing, plek) for key, each in value.items()}
            case list() | tuple():
                return [self._value(each, missing, plek) for each in value]
        return value

    def _field(self, key: str, value: Any, missing: frozenset[str], plek: str) -> Any:
        """Return a field of a block: addresses and what is only read aloud stay, and no word of a chart is broken."""
        if key in _ONGEDRUKT:
            return value
        return self._swapped(value, missing, plek) if key == "svg" else self._value(value, missing, plek)

    def _swapped(self, text: str, missing: frozenset[str], plek: str) -> str:
        if not missing or not any(self._doubtful(text)):
            return text
        return "".join(self._sign(cluster, missing, plek) for cluster in clusters(text))

    def _sign(self, cluster: str, missing: frozenset[str], plek: str) -> str:
        if cluster not in missing:
            return cluster
        self.gemist.setdefault(cluster, Gemist(plek)).aantal += 1
        return ZONDER

    def _doubtful(self, text: str) -> Iterator[str]:
        """Yield the characters of a text that the letter of the PDF lacks, each with the marks on it."""
        if text.isascii() or self.bekend.issuperset(map(ord, text)):
            return
        for cluster in clusters(text):
            if cluster != "\n" and not self.bekend.issuperset(map(ord, cluster)):
                yield cluster


def clusters(text: str) -> Iterator[str]:
    """Yield a text character by character, marks with what they stand on: one letter has to have them all."""
    cluster = ""
    for char in text:
        if cluster and not unicodedata.category(char).startswith("M"):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def breekbaar(text: str) -> str:
    """Return a text of which words that fit on no line may be broken."""
    return _LANG.sub(lambda found: BREEKPUNT.join(_STUK.findall(found[0])), text)


def _strings(value: Any) -> Iterable[str]:
    """Yield every text of a document."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)
