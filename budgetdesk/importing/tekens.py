"""Which sides the amounts of a ledger report have, as the rows themselves prove: by signs, codes, words or columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.bedrag import BedragFout, read_printed
from budgetdesk.blok import namen
from budgetdesk.importing.bron import Blad, Cel
from budgetdesk.importing.doorlopend import doorlopend
from budgetdesk.importing.indeling import Indeling, kant_van
from budgetdesk.importing.kolommen import headings
from budgetdesk.importing.mapping import Doel
from budgetdesk.importing.woorden import Patronen
from budgetdesk.model.arrangement import WIJZIGING
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.voortgang import stap
from budgetdesk.zinnen import aantal

STAP: Final = 1_000
"""Rows between two tellings of how far that is."""

BEKEKEN: Final = 20_000
"""Rows that are looked at."""

GETUIGEN: Final = 2
"""Amounts that have to agree before a sign is settled."""

ZIJDEN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("l", "lasten", "last", "d", "debet", "uitgaven", "u", "kosten"), "lasten"),
    **dict.fromkeys(("b", "baten", "baat", "c", "credit", "inkomsten", "i", "opbrengsten"), "baten"),
}
"""Words and letters of a column that say a side."""

BATEN: Final = "8"
"""What codes of kinds of baten begin with in the ledgers of municipalities; those of lasten begin otherwise."""

LASTEN: Final = "4"

_KOPPEN: Final = frozenset({"lasten", "baten", "uitgaven", "inkomsten"})
"""What a row is called that heads those of one side."""

_DEBET: Final = frozenset({"debet", "debit"})
"""Headings of what an account has on one side; it may have something on both."""

_PLAIN: Final = re.compile(r"-?[0-9.,]++")
"""Amounts of which the sign is plain, as nearly all are: the others are read as print."""

_MEEST: Final = 0.9
"""The part of the amounts of a side that has to have the sign of it: the others are corrections."""


@dataclass(frozen=True, slots=True)
class Bewijs:
    """What the rows say of signs: how many amounts are plus and minus, in all and by what seems to be their side."""

    alle: Mapping[int, int]
    per_kant: Mapping[str, Mapping[int, int]]
    soorten: Mapping[str, int]
    """How many amounts there are by the first digit of the last part of their code."""
    woorden: Mapping[str, int]
    """How many rows there are by the word in the column of sides."""
    kolommen: Mapping[str, Mapping[str, int]]
    """By the side that a kostensoort says how many amounts stand in the column of each side."""
    plus_min: Mapping[str, Mapping[int, int]]
    """By the side that a kostensoort says how many amounts are plus and minus, where nothing else says the side."""
    boven: Mapping[str, str]
    """The words of rows that say the side of those below them, with that side."""

    @property
    def anders(self) -> int:
        """Return how many amounts have another sign, or stand in another column, than their kostensoort has."""
        right = {kant: own.get(kant, 0) for kant, own in self.kolommen.items()}
        wrong = sum(sum(own.values()) for own in self.kolommen.values()) - sum(right.values())
        if len(right) == len(POSTKANTEN) and min(right.values()) > 0 and wrong <= sum(right.values()):
            return wrong
        return sum(sum(signs.values()) - max(signs.values()) for signs in self.plus_min.values())

    def teken(self, kant: str) -> int:
        """Return the sign that nearly all amounts of a side have, 0 without such a one."""
        known = self.per_kant.get(kant, {})
        total = sum(known.values())
        return next((sign for sign, many in known.items() if many >= _MEEST * total and total), 0)

    def getuigen(self, kant: str, teken: int) -> tuple[int, int]:
        """Return how many amounts of a side have a sign, of how many."""
        known = self.per_kant.get(kant, {})
        return known.get(teken, 0), sum(known.values())


def bewijs(blad: Blad, indeling: Indeling) -> Bewijs:
    """Return what the rows of a sheet prove of signs."""
    alle: Counter[int] = Counter()
    per_kant: dict[str, Counter[int]] = {kant: Counter() for kant in POSTKANTEN}
    soorten: Counter[str] = Counter()
    woorden: Counter[str] = Counter()
    by_column: dict[str, Counter[str]] = {}
    by_sign: dict[str, Counter[int]] = {}
    boven: dict[str, str] = {}
    above = ""
    codes, sides = indeling.columns("code"), indeling.columns("kant")
    # what changes a budget is plus or minus on either side
    amounts = {k: r for k, r in indeling.bedragen.items() if not (isinstance(r, Doel) and r.fase == WIJZIGING)}
    has_soort = len(codes) > 1 or any(namen.norm(kop) in _DEBET for kop in headings(blad, indeling.wijze.kop).values())
    for cellen in _rows(blad, indeling):
        if heads := _heads(cellen, indeling):
            boven |= heads
            above = next(iter(heads.values()))
        word = _text(cellen, sides[0]) if sides else ""
        soort = _text(cellen, codes[-1])[:1] if codes else ""
        said = ZIJDEN.get(word.casefold(), "") if sides else {BATEN: "baten", LASTEN: "lasten"}.get(soort, "")
        if sides:
            woorden[word] += 1
        for kolom, rol in amounts.items():
            sign = teken_van(cellen.get(kolom))
            own = kant_van(rol)
            if sign:
                alle[sign] += 1
                soorten[soort] += 1
                if side := own or above or said:
                    per_kant[side][sign] += 1
                if said and not above and not sides and not own:
                    by_sign.setdefault(said, Counter())[sign] += 1
                elif said and not sides and has_soort and own:
                    by_column.setdefault(said, Counter())[own] += 1
    return Bewijs(alle, per_kant, soorten, woorden, by_column, by_sign, boven)


def _heads(cellen: Mapping[int, Cel], indeling: Indeling) -> dict[str, str]:
    """Return the word by which a row without amounts says the side of those below it, with that side; else nothing."""
    if any(teken_van(cellen.get(k)) for k in indeling.bedragen):
        return {}
    words = (cel.tekst.strip() for k, cel in cellen.items() if k not in indeling.bedragen)
    return {word: ZIJDEN[word.casefold()] for word in words if word.casefold() in _KOPPEN}


def _rows(blad: Blad, indeling: Indeling) -> Iterator[Mapping[int, Cel]]:
    """Yield the rows below the headings that are no totals."""
    filled = doorlopend(blad, indeling.etiketten, herhaal=indeling.wijze.herhaal)
    first, skip, seen = max(indeling.wijze.kop, default=0) + 1, Patronen(indeling.wijze.overslaan), 0
    for nummer, (rij, cellen) in enumerate(blad.walk()):
        if nummer % STAP == 0:
            stap(nummer, 0, "rijen bekeken")
        labels = (cel.tekst for k, cel in cellen.items() if k not in indeling.bedragen)
        if rij >= first and rij not in blad.verborgen_rijen and not (skip and skip.fits_any(labels)):
            yield filled.vul(rij, cellen)
            seen += 1
        if seen >= BEKEKEN:
            return


def teken_van(cel: Cel | None) -> int:
    """Return the sign of the amount in a cell; 0 where it is none, or nothing."""
    if cel is None or cel.soort not in ("getal", "tekst") or not any(sign in "123456789" for sign in cel.tekst):
        return 0
    if cel.soort == "getal" or _PLAIN.fullmatch(cel.tekst):
        return -1 if cel.tekst.startswith("-") else 1
    try:
        found = read_printed(cel.tekst)
    except BedragFout:
        return 0
    return (found.teken or 1) if found.soort == "getal" else 0


def _text(cellen: Mapping[int, Cel], kolom: int) -> str:
    cel = cellen.get(kolom)
    return cel.tekst.strip() if cel is not None else ""


# --- what that comes to --------------------------------------------------------------------------


def met_tekens(indeling: Indeling, found: Bewijs) -> Indeling:
    """Return it with what says the side of an amount and the signs of both, as far as the rows prove that."""
    if any(map(kant_van, indeling.bedragen.values())):
        way = _settled(indeling, found, "kolommen")
        return replace(way, tekens="open") if found.anders else way
    if indeling.columns("kant"):
        words = {word: ZIJDEN[word.casefold()] for word in found.woorden if word.casefold() in ZIJDEN}
        known = {**indeling.wijze.waarde, "kant": {**words, **indeling.wijze.waarde.get("kant", {})}}
        return _settled(indeling.anders(waarde=known), found, "kolom")
    if {*found.boven.values()} == {*POSTKANTEN}:
        return _settled(_by_heads(indeling, found), found, "rij")
    lasten, baten = (found.teken(kant) for kant in POSTKANTEN)
    least = min(found.getuigen("lasten", lasten)[0], found.getuigen("baten", baten)[0])
    if lasten and lasten == -baten and least >= GETUIGEN:
        way = indeling.anders(kant="teken", lasten=lasten, baten=baten)
        return replace(way, tekens="open" if found.anders else "bewezen")
    return replace(indeling.anders(kant="teken", lasten=1, baten=-1), tekens="open")


def _settled(indeling: Indeling, found: Bewijs, kant: str) -> Indeling:
    """Return it with the sign that each side has; one without amounts is plus."""
    signs = {key: found.teken(key) or 1 for key in POSTKANTEN}
    mixed = any(sum(known.values()) and not found.teken(key) for key, known in found.per_kant.items())
    return replace(indeling.anders(kant=kant, **signs), tekens="open" if mixed else "bewezen")


def _by_heads(indeling: Indeling, found: Bewijs) -> Indeling:
    """Return it with what the words of rows that head others mean."""
    known = {**indeling.wijze.waarde, "kant": {**found.boven, **indeling.wijze.waarde.get("kant", {})}}
    return indeling.anders(waarde=known)


def met_kostensoort(indeling: Indeling, found: Bewijs) -> Indeling:
    """Return it with the kind of a code as what says the side: one that begins with 8 is of baten, any other not."""
    words = {f"{digit}*": "baten" if digit == BATEN else "lasten" for digit in sorted(found.soorten) if digit}
    known = {**indeling.wijze.waarde, "kant": words}
    signs = {kant: found.teken(kant) or 1 for kant in POSTKANTEN}
    return indeling.anders(kant="code", **signs, waarde=known)


def keuzes(indeling: Indeling, found: Bewijs) -> list[tuple[str, Indeling]]:
    """Return in what ways the sides may be told in a sheet, each with what it comes to; the likeliest first."""
    kinds: list[tuple[str, Indeling]] = []
    by_code = (
        [("De kostensoort zegt het: 8... is baten", met_kostensoort(indeling, found))] if BATEN in found.soorten else []
    )
    if any(map(kant_van, indeling.bedragen.values())):
        kinds += [
            (f"Eigen kolommen voor lasten en baten{_bij(b)}", indeling.anders(kant="kolommen", lasten=1, baten=b))
            for b in (1, -1)
        ]
        return _said([*by_code, *kinds] if found.anders else [*kinds, *by_code])
    if indeling.columns("kant"):
        kinds += [
            (f"Een kolom zegt wat lasten en baten zijn{_bij(b)}", indeling.anders(kant="kolom", lasten=1, baten=b))
            for b in (1, -1)
        ]
    if found.boven:
        heads = _by_heads(indeling, found)
        kinds += [
            (f"Een rij erboven zegt wat lasten en baten zijn{_bij(b)}", heads.anders(kant="rij", lasten=1, baten=b))
            for b in (1, -1)
        ]
    signed = [
        ("Het teken zegt het: lasten +, baten -", indeling.anders(kant="teken", lasten=1, baten=-1)),
        ("Het teken zegt het: lasten -, baten +", indeling.anders(kant="teken", lasten=-1, baten=1)),
    ]
    if found.anders:
        kinds += [*by_code, *signed]
    elif found.alle.get(-1, 0):
        kinds += [*signed, *by_code]
    else:
        kinds += [*by_code, ("Alles is lasten", signed[0][1]), ("Alles is baten", signed[1][1])]
    return _said(kinds)


def _said(ways: Sequence[tuple[str, Indeling]]) -> list[tuple[str, Indeling]]:
    return [(zin, replace(way, tekens="gezegd")) for zin, way in ways]


def vraag(found: Bewijs) -> str:
    """Return the question how the sides stand in a sheet, with what the kostensoort contradicts."""
    asked = "Hoe staan lasten en baten er?"
    if not found.anders:
        return asked
    many = aantal(found.anders, "bedrag heeft een andere kant", "bedragen hebben een andere kant")
    return f"{asked} {many} dan de kostensoort zegt (4... lasten, 8... baten), zoals een correctie."


def _bij(baten: int) -> str:
    return ", baten met een min" if baten < 0 else ", beide zonder min"


def in_woorden(indeling: Indeling, found: Bewijs) -> str:
    """Return what says the sides and the signs, with its ground: `lasten +, baten - (24 van 24)`."""
    wijze = indeling.wijze
    signs = ", ".join(
        f"{kant} {'+' if sign > 0 else '-'}" for kant, sign in (("lasten", wijze.lasten), ("baten", wijze.baten))
    )
    how = {
        "kolom": "; een kolom zegt de kant",
        "kolommen": "; eigen kolommen",
        "code": "; de kostensoort zegt de kant",
        "rij": "; een rij zegt de kant",
    }
    many, of = map(sum, zip(found.getuigen("lasten", wijze.lasten), found.getuigen("baten", wijze.baten), strict=True))
    return f"{signs}{how.get(wijze.kant, '')}{f' ({many} van {of})' if of else ''}"
