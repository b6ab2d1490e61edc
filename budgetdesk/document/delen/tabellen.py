"""The tables of a part: which rows of a table are of the member, what it leaves out, and how it is grouped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.document import grafieken
from budgetdesk.document.blokken import Blok, Tabel
from budgetdesk.document.deelgrid import rows_with_balance, says_something, tabel
from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.declaratie import Onderdeel
from budgetdesk.document.delen.leden import Lid, below
from budgetdesk.document.delen.patronen import vul
from budgetdesk.model.arrangement import kind
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Post, Programma
from budgetdesk.model.scope import Scope
from budgetdesk.tables import kredieten
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.grid import Grid, Inhoud, Rij
from budgetdesk.tables.kredietwijziging import kredietwijziging
from budgetdesk.tables.prestaties import prestaties_per_doel
from budgetdesk.tables.registry import Tabelsoort

Rijen = Sequence[int]


def tabellen(bron: Bron, naam: str, deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    """Return what a table prints in a part of a member; nothing where it has no rows of that."""
    if naam in _ANDERS:
        return _ANDERS[naam](bron, deel, lid)
    if lid.bestand is None and bron.cijfers.tabellen[naam].gemeentebreed and not bron.is_geheel:
        return ()
    return _laid_out(bron, bron.grid(naam, lid, deel.eenheid), deel, lid)


def _laid_out(bron: Bron, grid: Grid, deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    """Return the rows of a table that are of a member, in the columns and groups that its part asks for."""
    rows = _rows(bron, grid, lid)
    if not rows or not _is_worth(bron, grid, lid):
        return ()
    titel = vul(bron, deel.titel, lid)
    return tabel(*_grouped(_chosen(grid, deel.kolommen), rows, deel.groep, lid), titel)


def gedrukt(bron: Bron, naam: str, lid: Lid) -> set[Scope]:
    """Return what the rows are of that a table of a programma prints."""
    blokken = tabellen(bron, naam, _GEWOON, lid)
    return {rij.scope for blok in blokken if isinstance(blok, Tabel) for rij in blok.grid.rijen}


_GEWOON: Final = Onderdeel("")

NAMEN: Final = ("prestatiestand", "kredietlijsten", "subsidietotaal")
"""What prints as a table besides the tables there are."""

BIJ_BESLUIT: Final = ("begrotingswijziging", "kredietwijziging")
"""The tables of the document of a decision."""


def _rows(bron: Bron, grid: Grid, lid: Lid) -> Rijen:
    """Return the rows of a table that are of a member, without those of what has no balance or no plan."""
    rows: Rijen = range(len(grid.rijen))
    if lid.bestand is not None and lid.record is not None and not isinstance(lid.record, Programma):
        rows = [r for r in rows if below(lid.bestand, grid.rijen[r].scope.record, lid.record)]
    if any(rij.kant == "eind" for rij in grid.rijen):
        known = set(rows_with_balance(grid))
        rows = [r for r in rows if r in known]
    if _soort(bron, grid).gedrukt_gepland:
        rows = [r for r in rows if any(grid.cents(r, k) for k in range(len(grid.koppen)))]
    return rows


def _soort(bron: Bron, grid: Grid) -> Tabelsoort:
    return bron.cijfers.tabellen[grid.naam]


_SOMMEN: Final = frozenset({"totaal", "resultaat"})


def _is_worth(bron: Bron, grid: Grid, lid: Lid) -> bool:
    """Return whether a table says something where it need not be there."""
    soort = _soort(bron, grid)
    if soort.gedrukt_met:
        return lid.bestand is not None and any(post.tekst(soort.gedrukt_met) for post in lid.bestand.van(Post))
    if all(rij.rol in _SOMMEN for rij in grid.rijen):
        return False
    return not soort.is_weg_indien_leeg or says_something(grid)


# --- how it is laid out --------------------------------------------------------------------------


def gelezen(bron: Bron, naam: str, lid: Lid) -> Grid | None:
    """Return the table out of which a part takes its columns; None where it prints as it is, whatever it names."""
    if naam == "doelenboom" and lid.bestand is not None:
        return prestaties_per_doel(bron.cijfers, lid.bestand)
    return None if naam in _ANDERS else bron.grid(naam, lid)


def heeft_kolom(grid: Grid, naam: str) -> bool:
    """Return whether a table has a column that is called so, or calls its rows so."""
    return any(_same(known, naam) for known in (*grid.labels, *(kop.tekst for kop in grid.koppen)))


def _chosen(grid: Grid, kolommen: Sequence[str]) -> Grid:
    """Return a table with these columns by the words of their headings, in this order; all where it has none of them.

    What the rows are called stands before them, whether it is named or not.
    """
    wanted = [next((k for k, kop in enumerate(grid.koppen) if _same(kop.tekst, naam)), None) for naam in kolommen]
    found = [k for k in wanted if k is not None]
    if not found and not any(_same(label, naam) for label in grid.labels for naam in kolommen):
        return grid
    return grid.deel(range(len(grid.rijen)), found)


def _same(kop: str, naam: str) -> bool:
    return "".join(kop.casefold().split()) == "".join(naam.casefold().split())


def _grouped(grid: Grid, rows: Rijen, groep: str, lid: Lid) -> tuple[Grid, Rijen]:
    """Return a table with a row above those of each thing of a kind: `Doel 1A1`, and its name beside it."""
    if not groep or lid.bestand is None:
        return grid, rows
    order: list[int | Rij] = []
    last: Scope | None = None
    for r in rows:
        above = _group(lid.bestand, grid.rijen[r].scope, groep)
        if above is not None and above.scope != last:
            order.append(above)
            last = above.scope
        order.append(r)
    return grid.deel(order, range(len(grid.koppen))), range(len(order))


def _group(bestand: Bestand, scope: Scope, groep: str) -> Rij | None:
    above = next((t for t in bestand.van(groep) if below(bestand, scope.record, t)), None)
    if above is None:
        return None
    soort, has_code = kind(groep).noem().capitalize(), above.known_as != above.naam
    naam, behind = (above.sleutel, above.naam) if has_code else (above.naam, "")
    return Rij(f"{soort} {naam}", behind, "groep", above.key.scope)


# --- what prints otherwise than its table --------------------------------------------------------


def _afwijkingen(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return the differences, without the explanation of a beleidsterrein or reserve: it stands in the text."""
    grid = bron.grid("afwijkingen", lid)

    def inhoud(rij: int, kolom: int) -> Inhoud:
        cell = grid.inhoud(rij, kolom)
        return None if isinstance(cell, str) and grid.rijen[rij].scope.soort != "toelichting" else cell

    return [*tabel(replace(grid, inhoud=inhoud), _rows(bron, grid, lid), vul(bron, deel.titel, lid))]


