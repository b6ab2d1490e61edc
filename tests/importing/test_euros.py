"""Exact amounts from print: what comes out prints as it was printed and adds up, and what cannot be right is named."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.errors import LimitExceeded
from budgetdesk.importing.euros import Herleiding, Tegenspraak, herleid
from budgetdesk.importing.identiteit import Identiteit, Plaats
from tests.importing.gedrukt import Tabel, tabellen

TABELLEN = tabellen()


def afgedrukt(cents: int, eenheid: int) -> int:
    """Return what an amount prints as, half away from zero, by other means than the application's."""
    return int((Decimal(cents) / 100 / eenheid).quantize(Decimal(1), ROUND_HALF_UP))


def som(cel: Plaats, *delen: Plaats) -> Identiteit:
    return Identiteit(cel, tuple((deel, 1) for deel in delen))


def assert_klopt(found: Herleiding, gedrukt: Mapping[Plaats, int], sommen: Sequence[Identiteit], eenheid: int) -> None:
    """Every cell of which there is an amount prints as it was printed, and every identity holds to the cent."""
    amounts = found.cents
    assert {cel: afgedrukt(amounts[cel], eenheid) for cel in gedrukt if cel in amounts} == {
        cel: units for cel, units in gedrukt.items() if cel in amounts
    }
    for one in sommen:
        if one.cel in amounts:
            assert amounts[one.cel] == sum(sign * amounts[deel] for deel, sign in one.delen)


def assert_komt_uit(gedrukt: Mapping[Plaats, int], sommen: Sequence[Identiteit], eenheid: int) -> None:
    found = herleid("tabel", gedrukt, sommen, eenheid)
    assert found.tegenspraken == ()
    assert gedrukt.keys() <= found.cents.keys()
    assert_klopt(found, gedrukt, sommen, eenheid)


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda tabel: tabel.naam)
def test_a_published_table_comes_out_to_the_last_cell_but_for_its_misprints(tabel: Tabel) -> None:
    found = herleid(tabel.naam, tabel.gedrukt, tabel.identiteiten, tabel.eenheid)
    assert_klopt(found, tabel.gedrukt, tabel.identiteiten, tabel.eenheid)
    if not tabel.fout:
        assert found.tegenspraken == ()
        assert found.cents.keys() == tabel.gedrukt.keys()
    told = {one.cel: one.past for wrong in found.tegenspraken for one in wrong.verdachten}
    assert tabel.fout.items() <= told.items()


def test_in_published_tables_more_than_a_fifth_of_the_sums_is_not_the_sum_of_the_printed_parts() -> None:
    off = [
        tabel.gedrukt[one.cel] != sum(sign * tabel.gedrukt[deel] for deel, sign in one.delen)
        for tabel in TABELLEN
        for one in tabel.identiteiten
    ]
    assert (len(TABELLEN), len(off), sum(off)) == (23, 1099, 248)


