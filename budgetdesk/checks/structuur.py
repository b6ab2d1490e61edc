"""Structure: references that lead nowhere and numbers that stand twice (codes BD2xx)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, FILE_AMONG_OTHERS, RECORD, Fact, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import KANTEN
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, RESERVES, Bestand, Record
from budgetdesk.model.field import items_of
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.programma import Reserve, Toelichting
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.plek import Plek, place
from budgetdesk.model.scope import RecordKey
from budgetdesk.model.structuur import soortnaam
from budgetdesk.model.verklaringen import is_text_alone, subjects, with_difference
from budgetdesk.model.verwijzingen import VERWIJZEND, nameable, named


def _choices(look: Look) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return key and name of everything in a file by its kind: one answer for all that refer to it in vain."""
    found: dict[str, list[tuple[str, str]]] = {}
    for record in look.bestand.records.values():
        found.setdefault(record.soort, []).append((record.sleutel, record.naam))
    return {soort: tuple(choices) for soort, choices in found.items()}


_CHOICES: Final = Fact(_choices, FILE)


def dangling_references(look: Look) -> Iterator[Melding]:
    """BD201: a key such as `beleidsterrein = "1A"` names something that is not in the same file."""
    for record in look.bestand.records.values():
        for veld in VERWIJZEND.get((look.bestand.soort, record.soort), ()):
            waarde = record.waarden.get(veld.sleutel)
            named = [reference.key.sleutel for reference in veld.references(waarde)] if veld.verwijst else []
            for doel in named or ([""] if veld.verwijst and veld.verplicht else []):
                if not look.bestand.record(veld.verwijst, doel):
                    yield _dangling("BD201", look, record, veld.sleutel, doel, veld.verwijst, look.bestand)


def dangling_registers(look: Look) -> Iterator[Melding]:
    """BD202: `register` names a reserve that is not in `reserves.toml`."""
    gedeeld = look.dossier.bestanden.get(RESERVES) or Bestand(RESERVES, "reserves")
    for reserve in look.bestand.van(Reserve) if look.bestand.soort == "programma" else ():
        doel = reserve.register
        if doel and not gedeeld.record("reserve", doel):
            yield _dangling("BD202", look, reserve, "register", doel, "reserve", gedeeld)


def dangling_links(look: Look) -> Iterator[Melding]:
    """BD211: `reserve` of an investering names one that its programma, or the one it names, does not have."""
    for record in look.bestand.records.values():
        for veld in VERWIJZEND.get((look.bestand.soort, record.soort), ()):
            text = record.tekst(veld.sleutel)
            if veld.enige_soort and text and not named(look.dossier, look.bestand, record, veld):
                adres = Adres(look.bestand.naam, record.soort, record.sleutel, veld.sleutel)
                tekst = f"{soortnaam(record.soort)} `{record.naam}`: {veld.enige_soort} `{text}` bestaat niet."
                yield Melding("BD211", adres, tekst, keuzes=nameable(look.dossier, look.bestand, veld))


def dangling_mutations(look: Look) -> Iterator[Melding]:
    """BD203: a mutation names a programma, or something of it, that does not exist, or not just one thing."""
    for mutatie in look.bestand.van(Mutatie):
        adres = Adres(look.bestand.naam, "mutatie", mutatie.sleutel, "programma")
        programma = look.dossier.programma(mutatie.programma)
        if programma is None:
            tekst = f"programma {mutatie.programma} bestaat niet."
            yield Melding("BD203", adres, tekst, "Kies een bestaand programma.")
            continue
        doelen = [(soort, mutatie.tekst(soort)) for soort in KANTEN if mutatie.tekst(soort)]
        if len(doelen) != 1:
            tekst = "een mutatie noemt een `post`, een `reserve` of een `investering`."
            yield Melding("BD203", adres, tekst, "Vul precies een daarvan in.")
        for soort, doel in doelen:
            if not programma.record(soort, doel):
                yield _dangling("BD203", look, mutatie, soort, doel, soort, programma)


def misplaced_amounts(look: Look) -> Iterator[Melding]:
    """BD208: a mutation of a post gives toevoeging or onttrekking, or in another way a side of something else."""
    sides = {kant for kanten in KANTEN.values() for kant in kanten}
    for mutatie in look.bestand.van(Mutatie):
        for soort, kanten in KANTEN.items():
            misplaced = [pad for pad in mutatie.waarden if pad.partition(".")[0] in sides.difference(kanten)]
            if misplaced and mutatie.tekst(soort):
                adres = Adres(look.bestand.naam, "mutatie", mutatie.sleutel, misplaced[0])
                tekst = f"`{misplaced[0]}` kan niet bij een {soort} en telt nergens mee."
                yield Melding("BD208", adres, tekst)


