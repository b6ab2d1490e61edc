"""What sheets are answered with where that is more than a key or a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from budgetdesk.errors import Bevinding
    from budgetdesk.session.diff import Line


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What is to be done with which finding; `nummer` is its line in the list, `lijst` which of them are listed.

    None is the finding where what differs is asked for instead.
    """

    actie: Literal["ga", "aanvaard", "neem terug", "verschil"]
    bevinding: Bevinding | None
    nummer: int
    lijst: str = ""


@dataclass(frozen=True, slots=True)
class Verschilantwoord:
    """What is to be done with which line of a difference: go there, take all of it as markdown, list the findings."""

    actie: Literal["ga", "markdown", "bevindingen"]
    regel: Line | None
    nummer: int


RAMING: Final = "raming"
"""The answer that no decision is booked on."""


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """A decision that can be booked on, and what its line says; one that was adopted is locked (`vast`)."""

    sleutel: str
    nummer: str
    naam: str
    mutaties: int
    status: str
    vast: bool = False


@dataclass(frozen=True, slots=True)
class Tabelkeuze:
    """A table to choose by its name; `gemeente` says that it is about the whole municipality."""

    naam: str
    label: str
    gemeente: bool = False


@dataclass(frozen=True, slots=True)
class Verloop:
    """A course from one balance to another: what it is of, and the name, cents and printed amount of each step."""

    naam: str
    stappen: tuple[tuple[str, int, str], ...]
