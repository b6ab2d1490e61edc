"""The charts of the dossier: which is shown and how, and the way from what is chosen in one to its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import Notatie
from budgetdesk.model.adres import Adres
from budgetdesk.tui.dossier.bron import EENHEDEN

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.model.scope import Scope
    from budgetdesk.tables.grid import Rij
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions
    from budgetdesk.tui.grafieken.gegevens import Gegevens
    from budgetdesk.tui.grafieken.vorm import Blok, Keuze

_SNEL: Final = 10_000
"""Records with amounts of which the figures are read in the time of a frame or two."""

_WAARHEEN: Final = {
    "resultaat": "Ga naar het resultaat",
    "lasten-baten": "Ga naar de tabel",
    "reserve": "Ga naar de reserve",
    "post": "Ga naar de post",
    "programma": "Ga naar het programma",
    "beleidsterrein": "Ga naar het terrein",
    "indicator": "Ga naar de indicator",
    "stap": "Ga naar de stap",
}
"""Where Enter goes, by what is chosen."""


class Grafieken:
    """Shows the charts; which one, of what, the column and what is chosen stay until the next time."""

    def __init__(self, desk: Desk, ask: Questions, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._navigate = navigate
        self.grafiek = 0
        """The chart that is shown."""
        self.keuze: Keuze = ()
        """What is chosen in it."""
        self._kolom: tuple[str, int] | None = None
        """The document and its column that is chosen; None until somebody chose one."""
        self._bestand = ""
        """The file of the programma that the charts are of; empty for the whole."""
        self._known: dict[tuple[int, str], Gegevens] = {}
        self._versie: tuple[int, str] = (-1, "")

    def show(self) -> None:
        """Show the charts over the table."""
        if self._desk.sheet.table is None:
            self._desk.voice.warn("Er valt nog niets te tekenen: dit dossier heeft geen programma's.")
        elif self._desk.view.finish_editing():
            self._ask.show_charts(self, self._answered)

    # --- what the screen asks ----------------------------------------------------------------

    @property
    def grafieken(self) -> Sequence[str]:
        """Return the names of the charts."""
        from budgetdesk.tui.dossier.grafiekcijfers import SOORTEN

        return SOORTEN

    @property
    def _programma(self) -> Bestand | None:
        found = self._desk.session.dossier.bestanden.get(self._bestand) if self._bestand else None
        return found if found is not None and found.soort == "programma" else None

    @property
    def van(self) -> str:
        """Return the municipality, or the programma that the charts are of."""
        one = self._programma
        return f"{one.nummer} {one.titel}" if one else self._desk.session.dossier.kop.tekst("gemeente")

    @property
    def ander(self) -> str:
        """Return what the charts can be of instead: the programma in view, or all."""
        table = self._desk.sheet.table
        if table is None or len(self._desk.session.dossier.programmas) < 2:
            return ""
        return "Alle programma's" if self._programma else f"Programma {table.bestand.nummer}"

    @property
    def is_snel(self) -> bool:
        """Return whether the figures are known or read at once."""
        self._look()
        return self._key in self._known or len(self._desk.session.cijfers.cube.records) <= _SNEL

    @property
    def _key(self) -> tuple[int, str]:
        one = self._programma
        return self.grafiek, one.naam if one else ""

    def _look(self) -> None:
        """Forget figures of before an edit, or of another document."""
        now = (self._desk.session.versie, self._desk.session.document)
        if now != self._versie:
            self._versie = now
            self._known.clear()

    def read(self) -> None:
        """Read the figures of the chart that is shown, unless they are known."""
        from budgetdesk.tui.dossier.grafiekcijfers import SOORTEN, read

        self._look()
        key = self._key
        if key not in self._known:
            self._known[key] = read(SOORTEN[key[0]], self._desk.session.cijfers, self._programma)

    @property
    def kolom(self) -> int:
        """Return the column that is chosen: at first the one that the document is about."""
        from budgetdesk.tui.dossier.grafiekcijfers import amounts_of, begin

        session = self._desk.session
        if self._kolom is None or self._kolom[0] != session.document:
            return begin(session.cijfers)
        return min(self._kolom[1], len(amounts_of(session.cijfers)) - 1)

    @property
    def kolom_jaar(self) -> int:
        """Return the year of that column."""
        from budgetdesk.tui.dossier.grafiekcijfers import amounts_of

        return amounts_of(self._desk.session.cijfers)[self.kolom].jaar

    def blokken(self, breedte: int, hoogte: int, kanten: int) -> Sequence[Blok]:
        """Return the chart that is shown."""
        from budgetdesk.tui.dossier.grafiekcijfers import kolommen
        from budgetdesk.tui.grafieken.tekening import tekening
        from budgetdesk.tui.grafieken.vorm import Kijk

        session, unit = self._desk.session, self._desk.sheet.unit
        found = self._known.get(self._key)
        # an amount that is plainly nothing reads as such
        notatie = Notatie(unit, "0", session.cijfers.weergave.minteken)
        kijk = Kijk(breedte, hoogte, kolommen(session.cijfers), self.kolom, notatie, EENHEDEN.get(unit, ""), kanten)
        return tekening(found, kijk) if found is not None else ()

    def turn_year(self, by: int) -> None:
        """Choose the column beside that of now, where there is one."""
        from budgetdesk.tui.dossier.grafiekcijfers import amounts_of

        session = self._desk.session
        last = len(amounts_of(session.cijfers)) - 1
        self._kolom = (session.document, max(0, min(self.kolom + by, last)))

    def turn_whole(self) -> None:
        """Show the programma in view, or all."""
        table = self._desk.sheet.table
        self._bestand = "" if self._programma or table is None else table.bestand.naam
        self.keuze = ()

    def turn_unit(self) -> None:
        """Show amounts in euros or in the unit of the document."""
        self._navigate.unit()

    def waarheen(self) -> str:
        """Return where Enter goes."""
        if self.keuze[:1] == ("stap",) and self.keuze[3]:
            return "Ga naar het besluit"
        kind = self.keuze[1:2] if self.keuze[:1] == ("saldo",) else self.keuze[:1]
        return _WAARHEEN.get(kind[0], "") if kind else ""

    def copy(self) -> str:
        """Copy the figures of the chart as text."""
        from budgetdesk.tui.dossier.grafiekcijfers import kolommen
        from budgetdesk.tui.grafieken.tekst import tekst

        copied = tekst(self._known[self._key], kolommen(self._desk.session.cijfers))
        return f"Gekopieerd: de cijfers van deze grafiek, in euro's.{self._desk.view.copy(copied)}"

    # --- the way back ------------------------------------------------------------------------

    def _answered(self) -> None:
        """Go to what is chosen; the charts open there again."""
        from budgetdesk.tui.dossier.grafiekcijfers import amounts_of

        kop = amounts_of(self._desk.session.cijfers)[self.kolom].kop
        kind, *rest = self.keuze[1:] if self.keuze[:1] == ("saldo",) else self.keuze
        is_balance = self.keuze[:1] == ("saldo",)
        if kind == "stap" and rest[2]:
            self._navigate.visit(Adres(rest[2], "wijziging", "", ""))
            return
        self._desk.leave_mark()
        match kind:
            case "stap":
                self._show("verloop", "", kop, lambda rij: (rij.naam, rij.soort) == (rest[0], rest[1]))
            case "resultaat" | "lasten-baten":
                self._show_sum(kind, kop)
            case "reserve":
                self._show("reserveverloop", rest[0], kop, lambda rij: rij.kant == "eind" and _is_of(rij.scope, *rest))
            case "indicator":
                self._show("indicatoren", rest[0], kop, lambda rij: rij.scope.sleutel == rest[1])
            case _:
                sleutel = rest[1] if rest[1:] else ""
                kant = "" if is_balance else "lasten"
                self._show(
                    "programmakosten",
                    rest[0],
                    kop,
                    lambda rij: (
                        (rij.scope.soort, rij.scope.sleutel, rij.scope.bron) == (kind, sleutel, "")
                        and (rij.is_saldo if is_balance else rij.kant == kant)
                    ),
                )

    def _show_sum(self, kind: str, kop: str) -> None:
        """Go to the result, or to lasten of all, in the table that has those of what the charts are of."""
        one = self._programma
        is_result = kind == "resultaat"
        tabel = "programmakosten" if one else "baten-lasten"
        self._show(
            tabel,
            self._bestand if one else "",
            kop,
            lambda rij: (
                rij.rol == "resultaat"
                if is_result
                else rij.scope.soort == "programma" and not rij.scope.bestand and rij.kant == "lasten"
            ),
        )

    def _show(self, tabel: str, bestand: str, kop: str, wanted: Callable[[Rij], bool]) -> None:
        """Show a table with the cursor on the last row that is wanted, in the column of a heading."""
        self._desk.show_table(tabel, bestand)
        table = self._desk.sheet.table
        if table is not None:
            rows = [i for i, rij in enumerate(table.grid.rijen) if wanted(rij)]
            col = _column(table, kop, self.kolom_jaar)
            if rows:
                self._desk.show_row(rows[-1], col)
        self._desk.view.focus()


def _column(table: TabelBron, kop: str, jaar: int) -> int | None:
    """Return the column of a table under a heading, else the first of numbers of that year."""
    koppen = table.grid.koppen
    found = (i for i, each in enumerate(koppen) if each.tekst == kop)
    of_year = (i for i, each in enumerate(koppen) if each.jaar == jaar and each.vorm != "tekst")
    return next(found, next(of_year, None))


def _is_of(scope: Scope, bestand: str, sleutel: str) -> bool:
    """Return whether a scope is that of a key, in a table of one programma or of several."""
    return scope.sleutel == sleutel and scope.bestand in ("", bestand)
