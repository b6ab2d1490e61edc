"""Dimensions: what a record is of, in words that tables filter and group by.

A dimension says per kind of record which member a record belongs to: a text, empty where nothing is filled in.
Kinds that it does not name have no such dimension: a filter on it leaves their amounts out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from budgetdesk.engine.codelijst import MUTATIES_RESERVES
from budgetdesk.model.dossier import Bestand, Record

Label = Callable[[Bestand, Record], str]
"""The member of a dimension that a record belongs to."""

_BEDRAGEN: Final = (
    *("post", "reserve", "voorziening", "investering", "activum", "subsidie", "verbonden_partij"),
    "cijfer",
)
"""The kinds of record that hold amounts."""


@dataclass(frozen=True, slots=True)
class Dimensie:
    """One dimension: its name, and the label of each kind of record that has it."""

    naam: str
    labels: Mapping[str, Label]

    def label(self, bestand: Bestand, record: Record) -> str | None:
        """Return the member that a record belongs to, None where its kind has no such dimension."""
        found = self.labels.get(record.soort)
        return found(bestand, record) if found else None


def _veld(pad: str) -> Label:
    return lambda _, record: str(record.waarden.get(pad, ""))


def _own_key(_: Bestand, record: Record) -> str:
    return record.sleutel


def _doel(bestand: Bestand, record: Record) -> str:
    """Return the goal of the deliverable that a record is for, where there are both."""
    prestatie = bestand.record("prestatie", record.tekst("prestatie"))
    doel = prestatie.tekst("doel") if prestatie else ""
    return doel if bestand.record("doel", doel) else ""


def _programmasoort(bestand: Bestand, _: Record) -> str:
    return soort_programma(bestand) if bestand.soort == "programma" else ""


DEKKINGSMIDDELEN: Final = "algemene-dekkingsmiddelen"

SOORTEN_PROGRAMMA: Final = ("programma", DEKKINGSMIDDELEN, "overhead", "vpb", "onvoorzien")
"""Kinds of programma in the order of the overview of baten and lasten (BBV art. 17)."""


def soort_programma(bestand: Bestand) -> str:
    """Return what kind of programma a file holds; without `soort` it is an ordinary one."""
    kop = bestand.record("programma")
    soort = kop.tekst("soort") if kop else ""
    return soort if soort in SOORTEN_PROGRAMMA else SOORTEN_PROGRAMMA[0]


def programmanaam(bestand: Bestand) -> str:
    """Return the name of a programma with its number; an overview such as overhead goes by its name alone.

    What is of no programma is of the municipality.
    """
    if bestand.soort != "programma":
        return "Gemeente"
    is_plain = soort_programma(bestand) == SOORTEN_PROGRAMMA[0]
    return f"{bestand.nummer} {bestand.titel}" if is_plain else bestand.titel


def _all(label: Label) -> dict[str, Label]:
    return dict.fromkeys(_BEDRAGEN, label)


def _some(pad: str, *soorten: str) -> dict[str, Label]:
    return dict.fromkeys(soorten, _veld(pad))


_FOUND: Final = (
    Dimensie("programma", _all(lambda bestand, _: bestand.naam)),
    Dimensie("soort_programma", _all(_programmasoort)),
    Dimensie("kind", _all(lambda _, record: record.soort)),
    Dimensie("ding", _all(lambda _, record: f"{record.soort}.{record.sleutel}")),
    *(Dimensie(soort, {soort: _own_key}) for soort in _BEDRAGEN),
    Dimensie("beleidsterrein", _some("beleidsterrein", "post", "investering", "verbonden_partij")),
    Dimensie("doel", dict.fromkeys(("post", "investering", "subsidie"), _doel)),
    Dimensie("prestatie", _some("prestatie", "post", "investering", "subsidie")),
    Dimensie("taakveld", {"post": _veld("taakveld"), "reserve": lambda _, __: MUTATIES_RESERVES}),
    Dimensie(
        "hoofdtaakveld", {"post": lambda _, t: t.tekst("taakveld").partition(".")[0], "reserve": lambda _, __: "0"}
    ),
    Dimensie("categorie_lasten", _some("categorie.lasten", "post")),
    Dimensie("categorie_baten", _some("categorie.baten", "post")),
    Dimensie("stelpost", _some("stelpost", "post")),
    Dimensie("functie", _some("functie", "reserve")),
    Dimensie("soort", _some("soort", "reserve", "investering", "verbonden_partij")),
    Dimensie("nut", _some("nut", "investering")),
    Dimensie("ontvanger", _some("ontvanger", "subsidie")),
    Dimensie("groep", _some("groep", "cijfer")),
    Dimensie("gevoteerd", _some("gevoteerd", "investering")),
    Dimensie("landt_op", _some("post", "investering", "activum")),
)

EIGEN: Final = ("bron", "aard", "besluit")
"""Dimensions of an amount itself."""

DIMENSIES: Final = {dimensie.naam: dimensie for dimensie in _FOUND}
"""Every dimension of records by name."""
