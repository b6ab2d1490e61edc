"""The three versions of a file made comparable: the same things under the same names, without what is gone.

What a side wrote in another way than the base (`lasten = { 2026 = 1 }` or `lasten.2026 = 1`) stands as the side
that changed it has it; keys and headers that are not in the outcome are left out, and leave behind the comments
that are new; comments are recognised across versions, also where they moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from budgetdesk.merge.keyline import NotMergeable, Waarden, braces, explode, new_comments, read_key
from budgetdesk.merge.threeway import Blad, Pad, ThreeWay, below, leaves_of
from budgetdesk.model.adres import join_key
from budgetdesk.storage.lexer import COMMENTAAR, KOP, SLEUTEL
from budgetdesk.storage.pieces import Eenheid, Eigendom, Naam, Stuk, Stukken, owned, take_apart

WORTEL: Final[Naam] = (KOP, (), 0)
"""The keys above the first header."""

BOTSING: Final = "!"

Id = tuple[str, Pad, int]
"""What something is called in every version: a `Naam`, or a conflict by its path."""


@dataclass(slots=True)
class Lid:
    """A unit of a version: its name, the piece it stands in (None: a comment of nobody), and its text.

    `plek` is the piece it belongs in by the outcome; None for what stands between the pieces.
    """

    id: Id
    thuis: Naam | None
    eenheid: Eenheid
    plek: Naam | None


@dataclass(slots=True)
class Kant:
    """A version of the file: its values, pieces and blank lines at the end; `leden` are its units in order."""

    bladeren: dict[Pad, Blad]
    stukken: list[Stuk]
    staart: str
    leden: list[Lid] = field(default_factory=list)

    def sleutels(self) -> Iterator[tuple[Stuk, Eenheid]]:
        """Yield every key and the piece it stands in."""
        return ((s, e) for s in self.stukken for e in s.eenheden if e.naam[0] == SLEUTEL)


Kanten = tuple[Kant, Kant, Kant]
"""Base, ours, theirs."""


def read_kanten(versies: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Kanten, frozenset[Pad]]:
    """Return the three versions of a file, and the tables that are the same in all: they have no values here.

    A record of an array of tables is a single unit, and so is a table that is the same in all three: most of a
    file, which then costs nothing more.
    """
    eigendommen = [owned(text) for text, _ in versies]
    same = frozenset(_same([text for text, _ in versies], eigendommen))
    basis, ons, hun = (
        _read_kant(take_apart(text, eigen, same), leaves_of(document, same))
        for (text, document), eigen in zip(versies, eigendommen, strict=True)
    )
    return (basis, ons, hun), same


def _same(texts: Sequence[str], eigendommen: Sequence[Sequence[Eigendom]]) -> set[Pad]:
    """Return the headers that own the same text in every version, and below which there is none in any."""
    found: list[dict[Pad, list[str]]] = [{} for _ in texts]
    for text, eigen, by_pad in zip(texts, eigendommen, found, strict=True):
        for eigendom in eigen:
            if eigendom.pad:
                by_pad.setdefault(eigendom.pad, []).append(text[slice(*eigendom.span)])
    first, *others = found
    above = {pad[:size] for by_pad in found for pad in by_pad for size in range(1, len(pad))}
    return {
        pad
        for pad, own in first.items()
        if len(own) == 1 and pad not in above and all(own == other.get(pad) for other in others)
    }


def _read_kant(taken: Stukken, bladeren: dict[Pad, Blad]) -> Kant:
    arrays = {pad for pad, blad in bladeren.items() if isinstance(blad.waarde, list)}
    stukken = [_whole(stuk) if stuk.pad and below(stuk.pad, arrays) else stuk for stuk in taken.stukken]
    return Kant(bladeren, stukken, taken.staart)


def _whole(stuk: Stuk) -> Stuk:
    text = "".join(e.wit + e.tekst for e in stuk.eenheden)
    wit = stuk.eenheden[0].wit
    return Stuk(stuk.pad, [Eenheid(stuk.naam, wit, text[len(wit) :])], stuk.nummer)


def align(kanten: Kanten) -> None:
    """Write tables between accolades the same way in all versions: as the side that changed the way has it."""
    inline = {e.naam[1] for kant in kanten for _, e in kant.sleutels() if e.naam[1] not in kant.bladeren}
    if not inline:
        return
    roots = {pad for pad in inline if not below(pad[:-1], inline)}
    found = [_below(kant, roots) for kant in kanten]
    filled = [_prefixes(kant.bladeren) for kant in kanten]
    headers = [{stuk.pad for stuk in kant.stukken if stuk.pad} for kant in kanten]
    under_header = {below(pad, roots) for pad in (headers[1] | headers[2]) - headers[0]}
    exploded: list[dict[Pad, bool]] = [{}, {}, {}]
    for pad in roots:
        lines = [version.get(pad, []) for version in found]
        for number, explodes in _other_way(lines, filled, under_header=pad in under_header):
            exploded[number][pad] = explodes
    for kant, paden in zip(kanten, exploded, strict=True):
        if paden:
            _replace(kant, paden)


_Regels = list[tuple[Naam, Eenheid]]
"""Keys, each with the name of the piece it stands in."""


def _below(kant: Kant, paden: set[Pad]) -> dict[Pad, _Regels]:
    """Return the keys of a version at or below each of the paths."""
    found: dict[Pad, _Regels] = {}
    for stuk, e in kant.sleutels():
        if pad := below(e.naam[1], paden):
            found.setdefault(pad, []).append((stuk.naam, e))
    return found


def _other_way(
    regels: Sequence[_Regels], filled: Sequence[set[Pad]], *, under_header: bool
) -> Iterator[tuple[int, bool]]:
    """Yield which versions have to write these keys in another way: a line per value (True), or not at all.

    `under_header` says that a side has a new header for them, below which nothing stands between accolades.
    """
    was, here, there = regels
    texts = [[(naam, e.naam, e.tekst) for naam, e in lines] for lines in regels]
    if not here or not there:
        yield from ((number, True) for number in range(3) if under_header)
    elif _same_way(here, there, filled[1], filled[2]):
        if was and not _same_way(was, here, filled[0], filled[1]):
            yield 0, True
    elif texts[0] in texts[1:]:
        yield 0, False
        yield (1 if texts[0] == texts[1] else 2), False
    else:
        yield from ((number, True) for number in range(3))


def _same_way(here: _Regels, there: _Regels, filled_here: set[Pad], filled_there: set[Pad]) -> bool:
    """Return whether what both hold stands between the same accolades."""
    first, second = (set[Pad]().union(*(braces(e.tekst, e.naam[1]) for _, e in lines)) for lines in (here, there))
    return not (first - second) & filled_there and not (second - first) & filled_here


def _replace(kant: Kant, paden: Mapping[Pad, bool]) -> None:
    """Leave the keys at or below these paths out of a version, or write each value on a line of its own."""
    for stuk in kant.stukken:
        units: list[Eenheid] = []
        for e in stuk.eenheden:
            explodes = paden.get(below(e.naam[1], paden.keys()) or ()) if e.naam[0] == SLEUTEL else None
            if explodes is None or (explodes and e.naam[1] in kant.bladeren):
                units.append(e)
            elif explodes:
                units += _exploded(e, stuk.pad or ())
        stuk.eenheden = units


def _exploded(eenheid: Eenheid, kop: Pad) -> list[Eenheid]:
    """Return a table between accolades as a line per value; of an empty one the comment is left."""
    lines = explode(eenheid.tekst, eenheid.naam[1], kop)
    units = [Eenheid((SLEUTEL, pad, 0), "", text) for pad, text in lines]
    return [units[0]._replace(wit=eenheid.wit), *units[1:]] if units else list(_comments_of(eenheid, None))


def widen(kanten: Kanten, uitkomst: ThreeWay) -> ThreeWay:
    """Return the outcome with every conflict as wide as what its lines hold: a table between accolades as a whole."""
    keys = {e.naam[1] for kant in kanten[1:] for _, e in kant.sleutels()}
    botsingen = frozenset(below(pad[:-1], keys) or pad for pad in uitkomst.botsingen)
    botsingen = frozenset(pad for pad in botsingen if not below(pad[:-1], botsingen))
    return ThreeWay({p: b for p, b in uitkomst.bladeren.items() if not below(p, botsingen)}, botsingen)


@dataclass(slots=True)
class Merged:
    """What is in the outcome: values, conflicts, headers with the pieces below them, and where comments belong."""

    waarden: Waarden
    botsingen: frozenset[Pad]
    tabellen: frozenset[Pad]
    """The conflicts that are about whole pieces."""
    koppen: set[Naam]
    wezen: set[Id] = field(default_factory=set)
    """The comments whose piece went."""

    def home(self, pad: Pad) -> Naam:
        """Return the piece a key belongs in: the only one where the grammar allows it."""
        sizes = range(len(pad) - 1, 0, -1)
        return next(((KOP, pad[:n], 0) for n in sizes if (KOP, pad[:n], 0) in self.koppen), WORTEL)


def settle(kanten: Kanten, uitkomst: ThreeWay) -> Merged:
    """Return what is in the outcome; every version gets its `leden`: what of it is, conflicts included."""
    basis, ons, hun = kanten
    headers = {stuk.pad for kant in kanten for stuk in kant.stukken if stuk.pad}
    tabellen = frozenset(c for c in uitkomst.botsingen if any(h[: len(c)] == c for h in headers))
    waarden = Waarden((basis.bladeren, ons.bladeren, hun.bladeren), uitkomst.bladeren)
    aanwezig = _present(kanten, uitkomst)
    koppen = {naam for naam in aanwezig if naam[0] == KOP and not below(naam[1], tabellen)}
    stand = Merged(waarden, uitkomst.botsingen, tabellen, koppen)
    stand.koppen |= _homes(ons, hun, stand, aanwezig) | _homes(hun, ons, stand, aanwezig)
    known = {e.naam: e.tekst for stuk in basis.stukken for e in stuk.eenheden}
    for kant in kanten:
        kant.leden = list(_members(kant, stand, aanwezig, None if kant is basis else known))
    _recognise(kanten)
    _keep_comments(kanten, stand)
    return stand


def _present(kanten: Kanten, uitkomst: ThreeWay) -> set[Naam]:
    """Return the headers and keys of the outcome by name, conflicts left aside."""
    was, here, there = (
        {e.naam for s in kant.stukken for e in s.eenheden if e.naam[0] != COMMENTAAR} for kant in kanten
    )
    filled = [_prefixes(kant.bladeren) for kant in kanten]
    alive = _prefixes([*uitkomst.bladeren, *uitkomst.botsingen])
    inline = {e.naam[1] for kant in kanten[1:] for _, e in kant.sleutels() if e.naam[1] not in kant.bladeren}
    headers = {naam[1] for naam in here | there if naam[0] == KOP}

    def stays(naam: Naam) -> bool:
        teken, pad, _ = naam
        if teken == SLEUTEL and pad not in headers and (pad not in inline or pad in alive):
            return pad in (alive if pad in inline else uitkomst.bladeren)
        if naam in was or (naam in here and naam in there):
            return naam in here and naam in there
        # new, unless it only spells anew what the other side removed
        other = filled[2] if naam in here else filled[1]
        return pad in alive or pad not in filled[0] or pad in other

    return {naam for naam in here | there if stays(naam)}


def _prefixes(paden: Iterable[Pad]) -> set[Pad]:
    found: set[Pad] = set()
    for pad in paden:
        rest = pad
        while rest and rest not in found:
            found.add(rest)
            rest = rest[:-1]
    return found


def _homes(kant: Kant, other: Kant, stand: Merged, aanwezig: set[Naam]) -> set[Naam]:
    """Return the headers that the other side removed and without which a key of this side would have none left."""
    kept = aanwezig - {e.naam for _, e in other.sleutels()}
    values = stand.botsingen - stand.tabellen
    own = ((s, e) for s, e in kant.sleutels() if s.pad and (e.naam in kept or below(e.naam[1], values)))
    return {stuk.naam for stuk, e in own if stand.home(e.naam[1]) == WORTEL}


def _members(kant: Kant, stand: Merged, aanwezig: set[Naam], known: Mapping[Naam, str] | None) -> Iterator[Lid]:
    """Yield what of a version is in the outcome, and the comments, those of lines that go only where they are new."""
    for stuk in kant.stukken:
        if stuk.pad and (tabel := below(stuk.pad, stand.tabellen)):
            whole = _whole(stuk).eenheden[0]
            yield Lid((BOTSING, tabel, 0), stuk.naam, whole, None)
            continue
        thuis = None if stuk.pad is None else stuk.naam
        for e in stuk.eenheden:
            botsing = below(e.naam[1], stand.botsingen) if e.naam[0] == SLEUTEL else None
            if botsing in stand.tabellen:
                raise NotMergeable(f"{join_key(e.naam[1])} staat niet onder de kop van zijn tabel")
            if e.naam[0] == COMMENTAAR or e.naam in stand.koppen:
                yield Lid(e.naam, thuis, e, thuis)
            elif botsing or (e.naam[0] == SLEUTEL and e.naam in aanwezig):
                naam = (BOTSING, botsing, 0) if botsing else e.naam
                home = stand.home(naam[1])
                yield Lid(naam, thuis, _at_home(e, stuk.pad or (), home), home)
            elif known is not None:
                yield from (Lid(rest.naam, thuis, rest, thuis) for rest in _comments_of(e, known.get(e.naam)))


def _at_home(eenheid: Eenheid, kop: Pad, home: Naam) -> Eenheid:
    """Return a key as it is written in another piece."""
    if kop == home[1]:
        return eenheid
    naam = join_key(eenheid.naam[1][len(home[1]) :])
    return eenheid._replace(tekst=replace(read_key(eenheid.tekst), naam=naam).tekst)


def _comments_of(eenheid: Eenheid, basis: str | None) -> Iterator[Eenheid]:
    """Yield the comments of a line that its base lacks, each on a line of its own."""
    indent = eenheid.tekst[: len(eenheid.tekst) - len(eenheid.tekst.lstrip(" \t"))]
    wit = eenheid.wit
    for comment in new_comments(basis, eenheid.tekst):
        yield Eenheid((COMMENTAAR, (comment,), 0), wit, f"{indent}{comment}\n")
        wit = ""


def _recognise(kanten: Kanten) -> None:
    """Give the comments of all versions names: that of the base where it has one, at that place or moved."""
    known = dict(_places(kanten[0]))
    for naam, lid in known.items():
        lid.id = naam
    for kant in kanten[1:]:
        places = list(_places(kant))
        taken = {naam for naam, _ in places}
        moved: dict[Pad, list[Id]] = {}
        for naam in known:
            if naam not in taken:
                moved.setdefault(naam[1][:1], []).append(naam)
        for naam, lid in places:
            candidates = moved.get(naam[1][:1], [])
            lid.id = candidates.pop(0) if naam not in known and candidates else naam


def _places(kant: Kant) -> Iterator[tuple[Id, Lid]]:
    """Yield every comment and what its place is called: its text, its piece and its number among equal ones."""
    count: Counter[Pad] = Counter()
    for lid in kant.leden:
        if lid.id[0] == COMMENTAAR:
            place = (lid.id[1][0], *(("los",) if lid.thuis is None else ("van", *lid.thuis[1])))
            count[place] += 1
            yield (COMMENTAAR, place, count[place]), lid


def _keep_comments(kanten: Kanten, stand: Merged) -> None:
    """Decide which comments stay, and where; the others leave the versions."""
    was, here, there = ({lid.id: lid.thuis for lid in k.leden if lid.id[0] == COMMENTAAR} for k in kanten)
    pieces = {lid.plek for kant in kanten[1:] for lid in kant.leden if lid.id[0] != COMMENTAAR}
    places: dict[Id, Naam | None] = {}
    for naam in {**here, **there}:
        if naam in here and naam in there:
            first, second, before = here[naam], there[naam], was.get(naam)
            either = second if first == before else min(first, second, key=repr)
            thuis = first if second in (first, before) else either
        else:
            thuis = here[naam] if naam in here else there[naam]
            # of what one side removed stays what the other one moved to another table
            if naam in was and (thuis == was[naam] or None in (thuis, was[naam])):
                continue
        places[naam] = thuis if thuis in pieces else None
        if thuis is not None and thuis not in pieces:
            stand.wezen.add(naam)
    for kant in kanten:
        kant.leden = [lid for lid in kant.leden if lid.id[0] != COMMENTAAR or lid.id in places]
        for lid in kant.leden:
            lid.plek = places.get(lid.id, lid.plek)
