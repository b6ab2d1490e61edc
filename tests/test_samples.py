"""The samples: complete, without findings, and consistent in themselves."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from budgetdesk.engine.mutaties import tellingen
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import Toelichting
from budgetdesk.model.verklaringen import subjects
from budgetdesk.session import Session
from budgetdesk.tables.verwijzing import references

BEGROTING = "leiden-2026"
JAARREKENING = "leiden-2017-jaarrekening"
VOORTGANG = "leiden-2023-voortgangsrapportage"

STEDEN = ("voorbeeldstad-2026", "voorbeeldstad-2027")
"""The invented municipality, whose years have tests of their own."""

DELEN = {
    BEGROTING: {
        "beleidsterrein": 2,
        "doel": 4,
        "prestatie": 14,
        "indicator": 5,
        "post": 2,
        "reserve": 5,
        "investering": 1,
        "subsidie": 1,
        "verbonden_partij": 2,
        "kaderstuk": 4,
    },
    JAARREKENING: {
        "beleidsterrein": 2,
        "doel": 5,
        "prestatie": 15,
        "indicator": 3,
        "post": 2,
        "reserve": 6,
        "investering": 5,
        "kaderstuk": 1,
        "toelichting": 10,
    },
    VOORTGANG: {
        "beleidsterrein": 2,
        "doel": 4,
        "prestatie": 15,
        "post": 15,
        "reserve": 1,
        "toelichting": 4,
    },
}
"""How many tables of each kind the programma of a sample holds."""

EURO = 100


def opened(samples: Path, naam: str) -> tuple[Session, Bestand]:
    """Return a sample with its programma."""
    session = Session.open(samples / naam, read_only=True)
    return session, session.dossier.programmas[0]


def total(record: Record, kant: str) -> int:
    """Return the cents of all years under one amount key."""
    return sum(v for pad, v in record.waarden.items() if pad.startswith(f"{kant}.") and isinstance(v, int))


def test_every_sample_is_looked_at(samples: Path) -> None:
    assert {pad.name for pad in samples.iterdir()} == {*DELEN, *STEDEN}


@pytest.mark.parametrize("naam", DELEN)
def test_a_sample_has_no_findings(samples: Path, naam: str) -> None:
    assert opened(samples, naam)[0].keuring.bevindingen == []


@pytest.mark.parametrize("naam", DELEN)
def test_a_sample_has_all_its_parts_in_the_order_of_the_format(samples: Path, naam: str) -> None:
    _, programma = opened(samples, naam)
    soorten = [t.soort for t in programma.records.values() if t.soort]
    assert Counter(soorten) == {"programma": 1, **DELEN[naam]}
    assert soorten == sorted(soorten, key=list(SOORTEN["programma"]).index)


@pytest.mark.parametrize("naam", DELEN)
def test_every_reference_in_a_text_prints_a_figure(samples: Path, naam: str) -> None:
    session, programma = opened(samples, naam)
    teksten = [v for t in programma.records.values() for v in t.waarden.values() if isinstance(v, str)]
    found = [r for tekst in teksten for r in references(session.cijfers, programma, tekst)]
    assert len(found) >= 2
    assert [r for r in found if r.fout or not r.tekst.strip("-0")] == []


def test_the_mutations_of_the_budget_are_named_but_already_counted(samples: Path) -> None:
    session, programma = opened(samples, BEGROTING)
    besluit = next(b for b in session.dossier.bestanden.values() if b.soort == "wijziging")
    assert list(tellingen(session.dossier, 1)) == []
    per_jaar = {m.sleutel: m.bedrag("lasten.2029") for m in besluit.van("mutatie") if m.tekst("post")}
    assert sorted(per_jaar.values()) == [100_000 * EURO, 170_000 * EURO]
    raad = programma.record("reserve", "raad")
    assert raad is not None
    assert sum(total(m, "onttrekking") for m in besluit.van("mutatie")) == raad.bedrag("onttrekking.begroting.2026")


def test_every_deliverable_of_the_budget_says_what_it_is_about(samples: Path) -> None:
    _, programma = opened(samples, BEGROTING)
    assert [p.sleutel for p in programma.van("prestatie") if not p.tekst("toelichting").strip()] == []


def test_the_explained_amounts_of_the_accounts_are_the_published_ones(samples: Path) -> None:
    session, programma = opened(samples, JAARREKENING)
    explained: Counter[str] = Counter()
    for toelichting in programma.van("toelichting"):
        explained[toelichting.tekst("bij")] += toelichting.bedrag("bedrag")
    assert explained == {"beleidsterrein.1A": 194_000 * EURO, "beleidsterrein.1B": 239_000 * EURO}
    tekst = "{{beleidsterrein.1A.saldo.verschil}} {{beleidsterrein.1B.saldo.verschil}}"
    assert [r.tekst for r in references(session.cijfers, programma, tekst)] == ["311", "214"]


def test_the_credits_of_the_accounts_are_old_and_stay_open_as_published(samples: Path) -> None:
    session, programma = opened(samples, JAARREKENING)
    kredieten = programma.van("investering")
    assert all(k.tekst("nummer").startswith("7100") for k in kredieten)
    assert [k.sleutel for k in kredieten if total(k, "besteed") > total(k, "uitgaven")] == []
    assert [k.sleutel for k in kredieten if k.geheel("afgesloten")] == []
    assert all(k.geheel("gevoteerd") < session.dossier.jaar - 3 for k in kredieten)


def test_the_progress_report_explains_every_deviation_and_has_none_at_bestuur(samples: Path) -> None:
    _, programma = opened(samples, VOORTGANG)
    prestaties = programma.van("prestatie")
    afwijkend = [p.sleutel for p in prestaties if p.tekst("status") != "op-schema"]
    assert afwijkend == ["1B1.1", "1B1.2", "1B1.4"]
    told = [key.sleutel for t in programma.van(Toelichting) for key in subjects(t) if key.soort == "prestatie"]
    assert sorted(set(told)) == afwijkend
    assert [p.tekst("prestatie") for p in programma.van("post")] == [p.sleutel for p in prestaties]


def test_the_progress_report_sets_its_forecast_against_the_amended_budget(samples: Path) -> None:
    session, programma = opened(samples, VOORTGANG)
    koppen = [k.kop for k in session.sjabloon.kolommen]
    assert koppen == [
        "Begroting 2023",
        "Wijziging",
        "Begroting 2023 na wijziging",
        "Prognose 2023",
        "Verschil 2023",
    ]
    kolommen = ("begroting", "wijziging", "na-wijziging", "prognose", "verschil")
    tekst = " ".join(f"{{{{beleidsterrein.1B.saldo.{kolom}}}}}" for kolom in kolommen)
    cells = [r.tekst for r in references(session.cijfers, programma, tekst)]
    assert cells == ["9.175", "170", "9.345", "8.969", "376"]
