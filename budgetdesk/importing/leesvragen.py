"""What has to be asked before a sheet can be read, each with the answers that there are, and what was found on the way.

Only what neither headings nor rows settle is a question; an answer is the layout that it leads to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from budgetdesk.bedrag import Decimaal
from budgetdesk.blok import namen
from budgetdesk.importing import tekens
from budgetdesk.importing.bron import Blad, Bron, adres, kolomletter
from budgetdesk.importing.doorlopend import doorlopend, groepskolommen
from budgetdesk.importing.indeling import BEDRAG, ETIKETTEN, PER_RIJ, Indeling, Rol, in_woorden
from budgetdesk.importing.kolommen import Kolommen, KoppenAnders, headings, kolommen
from budgetdesk.importing.koppelen import Boekingen, Open, lees, notation, verborgen_rijen
from budgetdesk.importing.mapping import Doel, doel
from budgetdesk.importing.tekens import Bewijs, bewijs, met_tekens
from budgetdesk.importing.verslag import total
from budgetdesk.importing.voorzet import duizendtallen, eerste_rijen
from budgetdesk.importing.woorden import Betekenis, Patronen
from budgetdesk.model.arrangement import FASEN, REALISATIE, REKENING
from budgetdesk.model.dossier import POSTKANTEN
from budgetdesk.zinnen import aantal

Soort = Literal["vraag", "fout", "let op", "goed", ""]

EENHEDEN: Final = {1: "euro's", 1000: "x € 1.000", 1_000_000: "x € 1.000.000"}

VERBORGEN: Final = "B"
"""The key that reads hidden rows."""

_DEEL_VAN_JAAR: Final = re.compile(r"\bt/m\b|\btot en met\b|\bperiode|\bkwartaal|\bmaand|\bcumulatief", re.IGNORECASE)
"""What heads actuals of which the year is not over."""

_GROEPEN: Final = ("programma", "beleidsterrein", "kostenplaats")
"""Columns beside those of codes that name groups of rows."""

_MEESTE: Final = 8
"""Answers and sentences of one kind that are shown one by one."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """One answer in Dutch, and how the sheet is read then."""

    zin: str
    indeling: Indeling


@dataclass(frozen=True, slots=True)
class Leesvraag:
    """What has to be decided first, with the answers that there are; where it is of one column, which."""

    zin: str
    antwoorden: tuple[Antwoord, ...]
    kolom: int = 0


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of what was found, with its ground."""

    zin: str
    soort: Soort = ""


@dataclass(frozen=True, slots=True)
class Lezing:
    """A sheet as it is read by a layout; no amounts while it is not known which columns have codes and amounts."""

    indeling: Indeling
    bewijs: Bewijs
    boekingen: Boekingen | None
    vragen: tuple[Leesvraag, ...]
    regels: tuple[Regel, ...]
    omvang: tuple[int, int] = (0, 0)
    """The last row and the last column of the sheet that hold something."""

    @property
    def is_klaar(self) -> bool:
        """Return whether nothing has to be decided or mended before something is made of it."""
        return self.boekingen is not None and not self.vragen and not self.boekingen.fouten


def lees_blad(bron: Bron, blad: Blad, indeling: Indeling, jaar: int) -> Lezing:
    """Return a sheet as it is read by a layout, in a dossier of a year. Raises Afgebroken."""
    indeling = _with_words(blad, indeling)
    found = bewijs(blad, indeling)
    if indeling.tekens != "gezegd":
        indeling = met_tekens(indeling, found)
    asked = [*_about_columns(blad, indeling, found, jaar), *_about_words(blad, indeling, found)]
    wijze = indeling.leeswijze(blad)
    boekingen: Boekingen | None = None
    where: Kolommen | None = None
    has_amounts = bool(wijze.jaren) or any(key in wijze.kolom for key in PER_RIJ)
    if wijze.kolom.get("code") and has_amounts and not indeling.zonder_kant:
        try:
            where = kolommen(blad, wijze)
        except KoppenAnders as error:
            asked.append(Leesvraag(str(error), ()))
    if where is not None:
        decimaal, vraag = notation(blad, where, indeling.wijze.decimaal or None)
        if vraag is not None:
            asked.append(_about_decimals(indeling, vraag))
        boekingen = lees(blad, where, wijze, decimaal=decimaal, verborgen=indeling.verborgen)
        asked += _about_totals(indeling, boekingen, where)
    regels = [Regel(vraag.zin, "vraag") for vraag in asked]
    regels += _told(bron, blad, indeling, found, boekingen)
    return Lezing(indeling, found, boekingen, tuple(asked), tuple(regels), (blad.rijen, blad.kolommen))


