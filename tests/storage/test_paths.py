"""Lines of paths: every path that the parser finds has one, and it is the line on which the value begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toml_rs
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.storage import paths
from budgetdesk.storage.paths import PathIndex
from tests.storage.willekeurig import LOOSE, documents

ROOT = Path(__file__).parents[2]
FILES = sorted(pad for folder in ("sample_budgets", "templates") for pad in (ROOT / folder).rglob("*.toml"))


def _parsed(value: Any, path: paths.Path = ()) -> Iterator[tuple[paths.Path, Any]]:
    """Yield every path below a value of the parser."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield (*path, key), below
        yield from _parsed(below, (*path, key))


def agrees(text: str) -> None:
    """Hold the paths of a text against those of the parser, where it is TOML."""
    try:
        document = toml_rs.loads(text, toml_version="1.0.0")
    except ValueError:
        return
    index = PathIndex(text)
    index.line(())
    assert set(index._lines) == {path for path, _ in _parsed(document)}


@pytest.mark.parametrize("pad", FILES, ids=lambda pad: str(pad.relative_to(ROOT)))
def test_every_path_of_a_file_has_a_line(pad: Path) -> None:
    agrees(pad.read_text("utf-8"))


@given(documents())
@example("[[a]]\n[[a.b]]\nc = [1, {d = [\n2 ]}]\n[[a]]\n[a.b]\nc = {}\n")
def test_every_path_of_random_toml_has_a_line(text: str) -> None:
    agrees(text)


@given(LOOSE)
def test_any_text_is_read(text: str) -> None:
    agrees(text)


# --- the right line: a value that stands once in the text is on the line it is counted on ---------

_GAPS = st.sampled_from(["", " ", "\n", " # ] } , 0\n", "\n\n  "])


@st.composite
def _numbered(draw: st.DrawFn, depth: int = 0) -> str:
    """Return a value in which each scalar is a mark to be numbered."""
    form = draw(st.integers(0, 2)) if depth < 4 else 0
    if form == 0:
        return draw(st.sampled_from(["@", '"@ ]"', "'@'", '"""@\n"""']))
    parts = [draw(_numbered(depth + 1)) for _ in range(draw(st.integers(0, 3)))]
    if form == 1:
        return "[" + ",".join(draw(_GAPS) + part + draw(_GAPS) for part in parts) + "]"
    return "{" + ", ".join(f'k{i}."x y" = {part}' for i, part in enumerate(parts)) + "}"


@st.composite
def _marked(draw: st.DrawFn) -> str:
    """Return a text in which every scalar holds a number of its own."""
    keys = [f"{draw(_GAPS)}\n{draw(st.sampled_from(['', '[[t]]', '[t.u]']))}" for _ in range(draw(st.integers(1, 5)))]
    text = "".join(f"{head}\nk{i} = {draw(_numbered())}" for i, head in enumerate(keys))
    return "".join(part + (f"{1000 + i}" if i < text.count("@") else "") for i, part in enumerate(text.split("@")))


@given(_marked())
def test_a_path_leads_to_the_line_on_which_its_value_begins(text: str) -> None:
    try:
        document = toml_rs.loads(text, toml_version="1.0.0")
    except ValueError:
        return
    index = PathIndex(text)
    for path, value in _parsed(document):
        if isinstance(value, (int, str)):
            mark = str(value).strip(" ]\n")
            assert index.line(path) == text.count("\n", 0, text.index(mark)) + 1


def test_a_path_that_is_not_there_gives_the_line_of_the_deepest_level_above_it() -> None:
    index = PathIndex('a = 1\n[tabel.x]\nrij = [\n  { naam = "A" },\n  { onder = [\n    { waar = 1 } ] },\n]\n')
    assert index.line(("tabel", "x", "rij", 1, "onder", 0, "waar")) == 6
    assert index.line(("tabel", "x", "rij", 1, "onder", 0, "maat")) == 6
    assert index.line(("tabel", "x", "rij", 1, "per")) == 5
    assert index.line(("tabel", "x", "titel")) == 2
    assert index.line(("tabel", "x", "rij", 7)) == 3
    assert index.line(("elders",)) is None


@pytest.mark.lang
def test_a_hostile_text_is_read_in_time_that_grows_with_its_size() -> None:
    text = "x = " + "[" * 30 + ",".join("{a=1}" for _ in range(20_000)) + "]" * 30
    assert PathIndex(text).line(("x", *[0] * 29, 19_999, "a")) == 1
