"""What each column of a printed table holds, by what stands above it, beside it and in its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from budgetdesk.blok.namen import (
    fase,
    is_balance,
    is_gewijzigd,
    is_prognose,
    is_stand,
    is_total,
    is_verschil,
    is_wijziging,
    side_within,
    year,
)
from budgetdesk.importing.bron import adres, kolomletter
from budgetdesk.importing.herkennen.herkenning import Kolom, Kolomsoort, Rij, Vraag
from budgetdesk.importing.herkennen.raster import Indeling
from budgetdesk.importing.kolommen import headings
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.zinnen import met_en

BUREN: Final = "afgeleid van de buren"
TITEL: Final = "afgeleid van de titel"

_VAN_KANT: Final = frozenset({"bedrag", "gewijzigd", "wijziging"})
"""Kinds of column that a side can be said of."""

_BEGROTING: Final = "begroting"
_REKENING: Final = "rekening"


def kolommen(layout: Indeling) -> dict[int, Kolom]:
    """Return what each column of amounts holds; a year that nothing says is empty."""
    koppen = headings(layout.raster.tabel.blad, layout.kop)
    beside = {amounts: letter for letter, amounts in layout.letters.items()}
    found = [_said(layout, k, koppen.get(k, ""), beside.get(k, 0)) for k in layout.waarden]
    found = _years(_under(found), _title_year(layout))
    return {kolom.nummer: kolom for kolom in _phases(found, _title(layout))}


def _said(layout: Indeling, k: int, kop: str, letter: int) -> Kolom:
    """Return a column as far as its own headings say."""
    side = side_within(kop)
    what = _what(kop, side)
    jaar = year(kop)
    return Kolom(k, kop, what, _phase(kop), jaar, side, _where(layout, k, jaar) if jaar else "", letter)


def _under(found: Sequence[Kolom]) -> list[Kolom]:
    """Return the columns with a heading each: one without has that of the column before it."""
    told: list[Kolom] = []
    for kolom in found:
        left = told[-1] if told else None
        bare = not kolom.kop and left is not None and left.kop
        told.append(replace(left, nummer=kolom.nummer, grond=BUREN, letter=kolom.letter) if bare and left else kolom)
    return told


def _what(kop: str, side: str) -> Kolomsoort:
    if is_verschil(kop):
        return "verschil"
    if is_stand(kop):
        return "stand"
    if is_gewijzigd(kop):
        return "gewijzigd"
    if is_wijziging(kop):
        return "wijziging"
    if is_total(kop) and not year(kop):
        return "totaal"
    return "saldo" if side == "saldo" or (not side and is_balance(kop)) else "bedrag"


def _phase(kop: str) -> str:
    if is_prognose(kop):
        return "prognose"
    if is_wijziging(kop):
        return "wijziging"
    return found if (found := fase(kop)) in {_BEGROTING, _REKENING} else _BEGROTING if is_gewijzigd(kop) else ""


def _where(layout: Indeling, k: int, jaar: str) -> str:
    """Return which cell says the year of a column: above it, or left of that where one heading is of several."""
    cells = layout.raster.cellen
    for rij in reversed(layout.kop):
        for left in range(k, 0, -1):
            if left in cells[rij]:
                if jaar in cells[rij][left].tekst:
                    return f"cel {adres(rij, left)} zegt {jaar}"
                break
    return f"de kop zegt {jaar}"


def _title(layout: Indeling) -> str:
    """Return all that stands above the headings, and in cells that head rows."""
    rows = [rij for rij in layout.raster.tabel.rijen if rij < layout.eerste]
    texts = [
        cel.tekst
        for rij in rows
        for k, cel in sorted(layout.raster.cellen[rij].items())
        if rij not in layout.kop or k in layout.etiketten
    ]
    return " ".join(texts)


def kant_van_titel(layout: Indeling, kolommen: Mapping[int, Kolom], rijen: Iterable[Rij]) -> str:
    """Return the side that only the title says (`Lasten per taakveld`), where no column and no other row says one."""
    said = {kolom.kant for kolom in kolommen.values()} | {rij.kant for rij in rijen}
    side = side_within(_title(layout))
    return side if side in POSTKANTEN and said <= {"", side} and not any(k.kant for k in kolommen.values()) else ""


def met_kant(kolommen: Mapping[int, Kolom], kant: str) -> dict[int, Kolom]:
    """Return columns with the side of what they hold."""
    return {k: replace(kolom, kant=kant) if kolom.soort in _VAN_KANT else kolom for k, kolom in kolommen.items()}


def _title_year(layout: Indeling) -> str:
    return year(_title(layout)) or year(layout.raster.tabel.blad.naam)


# --- what is not said ----------------------------------------------------------------------------


def _years(found: Sequence[Kolom], titel: str) -> list[Kolom]:
    """Return the columns with the years that those beside them tell, or else the title."""
    told = list(found)
    if not any(kolom.jaar for kolom in told):
        return [replace(k, jaar=titel, grond=TITEL if titel else "") for k in told]
    for index, kolom in enumerate(told):
        if not kolom.jaar and kolom.soort != "totaal" and (jaar := _between(told, index)):
            told[index] = replace(kolom, jaar=jaar, grond=BUREN)
    return told


def _between(found: Sequence[Kolom], index: int) -> str:
    """Return the year of a column without one: that of its group, or the one that the run of years leaves for it."""
    left, right = _known(found, range(index - 1, -1, -1)), _known(found, range(index + 1, len(found)))
    kolom = found[index]
    if kolom.soort in {"gewijzigd", "wijziging", "verschil"}:
        # these stand beside the budget that they are about
        return left.jaar if left else right.jaar if right else ""
    if kolom.kant and left and left.kant and left.kant != kolom.kant and left.fase == kolom.fase:
        return left.jaar
    if left and right:
        gap = int(right.jaar) - int(left.jaar)
        return left.jaar if gap == 0 else str(int(left.jaar) + (1 if gap > 0 else -1)) if abs(gap) == 2 else ""
    near = left or right
    if near is None:
        return ""
    step = _step(found)
    return str(int(near.jaar) + (step if left else -step)) if step else ""


def _known(found: Sequence[Kolom], order: range) -> Kolom | None:
    return next((found[i] for i in order if found[i].jaar), None)


def _step(found: Sequence[Kolom]) -> int:
    """Return by how much the years that are known run on, 0 where they do not."""
    years = [int(k.jaar) for k in found if k.jaar]
    steps = {b - a for a, b in pairwise(years) if a != b}
    return steps.pop() if len(steps) == 1 and abs(next(iter(steps), 0)) == 1 else 0


def _phases(found: Sequence[Kolom], titel: str) -> list[Kolom]:
    """Return the columns with a phase: a bare year is of the budget, unless only the title says what it is."""
    said = any(k.fase for k in found)
    other = _BEGROTING if said else fase(titel) or _BEGROTING
    return [replace(k, fase=k.fase or (other if other in {_BEGROTING, _REKENING} else _BEGROTING)) for k in found]


# --- what is asked -------------------------------------------------------------------------------


def jaarvragen(found: Mapping[int, Kolom], kop: Sequence[int]) -> list[Vraag]:
    """Return which columns have no year, and which two columns would be the same."""
    asked: list[Vraag] = []
    if none := [k for k in found.values() if not k.jaar and k.soort not in {"totaal", "verschil", "overslaan"}]:
        names = ", ".join(_called(k) for k in none)
        places = tuple((max(kop, default=1), k.nummer) for k in none)
        asked.append(Vraag("jaren", f"Van welk jaar is kolom {names}? Geen kop of titel zegt het.", plaatsen=places))
    seen: dict[tuple[str, str, str], list[Kolom]] = {}
    for k in found.values():
        if k.soort in {"bedrag", "saldo"} and k.jaar and (k.kant or k.soort == "bedrag"):
            seen.setdefault((k.fase, k.jaar, k.kant), []).append(k)
    return [*asked, *(_same_period(group, max(kop, default=1)) for group in seen.values() if len(group) > 1)]


def _same_period(group: Sequence[Kolom], rij: int) -> Vraag:
    """Return what is asked of columns of one phase and year: under one heading their sides, else which one counts."""
    first, places = group[0], tuple((rij, k.nummer) for k in group)
    letters = met_en([kolomletter(k.nummer) for k in group])
    if all(k.kop == first.kop for k in group):
        zin = f'Kolom {letters} staan onder een kop ("{first.kop}"); wat zijn lasten, baten en saldo?'
        choices = ("lasten, baten, saldo", "baten, lasten, saldo")
        return Vraag("kanten", zin, choices, choices[0] if len(group) == 3 else "", places)
    return Vraag("jaren", f"Kolom {letters} zijn allemaal {first.fase} {first.jaar}; welke telt?", plaatsen=places)


def _called(kolom: Kolom) -> str:
    letter = kolomletter(kolom.nummer)
    return f'{letter} "{kolom.kop}"' if kolom.kop else letter
