"""The rows of a ledger report to amounts per code: exact cents by side, phase and year.

What is called a total is never an amount: it is added up against the rows that were read. Nothing is guessed: a cell
that is no amount, a row without a code and a word of which nothing says what it means are each named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from budgetdesk.bedrag import Decimaal, format_exact, notations, plain_sign
from budgetdesk.importing.bron import Blad, Cel, Gevonden, adres
from budgetdesk.importing.cellen import Bedragen, CelFout, code, is_bare_decimal, is_comma_decimal, numeral
from budgetdesk.importing.doorlopend import doorlopend
from budgetdesk.importing.kolommen import Kolommen
from budgetdesk.importing.mapping import Doel, Groepeer, Leeswijze
from budgetdesk.importing.totaalrijen import Totaalrij, Totaalrijen
from budgetdesk.importing.woorden import Betekenis, Patronen, Periodes
from budgetdesk.model.arrangement import WIJZIGING
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.model.grootboek import NIVEAU
from budgetdesk.voortgang import stap
from budgetdesk.zinnen import aantal, met_en

STAP: Final = 10_000
"""Rows between two tellings of how far reading is."""

MEESTE_DUBBEL: Final = 5
"""Codes that stand twice, or rows of one kind, which are told one by one."""

_EEN: Final = {kant: (kant,) for kant in POSTKANTEN}
_DEBET: Final = {"lasten": 1, "baten": -1}
"""The sign of an amount of two columns that are plus and minus, by the side that a row says."""

Zijde = tuple[str, str]
"""Side and `fase.jaar` of an amount: ("lasten", "begroting.2027")."""


class Labels(NamedTuple):
    """What a row says of its code, as the file has it; empty where it says nothing."""

    programma: str = ""
    beleidsterrein: str = ""
    kostenplaats: str = ""
    taakveld: str = ""
    categorie: str = ""


@dataclass(slots=True)
class Rekening:
    """One code of the ledger under one set of labels: its amounts in cents with natural signs."""

    code: str
    naam: str
    labels: Labels
    rij: int
    """The first row it stands in."""
    rijen: int = 0
    """How many rows it stands in."""
    bedragen: dict[Zijde, int] = field(default_factory=dict)
    eerste: dict[Zijde, int] = field(default_factory=dict)
    """The first row of each amount, where rows are of one phase and year; else that is `rij`."""


def opgeteld(rekeningen: Iterable[Rekening]) -> dict[Zijde, int]:
    """Return what codes add up to in cents, of every side and year."""
    found: dict[Zijde, int] = {}
    for rekening in rekeningen:
        for zijde, cents in rekening.bedragen.items():
            found[zijde] = found.get(zijde, 0) + cents
    return found


def groepssleutel(rekening: Rekening, groepeer: Groepeer) -> tuple[str, ...]:
    """Return what codes have in common that belong together."""
    labels, first = rekening.labels, kostenplaats(rekening)
    match groepeer:
        case "kostenplaats":
            return (first,)
        case "kostenplaats+categorie":
            return first, labels.categorie
        case "taakveld+categorie":
            return labels.taakveld, labels.categorie
        case _:
            return (rekening.code,)


def kostenplaats(rekening: Rekening) -> str:
    """Return the kostenplaats of a code: what its row says, else its first part."""
    return rekening.labels.kostenplaats or rekening.code.partition(NIVEAU)[0]


def per_begin(rekeningen: Iterable[Rekening]) -> dict[str, set[str]]:
    """Return codes by their first part."""
    found: dict[str, set[str]] = {}
    for rekening in rekeningen:
        found.setdefault(rekening.code.partition(NIVEAU)[0], set()).add(rekening.code)
    return found


@dataclass(frozen=True, slots=True)
class Open:
    """What has to be decided first, in Dutch, and what of the command line decides it."""

    zin: str
    doe: str = ""

    def __str__(self) -> str:
        return f"{self.zin} {self.doe}".strip()


@dataclass(slots=True)
class Boekingen:
    """What was read of one sheet."""

    blad: str
    rekeningen: list[Rekening] = field(default_factory=list)
    termen: dict[str, None] = field(default_factory=dict)
    """Every `fase.jaar` of which an amount was read, in the order of the columns or rows."""
    totalen: list[Totaalrij] = field(default_factory=list)
    fouten: list[Gevonden] = field(default_factory=list)
    """Cells that have to be mended before anything is made of this."""
    verteld: list[Gevonden] = field(default_factory=list)
    vragen: list[Open] = field(default_factory=list)
    verborgen: list[tuple[int, int]] = field(default_factory=list)
    """The hidden rows that were left out, each with the cents that it holds, whatever their sign."""
    kaal: dict[str, str] = field(default_factory=dict)
    """Taakvelden that are numbers of which no format says how many decimals they have, and the first such cell."""
    rijen: int = 0
    """How many rows have amounts, totals not counted."""
    eerste: int = 0
    laatste: int = 0

    def som(self, zijde: Zijde) -> int:
        """Return the cents of all that was read of one side in one year."""
        return sum(rekening.bedragen.get(zijde, 0) for rekening in self.rekeningen)


def lees(
    blad: Blad, kolommen: Kolommen, leeswijze: Leeswijze, *, decimaal: Decimaal | None, verborgen: bool
) -> Boekingen:
    """Return the amounts of a sheet by code; `decimaal` goes before what the way of reading says.

    With `verborgen` hidden rows are read as others. Raises Afgebroken where whoever waits calls it off.
    """
    teken, vraag = notation(blad, kolommen, decimaal or leeswijze.decimaal or None)
    lezer = _Lezer(blad, kolommen, leeswijze, teken, verborgen=verborgen)
    if vraag:
        lezer.uit.vragen.append(vraag)
    lezer.read()
    return lezer.uit


# --- the decimal sign ----------------------------------------------------------------------------


def notation(blad: Blad, kolommen: Kolommen, gezegd: Decimaal | None) -> tuple[Decimaal, Open | None]:
    """Return the decimal sign of the amounts that are texts: as is said, else as they prove; or what is to be asked."""
    return (gezegd, None) if gezegd else settled_notation(_numerals(blad, kolommen))


def settled_notation(numerals: Iterable[tuple[str, str]]) -> tuple[Decimaal, Open | None]:
    """Return the decimal sign that numbers prove, each with the address of its cell; or what is to be asked."""
    only: dict[Decimaal, str] = {}
    either: list[tuple[str, str]] = []
    seen: set[str] = set()
    for where, text in numerals:
        if text in seen or plain_sign(text) in only:
            continue  # it only proves what one before it did
        values = notations(text)
        seen.add(text)
        if len(values) == 1:
            only.setdefault(next(iter(values)), where)
        elif len(set(values.values())) > 1:
            either.append((where, text))
    doe = 'Kies --decimaal "," of ".".'
    if len(only) == 2:
        zin = f"{only[',']} gebruikt een decimale komma, {only['.']} een decimale punt."
        return ",", Open(zin, doe)
    if not only and either:
        return ",", Open(_either(either), doe)
    return next(iter(only), ","), None


def _numerals(blad: Blad, kolommen: Kolommen) -> Iterator[tuple[str, str]]:
    """Yield the numbers that may say something of the decimal sign; of those that prove one of it the first only."""
    proven: set[Decimaal] = set()
    for rij, cellen in blad.walk():
        for kolom in kolommen.bedragen if rij >= kolommen.eerste else ():
            cel = cellen.get(kolom)
            if cel is None or cel.soort != "tekst" or not ("," in cel.tekst or "." in cel.tekst):
                continue
            if sign := plain_sign(cel.tekst):
                if sign in proven:
                    continue
                proven.add(sign)
            if text := numeral(cel):
                yield adres(rij, kolom), text


def _either(found: Sequence[tuple[str, str]]) -> str:
    text = found[0][1]
    whole, sign = text.replace(",", "").replace(".", ""), "komma" if "," in text else "punt"
    where = ", ".join(where for where, _ in found[:3])
    return f"In dit bestand kan {text} zowel {whole} als een getal met een decimale {sign} zijn ({where})."


# --- the rows ------------------------------------------------------------------------------------


class _Lezer:
    """Reads one sheet from the first row below its headings on."""

    def __init__(
        self, blad: Blad, kolommen: Kolommen, leeswijze: Leeswijze, decimaal: Decimaal, *, verborgen: bool
    ) -> None:
        self.uit = Boekingen(blad.naam)
        self._blad = blad
        self._kolommen = kolommen
        self._wijze = leeswijze
        self._hidden = set() if verborgen else blad.verborgen_rijen
        self._bedragen = Bedragen(leeswijze.eenheid, decimaal)
        self._totalen = Totaalrijen([*kolommen.bedragen])
        self._skip = Patronen(leeswijze.overslaan)
        self._kanten = Betekenis(leeswijze.waarde.get("kant", {}), dict(zip(POSTKANTEN, POSTKANTEN, strict=True)))
        self._periodes = Periodes(leeswijze)
        self._per_rij = not leeswijze.jaren
        self._rekeningen: dict[tuple[str, Labels], Rekening] = {}
        self._tekens = {"lasten": leeswijze.lasten, "baten": leeswijze.baten}
        self._niet = frozenset(leeswijze.niet)
        self._kant_boven = ""
        self._koppen = [blad.cellen[rij] for rij in leeswijze.kop if rij in blad.cellen]
        self._codekolommen = frozenset(kolommen.kolom["code"])
        self._doorlopend = doorlopend(blad, kolommen.kolom, herhaal=leeswijze.herhaal)
        self._uncoded: list[int] = []
        by_sign = kolommen.bedragen if leeswijze.kant == "teken" else {}
        self._changes = {k for k, what in by_sign.items() if what is not None and what.fase == WIJZIGING}
        """Columns of changes where the sign of the budget that they are of says the side."""
        self._unseen: list[tuple[int, int]] = []
        self._left_out: dict[str, list[int]] = {}
        self._unknown: dict[tuple[str, str], int] = {}
        self._twice: list[str] = []
        self._single = {key: columns[0] for key, columns in kolommen.kolom.items() if len(columns) == 1}
        self._termen = {k: what.term if what and what.fase else "" for k, what in kolommen.bedragen.items()}
        # what a row says as code and labels stands in thousands of others too: each is read once
        self._labelkolommen = [kolom for key in Labels._fields for kolom in kolommen.kolom.get(key, ())]
        self._codes: dict[Cel, str] = {}
        self._gezegd: dict[tuple[Cel | None, ...], Labels] = {}

    def read(self) -> None:
        """Read every row."""
        many = len(self._blad.cellen)
        for nummer, (rij, cellen) in enumerate(self._blad.walk()):
            if nummer % STAP == 0:
                stap(nummer, many, "rijen")
            if rij < self._kolommen.eerste:
                continue
            if self._ends(cellen):
                self._total(rij, cellen)
                break
            self._row(rij, cellen)
        self._tell()

    def _ends(self, cellen: Mapping[int, Cel]) -> bool:
        if not self._wijze.tot:
            return False
        first = next((cellen[k].tekst for k in sorted(cellen) if k not in self._kolommen.bedragen), "")
        return first.strip().casefold() == self._wijze.tot.strip().casefold()

    def _row(self, rij: int, cellen: Mapping[int, Cel]) -> None:
        if rij in self._hidden:
            self._unseen.append((rij, sum(abs(cents) for _, cents in self._amounts(rij, cellen, quiet=True))))
        elif self._skip and self._skip.fits_any(
            [c.tekst for k, c in cellen.items() if k not in self._kolommen.bedragen]
        ):
            self._total(rij, cellen)
        elif not self._is_heading(cellen):
            self._plain(rij, self._doorlopend.samengevoegd(rij, cellen))

    def _plain(self, rij: int, cellen: Mapping[int, Cel]) -> None:
        """Take in a row that is not called a total."""
        if self._wijze.kant == "rij":
            self._side_above(cellen)
        if not self._is_uncoded_total(rij, cellen) and (amounts := self._amounts(rij, cellen)):
            self._book(rij, self._doorlopend.herhaald(cellen), amounts)

    def _is_heading(self, cellen: Mapping[int, Cel]) -> bool:
        """Return whether a row is one of the headings once more, as on each page of a printed report."""
        return cellen in self._koppen

    def _is_uncoded_total(self, rij: int, cellen: Mapping[int, Cel]) -> bool:
        """Return whether a row without any code holds nothing of its own, and take it for a total where it is one.

        Nothing of its own is what rows above it add up to in every column, and a line of text where amounts stand.
        """
        if not self._codekolommen.isdisjoint(cellen):
            return False
        amounts = dict(self._amounts(rij, cellen, quiet=True))
        if self._totalen.klopt(amounts):
            self._total(rij, cellen)
            self._uncoded.append(rij)
            return True
        return not amounts and all(cellen[k].soort == "tekst" for k in self._kolommen.bedragen if k in cellen)

    def _amounts(self, rij: int, cellen: Mapping[int, Cel], *, quiet: bool = False) -> list[tuple[int, int]]:
        """Return the amounts of a row by column, as they are written; what is none is a fault, unless `quiet`."""
        found = []
        for kolom in self._kolommen.bedragen:
            cel = cellen.get(kolom)
            if cel is None:
                continue
            try:
                cents = self._bedragen.cents(cel)
            except CelFout as error:
                if not quiet:
                    self._wrong(rij, kolom, str(error))
                continue
            if cents is not None:
                found.append((kolom, cents))
        return found

    def _total(self, rij: int, cellen: Mapping[int, Cel]) -> None:
        amounts = dict(self._amounts(rij, cellen, quiet=True))
        if amounts:
            texts = [cellen[k].tekst.strip() for k in sorted(cellen) if k not in self._kolommen.bedragen]
            self._totalen.total(rij, next((t for t in texts if self._skip.fits(t)), next(iter(texts), "")), amounts)

    def _side_above(self, cellen: Mapping[int, Cel]) -> None:
        """Take the side that a row names: it holds for that row and those below it."""
        texts = (cel.tekst for kolom, cel in cellen.items() if kolom not in self._kolommen.bedragen)
        self._kant_boven = next(filter(None, map(self._kanten.of, texts)), self._kant_boven)

    # --- one row with amounts ----------------------------------------------------------------

    def _book(self, rij: int, cellen: Mapping[int, Cel], amounts: Sequence[tuple[int, int]]) -> None:
        uit = self.uit
        uit.rijen += 1
        uit.eerste, uit.laatste = uit.eerste or rij, rij
        try:
            sleutel, labels = self._code(rij, cellen), self._labels(rij, cellen)
        except CelFout:
            return
        said = self._said(cellen, sleutel)
        term = self._term(cellen)
        rekening: Rekening | None = None
        for kolom, cents in amounts:
            what = self._kolommen.bedragen[kolom]
            side = self._side_of_budget(what, amounts) if kolom in self._changes else said
            zijden, natural = self._natural(what, side, cents)
            self._totalen.add(kolom, cents, zijden[0] if len(zijden) == 1 else "")
            period = self._termen[kolom] or term
            if not period or not zijden:
                continue
            if labels.taakveld in self._niet:
                self._left_out.setdefault(labels.taakveld, []).append(natural)
                continue
            if rekening is None:
                rekening = self._rekening(sleutel, labels, rij, cellen)
            if period not in uit.termen:
                uit.termen[period] = None
            for kant in zijden:
                self._add(rekening, (kant, period), natural, rij)

    def _code(self, rij: int, cellen: Mapping[int, Cel]) -> str:
        parts = [self._read(rij, kolom, cellen) for kolom in self._kolommen.kolom["code"]]
        return NIVEAU.join(parts) if all(parts) else ""

    def _labels(self, rij: int, cellen: Mapping[int, Cel]) -> Labels:
        cells = (*map(cellen.get, self._labelkolommen),)
        labels = self._gezegd.get(cells)
        if labels is None:
            single = self._single
            if "taakveld" in single and is_bare_decimal(cel := cellen.get(single["taakveld"])):
                self.uit.kaal.setdefault(cel.tekst.replace(",", "."), adres(rij, single["taakveld"]))
            labels = self._gezegd[cells] = Labels(*(self._label(rij, key, cellen) for key in Labels._fields))
        return labels

    def _label(self, rij: int, key: str, cellen: Mapping[int, Cel]) -> str:
        """Return what the columns of a label say together, a number before the name: `1 Bestuur`."""
        parts = [self._read(rij, kolom, cellen) for kolom in self._kolommen.kolom.get(key, ())]
        if len(parts) > 1:
            parts = sorted(filter(None, parts), key=lambda part: not part[0].isdigit())
        text = " ".join(parts)
        return text.replace(",", ".") if key in ("taakveld", "categorie") and is_comma_decimal(text) else text

    def _read(self, rij: int, kolom: int, cellen: Mapping[int, Cel]) -> str:
        """Return what a cell says as a code; what it cannot say is a fault. Raises CelFout then."""
        cel = cellen.get(kolom)
        if cel is None:
            return ""
        known = self._codes.get(cel)
        if known is None:
            try:
                known = self._codes[cel] = code(cel)
            except CelFout as error:
                self._wrong(rij, kolom, str(error))
                raise
        return known

    def _said(self, cellen: Mapping[int, Cel], sleutel: str) -> str:
        """Return the side that a row says its amounts are of; empty where its signs or columns do."""
        match self._wijze.kant:
            case "kolom" | "code":
                kolom = self._single.get("kant")
                cel = cellen.get(kolom) if kolom else None
                text = cel.tekst.strip() if cel else "" if kolom else sleutel.rpartition(NIVEAU)[2]
                kant = self._kanten.of(text)
                if not kant:
                    self._not_known("kant", text)
                return kant or "?"
            case "rij":
                if not self._kant_boven:
                    self._not_known("kant", "")
                return self._kant_boven or "?"
            case _:
                return ""

    def _term(self, cellen: Mapping[int, Cel]) -> str:
        """Return the `fase.jaar` that a row says; empty where its columns do, or where it is not to be read."""
        if self._wijze.jaren:
            return ""
        fase, jaar = (self._word(cellen, key) for key in ("fase", "jaar"))
        term = self._periodes.term(fase, jaar)
        if term is None:
            self._not_known(*self._periodes.unknown(fase, jaar))
        return term or ""

    def _word(self, cellen: Mapping[int, Cel], key: str) -> str:
        kolom = self._single.get(key)
        cel = cellen.get(kolom) if kolom else None
        return cel.tekst.strip() if cel else ""

    def _natural(self, what: Doel | None, said: str, cents: int) -> tuple[tuple[str, ...], int]:
        """Return the sides that an amount is of, and its cents with a natural sign; of a zero it may be both.

        No side where nothing says which. Two columns of which a row says the side itself are plus and minus of one
        amount: debet and credit.
        """
        apart = what.kant if what is not None else ""
        if self._wijze.kant == "kolommen":
            return _EEN[apart], cents * self._tekens[apart]
        signs = self._tekens
        if apart:
            cents, signs = (cents if apart == "lasten" else -cents), _DEBET
        if said:
            return (_EEN[said], cents * signs[said]) if said in signs else ((), 0)
        if not cents:
            return POSTKANTEN, 0
        return _EEN["lasten" if cents * signs["lasten"] > 0 else "baten"], abs(cents)

    def _side_of_budget(self, what: Doel | None, amounts: Sequence[tuple[int, int]]) -> str:
        """Return the side of the budget in a row with a change of it; empty where only the sign of that can say it."""
        budget = Doel("begroting", what.jaar if what is not None else "")
        first = next((cents for k, cents in amounts if cents and self._kolommen.bedragen[k] == budget), 0)
        return ("lasten" if first * self._tekens["lasten"] > 0 else "baten") if first else ""

    def _rekening(self, sleutel: str, labels: Labels, rij: int, cellen: Mapping[int, Cel]) -> Rekening:
        known = self._rekeningen.get((sleutel, labels))
        if known is None:
            texts = (cellen[k].tekst for k in self._kolommen.kolom.get("naam", ()) if k in cellen)
            naam = " ".join(" ".join(texts).split())
            known = self._rekeningen[sleutel, labels] = Rekening(sleutel, naam, labels, rij)
        known.rijen += 1
        return known

    def _add(self, rekening: Rekening, zijde: Zijde, cents: int, rij: int) -> None:
        if zijde not in rekening.bedragen:
            rekening.bedragen[zijde] = cents
            if self._per_rij:
                rekening.eerste[zijde] = rij
        else:
            first = rekening.eerste.get(zijde, rekening.rij)
            if first != rij and cents:
                self._double(rekening, zijde, first, rij)
            rekening.bedragen[zijde] += cents

    # --- what there is to tell ---------------------------------------------------------------

    def _wrong(self, rij: int, kolom: int, zin: str) -> None:
        self.uit.fouten.append(Gevonden(zin, self._blad.naam, adres(rij, kolom)))

    def _not_known(self, key: str, text: str) -> None:
        self._unknown[key, text] = self._unknown.get((key, text), 0) + 1

    def _double(self, rekening: Rekening, zijde: Zijde, first: int, rij: int) -> None:
        if rekening.code:
            term, where = zijde[1].replace(".", " "), f"rij {first} en {rij}"
            self._twice.append(
                f"Code {rekening.code} staat twee keer met {term} ({where}); de bedragen worden opgeteld."
            )

    def _tell(self) -> None:
        uit = self.uit
        uit.rekeningen = [*self._rekeningen.values()]
        uit.totalen = self._totalen.gevonden
        uit.verborgen = [(rij, cents) for rij, cents in self._unseen if cents]
        told = (*self._about_doubles(), *self._about_rows(), *self._same_columns(), *self._both_sides(), *self._empty())
        uit.verteld += [Gevonden(zin, uit.blad) for zin in told]
        uit.vragen += [*self._meaningless()]

    def _about_doubles(self) -> Iterator[str]:
        """Yield which codes stand in several rows."""
        yield from self._twice[:MEESTE_DUBBEL]
        if len(self._twice) > MEESTE_DUBBEL:
            more = format_exact(100 * (len(self._twice) - MEESTE_DUBBEL))
            yield f"Nog {more} keer staat een code er vaker; die bedragen worden ook opgeteld."

    def _about_rows(self) -> Iterator[str]:
        """Yield which rows are not read, or as totals."""
        for taakveld, cents in self._left_out.items():
            yield f"Taakveld {taakveld} is niet gelezen: {aantal(len(cents), 'bedrag', 'bedragen')}."
        for fase, many in self._periodes.overgeslagen.items():
            yield f'{aantal(many, "rij", "rijen")} met fase "{fase}" niet gelezen.'
        if self._uncoded:
            rows = aantal(len(self._uncoded), "rij zonder code is", "rijen zonder code zijn")
            yield f"{rows} de som van rijen erboven, en gelezen als totaal: {_few(self._uncoded)}."

    def _empty(self) -> Iterator[str]:
        """Yield which columns have no amount at all."""
        for kolom, what in self._kolommen.bedragen.items():
            if what is not None and what.fase and what.term not in self.uit.termen:
                yield f'Kolom "{self._kolommen.kop(kolom)}" heeft geen enkel bedrag en telt niet mee.'

    def _same_columns(self) -> Iterator[str]:
        """Yield which columns are of one phase, year and side, and so were added up."""
        same: dict[Doel, list[str]] = {}
        for kolom, what in self._kolommen.bedragen.items():
            if what is not None and what.fase:
                same.setdefault(what, []).append(f'"{self._kolommen.kop(kolom)}"')
        for what, koppen in same.items():
            if len(koppen) > 1:
                where = str(what).replace(".", " ")
                yield f"Kolommen {met_en(koppen)} staan allemaal voor {where}; de bedragen worden opgeteld."

    def _both_sides(self) -> Iterator[str]:
        """Yield which codes of a kostensoort have lasten and baten of one year, where a sign says the side."""
        if self._wijze.kant != "teken":
            return
        both = [r for r in self.uit.rekeningen if NIVEAU in r.code and self._has_both(r)]
        if both:
            which = _few([r.code for r in both])
            one = len(both) == 1
            yield (
                f"{aantal(len(both), 'code heeft', 'codes hebben')} in een jaar lasten en baten, omdat het teken de"
                f" kant zegt: {which}. {'Is dat' if one else 'Zijn dat'} {'een correctie' if one else 'correcties'},"
                " laat dan de kostensoort de kant zeggen."
            )

    def _has_both(self, rekening: Rekening) -> bool:
        return any(all(rekening.bedragen.get((kant, t)) for kant in POSTKANTEN) for t in self.uit.termen)

    def _meaningless(self) -> Iterator[Open]:
        """Yield every word of which nothing says what it means."""
        for (key, text), rows in self._unknown.items():
            which = f'"{text}"' if text else "Een lege cel"
            zin = f"{which} ({aantal(rows, 'rij', 'rijen')}) zegt niet welk(e) {key} dat is."
            yield Open(zin, f"Zet het onder [waarde.{key}] in {self._wijze.bestand}.")


def _few(named: Sequence[object]) -> str:
    """Return the first of what a sentence names."""
    return ", ".join(map(str, named[:MEESTE_DUBBEL])) + (", ..." if len(named) > MEESTE_DUBBEL else "")


def verborgen_rijen(boekingen: Boekingen, lezen: str) -> Iterator[str]:
    """Yield that hidden rows were left out, and what reads them: `--verborgen`, or a key."""
    hidden = boekingen.verborgen
    how = f"Verborgen rijen worden niet gelezen; {lezen} leest ze wel."
    if len(hidden) == 1:
        rij, cents = hidden[0]
        yield f"Rij {rij} is verborgen ({format_exact(cents)}). {how}"
    elif hidden:
        rows = ", ".join(str(rij) for rij, _ in hidden[:10]) + (", ..." if len(hidden) > 10 else "")
        total = format_exact(sum(cents for _, cents in hidden))
        yield f"{len(hidden)} rijen zijn verborgen ({rows}; samen {total}). {how}"
