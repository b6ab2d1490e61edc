"""Bringing a foreign file in, step by step, as somebody does it on a screen: file, reading, links, what changes.

It knows no screen. What is chosen stays when a step is taken back; what is computed is forgotten once what it was
computed from is another thing. Slow work is handed out (`werk`) to be done anywhere, and comes back with the number of
the state it is of (`neem`): what is of an earlier one comes too late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final, Literal

from budgetdesk.errors import Refused
from budgetdesk.importing.koppelen import Boekingen
from budgetdesk.importing.koppelkeuze import (
    Koppelrij,
    NieuwePosten,
    groepen,
    koppelrijen,
    voorstel_met,
)
from budgetdesk.importing.mapping import Doen, Groepeer
from budgetdesk.importing.overzicht import Verschilregel, verschilregels
from budgetdesk.importing.verslag import slot
from budgetdesk.importing.voorstel import Keuzes, Voorstel
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.edits import Edit, Effect
from budgetdesk.session.anderesoort import AndereSoort, Gelezen, Gevolg
from budgetdesk.session.bladlezing import Bladgelezen, Bladlezing
from budgetdesk.session.boeken import Boekplaats
from budgetdesk.session.inlezen import bewaar, boek
from budgetdesk.session.koppelingen import Koppelingen
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Verzoek
from budgetdesk.voortgang import onafgebroken
from budgetdesk.zinnen import aantal

Stap = Literal["bestand", "lezen", "koppelen", "exact", "verschil"]

STAPPEN: Final[tuple[Stap, ...]] = ("bestand", "lezen", "koppelen", "verschil")
"""The steps of a ledger report."""


@dataclass(frozen=True, slots=True)
class Werk:
    """What is to be computed, and of which state it is."""

    versie: int
    doe: Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Verschil:
    voorstel: Voorstel
    regels: Sequence[Verschilregel]


class Inleesgang:
    """One file on its way into a dossier."""

    def __init__(self, session: Session) -> None:
        self.session: Final = session
        """The dossier that it comes into."""
        self.stap: Stap = "bestand"
        self.lezen: Final = Bladlezing(session, lambda: self._changed("lezen"))
        self.taakvelden: dict[str, str] = {}
        """What somebody said that numbers in the column of taakvelden mean: 0,1 without decimals may be 0.10."""
        self.aanvullen = False
        """Whether an amount that is not in the file stays; else it becomes absent."""
        self.koppelingen: Final = Koppelingen(session, lambda: self._changed("verschil"))
        self.ander: AndereSoort | None = None
        """What a file is that is no ledger report; None where it is one."""
        self._versie = 0
        self._linked = False
        """Whether it is known which codes the file has."""
        self._verschil: _Verschil | None = None

    @property
    def stappen(self) -> Sequence[Stap]:
        """Return the steps that there are: of what is no ledger report a printed table has its exact amounts."""
        if self.ander is None:
            return STAPPEN
        return ("bestand", "exact", "verschil") if self.ander.is_tabel else ("bestand", "verschil")

    # --- what is slow ------------------------------------------------------------------------

    @property
    def is_klaar(self) -> bool:
        """Return whether all that this step shows is known."""
        return self._lacking() is None

    def werk(self) -> Werk | None:
        """Return what is to be computed for this step, None where all is known."""
        doe = self._lacking()
        return Werk(self._versie, doe) if doe is not None else None

    def neem(self, werk: Werk, uitkomst: object) -> bool:
        """Take what was computed; return whether it is of the state of now."""
        if werk.versie != self._versie:
            return False
        match uitkomst:
            case Bladgelezen():
                self.lezen.neem(uitkomst)
            case list():
                self.koppelingen.rijen, self._linked = uitkomst, True
            case _Verschil():
                self._verschil = uitkomst
            case Gevolg() if self.ander is not None:
                self.ander.gevolg = uitkomst
        return True

    def _lacking(self) -> Callable[[], object] | None:
        """Return what computes what this step lacks, None where all is known."""
        if self.stap == "bestand" or self.lezen.bron is None:
            return None
        if self.ander is not None:
            return self.ander.lezer() if self.ander.gevolg is None else None
        if self.lezen.lezing is None:
            return self.lezen.lezer
        boekingen = self.lezen.lezing.boekingen
        return self._links(boekingen) if self.stap != "lezen" and boekingen is not None else None

    def _links(self, boekingen: Boekingen) -> Callable[[], object] | None:
        dossier, groepeer = self.koppelingen.dossier, self.groepeer
        if not self._linked:
            return lambda: koppelrijen(dossier, boekingen, groepeer)
        if self.stap == "koppelen" or self._verschil is not None:
            return None
        wijze, keuzes = self.lezen.leeswijze, Keuzes(aanvullen=self.aanvullen, toch=True)
        chosen, opbouw = self.koppelingen.gekozen, self.koppelingen.opbouw.edits(self.koppelingen.nieuw)

        def proposed() -> _Verschil:
            found = replace(voorstel_met(dossier, boekingen, wijze, keuzes, chosen), opbouw=opbouw)
            return _Verschil(found, verschilregels(dossier, found))

        return proposed

    def _changed(self, vanaf: Stap) -> None:
        """Forget what was computed for a step and those after it."""
        self._versie += 1
        at = STAPPEN.index(vanaf)
        if at <= STAPPEN.index("lezen"):
            self.lezen.vergeet()
        if at <= STAPPEN.index("koppelen"):
            self._linked, self.koppelingen.rijen = False, ()
        self._verschil = None

    # --- step by step ------------------------------------------------------------------------

    def verder(self) -> str:
        """Go to the next step; return in Dutch why that cannot be, else nothing."""
        reason = self._why_not()
        if not reason:
            self.stap = self.stappen[min(self.stappen.index(self.stap) + 1, len(self.stappen) - 1)]
        return reason

    def _why_not(self) -> str:
        if self.stap == "bestand":
            is_other = len(self.stappen) < len(STAPPEN)
            return "" if is_other or self.lezen.blad is not None else "Kies eerst een bestand, en een blad ervan."
        if not self.is_klaar:
            return "Nog even: het lezen is nog bezig."
        if self.ander is not None:
            return self._asked(self.ander)
        if self.stap == "lezen" and not self.lezen.is_gelezen:
            return self._unread()
        if self.stap == "koppelen" and (waiting := len(self.koppelingen.wachtend)):
            return f"{aantal(waiting, 'regel wacht', 'regels wachten')} op een keuze; A neemt alle van een soort."
        return ""

    def _unread(self) -> str:
        """Return what has to be decided or mended before a ledger report is read."""
        lezing, vragen = self.lezen.lezing, self.lezen.vragen
        faults = len(lezing.boekingen.fouten) if lezing and lezing.boekingen else 0
        if vragen:
            return f"Eerst nog {aantal(len(vragen), 'vraag', 'vragen')}: V beantwoordt de eerste."
        return f"Herstel eerst {aantal(faults, 'cel', 'cellen')} in de bron." if faults else "Er is niets te lezen."

    @staticmethod
    def _asked(ander: AndereSoort) -> str:
        """Return what has to be decided first of how a printed table is read."""
        asked = len(ander.leesvragen)
        if asked and not ander.antwoorden:
            return f"Dit wordt op de opdrachtregel gezegd: {ander.leesvragen[0]}"
        return f"Eerst nog {aantal(asked, 'vraag', 'vragen')}: V beantwoordt de eerste." if asked else ""

    def terug(self) -> bool:
        """Go a step back, keeping what was chosen; return whether there was one."""
        at = self.stappen.index(self.stap)
        self.stap = self.stappen[max(at - 1, 0)]
        return at > 0

    # --- the file ----------------------------------------------------------------------------

    def neem_bron(self, gelezen: Gelezen) -> None:
        """Take a file that was read, and its sheet where only one can be meant; what was chosen before is forgotten."""
        self._changed("bestand")
        self.stap = "bestand"
        self.lezen.neem_bron(gelezen.bron)
        self.koppelingen.vergeet()
        self.taakvelden = {}
        self.ander = AndereSoort(self.session, gelezen.aanbod, gelezen.soort) if gelezen.soort is not None else None

    @property
    def is_te_kiezen(self) -> bool:
        """Return whether it has to be chosen which of several sheets is read."""
        return self.lezen.blad is None and len(self.stappen) == len(STAPPEN)

    def kies_blad(self, nummer: int) -> None:
        """Read a sheet, from 0; what was decided of another one is forgotten."""
        if self.lezen.kies_blad(nummer):
            self._changed("bestand")
            self.koppelingen.vergeet()

    # --- what belongs where ------------------------------------------------------------------

    def nieuwe_posten(self) -> NieuwePosten:
        """Return what makes posts of rows; raises Refused while nothing was read."""
        lezing = self.lezen.lezing
        if lezing is None or lezing.boekingen is None:
            raise Refused("Er is nog niets gelezen.")
        return NieuwePosten(self.koppelingen.dossier, lezing.boekingen, self.lezen.leeswijze, self.taakvelden)

    def zoals_bestand(self, rijen: Sequence[Koppelrij]) -> None:
        """Make posts of rows, under the programmas and beleidsterreinen that the file names; those are remembered."""
        for tekst, terrein in self.koppelingen.zoals_bestand(rijen, self.nieuwe_posten()).items():
            self.onder(tekst, terrein)

    def onder(self, tekst: str, terrein: str) -> None:
        """Let what the file calls so be a beleidsterrein of the dossier: `1A`, or `1/1A`; it is kept with the rest."""
        if (indeling := self.lezen.indeling) is not None:
            known = {**indeling.wijze.beleidsterrein, tekst: terrein}
            self.lezen.onthoud(indeling.anders(beleidsterrein=known))

    @property
    def groepeer(self) -> Groepeer:
        """Return what codes are linked together by."""
        return self.lezen.indeling.wijze.groepeer if self.lezen.indeling is not None else "code"

    def wissel_groep(self) -> None:
        """Link by other codes: each, per kostenplaats, per kostenplaats and categorie, per taakveld and categorie."""
        lezing, indeling = self.lezen.lezing, self.lezen.indeling
        boekingen = lezing.boekingen if lezing is not None else None
        possible = groepen(boekingen.rekeningen if boekingen is not None else ())
        at = possible.index(self.groepeer) if self.groepeer in possible else -1
        wanted = possible[(at + 1) % len(possible)]
        if wanted != self.groepeer and indeling is not None:
            self._changed("koppelen")
            self.lezen.onthoud(indeling.anders(groepeer=wanted))

    # --- what it comes to --------------------------------------------------------------------

    @property
    def voorstel(self) -> Voorstel | None:
        """Return what the file comes to; None while that is not known."""
        return self._verschil.voorstel if self._verschil is not None else None

    @property
    def slot(self) -> str:
        """Return in a sentence what it comes to."""
        if self.ander is not None:
            return self.ander.slot
        return slot(self.voorstel) if self.voorstel is not None else ""

    def laat(self, los: Doen) -> None:
        """Say what becomes of what is of nothing in a file that is no ledger report."""
        self._changed("verschil")
        if self.ander is not None:
            self.ander.laat(los)

    def antwoord(self, verzoek: Verzoek) -> None:
        """Say something of a file that is no ledger report; it is read again with that."""
        self._changed("verschil")
        if self.ander is not None:
            self.ander.zeg(verzoek)

    @property
    def wijzigt(self) -> bool:
        """Return whether anything changes, and nothing stands in the way of that."""
        if self.ander is not None:
            return self.ander.wijzigt
        return self.voorstel is not None and bool(self.voorstel.edits)

    @property
    def verschil(self) -> Sequence[Verschilregel]:
        """Return what the file changes, as lines."""
        return self._verschil.regels if self._verschil is not None else ()

    def vul_aan(self, *, aanvullen: bool) -> None:
        """Let amounts that are not in the file stay, or become absent."""
        if aanvullen != self.aanvullen:
            self._changed("verschil")
            self.aanvullen = aanvullen

    def neem_over(self) -> Effect | None:
        """Do what the file comes to as one step; None where it changes nothing. Raises as `Session.do`."""
        if self.ander is not None:
            return self.ander.gevolg.uitkomst.doe(self.session) if self.ander.gevolg is not None else None
        bron, _, _ = self.lezen.gekozen
        if self.voorstel is None:
            return None
        with self._written():
            return self.session.do(self.voorstel.edits, f"import {bron.naam}")

    def boek(self, besluit: Bestand) -> Effect | None:
        """Book what the file comes to on a decision. Raises as `inlezen.boek`."""
        (bron, _, _), found = self.lezen.gekozen, self.voorstel
        if found is None:
            return None
        plaats = Boekplaats(besluit.naam, self.lezen.leeswijze.naam)
        vooraf: list[Edit] = [*found.opbouw, *found.koppelingen]
        with self._written():
            return boek(self.session, plaats, found.bedragen, found.nieuw, f"import {bron.naam}", vooraf)

    def _written(self) -> AbstractContextManager[None]:
        """Make the files of programmas that are new; what follows that is not called off."""
        opbouw = self.koppelingen.opbouw
        opbouw.schrijf(self.koppelingen.nieuw)
        return onafgebroken(als=opbouw.schreef)

    def bewaar(self, naam: str) -> list[str]:
        """Keep how the file is read under a name; return warnings. Raises as `inlezen.bewaar`."""
        warnings = bewaar(self.session, naam, self.lezen.leeswijze)
        self.lezen.bewaard = naam
        return warnings


def ongedrukt(gang: Inleesgang) -> list[str]:
    """Return each `fase.jaar` of a file that no column of the open document is of: its tables do not show it."""
    boekingen = gang.lezen.lezing.boekingen if gang.lezen.lezing is not None else None
    printed = gang.session.sjabloon.ramingen
    return [term for term in (boekingen.termen if boekingen is not None else ()) if term not in printed]
