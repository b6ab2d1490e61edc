"""What the amounts of a table are: their decimal sign, their unit, and the number that each cell holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag import BedragFout, Decimaal, Gedrukt, read_printed
from budgetdesk.blok.koppen import stated_unit
from budgetdesk.importing.bron import Blad, Cel, Gevonden, adres
from budgetdesk.importing.cellen import no_amount
from budgetdesk.importing.herkennen.herkenning import Eenheid, Vraag
from budgetdesk.importing.herkennen.raster import Indeling, soort
from budgetdesk.importing.identiteit import Plaats
from budgetdesk.importing.koppelen import settled_notation
from budgetdesk.importing.lezen.getalopmaak import gedeeld_door

RUIS: Final = 8
"""Decimals behind which what a cell holds is the noise of a binary float."""

_DUIZEND: Final = re.compile(r"(?<![0-9.,])1\.000(?:\.000)?(?![0-9])")
_GROEPEN: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})++")
_ZELDEN: Final = 10
"""For one number that is none in a notation so many have to be, for it to be a misprint."""
_LETTERS: Final = {"V": 1, "N": -1}


@dataclass(slots=True)
class Waarden:
    """The numbers of a table in the unit and with the sign that it prints."""

    bedragen: dict[Plaats, Fraction] = field(default_factory=dict)
    decimaal: Decimaal = ","
    decimalen: int = 0
    gevonden: list[Gevonden] = field(default_factory=list)
    vragen: list[Vraag] = field(default_factory=list)

    @property
    def fijn(self) -> int:
        """How many of the finest digits that the cells hold go into one unit."""
        return int(10**self.decimalen)


@dataclass(frozen=True, slots=True)
class Vak:
    """A cell where an amount is meant, read as far as no notation is needed."""

    rij: int
    kolom: int
    cel: Cel
    letter: str
    """The letter beside it."""
    gedrukt: Gedrukt | None
    """What a text prints; None of a number, and where it is no amount."""
    fout: str = ""


def vakken(layout: Indeling) -> list[Vak]:
    """Return the cells of amounts below the headings; each text is looked at once."""
    beside = {amounts: letter for letter, amounts in layout.letters.items()}
    known: dict[Cel, tuple[Gedrukt | None, str]] = {}
    found: list[Vak] = []
    for rij in layout.lijf:
        row = layout.raster.cellen[rij]
        for k in layout.waarden:
            if (cel := row.get(k)) is None:
                continue
            if cel not in known:
                known[cel] = _read(cel)
            letter = row[beside[k]].tekst.strip().upper() if beside.get(k) in row else ""
            found.append(Vak(rij, k, cel, letter, *known[cel]))
    return found


def _read(cel: Cel) -> tuple[Gedrukt | None, str]:
    if cel.soort == "getal":
        return None, ""
    if cel.soort != "tekst":
        return None, no_amount(cel)
    try:
        return read_printed(cel.tekst), ""
    except BedragFout as error:
        return None, f'"{cel.tekst.strip()}" is geen bedrag.' if soort(cel) == "tekst" else str(error)


def waarden(blad: str, cells: Sequence[Vak], decimaal: Decimaal, vraag: Vraag | None) -> Waarden:
    """Return what the cells of a table hold; one that says no amount is told and left out."""
    found = Waarden(decimaal=decimaal, vragen=[vraag] if vraag else [])
    remarks = {vak.kolom for vak in cells if _has_letter(vak) and _has_minus(vak)}
    sizes: dict[str, Fraction] = {}
    for vak in cells:
        why = vak.fout
        if not why and not (vak.gedrukt and vak.gedrukt.soort == "nvt"):
            try:
                size = sizes.get(vak.cel.tekst)
                sizes[vak.cel.tekst] = size = _size(vak, decimaal) if size is None else size
                _add(found, vak, size, is_sign=vak.kolom not in remarks)
            except BedragFout as error:
                why = str(error)
        if why:
            where = adres(vak.rij, vak.kolom)
            found.gevonden.append(Gevonden(f'Blad "{blad}", cel {where}: {why}', blad, where))
    texts = {vak.gedrukt.numeral for vak in cells if vak.gedrukt}
    printed = (len(text.partition(decimaal)[2]) for text in texts)
    found.decimalen = max(*map(_decimals, sizes.values()), *printed, 0, 0)
    return found


def _has_letter(vak: Vak) -> bool:
    return vak.letter in _LETTERS or bool(vak.gedrukt and vak.gedrukt.letter)


def _has_minus(vak: Vak) -> bool:
    return vak.gedrukt.teken < 0 if vak.gedrukt else vak.cel.tekst.startswith("-")


def _size(vak: Vak, decimaal: Decimaal) -> Fraction:
    """Return the number of a cell without its sign. Raises BedragFout where it is none in this notation."""
    return vak.gedrukt.getal(decimaal) if vak.gedrukt else abs(round(Fraction(vak.cel.tekst), RUIS))


def _add(found: Waarden, vak: Vak, size: Fraction, *, is_sign: bool) -> None:
    """Take in an amount with its sign: of a letter where those are signs in its column, else of a minus."""
    printed = vak.gedrukt.letter if vak.gedrukt else ""
    letter = (printed or vak.letter) if is_sign else ""
    sign = _LETTERS[letter] if letter in _LETTERS else -1 if _has_minus(vak) else 1
    found.bedragen[vak.rij, vak.kolom] = sign * size


def _decimals(number: Fraction) -> int:
    """Return how many digits stand behind the decimal sign of a number."""
    if number.denominator == 1:
        return 0
    return next(d for d in range(1, RUIS + 1) if (number * 10**d).denominator == 1)


# --- the decimal sign ----------------------------------------------------------------------------


def decimaalteken(layout: Indeling, cells: Sequence[Vak], gezegd: Decimaal | None) -> tuple[Decimaal, Vraag | None]:
    """Return the decimal sign of amounts that are texts, as they prove it; or what is to be asked.

    Groups of three prove themselves where smaller numbers stand beside them without any: printed with three decimals,
    those would have them too; and so does the unit, where it is written as they are. A number here and there that fits
    nowhere (`49.72`) is a misprint then, no proof.
    """
    if gezegd:
        return gezegd, None
    texts = [(vak.rij, vak.kolom, vak.gedrukt.numeral) for vak in cells if vak.gedrukt and vak.gedrukt.numeral]
    signed = [(adres(rij, k), text) for rij, k, text in texts if "," in text or "." in text]
    if grouped := _grouped(text for _, _, text in texts):
        return grouped, None
    sign, asked = settled_notation(signed)
    if asked and _unit_agrees(layout, [text for _, text in signed]):
        return ",", None
    if not asked:
        return sign, None
    where = {adres(rij, k): (rij, k) for rij, k, _ in texts}
    places = tuple(where[a] for a, _ in signed[:3])
    return sign, Vraag("decimaal", asked.zin, (",", "."), ",", places)


def _unit_agrees(layout: Indeling, texts: list[str]) -> bool:
    """Return whether the unit says that a point parts thousands: it is written so itself, or is euros.

    Under `x € 1.000` amounts are written as the unit is; and no euro has three decimals.
    """
    above = [cel.tekst for rij in layout.raster.tabel.rijen for cel in layout.raster.cellen[rij].values()]
    stated = [text for text in above if (units := stated_unit([text])) and (_DUIZEND.search(text) or units == [1])]
    return bool(stated) and all("," not in text for text in texts)


def _grouped(texts: Iterable[str]) -> Decimaal | None:
    """Return the decimal sign that is left where the other one parts thousands; None where that is not proved."""
    texts = set(texts)
    bare = sum(1 for text in texts if text.isdecimal() and len(text) <= 3 and int(text))
    both: tuple[tuple[Decimaal, str], ...] = ((",", "."), (".", ","))
    for sign, group in both:
        if not bare or any(sign in text for text in texts):
            continue
        parted = [text for text in texts if group in text]
        groups = sum(1 for text in parted if _GROEPEN.fullmatch(text.replace(group, ".")))
        if groups and (len(parted) - groups) * _ZELDEN <= groups:
            return sign
    return None


# --- the unit ------------------------------------------------------------------------------------


def eenheid(layout: Indeling, cells: Sequence[Vak], found: Waarden) -> tuple[Eenheid, list[Vraag]]:
    """Return euros per unit of what the cells hold, with its ground; asked where nothing or more than one thing says.

    The format of a cell goes before what is printed: under `x € 1.000` a format that shows thousands is of euros.
    """
    said = dict(_stated(layout))
    formats = Counter(vak.cel.opmaak for vak in cells if vak.cel.soort == "getal")
    if any(gedeeld_door(opmaak) > 1 for opmaak in formats):
        return _scaled(cells, said, formats, found.decimalen)
    if len(said) == 1:
        (unit, (where, text)), *_ = said.items()
        return Eenheid(unit, f"{where}: {text}", found.decimalen), []
    if len(said) > 1:
        unit = next(iter(said))
        names = " en ".join(f'{where} "{text}"' for where, text in said.values())
        zin = f"De tabel noemt meer dan een eenheid: {names}. In welke staan de bedragen?"
        choices = tuple(str(euros) for euros in said)
        return Eenheid(unit, names, found.decimalen, gezegd=False), [Vraag("eenheid", zin, choices, str(unit))]
    likely = 1 if found.decimalen == 2 or _large(found.bedragen) else 1000
    zin = "Nergens staat in welke eenheid de bedragen zijn: euro's, duizenden of miljoenen?"
    asked = Vraag("eenheid", zin, ("1", "1000", "1000000"), str(likely))
    return Eenheid(likely, "niets zegt het", found.decimalen, gezegd=False), [asked]


def _large(bedragen: Mapping[Plaats, Fraction]) -> bool:
    """Return whether amounts are so large that they are euros: the median of a programme in thousands is smaller."""
    sizes = sorted(abs(float(value)) for value in bedragen.values() if value)
    return bool(sizes) and sizes[len(sizes) // 2] >= 300_000


def _scaled(
    cells: Sequence[Vak], said: Mapping[int, tuple[str, str]], formats: Mapping[str, int], decimalen: int
) -> tuple[Eenheid, list[Vraag]]:
    shown = next((f' onder "{text}" ({where})' for where, text in said.values()), "")
    first = next(vak for vak in cells if vak.cel.soort == "getal" and gedeeld_door(vak.cel.opmaak) > 1)
    where = adres(first.rij, first.kolom)
    grond = f"de opmaak {first.cel.opmaak} van cel {where}{shown} toont duizendtallen van hele euro's"
    scaled = sum(count for opmaak, count in formats.items() if gedeeld_door(opmaak) > 1)
    if scaled == sum(formats.values()):
        return Eenheid(1, grond, decimalen), []
    zin = (
        f"{scaled} van {sum(formats.values())} bedragen hebben een opmaak die duizendtallen toont, de andere niet:"
        " in euro's of in duizenden?"
    )
    asked = Vraag("eenheid", zin, ("1", "1000"), "1", ((first.rij, first.kolom),))
    return Eenheid(1, grond, decimalen, gezegd=False), [asked]


def _stated(layout: Indeling) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the units that are stated: in the table, else above it on the sheet, nearest first, else by its name."""
    blad = layout.raster.tabel.blad
    own = [*_units(blad, [rij for rij in layout.raster.tabel.rijen if not _is_body(layout, rij)])]
    if own:
        yield from reversed(own)
        return
    above = [*_units(blad, [rij for rij in sorted(blad.cellen) if rij < layout.raster.tabel.rijen[0]])]
    if above:
        yield above[-1]
    else:
        for unit in stated_unit([blad.naam])[:1]:
            yield unit, ("de naam van het blad", blad.naam)


def _is_body(layout: Indeling, rij: int) -> bool:
    return rij >= layout.eerste and any(k in layout.raster.cellen[rij] for k in layout.waarden)


def _units(blad: Blad, rijen: list[int]) -> Iterator[tuple[int, tuple[str, str]]]:
    for rij in rijen:
        for k, cel in sorted(blad.cellen[rij].items()):
            for unit in stated_unit([cel.tekst]):
                yield unit, (f"cel {adres(rij, k)}", " ".join(cel.tekst.split()))
