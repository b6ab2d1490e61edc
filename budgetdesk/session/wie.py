"""Who set a value, and when: the way of one address back through the commits of its dossier.

The way is by key and field: lines that move, other spelling, a table under another key, a file or the folder of the
dossier under another name change no value. Of a merge the side is followed that has the value; one that has it from
neither side set it itself. A version that cannot be read is passed by: what differs behind it counts as set in the
first one before it that can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import Final, NamedTuple

from budgetdesk.diff.comparison import field_of
from budgetdesk.diff.differences import compare_files, differences, old_keys, same
from budgetdesk.errors import InputError, LimitExceeded, Plaats
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.model.documenten import home
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.field import Field
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.session.session import Session
from budgetdesk.storage.git import commit_of
from budgetdesk.storage.history import Commit, History, listing, place_at
from budgetdesk.storage.moved import Listing, counterpart, inside
from budgetdesk.storage.reader import file_kind, read_content
from budgetdesk.voortgang import stap

_BRANCH: Final = re.compile(r"Merge (?:remote-tracking )?branch '([^']+)'|Merge pull request \S+ from (\S+)")
"""What a forge, or git itself, says of the branch that a merge takes in."""


STAPPEN: Final = 20
"""Commits that are told where nobody asks for more."""

ALLE: Final = 10**6
"""As many as there can be."""


@dataclass(frozen=True, slots=True)
class Stap:
    """One commit that gave the value another content; `adres` is how the commit itself names it, `oud` what it was.

    `via` is the merge that brought it in, `besluiten` are the decisions that the commit names or books.
    """

    commit: Commit
    adres: Adres
    oud: Waarde | None
    nieuw: Waarde | None
    via: Commit | None = None
    besluiten: tuple[str, ...] = ()

    @property
    def tak(self) -> str:
        """Return the branch that was merged, nothing where there was none or its merge does not say."""
        found = _BRANCH.match(self.via.onderwerp) if self.via else None
        return (found[1] or found[2]) if found else ""


@dataclass(frozen=True, slots=True)
class Boeking:
    """A mutation on the amount: its decision, the change in cents, where it stands and who set it last."""

    besluit: str
    status: str
    telt_mee: str
    cents: int
    adres: Adres
    stap: Stap | None


@dataclass(frozen=True, slots=True)
class Wie:
    """What is known of a value: what it is, who set it (newest first), and the mutations that come on top of it.

    `los` where the last commit has another value, which is `was`. `ondiep` where the clone lacks what came before.
    """

    adres: Adres
    veld: Field
    waarde: Waarde | None
    stappen: tuple[Stap, ...]
    los: bool = False
    was: Waarde | None = None
    ondiep: bool = False
    meer: bool = False
    """Whether there are more commits than are told."""
    boekingen: tuple[Boeking, ...] = ()


def who(session: Session, adres: Adres, revision: str = "", most: int = STAPPEN) -> Wie:
    """Return who set a value of a dossier, as it stands or as a revision has it (`session` is then that one).

    Of the commits that did, `most` are told, the last ones.

    Raises InputError (3) where git, a checkout or an object is missing or a shallow clone lacks all of the answer,
    UsageError (2) where git does not know the revision.
    """
    at = home(session.dossier, adres)
    adres = at if at.bestand in session.stored.bestanden else adres
    verleden = _Verleden(session, revision)
    found = verleden.way(adres, most)
    if found.ondiep and not found.stappen and not found.los:
        raise InputError.at(
            Plaats(str(session.map), sleutel=str(adres)),
            "deze ondiepe kopie (shallow clone) van de git-map begint na de commit die dit zette.",
            code="BD107",
            remedie="Haal de hele geschiedenis op met `git fetch --unshallow`.",
        )
    boekingen = tuple(verleden.boeking(b, m, kant, cents) for b, m, kant, cents in _bookings(session.dossier, adres))
    return replace(found, boekingen=boekingen)


def _bookings(dossier: Dossier, adres: Adres) -> Iterator[tuple[Bestand, Mutatie, str, int]]:
    """Yield the mutations on an amount of a post or reserve, each with its decision, its key and its cents."""
    bestand = dossier.bestanden.get(adres.bestand)
    kant, fase, jaar = (*adres.pad.split("."), "", "")[:3]
    if bestand is None or bestand.soort != "programma" or fase not in ("begroting", "wijziging"):
        return
    for besluit in besluiten.besluiten(dossier):
        for mutatie in besluit.van(Mutatie):
            if _lands(mutatie, bestand.nummer, adres) and (cents := mutatie.waarden.get(f"{kant}.{jaar}")):
                yield besluit, mutatie, f"{kant}.{jaar}", cents if isinstance(cents, int) else 0


def _lands(mutatie: Mutatie, nummer: int, adres: Adres) -> bool:
    return mutatie.programma == nummer and besluiten.target(mutatie) == (adres.soort, adres.sleutel)


class _Plek(NamedTuple):
    """Where a value stands in one commit: the folder, the file and its content, and kind and key of its table."""

    place: str
    bestand: str
    blob: str
    soort: str
    sleutel: str

    def adres(self, pad: str) -> Adres:
        return Adres(self.bestand, self.soort, self.sleutel, pad)


class _Verleden:
    """The past of one dossier."""

    def __init__(self, session: Session, revision: str) -> None:
        self._session = session
        start = commit_of(session.map, revision or "HEAD")
        self._history = History(session.map, start)
        self._listings: dict[str, Listing] = {}
        self._bestanden: dict[tuple[str, str], Bestand | None] = {}

    # --- what a commit holds ---------------------------------------------------------------------

    def _listing(self, commit: str) -> Listing:
        if commit not in self._listings:
            self._listings[commit] = listing(self._history.top, commit)
        return self._listings[commit]

    def _bestand(self, naam: str, blob: str) -> Bestand | None:
        """Return a file by its content, None where it cannot be read."""
        if (naam, blob) not in self._bestanden:
            soort = file_kind(naam)
            self._bestanden[naam, blob] = _read(self._history.content(blob), naam, soort) if soort else None
        return self._bestanden[naam, blob]

    def _files(self, commit: str, place: str, under: str = "") -> dict[str, Bestand]:
        """Return the files of the dossier in a commit that can be read, by name."""
        start = inside(place, "")
        named = {n.removeprefix(start): b for n, b in self._listing(commit).items() if n.startswith(start)}
        read = {n: self._bestand(n, blob) for n, blob in named.items() if n.startswith(under) and file_kind(n)}
        return {n: bestand for n, bestand in read.items() if bestand is not None}

    def _record(self, plek: _Plek) -> Record | None:
        bestand = self._bestand(plek.bestand, plek.blob)
        return bestand.records.get((plek.soort, plek.sleutel)) if bestand else None

    def _is_readable(self, plek: _Plek) -> bool:
        return self._bestand(plek.bestand, plek.blob) is not None

    # --- where a value was before ----------------------------------------------------------------

    def _head(self, adres: Adres) -> _Plek | None:
        """Return where the start has the value that stands at an address of the dossier."""
        commit, dossier = self._history.start, self._session.stored
        place = place_at(self._session.map, commit)
        if place is None:
            return None
        files = self._files(commit, place)
        own = dossier.bestanden[adres.bestand]
        return self._in(files, own, dossier.bestanden, adres.soort, adres.sleutel, commit, place)

    def _before(self, commit: str, plek: _Plek, parent: str) -> _Plek | None:
        """Return where a parent of a commit has the value, None where it does not have its table."""
        change = self._history.change(inside(plek.place, plek.bestand), commit, parent)
        if change is None:
            return plek
        now = self._bestand(plek.bestand, plek.blob)
        known = plek._replace(blob=change[0])
        if change[0] and (now is None or not self._is_readable(known) or self._record(known)):
            return known
        place = counterpart(self._listing(commit), self._listing(parent), plek.place)
        if place is None or now is None:
            return None
        files = self._files(parent, place)
        nu = self._files(commit, plek.place)
        return self._in(files, now, nu, plek.soort, plek.sleutel, parent, place)

    def _in(
        self,
        files: Mapping[str, Bestand],
        own: Bestand,
        nu: Mapping[str, Bestand],
        soort: str,
        sleutel: str,
        commit: str,
        place: str,
    ) -> _Plek | None:
        """Return where older files have the table that a newer file has: in its counterpart, or moved from another."""
        pairs = compare_files(Dossier(dict(files)), Dossier(dict(nu)))
        oud = next((paar.oud for paar in pairs if paar.nieuw and paar.nieuw.naam == own.naam), None)
        key: tuple[str, str] | None = (soort, sleutel)
        if oud and key not in oud.records:
            key = old_keys(differences(oud, own)).get((soort, sleutel))
        if oud is None or key is None:
            oud, key = _moved_from(files, nu, (soort, sleutel)), (soort, sleutel)
        if oud is None:
            return None
        return _Plek(place, oud.naam, self._listing(commit)[inside(place, oud.naam)], *key)

    # --- the way back ----------------------------------------------------------------------------

    def way(self, adres: Adres, most: int) -> Wie:
        """Return who set a value, in the last so many commits; of the mutations on it nothing yet."""
        session = self._session
        waarde = session.stored.waarde(adres)
        veld = field_of(session.stored.bestanden[adres.bestand], adres.soort, adres.pad)
        if veld is None:
            raise KeyError(adres.pad)
        plek = self._head(adres)
        record = self._record(plek) if plek else None
        was = record.waarden.get(adres.pad) if record else None
        los = not same(waarde, was)
        found = list(islice(self._walk(plek, adres.pad), most + 1)) if plek else []
        meer = len(found) > most and not found[-1].is_cut
        found = found[:most] if meer else found
        details = self._history.commits([name for step in found for name in (step.commit, step.via) if name])
        stappen = tuple(self._told(step, details, adres.pad) for step in found if not step.is_cut)
        return Wie(adres, veld, waarde, stappen, los, was, any(step.is_cut for step in found), meer)

    def boeking(self, besluit: Bestand, mutatie: Mutatie, pad: str, cents: int) -> Boeking:
        """Return a mutation with who set it last."""
        adres = Adres(besluit.naam, "mutatie", mutatie.sleutel, pad)
        kop = besluiten.kop(besluit)
        found = self.way(adres, 1)
        last = None if found.los else next(iter(found.stappen), None)
        return Boeking(besluiten.titel(besluit), kop.status, kop.telt_mee, cents, adres, last)

    def _walk(self, plek: _Plek, pad: str) -> Iterator[_Step]:
        """Yield the commits that gave a value another content, newest first."""
        commit, history = self._history.start, self._history
        crossed: list[tuple[str, str]] = []
        record = self._record(plek)
        value = record.waarden.get(pad) if record else None
        holder = commit, plek
        for number in count():
            stap(number, 0, "commits")
            parents = history.parents[commit]
            before = [(p, q) for p in parents if (q := self._before(commit, plek, p))]
            readable = [(p, q, _value(self._record(q), pad)) for p, q in before if self._is_readable(q)]
            alike = [(p, q) for p, q, was in readable if same(was, value)]
            alike = alike or [(p, q) for p, q in before if not self._is_readable(q)]
            if alike:
                parent, place = alike[0]
                if parent != parents[0]:
                    crossed.append((commit, parents[0]))
                commit, plek = parent, place
                if self._is_readable(plek):
                    holder = commit, plek
                continue
            if commit in history.cut:
                yield _Step("", plek, None, None, is_cut=True)
                return
            old = readable[0] if readable else None
            was = old[2] if old else None
            via = next((m for m, first in reversed(crossed) if holder[0] not in history.ancestors(first)), "")
            if old or value is not None:
                yield _Step(holder[0], holder[1], was, value, via)
            if old is None:
                return
            commit, plek, value = old
            holder = commit, plek

    def _told(self, step: _Step, details: Mapping[str, Commit], pad: str) -> Stap:
        commit = details[step.commit]
        named = tuple(self._decisions(commit, step.plek, pad))
        return Stap(commit, step.plek.adres(pad), step.oud, step.nieuw, details.get(step.via), named)

    def _decisions(self, commit: Commit, plek: _Plek, pad: str) -> Iterator[str]:
        """Yield the decisions that a commit names in its message, or that it changes where they land on the value."""
        message = f"{commit.onderwerp}\n{commit.tekst}"
        own = self._bestand(plek.bestand, plek.blob)
        if own and own.soort == "wijziging":
            yield besluiten.titel(own)
        parents = self._history.parents[commit.naam][:1]
        for naam, besluit in self._files(commit.naam, plek.place, "wijzigingen/").items():
            if naam == plek.bestand or not besluit.record("wijziging"):
                continue
            known = (besluiten.nummer(besluit), besluiten.kop(besluit).besluit)
            is_named = any(_is_named(name, message) for name in known if name)
            changed = any(self._history.change(inside(plek.place, naam), commit.naam, p) for p in parents)
            if is_named or (own and changed and _books(besluit, own, plek.adres(pad))):
                yield besluiten.titel(besluit)


class _Step(NamedTuple):
    """A commit on the way: what it made of the value, and the merge that brought it in."""

    commit: str
    plek: _Plek
    oud: Waarde | None
    nieuw: Waarde | None
    via: str = ""
    is_cut: bool = False
    """Whether this is where a shallow clone ends."""


def _is_named(besluit: str, message: str) -> bool:
    """Return whether a message names a decision; a bare number, as of an issue, only behind what it is of."""
    before = r"(?i:besluit|wijziging)\s+" if besluit.isdecimal() else r"(?<![\w-])"
    return re.search(rf"{before}{re.escape(besluit)}(?![\w-])", message) is not None


def _value(record: Record | None, pad: str) -> Waarde | None:
    return record.waarden.get(pad) if record else None


def _read(data: bytes, naam: str, soort: Bestandssoort) -> Bestand | None:
    try:
        return read_content(data, naam, soort)[0]
    except (InputError, LimitExceeded):
        return None


def _moved_from(files: Mapping[str, Bestand], nu: Mapping[str, Bestand], key: tuple[str, str]) -> Bestand | None:
    """Return the only older file with a table that its newer version does not have any more."""
    found = [b for naam, b in files.items() if key in b.records and not (naam in nu and key in nu[naam].records)]
    return found[0] if len(found) == 1 and key[1] else None


def _books(besluit: Bestand, bestand: Bestand, adres: Adres) -> bool:
    """Return whether a decision has a mutation on an amount."""
    kant, _, jaar = (*adres.pad.split("."), "", "")[:3]
    found = (m for m in besluit.van(Mutatie) if _lands(m, bestand.nummer, adres))
    return any(f"{kant}.{jaar}" in mutatie.waarden for mutatie in found)
