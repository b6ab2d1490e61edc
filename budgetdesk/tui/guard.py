"""The boundary of what somebody works on: what nobody foresaw is told, and the work lives on."""

from __future__ import annotations

import os
from collections.abc import Callable, Coroutine
from functools import wraps
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from textual.screen import Screen

from budgetdesk.display import display
from budgetdesk.errors import DEBUG, BudgetdeskError

S = TypeVar("S", bound=Screen[Any])
P = ParamSpec("P")
Job = Callable[Concatenate[S, P], Coroutine[Any, Any, None]]


class Guard:
    """Goes around everything that a key, a message or a job sets going: `with guard: ...`.

    What ends a job from outside (a cancelled task, a key at the terminal) is no error and passes.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception) or os.environ.get(DEBUG):
            return False
        self._tell(sentence(error))
        return True


def guarded(job: Job[S, P]) -> Job[S, P]:
    """Return a job of a screen with a guard around it that tells by a notice."""

    @wraps(job)
    async def within(screen: S, *arguments: P.args, **keywords: P.kwargs) -> None:
        with Guard(lambda text: screen.notify(display(text), severity="error", markup=False, timeout=10)):
            await job(screen, *arguments, **keywords)

    return cast("Job[S, P]", within)


def sentence(error: Exception) -> str:
    """Return what people are told of an error that nobody answered for."""
    if isinstance(error, BudgetdeskError):
        return f"Niet gelukt. {error}"
    return (
        f"Niet gelukt: er ging iets mis in budgetdesk zelf ({type(error).__name__}). Wat u typte, staat er nog;"
        f" met {DEBUG}=1 ervoor stopt de app hier en ziet u waar. Wilt u dat melden?"
    )
