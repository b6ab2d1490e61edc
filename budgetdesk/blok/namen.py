"""Names and headings as people write them: what is the same name, which side and which year are meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from budgetdesk.blok.doel import Doelkolom, Doelrij
from budgetdesk.blok.tekst import JAAR

AFGEKAPT: Final = 20
"""Characters of a name that was cut off, below which it is not completed."""

_CODE: Final = re.compile(r"(?:programma )?([0-9]+[a-z]?[0-9]*(?:\.[0-9a-z]+)*)[.:]? +(?=\S)")
_CODED: Final = re.compile(
    r"(?:programma )?([0-9]{1,12}[a-z]?[0-9]*(?:\.[0-9a-z]+)*|[a-z]{1,2}[0-9]{1,3}(?:\.[0-9]+)*)[.:)]?(?: - | +)(?=\S)",
    re.IGNORECASE,
)
_NOISE: Final = re.compile(r"(?:(?<=\w) ?[¹²³⁰⁴-⁹*]+| [0-9]{1,2}\))$")
_QUOTES: Final = str.maketrans("’‘ʼ`´“”„–—‐‑", "'''''\"\"\"----")
_UNIT: Final = re.compile(r"\s*\([^()]*\)\s*$")
_SIDES: Final = {
    "lasten": ("lasten", "last", "l", "uitgaven", "kosten"),
    "baten": ("baten", "baat", "b", "inkomsten", "opbrengsten"),
    "saldo": ("saldo", "saldi", "s", "saldo van baten en lasten", "saldo van lasten en baten", "saldo baten en lasten"),
    "toevoeging": ("toevoeging", "toevoegingen", "toev", "dotatie", "dotaties", "storting"),
    "onttrekking": ("onttrekking", "onttrekkingen", "onttr"),
}
_SIDE_OF: Final = {word: side for side, words in _SIDES.items() for word in words}
_JOINS: Final = frozenset({"en", "of", "van", "voor", "uit", "&"})
"""`Overige baten en lasten` names no side."""
_FASEN: Final = (
    ("rekening", re.compile(r"\b(?:rek|(?:jaar)?rekening|realisatie|werkelijk|gerealiseerd)\b")),
    ("begroting", re.compile(r"\b(?:begr|(?:primitieve )?begroting|raming|mjb|meerjaren\w+|primitief|geraamd)\b")),
    ("streef", re.compile(r"\b(?:streef\w*|norm)\b")),
)
_PROGNOSE: Final = re.compile(r"\b(?:prognose|verwachting|verwacht)\b")
_TOTAL: Final = re.compile(r"\b(?:sub|eind|programma)?totaal\b|\btotale\b", re.IGNORECASE)
_BALANCE: Final = re.compile(
    r"\b\w*(?:saldo|saldi|resultaat|overschot|tekort)\b|\bmutaties? (?:in |van |aan )?(?:de )?reserves?\b|\bnetto\b"
    r"|\beindstand\b|\bstand (?:per |op |ultimo )?31\b",
    re.IGNORECASE,
)
_BEGIN: Final = re.compile(r"\b(?:begin)?stand (?:per |op )?1(?:[- ]|\b)|\bbeginstand\b", re.IGNORECASE)
_EIND: Final = re.compile(r"\beindstand\b|\bstand (?:per |op |ultimo )?31\b", re.IGNORECASE)
_STAND: Final = re.compile(
    r"(?:(?:begin|eind)?stand|saldo)?(?: (?:per|op))? ?[0-9]{1,2}-[0-9]{1,2}-(?:19|20)[0-9]{2}", re.IGNORECASE
)
_RESERVEKANTEN: Final = (
    ("toevoeging", re.compile(r"\b(?:toevoeging|storting|dotatie|vermeerdering)(?:en)?\b", re.IGNORECASE)),
    ("onttrekking", re.compile(r"\b(?:onttrekking|vermindering|aanwending|inzet)(?:en)?\b", re.IGNORECASE)),
)
_VERSCHIL: Final = re.compile(r"\b(?:verschil|verschillen|afwijking|afwijkingen)\b", re.IGNORECASE)
_WIJZIGING: Final = re.compile(r"\b(?:begrotings)?wijziging(?:en)?\b|\bmutaties?\b", re.IGNORECASE)
_VOOR: Final = re.compile(r"\bv(?:o|ó)(?:o|ó)r (?:begrotings)?wijz", re.IGNORECASE)
_GEWIJZIGD: Final = re.compile(
    r"\b(?:n[aá]|incl\.?|inclusief) (?:begrotings)?(?:wijz\b|wijziging(?:en)?|vjn|njn)"
    r"|\b(?:gewijzigde?|actuele?|bijgestelde?)\b",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(r"\b(?:verschil|afwijking|mutatie|index|indexatie|groei|aandeel|totaal)\b|%")
"""What heads a column that is about a year without being the amount of that year."""


def norm(text: str) -> str:
    """Return a name as it is compared: without case, accents' form, footnote, folding signs or spare spaces."""
    plain = unicodedata.normalize("NFKC", _NOISE.sub("", text.strip()).translate(_QUOTES))
    plain = " ".join(plain.casefold().split())
    return plain.strip(" ▸▾└├─│+").rstrip(" :.,")


