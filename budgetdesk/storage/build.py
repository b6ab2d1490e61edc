"""A parsed document to records: every value checked against the schema, all problems collected.

Amounts become integer cents here and nowhere else. Unknown keys are kept as they are and reported;
only under an amount key an unknown fase or year is an error, because it would take money out of the
totals in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.errors import Ernst, LimitExceeded, Plaats
from budgetdesk.model.adres import join_key, quote_key, table_path
from budgetdesk.model.dossier import Bestand, Tabel, Waarde
from budgetdesk.model.schema import FASEN, HOOFDTABEL, SOORTEN, Bestandssoort, Soort, Veld
from budgetdesk.storage.toml import MAX_DEPTH, MAX_KEYS, Exponent

_CENT_DIGITS: Final = 2
_MAX_EUROS: Final = MAX_CENTS // 100

_Levels = Mapping[str, "Veld | _Levels"]


@dataclass(frozen=True, slots=True)
class Probleem:
    """A data problem at a key path; its line is looked up only when there are any."""

    pad: tuple[str, ...]
    code: str
    ernst: Ernst
    tekst: str
    remedie: str = ""


@dataclass(slots=True)
class Builder:
    """Builds one file's records; `problemen` holds what was wrong with them."""

    naam: str
    soort: Bestandssoort
    problemen: list[Probleem] = field(default_factory=list)
    sleutels: int = 0
    _paden: dict[str, dict[str, str]] = field(default_factory=dict)
    """Amount keys by prefix and year, so that equal keys are one string."""

    def build(self, document: dict[str, Any]) -> Bestand:
        """Return the records of a document; raises LimitExceeded on more than 100,000 keys."""
        bestand = Bestand(self.naam, self.soort)
        soorten = SOORTEN[self.soort]
        root: dict[str, Any] = {}
        for key, value in document.items():
            soort = soorten.get(key) if key else None
            if soort is None:
                root[key] = value
            elif type(value) is not dict:
                self._error((key,), "BD111", f"hier hoort een tabel [{key}{'' if soort.enkel else '.sleutel'}].")
            elif soort.enkel:
                bestand.tabellen[key, ""] = self._table(soort, "", value)
            else:
                self._keyed(soort, value, bestand)
        if root or "" in soorten:
            bestand.tabellen = {
                ("", ""): self._table(soorten.get("") or Soort("", (), enkel=True), "", root)
            } | bestand.tabellen
        self._require_main(bestand)
        if self.sleutels > MAX_KEYS:
            raise LimitExceeded(Plaats(self.naam), f"het bestand heeft meer dan {MAX_KEYS} sleutels.")
        return bestand

    def _require_main(self, bestand: Bestand) -> None:
        main = HOOFDTABEL[self.soort]
        if main is not None and (main, "") not in bestand.tabellen:
            self._error((), "BD112", f"de tabel [{main}] ontbreekt.")

    def _keyed(self, soort: Soort, tabellen: dict[str, Any], bestand: Bestand) -> None:
        for sleutel, values in tabellen.items():
            if type(values) is dict:
                bestand.tabellen[soort.naam, sleutel] = self._table(soort, sleutel, values)
            else:
                self._error(
                    (soort.naam, sleutel), "BD111", f"hier hoort een tabel [{soort.naam}.{quote_key(sleutel)}]."
                )

    def _table(self, soort: Soort, sleutel: str, values: dict[str, Any]) -> Tabel:
        tabel = Tabel(soort.naam, sleutel)
        pad = table_path(soort.naam, sleutel)
        known = _LEVELS.get((self.soort, soort.naam), {})
        only = known.get("")
        if isinstance(only, Veld):
            self._years(only, values, pad, "", tabel.waarden)
        else:
            self._values(values, known, pad, "", tabel.waarden)
        self.sleutels += len(tabel.waarden) + 1
        for veld in soort.velden:
            if veld.verplicht and veld.sleutel not in tabel.waarden:
                self._error(pad, "BD113", f"de sleutel `{veld.sleutel}` ontbreekt.")
        return tabel

    def _values(
        self, values: dict[str, Any], known: _Levels, pad: tuple[str, ...], prefix: str, out: dict[str, Waarde]
    ) -> None:
        """Check and store the keys of one level; `prefix` is their dotted path in the table."""
        for key, value in values.items():
            veld = known.get(key)
            if veld is None:
                self._unknown(key, value, pad, prefix, out)
            elif not isinstance(veld, Veld):
                if type(value) is dict:
                    self._values(value, veld, (*pad, key), f"{prefix}{key}.", out)
                else:
                    self._error((*pad, key), "BD114", f"onder `{key}` horen sleutels: {', '.join(veld)}.")
            elif veld.onder:
                self._family(veld, veld.onder, value, (*pad, key), f"{prefix}{key}.", out)
            else:
                self._store(veld, value, (*pad, key), prefix + key, out)

    def _unknown(self, key: str, value: Any, pad: tuple[str, ...], prefix: str, out: dict[str, Waarde]) -> None:
        self.sleutels += _count(value, MAX_DEPTH, self.naam)
        out[prefix + quote_key(key)] = value
        tekst = f"onbekende sleutel `{quote_key(key)}`; hij blijft staan, maar telt nergens mee."
        self.problemen.append(Probleem((*pad, key), "BD120", "waarschuwing", tekst))

    def _family(
        self, veld: Veld, onder: tuple[str, ...], value: Any, pad: tuple[str, ...], prefix: str, out: dict[str, Waarde]
    ) -> None:
        """Store what stands under an amount key: `lasten.begroting.2026`."""
        if type(value) is not dict:
            voorbeeld = ".".join({"fase": "begroting", "jaar": "2026"}[n] for n in onder)
            self._error(
                pad, "BD115", f"hier horen {' en '.join(onder)} onder, bijvoorbeeld `{pad[-1]}.{voorbeeld} = 1000`."
            )
        elif onder[0] == "jaar":
            self._years(veld, value, pad, prefix, out)
        else:
            for fase, below in value.items():
                if fase in FASEN:
                    self._family(veld, onder[1:], below, (*pad, fase), f"{prefix}{fase}.", out)
                else:
                    self._error(
                        (*pad, fase), "BD116", f"onbekende fase `{fase}`; bedoeld is een van {', '.join(FASEN)}."
                    )

    def _years(
        self, veld: Veld, values: dict[str, Any], pad: tuple[str, ...], prefix: str, out: dict[str, Waarde]
    ) -> None:
        """Store one value per year. Whole euros under a year seen before, nearly all there is, go first."""
        seen = self._paden.setdefault(prefix, {}) if veld.vorm == "bedrag" else {}
        for jaar, value in values.items():
            key = seen.get(jaar)
            if key is not None and type(value) is int and -_MAX_EUROS < value < _MAX_EUROS:
                out[key] = value * 100
            elif is_year(jaar):
                self._store(veld, value, (*pad, jaar), seen.setdefault(jaar, prefix + jaar), out)
            else:
                self._error((*pad, jaar), "BD117", f"`{jaar}` is geen jaar van vier cijfers.")

    def _store(self, veld: Veld, value: Any, pad: tuple[str, ...], key: str, out: dict[str, Waarde]) -> None:
        try:
            out[key] = check_value(veld, value)
        except ValueError as error:
            code = "BD118" if veld.vorm == "bedrag" else "BD119"
            self._error(pad, code, str(error))

    def _error(self, pad: tuple[str, ...], code: str, tekst: str) -> None:
        self.problemen.append(Probleem(pad, code, "fout", tekst))


