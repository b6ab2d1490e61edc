"""What a rule is: its codes, one function, and what of a dossier it looks at.

A rule looks at one unit at a time and declares which parts of the dossier can change what it finds there.
What it finds is kept until an edit touches one of those (`checks.kept`), so that a declaration that leaves
something out shows as a finding that stays, and one that says too much as an edit that takes long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, NamedTuple, Protocol, TypeVar

from budgetdesk.checks.melding import Melding
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.overnemen import Voorganger

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Unit = Literal["record", "file", "programma", "dossier"]
"""What a rule is asked about at a time: each record, each file, each programma by number, or all at once."""

Part = Literal["rest", "post", "reserve", "mjb"]
"""What edits tell apart: the amounts per phase and year of posts, those of reserves, among both those of the
previous MJB, and all the rest: other values, and which records there are in what order."""

REST: Final = frozenset[Part](("rest",))
RESERVES: Final = frozenset[Part](("reserve",))
PREVIOUS: Final = frozenset[Part](("mjb",))
ALL: Final = frozenset[Part](("rest", "post", "reserve", "mjb"))
_NONE: Final = frozenset[Part]()


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule looks at: its unit, the parts of that, and the parts of other files.

    `begroting.toml` need not be named: it holds the year, the template and the settings, and an edit of it
    drops everything. A unit of `dossier` holds every file.
    """

    unit: Unit
    own: frozenset[Part] = REST
    beyond: frozenset[Part] = _NONE
    given: Fact[Any] | None = None
    """A fact about the whole dossier: another answer to it changes what is found, whatever it comes from."""


RECORD: Final = Sight("record", ALL)
"""One record with its amounts."""

FILE: Final = Sight("file")
"""One file, but for the amounts of posts and reserves."""

FILE_AMONG_OTHERS: Final = Sight("file", beyond=REST)
"""One file and what it refers to in others, but for the amounts of posts and reserves."""

DOSSIER: Final = Sight("dossier")
"""Everything but the amounts of posts and reserves."""

RESERVE_BALANCES: Final = Sight("dossier", REST | RESERVES)
"""Everything but the amounts of posts."""

EVERYTHING: Final = Sight("dossier", ALL)


class Asked(Protocol[T_co]):
    """What is asked of a dossier and kept."""

    @property
    def sight(self) -> Sight:
        """Return what can change the answer."""

    def ask(self, look: Look, /) -> T_co:
        """Return the answer about one unit."""


class Beside(Protocol):
    """What lies beside the files of a dossier and is read with care, the same however often it is asked."""

    def voorganger(self, pad: str) -> Voorganger:
        """Return last year's dossier by the path that this one names."""

    def huisstijlbestand(self, naam: str) -> str:
        """Return why a file of the house style cannot be used, in Dutch; empty where it can."""


class Source(Protocol):
    """What a look takes its knowledge from: `Kept`."""

    dossier: Dossier

    def cijfers(self) -> Cijfers:
        """Return the totals and what goes with them; of a large dossier by Polars."""

    def voorganger(self) -> Voorganger | None:
        """Return last year's dossier, as it was when this one was read; None where this one names none."""

    def huisstijlbestand(self, naam: str) -> str:
        """Return why a file of the house style cannot be used, in Dutch; empty where it can."""

    def known(self, asked: Asked[T], bestand: Bestand | None = None) -> T:
        """Return what is asked of a file or of the whole dossier, from memory where nothing changed it."""


class Look(NamedTuple):
    """What a rule is given: the unit it is asked about, with the dossier at hand.

    `bestand` is empty for a rule that looks at a whole dossier, `tabel` for one that looks at more than a record.
    """

    source: Source
    bestand: Bestand = Bestand("", "begroting")
    record: Record = Record("", "")

    @property
    def dossier(self) -> Dossier:
        """Return the dossier as it stands."""
        return self.source.dossier

    @property
    def cijfers(self) -> Cijfers:
        """Return what tables are made from; only for rules of `totals`: it takes the cube."""
        return self.source.cijfers()

    @property
    def voorganger(self) -> Voorganger | None:
        """Return the head and the decisions of last year's dossier; None where the dossier names none."""
        return self.source.voorganger()

    def known(self, asked: Asked[T], bestand: Bestand | None = None) -> T:
        """Return a fact about a file, or about the whole dossier where none is given."""
        return self.source.known(asked, bestand)


@dataclass(frozen=True, slots=True, eq=False)
class Fact(Generic[T]):
    """Something that rules work from and that takes time to find out: the function, and what it looks at."""

    ask: Callable[[Look], T]
    sight: Sight


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: the codes of its findings, the function that finds them, and what it looks at."""

    codes: tuple[str, ...]
    find: Callable[[Look], Iterator[Melding]]
    sight: Sight

    def ask(self, look: Look, /) -> list[Melding]:
        """Return what it finds."""
        return list(self.find(look))
