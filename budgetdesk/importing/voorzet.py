"""A first way of reading for a ledger report that nobody read before: by its headings and by what stands below them.

Evidence, not guesses: what a heading does not say is left unknown, and asked (`leesvragen`). It looks at the first rows
of a sheet only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from budgetdesk.blok import namen
from budgetdesk.blok.koppen import celsoort, stated_unit
from budgetdesk.importing.bron import Blad, Cel, adres
from budgetdesk.importing.indeling import BEDRAG, Indeling, Rol, kant_van
from budgetdesk.importing.kolommen import headings
from budgetdesk.importing.lezen.getalopmaak import gedeeld_door
from budgetdesk.importing.mapping import Doel, Leeswijze
from budgetdesk.importing.woorden import Patronen
from budgetdesk.model.arrangement import FASEN, PROGNOSE, WIJZIGING
from budgetdesk.model.dossier import POSTKANTEN

BEKEKEN: Final = 2_000
"""Rows that are looked at."""

_KOPZOEK: Final = 40
"""Rows among which the headings are looked for."""

_WOORDEN: Final[Mapping[str, tuple[str, ...]]] = {
    "code": (
        *("code", "kostenplaats", "kostensoort", "grootboek", "grootboeknummer", "grootboekrekening", "rekening"),
        *("rekeningnummer", "rekeningnr", "grootboekcode", "kpl", "ks", "fcl", "ecl", "kostendrager", "nummer"),
        *("volgnummer", "number", "account", "ledger_account", "cost_category", "krediet", "kredietnummer"),
        *("kostenplaatsnr", "kostensoortnr", "kplnr", "grootboeknr", "grootboekrek", "cost center", "cost centre"),
    ),
    "naam": ("naam", "omschrijving", "benaming", "omschr", "name", "rekeningnaam", "rekeningomschrijving"),
    "programma": ("programma",),
    "beleidsterrein": (
        *("product", "beleidsterrein", "beleidsveld", "productgroep", "beleidsproduct", "deelprogramma", "thema"),
        "terrein",
    ),
    "taakveld": ("taakveld", "taakveldcode", "iv3 taakveld", "iv3-taakveld", "tv"),
    "categorie": ("categorie", "economische categorie", "iv3 categorie", "iv3-categorie", "ec. categorie", "cat"),
    "kant": ("l/b", "b/l", "lb", "d/c", "lasten/baten", "baten/lasten", "debet/credit", "kant", "soort l/b"),
    "fase": ("versie", "fase", "scenario", "budgetversie", "soort budget", "verslagsoort"),
    "jaar": ("jaar", "boekjaar", "begrotingsjaar", "year", "budgetjaar"),
    BEDRAG: ("bedrag", "saldo", "budget", "amount", "budget_amount", "bedrag in euro", "waarde", "raming"),
}
"""Headings of which the meaning is known, as `namen.norm` gives them."""

_SOORTEN: Final = frozenset(
    (
        *("kostensoort", "ks", "ecl", "grootboek", "grootboeknummer", "grootboekrekening", "grootboekcode"),
        *("rekening", "rekeningnummer", "rekeningnr", "account", "ledger_account", "cost_category"),
        *("kostensoortnr", "grootboeknr", "grootboekrek"),
    )
)
"""Headings of codes that say what an amount was spent on; those of where it was spent stand before them."""

_VAN_GROOTBOEK: Final = frozenset(
    (
        *("kostenplaats", "kostenplaatsnr", "kpl", "kplnr", "fcl", "cost center", "cost centre"),
        *("kostensoort", "kostensoortnr", "ecl", "kostendrager", "ledger_account", "cost_category"),
        *("grootboek", "grootboeknummer", "grootboeknr", "grootboekrek", "grootboekrekening", "grootboekcode"),
    )
)
"""Headings that no printed table has: its rows are of what the council votes on."""

_INDELING: Final = ("programma", "beleidsterrein")
"""Keys of which number and name often stand in a column each."""

_IS: Final = {word: key for key, words in _WOORDEN.items() for word in words}

_ZIJDEN: Final = {"debet": "lasten", "credit": "baten", "debit": "lasten", "lasten": "lasten", "baten": "baten"}
"""Headings of amounts of one side."""

_NAAMDEEL: Final = ("naam", "omschrijving", "omschr", "benaming")
_DEEL: Final = re.compile(rf"\b(?:{'|'.join(_NAAMDEEL)}|nummer|nr|code)\b|(?:naam|omschrijving|nummer|code)\b")
"""What a heading adds to a word to say which part of it stands below: its name, or its number."""

_BEGINT: Final = {"omschrijving": "naam", "naam": "naam", "code": "code", "kostenplaats": "code", "kostensoort": "code"}
"""What a heading of several words says by its first one."""

_ANDERS: Final = re.compile(
    r"\b(?:verschil(?:len)?|afwijking(?:en)?|mutaties?|index|indexatie|groei|aandeel|percentage)\b|%"
    r"|\b(?:verplichting(?:en)?|restant|restbudget|resterend|beschikbaar|ruimte)\b"
)
"""What heads a column that is about a year without being its amount."""

_TOTAAL: Final = ("Totaal*", "Subtotaal*", "Eindtotaal*", "Generaal totaal*", "* totaal")
"""Labels of rows that are totals."""

_NA: Final = "na wijziging"
"""What is said of a budget after its changes, which is the one before them with those."""

_JAAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def voorzet(blad: Blad, kop: tuple[int, ...] | None = None) -> Indeling:
    """Return how a sheet is likely read, as far as its headings and cells prove that.

    The headings are the rows `kop`, where somebody said so.
    """
    kop = kopregels(blad) if kop is None else kop
    indeling = Indeling(Leeswijze(kop=kop, overslaan=_totals(blad, kop), vingerafdruk=""))
    rollen = dict(_roles(blad, kop))
    indeling = _with_soort_last(blad, replace(indeling, rollen=rollen | dict(_unheaded_names(blad, kop, rollen))))
    indeling = _without_inner_names(indeling)
    indeling = _without_sums(blad, _with_periods(blad, indeling))
    # under `x € 1.000` a format that shows thousands is of euros
    units = [1] if duizendtallen(blad, indeling) else _stated(blad, kop)
    # who has a kostenplaats with kostensoorten links the first
    groepeer = "kostenplaats" if len(indeling.columns("code")) > 1 else "code"
    return indeling.anders(eenheid=units[0] if len(units) == 1 else 1, groepeer=groepeer)


def eerste_rijen(blad: Blad, vanaf: int = 1, most: int = BEKEKEN) -> Iterator[tuple[int, Mapping[int, Cel]]]:
    """Yield the first rows from one on that are not hidden."""
    rows = ((rij, cellen) for rij, cellen in blad.walk() if rij >= vanaf and rij not in blad.verborgen_rijen)
    return islice(rows, most)


# --- where the headings are ----------------------------------------------------------------------


def kopregels(blad: Blad) -> tuple[int, ...]:
    """Return the rows of the headings; none: `()`.

    That is the one that says most, with one of years or phases above it, or one of sides below it.
    """
    rows = list(eerste_rijen(blad, most=_KOPZOEK))
    scores = [(_says(cellen), -n) for n, (_, cellen) in enumerate(rows)]
    best, at = max(scores, default=(0, 0))
    if best < 2:
        return ()
    n, row = -at, rows[-at][0]
    if n > 0 and rows[n - 1][0] == row - 1 and _heads(rows[n - 1][1], rows[n][1]):
        return (row - 1, row)
    below = rows[n + 1] if n + 1 < len(rows) else (0, {})
    return (row, row + 1) if below[0] == row + 1 and _sides_below(rows[n][1], below[1]) else (row,)


def noemt_grootboek(blad: Blad) -> bool:
    """Return whether a heading of a sheet names what only a ledger has, such as a kostenplaats."""
    return any(_word(text) in _VAN_GROOTBOEK for text in headings(blad, kopregels(blad)).values())


def _says(cellen: Mapping[int, Cel]) -> int:
    """Return how many cells of a row are headings; a row with amounts has none."""
    texts = [cel.tekst.strip() for cel in cellen.values() if cel.tekst.strip()]
    if any(celsoort(text) == "getal" for text in texts):
        return 0
    return sum(bool(_kind(text) or namen.year(text) or namen.fase(text) or _side(text)) for text in texts)


def _heads(above: Mapping[int, Cel], below: Mapping[int, Cel]) -> bool:
    """Return whether a row of headings stands above another one: it says periods that the other does not."""
    periods = [k for k, cel in above.items() if namen.year(cel.tekst) or namen.fase(cel.tekst)]
    own = [k for k, cel in below.items() if namen.year(cel.tekst)]
    return len(above) > 1 and bool(periods) and not own and _says(above) > 0


def _sides_below(above: Mapping[int, Cel], below: Mapping[int, Cel]) -> bool:
    """Return whether a row of sides alone stands below headings that say periods."""
    texts = [cel.tekst for cel in below.values() if cel.tekst.strip()]
    return (
        len({*map(_side, texts)} & {*POSTKANTEN}) > 1
        and all(_side(t) or _is_saldo(t) for t in texts)
        and _heads(above, below)
    )


# --- what each column says -----------------------------------------------------------------------


def _kind(text: str) -> str:
    """Return the key of [kolom] that a heading means, empty where it means none."""
    plain = namen.norm(text)
    key = _IS.get(_word(text), "")
    if key in _INDELING:
        return key
    if key == "code" and any(part in plain for part in _NAAMDEEL):
        return "naam"
    return _IS.get(plain) or _BEGINT.get(plain.partition(" ")[0], "")


def _word(text: str) -> str:
    """Return what a heading is about, whichever part of it stands below: `programma` of `Naam programma`."""
    return " ".join(_DEEL.sub(" ", namen.norm(text)).split())


def _side(text: str) -> str:
    """Return the side that a heading says its amounts are of (`Lasten 2027`), or that they are a balance."""
    if known := _ZIJDEN.get(namen.norm(text)):
        return known
    rest, side = namen.without_side(text)
    if side:  # the categories of a side are no amounts of it
        return side if _IS.get(namen.norm(rest), BEDRAG) == BEDRAG else ""
    return namen.side_within(text) if namen.year(text) or _fase(text) else ""


def _fase(text: str) -> str:
    """Return the phase that a heading of amounts names, empty where it names none."""
    if namen.is_wijziging(text):
        return WIJZIGING
    if namen.is_prognose(text):
        return PROGNOSE
    fase = namen.fase(text)
    return fase if fase in FASEN else "begroting" if namen.is_gewijzigd(text) else ""


def _roles(blad: Blad, kop: Sequence[int]) -> Iterator[tuple[int, Rol]]:
    """Yield what columns say by their headings; what only one may say, the first says.

    A number and a name may stand apart where their headings are about one word: `Programma`, `Naam programma`.
    """
    taken: dict[str, str] = {}
    koppen = headings(blad, kop)
    texts = {_kind(text): k for k, text in koppen.items()}
    for kolom, text in koppen.items():
        rol = _role(text, by_row=bool({"jaar", "fase"} & texts.keys()))
        if isinstance(rol, str) and rol not in ("code", "naam"):
            if rol in taken and not (rol in _INDELING and taken[rol] == _word(text)):
                continue
            taken[rol] = _word(text)
        if rol and kolom not in blad.verborgen_kolommen:
            yield kolom, rol


def _unheaded_names(blad: Blad, kop: Sequence[int], rollen: Mapping[int, Rol]) -> Iterator[tuple[int, Rol]]:
    """Yield columns without a heading that name the numbers to their left: a text beside each, the same each time."""
    koppen, first = headings(blad, kop), max(kop, default=0) + 1
    for kolom, rol in rollen.items():
        beside = kolom + 1
        if rol not in _INDELING or beside in koppen or beside in blad.verborgen_kolommen:
            continue
        found: dict[str, set[str]] = {}
        for _, row in eerste_rijen(blad, first):
            if kolom in row and celsoort(row[kolom].tekst) == "getal":
                found.setdefault(row[kolom].tekst, set()).add(row[beside].tekst if beside in row else "")
        texts = {text for names in found.values() for text in names}
        one_each = all(len(names) == 1 for names in found.values())
        if texts and one_each and all(celsoort(text) == "tekst" for text in texts):
            yield beside, rol


def _with_soort_last(blad: Blad, indeling: Indeling) -> Indeling:
    """Return it with the kostensoort, or the account, behind the kostenplaats, whichever comes first in the sheet."""
    koppen = headings(blad, indeling.wijze.kop)
    codes = indeling.columns("code")
    volgorde = sorted(codes, key=lambda k: namen.norm(koppen.get(k, "")) in _SOORTEN)
    return replace(indeling, volgorde=tuple(volgorde)) if volgorde != codes else indeling


def _without_inner_names(indeling: Indeling) -> Indeling:
    """Return it without names behind the last part of a code: those are of the kostensoort, not of what is linked."""
    codes, names = indeling.columns("code"), indeling.columns("naam")
    of_soort = [k for k in names if len(codes) > 1 and max((c for c in codes if c < k), default=0) == codes[-1]]
    inner = of_soort if len(of_soort) < len(names) else ()
    return replace(indeling, rollen={k: rol for k, rol in indeling.rollen.items() if k not in inner})


def _role(text: str, *, by_row: bool) -> Rol:
    plain = namen.norm(text)
    jaar, fase, known = namen.year(text), _fase(text), _kind(text)
    if _ANDERS.search(plain):
        return ""
    if jaar:
        return Doel(fase, jaar, _kant(text))
    if known == BEDRAG:
        return BEDRAG if by_row else Doel("", "")
    if known:
        return known
    if plain in _ZIJDEN or _kant(text):
        return _kant(text) if by_row else Doel(fase, "", _kant(text))
    return Doel(fase, "") if fase else ""


def _kant(text: str) -> str:
    found = _side(text)
    return found if found in POSTKANTEN else ""


# --- of which phase and year amounts are ---------------------------------------------------------


def _with_periods(blad: Blad, indeling: Indeling) -> Indeling:
    """Return it with phases and years that stand beside or above a column instead of in its own heading.

    A year without a phase is of the budget where the column before it is: what was realised ends somewhere, and a
    heading does not say where.
    """
    rollen, derived, last = dict(indeling.rollen), set[int](), ""
    title = _title(blad, indeling.wijze.kop)
    phases, years = {namen.fase(title)} & {*FASEN}, {*_JAAR.findall(title)}
    alone = len(indeling.bedragen) == 1 or all(isinstance(r, Doel) and r.kant for r in indeling.bedragen.values())
    for kolom, rol in sorted(rollen.items()):
        if not isinstance(rol, Doel):
            continue
        fase = rol.fase or last or (phases.copy().pop() if len(phases) == 1 else "")
        year = rol.jaar or (years.copy().pop() if len(years) == 1 and alone else "")
        if (fase, year) != (rol.fase, rol.jaar):
            rollen[kolom] = Doel(fase, year, rol.kant)
            derived.add(kolom)
        last = fase if fase == "begroting" else ""
    return replace(indeling, rollen=rollen, afgeleid=frozenset(derived))


def _without_sums(blad: Blad, indeling: Indeling) -> Indeling:
    """Return it without columns that others add up to.

    Those are a balance beside lasten and baten, and the budget after changes beside the one before them with the
    changes; where only the changes stand beside it, those are not read.
    """
    koppen = headings(blad, indeling.wijze.kop)
    amounts = indeling.bedragen
    sided = any(kant_van(rol) for rol in amounts.values())
    gone = {k for k, rol in amounts.items() if sided and not kant_van(rol) and _is_saldo(koppen.get(k, ""))}
    by_year: dict[tuple[str, str], dict[str, list[int]]] = {}
    for k, rol in amounts.items():
        if isinstance(rol, Doel) and k not in gone:
            is_after = rol.fase == "begroting" and namen.is_gewijzigd(koppen.get(k, ""))
            kind = _NA if is_after else rol.fase
            by_year.setdefault((rol.jaar, rol.kant), {}).setdefault(kind, []).append(k)
    for found in by_year.values():
        if _NA in found and WIJZIGING in found:
            gone |= {*found[_NA if "begroting" in found else WIJZIGING]}
    kept = {k: rol for k, rol in indeling.rollen.items() if k not in gone}
    return replace(indeling, rollen=kept, afgeleid=indeling.afgeleid - gone)


def _is_saldo(kop: str) -> bool:
    return "saldo" in (_side(kop), namen.side(kop))


def _title(blad: Blad, kop: Sequence[int]) -> str:
    """Return what stands above the headings."""
    first = min(kop, default=1)
    return " ".join(cel.tekst for rij, row in eerste_rijen(blad, most=_KOPZOEK) if rij < first for cel in row.values())


def _stated(blad: Blad, kop: Sequence[int]) -> list[int]:
    last = max(kop, default=0)
    return stated_unit([c.tekst for rij, row in eerste_rijen(blad, most=_KOPZOEK) if rij <= last for c in row.values()])


def duizendtallen(blad: Blad, indeling: Indeling) -> dict[str, bool]:
    """Return which amounts, by their address, have a format that shows thousands; none where no amount has."""
    first, amounts = max(indeling.wijze.kop, default=0) + 1, indeling.bedragen
    found = {
        adres(rij, k): gedeeld_door(cel.opmaak) > 1
        for rij, row in eerste_rijen(blad, first)
        for k in amounts
        if (cel := row.get(k)) is not None and cel.soort == "getal"
    }
    return found if any(found.values()) else {}


def _totals(blad: Blad, kop: Sequence[int]) -> tuple[str, ...]:
    """Return the labels of totals that a sheet has."""
    first = max(kop, default=0) + 1
    labels = [c.tekst for _, row in eerste_rijen(blad, first) for c in row.values() if c.soort == "tekst"]
    return tuple(naam for naam in _TOTAAL if Patronen([naam]).fits_any(labels))
