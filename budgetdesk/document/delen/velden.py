"""The values of a record as a document prints them: a text, facts side by side, or each field under its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetdesk.bedrag import format_exact
from budgetdesk.document.blokken import Blok, Deel, Kenmerken, Loopkop
from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.declaratie import Onderdeel
from budgetdesk.document.delen.leden import Lid
from budgetdesk.document.delen.patronen import in_words, jaar, vul
from budgetdesk.document.proza import paragraphs
from budgetdesk.model.documenten import own_texts
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Tekst
from budgetdesk.model.structuur import slug
from budgetdesk.tables.proza import PUNT
from budgetdesk.tables.verwijzing import fill

_HET_JAAR = "{jaar}"
_TEKST = "_tekst"
"""Ends the key of a field that holds a text in place of an amount."""


def tekst(bron: Bron, naam: str, lid: Lid) -> Sequence[Blok]:
    """Return a text: the field of the member with this key, else `[tekst.KEY]` of its programma or the document."""
    if lid.bestand is not None and lid.record is not None and lid.record.kind.veld(naam) is not None:
        return paragraphs(fill(bron.cijfers, lid.bestand, lid.record.tekst(naam)))
    bestand, said = vrije_tekst(bron, naam, lid)
    return paragraphs(fill(bron.cijfers, bestand, said.tekst_)) if said is not None else ()


def vrije_tekst(bron: Bron, naam: str, lid: Lid) -> tuple[Bestand, Tekst | None]:
    """Return `[tekst.KEY]` and its file: of the programma, else of the dossier where it is meant for this document."""
    dossier = bron.cijfers.dossier
    files = (dossier.begroting,) if lid.bestand is None else (lid.bestand, dossier.begroting)
    found = ((bestand, tekst) for bestand in files for tekst in own_texts(dossier, bestand) if tekst.sleutel == naam)
    return next(found, (dossier.begroting, None))


def kenmerken(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Blok]:
    """Return fields as facts, a label and its values each."""
    found = tuple((label, values) for label, values in _gelabeld(bron, deel, lid) if values)
    return [Kenmerken(found)] if found else []


def velden(bron: Bron, deel: Onderdeel, lid: Lid) -> list[Deel]:
    """Return fields one below the other, each behind its label, as parts of their own."""
    found = ((label, paragraphs("\n".join(values))) for label, values in _gelabeld(bron, deel, lid, PUNT))
    return [Deel(slug(label), Loopkop(f"{label}:"), tuple(blokken)) for label, blokken in found if blokken]


def _gelabeld(bron: Bron, deel: Onderdeel, lid: Lid, punt: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the label and values of each field that a part names; of amounts those of the year and the one before.

    A label that names the year is of that year alone. `punt` stands before each item of a list.
    """
    if lid.bestand is None or lid.record is None:
        return
    for sleutel, label in deel.labels.items():
        veld, shown = lid.record.kind.veld(sleutel), vul(bron, label, lid)
        if instead := lid.record.tekst(f"{sleutel}{_TEKST}"):
            yield shown, (instead,)
        elif veld is not None and veld.onder:
            year = jaar(bron, lid)
            for which in (year,) if _HET_JAAR in label else (year - 1, year):
                yield shown if _HET_JAAR in label else f"{shown} {which}", _bedrag(lid.record, sleutel, which)
        else:
            yield shown, tuple(_waarden(bron, lid.bestand, lid.record, sleutel, punt))


def _bedrag(record: Record, sleutel: str, jaar: int) -> tuple[str, ...]:
    value = record.waarden.get(f"{sleutel}.{jaar}")
    return (f"€ {format_exact(value)}",) if isinstance(value, int) else ()


def _waarden(bron: Bron, bestand: Bestand, record: Record, sleutel: str, punt: str) -> Iterator[str]:
    """Yield the values of a field: the items of a list, a text with its figures, the name of what it refers to."""
    value = record.waarden.get(sleutel)
    veld = record.kind.veld(sleutel)
    if isinstance(value, list):
        yield from (punt + fill(bron.cijfers, bestand, str(item)) for item in value)
    elif veld is not None and veld.verwijst and (doel := bestand.record(veld.verwijst, str(value))):
        yield doel.known_as
    elif value not in (None, ""):
        yield fill(bron.cijfers, bestand, in_words(value))
