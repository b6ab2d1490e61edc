"""A dossier that begins: empty, with the programmas of another one, or as a copy of a sample; git where asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError, InputError, Plaats
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.model.kinds.begroting import Dossierkop, Weergavekeuzes
from budgetdesk.model.kinds.programma import Beleidsterrein, Post, Programma
from budgetdesk.model.record import Record
from budgetdesk.storage.atomic import Vervanging, replace_files
from budgetdesk.storage.new import GITIGNORE, NotCreated, empty_files, place
from budgetdesk.storage.newdecision import content_of
from budgetdesk.storage.pathnames import real
from budgetdesk.storage.reader import read_content, read_dossier
from budgetdesk.storage.resources import shipped
from budgetdesk.storage.writer import rewrite

_RAAMWERK: Final[Mapping[str, tuple[str, ...]]] = {
    Programma.kind.naam: ("nummer", "naam", "soort", "commissie", "portefeuilles"),
    Beleidsterrein.kind.naam: ("naam",),
    Post.kind.naam: ("naam", "beleidsterrein", "taakveld", "categorie.lasten", "categorie.baten", "houder"),
}
"""What of a programma is taken over without its amounts, goals and texts: its tree and how that is classified."""

_WEERGAVE: Final = Weergavekeuzes.kind.naam

_VOORGANGER: Final = Dossierkop.voorganger.sleutel

VOORBEELD: Final = "voorbeeldstad-2027"
"""The sample that everything can be tried in."""


@dataclass(frozen=True, slots=True)
class Inhoud:
    """What a dossier begins with besides its own year and name."""

    programmas: Sequence[Bestand]
    begroting: Mapping[tuple[str, str], Waarde] = field(default_factory=dict)
    """Values of `begroting.toml` by table (empty: the root) and key."""


def make(
    doel: Path,
    *,
    gemeente: str,
    jaar: int,
    sjabloon: str,
    programmas_uit: Path | None = None,
    inhoud: Inhoud | None = None,
    saldo: str = "",
) -> list[str]:
    """Make a dossier in `doel`, which does not exist yet or is an empty folder; return warnings (Dutch).

    With `programmas_uit` it has the programmas of that dossier, with their beleidsterreinen and posts, without
    amounts, and prints as that does; with `inhoud` it has what that has; else one programma to fill in. `saldo` says
    how it prints a saldo (`baten-lasten`). Raises NotCreated, InputError where the other one cannot be read, and
    LimitExceeded where a file would be larger than it may be.
    """
    files = empty_files({"gemeente": gemeente, "jaar": jaar, "sjabloon": sjabloon})
    values: dict[tuple[str, str], Waarde] = {}
    if programmas_uit is not None or inhoud is not None:
        files = {naam: data for naam, data in files.items() if not naam.startswith("programmas/")}
    if programmas_uit is not None:
        other = read_dossier(programmas_uit).dossier
        files |= dict(_programmas(other, programmas_uit))
        found = other.begroting.record(Weergavekeuzes)
        values |= {(_WEERGAVE, naam): waarde for naam, waarde in found.waarden.items()} if found else {}
    if inhoud is not None:
        files |= {bestand.naam: content_of(bestand) for bestand in inhoud.programmas}
        values |= inhoud.begroting
    values |= {(_WEERGAVE, Weergavekeuzes.saldo.sleutel): saldo} if saldo else {}
    files[BEGROTING] = _with(files[BEGROTING], values)
    return place(doel, files)


def _with(data: bytes, values: Mapping[tuple[str, str], Waarde]) -> bytes:
    """Return the head of a dossier with other values, by table and key."""
    now = read_content(data, BEGROTING, "begroting")[0].records
    olds = {(soort, pad): now[soort, ""].waarden.get(pad) if (soort, "") in now else None for soort, pad in values}
    edits = [SetValue(Adres(BEGROTING, key[0], "", key[1]), olds[key], value) for key, value in values.items()]
    changing = [edit for edit in edits if edit.oud != edit.nieuw]
    return rewrite(data.decode(), "begroting", changing).encode() if changing else data


def _programmas(other: Dossier, map_: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the file of every programma of a dossier without its amounts."""
    if not other.programmas:
        raise InputError.at(Plaats(str(map_)), "dit dossier heeft geen programma's om over te nemen.", code="BD100")
    for bestand in other.programmas:
        records = (_bare(record) for record in bestand.records.values() if record.soort in _RAAMWERK)
        yield bestand.naam, content_of(Bestand(bestand.naam, bestand.soort, {r.key: r for r in records}))


