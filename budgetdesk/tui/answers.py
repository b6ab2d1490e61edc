"""What dialogs answer with where that is more than a key or a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from budgetdesk.errors import Bevinding


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What is to be done with which finding; `nummer` is its line in the list."""

    actie: Literal["ga", "aanvaard", "neem terug"]
    bevinding: Bevinding
    nummer: int
