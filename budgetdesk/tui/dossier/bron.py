"""A table of the session as the data source of the grid: which rows are in view, what they print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import BedragFout, Context, format_edit, format_exact, parse_typed
from budgetdesk.model.arrangement import SOORTEN, kind
from budgetdesk.model.invoer import Invoer, Veldinvoer
from budgetdesk.model.scope import PROGRAMMA, RAMING, RESERVES, RESULTAAT, RecordKey, Scope
from budgetdesk.model.waarden import WaardeFout, spell
from budgetdesk.session.cells import input_at, opens_elsewhere
from budgetdesk.session.reading import card, table_or_fault
from budgetdesk.tables.uitlegtekst import rounded_off
from budgetdesk.tui.dossier.kept import Kept
from budgetdesk.tui.dossier.koppen import heading, kind_words, per_year, short_answer
from budgetdesk.tui.dossier.noten import Noten, of_row
from budgetdesk.tui.dossier.rijkeuze import Beeld, Rijkeuze
from budgetdesk.tui.dossier.verschilkolom import with_difference
from budgetdesk.tui.grafiek import sparkline
from budgetdesk.tui.grid.source import Cel, Label, Voorbeeld

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand, Record
    from budgetdesk.model.scope import RecordKey
    from budgetdesk.session import Session
    from budgetdesk.session.boeken import Boekplaats
    from budgetdesk.session.comparison import Naast, Referentie
    from budgetdesk.tables.grid import Grid, Rij
    from budgetdesk.tables.signed import Cijfers

EENHEDEN: Final = {1: "x € 1", 1000: "x € 1.000", 1_000_000: "x € 1.000.000"}
"""How a unit in euros is stated."""

_VERLOOP: Final = 3
"""Years from which a row has a course to look at."""

_ZONDER: Final = {"aard": "structureel"}
"""What a property is where a record does not say it."""

_SOMMEN: Final = frozenset({PROGRAMMA, RESERVES, RESULTAAT})
"""What adds up a whole programma."""

_DINGEN: Final = frozenset(SOORTEN["programma"]) - {"programma"}
"""The kinds of things: a sum within one of them is no sum of the table."""


class TabelBron:
    """One table of one programma as somebody looks at it (`beeld`); rows are those in view.

    `eenheid` is the unit on screen in euros; it may differ from the document's. With a `kaart` the rows
    are the fields of that one thing, and `tabel` is the table it was opened from. What is built comes from
    `kept` where that still has it.
    """

    def __init__(
        self,
        session: Session,
        bestand: Bestand,
        tabel: str,
        beeld: Beeld,
        eenheid: int,
        kaart: Record | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.session = session
        self.bestand = bestand
        self.tabel = tabel
        # a card has no columns of years that a unit could head: its amounts are exact
        self.eenheid = 1 if kaart else eenheid
        self.kaart = kaart
        met = "" if kaart else beeld.verschil
        thing = kaart.key if kaart else None
        self.grid: Grid = (kept or Kept(session)).grid(
            (tabel, bestand.naam, thing, met), lambda: with_difference(self.built, session.cijfers, met)
        )
        self.grid.notatie = replace(self.grid.notatie, eenheid=self.eenheid)
        self.labelkoppen: Sequence[str] = (EENHEDEN.get(self.eenheid, ""), "")
        self.labelkoppen = self.grid.labels if any(self.grid.labels) else self.labelkoppen
        sjabloon = session.sjabloon
        nadruk = sjabloon.kolommen[sjabloon.resultaat].kop
        self.koppen = [replace(heading(kop, nadruk), verborgen=kop.tekst in beeld.kolommen) for kop in self.grid.koppen]
        self.noten: Final = Noten(session)
        """The notes that hang on cells and rows."""
        self._jaarkolommen = list(per_year(self.grid.koppen).values())
        self.naast: Naast | None = None
        """The same table of a commit, where there is one to compare with."""
        self.boekt: Boekplaats | None = None
        """What typed amounts are booked on: what it has on a cell that does not show it, is what typing begins from."""
        self._vast: tuple[Sequence[int], int] | None = None
        """The rows in view, and how many of them at the end are sums of the whole table."""
        self._afgedrukt: tuple[int, dict[tuple[int, int], tuple[str, str, str, bool]]] = session.versie, {}
        """What the cells that were asked print, and of which state of the dossier."""
        self._gevraagd: tuple[int, dict[tuple[int, int], Invoer | Veldinvoer | None]] = (session.versie, {})
        """What typing in a cell changes, by its row of the table and its column, and of which state that is."""
        self.keuze = Rijkeuze(self.grid, beeld, self._kenmerk, session.sjabloon.resultaat, "" if kaart else tabel)
        self._seen()

    @property
    def in_beeld(self) -> list[int]:
        """The rows of the table that are in view."""
        return self.keuze.in_beeld

    def _kenmerk(self, rij: Rij, veld: str) -> str | None:
        """Return a property of the record that a row is of; None where it is of none that has it."""
        bestand = self.session.dossier.bestanden.get(rij.scope.bestand) if rij.scope.bestand else self.bestand
        record = bestand.records.get(rij.scope.record) if bestand else None
        if record is None or kind(record.soort).veld(veld) is None:
            return None
        return record.tekst(veld) or _ZONDER.get(veld, "")

    def built(self, cijfers: Cijfers) -> Grid:
        """Return the table or card that these figures give."""
        return (
            card(cijfers, self.bestand, self.kaart) if self.kaart else table_or_fault(cijfers, self.tabel, self.bestand)
        )

    @property
    def alleen_geraakt(self) -> bool:
        """Return whether an amount that is typed changes only the rows that `touched` gives."""
        return self.session.tabellen[self.tabel].alleen_geraakt and self.kaart is None

    # --- what the grid asks ------------------------------------------------------------------

    def row_count(self) -> int:
        """Return how many rows are in view."""
        return len(self.in_beeld)

    @property
    def vast(self) -> int:
        """Return how many rows at the end are sums of the whole table: those that no other block has as well."""
        shown = self.in_beeld
        if self._vast is None or self._vast[0] is not shown:
            rijen = [self.grid.rijen[index] for index in shown]
            names = Counter((rij.naam, rij.soort) for rij in rijen)
            at_end = takewhile(
                lambda rij: self._is_sum(rij) and rij.scope.soort not in _DINGEN and names[rij.naam, rij.soort] == 1,
                reversed(rijen),
            )
            self._vast = shown, sum(1 for _ in at_end)
        return self._vast[1]

    @property
    def jaren(self) -> int:
        """Return how many years the course of a row has: none in a card, or where there are too few to see one."""
        is_shown = self.kaart is None and len(self._jaarkolommen) >= _VERLOOP and self.row_count()
        return len(self._jaarkolommen) if is_shown else 0

    def koers(self, row: int, /) -> str:
        """Return the course of a row over the years, one amount of each."""
        index = self.in_beeld[row]
        return sparkline([self.grid.cents(index, k) for k in self._jaarkolommen])

    def onder(self, row: int, /) -> str:
        """Return the beleidsterrein of a post, as people know it."""
        if row >= len(self.in_beeld) or not self.rij(row).niveau:
            return ""
        above = (self.grid.rijen[i] for i in range(self.in_beeld[row], -1, -1))
        return next((self._naam(other) for other in above if other.scope.soort == "beleidsterrein"), "")

    def label(self, row: int, /) -> Label:
        """Return name and kind; the name on every row, that of the block before on the next."""
        label = self._label(row)
        noted = not label.vervolg and bool(self.noten) and bool(self.noten.op(of_row(self, row)))
        return replace(label, notitie=True) if noted else label

    def _label(self, row: int) -> Label:
        rij = self.rij(row)
        above = self.rij(row - 1) if row else None
        # in a table that heads its labels a name may have steps of several scopes
        first = above is None or above.naam != rij.naam or (above.scope != rij.scope and not any(self.grid.labels))
        new = self.naast is not None and self.naast.is_new(self.in_beeld[row])
        look = self._look(rij)
        folded = self.keuze.gevouwen(self.in_beeld[row])
        indent = rij.niveau + (1 if self.keuze.heeft_vouw else 0)
        if any(self.grid.labels):
            # a kind that is empty still holds its column, but that of a heading: its name runs on
            woord, letter = kind_words(rij)
            words = (self._naam(rij), woord or ("" if rij.rol == "groep" else " "))
            return Label(words, indent, look, folded, new and first, kort=letter, vervolg=not first)
        woord, letter = kind_words(rij)
        return Label(
            (self._naam(rij), woord),
            indent,
            look,
            folded,
            new and first,
            kort=letter,
            vervolg=not first,
            lijn=row > 0 and folded is not None and rij.scope.soort == "beleidsterrein",
            bijkomend=self.keuze.bijgekomen(self.in_beeld[row]),
        )

    def _naam(self, rij: Rij) -> str:
        """Return the name of a row: that of a beleidsterrein as people know it, sums with what they are of."""
        if rij.scope.soort == "beleidsterrein" and not rij.niveau:
            record = self.bestand.records.get(rij.scope.record)
            return record.known_as if record and record.naam == rij.naam else rij.naam
        if rij.scope in _SOMMEN and rij.naam in {"Programma", "Resultaat"} and self.bestand.nummer:
            return f"{rij.naam} {'programma ' if rij.scope == RESULTAAT else ''}{self.bestand.nummer}"
        return rij.naam

    def _is_sum(self, rij: Rij) -> bool:
        """Return whether a row adds up others: it lies on a band."""
        if not self.grid.heeft_bedragen:
            return False
        if rij.rol in {"totaal", "resultaat"} or rij.scope in _SOMMEN:
            return True
        return rij.scope.soort == "beleidsterrein" and not rij.niveau and self.keuze.heeft_delen(rij.scope)

    def _look(self, rij: Rij) -> str:
        return "groep" if rij.rol == "groep" else "totaal" if self._is_sum(rij) else ""

    def cell(self, row: int, col: int, /) -> Cel:
        """Return a printed cell."""
        anders = self.differs(row, col)
        index = self.in_beeld[row]
        # many cells are painted for one that is typed in: their address is all that is asked
        adres = self.grid.adres(index, col)
        veld = self.session.dossier.veld(adres) if adres else None
        changed = adres is not None and self.session.is_changed(adres)
        noted = bool(self.noten.op(adres))
        if adres and veld and veld.vorm != "bedrag":
            shown = " ".join(self.grid.cell(index, col).split())
            elders = opens_elsewhere(self.session.dossier, adres, veld)
            return Cel(
                shown, bewerkbaar=True, gewijzigd=changed, vrij=True, elders=elders, anders=anders, notitie=noted
            )
        shown, look, kort, rounded = self._amount(index, col)
        return Cel(shown, look, veld is not None, changed, anders=anders, afgerond=rounded, kort=kort, notitie=noted)

    def printed(self, row: int, col: int, /) -> str:
        """Return the text of a cell, in short where it has that."""
        index = self.in_beeld[row]
        text = self.grid.cell(index, col)
        if self.grid.cents(index, col) is not None:
            return text
        return short_answer(text) or " ".join(text.split())

    def _amount(self, index: int, col: int) -> tuple[str, str, str, bool]:
        """Return how an amount prints, its look, its short form, and whether its parts do not add up as printed.

        It is asked where a column is measured and again wherever its row is painted.
        """
        if self._afgedrukt[0] != self.session.versie:
            self._afgedrukt = self.session.versie, {}
        known = self._afgedrukt[1]
        if (index, col) not in known:
            rij, cents, shown = self.grid.rijen[index], self.grid.cents(index, col), self.grid.cell(index, col)
            look = "totaal" if rij.rol in {"saldo", "totaal", "resultaat"} else ""
            if cents is not None:
                wrong = rij.fout_onder_nul and cents < 0
                look = "fout" if wrong else "nul" if not cents else look
            kort = short_answer(shown) if cents is None else ""
            known[index, col] = shown, look, kort, rounded_off(self.grid, index, col)
        return known[index, col]

    def edit_text(self, row: int, col: int, /) -> str:
        """Return the full value, an amount in the unit on screen; nothing where it is absent."""
        if veld := self.veld(row, col):
            return veld.tekst
        invoer = self.editable(row, col)
        if invoer is None or not (invoer.aanwezig or invoer.rest):
            return ""
        return format_edit(self._huidig(invoer), eenheid=self.eenheid, teken=invoer.teken)

    def preview(self, row: int, col: int, text: str, /) -> Voorbeeld:
        """Return what typed text would become, or why it cannot."""
        if veld := self.veld(row, col):
            return _preview(veld, text)
        if not text.strip():
            return Voorbeeld("leeg: het bedrag vervalt", geldig=True)
        try:
            cents = self.parse(row, col, text)
        except BedragFout as fout:
            return Voorbeeld(str(fout), geldig=False)
        invoer = self.editable(row, col)
        if invoer is None:
            return Voorbeeld(f"€ {format_exact(cents)}", geldig=True)
        more = cents - self._huidig(invoer)
        change = f"({'+' if more * invoer.teken > 0 else ''}{format_exact(more * invoer.teken)})" if more else ""
        return Voorbeeld("  ".join(filter(None, (f"€ {format_exact(cents * invoer.teken)}", change))), geldig=True)

    # --- what the screen asks ----------------------------------------------------------------

    def parse(self, row: int, col: int, text: str) -> int:
        """Return natural cents for typed text; raises BedragFout."""
        invoer = self.editable(row, col)
        if invoer is None:
            raise BedragFout("dit bedrag is berekend.")
        voordeel = self.grid.lettered(self.in_beeld[row], col)
        cents = parse_typed(text, Context(self.eenheid, invoer.teken, self._huidig(invoer), invoer.vorig, voordeel))
        invoer.stored(cents)
        return cents

    def _huidig(self, invoer: Invoer) -> int:
        """Return what a cell is before something is typed, in natural cents: with all of the decision booked on."""
        if self.boekt is None:
            return invoer.huidig
        from budgetdesk.session.boeken import with_booked

        return with_booked(self.session, self.boekt, invoer).huidig

    def rij(self, row: int) -> Rij:
        """Return the table's row behind a row in view."""
        return self.grid.rijen[self.in_beeld[row]]

    def editable(self, row: int, col: int) -> Invoer | None:
        """Return what typing in a cell of amounts changes, or None."""
        invoer = self._input(row, col)
        return invoer if isinstance(invoer, Invoer) else None

    def veld(self, row: int, col: int) -> Veldinvoer | None:
        """Return what typing in a cell that is no amount changes, or None."""
        invoer = self._input(row, col)
        return invoer if isinstance(invoer, Veldinvoer) else None

    def _input(self, row: int, col: int) -> Invoer | Veldinvoer | None:
        """Return what typing in a cell changes; asked once of a cell for as long as nothing changes."""
        if self._gevraagd[0] != self.session.versie:
            self._gevraagd = (self.session.versie, {})
        known, cel = self._gevraagd[1], (self.in_beeld[row], col)
        if cel not in known:
            known[cel] = input_at(self.session.dossier, self.grid, *cel)
        return known[cel]

    def record(self, row: int) -> Record | None:
        """Return the table of the file that a row is about, or None."""
        scope = self.rij(row).scope
        return None if scope.bestand or scope.bron else self.bestand.records.get(scope.record)

    def compare(self, referentie: Referentie | None, *, alleen: bool) -> None:
        """Lay the table beside the same one of a commit; with `alleen` only rows that differ stay in view.

        Those rows stay until the table is shown anew: what is typed moves none of them.
        """
        self.beside(referentie)
        self.keuze.alleen(self.naast.changed_rows() if self.naast and alleen else None)
        self._seen()

    def beside(self, referentie: Referentie | None) -> None:
        """Lay the table beside the same one of a commit; the same rows stay in view."""
        self.naast = referentie.beside(self.grid, self.tabel, self.bestand, self.kaart) if referentie else None

    def differs(self, row: int, col: int) -> bool:
        """Return whether a cell differs from what the table is compared with."""
        return self.naast is not None and self.naast.differs(self.in_beeld[row], col)

    def _seen(self) -> None:
        self._van: dict[Scope, list[int]] = {}
        for row, i in enumerate(self.in_beeld):
            self._van.setdefault(self.grid.rijen[i].scope, []).append(row)

    def fold(self, row: int) -> int:
        """Fold or unfold a row in view, or else what it stands under; return the row to stand on after that."""
        index = self.keuze.vouw(self.in_beeld[row])
        self._seen()
        return self.in_beeld.index(index)

    def show(self, index: int) -> int:
        """Return where a row of the table is in view, unfolding it or taking it in if need be."""
        row = self.keuze.toon(index)
        self._seen()
        return row

    def reveal(self, keys: Iterable[RecordKey]) -> bool:
        """Take in the empty rows of records that are typed in; return whether any came into view."""
        found = self.keuze.ontvouw(key.scope for key in keys)
        if found:
            self._seen()
        return found

    def nearest(self, index: int) -> int:
        """Return where a row of the table is in view, or else the last one above it that is."""
        return self.keuze.nabij(index)

    def cell_name(self, row: int, col: int) -> str:
        """Return a cell as a sentence names it: `1A Bestuur lasten, Begroting 2026`."""
        rij = self.rij(row)
        if self.kaart:
            return f"{self.kaart.naam}: {rij.naam}"
        if any(self.grid.labels):
            heading = [self.koppen[col].tekst] if len(self.koppen) > 1 else []
            return ", ".join([f"{rij.naam} {rij.soort}".strip(), *heading])
        return f"{' '.join(filter(None, [self._naam(rij), rij.soort.lower()]))}, {self.koppen[col].tekst}"

    def terrein(self, row: int) -> str:
        """Return `Name ›` of the beleidsterrein a post stands under; nothing for other rows."""
        rij = self.rij(row)
        if not rij.niveau:
            return ""
        above = (self.grid.rijen[i] for i in range(self.in_beeld[row], -1, -1))
        return next((f"{other.naam} ›" for other in above if other.scope.soort == "beleidsterrein"), "")

    def find(self, key: RecordKey, kant: str = "") -> int | None:
        """Return the index in the table of the row of a record or sum (and side), or None."""
        scope = Scope(*key)
        for index, rij in enumerate(self.grid.rijen):
            if (rij.scope == scope or rij.tabel == key) and kant in ("", rij.kant):
                return index
        return None

    def touched(self, keys: Iterable[RecordKey]) -> list[int]:
        """Return the rows in view that an edit of these posts or reserves changes."""
        own = {key.scope for key in keys}
        known = (t for scope in own if (t := self.bestand.records.get(scope.record)))
        groups = {Scope("beleidsterrein", t.tekst("beleidsterrein")) for t in known}
        changed = own | {scope.of(RAMING) for scope in own} | groups | {PROGRAMMA, RESERVES, RESULTAAT}
        return [row for scope in changed for row in self._van.get(scope, ())]


def _preview(veld: Veldinvoer, text: str) -> Voorbeeld:
    """Return whether typed text fits a field; a text is shown as it is typed and needs no outcome."""
    if not text.strip():
        return Voorbeeld("leeg: de waarde vervalt", geldig=True)
    try:
        waarde = veld.parse(text)
    except WaardeFout as fout:
        return Voorbeeld(str(fout), geldig=False)
    return Voorbeeld("" if isinstance(waarde, str) else spell(veld.veld, waarde), geldig=True)
