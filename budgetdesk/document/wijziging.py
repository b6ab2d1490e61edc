"""A begrotingswijziging as a document of its own: what it is, what it changes, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from budgetdesk.bedrag import format_exact
from budgetdesk.document.blokken import Alinea, Blok, Deel, Document, Kenmerken, Kop
from budgetdesk.document.boom import gevuld, sleutel_van
from budgetdesk.document.deelgrid import tabel
from budgetdesk.document.proza import field
from budgetdesk.model import besluiten
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.tables.begrotingswijziging import begrotingswijziging
from budgetdesk.tables.mutaties import covered_elsewhere, in_words, subject
from budgetdesk.tables.signed import Cijfers
from budgetdesk.zinnen import met_en


def build(cijfers: Cijfers, besluit: Bestand, begroting: str, gemeente: str, bron: str = "") -> Document:
    """Return the document of one decision; `begroting` is the title of what it amends."""
    grid = begrotingswijziging(cijfers, besluit.naam)
    t = cijfers.dossier.jaar
    effect = besluiten.effect(besluit.van(Mutatie))
    said = Alinea(effect_in_words({jaar: cents for jaar, cents in effect.items() if jaar >= t}))
    # the notes stand in full below, with their numbers
    per_programma = tabel(replace(grid, noten=[]), titel=f"{begroting} voor en na de wijziging")
    delen = (
        *gevuld("per-programma", Kop("Wijziging per programma"), per_programma),
        *gevuld("toelichting", Kop("Toelichting"), delen=_toelichting(cijfers, besluit)),
    )
    deel = Deel("wijziging", Kop(begroting), (*_feiten(besluit), said), delen)
    kop = besluiten.kop(besluit)
    stand = kop.status.capitalize() if kop.is_open else ""
    return Document(grid.titel, gemeente, bron, (deel,), stand, kop.is_open)


def effect_in_words(effect: Mapping[int, int]) -> str:
    """Return what a decision does to the balance after reserves; cents by year, + is favourable."""
    parts = []
    for cents, group in groupby(sorted(effect), key=lambda jaar: effect[jaar]):
        years = list(map(str, group))
        if cents:
            how = "voordeliger" if cents > 0 else "nadeliger"
            per = " per jaar" if len(years) > 1 else ""
            parts.append(f"in {met_en(years)} € {format_exact(abs(cents))}{per} {how}")
    if not parts:
        return "Het begrotingssaldo na reserves verandert niet."
    return f"Het begrotingssaldo na reserves wordt {met_en(parts)}."


def _feiten(besluit: Bestand) -> list[Blok]:
    kop = besluiten.kop(besluit)
    facts = (
        ("Raadsbesluit", kop.besluit),
        ("Datum", f"{kop.datum.day}-{kop.datum.month}-{kop.datum.year}" if kop.datum else ""),
        ("Status", kop.tekst("status")),
    )
    pairs = tuple((label, (text,)) for label, text in facts if text)
    return [Kenmerken(pairs)] if pairs else []


def _toelichting(cijfers: Cijfers, besluit: Bestand) -> Iterator[Deel]:
    """Yield what each mutation is about, what it changes and why, with the number that the table marks it by."""
    t = cijfers.dossier.jaar
    for number, mutatie in enumerate(besluit.van(Mutatie), 1):
        kop = Kop(f"{number}) {subject(cijfers, besluit, mutatie)}")
        said = filter(None, (in_words(cijfers, mutatie), covered_elsewhere(cijfers.dossier, mutatie)))
        blokken = [*(Alinea(f"{wat}.") for wat in said), *field(cijfers, besluit, mutatie, "toelichting")]
        none = Alinea(f"Deze mutatie verandert niets in {t} of later.")
        yield Deel(sleutel_van(mutatie), kop, tuple(blokken or [none]))
