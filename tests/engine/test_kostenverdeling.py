"""Cost allocation: cases computed by hand, and what holds for every kostenverdeelstaat.

The identity is that of BBV practice: what a kostenplaats charges adds up to its cost. Amounts in the cases
are in euros. T is 2026.
"""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import MAX_CENTS
from budgetdesk.engine.berekend import Berekend, berekend, verdeling
from budgetdesk.engine.kostenverdeling import (
    Kostenplaatsen,
    distribute,
    kostenverdeling,
    verdeeld,
    verdeelde_posten,
)
from budgetdesk.engine.totalen import PROGRAMMA, Totalen
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.scope import Scope
from tests.proef import van_tabellen

T = 2026
JAREN = range(T, T + 2)
P1, P2 = "programmas/01-p.toml", "programmas/02-p.toml"

Velden = dict[str, Waarde]


def make(*records: Record, posten: dict[str, Velden] | None = None, meer: tuple[Record, ...] = ()) -> Dossier:
    """Return a dossier with posts in programma 1 (`huis`, `ict`) and programma 2 (`zorg`, `werk`).

    `records` stand in begroting.toml, `meer` in programma 1; the lasten of `huis` are 1000 and 500.
    """
    rente = Record("parameters", "", {"omslagrente": Decimal("0.02")})
    amounts: dict[str, Velden] = {"huis": {"lasten.begroting.2026": 1000_00, "lasten.begroting.2027": 500_00}}
    amounts |= posten or {}
    eerste, tweede = (
        [Record("post", s, {"naam": s, **amounts.get(s, {})}) for s in sleutels]
        for sleutels in (("huis", "ict"), ("zorg", "werk"))
    )
    return van_tabellen([*eerste, *meer], tweede, begroting=[rente, *records], jaar=T)


def programma(naam: str, nummer: int, *records: Record) -> Bestand:
    bestand = Bestand(naam, "programma", {("programma", ""): Record("programma", "", {"nummer": nummer})})
    bestand.records |= {(t.soort, t.sleutel): t for t in records}
    return bestand


def plaats(sleutel: str, sleutelsoort: str = "fte", *, post: str = "", nummer: int = 1, **lasten: int) -> Record:
    """Return a kostenplaats on the post of its own name; `j2026` is what it hands out in 2026."""
    velden: Velden = {"naam": sleutel.upper(), "programma": nummer, "post": post or sleutel}
    amounts = {f"lasten.{jaar[1:]}": cents for jaar, cents in lasten.items()}
    return Record("kostenplaats", sleutel, {**velden, "verdeelsleutel": sleutelsoort, **amounts})


def deel(van: str, post: str, aandeel: str, *, nummer: int = 2) -> Record:
    velden: Velden = {"kostenplaats": van, "programma": nummer, "post": post, "aandeel": Decimal(aandeel)}
    return Record("verdeling", f"{van}-{nummer}-{post}", velden)


def lines(dossier: Dossier) -> list[str]:
    """Return post, year, euros and kostenplaats of all that changes, per file."""
    found = verdeeld(dossier, JAREN)
    return [f"{a.post} {a.jaar} {a.cents / 100:.2f} {a.naam}" for naam in sorted(found) for a in found[naam]]


TWEE_DERDE = (plaats("huis", "m2"), deel("huis", "zorg", "200"), deel("huis", "werk", "100"))
HUIS_PROCENT = (plaats("huis", "procent"), deel("huis", "zorg", "12.5"), deel("huis", "werk", "87.5"))
ICT = (plaats("ict"), deel("ict", "werk", "1"))
HUIS_AAN_ICT = (plaats("huis"), deel("huis", "ict", "1", nummer=1), deel("huis", "zorg", "3"))
DUIZEND: Velden = {"lasten.begroting.2026": 1000_00}
NEGATIEF: Velden = {"lasten.begroting.2026": -100_00}
HAL = Record("activum", "hal", {"boekwaarde.2026": 100_00, "termijn": 2, "post": "huis"})

