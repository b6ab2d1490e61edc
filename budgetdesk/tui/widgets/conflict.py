"""How conflicts look: a line in the list, a side with its amounts, and what the file becomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

from rich.text import Text
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from budgetdesk.bedrag import format_exact
from budgetdesk.display import display
from budgetdesk.session.conflicten import Conflicten, Gevolg, Kant, Keuze, Plek, Regel
from budgetdesk.tui.tekst import tekst

KOPPEN: Final[dict[Kant, str]] = {"ons": "Ons", "basis": "Basis", "hun": "Hun"}

_REGELS: Final = 400
"""Lines of a side that are shown; who compares more than that does so in another program."""

_GEVOLG: Final = 40
"""Chosen lines that are shown in their place."""


class Conflictlijst(OptionList):
    """The conflicts with their state."""

    def fill(self, conflicten: Conflicten) -> None:
        """List the conflicts there are now."""
        self.clear_options()
        self.add_options([Option(_option_text(plek, conflicten.keuze(plek))) for plek in conflicten.plekken])

    def show(self, conflicten: Conflicten) -> None:
        """Show what is chosen; only lines that differ are drawn again."""
        for index, plek in enumerate(conflicten.plekken):
            line = _option_text(plek, conflicten.keuze(plek))
            if line != self.get_option_at_index(index).prompt:
                self.replace_option_prompt_at_index(index, line)


class Kantvak(Static):
    """One side of a conflict."""

    def __init__(self, kant: Kant) -> None:
        super().__init__(classes="kant")
        self._kant = kant

    def show(self, plek: Plek, keuze: Keuze | None) -> None:
        """Show this side of a conflict, and whether it is the one chosen."""
        self.update(_side_text(plek, self._kant, keuze))


class Gevolgvak(Static):
    """What the file becomes at a conflict."""

    def show(self, plek: Plek, keuze: Keuze | None, gevolg: Gevolg) -> None:
        """Show the lines with what is chosen in place."""
        self.update(_result_text(plek, keuze, gevolg))


def _option_text(plek: Plek, keuze: Keuze | None) -> Text:
    """Return a conflict as a line of the list: a sign and a word for its state, where it is, what it is about."""
    line = Text(f"{'●' if keuze else '○'} ", no_wrap=True, overflow="ellipsis")
    line.append(display(f"{keuze.soort if keuze else 'open':<10}"), style="" if keuze else "bold")
    line.append(display(plek.naam))
    line.append(display(f"  {PurePosixPath(plek.bestand).name}:{plek.regel}"), style="dim")
    return line


def _side_text(plek: Plek, kant: Kant, keuze: Keuze | None) -> Text:
    """Return a side: what the markers call it, and its lines; `›` marks those that the base lacks."""
    chosen = keuze is not None and keuze.soort == kant
    head = Text(display(f"{'✓ ' if chosen else ''}{KOPPEN[kant]}"), style="bold reverse" if chosen else "bold")
    if label := plek.label(kant):
        head.append(display(f" · {label}"), style="bold")
    regels = plek.regels(kant)
    # where all is about one key, the list names it
    named = 0 if plek.enige else max((len(r.tekst) + 2 for r in regels if r.cents is not None), default=0)
    lines = [_line(regel, named) for regel in regels] or [_nothing(plek, kant)]
    return Text("\n").join([head, *_capped(lines, _REGELS)])


def _line(regel: Regel, named: int) -> Text:
    """Return a line of a side; `named` is the room for the key of an amount, 0 where it is left out."""
    line = Text("› " if regel.anders else "  ", style="bold" if regel.anders else "")
    if regel.cents is None:
        line.append(display(regel.tekst))
        return line
    line.append(display(regel.tekst.ljust(named)) if named else "")
    line.append(f"€ {format_exact(regel.cents)}")
    if regel.verschil:
        line.append(f"  ({'+' if regel.verschil > 0 else ''}{format_exact(regel.verschil)})")
    if regel.na:
        line.append(display(f"  {regel.na}"), style="dim")
    return line


def _nothing(plek: Plek, kant: Kant) -> Text:
    if plek.tekst(kant) is None:
        return Text("  (niet bekend: de markering noemt haar niet)", style="dim")
    return Text("  (hier weggehaald)" if (plek.tekst("basis") or "").strip() else "  (staat hier niet)", style="dim")


def _capped(lines: Sequence[Text], most: int) -> Iterable[Text]:
    rest = len(lines) - most
    return [*lines[:most], tekst(f"  ... en nog {rest} regels", style="dim")] if rest > 0 else lines


def _result_text(plek: Plek, keuze: Keuze | None, gevolg: Gevolg) -> Text:
    """Return the lines of the file as it becomes, numbered, with those chosen marked `▌`."""
    title = tekst(f"Zo wordt {plek.bestand}" + (f" ({keuze.soort})" if keuze else ""), style="bold")
    first = gevolg.regel - len(gevolg.boven)
    above = [_numbered(first + i, line, chosen=False) for i, line in enumerate(gevolg.boven)]
    if gevolg.regels is None:
        middle = [Text("     ▌ nog open: kies een kant, of typ een eigen waarde", style="italic")]
    else:
        middle = [_numbered(gevolg.regel + i, line, chosen=True) for i, line in enumerate(gevolg.regels)]
    last = gevolg.regel + len(gevolg.regels or ())
    below = [_numbered(last + i, line, chosen=False) for i, line in enumerate(gevolg.onder)]
    nothing = [Text("     ▌ (niets)", style="italic")] if gevolg.regels == () else []
    return Text("\n").join([title, *above, *_capped(middle, _GEVOLG), *nothing, *below])


def _numbered(number: int, line: str, *, chosen: bool) -> Text:
    text = Text(display(f"{number:>4} {'▌' if chosen else ' '} "), style="bold" if chosen else "dim")
    text.append(display(line))
    return text
