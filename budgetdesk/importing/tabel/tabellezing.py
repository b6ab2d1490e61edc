"""A file read as a printed table: which of its tables is meant, what it says, and what has to be decided or mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.bedrag import Decimaal
from budgetdesk.errors import InputError, Plaats, UsageError
from budgetdesk.importing.bron import Blad, Bron, adres
from budgetdesk.importing.euros import Tegenspraak, Verdachte
from budgetdesk.importing.herkennen import Herkenning, Tabel, Vraag, herken, tabellen
from budgetdesk.importing.herkennen.herken import Gezegd
from budgetdesk.importing.herkennen.tekens import GETUIGEN
from budgetdesk.importing.herkennen.wijze import bedoelde, lees_met
from budgetdesk.importing.kiezen import Onbeslist
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.lezen.fouten import ONLEESBAAR
from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.importing.tabel.dingen import Dingen, dingen
from budgetdesk.importing.tabel.druk import Druk, druk
from budgetdesk.importing.tabel.zegswijze import Ingreep, Zegswijze, ingreep, kolommen
from budgetdesk.importing.verslag import number
from budgetdesk.importing.voorstel import SHOWN

GEPAST: Final = 3
"""Suspects of which a sentence says what fits."""

_ANTWOORD: Final = {
    "decimaal": 'Kies --decimaal "," of ".".',
    "eenheid": "Kies --eenheid 1, 1000 of 1000000{}.",
    "jaren": "Zeg het van elke kolom, zoals --kolom C=begroting.2027.lasten of --kolom C=overslaan.",
    "kanten": "Zeg het van elke kolom, zoals --kolom C=begroting.2027.lasten of --kolom C=overslaan.",
    "tekens": "Kies --tekens A (lasten +, baten -), B (beide +, saldo lasten - baten), C (beide +, saldo baten -"
    " lasten) of D (lasten -, baten +){}.",
    "totalen": "Kijk de bron na, laat een cel weg met --weglaten, of ga door met --toch.",
}
"""What of the command line answers a question, with what is likely."""


@dataclass(frozen=True, slots=True)
class Tabellezing:
    """What was read of a table."""

    bron: Bron
    blad: Blad
    druk: Druk
    dingen: Dingen
    ingreep: Ingreep
    wijze: Leeswijze | None
    """The way of reading that it was read by."""
    vragen: Sequence[Open]
    fouten: Sequence[str]
    """Every cell that is no amount."""

    @property
    def herkenning(self) -> Herkenning:
        """Return what was recognised."""
        return self.druk.herkenning


def lees(
    bron: Bron, zeg: Zegswijze, wijzen: Sequence[Leeswijze], *, blad: str, decimaal: Decimaal | None, toch: bool
) -> Tabellezing:
    """Return what a file says as a printed table; `wijzen` are the ways of reading that fit it.

    Raises Onbeslist where it has to be chosen which sheet, table or way of reading is meant, InputError where there is
    no table, UsageError where what is said names nothing in it, LimitExceeded where too much hangs together.
    """
    if len(wijzen) > 1:
        names = " of ".join(wijze.sleutel for wijze in wijzen)
        raise Onbeslist(Open(f"Dit bestand past bij meer dan een manier van lezen: {names}.", "Kies met --mapping."))
    wijze = wijzen[0] if wijzen else None
    said = Gezegd(decimaal, zeg.eenheid, zeg.tekens, kolommen(zeg.kolom))
    cells = ingreep(zeg.weglaten, zeg.verbeter)
    sheet = _sheet(bron, blad or str(wijze.blad if wijze else ""))
    meant = _table(sheet, zeg.tabel, wijze)
    table = _as_read(meant, cells)
    found = lees_met(table, wijze, said) if wijze else herken(table, said)
    exact = druk(found, cells.cellen, toch=toch)
    asked = [*_questions(found, toch=toch), *map(tegenspraak, exact.tegenspraken)]
    things = dingen(exact)
    asked += [_loose(rij.nummer, rij.tekst) for rij in things.losse_totalen]
    asked += [_balance(rij.nummer, rij.tekst) for rij in things.losse_saldi if not toch]
    if not asked and not things.dingen:
        asked.append(Open("In deze tabel staan geen lasten, baten of mutaties van reserves.", _ANTWOORD["kanten"]))
    return Tabellezing(bron, sheet, exact, things, cells, wijze, asked, [*_faults(found, cells)])


# --- which table ---------------------------------------------------------------------------------


def _sheet(bron: Bron, blad: str) -> Blad:
    visible = [sheet for sheet in bron.bladen if sheet.zichtbaar]
    if blad:
        named = [
            sheet for sheet in visible if blad.casefold() in (sheet.naam.casefold(), str(bron.bladen.index(sheet) + 1))
        ]
        if named:
            return named[0]
        names = ", ".join(f'"{sheet.naam}"' for sheet in visible)
        raise Onbeslist(Open(f'Er is geen blad "{blad}"; er zijn {names}.', "Kies met --blad."))
    having = [sheet for sheet in visible if tabellen(sheet)]
    if not having:
        tekst = "hierin staat geen tabel: nergens staan bedragen achter of onder namen."
        raise InputError.at(Plaats(bron.naam), tekst, code=ONLEESBAAR, remedie="Kies een ander bestand of blad.")
    if len(having) > 1:
        names = " of ".join(f'"{sheet.naam}"' for sheet in having)
        raise Onbeslist(Open(f"Meer dan een blad heeft een tabel: {names}.", "Kies met --blad."))
    return having[0]


def _table(blad: Blad, gezegd: str, wijze: Leeswijze | None) -> Tabel:
    found = tabellen(blad)
    if not found:
        tekst = "op dit blad staat geen tabel: nergens staan bedragen achter of onder namen."
        raise InputError.at(Plaats(f'blad "{blad.naam}"'), tekst, code=ONLEESBAAR)
    if gezegd:
        by_name = [tabel for n, tabel in enumerate(found, 1) if gezegd.casefold() in (str(n), tabel.naam.casefold())]
        if by_name:
            return by_name[0]
    elif len(found) == 1:
        return found[0]
    elif wijze is not None and (meant := bedoelde(found, wijze)):
        return meant
    which = ", ".join(f'{n} "{tabel.naam}" (rij {tabel.rijen[0]})' for n, tabel in enumerate(found, 1))
    raise Onbeslist(Open(f"Dit blad heeft {len(found)} tabellen: {which}.", "Kies met --tabel en het nummer."))


def _as_read(tabel: Tabel, cells: Ingreep) -> Tabel:
    """Return a table with what is mended, and without rows and columns that are left out."""
    sheet = cells.op(tabel.blad)
    rows = tuple(rij for rij in tabel.rijen if sheet.cellen.get(rij))
    if not rows:
        raise UsageError("Wat wordt weggelaten, is de hele tabel.")
    return Tabel(sheet, rows, tabel.naam)


# --- what has to be decided or mended ------------------------------------------------------------


def _questions(found: Herkenning, *, toch: bool) -> Iterator[Open]:
    """Yield what evidence does not settle; which cell of a total is wrong is for who looks for the amounts."""
    for vraag in found.vragen:
        if vraag.naam not in ("codes", "totalen") and not (vraag.naam == "tekens" and saldi_kloppen(found)):
            yield Open(vraag.zin, _ANTWOORD[vraag.naam].format(_likely(vraag)))
    fails = [c for c in found.totalen if c.mislukt and not c.aanvaard]
    asked = {vraag.plaatsen: vraag.zin for vraag in found.vragen if vraag.naam == "totalen"}
    for controle in fails if not toch else ():
        zin = asked.get(tuple(cel for m in controle.mislukt for cel in m.verdacht), "")
        yield Open(zin or f'"{controle.naam}" telt niet op.', _ANTWOORD["totalen"])


def saldi_kloppen(found: Herkenning) -> bool:
    """Return whether the balances prove the signs, but for one in four: a misprint, which is looked for anyway."""
    return found.tekens.getuigen >= GETUIGEN and 4 * found.tekens.getuigen >= 3 * found.tekens.geteld


def _likely(vraag: Vraag) -> str:
    return f"; waarschijnlijk is het {vraag.voorstel}" if vraag.voorstel else ""


def tegenspraak(found: Tegenspraak) -> Open:
    """Return what contradicts itself in print: the cells of which one is wrong, and what would fit in each."""
    suspects = found.verdachten
    if not suspects:
        cells = ", ".join(adres(*cel) for cel in found.cellen[: 2 * SHOWN])
        more = ", ..." if len(found.cellen) > 2 * SHOWN else ""
        zin = f"Deze cellen kunnen niet samen kloppen, en meer dan een is fout: {cells}{more}."
        return Open(zin, "Laat cellen weg met --weglaten, of lees ze anders met --verbeter CEL=BEDRAG.")
    named = ", ".join(f"{adres(*v.cel)} ({number(v.staat)})" for v in suspects)
    first = suspects[0]
    told = " ".join([*(past(v) for v in suspects[:GEPAST]), *(["..."] if len(suspects) > GEPAST else [])])
    zin = (
        f"Een van deze cellen kan niet kloppen: {named}. {told}"
        if len(suspects) > 1
        else f"{adres(*first.cel)} ({number(first.staat)}) kan niet kloppen. {told}"
    )
    where = adres(*first.cel)
    return Open(
        zin, f"Laat haar weg met --weglaten {where}, of lees haar anders met --verbeter {where}={number(first.past)}."
    )


def past(verdachte: Verdachte) -> str:
    """Return the sentence what fits in a cell that may be wrong."""
    return f"Zonder {adres(*verdachte.cel)} klopt alles; daar past {number(verdachte.past)}."


def _loose(rij: int, tekst: str) -> Open:
    zin = f'Rij {rij} "{tekst}" heet een totaal, maar telt niets op van wat hier staat.'
    return Open(zin, f"Laat haar weg met --weglaten {rij}.")


def _balance(rij: int, tekst: str) -> Open:
    zin = (
        f'Rij {rij} "{tekst}" telt mee in een totaal, maar is een saldo: er staat niet welke lasten en baten dat zijn.'
    )
    return Open(zin, f"Laat haar weg met --weglaten {rij}, of ga zonder haar door met --toch.")


def _faults(found: Herkenning, cells: Ingreep) -> Iterator[str]:
    gone = {adres(*cel) for cel in cells.cellen}
    yield from (one.zin for one in found.gevonden if one.cel and one.cel not in gone)
