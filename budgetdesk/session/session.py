"""What both front ends ask of an open dossier: tables, cells to type in, saving and export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.checks import Melding
from budgetdesk.errors import Bevinding, Plaats, Refused, WriteError
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Misfit, Tabel, Waarde
from budgetdesk.model.edits import Botsing, Effect, History, Pending, Restructure, SetValue, Step
from budgetdesk.model.field import Field
from budgetdesk.model.invoer import Invoer, Veldinvoer, needs_room
from budgetdesk.session.kern import Kern, changing
from budgetdesk.storage import files, indexbesluit, nieuw
from budgetdesk.storage.reader import find_folder, read_contents, read_dossier, read_file
from budgetdesk.tables.behind import Stored
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.lijst import TABELLEN

if TYPE_CHECKING:
    from budgetdesk.export.workbook import Documentinfo


class Session(Kern):
    """An open dossier, as both front ends use it."""

    @classmethod
    def open(cls, pad: Path, *, read_only: bool = False) -> Session:
        """Read a dossier; raises InputError with all its errors, or LimitExceeded."""
        return cls(read_dossier(pad), read_only=read_only)

    @classmethod
    def at(cls, pad: Path, revision: str) -> Session:
        """Read a dossier as it is in a commit, a branch or a label, to be looked at only.

        Raises as `open` does, UsageError where git does not know the revision, InputError where there is no git.
        """
        from budgetdesk.review.git.repository import contents_at

        map_ = find_folder(pad)
        return cls(read_contents(map_, contents_at(map_, revision)), read_only=True)

    # --- reading -----------------------------------------------------------------------------

    @property
    def titel(self) -> str:
        """Return the title of the document."""
        return self.dossier.kop.titel or self.sjabloon.titel

    @property
    def meldingen(self) -> list[Melding]:
        """Return what the rules find in the dossier as it stands."""
        return self.keuring.meldingen

    @property
    def aantal_bevindingen(self) -> int:
        """Return how many findings there are but the accepted ones, without looking up their lines."""
        return len(self.keuring.gelezen) + len(self.keuring.alle)

    @property
    def leesbevindingen(self) -> list[Bevinding]:
        """Return what reading the files found: keys that count nowhere."""
        return self.keuring.gelezen

    @property
    def bevindingen(self) -> list[Bevinding]:
        """Return all findings but the accepted ones, with their place in the files as they are on disk."""
        return self.keuring.bevindingen

    @property
    def aanvaarde_bevindingen(self) -> list[Bevinding]:
        """Return the findings that the dossier accepts, each with the reason."""
        return self.keuring.aanvaard

    def is_accepted(self, melding: Melding) -> bool:
        """Return whether the dossier accepts what a rule found."""
        return self.keuring.is_accepted(melding)

    def require_sound(self) -> None:
        """Raise InputError where a finding makes the figures unfit for use."""
        self.keuring.require_sound()

    def is_placed(self, naam: str) -> bool:
        """Return whether lines of a file can be told: not while its tables stand elsewhere than on disk."""
        return naam not in self._pending.standen

    def plaats(self, adres: Adres) -> Plaats:
        """Return file, line and key of an address; a key not yet saved gives the line of its table."""
        return self._vindplaatsen.plaats(adres, self._digests.get(adres.bestand, ""))

    def grid(self, tabel: str, bestand: Bestand, *, posten: bool = False) -> Grid:
        """Return one table of one programma, or of all; `posten` adds the rows an editor unfolds."""
        from budgetdesk.tables.lijst import build

        if not TABELLEN[tabel].per_programma:
            return build(tabel, self.cijfers, self.dossier.programmas)
        return build(tabel, self.cijfers, [bestand], posten=posten)

    @property
    def begrotingsjaren(self) -> list[int]:
        """Return the years from T on that the document budgets."""
        t = self.dossier.jaar
        return [k.jaar for k in self.sjabloon.kolommen if k.invoer == f"begroting.{k.jaar}" and k.jaar >= t]

    def results(self, bestand: Bestand) -> tuple[int, int]:
        """Return the result of a programma and of all, in cents as printed, in the template's result column."""
        from budgetdesk.tables.bouw import result_cents

        kolom, weergave = self.sjabloon.kolommen[self.sjabloon.resultaat], self.dossier.weergave
        own = result_cents(self.totalen[bestand.naam].bedrag, kolom, weergave)
        return own, result_cents(self.totalen.dossier, kolom, weergave)

    def card(self, bestand: Bestand, tabel: Tabel) -> Grid:
        """Return all that the dossier holds of one thing."""
        from budgetdesk.tables.kaart import kaart

        return kaart(self.cijfers, bestand, tabel)

    def grids(self, tabel: str, programmas: Sequence[Bestand], *, posten: bool = False) -> list[Grid]:
        """Return a table of each of these programmas, or the one table that spans them all.

        `posten` adds the rows an editor unfolds.
        """
        from budgetdesk.tables.lijst import build

        if TABELLEN[tabel].overkoepelend:
            return [build(tabel, self.cijfers, programmas)]
        return [self.grid(tabel, bestand, posten=posten) for bestand in programmas]

    # --- editing -----------------------------------------------------------------------------

    def invoer(self, grid: Grid, rij: int, kolom: int) -> Invoer | Veldinvoer | None:
        """Return what typing in a cell changes; None where it is computed or empty."""
        achter = grid.behind(rij, kolom)
        veld = self.veld(achter.adres) if isinstance(achter, Stored) else None
        if veld is None or not isinstance(achter, Stored):
            return None
        waarde = self.dossier.waarde(achter.adres)
        if veld.vorm != "bedrag":
            return Veldinvoer(achter.adres, veld, waarde, self._choices(achter.adres.bestand, veld))
        huidig = (waarde if isinstance(waarde, int) else 0) + achter.rest
        vorig = self._previous(grid, rij, kolom)
        return Invoer(achter.adres, achter.teken, huidig, achter.rest, waarde is not None, vorig)

    def _previous(self, grid: Grid, rij: int, kolom: int) -> int | str:
        """Return the natural cents of the cell to the left; where that is no amount of an earlier year, why."""
        if not kolom:
            return "Links van deze cel staat geen jaar"
        left, kop = grid.koppen[kolom - 1], grid.koppen[kolom]
        if left.vorm != "bedrag" or left.verschil or left.apart or left.jaar > kop.jaar:
            return f"Links van deze cel staat '{left.tekst}', geen bedrag van een eerder jaar"
        achter, shown = grid.behind(rij, kolom - 1), grid.cents(rij, kolom - 1)
        waarde = self.dossier.waarde(achter.adres) if isinstance(achter, Stored) else None
        # the table may be older than what was just typed to the left
        if isinstance(achter, Stored) and isinstance(waarde, int):
            return waarde + achter.rest
        return f"Links van deze cel is '{left.tekst}' leeg" if shown is None else shown * grid.teken(rij)

    def veld(self, adres: Adres) -> Field | None:
        """Return what the format says about a value; None where it knows no such key."""
        schema = self.dossier.bestanden[adres.bestand].schema(adres.soort)
        return schema.veld_van(adres.pad) if schema else None

    def opens_elsewhere(self, adres: Adres, veld: Field) -> bool:
        """Return whether a value that is no amount is edited in an editor or a list instead of its cell."""
        if veld.verwijst:
            return any(t.soort == veld.verwijst for t in self.dossier.bestanden[adres.bestand].tabellen.values())
        return bool(veld.keuzes) or needs_room(veld, self.dossier.waarde(adres))

    def _choices(self, naam: str, veld: Field) -> tuple[tuple[str, str], ...]:
        if veld.verwijst:
            return tuple((t.sleutel, f"{t.sleutel} {t.naam}") for t in self.dossier.bestanden[naam].van(veld.verwijst))
        return tuple((str(keuze), str(keuze).replace("-", " ")) for keuze in veld.keuzes)

    def set_value(self, adres: Adres, waarde: Waarde | None, tekst: str = "") -> Effect | None:
        """Set any value, or make it absent, as one step."""
        return self.do([SetValue(adres, self.dossier.waarde(adres), waarde)], tekst or str(adres))

    def set_amounts(self, cells: Sequence[tuple[Invoer, int | None]], tekst: str = "") -> Effect | None:
        """Set cells to natural amounts in cents (None: absent) as one step; None where nothing changes.

        Raises BedragFout where what would be stored is too large.
        """
        return self.do(self._amount_edits(cells), tekst)

    def try_amounts(self, cells: Sequence[tuple[Invoer, int | None]], bestand: Bestand) -> tuple[int, int]:
        """Return the result of a programma before and after setting cells, which are not kept."""
        before, _ = self.results(bestand)
        real = [e for e in changing(self._amount_edits(cells)) if isinstance(e, SetValue)]
        if not real:
            return before, before
        step = Step(tuple(real))
        self._apply(step)
        after, _ = self.results(bestand)
        self._apply(step.inverse())
        return before, after

    def _amount_edits(self, cells: Sequence[tuple[Invoer, int | None]]) -> list[SetValue]:
        return [
            SetValue(i.adres, self.dossier.waarde(i.adres), None if cents is None else i.stored(cents))
            for i, cents in cells
        ]

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> list[str]:
        """Write the unsaved edits; return warnings. Raises ChangedOnDisk, Locked or WriteError."""
        changes = self._pending.changes(self.dossier)
        saved = files.save(self.map, self.dossier, changes, self._digests)
        self._digests = self._digests | saved.digests
        before = self._pending.teksten
        self._pending = Pending(teksten=before | {n: t for n, t in saved.teksten.items() if n in before})
        return saved.waarschuwingen

    def changed_on_disk(self) -> list[str]:
        """Return the files that came, went or changed since they were read or saved here, by name."""
        return files.changed(self.map, self._digests)

    def add_programma(self, naam: str) -> tuple[Bestand, list[str]]:
        """Make the file of a new programma with the next number, on disk at once; return it and warnings.

        Raises WriteError where it cannot be written. It is no step of the history: a file is taken away
        where it was made, on disk.
        """
        nummer = max((b.nummer for b in self.dossier.programmas), default=0) + 1
        bestand, digest, warnings = nieuw.create_programma(self.map, nummer, naam)
        self.dossier.bestanden[bestand.naam] = bestand
        self._digests = self._digests | {bestand.naam: digest}
        self._forget()
        return bestand, warnings

    def add_besluit(self, nummer: str, naam: str) -> tuple[Bestand, list[str]]:
        """Make the file of a new decision, a draft, on disk at once; return it and warnings.

        Raises Refused where it needs another number or a name, WriteError where it cannot be written. As
        with a programma it is no step of the history.
        """
        if nummer in map(besluiten.nummer, besluiten.besluiten(self.dossier)):
            raise besluiten.NumberTaken(nummer)
        telt_mee = "wijziging" if self.sjabloon.vergelijkt else "begroting"
        return self.add_file(besluiten.nieuw_besluit(nummer, naam, telt_mee=telt_mee))

    def add_file(self, new: Bestand) -> tuple[Bestand, list[str]]:
        """Write the records of a new decision to its file, on disk at once; return it as read and warnings.

        Raises WriteError where it cannot be written or is there already.
        """
        warnings = indexbesluit.create(self.map, new)
        bestand, digest, _ = read_file(self.map, new.naam, new.soort)
        self.dossier.bestanden[bestand.naam] = bestand
        self._digests = self._digests | {bestand.naam: digest}
        self._forget()
        return bestand, warnings

    def rebase(self) -> list[Botsing]:
        """Read the files again and redo the unsaved edits on them; return the cells changed on both sides.

        Those keep the value of the disk until `resolve` decides. Edits of the structure go first; one that
        the new files leave no room for is a clash without a way out. Raises InputError where the files
        can no longer be read; the session is then as it was.
        """
        gelezen = read_dossier(self.map)
        pending, mine = self._pending, self.dossier
        self._take(gelezen)
        self.history = History()
        adopted = {b.naam for b in self.dossier.bestanden.values() if _is_newly_adopted(b, mine, pending)}
        lost = [botsing for step in pending.herschikt for botsing in self._again(step, adopted)]
        changes = [SetValue(a, oud, mine.waarde(a)) for a, oud in pending.op_schijf.items()]
        known = [e for e in changes if self._has_table(e.adres)]
        current = [(e, self.dossier.waarde(e.adres)) for e in known]
        free = [e for e, now in current if now == e.oud and e.adres.bestand not in adopted]
        self._do(free, "opnieuw toegepast")
        clashes = [Botsing(e.adres, e.oud, e.nieuw, now) for e, now in current if e not in free and now != e.nieuw]
        gone = [Botsing(e.adres, e.oud, e.nieuw, None) for e in changes if e not in known]
        return [*lost, *clashes, *gone]

    def _again(self, step: Restructure, adopted: set[str]) -> list[Botsing]:
        """Restructure the files as they are now; return what cannot be done any more."""
        try:
            if step.bestand not in adopted:
                self._do(step.edits, "opnieuw toegepast")
                return []
        except (Misfit, Refused, WriteError):
            pass
        return [Botsing(Adres(e.bestand, e.soort, e.sleutel, ""), None, None, None) for e in step.edits]

    def resolve(self, botsingen: Sequence[Botsing]) -> None:
        """Give clashing cells the value they had here; cells whose table is gone stay away.

        Raises Refused, when the others are done, where a decision is adopted by now.
        """
        edits = [SetValue(b.adres, b.schijf, b.hier) for b in botsingen if self._has_table(b.adres)]
        closed = {b.naam for b in self.closed(edits)}
        self.do([e for e in edits if e.adres.bestand not in closed], "eigen waarde gekozen")
        self.do([e for e in edits if e.adres.bestand in closed])

    def discard(self) -> None:
        """Read the files again and forget the unsaved edits and the history."""
        self._take(read_dossier(self.map))
        self.history = History()

    def _has_table(self, adres: Adres) -> bool:
        bestand = self.dossier.bestanden.get(adres.bestand)
        return bestand is not None and bestand.tabel(adres.soort, adres.sleutel) is not None

    def export(self, doel: Path, programmas: Sequence[Bestand]) -> list[str]:
        """Write these programmas as a workbook or a document, as the name ends; return warnings.

        Raises InputError where a finding makes the figures or the texts unfit, WriteError where writing fails.
        """
        from budgetdesk.export.bestand import build_file

        info = self._documentinfo()
        return _replace(doel, build_file(doel.suffix.lower(), self.cijfers, programmas, info))

    def export_besluit(self, doel: Path, besluit: Bestand) -> list[str]:
        """Write what a decision changes as a workbook or a document, as the name ends; return warnings.

        Raises as `export` does.
        """
        from budgetdesk.export.bestand import build_wijziging

        info = self._documentinfo()
        return _replace(doel, build_wijziging(doel.suffix.lower(), self.cijfers, besluit, info))

    def _documentinfo(self) -> Documentinfo:
        """Return what an export says about itself; raises InputError where figures or texts are unfit for one."""
        from budgetdesk.export.workbook import Documentinfo
        from budgetdesk.review.git.repository import revision

        self.keuring.require_sound(berekend=True)
        return Documentinfo(
            titel=self.titel,
            gemeente=self.dossier.kop.gemeente,
            dossier=self.map.resolve().name,
            herkomst=revision(self.map),
        )


def _is_newly_adopted(bestand: Bestand, mine: Dossier, pending: Pending) -> bool:
    """Return whether a decision as it is on disk now was adopted since the files were read before."""
    status = Adres(bestand.naam, "wijziging", "", "status")
    before = pending.op_schijf.get(status, mine.waarde(status))
    return besluiten.vergrendeld(bestand) and before != "vastgesteld"


def _replace(doel: Path, content: bytes) -> list[str]:
    """Write a file that is not of the dossier, all of it or nothing; return warnings."""
    from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files

    return replace_files([Vervanging(doel, content, ONGEACHT)])
