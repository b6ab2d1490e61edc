"""Iv3: codes while drafting, and what a statement would be refused for (codes BD45x)."""

from __future__ import annotations

from functools import partial
from typing import Final

from budgetdesk.codes.code import Code

_let_op = partial(Code, "Iv3", "waarschuwing")
_fout = partial(Code, "Iv3", "fout")

IV3: Final = (
    _let_op(
        "BD450",
        "Een taakveld staat niet in de lijst van het jaar.",
        "Kies een taakveld van Iv3.",
        "Iv3, DF001 tot en met DF007",
    ),
    _let_op(
        "BD451",
        "Een categorie staat niet in de lijst van het jaar.",
        "Kies een categorie van Iv3.",
        "Iv3, DF001 tot en met DF007",
    ),
    _let_op(
        "BD452",
        "Een categorie kan niet op dit taakveld.",
        "Kies een andere categorie of een ander taakveld.",
        "Iv3, grijze cellen",
    ),
    _let_op(
        "BD453",
        "Wat onder [contact] staat wordt in een Iv3-bestand geweigerd.",
        "Vul een geldige waarde in.",
        "Iv3-schema 2.1.1",
    ),
    _fout("BD454", "Een bedrag voor Iv3 heeft geen taakveld.", "Vul `taakveld` in.", "Iv3-schema 2.1.1"),
    _fout("BD455", "Een bedrag voor Iv3 heeft geen categorie.", "Vul de categorie in.", "Iv3-schema 2.1.1"),
    _fout(
        "BD456",
        "Een Iv3-bestand zou geweigerd worden om zijn opbouw.",
        "Vul in wat er in begroting.toml ontbreekt.",
        "Iv3, SF001 tot en met SF017",
    ),
    _fout(
        "BD457",
        "De lasten en baten van alle taakvelden zijn niet gelijk.",
        "Geef elke post met bedragen een taakveld en een categorie.",
        "Iv3, PF006",
    ),
    _fout(
        "BD458",
        "Een realisatie gebruikt een categorie die alleen in een begroting kan.",
        "Kies een andere categorie.",
        "Iv3, PF009",
    ),
    _fout(
        "BD459",
        "Bij een realisatie ontbreekt de balans.",
        "Lever de balans uit het financiële pakket aan; met --concept wordt het bestand toch geschreven.",
        "Iv3, PF001 tot en met PF005",
    ),
)
