"""A message for what changed, as somebody would write it for the next reader: a line, and below it one per thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.diff.benaming import naam_van
from budgetdesk.diff.comparison import Comparison, FileDiff, RecordDiff, ValueDiff
from budgetdesk.diff.notation import bestandsnaam, hoofdletter, soortnaam, tabelnaam, veldnaam
from budgetdesk.diff.summary import of_file
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.zinnen import met_en

_REGEL: Final = 72
"""Characters of a first line that every list of commits shows whole."""

_MEEST: Final = 12
"""Lines below it; more are counted."""

_NAMEN: Final = 3
"""Things that a first line names."""


_AANHEF: Final = 30
"""Characters of a note that a line names it by."""


def suggestion(found: Comparison, bestanden: Collection[str]) -> list[str]:
    """Return the lines of a message for what differs in some files, by their name: none where nothing does."""
    files = [b for b in found.bestanden if b.bestand.naam in bestanden or (b.was and b.was in bestanden)]
    lines = [line for file in files for line in _lines(found, file)]
    if len(lines) <= 1:
        return lines
    left = len(lines) - _MEEST
    return [_title(found, files), *lines[:_MEEST], *([f"en nog {left} andere"] if left > 0 else [])]


def _title(found: Comparison, files: Sequence[FileDiff]) -> str:
    """Return what is in so many changes, as far as one line tells that."""
    changed = [record for file in files for record in file.records]
    names = list(dict.fromkeys(_named(found, record) for record in changed))
    what = " en ".join(
        words
        for words, is_there in (
            ("bedragen", any(w.is_bedrag for r in changed for w in r.waarden)),
            ("teksten", any(w.is_tekst for r in changed for w in r.waarden)),
        )
        if is_there
    )
    years = {w.adres.pad.rpartition(".")[2] for r in changed for w in r.waarden if w.heeft_jaar}
    what = f"{what or 'gegevens'}{f' {_reach(years)}' if years else ''}"
    title = f"{met_en(names)}: {what}"
    if len(names) <= _NAMEN and len(title) <= _REGEL:
        return title
    title = f"{hoofdletter(met_en([_short(file.bestand) for file in files]))}: {what}"
    return title if len(title) <= _REGEL else f"{len(names)} wijzigingen in {len(files)} bestanden"


def _short(bestand: Bestand) -> str:
    return f"programma {bestand.nummer}" if bestand.soort == "programma" else bestandsnaam(bestand)


def _lines(found: Comparison, file: FileDiff) -> Iterator[str]:
    """Yield what changed, a line per thing; of a file that came or went as a whole only that."""
    if file.lot != "gewijzigd":
        held = of_file(file)
        yield f"{bestandsnaam(file.bestand)} {file.lot}{f' ({held})' if held else ''}"
        return
    if file.was:
        yield f"{bestandsnaam(file.bestand)} heette {file.was}"
    for record in file.records:
        yield from _of_record(found, record)


def _of_record(found: Comparison, record: RecordDiff) -> Iterator[str]:
    naam = _named(found, record)
    if record.lot != "gewijzigd" and record.record.sleutel:
        yield f"{naam} {record.lot}"
        return
    if record.was:
        yield f"{naam} heeft een andere sleutel"
    values = [w for w in record.waarden if not w.volgt]
    amounts = list(_amounts([w for w in values if w.heeft_jaar]))
    other = list(dict.fromkeys(veldnaam(w.veld, w.adres.pad).lower() for w in values if not w.heeft_jaar))
    told = [*amounts, *([met_en(other)] if other else [])]
    if told:
        yield f"{naam}: {'; '.join(told)}"
    elif record.verplaatst:
        yield f"{naam} op een andere plaats"


def _named(found: Comparison, record: RecordDiff) -> str:
    """Return what people call a thing: its name, or what it is where it has none that they know."""
    if isinstance(record.record, (Mutatie, Notitie)):
        return hoofdletter(naam_van(found, record, _AANHEF))
    return record.record.naam or hoofdletter(tabelnaam(record.record) or soortnaam(record.record.soort))


def _amounts(values: Sequence[ValueDiff]) -> Iterator[str]:
    """Yield per kind of amount by how much it differs: years that differ alike together, those in a row as a span."""
    kinds: dict[str, dict[str, int]] = {}
    for waarde in values:
        kind, _, jaar = veldnaam(waarde.veld, waarde.adres.pad).lower().rpartition(" ")
        kinds.setdefault(kind, {})[jaar] = waarde.verschil
    for kind, years in kinds.items():
        alike: dict[int, list[str]] = {}
        for jaar, verschil in years.items():
            alike.setdefault(verschil, []).append(jaar)
        told = [f"{_span(sorted(jaren))} {_signed(cents)}" for cents, jaren in alike.items()]
        yield f"{kind} {', '.join(told)}"


def _reach(jaren: Collection[str]) -> str:
    """Return the first and the last of some years."""
    first, last = min(jaren), max(jaren)
    return first if first == last else f"{first}-{last}"


def _span(jaren: Sequence[str]) -> str:
    numbers = [int(jaar) for jaar in jaren if jaar.isdecimal()]
    if len(numbers) == len(jaren) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{jaren[0]}-{jaren[-1]}"
    return met_en(jaren)


def _signed(cents: int) -> str:
    return f"{'+' if cents > 0 else '-' if cents < 0 else ''}{format_exact(abs(cents))}"
