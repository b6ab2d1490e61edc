"""The patterns of headings and sentences: `{naam}` is the name of the member that a part is of, `{T}` a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.document.delen.bron import Bron
from budgetdesk.document.delen.leden import Lid
from budgetdesk.model.besluiten import opschrift
from budgetdesk.model.documenten import document, documenten, keer_in_words, titled
from budgetdesk.model.kinds.programma import Prestatie, Programma, Toelichting
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.verklaringen import heading
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.mutaties import cover_in_words, subject
from budgetdesk.tables.opmaak import Tekst, read
from budgetdesk.tables.prestaties import status_in_words

_PATROON: Final = re.compile(r"\{([^{}]*)\}")
_JAAR: Final = re.compile(r"T([+-]\d)?")
_HAAKJES: Final = re.compile(r"( ?\()([^()]*)\)")
_BEGROTING: Final = "begroting"
"""The template of a budget."""

_MARKUP: Final = re.compile(r"[\\*\[\]]")
"""What means something in a line of text."""

_LOS: Final = ", "
"""Parts what stands together between brackets, each of which may be absent."""


def vul(bron: Bron, patroon: str, lid: Lid) -> str:
    """Return a pattern with what it names: of the member, of its programma, of the document."""
    return _PATROON.sub(lambda match: _word(bron, match[1], lid), patroon)


def regel(bron: Bron, patroon: str, lid: Lid) -> str:
    """Return the pattern of an item of a list, without brackets around what is absent or a dash before it."""
    return " ".join(_bracketed(patroon, lambda part: vul(bron, part, lid)).split()).removesuffix(" –")


def zin(bron: Bron, patroon: str, lid: Lid) -> Tekst:
    """Return a sentence, what is marked in it as markup but for that in what is filled in.

    It is without brackets around what is absent; nothing where all that it names is.
    """

    def word(match: re.Match[str]) -> str:
        return _MARKUP.sub(r"\\\g<0>", _word(bron, match[1], lid))

    words = [_word(bron, naam, lid) for naam in _PATROON.findall(patroon)]
    if words and not any(words):
        return ""
    return read(_bracketed(patroon, lambda part: _PATROON.sub(word, part)))


def _bracketed(patroon: str, fill: Callable[[str], str]) -> str:
    """Return a pattern filled in, without brackets around what is absent."""

    def between(match: re.Match[str]) -> str:
        said = _LOS.join(filter(None, (fill(part).strip() for part in match[2].split(_LOS))))
        return f"{match[1]}{said})" if said else ""

    # what is filled in may hold brackets of its own
    end, parts = 0, list[str]()
    for match in _HAAKJES.finditer(patroon):
        parts += fill(patroon[end : match.start()]), between(match)
        end = match.end()
    return "".join([*parts, fill(patroon[end:])])


def jaar(bron: Bron, lid: Lid) -> int:
    """Return the year that a member is told of: its own, else that of the document."""
    return (lid.record.geheel("jaar") if lid.record is not None else 0) or bron.cijfers.dossier.jaar


def _word(bron: Bron, word: str, lid: Lid) -> str:
    if match := _JAAR.fullmatch(word):
        return str(bron.cijfers.dossier.jaar + int(match[1] or 0))
    found = _EIGEN[word](bron, lid) if word in _EIGEN else ""
    if found or lid.record is None:
        return found
    value = lid.record.waarden.get(word, "")
    said = _LOS.join(map(in_words, value)) if isinstance(value, list) else in_words(value)
    return said or (_ANDERS[word](bron, lid) if word in _ANDERS else "")


def _naam(bron: Bron, lid: Lid) -> str:
    if lid.tabel:
        return bron.grid(lid.tabel, lid).titel
    if lid.bestand is not None and isinstance(lid.record, Programma):
        return lid.bestand.titel
    return lid.record.naam if lid.record is not None else ""


def _kop(bron: Bron, lid: Lid) -> str:
    """Return what a record is headed by: its own heading, else its name; of an explanation what it is about."""
    if lid.bestand is not None and isinstance(lid.record, Toelichting):
        return heading(lid.bestand, lid.record)
    if lid.bestand is not None and isinstance(lid.record, Mutatie):
        return subject(bron.cijfers, lid.bestand, lid.record)
    if lid.bestand is not None and isinstance(lid.record, Wijziging):
        return opschrift(lid.bestand)
    return (lid.record.tekst("kop") if lid.record is not None else "") or _naam(bron, lid)


def _status(_bron: Bron, lid: Lid) -> str:
    return status_in_words(lid.record.status) if isinstance(lid.record, Prestatie) else ""


def _nummer(_bron: Bron, lid: Lid) -> str:
    """Return the number of the programma of a member; of a mutation its place in the decision."""
    if lid.bestand is None:
        return ""
    if isinstance(lid.record, Mutatie):
        return str(1 + [mutatie.key for mutatie in lid.bestand.van(Mutatie)].index(lid.record.key))
    return str(lid.bestand.nummer)


def _dekking(bron: Bron, lid: Lid) -> str:
    if lid.bestand is None or not isinstance(lid.record, Mutatie):
        return ""
    return cover_in_words(bron.cijfers, lid.bestand, lid.record)


def _begroting(bron: Bron, _lid: Lid) -> str:
    """Return the title of the budget of the year, which decisions amend whatever document is open."""
    dossier, sjabloon = bron.cijfers.dossier, bron.cijfers.sjabloon
    if not sjabloon.vergelijkt:
        return titled(dossier, sjabloon.titel)
    said = (d.titel for d in documenten(dossier) if d.sjabloon == _BEGROTING and d.titel)
    return next(said, f"Begroting {dossier.jaar}")


def _keer(bron: Bron, _lid: Lid) -> str:
    said = document(bron.cijfers.dossier)
    return keer_in_words(said.keer if said else 0)


def in_words(value: object) -> str:
    """Return a stored value as documents print it: a date as `26-2-2026`."""
    return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else str(value)


_Woord = Callable[[Bron, Lid], str]

_EIGEN: Final[dict[str, _Woord]] = {
    "naam": _naam,
    "sleutel": lambda _, lid: lid.sleutel,
    "kop": _kop,
    "status": _status,
    "drempel": lambda bron, _: format_exact(drempel(bron.cijfers.dossier, "toelichting")),
    "keer": _keer,
    "dekking": _dekking,
    "begroting": _begroting,
    "gemeente": lambda bron, _: bron.cijfers.dossier.kop.gemeente,
}
"""The words that are no key of a record, or say more than it does."""

_ANDERS: Final[dict[str, _Woord]] = {
    "nummer": _nummer,
    "jaar": lambda bron, lid: str(jaar(bron, lid)),
}
"""The words that a record may say itself."""
