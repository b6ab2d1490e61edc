"""What CBS holds a statement against: its structure, the codes of its year, the cells that stay empty, its controls.

The structure (schema 2.1.1) is a JSON schema of our own (`templates/iv3/structuur.json`), in which the description of a
value is the Dutch of its finding.

Of the controls PF002 and PF005 follow from the cells that stay empty. How far a sum may be off is published for PF001
only (1 % of the lasten, definition file of 2017); the others hold to the euro here, but for what rounding cells makes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.codelijst import Cel, Codelijst, is_financieel
from budgetdesk.iv3.balans import BEGIN, EIND, FINANCIEEL, toename
from budgetdesk.iv3.moment import JAARREKENING, Levering
from budgetdesk.model.adres import join_key
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.storage.resources import shipped
from budgetdesk.zinnen import met_en

if TYPE_CHECKING:
    from fastjsonschema import JsonSchemaValueException

CONTACT: Final = ("naam", "email", "telefoon")
"""What a statement says of who sends it; a dossier has it under [contact]."""

ONVERDEELD: Final = ("4.3.9", "4.4.9")
"""Categories a budget may use and accounts may not (control PF009)."""

_BALANS: Final = tuple(f"balans_{kant}" for kant in POSTKANTEN)
"""The lists of a statement with mutations of the balance, by the half they belong to."""

_VERREKENING: Final = "7."
"""How the categories begin that only move amounts: what they add on one side stands on the other too."""

_HOOGSTENS: Final = 100
"""The most that control PF001 may be off is one in so many of the lasten."""

_PER_PERIODE: Final = ("kengetallen", "beleidsindicatoren")
"""The lists of a statement whose records are of one of the years it has room for."""


def verslagperioden(jaar: int) -> tuple[str, ...]:
    """Return the years that key figures may be of in a statement of a year: realised, budgeted, further on."""
    realised, budgeted = range(jaar - 2, jaar + 1), range(jaar - 1, jaar + 1)
    later = [f"MJR_{later}" for later in range(jaar + 1, jaar + 4)]
    return (*(f"Rek_{year}" for year in realised), *(f"Beg_{year}" for year in budgeted), *later)


@dataclass(frozen=True, slots=True)
class Gebrek:
    """Why a statement would be refused: finding code, where in it (`metadata.datum`), a Dutch sentence.

    `pad` is empty where it is about the whole; `cel` is the cell of a taakveld, and `veld` which of its codes, that
    it is about, if any.
    """

    code: str
    pad: str
    tekst: str
    cel: Cel | None = None
    veld: str = ""
    sleutel: str = ""
    """The key under `[iv3]` that it is about, where it is one of those."""


def defects(document: Any, lijst: Codelijst) -> list[Gebrek]:
    """Return all that is wrong with a statement as it would be sent; contents only where the structure holds."""
    return structure(document) or [*_codes(document, lijst), *_controls(document)]


def refused(values: Mapping[str, Any], naam: str) -> list[tuple[str, str]]:
    """Return the keys of one object of a statement (`contact`) whose values it would refuse, and what belongs there."""
    return [(_pad(error), error.definition["description"]) for error in _errors(values, naam)]


def structure(document: Any) -> list[Gebrek]:
    """Return BD456: keys that are missing or too many, values of another kind (SF001 to SF017)."""
    complaints = (complaint for error in _errors(document) for complaint in _complaints(error))
    return [Gebrek("BD456", pad, tekst) for pad, tekst in dict.fromkeys(complaints)]


def _complaints(error: JsonSchemaValueException) -> Iterator[tuple[str, str]]:
    """Yield the key and the sentence of each thing that one error of the validator is about."""
    pad = _pad(error)
    prefix = f"{pad}." if pad else ""
    if error.rule == "required":
        yield from ((prefix + naam, "dit ontbreekt.") for naam in error.rule_definition if naam not in error.value)
    elif error.rule == "additionalProperties":
        known = error.definition["properties"]
        yield from ((prefix + naam, "dit hoort hier niet.") for naam in error.value if naam not in known)
    else:
        yield pad, f"hier hoort {error.definition['description']}."


def _pad(error: JsonSchemaValueException) -> str:
    """Return the key that an error is about (`data.lasten[0].bedrag`), empty for the whole.

    The validator calls what it looks at `data`, whatever that is.
    """
    return (error.name or "").removeprefix("data").removeprefix(".")


def _errors(value: Any, naam: str = "") -> list[JsonSchemaValueException]:
    """Return all that is wrong with a statement or, by its name, with what there is of one of its objects."""
    from fastjsonschema import JsonSchemaValuesException

    try:
        _validator(naam)(value)
    except JsonSchemaValuesException as error:
        return error.errors
    return []


@cache
def _validator(naam: str) -> Callable[[Any], Any]:
    from fastjsonschema import compile as compiled

    schema: dict[str, Any] = json.loads((shipped("templates") / "iv3" / "structuur.json").read_bytes())
    part = {"properties": schema["properties"][naam]["properties"]} if naam else schema
    validate: Callable[[Any], Any] = compiled(part, use_default=False, use_formats=False, fast_fail=False)
    return validate


def _codes(document: Mapping[str, Any], lijst: Codelijst) -> Iterator[Gebrek]:
    """BD450 to BD452: codes that are not in the list (DF001 to DF007), cells that have to stay empty."""
    data = document["data"]
    for kant in POSTKANTEN:
        for record in data[kant]:
            taakveld, categorie = record["taakveld"], record["categorie"]
            if bezwaar := lijst.bezwaar(kant, taakveld, categorie):
                yield Gebrek(bezwaar.code, f"data.{kant}", bezwaar.tekst, (kant, taakveld, categorie), bezwaar.veld)
    yield from _balance_codes(document, lijst)
    for naam in _PER_PERIODE:
        unknown = {record["verslagperiode"] for record in data.get(naam, [])}
        for code in sorted(unknown - set(verslagperioden(document["metadata"]["boekjaar"]))):
            yield Gebrek("BD456", f"data.{naam}", f"`{code}` is geen verslagperiode van dit boekjaar.")


def _balance_codes(document: Mapping[str, Any], lijst: Codelijst) -> Iterator[Gebrek]:
    """BD530, BD451, BD531: codes of the balance that are none, moments too, cells that have to stay empty."""
    data, levering = document["data"], _levering(document)
    moments = {BEGIN: levering.begin, EIND: levering.eind}
    for record in data["balans_standen"]:
        code, standper = record["balanscode"], record["standper"]
        if standper not in moments:
            yield Gebrek("BD456", "data.balans_standen", f"`{standper}` is geen moment van een balans.")
        elif bezwaar := lijst.balansbezwaar(POSTKANTEN[0], code):
            yield Gebrek(bezwaar.code, "", bezwaar.tekst, sleutel=join_key(("balans", code, moments[standper])))
    for kant, naam in zip(POSTKANTEN, _BALANS, strict=True):
        for record in data[naam]:
            code, categorie = record["balanscode"], record["categorie"]
            if bezwaar := lijst.balansbezwaar(kant, code, categorie):
                yield Gebrek(bezwaar.code, "", bezwaar.tekst, sleutel=join_key((naam, code, categorie, levering.eind)))


def _levering(document: Mapping[str, Any]) -> Levering:
    return Levering(document["metadata"]["boekjaar"], document["metadata"]["periode"])


def _controls(document: Mapping[str, Any]) -> Iterator[Gebrek]:
    """Yield what the controls of the period find."""
    levering = _levering(document)
    if not levering.is_kwartaal:
        yield from _equal_halves(document["data"])
    if levering.is_realisatie:
        yield from _undivided(document["data"])
        yield from _balance(document["data"], levering)


def _equal_halves(data: Mapping[str, Any]) -> Iterator[Gebrek]:
    """BD457: both halves are equal (PF006)."""
    lasten, baten = (sum(record["bedrag"] for record in data[kant]) for kant in POSTKANTEN)
    if lasten != baten:
        sums = f"de lasten ({_euros(lasten)}) en de baten ({_euros(baten)})"
        yield Gebrek("BD457", "", f"{sums} van alle taakvelden zijn niet gelijk (controle PF006).")


def _undivided(data: Mapping[str, Any]) -> Iterator[Gebrek]:
    """BD458: what only a budget may use (PF009)."""
    for kant in POSTKANTEN:
        for record in data[kant]:
            if record["categorie"] in ONVERDEELD:
                cel = (kant, record["taakveld"], record["categorie"])
                tekst = f"categorie {record['categorie']} kan alleen in een begroting (controle PF009)."
                yield Gebrek("BD458", f"data.{kant}", tekst, cel, "categorie")


def _balance(data: Mapping[str, Any], levering: Levering) -> Iterator[Gebrek]:
    """BD459: there is no balance. BD532 to BD535: it does not close, or not with what moved it and the taakvelden."""
    standen = {(r["balanscode"], r["standper"]): r["bedrag"] for r in data["balans_standen"]}
    dates = {BEGIN: (f"1 januari {levering.jaar}", levering.begin), EIND: (_end(levering), levering.eind)}
    if missing := [dates[moment] for moment in dates if not any(at == moment for _, at in standen)]:
        days, keys = (
            met_en(list(parts)) for parts in zip(*((day, f"`A111.{key}`") for day, key in missing), strict=True)
        )
        tekst = f"de balans van {days} ontbreekt, die bij een realisatie hoort (controles PF001 tot en met PF008)."
        yield Gebrek("BD459", "", f"{tekst} Zij staat onder [iv3.balans], zoals {keys}.", sleutel="balans")
        return
    if levering.periode == JAARREKENING:
        yield from _open(standen, {moment: day for moment, (day, _) in dates.items()})
    mutaties = {
        (kant, r["balanscode"], r["categorie"]): r["bedrag"]
        for kant, naam in zip(POSTKANTEN, _BALANS, strict=True)
        for r in data[naam]
    }
    yield from _moved(standen, mutaties, levering)
    yield from _settled(data)
    yield from _financed(data)


def _end(levering: Levering) -> str:
    """Return the last day that a statement is about."""
    last = ("31 maart", "30 juni", "30 september", "31 december")
    return f"{last[levering.periode - 1 if levering.is_kwartaal else -1]} {levering.jaar}"


_Standen = Mapping[tuple[str, str], int]
"""Whole euros by code of the balance and moment."""


def _open(standen: _Standen, days: Mapping[str, str]) -> Iterator[Gebrek]:
    """BD532: activa are not passiva, at the begin (PF007) or the end (PF008)."""
    for moment, control in ((BEGIN, "PF007"), (EIND, "PF008")):
        activa, passiva = (
            sum(euros for (code, at), euros in standen.items() if at == moment and code.startswith(letter))
            for letter in "AP"
        )
        if activa != passiva:
            sums = f"activa {_euros(activa)}, passiva {_euros(passiva)}, verschil {_euros(activa - passiva)}"
            tekst = f"de balans van {days[moment]} sluit niet: {sums} (controle {control})."
            yield Gebrek("BD532", "", tekst, sleutel="balans")


def _moved(standen: _Standen, mutaties: Mapping[Cel, int], levering: Levering) -> Iterator[Gebrek]:
    """BD533: a code changed otherwise than its mutations say (PF003); in a quarter only financial codes are asked."""
    grown = toename(mutaties)
    for code in dict.fromkeys([*(code for code, _ in standen), *grown]):
        change = standen.get((code, EIND), 0) - standen.get((code, BEGIN), 0)
        moved, cells = grown.get(code, 0), 2 + sum(of == code for _, of, _ in mutaties)
        is_asked = is_financieel(code) or not levering.is_kwartaal
        if is_asked and abs(change - moved) > _rounding(cells):
            tekst = f"de stand van {code} verandert met {_euros(change)}, de mutaties zijn samen {_euros(moved)},"
            tekst += f" verschil {_euros(change - moved)} (controle PF003)."
            yield Gebrek("BD533", "", tekst, sleutel=join_key(("balans", code, levering.eind)))


def _cells(data: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield half, category and whole euros of every amount, of taakvelden and of the balance."""
    for kant, naam in zip(POSTKANTEN * 2, (*POSTKANTEN, *_BALANS), strict=True):
        yield from ((kant, record["categorie"], record["bedrag"]) for record in data[naam])


