"""The workbook of the sample municipality, made and read once: no other one takes as long."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import build_file
from budgetdesk.tables.signed import Cijfers
from tests.export.test_workbook import Blad, lees
from tests.proef import sample

INFO = Documentinfo("Begroting", "Voorbeeldstad", "voorbeeldstad-2027")
VOORBEELDSTAD = Path(__file__).parents[2] / "sample_budgets" / "voorbeeldstad-2027"


@dataclass(frozen=True, slots=True)
class Werkboek:
    """A workbook: its bytes, its sheets and its parts."""

    data: bytes
    bladen: Sequence[Blad]
    parts: dict[str, ET.Element]


@cache
def cijfers() -> Cijfers:
    """Return what the tables of the sample are made from."""
    return sample(VOORBEELDSTAD.name).cijfers


@cache
def werkboek() -> Werkboek:
    """Return the workbook of all programmas of the sample."""
    return made(cijfers())


def made(shown: Cijfers, *numbers: int) -> Werkboek:
    """Return the workbook of programmas by their number, of all for none."""
    programmas = [b for b in shown.dossier.programmas if not numbers or b.nummer in numbers]
    data = build_file(".xlsx", shown, programmas, INFO)
    bladen, _, parts = lees(data)
    return Werkboek(data, bladen, parts)


def of(shown: Cijfers, *numbers: int) -> Werkboek:
    """Return a workbook as `made` does, that of the whole sample from memory."""
    return made(shown, *numbers) if numbers or shown is not cijfers() else werkboek()
