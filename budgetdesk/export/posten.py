"""The sheet Posten before it is written: every amount that the tables of a workbook are made of, once.

A row is one side of one record, by its source, its nature and the decision that brings it; terms stand across
(`begroting.2027`, or `.2027` of a side without phases). What computation gives (capital charges, allocation) is a
constant, and what feeds a computation that a spreadsheet does not do is not typed here; each says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from budgetdesk.engine.berekend import KAPITAALLASTEN
from budgetdesk.engine.dimensions import EIGEN
from budgetdesk.engine.facts import MUTATIES, RAMING, STRUCTUREEL, TERUGVAL, Fact, Key, key_of, nature
from budgetdesk.engine.kostenverdeling import VERDELING, verdeelde_posten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.programma import INCIDENTEEL
from budgetdesk.tables.formula import Amount, Formula, Given, Known, Linear, Ratio, Verdict

if TYPE_CHECKING:
    from budgetdesk.engine.cube import Cube

MAX_POSTEN: Final = 20_000
"""Rows up to which each record has its own; of more, records that no table tells apart are one row."""

RECORD: Final = "record"
"""The dimension of single records; its members are their numbers in the cube."""

KANT: Final = "kant"
PROGRAMMA: Final = "programma"

MAX_OPTELLING: Final = 6
"""Members or records that a formula adds up one by one."""

_OPEN: Final = ("post", "reserve", "voorziening", "cijfer")
"""The kinds of which a blank amount of a phase may be filled in: every table counts it."""

_VOEDT: Final = {
    ("investering", "uitgaven"): KAPITAALLASTEN,
    ("investering", "bijdrage"): KAPITAALLASTEN,
}
"""The sides that feed a computation which is not among the formulas, and which."""

Rol = Literal["invoer", "vast", "berekend", "tegen"]
"""What a row holds: amounts typed here; stored ones that are not typed here; computed ones; what a part takes off."""

REDENEN: Final = {
    KAPITAALLASTEN: "voedt de kapitaallasten",
    VERDELING: "voedt de kostenverdeling",
    TERUGVAL: "de prognose volgt de begroting",
}
"""Why an amount is not typed in the workbook, by the computation that it feeds."""


@dataclass(slots=True)
class Post:
    """One row: what it is called, what it is of by dimension, and its natural cents by term."""

    naam: str
    wat: str
    van: Mapping[str, str]
    rol: Rol = "invoer"
    uitleg: str = ""
    """Where its amounts come from, or why they are not typed here."""
    is_open: bool = False
    """Whether an amount of a phase that is blank counts in every table once it is typed."""
    deel: Post | None = None
    """The row of the part that this one takes off what is structural."""
    records: set[int] = field(default_factory=set)
    """The records that it adds up."""
    cents: dict[str, int] = field(default_factory=dict)


Filter = tuple[frozenset[tuple[str, frozenset[str]]], tuple[int, ...] | None]
"""A filter as a key: dimensions with their members, and records."""


def filter_of(amount: Amount) -> Filter:
    """Return the filter of an amount; records say it all but what facts say of themselves."""
    found = (item for item in amount.where.items() if amount.records is None or item[0] in EIGEN)
    return frozenset(found), amount.records


def leaves(formula: Formula) -> Iterator[Amount | Given]:
    """Yield what a formula is made of in the end."""
    match formula:
        case Ratio():
            yield from leaves(formula.teller)
            yield from leaves(formula.noemer)
        case Verdict():
            yield from leaves(formula.van)
        case Linear():
            for term, _ in formula.delen:
                if isinstance(term, Known):
                    yield from leaves(term.van)
                elif isinstance(term, (Amount, Given)):
                    yield term


class Needs:
    """What some formulas need: sides, columns, filters, and stored amounts that are no facts."""

    def __init__(self, formulas: Iterable[Formula]) -> None:
        sides: dict[tuple[str, str], None] = {}
        self.filters: dict[Filter, set[str]] = {}
        """The filters, each with the sides that are asked for within it."""
        self.given: dict[Adres, Given] = {}
        for formula in formulas:
            for leaf in leaves(formula):
                if isinstance(leaf, Given):
                    self.given.setdefault(leaf.adres, leaf)
                else:
                    sides[leaf.kant, leaf.term] = None
                    self.filters.setdefault(filter_of(leaf), set()).add(leaf.kant)
        self.sides = frozenset(kant for kant, _ in sides)
        phased = dict.fromkeys(term for _, term in sides if term[0] != ".")
        years = {term for _, term in sides if term[0] == "."} | {_term_of(adres) for adres in self.given}
        self.termen: Sequence[str] = [*phased, *sorted(years)]
        """The columns of amounts: those with phases in the order of the tables, then those by year."""

    @property
    def dims(self) -> list[str]:
        """Return the dimensions of records that filters use."""
        named = (dim for where, records in self.filters if records is None for dim, _ in where)
        return [dim for dim in dict.fromkeys(named) if dim not in EIGEN]

    @property
    def records(self) -> frozenset[int]:
        """Return the records that filters name."""
        return frozenset(record for _, records in self.filters for record in records or ())


def _term_of(adres: Adres) -> str:
    """Return the column of a stored amount that is no fact: its year, or nothing where it has none."""
    tail = adres.pad.rpartition(".")[2]
    return f".{tail}" if tail.isdecimal() else "."


class Posten:
    """The rows of every amount that some formulas need, of these programma files and of records they name."""

    def __init__(self, cube: Cube, needs: Needs, programmas: Iterable[str]) -> None:
        self._cube = cube
        self._sides, self._termen = needs.sides, frozenset(needs.termen)
        self._labels = [(dim, cube.labels(dim)) for dim in needs.dims]
        self._keys: dict[tuple[str, str], Key | None] = {}
        self._handed_out = verdeelde_posten(cube.dossier)
        self._order = {bestand.naam: n for n, bestand in enumerate((cube.dossier.begroting, *cube.dossier.programmas))}
        files, own, named = cube.records.bestanden, frozenset(programmas), needs.records
        if len(own) == len(cube.dossier.programmas):
            own |= {BEGROTING}
        here = (r for r in range(len(cube.records)) if r in named or files[r].naam in own)
        self._records = sorted(here, key=lambda r: (self._order[files[r].naam], r))
        self.is_gegroepeerd = self._count() > MAX_POSTEN
        """Whether records that no table tells apart are one row."""
        self._alone = named if self.is_gegroepeerd else frozenset(self._records)
        self._found: dict[tuple[object, ...], Post] = {}
        self.adressen: dict[Adres, tuple[Post, str]] = {}
        """Row and term of every stored amount."""
        for record in self._records:
            self._add(record)
        for given in needs.given.values():
            if given.adres not in self.adressen:
                self._add_given(given)
        self.rijen: Sequence[Post] = []
        self.nummers: Mapping[int, int] = {}
        """The place of each row, by its identity."""
        self.termen: Sequence[str] = needs.termen
        """The columns of amounts."""
        self.keep([post for post in self._found.values() if post.cents or post.is_open])

    def keep(self, rijen: Sequence[Post]) -> None:
        """Have these rows only, and of the columns of years those that hold anything."""
        self.rijen = rijen
        self.nummers = {id(post): number for number, post in enumerate(rijen)}
        filled = {term for post in rijen for term in post.cents}
        self.termen = [term for term in self.termen if term in filled or term[0] != "."]
        self.adressen = {adres: place for adres, place in self.adressen.items() if id(place[0]) in self.nummers}

    def place(self, adres: Adres) -> tuple[int, str]:
        """Return row and term of a stored amount."""
        post, term = self.adressen[adres]
        return self.nummers[id(post)], term

    def _key(self, soort: str, pad: str) -> Key | None:
        """Return what a key of a kind of record holds, None where no formula needs it."""
        place = soort, pad
        if place not in self._keys:
            found = key_of(soort, pad)
            self._keys[place] = found if found and found.kant in self._sides and found.term in self._termen else None
        return self._keys[place]

    def _count(self) -> int:
        """Return the rows there would be with one for each side of each record."""
        records = (self._cube.records.numbered[r] for r in self._records)
        return sum(len({key.kant for pad in t.waarden if (key := self._key(t.soort, pad))}) for t in records)

    def _add(self, nummer: int) -> None:
        """Add the amounts of a record: stored with it, then what decisions and computation add."""
        record, bestand = self._cube.records.numbered[nummer], self._cube.records.bestanden[nummer].naam
        is_alone, soort = nummer in self._alone, record.soort
        whole: dict[str, Post] = {}
        for pad, cents in record.waarden.items():
            key = self._key(soort, pad)
            if key is None or not isinstance(cents, int):
                continue
            adres = Adres(bestand, soort, record.sleutel, pad) if is_alone else None
            if key.is_part:
                self._add_part(nummer, key, cents, adres)
                continue
            post = whole.get(key.kant)
            if post is None:
                post = whole[key.kant] = self._stored(nummer, key.kant, nature(record))
                post.is_open = soort in _OPEN
            self._put(post, key.term, cents, adres)
        for fact in self._cube.added(nummer):
            if fact.kant in self._sides:
                self._put(self._added(nummer, fact), fact.term, fact.cents, fact.adres)

    def _add_part(self, record: int, key: Key, cents: int, adres: Adres | None) -> None:
        """Add the incidental part of an amount, and what it takes off what is structural."""
        if nature(self._cube.records.numbered[record]) == STRUCTUREEL:
            part = self._stored(record, key.kant, INCIDENTEEL, "waarvan incidenteel")
            self._put(part, key.term, cents, adres)
            other = self._stored(record, key.kant, STRUCTUREEL, "af: waarvan incidenteel")
            other.rol, other.deel, other.uitleg = "tegen", part, "volgt het incidentele deel"
            self._put(other, key.term, -cents)

    def _stored(self, nummer: int, kant: str, aard: str, wat: str = "") -> Post:
        """Return the row of what is stored with a record on one side."""
        record = self._cube.records.numbered[nummer]
        feeds = self._feeds(nummer, kant)
        own = Fact(nummer, kant, "", RAMING, aard, "", 0)
        post = self._row(own, wat, " ".join(filter(None, (record.naam, wat))), is_apart=bool(wat))
        if feeds:
            post.rol, post.uitleg = "vast", REDENEN[feeds]
        return post

    def _added(self, nummer: int, fact: Fact) -> Post:
        """Return the row of what a decision or a computation adds to a record."""
        record = self._cube.records.numbered[nummer]
        which = fact.adres.sleutel if fact.adres else fact.naam
        naam = " · ".join(filter(None, (record.naam, fact.naam)))
        post = self._row(fact, which, naam, is_apart=fact.bron == MUTATIES)
        if fact.is_fallback or fact.bron != MUTATIES:
            of = fact.naam[:1].lower() + fact.naam[1:] if fact.is_fallback else fact.bron
            post.rol, post.uitleg = "berekend", f"berekend: {of}"
        elif feeds := self._feeds(nummer, fact.kant):
            post.rol, post.uitleg = "vast", REDENEN[feeds]
        return post

    def _feeds(self, nummer: int, kant: str) -> str:
        """Return the computation that a side of a record feeds, nothing where it feeds none."""
        record, bestand = self._cube.records.numbered[nummer], self._cube.records.bestanden[nummer].naam
        is_handed_out = kant == "lasten" and (bestand, record.sleutel) in self._handed_out
        if is_handed_out:
            return VERDELING
        shown = (f for f in self._cube.added(nummer) if f.is_fallback and f.term in self._termen)
        return TERUGVAL if any(f.kant == kant for f in shown) else _VOEDT.get((record.soort, kant), "")

    def _row(self, fact: Fact, which: str, naam: str, *, is_apart: bool) -> Post:
        """Return the row that a fact belongs to; of records that no table tells apart only what `is_apart` has its own.

        `which` tells rows of one record and side apart.
        """
        cube, nummer = self._cube, fact.record
        record, is_alone = cube.records.numbered[nummer], nummer in self._alone
        van = {dim: label for dim, labels in self._labels if (label := labels[nummer]) is not None}
        van |= {PROGRAMMA: cube.records.bestanden[nummer].naam, KANT: fact.kant}
        van |= {"bron": fact.bron, "aard": fact.aard, "besluit": fact.besluit}
        if is_alone:
            van[RECORD] = str(nummer)
        key = (record.soort, *van.items(), which if is_alone or is_apart else "")
        post = self._found.get(key)
        if post is None:
            post = self._found[key] = Post(naam, SOORTEN["programma"][record.soort].noem(), van)
        post.records.add(nummer)
        if len(post.records) > 1:
            kind = SOORTEN["programma"][record.soort]
            post.naam = f"{len(post.records)} {kind.noem(len(post.records))}"
            if post.rol == "invoer":
                post.rol, post.uitleg = "vast", "telt meer posten op"
        return post

    def _put(self, post: Post, term: str, cents: int, adres: Adres | None = None) -> None:
        """Add an amount to a row, in a term that has a column."""
        if term in self._termen:
            post.cents[term] = post.cents.get(term, 0) + cents
            if adres:
                self.adressen[adres] = post, term

    def _add_given(self, given: Given) -> None:
        """Add a stored amount that is no fact, such as a balance."""
        adres = given.adres
        key = (adres.bestand, adres.soort, adres.sleutel, adres.pad.rpartition(".")[0])
        if key not in self._found:
            self._found[key] = Post(given.naam, _wat(adres), {})
            if adres.soort in ("kostenplaats", "verdeling"):
                self._found[key].rol, self._found[key].uitleg = "vast", REDENEN[VERDELING]
        self._put(self._found[key], _term_of(adres), given.cents, adres)


def _wat(adres: Adres) -> str:
    """Return what a stored amount that is no fact is, in words: `reserve stand`, `balans leningen`."""
    family = adres.pad.rpartition(".")[0]
    return " ".join(filter(None, (adres.soort.replace("_", " "), family.replace("_", " "))))
