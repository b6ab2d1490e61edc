"""What both front ends show of a dossier: its tables, the card of one thing, its results. Functions of its figures."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.errors import InputError, UsageError
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.kaart import kaart as card
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers, result_cents
from budgetdesk.tables.sjabloon import Sjabloon

__all__ = [
    "budget_years",
    "card",
    "require_programmas",
    "results",
    "results_by_column",
    "table",
    "table_or_fault",
    "tables",
]


def require_programmas(dossier: Dossier) -> None:
    """Raise UsageError where there is nothing yet to make anything of."""
    if not dossier.programmas:
        raise UsageError("Dit dossier heeft nog geen programma's.")


def table(cijfers: Cijfers, naam: str, bestand: Bestand, *, posten: bool = False) -> Grid:
    """Return one table of one programma, or of all; `posten` adds the rows an editor unfolds."""
    if not cijfers.tabellen[naam].per_programma:
        return build(naam, cijfers, cijfers.dossier.programmas)
    return build(naam, cijfers, [bestand], posten=posten)


def table_or_fault(cijfers: Cijfers, naam: str, bestand: Bestand) -> Grid:
    """Return a table with the rows an editor unfolds; of one that cannot be made here a row that says why."""
    try:
        return table(cijfers, naam, bestand, posten=True)
    except InputError as error:
        soort = cijfers.tabellen[naam]
        texts = [Rij(f"{b.plaats}: {b.tekst}", "", "groep", Scope("kop", str(b.plaats))) for b in error.bevindingen]
        kop = Kop("Zo is de tabel niet te maken", cijfers.dossier.jaar, vorm="tekst")
        nummer = bestand.nummer if soort.per_programma else None
        return Grid(naam, soort.label, nummer, [kop], texts, cijfers.weergave, lambda _r, _k: None)


def tables(cijfers: Cijfers, naam: str, programmas: Sequence[Bestand], *, posten: bool = False) -> list[Grid]:
    """Return a table of each of these programmas, or the one table that spans them all.

    `posten` adds the rows an editor unfolds.
    """
    if cijfers.tabellen[naam].overkoepelend:
        return [build(naam, cijfers, programmas)]
    return [table(cijfers, naam, bestand, posten=posten) for bestand in programmas]


def results(cijfers: Cijfers, bestand: Bestand) -> tuple[int, int]:
    """Return the result of a programma and of all, in cents as printed, in the template's result column."""
    kolom = cijfers.sjabloon.kolommen[cijfers.sjabloon.resultaat]
    own = result_cents(cijfers.totalen[bestand.naam].bedrag, kolom, cijfers.weergave)
    return own, result_cents(cijfers.totalen.dossier, kolom, cijfers.weergave)


def results_by_column(cijfers: Cijfers) -> list[int]:
    """Return the result of all programmas in each column of the template, in cents as printed."""
    whole = cijfers.totalen.dossier
    return [result_cents(whole, kolom, cijfers.weergave) for kolom in cijfers.sjabloon.kolommen]


def budget_years(sjabloon: Sjabloon, t: int) -> list[int]:
    """Return the years from T on that the document budgets."""
    return [k.jaar for k in sjabloon.kolommen if k.invoer == f"begroting.{k.jaar}" and k.jaar >= t]
