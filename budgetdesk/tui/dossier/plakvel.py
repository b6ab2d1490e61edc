"""What pasting a block would do, as a sheet: a grid of old → new, and what it does to the result of every year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from budgetdesk.bedrag import Notatie, format_cell, format_edit
from budgetdesk.session.cells import try_cells
from budgetdesk.session.reading import results_by_column
from budgetdesk.tui.dossier.doel import Bedragcel, Tabeldoel, Veldcel, changes
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import STREEP, Stuk, Velregel, Velrol, Velveld, plain

if TYPE_CHECKING:
    from budgetdesk.blok import Lezing, Totaal, Uitkomst, Vraag
    from budgetdesk.session import Session
    from budgetdesk.session.cells import Wijzigingen
    from budgetdesk.tables.signed import Cijfers
    from budgetdesk.tui.dossier.bron import TabelBron

NAAM_MINST: Final = 18
"""Cells that a name keeps."""

_DAARNA: Final = "… na plakken"

NAAM_MEEST: Final = 42
"""Cells that a name may take."""

TEKST_MEEST: Final = 20
"""Cells of a text that is shown in a column."""

GEDEELD_MEEST: Final = 1
"""Rows that share an amount of which the names are told; the others are only counted."""

MELDINGEN: Final = 6
"""Sentences that are told before the others are only counted."""


AFRONDING: Final = 1
"""Last digits that a total may differ from what rounded amounts add up to."""


@dataclass(frozen=True, slots=True)
class Proef:
    """What is computed at one moment."""

    resultaten: Sequence[int]
    """The result of every year, in cents as printed."""
    cellen: Mapping[tuple[int, int], int | None]
    """The cents of some computed cells of the table, as printed."""


def _nothing(_lezing: Lezing) -> Wijzigingen:
    return ()


class Plakvel:
    """The preview of one paste; its keys answer what the block leaves open, and Enter takes all of it or nothing."""

    kiest: Final = False

    def __init__(
        self,
        bron: TabelBron,
        lezing: Lezing,
        doel: Tabeldoel,
        *,
        waarvan: str = "",
        boekt: str = "",
        erbij: Callable[[Lezing], Wijzigingen] = _nothing,
    ) -> None:
        """Preview a reading; `waarvan` says what copy it is, `boekt` what it is booked on.

        `erbij` gives the cells that are set with it: those that were cut.
        """
        self.bron: Final = bron
        self.lezing = lezing
        self._doel: Final = doel
        self._waarvan: Final = waarvan
        self._boekt: Final = boekt
        self._erbij: Final = erbij
        self._columns = 0
        """The first column in view, where not all fit."""
        self._tried: tuple[Proef, Proef] | None = None
        """What is computed now and after pasting."""
        self._differs: dict[tuple[int, int], str] | None = None
        """What computed cells become that the block has another figure for."""
        self._widths: dict[tuple[int, bool], int] = {}
        """How wide each column is, with old and new beside or below each other."""

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> Velveld:
        """Return what pasting does, counted."""
        return (Stuk("Plakken", "kop"), Stuk(f"  {self.lezing.telling}", "zacht"))

    @property
    def bijschrift(self) -> str:
        """Return what is pasted, or what it is booked on."""
        return self._boekt or self._waarvan

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that take or leave it."""
        if not self.lezing.uitvoerbaar:
            return "Esc niet plakken", "Esc"
        return "Enter plakken, alles of niets · Esc niet plakken", "Enter alles of niets · Esc", "Enter · Esc"

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that answer what the block leaves open, and those that take or leave it."""
        take = [("Enter", "Plakken")] if self.lezing.uitvoerbaar else []
        asked = [(vraag.toets, vraag.naam.capitalize()) for vraag in self.lezing.vragen]
        return [*take, *asked, ("Esc", "Niet plakken")]

    def onder(self, _index: int) -> str:
        """Return what has to be answered before anything can be taken over."""
        return self.needed

    @property
    def needed(self) -> str:
        """Return why nothing can be taken over yet; nothing where it can."""
        if not self.lezing.past:
            return "Het blok past hier niet: een deel valt buiten de tabel"
        keys = [vraag.toets for vraag in self.lezing.vragen if vraag.open]
        if keys:
            return f"Kies eerst: {', '.join(keys)}"
        return "" if self.lezing.wijzigingen else "Plakken wijzigt hier niets"

    def vouw(self, _index: int) -> None:
        """Do nothing: no line has anything below it."""

    def druk(self, key: str) -> bool:
        """Answer a question with its next answer, or go to other columns."""
        if key in ("left", "right"):
            self._columns = max(0, self._columns + (1 if key == "right" else -1))
            return True
        vraag = next((v for v in self.lezing.vragen if v.toets.lower() == key), None)
        if vraag is not None:
            self.lezing = self.lezing.choose(vraag.naam)
            self._tried = self._differs = None
            self._widths.clear()
        return vraag is not None

    # --- what was recognised and how it is read ----------------------------------------------

    def kop(self, width: int) -> Sequence[Velregel]:
        """Return what was recognised, how the block is read, what is asked, and the headings of the columns."""
        found: list[Stuk] = [
            piece for text in self._grounds() for piece in (Stuk("✓ ", "goed"), Stuk(f"{text}   ", "goed"))
        ]
        lines = _flowed("Herkend ", found, width) if found else []
        settled = [v for v in self.lezing.vragen if not v.open and v.keuzes]
        keys = [piece for vraag in settled for piece in _answer(vraag)]
        lines += _flowed("Lees als ", keys, width) if keys else []
        lines += [line for vraag in self.lezing.vragen if vraag.open for line in _question(vraag, width)]
        lines += [line for text in self._shared() for line in _broken("! ", text, width, "nu")]
        shown = self._shown(width)
        heads = [(Stuk(self._head(col), "kop"),) for col in shown]
        return [*lines, Velregel(("",)), Velregel(("", *heads), rol="kop"), STREEP] if shown else lines

    def _shared(self) -> list[str]:
        """Return which rows of the block fill one amount, the first of them: nobody may miss that."""
        told = self.lezing.gedeeld
        more = f" (zo ook {len(told) - GEDEELD_MEEST} andere)" if len(told) > GEDEELD_MEEST else ""
        return [f"{text}{more}" for text in told[:GEDEELD_MEEST]]

    def _grounds(self) -> list[str]:
        told = [v.bewezen for v in self.lezing.vragen if v.naam in ("eenheid", "kant", "decimaal")]
        return [*self.lezing.herkenning, *filter(None, told)]

    # --- the grid ----------------------------------------------------------------------------

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return a line for each row of the table that the block is about, and what else there is to tell."""
        rows: dict[int, dict[int, Uitkomst]] = {}
        loose: list[Uitkomst] = []
        for uitkomst in self.lezing.uitkomsten:
            if uitkomst.doel is not None:
                rows.setdefault(uitkomst.doel[0], {})[uitkomst.doel[1]] = uitkomst
            elif uitkomst.soort == "fout":
                loose.append(uitkomst)
        shown, stacked = self._shown(width), self._stacks(width)
        name = self._name_width(width, shown, stacked=stacked)
        lines = [line for rij in sorted(rows) for line in self._row(rij, rows[rij], shown, name, stacked=stacked)]
        return [*lines, *self._told(rows, loose, width)]

    def _row(
        self, rij: int, cells: dict[int, Uitkomst], shown: Sequence[int], width: int, *, stacked: bool
    ) -> list[Velregel]:
        name = fit(self._name(rij), width).rstrip()
        if not stacked:
            return [Velregel((name, *(self._cell(rij, col, cells.get(col)) for col in shown)))]
        old = [self._halves(rij, col, cells.get(col)) for col in shown]
        lines = [Velregel((name, *(first for first, _ in old)))]
        if any(plain(second) for _, second in old):
            lines.append(Velregel(((Stuk("  wordt", "zacht"),), *(second for _, second in old))))
        return lines

    def _told(self, rows: dict[int, dict[int, Uitkomst]], loose: Sequence[Uitkomst], width: int) -> list[Velregel]:
        """Return the faults with their reasons, and what is left out."""
        wrong = [u for cells in rows.values() for u in cells.values() if u.soort == "fout"]
        told = [f"rij {u.bron[0] + 1}, kolom {u.bron[1] + 1}: {u.zin}" for u in (*wrong, *loose)]
        told += [*self.totalen(), *self.lezing.meldingen]
        told = list(dict.fromkeys(told))
        lines = [line for text in told[:MELDINGEN] for line in _broken("✗ ", text, width)]
        if len(told) > MELDINGEN:
            lines.append(Velregel(((Stuk(f"✗ en nog {len(told) - MELDINGEN}", "fout"),),)))
        return lines

    def _cell(self, rij: int, col: int, uitkomst: Uitkomst | None) -> Velveld:
        if uitkomst is None:
            return ""
        now = self._now(rij, col)
        match uitkomst.soort:
            case "zet" | "maak leeg":
                was, new = self._pair(rij, col, uitkomst)
                return (Stuk(f"{was} → ", "zacht"), Stuk(f"{new}•", "nu"))
            case "fout":
                return (Stuk(f"✗ {_short(uitkomst.tekst)} ", "fout"),)
            case "leeg":
                return (Stuk("leeg blijft " if now else "", "zacht"),)
            case _:
                if wordt := self._off().get((rij, col)):
                    return (Stuk(f"{wordt} ", "zacht"), Stuk(f"✗ blok {_short(uitkomst.tekst)} ", "fout"))
                return (Stuk(f"{now} ", "zacht"),)

    def _halves(self, rij: int, col: int, uitkomst: Uitkomst | None) -> tuple[Velveld, Velveld]:
        """Return what stands in a cell and below it what that becomes."""
        if uitkomst is not None and uitkomst.soort in ("zet", "maak leeg"):
            was, new = self._pair(rij, col, uitkomst)
            return (Stuk(f"{was} ", "zacht"),), (Stuk(f"{new}•", "nu"),)
        if uitkomst is not None and uitkomst.soort == "fout":
            return (Stuk(f"{self._now(rij, col)} ", "zacht"),), (Stuk(f"✗ {_short(uitkomst.tekst)} ", "fout"),)
        if uitkomst is not None and uitkomst.soort == "berekend" and (wordt := self._off().get((rij, col))):
            return (Stuk(f"{wordt} ", "zacht"),), (Stuk(f"✗ blok {_short(uitkomst.tekst)} ", "fout"),)
        if uitkomst is not None and uitkomst.soort == "leeg" and self._now(rij, col):
            return (Stuk(f"{self._now(rij, col)} ", "zacht"),), (Stuk("leeg ", "zacht"),)
        return self._cell(rij, col, uitkomst), ""

    def _now(self, rij: int, col: int) -> str:
        """Return what stands in a cell; nothing where that is absent."""
        cel = self._doel.cel(rij, col)
        if isinstance(cel, Veldcel):
            return _short(cel.invoer.tekst)
        if isinstance(cel, Bedragcel) and cel.cents is None:
            return ""
        return self.bron.grid.cell(rij, col)

    def _pair(self, rij: int, col: int, uitkomst: Uitkomst) -> tuple[str, str]:
        """Return what a cell is and becomes; amounts that print the same are both shown in full."""
        now = self._now(rij, col)
        if uitkomst.soort == "maak leeg":
            return now, "leeg"
        cel = self._doel.cel(rij, col)
        if not isinstance(cel, Bedragcel) or not isinstance(uitkomst.waarde, int):
            return now, _short(uitkomst.tekst)
        printed = format_cell(uitkomst.waarde * cel.teken, self.bron.grid.notatie)
        if printed != now:
            return now, printed
        was, new = (
            format_edit(cents, eenheid=self.bron.eenheid, teken=cel.teken)
            for cents in (cel.invoer.huidig, uitkomst.waarde)
        )
        return was, new

    # --- the effect --------------------------------------------------------------------------

    def voet(self, width: int) -> Sequence[Velregel]:
        """Return the result of every year now and after pasting."""
        if self._boekt:
            return [Velregel((f"Dit {self._boekt}.",))]
        before, after = self._effect()
        heads = [kolom.kop for kolom in self.bron.session.sjabloon.kolommen]
        shown = self._shown(width)
        if self._is_by_year:
            now = [(Stuk(f"{self._printed(before[col])} ", "zacht"),) for col in shown]
            new = [
                (Stuk(f"{self._printed(after[col])}{'•' if before[col] != after[col] else ' '}", "kop"),)
                for col in shown
            ]
            name = self._result_name
            return [STREEP, Velregel((f"{name} nu", *now), rol="zacht"), Velregel(((Stuk(_DAARNA, "kop"),), *new))]
        changed = [
            f"{head}: {self._printed(was)} → {self._printed(nu)}"
            for head, was, nu in zip(heads, before, after, strict=True)
            if was != nu
        ]
        text = " · ".join(changed) or "blijft in alle jaren gelijk"
        return [STREEP, Velregel((f"{self._result_name} {text}",))]

    @property
    def _result_name(self) -> str:
        """Return what the result is called: of several programmas it is that of all."""
        return "Resultaat totaal" if len(self._session.dossier.programmas) > 1 else "Resultaat"

    def _effect(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return the result of every year before and after, by trying."""
        before, after = self._trial()
        return before.resultaten, after.resultaten

    def _trial(self) -> tuple[Proef, Proef]:
        if self._tried is None:
            cells = [*changes(self.lezing), *self._erbij(self.lezing)]
            self._tried = try_cells(self._session, cells, self._read)
        return self._tried

    def _read(self, cijfers: Cijfers) -> Proef:
        """Return the results of every year and the cells that the block has a figure of its own for."""
        cells = [totaal.doel for totaal in self.lezing.totalen]
        grid = self.bron.built(cijfers) if cells else self.bron.grid
        return Proef(results_by_column(cijfers), {cell: grid.cents(*cell) for cell in cells})

    # --- the totals that come along ----------------------------------------------------------

    def _off(self) -> dict[tuple[int, int], str]:
        """Return what computed cells become that the block has another figure for, by row and column."""
        if self._differs is None:
            after = self._trial()[1].cellen
            self._differs = {
                totaal.doel: format_cell(wordt, self.bron.grid.notatie)
                for totaal in self.lezing.totalen
                if (wordt := after[totaal.doel]) is not None and totaal.scheelt(wordt) > AFRONDING
            }
        return self._differs

    def totalen(self) -> list[str]:
        """Return which figures of the block are not what the table computes, and which cannot be compared."""
        after, told, near = self._trial()[1].cellen, [], 0
        for totaal in self.lezing.totalen:
            where = (
                f"{self._name(totaal.doel[0])} {self._head(totaal.doel[1]).strip()}: in het blok staat {totaal.tekst}"
            )
            wordt = after[totaal.doel]
            if totaal.cents is None:
                told.append(f"{where}, dat is geen bedrag om mee te vergelijken")
            elif wordt is not None and totaal.scheelt(wordt) > AFRONDING:
                told.append(f"{where}, het wordt {_as_fine(wordt, totaal)}")
            elif wordt is not None and totaal.scheelt(wordt):
                near += 1
        if near:
            told.append(f"{near} {'totaal scheelt' if near == 1 else 'totalen schelen'} 1 in het laatste cijfer")
        return told

    def _printed(self, cents: int) -> str:
        return format_cell(cents, self.bron.grid.notatie)

    @property
    def _session(self) -> Session:
        return self.bron.session

    # --- room --------------------------------------------------------------------------------

    @property
    def _is_by_year(self) -> bool:
        """Return whether the columns of the table are the years of the results."""
        return [kop.tekst for kop in self.bron.koppen] == [kolom.kop for kolom in self._session.sjabloon.kolommen]

    def _touched(self) -> list[int]:
        """Return the columns that the block is about, or that change the result."""
        found = {u.doel[1] for u in self.lezing.uitkomsten if u.doel is not None}
        if self._is_by_year and not self._boekt:
            before, after = self._effect()
            found |= {col for col, (was, nu) in enumerate(zip(before, after, strict=True)) if was != nu}
        return sorted(found)

    def _shown(self, width: int) -> list[int]:
        """Return the columns that fit: all years, else those that matter, from where the keys went."""
        touched = self._touched()
        every = list(range(len(self.bron.koppen))) if self._is_by_year and touched else touched
        if self._fits(every, width, stacked=False):
            return every
        if self._fits(touched, width, stacked=True):
            return touched
        self._columns = min(self._columns, max(len(touched) - 1, 0))
        some = touched[self._columns :]
        while len(some) > 1 and not self._fits(some, width, stacked=True):
            some.pop()
        return some

    def _stacks(self, width: int) -> bool:
        """Return whether old and new stand below each other, as there is no room for both on a line."""
        return not self._fits(self._shown(width), width, stacked=False)

    def _fits(self, columns: Sequence[int], width: int, *, stacked: bool) -> bool:
        return self._width_of(columns, stacked=stacked) + NAAM_MINST + 2 <= width

    def _width_of(self, columns: Sequence[int], *, stacked: bool) -> int:
        return sum(self._column_width(col, stacked=stacked) + 2 for col in columns)

    def _column_width(self, col: int, *, stacked: bool) -> int:
        if not self._widths:
            self._measure()
        return self._widths.get((col, stacked), 0) or self._least(col)

    def _measure(self) -> None:
        """Measure every cell once."""
        for uitkomst in self.lezing.uitkomsten:
            if uitkomst.doel is not None:
                rij, col = uitkomst.doel
                beside, below = self._cell(rij, col, uitkomst), self._halves(rij, col, uitkomst)
                for stacked, texts in ((False, (beside,)), (True, below)):
                    known = self._widths.get((col, stacked)) or self._least(col)
                    self._widths[col, stacked] = max(known, *(cell_len(plain(text)) for text in texts))

    def _least(self, col: int) -> int:
        """Return the width of a heading and the results below it."""
        widths = [cell_len(self._head(col))]
        if self._is_by_year and not self._boekt:
            widths += [cell_len(self._printed(cents[col])) + 1 for cents in self._effect()]
        return max(widths)

    def _name_width(self, width: int, shown: Sequence[int], *, stacked: bool) -> int:
        room = width - self._width_of(shown, stacked=stacked) - 2
        return max(NAAM_MINST, min(room, NAAM_MEEST))

    def _name(self, rij: int) -> str:
        row = self._doel.rijen[rij]
        side = self.bron.grid.rijen[rij].kant
        return f"{row.naam} {row.soort.lower() if side else row.soort}".strip()

    def _head(self, col: int) -> str:
        """Return the heading of a column, without the phase where the year says it all."""
        text = self.bron.koppen[col].tekst
        year = text.split()[-1] if text.split() else ""
        alone = sum(kop.tekst.split()[-1:] == [year] for kop in self.bron.koppen) == 1
        return f"{year if year.isdecimal() and alone else _short(text)} "


def _answer(vraag: Vraag) -> list[Stuk]:
    """Return the key of a question and its answer; one that is not the usual one stands out."""
    usual = vraag.gekozen == vraag.gewoon
    return [Stuk(f"{vraag.toets} ", "toets"), Stuk(f"{vraag.tekst}   ", "" if usual else "nu")]


def _question(vraag: Vraag, width: int) -> list[Velregel]:
    """Return a question that has to be answered, with the evidence, below it where both do not fit on a line."""
    asked = (Stuk("? ", "fout"), Stuk(f"{vraag.toets} ", "toets"), Stuk(f"{vraag.tekst}?", "nu"))
    grond = Stuk(f"  {vraag.grond}", "zacht")
    if cell_len(plain((*asked, grond))) <= width - 2:
        return [Velregel(((*asked, grond),))]
    return [Velregel((asked,)), *_broken("  ", vraag.grond, width, "zacht")]


def _broken(before: str, text: str, width: int, rol: Velrol = "fout") -> list[Velregel]:
    """Return a sentence over as many lines as it needs."""
    parts = wrap(text, max(width - 2 - cell_len(before), NAAM_MINST)) or [""]
    leads = [before, *[" " * cell_len(before)] * (len(parts) - 1)]
    return [Velregel(((Stuk(f"{lead}{part}", rol),),)) for lead, part in zip(leads, parts, strict=True)]


def _flowed(before: str, pieces: Sequence[Stuk], width: int) -> list[Velregel]:
    """Return pairs of pieces behind each other, over as many lines as they need."""
    lines: list[list[Stuk]] = [[Stuk(before, "zacht")]]
    room = width - 2 - cell_len(before)
    for first, second in zip(pieces[::2], pieces[1::2], strict=True):
        taken = cell_len(first.tekst) + cell_len(second.tekst.rstrip())
        if taken > room and len(lines[-1]) > 1:
            lines.append([Stuk(" " * cell_len(before))])
            room = width - 2 - cell_len(before)
        lines[-1] += [first, second]
        room -= cell_len(first.tekst) + cell_len(second.tekst)
    return [Velregel(((*line[:-1], Stuk(line[-1].tekst.rstrip(), line[-1].rol)),)) for line in lines]


def _as_fine(cents: int, totaal: Totaal) -> str:
    """Return an amount in the unit of a figure of the block, as finely as that is printed."""
    unit = totaal.eenheid
    decimals = len(str(int(100 * unit / totaal.stap))) - 1
    return format_cell(cents, Notatie(unit, "0", decimalen=decimals))


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if cell_len(one) <= TEKST_MEEST else fit(one, TEKST_MEEST).rstrip()
