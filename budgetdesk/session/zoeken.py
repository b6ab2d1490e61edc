"""Finding in a whole dossier: names, keys and codes, texts, decisions and amounts, as people type them.

What is searched is kept per file as folded texts and sorted amounts (`Finder.read`), so that a key costs a pass over
short texts and two halvings; an edit makes its own file stale and no other. What tables print and no file holds is
kept likewise (`session.gedrukt`), and is stale where what it is added up from changed. What is found is told by kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from budgetdesk.bedrag import BedragFout, Notatie, format_cell, format_exact, read_printed
from budgetdesk.errors import Plaats
from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import KINDS, SOORTEN, kind
from budgetdesk.model.documenten import shown
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand, Dossier, Record, Waarde
from budgetdesk.model.field import Bestandssoort, Field, as_number
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.programma import Post, Programma
from budgetdesk.model.kinds.wijziging import Wijziging
from budgetdesk.model.notities import notities, waarbij
from budgetdesk.model.scope import RAMING, Scope
from budgetdesk.session.session import Session
from budgetdesk.session.zoekvorm import folded, words
from budgetdesk.tables.signed import Cijfers, Tekens

if TYPE_CHECKING:
    from budgetdesk.engine.totalen import Totalen
    from budgetdesk.session.gedrukt import Cel, Gedrukt, Sommen

TEKST: Final = "tekst"
"""What is found in paragraphs, of whatever kind of record, stands under this name."""

TOTAAL: Final = "totaal"
"""Sums that a table prints stand under this name."""

_NOOT: Final = Notitie.kind.naam

_AFGEDRUKT: Final = "\0"
"""Before the name of a file: what tables print of it; without one the sums."""

Ref = int
"""Something that is found: the number of a file, of a record in it, and of a value in that, 0 for the record itself.

What a table prints of a file has a number beside that of the file, and its own numbers in it; so have sums.

One whole number (`_CELL`, `_PLACE`): a letter is found in every record of a large dossier, and the collector walks
over as many tuples.
"""

_ENDS: Final = "\x1f"
"""Parts the fields of a record that are searched as one text; it counts as a blank, so no word has it."""

_PLACE: Final = 1 << 16
"""Values that a record has at most: as many as a file that holds no more than its limit."""
_CELL: Final = _PLACE << 32
"""Places that a file has at most."""

_SEARCHED: Final[Sequence[Bestandssoort]] = ("programma", "reserves", "wijziging", "begroting", "document")
"""The kinds of file in which is searched; what was adopted says again what these say."""

_FEW: Final = 12
"""Words of which some may be an amount; more of them are a text."""

_RANKS: Final = 5
"""How well something answers: a whole name or key is it, an amount is, one begins so, the name has all the words, or
other texts have."""


# --- what is asked -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for: words that must all occur, of which some may be read as amounts."""

    tekst: str
    """All of it, folded, with single blanks."""
    woorden: tuple[str, ...]
    bedragen: Mapping[str, Sequence[tuple[int, int]]]
    """By word, or by all of it, from how many to how many cents without sign it may stand for."""
    getallen: Mapping[str, Decimal]
    """The same as numbers, of what is measured."""

    @classmethod
    def read(cls, tekst: str, eenheid: int) -> Question:
        """Return what a text asks where amounts are in a unit of so many euros; with no unit none of them is asked."""
        sought = words(tekst)
        whole = " ".join(folded(tekst).split())
        parts = dict.fromkeys((whole, *sought)) if eenheid and len(sought) <= _FEW else ()
        amounts = {part: ranges(part, eenheid) for part in parts}
        found = {part: known for part, known in amounts.items() if known}
        found = {whole: found[whole]} if whole in found else found
        return cls(whole, sought, found, {part: number for part in found if (number := _measured(part)) is not None})

    def beside(self, deel: str) -> list[str]:
        """Return the words that must occur beside an amount: none where that is all that is asked."""
        return [] if deel == self.tekst else [word for word in self.woorden if word != deel]

    def unfound(self, eenheid: int) -> str:
        """Return that no amount is found, and as what it was looked for; empty where other words are asked."""
        if self.tekst not in self.bedragen:
            return ""
        number = self.tekst.removeprefix("€").strip()
        if read_printed(self.tekst).euros:
            ways = number
        else:
            in_unit = f"{number} × € {eenheid:,} of ".replace(",", ".") if eenheid > 1 else ""
            ways = f"{in_unit}€ {number}"
        return f"Niets gevonden als {ways}, met welk teken ook."


