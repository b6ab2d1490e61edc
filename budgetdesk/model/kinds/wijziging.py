"""The kinds of a decision (`wijzigingen/*.toml`): what it says of itself, and its mutations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.model.field import (
    Elders,
    amounts,
    choice,
    day,
    name,
    prose,
    text,
    text_or_whole,
    whole,
    year,
    yes_no,
)
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.programma import INCIDENTEEL, Investering, Post, Reserve
from budgetdesk.model.record import Record

VOORSTEL: Final = "voorstel"
ONTWERP: Final = "ontwerp"
VASTGESTELD: Final = "vastgesteld"
INGETROKKEN: Final = "ingetrokken"
"""What becomes of a decision, as its `status`."""

KASSCHUIF: Final = "kasschuif"
"""As `soort`: amounts move between years, and what each side changes adds to zero over them."""
OVERHEVELING: Final = "overheveling"
"""As `soort`: what a year leaves unspent is carried over to the next."""

_KANTEN: Final = (
    *Post.kind.kanten,
    *Reserve.kind.kanten,
    Investering.uitgaven.sleutel,
    Investering.bijdrage.sleutel,
)
"""The sides that a mutation changes."""


class Wijziging(
    Record,
    kind=Kind(
        "wijziging",
        enkel=True,
        hoofd=True,
        bestanden=("wijziging",),
        herkend=("nummer", "naam"),
        enkelvoud="besluit",
        meervoud="besluiten",
        lidwoord="het",
    ),
):
    """What a decision says of itself."""

    __slots__ = ()
    nummer = text_or_whole("Nummer", verplicht=True)
    naam = name()
    soort_ = text("Soort")
    besluit = text("Besluit")
    datum = day("Datum")
    status = choice("Status", VOORSTEL, ONTWERP, VASTGESTELD, INGETROKKEN, standaard=VOORSTEL)
    telt_mee = choice("Telt mee", "begroting", "wijziging", "niet", standaard="begroting")
    budgetneutraal = yes_no("Budgetneutraal")
    toelichting = prose("Toelichting")

    @property
    def is_open(self) -> bool:
        """Return whether the council has still to decide."""
        return self.status in (VOORSTEL, ONTWERP)

    @property
    def is_adopted(self) -> bool:
        """Return whether the council has decided so; its mutations stay what they are."""
        return self.status == VASTGESTELD

    @property
    def is_withdrawn(self) -> bool:
        """Return whether it was taken back."""
        return self.status == INGETROKKEN


class Mutatie(Record, kind=Kind("mutatie", bestanden=("wijziging",), meervoud="mutaties")):
    """One change of amounts: signed cents per year on the sides of one post or reserve, or in one credit."""

    __slots__ = ()
    programma = whole("Programma", verplicht=True)
    post = text("Post", elders=Elders("post", "programma"))
    reserve = text("Reserve", elders=Elders("reserve", "programma"))
    investering = text("Investering", elders=Elders("investering", "programma"))
    onderwerp = text("Onderwerp", heet=True)
    aard = choice("Aard", "structureel", INCIDENTEEL)
    tot = year("Tot en met")
    dekking = text("Dekking", met_soort=("post", "reserve", "mutatie"), met_nummer=("reserve",))
    lasten = amounts("Lasten")
    baten = amounts("Baten")
    toevoeging = amounts("Toevoeging")
    onttrekking = amounts("Onttrekking")
    uitgaven = amounts("Uitgaven")
    bijdrage = amounts("Bijdrage derden")
    toelichting = prose("Toelichting")

    def amounts(self) -> Iterator[tuple[str, int, int]]:
        """Yield side, year and cents of each amount, in file order."""
        for pad, cents in self.waarden.items():
            kant, _, jaar = pad.partition(".")
            if kant in _KANTEN and jaar and isinstance(cents, int):
                yield kant, int(jaar), cents

    def is_incidenteel(self, doel: Post | Reserve) -> bool:
        """Return whether it is incidental where it lands: by its own `aard`, else as what it lands on.

        On an incidental reserve it is so whatever it says itself.
        """
        if self.aard and isinstance(doel, Post):
            return self.aard == INCIDENTEEL
        return self.aard == INCIDENTEEL or doel.is_incidenteel
