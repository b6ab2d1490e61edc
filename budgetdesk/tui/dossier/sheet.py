"""The state of a dossier on screen: its session, the table in view, and how that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from budgetdesk.model.besluiten import titel
from budgetdesk.model.kinds.programma import Post
from budgetdesk.model.scope import RecordKey
from budgetdesk.tables.registry import Tabelsoort
from budgetdesk.tui.dossier.bron import TabelBron
from budgetdesk.tui.dossier.groepen import grouped
from budgetdesk.tui.dossier.kept import Kept
from budgetdesk.tui.dossier.rijkeuze import Beeld, Lagen

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.session import Session
    from budgetdesk.session.boeken import Boekplaats
    from budgetdesk.session.comparison import Referentie
    from budgetdesk.tui.grid.source import Positie

_FIRST = "programmakosten"
"""The table that a programma begins with."""

_CARD = "kaart"
"""What stands for the table in the place of a card."""


@dataclass
class Place:
    """Where the user was in one table of one programma."""

    cursor: Positie = (0, 0)
    """Row of the table, whether in view or not, and column."""


class Spot(NamedTuple):
    """A table of a document and a programma, or the card of one thing."""

    document: str
    programma: str
    tabel: str
    card: RecordKey | None


class Sheet:
    """One dossier and the table of it that is in view; `unit` is the unit on screen in euros."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._kept = Kept(session)
        self.table: TabelBron | None = None
        """The table in view; none for as long as the dossier has no programma."""
        self.unit = session.dossier.weergave.eenheid
        self.reference: Referentie | None = None
        """What the dossier is compared with, once that was read."""
        self.only_changed = False
        """Whether only rows that differ from it are shown."""
        self.booking: Boekplaats | None = None
        """What typed amounts are booked on; without it they change the raming."""
        self._programma = ""
        """The file of the programma in view."""
        self._tabel = _FIRST
        self._card: RecordKey | None = None
        self._places: dict[tuple[str, str], Place] = {}
        self._beelden: dict[str, Beeld] = {}
        """How each table is looked at, of whatever programma."""
        self.first_look: Callable[[], Beeld] = Beeld
        """Gives how a table is looked at that nobody looked at yet."""

    @property
    def read_only(self) -> bool:
        """Return whether the dossier is looked at only."""
        return self.session.read_only

    @property
    def municipal(self) -> bool:
        """Return whether a table of the whole municipality is in view instead of one of a programma."""
        return not self.session.tabellen[self._tabel].per_programma

    @property
    def groups(self) -> dict[str, list[Tabelsoort]]:
        """Return the tables of this document by group, the same whatever is in view."""
        return grouped(self.all_tables)

    @property
    def tables(self) -> list[Tabelsoort]:
        """Return the tables of this document in the order in which they are walked through."""
        return [soort for soorten in self.groups.values() for soort in soorten]

    @property
    def all_tables(self) -> list[Tabelsoort]:
        """Return the tables that this document has."""
        known = (soort for soort in self.session.tabellen.values() if soort.is_of(self.session.sjabloon))
        return [soort for soort in known if soort.naam == self._tabel or self._is_about_something(soort)]

    def _is_about_something(self, soort: Tabelsoort) -> bool:
        """Return whether there is what a table is about: a post with its key, its table in `begroting.toml`."""
        dossier = self.session.dossier
        if soort.alleen_bij and dossier.begroting.record(soort.alleen_bij) is None:
            return False
        posts = (post for bestand in dossier.programmas for post in bestand.van(Post))
        return not soort.alleen_met or any(soort.alleen_met in post.waarden for post in posts)

    def book_on(self, place: Boekplaats | None) -> None:
        """Book what is typed from now on there, or nowhere; the table in view offers what it then types from."""
        self.booking = place
        if self.table is not None:
            self.table.boekt = place

    @property
    def books_on(self) -> str:
        """Return what typed amounts are booked on as a sentence says it; empty where they change the raming."""
        if self.booking is None:
            return ""
        besluit = self.session.dossier.bestanden.get(self.booking.besluit)
        return f"boekt op {titel(besluit) if besluit else self.booking.besluit}: {self.booking.onderwerp}"

    @property
    def compared(self) -> str:
        """Return what the title line says about comparing, empty where it goes without saying."""
        if self.reference is None or (self.reference.is_head and not self.only_changed):
            return ""
        from budgetdesk.session.comparison import known_as

        what = "alleen gewijzigd t.o.v." if self.only_changed else "vergeleken met"
        return f"{what} {known_as(self.reference.naam)}"

    @property
    def lagen(self) -> Lagen | None:
        """Return the levels of the table in view, the one of now, and what is hidden; None without a table."""
        return self.table.keuze.lagen if self.table is not None and self.table.kaart is None else None

    @property
    def looks(self) -> Mapping[str, Beeld]:
        """Return how the tables that were in view are looked at, by name."""
        return self._beelden

    def begin_at(self, tabel: str, programma: str, looks: Mapping[str, Beeld]) -> None:
        """Lay a table in view first, as far as there is such a one, and look at tables in these ways."""
        self._beelden |= looks
        self._tabel = tabel if tabel in {soort.naam for soort in self.all_tables} else self._tabel
        if programma in self.session.dossier.bestanden:
            self._programma = programma

    def look_anew(self) -> None:
        """Look at the table in view as it opens."""
        self._beelden.pop(self._tabel, None)

    @property
    def spot(self) -> Spot:
        """Return where the user is, but for the cursor."""
        return Spot(self.session.document, self._programma, self._tabel, self._card)

    def lay(self, tabel: str = "", programma: str = "") -> Positie:
        """Lay a table in view, that of now where none is named, and return where its cursor was.

        The programma is the one named, else the one in view, else the first. A table that is named closes
        the card.
        """
        bestand = self._find(programma)
        if bestand is None:
            self.table = None
            return 0, 0
        self._programma = bestand.naam
        if tabel:
            self._tabel, self._card = tabel, None
        card = bestand.records.get(self._card) if self._card else None
        place = self._places.setdefault((bestand.naam, _CARD if card else self._tabel), Place())
        beeld = Beeld() if card else self._beelden.setdefault(self._tabel, self.first_look())
        self.table = TabelBron(self.session, bestand, self._tabel, beeld, self.unit, card, self._kept)
        self.table.boekt = self.booking
        self.table.compare(self.reference, alleen=self.only_changed)
        index, col = place.cursor
        return self.table.nearest(index), col

    def lay_card(self, thing: RecordKey) -> Positie:
        """Lay all that the dossier holds of one thing of the programma in view, the cursor on top."""
        self._places.pop((self._programma, _CARD), None)
        self._card = thing
        return self.lay()

    def remember(self, cursor: Positie) -> None:
        """Keep the place in the table in view for when it is shown again."""
        if self.table is not None and self.table.row_count():
            name = _CARD if self.table.kaart else self.table.tabel
            row, col = cursor
            self._places[self.table.bestand.naam, name].cursor = (self.table.in_beeld[row], col)

    def _find(self, programma: str) -> Bestand | None:
        programmas = {bestand.naam: bestand for bestand in self.session.dossier.programmas}
        found = programmas.get(programma) or programmas.get(self._programma)
        return found or next(iter(programmas.values()), None)

    # --- what is where -----------------------------------------------------------------------

    def cell_of(self, adres: Adres) -> tuple[int, int] | None:
        """Return row and column of the first cell of the table, in view or not, that shows a stored value."""
        if not self.municipal and adres.bestand != self._programma:
            return None
        return next(((index, col) for index, col, shown in self._addresses() if shown == adres), None)

    def row_of(self, adres: Adres) -> int | None:
        """Return the first row of the table, in view or not, that shows something of the thing of an address."""
        wanted = (adres.bestand, adres.soort, adres.sleutel)
        return next((i for i, _, a in self._addresses() if (a.bestand, a.soort, a.sleutel) == wanted), None)

    def _addresses(self) -> Iterator[tuple[int, int, Adres]]:
        """Yield row and column of each cell that shows a stored value, and its address."""
        if self.table is None:
            return
        grid = self.table.grid
        cells = ((index, col) for index in range(len(grid.rijen)) for col in range(len(grid.koppen)))
        yield from ((index, col, adres) for index, col in cells if (adres := grid.adres(index, col)))
