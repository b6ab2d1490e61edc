"""Adding, renaming, moving and deleting what a programma is made of, from the row under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import work

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import SetValue
from budgetdesk.model.verwijzingen import referrers
from budgetdesk.storage.herschik import NietTeHerschikken
from budgetdesk.tables.lijst import TABELLEN
from budgetdesk.tui.navigatie import Navigatie
from budgetdesk.tui.screens.keuze import InvoerScreen, KeuzeScreen

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand, Tabel
    from budgetdesk.model.edits import Edit

_HET: Final = frozenset({"beleidsterrein", "doel", "kaderstuk", "activum"})
"""Kinds whose noun takes `het`."""

_GENOEMD: Final = 6
"""How many of the things that refer to one are named in a question."""


class Structuur(Navigatie):
    """The part of the dossier screen that changes the structure of a programma."""

    @work
    async def action_add(self) -> None:
        """Ask what is to be added, below what and under which name; put the cursor on it."""
        if not self._ready() or self.bron is None or self.bestand is None:
            return
        bestand = self.bestand
        possible = [s for s in TABELLEN[self.bron.tabel].voegt_toe if self._has_parents(bestand, s)]
        if not possible:
            self.warn("In deze tabel voegt u niets toe.")
            return
        soort = await self._choose_kind(possible)
        if soort is None:
            return
        here = self._record()
        if soort == "toelichting":
            await self._add_explanation(bestand, here)
            return
        ouder = await self._choose_parent(bestand, soort, here)
        if ouder is None:
            return
        below = bestand.tabel(structuur.OUDERS.get(soort, ""), ouder) if ouder else None
        where = f" onder {_known_as(below)}" if below else ""
        naam = await self.app.push_screen_wait(InvoerScreen(f"Nieuw: {_name(soort)}{where}\nNaam:", ""))
        if naam is not None:
            sleutel = structuur.propose_key(bestand, soort, naam, ouder)
            same = here is not None and here.soort == soort and soort not in structuur.CODES
            na = here.sleutel if here is not None and same else None
            edits = structuur.add(bestand, soort, naam, ouder=ouder, sleutel=sleutel, na=na)
            self._carry_out(edits, f"{_name(soort)} {naam} toegevoegd", (soort, sleutel))

    async def _add_explanation(self, bestand: Bestand, here: Tabel | None) -> None:
        if here is None or here.soort not in ("beleidsterrein", "reserve", "post"):
            self.warn("Zet de cursor op het beleidsterrein of de reserve waarvan u het verschil verklaart.")
            return
        tekst = await self.app.push_screen_wait(InvoerScreen(f"Wat verklaart het verschil bij {here.naam}?", ""))
        if tekst is not None:
            sleutel = structuur.propose_key(bestand, "toelichting", tekst)
            bij = f"{here.soort}.{here.sleutel}"
            edits = structuur.add(bestand, "toelichting", tekst, sleutel=sleutel, bij=bij, tekst=tekst)
            self._carry_out(edits, f"verklaring bij {here.naam} toegevoegd")
            self.show_address(Adres(bestand.naam, "toelichting", sleutel, "bedrag"))

    @work
    async def action_add_programma(self) -> None:
        """Ask for a name and make the file of a new programma."""
        if self.read_only or self.session is None or not self.grid.finish_editing():
            return
        vraag = "Naam van het nieuwe programma\nHet bestand wordt meteen gemaakt, ook al is er meer niet opgeslagen."
        naam = await self.app.push_screen_wait(InvoerScreen(vraag, ""))
        if naam is None:
            return
        try:
            bestand, warnings = self.session.add_programma(naam)
        except BudgetdeskError as error:
            self.fail(error)
            return
        self.remember()
        self.bestand, self.bron = bestand, None
        self.reload()
        self.tell("\n".join([f"Gemaakt: {bestand.naam}. Ctrl+N voegt een beleidsterrein toe.", *warnings]))

    @work
    async def action_delete_record(self) -> None:
        """Delete what the row is about; where others refer to it, say who and offer what to do."""
        tabel = await self._chosen_record("Wat verwijdert u?")
        if tabel is None or self.session is None or self.bestand is None:
            return
        dossier, bestand = self.session.dossier, self.bestand
        naam = f"{_name(tabel.soort)} {_known_as(tabel)}"
        needing = [v for v in referrers(dossier, bestand, tabel.soort, tabel.sleutel) if v.verplicht]
        keuzes = [("weg", f"Verwijder {naam}")]
        also = [t for _, t in structuur.cascade(dossier, bestand, tabel.soort, tabel.sleutel)]
        vraag = [f"Verwijder {naam}?", *([] if needing else _contents([tabel]))]
        others = [t for t in bestand.van(tabel.soort) if t is not tabel]
        if needing:
            vraag += [f"Hiernaar verwijzen: {_listed([f'{v.adres.soort} {v.naam}' for v in needing])}."]
            gone = f"Verwijder ook {len(also)} die zonder niet kunnen: {_listed([_known_as(t) for t in also])}"
            keuzes = [("mee", " ".join([f"{gone}.", *_contents([tabel, *also])]))]
            if others:
                keuzes.insert(0, ("naar", f"Laat ze eerst naar {_other(tabel.soort)} verwijzen"))
        chosen = await self.app.push_screen_wait(KeuzeScreen("\n".join(vraag), [*keuzes, ("terug", "Terug")]))
        naar = None
        if chosen == "naar":
            options = [(t.sleutel, _known_as(t)) for t in others]
            naar = await self.app.push_screen_wait(KeuzeScreen("Waarnaar verwijzen zij voortaan?", options))
        if chosen in (None, "terug") or (chosen == "naar" and naar is None):
            return
        mee = chosen == "mee"
        edits = structuur.delete(dossier, bestand, tabel.soort, tabel.sleutel, naar=naar, mee=mee)
        self._carry_out(edits, f"{naam} verwijderd")

    @work
    async def action_record(self) -> None:
        """Offer what can be done with the thing the row is about: name, key, place, parent."""
        tabel = await self._chosen_record("Wat wijzigt u?")
        if tabel is None or self.bestand is None:
            return
        ouder = structuur.OUDERS.get(tabel.soort)
        keuzes = [
            ("kaart", "Alle gegevens"),
            ("naam", "Naam wijzigen"),
            ("sleutel", f"Sleutel wijzigen (nu {tabel.sleutel})"),
            ("op", "Omhoog verplaatsen"),
            ("neer", "Omlaag verplaatsen"),
            *([("ouder", f"Onder {_other(ouder)} hangen")] if ouder else []),
        ]
        kop = f"{_name(tabel.soort)} {_known_as(tabel)}"
        chosen = await self.app.push_screen_wait(KeuzeScreen(kop, [*keuzes, ("terug", "Terug")]))
        if chosen == "kaart":
            self.show_card((tabel.soort, tabel.sleutel))
        elif chosen == "naam":
            await self._rename(tabel)
        elif chosen == "sleutel":
            await self._rekey(tabel)
        elif chosen == "ouder" and ouder:
            await self._rehang(tabel, ouder)
        elif chosen in ("op", "neer"):
            self._move(tabel, -1 if chosen == "op" else 1)

    async def _rename(self, tabel: Tabel) -> None:
        pad = "tekst" if tabel.soort == "toelichting" else "naam"
        naam = await self.app.push_screen_wait(InvoerScreen(f"Nieuwe naam van {_known_as(tabel)}", tabel.tekst(pad)))
        if naam is not None:
            self._set(tabel, pad, naam, f"{tabel.naam} heet nu {naam}")

    async def _rekey(self, tabel: Tabel) -> None:
        vraag = (
            f"Nieuwe sleutel van {tabel.naam}\nDe sleutel is de identiteit in vergelijking en samenvoeging;"
            " wat ernaar verwijst, wijzigt mee."
        )
        nieuw = await self.app.push_screen_wait(InvoerScreen(vraag, tabel.sleutel))
        if nieuw is None or nieuw == tabel.sleutel or self.session is None or self.bestand is None:
            return
        try:
            edits = structuur.rename(self.session.dossier, self.bestand, tabel.soort, tabel.sleutel, nieuw)
        except Refused as refused:
            self.warn(str(refused))
            return
        self._carry_out(edits, f"{tabel.sleutel} heeft nu sleutel {nieuw}", (tabel.soort, nieuw))

    async def _rehang(self, tabel: Tabel, ouder: str) -> None:
        if self.bestand is None:
            return
        keuzes = [(t.sleutel, _known_as(t)) for t in self.bestand.van(ouder)]
        nieuw = await self.app.push_screen_wait(KeuzeScreen(f"Waaronder hangt {_known_as(tabel)}?", keuzes))
        if nieuw is not None:
            self._set(tabel, ouder, nieuw, f"{_known_as(tabel)} hangt onder {nieuw}")

    def action_move_record(self, stappen: int) -> None:
        """Move what the row is about up or down among its kind."""
        records = self._records()
        if self._ready() and records:
            self._move(records[0], stappen)

    def _move(self, tabel: Tabel, stappen: int) -> None:
        if self.bestand is None:
            return
        edits = structuur.move(self.bestand, tabel.soort, tabel.sleutel, stappen)
        if edits:
            where = "omhoog" if stappen < 0 else "omlaag"
            self._carry_out(edits, f"{_known_as(tabel)} {where}", (tabel.soort, tabel.sleutel))
        else:
            self.warn(f"{_known_as(tabel)} staat al aan het {'begin' if stappen < 0 else 'eind'}.")

    # --- shared ------------------------------------------------------------------------------

    def _set(self, tabel: Tabel, pad: str, waarde: str, tekst: str) -> None:
        if self.session is not None and self.bestand is not None:
            adres = Adres(self.bestand.naam, tabel.soort, tabel.sleutel, pad)
            edit = SetValue(adres, self.session.dossier.waarde(adres), waarde)
            self._carry_out([edit], tekst, (tabel.soort, tabel.sleutel))

    def _carry_out(self, edits: Sequence[Edit], tekst: str, place: tuple[str, str] | None = None) -> None:
        """Do it as one step, show it and go to its place; say why where it cannot be done."""
        if self.session is None:
            return
        try:
            self.after(self.session.do(edits, tekst))
        except NietTeHerschikken as error:
            self.warn(str(error))
            return
        except BudgetdeskError as error:
            self.fail(error)
            return
        if place is not None:
            self._put_cursor(place)
        self.tell(tekst[:1].upper() + tekst[1:])

    def _put_cursor(self, place: tuple[str, str]) -> None:
        index = self.bron.find(place) if self.bron is not None else None
        if index is not None and self.bron is not None:
            hidden = index not in self.bron.in_beeld
            row = self.bron.show(index)
            if hidden:
                self.grid.reload()
            self.grid.move_to(row, self.grid.cursor[1])

    def _ready(self) -> bool:
        if self.read_only or self.session is None or not self.grid.finish_editing():
            return False
        return self.bestand is not None

    def _records(self) -> list[Tabel]:
        """Return what the row under the cursor is about: a beleidsterrein edited in its own rows is two things."""
        if self.bron is None or self.bestand is None or not self.bron.row_count():
            return []
        rij = self.bron.rij(self.grid.cursor[0])
        # what stands in a file of its own is not a thing of this programma
        places = dict.fromkeys(filter(None, (rij.tabel, None if rij.scope.bestand else rij.scope.record)))
        return [t for place in places if (t := self.bestand.tabellen.get(place)) and t.sleutel]

    def _record(self) -> Tabel | None:
        """Return what new things hang below or come after."""
        records = self._records()
        return records[-1] if records else None

    async def _chosen_record(self, vraag: str) -> Tabel | None:
        if not self._ready():
            return None
        records = self._records()
        if not records:
            self.warn("Zet de cursor op een rij die in het dossier staat, niet op een totaal.")
            return None
        if len(records) == 1:
            return records[0]
        keuzes = [(str(i), f"{_name(t.soort)} {_known_as(t)}") for i, t in enumerate(records)]
        chosen = await self.app.push_screen_wait(KeuzeScreen(vraag, keuzes))
        return None if chosen is None else records[int(chosen)]

    @staticmethod
    def _has_parents(bestand: Bestand, soort: str) -> bool:
        """Return whether there is something for a kind to hang below, where it cannot do without."""
        ouder, schema = structuur.OUDERS.get(soort), bestand.schema(soort)
        veld = schema.veld(ouder) if schema and ouder else None
        return veld is None or not veld.verplicht or bool(bestand.van(veld.verwijst))

    async def _choose_kind(self, soorten: Sequence[str]) -> str | None:
        if len(soorten) == 1:
            return soorten[0]
        keuzes = [(soort, _name(soort)) for soort in soorten]
        return await self.app.push_screen_wait(KeuzeScreen("Wat voegt u toe?", keuzes))

    async def _choose_parent(self, bestand: Bestand, soort: str, here: Tabel | None) -> str | None:
        """Return the key of what a new thing hangs below: from the cursor, else asked; "" where nothing is needed."""
        ouder = structuur.OUDERS.get(soort)
        schema = bestand.schema(soort)
        veld = schema.veld(ouder) if schema and ouder else None
        if ouder is None or veld is None:
            return ""
        if not veld.verplicht:
            return here.sleutel if here is not None and here.soort == ouder else ""
        if found := _ancestor(bestand, here, ouder):
            return found
        keuzes = [(t.sleutel, _known_as(t)) for t in bestand.van(ouder)]
        return await self.app.push_screen_wait(KeuzeScreen(f"Onder {_which(ouder)} {_name(ouder)}?", keuzes))


def _ancestor(bestand: Bestand, tabel: Tabel | None, soort: str) -> str:
    """Return the key of the thing of this kind that a table is, or hangs below."""
    while tabel is not None and tabel.soort != soort:
        ouder = structuur.OUDERS.get(tabel.soort, "")
        tabel = bestand.tabel(ouder, tabel.tekst(ouder)) if ouder else None
    return tabel.sleutel if tabel else ""


def _name(soort: str) -> str:
    return structuur.SOORTNAMEN.get(soort, soort)


def _which(soort: str) -> str:
    return "welk" if soort in _HET else "welke"


def _other(soort: str) -> str:
    return f"een {'ander' if soort in _HET else 'andere'} {_name(soort)}"


def _known_as(tabel: Tabel) -> str:
    return f"{tabel.sleutel} {tabel.naam}" if tabel.soort in structuur.CODES else tabel.naam


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_GENOEMD])
    return f"{shown} en nog {len(names) - _GENOEMD}" if len(names) > _GENOEMD else shown


def _contents(tabellen: Sequence[Tabel]) -> list[str]:
    """Return what goes with tables: how many amounts, and the largest."""
    amounts = [v for tabel in tabellen for pad, v in tabel.waarden.items() if "." in pad and type(v) is int]
    if not amounts:
        return []
    return [f"Daarmee vervallen {len(amounts)} bedragen, waarvan het grootste € {format_exact(max(amounts, key=abs))}."]
