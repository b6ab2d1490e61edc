"""Copying, pasting and filling blocks of cells, as in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetdesk.blok import BlokFout, Lezing, line_ends, split
from budgetdesk.model.invoer import Veldinvoer
from budgetdesk.model.waarden import WaardeFout
from budgetdesk.session.cells import opens_elsewhere
from budgetdesk.tui.actions import key_of
from budgetdesk.tui.dossier import blok
from budgetdesk.tui.dossier.blok import Knipsel
from budgetdesk.tui.dossier.bron import EENHEDEN
from budgetdesk.tui.dossier.doel import Tabeldoel, changes

if TYPE_CHECKING:
    from budgetdesk.blok import Blok
    from budgetdesk.session.cells import Wijzigingen
    from budgetdesk.tui.dossier.blok import Kopie
    from budgetdesk.tui.dossier.book import Book
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.plakvel import Plakvel
    from budgetdesk.tui.grid.source import Bereik
    from budgetdesk.tui.grid.vel import Velactie


class Blocks:
    """Handles blocks of cells."""

    def __init__(self, desk: Desk, book: Book) -> None:
        self._desk = desk
        self._book = book
        self._kopie: Kopie | None = None
        """What was copied here last."""
        self._knipsel: Knipsel | None = None
        """What was cut here last and not pasted yet."""
        self._previews_copy = False
        """Whether the preview that lies there is of what was copied here."""
        self._looked_away = False
        """Whether somebody was elsewhere since, where something else may have been copied."""

    # --- copying -----------------------------------------------------------------------------

    def copy(self, table: TabelBron) -> None:
        """Copy the selected cells, exact for here and as text for other programs."""
        if self._desk.view.finish_editing():
            bereik, elsewhere = self._copied(table)
            self._desk.voice.tell(f"{_cells(len(bereik))} gekopieerd, exact en {EENHEDEN[table.eenheid]}.{elsewhere}")

    def _copied(self, table: TabelBron) -> tuple[Bereik, str]:
        """Copy the selected cells; return which those are, and what is to be said of where else the text is."""
        view = self._desk.view
        bereik = view.selection
        self._kopie, self._knipsel, self._looked_away = blok.copy(table, bereik), None, False
        return bereik, view.copy(self._kopie.tekst)

    def cut(self, table: TabelBron) -> None:
        """Copy the selected cells; once they are pasted they are empty, in the same step."""
        if not self._desk.view.finish_editing():
            return
        cells = blok.typed(table, self._desk.view.selection)
        needed = next((c.veld for c in cells if isinstance(c, Veldinvoer) and c.veld.verplicht), None)
        if needed is not None:
            self._desk.voice.warn(f"{needed.label or needed.sleutel} is verplicht en kan niet leeg; kopieer het.")
        elif not cells:
            self._desk.voice.warn("Hier valt niets te knippen: deze cellen zijn berekend. Kopiëren kan wel.")
        else:
            bereik, elsewhere = self._copied(table)
            self._knipsel = Knipsel.of(table.session.dossier, cells)
            computed = len(bereik) - len(cells)
            stays = f" {_cells(computed)} {'is' if computed == 1 else 'zijn'} berekend." if computed else ""
            empty = "wordt zij" if len(cells) == 1 else "worden ze"
            self._desk.voice.tell(f"{_cells(len(cells))} geknipt; bij het plakken {empty} leeg.{stays}{elsewhere}")

    def copy_table(self, table: TabelBron) -> None:
        """Copy the table in view with its headings, for other programs."""
        from budgetdesk.export.data import to_tabs

        view = self._desk.view
        if view.finish_editing():
            elsewhere = view.copy(to_tabs(table.grid, table.in_beeld))
            self._desk.voice.tell(
                f"Tabel gekopieerd ({_count(table.row_count(), 'rij', 'rijen')}). In Excel plakt u haar zo;"
                f" in Word kiest u daarna Invoegen, Tabel, Tekst naar tabel converteren.{elsewhere}"
            )

    def come_back(self) -> None:
        """Know that somebody was in another window: what was copied here may not be what is meant now."""
        self._looked_away = True

    # --- pasting -----------------------------------------------------------------------------

    def paste(self, table: TabelBron) -> None:
        """Paste what was copied here."""
        if text := self._desk.view.clipboard:
            self.paste_text(table, text)
        else:
            self._desk.voice.warn(
                "Er is hier niets gekopieerd. Uit een ander programma plakt u met de toets van uw terminal,"
                " meestal Ctrl+Shift+V."
            )

    def paste_text(self, table: TabelBron, text: str) -> None:
        """Lay a preview of what a block would do; one cell that leaves nothing open is pasted at once."""
        view, voice = self._desk.view, self._desk.voice
        if self._desk.sheet.read_only:
            voice.warn("Dit dossier is geopend om te lezen; er wordt niets gewijzigd.")
            return
        if not view.finish_editing() or not view.selection:
            return
        start = (view.selection.rijen.start, view.selection.kolommen.start)
        copied = self._kopie if self._kopie is not None and self._kopie.is_text(text) else None
        if copied is None and self._paste_long(table, start, text):
            return
        try:
            block = copied.blok if copied else split(text)
        except BlokFout as fout:
            voice.warn(str(fout))
            return
        self._show(table, start, block, copied)

    def _show(self, table: TabelBron, start: tuple[int, int], block: Blok, copied: Kopie | None) -> None:
        doel = Tabeldoel(table)
        lezing = Lezing(block, doel, start)
        gone = self._emptied(lezing) if copied is not None else []
        known = copied is None or (copied.is_fresh(table) and not self._looked_away)
        alone = len(block.rijen) == 1 == block.breedte
        idle = not lezing.wijzigingen and not any(u.soort in ("fout", "weg") for u in lezing.uitkomsten)
        if (alone or gone) and lezing.uitvoerbaar and lezing.is_gewoon and known:
            self._take(table, lezing, is_copy=copied is not None)
        elif alone and (reason := next((u.zin for u in lezing.uitkomsten if u.soort == "fout"), "")):
            self._desk.voice.warn(reason[:1].upper() + reason[1:])
        elif idle and (alone or not lezing.totalen):
            self._desk.voice.tell(_nothing(lezing))
        else:
            # only here: a preview measures what it draws
            from budgetdesk.tui.dossier.plakvel import Plakvel

            what = "knipsel, dat leeg wordt, van" if gone else "kopie van"
            waarvan = f"{what} {copied.naam}" if copied else ""
            booking = self._desk.sheet.books_on
            self._previews_copy = copied is not None
            erbij = self._emptied if copied is not None else _nothing_else
            vel = Plakvel(table, lezing, doel, waarvan=waarvan, boekt=booking, erbij=erbij)
            if idle and not vel.totalen():
                self._desk.voice.tell(_nothing(lezing))
            else:
                self._desk.view.lay(vel)

    def _paste_long(self, table: TabelBron, start: tuple[int, int], text: str) -> bool:
        """Paste a text of any length on the one cell it is meant for; return whether it is."""
        veld = table.veld(*start)
        whole = line_ends(text)
        if veld is None or veld.veld.vorm not in ("tekst", "tekst of lijst", "lijst") or "\t" in whole:
            return False
        roomy = opens_elsewhere(self._desk.session.dossier, veld.adres, veld.veld) and not veld.keuzes
        if not roomy or len(self._desk.view.selection) > 1:
            return False
        name = table.cell_name(*start)
        try:
            value = veld.parse(whole.rstrip("\n"))
        except WaardeFout as fout:
            self._desk.voice.warn(str(fout))
            return True
        lines = whole.rstrip("\n").count("\n") + 1
        if self._desk.carry_out(lambda: self._desk.session.set_value(veld.adres, value, f"{name} geplakt")):
            self._desk.voice.tell(
                f"Tekst geplakt op {name}: {_count(lines, 'regel', 'regels')}; {key_of('undo')} neemt haar terug"
            )
        return True

    def chosen(self, vel: Plakvel, actie: Velactie, tekst: str) -> None:
        """Take over what a preview shows, all of it; say what is to be answered first where something is."""
        if actie == "kopieer":
            self._desk.voice.tell(f"Het voorbeeld is gekopieerd.{self._desk.view.copy(tekst)}")
        elif not vel.lezing.uitvoerbaar:
            self._desk.voice.warn(f"{vel.needed}.")
        else:
            self._desk.view.lift()
            self._take(vel.bron, vel.lezing, is_copy=self._previews_copy)

    def _emptied(self, lezing: Lezing) -> Wijzigingen:
        """Return what was cut and is not pasted over, to be emptied; nothing where it holds something else by now."""
        if self._knipsel is None or not self._knipsel.is_fresh(self._desk.session.dossier):
            return []
        over = {cel.adres for cel, _ in changes(lezing)}
        return [(cel, None) for cel in self._knipsel.cellen if cel.adres not in over]

    def _take(self, table: TabelBron, lezing: Lezing, *, is_copy: bool) -> None:
        cells = changes(lezing)
        gone = self._emptied(lezing) if is_copy else []
        what = "verplaatst" if gone else "geplakt"
        if self._book.set_cells(table, [*cells, *gone], f"{_cells(len(cells))} {what}"):
            _, dot, rest = lezing.telling.partition(" · ")
            stale = is_copy and self._knipsel is not None and not gone
            self._knipsel = None if is_copy else self._knipsel
            left = "; wat u knipte is intussen anders en blijft staan" if stale else ""
            self._desk.voice.tell(f"{_cells(len(cells))} {what}{dot}{rest}{left}")

    # --- filling -----------------------------------------------------------------------------

    def fill(self, table: TabelBron, way: str) -> None:
        """Copy the first row (`way` is omlaag) or column (rechts) of the selection to the rest of it."""
        if not self._desk.view.finish_editing():
            return
        down = way == "omlaag"
        filled = blok.fill(table, self._desk.view.selection, omlaag=down)
        if not filled.cellen:
            self._desk.voice.warn("Selecteer eerst de cellen, met de bron " + ("bovenaan." if down else "links."))
        elif self._book.set_cells(table, filled.cellen, f"{_cells(len(filled.cellen))} gevuld"):
            skipped = f", {filled.overgeslagen} overgeslagen" if filled.overgeslagen else ""
            shares = "deelt haar bedrag" if filled.gedeeld == 1 else "delen hun bedrag"
            shared = f" ({filled.gedeeld} {shares} met een rij erboven)" if filled.gedeeld else ""
            told = f"{_cells(len(filled.cellen))} gevuld{skipped}{shared}"
            if filled.andere_kant:
                self._desk.voice.warn(f"{told}. Let op: van de ene kant naar de andere (lasten, baten).")
            else:
                self._desk.voice.tell(told)


def _nothing_else(_lezing: Lezing) -> Wijzigingen:
    return ()


def _nothing(lezing: Lezing) -> str:
    """Return why pasting changes nothing."""
    kinds = {u.soort for u in lezing.uitkomsten}
    if not lezing.past:
        return "Het blok past hier niet: een deel valt buiten de tabel."
    if kinds <= {"leeg"}:
        return "Er staat niets in wat u plakt; lege cellen laten staan wat er staat."
    if kinds <= {"berekend", "leeg"}:
        return "Plakken wijzigt hier niets: deze cellen zijn berekend."
    return f"Plakken wijzigt hier niets: {lezing.telling}."


def _cells(count: int) -> str:
    return _count(count, "cel", "cellen")


def _count(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
