"""The scenarios beside each other: of each branch the result of every year, and the difference with what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal

from budgetdesk.tui.answers import Scenarioantwoord
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, Velrol, Velveld, broken
from budgetdesk.tui.tekens import T

if TYPE_CHECKING:
    from budgetdesk.session.scenarios import Scenario, Takken

_UITLEG: Final = "De takken van deze computer; ophalen en versturen doet git."

_ACTIES: Final[Mapping[str, Literal["wissel", "nieuw", "voeg samen", "leg vast", "geef op"]]] = {
    "t": "wissel",
    "n": "nieuw",
    "m": "voeg samen",
    "l": "leg vast",
    "a": "geef op",
}


class Scenariovel:
    """A branch by its name with its results, what it says last, and the differences with what is open."""

    kiest: Final = True

    def __init__(self, takken: Takken, *, wijzigbaar: bool = True) -> None:
        """List branches as they come to be known; where nothing is `wijzigbaar` they are only compared."""
        self._takken: Final = takken
        self._wijzigbaar: Final = wijzigbaar

    @property
    def _is_merging(self) -> bool:
        return self._takken.stand.bezig.soort == "merge"

    def antwoord(self, actie: str, index: int) -> Scenarioantwoord | None:
        """Return what was asked, of which branch; None where there is none of it."""
        asked = next((known for known in _ACTIES.values() if known == actie), None)
        if asked in ("nieuw", "leg vast", "geef op") or index < len(self._takken.rijen):
            return Scenarioantwoord(asked or "ga", index)
        return None

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> tuple[Stuk, ...]:
        """Return what stands beside each other, and in which unit."""
        return (Stuk("Scenario's", "kop"), Stuk(f"  resultaat per jaar, {self._takken.eenheid}", "zacht"))

    @property
    def bijschrift(self) -> str:
        """Return how many there are, and whether some are still read."""
        count, left = len(self._takken.rijen), sum(not rij.is_bekend for rij in self._takken.rijen)
        told = f"{count} {'tak' if count == 1 else 'takken'}"
        return f"{told} · nog {left} te lezen" if left else told

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that do something now."""
        if not self._wijzigbaar:
            return ("Enter toon verschil · Esc",)
        if self._is_merging:
            return ("Enter toon verschil · L leg vast · A geef samenvoegen op · Esc", "L leg vast · A geef op · Esc")
        return (
            "Enter toon verschil · T wissel · N nieuw · M voeg samen · L leg vast · Esc",
            "Enter verschil · T wissel · N nieuw · M samen · Esc",
        )

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that do something now."""
        keys = [("T", "Wissel"), ("N", "Nieuw"), ("M", "Voeg samen"), ("L", "Leg vast")]
        if self._is_merging:
            keys = [("L", "Leg vast"), ("A", "Geef samenvoegen op")]
        return [("Enter", "Verschil"), *(keys if self._wijzigbaar else []), ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what keys ask beside Enter."""
        if not self._wijzigbaar:
            return {"c": ""}
        keys = {key: asked for key, asked in _ACTIES.items() if asked != "geef op" or self._is_merging}
        return {**keys, "c": ""}

    def druk(self, _key: str) -> bool:
        """Leave every key to the sheet."""
        return False

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return the years, and the dossier as it is open."""
        takken = self._takken
        wat = "niet opgeslagen" if takken.is_onbewaard else "niet vastgelegd" if takken.is_gewijzigd else "op uw scherm"
        rol: Velrol = "nu" if takken.is_gewijzigd else "zacht"
        nu: tuple[Velveld, ...] = tuple(takken.printed(cents) for cents in takken.nu)
        lines = [
            Velregel(("", *((Stuk(kop, "zacht"),) for kop in takken.koppen)), deel="los"),
            Velregel(((Stuk("Nu  ", "kop"), Stuk(wat, rol)), *nu), deel="los"),
        ]
        if self._is_merging:
            theirs = takken.stand.bezig.hun or "een scenario"
            told = f"{T.let_op} Het samenvoegen van {theirs} is nog niet af: L legt het vast, A geeft het op."
            lines[:0] = [Velregel(((Stuk(part, "nu"),),), deel="los") for part in broken(told, width - 3)]
        return [*lines, STREEP]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the branches."""
        del width
        if not self._takken.rijen:
            return [
                Velregel(((Stuk("Er is nog geen tak met dit dossier; L legt een eerste vast.", "zacht"),),), deel="los")
            ]
        return [line for rij in self._takken.rijen for line in self._lines(rij)]

    def _lines(self, rij: Scenario) -> list[Velregel]:
        tak, takken = rij.tak, self._takken
        naam: tuple[Stuk, ...] = (Stuk(tak.naam, "toets" if tak.is_huidige else ""),)
        if tak.is_huidige:
            naam = (*naam, Stuk("  u bent hier", "zacht"))
        says = Stuk(f"  {tak.datum}  {tak.onderwerp}", "zacht")
        if rij.reden:
            return [
                Velregel((naam,)),
                Velregel(((says,),), deel="vervolg"),
                Velregel(((Stuk(f"  {T.fout} {rij.reden}", "fout"),),), deel="vervolg"),
            ]
        if rij.uitkomsten is None:
            return [Velregel((naam, *("..." for _ in takken.koppen))), Velregel(((says,),), deel="vervolg")]
        lines = [
            Velregel((naam, *(takken.printed(cents) for cents in rij.uitkomsten))),
            Velregel(((says,),), deel="vervolg"),
        ]
        differs = takken.printed_verschil(rij)
        if tak.is_huidige and {*differs} == {"="}:
            return lines
        words = [(Stuk(text, "zacht" if text == "=" else "anders"),) for text in differs]
        return [*lines, Velregel(((Stuk("  verschil met hier", "zacht"),), *words), deel="vervolg")]

    def voet(self, width: int) -> Sequence[Velregel]:
        """Return which branches these are, and what stays with git."""
        return [Velregel(((Stuk(part, "zacht"),),), deel="los") for part in broken(_UITLEG, width - 3)]

    def onder(self, index: int) -> str:
        """Return when a branch was last recorded in, and what that says."""
        tak = self._takken.rijen[index].tak if index < len(self._takken.rijen) else None
        return f"{tak.datum} {tak.onderwerp}" if tak else ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""
