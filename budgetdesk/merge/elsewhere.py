"""Ways out of a conflict about a whole table that need another key: the one a side gave it, or the next free one.

The merge stays by key and picks nothing; these are offered to whoever decides, where the result is sure to be
what both sides wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from budgetdesk.diff.differences import same
from budgetdesk.errors import BudgetdeskError
from budgetdesk.merge.located import KANTEN, Kant, Plek
from budgetdesk.merge.renamed import renamed, tables_of
from budgetdesk.merge.threeway import Blad, Pad, leaves_of
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.arrangement import Bestandssoort, kind
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.edits import RenameRecord, SetValue
from budgetdesk.model.structuur import naamveld, propose_key
from budgetdesk.storage import locate
from budgetdesk.storage.fragment import Fragment, read_fragment
from budgetdesk.storage.lexer import comments_in
from budgetdesk.storage.reader import read_content
from budgetdesk.storage.restructure import NotRestructurable, restructure
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.storage.writer import line_end, rewrite

_ANDER: Final[dict[Kant, Kant]] = {"ons": "hun", "hun": "ons"}


@dataclass(frozen=True, slots=True)
class Hernoeming:
    """A table to which the side `kant` seems to have given another key, `tabel` now, while the other side changed it.

    The new table stands in part `deel` of the text; `edits` bring it what the other side changed. Without edits
    that is left to people: both sides changed the same, or there is more to it than values.
    """

    kant: Kant
    tabel: Pad
    deel: int
    edits: tuple[SetValue, ...] = ()

    @property
    def kop(self) -> str:
        """Return the header of the table, without brackets."""
        return join_key(self.tabel)


@dataclass(frozen=True, slots=True)
class Dubbel:
    """Both of two tables that took one key: ours has it, theirs is `kop` in these lines."""

    kop: str
    regels: str


@dataclass(frozen=True, slots=True)
class Uitwegen:
    """What can be done about the conflicts of a file with another key, by the number of the conflict."""

    hernoemd: Mapping[int, Hernoeming] = field(default_factory=dict)
    dubbel: Mapping[int, Dubbel] = field(default_factory=dict)


def ways_out(
    delen: Sequence[str | Plek], naam: str, soort: Bestandssoort, basis: Callable[[], bytes | None]
) -> Uitwegen:
    """Return what can be done about the conflicts of a file; `basis` gives the common ancestor, if git has it."""
    bestand = _Delen(delen, naam, soort)
    return Uitwegen(bestand.renamed(basis), bestand.doubled())


class _Delen:
    """The parts of a file."""

    def __init__(self, delen: Sequence[str | Plek], naam: str, soort: Bestandssoort) -> None:
        self.delen = delen
        self.plekken = [deel for deel in delen if isinstance(deel, Plek)]
        self.naam = naam
        self.soort = soort

    # --- a table that a side gave another key ----------------------------------------------------

    def renamed(self, basis: Callable[[], bytes | None]) -> dict[int, Hernoeming]:
        """Return the tables that went from where the other side changed them, and came under another key."""
        gone = {pad: (plek, kant) for plek in self.plekken for pad, kant in _gone(plek)}
        if not gone:
            return {}
        was = {p: blad for plek, _ in gone.values() for p, blad in _leaves(plek.conflict.basis or "").items()}
        known = tables_of(_leaves((basis() or b"").decode("utf-8", "replace")))
        came: dict[Pad, Blad] = {}
        place: dict[Pad, int] = {}
        for number, deel in enumerate(self.delen):
            fresh = {p: b for p, b in _leaves(deel).items() if p[:2] not in known} if isinstance(deel, str) else {}
            came |= fresh
            place |= {p[:2]: number for p in fresh}
        return {
            gone[old][0].nummer: self._adopted(*gone[old], new, place[new]) for old, new in renamed(was, came).items()
        }

    def _adopted(self, plek: Plek, kant: Kant, new: Pad, deel: int) -> Hernoeming:
        """Return a table under its new key, with the edits that bring it all that the other side changed."""
        part, found = self.delen[deel], Hernoeming(kant, new, deel)
        was, changed = plek.fragment("basis"), plek.fragment(_ANDER[kant])
        if not isinstance(part, str) or not was or not changed or any(_touches(other, new) for other in self.plekken):
            return found
        edits = _brought(_values(was), _values(changed), now := self._table(part, new))
        if not edits or set(comments_in(changed.regels)) - set(comments_in(was.regels)):
            return found
        edits = [replace(edit, adres=Adres(self.naam, new[0], new[1], edit.adres.pad)) for edit in edits]
        wanted = {**now, **{edit.adres.pad: edit.nieuw for edit in edits}}
        result = self._table(rewrite(part, self.soort, edits), new)
        whole = all(same(waarde, result.get(pad)) for pad, waarde in wanted.items()) and result.keys() <= wanted.keys()
        return replace(found, edits=tuple(edits)) if whole else found

    def _table(self, part: str, pad: Pad) -> dict[str, Waarde]:
        """Return the values of a table that stands in a part of the file."""
        own = "".join(part[blok.start : blok.eind] for blok in locate.blokken(part) if blok.pad[:2] == pad)
        fragment = read_fragment(own, "", self.naam, self.soort)
        return _values(fragment) if fragment else {}

    # --- two tables that took one key ------------------------------------------------------------

    def doubled(self) -> dict[int, Dubbel]:
        """Return both tables where both sides added another one under one key."""
        wanted = [(plek, pad) for plek in self.plekken if (pad := _added_twice(plek))]
        bestand = self._everything() if wanted else None
        found: dict[int, Dubbel] = {}
        for plek, pad in wanted if bestand else ():
            ons, hun = plek.fragment("ons"), plek.fragment("hun")
            if bestand and ons and hun and (dubbel := self._both(ons, hun, pad, bestand)):
                found[plek.nummer] = dubbel
        return found

    def _everything(self) -> Bestand | None:
        """Return the tables of the file with all of both sides; None where one of them does not read."""
        whole = Bestand(self.naam, self.soort)
        for kant in _ANDER:
            text = "".join(deel if isinstance(deel, str) else deel.tekst(kant) or "" for deel in self.delen)
            try:
                whole.records |= read_content(text.encode("utf-8", "surrogatepass"), self.naam, self.soort)[0].records
            except BudgetdeskError:
                return None
        return whole

    def _both(self, ons: Fragment, hun: Fragment, pad: Pad, bestand: Bestand) -> Dubbel | None:
        """Return ours, and theirs under the next free key; that is then taken."""
        soort, values = pad[0], _values(hun)
        naam, ouder = (str(values.get(p, "")) for p in (naamveld(bestand, soort), kind(soort).ouder))
        key = propose_key(bestand, soort, naam, ouder)
        try:
            theirs = restructure(hun.regels, self.soort, [RenameRecord(self.naam, soort, pad[1], key)])
        except NotRestructurable:
            return None
        newline = line_end(ons.regels)
        both = ons.regels.rstrip("\r\n") + newline * 2 + theirs.lstrip("\r\n")
        if read_fragment(both, "", self.naam, self.soort) is None:
            return None
        bestand.records[soort, key] = Record(soort, key)
        return Dubbel(join_key((soort, key)), both)


def _gone(plek: Plek) -> list[tuple[Pad, Kant]]:
    """Return the one table that a side took away and the other one changed, with the first; else nothing."""
    sides = [kant for kant in _ANDER if not (plek.tekst(kant) or "").strip()]
    if len(sides) != 1:
        return []
    pad = _table_of(plek.fragment("basis"))
    return [(pad, sides[0])] if pad and pad == _table_of(plek.fragment(_ANDER[sides[0]])) else []


def _added_twice(plek: Plek) -> Pad | None:
    """Return the one table that both sides added; None where they did anything else, or the base is not known."""
    pad = _table_of(plek.fragment("ons"))
    return pad if plek.tekst("basis") == "" and pad == _table_of(plek.fragment("hun")) else None


def _table_of(fragment: Fragment | None) -> Pad | None:
    """Return the path of the one table that lines hold whole; None where they hold anything else."""
    if fragment is None or not fragment.koppen:
        return None
    keys = {(t.adres.soort, t.adres.sleutel) for t in fragment.toewijzingen}
    headers = {blok.pad[:2] for blok in locate.blokken(fragment.regels)[1:]}
    only = next(iter(keys), ("", ""))
    return only if keys == headers and len(keys) == 1 and all(only) else None


def _leaves(text: str) -> dict[Pad, Blad]:
    try:
        return leaves_of(parse_bytes(text.encode("utf-8", "surrogatepass"), "").document)
    except BudgetdeskError:
        return {}


def _values(fragment: Fragment) -> dict[str, Waarde]:
    return {t.adres.pad: t.waarde for t in fragment.toewijzingen}


def _touches(plek: Plek, tabel: Pad) -> bool:
    """Return whether a conflict is about something in a table."""
    known = [plek.fragment(kant) for kant in KANTEN if (plek.tekst(kant) or "").strip()]
    if None in known:
        return plek.omgeving.kop in ("", join_key(tabel)) or plek.omgeving.kop.startswith(f"{join_key(tabel)}.")
    return any((t.adres.soort, t.adres.sleutel) == tabel for f in known if f for t in f.toewijzingen)


def _brought(was: Mapping[str, Waarde], changed: Mapping[str, Waarde], now: Mapping[str, Waarde]) -> list[SetValue]:
    """Return what makes `now` hold the changes; nothing where it changed one of the same values differently."""
    differ = [pad for pad in {**was, **changed} if not same(was.get(pad), changed.get(pad))]
    if any(not same(now.get(pad), was.get(pad)) and not same(now.get(pad), changed.get(pad)) for pad in differ):
        return []
    todo = [pad for pad in differ if not same(now.get(pad), changed.get(pad))]
    return [SetValue(Adres("", "", "", pad), now.get(pad), changed.get(pad)) for pad in todo]
