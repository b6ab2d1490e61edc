"""The whole difference between the open dossier and a revision, line by line, and as markdown.

A line is one value, with where it is shown; unsaved edits count. How a difference reads is for `review`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.review.verschil.druk import PIJL
from budgetdesk.review.verschil.hoofdstuk import Hoofdstuk
from budgetdesk.review.verschil.tabellen import chapters, summary, text_of
from budgetdesk.review.verschil.vergelijking import Vergelijking, compare, with_effect
from budgetdesk.session.session import Session
from budgetdesk.session.vergelijk import Referentie, known_as
from budgetdesk.session.verschilmarkdown import markdown
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files
from budgetdesk.tables.grid import Grid

_EFFECT: Final = frozenset({"verschil-effect", "verschil-standen"})
"""Tables of sums and balances, which are computed."""

STAND: Final = ("stand",)
"""What stands for sides in a line about the balance of a reserve."""


@dataclass(frozen=True, slots=True)
class Regel:
    """One line: a heading of level 0 (a file), 1 (a table), 2 (a group) or 3 (a thing), or at level 4 what differs.

    `kolom` is the heading of an amount, `wijziging` reads `oud → nieuw` or tells it in words, `verschil` is the
    difference with its percentage. The address is in the open dossier, or in the older one where it is gone. A
    line of the effect has the `kanten` that its sum balances; of all programmas together it has no address.
    """

    niveau: int
    naam: str
    soort: str = ""
    kolom: str = ""
    wijziging: str = ""
    verschil: str = ""
    adres: Adres | None = None
    kanten: tuple[str, ...] = ()
    jaar: int = 0

    @property
    def leidt(self) -> bool:
        """Return whether there is a place to go to."""
        return self.adres is not None or bool(self.kanten)


@dataclass(frozen=True, slots=True)
class Verschil:
    """What differs between a revision (`van`) and the open dossier (`naar`)."""

    vergelijking: Vergelijking
    van: str
    naar: str
    op_schijf: tuple[str, ...] = ()
    """Files that others changed meanwhile: it is not about those."""

    @classmethod
    def of(cls, referentie: Referentie, session: Session) -> Verschil:
        """Compare all of two dossiers, with what it does to the totals."""
        found = compare(referentie.session.dossier, session.dossier)
        if found:
            found = with_effect(found, referentie.session.cijfers, session.cijfers)
        naar = "het geopende dossier" + (" met wat nog niet is opgeslagen" if session.dirty else "")
        return cls(found, known_as(referentie.naam), naar, tuple(session.changed_on_disk()))

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.vergelijking)

    def summary(self) -> list[str]:
        """Return in sentences how much changed and what that does to the result."""
        return summary(self.vergelijking)

    def caution(self) -> str:
        """Return that files changed on disk meanwhile, nothing where none did."""
        if not self.op_schijf:
            return ""
        count = len(self.op_schijf)
        what = f"{self.op_schijf[0]} is" if count == 1 else f"{count} bestanden zijn"
        return f"{what} op schijf gewijzigd; hier staat wat u opende."

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
        yield from _under_names(regel for index in range(len(grid.rijen)) for regel in _cells(grid, index))
    if hoofdstuk.teksten:
        yield Regel(1, "Teksten")
    yield from _under_names(Regel(4, t.naam, t.veld, wijziging=text_of(t), adres=t.adres) for t in hoofdstuk.teksten)


def _under_names(regels: Iterator[Regel]) -> Iterator[Regel]:
    """Yield lines with a heading above those of one thing, unless a name is all there is to tell them by."""
    above = ""
    for regel in regels:
        if regel.niveau == 4 and regel.soort and regel.naam != above:
            yield Regel(3, regel.naam)
        above = regel.naam if regel.niveau == 4 else ""
        yield regel


def _cells(grid: Grid, index: int) -> Iterator[Regel]:
    """Yield what differs in a row, or the heading it is; of the sums some columns stay as they are."""
    rij = grid.rijen[index]
    if rij.rol == "groep":
        yield Regel(2, rij.naam)
    kanten = tuple(kant for kant, _ in rij.tekens) or STAND if grid.naam in _EFFECT else ()
    for kolom, kop in enumerate(grid.koppen):
        text, of_words = grid.cell(index, kolom), kop.vorm == "tekst"
        if not (of_words or PIJL in text):
            continue
        change, _, delta = (text, "", "") if of_words else text.partition("\n")
        heading = "" if of_words else kop.tekst
        regel = Regel(4, rij.naam, rij.soort.strip(), heading, change, delta.strip("()"), grid.adres(index, kolom))
        yield replace(regel, kanten=kanten, jaar=kop.jaar)
