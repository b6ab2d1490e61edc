"""The list of everything that differs: what its lines say, in which unit, and where they lead."""

from __future__ import annotations

from budgetdesk.session import Session
from budgetdesk.session.diff import Diff
from budgetdesk.tui.dialogs.verschilvel import Verschilvel
from tests.proef import Maak


def test_a_list_of_differences_has_one_unit_and_exact_euros_below_and_says_where_enter_leads(dossier: Maak) -> None:
    post = "[beleidsterrein.1A]\nnaam = 'B'\n\n[post.raad]\nnaam = 'Raad'\nbeleidsterrein = '1A'\n"
    oud, nieuw = (
        Session.open(dossier(f"{post}lasten.begroting.2026 = {lasten}\n"), read_only=True)
        for lasten in (2_633_400, 2_776_799)
    )
    found = Diff.of(oud, nieuw, "toen", "nu")
    vel = Verschilvel(found)
    assert {line.verschil for line in found.lines() if line.kolom} == {"+143", "+143, +5,4 %"}
    assert vel.bijschrift.endswith(" · x € 1.000")
    at = next(i for i in range(len(vel.getoond)) if (line := vel.regel(i)) and line.naam == "Raad")
    assert vel.onder(at) == "€ 2.633.400 → € 2.776.799 (+€ 143.399) · Raad lasten Begroting 2026"
    assert vel.toetsen[0].startswith("Enter ga erheen · ")
    before = Verschilvel(found, vooraf=True)
    assert before.toetsen[0].startswith("Enter terug naar de vraag · ")
    assert before.voettoetsen[1] == ("Enter", "Terug naar de vraag")
