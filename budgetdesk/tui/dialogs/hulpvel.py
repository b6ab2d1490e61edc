"""Help as a sheet: the keys that work where somebody is, by what people look for, and all of them on request.

The keys come from the registry of actions and from the grid; only what can be typed in a cell is told here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len

from budgetdesk.tui.actions import ACTIONS, Action, short_key
from budgetdesk.tui.dialogs.help import everything
from budgetdesk.tui.grid.keys import TOETSEN, Toets
from budgetdesk.tui.grid.layout import fit
from budgetdesk.tui.grid.vel import Stuk, Velregel
from budgetdesk.tui.toetsgroep import Groep

LINKS: Final[tuple[Groep, ...]] = ("Typen", "Bewegen", "Blok")
"""The groups of the left column; those of the other one come after them where there is one."""

RECHTS: Final[tuple[Groep, ...]] = ("Kijken", "Heen en weer", "Dossier")

_TOETS: Final = 18
"""Cells of a key and the space after it."""

_BEDRAGEN: Final = (
    ("12500 Enter", "bedrag, rij omlaag"),
    ("+2,5%  12k  1,5m", "relatief, duizend, miljoen"),
    ("=vorig*1,02", "formule op het jaar links"),
)
"""What can be typed on an amount."""

_TEKSTEN: Final = (("Enter", "open de tekst of de lijst"),)
"""What begins typing in a text or a choice."""

_TERMINAL: Final = ("^Shift+V", "plak uit Excel")

_HEAD: Final = ("HEAD", "laatst vastgelegd")
"""What git's word for it means, below the key that has it."""

_IN_DE_CEL: Final = (
    ("Enter  Tab", "zet neer, rij omlaag of kolom verder"),
    ("F2", "pijlen in de tekst of de tabel in"),
    ("Esc", "laat vervallen wat u typte"),
    ("^Z  ^Y", "typen ongedaan, opnieuw"),
    ("^A  ^U", "alles kiezen, regel leeg"),
    ("^S", "zet neer en sla op"),
)
"""The keys of an open cell, which its editor has and the registry does not."""

_IN_DE_BOOM: Final = (
    ("↑ ↓", "kies een programma of terrein"),
    ("Enter", "ga erheen"),
    ("Spatie", "vouw open of dicht"),
)
"""The keys of the tree, beside those of the registry."""

Regel = tuple[str, str]
"""Keys, and what they do."""

_BUITEN_DE_TABEL: Final = frozenset({"add", "next_programma", "previous_programma", "next_tab", "previous_tab"})
"""The actions on a table that work in the tree too."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where somebody is, as far as keys go."""

    naam: str
    """What the sheet calls it."""
    leest: bool = False
    """Whether the dossier is open read-only."""
    cellen: bool = True
    """Whether there are cells to select."""
    bedragen: bool = True
    """Whether there are amounts to type."""
    teksten: bool = False
    """Whether there are texts to type."""
    in_cel: bool = False
    in_boom: bool = False
    op_kaart: bool = False
    zonder: Collection[str] = ()
    """Actions that do nothing here, by id."""

    def works(self, action: Action) -> bool:
        """Return whether an action has a key that does something here."""
        if not action.key or action.id in self.zonder or (action.writes and self.leest):
            return False
        if self.in_cel:
            return action.while_typing
        if self.in_boom:
            return action.id in _BUITEN_DE_TABEL or not action.on_table
        return self.cellen or not action.on_cells


def groups(plek: Plek) -> dict[str, list[Regel]]:
    """Return the keys that work in a place by group, each with what it does; groups without any are left out."""
    found: dict[str, list[Regel]] = {groep: [] for groep in (*LINKS, *RECHTS)}
    if plek.in_cel:
        found["Typen"] += [*_BEDRAGEN, *_IN_DE_CEL]
    elif plek.in_boom:
        found["Bewegen"] += [*_IN_DE_BOOM, (short_key(ACTIONS["tree"].key), "terug naar de tabel")]
    else:
        typed = (*(_BEDRAGEN if plek.bedragen else ()), *(_TEKSTEN if plek.teksten else ()))
        found["Typen"] += [] if plek.leest or not plek.cellen else typed
        for groep, regels in _joined(_grid(plek)):
            found[groep] += regels
    for groep, regels in _joined(_actions(plek)):
        for regel in regels:
            found[groep] += (regel, _HEAD) if "HEAD" in regel[1] else (regel,)
    if any(action.id == "paste" for action in ACTIONS.values() if plek.works(action)) and not plek.in_cel:
        found["Blok"].append(_TERMINAL)
    if plek.op_kaart:
        found["Heen en weer"].append(("Esc", "terug naar de tabel"))
    return {groep: regels for groep, regels in found.items() if regels}


Woord = tuple[str, str, str, bool]
"""A group, a key, its words, and whether it shares the line of the one before."""


