"""What the amounts of a table are: their decimal sign, their unit, and the number that each cell holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from budgetdesk.bedrag import BedragFout, Decimaal, notations, read_printed
from budgetdesk.blok.koppen import stated_unit
from budgetdesk.importing.bron import Blad, Cel, Gevonden, adres
from budgetdesk.importing.cellen import CelFout, no_amount, numeral
from budgetdesk.importing.herkennen.herkenning import Eenheid, Vraag
from budgetdesk.importing.herkennen.raster import Indeling, soort
from budgetdesk.importing.identiteit import Plaats
from budgetdesk.importing.koppelen import settled_notation

RUIS: Final = 8
"""Decimals behind which what a cell holds is the noise of a binary float."""

_DUIZEND: Final = re.compile(r"(?<![0-9.,])1\.000(?:\.000)?(?![0-9])")
_ZELDEN: Final = 10
"""For one number that is none in a notation so many have to be, for it to be a misprint."""
_SCHAAL: Final = re.compile(r"[0#?](,+)(?![0#?,])")
"""Commas behind the digits of a format: each shows thousands of what the cell holds."""
_LETTERS: Final = {"V": 1, "N": -1}


@dataclass(slots=True)
class Waarden:
    """The numbers of a table in the unit and with the sign that it prints."""

    bedragen: dict[Plaats, Fraction] = field(default_factory=dict)
    decimaal: Decimaal = ","
    decimalen: int = 0
    letters: set[Plaats] = field(default_factory=set)
    """The cells whose sign is a letter."""
    gevonden: list[Gevonden] = field(default_factory=list)
    vragen: list[Vraag] = field(default_factory=list)

    @property
    def fijn(self) -> int:
        """How many of the finest digits that the cells hold go into one unit."""
        return int(10**self.decimalen)


def waarden(layout: Indeling, decimaal: Decimaal | None = None) -> Waarden:
    """Return what the cells of a table hold; a cell that says no amount is told and left out."""
    sign, asked = _decimal_sign(layout, decimaal)
    found = Waarden(decimaal=sign, vragen=[asked] if asked else [])
    remarks = _signed_columns(layout)
    for rij, k, cel, letter in _amounts(layout):
        try:
            value = _value(cel, letter, sign, is_sign=k not in remarks)
        except (BedragFout, CelFout) as error:
            why = f'"{cel.tekst.strip()}" is geen bedrag.' if soort(cel) == "tekst" else str(error)
            blad = layout.raster.tabel.blad.naam
            where = adres(rij, k)
            found.gevonden.append(Gevonden(f'Blad "{blad}", cel {where}: {why}', blad, where))
            continue
        if value is None:
            continue
        number, lettered = value
        found.bedragen[rij, k] = number
        if lettered:
            found.letters.add((rij, k))
        found.decimalen = max(found.decimalen, _decimals(number), _printed_decimals(cel, sign))
    return found


def _amounts(layout: Indeling) -> Iterator[tuple[int, int, Cel, str]]:
    """Yield the cells of amounts below the headings, each with the letter beside it."""
    beside = {amounts: letter for letter, amounts in layout.letters.items()}
    for rij in layout.lijf:
        row = layout.raster.cellen[rij]
        for k in layout.waarden:
            if k in row:
                letter = row[beside[k]].tekst.strip().upper() if beside.get(k) in row else ""
                yield rij, k, row[k], letter


def _signed_columns(layout: Indeling) -> set[int]:
    """Return the columns in which amounts with a letter have a minus as well: the letter is a remark there."""
    found: set[int] = set()
    for _, k, cel, letter in _amounts(layout):
        if cel.soort == "getal":
            minus, lettered = cel.tekst.startswith("-"), bool(letter)
        else:
            minus, lettered = _printed_sign(cel, letter)
        if minus and lettered:
            found.add(k)
    return found


def _printed_sign(cel: Cel, letter: str) -> tuple[bool, bool]:
    try:
        printed = read_printed(cel.tekst)
    except BedragFout:
        return False, False
    return printed.teken < 0, bool(printed.letter or letter)


def _value(cel: Cel, beside: str, decimaal: Decimaal, *, is_sign: bool) -> tuple[Fraction, bool] | None:
    """Return the number of a cell and whether a letter gave its sign; None where it has none."""
    beside = beside if is_sign else ""
    if cel.soort == "getal":
        number = round(Fraction(cel.tekst), RUIS)
        return (abs(number) * _LETTERS[beside], True) if beside in _LETTERS else (number, False)
    if cel.soort != "tekst":
        raise CelFout(no_amount(cel))
    printed = read_printed(cel.tekst)
    if printed.soort == "nvt":
        return None
    number = printed.getal(decimaal)
    if letter := (printed.letter if is_sign else "") or (beside if beside in _LETTERS else ""):
        return number * _LETTERS[letter], True
    return (-number if printed.teken < 0 else number), False


def _decimals(number: Fraction) -> int:
    """Return how many digits stand behind the decimal sign of a number."""
    return next(d for d in range(RUIS + 1) if (number * 10**d).denominator == 1)


def _printed_decimals(cel: Cel, decimaal: Decimaal) -> int:
    """Return how many digits a text has behind the decimal sign, zeros too."""
    return len(numeral(cel).partition(decimaal)[2])


# --- the decimal sign ----------------------------------------------------------------------------


def _decimal_sign(layout: Indeling, gezegd: Decimaal | None) -> tuple[Decimaal, Vraag | None]:
    """Return the decimal sign of amounts that are texts, as they prove it; or what is to be asked.

    Groups of three prove themselves where smaller numbers stand beside them without any: printed with three decimals,
    those would have them too; and so does the unit, where it is written as they are. A number here and there that fits
    nowhere (`49.72`) is a misprint then, no proof.
    """
    if gezegd:
        return gezegd, None
    texts = [(rij, k, text) for rij, k, cel, _ in _amounts(layout) if (text := numeral(cel))]
    signed = [(adres(rij, k), text) for rij, k, text in texts if "," in text or "." in text]
    if grouped := _grouped([text for _, _, text in texts]):
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


def _grouped(texts: list[str]) -> Decimaal | None:
    """Return the decimal sign that is left where the other one parts thousands; None where that is not proved."""
    bare = sum(1 for text in texts if text.isdecimal() and len(text) <= 3 and int(text))
    both: tuple[tuple[Decimaal, str], ...] = ((",", "."), (".", ","))
    for sign, group in both:
        groups = sum(1 for text in texts if group in text and sign not in text and len(notations(text)) == 2)
        others = sum(1 for text in texts if ("," in text or "." in text) and sign not in notations(text))
        if bare and groups and others * _ZELDEN <= groups and not any(sign in text for text in texts):
            return sign
    return None


# --- the unit ------------------------------------------------------------------------------------


def eenheid(layout: Indeling, found: Waarden) -> tuple[Eenheid, list[Vraag]]:
    """Return euros per unit of what the cells hold, with its ground; asked where nothing or more than one thing says.

    The format of a cell goes before what is printed: under `x € 1.000` a format that shows thousands is of euros.
    """
    said = dict(_stated(layout))
    formats = Counter(_shown_in(cel.opmaak) for _, _, cel, _ in _amounts(layout) if cel.soort == "getal")
    scaled = sum(count for scale, count in formats.items() if scale > 1)
    if scaled:
        return _scaled(layout, said, scaled, sum(formats.values()), found.decimalen)
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
    sizes = sorted(abs(value) for value in bedragen.values() if value)
    return bool(sizes) and sizes[len(sizes) // 2] >= 300_000


def _shown_in(opmaak: str) -> int:
    """Return by how much a format divides what it shows."""
    first = opmaak.split(";", maxsplit=1)[0]
    match = _SCHAAL.search(first)
    return int(1000 ** len(match[1])) if match else 1


def _scaled(
    layout: Indeling, said: Mapping[int, tuple[str, str]], scaled: int, all_: int, decimalen: int
) -> tuple[Eenheid, list[Vraag]]:
    shown = next((f' onder "{text}" ({where})' for where, text in said.values()), "")
    rij, k, cel, _ = next(found for found in _amounts(layout) if _shown_in(found[2].opmaak) > 1)
    grond = f"de opmaak {cel.opmaak} van cel {adres(rij, k)}{shown} toont duizendtallen van hele euro's"
    if scaled == all_:
        return Eenheid(1, grond, decimalen), []
    zin = f"{scaled} van {all_} bedragen hebben een opmaak die duizendtallen toont, de andere niet: in euro's of in "
    asked = Vraag("eenheid", f"{zin}duizenden?", ("1", "1000"), "1", ((rij, k),))
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
