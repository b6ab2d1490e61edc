"""A ledger or budget report brought into an open dossier: read by a way of reading of it, proposed, done as one step.

What is made of a file is in `importing`; here it meets a session, which takes its edits as it takes any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from budgetdesk.errors import Refused, UsageError, WriteError, files_named
from budgetdesk.importing import mapping, verslag
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.inlezing import Inlezing, inlezing
from budgetdesk.importing.kiezen import kies, passend
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.mapping import GROOTBOEK, Leeswijze
from budgetdesk.importing.voorstel import Bedrag
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import find
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import AddRecord, Edit, Effect
from budgetdesk.model.invoer import Invoer
from budgetdesk.model.leeswijze import MAP
from budgetdesk.model.structuur import slug
from budgetdesk.session.boeken import Boekplaats, book_edits
from budgetdesk.session.cells import Cellen
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Verzoek
from budgetdesk.storage.atomic import Vervanging, reason, replace_files, sha256
from budgetdesk.storage.reader import list_ways, no_collection, read_bytes


@dataclass(frozen=True, slots=True)
class Grootboekuitkomst:
    """What a ledger or budget report comes to; with a decision, what is booked on that."""

    inlezing: Inlezing
    op: str = ""

    @property
    def naam(self) -> str:
        """Return the name of the file."""
        return self.inlezing.bron.naam

    @property
    def edits(self) -> Sequence[Edit]:
        """Return what becomes of the amounts that are stored where nothing is booked."""
        return self.inlezing.voorstel.edits if self.inlezing.voorstel else ()

    @property
    def vragen(self) -> Sequence[Open]:
        """Return what has to be decided first."""
        return self.inlezing.vragen

    @property
    def fouten(self) -> Sequence[str]:
        """Return every cell that has to be mended."""
        return verslag.faults(self.inlezing)

    def tekst(self, dossier: Dossier) -> str:
        """Return what was read and what it comes to."""
        return verslag.tekst(self.inlezing, dossier)

    def data(self, dossier: Dossier) -> dict[str, Any]:
        """Return the same as data."""
        return verslag.data(self.inlezing, dossier)

    def slot(self) -> str:
        """Return how many amounts become others."""
        voorstel = self.inlezing.voorstel
        told = verslag.slot(voorstel) if voorstel else ""
        return f"{told} Geboekt op besluit {self.op}." if self.op and not self.vragen else told

    def niets(self) -> str:
        """Return that the amounts are there already."""
        return verslag.NIETS

    def doe(self, session: Session) -> Effect | None:
        """Do it as one step, or book it."""
        voorstel, tekst = self.inlezing.voorstel, f"import {self.naam}"
        if not self.op or voorstel is None:
            return session.do(self.edits, tekst)
        onderwerp = self.inlezing.gekozen.leeswijze.naam or self.naam
        plaats = Boekplaats(find(session.dossier, self.op).naam, onderwerp)
        return boek(session, plaats, voorstel.bedragen, voorstel.nieuw, tekst)


def lees(session: Session, aanbod: Aanbod, verzoek: Verzoek) -> Grootboekuitkomst:
    """Return what a file comes to in a dossier; nothing is changed.

    Raises Onbeslist where it has to be decided first how it is read, UsageError and InputError as `leeswijzen` does,
    InputError or LimitExceeded where the file cannot be read, Refused where the decision is none, Afgebroken where
    whoever waits calls it off.
    """
    if verzoek.op:
        find(session.dossier, verzoek.op)
    wijzen = leeswijzen(session, verzoek.mapping, verzoek.als)
    written = {(wijze.scheiding, wijze.codering) for wijze in wijzen}
    first = written.pop() if len(written) == 1 else ("", "")
    with no_collection(), files_named(str):
        bron = aanbod.bron(*first)
        gekozen = kies(bron, wijzen, verzoek.blad, toch=verzoek.keuzes.toch)
        own = gekozen.leeswijze.scheiding, gekozen.leeswijze.codering
        if own != first:
            bron = aanbod.bron(*own)
            gekozen = kies(bron, [gekozen.leeswijze], verzoek.blad, toch=verzoek.keuzes.toch)
        found = inlezing(
            bron, gekozen, session.dossier, verzoek.keuzes, decimaal=verzoek.decimaal, verborgen=verzoek.verborgen
        )
    return Grootboekuitkomst(found, verzoek.op)


def herken(session: Session, bron: Bron, als: str) -> str:
    """Return by which ways of reading of a kind a file is one, empty where none fits its headings."""
    return " of ".join(wijze.sleutel for wijze in passend(bron, leeswijzen(session, als=als)))


def leeswijzen(session: Session, gezegd: str = "", als: str = "") -> list[Leeswijze]:
    """Return the ways of reading that may be meant: the one that was `gezegd`, by name or as a file, else all.

    Only those that make of a file what was asked for (`als`), where nothing is a ledger of some kind. Raises UsageError
    where there is none of that name or it makes something else, InputError with all that is wrong with one.
    """
    known = mapping.names(session.map)
    if not gezegd:
        found = [mapping.load(session.map, naam) for naam in known]
        return [wijze for wijze in found if wijze.als in ((als,) if als else GROOTBOEK)]
    wijze = _said(session, gezegd, known)
    if als not in ("", wijze.als):
        raise UsageError(f"{wijze.bestand} leest als {wijze.als}, niet als {als}; laat --als weg of kies een andere.")
    return [wijze]


def _said(session: Session, gezegd: str, known: Sequence[str]) -> Leeswijze:
    if gezegd.removesuffix(".toml") in known:
        return mapping.load(session.map, gezegd.removesuffix(".toml"))
    if Path(gezegd).is_file():
        with files_named(str):
            return mapping.read(read_bytes(Path(gezegd), gezegd), gezegd)
    choice = f"kies uit {', '.join(known)}, of noem een bestand." if known else "dit dossier heeft er nog geen."
    raise UsageError(f"Manier van lezen `{gezegd}` bestaat niet; {choice}")


def boek(
    session: Session,
    plaats: Boekplaats,
    bedragen: Sequence[Bedrag],
    nieuw: Sequence[AddRecord],
    tekst: str,
    vooraf: Sequence[Edit] = (),
) -> Effect | None:
    """Book what is read in on a decision as one step: each post comes to what the source says, what is stored stays.

    Posts that are new get no amounts of their own; edits that are no amounts (`vooraf`) come first. None where
    everything is booked already. Raises as `boeken.book` does; nothing has changed then.
    """
    empty, new = _without_amounts(nieuw)
    first = [*vooraf, *empty]
    cells = [(bedrag.invoer, bedrag.wordt or 0) for bedrag in bedragen]
    # what is booked on has to be there: it is done to find that out, and again together with it
    added = session.do(first, tekst)
    try:
        booked = book_edits(session, plaats, [*cells, *new])
    finally:
        if added is not None:
            session.undo()
    return session.do([*first, *booked], tekst)


def _without_amounts(posts: Sequence[AddRecord]) -> tuple[list[AddRecord], Cellen]:
    """Return the edits that add posts as they are without their amounts, and those as cells that are to be booked."""
    empty = [replace(edit, waarden=tuple(v for v in edit.waarden if not isinstance(v[1], int))) for edit in posts]
    cells = [
        (Invoer(Adres(edit.bestand, edit.soort, edit.sleutel, pad), 1, 0, 0, aanwezig=False), cents)
        for edit in posts
        for pad, cents in edit.waarden
        if isinstance(cents, int)
    ]
    return empty, cells


def bewaar(session: Session, naam: str, leeswijze: Leeswijze) -> list[str]:
    """Keep a way of reading in a dossier under a name, in place of the one that has it; return warnings.

    That is no step of the history. Raises Refused where the name is none, ChangedOnDisk, Locked or WriteError.
    """
    if slug(naam) != naam:
        raise Refused(
            f"`{naam}` kan geen naam van een manier van lezen zijn; kies bijvoorbeeld `{slug(naam) or 'rekening'}`."
        )
    bestand = f"{MAP}/{naam}.toml"
    pad = session.map / bestand
    known = sha256(read_bytes(pad, bestand)) if bestand in list_ways(session.map) else None
    try:
        pad.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(bestand, reason(error)) from error
    return replace_files([Vervanging(pad, mapping.write(leeswijze).encode(), known)])
