"""The rows of a declared table: one form each, rows below members, and what rows name of each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, cast

from budgetdesk.model.arrangement import FASEN
from budgetdesk.tables.grid import Rol
from budgetdesk.tables.language import patterns, words
from budgetdesk.tables.language.declaration import Maat, Oordeel, Rijkeuze, Verhouding
from budgetdesk.tables.language.values import MAX_TEKST, Node, Pad, either, is_text, shorten
from budgetdesk.zinnen import met_en

MAX_RIJEN: Final = 500
"""Rows that one table may declare, those below others counted."""

MAX_DIEP: Final = 4
"""How deep rows may stand below rows."""

KANT: Final = "kant"
"""The dimension that makes a block per side, and the measure of the rows in it."""

EIND: Final = "eind"
"""Under this name `soort` and `rol` say it of the total below members."""

_FORM: Final = "een rij is precies een van: `kop` zonder `per`, `maat` of `maten`, `som`, `verhouding`, `oordeel`"
_VORMEN: Final = ("maat", "maten", "som", "verhouding", "oordeel")
_BIJ_PER: Final = ("onder", "eind", "zonder", "boven", "volgorde", "uitklap")
_BIJ_MAAT: Final = ("fase", "jaar")


def filters(node: Node, key: str) -> dict[str, tuple[str, ...]]:
    """Return a filter: by dimension the members that count."""
    below = node.node(key)
    return {dim: below.texts(dim) for dim in below.values if known_dimension(below, dim, dim)}


def known_dimension(node: Node, key: str, dim: str) -> str:
    """Return a dimension, empty with a complaint where it is not known."""
    if dim and dim not in words.DIMENSIENAMEN:
        node.wrong(key, f"onbekende dimensie `{shorten(dim)}`.", dim, words.DIMENSIENAMEN)
        return ""
    return dim


class _Place(NamedTuple):
    """Where a row stands: below which dimensions, filtered by which, of which sides, and how it is repeated."""

    per: tuple[str, ...] = ()
    filtered: tuple[str, ...] = ()
    kanten: tuple[str, ...] = ()
    """The sides that `per = "kant"` makes blocks of."""
    repeated: tuple[Pad, ...] = ()
    """The rows with `per` that it stands below: it is made once for each of their members."""


class Rows:
    """Reads the rows of one table; a row can name those that stand above it."""

    def __init__(
        self,
        maten: Mapping[str, Maat],
        columns: Sequence[str],
        filtered: Sequence[str],
        apart: Sequence[tuple[str, Sequence[str]]],
        *,
        is_side_by_side: bool,
    ) -> None:
        self._maten = maten
        self._columns = columns
        """Measures that columns name."""
        self._apart = apart
        """The columns that count a part of each row: the measure that they name, and the dimensions they filter by."""
        self._is_side_by_side = is_side_by_side
        self._ids: dict[str, tuple[Pad, ...]] = {}
        self._count = 0
        self._place = _Place(filtered=tuple(filtered))

    def read(self, node: Node, key: str, place: _Place | None = None) -> tuple[Rijkeuze, ...]:
        """Return the rows in a list below a key."""
        place = place or self._place
        if len(place.per) >= MAX_DIEP + 1 and node.size(key):
            node.wrong(key, f"rijen staan hoogstens {MAX_DIEP} diep onder elkaar.")
            return ()
        before, self._count = self._count, self._count + node.size(key)
        if self._count > MAX_RIJEN:
            if before <= MAX_RIJEN:
                node.wrong(key, f"een tabel heeft hoogstens {MAX_RIJEN} rijen.")
            return ()
        entries = node.nodes(key, "{ naam = ..., maat = ... }")
        return tuple(self._row(entry, place) for entry in entries if entry is not None)

    def _row(self, node: Node, place: _Place) -> Rijkeuze:
        node.only(words.RIJ)
        rij = self._plain(node, place)
        self._check_form(rij, node)
        below = _Place(
            (*place.per, rij.per),
            (*place.filtered, *rij.waar),
            rij.waar.get(KANT, ()) if rij.per == KANT else place.kanten,
            (*place.repeated, node.pad) if rij.per else place.repeated,
        )
        self._check_dimensions(rij, node, below)
        rij = replace(rij, onder=self.read(node, "onder", below) if rij.per else ())
        self._name(rij, node, below)
        return rij

    def _plain(self, node: Node, place: _Place) -> Rijkeuze:
        """Return a row without those below it."""
        per = known_dimension(node, "per", node.text("per"))
        known = patterns.of_members(per or next((dim for dim in reversed(place.per) if dim), ""))
        return Rijkeuze(
            pad=node.pad,
            id=node.text("id"),
            kop=self._pattern(node, "kop", known),
            naam=self._pattern(node, "naam", known),
            soort=self._soort(node, known),
            rol=self._rol(node),
            maten=(*self._measures(node, "maat", place, per), *self._measures(node, "maten", place, per)),
            som=self._som(node, place),
            verhouding=self._verhouding(node, place),
            oordeel=self._oordeel(node, place),
            waar=filters(node, "waar"),
            per=per,
            leden=self._leden(node),
            volgorde=node.choice("volgorde", (*words.VOLGORDEN, *words.DIMS)) or words.VOLGORDEN[0],
            zonder=node.text("zonder"),
            boven=node.choice("boven", words.DREMPELS, "drempel"),
            rest=node.text("rest"),
            eind=self._pattern(node, "eind", known),
            fase=node.factors("fase", FASEN, "fase") or None,
            jaar=node.whole("jaar", -9, 9) or 0,
            geheel=node.yes("geheel"),
            nodig=node.choice("nodig", (*words.NODIG, *words.DIMS)),
            uitklap=self._uitklap(node),
        )

    # --- what a row says ---------------------------------------------------------------------

    def _measures(self, node: Node, key: str, place: _Place, per: str) -> tuple[str, ...]:
        found = []
        for maat in node.texts(key):
            if maat == KANT and KANT not in (per, *place.per):
                node.wrong(key, f'`{key} = "{KANT}"` staat alleen onder `per = "{KANT}"`.')
            elif maat not in (KANT, *self._maten):
                node.wrong(key, f"onbekende maat `{shorten(maat)}`.", maat, sorted(self._maten))
            else:
                found.append(maat)
        return tuple(found)

    def _pattern(self, node: Node, key: str, known: frozenset[str]) -> str:
        text = node.text(key)
        self._check_pattern(node, key, text, known)
        return text

    def _check_pattern(self, node: Node, key: str, text: str, known: frozenset[str]) -> None:
        for name in patterns.unknown(text, known):
            node.wrong(key, f"onbekend patroon `{{{shorten(name)}}}`.", name, sorted(known | {"T", "T+1"}))

    def _soort(self, node: Node, known: frozenset[str]) -> dict[str, str]:
        found = self._per_measure(node, "soort")
        for text in found.values():
            self._check_pattern(node, "soort", text, known)
        return found

    def _rol(self, node: Node) -> dict[str, Rol]:
        found = self._per_measure(node, "rol")
        for rol in found.values():
            if rol not in words.ROLLEN:
                node.wrong("rol", f"onbekende rol `{shorten(rol)}`.", rol, words.ROLLEN)
        return cast("dict[str, Rol]", found)

    def _per_measure(self, node: Node, key: str) -> dict[str, str]:
        """Return a text for all measures (under the empty name), or one for each of some."""
        value = node.values.get(key, {})
        if isinstance(value, str):
            return {"": node.text(key)}
        if not isinstance(value, dict) or not all(map(is_text, value.values())):
            node.wrong(key, f"hier hoort een tekst van hoogstens {MAX_TEKST} tekens, of zo een tekst per maat.")
            return {}
        below, known = node.node(key), (*self._maten, EIND, KANT)
        for maat in value:
            if maat not in known:
                below.wrong(maat, f"onbekende maat `{shorten(maat)}`.", maat, known)
        return dict(value)

    def _leden(self, node: Node) -> str:
        leden = node.text("leden", words.LEDEN[0])
        head, colon, rest = leden.partition(":")
        kant, dot, jaar = rest.partition(".")
        is_known = head in (*words.LEDEN, *words.KINDS) and (
            not colon or (head in words.LEDEN[1:] and kant in words.KANTEN)
        )
        if not is_known or (dot and jaar != "T"):
            choices = (
                *words.LEDEN,
                *words.KINDS,
                *(f"{rest}:{kant}" for rest in words.LEDEN[1:] for kant in words.KANTEN),
            )
            node.wrong("leden", f"onbekende leden `{shorten(leden)}`.", leden, choices)
        return leden

    def _uitklap(self, node: Node) -> tuple[str, ...]:
        found = node.texts("uitklap")
        if found and (found[0] not in words.KINDS or found[1:] not in ((), ("bron",))):
            node.wrong("uitklap", '`uitklap` noemt een soort, en daarna hoogstens `"bron"`: `["post", "bron"]`.')
            return ()
        return found

    # --- rows of other rows ------------------------------------------------------------------

    def _above(self, node: Node, key: str, name: Any, place: _Place) -> str:
        """Return the `id` of a row above, which is made once wherever this row is made."""
        if not is_text(name) or name not in self._ids:
            if name == node.values.get("id"):
                node.wrong(key, "een rij rekent niet met zichzelf.")
            else:
                text = f"`{shorten(name)}` is geen `id` van een rij die hierboven staat."
                node.wrong(key, text, name, list(self._ids))
            return ""
        repeated = self._ids[name]
        if place.repeated[: len(repeated)] != repeated:
            node.wrong(key, f"`{name}` staat onder `per` en heeft dus niet één bedrag.")
            return ""
        return str(name)

    def _som(self, node: Node, place: _Place) -> dict[str, int]:
        found = node.factors("som", None, "rij")
        return {name: factor for name, factor in found.items() if self._above(node, "som", name, place)}

    def _verhouding(self, node: Node, place: _Place) -> Verhouding | None:
        if "verhouding" not in node:
            return None
        names = node.texts("verhouding")
        if len(names) != 2:
            node.wrong("verhouding", "`verhouding` noemt twee rijen: de eerste als percentage van de tweede.")
            return None
        teller, noemer = (self._above(node, "verhouding", name, place) for name in names)
        oordeel, grens = node.texts("oordeel") if "oordeel" in node else (), _grens(node)
        _check_words(node, "oordeel", oordeel, grens, is_optional=True)
        return Verhouding(teller, noemer, grens, oordeel) if teller and noemer else None

    def _oordeel(self, node: Node, place: _Place) -> Oordeel | None:
        if "oordeel" not in node or "verhouding" in node:
            return None
        below = node.node("oordeel")
        below.only(words.OORDEEL)
        van = self._above(below, "van", below.values.get("van"), place)
        grens, tekst = _grens(below), below.texts("tekst")
        _check_words(below, "tekst", tekst, grens)
        fasen = below.texts("fasen")
        for fase in fasen:
            if fase not in FASEN:
                below.wrong("fasen", f"onbekende fase `{shorten(fase)}`.", fase, FASEN)
        return Oordeel(van, grens, tekst, fasen) if van else None

    def _name(self, rij: Rijkeuze, node: Node, place: _Place) -> None:
        if not rij.id:
            return
        if rij.id in self._ids:
            node.wrong("id", f'er staat al een rij met `id = "{shorten(rij.id)}"` boven.')
        if rij.kop and not rij.per:
            node.wrong("id", "een kop heeft geen bedrag, en dus geen `id`.")
        if len(rij.maten) > 1:
            node.wrong("id", "een rij met een `id` heeft één maat: anders is niet duidelijk welk bedrag wordt bedoeld.")
        self._ids[rij.id] = place.repeated

    # --- what does not go together -----------------------------------------------------------

    def _check_form(self, rij: Rijkeuze, node: Node) -> None:
        forms = [form for form in _VORMEN if form in node and not (form == "oordeel" and "verhouding" in node)]
        measured = [form for form in forms if form in ("maat", "maten")]
        if len(forms) + bool(rij.kop and not rij.per) > 1:
            node.wrong("", f"{_FORM}; hier staan {either([*forms, *(['kop'] if rij.kop and not rij.per else [])])}.")
        elif not forms and not rij.kop and not self._columns and not (rij.per and node.size("onder")):
            node.wrong("", f"{_FORM}; hier staat er geen.")
        if rij.per and len(forms) > len(measured):
            node.wrong("per", f"`per` gaat niet samen met {either([f for f in forms if f not in measured])}.")
        if measured and self._is_side_by_side:
            node.wrong(measured[0], "de tabel zet `maten` naast elkaar onder elke kolom; een rij noemt er dan geen.")
        self._check_company(node, bool(measured))

    def _check_company(self, node: Node, is_measured: bool) -> None:  # noqa: FBT001 - one of two kinds of row
        """Complain of keys that say nothing without another one."""
        if "per" not in node:
            for key in _BIJ_PER:
                if key in node:
                    node.wrong(key, f"`{key}` hoort bij `per`.")
        if not is_measured and not self._columns:
            for key in _BIJ_MAAT:
                if key in node:
                    node.wrong(key, f"`{key}` hoort bij een maat.")
        if "verhouding" not in node and "grens" in node:
            node.wrong("grens", "`grens` hoort bij `verhouding`.")
        if ("boven" in node) != ("rest" in node):
            node.wrong(
                "boven" if "boven" in node else "rest", "`boven` en `rest` staan samen: drempel, en naam van de rest."
            )

    def _check_dimensions(self, rij: Rijkeuze, node: Node, below: _Place) -> None:
        """Complain of a dimension twice, and of one that the kinds of a measure do not have."""
        above = below.per[:-1]
        if rij.per and rij.per in above:
            node.wrong("per", f"`{rij.per}` staat al boven deze rij.")
        if rij.per == KANT:
            self._check_sides(rij, node)
        dims = tuple(dict.fromkeys((*below.filtered, *filter(None, below.per))))
        for maat in rij.maten or (self._columns if not rij.som and not rij.kop else ()):
            kanten = below.kanten if maat == KANT else tuple(self._maten[maat].kanten)
            known = [kant for kant in kanten if kant in words.KANTEN]
            for filtered in dict.fromkeys([(), *(dims for own, dims in self._apart if own in ("", maat))]):
                self._check_fit(node, maat, known, tuple(dict.fromkeys((*dims, *filtered))))
        self._check_holds(rij, node)

    def _check_holds(self, rij: Rijkeuze, node: Node) -> None:
        """Complain of kinds and sides of which no measure of the row has amounts: it would hold nothing, in silence."""
        sides = [kant for maat in rij.maten or self._columns if maat != KANT for kant in self._maten[maat].kanten]
        kinds = sorted({kind for kant in sides for kind in words.KINDS_VAN.get(kant, ())})
        maten = either(list(dict.fromkeys(rij.maten or self._columns)))
        for dim, has, every in (("kind", kinds, {*words.KINDS, *words.STROMEN}), (KANT, sides, set(words.KANTEN))):
            asked = rij.waar.get(dim, ())
            if asked and has and set(asked) <= every - set(has):
                text = f"{maten} is van {met_en(list(dict.fromkeys(has)))}, niet van {either(list(asked))}."
                node.node("waar").wrong(dim, text)

    def _check_sides(self, rij: Rijkeuze, node: Node) -> None:
        if not rij.waar.get(KANT):
            node.wrong("per", '`per = "kant"` vraagt welke: `waar = { kant = ["lasten", "baten"] }`.')
        for kant in rij.waar.get(KANT, ()):
            if kant not in words.KANTEN:
                node.wrong("waar", f"onbekende kant `{shorten(kant)}`.", kant, words.KANTEN)

    def _check_fit(self, node: Node, maat: str, kanten: Sequence[str], dims: Collection[str]) -> None:
        """Complain where no kind of a measure has all the dimensions that its amounts are looked up by."""
        pairs = [(kant, kind) for kant in kanten for kind in words.KINDS_VAN[kant]]
        lacking = [[dim for dim in dims if not words.has(*pair, dim)] for pair in pairs]
        if nowhere := [dim for dim in dims if pairs and all(dim in missing for missing in lacking)]:
            kinds = met_en(sorted({kind for _, kind in pairs}))
            node.wrong("", f"`{maat}` kent geen {either(nowhere)}: {kinds} hebben dat niet.")
        elif all(lacking) and pairs:
            node.wrong(
                "", f"`{maat}` kent {met_en([f'`{dim}`' for dim in dims])} niet samen: geen soort heeft ze alle."
            )


def _grens(node: Node) -> tuple[int, ...]:
    found = node.values.get("grens", [])
    if not isinstance(found, list) or not all(type(limit) is int for limit in found) or found != sorted(found):
        node.wrong("grens", "`grens` is een lijst van hele getallen, van laag naar hoog.")
        return ()
    return tuple(found)


def _check_words(
    node: Node, key: str, words_: Sequence[str], grens: Sequence[int], *, is_optional: bool = False
) -> None:
    if len(words_) != len(grens) + 1 and not (is_optional and not words_ and not grens):
        node.wrong(key, f"bij {len(grens)} {'grens' if len(grens) == 1 else 'grenzen'} horen {len(grens) + 1} woorden.")
