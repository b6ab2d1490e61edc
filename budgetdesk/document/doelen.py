"""The part of a chapter about one beleidsterrein: goals, deliverables, indicators and connected parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from budgetdesk.document import grafieken
from budgetdesk.document.blokken import Alinea, Blok, Deel, Kenmerken, Kop, Loopkop, Opsomming
from budgetdesk.document.boom import gevuld, sleutel_van
from budgetdesk.document.deelgrid import rows_of, tabel
from budgetdesk.document.proza import field
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Beleidsterrein, Indicator, VerbondenPartij
from budgetdesk.model.scope import Scope
from budgetdesk.tables.doelen import per_ouder
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.registry import build
from budgetdesk.tables.signed import Cijfers

_FEITEN = ("soort", "bijdrage")
"""Fields of a connected party that are a fact rather than a text."""


@dataclass(frozen=True)
class Doelen:
    """The goals of a programma and what hangs on them, as blocks."""

    cijfers: Cijfers
    bestand: Bestand

    def terreinen(self) -> tuple[Deel, ...]:
        """Return every beleidsterrein of which there is something to say, then what belongs to none."""
        terreinen = (deel for terrein in self.bestand.van(Beleidsterrein) for deel in self._terrein(terrein))
        return (*terreinen, *self._partijen(""))

    def telling(self) -> tuple[Deel, ...]:
        """Return how many deliverables have each status, nothing where none has one."""
        if not self._status:
            return ()
        grid = self._prestaties
        counts = [r for r, rij in enumerate(grid.rijen) if rij.scope.soort == "status"]
        rijen = [replace(rij, rol="blad") for rij in grid.rijen]
        koppen = [replace(kop, tekst="Prestaties") for kop in grid.koppen]
        plain = replace(grid, rijen=rijen, koppen=koppen, labels=("Status", ""))
        return gevuld("status", Kop("Stand van de prestaties"), tabel(plain, counts))

    @cached_property
    def _prestaties(self) -> Grid:
        return build("prestaties", self.cijfers, [self.bestand])

    @cached_property
    def _status(self) -> dict[Scope, str]:
        """Return the status of each deliverable that has one, in words."""
        grid = self._prestaties
        found = {rij.scope: grid.cell(r, 0) for r, rij in enumerate(grid.rijen) if rij.scope.soort == "prestatie"}
        return {scope: status for scope, status in found.items() if status}

    def _terrein(self, terrein: Record) -> tuple[Deel, ...]:
        doelen = per_ouder(self.bestand, "doel", "beleidsterrein").get(terrein.sleutel, [])
        delen = (
            *map(self._doel, doelen),
            *self._indicatoren(terrein, {doel.sleutel for doel in doelen}),
            *self._partijen(terrein.sleutel),
        )
        kop = Kop(f"Beleidsterrein {terrein.known_as}")
        return gevuld(sleutel_van(terrein, "terrein"), kop, self._oordeel(terrein), delen)

    def _oordeel(self, terrein: Record) -> list[Blok]:
        """Return what the table of deliverables says of a beleidsterrein as a whole: that none deviates."""
        grid = self._prestaties
        rows = rows_of(grid, {terrein.key.scope})
        return [Alinea(f"{said}.") for r in rows if (said := grid.cell(r, 1))]

    def _doel(self, doel: Record) -> Deel:
        """Return a goal: a list of the deliverables that are only named, then each of which more is said."""
        prestaties = per_ouder(self.bestand, "prestatie", "doel").get(doel.sleutel, [])
        delen = [self._prestatie(prestatie) for prestatie in prestaties]
        blokken = _bare(delen) if prestaties else (Alinea("Bij dit doel staan geen prestaties."),)
        return Deel(sleutel_van(doel), Kop(doel.known_as), blokken, tuple(deel for deel in delen if deel.blokken))

    def _prestatie(self, prestatie: Record) -> Deel:
        kop = Kop(prestatie.known_as, self._status.get(prestatie.key.scope, ""))
        return Deel(sleutel_van(prestatie), kop, tuple(field(self.cijfers, self.bestand, prestatie, "toelichting")))

    def _indicatoren(self, terrein: Record, doelen: set[str]) -> tuple[Deel, ...]:
        grid = build("indicatoren", self.cijfers, [self.bestand])
        own = [t for t in self.bestand.van(Indicator) if t.doel in doelen]
        titel = f"Indicatoren beleidsterrein {terrein.known_as}"
        blokken: list[Blok] = [*tabel(grid, rows_of(grid, {t.key.scope for t in own}), titel)]
        jaar = self.cijfers.dossier.jaar
        blokken += [grafiek for t in own for grafiek in grafieken.indicator(t, jaar)]
        return gevuld("indicatoren", Kop("Effectindicatoren"), blokken)

    def _partijen(self, terrein: str) -> tuple[Deel, ...]:
        grid = build("verbonden-partijen", self.cijfers, [self.bestand])
        own = [t for t in self.bestand.van(VerbondenPartij) if t.beleidsterrein == terrein]
        delen = [self._partij(grid, t) for t in own]
        kop = Kop("Verbonden partijen")
        return gevuld("partijen", kop, _bare(delen), (deel for deel in delen if deel.blokken or deel.delen))

    def _partij(self, grid: Grid, partij: Record) -> Deel:
        """Return the facts of a party, then its texts, each behind its label."""
        facts: list[tuple[str, tuple[str, ...]]] = []
        texts: list[Deel] = []
        for r in rows_of(grid, {partij.key.scope}):
            adres, label, cell = grid.adres(r, 0), grid.rijen[r].soort, grid.cell(r, 0)
            veld = adres.pad.split(".")[0] if adres else ""
            if not cell or veld == "beleidsterrein":
                continue
            if veld in _FEITEN:
                facts.append((label, (cell,)))
            else:
                # the cell has the same text without its markup
                found = field(self.cijfers, self.bestand, partij, veld)
                texts.append(Deel(veld, Loopkop(f"{label}:"), tuple(found)))
        blokken = (Kenmerken(tuple(facts)),) if facts else ()
        return Deel(sleutel_van(partij, "partij"), Kop(partij.known_as), blokken, tuple(texts))


def _bare(delen: Sequence[Deel]) -> tuple[Blok, ...]:
    """Return a list of the headings of parts that hold nothing: there is no more to say of them than their names."""
    names = [d.kop.voluit for d in delen if isinstance(d.kop, Kop) and not d.blokken and not d.delen]
    return (Opsomming(tuple(names)),) if names else ()
