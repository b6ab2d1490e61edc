"""What dialogs answer with where that is more than a key or a text, and what a typed path means."""

from __future__ import annotations

import os.path
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from budgetdesk.errors import Bevinding


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What is to be done with which finding; `nummer` is its line in the list."""

    actie: Literal["ga", "aanvaard", "neem terug"]
    bevinding: Bevinding
    nummer: int


def typed_path(typed: str) -> Path:
    """Return the path that was typed, the home folder filled in; one of nobody stays as it is."""
    return Path(os.path.expanduser(typed))  # noqa: PTH111 - that of pathlib raises on `~nobody`
