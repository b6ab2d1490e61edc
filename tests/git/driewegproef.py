"""Random edits of a file by two people, and what both together have to make of it.

The expectation knows nothing of the code: it flattens what `tomllib` reads and decides per value.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

Pad = tuple[str, ...]
Bladen = dict[Pad, tuple[str, Any]]
"""Every value of a document by its path, with the name of its type."""

WEG: Final = ("weg", None)
"""Stands for a value that is not there."""

ENKEL: Final = frozenset({"programma"})
"""Tables that have no key of their own."""

JAREN: Final = range(2026, 2031)
SLEUTELS: Final = ("aard", "lasten.begroting.2027", "lasten.begroting.2028", "baten.begroting.2027", "toelichting")
VELDEN: Final = ("aard", "taakveld", "index", "toelichting", "tot")


@dataclass(slots=True)
class Regel:
    """A key with its value as it is spelled, and the comments above and behind it."""

    sleutel: str
    waarde: str
    boven: list[str] = field(default_factory=list)
    achter: str = ""


@dataclass(slots=True)
class Tabel:
    """A table with its header and the comments directly above that."""

    kop: str
    regels: list[Regel]
    boven: list[str] = field(default_factory=list)

    def regel(self, sleutel: str) -> Regel | None:
        return next((r for r in self.regels if r.sleutel == sleutel), None)


Tabellen = list[Tabel]


@dataclass(frozen=True, slots=True)
class Proef:
    """A file and what two people made of it."""

    basis: str
    ons: str
    hun: str


@dataclass(frozen=True, slots=True)
class Verwacht:
    """What has to come out: every value that is decided, and the values and tables that are not."""

    bladen: Bladen
    botsingen: frozenset[Pad]


def render(tabellen: Tabellen) -> str:
    """Return the text of a file."""
    parts = []
    for tabel in tabellen:
        lines = [*tabel.boven, f"[{tabel.kop}]"]
        for r in tabel.regels:
            lines += [*r.boven, f"{r.sleutel} = {r.waarde}" + (f"  {r.achter}" if r.achter else "")]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


class Maker:
    """Makes files and edits of them from one seed; every comment it writes is unique."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  trials, no secrets
        self.opmerkingen = 0

    def proef(self) -> Proef:
        """Return a file and two different edits of it."""
        basis = self._file()
        ons, hun = copy.deepcopy(basis), copy.deepcopy(basis)
        for side in (ons, hun):
            for _ in range(self.random.randint(1, 5)):
                self._edit(side)
        self._comment(ons, hun, 0)
        self._comment(hun, ons, 1)
        texts = tuple(map(render, (basis, ons, hun)))
        if len(set(texts)) < len(texts):
            return self.proef()
        return Proef(*texts)

    def _file(self) -> Tabellen:
        programma = Tabel(
            "programma", [Regel("nummer", "1"), Regel("naam", '"Bestuur"'), Regel("missie", self._text())]
        )
        posten = [self._table(f"post.p{n}") for n in range(self.random.randint(3, 7))]
        return [programma, *posten]

    def _table(self, kop: str) -> Tabel:
        chosen = [sleutel for sleutel in SLEUTELS if self.random.random() < 0.7]
        regels = [Regel("naam", f'"{kop}"'), *(Regel(sleutel, self._value(sleutel)) for sleutel in chosen)]
        for r in regels:
            if self.random.random() < 0.15:
                r.boven.append(self._remark())
            if self.random.random() < 0.1 and not r.waarde.startswith("'''"):
                r.achter = self._remark()
        return Tabel(kop, regels, [self._remark()] if self.random.random() < 0.3 else [])

    def _value(self, sleutel: str) -> str:
        if sleutel.startswith(("lasten.", "baten.")):
            return self.random.choice(["0", "1_000", "1000", "2_500", "2_500.50", "-700", "1_000_000"])
        if sleutel in ("toelichting", "missie"):
            return self._text()
        return self.random.choice(
            ['"structureel"', '"incidenteel"', "0", "false", "1", "1.0", '"1"', "true", '["a", "b"]']
        )

    def _text(self) -> str:
        words = [self.random.choice(["lasten", "baten", "# geen", "[post.p1]", "a = 1", "hoger"]) for _ in range(6)]
        if self.random.random() < 0.5:
            return '"' + " ".join(words) + '"'
        return "'''\n" + "\n".join(words) + "\n'''"

    def _remark(self) -> str:
        self.opmerkingen += 1
        return f"# opmerking {self.opmerkingen}"

    def _edit(self, tabellen: Tabellen) -> None:
        """Change, add or remove one value or one table."""
        what = self.random.choice(["wijzig"] * 5 + ["erbij"] * 3 + ["weg"] * 2 + ["tabel erbij", "tabel weg"])
        tabel = self.random.choice(tabellen)
        free = [r for r in tabel.regels if r.sleutel not in ("naam", "nummer")]
        if what == "wijzig" and free:
            regel = self.random.choice(free)
            regel.waarde = self._value(regel.sleutel)
            regel.achter = "" if regel.waarde.startswith("'''") else regel.achter
        elif what == "erbij":
            self._add_key(tabel)
        elif what == "weg" and free:
            tabel.regels.remove(self.random.choice(free))
        elif what == "tabel erbij":
            kop = f"post.n{self.random.randint(0, 2)}"
            if all(t.kop != kop for t in tabellen):
                # often the same one on both sides
                fresh = Tabel(kop, [Regel("naam", f'"{kop}"'), Regel("aard", self.random.choice(["1", "1", "true"]))])
                tabellen.insert(self.random.randint(1, len(tabellen)), fresh)
        elif what == "tabel weg" and tabel.kop != "programma":
            tabellen.remove(tabel)

    def _add_key(self, tabel: Tabel) -> None:
        side = self.random.choice(["lasten", "baten"])
        sleutel = self.random.choice([f"{side}.begroting.{self.random.choice(JAREN)}", self.random.choice(VELDEN)])
        if tabel.regel(sleutel) is None:
            regel = Regel(sleutel, self._value(sleutel), [self._remark()] if self.random.random() < 0.2 else [])
            tabel.regels.insert(self.random.randint(1, len(tabel.regels)), regel)

    def _comment(self, side: Tabellen, other: Tabellen, share: int) -> None:
        """Change, add or remove comments, in tables and above keys that the other side has too."""
        there = {t.kop: t for t in other}
        for index, tabel in enumerate(side):
            if index % 2 != share or tabel.kop not in there or self.random.random() < 0.6:
                continue
            kept = [r for r in tabel.regels if there[tabel.kop].regel(r.sleutel)]
            boven = self.random.choice([tabel.boven, *(r.boven for r in kept)])
            if boven and self.random.random() < 0.7:
                boven.pop()
            if self.random.random() < 0.8:
                boven.append(self._remark())


