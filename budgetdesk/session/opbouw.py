"""What new posts need and is not there yet: programmas and beleidsterreinen, made together with those posts.

Until then nothing is on disk: whoever thinks better of it leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.blok.namen import norm
from budgetdesk.importing.koppelkeuze import Koppelrij, NieuwePost, as_if
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.edits import AddRecord, Edit, RemoveRecord, SetValue
from budgetdesk.model.kinds.programma import Beleidsterrein, Programma
from budgetdesk.model.structuur import propose_key
from budgetdesk.session.newfiles import add_programma
from budgetdesk.session.session import Session
from budgetdesk.storage import new

_GENUMMERD: Final = re.compile(r"(?:programma\s+)?([0-9]{1,3})(?:[\s.:–-]+(.*))?", re.IGNORECASE)
_GECODEERD: Final = re.compile(r"[0-9]{1,4}[.0-9]*[A-Za-z]?[\s.:–-]+(\S.*)")
_TERREIN: Final = Beleidsterrein.kind.naam


class Opbouw:
    """The programmas and beleidsterreinen that are made for the posts of one file."""

    def __init__(self, session: Session, veranderd: Callable[[], None]) -> None:
        """Make them for a dossier; `veranderd` is told that there is another one."""
        self._session: Final = session
        self._veranderd: Final = veranderd
        self._bestanden: dict[str, Bestand] = {}
        """Programmas that have no file yet."""
        self._herdoopt: dict[str, list[Edit]] = {}
        """What turns the empty programma of a new dossier into another one, by its file."""
        self._terreinen: list[AddRecord] = []
        self.schreef = False
        """Whether the file of a programma was made."""

    @property
    def dossier(self) -> Dossier:
        """Return the dossier as its open document shows it, with all that is made."""
        seen = self._session.dossier
        edits = [*self._renames(self._herdoopt), *self._terreinen]
        if not edits and not self._bestanden:
            return seen
        return as_if(replace(seen, bestanden={**seen.bestanden, **self._bestanden}), edits)

    def vergeet(self) -> None:
        """Make nothing of it: it is another file."""
        self._bestanden, self._herdoopt, self._terreinen = {}, {}, []

    # --- one by one --------------------------------------------------------------------------

    def terrein(self, bestand: str, naam: str) -> str:
        """Make a beleidsterrein in a programma; return its key."""
        sleutel = propose_key(self.dossier.bestanden[bestand], _TERREIN, naam)
        self._terreinen.append(AddRecord(bestand, _TERREIN, sleutel, (("naam", naam),)))
        self._veranderd()
        return sleutel

    def programma(self, naam: str, nummer: int = 0) -> str:
        """Make a programma, with the next number where none is given; return the name of its file."""
        next_one = max((b.nummer for b in self.dossier.programmas), default=0) + 1
        made = new.new_programma(nummer or next_one, naam)
        self._bestanden[made.naam] = made
        self._veranderd()
        return made.naam

    # --- as the file has them ----------------------------------------------------------------

    def plek(self, programma: str, beleidsterrein: str) -> tuple[str, str] | None:
        """Return the file and the key of the beleidsterrein that a file calls so, made where it is not there.

        None where the file does not say of which programma it is.
        """
        bestand = self._programma(programma)
        if bestand is None:
            return None
        naam = beleidsterrein or bestand.titel
        found = self._known(bestand, naam)
        return bestand.naam, found or self.terrein(bestand.naam, _uncoded(naam))

    def _programma(self, label: str) -> Bestand | None:
        """Return the programma of this number and name; one that is not there is made, without a label the only one.

        None where the number is of a programma of another name.
        """
        known = self.dossier.programmas
        if not label:
            return known[0] if len(known) == 1 else None
        nummer, naam = genummerd(label)
        found = [b for b in known if (b.nummer == nummer if nummer else _is_called(b, naam))]
        if not found or (naam and new.is_as_shipped(found[0])):
            found = self._renamed(found or known, nummer, naam)
        if found:
            return found[0] if not naam or _is_called(found[0], naam) else None
        made = self.programma(naam or f"Programma {nummer}", nummer)
        return self.dossier.bestanden[made]

    def _renamed(self, known: Sequence[Bestand], nummer: int, naam: str) -> list[Bestand]:
        """Return the empty programma of a new dossier under another name, where there is one that can be meant."""
        fits = [b for b in known if new.is_as_shipped(b) and nummer in (0, b.nummer) and naam]
        for bestand in fits[:1]:
            self._herdoopt[bestand.naam] = [*_emptied(bestand, naam)]
            self._veranderd()
        return [self.dossier.bestanden[b.naam] for b in fits[:1]]

    def _known(self, bestand: Bestand, naam: str) -> str:
        wanted = {naam.casefold(), _uncoded(naam).casefold()}
        terreinen = bestand.van(Beleidsterrein)
        fits = (
            t.sleutel for t in terreinen if wanted & {t.sleutel.casefold(), t.naam.casefold(), t.known_as.casefold()}
        )
        return next(fits, "")

    # --- doing it ----------------------------------------------------------------------------

    def edits(self, posten: Iterable[NieuwePost]) -> list[Edit]:
        """Return the edits that make what these posts are under; a programma gets its file by `schrijf`."""
        posten = list(posten)
        used = {(post.bestand, post.terrein) for post in posten}
        renamed = self._renames(post.bestand for post in posten)
        return [*renamed, *(edit for edit in self._terreinen if (edit.bestand, edit.sleutel) in used)]

    def _renames(self, bestanden: Iterable[str]) -> Iterator[Edit]:
        for naam in dict.fromkeys(bestanden):
            yield from self._herdoopt.get(naam, ())

    def schrijf(self, posten: Iterable[NieuwePost]) -> None:
        """Make the files of the programmas that these posts are in. Raises WriteError."""
        for naam in dict.fromkeys(post.bestand for post in posten):
            bestand = self._bestanden.pop(naam, None)
            if bestand is not None:
                add_programma(self._session, bestand.titel, bestand.nummer)
                self.schreef = True


def genummerd(label: str) -> tuple[int, str]:
    """Return the number and the name of what a file calls a programma: `1 Bestuur`, `Programma 1: Bestuur`, `1`.

    The number is 0 where it has none.
    """
    found = _GENUMMERD.fullmatch(label.strip())
    return (int(found[1]), (found[2] or "").strip()) if found else (0, label.strip())


def _is_called(bestand: Bestand, naam: str) -> bool:
    """Return whether a programma has this name, or one of the two is what the other begins with."""
    one, other = f"{norm(bestand.titel)} ", f"{norm(naam)} "
    return one.startswith(other) or other.startswith(one)


def _uncoded(naam: str) -> str:
    """Return the name of a beleidsterrein without the code before it: here it gets one of its own."""
    found = _GECODEERD.fullmatch(naam.strip())
    return found[1] if found else naam.strip()


def _emptied(bestand: Bestand, naam: str) -> Iterator[Edit]:
    """Yield the edits that name a programma and take out what it holds as an example."""
    yield SetValue(Adres(bestand.naam, Programma.kind.naam, "", "naam"), bestand.titel, naam)
    for soort, sleutel in bestand.records:
        if sleutel:
            yield RemoveRecord(bestand.naam, soort, sleutel)


def takken(rijen: Iterable[Koppelrij]) -> dict[tuple[str, str], list[Koppelrij]]:
    """Return rows by the programma and beleidsterrein that they are of, in the order of the file.

    Those with numbers come in that order; rows that name neither are left out.
    """
    found: dict[tuple[str, str], list[Koppelrij]] = {}
    for rij in sorted(rijen, key=lambda rij: (genummerd(rij.labels.programma)[0], rij.rekeningen[0].rij)):
        if rij.labels.programma or rij.labels.beleidsterrein:
            found.setdefault((rij.labels.programma, rij.labels.beleidsterrein), []).append(rij)
    return found
