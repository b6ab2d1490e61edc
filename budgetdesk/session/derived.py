"""What follows from a dossier, kept right while it is edited: its template, its totals and its findings.

State is what was worked out so far; it equals what a fresh look at the dossier would give, after any edits. What a
step touches is a function of the dossier and the step (`effect_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final

from budgetdesk.checks.rule import Beside
from budgetdesk.engine.kostenverdeling import verdeelde_posten
from budgetdesk.errors import Bevinding
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import kind
from budgetdesk.model.documenten import chosen, documenten, head, is_forecast, refresh, seen_as, shown
from budgetdesk.model.dossier import BEGROTING, Dossier, Waarde
from budgetdesk.model.edits import AddRecord, Done, Effect, Restructure, SetValue
from budgetdesk.model.field import PER_FASE
from budgetdesk.model.history import Step
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.model.scope import RecordKey
from budgetdesk.session.keuring import Keuring
from budgetdesk.storage.vindplaatsen import Vindplaatsen
from budgetdesk.tables.registry import Tabelsoort, with_own
from budgetdesk.tables.sjabloon import Sjabloon

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import Totalen
    from budgetdesk.tables.language.declaration import Tabeldeclaratie
    from budgetdesk.tables.signed import Cijfers

_SUMMED: Final = (Post.kind.naam, Reserve.kind.naam)
"""The kinds whose amounts per phase and year the totals hold."""

_VERSIES: Final = count()
"""Every state of every dossier gets a number of its own: one that was read again is never taken for what it was."""


class Derived:
    """What follows from one dossier, seen as one of its documents, and the tables it declares.

    `template` gives the template that it names, or raises InputError. `document` is the key of the document, that
    which opens by itself where it is empty; UnknownDocument is raised where there is none such. `beside` gives
    what lies beside the files of the dossier.
    """

    def __init__(
        self,
        dossier: Dossier,
        template: Callable[[Dossier], Sjabloon],
        gelezen: list[Bevinding],
        vindplaatsen: Vindplaatsen,
        tables: Mapping[str, Tabeldeclaratie],
        document: str = "",
        *,
        beside: Beside | None = None,
    ) -> None:
        self._stored = dossier
        self.dossier = dossier = seen_as(dossier, chosen(dossier, document))
        self._template = template
        self._totalen: Totalen | None = None
        self.sjabloon: Sjabloon = template(dossier)
        self._tables = tables
        self.tabellen: Mapping[str, Tabelsoort] = with_own(tables)
        self._keuring: Callable[[Dossier], Keuring] = lambda seen: Keuring(
            seen, gelezen, vindplaatsen, lambda: self.cijfers, beside
        )
        self.keuring = self._keuring(dossier)
        self.versie = next(_VERSIES)
        """Another number whenever anything of the dossier may have changed: what was asked before is out of date."""
        self._versies: dict[str, int] = {}
        """The same of files of which something changed since all of them may have."""
        self._sinds = self.versie

    @property
    def totalen(self) -> Totalen:
        """Return the totals of all programmas; the first call of a large dossier imports Polars."""
        from budgetdesk.engine.totalen import Totalen

        if self._totalen is None:
            self._totalen = Totalen(self.dossier, self.sjabloon.ramingen)
        return self._totalen

    @property
    def cijfers(self) -> Cijfers:
        """Return what tables are made from; the first call of a large dossier imports Polars."""
        from budgetdesk.tables.signed import Cijfers

        return Cijfers(self.dossier, self.totalen, self.sjabloon, self.dossier.weergave, self._tables)

    def version_of(self, naam: str) -> int:
        """Return a number that is another one whenever a stored file may have changed."""
        return self._versies.get(naam, self._sinds)

    def open(self, document: str) -> None:
        """See the dossier as another document; raises UnknownDocument, or InputError where its template is wrong."""
        self._see(chosen(self._stored, document))

    def _see(self, document: str) -> None:
        """Take the template of a document over and, where that is another one, see the dossier as it."""
        seen = seen_as(self._stored, document)
        self.sjabloon = self._template(seen)
        if document != self.dossier.document:
            self.dossier, self.keuring = seen, self._keuring(seen)
            self._totalen, self.versie = None, next(_VERSIES)

    def forget(self) -> None:
        """Work everything out again: files came or went."""
        refresh(self.dossier)
        self.versie = self._sinds = next(_VERSIES)
        self._versies.clear()
        self._totalen = None
        self.keuring.forget()

    def follow(self, step: Step) -> Effect:
        """Take over a step that the dossier has taken by now; return what it touched.

        Raises InputError where it leads to a template that does not exist; nothing has changed here then.
        """
        if BEGROTING in step.bestanden:
            now = self.dossier.document
            for sleutel in _named(step):
                self._template(head(self._stored, sleutel))
            self._see(now if any(d.sleutel == now for d in documenten(self._stored)) else chosen(self._stored))
        refresh(self.dossier, step.bestanden)
        self.versie = next(_VERSIES)
        self._versies.update(dict.fromkeys(step.bestanden, self.versie))
        if self.dossier.document and any(self._reshapes(edit) for edit in step.edits):
            self.keuring.forget()
        step = replace(step, edits=tuple(map(self._as_shown, step.edits)))
        self.keuring.touched(step.edits)
        effect = effect_of(self.dossier, step)
        if effect.alles:
            self._totalen = None
        else:
            self._take_over([edit for edit in step.edits if isinstance(edit, SetValue)])
        # a forecast that comes or goes takes a row with it
        return replace(effect, alles=True) if self.dossier.document and any(map(_turns, step.edits)) else effect

    def _as_shown(self, edit: Done) -> Done:
        """Return an edit of what a document says as one of what the dossier shows."""
        return replace(edit, adres=shown(self.dossier, edit.adres)) if isinstance(edit, SetValue) else edit

    def _reshapes(self, edit: Done) -> bool:
        """Return whether an edit changes the structure of a file of a document."""
        bestand = self.dossier.bestanden.get(edit.bestand) if isinstance(edit, Restructure) else None
        return bestand is not None and bestand.soort == "document"

    def _take_over(self, amounts: Sequence[SetValue]) -> None:
        """Let the totals, where they were asked for, follow amounts of posts and reserves."""
        if self._totalen is not None:
            for edit in amounts:
                self._totalen.set(edit.adres, _cents(edit.oud), _cents(edit.nieuw))


def _named(step: Step) -> set[str]:
    """Return the documents of which a step says or changes something, but for those that go."""
    edits = [e for done in step.edits for e in (done.edits if isinstance(done, Restructure) else (done,))]
    set_ = {e.adres.sleutel for e in edits if isinstance(e, SetValue) and e.adres.soort == Document.kind.naam}
    return set_ | {e.sleutel for e in edits if isinstance(e, AddRecord) and e.soort == Document.kind.naam}


def _turns(edit: Done) -> bool:
    """Return whether an edit makes a forecast absent, or present."""
    is_amount = isinstance(edit, SetValue) and is_forecast(edit.adres.soort, edit.adres.pad)
    return isinstance(edit, SetValue) and is_amount and None in (edit.oud, edit.nieuw)


def effect_of(dossier: Dossier, step: Step) -> Effect:
    """Return what a step touches: the records whose amounts it sets, where those are posts and reserves of one file.

    Any other edit touches everything, and so does an amount of a post that hands out all it costs. A note touches
    nothing that is printed.
    """
    bestand = min(step.bestanden)
    if all(_is_note(edit) for edit in step.edits):
        return Effect(bestand)
    set_here = [e.adres for e in step.edits if isinstance(e, SetValue) and e.adres.bestand == bestand]
    if len(set_here) < len(step.edits) or not all(_is_summed(dossier, adres) for adres in set_here):
        return Effect(bestand, alles=True)
    records = frozenset(map(_record, set_here))
    handing_out = {RecordKey(Post.kind.naam, post) for naam, post in verdeelde_posten(dossier) if naam == bestand}
    return Effect(bestand, alles=True) if records & handing_out else Effect(bestand, records)


def _is_note(edit: Done) -> bool:
    if isinstance(edit, SetValue):
        return kind(edit.adres.soort).intern
    return all(kind(e.soort).intern for e in edit.edits)


def _is_summed(dossier: Dossier, adres: Adres) -> bool:
    """Return whether a value is an amount that the totals hold."""
    veld = dossier.veld(adres) if adres.soort in _SUMMED else None
    return veld is not None and veld.onder == PER_FASE


def _cents(waarde: Waarde | None) -> int:
    """Return an amount of the model; an absent one is zero."""
    return waarde if isinstance(waarde, int) else 0


def _record(adres: Adres) -> RecordKey:
    return RecordKey(adres.soort, adres.sleutel)
