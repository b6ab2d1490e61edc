"""The budget as it is to be adopted: all that `vastgesteld.toml` holds, from the figures of its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from budgetdesk.engine.financieel import ACTIVA, EMU, PASSIVA, REFERENTIEWAARDE, per_jaar
from budgetdesk.engine.vastgesteld import adopt
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.kinds.vastgesteld import GEMEENTE, Vastgesteld
from budgetdesk.model.vastgesteld import JAREN, digest_of, key_of
from budgetdesk.tables.balans import jaarbalansen
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.kengetallen import kengetallen
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.voorzieningen import voorzieningverlopen

_KENGETALLEN: Final[Mapping[str, str]] = {
    "fk.1": "netto_schuldquote",
    "fk.2": "netto_schuldquote_gecorrigeerd",
    "fk.3": "solvabiliteitsratio",
    "fk.5": "grondexploitatie",
    "fk.4": "structurele_exploitatieruimte",
    "fk.6": "belastingcapaciteit",
}
"""The keys of the ratios, by their codes in Iv3."""


def vastgesteld(cijfers: Cijfers, besluit: str, datum: date) -> Bestand:
    """Return the budget as the council adopts it by a decree (`RV 26.0101`) of a date, with its digest.

    `cijfers` are those of its document: of T..T+3 what its columns of the begroting print.
    """
    kop: dict[str, str | date] = {"document": cijfers.dossier.document, "besluit": besluit, "datum": datum}
    made = adopt(cijfers.cube, kop)
    _open(cijfers, made)
    for soort, values in zip(GEMEENTE, _of_gemeente(cijfers), strict=True):
        made.records[soort, ""] = Record(soort, "", values)
    made.records[Vastgesteld.kind.naam, ""].waarden[Vastgesteld.digest.sleutel] = digest_of(made)
    return made


def _open(cijfers: Cijfers, made: Bestand) -> None:
    """Give reserves and provisions the balance with which T opens where it is computed: the years before move on."""
    kolommen, before = jaarkolommen(cijfers), cijfers.dossier.jaar - 1
    programmas = cijfers.dossier.programmas
    for verloop in (*verlopen(cijfers, programmas), *voorzieningverlopen(cijfers, programmas)):
        standen = dict(zip((k.jaar for k in kolommen), verloop.standen_per_kolom(kolommen), strict=True))
        _, stand = standen.get(before, (None, None))
        if stand is not None and before not in verloop.standen:
            adres = verloop.stand_adres(before)
            key = key_of(cijfers.dossier.bestanden[adres.bestand], adres.sleutel)
            made.records[adres.soort, key].waarden[adres.pad] = stand


def _of_gemeente(cijfers: Cijfers) -> Sequence[dict[str, Waarde]]:
    """Return EMU flows, balances and ratios of the adopted years, as they are computed."""
    emu: dict[str, Waarde] = {}
    balans: dict[str, Waarde] = {}
    ratios: dict[str, Waarde] = {}
    jaren = range(cijfers.dossier.jaar, cijfers.dossier.jaar + JAREN)
    columns = list(zip(jaarkolommen(cijfers), jaarstromen(cijfers), jaarbalansen(cijfers), strict=True))
    for kolom, stroom, sheet in columns:
        if kolom.jaar not in jaren or kolom.termen != ((f"begroting.{kolom.jaar}", 1),):
            continue
        emu |= {f"{naam}.{kolom.jaar}": stroom.bedragen[naam] for naam in EMU}
        emu[f"emu_saldo.{kolom.jaar}"] = stroom.emu_saldo
        given = per_jaar(cijfers.dossier, "emu", kolom.jaar, stroom.fasen).get(REFERENTIEWAARDE)
        emu |= {f"{REFERENTIEWAARDE}.{kolom.jaar}": given.cents} if given else {}
        balans |= {f"{item}.{kolom.jaar}": sheet.standen[item] for item in (*ACTIVA, *PASSIVA)} if sheet else {}
        for naam, jaar in (("woonlasten", kolom.jaar), ("woonlasten_landelijk", kolom.jaar - 1)):
            found = per_jaar(cijfers.dossier, "kengetallen", jaar, stroom.fasen, kolom.jaar).get(naam)
            ratios |= {f"{naam}.{jaar}": found.cents} if found else {}
    for kengetal in kengetallen(cijfers) if cijfers.is_geheel else ():
        for index, (kolom, _, _) in enumerate(columns):
            percentage = kengetal.percentage(index)
            if kolom.jaar in jaren and isinstance(percentage, Decimal):
                ratios[f"{_KENGETALLEN[kengetal.code]}.{kolom.jaar}"] = percentage
    return emu, balans, ratios
