"""A change in words: what it was and is, what became of a table or a file, which words went and came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.diff.change import AmountChange, Change, Fate, TextChange, ValueChange
from budgetdesk.diff.comparison import FileDiff, RecordDiff
from budgetdesk.diff.notation import PIJL, Druk, Printed, opsomming, veldnaam, waardetekst
from budgetdesk.diff.woorden import marked, shortened
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import KANTEN
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.wijziging import Mutatie

_GENOEMD: Final = ("naam", "onderwerp", "nummer")
"""Keys whose value stands in what people call a table or file."""

_IN_DE_NAAM: Final = {
    Mutatie.kind.naam: tuple(KANTEN),
    Notitie.kind.naam: (Notitie.bij.sleutel, Notitie.tekst_.sleutel),
}
"""The same of kinds that are called by what they land or hang on."""

REGELEINDEN: Final = "alleen de regeleinden verschillen"
"""What is said of a text whose words are the same."""


def read(change: Change, druk: Druk) -> Printed:
    """Return how a change reads, a text with `[-weg-]` and `{+nieuw+}`."""
    match change:
        case AmountChange(oud, nieuw):
            # of a sum or a balance, which may be next to nothing, a percentage says nothing
            return druk.wijziging(oud, nieuw, procent=isinstance(change.place, Adres))
        case ValueChange():
            return Printed(_value(change))
        case TextChange():
            return Printed(marked(shortened(change.stukken)) if change.differs else f"({REGELEINDEN})")
        case Fate(of):
            return Printed(_of_file(of) if isinstance(of, FileDiff) else _of_table(of))


def _value(change: ValueChange) -> str:
    files = (change.paar.oud, change.paar.nieuw) if change.paar else (None, None)
    oud, nieuw = (waardetekst(change.veld, w, b) for w, b in zip((change.oud, change.nieuw), files, strict=True))
    return f"{oud}{PIJL}{nieuw}" if oud != nieuw else f"{nieuw} (anders geschreven)"


def _of_file(verschil: FileDiff) -> str:
    """Return what became of a file; of one that came or went how much it holds, and the short values of its head."""
    if verschil.lot == "gewijzigd":
        return f"het bestand {verschil.was} heet nu {verschil.bestand.naam}"
    kinds = [t.soort for t in verschil.bestand.records.values() if t.sleutel]
    held = opsomming({soort: kinds.count(soort) for soort in dict.fromkeys(kinds)})
    heads = [t for t in verschil.records if t.lot == "nieuw" and not t.record.sleutel]
    parts = [f"met {held}" if held else "", *(detail for head in heads for detail in _details(head))]
    return ": ".join(filter(None, [verschil.lot, "; ".join(filter(None, parts))]))


def _of_table(changed: RecordDiff) -> str:
    """Return what became of a table; of a new one its short values."""
    if changed.lot == "nieuw":
        return ": ".join(filter(None, ["nieuw", "; ".join(_details(changed))]))
    if changed.lot == "vervallen":
        return "vervallen"
    parts = [f"sleutel {changed.was} is nu {changed.record.sleutel}"] if changed.was else []
    if changed.verplaatst:
        tables = changed.bestand.van(changed.record.soort)
        place = [t.sleutel for t in tables].index(changed.record.sleutel)
        parts.append(f"staat nu na {tables[place - 1].known_as}" if place else "staat nu vooraan")
    return "; ".join(parts)


def _details(changed: RecordDiff) -> Iterator[str]:
    named = (*_GENOEMD, *_IN_DE_NAAM.get(changed.record.soort, ()))
    for waarde in changed.waarden:
        if not (waarde.heeft_jaar or waarde.is_tekst or waarde.adres.pad in named):
            text = waardetekst(waarde.veld, waarde.nieuw, changed.bestand)
            yield f"{veldnaam(waarde.veld, waarde.adres.pad).lower()} {text}"