def dangling_explanations(look: Look) -> Iterator[Melding]:
    """BD204: `bij` of an explanation names something that is not in the same file, or nothing."""
    kinds = Toelichting.bij.met_soort
    for toelichting in look.bestand.van(Toelichting):
        adres = Adres(look.bestand.naam, "toelichting", toelichting.sleutel, "bij")
        named = list(zip(items_of(toelichting.bij), subjects(toelichting), strict=True))
        for text, key in named or [("", RecordKey("", ""))]:
            if key.soort not in kinds or not look.bestand.record(*key):
                meant = [f"{soort}.{text}" for soort in kinds if look.bestand.record(soort, text)]
                remedie = f"Bedoelt u {' of '.join(f'`{m}`' for m in meant)}?" if meant else ""
                yield Melding("BD204", adres, f"`{text}` bestaat niet in dit bestand.", remedie)


def divided_amounts(look: Look) -> Iterator[Melding]:
    """BD215: an explained amount is about several things with a difference, or about none that has one."""
    for toelichting in look.bestand.van(Toelichting):
        is_divided = len(with_difference(toelichting)) > 1
        has_amount = Toelichting.bedrag_.sleutel in toelichting.waarden
        if has_amount and (is_divided or is_text_alone(toelichting)):
            adres = Adres(look.bestand.naam, "toelichting", toelichting.sleutel, Toelichting.bedrag_.sleutel)
            what = "meer dan één verschil" if is_divided else "iets waarvan geen tabel een verschil heeft"
            yield Melding("BD215", adres, f"een verklaard bedrag gaat over {what}.")


def dangling_notes(look: Look) -> Iterator[Melding]:
    """BD212: a note hangs on something that is not there; it stays, and is listed."""
    for notitie in look.bestand.van(Notitie):
        if place(look.dossier, look.bestand, Plek.named(notitie.bij)) is None:
            adres = Adres(look.bestand.naam, Notitie.kind.naam, notitie.sleutel, Notitie.bij.sleutel)
            yield Melding("BD212", adres, f"een notitie staat bij `{notitie.bij}`, en dat is er niet.")


def duplicate_numbers(look: Look) -> Iterator[Melding]:
    """BD205: an earlier file carries the same programma number."""
    first = look.dossier.programma(look.bestand.nummer) if look.bestand.soort == "programma" else None
    if first is not None and first is not look.bestand:
        adres = Adres(look.bestand.naam, "programma", "", "nummer")
        tekst = f"programma {look.bestand.nummer} staat ook in {first.naam}."
        yield Melding("BD205", adres, tekst)


def empty_names(look: Look) -> Iterator[Melding]:
    """BD209: what has to have a name has an empty one."""
    for record in look.bestand.records.values():
        if "naam" in record.waarden and not record.tekst("naam").strip():
            what = f"{soortnaam(record.soort)} `{record.sleutel}`" if record.sleutel else f"[{record.soort}]"
            yield Melding(
                "BD209", Adres(look.bestand.naam, record.soort, record.sleutel, "naam"), f"{what} heeft geen naam."
            )


def negative_amounts(look: Look) -> Iterator[Melding]:
    """BD206: a negative amount outside `wijziging` is allowed (stelpost, correctie) but unusual."""
    record = look.record
    for pad, value in record.waarden.items() if record.soort in ("post", "reserve") else ():
        if type(value) is int and value < 0:
            kant, _, rest = pad.partition(".")
            if kant in (*POSTKANTEN, *RESERVEKANTEN) and not rest.startswith("wijziging"):
                adres = Adres(look.bestand.naam, record.soort, record.sleutel, pad)
                yield Melding("BD206", adres, f"`{record.naam}`: een negatief bedrag bij {kant}.")


def _dangling(code: str, look: Look, record: Record, pad: str, doel: str, soort: str, waar: Bestand) -> Melding:
    keuzes = look.known(_CHOICES, waar).get(soort, ())
    one = () if isinstance(record.waarden.get(pad), list) else keuzes
    shown = ", ".join(sleutel for sleutel, _ in keuzes[:8]) + (", ..." if len(keuzes) > 8 else "")
    remedie = f"Kies uit: {shown}." if keuzes else f"In {waar.naam} staat geen enkele {soort}."
    adres = Adres(look.bestand.naam, record.soort, record.sleutel, pad)
    return Melding(code, adres, f"{soort} `{doel}` bestaat niet in {waar.naam}.", remedie, one)


RULES: Final = (
    Rule(("BD201",), dangling_references, FILE),
    Rule(("BD202",), dangling_registers, FILE_AMONG_OTHERS),
    Rule(("BD211",), dangling_links, FILE_AMONG_OTHERS),
    Rule(("BD203",), dangling_mutations, FILE_AMONG_OTHERS),
    Rule(("BD208",), misplaced_amounts, FILE),
    Rule(("BD204",), dangling_explanations, FILE),
    Rule(("BD215",), divided_amounts, FILE),
    Rule(("BD212",), dangling_notes, FILE_AMONG_OTHERS),
    Rule(("BD205",), duplicate_numbers, FILE_AMONG_OTHERS),
    Rule(("BD209",), empty_names, FILE),
    Rule(("BD206",), negative_amounts, RECORD),
)
