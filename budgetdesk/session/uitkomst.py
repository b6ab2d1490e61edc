"""What is offered to be read in, what somebody says of it, and what it comes to: one form, whatever kind it is of.

Which kinds there are, and how each is told, stands in `inleessoorten`. Nothing here asks, prints or reads arguments:
the command line and the screen both do that with what they find here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from budgetdesk.bedrag import Decimaal
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.lezen import lees as lees_cellen
from budgetdesk.importing.lezen import lees_bestand
from budgetdesk.importing.lezen.grenzen import MAX_CSV
from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.importing.tabel.zegswijze import Zegswijze
from budgetdesk.importing.voorstel import Keuzes
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import is_forecast
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import AddRecord, Edit, Effect, SetValue
from budgetdesk.session.formulieren import Keuze
from budgetdesk.session.session import Session
from budgetdesk.storage.reader import read_bytes

Lezer = Callable[[str, str], Bron]
"""Reads a file as cells; it is given what stands between the cells of a csv and its encoding, empty: as the file tells.
"""


_OPTIES: Final = ("mapping", "blad", "decimaal", "verborgen", "gemeentecode", "kies", "vervang", "op", "bewaar")


class Uitkomst(Protocol):
    """What is offered comes to this in a dossier; nothing of it was changed yet.

    It is of the dossier as it was when it was read: whoever changes that reads again.
    """

    @property
    def naam(self) -> str:
        """Return what people call what was read: the name of the file or folder."""

    @property
    def edits(self) -> Sequence[Edit]:
        """Return all that becomes otherwise, to be done as one step; none where all of it is there already."""

    @property
    def vragen(self) -> Sequence[Open]:
        """Return what has to be decided first; as long as there is any, nothing is done."""

    @property
    def fouten(self) -> Sequence[str]:
        """Return what has to be mended first in what was read, each with its place."""

    def tekst(self, dossier: Dossier) -> str:
        """Return what was read and what that comes to as people read it, with the totals of source, now and after."""

    def data(self, dossier: Dossier) -> dict[str, Any]:
        """Return the same as data for json: amounts in whole cents, with natural signs."""

    def slot(self) -> str:
        """Return in one sentence what becomes otherwise, or that nothing does."""

    def niets(self) -> str:
        """Return the sentence that all of it is there already."""

    def doe(self, session: Session) -> Effect | None:
        """Do it as one step of the history; None where nothing changes. Raises as `Session.do` does."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """An answer to what has to be decided first: what it says, and the request that says so."""

    tekst: str
    verzoek: Verzoek


class Bewaarbaar(Protocol):
    """What is read in a way that can be kept, so that it is read likewise the next time."""

    @property
    def leeswijze(self) -> Leeswijze:
        """Return how it was read."""


@dataclass(frozen=True, slots=True)
class Verzoek:
    """What somebody says of what is to be read in; what is empty follows from that and from the dossier."""

    mapping: str = ""
    """A way of reading by its name, or a file that holds one."""
    als: str = ""
    """The kind it is read as."""
    blad: str = ""
    decimaal: Decimaal | None = None
    verborgen: bool = False
    keuzes: Keuzes = field(default_factory=Keuzes)
    gemeentecode: str = ""
    """Which municipality of open data."""
    kies: tuple[str, ...] = ()
    """What is chosen of another dossier, by address; of Iv3 which post a cell lands on (`0.1/1.1=1/post.griffie`), of a
    table what a row is (`4=1/beleidsterrein.1A`)."""
    vervang: bool = False
    """Whether values of another dossier that are absent there become absent here."""
    wint: Keuze | None = None
    """Who wins where a form and the dossier both changed a value."""
    op: str = ""
    """The decision that the difference is booked on, by number or file."""
    tabel: Zegswijze = field(default_factory=Zegswijze)
    """What is said of a printed table."""
    bewaar: str = ""
    """The name under which the way it was read is kept."""
    dag: date | None = None
    """The day on which a form was answered; None: today."""

    @property
    def opties(self) -> list[str]:
        """Return what was said besides the kind and the day, as the command line names it."""
        los = {None: "", "maak": "--nieuw", "overslaan": "--overslaan"}
        keuzes = [("--aanvullen", self.keuzes.aanvullen), ("--toch", self.keuzes.toch)]
        said = [(f"--{naam}", getattr(self, naam)) for naam in _OPTIES]
        wint = [f"--{self.wint}-wint"] if self.wint else []
        own = [*(naam for naam, value in (*said, *keuzes) if value), *filter(None, [los.get(self.keuzes.los)])]
        return [*own, *self.tabel.opties, *wint]


@dataclass(slots=True)
class Aanbod:
    """What is offered: a file or a folder, or bytes that stand in none. Its cells are read once."""

    naam: str
    lezer: Lezer
    inhoud: Callable[[], bytes]
    """Gives the bytes, of a file that holds no cells."""
    pad: Path | None = None
    """Where it stands on disk."""
    _gelezen: dict[tuple[str, str], Bron] = field(default_factory=dict)

    @property
    def is_map(self) -> bool:
        """Return whether it is a folder."""
        return self.pad is not None and self.pad.is_dir()

    def bron(self, scheiding: str = "", codering: str = "") -> Bron:
        """Return its cells; raises InputError or LimitExceeded where it cannot be read, Afgebroken."""
        # how a csv is written says nothing of another file
        known = next((bron for bron in self._gelezen.values() if bron.soort != "csv"), None)
        key = scheiding, codering
        if known is None and key not in self._gelezen:
            self._gelezen[key] = self.lezer(*key)
        return known or self._gelezen[key]


def uit_pad(pad: Path) -> Aanbod:
    """Return the file or folder that stands on disk under a path, which is read when it is asked for."""
    return Aanbod(
        pad.name,
        lambda scheiding, codering: lees_bestand(pad, scheiding=scheiding, codering=codering),
        lambda: read_bytes(pad, str(pad), MAX_CSV),
        pad,
    )


def uit_bytes(naam: str, data: bytes) -> Aanbod:
    """Return bytes that stand in no file, such as standard input."""
    return Aanbod(
        naam,
        lambda scheiding, codering: lees_cellen(naam, data, scheiding=scheiding, codering=codering),
        lambda: data,
    )


@contextmanager
def tried(session: Session, edits: Sequence[Edit]) -> Iterator[None]:
    """Have the dossier as it would be with edits, and take them back; no file is touched, not of a document either.

    Raises Refused where they would change what is adopted.
    """
    structure, values = _without_forecasts(edits)
    added = session.do(structure)
    try:
        with session.trying(values):
            yield
    finally:
        if added is not None:
            session.undo()


def _without_forecasts(edits: Sequence[Edit]) -> tuple[list[Edit], list[SetValue]]:
    """Return edits of the structure, and those of values; a forecast of something new is set afterwards.

    It stands in the file of a document, which doing makes where it is not there yet.
    """
    structure: list[Edit] = []
    values: list[SetValue] = []
    for edit in edits:
        if isinstance(edit, SetValue):
            values.append(edit)
        elif isinstance(edit, AddRecord):
            structure.append(replace(edit, waarden=tuple(v for v in edit.waarden if not is_forecast(edit.soort, v[0]))))
            place = edit.bestand, edit.soort, edit.sleutel
            values += [SetValue(Adres(*place, pad), None, w) for pad, w in edit.waarden if is_forecast(edit.soort, pad)]
        else:
            structure.append(edit)
    return structure, values