def ranges(tekst: str, eenheid: int) -> list[tuple[int, int]]:
    """Return from how many to how many cents without sign an amount is that prints as a text, or is it exactly.

    `1.214` is what prints so in the unit, and so many euros whatever the cents; `1.213,87` is what prints so with
    more digits, as F2 shows it, and so many euros. A text that says its unit (`12k`) is that amount only. Nothing
    where it is no amount.
    """
    try:
        printed = read_printed(tekst)
        size = printed.getal() if printed.soort == "getal" and not printed.letter else None
    except BedragFout:
        return []
    if size is None:
        return []
    digits = len(printed.numeral.partition(",")[2])
    if printed.euros:
        return [_about(size, printed.euros, 2 + len(str(printed.euros)))]
    found = [_about(size, euros, digits) for euros in dict.fromkeys((eenheid, 1))]
    return [*found, (int(size) * 100, int(size) * 100 + 99)] if not digits else found


def _about(size: Fraction, euros: int, digits: int) -> tuple[int, int]:
    """Return which cents round to a number of units with so many digits, half away from zero."""
    middle, half = size * 100 * euros, Fraction(50 * euros, 10**digits)
    return max(ceil(middle - half), 0), max(ceil(middle + half) - 1, floor(middle))


def _measured(tekst: str) -> Decimal | None:
    printed = read_printed(tekst)
    known = printed.numeral.replace(".", "").replace(" ", "").replace(",", ".")
    return None if printed.euros else Decimal(known)


