"""The kind that tells who answered: a form of a budget holder that was read."""

from __future__ import annotations

from budgetdesk.model.field import day, text
from budgetdesk.model.kind import Kind
from budgetdesk.model.record import Record


class Formulier(
    Record,
    kind=Kind("formulier", bestanden=("begroting",), meervoud="formulieren", lidwoord="het", intern=True),
):
    """The answer of one budget holder: when their form was read, and which file that was.

    It is a table of its own by key, so that answers that were read on two branches merge; whoever asks again takes it
    away.
    """

    __slots__ = ()
    houder = text("Budgethouder", verplicht=True)
    ontvangen = day("Ontvangen")
    bestand = text("Vingerafdruk van het bestand")
