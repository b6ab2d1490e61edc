"""Codes that are of nothing become posts: under which beleidsterrein a way of reading says, never a guess.

One post per code, per kostenplaats, per kostenplaats and category, or per taakveld and category. Taakveld and category
come from the columns of the file; where the rows of one post differ in them, the post has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from budgetdesk.engine.codelijst import MUTATIES_RESERVES, Codelijst, codelijst
from budgetdesk.errors import LimitExceeded, Plaats
from budgetdesk.importing.koppelen import (
    Boekingen,
    Open,
    Rekening,
    groepssleutel,
    kostenplaats,
    opgeteld,
    per_begin,
)
from budgetdesk.importing.mapping import Leeswijze
from budgetdesk.importing.plekken import plek
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier, Waarde
from budgetdesk.model.edits import AddRecord
from budgetdesk.model.grootboek import SLEUTEL
from budgetdesk.model.kinds.programma import Beleidsterrein, Post
from budgetdesk.model.structuur import Keys
from budgetdesk.zinnen import aantal

MEESTE_POSTEN: Final = 20_000
"""New posts that one file may bring."""

RESULTAAT: Final = "0.11"
"""The taakveld of the result, which is computed and no post."""

_SHOWN: Final = 3
_Terrein = tuple[str, str]
"""A beleidsterrein: the file of its programma and its key."""


@dataclass(slots=True)
class _Groep:
    """The accounts that become one post."""

    terrein: _Terrein
    sleutel: tuple[str, ...]
    rekeningen: list[Rekening] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Nieuw:
    """The posts that codes become, and what has to be decided first."""

    edits: Sequence[AddRecord]
    vragen: Sequence[Open]
    verteld: Sequence[str]


def nieuwe_posten(dossier: Dossier, boekingen: Boekingen, leeswijze: Leeswijze, los: Sequence[Rekening]) -> Nieuw:
    """Return the posts that these codes become. Raises LimitExceeded where they are more than a file may bring."""
    maker = _Maker(dossier, boekingen, leeswijze)
    groups = maker.groups(los)
    if len(groups) > MEESTE_POSTEN:
        tekst = f"dit worden {len(groups)} nieuwe posten; de grens is {MEESTE_POSTEN}. Groepeer per kostenplaats."
        raise LimitExceeded(Plaats(boekingen.blad), tekst)
    maker.ask_about_shared(groups)
    edits = [*maker.posts(groups)]
    return Nieuw(edits, maker.vragen, [*maker.told()])


class _Maker:
    """Makes the posts of one file."""

    def __init__(self, dossier: Dossier, boekingen: Boekingen, leeswijze: Leeswijze) -> None:
        self.vragen: list[Open] = []
        self._dossier = dossier
        self._boekingen = boekingen
        self._wijze = leeswijze
        self._lijst = codelijst(dossier.jaar)
        self._terreinen = Terreinen(dossier, leeswijze)
        self._zonder = {"taakveld": 0, "categorie": 0}

    # --- which accounts become one post -------------------------------------------------------

    def groups(self, los: Sequence[Rekening]) -> list[_Groep]:
        """Return the accounts by the post that they become, in the order of the file."""
        found: dict[tuple[_Terrein, tuple[str, ...]], _Groep] = {}
        unknown: dict[str, list[Rekening]] = {}
        coded, uncoded = [r for r in los if r.code], [r for r in los if not r.code]
        for rekening in sorted(coded, key=lambda r: r.rij):
            terrein = self._terreinen.find(rekening.labels.beleidsterrein, rekening.labels.programma)
            if terrein is None:
                unknown.setdefault(rekening.labels.beleidsterrein, []).append(rekening)
                continue
            key = terrein, groepssleutel(rekening, self._wijze.groepeer)
            found.setdefault(key, _Groep(*key)).rekeningen.append(rekening)
        self.vragen += [self._terreinen.ask(naam, len(rows)) for naam, rows in unknown.items()]
        self._ask_about_rows(uncoded)
        self._ask_about_taakvelden(coded)
        return list(found.values())

    # --- what has to be decided ---------------------------------------------------------------

    def ask_about_shared(self, groups: Sequence[_Groep]) -> None:
        """Ask about codes that would be of two posts."""
        first: dict[str, _Groep] = {}
        pairs = ((code, g) for g in groups for code in dict.fromkeys(rekening.code for rekening in g.rekeningen))
        shared = [code for code, groep in pairs if first.setdefault(code, groep) is not groep]
        if shared:
            named = ", ".join(dict.fromkeys(shared[:_SHOWN])) + (", ..." if len(shared) > _SHOWN else "")
            zin = f"{aantal(len(set(shared)), 'code', 'codes')} zouden bij meer dan een nieuwe post horen: {named}."
            doe = "Neem onder [kolom] ook in `code` op wat ze onderscheidt, zoals de categorie."
            self.vragen.append(Open(zin.replace("1 code zouden", "1 code zou"), doe))

    def _ask_about_rows(self, uncoded: Sequence[Rekening]) -> None:
        if uncoded:
            rows = ", ".join(str(r.rij) for r in uncoded[:_SHOWN]) + (", ..." if len(uncoded) > _SHOWN else "")
            zin = f"Van {aantal(len(uncoded), 'rij', 'rijen')} met bedragen is de code leeg ({rows})."
            doe = (
                "Vul de code in, zet wat een totaal is onder [rijen] overslaan, of herhaal = true als daar geldt wat"
                " erboven staat."
            )
            self.vragen.append(Open(zin, doe))

    def _ask_about_taakvelden(self, coded: Sequence[Rekening]) -> None:
        """Ask about what is a mutation of a reserve or the result, and about 0,1 which may be 0.10."""
        used = {rekening.labels.taakveld for rekening in coded}
        if MUTATIES_RESERVES in used:
            codes = [r.code for r in coded if r.labels.taakveld == MUTATIES_RESERVES]
            zin = f"Wat op taakveld {MUTATIES_RESERVES} staat, is van een reserve: {', '.join(codes[:_SHOWN])}."
            self.vragen.append(Open(zin, "Zet de code bij die reserve onder `grootboek`."))
        if RESULTAAT in used:
            zin = f"Taakveld {RESULTAAT} is het resultaat, en dat wordt berekend."
            self.vragen.append(Open(zin, f'Zet onder [rijen] niet = ["{RESULTAAT}"].'))
        known: Mapping[str, str] = self._lijst.taakvelden if self._lijst else {}
        for text, cel in self._boekingen.kaal.items():
            longer = f"{text}0"
            if text in used and text in known and longer in known:
                either = f"{text} {known[text]} of {longer} {known[longer]}"
                zin = f"Cel {cel}: {text.replace('.', ',')} zonder opmaak; is dit {either}?"
                self.vragen.append(Open(zin, "Geef de cel in Excel de opmaak Tekst of 0,00."))

    # --- posts --------------------------------------------------------------------------------

    def posts(self, groups: Iterable[_Groep]) -> Iterator[AddRecord]:
        """Yield a post for each group, file by file."""
        keys: dict[str, Keys] = {}
        for groep in sorted(groups, key=lambda g: g.terrein[0]):
            naam, terrein = groep.terrein
            if naam not in keys:
                keys[naam] = Keys(self._dossier.bestanden[naam], Post.kind.naam)
            values = self._values(groep, terrein)
            yield AddRecord(naam, Post.kind.naam, keys[naam].take(str(values["naam"])), tuple(values.items()))

    def _values(self, groep: _Groep, terrein: str) -> dict[str, Waarde]:
        taakveld, categorie = self._only(groep.rekeningen, "taakveld"), dict[str, str]()
        for kant in POSTKANTEN:
            own = [r for r in groep.rekeningen if any(c for (k, _), c in r.bedragen.items() if k == kant)]
            categorie[kant] = self._only(own, "categorie")
        values = post(self._naam(groep), terrein, taakveld, categorie, self._codes(groep))
        amounts = {plek(Post.kind.naam, *zijde): cents for zijde, cents in opgeteld(groep.rekeningen).items() if cents}
        return values | amounts

    def _only(self, rekeningen: Sequence[Rekening], key: str) -> str:
        """Return the one label that these accounts have; empty, and counted, where they have several."""
        found = {str(getattr(rekening.labels, key)) for rekening in rekeningen}
        if len(found) > 1:
            self._zonder[key] += 1
        return found.pop() if len(found) == 1 else ""

    def _naam(self, groep: _Groep) -> str:
        """Return the name of a post: that which all its rows have, else what it was made by, with its category."""
        first = groep.rekeningen[0]
        if self._wijze.groepeer == "taakveld+categorie":
            named = [self._called("taakveld", first), self._called("categorie", first)]
            return ", ".join(filter(None, named)) or first.code
        names = {rekening.naam for rekening in groep.rekeningen}
        naam = first.naam if len(names) == 1 else ""
        if self._wijze.groepeer == "code":
            return naam or first.code
        naam = naam or f"Kostenplaats {kostenplaats(first)}"
        is_split = self._wijze.groepeer == "kostenplaats+categorie"
        return met_categorie(self._lijst, naam, first.labels.categorie) if is_split else naam

    def _called(self, key: str, rekening: Rekening) -> str:
        """Return the name of a code of Iv3, else the code."""
        code = str(getattr(rekening.labels, key))
        return _name_of(self._lijst, key, code) if self._lijst else code

    def _codes(self, groep: _Groep) -> list[str]:
        """Return the codes of a post: the kostenplaats alone where that is what it was made by."""
        codes = list(dict.fromkeys(rekening.code for rekening in groep.rekeningen))
        if self._wijze.groepeer != "kostenplaats" or "kostenplaats" in self._wijze.kolom:
            return codes
        begin = kostenplaats(groep.rekeningen[0])
        return [begin] if self._below[begin] <= set(codes) else codes

    @cached_property
    def _below(self) -> dict[str, set[str]]:
        """Return the codes of the file by their first part."""
        return per_begin(self._boekingen.rekeningen)

    def told(self) -> Iterator[str]:
        """Yield what new posts lack because their rows differ in it."""
        for key, many in self._zonder.items():
            if many:
                what = "zijde" if key == "categorie" else "nieuwe post"
                plural = "zijden" if key == "categorie" else "nieuwe posten"
                yield f"{aantal(many, what, plural)} zonder {key}: de rijen hebben er meer dan een."


class Terreinen:
    """The beleidsterreinen of a dossier, by what a file calls them."""

    def __init__(self, dossier: Dossier, leeswijze: Leeswijze) -> None:
        self._wijze = leeswijze
        self._named: dict[str, list[_Terrein]] = {}
        for bestand in dossier.programmas:
            for terrein in bestand.van(Beleidsterrein):
                self._add(bestand, terrein)
        self._programmas = {
            text.casefold(): bestand.naam
            for bestand in dossier.programmas
            for text in (str(bestand.nummer), bestand.titel, f"{bestand.nummer} {bestand.titel}")
        }
        self._found: dict[tuple[str, str], _Terrein | None] = {}

    def _add(self, bestand: Bestand, terrein: Beleidsterrein) -> None:
        place = bestand.naam, terrein.sleutel
        for text in {
            terrein.sleutel,
            f"{bestand.nummer}/{terrein.sleutel}",
            terrein.naam,
            f"{terrein.sleutel} {terrein.naam}",
        }:
            self._named.setdefault(text.casefold(), []).append(place)

    def find(self, text: str, programma: str = "") -> _Terrein | None:
        """Return what a file means: what the way of reading says, else the one of just that name; None without one.

        Of several of one name that of the programma which the row names.
        """
        key = text, programma
        if key not in self._found:
            meant = self._wijze.beleidsterrein.get(text, text)
            known = self._named.get(_plain(meant), [])
            if len(known) > 1:
                known = [place for place in known if place[0] == self._programmas.get(_plain(programma))]
            self._found[key] = known[0] if len(known) == 1 else None
        return self._found[key]

    def ask(self, text: str, many: int) -> Open:
        """Return the question what is meant."""
        codes = aantal(many, "code", "codes")
        if text in self._wijze.beleidsterrein:
            meant = self._wijze.beleidsterrein[text]
            zin = f'"{text}" ({codes}) wordt beleidsterrein `{meant}`, en dat is er niet, of vaker dan een keer.'
            return Open(zin, f"Noem in {self._wijze.bestand} onder [nieuw] beleidsterrein bijvoorbeeld `1/1A`.")
        zin = (
            f'Onder welk beleidsterrein hoort "{text}" ({codes})?'
            if text
            else f"Van {codes} is het beleidsterrein leeg."
        )
        return Open(zin, f'Zet in {self._wijze.bestand} onder [nieuw] beleidsterrein = {{ "{text}" = "1A" }}.')


def post(
    naam: str, terrein: str, taakveld: str, categorie: Mapping[str, str], codes: Sequence[str]
) -> dict[str, Waarde]:
    """Return what a new post says but its amounts; a code of Iv3 that is empty is left out."""
    values: dict[str, Waarde] = {"naam": naam, "beleidsterrein": terrein}
    if taakveld:
        values["taakveld"] = taakveld
    values |= {f"categorie.{kant}": code for kant, code in categorie.items() if code}
    values[SLEUTEL] = [*codes]
    return values


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def met_categorie(lijst: Codelijst | None, naam: str, code: str) -> str:
    """Return the name of a post with that of its category behind it, by which it differs from its neighbours."""
    called = _name_of(lijst, "categorie", code) if lijst else code
    return f"{naam}, {called[:1].lower()}{called[1:]}" if called else naam


def _name_of(lijst: Codelijst, key: str, code: str) -> str:
    if key == "taakveld":
        return lijst.taakvelden.get(code, code)
    return next((names[code] for names in lijst.categorieen.values() if code in names), code)