# --- words ---------------------------------------------------------------------------------------

_FASEWOORDEN: Final = {"real": "rekening", "act": "rekening", "jr": "rekening", "begr": "begroting", "bud": "begroting"}


def _with_words(blad: Blad, indeling: Indeling) -> Indeling:
    """Return it with the phases that words in a column of phases plainly mean."""
    known = dict(indeling.wijze.waarde.get("fase", {}))
    for word in _words(blad, indeling, "fase"):
        plain = namen.fase(word) or _FASEWOORDEN.get(word.casefold(), "")
        if word not in known and plain in FASEN and word not in FASEN:
            known[word] = plain
    return indeling.anders(waarde={**indeling.wijze.waarde, "fase": known}) if known else indeling


def _words(blad: Blad, indeling: Indeling, key: str) -> Counter[str]:
    """Return the words in the column of a key, with how many rows have each."""
    columns, found = indeling.columns(key), Counter[str]()
    first, amounts = max(indeling.wijze.kop, default=0) + 1, indeling.bedragen
    filled = doorlopend(blad, indeling.etiketten, herhaal=indeling.wijze.herhaal)
    for rij, cellen in blad.walk() if columns else ():
        if rij >= first and any(k in cellen for k in amounts):
            cel = filled.vul(rij, cellen).get(columns[0])
            found[cel.tekst.strip() if cel is not None else ""] += 1
    return found


def _about_words(blad: Blad, indeling: Indeling, found: Bewijs) -> Iterator[Leesvraag]:
    """Yield a question for each word of which nothing says what it means."""
    waarde = indeling.wijze.waarde
    phases = Betekenis(waarde.get("fase", {}), {fase: fase for fase in (*FASEN, REALISATIE)})
    for word, many in _words(blad, indeling, "fase").items():
        if phases.of(word) is None:
            zin = f'Wat is "{word}" ({aantal(many, "rij", "rijen")}): begroting, rekening of iets anders?'
            means = [(fase.capitalize(), fase) for fase in FASEN[:4]] + [("Deze rijen niet lezen", "")]
            yield Leesvraag(zin, tuple(_meaning(indeling, "fase", word, means)), indeling.columns("fase")[0])
    sides = Betekenis(waarde.get("kant", {}), dict(zip(POSTKANTEN, POSTKANTEN, strict=True)))
    for word, many in found.woorden.items() if indeling.wijze.kant == "kolom" else ():
        if word and not sides.of(word):
            zin = f'Wat is "{word}" ({aantal(many, "rij", "rijen")}): lasten of baten?'
            means = [(kant.capitalize(), kant) for kant in POSTKANTEN]
            yield Leesvraag(zin, tuple(_meaning(indeling, "kant", word, means)), indeling.columns("kant")[0])


def _meaning(indeling: Indeling, key: str, word: str, means: Sequence[tuple[str, str]]) -> Iterator[Antwoord]:
    for zin, value in means:
        known = {**indeling.wijze.waarde.get(key, {}), word: value}
        yield Antwoord(zin, indeling.anders(waarde={**indeling.wijze.waarde, key: known}))


# --- columns -------------------------------------------------------------------------------------


