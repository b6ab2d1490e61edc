"""The whole difference of two dossiers, asked in one place by both front ends: line by line, or in a format.

What differs are values; how they read is for `review`, what a format makes of them for `export`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from budgetdesk.diff.alswijziging import ALLES, Deel, Uitleg, explain
from budgetdesk.diff.change import AmountChange, Change, Chapter, Place, Row, Section, TableCell, TextChange
from budgetdesk.diff.comparison import Comparison, compare, with_effect
from budgetdesk.diff.notation import LEEG, PIJL, Druk, euros
from budgetdesk.diff.outline import chapters
from budgetdesk.diff.summary import chosen, elsewhere, summary
from budgetdesk.diff.woorden import marked, shortened
from budgetdesk.diff.wording import read
from budgetdesk.errors import UsageError
from budgetdesk.export.diff import diff_markdown, diff_summary, diff_text
from budgetdesk.export.diffdata import diff_csv, diff_json
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.session.comparison import Referentie, known_as
from budgetdesk.session.revisions import Side
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files
from budgetdesk.storage.newdecision import create
from budgetdesk.storage.pathnames import real

__all__ = ["Deel", "Diff", "Format", "Line", "TableCell"]

Format = Literal["samenvatting", "text", "markdown", "json", "csv"]

_CHANGE: Final = 4
"""Level of a line that tells what differs; those below it are headings."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading of level 0 (a file), 1 (a table), 2 (a group) or 3 (a thing), or at level 4 a change.

    `kolom` is the heading of an amount; `wijziging` and `verschil` are the change as people read it, in the unit
    of the document. `exact` are both in euros, where that is an amount.
    """

    niveau: int
    naam: str
    soort: str = ""
    kolom: str = ""
    change: Change | None = None
    wijziging: str = ""
    verschil: str = ""
    exact: str = ""

    @property
    def place(self) -> Place | None:
        """Return where to go to; a heading leads nowhere."""
        return self.change.place if self.change else None

    def brief(self, room: int) -> str:
        """Return what changed on one line, a text from its first change on where `room` characters stand before it."""
        told = self.wijziging
        if isinstance(self.change, TextChange) and self.change.differs:
            stukken = shortened(self.change.stukken)
            first = next((i for i, stuk in enumerate(stukken) if stuk.is_marked), 0)
            if len(" ".join(marked(stukken[:first]).split())) >= room:
                told = f"… {marked(stukken[first:])}"
        return " ".join(told.split())


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two versions of a dossier, and what they are called (`van`, `naar`)."""

    vergelijking: Comparison
    van: str
    naar: str
    op_schijf: tuple[str, ...] = ()
    """Files that others changed meanwhile: it is not about those."""

    @classmethod
    def of(cls, oud: Session, nieuw: Session, van: str, naar: str) -> Diff:
        """Compare all of two dossiers, with what it does to the totals where anything differs."""
        found = compare(oud.stored, nieuw.stored)
        return cls(with_effect(found, oud.cijfers, nieuw.cijfers) if found else found, van, naar)

    @classmethod
    def since(cls, referentie: Referentie, session: Session) -> Diff:
        """Compare the open dossier, unsaved edits included, with the same one in a revision."""
        return cls._of_open(referentie.session, session, known_as(referentie.naam))

    @classmethod
    def against(cls, pad: Path, session: Session) -> Diff:
        """Compare the open dossier, unsaved edits included, with the one in another folder, as it is on disk.

        Raises InputError (3) where that cannot be read, with its path in front of every file, or LimitExceeded (6).
        """
        naam = real(pad).name if pad.name != BEGROTING else real(pad).parent.name
        return cls._of_open(Side.on_disk(str(pad), naam).session, session, naam)

    @classmethod
    def _of_open(cls, oud: Session, session: Session, van: str) -> Diff:
        naar = "het geopende dossier" + (" met wat nog niet is opgeslagen" if session.dirty else "")
        found = cls.of(oud, session, van, naar)
        return replace(found, op_schijf=tuple(session.changed_on_disk()))

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.vergelijking)

    def of_programmas(self, nummers: Collection[int]) -> Diff:
        """Return what differs in these programmas; raises UsageError (2) on a number that neither dossier has."""
        versions = self.vergelijking.oud, self.vergelijking.nieuw
        known = sorted({bestand.nummer for dossier in versions for bestand in dossier.programmas})
        for nummer in nummers:
            if nummer not in known:
                raise UsageError(f"Programma {nummer} is er niet; kies uit {', '.join(map(str, known))}.")
        return replace(self, vergelijking=self.vergelijking.of_programmas(nummers))

    def narrow(self, minimum: int) -> Diff:
        """Return what is left without amounts that differ by fewer cents than `minimum`."""
        return replace(self, vergelijking=self.vergelijking.narrow(minimum))

    def summary(self) -> list[str]:
        """Return in sentences how much changed and what that does to the result."""
        return summary(self.vergelijking)

    def none(self) -> str:
        """Return that nothing differs, and where something does that was not asked for."""
        found = self.vergelijking
        of = f" in {chosen(found)}" if found.programmas else ""
        more = f", wel in {elsewhere(found)}" if found.elders else ""
        return f"Geen verschillen{of} tussen {self.van} en {self.naar}{more}."

    def caution(self) -> str:
        """Return that it is about another municipality, and that files changed on disk meanwhile; else nothing."""
        return "\n".join(filter(None, [self._of_others(), self._changed()]))

    def _of_others(self) -> str:
        oud, nieuw = (dossier.kop.gemeente for dossier in (self.vergelijking.oud, self.vergelijking.nieuw))
        return f"Let op: {self.van} is van {oud}, {self.naar} van {nieuw}." if oud != nieuw else ""

    def _changed(self) -> str:
        if not self.op_schijf:
            return ""
        count = len(self.op_schijf)
        what = f"{self.op_schijf[0]} is" if count == 1 else f"{count} bestanden zijn"
        return f"{what} op schijf gewijzigd; hier staat wat u opende."

    @property
    def eenheid(self) -> str:
        """Return the unit of the amounts in its lines, in words."""
        return Druk(self.vergelijking.nieuw.weergave).eenheid

    def lines(self) -> list[Line]:
        """Return everything that differs, the effect on the totals first, under headings."""
        druk = Druk(self.vergelijking.nieuw.weergave, kolom=True)
        return [line for chapter in chapters(self.vergelijking) for line in _lines(chapter, druk)]

    def printed(self, formaat: Format, *, exact: bool = False) -> str:
        """Return all of it in a format; `exact` prints euros to the cent where people read."""
        found, van, naar = self.vergelijking, self.van, self.naar
        match formaat:
            case "samenvatting":
                return diff_summary(found, van, naar)
            case "text":
                return diff_text(found, van, naar, exact=exact)
            case "markdown":
                return diff_markdown(found, van, naar, exact=exact)
            case "json":
                return diff_json(found, van, naar)
            case "csv":
                return diff_csv(found)

    def write(self, doel: Path) -> list[str]:
        """Write the markdown to a file, in place of what is there; return warnings. Raises WriteError."""
        return replace_files([Vervanging(doel, self.printed("markdown").encode(), ONGEACHT)])


