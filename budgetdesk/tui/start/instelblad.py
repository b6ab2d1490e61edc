"""The settings on a screen: each with its values, and every action with its key; a change counts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budgetdesk.display import display
from budgetdesk.storage.instellingen import KEUZES
from budgetdesk.tui.actions import ACTIONS, DEFAULT_KEYS, Action, key_name
from budgetdesk.tui.start.blad import gekozen, gewoon, in_beeld, kopje, vak
from budgetdesk.tui.start.geheugen import Geheugen
from budgetdesk.tui.start.toetskaart import VAST, conflict
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip

_NAAM: Final = 26
_TOETS: Final = 22


class Instelblad:
    """Shows the settings, turns them and gives actions other keys; `veranderd` is told which setting changed."""

    titel: Final = "Instellingen"
    bijschrift: Final = ""
    is_klaar: Final = False

    def __init__(self, geheugen: Geheugen, veranderd: Callable[[str], None], *, thema_vast: str = "") -> None:
        """Show what is remembered; `thema_vast` is a theme that the environment asks for, which goes first."""
        self._geheugen: Final = geheugen
        self._veranderd: Final = veranderd
        self._thema_vast: Final = thema_vast
        self._luistert = False
        """Whether the next key is the one for the action that is chosen."""
        self._gezegd = ""
        self._is_fout = False
        self.index = 0
        self.is_weg = False

    # --- what there is -----------------------------------------------------------------------

    @property
    def _acties(self) -> list[Action]:
        return [action for action in ACTIONS.values() if action.id not in VAST]

    @property
    def _actie(self) -> Action | None:
        """Return the action that is chosen, if one is."""
        at = self.index - len(KEUZES)
        return self._acties[at] if at >= 0 else None

    @property
    def toetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys."""
        if self._luistert:
            return ("Druk", "De toets die u wilt"), ("Esc", "Toch niet")
        if self._actie:
            own = [("Backspace", "Eigen toets weg")] if self._actie.is_own else []
            return ("↑↓", "Kies"), ("Enter", "Andere toets"), *own, ("Del", "Zonder toets"), ("Esc", "Klaar")
        return ("↑↓", "Kies"), ("←→", "Wissel"), ("Esc", "Klaar")

    # --- keys --------------------------------------------------------------------------------

    def druk(self, key: str, _character: str | None) -> None:
        """Act on a key."""
        if self._luistert:
            self._luistert = False
            self._zeg("") if key == "escape" else self._geef(key)
            return
        self._zeg("")
        count = len(KEUZES) + len(self._acties)
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -count, "end": count}.get(key, 0)
        self.index = max(0, min(self.index + step, count - 1))
        if key == "escape":
            self.is_weg = True
        elif self._actie:
            self._druk_toets(self._actie, key)
        elif key in ("left", "right", "enter", "space"):
            self._wissel(-1 if key == "left" else 1)

    def _druk_toets(self, actie: Action, key: str) -> None:
        if key in ("enter", "space"):
            self._luistert = True
            self._zeg(f"Druk nu de toets voor {actie.name}; Esc laat het zo.")
        elif key == "backspace" and actie.is_own:
            self._zet(actie, None)
        elif key == "delete" and actie.key:
            self._zet(actie, "")

    def _geef(self, key: str) -> None:
        actie = self._actie
        if actie is None:
            return
        if why := conflict(self._geheugen.toetsen, actie.id, key):
            self._zeg(f"Dat kan niet: {why}.", is_fout=True)
        else:
            self._zet(actie, key)

    def _zet(self, actie: Action, key: str | None) -> None:
        """Give an action a key; one of its own that somebody else has by now stays with that one."""
        if key is None and (why := conflict(self._geheugen.toetsen, actie.id, DEFAULT_KEYS[actie.id])):
            self._zeg(f"Dat kan niet: {why}.", is_fout=True)
            return
        is_default = key == DEFAULT_KEYS[actie.id]
        self._geheugen.geef_toets(actie.id, None if is_default else key)
        now = ACTIONS[actie.id].key
        self._meld(
            f"{actie.name} is nu {key_name(now)}." if now else f"{actie.name} heeft geen toets meer; wel Ctrl+P."
        )
        self._veranderd("toetsen")

    def _wissel(self, step: int) -> None:
        keuze = KEUZES[self.index]
        values = list(keuze.waarden)
        now = values.index(self._geheugen.instellingen[keuze.sleutel])
        self._geheugen.kies(keuze.sleutel, values[(now + step) % len(values)])
        overruled = keuze.sleutel == "thema" and self._thema_vast
        self._meld(
            f"BUDGETDESK_THEMA={self._thema_vast} gaat voor zolang dat in uw omgeving staat." if overruled else ""
        )
        self._veranderd(keuze.sleutel)

    def _meld(self, zin: str) -> None:
        """Say what was done, and what the disk said to that."""
        wrong = self._geheugen.told()
        self._zeg(wrong or zin, is_fout=bool(wrong))

    def _zeg(self, zin: str, *, is_fout: bool = False) -> None:
        self._gezegd, self._is_fout = zin, is_fout

    def plak(self, _tekst: str) -> None:
        """Take nothing: there is nothing to type."""

    def mislukt(self, reden: str) -> None:
        """Say why something cannot be."""
        self._zeg(reden, is_fout=True)

    def kies(self, index: int) -> None:
        """Choose a line; a second click turns it, or asks for a key."""
        if index == self.index:
            self.druk("enter", None)
        else:
            self.index = index

    # --- the lines ---------------------------------------------------------------------------

    def teken(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the settings, the actions with their keys, and what is to be said."""
        lines: list[Woorden] = [[Woord("   "), *kopje("Wat u onthouden wilt")]]
        chosen = 0
        for index, keuze in enumerate(KEUZES):
            chosen = len(lines) if index == self.index else chosen
            lines.append(self._regel(index, keuze.naam, self._waarde(index), width))
        lines += [[], [Woord("   "), *kopje("Toetsen"), Woord("  Enter en dan de toets die u wilt", "zacht")]]
        for index, actie in enumerate(self._acties, len(KEUZES)):
            chosen = len(lines) if index == self.index else chosen
            lines.append(self._regel(index, actie.name, self._toets(actie, is_chosen=index == self.index), width))
        return [[], *in_beeld(lines, chosen, chosen + 1, max(height - 4, 3)), [], self._voet(width)]

    def _voet(self, width: int) -> Woorden:
        if self._gezegd:
            sign, ink = (T.fout, "rood") if self._is_fout else (T.bericht, "accent")
            return clip([Woord(f"   {sign} ", ink, vet=True), Woord(display(self._gezegd))], width - 1)
        told = self._actie.explanation if self._actie else "Geldt meteen, en ook de volgende keer."
        return clip([Woord(f"   {told}", "zacht")], width - 1)

    def _regel(self, index: int, naam: str, value: Woorden, width: int) -> Woorden:
        is_chosen = index == self.index
        words = [Woord(" "), Woord(vak(naam, _NAAM), vet=is_chosen), *value]
        doe = f"kies({index})"
        line = gekozen(words, width - 6, doe) if is_chosen else clip(gewoon(words, doe), width - 6)
        return [Woord("   "), *line]

    def _waarde(self, index: int) -> list[Woord]:
        keuze = KEUZES[index]
        now = self._geheugen.instellingen[keuze.sleutel]
        words: list[Woord] = []
        for value, label in keuze.waarden.items():
            words += [
                Woord(
                    f"[{label}]" if value == now else f" {label} ",
                    "accent" if value == now else "zacht",
                    vet=value == now,
                ),
                Woord(" "),
            ]
        return words

    def _toets(self, actie: Action, *, is_chosen: bool) -> list[Woord]:
        if is_chosen and self._luistert:
            return [Woord(vak("druk een toets ...", _TOETS), "nu", vet=True)]
        ink = "nu" if actie.is_own else "accent"
        was = key_name(DEFAULT_KEYS[actie.id])
        own = f"{T.nu} eigen keuze" + (f", was {was}" if was else "") if actie.is_own else ""
        return [Woord(vak(key_name(actie.key) or "-", _TOETS), ink if actie.key else "nul"), Woord(own, "zacht")]
