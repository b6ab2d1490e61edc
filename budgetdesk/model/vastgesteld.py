"""The budget as the council adopted it: `vastgesteld.toml`, and a dossier seen through it.

What it holds are facts: the begroting of T..T+3 by source, with what sorts every amount. The document that was adopted
is seen as it was then (`as_adopted`). Every other document is seen as the dossier is now, with beside each record that
is gone or sorted otherwise the one that was adopted (`beside`), so that a column of the budget prints the same in all
of them. What the amounts themselves have become is told apart where they are summed (`engine.vastgesteld`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import GERAAMD, RESERVES, VASTGESTELD, Bestand, Dossier, Record, Waarde
from budgetdesk.model.field import PER_BRON
from budgetdesk.model.kinds import vastgesteld as kinds
from budgetdesk.model.kinds.vastgesteld import POSTEN, SLEUTELS, STRUCTUUR, Vastgesteld

JAREN: Final = 4
"""The years that are adopted: T and the three after it."""

Place = tuple[str, str]
"""Kind and key of a record."""

Shown = Iterable[tuple[Place, Mapping[str, Waarde]]]
"""Records of a file with their values."""

_SORTING: Final = (
    *("beleidsterrein", "prestatie", "taakveld", "categorie.lasten", "categorie.baten"),
    *("stelpost", "functie", "register", "groep"),
)
"""Labels by which amounts per phase are sorted: one that is another one moves a printed amount."""

_MARK: Final = " (vastgesteld)"
"""Stands behind the key and name of an adopted record beside the one that it has become."""


# --- what was adopted --------------------------------------------------------------------------


def adopted(dossier: Dossier) -> Bestand | None:
    """Return the file with the adopted budget of a dossier, None where none is adopted."""
    return dossier.stored.bestanden.get(VASTGESTELD)


def kop(bestand: Bestand) -> Vastgesteld:
    """Return what was adopted, by which decree and when."""
    return bestand.single(Vastgesteld)


def years(bestand: Bestand) -> range:
    """Return the years whose budget is adopted."""
    jaar = kop(bestand).jaar
    return range(jaar, jaar + JAREN)


def closed_years(dossier: Dossier) -> range:
    """Return the years whose budget no longer changes; none as long as it is not adopted."""
    found = adopted(dossier)
    return range(0) if found is None else years(found)


def counts_as(dossier: Dossier) -> str:
    """Return in what a new decision counts (`telt_mee`): in the budget, or as its amendment once that is adopted."""
    return "wijziging" if adopted(dossier) else "begroting"


def is_seen_as_adopted(dossier: Dossier) -> bool:
    """Return whether a dossier is seen as the document that was adopted."""
    found = adopted(dossier)
    return found is not None and bool(dossier.document) and dossier.document == kop(found).document


def in_words(bestand: Bestand) -> str:
    """Return what was adopted and how: `Begroting 2027 is vastgesteld (RV 26.0101, 2026-11-12)`."""
    said = kop(bestand)
    decree = ", ".join(filter(None, (said.besluit, said.datum.isoformat() if isinstance(said.datum, date) else "")))
    return f"Begroting {said.jaar} is vastgesteld ({decree})"


def digest_of(bestand: Bestand) -> str:
    """Return the digest of all that an adopted budget says, whatever the order and the spelling of its file."""
    lines = sorted(
        f"{soort}\t{sleutel}\t{pad}\t{value}"
        for (soort, sleutel), record in bestand.records.items()
        for pad, value in record.waarden.items()
        if (soort, pad) != (Vastgesteld.kind.naam, Vastgesteld.digest.sleutel)
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


# --- where it stands -----------------------------------------------------------------------------


def key_of(bestand: Bestand, sleutel: str) -> str:
    """Return the key under which an adopted budget holds a record of a file, as people type it; a programma its number.

    Only one file has the number of a programma: otherwise nothing is adopted.
    """
    head = str(bestand.nummer) if bestand.soort == "programma" else bestand.naam.removesuffix(".toml")
    return f"{head}/{sleutel}" if sleutel else head


def lines(dossier: Dossier) -> dict[tuple[str, str, str], Record]:
    """Return what was adopted by the record that shows it: file, kind and key as `dossier` is seen.

    A record that is not there was not adopted, or not as what it is now.
    """
    found = adopted(dossier)
    if found is None:
        return {}
    known: dict[tuple[str, str, str], Record] = {}
    for bestand in dossier.geraamd:
        for soort, sleutel in bestand.records:
            own = sleutel.removesuffix(_MARK)
            line = found.records.get((soort, key_of(bestand, own))) if soort in POSTEN else None
            if line is not None and (own != sleutel or (soort, f"{own}{_MARK}") not in bestand.records):
                known[bestand.naam, soort, sleutel] = line
    return known


def _file_of(stored: Dossier, key: str) -> str:
    """Return the file in which a record of an adopted budget stands, or stood."""
    head = key.partition("/")[0]
    if not head.isdecimal():
        return f"{head}.toml"
    programma = stored.programma(int(head))
    return programma.naam if programma else f"programmas/{int(head):02}.toml"


class _Index:
    """What was adopted by file, as its keys begin: made once for a file, of which nothing changes."""

    def __init__(self, found: Bestand) -> None:
        self.of = found
        self.size = len(found.records)
        self.files: dict[str, dict[Place, Record]] = {}
        for (soort, key), record in found.records.items():
            head, slash, sleutel = key.partition("/")
            if slash or soort == "programma":
                self.files.setdefault(head, {})[soort, sleutel] = record

    @classmethod
    def made(cls, found: Bestand) -> _Index:
        """Return the index of a file; that of the last one is kept."""
        last = _LAST[0] if _LAST else None
        if last is None or last.of is not found or last.size != len(found.records):
            _LAST[:] = [last := cls(found)]
        return last


_LAST: list[_Index] = []


def _of_file(found: Bestand, head: str) -> dict[Place, Record]:
    """Return what was adopted of one file, by kind and key there; `head` is how its keys begin."""
    return _Index.made(found).files.get(head, {})


def gone(view: Dossier) -> list[Bestand]:
    """Return the files that an adopted budget tells of and that are gone, with what a view shows of them."""
    found = adopted(view)
    if found is None:
        return []
    names = {_file_of(view.stored, head): head for head in _Index.made(found).files if head != "begroting"}
    made = [Bestand(n, "reserves" if n == RESERVES else "programma") for n in sorted(names.keys() - view.bestanden)]
    for bestand in made:
        records = _seen(view, _of_file(found, names[bestand.naam]), {})
        bestand.records = {place: Record(*place, dict(values)) for place, values in records}
    return [bestand for bestand in made if bestand.records]


def told_at(stored: Dossier, adres: Adres) -> Adres:
    """Return where an amount stands that columns of the budget print: of an adopted year with what was adopted."""
    found, bestand = adopted(stored), stored.bestanden.get(adres.bestand)
    family, _, jaar = adres.pad.rpartition(".")
    kant, _, fase = family.rpartition(".")
    is_budget = fase == _BEGROTING and jaar.isdecimal() and int(jaar) in closed_years(stored)
    if found is None or bestand is None or not is_budget:
        return adres
    there = Adres(VASTGESTELD, adres.soort, key_of(bestand, adres.sleutel), f"{kant}.{kinds.RAMING}.{jaar}")
    return there if found.record(there.soort, there.sleutel) else adres


# --- a dossier seen through it -------------------------------------------------------------------


def seen(view: Dossier, bestand: Bestand, shown: Shown) -> Shown:
    """Return the records of a stored file as a view shows them besides what was adopted, through that."""
    found = adopted(view)
    if found is None or bestand.soort not in GERAAMD:
        return shown
    return _seen(view, _of_file(found, key_of(bestand, "")), dict(shown))


def _seen(view: Dossier, own: Mapping[Place, Record], now: Mapping[Place, Mapping[str, Waarde]]) -> Shown:
    return _as_adopted(own, now, closed_years(view)) if is_seen_as_adopted(view) else _beside(own, now)


def is_held(soort: str, pad: str, jaren: range) -> bool:
    """Return whether the adopted document shows a value as it was adopted, whatever it is now.

    `jaren` are those that are adopted: of amounts per phase the begroting, and what the previous MJB said of them.
    """
    jaar = _held(soort, pad)
    return jaar == _ALWAYS or jaar in jaren


_ALWAYS: Final = -1


@lru_cache(maxsize=65_536)
def _held(soort: str, pad: str) -> int | None:
    """Return the year in which what was adopted takes the place of a value, None where it never does."""
    known = SOORTEN["vastgesteld"][soort].veld_van(pad) if soort in (*STRUCTUUR, *POSTEN, *SLEUTELS) else None
    if known is None or not _is_stored(soort, known.sleutel):
        return None
    if known.onder != PER_BRON:
        return _ALWAYS
    fase, _, jaar = pad[len(known.sleutel) + 1 :].partition(".")
    return int(jaar) if fase in (_BEGROTING, _MJB) else None


_BEGROTING: Final = "begroting"
_MJB: Final = "mjb"


@cache
def _is_stored(soort: str, sleutel: str) -> bool:
    """Return whether what is adopted under a key stands in the file of its record under that key as well.

    What is computed does not; nor does the incidental part, which is told of a post with all that is added to it.
    """
    known = SOORTEN["programma"].get(soort) or SOORTEN["begroting"][soort]
    is_computed = (soort, sleutel) == ("activum", "boekwaarde") or sleutel.startswith("incidenteel.")
    return known.veld(sleutel) is not None and not is_computed


def _as_adopted(
    own: Mapping[Place, Record], now: Mapping[Place, Mapping[str, Waarde]], jaren: range
) -> Iterator[tuple[Place, Mapping[str, Waarde]]]:
    """Yield records as they were adopted; what came later is not among them, what is gone is."""
    for place in dict.fromkeys((*now, *own)):
        if place in own:
            kept = {pad: v for pad, v in now.get(place, {}).items() if not is_held(place[0], pad, jaren)}
            yield place, kept | dict(_as_stored(own[place]))
        elif place[0] not in (*STRUCTUUR, *POSTEN, *SLEUTELS):
            yield place, now[place]


def _as_stored(line: Record) -> Iterator[tuple[str, Waarde]]:
    """Yield what an adopted record holds by the keys of the file that it came from; what was added to it is not."""
    for pad, value in line.waarden.items():
        if stored := _stored_as(line.soort, pad):
            yield stored, value


@lru_cache(maxsize=65_536)
def _stored_as(soort: str, pad: str) -> str:
    """Return the key in the file of a record of what an adopted one holds under a key, nothing where it has none."""
    veld = SOORTEN["vastgesteld"][soort].veld_van(pad)
    if veld is None or not _is_stored(soort, veld.sleutel):
        return ""
    if veld.onder != PER_BRON:
        return pad
    bron, _, jaar = pad[len(veld.sleutel) + 1 :].partition(".")
    fase = {kinds.RAMING: _BEGROTING, _MJB: _MJB}.get(bron)
    return f"{veld.sleutel}.{fase}.{jaar}" if fase else ""


def _beside(
    own: Mapping[Place, Record], now: Mapping[Place, Mapping[str, Waarde]]
) -> Iterator[tuple[Place, Mapping[str, Waarde]]]:
    """Yield records as they are, and those with amounts per phase that were adopted as something else.

    With those comes what they are sorted by, where that is gone too.
    """
    yield from now.items()
    named: set[Place] = set()
    for place, line in own.items():
        soort, sleutel = place
        if soort not in POSTEN or not _has_phases(soort):
            continue
        labels = {pad: value for pad, value in line.waarden.items() if _is_label(soort, pad)}
        if place in now and all(labels.get(pad) == now[place].get(pad) for pad in _SORTING):
            continue
        named |= {(dim, str(labels.get(dim, ""))) for dim in STRUCTUUR}
        if place in now:
            yield (soort, f"{sleutel}{_MARK}"), labels | {"naam": f"{labels.get('naam', sleutel)}{_MARK}"}
        else:
            yield place, labels
    named |= {("doel", str(own[place].waarden.get("doel"))) for place in named & own.keys() if place[0] == "prestatie"}
    for place in (named & own.keys()) - now.keys():
        yield place, own[place].waarden
    if ("programma", "") in own and ("programma", "") not in now and named:
        yield ("programma", ""), own["programma", ""].waarden


@cache
def _is_label(soort: str, pad: str) -> bool:
    veld = SOORTEN["vastgesteld"][soort].veld(pad)
    return veld is not None and not veld.onder


@cache
def _has_phases(soort: str) -> bool:
    return any(v.onder == PER_BRON for v in SOORTEN["vastgesteld"][soort].velden)


# --- making it -----------------------------------------------------------------------------------


def labels_of(record: Record) -> dict[str, Waarde]:
    """Return what of a record an adopted budget holds as it is: what sorts it, and amounts that have no phase."""
    held = SOORTEN["vastgesteld"][record.soort]
    known = ((pad, value, held.veld_van(pad)) for pad, value in record.waarden.items())
    return {
        pad: value
        for pad, value, veld in known
        if veld is not None and veld.onder != PER_BRON and not veld.is_phased(pad)
    }


@cache
def sides(soort: str) -> tuple[str, ...]:
    """Return the keys of a kind that hold amounts per phase."""
    return tuple(v.sleutel for v in SOORTEN["vastgesteld"][soort].velden if v.onder == PER_BRON)
