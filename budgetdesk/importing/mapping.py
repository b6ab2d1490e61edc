"""How a foreign file is to be read: `import/NAAM.toml` of a dossier, as people write it and as it is kept.

Headings and three small tables, no language: which columns say what, what the words in them mean, and what the
amounts are of. An unknown key is an error with its line, as a mistyped one would leave out amounts in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from budgetdesk.bedrag import Decimaal
from budgetdesk.errors import Bevinding, InputError, LimitExceeded
from budgetdesk.model import leeswijze as taal
from budgetdesk.model.adres import join_key, quote_key
from budgetdesk.model.arrangement import FASEN, REALISATIE, REKENING, is_quarter, is_year
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.storage.paths import PathIndex
from budgetdesk.storage.reader import list_ways, read_bytes
from budgetdesk.storage.toml import parse_bytes
from budgetdesk.storage.writer import spell
from budgetdesk.tables.language.values import Complaints, Node, shorten

ONJUIST: Final = "BD125"
"""Code of a way of reading that does not hold together."""

Als = Literal["grootboek", "rekening", "tabel", "iv3"]
"""What is made of a file: posts with amounts, amounts of posts there are, a printed table, a statement of Iv3."""

Kantwijze = Literal["teken", "kolom", "kolommen", "code", "rij"]
Groepeer = Literal["code", "kostenplaats", "kostenplaats+categorie", "taakveld+categorie"]
Doen = Literal["vraag", "maak", "overslaan"]

GROOTBOEK: Final[tuple[Als, ...]] = ("grootboek", "rekening")
"""What is read account by account."""

EENHEDEN: Final = (1, 1000, 1_000_000)
SCHEIDINGEN: Final = (";", "\t", ",", "|")
CODERINGEN: Final = ("utf-8", "windows-1252", "utf-16")
CONVENTIES: Final = ("A", "B", "C", "D")
MEER: Final = ("code", "naam", "programma", "beleidsterrein")
"""The keys of [kolom] that may name several columns."""

_TEKENS: Final = {"+": 1, "-": -1}
_MEESTE_KOPRIJEN: Final = 10
_DOEL: Final = '`"begroting.2027"`, met een kant erachter waar een kolom maar een van beide is'


@dataclass(frozen=True, slots=True)
class Doel:
    """What a column of amounts holds: a phase, a year (or a quarter, of `realisatie`), and a side where it has one."""

    fase: str
    jaar: str
    kant: str = ""

    @property
    def term(self) -> str:
        """Return phase and year as the dossier stores them."""
        return f"{self.fase}.{self.jaar}"

    def __str__(self) -> str:
        return f"{self.term}.{self.kant}" if self.kant else self.term


@dataclass(frozen=True, slots=True)
class Leeswijze:
    """How files of one layout are read; the keys of `import/NAAM.toml` with their defaults."""

    bestand: str = field(default="", compare=False)
    """What complaints call the file it stands in."""
    naam: str = ""
    als: Als = "grootboek"
    blad: str | int = ""
    """The sheet, by name or number from 1; empty where there is only one to read."""
    kop: tuple[int, ...] = (1,)
    tot: str = ""
    scheiding: str = ""
    codering: str = ""
    vingerafdruk: str = ""
    eenheid: int = 1
    decimaal: Decimaal | Literal[""] = ""
    kant: Kantwijze = "teken"
    lasten: int = 1
    """The printed sign of normal lasten."""
    baten: int = -1
    conventie: str = ""
    kolom: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    waarde: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    jaren: Mapping[str, Doel] = field(default_factory=dict)
    kolommen: Mapping[str, Doel] = field(default_factory=dict)
    totalen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overslaan: tuple[str, ...] = ()
    herhaal: bool = False
    """Whether a label that is left blank is that of the row above it."""
    groepeer: Groepeer = "code"
    niet: tuple[str, ...] = ()
    doen: Doen = "vraag"
    beleidsterrein: Mapping[str, str] = field(default_factory=dict)

    @property
    def sleutel(self) -> str:
        """Return the name by which a dossier knows it."""
        return self.bestand.rpartition("/")[2].removesuffix(".toml")

    @property
    def genoemd(self) -> list[str]:
        """Return every heading that it names."""
        named = [*(kop for koppen in self.kolom.values() for kop in koppen), *self.jaren, *self.kolommen]
        return list(dict.fromkeys(named))


def doel(text: str) -> Doel | None:
    """Return what a text such as `begroting.2027` or `rekening.2025.lasten` says of a column; None where nothing."""
    fase, _, rest = text.partition(".")
    jaar, _, kant = rest.partition(".")
    known = is_quarter(jaar) if fase == REALISATIE else fase in FASEN and is_year(jaar)
    return Doel(fase, jaar, kant) if known and kant in ("", *POSTKANTEN) else None


# --- the files of a dossier ----------------------------------------------------------------------


def names(map_: Path) -> list[str]:
    """Return the names of the ways of reading that a dossier has."""
    return [naam.partition("/")[2].removesuffix(".toml") for naam in list_ways(map_)]


def load(map_: Path, naam: str) -> Leeswijze:
    """Return one of them by name. Raises InputError with all that is wrong with it, or LimitExceeded."""
    bestand = f"{taal.MAP}/{naam}.toml"
    return read(read_bytes(map_ / bestand, bestand), bestand)


def read(data: bytes, bestand: str) -> Leeswijze:
    """Return the way of reading in the bytes of a file; `bestand` is what complaints call it. Raises as `load`."""
    bron = parse_bytes(data, bestand)
    complaints = Complaints(bestand, PathIndex(bron.tekst).line, ONJUIST)
    found = _Lezer(Node(bron.document, (), complaints), bestand).read()
    if complaints.count:
        raise InputError(complaints.findings)
    return found


def findings(map_: Path) -> list[Bevinding]:
    """Return what is wrong with the ways of reading of a dossier: nothing that its figures depend on."""
    found: list[Bevinding] = []
    for naam in names(map_):
        try:
            load(map_, naam)
        except (InputError, LimitExceeded) as error:
            # whatever it is, the budget can do without it
            found += [replace(b, code=ONJUIST) for b in error.bevindingen]
    return found


class _Lezer:
    """Reads one file; what is wrong is complained of and counts as absent."""

    def __init__(self, root: Node, bestand: str) -> None:
        self._root = root
        self._bestand = bestand

    def read(self) -> Leeswijze:
        root = self._root
        root.only(taal.ORDE)
        bron, bedragen, kolom = (self._table(naam) for naam in ("bron", "bedragen", "kolom"))
        rijen, nieuw = self._table("rijen"), self._table("nieuw")
        if type(bron.values.get("formaat")) is not int or bron.values["formaat"] != taal.VERSIE:
            bron.wrong("formaat", f"`formaat = {taal.VERSIE}` ontbreekt, of is een andere versie.")
        if bedragen.text("afwijking", "cent") != "cent":
            bedragen.wrong("afwijking", '`afwijking` is `"cent"`: centen worden niet weggelaten.')
        kant = _literal(bedragen, "kant", Kantwijze, "teken")
        found = Leeswijze(
            bestand=self._bestand,
            naam=bron.text("naam"),
            als=_literal(bron, "als", Als, ""),
            blad=self._sheet(bron),
            kop=self._heading_rows(bron),
            tot=bron.text("tot"),
            scheiding=bron.choice("scheiding", SCHEIDINGEN, "scheiding"),
            codering=bron.choice("codering", CODERINGEN, "codering"),
            vingerafdruk=bron.text("vingerafdruk"),
            eenheid=self._unit(bedragen),
            decimaal=_literal(bedragen, "decimaal", Decimaal, ""),
            kant=kant,
            lasten=_sign(bedragen, "lasten", 1),
            baten=_sign(bedragen, "baten", -1 if kant == "teken" else 1),
            conventie=bedragen.choice("conventie", CONVENTIES, "conventie"),
            kolom={key: names_ for key in taal.KOLOM if (names_ := self._columns(kolom, key))},
            waarde=self._words(),
            jaren=self._years(),
            kolommen=self._table_columns(),
            totalen=self._totals(),
            overslaan=rijen.texts("overslaan"),
            herhaal=rijen.yes("herhaal"),
            groepeer=_literal(rijen, "groepeer", Groepeer, "code"),
            niet=rijen.texts("niet"),
            doen=_literal(nieuw, "doen", Doen, "vraag"),
            beleidsterrein=self._texts(nieuw.node("beleidsterrein")),
        )
        self._require_whole(found, bron, bedragen, kolom)
        return found

    def _table(self, naam: str) -> Node:
        node = self._root.node(naam)
        node.only(taal.TABELLEN[naam])
        return node

    def _sheet(self, bron: Node) -> str | int:
        if "blad" in bron and "nummer" in bron:
            bron.wrong("nummer", "noem een blad met `blad` of met `nummer`, niet met allebei.")
        return bron.whole("nummer", 1, 1000) or bron.text("blad")

    def _heading_rows(self, bron: Node) -> tuple[int, ...]:
        value = bron.values.get("kop", [1])
        rows = [value] if type(value) is int else value
        is_list = isinstance(rows, list) and all(type(row) is int and row > 0 for row in rows)
        if not is_list or len(rows) > _MEESTE_KOPRIJEN or rows != sorted(set(rows)):
            bron.wrong("kop", "hier horen de rijen van de koppen, oplopend: `[3, 4]`; `[]` zonder koppen.")
            return (1,)
        return tuple(rows)

    def _unit(self, bedragen: Node) -> int:
        value = bedragen.values.get("eenheid", 1)
        if type(value) is not int or value not in EENHEDEN:
            bedragen.wrong("eenheid", f"`eenheid` is {', '.join(map(str, EENHEDEN[:-1]))} of {EENHEDEN[-1]}.")
            return 1
        return value

    def _columns(self, kolom: Node, key: str) -> tuple[str, ...]:
        found = kolom.texts(key)
        if len(found) > 1 and key not in MEER:
            kolom.wrong(key, "hier hoort een kop, of de letter van een kolom.")
        return found

    def _words(self) -> dict[str, dict[str, str]]:
        """Return what the words in columns mean."""
        node = self._root.node("waarde")
        node.only(taal.WAARDE)
        found = {key: self._texts(node.node(key)) for key in taal.WAARDE if key in node}
        fits = {
            "kant": lambda value: value in POSTKANTEN,
            "fase": lambda value: value in ("", *FASEN, REALISATIE),
            "jaar": lambda value: is_year(value) or is_quarter(value),
        }
        means = {"kant": "`lasten` of `baten`", "fase": f"{', '.join(FASEN)} of niets", "jaar": "een jaar"}
        for key, values in found.items():
            for word, value in values.items():
                if not fits[key](value):
                    node.node(key).wrong(word, f"`{shorten(value)}` kan hier niet: bedoeld is {means[key]}.")
        return found

    def _texts(self, node: Node) -> dict[str, str]:
        return {key: node.text(key) for key in node.values}

    def _years(self) -> dict[str, Doel]:
        node = self._root.node("jaren")
        found = {kop: doel(node.text(kop)) for kop in node.values}
        for kop, what in found.items():
            if what is None:
                node.wrong(kop, f"hier hoort een fase met een jaar: {_DOEL}.")
        return {kop: what for kop, what in found.items() if what}

    def _table_columns(self) -> dict[str, Doel]:
        node, found = self._root.node("kolommen"), {}
        for kop in node.values:
            below = node.node(kop)
            below.only(("fase", "jaar", "kant"))
            jaar = below.values.get("jaar", "")
            what = doel(".".join(filter(None, (below.text("fase"), str(jaar), below.text("kant")))))
            if what is None:
                node.wrong(
                    kop, 'hier hoort `{ fase = "begroting", jaar = 2027 }`, met `kant` waar dat een van beide is.'
                )
            else:
                found[kop] = what
        return found

    def _totals(self) -> dict[str, tuple[str, ...]]:
        node = self._root.node("totalen")
        return {rij: node.texts(rij) for rij in node.values}

    def _require_whole(self, found: Leeswijze, bron: Node, bedragen: Node, kolom: Node) -> None:
        """Complain of what a ledger cannot be read without."""
        if "als" not in bron:
            bron.wrong("als", f"`als` ontbreekt: kies uit {', '.join(get_args(Als))}.")
        if found.als not in GROOTBOEK:
            return
        if "code" not in found.kolom:
            kolom.wrong("code", "`code` ontbreekt: de kop van de kolom met de code van het grootboek.")
        rows = [key for key in ("bedrag", *POSTKANTEN) if key in found.kolom]
        if bool(rows) == bool(found.jaren):
            tekst = "noem de kolommen met bedragen in [jaren], of `bedrag` (of `lasten` en `baten`) in [kolom]."
            kolom.wrong(rows[0] if rows else "", tekst)
        self._require_period(found, rows, kolom)
        self._require_side(found, rows, bedragen, kolom)

    def _require_period(self, found: Leeswijze, rows: list[str], kolom: Node) -> None:
        if rows and "bedrag" in rows and len(rows) > 1:
            kolom.wrong("bedrag", "noem `bedrag`, of `lasten` en `baten`, niet allebei.")
        if rows and "jaar" not in found.kolom and "" not in found.waarde.get("jaar", {}):
            kolom.wrong("jaar", '`jaar` ontbreekt; is alles van een jaar, zet dan `"" = "2026"` onder [waarde.jaar].')
        has_phase = "fase" in found.kolom or "" in found.waarde.get("fase", {}) or found.als == REKENING
        if rows and not has_phase:
            kolom.wrong(
                "fase", '`fase` ontbreekt; is alles van een fase, zet dan `"" = "begroting"` onder [waarde.fase].'
            )

    def _require_side(self, found: Leeswijze, rows: list[str], bedragen: Node, kolom: Node) -> None:
        apart = {what.kant for what in found.jaren.values()} if found.jaren else {*rows} & {*POSTKANTEN} or {""}
        if found.kant == "teken" and found.lasten == found.baten:
            bedragen.wrong("baten", "waar het teken de kant zegt, hebben lasten en baten elk een ander.")
        if found.kant in ("kolom", "code", "rij") and "baten" not in bedragen and apart == {""}:
            bedragen.wrong("baten", 'zeg met welk teken gewone baten er staan: `baten = "+"` of `baten = "-"`.')
        if found.kant == "kolommen" and "" in apart:
            bedragen.wrong("kant", 'zeg van elke kolom met bedragen de kant: `"Debet" = "rekening.2026.lasten"`.')
        if found.kant == "kolom" and "kant" not in found.kolom:
            kolom.wrong("kant", "`kant` ontbreekt: de kolom die zegt wat lasten en wat baten zijn.")
        if found.kant == "code" and not found.waarde.get("kant"):
            bedragen.wrong("kant", 'zeg onder [waarde.kant] welke codes baten zijn: `"8*" = "baten"`.')


def _literal(node: Node, key: str, choices: Any, default: str) -> Any:
    """Return one of the words of a type; the default where the key is absent or something else."""
    return node.choice(key, get_args(choices)) or default


def _sign(node: Node, key: str, default: int) -> int:
    return _TEKENS.get(node.choice(key, _TEKENS, "teken"), default)


# --- the one form in which it is written ---------------------------------------------------------


def write(leeswijze: Leeswijze) -> str:
    """Return a way of reading as the text of its file, in the one form of `fmt`; `read` gives it back."""
    return "\n".join(f"[{header}]\n{''.join(lines)}" for header, lines in _tables(leeswijze) if lines)


def _tables(found: Leeswijze) -> Iterator[tuple[str, list[str]]]:
    """Yield each table with its lines; what is as it would be without being said is left out."""
    yield "bron", _lines(_source(found))
    yield "bedragen", _lines(_amounts(found))
    columns = {key: list(koppen) if len(koppen) > 1 else koppen[0] for key, koppen in found.kolom.items()}
    yield "kolom", _lines({key: columns[key] for key in taal.KOLOM if key in columns})
    for key in (key for key in taal.WAARDE if key in found.waarde):
        yield f"waarde.{key}", _lines(found.waarde[key])
    yield "jaren", _lines({kop: str(what) for kop, what in found.jaren.items()})
    yield "kolommen", [line for kop, what in found.kolommen.items() for line in _lines(_column(what), kop)]
    rows = {key: getattr(found, key) for key in taal.RIJEN}
    listed = {key: [*value] if isinstance(value, tuple) else value for key, value in rows.items()}
    yield "rijen", _lines(_without(listed, {"overslaan": [], "herhaal": False, "groepeer": "code", "niet": []}))
    yield (
        "nieuw",
        _lines(_without({"doen": found.doen}, {"doen": "vraag"})) + _lines(found.beleidsterrein, "beleidsterrein"),
    )
    yield "totalen", _lines({rij: [*delen] for rij, delen in found.totalen.items()})


def _source(found: Leeswijze) -> dict[str, Any]:
    sheet = {"nummer" if isinstance(found.blad, int) else "blad": found.blad}
    said = {"formaat": taal.VERSIE, "naam": found.naam, "als": found.als, **sheet, "kop": [*found.kop]}
    said |= {key: getattr(found, key) for key in ("tot", "scheiding", "codering", "vingerafdruk")}
    return _without({key: said[key] for key in taal.BRON if key in said}, dict.fromkeys(said, "") | {"kop": [1]})


def _amounts(found: Leeswijze) -> dict[str, Any]:
    signs = {value: sign for sign, value in _TEKENS.items()}
    said: dict[str, Any] = {"eenheid": found.eenheid, "decimaal": found.decimaal, "kant": found.kant}
    said |= {"lasten": signs[found.lasten], "baten": signs[found.baten], "conventie": found.conventie}
    return _without(said, {"decimaal": "", "conventie": ""})


def _column(what: Doel) -> dict[str, Any]:
    jaar = int(what.jaar) if what.jaar.isdecimal() else what.jaar
    return _without({"fase": what.fase, "jaar": jaar, "kant": what.kant}, {"kant": ""})


def _without(said: Mapping[str, Any], default: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in default or value != default[key]}


def _lines(values: Mapping[str, Any], above: str = "") -> list[str]:
    keys = [join_key((above, key)) if above else quote_key(key) for key in values]
    return [f"{key} = {spell(value)}\n" for key, value in zip(keys, values.values(), strict=True)]
