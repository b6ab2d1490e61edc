"""Three versions of a file merged by key, proven, or else by lines: never a wrong file that looks right.

What is woven is parsed again and compared with the values it has to hold, conflicts resolved to either side.
Where that fails, or a side is no TOML, git merges the lines; where git sees no conflict then, the whole file is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from budgetdesk.display import display
from budgetdesk.errors import BudgetdeskError, InputError, LimitExceeded
from budgetdesk.merge.keyline import NotMergeable, choose
from budgetdesk.merge.markers import GROOTTE, Conflict, Deel, NoConflict, join, split
from budgetdesk.merge.order import natural
from budgetdesk.merge.renamed import renamed, renamed_twice, tables_of
from budgetdesk.merge.sides import read_kanten
from budgetdesk.merge.threeway import Bladeren, Pad, below, leaves_of
from budgetdesk.merge.weave import Weave, weave
from budgetdesk.model.adres import join_key
from budgetdesk.storage.reader import no_collection
from budgetdesk.storage.toml import BOM, parse_bytes
from budgetdesk.storage.writer import line_end

Namen = tuple[str, str, str]
"""What the markers call ours, the base and theirs."""

NAMEN: Final[Namen] = ("ons", "basis", "hun")

_VERSIES: Final = ("de basis", "onze versie", "hun versie")

_LINE_END: Final = re.compile(r"\r?\n")

_SHOWN: Final = 60
"""Most characters of a text in a message."""

_GROUPED: Final = 10_000
"""From which a number is shown with underscores: a year is not."""

_MARKER: Final = re.compile(r"^(?:<{7,}|\|{7,}|={7,}|>{7,})(?= |\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """A merged file, its number of conflicts, Dutch sentences about these, and what else is to be told."""

    inhoud: bytes
    aantal: int = 0
    conflicten: tuple[str, ...] = ()
    opmerkingen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Versie:
    """A version of the file: its values, and its text as if every line ended in LF and the last one too.

    A line that ends otherwise than the first one of its file ends in CRLF.
    """

    tekst: str
    document: dict[str, Any]
    regeleinde: str
    slot: str
    """The line end of the last line, if it has one."""
    bom: str


def _unnamed() -> Namen:
    return NAMEN


def merge(
    basis: bytes, ons: bytes, hun: bytes, pad: str, size: int = GROOTTE, namen: Callable[[], Namen] = _unnamed
) -> Uitkomst:
    """Return what both sides together make of a file; `pad` is its name, for messages.

    Markers have `size` signs and call ours, the base and theirs `namen`, which is asked where there is a conflict.
    """
    if ons in (basis, hun):
        return Uitkomst(hun)
    if hun == basis:
        return Uitkomst(ons)
    try:
        with no_collection():
            versies = [_version(inhoud, wie) for inhoud, wie in zip((basis, ons, hun), _VERSIES, strict=True)]
            return _by_key(versies[0], versies[1], versies[2], pad, size, cache(namen))
    except NotMergeable as error:
        reason = f"per sleutel niet samen te voegen: {error}"
    except Exception as error:  # noqa: BLE001  whatever goes wrong here, git's own merge remains
        reason = f"per sleutel samenvoegen mislukt ({type(error).__name__})"
    return _by_line(basis, ons, hun, size, namen(), reason)


def _version(inhoud: bytes, wie: str) -> _Versie:
    """Return a version of the file, called `wie` in the reason of NotMergeable where it cannot be read."""
    try:
        bron = parse_bytes(inhoud, "")
    except (InputError, LimitExceeded) as error:
        wrong = error.bevindingen[0]
        where = f"{wie}, regel {wrong.plaats.regel}" if wrong.plaats.regel else wie
        raise NotMergeable(f"{where}: {wrong.tekst.rstrip('.')}") from None
    regeleinde = line_end(bron.tekst)
    slot = "\n" if bron.tekst.endswith("\n") or not bron.tekst else ""
    tekst = _turn(bron.tekst, regeleinde) + ("" if slot else "\n")
    bom = "bom" if inhoud.startswith(BOM) else ""
    return _Versie(tekst, bron.document, regeleinde, slot, bom)


def _turn(text: str, regeleinde: str) -> str:
    """Exchange LF and CRLF where that is how most lines end: done twice it is the text again."""
    if regeleinde == "\n":
        return text
    return _LINE_END.sub(lambda match: "\r\n" if match[0] == "\n" else "\n", text)


def _by_key(basis: _Versie, ons: _Versie, hun: _Versie, pad: str, size: int, namen: Callable[[], Namen]) -> Uitkomst:
    kanten, same = read_kanten([(versie.tekst, versie.document) for versie in (basis, ons, hun)])
    was, here, there = (kant.bladeren for kant in kanten)
    weefsel = weave(kanten)
    regeleinde = _way(basis, ons, hun, lambda versie: versie.regeleinde) or "\n"
    slot = _way(basis, ons, hun, lambda versie: versie.slot)
    delen = [_finished(deel, regeleinde, namen) for deel in weefsel.delen]
    if not slot and delen and isinstance(last := delen[-1], str):
        delen[-1] = last.removesuffix("\n").removesuffix("\r")
    text = join(delen, _size(delen, size), regeleinde)
    _prove(text, weefsel, (here, there), _Onveranderd(same, basis.document), pad)
    botsingen = sorted(weefsel.uitkomst.botsingen, key=natural)
    told = tuple(_told(botsingen, was, here, there, namen)) if botsingen else ()
    twice = renamed_twice(was, here, there)
    moved = (*map(_moved, weefsel.verplaatst), *(_twice(*paden, namen()) for paden in twice))
    bom = choose(basis.bom if basis.tekst else None, ons.bom, hun.bom)
    return Uitkomst((BOM if bom else b"") + text.encode(), len(told), told, moved)


def _way(basis: _Versie, ons: _Versie, hun: _Versie, what: Callable[[_Versie], str]) -> str:
    """Return how the file is written according to the side that changed it; an empty version says nothing."""
    was, here, there = (what(versie) if versie.tekst else None for versie in (basis, ons, hun))
    return choose(was, here if here is not None else there or "", there if there is not None else here or "")


def _finished(deel: Deel, regeleinde: str, namen: Callable[[], Namen]) -> Deel:
    """Return a part with the line ends it gets in the file."""
    if isinstance(deel, str):
        return _turn(deel, regeleinde)
    ons, basis, hun = (_turn(text or "", regeleinde) for text in (deel.ons, deel.basis, deel.hun))
    return Conflict(ons, basis, hun, namen())


def _size(delen: Iterable[Deel], size: int) -> int:
    """Return how many signs a marker needs so that no line of a side is taken for one."""
    sides = [text or "" for deel in delen if isinstance(deel, Conflict) for text in (deel.ons, deel.basis, deel.hun)]
    runs = {len(match[0]) for text in sides for match in _MARKER.finditer(text)}
    return max(runs) + 1 if size in runs else size


@dataclass(frozen=True, slots=True)
class _Onveranderd:
    """The tables whose text is the same in all versions, and a document that has them."""

    paden: Collection[Pad]
    document: Mapping[str, Any]

    def is_in(self, document: Mapping[str, Any]) -> bool:
        """Return whether another document has them with the same values."""
        pairs = ((_at(document, pad), _at(self.document, pad)) for pad in self.paden)
        # what is no number is not even the same as itself: then value by value
        return all(now == was or leaves_of({"": now}) == leaves_of({"": was}) for now, was in pairs)


def _at(document: Any, pad: Pad) -> Any:
    """Return what stands at a path; None where nothing does."""
    for key in pad:
        document = document.get(key) if isinstance(document, dict) else None
    return document


def _prove(text: str, weefsel: Weave, kanten: Sequence[Bladeren], same: _Onveranderd, pad: str) -> None:
    """Raise NotMergeable unless the text holds what is decided, and in conflicts what each side has."""
    botsingen = weefsel.uitkomst.botsingen
    for number, kant in enumerate(kanten if botsingen else kanten[:1]):
        delen: list[Deel] = split(text) if botsingen else [text]
        chosen = [d if isinstance(d, str) else (d.ons, d.hun)[number] for d in delen]
        expected = {**weefsel.uitkomst.bladeren, **{p: blad for p, blad in kant.items() if below(p, botsingen)}}
        document = parse_bytes("".join(chosen).encode(), pad).document
        found = leaves_of(document, same.paden)
        marked = len(delen) > 1 or isinstance(delen[0], Conflict)
        if not same.is_in(document) or found != expected or marked != bool(botsingen):
            raise NotMergeable("het resultaat leest niet terug als wat het moet zijn")


def _told(
    botsingen: Sequence[Pad], basis: Bladeren, ons: Bladeren, hun: Bladeren, namen: Callable[[], Namen]
) -> Iterator[str]:
    """Yield a sentence about each conflict."""
    wij, zij = _who(namen())
    gone = [tables_of(basis).intersection(botsingen) - tables_of(kant) for kant in (ons, hun)]
    here, there = (renamed(basis, kant) if paden else {} for kant, paden in zip((ons, hun), gone, strict=True))
    for pad in botsingen:
        first, second = _side(pad, basis, ons, here.get(pad)), _side(pad, basis, hun, there.get(pad))
        new = here.get(pad) or there.get(pad)
        todo = f": neem de wijziging over in [{join_key(new)}]" if new else ""
        yield f"conflict in {join_key(pad)}: bij {wij} {first}, bij {zij} {second}{todo}"


def _who(namen: Namen) -> tuple[str, str]:
    """Return what sentences call both sides."""
    ons, _, hun = namen
    return ons, "hen" if hun == NAMEN[2] else hun


def _side(pad: Pad, basis: Bladeren, kant: Bladeren, new: Pad | None) -> str:
    """Return in Dutch what a side has at a conflict; `new` is the path it gave the table instead, if it did."""
    if pad in kant:
        return _shown(kant[pad].waarde)
    was, held = ({p for p in bladeren if p[: len(pad)] == pad} for bladeren in (basis, kant))
    if not held:
        return f"hernoemd naar {join_key(new[1:])}" if new else "verwijderd" if was else "niets"
    return "gewijzigd" if was else "toegevoegd"


def _shown(waarde: Any) -> str:
    """Return a value on one line, cut where it is long."""
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, int):
        return f"{waarde:_}" if abs(waarde) >= _GROUPED else str(waarde)
    if isinstance(waarde, Decimal):
        return f"{waarde:f}"
    if isinstance(waarde, list):
        return f"[{', '.join(map(_shown, waarde))}]"
    if isinstance(waarde, dict):
        return f"{{{', '.join(f'{join_key((key,))} = {_shown(value)}' for key, value in waarde.items())}}}"
    return display(f'"{waarde}"', _SHOWN) if isinstance(waarde, str) else str(waarde)


def _moved(tabel: Pad) -> str:
    what = f"van [{join_key(tabel)}] " if tabel else ""
    return f"de volgorde {what}is aan beide kanten anders gewijzigd; kijk of zij nu goed is"


def _twice(pad: Pad, ons: Pad, hun: Pad, namen: Namen) -> str:
    wij, zij = _who(namen)
    return (
        f"{join_key(pad)} is bij {wij} hernoemd naar {join_key(ons[1:])} en bij {zij} naar {join_key(hun[1:])}; "
        "beide staan er nu, kijk of er een weg moet"
    )


def _by_line(basis: bytes, ons: bytes, hun: bytes, size: int, namen: Namen, reason: str) -> Uitkomst:
    from budgetdesk.storage import git as repository

    merged = repository.merge_lines(basis, ons, hun, namen, size)
    if merged and merged[1] and _is_conflict(merged[0]):
        return Uitkomst(merged[0], merged[1], (f"{reason}; git heeft de regels samengevoegd",))
    texts = [content.removeprefix(BOM).decode("utf-8", "surrogateescape") for content in (ons, basis, hun)]
    deel = Conflict(texts[0], texts[1], texts[2], namen)
    text = join([deel], _size([deel], size), line_end(texts[0]))
    return Uitkomst(text.encode("utf-8", "surrogateescape"), 1, (f"{reason}; het hele bestand is één conflict",))


def _is_conflict(content: bytes) -> bool:
    """Return whether the markers in a file can be found again, and keep it from being read."""
    try:
        marked = any(isinstance(deel, Conflict) for deel in split(content.decode("utf-8", "surrogateescape")))
        parse_bytes(content, "")
    except NoConflict:
        return False
    except BudgetdeskError:
        return marked
    return False
