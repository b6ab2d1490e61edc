"""A begrotingswijziging as a document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from budgetdesk.document.blokken import Alinea, Document, Kenmerken, Kop, Opsomming, Tabel
from budgetdesk.document.boom import Kopregel
from budgetdesk.document.wijziging import build
from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.besluiten import find
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.tables.mutaties import effect_in_words
from budgetdesk.tables.sjabloon import names
from tests.document.gelezen import blokken, grids, loopkoppen, onder, titels
from tests.proef import Maak, begroting, programma

PROGRAMMA = programma(
    '[post.p]\nnaam = "Wegen"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 1_000_000\n', naam="Bestuur"
)
BESLUIT = (
    '[wijziging]\nnummer = "2026-07"\nnaam = "Kaderbrief"\nbesluit = "RV 26.0044"\ndatum = 2026-07-02\n'
    'status = "vastgesteld"\n'
    '[mutatie.a]\nprogramma = 1\npost = "p"\nonderwerp = "Asfalt"\naard = "incidenteel"\ntot = 2026\n'
    'lasten.2026 = 40_000\ntoelichting = """Nodig:\n- fietspad"""\n'
    '[mutatie.b]\nprogramma = 1\npost = "p"\nonderwerp = "Bruggen"\nlasten.2025 = 5_000\n'
)


def made(pad: Path) -> Document:
    cijfers = Session.open(pad).cijfers
    return build(cijfers, find(cijfers.dossier, "2026-07"), "Proef", "Dossier proef")


def test_a_decision_says_what_it_is_what_it_does_and_why(dossier: Maak) -> None:
    document = made(dossier(PROGRAMMA, wijzigingen__a=BESLUIT))
    assert document.titel == "Begrotingswijziging 2026-07 Kaderbrief"
    facts = (("Raadsbesluit", ("RV 26.0044",)), ("Datum", ("2-7-2026",)), ("Status", ("vastgesteld",)))
    assert blokken(document)[:4] == [
        Kopregel(1, Kop("Programmabegroting 2026"), "wijziging"),
        Kenmerken(facts),
        Alinea("Het begrotingssaldo na reserves wordt in 2026 € 40.000 nadeliger."),
        Kopregel(2, Kop("Wijziging per programma"), "wijziging/per-programma"),
    ]
    assert blokken(document)[5:] == [
        Kopregel(2, Kop("Toelichting"), "wijziging/toelichting"),
        Kopregel(3, Kop("1) Asfalt"), "wijziging/toelichting/mutatie-a"),
        Alinea("Incidenteel € 40.000 hogere lasten in 2026."),
        Alinea("Nodig:"),
        Opsomming(("fietspad",)),
        Kopregel(3, Kop("2) Bruggen"), "wijziging/toelichting/mutatie-b"),
        Alinea("Deze mutatie verandert niets in 2026 of later."),
    ]


def test_its_table_is_the_one_that_is_printed_with_its_notes_as_text(dossier: Maak) -> None:
    blok = blokken(made(dossier(PROGRAMMA, wijzigingen__a=BESLUIT)))[4]
    assert isinstance(blok, Tabel)
    assert not blok.grid.noten
    (row,) = (r for r, rij in enumerate(blok.grid.rijen) if rij.scope == Scope("post", "p"))
    assert blok.grid.rijen[row].naam == "Wegen 1) 2)"
    assert [blok.grid.cell(row, k) for k in range(3)] == ["1.000", "40", "1.040"]


def test_a_decision_without_mutations_is_still_a_document(dossier: Maak) -> None:
    bare = '[wijziging]\nnummer = "2026-07"\nnaam = "Leeg"\n'
    document = made(dossier(PROGRAMMA, wijzigingen__a=bare))
    assert Alinea("Het begrotingssaldo na reserves verandert niet.") in blokken(document)
    assert (2, "Toelichting") not in titels(document)


KREDIET = programma(
    '[post.p]\nnaam = "Beheer"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5_000\n'
    '[investering.brug]\nnaam = "Brug"\nnut = "maatschappelijk"\nnummer = "71"\nuitgaven.2026 = 200_000\n'
    'uitgaven.2027 = 300_000\n[investering.kade]\nnaam = "Kade"\nnut = "maatschappelijk"\nuitgaven.2026 = 900_000\n',
    2,
    naam="Wegen",
)
DUURDER = (
    '[wijziging]\nnummer = "2026-07"\nnaam = "Meer brug"\nstatus = "vastgesteld"\ntelt_mee = "wijziging"\n'
    'datum = 2026-07-02\ntoelichting = "De aanbesteding viel tegen."\n'
    '[mutatie.a]\nprogramma = 1\npost = "p"\nonderwerp = "Asfalt"\nlasten.2026 = 40_000\ndekking = "saldo"\n'
    '[mutatie.b]\nprogramma = 2\ninvestering = "brug"\nonderwerp = "Duurder"\nuitgaven.2026 = 50_000\n'
)


def test_the_credits_that_a_decision_changes_stand_apart_with_what_they_become(dossier: Maak) -> None:
    document = made(dossier(PROGRAMMA, KREDIET, wijzigingen__a=DUURDER))
    assert (2, "Kredieten") in titels(document)
    _, grid = grids(document)
    rows = [[rij.naam, *cells] for rij, cells in zip(grid.rijen, grid.cells(), strict=True)]
    assert rows == [["71 Brug 2)", "2 Wegen", "500", "50", "550"], ["Totaal", "", "500", "50", "550"]]
    assert Alinea("De aanbesteding viel tegen.") in blokken(document)


def test_a_report_that_is_open_does_not_rename_the_budget_that_is_amended(dossier: Maak) -> None:
    year = (
        '[document.begroting]\nsjabloon = "begroting"\ntitel = "Begroting van 2026"\n'
        '[document.vgr-1]\nsjabloon = "voortgangsrapportage"\ntitel = "Eerste rapportage"\n'
    )
    pad = dossier(PROGRAMMA, begroting=year, wijzigingen__a=BESLUIT)
    for document in ("begroting", "vgr-1"):
        cijfers = Session.open(pad, document=document).cijfers
        found = build(cijfers, find(cijfers.dossier, "2026-07"), "Proef")
        assert titels(found)[0] == (1, "Begroting van 2026")
    plain = Session.open(dossier(PROGRAMMA, begroting=begroting(sjabloon="jaarrekening"), wijzigingen__a=BESLUIT))
    assert titels(build(plain.cijfers, find(plain.dossier, "2026-07"), "Proef"))[0] == (1, "Begroting 2026")


def test_what_moves_between_years_says_so_in_the_title(dossier: Maak) -> None:
    moved = '[wijziging]\nnummer = "2026-07"\nnaam = "Later"\nsoort = "kasschuif"\n'
    assert made(dossier(PROGRAMMA, wijzigingen__a=moved)).titel == "Begrotingswijziging 2026-07 Later (kasschuif)"


EIGEN = """
[opmaak]
titel = "Raadsbesluit {nummer} van {datum}"

