"""Renew the reference page of the parts of a document: its lists are the words that the program reads.

python -m tests.delen
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from budgetdesk.document.delen import lijsten, opbouw, tabellen, woorden
from budgetdesk.tables.kredieten import LIJSTEN

TARGET: Final = Path(__file__).parents[1] / "budgetdesk" / "document" / "DELEN.md"

_LIST: Final = re.compile(r"(?P<open><!-- (?P<name>[a-z]+) -->\n).*?(?P<close><!-- /(?P=name) -->)", re.DOTALL)
_TOML: Final = re.compile(r"```toml\n(.*?)```", re.DOTALL)


def page(text: str) -> str:
    """Return the page with its lists made anew."""
    return _LIST.sub(lambda m: f"{m['open']}\n{LISTS[m['name']]()}\n{m['close']}", text)


def examples(text: str) -> list[str]:
    """Return what stands in the page as TOML."""
    return _TOML.findall(text)


def _keys(keys: Mapping[str, str]) -> str:
    rows = "\n".join(f"| `{key}` | {text} |" for key, text in keys.items())
    return f"| sleutel | betekenis |\n| --- | --- |\n{rows}\n"


def _names(what: str, names: tuple[str, ...]) -> str:
    return f"{what}: {', '.join(f'`{name}`' for name in names)}.\n"


def _per() -> str:
    return _names("Een deel herhaalt zich per", (*woorden.PER, woorden.TABEL))


def _wat() -> str:
    return "\n".join(
        (
            _names("Tabellen, naast die van TABELLEN.md", tabellen.NAMEN),
            _names("Lijsten", lijsten.ALGEMEEN),
            _names("Grafieken", opbouw.GRAFIEKEN),
        )
    )


def _besluit() -> str:
    return "\n".join((_names("Tabellen", tabellen.BIJ_BESLUIT), _names("Lijsten daarnaast", lijsten.BIJ_BESLUIT)))


LISTS: Final[Mapping[str, Callable[[], str]]] = {
    "deel": lambda: _keys(woorden.DEEL),
    "opmaak": lambda: _keys(woorden.OPMAAK),
    "per": _per,
    "wat": _wat,
    "besluit": _besluit,
    "waar": lambda: _names("Lijsten van kredieten", tuple(LIJSTEN)),
    "patronen": lambda: _names("Woorden", tuple(f"{{{word}}}" for word in sorted(woorden.PATROON))),
}


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text("utf-8")), "utf-8")
