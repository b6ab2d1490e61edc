"""One open dossier, as both front ends hold it: open, edit, undo, save, findings.

It is put together from parts, each with a state of its own: the files as they were read (`Disk`), the dossier as it is
edited (`Editor`), what follows from that (`Derived`), and the journal of what is not saved (`Keeper`). Reading the
files again puts others in place of the first three, all at once or not at all. What is a function of these stands
beside it: tables and results (`reading`), cells that are typed in (`cells`), files that are new (`newfiles`), what is
written from it (`exporting`, `iv3`, `rollover`), what an earlier one never saved (`recovery`).
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from budgetdesk.errors import Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import at_home, begun, chosen, documenten, home, titled
from budgetdesk.model.dossier import Bestand, Dossier, Waarde
from budgetdesk.model.edits import Botsing, Edit, Effect, SetValue
from budgetdesk.model.history import Step, Unsaved
from budgetdesk.model.vastgesteld import told_at
from budgetdesk.model.vergrendeling import require_accounts_open, require_budget_open, require_document_open
from budgetdesk.session import rebase
from budgetdesk.session.derived import Derived
from budgetdesk.session.disk import Disk
from budgetdesk.session.editor import Editor, changing
from budgetdesk.session.keeper import Keeper
from budgetdesk.session.keuring import Keuring
from budgetdesk.storage.journal import Kop
from budgetdesk.storage.lock import user
from budgetdesk.storage.newdecision import content_of, create
from budgetdesk.storage.pathnames import real
from budgetdesk.storage.reader import Gelezen, file_kind, find_folder, read_contents, read_dossier, read_file
from budgetdesk.tables.registry import Tabelsoort
from budgetdesk.tables.sjabloon import Sjabloon

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import Totalen
    from budgetdesk.tables.signed import Cijfers


class Session:
    """An open dossier; with `read_only` it is only looked at.

    One that is `kept` has a journal of what is not saved, from which a next session can take that over; see `close`.
    """

    def __init__(self, gelezen: Gelezen, *, read_only: bool = False, kept: bool = False, document: str = "") -> None:
        self.map = gelezen.map
        self.read_only = read_only
        self._keeper = Keeper(lambda unsaved: _head(self.map, self._disk.digests, unsaved), kept=kept)
        self._take(gelezen, document)

    def _take(self, gelezen: Gelezen, document: str) -> None:
        disk = Disk(self.map, gelezen.digests, gelezen.inhoud)
        tables = disk.tables()
        document = chosen(gelezen.dossier, document)
        found = [*gelezen.bevindingen, *tables.bevindingen, *disk.templates(gelezen.dossier, document)]
        found += disk.ways()
        derived = Derived(
            gelezen.dossier,
            disk.template,
            found,
            disk.vindplaatsen,
            tables.tabellen,
            document,
            beside=disk,
        )
        self._editor = Editor(gelezen.dossier, derived, disk.text, self._keeper.step, read_only=self.read_only)
        self._disk, self._derived = disk, derived

    @classmethod
    def open(cls, pad: Path, *, read_only: bool = False, kept: bool = False, document: str = "") -> Session:
        """Read a dossier, with the document of that key open.

        Raises InputError with all its errors, LimitExceeded, or UnknownDocument.
        """
        return cls(read_dossier(pad), read_only=read_only, kept=kept, document=document)

    @classmethod
    def at(cls, pad: Path, revision: str) -> Session:
        """Read a dossier as it is in a commit, a branch or a label, to be looked at only.

        Raises as `open` does, UsageError where git does not know the revision, InputError where there is no git.
        """
        from budgetdesk.storage.git import contents_at

        map_ = find_folder(pad)
        return cls(read_contents(map_, contents_at(map_, revision)), read_only=True)

    # --- what it holds -----------------------------------------------------------------------

    @property
    def naam(self) -> str:
        """Return what people call it: the name of its folder."""
        return real(self.map).name

    @property
    def dossier(self) -> Dossier:
        """Return the dossier as it stands, as the open document shows it; it is changed by `do` only."""
        return self._derived.dossier

    @property
    def stored(self) -> Dossier:
        """Return the dossier as it stands, as its files hold it: what addresses of edits are of."""
        return self._editor.dossier

    @property
    def document(self) -> str:
        """Return the key of the open document; empty where the root keys say the only one."""
        return self.dossier.document

    def open_document(self, sleutel: str) -> None:
        """Open another document of the dossier.

        Raises UnknownDocument, or InputError where its template is wrong; the one that was open still is then.
        """
        self._derived.open(sleutel)

    @property
    def titel(self) -> str:
        """Return the title of the document."""
        return titled(self.dossier, self.sjabloon.titel)

    @property
    def sjabloon(self) -> Sjabloon:
        """Return the template of the document."""
        return self._derived.sjabloon

    @property
    def tabellen(self) -> Mapping[str, Tabelsoort]:
        """Return every table there is by name: those of the product and those that the dossier declares."""
        return self._derived.tabellen

    @property
    def totalen(self) -> Totalen:
        """Return the totals of all programmas; the first call of a large dossier imports Polars."""
        return self._derived.totalen

    @property
    def cijfers(self) -> Cijfers:
        """Return what tables are made from; the first call of a large dossier imports Polars."""
        return self._derived.cijfers

    @property
    def keuring(self) -> Keuring:
        """Return what is found in the dossier as it stands."""
        return self._derived.keuring

    @property
    def versie(self) -> int:
        """Return a number that is another one whenever anything of the dossier may have changed."""
        return self._derived.versie

    def version_of(self, naam: str) -> int:
        """Return such a number of one stored file."""
        return self._derived.version_of(naam)

    # --- editing -----------------------------------------------------------------------------

    def do(self, edits: Sequence[Edit], tekst: str = "") -> Effect | None:
        """Carry out edits as one step of the history; None where they change nothing.

        A file of a document that they begin is made on disk first. Raises as `Editor.do` does, WriteError where such
        a file cannot be made.
        """
        self._require_open(edits)
        return self.do_stored(at_home(self.dossier, edits), tekst)

    def _require_open(self, edits: Sequence[Edit]) -> None:
        """Raise Refused where edits change the budget that is adopted, or what the open document says that is."""
        if not self.read_only:
            real = changing(edits)
            stored = changing(at_home(self.dossier, real))
            require_budget_open(self.stored, stored)
            require_accounts_open(self.stored, stored)
            require_document_open(self.dossier, real)

    def do_stored(self, edits: Sequence[Edit], tekst: str = "") -> Effect | None:
        """Carry out edits as `do` does, of what the files hold whatever the open document shows."""
        for naam in dict.fromkeys(e.adres.bestand if isinstance(e, SetValue) else e.bestand for e in changing(edits)):
            _begin(self, naam)
        return self._editor.do(edits, tekst)

    def set_value(self, adres: Adres, waarde: Waarde | None, tekst: str = "") -> Effect | None:
        """Set any value, or make it absent, as one step; raises as `do` does."""
        return self.do([SetValue(adres, self.dossier.waarde(adres), waarde)], tekst or str(adres))

    @contextmanager
    def trying(self, edits: Sequence[SetValue]) -> Iterator[None]:
        """Have the dossier as it would be with these values, and take them back; they are no step.

        Raises Refused where they change what is adopted.
        """
        self._require_open(edits)
        stored = [e for e in at_home(self.dossier, edits) if isinstance(e, SetValue)]
        begun_here = {e.adres.bestand for e in stored} - self.stored.bestanden.keys()
        self.stored.bestanden.update({naam: begun(self.stored, naam) for naam in begun_here})
        try:
            with self._editor.trying(stored):
                yield
        finally:
            for naam in begun_here:
                del self.stored.bestanden[naam]
            if begun_here:
                self._derived.forget()

    def undo(self) -> tuple[Step, Effect] | None:
        """Take the last step back; return what was done and touched, or None."""
        return self._editor.undo()

    def redo(self) -> tuple[Step, Effect] | None:
        """Carry the step out again that was last taken back, or return None."""
        return self._editor.redo()

    @property
    def dirty(self) -> bool:
        """Return whether the files lack an edit."""
        return self._editor.dirty

    @property
    def lacking(self) -> Mapping[str, int]:
        """Return how many values and changes of its structure each file lacks, by name; only of those that lack any."""
        return self._editor.lacking

    def is_changed(self, adres: Adres) -> bool:
        """Return whether a value differs from the one on disk."""
        return self._editor.is_changed(home(self.dossier, adres))

    # --- the files ---------------------------------------------------------------------------

    def plaats(self, adres: Adres) -> Plaats:
        """Return file, line and key of an address; a key not yet saved gives the line of its table."""
        return self._disk.plaats(told_at(self.stored, home(self.dossier, adres)))

    def is_placed(self, naam: str) -> bool:
        """Return whether lines of a file can be told: not while its tables stand elsewhere than on disk."""
        return not self._editor.pending.is_rebuilt(naam)

    def changed_on_disk(self) -> list[str]:
        """Return the files that came, went or changed since they were read or saved here, by name."""
        return self._disk.changed()

    def gone(self) -> list[str]:
        """Return the files that were deleted or moved since, by name: those that `put_back` writes."""
        return self._disk.gone()

    def put_back(self) -> list[str]:
        """Write the files that are gone as they were last read or saved; return warnings.

        Raises ChangedOnDisk where one came back meanwhile, Locked or WriteError.
        """
        return self._disk.put_back()

    def save(self, made: Sequence[Bestand] = (), inhoud: Mapping[str, bytes] | None = None) -> list[str]:
        """Write the unsaved edits, and with them files that are new; return warnings.

        `inhoud` are the bytes of those that are not spelled anew from their records, by name. Raises ChangedOnDisk,
        Locked or WriteError.
        """
        changes = self._editor.pending.changes(self.stored)
        given = inhoud or {}
        contents = {b.naam: given[b.naam] if b.naam in given else content_of(b) for b in made}
        saved = self._disk.save(self.stored, changes, self._keeper.saving, contents)
        for bestand in made:
            self.take_in(bestand, saved.digests[bestand.naam])
        self._editor.saved(saved.bases)
        self._keeper.forget()
        return saved.waarschuwingen

    def take_in(self, bestand: Bestand, digest: str) -> None:
        """Let a file that was made on disk be one of the dossier; it is no step of the history."""
        self.stored.bestanden[bestand.naam] = bestand
        self._disk.know(bestand.naam, digest)
        self._derived.forget()

    def rebase(self) -> list[Botsing]:
        """Read the files again and redo the unsaved edits on them; return the cells changed on both sides.

        Those keep the value of the disk until `resolve` decides. Raises InputError where the files can no longer be
        read; the session is then as it was.
        """
        mine = self._editor.unsaved
        self._read_again()
        return self.redo_unsaved(mine)

    def redo_unsaved(self, unsaved: Unsaved) -> list[Botsing]:
        """Do again what another session never saved; return what was changed on both sides, for `resolve`."""
        return rebase.redo(unsaved, self._editor)

    def resolve(self, botsingen: Sequence[Botsing]) -> None:
        """Give clashing cells the value they had here; raises as `rebase.resolve` does."""
        try:
            rebase.resolve(self._editor, botsingen)
        finally:
            self._keeper.whole(self._editor.unsaved)

    def discard(self) -> None:
        """Read the files again and forget the unsaved edits and the history; raises as `rebase` does."""
        self._read_again()
        self._keeper.forget()

    def _read_again(self) -> None:
        gelezen = read_dossier(self.map)
        self._take(gelezen, _if_known(gelezen.dossier, self.document))

    # --- the journal -------------------------------------------------------------------------

    @property
    def unkept(self) -> str:
        """Return in Dutch why what is typed now could not be taken over after a crash; empty where it could."""
        return self._keeper.fault

    def keep_draft(self, adres: Adres, waarde: Waarde) -> None:
        """Keep what is being written of a long text, until `drop_draft`: it is no edit yet."""
        adres = home(self.dossier, adres)
        was = self._editor.pending.op_schijf.get(adres, self.stored.waarde(adres))
        self._keeper.draft(SetValue(adres, was, waarde), self._editor)

    @property
    def has_draft(self) -> bool:
        """Return whether a long text is being written."""
        return self._keeper.has_draft

    def drop_draft(self) -> None:
        """Let go of what was being written: it has become an edit, or is not wanted."""
        self._keeper.draft(None, self._editor)

    def abandon(self) -> None:
        """Let go of what is not saved: the next session does not offer it."""
        self._keeper.forget()

    def close(self) -> None:
        """End the session; what is not saved stays in its journal."""
        self._keeper.close()


def _begin(session: Session, naam: str) -> None:
    """Make a file of a document where it is not there yet."""
    if not session.read_only and naam not in session.stored.bestanden and file_kind(naam) == "document":
        create(session.map, begun(session.stored, naam))
        bestand, digest, _ = read_file(session.map, naam, "document")
        session.take_in(bestand, digest)


def _head(map_: Path, digests: Mapping[str, str], unsaved: Unsaved) -> Kop:
    """Return how the journal of a dossier begins: where and whose it is, and the files that it was read from."""
    now = datetime.now().astimezone().replace(microsecond=0)
    return Kop(str(real(map_)), user(), platform.node(), now, tuple(sorted(unsaved.vastgesteld)), dict(digests))


def _if_known(dossier: Dossier, document: str) -> str:
    """Return the key of a document where a dossier has it, else nothing."""
    return document if any(d.sleutel == document for d in documenten(dossier)) else ""
