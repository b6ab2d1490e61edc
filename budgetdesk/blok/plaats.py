"""Where every cell of a block goes on a table: by its headings and labels, or by place from the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from budgetdesk.bedrag import Gedrukt
from budgetdesk.blok.doel import Doel, Doelcel, Doelrij
from budgetdesk.blok.koppen import As, Herkend, Herkenner, celsoort
from budgetdesk.blok.namen import kind_of
from budgetdesk.blok.tekst import Blok
from budgetdesk.blok.vraag import Keuzes, Vraag

Cel = tuple[int, int]

BUITEN: Final = "valt buiten de tabel"
"""A block that does not fit stands one place too far: what is left of it would, too."""

_ZELFDE: Final = 4
"""Rows of one name that stand so near to each other are sides of one thing."""


@dataclass(slots=True)
class Plek:
    """A cell of the block with its place, or the reason why it has none."""

    bron: Cel
    tekst: str
    letter: str = ""
    """The letter in a column of its own beside it."""
    doel: Cel | None = None
    """Row and column of the table."""
    cel: Doelcel | None = None
    """What can be typed in there; None where that is computed."""
    fout: str = ""
    """Why it cannot be read or placed."""
    weg: str = ""
    """Why it is left out: its row or column is not in the table."""
    gedrukt: Gedrukt | None = None
    """What is printed in it, once that was read."""


class Plaatsing:
    """The cells of one block on one table, with the corner at a place in view and a column."""

    def __init__(self, blok: Blok, doel: Doel, start: Cel, keuzes: Keuzes) -> None:
        self.blok: Final = blok
        self._doel: Final = doel
        self._start: Final = start
        self._keuzes: Final = keuzes
        first = doel.cel(doel.in_beeld[start[0]], start[1]) if start[0] < len(doel.in_beeld) else None
        kind = first.soort if first is not None else "bedrag"
        self.op_tekst: Final = kind == "tekst"
        """Whether it goes on texts: there a text is a value unless it is a name of the table."""
        self.herkend: Final[Herkend] = Herkenner(blok, doel, kind).herken()
        self.plekken: Final = self._places()

    # --- what is open ------------------------------------------------------------------------

    @cached_property
    def rijvraag(self) -> Vraag | None:
        """Return whether rows go by name or by place, where the block names any."""
        found = self.herkend
        axis = found.links if not found.over_label else found.boven
        named = [a for a in axis.values() if a.naam or a.rijen]
        if not named or self.op_tekst:
            return None
        known = [a for a in named if a.rijen]
        keuzes = [("naam", "op naam"), ("plaats", "op plaats")]
        if self.blok.vorm == "pdf":
            # a number at the end of a name may have been taken for an amount: only a name that is known is sure
            keuzes = keuzes[:1]
        settled = "naam" if known or len(keuzes) == 1 else None
        grond = f"{len(known)} van {len(named)} namen staan in deze tabel"
        return Vraag("rijen", "N", keuzes, self._keuzes.get("rijen", settled), grond, "naam", settled or "plaats")

    @cached_property
    def kolomvraag(self) -> Vraag | None:
        """Return whether columns go by heading or by place, where the block heads any."""
        found = self.herkend
        keuzes = [("jaar", "op jaar"), ("plaats", "op plaats")]
        if found.jaartwijfel and not found.koprijen:
            grond = "deze jaartallen kunnen ook bedragen zijn"
            return Vraag(
                "kolommen", "J", [("bedrag", "dit zijn bedragen")], self._keuzes.get("kolommen"), grond, "jaar"
            )
        if found.jaartwijfel:
            keuzes = [*keuzes[:1], ("bedrag", "is een bedrag")]
            head = next(iter(found.boven.values())).tekst
            grond = f"is {head} in rij {found.koprijen[0] + 1} een jaar of een bedrag?"
            return Vraag("kolommen", "J", keuzes, self._keuzes.get("kolommen"), grond, "jaar")
        if found.over_label:
            return Vraag("kolommen", "J", keuzes[:1], "jaar", f"jaren in kolom {_kolom(found.labelkolommen)}", "jaar")
        headed = [a for a in found.boven.values() if a.tekst and not a.zwijgt]
        if not headed or (found.namen_boven and not found.over_kop):
            return None
        settled = "jaar" if found.over_kop else None
        known = len([a for a in headed if a.kolommen])
        grond = f"{known} van {len(headed)} koppen staan in deze tabel"
        return Vraag("kolommen", "J", keuzes, self._keuzes.get("kolommen", settled), grond, "jaar", settled or "plaats")

    @cached_property
    def kantvraag(self) -> Vraag | None:
        """Return which side names mean that stand in the table with several, where the block does not say it."""
        kanten: dict[str, None] = {}
        if (v := self.rijvraag) is None or v.gekozen == "plaats":
            return None
        for boven, links in self._axes():
            rows = self._candidates(boven, links)
            if len(rows) > 1 and not (boven.kant or links.kant):
                kanten |= dict.fromkeys(self._doel.rijen[i].soort for i in self._narrowed(rows))
        if len(kanten) < 2:
            return None
        keuzes = [(soort, soort.lower()) for soort in kanten if soort]
        here = self._here.soort
        settled = here if here in kanten else None
        grond = f"{here.lower()}, als de rij van de cursor" if settled else "het blok noemt geen kant"
        return Vraag("kant", "S", keuzes, self._keuzes.get("kant", settled), grond, None, settled)

    def _axes(self) -> Iterator[tuple[As, As]]:
        found = self.herkend
        for r in found.rijen:
            for c in found.kolommen:
                yield found.boven.get(c, As(())), found.links.get(r, As(()))

    def _candidates(self, boven: As, links: As) -> Sequence[int]:
        return links.rijen if self.herkend.namen_links else boven.rijen

    def _narrowed(self, rows: Sequence[int]) -> list[int]:
        """Return of the sides of a name those that hold anything, where only one of them does."""
        held = [i for i in rows if any((cel := self._doel.cel(i, k)) and cel.waarde is not None for k in self._columns)]
        return held if len(held) == 1 else list(rows)

    @property
    def _columns(self) -> range:
        return range(len(self._doel.kolommen))

    # --- where it goes -----------------------------------------------------------------------

    def _places(self) -> list[Plek]:
        """Return every cell of the block that holds a value, with its place."""
        found = self.herkend
        by_name = (v := self.rijvraag) is not None and v.gekozen != "plaats" and not self.op_tekst
        by_year = (v := self.kolomvraag) is not None and v.gekozen in ("jaar", None)
        if self.op_tekst:
            by_name, by_year = found.namen_links, found.over_kop
        rows = list(found.rijen)
        amount_on_top = (v := self.kolomvraag) is not None and v.gekozen == "bedrag" and bool(found.koprijen)
        if amount_on_top:
            rows = [*found.koprijen, *rows]
        unread = dict(self.blok.ongelezen)
        places: list[Plek] = []
        top, left = found.hoek
        top = found.koprijen[0] if amount_on_top else top
        for r in rows:
            for c in found.kolommen:
                letter = next((self.blok.rijen[r][k] for k, of in found.letters.items() if of == c), "")
                plek = Plek((r, c), self.blok.rijen[r][c], letter)
                boven, links = found.boven.get(c, As(())), found.links.get(r, As(()))
                self._put(plek, boven, links, (r - top, c - left), by_name=by_name, by_year=by_year)
                places.append(plek)
        seen = {plek.bron[0] for plek in places}
        for plek in places:
            if plek.bron[0] in unread:
                plek.fout = unread[plek.bron[0]]
        places += [Plek((r, 0), self.blok.rijen[r][0], fout=zin) for r, zin in unread.items() if r not in seen]
        return places

    def _put(self, plek: Plek, boven: As, links: As, at: Cel, *, by_name: bool, by_year: bool) -> None:
        """Find the cell of the table for a cell of the block."""
        column = self._column(plek, boven, links, at, by_year=by_year)
        row = self._row(plek, boven, links, at, by_name=by_name)
        if plek.fout or plek.weg or row is None or column is None:
            return
        plek.doel = (row, column)
        plek.cel = self._doel.cel(row, column)
        if self._is_number_on_text(plek) and column not in boven.kolommen:
            head = self._doel.kolommen[column].tekst
            plek.fout = f"dit is een getal en “{head}” bevat tekst; met de kop “{head}” erboven gaat het daar wel heen"

    def _is_number_on_text(self, plek: Plek) -> bool:
        """Return whether a number that was not meant as a text came upon one, by its place."""
        on_text = plek.cel is not None and plek.cel.soort == "tekst" and not self.op_tekst
        return on_text and self.blok.exact is None and celsoort(plek.tekst) in ("getal", "jaar")

    def _column(self, plek: Plek, boven: As, links: As, at: Cel, *, by_year: bool) -> int | None:
        over_label = self.herkend.over_label
        if by_year and (self.herkend.over_kop or over_label or self.herkend.jaartwijfel):
            axis = links if over_label else boven
            if len(axis.kolommen) == 1:
                return axis.kolommen[0]
            what = "rij" if over_label else "kolom"
            where = f"{what} {plek.bron[0 if over_label else 1] + 1}"
            if axis.kolommen:
                plek.fout = f"“{axis.tekst}” kan hier {len(axis.kolommen)} kolommen zijn"
            else:
                shown = f"“{axis.tekst}”" if axis.tekst else "zonder kop"
                plek.weg = f"{where} {shown} staat niet in deze tabel: overgeslagen"
            return None
        # names head the columns: the years do not, so all go in the column of the cursor
        place = self._start[1] + (0 if self.herkend.namen_boven and not over_label else at[1])
        if place >= len(self._doel.kolommen):
            plek.fout = BUITEN
            return None
        return place

    def _row(self, plek: Plek, boven: As, links: As, at: Cel, *, by_name: bool) -> int | None:
        over_label = self.herkend.over_label
        axis = boven if over_label or (self.herkend.namen_boven and by_name) else links
        kant = boven.kant or links.kant
        if by_name and axis.naam:
            return self._named_row(plek, axis, kant)
        if kant and not axis.naam and not self.op_tekst:
            return self._named_row(plek, replace(axis, naam=self._here.naam, rijen=self._here_rows), kant)
        if by_name and self.herkend.namen_links:
            plek.fout = "deze rij heeft geen naam"
            return None
        place = self._start[0] + (at[1] if over_label else at[0])
        if place >= len(self._doel.in_beeld):
            plek.fout = BUITEN
            return None
        return self._doel.in_beeld[place]

    @property
    def _here(self) -> Doelrij:
        """Return the row of the cursor."""
        return self._doel.rijen[self._doel.in_beeld[self._start[0]]]

    @property
    def _here_rows(self) -> list[int]:
        """Return the rows of what the cursor is on: those around it that have its name."""
        at = self._doel.in_beeld[self._start[0]]
        return [i for i, rij in enumerate(self._doel.rijen) if rij.naam == self._here.naam and abs(i - at) < _ZELFDE]

    def _named_row(self, plek: Plek, axis: As, kant: str) -> int | None:
        over_label = self.herkend.over_label or self.herkend.namen_boven
        where = f"kolom {plek.bron[1] + 1}" if over_label else f"rij {plek.bron[0] + 1}"
        if not axis.rijen:
            plek.weg = f"{where} “{axis.naam}” staat niet in deze tabel: overgeslagen"
            return None
        rows: Sequence[int] = axis.rijen
        if kant:
            rows = [i for i in rows if kind_of(self._doel.rijen[i].soort) == kant]
            if not rows:
                plek.weg = f"{where} “{axis.naam}” heeft hier geen {kant}: overgeslagen"
                return None
        elif len(rows) > 1:
            rows = self._narrowed(rows)
            chosen = v.gekozen if (v := self.kantvraag) is not None else None
            rows = [i for i in rows if self._doel.rijen[i].soort == chosen] if len(rows) > 1 and chosen else rows
        if len(rows) == 1:
            return rows[0]
        if len({self._doel.rijen[i].soort for i in rows}) > 1 and self.kantvraag is not None:
            plek.fout = "lasten of baten?"
        else:
            plek.fout = f"“{axis.naam}” staat {len(rows)} keer in deze tabel" if rows else "hoort nergens"
        return None

    @property
    def herkenning(self) -> Sequence[str]:
        """Return what was recognised, in words."""
        found, said = self.herkend, []
        if found.koprijen and found.over_kop:
            said.append(f"jaren in rij {_rij(found.koprijen)}")
        if found.over_label:
            said.append(f"jaren in kolom {_kolom(found.labelkolommen)}")
        if self.rijvraag is not None and (found.namen_links or found.namen_boven):
            axis = found.links if found.namen_links else found.boven
            named = [a for i, a in axis.items() if (a.naam or a.rijen) and self._has_values(i)]
            known = sum(1 for a in named if a.rijen)
            where = f"kolom {_kolom(found.labelkolommen)}" if found.namen_links else f"rij {_rij(found.koprijen)}"
            said.append(f"namen in {where}, {known} van {len(named)}")
        if count := self._passed_over:
            said.append(f"op de regels in beeld; {count} verborgen {'regel' if count == 1 else 'regels'} ertussen")
        return said

    def _has_values(self, index: int) -> bool:
        """Return whether a row, or a column where names stand above, holds values: what only heads others does not."""
        found, cells = self.herkend, self.blok.rijen
        if found.namen_links:
            return index in found.rijen and any(cells[index][c] for c in found.kolommen)
        return index in found.kolommen and any(cells[r][index] for r in found.rijen)

    @property
    def _passed_over(self) -> int:
        """The rows out of view between those that a block without names goes on."""
        rows = sorted({plek.doel[0] for plek in self.plekken if plek.doel is not None})
        if not rows or self.herkend.namen_links or self.herkend.namen_boven:
            return 0
        shown = {*self._doel.in_beeld}
        return sum(1 for row in range(rows[0], rows[-1]) if row not in shown)


def _rij(rows: Sequence[int]) -> str:
    return " en ".join(str(r + 1) for r in rows)


def _kolom(columns: Sequence[int]) -> str:
    return " en ".join(str(c + 1) for c in columns)
