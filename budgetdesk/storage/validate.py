"""A parsed document to records: every value checked against the schema, all problems collected.

Amounts become integer cents here and nowhere else. Unknown keys are kept as they are and reported;
only under an amount key an unknown fase or year is an error, because it would take money out of the
totals in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.codes import CODES, Ernst
from budgetdesk.errors import Plaats
from budgetdesk.model.adres import join_key, one_form, quote_key, split_key, table_path
from budgetdesk.model.arrangement import (
    BRONNEN,
    FASEN,
    HOOFDTABEL,
    PROGNOSE,
    REALISATIE,
    SOORTEN,
    Bestandssoort,
    is_quarter,
    is_year,
)
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.model.field import PER_DEEL, PER_UITERLIJK, UITERLIJK, Field, is_in_place_of_number
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.record import class_of
from budgetdesk.storage.limits import MAX_DEPTH, too_deep
from budgetdesk.storage.toml import Exponent

_CENT_DIGITS: Final = 2
_MAX_EUROS: Final = MAX_CENTS // 100

_FOLDER: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")

_MISPLACED: Final = "BD121"
"""Code of what stands in a file of a document and belongs in that of the programma."""

_VOORBEELDEN: Final = {
    "fase": "begroting",
    "bron": "raming",
    "jaar": "2026",
    "kwartaal": "2026-1",
    "code": "A111",
    "categorie": '"7.3"',
    "moment": "2026",
    "deel": "kosten",
    "eigenschap": "kop",
    "uiterlijk": "omslag",
}
"""What a level of keys looks like."""

_WAARDEN: Final = {"eigenschap": '"Kosten"', "uiterlijk": "true"}
"""What stands under the last level, where that is no amount."""

_NIVEAUS: Final = {"moment": "jaar of kwartaal", "uiterlijk": "een sleutel van `[opmaak]`"}
"""What people call a level, where that is another word."""

_Levels = Mapping[str, "Field | _Levels"]


@dataclass(frozen=True, slots=True)
class _Recordvorm:
    """What the schema says about a kind of table, laid out for reading it."""

    naam: str
    enkel: bool
    klasse: type[Record]
    velden: _Levels
    """The fields as nested keys: `categorie.lasten` is two levels."""
    verplicht: tuple[str, ...] = ()
    per_jaar: Field | None = None
    """The field of a kind whose keys are years only."""


def _tabelvorm(soort: Kind) -> _Recordvorm:
    root: dict[str, Any] = {}
    for veld in soort.velden:
        *above, last = veld.sleutel.split(".")
        node = root
        for part in above:
            node = node.setdefault(part, {})
        node[last] = veld
    verplicht = tuple(v.sleutel for v in soort.velden if v.verplicht)
    return _Recordvorm(soort.naam, soort.enkel, class_of(soort.naam), root, verplicht, soort.veld(""))


_VORMEN: Final = {b: {naam: _tabelvorm(soort) for naam, soort in soorten.items()} for b, soorten in SOORTEN.items()}
_ROOTLESS: Final = _Recordvorm("", enkel=True, klasse=class_of(""), velden={})
"""Root keys of a file whose format knows none."""


@dataclass(frozen=True, slots=True)
class Probleem:
    """A data problem at a key path; its line is looked up only when there are any."""

    pad: tuple[str, ...]
    code: str
    tekst: str

    @property
    def ernst(self) -> Ernst:
        """Return the severity that belongs to its code."""
        return CODES[self.code].ernst


@dataclass(slots=True)
class Builder:
    """Builds one file's records; `problemen` holds what was wrong with them.

    Below the level of a table a place is a dotted `prefix` (`lasten.begroting.`) and a key; only what
    goes wrong pays for the full path.
    """

    naam: str
    soort: Bestandssoort
    problemen: list[Probleem] = field(default_factory=list)
    _tabel: tuple[str, str] = ("", "")
    """Kind and key of the table being built."""
    _jaren: dict[str, dict[str, str]] = field(default_factory=dict)
    """Amount keys by prefix and year, so that equal keys are one string."""

    def build(self, document: dict[str, Any]) -> Bestand:
        """Return the records of a document; raises LimitExceeded where an unknown value is too deep."""
        bestand = Bestand(self.naam, self.soort)
        vormen = _VORMEN[self.soort]
        root: dict[str, Any] = {}
        for key, value in document.items():
            vorm = vormen.get(key) if key else None
            if vorm is None and self.soort == "document" and key in SOORTEN["programma"]:
                self._error(
                    (key,), _MISPLACED, f"[{key}] hoort in het bestand van het programma, niet van een document."
                )
            elif vorm is None:
                root[key] = value
            elif type(value) is not dict:
                self._error((key,), "BD111", f"hier hoort een tabel [{key}{'' if vorm.enkel else '.sleutel'}].")
            elif vorm.enkel:
                bestand.records[key, ""] = self._table(vorm, "", value)
            else:
                self._keyed(vorm, value, bestand)
        if root or "" in vormen:
            bestand.records = {("", ""): self._table(vormen.get("", _ROOTLESS), "", root)} | bestand.records
        self._require_main(bestand)
        return bestand

    def _require_main(self, bestand: Bestand) -> None:
        main = HOOFDTABEL[self.soort]
        if main is not None and (main, "") not in bestand.records:
            self._error((), "BD112", f"de tabel [{main}] ontbreekt.")

    def _keyed(self, vorm: _Recordvorm, tabellen: dict[str, Any], bestand: Bestand) -> None:
        for written, values in tabellen.items():
            sleutel = one_form(written)
            if (vorm.naam, sleutel) in bestand.records:
                tekst = f"de sleutel `{sleutel}` staat er twee keer: de twee schrijven een accent alleen anders."
                self._error((vorm.naam, sleutel), "BD110", tekst)
            elif vorm.naam == Document.kind.naam and not _FOLDER.fullmatch(sleutel):
                tekst = "de sleutel van een document is ook de naam van een map: letters, cijfers, `-` en `_`."
                self._error((vorm.naam, sleutel), "BD122", tekst)
            elif type(values) is dict and sleutel:
                bestand.records[vorm.naam, sleutel] = self._table(vorm, sleutel, values)
            else:
                example = quote_key(sleutel) if sleutel else "sleutel"
                self._error((vorm.naam, sleutel), "BD111", f"hier hoort een tabel [{vorm.naam}.{example}].")

    def _table(self, vorm: _Recordvorm, sleutel: str, values: dict[str, Any]) -> Record:
        record = vorm.klasse(vorm.naam, sleutel)
        self._tabel = (vorm.naam, sleutel)
        if vorm.per_jaar:
            self._years(vorm.per_jaar, values, "", record.waarden)
        else:
            self._values(values, vorm.velden, "", record.waarden)
        for verplicht in vorm.verplicht:
            if verplicht not in values:
                self._error(table_path(*self._tabel), "BD113", f"de sleutel `{verplicht}` ontbreekt.")
        return record

    def _values(self, values: dict[str, Any], known: _Levels, prefix: str, out: dict[str, Waarde]) -> None:
        """Check and store the keys of one level."""
        for key, value in values.items():
            veld = known.get(key)
            if veld is None:
                self._unknown(key, value, prefix, out, _below(known, key))
            elif not isinstance(veld, Field):
                if type(value) is dict:
                    self._values(value, veld, f"{prefix}{key}.", out)
                else:
                    self._wrong(prefix, key, "BD114", f"onder `{key}` horen sleutels: {', '.join(veld)}.")
            elif veld.onder:
                self._family(veld, value, prefix, key, out)
            elif type(value) is str and veld.vorm == "tekst" and not veld.keuzes:
                out[prefix + key] = one_form(value) if _names(veld) else value
            else:
                self._store(veld, value, prefix, key, out)

    def _unknown(self, key: str, value: Any, prefix: str, out: dict[str, Waarde], bedoeld: str) -> None:
        """Keep a key that means nothing here, and say what may be meant, if anything."""
        if self._is_of_programma(key):
            tekst = f"`{quote_key(key)}` hoort in het bestand van het programma, niet van een document."
            self._wrong(prefix, key, _MISPLACED, tekst)
            return
        if _deeper_than(value, MAX_DEPTH):
            raise too_deep(Plaats(self.naam, sleutel=join_key(self._pad(prefix, key))))
        out[prefix + quote_key(one_form(key))] = value
        tekst = f"onbekende sleutel `{quote_key(key)}`; hij blijft staan, maar telt nergens mee."
        if bedoeld:
            tekst += f" Bedoelt u `{bedoeld}`?"
        self.problemen.append(Probleem(self._pad(prefix, key), "BD120", tekst))

    def _is_of_programma(self, key: str) -> bool:
        """Return whether this is a file of a document, and a key of the table that all documents share."""
        shared = SOORTEN["programma"].get(self._tabel[0]) if self.soort == "document" else None
        return shared is not None and any(veld.sleutel.split(".")[0] == key for veld in shared.velden)

    def _family(self, veld: Field, value: Any, prefix: str, key: str, out: dict[str, Waarde]) -> None:
        """Store what stands under an amount key: `lasten.begroting.2026`, or `stand.2024`."""
        if type(value) is not dict:
            self._no_family(veld.onder, prefix, key)
        elif veld.ook_fase:
            for level, below in value.items():
                store = self._phases if level in FASEN or type(below) is dict else self._years
                store(veld, {level: below}, f"{prefix}{key}.", out)
        elif veld.onder == ("jaar",):
            self._years(veld, value, f"{prefix}{key}.", out)
        elif veld.onder == PER_DEEL:
            self._parts(veld, value, f"{prefix}{key}.", out)
        elif veld.onder == PER_UITERLIJK:
            for said, looks in value.items():
                self._store(veld, looks, f"{prefix}{key}.", quote_key(one_form(said)), out)
        elif veld.onder[0] == "code":
            self._coded(veld, value, veld.onder[1:], f"{prefix}{key}.", out)
        else:
            self._phases(veld, value, f"{prefix}{key}.", out)

    def _phases(self, veld: Field, values: dict[str, Any], prefix: str, out: dict[str, Waarde]) -> None:
        """Store what stands under phases, or sources, a value per year each."""
        level = veld.onder[0]
        known: tuple[str, ...] = BRONNEN if level == "bron" else FASEN
        if veld.ook_kwartaal or self.soort == "document":
            known = (*known, REALISATIE)
        for fase, below in values.items():
            if veld.jaarfase and fase == veld.jaarfase:
                tekst = f"wat van de {fase} is, staat hier zonder fase: `{veld.sleutel}.JAAR`."
                self._wrong(prefix, fase, "BD116", tekst)
            elif fase not in known:
                tekst = f"onbekende {level} `{fase}`; bedoeld is een van {', '.join(known)}."
                self._wrong(prefix, fase, "BD116", tekst)
            elif self.soort == "document" and fase != PROGNOSE:
                tekst = f"een document heeft alleen een `{PROGNOSE}`; andere bedragen staan bij het programma."
                self._wrong(prefix, fase, _MISPLACED, tekst)
            elif fase == REALISATIE:
                self._quarters(veld, below, prefix, fase, out)
            elif type(below) is not dict:
                self._no_family(("jaar",), prefix, fase)
            else:
                self._years(veld, below, f"{prefix}{fase}.", out)

    def _quarters(self, veld: Field, value: Any, prefix: str, fase: str, out: dict[str, Waarde]) -> None:
        """Store what was realised until the end of a quarter: `lasten.realisatie.2027-1`."""
        if type(value) is not dict:
            self._no_family(("kwartaal",), prefix, fase)
            return
        for kwartaal, cents in value.items():
            if is_quarter(kwartaal):
                self._store(veld, cents, f"{prefix}{fase}.", kwartaal, out)
            else:
                tekst = (
                    f"`{kwartaal}` is geen kwartaal; schrijf het jaar, een streepje en 1 tot en met 4, zoals 2027-1."
                )
                self._wrong(f"{prefix}{fase}.", kwartaal, "BD117", tekst)

    def _coded(
        self, veld: Field, values: dict[str, Any], below: tuple[str, ...], prefix: str, out: dict[str, Waarde]
    ) -> None:
        """Store what stands under codes of Iv3, whichever these are: an amount per end of a year or quarter."""
        for code, value in values.items():
            key = quote_key(one_form(code))
            if type(value) is not dict:
                self._no_family(below, prefix, code)
            elif below != ("moment",):
                self._coded(veld, value, below[1:], f"{prefix}{key}.", out)
            else:
                for moment, cents in value.items():
                    if is_year(moment) or is_quarter(moment):
                        self._store(veld, cents, f"{prefix}{key}.", moment, out)
                    else:
                        tekst = f"`{moment}` is geen jaar van vier cijfers en geen kwartaal, zoals 2027 en 2027-1."
                        self._wrong(f"{prefix}{key}.", moment, "BD117", tekst)

    def _parts(self, veld: Field, values: dict[str, Any], prefix: str, out: dict[str, Waarde], above: int = 0) -> None:
        """Store what is said of parts of a document, at most two levels below each."""
        for key, value in values.items():
            name = quote_key(one_form(key))
            if type(value) is dict and above <= len(veld.onder):
                self._parts(veld, value, f"{prefix}{name}.", out, above + 1)
            elif not above:
                tekst = f'hier hoort onder wat anders is aan dat deel, bijvoorbeeld `{key}.kop = "Kosten"`.'
                self._wrong(prefix, key, "BD115", tekst)
            else:
                self._store(veld, value, prefix, name, out)

    def _no_family(self, onder: tuple[str, ...], prefix: str, key: str) -> None:
        voorbeeld = ".".join(_VOORBEELDEN[n] for n in onder)
        names = " en ".join(_NIVEAUS.get(n, n) for n in onder)
        tekst = f"hier {'horen' if len(onder) > 1 else 'hoort'} {names} onder, bijvoorbeeld"
        tekst += f" `{key}.{voorbeeld} = {_WAARDEN.get(onder[-1], '1000')}`."
        self._wrong(prefix, key, "BD115", tekst)

    def _years(self, veld: Field, values: dict[str, Any], prefix: str, out: dict[str, Waarde]) -> None:
        """Store one value per year. Whole euros under a year seen before, nearly all there is, go first."""
        seen = self._jaren.setdefault(prefix, {})
        for jaar, value in values.items():
            key = seen.get(jaar)
            if key is not None and type(value) is int and -_MAX_EUROS < value < _MAX_EUROS:
                out[key] = value * 100
            elif is_year(jaar):
                if veld.vorm == "bedrag":
                    seen[jaar] = prefix + jaar
                self._store(veld, value, prefix, jaar, out)
            else:
                self._wrong(prefix, jaar, "BD117", f"`{jaar}` is geen jaar van vier cijfers.")

    def _store(self, veld: Field, value: Any, prefix: str, key: str, out: dict[str, Waarde]) -> None:
        try:
            checked = check_value(veld, value)
            out[prefix + key] = _in_one_form(checked) if _names(veld) else checked
        except ValueError as error:
            self._wrong(prefix, key, "BD118" if veld.vorm == "bedrag" else "BD119", str(error))

    def _pad(self, prefix: str, key: str) -> tuple[str, ...]:
        return (*table_path(*self._tabel), *(split_key(prefix[:-1]) if prefix else ()), key)

    def _wrong(self, prefix: str, key: str, code: str, tekst: str) -> None:
        self._error(self._pad(prefix, key), code, tekst)

    def _error(self, pad: tuple[str, ...], code: str, tekst: str) -> None:
        self.problemen.append(Probleem(pad, code, tekst))


def _names(veld: Field) -> bool:
    """Return whether a value of a field names tables, by keys that may be written with accents in two ways."""
    return bool(veld.noemt or veld.met_soort or veld.overal)


def _in_one_form(value: Waarde) -> Waarde:
    if isinstance(value, list):
        return [one_form(item) for item in value]
    return one_form(value) if isinstance(value, str) else value


def check_value(veld: Field, value: Any) -> Waarde:
    """Return the value as the model holds it; raises ValueError with a Dutch sentence."""
    if veld.vorm == "bedrag":
        return _cents(value)
    checked = _CHECKS[veld.vorm](value)
    if checked is None:
        raise ValueError(f"hier hoort {_EXPECTED[veld.vorm]}, niet {_describe(value)}.")
    if veld.keuzes and checked not in veld.keuzes:
        raise ValueError(f"`{value}` kan hier niet; kies uit {', '.join(f'`{k}`' for k in veld.keuzes)}.")
    if veld.vier_cijfers and isinstance(checked, int) and not 1000 <= checked <= 9999:
        raise ValueError(f"`{value}` is geen jaar van vier cijfers.")
    return checked


def _cents(value: Any) -> int:
    if type(value) is int:
        cents = value * 100
    elif isinstance(value, Exponent):
        raise ValueError("schrijf een bedrag voluit, zonder exponent.")
    elif isinstance(value, Decimal) and value.is_finite():
        sign, digits, exponent = value.as_tuple()
        if -int(exponent) > _CENT_DIGITS:
            raise ValueError(f"een bedrag heeft hoogstens twee decimalen, niet {-int(exponent)}.")
        cents = int("".join(map(str, digits))) * 10 ** (_CENT_DIGITS + int(exponent)) * (-1 if sign else 1)
    else:
        raise ValueError(f"hier hoort een bedrag in euro's, niet {_describe(value)}.")
    if abs(cents) > MAX_CENTS:
        raise ValueError("het bedrag is te groot: hoogstens 15 cijfers, de centen meegerekend.")
    return cents


def _text(value: Any) -> Waarde | None:
    return value if type(value) is str else None


def _whole(value: Any) -> Waarde | None:
    return value if type(value) is int else None


def _number(value: Any) -> Waarde | None:
    return Decimal(value) if type(value) is int or (isinstance(value, Decimal) and value.is_finite()) else None


def _marked(value: Any) -> Waarde | None:
    return value if type(value) is str and is_in_place_of_number(value) else None


def _list(value: Any) -> Waarde | None:
    return value if type(value) is list and all(type(v) is str for v in value) else None


def _yes_no(value: Any) -> Waarde | None:
    return value if type(value) is bool else None


def _date(value: Any) -> Waarde | None:
    return value if type(value) is date else None


def _first(*checks: Callable[[Any], Waarde | None]) -> Callable[[Any], Waarde | None]:
    return lambda value: next((found for check in checks if (found := check(value)) is not None), None)


_CHECKS: Final[dict[str, Callable[[Any], Waarde | None]]] = {
    "tekst": _text,
    "geheel": _whole,
    "breuk": _number,
    "getal": _number,
    "ja-nee": _yes_no,
    "datum": _date,
    "lijst": _list,
    "tekst of geheel": _first(_text, _whole),
    "tekst of breuk": _first(_text, _number),
    "tekst of lijst": _first(_text, _list),
    "vrij": _first(_text, _list, _whole, _yes_no),
    "tekst of getal": _first(_number, _marked),
}

_EXPECTED: Final = {
    "tekst": "tekst tussen aanhalingstekens",
    "geheel": "een geheel getal",
    "breuk": "een getal, zoals 0.035 voor 3,5 %",
    "getal": "een getal",
    "ja-nee": "`true` of `false`",
    "datum": "een datum, zoals 2025-07-03",
    "lijst": "een lijst van teksten",
    "tekst of geheel": "tekst of een geheel getal",
    "tekst of breuk": "tekst of een getal",
    "tekst of lijst": "tekst of een lijst van teksten",
    "vrij": "tekst, een lijst van teksten, een geheel getal, `true` of `false`",
    "tekst of getal": 'een getal of een korte tekst op één regel, zoals `"4,5*"` of `"n.n.b."`',
}


def _describe(value: Any) -> str:
    """Name a wrong value in Dutch."""
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, str):
        return "tekst"
    if isinstance(value, Decimal):
        return "een getal met decimalen" if value.is_finite() else "`nan` of `inf`"
    if isinstance(value, dict):
        return f"een tabel met {join_key(list(value)[:1])}" if value else "een lege tabel"
    return {int: "een geheel getal", list: "een lijst"}.get(type(value), "een datum of tijd")


def _below(known: _Levels, key: str) -> str:
    """Return the path of a key of the look of a document, where that is said here but one level down."""
    looks = [name for name, veld in known.items() if isinstance(veld, Field) and veld.onder == PER_UITERLIJK]
    return f"{looks[0]}.{key}" if looks and key in UITERLIJK else ""


def _deeper_than(value: Any, depth: int) -> bool:
    """Return whether tables and lists stand more than `depth` deep in an unknown value."""
    if not isinstance(value, (dict, list)):
        return False
    below = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(_deeper_than(v, depth - 1) for v in below)
