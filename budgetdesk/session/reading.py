"""What both front ends show of a dossier: its tables, the card of one thing, its results. Functions of its figures."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.model.dossier import Bestand
from budgetdesk.tables.bouw import Cijfers, result_cents
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.kaart import kaart as card
from budgetdesk.tables.lijst import TABELLEN, build
from budgetdesk.tables.sjabloon import Sjabloon

__all__ = ["budget_years", "card", "results", "table", "tables"]


def table(cijfers: Cijfers, naam: str, bestand: Bestand, *, posten: bool = False) -> Grid:
    """Return one table of one programma, or of all; `posten` adds the rows an editor unfolds."""
    if not TABELLEN[naam].per_programma:
        return build(naam, cijfers, cijfers.dossier.programmas)
    return build(naam, cijfers, [bestand], posten=posten)


def tables(cijfers: Cijfers, naam: str, programmas: Sequence[Bestand], *, posten: bool = False) -> list[Grid]:
    """Return a table of each of these programmas, or the one table that spans them all.

    `posten` adds the rows an editor unfolds.
    """
    if TABELLEN[naam].overkoepelend:
        return [build(naam, cijfers, programmas)]
    return [table(cijfers, naam, bestand, posten=posten) for bestand in programmas]


def results(cijfers: Cijfers, bestand: Bestand) -> tuple[int, int]:
    """Return the result of a programma and of all, in cents as printed, in the template's result column."""
    kolom = cijfers.sjabloon.kolommen[cijfers.sjabloon.resultaat]
    own = result_cents(cijfers.totalen[bestand.naam].bedrag, kolom, cijfers.weergave)
    return own, result_cents(cijfers.totalen.dossier, kolom, cijfers.weergave)


def budget_years(sjabloon: Sjabloon, t: int) -> list[int]:
    """Return the years from T on that the document budgets."""
    return [k.jaar for k in sjabloon.kolommen if k.invoer == f"begroting.{k.jaar}" and k.jaar >= t]
