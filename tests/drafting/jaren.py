"""The years of a dossier played by chance: adopted, amended, forecast, accounted for, rolled over; and compared.

What was played is compared by phase and year: each amount that the files hold in cents, and each cell as it prints.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from budgetdesk.drafting.placing import create
from budgetdesk.drafting.rollover import AARD, report
from budgetdesk.export.cellen import plain
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import Boeking, besluiten, kop, nieuw_besluit, set_amounts, target, vaststellen
from budgetdesk.model.documenten import documenten
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.session import Session
from budgetdesk.session.newfiles import add_file
from budgetdesk.session.reading import tables
from budgetdesk.session.rollover import accounts, roll_over, window
from budgetdesk.session.vaststellen import adopt, prepare
from budgetdesk.tables.balans import jaarbalansen
from budgetdesk.tables.emu import jaarkolommen, jaarstromen
from budgetdesk.tables.reserves import verlopen
from budgetdesk.tables.voorzieningen import voorzieningverlopen

DOCUMENTEN: Final = {"begroting": "begroting", "vgr-1": "voortgangsrapportage", "jaarstukken": "jaarrekening"}
"""The documents of a year, each with its template."""

Side = tuple[int, str, str, str]
"""A side of a record: number of the programma, kind, key, side."""

Amounts = Mapping[Side, Mapping[str, int]]
"""Cents by term of each side."""

Cell = tuple[str, int | None, str, str, int, str]
"""A cell: table, programma, row, what the row holds, which one of that name, heading."""


# --- what happens in a year ------------------------------------------------------------------


def document(map_: Path) -> None:
    """Let a dossier have each of the documents of its year."""
    known = {d.sleutel for d in documenten(Session.open(map_).stored)}
    with (map_ / BEGROTING).open("a", encoding="utf-8") as head:
        head.writelines(f'\n[document.{k}]\nsjabloon = "{s}"\n' for k, s in DOCUMENTEN.items() if k not in known)


def adopt_budget(map_: Path) -> None:
    """Adopt the budget; a report stands beside it, which says what was amended since."""
    known = {d.sleutel for d in documenten(Session.open(map_).stored)}
    if "vgr-1" not in known:
        with (map_ / BEGROTING).open("a", encoding="utf-8") as head:
            head.write(f'\n[document.vgr-1]\nsjabloon = "{DOCUMENTEN["vgr-1"]}"\n')
    session = Session.open(map_)
    datum = date(session.stored.jaar - 1, 11, 12)
    adopt(session, prepare(session, "RV 1", datum), "RV 1", datum)


def amend(map_: Path, rng: random.Random, *, later: bool) -> None:
    """Adopt two random decisions; `later` gives them amounts in later years, and credits."""
    for number in range(2):
        session = Session.open(map_)
        t = session.stored.jaar
        besluit = nieuw_besluit(f"{t}-9{number}", "Wijziging", telt_mee="wijziging")
        add_file(session, besluit)
        for _ in range(5):
            edits = set_amounts(
                session.stored, session.stored.bestanden[besluit.naam], *_change(session, rng, t, later)
            )
            session.do_stored(edits)
        session.do_stored(vaststellen(session.stored.bestanden[besluit.naam], "RV 2", date(t, 6, 1 + number)))
        session.save()


def _change(session: Session, rng: random.Random, t: int, later: bool) -> tuple[Boeking, dict[int, int | None]]:
    kinds = {"post": ("lasten", "baten"), "reserve": ("toevoeging", "onttrekking")}
    kinds = {soort: kanten for soort, kanten in kinds.items() if _records(session.stored, soort)}
    soort, kanten = rng.choice([*kinds.items()])
    if later and rng.random() < 0.3 and _records(session.stored, "investering"):
        soort, kanten = "investering", ("uitgaven", "bijdrage")
    bestand, record = rng.choice(_records(session.stored, soort))
    years = range(t, t + 4) if later else [t]
    amounts: dict[int, int | None] = {jaar: rng.randrange(-(10**7), 10**8) for jaar in years}
    return Boeking(bestand.nummer, (soort, record.sleutel, rng.choice(kanten)), f"O{rng.random()}"), amounts


def forecast(map_: Path, rng: random.Random) -> None:
    """Say in the progress report of some posts and reserves what is expected."""
    session = Session.open(map_, document="vgr-1")
    for bestand, record, kant in _sides(session.stored, "post", "reserve"):
        if rng.random() < 0.1:
            adres = Adres(bestand.naam, *record.key, f"{kant}.prognose.{session.stored.jaar}")
            session.set_value(adres, rng.randrange(10**8))
    session.save()


def account(map_: Path, rng: random.Random) -> None:
    """Say what was realised in the year: of nearly all that was budgeted, and of what accounts alone tell."""
    session = Session.open(map_, document="jaarstukken")
    t = session.stored.jaar
    budgeted = amounts(session)
    edits: list[SetValue] = []

    def put(bestand: Bestand, record: Record, pad: str, value: int) -> None:
        edits.append(SetValue(Adres(bestand.naam, *record.key, pad), record.waarden.get(pad), value))

    for bestand, record, kant in _sides(session.stored, "post", "reserve", "voorziening"):
        terms = budgeted.get((bestand.nummer, *record.key, kant), {})
        cents = terms.get(f"begroting.{t}", 0) + terms.get(f"wijziging.{t}", 0)
        if cents and rng.random() < 0.95:
            put(bestand, record, f"{kant}.rekening.{t}", cents + rng.randrange(-(10**7), 10**7))
            if record.soort == "post" and rng.random() < 0.1:
                put(bestand, record, f"incidenteel.{kant}.rekening.{t}", cents // 3)
    for bestand, record in session.stored.records():
        if bestand.soort in ("programma", "reserves") and not record.tekst("register"):
            for pad, (kans, low, high) in _APART.get(record.soort, {}).items():
                if rng.random() < kans:
                    put(bestand, record, f"{pad}.{t}", rng.randrange(low, high))
        if bestand.soort == "programma" and record.soort == "investering" and rng.random() < 0.2:
            put(bestand, record, "afgesloten", t)
    edits += _of_the_whole(session.stored, rng)
    session.do_stored(edits)
    session.save()


def _of_the_whole(dossier: Dossier, rng: random.Random) -> Iterator[SetValue]:
    """Yield what accounts say otherwise of the municipality as a whole."""
    for soort, keys in _MUNICIPALITY.items():
        record = dossier.begroting.record(soort)
        for pad in (f"{key}.rekening.{dossier.jaar}" for key in keys if record):
            if rng.random() < 0.4:
                adres = Adres(BEGROTING, soort, "", pad)
                yield SetValue(adres, dossier.waarde(adres), rng.randrange(10**8, 10**9))


_APART: Final = {
    "reserve": {"stand": (0.3, 10**8, 10**9), "bestemming": (0.3, -(10**7), 10**7)},
    "voorziening": {"stand": (0.3, 10**8, 10**9)},
    "investering": {"besteed": (0.7, 0, 10**9)},
}
"""What accounts tell of the year without a phase: how often, and from which cents to which."""

_MUNICIPALITY: Final = {
    "emu": ("afschrijvingen", "dotaties", "investeringen", "bijdragen", "desinvesteringen", "referentiewaarde"),
    "balans": ("materiele_vaste_activa", "leningen", "voorraden", "eigen_vermogen", "vaste_schuld"),
    "kengetallen": ("woonlasten",),
}
"""What of the municipality as a whole accounts may say otherwise."""

_SIDES: Final = {
    "post": ("lasten", "baten"),
    "reserve": ("toevoeging", "onttrekking"),
    "voorziening": ("dotatie", "vrijval", "aanwending"),
}


def _records(dossier: Dossier, soort: str) -> list[tuple[Bestand, Record]]:
    return [(b, r) for b in dossier.programmas for r in b.van(soort)]


def _sides(dossier: Dossier, *soorten: str) -> Iterator[tuple[Bestand, Record, str]]:
    for soort in soorten:
        for bestand, record in _records(dossier, soort):
            yield from ((bestand, record, kant) for kant in _SIDES[soort])


def next_year(map_: Path, rekening: Path | None = None) -> Path:
    """Make the dossier of the next year, of accounts where they are given, with the report beside it."""
    session = Session.open(map_)
    t, venster = session.stored.jaar, window(session)
    nieuw = map_.with_name(f"{map_.name.removesuffix(str(t))}{t + 1}")
    overnames = [accounts(Session.open(rekening), venster, rekening.name, session)] if rekening else []
    overgang = roll_over(session, venster, overnames, kopie=True)
    create(nieuw, session.map, overgang)
    nieuw.with_suffix(".txt").write_text(report(overgang), "utf-8")
    return nieuw


def told(nieuw: Path) -> str:
    """Return the report of the rollover that made a dossier."""
    return nieuw.with_suffix(".txt").read_text("utf-8")


# --- what it says ----------------------------------------------------------------------------


def amounts(session: Session) -> Amounts:
    """Return all that a dossier holds, as the open document sees it; a record that was adopted otherwise is one."""
    cube, found = session.cijfers.cube, dict[Side, dict[str, int]]()
    for number, record in enumerate(cube.records.numbered):
        nummer, sleutel = cube.records.bestanden[number].nummer, record.sleutel.removesuffix(" (vastgesteld)")
        for fact in cube.of(number):
            terms = found.setdefault((nummer, record.soort, sleutel, fact.kant), {})
            terms[fact.term] = terms.get(fact.term, 0) + fact.cents
    return found


def standings(session: Session) -> dict[tuple[str, int], object]:
    """Return balances of reserves and provisions, EMU flows and the balance sheet by year."""
    columns = jaarkolommen(session.cijfers)
    found: dict[tuple[str, int], object] = {}
    programmas = session.dossier.programmas
    for verloop in (*verlopen(session.cijfers, programmas), *voorzieningverlopen(session.cijfers, programmas)):
        for column, both in zip(columns, verloop.standen_per_kolom(columns), strict=True):
            found[f"{verloop.scope}", column.jaar] = both
    for column, flow in zip(columns, jaarstromen(session.cijfers), strict=True):
        found["emu", column.jaar] = dict(flow.bedragen)
    for column, sheet in zip(columns, jaarbalansen(session.cijfers), strict=True):
        found["balans", column.jaar] = dict(sheet.standen) if sheet else None
    return found


def cells(session: Session) -> dict[Cell, tuple[str, int | None]]:
    """Return every cell of every table: as it prints, and in cents where it holds an amount."""
    found: dict[Cell, tuple[str, int | None]] = {}
    for naam in session.tabellen:
        for grid in tables(session.cijfers, naam, session.dossier.programmas):
            seen = Counter[tuple[str, str]]()
            for r, (rij, texts) in enumerate(zip(grid.rijen, plain(grid, exact=False), strict=True)):
                row = f"{rij.scope.bestand} {rij.scope.soort} {rij.scope.sleutel} {rij.scope.bron}", rij.kant or rij.rol
                seen[row] += 1
                for k, (head, text) in enumerate(zip(grid.koppen, texts, strict=True)):
                    key = (naam, grid.programma, *row, seen[row], head.tekst)
                    found[key] = text or "", grid.cents(r, k)
    return found


# --- where two years disagree ----------------------------------------------------------------


def later_years(session: Session) -> Iterator[tuple[Side, int, int]]:
    """Yield what amendments of T change after it."""
    for bestand in besluiten(session.stored):
        if kop(bestand).telt_mee == "wijziging" and kop(bestand).is_adopted:
            for mutatie in bestand.van(Mutatie):
                for kant, jaar, cents in mutatie.amounts():
                    if jaar > session.stored.jaar:
                        yield (mutatie.programma, *target(mutatie), kant), jaar, cents


def _both(terms: Mapping[str, int], jaar: int) -> int:
    return terms.get(f"begroting.{jaar}", 0) + terms.get(f"wijziging.{jaar}", 0)


def _has_accounts(session: Session) -> bool:
    return "jaarstukken" in (d.sleutel for d in documenten(session.stored))


def _amended_in(session: Session) -> str:
    """Return the document that says what was amended of a year: the last one there is."""
    known = [d.sleutel for d in documenten(session.stored)]
    return next(sleutel for sleutel in ("jaarstukken", "vgr-1", "begroting") if sleutel in known)


def of_accounts(jaar: int) -> dict[str, str]:
    """Return the headings under which the accounts of a year stand, in every document."""
    return {kop: kop for kop in (f"Rekening {jaar}", f"31-12-{jaar}")}


def disagreements(old: Path, new: Path, accounts: Path | None = None) -> list[str]:
    """Return where the dossier of the next year says something else than the one that it was made from.

    Or than the accounts of the year before that were taken over from elsewhere.
    """
    a, b = Session.open(old, document="begroting"), Session.open(new, document="begroting")
    was, now, t = amounts(a), amounts(b), a.stored.jaar
    # what was adopted and changed since is Wijziging, which an adopted budget does not say
    amended = amounts(Session.open(old, document=_amended_in(a)))
    elsewhere = amounts(Session.open(accounts, document="jaarstukken")) if accounts else None
    extra: dict[tuple[Side, int], int] = {}
    for key, jaar, cents in later_years(a):
        extra[key, jaar] = extra.get((key, jaar), 0) + cents
    found = []
    for key in (k for k in was.keys() | now.keys() if k[1] in _SIDES):
        old_, new_ = was.get(key, {}), now.get(key, {})
        pairs = {f"na wijziging {t}": (_both(amended.get(key, {}), t), _both(new_, t))}
        # as long as there are no accounts of the year before, what became of it is what was budgeted
        estimate = _both(old_, t - 1) if b.stored.kop.schatting else 0
        realised = (elsewhere or was).get(key, {}).get(f"rekening.{t - 1}", estimate)
        pairs[f"rekening {t - 1}"] = realised, new_.get(f"rekening.{t - 1}", 0)
        for jaar in range(t + 1, t + 4):
            later = _both(old_, jaar) + extra.get((key, jaar), 0)
            pairs[f"begroting {jaar}"] = later, _both(new_, jaar)
        found += [f"{key} {what}: {x} {y}" for what, (x, y) in pairs.items() if x != y]
    return found


def untold(old: Path, new: Path, accounts: Path | None = None) -> list[str]:
    """Return what disagrees and stands nowhere in the report, by address and year."""
    report_, found = told(new), []
    for text in disagreements(old, new, accounts):
        nummer, soort, sleutel = re.match(r"\((\d+), '(\w+)', '([^']+)'", text).groups()  # type: ignore[union-attr]
        if not re.search(rf"{nummer}/{soort}.{sleutel} .*: \w+ {text.split(': ')[0][-4:]}: ", report_):
            found.append(text)
    return found


def misprints(old: Session, new: Session, koppen: Mapping[str, str], verslag: str = "") -> list[str]:
    """Return the cells under a heading of one document that the other prints or computes otherwise under its own.

    A row that only one of them has holds no amount in the other, but where small rows are gathered. What the report of
    a rollover says to be incidental otherwise than it was is not looked at, nor a sum of it; nor are categories of a
    budget into which computed charges were folded, which are of the category of their post from then on.
    """
    was, now = cells(old), cells(new)
    shared = {(k[:2], k[-1]) for k in was}, {(k[:2], k[-1]) for k in now}
    found = []
    back = {theirs: own for own, theirs in koppen.items()}
    keys = [k for k in was if k[-1] in koppen] + [(*k[:-1], back[k[-1]]) for k in now if k[-1] in back]
    for key in dict.fromkeys(keys):
        theirs = (*key[:-1], koppen[key[-1]])
        if (
            " overige " in key[2]
            or (key[0] == "categorieen" and key[-1] != koppen[key[-1]])
            or (key[:2], key[-1]) not in shared[0]
            or (key[:2], theirs[-1]) not in shared[1]
        ):
            continue
        if key[0] == "incidenteel" and AARD in verslag and _is_told(key, verslag):
            continue
        if _is_gathered(key) and not (key in was and theirs in now):
            continue
        x, y = was.get(key, ("", None)), now.get(theirs, ("", None))
        if key in was and x == ("", None) and key[3] in ("begin", "eind"):
            continue  # a balance that the old one did not know
        if (x[1] or 0) != (y[1] or 0) or (x[0] != y[0] and (key in was and theirs in now)):
            found.append(f"{key}: {x}, {y}")
    return found


def _is_told(key: Cell, verslag: str) -> bool:
    """Return whether the report names the post or reserve of a row as of another nature, or the row is a sum."""
    _, soort, sleutel, _ = key[2].split(" ")
    return soort not in ("post", "reserve") or f"/{soort}.{sleutel} " in verslag.partition(AARD)[2].partition("\n\n")[0]


def _is_gathered(key: Cell) -> bool:
    """Return whether a row is of those that another year may gather under "Overige", which goes by all its columns."""
    return key[0] == "incidenteel"


def false_findings(map_: Path, *codes: str) -> list[str]:
    """Return the findings of a dossier by code and address; all, or only those codes."""
    return [f"{m.code} {m.adres}" for m in Session.open(map_).keuring.alle if not codes or m.code in codes]
