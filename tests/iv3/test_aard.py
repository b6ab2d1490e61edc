"""Cost allocation in Iv3: what is handed out keeps its category, and no category grows by it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.checks.iv3 import refusals
from budgetdesk.engine.codelijst import codelijst
from budgetdesk.engine.totalen import Totalen
from budgetdesk.iv3.controls import Gebrek
from budgetdesk.iv3.matrix import Boeking, boekingen, matrix
from budgetdesk.model.dossier import Dossier, Record, Waarde
from tests.proef import van_tabellen

T: Final = "begroting.2026"

ICT: Final = Record("kostenplaats", "ict", {"naam": "ICT", "programma": 1, "post": "ict", "verdeelsleutel": "procent"})


def post(sleutel: str, taakveld: str, categorie: str, lasten: int = 0) -> Record:
    waarden: dict[str, Waarde] = {"naam": sleutel, "beleidsterrein": "A", "taakveld": taakveld}
    waarden |= {"categorie.lasten": categorie} if categorie else {}
    return Record("post", sleutel, waarden | ({f"lasten.{T}": lasten} if lasten else {}))


def share(plaats: str, naar: str, aandeel: int) -> Record:
    waarden: dict[str, Waarde] = {"kostenplaats": plaats, "programma": 1, "post": naar, "aandeel": Decimal(aandeel)}
    return Record("verdeling", f"{plaats}-{naar}", waarden)


def booked(inhoud: Dossier) -> list[Boeking]:
    return boekingen(inhoud, Totalen(inhoud, [T]), [(T, 1)])


def lasten(inhoud: Dossier) -> dict[tuple[str, str], int]:
    """Return the euros of the lasten by taakveld and category, but for the result."""
    return {cel[1:]: euros for cel, euros in matrix(booked(inhoud)).items() if cel[0] == "lasten" and cel[1] != "0.11"}


def sums(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the sum of each name, but for those of zero."""
    found: Counter[str] = Counter()
    for naam, cents in amounts:
        found[naam] += cents
    return {naam: cents for naam, cents in found.items() if cents}


def per_categorie(inhoud: Dossier) -> dict[str, int]:
    return sums((boeking.categorie, boeking.cents) for boeking in booked(inhoud))


def test_what_is_handed_out_is_lasten_of_its_own_category_where_it_lands() -> None:
    """ICT, 1,000 euro salaries, goes for 30 % to roads and for 70 % to parks; roads spend 200 on goods themselves."""
    inhoud = van_tabellen(
        [post("ict", "0.4", "1.1", 100000), post("wegen", "2.1", "3.8", 20000), post("groen", "5.7", "3.8")],
        begroting=[ICT, share("ict", "wegen", 30), share("ict", "groen", 70)],
    )
    assert lasten(inhoud) == {("2.1", "1.1"): 300, ("2.1", "3.8"): 200, ("5.7", "1.1"): 700}


def test_charges_that_are_handed_out_stay_depreciation_and_interest() -> None:
    """Salaries 1,000; an asset of 1,000 over ten years at 2 %: depreciation 100, interest 20; all to one post."""
    activum = Record(
        "activum", "a", {"naam": "A", "boekwaarde.2026": 100000, "termijn": 10, "methode": "lineair", "post": "ict"}
    )
    rente = Record("parameters", "", {"omslagrente": Decimal("0.02")})
    inhoud = van_tabellen(
        [post("ict", "0.4", "1.1", 100000), post("wegen", "2.1", "3.8"), activum],
        begroting=[rente, ICT, share("ict", "wegen", 100)],
    )
    assert lasten(inhoud) == {("2.1", "1.1"): 1000, ("2.1", "7.3"): 100, ("2.1", "7.4"): 20}


def test_what_is_received_goes_on_with_the_category_it_came_with() -> None:
    """Housing, 400 of goods, goes to ICT, 600 of salaries, and that for a quarter to roads, the rest to parks."""
    huis = Record("kostenplaats", "huis", {"naam": "Huis", "programma": 1, "post": "huis", "verdeelsleutel": "procent"})
    inhoud = van_tabellen(
        [
            post("ict", "0.4", "1.1", 60000),
            post("huis", "0.4", "3.8", 40000),
            post("wegen", "2.1", "3.8"),
            post("groen", "5.7", "3.8"),
        ],
        begroting=[ICT, huis, share("huis", "ict", 100), share("ict", "wegen", 25), share("ict", "groen", 75)],
    )
    assert lasten(inhoud) == {("2.1", "1.1"): 150, ("2.1", "3.8"): 100, ("5.7", "1.1"): 450, ("5.7", "3.8"): 300}


