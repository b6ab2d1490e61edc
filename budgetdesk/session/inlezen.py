"""A foreign file brought into an open dossier: read by a way of reading of it, proposed, and done as one step.

What is made of a file is in `importing`; here it meets a session, which takes its edits as it takes any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from budgetdesk.bedrag import Decimaal
from budgetdesk.errors import Refused, UsageError, WriteError, files_named
from budgetdesk.importing import mapping
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.inlezing import Inlezing, inlezing
from budgetdesk.importing.kiezen import kies
from budgetdesk.importing.mapping import Als, Leeswijze
from budgetdesk.importing.voorstel import Keuzes, Voorstel
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.edits import AddRecord, Effect, SetValue
from budgetdesk.model.invoer import Invoer
from budgetdesk.model.leeswijze import MAP
from budgetdesk.model.structuur import slug
from budgetdesk.session.boeken import Boekplaats, book
from budgetdesk.session.cells import Cellen
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import Vervanging, reason, replace_files, sha256
from budgetdesk.storage.reader import list_ways, no_collection, read_bytes


@dataclass(frozen=True, slots=True)
class Verzoek:
    """What somebody says of a file that is to be read; what is empty follows from the file and the dossier."""

    mapping: str = ""
    """A way of reading by its name, or a file that holds one."""
    als: Als | None = None
    blad: str = ""
    decimaal: Decimaal | None = None
    verborgen: bool = False
    keuzes: Keuzes = field(default_factory=Keuzes)


Lezer = Callable[[str, str], Bron]
"""Reads a file as cells; it is given what stands between the cells of a csv and its encoding, empty: as the file tells.
"""


def lees(session: Session, lezer: Lezer, verzoek: Verzoek) -> Inlezing:
    """Return what a file comes to in a dossier; nothing is changed.

    Raises Onbeslist where it has to be decided first how it is read, UsageError and InputError as `leeswijzen` does,
    InputError or LimitExceeded where the file cannot be read, Afgebroken where whoever waits calls it off.
    """
    wijzen = leeswijzen(session, verzoek.mapping, verzoek.als)
    written = {(wijze.scheiding, wijze.codering) for wijze in wijzen}
    first = written.pop() if len(written) == 1 else ("", "")
    with no_collection(), files_named(str):
        bron = lezer(*first)
        gekozen = kies(bron, wijzen, verzoek.blad, toch=verzoek.keuzes.toch)
        own = gekozen.leeswijze.scheiding, gekozen.leeswijze.codering
        if own != first:
            bron = lezer(*own)
            gekozen = kies(bron, [gekozen.leeswijze], verzoek.blad, toch=verzoek.keuzes.toch)
        return inlezing(
            bron, gekozen, session.dossier, verzoek.keuzes, decimaal=verzoek.decimaal, verborgen=verzoek.verborgen
        )


def leeswijzen(session: Session, gezegd: str = "", als: Als | None = None) -> list[Leeswijze]:
    """Return the ways of reading that may be meant: the one that was `gezegd`, by name or as a file, else all.

    Only those that make of a file what was asked for (`als`). Raises UsageError where there is none of that name or it
    makes something else, InputError with all that is wrong with one.
    """
    known = mapping.names(session.map)
    if not gezegd:
        found = [mapping.load(session.map, naam) for naam in known]
        return [wijze for wijze in found if als in (None, wijze.als)]
    wijze = _said(session, gezegd, known)
    if als not in (None, wijze.als):
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


@contextmanager
def tried(session: Session, voorstel: Voorstel) -> Iterator[None]:
    """Have the dossier as it would be with what a file comes to; no file is touched, not of a document either.

    New posts stay in the session afterwards, without amounts. Raises Refused where it would change what is adopted.
    """
    empty, cells = _without_amounts(voorstel.nieuw)
    session.do([*voorstel.koppelingen, *voorstel.terreinen, *empty])
    values = [SetValue(invoer.adres, None, cents) for invoer, cents in cells]
    with session.trying([*values, *(bedrag.edit for bedrag in voorstel.bedragen)]):
        yield


def boek(session: Session, found: Inlezing, besluit: Bestand) -> Effect | None:
    """Book what a file comes to on a decision: each post comes to what the file says, and what is stored stays.

    Posts that are new get no amounts of their own. None where everything is booked already. Raises as `boeken.book`
    does; nothing has changed then.
    """
    voorstel = found.voorstel
    if voorstel is None:
        return None
    plaats = Boekplaats(besluit.naam, found.gekozen.leeswijze.naam or found.bron.naam)
    tekst = f"import {found.bron.naam}"
    empty, new = _without_amounts(voorstel.nieuw)
    added = session.do([*voorstel.koppelingen, *voorstel.terreinen, *empty], tekst)
    cells = [(bedrag.invoer, bedrag.wordt or 0) for bedrag in voorstel.bedragen]
    try:
        done = book(session, plaats, [*cells, *new], tekst)
    except BaseException:
        if added is not None:
            session.undo()
        raise
    return done or added


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
