"""An indexing as a decision: one mutation per post, under an explanation that names its parameters.

Removing the file takes the indexing back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetdesk.drafting.indexeren import EIGEN, Index, Indexering, Indexregel, Vraag
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.kinds.wijziging import ONTWERP


def besluit(indexering: Indexering, naam: str, zonder: Sequence[str] = (), telt_mee: str = "begroting") -> Bestand:
    """Return the decision that books an indexing in the file `naam`; `zonder` names the posts left out."""
    jaar = indexering.vraag.jaren[0]
    kop: dict[str, Waarde] = {
        "nummer": naam.rpartition("/")[2].removesuffix(".toml"),
        "naam": f"Indexering {jaar}",
        "soort": "indexering",
        "status": ONTWERP,
        "telt_mee": telt_mee,
        "toelichting": "\n".join(_explanation(indexering, zonder)) + "\n",
    }
    bestand = Bestand(naam, "wijziging", {("wijziging", ""): Record("wijziging", "", kop)})
    for (_, sleutel), group in groupby(indexering.regels, lambda r: (r.bestand.nummer, r.post.sleutel)):
        regels = list(group)
        mutatie = Record("mutatie", f"{regels[0].bestand.nummer}-{sleutel}", _mutation(regels, indexering.vraag))
        bestand.records["mutatie", mutatie.sleutel] = mutatie
    return bestand


def _mutation(regels: Sequence[Indexregel], vraag: Vraag) -> dict[str, Waarde]:
    """Return the mutation of one post from its sides."""
    bestand, post = regels[0].bestand, regels[0].post
    values: dict[str, Waarde] = {
        "programma": bestand.nummer,
        "post": post.sleutel,
        "onderwerp": f"Indexering {vraag.jaren[0]}: {', '.join(_sides(regels))}",
        "aard": post.aard,
        "dekking": "saldo",
    }
    if post.is_incidenteel and post.tot:
        values["tot"] = post.tot
    for regel in regels:
        amounts = zip(vraag.jaren, regel.effect, strict=True)
        values |= {f"{regel.kant}.{jaar}": cents for jaar, cents in amounts if cents}
    return values


def _sides(regels: Sequence[Indexregel]) -> list[str]:
    """Return which index each side follows, once where it is the same."""
    named = [_named(regel.index) for regel in regels]
    if len(set(named)) == 1:
        return named[:1]
    return [f"{regel.kant} {text}" for regel, text in zip(regels, named, strict=True)]


def _named(index: Index) -> str:
    return f"{'eigen index' if index.naam == EIGEN else index.naam} {index.percentages}"


def _explanation(indexering: Indexering, zonder: Sequence[str]) -> Iterator[str]:
    first, last = indexering.vraag.jaren[0], indexering.vraag.jaren[-1]
    if first == last:
        yield f"Indexering van de ramingen van {first}."
    elif indexering.vraag.alle_jaren:
        yield f"Indexering van de ramingen van {first} tot en met {last}, elk jaar naar het prijspeil van dat jaar."
        yield "De percentages hieronder zijn die van elk jaar ten opzichte van het huidige prijspeil."
    else:
        yield f"Indexering van de ramingen naar het prijspeil van {first}. De jaren tot en met {last} blijven op"
        yield "dat prijspeil (constante prijzen): ook daarvoor geldt het percentage van het eerste jaar."
    yield "De grondslag is de eigen raming van elke post, zonder mutaties en berekende bedragen; elk bedrag is"
    yield "afgerond op hele euro's. Wie dit bestand weghaalt, neemt de indexering terug."
    yield ""
    yield from (f"- {index.naam}: {index.percentages}" for index in indexering.indexen if index.naam != EIGEN)
    if any(index.naam == EIGEN for index in indexering.indexen):
        yield "- posten met een eigen index: zie de mutaties"
    yield from (f"- niet geïndexeerd: {post}" for post in zonder)