def _about_columns(blad: Blad, indeling: Indeling, found: Bewijs, jaar: int) -> Iterator[Leesvraag]:
    koppen = headings(blad, indeling.wijze.kop)
    if not indeling.columns("code"):
        columns = [k for k in _filled(blad, indeling) if k not in indeling.bedragen]
        yield Leesvraag(
            "Welke kolom heeft de code van het grootboek?",
            tuple(Antwoord(called(koppen, k), indeling.met(k, "code")) for k in columns[:_MEESTE]),
        )
    if not indeling.bedragen:
        columns = [k for k in _filled(blad, indeling) if k not in indeling.rollen]
        yield Leesvraag(
            "Welke kolom heeft de bedragen?",
            tuple(
                Antwoord(called(koppen, k), indeling.met(k, Doel("", namen.year(koppen.get(k, "")))))
                for k in columns[:_MEESTE]
            ),
        )
    yield from _about_blanks(blad, koppen, indeling)
    yield from _about_periods(koppen, indeling, jaar)
    yield from _about_same(koppen, indeling)
    yield from _about_sides(koppen, indeling)
    yield from _about_unit(blad, indeling)
    if indeling.columns(BEDRAG) or indeling.columns("lasten"):
        yield from _about_rows(indeling, jaar)
    if indeling.tekens == "open" and indeling.bedragen and indeling.columns("code"):
        ways = tekens.keuzes(indeling, found)
        yield Leesvraag(tekens.vraag(found), tuple(Antwoord(*way) for way in ways))


def _about_periods(koppen: Mapping[int, str], indeling: Indeling, jaar: int) -> Iterator[Leesvraag]:
    """Yield what phase or year columns of amounts are of; one answer is for all of which the same is unknown."""
    unknown = indeling.onbekend
    without_year = [k for k, rol in unknown.items() if not rol.jaar]
    without_phase = [k for k, rol in unknown.items() if rol.jaar and not rol.fase]
    if without_phase:
        which = ", ".join(koppen.get(k) or kolomletter(k) for k in without_phase[:_MEESTE])
        answers = (
            Antwoord(fase.capitalize(), _with_period(indeling, without_phase, fase, ""))
            for fase in ("begroting", "rekening", "prognose")
        )
        first = without_phase[0]
        one = (
            [
                Antwoord(
                    f"{koppen.get(first) or kolomletter(first)} is de rekening, de andere begroting",
                    _with_period(_with_period(indeling, [first], "rekening", ""), without_phase[1:], "begroting", ""),
                )
            ]
            if len(without_phase) > 1
            else []
        )
        yield Leesvraag(f"Wat staat er onder {which}: begroting of rekening?", (*answers, *one), first)
    if without_year:
        which = ", ".join(f'"{koppen.get(k) or kolomletter(k)}"' for k in without_year[:_MEESTE])
        fasen = [unknown[without_year[0]].fase] if unknown[without_year[0]].fase else ["rekening", "begroting"]
        periods = [
            (fase, y)
            for fase in fasen
            for y in (range(jaar - 1, jaar - 4, -1) if fase == "rekening" else (*range(jaar, jaar + 4), jaar - 1))
        ]
        answers = (
            Antwoord(f"{fase.capitalize()} {y}", _with_period(indeling, without_year, fase, str(y)))
            for fase, y in periods
        )
        yield Leesvraag(f"Van welk jaar zijn de bedragen onder {which}?", tuple(answers), without_year[0])