def _bare(record: Record) -> Record:
    kept: dict[str, Waarde] = {naam: record.waarden[naam] for naam in _RAAMWERK[record.soort] if naam in record.waarden}
    return Record(record.soort, record.sleutel, kept)


# --- samples -------------------------------------------------------------------------------------


def samples() -> dict[str, Path]:
    """Return the samples that come along by name, the one to try everything in first."""
    try:
        folders = sorted(pad for pad in shipped("sample_budgets").iterdir() if (pad / BEGROTING).is_file())
    except OSError:
        return {}
    return {pad.name: pad for pad in sorted(folders, key=lambda pad: pad.name != VOORBEELD)}


def copy_sample(naam: str, doel: Path) -> list[str]:
    """Make a copy of a sample in `doel`, which does not exist yet or is an empty folder; return warnings (Dutch).

    Raises KeyError where there is no such sample, NotCreated.
    """
    sample = samples()[naam]
    files = {pad.relative_to(sample).as_posix(): pad.read_bytes() for pad in sorted(sample.rglob("*")) if _is_of(pad)}
    files[BEGROTING] = _alone(files[BEGROTING], doel)
    return place(doel, {".gitignore": GITIGNORE.encode(), **files})


HUISSTIJL: Final = "huisstijl.docx"
"""The template for Word that municipalities make theirs."""


def copy_house_style(doel: Path) -> list[str]:
    """Make a copy of the template for Word as the file `doel`, in a folder that may be new; return warnings (Dutch).

    Raises NotCreated where something is there already, WriteError.
    """
    if os.path.lexists(doel):
        raise NotCreated(doel, "er staat al iets met deze naam")
    with suppress(OSError):  # what cannot be made is told by who writes in it
        doel.parent.mkdir(exist_ok=True)
    return replace_files([Vervanging(doel, (shipped("templates") / HUISSTIJL).read_bytes(), None)])


def _alone(data: bytes, doel: Path) -> bytes:
    """Return the head of a sample without the dossier of the year before, where the copy has none beside it."""
    text = data.decode()
    before = read_content(data, BEGROTING, "begroting")[0].records["", ""].tekst(_VOORGANGER)
    if not before or real(doel / before).is_dir():
        return data
    return rewrite(text, "begroting", [SetValue(Adres(BEGROTING, "", "", _VOORGANGER), before, None)]).encode()


def _is_of(pad: Path) -> bool:
    """Return whether a file belongs to a sample: not what an app left there that has it open."""
    return pad.is_file() and pad.suffix == ".toml" and not pad.name.startswith(".")


def free(doel: Path) -> Path:
    """Return a folder of this name, or with a number behind it where there is something already."""
    found, number = doel, 1
    while os.path.lexists(found):
        number += 1
        found = doel.with_name(f"{doel.name}-{number}")
    return found


# --- git -----------------------------------------------------------------------------------------


def begin_git(map_: Path, onderwerp: str, wie: tuple[str, str] | None = None) -> str:
    """Make a new dossier a repository of git with a first commit, of the user or of `wie`; return what came of it.

    Within a repository it gets none of its own: it is that one's. Without git, or a name that git knows the user by, it
    is not committed; a dossier does without.
    """
    from budgetdesk.storage.gitbegin import begin

    try:
        return begin(map_, onderwerp, wie)
    except BudgetdeskError as error:
        return f"Git: {error}"
