"""A template that begins as another one: `basis` names it, and what the file says replaces its keys one by one.

A column of the basis that is named keeps what is not said of it; `weglaten` takes columns away, `na` and `voor` say
where one stands. What means nothing here is refused, as a mistyped key would leave the basis as it is in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.tables.language.values import MAX_TEKST, Pad, near, shorten, spell

ONJUIST: Final = "BD105"
"""Code of a template that does not hold together."""

SJABLOON: Final = {
    "basis": "het sjabloon waarmee dit begint, meegeleverd of van het dossier; al het andere mag dan ontbreken",
    "naam": "hoe het sjabloon in meldingen heet; met `basis` standaard de naam van het bestand",
    "titel": "de titel van het document; `titel` in `begroting.toml` gaat voor",
    "verloop": "de kolommen waaruit het verloop van reserves, EMU-saldo en balans komt: een per jaar, zonder verschil",
    "kengetallen": "de kolommen waarvan kengetallen zijn, zonder verschil; standaard die van `verloop`",
    "resultaat": "de kolom van het resultaat onder in beeld, geen verschil",
    "indicatoren": '`"in-een-cel"` (standaard): realisatie bij elkaar; `"per-jaar"`: een kolom per jaar',
    "weglaten": "met `basis`: een lijst van kolommen van de basis die dit document niet heeft",
    "kolom": "de kolommen, elk in `[kolom.SLEUTEL]`, in de volgorde van het bestand",
    "opmaak": "hoe het document eruitziet",
    "delen": "het sjabloon waarvan dit de delen heeft, die `[deel.SLEUTEL]` dan verandert en aanvult",
    "deel": "de delen van het document, elk in `[deel.SLEUTEL]`, in de volgorde van het bestand; zonder een daarvan die"
    " van de basis",
}
"""The keys of a template."""

KOLOM: Final = {
    "kop": "de kop; `{T}`, `{T-1}`, ... is een jaar",
    "fase": "een kolom met bedragen: `rekening`, `begroting`, `wijziging`, `prognose` of `mjb`",
    "jaar": 'bij `fase`: `"T"`, of T met een cijfer: `"T-2"`, `"T+1"`',
    "met": 'bij `fase`: een tweede fase van dat jaar, die erbij telt; op een basis haalt `""` haar weg',
    "document": 'bij `fase = "prognose"`: de sleutel van het document waarvan zij is; standaard het geopende',
    "som": "in plaats van `fase`: de som van kolommen die erboven staan",
    "verschil": "in plaats van `fase`: twee kolommen die erboven staan, die van de begroting en die van de rekening",
    "na": "met `basis`: direct na deze kolom; een nieuwe kolom staat anders achteraan",
    "voor": "met `basis`: direct voor deze kolom",
}
"""The keys of a column."""

VORMEN: Final = ("fase", "som", "verschil")
"""What a column is: exactly one of these."""

JAAR_IN_TEKST: Final = re.compile(r"\{T([+-]\d)?\}")
"""A year in a heading or title, relative to T."""

_PATROON: Final = re.compile(r"\{[^}]*\}?|\}")
MAX_KOLOMMEN: Final = 100
"""Columns that a template may have, and that it may describe upon its basis."""

_PLEKKEN: Final = ("na", "voor")
_BIJ_FASE: Final = frozenset({"fase", "jaar", "met", "document"})
_NIET_OVER: Final = frozenset({"basis", "weglaten", "kolom"})


@dataclass(frozen=True, slots=True)
class Template:
    """The file of a template: what complaints call it, what it says, and the line of each of its paths."""

    naam: str
    document: Mapping[str, Any]
    regel: Callable[[Pad], int | None] = field(compare=False)

    def error(self, pad: Pad, tekst: str, remedie: str = "") -> InputError:
        """Return a complaint about a path of this file."""
        return InputError.at(Plaats(self.naam, self.regel(pad), spell(pad)), tekst, code=ONJUIST, remedie=remedie)

    def text(self, values: Mapping[str, Any], pad: Pad, key: str) -> str:
        """Return a text; raises InputError where it is absent, something else or too long to stand above a column."""
        value = values.get(key)
        if not isinstance(value, str):
            raise self.error((*pad, key), f"`{key}` ontbreekt of is geen tekst.", "" if pad else self.misspelt())
        if len(value) > MAX_TEKST:
            raise self.error((*pad, key), f"`{key}` heeft hoogstens {MAX_TEKST} tekens.")
        return value

    def misspelt(self) -> str:
        """Return which key is none of a template, and what it may stand for; empty where there is no such key."""
        unknown = next((key for key in self.document if key not in SJABLOON), "")
        return f"`{shorten(unknown)}` is geen sleutel van een sjabloon. {near(unknown, SJABLOON)}" if unknown else ""

    def columns(self, values: Mapping[str, Any], pad: Pad, key: str) -> list[str]:
        """Return a list of names of columns; raises InputError where it is absent, empty or something else."""
        value = values.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
            raise self.error((*pad, key), f"`{key}` is een lijst van kolommen.")
        return value


def begin_as(basis: Mapping[str, Any], own: Template, naam: str) -> dict[str, Any]:
    """Return what a template says that begins as `basis`, a whole template; `naam` is what it is called by default.

    Raises InputError at the key that makes no sense upon this basis.
    """
    said = own.document
    _only(own, said, (), SJABLOON)
    old: dict[str, Any] = basis["kolom"]
    gone = _gone(own, old)
    columns = _columns(own, {k: v for k, v in old.items() if k not in gone}, gone)
    whole = {key: value for key, value in basis.items() if key not in _NIET_OVER} | {"naam": naam}
    whole |= {key: value for key, value in said.items() if key not in _NIET_OVER} | {"kolom": columns}
    _require_headings(own, columns)
    _require_parts(own, columns, gone)
    _require_order(own, columns)
    if "verloop" not in said:
        whole["verloop"] = [sleutel for sleutel in basis["verloop"] if sleutel not in gone]
        if not whole["verloop"]:
            raise own.error(("weglaten",), "er blijft geen kolom over voor `verloop`.", "Noem in `verloop` andere.")
    if "kengetallen" not in said and "kengetallen" in basis:
        kept = [sleutel for sleutel in basis["kengetallen"] if sleutel not in gone]
        whole = {k: v for k, v in whole.items() if k != "kengetallen"} | ({"kengetallen": kept} if kept else {})
    if "resultaat" not in said and whole["resultaat"] in gone:
        tekst = f"`resultaat` is kolom `{whole['resultaat']}`, die hier wordt weggelaten."
        raise own.error(("weglaten",), tekst, "Noem in `resultaat` een andere kolom.")
    return whole


def _only(own: Template, values: Mapping[str, Any], pad: Pad, known: Collection[str]) -> None:
    """Refuse keys that mean nothing here, and patterns that are no year."""
    for key in ("titel", "kop"):
        if strange := [found for found in _PATROON.findall(str(values.get(key, ""))) if not JAAR_IN_TEKST.match(found)]:
            tekst = f"onbekend patroon `{shorten(strange[0])}`."
            raise own.error((*pad, key), tekst, "Hier kan alleen een jaar staan: `{T}`, `{T-1}`, `{T+1}`.")
    for key in values:
        if key not in known:
            if not pad and key in SOORTEN["begroting"]:
                raise own.error((key,), f"`{key}` hoort niet in een sjabloon, maar in `{BEGROTING}`.")
            raise own.error((*pad, key), f"onbekende sleutel `{shorten(key)}`.", near(key, known))


def _gone(own: Template, old: Mapping[str, Any]) -> Sequence[str]:
    """Return the columns of the basis that are left out."""
    if "weglaten" not in own.document:
        return ()
    gone = own.columns(own.document, (), "weglaten")
    for sleutel in gone:
        if sleutel not in old:
            raise own.error(
                ("weglaten",), f"de basis heeft geen kolom `{shorten(sleutel)}` om weg te laten.", near(sleutel, old)
            )
    return gone


# --- columns -------------------------------------------------------------------------------------


def _columns(own: Template, kept: Mapping[str, Any], gone: Sequence[str]) -> dict[str, Any]:
    """Return the columns of the basis with what the file says of them, and its own ones, in the order of print."""
    said = own.document.get("kolom", {})
    if not isinstance(said, dict):
        raise own.error(("kolom",), "hier horen kolommen, elk met een kop [kolom.…].")
    if len(said) > MAX_KOLOMMEN:
        raise own.error(("kolom",), f"een sjabloon beschrijft hoogstens {MAX_KOLOMMEN} kolommen.")
    found, order = dict(kept), list(kept)
    for sleutel, values in said.items():
        if not isinstance(values, dict):
            raise own.error(("kolom", sleutel), f"hier hoort een tabel [kolom.{shorten(sleutel)}].")
        if sleutel in gone:
            raise own.error(("kolom", sleutel), "deze kolom staat ook in `weglaten`.", "Kies een van beide.")
        found[sleutel] = _column(own, sleutel, values, kept)
        _place(own, sleutel, values, order)
    return {sleutel: found[sleutel] for sleutel in order}


def _column(own: Template, sleutel: str, values: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return one column: what is said of it upon what the basis says, of which another form leaves only the heading."""
    pad: Pad = ("kolom", sleutel)
    _only(own, values, pad, KOLOM)
    old = kept.get(sleutel, {})
    forms = [vorm for vorm in VORMEN if vorm in values]
    if not forms and not old:
        tekst = f"de basis heeft geen kolom `{shorten(sleutel)}`, en een nieuwe heeft `kop` en een van: {_shapes()}."
        raise own.error(pad, tekst, near(sleutel, kept))
    if forms and forms[0] not in old:
        old = {key: value for key, value in old.items() if key == "kop"}
    whole = {**old, **{key: value for key, value in values.items() if key not in _PLEKKEN}}
    if "fase" not in whole and (lost := sorted(_BIJ_FASE & values.keys())):
        raise own.error((*pad, lost[0]), f"`{lost[0]}` hoort bij `fase`, en deze kolom wordt berekend.")
    if whole.get("met") == "":
        del whole["met"]
    return whole