def _settled(data: Mapping[str, Any]) -> Iterator[Gebrek]:
    """BD534: what a category only moves is not the same on both sides (PF004): reserves, depreciation, interest."""
    sides: dict[str, dict[str, list[int]]] = {}
    for kant, categorie, euros in _cells(data):
        if categorie.startswith(_VERREKENING):
            sides.setdefault(categorie, {k: [] for k in POSTKANTEN})[kant].append(euros)
    for categorie, both in sorted(sides.items()):
        lasten, baten = (sum(both[kant]) for kant in POSTKANTEN)
        if abs(lasten - baten) > _rounding(sum(map(len, both.values()))):
            sums = f"lasten {_euros(lasten)}, baten {_euros(baten)}, verschil {_euros(lasten - baten)}"
            tekst = f"categorie {categorie} verrekent taakvelden en balans met elkaar en is niet gelijk: {sums}"
            yield Gebrek("BD534", "", f"{tekst} (controle PF004).", sleutel=_BALANS[lasten > baten])


def _financed(data: Mapping[str, Any]) -> Iterator[Gebrek]:
    """BD535: what is spent and received is not what claims, debts and cash became (PF001)."""
    running, financial = (dict.fromkeys(POSTKANTEN, 0) for _ in range(2))
    for kant, categorie, euros in _cells(data):
        if not categorie.startswith(_VERREKENING):
            (financial if categorie == FINANCIEEL else running)[kant] += euros
    saldo, moved = running["baten"] - running["lasten"], financial["lasten"] - financial["baten"]
    if abs(saldo - moved) * _HOOGSTENS > abs(running["lasten"]):
        tekst = f"het saldo van de categorieën 1 tot en met 5 is {_euros(saldo)}, dat van de financiële rekening (6.1)"
        tekst += f" {_euros(moved)}; dat mag hoogstens 1 % van de lasten verschillen (controle PF001)."
        yield Gebrek("BD535", "", tekst, sleutel="balans")


def _rounding(cells: int) -> float:
    """Return what so many amounts in whole euros may be off together."""
    return cells / 2


def _euros(euros: int) -> str:
    return format_exact(100 * euros)
