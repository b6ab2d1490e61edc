"""The year that was lived: budget, two reports and accounts in one dossier, which the draft of the next year fits."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from budgetdesk.cli import main
from budgetdesk.model.documenten import documenten
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN
from budgetdesk.model.scope import Scope
from budgetdesk.model.vastgesteld import adopted, digest_of, kop
from budgetdesk.session import Session
from budgetdesk.session.reading import results_by_column, tables
from budgetdesk.tables.verwijzing import references
from tests.proef import sampled

SAMPLES = Path(__file__).parents[1] / "sample_budgets"
STAD, VOLGEND = SAMPLES / "voorbeeldstad-2026", SAMPLES / "voorbeeldstad-2027"
DOCUMENTEN = ("begroting", "vgr-1", "vgr-2", "jaarstukken")
LATER = (2027, 2028, 2029)

Toml = dict[str, object]
"""A table of a file as plain Python reads it."""

ZIJDEN = {
    "post": POSTKANTEN,
    "reserve": RESERVEKANTEN,
    "voorziening": ("dotatie", "vrijval", "aanwending"),
}
"""What has amounts per phase, by kind."""

TEKSTEN = ("missie", "inleiding", "toelichting", "status")
"""The keys that each document says anew."""


@cache
def stad(document: str) -> Session:
    return Session.open(STAD, read_only=True, document=document)


@cache
def volgend() -> Session:
    return Session.open(VOLGEND, read_only=True)


def read(pad: Path) -> Toml:
    return tomllib.loads(pad.read_text("utf-8"), parse_float=Decimal)


def under(table: object, *path: str) -> Toml:
    """Return the table below a path, made where it is not there."""
    for key in path:
        assert isinstance(table, dict)
        table = table.setdefault(key, {})
    assert isinstance(table, dict)
    return table


def besluiten(map_: Path, telt_mee: str) -> Iterator[tuple[Path, list[Toml]]]:
    """Yield the decisions that count in something, with their mutations."""
    for pad in sorted((map_ / "wijzigingen").glob("*.toml")):
        if under(read(pad), "wijziging")["telt_mee"] == telt_mee:
            yield pad, [m for m in under(read(pad), "mutatie").values() if isinstance(m, dict)]


def gewijzigd(jaar: int) -> Counter[tuple[int, str, str, str]]:
    """Return what amendments say of a year, in cents by programma, kind, key and side."""
    found: Counter[tuple[int, str, str, str]] = Counter()
    for _, mutaties in besluiten(STAD, "wijziging"):
        for mutatie in mutaties:
            for soort in ("post", "reserve"):
                for kant in ZIJDEN[soort] if soort in mutatie else ():
                    found[int(str(mutatie["programma"])), soort, str(mutatie[soort]), kant] += cents(
                        under(mutatie, kant).get(str(jaar), 0)
                    )
    return found


def cents(value: object) -> int:
    return int(Decimal(str(value)) * 100)


# --- what it holds -------------------------------------------------------------------------------


def test_one_dossier_holds_the_documents_of_the_year_and_two_decisions_after_adoption() -> None:
    known = documenten(stad("vgr-1").dossier)
    assert [d.sleutel for d in known] == [*DOCUMENTEN]
    assert [d.status for d in known] == ["vastgesteld"] * 3 + ["concept"]
    assert stad("").document == "jaarstukken"
    assert [pad.name[:7] for pad, _ in besluiten(STAD, "wijziging")] == ["2026-03", "2026-07"]
    assert [pad.name[:7] for pad, _ in besluiten(STAD, "begroting")] == ["2026-01", "2026-02"]


def test_the_budget_was_adopted_by_the_command_and_not_touched_since() -> None:
    found = adopted(stad("begroting").stored)
    assert found is not None
    assert (kop(found).document, kop(found).datum) == ("begroting", date(2025, 11, 13))
    assert kop(found).digest == digest_of(found)


EIGEN = ("BD404", "programmas/08-zorg-en-ondersteuning.toml", 'indicator."8B2.a".bron')
BEVINDINGEN = {
    "begroting": [EIGEN, ("BD434", "begroting.toml", "jaar"), ("BD434", "begroting.toml", "jaar")],
    "vgr-1": [EIGEN],
    "vgr-2": [EIGEN],
    "jaarstukken": [EIGEN, ("BD413", "documenten/jaarstukken/13-overhead.toml", "beleidsterrein.13A.toelichting")],
}


@pytest.mark.parametrize("document", DOCUMENTEN)
def test_each_document_has_the_findings_that_the_dossier_names_and_no_other(document: str) -> None:
    found = [(b.code, b.plaats.bestand, b.plaats.sleutel) for b in stad(document).keuring.bevindingen]
    assert sorted(found) == BEVINDINGEN[document]


def test_the_head_of_the_dossier_names_what_is_found_on_purpose() -> None:
    intro = " ".join((STAD / "begroting.toml").read_text("utf-8").split("formaat = 1")[0].replace("#", "").split())
    assert "de indicator dak- en thuisloze inwoners (programma 8) heeft geen bron" in intro
    assert "de meerjarenraming is in 2027 en 2029 niet structureel in evenwicht" in intro
    assert "het verschil bij leiding en ondersteuning (programma 13) is nog niet toegelicht" in intro


@pytest.mark.parametrize("document", DOCUMENTEN)
def test_every_reference_of_every_document_prints_a_figure(document: str) -> None:
    session = stad(document)
    found = [
        r
        for bestand in session.dossier.programmas
        for record in bestand.records.values()
        for value in record.waarden.values()
        if isinstance(value, str)
        for r in references(session.cijfers, bestand, value)
    ]
    assert found
    assert [r for r in found if r.fout or not r.tekst.strip("-0")] == []


@pytest.mark.parametrize(
    ("document", "tabel"),
    [
        *(("begroting", naam) for naam in ("verloop", "emu", "balans", "kengetallen", "voorzieningen", "stelposten")),
        *(("vgr-2", naam) for naam in ("prestaties", "afwijkingen", "mutaties", "emu", "balans")),
        *(("jaarstukken", naam) for naam in ("kredieten", "afwijkingen", "reserveverloop", "emu", "balans")),
        *(("jaarstukken", naam) for naam in ("kengetallen", "indicatoren", "incidenteel", "taakvelden")),
    ],
)
def test_the_tables_of_a_document_have_something_to_show(document: str, tabel: str) -> None:
    session = stad(document)
    grids = tables(session.cijfers, tabel, session.dossier.programmas)
    assert any(grid.inhoud(r, k) for grid in grids for r in range(len(grid.rijen)) for k in range(len(grid.koppen)))


# --- it closes, and the next year fits -------------------------------------------------------------


def test_the_budget_closes_before_and_after_its_amendments() -> None:
    assert results_by_column(stad("begroting").cijfers)[1:3] == [0, 0]
    assert results_by_column(stad("vgr-1").cijfers)[:3] == [0, 0, 0]


@pytest.mark.parametrize("kant", [*POSTKANTEN, *RESERVEKANTEN])
def test_the_budget_as_amended_is_what_the_next_year_has_of_the_year_before(kant: str) -> None:
    soort = "post" if kant in POSTKANTEN else "reserve"
    terms = ("begroting.2026", "wijziging.2026")
    for bestand in volgend().dossier.programmas:
        here, there = stad("vgr-2").totalen[bestand.naam], volgend().totalen[bestand.naam]
        for record in bestand.van(soort):
            scope = record.key.scope
            own = [[totals.bedrag(scope, kant, term) for term in terms] for totals in (here, there)]
            assert sum(own[0]) == sum(own[1]), (bestand.nummer, record.sleutel)
    whole = [[s.totalen.dossier(Scope("programma"), kant, t) for t in terms] for s in (stad("vgr-2"), volgend())]
    assert sum(whole[0]) == sum(whole[1]) or soort == "reserve"


@pytest.mark.parametrize("jaar", LATER)
def test_the_adopted_years_with_later_years_of_amendments_are_the_previous_budget_of_the_next_year(jaar: int) -> None:
    amended = gewijzigd(jaar)
    for bestand in volgend().dossier.programmas:
        totals = stad("begroting").totalen[bestand.naam]
        for soort in ("post", "reserve"):
            for record in bestand.van(soort):
                for kant in ZIJDEN[soort]:
                    here = totals.bedrag(record.key.scope, kant, f"begroting.{jaar}")
                    later = amended[bestand.nummer, soort, record.sleutel, kant]
                    assert here + later == record.bedrag(f"{kant}.mjb.{jaar}"), (bestand.nummer, record.sleutel, kant)


@pytest.mark.lang
def test_a_rollover_of_the_year_gives_what_the_next_year_begins_with(tmp_path: Path) -> None:
    assert main(["rollover", str(STAD), str(tmp_path / "2027")]) == 0
    made = Session.open(tmp_path / "2027", read_only=True)
    families = ["rekening.2025", *(f"mjb.{jaar}" for jaar in LATER)]
    for bestand in volgend().dossier.programmas:
        mine, totals = made.dossier.bestanden[bestand.naam], volgend().totalen[bestand.naam]
        for soort in ("post", "reserve"):
            for record in bestand.van(soort):
                own = mine.records[soort, record.sleutel]
                for kant in ZIJDEN[soort]:
                    terms = ("begroting.2026", "wijziging.2026")
                    amended = sum(totals.bedrag(record.key.scope, kant, term) for term in terms)
                    there = [amended, *(record.bedrag(f"{kant}.{family}") for family in families)]
                    here = [own.bedrag(f"{kant}.{family}") for family in ("begroting.2026", *families)]
                    assert here == there, (bestand.nummer, record.sleutel, kant)


def test_a_credit_that_was_amended_changes_the_charges_of_later_years() -> None:
    totals = stad("vgr-2").totalen["programmas/11-wonen-ruimte-en-milieu.toml"]
    changed = [totals.bedrag(Scope("post", "kl-panden"), "lasten", f"wijziging.{jaar}") for jaar in LATER]
    assert changed == [7_000_00, 6_900_00, 6_800_00]


def test_balances_and_accounts_of_2025_are_those_of_the_next_year() -> None:
    for bestand in volgend().dossier.bestanden.values():
        for record in bestand.records.values() if bestand.soort in ("programma", "reserves") else ():
            same = {p: v for p, v in record.waarden.items() if p.startswith("stand.2025") or ".rekening.2025" in p}
            mine = stad("begroting").stored.bestanden[bestand.naam].records.get((record.soort, record.sleutel))
            assert not same or (mine is not None and {p: mine.waarden.get(p) for p in same} == same), record.key


def test_the_same_programmas_posts_and_labels_are_there_a_year_later() -> None:
    labels = ("naam", "beleidsterrein", "prestatie", "taakveld", "categorie.lasten", "categorie.baten", "aard")
    for bestand in volgend().dossier.programmas:
        mine = stad("begroting").stored.bestanden[bestand.naam]
        for soort in ("beleidsterrein", "doel", "prestatie", "post", "reserve", "voorziening"):
            here, there = ({r.sleutel: [r.tekst(k) for k in labels] for r in b.van(soort)} for b in (mine, bestand))
            assert here == there


def test_the_first_report_shows_the_deviations_that_a_decision_of_its_day_follows_up_on() -> None:
    """The decision is in the second report: a deviation is told once."""
    for document, amended, differs in (("vgr-1", 9_215_000_00, 620_000_00), ("vgr-2", 9_835_000_00, 280_000_00)):
        totals = stad(document).totalen["programmas/09-jeugd.toml"]
        terms = ("begroting.2026", "wijziging.2026", "prognose.2026")
        begroting, wijziging, prognose = (
            totals.bedrag(Scope("post", "ambulant-regionaal"), "lasten", t) for t in terms
        )
        assert (begroting + wijziging, prognose - begroting - wijziging) == (amended, differs)


# --- one dossier instead of four -------------------------------------------------------------------


def copy(document: str, map_: Path) -> Path:
    """Make the dossier of one document as people kept it before there were documents: everything in one copy each."""
    head = read(STAD / "begroting.toml")
    said = under(head, "document", document)
    head |= {"sjabloon": said["sjabloon"], "titel": said["titel"]}
    del head["document"]
    write(map_ / "begroting.toml", head)
    write(map_ / "reserves.toml", read(STAD / "reserves.toml"))
    for pad, _ in known_to(document):
        write(map_ / "wijzigingen" / pad.name, read(pad))
    for pad in sorted((STAD / "programmas").glob("*.toml")):
        programma = read(pad)
        if document == "begroting":
            as_proposed(programma)
        else:
            strip_texts(programma)
            texts = STAD / "documenten" / document / pad.name
            merge(programma, read(texts) if texts.exists() else {})
        if document.startswith("vgr"):
            forecast(programma, known_to(document))
        write(map_ / "programmas" / pad.name, programma)
    return map_


def known_to(document: str) -> list[tuple[Path, list[Toml]]]:
    """Return the decisions that a document knows: those that make the budget, and what amended it before its day."""
    said = under(read(STAD / "begroting.toml"), "document", document)
    adopted_on = said["datum"] if said["status"] == "vastgesteld" else None
    amendments = ((pad, under(read(pad), "wijziging")["datum"], m) for pad, m in besluiten(STAD, "wijziging"))
    before = [(pad, m) for pad, taken, m in amendments if adopted_on is None or str(taken) < str(adopted_on)]
    return [*besluiten(STAD, "begroting"), *before]


def as_proposed(programma: Toml) -> None:
    """Take away which credits were voted with the budget and what became of the result: that is known afterwards."""
    for record in under(programma, "reserve").values():
        assert isinstance(record, dict)
        record.pop("bestemming", None)
    for record in under(programma, "investering").values():
        assert isinstance(record, dict)
        if record.get("gevoteerd") == 2026:
            del record["gevoteerd"]


def strip_texts(programma: Toml) -> None:
    """Take away what each document says anew."""
    programma.pop("toelichting", None)
    for soort, records in programma.items():
        assert isinstance(records, dict)
        for record in [records] if soort == "programma" else records.values():
            for key in TEKSTEN:
                record.pop(key, None)


def merge(into: Toml, said: Toml) -> None:
    for key, value in said.items():
        if isinstance(value, dict):
            merge(under(into, key), value)
        else:
            into[key] = value


def forecast(programma: Toml, known: list[tuple[Path, list[Toml]]]) -> None:
    """Write down every forecast, also what is the budget as amended: absent it is zero there."""
    nummer = int(str(under(programma, "programma")["nummer"]))
    counted = Counter[tuple[str, str, str]]()
    for _, mutaties in known:
        for m in mutaties:
            for soort in ("post", "reserve"):
                for kant in ZIJDEN[soort] if soort in m and m["programma"] == nummer else ():
                    counted[soort, str(m[soort]), kant] += cents(under(m, kant).get("2026", 0))
    for soort, kanten in ZIJDEN.items():
        for sleutel, record in under(programma, soort).items():
            assert isinstance(record, dict)
            for kant in kanten:
                key = soort, sleutel, kant
                budget = cents(under(record, kant, "begroting").get("2026", 0)) + counted[key]
                if budget:
                    under(record, kant, "prognose").setdefault("2026", Decimal(budget) / 100)


def write(pad: Path, data: Toml) -> None:
    """Write a file with plain dotted keys below the header of each table."""
    lines = [f"{key} = {literal(value)}" for key, value in data.items() if not isinstance(value, dict)]
    for soort, records in data.items():
        if isinstance(records, dict):
            keyed = records and all(isinstance(record, dict) for record in records.values())
            is_single = soort in ("programma", "wijziging", "emu", "balans", "kengetallen")
            tables_ = {json.dumps(k): r for k, r in records.items()} if keyed and not is_single else {"": records}
            for sleutel, record in tables_.items():
                lines.append(f"[{soort}.{sleutel}]" if sleutel else f"[{soort}]")
                lines += dotted(record)
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_text("\n".join(lines) + "\n", "utf-8")


def dotted(table: Toml, *path: str) -> list[str]:
    found: list[str] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += dotted(value, *path, key)
        else:
            found.append(f"{'.'.join((*path, key))} = {literal(value)}")
    return found


def literal(value: object) -> str:
    if isinstance(value, bool | str | list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)


def cells(session: Session, naam: str, zonder: tuple[str, ...] = ()) -> list[tuple[object, ...]]:
    """Return every cell of a table, amounts in cents, of each programma or of all, with its row and heading.

    Columns whose heading begins with one of `zonder` are left out.
    """
    return [
        (grid.programma, rij.naam, rij.soort, kop_.tekst, grid.inhoud(r, k))
        for grid in tables(session.cijfers, naam, session.dossier.programmas)
        for r, rij in enumerate(grid.rijen)
        for k, kop_ in enumerate(grid.koppen)
        if not kop_.tekst.startswith(zonder or "\0")
    ]


REGISTER = "mutaties"
"""The register of decisions: a copy of the budget or of the first report does not know those that came later."""

ANDERS: dict[str, dict[str, tuple[str, ...]]] = {
    "vgr": {
        **dict.fromkeys(("incidenteel", "structureel", "kengetallen"), ("Prognose", "Verschil")),
        "uitzonderingen": ("Aard",),
    },
    "jaarstukken": {"kengetallen": ("Begroting",)},
}
"""Columns that a copy of before has no place for, by document and table.

