"""Some lines of a file on their own: where they stand, and what they say where they are whole keys.

A text with undecided conflicts is no TOML, but the lines of one side often are, below their header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.errors import BudgetdeskError
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.model.dossier import Bestand, Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.model.field import Field
from budgetdesk.storage.lexer import KOP, SLEUTEL, Line, lines
from budgetdesk.storage.reader import build
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.storage.writer import line_end, rewrite

_INCOMPLETE: Final = ("BD112", "BD113")
"""Findings that any part of a file has: what it lacks stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Omgeving:
    """Where lines stand: the header above them as written, and the key within whose text they begin, if any."""

    kop: str = ""
    sleutel: str = ""


def surroundings(text: str, positions: Sequence[int]) -> list[Omgeving]:
    """Return where each of these positions (rising, each the start of a line) stands; any text will do."""
    found: list[Omgeving] = []
    kop = ""
    for line in lines(text):
        while len(found) < len(positions) and positions[len(found)] < line.eind:
            inside = line.start < positions[len(found)]
            found.append(Omgeving(kop, _key_in(text, line) if inside else ""))
        if line.teken == KOP:
            kop = text[line.waarde : line.waarde_eind].strip("[] \t")
    rest = len(positions) - len(found)
    return found + [Omgeving(kop)] * rest


def _key_in(text: str, line: Line) -> str:
    """Return the key of a line as it is written there."""
    return text[line.start : line.waarde].rstrip(" \t").removesuffix("=").strip()


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """One `key = value`: its address, field (None: unknown) and value; its span in the lines, and its texts."""

    adres: Adres
    veld: Field | None
    waarde: Waarde
    start: int
    eind: int
    sleutel: str
    na: str
    """What stands behind the value on its line: a comment, or nothing."""

    @property
    def cents(self) -> int | None:
        """Return the amount, None where the field holds none."""
        is_amount = self.veld is not None and self.veld.vorm == "bedrag" and isinstance(self.waarde, int)
        return self.waarde if is_amount and isinstance(self.waarde, int) else None


@dataclass(frozen=True, slots=True)
class Fragment:
    """Lines that are whole keys and tables; `koppen` are the headers among them."""

    regels: str
    koppen: tuple[str, ...]
    toewijzingen: tuple[Toewijzing, ...]

    @property
    def alleen_sleutels(self) -> bool:
        """Return whether the lines say nothing but keys: no header, no comment on a line of its own."""
        borders = [0, *(border for t in self.toewijzingen for border in (t.start, t.eind)), len(self.regels)]
        between = (self.regels[start:eind] for start, eind in zip(borders[::2], borders[1::2], strict=True))
        return not self.koppen and not any(map(str.strip, between))

    @property
    def enige(self) -> Toewijzing | None:
        """Return the key that is all these lines say, None where they say anything else too."""
        return self.toewijzingen[0] if len(self.toewijzingen) == 1 and self.alleen_sleutels else None


def read_fragment(regels: str, kop: str, naam: str, soort: Bestandssoort) -> Fragment | None:
    """Return what lines below a header say; None where they are no whole keys or one of them is wrong."""
    head = _head(regels, kop)
    try:
        bron = parse_bytes((head + regels).encode("utf-8"), naam)
        bestand, problemen = build(bron, naam, soort)
    except BudgetdeskError:
        return None
    if any(p.ernst == "fout" and p.code not in _INCOMPLETE for p in problemen):
        return None
    own = list(lines(bron.tekst))
    koppen = tuple(join_key(line.pad) for line in own if line.teken == KOP and line.start >= len(head))
    paren = [(line, _value(line, bestand)) for line in own if line.teken == SLEUTEL]
    if any(waarde is None for _, waarde in paren):
        return None
    found = (_assignment(bron.tekst, plek, bestand, len(head), w) for plek, w in paren if w is not None)
    return Fragment(regels, koppen, tuple(found))


def _head(regels: str, kop: str) -> str:
    return f"[{kop}]{line_end(regels)}" if kop else ""


def _value(plek: Line, bestand: Bestand) -> Waarde | None:
    """Return the value of a key; None where it stands for several, between accolades."""
    adres = address(plek.pad, bestand)
    record = bestand.record(adres.soort, adres.sleutel)
    return record.waarden.get(adres.pad) if record else None


def _assignment(tekst: str, plek: Line, bestand: Bestand, offset: int, waarde: Waarde) -> Toewijzing:
    adres = address(plek.pad, bestand)
    soort = bestand.schema(adres.soort)
    na = tekst[plek.waarde_eind : plek.eind].strip()
    veld = soort.veld_van(adres.pad) if soort else None
    return Toewijzing(adres, veld, waarde, plek.start - offset, plek.eind - offset, _key_in(tekst, plek), na)


def address(pad: tuple[str, ...], bestand: Bestand) -> Adres:
    """Return the address of a full key path in a file."""
    soort = bestand.schema(pad[0])
    if soort is None:
        return Adres(bestand.naam, "", "", join_key(pad))
    size = 1 if soort.enkel else 2
    return Adres(bestand.naam, soort.naam, "".join(pad[1:size]), join_key(pad[size:]))


def with_value(fragment: Fragment, kop: str, soort: Bestandssoort, waarde: Waarde) -> str:
    """Return the lines of a single key with another value, spelled as the file does; its comment stays.

    Raises ValueError where the fragment is not of a single key.
    """
    only = fragment.enige
    if only is None:
        raise ValueError(fragment.regels)
    head = _head(fragment.regels, kop)
    return rewrite(head + fragment.regels, soort, [SetValue(only.adres, only.waarde, waarde)])[len(head) :]


def lines_by_key(text: str, naam: str, soort: Bestandssoort) -> dict[Adres, str]:
    """Return the lines of every key in the text of a whole file that can be parsed."""
    bestand = Bestand(naam, soort)
    found = (line for line in lines(text) if line.teken == SLEUTEL)
    return {address(line.pad, bestand): text[line.start : line.eind] for line in found}
