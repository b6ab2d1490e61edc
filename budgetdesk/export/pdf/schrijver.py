"""A document as the bytes of a PDF."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from budgetdesk.document.blokken import Document
from budgetdesk.errors import Refused
from budgetdesk.export.pdf.inhoud import inhoud
from budgetdesk.export.pdf.lay_out import Layout
from budgetdesk.export.pdf.letterkeus import gekozen
from budgetdesk.export.pdf.letters import Letters, alles
from budgetdesk.export.pdf.vorm import vorm
from budgetdesk.export.pdf.zetter import zetter

_BLADEN: Final = re.compile(rb"/Type/Pages/Count (\d+)")


def to_pdf(document: Document, meld: Callable[[str], None], layout: Layout | None = None) -> bytes:
    """Return the document as a PDF in its house style; equal input gives equal bytes.

    `layout` goes before ours. `meld` is told of each character without a glyph, and of a letter that is not there.
    Raises UsageError where the extra is not installed, LimitExceeded where the layout takes too much time or memory,
    Refused where it fails, Afgebroken once it is called off.
    """
    stijl = document.huisstijl
    with zetter(layout, stijl.logo, stijl.lettertypen) as compiler:
        letter = gekozen(stijl, compiler.letters, compiler.families, meld)
        data = inhoud(document, vorm(stijl, letter)) | {"logo": compiler.logo}
        letters = Letters(letter.bekend)
        try:
            made = compiler.compiled(letters.replace(data, partial(compiler.without, letter)))
        except Refused:
            if layout:
                raise
            # letters inside typst may fail within a text what they do alone; those of ours do not
            letters = Letters(letter.bekend)
            made = compiler.compiled(letters.replace(data, alles))
    for sentence in letters.sentences():
        meld(sentence)
    return made


def bladzijden(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return max(map(int, _BLADEN.findall(pdf)), default=0)
