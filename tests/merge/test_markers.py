"""Conflict markers are read as git writes them, and written as git reads them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.merge.markers import Conflict, Deel, NoConflict, join, split

LINES = st.lists(st.sampled_from(["a = 1\n", "# x\n", "\n", "======\n", 'b = "\u2028\x85"\r\n']), max_size=3).map(
    "".join
)
NAMES = st.tuples(*[st.sampled_from(["ons", "HEAD", "tak met spaties"])] * 3)
CONFLICTS = st.builds(Conflict, LINES, LINES, LINES, NAMES)


@given(st.lists(CONFLICTS, max_size=4), LINES, st.integers(7, 12))
def test_what_is_written_is_read_again(conflicts: list[Conflict], between: str, size: int) -> None:
    delen: list[Deel] = []
    for conflict in conflicts:
        delen += [between, conflict] if between else [conflict]
    assert split(join(delen, size)) == delen


def test_markers_without_the_base_and_of_the_last_line_of_a_file() -> None:
    marked = join([Conflict("x = 1", None, "", ("HEAD", "", "tak"))])
    assert marked == "<<<<<<< HEAD\nx = 1\n=======\n>>>>>>> tak\n"
    assert split(marked) == [Conflict("x = 1\n", None, "", ("HEAD", "", "tak"))]


@pytest.mark.parametrize("style", ["--diff3", "--no-diff3"])
def test_markers_of_git_itself_are_understood(tmp_path: Path, style: str) -> None:
    if shutil.which("git") is None:
        pytest.skip("git ontbreekt")
    for name, value in (("ons", 2), ("basis", 1), ("hun", 3)):
        (tmp_path / name).write_text(f"# kop\nx = {value}\n# voet\n")
    command = ["git", "merge-file", "-p", *([style] if style == "--diff3" else []), "ons", "basis", "hun"]
    marked = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True).stdout
    before, conflict, after = split(marked)
    assert (before, after) == ("# kop\n", "# voet\n")
    assert isinstance(conflict, Conflict)
    assert (conflict.ons, conflict.hun) == ("x = 2\n", "x = 3\n")
    assert conflict.basis == ("x = 1\n" if style == "--diff3" else None)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<<<<<< a\nx\n>>>>>>> b\n", 3),
        ("<<<<<<< a\n<<<<<<< b\n", 2),
        ("y\n<<<<<<< a\nx\n=======\n", 2),
    ],
)
def test_markers_that_do_not_belong_together_are_refused(text: str, line: int) -> None:
    with pytest.raises(NoConflict) as wrong:
        split(text)
    assert wrong.value.regel == line


def test_signs_outside_a_conflict_are_text() -> None:
    text = "=======\n||||||| x\n>>>>>>> y\n<<<<<< kort\n"
    assert split(text) == [text]