[deel.vooraf]
kop = "Wat wij de raad voorstellen"
wat = "lijst:mutaties"
regel = "{kop} ({dekking})"

[deel.programma]
per = "programma"
kop = "{nummer} {naam}"
wat = ["tabel:begrotingswijziging", "tabel:kredietwijziging"]

[deel.mutatie]
in = "programma"
per = "mutatie"
loopkop = "{nummer}. {kop}:"
wat = "lijst:gevolgen"
"""


def test_a_dossier_lays_its_decisions_out_otherwise_per_programma_and_per_mutation(dossier: Maak) -> None:
    pad = dossier(PROGRAMMA, KREDIET, programma(nummer=3), wijzigingen__a=DUURDER, templates__begrotingswijziging=EIGEN)
    document = made(pad)
    assert document.titel == "Raadsbesluit 2026-07 van 2-7-2026"
    assert titels(document) == [(1, "Wat wij de raad voorstellen"), (1, "1 Bestuur"), (1, "2 Wegen")]
    assert onder(document, "Wat wij de raad voorstellen") == [Opsomming(("Asfalt (begrotingssaldo)", "Duurder"))]
    first, second = (onder(document, kop) for kop in ("1 Bestuur", "2 Wegen"))
    assert [rij.scope for blok in first if isinstance(blok, Tabel) for rij in blok.grid.rijen if rij.niveau] == [
        Scope("post", "p")
    ]
    assert [blok.grid.naam for blok in second if isinstance(blok, Tabel)] == ["begrotingswijziging", "kredietwijziging"]
    assert loopkoppen(document) == ["1. Asfalt:", "2. Duurder:"]


def test_a_dossier_changes_one_part_of_the_shipped_document(dossier: Maak) -> None:
    own = 'delen = "begrotingswijziging"\n[deel.toelichting]\nkop = "Waarom"\n[deel.per-programma]\nweg = true\n'
    document = made(dossier(PROGRAMMA, wijzigingen__a=BESLUIT, templates__begrotingswijziging=own))
    assert [kop for niveau, kop in titels(document) if niveau == 2] == ["Waarom"]
    look = '[opmaak]\ntitel = "Wijziging {naam}"\n'
    document = made(dossier(PROGRAMMA, wijzigingen__a=BESLUIT, templates__begrotingswijziging=look))
    assert document.titel == "Wijziging Kaderbrief"
    assert [kop for niveau, kop in titels(document) if niveau == 2] == ["Wijziging per programma", "Toelichting"]


@pytest.mark.parametrize(
    ("toml", "key", "sentence"),
    [
        ('[opmaak]\ntitel = "{dtaum}"\n', "opmaak.titel", "onbekend patroon `{dtaum}`."),
        ('[deel.a]\nin = "b"\n', "deel.a.in", "er is geen deel `b`."),
        ('[deel.a]\nkop = "{commissie}"\n', "deel.a.kop", "onbekend patroon `{commissie}`."),
        ('[deel.a]\nwat = "tabel:programmakosten"\n', "deel.a.wat", "onbekende tabel `programmakosten`."),
        ('[deel.a]\nwat = "grafiek:saldo"\n', "deel.a.wat", "onbekende grafiek `saldo`."),
        ('[deel.a]\nper = "tabel"\n', "deel.a.per", "het document van een besluit noemt elke tabel: `tabel:NAAM`."),
    ],
)
def test_what_such_a_template_has_wrong_is_named_by_check_and_stops_the_document(
    dossier: Maak, toml: str, key: str, sentence: str
) -> None:
    pad = dossier(PROGRAMMA, wijzigingen__a=BESLUIT, templates__begrotingswijziging=toml)
    with pytest.raises(InputError) as refused:
        made(pad)
    plaats = Plaats("templates/begrotingswijziging.toml", 2, key)
    assert [(b.code, b.plaats, b.tekst) for b in refused.value.bevindingen] == [("BD511", plaats, sentence)]
    found = [b for b in Session.open(pad).keuring.bevindingen if b.code == "BD511"]
    assert [(b.plaats, b.tekst) for b in found] == [(plaats, sentence)]


def test_a_template_of_decisions_has_no_columns_and_makes_no_document_of_the_year(dossier: Maak) -> None:
    with pytest.raises(InputError, match=r"kolom. is geen sleutel van het sjabloon van een begrotingswijziging"):
        Session.open(dossier(PROGRAMMA, templates__begrotingswijziging='[kolom.a]\nkop = "x"\n'))
    with pytest.raises(InputError, match="onbekend sjabloon `begrotingswijziging`"):
        Session.open(dossier(PROGRAMMA, begroting=begroting(sjabloon="begrotingswijziging")))
    assert "begrotingswijziging" not in names()


def test_a_text_that_is_nowhere_is_told(dossier: Maak) -> None:
    own = '[deel.a]\nkop = "A"\nwat = ["tekst:toelichting", "tekst:nergens"]\n'
    pad = dossier(PROGRAMMA, wijzigingen__a=BESLUIT, templates__begrotingswijziging=own)
    (found,) = [b for b in Session.open(pad).keuring.bevindingen if b.code == "BD510"]
    assert (found.plaats.bestand, found.plaats.regel) == ("templates/begrotingswijziging.toml", 3)
    assert "`tekst:nergens`" in found.tekst


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ({}, "verandert niet"),
        ({2026: 0, 2027: 0}, "verandert niet"),
        ({2026: -100_00}, "wordt in 2026 € 100 nadeliger"),
        ({2026: 50, 2027: 50}, "wordt in 2026 en 2027 € 0,50 per jaar voordeliger"),
        (
            {2026: 400_00, 2027: -200_00, 2028: 60, 2029: 60},
            "wordt in 2026 € 400 voordeliger, in 2027 € 200 nadeliger en in 2028 en 2029 € 0,60 per jaar voordeliger",
        ),
        ({2026: 100_00, 2027: 0, 2028: 100_00}, "wordt in 2026 € 100 voordeliger en in 2028 € 100 voordeliger"),
    ],
)
def test_the_effect_is_one_sentence(effect: Mapping[int, int], words: str) -> None:
    assert effect_in_words(effect) == f"Het begrotingssaldo na reserves {words}."
