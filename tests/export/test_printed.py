"""Where a line of a table or text may end, and where it may not."""

from __future__ import annotations

import pytest

from budgetdesk.export.printed import zichtbaar


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025: 21 %", ["2025: 21 %"]),
        ("€ 1.000 erbij", ["€ 1.000", "erbij"]),
        ("2025: 20,4 x 1.000; 2026: 195 x 1.000", ["2025:", "20,4 x 1.000;", "2026:", "195 x 1.000"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, words: list[str]) -> None:
    assert [word.replace("\u00a0", " ") for word in zichtbaar(text).split(" ")] == words
