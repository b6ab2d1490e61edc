"""What a printed table says, found by arithmetic and by what stands in it: cells to a `Herkenning`.

`raster` parts a sheet into tables and says where in each the headings, labels and amounts are; `kolomkoppen` and
`etiketten` read those, `waarden` the decimal sign, the unit and the numbers. `sommen` finds which lines of numbers add
up, `tekens` what the balances prove about signs, `totalen` which rows and columns are computed from others and which
of those fail. `wijze` keeps all of it as a way of reading, `bevindingen` tells it.

Pure: it knows no dossier. No heading is known here that is not a rule of evidence; those words stand in `blok.namen`.
"""

from budgetdesk.importing.herkennen.herken import herken
from budgetdesk.importing.herkennen.herkenning import (
    Controle,
    Eenheid,
    Herkenning,
    Kolom,
    Mislukt,
    Rij,
    Tekens,
    Vraag,
)
from budgetdesk.importing.herkennen.raster import Tabel, tabellen

__all__ = [
    "Controle",
    "Eenheid",
    "Herkenning",
    "Kolom",
    "Mislukt",
    "Rij",
    "Tabel",
    "Tekens",
    "Vraag",
    "herken",
    "tabellen",
]
