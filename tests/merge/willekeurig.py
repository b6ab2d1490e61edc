"""Random budget files as text, edits of them as people make these, and what a merge should say, told by itself.

A file is drawn from a seed as blocks of lines: comments in all places, texts of several lines, dotted amounts,
tables between accolades, keys that need quotes. The merge is told on what `tomllib` reads, in a few lines that
share nothing with the code under test.
"""

from __future__ import annotations

import copy
import random
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

Pad = tuple[str, ...]

_SLEUTELS: Final = ("a", "b", "c", "1A", "1A10", '"1A.1"', '"met spatie"', "'q'")
_SOORTEN: Final = ("post", "doel", "reserve", "onbekend")
_ENKEL: Final = ("programma", "weergave", "emu")
_VELDEN: Final = ("naam", "nut", "tot", "index", '"vreemd.veld"', "toelichting", "taakveld")
_WAARDEN: Final = ("0", "false", "1", "1.0", "true", "1_000", "1000", "12.50", '"A"', "'A'", '"0.1"', "2025-07-03", "2")

_BIJNA: Final = {"0": ("false",), "false": ("0",), "1": ("true", "1.0"), "1.0": ("1", "true"), "true": ("1", "1.0")}
"""Values that Python calls equal."""


@dataclass
class Regel:
    """A key with its value as it is written, or, without a value, a line of comment or nothing."""

    pad: str = ""
    waarde: str = ""
    achter: str = ""
    inspringing: str = ""
    is_teken: str = " = "
    accolades: list[tuple[str, str]] | None = None

    def tekst(self) -> str:
        """Return the line, with its line end."""
        if not self.pad:
            return self.inspringing + self.achter + "\n"
        inside = ", ".join(f"{key} = {value}" for key, value in self.accolades or ())
        value = self.waarde if self.accolades is None else f"{{ {inside} }}"
        return f"{self.inspringing}{self.pad}{self.is_teken}{value}{'  ' if self.achter else ''}{self.achter}\n"


@dataclass
class Blok:
    """A header (empty: the root) with the lines above it and below it."""

    kop: str
    boven: list[Regel] = field(default_factory=list)
    regels: list[Regel] = field(default_factory=list)
    achter: str = ""

    def sleutels(self) -> list[Regel]:
        """Return the lines that hold a value."""
        return [regel for regel in self.regels if regel.pad]


@dataclass
class Tekst:
    """A file in blocks, and how its lines end."""

    blokken: list[Blok]
    regeleinde: str = "\n"
    slot: bool = True
    bom: bool = False

    def bytes(self) -> bytes:
        """Return the file."""
        text = ""
        for blok in self.blokken:
            text += "".join(regel.tekst() for regel in blok.boven)
            if blok.kop:
                text += f"[{blok.kop}]{' ' if blok.achter else ''}{blok.achter}\n"
            text += "".join(regel.tekst() for regel in blok.regels)
        text = text if self.slot else text.removesuffix("\n")
        return (b"\xef\xbb\xbf" if self.bom and text else b"") + text.replace("\n", self.regeleinde).encode()


