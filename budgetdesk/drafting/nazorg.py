"""What a rollover leaves to people: amounts to fill in, things without amounts, texts to read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from budgetdesk.drafting.overgang import Overgang, met_kanten, noem
from budgetdesk.drafting.venster import Venster
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import FASEN
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.kinds.programma import Indicator, Kaderstuk, Prestatie

AANVULLEN: Final = "Aan te vullen"
LEEG: Final = "Zonder bedragen in het nieuwe dossier"
TEKSTEN: Final = "Na te lezen: teksten die een jaar of een bedrag noemen"

_JAAR: Final = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def tell_what_is_left(overgang: Overgang, venster: Venster) -> None:
    """Add to the report what people have to look at in the new dossier."""
    nieuw = overgang.result()
    for kop, regels in (
        (AANVULLEN, _to_fill_in(nieuw, venster)),
        (LEEG, _without_amounts(nieuw)),
        (TEKSTEN, _texts(nieuw)),
    ):
        if found := list(regels):
            overgang.tell(kop, *found)


def _to_fill_in(dossier: Dossier, venster: Venster) -> Iterator[str]:
    t = venster.jaar
    present = {pad.partition(".")[2] for _, record in met_kanten(dossier) for pad in record.waarden}
    for kolom in sorted(k for k in venster.nieuw if k.startswith("rekening.") and int(k[-4:]) <= t):
        if kolom not in present:
            until = f"; tot dan staat daar begroting {kolom[-4:]} na wijziging, als schatting"
            estimate = until if int(kolom[-4:]) == venster.schatting else ""
            yield f"Rekening {kolom[-4:]}: geef het dossier van die jaarrekening op met --rekening{estimate}"
    if venster.meerjarig:
        yield f"prijspeil: de ramingen zijn nog niet geïndexeerd naar {t + 1} (`budgetdesk index`)"
    elif f"begroting.{t + 1}" not in present:
        yield f"Begroting {t + 1}: geef het dossier van die begroting op met --begroting"
    if judged := [p.sleutel for b in dossier.programmas for p in b.van(Prestatie) if p.status]:
        yield f"status (nu die van {t}) van prestatie {', '.join(judged)}"
    without = [
        indicator.sleutel
        for bestand in dossier.programmas
        for indicator in bestand.van(Indicator)
        if venster.laatste_oud in indicator.streefwaarde and venster.laatste not in indicator.streefwaarde
    ]
    if without:
        yield f"streefwaarde {venster.laatste} van indicator {', '.join(without)}"


def _without_amounts(dossier: Dossier) -> Iterator[str]:
    for bestand, record in met_kanten(dossier):
        if not any(record.bedrag(pad) for pad in record.waarden if not {*FASEN, "stand"}.isdisjoint(pad.split("."))):
            yield noem(bestand, record)


def _texts(dossier: Dossier) -> Iterator[str]:
    for bestand in dossier.programmas:
        # a policy paper keeps the year it was written in, and a note is printed nowhere
        for record in (t for t in bestand.records.values() if not (isinstance(t, Kaderstuk) or t.kind.intern)):
            for pad, waarde in record.waarden.items():
                parts = waarde if isinstance(waarde, list) else [waarde]
                if any(isinstance(part, str) and ("{{" in part or _JAAR.search(part)) for part in parts):
                    yield f"{bestand.nummer}/{Adres(bestand.naam, record.soort, record.sleutel, pad)}"
