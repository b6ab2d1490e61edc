"""The words of a table as the screen prints them: headings in two lines, kinds as words and as letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from budgetdesk.tui.grid.source import KIND_MIN, Kop

if TYPE_CHECKING:
    from budgetdesk.tables import grid as tables

_KORTER: Final[Mapping[str, str]] = {
    "Rekening": "Rek.",
    "Begroting": "Begr.",
    "Realisatie": "Real.",
    "Streefwaarde": "Streefw.",
    "Prognose": "Progn.",
    "Verschil": "Versch.",
    "Kwartaal": "Kw.",
}
"""Words of headings as they are shortened."""

VERSCHIL_MET: Final = "Verschil met "
"""Begins the heading of the difference with the previous budget."""

_SAMEN: Final[Mapping[str, str]] = {"MJB": "meerjarenraming"}
"""What stands over several columns with one heading."""

_WOORDEN: Final[Mapping[str, tuple[str, str]]] = {
    "Lasten": ("Lasten", "L"),
    "Baten": ("Baten", "B"),
    "Saldo": ("Saldo", "="),
    "Saldo van baten en lasten": ("Saldo", "="),
    "Geraamd totaal saldo van baten en lasten": ("Saldo", "="),
    "Toevoeging": ("Toev.", "+"),
    "Toevoegingen": ("Toev.", "+"),
    "Onttrekking": ("Onttr.", "−"),
    "Onttrekkingen": ("Onttr.", "−"),
    "Mutaties reserves": ("Saldo", "±"),
}
"""The kind of a row in a word and in a letter. The line of the cell says the word, and F1 what the letters mean."""

_RESERVES: Final = "Reserves programma "
"""Begins the kind of the sum of a programme's reserves."""

_ANTWOORDEN: Final[Mapping[str, str]] = {
    "onvoldoende": "onvold.",
    "voldoende": "vold.",
    "sluitend": "sluit",
    "niet sluitend": "niet",
}
"""Texts in columns of numbers as they are shortened: none is wider than amounts are."""


def per_year(koppen: Sequence[tables.Kop], col: int = -1) -> dict[int, int]:
    """Return the column of amounts of each year, of several that of `col`, else the last.

    Columns that compare or add up beside the years are none of them.
    """
    of_year: dict[int, int] = {}
    for k, kop in enumerate(koppen):
        is_one = kop.vorm == "bedrag" and not kop.verschil and not kop.apart
        if is_one and of_year.get(kop.jaar) != col:
            of_year[kop.jaar] = k
    return dict(sorted(of_year.items()))


def heading(kop: tables.Kop, nadruk: str) -> Kop:
    """Return a heading for the grid: `Begroting 2027` as `Begr.` over `2027`.

    `nadruk` is the heading of the column that the document is about, empty without one; a column of that year alone
    has it too.
    """
    if kop.vorm == "tekst":
        return Kop(kop.tekst, links=True)
    if kop.verschil and kop.tekst.startswith(VERSCHIL_MET):
        # of other columns in whole: it is no year among the years
        return Kop(kop.tekst, boven=_wordings(["Verschil"]), onder=_wordings(kop.tekst.split()[2:])[-1])
    words, year = kop.tekst.split(), str(kop.jaar)
    is_it = kop.tekst in {nadruk, *nadruk.split()[-1:]}
    if year not in words:
        return Kop(kop.tekst, nadruk=is_it)
    at = words.index(year)
    before, after = words[:at], words[at + 1 :]
    above = [*before, year] if after else before
    return Kop(
        kop.tekst,
        boven=_wordings(above),
        samen=_SAMEN.get(" ".join(above), ""),
        onder=" ".join(after) if after else year,
        nadruk=is_it,
        gelijk=not after,
    )


def _wordings(words: list[str]) -> tuple[str, ...]:
    full = " ".join(words)
    short = " ".join(_KORTER.get(word, word) for word in words)
    return tuple(dict.fromkeys(filter(None, (full, short))))


def kind_words(rij: tables.Rij) -> tuple[str, str]:
    """Return the kind of a row in a word and in a letter, empty where there is none; a sum needs no long one."""
    known = _WOORDEN["Mutaties reserves"] if rij.soort.startswith(_RESERVES) else _WOORDEN.get(rij.soort)
    if known is None and rij.rol != "blad" and rij.tekens and len(rij.soort) > KIND_MIN:
        return ("Saldo" if rij.is_saldo else "Totaal", "=")
    return known or (rij.soort, "")


def short_answer(tekst: str) -> str:
    """Return a text in a column of numbers in short, empty where it is that already."""
    return _ANTWOORDEN.get(tekst, "")
