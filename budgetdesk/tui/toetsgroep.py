"""What people look for in a list of keys."""

from __future__ import annotations

from typing import Literal

Groep = Literal["Typen", "Bewegen", "Blok", "Kijken", "Heen en weer", "Dossier"]
"""The groups of keys."""
