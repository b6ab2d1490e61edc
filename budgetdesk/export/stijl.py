"""The house style as a style sheet, after that of every page: values of it that were not chosen stay as they are."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Final

from budgetdesk.document.huisstijl import Huisstijl, leesbaar_op
from budgetdesk.storage.beelden import Beeld

_DONKER: Final = "#12181f"
"""The dark surface of a page, as its style sheet has it."""


def stijl(huisstijl: Huisstijl) -> str:
    """Return its rules, nothing where nothing was chosen; on a dark page colours are light enough to be read."""
    chosen = {
        "--kop": huisstijl.hoofdkleur,
        "--reeks-1": huisstijl.hoofdkleur,
        "--accent": huisstijl.accentkleur,
        "--reeks-2": huisstijl.accentkleur,
    }
    light = {naam: kleur for naam, kleur in chosen.items() if kleur}
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


def data_url(beeld: Beeld) -> str:
    """Return an image as an address that holds it."""
    return f"data:{beeld.soort};base64,{base64.b64encode(beeld.inhoud).decode()}"
