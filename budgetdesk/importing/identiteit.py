"""An identity of a printed table: one cell that is the signed sum of others.

Recognition finds them (a total row over its parts, a balance over lasten and
baten), the way of reading keeps them, and the solver for exact euros holds the
amounts to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Plaats: TypeAlias = tuple[int, int]
"""A cell by row and column, both counted from 1 as in the workbook."""

Deel: TypeAlias = tuple[Plaats, int]
"""A term of an identity: the cell and the sign it counts with, 1 or -1."""


@dataclass(frozen=True, slots=True)
class Identiteit:
    """`cel` is the sum of `delen`, each taken with its sign.

    The amounts are in the unit and with the sign in which they are printed, so
    an identity says nothing about units or about which side is which.
    """

    cel: Plaats
    delen: tuple[Deel, ...]