def _shapes() -> str:
    return "`fase` met `jaar`, `som`, `verschil`"


def _place(own: Template, sleutel: str, values: Mapping[str, Any], order: list[str]) -> None:
    """Put a column where it is said to stand; else one of the basis stays, and a new one comes last."""
    said = [key for key in _PLEKKEN if key in values]
    if not said:
        order += [] if sleutel in order else [sleutel]
        return
    pad: Pad = ("kolom", sleutel)
    if len(said) > 1:
        raise own.error((*pad, "voor"), "een kolom staat `na` of `voor` een andere, niet allebei.")
    beside, others = own.text(values, pad, said[0]), [other for other in order if other != sleutel]
    if beside not in others:
        tekst = f"`{shorten(beside)}` is geen kolom van de basis, en geen die hierboven staat."
        raise own.error((*pad, said[0]), tekst, near(beside, others))
    others.insert(others.index(beside) + (said[0] == "na"), sleutel)
    order[:] = others


def _require_headings(own: Template, columns: Mapping[str, Any]) -> None:
    """Refuse a heading that another column has: tables tell columns apart by it."""
    for sleutel in own.document.get("kolom", {}):
        kop = columns[sleutel].get("kop", sleutel)
        if twin := next((other for other in columns if other != sleutel and columns[other].get("kop") == kop), ""):
            raise own.error(("kolom", sleutel, "kop"), f"kolom `{twin}` heeft ook de kop `{shorten(kop)}`.")


