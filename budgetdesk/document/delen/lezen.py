"""TOML to declared parts: every complaint names file, line and key, and proposes what is near.

What a dossier says of a part stands in the place of what its template says, key by key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final, cast

from budgetdesk.document.blokken import Opmaak
from budgetdesk.document.delen import woorden
from budgetdesk.document.delen.declaratie import Eis, Indeling, Inhoud, Inhoudsoort, Onderdeel
from budgetdesk.tables.kredieten import LIJSTEN
from budgetdesk.tables.language.values import Node, shorten

MAX_DELEN: Final = 200
"""Parts of one document."""

MAX_DIEPTE: Final = 6
"""Levels of headings: a web page has no more."""

MAX_LABELS: Final = 50

_SLEUTEL: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
_NUMMERING: Final = re.compile(r"\d{1,3}(\.\d{1,3}){0,4}")
_PATROON: Final = re.compile(r"\{([^{}]*)\}")
_JAAR: Final = re.compile(r"T([+-]\d)?")
_PATRONEN: Final = ("kop", "loopkop", "bij", "vooraf", "daarna", "leeg", "titel")
_VOORBEELD: Final = "`tekst:VELD`, `tabel:NAAM`, `lijst:NAAM`, `grafiek:NAAM`, `kenmerken` of `velden`"


class Lezer:
    """Reads the parts of one document: those of its template first, then what the dossier says of them.

    `bekend` are the names that `tabel:`, `lijst:` and `grafiek:` may have, `van` is what the document is of
    (`woorden.VAN`). What is wrong is complained about in the file that says it, and counts as not said.
    """

    def __init__(self, bekend: Bekend, van: str = "") -> None:
        self._bekend = bekend
        self._van = van
        self._delen: dict[str, Onderdeel] = {}
        self._gezegd: dict[tuple[str, str], Node] = {}
        """Which level of a file last said a key of a part."""
        self._weg: set[str] = set()
        self._opmaak = Opmaak()

    def parts(self, delen: Node) -> None:
        """Read parts, upon those that were read before."""
        if len(self._delen.keys() | delen.values.keys()) > MAX_DELEN:
            delen.wrong("", f"een document heeft hoogstens {MAX_DELEN} delen.")
            return
        for sleutel in delen.values:
            if not _SLEUTEL.fullmatch(sleutel):
                delen.wrong(sleutel, "een deel heet met letters, cijfers, `-` en `_`, hoogstens 60.")
            else:
                self._part(sleutel, delen.node(sleutel))

    def indeling(self) -> Indeling:
        """Return the parts that hold together: what is said of one that is not there counts as not said."""
        self._leave_out()
        self._place()
        found = Indeling(self._delen, self._opmaak, self._van)
        for deel in found.delen.values():
            self._require_words(found, deel)
            self._require_depth(found, deel)
            self._require_members(found, deel)
            self._require_about(deel)
        self._require_once(found)
        return found

    # --- one part ----------------------------------------------------------------------------

    def look(self, node: Node) -> None:
        """Read how the document looks, key by key upon what was read before."""
        node.only(woorden.OPMAAK)
        if self._van:
            known = woorden.PATROON | {veld.sleutel for veld in woorden.VAN[self._van].velden}
            for word in _unknown(node.text("titel"), known):
                node.wrong("titel", f"onbekend patroon `{{{shorten(word)}}}`.", word, known)
        found: dict[str, Any] = {
            "titel": node.text("titel"),
            "nummering": _first_number(node),
            "omslag": node.yes("omslag"),
            "inhoud": node.whole("inhoud", 0, woorden.MAX_INHOUD),
            "lijst_tabellen": node.yes("lijst_tabellen"),
        }
        self._opmaak = replace(self._opmaak, **{key: value for key, value in found.items() if key in node})

    def _part(self, sleutel: str, node: Node) -> None:
        node.only(woorden.DEEL)
        if node.yes("weg"):
            if sleutel not in self._delen:
                node.wrong("weg", f"er is geen deel `{shorten(sleutel)}`.", sleutel, self._delen)
            self._weg.add(sleutel)
            return
        self._weg.discard(sleutel)
        self._gezegd |= {(sleutel, key): node for key in node.values}
        said = {attribute: read(node, self._bekend) for key, (attribute, read) in _SLEUTELS.items() if key in node}
        now = replace(self._delen.get(sleutel, Onderdeel(sleutel)), **said)
        if now.kop and now.loopkop:
            key = "loopkop" if "loopkop" in node else "kop"
            node.wrong(key, "een deel heeft een `kop` of een `loopkop`, niet allebei.")
            now = replace(now, loopkop="")
        if "voor" in node and "na" in node:
            node.wrong("na", "een deel staat `voor` een ander of `na` een ander, niet allebei.")
        if "voor" in node:
            now = replace(now, na={})
        elif "na" in node:
            now = replace(now, voor={})
        self._delen[sleutel] = now

    # --- whether they hold together ------------------------------------------------------------

    def _leave_out(self) -> None:
        """Leave out what is said to be left out, and what stands in that."""
        gone = set(self._weg)
        while more := {s for s, deel in self._delen.items() if deel.boven in gone} - gone:
            gone |= more
        for sleutel in gone:
            self._delen.pop(sleutel, None)
        for sleutel, deel in self._delen.items():
            self._delen[sleutel] = _beside_none_of(deel, gone)

    def _place(self) -> None:
        """Put every part in the one it names and after the one it names, in the document where that cannot be."""
        for sleutel, deel in self._delen.items():
            nowhere = {d.sleutel for d in self._delen.values() if d.boven and d.boven not in self._delen}
            for place, parts in (("voor", deel.voor), ("na", deel.na)):
                for other in {*parts.values()} - self._beside(deel) - nowhere:
                    tekst = f"`{shorten(other)}` is geen deel van hetzelfde geheel."
                    self._wrong(sleutel, place, tekst, other, self._beside(deel))
            if deel.boven and deel.boven not in self._delen:
                self._wrong(sleutel, "in", f"er is geen deel `{shorten(deel.boven)}`.", deel.boven, self._delen)
        for sleutel, deel in self._delen.items():
            if deel.boven not in self._delen:
                self._delen[sleutel] = replace(deel, boven="")
        for sleutel in self._delen:
            if chain := self._circle(sleutel):
                named = " → ".join(f"`{part}`" for part in chain)
                self._wrong(sleutel, "in", f"de delen staan in een kring in elkaar: {named}.")
                self._delen[sleutel] = replace(self._delen[sleutel], boven="")
        for sleutel, deel in self._delen.items():
            elsewhere = {*deel.voor.values(), *deel.na.values()} - self._beside(deel)
            self._delen[sleutel] = _beside_none_of(deel, elsewhere)

    def _beside(self, deel: Onderdeel) -> set[str]:
        """Return the parts that stand in the same one."""
        return {d.sleutel for d in self._delen.values() if d.boven == deel.boven} - {deel.sleutel}

    def _circle(self, sleutel: str) -> list[str]:
        """Return the parts of a circle that begins at one, and it again; nothing where there is none."""
        chain = [sleutel]
        while (above := self._delen[chain[-1]].boven) and above not in chain:
            chain.append(above)
        return [*chain, sleutel] if above == sleutel else []

    def _require_words(self, found: Indeling, deel: Onderdeel) -> None:
        """Complain of words in a pattern that are no key of what the part is of."""
        soort = found.soort(deel)
        kind = (woorden.PER | woorden.VAN).get(soort)
        known = woorden.PATROON | {veld.sleutel for veld in (kind.velden if kind else ()) if not veld.onder}
        for key in _PATRONEN:
            for word in _unknown(getattr(deel, key) or "", known):
                self._wrong(deel.sleutel, key, f"onbekend patroon `{{{shorten(word)}}}`.", word, known)

    def _require_depth(self, found: Indeling, deel: Onderdeel) -> None:
        depth = sum(bool(d.kop) for d in (deel, *found.boven(deel)))
        if deel.kop and depth > MAX_DIEPTE:
            self._wrong(deel.sleutel, "kop", f"koppen gaan hoogstens {MAX_DIEPTE} diep.")

    def _require_members(self, found: Indeling, deel: Onderdeel) -> None:
        """Complain of a table without name that is of none, and of what `waar` asks that nothing has."""
        soort = found.soort(deel)
        if any(str(what) == woorden.TABEL for what in deel.wat) and soort != woorden.TABEL:
            self._wrong(deel.sleutel, "wat", "noem de tabel, `tabel:NAAM`; zonder naam kan dat alleen per tabel.")
        lijst = deel.waar.get(woorden.LIJST)
        if lijst is not None and lijst not in LIJSTEN:
            self._wrong(deel.sleutel, "waar", f"onbekende lijst `{shorten(lijst)}`.", str(lijst), LIJSTEN)
        listed = [woorden.LIJSTEN.get(what.naam, "") for what in deel.wat if not deel.per]
        kinds = [woorden.PER[naam] for naam in (deel.per, *listed) if naam in woorden.PER]
        known = {veld.sleutel for kind in kinds for veld in kind.velden} | woorden.EISEN
        for key in deel.waar:
            if key not in known:
                self._wrong(deel.sleutel, "waar", f"onbekend veld `{shorten(key)}`.", key, known)

    def _require_about(self, deel: Onderdeel) -> None:
        """Complain of what a part repeats for where the document has none of those."""
        if deel.per == woorden.MUTATIE and self._van != woorden.WIJZIGING:
            self._wrong(deel.sleutel, "per", "mutaties heeft alleen het document van een besluit.")
        if deel.per == woorden.TABEL and self._van == woorden.WIJZIGING:
            self._wrong(deel.sleutel, "per", "het document van een besluit noemt elke tabel: `tabel:NAAM`.")

    def _require_once(self, found: Indeling) -> None:
        """Complain of a table, list or chart that two parts of one and the same thing print."""
        first: dict[tuple[str, str, str], Onderdeel] = {}
        for deel in found.delen.values():
            for what in deel.wat:
                if not what.naam or what.soort == "tekst" or deel.waar or deel.kolommen:
                    continue
                place = (found.soort(deel), str(what), deel.groep)
                other = first.setdefault(place, deel)
                if other is not deel:
                    tekst = f"`{what}` staat ook in deel `{other.sleutel}`."
                    self._wrong(deel.sleutel, "wat", tekst)

    def _wrong(
        self, sleutel: str, key: str, tekst: str, written: str | None = None, known: Collection[str] = ()
    ) -> None:
        node = self._gezegd.get((sleutel, key))
        if node is not None:
            node.wrong(key, tekst, written, known)


def _beside_none_of(deel: Onderdeel, gone: Collection[str]) -> Onderdeel:
    """Return a part that stands before or after none of these."""
    voor = {lid: other for lid, other in deel.voor.items() if other not in gone}
    na = {lid: other for lid, other in deel.na.items() if other not in gone}
    return replace(deel, voor=voor, na=na)


def _first_number(node: Node) -> str:
    """Return the number of the first chapter; a whole number is one too."""
    said = node.values.get("nummering")
    nummering = str(said) if type(said) is int else node.text("nummering")
    if nummering and not _NUMMERING.fullmatch(nummering):
        node.wrong("nummering", 'hier hoort het nummer van het eerste hoofdstuk, zoals `"1"` of `"3.1.1"`.')
        return ""
    return nummering


def _unknown(patroon: str, known: Collection[str]) -> list[str]:
    """Return the words of a pattern that are not known, and no year."""
    return [word for word in _PATROON.findall(patroon) if word not in known and not _JAAR.fullmatch(word)]


# --- the keys of a part ------------------------------------------------------------------------

Bekend = Mapping[str, Collection[str]]
"""The names that `tabel:`, `lijst:` and `grafiek:` may have."""


def _text(key: str) -> Callable[[Node, Bekend], str]:
    return lambda node, _: node.text(key)


def _unit(node: Node, _: Bekend) -> int:
    unit = node.whole("eenheid", 1, max(woorden.EENHEDEN)) or 0
    if unit and unit not in woorden.EENHEDEN:
        node.wrong("eenheid", f"hier hoort een van {', '.join(map(str, woorden.EENHEDEN))}.")
        return 0
    return unit


def _labels(part: Node, _: Bekend) -> dict[str, str]:
    node = part.node("labels")
    if len(node.values) > MAX_LABELS:
        node.wrong("", f"hoogstens {MAX_LABELS} velden.")
        return {}
    return {key: node.text(key) for key in node.values}


def _where(part: Node, _: Bekend) -> dict[str, Eis]:
    node = part.node("waar")
    return {key: _eis(node, key) for key in node.values}


def _eis(node: Node, key: str) -> Eis:
    value = node.values[key]
    if isinstance(value, bool):
        return value
    return node.texts(key) if isinstance(value, list) else node.text(key)


def _beside_which(said: str) -> Callable[[Node, Bekend], dict[str, str]]:
    """Return the reader of `voor` or `na`: one part, or one by the key of a member."""

    def read(part: Node, _: Bekend) -> dict[str, str]:
        if isinstance(part.values[said], dict):
            node = part.node(said)
            return {key: node.text(key) for key in node.values}
        return {"": part.text(said)}

    return read


def _contents(node: Node, bekend: Bekend) -> tuple[Inhoud, ...]:
    return tuple(found for text in node.texts("wat") if (found := _content(node, text, bekend)) is not None)


def _content(node: Node, text: str, bekend: Bekend) -> Inhoud | None:
    soort, colon, naam = text.partition(":")
    is_named = bool(colon) == (soort in woorden.GENOEMD)
    if soort not in woorden.SOORTEN or not (is_named or text == woorden.TABEL):
        node.wrong("wat", f"`{shorten(text)}` zegt niet wat het deel bevat; bedoeld is {_VOORBEELD}.")
        return None
    if colon and soort in bekend and naam not in bekend[soort]:
        node.wrong("wat", f"onbekende {soort} `{shorten(naam)}`.", naam, bekend[soort])
        return None
    return Inhoud(cast("Inhoudsoort", soort), naam)


_SLEUTELS: Final[dict[str, tuple[str, Callable[[Node, Bekend], Any]]]] = {
    "in": ("boven", _text("in")),
    "per": ("per", lambda node, _: node.choice("per", (*woorden.PER, woorden.TABEL), "soort")),
    "waar": ("waar", _where),
    "wat": ("wat", _contents),
    "labels": ("labels", _labels),
    "kolommen": ("kolommen", lambda node, _: node.texts("kolommen")),
    "eenheid": ("eenheid", _unit),
    "nummer": ("nummer", lambda node, _: node.yes("nummer")),
    "bladzijde": ("bladzijde", lambda node, _: node.choice("bladzijde", woorden.BLADZIJDEN)),
    "voor": ("voor", _beside_which("voor")),
    "na": ("na", _beside_which("na")),
    **{key: (key, _text(key)) for key in (*_PATRONEN, "genoemd", "regel", "groep")},
}
"""How the keys of a part are read, and which of its values each becomes."""
