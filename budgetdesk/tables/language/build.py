"""A declared table and the figures of a dossier to a `Grid`: rows from members, cells from the facts that match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand, Weergave
from budgetdesk.model.kinds.programma import INCIDENTEEL
from budgetdesk.model.scope import RAMING, Scope
from budgetdesk.storage.reader import no_collection
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.formula import Cell, Formula, Linear, Verdict, single
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Rij
from budgetdesk.tables.language import combined, words
from budgetdesk.tables.language.behind import Unfolded, explain, unfolded_below
from budgetdesk.tables.language.chosen import Selection, holders
from budgetdesk.tables.language.columns import Column, columns
from budgetdesk.tables.language.declaration import MAX_GEBOUWD, DeclarationError, Rijkeuze, Tabeldeclaratie
from budgetdesk.tables.language.figures import Figures
from budgetdesk.tables.language.measured import Measured
from budgetdesk.tables.language.members import Member, of_record
from budgetdesk.tables.language.naming import Naming
from budgetdesk.tables.language.parts import with_parts
from budgetdesk.tables.language.row import UNSEEN, Place, Row, is_outermost, of_source
from budgetdesk.tables.language.slices import matching, narrowed
from budgetdesk.tables.language.writable import Typed
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.uitleg import Explainer

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers


def _without_rare(tabel: Tabeldeclaratie, cijfers: Cijfers) -> Tabeldeclaratie:
    """Return a table without the measures beside each other that hardly any dossier has, where this one has none."""
    rare = [maat for maat in tabel.naast if words.ZELDEN.issuperset(tabel.maten[maat].kanten)]
    if not rare or any(verloop.bestemd for verloop in verlopen(cijfers, cijfers.dossier.programmas)):
        return tabel
    return replace(tabel, naast=tuple(maat for maat in tabel.naast if maat not in rare))


def outline(tabel: Tabeldeclaratie, cijfers: Cijfers, programmas: Sequence[Bestand]) -> tuple[list[Row], list[Column]]:
    """Return the printed rows and columns of a declared table without its cells; raises as `build`."""
    opbouw = _Opbouw(tabel, cijfers, programmas, uitgeklapt=False)
    return opbouw.rows(), opbouw.columns


def build(tabel: Tabeldeclaratie, cijfers: Cijfers, programmas: Sequence[Bestand], *, uitgeklapt: bool = False) -> Grid:
    """Return a declared table over these programmas; `uitgeklapt` adds the rows that an editor unfolds.

    Raises DeclarationError where the columns do not fit the template of the document, or rows are too many.
    """
    with no_collection():
        return _Opbouw(tabel, cijfers, programmas, uitgeklapt=uitgeklapt).grid()


class _Opbouw:
    def __init__(
        self, tabel: Tabeldeclaratie, cijfers: Cijfers, programmas: Sequence[Bestand], *, uitgeklapt: bool
    ) -> None:
        self._tabel = tabel
        self._cijfers = cijfers
        self._cube = cijfers.cube
        alle = cijfers.dossier.programmas
        self._programmas = alle if tabel.alles else list(programmas)
        # of the only programma there is a table needs no filter, unless there are figures of no programma
        is_apart = tabel.per_programma and bool(self._cube.of_files([BEGROTING]))
        self._is_whole = len(self._programmas) == len(alle) and not is_apart
        self._uitgeklapt = uitgeklapt
        self.columns = columns(_without_rare(tabel, cijfers), cijfers.sjabloon, cijfers.dossier.jaar)
        self._figures = Figures(tabel, cijfers, self._programmas, self.columns)
        self._selection = Selection(tabel, cijfers, self._programmas, self.columns, self._figures)
        self._typed = Typed(tabel, cijfers, self._figures)
        self._naming = Naming(tabel, cijfers, self._programmas)
        self._rows: list[Row] = []
        self._named: dict[str, Row] = {}
        self._shown: dict[int, Unfolded] = {}
        """The rows of single records below each level."""
        self._blok = 0
        self._made = 0

    def grid(self) -> Grid:
        """Return the table."""
        tabel, rows, columns_ = self._tabel, self.rows(), self.columns
        parts = with_parts(rows, columns_)
        grid = Grid(
            tabel.sleutel,
            self._naming.titel,
            self._programmas[0].nummer if tabel.per_programma and self._programmas else None,
            [self._head(column) for column in columns_],
            parts,
            self._weergave(),
            lambda r, k: self._inhoud(rows[r], columns_[k]),
            tabel.labels,
            lambda r, k: self._adres(rows[r], columns_[k]),
            rest=lambda r, k: self._rest_of(rows[r], columns_[k]),
        )
        explainer = Explainer(grid, self._cijfers)
        grid.uitleg = lambda r, k: self._explain(explainer, grid, rows, r, k)
        grid.formula = lambda r, k: self._formula(grid, rows, r, k)
        if any(column.letter is not None for column in columns_):
            grid.inhoud = self._with_letters(grid)
        return grid

    def _head(self, column: Column) -> Kop:
        """Return the heading of a column, with the signs of its measure where it has one of its own."""
        tekens = self._figures.signs(self._tabel.maten[column.maat]) if column.maat else ()
        return replace(column.kop, tekens=tekens) if tekens else column.kop

    def _with_letters(self, grid: Grid) -> Callable[[int, int], Inhoud]:
        """Return what the cells of a table hold that prints V and N in columns of their own."""
        inhoud = grid.inhoud

        def found(rij: int, kolom: int) -> Inhoud:
            letter = self.columns[kolom].letter
            return inhoud(rij, kolom) if letter is None else grid.letter(rij, letter) or None

        return found

    def rows(self) -> list[Row]:
        """Return the printed rows; those that are only computed are made first."""
        if self._needs(self._tabel.nodig):
            for rij in self._tabel.tussen:
                self._rij(rij, self._place(rij))
            # computed, not printed
            self._rows = []
            for rij in self._tabel.rijen:
                self._rij(rij, self._place(rij))
        return self._rows

    def _explain(self, explainer: Explainer, grid: Grid, rows: Sequence[Row], rij: int, kolom: int) -> Computed | None:
        column = self.columns[kolom]
        if column.tekst is not None or column.letter is not None or column.som:
            return None
        # asked at every step of the cursor, and the same for all rows of a level
        niveau = rows[rij].rij.niveau
        if niveau not in self._shown:
            self._shown[niveau] = unfolded_below(rows, niveau)
        return explain(explainer, grid, self._counted(rows, rij, column), rij, kolom, self._shown[niveau])

    def _counted(self, rows: Sequence[Row], rij: int, column: Column) -> Sequence[Row]:
        """Return rows of which one holds what a column counts of it."""
        row = rows[rij]
        records = row.records
        if not column.waar or records is None:
            return rows
        place = self._figures.within(Place(row.where or {}, records=row.limited), column.waar)
        keys = {dim: frozenset(members) for dim, members in column.waar.items()}
        own = replace(
            row, where=place.where, limited=place.records, records=lambda: narrowed(self._cube, records(), keys) or ()
        )
        return [*rows[:rij], own, *rows[rij + 1 :]]

    def _formula(self, grid: Grid, rows: Sequence[Row], rij: int, kolom: int) -> Formula | None:
        row, column = rows[rij], self.columns[kolom]
        if column.letter is not None:
            factor = grid.voordeel(rij, column.letter)
            return Verdict(single(Cell(rij, column.letter), factor), (0,), ("N", "V"), "") if factor else None
        if column.tekst is not None or row.formula is None:
            return None
        if column.som and row.cents:
            return Linear(tuple((Cell(rij, k), factor) for k, factor in column.som if grid.cents(rij, k) is not None))
        return row.formula(column)

    def _weergave(self) -> Weergave:
        tabel = self._tabel
        names = ("eenheid", "decimalen", "nul", "minteken")
        found: dict[str, Any] = {name: getattr(tabel, name) for name in names}
        changes = {name: value for name, value in found.items() if value is not None}
        if tabel.letters:
            changes["letters"] = tabel.letters != "nee"
        return replace(self._cijfers.weergave, **changes)

    def _inhoud(self, row: Row, column: Column) -> Inhoud:
        if column.tekst is not None:
            return (row.teksten or {}).get(column.tekst)
        if row.inhoud:
            return row.inhoud(column)
        if row.cents is None:
            return None
        if column.som:
            found = [(self._inhoud(row, self.columns[k]), factor) for k, factor in column.som]
            return sum(c * factor for c, factor in found if isinstance(c, int))
        return row.cents(column)

    def _adres(self, row: Row, column: Column) -> Adres | None:
        return row.adres(column) if row.adres else None

    def _rest_of(self, row: Row, column: Column) -> int:
        return row.rest(column) if row.rest else 0

    def _place(self, rij: Rijkeuze) -> Place:
        """Return where an outermost row is built: within the programmas that the table is about."""
        where = {dim: frozenset(keys) for dim, keys in self._tabel.waar.items()}
        if self._is_whole or rij.geheel:
            return Place(where)
        own = frozenset(b.naam for b in self._programmas)
        return Place({**where, "programma": own & where.get("programma", own)})

    def _needs(self, nodig: str) -> bool:
        """Return whether the dossier has what a table or row needs."""
        if nodig == "geheel":
            return self._cijfers.is_geheel
        if nodig == "mjb":
            return any(".mjb." in pad for b in self._programmas for t in b.records.values() for pad in t.waarden)
        if nodig == INCIDENTEEL:
            own = {b.naam for b in self._programmas}
            return any(naam in own and aard == nodig for naam, aard in self._cube.sums("programma", "aard").members())
        if nodig in words.VAN_REGISTER and any(flow.labels[nodig] for flow in self._figures.flows.of_dim("register")):
            return True
        files = {b.naam for b in holders(self._tabel, self._cijfers.dossier, self._programmas)}
        labels = zip(self._cube.labels("programma"), self._cube.labels(nodig), strict=True) if nodig else ()
        # by law a reserve has its taakveld: only what people fill in says that a dimension is used
        lawful = "reserve" if nodig in ("taakveld", "hoofdtaakveld") else ""
        kinds = self._cube.labels("kind")
        return not nodig or any(
            label and naam in files and kind != lawful for (naam, label), kind in zip(labels, kinds, strict=True)
        )

    def _rij(self, rij: Rijkeuze, place: Place) -> None:
        if not self._needs(rij.nodig):
            return
        place = self._figures.within(place, rij.waar)
        if rij.per == "kant":
            self._per_side(rij, place)
        elif rij.per:
            self._per(rij, place)
        elif rij.kop:
            self._add(Row(Rij(self._naming.text(rij.kop, place), "", "groep", Scope("kop", rij.kop))), rij.id)
        elif rij.som or rij.verhouding or rij.oordeel:
            self._derived(rij, place)
        elif self._selection.is_kept(rij, place):
            own = Scope("rij", rij.id or rij.naam) if rij.waar and place.member is None else None
            self._measures(rij, place, scope=own)

    def _derived(self, rij: Rijkeuze, place: Place) -> None:
        """Add a row made of rows that were given an `id`."""
        naam, soort = self._naming.text(rij.naam, place), self._naming.text(rij.soort.get("", ""), place)
        scope, block = Scope("rij", rij.id or naam), self._block()
        if rij.som:
            printed = Rij(naam, soort, rij.rol.get("", "saldo"), scope)
            named = [(self._named.get(name, combined.UNKNOWN), factor) for name, factor in rij.som.items()]
            self._add(combined.summed(printed, named, self._rows, block, self._figures.printed_sign), rij.id)
        elif rij.verhouding:
            percentage, signaal = (Rij(naam, kind, "blad", scope) for kind in ("Percentage", "Signaal"))
            for row in combined.ratio(self._named, rij.verhouding, percentage, signaal, block, self._advantage):
                self._add(replace(row, keuze=rij), rij.id)
        elif rij.oordeel:
            printed = Rij(naam, soort, "blad", scope)
            self._add(combined.judged(self._named, rij.oordeel, printed, block, self._advantage), rij.id)

    def _advantage(self, row: Row, column: Column) -> Linear | None:
        """Return what gives `surplus` of a row in a column: its cell where it is printed, else what that is made of."""
        factor = self._figures.printed_sign(row.teken) * (-1 if row.teken == "saldo" else 1)
        if column.maat and row.advantage:
            return row.advantage(column)
        found = row.formula(column) if row.formula else None
        if not isinstance(found, Linear):
            return None
        at = next((i for i, other in enumerate(self._rows) if other is row), None)
        if at is None:
            return found.times(factor)
        return single(Cell(at, next(k for k, other in enumerate(self.columns) if other is column)), factor)

    def _add(self, row: Row, id_: str = "") -> None:
        self._count()
        self._rows.append(row)
        if id_:
            self._named[id_] = row

    def _count(self, more: int = 1) -> None:
        """Count rows, or members that may have them; raises DeclarationError where they are too many."""
        self._made += more
        if self._made > MAX_GEBOUWD:
            tekst = f"de tabel heeft meer dan {MAX_GEBOUWD} rijen."
            raise DeclarationError(
                self._tabel, (*self._tabel.pad, "rij"), tekst, "Filter met `waar`, of kies minder diep."
            )

    def _block(self) -> int:
        self._blok += 1
        return self._blok

    def _per(self, rij: Rijkeuze, place: Place) -> None:
        """Add the rows of each member of a dimension, and the total below them."""
        every = self._selection.members(rij.per, place, self._selection.maten(rij, place))
        every += self._selection.without(rij, place, every)
        self._count(len(every))
        every = [m if m.key or not rij.zonder else replace(m, naam=rij.zonder) for m in every]
        found = self._selection.ordered(rij, self._selection.kept(rij, every, place))
        shown, small = self._selection.split(rij, found, place)
        for member in shown:
            self._member(rij, self._selection.within(place, rij.per, [member]))
        if small:
            inner = self._selection.within(place, rij.per, small)
            self._measures(rij, replace(inner, member=None), naam=rij.rest, scope=Scope("rest", rij.per))
        if rij.eind and not rij.onder and found:
            total = replace(self._selection.within(place, rij.per, found), member=place.member)
            self._measures(rij, total, naam=self._naming.text(rij.eind, place), is_total=True)

    def _member(self, rij: Rijkeuze, place: Place) -> None:
        """Add the rows of one member, and what stands below them."""
        block = self._block()
        prints_some = bool(rij.maten or (self._tabel.naast and (rij.eind or not rij.kop)))
        below = replace(place, blok=block, binnen=place.binnen or prints_some)
        if rij.kop:
            scope = place.member.scope if place.member else Scope("kop", rij.kop)
            self._add(
                Row(Rij(self._naming.text(rij.kop, place), "", "groep", scope, niveau=place.niveau), block, place.blok)
            )
        is_below = bool(rij.eind and rij.onder)
        prints = not is_below and (prints_some or not rij.onder)
        if prints:
            self._measures(rij, place, blok=block)
            below = replace(below, niveau=place.niveau + 1)
        if self._uitgeklapt and rij.uitklap:
            self._unfold(rij, below)
        for under in rij.onder:
            self._rij(under, below)
        if is_below:
            self._measures(rij, place, naam=self._naming.text(rij.eind, place), is_total=True, blok=block)

    def _per_side(self, rij: Rijkeuze, place: Place) -> None:
        """Add the rows of each side that the filter names; a side is a measure of its own."""
        kanten = [kant for kant in rij.waar.get("kant", ()) if kant in words.KINDS_VAN]
        for kant in kanten:
            naam = self._tabel.maten[kant].naam if kant in self._tabel.maten else kant.capitalize()
            known = {**(place.known or {}), "kant": kant, "naam": naam}
            where = {dim: keys for dim, keys in place.where.items() if dim != "kant"} | {"kant": frozenset((kant,))}
            member = Member(kant, naam, Scope("kant", kant), kant=kant)
            inner = replace(place, where=where, member=member, known=known)
            if self._selection.is_kept(rij, inner):
                self._member(rij, inner)

    def _unfold(self, rij: Rijkeuze, place: Place) -> None:
        """Add the records that a member adds up, and of one with more than its own amounts what it is made of."""
        kind, *deeper = rij.uitklap
        keys = place.where
        if any(self._typed.record(place, tuple(self._tabel.maten[m].kanten)) is not None for m in rij.maten):
            return
        single = tuple(m for m in rij.maten if len(self._tabel.maten[m].kanten) == 1)
        plain = replace(rij, naam="{naam}", maten=single)
        for record in matching(self._cube, keys, (kind,)):
            member = of_record(self._cube.records.bestanden[record], self._cube.records.numbered[record])
            own = self._selection.within(place, kind, [member])
            self._measures(plain, replace(own, blok=UNSEEN))
            bronnen = self._figures.sources(own) if "bron" in deeper else ()
            for bron in (RAMING, *bronnen) if bronnen else ():
                part = replace(own, blok=UNSEEN, where={**own.where, "bron": frozenset((bron,))}, niveau=own.niveau + 1)
                first = len(self._rows)
                self._measures(plain, part, naam=bron.capitalize(), scope=self._naming.scope(own, ()).of(bron))
                self._rows[first:] = map(of_source, self._rows[first:])

    def _measures(
        self,
        rij: Rijkeuze,
        place: Place,
        *,
        naam: str | None = None,
        scope: Scope | None = None,
        is_total: bool = False,
        blok: int = 0,
    ) -> None:
        """Add a row for each measure of a declared row; without any the columns say what is measured."""
        block = blok or self._block()
        naam = self._naming.name(rij, place) if naam is None else naam
        slice_, at = self._figures.slice(place), replace(place, eigen=block)
        for sleutel in rij.maten or ("",):
            maat = self._figures.measure(sleutel, place)
            sides = tuple(maat.kanten) if maat else ()
            if sides and words.ZELDEN.issuperset(sides) and not any(self._figures.flows_of(place, s) for s in sides):
                continue
            tekens, rol = self._figures.signs(maat), self._naming.rol(rij, sleutel, maat, is_total=is_total)
            is_open = bool(rij.per) and not is_total and rol == "blad" and (self._tabel.per_programma or not tekens)
            record = self._typed.record(place, sides) if is_open else None
            printed = Rij(
                naam,
                self._naming.text(self._naming.soort(rij, sleutel, maat, is_total=is_total), place),
                rol,
                scope or self._naming.scope(place, sides),
                tekens,
                (),
                self._cube.records.numbered[record].key if record is not None and tekens else None,
                sides[0] if len(sides) == 1 else "",
                place.niveau,
                fout_onder_nul=bool(sides) and words.STANDEN.issuperset(sides),
            )
            measured = Measured(
                self._figures, self._typed, self._naming, rij, printed, maat, slice_, at, record, is_total
            )
            self._add(self._row(measured), rij.id)

    def _row(self, of: Measured) -> Row:
        """Return a row of a measure with how its cells come about."""
        rij, place, maat = of.rij, of.place, of.maat
        texts = {
            column.tekst: self._naming.field_text(place, column) for column in self.columns if column.tekst is not None
        }
        only = place.member.kant if place.member else ""
        sides = {k: f for k, f in maat.kanten.items() if only in ("", k)} if maat else {}
        factoren = {kant: factor * self._figures.sign(maat) for kant, factor in sides.items()} if maat else {}
        return Row(
            of.printed,
            place.eigen,
            place.blok,
            cents=of.cents,
            formula=of.formula,
            surplus=of.surplus,
            advantage=of.advantage,
            adres=of.adres,
            rest=of.rest,
            teksten=texts,
            factoren=factoren,
            dim=rij.per,
            where=place.where,
            records=self._figures.records(place, maat),
            only=place.records[0] if place.records and len(place.records) == 1 and "bron" not in place.where else None,
            zin=self._figures.sentence(place, maat),
            keuze=rij,
            limited=place.records,
            teken=maat.teken if maat else "natuurlijk",
            telt=not place.binnen and is_outermost(rij, of.printed.rol, maat, self._tabel.maten, is_total=of.is_total),
        )
