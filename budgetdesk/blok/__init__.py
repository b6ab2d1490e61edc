"""A block of cells from outside: what it says, before anything of it is taken over.

`tekst` makes cells of a text, whatever program it was copied from (`html` of a web page). `koppen` finds which of them
head columns and rows, `namen` what those are called in a table, `plaats` where every cell goes. `getallen` finds out
in what notation, unit and signs the amounts are, from what stands in the table; `natellen` adds up the totals that
come along. What evidence does not settle is a `vraag`; `lezing` puts it together and tells what every cell becomes.

Pure: it knows a table by what `doel` asks of it, not the dossier behind it, and no screen.
"""

from budgetdesk.blok.doel import Doel, Doelcel, Doelkolom, Doelrij
from budgetdesk.blok.lezing import Lezing, Uitkomst
from budgetdesk.blok.tekst import Blok, BlokFout, line_ends, split
from budgetdesk.blok.vraag import Vraag

__all__ = [
    "Blok",
    "BlokFout",
    "Doel",
    "Doelcel",
    "Doelkolom",
    "Doelrij",
    "Lezing",
    "Uitkomst",
    "Vraag",
    "line_ends",
    "split",
]
