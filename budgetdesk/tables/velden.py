"""The values of one record as cells, each with the address that typing sets."""

from __future__ import annotations

from dataclasses import dataclass

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.scope import Scope
from budgetdesk.tables.proza import PUNT, reflow, without_markup
from budgetdesk.tables.records import Cel
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.verwijzing import fill


@dataclass(frozen=True, slots=True)
class Velden:
    """One record of a file; an absent value is a blank cell that can be filled in."""

    cijfers: Cijfers
    bestand: Bestand
    record: Record

    @property
    def scope(self) -> Scope:
        """Return the scope of the rows of this record."""
        return self.record.key.scope

    def adres(self, pad: str) -> Adres:
        """Return the address of one value."""
        return Adres(self.bestand.naam, *self.record.key, pad)

    def tekst(self, pad: str) -> Cel:
        """Return a text with its live figures, a paragraph or item per line; a list is all items."""
        value = self.record.waarden.get(pad)
        text = "\n".join(f"{PUNT}{item}" for item in value) if isinstance(value, list) else self.record.tekst(pad)
        return Cel(self.zonder_opmaak(pad, text) or None, self.adres(pad))

    def zonder_opmaak(self, pad: str, tekst: str) -> str:
        """Return a text of this field with its live figures as plain lines; only prose has markup, a name has none."""
        filled = fill(self.cijfers, self.bestand, tekst)
        schema = self.bestand.schema(self.record.soort)
        veld = schema.veld(pad) if schema else None
        return without_markup(filled) if veld is not None and veld.lang else reflow(filled)

    def jaar(self, pad: str) -> Cel:
        """Return a year as text, so that it is never taken for an amount."""
        value = self.record.geheel(pad)
        return Cel(str(value) if value else None, self.adres(pad))

    def bedrag(self, pad: str) -> Cel:
        """Return an amount in cents."""
        value = self.record.waarden.get(pad)
        return Cel(value if isinstance(value, int) else None, self.adres(pad))

    def verwijzing(self, soort: str) -> Cel:
        """Return key and name of the table of this kind that the record refers to."""
        sleutel = self.record.tekst(soort)
        doel = self.bestand.record(soort, sleutel)
        return Cel((f"{sleutel} {doel.naam}" if doel else sleutel) or None, self.adres(soort))

    def per_jaar(self, familie: str) -> dict[int, int]:
        """Return the cents of a family of amounts such as `uitgaven` by year."""
        found = ((pad.removeprefix(f"{familie}."), value) for pad, value in self.record.waarden.items())
        return {int(jaar): value for jaar, value in found if jaar.isdecimal() and isinstance(value, int)}


def leesbaar(sleutel: str) -> str:
    """Return a key as words: `geschenken-relaties` reads `Geschenken relaties`."""
    words = sleutel.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]
