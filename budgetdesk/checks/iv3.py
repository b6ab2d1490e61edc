"""Iv3: codes that are none, and whether a statement would be refused (codes BD450 to BD459).

While drafting, codes are optional: what is filled in is looked at, what is not is no finding. A statement
is held against all that CBS says about it: the structure (schema 2.1.1), the code lists of the year, the
cells that stay empty, and the controls of its period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding, Regel
from budgetdesk.engine.iv3 import ONVERDEELD, Bezwaar, Boeking, Cel, Codelijst, codelijst, verslagperioden
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand, Dossier, Tabel


@dataclass(frozen=True, slots=True)
class _Vorm:
    """What a value of a statement has to be; `uitleg` says it in Dutch."""

    uitleg: str = "tekst"
    soort: type = str
    patroon: str = ""
    """What a text ends with at least; empty: anything."""
    keuzes: tuple[str | int, ...] = ()

    def fits(self, value: Any) -> bool:
        """Return whether a value will do; true and false are no numbers."""
        if type(value) is not self.soort or (self.keuzes and value not in self.keuzes):
            return False
        return not self.patroon or re.search(rf"(?:{self.patroon})\Z", str(value)) is not None


_TEKST: Final = _Vorm()
_GETAL: Final = _Vorm("een geheel getal", int)

_METADATA: Final[Mapping[str, _Vorm]] = {
    "overheidslaag": _Vorm("Gemeente, Provincie of GR", keuzes=("Gemeente", "Provincie", "GR")),
    "overheidsnummer": _Vorm("de CBS-code van vier cijfers, zoals 0546", patroon=r"^[0-9]{4}"),
    "overheidsnaam": _TEKST,
    "boekjaar": _GETAL,
    "periode": _Vorm("een getal van 0 tot en met 5", int, keuzes=tuple(range(6))),
    "status": _Vorm("Begroting of Realisatie", keuzes=("Begroting", "Realisatie")),
    "datum": _Vorm(
        "een datum met tijd, zoals 2026-11-12T09:30:00+01:00",
        patroon=r"(?:2[0-3]|[01][0-9])(?::[0-5][0-9]){2}(?:\.[0-9]+)?(?:Z|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])?",
    ),
    "details_openbaar": _Vorm("true of false", bool),
    "financieel_pakket": _TEKST,
    "export_software": _TEKST,
}
_CONTACT: Final[Mapping[str, _Vorm]] = {
    "naam": _Vorm("een naam", patroon=r"\S\s*"),
    "email": _Vorm(
        "een e-mailadres waarvan het einde twee tot vier letters heeft, zoals .nl",
        patroon=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,4}",
    ),
    "telefoon": _Vorm("een telefoonnummer"),
}
_REGEL: Final[Mapping[str, _Vorm]] = {"taakveld": _TEKST, "categorie": _TEKST, "bedrag": _GETAL}
_BALANSREGEL: Final[Mapping[str, _Vorm]] = {"balanscode": _TEKST, "categorie": _TEKST, "bedrag": _GETAL}
_DATA: Final[Mapping[str, Mapping[str, _Vorm]]] = {
    "lasten": _REGEL,
    "balans_lasten": _BALANSREGEL,
    "baten": _REGEL,
    "balans_baten": _BALANSREGEL,
    "balans_standen": {"balanscode": _TEKST, "standper": _TEKST, "bedrag": _GETAL},
    "kengetallen": {
        "kengetal": _Vorm("fk.1 tot en met fk.6", patroon=r"^fk\.[1-6]"),
        "verslagperiode": _TEKST,
        "waarde": _TEKST,
    },
    "beleidsindicatoren": {
        "beleidsindicator": _Vorm("bi.1 tot en met bi.5", patroon=r"^bi\.[1-5]"),
        "verslagperiode": _TEKST,
        "waarde": _TEKST,
    },
}
_OPMERKING: Final[Mapping[str, _Vorm]] = {"tekst": _TEKST}
_MAG_ONTBREKEN: Final = ("kengetallen", "beleidsindicatoren")

_CODEVELDEN: Final = ("taakveld", "categorie.lasten", "categorie.baten")
_GENOEMD: Final = 8
"""Codes a remedy names."""

_HERKOMST: Final = {
    "metadata.overheidsnummer": ("", "gemeentecode"),
    "metadata.overheidsnaam": ("", "gemeente"),
    "metadata.financieel_pakket": ("iv3", "financieel_pakket"),
    **{f"contact.{naam}": ("contact", naam) for naam in _CONTACT},
}
"""The key of `begroting.toml` (its table, its name) that a value of a statement comes from."""


# --- while drafting ------------------------------------------------------------------------------


def codes_outside_the_list(dossier: Dossier, bestand: Bestand) -> Iterator[Melding]:
    """BD450, BD451, BD452: a post has a taakveld or category that is none, or two that do not go together."""
    coded = [post for post in bestand.van("post") if any(map(post.tekst, _CODEVELDEN))]
    if coded and (lijst := codelijst(dossier.jaar)):
        for post in coded:
            yield from _judge(lijst, bestand, post)


def _judge(lijst: Codelijst, bestand: Bestand, post: Tabel) -> Iterator[Melding]:
    found: dict[str, Bezwaar] = {}
    for kant in POSTKANTEN:
        pad = f"categorie.{kant}"
        if bezwaar := lijst.bezwaar(kant, post.tekst("taakveld"), post.tekst(pad)):
            found.setdefault("taakveld" if bezwaar.veld == "taakveld" else pad, bezwaar)
    for pad, bezwaar in found.items():
        adres = Adres(bestand.naam, "post", post.sleutel, pad)
        tekst = f"post `{post.naam}`: {bezwaar.tekst}"
        yield Melding(bezwaar.code, adres, tekst, _remedie(bezwaar), bezwaar.keuzes)


def contact_that_is_refused(_dossier: Dossier, bestand: Bestand) -> Iterator[Melding]:
    """BD453: what `[contact]` says would be refused in a statement."""
    for contact in bestand.van("contact"):
        for naam, vorm in _CONTACT.items():
            if naam in contact.waarden and not vorm.fits(contact.waarden[naam]):
                adres = Adres(bestand.naam, "contact", "", naam)
                tekst = f"`{contact.tekst(naam)}` wordt in een Iv3-bestand geweigerd."
                yield Melding("BD453", adres, tekst, f"Vul hier in: {vorm.uitleg}.")


REGELS: Final[tuple[Regel, ...]] = (codes_outside_the_list, contact_that_is_refused)


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
    if type(document) is not dict:
        yield Gebrek("BD456", "", "hier hoort een object.")
        return
    yield from _keys("", document, ("metadata", "contact", "data"), ("opmerkingen",))
    for naam, velden in (("metadata", _METADATA), ("contact", _CONTACT)):
        if naam in document:
            yield from _object(naam, document[naam], velden)
    yield from _records("opmerkingen", document.get("opmerkingen", []), _OPMERKING)
    if "data" in document:
        yield from _data(document["data"])


def _data(data: Any) -> Iterator[Gebrek]:
    yield from _keys("data", data, [naam for naam in _DATA if naam not in _MAG_ONTBREKEN], _MAG_ONTBREKEN)
    for naam, velden in _DATA.items() if type(data) is dict else ():
        yield from _records(f"data.{naam}", data.get(naam, []), velden)


def _keys(pad: str, value: Any, verplicht: Sequence[str], mag: Sequence[str] = ()) -> Iterator[Gebrek]:
    if type(value) is not dict:
        yield Gebrek("BD456", pad, "hier hoort een object.")
        return
    prefix = f"{pad}." if pad else ""
    yield from (Gebrek("BD456", prefix + naam, "dit ontbreekt.") for naam in verplicht if naam not in value)
    unknown = [naam for naam in value if naam not in (*verplicht, *mag)]
    yield from (Gebrek("BD456", prefix + naam, "dit hoort hier niet.") for naam in unknown)


def _object(pad: str, value: Any, velden: Mapping[str, _Vorm]) -> Iterator[Gebrek]:
    yield from _keys(pad, value, list(velden))
    for naam, vorm in velden.items() if type(value) is dict else ():
        if naam in value and not vorm.fits(value[naam]):
            yield Gebrek("BD456", f"{pad}.{naam}", f"hier hoort {vorm.uitleg}.")


def _records(pad: str, value: Any, velden: Mapping[str, _Vorm]) -> Iterator[Gebrek]:
    """Judge a list of records; one may hold more than it has to."""
    if type(value) is not list:
        yield Gebrek("BD456", pad, "hier hoort een lijst.")
        return
    for number, record in enumerate(value):
        known = {naam: record[naam] for naam in velden if naam in record} if type(record) is dict else record
        yield from _object(f"{pad}[{number}]", known, velden)


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
    for naam in _MAG_ONTBREKEN:
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
    shown = ", ".join(code for code, _ in bezwaar.keuzes[:_GENOEMD])
    return f"Kies uit: {shown}{', ...' if len(bezwaar.keuzes) > _GENOEMD else ''}."
