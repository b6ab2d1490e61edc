"""Templates: which columns a document has, read from TOML.

A column is an amount (`fase` and `jaar`, with a second phase in `met`), a sum of other columns or the
difference of two. Years are relative to T, the `jaar` of the dossier, so no heading can go stale. One of the dossier
may begin as another one (`basis`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.arrangement import FASEN, PROGNOSE, REKENING
from budgetdesk.model.documenten import VAN, documenten, is_estimate
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.storage.paths import PathIndex
from budgetdesk.storage.reader import read_bytes
from budgetdesk.storage.resources import shipped
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.tables.basis import JAAR_IN_TEKST, KOLOM, MAX_KOLOMMEN, VORMEN, Template, begin_as
from budgetdesk.tables.language.values import Pad, near, shorten

_YEAR: Final = re.compile(r"T(?:([+-]\d))?")
_KEYS: Final = ("kop", "fase", "jaar", "met", "document", "som", "verschil")
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")

_DEEL: Final = "deel"
_DELEN: Final = "delen"
_OPMAAK: Final = "opmaak"

TABELLEN: Final = "tabellen.toml"
"""The file in a folder of templates that declares tables instead of a document type."""

WIJZIGING: Final = "begrotingswijziging"
"""The template of the document of a decision: it has parts but no columns, so no document of the year is made by it."""

_VAN_WIJZIGING: Final = ("naam", _OPMAAK, _DELEN, _DEEL)
"""The keys of that template."""

MAX_BASIS: Final = 8
"""How many templates may begin as each other, one after the other."""

MAX_TERMEN: Final = 200
"""How many amounts a column adds up at most: a few lines of sums of sums are billions of them."""

INDICATOREN: Final = ("in-een-cel", "per-jaar")
"""Layouts of the outcome indicators: realised years in one cell (the default), or a column for each."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of amounts of a document.

    `termen` are the stored amounts it adds up (`begroting.2026`, factor); `invoer` is the one that
    typing changes, None where the column is computed; `delen` are the columns of the same template
    it is computed from (index, factor).
    """

    sleutel: str
    kop: str
    jaar: int
    termen: tuple[tuple[str, int], ...]
    invoer: str | None = None
    delen: tuple[tuple[int, int], ...] = ()
    verschil: bool = False


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """One document type for one year T."""

    naam: str
    titel: str
    kolommen: tuple[Kolom, ...]
    verloop: tuple[int, ...]
    """Columns, one per year, that the course of the reserves is taken from."""
    resultaat: int
    """The column of the live result."""
    kengetallen: tuple[int, ...]
    """Columns that key figures are of."""
    indicatoren: str = INDICATOREN[0]
    """How the outcome indicators are laid out: one of `INDICATOREN`."""
    delen: tuple[Template, ...] = ()
    """The files that declare its parts, each upon those before it; none: it does not say which it has."""
    opmaak: Template | None = None
    """The file that says how it looks."""
    wijziging: tuple[Template, ...] = ()
    """The files that declare the document of a decision, where the dossier has a template of its own for it."""

    @property
    def vergelijkt(self) -> bool:
        """Return whether the document compares: budget with result or forecast."""
        return any(kolom.verschil for kolom in self.kolommen)

    @property
    def is_rekening(self) -> bool:
        """Return whether its result is a realised one: the accounts of the year."""
        termen = self.kolommen[self.resultaat].termen
        return all(term.startswith(f"{REKENING}.") for term, _ in termen)

    @property
    def ramingen(self) -> tuple[str, ...]:
        """Return every stored amount (`fase.jaar`) the document needs, once."""
        return tuple(dict.fromkeys(term for kolom in self.kolommen for term, _ in kolom.termen))

    def estimated(self, dossier: Dossier) -> Sjabloon:
        """Return it with a mark behind the heading of what is an estimate, because there are no accounts yet."""
        marked = (
            replace(k, kop=f"{k.kop} (schatting)")
            if k.termen and all(is_estimate(dossier, t) for t, _ in k.termen)
            else k
            for k in self.kolommen
        )
        return replace(self, kolommen=tuple(marked))


def names(map_: Path | None = None) -> list[str]:
    """Return the names of the templates: the shipped ones, and those of the dossier in a folder."""
    folders = [shipped("templates"), *([map_ / "templates"] if map_ else [])]
    others = (TABELLEN, f"{WIJZIGING}.toml")
    return sorted({p.stem for folder in folders for p in folder.glob("*.toml") if p.name not in others})


def load(
    naam: str,
    jaar: int,
    map_: Path | None = None,
    plaats: Callable[[], Plaats] | None = None,
    dossier: Dossier | None = None,
) -> Sjabloon:
    """Return a template: one of the dossier's own (`templates/NAAM.toml`) or a shipped one.

    A column may take its forecast from another document of `dossier` than the one that is open. Raises InputError
    where it does not exist, at the `plaats` that names it, or does not hold together.
    """
    found = None if naam == WIJZIGING else _find(naam, map_)
    if found is None:
        raise InputError.at(
            plaats() if plaats else Plaats(BEGROTING, sleutel="sjabloon"),
            f"onbekend sjabloon `{naam}`; kies uit {', '.join(names(map_))}.",
            code="BD104",
        )
    dossier = dossier or Dossier()
    sjabloon = _read(*found, jaar, map_, (), dossier).sjabloon().estimated(dossier)
    return replace(sjabloon, wijziging=_own_decision(map_))


def declaring(sjabloon: Sjabloon) -> tuple[Template, ...]:
    """Return the files that declare the parts of a document: of its template, else of the shipped one it is most like.

    That is the accounts where it compares, else the budget.
    """
    if sjabloon.delen:
        return sjabloon.delen
    path = shipped("templates") / f"{'jaarrekening' if sjabloon.vergelijkt else 'begroting'}.toml"
    return _parts(_template(path, path.name), path, None, ())


def declaring_decision(sjabloon: Sjabloon) -> tuple[Template, ...]:
    """Return the files that declare the document of a decision: those of the dossier, else the shipped one."""
    return sjabloon.wijziging or _of_decision(shipped("templates") / f"{WIJZIGING}.toml", None)


def _own_decision(map_: Path | None) -> tuple[Template, ...]:
    """Return those files where a dossier in a folder has a template for it; raises InputError where that is wrong."""
    path = map_ / "templates" / f"{WIJZIGING}.toml" if map_ else None
    return _of_decision(path, map_) if path and path.is_file() else ()


def _of_decision(path: Path, map_: Path | None) -> tuple[Template, ...]:
    """Return a template of a decision below the files whose parts it has; one without parts has the shipped ones."""
    own = _template(path, f"templates/{path.name}" if map_ else path.name)
    for key in own.document:
        if key not in _VAN_WIJZIGING:
            tekst = f"`{shorten(key)}` is geen sleutel van het sjabloon van een begrotingswijziging."
            raise own.error((key,), tekst, near(key, _VAN_WIJZIGING))
    whole = _parts(own, path, map_, ())
    return whole or (*_of_decision(shipped("templates") / path.name, None), own)


def _parts(own: Template, path: Path, map_: Path | None, above: tuple[Path, ...]) -> tuple[Template, ...]:
    """Return the files whose parts a template has, its own the last; none where it says nothing of parts."""
    if _DELEN not in own.document:
        return (own,) if _DEEL in own.document else ()
    found = _named(own, path, map_, above, _DELEN)
    return (*_parts(_template(*found), found[0], map_, (*above, path)), own)


def _template(path: Path, naam: str) -> Template:
    return _parsed(read_bytes(path, naam), naam)


@lru_cache(maxsize=64)
def _parsed(data: bytes, naam: str) -> Template:
    """Return what a file of a template says; every dossier that is opened reads the same shipped ones."""
    bron = parse_bytes(data, naam)
    return Template(naam, bron.document, PathIndex(bron.tekst).line)


def _find(naam: str, map_: Path | None) -> tuple[Path, str] | None:
    """Return the file of a template and what complaints call it; None where there is none."""
    if not _NAME.fullmatch(naam) or f"{naam}.toml" == TABELLEN:
        return None
    own, path = map_ / "templates" / f"{naam}.toml" if map_ else None, shipped("templates") / f"{naam}.toml"
    if own and own.is_file():
        return own, f"templates/{naam}.toml"
    return (path, path.name) if path.is_file() else None


def _read(path: Path, naam: str, jaar: int, map_: Path | None, above: tuple[Path, ...], dossier: Dossier) -> _Reader:
    """Return the reader of a template with all that its basis says, which is held to its own file first.

    `above` are the templates that begin as this one.
    """
    own = _template(path, naam)
    if "basis" not in own.document:
        found = _Reader(own, own.document, jaar, dossier)
        below = None
    else:
        below = _read(*_named(own, path, map_, above, "basis"), jaar, map_, (*above, path), dossier)
        below.sjabloon()
        found = _Reader(own, begin_as(below.document, own, path.stem), jaar, dossier)
    found.delen = _parts(own, path, map_, ()) or (below.delen if below else ())
    found.opmaak = own if _OPMAAK in own.document else below.opmaak if below else None
    return found


def _named(own: Template, path: Path, map_: Path | None, above: tuple[Path, ...], key: str) -> tuple[Path, str]:
    """Return the file that a template names under a key: under its own name the shipped one, else as `load` finds it.

    `above` are the files that name each other up to here.
    """
    basis = own.text(own.document, (), key)
    above = (*above, path)
    found = _find(basis, None if basis == path.stem else map_)
    if found is None:
        raise own.error((key,), f"onbekend sjabloon `{shorten(basis)}`.", near(basis, names(map_)))
    if found[0] in above:
        chain = " → ".join(f"`{p.stem}`" for p in (*above[above.index(found[0]) :], found[0]))
        raise own.error((key,), f"de sjablonen beginnen in een kring als elkaar: {chain}.")
    if len(above) > MAX_BASIS:
        raise own.error((key,), f"een sjabloon begint hoogstens {MAX_BASIS} diep als een ander.")
    return found


class _Reader:
    """Reads one template; every complaint names the file, the line and the key."""

    delen: tuple[Template, ...] = ()
    opmaak: Template | None = None

    def __init__(self, template: Template, document: Mapping[str, Any], jaar: int, dossier: Dossier) -> None:
        self.template = template
        self._dossier = dossier
        self.document = document
        self.t = jaar
        self.kolommen: list[Kolom] = []

    def sjabloon(self) -> Sjabloon:
        """Return the template; raises InputError where it does not hold together."""
        kolommen = self.document.get("kolom")
        if not isinstance(kolommen, dict) or not kolommen:
            tekst = "een sjabloon heeft minstens één [kolom.…]."
            raise self.template.error(("kolom",), tekst, self.template.misspelt())
        if len(kolommen) > MAX_KOLOMMEN:
            raise self.template.error(("kolom",), f"een sjabloon heeft hoogstens {MAX_KOLOMMEN} kolommen.")
        self.kolommen.clear()
        for sleutel, values in kolommen.items():
            self.kolommen.append(self._kolom(sleutel, values))
        verloop = [self._index(s, ("verloop",)) for s in self._columns(self.document, (), "verloop")]
        return Sjabloon(
            naam=self._text(self.document, (), "naam"),
            titel=self._titel(),
            kolommen=tuple(self.kolommen),
            verloop=tuple(verloop),
            resultaat=self._index(self._text(self.document, (), "resultaat"), ("resultaat",)),
            kengetallen=self._kengetallen() or tuple(verloop),
            indicatoren=self._indicatoren(),
            delen=self.delen,
            opmaak=self.opmaak,
        )

    def _titel(self) -> str:
        """Return the title of the document: that of `[opmaak]` goes first."""
        opmaak = self.document.get("opmaak")
        said = opmaak.get("titel") if isinstance(opmaak, dict) else None
        return self._fill(said if isinstance(said, str) and said else self._text(self.document, (), "titel"))

    def _kengetallen(self) -> tuple[int, ...]:
        """Return the columns of the key figures, none where the template does not say."""
        if "kengetallen" not in self.document:
            return ()
        found = self._parts(self.document, (), "kengetallen")
        for index in found:
            if self.kolommen[index].verschil:
                tekst = f"een kengetal is niet van een verschil: kolom `{self.kolommen[index].sleutel}`."
                raise self.template.error(("kengetallen",), tekst)
        return tuple(found)

    def _indicatoren(self) -> str:
        layout = self.document.get("indicatoren", INDICATOREN[0])
        if layout not in INDICATOREN:
            raise self.template.error(("indicatoren",), f"`indicatoren` is {' of '.join(INDICATOREN)}.")
        return str(layout)

    def _kolom(self, sleutel: str, values: Any) -> Kolom:
        pad: Pad = ("kolom", sleutel)
        if not isinstance(values, dict):
            raise self.template.error(pad, f"hier hoort een tabel [kolom.{shorten(sleutel)}].")
        kop = self._fill(self._text(values, pad, "kop"))
        self._require_form(values, pad)
        if "som" in values:
            return self._computed(sleutel, kop, [(i, 1) for i in self._parts(values, pad, "som")])
        if "verschil" in values:
            columns = self._parts(values, pad, "verschil")
            if len(columns) != 2:
                tekst = "`verschil` noemt twee kolommen: die van de begroting en die van de rekening."
                raise self.template.error((*pad, "verschil"), tekst)
            return self._computed(sleutel, kop, [(columns[0], 1), (columns[1], -1)], verschil=True)
        return self._amount(sleutel, kop, values)

    def _require_form(self, values: dict[str, Any], pad: Pad) -> None:
        """Refuse a column that is not exactly one thing, or has a key that means nothing."""
        unknown = [key for key in values if key not in _KEYS]
        if not unknown and len([vorm for vorm in VORMEN if vorm in values]) == 1:
            return
        needs_basis = [key for key in unknown if key in KOLOM]
        hint = f"`{needs_basis[0]}` kan alleen in een sjabloon met `basis`." if needs_basis else ""
        named = (*pad, unknown[0]) if unknown else pad
        tekst = "een kolom heeft `kop` en een van: `fase` met `jaar` (en `met`), `som`, `verschil`."
        raise self.template.error(named, tekst, hint or (near(unknown[0], _KEYS) if unknown else ""))

    def _amount(self, sleutel: str, kop: str, values: dict[str, Any]) -> Kolom:
        pad: Pad = ("kolom", sleutel)
        jaar = _YEAR.fullmatch(self._text(values, pad, "jaar"))
        if not jaar:
            raise self.template.error((*pad, "jaar"), "`jaar` is T, of T met een getal: T-2, T+1.")
        fasen: dict[str, str] = {
            key: self._text(values, pad, key) for key in ("fase", "met") if key == "fase" or key in values
        }
        for key, fase in fasen.items():
            if fase not in FASEN:
                raise self.template.error((*pad, key), f"onbekende fase `{shorten(fase)}`.", near(fase, FASEN))
        if len(set(fasen.values())) != len(fasen):
            raise self.template.error((*pad, "met"), "`met` noemt een andere fase dan `fase`.")
        year = self.t + int(jaar[1] or 0)
        if "document" in values:
            fasen["fase"] = self._forecast(values, pad, fasen)
        return Kolom(
            sleutel, kop, year, tuple((f"{f}.{year}", 1) for f in fasen.values()), invoer=f"{fasen['fase']}.{year}"
        )

    def _forecast(self, values: dict[str, Any], pad: Pad, fasen: dict[str, str]) -> str:
        """Return the phase of a column that names the document whose forecast it prints."""
        sleutel, where = self._text(values, pad, "document"), (*pad, "document")
        if [*fasen.values()] != [PROGNOSE]:
            raise self.template.error(where, f'`document` kan alleen bij `fase = "{PROGNOSE}"`, zonder `met`.')
        known = [d.sleutel for d in documenten(self._dossier)]
        if sleutel not in known:
            tekst = f"dit dossier heeft geen document `{shorten(sleutel)}`."
            raise self.template.error(where, tekst, near(sleutel, known))
        return PROGNOSE if sleutel == self._dossier.document else f"{PROGNOSE}{VAN}{sleutel}"

    def _computed(self, sleutel: str, kop: str, delen: list[tuple[int, int]], *, verschil: bool = False) -> Kolom:
        if any(self.kolommen[i].verschil for i, _ in delen):
            raise self.template.error(("kolom", sleutel), "een kolom wordt niet uit een verschil berekend.")
        if sum(len(self.kolommen[i].termen) for i, _ in delen) > MAX_TERMEN:
            raise self.template.error(("kolom", sleutel), f"een kolom telt hoogstens {MAX_TERMEN} bedragen op.")
        termen = [(term, sign * factor) for i, factor in delen for term, sign in self.kolommen[i].termen]
        return Kolom(sleutel, kop, self.kolommen[delen[0][0]].jaar, tuple(termen), None, tuple(delen), verschil)

    def _parts(self, values: Mapping[str, Any], pad: Pad, key: str) -> list[int]:
        return [self._index(s, (*pad, key)) for s in self._columns(values, pad, key)]

    def _index(self, sleutel: str, pad: Pad) -> int:
        known = [kolom.sleutel for kolom in self.kolommen]
        if sleutel in known:
            return known.index(sleutel)
        raise self.template.error(pad, f"`{shorten(sleutel)}` is geen kolom die hierboven staat.", near(sleutel, known))

    def _text(self, values: Mapping[str, Any], pad: Pad, key: str) -> str:
        return self.template.text(values, pad, key)

    def _columns(self, values: Mapping[str, Any], pad: Pad, key: str) -> list[str]:
        return self.template.columns(values, pad, key)

    def _fill(self, text: str) -> str:
        return JAAR_IN_TEKST.sub(lambda m: str(self.t + int(m[1] or 0)), text)
