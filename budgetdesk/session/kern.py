"""The state of an open dossier and the edits of it: done, undone, remembered until they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.kostenverdeling import verdeelde_posten
from budgetdesk.errors import InputError
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import Adopted, vergrendeld
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier
from budgetdesk.model.edits import (
    Done,
    Edit,
    Effect,
    Herschikking,
    History,
    Pending,
    RenameTable,
    Restructure,
    SetValue,
    Stand,
    Step,
    net,
    renamed,
)
from budgetdesk.model.scope import RecordKey
from budgetdesk.session.keuring import Keuring
from budgetdesk.storage import files
from budgetdesk.storage.herschik import restructure
from budgetdesk.storage.reader import Gelezen
from budgetdesk.storage.vindplaatsen import Vindplaatsen
from budgetdesk.storage.writer import rewrite
from budgetdesk.tables.sjabloon import Sjabloon, load

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import Totalen
    from budgetdesk.tables.bouw import Cijfers

_SJABLOON: Final = Adres(BEGROTING, "", "", "sjabloon")


class Kern:
    """An open dossier with its totals, findings, undo history and unsaved edits."""

    def __init__(self, gelezen: Gelezen, *, read_only: bool = False) -> None:
        self.map = gelezen.map
        self.read_only = read_only
        self.history = History()
        self.versie = 0
        """Goes up whenever anything of the dossier may have changed: what was asked before is out of date then."""
        self._take(gelezen)

    def _take(self, gelezen: Gelezen) -> None:
        # first what may fail: until it has succeeded the session stays as it is
        self.sjabloon: Sjabloon = self._template(gelezen.dossier)
        self.dossier: Dossier = gelezen.dossier
        self._digests = gelezen.digests
        self._vindplaatsen = Vindplaatsen(self.map)
        self._pending = Pending()
        self.keuring = Keuring(self.dossier, gelezen.bevindingen, self._vindplaatsen, lambda: self.cijfers)
        self._forget()

    def _template(self, dossier: Dossier) -> Sjabloon:
        plaats = Vindplaatsen(self.map).plaats(_SJABLOON)
        return load(dossier.sjabloon, dossier.jaar, self.map, plaats)

    def _forget(self) -> None:
        """Drop what is derived from the dossier: files came or went."""
        self.versie += 1
        self.__dict__.pop("totalen", None)
        self.keuring.forget()

    @cached_property
    def totalen(self) -> Totalen:
        """Return the totals of all programmas; the first call imports Polars."""
        from budgetdesk.engine.totalen import Totalen

        return Totalen(self.dossier, self.sjabloon.ramingen)

    @property
    def cijfers(self) -> Cijfers:
        """Return what tables are made from; the first call imports Polars."""
        from budgetdesk.tables.bouw import Cijfers

        return Cijfers(self.dossier, self.totalen, self.sjabloon, self.dossier.weergave)

    @property
    def dirty(self) -> bool:
        """Return whether the files lack an edit."""
        return bool(self._pending)

    def is_changed(self, adres: Adres) -> bool:
        """Return whether a value differs from the one on disk."""
        return adres in self._pending.op_schijf

    def do(self, edits: Sequence[Edit], tekst: str = "") -> Effect | None:
        """Carry out edits as one step of the history; None where they change nothing.

        Of several edits of one value the last one counts: a post and its Raming are the same amount.
        Raises InputError where they lead to a template that does not exist, Refused where they change a
        decision that is adopted or the text of a file has to be changed by hand, ChangedOnDisk or WriteError
        where that text cannot be changed; nothing has changed then.
        """
        if not self.read_only and (closed := self.closed(changing(edits))):
            raise Adopted(closed[0])
        return self._do(edits, tekst)

    def _do(self, edits: Sequence[Edit], tekst: str) -> Effect | None:
        """Carry out edits as `do` does, of adopted decisions too."""
        real = changing(edits)
        if not real or self.read_only:
            return None
        step = self._carry_out(real, tekst)
        try:
            effect = self._apply(step, applied=True)
        except InputError:
            self._apply(step.inverse())
            raise
        self.history.record(step)
        return effect

    def closed(self, edits: Sequence[Edit]) -> list[Bestand]:
        """Return the adopted decisions that edits would change.

        Setting the status opens one again; the key of what it names may become another one.
        """
        opened = {e.adres.bestand for e in edits if isinstance(e, SetValue) and _is_status(e.adres)}
        renamed_in = {e.bestand for e in edits if isinstance(e, RenameTable)}
        names = dict.fromkeys(e.adres.bestand if isinstance(e, SetValue) else e.bestand for e in edits)
        found = (self.dossier.bestanden[naam] for naam in names if naam not in opened and renamed_in <= {naam})
        return [bestand for bestand in found if vergrendeld(bestand)]

    def _carry_out(self, edits: Sequence[Edit], tekst: str) -> Step:
        """Change the model; return the step that did so. Whatever stops it, all are taken back."""
        pending, done = self._pending.copy(), list[Done]()
        with ExitStack() as back:
            for naam, group in groupby(edits, lambda e: "" if isinstance(e, SetValue) else e.bestand):
                for edit in (e for e in group if isinstance(e, SetValue)) if not naam else ():
                    edit.apply(self.dossier)
                    back.callback(edit.inverse().apply, self.dossier)
                    pending.note(edit)
                    done.append(edit)
                if naam:
                    herschikt = [e for e in group if not isinstance(e, SetValue)]
                    done.append(self._restructured(naam, herschikt, pending, back))
                    pending.note(done[-1])
            for naam in {e.bestand for e in done if isinstance(e, Restructure)}:
                stand = pending.stand(naam)
                bestand = self.dossier.bestanden[naam]
                files.require_same(rewrite(stand.tekst, bestand.soort, net(stand.sinds, self.dossier)), bestand)
            back.pop_all()
        self._pending.teksten = pending.teksten
        return Step(tuple(done), tekst)

    def _restructured(self, naam: str, edits: Sequence[Herschikking], pending: Pending, back: ExitStack) -> Restructure:
        """Carry out edits of the structure of one file, in the model and in its text; `back` takes them back."""
        if naam not in pending.teksten:
            pending.teksten[naam] = files.current_text(self.map, naam, self._digests[naam])
        bestand = self.dossier.bestanden[naam]
        oud = pending.stand(naam)
        before = rewrite(oud.tekst, bestand.soort, net(oud.sinds, self.dossier))
        text = restructure(before, bestand.soort, edits)
        terug: list[Herschikking] = []
        for edit in edits:
            terug.append(edit.apply(self.dossier))
            back.callback(terug[-1].apply, self.dossier)
        marks = renamed(oud.op_schijf, edits)
        return Restructure(naam, tuple(edits), tuple(reversed(terug)), oud, Stand(text, {}, marks))

    def undo(self) -> tuple[Step, Effect] | None:
        """Take the last step back; return what was done and touched, or None."""
        step = self.history.undo()
        return (step, self._apply(step)) if step else None

    def redo(self) -> tuple[Step, Effect] | None:
        """Carry the step out again that was last taken back, or return None."""
        step = self.history.redo()
        return (step, self._apply(step)) if step else None

    def _apply(self, step: Step, *, applied: bool = False) -> Effect:
        """Take a step into account everywhere; with `applied` the model has it already."""
        self.versie += 1
        effect = Effect(min(step.bestanden))
        for edit in step.edits:
            if not applied:
                edit.apply(self.dossier)
            self._pending.note(edit)
            if isinstance(edit, SetValue):
                self._note_effect(edit.adres, effect)
            else:
                effect.alles = True
        if BEGROTING in step.bestanden:
            self.sjabloon = self._template(self.dossier)
        self.keuring.touched(step.edits)
        if effect.alles:
            self.__dict__.pop("totalen", None)
        elif "totalen" in self.__dict__:
            self.totalen[effect.bestand].sum()
        return effect

    def _note_effect(self, adres: Adres, effect: Effect) -> None:
        delen = adres.pad.split(".")
        amount = adres.soort in ("post", "reserve") and len(delen) == 3 and delen[0] != "incidenteel"
        if not amount or adres.bestand != effect.bestand:
            effect.alles = True
            return
        scope = RecordKey(adres.soort, adres.sleutel)
        if adres.soort == "post" and (adres.bestand, adres.sleutel) in verdeelde_posten(self.dossier):
            effect.alles = True
            return
        effect.scopes.add(scope)
        if "totalen" in self.__dict__:
            self.totalen[adres.bestand].update(scope, delen[0], ".".join(delen[1:]))


def changing(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that change something; of several of one value the last one."""
    last = {e.adres if isinstance(e, SetValue) else n: e for n, e in enumerate(edits)}.values()
    return tuple(e for e in last if not isinstance(e, SetValue) or e.oud != e.nieuw or type(e.oud) is not type(e.nieuw))


def _is_status(adres: Adres) -> bool:
    return (adres.soort, adres.pad) == ("wijziging", "status")
