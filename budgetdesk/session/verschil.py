"""The whole difference between the open dossier and a revision, line by line, and as markdown.

A line is one value, with where it is shown; unsaved edits count. How a difference reads is for `review`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.model.adres import Adres
from budgetdesk.review.verschil.druk import PIJL
from budgetdesk.review.verschil.hoofdstuk import Hoofdstuk
from budgetdesk.review.verschil.tabellen import chapters, summary, text_of
from budgetdesk.review.verschil.vergelijking import Vergelijking, compare, with_effect
from budgetdesk.session.session import Session
from budgetdesk.session.vergelijk import Referentie
from budgetdesk.session.verschilmarkdown import markdown
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files
from budgetdesk.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Regel:
    """One line: a heading of level 0 (a file), 1 (a table) or 2 (a group), or at level 3 what differs.

    `kolom` is the heading of an amount, `wijziging` reads `oud → nieuw` or tells it in words, `verschil` is the
    difference with its percentage. The address is in the open dossier, or in the older one where it is gone.
    """

    niveau: int
    naam: str
    soort: str = ""
    kolom: str = ""
    wijziging: str = ""
    verschil: str = ""
    adres: Adres | None = None


@dataclass(frozen=True, slots=True)
class Verschil:
    """What differs between a revision (`van`) and the open dossier (`naar`)."""

    vergelijking: Vergelijking
    van: str
    naar: str

    @classmethod
    def of(cls, referentie: Referentie, session: Session) -> Verschil:
        """Compare all of two dossiers, with what it does to the totals."""
        found = compare(referentie.session.dossier, session.dossier)
        if found:
            found = with_effect(found, referentie.session.cijfers, session.cijfers)
        naar = "het geopende dossier" + (" met wat nog niet is opgeslagen" if session.dirty else "")
        return cls(found, referentie.naam, naar)

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.vergelijking)

    def summary(self) -> list[str]:
        """Return in sentences how much changed and what that does to the result."""
        return summary(self.vergelijking)

    def lines(self) -> list[Regel]:
        """Return everything that differs, the effect on the totals first, under headings."""
        return [regel for hoofdstuk in chapters(self.vergelijking) for regel in _lines(hoofdstuk)]

    def markdown(self) -> str:
        """Return what reads well where it is pasted in a merge request."""
        return markdown(self.vergelijking, self.van, self.naar)

    def write(self, doel: Path) -> list[str]:
        """Write the markdown to a file, in place of what is there; return warnings. Raises WriteError."""
        return replace_files([Vervanging(doel, self.markdown().encode(), ONGEACHT)])


def _lines(hoofdstuk: Hoofdstuk) -> Iterator[Regel]:
    yield Regel(0, hoofdstuk.titel)
    for label, grid in hoofdstuk.tabellen:
        yield Regel(1, label)
        for index, rij in enumerate(grid.rijen):
            if rij.rol == "groep":
                yield Regel(2, rij.naam)
            yield from _cells(grid, index)
    if hoofdstuk.teksten:
        yield Regel(1, "Teksten")
    for tekst in hoofdstuk.teksten:
        yield Regel(3, tekst.naam, tekst.veld, wijziging=text_of(tekst), adres=tekst.adres)


def _cells(grid: Grid, index: int) -> Iterator[Regel]:
    """Yield what differs in a row; of the sums some columns stay as they are."""
    rij = grid.rijen[index]
    for kolom, kop in enumerate(grid.koppen):
        text, of_words = grid.cell(index, kolom), kop.vorm == "tekst"
        if not (of_words or PIJL in text):
            continue
        change, _, delta = (text, "", "") if of_words else text.partition("\n")
        heading = "" if of_words else kop.tekst
        yield Regel(3, rij.naam, rij.soort.strip(), heading, change, delta.strip("()"), grid.adres(index, kolom))
