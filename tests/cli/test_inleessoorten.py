"""The kinds of what can be read in: one list, each told by what a file holds, and all with one form."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

import pytest

from budgetdesk.errors import UsageError
from budgetdesk.importing.mapping import Als
from budgetdesk.session import Session
from budgetdesk.session.inleessoorten import NAMEN, SOORTEN, lees, soort, soort_van
from budgetdesk.session.uitkomst import Aanbod, Verzoek, uit_bytes, uit_pad
from tests.cli.conftest import Run
from tests.importing.iv3bladen import als_csv, als_json, als_xlsx, cbs, document, model
from tests.importing.ledgers import JAREN, MET_SALDI, VAN_JAREN
from tests.proef import Maak

POST: Final = '[post.griffie]\nnaam = "Griffie"\nbeleidsterrein = "1A"\nhouder = "Jan"\ngrootboek = ["6001010"]\n'
REGELS: Final = {("lasten", "0.1", "1.1"): 2_000}


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(POST, import__grootboek=VAN_JAREN)


@pytest.mark.parametrize("naam", ["cijfers.xlsx", "formulier.xlsx", "iv3.json", "grootboek.csv", "x"])
@pytest.mark.parametrize(
    ("data", "als"),
    [
        (als_json(document(REGELS)), "iv3"),
        (als_xlsx(model({cel: euros / 1000 for cel, euros in REGELS.items()})), "iv3"),
        (als_csv(cbs(("GM0099", "0.1", "L1.1", "2026X000", "2", "2"))), "iv3"),
        (JAREN.encode(), "grootboek"),
        (MET_SALDI.encode(), "grootboek"),
        (b"a;b\n1;2\n", "grootboek"),
    ],
    ids=["json", "model", "open data", "ledger", "ledger with balances", "nothing"],
)
def test_a_kind_is_told_by_what_a_file_holds_whatever_it_is_called(
    map_: Path, naam: str, data: bytes, als: str
) -> None:
    assert soort_van(Session.open(map_), uit_bytes(naam, data), Verzoek()).naam == als


def test_a_ledger_report_is_of_the_kind_that_its_way_of_reading_says(dossier: Maak) -> None:
    way = VAN_JAREN.replace('als = "grootboek"', 'als = "rekening"')
    assert way != VAN_JAREN
    session = Session.open(dossier(POST, import__r=way))
    assert soort_van(session, uit_bytes("b", JAREN.encode()), Verzoek()).naam == "rekening"


def test_a_form_and_a_folder_are_told_too(map_: Path, tmp_path: Path, run: Run) -> None:
    form = tmp_path / "begroting.csv.xlsx"
    assert run("formulier", map_, "--houder", "Jan", "--uit", form)[0] == 0
    session = Session.open(map_)
    assert soort_van(session, uit_pad(form), Verzoek()).naam == "formulier"
    assert soort_van(session, uit_pad(tmp_path), Verzoek()).naam == "dossier"


def test_what_somebody_says_goes_before_what_is_recognised(map_: Path) -> None:
    session, aanbod = Session.open(map_), uit_bytes("b", als_json(document(REGELS)))
    assert soort_van(session, aanbod, Verzoek(als="rekening")).naam == "rekening"
    assert soort_van(session, aanbod, Verzoek(mapping="grootboek")).naam == "grootboek"
    with pytest.raises(UsageError, match="Onbekende soort `iets`"):
        soort("iets")


def test_cells_are_read_once_unless_a_csv_is_to_be_read_otherwise() -> None:
    asked: list[tuple[str, str]] = []
    own = uit_bytes("b.csv", b"a;b\n1;2\n")

    def reader(scheiding: str, codering: str) -> object:
        asked.append((scheiding, codering))
        return own.lezer(scheiding, codering)

    aanbod = Aanbod("b.csv", reader, own.inhoud)  # type: ignore[arg-type]
    assert aanbod.bron() is aanbod.bron()
    aanbod.bron(";", "utf-8")
    assert asked == [("", ""), (";", "utf-8")]
    workbook = Aanbod("b", lambda s, c: asked.append((s, c)) or uit_bytes("b", als_json({})).bron(), own.inhoud)  # type: ignore[func-returns-value]
    workbook.bron()
    workbook.bron(";")
    assert len(asked) == 3


def test_every_kind_has_a_name_of_its_own_and_the_help_names_it(run: Run) -> None:
    assert len(set(NAMEN)) == len(SOORTEN)
    text = run("import", "--help")[1]
    assert [naam for naam in NAMEN if naam not in text] == []
    options = {optie for found in SOORTEN for optie in found.opties}
    assert [optie for optie in options if f"{optie} " not in text and f"{optie}\n" not in text] == []
    assert set(get_args(Als)) - {"tabel"} <= set(NAMEN)


@pytest.mark.parametrize(
    "optie", [Verzoek(blad="x"), Verzoek(wint="houder"), Verzoek(mapping="grootboek", kies=("1",))]
)
def test_what_does_not_belong_to_a_kind_is_refused(map_: Path, optie: Verzoek) -> None:
    with pytest.raises(UsageError, match="daarbij hoort geen --"):
        lees(Session.open(map_), [uit_bytes("b", als_json(document(REGELS)))], optie)
