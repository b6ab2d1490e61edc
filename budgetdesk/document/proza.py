"""Texts of a dossier as blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from budgetdesk.document.blokken import Alinea, Item, Onderkop, Opsomming
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.tables.opmaak import Tekst, read
from budgetdesk.tables.proza import PUNT, Onderdeel, parts
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.verwijzing import fill

Proza = Onderkop | Alinea | Opsomming
"""What a text is made of."""


def paragraphs(tekst: str) -> list[Proza]:
    """Return the paragraphs, sub-headings and lists of a text.

    A sub-heading is one or two levels below the part that the text stands in, and none is skipped: `##` without a `#`
    above it is one level below too. A footnote that nothing calls is a paragraph as it is written: no word is lost.
    """
    blokken: list[Proza] = []
    has_first = False
    for is_item, group in groupby(_read(tuple(parts(tekst))), key=lambda pair: pair[0].is_item):
        if is_item:
            blokken += _lists(list(group))
            continue
        for part, inhoud in group:
            if part.soort == "kop":
                has_first = has_first or part.diepte == 1
                blokken.append(Onderkop(inhoud, part.diepte if has_first else 1))
            else:
                blokken.append(Alinea(inhoud))
    return blokken


def field(cijfers: Cijfers, bestand: Bestand, tabel: Record | None, pad: str) -> list[Proza]:
    """Return a text of a table with its references filled in; nothing where the table or the text is absent.

    A list of texts is a list of items.
    """
    if tabel is None:
        return []
    value = tabel.waarden.get(pad)
    tekst = "\n".join(f"{PUNT}{item}" for item in value) if isinstance(value, list) else tabel.tekst(pad)
    return paragraphs(fill(cijfers, bestand, tekst))


def _read(found: Sequence[Onderdeel]) -> Iterator[tuple[Onderdeel, Tekst]]:
    """Yield the parts with what they hold, each footnote within the one that calls it."""
    first = {part.merk: part for part in reversed(found) if part.soort == "noot"}
    uncalled = {merk: part.tekst for merk, part in first.items()}
    texts = [read(part.tekst, None if part.soort in ("kop", "noot") else uncalled) for part in found]
    for part, tekst in zip(found, texts, strict=True):
        if part.soort != "noot":
            yield part, tekst
        elif part is not first[part.merk] or part.merk in uncalled:
            yield replace(part, soort="alinea"), read(part.begin + part.tekst)


def _lists(found: Sequence[tuple[Onderdeel, Tekst]]) -> list[Opsomming]:
    """Return the lists that items make, those that stand deeper within the one above them."""
    heads = [i for i, (part, _) in enumerate(found) if part.diepte == found[0][0].diepte]
    lists: list[tuple[Onderdeel, list[Tekst | Item]]] = []
    for start, end in pairwise([*heads, len(found)]):
        part, tekst = found[start]
        if not lists or part.soort != lists[-1][0].soort or part.merk == "1":
            lists.append((part, []))
        onder = tuple(_lists(found[start + 1 : end])) if end > start + 1 else ()
        lists[-1][1].append(Item(tekst, onder) if onder else tekst)
    return [Opsomming(tuple(items), part.soort == "nummer") for part, items in lists]
