"""What the app says without asking anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetdesk.tui.guard import sentence
from budgetdesk.voortgang import Afgebroken

if TYPE_CHECKING:
    from budgetdesk.errors import BudgetdeskError
    from budgetdesk.tui.widgets.melding import Melding


class Notices:
    """Says what controllers say (`Voice`) in the message row, which never lies over cells."""

    def __init__(self, melding: Melding) -> None:
        self._melding = melding

    def tell(self, text: str) -> None:
        """Say what was done."""
        self._melding.say(text, "goed")

    def inform(self, text: str) -> None:
        """Say something by the way."""
        self._melding.say(text, "bericht")

    def warn(self, text: str) -> None:
        """Say that something was not done."""
        self._melding.say(text, "let op")

    def fail(self, error: BudgetdeskError) -> None:
        """Say why something failed; what was called off did not."""
        if isinstance(error, Afgebroken):
            self.inform(str(error))
        else:
            self.unforeseen(sentence(error))

    def unforeseen(self, text: str) -> None:
        """Say what nobody answered for."""
        self._melding.say(text, "fout")
