"""What indexing comes to, per post, before anything is booked."""

from __future__ import annotations

from budgetdesk.drafting.indexeren import Indexering
from budgetdesk.model.dossier import POSTKANTEN, Weergave
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records


def indexering(gevolg: Indexering) -> Grid:
    """Return a row per side of a post: its index, what it holds in the first year, and the effect per year."""
    jaren = gevolg.vraag.jaren
    texts = [Kop(tekst, jaren[0], vorm="tekst") for tekst in ("Index", "Percentage")]
    amounts = [Kop(f"Raming {jaren[0]}", jaren[0]), *(Kop(f"Effect {jaar}", jaar) for jaar in jaren)]
    records = Records([*texts, *amounts])
    for regel in gevolg.regels:
        naam = f"{regel.bestand.nummer} {regel.post.naam}"
        cells: list[int | str] = [regel.index.naam, regel.index.percentages, regel.basis[0], *regel.effect]
        records.add(Rij(naam, regel.kant, "blad", regel.post.key.scope), *map(Cel, cells))
    for kant in POSTKANTEN:
        if own := [i for i, regel in enumerate(gevolg.regels) if regel.kant == kant]:
            records.total(f"Totaal {kant}", kolommen=range(len(texts), len(records.koppen)), rijen=own)
    return records.grid("indexering", f"Indexering {jaren[0]}", None, Weergave(eenheid=1), ("Post", "Kant"))