def side(text: str) -> str:
    """Return the side that a text is, nothing where it is none."""
    return _SIDE_OF.get(norm(_UNIT.sub("", text)), "")


def kind_of(soort: str) -> str:
    """Return what the kind of a row is compared as."""
    return _SIDE_OF.get(norm(soort), norm(soort))


def without_side(text: str) -> tuple[str, str]:
    """Return a name and the side that stands behind it (`Bestuur lasten`), nothing where none does."""
    words = text.split()
    joined = len(words) > 1 and words[-2].casefold() in _JOINS
    if len(words) > 1 and not joined and len(words[-1].strip("()")) > 1 and (found := side(words[-1].strip("()"))):
        return " ".join(words[:-1]).rstrip(" -,:"), found
    return text, ""


def side_within(text: str) -> str:
    """Return the one side that a text names somewhere (`2026 Lasten`, `Saldo van baten en lasten`), else nothing."""
    words = re.split(r"[^\w]+", norm(_UNIT.sub("", text)))
    found = {_SIDE_OF[word] for word in words if len(word) > 1 and word in _SIDE_OF}
    return "saldo" if "saldo" in found else found.pop() if len(found) == 1 else ""


def split_code(text: str) -> tuple[str, str]:
    """Return the code before a name and that name (`1.2 Bestuur`, `Programma 1: Bestuur`), no code where none is."""
    match = _CODED.match(text.strip())
    return (match[1], text.strip()[match.end() :]) if match else ("", text.strip())


def is_total(text: str) -> bool:
    """Return whether a name says that it is a total."""
    return _TOTAL.search(text) is not None


def is_balance(text: str) -> bool:
    """Return whether a name says that it is what remains of others: saldo, resultaat, mutaties reserves."""
    return _BALANCE.search(text) is not None


def is_beginstand(text: str) -> bool:
    """Return whether a row is what was left at the end of the year before."""
    return _BEGIN.search(text) is not None


def is_eindstand(text: str) -> bool:
    """Return whether a row is what is left at the end of a year."""
    return _EIND.search(text) is not None


def is_stand(text: str) -> bool:
    """Return whether a heading is of what there is on a day (`01-01-2027`, `Stand per 31 december`)."""
    return _STAND.fullmatch(text.strip()) is not None or is_beginstand(text) or is_eindstand(text)


