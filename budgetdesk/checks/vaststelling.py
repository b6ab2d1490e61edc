"""The adopted budget: whether its document and its file agree (codes BD520 and BD521)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, Look, Rule
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import documenten
from budgetdesk.model.dossier import BEGROTING, VASTGESTELD
from budgetdesk.model.kinds.begroting import VASTGESTELD as STATUS
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.kinds.vastgesteld import Vastgesteld
from budgetdesk.model.vastgesteld import adopted, digest_of, in_words, kop

_HERSTEL: Final = f"Zet {VASTGESTELD} terug (`git checkout -- {VASTGESTELD}`)"


def disagreement(look: Look) -> Iterator[Melding]:
    """BD520: a budget is adopted by its status and not by its file, or the reverse, or of another year."""
    stored = look.dossier.stored
    found = adopted(stored)
    if found is None:
        for said in documenten(stored):
            if said.sjabloon == "begroting" and said.status == STATUS:
                adres = Adres(BEGROTING, Document.kind.naam, said.sleutel, Document.status.sleutel)
                tekst = f"document {said.sleutel} is vastgesteld, maar {VASTGESTELD} is er niet."
                doe = f"{_HERSTEL}, of stel de begroting vast met `budgetdesk vaststellen DOSSIER --begroting`."
                yield Melding("BD520", adres, tekst, doe, stored=True)
        return
    head, said_by = kop(found), Vastgesteld.kind.naam
    document = stored.begroting.record(Document, head.document)
    if document is None:
        adres = Adres(VASTGESTELD, said_by, "", Vastgesteld.document.sleutel)
        yield Melding("BD520", adres, f"er is geen [document.{head.document}] in {BEGROTING}.", stored=True)
    elif document.status != STATUS:
        adres = Adres(BEGROTING, Document.kind.naam, document.sleutel, Document.status.sleutel)
        tekst = f"{in_words(found)}, maar de status van document {document.sleutel} is `{document.status}`."
        yield Melding("BD520", adres, tekst, "Zet de status weer op `vastgesteld`.", stored=True)
    if head.jaar != stored.jaar:
        adres = Adres(VASTGESTELD, said_by, "", Vastgesteld.jaar.sleutel)
        tekst = f"vastgesteld is de begroting van {head.jaar}, en dit dossier is van {stored.jaar}."
        yield Melding("BD520", adres, tekst, "Een dossier heeft zijn eigen vastgestelde begroting.", stored=True)


def edited(look: Look) -> Iterator[Melding]:
    """BD521: the adopted budget was edited by hand."""
    found = adopted(look.dossier)
    if found is not None and kop(found).digest != digest_of(found):
        adres = Adres(VASTGESTELD, Vastgesteld.kind.naam, "", Vastgesteld.digest.sleutel)
        tekst = f"{VASTGESTELD} is met de hand gewijzigd: wat er staat, is niet wat is vastgesteld."
        yield Melding("BD521", adres, tekst, f"{_HERSTEL}.", stored=True)


RULES: Final = (
    Rule(("BD520",), disagreement, DOSSIER),
    Rule(("BD521",), edited, DOSSIER),
)
