"""Exact amounts from print: whole euros that reproduce every printed cell and keep every identity.

A printed cell was rounded by itself, so that printed parts need not add up; the amounts behind them do. These are
not the amounts of whoever printed the table, only ones that print the same: whoever shows them says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.importing.euros.eisen import Druk
from budgetdesk.importing.euros.oorzaak import Tegenspraak, tegenspraken
from budgetdesk.importing.euros.opgave import Opgave
from budgetdesk.importing.euros.projectie import Strijd
from budgetdesk.importing.euros.stelsel import stelsels
from budgetdesk.importing.identiteit import Identiteit, Plaats

CENTS: Final = 100
"""In a euro."""


@dataclass(frozen=True, slots=True)
class Herleiding:
    """Exact amounts of a printed table, as far as they exist, with the signs that are printed.

    Of a part of the table in which printed cells contradict each other there are no amounts: leave one of its suspects
    out of what is printed, or mend it, and try again.
    """

    cents: Mapping[Plaats, int] = field(default_factory=dict)
    """Every cell that is printed or in an identity, in cents; whole euros where the table is in thousands or millions.
    """
    bladeren: tuple[Plaats, ...] = ()
    """The cells that no identity adds up: whoever keeps these has everything."""
    niet_rond: int = 0
    """How many of the leaves are no whole number of printed units."""
    tegenspraken: tuple[Tegenspraak, ...] = ()


def herleid(naam: str, gedrukt: Mapping[Plaats, int], identiteiten: Sequence[Identiteit], eenheid: int) -> Herleiding:
    """Find amounts for a table that is printed in units of `eenheid` euros (1, 1000 or 1_000_000).

    `gedrukt` are the printed cells in those units with their printed sign. A cell that is in an identity only is one
    that was never printed; one that is printed only stands by itself. A table in whole euros may have been rounded from
    cents, which are then found. Raises LimitExceeded, which names the table `naam`, when more cells hang together than
    `MAX_CELLEN`.
    """
    grain = 1 if eenheid == 1 else CENTS
    per_unit = eenheid * CENTS // grain
    cents: dict[Plaats, int] = {}
    wrong: list[Tegenspraak] = []
    for stelsel in stelsels(naam, gedrukt, identiteiten):
        prints = {n: Druk.van(gedrukt[cel], per_unit) for n, cel in enumerate(stelsel.cellen) if cel in gedrukt}
        opgave = Opgave(stelsel, prints, per_unit)
        found = opgave.antwoord()
        if isinstance(found, Strijd):
            wrong += tegenspraken(opgave, found)
        else:
            amounts = opgave.rond(found)
            cents |= {cel: grain * amount for cel, amount in zip(stelsel.cellen, amounts, strict=True)}
    leaves = sorted(cents.keys() - {identiteit.cel for identiteit in identiteiten})
    odd = sum(cents[leaf] % (eenheid * CENTS) != 0 for leaf in leaves)
    return Herleiding(cents, tuple(leaves), odd, tuple(wrong))
