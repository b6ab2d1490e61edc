"""The one door to expat: XML in pieces, without document type, entities, depth or names beyond what tables need.

Names come as they are written, prefix and all. A part of a package has one prefix for what is its own, that of its
first element; `eigen` tells it.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable
from typing import Final
from xml.parsers import expat

from budgetdesk.importing.lezen.fouten import beschadigd
from budgetdesk.importing.lezen.grenzen import MAX_DIEP, MIB, Teller
from budgetdesk.voortgang import stap

BROK: Final = 65_536
"""Bytes that are read at a time."""

_MAX_TOKEN: Final = MIB
"""Bytes of one tag or comment: expat looks at an unfinished one again with every piece."""

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


class Diepte:
    """Stands between expat and who takes elements, and counts how many are open."""

    def __init__(self, begin: Begin, einde: Tekst, teller: Teller) -> None:
        self._begin = begin
        self._einde = einde
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


def ontleed(
    brokken: Iterable[bytes], teller: Teller, wat: str, *, begin: Begin, einde: Tekst, tekst: Tekst | None = None
) -> None:
    """Give every element of a part, that is called `wat` in sentences, to who takes them.

    Who takes begins and ends has counted how deep they stand. Raises InputError where it is no XML or has a document
    type, LimitExceeded.
    """
    names: dict[str, str] = {}
    parser: expat.XMLParserType | None = None
    fed = 0
    try:
        for number, piece in enumerate(brokken):
            if parser is None:
                is_wide = piece.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
                parser = _parser("utf-16" if is_wide else "utf-8", names, begin, einde, tekst)
                parser.StartDoctypeDeclHandler = _refuse(teller, wat)
            teller.tel_tags(piece.count(b"<"))
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
            fed += len(piece)
            if fed - max(parser.CurrentByteIndex, 0) > _MAX_TOKEN:
                raise teller.grens(f"{wat}: een xml-element van meer dan {_MAX_TOKEN // MIB} MiB.")
            if len(names) > _MAX_NAMEN:
                raise teller.grens(f"{wat}: meer dan {_MAX_NAMEN} verschillende xml-namen.")
            if number % _STAP == 0:
                stap(teller.rijen, 0, "rijen")
        if parser is not None:
            parser.Parse(b"", True)  # noqa: FBT003 - idem
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from None
        raise beschadigd(teller.naam, f"{wat} is beschadigd: geen geldige xml op regel {error.lineno}.") from None
    if parser is None:
        raise beschadigd(teller.naam, f"{wat} is beschadigd: er staat niets in.")


def _parser(
    codering: str, names: dict[str, str], begin: Begin, einde: Tekst, tekst: Tekst | None
) -> expat.XMLParserType:
    parser = expat.ParserCreate(codering, None, names)
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = einde
    if tekst is not None:
        parser.CharacterDataHandler = tekst
    return parser


def _refuse(teller: Teller, wat: str) -> Callable[[str, str | None, str | None, bool], None]:
    def refuse(_naam: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:  # noqa: FBT001
        raise beschadigd(teller.naam, f"{wat}: een xml-bestand met een DOCTYPE wordt niet gelezen.")

    return refuse
