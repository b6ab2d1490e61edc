"""Three published documents: every heading and fixed sentence stands in the document in the published order.

The lists in `leiden` are those of programma 1 as the municipality of Leiden published them: the title, the headings,
the bold words that begin a paragraph, and the sentences that stand there every year. The labels of fields are none of
these. White space is collapsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from docx import Document as Word

from budgetdesk.document.blokken import Alinea, Deel, Loopkop
from budgetdesk.document.boom import Kopregel, lopend
from budgetdesk.document.delen.declaratie import Indeling
from budgetdesk.document.delen.laden import indeling
from budgetdesk.document.hoofdstuk import build
from budgetdesk.export.docx import to_docx
from budgetdesk.export.html import to_html
from budgetdesk.export.markdown import to_document_markdown
from budgetdesk.session import Session

Gedrukt = tuple[int, str]
"""A line of a document and its level: 0 is the title, 1 a chapter, -1 bold words or a fixed sentence."""

LISTS: Final = Path(__file__).parent / "leiden"
SAMPLES: Final = {"leiden-2026": 42, "leiden-2017-jaarrekening": 36, "leiden-2023-voortgangsrapportage": 13}
"""How many headings and fixed sentences each has: 91 in all."""


class Gelezen:
    """A sample, its document, and which of its lines are fixed: run-in headings of its template, and sentences."""

    def __init__(self, samples: Path, naam: str) -> None:
        session = Session.open(samples / naam, read_only=True)
        cijfers = session.cijfers
        self.published = (LISTS / f"{naam}.txt").read_text("utf-8").splitlines()
        self.document = build(cijfers, cijfers.dossier.programmas, session.titel, cijfers.dossier.kop.gemeente)
        self._delen = indeling(cijfers)
        self._sentences = [_pattern(p) for p in _patterns(self._delen)]
        self._run_in = set(_run_in(self.document.delen, self._delen))

    def is_fixed(self, paragraph: str) -> bool:
        """Return whether a paragraph is a sentence of the template."""
        return any(pattern.fullmatch(paragraph) for pattern in self._sentences)

    def is_run_in(self, words: str) -> bool:
        """Return whether bold words are a heading of the template, and no label of a field or title of a table."""
        return words in self._run_in

    def tree(self) -> Iterator[Gedrukt]:
        """Yield the lines as the tree has them."""
        yield 0, self.document.titel
        for regel in lopend(self.document):
            if isinstance(regel, Kopregel):
                yield regel.niveau, _plain(regel.kop.voluit)
            elif isinstance(regel, Alinea) and isinstance(said := regel.tekst, str) and self.is_fixed(said):
                yield -1, _plain(said)
            elif isinstance(kop := getattr(regel, "kop", None), Loopkop) and self.is_run_in(kop.tekst):
                yield -1, _plain(kop.tekst)


def _patterns(delen: Indeling) -> Iterator[str]:
    for deel in delen.delen.values():
        yield from filter(None, (deel.vooraf, deel.daarna, deel.leeg))


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, re.split(r"\{[^}]*\}", sentence))))


def _run_in(delen: tuple[Deel, ...], declared: Indeling) -> Iterator[str]:
    """Yield the run-in headings of parts that the template declares: a field is a part of none of them."""
    known = {deel.sleutel for deel in declared.delen.values() if deel.loopkop}
    for deel in delen:
        if isinstance(deel.kop, Loopkop) and any(deel.sleutel.startswith(f"{sleutel}-") for sleutel in known):
            yield deel.kop.tekst
        yield from _run_in(deel.delen, declared)


def _bare(text: str) -> str:
    """Return a heading without the number of its chapter, which those of the published list do not have."""
    return re.sub(r"^\d+(\.\d+)+ ", "", _plain(text))


def _plain(text: str) -> str:
    return " ".join(text.split())


# --- what each writer prints ---------------------------------------------------------------------


def in_markdown(found: Gelezen) -> Iterator[Gedrukt]:
    for line in to_document_markdown(found.document).splitlines():
        text = re.sub(r"\\(.)", r"\1", line)
        if match := re.match(r"(#+) (.*)", text):
            yield len(match[1]) - 1, _bare(match[2])
        elif (match := re.match(r"\*\*(.*?)\*\*", text)) and found.is_run_in(match[1]):
            yield -1, match[1]
        elif found.is_fixed(text):
            yield -1, text


class _Page(HTMLParser):
    """Collects headings, paragraphs and the bold words that begin them, without the table of contents."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the library
        if tag == "nav" or re.fullmatch(r"h\d|p|strong", tag):
            self._open.append(tag)
            self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1:] == [tag]:
            self._open.pop()
            if "nav" not in self._open:
                self.lines.append((tag, _plain(self._text)))


def in_html(found: Gelezen) -> Iterator[Gedrukt]:
    page = _Page()
    page.feed(to_html(found.document))
    for tag, text in page.lines:
        if tag.startswith("h"):
            yield int(tag[1]) - 1, _bare(text)
        elif (tag == "strong" and found.is_run_in(text)) or (tag == "p" and found.is_fixed(text)):
            yield -1, text


def in_word(found: Gelezen) -> Iterator[Gedrukt]:
    for paragraph in Word(BytesIO(to_docx(found.document))).paragraphs:
        style, text = str(paragraph.style.name if paragraph.style else ""), _plain(paragraph.text)
        if style == "Title":
            yield 0, text
        elif match := re.fullmatch(r"Heading (\d)", style):
            yield int(match[1]), _bare(text)
        elif paragraph.runs and paragraph.runs[0].bold and found.is_run_in(paragraph.runs[0].text):
            yield -1, paragraph.runs[0].text
        elif found.is_fixed(text):
            yield -1, text


# --- tests ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, samples: Path) -> Gelezen:
    found = Gelezen(samples, request.param)
    assert len(found.published) == SAMPLES[request.param]
    return found


def test_headings_and_fixed_sentences_are_those_published_in_their_order(sample: Gelezen) -> None:
    assert [text for _, text in sample.tree()] == sample.published


@pytest.mark.parametrize("written", [in_markdown, in_html, in_word])
def test_every_writer_prints_the_same_headings_as_deep_and_the_same_sentences(
    sample: Gelezen, written: Callable[[Gelezen], Iterator[Gedrukt]]
) -> None:
    assert list(written(sample)) == list(sample.tree())
