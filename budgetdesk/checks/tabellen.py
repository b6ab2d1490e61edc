"""Declared tables of a dossier that do not fit it, or do not hold what they should (codes BD105, BD108, BD50x).

What is wrong with a declaration or a template by itself is found while reading it. These rules are about totals,
so that this module imports the cube.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, EVERYTHING, Look, Rule
from budgetdesk.errors import Bevinding
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.begroting import Balanscijfers, Weergavekeuzes, Woonlasten
from budgetdesk.tables.kengetallen import kengetallen
from budgetdesk.tables.language.fit import findings, template_findings


def tables_that_do_not_fit(look: Look) -> Iterator[Melding]:
    """BD108, BD501, BD502, BD503, BD505, BD507: a table cannot be built here, misses amounts, or misleads."""
    for naam, tabel in look.cijfers.eigen.items():
        for bevinding in findings(tabel, look.cijfers):
            yield _melding(bevinding, Adres(tabel.bestand, "tabel", naam, "rij"))


def templates_that_mislead(look: Look) -> Iterator[Melding]:
    """BD105, BD504: a template takes a difference for an amount, or shows amounts twice in its course."""
    for bevinding in template_findings(look.cijfers.sjabloon, look.cijfers):
        yield _melding(bevinding, Adres(bevinding.plaats.bestand, "", "", bevinding.plaats.sleutel or "kolom"))


def ratios_that_are_not_shown(look: Look) -> Iterator[Melding]:
    """BD506: every ratio can be computed, and nothing says whether the dossier is the whole municipality."""
    cijfers, begroting = look.cijfers, look.cijfers.dossier.begroting
    # few dossiers of a part have what ratios take, and working them out takes more than all other rules
    if not begroting.single(Woonlasten).waarden or not begroting.single(Balanscijfers).waarden:
        return
    if cijfers.is_geheel or begroting.single(Weergavekeuzes).waarden.get("geheel") is not None:
        return
    if all(any(exact is not None for exact in kengetal.exact) for kengetal in kengetallen(cijfers)):
        tekst = "alle kengetallen zijn te berekenen; zij worden alleen van een hele gemeente getoond."
        yield Melding("BD506", Adres(BEGROTING, "weergave", "", "geheel"), tekst)


def differences_that_mislead(look: Look) -> Iterator[Melding]:
    """BD508: plus is not favourable on every row of a column of differences, and nobody chose that."""
    kop = next((kolom.kop for kolom in look.cijfers.sjabloon.kolommen if kolom.verschil), "")
    dossier = look.cijfers.dossier
    is_chosen = Weergavekeuzes.verschil.sleutel in dossier.begroting.single(Weergavekeuzes).waarden
    if kop and not is_chosen and not dossier.weergave.plus_is_voordelig:
        tekst = f"`verschil` ontbreekt: in de kolom `{kop}` is plus met deze tekens niet op elke regel voordelig."
        yield Melding("BD508", Adres(BEGROTING, "weergave", "", Weergavekeuzes.verschil.sleutel), tekst)


def _melding(bevinding: Bevinding, adres: Adres) -> Melding:
    return Melding(bevinding.code, adres, bevinding.tekst, bevinding.remedie, plaats=bevinding.plaats)


RULES: Final = (
    Rule(("BD108", "BD501", "BD502", "BD503", "BD505", "BD507"), tables_that_do_not_fit, EVERYTHING),
    Rule(("BD105", "BD504"), templates_that_mislead, EVERYTHING),
    Rule(("BD506",), ratios_that_are_not_shown, EVERYTHING),
    Rule(("BD508",), differences_that_mislead, DOSSIER),
)
