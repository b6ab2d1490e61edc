"""Decisions (`wijzigingen/*.toml`) and their mutations: what they say, and the edits that book and adopt them.

Pure: nothing here changes a dossier. A decision is identified by its file; a mutation carries signed
changes per year with natural signs. What cannot be done is Refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import VOORDEEL, kind
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.model.kinds.wijziging import KASSCHUIF, ONTWERP, OVERHEVELING, VASTGESTELD, Mutatie, Wijziging
from budgetdesk.model.scope import RecordKey, Reference
from budgetdesk.model.structuur import delete, propose_key, slug
from budgetdesk.model.verwijzingen import referrers

Deel = tuple[str, str, str]
"""Kind and key of the table a mutation lands on, and the side: ("post", "bestuur", "lasten")."""

Landing = tuple[int, Deel]
"""The number of a programma, and what a mutation changes in it."""

Natural = tuple[tuple[int, str], ...]
"""What a number is ordered by: its figures as numbers, before what stands between them."""

Phase = Literal["begroting", "wijziging", ""]
"""Where an amount of a decision counts; empty: nowhere."""

KANTEN: Final = {
    v.elders.soort: tuple(
        kant.sleutel for kant in Mutatie.kind.velden if kant.onder and kind(v.elders.soort).veld(kant.sleutel)
    )
    for v in Mutatie.kind.velden
    if v.elders
}
"""The sides of what a mutation can land on: of a post or reserve, or of the credit of an investering."""

BEGROOT: Final = {soort: kanten for soort, kanten in KANTEN.items() if kind(soort).kanten}
"""Those that are budgeted per phase: of posts and reserves. A credit has amounts per year only."""

_LAATST: Final = date.max
"""Where a decision without a date stands: behind those that are taken."""


class Adopted(Refused):
    """A decision that the council has adopted no longer changes."""

    def __init__(self, bestand: Bestand) -> None:
        super().__init__(f"Besluit {titel(bestand)} is vastgesteld en kan niet meer worden gewijzigd.")


class NumberTaken(Refused):
    """There is a decision with this number already; `doe` says what to do about it."""

    def __init__(self, nummer: str, doe: str = "") -> None:
        super().__init__(f"Besluit {nummer} bestaat al{f'; {doe}' if doe else ''}.")


class Unbalanced(Refused):
    """A decision that says it is `budgetneutraal` does not add to zero in these years."""

    def __init__(self, bestand: Bestand, jaren: Iterable[int]) -> None:
        years = ", ".join(map(str, jaren))
        super().__init__(f"Besluit {titel(bestand)} is budgetneutraal maar sluit niet in {years}.")


class Unmatched(Refused):
    """A kasschuif changes these sides of posts or reserves by more or less than zero over its years."""

    def __init__(self, bestand: Bestand, delen: Iterable[Landing]) -> None:
        where = ", ".join(f"{nummer}/{soort}.{sleutel}.{kant}" for nummer, (soort, sleutel, kant) in delen)
        super().__init__(f"Besluit {titel(bestand)} is een kasschuif maar is over de jaren niet nul op {where}.")


@dataclass(frozen=True, slots=True)
class Boeking:
    """What a mutation says besides its amounts; what is empty stays as it is in the file."""

    programma: int
    deel: Deel
    onderwerp: str
    toelichting: str = ""
    aard: str = ""
    tot: int | None = None
    """The last year of an incidental mutation."""
    dekking: str = ""

    @property
    def teksten(self) -> dict[str, Waarde]:
        """Return the values it sets, by their key in the file."""
        found: dict[str, Waarde | None] = {
            "aard": self.aard,
            "tot": self.tot,
            "dekking": self.dekking,
            "toelichting": self.toelichting,
        }
        return {pad: waarde for pad, waarde in found.items() if waarde}


# --- asking ----------------------------------------------------------------------------------


def besluiten(dossier: Dossier) -> list[Bestand]:
    """Return the files that hold a decision, in the one order in which decisions stand everywhere (`order`)."""
    found = (b for b in dossier.bestanden.values() if b.soort == "wijziging" and b.record("wijziging"))
    return sorted(found, key=lambda bestand: order(kop(bestand)))


def vanaf(dossier: Dossier, bestand: Bestand) -> list[str]:
    """Return the files of a decision and of those that come after it, in order: what it amends is without these."""
    known = [b.naam for b in besluiten(dossier)]
    return known[known.index(bestand.naam) :]


def kop(bestand: Bestand) -> Wijziging:
    """Return what a decision says of itself."""
    return bestand.single(Wijziging)


def nummer(bestand: Bestand) -> str:
    """Return the number of a decision as text; files may write it as a number."""
    return kop(bestand).nummer


def titel(bestand: Bestand) -> str:
    """Return number and name: `2026-01 Kaderbrief 2025-2029`."""
    return f"{nummer(bestand)} {kop(bestand).naam}".strip()


def soort(bestand: Bestand) -> str:
    """Return which kind of decision it is, as documents say it: `overheveling naar 2028` by its last amount."""
    kind_ = kop(bestand).soort_
    jaar = max((jaar for m in bestand.van(Mutatie) for _, jaar, cents in m.amounts() if cents), default=0)
    return f"{kind_} naar {jaar}" if kind_ == OVERHEVELING and jaar else kind_


def opschrift(bestand: Bestand) -> str:
    """Return what heads a decision in print: number and name, and its kind where it moves amounts between years."""
    label = soort(bestand) if kop(bestand).soort_ in (KASSCHUIF, OVERHEVELING) else ""
    return f"{titel(bestand)}{f' ({label})' if label else ''}"


def find(dossier: Dossier, tekst: str) -> Bestand:
    """Return the decision with this number, or in this file (with or without folder and `.toml`).

    Raises Refused where there is none, or where several carry the number.
    """
    known = besluiten(dossier)
    named = [b for b in known if tekst in _names(b)]
    found = named or [b for b in known if nummer(b) == tekst]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"Besluit `{tekst}` staat in {' en '.join(b.naam for b in found)}; noem het bestand.")
    choice = f"kies uit {', '.join(nummer(b) for b in known)}." if known else "dit dossier heeft nog geen besluiten."
    raise Refused(f"Besluit `{tekst}` bestaat niet; {choice}")


def _names(bestand: Bestand) -> tuple[str, ...]:
    stem = bestand.naam.removesuffix(".toml")
    return bestand.naam, stem, stem.rpartition("/")[2]


def phase(besluit: Wijziging, jaar: int, t: int, *, once_adopted: bool = False) -> Phase:
    """Return in which phase the amount of a year counts in a document of year `t`; empty where it counts nowhere.

    The table "What counts where" of the format. What is adopted amends the years before `t`; from `t` on a decision
    makes the budget, as a draft too, or amends that of `t` alone. A later year of an amendment waits for the rollover.
    """
    is_adopted = once_adopted or besluit.is_adopted
    if besluit.telt_mee == "niet" or not (is_adopted or besluit.status == ONTWERP):
        return ""
    if besluit.telt_mee == "begroting" and jaar >= t:
        return "begroting"
    amends = jaar < t or (jaar == t and besluit.telt_mee == "wijziging")
    return "wijziging" if amends and is_adopted else ""


def counts_in_credit(besluit: Wijziging) -> bool:
    """Return whether what a decision changes in a credit counts: once it is adopted, whichever budget it changes."""
    return besluit.is_adopted and besluit.telt_mee != "niet"


def counts_in(besluit: Wijziging) -> Phase:
    """Return in which phase the amounts of the budget year count; empty where a decision counts nowhere."""
    return phase(besluit, 0, 0)


def vergrendeld(bestand: Bestand) -> bool:
    """Return whether a decision is adopted: its mutations are then what the council decided."""
    return kop(bestand).is_adopted


def order(besluit: Wijziging) -> tuple[bool, date, Natural]:
    """Return what decisions are ordered by: those that make the budget, then those that amend it.

    Within those by date, without one last, and by number (`9` before `10`).
    """
    return besluit.telt_mee == "wijziging", besluit.datum or _LAATST, _natural(besluit.nummer)


@lru_cache(maxsize=4096)
def _natural(number: str) -> Natural:
    """Return a number as people read it; asked for at every edit."""
    parts = re.findall(r"\d+|\D+", number)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def target(mutatie: Record) -> tuple[str, str]:
    """Return kind and key of what a mutation lands on; empty where it names nothing."""
    return next(((soort, sleutel) for soort in KANTEN if (sleutel := mutatie.tekst(soort))), ("", ""))


def cover(mutatie: Mutatie) -> tuple[int, RecordKey]:
    """Return what a mutation names as its cover: the number of a programma, and a table there or a mutation."""
    nummer, key = Reference.named(mutatie.dekking)
    return (mutatie.programma if nummer is None else nummer), key


def effect(mutaties: Iterable[Mutatie]) -> dict[int, int]:
    """Return per year what mutations do together to the balance after reserves, in cents: + is favourable."""
    found: dict[int, int] = {}
    for mutatie in mutaties:
        for kant, jaar, cents in mutatie.amounts():
            if kant in VOORDEEL:
                found[jaar] = found.get(jaar, 0) + VOORDEEL[kant] * cents
    return dict(sorted(found.items()))


# --- booking ---------------------------------------------------------------------------------


def boek(dossier: Dossier, bestand: Bestand, boeking: Boeking, jaar: int, delta: int) -> list[Edit]:
    """Return the edits that add `delta` cents to what a decision changes on one side of a post, reserve or credit.

    It comes with the mutation of the same subject there, or makes one. A delta of zero takes the amount of
    the year away, and a mutation without amounts goes. Raises Refused as `set_amounts` does.
    """
    mutatie = find_mutation(bestand, boeking)
    known = mutatie.bedrag(f"{boeking.deel[2]}.{jaar}") if mutatie else 0
    return set_amounts(dossier, bestand, boeking, {jaar: known + delta if delta else None})


def set_amounts(dossier: Dossier, bestand: Bestand, boeking: Boeking, bedragen: Mapping[int, int | None]) -> list[Edit]:
    """Return the edits that give the mutation of a booking these cents per year; None or zero takes one away.

    Raises what `set_sides` does.
    """
    return set_sides(dossier, bestand, boeking, {boeking.deel[2]: bedragen})


def set_sides(
    dossier: Dossier, bestand: Bestand, boeking: Boeking, zijden: Mapping[str, Mapping[int, int | None]]
) -> list[Edit]:
    """Return the edits that give the mutation of a booking these cents per side and year, as one.

    One without amounts goes, unless a note hangs on it.

    Raises Refused where the decision is adopted, or where what it lands on does not exist.
    """
    require_open(bestand)
    _require_target(dossier, boeking)
    values: dict[str, Waarde | None] = {
        f"{kant}.{jaar}": cents or None for kant, bedragen in zijden.items() for jaar, cents in bedragen.items()
    }
    mutatie = find_mutation(bestand, boeking)
    if mutatie is None:
        return _new_mutation(bestand, boeking, {pad: cents for pad, cents in values.items() if cents is not None})
    kept = (cents for kant, jaar, cents in mutatie.amounts() if f"{kant}.{jaar}" not in values)
    if not any(kept) and not any(values.values()) and not _is_noted(dossier, bestand, mutatie):
        return delete(dossier, bestand, "mutatie", mutatie.sleutel)
    values |= boeking.teksten
    return [
        SetValue(Adres(bestand.naam, "mutatie", mutatie.sleutel, pad), mutatie.waarden.get(pad), waarde)
        for pad, waarde in values.items()
        if mutatie.waarden.get(pad) != waarde
    ]


def _is_noted(dossier: Dossier, bestand: Bestand, mutatie: Mutatie) -> bool:
    return any(v.verplicht for v in referrers(dossier, bestand, mutatie.soort, mutatie.sleutel))


def find_mutation(bestand: Bestand, boeking: Boeking) -> Mutatie | None:
    """Return the mutation of a decision with the subject and target of a booking, or None."""
    soort, sleutel = boeking.deel[:2]
    wanted = (boeking.programma, (soort, sleutel), boeking.onderwerp)
    # of thousands few are of this thing
    near = (m for m in bestand.van(Mutatie) if m.waarden.get(soort) == sleutel)
    return next((m for m in near if (m.programma, target(m), m.onderwerp) == wanted), None)


def _new_mutation(bestand: Bestand, boeking: Boeking, bedragen: dict[str, Waarde]) -> list[Edit]:
    """Return the edit that adds a mutation, none where it would hold no amount."""
    if not bedragen:
        return []
    soort, sleutel, _ = boeking.deel
    where: dict[str, Waarde] = {"programma": boeking.programma, soort: sleutel}
    about: dict[str, Waarde] = {"onderwerp": boeking.onderwerp} if boeking.onderwerp else {}
    key = propose_key(bestand, "mutatie", boeking.onderwerp or sleutel)
    return [AddRecord(bestand.naam, "mutatie", key, tuple((where | about | boeking.teksten | bedragen).items()))]


def require_open(bestand: Bestand) -> None:
    """Raise Refused where a decision can no longer be changed."""
    if vergrendeld(bestand):
        raise Adopted(bestand)


def _require_target(dossier: Dossier, boeking: Boeking) -> None:
    soort, sleutel, kant = boeking.deel
    programma = dossier.programma(boeking.programma)
    if programma is None:
        raise Refused(f"Programma {boeking.programma} bestaat niet.")
    if kant not in KANTEN.get(soort, ()):
        where = "lasten of baten van een post, op een reserve of op uitgaven of bijdrage van een investering"
        raise Refused(f"Een mutatie landt op {where}, niet op {soort} {kant}.")
    if not programma.record(soort, sleutel):
        raise Refused(f"{soort.capitalize()} `{sleutel}` bestaat niet in {programma.naam}.")


# --- deciding --------------------------------------------------------------------------------


def vaststellen(bestand: Bestand, besluit: str, datum: date) -> list[Edit]:
    """Return the edits that adopt a decision by a decree (`RV 26.0012`) of a date; that locks it.

    Raises Refused where it is adopted already or withdrawn, where it holds no mutations, or where one that
    is `budgetneutraal` does not add to zero in every year, or a kasschuif not over its years.
    """
    require_open(bestand)
    if kop(bestand).is_withdrawn:
        raise Refused(f"Besluit {titel(bestand)} is ingetrokken.")
    if not bestand.van(Mutatie):
        raise Refused(f"Besluit {titel(bestand)} heeft geen mutaties.")
    if years := unbalanced(bestand):
        raise Unbalanced(bestand, years)
    if parts := unmatched(bestand):
        raise Unmatched(bestand, parts)
    values: dict[str, Waarde] = {"besluit": besluit, "datum": datum, "status": VASTGESTELD}
    return [
        SetValue(Adres(bestand.naam, "wijziging", "", pad), kop(bestand).waarden.get(pad), waarde)
        for pad, waarde in values.items()
    ]


def unbalanced(bestand: Bestand) -> dict[int, int]:
    """Return the years in which a decision that says it is `budgetneutraal` is not, with what is left in cents."""
    if not kop(bestand).budgetneutraal:
        return {}
    return {jaar: cents for jaar, cents in effect(bestand.van(Mutatie)).items() if cents}


def unmatched(bestand: Bestand) -> dict[Landing, int]:
    """Return what a kasschuif changes over all its years, in cents, of each side where that is not zero."""
    found: dict[Landing, int] = {}
    for mutatie in bestand.van(Mutatie) if kop(bestand).soort_ == KASSCHUIF else ():
        for kant, _, cents in mutatie.amounts():
            landing = mutatie.programma, (*target(mutatie), kant)
            found[landing] = found.get(landing, 0) + cents
    return {landing: cents for landing, cents in found.items() if cents}


def nieuw_besluit(
    nummer: str, naam: str, *, soort: str = "", status: str = ONTWERP, telt_mee: str = "begroting"
) -> Bestand:
    """Return the records of a new decision without mutations, in a file that is not there yet.

    Raises Refused where number or name is empty.
    """
    if not slug(nummer) or not naam.strip():
        raise Refused("Een besluit heeft een nummer en een naam.")
    stem = "-".join(filter(None, (slug(nummer), slug(naam))))
    bestand = Bestand(f"wijzigingen/{stem}.toml", "wijziging")
    texts = {"nummer": nummer, "naam": naam, "soort": soort, "status": status, "telt_mee": telt_mee}
    values: dict[str, Waarde] = {pad: tekst for pad, tekst in texts.items() if tekst}
    bestand.records["wijziging", ""] = Record("wijziging", "", values)
    return bestand
