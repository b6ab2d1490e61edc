"""A document as one web page: nothing outside it is needed, nothing in it runs, and it prints on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final
from urllib.parse import quote

from budgetdesk.document.blokken import Document, Grafiek, Kenmerken, Tabel
from budgetdesk.document.boom import Kopregel, Regel, in_inhoud, in_tabellen, koppen, lopend, nummert, plekken
from budgetdesk.export.caption import eenheid
from budgetdesk.export.grafiek import smalst, to_svg
from budgetdesk.export.htmlproza import Proza
from budgetdesk.export.htmltabel import table, text, unit
from budgetdesk.export.maten import regels
from budgetdesk.export.pagina import deel, render, veilig
from budgetdesk.export.printed import Afdruk, Afdrukregel, afdruk
from budgetdesk.export.stijl import data_url, merk, stijl
from budgetdesk.voortgang import stappen

_DIEPST: Final = 6
"""Levels of headings that a page knows; what stands deeper is one of the last."""

_GRAFIEK: Final = 420
"""How wide a chart is drawn: on a phone its letters stay readable; one that has to be wider scrolls in its frame."""


def to_html(document: Document) -> str:
    """Return the page."""
    hrefs = {kop.adres: f"#{quote(kop.adres)}" for kop in koppen(document)}
    leads = {naam: f"#{quote(adres)}" for naam, adres in plekken(document).items()}
    page = Blokken(1, leads, nummert=nummert(document))
    body = [page.block(blok) for blok in stappen([*lopend(document)], "blokken")]
    logo = document.huisstijl.logo
    return render(
        "enkel.html",
        deel("document.css") + page.maten + stijl(document.huisstijl) + merk(document),
        {
            "kop": document,
            "logo": data_url(logo) if logo else "",
            "regels": inhoud(in_inhoud(document), hrefs),
            "tabellen": [Inhoudsregel(f"#{quote(tabel.adres)}", page.titel(tabel)) for tabel in in_tabellen(document)],
            "tekst": veilig("\n".join([*body, page.noten()])),
        },
        beelden="data:" if logo else "",
    )


@dataclass(frozen=True, slots=True)
class Inhoudsregel:
    """A line of the contents: where it leads, what it says, and the lines below it."""

    href: str
    tekst: str
    onder: tuple[Inhoudsregel, ...] = ()


def inhoud(regels: Sequence[Kopregel], hrefs: Mapping[str, str]) -> tuple[Inhoudsregel, ...]:
    """Return the contents that these headings make, each below the one it is of; `hrefs` says where addresses are."""
    found: list[Inhoudsregel] = []
    starts = [n for n, regel in enumerate(regels) if regel.niveau == min(r.niveau for r in regels)]
    for start, end in pairwise([*starts, len(regels)]):
        below = inhoud(regels[start + 1 : end], hrefs)
        found.append(Inhoudsregel(hrefs[regels[start].adres], regels[start].tekst, below))
    return tuple(found)


class Blokken:
    """Writes blocks one by one and numbers what others refer to: no address of a part has the colon of these names.

    Headings stand `lager` levels lower than in the document, or higher where that is below zero; `plekken` says where
    what a link in a text may name is, `nummert` whether tables show their numbers.
    """

    def __init__(self, lager: int, plekken: Mapping[str, str], *, nummert: bool) -> None:
        self._lager = lager
        self._nummert = nummert
        self._proza = Proza(plekken)
        self._number = 0
        self._namen: set[str] = set()
        self._titels: Counter[str] = Counter()
        """How many tables so far have a title."""

    @property
    def maten(self) -> str:
        """Return the rules of the style sheet that what was written so far needs."""
        return regels(self._namen)

    def block(self, blok: Regel) -> str:
        """Return one block."""
        match blok:
            case Kopregel():
                return _heading(blok, self._lager)
            case Tabel():
                return self.table(afdruk(blok.grid), blok)
            case Grafiek():
                return self._chart(blok)
            case Kenmerken():
                return _facts(blok)
        return self._proza.block(blok)

    def noten(self) -> str:
        """Return the footnotes that were called so far."""
        return "\n".join(self._proza.notes())

    def titel(self, blok: Tabel) -> str:
        """Return the title of a table, behind its number where tables show theirs."""
        return blok.genummerd if self._nummert and blok.nummer else blok.titel

    def table(self, tabel: Afdruk, blok: Tabel) -> str:
        """Return a table in a frame of its own, which scrolls where the page is too narrow."""
        name, titel = self._id("tabel"), self.titel(blok)
        again = self._titels[titel]
        self._titels[titel] += 1
        frame = self._by_class("section", ["tabel", *["kort"] * tabel.kort])
        lines = table(tabel, titel, self._by_class, name=name)
        # a reader goes from one frame to the next by their names, so that no two on a page are called the same
        named = f'aria-label="{text(f"{titel} ({again + 1})")}"' if again else f'aria-labelledby="{name}"'
        place = f' id="{escape(blok.adres)}"' if blok.adres else ""
        return "\n".join([f'<section{place}{frame} {named} tabindex="0">', *lines, "</section>"])

    def _chart(self, grafiek: Grafiek) -> str:
        measure = unit(eenheid(grafiek.weergave), self._by_class) if grafiek.weergave else ""
        caption = f'<figcaption><span class="titel">{text(grafiek.titel)}</span>{measure}</figcaption>'
        frame = ' breed" tabindex="0"' if smalst(grafiek) > _GRAFIEK else '"'
        svg = to_svg(grafiek, self._id("grafiek"), _GRAFIEK)
        return f'<figure class="{grafiek.soort}{frame}>\n{caption}\n{svg}\n</figure>'

    def _id(self, soort: str) -> str:
        self._number += 1
        return f"{soort}:{self._number}"

    def _by_class(self, _element: str, names: Sequence[str] = (), _regel: Afdrukregel | None = None) -> str:
        """Return the classes that the style sheet knows an element by."""
        self._namen.update(names)
        joined = " ".join(names)
        return f' class="{joined}"' if joined else ""


def _heading(regel: Kopregel, lager: int) -> str:
    """Return a heading, so many levels lower."""
    level = min(regel.niveau + lager, _DIEPST)
    behind = f' <span class="bij">– {text(regel.kop.bij)}</span>' if regel.kop.bij else ""
    return f'<h{level} id="{escape(regel.adres)}">{text(regel.tekst)}{behind}</h{level}>'


def _facts(kenmerken: Kenmerken) -> str:
    pairs = (
        f"<div><dt>{text(label)}</dt>" + "".join(f"<dd>{text(value)}</dd>" for value in values) + "</div>"
        for label, values in kenmerken.paren
    )
    return "<dl>\n" + "\n".join(pairs) + "\n</dl>"
