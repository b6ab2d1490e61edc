"""A document as one web page: nothing outside it is needed, nothing in it runs, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Final
from urllib.parse import quote

from budgetdesk.document.blokken import Document, Grafiek, Kenmerken, Tabel
from budgetdesk.document.boom import Kopregel, Regel, koppen, lopend, plekken
from budgetdesk.export.caption import eenheid
from budgetdesk.export.grafiek import to_svg
from budgetdesk.export.htmlproza import Proza
from budgetdesk.export.htmltabel import table, text, unit
from budgetdesk.export.printed import Afdruk, Afdrukregel, afdruk
from budgetdesk.voortgang import stappen

_BELEID: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Content Security Policy: whatever a text might hold, a browser loads and runs nothing."""

_DIEPST: Final = 6
"""Levels of headings that a page knows; what stands deeper is one of the last."""


def to_html(document: Document) -> str:
    """Return the page."""
    page = _Pagina(plekken(document))
    body = [page.block(blok) for blok in stappen([*lopend(document)], "blokken")]
    titel, gemeente = text(document.titel), text(f"Gemeente {document.gemeente}")
    kind = "stand concept" if document.is_draft else "stand"
    stand = f'<p class="{kind}">{text(document.stand)}</p>\n' if document.stand else ""
    mark = f"{text(document.stand)}: " if document.is_draft else ""
    style = resources.files("budgetdesk.export").joinpath("document.css").read_text("utf-8")
    lines = [
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_BELEID}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{mark}{titel} - {gemeente}</title>",
        f"<style>\n{style}</style>\n</head>\n<body>",
        '<a class="overslaan" href="#pagina:tekst">Naar de tekst</a>',
        f'<header>\n<h1>{titel}</h1>\n<p class="gemeente">{gemeente}</p>\n{stand}</header>',
        *_contents([regel for regel in koppen(document) if regel.niveau <= document.opmaak.inhoud]),
        *(_tables(page.tabellen) if document.opmaak.lijst_tabellen else ()),
        '<main id="pagina:tekst">',
        *body,
        *page.proza.notes(),
        "</main>",
        f"<footer>\n<p>{text(document.bron)}</p>\n</footer>\n</body>\n</html>",
    ]
    return "\n".join(lines) + "\n"


class _Pagina:
    """Prints blocks one by one and numbers what others refer to: no address of a part has the colon of these names."""

    def __init__(self, plekken: Mapping[str, str]) -> None:
        self.proza = Proza(plekken)
        self._number = 0
        self.tabellen: list[tuple[str, str]] = []
        """The address and the title of every table so far."""

    def block(self, blok: Regel) -> str:
        """Return one block."""
        match blok:
            case Kopregel():
                return _heading(blok)
            case Tabel():
                self.tabellen.append((name := self._id("tabel"), blok.titel))
                return _table(afdruk(blok.grid), blok.titel, name)
            case Grafiek():
                return _chart(blok, self._id("grafiek"))
            case Kenmerken():
                return _facts(blok)
        return self.proza.block(blok)

    def _id(self, soort: str) -> str:
        self._number += 1
        return f"{soort}:{self._number}"


def _heading(regel: Kopregel) -> str:
    """Return a heading one level lower: the title of the page is the first."""
    level = min(regel.niveau + 1, _DIEPST)
    behind = f' <span class="bij">– {text(regel.kop.bij)}</span>' if regel.kop.bij else ""
    return f'<h{level} id="{escape(regel.adres)}">{text(regel.tekst)}{behind}</h{level}>'


def _contents(regels: Sequence[Kopregel]) -> Iterator[str]:
    """Yield the table of contents, chapters with their sections; nothing without headings."""
    if not regels:
        return
    yield '<nav aria-labelledby="pagina:inhoud">\n<h2 id="pagina:inhoud">Inhoud</h2>'
    depth = 0
    for regel in regels:
        yield "<ul>" if regel.niveau > depth else "</li>" + "</ul></li>" * (depth - regel.niveau)
        yield f'<li><a href="#{quote(regel.adres)}">{text(regel.tekst)}</a>'
        depth = regel.niveau
    yield "</li></ul>" * depth + "\n</nav>"


def _tables(tabellen: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the list of tables, each a link to where it stands."""
    if tabellen:
        yield '<nav aria-labelledby="pagina:tabellen">\n<h2 id="pagina:tabellen">Tabellen</h2>\n<ul>'
        yield from (f'<li><a href="#{name}">{text(titel)}</a></li>' for name, titel in tabellen)
        yield "</ul>\n</nav>"


def _facts(kenmerken: Kenmerken) -> str:
    pairs = (
        f"<div><dt>{text(label)}</dt>" + "".join(f"<dd>{text(value)}</dd>" for value in values) + "</div>"
        for label, values in kenmerken.paren
    )
    return "<dl>\n" + "\n".join(pairs) + "\n</dl>"


def _table(tabel: Afdruk, titel: str, name: str) -> str:
    """Return a table in a frame of its own, which scrolls where the page is too narrow."""
    frame = _by_class("div", ["tabel", *["kort"] * tabel.kort])
    lines = table(tabel, titel, _by_class, name=name)
    return "\n".join([f'<div{frame} role="region" aria-labelledby="{name}" tabindex="0">', *lines, "</div>"])


def _chart(grafiek: Grafiek, name: str) -> str:
    measure = unit(eenheid(grafiek.weergave), _by_class) if grafiek.weergave else ""
    caption = f'<figcaption><span class="titel">{text(grafiek.titel)}</span>{measure}</figcaption>'
    return f'<figure class="{grafiek.soort}">\n{caption}\n{to_svg(grafiek, name)}\n</figure>'


def _by_class(_element: str, names: Sequence[str] = (), _regel: Afdrukregel | None = None) -> str:
    """Return the classes that the style sheet knows an element by."""
    joined = " ".join(names)
    return f' class="{joined}"' if joined else ""