def flatten(text: str) -> Bladen:
    """Return every value of a text; raises `tomllib.TOMLDecodeError` where it is no TOML, or has a key twice."""
    return dict(_flatten(tomllib.loads(text), ()))


def _flatten(value: Any, pad: Pad) -> Iterator[tuple[Pad, tuple[str, Any]]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flatten(inner, (*pad, key))
    else:
        yield pad, (type(value).__name__, value)


def expected(proef: Proef) -> Verwacht:
    """Return what both sides together make of a file, value by value.

    Undecided is a value that both changed differently; a table that one removed and in which the other changed
    or added a value; and one that both added differently.
    """
    b, o, t = (flatten(text) for text in (proef.basis, proef.ons, proef.hun))
    bladen: Bladen = {}
    botsingen: set[Pad] = set()
    for pad in {**b, **o, **t}:
        was, here, there = b.get(pad, WEG), o.get(pad, WEG), t.get(pad, WEG)
        if here != there and was not in (here, there):
            botsingen.add(pad)
        elif (blad := there if here == was else here) != WEG:
            bladen[pad] = blad
    for tabel in {_table_of(pad) for pad in {**b, **o, **t}}:
        old, mine, yours = (_of_table(side, tabel) for side in (b, o, t))
        # who takes a value from a table that the other takes away wants nothing that does not happen
        removed = old and (not mine or not yours) and any(old.get(pad) != blad for pad, blad in (mine or yours).items())
        added = not old and mine and yours and mine != yours and tabel[0] not in ENKEL
        if removed or added:
            botsingen = {pad for pad in botsingen if _table_of(pad) != tabel} | {tabel}
            bladen = {pad: blad for pad, blad in bladen.items() if _table_of(pad) != tabel}
    return Verwacht(bladen, frozenset(botsingen))


def side_of(verwacht: Verwacht, side: Bladen) -> Bladen:
    """Return the values that come out when one side is chosen everywhere."""
    chosen = {p: v for p, v in side.items() if p in verwacht.botsingen or _table_of(p) in verwacht.botsingen}
    return verwacht.bladen | chosen


def _table_of(pad: Pad) -> Pad:
    return pad[: 1 if pad[0] in ENKEL else 2]


def _of_table(bladen: Bladen, tabel: Pad) -> Bladen:
    return {pad: value for pad, value in bladen.items() if _table_of(pad) == tabel}


def comments(text: str) -> set[str]:
    """Return the comments of a text: every one that `Maker` wrote is unique."""
    return {"# opmerking" + part.split("\n")[0] for part in text.split("# opmerking")[1:]}


def expected_comments(proef: Proef) -> tuple[set[str], set[str]]:
    """Return the comments that have to be there, and those that may not: what either removed."""
    b, o, t = (comments(text) for text in (proef.basis, proef.ons, proef.hun))
    return (o | t) - (b - o) - (b - t), (b - o) | (b - t)
