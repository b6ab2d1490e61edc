"""What CBS holds a statement against: its structure, the codes of its year, the cells that stay empty, its controls.

The structure (schema 2.1.1) is a JSON schema of our own (`templates/iv3/structuur.json`), in which the description of a
value is the Dutch of its finding.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.engine.codelijst import Cel, Codelijst
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.storage.resources import shipped

if TYPE_CHECKING:
    from fastjsonschema import JsonSchemaValueException

CONTACT: Final = ("naam", "email", "telefoon")
"""What a statement says of who sends it; a dossier has it under [contact]."""

ONVERDEELD: Final = ("4.3.9", "4.4.9")
"""Categories a budget may use and accounts may not (control PF009)."""

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

    `pad` is empty where it is about the whole; `cel` is the cell, and `veld` which of its codes, that it
    is about, if any.
    """

    code: str
    pad: str
    tekst: str
    cel: Cel | None = None
    veld: str = ""


def defects(document: Any, lijst: Codelijst) -> list[Gebrek]:
    """Return all that is wrong with a statement as it would be sent; contents only where the structure holds."""
    return list(_structure(document)) or [*_codes(document, lijst), *_controls(document)]


def refused(values: Mapping[str, Any], naam: str) -> list[tuple[str, str]]:
    """Return the keys of one object of a statement (`contact`) whose values it would refuse, and what belongs there."""
    return [(_pad(error), error.definition["description"]) for error in _errors(values, naam)]


def _structure(document: Any) -> Iterator[Gebrek]:
    """BD456: keys that are missing or too many, values of another kind (SF001 to SF017)."""
    complaints = (complaint for error in _errors(document) for complaint in _complaints(error))
    yield from (Gebrek("BD456", pad, tekst) for pad, tekst in dict.fromkeys(complaints))


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
    for naam in ("balans_lasten", "balans_baten", "balans_standen"):
        unknown = {record["balanscode"] for record in data[naam]} - lijst.balanscodes.keys()
        for code in sorted(unknown):
            yield Gebrek("BD456", f"data.{naam}", f"`{code}` is geen balanscode van Iv3 {lijst.naam}.")
    for naam in _PER_PERIODE:
        unknown = {record["verslagperiode"] for record in data.get(naam, [])}
        for code in sorted(unknown - set(verslagperioden(document["metadata"]["boekjaar"]))):
            yield Gebrek("BD456", f"data.{naam}", f"`{code}` is geen verslagperiode van dit boekjaar.")


def _controls(document: Mapping[str, Any]) -> Iterator[Gebrek]:
    """BD457: both halves are equal (PF006). BD458, BD459: what accounts may not use (PF009), and have to hold."""
    data, periode = document["data"], document["metadata"]["periode"]
    lasten, baten = (sum(record["bedrag"] for record in data[kant]) for kant in POSTKANTEN)
    if lasten != baten and periode in (0, 5):
        sums = f"de lasten ({format_exact(100 * lasten)}) en de baten ({format_exact(100 * baten)})"
        yield Gebrek("BD457", "", f"{sums} van alle taakvelden zijn niet gelijk (controle PF006).")
    if not periode:
        return
    for kant in POSTKANTEN:
        for record in data[kant]:
            if record["categorie"] in ONVERDEELD:
                cel = (kant, record["taakveld"], record["categorie"])
                tekst = f"categorie {record['categorie']} kan alleen in een begroting (controle PF009)."
                yield Gebrek("BD458", f"data.{kant}", tekst, cel, "categorie")
    if not data["balans_standen"]:
        tekst = "de balans ontbreekt, die bij een realisatie hoort (controles PF001 tot en met PF005)."
        yield Gebrek("BD459", "", tekst)