def write_decision(oud: Session, nieuw: Session, naam: str, deel: Deel = ALLES) -> tuple[Uitleg, list[str]]:
    """Write the decision `naam` in the newer dossier that explains the difference, or a part, unless no mutation does.

    Return what it holds and leaves out, and warnings. Raises InputError (3) where a dossier has errors, Refused
    (2) where the number is taken, WriteError (4) where the file is there or cannot be written.
    """
    oud.keuring.require_sound()
    nieuw.keuring.require_sound()
    uitleg = explain(oud.stored, nieuw.stored, naam, deel=deel)
    return uitleg, create(nieuw.map, uitleg.besluit) if uitleg.besluit.van("mutatie") else []


def _lines(chapter: Chapter, druk: Druk) -> Iterator[Line]:
    yield Line(0, chapter.titel)
    for section in chapter.sections:
        yield Line(1, section.titel)
        yield from _under_names(line for row in section.rows for line in _of_row(row, section, druk))


def _under_names(lines: Iterator[Line]) -> Iterator[Line]:
    """Yield lines with a heading above those of one thing, unless a name is all there is to tell them by."""
    above = ""
    for line in lines:
        if line.niveau == _CHANGE and line.soort and line.naam != above:
            yield Line(_CHANGE - 1, line.naam)
        above = line.naam if line.niveau == _CHANGE else ""
        yield line


def _of_row(row: Row, section: Section, druk: Druk) -> Iterator[Line]:
    """Yield what differs in a row, or the heading it is; of the sums some columns stay as they are."""
    rij = row.rij
    if rij.rol == "groep":
        yield Line(2, rij.naam)
    for kop, change in zip(section.koppen, row.changes, strict=True):
        if isinstance(change, AmountChange):
            if change.differs:
                yield Line(_CHANGE, rij.naam, rij.soort, kop.tekst, change, *read(change, druk), _exact(change))
        elif change:
            yield Line(_CHANGE, rij.naam, rij.soort, "", change, *read(change, druk))


def _exact(change: AmountChange) -> str:
    """Return what an amount was and is in euros, and by how much that differs."""
    oud, nieuw = change.oud, change.nieuw
    if oud is None or nieuw is None:
        return PIJL.join(LEEG if cents is None else euros(cents) for cents in (oud, nieuw))
    return f"{euros(oud)}{PIJL}{euros(nieuw)} ({'+' if nieuw > oud else ''}{euros(nieuw - oud)})"