CASES: dict[str, tuple[Dossier, list[str]]] = {
    # 1000 x 12.5 % = 125, 500 x 12.5 % = 62.50
    "percentages": (
        make(*HUIS_PROCENT),
        [
            *("huis 2026 -1000.00 HUIS", "huis 2027 -500.00 HUIS"),
            *("zorg 2026 125.00 HUIS", "werk 2026 875.00 HUIS", "zorg 2027 62.50 HUIS", "werk 2027 437.50 HUIS"),
        ],
    ),
    # 1000 x 2 / 3 = 666.666..., x 1 / 3 = 333.333...: the cent goes to the largest remainder; 333.33 and 166.67
    "gewichten": (
        make(*TWEE_DERDE),
        [
            *("huis 2026 -1000.00 HUIS", "huis 2027 -500.00 HUIS"),
            *("zorg 2026 666.67 HUIS", "werk 2026 333.33 HUIS", "zorg 2027 333.33 HUIS", "werk 2027 166.67 HUIS"),
        ],
    ),
    # a third each of 0.01: the first of equal remainders
    "een cent over drie": (
        make(
            *(plaats("huis"), deel("huis", "ict", "1", nummer=1), deel("huis", "zorg", "1"), deel("huis", "werk", "1")),
            posten={"huis": {"lasten.begroting.2026": 1}},
        ),
        ["huis 2026 -0.01 HUIS", "ict 2026 0.01 HUIS"],
    ),
    # 33.333333 + 33.333333 + 33.333334 = 100; 1000 x 0.33333333 = 333.33333, the largest remainder is the last
    "zes decimalen": (
        make(
            plaats("huis", "procent"),
            *(deel("huis", "ict", "33.333333", nummer=1), deel("huis", "zorg", "33.333333")),
            deel("huis", "werk", "33.333334"),
            posten={"huis": DUIZEND},
        ),
        ["huis 2026 -1000.00 HUIS", "ict 2026 333.33 HUIS", "zorg 2026 333.33 HUIS", "werk 2026 333.34 HUIS"],
    ),
    # 600 of the 1000 in 2026, nothing in 2027
    "een eigen bedrag": (
        make(plaats("huis", j2026=600_00), deel("huis", "zorg", "1"), deel("huis", "werk", "2")),
        ["huis 2026 -600.00 HUIS", "zorg 2026 200.00 HUIS", "werk 2026 400.00 HUIS"],
    ),
    # part of the post by one key, another part by another
    "twee kostenplaatsen op een post": (
        make(
            *(plaats("huis", j2026=600_00), deel("huis", "zorg", "1")),
            *(plaats("energie", "m2", post="huis", j2026=150_00), deel("energie", "werk", "40")),
        ),
        ["huis 2026 -600.00 HUIS", "huis 2026 -150.00 ENERGIE", "zorg 2026 600.00 HUIS", "werk 2026 150.00 ENERGIE"],
    ),
    # income booked as negative lasten: -100 x 1 / 3 = -33.33, the rest -66.67
    "negatieve lasten": (
        make(plaats("huis"), deel("huis", "zorg", "1"), deel("huis", "werk", "2"), posten={"huis": NEGATIEF}),
        ["huis 2026 100.00 HUIS", "zorg 2026 -33.33 HUIS", "werk 2026 -66.67 HUIS"],
    ),
    # 1000 / 4 = 250 to ICT, which hands out its own 40 with it; 500 / 4 = 125 in 2027
    "de een na de ander": (
        make(*HUIS_AAN_ICT, *ICT, posten={"ict": {"lasten.begroting.2026": 40_00}}),
        [
            *("huis 2026 -1000.00 HUIS", "ict 2026 250.00 HUIS", "huis 2027 -500.00 HUIS", "ict 2027 125.00 HUIS"),
            *("ict 2026 -290.00 ICT", "ict 2027 -125.00 ICT"),
            *("zorg 2026 750.00 HUIS", "zorg 2027 375.00 HUIS", "werk 2026 290.00 ICT", "werk 2027 125.00 ICT"),
        ],
    ),
    # 1000 / 4 = 250 to ICT, which keeps it: it hands out 40 and no more
    "een eigen bedrag na een ander": (
        make(*HUIS_AAN_ICT, plaats("ict", j2026=40_00), deel("ict", "werk", "1"), posten={"huis": DUIZEND}),
        [
            *("huis 2026 -1000.00 HUIS", "ict 2026 250.00 HUIS", "ict 2026 -40.00 ICT"),
            *("zorg 2026 750.00 HUIS", "werk 2026 40.00 ICT"),
        ],
    ),
    # 100 over 2 years with 2 % of 100 and of 50: 52 and 51
    "met kapitaallasten": (
        make(plaats("huis"), deel("huis", "zorg", "1"), meer=(HAL,)),
        ["huis 2026 -1052.00 HUIS", "huis 2027 -551.00 HUIS", "zorg 2026 1052.00 HUIS", "zorg 2027 551.00 HUIS"],
    ),
    "een aandeel van nul": (
        make(plaats("huis"), deel("huis", "zorg", "0"), deel("huis", "werk", "0.5"), posten={"huis": NEGATIEF}),
        ["huis 2026 100.00 HUIS", "werk 2026 -100.00 HUIS"],
    ),
}


