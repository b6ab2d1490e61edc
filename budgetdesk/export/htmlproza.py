"""Texts of a document as HTML: paragraphs, lists, bold, links, and footnotes at the end of the page.

Whatever a text holds is escaped, and a link leads only where `is_adres` says it may: nothing of a text is ever run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from budgetdesk.document.blokken import Alinea, Item, Opsomming
from budgetdesk.document.boom import Loopregel
from budgetdesk.export.htmltabel import text
from budgetdesk.tables.opmaak import Link, Noot, Regeldeel, Tekst, Verwijzing, Vet, is_adres, regeldelen


class Proza:
    """Writes texts and numbers the footnotes of the page; `plekken` says where what a link `#sleutel` may name is."""

    def __init__(self, plekken: Mapping[str, str]) -> None:
        self._plekken = plekken
        self._noten: list[str] = []

    def block(self, blok: Loopregel | Alinea | Opsomming) -> str:
        """Return a paragraph with the run-in heading it begins with, or a list with what is within its items."""
        match blok:
            case Opsomming():
                return self._list(blok)
            case Alinea(tekst):
                return f"<p>{self._inline(tekst)}</p>"
            case Loopregel(kop, alinea):
                behind = f" {self._inline(alinea.tekst)}" if alinea else ""
                return f'<p class="loopkop"><strong>{text(kop.tekst)}</strong>{behind}</p>'

    def _inline(self, tekst: Tekst) -> str:
        return "".join(map(self._part, regeldelen(tekst)))

    def _list(self, lijst: Opsomming) -> str:
        tag = "ol" if lijst.genummerd else "ul"
        items = (f"<li>{self._item(item)}</li>" for item in lijst.leden)
        return f"<{tag}>\n" + "\n".join(items) + f"\n</{tag}>"

    def notes(self) -> Iterator[str]:
        """Yield the footnotes called so far, each with a way back; nothing where there are none."""
        if self._noten:
            yield '<section class="noten" aria-label="Noten">\n<ol>'
            for number, noot in enumerate(self._noten, 1):
                back = f'<a href="#bij-noot-{number}" aria-label="Terug naar de tekst">↩</a>'
                yield f'<li id="noot-{number}">{noot} {back}</li>'
            yield "</ol>\n</section>"

    def _item(self, item: Item) -> str:
        return "\n".join([self._inline(item.tekst), *map(self._list, item.onder)])

    def _part(self, deel: Regeldeel) -> str:
        match deel:
            case Vet(inhoud):
                return f"<strong>{self._inline(inhoud)}</strong>"
            case Link(inhoud, adres):
                return self._link(self._inline(inhoud), adres)
            case Verwijzing(adres):
                return self._link(text(deel.tekst), f"#{adres}")
            case Noot(inhoud):
                return self._call(inhoud)
        return text(deel)

    def _link(self, shown: str, adres: str) -> str:
        """Return a link, its text alone where it may lead nowhere or what it names is not on the page."""
        plek = self._plekken.get(adres[1:]) if adres.startswith("#") else None
        if plek is not None:
            return f'<a href="{escape(plek)}">{shown}</a>'
        if adres.startswith("#") or not is_adres(adres):
            return shown
        return f'<a href="{escape(adres)}" rel="noopener noreferrer nofollow">{shown}</a>'

    def _call(self, inhoud: Tekst) -> str:
        # the note first: it has no notes, and what it holds is numbered nowhere
        self._noten.append(self._inline(inhoud))
        number = len(self._noten)
        return f'<sup><a id="bij-noot-{number}" href="#noot-{number}" aria-label="Noot {number}">{number}</a></sup>'
