"""Editing a dossier in memory: edits done as steps, undone, and remembered until the files have them.

State is the dossier, what of it the files lack (`pending`) and the steps (`history`). It writes no files; it asks
for the text of one before it changes the structure of that, so that undo gives every byte back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby

from budgetdesk.errors import InputError
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import Adopted, besluiten, kop
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import Done, Edit, Effect, Herschikking, Restructure, SetValue, Unwritten
from budgetdesk.model.history import History, Pending, Step, Unsaved, net
from budgetdesk.model.kinds.wijziging import VASTGESTELD
from budgetdesk.model.vergrendeling import closed, require_accounts_open, require_budget_open, status_of
from budgetdesk.session.derived import Derived
from budgetdesk.storage import files
from budgetdesk.storage.restructure import restructure
from budgetdesk.storage.writer import rewrite


class Editor:
    """A dossier that is edited, and what follows from it.

    `text_of` gives the text of a file as it was read; it raises ChangedOnDisk where it is another one by now. `told`
    is told of every step that was taken, back and again too. With `read_only` every edit changes nothing.
    """

    def __init__(
        self,
        dossier: Dossier,
        derived: Derived,
        text_of: Callable[[str], str],
        told: Callable[[Step, Editor], None] = lambda _step, _editor: None,
        *,
        read_only: bool = False,
    ) -> None:
        self.dossier = dossier
        self.derived = derived
        self.pending = Pending()
        self.history = History()
        self.read_only = read_only
        self._text_of = text_of
        self._told = told

    # --- steps -------------------------------------------------------------------------------

    def do(self, edits: Sequence[Edit], tekst: str = "") -> Effect | None:
        """Carry out edits as one step of the history; None where they change nothing.

        Of several edits of one value the last one counts: a post and its Raming are the same amount.
        Raises InputError where they lead to a template that does not exist, Refused where they change what is adopted
        or the text of a file has to be changed by hand, ChangedOnDisk or WriteError where that text cannot be
        changed; nothing has changed then.
        """
        if not self.read_only:
            if found := closed(self.dossier, changing(edits)):
                raise Adopted(found[0])
            require_budget_open(self.dossier, changing(edits))
            require_accounts_open(self.dossier, changing(edits))
        return self.do_anyway(edits, tekst)

    def do_anyway(self, edits: Sequence[Edit], tekst: str = "") -> Effect | None:
        """Carry out edits as `do` does, of adopted decisions too."""
        real = changing(edits)
        if not real or self.read_only:
            return None
        step = self._carry_out(real, tekst)
        effect = self._follow(step)
        self.history.record(step)
        self._told(step, self)
        return effect

    def undo(self) -> tuple[Step, Effect] | None:
        """Take the last step back; return what was done and touched, or None. Raises InputError as `do` does."""
        return self._again(self.history.undo(), otherwise=self.history.redo)

    def redo(self) -> tuple[Step, Effect] | None:
        """Carry the step out again that was last taken back, or return None. Raises InputError as `do` does."""
        return self._again(self.history.redo(), otherwise=self.history.undo)

    @contextmanager
    def trying(self, edits: Sequence[SetValue]) -> Iterator[None]:
        """Have the dossier as it would be with these values, and take them back; they are no step."""
        step = Step(tuple(e for e in changing(edits) if isinstance(e, SetValue)))
        if not step.edits:
            yield
            return
        self._perform(step)
        try:
            yield
        finally:
            self._perform(step.inverse())

    # --- what the files lack -----------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Return whether the files lack an edit."""
        return bool(self.pending)

    @property
    def lacking(self) -> Mapping[str, int]:
        """Return how many values and changes of its structure each file lacks, by name; only of those that lack any."""
        pending = self.pending
        rebuilt = Counter(done.bestand for done in pending.herschikt if pending.is_rebuilt(done.bestand))
        return rebuilt + Counter(adres.bestand for adres in pending.op_schijf)

    @property
    def unsaved(self) -> Unsaved:
        """Return what the files lack, as data."""
        lacked = self.pending.op_schijf
        on_disk = {b.naam: lacked.get(status_of(b.naam), kop(b).status) for b in besluiten(self.dossier)}
        return Unsaved(
            tuple(done.edits for done in self.pending.herschikt),
            self.pending.net(lacked, self.dossier),
            frozenset(naam for naam, status in on_disk.items() if status == VASTGESTELD),
        )

    def is_changed(self, adres: Adres) -> bool:
        """Return whether a value differs from the one on disk."""
        return adres in self.pending.op_schijf

    def saved(self, bases: Mapping[str, str]) -> None:
        """Take into account that the files lack nothing any more; `bases` are the texts that writing began at."""
        self.pending.saved(bases, self.dossier)

    # --- carrying out ------------------------------------------------------------------------

    def _again(self, step: Step | None, *, otherwise: Callable[[], Step | None]) -> tuple[Step, Effect] | None:
        if step is None:
            return None
        try:
            effect = self._perform(step)
        except InputError:
            otherwise()
            raise
        self._told(step, self)
        return step, effect

    def _perform(self, step: Step) -> Effect:
        for edit in step.edits:
            edit.apply(self.dossier)
        return self._follow(step)

    def _follow(self, step: Step) -> Effect:
        """Take a step into account that the dossier has taken; where that cannot be, it is taken back."""
        try:
            effect = self.derived.follow(step)
        except InputError:
            for edit in step.inverse().edits:
                edit.apply(self.dossier)
            raise
        self.pending.follow(step, self.dossier)
        return effect

    def _carry_out(self, edits: Sequence[Edit], tekst: str) -> Step:
        """Change the model; return the step that did so. Whatever stops it, all are taken back."""
        pending, done = self.pending.copy(), list[Done]()
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
        self.pending.schijf = pending.schijf
        return Step(tuple(done), tekst)

    def _restructured(self, naam: str, edits: Sequence[Herschikking], pending: Pending, back: ExitStack) -> Restructure:
        """Carry out edits of the structure of one file, in the model and in its text; `back` takes them back."""
        bestand = self.dossier.bestanden[naam]
        pending.knows(bestand, self._text_of)
        oud = pending.stand(naam)
        before = rewrite(oud.tekst, bestand.soort, net(oud.sinds, self.dossier))
        text = restructure(before, bestand.soort, edits)
        terug: list[Herschikking] = []
        for edit in edits:
            terug.append(edit.apply(self.dossier))
            back.callback(terug[-1].apply, self.dossier)
        return Restructure(naam, tuple(edits), tuple(reversed(terug)), oud, Unwritten(text))


def changing(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits that change something; of several of one value the last one."""
    last = {e.adres if isinstance(e, SetValue) else n: e for n, e in enumerate(edits)}.values()
    return tuple(e for e in last if not isinstance(e, SetValue) or e.oud != e.nieuw or type(e.oud) is not type(e.nieuw))
