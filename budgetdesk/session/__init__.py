"""One open dossier: the only stateful object. Knows no screen.

Both front ends open a session, ask it for tables, hand it edits and let it save. Polars is imported
when the first total is asked for, tomlkit when a text is written, XlsxWriter when a workbook is built.
"""

from __future__ import annotations

from budgetdesk.model.edits import Botsing, Effect
from budgetdesk.model.invoer import Invoer, Veldinvoer
from budgetdesk.session.session import Session

__all__ = ["Botsing", "Effect", "Invoer", "Session", "Veldinvoer"]
