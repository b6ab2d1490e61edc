"""The cube against sums in plain Python: over any dimensions, before and after edits, small dossiers as large ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.engine import cube as engine
from budgetdesk.engine.cube import Cube
from budgetdesk.engine.dimensions import DIMENSIES, EIGEN
from budgetdesk.engine.facts import Members, Plaats, key_of
from budgetdesk.model.dossier import Dossier
from budgetdesk.storage.reader import read_dossier
from tests.engine.test_totalen import BEDRAGEN, make
from tests.proef import sampled

SAMPLES = sorted((Path(__file__).parents[2] / "sample_budgets").iterdir())
ALLE = (*DIMENSIES, *EIGEN)


def summed(cube: Cube, dims: Sequence[str]) -> dict[tuple[Members, str, str], int]:
    """Return the sums of the cube other than zero."""
    sums = cube.sums(*dims)
    found = ((members, kant, term, n) for members in sums.members() for (kant, term), n in sums.sides(members).items())
    return {(members, kant, term): cents for members, kant, term, cents in found if cents}


def added_up(cube: Cube, dims: Sequence[str]) -> dict[tuple[Members, str, str], int]:
    """Return the same, fact by fact."""
    sums: Counter[tuple[Members, str, str]] = Counter()
    for nummer, (bestand, record) in enumerate(zip(cube.records.bestanden, cube.records.numbered, strict=True)):
        labels = {dim: DIMENSIES[dim].label(bestand, record) for dim in dims if dim in DIMENSIES}
        for fact in cube.of(nummer):
            members = tuple(labels[dim] if dim in labels else getattr(fact, dim) for dim in dims)
            sums[members, fact.kant, fact.term] += fact.cents
    return {key: cents for key, cents in sums.items() if cents}


@pytest.fixture(scope="module", params=sampled(SAMPLES, 5), ids=lambda map_: map_.name)
def sample(request: pytest.FixtureRequest) -> Cube:
    return Cube(read_dossier(request.param).dossier)


@pytest.mark.parametrize("step", sampled([3, 1], 2))
def test_the_sums_over_a_dimension_are_those_of_its_facts(sample: Cube, step: int) -> None:
    for dim in ALLE[::step]:
        of_dimension(sample, dim)


def of_dimension(cube: Cube, dim: str) -> None:
    for dims in ((dim,), ("kind", dim) if dim != "kind" else ("kind", "aard")):
        assert summed(cube, dims) == added_up(cube, dims)


def made(dossier: Dossier, many: int) -> Cube:
    """Return the cube of a dossier that is large from so many amounts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "MANY", many)
        return Cube(dossier)


SIZES = st.sampled_from([0, engine.MANY])
"""From how many amounts a dossier is large: every one, and what people get."""


@given(st.integers(0, 2**32), SIZES)
def test_sums_stay_right_while_amounts_are_edited(seed: int, many: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    dossier = make(seed)
    cube = made(dossier, many)
    asked = [tuple(rng.sample(ALLE, rng.choice([1, 2, 3]))) for _ in range(3)]
    before, later = asked[:2], asked[2:]
    for dims in before:
        cube.sums(*dims)
    for plaats, pad in cells(rng, dossier):
        edit(cube, plaats, pad, rng.choice([None, *BEDRAGEN, 5]))
    for dims in (*before, *later):
        assert summed(cube, dims) == added_up(cube, dims) == summed(made(dossier, 0), dims)


@given(st.integers(0, 2**32), SIZES)
def test_the_largest_of_a_side_are_those_of_its_records_also_after_an_edit(seed: int, many: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    dossier = make(seed)
    cube, namen = made(dossier, many), [b.naam for b in dossier.programmas]
    termen = (("begroting.2026", 1), ("mjb.2027", -2))
    for plaats, pad in cells(rng, dossier)[: rng.choice([0, 3])]:
        edit(cube, plaats, pad, rng.choice([None, *BEDRAGEN, 5]))
    sides = {n: cube.sides(n) for n, record in enumerate(cube.records.numbered) if record.soort == "post"}
    sizes = {n: sum(of.get(("lasten", term), 0) * factor for term, factor in termen) for n, of in sides.items()}
    ranked = sorted((n for n in sizes if sizes[n]), key=lambda n: (-abs(sizes[n]), n))
    for count in (2, 99):
        assert cube.largest("post", "lasten", termen, count, namen) == (ranked[:count], len(ranked))


def cells(rng: random.Random, dossier: Dossier) -> list[tuple[Plaats, str]]:
    keys = {"post": ("lasten", "baten"), "reserve": ("toevoeging", "onttrekking")}
    every = [
        (Plaats(b.naam, t.soort, t.sleutel), f"{head}{kant}.{rest}")
        for b in dossier.programmas
        for t in b.records.values()
        for kant in keys.get(t.soort, ())
        for head, rest in (("", "begroting.2026"), ("", "mjb.2027"), ("incidenteel.", "2026"))
        if not head or t.soort == "post"
    ]
    return rng.choices(every, k=8) if every else []


def edit(cube: Cube, plaats: Plaats, pad: str, nieuw: int | None) -> None:
    """Change a stored amount, in the dossier and in the cube."""
    record = cube.dossier.bestanden[plaats.bestand].record(plaats.soort, plaats.sleutel)
    assert record is not None
    assert key_of(plaats.soort, pad) is not None
    oud = record.waarden.pop(pad, None)
    if nieuw is not None:
        record.waarden[pad] = nieuw
    cube.set(plaats, pad, oud if isinstance(oud, int) else 0, nieuw or 0)


@pytest.mark.lang
def test_an_incidental_part_is_a_pair_that_adds_up_to_nothing() -> None:
    cube = Cube(read_dossier(SAMPLES[-1]).dossier)
    by_nature = summed(cube, ("ding", "aard"))
    whole = summed(cube, ("ding",))
    assert any(aard == "incidenteel" for (_, aard), *_ in by_nature)
    found: Counter[tuple[Members, str, str]] = Counter()
    for (members, kant, term), cents in by_nature.items():
        found[members[:1], kant, term] += cents
    assert {key: cents for key, cents in found.items() if cents} == whole
