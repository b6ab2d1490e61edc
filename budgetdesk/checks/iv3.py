"""Iv3: codes that are none, and whether a statement would be refused (codes BD450 to BD459).

While drafting, codes are optional: what is filled in is looked at, what is not is no finding. A statement
is held against all that CBS says about it: the structure (schema 2.1.1), the code lists of the year, the
cells that stay empty, and the controls of its period.

The structure is a JSON schema of our own (`templates/iv3/structuur.json`), in which the description of a value is
the Dutch of its finding. Its patterns judge `[contact]` while drafting too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, Look, Rule
from budgetdesk.engine.iv3 import CONTACT, ONVERDEELD, Bezwaar, Boeking, Cel, Codelijst, codelijst, verslagperioden
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand
from budgetdesk.model.kinds.programma import Post
from budgetdesk.storage.resources import shipped

if TYPE_CHECKING:
    from fastjsonschema import JsonSchemaValueException


_PER_PERIODE: Final = ("kengetallen", "beleidsindicatoren")
"""The lists of a statement whose records are of one of the years it has room for."""

_CODEVELDEN: Final = ("taakveld", "categorie.lasten", "categorie.baten")
_GENOEMD: Final = 8
"""Codes a remedy names."""

_HERKOMST: Final = {
    "metadata.overheidsnummer": ("", "gemeentecode"),
    "metadata.overheidsnaam": ("", "gemeente"),
    "metadata.financieel_pakket": ("iv3", "financieel_pakket"),
    **{f"contact.{naam}": ("contact", naam) for naam in CONTACT},
}
"""The key of `begroting.toml` (its table, its name) that a value of a statement comes from."""


# --- while drafting ------------------------------------------------------------------------------


def codes_outside_the_list(look: Look) -> Iterator[Melding]:
    """BD450, BD451, BD452: a post has a taakveld or category that is none, or two that do not go together."""
    coded = [post for post in look.bestand.van(Post) if any(map(post.tekst, _CODEVELDEN))]
    if coded and (lijst := codelijst(look.dossier.jaar)):
        for post in coded:
            yield from _judge(lijst, look.bestand, post)


def _judge(lijst: Codelijst, bestand: Bestand, post: Post) -> Iterator[Melding]:
    found: dict[str, Bezwaar] = {}
    for kant in POSTKANTEN:
        pad = f"categorie.{kant}"
        if bezwaar := lijst.bezwaar(kant, post.taakveld, post.tekst(pad)):
            found.setdefault("taakveld" if bezwaar.veld == "taakveld" else pad, bezwaar)
    for pad, bezwaar in found.items():
        adres = Adres(bestand.naam, "post", post.sleutel, pad)
        tekst = f"post `{post.naam}`: {bezwaar.tekst}"
        yield Melding(bezwaar.code, adres, tekst, _remedie(bezwaar), bezwaar.keuzes)


def contact_that_is_refused(look: Look) -> Iterator[Melding]:
    """BD453: what `[contact]` says would be refused in a statement."""
    for contact in look.bestand.van("contact"):
        for error in _errors(contact.waarden, "contact"):
            naam = _pad(error)
            tekst = f"`{contact.tekst(naam)}` wordt in een Iv3-bestand geweigerd."
            remedie = f"Vul hier in: {error.definition['description']}."
            yield Melding("BD453", Adres(look.bestand.naam, "contact", "", naam), tekst, remedie)


RULES: Final = (
    Rule(("BD450", "BD451", "BD452"), codes_outside_the_list, FILE),
    Rule(("BD453",), contact_that_is_refused, FILE),
)


# --- a statement ---------------------------------------------------------------------------------


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


def refusals(boekingen: Sequence[Boeking], gebreken: Sequence[Gebrek]) -> list[Melding]:
    """Return why a statement of these amounts would be refused, each at the place in the dossier to mend it."""
    found = [_incomplete(boeking) for boeking in boekingen if not boeking.compleet]
    per_cel: dict[Cel, list[Boeking]] = {}
    for boeking in boekingen:
        per_cel.setdefault(boeking.cel, []).append(boeking)
    for gebrek in gebreken:
        about = per_cel.get(gebrek.cel, ()) if gebrek.cel else ()
        found += [_about_amount(gebrek, boeking) for boeking in about] or [_about_document(gebrek)]
    return found


def _incomplete(boeking: Boeking) -> Melding:
    """BD454, BD455: an amount has no taakveld, or no category."""
    code, veld = ("BD455", "categorie") if boeking.taakveld else ("BD454", "taakveld")
    also = "" if boeking.categorie or boeking.taakveld else f" en geen `categorie.{boeking.kant}`"
    pad = boeking.adres.pad
    return Melding(code, boeking.adres, f"{_amount(boeking)}: geen {veld}{also}.", f"Vul `{pad}` in.")


def _about_amount(gebrek: Gebrek, boeking: Boeking) -> Melding:
    is_taakveld = gebrek.veld == "taakveld" and boeking.adres.soort == "post"
    adres = replace(boeking.adres, pad="taakveld") if is_taakveld else boeking.adres
    return Melding(gebrek.code, adres, f"{_amount(boeking)}: {gebrek.tekst}")


def _about_document(gebrek: Gebrek) -> Melding:
    soort, pad = _HERKOMST.get(gebrek.pad, ("", "jaar"))
    remedie = f"Vul `{pad}` in{f' onder [{soort}]' if soort else ''}." if gebrek.pad in _HERKOMST else ""
    tekst = f"{gebrek.pad}: {gebrek.tekst}" if gebrek.pad else gebrek.tekst
    return Melding(gebrek.code, Adres(BEGROTING, soort, "", pad), tekst, remedie)


def _amount(boeking: Boeking) -> str:
    return f"{boeking.kant} van `{boeking.naam}`, € {format_exact(boeking.cents)}"


def _remedie(bezwaar: Bezwaar) -> str:
    if not bezwaar.keuzes:
        return "Kies een ander taakveld."
    shown = ", ".join(code for code, _ in bezwaar.keuzes[:_GENOEMD])
    return f"Kies uit: {shown}{', ...' if len(bezwaar.keuzes) > _GENOEMD else ''}."