def reserve_side(text: str, boven: str = "") -> str:
    """Return what a row says of reserves: `Stortingen in reserves` is a toevoeging; nothing where it says neither.

    `boven` is the row that heads it: what says no more than `Vermeerderingen` is of reserves wherever it stands.
    """
    found = [(kant, words) for kant, words in _RESERVEKANTEN if words.search(text)]
    if len(found) != 1:
        return ""
    kant, words = found[0]
    is_of_reserves = "reserve" in text.casefold() or "reserve" in boven.casefold() or words.fullmatch(text.strip())
    return kant if is_of_reserves else ""


def without_reserve_side(text: str) -> str:
    """Return what is left of the name of a row without what it says of a side: `Inzet bestemmingsreserve`."""
    for _, words in _RESERVEKANTEN:
        text = words.sub("", text)
    return " ".join(text.split()).strip(" -,:")


def is_verschil(text: str) -> bool:
    """Return whether a heading is of a difference between columns."""
    return _VERSCHIL.search(text) is not None


def is_gewijzigd(text: str) -> bool:
    """Return whether a heading is of a budget as it was changed."""
    return _GEWIJZIGD.search(text) is not None


def is_wijziging(text: str) -> bool:
    """Return whether a heading is of the changes of a budget themselves."""
    return _WIJZIGING.search(text) is not None and not (is_gewijzigd(text) or is_balance(text) or _VOOR.search(text))


def is_prognose(text: str) -> bool:
    """Return whether a heading is of what a year is expected to come to."""
    return _PROGNOSE.search(norm(text)) is not None


def fase(text: str) -> str:
    """Return which phase a heading names: rekening, begroting, streef, or nothing."""
    return next((naam for naam, words in _FASEN if words.search(norm(text))), "")


def year(text: str) -> str:
    """Return the one year that a heading names, nothing where it names none or several."""
    found = set(JAAR.findall(text))
    return found.pop() if len(found) == 1 else ""


class Kolomnamen:
    """The columns of a table by heading and year."""

    def __init__(self, kolommen: Sequence[Doelkolom]) -> None:
        self._kolommen: Final = [(i, norm(k.tekst), year(k.tekst), fase(k.tekst)) for i, k in enumerate(kolommen)]

    def find(self, texts: Iterable[str]) -> list[int]:
        """Return the columns that headings above each other can mean; one of another phase is none of them."""
        known = [text for text in texts if text]
        full = " ".join(known)
        exact = [i for i, naam, _, _ in self._kolommen if naam in {norm(full), *map(norm, known)}]
        if exact:
            return exact
        jaar, phase = year(full), fase(full)
        if not jaar or _OTHER.search(norm(full)):
            return []
        same = [(i, own) for i, _, j, own in self._kolommen if j == jaar]
        return [i for i, own in same if not phase or not own or own == phase]


class Rijnamen:
    """The rows of a table by name, with and without the code before it."""

    def __init__(self, rijen: Sequence[Doelrij]) -> None:
        self.rijen: Final = rijen
        self._known: Final[dict[str, list[int]]] = {}
        for index, rij in enumerate(rijen):
            # with its kind behind it a name is that one row
            names = [rij.naam, f"{rij.naam} {rij.soort}"] if rij.soort else [rij.naam]
            for form in dict.fromkeys(form for naam in names for form in _forms(naam)):
                self._known.setdefault(form, []).append(index)

    def find(self, text: str) -> list[int]:
        """Return the rows of a name, of any side; a name that was cut off is completed where it can be only one."""
        for form in _forms(text):
            if form in self._known:
                return self._known[form]
        cut = norm(text).rstrip("… ").removesuffix("...")
        if len(cut) < AFGEKAPT and not text.rstrip().endswith(("…", "...")):
            return []
        longer = {naam: rows for naam, rows in self._known.items() if len(cut) >= 8 and naam.startswith(cut)}
        return next(iter(longer.values())) if len({tuple(rows) for rows in longer.values()}) == 1 else []


def _forms(text: str) -> list[str]:
    """Return how a name is known: as it is, and without the code before it."""
    full = norm(text)
    match = _CODE.match(full)
    return [full, full[match.end() :]] if match else [full] if full else []
