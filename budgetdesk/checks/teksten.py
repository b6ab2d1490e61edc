"""Texts: references, links and footnotes that lead nowhere, changed figures and units (codes BD411-BD415, BD417).

They are about figures, so that this module, unlike the other rules, imports the cube.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import EVERYTHING, FILE, Fact, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.kinds.programma import Tekst
from budgetdesk.tables.eenheid import EENHEDEN
from budgetdesk.tables.opmaak import calls, refused
from budgetdesk.tables.proza import parts
from budgetdesk.tables.verwijzing import Gevonden, other_unit, references

_TEKST: Final = (str, list)
"""Types of a value that may hold text: all but a few values of a budget are amounts."""


def references_that_mislead(look: Look) -> Iterator[Melding]:
    """BD411, BD412, BD415: a reference leads nowhere, or its figure or unit is not the one its author saw."""
    cijfers = look.cijfers
    for bestand in (look.dossier.begroting, *look.dossier.programmas):
        for adres, tekst in look.known(_REFERRING, bestand):
            for found in references(cijfers, bestand, tekst):
                yield from _judge(adres, found)
            if unit := other_unit(cijfers, bestand, tekst):
                printed = EENHEDEN[cijfers.weergave.eenheid]
                zin = f"de tekst noemt bedragen `{unit}`, het document drukt ze af {printed}."
                yield Melding("BD415", adres, zin)


def links_that_lead_nowhere(look: Look) -> Iterator[Melding]:
    """BD414: a link in a text has an address that no document may lead to, so that it prints as it is written."""
    for adres, tekst in texts(look.bestand, "](", prose=True):
        for part in parts(tekst):
            for link in refused(part.tekst):
                yield Melding("BD414", adres, f"de link naar `{link}` wordt als gewone tekst afgedrukt.")


def notes_that_do_not_match(look: Look) -> Iterator[Melding]:
    """BD417: a footnote is called without a text, more than once, or not at all, so that it prints as it is written."""
    for adres, tekst in texts(look.bestand, "[^", prose=True):
        found = list(parts(tekst))
        noten = Counter(part.merk for part in found if part.soort == "noot")
        called = Counter(merk for part in found if part.soort not in ("kop", "noot") for merk in calls(part.tekst))
        for merk in dict.fromkeys((*called, *noten)):
            if zin := _unmatched(called[merk], noten[merk]):
                yield Melding("BD417", adres, f"voetnoot `[^{merk}]` {zin}.")


def _unmatched(called: int, noten: int) -> str:
    """Return what is wrong with a footnote by how often it is called and told."""
    if not noten:
        return "heeft geen tekst"
    if not called:
        return "wordt in de tekst niet genoemd"
    if noten > 1:
        return "heeft meer dan een tekst; de eerste geldt"
    return "wordt meer dan eens genoemd; alleen de eerste keer wordt het een voetnoot" if called > 1 else ""


def texts(bestand: Bestand, sign: str, *, prose: bool = False) -> Iterator[tuple[Adres, str]]:
    """Yield the texts of a file that hold a sign, those in lists one by one; unknown keys and notes are not printed.

    Of what all programmas share that are the texts of its own. `prose` leaves out the fields of one line, such as
    names.
    """
    for record in bestand.van(Tekst) if bestand.soort == "begroting" else bestand.records.values():
        for pad, value in record.waarden.items():
            if type(value) in _TEKST and (texts := _with(sign, value)) and _is_printed(bestand, record, pad, prose):
                yield from ((Adres(bestand.naam, record.soort, record.sleutel, pad), text) for text in texts)


def _with(sign: str, value: Waarde) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str) and sign in part]


def _is_printed(bestand: Bestand, record: Record, pad: str, prose: bool) -> bool:  # noqa: FBT001 - of one caller
    schema = bestand.schema(record.soort)
    veld = schema.veld(pad) if schema is not None and not schema.intern else None
    return veld is not None and (veld.lang or not prose)


def _judge(adres: Adres, found: Gevonden) -> Iterator[Melding]:
    bron = " ".join(found.bron.split())
    if found.fout:
        yield Melding("BD411", adres, f"`{bron}` leidt nergens heen: {found.fout}.")
    elif found.verouderd:
        tekst = f"de tekst noemt {found.gezien}, de tabel geeft nu {found.tekst}: `{bron}`."
        remedie = f"Lees de tekst na en schrijf `= {found.tekst}` in de verwijzing."
        yield Melding("BD412", adres, tekst, remedie)


_REFERRING: Final = Fact(lambda look: [*texts(look.bestand, "{{")], FILE)
"""The texts of a file that hold references, with their address; amounts do not change them."""

RULES: Final = (
    Rule(("BD411", "BD412", "BD415"), references_that_mislead, EVERYTHING),
    Rule(("BD414",), links_that_lead_nowhere, FILE),
    Rule(("BD417",), notes_that_do_not_match, FILE),
)
