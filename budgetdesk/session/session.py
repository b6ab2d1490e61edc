"""One open dossier: the only stateful object. Knows no screen.

Both front ends open a session, ask it for tables, hand it edits and let it save. Polars is imported
when the first total is asked for, tomlkit when a text is written, XlsxWriter when a workbook is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk import checks
from budgetdesk.bedrag import format_exact
from budgetdesk.checks import Melding
from budgetdesk.errors import Bevinding, InputError, Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, RESERVES, Bestand, Dossier
from budgetdesk.model.edits import Botsing, Effect, History, Pending, SetValue, Step
from budgetdesk.model.invoer import Invoer
from budgetdesk.storage import files
from budgetdesk.storage.reader import Gelezen, read_dossier
from budgetdesk.storage.vindplaatsen import Vindplaatsen
from budgetdesk.tables.grid import Grid, Rij
from budgetdesk.tables.lijst import TABELLEN
from budgetdesk.tables.sjabloon import Sjabloon, load

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import Totalen
    from budgetdesk.tables.bouw import Cijfers


__all__ = ["Botsing", "Effect", "Invoer", "Session"]

_SJABLOON: Final = Adres(BEGROTING, "", "", "sjabloon")


class Session:
    """An open dossier with its totals, findings, undo history and unsaved edits."""

    def __init__(self, gelezen: Gelezen, *, read_only: bool = False) -> None:
        self.map = gelezen.map
        self.read_only = read_only
        self.history = History()
        self._take(gelezen)

    @classmethod
    def open(cls, pad: Path, *, read_only: bool = False) -> Session:
        """Read a dossier; raises InputError with all its errors, or LimitExceeded."""
        return cls(read_dossier(pad), read_only=read_only)

    def _take(self, gelezen: Gelezen) -> None:
        # first what may fail: until it has succeeded the session stays as it is
        self.sjabloon: Sjabloon = self._template(gelezen.dossier)
        self.dossier: Dossier = gelezen.dossier
        self._digests = gelezen.digests
        self._reader_findings = gelezen.bevindingen
        self._vindplaatsen = Vindplaatsen(self.map)
        self._pending = Pending()
        self._forget()

    def _template(self, dossier: Dossier) -> Sjabloon:
        plaats = Vindplaatsen(self.map).plaats(_SJABLOON)
        return load(dossier.sjabloon, dossier.jaar, self.map, plaats)

    def _forget(self) -> None:
        """Drop what is derived from the structure of the dossier."""
        self.__dict__.pop("totalen", None)
        self.__dict__.pop("tekorten", None)
        self._meldingen: dict[str, list[Melding]] = {}
        self._bedragmeldingen: dict[str, dict[tuple[str, str], list[Melding]]] = {}

    # --- reading -----------------------------------------------------------------------------

    @cached_property
    def totalen(self) -> Totalen:
        """Return the totals of all programmas; the first call imports Polars."""
        from budgetdesk.engine.totalen import Totalen

        return Totalen(self.dossier, self.sjabloon.ramingen)

    @property
    def titel(self) -> str:
        """Return the title of the document."""
        return self.dossier.kop.tekst("titel") or self.sjabloon.titel

    @property
    def meldingen(self) -> list[Melding]:
        """Return what the rules find in the dossier as it stands; only touched files are looked at again."""
        for bestand in self.dossier.bestanden.values():
            if bestand.naam not in self._meldingen:
                self._meldingen[bestand.naam] = checks.run_file(self.dossier, bestand)
                found = ((plaats, checks.run_table(bestand, t)) for plaats, t in bestand.tabellen.items())
                self._bedragmeldingen[bestand.naam] = {plaats: meldingen for plaats, meldingen in found if meldingen}
        parts = ((self._meldingen[naam], *self._bedragmeldingen[naam].values()) for naam in self.dossier.bestanden)
        return [melding for part in parts for meldingen in part for melding in meldingen]

    @cached_property
    def tekorten(self) -> list[Melding]:
        """Return a finding (BD301) per reserve that falls below zero; imports Polars."""
        from budgetdesk.tables.reserves import tekorten

        return [
            Melding(
                "BD301",
                "waarschuwing",
                Adres(t.bestand, "reserve", t.sleutel, "stand"),
                f"`{t.naam}` komt per 31-12-{t.jaar} onder nul: {format_exact(t.cents)}.",
                "Verlaag een onttrekking of voeg eerder toe.",
            )
            for t in tekorten(self.cijfers)
        ]

    @property
    def alle_meldingen(self) -> list[Melding]:
        """Return what the rules and the totals find: what the list of findings shows after those of the files."""
        return self.meldingen + self.tekorten

    @property
    def aantal_bevindingen(self) -> int:
        """Return how many findings there are, without looking up their lines."""
        return len(self._reader_findings) + len(self.alle_meldingen)

    @property
    def leesbevindingen(self) -> list[Bevinding]:
        """Return what reading the files found: keys that count nowhere."""
        return list(self._reader_findings)

    @property
    def bevindingen(self) -> list[Bevinding]:
        """Return all findings with their place in the files as they are on disk."""
        return self._reader_findings + self._placed(self.alle_meldingen)

    def require_sound(self) -> None:
        """Raise InputError where a finding makes the figures unfit for use."""
        if errors := self._placed([m for m in self.meldingen if m.ernst == "fout"]):
            raise InputError(errors)

    def _placed(self, meldingen: Sequence[Melding]) -> list[Bevinding]:
        """Turn what the rules found into findings; each file is searched for lines once."""
        regels = {naam: self._vindplaatsen.regels(naam) for naam in {m.adres.bestand for m in meldingen}}
        return [
            Bevinding(
                m.code,
                m.ernst,
                Plaats(m.adres.bestand, regels[m.adres.bestand].line(m.adres.delen), str(m.adres)),
                m.tekst,
                m.remedie,
            )
            for m in meldingen
        ]

    def plaats(self, adres: Adres) -> Plaats:
        """Return file, line and key of an address; a key not yet saved gives the line of its table."""
        return self._vindplaatsen.plaats(adres, self._digests.get(adres.bestand, ""))

    def grid(self, tabel: str, bestand: Bestand, *, posten: bool = False) -> Grid:
        """Return one table of one programma; `posten` adds the rows an editor unfolds."""
        from budgetdesk.tables.alle import build

        return build(tabel, self.cijfers, [bestand], posten=posten)

    def results(self, bestand: Bestand) -> tuple[int, int]:
        """Return the result of a programma and of all, in cents as printed, in the template's result column."""
        from budgetdesk.tables.bouw import result_cents

        kolom, weergave = self.sjabloon.kolommen[self.sjabloon.resultaat], self.dossier.weergave
        own = result_cents(self.totalen[bestand.naam].bedrag, kolom, weergave)
        return own, result_cents(self.totalen.dossier, kolom, weergave)

    def grids(self, tabel: str, programmas: Sequence[Bestand]) -> list[Grid]:
        """Return a table of each of these programmas, or the one table that spans them all."""
        from budgetdesk.tables.alle import build

        if TABELLEN[tabel].overkoepelend:
            return [build(tabel, self.cijfers, programmas)]
        return [self.grid(tabel, bestand) for bestand in programmas]

    @property
    def cijfers(self) -> Cijfers:
        """Return what tables are made from; the first call imports Polars."""
        from budgetdesk.tables.bouw import Cijfers

        return Cijfers(self.dossier, self.totalen, self.sjabloon, self.dossier.weergave)

    # --- editing -----------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Return whether the files lack an edit."""
        return bool(self._pending.op_schijf)

    def invoer(self, bestand: Bestand, rij: Rij, kolom: int) -> Invoer | None:
        """Return what typing in a cell changes; None where the cell is computed."""
        column = self.sjabloon.kolommen[kolom]
        if rij.tabel is None or column.invoer is None:
            return None
        soort, sleutel = rij.tabel
        adres = Adres(bestand.naam, soort, sleutel, f"{rij.kant}.{column.invoer}")
        huidig = self.natural(bestand, rij, kolom)
        eigen = self.totalen[bestand.naam].eigen(rij.tabel, rij.kant, column.invoer)
        aanwezig = self.dossier.waarde(adres) is not None
        return Invoer(adres, rij.tekens[0][1], huidig, huidig - eigen, aanwezig)

    def stand_invoer(self, rij: Rij, kolom: int) -> Invoer | None:
        """Return what typing in a row of the course of reserves changes: the balance of a realised year.

        The other years follow from it, so only realised ones are typed.
        """
        column = self.sjabloon.kolommen[self.sjabloon.verloop[kolom]]
        if rij.kant != "stand" or not column.termen[0][0].startswith("rekening."):
            return None
        soort, sleutel = rij.scope
        bestand = RESERVES if soort == "register" else soort
        adres = Adres(bestand, "reserve", sleutel, f"stand.{column.jaar}")
        value = self.dossier.waarde(adres)
        return Invoer(adres, 1, value if isinstance(value, int) else 0, 0, value is not None)

    def natural(self, bestand: Bestand, rij: Rij, kolom: int) -> int:
        """Return the natural cents of a row of one side in any column, computed ones included."""
        totalen = self.totalen[bestand.naam]
        return sum(f * totalen.bedrag(rij.scope, rij.kant, term) for term, f in self.sjabloon.kolommen[kolom].termen)

    def mutaties(self, bestand: Bestand, rij: Rij, kolom: int) -> list[tuple[str, int]]:
        """Return what each mutation adds to a row of one side: decision and subject, natural cents."""
        from budgetdesk.engine.mutaties import tellingen

        terms = {term for term, _ in self.sjabloon.kolommen[kolom].termen}
        deel = (rij.scope[0].partition("/")[0], rij.scope[1], rij.kant)
        return [
            (f"{t.besluit.naam}: {t.mutatie.tekst('onderwerp') or t.mutatie.sleutel}", t.cents)
            for t in tellingen(self.dossier, bestand.nummer)
            if t.deel == deel and t.kolom in terms
        ]

    def is_changed(self, adres: Adres) -> bool:
        """Return whether a value differs from the one on disk."""
        return adres in self._pending.op_schijf

    def set_amounts(self, cells: Sequence[tuple[Invoer, int | None]], tekst: str = "") -> Effect | None:
        """Set cells to natural amounts in cents (None: absent) as one step; None where nothing changes.

        Raises BedragFout where what would be stored is too large.
        """
        return self.do(self._amount_edits(cells), tekst)

    def try_amounts(self, cells: Sequence[tuple[Invoer, int | None]], bestand: Bestand) -> tuple[int, int]:
        """Return the result of a programma before and after setting cells, which are not kept."""
        before, _ = self.results(bestand)
        if not (real := _changing(self._amount_edits(cells))):
            return before, before
        step = Step(real)
        self._apply(step)
        after, _ = self.results(bestand)
        self._apply(step.inverse())
        return before, after

    def _amount_edits(self, cells: Sequence[tuple[Invoer, int | None]]) -> list[SetValue]:
        return [
            SetValue(i.adres, self.dossier.waarde(i.adres), None if cents is None else i.stored(cents))
            for i, cents in cells
        ]

    def set_text(self, adres: Adres, text: str) -> Effect | None:
        """Set a text such as a reference as one step."""
        return self.do([SetValue(adres, self.dossier.waarde(adres), text)], str(adres))

    def do(self, edits: Sequence[SetValue], tekst: str = "") -> Effect | None:
        """Carry out edits as one step of the history; None where they change nothing.

        Of several edits of one value the last one counts: a post and its Raming are the same amount.
        Raises InputError where they lead to a template that does not exist; nothing has changed then.
        """
        real = _changing(edits)
        if not real or self.read_only:
            return None
        step = Step(real, tekst)
        try:
            effect = self._apply(step)
        except InputError:
            self._apply(step.inverse())
            raise
        self.history.record(step)
        return effect

    def undo(self) -> tuple[Step, Effect] | None:
        """Take the last step back; return what was done and touched, or None."""
        step = self.history.undo()
        return (step, self._apply(step)) if step else None

    def redo(self) -> tuple[Step, Effect] | None:
        """Carry the step out again that was last taken back, or return None."""
        step = self.history.redo()
        return (step, self._apply(step)) if step else None

    def _apply(self, step: Step) -> Effect:
        effect = Effect(step.edits[0].adres.bestand)
        for edit in step.edits:
            edit.apply(self.dossier)
            self._pending.note(edit)
            self._note_effect(edit.adres, effect)
        if any(e.adres.bestand == BEGROTING for e in step.edits):
            self.sjabloon = self._template(self.dossier)
        if effect.alles:
            self._forget()
        elif "totalen" in self.__dict__:
            self.totalen[effect.bestand].sum()
        if any(soort == "reserve" for soort, _ in effect.scopes):
            self.__dict__.pop("tekorten", None)
        if effect.bestand in self._bedragmeldingen:
            bestand, found = self.dossier.bestanden[effect.bestand], self._bedragmeldingen[effect.bestand]
            found |= {scope: checks.run_table(bestand, bestand.tabellen[scope]) for scope in effect.scopes}
        return effect

    def _note_effect(self, adres: Adres, effect: Effect) -> None:
        delen = adres.pad.split(".")
        amount = adres.soort in ("post", "reserve") and len(delen) == 3 and delen[0] != "incidenteel"
        if not amount or adres.bestand != effect.bestand:
            effect.alles = True
            return
        scope = (adres.soort, adres.sleutel)
        effect.scopes.add(scope)
        if "totalen" in self.__dict__:
            self.totalen[adres.bestand].update(scope, delen[0], ".".join(delen[1:]))

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> list[str]:
        """Write the unsaved edits; return warnings. Raises ChangedOnDisk, Locked or WriteError."""
        changes = self._pending.changes(self.dossier)
        digests, warnings = files.save(self.map, self.dossier, changes, self._digests)
        self._digests = self._digests | digests
        self._pending = Pending()
        return warnings

    def rebase(self) -> list[Botsing]:
        """Read the files again and redo the unsaved edits on them; return the cells changed on both sides.

        Those keep the value of the disk until `resolve` decides. Raises InputError where the files can
        no longer be read; the session is then as it was.
        """
        gelezen = read_dossier(self.map)
        changes = [e for edits in self._pending.changes(self.dossier).values() for e in edits]
        self._take(gelezen)
        self.history = History()
        known = [e for e in changes if self._has_table(e.adres)]
        current = [(e, self.dossier.waarde(e.adres)) for e in known]
        self.do([e for e, now in current if now == e.oud], "opnieuw toegepast")
        clashes = [Botsing(e.adres, e.oud, e.nieuw, now) for e, now in current if now not in (e.oud, e.nieuw)]
        gone = [Botsing(e.adres, e.oud, e.nieuw, None) for e in changes if e not in known]
        return clashes + gone

    def resolve(self, botsingen: Sequence[Botsing]) -> None:
        """Give clashing cells the value they had here; cells whose table is gone stay away."""
        possible = [b for b in botsingen if self._has_table(b.adres)]
        self.do([SetValue(b.adres, b.schijf, b.hier) for b in possible], "eigen waarde gekozen")

    def discard(self) -> None:
        """Read the files again and forget the unsaved edits and the history."""
        self._take(read_dossier(self.map))
        self.history = History()

    def _has_table(self, adres: Adres) -> bool:
        bestand = self.dossier.bestanden.get(adres.bestand)
        return bestand is not None and bestand.tabel(adres.soort, adres.sleutel) is not None

    def export(self, doel: Path, programmas: Sequence[Bestand]) -> list[str]:
        """Write the workbook with the tables of these programmas; return warnings.

        Raises InputError where a finding makes the figures unfit, WriteError where writing fails.
        """
        from budgetdesk.export.workbook import Documentinfo, build_workbook
        from budgetdesk.review.git import revision
        from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files

        self.require_sound()
        info = Documentinfo(
            titel=self.titel,
            gemeente=self.dossier.kop.tekst("gemeente"),
            dossier=self.map.resolve().name,
            herkomst=revision(self.map),
        )
        grids = [self.grid(tabel, b) for b in programmas for tabel in ("programmakosten", "reserves")]
        return replace_files([Vervanging(doel, build_workbook(grids, info), ONGEACHT)])


def _changing(edits: Sequence[SetValue]) -> tuple[SetValue, ...]:
    """Return the edits that change something; of several of one value the last one."""
    last = {e.adres: e for e in edits}.values()
    return tuple(e for e in last if e.oud != e.nieuw or type(e.oud) is not type(e.nieuw))
