"""Amounts as people print them: a number with its sign, unit, letter or footnote, or what stands for none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from budgetdesk.bedrag.amounts import BedragFout, refuse_long, within_limit
from budgetdesk.bedrag.numerals import EUROS, NUMERAL, Decimaal, number

Soort = Literal["getal", "streep", "pm", "nvt"]
"""A number; a dash, which is a printed zero; `p.m.`, which counts for nothing; `n.v.t.`, which is no amount at all."""


@dataclass(frozen=True, slots=True)
class Gedrukt:
    """What is printed in one cell, before anything is known of the table it stands in."""

    soort: Soort
    numeral: str = ""
    """The number as it is written, without its sign."""
    teken: int = 0
    """Its sign as printed; 0 where it has none."""
    euros: int = 0
    """Euros per unit where the text itself says so (`12k`), else 0."""
    zegt_euro: bool = False
    """Whether the word for euros stands beside it, which a table in thousands may have, too."""
    letter: str = ""
    """The letter beside it, `V` or `N`; `C` and `D` say the same."""

    def getal(self, decimaal: Decimaal = ",") -> Fraction:
        """Return the number without its sign; raises BedragFout where it is none in this notation."""
        return number(self.numeral, decimaal) if self.soort == "getal" else Fraction(0)


_QUICK: Final = re.compile(r"(-?)([0-9][0-9.,]{0,39})")
"""A bare number, as most are: nothing else has to be looked at."""
_EURO: Final = r"(?:€|euro?)?+ *+"
"""Spaces are matched possessively (`*+`): backtracking over a long run of them takes cubic time."""
_AMOUNT: Final = re.compile(
    rf"(?:(?P<vooraf>[vndc]) ++)?{_EURO}(?P<voor>-/-|[-+(]?) *+{_EURO}(?P<getal>{NUMERAL}) *+(?P<maat>[km]?) *+{_EURO}"
    r"(?P<na>-/-|[-)]?) *+(?:(?<= )(?P<achter>[vndc]))?"
)
_SIGNS: Final = {
    ("", ""): 0,
    ("+", ""): 1,
    ("-", ""): -1,
    ("", "-"): -1,
    ("(", ")"): -1,
    ("-/-", ""): -1,
    ("", "-/-"): -1,
}
_LETTERS: Final = {"": "", "v": "V", "c": "V", "n": "N", "d": "N"}
_DASH: Final = re.compile(r"(?:€ *+)?--?(?: *+€)?")
_WORDS: Final[dict[str, Soort]] = {
    **dict.fromkeys(("p.m.", "p.m", "pm", "pro memorie"), "pm"),
    **dict.fromkeys(("n.v.t.", "n.v.t", "nvt"), "nvt"),
}
_NO_CENTS: Final = re.compile(r"(?<=[0-9])[.,](?:--?|=)(?= *+€?$)")
"""`13.000,-` has no cents."""
_TIMES: Final = re.compile(r"(?<=[0-9)-]) *+[x×] *+(?:€|euro?) *+(1\.000(?:\.000)?)$")
"""`12 x € 1.000` says its unit itself."""
_FOOTNOTE: Final = re.compile(r"(?<=[0-9)-])(?: ?\*{1,3}| ?[¹²³⁰⁴-⁹]++| [0-9]{1,2}\))$")
_LOOKALIKES: Final = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
"""What spreadsheets and word processors put for the space between groups and for the minus."""
_BESIDE: Final = str.maketrans("", "", "€×’¹²³⁰⁴⁵⁶⁷⁸⁹")
"""What an amount may have beside it that is not ASCII."""

MACHT: Final = re.compile(r"[-+]?[0-9]++(?:[.,][0-9]++)?e[-+]?[0-9]++")
"""`1e6`, as a spreadsheet prints what does not fit its column."""

_REFUSED: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"#++"), "'{}' is geen bedrag: in het rekenblad was de kolom te smal om het te tonen."),
    (re.compile(r"#.*"), "'{}' is een fout uit het rekenblad, geen bedrag."),
    (re.compile(r".*%"), "'{}' is een percentage, geen bedrag."),
    (
        MACHT,
        "'{}' is afgekort met een macht van tien (E); maak de kolom in het rekenblad breder voor het hele bedrag.",
    ),
    (
        re.compile(r".*[0-9] ?(?:mln|miljoen|mio|mld|miljard|dzd|duizend)\.?"),
        "'{}' is geen bedrag: schrijf miljoenen als 2,5m en duizenden als 250k.",
    ),
    (re.compile(r"-?[0-9]++(?:['’][0-9]++)++.*"), "'{}' heeft een apostrof: schrijf duizendtallen met een punt."),
    (re.compile(r"[-+(][^-+]*[0-9][^-+]*-"), "'{}' heeft twee tekens."),
)


def cleaned(text: str) -> str:
    """Return `text` trimmed, in lower case, and with the minus and the space that a keyboard has.

    Raises BedragFout where it is too long, or holds a character that no amount has.
    """
    refuse_long(text)
    typed = text.translate(_LOOKALIKES).strip()
    if not typed:
        raise BedragFout("Er staat geen bedrag; typ 0 voor nul.")
    if not typed.translate(_BESIDE).isascii():
        raise _refused(text, typed)
    return typed.lower()


def read_printed(text: str) -> Gedrukt:
    """Return what is printed in a cell; whether its number is one depends on the notation (`Gedrukt.getal`).

    - `4.977`, `€ 4.977`, `€ 13.000,-`, `12k`; without a sign, or with `+12`, `-12`, `12-`, `(12)`, `-/- 12`
    - with a unit behind it: `12k`, `12 x € 1.000`
    - with a letter before or behind it: `N 12.345`, `12.345 V`
    - with a footnote: `12*`, `12 1)`, which says nothing about the amount
    - `-`, `–`, `--`: zero as tables print it; `p.m.` and `n.v.t.`

    Raises BedragFout, with the reason where the text is meant as an amount but says none: `12%`, `1e3`, `#REF!`.
    """
    if plain := _QUICK.fullmatch(text):
        return Gedrukt("getal", plain[2], -1 if plain[1] else 0)
    typed = cleaned(text)
    if soort := _WORDS.get(typed):
        return Gedrukt(soort)
    bare = _NO_CENTS.sub("", typed)
    stated = 0
    if times := _TIMES.search(bare):
        stated, bare = int(times[1].replace(".", "")), bare[: times.start()]
    bare = bare if "(" in bare else without_footnote(bare)
    if _DASH.fullmatch(bare):
        return Gedrukt("streep")
    match = _AMOUNT.fullmatch(bare)
    sign = _SIGNS.get((match["voor"], match["na"])) if match else None
    if match is None or sign is None or (match["vooraf"] and match["achter"]) or (stated and match["maat"]):
        raise refused(text)
    letter = _LETTERS[match["vooraf"] or match["achter"] or ""]
    euros = EUROS.get(match["maat"], 0) or stated
    return Gedrukt("getal", match["getal"], sign, euros, zegt_euro="eur" in bare, letter=letter)


def without_footnote(text: str) -> str:
    """Return a number as it is printed without the mark of a footnote behind it: `12*`, `12 ¹`, `12 1)`."""
    return _FOOTNOTE.sub("", text)


def refused(text: str) -> BedragFout:
    """Return why a text is no amount, in its own spelling."""
    return _refused(text, text.translate(_LOOKALIKES).strip())


def _refused(text: str, typed: str) -> BedragFout:
    shown = text.strip()
    for form, sentence in _REFUSED:
        if form.fullmatch(typed.lower()):
            return BedragFout(sentence.format(shown))
    return BedragFout(f"'{shown}' is geen bedrag; typ bijvoorbeeld 12.500, -12, 12k, +5% of =12000*3.")


def in_cents(
    found: Gedrukt, *, eenheid: int, teken: int, voordeel: int = 0, decimaal: Decimaal = ",", naam: str = ""
) -> int:
    """Return the natural cents of what is printed in a cell, called `naam`, with this unit and these signs.

    `teken` is the printed sign of a normal amount there. A letter gives the sign where the table prints effects:
    `voordeel` is then +1 where a positive amount is favourable and -1 where it is not, else 0. Raises BedragFout
    where the number is none, goes beyond cents, is too large, or has a letter that says nothing here.
    """
    size = found.getal(decimaal) * 100 * (found.euros or eenheid)
    if size.denominator != 1:
        raise BedragFout(f"'{naam or found.numeral}' gaat verder dan hele centen.")
    sign = found.teken
    if found.letter:
        sign = _effect(found, voordeel)
    return within_limit(int(size) * (sign * teken if sign else 1))


_PLAIN: Final[dict[Decimaal, re.Pattern[str]]] = {
    ",": re.compile(r"(-?)([0-9]{1,12}+(?!\.)|[1-9][0-9]{0,2}(?:\.[0-9]{3}){0,3})(?:,([0-9]{1,2}))?"),
    ".": re.compile(r"(-?)([0-9]{1,12}+(?!,)|[1-9][0-9]{0,2}(?:,[0-9]{3}){0,3})(?:\.([0-9]{1,2}))?"),
}


def plain_sign(text: str) -> Decimaal | None:
    """Return the decimal sign of an amount as `plain_cents` reads it that can be no other: one or two decimals stand.

    None for any other text, of which `notations` says which signs it can have.
    """
    signs: tuple[Decimaal, ...] = (",", ".")
    for sign in signs:
        match = _PLAIN[sign].fullmatch(text)
        if match is not None and match[3]:
            return sign
    return None


def plain_cents(text: str, eenheid: int, decimaal: Decimaal = ",") -> int | None:
    """Return the cents, with their sign, of an amount that has digits, groups and decimals only, as most have.

    None for any other: that is for `read_printed` and `in_cents`, which say the same of this one in twenty times the
    time, too much for a file with hundreds of thousands of amounts.
    """
    match = _PLAIN[decimaal].fullmatch(text)
    if match is None:
        return None
    minus, whole, decimals = match.groups("")
    size = int(whole.replace("." if decimaal == "," else ",", "") + decimals.ljust(2, "0")) * eenheid
    return within_limit(-size if minus else size)


def _effect(found: Gedrukt, voordeel: int) -> int:
    """Return the printed sign that a letter gives."""
    if not voordeel:
        raise BedragFout(
            f"De letter bij '{found.numeral}' zegt hier niets: deze tabel drukt geen voordeel (V) of nadeel (N) af."
            " Schrijf een teken, zoals -12."
        )
    sign = voordeel if found.letter == "V" else -voordeel
    if found.teken and found.teken != sign:
        raise BedragFout(f"Bij '{found.numeral}' spreken het teken en de letter {found.letter} elkaar tegen.")
    return sign
