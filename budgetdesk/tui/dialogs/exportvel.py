"""Exporteren: the name of the file, which says what it becomes, and below it what will be in it, to be folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.export.suffix import EXPORTS, bare, proposed
from budgetdesk.export.vooruitblik import HUISSTIJL, INHOUD, LET_OP, NODIG, SJABLOON, STATUS
from budgetdesk.tui.answers import Exportantwoord, Exportvraag
from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, Velrol, broken, flowed, plain
from budgetdesk.tui.tekens import T
from budgetdesk.zinnen import aantal

if TYPE_CHECKING:
    from budgetdesk.export.vooruitblik import Blikregel, Vooruitblik

_NAAM, _WAT, _PROGRAMMAS, _BLADZIJDEN = range(4)
"""The places above what will be in it."""

_LABEL: Final = 13
"""Cells of what stands before a setting."""

_ROLLEN: Final[Mapping[str, Velrol]] = {"deel": "kop", "tabel": "accent", "grafiek": "accent", "let op": "nu"}
"""The looks of lines by what they are about."""

_EIGEN: Final[Mapping[str, Velrol]] = {NODIG: "fout", LET_OP: "nu"}
"""What is told where it is so, and its look."""

_GROEI: Final[Mapping[str, int]] = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class Exportvel:
    """A field, the settings of an export and the lines of its preview; each is a place that the arrows go to."""

    kiest: Final = False

    def __init__(self, vraag: Exportvraag, einde_van: Callable[[str], str]) -> None:
        """Propose what a question says; `einde_van` gives the key of `EXPORTS` that a typed name asks for."""
        self._vraag: Final = vraag
        self._einde_van: Final = einde_van
        self._naam: Final = Invoerregel(vraag.naam, gekozen=True)
        self._bladzijden = vraag.bladzijden
        self._plaats = _PROGRAMMAS if vraag.koos_programmas else _NAAM
        self._open: set[tuple[str, ...]] = {(INHOUD,)}
        """What is unfolded, by the texts of the lines above it and its own."""
        self._lijnen: list[int] = []
        """The place that each line of the sheet is, -1 where it is none."""
        self._klacht = ""

    # --- the answer --------------------------------------------------------------------------

    @property
    def einde(self) -> str:
        """Return how the name ends: a key of `EXPORTS`."""
        return self._einde_van(self._naam.tekst)

    def antwoord(self, actie: str) -> Exportantwoord:
        """Return what was asked to be done, with what was filled in."""
        return Exportantwoord(actie, self._naam.tekst.strip(), self._bladzijden and self._telt)

    @property
    def _telt(self) -> bool:
        """Return whether pages can be numbered in what is written."""
        return self._vraag.telt == "" and EXPORTS[self.einde].number is not None

    @property
    def _missing(self) -> str:
        """Return what lacks for an answer."""
        if not self._naam.tekst.strip():
            return "Vul een naam in"
        blik = self._blik
        return "Dat kan hier nog niet: zie Nodig" if blik and any(feit.nodig for feit in blik.feiten) else ""

    @property
    def _blik(self) -> Vooruitblik | None:
        return self._vraag.beelden.bekend.get(self.einde)

    # --- the places --------------------------------------------------------------------------

    @property
    def veld(self) -> Invoerregel | None:
        """Return the field that is typed in, None where something else is chosen."""
        return self._naam if self._plaats == _NAAM else None

    @property
    def _vast(self) -> list[int]:
        """Return the places of the settings."""
        numbered = EXPORTS[self.einde].number is not None and self._vraag.telt is not None
        return [_NAAM, _WAT, *([_PROGRAMMAS] if self._vraag.kiest_programmas else []), *([_BLADZIJDEN] * numbered)]

    @property
    def _plaatsen(self) -> list[int]:
        return [*self._vast, *(_BLADZIJDEN + 1 + i for i in range(len(self._zichtbaar())))]

    def getypt(self) -> int:
        """Forget the complaint, and ask what will be in what is named by now."""
        self._klacht = ""
        self._vraag.beelden.vraag(self.einde)
        return 0

    def druk(self, key: str) -> bool:
        """Go to another place, change what is chosen there; keep Enter while something lacks."""
        self._klacht = ""
        if key in _GROEI:
            self._go(_GROEI[key])
        elif key in ("tab", "shift+tab"):
            places = self._plaatsen
            first = next((p for p in places if p > _BLADZIJDEN), _NAAM)
            self._plaats = first if self._plaats <= _BLADZIJDEN else _NAAM
        elif key == "enter" and self._missing:
            self._klacht = self._missing
        elif self.veld is None and key in ("home", "end", "left", "right", "space"):
            return self._change(key)
        else:
            return False
        return True

    def _go(self, step: int) -> None:
        places = self._plaatsen
        now = places.index(self._plaats) if self._plaats in places else 0
        self._plaats = places[max(0, min(now + step, len(places) - 1))]

    def _change(self, key: str) -> bool:
        """Act on a key where nothing is typed; return whether it is one of this sheet."""
        places = self._plaatsen
        if key in ("home", "end"):
            self._plaats = places[0 if key == "home" else -1]
        elif self._plaats == _WAT:
            self._other(-1 if key == "left" else 1)
        elif self._plaats == _PROGRAMMAS:
            return key != "space"  # who laid the sheet asks which
        elif self._plaats == _BLADZIJDEN:
            if self._vraag.telt:
                self._klacht = "Daarvoor is LibreOffice nodig"
            else:
                self._bladzijden = not self._bladzijden
        else:
            self._fold(self._plaats - _BLADZIJDEN - 1, key)
        return True

    def _other(self, step: int) -> None:
        """Propose another kind of file, under the same name."""
        kinds = list(EXPORTS)
        now = kinds.index(self.einde)
        naam = bare(self._naam.tekst.strip(), self.einde)
        self._naam.druk("ctrl+shift+a")
        self._naam.zet(proposed(naam, kinds[(now + step) % len(kinds)]))
        self.getypt()

    def _fold(self, at: int, key: str) -> None:
        """Unfold or fold a line of the preview; one that cannot be folds what it stands in."""
        shown = self._zichtbaar()
        if at >= len(shown):
            return
        pad, _, has_below = shown[at]
        is_open = pad in self._open
        if key == "right" or (key == "space" and not is_open):
            if has_below:
                self._open.add(pad)
        elif is_open and has_below:
            self._open.discard(pad)
        elif key == "left" and len(pad) > 1:
            above = next(i for i in range(at, -1, -1) if shown[i][0] == pad[:-1])
            self._plaats = _BLADZIJDEN + 1 + above

    @property
    def op_regel(self) -> int:
        """Return the line with what is chosen."""
        return self._lijnen.index(self._plaats) if self._plaats in self._lijnen else 0

    def wijs(self, regel: int, _x: int) -> bool:
        """Choose what stands on a line; a line of the preview that was chosen already folds or unfolds."""
        place = self._lijnen[regel] if regel < len(self._lijnen) else -1
        if place < 0:
            return False
        if place == self._plaats and place > _BLADZIJDEN:
            self._fold(place - _BLADZIJDEN - 1, "space")
        self._plaats = place
        return True

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> tuple[Stuk, ...]:
        """Return what is written."""
        return (Stuk("Exporteren", "kop"), Stuk(f"  {self._vraag.titel}", "zacht"))

    @property
    def bijschrift(self) -> str:
        """Return how much the preview has, once it is known."""
        blik = self._blik
        count = sum(regel.niveau == 1 and regel.soort == "kop" for regel in blik.regels) if blik else 0
        return aantal(count, "hoofdstuk", "hoofdstukken") if count and self.einde != next(iter(EXPORTS)) else ""

    @property
    def _spatie(self) -> str:
        """Return what Space does where the cursor is."""
        if self._plaats > _BLADZIJDEN:
            return "vouw"
        return {_WAT: "ander formaat", _PROGRAMMAS: "kies", _BLADZIJDEN: "wel of niet"}.get(self._plaats, "")

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that do something now."""
        here = [f"Spatie {self._spatie}"] if self._spatie else ["↓ formaat", "Tab inhoud"]
        return [
            " · ".join(keys) for keys in (["Enter schrijf", *here, "F9 bevindingen", "Esc"], ["Enter schrijf", *here])
        ]

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that do something now."""
        here = [("Spatie", self._spatie.capitalize())] if self._spatie else [("↓", "Formaat")]
        other = ("Tab", "Naam") if self._plaats > _BLADZIJDEN else ("Tab", "Inhoud")
        return [("Enter", "Schrijf"), *here, other, ("F9", "Bevindingen"), ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what keys ask; letters do nothing beside the field."""
        space = "programma's" if self._plaats == _PROGRAMMAS else ""
        return {"enter": "ga", "c": "", "space": space, "f9": "bevindingen"}

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return what lacks."""
        return self._klacht

    def vouw(self, _index: int) -> None:
        """Do nothing: folding is of a place."""

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the field, the settings, and what will be in the file as far as it is known."""
        lines: list[Velregel] = []
        self._lijnen = []
        for place, regel in self._lines(width):
            lines.append(regel)
            self._lijnen.append(place)
        return lines

    def _lines(self, width: int) -> Iterator[tuple[int, Velregel]]:
        yield _NAAM, self._field(width)
        settings = {_WAT: ("Formaat", self._kinds()), _PROGRAMMAS: ("Programma's", (Stuk(self._vraag.programmas),))}
        settings[_BLADZIJDEN] = ("Bladzijden", (Stuk(self._numbers()),))
        for place in self._vast[1:]:
            label, said = settings[place]
            yield from ((place, regel) for regel in self._told(place, label, said, width))
        yield -1, STREEP
        blik = self._blik
        if blik is None:
            yield from ((-1, regel) for regel in self._waits(width))
            return
        facts = {feit.label: feit.tekst for feit in blik.feiten}
        look = " · ".join(f"{label.lower()} {facts[label]}" for label in (SJABLOON, HUISSTIJL) if label in facts)
        about: list[tuple[str, Stuk]] = [(STATUS, Stuk(facts[STATUS]))]
        about += [("Opmaak", Stuk(look, "zacht"))] if look else []
        about += [(label, Stuk(facts[label], rol)) for label, rol in _EIGEN.items() if label in facts]
        yield from ((-1, regel) for label, stuk in about for regel in self._told(-1, label, (stuk,), width))
        yield -1, STREEP
        for i, (pad, regel, has_below) in enumerate(self._zichtbaar()):
            place = _BLADZIJDEN + 1 + i
            sign = (T.open if pad in self._open else T.dicht) if has_below else " "
            yield from ((place, line) for line in _drawn(regel, sign, width, chosen=place == self._plaats))

    def _field(self, width: int) -> Velregel:
        label = "Naam".ljust(_LABEL)
        if self._plaats == _NAAM:
            return veldregel(self._naam, width, f"{label}› ")
        shown = display(self._naam.tekst)
        room = max(width - _LABEL - 6, 8)
        shown = shown if len(shown) <= room else f"…{shown[1 - room :]}"
        return Velregel(((Stuk(f"{label}› ", "zacht"), Stuk(shown)),), deel="los")

    def _kinds(self) -> tuple[Stuk, ...]:
        """Return the kinds of files there are, that of now standing out."""
        found: list[Stuk] = []
        for einde, known in EXPORTS.items():
            found += [Stuk("  ")] if found else []
            is_now = einde == self.einde
            found.append(Stuk(f"{T.goed} {known.naam}" if is_now else known.naam, "kop" if is_now else "zacht"))
        return tuple(found)

    def _numbers(self) -> str:
        if self._vraag.telt:
            return f"zonder nummers: {self._vraag.telt} In Word zet F9 ze in de inhoudsopgave."
        if self._bladzijden:
            return "met nummers in de inhoudsopgave; LibreOffice telt ze"
        return "zonder nummers; in Word zet F9 ze in de inhoudsopgave"

    def _told(self, place: int, label: str, said: Sequence[Stuk], width: int) -> Iterator[Velregel]:
        """Yield a label and what it says, over as many lines as that takes."""
        is_chosen = place == self._plaats
        mark = "▌" if is_chosen else " "
        for i, line in enumerate(flowed(said, max(width - _LABEL - 7, 8))):
            head = f"{label.ljust(_LABEL)}{mark} " if not i else " " * (_LABEL + 2)
            shown = tuple(Stuk(s.tekst, "kies" if is_chosen and not s.rol else s.rol) for s in line)
            yield Velregel(((Stuk(head, "kop" if is_chosen else "zacht"), *shown),), deel="los")

    def _waits(self, width: int) -> Iterator[Velregel]:
        """Yield why the preview is not there: it is being read, or it cannot be."""
        beelden = self._vraag.beelden
        if self.einde in beelden.fouten:
            text = f"{T.fout} {beelden.fouten[self.einde]}"
            told = [Stuk(part, "fout") for line in text.split("\n") for part in broken(line, width - 4)]
            yield from (Velregel(((stuk,),), deel="los") for stuk in told)
            return
        stand = beelden.stand
        far = f": {stand.gedaan} van {stand.aantal} {stand.wat}" if stand and stand.aantal else ""
        yield Velregel(((Stuk(f"De inhoud wordt gelezen ...{far}", "zacht"),),), deel="los")

    def _zichtbaar(self) -> list[tuple[tuple[str, ...], Blikregel, bool]]:
        """Return the lines of the preview that are unfolded: by what each is known, and whether it has any below it."""
        blik = self._blik
        found: list[tuple[tuple[str, ...], Blikregel, bool]] = []
        above: list[tuple[int, str]] = []
        regels = blik.regels if blik else ()
        for i, regel in enumerate(regels):
            while above and above[-1][0] >= regel.niveau:
                above.pop()
            over = tuple(naam for _, naam in above)
            name = f"{i}" if regel.niveau else regel.tekst
            above.append((regel.niveau, name))
            if all(over[: n + 1] in self._open for n in range(len(over))):
                has_below = i + 1 < len(regels) and regels[i + 1].niveau > regel.niveau
                found.append(((*over, name), regel, has_below))
        return found


def _drawn(regel: Blikregel, sign: str, width: int, *, chosen: bool) -> Iterator[Velregel]:
    """Yield a line of the preview, broken where it is too long."""
    indent = "  " * regel.niveau
    rol: Velrol = _ROLLEN.get(regel.soort, "")
    said = [Stuk(regel.tekst, "kies" if chosen else "" if regel.niveau and regel.soort == "kop" else rol)]
    beside = [Stuk(regel.bij, "zacht")] if regel.bij else []
    whole = (*said, Stuk("  "), *beside) if beside else tuple(said)
    room = max(width - len(indent) - 7, 8)
    lines = [whole]
    if cell_len(display(plain(whole))) > room:
        lines = [line for part in (said, beside) if part for line in flowed(part, room)]
    for i, line in enumerate(lines):
        mark = Stuk("▌" if chosen else " ", "accent")
        head = f"{indent}{sign} " if not i else f"{indent}    "
        yield Velregel(((mark, Stuk(head, "accent"), *line),), deel="los")
