"""What is chosen of another dossier into this one: tables under the keys they have there, value by value.

Things are the same where the file, the kind and the key are: a programma by its number. What is here already becomes
what it is there; a value that is absent there stays, unless that is asked otherwise. Amounts come along of the years
that this dossier prints; of what the charges of an investment follow from, all of them (`Field.vervalt`).

Pure: nothing is changed here. `Dossiervoorstel.edits` are those of the session, and done twice they change nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from budgetdesk.diff.differences import differences
from budgetdesk.drafting.indexregels import GEEN
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.plekken import plek
from budgetdesk.importing.voorstel import SHOWN, Controle
from budgetdesk.model.adres import join_key, table_path
from budgetdesk.model.arrangement import kind
from budgetdesk.model.documenten import is_forecast
from budgetdesk.model.dossier import POSTKANTEN, RESERVES, Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit
from budgetdesk.model.field import PER_FASE, PER_JAAR, Field
from budgetdesk.model.kinds.begroting import Indexcijfers
from budgetdesk.model.kinds.programma import Post, Programma, Reserve
from budgetdesk.model.verwijzingen import VERWIJZEND, named

NEEMBAAR: Final = {
    "begroting": ("index", "indexering", "kostenplaats", "verdeling", "cijfer"),
    "programma": (
        "programma",
        "beleidsterrein",
        "doel",
        "prestatie",
        "indicator",
        "post",
        "reserve",
        "voorziening",
        "investering",
        "activum",
        "subsidie",
        "verbonden_partij",
        "cijfer",
        "kaderstuk",
        "toelichting",
    ),
    "reserves": ("reserve",),
}
"""What can be taken from another dossier, by kind of file: not decisions, nor who answered and what was accepted."""

_BIJ: Final = "bij"


class Gekozen(NamedTuple):
    """A table of the other dossier that was chosen: as a whole, or one value of it."""

    bestand: Bestand
    record: Record
    pad: str = ""


@dataclass(frozen=True, slots=True)
class Venster:
    """What of another dossier fits this one: the `fase.jaar` that its columns print, and so its years."""

    termen: Collection[str]

    @property
    def jaren(self) -> set[str]:
        """Return the years that are printed."""
        return {term.rpartition(".")[2] for term in self.termen}

    def lacks(self, soort: str, veld: Field, pad: str) -> str:
        """Return of which `fase.jaar` or year a value is that this dossier is not of; empty where it is.

        A forecast is one of a document, and comes along where the open one prints it.
        """
        moment = pad[len(veld.sleutel) + 1 :] if veld.sleutel else pad
        jaar = moment.rpartition(".")[2][:4]
        if is_forecast(soort, pad):
            return "" if moment in self.termen else moment
        is_bound = veld.onder == PER_FASE or (veld.onder == PER_JAAR and veld.vervalt)
        return moment if is_bound and jaar not in self.jaren else ""


@dataclass(frozen=True, slots=True)
class Dossierkeuzes:
    """How a proposal is made."""

    vervang: bool = False
    """Whether a value that is absent there becomes absent here."""
    overslaan: bool = False
    """Whether what is named and is not here is left off, where a table can do without it."""
    toch: bool = False
    """Whether things of one key and two names are one."""


@dataclass(frozen=True, slots=True)
class Dossiervoorstel:
    """What is chosen comes to."""

    gekozen: Sequence[Gekozen]
    edits: Sequence[Edit]
    vragen: Sequence[Open]
    controle: Sequence[Controle]
    weggelaten: Mapping[str, int]
    """How many amounts are of a `fase.jaar` or year that this dossier is not of."""
    zonder: Sequence[str] = ()
    """References that are left off, in Dutch."""

    @property
    def nieuw(self) -> list[AddRecord]:
        """Return the tables that are made."""
        return [edit for edit in self.edits if isinstance(edit, AddRecord)]


def met_onderliggend(gekozen: Iterable[Gekozen]) -> list[Gekozen]:
    """Return tables with all that hangs below them, each once; explanations of one are part of it."""
    found: dict[tuple[str, str, str, str], Gekozen] = {}
    for one in gekozen:
        below = [one] if one.pad else [Gekozen(one.bestand, record) for record in _below(one.bestand, one.record)]
        for each in below:
            found.setdefault((each.bestand.naam, *each.record.key, each.pad), each)
    whole = {key[:3] for key in found if not key[3]}
    return [one for key, one in found.items() if not key[3] or key[:3] not in whole]


def _below(bestand: Bestand, record: Record) -> list[Record]:
    found = [record]
    for above in found:  # grows while it is walked
        for other in bestand.records.values():
            if other not in found and other.soort in NEEMBAAR[bestand.soort] and _hangs_below(other, above):
                found.append(other)
    return found


def _hangs_below(record: Record, above: Record) -> bool:
    ouder, bij = record.kind.ouder, record.kind.veld(_BIJ)
    if ouder:
        return ouder == above.soort and record.tekst(ouder) == above.sleutel
    return bij is not None and bool(bij.met_soort) and bij.reference(record.tekst(_BIJ)).key == above.key


def voorstel(
    van: Dossier, naar: Dossier, gekozen: Sequence[Gekozen], venster: Venster, keuzes: Dossierkeuzes
) -> Dossiervoorstel:
    """Return what is chosen of `van` comes to in `naar`, both as their open document shows them."""
    maker = _Maker(van, naar, venster, keuzes)
    for one in gekozen:
        maker.take(one)
    return maker.voorstel(gekozen)


def thuis(naar: Dossier, bestand: Bestand) -> Bestand | None:
    """Return the file of a dossier that holds what a file of another one does; None where it has none."""
    return naar.programma(bestand.nummer) if bestand.soort == "programma" else naar.bestanden.get(bestand.naam)


class _Maker:
    """Makes one proposal, on copies of the files that it changes."""

    def __init__(self, van: Dossier, naar: Dossier, venster: Venster, keuzes: Dossierkeuzes) -> None:
        self._van = van
        self._was = naar
        self._now = replace(naar, bestanden=dict(naar.bestanden))
        self._venster = venster
        self._keuzes = keuzes
        self._taken: dict[tuple[str, str, str], Record] = {}
        self._vragen: dict[str, Open] = {}
        self._weggelaten: dict[str, int] = {}
        self._zonder: list[str] = []

    def take(self, one: Gekozen) -> None:
        """Put one table, or one value of it, in its file."""
        home = thuis(self._now, one.bestand)
        if home is None:
            self._ask_about_file(one.bestand)
            return
        if home is self._was.bestanden[home.naam]:
            home = self._now.bestanden[home.naam] = home.copy()
        here, values = home.record(*one.record.key), self._values(one)
        if here is None and one.pad:
            where = self._was.spell(home.naam, join_key(table_path(*one.record.key)))
            self._ask(f"{where} is er hier niet.", f"Neem de hele tabel over: --kies {self._spell(one)}.")
            return
        if here is not None and not one.pad:
            self._ask_about_name(home, here, one.record)
        made = Record(*one.record.key, {**self._kept(here, one, values), **values})
        self._taken[home.naam, *one.record.key] = Record(*one.record.key, values)
        if here is None:
            home.insert(made, _following(one.bestand, home, one.record))
        else:
            here.waarden = made.waarden

    def voorstel(self, gekozen: Sequence[Gekozen]) -> Dossiervoorstel:
        """Return it."""
        self._require_named()
        changed = [naam for naam, bestand in self._now.bestanden.items() if bestand is not self._was.bestanden[naam]]
        edits = [e for naam in changed for e in differences(self._was.bestanden[naam], self._now.bestanden[naam])]
        return Dossiervoorstel(
            gekozen=gekozen,
            edits=[_last_in_document(edit) for edit in edits],
            vragen=list(self._vragen.values()),
            controle=list(self._controle()),
            weggelaten=self._weggelaten,
            zonder=self._zonder,
        )

    def _values(self, one: Gekozen) -> dict[str, Waarde]:
        """Return what comes along of a table: what is of years that this dossier prints, and all that is of none."""
        found: dict[str, Waarde] = {}
        for pad, waarde in one.record.waarden.items():
            if one.pad not in ("", pad) or (one.record.soort == Programma.kind.naam and pad == "nummer"):
                continue
            veld = one.record.kind.veld_van(pad) or one.record.kind.veld("")
            if veld and (moment := self._venster.lacks(one.record.soort, veld, pad)):
                self._weggelaten[moment] = self._weggelaten.get(moment, 0) + 1
            else:
                found[pad] = waarde
        return found

    def _kept(self, here: Record | None, one: Gekozen, values: Mapping[str, Waarde]) -> dict[str, Waarde]:
        """Return what stays of a table that is here: all, or what the other dossier says nothing of."""
        if here is None:
            return {}
        if one.pad or not self._keuzes.vervang:
            return dict(here.waarden)
        said = {_moment(one.record, pad) for record in one.bestand.records.values() for pad in record.waarden} | {""}
        return {
            pad: waarde
            for pad, waarde in here.waarden.items()
            if pad in values or pad == "nummer" or _moment(here, pad) not in said
        }

    # --- what has to be decided ---------------------------------------------------------------

    def _ask(self, zin: str, doe: str) -> None:
        self._vragen.setdefault(zin, Open(zin, doe))

    def _ask_about_file(self, bestand: Bestand) -> None:
        if bestand.soort == "programma":
            zin = f"Programma {bestand.nummer} ({bestand.titel}) is er hier niet."
            self._ask(zin, "Maak het eerst met `budgetdesk add DOSSIER programma --naam NAAM`.")
        else:
            self._ask(f"{bestand.naam} is er hier niet.", f"Maak eerst een leeg {bestand.naam} in de map.")

    def _ask_about_name(self, home: Bestand, here: Record, there: Record) -> None:
        if not self._keuzes.toch and here.naam != there.naam and here.kind.naamveld:
            where = self._was.spell(home.naam, join_key(table_path(*here.key)))
            zin = f"{where} heet hier `{here.naam}` en daar `{there.naam}`."
            self._ask(zin, "Is het hetzelfde, geef dan --toch; kies het anders niet mee.")

    def _require_named(self) -> None:
        """Ask about what tables that come along name and what is not here, or leave that off."""
        open_: dict[tuple[str, str, str, bool], list[str]] = {}
        for naam, soort, sleutel in self._taken:
            bestand = self._now.bestanden[naam]
            record = bestand.records[soort, sleutel]
            for veld in VERWIJZEND.get((bestand.soort, soort), ()):
                if self._is_named(bestand, record, veld):
                    continue
                where, what = self._was.spell(naam, join_key(table_path(soort, sleutel))), record.tekst(veld.sleutel)
                if self._keuzes.overslaan and not veld.verplicht:
                    del record.waarden[veld.sleutel]
                    self._zonder.append(f"{where} zonder {veld.sleutel} `{what}`: dat is er hier niet.")
                    continue
                key = veld.sleutel, what, self._choice(bestand, record, veld), veld.verplicht
                open_.setdefault(key, []).append(where)
        for (sleutel, what, also, verplicht), places in open_.items():
            more = f" en nog {len(places) - SHOWN}" if len(places) > SHOWN else ""
            zin = f"{sleutel} `{what}` is er hier niet; dat noemt {', '.join(places[:SHOWN])}{more}."
            doe = f"Kies het mee met --kies {also}" if also else "Maak het eerst"
            self._ask(zin, f"{doe}{'' if verplicht else ', of laat het weg met --overslaan'}.")

    def _is_named(self, bestand: Bestand, record: Record, veld: Field) -> bool:
        """Return whether what a table names is here, or it names nothing."""
        text = record.tekst(veld.sleutel)
        if not text or (veld.noemt == Indexcijfers.kind.naam and text == GEEN):
            return True
        if veld.met_soort:
            return named(self._now, bestand, record, veld) is not None
        home = _named_file(self._now, bestand, record, veld)
        return home is not None and home.record(veld.noemt, text) is not None

    def _choice(self, bestand: Bestand, record: Record, veld: Field) -> str:
        """Return the address under which the other dossier has what a table names; empty where it has not."""
        there, text = self._van.programma(bestand.nummer) if bestand.soort == "programma" else bestand, ""
        there = there or bestand
        if veld.met_soort:
            found = named(self._van, there, record, veld)
            home, target = found or (None, None)
        else:
            home, text = _named_file(self._van, there, record, veld), record.tekst(veld.sleutel)
            target = home.record(veld.noemt, text) if home else None
        return self._van.spell(home.naam, join_key(table_path(*target.key))) if home and target else ""

    def _spell(self, one: Gekozen) -> str:
        return self._van.spell(one.bestand.naam, join_key(table_path(*one.record.key)))

    # --- totals -------------------------------------------------------------------------------

    def _controle(self) -> Iterator[Controle]:
        """Yield the totals of what is chosen, of every side and `fase.jaar` that it has amounts of."""
        for term in sorted(self._venster.termen, key=_by_year):
            for kant in POSTKANTEN:
                found = [*self._amounts(kant, term)]
                if found:
                    here = [nu for _, nu, _ in found if nu is not None]
                    bron, straks = (sum(amounts[n] or 0 for amounts in found) for n in (0, 2))
                    yield Controle(kant, term, bron, sum(here) if here else None, straks, los=0)

    def _amounts(self, kant: str, term: str) -> Iterator[tuple[int | None, int | None, int | None]]:
        """Yield of each table that comes along with an amount what it is there, here now and here afterwards."""
        for (naam, *key), values in self._taken.items():
            soort, sleutel = key
            pad = plek(soort, kant, term) if soort in (Post.kind.naam, Reserve.kind.naam) else ""
            if pad in values.waarden:
                here = self._was.bestanden[naam].record(soort, sleutel)
                after = self._now.bestanden[naam].records[soort, sleutel]
                yield _cents(values, pad), _cents(here, pad), _cents(after, pad)


def _cents(record: Record | None, pad: str) -> int | None:
    value = record.waarden.get(pad) if record else None
    return value if isinstance(value, int) else None


def _named_file(dossier: Dossier, bestand: Bestand, record: Record, veld: Field) -> Bestand | None:
    """Return the file in which a table names another one by its key alone."""
    if veld.elders is None:
        return bestand
    match veld.elders.bestand:
        case "programma":
            return dossier.programma(record.geheel("programma"))
        case "reserves":
            return dossier.bestanden.get(RESERVES)
        case _:
            return dossier.begroting


def _moment(record: Record, pad: str) -> str:
    """Return of which moment a value is, by its last levels; empty where it is of none."""
    veld = record.kind.veld_van(pad)
    return pad[len(veld.sleutel) + 1 :] if veld and veld.onder else ""


def _following(there: Bestand, home: Bestand, record: Record) -> str | None:
    """Return before which table of its kind a new one comes: behind the one it stands behind there."""
    keys = [t.sleutel for t in there.van(record.soort)]
    here = [t.sleutel for t in home.van(record.soort)]
    before = [key for key in keys[: keys.index(record.sleutel)] if key in here]
    if not before:
        after = [key for key in keys[keys.index(record.sleutel) + 1 :] if key in here]
        return after[0] if after else None
    place = here.index(before[-1]) + 1
    return here[place] if place < len(here) else None


def _last_in_document(edit: Edit) -> Edit:
    """Return an edit; what each document has its own ones of comes last, as its file may lack what it stands before."""
    if isinstance(edit, AddRecord) and kind(edit.soort).per_document:
        return replace(edit, voor=None)
    return edit


def _by_year(term: str) -> tuple[str, str]:
    fase, _, jaar = term.rpartition(".")
    return jaar, fase


def telling(gekozen: Sequence[Gekozen]) -> dict[str, int]:
    """Return how many tables of each kind are chosen; of one of which only values are, none."""
    found: dict[str, int] = {}
    for one in gekozen:
        if not one.pad:
            found[one.record.soort] = found.get(one.record.soort, 0) + 1
    return found