@st.composite
def begrotingen(draw: st.DrawFn) -> tuple[dict[Plaats, int], list[Identiteit], int]:
    """Draw a programme budget in cents: posts, beleidsterreinen, programmas, total by lasten, baten and saldo a year.

    In a table in thousands or millions the amounts are whole euros.
    """
    eenheid = draw(st.sampled_from([1, 1000, 1000, 1_000_000]))
    grain = 1 if eenheid == 1 else 100
    amounts = st.integers(-3 * eenheid * 100 // grain, 9 * eenheid * 100 // grain)
    cents: dict[Plaats, int] = {}
    sums: list[Identiteit] = []
    years = draw(st.integers(1, 3))

    def row(delen: Sequence[int] = ()) -> int:
        rij = 1 + max((r for r, _ in cents), default=0)
        for lasten in range(1, 3 * years, 3):
            for kolom in (lasten, lasten + 1):
                parts = [(deel, kolom) for deel in delen]
                cents[rij, kolom] = sum(cents[deel] for deel in parts) if parts else grain * draw(amounts)
                sums.extend([som((rij, kolom), *parts)] if parts else [])
            cents[rij, lasten + 2] = cents[rij, lasten] - cents[rij, lasten + 1]
            sums.append(Identiteit((rij, lasten + 2), (((rij, lasten), 1), ((rij, lasten + 1), -1))))
            sums.extend([som((rij, lasten + 2), *((deel, lasten + 2) for deel in delen))] if delen else [])
        return rij

    def terrein() -> int:
        return row([row() for _ in range(draw(st.integers(1, 4)))])

    row([row([terrein() for _ in range(draw(st.integers(1, 3)))]) for _ in range(draw(st.integers(1, 3)))])
    return cents, sums, eenheid


@given(begrotingen(), st.data())
def test_what_was_printed_from_real_amounts_comes_out_whatever_was_not_printed(
    begroting: tuple[dict[Plaats, int], list[Identiteit], int], data: st.DataObject
) -> None:
    cents, sums, eenheid = begroting
    hidden = data.draw(st.sets(st.sampled_from(sorted(cents)), max_size=len(cents) // 3))
    gedrukt = {cel: afgedrukt(amount, eenheid) for cel, amount in cents.items() if cel not in hidden}
    found = herleid("tabel", gedrukt, sums, eenheid)
    assert found.tegenspraken == ()
    assert found.cents.keys() == cents.keys()
    assert eenheid == 1 or all(amount % 100 == 0 for amount in found.cents.values())
    assert_klopt(found, gedrukt, sums, eenheid)


def fouten(seed: int) -> Iterator[tuple[Tabel, Plaats, int]]:
    """Yield typing errors in published tables: a table, a cell, and what is typed there instead.

    An error that no identity shows by itself, even with every cell of it anywhere within its rounding, is none: digits
    that are alike, or a nought taken away. The interval is computed here, not by what is tested.
    """
    draw = random.Random(seed)  # noqa: S311 -- reproducible, nothing secret
    tables = [tabel for tabel in TABELLEN if tabel.eenheid == 1000 and not tabel.fout]
    while True:
        tabel = draw.choice(tables)
        cel = draw.choice(sorted(tabel.gedrukt))
        typed = vertypt(draw, tabel.gedrukt[cel])
        wrong = {**tabel.gedrukt, cel: typed}
        if any(mislukt(wrong, one) for one in tabel.identiteiten):
            yield tabel, cel, typed


def vertypt(draw: random.Random, units: int) -> int:
    kind = draw.choice(["cijfers", "tien", "teken", "naast"])
    if kind == "cijfers":
        digits = list(str(abs(units)).rjust(2, "0"))
        at = draw.randrange(len(digits) - 1)
        digits[at : at + 2] = digits[at + 1], digits[at]
        return int("".join(digits)) * (-1 if units < 0 else 1)
    if kind == "naast":
        return units + draw.choice([-1, 1]) * draw.randint(4, 60)
    return {"tien": 10, "teken": -1}[kind] * units


def mislukt(gedrukt: Mapping[Plaats, int], one: Identiteit) -> bool:
    """Tell whether an identity of a table in thousands fails whatever its printed cells were rounded from."""
    ranges = [
        (1000 * units - (500 if units > 0 else 499), 1000 * units + (500 if units < 0 else 499))
        for units in (gedrukt[cel] * sign for cel, sign in ((one.cel, -1), *one.delen))
    ]
    return sum(low for low, _ in ranges) > 0 or sum(high for _, high in ranges) < 0


@pytest.mark.parametrize(
    ("seed", "aantal"), [(1, 15), pytest.param(2, 200, marks=pytest.mark.lang)], ids=["steekproef", "alle"]
)
def test_a_typing_error_is_always_seen_and_the_cell_is_always_among_the_suspects(seed: int, aantal: int) -> None:
    for _, (tabel, cel, typed) in zip(range(aantal), fouten(seed), strict=False):
        gedrukt = {**tabel.gedrukt, cel: typed}
        found = herleid(tabel.naam, gedrukt, tabel.identiteiten, tabel.eenheid)
        (wrong,) = found.tegenspraken
        assert wrong.bewezen
        (told,) = [one for one in wrong.verdachten if one.cel == cel]
        assert (told.staat, cel in wrong.cellen) == (typed, True)
        # each suspect is one: with what fits in its place the whole table comes out
        for one in wrong.verdachten:
            again = herleid(tabel.naam, {**gedrukt, one.cel: one.past}, tabel.identiteiten, tabel.eenheid)
            assert again.tegenspraken == ()


def test_two_errors_that_share_no_sum_are_told_apart_each_with_its_own_suspects() -> None:
    gedrukt = {
        (1, 1): 10,
        (2, 1): 20,
        (3, 1): 300,
        (1, 2): 5,
        (2, 2): 6,
        (3, 2): 111,
        (1, 3): 15,
        (2, 3): 26,
        (3, 3): 41,
    }
    sums = [som((3, k), (1, k), (2, k)) for k in (1, 2, 3)] + [som((r, 3), (r, 1), (r, 2)) for r in (1, 2)]
    found = herleid("tabel", gedrukt, sums, 1000)
    told = [{one.cel: one.past for one in wrong.verdachten} for wrong in found.tegenspraken]
    assert [one[cel] for one, cel in zip(told, [(3, 1), (3, 2)], strict=True)] == [30, 11]
    assert found.cents == {}


def test_a_contradiction_that_no_identity_shows_by_itself_is_proven_all_the_same() -> None:
    gedrukt = {(1, 1): 1, (2, 1): 1, (3, 1): 3, (4, 1): 1, (5, 1): 1, (6, 1): 3, (7, 1): 7}
    sums = [som((3, 1), (1, 1), (2, 1)), som((6, 1), (4, 1), (5, 1)), som((7, 1), (3, 1), (6, 1))]
    assert not any(mislukt(gedrukt, one) for one in sums)
    (wrong,) = herleid("tabel", gedrukt, sums, 1000).tegenspraken
    assert (wrong.bewezen, [(one.cel, one.staat, one.past) for one in wrong.verdachten]) == (True, [((7, 1), 7, 5)])


def test_only_the_part_of_a_table_that_contradicts_itself_has_no_amounts() -> None:
    gedrukt = {(1, 1): 10, (2, 1): 20, (3, 1): 99, (1, 2): 10, (2, 2): 20, (3, 2): 31, (9, 9): 7}
    found = herleid("tabel", gedrukt, [som((3, k), (1, k), (2, k)) for k in (1, 2)], 1000)
    assert sorted(found.cents) == [(1, 2), (2, 2), (3, 2), (9, 9)]
    assert found.cents[9, 9] == 700_000
    assert [wrong.cellen for wrong in found.tegenspraken] == [((1, 1), (2, 1), (3, 1))]


def test_amounts_are_as_round_as_print_allows() -> None:
    found = herleid("tabel", {(1, 1): 10, (2, 1): 20, (3, 1): 31}, [som((3, 1), (1, 1), (2, 1))], 1000)
    # neither 10.499 and 20.000 nor 10.000 and 20.499 print 31 together
    assert (found.niet_rond, found.cents[1, 1], found.cents[2, 1]) == (2, 1_025_000, 2_025_000)
    round_ = herleid("tabel", {(1, 1): 10, (2, 1): 20, (3, 1): 30}, [som((3, 1), (1, 1), (2, 1))], 1000)
    assert (round_.niet_rond, round_.cents) == (0, {(1, 1): 1_000_000, (2, 1): 2_000_000, (3, 1): 3_000_000})


def test_what_is_printed_as_nought_is_nought_unless_it_cannot_be() -> None:
    sums = [som((9, 1), (1, 1), (2, 1), (3, 1))]
    found = herleid("tabel", {(1, 1): 0, (2, 1): 20, (3, 1): 30, (9, 1): 51}, sums, 1000)
    assert (found.cents[1, 1], found.niet_rond) == (0, 2)
    forced = herleid("tabel", {(1, 1): 0, (2, 1): 20, (9, 1): 21}, [som((9, 1), (1, 1), (2, 1))], 1000)
    assert 0 < forced.cents[1, 1] < 50_000
    noughts: list[int] = []
    for tabel in TABELLEN:
        amounts = herleid(tabel.naam, tabel.gedrukt, tabel.identiteiten, tabel.eenheid).cents
        noughts += [amounts[cel] for cel, units in tabel.gedrukt.items() if units == 0]
    # the four are what is left of a reserve that is added to and taken from alike
    assert (len(noughts), sum(map(bool, noughts))) == (280, 4)


def test_a_cell_that_was_never_printed_is_what_is_left_of_its_sum() -> None:
    found = herleid("tabel", {(1, 1): 10, (3, 1): 35}, [som((3, 1), (1, 1), (2, 1))], 1000)
    assert found.cents[2, 1] == 2_500_000
    assert found.bladeren == ((1, 1), (2, 1))


@pytest.mark.parametrize(("a", "b", "c"), [(4, 4, 9), (-4, -4, -9), (0, 0, 0), (-1, 1, 1), (1, -1, -1)])
def test_half_is_away_from_zero_on_both_sides(a: int, b: int, c: int) -> None:
    gedrukt = {(1, 1): a, (2, 1): b, (3, 1): c}
    assert_komt_uit(gedrukt, [som((3, 1), (1, 1), (2, 1))], 1000)


@pytest.mark.parametrize("sign", [1, -1])
def test_two_that_print_nought_never_make_one_that_prints_more_than_a_unit(sign: int) -> None:
    gedrukt = {(1, 1): 0, (2, 1): 0, (3, 1): sign}
    assert herleid("tabel", gedrukt, [som((3, 1), (1, 1), (2, 1))], 1000).tegenspraken == ()
    (wrong,) = herleid("tabel", {**gedrukt, (3, 1): 2 * sign}, [som((3, 1), (1, 1), (2, 1))], 1000).tegenspraken
    assert isinstance(wrong, Tegenspraak)


def test_print_that_leaves_next_to_no_room_comes_out() -> None:
    delen = [(n, 1) for n in range(1, 11)]
    gedrukt = {**dict.fromkeys(delen, 1), (11, 1): 15}
    assert_komt_uit(gedrukt, [som((11, 1), *delen)], 1000)
    (wrong,) = herleid("tabel", {**gedrukt, (11, 1): 16}, [som((11, 1), *delen)], 1000).tegenspraken
    assert {one.cel: one.past for one in wrong.verdachten}[11, 1] == 10


@pytest.mark.parametrize("eenheid", [1, 1000])
def test_hundreds_of_amounts_that_are_all_off_alike_add_up(eenheid: int) -> None:
    delen = [(n, 1) for n in range(1, 601)]
    gedrukt = {**dict.fromkeys(delen, 3), (601, 1): 1890}
    assert_komt_uit(gedrukt, [som((601, 1), *delen)], eenheid)


def test_an_identity_that_follows_from_others_or_says_nothing_is_no_hindrance() -> None:
    gedrukt = {(1, 1): 10, (2, 1): 20, (3, 1): 30}
    sums = [som((3, 1), (1, 1), (2, 1)), som((3, 1), (2, 1), (1, 1)), som((1, 1), (1, 1))]
    assert herleid("tabel", gedrukt, sums, 1000).niet_rond == 0


def test_more_cells_that_hang_together_than_the_limit_are_refused_with_what_to_do() -> None:
    delen = [(n, 1) for n in range(2, 5002)]
    with pytest.raises(LimitExceeded, match=r"t\.csv: .* 5001 cellen hangen .* Lees haar in delen in\."):
        herleid("t.csv", dict.fromkeys(delen, 1), [som((1, 1), *delen)], 1000)


def test_sums_that_double_each_other_are_refused_before_they_fill_memory() -> None:
    sums = [som((n, 1), (n - 1, 1), (n - 2, 1)) for n in range(3, 200)]
    with pytest.raises(LimitExceeded, match="grijpen te vaak in elkaar"):
        herleid("t.csv", {(1, 1): 1, (2, 1): 1}, sums, 1000)
