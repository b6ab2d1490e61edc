"""How one sheet of a foreign file is read: which, in which columns and rows, by which kept way of reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.importing import mapping
from budgetdesk.importing.bron import Blad, Bron
from budgetdesk.importing.indeling import Indeling, Rol
from budgetdesk.importing.kiezen import MET_BLADEN, Onbeslist, kies
from budgetdesk.importing.kolommen import headings, missing
from budgetdesk.importing.leesvragen import Leesvraag, Lezing, Regel, lees_blad
from budgetdesk.importing.mapping import GROOTBOEK, Leeswijze
from budgetdesk.importing.voorzet import voorzet
from budgetdesk.session.inlezen import leeswijzen
from budgetdesk.session.session import Session


@dataclass(frozen=True, slots=True)
class Bladgelezen:
    """A sheet as it was read, and what there is to tell of choosing how."""

    lezing: Lezing
    via: str
    """The way of reading that it is of, by name; empty: one that is made here."""
    verteld: tuple[Regel, ...] = ()


class Bladlezing:
    """The file that is read, its sheet, and how; `anders` is called once it is to be read in another way."""

    def __init__(self, session: Session, anders: Callable[[], None]) -> None:
        self._session = session
        self._anders = anders
        self.bron: Bron | None = None
        self.bladnummer = -1
        """The sheet that is read, from 0; -1 while none is chosen."""
        self.via = ""
        """The way of reading of the dossier that it is read by; empty where it is made here."""
        self.bewaard = ""
        """The name under which the way of reading of now was kept."""
        self._indeling: Indeling | None = None
        self._gelezen: Bladgelezen | None = None

    # --- which sheet -------------------------------------------------------------------------

    def neem_bron(self, bron: Bron) -> None:
        """Take a file, and its sheet where only one can be meant; what was chosen before is forgotten."""
        likely = [n for n, blad in enumerate(bron.bladen) if blad.zichtbaar and blad.cellen]
        self.bron, self._indeling, self.via, self.bewaard = bron, None, "", ""
        self.bladnummer = likely[0] if len(likely) == 1 else -1

    @property
    def blad(self) -> Blad | None:
        """Return the sheet that is read."""
        known = self.bron.bladen if self.bron is not None else ()
        return known[self.bladnummer] if 0 <= self.bladnummer < len(known) else None

    def kies_blad(self, nummer: int) -> bool:
        """Read a sheet, from 0; return whether it is another one than before."""
        if nummer == self.bladnummer or self.bron is None or not 0 <= nummer < len(self.bron.bladen):
            return False
        self.bladnummer, self._indeling, self.via = nummer, None, ""
        return True

    # --- what was read -----------------------------------------------------------------------

    @property
    def lezer(self) -> Callable[[], Bladgelezen] | None:
        """Return what reads the sheet, None where it was read or none is chosen."""
        bron, blad, indeling, via = self.bron, self.blad, self._indeling, self.via
        if self._gelezen is not None or bron is None or blad is None:
            return None
        session, jaar = self._session, self._session.dossier.jaar

        def read() -> Bladgelezen:
            if indeling is not None:
                return Bladgelezen(lees_blad(bron, blad, indeling, jaar), via)
            known, naam, told = _known(session, bron, blad)
            return Bladgelezen(lees_blad(bron, blad, known or voorzet(blad), jaar), naam, told)

        return read

    def neem(self, gelezen: Bladgelezen) -> None:
        """Take what was read."""
        self._gelezen, self._indeling, self.via = gelezen, gelezen.lezing.indeling, gelezen.via

    def vergeet(self) -> None:
        """Forget what was read, not how."""
        self._gelezen = None

    @property
    def lezing(self) -> Lezing | None:
        """Return the sheet as it is read by now; None while that is not known."""
        return self._gelezen.lezing if self._gelezen is not None else None

    @property
    def is_gelezen(self) -> bool:
        """Return whether it was read and nothing of it is left to be decided or mended."""
        return self.lezing is not None and self.lezing.is_klaar

    @property
    def vragen(self) -> Sequence[Leesvraag]:
        """Return what has to be decided before it can be read."""
        return self.lezing.vragen if self.lezing is not None else ()

    @property
    def regels(self) -> Sequence[Regel]:
        """Return what there is to tell of reading it."""
        if self._gelezen is None:
            return ()
        return (*self._gelezen.lezing.regels, *self._gelezen.verteld)

    # --- how it is read ----------------------------------------------------------------------

    @property
    def indeling(self) -> Indeling | None:
        """Return how the sheet is read."""
        return self._indeling

    def deel_in(self, indeling: Indeling) -> None:
        """Read the sheet in another way."""
        if self._indeling is not None:
            # what was decided of links since is of no layout
            kept = self._indeling.wijze
            indeling = indeling.anders(groepeer=kept.groepeer, beleidsterrein=kept.beleidsterrein)
        if indeling != self._indeling:
            self._anders()
            self._indeling, self.bewaard = indeling, ""

    def onthoud(self, indeling: Indeling) -> None:
        """Know more of what becomes of the sheet; nothing is read in another way by it."""
        self._indeling, self.bewaard = indeling, ""

    def kolom(self, kolom: int, rol: Rol | None) -> None:
        """Let a column say something else; None: it is not read."""
        if self._indeling is not None:
            self.deel_in(self._indeling.met(kolom, rol))

    def eenheid(self, eenheid: int) -> None:
        """Read amounts in another unit, in euros."""
        if self._indeling is not None:
            self.deel_in(replace(self._indeling.anders(eenheid=eenheid), eenheid_gezegd=True))

    def wissel_verborgen(self) -> None:
        """Read hidden rows as others, or leave them out."""
        if self._indeling is not None:
            self.deel_in(replace(self._indeling, verborgen=not self._indeling.verborgen))

    def koprij(self, rij: int) -> None:
        """Take a row for the headings: beside those there are where it touches them, else alone.

        Columns that say nothing by then are recognised again.
        """
        if self._indeling is None or self.blad is None:
            return
        now = self._indeling.wijze.kop
        if rij in now:
            kop = tuple(r for r in now if r != rij)
        elif now and rij in (now[0] - 1, now[-1] + 1):
            kop = tuple(sorted((*now, rij)))
        else:
            kop = (rij,)
        fresh = voorzet(self.blad, kop)
        kept = replace(self._indeling.wijze, kop=kop, overslaan=fresh.wijze.overslaan)
        self.deel_in(replace(fresh, wijze=kept))

    @property
    def leeswijze(self) -> Leeswijze:
        """Return how the file is read, as it can be kept; raises Refused while that is not chosen."""
        bron, blad, indeling = self.gekozen
        found = indeling.leeswijze(blad)
        if bron.soort in MET_BLADEN and len(bron.bladen) > 1 and not found.blad:
            found = replace(found, blad=blad.naam)
        return replace(found, naam=found.naam or bron.naam)

    @property
    def gekozen(self) -> tuple[Bron, Blad, Indeling]:
        """Return the file, its sheet and how that is read; raises Refused while one is not chosen."""
        if self.bron is None or self.blad is None or self._indeling is None:
            raise Refused("Kies eerst een bestand en hoe het wordt gelezen.")
        return self.bron, self.blad, self._indeling


def _known(session: Session, bron: Bron, blad: Blad) -> tuple[Indeling | None, str, tuple[Regel, ...]]:
    """Return how a sheet is read by a way of reading of the dossier that fits, its name, and what there is to tell."""
    ways: list[Leeswijze] = []
    told: list[Regel] = []
    for naam in mapping.names(session.map):
        try:
            ways += [wijze for wijze in leeswijzen(session, naam) if wijze.als in GROOTBOEK]
        except BudgetdeskError as error:
            told.append(Regel(str(error), "let op"))
    if not ways:
        return None, "", tuple(told)
    try:
        found = kies(bron, ways, blad.naam)
    except Onbeslist as error:
        # of a file that is read in no such way at all there is nothing to tell
        near = any(2 * len(missing(headings(blad, way.kop), way)) < len(way.genoemd) for way in ways)
        return None, "", (*told, *([Regel(error.vraag.zin, "let op")] if near else []))
    return Indeling.of(found), found.leeswijze.sleutel, (*told, *(Regel(zin, "let op") for zin in found.verteld))
