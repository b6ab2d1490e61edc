"""A document as one web page: nothing outside it is needed, nothing in it runs, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import resources
from typing import Final

from budgetdesk.document.blokken import Alinea, Blok, Document, Grafiek, Kenmerken, Kop, Opsomming, Tabel, Tussenkop
from budgetdesk.export.afdruk import Afdruk, Kolomkop, Regel, afdruk, verdeel, zichtbaar
from budgetdesk.export.grafiek import to_svg
from budgetdesk.export.opschrift import eenheid

_BELEID: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Content Security Policy: whatever a text might hold, a browser loads and runs nothing."""

_IN_INHOUD: Final = 2
"""Lowest level of heading in the table of contents."""

_RUIMTE: Final = 110
"""Characters of a table across the page, at least."""


def to_html(document: Document) -> str:
    """Return the page."""
    page = _Pagina()
    body = [page.block(blok) for blok in document.blokken]
    titel, gemeente = _text(document.titel), _text(f"Gemeente {document.gemeente}")
    style = resources.files("budgetdesk.export").joinpath("document.css").read_text("utf-8")
    lines = [
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_BELEID}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{titel} - {gemeente}</title>",
        f"<style>\n{style}</style>\n</head>\n<body>",
        '<a class="overslaan" href="#tekst">Naar de tekst</a>',
        f'<header>\n<h1>{titel}</h1>\n<p class="gemeente">{gemeente}</p>\n</header>',
        *_contents(page.koppen),
        '<main id="tekst">',
        *body,
        "</main>",
        f"<footer>\n<p>{_text(document.bron)}</p>\n</footer>\n</body>\n</html>",
    ]
    return "\n".join(lines) + "\n"


class _Pagina:
    """Prints blocks one by one and numbers what others refer to."""

    def __init__(self) -> None:
        self.koppen: list[tuple[Kop, str]] = []
        self._number = 0

    def block(self, blok: Blok) -> str:
        """Return one block."""
        match blok:
            case Kop():
                return self._heading(blok)
            case Tabel():
                return _table(afdruk(blok.grid), blok.titel, self._id("tabel"))
            case Grafiek():
                return _chart(blok, self._id("grafiek"))
        return _prose(blok)

    def _heading(self, kop: Kop) -> str:
        """Return a heading one level lower: the title of the page is the first."""
        name = self._id("deel")
        self.koppen.append((kop, name))
        return f'<h{kop.niveau + 1} id="{name}">{_text(kop.tekst)}</h{kop.niveau + 1}>'

    def _id(self, soort: str) -> str:
        self._number += 1
        return f"{soort}-{self._number}"


def _prose(blok: Tussenkop | Alinea | Opsomming | Kenmerken) -> str:
    match blok:
        case Tussenkop(tekst, bij):
            behind = f' <span class="bij">{_text(bij)}</span>' if bij else ""
            return f'<p class="tussenkop"><strong>{_text(tekst)}</strong>{behind}</p>'
        case Alinea(tekst):
            return f"<p>{_text(tekst)}</p>"
        case Opsomming(items):
            return "<ul>\n" + "\n".join(f"<li>{_text(item)}</li>" for item in items) + "\n</ul>"
        case Kenmerken():
            return _facts(blok)


def _contents(koppen: Sequence[tuple[Kop, str]]) -> Iterator[str]:
    """Yield the table of contents, chapters with their sections."""
    yield '<nav aria-labelledby="inhoud">\n<h2 id="inhoud">Inhoud</h2>'
    depth = 0
    for kop, name in koppen:
        if kop.niveau > _IN_INHOUD:
            continue
        yield "<ul>" if kop.niveau > depth else "</li>" + "</ul></li>" * (depth - kop.niveau)
        yield f'<li><a href="#{name}">{_text(kop.tekst)}</a>'
        depth = kop.niveau
    yield "</li></ul>" * depth + "\n</nav>"


