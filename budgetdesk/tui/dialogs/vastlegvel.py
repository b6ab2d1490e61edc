"""Leg vast: the message, who records where git does not know, the files that go along, and the result of every year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from budgetdesk.display import display
from budgetdesk.tui.answers import Vastlegantwoord
from budgetdesk.tui.dialogs.vraag import veldregel
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import LEEG, STREEP, Stuk, Velregel, Velrol, broken
from budgetdesk.tui.tekens import T

if TYPE_CHECKING:
    from budgetdesk.session.vastleggen import Bestandsregel, Vastlegging

_REGELS: Final = 12
"""Lines that a message may have here."""

_NAAM: Final = 30
"""Cells of the name of a file before what changed in it, where both do not fit."""

_EMAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+")

_WIE: Final = "Git weet nog niet wie u bent. Wat u hier invult, komt in de instellingen van deze git-map."

_LEG_UIT: Final = "Dit bewaart de stand in git, op uw eigen schijf; versturen doet git."

_LEEG: Final = ("(voor- en achternaam)", "(naam@gemeente.nl)", "(nog een regel)")
"""What can be typed where nothing is: who records, and a line of the message."""


class Vastlegvel:
    """Fields to type in, and below them files that can be left out; each is a place that the arrows go to."""

    kiest: Final = False

    def __init__(self, wat: Vastlegging, eerder: Vastlegantwoord | None = None) -> None:
        """Propose to record all of it, with the message of `eerder` where that was typed before."""
        self._wat: Final = wat
        self._bestanden: Final[Sequence[Bestandsregel]] = wat.bestanden
        self._wie: Final = [Invoerregel(wat.stand.naam), Invoerregel(wat.stand.email)] if wat.is_naamloos else []
        self._regels: Final = [Invoerregel(regel) for regel in (eerder.regels if eerder else wat.voorstel)]
        with_it, left_out = (eerder.bestanden, eerder.weggelaten) if eerder else ((), ())
        self._aan: Final = [b.vast or b.naam in with_it or (b.aan and b.naam not in left_out) for b in wat.bestanden]
        self._room_below()
        self._plaats = 0
        self._lijnen: list[int] = []
        """The place that each line of the sheet is, -1 where it is none."""
        self._klacht = ""

    # --- the answer --------------------------------------------------------------------------

    @property
    def antwoord(self) -> Vastlegantwoord:
        """Return what was filled in."""
        regels = tuple(veld.tekst.strip() for veld in self._regels if veld.tekst.strip())
        chosen = tuple(b.naam for b, on in zip(self._bestanden, self._aan, strict=True) if on)
        wie = (self._wie[0].tekst.strip(), self._wie[1].tekst.strip()) if self._wie else None
        left_out = tuple(b.naam for b in self._bestanden if b.naam not in chosen)
        return Vastlegantwoord(regels, chosen, wie, left_out)

    def _missing(self) -> tuple[int, str]:
        """Return the place of what lacks for an answer, and what that is; nothing where it is complete."""
        found = self.antwoord
        if found.wie and not found.wie[0]:
            return 0, "Vul uw naam in; die staat bij elke keer dat u vastlegt"
        if found.wie and not _EMAIL.fullmatch(found.wie[1]):
            return 1, "Vul uw e-mailadres in, zoals naam@gemeente.nl"
        if not found.regels:
            return len(self._wie), "Zeg in een regel wat u wijzigde"
        if not found.bestanden and not self._wat.is_samenvoegen:
            return self._eerste_bestand, "Kies minstens een bestand, met Spatie"
        return -1, ""

    # --- the fields and the files ------------------------------------------------------------

    @property
    def _velden(self) -> list[Invoerregel]:
        return [*self._wie, *self._regels]

    @property
    def _eerste_bestand(self) -> int:
        return len(self._velden)

    @property
    def veld(self) -> Invoerregel | None:
        """Return the field that is typed in, None where a file is chosen."""
        return self._velden[self._plaats] if self._plaats < self._eerste_bestand else None

    def _room_below(self) -> None:
        """Have an empty line below those of the message, where there may be more."""
        if len(self._regels) < _REGELS and (not self._regels or self._regels[-1].tekst.strip()):
            self._regels.append(Invoerregel())

    def getypt(self) -> int:
        """Forget the complaint, and have room for another line; what is typed in stays chosen."""
        self._klacht = ""
        self._room_below()
        return 0

    def druk(self, key: str) -> bool:
        """Go to another field or file, leave a file out or take it along; keep Enter while something lacks."""
        last = self._eerste_bestand + len(self._bestanden) - 1
        self._klacht = ""
        if key in ("up", "down", "pageup", "pagedown"):
            step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}[key]
            self._plaats = max(0, min(self._plaats + step, last))
        elif key in ("tab", "shift+tab"):
            self._plaats = self._next_zone()
        elif key in ("home", "end") and self.veld is None:
            self._plaats = self._eerste_bestand if key == "home" else last
        elif key == "space" and self.veld is None:
            self._turn(self._plaats - self._eerste_bestand)
        elif key == "enter" and self._missing()[0] >= 0:
            self._plaats, self._klacht = self._missing()
        else:
            return False
        return True

    def _next_zone(self) -> int:
        """Return where Tab goes: from the fields to the files and back."""
        if self.veld is not None and self._bestanden:
            return self._eerste_bestand
        return len(self._wie)

    def _turn(self, nummer: int) -> None:
        if self._bestanden[nummer].vast:
            self._klacht = "Dit hoort bij het samenvoegen"
        else:
            self._aan[nummer] = not self._aan[nummer]

    @property
    def op_regel(self) -> int:
        """Return the line with what is chosen."""
        return self._lijnen.index(self._plaats) if self._plaats in self._lijnen else 0

    def wijs(self, regel: int, x: int) -> bool:
        """Choose what stands on a line; a click on the sign of a file leaves it out or takes it along."""
        place = self._lijnen[regel] if regel < len(self._lijnen) else -1
        if place < 0:
            return False
        self._plaats = place
        if self.veld is None and x < 5:
            self._turn(place - self._eerste_bestand)
        return True

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> tuple[Stuk, ...]:
        """Return what is recorded, and on which branch."""
        wat = self._wat
        what = f"  voegt {wat.stand.bezig.hun or 'een scenario'} samen in " if wat.is_samenvoegen else "  op tak "
        return (Stuk("Leg vast", "kop"), Stuk(what, "zacht"), Stuk(wat.tak, "accent"))

    @property
    def bijschrift(self) -> str:
        """Return how many files go along, and the unit of the results."""
        files = f"{sum(self._aan)} van {len(self._aan)} bestanden"
        return " · ".join(filter(None, [files, self._wat.eenheid]))

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that do something now."""
        here = "Tab bestanden" if self.veld is not None else "Spatie wel of niet · Tab bericht"
        return (f"Enter leg vast · {here} · Esc", "Enter leg vast · Esc", "Enter · Esc")

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that do something now."""
        if self.veld is None:
            here = [("Spatie", "Wel of niet"), ("Tab", "Bericht")]
        else:
            here = [("↓", "Volgende regel"), ("Tab", "Bestanden")]
        return [("Enter", "Leg vast"), *here, ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what Enter does; on a file the letters do nothing."""
        return {"enter": "ga", "c": "", "space": ""}

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what is to be known before."""
        told: list[tuple[str, Velrol]] = []
        if self._wat.fouten:
            count = "1 fout" if self._wat.fouten == 1 else f"{self._wat.fouten} fouten"
            told.append(
                (f"{T.fout} De controle vindt {count} (F9). Vastleggen kan; wie het leest, ziet ze ook.", "fout")
            )
        if self._wat.stand.boven:
            told.append(("Deze git-map is een onderdeel (submodule) van een andere; die legt u in git vast.", "nu"))
        if self._wie:
            told.append((_WIE, "nu"))
        lines = [Velregel(((Stuk(part, rol),),), deel="los") for text, rol in told for part in broken(text, width - 3)]
        return [*lines, *([LEEG] if lines else [])]

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the fields, the files and the result."""
        lines: list[Velregel] = []
        self._lijnen = []

        def put(regel: Velregel, place: int = -1) -> None:
            lines.append(regel)
            self._lijnen.append(place)

        for i, (veld, what) in enumerate(zip(self._wie, ("Uw naam   › ", "Uw e-mail › "), strict=False)):
            put(self._field(veld, width, i, what), i)
        for i, veld in enumerate(self._regels, len(self._wie)):
            first = i == len(self._wie)
            put(self._field(veld, width, i, "Bericht   › " if first else "          › "), i)
        for regel in self._result():
            put(regel)
        put(STREEP)
        for i, bestand in enumerate(self._bestanden):
            put(self._file(i, bestand, width), self._eerste_bestand + i)
        return lines

    def _field(self, veld: Invoerregel, width: int, place: int, what: str) -> Velregel:
        if place == self._plaats:
            return veldregel(veld, width, what)
        rol: Velrol = "" if veld.tekst else "zacht"
        empty = _LEEG[min(place, 2) if self._wie else 2]
        shown = fit(display(veld.tekst) or empty, max(width - 4 - cell_len(what), 8))
        return Velregel(((Stuk(what, "zacht"), Stuk(shown, rol)),), deel="los")

    def _file(self, nummer: int, bestand: Bestandsregel, width: int) -> Velregel:
        is_chosen = self._plaats == self._eerste_bestand + nummer
        on, rol = self._aan[nummer], "kies" if is_chosen else ""
        room = width - 2 - 4
        names = [cell_len(display(b.naam)) for b in self._bestanden]
        name = min(max(names), max(room - 2 - cell_len(bestand.wat), min(_NAAM, room)))
        sign = Stuk(f"{'▌' if is_chosen else ' '} {T.goed if on else ' '} ", _look(rol, "goed" if on else "zacht"))
        naam = Stuk(fit(display(bestand.naam), name), _look(rol, "" if on else "zacht"))
        rest = max(room - name, 0)
        wat = Stuk(fit(f"  {display(bestand.wat)}", rest), _look(rol, "anders" if on else "zacht"))
        return Velregel(((sign, naam, wat),), deel="los")

    def _result(self) -> list[Velregel]:
        """Return the result of every year before and after, where that changes."""
        wat = self._wat
        if not wat.koppen:
            return []
        pairs = zip(wat.was, wat.wordt, strict=True)
        after = [(Stuk(b, "anders" if a != b else "zacht"),) for a, b in pairs]
        left_out = not all(self._aan)
        return [
            STREEP,
            Velregel(("Resultaat", *((Stuk(kop, "zacht"),) for kop in wat.koppen)), rol="zacht", deel="los"),
            Velregel(("vorige keer", *wat.was), rol="zacht", deel="los"),
            Velregel(("nu, met alles" if left_out else "nu", *after), deel="los"),
        ]

    def voet(self, width: int) -> Sequence[Velregel]:
        """Return what recording is."""
        return [Velregel(((Stuk(part, "zacht"),),), deel="los") for part in broken(_LEG_UIT, width - 3)]

    def onder(self, _index: int) -> str:
        """Return what lacks."""
        return self._klacht

    def vouw(self, _index: int) -> None:
        """Do nothing."""


def _look(chosen: str, otherwise: Velrol) -> Velrol:
    return "kies" if chosen == "kies" else otherwise
