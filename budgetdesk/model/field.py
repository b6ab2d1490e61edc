"""One key of a record: what it holds and all that is known about it, and how code reads it.

A field stands on the class of its kind, as one line. On the class it is the `Field` (`Post.beleidsterrein.label`),
on a record its value, typed (`post.beleidsterrein` is a text, `post.lasten["begroting.2026"]` cents).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, overload

from budgetdesk.bedrag import without_footnote
from budgetdesk.model.scope import RecordKey, Reference

if TYPE_CHECKING:
    from budgetdesk.model.record import Record

Vorm = Literal[
    "tekst",
    "geheel",
    "breuk",
    "getal",
    "ja-nee",
    "datum",
    "lijst",
    "bedrag",
    "tekst of geheel",
    "tekst of breuk",
    "tekst of lijst",
    "tekst of getal",
    "vrij",
]
"""What a value is: `breuk` is a fraction (0.015 = 1.5 %), `bedrag` euros held as integer cents.

Of a number with a mark (`4,5*`), and of what stands in the place of one (`< 5%`), `tekst of getal` keeps the text.
`vrij` is a text, a list of them, a whole number or true or false: who reads it knows which.
"""

_GETAL: Final = re.compile(r"[-+]?(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})(?:,[0-9]{1,15})?")
"""A number as it is printed in Dutch."""

Niveau = Literal["fase", "bron", "jaar", "code", "categorie", "moment", "deel", "eigenschap", "uiterlijk"]
"""A level of keys: `code` and `categorie` are those of Iv3, `moment` is the end of a year or a quarter (`2027-1`).

