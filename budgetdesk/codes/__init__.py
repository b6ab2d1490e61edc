"""Every code a finding can have, in one place: its family, severity, sentence, remedy and source."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from budgetdesk.codes.bedragen import BEDRAGEN
from budgetdesk.codes.besluiten import BESLUITEN
from budgetdesk.codes.code import Code, Ernst, Familie
from budgetdesk.codes.iv3 import IV3
from budgetdesk.codes.lezen import LEZEN
from budgetdesk.codes.structuur import STRUCTUUR
from budgetdesk.codes.tabellen import TABELLEN

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {c.code: c for c in sorted((*LEZEN, *STRUCTUUR, *BEDRAGEN, *BESLUITEN, *IV3, *TABELLEN), key=lambda c: c.code)}
)
"""What each code stands for, in the order of the codes."""

__all__ = ["CODES", "Code", "Ernst", "Familie"]
