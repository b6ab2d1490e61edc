"""A file that is no ledger report, on its way into a dossier: nothing is chosen of how it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budgetdesk.importing.bron import Bron
from budgetdesk.importing.mapping import GROOTBOEK, Doen
from budgetdesk.importing.voorstel import Keuzes
from budgetdesk.session.inleessoorten import SOORTEN, Inleessoort
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Uitkomst, Verzoek


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


class AndereSoort:
    """One such file: what it is, what it comes to, and what becomes of what is of nothing."""

    def __init__(self, session: Session, aanbod: Aanbod, soort: Inleessoort) -> None:
        self._session: Final = session
        self._aanbod: Final = aanbod
        self.soort: Final = soort
        self.los: Doen | None = None
        """What becomes of what is of nothing; None: that is asked."""
        self.gevolg: Gevolg | None = None
        """What it comes to; None while that is not known."""

    def lezer(self) -> Callable[[], Gevolg]:
        """Return what finds out what it comes to."""
        session, aanbod, soort = self._session, self._aanbod, self.soort
        verzoek = Verzoek(als=soort.naam, keuzes=Keuzes(los=self.los))

        def read() -> Gevolg:
            found = soort.lees(session, [aanbod], verzoek)
            return Gevolg(found, found.tekst(session.dossier).splitlines())

        return read

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
