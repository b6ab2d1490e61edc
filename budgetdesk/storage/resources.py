"""Where the shipped templates and samples are: inside an installed wheel, or beside a checkout.

A wheel carries `templates/` and `sample_budgets/` as package data; an editable install does not see
them there and finds them at the top of the repository.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def shipped(folder: str) -> Path:
    """Return the folder `templates` or `sample_budgets`; raises FileNotFoundError where it is missing."""
    for candidate in (_PACKAGE / "_data" / folder, _PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(folder)
