"""Keeping the journal of an open dossier: begun with the first step, begun anew where it grew, gone with a save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from budgetdesk.model.edits import Restructure, SetValue
from budgetdesk.model.history import Step, Unsaved
from budgetdesk.session.editor import Editor
from budgetdesk.storage import journal
from budgetdesk.storage.atomic import reason
from budgetdesk.storage.journal import Journal, Kop

MAX_GROWTH: Final = 4 * 2**20
"""Bytes a journal may grow before it is begun anew with what is still lacking."""


class Keeper:
    """Writes down what each step leaves unsaved; `kop` gives the first line of a journal. One not `kept` does nothing.

    A journal that cannot be written stops nobody: `fault` says why, and the next step tries again.
    """

    def __init__(self, kop: Callable[[Unsaved], Kop], *, kept: bool) -> None:
        self._kop = kop
        self._kept = kept
        self._journal: Journal | None = None
        self._limit = 0
        self._stopped: list[Journal] = []
        """Those that could not be written any more: what they say is out of date."""
        self._draft: SetValue | None = None
        """What is being written and is no step yet."""
        self.fault = ""
        """In Dutch why what is typed now is not kept; empty where it is."""

    def step(self, step: Step, editor: Editor) -> None:
        """Write down what a step that was taken leaves unsaved."""
        self._write(lambda: _line(step, editor), editor)

    def draft(self, draft: SetValue | None, editor: Editor) -> None:
        """Write down what is being written, or that nothing is any more."""
        if draft != self._draft:
            self._draft = draft
            self._write(lambda: journal.draft(draft), editor)

    @property
    def has_draft(self) -> bool:
        """Return whether something is being written that is no step yet."""
        return self._draft is not None

    def _write(self, line: Callable[[], journal.Entry], editor: Editor) -> None:
        if not self._kept:
            return
        try:
            if self._journal is None or self._journal.size > self._limit:
                self._begin(editor.unsaved)
            else:
                self._journal.append(line())
        except OSError as error:
            self._stop(reason(error))

    def whole(self, unsaved: Unsaved) -> None:
        """Begin anew: the files were read again."""
        try:
            if unsaved and self._kept:
                self._begin(unsaved)
            else:
                self.forget()
        except OSError as error:
            self._stop(reason(error))

    def saving(self, digests: Mapping[str, str]) -> None:
        """Write down how the files will be when they are saved: whoever is killed then knows what was done."""
        if self._journal is not None:
            try:
                self._journal.append(journal.saving(digests))
            except OSError as error:
                self._stop(reason(error))

    def forget(self) -> None:
        """Take the journal away: the files have everything, or what they lack is not wanted."""
        for each in (*self._stopped, *([self._journal] if self._journal else [])):
            each.remove()
        self._stopped, self._journal, self.fault = [], None, ""

    def close(self) -> None:
        """Leave the journal behind, to be found at the next start."""
        for each in (*self._stopped, *([self._journal] if self._journal else [])):
            each.close()
        self._stopped, self._journal = [], None

    def _begin(self, unsaved: Unsaved) -> None:
        # the new one is complete before the old one goes
        new = Journal(self._kop(unsaved))
        try:
            new.append(_everything(unsaved))
            if self._draft is not None:
                new.append(journal.draft(self._draft))
        except OSError:
            new.remove()
            raise
        self.forget()
        self._journal, self._limit = new, 2 * new.size + MAX_GROWTH

    def _stop(self, why: str) -> None:
        if self._journal is not None:
            self._stopped.append(self._journal)
        self._journal = None
        self.fault = f"Wat u typt, is na een storing niet terug te halen: het journaal is niet te schrijven ({why})."


def _everything(unsaved: Unsaved) -> dict[str, object]:
    names = {e.bestand for edits in unsaved.herschikt for e in edits}
    return journal.entry(unsaved.waarden.values()) | journal.restructured(names, unsaved.herschikt)


def _line(step: Step, editor: Editor) -> dict[str, object]:
    """Return what a step left: its values, and everything of a file whose structure it changed."""
    anew = {e.bestand for e in step.edits if isinstance(e, Restructure)}
    pending = editor.pending
    touched = dict.fromkeys(e.adres for e in step.edits if isinstance(e, SetValue) and e.adres.bestand not in anew)
    touched |= dict.fromkeys(adres for adres in pending.op_schijf if adres.bestand in anew)
    lacking = pending.net(touched, editor.dossier)
    line = journal.entry(lacking.values(), [adres for adres in touched if adres not in lacking])
    return line | journal.restructured(anew, editor.unsaved.herschikt) if anew else line