`deel` is a part of a document, and below it stands what is said of that, at one level or two; `uiterlijk` is what is
said of how the document looks.
"""

Bestandssoort = Literal["begroting", "programma", "reserves", "wijziging", "document", "vastgesteld"]
"""The kinds of file a dossier has."""

PER_FASE: Final[tuple[Niveau, ...]] = ("fase", "jaar")
PER_JAAR: Final[tuple[Niveau, ...]] = ("jaar",)
PER_BRON: Final[tuple[Niveau, ...]] = ("bron", "jaar")
"""As an adopted budget holds what has phases: by where it came from."""
PER_DEEL: Final[tuple[Niveau, ...]] = ("deel", "eigenschap")
"""As a dossier says what is otherwise in a part of a document: `kosten.kop`, `indicatoren.na.1A`."""
PER_UITERLIJK: Final[tuple[Niveau, ...]] = ("uiterlijk",)
"""As a dossier says how a document looks, by one of `UITERLIJK`."""
UITERLIJK: Final = ("titel", "nummering", "omslag", "inhoud", "lijst_tabellen")
"""What can be said of how a document looks; `document.delen` says what each of it means."""
PER_CODE: Final[tuple[Niveau, ...]] = ("code", "moment")
PER_CEL: Final[tuple[Niveau, ...]] = ("code", "categorie", "moment")
"""As Iv3 has balances and what moves them: `A111.2027`, `A111."7.3".2027-1`."""


@dataclass(frozen=True, slots=True)
class Elders:
    """A record in another file, by its key.

    It stands in the only file of its kind, or in the programma whose number the record names in `programma`.
    """

    soort: str
    bestand: Bestandssoort


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its form, Dutch label, what is allowed, and what there is to know about it."""

    sleutel: str
    """Dotted key within its record; empty where the years themselves are the keys."""
    vorm: Vorm = "tekst"
    label: str = ""
    verplicht: bool = False
    onder: tuple[Niveau, ...] = ()
    """The levels of keys below it: with fase and jaar `lasten` stands for `lasten.begroting.2026`."""
    keuzes: tuple[str | int, ...] = ()
    """Allowed values; empty means any."""
    verwijst: str = ""
    """Kind of record in the same file whose key this text, or each of a list, must be; empty means no reference."""
    elders: Elders | None = None
    """The record in another file whose key this text is."""
    met_soort: tuple[str, ...] = ()
    """The kinds of which it names a record, with its kind: `post.bestuur`; empty means it does not.

    A list names several; one without a kind is of that of the item before it.
    """
    met_nummer: tuple[str, ...] = ()
    """Those of them that may also be of another programma, named with its number: `12/reserve.wegen`."""
    alleen: Bestandssoort | None = None
    """The only kind of file that has this key, where its kind of record stands in several."""
    overal: bool = False
    """Whether it names any record, or one value of it: of its own file, or of a programma by number (`model.plek`)."""
    beperkt: bool = False
    """Whether its record is for what it names alone: without it, the record would be for everything."""
    standaard: str | int = ""
    """What an absent text or whole number counts as; 0 for numbers."""
    nieuw: str | None = None
    """What a new record has here, because it cannot do without and nobody is asked for it."""
    heet: bool = False
    """Whether it is what people call the record."""
    kenmerk: bool = False
    """Whether it tells two records of one kind and name apart."""
    lang: bool = False
    """Whether it holds paragraphs or a list rather than a line."""
    alineas: bool = False
    """Whether it is prose about its record, with a row of its own in the table of texts."""
    zelden: bool = False
    """Whether few records have it: tables with a row per field have one where it is given; a card always has."""
    jaartal: bool = False
    """Whether it holds a year that people plan or decided in, which the checks hold against a calendar."""
    vier_cijfers: bool = False
    """Whether anything but a year of four digits is an error."""
    voordeel: int = 0
    """What a side does to the balance after reserves: +1 favourable, -1 unfavourable, 0 nothing."""
    vervalt: bool = False
    """Whether a value per year leaves a dossier with its year.

    What was measured stays, and so do the amounts of an investering or activum: its charges follow from all of them.
    """
    stand: bool = False
    """Whether the amounts per year are balances at 31 December; the last one known stays in a dossier."""
    opent: bool = False
    """Whether an amount of a year moves something in the next one, with which that opens."""
    gemeten: bool = False
    """Whether it is what accounts tell per year of things without amounts per phase."""
    emu: int = 0
    """How the EMU-saldo counts it: +1 adds to a surplus, -1 takes from it, 0 not."""
    doorlopend: bool = False
    """Whether amounts of a thing that is neither structural nor incidental recur."""
    ook_fase: bool = False
    """Whether an amount per year can be replaced for one phase: beside `leningen.2025` `leningen.rekening.2025`."""
    ook_kwartaal: bool = False
    """Whether amounts by phase may be realised per quarter too, cumulative: `lasten.realisatie.2027-1`."""
    jaarfase: str = ""
    """The one phase that an amount per year is of, so that it is not written; empty: it holds for every phase."""
    kant: str = ""
    """The side that its amounts are of, where that is not called as the key."""
    boekt: str = ""
    """The side of a ledger, `lasten` or `baten`, that its amounts are booked on, where `voordeel` does not say it."""
    buiten_begroting: bool = False
    """Whether a printed budget does not say it: what a post is indexed by, or booked under."""
    per_document: bool = False
    """Whether each document of the year says it anew, though it is no prose."""

    @property
    def noemt(self) -> str:
        """Return the kind of record it names, in its own file or another; empty where it names none."""
        return self.verwijst or (self.elders.soort if self.elders else "")

    @property
    def enige_soort(self) -> str:
        """Return the kind of which it names a record, where that is always the same and may be left off."""
        return self.met_soort[0] if len(self.met_soort) == 1 else ""

    def reference(self, text: str, soort: str = "") -> Reference:
        """Return what a text under it names; one without a kind the only kind that it can be of, or else `soort`."""
        if self.verwijst:
            return Reference(None, RecordKey(self.verwijst, text))
        return Reference.named(text, self.enige_soort or soort, self.met_soort)

    def references(self, waarde: object) -> list[Reference]:
        """Return what a text or list of texts under it names, item by item."""
        found: list[Reference] = []
        for text in items_of(waarde):
            found.append(self.reference(text, found[-1].key.soort if found else ""))
        return found

    @property
    def zijde(self) -> str:
        """Return the side that its amounts are of."""
        return self.kant or self.sleutel

    @property
    def boekzijde(self) -> str:
        """Return the side of a ledger that its amounts are booked on; empty where a ledger has none of it."""
        return self.boekt or {-1: "lasten", 1: "baten"}.get(self.voordeel, "")

    def is_phased(self, pad: str) -> bool:
        """Return whether a key below it names a phase: `incidenteel.lasten.rekening.2026`."""
        return "." in pad[len(self.sleutel) + 1 :]

    def vormen(self) -> list[tuple[Niveau, ...]]:
        """Return the levels of keys that may stand below it, the usual ones first."""
        if self.onder == PER_DEEL:
            return [self.onder, (*self.onder, "eigenschap")]
        return [self.onder, PER_FASE] if self.ook_fase else [self.onder]


def items_of(waarde: object) -> list[str]:
    """Return the texts of a value that may be one or a list of them; an empty text is none."""
    if isinstance(waarde, list):
        return [item for item in waarde if isinstance(item, str)]
    return [waarde] if isinstance(waarde, str) and waarde else []


# --- reading ---------------------------------------------------------------------------------