def levels(soort: Soort) -> _Levels:
    """Return the fields of a kind as nested keys: `categorie.lasten` becomes two levels."""
    root: dict[str, Any] = {}
    for veld in soort.velden:
        *above, last = veld.sleutel.split(".")
        node = root
        for part in above:
            node = node.setdefault(part, {})
        node[last] = veld
    return root


_LEVELS: Final = {
    (bestand, naam): levels(soort) for bestand, soorten in SOORTEN.items() for naam, soort in soorten.items()
}


def is_year(key: str) -> bool:
    """Return whether a key is a year of four digits."""
    return len(key) == 4 and key.isascii() and key.isdecimal() and key[0] != "0"


def check_value(veld: Veld, value: Any) -> Waarde:
    """Return the value as the model holds it; raises ValueError with a Dutch sentence."""
    if veld.vorm == "bedrag":
        return _cents(value)
    checked = _CHECKS[veld.vorm](value)
    if checked is None:
        raise ValueError(f"hier hoort {_EXPECTED[veld.vorm]}, niet {_describe(value)}.")
    if veld.keuzes and checked not in veld.keuzes:
        raise ValueError(f"`{value}` kan hier niet; kies uit {', '.join(f'`{k}`' for k in veld.keuzes)}.")
    if veld.sleutel == "jaar" and isinstance(checked, int) and not 1000 <= checked <= 9999:
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
        return f"een tabel met {join_key(list(value)[:1]) or 'niets'}"
    return {int: "een geheel getal", list: "een lijst"}.get(type(value), "een datum of tijd")


def _count(value: Any, depth: int, bestand: str) -> int:
    """Return how many keys stand in an unknown value; raises LimitExceeded where it is too deep."""
    if not isinstance(value, (dict, list)):
        return 0
    if depth == 0:
        raise LimitExceeded(Plaats(bestand), f"dieper genest dan {MAX_DEPTH} niveaus.")
    below = value.values() if isinstance(value, dict) else value
    return len(value) * isinstance(value, dict) + sum(_count(v, depth - 1, bestand) for v in below)