Of a forecast: which part of it is incidental. In accounts: the balance sheet of the budget, which is that of adoption.
"""


@pytest.mark.parametrize("document", sampled(["begroting", "vgr-1"], 2))
def test_a_document_of_one_dossier_gives_the_costs_results_and_texts_of_a_copy(tmp_path: Path, document: str) -> None:
    one, own = stad(document), Session.open(copy(document, tmp_path), read_only=True)
    compared = ("baten-lasten", "programmakosten", "teksten")
    assert [naam for naam in compared if cells(one, naam) != cells(own, naam)] == []


@pytest.mark.parametrize("document", ["begroting", "jaarstukken"])
def test_a_balance_beside_that_for_iv3_counts_a_reserve_once_though_it_was_adopted_too(document: str) -> None:
    held = read(STAD / "programmas" / "12-algemene-dekkingsmiddelen.toml")
    known = next(cell for cell in cells(stad(document), "iv3-balans") if cell[2:4] == ("P111", VOLGENS_DOSSIER))
    assert known[-1] == cents(under(held, "reserve", "algemene-reserve", "stand")["2025"])


VOLGENS_DOSSIER = "31-12-2025 volgens het dossier"


@pytest.mark.lang
@pytest.mark.parametrize("document", DOCUMENTEN)
def test_every_table_of_every_document_is_that_of_a_copy_of_its_own(tmp_path: Path, document: str) -> None:
    one, own = stad(document), Session.open(copy(document, tmp_path), read_only=True)
    assert one.titel == own.titel
    assert [*one.cijfers.tabellen] == [*own.cijfers.tabellen]
    assert len(one.cijfers.tabellen) > 30
    for naam in one.cijfers.tabellen:
        zonder = ANDERS.get(document.partition("-")[0], {}).get(naam, ())
        if naam != REGISTER or document not in ("begroting", "vgr-1"):
            assert cells(one, naam, zonder) == cells(own, naam, zonder), naam


def test_no_two_documents_say_the_same() -> None:
    said = {str(cells(stad(document), "teksten")) for document in DOCUMENTEN}
    assert len(said) == len(DOCUMENTEN)


def test_a_table_is_shown_of_the_accounts_unless_a_report_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for words, kolom in (([], "Rekening 2026"), (["--document", "vgr-2"], "Prognose 2026")):
        assert main(["show", str(STAD), "reserves", "--programma", "7", "--format", "csv", *words]) == 0
        assert kolom in capsys.readouterr().out
