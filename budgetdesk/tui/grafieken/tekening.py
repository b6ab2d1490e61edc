"""Which chart draws which figures."""

from __future__ import annotations

from collections.abc import Sequence

from budgetdesk.tui.grafieken.gegevens import Gegevens, Overzicht, Verdeling, Watervallen
from budgetdesk.tui.grafieken.indicatoren import indicatoren
from budgetdesk.tui.grafieken.overzicht import overzicht
from budgetdesk.tui.grafieken.programmas import programmas
from budgetdesk.tui.grafieken.vorm import Blok, Kijk
from budgetdesk.tui.grafieken.waterval import waterval


def tekening(gegevens: Gegevens, kijk: Kijk) -> Sequence[Blok]:
    """Return the blocks of the chart that these figures are for."""
    match gegevens:
        case Overzicht():
            return overzicht(gegevens, kijk)
        case Watervallen():
            return waterval(gegevens, kijk)
        case Verdeling():
            return programmas(gegevens, kijk)
        case _:
            return indicatoren(gegevens, kijk)
