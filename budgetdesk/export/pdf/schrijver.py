"""A document as the bytes of a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from budgetdesk.document.blokken import Document
from budgetdesk.errors import Refused
from budgetdesk.export.pdf.inhoud import inhoud
from budgetdesk.export.pdf.kleuren import kleuren
from budgetdesk.export.pdf.letters import Letters, alles, tekens
from budgetdesk.export.pdf.zetter import zetter
from budgetdesk.export.stijl import gekozen

_BLADEN: Final = re.compile(rb"/Type/Pages/Count (\d+)")


def to_pdf(document: Document, meld: Callable[[str], None]) -> bytes:
    """Return the document as a PDF; equal input gives equal bytes.

    Of its house style it has the colours. `meld` is told of each character without a glyph.
    Raises UsageError where the extra is not installed, LimitExceeded where the layout takes too much time or memory,
    Refused where it fails, Afgebroken once it is called off.
    """
    data = inhoud(document, {**kleuren(), **gekozen(document.huisstijl)})
    with zetter() as compiler:
        known = frozenset.intersection(*map(tekens, compiler.letters))
        letters = Letters(known)
        try:
            made = compiler.compiled(letters.replace(data, compiler.without))
        except Refused:
            # letters inside typst may fail within a text what they do alone; those of ours do not
            letters = Letters(known)
            made = compiler.compiled(letters.replace(data, alles))
    for sentence in letters.sentences():
        meld(sentence)
    return made


def bladzijden(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return max(map(int, _BLADEN.findall(pdf)), default=0)
