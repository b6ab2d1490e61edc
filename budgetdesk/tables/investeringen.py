"""The planned investments of a programma, with a column per year of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Investering
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.velden import Velden

_CATEGORIE: Final = {
    "economisch": "economisch nut",
    "economisch-heffing": "economisch nut, heffing",
    "maatschappelijk": "maatschappelijk nut",
}
"""The kinds of investment that BBV art. 35 tells apart, as a council reads them."""

_TEKSTEN: Final = ("Prestatie", "Categorie", "VK/NK")
_BIJDRAGE: Final = "Bijdrage derden/reserves"


def investeringen(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the investments of one programma; the years of the plan are those of the document from T on."""
    t = cijfers.dossier.jaar
    years = sorted({k.jaar for k in cijfers.sjabloon.kolommen if k.jaar >= t})
    texts = [Kop(tekst, t, vorm="tekst") for tekst in _TEKSTEN]
    records = Records([*texts, Kop(_BIJDRAGE, t, apart=True), *(Kop(str(jaar), jaar) for jaar in years)])
    for tabel in bestand.van(Investering):
        velden = Velden(cijfers, bestand, tabel)
        records.add(
            Rij(tabel.naam, tabel.soort_, "blad", velden.scope),
            velden.verwijzing("prestatie"),
            Cel(_CATEGORIE.get(tabel.nut), velden.adres("nut")),
            velden.tekst("krediet"),
            Cel(_bijdrage(velden, years)),
            *(velden.bedrag(f"uitgaven.{jaar}") for jaar in years),
        )
    if records.rijen:
        records.total("Totaal", kolommen=range(len(texts), len(records.koppen)))
    titel = f"Investeringen programma {bestand.nummer} {bestand.titel}"
    labels = ("Omschrijving", "Nieuw/vervanging")
    return records.grid("investeringen", titel, bestand.nummer, cijfers.weergave, labels)


def _bijdrage(velden: Velden, years: Sequence[int]) -> int:
    """Return what third parties and reserves pay in the years of the plan, in cents."""
    families = (velden.per_jaar(familie) for familie in ("bijdrage", "uit_reserve"))
    return sum(cents for amounts in families for jaar, cents in amounts.items() if jaar in years)
