"""The standard table of a programma: lasten, baten and saldo per beleidsterrein, then the result.

On screen the posts of a beleidsterrein unfold under it; one with exactly one plain post is edited in
its own rows, so that the printed table is the editor.
"""

from __future__ import annotations

from budgetdesk.engine.kostenverdeling import Plek, verdeelde_posten
from budgetdesk.engine.totalen import PROGRAMMA, RESERVES, ProgrammaTotalen
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein, Post
from budgetdesk.tables.bouw import RESULTAAT, Cijfers, Rijen, from_totals, koppen, signed_cents
from budgetdesk.tables.grid import Grid, Rij


def programmakosten(cijfers: Cijfers, bestand: Bestand, *, posten: bool = False) -> Grid:
    """Return the table of one programma; with `posten` the rows an editor unfolds stand in it too."""
    totalen, sjabloon, weergave = cijfers.totalen[bestand.naam], cijfers.sjabloon, cijfers.weergave
    rijen = Rijen(weergave)
    per_terrein: dict[str, list[Post]] = {t.sleutel: [] for t in bestand.van(Beleidsterrein)}
    for post in bestand.van(Post):
        per_terrein.setdefault(post.beleidsterrein, []).append(post)
    sums: dict[str, list[int]] = {kant: [] for kant in POSTKANTEN}
    verdeeld = verdeelde_posten(cijfers.dossier) if posten else set()
    for sleutel, terreinposten in per_terrein.items():
        plain = _plain_post(terreinposten, totalen)
        naam = _terrein_naam(bestand, sleutel)
        scope = ("beleidsterrein", sleutel)
        lasten, baten = (rijen.kant(naam, scope, kant, tabel=plain) for kant in POSTKANTEN)
        rijen.saldo(naam, "Saldo", scope, lasten, baten)
        sums["lasten"].append(lasten)
        sums["baten"].append(baten)
        if posten and not plain:
            _unfold(rijen, terreinposten, totalen, verdeeld)
    _totals(rijen, sums)
    cents = signed_cents(rijen.rijen, sjabloon, weergave, from_totals(totalen))
    titel = f"Programma {bestand.nummer} {bestand.titel}"
    return Grid("programmakosten", titel, bestand.nummer, koppen(sjabloon), rijen.rijen, weergave, cents)


def _plain_post(posten: list[Post], totalen: ProgrammaTotalen) -> tuple[str, str] | None:
    """Return the only post of a beleidsterrein when it holds nothing but its own amounts."""
    if len(posten) != 1:
        return None
    scope = ("post", posten[0].sleutel)
    return None if totalen.bronnen(scope) else scope


def _terrein_naam(bestand: Bestand, sleutel: str) -> str:
    terrein = bestand.tabel("beleidsterrein", sleutel)
    return terrein.naam if terrein else f"{sleutel}: onbekend beleidsterrein"


def _unfold(rijen: Rijen, posten: list[Post], totalen: ProgrammaTotalen, verdeeld: set[Plek]) -> None:
    """Add the posts; one that holds more than its own amounts also shows what it is made of.

    The lasten of a post that hands them all out are typed as Raming: in its own row they come to nothing.
    """
    for post in posten:
        scope = ("post", post.sleutel)
        for kant in POSTKANTEN:
            is_computed = kant == "lasten" and (totalen.bestand.naam, post.sleutel) in verdeeld
            rijen.kant(post.naam, scope, kant, tabel=None if is_computed else scope, niveau=1)
        if bronnen := totalen.bronnen(scope):
            for bron in ("raming", *bronnen):
                tabel = scope if bron == "raming" else None
                for kant in POSTKANTEN:
                    rijen.kant(bron.capitalize(), (f"post/{bron}", post.sleutel), kant, tabel=tabel, niveau=2)


def _totals(rijen: Rijen, sums: dict[str, list[int]]) -> None:
    lasten, baten = (rijen.kant("Programma", PROGRAMMA, k, delen=sums[k], rol="totaal") for k in POSTKANTEN)
    saldo = rijen.saldo("Programma", "Saldo van baten en lasten", PROGRAMMA, lasten, baten, rol="totaal")
    plus, minus = (rijen.kant("Reserves", RESERVES, kant) for kant in RESERVEKANTEN)
    mutaties = rijen.saldo("Reserves", "Mutaties reserves", RESERVES, plus, minus)
    tekens = rijen.tekens.saldo(*POSTKANTEN, *RESERVEKANTEN)
    rijen.add(Rij("Resultaat", "", "resultaat", RESULTAAT, tekens, ((saldo, 1), (mutaties, 1))))
