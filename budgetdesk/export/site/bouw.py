"""A document to the files of its site: a page per chapter, one that shows it at a glance, one that searches, and data.

Nothing is loaded from outside and only the page that searches runs anything: a script of its own. Addresses follow
from the keys of parts, so a link outlives other names, texts and orders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from urllib.parse import quote

from budgetdesk.document.blokken import Document, Regelblok, Tabel
from budgetdesk.document.boom import Kopregel, Regel, nummert, plekken
from budgetdesk.document.posten import Uitklap
from budgetdesk.export.data import to_csv_nl
from budgetdesk.export.html import Blokken
from budgetdesk.export.htmltabel import text
from budgetdesk.export.pagina import deel, json_block, render, veilig
from budgetdesk.export.printed import afdruk
from budgetdesk.export.site.indeling import BEGIN, ZOEKEN, Bladzijde, Indeling, Namen, verdeel
from budgetdesk.export.site.zoeken import Vindplaats, vindplaatsen, woorden
from budgetdesk.export.stijl import merk, stijl
from budgetdesk.model.kinds.programma import Post
from budgetdesk.storage.beelden import Beeld
from budgetdesk.tables.grid import Grid
from budgetdesk.voortgang import stappen


@dataclass(frozen=True, slots=True)
class Stof:
    """What a site is made of: the document, its glance, and by number of a programma the posts to unfold there."""

    document: Document
    oogopslag: Sequence[Regelblok] = ()
    posten: Mapping[int, Sequence[Uitklap]] = field(default_factory=dict)


def to_site(stof: Stof) -> dict[str, bytes]:
    """Return the files of the site by their path, `/` between folder and file.

    Raises Afgebroken where whoever waits calls it off.
    """
    site = _Site(stof)
    pages = {page.bestand: site.bladzijde(page) for page in stappen(site.indeling.bladzijden, "bladzijden")}
    files = {BEGIN: site.begin(), **pages, ZOEKEN: site.zoeken(), **site.data}
    logo = stof.document.huisstijl.logo
    images = {_logo(logo): logo.inhoud} if logo else {}
    return {naam: content.encode() for naam, content in files.items()} | images


def _logo(logo: Beeld) -> str:
    return f"logo{logo.einde}"


class _Site:
    """Writes the pages of one site, and gathers the data behind their tables."""

    def __init__(self, stof: Stof) -> None:
        self._stof = stof
        self.indeling: Indeling = verdeel(stof.document)
        hrefs = self.indeling.hrefs
        self.plekken = {naam: hrefs[adres] for naam, adres in plekken(stof.document).items()}
        self.nummert = nummert(stof.document)
        self.data: dict[str, str] = {}
        self._namen = Namen()
        self._index: list[Vindplaats] = []
        self._unfolded: set[int] = set()

    def begin(self) -> str:
        """Return the first page."""
        writer = _Schrijver(self, BEGIN, lager=1)
        shown = writer.blocks([*self._stof.oogopslag, *self.indeling.begin])
        return self._render("begin.html", None, writer.maten, tekst=veilig(shown))

    def bladzijde(self, page: Bladzijde) -> str:
        """Return the page of a part."""
        self._index += vindplaatsen(page.regels, self.indeling.hrefs, page.naam)
        writer = _Schrijver(self, page.bestand, lager=1 - page.kop.niveau)
        shown = writer.blocks(page.regels)
        terug, verder = self.indeling.naast(page)
        return self._render(
            "pagina.html",
            page,
            writer.maten,
            tekst=veilig(shown),
            boven=self.indeling.boven(page),
            terug=terug,
            verder=verder,
        )

    def zoeken(self) -> str:
        """Return the page that searches, which holds the index."""
        index = {"vindplaatsen": [found.as_data() for found in self._index]}
        return self._render("zoeken.html", None, script=deel("zoeken.js"), index=veilig(json_block(index)))

    def schrijf_data(self, adres: str, grid: Grid) -> str:
        """Put the data of a table that stands at an address in a file; return where that is."""
        naam = f"data/{self._namen.neem(f'{adres}-{grid.naam}')}.csv"
        self.data[naam] = to_csv_nl([grid])
        return naam

    def uitklappen(self, grid: Grid, bestand: str) -> Sequence[Uitklap]:
        """Return what is unfolded below a table, the first time that it stands anywhere."""
        nummer = grid.programma
        if nummer is None or grid.naam != Post.kind.tabel or nummer in self._unfolded:
            return ()
        self._unfolded.add(nummer)
        found = self._stof.posten.get(nummer, ())
        for part in found:
            named = next((page.naam for page in self.indeling.bladzijden if page.bestand == bestand), "")
            place = Vindplaats(f"{bestand}#{quote(_plek(part))}", part.tabel.titel, named, [*woorden(part.tabel)])
            self._index.append(place)
        return found

    def _render(
        self, sjabloon: str, page: Bladzijde | None, maten: str = "", *, script: str = "", **waarden: object
    ) -> str:
        document = self._stof.document
        logo = document.huisstijl.logo
        style = deel("document.css") + deel("site.css") + maten + stijl(document.huisstijl) + merk(document)
        known = {"kop": document, "regels": self.indeling.inhoud(page), "bladzijde": page}
        known["logo"] = _logo(logo) if logo else ""
        return render(sjabloon, style, known | waarden, script=script, beelden="'self'" if logo else "")


class _Schrijver:
    """Writes the blocks of one page, and below a table where its data is and what can be unfolded."""

    def __init__(self, site: _Site, bestand: str, lager: int) -> None:
        self._site = site
        self._bestand = bestand
        self._adres = bestand.removesuffix(".html")
        self._blokken = Blokken(lager, site.plekken, nummert=site.nummert)

    @property
    def maten(self) -> str:
        """Return the rules of the style sheet that the page needs besides."""
        return self._blokken.maten

    def blocks(self, regels: Sequence[Regel]) -> str:
        """Return what stands on the page, the footnotes last."""
        return "\n".join([*map(self._block, regels), self._blokken.noten()])

    def _block(self, regel: Regel) -> str:
        if isinstance(regel, Tabel):
            return "\n".join([self._table(regel, self._adres), *self._unfold(regel.grid)])
        if isinstance(regel, Kopregel):
            self._adres = regel.adres
        return self._blokken.block(regel)

    def _table(self, tabel: Tabel, adres: str) -> str:
        # asked twice, for the page and for the data
        grid, titel = replace(tabel.grid, inhoud=cache(tabel.grid.inhoud)), self._blokken.titel(tabel)
        data = escape(self._site.schrijf_data(adres, grid))
        named = f'<span class="verborgen"> van {text(titel)}</span>'
        link = f'<p class="data"><a href="{data}" download>Cijfers{named} als csv</a></p>'
        return f"{self._blokken.table(afdruk(grid), tabel)}\n{link}"

    def _unfold(self, grid: Grid) -> Iterator[str]:
        for part in self._site.uitklappen(grid, self._bestand):
            posts = "1 post" if part.aantal == 1 else f"{part.aantal} posten"
            yield f'<details class="uitklap" id="{escape(_plek(part))}">'
            yield f"<summary>{text(part.naam)} <span>({posts})</span></summary>"
            yield self._table(part.tabel, f"{self._adres}-{part.sleutel}")
            yield "</details>"


def _plek(part: Uitklap) -> str:
    """Return the id of what is unfolded: no address of a part has its colon."""
    return f"posten:{part.tabel.grid.programma}/{quote(part.sleutel, safe='')}"