def _about_blanks(blad: Blad, koppen: Mapping[int, str], indeling: Indeling) -> Iterator[Leesvraag]:
    """Yield whether labels that are left blank are those of the row above, where any stand there."""
    if indeling.leeg or indeling.wijze.herhaal or not indeling.columns("code"):
        return
    codes, amounts = indeling.columns("code"), indeling.bedragen
    groups = groepskolommen(codes, [k for key in _GROEPEN for k in indeling.columns(key)])
    totals, first = Patronen(indeling.wijze.overslaan), max(indeling.wijze.kop, default=0) + 1
    as_is = doorlopend(blad, indeling.etiketten, herhaal=False)
    above: set[int] = set()
    blank: dict[int, list[int]] = {}
    for rij, cellen in eerste_rijen(blad, first):
        row = as_is.vul(rij, cellen)
        if max(codes) in row and any(k in row for k in amounts) and not totals.fits_any(c.tekst for c in row.values()):
            for k in groups:
                if k not in row and k in above:
                    blank.setdefault(k, []).append(rij)
            above |= row.keys()
    if blank:
        kolom, rows = next(iter(blank.items()))
        named = ", ".join(called(koppen, k) for k in blank)
        shown = ", ".join(map(str, rows[:3])) + (", ..." if len(rows) > 3 else "")
        many = aantal(len(rows), "rij", "rijen")
        yield Leesvraag(
            f"Onder {named} staat in {many} niets ({shown}). Hoort daar wat erboven staat?",
            (
                Antwoord("Ja, zoals in een draaitabel: wat erboven staat", indeling.anders(herhaal=True)),
                Antwoord("Nee, daar staat niets", replace(indeling, leeg=True)),
            ),
            kolom,
        )


def _about_unit(blad: Blad, indeling: Indeling) -> Iterator[Leesvraag]:
    """Yield in which unit amounts are of which some, and not all, have a format that shows thousands."""
    shown = duizendtallen(blad, indeling)
    if indeling.eenheid_gezegd or all(shown.values()):
        return
    where = next(cel for cel, is_scaled in shown.items() if is_scaled)
    zin = (
        f"{sum(shown.values())} van {len(shown)} bedragen hebben een opmaak die duizendtallen toont, zoals {where}; de"
        " andere niet. In welke eenheid staan zij?"
    )
    answers = (
        Antwoord(naam.capitalize(), replace(indeling.anders(eenheid=euros), eenheid_gezegd=True))
        for euros, naam in EENHEDEN.items()
    )
    yield Leesvraag(zin, tuple(answers))


def _about_same(koppen: Mapping[int, str], indeling: Indeling) -> Iterator[Leesvraag]:
    """Yield which of several columns of one phase, year and side counts: more often than not one holds the others."""
    for rol, columns in indeling.dubbel.items():
        which = ", ".join(called(koppen, k) for k in columns[:_MEESTE])
        answers = [
            Antwoord(f"Alleen {called(koppen, k)}", _without(indeling, [other for other in columns if other != k]))
            for k in columns[:_MEESTE]
        ]
        whole = Antwoord("Alle, bij elkaar opgeteld", replace(indeling, samen=indeling.samen | {rol}))
        yield Leesvraag(f"{in_woorden(rol)} staat onder {which}; welke telt?", (*answers, whole), columns[0])


def _about_sides(koppen: Mapping[int, str], indeling: Indeling) -> Iterator[Leesvraag]:
    """Yield of which side a column of amounts is that stands beside those of lasten and baten."""
    for k in indeling.zonder_kant:
        rol = indeling.rollen[k]
        sided: list[tuple[str, Rol]] = [
            (kant.capitalize(), Doel(rol.fase, rol.jaar, kant) if isinstance(rol, Doel) else kant)
            for kant in POSTKANTEN
        ]
        answers = [Antwoord("Geen van beide: niet lezen", _without(indeling, [k]))]
        answers += [Antwoord(zin, indeling.met(k, own)) for zin, own in sided]
        yield Leesvraag(f"Zijn de bedragen onder {called(koppen, k)} lasten of baten?", tuple(answers), k)


def _without(indeling: Indeling, columns: Sequence[int]) -> Indeling:
    """Return it without columns: they are not read."""
    for k in columns:
        indeling = indeling.met(k, None)
    return indeling


def _with_period(indeling: Indeling, columns: Sequence[int], fase: str, jaar: str) -> Indeling:
    """Return it with a phase and a year for columns that lack them."""
    rollen = dict(indeling.rollen)
    for k in columns:
        rol = rollen[k]
        if isinstance(rol, Doel):
            rollen[k] = Doel(rol.fase or fase, rol.jaar or jaar, rol.kant)
    return replace(indeling, rollen=rollen, afgeleid=indeling.afgeleid - {*columns})


