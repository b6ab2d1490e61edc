"""Former names of `Field` and `Kind`, for code that still says so."""

from __future__ import annotations

from budgetdesk.model.field import Bestandssoort, Niveau, Vorm
from budgetdesk.model.field import Field as Veld
from budgetdesk.model.kind import Kind as Soort

__all__ = ["Bestandssoort", "Niveau", "Soort", "Veld", "Vorm"]
