"""The colours and the look of charts on paper: those of the style sheet of the page, where it prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from budgetdesk.export.pagina import deel

_PRINT: Final = "@media print {"
_KLEUR: Final = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
_REGEL: Final = re.compile(r"^svg .+$", re.MULTILINE)


def kleuren() -> dict[str, str]:
    """Return the colours in print by the name that the style sheet gives them (`kop`, `zacht`, `band`)."""
    return dict(_KLEUR.findall(deel("document.css").partition(_PRINT)[2]))


def grafiekstijl(namen: Mapping[str, str], letters: Sequence[str]) -> str:
    """Return the rules of a chart with its colours written out; `letters` are where characters are looked for."""
    families = ", ".join(f"'{naam}'" for naam in letters)
    rules = "\n".join([f"svg text {{ font-family: {families}; }}", *_REGEL.findall(deel("document.css"))])
    return re.sub(r"var\(--([\w-]+)\)", lambda found: namen[found[1]], rules)
