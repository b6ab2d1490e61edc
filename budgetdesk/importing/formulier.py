"""A form that comes back: from cells to what its holder typed, beside what was written. Knows no dossier.

Lines and columns are found by their keys, wherever they stand by now. What cannot be right is a fault, and stops all;
what is not taken, as nobody may change it here, is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from budgetdesk.bedrag import MAX_CENTS, BedragFout, format_exact, parse_plain
from budgetdesk.bedrag.printed import in_cents, read_printed
from budgetdesk.drafting.formulier import (
    BEDRAG,
    CELLEN,
    CONTROLE,
    FORMAAT,
    KOLOMMEN,
    MAX_TOELICHTING,
    MERK,
    TEKST,
    TOTAAL,
    VAST,
    controle,
)
from budgetdesk.errors import Refused
from budgetdesk.importing.bron import Blad, Bron, Cel, Gevonden, adres

Inhoud = int | str | None
"""What a cell of a form holds: cents, a text, or no amount."""

_RUIS: Final = Decimal("0.0000001")
"""Euros up to which a binary number may be off from whole cents."""

_CIJFERS: Final = Decimal("1e-15")
"""The same of a large amount, as a part of it: a binary number holds fifteen digits."""

_GENOEMD: Final = 12
"""Lines that a message names before the rest is only counted."""


class GeenFormulier(Refused):
    """A file is no form that was written here, or not as it was written."""


@dataclass(frozen=True, slots=True)
class Invulling:
    """A cell that may be typed in: the keys of its line and column, where it stands, what was and what is in it."""

    regel: str
    kolom: str
    plek: str
    was: Inhoud
    ingevuld: Inhoud

    @property
    def is_gewijzigd(self) -> bool:
        """Return whether the holder changed it: no amount is zero, and white space around a text is nothing."""
        return (self.was or 0) != (self.ingevuld or 0)


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """A form as it came back: of whom and from what, its cells, what is wrong with it and what is to be told."""

    naam: str
    sha256: str
    kop: Mapping[str, str]
    cellen: Sequence[Invulling]
    fouten: Sequence[Gevonden]
    verteld: Sequence[Gevonden]

    @property
    def houder(self) -> str:
        """Return whose form it is."""
        return self.kop["houder"]

    @property
    def jaar(self) -> int:
        """Return the budget year it is of; 0 where it does not say."""
        jaar = self.kop.get("jaar", "")
        return int(jaar) if jaar.isascii() and jaar.isdecimal() else 0

    @property
    def datum(self) -> str:
        """Return the day it was written, as people write it."""
        try:
            when = date.fromisoformat(self.kop.get("datum", ""))
        except ValueError:
            return "onbekende datum"
        return f"{when.day}-{when.month}-{when.year}"


@dataclass(frozen=True, slots=True)
class _Kenmerk:
    """What was written in a cell: its keys, what kind of cell it is and its text."""

    plek: str
    regel: str
    kolom: str
    soort: str
    waarde: str


def is_formulier(bron: Bron) -> bool:
    """Return whether a file looks like a form that was written here."""
    return any(_text(blad, 1, 1) == MERK for blad in bron.bladen)


def lees_formulier(bron: Bron) -> Ingevuld:
    """Return what is filled in; raises GeenFormulier where the file is no form, or one that cannot be relied on."""
    kop, kenmerken = _identified(bron)
    blad, kopregel = _sheet(bron)
    columns = {cel.tekst.strip(): kolom for kolom, cel in blad.cellen[kopregel].items() if cel.tekst.strip()}
    lezer = _Lezer(blad, kopregel, columns, kenmerken)
    cellen = list(lezer.read())
    lezer.strangers()
    return Ingevuld(bron.naam, bron.sha256, kop, cellen, lezer.fouten, lezer.verteld)


def _identified(bron: Bron) -> tuple[dict[str, str], list[_Kenmerk]]:
    """Return the head of a form and what its cells are, from the sheet that nobody sees."""
    blad = next((blad for blad in bron.bladen if _text(blad, 1, 1) == MERK), None)
    if blad is None:
        raise GeenFormulier(
            f'"{bron.naam}" is geen formulier van `budgetdesk formulier`: het verborgen blad met kenmerken ontbreekt. '
            "Vraag het bestand zelf terug, niet een kopie van het blad."
        )
    rows = [[_text(blad, rij, kolom) for kolom in range(1, 6)] for rij in range(1, blad.rijen + 1)]
    said = next((row[1] for row in rows if row[0] == CONTROLE), "")
    lines = [row for row in rows if row[0] != CONTROLE]
    if said != controle(lines):
        raise GeenFormulier(
            f'In "{bron.naam}" is het verborgen blad met kenmerken gewijzigd of niet compleet. Schrijf het formulier '
            "opnieuw en laat het weer invullen."
        )
    begin = next((n for n, row in enumerate(lines) if row[0] == CELLEN), len(lines))
    kop = {row[0]: row[1] for row in lines[:begin]}
    if kop[MERK] != FORMAAT:
        raise GeenFormulier(f'"{bron.naam}" is geschreven door een andere versie van budgetdesk; schrijf het opnieuw.')
    if not kop.get("houder"):
        raise GeenFormulier(f'"{bron.naam}" zegt niet van wie het is.')
    return kop, [_Kenmerk(*row) for row in lines[begin + 1 :]]


def _sheet(bron: Bron) -> tuple[Blad, int]:
    """Return the sheet that was filled in, and the row with the keys of its columns."""
    found = [
        (blad, rij)
        for blad in bron.bladen
        for rij, cellen in blad.walk()
        if any(cel.tekst.strip() == KOLOMMEN for cel in cellen.values())
    ]
    if len(found) == 1:
        return found[0]
    wat = (
        "is niet te vinden: haalt u een verborgen rij weg, dan is het niet meer te lezen"
        if not found
        else (f"staat er {len(found)} keer in; laat er één staan")
    )
    raise GeenFormulier(f'Het ingevulde blad van "{bron.naam}" {wat}.')


class _Lezer:
    """Reads the cells of one sheet; collects what is wrong and what is to be told."""

    def __init__(self, blad: Blad, kopregel: int, columns: Mapping[str, int], kenmerken: Sequence[_Kenmerk]) -> None:
        self._blad = blad
        self._kopregel = kopregel
        self._columns = columns
        self._kenmerken = kenmerken
        self._sleutels = columns[KOLOMMEN]
        self._known = dict.fromkeys(kenmerk.regel for kenmerk in kenmerken)
        self.fouten: list[Gevonden] = []
        self.verteld: list[Gevonden] = []
        self._rows = self._find_rows()

    def _find_rows(self) -> dict[str, int]:
        """Return the row of each line by its key; told where one is gone, a fault where one is there twice."""
        found: dict[str, int] = {}
        for rij in sorted(self._blad.cellen):
            key = _text(self._blad, rij, self._sleutels)
            if key not in self._known:
                continue
            if key in found:
                self._fault(rij, self._sleutels, f"rij {rij} is een kopie van rij {found[key]}; haal er een weg")
            else:
                found[key] = rij
        gone = [self._label(key) for key in self._known if key not in found]
        if gone:
            more = f" en nog {len(gone) - _GENOEMD}" if len(gone) > _GENOEMD else ""
            zin = f"Weggehaald uit het formulier: {', '.join(gone[:_GENOEMD])}{more}. Daar verandert niets."
            self.verteld.append(Gevonden(zin, self._blad.naam))
        missing = [k for k in dict.fromkeys(m.kolom for m in self._kenmerken) if k not in self._columns]
        if missing:
            zin = f"Deze kolommen zijn weggehaald: {', '.join(missing)}. Schrijf het formulier opnieuw."
            self.fouten.append(Gevonden(zin, self._blad.naam))
        return found

    def _label(self, key: str) -> str:
        naam = next((k.waarde for k in self._kenmerken if k.regel == key and k.kolom == "naam"), "")
        return f"{naam} ({key.rpartition('.')[2].partition('@')[0]})" if naam else key

    def read(self) -> Iterator[Invulling]:
        """Yield the cells that may be typed in."""
        for kenmerk in self._kenmerken:
            rij, kolom = self._rows.get(kenmerk.regel), self._columns.get(kenmerk.kolom)
            if rij is None or kolom is None:
                continue
            cel = self._blad.cel(rij, kolom)
            if kenmerk.soort == VAST:
                self._locked(kenmerk, cel, rij, kolom)
            elif kenmerk.soort == TEKST:
                written, text = _clean(kenmerk.waarde), _clean(cel.tekst) if cel else ""
                if len(text) > MAX_TOELICHTING and text != written:
                    self._fault(rij, kolom, f"de toelichting is langer dan {MAX_TOELICHTING} tekens")
                yield Invulling(kenmerk.regel, kenmerk.kolom, adres(rij, kolom), written, text)
            elif kenmerk.soort == BEDRAG:
                was = parse_plain(kenmerk.waarde) if kenmerk.waarde else None
                yield Invulling(kenmerk.regel, kenmerk.kolom, adres(rij, kolom), was, self._cents(cel, rij, kolom, was))

    def _locked(self, kenmerk: _Kenmerk, cel: Cel | None, rij: int, kolom: int) -> None:
        """Tell that a cell was changed that nobody may type in."""
        now = cel.tekst.strip() if cel else ""
        if kenmerk.kolom == "naam":
            same = _clean(now) == _clean(kenmerk.waarde)
        else:
            number = _number(now) if now else Decimal(0)
            was = Decimal(parse_plain(kenmerk.waarde) if kenmerk.waarde else 0) / 100
            same = number is not None and abs(number - was) < Decimal("0.005")
        if not same:
            place = f"{self._label(kenmerk.regel)}, {kenmerk.kolom}"
            zin = f"{adres(rij, kolom)} ({place}) stond vast en is gewijzigd; dat wordt niet overgenomen."
            self.verteld.append(Gevonden(zin, self._blad.naam, adres(rij, kolom)))

    def _cents(self, cel: Cel | None, rij: int, kolom: int, was: int | None) -> int | None:
        """Return the amount of a cell; a fault leaves it as it was."""
        if cel is None or not cel.tekst.strip():
            return None
        text = cel.tekst.strip()
        match cel.soort:
            case "getal":
                return self._exact(text, rij, kolom, was)
            case "tekst":
                try:
                    cents = _printed(text)
                except BedragFout as error:
                    self._fault(rij, kolom, str(error).rstrip("."))
                    return was
                place = adres(rij, kolom)
                zin = f'{place}: de tekst "{text}" is gelezen als {format_exact(cents)} euro.'
                self.verteld.append(Gevonden(zin, self._blad.naam, place))
                return cents
            case "fout":
                self._fault(rij, kolom, f"{text} is een fout uit het rekenblad, geen bedrag")
            case "formule":
                self._fault(
                    rij, kolom, "een formule zonder opgeslagen uitkomst; open het formulier in Excel en bewaar het"
                )
            case "datum":
                self._fault(rij, kolom, f"{text} is een datum, geen bedrag")
            case "waar":
                self._fault(rij, kolom, f"{text} is geen bedrag")
        return was

    def _exact(self, text: str, rij: int, kolom: int, was: int | None) -> int | None:
        number = _number(text)
        if number is None or abs(number) * 100 > MAX_CENTS:
            self._fault(rij, kolom, f"{text} is te groot voor een bedrag")
            return was
        cents = (number * 100).to_integral_value()
        if abs(number - cents / 100) > max(_RUIS, abs(number) * _CIJFERS):
            self._fault(rij, kolom, f"{text.replace('.', ',')} gaat verder dan hele centen")
            return was
        return int(cents)

    def strangers(self) -> None:
        """Report rows with amounts that were not in the form: what is in them belongs to nothing."""
        amounts = [kolom for key, kolom in self._columns.items() if key.isdecimal()]
        for rij, cellen in self._blad.walk():
            key = _text(self._blad, rij, self._sleutels)
            if rij <= self._kopregel + 1 or key == TOTAAL or key in self._known:
                continue
            filled = [k for k in amounts if (cel := cellen.get(k)) and cel.tekst.strip()]
            if filled:
                self._fault(rij, filled[0], f"rij {rij} is toegevoegd en hoort bij geen post; haal haar weg")

    def _fault(self, rij: int, kolom: int, zin: str) -> None:
        place = adres(rij, kolom)
        self.fouten.append(Gevonden(f"{place}: {zin}.", self._blad.naam, place))


def _text(blad: Blad, rij: int, kolom: int) -> str:
    cel = blad.cel(rij, kolom)
    return cel.tekst if cel else ""


def _printed(text: str) -> int:
    """Return the cents of an amount that stands as a text; raises BedragFout where it is none."""
    found = read_printed(text)
    if found.soort == "nvt":
        raise BedragFout(f"'{text}' is geen bedrag; laat de cel leeg.")
    return in_cents(found, eenheid=1, teken=1)


def _clean(text: str) -> str:
    """Return a text without the white space that programs put around it or at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
