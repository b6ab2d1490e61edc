"""The boundary of a dossier on screen: what nobody foresaw is told, and the session lives on with its edits."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import TracebackType

from budgetdesk.errors import DEBUG, BudgetdeskError


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


def sentence(error: Exception) -> str:
    """Return what people are told of an error that nobody answered for."""
    if isinstance(error, BudgetdeskError):
        return f"Niet gelukt. {error}"
    return (
        f"Niet gelukt: er ging iets mis in budgetdesk zelf ({type(error).__name__}). Wat u typte, staat er nog;"
        f" met {DEBUG}=1 ervoor stopt de app hier en ziet u waar. Wilt u dat melden?"
    )