# --- what is searched ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """One file as it is searched."""

    records: list[tuple[str, str]] = field(default_factory=list)
    koppen: list[str] = field(default_factory=list)
    """By record its name, key and short texts, folded; nothing where another file says them."""
    alineas: list[str] = field(default_factory=list)
    """The long texts, folded."""
    van_alinea: list[int] = field(default_factory=list)
    """Record and place of each of these (`_PLACE`)."""
    bedragen: list[int] = field(default_factory=list)
    """Of each amount its cents, record and place in one number (`_CELL`), in order."""
    getallen: dict[Decimal, list[int]] = field(default_factory=dict)
    """Of each measured number, without its sign, records and places (`_PLACE`)."""

    @classmethod
    def of(cls, bestand: Bestand) -> _Part:
        """Return a file as it is searched, as it was when this began; another thread may be changing it."""
        part = cls()
        fields: dict[tuple[str, str], Field | None] = {}
        known = SOORTEN[bestand.soort]
        for number, (place, record) in enumerate(list(bestand.records.items())):
            soort = known.get(place[0])
            waarden = list(record.waarden.items())
            for pad, _ in waarden:
                if (place[0], pad) not in fields:
                    fields[place[0], pad] = soort.veld_van(pad) if soort else None
            part.records.append(place)
            part._add(number, place, soort, [(pad, fields[place[0], pad], waarde) for pad, waarde in waarden])
            if soort is not None and bestand.soort == "document" and not soort.per_document:
                # a document says something about what a programma holds, and is found where that is named
                part.koppen[-1] = ""
        part.bedragen.sort()
        return part

    def _add(
        self,
        number: int,
        place: tuple[str, str],
        soort: Kind | None,
        waarden: Sequence[tuple[str, Field | None, Waarde]],
    ) -> None:
        short: list[str] = []
        for at, (_, veld, waarde) in enumerate(waarden[: _PLACE - 1], 1):
            if veld is None:
                continue
            if veld.vorm == "bedrag":
                if isinstance(waarde, int):
                    self.bedragen.append(abs(waarde) * _CELL + number * _PLACE + at)
            elif veld.lang:
                self.alineas.append(folded(as_text(waarde)))
                self.van_alinea.append(number * _PLACE + at)
            elif isinstance(waarde, Decimal):
                self.getallen.setdefault(abs(waarde), []).append(number * _PLACE + at)
            elif says(soort, veld, waarde):
                marked = as_number(waarde) if veld.vorm == "tekst of getal" else None
                if marked is not None:
                    self.getallen.setdefault(abs(marked), []).append(number * _PLACE + at)
                short.append(as_text(waarde))
        name = next((as_text(w) for _, veld, w in waarden if veld is not None and veld.heet), "")
        told = dict.fromkeys([name or place[1] or (soort.noem() if soort else place[0]), place[1], *short])
        self.koppen.append(folded(_ENDS.join(["", *told, ""])))

    # --- finding -------------------------------------------------------------------------

    def rank(self, question: Question, file: int, ranked: Mapping[str, list[list[Ref]]]) -> None:
        """Add what a question finds in this file, by kind and by how well it answers."""
        koppen, records = self.koppen, self.records
        first, *rest = sorted(question.woorden, key=len, reverse=True)
        begins = f"{_ENDS}{question.tekst}"
        whole = f"{begins}{_ENDS}"
        base = file * _CELL
        # nothing is called for each record: in a large dossier a letter finds them all
        for n, kop in enumerate(koppen):
            if first not in kop or (rest and not all(word in kop for word in rest)):
                continue
            if begins in kop:
                rank = 0 if whole in kop else 2
            else:
                # the name comes first: what is in it at all is found there
                name = kop.index(_ENDS, 1)
                rank = 3 if kop.find(first) < name and (not rest or all(kop.find(w) < name for w in rest)) else 4
            ranked[records[n][0]][rank].append(base + n * _PLACE)
        for place in self.amounts(question):
            ranked[records[place // _PLACE][0]][1].append(base + place)
        for place in self.told(question.woorden):
            is_note = records[place // _PLACE][0] == _NOOT
            if not is_note:
                ranked[TEKST][0].append(base + place)
            elif not all(word in koppen[place // _PLACE] for word in question.woorden):
                # a note is what it says, and is told once
                ranked[_NOOT][4].append(base + place - place % _PLACE)

    def told(self, sought: Sequence[str]) -> Iterator[int]:
        """Yield record and place of the long texts with these words; some may be in the name of their record."""
        for place, text in zip(self.van_alinea, self.alineas, strict=True):
            kop = self.koppen[place // _PLACE]
            if all(word in text or word in kop for word in sought) and any(word in text for word in sought):
                yield place

    def amounts(self, question: Question) -> list[int]:
        """Return record and place of the amounts and measured numbers that are asked for, in the order of the file."""
        found: set[int] = set()
        for part, known in question.bedragen.items():
            places = {cell % _CELL for low, high in known for cell in self._between(low, high)}
            places.update(self.getallen.get(question.getallen[part], ()) if part in question.getallen else ())
            if part != question.tekst:
                others = question.beside(part)
                places = {at for at in places if all(word in self.koppen[at // _PLACE] for word in others)}
            found |= places
        return sorted(found)

    def _between(self, low: int, high: int) -> Sequence[int]:
        known = self.bedragen
        return known[bisect_left(known, low * _CELL) : bisect_left(known, (high + 1) * _CELL)]


def says(soort: Kind | None, veld: Field, waarde: Waarde) -> bool:
    """Return whether what stands under a field is a text of the record itself: no choice, nor the key of another."""
    if veld.vorm == "tekst of getal":
        return isinstance(waarde, str)
    if soort is not None and veld.sleutel in soort.herkend:
        return True
    refers = veld.noemt or veld.met_soort
    return veld.vorm in ("tekst", "tekst of geheel", "lijst") and not (veld.keuzes or refers or veld.heet)


def as_text(waarde: Waarde | None) -> str:
    """Return a value as the text that it is searched in."""
    return " ".join(map(str, waarde)) if isinstance(waarde, list) else str(waarde or "")


# --- what is found -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """What is found of one kind, the likeliest first."""

    soort: str
    refs: Sequence[Ref]

    @property
    def naam(self) -> str:
        """Return what people call one of it."""
        return self.soort if self.soort in (TEKST, TOTAAL) else kind(self.soort).noem()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: what is found by kind, in the order in which people look for kinds."""

    question: Question
    groepen: Sequence[Group] = ()

    @property
    def aantal(self) -> int:
        """Return how many there are."""
        return sum(len(groep.refs) for groep in self.groepen)

    def refs(self) -> Iterator[tuple[str, Ref]]:
        """Yield each with the name of its kind, in the order in which they are told."""
        return ((groep.soort, ref) for groep in self.groepen for ref in groep.refs)

    def at(self, place: int) -> tuple[str, Ref] | None:
        """Return one of them with the name of its kind; None where there are not so many."""
        for groep in self.groepen:
            if place < len(groep.refs):
                return groep.soort, groep.refs[place]
            place -= len(groep.refs)
        return None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: what it is of, as people know that, and the piece of it that has the words."""

    soort: str
    """Its kind, or `tekst`."""
    adres: Adres
    """Where it is stored; without `pad` where it is the record as a whole."""
    naam: str
    waar: str
    """The programma, decision or file it stands in."""
    veld: str = ""
    """What the piece is, where that is not the name."""
    stuk: str = ""
    """That text, whole; of an amount exact euros."""
    cents: int | None = None
    """An amount as it is stored; the balance of several sides as it is printed."""
    teken: int = 1
    """The sign that a table prints it with."""
    cel: Cel | None = None
    """The cell that prints it, of what no file holds as it stands there."""


def rank_of_kind(soort: str) -> tuple[int, int, int]:
    """Return the place of a kind among what people look for.

    What stands in programmas before decisions and settings; there the tree first, then what has amounts, then the
    rest, each as files print them, then sums; paragraphs come last.
    """
    if soort == TEKST:
        return len(_SEARCHED), 0, 0
    if soort == TOTAAL:
        # who types an amount looks for what it can be typed in, first
        return 0, len(KINDS), 0
    known = kind(soort)
    files = [n for n, bestand in enumerate(_SEARCHED) if bestand in known.bestanden]
    has_amounts = any(veld.vorm == "bedrag" for veld in known.velden)
    is_tree = known.hoofd or (bool(known.telt_op) and not known.ouder)
    order = list(KINDS).index(soort) if soort in KINDS else len(KINDS)
    return min(files, default=len(_SEARCHED)), 0 if is_tree else 1 if has_amounts else 2, order


@dataclass(frozen=True, slots=True)
class _State:
    """What the printed amounts of a file were added up from; they are stale where it is not that of now."""

    totalen: Totalen
    versies: tuple[int, ...]


class Finder:
    """Finds in one session, in what was read of its files (`read`); it follows edits once they are read again.

    Without `printed` only what is stored is found, and no totals are made.
    """

    def __init__(self, session: Session, *, printed: bool = True) -> None:
        self._session: Final = session
        self._is_printed: Final = printed
        self._parts: dict[str, tuple[int, _Part]] = {}
        self._cijfers: Cijfers | None = None
        """The figures of now, taken where no other thread makes them."""
        self._printed: dict[str, tuple[_State, Gedrukt]] = {}
        self._sums: tuple[int, Sommen] | None = None
        """Sums, and the state of the session that they are of."""
        self._numbers: dict[str, int] = {}
        self._read = 0
        """How many times a file was read."""
        self._kept: tuple[tuple[str, int, int, int], Found] | None = None
        """What was asked last, of what, and the answer: whoever goes to what was listed asks the same again."""

    # --- reading -----------------------------------------------------------------------------

    def _files(self) -> list[Bestand]:
        """Return the files in which is searched, in the order in which what they hold is told."""
        stored = self._session.stored
        first = [*stored.programmas, *besluiten.besluiten(stored)]
        rest = [b for b in stored.bestanden.values() if b.soort in _SEARCHED and b not in first]
        return [*first, *sorted(rest, key=lambda b: _SEARCHED.index(b.soort))]

    def stale(self, first: str = "") -> list[str]:
        """Return the files that are to be read, or to be read again, one of them before the others."""
        if self._is_printed:
            self._cijfers = self._session.cijfers
        names = [b.naam for b in self._files() if self._is_stale(b.naam) or self._to_add_up(b.naam)]
        return sorted(names, key=lambda naam: naam != first)

    def _is_stale(self, naam: str) -> bool:
        return self._parts.get(naam, (-1, None))[0] != self._session.version_of(naam)

    def _to_add_up(self, naam: str) -> tuple[Cijfers, Bestand, _State] | None:
        """Return what the printed amounts of a programma are to be made from; None where it is none, or they are."""
        cijfers = self._cijfers
        programmas = cijfers.dossier.programmas if cijfers else []
        bestand = next((b for b in programmas if b.naam == naam), None)
        if cijfers is None or bestand is None:
            return None
        # what documents say of a programma is shown as its own
        said = (b.naam for b in cijfers.dossier.bestanden.values() if b.soort == "document")
        same = [naam, *(b for b in said if cijfers.dossier.bestanden[b].nummer == bestand.nummer)]
        now = _State(cijfers.totalen, tuple(self._session.version_of(b) for b in same))
        known = self._printed.get(naam)
        is_new = known is None or known[0].totalen is not now.totalen or known[0].versies != now.versies
        return (cijfers, bestand, now) if is_new else None

    def read(self, naam: str) -> None:
        """Read one file of the session, in a thread too; one that changes meanwhile stays stale."""
        version = self._session.version_of(naam)
        bestand = self._session.stored.bestanden.get(naam)
        if bestand is not None and self._is_stale(naam):
            self._parts[naam] = (version, _Part.of(bestand))
            self._read += 1
        if to_add_up := self._to_add_up(naam):
            from budgetdesk.session.gedrukt import Gedrukt

            cijfers, seen, state = to_add_up
            self._printed[naam] = (state, Gedrukt(cijfers, seen))
            self._read += 1

    def read_all(self, names: Sequence[str] | None = None) -> None:
        """Read what is to be read; in a thread only files that are named: others may come meanwhile."""
        for naam in self.stale() if names is None else names:
            self.read(naam)

    # --- finding -----------------------------------------------------------------------------

    def find(self, tekst: str, eenheid: int) -> Found:
        """Return what is found of a text in what was read; amounts are typed in a unit of so many euros, or in euros.

        Nothing is found of nothing. The same question has the same answer wherever somebody is: what answers it
        equally well stands in the order of the dossier.
        """
        asked = (tekst, eenheid, self._session.versie, self._read)
        if self._kept is None or self._kept[0] != asked:
            self._kept = asked, self._find(Question.read(tekst, eenheid))
        return self._kept[1]

    def _find(self, question: Question) -> Found:
        if not question.woorden:
            return Found(question)
        ranked: dict[str, list[list[Ref]]] = defaultdict(lambda: [[] for _ in range(_RANKS)])
        if question.bedragen and self._is_printed:
            # what a table prints comes before what is stored of it
            self._rank_printed(question, ranked)
        for bestand in self._files():
            part = self._parts.get(bestand.naam, (-1, None))[1]
            if part is not None:
                part.rank(question, self._number(bestand.naam), ranked)
        found = {soort: [ref for refs in known for ref in refs] for soort, known in ranked.items()}
        order = sorted((soort for soort, refs in found.items() if refs), key=rank_of_kind)
        return Found(question, [Group(soort, found[soort]) for soort in order])

    def _rank_printed(self, question: Question, ranked: Mapping[str, list[list[Ref]]]) -> None:
        """Add what tables print that no file holds, by kind, as far as it was added up; sums are as they are now."""
        for bestand in self._files():
            printed = self._printed_of(bestand.naam)
            part = self._parts.get(bestand.naam, (-1, None))[1]
            if printed is None or part is None:
                continue
            base = self._number(f"{_AFGEDRUKT}{bestand.naam}") * _CELL
            for word, asked in question.bedragen.items():
                cells = printed.between(asked)
                if others := question.beside(word):
                    koppen = dict(zip(part.records, part.koppen, strict=True))
                    cells = [c for c in cells if all(w in koppen.get(printed.record_of(c), "") for w in others)]
                for cell in cells:
                    ranked[printed.record_of(cell).soort][1].append(base + cell)
        base = self._number(_AFGEDRUKT) * _CELL
        for word, asked in question.bedragen.items():
            sums, others = self._added_up(), question.beside(word)
            for number in sums.between(asked):
                if not others or all(w in folded(self._sum(sums.cellen[number]).naam) for w in others):
                    ranked[TOTAAL][1].append(base + number)

    def _printed_of(self, naam: str) -> Gedrukt | None:
        """Return what is printed of a file; None where its columns or what is added to it may be others by now."""
        state, printed = self._printed.get(naam, (None, None))
        return printed if state is not None and state.totalen is self._session.totalen else None

    def _added_up(self) -> Sommen:
        """Return the sums of now: few of them, of which the totals are kept."""
        from budgetdesk.session.gedrukt import Sommen

        if self._sums is None or self._sums[0] != self._session.versie:
            self._sums = self._session.versie, Sommen(self._session.cijfers)
        return self._sums[1]

    def _number(self, naam: str) -> int:
        """Return the number of a file, or of what is printed of it, the same for as long as this lives."""
        return self._numbers.setdefault(naam, len(self._numbers))

    def hit(self, soort: str, ref: Ref) -> Hit | None:
        """Return what stands somewhere; None where it is not there any more."""
        naam = list(self._numbers)[ref // _CELL]
        if naam.startswith(_AFGEDRUKT):
            return self._hit_printed(soort, naam.removeprefix(_AFGEDRUKT), ref % _CELL)
        number, at = divmod(ref % _CELL, _PLACE)
        bestand = self._session.stored.bestanden.get(naam)
        part = self._parts.get(naam, (-1, None))[1]
        place = part.records[number] if part is not None and number < len(part.records) else ("", "")
        record = bestand.records.get(place) if bestand is not None else None
        if bestand is None or record is None or at > len(record.waarden):
            return None
        hit = _hit(self._session.stored, bestand, record, soort, at)
        return self._as_printed(hit) if hit.cents is not None and self._is_printed else hit

    def _as_printed(self, hit: Hit) -> Hit:
        """Return a stored amount with the sign that a table prints, told apart where more is printed in its cell."""
        from budgetdesk.session.gedrukt import as_raming

        adres = shown(self._session.dossier, hit.adres)
        sign, is_part = as_raming(self._session.cijfers, adres)
        veld = f"{hit.veld}, {RAMING}" if is_part else hit.veld
        return replace(hit, veld=veld, teken=sign, stuk=format_exact((hit.cents or 0) * sign))

    def _hit_printed(self, soort: str, naam: str, number: int) -> Hit | None:
        if not naam:
            cellen = self._added_up().cellen
            return self._sum(cellen[number]) if number < len(cellen) else None
        printed = self._printed_of(naam)
        bestand = self._session.stored.bestanden.get(naam)
        record = bestand.records.get(printed.record_of(number)) if bestand is not None and printed is not None else None
        if printed is None or bestand is None or record is None:
            return None
        hit = Hit(soort, Adres(naam, *record.key, ""), known_as(self._session.stored, bestand, record), place(bestand))
        return self._with_amount(hit, printed.cel(number))

    def _sum(self, cel: Cel) -> Hit:
        """Return a sum as a hit: of what it is known as; of all programmas that is the municipality."""
        stored = self._session.stored
        bestand = stored.bestanden.get(cel.bestand)
        if bestand is None:
            return self._with_amount(Hit(TOTAAL, Adres(BEGROTING, "", "", ""), "Hele gemeente", "gemeente"), cel)
        record = bestand.records.get(cel.scope.record) or bestand.single(Programma)
        hit = Hit(TOTAAL, Adres(cel.bestand, *record.key, ""), known_as(stored, bestand, record), place(bestand))
        return self._with_amount(hit, cel)

    def _with_amount(self, hit: Hit, cel: Cel) -> Hit:
        from budgetdesk.session.gedrukt import amount

        cijfers = self._session.cijfers
        bedrag, columns = amount(cijfers, cel), cijfers.sjabloon.kolommen
        kop = columns[cel.kolom].kop if cel.has_columns else str(cel.jaar)
        stuk = format_exact(bedrag.cents * bedrag.teken)
        return replace(hit, veld=f"{cel.wat} {kop}", stuk=stuk, cents=bedrag.cents, teken=bedrag.teken, cel=cel)


def _hit(stored: Dossier, bestand: Bestand, record: Record, soort: str, at: int) -> Hit:
    if isinstance(record, Notitie):
        noot = next(noot for noot in notities(stored) if noot.notitie is record)
        what = waarbij(stored, noot)
        return Hit(soort, noot.adres, f"{what[:1].upper()}{what[1:]}", place(bestand), "", noot.tekst)
    pad, waarde = list(record.waarden.items())[at - 1] if at else ("", None)
    adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
    naam, waar = known_as(stored, bestand, record), place(bestand)
    if not at:
        return Hit(soort, adres, naam, waar)
    known = SOORTEN[bestand.soort].get(record.soort)
    veld = known.veld_van(pad) if known else None
    below = pad[len(veld.sleutel) + 1 :].replace(".", " ") if veld and veld.sleutel else pad
    label = f"{veld.label if veld else record.soort} {below}".strip()
    if veld is not None and veld.vorm == "bedrag" and isinstance(waarde, int):
        return Hit(soort, adres, naam, waar, label, format_exact(waarde), waarde)
    told = f"{waarde:f}".replace(".", ",") if isinstance(waarde, Decimal) else as_text(waarde)
    return Hit(soort, adres, naam, waar, label, told)


def elsewhere(stored: Dossier, hit: Hit, sought: Sequence[str]) -> tuple[str, str]:
    """Return the label and text of the first field, key included, that has a word which the name has not.

    Nothing where the name has them all.
    """
    name = folded(hit.naam)
    missing = [word for word in sought if word not in name]
    bestand = stored.bestanden.get(hit.adres.bestand)
    record = bestand.record(hit.adres.soort, hit.adres.sleutel) if bestand else None
    if not missing or bestand is None or record is None:
        return "", ""
    soort = bestand.schema(record.soort)
    fields = [("Sleutel", record.sleutel)]
    for pad, waarde in record.waarden.items():
        veld = soort.veld_van(pad) if soort else None
        if veld is not None and says(soort, veld, waarde):
            fields.append((veld.label, as_text(waarde)))
    return next(((label, text) for label, text in fields if any(w in folded(text) for w in missing)), ("", ""))


def known_as(stored: Dossier, bestand: Bestand, record: Record) -> str:
    """Return what people call a record: in a file of a document as the programma calls it."""
    if bestand.soort == "document":
        programma = stored.programma(bestand.nummer)
        record = (programma.records.get((record.soort, record.sleutel)) if programma else None) or record
    if isinstance(record, Programma):
        return f"{record.nummer} {record.naam}"
    if isinstance(record, Wijziging):
        return besluiten.titel(bestand)
    about = _about_record(stored, bestand, record)
    return about or record.known_as or record.kind.noem().capitalize()


def _about_record(stored: Dossier, bestand: Bestand, record: Record) -> str:
    """Return the name of what a record is about that has none itself, such as an explained amount."""
    if record.kind.naamveld in record.waarden:
        return ""
    named = next((veld for veld in record.kind.velden if veld.met_soort and veld.verplicht), None)
    about = named.references(record.waarden.get(named.sleutel)) if named else []
    programma = stored.programma(bestand.nummer) if about else None
    found = (programma.records.get(reference.key) for reference in about) if programma else ()
    return " / ".join(other.known_as for other in found if other)


def place(bestand: Bestand) -> str:
    """Return in which programma, decision or file something stands, as people say it."""
    match bestand.soort:
        case "programma":
            return f"programma {bestand.nummer}"
        case "wijziging":
            return f"besluit {besluiten.nummer(bestand)}"
        case "document":
            return f"{bestand.document}, programma {bestand.nummer}"
        case _:
            return bestand.naam


def line_of(session: Session, adres: Adres) -> Plaats:
    """Return file and line of a value; of a record those of its name, or else of its first key."""
    bestand = session.stored.bestanden.get(adres.bestand)
    record = bestand.record(adres.soort, adres.sleutel) if bestand else None
    keys = [adres.pad] if adres.pad else [record.kind.naamveld, *record.waarden] if record else []
    pad = next((key for key in keys if record is not None and key in record.waarden), "")
    return session.plaats(replace(adres, pad=pad)) if pad else Plaats(adres.bestand)


def budgeted(session: Session, hit: Hit, eenheid: int) -> str:
    """Return what a post costs, or else brings in, in the column of the result as the table prints it.

    With all that is added to it, in the unit of so many euros. Nothing for what is no post.
    """
    cijfers, adres = session.cijfers, hit.adres
    if adres.soort != Post.kind.naam or adres.bestand not in {b.naam for b in session.dossier.programmas}:
        return ""
    kolom = cijfers.sjabloon.kolommen[cijfers.sjabloon.resultaat]
    totals, scope = cijfers.totalen[adres.bestand], Scope(adres.soort, adres.sleutel)
    for kant in POSTKANTEN:
        cents = sum(factor * totals.bedrag(scope, kant, term) for term, factor in kolom.termen)
        if cents:
            sign = Tekens(cijfers.weergave).kant(kant)[0][1]
            return format_cell(cents * sign, Notatie(eenheid, cijfers.weergave.nul, cijfers.weergave.minteken))
    return ""
