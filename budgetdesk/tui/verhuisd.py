"""The keys that did something else in an earlier version: each says once where that went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Verhuisd:
    """What an old key says; one that `wacht` does nothing the first time it is pressed."""

    zin: str
    wacht: bool = False


VERHUISD: Final[Mapping[str, Verhuisd]] = {
    "ctrl+x": Verhuisd(
        "Ctrl+X knipt voortaan; alles wat anders is dan HEAD staat onder Shift+F9. Nog eens: knip.", wacht=True
    ),
    "ctrl+w": Verhuisd(
        "Ctrl+W sluit voortaan het dossier; alleen wat anders is kiest u in Ctrl+B. Nog eens: sluit.", wacht=True
    ),
    "ctrl+o": Verhuisd("Ctrl+O opent voortaan een dossier; de kaart van de rij is Ctrl+K. Nog eens: open.", wacht=True),
    "ctrl+k": Verhuisd("Ctrl+K is voortaan de kaart van de rij, met verwijderen erop; zonder kaart is dat Ctrl+Del."),
    "ctrl+l": Verhuisd("Ctrl+L wisselt voortaan de lagen; de vorige tabel is Shift+F6."),
    "ctrl+t": Verhuisd("Licht of donker kiest u voortaan in Ctrl+B."),
    "ctrl+g": Verhuisd("Ctrl+G is voortaan Ga naar; wie een waarde zette, staat onder Shift+F5."),
    "f3": Verhuisd("F3 is voortaan de volgende treffer; een ander document is Shift+F4."),
    "f7": Verhuisd("F7 gaat voortaan naar het volgende programma, Shift+F7 naar het vorige."),
    "f8": Verhuisd("F8 toont voortaan grafieken; programma's: F7 en Shift+F7."),
    "f10": Verhuisd("Een nieuw programma maakt u voortaan met Ctrl+N in de boom (F4), of met Ctrl+P."),
    "f11": Verhuisd("Vaststellen doet u voortaan met V in de lijst van F12, of met Ctrl+P."),
}
"""The old keys and where they went."""


class Verhuizing:
    """Says of each old key once where it went; `verteld` are those that did, of which whoever made it may keep more."""

    def __init__(self, verteld: set[str] | None = None, bewaar: Callable[[str], None] = lambda _key: None) -> None:
        """Begin with what was told before; `bewaar` is told of each key that says so now."""
        self._told: Final = verteld if verteld is not None else set()
        self._keep: Final = bewaar

    def first(self, keys: Iterable[str]) -> Verhuisd | None:
        """Return what is to be said where one of these keys is an old one that did not say so yet."""
        for key in keys:
            if key in VERHUISD and key not in self._told:
                self._told.add(key)
                self._keep(key)
                return VERHUISD[key]
        return None
