"""Errors and findings: what can be wrong, where, and which exit code tells it.

A finding (`Bevinding`) is a record about the data with a place; an error ends an operation.
Exit codes are part of the command line's contract: 2 usage, 3 input, 4 writing, 5 changed or
locked, 6 limit, 70 internal. What cannot be done with a dossier as it stands is refused: 2 as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from budgetdesk.codes import CODES, Ernst

MAX_SHOWN: Final = 20
"""Findings printed in one error before the rest is only counted."""


DEBUG: Final = "BUDGETDESK_DEBUG"
"""The environment variable with which an error of the program itself shows where it came from, and ends the app."""


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where something stands: a file, and if known its line (from 1) and key."""

    bestand: str
    regel: int | None = None
    sleutel: str | None = None

    def __str__(self) -> str:
        """Return `file:line: key` with the parts that are known."""
        where = self.bestand if self.regel is None else f"{self.bestand}:{self.regel}"
        return where if not self.sleutel else f"{where}: {self.sleutel}"


def one_stop(zin: str) -> str:
    """Return a sentence with one full stop at its end, or the dots of a list: a name in it may bring its own."""
    bare = zin.rstrip(".")
    return bare + {0: "", 1: ".", 2: "."}.get(len(zin) - len(bare), "...")


@dataclass(frozen=True, slots=True)
class Bevinding:
    """A finding about a dossier: code, place, a Dutch sentence and what to do about it.

    `aanvaard` is the reason why the dossier accepts it; empty where it does not.
    """

    code: str
    plaats: Plaats
    tekst: str
    remedie: str = ""
    aanvaard: str = ""

    def __post_init__(self) -> None:
        """Mend the end of its sentences."""
        object.__setattr__(self, "tekst", one_stop(self.tekst))
        object.__setattr__(self, "remedie", one_stop(self.remedie))

    @property
    def ernst(self) -> Ernst:
        """Return the severity that belongs to its code."""
        return CODES[self.code].ernst

    def __str__(self) -> str:
        """Return one line fit for a terminal (after `display`)."""
        remedie = f" {self.remedie}" if self.remedie else ""
        return f"{self.plaats}: {self.tekst}{remedie}"


class BudgetdeskError(Exception):
    """Base of every error a user can cause or mend; its text is a Dutch sentence."""

    exit_code: ClassVar[int] = 70
    is_placed = False
    """Whether the files it names are named from outside their dossier already."""


class UsageError(BudgetdeskError):
    """The call itself is wrong: an unknown table, address or option."""

    exit_code = 2


class Refused(BudgetdeskError):
    """What is asked cannot be done with the dossier as it stands; nothing has changed.

    Both front ends show its sentence as it is. A room with refusals of its own gives each a class that builds the
    sentence. A mistake of ours is none of these: it stays the ValueError or KeyError it is, and ends as exit code 70.
    """

    exit_code = 2


class InputError(BudgetdeskError):
    """A dossier is missing, unreadable or invalid; carries every finding that says so."""

    exit_code = 3

    def __init__(self, bevindingen: list[Bevinding] | tuple[Bevinding, ...]) -> None:
        self.bevindingen: Final = tuple(bevindingen)
        lines = [str(b) for b in self.bevindingen[:MAX_SHOWN]]
        rest = len(self.bevindingen) - len(lines)
        super().__init__("\n".join([*lines, f"... en nog {rest} andere."] if rest else lines))

    @classmethod
    def at(cls, plaats: Plaats, tekst: str, *, code: str, remedie: str = "") -> InputError:
        """Return an error with a single finding."""
        return cls([Bevinding(code, plaats, tekst, remedie)])


class WriteError(BudgetdeskError):
    """Writing failed; the file on disk is as it was."""

    exit_code = 4

    def __init__(self, bestand: str, reden: str) -> None:
        super().__init__(f"{bestand}: schrijven is mislukt ({reden}); er is niets gewijzigd.")


class ChangedOnDisk(BudgetdeskError):
    """Somebody else changed a file since it was read; nothing was overwritten."""

    exit_code = 5
    _lot: ClassVar[str] = "door iets anders gewijzigd; er is niets overschreven"

    def __init__(self, bestand: str) -> None:
        self.bestand: Final = bestand
        super().__init__(f"{bestand}: het bestand is sinds het openen {self._lot}.")


class Gone(ChangedOnDisk):
    """Somebody else deleted or moved a file since it was read; nothing was written."""

    _lot = "verdwenen; er is niets geschreven"


class Locked(BudgetdeskError):
    """Another process is saving the same file."""

    exit_code = 5

    def __init__(self, bestand: str) -> None:
        super().__init__(f"{bestand}: een ander programma is dit bestand aan het opslaan; probeer het zo opnieuw.")


class LimitExceeded(BudgetdeskError):
    """The input is larger than a stated limit."""

    exit_code = 6

    def __init__(self, plaats: Plaats, tekst: str) -> None:
        self.bevindingen: Final = (Bevinding("BD106", plaats, tekst),)
        super().__init__(f"{plaats}: {tekst}")


@contextmanager
def files_named(naam: Callable[[str], str]) -> Iterator[None]:
    """Let every finding that is raised here call its file as `naam` does, unless who is nearer named it already.

    Inside a dossier a file is named from its folder; what that is called from outside is for who opened it.
    """
    try:
        yield
    except (InputError, LimitExceeded) as error:
        if error.is_placed:
            raise
        found = [replace(b, plaats=replace(b.plaats, bestand=naam(b.plaats.bestand))) for b in error.bevindingen]
        limit = isinstance(error, LimitExceeded)
        placed = LimitExceeded(found[0].plaats, found[0].tekst) if limit else InputError(found)
        placed.is_placed = True
        raise placed from None