T = TypeVar("T")
Reader = Callable[["Record"], T]


class Attribute(Generic[T]):
    """A field as it stands on the class of a kind: the field there, its value on a record."""

    __slots__ = ("_make", "_read", "field")

    def __init__(self, field: Field, make: Callable[[Field], Reader[T]]) -> None:
        self.field = field
        self._make = make
        self._read = make(field)

    def __set_name__(self, _owner: type, name: str) -> None:
        if self.field.sleutel == _NAME_SAYS:
            # `soort_` where the record itself has that name
            self.field = replace(self.field, sleutel=name.removesuffix("_"))
            self._read = self._make(self.field)

    @overload
    def __get__(self, record: None, owner: type[Record]) -> Field: ...
    @overload
    def __get__(self, record: Record, owner: type[Record]) -> T: ...
    def __get__(self, record: Record | None, owner: type[Record]) -> Field | T:
        return self.field if record is None else self._read(record)


_NAME_SAYS: Final = "*"
"""The key is the name of the attribute."""


class Amounts:
    """The amounts a record holds under one key, in cents: `lasten["begroting.2026"]`, `uitgaven[2026]`."""

    __slots__ = ("_prefix", "_waarden")

    def __init__(self, waarden: Mapping[str, Any], prefix: str) -> None:
        self._waarden = waarden
        self._prefix = prefix

    def __getitem__(self, kolom: str | int) -> int:
        """Return the cents of a `fase.jaar` or a year; an absent amount is zero."""
        value = self._waarden.get(f"{self._prefix}{kolom}", 0)
        return value if isinstance(value, int) else 0

    def __contains__(self, kolom: str | int) -> bool:
        return f"{self._prefix}{kolom}" in self._waarden

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield what is stored, in file order: `begroting.2026` or `2026`, and cents."""
        prefix, size = self._prefix, len(self._prefix)
        for pad, value in self._waarden.items():
            if pad.startswith(prefix) and isinstance(value, int):
                yield pad[size:], value

    def __iter__(self) -> Iterator[str]:
        """Yield what stands behind the key of each stored amount, in file order."""
        return (kolom for kolom, _ in self.items())

    def years(self) -> dict[int, int]:
        """Return the cents by year, of amounts that have no phase."""
        return {int(jaar): cents for jaar, cents in self.items()}

    def __bool__(self) -> bool:
        return any(True for _ in self.items())


class Numbers:
    """The numbers a record holds per year under one key: `streefwaarde[2026]`.

    Of a text that is the number before a mark: 4.5 of `4,5*`. Any other text (`< 5%`) is none.
    """

    __slots__ = ("_prefix", "_waarden")

    def __init__(self, waarden: Mapping[str, Any], prefix: str) -> None:
        self._waarden = waarden
        self._prefix = prefix

    def __getitem__(self, jaar: str | int) -> Decimal | None:
        """Return the number of a year, or None."""
        return as_number(self._waarden.get(f"{self._prefix}{jaar}"))

    def __contains__(self, jaar: str | int) -> bool:
        return f"{self._prefix}{jaar}" in self._waarden

    def items(self) -> Iterator[tuple[int, Decimal]]:
        """Yield what is stored, in file order: year and number."""
        prefix, size = self._prefix, len(self._prefix)
        for pad, value in self._waarden.items():
            if pad.startswith(prefix) and (found := as_number(value)) is not None:
                yield int(pad[size:]), found


def is_in_place_of_number(text: str) -> bool:
    """Return whether a text may stand where a number does: it is no longer than one line, and says something."""
    return bool(text.strip()) and len(text.splitlines()) == 1


def as_number(waarde: object) -> Decimal | None:
    """Return the number that a value is, or a text but for the mark of a footnote behind it; None where it is none."""
    if isinstance(waarde, Decimal) or not isinstance(waarde, str):
        return waarde if isinstance(waarde, Decimal) else None
    bare = without_footnote(waarde)
    is_number = bare != waarde and _GETAL.fullmatch(bare) is not None
    return Decimal(bare.replace(".", "").replace(",", ".")) if is_number else None


def _read_text(field: Field) -> Reader[str]:
    key, default = field.sleutel, str(field.standaard)

    def read(record: Record) -> str:
        value = record.waarden.get(key)
        return value if isinstance(value, str) else default

    return read


def _read_name(field: Field) -> Reader[str]:
    key = field.sleutel

    def read(record: Record) -> str:
        value = record.waarden.get(key)
        return (value if isinstance(value, str) else "") or record.sleutel

    return read


def _read_whole(field: Field) -> Reader[int]:
    key, default = field.sleutel, int(field.standaard or 0)

    def read(record: Record) -> int:
        value = record.waarden.get(key)
        return value if isinstance(value, int) else default

    return read


def _read_number(field: Field) -> Reader[Decimal | None]:
    key = field.sleutel

    def read(record: Record) -> Decimal | None:
        value = record.waarden.get(key)
        return value if isinstance(value, Decimal) else None

    return read


def _read_yes_no(field: Field) -> Reader[bool]:
    key = field.sleutel
    return lambda record: record.waarden.get(key) is True


def _read_day(field: Field) -> Reader[date | None]:
    key = field.sleutel

    def read(record: Record) -> date | None:
        value = record.waarden.get(key)
        return value if isinstance(value, date) else None

    return read


def _read_texts(field: Field) -> Reader[Sequence[str]]:
    key = field.sleutel

    def read(record: Record) -> Sequence[str]:
        value = record.waarden.get(key)
        return value if isinstance(value, list) else ()

    return read


def _read_text_or_whole(field: Field) -> Reader[str]:
    key = field.sleutel
    return lambda record: str(record.waarden.get(key, ""))


def _read_text_or_fraction(field: Field) -> Reader[str | Decimal]:
    key = field.sleutel

    def read(record: Record) -> str | Decimal:
        value = record.waarden.get(key)
        return value if isinstance(value, (str, Decimal)) else ""

    return read


def _read_text_or_texts(field: Field) -> Reader[str | Sequence[str]]:
    key = field.sleutel

    def read(record: Record) -> str | Sequence[str]:
        value = record.waarden.get(key)
        return value if isinstance(value, (str, list)) else ""

    return read


def _read_amounts(field: Field) -> Reader[Amounts]:
    prefix = f"{field.sleutel}."
    return lambda record: Amounts(record.waarden, prefix)


def _read_wholes(field: Field) -> Reader[Mapping[int, int]]:
    prefix = f"{field.sleutel}."

    def read(record: Record) -> Mapping[int, int]:
        found = ((pad, v) for pad, v in record.waarden.items() if pad.startswith(prefix) and isinstance(v, int))
        return {int(pad.removeprefix(prefix)): value for pad, value in found}

    return read


def _read_numbers(field: Field) -> Reader[Numbers]:
    prefix = f"{field.sleutel}." if field.sleutel else ""
    return lambda record: Numbers(record.waarden, prefix)


def _read_parts(field: Field) -> Reader[Mapping[str, Any]]:
    prefix = f"{field.sleutel}."

    def read(record: Record) -> Mapping[str, Any]:
        return {pad.removeprefix(prefix): value for pad, value in record.waarden.items() if pad.startswith(prefix)}

    return read


# --- declaring -------------------------------------------------------------------------------
#
# The key is the name of the attribute, unless it is given: `categorie.lasten`. `facts` are those of `Field`.


def name(label: str = "Naam", *, verplicht: bool = True) -> Attribute[str]:
    """Return the name of a record; it reads as its key where it is absent or empty."""
    return Attribute(Field("naam", label=label, verplicht=verplicht, heet=True), _read_name)


def text(label: str, sleutel: str = _NAME_SAYS, **facts: Any) -> Attribute[str]:
    """Return a text; an absent one is empty, unless `standaard` says otherwise."""
    return Attribute(Field(sleutel, "tekst", label, **facts), _read_text)


def choice(label: str, *keuzes: str, **facts: Any) -> Attribute[str]:
    """Return a text that is one of these."""
    return Attribute(Field(_NAME_SAYS, "tekst", label, keuzes=keuzes, **facts), _read_text)


def prose(label: str, **facts: Any) -> Attribute[str]:
    """Return paragraphs about the record."""
    return Attribute(Field(_NAME_SAYS, "tekst", label, lang=True, alineas=True, **facts), _read_text)


def whole(label: str, **facts: Any) -> Attribute[int]:
    """Return a whole number; an absent one is zero, unless `standaard` says otherwise."""
    return Attribute(Field(_NAME_SAYS, "geheel", label, **facts), _read_whole)


def year(label: str, **facts: Any) -> Attribute[int]:
    """Return a year; an absent one is zero."""
    return Attribute(Field(_NAME_SAYS, "geheel", label, jaartal=True, **facts), _read_whole)


def number(label: str, **facts: Any) -> Attribute[Decimal | None]:
    """Return a number."""
    return Attribute(Field(_NAME_SAYS, "getal", label, **facts), _read_number)


def fraction(label: str, **facts: Any) -> Attribute[Decimal | None]:
    """Return a fraction: 0.015 is 1.5 %."""
    return Attribute(Field(_NAME_SAYS, "breuk", label, **facts), _read_number)


def yes_no(label: str, **facts: Any) -> Attribute[bool]:
    """Return yes or no; absent is no."""
    return Attribute(Field(_NAME_SAYS, "ja-nee", label, **facts), _read_yes_no)


def day(label: str, **facts: Any) -> Attribute[date | None]:
    """Return a date."""
    return Attribute(Field(_NAME_SAYS, "datum", label, **facts), _read_day)


def texts(label: str, **facts: Any) -> Attribute[Sequence[str]]:
    """Return a list of texts; an absent one is empty."""
    return Attribute(Field(_NAME_SAYS, "lijst", label, **facts), _read_texts)


def parts(label: str, **facts: Any) -> Attribute[Mapping[str, Any]]:
    """Return what is said of parts of a document, by their key and the dotted key below it: `kosten.kop`."""
    return Attribute(Field(_NAME_SAYS, "vrij", label, onder=PER_DEEL, **facts), _read_parts)


def look(label: str, **facts: Any) -> Attribute[Mapping[str, Any]]:
    """Return what is said of how a document looks, by its key: `omslag`."""
    return Attribute(Field(_NAME_SAYS, "vrij", label, onder=PER_UITERLIJK, **facts), _read_parts)


def text_or_whole(label: str, **facts: Any) -> Attribute[str]:
    """Return what files may write as a text or a whole number, as a text."""
    return Attribute(Field(_NAME_SAYS, "tekst of geheel", label, **facts), _read_text_or_whole)


def text_or_fraction(label: str, **facts: Any) -> Attribute[str | Decimal]:
    """Return a text or a fraction; an absent one is an empty text."""
    return Attribute(Field(_NAME_SAYS, "tekst of breuk", label, **facts), _read_text_or_fraction)


def text_or_texts(label: str, *, lang: bool = True, **facts: Any) -> Attribute[str | Sequence[str]]:
    """Return a text or a list of texts, which need more room than a line; an absent one is an empty text."""
    return Attribute(Field(_NAME_SAYS, "tekst of lijst", label, lang=lang, **facts), _read_text_or_texts)


def amount(label: str, **facts: Any) -> Attribute[int]:
    """Return an amount in cents; an absent one is zero."""
    return Attribute(Field(_NAME_SAYS, "bedrag", label, **facts), _read_whole)


def amounts_by_phase(label: str, **facts: Any) -> Attribute[Amounts]:
    """Return amounts in cents by phase and year: `lasten["begroting.2026"]`."""
    return Attribute(Field(_NAME_SAYS, "bedrag", label, onder=PER_FASE, **facts), _read_amounts)


def amounts(label: str, sleutel: str = _NAME_SAYS, **facts: Any) -> Attribute[Amounts]:
    """Return amounts in cents by year: `uitgaven[2026]`."""
    return Attribute(Field(sleutel, "bedrag", label, onder=PER_JAAR, **facts), _read_amounts)


def amounts_per_year(label: str, sleutel: str = _NAME_SAYS, **facts: Any) -> Attribute[Amounts]:
    """Return amounts in cents by year, each of which one phase may replace: `leningen[2025]`."""
    return Attribute(Field(sleutel, "bedrag", label, onder=PER_JAAR, ook_fase=True, **facts), _read_amounts)


def amounts_by_code(label: str, onder: tuple[Niveau, ...] = PER_CODE) -> Attribute[Amounts]:
    """Return amounts in cents by code of Iv3 and moment: `balans["A111.2027-1"]`."""
    return Attribute(Field(_NAME_SAYS, "bedrag", label, onder=onder), _read_amounts)


def numbers(label: str, **facts: Any) -> Attribute[Numbers]:
    """Return numbers by year, `streefwaarde[2026]`; each may be a text instead: `"4,5*"`, `"n.n.b."`."""
    return Attribute(Field(_NAME_SAYS, "tekst of getal", label, onder=PER_JAAR, **facts), _read_numbers)


def wholes(label: str, **facts: Any) -> Attribute[Mapping[int, int]]:
    """Return whole numbers by year: `inwoners[2027]`; an absent one is not in it."""
    return Attribute(Field(_NAME_SAYS, "geheel", label, onder=PER_JAAR, **facts), _read_wholes)


def fractions_by_key(label: str, **facts: Any) -> Attribute[Numbers]:
    """Return fractions by year, of a record whose keys are years only."""
    return Attribute(Field("", "breuk", label, onder=PER_JAAR, **facts), _read_numbers)
