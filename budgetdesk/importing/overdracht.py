"""What was read, as lines of JSON: how a process that reads for another hands it over, and how that takes it.

A line is an object with one key: `stap` while reading goes on, `fout` where it failed; else `bron`, then `blad` and its
`rij` and `samengevoegd` for every sheet, `gevonden`, and `einde` with the number of cells. Whoever takes it believes
nothing of what it says about itself: every limit of reading is counted again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import islice
from typing import Any, Final, get_args

from budgetdesk.codes import CODES
from budgetdesk.errors import Bevinding, BudgetdeskError, InputError, LimitExceeded, Plaats
from budgetdesk.importing.bron import MAX_KOLOM, Blad, Bron, Bronsoort, Cel, Celsoort, Gevonden
from budgetdesk.importing.lezen.grenzen import MAX_RIJ, MAX_TABELLEN, MAX_TEKST, Teller, is_kort
from budgetdesk.storage.reader import no_collection
from budgetdesk.voortgang import stap

MAX_REGEL: Final = 32 * 2**20
"""Characters of one line."""

_SOORTEN: Final[tuple[Celsoort, ...]] = get_args(Celsoort)
_CELLS_A_LINE: Final = 100
"""Cells of one line: each may hold as much text as a cell may, and six signs stand for one character."""
_AREAS_A_LINE: Final = 10_000
_MOST_FORMATS: Final = 100_000
_MOST_KEPT: Final = 50_000


def naar_json(bron: Bron) -> Iterator[str]:
    """Yield what was read as lines, without their ends."""
    yield _line("bron", [bron.naam, bron.soort, bron.sha256])
    cells = 0
    for blad in bron.bladen:
        formats = {opmaak: number for number, opmaak in enumerate(sorted(_formats(blad)))}
        yield _line("blad", [blad.naam, blad.zichtbaar, sorted(blad.verborgen_kolommen), list(formats)])
        for rij, row in blad.walk():
            hidden = rij in blad.verborgen_rijen
            cells += len(row)
            for part in _parts(row.items(), _CELLS_A_LINE):
                flat: list[object] = []
                for kolom, cel in part:
                    flat += kolom, _SOORTEN.index(cel.soort), formats[cel.opmaak], cel.tekst
                yield _line("rij", [rij, hidden, flat])
        for areas in _parts(blad.samengevoegd, _AREAS_A_LINE):
            yield _line("samengevoegd", areas)
    for found in bron.gevonden:
        yield _line("gevonden", astuple(found))
    yield _line("einde", cells)


def voortgang_json(gedaan: int, aantal: int, wat: str) -> str:
    """Return the line that tells how far reading is."""
    return _line("stap", [gedaan, aantal, wat])


def fout_json(fout: BudgetdeskError) -> str:
    """Return the line that tells why a file is not read."""
    if isinstance(fout, InputError | LimitExceeded):
        places = [
            (b.code, b.plaats.bestand, b.plaats.regel, b.plaats.sleutel, b.tekst, b.remedie) for b in fout.bevindingen
        ]
        return _line("fout", [isinstance(fout, LimitExceeded), places])
    raise fout


def _formats(blad: Blad) -> set[str]:
    return {cel.opmaak for row in blad.cellen.values() for cel in row.values()}


def _parts(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _line(key: str, value: object) -> str:
    return json.dumps({key: value}, separators=(",", ":"))


class Onverwacht(ValueError):
    """A line says something else than `naar_json` does: a fault of ours, or another program wrote it."""


def van_json(regels: Iterable[str]) -> Bron:
    """Return what another process read. Each line that tells how far it is, is a step of `voortgang`.

    Raises what the other raised, LimitExceeded where a limit is passed after all or the lines stop before the end,
    Afgebroken, and Onverwacht.
    """
    receiver = _Ontvanger()
    with no_collection():
        for regel in regels:
            if len(regel) > MAX_REGEL:
                raise receiver.teller.grens("Een regel van het lezende proces is te lang.")
            if (bron := receiver.neem(_parsed(regel))) is not None:
                return bron
    raise receiver.teller.grens("Het lezen brak af: het vraagt meer geheugen of tijd dan er is.")


def _parsed(regel: str) -> object:
    try:
        return json.loads(regel)
    except (ValueError, RecursionError) as error:
        raise Onverwacht(regel[:100]) from error


class _Ontvanger:
    """Takes the lines one by one."""

    def __init__(self) -> None:
        self.teller = Teller("bron")
        self._kop: tuple[str, Bronsoort, str] | None = None
        self._bladen: list[Blad] = []
        self._formats: list[str] = []
        self._columns: set[int] = set()
        self._rij = 0
        self._cells = 0
        self._found: list[Gevonden] = []
        self._known: dict[tuple[int, int, str], Cel] = {}

    def neem(self, waarde: object) -> Bron | None:
        """Take a line; return all of it with the last one."""
        match waarde:
            case {"stap": [int() as gedaan, int() as aantal, str() as wat]}:
                stap(gedaan, aantal, wat)
            case {"fout": [bool() as is_limit, list() as places]}:
                raise _error(places, is_limit=is_limit)
            case {"bron": [str() as naam, soort, str() as sha256]} if soort in get_args(Bronsoort):
                self._kop, self.teller.naam = (naam, soort, sha256), naam
            case {"blad": [str() as naam, bool() as zichtbaar, list() as verborgen, list() as opmaken]} if self._kop:
                self._begin_sheet(naam, verborgen, opmaken, zichtbaar=zichtbaar)
            case {"rij": [int() as rij, bool() as is_hidden, list() as flat]} if self._bladen and flat:
                self._row(rij, flat, is_hidden=is_hidden)
            case {"samengevoegd": list() as areas} if self._bladen:
                self._merge(areas)
            case {"gevonden": [str() as zin, str() as blad, str() as cel]}:
                self._tell(Gevonden(zin, blad, cel))
            case {"einde": int() as cells} if self._kop and cells == self._cells:
                return Bron(*self._kop, tuple(self._bladen), tuple(self._found))
            case _:
                raise Onverwacht(str(waarde)[:100])
        return None

    def _begin_sheet(
        self, naam: str, verborgen: Sequence[object], opmaken: Sequence[object], *, zichtbaar: bool
    ) -> None:
        self.teller.blad(MAX_TABELLEN, "bladen")
        self.teller.tekst(naam, "De naam van een blad")
        hidden = {kolom for kolom in verborgen if isinstance(kolom, int) and 0 < kolom <= MAX_KOLOM}
        formats = [opmaak for opmaak in opmaken if isinstance(opmaak, str) and len(opmaak) <= MAX_TEKST]
        if len(hidden) < len(verborgen) or len(formats) < len(opmaken) or len(formats) > _MOST_FORMATS:
            raise Onverwacht(naam)
        self._bladen.append(Blad(naam, zichtbaar=zichtbaar, verborgen_kolommen=hidden))
        self._formats, self._columns, self._rij = formats, set(), 0
        self._known = {}

    def _row(self, rij: int, flat: list[Any], *, is_hidden: bool) -> None:
        blad = self._bladen[-1]
        if not self._rij <= rij <= MAX_RIJ or rij < 1 or len(flat) % 4:
            raise Onverwacht(f"rij {rij}")
        self._rij = rij
        row = blad.cellen.setdefault(rij, {})
        before = len(row)
        try:
            for kolom, *rest in zip(flat[::4], flat[1::4], flat[2::4], flat[3::4], strict=True):
                key = tuple(rest)
                row[kolom] = self._known.get(key) or self._cel(key)
        except TypeError as error:  # a list or an object where a word belongs
            raise Onverwacht(f"rij {rij}") from error
        if len(row) - before != len(flat) // 4 or not all(type(k) is int and 0 < k <= MAX_KOLOM for k in flat[::4]):
            raise Onverwacht(f"rij {rij}")
        if is_hidden:
            blad.verborgen_rijen.add(rij)
        self._cells += len(row) - before
        self._columns.update(row)
        self.teller.rij(len(row) - before)
        self.teller.kolommen(self._columns, blad.naam)

    def _cel(self, key: tuple[Any, Any, Any]) -> Cel:
        soort, opmaak, tekst = key
        match key:
            case int(), int(), str() if 0 <= soort < len(_SOORTEN) and 0 <= opmaak < len(self._formats):
                self.teller.tekst(tekst, f"Rij {self._rij}")
                cel = Cel(tekst, _SOORTEN[soort], self._formats[opmaak])
            case _:
                raise Onverwacht(str(key)[:100])
        if is_kort(tekst) and len(self._known) < _MOST_KEPT:
            self._known[key] = cel
        return cel

    def _merge(self, areas: Sequence[object]) -> None:
        for area in areas:
            match area:
                case [int() as top, int() as left, int() as down, int() as right] if (
                    0 < top <= down <= MAX_RIJ and 0 < left <= right <= MAX_KOLOM
                ):
                    self.teller.voeg_samen()
                    self._bladen[-1].samengevoegd.append((top, left, down, right))
                case _:
                    raise Onverwacht(str(area)[:100])

    def _tell(self, gevonden: Gevonden) -> None:
        self.teller.tekst(gevonden.zin + gevonden.blad, "Een bevinding")
        self._found.append(gevonden)
        if len(self._found) > _MOST_FORMATS:
            raise Onverwacht("gevonden")


def _error(places: Sequence[object], *, is_limit: bool) -> BudgetdeskError:
    found: list[Bevinding] = []
    for place in places:
        match place:
            case [
                str() as code,
                str() as bestand,
                None | int() as regel,
                None | str() as sleutel,
                str() as tekst,
                str() as doe,
            ] if code in CODES:
                found.append(Bevinding(code, Plaats(bestand, regel, sleutel), tekst, doe))
            case _:
                raise Onverwacht(str(place)[:100])
    if not found:
        raise Onverwacht("fout")
    return LimitExceeded(found[0].plaats, found[0].tekst) if is_limit else InputError(found)
