"""The one door to expat: XML in pieces, without document type, entities, depth or names beyond what tables need.

Names come as they are written, prefix and all. A part of a package has one prefix for what is its own, that of its
first element; `eigen` tells it.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.grenzen import MAX_DIEP, MAX_TEKST, MIB, ZWAAR, Teller, getal
from budgetdesk.voortgang import stap

BROK: Final = 65_536
"""Bytes that are read at a time."""

_MAX_TOKEN: Final = MIB
"""Bytes of one tag or comment: expat looks at an unfinished one again with every piece."""

_MAX_BARE: Final = 4 * MAX_TEKST
"""Bytes without any element: one text, each character of at most four bytes."""

_MAX_NAMEN: Final = 20_000
"""Different names of elements and attributes, which expat keeps."""

_NO_MEMORY: Final = 1
"""XML_ERROR_NO_MEMORY of expat."""

_STAP: Final = 16
"""Pieces after which is told how far reading is."""

Begin = Callable[[str, dict[str, str]], None]
Tekst = Callable[[str], object]


def eigen(naam: str) -> str:
    """Return the prefix of a name with its colon, empty where it has none."""
    return naam[: naam.rfind(":") + 1]


def lokaal(naam: str) -> str:
    """Return a name without its prefix."""
    return naam[naam.rfind(":") + 1 :]


def niets(_naam: str) -> None:
    """Take an end that says nothing."""


@dataclass(frozen=True, slots=True)
class Nemer:
    """Who takes elements: their begin with attributes, their end, and characters, in the order of the file.

    With `snel` they are cells of a workbook: the taker itself sees how deep they stand, and one weighs less.
    """

    begin: Begin
    einde: Tekst = niets
    tekst: Tekst | None = None
    snel: bool = False


class _Diepte:
    """Stands between expat and a taker, and counts how many elements are open."""

    def __init__(self, nemer: Nemer, teller: Teller) -> None:
        self._begin = nemer.begin
        self._einde = nemer.einde
        self._teller = teller
        self._diep = 0

    def begin(self, naam: str, attrs: dict[str, str]) -> None:
        """Pass on the begin of an element. Raises LimitExceeded."""
        self._diep += 1
        if self._diep > MAX_DIEP:
            raise te_diep(self._teller)
        self._begin(naam, attrs)

    def einde(self, naam: str) -> None:
        """Pass on the end of an element."""
        self._diep -= 1
        self._einde(naam)


def te_diep(teller: Teller) -> Exception:
    """Return the error for elements that stand too deep in one another."""
    return teller.grens(f"Dieper genest dan {MAX_DIEP} niveaus.")


def ontleed(brokken: Iterable[bytes], teller: Teller, wat: str, nemer: Nemer) -> None:
    """Give every element of a part, that is called `wat` in sentences, to who takes them.

    Raises InputError where it is no XML or has a document type, LimitExceeded, Afgebroken.
    """
    names: dict[str, str] = {}
    parser: expat.XMLParserType | None = None
    guard = _Bewaker(teller, wat, names)
    try:
        for piece in brokken:
            if parser is None:
                is_wide = piece.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
                parser = _parser("utf-16" if is_wide else "utf-8", names, teller, nemer)
                parser.StartDoctypeDeclHandler = _refuse(teller, wat)
            # `<a/>` is as much work as `<a></a>`: a begin and an end
            teller.tel_tags((piece.count(b"<") + piece.count(b"/>")) * (1 if nemer.snel else ZWAAR))
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
            guard.na(piece, parser.CurrentByteIndex)
        if parser is not None:
            parser.Parse(b"", True)  # noqa: FBT003 - idem
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from None
        raise beschadigd(teller.naam, f"{wat} is beschadigd: geen geldige xml op regel {error.lineno}.") from None
    if parser is None:
        raise beschadigd(teller.naam, f"{wat} is beschadigd: er staat niets in.")


class _Bewaker:
    """Sees after every piece of a part that nothing in it goes on without end, and tells how far reading is."""

    def __init__(self, teller: Teller, wat: str, names: dict[str, str]) -> None:
        self._teller = teller
        self._wat = wat
        self._names = names
        self._fed = self._bare = self._pieces = 0

    def na(self, piece: bytes, at: int) -> None:
        """Look at what expat did with a piece; `at` is where its last element begins."""
        self._fed += len(piece)
        self._bare = self._bare + len(piece) if b"<" not in piece else 0
        if self._fed - max(at, 0) > _MAX_TOKEN:
            raise self._teller.grens(f"{self._wat}: een xml-element van meer dan {_MAX_TOKEN // MIB} MiB.")
        if self._bare > _MAX_BARE:
            raise self._teller.grens(f"{self._wat}: een tekst van meer dan {getal(MAX_TEKST)} tekens.")
        if len(self._names) > _MAX_NAMEN:
            raise self._teller.grens(f"{self._wat}: meer dan {getal(_MAX_NAMEN)} verschillende xml-namen.")
        if self._pieces % _STAP == 0:
            stap(self._teller.rijen, 0, "rijen")
        self._pieces += 1


def _parser(codering: str, names: dict[str, str], teller: Teller, nemer: Nemer) -> expat.XMLParserType:
    parser = expat.ParserCreate(codering, None, names)
    parser.buffer_text = True
    taker = nemer if nemer.snel else _Diepte(nemer, teller)
    parser.StartElementHandler = taker.begin
    parser.EndElementHandler = taker.einde
    if nemer.tekst is not None:
        parser.CharacterDataHandler = nemer.tekst
    return parser


def _refuse(teller: Teller, wat: str) -> Callable[[str, str | None, str | None, bool], None]:
    def refuse(_naam: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:  # noqa: FBT001
        raise beschadigd(teller.naam, f"{wat}: een xml-bestand met een DOCTYPE wordt niet gelezen.")

    return refuse