def _grid(plek: Plek) -> Iterator[Woord]:
    for toets in TOETSEN:
        if plek.cellen and toets.kort and not (toets.schrijft and plek.leest):
            yield toets.groep, _shown(toets), toets.kort, toets.samen


def _actions(plek: Plek) -> Iterator[Woord]:
    for action in ACTIONS.values():
        if plek.works(action) and (action.kort or action.samen):
            yield action.groep, short_key(action.key), action.kort, action.samen


def _joined(words: Iterable[Woord]) -> Iterator[tuple[str, list[Regel]]]:
    """Yield each group's lines, with keys that share a line on one, in their order."""
    lines: list[tuple[str, list[str], list[str]]] = []
    for groep, key, kort, samen in words:
        if samen and lines and lines[-1][0] == groep:
            lines[-1][1].append(key)
            lines[-1][2].extend([kort] if kort else [])
        else:
            lines.append((groep, [key], [kort] if kort else []))
    for groep, keys, texts in lines:
        yield groep, [("  ".join(keys), ", ".join(texts))]


def _shown(toets: Toets) -> str:
    return toets.toon or short_key(toets.key)


class Hulpvel:
    """The sheet; `?` shows all keys, and those of here again."""

    kiest: Final = False

    def __init__(self, plek: Plek) -> None:
        self._plek: Final = plek
        self._alles = False

    @property
    def titel(self) -> str:
        """Return where the keys work."""
        return "Alle toetsen" if self._alles else f"Toetsen in {self._plek.naam}"

    @property
    def bijschrift(self) -> str:
        """Return what `?` does."""
        return "alleen wat hier werkt ?" if self._alles else "alle toetsen ?"

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys of the sheet."""
        return ("↑↓ bladeren · Esc", "Esc")

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the sheet for the footer."""
        return (("Esc", "Terug"), ("?", "Alleen hier" if self._alles else "Alle toetsen"))

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return the lists, in two columns where there is room."""
        if self._alles:
            return list(_all(width))
        found = groups(self._plek)
        wide, other = _width(found, LINKS), _width(found, RECHTS)
        if wide + other + 2 > width:
            return [Velregel((tuple(line),)) for line in _column(found, (*LINKS, *RECHTS), width - 2)]
        wide = max(wide, (width - 2) // 2 if other <= (width - 2) // 2 else 0)
        left, right = _column(found, LINKS, wide), _column(found, RECHTS, width - 2 - wide)
        empty = [Stuk(" " * wide)]
        count = max(len(left), len(right))
        pairs = ((_at(left, i, empty), _at(right, i, [])) for i in range(count))
        return [Velregel(((*a, *b),)) for a, b in pairs]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def onder(self, _index: int) -> str:
        """Return nothing."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""

    def druk(self, key: str) -> bool:
        """Turn between all keys and those of here; return whether this key does."""
        if key in ("?", "question_mark"):
            self._alles = not self._alles
        return key in ("?", "question_mark")


def _width(found: dict[str, list[Regel]], names: Sequence[str]) -> int:
    """Return the cells that a column of groups needs to show all its words."""
    lines = [line for naam in names for line in found.get(naam, ())]
    return max((2 + max(_TOETS, cell_len(keys) + 1) + cell_len(text) + 1 for keys, text in lines), default=0)


def _at(lines: Sequence[list[Stuk]], index: int, empty: list[Stuk]) -> list[Stuk]:
    return lines[index] if index < len(lines) else empty


def _column(found: dict[str, list[Regel]], names: Sequence[str], width: int) -> list[list[Stuk]]:
    """Return groups below each other, each line filled up to a width."""
    lines: list[list[Stuk]] = []
    for naam in names:
        if naam not in found:
            continue
        lines += [[Stuk(" " * width)]] if lines else []
        lines.append([Stuk(fit(naam, width), "toets")])
        for keys, text in found[naam]:
            wide = max(_TOETS, cell_len(keys) + 1)
            lines.append([Stuk(f"  {fit(keys, wide)}", "kop"), Stuk(fit(text, max(width - wide - 2, 0)), "zacht")])
    return lines


def _all(width: int) -> Iterator[Velregel]:
    """Yield everything there is to know about keys, a text that is too long on more lines."""
    for titel, rows in everything():
        yield Velregel(((Stuk(titel, "toets"),),))
        for keys, text in rows:
            wide = max(_TOETS + 10, cell_len(keys) + 1)
            first, *rest = _wrapped(text, max(width - wide - 4, 20))
            yield Velregel(((Stuk(f"  {fit(keys, wide)}", "kop"), Stuk(first, "zacht")),))
            for part in rest:
                yield Velregel(((Stuk(" " * (wide + 2)), Stuk(part, "zacht")),))
        yield Velregel(("",))


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, width) or [""]
