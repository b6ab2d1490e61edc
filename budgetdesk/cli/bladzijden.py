"""The pages of a file for Word, from the command line: asking for their numbers, and telling of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.cli.output import note
from budgetdesk.cli.parser import Parser
from budgetdesk.zinnen import aantal

if TYPE_CHECKING:
    from budgetdesk.session.exporting import Geschreven

_ZONDER: Final = "De inhoudsopgave heeft nog geen bladzijdenummers: --bladzijden zet ze erin, of druk er in Word op F9."


def add_bladzijden(parser: Parser) -> None:
    """Add `--bladzijden`, which numbers the pages in contents and cross references."""
    parser.options.add_argument(
        "--bladzijden",
        action="store_true",
        help="in Word: zet bladzijdenummers in de inhoudsopgave en bij verwijzingen; daarvoor is LibreOffice nodig",
    )


def tell(made: Geschreven, met: str = "") -> None:
    """Say of a file that it is there: what it has to tell, what it holds (`met`), and its pages if they are known."""
    for warning in made.meldingen:
        note(warning)
    pages = f" op {aantal(made.bladzijden, 'bladzijde', 'bladzijden')}" if made.bladzijden else ""
    note(f"{made.pad} is geschreven{met}{pages}.")
    if made.zonder_nummers:
        note(_ZONDER)
