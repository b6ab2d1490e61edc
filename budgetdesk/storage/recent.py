"""The dossiers that a user opened, and where she was in each: `recent.toml` in the configuration folder of the user.

It is a file of its own, so that one with settings changes only when somebody changes a setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.storage.userfiles import Unreadable, change_table, config_folder, read_table

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

MAX_RECENT: Final = 20
"""Dossiers that are remembered: when there are more, the one that was opened longest ago goes."""

_LIJST: Final = "dossier"

_VERTELD: Final = "verteld"
"""The key of the old keys that said where they went."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where somebody was: the document, the table and programma in view, and the cell by what its row is of."""

    document: str = ""
    programma: str = ""
    tabel: str = ""
    soort: str = ""
    sleutel: str = ""
    bron: str = ""
    kant: str = ""
    naam: str = ""
    kolom: str = ""
    """The heading of the column."""


Beeld = Mapping[str, Any]
"""How a table is looked at: a level, a side, ... by name; only what is otherwise than it opens."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A dossier that was opened; `map` is the absolute path of its folder."""

    map: str
    titel: str
    gemeente: str
    geopend: datetime
    plek: Plek = field(default_factory=Plek)
    scherm: Mapping[str, str] = field(default_factory=dict)
    """Settings that are otherwise in this dossier: `eenheid`, `boom`."""
    beelden: Mapping[str, Beeld] = field(default_factory=dict)
    """How tables are looked at, by name."""


def file() -> Path:
    """Return where they stand, whether there is such a file or not; raises OSError where the system knows no place."""
    return config_folder() / "recent.toml"


def read_recent() -> list[Recent]:
    """Return the dossiers that were opened, the last one first; none where that cannot be read."""
    try:
        entries = read_table(file()).get(_LIJST, [])
    except (Unreadable, OSError):
        return []
    found = [_recent(entry) for entry in entries] if isinstance(entries, list) else []
    return sorted((recent for recent in found if recent), key=lambda recent: recent.geopend, reverse=True)


def _recent(entry: object) -> Recent | None:
    """Return what an entry says, as far as it says that; None where it names no folder."""
    if not isinstance(entry, Mapping):
        return None
    map_, when = entry.get("map"), entry.get("geopend")
    if not isinstance(map_, str) or not map_ or not isinstance(when, datetime):
        return None
    beelden = {k: dict(v) for k, v in _table(entry, "beeld").items() if isinstance(v, Mapping)}
    return Recent(
        map_,
        _text(entry, "titel"),
        _text(entry, "gemeente"),
        when.astimezone(),
        Plek(**{naam: _text(_table(entry, "plek"), naam) for naam in Plek.__slots__}),
        {naam: text for naam in _table(entry, "scherm") if (text := _text(_table(entry, "scherm"), naam))},
        beelden,
    )


def _text(table: Mapping[str, Any], naam: str) -> str:
    found = table.get(naam, "")
    return str(found) if isinstance(found, str) else ""


def _table(table: Mapping[str, Any], naam: str) -> Mapping[str, Any]:
    found = table.get(naam, {})
    return found if isinstance(found, Mapping) else {}


def remember(recent: Recent) -> None:
    """Keep a dossier as the one that was opened last, or where somebody was in it; raises WriteError, Locked, OSError.

    What another app keeps of other dossiers stays.
    """

    def change(document: TOMLDocument) -> None:
        entries = [entry for entry in _entries(document) if entry.get("map") != recent.map]
        entries = sorted([_entry(recent), *entries], key=_opened, reverse=True)
        document[_LIJST] = entries[:MAX_RECENT]

    change_table(file(), change)


def read_told() -> set[str]:
    """Return the old keys that said where they went; none where that cannot be read."""
    try:
        found = read_table(file()).get(_VERTELD, [])
    except (Unreadable, OSError):
        return set()
    return {key for key in found if isinstance(key, str)} if isinstance(found, list) else set()


def remember_told(key: str) -> None:
    """Keep that an old key said where it went; raises as `remember` does."""

    def change(document: TOMLDocument) -> None:
        plain = document.unwrap().get(_VERTELD, [])
        document[_VERTELD] = sorted({key, *(known for known in plain if isinstance(known, str))})

    change_table(file(), change)


def forget(map_: str) -> None:
    """Forget a dossier; raises as `remember` does."""

    def change(document: TOMLDocument) -> None:
        document[_LIJST] = [entry for entry in _entries(document) if entry.get("map") != map_]

    change_table(file(), change)


def _entries(document: TOMLDocument) -> list[dict[str, Any]]:
    plain = document.unwrap().get(_LIJST, [])
    return [entry for entry in plain if isinstance(entry, dict)] if isinstance(plain, list) else []


def _opened(entry: Mapping[str, Any]) -> float:
    when = entry.get("geopend")
    return when.timestamp() if isinstance(when, datetime) else 0


def _entry(recent: Recent) -> dict[str, Any]:
    """Return an entry of which nothing is empty."""
    plek = {naam: text for naam in Plek.__slots__ if (text := getattr(recent.plek, naam))}
    found = {
        "map": recent.map,
        "titel": recent.titel,
        "gemeente": recent.gemeente,
        "geopend": recent.geopend.replace(microsecond=0),
        "plek": plek,
        "scherm": dict(recent.scherm),
        "beeld": {tabel: dict(beeld) for tabel, beeld in recent.beelden.items() if beeld},
    }
    return {naam: value for naam, value in found.items() if value}


def opened(map_: str, titel: str, gemeente: str, before: Recent | None) -> Recent:
    """Return a dossier as opened now, with what was remembered of it before."""
    now = datetime.now().astimezone().replace(microsecond=0)
    if before is None:
        return Recent(map_, titel, gemeente, now)
    return replace(before, titel=titel, gemeente=gemeente, geopend=now)


_MAANDEN: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


_KORT: Final = {"maart": "mrt"}
"""What is not shortened to its first three letters."""

_NABIJ: Final = 300
"""Days in which a day of last year needs no year."""


def when(moment: datetime, now: datetime, *, kort: bool = False) -> str:
    """Return a moment as people tell it: `vandaag 11:52`, `gisteren`, `12 november`, `3 mei 2026` in another year.

    In short it is `vandaag`, `12 nov`, `3 mei 26`.
    """
    days = (now.date() - moment.date()).days
    if days <= 0:
        return "vandaag" if kort else f"vandaag {moment:%H:%M}"
    if days == 1:
        return "gisteren"
    maand = _MAANDEN[moment.month - 1]
    told = f"{moment.day} {_KORT.get(maand, maand[:3]) if kort else maand}"
    near = moment.year == now.year or days < _NABIJ
    return told if near else f"{told} {moment.year % 100:02}" if kort else f"{told} {moment.year}"
