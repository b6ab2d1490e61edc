"""The house style as a style sheet, after that of every page: values of it that were not chosen stay as they are."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Final

from budgetdesk.document.blokken import Document
from budgetdesk.document.huisstijl import Huisstijl, leesbaar_op
from budgetdesk.export.printed import zichtbaar
from budgetdesk.storage.beelden import Beeld

_ACCENT: Final = "#a84300"
"""The colour of a mark, as the style sheet of a page has it."""

_DONKER: Final = "#12181f"
"""The dark surface of a page, as its style sheet has it."""


def gekozen(huisstijl: Huisstijl) -> dict[str, str]:
    """Return the colours that were chosen, by the names that the style sheet of a document gives colours."""
    chosen = {
        "kop": huisstijl.hoofdkleur,
        "reeks-1": huisstijl.hoofdkleur,
        "accent": huisstijl.accentkleur,
        "reeks-2": huisstijl.accentkleur,
    }
    return {naam: kleur for naam, kleur in chosen.items() if kleur}


def stijl(huisstijl: Huisstijl) -> str:
    """Return its rules, nothing where nothing was chosen; on a dark page colours are light enough to be read."""
    light = {f"--{naam}": kleur for naam, kleur in gekozen(huisstijl).items()}
    dark = {naam: leesbaar_op(kleur, _DONKER) for naam, kleur in light.items()}
    return "".join(f"{line}\n" for line in [*_colours(light, dark), *_measures(huisstijl)])


def _colours(light: Mapping[str, str], dark: Mapping[str, str]) -> Iterator[str]:
    for where, kleuren in (("", light), ("(prefers-color-scheme: dark)", dark), ("print", light)):
        rules = "; ".join(f"{naam}: {kleur}" for naam, kleur in kleuren.items())
        if rules:
            yield f"@media {where} {{ :root {{ {rules} }} }}" if where else f":root {{ {rules} }}"


def _measures(huisstijl: Huisstijl) -> Iterator[str]:
    if huisstijl.letter:
        yield f':root {{ --letter: "{huisstijl.letter}" }}'
    if huisstijl.corps is not None:
        yield f"@media print {{ html {{ font-size: {huisstijl.corps:f}pt }} }}"
    if huisstijl.marge is not None:
        yield f"@page {{ margin: {huisstijl.marge}mm }}"


def merk(document: Document) -> str:
    """Return the rule that marks every printed page of a draft, nothing of what is final."""
    if not document.is_draft:
        return ""
    look = f"font: bold 10pt Arial, sans-serif; color: {document.huisstijl.accentkleur or _ACCENT}"
    return f'@page {{ @top-right {{ content: "{_in_css(document.stand)}"; {look} }} }}\n'


def _in_css(text: str) -> str:
    """Return a text within quotes of a style sheet, where it means nothing but itself."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in zichtbaar(text))


def data_url(beeld: Beeld) -> str:
    """Return an image as an address that holds it."""
    return f"data:{beeld.soort};base64,{base64.b64encode(beeld.inhoud).decode()}"
