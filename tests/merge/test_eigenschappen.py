"""What holds for every merge, tried on random files and edits.

`BUDGETDESK_VOORBEELDEN` says how many examples each property gets.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetdesk.merge import merging
from budgetdesk.merge.markers import Conflict, Deel, split
from budgetdesk.merge.merging import Uitkomst, merge
from budgetdesk.storage.git import merge_lines
from budgetdesk.storage.toml import BOM
from tests.conftest import VOORBEELDEN
from tests.merge.willekeurig import Maker, are_readable, comments, lines, oracle, read

Drie = tuple[bytes, bytes, bytes]

PROPERTY = settings(max_examples=VOORBEELDEN, deadline=None)
DRIE = st.integers(0, 2**32).map(lambda seed: Maker(seed).drie()).filter(are_readable)
LOS = st.integers(0, 2**32).map(lambda seed: Maker(seed).los()).filter(are_readable)


def by_key(basis: bytes, ons: bytes, hun: bytes) -> Uitkomst:
    """Merge without the short cuts and without the way out."""
    was, here, there = (merging._version(content, "p.toml") for content in (basis, ons, hun))
    return merging._by_key(was, here, there, "p.toml", 7, merging._unnamed)


def parts(outcome: Uitkomst) -> list[Deel]:
    """Return what is decided and what is not; a BOM would hide a marker on the first line."""
    return split(outcome.inhoud.removeprefix(BOM).decode())


def resolved(outcome: Uitkomst, side: str) -> bytes:
    """Return the file with every conflict resolved to a side."""
    return "".join(p if isinstance(p, str) else getattr(p, side) for p in parts(outcome)).encode()


@PROPERTY
@given(DRIE)
def test_what_one_side_did_comes_out_to_the_byte(drie: Drie) -> None:
    basis, ons, hun = drie
    assert by_key(basis, ons, basis).inhoud == ons
    assert by_key(basis, basis, hun).inhoud == hun
    assert by_key(basis, ons, ons).inhoud == ons
    for outcome in (merge(basis, ons, basis, "p"), merge(basis, basis, ons, "p"), merge(basis, ons, ons, "p")):
        assert outcome == Uitkomst(ons)


@PROPERTY
@given(DRIE)
def test_the_sides_can_be_swapped(drie: Drie) -> None:
    basis, ons, hun = drie
    here, there = by_key(basis, ons, hun), by_key(basis, hun, ons)
    assert here.inhoud == there.inhoud or here.aantal
    assert parts(here) == [p if isinstance(p, str) else Conflict(p.hun, p.basis, p.ons) for p in parts(there)]


@PROPERTY
@given(DRIE)
def test_conflicts_are_where_the_values_contradict_and_the_rest_is_decided(drie: Drie) -> None:
    basis, ons, hun = map(read, drie)
    outcome = by_key(*drie)
    decided, bots = oracle(basis, ons, hun)
    assert bool(outcome.aantal) == bool(bots)
    if not bots:
        assert read(outcome.inhoud) == decided
        return
    with pytest.raises(tomllib.TOMLDecodeError):
        read(outcome.inhoud)
    here, there = read(resolved(outcome, "ons")), read(resolved(outcome, "hun"))
    # a table between accolades is in conflict as a whole
    inline = re.search(rb"=\s*\{", drie[1] + drie[2])
    wide = {pad[: n + 1] for pad in bots for n, key in enumerate(pad) if inline and key in ("lasten", "tarief")}
    for pad in {*here, *there, *decided, *ons, *hun}:
        if any(pad[:n] in bots for n in range(1, len(pad) + 1)):
            assert (here.get(pad), there.get(pad)) == (ons.get(pad), hun.get(pad))
        elif any(pad[:n] in wide for n in range(1, len(pad) + 1)):
            assert here.get(pad) in (decided.get(pad), ons.get(pad))
        else:
            assert here.get(pad) == there.get(pad) == decided.get(pad)


@PROPERTY
@given(LOS)
def test_edits_of_different_things_never_conflict(drie: Drie) -> None:
    outcome = by_key(*drie)
    assert outcome.conflicten == ()
    decided, bots = oracle(*map(read, drie))
    assert read(outcome.inhoud) == decided
    assert not bots


@PROPERTY
@given(DRIE)
def test_a_comment_that_nobody_removed_stays(drie: Drie) -> None:
    basis, ons, hun = map(comments, drie)
    found = comments(by_key(*drie).inhoud)
    for name in {**ons, **hun}:
        was, here, there = basis.get(name, 0), ons.get(name, 0), hun.get(name, 0)
        if here >= was and there >= was:
            assert found.get(name, 0) >= max(here, there)


@PROPERTY
@given(DRIE)
def test_a_line_that_nobody_touched_stays_as_it_is(drie: Drie) -> None:
    basis, ons, hun = map(lines, drie)
    found = lines(by_key(*drie).inhoud)
    for line, times in basis.items():
        if ons.get(line) == hun.get(line) == times:
            assert found.get(line, 0) >= times


@pytest.mark.skipif(shutil.which("git") is None, reason="git ontbreekt")
def test_what_git_merges_right_by_its_lines_also_merges_by_key() -> None:
    right = []
    for seed in range(VOORBEELDEN):
        drie = Maker(seed).drie()
        merged = merge_lines(*drie, ("ons", "basis", "hun"), 7)
        decided, bots = oracle(*map(read, drie))
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if merged and not merged[1] and not bots and read(merged[0]) == decided:
                right.append(drie)
    assert right
    for drie in right:
        assert merge(*drie, "p").aantal == 0