def _doelenboom(bron: Bron, deel: Onderdeel, lid: Lid) -> Sequence[Blok]:
    """Return the goal tree as an outline; where a part names columns, a row for each deliverable beside its goal."""
    if not deel.kolommen or lid.bestand is None:
        return _laid_out(bron, bron.grid("doelenboom", lid), deel, lid)
    return _laid_out(bron, prestaties_per_doel(bron.cijfers, lid.bestand), deel, lid)


def _prestatiestand(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return how many deliverables have each status, nothing where none has one."""
    grid = bron.grid("prestaties", lid)
    if not any(rij.scope.soort == "prestatie" and grid.cell(r, 0) for r, rij in enumerate(grid.rijen)):
        return []
    counts = [r for r, rij in enumerate(grid.rijen) if rij.scope.soort == "status"]
    rijen = [replace(rij, rol="blad") for rij in grid.rijen]
    koppen = [replace(kop, tekst="Prestaties") for kop in grid.koppen]
    plain = replace(grid, rijen=rijen, koppen=koppen, labels=("Status", ""))
    return [*tabel(plain, counts, vul(bron, deel.titel, lid))]


def _kredietlijsten(bron: Bron, _deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return a table per signal that some credit of a programma gives."""
    if lid.bestand is None:
        return []
    return [blok for grid in kredieten.lijsten(bron.cijfers, lid.bestand) for blok in tabel(grid)]


def _subsidietotaal(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return the last row of the grants: what they come to together."""
    grid = bron.grid("subsidies", lid, deel.eenheid)
    totals = [r for r, rij in enumerate(grid.rijen) if rij.rol == "totaal"]
    return [*tabel(grid, totals, vul(bron, deel.titel, lid))] if totals else []


def _verloop(bron: Bron, _deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return the two courses of the balance, a table each; the last one is drawn too."""
    grid = bron.grid("verloop", lid)
    if not says_something(grid):
        return []
    steps = replace(grid, rijen=[replace(rij, naam=rij.soort, soort="") for rij in grid.rijen], labels=("Stap", ""))
    blokken: list[Blok] = []
    for course in sorted({rij.blok for rij in grid.rijen})[-2:]:
        rows = [r for r, rij in enumerate(grid.rijen) if rij.blok == course]
        naam = grid.rijen[rows[0]].naam
        blokken += tabel(steps, rows, f"{grid.titel}: {naam[:1].lower()}{naam[1:]}")
    return [*blokken, *grafieken.waterval(grid, rows, f"{naam}, {grid.koppen[0].tekst}")]


def _begrotingswijziging(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return what a decision changes; its notes stand in full among the mutations, with their numbers."""
    if bron.besluit is None:
        return []
    grid = replace(begrotingswijziging(bron.cijfers, bron.besluit.naam), noten=[])
    return [*tabel(grid, _within(grid, lid), vul(bron, deel.titel, lid))]


def _kredietwijziging(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return the credits that a decision votes or changes, nothing where it changes none."""
    if bron.besluit is None:
        return []
    grid = kredietwijziging(bron.cijfers, bron.besluit.naam)
    return [*tabel(grid, _within(grid, lid), vul(bron, deel.titel, lid))]


def _within(grid: Grid, lid: Lid) -> Rijen:
    """Return the rows of a table of a decision that are of a programma; all where the part is of the decision."""
    rows, here = list[int](), ""
    for r, rij in enumerate(grid.rijen):
        # below the row of a programma stand those of what changes in it, which do not name it
        here = rij.scope.bestand if rij.scope.bestand or not rij.niveau else here
        if not isinstance(lid.record, Programma) or (lid.bestand is not None and here == lid.bestand.naam):
            rows.append(r)
    return rows


_ANDERS: Final[dict[str, Callable[[Bron, Onderdeel, Lid], Sequence[Blok]]]] = {
    "begrotingswijziging": _begrotingswijziging,
    "kredietwijziging": _kredietwijziging,
    "afwijkingen": _afwijkingen,
    "doelenboom": _doelenboom,
    "prestatiestand": _prestatiestand,
    "kredietlijsten": _kredietlijsten,
    "subsidietotaal": _subsidietotaal,
    "verloop": _verloop,
}
