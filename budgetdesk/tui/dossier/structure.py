"""Adding, renaming, moving and deleting what a programma is made of, from the row under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import BudgetdeskError, Refused
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import kind
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.programma import VERKLAARD, Tekst, Toelichting
from budgetdesk.model.scope import RecordKey
from budgetdesk.model.verwijzingen import referrers
from budgetdesk.tui.actions import key_of

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand, Record
    from budgetdesk.model.edits import Edit
    from budgetdesk.session.documenttekst import Waar
    from budgetdesk.tui.dossier.bron import TabelBron
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.navigate import Navigate
    from budgetdesk.tui.dossier.outside import Questions

_NAMED: Final = 6
"""How many of the things that refer to one are named in a question."""

_NOT_EXPLAINED: Final = (
    "Zet de cursor op het beleidsterrein, de reserve of de investering waarvan u het verschil verklaart, of op de"
    " prestatie die u toelicht."
)

_PLACES: Final = (
    ("vooraan", "Vooraan, zonder nummer, zoals een voorwoord"),
    ("achteraan", "Achteraan"),
    ("nergens", "Nog nergens"),
)
"""Where a document prints a text of its own."""

_PRINTED: Final = 'Zet hem in een deel: deel.{0}.wat = "tekst:{0}" (DELEN.md).'
"""What is told of a text of the whole document that no part prints yet."""

_BACK: Final = ("terug", "Terug")


class Structure:
    """Changes what a programma is made of."""

    def __init__(self, desk: Desk, ask: Questions, navigate: Navigate) -> None:
        self._desk = desk
        self._ask = ask
        self._navigate = navigate

    # --- adding ------------------------------------------------------------------------------

    async def add(self, table: TabelBron) -> None:
        """Ask what is to be added, below what and under which name; put the cursor on it."""
        # new things hang below, or come after, what the row is about
        here = next(reversed(self._records(table)), None)
        if not await self._desk.take_typed():
            return
        bestand = table.bestand
        possible = [soort for soort in table.session.tabellen[table.tabel].voegt_toe if _has_parents(bestand, soort)]
        if not possible:
            self._desk.voice.warn("In deze tabel voegt u niets toe.")
            return
        soort = possible[0] if len(possible) == 1 else await self._choose_kind(possible)
        if soort is None:
            return
        if soort == Toelichting.kind.naam:
            await self._add_explanation(bestand, here)
            return
        if soort == Tekst.kind.naam and not await self._is_of_programma(bestand):
            return
        ouder = await self._choose_parent(bestand, soort, here)
        if ouder is None:
            return
        below = bestand.record(kind(soort).ouder, ouder) if ouder else None
        where = f" onder {below.known_as}" if below else ""
        naam = await self._ask.line(f"Nieuw: {_name(soort)}{where}\nNaam:")
        if naam is not None:
            sleutel = structuur.propose_key(bestand, soort, naam, ouder)
            same = here is not None and here.soort == soort and not kind(soort).code
            na = here.sleutel if here is not None and same else None
            edits = structuur.add(bestand, soort, naam, ouder=ouder, sleutel=sleutel, na=na)
            self._carry_out(edits, f"{_name(soort)} {naam} toegevoegd", RecordKey(soort, sleutel))

    async def _is_of_programma(self, bestand: Bestand) -> bool:
        """Return whether a new text is to be of the programma; one of the whole document is added and written here."""
        choices = [("programma", f"Programma {bestand.nummer} {bestand.titel}"), ("document", "Het hele document")]
        chosen = await self._ask.choice("Waarvan is de tekst?", choices)
        if chosen != "document":
            return chosen is not None
        naam = await self._ask.line("Nieuw: tekst van het hele document\nNaam:")
        if naam is not None:
            await self._add_text(naam)
        return False

    async def _add_text(self, naam: str) -> None:
        """Ask where the document prints a text of its own, add both and open the editor."""
        from budgetdesk.session.documenttekst import new_text

        session, waar = self._desk.session, "nergens"
        if session.document:
            chosen = await self._ask.choice(f"Waar staat {naam} in het document?", list(_PLACES))
            if chosen is None:
                return
            waar = chosen
        try:
            adres, edits = new_text(session, naam, cast("Waar", waar))
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        self._carry_out(edits, f"tekst {naam} toegevoegd")
        await self._navigate.open_text(adres)
        if waar == "nergens":
            self._desk.voice.tell(_PRINTED.format(adres.sleutel))

    async def _add_explanation(self, bestand: Bestand, here: Record | None) -> None:
        if here is None or here.soort not in Toelichting.bij.met_soort:
            self._desk.voice.warn(_NOT_EXPLAINED)
            return
        explains = here.soort in VERKLAARD
        question = f"Wat verklaart het verschil bij {here.naam}?" if explains else f"Toelichting bij {here.known_as}:"
        tekst = await self._ask.line(question)
        if tekst is not None:
            soort = Toelichting.kind.naam
            sleutel = structuur.propose_key(bestand, soort, tekst)
            bij = f"{here.soort}.{here.sleutel}"
            edits = structuur.add(bestand, soort, tekst, sleutel=sleutel, bij=bij, tekst=tekst)
            self._carry_out(edits, f"{'verklaring' if explains else 'toelichting'} bij {here.naam} toegevoegd")
            pad = Toelichting.bedrag_.sleutel if explains else Toelichting.tekst_.sleutel
            self._show_explanation(Adres(bestand.naam, soort, sleutel, pad))

    def _show_explanation(self, adres: Adres) -> None:
        """Put the cursor where an explanation is typed; what no table shows has a card."""
        self._navigate.show_address(adres)
        if self._desk.sheet.row_of(adres) is None:
            self._desk.show_card(RecordKey(adres.soort, adres.sleutel))
            self._navigate.show_cell(adres)

    async def add_programma(self) -> None:
        """Ask for a name and make the file of a new programma."""
        if not await self._desk.take_typed():
            return
        at_once = "Het bestand wordt meteen gemaakt, ook al is er meer niet opgeslagen."
        naam = await self._ask.line(f"Naam van het nieuwe programma\n{at_once}")
        if naam is None:
            return
        from budgetdesk.session.newfiles import add_programma

        try:
            bestand, warnings = add_programma(self._desk.session, naam)
        except BudgetdeskError as error:
            self._desk.voice.fail(error)
            return
        self._desk.view.show_tree()
        self._desk.show_table("programmakosten", bestand.naam)
        self._desk.voice.tell(
            "\n".join([f"Gemaakt: {bestand.naam}. {key_of('add')} voegt een beleidsterrein toe.", *warnings])
        )

    async def _choose_kind(self, soorten: Sequence[str]) -> str | None:
        return await self._ask.choice("Wat voegt u toe?", [(soort, _name(soort)) for soort in soorten])

    async def _choose_parent(self, bestand: Bestand, soort: str, here: Record | None) -> str | None:
        """Return the key of what a new thing hangs below: from the cursor, else asked; "" where nothing is needed."""
        ouder = kind(soort).ouder
        veld = kind(soort).veld(ouder)
        if veld is None:
            return ""
        if not veld.verplicht:
            return here.sleutel if here is not None and here.soort == ouder else ""
        if found := _ancestor(bestand, here, ouder):
            return found
        choices = [(t.sleutel, t.known_as) for t in bestand.van(ouder)]
        return await self._ask.choice(f"Onder {_which(ouder)} {_name(ouder)}?", choices)

    # --- deleting ----------------------------------------------------------------------------

    async def delete(self, table: TabelBron) -> None:
        """Delete what the row is about; where others refer to it, say who and offer what to do."""
        record = await self._choose_record(table, "Wat verwijdert u?")
        if record is not None:
            await self._delete(table.bestand, record)

    async def _delete(self, bestand: Bestand, record: Record) -> None:
        dossier = self._desk.session.dossier
        naam = f"{_name(record.soort)} {record.known_as}"
        needing = [v for v in referrers(dossier, bestand, record.soort, record.sleutel) if v.verplicht]
        choices = [("weg", f"Verwijder {naam}")]
        also = [t for _, t in structuur.cascade(dossier, bestand, record.soort, record.sleutel)]
        question = [f"Verwijder {naam}?", *([] if needing else _contents([record]))]
        others = [t for t in bestand.van(record.soort) if t is not record]
        if needing:
            question += [f"Hiernaar verwijzen: {_listed([f'{v.adres.soort} {v.naam}' for v in needing])}."]
            gone = f"Verwijder ook {len(also)} die zonder niet kunnen: {_listed([t.known_as for t in also])}"
            choices = [("mee", " ".join([f"{gone}.", *_contents([record, *also])]))]
            if others:
                choices.insert(0, ("naar", f"Laat ze eerst naar {_other(record.soort)} verwijzen"))
        chosen = await self._ask.choice("\n".join(question), [*choices, _BACK])
        naar = None
        if chosen == "naar":
            options = [(t.sleutel, t.known_as) for t in others]
            naar = await self._ask.choice("Waarnaar verwijzen zij voortaan?", options)
        if chosen in (None, "terug") or (chosen == "naar" and naar is None):
            return
        edits = structuur.delete(dossier, bestand, record.soort, record.sleutel, naar=naar, mee=chosen == "mee")
        self._carry_out(edits, f"{naam} verwijderd")

    # --- changing ----------------------------------------------------------------------------

    async def change(self, table: TabelBron) -> None:
        """Offer what can be done with the thing the row is about: name, key, place, parent."""
        record = await self._choose_record(table, "Wat wijzigt u?")
        if record is None:
            return
        ouder = kind(record.soort).ouder
        choices = [
            ("kaart", "Alle gegevens"),
            ("naam", "Naam wijzigen"),
            ("sleutel", f"Sleutel wijzigen (nu {record.sleutel})"),
            ("op", "Omhoog verplaatsen"),
            ("neer", "Omlaag verplaatsen"),
            *([("ouder", f"Onder {_other(ouder)} hangen")] if ouder else []),
            ("weg", "Verwijderen ..."),
            _BACK,
        ]
        chosen = await self._ask.choice(f"{_name(record.soort)} {record.known_as}", choices)
        if chosen == "weg":
            await self._delete(table.bestand, record)
        if chosen == "kaart":
            self._desk.show_card(record.key)
        elif chosen == "naam":
            await self._rename(table.bestand, record)
        elif chosen == "sleutel":
            await self._rekey(table.bestand, record)
        elif chosen == "ouder":
            await self._rehang(table.bestand, record, ouder)
        elif chosen in ("op", "neer"):
            self._move(table.bestand, record, -1 if chosen == "op" else 1)

    async def _rename(self, bestand: Bestand, record: Record) -> None:
        # what has no name is an explained amount, known by what it says
        pad = kind(record.soort).naamveld or Toelichting.tekst_.sleutel
        naam = await self._ask.line(f"Nieuwe naam van {record.known_as}", record.tekst(pad))
        if naam is not None:
            self._set(bestand, record, pad, naam, f"{record.naam} heet nu {naam}")

    async def _rekey(self, bestand: Bestand, record: Record) -> None:
        question = (
            f"Nieuwe sleutel van {record.naam}\nDe sleutel is de identiteit in vergelijking en samenvoeging;"
            " wat ernaar verwijst, wijzigt mee."
        )
        nieuw = await self._ask.line(question, record.sleutel)
        if nieuw is None or nieuw == record.sleutel:
            return
        try:
            edits = structuur.rename(self._desk.session.dossier, bestand, record.soort, record.sleutel, nieuw)
        except Refused as refused:
            self._desk.voice.warn(str(refused))
            return
        self._carry_out(edits, f"{record.sleutel} heeft nu sleutel {nieuw}", RecordKey(record.soort, nieuw))

    async def _rehang(self, bestand: Bestand, record: Record, ouder: str) -> None:
        choices = [(t.sleutel, t.known_as) for t in bestand.van(ouder)]
        nieuw = await self._ask.choice(f"Waaronder hangt {record.known_as}?", choices)
        if nieuw is not None:
            self._set(bestand, record, ouder, nieuw, f"{record.known_as} hangt onder {nieuw}")

    async def move(self, table: TabelBron, steps: int) -> None:
        """Move what the row is about up or down among its kind."""
        records = self._records(table)
        if await self._desk.take_typed() and records:
            self._move(table.bestand, records[0], steps)

    def _move(self, bestand: Bestand, record: Record, steps: int) -> None:
        edits = structuur.move(bestand, record.soort, record.sleutel, steps)
        if edits:
            where = "omhoog" if steps < 0 else "omlaag"
            self._carry_out(edits, f"{record.known_as} {where}", record.key)
        else:
            self._desk.voice.warn(f"{record.known_as} staat al aan het {'begin' if steps < 0 else 'eind'}.")

    # --- shared ------------------------------------------------------------------------------

    def _set(self, bestand: Bestand, record: Record, pad: str, waarde: str, tekst: str) -> None:
        adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
        edit = SetValue(adres, self._desk.session.dossier.waarde(adres), waarde)
        self._carry_out([edit], tekst, record.key)

    def _carry_out(self, edits: Sequence[Edit], tekst: str, place: RecordKey | None = None) -> None:
        """Do it as one step, go to its place and say that it was done."""
        if self._desk.carry_out(lambda: self._desk.session.do(edits, tekst)):
            if place is not None:
                self._desk.show_scope(place)
            self._desk.voice.tell(tekst[:1].upper() + tekst[1:])

    def _records(self, table: TabelBron) -> list[Record]:
        """Return what the row under the cursor is about: a beleidsterrein edited in its own rows is two things."""
        if not table.row_count():
            return []
        rij = table.rij(self._desk.view.cursor[0])
        # what stands in a file of its own is not a thing of this programma
        places = dict.fromkeys(filter(None, (rij.tabel, None if rij.scope.bestand else rij.scope.record)))
        return [t for place in places if (t := table.bestand.records.get(place)) and t.sleutel]

    async def _choose_record(self, table: TabelBron, question: str) -> Record | None:
        records = self._records(table)
        if not await self._desk.take_typed():
            return None
        if not records:
            self._desk.voice.warn("Zet de cursor op een rij die in het dossier staat, niet op een totaal.")
            return None
        if len(records) == 1:
            return records[0]
        choices = [(str(i), f"{_name(t.soort)} {t.known_as}") for i, t in enumerate(records)]
        chosen = await self._ask.choice(question, choices)
        return None if chosen is None else records[int(chosen)]


def _has_parents(bestand: Bestand, soort: str) -> bool:
    """Return whether there is something for a kind to hang below, where it cannot do without."""
    veld = kind(soort).veld(kind(soort).ouder)
    return veld is None or not veld.verplicht or bool(bestand.van(veld.verwijst))


def _ancestor(bestand: Bestand, record: Record | None, soort: str) -> str:
    """Return the key of the thing of this kind that a table is, or hangs below."""
    while record is not None and record.soort != soort:
        ouder = kind(record.soort).ouder
        record = bestand.record(ouder, record.tekst(ouder)) if ouder else None
    return record.sleutel if record else ""


def _name(soort: str) -> str:
    return kind(soort).noem()


def _which(soort: str) -> str:
    return "welk" if kind(soort).lidwoord == "het" else "welke"


def _other(soort: str) -> str:
    return f"een {'ander' if kind(soort).lidwoord == 'het' else 'andere'} {_name(soort)}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} en nog {len(names) - _NAMED}" if len(names) > _NAMED else shown


def _contents(records: Sequence[Record]) -> list[str]:
    """Return what goes with tables: how many amounts, and the largest."""
    amounts = [v for record in records for pad, v in record.waarden.items() if "." in pad and type(v) is int]
    if not amounts:
        return []
    return [f"Daarmee vervallen {len(amounts)} bedragen, waarvan het grootste € {format_exact(max(amounts, key=abs))}."]
