"""The tables over the whole municipality add up, whatever a dossier holds and however it prints."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine.totalen import PROGRAMMA, RESERVES, Totalen
from budgetdesk.export.formulas import Rekenblad
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Record, Waarde
from budgetdesk.tables.grid import verschil_factor
from budgetdesk.tables.registry import TABELLEN, build
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load

SOORTEN = ("programma", "algemene-dekkingsmiddelen", "overhead", "vpb", "onvoorzien")
ONZE = ("baten-lasten", "incidenteel", "voorzieningen", "emu", "balans", "kengetallen")


def random_cijfers(rng: random.Random, sjabloon: str) -> Cijfers:
    weergave: dict[str, Waarde] = {"lasten": rng.choice("+-"), "saldo": rng.choice(["lasten-baten", "baten-lasten"])}
    kop = Bestand(BEGROTING, "begroting", {("weergave", ""): Record("weergave", "", weergave)})
    kop.records["", ""] = Record("", "", {"jaar": 2026, "sjabloon": sjabloon})
    kop.records["balans", ""] = Record(
        "balans", "", {f"leningen.{jaar}": rng.randrange(10**6) for jaar in (2024, 2027)}
    )
    kop.records["drempels", ""] = Record("drempels", "", {"incidenteel": rng.choice([0, 10**8])})
    keys = [f"{fase}.{jaar}" for fase in ("rekening", "begroting", "wijziging") for jaar in range(2024, 2030)]

    def record(soort: str, sleutel: str, kanten: tuple[str, ...], **more: Waarde) -> Record:
        found = {f"{k}.{key}": rng.randrange(-(10**9), 10**9) for k in kanten for key in keys if rng.random() < 0.5}
        return Record(soort, sleutel, {"naam": sleutel, **more, **found})

    files = {kop.naam: kop}
    for number in range(1, rng.randrange(2, 6)):
        bestand = Bestand(f"programmas/{number}.toml", "programma")
        head = Record("programma", "", {"nummer": number, "naam": "P", "soort": rng.choice(SOORTEN)})
        parts = [
            head,
            record("beleidsterrein", "A", ()),
            record("voorziening", "v", ("dotatie", "vrijval", "aanwending")),
        ]
        for n in range(rng.randrange(4)):
            aard, terrein = rng.choice(["structureel", "incidenteel"]), rng.choice("AB")
            part: Waarde = rng.randrange(10**9)
            parts.append(record("post", f"p{n}", POSTKANTEN, aard=aard, beleidsterrein=terrein))
            parts[-1].waarden["incidenteel.lasten.2026"] = part
        reserves = range(rng.randrange(3))
        parts += [record("reserve", f"r{n}", RESERVEKANTEN, structureel=rng.random() < 0.3) for n in reserves]
        bestand.records = {(t.soort, t.sleutel): t for t in parts}
        files[bestand.naam] = bestand
    dossier = Dossier(files)
    template = load(sjabloon, 2026)
    return Cijfers(dossier, Totalen(dossier, template.ramingen), template, dossier.weergave)


@given(st.integers(0, 2**32), st.sampled_from(["begroting", "jaarrekening", "voortgangsrapportage"]))
def test_every_total_is_the_sum_of_its_rows_and_every_formula_says_so(seed: int, sjabloon: str) -> None:
    cijfers = random_cijfers(random.Random(seed), sjabloon)  # noqa: S311
    for naam in ONZE:
        grid = build(naam, cijfers, cijfers.dossier.programmas)
        sheet = Rekenblad(grid, naam, 0, 0)
        for r, rij in enumerate(grid.rijen):
            for k in range(len(grid.koppen)):
                if rij.delen and grid.cents(r, k) is not None:
                    # raises where the cell is not the sum of its parts
                    assert sheet.formule(r, k)


@given(st.integers(0, 2**32))
def test_the_overview_holds_every_amount_once(seed: int) -> None:
    cijfers = random_cijfers(random.Random(seed), "jaarrekening")  # noqa: S311
    grid = build("baten-lasten", cijfers, cijfers.dossier.programmas)
    for kant in (*POSTKANTEN, *RESERVEKANTEN):
        som = PROGRAMMA if kant in POSTKANTEN else RESERVES
        (total,) = (r for r, rij in enumerate(grid.rijen) if rij.rol == "totaal" and rij.kant == kant)
        parts = [r for r, rij in enumerate(grid.rijen) if rij.rol == "blad" and rij.kant == kant and not rij.niveau]
        for k, kolom in enumerate(cijfers.sjabloon.kolommen):
            row = grid.rijen[total]
            turned = row.tekens[0][1] * (verschil_factor(row, cijfers.weergave) if kolom.verschil else 1)
            natural = sum(f * cijfers.totalen.dossier(som, kant, term) for term, f in kolom.termen)
            assert grid.cents(total, k) == sum(grid.cents(r, k) or 0 for r in parts) == turned * natural


@pytest.mark.parametrize("naam", ONZE)
def test_each_of_them_spans_the_programmas(naam: str) -> None:
    assert TABELLEN[naam].overkoepelend