# --- what columns of the basis are computed from -------------------------------------------------


def _inherited_parts(own: Template, columns: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each column whose sum or difference the basis declares, with each of its parts."""
    said = own.document.get("kolom", {})
    mine = {sleutel for sleutel, values in said.items() if any(vorm in values for vorm in VORMEN)}
    rest = {sleutel: values for sleutel, values in columns.items() if sleutel not in mine}
    return [(sleutel, deel) for sleutel, v in rest.items() for deel in (*v.get("som", ()), *v.get("verschil", ()))]


def _require_parts(own: Template, columns: Mapping[str, Any], gone: Sequence[str]) -> None:
    for sleutel, deel in _inherited_parts(own, columns):
        if deel in gone:
            tekst = f"kolom `{sleutel}` wordt uit `{deel}` berekend, die hier wordt weggelaten."
            raise own.error(
                ("weglaten",), tekst, f"Laat `{sleutel}` ook weg, of zeg in [kolom.{sleutel}] waaruit zij dan komt."
            )


def _require_order(own: Template, columns: Mapping[str, Any]) -> None:
    order, said = list(columns), own.document.get("kolom", {})
    for sleutel, deel in _inherited_parts(own, columns):
        if order.index(deel) > order.index(sleutel):
            moved = next(s for s in (deel, sleutel) if any(key in said.get(s, {}) for key in _PLEKKEN))
            where = next(key for key in _PLEKKEN if key in said[moved])
            tekst = f"zo staat `{deel}` achter `{sleutel}`, die eruit wordt berekend."
            raise own.error(("kolom", moved, where), tekst, f"Zet `{sleutel}` verder naar achteren.")
