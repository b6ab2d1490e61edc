"""Overhead outside the overview that the BBV asks for (code BD441)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE_AMONG_OTHERS, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Post, Programma

_OVERHEAD: Final = "overhead"
_TAAKVELD: Final = "0.4"
"""The taakveld of overhead (BBV art. 17: it has an overview of its own since 2017)."""


def overhead_on_programmas(look: Look) -> Iterator[Melding]:
    """BD441: a post has the taakveld of overhead outside the overview of overhead, where the dossier has one."""
    if _kind(look.bestand) != _OVERHEAD and any(_kind(programma) == _OVERHEAD for programma in look.dossier.programmas):
        for post in look.bestand.van(Post):
            if post.taakveld == _TAAKVELD:
                tekst = f"post `{post.naam}` is overhead (taakveld {_TAAKVELD}), maar staat bij `{look.bestand.titel}`."
                yield Melding("BD441", Adres(look.bestand.naam, "post", post.sleutel, "taakveld"), tekst)


def _kind(bestand: Bestand) -> str:
    return bestand.single(Programma).soort_


RULES: Final = (Rule(("BD441",), overhead_on_programmas, FILE_AMONG_OTHERS),)