@pytest.mark.parametrize(("dossier", "expected"), CASES.values(), ids=CASES)
def test_a_cost_is_divided_as_computed_by_hand(dossier: Dossier, expected: list[str]) -> None:
    assert lines(dossier) == expected


def test_the_order_of_the_tables_does_not_matter_to_what_posts_get() -> None:
    own: dict[str, Velden] = {"ict": {"lasten.begroting.2026": 40_00}}
    assert sorted(lines(make(*ICT, *HUIS_AAN_ICT, posten=own))) == sorted(lines(make(*HUIS_AAN_ICT, *ICT, posten=own)))


def test_mutations_that_count_in_the_begroting_are_handed_out() -> None:
    dossier = make(plaats("huis"), deel("huis", "zorg", "1"))
    besluit = Bestand("wijzigingen/1.toml", "wijziging")
    besluit.records["wijziging", ""] = Record("wijziging", "", {"status": "ontwerp"})
    besluit.records["mutatie", "m"] = Record("mutatie", "m", {"programma": 1, "post": "huis", "lasten.2026": 7_00})
    dossier.bestanden[besluit.naam] = besluit
    assert lines(dossier)[0] == "huis 2026 -1007.00 HUIS"
    besluit.records["wijziging", ""].waarden["status"] = "voorstel"
    assert lines(dossier)[0] == "huis 2026 -1000.00 HUIS"


def test_years_before_t_and_other_phases_stay_as_they_are() -> None:
    amounts: Velden = {"lasten.begroting.2025": 5, "lasten.rekening.2026": 5, "lasten.wijziging.2026": 5, "baten": 5}
    dossier = make(plaats("huis"), deel("huis", "zorg", "1"), posten={"huis": amounts})
    assert verdeeld(dossier, range(2024, 2030)) == {}


BROKEN: dict[str, tuple[Record, ...]] = {
    "post ontbreekt": (plaats("weg"), deel("weg", "zorg", "1")),
    "programma ontbreekt": (plaats("huis", nummer=9), deel("huis", "zorg", "1")),
    "ontvanger ontbreekt": (plaats("huis"), deel("huis", "zorg", "1"), deel("huis", "weg", "1")),
    "99,9 procent": (plaats("huis", "procent"), deel("huis", "zorg", "66.6"), deel("huis", "werk", "33.3")),
    "een miljoenste te weinig": (plaats("huis", "procent"), deel("huis", "zorg", "99.999999")),
    "negatief": (plaats("huis", "procent"), deel("huis", "zorg", "110"), deel("huis", "werk", "-10")),
    "zeven decimalen": (plaats("huis"), deel("huis", "zorg", "0.0000001"), deel("huis", "werk", "1")),
    "te groot": (plaats("huis"), deel("huis", "zorg", "1E+999")),
    "alles nul": (plaats("huis"), deel("huis", "zorg", "0")),
    "niemand": (plaats("huis"),),
    "aan zichzelf": (plaats("huis"), deel("huis", "huis", "1", nummer=1)),
    "een kring": (*HUIS_AAN_ICT, plaats("ict"), deel("ict", "huis", "1", nummer=1)),
    "alles en nog wat": (plaats("huis"), deel("huis", "zorg", "1"), plaats("a", post="huis"), deel("a", "zorg", "1")),
}


