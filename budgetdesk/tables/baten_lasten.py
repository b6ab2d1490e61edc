"""The overview of baten and lasten of the whole municipality, down to the result (BBV art. 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein, Post, Programma, Reserve
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RESULTAAT, Scope
from budgetdesk.tables.bouw import Cijfers, Rijen, koppen, result_cents, signed_cents
from budgetdesk.tables.grid import Grid, Inhoud, Rij, Rol
from budgetdesk.tables.sjabloon import Kolom

DEKKINGSMIDDELEN: Final = "algemene-dekkingsmiddelen"

_SOORTEN: Final = ("programma", DEKKINGSMIDDELEN, "overhead", "vpb", "onvoorzien")
"""Kinds of programma in the order of the overview."""

_RESERVES_KOP: Final = Scope("kop", "reserves")
_SLUITEND: Final = Scope("sluitend")
_SALDI: Final = {False: ("Geraamd totaal saldo van baten en lasten", "Geraamd resultaat"), True: ("Saldo", "Resultaat")}
"""What total and result are called in a budget, and in a document that compares."""


def baten_lasten(cijfers: Cijfers, _programmas: Sequence[Bestand]) -> Grid:
    """Return the overview of all programmas, whatever programmas are asked for: only the whole has a result.

    The algemene dekkingsmiddelen are specified per beleidsterrein. The last row says of each budgeted
    column whether it closes, which is without a deficit after reserves.
    """
    opbouw = _Opbouw(cijfers)
    programmas = sorted(cijfers.dossier.programmas, key=lambda b: _SOORTEN.index(programmasoort(b)))
    saldo_naam, resultaat_naam = _SALDI[cijfers.sjabloon.vergelijkt]
    delen = [opbouw.programma(bestand) for bestand in programmas]
    saldo = opbouw.total("Totaal", PROGRAMMA, saldo_naam, delen)
    opbouw.rijen.add(Rij("Toevoegingen en onttrekkingen aan reserves", "", "groep", _RESERVES_KOP))
    delen = [opbouw.blok(b, programmanaam(b), RESERVES) for b in programmas if b.van(Reserve)]
    mutaties = opbouw.total("Reserves", RESERVES, "Mutaties reserves", delen)
    tekens = opbouw.rijen.tekens.saldo(*POSTKANTEN, *RESERVEKANTEN)
    opbouw.rijen.add(Rij(resultaat_naam, "", "resultaat", RESULTAAT, tekens, ((saldo, 1), (mutaties, 1))))
    opbouw.rijen.add(Rij("Sluitend", "", "blad", _SLUITEND))
    return opbouw.grid()


def programmasoort(bestand: Bestand) -> str:
    """Return what kind of programma a file holds; without `soort` it is an ordinary one."""
    soort = bestand.single(Programma).soort_
    return soort if soort in _SOORTEN else _SOORTEN[0]


def programmanaam(bestand: Bestand) -> str:
    """Return the name of a programma with its number; an overview such as overhead goes by its name alone."""
    return f"{bestand.nummer} {bestand.titel}" if programmasoort(bestand) == _SOORTEN[0] else bestand.titel


class _Opbouw:
    """Collects rows of amounts; the scope of each names the programma and which sum of it, or a sum over all."""

    def __init__(self, cijfers: Cijfers) -> None:
        self.rijen = Rijen(cijfers.weergave)
        self._cijfers = cijfers

    def programma(self, bestand: Bestand) -> int:
        """Add a programma and, below the dekkingsmiddelen, their beleidsterreinen; return its first row."""
        terreinen = _terreinen(bestand) if programmasoort(bestand) == DEKKINGSMIDDELEN else {}
        first = len(self.rijen.rijen)
        step = len(POSTKANTEN) + 1
        below = [first + step * number for number in range(1, len(terreinen) + 1)]
        self.blok(bestand, programmanaam(bestand), PROGRAMMA, delen=below)
        for sleutel, naam in terreinen.items():
            self.blok(bestand, naam, Scope("beleidsterrein", sleutel), niveau=1)
        return first

    def blok(self, bestand: Bestand, naam: str, som: Scope, *, delen: Sequence[int] = (), niveau: int = 0) -> int:
        """Add the two sides of a sum of a programma and their balance; return the first row."""
        scope = som.within(bestand.naam)
        first = self._kanten(naam, scope, som, delen, niveau=niveau)
        saldo = self.rijen.saldo(naam, "Saldo", scope, first, first + 1)
        self.rijen.rijen[saldo] = replace(self.rijen.rijen[saldo], niveau=niveau)
        return first

    def total(self, naam: str, som: Scope, soort: str, delen: Sequence[int]) -> int:
        """Add the sum over all programmas, which begin at `delen`; return the row of its balance."""
        first = self._kanten(naam, som, som, delen, totaal=True)
        return self.rijen.saldo(naam, soort, som, first, first + 1, rol="totaal")

    def _kanten(
        self, naam: str, scope: Scope, som: Scope, delen: Sequence[int], *, niveau: int = 0, totaal: bool = False
    ) -> int:
        kanten = RESERVEKANTEN if som == RESERVES else POSTKANTEN
        rol: Rol = "totaal" if totaal else "blad"
        rows = [
            self.rijen.kant(naam, scope, kant, delen=[deel + i for deel in delen], rol=rol, niveau=niveau)
            for i, kant in enumerate(kanten)
        ]
        return rows[0]

    def grid(self) -> Grid:
        """Return the table."""
        cijfers, rijen = self._cijfers, self.rijen.rijen
        cents = signed_cents(rijen, cijfers.sjabloon, cijfers.weergave, self._bedrag)

        def inhoud(rij: int, kolom: int) -> Inhoud:
            scope = rijen[rij].scope
            if scope == _SLUITEND:
                return _sluitend(cijfers, cijfers.sjabloon.kolommen[kolom])
            return None if scope == _RESERVES_KOP else cents(rij, kolom)

        titel, labels = "Overzicht van baten en lasten", ("Onderdeel", " ")
        return Grid("baten-lasten", titel, None, koppen(cijfers.sjabloon), rijen, cijfers.weergave, inhoud, labels)

    def _bedrag(self, rij: Rij, kant: str, term: str) -> int:
        if bestand := rij.scope.bestand:
            return self._cijfers.totalen[bestand].bedrag(rij.scope.within(""), kant, term)
        return self._cijfers.totalen.dossier(PROGRAMMA if kant in POSTKANTEN else RESERVES, kant, term)


def _terreinen(bestand: Bestand) -> dict[str, str]:
    """Return the names of the beleidsterreinen that posts may hang on, unknown ones included, by key."""
    known = {terrein.sleutel: terrein.naam for terrein in bestand.van(Beleidsterrein)}
    named = {sleutel: sleutel for post in bestand.van(Post) if (sleutel := post.beleidsterrein)}
    return named | known


def _sluitend(cijfers: Cijfers, kolom: Kolom) -> str | None:
    """Return whether a budgeted column has no deficit; of another one nothing is said."""
    if kolom.verschil or not all(term.startswith(("begroting.", "wijziging.")) for term, _ in kolom.termen):
        return None
    deficit = result_cents(cijfers.totalen.dossier, kolom, replace(cijfers.weergave, saldo=1))
    return "niet sluitend" if deficit > 0 else "sluitend"
