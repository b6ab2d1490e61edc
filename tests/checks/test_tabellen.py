"""What the rules find about declared tables and templates, with the place where it stands."""

from __future__ import annotations

from dataclasses import replace

from budgetdesk.checks import Kept, Melding, tabellen
from budgetdesk.checks.aanvaarding import plek, plek_van
from budgetdesk.errors import Bevinding
from budgetdesk.session import Session
from budgetdesk.tables.language.fit import findings
from tests.proef import begroting, programma, session
from tests.tables.language.proef import declared

POSTEN = "".join(
    f'[post.{sleutel}]\nnaam = "Raad"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 10\n' for sleutel in ("a", "b")
)
ALLES = declared(
    'dekt = "lasten"\nrij = [\n{ per = "post", maat = "lasten" },\n{ waar = { post = ["a", "c"] }, maat = "lasten" } ]'
)


def found(opened: Session, **changes: object) -> list[Melding]:
    figures = replace(opened.cijfers, eigen={"x": ALLES}, **changes)  # type: ignore[arg-type]
    return Kept(opened.dossier, lambda: figures).found(tabellen.RULES)


def test_a_table_of_the_dossier_is_looked_at_where_it_stands() -> None:
    meldingen = found(session(programma(POSTEN)))
    assert [(m.code, m.plaats and (m.plaats.bestand, m.plaats.regel, m.plaats.sleutel)) for m in meldingen] == [
        ("BD502", ("templates/tabellen.toml", 6, "tabel.x.rij[1].waar.post")),
        ("BD503", ("templates/tabellen.toml", 5, "tabel.x.rij[0]")),
        ("BD501", ("templates/tabellen.toml", 3, "tabel.x.dekt")),
    ]


def test_what_is_found_of_a_table_is_known_again_by_its_place() -> None:
    opened = session(programma(POSTEN))
    for melding, bevinding in zip(found(opened), findings(ALLES, opened.cijfers), strict=True):
        assert isinstance(bevinding, Bevinding)
        assert plek(melding) == plek_van(bevinding)


def test_a_template_that_misleads_is_found() -> None:
    opened = session(programma(POSTEN), begroting=begroting("[emu]\ndotaties.2026 = 1\n", sjabloon="jaarrekening"))
    kolommen = opened.sjabloon.kolommen
    verschil = next(i for i, kolom in enumerate(kolommen) if kolom.verschil)
    year = [i for i, kolom in enumerate(kolommen) if kolom.jaar == 2026 and not kolom.verschil][:2]
    wrong = replace(opened.sjabloon, resultaat=verschil, verloop=(verschil, *year))
    codes = [(m.code, m.adres.pad) for m in found(opened, sjabloon=wrong) if m.adres.soort != "tabel"]
    assert codes == [("BD105", "resultaat"), ("BD105", "verloop"), ("BD504", "verloop")]


RATIOS = """
[kengetallen]
woonlasten.2026 = 900
woonlasten_landelijk.2025 = 950

[balans]
bouwgronden.2025 = 5
eigen_vermogen.2025 = 10
"""


def test_ratios_that_could_be_shown_are_a_remark_until_the_dossier_says_whether_it_is_whole() -> None:
    text = POSTEN.replace("lasten.begroting", "baten.begroting")

    def codes(more: str) -> list[str]:
        opened = session(programma(text), begroting=begroting(RATIOS + more))
        return [m.code for m in Kept(opened.dossier, lambda: opened.cijfers).found(tabellen.RULES)]

    assert codes("") == ["BD506"]
    assert codes("[weergave]\ngeheel = true\n") == codes("[weergave]\ngeheel = false\n") == []
