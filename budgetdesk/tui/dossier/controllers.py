"""The controllers of one dossier, put together."""

from __future__ import annotations

from dataclasses import dataclass

from budgetdesk.tui.dossier.adopt import Adopt
from budgetdesk.tui.dossier.beeldkeuze import Beeldkeuze
from budgetdesk.tui.dossier.blocks import Blocks
from budgetdesk.tui.dossier.book import Book
from budgetdesk.tui.dossier.carry import Carry
from budgetdesk.tui.dossier.compare import Compare
from budgetdesk.tui.dossier.decision import Decision
from budgetdesk.tui.dossier.desk import Desk
from budgetdesk.tui.dossier.documents import Documents
from budgetdesk.tui.dossier.edit import Edit
from budgetdesk.tui.dossier.editor import Editor
from budgetdesk.tui.dossier.explain import Explain
from budgetdesk.tui.dossier.exporteren import Exporteren
from budgetdesk.tui.dossier.findings import Findings
from budgetdesk.tui.dossier.formulieren import Formulieren
from budgetdesk.tui.dossier.grafieken import Grafieken
from budgetdesk.tui.dossier.hulp import Hulp
from budgetdesk.tui.dossier.inlezen import Inlezen
from budgetdesk.tui.dossier.iv3 import Iv3
from budgetdesk.tui.dossier.navigate import Navigate
from budgetdesk.tui.dossier.notities import Notities
from budgetdesk.tui.dossier.outside import Questions, Work
from budgetdesk.tui.dossier.recovery import Recovery
from budgetdesk.tui.dossier.rollover import Rollover
from budgetdesk.tui.dossier.samenvoegen import Samenvoegen
from budgetdesk.tui.dossier.save import Save
from budgetdesk.tui.dossier.scenarios import Scenarios
from budgetdesk.tui.dossier.structure import Structure
from budgetdesk.tui.dossier.tabellen import Tabellen
from budgetdesk.tui.dossier.vastleg import Vastleg
from budgetdesk.tui.dossier.wie import Wie
from budgetdesk.tui.dossier.writing import Writing
from budgetdesk.tui.dossier.yearly import Yearly
from budgetdesk.tui.dossier.zoeken import Zoeken


@dataclass(frozen=True, slots=True)
class Controllers:
    """Each by the name that the registry of actions knows it by."""

    navigate: Navigate
    book: Book
    adopt: Adopt
    decision: Decision
    documents: Documents
    edit: Edit
    blocks: Blocks
    structure: Structure
    explain: Explain
    grafieken: Grafieken
    findings: Findings
    notes: Notities
    compare: Compare
    beeldkeuze: Beeldkeuze
    hulp: Hulp
    wie: Wie
    save: Save
    exporteren: Exporteren
    recovery: Recovery
    yearly: Yearly
    rollover: Rollover
    carry: Carry
    iv3: Iv3
    forms: Formulieren
    inlezen: Inlezen
    tables: Tabellen
    vastleg: Vastleg
    scenarios: Scenarios
    zoeken: Zoeken

    @classmethod
    def at(cls, desk: Desk, ask: Questions, work: Work) -> Controllers:
        """Return the controllers that work at a desk."""
        editor = Editor(desk, ask)
        navigate = Navigate(desk, editor)
        adopt = Adopt(desk, ask)
        book = Book(desk, ask, adopt)
        writing = Writing(desk, ask, work)
        compare = Compare(desk, ask, work, navigate)
        notes = Notities(desk, ask, navigate)
        save = Save(desk, ask, compare)
        vastleg = Vastleg(desk, ask, work, save, compare)
        scenarios = Scenarios(desk, ask, work, compare, vastleg, Samenvoegen(desk, ask, work, vastleg))
        findings = Findings(desk, ask, navigate, compare, notes, vastleg, scenarios)
        return cls(
            navigate,
            book,
            adopt,
            Decision(desk, ask, writing),
            Documents(desk, ask),
            Edit(desk, editor, book, navigate),
            Blocks(desk, book),
            Structure(desk, ask, navigate),
            Explain(desk, ask, navigate),
            Grafieken(desk, ask, navigate),
            findings,
            notes,
            compare,
            Beeldkeuze(desk, work, compare, navigate),
            Hulp(desk),
            Wie(desk, ask, work),
            save,
            Exporteren(desk, ask, work, writing, save, findings),
            Recovery(desk, ask, work),
            Yearly(desk, ask),
            Rollover(desk, ask, work),
            Carry(desk, ask, work),
            Iv3(desk, ask, work, navigate),
            Formulieren(desk, ask, work, writing),
            Inlezen(desk, ask),
            Tabellen(desk, ask),
            vastleg,
            scenarios,
            Zoeken(desk, ask, work, navigate),
        )
