"""The difference of two budgets as markdown, fit to paste in a merge request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.display import display
from budgetdesk.export.opschrift import eenheid, tekenregel
from budgetdesk.export.text import escape
from budgetdesk.review.verschil.hoofdstuk import Hoofdstuk, Tekstverschil
from budgetdesk.review.verschil.tabellen import REGELEINDEN, chapters, summary, title
from budgetdesk.review.verschil.vergelijking import Vergelijking
from budgetdesk.review.verschil.woorden import marked, shortened
from budgetdesk.tables.grid import Grid, Kop

_LEESWIJZER: Final = (
    "Een cel toont oud → nieuw, met eronder (verschil, procent); een verschil dat door afronding niet uit deze "
    "bedragen volgt, staat in euro's"
)

_VET: Final = ("groep", "totaal", "resultaat")
"""Roles of rows whose names stand out."""

_WEG: Final = ("~~", "~~")
_NIEUW: Final = ("**", "**")
"""Marks of markdown around words that went and came."""


def markdown(vergelijking: Vergelijking, oud: str, nieuw: str, *, exact: bool = False) -> str:
    """Return a comparison with what both sides are called; `exact` prints euros to the cent."""
    found = chapters(vergelijking, exact=exact)
    parts = [f"## {_inline(title(vergelijking))}", f"Van **{_inline(oud)}** naar **{_inline(nieuw)}**."]
    parts += ["\n".join(f"- {_inline(sentence)}" for sentence in summary(vergelijking))]
    parts += [f"*{_inline(_legend(vergelijking, found, exact=exact))}*"]
    parts += [part for hoofdstuk in found for part in _chapter(hoofdstuk)]
    return "\n\n".join(parts) + "\n"


def _legend(vergelijking: Vergelijking, hoofdstukken: Sequence[Hoofdstuk], *, exact: bool) -> str:
    """Return unit and signs, once for all tables."""
    grids = [grid for hoofdstuk in hoofdstukken for _, grid in hoofdstuk.tabellen if grid.heeft_bedragen]
    rows = [rij for grid in grids for rij in grid.rijen if rij.tekens]
    weergave = vergelijking.nieuw.weergave
    signs = tekenregel(Grid("", "", None, (), rows, weergave, lambda _r, _k: None, ("Onderdeel", "")))
    unit = eenheid(weergave, exact=exact)
    return f"{'; '.join(filter(None, [unit[0].upper() + unit[1:], signs]))}. {_LEESWIJZER}."


def _chapter(hoofdstuk: Hoofdstuk) -> Iterator[str]:
    yield f"### {_inline(hoofdstuk.titel)}"
    for label, grid in hoofdstuk.tabellen:
        yield f"**{_inline(label)}**"
        yield _grid(grid)
    if hoofdstuk.teksten:
        yield "**Teksten**"
        rows = [(_inline(t.naam), _inline(t.veld), _words(t)) for t in hoofdstuk.teksten]
        yield _lines(("Onderdeel", "Veld", "Tekst"), ("---", "---", "---"), rows)


def _grid(grid: Grid) -> str:
    """Return a table in which the names of groups, totals and results stand out."""
    heads = [*grid.labels, *(kop.tekst for kop in grid.koppen)]
    align = ["---" if kop.vorm == "tekst" else "---:" for kop in grid.koppen]
    rows = []
    for r, rij in enumerate(grid.rijen):
        above = grid.rijen[r - 1] if r else None
        naam = "" if above and (above.naam, above.scope) == (rij.naam, rij.scope) else _inline(rij.naam)
        names = [f"**{text}**" if text and rij.rol in _VET else text for text in (naam, _inline(rij.soort))]
        rows.append((*names, *(_cell(grid.cell(r, k), kop) for k, kop in enumerate(grid.koppen))))
    return _lines([_inline(head) for head in heads], ("---", "---", *align), rows)


def _lines(heads: Sequence[str], align: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of cells that are markdown already; a second column that is empty is left out."""
    kept = [i for i in range(len(heads)) if i != 1 or any(row[1] for row in rows)]
    return "\n".join(f"| {' | '.join(row[i] for i in kept)} |" for row in (heads, align, *rows))


def _cell(text: str, kop: Kop) -> str:
    """Return a cell; lines of amounts are only broken behind the arrow."""
    cell = "<br>".join(map(_inline, text.split("\n")))
    return cell if kop.vorm == "tekst" else cell.replace(" ", "&nbsp;").replace("→&nbsp;", "→ ")


def _words(tekst: Tekstverschil) -> str:
    if all(stuk.teken == "=" for stuk in tekst.stukken):
        return f"*{REGELEINDEN}*"
    return marked(shortened(tekst.stukken), _WEG, _NIEUW, _inline).replace("\n", "<br>")


def _inline(text: str) -> str:
    """Return a text as one line that means nothing to markdown."""
    return escape(display(text, 10**9))
