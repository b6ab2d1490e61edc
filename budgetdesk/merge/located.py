"""The conflicts in the text of one file: where each stands, and what its sides say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, pairwise
from typing import Final, Literal

from budgetdesk.merge.markers import Conflict, Deel
from budgetdesk.merge.sideline import SideLine, Zijde, compared
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.storage.fragment import Fragment, Omgeving, read_fragment, surroundings

Kant = Literal["ons", "basis", "hun"]
"""A side of a conflict."""

KANTEN: Final[tuple[Kant, ...]] = ("ons", "basis", "hun")
"""The sides in the order in which the markers have them."""

_TAKKEN: Final = "refs/heads/"
"""What stands before the name of a branch that could also be something else."""

UIT_GIT: Final = "uit git"
"""What the base is called where the markers leave it out and git still has it."""


@dataclass(frozen=True, slots=True)
class Plek:
    """One conflict of a file: its number there (from 0), the line of its first marker, and what its sides say.

    `fragmenten` has, in the order of `KANTEN`, None for a side that is no whole keys, such as lines of a text.
    """

    bestand: str
    soort: Bestandssoort
    nummer: int
    regel: int
    conflict: Conflict
    omgeving: Omgeving
    fragmenten: tuple[Fragment | None, Fragment | None, Fragment | None]

    def tekst(self, kant: Kant) -> str | None:
        """Return the lines of a side; None for a base that is not known."""
        return (self.conflict.ons, self.conflict.basis, self.conflict.hun)[KANTEN.index(kant)]

    def label(self, kant: Kant) -> str:
        """Return what the markers call a side, such as a branch; that without where git keeps it."""
        return self.conflict.namen[KANTEN.index(kant)].removeprefix(_TAKKEN)

    def fragment(self, kant: Kant) -> Fragment | None:
        """Return what a side says, None where it is no whole keys or not known."""
        return self.fragmenten[KANTEN.index(kant)]

    @property
    def enige(self) -> Fragment | None:
        """Return a side with the one key that the whole conflict is about; None where it is about more."""
        found = [self.fragment(kant) for kant in KANTEN if (self.tekst(kant) or "").strip()]
        only = {fragment.enige.adres if fragment and fragment.enige else None for fragment in found}
        return found[0] if len(only) == 1 and None not in only else None

    @property
    def samen(self) -> str | None:
        """Return both sides one after the other; None unless each added something else that reads beside the other."""
        ons, hun = self.fragment("ons"), self.fragment("hun")
        if (self.conflict.basis or "").strip() or not (ons and hun and ons.regels.strip() and hun.regels.strip()):
            return None
        both = ons.regels + hun.regels
        return both if read_fragment(both, self.omgeving.kop, self.bestand, self.soort) else None

    @property
    def naam(self) -> str:
        """Return what the conflict is about: header and key, as far as they can be told."""
        found = [f for f in (self.fragment("ons"), self.fragment("hun")) if f is not None]
        koppen = dict.fromkeys(f"[{kop}]" for f in found for kop in f.koppen)
        own = dict.fromkeys(t.sleutel for f in found for t in f.toewijzingen)
        about = list(koppen or own) or [self.omgeving.sleutel or self._first_line()]
        kop = f"[{self.omgeving.kop}]" if self.omgeving.kop and not koppen else ""
        return " ".join(filter(None, [kop, about[0], f"(en nog {len(about) - 1})" if len(about) > 1 else ""]))

    def _first_line(self) -> str:
        return (self.conflict.ons.strip() or self.conflict.hun.strip()).partition("\n")[0].strip()

    def regels(self, kant: Kant) -> list[SideLine]:
        """Return the lines of a side to compare; none where it is empty or not known.

        Both sides are compared with the base or, without its lines, with each other; the base with both.
        """
        ons, basis, hun = (Zijde(self.tekst(k) or "", self.fragment(k)) for k in KANTEN)
        has_base = bool(basis.tekst.strip())
        if kant == "basis":
            return compared(basis, (ons, hun), None)
        side, other = (ons, hun) if kant == "ons" else (hun, ons)
        if has_base:
            return compared(side, (basis,), basis)
        # words are marked once, in theirs, and amounts differ from nothing
        lines = compared(side, (other,), ons if kant == "hun" else None)
        return [replace(line, verschil=None) for line in lines]


def read_parts(delen: Sequence[Deel], naam: str, soort: Bestandssoort, basis: Mapping[Adres, str]) -> list[str | Plek]:
    """Return a text that was split at its markers with its conflicts as far apart as they can be decided.

    `basis` has the lines of the common ancestor by key, for where the markers leave it out and the conflict is
    about whole keys only.
    """
    regels, positions = _places(delen)
    ours = "".join(deel if isinstance(deel, str) else deel.ons for deel in delen)
    places = iter(zip(regels, surroundings(ours, positions), strict=True))
    parts = list[str | Plek]()
    for deel in delen:
        if isinstance(deel, str):
            parts.append(deel)
        else:
            regel, omgeving = next(places)
            parts += _per_key(_plek(Plek(naam, soort, 0, regel, deel, omgeving, (None, None, None)), basis))
    numbers = count()
    return [part if isinstance(part, str) else replace(part, nummer=next(numbers)) for part in parts]


def _places(delen: Sequence[Deel]) -> tuple[list[int], list[int]]:
    """Return the lines of the first markers, and where each conflict begins in the text with all of ours."""
    regels, positions = list[int](), list[int]()
    regel, position = 1, 0
    for deel in delen:
        if isinstance(deel, Conflict):
            regels.append(regel)
            positions.append(position)
            sides = [side for side in (deel.ons, deel.basis, deel.hun) if side is not None]
            regel += sum(side.count("\n") + 1 for side in sides) + 1
        else:
            regel += deel.count("\n")
        position += len(deel if isinstance(deel, str) else deel.ons)
    return regels, positions


def _plek(plek: Plek, basis: Mapping[Adres, str]) -> Plek:
    """Return a conflict with what its sides say, and with a base where that can be had."""
    ons, hun = _fragment(plek, "ons"), _fragment(plek, "hun")
    if plek.conflict.basis is None and basis and ons and hun and ons.alleen_sleutels and hun.alleen_sleutels:
        wanted = dict.fromkeys(t.adres for t in (*ons.toewijzingen, *hun.toewijzingen))
        namen = (plek.label("ons"), UIT_GIT, plek.label("hun"))
        lines = "".join(basis.get(adres, "") for adres in wanted)
        plek = replace(plek, conflict=replace(plek.conflict, basis=lines, namen=namen))
    return replace(plek, fragmenten=(ons, _fragment(plek, "basis"), hun))


def _per_key(plek: Plek) -> Iterator[str | Plek]:
    """Yield a conflict per key where all sides have the same keys in the same order, as far as they have them.

    git takes lines that stand together for one conflict; lines that both sides have are none. What one side
    added or took away as a whole stays whole.
    """
    known = [(kant, plek.fragment(kant)) for kant in KANTEN if plek.tekst(kant) is not None]
    lines = {kant: dict(_lines_by_key(f)) for kant, f in known if f is not None and f.alleen_sleutels}
    order = max(lines.values(), key=len, default={})
    all_keys = len(lines) == len(known) and bool(lines["ons"]) and bool(lines["hun"])
    if len(order) < 2 or not all_keys or not all(map(partial(_is_in_order, order), lines.values())):
        yield plek
        return
    regel = plek.regel + 1
    for adres in order:
        ons, hun = lines["ons"].get(adres, ""), lines["hun"].get(adres, "")
        basis = lines["basis"].get(adres, "") if "basis" in lines else None
        if ons == hun:
            yield ons
        else:
            one = replace(plek, regel=regel, conflict=replace(plek.conflict, ons=ons, basis=basis, hun=hun))
            yield replace(one, fragmenten=(_fragment(one, "ons"), _fragment(one, "basis"), _fragment(one, "hun")))
        regel += ons.count("\n")


def _lines_by_key(fragment: Fragment) -> Iterator[tuple[Adres, str]]:
    """Yield the lines of each key, with the empty ones below it; those above the first go with it."""
    keys = fragment.toewijzingen
    borders = [0, *(t.start for t in keys[1:]), len(fragment.regels)]
    for key, (start, eind) in zip(keys, pairwise(borders), strict=bool(keys)):
        yield key.adres, fragment.regels[start:eind]


def _is_in_order(order: Mapping[Adres, str], lines: Mapping[Adres, str]) -> bool:
    return [adres for adres in order if adres in lines] == list(lines)


def _fragment(plek: Plek, kant: Kant) -> Fragment | None:
    text = plek.tekst(kant)
    if text is None or plek.omgeving.sleutel:
        return None
    return read_fragment(text, plek.omgeving.kop, plek.bestand, plek.soort)
