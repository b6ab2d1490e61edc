"""Finding and going there: the sheet of everything that is found, the next of it, and what is named outright."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Final

from budgetdesk.model.arrangement import kind
from budgetdesk.model.documenten import shown
from budgetdesk.model.kinds.programma import Post, Programma, Reserve
from budgetdesk.model.scope import RecordKey
from budgetdesk.tui.answers import Bestemming, Vindgroep, Vindregel, Vondst

if TYPE_CHECKING:
    from budgetdesk.model.adres import Adres
    from budgetdesk.session.ganaar import Destination
    from budgetdesk.session.gedrukt import Cel
    from budgetdesk.session.zoeken import Finder, Found, Hit
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions, Work

_LISTED: Final = 12
"""Lines of one kind beside other kinds."""

_LISTED_ALONE: Final = 200
"""Lines of one kind that is all there is."""

_OFFERED: Final = 20
"""Things that the palette offers behind the commands."""

_SAID: Final = 40
"""Signs of what was looked for that a sentence repeats."""

_AT_ONCE: Final = 2_000
"""Records that are read while somebody waits; more are read beside the screen."""

_ANEW: Final = 0.15
"""Seconds after which a sheet shows what was read meanwhile."""


class Zoeken:
    """Finds in the dossier, and goes to what is found or named."""

    def __init__(self, desk: Desk, ask: Questions, work: Work, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._navigate = navigate
        self._made: Finder | None = None
        self._reads = False
        """Whether files are being read."""
        self._tekst = ""
        """What was looked for last."""
        self._at = -1
        """The place of what was gone to among what that found; -1 before the first."""

    @property
    def _finder(self) -> Finder:
        if self._made is None:
            from budgetdesk.session.zoeken import Finder

            self._made = Finder(self._desk.session)
        return self._made

    # --- reading -----------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Read what changed since, at once where that is little, else in a thread while the sheet fills."""
        stored = self._desk.session.stored.bestanden
        if sum(len(stored[naam].records) for naam in self._finder.stale()) <= _AT_ONCE:
            self._finder.read_all()
        elif not self._reads:
            self._reads = True
            self._work.start("zoeken", self._read())

    async def _read(self) -> None:
        """Read file by file in a thread, that in view first, and show on the sheet what that adds."""
        last = 0.0
        try:
            while stale := self._finder.stale(self._desk.sheet.spot.programma):
                await self._work.run(partial(self._finder.read, stale[0]))
                if len(stale) == 1 or monotonic() - last > _ANEW:
                    self._desk.view.renew_sheet()
                    last = monotonic()
        finally:
            self._reads = False

    # --- finding -----------------------------------------------------------------------------

    @property
    def looked_for(self) -> str:
        """Return what was looked for last; empty before the first time."""
        return self._tekst

    async def find(self) -> None:
        """Ask what to find, beginning with what was asked last, and go to what is chosen."""
        if not self._desk.view.finish_editing():
            return
        self._prepare()
        answer = await self._ask.found(self._listed, self._tekst, self._at)
        same = answer.tekst == self._tekst
        self._tekst, self._at = answer.tekst, self._at if same else -1
        if answer.actie == "adres":
            await self.go_to()
        elif not answer.actie:
            # what was typed is there the next time, and for F3
            return
        elif answer.actie == "volgende" and same and answer.plek == self._at:
            await self.next()
        else:
            found = self._found(answer.tekst)
            if found.aantal:
                await self._open(self._go(found, answer.plek))
            else:
                self._unfound(answer.tekst)

    async def next(self) -> None:
        """Go to what follows of what was found last, round and round; ask first where nothing was looked for yet."""
        if not self._tekst:
            await self.find()
        elif self._desk.view.finish_editing():
            await self._work.run(partial(self._finder.read_all, self._finder.stale()))
            found = self._found(self._tekst)
            if not found.aantal:
                self._unfound(self._tekst)
                return
            wraps = self._at + 1 >= found.aantal
            self._go(found, 0 if wraps else self._at + 1, round_=wraps)

    def _unfound(self, tekst: str) -> None:
        self._desk.voice.warn(f"`{tekst[:_SAID]}` staat niet in dit dossier.")

    def _found(self, tekst: str) -> Found:
        return self._finder.find(tekst, self._desk.sheet.unit)

    def _go(self, found: Found, at: int, *, round_: bool = False) -> Hit | None:
        """Go to one of what was found, say which of how many it is, and return it; None where it is gone."""
        known = found.at(at)
        hit = self._finder.hit(*known) if known is not None else None
        if hit is None:
            self._desk.voice.warn("Dat is er niet meer.")
            return None
        self._at = at
        self._desk.leave_mark()
        where = self._show_printed(hit, hit.cel) if hit.cel else self._show(hit.adres) or self._unseen(hit)
        again = "Weer vooraan." if round_ else ""
        told = f"{at + 1} van {found.aantal}: {self._tekst[:_SAID]}."
        self._desk.voice.inform(" ".join(filter(None, (told, again, where))))
        return hit

    async def _open(self, hit: Hit | None) -> None:
        """Open the editor of what was chosen, where it is a text that no table shows."""
        if hit is not None and not hit.cel:
            await self._navigate.open_text(hit.adres)

    def _listed(self, tekst: str) -> Vondst:
        """Return what a text finds as the sheet lists it."""
        found = self._found(tekst)
        most = _LISTED if len(found.groepen) > 1 else _LISTED_ALONE
        groups, before = [], 0
        for groep in found.groepen:
            hits = ((n, self._finder.hit(groep.soort, ref)) for n, ref in enumerate(groep.refs[:most], before))
            lines = [self._listed_as(hit, found, n) for n, hit in hits if hit is not None]
            groups.append(Vindgroep(groep.naam, len(groep.refs), lines))
            before += len(groep.refs)
        files, left = len(self._desk.session.stored.bestanden), len(self._finder.stale())
        busy = f"er wordt nog gelezen: {files - left} van {files} bestanden" if left else ""
        return Vondst(found.question.woorden, groups, busy, found.question.unfound(self._desk.sheet.unit))

    def _listed_as(self, hit: Hit, found: Found, at: int) -> Vindregel:
        from budgetdesk.bedrag import Notatie, format_cell
        from budgetdesk.session.zoeken import budgeted, elsewhere
        from budgetdesk.session.zoekvorm import marks

        session, unit = self._desk.session, self._desk.sheet.unit
        if hit.cents is not None:
            weergave = session.dossier.weergave
            notatie = Notatie(unit, weergave.nul, weergave.minteken, weergave.decimalen)
            printed = format_cell(hit.cents * hit.teken, notatie)
            sought = found.question.woorden
            shown = hit.stuk if marks(hit.stuk, sought) and not marks(printed, sought) else printed
            return Vindregel(hit.naam, hit.waar, shown, hit.veld, "", at)
        if hit.adres.pad:
            return Vindregel(hit.naam, hit.waar, "", hit.veld, hit.stuk, at)
        label, text = elsewhere(session.stored, hit, found.question.woorden)
        return Vindregel(hit.naam, hit.waar, budgeted(session, hit, unit), label, text, at)

    # --- the palette -------------------------------------------------------------------------

    def offered(self, tekst: str) -> Sequence[tuple[str, str, str]]:
        """Return what a text finds by name for the palette: a key for `visit_offered`, the name and what it is."""
        from budgetdesk.session.ganaar import to
        from budgetdesk.session.zoeken import TEKST

        self._prepare()
        found = self._finder.find(tekst, 0)
        known = list(islice(((soort, ref) for soort, ref in found.refs() if soort != TEKST), _OFFERED))
        places = [
            (f"{soort}/{ref}", to(hit, kind(soort).noem()))
            for soort, ref in known
            if (hit := self._finder.hit(soort, ref))
        ]
        return [(key, place.naam, place.wat) for key, place in places]

    def visit_offered(self, key: str) -> None:
        """Go to what the palette offered."""
        soort, _, ref = key.rpartition("/")
        hit = self._finder.hit(soort, int(ref))
        if hit is not None and self._desk.view.finish_editing():
            self._desk.leave_mark()
            self._say(self._show(hit.adres))

    # --- what is named -----------------------------------------------------------------------

    async def go_to(self) -> None:
        """Ask where to go, and go there."""
        if not self._desk.view.finish_editing():
            return
        self._prepare()
        answer = await self._ask.destination(self._named)
        if answer is None:
            return
        if answer.actie == "zoek":
            await self.find()
            return
        places = self._destinations(answer.tekst)
        if answer.plek < len(places):
            place = places[answer.plek]
            self._go_to(place)
            if place.adres is not None:
                await self._navigate.open_text(place.adres)

    def _destinations(self, tekst: str) -> Sequence[Destination]:
        from budgetdesk.session.ganaar import destinations

        sheet = self._desk.sheet
        years = [kop.jaar for kop in sheet.table.grid.koppen] if sheet.table is not None else []
        return destinations(self._desk.session.dossier, tekst, self._finder, sheet.tables, years)

    def _named(self, tekst: str) -> Sequence[Bestemming]:
        return [Bestemming(place.naam, place.waarheen) for place in self._destinations(tekst)]

    def _go_to(self, place: Destination) -> None:
        self._desk.leave_mark()
        if place.adres is not None:
            self._say(self._show(place.adres))
        elif place.tabel or place.bestand:
            self._desk.show_table(place.tabel or "programmakosten", place.bestand)
            self._desk.view.focus()
        if place.jaar:
            self._to_year(place.jaar)

    def _to_year(self, jaar: int) -> None:
        """Go to the column of a year in the row of the cursor: what is budgeted of it, where several are of it."""
        table = self._desk.sheet.table
        if table is None or not table.row_count():
            return
        found = [
            col for col, kop in enumerate(table.grid.koppen) if kop.jaar == jaar and not table.koppen[col].verborgen
        ]
        columns = self._desk.session.sjabloon.kolommen
        budget = [col for col in found if col < len(columns) and columns[col].invoer == f"begroting.{jaar}"]
        if found:
            self._desk.view.move_to(self._desk.view.cursor[0], (budget or found)[0])
        else:
            self._desk.voice.warn(f"Deze tabel heeft geen kolom van {jaar}.")

    # --- going there -------------------------------------------------------------------------

    def _say(self, told: str) -> None:
        if told:
            self._desk.voice.inform(told)

    def _show(self, adres: Adres) -> str:
        """Go to a value or a record: its cell, its row or its card; where no table has it, return where it stands."""
        bestand = self._desk.session.dossier.bestanden.get(adres.bestand)
        told = ""
        if bestand is None:
            told = f"{adres} is er niet meer."
        elif adres.soort and kind(adres.soort).intern:
            told = self._show_noted(adres)
        elif bestand.soort in ("begroting", "reserves"):
            told = self._show_of_all(adres)
        elif bestand.soort != "programma" or adres.pad:
            self._navigate.visit(adres)
        elif adres.soort == Programma.kind.naam:
            self._navigate.go_to(adres.bestand, tabel="programmakosten")
        elif kind(adres.soort).tabel:
            # of a post the amount that its line showed
            columns = self._desk.session.sjabloon
            year = columns.kolommen[columns.resultaat].invoer if adres.soort == Post.kind.naam else None
            self._navigate.go_to(adres.bestand, RecordKey(adres.soort, adres.sleutel), raming=year or "")
        else:
            self._navigate.visit(adres)
        self._desk.view.focus()
        return told

    def _show_noted(self, adres: Adres) -> str:
        """Go to what a note hangs on; return where the note stands where that is not there."""
        bij = self._navigate.noted(adres)
        if bij is None:
            return f"Waar deze notitie bij hoort, is er niet; zij staat in {self._line(adres)}."
        return "" if self._navigate.show_setting(bij) else self._show(bij)

    def _show_printed(self, hit: Hit, cel: Cel) -> str:
        """Go to the cell that prints an amount; return where it is added up where no table in view has that."""
        if not self._desk.view.finish_editing():
            return ""
        self._desk.show_table(cel.tabel, cel.bestand)
        table = self._desk.sheet.table
        place = cel.place_in(table.grid) if table is not None else None
        if place is not None:
            self._desk.show_row(*place)
        self._desk.view.focus()
        return "" if place is not None else f"{hit.veld} van {hit.naam} staat niet in deze tabel."

    def _show_of_all(self, adres: Adres) -> str:
        """Go to what is of no programma in the table that shows it; return where it stands where none does."""
        sheet, told = self._desk.sheet, f"Dit staat in {self._line(adres)}."
        if self._shows(adres):
            return ""
        if adres.soort == Reserve.kind.naam:
            for bestand in self._desk.session.dossier.programmas:
                for reserve in bestand.van(Reserve):
                    if reserve.register == adres.sleutel:
                        self._navigate.go_to(bestand.naam, reserve.key)
                        return told if adres.pad else ""
        for soort in sheet.tables:
            if adres.soort and adres.soort in (soort.naam, soort.alleen_bij):
                self._desk.show_table(soort.naam)
                return "" if self._shows(adres) else told
        return told

    def _shows(self, adres: Adres) -> bool:
        """Put the cursor on the cell or the first row of the table in view that shows a value or a record."""
        if self._navigate.show_cell(adres):
            return True
        index = None if adres.pad else self._desk.sheet.row_of(adres)
        if index is not None:
            self._desk.show_row(index)
        return index is not None

    def _line(self, adres: Adres) -> str:
        """Return file and line of what is stored."""
        from budgetdesk.session.zoeken import line_of

        where = line_of(self._desk.session, adres)
        return f"{where.bestand}:{where.regel}" if where.regel else where.bestand

    def _unseen(self, hit: Hit) -> str:
        """Return where an amount stands that the table in view does not show."""
        table = self._desk.sheet.table
        if hit.cents is None or (table is not None and self._is_here(table, hit.adres)):
            return ""
        return f"{hit.veld} staat in {self._line(hit.adres)}, niet in deze tabel."

    def _is_here(self, table: TabelBron, adres: Adres) -> bool:
        row, col = self._desk.view.cursor
        if row >= table.row_count():
            return False
        return table.grid.adres(table.in_beeld[row], col) == shown(self._desk.session.dossier, adres)