class Maker:
    """Draws files and edits from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.nummer = 0

    def drie(self) -> tuple[bytes, bytes, bytes]:
        """Return a base and two edited versions of it."""
        basis = self.tekst()
        sides = []
        for _ in range(2):
            side = copy.deepcopy(basis)
            for _ in range(self.rng.choice([0, 1, 2, 3, 5, 8])):
                self.bewerk(side, side.blokken)
            sides.append(side.bytes())
        return basis.bytes() if self.rng.random() < 0.97 else b"", sides[0], sides[1]

    def los(self) -> tuple[bytes, bytes, bytes]:
        """Return a base and two versions whose edits concern other tables, or other keys of one table."""
        basis = self.tekst()
        ons, hun = copy.deepcopy(basis), copy.deepcopy(basis)
        own = [self.rng.random() < 0.5 for _ in basis.blokken]
        for side, mine in ((ons, True), (hun, False)):
            blokken = [blok for blok, owner in zip(side.blokken, own, strict=True) if owner == mine]
            for _ in range(self.rng.randrange(4)):
                self.bewerk(side, blokken, "o" if mine else "h")
        for number in range(len(basis.blokken[-1].sleutels())):
            side = ons if self.rng.random() < 0.5 else hun
            blok = next((b for b in side.blokken if b.kop == basis.blokken[-1].kop), None)
            if blok and own[-1] is (side is ons) and number < len(blok.sleutels()):
                blok.sleutels()[number].waarde = self.waarde()
        return basis.bytes(), ons.bytes(), hun.bytes()

    def tekst(self) -> Tekst:
        """Return a new file."""
        rng = self.rng
        koppen = rng.sample(_ENKEL, rng.randint(0, 2))
        koppen += rng.sample([f"{s}.{k}" for s in _SOORTEN for k in _SLEUTELS], rng.randint(0, rng.choice([1, 2, 4])))
        if rng.random() < 0.4:
            koppen = sorted(koppen, key=lambda kop: kop.partition(".")[0])
        blokken = [Blok("", [], self.regels(rng.randrange(3)))]
        blokken += [self.blok(kop) for kop in koppen]
        regeleinde = "\r\n" if rng.random() < 0.1 else "\n"
        return Tekst(blokken, regeleinde, rng.random() < 0.9, rng.random() < 0.05)

    def blok(self, kop: str) -> Blok:
        """Return a table, mostly with a blank line above it."""
        boven = [Regel()] * (self.rng.random() < 0.85) + self.commentaren(0.3)
        if self.rng.random() < 0.1:
            boven += [Regel(), *self.commentaren(0.5)]
        achter = self.commentaar() if self.rng.random() < 0.1 else ""
        return Blok(kop, [copy.copy(r) for r in boven], self.regels(self.rng.randint(0, 6)), achter)

    def regels(self, aantal: int) -> list[Regel]:
        """Return lines with keys that differ, comments and blank lines between them."""
        rng = self.rng
        regels: list[Regel] = []
        families = ["lasten.begroting", "lasten.rekening", "stand"]
        pads = rng.sample([*_VELDEN, *(f"{f}.{j}" for f in families for j in range(2024, 2028))], aantal)
        if rng.random() < 0.3 and aantal and not any(pad.startswith(("lasten", "tarief")) for pad in pads):
            pads.append(rng.choice(["tarief", "lasten"]))
        for pad in pads:
            regels += self.commentaren(0.15)
            regels += [Regel()] * (rng.random() < 0.08)
            regels.append(self.regel(pad))
        return regels + self.commentaren(0.1)

    def regel(self, pad: str) -> Regel:
        """Return a key with a value."""
        rng = self.rng
        inside = None
        if pad in ("tarief", "lasten"):
            names = ["a", "b", "c"] if pad == "tarief" else [f"begroting.{j}" for j in (2026, 2027, 2028)]
            inside = [(name, self.waarde(plain=True)) for name in rng.sample(names, rng.randint(0, 3))]
        achter = self.commentaar() if rng.random() < 0.15 else ""
        indent = rng.choice(["", "", "", "  "])
        return Regel(pad, self.waarde(), achter, indent, rng.choice([" = ", " = ", "="]), inside)

    def waarde(self, *, plain: bool = False) -> str:
        """Return a value as it is written."""
        rng = self.rng
        kind = rng.random()
        if plain or kind < 0.75:
            return rng.choice(_WAARDEN)
        if kind < 0.87:
            lines = rng.sample(["# geen commentaar", "[geen.kop]", "Zie 'x' en \"y\".", "=======", "a: 1", "", "é"], 3)
            return '"""\n' + "\n".join(lines) + '\n"""'
        if kind < 0.93:
            return f'["{rng.randrange(9)}", "x # y"]'
        return f"[\n  {rng.randrange(9)}, {self.commentaar()}\n  2,\n]"

    def commentaar(self) -> str:
        """Return a comment that is nowhere else, or one of a few that are."""
        self.nummer += 1
        return "# ----" if self.rng.random() < 0.1 else f"# c{self.nummer}x"

    def commentaren(self, kans: float) -> list[Regel]:
        """Return a line of comment or two, mostly none."""
        return [Regel(achter=self.commentaar()) for _ in range(2) if self.rng.random() < kans]

    # --- edits -------------------------------------------------------------------------------

    def bewerk(self, tekst: Tekst, blokken: list[Blok], eigen: str = "") -> None:
        """Make one random edit of these blocks; `eigen` is in the names of what is new."""
        rng = self.rng
        edits: list[Callable[[], None]] = [
            *[lambda: self._value(blokken)] * 6,
            *[lambda: self._key(blokken, eigen)] * 3,
            *[lambda: self._comment(blokken)] * 3,
            *[lambda: self._table(tekst, blokken, eigen)] * 3,
            *[lambda: self._spell(blokken)] * 2,
            lambda: self._blank(blokken),
            lambda: self._split(tekst, blokken),
        ]
        if not eigen:
            edits.append(lambda: self._file(tekst))
        rng.choice(edits)()

    def _one(self, blokken: list[Blok]) -> tuple[Blok, Regel] | None:
        pairs = [(blok, regel) for blok in blokken for regel in blok.sleutels()]
        return self.rng.choice(pairs) if pairs else None

    def _value(self, blokken: list[Blok]) -> None:
        if found := self._one(blokken):
            regel = found[1]
            if regel.accolades is None:
                near = _BIJNA.get(regel.waarde, ())
                regel.waarde = self.rng.choice(near) if near and self.rng.random() < 0.5 else self.waarde()
            elif regel.accolades and self.rng.random() < 0.7:
                index = self.rng.randrange(len(regel.accolades))
                regel.accolades[index] = (regel.accolades[index][0], self.waarde(plain=True))
            elif regel.accolades and self.rng.random() < 0.5:
                regel.accolades.pop(self.rng.randrange(len(regel.accolades)))
            else:
                names = ["a", "b", "c", "d"] if regel.pad == "tarief" else [f"begroting.{j}" for j in range(2026, 2030)]
                known = dict(regel.accolades)
                regel.accolades += [(n, self.waarde(plain=True)) for n in names if n not in known][:1]

    def _key(self, blokken: list[Blok], eigen: str) -> None:
        rng = self.rng
        if not blokken:
            return
        blok = rng.choice(blokken)
        kind = rng.random()
        if kind < 0.4:
            inline = {regel.pad for regel in blok.sleutels() if regel.accolades is not None}
            names = [f"nieuw{eigen}{rng.randrange(3)}", f"stand{eigen}.{rng.randrange(2024, 2030)}"]
            inline |= {"lasten" for b in blokken if b.kop == f"{blok.kop}.lasten"}
            names += [] if "lasten" in inline or eigen else [f"lasten.begroting.{rng.randrange(2024, 2030)}"]
            pad = rng.choice(names)
            if pad not in {regel.pad for regel in blok.sleutels()}:
                blok.regels.insert(rng.randint(0, len(blok.regels)), self.regel(pad))
        elif blok.sleutels():
            regel = rng.choice(blok.sleutels())
            blok.regels = [r for r in blok.regels if r is not regel]
            if kind < 0.7:
                blok.regels.insert(rng.randint(0, len(blok.regels)), regel)
            elif kind < 0.75 and regel.achter:
                blok.regels.append(Regel(achter=regel.achter))

    def _comment(self, blokken: list[Blok]) -> None:
        rng = self.rng
        if not blokken:
            return
        blok = rng.choice(blokken)
        kind = rng.random()
        lines = rng.choice([blok.boven, blok.regels]) if blok.kop else blok.regels
        comments = [regel for regel in lines if not regel.pad and regel.achter]
        if kind < 0.35:
            lines.insert(rng.randint(0, len(lines)), Regel(achter=self.commentaar()))
        elif kind < 0.5 and comments:
            gone = rng.choice(comments)
            lines[:] = [regel for regel in lines if regel is not gone]
        elif kind < 0.65 and comments:
            rng.choice(comments).achter = self.commentaar()
        elif kind < 0.75 and blok.kop:
            blok.achter = self.commentaar() if rng.random() < 0.7 else ""
        elif blok.sleutels():
            rng.choice(blok.sleutels()).achter = self.commentaar() if rng.random() < 0.7 else ""

    def _table(self, tekst: Tekst, blokken: list[Blok], eigen: str) -> None:
        rng = self.rng
        kind = rng.random()
        tables = [blok for blok in blokken if blok.kop]
        if kind < 0.35:
            names = [f"{s}.{k}" for s in _SOORTEN for k in ("a", "b", "n1", "n2", "n10")]
            kop = f"post.{eigen}{rng.randrange(9)}" if eigen else rng.choice([*names, *_ENKEL])
            if kop not in {blok.kop for blok in tekst.blokken}:
                blok = self.blok(kop)
                tekst.blokken.insert(rng.choice([len(tekst.blokken), rng.randint(1, len(tekst.blokken))]), blok)
                blokken += [blok] * (blokken is not tekst.blokken)
        elif tables:
            blok = rng.choice(tables)
            tekst.blokken[:] = [b for b in tekst.blokken if b is not blok]
            if kind < 0.6:
                tekst.blokken.insert(rng.randint(1, len(tekst.blokken)), blok)
            elif kind < 0.7 and not eigen:
                kop = f"{blok.kop.partition('.')[0]}.hernoemd{rng.randrange(3)}"
                if "." in blok.kop and kop not in {b.kop for b in tekst.blokken}:
                    tekst.blokken.append(Blok(kop, blok.boven, blok.regels, blok.achter))
            elif blokken is not tekst.blokken:
                blokken[:] = [b for b in blokken if b is not blok]

    def _spell(self, blokken: list[Blok]) -> None:
        found = self._one(blokken)
        if found is None:
            return
        blok, regel = found
        kind = self.rng.random()
        if regel.accolades:
            where = next(i for i, r in enumerate(blok.regels) if r is regel)
            lines = [Regel(f"{regel.pad}.{key}", value) for key, value in regel.accolades]
            lines[0].achter = regel.achter
            blok.regels[where : where + 1] = lines
        elif kind < 0.3:
            respelled = {"1_000": "1000", "1000": "1_000", '"A"': "'A'", "'A'": '"A"', "12.50": "12.5", "1": "+1"}
            regel.waarde = respelled.get(regel.waarde, regel.waarde)
        elif kind < 0.5:
            regel.is_teken = self.rng.choice(["=", " =  "])
        elif kind < 0.7:
            regel.inspringing = self.rng.choice(["", "\t"])
        else:
            self._fold(blok)

    def _fold(self, blok: Blok) -> None:
        """Write the amounts of a family between accolades."""
        family = [regel for regel in blok.sleutels() if regel.pad.startswith("lasten.") and "\n" not in regel.waarde]
        if family and len(family) == sum(regel.pad.startswith("lasten") for regel in blok.sleutels()):
            inside = [(regel.pad.removeprefix("lasten."), regel.waarde) for regel in family]
            gone = {id(regel) for regel in family}
            blok.regels = [regel for regel in blok.regels if id(regel) not in gone]
            blok.regels.append(Regel("lasten", "", family[0].achter, accolades=inside))

    def _split(self, tekst: Tekst, blokken: list[Blok]) -> None:
        """Write the amounts of a family below a header of their own, or those below one with their table again."""
        families = [b for b in blokken if b.kop.endswith(".lasten")]
        tables = [b for b in blokken if any(r.pad.startswith("lasten.") for r in b.sleutels()) and b.kop]
        if families and self.rng.random() < 0.5:
            family = self.rng.choice(families)
            table = next((b for b in blokken if f"{b.kop}.lasten" == family.kop), None)
            if table:
                for regel in family.sleutels():
                    regel.pad = f"lasten.{regel.pad}"
                table.regels += family.boven + family.regels
                tekst.blokken[:] = [b for b in tekst.blokken if b is not family]
                blokken[:] = [b for b in blokken if b is not family]
        elif tables:
            table = self.rng.choice(tables)
            if table.kop.endswith(".lasten") or any(b.kop == f"{table.kop}.lasten" for b in tekst.blokken):
                return
            moved = [r for r in table.sleutels() if r.pad.startswith("lasten.")]
            table.regels = [r for r in table.regels if not any(r is m for m in moved)]
            for regel in moved:
                regel.pad = regel.pad.removeprefix("lasten.")
            family = Blok(f"{table.kop}.lasten", self.commentaren(0.3), moved)
            where = next(i for i, b in enumerate(tekst.blokken) if b is table)
            tekst.blokken.insert(where + 1, family)
            blokken += [family] * (blokken is not tekst.blokken)

    def _blank(self, blokken: list[Blok]) -> None:
        if blokken:
            blok = self.rng.choice(blokken)
            lines = self.rng.choice([blok.boven, blok.regels]) if blok.kop else blok.regels
            blanks = [regel for regel in lines if not regel.pad and not regel.achter]
            if blanks and self.rng.random() < 0.5:
                lines[:] = [regel for regel in lines if regel is not blanks[0]]
            else:
                lines.insert(self.rng.randint(0, len(lines)), Regel(inspringing=self.rng.choice(["", "", "  "])))

    def _file(self, tekst: Tekst) -> None:
        kind = self.rng.random()
        if kind < 0.5:
            tekst.regeleinde = "\n" if tekst.regeleinde == "\r\n" else "\r\n"
        elif kind < 0.8:
            tekst.slot = not tekst.slot
        else:
            tekst.bom = not tekst.bom


# --- what a merge should say -----------------------------------------------------------------------

Bladen = dict[Pad, Any]


def are_readable(versies: tuple[bytes, ...]) -> bool:
    """Return whether all of them are TOML: now and then an edit puts a key where another one forbids it."""
    try:
        return all(isinstance(read(versie), dict) for versie in versies)
    except tomllib.TOMLDecodeError:
        return False


def read(content: bytes) -> Bladen:
    """Return every value of a file by its path, with its type; raises tomllib.TOMLDecodeError."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode().replace("\r\n", "\n")
    return dict(_walk(tomllib.loads(text, parse_float=Decimal), ()))


