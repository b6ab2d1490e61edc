"""How far slow work is, for whoever waits for it and may call it off.

Work says nothing of screens: it goes through its parts with `stappen`. Who waits follows that with `gevolgd`, in the
same context, which `asyncio.to_thread` takes along; without a follower a step costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ClassVar, Final, TypeVar

from budgetdesk.errors import BudgetdeskError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How many parts are done of how many (0 where nobody knows), and what they are (`tabellen`)."""

    gedaan: int
    aantal: int
    wat: str


class Afgebroken(BudgetdeskError):
    """Whoever waited for some work called it off; what it would have written is not there."""

    exit_code: ClassVar[int] = 130

    def __init__(self) -> None:
        super().__init__("Afgebroken; er is niets gewijzigd.")


Volger = Callable[[Voortgang], bool]
"""Is told how far work is; returns whether it is to go on."""

_VOLGER: Final[ContextVar[Volger | None]] = ContextVar("volger", default=None)


@contextmanager
def gevolgd(volger: Volger) -> Iterator[None]:
    """Have a follower told of the work that is done within."""
    token = _VOLGER.set(volger)
    try:
        yield
    finally:
        _VOLGER.reset(token)


@contextmanager
def onafgebroken(*, als: bool = True) -> Iterator[None]:
    """Tell the follower of what is done within, and go on whatever it returns: something was written already.

    Where `als` is not so, nothing is different.
    """
    volger = _VOLGER.get()
    if volger is None or not als:
        yield
        return

    def goes_on(stand: Voortgang) -> bool:
        volger(stand)
        return True

    with gevolgd(goes_on):
        yield


def stap(gedaan: int, aantal: int, wat: str) -> None:
    """Tell how far some work is; `aantal` is 0 where nobody knows. Raises Afgebroken once it is called off.

    Nothing may be written before the last step: work that is called off has done nothing.
    """
    volger = _VOLGER.get()
    if volger is not None and not volger(Voortgang(gedaan, aantal, wat)):
        raise Afgebroken


def stappen(delen: Sequence[T], wat: str) -> Iterator[T]:
    """Yield the parts of some work, each a `stap`."""
    for gedaan, deel in enumerate(delen):
        stap(gedaan, len(delen), wat)
        yield deel
