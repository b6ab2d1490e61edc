"""The columns of a declared table: of the template, of years, sums of other columns, texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from budgetdesk.tables.grid import Kop
from budgetdesk.tables.language.declaration import DeclarationError, Deel, Kolomkeuze, Tabeldeclaratie
from budgetdesk.tables.language.values import near
from budgetdesk.tables.sjabloon import Kolom, Sjabloon

MAX_KOLOMMEN: Final = 400
"""Columns that a table may come to in a document, measures side by side counted."""

_T: Final = re.compile(r"\{T([+-][0-9])?\}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and which amounts it adds up.

    `termen` are stored amounts of sides with phases (`begroting.2027`, factor); `jaren` the years of sides without
    phases, none in a difference. `maat` takes the place of the measure of a row; `kolom` is the column of the
    template, for what is known per column of `verloop`; `tekst` makes it a column of texts.
    """

    kop: Kop
    termen: Sequence[tuple[str, int]] = ()
    jaren: Sequence[int] = ()
    maat: str = ""
    kolom: Kolom | None = None
    tekst: str | None = None
    som: Sequence[tuple[int, int]] = field(default=())
    waar: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Which of the amounts of a row it counts."""
    letter: int | None = None
    """The column of which it prints V and N, None where it is no such column."""

    @property
    def invoer(self) -> str | None:
        """Return the stored `fase.jaar` that typing changes, None where the column is computed."""
        return self.kolom.invoer if self.kolom else None


def columns(tabel: Tabeldeclaratie, sjabloon: Sjabloon, t: int) -> list[Column]:
    """Return the columns of a table in a document of year T; raises DeclarationError."""
    found = list(_columns(tabel, sjabloon, t))
    if tabel.vanaf is not None or tabel.tot is not None:
        found = _of_years_from_to(tabel, found, t)
    if tabel.kop:
        found = [replace(c, kop=replace(c.kop, tekst=_years(tabel.kop, t, c.kop.jaar))) for c in found]
    if tabel.splitsing:
        found = _split(tabel, found)
    if tabel.naast:
        found = _side_by_side(tabel, found)
    _check_headings(tabel, found)
    return _with_letters(tabel, found)


def _renumbered(column: Column, at: Mapping[int, int]) -> Column:
    """Return a column whose parts have another place; without one of these it is no sum of columns any more."""
    delen = [(at[i], factor) for i, factor in column.kop.delen if i in at]
    kop = replace(column.kop, delen=tuple(delen) if len(delen) == len(column.kop.delen) else ())
    return replace(column, kop=kop, som=[(at[i], factor) for i, factor in column.som])


def _of_years_from_to(tabel: Tabeldeclaratie, found: Sequence[Column], t: int) -> list[Column]:
    """Return the columns of the years that a table is about."""
    first = ALLE_JAREN.start if tabel.vanaf is None else t + tabel.vanaf
    last = ALLE_JAREN.stop if tabel.tot is None else t + tabel.tot
    kept = [i for i, column in enumerate(found) if first <= column.kop.jaar <= last]
    at = {i: number for number, i in enumerate(kept)}
    for column in (found[i] for i in kept):
        if lost := next((found[i] for i, _ in column.som if i not in at), None):
            key, bound = ("vanaf", f"voor {first}") if lost.kop.jaar < first else ("tot", f"na {last}")
            tekst = f"kolom `{column.kop.tekst}` telt een kolom op van {bound}."
            raise DeclarationError(tabel, (*tabel.pad, key), tekst)
    return [_renumbered(found[i], at) for i in kept]


def _split(tabel: Tabeldeclaratie, found: Sequence[Column]) -> list[Column]:
    """Return each column once per part; a column of texts says the same of all of them."""
    made: list[tuple[int, Column, Deel | None]] = []
    for i, column in enumerate(found):
        made += [(i, column, deel) for deel in (tabel.splitsing if column.tekst is None else (None,))]
    at = {id(deel): {i: n for n, (i, _, own) in enumerate(made) if own is deel} for deel in (*tabel.splitsing, None)}
    return [_part(_renumbered(column, at[id(deel)]), deel) for _, column, deel in made]


def _part(column: Column, deel: Deel | None) -> Column:
    if deel is None:
        return column
    kop = replace(
        column.kop,
        tekst=f"{column.kop.tekst} {deel.kop}",
        boven=column.kop.tekst,
        uit=tuple(f"{part} {deel.kop}" for part in column.kop.uit),
    )
    shared = {dim: keys.intersection(column.waar.get(dim, keys)) for dim, keys in deel.waar.items()}
    return replace(column, kop=kop, waar={**column.waar, **shared})


def _side_by_side(tabel: Tabeldeclaratie, found: Sequence[Column]) -> list[Column]:
    """Return each column once per measure; a column of texts says the same of all of them."""
    made: list[tuple[int, Column, str]] = []
    for i, column in enumerate(found):
        made += [(i, column, maat) for maat in (tabel.naast if column.tekst is None else ("",))]
    at = {maat: {i: number for number, (i, _, own) in enumerate(made) if own == maat} for maat in (*tabel.naast, "")}
    return [_measured(_renumbered(column, at[maat]), maat, tabel) for _, column, maat in made]


def _with_letters(tabel: Tabeldeclaratie, found: Sequence[Column]) -> list[Column]:
    """Return the columns with V and N where a table wants them: only in differences, or in columns of their own."""
    if tabel.letters not in ("verschil", "kolom"):
        return list(found)
    apart = tabel.letters == "kolom"
    at, shown = dict[int, int](), 0
    for i, column in enumerate(found):
        at[i] = shown
        shown += 2 if apart and column.kop.verschil else 1
    made: list[Column] = []
    for i, column in enumerate(found):
        own = _renumbered(column, at)
        made.append(replace(own, kop=replace(own.kop, letters=not apart and own.kop.verschil)))
        if apart and column.kop.verschil:
            made.append(Column(Kop("V/N", column.kop.jaar, vorm="tekst", letters=False), letter=at[i]))
    return made


def _check_headings(tabel: Tabeldeclaratie, found: Sequence[Column]) -> None:
    if len(found) > MAX_KOLOMMEN:
        raise DeclarationError(tabel, (*tabel.pad, "kolom"), f"een tabel heeft hoogstens {MAX_KOLOMMEN} kolommen.")
    headings = Counter(column.kop.tekst for column in found)
    if twice := next((kop for kop, count in headings.items() if count > 1), None):
        key = "kop" if tabel.kop else "kolom"
        raise DeclarationError(tabel, (*tabel.pad, key), f"er zijn twee kolommen met de kop `{twice}`.")


def _measured(column: Column, maat: str, tabel: Tabeldeclaratie) -> Column:
    if not maat:
        return column
    naam = tabel.maten[maat].naam
    kop = f"{column.kop.tekst} {naam}".strip()
    uit = tuple(f"{part} {naam}".strip() for part in column.kop.uit)
    head = replace(column.kop, tekst=kop, uit=uit, boven=column.kop.tekst if naam else "")
    return replace(column, kop=head, maat=maat)


def _columns(tabel: Tabeldeclaratie, sjabloon: Sjabloon, t: int) -> Iterator[Column]:
    match tabel.kolommen:
        case "sjabloon":
            yield from (of_template(kolom) for kolom in sjabloon.kolommen)
        case "jaren":
            yield from (_alone(sjabloon.kolommen[i], sjabloon) for i in sjabloon.verloop)
        case "begroting":
            yield from (_alone(kolom, sjabloon) for kolom in budgeted(sjabloon, t))
        case "plan":
            yield from (_of_years(str(jaar), [jaar]) for jaar in plan(sjabloon, t))
        case chosen:
            yield from _linked(list(_chosen(tabel, chosen, sjabloon, t)), sjabloon)


def of_template(kolom: Kolom) -> Column:
    """Return a column of a template among all the others."""
    years = () if kolom.verschil else (kolom.jaar,)
    return Column(Kop(kolom.kop, kolom.jaar, kolom.delen, kolom.verschil), kolom.termen, years, kolom=kolom)


def _alone(kolom: Kolom, sjabloon: Sjabloon) -> Column:
    """Return a column of a template without the columns it adds up; of a difference with what it subtracts."""
    column = of_template(kolom)
    uit = tuple(sjabloon.kolommen[i].kop for i, _ in kolom.delen) if kolom.verschil else ()
    return replace(column, kop=replace(column.kop, delen=(), uit=uit))


def _linked(found: Sequence[Column], sjabloon: Sjabloon) -> Iterator[Column]:
    """Yield columns with the columns they add up, where these are all among them."""
    at = {(column.kolom.sleutel, column.maat): i for i, column in enumerate(found) if column.kolom and not column.waar}
    for column in found:
        parts = column.kolom.delen if column.kolom and not column.waar else ()
        named = [(sjabloon.kolommen[i].sleutel, factor) for i, factor in parts]
        delen = [(at[name, column.maat], factor) for name, factor in named if (name, column.maat) in at]
        is_whole = bool(named) and len(delen) == len(named)
        yield replace(column, kop=replace(column.kop, delen=tuple(delen))) if is_whole else column


def plan(sjabloon: Sjabloon, t: int) -> list[int]:
    """Return the years of a document from T on."""
    return sorted({kolom.jaar for kolom in sjabloon.kolommen if kolom.jaar >= t})


def budgeted(sjabloon: Sjabloon, t: int) -> list[Kolom]:
    """Return the columns of a document that print the begroting of T or a later year and nothing else."""
    return [k for k in sjabloon.kolommen if k.jaar >= t and k.termen == ((f"begroting.{k.jaar}", 1),)]


def _of_years(kop: str, years: Sequence[int], maat: str = "", jaar: int = 0, *, apart: bool = False) -> Column:
    termen = _begroot(years if isinstance(years, range) else tuple(years))
    return Column(Kop(kop, jaar or (years[0] if years else 0), apart=apart), termen, years, maat)


@lru_cache(maxsize=64)
def _begroot(years: range | tuple[int, ...]) -> Sequence[tuple[str, int]]:
    """Return the stored amounts of the budget of some years: of every year there are thousands, in many a table."""
    return [(f"begroting.{year}", 1) for year in years]


def _chosen(tabel: Tabeldeclaratie, chosen: Sequence[Kolomkeuze], sjabloon: Sjabloon, t: int) -> Iterator[Column]:
    known: dict[str, int] = {}
    for keuze in chosen:
        for column in _choice(tabel, keuze, sjabloon, t, known):
            known.setdefault(column.kop.tekst, len(known))
            yield column


def _choice(
    tabel: Tabeldeclaratie, keuze: Kolomkeuze, sjabloon: Sjabloon, t: int, known: Mapping[str, int]
) -> Iterator[Column]:
    kop = _filled(keuze.kop, t)
    if keuze.kolom:
        kolom = next((k for k in sjabloon.kolommen if k.sleutel == keuze.kolom), None)
        if kolom is None:
            tekst = f"sjabloon {sjabloon.naam} heeft geen kolom `{keuze.kolom}`."
            raise DeclarationError(tabel, keuze.pad, tekst, near(keuze.kolom, [k.sleutel for k in sjabloon.kolommen]))
        column = _alone(kolom, sjabloon)
        if kop:
            head = replace(column.kop, tekst=_years(kop, t, kolom.jaar))
            yield replace(column, kop=head, maat=keuze.maat, waar=keuze.waar)
        else:
            yield _measured(column, keuze.maat, tabel)
    elif keuze.som:
        som = {_filled(name, t): factor for name, factor in keuze.som.items()}
        if missing := next((name for name in som if name not in known), None):
            tekst = f"`{missing}` is geen kop van een kolom die hiervoor staat."
            raise DeclarationError(tabel, (*keuze.pad, "som"), tekst, near(missing, list(known)))
        delen = tuple((known[name], factor) for name, factor in som.items())
        yield Column(Kop(kop, t, delen), som=delen)
    elif keuze.tekst is not None:
        yield Column(Kop(kop, t, vorm="tekst"), tekst=keuze.tekst)
    else:
        years = _chosen_years(keuze.jaren or ("plan",), sjabloon, t)
        if "{jaar}" in kop:
            made = [_of_years(_years(kop, t, jaar), [jaar], keuze.maat) for jaar in years]
        else:
            made = [_of_years(kop, years, keuze.maat, t, apart=len(years) > 1)]
        yield from (replace(column, waar=keuze.waar) for column in made)


ALLE_JAREN: Final = range(1000, 10_000)
"""Every year an amount may stand in."""


def _chosen_years(jaren: Sequence[str], sjabloon: Sjabloon, t: int) -> Sequence[int]:
    match jaren:
        case ["plan"]:
            return plan(sjabloon, t)
        case ["alle"]:
            return ALLE_JAREN
        case ["t/m T"]:
            return range(ALLE_JAREN.start, t + 1)
    return [t + int(jaar.removeprefix("T") or 0) for jaar in jaren]


def _filled(pattern: str, t: int) -> str:
    return _T.sub(lambda m: str(t + int(m[1] or 0)), pattern)


def _years(pattern: str, t: int, jaar: int) -> str:
    return _filled(pattern, t).replace("{jaar}", str(jaar))
