"""The capital charges of a programma per year, and the credits that the council is asked to vote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from budgetdesk.engine.berekend import KAPITAALLASTEN
from budgetdesk.engine.kapitaallasten import Kapitaallast
from budgetdesk.engine.kapitaallasten import kapitaallasten as charges
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Investering
from budgetdesk.model.scope import RecordKey, Scope
from budgetdesk.tables.behind import Computed
from budgetdesk.tables.bouw import Cijfers
from budgetdesk.tables.bronnen import VAN_BRON
from budgetdesk.tables.grid import Grid, Kop, Rij, Rol
from budgetdesk.tables.records import Cel, Records
from budgetdesk.tables.velden import Velden

_ZONDER_POST: Final = "Zonder post, telt niet mee"
_EXTRA: Final = "Extra ten opzichte van bestaande activa"
_TOTAAL: Final = Scope("totaal")

Jaarbedragen = tuple[int, ...]
"""Cents per year of the table."""


@dataclass(frozen=True, slots=True)
class _Ding:
    """One investering or activum in the table: what it is, where it lands, and its rows of amounts."""

    key: RecordKey
    post: str
    afschrijving: int
    rente: int
    kapitaallast: int


def kapitaallasten(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return book value, depreciation and interest of what is in use, per year of the document from T on.

    Then the charges per post, those of the programma, and of these what the investments add. Amounts have
    their natural sign.
    """
    t = cijfers.dossier.jaar
    years = sorted({kolom.jaar for kolom in cijfers.sjabloon.kolommen if kolom.jaar >= t})
    staat = _Staat(Records([Kop(str(jaar), jaar) for jaar in years]))
    per_ding: dict[RecordKey, list[Kapitaallast]] = {}
    for last in charges(cijfers.dossier, bestand, years):
        per_ding.setdefault(RecordKey(last.soort, last.sleutel), []).append(last)
    dingen = [staat.ding(key, lasten, years) for key, lasten in per_ding.items()]
    if dingen:
        _totals(staat, bestand, dingen)
    titel = f"Kapitaallasten programma {bestand.nummer} {bestand.titel}"
    labels = ("Investering of activum", "Onderdeel")
    grid = staat.records.grid("kapitaallasten", titel, bestand.nummer, cijfers.weergave, labels)

    def uitleg(rij: int, kolom: int) -> Computed | None:
        """Return of the charges that land on a post what every table says of them."""
        row = grid.rijen[rij]
        is_of_post = row.scope.bron == KAPITAALLASTEN
        return Computed(VAN_BRON[KAPITAALLASTEN], partial(grid.rows, row.delen, kolom)) if is_of_post else None

    grid.uitleg = uitleg
    return grid


class _Staat:
    """Collects rows of amounts per year; a sum knows the rows it adds up."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._bedragen: list[Jaarbedragen] = []

    def ding(self, key: RecordKey, lasten: Sequence[Kapitaallast], years: Sequence[int]) -> _Ding:
        """Append the four rows of one investering or activum; in a year without charges they are zero."""
        per_jaar = {last.jaar: last for last in lasten}
        found = [per_jaar.get(jaar) for jaar in years]
        naam, post, scope = lasten[0].naam, lasten[0].post, key.scope
        self._add(naam, "Boekwaarde 1-1", scope, [last.boekwaarde if last else 0 for last in found])
        afschrijving = self._add(naam, "Afschrijving", scope, [last.afschrijving if last else 0 for last in found])
        rente = self._add(naam, "Rente", scope, [last.rente if last else 0 for last in found])
        total = self.sum(naam, "Kapitaallast", [afschrijving, rente], scope.of("kapitaallast"), rol="saldo")
        return _Ding(key, post, afschrijving, rente, total)

    def sum(
        self,
        naam: str,
        soort: str,
        delen: Sequence[int],
        scope: Scope = _TOTAAL,
        *,
        rol: Rol = "totaal",
    ) -> int:
        """Append a row that adds up rows above, and return its index."""
        empty = (0,) * len(self.records.koppen)
        bedragen = map(sum, zip(empty, *(self._bedragen[i] for i in delen), strict=True))
        return self._add(naam, soort, scope, bedragen, rol=rol, delen=delen)

    def _add(
        self,
        naam: str,
        soort: str,
        scope: Scope,
        bedragen: Iterable[int],
        *,
        rol: Rol = "blad",
        delen: Sequence[int] = (),
    ) -> int:
        self._bedragen.append(tuple(bedragen))
        rij = Rij(naam, soort, rol, scope, delen=tuple((i, 1) for i in delen))
        return self.records.add(rij, *map(Cel, self._bedragen[-1]))


def _totals(staat: _Staat, bestand: Bestand, dingen: Sequence[_Ding]) -> None:
    """Append the charges per post, of the programma, and those of the investments among them."""
    for sleutel in dict.fromkeys(ding.post for ding in dingen):
        post = bestand.tabel("post", sleutel)
        naam = post.naam if post else _ZONDER_POST
        scope = post.key.scope.of(KAPITAALLASTEN) if post else _TOTAAL
        staat.sum(naam, "Kapitaallast", [ding.kapitaallast for ding in dingen if ding.post == sleutel], scope)
    afschrijving = staat.sum("Totaal", "Afschrijving", [ding.afschrijving for ding in dingen])
    rente = staat.sum("Totaal", "Rente", [ding.rente for ding in dingen])
    staat.sum("Totaal", "Kapitaallast", [afschrijving, rente])
    if new := [ding.kapitaallast for ding in dingen if ding.key.soort == "investering"]:
        staat.sum(_EXTRA, "Kapitaallast", new)


def te_voteren(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return the investments with spending in T whose credit is not voted yet.

    Adopting the budget releases what is planned for T; the other amounts are over all years.
    """
    t = cijfers.dossier.jaar
    bedragen = [Kop(f"Te voteren {t}", t), Kop("Uitgaven totaal", t), Kop("Bijdrage derden", t), Kop("Uit reserve", t)]
    records = Records([Kop("Prestatie", t, vorm="tekst"), *bedragen, Kop("Gevoteerd", t, vorm="tekst")])
    for tabel in bestand.van(Investering):
        velden = Velden(cijfers, bestand, tabel)
        if not tabel.uitgaven[t] or tabel.gevoteerd:
            continue
        records.add(
            Rij(tabel.naam, tabel.soort_, "blad", velden.scope),
            velden.verwijzing("prestatie"),
            velden.bedrag(f"uitgaven.{t}"),
            *(Cel(sum(velden.per_jaar(familie).values())) for familie in ("uitgaven", "bijdrage", "uit_reserve")),
            velden.jaar("gevoteerd"),
        )
    if records.rijen:
        records.total("Totaal", kolommen=range(1, 1 + len(bedragen)))
    titel = f"Te voteren kredieten {t} programma {bestand.nummer} {bestand.titel}"
    labels = ("Investering", "Nieuw/vervanging")
    return records.grid("te-voteren-kredieten", titel, bestand.nummer, cijfers.weergave, labels)
