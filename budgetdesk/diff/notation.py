"""How a difference reads: amounts, values, and what people call the things they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from budgetdesk.bedrag import Notatie, format_cell, format_exact, round_to
from budgetdesk.bedrag.amounts import half_away
from budgetdesk.model import besluiten, structuur
from budgetdesk.model.adres import split_key
from budgetdesk.model.dossier import Bestand, Record, Waarde, Weergave
from budgetdesk.model.field import Field
from budgetdesk.model.waarden import spell

LEEG: Final = "–"
"""Stands for a value that is not there."""

PIJL: Final = " → "

_EURO: Final = 100
"""Cents in a euro."""

_BESTANDEN: Final = {
    "reserves": ("reservesbestand", "reservesbestanden"),
    "documentbestand": ("bestand van een document", "bestanden van documenten"),
}
"""What people call one file of these, and more: other files go by the kind of table they are about."""

_NAMEN: Final = {"reserves": "Gedeelde reserves", "vastgesteld": "Vastgestelde begroting"}
"""What people call the files of which there is one."""


class Printed(NamedTuple):
    """A change as people read it: `oud → nieuw` or a sentence, and the difference where there is one to tell."""

    wijziging: str
    verschil: str = ""

    def __str__(self) -> str:
        """Return both, the difference in brackets on a line of its own."""
        return f"{self.wijziging}\n({self.verschil})" if self.verschil else self.wijziging


@dataclass(frozen=True, slots=True)
class Druk:
    """How amounts print: in the unit of the document, or (`exact`) in euros.

    In a column (`kolom`) every difference is in that unit, so that they can be read below each other.
    """

    weergave: Weergave
    exact: bool = False
    kolom: bool = False

    @property
    def eenheid(self) -> str:
        """Return the unit in words: `x € 1.000`."""
        return f"x € {1 if self.exact else self.weergave.eenheid:,}".replace(",", ".")

    def bedrag(self, cents: int | None) -> str:
        """Return an amount in cents; zero is `0`, so that it is not taken for an absent one."""
        if cents is None:
            return LEEG
        if self.exact:
            return format_exact(cents)
        return format_cell(cents, Notatie(self.weergave.eenheid, "0", self.weergave.minteken))

    def wijziging(self, oud: int | None, nieuw: int | None, *, procent: bool = False) -> Printed:
        """Return `oud → nieuw` and `verschil, procent`; only the amount where nothing changes.

        The difference is left out where one of both is absent, the percentage where it is asked to be: of a
        sum or balance, which may be next to nothing, it says nothing.
        """
        if oud == nieuw:
            return Printed(self.bedrag(nieuw))
        change = f"{self.bedrag(oud)}{PIJL}{self.bedrag(nieuw)}"
        if oud is None or nieuw is None:
            return Printed(change)
        parts = [self.verschil(oud, nieuw), percentage(oud, nieuw) if procent else ""]
        return Printed(change, ", ".join(filter(None, parts)))

    def verschil(self, oud: int, nieuw: int) -> str:
        """Return the difference of two exact amounts with its sign.

        It is in the unit of the amounts where the printed amounts differ by just that, so that whoever
        subtracts them finds it; where rounding makes another difference of it, or none, it is in whole euros
        (below a euro, or where that is the unit, in cents). In a column it is rounded instead: `+0` is less than half
        a unit more.
        """
        cents, unit = nieuw - oud, self.weergave.eenheid
        was, now, units = (round_to(amount, unit) for amount in (oud, nieuw, cents))
        if self.kolom and not self.exact and not units and cents:
            return "+0" if cents > 0 else "-0"
        if self.exact or self.kolom or (units and units == now - was):
            text = self.bedrag(cents)
        else:
            text = euros(_EURO * round_to(cents, 1) if unit > 1 and abs(cents) >= _EURO else cents)
        return f"+{text}" if cents > 0 else text


def euros(cents: int) -> str:
    """Return an amount in exact euros: `-€ 1.250`."""
    return f"{'-' if cents < 0 else ''}€ {format_exact(abs(cents))}"


def percentage(oud: int, nieuw: int) -> str:
    """Return how much an amount grew or shrank, `+2,5 %`; nothing where that has no meaning or rounds to zero."""
    if not oud or oud * nieuw < 0:
        return ""
    tenths = half_away(1000 * (abs(nieuw) - abs(oud)), abs(oud))
    whole, rest = divmod(abs(tenths), 10)
    return f"{'+' if tenths > 0 else '-'}{f'{whole:,}'.replace(',', '.')},{rest} %" if tenths else ""


def veldnaam(veld: Field | None, pad: str) -> str:
    """Return what people call a value: `Status`, `Realisatie 2024`; a key that the format does not know as it is."""
    if veld is None:
        return pad
    below = pad.removeprefix(veld.sleutel).strip(".")
    levels = split_key(below) if below else ()
    return " ".join(filter(None, [veld.label or veld.sleutel, *levels]))


def waardetekst(veld: Field | None, waarde: Waarde | None, bestand: Bestand | None) -> str:
    """Return a value on one line; of a reference the name too, as `bestand` has it."""
    if waarde is None:
        return LEEG
    if veld is None or isinstance(waarde, list):
        return "; ".join(map(str, waarde)) if isinstance(waarde, list) else str(waarde)
    if veld.vorm == "bedrag":
        return euros(waarde) if isinstance(waarde, int) else str(waarde)
    if "breuk" in veld.vorm and isinstance(waarde, (int, Decimal)):
        return f"{(Decimal(waarde) * 100).normalize():f} %".replace(".", ",")
    doel = bestand.record(veld.verwijst, str(waarde)) if bestand and veld.verwijst else None
    return f"{waarde} {doel.naam}" if doel else spell(veld, waarde)


def soortnaam(soort: str, aantal: int = 1) -> str:
    """Return what people call so many of a kind of table, or of file."""
    return _BESTANDEN[soort][aantal != 1] if soort in _BESTANDEN else structuur.soortnaam(soort, aantal)


def bestandssoort(bestand: Bestand) -> str:
    """Return what kind of file one is; of a document there are more, and `document` is a table."""
    return "documentbestand" if bestand.soort == "document" else bestand.soort


def tabelnaam(record: Record) -> str:
    """Return what people call a table where its kind is not told besides: `1A Bestuur`, `post Griffie`."""
    if not record.sleutel:
        return hoofdletter(soortnaam(record.soort))
    naam = record.known_as
    wat = soortnaam(record.soort)
    return naam if record.kind.code or wat in naam.casefold() else f"{wat} {naam}"


def bestandsnaam(bestand: Bestand) -> str:
    """Return what people call a file."""
    if bestand.soort == "programma":
        return f"Programma {bestand.nummer} {bestand.titel}"
    if bestand.soort == "wijziging":
        return f"Besluit {besluiten.titel(bestand)}"
    if bestand.soort == "document":
        return f"Document {bestand.document}, programma {bestand.nummer}"
    return _NAMEN.get(bestand.soort, "Uitgangspunten en instellingen")


def hoofdletter(text: str) -> str:
    """Return a text as a sentence begins."""
    return text[:1].upper() + text[1:]


def opsomming(aantallen: Mapping[str, int]) -> str:
    """Return counts per kind of table in words: `3 posten, 1 reserve`."""
    return ", ".join(f"{aantal} {soortnaam(soort, aantal)}" for soort, aantal in aantallen.items() if aantal)
