"""The unit in which a document prints its amounts, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

EENHEDEN: Final = {1: "in euro's", 1000: "x € 1.000", 1_000_000: "x € 1 miljoen"}
"""What a document prints above a table, by the unit in euros."""

_GENOEMD: Final = re.compile(
    r"(?:\bx|×) ?€ ?(?:(?P<miljoen>1[ \u00a0]?(?:mln|miljoen)\b|1\.000\.000\b|1000000\b)|(?P<duizend>1\.?000\b)"
    r"|(?P<een>1)(?![.\d]*\d))"
)


def genoemd(tekst: str) -> Iterator[tuple[str, int]]:
    """Yield the units that a text names, as it is written and in euros: `x € 1.000`, 1000."""
    for match in _GENOEMD.finditer(tekst):
        yield match[0], 1_000_000 if match["miljoen"] else 1000 if match["duizend"] else 1
