"""The EMU-saldo: what the municipality adds to or takes from the balance of the state (BBV art. 20)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.engine.financieel import EMU, EXPLOITATIESALDO, REFERENTIEWAARDE, Stromen, per_jaar, stromen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand
from budgetdesk.model.kinds.begroting import Emucijfers
from budgetdesk.model.scope import Scope
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.sjabloon import Kolom

_NAMEN: Final = {EXPLOITATIESALDO: "Exploitatiesaldo voor mutaties reserves"} | {
    veld.sleutel: veld.label for veld in Emucijfers.kind.velden
}

_BEREKEND: Final = frozenset(
    (EXPLOITATIESALDO, "afschrijvingen", "dotaties", "investeringen", "bijdragen", "lasten_voorzieningen")
)
"""The flows that the dossier adds up itself, unless `[emu]` gives them."""


def jaarkolommen(cijfers: Cijfers) -> list[Kolom]:
    """Return the columns of the document that stand for a year each."""
    return [cijfers.sjabloon.kolommen[i] for i in cijfers.sjabloon.verloop]


def jaarstromen(cijfers: Cijfers) -> list[Stromen]:
    """Return what happens in each of these years."""
    return [stromen(cijfers.dossier, cijfers.totalen, k.jaar, k.termen) for k in jaarkolommen(cijfers)]


def emu(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the EMU-saldo from T-1 on, of the whole municipality whatever programmas are asked for.

    + is a surplus, whatever signs the document prints. An amount under `[emu]` takes the place of what the
    dossier adds up to. Below the saldo stands the reference value the municipality got, and the room left.
    """
    t = cijfers.dossier.jaar
    shown = [
        (kolom, stroom)
        for kolom, stroom in zip(jaarkolommen(cijfers), jaarstromen(cijfers), strict=True)
        if kolom.jaar >= t - 1
    ]
    records = Records([Kop(kolom.kop, kolom.jaar) for kolom, _ in shown])
    delen = []
    for naam, factor in EMU.items():
        rij = Rij(_NAMEN[naam], "bij" if factor > 0 else "af", "blad", Scope("emu", naam))
        delen.append((records.add(rij, *(_cel(naam, stroom) for _, stroom in shown)), factor))
    saldi = [stroom.emu_saldo for _, stroom in shown]
    saldo = records.add(Rij("EMU-saldo", "", "totaal", Scope("emu", "saldo"), delen=tuple(delen)), *map(Cel, saldi))
    waarden = [per_jaar(cijfers.dossier, "emu", stroom.jaar).get(REFERENTIEWAARDE) for _, stroom in shown]
    cellen = [
        Cel(waarde, _adres(REFERENTIEWAARDE, stroom.jaar)) for waarde, (_, stroom) in zip(waarden, shown, strict=True)
    ]
    referentie = records.add(Rij(_NAMEN[REFERENTIEWAARDE], "", "blad", Scope("emu", REFERENTIEWAARDE)), *cellen)
    room = [Cel(None if w is None else s - w) for s, w in zip(saldi, waarden, strict=True)]
    rij = Rij(
        "Ruimte boven de referentiewaarde", "", "saldo", Scope("emu", "ruimte"), delen=((saldo, 1), (referentie, -1))
    )
    records.add(rij, *room)
    return records.grid("emu", "EMU-saldo", None, cijfers.weergave, ("Onderdeel", "Telt"))


def _cel(naam: str, stroom: Stromen) -> Cel:
    is_stored = naam in stroom.gegeven or naam not in _BEREKEND
    return Cel(stroom.bedragen[naam], _adres(naam, stroom.jaar) if is_stored else None)


def _adres(naam: str, jaar: int) -> Adres:
    return Adres(BEGROTING, "emu", "", f"{naam}.{jaar}")
