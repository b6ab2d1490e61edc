"""The lines of a side of a conflict as people compare them: amounts as amounts, long texts word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from budgetdesk.diff.woorden import compare_words, marked, shortened
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Waarde
from budgetdesk.storage.fragment import Fragment, Toewijzing

_KORTE_REGEL: Final = 72
"""Signs of a line; a text that is longer or runs over lines is shown as people read it."""

_BEGIN: Final = 24
"""Words of a text without changes that are its beginning."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """A line of a side as people compare it.

    A line that sets an amount has its key as `tekst`, the amount in `cents`, with `verschil` from the base
    where that has it too, and in `na` what stands behind it. `anders` says that another version lacks the line.
    A long text has its key as `tekst` and its words in `woorden`, `[-went-]` and `{+came+}` since the base;
    `kort` has those around what changed.
    """

    tekst: str
    cents: int | None = None
    verschil: int | None = None
    na: str = ""
    anders: bool = False
    woorden: str = ""
    kort: str = ""
    adres: Adres | None = field(default=None, compare=False)
    """Where the amount is stored."""


@dataclass(frozen=True, slots=True)
class Zijde:
    """The text of a side, and what it says where it is whole keys."""

    tekst: str
    fragment: Fragment | None


def compared(zijde: Zijde, met: Sequence[Zijde], basis: Zijde | None) -> list[SideLine]:
    """Return the lines of a side beside other versions; amounts and words are compared with the base, if it is known.

    Without any line a version is not compared with.
    """
    known = [_known(other) for other in met if other.tekst.strip()]
    fields = basis.fragment.toewijzingen if basis and basis.fragment else ()
    before: Mapping[Adres, Waarde] = {t.adres: t.waarde for t in fields}
    found: list[SideLine] = []
    for text, key in _units(zijde):
        anders = bool(text.strip()) and any(_plain(text) not in lines for lines in known)
        found += _shown(text, key, None if key is None else before.get(key.adres), anders=anders)
    return found


def _units(zijde: Zijde) -> Iterator[tuple[str, Toewijzing | None]]:
    """Yield each key with its value, and each line that is none."""
    position = 0
    for key in zijde.fragment.toewijzingen if zijde.fragment else ():
        yield from ((line, None) for line in _lines(zijde.tekst[position : key.start]))
        yield zijde.tekst[key.start : key.eind], key
        position = key.eind
    yield from ((line, None) for line in _lines(zijde.tekst[position:]))


def _known(zijde: Zijde) -> set[str]:
    """Return all that a version has, whole keys and single lines."""
    return {_plain(text) for text in (*(text for text, _ in _units(zijde)), *_lines(zijde.tekst))}


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\r\n")


def _shown(text: str, key: Toewijzing | None, was: Waarde | None, *, anders: bool) -> Iterable[SideLine]:
    """Return a key or line as it is shown."""
    if key is not None and key.cents is not None:
        verschil = key.cents - was if isinstance(was, int) else None
        return [SideLine(key.sleutel, key.cents, verschil, key.na, anders, adres=key.adres)]
    lines = [line.rstrip("\r") for line in _lines(text)]
    if key is not None and isinstance(key.waarde, str) and (len(lines) > 1 or len(text) > _KORTE_REGEL):
        return [_text(key, key.waarde, was if isinstance(was, str) else None, anders=anders)]
    return [SideLine(line, anders=anders) for line in lines]


def _text(key: Toewijzing, text: str, was: str | None, *, anders: bool) -> SideLine:
    stukken = compare_words(text if was is None else was, text)
    words = marked(stukken)
    if len(stukken) > 1:
        return SideLine(key.sleutel, na=key.na, anders=anders, woorden=words, kort=marked(shortened(stukken)))
    begin = " ".join(words.split()[:_BEGIN])
    kort = words if len(words.split()) <= _BEGIN else f"{begin} …"
    return SideLine(key.sleutel, na=key.na, anders=anders, woorden=words, kort=kort)
