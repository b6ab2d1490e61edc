"""A new dossier by question and answer: five questions, of which nothing is made before the last is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.checks.samenhang import JAREN
from budgetdesk.display import display
from budgetdesk.model.structuur import slug
from budgetdesk.tui.grid.invoer import Invoerregel
from budgetdesk.tui.grid.vel import broken
from budgetdesk.tui.start.blad import gekozen, gewoon, veld
from budgetdesk.tui.start.gesprek import foutregel, padregels
from budgetdesk.tui.start.inkijkblad import kort_pad
from budgetdesk.tui.start.padvraag import Padvraag
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Woord, Woorden, clip

VRAGEN: Final = ("Gemeente", "Jaar", "Document", "Programma's", "Map")

_DOCUMENTEN: Final = {
    "begroting": ("Programmabegroting", "rekening, begroting en drie jaren MJB · 6 kolommen"),
    "jaarrekening": ("Jaarrekening", "begroting, wijziging, rekening, verschil"),
    "voortgangsrapportage": ("Voortgangsrapportage", "begroting, wijziging, prognose, verschil"),
}
"""What people call each template, and its columns in words."""

_SALDI: Final = {
    "baten-lasten": "baten min lasten: een tekort is negatief",
    "lasten-baten": "lasten min baten: wat een programma kost is positief",
}
"""How a saldo is printed, what most expect first."""

_NAAM: Final = 14
_KEUZE: Final = 28


@dataclass(frozen=True, slots=True)
class Bekend:
    """A dossier of which programmes can be taken over, or that can be rolled over."""

    map: Path
    gemeente: str
    jaar: int
    sjabloon: str
    programmas: int = 1
    """How many files of programmes it has."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """One answer to a question: its name and what it comes to."""

    naam: str
    uitleg: str
    sjabloon: str = ""
    uit: Bekend | None = None


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What is to be made."""

    doel: Path
    gemeente: str
    jaar: int
    sjabloon: str
    programmas_uit: Path | None
    doorrollen_uit: Path | None
    git: bool
    saldo: str = ""
    """How it prints a saldo; empty: as the dossier does that its programmes come from."""


