"""The forty acceptance points of the editor, and the tests of each: `python -m tests.punten` writes `tests/PUNTEN.md`.

A test of a point is named after it: `test_punt_09_...`. `tests/test_punten.py` keeps the map complete and up to date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parent

KAART: Final = TESTS / "PUNTEN.md"

PUNTEN: Final[Mapping[int, str]] = {
    1: "A dossier opens on its first table, filled, the cursor on an amount and the keys below",
    2: "A typed amount moves every total and the result of every year in the same frame",
    3: "Tab along the years, then Enter: back below where the run began",
    4: "F2 shows all that is stored, Esc changes nothing",
    5: "Percentages, k, formulas and `vorig` show their outcome before Enter",
    6: "A computed cell explains itself; keys that do nothing here say so",
    7: "A whole paste is undone in one step, also after saving",
    8: "Fill right and down count and warn; edges of blocks as in a spreadsheet",
    9: "A block from outside is shown as old and new, with its questions, and taken as a whole",
    10: "What is copied in the app is the exact amount, wherever it is pasted",
    11: "A selection has its sum, count and average",
    12: "Markup in a name is shown, never obeyed",
    13: "Names, headings and results stay in view",
    14: "Find over the whole dossier, next, go to an address",
    15: "F1 and the footer name the keys that work here",
    16: "The mouse: click, drag, headings, names",
    17: "What differs from the last commit is marked and told; who set it is one key away",
    18: "A finding leads to its cell",
    19: "Any number of any table says where it comes from",
    20: "Rounded rows that do not add up say so",
    21: "Saving changes only the lines that changed",
    22: "Quitting asks; after a crash the unsaved steps are offered",
    23: "Files changed on disk are decided per cell; who else has it open is told",
    24: "Files that cannot be read or merged open a screen with the place",
    25: "Charts where people would rather look than read",
    26: "Long texts keep their paragraphs",
    27: "Adding, renaming, moving and deleting, with undo",
    28: "Every pair of colours can be read, meaning never by colour alone",
    29: "What takes long shows how far it is and can be called off",
    30: "Who knows Excel needs no more keys than there",
    31: "While a cell is open the keys of text editing are its own, all others accept or refuse",
    32: "The unit is on screen in every table with amounts",
    33: "Names first, six years in view at 120 columns, nothing starved",
    34: "Levels, empty rows, sides, filters, order, columns, the difference with the previous budget",
    35: "Every table is found through four groups",
    36: "Messages have a row of their own; nothing repaints the screen",
    37: "A start screen, a new dossier by questions, a tour, settings that are remembered",
    38: "A note travels in the file and is never printed",
    39: "From 140 columns a panel tells what otherwise takes a key",
    40: "Scenarios beside each other; committing and merging without knowing git",
}
"""What each point asks, in short."""

_NAAM: Final = re.compile(r"^(?:async )?def (test_punt_(\d\d)_\w+)", re.MULTILINE)


def found() -> dict[int, list[tuple[str, str]]]:
    """Return the tests of each point: file and name, in the order of both."""
    tests: dict[int, list[tuple[str, str]]] = {punt: [] for punt in PUNTEN}
    for pad in sorted(TESTS.rglob("test_*.py")):
        for naam, punt in _NAAM.findall(pad.read_text("utf-8")):
            tests.setdefault(int(punt), []).append((pad.relative_to(TESTS).as_posix(), naam))
    return tests


def page() -> str:
    """Return the map as it is written."""
    lines = ["# The acceptance points of the editor and their tests", "", "Written by `python -m tests.punten`.", ""]
    for punt, tests in found().items():
        lines += [f"{punt}. {PUNTEN.get(punt, '(no such point)')}"]
        lines += [f"   - `{pad}`: {naam[len('test_punt_00_') :].replace('_', ' ')}" for pad, naam in tests]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    KAART.write_text(page(), "utf-8")