@pytest.mark.parametrize("records", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_hands_out_nothing_and_keeps_its_cost(records: tuple[Record, ...]) -> None:
    dossier = make(*records, posten={"ict": {"lasten.begroting.2026": 40_00}})
    assert verdeeld(dossier, JAREN) == {}
    assert not any(cents for v in kostenverdeling(dossier, JAREN) for cents in v.delen)


def test_others_go_on_beside_a_broken_one() -> None:
    dossier = make(*HUIS_AAN_ICT, plaats("ict"), posten={"huis": {"lasten.begroting.2026": 4_00}})
    assert lines(dossier) == ["huis 2026 -4.00 HUIS", "ict 2026 1.00 HUIS", "zorg 2026 3.00 HUIS"]
    states = [(v.plaats.sleutel, v.lasten, v.delen) for v in kostenverdeling(dossier, [T])]
    assert states == [("huis", 4_00, (1_00, 3_00)), ("ict", 1_00, ())]


def test_a_share_below_a_circle_is_handed_out_and_one_above_it_lands() -> None:
    own: dict[str, Velden] = {s: {"lasten.begroting.2026": 10_00} for s in ("huis", "ict", "werk", "zorg")}
    circle = (plaats("ict"), deel("ict", "werk", "1"), plaats("werk", nummer=2), deel("werk", "ict", "1", nummer=1))
    above = (plaats("huis"), deel("huis", "ict", "1", nummer=1))
    assert lines(make(*circle, *above, posten=own)) == ["huis 2026 -10.00 HUIS", "ict 2026 10.00 HUIS"]
    below = (deel("werk", "zorg", "1"), plaats("zorg", nummer=2), deel("zorg", "huis", "1", nummer=1))
    assert lines(make(*circle, *below, posten=own)) == ["huis 2026 10.00 ZORG", "zorg 2026 -10.00 ZORG"]


def test_the_way_round_a_circle_is_the_shortest() -> None:
    around = (*HUIS_AAN_ICT, *ICT, plaats("werk", nummer=2), deel("werk", "huis", "1", nummer=1))
    found = Kostenplaatsen(make(*around, deel("ict", "huis", "1", nummer=1)))
    assert [[p.sleutel for p in found.circle(plaats)] for plaats in found.plaatsen] == [
        ["ict", "huis"],
        ["huis", "ict"],
        ["huis", "ict", "werk"],
    ]


def test_of_a_number_that_stands_twice_the_first_file_is_meant() -> None:
    dossier = make(plaats("huis"), deel("huis", "zorg", "1"))
    dossier.bestanden["programmas/00-p.toml"] = programma("programmas/00-p.toml", 2, Record("post", "zorg", {}))
    assert sorted(verdeeld(dossier, JAREN)) == ["programmas/00-p.toml", P1]


def test_only_posts_that_hand_out_everything_change_others_when_they_are_edited() -> None:
    fixed = (plaats("ict", j2026=5), deel("ict", "zorg", "1"))
    assert verdeelde_posten(make(*HUIS_PROCENT, *fixed, plaats("weg"))) == {(P1, "huis")}
    assert verdeelde_posten(make()) == set()


def test_computed_amounts_of_both_sides_name_the_kostenplaats() -> None:
    dossier = make(plaats("huis"), deel("huis", "zorg", "1"), meer=(HAL,))
    own, other = (berekend(dossier, dossier.bestanden[naam]) for naam in (P1, P2))
    assert [item for item in own if item.kolom == "begroting.2026"] == [
        Berekend("kapitaallasten", ("post", "huis", "lasten"), "begroting.2026", 52_00, "hal", ("activum", "hal")),
        Berekend("verdeling", ("post", "huis", "lasten"), "begroting.2026", -1052_00, "HUIS", ("kostenplaats", "huis")),
    ]
    assert other[0] == Berekend(
        "verdeling", ("post", "zorg", "lasten"), "begroting.2026", 1052_00, "HUIS", ("kostenplaats", "huis")
    )
    assert berekend(dossier, dossier.bestanden[P2], verdeling(dossier)) == other


@pytest.mark.parametrize("dossier", [Dossier(), make()])
def test_without_a_kostenplaats_there_is_nothing(dossier: Dossier) -> None:
    assert kostenverdeling(dossier, JAREN) == []
    assert verdeeld(dossier, JAREN) == {}


# --- properties ----------------------------------------------------------------------------------

BEDRAGEN = st.integers(-MAX_CENTS, MAX_CENTS)
AANDELEN = st.lists(st.integers(0, 10**15), min_size=1, max_size=12).filter(any)


@given(BEDRAGEN, AANDELEN)
def test_parts_add_up_and_none_is_a_cent_from_its_exact_share(cents: int, aandelen: list[int]) -> None:
    parts = distribute(cents, aandelen)
    assert sum(parts) == cents
    total = sum(aandelen)
    assert all(abs(part * total - cents * aandeel) < total for part, aandeel in zip(parts, aandelen, strict=True))
    assert distribute(-cents, aandelen) == [-part for part in parts]


def willekeurig(seed: int) -> Dossier:
    """Return a dossier of which most kostenplaatsen are sound, some with amounts of their own."""
    rng = random.Random(seed)  # noqa: S311
    names = [(1, "huis"), (1, "ict"), (2, "zorg"), (2, "werk")]
    records: list[Record] = []
    for n, (nummer, post) in enumerate(rng.sample(names, rng.randint(1, 4))):
        lasten = rng.choice([{}, {}, {"j2026": rng.randrange(-(10**6), 10**6)}])
        records.append(plaats(f"k{n}", rng.choice(["fte", "uren", "procent"]), post=post, nummer=nummer, **lasten))
        for to_nummer, to_post in rng.sample(names, rng.randint(0, 3)):
            share = rng.choice(["1", "2.75", "50", "0", "33.333333"])
            records.append(deel(f"k{n}", to_post, share, nummer=to_nummer))
    rng.shuffle(records)
    amounts: dict[str, Velden] = {
        post: {f"lasten.begroting.{jaar}": rng.randrange(-(10**6), 10**9) for jaar in JAREN} for _, post in names
    }
    return make(*records, posten=amounts, meer=(HAL,))


@given(st.integers(0, 2**32))
def test_everything_allocated_is_zero_per_year_and_no_programma_sum_hides_it(seed: int) -> None:
    dossier = willekeurig(seed)
    per_year: Counter[int] = Counter()
    for delen in verdeeld(dossier, JAREN).values():
        for aandeel in delen:
            per_year[aandeel.jaar] += aandeel.cents
    assert not any(per_year.values())
    columns = [f"begroting.{jaar}" for jaar in JAREN]
    bare = make(meer=(HAL,))
    for naam in (P1, P2):
        bare.bestanden[naam] = dossier.bestanden[naam]
    with_, without = Totalen(dossier, columns), Totalen(bare, columns)
    for kolom in columns:
        assert with_.dossier(PROGRAMMA, "lasten", kolom) == without.dossier(PROGRAMMA, "lasten", kolom)


@given(st.integers(0, 2**32))
def test_a_sound_kostenplaats_hands_out_its_cost_and_leaves_a_whole_post_at_zero(seed: int) -> None:
    dossier = willekeurig(seed)
    kostenplaatsen = Kostenplaatsen(dossier)
    totalen = Totalen(dossier, [f"begroting.{jaar}" for jaar in JAREN])
    sound = {p.sleutel for p in kostenplaatsen.plaatsen if kostenplaatsen.is_sound(p)}
    for item in kostenverdeling(dossier, JAREN):
        assert sum(item.delen) == (item.lasten if item.plaats.sleutel in sound else 0)
        if item.plaats.sleutel in sound and item.plaats.is_alles and item.plaats.post:
            naam, post = item.plaats.post
            assert totalen[naam].bedrag(Scope("post", post), "lasten", f"begroting.{item.jaar}") == 0
