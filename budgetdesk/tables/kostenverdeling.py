"""The kostenverdeelstaat: per kostenplaats what there is to hand out, who receives it, and that nothing is left."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from budgetdesk.engine.facts import Plaats
from budgetdesk.engine.kostenverdeling import DECIMALEN, PROCENT, VERDELING, Kostenplaats, Ontvanger, Verdeling
from budgetdesk.engine.kostenverdeling import kostenverdeling as allocate
from budgetdesk.engine.vastgesteld import GEWIJZIGD, NAAM
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.model.kinds import begroting
from budgetdesk.model.scope import Scope
from budgetdesk.tables import grondslagen
from budgetdesk.tables.formula import Amount, Cell, Linear, Outcome, single
from budgetdesk.tables.grid import Grid, Kop, Meting, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers

_TEKENS: Final = {PROCENT: "%", "m2": "m²"}
"""How the unit of a key prints where that is not its name."""


def kostenverdeling(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return what is handed out per year of the document from T on, in natural signs.

    A kostenplaats is there as a whole where it takes from or gives to one of these programmas.
    """
    t = cijfers.dossier.jaar
    years = sorted({kolom.jaar for kolom in cijfers.sjabloon.kolommen if kolom.jaar >= t})
    records = Records([Kop("Aandeel", t, vorm="meting"), *(Kop(str(jaar), jaar) for jaar in years)])
    numbers = {bestand.nummer for bestand in programmas}
    for _, group in groupby(allocate(cijfers.dossier, years), key=lambda verdeling: verdeling.plaats.sleutel):
        per_year = [*group]
        plaats = per_year[0].plaats
        if numbers & {plaats.record.programma, *(o.record.programma for o in plaats.ontvangers)}:
            _add(records, cijfers, plaats, per_year)
    labels = ("Kostenplaats", "Post")
    return records.grid("kostenverdeling", "Kostenverdeling", None, cijfers.weergave, labels)


def _add(records: Records, cijfers: Cijfers, plaats: Kostenplaats, per_year: Sequence[Verdeling]) -> None:
    """Add the rows of one kostenplaats: its lasten, its receivers, their sum and the rest."""
    naam, scope, dossier = plaats.record.naam, plaats.record.key.scope, cijfers.dossier
    handed_out = len(records.rijen) + len(plaats.ontvangers) + 1
    lasten = records.add(
        Rij(naam, f"Lasten van {_post(dossier, plaats.record)}", "blad", scope),
        Cel(plaats.record.verdeelsleutel, _adres(plaats.record, "verdeelsleutel")),
        *(_cost(cijfers, plaats, of, Cell(handed_out, column)) for column, of in enumerate(per_year, 1)),
    )
    rows = []
    for i, ontvanger in enumerate(plaats.ontvangers):
        share = Cel(_share(plaats, ontvanger), _adres(ontvanger.record, "aandeel"))
        rij = Rij(naam, _post(dossier, ontvanger.record), "blad", Scope(VERDELING, ontvanger.record.sleutel))
        given = tuple(grondslagen.share(plaats, ontvanger.post)) if ontvanger.post else ()
        parts = (Outcome(f"aandeel in {naam}", verdeling.delen[i], given) for verdeling in per_year)
        rows.append(records.add(rij, share, *(Cel(part.cents, formula=single(part)) for part in parts)))
    amounts = [sum(verdeling.delen) for verdeling in per_year]
    delen = tuple((row, 1) for row in rows)
    whole = Cel(Meting(_plain(plaats.totaal), _unit(plaats)))
    verdeeld = records.add(Rij(naam, "Verdeeld", "saldo", scope.of("verdeeld"), delen=delen), whole, *map(Cel, amounts))
    rest = (Cel(verdeling.lasten - cents) for verdeling, cents in zip(per_year, amounts, strict=True))
    records.add(Rij(naam, "Rest", "saldo", scope.of("rest"), delen=((lasten, 1), (verdeeld, -1))), Cel(), *rest)


def _cost(cijfers: Cijfers, plaats: Kostenplaats, verdeling: Verdeling, handed_out: Cell) -> Cel:
    """Return what there is to hand out; typing sets it where the kostenplaats names its amounts.

    Else it is all that its post has with what it handed out, which the cell `handed_out` shows.
    """
    if not plaats.is_alles:
        return Cel(verdeling.lasten, _adres(plaats.record, f"lasten.{verdeling.jaar}"))
    record = cijfers.cube.records.nummers.get(Plaats(plaats.post[0], "post", plaats.post[1])) if plaats.post else None
    if record is None:
        return Cel(verdeling.lasten)
    term = f"begroting.{verdeling.jaar}"
    left = Amount("lasten", term, records=(record,))
    # what is handed out is what there is now, whatever was adopted
    later = -sum(f.cents for f in cijfers.cube.added(record) if (f.naam, f.kant, f.term) == (NAAM, "lasten", term))
    since = ((Outcome(GEWIJZIGD, later), 1),) if later else ()
    return Cel(verdeling.lasten, formula=Linear(((left, 1), (handed_out, 1), *since)))


def _share(plaats: Kostenplaats, ontvanger: Ontvanger) -> Meting | None:
    aandeel = ontvanger.record.aandeel
    return Meting(aandeel, _unit(plaats)) if isinstance(aandeel, Decimal) else None


def _plain(millionths: int) -> Decimal:
    """Return millionths as a number without zeroes at its end."""
    return Decimal(f"{Decimal(millionths).scaleb(-DECIMALEN).normalize():f}")


def _unit(plaats: Kostenplaats) -> str:
    sleutel = plaats.record.verdeelsleutel
    return _TEKENS.get(sleutel, sleutel)


def _post(dossier: Dossier, record: begroting.Kostenplaats | begroting.Verdeling) -> str:
    """Return number of the programma and name of the post that a table names, its key where it is not there."""
    nummer, sleutel = record.programma, record.post
    programma = dossier.programma(nummer)
    post = programma.record("post", sleutel) if programma else None
    return f"{nummer} {post.naam if post else sleutel}"


def _adres(record: Record, pad: str) -> Adres:
    return Adres(BEGROTING, record.soort, record.sleutel, pad)
