"""Which Iv3 a file is, and reading it: JSON, the workbook of CBS, or a csv of its open data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from budgetdesk.errors import InputError, Plaats, UsageError
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.iv3cbs import is_cbs, lees_cbs
from budgetdesk.importing.iv3in import GEEN_IV3, Iv3bestand
from budgetdesk.importing.iv3json import lees_json
from budgetdesk.importing.iv3model import is_model, lees_model
from budgetdesk.importing.lezen import lees
from budgetdesk.importing.lezen.grenzen import MAX_CSV
from budgetdesk.storage.limits import check_size
from budgetdesk.storage.reader import no_collection, read_bytes


def kenmerk(bron: Bron) -> str:
    """Return in Dutch by what a file is seen to be Iv3; empty where it is none.

    JSON has no sheets to tell it by, and nothing else that is read comes so: whoever reads it holds it against its
    structure.
    """
    if bron.soort == "json":
        return "json"
    if is_model(bron):
        return "het model van het CBS"
    return "open data van het CBS" if is_cbs(bron) else ""


def is_iv3(bron: Bron) -> bool:
    """Return whether sheets are the workbook of CBS or its open data."""
    return is_model(bron) or is_cbs(bron)


def uit_bron(bron: Bron, gemeentecode: str = "") -> Iv3bestand:
    """Return the Iv3 that sheets hold; `gemeentecode` chooses one municipality of open data.

    Raises InputError where they hold none or it is not right, Onbeslist where one of several has to be chosen, and
    UsageError where the one that is asked for is not there.
    """
    if is_model(bron):
        return lees_model(bron)
    if is_cbs(bron):
        return lees_cbs(bron, gemeentecode)
    tekst = "dit is geen Iv3: geen model van het CBS (Verdelingsmatrix lasten en baten) en geen open data ervan."
    raise InputError.at(Plaats(bron.naam), tekst, code=GEEN_IV3)


def lees_bestand(pad: Path, gemeentecode: str = "") -> Iv3bestand:
    """Return the Iv3 in a file on disk, which is told to be as its path says.

    Raises as `uit_bron`, `lees_json` and `lezen.lees` do, also where it cannot be read, and Afgebroken.
    """
    naam = str(pad)
    data = read_bytes(pad, naam, MAX_CSV)
    if not data:
        check_size(data, naam)
        return lees_json(naam, data)
    return uit(lees(naam, data), lambda: data, gemeentecode)


def uit(bron: Bron, inhoud: Callable[[], bytes], gemeentecode: str = "") -> Iv3bestand:
    """Return the Iv3 that a file holds; `inhoud` gives its bytes, which are JSON where it has no sheets.

    Raises as `uit_bron` and `lees_json` do, UsageError where it is of another municipality than is asked for.
    """
    if bron.soort != "json":
        with no_collection():
            found = uit_bron(bron, gemeentecode)
        return replace(found, verteld=[*(gevonden.zin for gevonden in bron.gevonden), *found.verteld])
    data = inhoud()
    check_size(data, bron.naam)
    found = lees_json(bron.naam, data)
    if gemeentecode and found.gemeentecode != gemeentecode:
        raise UsageError(f"{bron.naam} is van gemeente {found.gemeentecode or 'zonder code'}, niet van {gemeentecode}.")
    return found
