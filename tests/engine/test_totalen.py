"""Totals against sums in plain Python, over random dossiers with amounts up to the limit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.engine.totalen import Totalen
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, RESERVEKANTEN, Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.model.scope import PROGRAMMA, RESERVES, RecordKey, Scope

T = 2026
KOLOMMEN = ("rekening.2024", "begroting.2025", "wijziging.2025", "begroting.2026", "wijziging.2026", "begroting.2027")
SLEUTELS = (*KOLOMMEN, "begroting.2030", "mjb.2027")
BEDRAGEN = (MAX_CENTS, -MAX_CENTS, 0, 1, -1, 123456)
Som = tuple[str, Scope, str, str]


def make(seed: int) -> Dossier:
    """Return a dossier of some programmas with posts, reserves and mutations."""
    rng = random.Random(seed)  # noqa: S311
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": T})})
    programmas = [programma(rng, nummer) for nummer in range(1, rng.choice([1, 2, 3]) + 1)]
    besluiten = [besluit_of(rng, n) for n in range(rng.choice([0, 1, 3]))]
    return Dossier({b.naam: b for b in (kop, *programmas, *besluiten)})


def programma(rng: random.Random, nummer: int) -> Bestand:
    bestand = Bestand(f"programmas/{nummer:02}-p.toml", "programma")
    put(bestand, Record("programma", "", {"nummer": nummer}))
    for soort, kanten in (("post", POSTKANTEN), ("reserve", RESERVEKANTEN)):
        for n in range(rng.choice([0, 1, 4])):
            record = Record(soort, f"s{n}", {"naam": "N"})
            if soort == "post":
                record.waarden["beleidsterrein"] = rng.choice(["A", "B", "weg", ""])
            for kant in kanten:
                for key in rng.sample(SLEUTELS, rng.randrange(len(SLEUTELS))):
                    record.waarden[f"{kant}.{key}"] = rng.choice([*BEDRAGEN, rng.randrange(10**12)])
            put(bestand, record)
    return bestand


def besluit_of(rng: random.Random, n: int) -> Bestand:
    bestand = Bestand(f"wijzigingen/{n}.toml", "wijziging")
    status = rng.choice(["voorstel", "ontwerp", "vastgesteld"])
    telt_mee = rng.choice(["begroting", "wijziging", "niet"])
    put(bestand, Record("wijziging", "", {"status": status, "telt_mee": telt_mee}))
    for m in range(rng.choice([1, 3])):
        mutatie = Record("mutatie", f"m{m}", {"programma": rng.choice([1, 2, 9])})
        soort, kanten = rng.choice([("post", POSTKANTEN), ("reserve", RESERVEKANTEN)])
        mutatie.waarden[soort] = rng.choice(["s0", "s1", "weg"])
        for kant in kanten:
            for jaar in rng.sample(range(T - 2, T + 3), 2):
                mutatie.waarden[f"{kant}.{jaar}"] = rng.choice([*BEDRAGEN, -5])
        put(bestand, mutatie)
    return bestand


def put(bestand: Bestand, record: Record) -> None:
    bestand.records[record.soort, record.sleutel] = record


def leaves(dossier: Dossier) -> Iterator[tuple[str, Record, str, str, int]]:
    """Yield file, table, side, column and cents of everything that counts, in plain Python."""
    for bestand in dossier.programmas:
        for record in (*bestand.van("post"), *bestand.van("reserve")):
            for pad, cents in record.waarden.items():
                kant, _, kolom = pad.partition(".")
                if kolom and isinstance(cents, int):
                    yield bestand.naam, record, kant, kolom, cents
        for besluit in dossier.bestanden.values():
            for mutatie in besluit.van("mutatie"):
                yield from mutated(besluit, mutatie, bestand)


def mutated(besluit: Bestand, mutatie: Record, programma: Bestand) -> Iterator[tuple[str, Record, str, str, int]]:
    kop = besluit.records["wijziging", ""]
    for pad, cents in mutatie.waarden.items():
        kant, _, jaar = pad.partition(".")
        soort = "post" if kant in POSTKANTEN else "reserve"
        record = programma.record(soort, mutatie.tekst(soort))
        if not jaar or record is None or mutatie.geheel("programma") != programma.nummer:
            continue
        status, telt_mee = kop.tekst("status"), kop.tekst("telt_mee")
        if telt_mee == "begroting" and status != "voorstel" and int(jaar) >= T:
            yield programma.naam, record, kant, f"begroting.{jaar}", int(str(cents))
        elif (
            status == "vastgesteld"
            and telt_mee != "niet"
            and (int(jaar) < T or (telt_mee, int(jaar)) == ("wijziging", T))
        ):
            yield programma.naam, record, kant, f"wijziging.{jaar}", int(str(cents))


def expected(dossier: Dossier) -> Counter[Som]:
    sums: Counter[Som] = Counter()
    for naam, record, kant, kolom, cents in leaves(dossier):
        if kolom not in KOLOMMEN:
            continue
        scope = record.key.scope
        whole = RESERVES if record.soort == "reserve" else PROGRAMMA
        above = Scope("beleidsterrein", record.tekst("beleidsterrein")) if record.soort == "post" else scope
        for each in {scope, above, whole}:
            sums[naam, each, kant, kolom] += cents
    return sums


def shown(dossier: Dossier, totalen: Totalen, keys: Counter[Som]) -> dict[Som, int]:
    """Return what the totals say, also of what has no amounts."""
    every: set[Som] = set(keys)
    for bestand in dossier.programmas:
        terreinen = [Scope("beleidsterrein", sleutel) for sleutel in ("A", "weg")]
        scopes = [PROGRAMMA, RESERVES, *terreinen, *(record.key.scope for record in bestand.records.values())]
        kanten = (*POSTKANTEN, *RESERVEKANTEN)
        every |= {(bestand.naam, scope, kant, kolom) for scope in scopes for kant in kanten for kolom in KOLOMMEN}
    return {key: totalen[key[0]].bedrag(*key[1:]) for key in every}


def agree(dossier: Dossier, totalen: Totalen) -> None:
    sums = expected(dossier)
    for key, cents in shown(dossier, totalen, sums).items():
        assert cents == sums[key], key
    for scope in (PROGRAMMA, RESERVES):
        for kant in (*POSTKANTEN, *RESERVEKANTEN):
            for kolom in KOLOMMEN:
                together = sum(sums[b.naam, scope, kant, kolom] for b in dossier.programmas)
                assert totalen.dossier(scope, kant, kolom) == together


@given(st.integers(0, 2**32))
def test_every_total_equals_the_sum_in_plain_python(seed: int) -> None:
    dossier = make(seed)
    agree(dossier, Totalen(dossier, KOLOMMEN))


@given(st.integers(0, 2**32))
def test_totals_after_edits_equal_those_computed_anew(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    dossier = make(seed)
    totalen = Totalen(dossier, KOLOMMEN)
    cells = [
        (b.naam, t, f"{kant}.{key}")
        for b in dossier.programmas
        for t in (*b.van("post"), *b.van("reserve"))
        for kant in (POSTKANTEN if t.soort == "post" else RESERVEKANTEN)
        for key in SLEUTELS
    ]
    for naam, record, pad in rng.choices(cells, k=12) if cells else ():
        oud = record.waarden.get(pad)
        edit = SetValue(Adres(naam, record.soort, record.sleutel, pad), oud, rng.choice([None, *BEDRAGEN]))
        if edit.oud != edit.nieuw:
            edit.apply(dossier)
            totalen.set(edit.adres, _cents(edit.oud), _cents(edit.nieuw))
            if rng.random() < 0.3:
                agree(dossier, totalen)
    agree(dossier, totalen)


def _cents(waarde: Waarde | None) -> int:
    return waarde if isinstance(waarde, int) else 0


@pytest.mark.parametrize("sign", [1, -1])
def test_sums_beyond_what_sixty_four_bits_hold_stay_exact(sign: int) -> None:
    bestand = Bestand("p", "programma")
    put(bestand, Record("programma", "", {"nummer": 1}))
    for n in range(9300):
        put(bestand, Record("post", str(n), {"beleidsterrein": "A", "lasten.begroting.2026": sign * MAX_CENTS}))
    totalen = Totalen(Dossier({"p": bestand}), KOLOMMEN)
    assert 9300 * MAX_CENTS > 2**63
    assert totalen["p"].bedrag(Scope("beleidsterrein", "A"), "lasten", "begroting.2026") == sign * 9300 * MAX_CENTS
    assert totalen.dossier(PROGRAMMA, "lasten", "begroting.2026") == sign * 9300 * MAX_CENTS


def test_mutations_on_one_post_beyond_sixty_four_bits_stay_exact() -> None:
    dossier = make(0)
    besluit = Bestand("wijzigingen/veel.toml", "wijziging")
    put(besluit, Record("wijziging", "", {"status": "ontwerp"}))
    for n in range(9300):
        put(besluit, Record("mutatie", str(n), {"programma": 1, "post": "x", "lasten.2026": MAX_CENTS}))
    dossier.bestanden = {
        b.naam: b for b in [*dossier.bestanden.values(), besluit] if b.soort != "wijziging" or b is besluit
    }
    programma = dossier.programmas[0]
    put(programma, Record("post", "x", {"beleidsterrein": "nieuw"}))
    totalen = Totalen(dossier, KOLOMMEN)
    assert (
        totalen[programma.naam].bedrag(Scope("beleidsterrein", "nieuw"), "lasten", "begroting.2026") == 9300 * MAX_CENTS
    )


def test_an_empty_programma_has_totals_of_zero() -> None:
    totalen = Totalen(Dossier({"p": Bestand("p", "programma")}), KOLOMMEN)
    assert totalen["p"].bedrag(PROGRAMMA, "lasten", "begroting.2026") == 0
    assert totalen.dossier(RESERVES, "toevoeging", "begroting.2026") == 0
    assert Totalen(Dossier(), KOLOMMEN).dossier(PROGRAMMA, "lasten", "begroting.2026") == 0


def test_the_parts_of_a_post_are_its_own_amount_and_its_mutations() -> None:
    programma = Bestand("p", "programma")
    put(programma, Record("programma", "", {"nummer": 1}))
    put(programma, Record("post", "x", {"beleidsterrein": "A", "lasten.begroting.2026": 100}))
    besluit = Bestand("w", "wijziging")
    put(besluit, Record("wijziging", "", {"status": "ontwerp", "telt_mee": "begroting"}))
    put(besluit, Record("mutatie", "m", {"programma": 1, "post": "x", "lasten.2026": 7}))
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": T})})
    deel = Totalen(Dossier({BEGROTING: kop, "p": programma, "w": besluit}), KOLOMMEN)["p"]
    parts = [Scope("post", "x", bron=bron) for bron in ("", "raming", "mutaties")]
    assert [deel.bedrag(part, "lasten", "begroting.2026") for part in parts] == [107, 100, 7]
    assert list(deel.bronnen(RecordKey("post", "x"))) == ["mutaties"]
    assert list(deel.bronnen(RecordKey("post", "y"))) == []


def charged(**investering: str | int) -> Dossier:
    """Return a dossier of one post of 100 cents that a mutation adds 7 to, and an investment of 1,000 cents on it."""
    programma = Bestand("p", "programma")
    put(programma, Record("programma", "", {"nummer": 1}))
    put(programma, Record("post", "x", {"beleidsterrein": "A", "lasten.begroting.2026": 100}))
    values: dict[str, str | int] = {"post": "x", "uitgaven.2025": 1000, "termijn": 10, "gereed": 2025}
    put(programma, Record("investering", "i", {**values, **investering}))
    besluit = Bestand("w", "wijziging")
    put(besluit, Record("wijziging", "", {"status": "ontwerp"}))
    put(besluit, Record("mutatie", "m", {"programma": 1, "post": "x", "lasten.2026": 7}))
    kop = Bestand(BEGROTING, "begroting", {("", ""): Record("", "", {"jaar": T})})
    return Dossier({BEGROTING: kop, "p": programma, "w": besluit})


def test_capital_charges_are_a_part_of_their_post_and_of_every_sum_above_it() -> None:
    totalen = Totalen(charged(), KOLOMMEN)
    deel = totalen["p"]
    parts = [Scope("post", "x", bron=bron) for bron in ("", "raming", "mutaties", "kapitaallasten", "verdeling")]
    assert [deel.bedrag(part, "lasten", "begroting.2026") for part in parts] == [207, 100, 7, 100, 0]
    assert [deel.bedrag(part, "lasten", "begroting.2027") for part in parts] == [100, 0, 0, 100, 0]
    assert [deel.bedrag(part, "lasten", "begroting.2025") for part in parts] == [0] * 5
    assert list(deel.bronnen(RecordKey("post", "x"))) == ["mutaties", "kapitaallasten"]
    for scope in (Scope("beleidsterrein", "A"), PROGRAMMA):
        assert deel.bedrag(scope, "lasten", "begroting.2026") == 207
        assert deel.bedrag(scope, "baten", "begroting.2026") == 0
    assert totalen.dossier(PROGRAMMA, "lasten", "begroting.2027") == 100
    totalen.set(Adres("p", "post", "x", "lasten.begroting.2026"), 100, 150)
    assert deel.bedrag(PROGRAMMA, "lasten", "begroting.2026") == 257


@pytest.mark.parametrize("investering", [{"post": ""}, {"post": "weg"}, {"termijn": 0}, {"gereed": 2030}])
def test_charges_that_land_nowhere_or_in_no_column_add_nothing(investering: dict[str, str | int]) -> None:
    deel = Totalen(charged(**investering), KOLOMMEN)["p"]
    assert list(deel.bronnen(RecordKey("post", "x"))) == ["mutaties"]
    assert deel.bedrag(Scope("beleidsterrein", "A"), "lasten", "begroting.2026") == 107
    assert deel.bedrag(PROGRAMMA, "lasten", "begroting.2027") == 0