class Nieuw:
    """Asks for the municipality, the year, the document, the programmes and the folder."""

    titel: Final = "Nieuw dossier"

    def __init__(
        self,
        bekend: Sequence[Bekend],
        map_: Path,
        vol: Callable[[Path], str],
        *,
        vrij: Callable[[Path], Path] = lambda doel: doel,
        gemeente: str = "",
        jaar: int,
        git: Callable[[Path], str] | None = None,
    ) -> None:
        """Ask with what is likely filled in; the dossier goes in `map_`.

        `vol` says why a folder cannot be made, `vrij` gives one near it that can, `git` in which
        repository it would be (empty: in none); None: there is no git.
        """
        self._bekend: Final = bekend
        self._map: Final = map_
        self._vol: Final = vol
        self._vrij: Final = vrij
        self._git: Final = git
        self._wil_git = git is not None
        self._gemeente: Final = Invoerregel(gemeente, gekozen=True)
        self._jaar: Final = Invoerregel(str(jaar), gekozen=True)
        self._document = self._programmas = 0
        self._saldo = next(iter(_SALDI))
        self._pad: Padvraag | None = None
        self._voorstel = ""
        self._fout = ""
        self.stap = 0
        self.is_weg = False
        self.is_klaar = False

    # --- the answers so far ------------------------------------------------------------------

    @property
    def gemeente(self) -> str:
        """Return the municipality."""
        return self._gemeente.tekst.strip()

    @property
    def jaar(self) -> int:
        """Return the year; 0 where what is typed is none that a budget has."""
        text = self._jaar.tekst.strip()
        found = int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else 0
        return found if found in JAREN else 0

    @property
    def documenten(self) -> list[Keuze]:
        """Return what can be made: each kind of document, and the next year of a dossier that is near."""
        kinds = [Keuze(naam, uitleg, sjabloon) for sjabloon, (naam, uitleg) in _DOCUMENTEN.items()]
        before = [b for b in self._bekend if b.jaar == self.jaar - 1 and b.gemeente.lower() == self.gemeente.lower()]
        rolled = (
            Keuze("Doorrollen uit vorig jaar", f"{b.map.name} → {self._naam(b)}", b.sjabloon, b)
            for b in before
            if b.sjabloon != "voortgangsrapportage"
        )
        return [*kinds, *rolled]

    @property
    def document(self) -> Keuze:
        """Return what is to be made."""
        return self.documenten[min(self._document, len(self.documenten) - 1)]

    @property
    def programmas(self) -> list[Keuze]:
        """Return where programmes can come from."""
        rolled = self.document.uit
        if rolled:
            return [Keuze(f"Die van {rolled.map.name}", "met bedragen, doelen en teksten, een jaar verder", uit=rolled)]
        others = [b for b in self._bekend if b.programmas]
        # those of the same municipality are the likely ones
        others.sort(key=lambda b: b.gemeente.lower() != self.gemeente.lower())
        return [
            Keuze("Eén leeg programma", "om in te vullen, of voor eigen cijfers"),
            *(
                Keuze(f"Overnemen uit {b.map.name}", f"{_telt(b)}: namen en posten, zonder bedragen", uit=b)
                for b in others
            ),
        ]

    @property
    def programma(self) -> Keuze:
        """Return where programmes come from."""
        return self.programmas[min(self._programmas, len(self.programmas) - 1)]

    def _naam(self, before: Bekend | None = None) -> str:
        """Return what the folder is likely called."""
        if before is not None:
            naam, then = before.map.name, str(before.jaar)
            return naam.replace(then, str(self.jaar)) if then in naam else f"{naam}-{self.jaar}"
        kind = "" if self.document.sjabloon == "begroting" else f"-{self.document.sjabloon}"
        year = f"-{self.jaar}" if self.jaar else ""
        return f"{slug(self.gemeente) or 'dossier'}{year}{kind}"

    @property
    def _beste_map(self) -> Path:
        """Return where the folder is likely wanted: beside the dossier that it follows, or others of the same."""
        rolled = self.document.uit
        beside = [b.map for b in self._bekend if b.gemeente.lower() == self.gemeente.lower()]
        parent = rolled.map.parent if rolled else beside[0].parent if beside else self._map
        return self._vrij(parent / self._naam(rolled))

    @property
    def doel(self) -> Path:
        """Return the folder that is made."""
        return self._pad.pad if self._pad else self._beste_map

    @property
    def opdracht(self) -> Opdracht:
        """Return what is to be made, once all is answered."""
        rolled = self.document.uit
        taken = None if rolled else self.programma.uit
        return Opdracht(
            self.doel,
            self.gemeente,
            self.jaar,
            self.document.sjabloon,
            taken.map if taken else None,
            rolled.map if rolled else None,
            self._wil_git,
            "" if taken or rolled else self._saldo,
        )

    # --- keys --------------------------------------------------------------------------------

    @property
    def bijschrift(self) -> str:
        """Return which question it is."""
        return f"vraag {self.stap + 1} van {len(VRAGEN)}"

    @property
    def toetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys."""
        first = ("↑↓", "Kies") if self.stap in (2, 3) else ("Typ", VRAGEN[self.stap])
        on = ("Enter", "Maak het dossier" if self.stap == len(VRAGEN) - 1 else "Verder")
        fill = [("Tab", "Vul aan")] if self.stap == 4 else []
        git = [("^G", "Zonder git" if self._wil_git else "Met git")] if self.stap == 4 and self._git else []
        saldo = [("^T", "Saldo andersom")] if self.stap == 4 and self._kiest_saldo else []
        back = [("Shift+Tab", "Terug")] if self.stap else []
        return [first, on, *fill, *git, *saldo, *back, ("Esc", "Niet")]

    @property
    def _kiest_saldo(self) -> bool:
        """Return whether the dossier prints as nothing says yet."""
        return self.document.uit is None and self.programma.uit is None

    def druk(self, key: str, character: str | None) -> None:
        """Act on a key."""
        if key == "escape":
            self.is_weg = True
        elif key == "shift+tab":
            self._terug()
        elif key == "enter" or (key == "tab" and self.stap < 4):
            self._verder()
        elif self.stap in (2, 3):
            self._kies_met(key)
        elif self.stap == 4 and key == "ctrl+g":
            self._wil_git = self._git is not None and not self._wil_git
        elif self.stap == 4 and key == "ctrl+t" and self._kiest_saldo:
            self._saldo = next(saldo for saldo in _SALDI if saldo != self._saldo)
        elif self._in_veld(key, character):
            self._fout = ""

    def _in_veld(self, key: str, character: str | None) -> bool:
        if self.stap == 4:
            return self._pad is not None and self._pad.druk(key, character)
        return (self._gemeente, self._jaar)[self.stap].druk(key, character)

    def _kies_met(self, key: str) -> None:
        step = {"up": -1, "down": 1}.get(key, 0)
        if self.stap == 2:
            self._document = max(0, min(self._document + step, len(self.documenten) - 1))
        else:
            self._programmas = max(0, min(self._programmas + step, len(self.programmas) - 1))

    def _terug(self) -> None:
        self.stap, self._fout = max(self.stap - 1, 0), ""

    def _verder(self) -> None:
        """Go to the next question, or say why this is no answer."""
        self._fout = self._waarom_niet()
        if self._fout:
            return
        if self.stap == len(VRAGEN) - 1:
            self.is_klaar = True
            return
        self.stap += 1
        if self.stap == len(VRAGEN) - 1:
            self._stel_map_voor()

    def _stel_map_voor(self) -> None:
        """Propose a folder, unless another one was typed already."""
        proposal = str(self._beste_map)
        if self._pad is None or self._pad.veld.tekst == self._voorstel:
            self._pad = Padvraag(proposal)
            self._voorstel = proposal

    def _waarom_niet(self) -> str:
        if self.stap == 0 and (not self.gemeente or not self.gemeente.isprintable()):
            return "Typ de naam van de gemeente."
        if self.stap == 1 and not self.jaar:
            return f"Typ een jaar van vier cijfers, van {JAREN[0]} tot en met {JAREN[-1]}."
        if self.stap == 4:
            return "Typ de map die gemaakt wordt." if self._pad and not self._pad.tekst else self._vol(self.doel)
        return ""

    def plak(self, tekst: str) -> None:
        """Paste into the field of this question."""
        if self.stap == 4 and self._pad:
            self._pad.plak(tekst)
        elif self.stap < 2:
            (self._gemeente, self._jaar)[self.stap].zet(tekst)
        self._fout = ""

    def kies(self, index: int) -> None:
        """Choose an answer; a second click goes on."""
        now = {2: self._document, 3: self._programmas, 4: self._pad.index if self._pad else -1}.get(self.stap)
        if now == index and self.stap < 4:
            self._verder()
        elif self.stap == 2:
            self._document = index
        elif self.stap == 3:
            self._programmas = index
        elif self._pad:
            self._pad.index = index

    def mislukt(self, reden: str) -> None:
        """Say why it could not be made, at the last question."""
        self.is_klaar, self._fout = False, reden

    # --- the lines ---------------------------------------------------------------------------

    def teken(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the questions with their answers, that of now open."""
        lines: list[Woorden] = [[]]
        answers = (
            self.gemeente,
            str(self.jaar or self._jaar.tekst),
            self.document.naam,
            self.programma.naam,
            kort_pad(self.doel),
        )
        told = [[Woord(f"   {line}", "zacht")] for line in broken(self._maakt(), max(width - 6, 10))]
        for number, (vraag, answer) in enumerate(zip(VRAGEN, answers, strict=True)):
            if number == self.stap:
                lines += self._open(vraag, width, height - len(told))
            else:
                lines.append(_gesloten(number, vraag, answer, is_done=number < self.stap))
        return [clip(line, width) for line in [*lines, [], *told]]

    def _open(self, vraag: str, width: int, height: int) -> Iterator[Woorden]:
        head = Woord(f"   {self.stap + 1} {vraag.ljust(_NAAM)}", "accent", vet=True)
        wrong = foutregel(self._fout, width, "     ")
        if self.stap < 2:
            yield [head, *veld((self._gemeente, self._jaar)[self.stap], min(40, width - _NAAM - 8))]
        else:
            yield [head]
        if self.stap in (2, 3):
            chosen = self._document if self.stap == 2 else self._programmas
            keuzes = self.documenten if self.stap == 2 else self.programmas
            yield from _keuzes(keuzes, min(chosen, len(keuzes) - 1), width, height - 8)
        elif self._pad and self.stap == 4:
            yield from padregels(self._pad, width, max(height - 9 - len(wrong), 0), "     ")
        yield from wrong

    def _maakt(self) -> str:
        rolled = self.document.uit
        taken = self.programma.uit
        count = 2 + (taken.programmas if taken else 1)
        what = f"de bestanden van {rolled.map.name}, een jaar verder" if rolled else f"{count} bestanden"
        turn = "; ^T zet het andersom" if self.stap == 4 else ""
        prints = f" Saldo: {_SALDI[self._saldo]}{turn}." if self._kiest_saldo else ""
        return f"Maakt {what}{self._met_git()}. Er wordt niets overschreven.{prints}"

    def _met_git(self) -> str:
        if self._git is None:
            return ", zonder git (dat is hier niet)"
        if not self._wil_git:
            return ", zonder git"
        top = self._git(self.doel)
        return f", in de git-repository {Path(top).name}" if top else " en een git-repository"


