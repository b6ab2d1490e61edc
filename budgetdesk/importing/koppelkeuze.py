"""Which post each code of a ledger is of, chosen by somebody: what is known, what is likely, and what that comes to.

What is likely is only ever proposed: a post of the same name, or of nearly the same. A link that was chosen becomes a
code of the post (`grootboek`), with the amounts in one step; next time nobody has to choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, Literal

from budgetdesk.blok.namen import norm
from budgetdesk.engine.codelijst import MUTATIES_RESERVES, codelijst
from budgetdesk.importing.koppelen import Boekingen, Labels, Rekening, Zijde, groepssleutel, opgeteld, per_begin
from budgetdesk.importing.mapping import Groepeer, Leeswijze
from budgetdesk.importing.nieuw import RESULTAAT, Terreinen, met_categorie, post
from budgetdesk.importing.voorstel import Keuzes, Plek, Voorstel, maak
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import POSTKANTEN, Bestand, Dossier
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.model.grootboek import GEBOEKT, NIVEAU, SLEUTEL, Grootboek, codes
from budgetdesk.model.kinds.programma import Post
from budgetdesk.model.structuur import Keys

Hoe = Literal["code", "naam", "lijkt op", "nieuw", "overslaan", ""]
"""How it is known what a code is of: by its code, by a name that is the same or nearly so, as a post that is made, as
nothing; or it is not known."""

LIJKT: Final = 0.8
"""How much of two names has to be the same (0 to 1) before one is proposed for the other."""

_WOORD: Final = 4
"""Letters of a word that two names have in common before they are compared at all."""


@dataclass(frozen=True, slots=True)
class NieuwePost:
    """A post that is to be made: its file, beleidsterrein and name; what is empty is filled in later."""

    bestand: str
    terrein: str
    naam: str
    taakveld: str = ""
    categorie: Mapping[str, str] | None = None
    """Per side."""


Keuze = Plek | NieuwePost | None
"""What a code is of: a thing there is, a post that is made, nothing."""


@dataclass(frozen=True, slots=True)
class Koppelrij:
    """Codes that are linked together, with their amounts, and what is known of where they belong."""

    sleutel: tuple[str, ...]
    """What its codes have in common; no other row has that."""
    codes: tuple[str, ...]
    """What is listed with the thing that it is linked to; none where the file has no code."""
    naam: str
    labels: Labels
    """What its rows say alike; empty where they differ."""
    rekeningen: tuple[Rekening, ...]
    hoe: Hoe = ""
    plek: Plek | None = None
    """What it is of, by its code; or what is proposed, by its name."""

    @property
    def is_open(self) -> bool:
        """Return whether somebody has to choose."""
        return self.hoe != "code"

    @property
    def bedragen(self) -> dict[Zijde, int]:
        """Return what its accounts add up to, in cents."""
        return opgeteld(self.rekeningen)

    @property
    def bedrag(self) -> int:
        """Return its largest amount in cents, by which people know it."""
        return max(self.bedragen.values(), key=abs, default=0)

    @property
    def code(self) -> str:
        """Return its code as people read it: of several the first, and how many there are."""
        if not self.codes:
            return f"rij {self.rekeningen[0].rij}"
        return self.codes[0] if len(self.codes) == 1 else f"{self.codes[0]} +{len(self.codes) - 1}"


def koppelrijen(dossier: Dossier, boekingen: Boekingen, groepeer: Groepeer) -> list[Koppelrij]:
    """Return every code with amounts: those that somebody has to choose for first, the largest amounts first."""
    grootboek = Grootboek(dossier)
    known: list[Koppelrij] = []
    groups: dict[tuple[str, ...], list[Rekening]] = {}
    for rekening in boekingen.rekeningen:
        found = grootboek.find(rekening.code) if rekening.code else None
        if found is not None:
            place = found.bestand.naam, *found.record.key
            key = ("code", rekening.code, *rekening.labels)
            known.append(Koppelrij(key, (rekening.code,), rekening.naam, rekening.labels, (rekening,), "code", place))
        elif any(rekening.bedragen.values()):
            groups.setdefault(_key(rekening, groepeer), []).append(rekening)
    whole = per_begin(boekingen.rekeningen)
    names = _Namen(dossier)
    chosen = [names.proposed(_row(key, rows, groepeer, whole)) for key, rows in groups.items()]
    return [*sorted(chosen, key=lambda rij: -abs(rij.bedrag)), *known]


def groepen(rekeningen: Sequence[Rekening]) -> list[Groepeer]:
    """Return what the codes of a file can be linked together by: each, or by what its codes and columns tell apart."""
    has_levels = any(NIVEAU in r.code or r.labels.kostenplaats for r in rekeningen)
    has_category = any(r.labels.categorie for r in rekeningen)
    can: dict[Groepeer, bool] = {
        "code": True,
        "kostenplaats": has_levels,
        "kostenplaats+categorie": has_levels and has_category,
        "taakveld+categorie": has_category and any(r.labels.taakveld for r in rekeningen),
    }
    return [groep for groep, fits in can.items() if fits]


def _key(rekening: Rekening, groepeer: Groepeer) -> tuple[str, ...]:
    return groepssleutel(rekening, groepeer) if rekening.code else ("rij", str(rekening.rij))


def _row(
    key: tuple[str, ...], rows: Sequence[Rekening], groepeer: Groepeer, whole: Mapping[str, set[str]]
) -> Koppelrij:
    own = tuple(dict.fromkeys(rekening.code for rekening in rows if rekening.code))
    first = own[0].partition(NIVEAU)[0] if own else ""
    if groepeer == "kostenplaats" and own and first == key[0] and whole[first] <= {*own}:
        # it stands for all that is below it, of next year too
        own = (first,)
    names = list(dict.fromkeys(rekening.naam for rekening in rows))
    naam = names[0] if len(names) == 1 else _shared(names)
    labels = Labels(*(_only([getattr(r.labels, key) for r in rows]) for key in Labels._fields))
    return Koppelrij(key, own, naam, labels, tuple(rows))


def _only(texts: Sequence[str]) -> str:
    """Return what all texts are; empty where they differ, or there are none."""
    return texts[0] if len({*texts}) == 1 else ""


def _shared(names: Sequence[str]) -> str:
    """Return the words that names begin with in common, or else the first name."""
    words = [naam.split() for naam in names]
    same = [first for first, *rest in zip(*words, strict=False) if all(first == other for other in rest)]
    return " ".join(same).rstrip(" -,:") or names[0]


# --- what is likely ------------------------------------------------------------------------------


class _Namen:
    """The things of a dossier that a ledger has amounts of, by their names."""

    def __init__(self, dossier: Dossier) -> None:
        self._exact: dict[str, list[Plek]] = {}
        self._words: dict[str, dict[str, None]] = {}
        for bestand in dossier.programmas:
            for record in (record for soort in GEBOEKT for record in bestand.van(soort)):
                naam = norm(str(record.waarden.get("naam", "")))
                if naam:
                    self._exact.setdefault(naam, []).append((bestand.naam, *record.key))
                    for word in _words(naam):
                        self._words.setdefault(word, {})[naam] = None

    def proposed(self, rij: Koppelrij) -> Koppelrij:
        """Return a row with what its name proposes, where that is one thing."""
        naam = norm(rij.naam)
        exact = self._exact.get(naam, [])
        if not rij.codes or not naam:
            return rij
        if exact:
            return replace(rij, hoe="naam", plek=exact[0]) if len(exact) == 1 else rij
        near = sorted({other for word in _words(naam) for other in self._words.get(word, ())})
        best = max(near, key=lambda other: _alike(naam, other), default="")
        if best and _alike(naam, best) >= LIJKT and len(self._exact[best]) == 1:
            return replace(rij, hoe="lijkt op", plek=self._exact[best][0])
        return rij


def _words(naam: str) -> list[str]:
    return [word[:_WOORD] for word in naam.split() if len(word) >= _WOORD]


def _alike(one: str, other: str) -> float:
    """Return how much of two names is the same; all of it where one is what the other begins with."""
    if f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} "):
        return 1
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


# --- a post that is made -------------------------------------------------------------------------


class NieuwePosten:
    """What rows become as new posts, as far as their file says it; nothing is guessed."""

    def __init__(
        self, dossier: Dossier, boekingen: Boekingen, leeswijze: Leeswijze, gezegd: Mapping[str, str] | None = None
    ) -> None:
        """Make posts of a file; `gezegd` is the taakveld (or none) that a number without decimals of its own means."""
        self._gezegd = gezegd or {}
        self._terreinen = Terreinen(dossier, leeswijze)
        self._groepeer = leeswijze.groepeer
        self._lijst = codelijst(dossier.jaar)
        known = self._lijst.taakvelden if self._lijst else {}
        # a number without decimals of its own: 0,1 may be 0.10
        self._twijfel = {text: cel for text, cel in boekingen.kaal.items() if text in known and f"{text}0" in known}

    def waarom_niet(self, rij: Koppelrij) -> str:
        """Return in Dutch why a row can be no post of its own, wherever it stands; empty where it can."""
        if not rij.codes:
            return f"Rij {rij.rekeningen[0].rij} heeft geen code; vul die in de bron in."
        taakvelden = {rekening.labels.taakveld for rekening in rij.rekeningen}
        if MUTATIES_RESERVES in taakvelden:
            return f"{rij.code} staat op taakveld {MUTATIES_RESERVES}: dat is van een reserve; kies die."
        return (
            f"{rij.code} staat op taakveld {RESULTAAT}: het resultaat wordt berekend."
            if RESULTAAT in taakvelden
            else ""
        )

    def twijfel(self, rijen: Sequence[Koppelrij]) -> Iterator[tuple[str, str]]:
        """Yield each taakveld of rows that may be another one too, with its question; not those that were said."""
        used = {rij.labels.taakveld for rij in rijen}
        for text, cel in self._twijfel.items():
            if text in used and text not in self._gezegd and self._lijst:
                names = self._lijst.taakvelden
                either = f"{text} {names[text]} of {text}0 {names[f'{text}0']}"
                yield text, f"Cel {cel}: {text.replace('.', ',')} zonder opmaak; is dit {either}?"

    def terrein(self, rij: Koppelrij) -> tuple[str, str] | None:
        """Return the file and the key of the beleidsterrein that the file says a row is under; None without."""
        return self._terreinen.find(rij.labels.beleidsterrein, rij.labels.programma)

    def van(self, rij: Koppelrij) -> NieuwePost | None:
        """Return the post that a row becomes; None where its file does not say under which beleidsterrein."""
        terrein = self.terrein(rij)
        return self.onder(rij, *terrein) if terrein is not None and not self.waarom_niet(rij) else None

    def onder(self, rij: Koppelrij, bestand: str, terrein: str) -> NieuwePost:
        """Return the post that a row becomes under a beleidsterrein, with the codes of Iv3 that all its rows have."""
        categorie = {kant: _only(codes) for kant, codes in _categories(rij).items()}
        taakveld = rij.labels.taakveld
        if taakveld in self._twijfel:
            taakveld = self._gezegd.get(taakveld, "")
        naam = rij.naam or rij.code
        if self._groepeer == "kostenplaats+categorie":
            naam = met_categorie(self._lijst, naam, rij.labels.categorie)
        return NieuwePost(bestand, terrein, naam, taakveld, categorie)


def is_gemengd(rij: Koppelrij) -> bool:
    """Return whether a row has several categories of Iv3 on one side, so that a post of it has none."""
    return any(len(codes) > 1 for codes in _categories(rij).values())


def _categories(rij: Koppelrij) -> dict[str, list[str]]:
    """Return the categories that the accounts of a row with amounts have, by side."""
    found: dict[str, dict[str, None]] = {kant: {} for kant in POSTKANTEN}
    for rekening in rij.rekeningen:
        for kant in {kant for (kant, _), cents in rekening.bedragen.items() if cents}:
            found[kant][rekening.labels.categorie] = None
    return {kant: [*codes] for kant, codes in found.items()}


# --- what choices come to ------------------------------------------------------------------------


def voorstel_met(
    dossier: Dossier,
    boekingen: Boekingen,
    leeswijze: Leeswijze,
    keuzes: Keuzes,
    gekozen: Sequence[tuple[Koppelrij, Keuze]],
) -> Voorstel:
    """Return what amounts come to in a dossier with links that were chosen; nothing is changed.

    What is of nothing is left out. Raises LimitExceeded as `maak` does.
    """
    linked = [(rij, keuze) for rij, keuze in gekozen if isinstance(keuze, tuple) and rij.codes]
    made = [(rij, keuze) for rij, keuze in gekozen if isinstance(keuze, NieuwePost) and rij.codes]
    links = list(_links(dossier, linked))
    posts = list(_posts(dossier, made))
    seen = as_if(dossier, [*links, *posts])
    found = maak(seen, boekingen, leeswijze, replace(keuzes, los="overslaan"))
    new = {(edit.bestand, edit.soort, edit.sleutel) for edit in posts}
    own: dict[Plek, list[tuple[str, int]]] = {}
    for bedrag in found.bedragen:
        place = bedrag.adres.bestand, bedrag.adres.soort, bedrag.adres.sleutel
        if place in new and bedrag.wordt:
            own.setdefault(place, []).append((bedrag.adres.pad, bedrag.wordt))
    filled = [replace(e, waarden=(*e.waarden, *own.get((e.bestand, e.soort, e.sleutel), ()))) for e in posts]
    rest = [b for b in found.bedragen if (b.adres.bestand, b.adres.soort, b.adres.sleutel) not in new]
    rows = sum(rekening.rijen for rij, _ in made for rekening in rij.rekeningen)
    return replace(
        found,
        bedragen=rest,
        nieuw=filled,
        rijen_nieuw=rows,
        gekoppeld=found.gekoppeld - rows,
        koppelingen=links,
        dingen=_less(found.dingen, len(filled)),
    )


def _less(dingen: Mapping[str, int], new: int) -> dict[str, int]:
    """Return how many things of each kind there are without the posts that are made."""
    naam = Post.kind.naam
    rest = {**dingen, naam: dingen.get(naam, 0) - new}
    return {soort: many for soort, many in rest.items() if many > 0}


def _links(dossier: Dossier, linked: Sequence[tuple[Koppelrij, Plek]]) -> Iterator[SetValue]:
    """Yield the edits that list codes with what they are of."""
    added: dict[Plek, list[str]] = {}
    for rij, place in linked:
        added.setdefault(place, []).extend(rij.codes)
    for (naam, soort, sleutel), more in added.items():
        record = dossier.bestanden[naam].record(soort, sleutel)
        if record is not None:
            old = record.waarden.get(SLEUTEL)
            yield SetValue(Adres(naam, soort, sleutel, SLEUTEL), old, list(dict.fromkeys([*codes(record), *more])))


def _posts(dossier: Dossier, made: Sequence[tuple[Koppelrij, NieuwePost]]) -> Iterator[AddRecord]:
    """Yield the edits that add posts, without their amounts, programma by programma in the order of the source."""
    keys: dict[str, Keys] = {}
    for rij, new in sorted(made, key=lambda pair: (pair[1].bestand, pair[0].rekeningen[0].rij)):
        if new.bestand not in keys:
            keys[new.bestand] = Keys(dossier.bestanden[new.bestand], Post.kind.naam)
        values = post(new.naam, new.terrein, new.taakveld, new.categorie or {}, rij.codes)
        yield AddRecord(new.bestand, Post.kind.naam, keys[new.bestand].take(new.naam), tuple(values.items()))


def as_if(dossier: Dossier, edits: Sequence[Edit]) -> Dossier:
    """Return a dossier as it would be after edits; only the files they touch are copied."""
    touched = {edit.adres.bestand if isinstance(edit, SetValue) else edit.bestand for edit in edits}
    files: dict[str, Bestand] = {
        naam: bestand.copy() if naam in touched else bestand for naam, bestand in dossier.bestanden.items()
    }
    seen = replace(dossier, bestanden=files)
    for edit in edits:
        edit.apply(seen)
    return seen
