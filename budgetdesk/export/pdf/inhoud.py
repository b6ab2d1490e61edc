"""A document as data for the layout: what is printed in order, every text a string and nothing but that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from budgetdesk.document.blokken import Alinea, Document, Grafiek, Item, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, koppen, lopend, plekken
from budgetdesk.export.caption import eenheid
from budgetdesk.export.grafiek import to_svg
from budgetdesk.export.pdf.kleuren import grafiekstijl
from budgetdesk.export.pdf.maat import maat
from budgetdesk.export.printed import Afdruk, Afdrukregel, afdruk, zichtbaar
from budgetdesk.tables.opmaak import Link, Noot, Regeldeel, Tekst, Verwijzing, Vet, is_adres, regeldelen
from budgetdesk.voortgang import stappen

Blokdata = dict[str, Any]
"""One block: what it is (`soort`) and what the layout asks for."""

IN_INHOUD: Final = 2
"""Lowest level of heading in the table of contents."""

_OMSLAG: Final = 8
"""Headings in the table of contents from which a document has one, and a cover; a shorter one begins at once."""

_NAAM, _ALT = 2_000, 8_000
"""Characters of a heading and of what is read aloud of a chart: PDF/A-2 has strings of at most 32,767 bytes."""

_SMALST: Final = 8
"""Years of a chart of lines of which two stand beside each other."""


def inhoud(document: Document, kleuren: Mapping[str, str]) -> dict[str, Any]:
    """Return all that the layout prints; `kleuren` are those of `kleuren.kleuren`."""
    regels = koppen(document)
    gemeente = _named(f"Gemeente {document.gemeente}")
    return {
        "titel": _named(document.titel, gemeente),
        "gemeente": gemeente,
        "stand": zichtbaar(document.stand),
        "concept": document.is_draft,
        "bron": zichtbaar(document.bron),
        "omslag": sum(regel.niveau <= IN_INHOUD for regel in regels) >= _OMSLAG,
        "diepte": IN_INHOUD,
        "kleuren": dict(kleuren),
        "vellen": _vellen(_Blokken(plekken(document), kleuren).all(stappen([*lopend(document)], "blokken"))),
    }


class _Blokken:
    """Makes data of blocks; `plekken` are the places that a link `#sleutel` may name."""

    def __init__(self, plekken: Mapping[str, str], kleuren: Mapping[str, str]) -> None:
        self._plekken = plekken
        self._stijl = f"<style>{grafiekstijl(kleuren)}</style>"

    def all(self, regels: Iterable[Regel]) -> Iterator[Blokdata]:
        """Yield every block, charts that follow each other as one."""
        for is_chart, group in groupby(regels, key=lambda regel: isinstance(regel, Grafiek)):
            if is_chart:
                charts = [self._chart(regel) for regel in group if isinstance(regel, Grafiek)]
                yield {"soort": "grafieken", "grafieken": charts}
            else:
                yield from map(self._block, group)

    def _block(self, regel: Regel) -> Blokdata:
        match regel:
            case Kopregel():
                return _kop(regel)
            case Kenmerken(paren):
                pairs = [[zichtbaar(label), [*map(zichtbaar, values)]] for label, values in paren]
                return {"soort": "kenmerken", "paren": pairs}
            case Tabel(grid, titel):
                return {"adres": regel.adres, **_tabel(afdruk(grid), titel)}
            case Grafiek():
                return self._chart(regel)
        return self._proza(regel)

    def _proza(self, regel: Loopregel | Alinea | Opsomming) -> Blokdata:
        match regel:
            case Loopregel(kop, alinea):
                behind = [" ", *self._tekst(alinea.tekst)] if alinea else []
                return {"soort": "alinea", "tekst": [{"vet": [zichtbaar(kop.tekst)]}, *behind]}
            case Alinea(tekst):
                return {"soort": "alinea", "tekst": self._tekst(tekst)}
            case Opsomming():
                return {"soort": "lijst", **self._list(regel)}

    def _chart(self, grafiek: Grafiek) -> Blokdata:
        begin, sep, rest = to_svg(grafiek, "grafiek").partition("<title")
        root = begin.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
        return {
            "titel": zichtbaar(grafiek.titel),
            "eenheid": zichtbaar(eenheid(grafiek.weergave)) if grafiek.weergave else "",
            "alt": _cut(f"{grafiek.titel}. {grafiek.alt}", _ALT),
            "smal": grafiek.soort == "lijnen" and len(grafiek.labels) <= _SMALST,
            "svg": f"{root}{self._stijl}{sep}{rest}",
        }

    def _list(self, lijst: Opsomming) -> Blokdata:
        return {"genummerd": lijst.genummerd, "items": [self._item(item) for item in lijst.leden]}

    def _item(self, item: Item) -> Blokdata:
        return {"tekst": self._tekst(item.tekst), "onder": [self._list(lijst) for lijst in item.onder]}

    def _tekst(self, tekst: Tekst) -> list[Any]:
        return [self._deel(deel) for deel in regeldelen(tekst)]

    def _deel(self, deel: Regeldeel) -> str | dict[str, Any]:
        match deel:
            case Vet(inhoud):
                return {"vet": self._tekst(inhoud)}
            case Noot(inhoud):
                return {"noot": self._tekst(inhoud)}
            case Link(inhoud, adres):
                return {"in": self._tekst(inhoud), **self._leads(adres)}
            case Verwijzing(adres):
                return {"verwijst": [zichtbaar(deel.tekst)], "naar": adres, "tussen": deel.tussen}
        return zichtbaar(deel)

    def _leads(self, adres: str) -> dict[str, str]:
        """Return where a link leads, nothing where it may lead nowhere or what it names is not in the document."""
        if adres.startswith("#"):
            plek = self._plekken.get(adres[1:])
            return {} if plek is None else {"naar": plek}
        return {"adres": adres} if is_adres(adres) else {}


def _named(naam: str, anders: str = "–") -> str:
    """Return what titles and bookmarks are: never empty, which PDF/UA refuses, nor endless."""
    return _cut(naam, _NAAM).strip() or anders


def _cut(text: str, limit: int) -> str:
    return zichtbaar(text if len(text) <= limit else f"{text[: limit - 1]}…")


def _kop(regel: Kopregel) -> Blokdata:
    return {
        "soort": "kop",
        "niveau": regel.niveau,
        "tekst": _named(regel.kop.tekst),
        "bij": _cut(regel.kop.bij, _NAAM),
        "adres": regel.adres,
        "bladzijde": regel.bladzijde,
    }


def _tabel(tabel: Afdruk, titel: str) -> Blokdata:
    shape = maat(tabel)
    last = len(tabel.regels) - 1
    return {
        "soort": "tabel",
        "titel": zichtbaar(titel),
        "eenheid": tabel.opschrift,
        "corps": shape.corps,
        "breedtes": shape.breedtes,
        "liggend": shape.liggend,
        "kort": tabel.kort,
        "groepen": [[zichtbaar(boven), count] for boven, count in tabel.groepen],
        "koppen": [{"tekst": kop.tekst, "rechts": kop.rechts, "na": kop.na_getal} for kop in tabel.koppen],
        "regels": [_regel(regel, is_first=i == 0, is_last=i == last) for i, regel in enumerate(tabel.regels)],
        "noten": tabel.noten,
    }


def _regel(regel: Afdrukregel, *, is_first: bool, is_last: bool) -> Blokdata:
    above = "" if is_first else "sterk" if regel.telt_op else "licht" if regel.begint else ""
    cells = regel.cellen[:1] if regel.vol else regel.cellen
    return {
        "cellen": cells, "niveau": regel.niveau, "vet": regel.vet, "vol": regel.vol, "boven": above, "laatste": is_last,
    }  # fmt: skip


def _vellen(blokken: Iterable[Blokdata]) -> list[dict[str, Any]]:
    """Return the blocks by how their pages lie; the headings above a wide table go with it."""
    vellen: list[dict[str, Any]] = []
    lies_to: int | None = None
    for blok in blokken:
        if blok["soort"] == "kop" and (lies_to is None or blok["niveau"] <= lies_to):
            lies_to = blok["niveau"] if blok["bladzijde"] == "liggend" else None
        liggend = lies_to is not None or blok.get("liggend", False)
        above = _headings(vellen) if liggend else []
        if vellen and not vellen[-1]["blokken"]:
            vellen.pop()
        if not vellen or vellen[-1]["liggend"] != liggend:
            vellen.append({"liggend": liggend, "blokken": []})
        vellen[-1]["blokken"] += [*above, blok]
    return vellen


def _headings(vellen: Sequence[dict[str, Any]]) -> list[Blokdata]:
    """Take away the headings that the last upright page ends with."""
    if not vellen or vellen[-1]["liggend"]:
        return []
    blokken = vellen[-1]["blokken"]
    first = len(blokken)
    while first and blokken[first - 1]["soort"] == "kop":
        first -= 1
    taken: list[Blokdata] = blokken[first:]
    del blokken[first:]
    return taken
