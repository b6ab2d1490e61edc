"""The difference of two budgets in order of telling: first the effect, then a chapter per file that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.diff.change import AmountChange, Chapter, Row, Section, TableCell
from budgetdesk.diff.comparison import Comparison
from budgetdesk.diff.filechapter import build
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Kop, Rij, Rol
from budgetdesk.tables.sjabloon import Kolom

if TYPE_CHECKING:
    from budgetdesk.diff.effect import Effect, Effectdeel, Effectregel, Standregel

_SOMMEN: Final = {"saldo": "Saldo", "mutaties": "Mutaties reserves", "resultaat": "Resultaat"}

_BRONNEN: Final = {
    "kapitaallasten": "waarvan kapitaallasten",
    "verdeling": "waarvan verdeling",
    "mutaties": "waarvan mutaties van besluiten",
}
"""What the parts of a sum are called that no post tells."""


def chapters(vergelijking: Comparison) -> list[Chapter]:
    """Return the effect, where it was asked for and there is any, and a chapter per file that differs."""
    effect = vergelijking.effect
    first = [_effect(effect)] if effect else []
    koppen = effect.koppen if effect is not None else {}
    found = (build(vergelijking, bestand, koppen) for bestand in vergelijking.bestanden)
    return [chapter for chapter in (*first, *found) if chapter.sections]


def _effect(effect: Effect) -> Chapter:
    sums = [Kop(kolom.kop, kolom.jaar) for kolom in effect.kolommen]
    years = [Kop(str(kolom.jaar), kolom.jaar) for kolom in effect.standkolommen]
    sections = (
        Section("Saldo van baten en lasten, reserves en resultaat", ("Onderdeel", " "), sums, [*_sums(effect)]),
        Section("Stand van de reserves per 31 december", ("Reserve", " "), years, [*_balances(effect)]),
    )
    return Chapter("Effect", None, tuple(section for section in sections if section.rows))


def _sums(effect: Effect) -> Iterator[Row]:
    """Yield each sum, and below it the parts of it that changed."""
    for regel in effect.regels:
        rol: Rol = "resultaat" if regel.programma is None and regel.soort == "resultaat" else "saldo"
        scope = Scope("effect", str(regel.programma))
        rij = Rij(regel.naam, _SOMMEN[regel.soort], rol, scope, regel.tekens)
        yield Row(rij, _changes(regel, effect.kolommen, regel.cell))
        for deel in regel.delen:
            rij = Rij(regel.naam, _BRONNEN[deel.bron], "blad", scope, regel.tekens)
            yield Row(rij, _changes(deel, effect.kolommen, regel.cell, deel.bron))


def _balances(effect: Effect) -> Iterator[Row]:
    for stand in effect.standen:
        rij = Rij(stand.naam, "", "blad", Scope("reserve", stand.adres.sleutel))
        yield Row(rij, _changes(stand, effect.standkolommen, stand.cell))


def _changes(
    regel: Effectregel | Effectdeel | Standregel, kolommen: Sequence[Kolom], cell: TableCell, bron: str = ""
) -> tuple[AmountChange, ...]:
    found = zip(regel.oud, regel.nieuw, kolommen, strict=True)
    return tuple(AmountChange(oud, nieuw, cell.under(kolom.kop), bron) for oud, nieuw, kolom in found)
