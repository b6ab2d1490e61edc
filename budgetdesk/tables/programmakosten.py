"""The standard table of a programma: lasten, baten and saldo per beleidsterrein, then the result.

On screen the posts of a beleidsterrein unfold under it; one with exactly one plain post is edited in
its own rows, so that the printed table is the editor.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.kostenverdeling import Plek, verdeelde_posten
from budgetdesk.engine.totalen import ProgrammaTotalen
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein, Post
from budgetdesk.model.scope import PROGRAMMA, RAMING, RESERVES, RESULTAAT, RecordKey, Scope
from budgetdesk.tables.behind import CellPart, Computed, counted
from budgetdesk.tables.bouw import Cijfers, Getypt, Rijen, balance, from_totals, koppen, signed_cents
from budgetdesk.tables.bronnen import VAN_BRON, added
from budgetdesk.tables.grid import Grid, Rij
from budgetdesk.tables.reserves import reserves

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import ProgrammaTotalen


def programmakosten(cijfers: Cijfers, bestand: Bestand, *, posten: bool = False) -> Grid:
    """Return the table of one programma; with `posten` the rows an editor unfolds stand in it too."""
    totalen, sjabloon, weergave = cijfers.totalen[bestand.naam], cijfers.sjabloon, cijfers.weergave
    rijen = Rijen(weergave)
    per_terrein: dict[str, list[Post]] = {t.sleutel: [] for t in bestand.van(Beleidsterrein)}
    for post in bestand.van(Post):
        per_terrein.setdefault(post.beleidsterrein, []).append(post)
    sums: dict[str, list[int]] = {kant: [] for kant in POSTKANTEN}
    verdeeld = verdeelde_posten(cijfers.dossier) if posten else set()
    for sleutel, terreinposten in per_terrein.items():
        plain = _plain_post(terreinposten, totalen)
        naam = _terrein_naam(bestand, sleutel)
        scope = Scope("beleidsterrein", sleutel)
        lasten, baten = (rijen.kant(naam, scope, kant, tabel=plain) for kant in POSTKANTEN)
        rijen.saldo(naam, "Saldo", scope, lasten, baten)
        sums["lasten"].append(lasten)
        sums["baten"].append(baten)
        if posten and not plain:
            _unfold(rijen, terreinposten, totalen, verdeeld)
    _totals(rijen, sums)
    cents = signed_cents(rijen.rijen, sjabloon, weergave, from_totals(totalen))
    getypt = Getypt(rijen.rijen, sjabloon, totalen)
    grid = Grid(
        "programmakosten",
        f"Programma {bestand.nummer} {bestand.titel}",
        bestand.nummer,
        koppen(sjabloon),
        rijen.rijen,
        weergave,
        cents,
        adres=getypt.adres,
        rest=getypt.rest,
    )
    grid.uitleg = _Uitleg(cijfers, bestand, grid)
    return grid


def _plain_post(posten: list[Post], totalen: ProgrammaTotalen) -> RecordKey | None:
    """Return the only post of a beleidsterrein when it holds nothing but its own amounts."""
    if len(posten) != 1:
        return None
    key = posten[0].key
    return None if totalen.bronnen(key) else key


def _terrein_naam(bestand: Bestand, sleutel: str) -> str:
    terrein = bestand.tabel("beleidsterrein", sleutel)
    return terrein.naam if terrein else f"{sleutel}: onbekend beleidsterrein"


def _unfold(rijen: Rijen, posten: list[Post], totalen: ProgrammaTotalen, verdeeld: set[Plek]) -> None:
    """Add the posts; one that holds more than its own amounts also shows what it is made of.

    The lasten of a post that hands them all out are typed as Raming: in its own row they come to nothing.
    """
    for post in posten:
        scope = post.key.scope
        for kant in POSTKANTEN:
            is_computed = kant == "lasten" and (totalen.bestand.naam, post.sleutel) in verdeeld
            rijen.kant(post.naam, scope, kant, tabel=None if is_computed else post.key, niveau=1)
        if bronnen := totalen.bronnen(post.key):
            for bron in (RAMING, *bronnen):
                tabel = post.key if bron == RAMING else None
                for kant in POSTKANTEN:
                    rijen.kant(bron.capitalize(), scope.of(bron), kant, tabel=tabel, niveau=2)


_DELEN: Final = {
    "post": ("deel", "delen"),
    "beleidsterrein": ("post", "posten"),
    "programma": ("beleidsterrein", "beleidsterreinen"),
}
"""What a sum is a sum of: one of them, more of them."""

_RESULTAAT: Final = "berekend: saldo van baten en lasten plus mutaties reserves"


@dataclass(frozen=True, slots=True)
class _Uitleg:
    """How the computed rows come about."""

    cijfers: Cijfers
    bestand: Bestand
    grid: Grid

    def __call__(self, rij: int, kolom: int) -> Computed:
        """Return how a cell of a column of amounts comes about."""
        row = self.grid.rijen[rij]
        if row.scope.bron:
            return Computed(VAN_BRON[row.scope.bron], partial(added, self.cijfers, self.bestand, row, kolom))
        if row.rol == "resultaat":
            return Computed(_RESULTAAT, partial(self.grid.rows, row.delen, kolom))
        if row.scope == RESERVES:
            count = len(self.bestand.van("reserve"))
            sum_ = Computed(counted(count, "reserve", "reserves"), partial(self._reserves, row.kant, kolom))
            return balance(self.grid, rij, kolom, *RESERVEKANTEN) if row.is_saldo else sum_
        if row.is_saldo:
            return balance(self.grid, rij, kolom, *POSTKANTEN)
        parts = row.delen or self._below(rij)
        return Computed(counted(len(parts), *_DELEN[row.scope.soort]), partial(self.grid.rows, parts, kolom))

    def _below(self, rij: int) -> list[tuple[int, int]]:
        """Return the rows that unfold below one, of its side: the posts of a beleidsterrein, the parts of a post."""
        rijen, row = self.grid.rijen, self.grid.rijen[rij]
        own = range(rij + 1, len(rijen))
        end = next((i for i in own if rijen[i].niveau <= row.niveau and rijen[i].scope != row.scope), len(rijen))
        below = row.niveau + 1
        return [(i, 1) for i in range(rij + 1, end) if rijen[i].niveau == below and rijen[i].kant == row.kant]

    def _reserves(self, kant: str, kolom: int) -> list[CellPart]:
        other = reserves(self.cijfers, self.bestand)
        return other.rows([(i, 1) for i, rij in enumerate(other.rijen) if rij.kant == kant and rij.tabel], kolom)


def _totals(rijen: Rijen, sums: dict[str, list[int]]) -> None:
    lasten, baten = (rijen.kant("Programma", PROGRAMMA, k, delen=sums[k], rol="totaal") for k in POSTKANTEN)
    saldo = rijen.saldo("Programma", "Saldo van baten en lasten", PROGRAMMA, lasten, baten, rol="totaal")
    plus, minus = (rijen.kant("Reserves", RESERVES, kant) for kant in RESERVEKANTEN)
    mutaties = rijen.saldo("Reserves", "Mutaties reserves", RESERVES, plus, minus)
    tekens = rijen.tekens.saldo(*POSTKANTEN, *RESERVEKANTEN)
    rijen.add(Rij("Resultaat", "", "resultaat", RESULTAAT, tekens, ((saldo, 1), (mutaties, 1))))