def _about_rows(indeling: Indeling, jaar: int) -> Iterator[Leesvraag]:
    """Yield of which phase and year rows are, where no column says it."""
    wijze = indeling.wijze
    if not indeling.columns("fase") and "" not in wijze.waarde.get("fase", {}):
        means = [(fase.capitalize(), fase) for fase in ("begroting", "rekening", "prognose")]
        yield Leesvraag("Zijn deze bedragen begroting of rekening?", tuple(_meaning(indeling, "fase", "", means)))
    if not indeling.columns("jaar") and "" not in wijze.waarde.get("jaar", {}):
        years = [(str(y), str(y)) for y in (jaar, *range(jaar - 1, jaar - 4, -1), *range(jaar + 1, jaar + 4))]
        yield Leesvraag("Van welk jaar zijn deze bedragen?", tuple(_meaning(indeling, "jaar", "", years)))


def _filled(blad: Blad, indeling: Indeling) -> list[int]:
    """Return the columns with something below the headings, the fullest first; a column of totals is no other."""
    found: Counter[int] = Counter()
    for _, cellen in eerste_rijen(blad, max(indeling.wijze.kop, default=0) + 1):
        found.update(k for k in cellen if k not in blad.verborgen_kolommen)
    return [k for k, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def called(koppen: Mapping[int, str], kolom: int) -> str:
    """Return what people call a column: its letter and its heading."""
    return f'{kolomletter(kolom)} "{koppen[kolom]}"' if kolom in koppen else kolomletter(kolom)


def _about_decimals(indeling: Indeling, vraag: Open) -> Leesvraag:
    signs: tuple[tuple[str, Decimaal], ...] = (("Komma: 1.234,56", ","), ("Punt: 1,234.56", "."))
    return Leesvraag(
        f"{vraag.zin} Welk decimaalteken is het?",
        tuple(Antwoord(zin, indeling.anders(decimaal=sign)) for zin, sign in signs),
    )


def _about_totals(indeling: Indeling, boekingen: Boekingen, where: Kolommen) -> Iterator[Leesvraag]:
    wrong = [totaal for totaal in boekingen.totalen if not totaal.klopt]
    if wrong and not indeling.toch and not indeling.onbekend:
        zin = total(wrong[0], where, indeling.wijze.eenheid)
        more = f" En nog {len(wrong) - 1} andere." if len(wrong) > 1 else ""
        yield Leesvraag(f"{zin}{more}", (Antwoord("Neem de bron over zoals zij is", replace(indeling, toch=True)),))


# --- what there is to tell -----------------------------------------------------------------------


def _told(bron: Bron, blad: Blad, indeling: Indeling, found: Bewijs, boekingen: Boekingen | None) -> Iterator[Regel]:
    for fault in boekingen.fouten[:_MEESTE] if boekingen is not None else ():
        yield Regel(f"Cel {fault.cel}: {fault.zin}", "fout")
    if boekingen is not None and len(boekingen.fouten) > _MEESTE:
        yield Regel(f"En nog {len(boekingen.fouten) - _MEESTE} cellen die geen bedrag of code zijn.", "fout")
    yield Regel(f"eenheid: {EENHEDEN[indeling.wijze.eenheid]} ({_unit_ground(blad, indeling)})")
    if indeling.tekens != "open" and indeling.bedragen:
        yield Regel(f"tekens: {tekens.in_woorden(indeling, found)}")
    if boekingen is not None:
        yield Regel(
            f"gelezen: {aantal(boekingen.rijen, 'rij', 'rijen')}, {aantal(len(boekingen.rekeningen), 'code', 'codes')}"
        )
        right = sum(totaal.klopt for totaal in boekingen.totalen)
        if boekingen.totalen:
            all_right = right == len(boekingen.totalen)
            yield Regel(f"totaalrijen: {right} van {len(boekingen.totalen)} kloppen", "goed" if all_right else "let op")
        yield from (Regel(zin, "let op") for zin in verborgen_rijen(boekingen, VERBORGEN))
    yield from (Regel(zin, "let op") for zin in _about_headings(blad, indeling))
    if indeling.afgeleid:
        yield Regel(_derived(headings(blad, indeling.wijze.kop), indeling), "let op")
    told = [*bron.gevonden, *(boekingen.verteld if boekingen is not None else ())]
    yield from (Regel(each.zin, "let op") for each in told[:_MEESTE])


def _about_headings(blad: Blad, indeling: Indeling) -> Iterator[str]:
    """Yield which columns are hidden, and which have the actuals of a part of a year."""
    koppen = headings(blad, indeling.wijze.kop)
    hidden = [k for k in sorted(blad.verborgen_kolommen & koppen.keys()) if k not in indeling.rollen]
    if hidden:
        which = ", ".join(called(koppen, k) for k in hidden[:_MEESTE]) + (", ..." if len(hidden) > _MEESTE else "")
        yield f"verborgen en niet gelezen: kolom {which}"
    for k, rol in indeling.rollen.items():
        if isinstance(rol, Doel) and rol.fase == REKENING and _DEEL_VAN_JAAR.search(koppen.get(k, "")):
            yield f"kolom {called(koppen, k)} is een deel van een jaar, en wordt gelezen als {in_woorden(rol)}"


def _derived(koppen: Mapping[int, str], indeling: Indeling) -> str:
    """Return of which columns the phase or the year stands elsewhere."""
    columns = sorted(indeling.afgeleid)
    ground = "afgeleid van wat ernaast of erboven staat"
    if len(columns) == 1:
        return f"kolom {called(koppen, columns[0])}: {in_woorden(indeling.rollen[columns[0]])}, {ground}"
    which = ", ".join(called(koppen, k) for k in columns[:_MEESTE]) + (", ..." if len(columns) > _MEESTE else "")
    return f"kolommen {which}: fase of jaar is {ground}"


def _unit_ground(blad: Blad, indeling: Indeling) -> str:
    from budgetdesk.blok.koppen import stated_unit

    shown = duizendtallen(blad, indeling)
    if indeling.wijze.eenheid == 1 and shown:
        return f"de opmaak van cel {next(cel for cel, scaled in shown.items() if scaled)} toont duizendtallen ervan"
    last = max(indeling.wijze.kop, default=0)
    for rij, row in eerste_rijen(blad, most=last):
        for kolom, cel in row.items():
            if rij <= last and stated_unit([cel.tekst]) == [indeling.wijze.eenheid]:
                return f"cel {adres(rij, kolom)}"
    return "nergens staat een andere" if indeling.wijze.eenheid == 1 else "gekozen"


# --- what a column may say -----------------------------------------------------------------------


def rolkeuzes(blad: Blad, indeling: Indeling, kolom: int, jaar: int) -> list[Rol | None]:
    """Return what a column may say, the likeliest by its heading first; None: it is not read."""
    kop = headings(blad, indeling.wijze.kop).get(kolom, "")
    years = [namen.year(kop)] if namen.year(kop) else []
    likely = [Doel(fase, y, kant) for y in years for kant in ("", *POSTKANTEN) for fase in ("begroting", "rekening")]
    others = [Doel("rekening", str(y)) for y in range(jaar - 1, jaar - 4, -1)]
    others += [Doel("begroting", str(y)) for y in range(jaar - 1, jaar + 5)]
    words: list[Rol | None] = [*ETIKETTEN, *PER_RIJ]
    return list(dict.fromkeys([*likely[:2], None, *words[:7], *others, *words[7:], *likely[2:]]))


def rol_van(text: str) -> Rol | None:
    """Return what a text says of a column, as `in_woorden` writes it; None where it means that it is not read.

    Raises ValueError where it means nothing.
    """
    plain = " ".join(text.split()).casefold()
    if plain in ("", "overslaan"):
        return None
    if plain in (*ETIKETTEN, *PER_RIJ):
        return plain
    found = doel(plain.replace(" ", "."))
    if found is None:
        raise ValueError(text)
    return found