def _walk(node: Mapping[str, Any], pad: Pad) -> list[tuple[Pad, Any]]:
    found = []
    for key, value in node.items():
        found += _walk(value, (*pad, key)) if isinstance(value, dict) else [((*pad, key), _typed(value))]
    return found


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((key, _typed(inner)) for key, inner in value.items()))
    return tuple(map(_typed, value)) if isinstance(value, list) else (type(value).__name__, value)


def oracle(basis: Bladen, ons: Bladen, hun: Bladen) -> tuple[Bladen, set[Pad]]:
    """Return the values that are decided, and the paths where the sides contradict."""
    paden = {*basis, *ons, *hun}
    bots = {p for p in paden if ons.get(p) not in (basis.get(p), hun.get(p)) and hun.get(p) != basis.get(p)}
    tables = {p[: 1 if p[0] in _ENKEL else 2] for p in paden if len(p) > (1 if p[0] in _ENKEL else 2)}
    for tabel in tables:
        b, o, t = ({p: v for p, v in d.items() if p[: len(tabel)] == tabel} for d in (basis, ons, hun))
        gone_here, gone_there = b and t and not o, b and o and not t
        if (gone_here and t.items() - b.items()) or (gone_there and o.items() - b.items()):
            bots.add(tabel)
        if not b and o and t and o != t and tabel[0] not in _ENKEL:
            bots.add(tabel)
    uit = {p: (hun if ons.get(p) == basis.get(p) else ons).get(p) for p in paden}
    held = {p for p in paden if uit[p] is not None or p in bots}
    bots |= {p[:n] for p in held for n in range(1, len(p)) if p[:n] in held}
    clear = {p for p in held if not any(p[:n] in bots for n in range(1, len(p) + 1))}
    return {p: uit[p] for p in clear}, bots


def lines(content: bytes) -> dict[tuple[str, str], int]:
    """Return how often each line with a key stands below what looks like a header, and each line of comment."""
    found: dict[tuple[str, str], int] = {}
    kop = ""
    for line in re.split(r"\r?\n", content.removeprefix(b"\xef\xbb\xbf").decode()):
        if line.startswith("[") and line != "[geen.kop]":
            kop = line.partition("]")[0]
        elif "=" in line or "#" in line:
            place = ("" if line.lstrip().startswith("#") else kop, line)
            found[place] = found.get(place, 0) + 1
    return found


def comments(content: bytes) -> dict[str, int]:
    """Return how often each comment that is no other one stands in a file."""
    found: dict[str, int] = {}
    for name in re.findall(r"# c\d+x", content.decode()):
        found[name] = found.get(name, 0) + 1
    return found
