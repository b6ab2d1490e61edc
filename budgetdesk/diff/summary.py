"""The difference of two budgets in sentences: what is compared, what becomes of the result, and how much changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from budgetdesk.diff.comparison import Comparison, FileDiff, RecordDiff, ValueDiff
from budgetdesk.diff.notation import (
    PIJL,
    bestandssoort,
    euros,
    opsomming,
    soortnaam,
    tabelnaam,
    veldnaam,
    waardetekst,
)
from budgetdesk.model.arrangement import Bestandssoort
from budgetdesk.model.dossier import Bestand, Weergave
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from budgetdesk.diff.effect import Effect, Effectregel

_UITGANGSPUNTEN: Final = frozenset({"parameters", "index"})
"""Kinds of table that amounts are computed with."""

_GENOEMD: Final = 3
"""Changed parameters that a sentence names."""


def title(vergelijking: Comparison) -> str:
    """Return what is compared."""
    kop = vergelijking.nieuw.kop
    return f"Verschillen in {kop.tekst('titel') or 'de begroting'} van {kop.tekst('gemeente')}"


def summary(vergelijking: Comparison) -> list[str]:
    """Return in sentences what becomes of the result of the budget year, how much changed, and what is left out.

    Limited to programmas the result is theirs.
    """
    found = [*_results(vergelijking)]
    if vergelijking.elders:
        found.append(f"Dit is alleen {chosen(vergelijking)}; er verschilt ook iets in {elsewhere(vergelijking)}.")
    found += [_parameters(vergelijking), _changed(vergelijking), *_structure(vergelijking)]
    if count := sum(waarde.volgt for waarde in vergelijking.waarden()):
        found.append(f"{_count(count, 'verwijzing noemt', 'verwijzingen noemen')} alleen een nieuwe sleutel.")
    if vergelijking.weggelaten:
        left = _count(vergelijking.weggelaten, "bedrag", "bedragen")
        found.append(f"Weggelaten: {left} met een verschil kleiner dan {euros(vergelijking.minimum)}.")
    return [sentence for sentence in found if sentence]


def chosen(vergelijking: Comparison) -> str:
    """Return the programmas a comparison is limited to: `programma 1`, `programma's 1 en 3`."""
    nummers = vergelijking.programmas
    return f"{soortnaam('programma', len(nummers))} {met_en([str(nummer) for nummer in nummers])}"


def elsewhere(vergelijking: Comparison) -> str:
    """Return in words in which files more differs than a comparison limited to programmas tells."""
    return _where({b.bestand.naam: b.bestand for b in vergelijking.elders})


def _parameters(vergelijking: Comparison) -> str:
    """Return what changed in what amounts are computed with, also where only some programmas are told."""
    found = [
        f"{_named(t, waarde)} {waardetekst(waarde.veld, waarde.oud, b.paar.oud)}{PIJL}"
        f"{waardetekst(waarde.veld, waarde.nieuw, b.paar.nieuw)}"
        for b in (*vergelijking.bestanden, *vergelijking.elders)
        for t in b.records
        for waarde in t.waarden
        if t.record.soort in _UITGANGSPUNTEN
    ]
    more = f" en nog {len(found) - _GENOEMD} andere" if len(found) > _GENOEMD else ""
    return f"Uitgangspunten: {'; '.join(found[:_GENOEMD])}{more}." if found else ""


def _named(changed: RecordDiff, waarde: ValueDiff) -> str:
    """Return what people call a parameter: `omslagrente`, `index lonen 2027`."""
    if not changed.record.sleutel:
        return veldnaam(waarde.veld, waarde.adres.pad).lower()
    return f"{tabelnaam(changed.record)} {waarde.adres.pad}"


def _changed(vergelijking: Comparison) -> str:
    """Return how many values changed, of what and where."""
    tables = (t for b in vergelijking.bestanden if b.lot == "gewijzigd" for t in b.records)
    changed = [t for t in tables if t.lot == "gewijzigd" or not t.record.sleutel]
    values = [(t, w) for t in changed for w in t.waarden if not w.volgt]
    amounts = [t for t, w in values if w.is_bedrag]
    texts = sum(w.is_tekst for _, w in values)
    kinds = Counter(adres.soort for adres in dict.fromkeys(t.adres for t in amounts))
    of = f" ({opsomming(kinds)})" if kinds and all(t.record.sleutel for t in amounts) else ""
    parts = [
        (len(amounts), f"{_count(len(amounts), 'bedrag', 'bedragen')}{of}"),
        (texts, _count(texts, "tekst", "teksten")),
        (rest := len(values) - len(amounts) - texts, _count(rest, "ander gegeven", "andere gegevens")),
    ]
    told = [text for count, text in parts if count]
    return f"Gewijzigd: {met_en(told)}, in {_where({t.bestand.naam: t.bestand for t, _ in values})}." if told else ""


def _where(bestanden: Mapping[str, Bestand]) -> str:
    """Return in words what these files are."""
    kinds = Counter(bestand.soort for bestand in bestanden.values())
    named = [opsomming({soort: kinds[soort]}) for soort in ("programma", "wijziging") if kinds[soort]]
    named += [f"het document {sleutel}" for sleutel in sorted({b.document for b in bestanden.values() if b.document})]
    shared: dict[Bestandssoort, str] = {
        "reserves": "de gedeelde reserves",
        "begroting": "de uitgangspunten",
        "vastgesteld": "de vastgestelde begroting",
    }
    named += [naam for soort, naam in shared.items() if kinds[soort]]
    return met_en(named)


def _structure(vergelijking: Comparison) -> Iterator[str]:
    """Yield what came and went; of a file that did as a whole only that."""
    tables = [t for b in vergelijking.bestanden if b.lot == "gewijzigd" for t in b.records if t.record.sleutel]
    for lot in ("nieuw", "vervallen"):
        files = Counter(bestandssoort(b.bestand) for b in vergelijking.bestanden if b.lot == lot)
        found = files + Counter(t.record.soort for t in tables if t.lot == lot)
        if found:
            yield f"{lot.capitalize()}: {opsomming(found)}."
    for how, is_same in (("een andere sleutel, verder hetzelfde", True), ("een andere sleutel, en gewijzigd", False)):
        if found := Counter(t.record.soort for t in tables if t.was and t.is_zelfde == is_same):
            yield f"Hernoemd ({how}): {opsomming(found)}."
    if found := Counter(t.record.soort for t in tables if t.verplaatst):
        yield f"Op een andere plaats: {opsomming(found)}."


def _results(vergelijking: Comparison) -> Iterator[str]:
    """Yield what becomes of the result: of all programmas together, or of those that are told and change."""
    effect, weergave = vergelijking.effect, vergelijking.nieuw.weergave
    if effect is None:
        return
    regels = list(effect.of_each() if vergelijking.programmas else effect.of_all())
    results = [regel for regel in regels if regel.soort == "resultaat"]
    of = f" van {chosen(vergelijking)}" if vergelijking.programmas else ""
    if not any(regel.verschilt for regel in regels):
        yield f"Het saldo en het resultaat{of} veranderen niet."
    elif not results:
        yield f"Het resultaat{of} verandert niet, het saldo wel."
    else:
        yield from (_result(effect, regel, weergave) for regel in results)


def _result(effect: Effect, regel: Effectregel, weergave: Weergave) -> str:
    """Return what becomes of one result in the budget year, in euros and in words."""
    k = effect.resultaat
    kop = effect.kolommen[k].kop if k is not None else ""
    parts = [f"van programma {regel.naam} in" if regel.programma is not None else "van", kop] if kop else []
    subject = " ".join(["Het resultaat", *parts])
    if k is None or regel.oud[k] == regel.nieuw[k]:
        later = "; in andere jaren verandert het wel" if regel.verschilt else ""
        return f"{subject} verandert niet{later}."
    oud, nieuw = euros(regel.oud[k]), euros(regel.nieuw[k])
    change = (regel.oud[k] - regel.nieuw[k]) * weergave.saldo
    word = "voordeliger" if change > 0 else "nadeliger"
    return f"{subject} gaat van {oud} naar {nieuw}: {euros(abs(change))} {word}."


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def of_file(file: FileDiff) -> str:
    """Return in words how much differs in one file: `2 bedragen, 1 tekst`; of one that came or went what it holds."""
    if file.lot != "gewijzigd":
        return opsomming(Counter(t.record.soort for t in file.records if t.record.sleutel))
    changed = [t for t in file.records if t.lot == "gewijzigd" or not t.record.sleutel]
    values = [w for t in changed for w in t.waarden if not w.volgt]
    amounts, texts = sum(w.is_bedrag for w in values), sum(w.is_tekst for w in values)
    rest = len(values) - amounts - texts
    told = [
        _count(amounts, "bedrag", "bedragen") if amounts else "",
        _count(texts, "tekst", "teksten") if texts else "",
        _count(rest, "ander gegeven", "andere gegevens") if rest else "",
    ]
    for lot in ("nieuw", "vervallen"):
        found = Counter(t.record.soort for t in file.records if t.lot == lot and t.record.sleutel)
        told.append(f"{opsomming(found)} {lot}" if found else "")
    told.append("andere sleutels" if any(t.was for t in file.records) else "")
    told.append("volgorde" if any(t.verplaatst for t in file.records) else "")
    return ", ".join(filter(None, told))
