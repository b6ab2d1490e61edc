"""Where a number comes from: a sentence, and the cells it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_cell, format_exact, round_to
from budgetdesk.model.scope import RESERVES
from budgetdesk.tui.bron import TabelBron

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Rij


_PARTS: Final = {
    "beleidsterrein": ("post", "posten"),
    "programma": ("beleidsterrein", "beleidsterreinen"),
    "reserves": ("reserve", "reserves"),
}
"""What a sum is a sum of: one of them, more of them."""


_BRONNEN: Final = {
    "mutaties": "berekend uit besluiten",
    "kapitaallasten": "berekend uit investeringen en activa",
    "verdeling": "berekend uit de kostenverdeling",
}
"""Where the parts of a post come from that nobody types."""


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of a computed number: what people read, and the cell (table, row, column) to go to."""

    tekst: str
    tabel: str
    index: int
    kolom: int


def sentence(bron: TabelBron, row: int, col: int) -> str:
    """Return how a computed cell comes about, in Dutch."""
    kop, rij = bron.grid.koppen[col], bron.rij(row)
    if kop.delen:
        names = [f"{'min' if f < 0 else 'plus'} {bron.grid.koppen[i].tekst}" for i, f in kop.delen]
        return f"berekend: {' '.join(names).removeprefix('plus ')}"
    if source := _BRONNEN.get(rij.scope.bron):
        added = bron.session.added(bron.bestand, rij, col)
        return "\n".join([source, *(f"{naam} € {format_exact(cents)}" for naam, cents in added)])
    if bron.tabel == "reserveverloop":
        return _course_sentence(rij)
    if rij.rol == "resultaat" and bron.tabel == "programmakosten":
        return "berekend: saldo van baten en lasten plus mutaties reserves"
    if bron.kaart or bron.tabel not in ("programmakosten", "reserves"):
        count = len(rij.delen)
        rows = "uit 1 rij" if count == 1 else f"som van {count} rijen"
        return f"berekend: {rows}" if count else "volgt uit andere gegevens"
    return _amount_sentence(bron, row)


def _amount_sentence(bron: TabelBron, row: int) -> str:
    rij = bron.rij(row)
    if rij.is_saldo:
        plus, minus = ("lasten", "baten") if bron.session.dossier.weergave.saldo > 0 else ("baten", "lasten")
        if rij.scope.soort in ("reserve", "reserves"):
            plus, minus = (_reserve(plus), _reserve(minus))
        return f"berekend: {plus} min {minus}"
    count = _count(bron, bron.in_beeld[row])
    one, more = _PARTS.get(rij.scope.soort, ("deel", "delen"))
    return f"berekend uit 1 {one}" if count == 1 else f"berekend: som van {count} {more}"


def _course_sentence(rij: Rij) -> str:
    if rij.soort.startswith("Stand"):
        return "berekend uit de stand van een gerealiseerd jaar, die u hier intypt, en de bedragen erna"
    return "berekend: de bedragen van het tabblad Reserves"


def _reserve(kant: str) -> str:
    return {"lasten": "toevoeging", "baten": "onttrekking"}[kant]


def parts(bron: TabelBron, row: int, col: int) -> list[Deel]:
    """Return the cells a computed cell is made of."""
    grid, index = bron.grid, bron.in_beeld[row]
    rij, kop = grid.rijen[index], grid.koppen[col]
    if kop.delen:
        return [Deel(f"{grid.koppen[k].tekst}: {_euros(bron, index, k)}", bron.tabel, index, k) for k, _ in kop.delen]
    if bron.tabel == "programmakosten" and rij.scope == RESERVES and not rij.is_saldo:
        return _reserve_parts(bron, rij.kant, col)
    rows = (
        [i for i, _ in rij.delen] if rij.delen else _post_rows(bron, index) if bron.tabel == "programmakosten" else []
    )
    return [Deel(f"{_name(bron, i)}: {_euros(bron, i, col)}", bron.tabel, i, col) for i in rows]


def _count(bron: TabelBron, index: int) -> int:
    """Return how many cells the sum of a row is made of."""
    rij = bron.grid.rijen[index]
    if bron.tabel == "programmakosten" and rij.scope == RESERVES:
        return len(bron.bestand.van("reserve"))
    return len(rij.delen or _post_rows(bron, index))


def _post_rows(bron: TabelBron, index: int) -> list[int]:
    rij = bron.grid.rijen[index]
    if rij.scope.soort != "beleidsterrein":
        return []
    rows = []
    for i in range(index + 1, len(bron.grid.rijen)):
        other = bron.grid.rijen[i]
        if other.niveau == 1 and other.kant == rij.kant:
            rows.append(i)
        elif not other.niveau and other.scope != rij.scope:
            break
    return rows


def _reserve_parts(bron: TabelBron, kant: str, col: int) -> list[Deel]:
    other = TabelBron(bron.session, bron.bestand, "reserves", set(), bron.eenheid)
    return [
        Deel(f"{_name(other, i)}: {_euros(other, i, col)}", "reserves", i, col)
        for i, rij in enumerate(other.grid.rijen)
        if rij.kant == kant and rij.tabel
    ]


def _name(bron: TabelBron, index: int) -> str:
    rij = bron.grid.rijen[index]
    return f"{rij.naam} {rij.soort.lower()}".strip()


def _euros(bron: TabelBron, index: int, col: int) -> str:
    cents = bron.grid.cents(index, col)
    return "onbekend" if cents is None else f"€ {format_exact(cents)}"


def rounding(bron: TabelBron, row: int, col: int) -> str:
    """Return why printed parts do not add up, as `door afronding: 16.575 - 175 = 16.399`; else nothing."""
    grid, index = bron.grid, bron.in_beeld[row]
    delen = grid.rijen[index].delen
    total = grid.cents(index, col)
    if not delen or total is None:
        return ""
    cells = [(grid.cents(i, col) or 0) * factor for i, factor in delen]
    unit = bron.eenheid
    if sum(round_to(cents, unit) for cents in cells) == round_to(total, unit):
        return ""
    printed = [format_cell(cents, grid.notatie) for cents in cells if cents]
    if len(printed) > 4:
        return "door afronding tellen de afgedrukte delen niet precies op"
    terms = " + ".join(printed).replace("+ -", "- ")
    return f"door afronding: {terms} = {format_cell(total, grid.notatie)}"
