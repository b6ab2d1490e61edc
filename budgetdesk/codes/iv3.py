"""Iv3: codes while drafting, and what a statement would be refused for (codes BD45x and BD53x)."""

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
        "Vul de stand van elke balanscode in.",
        "Iv3, PF001 tot en met PF008",
    ),
    _let_op(
        "BD530",
        "Een balanscode staat niet in de lijst van het jaar.",
        "Kies een balanscode van Iv3.",
        "Iv3, DF003",
    ),
    _let_op(
        "BD531",
        "Een categorie kan niet bij deze balanscode.",
        "Kies een andere categorie of een andere balanscode.",
        "Iv3, grijze cellen; PF002 en PF005",
    ),
    _fout(
        "BD532",
        "De balans van een realisatie sluit niet.",
        "Maak de activa en passiva onder [iv3.balans] gelijk.",
        "Iv3, PF007 en PF008",
    ),
    _fout(
        "BD533",
        "Een balanscode verandert anders dan zijn mutaties zeggen.",
        "Verbeter de stand, of de mutaties onder [iv3.balans_lasten] en [iv3.balans_baten].",
        "Iv3, PF003",
    ),
    _fout(
        "BD534",
        "Wat taakvelden en balans met elkaar verrekenen is niet gelijk.",
        "Zet de andere kant onder [iv3.balans_lasten] of [iv3.balans_baten], of bij een post.",
        "Iv3, PF004",
    ),
    _fout(
        "BD535",
        "De lopende rekening en de financiële rekening zijn niet gelijk.",
        "Controleer de standen van vorderingen, schulden en liquide middelen.",
        "Iv3, PF001",
    ),
    _let_op(
        "BD536",
        "Een kwartaal is lager dan het kwartaal ervoor.",
        "Realisatie per kwartaal telt op vanaf 1 januari; vul het totaal tot en met het kwartaal in.",
    ),
    _fout(
        "BD537",
        "Een realisatie houdt op bij het vorige kwartaal.",
        "Vul het totaal tot en met dit kwartaal in, ook als er niets bij kwam.",
    ),
)
