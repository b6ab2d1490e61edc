"""A file that is no ledger report, on its way into a dossier: nothing is chosen of how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from budgetdesk.importing.bron import Bron
from budgetdesk.importing.kiezen import Onbeslist
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.mapping import GROOTBOEK, Doen
from budgetdesk.session.inleessoorten import SOORTEN, Inleessoort
from budgetdesk.session.session import Session
from budgetdesk.session.tabelinlezen import ALS as TABEL
from budgetdesk.session.tabelinlezen import Tabelkeuze, Tabeluitkomst
from budgetdesk.session.uitkomst import Aanbod, Antwoord, Uitkomst, Verzoek

_TABELLEN: Final = (Tabeluitkomst, Tabelkeuze)
"""What a printed table may come to: that has answers to choose from."""


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A file that was read, and what it is seen to be; None: a ledger report, or nobody knows yet."""

    bron: Bron
    aanbod: Aanbod
    soort: Inleessoort | None


def herken(session: Session, bron: Bron, inhoud: Callable[[], bytes], pad: Path | None = None) -> Gelezen:
    """Return what a file is seen to be, by what it holds; `inhoud` gives its bytes."""
    aanbod = Aanbod(bron.naam, lambda _scheiding, _codering: bron, inhoud, pad)
    kinds = (soort for soort in SOORTEN if soort.naam not in GROOTBOEK and soort.herken(session, bron))
    return Gelezen(bron, aanbod, next(kinds, None))


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What a file comes to, and what was read as people read it, line by line."""

    uitkomst: Uitkomst
    tekst: Sequence[str]
    gelezen: Sequence[str] = ()
    """Of a printed table: what was read, and whether the amounts reproduce it."""


class AndereSoort:
    """One such file: what it is, what it comes to, and what becomes of what is of nothing."""

    def __init__(self, session: Session, aanbod: Aanbod, soort: Inleessoort) -> None:
        self._session: Final = session
        self._aanbod: Final = aanbod
        self.soort: Final = soort
        self.verzoek = Verzoek(als=soort.naam)
        """What was said of it by now."""
        self.gevolg: Gevolg | None = None
        """What it comes to; None while that is not known."""

    def lezer(self) -> Callable[[], Gevolg]:
        """Return what finds out what it comes to."""
        session, aanbod, soort = self._session, self._aanbod, self.soort
        verzoek, naam = self.verzoek, aanbod.naam

        def read() -> Gevolg:
            try:
                found = soort.lees(session, [aanbod], verzoek)
            except Onbeslist as error:
                if not error.keuzes:
                    raise
                found = Tabelkeuze(naam, error.vraag, error.keuzes)
            told = found.gelezen() if isinstance(found, _TABELLEN) else ()
            return Gevolg(found, found.tekst(session.dossier).splitlines(), told)

        return read

    def laat(self, los: Doen) -> None:
        """Say what becomes of what is of nothing."""
        self.zeg(replace(self.verzoek, keuzes=replace(self.verzoek.keuzes, los=los)))

    def zeg(self, verzoek: Verzoek) -> None:
        """Say something else of it: what it comes to is to be found out again."""
        self.verzoek, self.gevolg = verzoek, None

    @property
    def is_tabel(self) -> bool:
        """Return whether it is a printed table, of which it is looked at first whether it adds up."""
        return self.soort.naam == TABEL

    @property
    def antwoorden(self) -> Sequence[Antwoord]:
        """Return what may be chosen of the first thing that has to be decided."""
        found = self.gevolg.uitkomst if self.gevolg is not None else None
        return found.antwoorden(self.verzoek) if isinstance(found, _TABELLEN) else ()

    @property
    def leesvragen(self) -> Sequence[Open]:
        """Return what has to be decided before it is known what a table says."""
        found = self.gevolg.uitkomst if self.gevolg is not None else None
        return found.leesvragen if isinstance(found, _TABELLEN) else ()

    @property
    def kan_los(self) -> bool:
        """Return whether it can be said here what becomes of what is of nothing."""
        return "--overslaan" in self.soort.opties

    @property
    def slot(self) -> str:
        """Return in a sentence what it comes to, or that something stands in the way."""
        if self.gevolg is None:
            return ""
        found = self.gevolg.uitkomst
        if found.vragen or found.fouten:
            return "Nog niet over te nemen: eerst is er iets te beslissen of te herstellen."
        return found.slot() if found.edits else found.niets()

    @property
    def wijzigt(self) -> bool:
        """Return whether anything changes, and nothing stands in the way of that."""
        found = self.gevolg.uitkomst if self.gevolg is not None else None
        return found is not None and bool(found.edits) and not found.vragen and not found.fouten
