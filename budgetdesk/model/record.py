"""A record: one TOML table of a file, `[post.bestuur]`, as its values by dotted key.

A record of a kind that the format knows is an instance of the class of that kind, whoever makes it:
`Record("post", "bestuur")` is a `Post`. So what is a post to the file is a post to mypy after one `isinstance`,
and writers, edits and merges go on handling all records alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, Self, cast

from budgetdesk.model.field import Attribute, name
from budgetdesk.model.kind import Kind
from budgetdesk.model.scope import RecordKey

Waarde = str | int | Decimal | bool | date | list[Any]
"""A value of the file; under an amount key an int in cents."""

_CLASSES: Final[dict[str, type[Record]]] = {}
"""The class of each kind, filled where the classes are defined."""


@dataclass(slots=True)
class Record:
    """One record: `[post.bestuur]` has soort `post`, sleutel `bestuur`; amounts are integer cents.

    Its subclasses are the kinds of the format; a record that is none of them holds what is unknown.
    """

    soort: str
    sleutel: str
    waarden: dict[str, Waarde] = field(default_factory=dict)

    kind: ClassVar[Kind] = Kind("")
    naam = name()

    def __new__(cls, soort: str = "", *_args: object, **_kwargs: object) -> Self:
        """Return an instance of the class of its kind."""
        made = cast("type[Self]", class_of(soort) if cls is Record else cls)
        return object.__new__(made)

    def __init_subclass__(cls, *, kind: Kind) -> None:
        own = (value.field for value in vars(cls).values() if isinstance(value, Attribute))
        cls.kind = replace(kind, velden=tuple(own))
        _CLASSES[kind.naam] = cls

    @classmethod
    def empty(cls) -> Self:
        """Return a record without values of a kind that a file holds once."""
        return cls(cls.kind.naam, "")

    @property
    def key(self) -> RecordKey:
        """Return kind and key: which record of its file this is."""
        return RecordKey(self.soort, self.sleutel)

    @property
    def known_as(self) -> str:
        """Return what readers know it by: its name or else its key; behind its code where the council prints that."""
        naam = self.tekst(self.kind.naamveld) or self.sleutel
        return f"{self.sleutel} {naam}" if self.kind.code and naam != self.sleutel else naam

    def tekst(self, pad: str, default: str = "") -> str:
        """Return a text value; anything else counts as absent."""
        value = self.waarden.get(pad)
        return value if isinstance(value, str) else default

    def bedrag(self, pad: str) -> int:
        """Return an amount in cents; an absent amount is zero."""
        value = self.waarden.get(pad, 0)
        return value if isinstance(value, int) else 0

    def geheel(self, pad: str, default: int = 0) -> int:
        """Return a whole number such as a year."""
        value = self.waarden.get(pad)
        return value if isinstance(value, int) else default


def class_of(soort: str) -> type[Record]:
    """Return the class of a kind."""
    return _CLASSES.get(soort, Record)
