"""What computed amounts start from: base, term, rate and start of capital charges; key and share of an allocation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.facts import LASTEN, Fact, Plaats
from budgetdesk.engine.kapitaallasten import charged, grondslag
from budgetdesk.engine.kostenverdeling import DECIMALEN, Kostenplaats, Kostenplaatsen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand
from budgetdesk.model.kinds.begroting import Parameters
from budgetdesk.model.kinds.programma import Activum, Investering
from budgetdesk.tables.formula import Input

if TYPE_CHECKING:
    from budgetdesk.tables.signed import Cijfers


VAN_BRON: Final = {
    "mutaties": "berekend uit besluiten",
    "kapitaallasten": "berekend uit investeringen en activa",
    "verdeling": "berekend uit de kostenverdeling",
    "begroting na wijziging": "de begroting na wijziging: het document wijkt er niet van af",
}
"""How an amount comes about that nobody types, by its source."""


def invoer(cijfers: Cijfers, bestand: Bestand, fact: Fact) -> Sequence[Input]:
    """Return what a computed fact of a programma starts from: its investment or asset, or its cost centre."""
    soort, sleutel = fact.van
    if soort == "kostenplaats":
        post = bestand.naam, cijfers.cube.records.numbered[fact.record].sleutel
        plaatsen = Kostenplaatsen(cijfers.dossier).plaatsen
        return [line for plaats in plaatsen if plaats.sleutel == sleutel for line in share(plaats, post)]
    record = next((t for t in charged(cijfers.dossier, bestand) if t.key == (soort, sleutel)), None)
    if record is None:
        return ()
    sides = cijfers.cube.sides(cijfers.cube.records.nummers[Plaats(bestand.naam, soort, sleutel)])
    jaar = fact.term.rpartition(".")[2]
    outcome = (Input(f"{kant.capitalize()} {jaar}", euros(sides.get((kant, f".{jaar}"), 0))) for kant in LASTEN)
    return [*_charges(cijfers, bestand, record), *outcome]


def _charges(cijfers: Cijfers, bestand: Bestand, record: Investering | Activum) -> list[Input]:
    of = grondslag(cijfers.dossier, record)
    rente = f"{of.regel.rente * 100:f}"
    lines = (
        ("Uitgaven" if of.gereed else "Boekwaarde", euros(of.bruto), ""),
        ("Bijdragen van derden", euros(of.bijdragen) if of.bijdragen else "", ""),
        ("Restwaarde", euros(of.restwaarde) if of.restwaarde else "", "restwaarde"),
        ("Gereed", str(of.gereed or ""), "gereed"),
        ("Start", of.start, "start"),
        ("Methode", of.regel.methode, "methode"),
        ("Termijn", f"{of.regel.termijn} jaar" if of.regel.termijn else "", "termijn"),
    )
    found = [
        Input(naam, tekst, Adres(bestand.naam, *record.key, pad) if pad in record.waarden else None)
        for naam, tekst, pad in lines
        if tekst
    ]
    is_given = "omslagrente" in cijfers.dossier.begroting.single(Parameters).waarden
    adres = Adres(BEGROTING, "parameters", "", "omslagrente") if is_given else None
    return [*found, Input("Omslagrente", f"{_number(rente)} %", adres)]


def share(plaats: Kostenplaats, post: tuple[str, str]) -> list[Input]:
    """Return what the part of a post (file and key) in a cost centre starts from: its key and its share."""
    own = plaats.record.key
    found = [
        Input("Kostenplaats", plaats.record.naam, Adres(BEGROTING, *own, "naam")),
        Input("Verdeelsleutel", plaats.record.verdeelsleutel, Adres(BEGROTING, *own, "verdeelsleutel")),
    ]
    for ontvanger in plaats.ontvangers:
        if ontvanger.post == post:
            text = f"{_millionths(ontvanger.aandeel or 0)} van {_millionths(plaats.totaal)}"
            found.append(Input("Aandeel", text, Adres(BEGROTING, *ontvanger.record.key, "aandeel")))
    return found


def _millionths(amount: int) -> str:
    return _number(f"{amount // 10**DECIMALEN}.{amount % 10**DECIMALEN:0{DECIMALEN}d}")


def _number(text: str) -> str:
    """Return a number without zeroes at its end, as people write it."""
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def euros(cents: int) -> str:
    """Return exact euros with their sign."""
    return f"€ {format_exact(cents)}"
