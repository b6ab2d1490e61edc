"""The outcome indicators of a programma: what was measured, what is aimed for, and the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Indicator
from budgetdesk.tables.grid import Grid, Inhoud, Kop, Meting, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.velden import Velden


def indicatoren(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return one row per indicator, in the layout that the template asks for.

    `in-een-cel` puts all realised years in one cell and has a column per year of the document from T on;
    `per-jaar` has a column for each of the realised years T-3 to T and for the aim of T.
    """
    t = cijfers.dossier.jaar
    per_jaar = cijfers.sjabloon.indicatoren == "per-jaar"
    realised = range(t - 3, t + 1) if per_jaar else ()
    aims = [t] if per_jaar else sorted({k.jaar for k in cijfers.sjabloon.kolommen if k.jaar >= t})
    koppen = [] if per_jaar else [Kop("Realisatie", t, vorm="tekst")]
    koppen += [Kop(f"Realisatie {jaar}", jaar, vorm="meting", boven="Realisatie") for jaar in realised]
    koppen += [Kop(f"Streefwaarde {jaar}", jaar, vorm="meting", boven="Streefwaarde") for jaar in aims]
    records = Records([*koppen, Kop("Bron", t, vorm="tekst")])
    for record in bestand.van(Indicator):
        velden = Velden(cijfers, bestand, record)
        voetnoot = velden.tekst("voetnoot").inhoud
        soort = f"{_naam(record)} {records.noot(str(voetnoot))}" if voetnoot else _naam(record)
        records.add(
            Rij(record.sleutel, soort, "blad", velden.scope),
            *([] if per_jaar else [Cel(_history(record, t))]),
            *_measurements(velden, record, "realisatie", realised, blank="-"),
            *_measurements(velden, record, "streefwaarde", aims),
            velden.tekst("bron"),
        )
    titel = f"Indicatoren programma {bestand.nummer} {bestand.titel}"
    return records.grid("indicatoren", titel, bestand.nummer, cijfers.weergave, ("Code", "Indicator"))


def _naam(indicator: Indicator) -> str:
    schaal = indicator.schaal
    return indicator.naam if schaal is None else f"{indicator.naam} (schaal {Meting(schaal)})"


def _measurements(
    velden: Velden, indicator: Indicator, familie: str, jaren: Iterable[int], *, blank: Inhoud = None
) -> Iterator[Cel]:
    """Yield a cell per year; `blank` is what a year without measurement shows."""
    for jaar in jaren:
        pad = f"{familie}.{jaar}"
        yield Cel(_measured(indicator, pad) or blank, velden.adres(pad))


def _measured(indicator: Indicator, pad: str) -> Meting | str | None:
    """Return a number with its unit; a text in its place as it is."""
    value = indicator.waarden.get(pad)
    return value if isinstance(value, str) else Meting(value, indicator.eenheid) if isinstance(value, Decimal) else None


def _history(indicator: Indicator, tot: int) -> str:
    """Return every measurement up to a year, `2021: 25 %, 2023: 17 %`; `;` where decimals have a comma."""
    familie = f"{Indicator.realisatie.sleutel}."
    jaren = sorted(int(pad.removeprefix(familie)) for pad in indicator.waarden if pad.startswith(familie))
    parts = [f"{jaar}: {_measured(indicator, f'{familie}{jaar}')}" for jaar in jaren if jaar <= tot]
    return ("; " if any("," in part for part in parts) else ", ").join(parts)
