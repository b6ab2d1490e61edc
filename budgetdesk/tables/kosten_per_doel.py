"""What the goals of a programma cost: its posts per goal and deliverable, adding up to the programma."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.model.dossier import POSTKANTEN, Bestand, Tabel
from budgetdesk.model.kinds.programma import Doel, Post
from budgetdesk.model.scope import PROGRAMMA, Scope
from budgetdesk.tables.bouw import Cijfers, Rijen, koppen, signed_cents
from budgetdesk.tables.doelen import per_ouder
from budgetdesk.tables.grid import Grid, Rij

NIET_TOEGEDEELD: Final = Scope("niet toegedeeld")
"""Scope of the posts that count towards no goal."""

_RIJEN: Final = 3
"""Rows of everything that has a balance: lasten, baten, saldo."""


def kosten_per_doel(cijfers: Cijfers, bestand: Bestand) -> Grid:
    """Return lasten, baten and saldo of each goal and of its deliverables that have posts.

    Posts without deliverable, or with one that belongs to no goal, come last; the totals are those of
    programmakosten.
    """
    prestaties = per_ouder(bestand, "prestatie", "doel")
    posten = _posts(bestand, prestaties)
    rijen = Rijen(cijfers.weergave)
    parts = []
    for doel in bestand.van(Doel):
        own = [p for p in prestaties.get(doel.sleutel, []) if p.key.scope in posten]
        parts.append(_doel(rijen, doel, own))
    if NIET_TOEGEDEELD in posten:
        parts.append(_balance(rijen, "Niet toegedeeld", NIET_TOEGEDEELD))
    _balance(rijen, "Programma", PROGRAMMA, parts, totaal=True)
    totalen = cijfers.totalen[bestand.naam]

    toegedeeld = [post for scope, own in posten.items() if scope.soort == "doel" for post in own]

    def total(scope: Scope, kant: str, term: str) -> int:
        if scope == PROGRAMMA:
            return totalen.bedrag(PROGRAMMA, kant, term)
        # the rest is usually most of a programma: what is left is quicker than what it adds up
        if scope == NIET_TOEGEDEELD:
            assigned = sum(totalen.bedrag(post, kant, term) for post in toegedeeld)
            return totalen.bedrag(PROGRAMMA, kant, term) - assigned
        return sum(totalen.bedrag(post, kant, term) for post in posten.get(scope, ()))

    def bedrag(rij: Rij, kant: str, term: str) -> int:
        return total(rij.scope, kant, term)

    cents = signed_cents(rijen.rijen, cijfers.sjabloon, cijfers.weergave, bedrag)
    titel = f"Kosten per doel programma {bestand.nummer} {bestand.titel}"
    return Grid(
        "kosten-per-doel", titel, bestand.nummer, koppen(cijfers.sjabloon), rijen.rijen, cijfers.weergave, cents
    )


def _posts(bestand: Bestand, prestaties: Mapping[str | None, Sequence[Tabel]]) -> dict[Scope, list[Scope]]:
    """Return the posts of each deliverable, each goal and the programma; nothing where there are none."""
    doelen = {prestatie.sleutel: doel for doel, own in prestaties.items() for prestatie in own}
    found: dict[Scope, list[Scope]] = {}
    for post in bestand.van(Post):
        prestatie = post.prestatie
        doel = doelen.get(prestatie)
        scopes = [NIET_TOEGEDEELD] if doel is None else [Scope("prestatie", prestatie), Scope("doel", doel)]
        for scope in (*scopes, PROGRAMMA):
            found.setdefault(scope, []).append(post.key.scope)
    return found


def _doel(rijen: Rijen, doel: Tabel, prestaties: Sequence[Tabel]) -> int:
    """Add a goal and, below it, its deliverables; return its first row."""
    below = range(len(rijen.rijen) + _RIJEN, len(rijen.rijen) + _RIJEN * (len(prestaties) + 1), _RIJEN)
    first = _balance(rijen, f"{doel.sleutel} {doel.naam}", doel.key.scope, below)
    for prestatie in prestaties:
        _balance(rijen, f"{prestatie.sleutel} {prestatie.naam}", prestatie.key.scope, niveau=1)
    return first


def _balance(
    rijen: Rijen, naam: str, scope: Scope, parts: Sequence[int] = (), *, niveau: int = 0, totaal: bool = False
) -> int:
    """Add lasten, baten and saldo; return the first row. `parts` are the first rows of what it adds up."""
    lasten, baten = (
        rijen.kant(
            naam, scope, kant, delen=[part + i for part in parts], rol="totaal" if totaal else "blad", niveau=niveau
        )
        for i, kant in enumerate(POSTKANTEN)
    )
    soort = "Saldo van baten en lasten" if totaal else "Saldo"
    saldo = rijen.saldo(naam, soort, scope, lasten, baten, rol="totaal" if totaal else "saldo")
    rijen.rijen[saldo] = replace(rijen.rijen[saldo], niveau=niveau)
    return lasten