def test_an_amount_that_a_kostenplaats_names_is_of_the_category_of_its_post() -> None:
    plaats = Record("kostenplaats", "ict", {**ICT.waarden, "lasten.2026": 30000})
    inhoud = van_tabellen(
        [post("ict", "0.4", "1.1", 100000), post("wegen", "2.1", "3.8")], begroting=[plaats, share("ict", "wegen", 100)]
    )
    assert lasten(inhoud) == {("0.4", "1.1"): 700, ("2.1", "1.1"): 300}


def test_a_taakveld_that_is_closed_to_the_category_is_a_refusal_that_names_both_posts() -> None:
    """Salaries cannot stand on VpB (0.9)."""
    inhoud = van_tabellen(
        [post("ict", "0.4", "1.1", 100000), post("vpb", "0.9", "2.1")], begroting=[ICT, share("ict", "vpb", 100)]
    )
    lijst = codelijst(2026)
    assert lijst
    amounts = booked(inhoud)
    bezwaar = lijst.bezwaar("lasten", "0.9", "1.1")
    assert bezwaar
    gebrek = Gebrek(bezwaar.code, "data.lasten", bezwaar.tekst, ("lasten", "0.9", "1.1"), bezwaar.veld)
    (melding,) = refusals(amounts, [gebrek])
    assert (melding.code, str(melding.adres)) == ("BD452", "post.ict.categorie.lasten")
    assert melding.tekst.startswith("lasten van `vpb` uit `ict`, € 1.000: lasten van categorie 1.1 kunnen niet op")


def test_a_kostenplaats_without_a_category_is_told_at_its_own_post() -> None:
    inhoud = van_tabellen(
        [post("ict", "0.4", "", 100000), post("wegen", "2.1", "3.8")], begroting=[ICT, share("ict", "wegen", 100)]
    )
    (melding,) = refusals(booked(inhoud), [])
    assert (melding.code, str(melding.adres)) == ("BD455", "post.ict.categorie.lasten")
    assert melding.tekst == "lasten van `wegen` uit `ict`, € 1.000: geen categorie."


def random_allocation(rng: random.Random) -> Dossier:
    """Return posts with categories of their own that hand out to later ones, in percentages that add up."""
    posts = [
        post(
            f"p{n}",
            rng.choice(["0.4", "2.1", "5.7"]),
            rng.choice(["1.1", "3.8", "4.2"]),
            rng.randrange(-(10**4), 10**7),
        )
        for n in range(6)
    ]
    activum = Record(
        "activum",
        "a",
        {"naam": "A", "boekwaarde.2026": rng.randrange(10**7), "termijn": 7, "post": f"p{rng.randrange(6)}"},
    )
    tables: list[Record] = [Record("parameters", "", {"omslagrente": Decimal("0.013")})]
    for n in range(rng.randrange(1, 4)):
        receivers = rng.sample(range(n + 1, 6), rng.randrange(1, 6 - n))
        plaats: dict[str, Waarde] = {"naam": f"K{n}", "programma": 1, "post": f"p{n}", "verdeelsleutel": "uren"}
        named: dict[str, Waarde] = {"lasten.2026": rng.randrange(10**6)} if rng.random() < 0.3 else {}
        tables.append(Record("kostenplaats", f"k{n}", {**plaats, **named}))
        tables += [share(f"k{n}", f"p{r}", rng.randrange(1, 50)) for r in receivers]
    return van_tabellen([*posts, activum], begroting=tables)


@pytest.mark.lang
@given(st.integers(0, 2**32))
def test_no_category_grows_by_the_allocation_and_every_post_keeps_its_total(seed: int) -> None:
    inhoud = random_allocation(random.Random(seed))  # noqa: S311
    without = van_tabellen(
        list(inhoud.programmas[0].records.values()),
        begroting=[Record("parameters", "", {"omslagrente": Decimal("0.013")})],
    )
    assert per_categorie(inhoud) == per_categorie(without)
    totalen = Totalen(inhoud, [T])[inhoud.programmas[0].naam]
    told = (
        (post.tekst("taakveld"), totalen.bedrag(post.key.scope, "lasten", T))
        for post in inhoud.programmas[0].van("post")
    )
    assert sums((boeking.taakveld, boeking.cents) for boeking in booked(inhoud)) == sums(told)