def _facts(kenmerken: Kenmerken) -> str:
    pairs = (
        f"<div><dt>{_text(label)}</dt>" + "".join(f"<dd>{_text(value)}</dd>" for value in values) + "</div>"
        for label, values in kenmerken.paren
    )
    return "<dl>\n" + "\n".join(pairs) + "\n</dl>"


def _table(tabel: Afdruk, titel: str, name: str) -> str:
    """Return a table in a frame of its own, which scrolls where the page is too narrow."""
    lines = [
        f'<div{_classes(["tabel", *["kort"] * tabel.kort])} role="region" aria-labelledby="{name}" tabindex="0">',
        "<table>",
        f'<caption id="{name}"><span class="titel">{_text(titel)}</span>{_unit(tabel.opschrift)}</caption>',
        _widths(tabel.koppen),
        "<thead>\n<tr>" + "".join(map(_column, tabel.koppen)) + "</tr>\n</thead>\n<tbody>",
        *(_row(regel, tabel.koppen) for regel in tabel.regels),
        "</tbody>\n</table>",
        *(f'<p class="noot">{escape(noot)}</p>' for noot in tabel.noten),
        "</div>",
    ]
    return "\n".join(lines)


def _chart(grafiek: Grafiek, name: str) -> str:
    unit = _unit(eenheid(grafiek.weergave)) if grafiek.weergave else ""
    caption = f'<figcaption><span class="titel">{_text(grafiek.titel)}</span>{unit}</figcaption>'
    return f'<figure class="{grafiek.soort}">\n{caption}\n{to_svg(grafiek, name)}\n</figure>'


def _unit(opschrift: str) -> str:
    return f' <span class="eenheid">{_text(opschrift)}</span>' if opschrift else ""


def _widths(koppen: Sequence[Kolomkop]) -> str:
    """Return the share of the page that each column takes."""
    shares = verdeel(koppen, _RUIMTE)
    columns = (f'<col style="width:{100 * share / _RUIMTE:.1f}%">' for share in shares)
    return "<colgroup>" + "".join(columns) + "</colgroup>"


def _column(kop: Kolomkop) -> str:
    if not kop.tekst:
        return "<td></td>"
    return f'<th scope="col"{_look(kop)}>{escape(kop.tekst)}</th>'


def _row(regel: Regel, koppen: Sequence[Kolomkop]) -> str:
    classes = [regel.rol] * (regel.rol != "blad") + ["begin"] * regel.begint
    if regel.vol:
        scope = "rowgroup" if regel.rol == "groep" else "row"
        name = f'<th scope="{scope}" colspan="{len(koppen)}"{_indent(regel)}>{escape(regel.cellen[0])}</th>'
        return f"<tr{_classes(classes)}>{name}</tr>"
    cells = (_cell(regel, i, kop) for i, kop in enumerate(koppen))
    return f"<tr{_classes(classes)}>" + "".join(cells) + "</tr>"


def _cell(regel: Regel, i: int, kop: Kolomkop) -> str:
    """Return a cell; a name stands once before all rows it is of."""
    text = escape(regel.cellen[i]).replace("\n", "<br>")
    if not kop.is_rij:
        return f"<td{_look(kop)}>{text}</td>"
    if i:
        return f'<th scope="row">{text}</th>'
    scope = f'"rowgroup" rowspan="{regel.hoogte}"' if regel.hoogte > 1 else '"row"'
    return f"<th scope={scope}{_indent(regel)}>{text}</th>" if regel.hoogte else ""


def _look(kop: Kolomkop) -> str:
    return _classes(["getal"] * kop.rechts + ["na-getal"] * kop.na_getal)


def _indent(regel: Regel) -> str:
    return _classes([f"niveau-{min(regel.niveau, 3)}"] * (regel.niveau > 0))


def _classes(names: Iterable[str]) -> str:
    joined = " ".join(names)
    return f' class="{joined}"' if joined else ""


def _text(text: str) -> str:
    return escape(zichtbaar(text))
