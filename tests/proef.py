"""Small dossiers for tests: a test writes what it is about, and the head that every file needs is filled in.

A text of a programma without `[programma]` gets a number (its place), the name "P" and the policy areas that it
names; a text of `begroting.toml` without `formaat` gets municipality, year and template. Whoever tests a head writes
it, and bytes are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import pytest
from _pytest.mark import ParameterSet

from budgetdesk.engine.totalen import Totalen
from budgetdesk.model import dossier as model
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.session import Session
from budgetdesk.storage.reader import file_kind, read_contents
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load

SAMPLES: Final = Path(__file__).parents[1] / "sample_budgets"

NAAM: Final = "programmas/01-p.toml"
"""The file of the first programma of a small dossier."""

_TERREIN: Final = re.compile(r'^beleidsterrein = "(\w+)"$', re.MULTILINE)


class Maak(Protocol):
    """Make a dossier on disk: a text per programma, `begroting.toml`, other files by path (`wijzigingen__a`)."""

    def __call__(self, *programmas: str | bytes, begroting: str | bytes = "", **overig: str | bytes) -> Path: ...


def sampled(cases: Iterable[Any], step: int) -> list[ParameterSet]:
    """Return the cases of a parametrised test: every day the first of each so many, the others in the long run."""
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=[pytest.mark.lang] if n % step else [])
        for n, case in enumerate(cases)
    ]


def soaked(cases: Iterable[Any], step: int, *, asked: bool) -> list[ParameterSet]:
    """Return the cases of a slow test: the first of each so many in the long run, all where a soak is `asked` for."""
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=[pytest.mark.lang])
        for n, case in enumerate(cases)
        if asked or n % step == 0
    ]


def begroting(text: str = "", *, jaar: int = 2026, sjabloon: str = "begroting") -> str:
    """Return a `begroting.toml` with these settings."""
    return f'formaat = 1\ngemeente = "Proef"\njaar = {jaar}\nsjabloon = "{sjabloon}"\n{text}'


def programma(text: str = "", nummer: int = 1, *, naam: str = "P", kop: str = "") -> str:
    """Return the file of a programma: its head with other keys in `kop`, the policy areas it names, and the text."""
    named = (t for t in dict.fromkeys(_TERREIN.findall(text)) if f"[beleidsterrein.{t}]" not in text)
    terreinen = "".join(f'[beleidsterrein.{t}]\nnaam = "{t}{t[-1].lower()}"\n' for t in named)
    return f'[programma]\nnummer = {nummer}\nnaam = "{naam}"\n{kop}{terreinen}{text}'


def inhoud(*programmas: str | bytes, begroting: str | bytes = "", **overig: str | bytes) -> dict[str, bytes]:
    """Return the files of a dossier: path to bytes."""
    files = {"begroting.toml": begroting}
    files |= {f"programmas/{n:02}-p.toml": text for n, text in enumerate(programmas, 1)}
    files |= {f"{naam.replace('__', '/')}.toml": text for naam, text in overig.items()}
    return {naam: text if isinstance(text, bytes) else _whole(naam, text).encode() for naam, text in files.items()}


def _whole(naam: str, text: str) -> str:
    folder, _, stem = naam.removesuffix(".toml").rpartition("/")
    if naam == model.BEGROTING and not re.search(r"^formaat\b", text, re.MULTILINE):
        return begroting(text)
    return programma(text, int(stem[:2])) if folder == "programmas" and "[programma" not in text else text


@cache
def sample(naam: str, document: str = "") -> Session:
    """Return a session on a sample, one for all tests of a process: to be looked at only."""
    return Session.open(SAMPLES / naam, read_only=True, document=document)


def session(*programmas: str, begroting: str = "", **overig: str) -> Session:
    """Return a session on a dossier that stands nowhere on disk: for looking and editing, not for saving."""
    return Session(read_contents(Path("proef"), inhoud(*programmas, begroting=begroting, **overig)))


def van_tabellen(
    *programmas: Iterable[Record],
    begroting: Iterable[Record] = (),
    besluiten: Sequence[Iterable[Record]] = (),
    jaar: int = 2026,
    sjabloon: str = "begroting",
) -> Dossier:
    """Return a dossier of records, amounts in cents: per programma, of `begroting.toml`, and per decision.

    A record of the head itself takes the place of the one that is filled in. Decisions are drafts.
    """
    return Dossier(
        {
            bestand.naam: bestand
            for bestand in (
                _bestand(model.BEGROTING, Record("", "", {"jaar": jaar, "sjabloon": sjabloon}), begroting),
                *(
                    _bestand(f"programmas/{n:02}-p.toml", Record("programma", "", {"nummer": n, "naam": "P"}), records)
                    for n, records in enumerate(programmas, 1)
                ),
                *(
                    _bestand(f"wijzigingen/{n}.toml", Record("wijziging", "", {"status": "ontwerp"}), records)
                    for n, records in enumerate(besluiten, 1)
                ),
            )
        }
    )


def _bestand(naam: str, head: Record, records: Iterable[Record]) -> Bestand:
    return Bestand(naam, file_kind(naam) or "begroting", {(t.soort, t.sleutel): t for t in (head, *records)})


def cijfers(dossier: Dossier) -> Cijfers:
    """Return the figures of a dossier as its template shows them."""
    template = load(dossier.sjabloon, dossier.jaar)
    return Cijfers(dossier, Totalen(dossier, template.ramingen), template, dossier.weergave)
