"""One open dossier: the only stateful object. Knows no screen.

Both front ends open a session, hand it edits and let it save; what they show of it are functions (`reading`,
`cells`). Polars is imported when the first total is asked for, tomlkit when a text is written, XlsxWriter when a
workbook is built.
"""

from __future__ import annotations

from budgetdesk.model.edits import Botsing, Effect
from budgetdesk.model.invoer import Invoer, Veldinvoer
from budgetdesk.session.session import Session

__all__ = ["Botsing", "Effect", "Invoer", "Session", "Veldinvoer"]
