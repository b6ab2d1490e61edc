"""Where somebody was in a dossier: remembered when it closes, and gone back to when it opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.binding import Binding

from budgetdesk.errors import BudgetdeskError
from budgetdesk.storage.pathnames import real
from budgetdesk.storage.recent import Plek, Recent
from budgetdesk.tui.dossier.place import renew_keys
from budgetdesk.tui.dossier.rijkeuze import KANTEN, VERGELIJKINGEN, VOLGORDEN, Beeld, naam_van

if TYPE_CHECKING:
    from budgetdesk.tables.grid import Rij
    from budgetdesk.tui.dossier.sheet import Sheet
    from budgetdesk.tui.dossier.worksheet import WorksheetScreen
    from budgetdesk.tui.start.geheugen import Geheugen

_LEGE: Final = {"tonen": True, "verbergen": False}
_EURO: Final = "euro"
_BOOM: Final = {"open": "-met-boom", "dicht": "-zonder-boom"}
"""The class of the screen for each way to have the tree."""


class Plaats:
    """Opens a dossier where somebody left it, with her settings, and keeps where she leaves it now."""

    keys: Sequence[Binding] = ()

    def __init__(self, geheugen: Geheugen, *, onthoudt: bool, melding: str = "") -> None:
        """Open by what is remembered, and remember the dossier where that is asked; say something of how it came."""
        self._melding: Final = melding
        self._geheugen: Final = geheugen
        self._onthoudt: Final = onthoudt
        self._recent: Recent | None = None

    # --- opening -----------------------------------------------------------------------------

    def begin(self, screen: WorksheetScreen) -> None:
        """Show the first frame: the table and the row of the last time, as far as they are there."""
        session = screen.sheet.session
        map_ = str(real(session.map))
        before = self._geheugen.van(map_)
        self._recent = self._geheugen.geopend(map_, session.titel, session.dossier.kop.tekst("gemeente"), before)
        if self._onthoudt:
            # the first frame does not wait for the disk
            self._geheugen.weet(self._recent)
            screen.run_worker(partial(self._geheugen.schrijf, self._recent), thread=True, group="onthouden")
        plek = self._recent.plek
        self._open_document(screen, plek.document)
        screen.sheet.first_look = self._eerste_blik
        looks = {tabel: _beeld(kept, self._eerste_blik()) for tabel, kept in self._recent.beelden.items()}
        screen.sheet.begin_at(plek.tabel, plek.programma, looks)
        self._schik(screen, self._recent.scherm)
        screen.desk.reload()
        self._naar_rij(screen, plek)
        if self._melding:
            screen.desk.voice.tell(self._melding)
        if told := self._geheugen.told():
            screen.desk.voice.warn(told)

    def _open_document(self, screen: WorksheetScreen, sleutel: str) -> None:
        session = screen.sheet.session
        if sleutel and sleutel != session.document:
            try:
                session.open_document(sleutel)
            except BudgetdeskError:
                # it is gone, or its template is wrong: the one that opens by itself is open
                return

    def _eerste_blik(self) -> Beeld:
        """Return how a table is looked at that nobody looked at yet, by the settings."""
        gekozen = self._geheugen.instellingen
        laag = gekozen["lagen"]
        return Beeld(laag=int(laag) if laag.isdecimal() else 0, lege=_LEGE.get(gekozen["lege_regels"]))

    def _schik(self, screen: WorksheetScreen, own: Mapping[str, str]) -> None:
        """Give a screen its unit and tree: those of the dossier, else those of the settings."""
        gekozen = self._geheugen.instellingen
        screen.sheet.unit = _unit(screen.sheet, own.get("eenheid", gekozen["eenheid"]))
        boom = own.get("boom", gekozen["boom"])
        for naam, known in _BOOM.items():
            screen.set_class(boom == naam, known)

    def _naar_rij(self, screen: WorksheetScreen, plek: Plek) -> None:
        """Put the cursor on the row of a thing; where it is gone, it stays where a table begins."""
        table = screen.sheet.table
        if table is None or not plek.soort:
            return
        wanted = (plek.soort, plek.sleutel, plek.bron, plek.kant, plek.naam)
        fits = sorted((-_same(rij, wanted), i) for i, rij in enumerate(table.grid.rijen) if _is_of(rij, plek))
        columns = [i for i, kop in enumerate(table.koppen) if kop.tekst == plek.kolom]
        if fits:
            screen.desk.show_row(fits[0][1], columns[0] if columns else 0)

    # --- while it is open --------------------------------------------------------------------

    def did(self, screen: WorksheetScreen, action: str) -> None:
        """Do nothing: it is looked at when the dossier closes."""

    def act(self, screen: WorksheetScreen, name: str) -> None:
        """Do nothing: it has no keys."""

    def follow(self, screen: WorksheetScreen, sleutel: str) -> None:
        """Follow a setting that was changed while a dossier is open."""
        if sleutel in ("eenheid", "boom"):
            self._schik(screen, {})
        elif sleutel in ("lagen", "lege_regels"):
            blik = self._eerste_blik()
            for beeld in screen.sheet.looks.values():
                beeld.laag, beeld.lege = blik.laag, blik.lege
        elif sleutel == "toetsen":
            renew_keys(screen)
        screen.desk.reload()

    # --- closing -----------------------------------------------------------------------------

    def end(self, screen: WorksheetScreen) -> None:
        """Keep where somebody is."""
        if self._onthoudt and self._recent is not None:
            looks = {tabel: found for tabel, beeld in screen.sheet.looks.items() if (found := self._kort(beeld))}
            self._geheugen.onthoud(
                replace(
                    self._recent,
                    titel=screen.sheet.session.titel,
                    plek=plek_van(screen),
                    scherm=self._scherm(screen),
                    beelden=looks,
                )
            )

    def _kort(self, beeld: Beeld) -> dict[str, Any]:
        """Return how a table is looked at as far as that is otherwise than by the settings."""
        first = self._eerste_blik()
        names = ("laag", "lege", "kant", "volgorde", "taakveld", "aard", "verschil")
        found = {naam: value for naam in names if (value := getattr(beeld, naam)) != getattr(first, naam)}
        found = {naam: value for naam, value in found.items() if value is not None}
        return {**found, **({"kolommen": sorted(beeld.kolommen)} if beeld.kolommen else {})}

    def _scherm(self, screen: WorksheetScreen) -> dict[str, str]:
        gekozen, found = self._geheugen.instellingen, {}
        if screen.sheet.unit != _unit(screen.sheet, gekozen["eenheid"]):
            found["eenheid"] = _EURO if screen.sheet.unit == 1 else "document"
        boom = next((naam for naam, known in _BOOM.items() if screen.has_class(known)), "vanzelf")
        if boom not in (gekozen["boom"], "vanzelf"):
            found["boom"] = boom
        return found


def plek_van(screen: WorksheetScreen) -> Plek:
    """Return where somebody is."""
    sheet, spot = screen.sheet, screen.sheet.spot
    table = sheet.table
    if table is None or not table.row_count():
        return Plek(spot.document, spot.programma, spot.tabel)
    row, col = screen.grid.cursor
    scope, kant, naam, _ = naam_van(table.rij(min(row, table.row_count() - 1)))
    kolom = table.koppen[col].tekst if col < len(table.koppen) else ""
    return Plek(spot.document, spot.programma, spot.tabel, scope.soort, scope.sleutel, scope.bron, kant, naam, kolom)


def _unit(sheet: Sheet, eenheid: str) -> int:
    return 1 if eenheid == _EURO else sheet.session.dossier.weergave.eenheid


def _is_of(rij: Rij, plek: Plek) -> bool:
    return (rij.scope.soort, rij.scope.sleutel) == (plek.soort, plek.sleutel)


def _same(rij: Rij, wanted: tuple[str, ...]) -> int:
    """Return how much of a row is what is wanted."""
    scope, kant, naam, _ = naam_van(rij)
    return sum(a == b for a, b in zip((*scope[:2], scope.bron, kant, naam), wanted, strict=True))


def _beeld(kept: Mapping[str, Any], first: Beeld) -> Beeld:
    """Return how a table was looked at; whatever of it makes no sense is as it begins."""
    found = replace(first)
    laag, lege, kolommen = kept.get("laag"), kept.get("lege"), kept.get("kolommen")
    if isinstance(laag, int) and not isinstance(laag, bool) and 0 <= laag < 10:
        found.laag = laag
    if isinstance(lege, bool):
        found.lege = lege
    if kept.get("kant") in KANTEN:
        found.kant = kept["kant"]
    if kept.get("volgorde") in VOLGORDEN:
        found.volgorde = kept["volgorde"]
    for naam in ("taakveld", "aard"):
        if isinstance(kept.get(naam), str):
            setattr(found, naam, kept[naam])
    if kept.get("verschil") in VERGELIJKINGEN:
        found.verschil = kept["verschil"]
    if isinstance(kolommen, list):
        found.kolommen = {text for text in kolommen if isinstance(text, str)}
    return found
