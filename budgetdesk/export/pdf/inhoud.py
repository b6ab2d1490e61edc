"""A document as data for the layout: what is printed in order, every text a string and nothing but that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from budgetdesk.document.blokken import Alinea, Document, Grafiek, Item, Kenmerken, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel, Loopregel, Regel, in_inhoud, in_tabellen, lopend, plekken
from budgetdesk.export.caption import eenheid
from budgetdesk.export.grafiek import to_svg
from budgetdesk.export.pdf.bijeen import bijeen
from budgetdesk.export.pdf.kleuren import grafiekstijl
from budgetdesk.export.pdf.maat import KLEINSTE, maat
from budgetdesk.export.pdf.vorm import Vorm
from budgetdesk.export.printed import Afdrukregel, afdruk, zichtbaar
from budgetdesk.tables.opmaak import Link, Noot, Regeldeel, Tekst, Verwijzing, Vet, is_adres, regeldelen
from budgetdesk.voortgang import stappen

Blokdata = dict[str, Any]
"""One block: what it is (`soort`) and what the layout asks for."""

_NAAM, _ALT = 2_000, 8_000
"""Characters of a heading and of what is read aloud of a chart: PDF/A-2 has strings of at most 32,767 bytes."""

_GETEKEND: Final = 12
"""Size of the letters in a drawn chart, in the unit of its width."""

_TUSSEN: Final = 17.1
"""White between two charts beside each other, in points."""

_BREEDTE: Final = re.compile(r' width="(\d+)">')


def inhoud(document: Document, vorm: Vorm) -> dict[str, Any]:
    """Return all that the layout prints, and how that looks."""
    shown = in_inhoud(document)
    gemeente = _named(f"Gemeente {document.gemeente}")
    return {
        "titel": _named(document.titel, gemeente),
        "gemeente": gemeente,
        "stand": zichtbaar(document.stand),
        "concept": document.is_draft,
        "bron": zichtbaar(document.bron),
        "omslag": document.opmaak.omslag,
        "diepte": document.opmaak.diepte if shown else 0,
        "tabellen": [
            {"adres": tabel.adres, "naam": tabel.naam, "titel": zichtbaar(tabel.titel)}
            for tabel in in_tabellen(document)
        ],
        "logo": "",
        "kleuren": dict(vorm.kleuren),
        "letters": vorm.letter.namen,
        "corps": vorm.corps,
        "marge": vorm.marge,
        "vellen": _vellen(_Blokken(plekken(document), vorm).all(stappen([*lopend(document)], "blokken"))),
    }


class _Blokken:
    """Makes data of blocks; `plekken` are the places that a link `#sleutel` may name.

    Two charts stand beside each other where their letters do not become too small.
    """

    def __init__(self, plekken: Mapping[str, str], vorm: Vorm) -> None:
        self._plekken = plekken
        self._vorm = vorm
        self._smal = _GETEKEND * (vorm.vel.staand - _TUSSEN) / 2 / KLEINSTE
        self._stijl = f"<style>{grafiekstijl(vorm.kleuren, vorm.letter.namen)}</style>"

    def all(self, regels: Iterable[Regel]) -> Iterator[Blokdata]:
        """Yield every block, charts that follow each other as one."""
        for is_chart, group in groupby(regels, key=lambda regel: isinstance(regel, Grafiek)):
            if is_chart:
                charts = [self._chart(regel) for regel in group if isinstance(regel, Grafiek)]
                yield {"soort": "grafieken", "grafieken": charts}
            else:
                yield from self._blocks([*group])

    def _blocks(self, regels: Sequence[Regel]) -> Iterator[Blokdata]:
        """Yield each block; a paragraph that leads to a list stays with it."""
        for regel, after in zip(regels, [*regels[1:], None], strict=True):
            blok = self._block(regel)
            yield {**blok, "vast": isinstance(after, Opsomming)} if blok["soort"] == "alinea" else blok

    def _block(self, regel: Regel) -> Blokdata:
        match regel:
            case Kopregel():
                return _kop(regel)
            case Kenmerken(paren):
                pairs = [[zichtbaar(label), [*map(zichtbaar, values)]] for label, values in paren]
                return {"soort": "kenmerken", "paren": pairs}
            case Tabel():
                return _tabel(regel, self._vorm)
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
        width = _BREEDTE.search(begin)
        root = begin.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
        return {
            "titel": zichtbaar(grafiek.titel),
            "eenheid": zichtbaar(eenheid(grafiek.weergave)) if grafiek.weergave else "",
            "alt": _cut(f"{grafiek.titel}. {grafiek.alt}", _ALT),
            "smal": width is not None and int(width[1]) <= self._smal,
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
        "tekst": _named(regel.tekst),
        "bij": _cut(regel.kop.bij, _NAAM),
        "adres": regel.adres,
        "bladzijde": regel.bladzijde,
    }


def _tabel(regel: Tabel, vorm: Vorm) -> Blokdata:
    tabel = afdruk(regel.grid, meet=vorm.letter.meet)
    shape = maat(tabel, vorm.vel)
    last = len(tabel.regels) - 1
    held = bijeen(tabel, shape, vorm.vel)
    return {
        "soort": "tabel",
        "adres": regel.adres,
        "nummer": regel.nummer,
        "naam": regel.naam,
        "titel": zichtbaar(regel.titel),
        "eenheid": tabel.opschrift,
        "corps": shape.corps,
        "breedtes": shape.breedtes,
        "liggend": shape.liggend,
        "krap": shape.krap,
        "kort": held.kort,
        "groepen": [[zichtbaar(boven), count] for boven, count in tabel.groepen],
        "koppen": [{"tekst": kop.tekst, "rechts": kop.rechts, "na": kop.na_getal} for kop in tabel.koppen],
        "regels": [
            {**_regel(row, is_first=i == 0, is_last=i == last), "samen": held.samen[i], "heel": held.heel[i]}
            for i, row in enumerate(tabel.regels)
        ],
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
    for vel in vellen[1:]:
        # the page has turned already
        vel["blokken"][0] = {**vel["blokken"][0], "bladzijde": ""}
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
