"""Questions that are asked again until the answer holds, with what was typed still there and the reason below it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import WaardeFout, parse

if TYPE_CHECKING:
    from budgetdesk.tui.dossier.outside import Questions

T = TypeVar("T")

_DATUM: Final = Field("datum", "datum")


async def ask_until(
    ask: Questions, question: str, read: Callable[[str], Awaitable[T]], proposal: str = "", *, empty: bool = False
) -> T | None:
    """Ask for a line until it can be read, and return what it is read as; None for who thinks better of it.

    `read` raises BudgetdeskError or WaardeFout with the reason why the line is no answer.
    """
    complaint = ""
    while True:
        typed = await ask.line(question, proposal, empty=empty, complaint=complaint)
        if typed is None:
            return None
        try:
            return await read(typed)
        except (BudgetdeskError, WaardeFout) as error:
            proposal, complaint = typed, str(error)


async def as_typed(text: str) -> str:
    """Return a line as it is: any will do."""
    return text


async def as_date(text: str) -> date:
    """Return the date that a line says; raises WaardeFout."""
    value = parse(_DATUM, text, "datum")
    if not isinstance(value, date):
        raise TypeError(text)
    return value