def _telt(bekend: Bekend) -> str:
    return "1 programma" if bekend.programmas == 1 else f"{bekend.programmas} programma's"


def _gesloten(number: int, vraag: str, answer: str, *, is_done: bool) -> Woorden:
    mark = Woord(f"  {T.goed}", "goed") if is_done else Woord("")
    ink = "inkt" if is_done else "nul"
    return [Woord(f"   {number + 1} {vraag.ljust(_NAAM)}", "zacht"), Woord(display(answer), ink), mark]


def _keuzes(keuzes: Sequence[Keuze], chosen: int, width: int, most: int) -> Iterator[Woorden]:
    begin = min(max(0, chosen - most + 2), max(len(keuzes) - most, 0)) if most > 0 else 0
    wide = max(_KEUZE, *(len(k.naam) + 2 for k in keuzes))
    for index, keuze in list(enumerate(keuzes))[begin : begin + max(most, 3)]:
        is_chosen = index == chosen
        words = [
            Woord(" "),
            Woord(display(keuze.naam).ljust(wide), vet=is_chosen),
            Woord(display(keuze.uitleg), "zacht"),
        ]
        doe = f"kies({index})"
        line = gekozen(words, width - 8, doe) if is_chosen else clip(gewoon(words, doe), width - 8)
        yield [Woord("     "), *line]
