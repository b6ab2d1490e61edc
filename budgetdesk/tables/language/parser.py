"""TOML to declared tables: every complaint names file, line and key, and proposes what is near.

All complaints about a file are collected; a table that has one is left out, and the others are still read.
Bounds keep a hostile file small: so many tables, rows and columns, and texts of so many characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from budgetdesk.engine.dimensions import EIGEN
from budgetdesk.errors import Bevinding
from budgetdesk.tables.language import patterns, words
from budgetdesk.tables.language.declaration import (
    VERSIE,
    Deel,
    Kolomkeuze,
    Kolommen,
    Maat,
    Maatteken,
    Tabeldeclaratie,
    Tekens,
)
from budgetdesk.tables.language.rows import KANT, Rows, filters
from budgetdesk.tables.language.values import Complaints, Node, Regel, either, is_text, shorten

MAX_TABELLEN: Final = 200
MAX_KOLOMMEN: Final = 100
MAX_MATEN: Final = 50
MAX_DELEN: Final = 10
"""Parts side by side under a column."""

_SLEUTEL: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
_JAAR: Final = re.compile(r"T([+-][0-9])?|plan|alle|t/m T")
_JAREN: Final = (*words.JAREN, "T-1", "T+1")
_KOLOMVORM: Final = '`"KOLOM"`, `["KOLOM", "MAAT"]` of `{ kop = ..., jaren = ... }`'


@dataclass(slots=True)
class Gelezen:
    """What a file with tables holds, and what is wrong with it."""

    tabellen: dict[str, Tabeldeclaratie] = field(default_factory=dict)
    maten: dict[str, Maat] = field(default_factory=dict)
    """The measures that each of its tables knows."""
    bevindingen: list[Bevinding] = field(default_factory=list)


def read(document: Mapping[str, Any], bestand: str, regel: Regel, maten: Mapping[str, Maat] | None = None) -> Gelezen:
    """Return the tables that a document declares; `maten` are those it need not declare itself.

    `regel` gives the line of a path in the file, for complaints now and later.
    """
    found = Gelezen()
    complaints = Complaints(bestand, regel)
    root = Node(document, (), complaints)
    if _is_version(root):
        root.only(("tabellen", "maat", "tabel"))
        found.maten = dict(maten or {}) | _maten(root, "maat")
        tabellen = root.node("tabel")
        if len(tabellen.values) > MAX_TABELLEN:
            root.wrong("tabel", f"een bestand heeft hoogstens {MAX_TABELLEN} tabellen.")
            tabellen.values = {}
        for sleutel in tabellen.values:
            before = complaints.count
            tabel = _table(tabellen, sleutel, found.maten, regel)
            if tabel is not None and complaints.count == before:
                found.tabellen[sleutel] = tabel
    found.bevindingen = complaints.findings
    return found


def _is_version(root: Node) -> bool:
    """Return whether the file says the version that is read here; another one may mean anything by its keys."""
    version = root.values.get("tabellen")
    if type(version) is int and version == VERSIE:
        return True
    if version is None:
        root.wrong("tabellen", f"bovenaan hoort `tabellen = {VERSIE}`, de versie van de taal van de tabellen.")
    else:
        root.wrong("tabellen", f"deze versie kent `tabellen = {VERSIE}`, en geen `{shorten(version)}`.")
    return False


# --- measures ------------------------------------------------------------------------------------


def _maten(above: Node, key: str) -> dict[str, Maat]:
    """Return the measures below a key."""
    declared = above.node(key)
    if len(declared.values) > MAX_MATEN:
        above.wrong(key, f"hoogstens {MAX_MATEN} maten bij elkaar.")
        return {}
    return {maat.sleutel: maat for sleutel in declared.values if (maat := _maat(declared, sleutel)) is not None}


def _maat(declared: Node, sleutel: str) -> Maat | None:
    if not _SLEUTEL.fullmatch(sleutel) or sleutel == KANT:
        declared.wrong(sleutel, f"een maat heet met letters, cijfers, `-` en `_`, en niet `{KANT}`.")
        return None
    entry = declared.node(sleutel)
    said = [key for key in words.MAAT if key.islower()]
    rest = [key for key in entry.values if key not in said]
    placed = [key for key in rest if key in words.KANTEN or not entry.is_misplaced(key)]
    kanten = entry.own_factors(placed, words.KANTEN, "kant")
    if not kanten:
        declared.wrong(sleutel, "een maat heeft minstens één kant met een factor, zoals `{ lasten = 1, baten = -1 }`.")
        return None
    teken = entry.choice("teken", words.MAATTEKENS, "teken") or "natuurlijk"
    naam = entry.text("naam", sleutel.replace("_", " ").capitalize())
    return Maat(sleutel, naam, kanten, cast("Maatteken", teken), entry.yes("leeg"))


# --- tables --------------------------------------------------------------------------------------


def _table(tabellen: Node, sleutel: str, known: Mapping[str, Maat], regel: Regel) -> Tabeldeclaratie | None:
    """Return one table; what its rows name has to be declared above them."""
    if not _SLEUTEL.fullmatch(sleutel):
        tabellen.wrong(sleutel, "een tabel heet met letters, cijfers, `-` en `_`, hoogstens 60.")
        return None
    node = tabellen.node(sleutel)
    node.only(words.TABEL)
    maten = dict(known) | _maten(node, "maat")
    naast = measures(node, "maten", maten)
    kolommen = _kolommen(node, maten)
    table = Tabeldeclaratie(
        sleutel=sleutel,
        bestand=node.complaints.bestand,
        titel=_pattern(node, "titel", patterns.TITEL) or sleutel,
        rijen=(),
        maten=maten,
        labels=_labels(node),
        per_programma=node.choice("bij", ("programma",)) == "programma",
        alles=node.yes("alles"),
        waar=filters(node, "waar"),
        kolommen=kolommen,
        naast=naast,
        splitsing=_splitsing(node),
        vanaf=_year(node, "vanaf"),
        tot=_year(node, "tot"),
        kop=_pattern(node, "kop", patterns.KOP),
        tekens=cast("Tekens", node.choice("tekens", words.TEKENS) or words.TEKENS[0]),
        eenheid=_eenheid(node),
        decimalen=node.whole("decimalen", 0, 2),
        nul=node.choice("nul", words.NULLEN) if "nul" in node else None,
        minteken=node.choice("minteken", words.MINTEKENS) if "minteken" in node else None,
        letters=node.choice("letters", words.LETTERS),
        nodig=node.choice("nodig", (*words.NODIG, *words.DIMS)),
        dekt=_dekt(node, maten),
        regel=regel,
    )
    _check_years(table, node)
    chosen = kolommen if isinstance(kolommen, tuple) else ()
    apart = [(keuze.maat, tuple(keuze.waar)) for keuze in chosen if keuze.waar]
    if table.dekt and apart:
        node.wrong("dekt", "`dekt` telt in welke rijen bedragen staan; een kolom met `waar` laat er weg.")
    filtered = dict.fromkeys((*table.waar, *(dim for deel in table.splitsing for dim in deel.waar)))
    rows = Rows(maten, table.column_measures, tuple(filtered), apart, is_side_by_side=bool(naast))
    return _with_rows(table, node, rows)


def _with_rows(table: Tabeldeclaratie, node: Node, rows: Rows) -> Tabeldeclaratie:
    tussen, rijen = rows.read(node, "tussen"), rows.read(node, "rij")
    if not rijen:
        node.wrong("rij", "een tabel heeft minstens één rij: `rij = [ { ... } ]`.")
    return replace(table, tussen=tussen, rijen=rijen)


def _labels(node: Node) -> tuple[str, str]:
    labels = node.texts("labels")
    if len(labels) not in (0, 2):
        node.wrong("labels", "`labels` noemt twee koppen: boven de namen en boven de soorten.")
    return (labels[0], labels[1]) if len(labels) == 2 else ("", "")


def _pattern(node: Node, key: str, known: frozenset[str]) -> str:
    text = node.text(key)
    for name in patterns.unknown(text, known):
        node.wrong(key, f"onbekend patroon `{{{shorten(name)}}}`.", name, sorted(known | {"T", "T+1"}))
    return text


def _year(node: Node, key: str) -> int | None:
    """Return a year as so many after T, None where the key is absent."""
    if key not in node:
        return None
    match = patterns.YEAR.fullmatch(node.text(key))
    if match is None:
        node.wrong(key, f'`{key}` is `"T"`, of T met een getal: `"T-1"`.')
        return None
    return int(match[1] or 0)


def _check_years(table: Tabeldeclaratie, node: Node) -> None:
    if table.vanaf is not None and table.tot is not None and table.vanaf > table.tot:
        node.wrong("tot", "`tot` ligt voor `vanaf`: er blijft geen jaar over.")


def _splitsing(node: Node) -> tuple[Deel, ...]:
    """Return the parts that stand side by side under each column."""
    if node.size("splitsing") > MAX_DELEN:
        node.wrong("splitsing", f"hoogstens {MAX_DELEN} delen naast elkaar.")
        return ()
    found: list[Deel] = []
    for entry in node.nodes("splitsing", '{ kop = "Structureel", waar = { aard = "structureel" } }'):
        if entry is None:
            continue
        entry.only(words.SPLITSING)
        below, kop = entry.node("waar"), entry.text("kop")
        waar = {dim: frozenset(below.texts(dim)) for dim in below.values if dim in EIGEN}
        for dim in below.values.keys() - waar.keys():
            below.wrong(dim, f"een deel van een bedrag filtert met {either(EIGEN)}.", dim, EIGEN)
        if not kop or kop in [deel.kop for deel in found]:
            entry.wrong("kop", "elk deel heeft een eigen `kop`.")
        found.append(Deel(kop, waar))
    return tuple(found)


def _eenheid(node: Node) -> int | None:
    eenheid = node.values.get("eenheid")
    if eenheid is not None and (type(eenheid) is not int or eenheid not in words.EENHEDEN):
        node.wrong("eenheid", f"een eenheid is {either([str(unit) for unit in words.EENHEDEN])}.")
        return None
    return eenheid


def _dekt(node: Node, maten: Mapping[str, Maat]) -> str:
    dekt = known_measure(node, "dekt", node.text("dekt"), maten)
    if dekt and (balances := [kant for kant in maten[dekt].kanten if kant in words.PER_KOLOM]):
        node.wrong("dekt", f"`{dekt}` bevat {either(balances)}: daarvan zijn er geen bedragen om te tellen.")
        return ""
    return dekt


def known_measure(node: Node, key: str, maat: str, maten: Mapping[str, Maat]) -> str:
    """Return a measure, empty with a complaint where it is not known."""
    if maat and maat not in maten:
        node.wrong(key, f"onbekende maat `{shorten(maat)}`.", maat, sorted(maten))
        return ""
    return maat


def measures(node: Node, key: str, maten: Mapping[str, Maat]) -> tuple[str, ...]:
    """Return the measures that a key names."""
    return tuple(maat for maat in node.texts(key) if known_measure(node, key, maat, maten))


# --- columns -------------------------------------------------------------------------------------


def _kolommen(node: Node, maten: Mapping[str, Maat]) -> Kolommen:
    value = node.values.get("kolom", "sjabloon")
    if isinstance(value, str):
        return cast("Kolommen", node.choice("kolom", words.KOLOMMEN, "kolom") or "sjabloon")
    if not isinstance(value, list) or not 0 < len(value) <= MAX_KOLOMMEN:
        node.wrong("kolom", f"`kolom` is {either(list(words.KOLOMMEN))}, of een lijst van 1 tot {MAX_KOLOMMEN}.")
        return "sjabloon"
    return tuple(_columns(node, value, maten))


def _columns(node: Node, entries: Sequence[Any], maten: Mapping[str, Maat]) -> Iterator[Kolomkeuze]:
    heads: list[str] = []
    for number, entry in enumerate(entries):
        at = Node(entry if isinstance(entry, dict) else {}, (*node.pad, "kolom", number), node.complaints)
        keuze = _kolom(entry, at, maten, heads)
        by_year = keuze.kolom and "{jaar}" in keuze.kop
        if keuze.kop and keuze.kop in heads and not by_year:
            at.wrong("kop", f"er is al een kolom met de kop `{shorten(keuze.kop)}`.")
        heads.append(keuze.kop)
        yield keuze


def _kolom(entry: Any, at: Node, maten: Mapping[str, Maat], heads: Sequence[str]) -> Kolomkeuze:
    if is_text(entry):
        return Kolomkeuze(at.pad, kolom=entry)
    if isinstance(entry, list) and len(entry) == 2 and all(map(is_text, entry)):
        return Kolomkeuze(at.pad, kolom=entry[0], maat=known_measure(at, "", entry[1], maten))
    if not isinstance(entry, dict):
        at.wrong("", f"een kolom is {_KOLOMVORM}.")
        return Kolomkeuze(at.pad)
    at.only(words.KOLOM)
    if sum(key in at for key in ("maat", "som", "tekst")) > 1 or ("jaren" in at and ("som" in at or "tekst" in at)):
        at.wrong("", "een kolom heeft `kop` en een van: `maat` en `jaren`, `som`, of `tekst`.")
    for key, others in (("kolom", ("jaren", "som", "tekst")), ("waar", ("som", "tekst"))):
        if key in at and (beside := [other for other in others if other in at]):
            at.wrong(key, f"`{key}` gaat niet samen met {either(beside)}.")
    if not at.text("kop"):
        at.wrong("kop", "een kolom heeft een `kop`.")
    return Kolomkeuze(
        at.pad,
        kop=_pattern(at, "kop", patterns.KOP),
        kolom=at.text("kolom"),
        maat=known_measure(at, "maat", at.text("maat"), maten),
        jaren=_jaren(at),
        som=_column_sum(at, heads),
        tekst=_pattern(at, "tekst", patterns.of_members("")) if "tekst" in at else None,
        waar=filters(at, "waar"),
    )


def _jaren(at: Node) -> tuple[str, ...]:
    jaren = at.texts("jaren")
    for jaar in jaren:
        if not _JAAR.fullmatch(jaar):
            at.wrong("jaren", f"onbekende jaren `{shorten(jaar)}`.", jaar, _JAREN)
    if len(jaren) > 1 and any(jaar in ("plan", "alle", "t/m T") for jaar in jaren):
        at.wrong("jaren", '`"plan"`, `"alle"` en `"t/m T"` staan alleen; een lijst noemt jaren: `["T-1", "T"]`.')
    return jaren


def _column_sum(at: Node, heads: Sequence[str]) -> dict[str, int]:
    """Return the columns that a column adds up; those of a template are known by their heading only later."""
    known = heads if all(heads) and not any("{" in head for head in heads) else None
    return at.factors("som", known, "kolom")
