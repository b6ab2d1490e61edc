"""Decisions and their mutations, and what changed without one (codes BD46x, and BD475).

All are warnings: a draft may be incomplete, and the figures can be counted all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import ALL, FILE, FILE_AMONG_OTHERS, PREVIOUS, REST, Fact, Look, Rule, Sight
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import VOORDEEL
from budgetdesk.model.besluiten import BEGROOT, KANTEN, cover, effect, target
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier, Record
from budgetdesk.model.kinds.programma import INCIDENTEEL, Post, Reserve
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.scope import RecordKey, Reference
from budgetdesk.model.vastgesteld import adopted

_JAARREKENING: Final = "jaarrekening"
"""The template of a document that no draft decision belongs in."""

_SALDO: Final = "saldo"
"""As `dekking`: the balance of the budget pays."""

_JAREN: Final = 4
"""Years from T on that a multi-year budget has."""

_SHOWN: Final = 3
"""Names of posts that a sentence lists."""


def direct_changes(look: Look) -> Iterator[Melding]:
    """BD460: posts or reserves changed since the previous MJB without a mutation, and change a balance.

    Only in years of which any programma holds something of the previous MJB. A change that mutations of
    decisions which count nowhere (`telt_mee = "niet"`, and not withdrawn) tell exactly is not without one.
    """
    # of an adopted budget what changed since is told (BD522)
    years = frozenset() if adopted(look.dossier) else look.known(_YEARS)
    known: dict[tuple[str, str, str], int] | None = None
    for soort, kanten in BEGROOT.items():
        records = look.bestand.van(soort)
        for jaar in sorted(years):
            parts = [part for kant in kanten for part in _changed(records, kant, jaar)]
            if not _total(parts):
                continue
            known = _explained(look.dossier, look.bestand.nummer) if known is None else known
            left = [part for part in parts if known.get((soort, part[0].sleutel, part[1])) != part[2]]
            if total := _total(left):
                yield _direct(look.bestand, left, jaar, total)


def _total(parts: Iterable[tuple[Record, str, int]]) -> int:
    return sum(cents for _, _, cents in parts)


def _explained(dossier: Dossier, nummer: int) -> dict[tuple[str, str, str], int]:
    """Return what decisions that count nowhere say of a programma: the cents (+ is favourable) per raming."""
    found: dict[tuple[str, str, str], int] = {}
    for mutatie in (m for b in besluiten.besluiten(dossier) if _only_tells(besluiten.kop(b)) for m in b.van(Mutatie)):
        if mutatie.programma != nummer:
            continue
        for kant, jaar, cents in mutatie.amounts() if target(mutatie)[0] in BEGROOT else ():
            raming = (*target(mutatie), f"{kant}.begroting.{jaar}")
            found[raming] = found.get(raming, 0) + VOORDEEL.get(kant, 0) * cents
    return found


def _only_tells(kop: Wijziging) -> bool:
    """Return whether a decision tells what the posts contain already."""
    return kop.telt_mee == "niet" and not kop.is_withdrawn


def _previous_years(look: Look) -> frozenset[int]:
    """Return the years from T on of which a programma holds an amount of the previous MJB."""
    paden = {f"{kant}.mjb.{look.dossier.jaar + i}" for kant in VOORDEEL for i in range(_JAREN)}
    records = (t for soort in BEGROOT for t in look.bestand.van(soort))
    found = {pad for t in records if not paden.isdisjoint(t.waarden) for pad in paden & t.waarden.keys()}
    return frozenset(int(pad.rpartition(".")[2]) for pad in found)


_PREVIOUS_YEARS: Final = Fact(_previous_years, Sight("programma", REST | PREVIOUS))


def _years(look: Look) -> frozenset[int]:
    """Return the years from T on of which any programma holds an amount of the previous MJB."""
    return frozenset[int]().union(*(look.known(_PREVIOUS_YEARS, programma) for programma in look.dossier.programmas))


_YEARS: Final = Fact(_years, Sight("dossier", REST | PREVIOUS))


def _changed(records: Sequence[Record], kant: str, jaar: int) -> Iterator[tuple[Record, str, int]]:
    """Yield the posts or reserves of which a side changed, with the key and the cents: + is favourable."""
    now = f"{kant}.begroting.{jaar}"
    for record in records:
        before = record.raming_mjb(kant, jaar) if isinstance(record, Post) else record.bedrag(f"{kant}.mjb.{jaar}")
        if cents := record.bedrag(now) - before:
            yield record, now, VOORDEEL[kant] * cents


def _direct(bestand: Bestand, changed: Sequence[tuple[Record, str, int]], jaar: int, total: int) -> Melding:
    """Return the finding about what changed, at the first of it."""
    named = list(dict.fromkeys(record.naam for record, _, _ in changed))
    names = ", ".join(named[:_SHOWN]) + (", ..." if len(named) > _SHOWN else "")
    tekst = (
        f"in {jaar} is zonder mutatie per saldo {format_exact(abs(total))} {_better(total)} gewijzigd ten opzichte "
        f"van de vorige meerjarenraming: {names}."
    )
    record, pad, _ = changed[0]
    adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
    return Melding("BD460", adres, tekst)


def _better(cents: int) -> str:
    return "voordeliger" if cents > 0 else "nadeliger"


def unbalanced_decisions(look: Look) -> Iterator[Melding]:
    """BD461: a decision that says it is `budgetneutraal` does not add to zero in a year."""
    if left := besluiten.unbalanced(look.bestand):
        jaren = ", ".join(f"{jaar}: {format_exact(abs(c))} {_better(c)}" for jaar, c in left.items())
        tekst = f"besluit `{besluiten.titel(look.bestand)}` is budgetneutraal maar sluit niet ({jaren})."
        yield _about(look.bestand, "BD461", "budgetneutraal", tekst)


def unmatched_years(look: Look) -> Iterator[Melding]:
    """BD475: what a kasschuif changes on a side of a post or reserve does not add to zero over the years."""
    left = besluiten.unmatched(look.bestand)
    for mutatie in look.bestand.van(Mutatie) if left else ():
        for kant, jaar, _ in mutatie.amounts():
            if cents := left.pop((mutatie.programma, (*target(mutatie), kant)), 0):
                adres = Adres(look.bestand.naam, "mutatie", mutatie.sleutel, f"{kant}.{jaar}")
                side = f"{kant} van `{target(mutatie)[1]}`"
                tekst = f"over de jaren van deze kasschuif is {side} samen niet nul: {format_exact(cents)}."
                yield Melding("BD475", adres, tekst)


def unknown_cover(look: Look) -> Iterator[Melding]:
    """BD462: `dekking` is neither `saldo`, nor a post or reserve of the programma, nor a reserve of another one.

    Nor another mutation of the decision.
    """
    for mutatie in look.bestand.van(Mutatie):
        dekking = mutatie.dekking
        if dekking not in ("", _SALDO) and not _exists(look, mutatie):
            known = _covers(look, mutatie)
            adres = Adres(look.bestand.naam, "mutatie", mutatie.sleutel, "dekking")
            tekst = f"dekking `{dekking}` bestaat niet."
            keuzes = ((_SALDO, "begrotingssaldo"), *known.items())
            yield Melding("BD462", adres, tekst, keuzes=keuzes)


def _exists(look: Look, mutatie: Mutatie) -> bool:
    """Return whether `dekking` of a mutation names a table: of its programma or another, or a mutation here."""
    number, key = Reference.named(mutatie.dekking)
    if key.soort not in (Mutatie.dekking.met_soort if number is None else Mutatie.dekking.met_nummer):
        return False
    if key.soort == mutatie.soort:
        return key != mutatie.key and look.bestand.record(*key) is not None
    programma = look.dossier.programma(cover(mutatie)[0])
    return programma is not None and programma.record(*key) is not None


def _covers(look: Look, mutatie: Mutatie) -> dict[str, str]:
    """Return the tables that a mutation may name as its cover, with what people call them.

    Where it names a programma itself they are those of that one.
    """
    number, _ = Reference.named(mutatie.dekking)
    kinds = Mutatie.dekking.met_soort if number is None else Mutatie.dekking.met_nummer
    programma = look.dossier.programma(cover(mutatie)[0])
    records = [t for soort in kinds for t in (programma.van(soort) if programma else [])]
    records += [m for m in look.bestand.van(Mutatie) if m is not mutatie and number is None]
    before = "" if number is None else f"{number}/"
    return {f"{before}{t.soort}.{t.sleutel}": t.known_as for t in records}


def unequal_cover(look: Look) -> Iterator[Melding]:
    """BD463: what mutations cover from a reserve is not what the decision takes out of it, in some year."""
    mutaties = look.bestand.van(Mutatie)
    paid = [m for m in mutaties if cover(m)[1].soort == Reserve.kind.naam and _exists(look, m)]
    for reserve, covered in _covered(paid).items():
        cost = effect(covered)
        taken = effect(m for m in mutaties if (m.programma, target(m)) == reserve)
        wrong = [jaar for jaar in sorted({*cost, *taken}) if cost.get(jaar, 0) + taken.get(jaar, 0)]
        if wrong:
            parts = (f"{j}: {format_exact(-cost.get(j, 0))} en {format_exact(taken.get(j, 0))}" for j in wrong)
            adres = Adres(look.bestand.naam, "mutatie", covered[0].sleutel, "dekking")
            tekst = f"dit besluit onttrekt aan `{covered[0].dekking}` niet wat het eruit dekt ({'; '.join(parts)})."
            yield Melding("BD463", adres, tekst)


def _covered(mutaties: Sequence[Mutatie]) -> dict[tuple[int, RecordKey], list[Mutatie]]:
    """Return by programma and reserve what a reserve covers; a mutation of the reserve itself is no cost."""
    found: dict[tuple[int, RecordKey], list[Mutatie]] = {}
    for mutatie in mutaties:
        if cover(mutatie) != (mutatie.programma, target(mutatie)):
            found.setdefault(cover(mutatie), []).append(mutatie)
    return found


def mutations_without_amounts(look: Look) -> Iterator[Melding]:
    """BD464: a mutation changes nothing."""
    for mutatie in look.bestand.van(Mutatie):
        if not any(cents for _, _, cents in mutatie.amounts()):
            kant = KANTEN.get(target(mutatie)[0], POSTKANTEN)[0]
            adres = Adres(look.bestand.naam, "mutatie", mutatie.sleutel, f"{kant}.{look.dossier.jaar}")
            tekst = f"mutatie `{mutatie.known_as}` heeft geen bedragen."
            yield Melding("BD464", adres, tekst)


def incidental_without_end(look: Look) -> Iterator[Melding]:
    """BD465: an incidental mutation does not say what its last year is."""
    for mutatie in look.bestand.van(Mutatie):
        if mutatie.aard == INCIDENTEEL and not mutatie.tot:
            adres = Adres(look.bestand.naam, "mutatie", mutatie.sleutel, "tot")
            tekst = f"incidentele mutatie `{mutatie.known_as}` heeft geen laatste jaar."
            yield Melding("BD465", adres, tekst)


def drafts_in_accounts(look: Look) -> Iterator[Melding]:
    """BD466: the accounts hold a decision that nobody has taken."""
    is_open = besluiten.kop(look.bestand).is_open
    if look.bestand.soort == "wijziging" and look.dossier.sjabloon == _JAARREKENING and is_open:
        tekst = f"besluit `{besluiten.titel(look.bestand)}` is niet vastgesteld en telt in de jaarrekening niet mee."
        yield _about(look.bestand, "BD466", "status", tekst)


def adopted_without_decree(look: Look) -> Iterator[Melding]:
    """BD467: a decision that is adopted and counts does not say by which decree, or when."""
    kop = besluiten.kop(look.bestand)
    if kop.is_adopted and kop.telt_mee != "niet":
        for pad in ("besluit", "datum"):
            if not kop.waarden.get(pad):
                tekst = f"vastgesteld besluit `{besluiten.titel(look.bestand)}` heeft geen `{pad}`."
                yield _about(look.bestand, "BD467", pad, tekst, f"Vul `{pad}` in.")


def duplicate_numbers(look: Look) -> Iterator[Melding]:
    """BD468: an earlier file carries the same number of a decision."""
    if look.bestand.soort == "wijziging":
        nummer = besluiten.nummer(look.bestand)
        files = (b for b in look.dossier.bestanden.values() if b.soort == "wijziging")
        first = next((b for b in files if besluiten.nummer(b) == nummer), look.bestand)
        if first is not look.bestand:
            tekst = f"besluit {nummer} staat ook in {first.naam}."
            yield _about(look.bestand, "BD468", "nummer", tekst)


def mutations_after_the_end(look: Look) -> Iterator[Melding]:
    """BD469: an incidental mutation still changes amounts after the year in which it ends."""
    for mutatie in look.bestand.van(Mutatie):
        tot = mutatie.tot if mutatie.aard == INCIDENTEEL else 0
        late = sorted({(jaar, kant) for kant, jaar, cents in mutatie.amounts() if tot and cents and jaar > tot})
        if late:
            jaar, kant = late[0]
            years = ", ".join(str(year) for year in dict.fromkeys(year for year, _ in late))
            tekst = f"mutatie `{mutatie.known_as}` eindigt in {tot}, maar heeft nog bedragen in {years}."
            yield Melding("BD469", Adres(look.bestand.naam, "mutatie", mutatie.sleutel, f"{kant}.{jaar}"), tekst)


def _about(bestand: Bestand, code: str, pad: str, tekst: str, herstel: str = "") -> Melding:
    return Melding(code, Adres(bestand.naam, "wijziging", "", pad), tekst, herstel)


RULES: Final = (
    Rule(("BD461",), unbalanced_decisions, FILE),
    Rule(("BD462",), unknown_cover, FILE_AMONG_OTHERS),
    Rule(("BD463",), unequal_cover, FILE_AMONG_OTHERS),
    Rule(("BD464",), mutations_without_amounts, FILE),
    Rule(("BD465",), incidental_without_end, FILE),
    Rule(("BD466",), drafts_in_accounts, FILE),
    Rule(("BD467",), adopted_without_decree, FILE),
    Rule(("BD468",), duplicate_numbers, FILE_AMONG_OTHERS),
    Rule(("BD469",), mutations_after_the_end, FILE),
    Rule(("BD475",), unmatched_years, FILE),
    Rule(("BD460",), direct_changes, Sight("programma", ALL, beyond=REST, given=_YEARS)),
)
