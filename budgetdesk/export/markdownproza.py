"""Texts of a document as Markdown that reads back as it was: paragraphs, lists, bold, links and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from budgetdesk.display import WHOLE, display
from budgetdesk.document.blokken import Opsomming
from budgetdesk.export.text import escape
from budgetdesk.tables.opmaak import Link, Noot, Regeldeel, Tekst, Verwijzing, Vet, is_adres, regeldelen

_BEGIN: Final = re.compile(r"([-+=]|\d{1,9}(?=[.)]))")
"""What makes a list, a rule or a heading of the line it begins."""

_NA_NOOT: Final = re.compile(r"(\[\^\d+\])(?=[:(])")
"""The call of a footnote that with what is behind it would be the footnote itself, or a link."""

_IN_ADRES: Final = re.compile(r"([&()\[\]<>*_~!$#\\])")
"""Characters that may mean something inside the address of a link."""


def one_line(text: str) -> str:
    """Return a text as one line that means nothing to markdown, at its beginning either."""
    return _begun(escape(display(text, WHOLE)))


class Proza:
    """Writes texts and numbers the footnotes of the document, of which `noten` are those called so far."""

    def __init__(self) -> None:
        self.noten: list[str] = []

    def line(self, tekst: Tekst) -> str:
        """Return a text as one line, its markup as markup."""
        line = self._inline(tekst)
        return line if line.startswith(("**", "[")) else _begun(line)

    def lists(self, lijsten: Iterable[Opsomming]) -> Iterator[list[str]]:
        """Yield the lines of lists that follow each other; of two alike the second has other signs and stays apart."""
        above, is_other = None, False
        for lijst in lijsten:
            is_other = above == lijst.genummerd and not is_other
            above = lijst.genummerd
            yield list(self._items(lijst, is_other=is_other))

    def _items(self, lijst: Opsomming, *, is_other: bool) -> Iterator[str]:
        for number, item in enumerate(lijst.leden, 1):
            begin = f"{number}{')' if is_other else '.'} " if lijst.genummerd else "* " if is_other else "- "
            yield begin + self.line(item.tekst)
            indent = " " * len(begin)
            yield from (indent + line for lines in self.lists(item.onder) for line in lines)

    def _part(self, deel: Regeldeel) -> str:
        match deel:
            case Vet(inhoud):
                return f"**{self._inline(inhoud)}**"
            case Link(inhoud, adres):
                return _link(self._inline(inhoud), adres)
            case Verwijzing(adres):
                return _link(escape(display(deel.tekst, WHOLE)), f"#{adres}")
            case Noot(inhoud):
                number = len(self.noten) + 1
                self.noten.append("")
                self.noten[number - 1] = f"[^{number}]: {self.line(inhoud)}"
                return f"[^{number}]"
        return escape(display(deel, WHOLE))

    def _inline(self, tekst: Tekst) -> str:
        return _NA_NOOT.sub(r"\1\\", "".join(map(self._part, regeldelen(tekst))))


def _link(shown: str, adres: str) -> str:
    to = _IN_ADRES.sub(r"\\\1", adres)
    return f"[{shown}]({to})" if is_adres(adres) else shown


def _begun(line: str) -> str:
    """Return a line of which the beginning means nothing."""
    line = line.lstrip(" ")
    found = _BEGIN.match(line)
    if not found:
        return line
    return f"\\{line}" if not found[0].isdigit() else f"{found[0]}\\{line[found.end() :]}"
