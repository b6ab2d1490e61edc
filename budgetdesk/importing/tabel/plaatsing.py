"""Where the things of a printed table stand in a dossier: by code, else by just that name, else made or asked.

A row that names a programma is all posts of it together, and rows below such a name are beleidsterreinen of it.

What only looks like something is asked, never taken. A beleidsterrein of one post has its amounts on that; of several
the post that bears its name takes what the others leave. The names that a new dossier begins with are taken over by
the first things that come.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Final, NamedTuple

from budgetdesk.bedrag import format_exact
from budgetdesk.blok.namen import norm
from budgetdesk.errors import LimitExceeded
from budgetdesk.errors import Plaats as Vindplaats
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.mapping import Doen
from budgetdesk.importing.nieuw import MEESTE_POSTEN
from budgetdesk.importing.tabel.dingen import PROGRAMMA, Ding
from budgetdesk.importing.voorstel import SHOWN
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, SetValue
from budgetdesk.model.kinds.programma import Beleidsterrein, Post, Reserve
from budgetdesk.model.structuur import Keys, propose_key
from budgetdesk.storage.new import nieuw_programma
from budgetdesk.zinnen import aantal

NIEUW: Final = "nieuw"
"""What is chosen for a row that is to be made, though something here looks like it."""

_LIJKT: Final = 0.8
_TERREIN: Final = Beleidsterrein.kind.naam
_POST: Final = Post.kind.naam
_RESERVE: Final = Reserve.kind.naam


class Plek(NamedTuple):
    """Which record takes the amounts of a thing, and which others of its file are in the printed cell with it.

    Of a whole of several posts (`geheel`) `sleutel` is empty until somebody says which of them takes what differs.
    """

    bestand: str
    soort: str
    sleutel: str
    mee: tuple[str, ...] = ()
    geheel: str = ""
    """What it is the whole of, as people call it: `programma 5`, `1/beleidsterrein.1A`."""

    @property
    def wat(self) -> tuple[str, str, str, tuple[str, ...]]:
        """Return what tells two places apart: the record, or the posts of a whole that has no post chosen."""
        return (self.bestand, self.soort, self.sleutel, () if self.sleutel else self.mee)


@dataclass(frozen=True, slots=True)
class Gekozen:
    """What somebody chose for the things of a table."""

    programma: int = 0
    """The programma that everything comes into; 0: what the table says, or the only one."""
    los: Doen | None = None
    """What becomes of what is not there: made, left out; None: that is asked."""
    rijen: Mapping[int, str | tuple[str, str, str]] = field(default_factory=dict)
    """By row the file, kind and key that its thing is, or `NIEUW`."""


class Rijkeuze(NamedTuple):
    """What a row may be: as people read it, and as `--kies` says it."""

    tekst: str
    kies: str


class Keuzevraag(NamedTuple):
    """A question with the answers that it has."""

    vraag: Open
    antwoorden: Sequence[Rijkeuze]


@dataclass(slots=True)
class Plaatsing:
    """Where everything stands; edits make what was not there, without amounts."""

    plekken: list[tuple[Ding, Plek]] = field(default_factory=list)
    nieuw: list[AddRecord] = field(default_factory=list)
    hernoemd: list[SetValue] = field(default_factory=list)
    los: list[Ding] = field(default_factory=list)
    """What stands nowhere."""
    keuzes: list[Keuzevraag] = field(default_factory=list)
    """What has to be decided by choosing."""
    open: list[Open] = field(default_factory=list)
    """What else has to be decided."""

    @property
    def vragen(self) -> list[Open]:
        """Return all that has to be decided, what can be chosen first."""
        return [*(keuze.vraag for keuze in self.keuzes), *self.open]


def plaats(dossier: Dossier, dingen: Sequence[Ding], gekozen: Gekozen) -> Plaatsing:
    """Return where things stand. Raises LimitExceeded where more would be made than one file may bring."""
    return _Plaatser(dossier, gekozen).place(dingen)


def fold(text: str) -> str:
    """Return a name as it is compared: without case, accents or spare spaces."""
    plain = unicodedata.normalize("NFKD", norm(text))
    return "".join(c for c in plain if not unicodedata.combining(c))


class _Plaatser:
    """Places things one after the other, in copies of the programmas that hold what was made before."""

    def __init__(self, dossier: Dossier, gekozen: Gekozen) -> None:
        self._dossier = dossier
        self._gekozen = gekozen
        self._files = {bestand.naam: bestand.copy() for bestand in dossier.programmas}
        self._blanco = nieuw_programma()
        self._keys: dict[tuple[str, str], Keys] = {}
        self._missing: dict[int, list[Ding]] = {}
        self._homeless: list[Ding] = []
        self._found = Plaatsing()

    def place(self, dingen: Sequence[Ding]) -> Plaatsing:
        """Return where they stand."""
        for ding in map(self._below_programma, dingen):
            bestand = self._programma(ding)
            plek = self._plek(bestand, ding) if bestand is not None else None
            if plek is None:
                self._found.los.append(ding)
            else:
                self._take(ding, plek)
        if len(self._found.nieuw) > MEESTE_POSTEN:
            raise LimitExceeded(Vindplaats("tabel"), f"dit worden meer dan {MEESTE_POSTEN} nieuwe posten.")
        self._ask()
        return self._found

    def _take(self, ding: Ding, plek: Plek) -> None:
        other = next((d for d, p in self._found.plekken if p.wat == plek.wat), None)
        if other is not None:
            key = join_key((plek.soort, plek.sleutel)) if plek.sleutel else plek.soort
            where = self._dossier.spell(plek.bestand, key)
            zin = f'Rij {other.rij} "{other.naam}" en rij {ding.rij} "{ding.naam}" zijn allebei {where}.'
            self._found.open.append(Open(zin, f"Zeg met --kies {ding.rij}={NIEUW} dat het een ander is."))
        self._found.plekken.append((ding, plek))

    # --- which programma ----------------------------------------------------------------------

    def _programma(self, ding: Ding) -> Bestand | None:
        """Return the programma of a thing: the chosen one, the one it names, the one that has it, the only one."""
        chosen = self._gekozen.rijen.get(ding.rij)
        if isinstance(chosen, tuple):
            return self._files[chosen[0]]
        if (named := self._named(ding)) is not None:
            return named
        number = self._gekozen.programma or ding.programma
        by_number = {bestand.nummer: bestand for bestand in self._files.values()}
        if number:
            if number not in by_number:
                self._missing.setdefault(number, []).append(ding)
            return by_number.get(number)
        if len(by_number) == 1:
            return next(iter(by_number.values()))
        having = [bestand for bestand in by_number.values() if self._has(bestand, ding)]
        if len(having) != 1:
            self._homeless.append(ding)
            return None
        return having[0]

    def _called(self, code: str, naam: str) -> Bestand | None:
        """Return the programma of the dossier of this number and name, or of this name alone; None without one."""
        for bestand in self._files.values():
            one, other = f"{fold(bestand.titel)} ", f"{fold(naam)} "
            alike = one.startswith(other) or other.startswith(one)
            if code.lstrip("0") == str(bestand.nummer) and naam and alike:
                return bestand
            if not code and one == other:
                return bestand
        return None

    def _named(self, ding: Ding) -> Bestand | None:
        """Return the programma that a thing is the whole of; None where it is a part of one."""
        if ding.soort != _TERREIN or self._gekozen.programma or ding.rij in self._gekozen.rijen:
            return None
        bestand = self._called(ding.code, ding.naam)
        is_terrein = bestand is not None and not ding.code and self._has(bestand, ding)
        return None if is_terrein or bestand is None or self._blank(bestand, _POST) else bestand

    def _below_programma(self, ding: Ding) -> Ding:
        """Return a thing below the name or number of a programma as a beleidsterrein of that; others as they are."""
        bestand = self._called(ding.groepcode, ding.groep) if ding.groep else None
        if bestand is None and ding.programma and PROGRAMMA.match(ding.groep):
            bestand = next((file for file in self._files.values() if file.nummer == ding.programma), None)
        if bestand is not None and ding.algemeen:
            return replace(ding, programma=bestand.nummer)
        if bestand is None or ding.soort != _POST or self._has(bestand, ding):
            return ding
        return replace(ding, soort="beleidsterrein", groep="", groepcode="", programma=bestand.nummer)

    def _has(self, bestand: Bestand, ding: Ding) -> bool:
        soort = {"post": _TERREIN}.get(ding.soort, ding.soort)
        return self._known(bestand, soort, *_called(ding)) is not None

    # --- which record -------------------------------------------------------------------------

    def _plek(self, bestand: Bestand, ding: Ding) -> Plek | None:
        chosen = self._gekozen.rijen.get(ding.rij)
        if isinstance(chosen, tuple):
            return self._chosen(bestand, *chosen[1:], ding)
        match ding.soort:
            case "reserve":
                return self._reserve(bestand, ding)
            case _ if posts := self._of_programma(bestand, ding):
                return posts
            case "post":
                terrein = self._terrein(bestand, ding)
                return self._post(bestand, terrein, ding) if terrein else None
            case _:
                terrein = self._terrein(bestand, ding)
                return self._of_terrein(bestand, terrein, ding) if terrein else None

    def _of_programma(self, bestand: Bestand, ding: Ding) -> Plek | None:
        """Return all posts of the programma that a thing is the whole of; None where it is none, or has no post."""
        posts = [post.sleutel for post in bestand.van(Post)] if self._named(ding) is bestand else []
        whole = f"programma {bestand.nummer}"
        if len(posts) == 1:
            return Plek(bestand.naam, _POST, posts[0], geheel=whole)
        return Plek(bestand.naam, _POST, "", tuple(posts), whole) if posts else None

    def _chosen(self, bestand: Bestand, soort: str, sleutel: str, ding: Ding) -> Plek | None:
        """Return the record that somebody chose; a post takes what the other posts of its beleidsterrein leave."""
        if soort == _TERREIN:
            return self._of_terrein(bestand, sleutel, ding)
        mee: tuple[str, ...] = ()
        geheel = ""
        if soort == _POST and ding.soort == _TERREIN:
            terrein = bestand.records[soort, sleutel].tekst(_TERREIN)
            whole = self._called(ding.code, ding.naam) is bestand
            geheel = f"programma {bestand.nummer}" if whole else self._spelled(bestand, terrein)
            mee = tuple(
                p.sleutel for p in bestand.van(Post) if (whole or p.beleidsterrein == terrein) and p.sleutel != sleutel
            )
        return Plek(bestand.naam, soort, sleutel, mee, geheel if mee else "")

    def _spelled(self, bestand: Bestand, terrein: str) -> str:
        return self._dossier.spell(bestand.naam, join_key((_TERREIN, terrein)))

    def _terrein(self, bestand: Bestand, ding: Ding) -> str:
        """Return the key of the beleidsterrein that a thing is, or stands under; empty where there is none."""
        code, naam = _called(ding)
        is_new = self._gekozen.rijen.get(ding.rij) == NIEUW
        known = None if is_new and ding.soort != _POST else self._known(bestand, _TERREIN, code, naam)
        if known is not None:
            return known.sleutel if self._is_same(bestand, known, ding) else ""
        if not self._may_make(bestand, _TERREIN, naam, ding):
            return ""
        full = f"{code} {naam}".strip()
        if (blank := self._blank(bestand, _TERREIN)) and self._blank(bestand, _POST):
            self._rename(bestand, blank, naam if code.upper() == blank.sleutel else full)
            return blank.sleutel
        own = re.fullmatch(rf"{bestand.nummer}[A-Z]+", code.upper()) and not bestand.record(_TERREIN, code.upper())
        key = code.upper() if own else propose_key(bestand, _TERREIN, naam)
        self._make(bestand, _TERREIN, key, {"naam": naam if own else full})
        return key

    def _is_same(self, bestand: Bestand, known: Record, ding: Ding) -> bool:
        """Return whether a beleidsterrein of the code of a row has its name too; that it has not is asked."""
        code, naam = _called(ding)
        if fold(known.naam) in {fold(naam), fold(f"{code} {naam}")}:
            return True
        where = self._dossier.spell(bestand.naam, join_key(known.key))
        zin = f'Rij {ding.rij} "{code} {naam}": {where} heet hier "{known.naam}".'
        self._ask_whether(zin, ding, where, known)
        return False

    def _of_terrein(self, bestand: Bestand, terrein: str, ding: Ding) -> Plek | None:
        """Return the post that has the amounts of a beleidsterrein: its only one, else the one of its name."""
        posts = [post for post in bestand.van(Post) if post.beleidsterrein == terrein]
        naam = bestand.records[_TERREIN, terrein].naam
        if not posts:
            return self._new(bestand, _POST, naam, {_TERREIN: terrein}) if self._makes(ding) else None
        same = [post for post in posts if fold(post.naam) in {fold(naam), fold(ding.naam)}]
        if len(posts) > 1 and len(same) != 1:
            return Plek(bestand.naam, _POST, "", tuple(p.sleutel for p in posts), self._spelled(bestand, terrein))
        target = same[0] if len(posts) > 1 else posts[0]
        if self._is_blank(target):
            self._rename(bestand, target, naam)
        return Plek(bestand.naam, _POST, target.sleutel, tuple(p.sleutel for p in posts if p is not target))

    def _post(self, bestand: Bestand, terrein: str, ding: Ding) -> Plek | None:
        """Return the post below a beleidsterrein that a row is."""
        posts: list[Record] = [post for post in bestand.van(Post) if post.beleidsterrein == terrein]
        code, naam = ding.code, ding.naam
        known = _only(_matching(posts, code, naam))
        if known is not None:
            return Plek(bestand.naam, _POST, known.sleutel)
        if not self._may_make(bestand, _POST, naam, ding, posts):
            return None
        full = f"{code} {naam}".strip()
        if blank := next(filter(self._is_blank, posts), None):
            self._rename(bestand, blank, full)
            return Plek(bestand.naam, _POST, blank.sleutel)
        return self._new(bestand, _POST, full, {_TERREIN: terrein})

    def _reserve(self, bestand: Bestand, ding: Ding) -> Plek | None:
        """Return the reserve that a row is; of a row of all reserves together the only one, or what the others leave.

        A code before the name of a reserve is the number of a row, and no part of it.
        """
        reserves: list[Record] = [r for r in bestand.van(_RESERVE) if not self._is_blank(r)]
        known = _only(_matching(reserves, "", ding.naam))
        if known is None and ding.algemeen and len(reserves) == 1:
            known = reserves[0]
        if known is not None:
            others = tuple(r.sleutel for r in reserves if r is not known) if ding.algemeen else ()
            return Plek(bestand.naam, _RESERVE, known.sleutel, others)
        if not self._may_make(bestand, _RESERVE, ding.naam, ding, [] if ding.algemeen else reserves):
            return None
        others = tuple(r.sleutel for r in reserves) if ding.algemeen else ()
        if blank := next(filter(self._is_blank, bestand.van(_RESERVE)), None):
            self._rename(bestand, blank, ding.naam)
            return Plek(bestand.naam, _RESERVE, blank.sleutel, others)
        return self._new(bestand, _RESERVE, ding.naam, Reserve.kind.nieuw, others)

    def _known(self, bestand: Bestand, soort: str, code: str, naam: str) -> Record | None:
        return _only(_matching([r for r in bestand.van(soort) if not self._is_blank(r)], code, naam))

    # --- what is made -------------------------------------------------------------------------

    def _makes(self, ding: Ding) -> bool:
        return self._gekozen.los == "maak" or self._gekozen.rijen.get(ding.rij) == NIEUW

    def _may_make(
        self, bestand: Bestand, soort: str, naam: str, ding: Ding, among: Sequence[Record] | None = None
    ) -> bool:
        """Return whether something is to be made; of what looks like something that is here that is asked first."""
        if self._gekozen.rijen.get(ding.rij) == NIEUW:
            return True
        known = {fold(r.naam): r for r in (bestand.van(soort) if among is None else among) if not self._is_made(r)}
        near = [name for name in get_close_matches(fold(naam), [*known], 1, _LIJKT) if _digits(name) == _digits(naam)]
        if near:
            record = known[near[0]]
            where = self._dossier.spell(bestand.naam, join_key(record.key))
            zin = f'Rij {ding.rij} "{naam}" lijkt op {where} "{record.naam}".'
            self._ask_whether(zin, ding, where, record)
            return False
        return self._makes(ding)

    def _is_made(self, record: Record) -> bool:
        """Return whether a record is of this table already, or stands for one to come."""
        known = {(plek.soort, plek.sleutel) for _, plek in self._found.plekken}
        new = {(edit.soort, edit.sleutel) for edit in self._found.nieuw}
        return record.key in known | new or self._is_blank(record)

    def _is_blank(self, record: Record) -> bool:
        """Return whether a record is still as a new dossier has it."""
        blank = self._blanco.records.get(record.key)
        return blank is not None and blank.waarden == record.waarden

    def _blank(self, bestand: Bestand, soort: str) -> Record | None:
        return next(filter(self._is_blank, bestand.van(soort)), None)

    def _rename(self, bestand: Bestand, record: Record, naam: str) -> None:
        adres = Adres(bestand.naam, *record.key, "naam")
        self._found.hernoemd.append(SetValue(adres, record.naam, naam))
        record.waarden["naam"] = naam

    def _new(
        self, bestand: Bestand, soort: str, naam: str, waarden: Mapping[str, Waarde], mee: tuple[str, ...] = ()
    ) -> Plek:
        keys = self._keys.setdefault((bestand.naam, soort), Keys(bestand, soort))
        key = keys.take(naam)
        self._make(bestand, soort, key, {"naam": naam, **waarden})
        return Plek(bestand.naam, soort, key, mee)

    def _make(self, bestand: Bestand, soort: str, sleutel: str, waarden: Mapping[str, Waarde]) -> None:
        self._found.nieuw.append(AddRecord(bestand.naam, soort, sleutel, tuple(waarden.items())))
        bestand.insert(Record(soort, sleutel, dict(waarden)), None)

    # --- what has to be decided ---------------------------------------------------------------

    def _ask_whether(self, zin: str, ding: Ding, where: str, record: Record) -> None:
        """Ask whether a row is something that is here, or something new."""
        doe = f"Is het dat, geef dan --kies {ding.rij}={where}; anders --kies {ding.rij}={NIEUW}."
        either = (
            Rijkeuze(f"Rij {ding.rij} is {where} {record.naam}", f"{ding.rij}={where}"),
            Rijkeuze(f"Rij {ding.rij} is iets anders: maak het", f"{ding.rij}={NIEUW}"),
        )
        self._found.keuzes.append(Keuzevraag(Open(zin, doe), either))

    def _ask(self) -> None:
        """Ask about programmas that are not there, and about what stands nowhere."""
        if self._gekozen.los != "overslaan":
            self._found.open += [*self._about_programmas(), *self._about_loose()]

    def _about_programmas(self) -> Iterator[Open]:
        for number, things in self._missing.items():
            zin = f"Programma {number} is er niet in dit dossier: {_named(things)}."
            doe = "Maak het met `budgetdesk add DOSSIER programma --naam NAAM`, of zeg met --programma waar alles komt."
            yield Open(zin, doe)
        if self._homeless:
            zin = f"Bij welk programma horen {_named(self._homeless)}?"
            yield Open(zin, "Zeg het met --programma en het nummer.")

    def _about_loose(self) -> Iterator[Open]:
        asked = {id(ding) for things in (*self._missing.values(), self._homeless) for ding in things}
        told = " ".join(vraag.zin for vraag in self._found.vragen)
        loose = [d for d in self._found.los if id(d) not in asked and f'Rij {d.rij} "' not in told]
        if loose:
            verb = "is hier nog niet" if len(loose) == 1 else "zijn hier nog niet"
            zin = f"{_named(loose)} {verb}."
            doe = f"Geef --nieuw of --overslaan, of zeg wat een rij is met --kies {loose[0].rij}=ADRES."
            yield Open(zin[:1].upper() + zin[1:], doe)


def _called(ding: Ding) -> tuple[str, str]:
    """Return code and name of the beleidsterrein that a thing is or stands under, or of the reserve."""
    return (ding.groepcode, ding.groep) if ding.soort == "post" else (ding.code, ding.naam)


def _matching(records: Sequence[Record], code: str, naam: str) -> list[Record]:
    """Return the records of a code, else of just a name, with its code or without."""
    if code and (found := [r for r in records if r.sleutel.casefold() == code.casefold()]):
        return found
    names = {fold(naam), fold(f"{code} {naam}")}
    return [r for r in records if fold(r.naam) in names]


def _only(records: Sequence[Record]) -> Record | None:
    return records[0] if len(records) == 1 else None


def _digits(naam: str) -> list[str]:
    return re.findall(r"[0-9]+", naam)


def _named(things: Sequence[Ding]) -> str:
    """Return rows with the largest amount of each: `rij 4 "Bestuur" (1.234)`."""
    parts = [
        f'rij {d.rij} "{d.naam}" ({format_exact(max(d.bedragen.values(), key=abs, default=0))})' for d in things[:SHOWN]
    ]
    more = f" en nog {aantal(len(things) - SHOWN, 'andere', 'andere')}" if len(things) > SHOWN else ""
    return f"{', '.join(parts)}{more}"
