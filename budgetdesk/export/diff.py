"""The difference of two budgets for people: as text for the terminal, as markdown to paste in a merge request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.diff.change import AmountChange, Change, Chapter, Row, Section, TextChange
from budgetdesk.diff.comparison import Comparison
from budgetdesk.diff.notation import Druk
from budgetdesk.diff.outline import chapters
from budgetdesk.diff.summary import summary, title
from budgetdesk.diff.woorden import marked, shortened
from budgetdesk.diff.wording import REGELEINDEN, read
from budgetdesk.display import WHOLE, display
from budgetdesk.export.caption import eenheid, tekenregel
from budgetdesk.export.text import escape, to_text
from budgetdesk.model.dossier import Weergave
from budgetdesk.tables.grid import Grid
from budgetdesk.tables.records import Cel, Records

_LEESWIJZER: Final = (
    "Een cel toont oud → nieuw, met eronder (verschil, procent); een verschil dat door afronding niet uit deze "
    "bedragen volgt, staat in euro's"
)

_VET: Final = ("groep", "totaal", "resultaat")
"""Roles of rows whose names stand out."""

_WEG: Final = ("~~", "~~")
_NIEUW: Final = ("**", "**")
"""Marks of markdown around words that went and came."""


# --- text ------------------------------------------------------------------------------------


def diff_summary(vergelijking: Comparison, oud: str, nieuw: str) -> str:
    """Return what is compared, with what both sides are called, and in sentences what differs."""
    lines = [title(vergelijking), f"van: {oud}", f"naar: {nieuw}", "", *summary(vergelijking)]
    return "\n".join(map(display, lines)) + "\n"


def diff_text(vergelijking: Comparison, oud: str, nieuw: str, *, exact: bool = False) -> str:
    """Return the summary and every section as a table; `exact` prints euros to the cent."""
    weergave = vergelijking.nieuw.weergave
    tables = (
        to_text(_grid(chapter, section, weergave, exact=exact), exact=exact)
        for chapter in chapters(vergelijking)
        for section in chapter.sections
    )
    return "\n".join([diff_summary(vergelijking, oud, nieuw), *tables])


def _grid(chapter: Chapter, section: Section, weergave: Weergave, *, exact: bool) -> Grid:
    """Return a section as a table of texts."""
    records, druk = Records(section.koppen), Druk(weergave, exact)
    for row in section.rows:
        records.add(row.rij, *(Cel(str(read(change, druk))) if change else Cel() for change in row.changes))
    titel = f"{chapter.titel}: {section.titel.lower()}"
    return records.grid("diff", titel, chapter.programma, weergave, section.labels)


# --- markdown --------------------------------------------------------------------------------


def diff_markdown(vergelijking: Comparison, oud: str, nieuw: str, *, exact: bool = False) -> str:
    """Return what reads well in a merge request; `exact` prints euros to the cent."""
    found, weergave = chapters(vergelijking), vergelijking.nieuw.weergave
    parts = [f"## {_inline(title(vergelijking))}", f"Van **{_inline(oud)}** naar **{_inline(nieuw)}**."]
    parts += ["\n".join(f"- {_inline(sentence)}" for sentence in summary(vergelijking))]
    parts += [f"*{_inline(_legend(found, weergave, exact=exact))}*"]
    parts += [part for chapter in found for part in _chapter(chapter, Druk(weergave, exact))]
    return "\n\n".join(parts) + "\n"


def _legend(found: Sequence[Chapter], weergave: Weergave, *, exact: bool) -> str:
    """Return unit and signs, once for all tables."""
    rows = [row.rij for chapter in found for section in chapter.sections for row in section.rows if row.rij.tekens]
    signs = tekenregel(Grid("", "", None, (), rows, weergave, lambda _r, _k: None, ("Onderdeel", "")))
    unit = eenheid(weergave, exact=exact)
    return f"{'; '.join(filter(None, [unit[0].upper() + unit[1:], signs]))}. {_LEESWIJZER}."


def _chapter(chapter: Chapter, druk: Druk) -> Iterator[str]:
    yield f"### {_inline(chapter.titel)}"
    for section in chapter.sections:
        yield f"**{_inline(section.titel)}**"
        yield _table(section, druk)


def _table(section: Section, druk: Druk) -> str:
    """Return a section in which the names of groups, totals and results stand out; an empty column is left out."""
    heads = [*section.labels, *(kop.tekst for kop in section.koppen)]
    align = ["---", "---", *("---" if kop.vorm == "tekst" else "---:" for kop in section.koppen)]
    rows = [
        (*_names(row, above), *(_cell(change, druk) for change in row.changes))
        for row, above in zip(section.rows, (None, *section.rows), strict=False)
    ]
    kept = [i for i in range(len(heads)) if i != 1 or any(row[1] for row in rows)]
    lines = ([_inline(head) for head in heads], align, *rows)
    return "\n".join(f"| {' | '.join(line[i] for i in kept)} |" for line in lines)


def _names(row: Row, above: Row | None) -> tuple[str, str]:
    """Return what heads a row: its name, once for rows of the same thing unless they are texts, and its kind."""
    rij, is_text = row.rij, isinstance(row.changes[0], TextChange)
    is_same = above is not None and not is_text and (above.rij.naam, above.rij.scope) == (rij.naam, rij.scope)
    naam, soort = ("" if is_same else _inline(rij.naam)), _inline(rij.soort)
    return (naam and f"**{naam}**", soort and f"**{soort}**") if rij.rol in _VET else (naam, soort)


def _cell(change: Change | None, druk: Druk) -> str:
    """Return a cell; lines of amounts are only broken behind the arrow."""
    if change is None:
        return ""
    if isinstance(change, TextChange):
        return _words(change)
    told, difference = read(change, druk)
    lines = [*told.split("\n"), *([f"({difference})"] if difference else [])]
    cell = "<br>".join(map(_inline, lines))
    return cell.replace(" ", "&nbsp;").replace("→&nbsp;", "→ ") if isinstance(change, AmountChange) else cell


def _words(change: TextChange) -> str:
    if not change.differs:
        return f"*{REGELEINDEN}*"
    return marked(shortened(change.stukken), _WEG, _NIEUW, _inline).replace("\n", "<br>")


def _inline(text: str) -> str:
    """Return a text as one line that means nothing to markdown."""
    return escape(display(text, WHOLE))
