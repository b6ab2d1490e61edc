"""How conflicts look: a line in the list, what to know of one, and what the file becomes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from budgetdesk.display import display
from budgetdesk.session.conflicten import KANTEN, Conflicten, Gevolg, Kant, Plek
from budgetdesk.tui.literal import tekst

OMGEVING: Final = 8
"""Most lines around a conflict in what the file becomes."""

_OTHER: Final[dict[Kant, Kant]] = {"ons": "hun", "hun": "ons", "basis": "basis"}

_KEYS: Final[dict[Kant, str]] = {"ons": "O", "hun": "H", "basis": "B"}
"""What chooses a side."""


class Conflictlijst(OptionList, inherit_bindings=False):
    """The conflicts with their state; a page up or down is for the sides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Omhoog", show=False),
        Binding("down", "cursor_down", "Omlaag", show=False),
        Binding("home", "first", "Eerste", show=False),
        Binding("end", "last", "Laatste", show=False),
    ]

    def fill(self, conflicten: Conflicten) -> None:
        """List the conflicts there are now."""
        self.clear_options()
        self.add_options([Option(_option_text(plek, conflicten)) for plek in conflicten.plekken])

    def show(self, conflicten: Conflicten) -> None:
        """Show what is chosen; only lines that differ are drawn again."""
        for index, plek in enumerate(conflicten.plekken):
            line = _option_text(plek, conflicten)
            if line != self.get_option_at_index(index).prompt:
                self.replace_option_prompt_at_index(index, line)


class Gevolgvak(Static):
    """What the file becomes at a conflict."""

    def show(self, plek: Plek, keuze: str, gevolg: Gevolg, room: int) -> None:
        """Show the lines with what is chosen (`keuze`, nothing while it is open) in place, in so many rows."""
        self.update(_result_text(plek, keuze, gevolg, room))


def advice(conflicten: Conflicten, plek: Plek) -> str:
    """Return what to know of a conflict about a table with another key; nothing for other conflicts."""
    if elders := conflicten.hernoemd(plek):
        here, there = elders.kant, _OTHER[elders.kant]
        who, other = conflicten.namen.kop(here), conflicten.namen.kop(there).lower()
        todo = (
            f"N zet de wijziging van {other} daar" if elders.edits else f"neem de wijziging van {other} daar zelf over"
        )
        said = f"{who} lijkt dit te hebben hernoemd naar [{elders.kop}]: {todo}."
        return f"{said} {_KEYS[here]} laat haar vervallen, {_KEYS[there]} telt dubbel."
    if dubbel := conflicten.dubbel(plek):
        ons, _, hun = (conflicten.namen.kop(kant).lower() for kant in KANTEN)
        return f"2 houdt beide: die van {hun} wordt [{dubbel.kop}]. Wat naar de sleutel verwijst, krijgt die van {ons}."
    return ""


def _option_text(plek: Plek, conflicten: Conflicten) -> Text:
    """Return a conflict as a line of the list: a sign and a word for its state, where it is, what it is about."""
    keuze = conflicten.keuze(plek)
    line = Text(f"{'●' if keuze else '○'} ", no_wrap=True, overflow="ellipsis")
    line.append(
        display(f"{conflicten.namen.kort(keuze.soort) if keuze else 'open':<10}"), style="" if keuze else "bold"
    )
    line.append(display(plek.naam))
    line.append(display(f"  {PurePosixPath(plek.bestand).name}:{plek.regel}"))
    return line


def _result_text(plek: Plek, keuze: str, gevolg: Gevolg, room: int) -> Text:
    """Return the lines of the file as it becomes, numbered, with those chosen marked `▌`."""
    title = tekst(f"Zo wordt {plek.bestand}" + (f" ({keuze})" if keuze else ""), style="bold")
    chosen = len(gevolg.regels or ()) or 1
    around = max((room - 1 - chosen) // 2, 0)
    most = max(room - 1 - 2 * around, 1)
    above, below = gevolg.boven[len(gevolg.boven) - min(around, len(gevolg.boven)) :], gevolg.onder[:around]
    first = gevolg.regel - len(above)
    lines = [_numbered(first + i, line, chosen=False) for i, line in enumerate(above)]
    lines += _middle(gevolg, most)
    last = gevolg.regel + len(gevolg.regels or ())
    lines += [_numbered(last + i, line, chosen=False) for i, line in enumerate(below)]
    return Text("\n").join([title, *lines])


def _middle(gevolg: Gevolg, most: int) -> list[Text]:
    """Return the chosen lines, or that there are none yet."""
    if gevolg.regels is None:
        return [Text("     ▌ nog open: kies een kant, of typ een eigen waarde", style="italic")]
    if not gevolg.regels:
        return [Text("     ▌ (niets)", style="italic")]
    lines = [_numbered(gevolg.regel + i, line, chosen=True) for i, line in enumerate(gevolg.regels)]
    return _capped(lines, most)


def _capped(lines: Sequence[Text], most: int) -> list[Text]:
    """Return the lines, or the first of them and how many are left out."""
    if len(lines) <= most:
        return list(lines)
    rest = len(lines) - most + 1
    return [*lines[: most - 1], tekst(f"     ▌ … en nog {rest} {'regel' if rest == 1 else 'regels'}", style="dim")]


def _numbered(number: int, line: str, *, chosen: bool) -> Text:
    text = Text(display(f"{number:>4} {'▌' if chosen else ' '} "), style="bold" if chosen else "dim")
    text.append(display(line))
    return text
