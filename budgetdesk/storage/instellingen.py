"""What a user chose about the app itself: `instellingen.toml` in the configuration folder of the user."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.storage.userfiles import Unreadable, change_table, config_folder, read_table

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

VANZELF: Final = "vanzelf"
"""Leave it to the table, or to the width of the screen."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """A setting: its key in the file, what people call it, and its values, the first being that of who chose none."""

    sleutel: str
    naam: str
    waarden: Mapping[str, str]
    """Each value as the file has it, with what people read."""


KEUZES: Final = (
    Keuze("thema", "Thema", {"donker": "donker", "licht": "licht", "ansi": "kleuren van de terminal"}),
    Keuze("eenheid", "Eenheid", {"document": "die van het document", "euro": "hele euro's"}),
    Keuze("boom", "Boom", {VANZELF: "vanaf 112 kolommen", "open": "open", "dicht": "dicht"}),
    Keuze("lagen", "Lagen", {VANZELF: "zoals de tabel begint", "1": "1", "2": "2", "3": "3"}),
    Keuze(
        "lege_regels",
        "Lege regels",
        {VANZELF: "zoals de tabel begint", "tonen": "tonen", "verbergen": "verbergen"},
    ),
)
"""Every setting with a few values."""

_TOETSEN: Final = "toetsen"


def _standaard() -> dict[str, str]:
    return {keuze.sleutel: next(iter(keuze.waarden)) for keuze in KEUZES}


@dataclass(frozen=True, slots=True)
class Instellingen:
    """The value of each setting, and the keys that the user gave to actions, by id."""

    waarden: Mapping[str, str] = field(default_factory=_standaard)
    toetsen: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, sleutel: str) -> str:
        """Return the value of a setting."""
        return self.waarden[sleutel]

    def met(self, sleutel: str, waarde: str) -> Instellingen:
        """Return these with another value of a setting."""
        return replace(self, waarden={**self.waarden, sleutel: waarde})

    def met_toets(self, actie: str, toets: str | None) -> Instellingen:
        """Return these with another key of an action; None gives it its own again."""
        rest = {naam: key for naam, key in self.toetsen.items() if naam != actie}
        return replace(self, toetsen=rest if toets is None else {**rest, actie: toets})


def file() -> Path:
    """Return where they stand, whether there is such a file or not; raises OSError where the system knows no place."""
    return config_folder() / "instellingen.toml"


def read_settings() -> tuple[Instellingen, list[str]]:
    """Return the settings, and in Dutch what of the file is not followed; whatever is wrong, the rest counts."""
    try:
        table = read_table(file())
    except Unreadable as error:
        return Instellingen(), [f"{error} De instellingen zijn nu zoals zij beginnen."]
    except OSError:
        return Instellingen(), []
    return _settings(table)


def _settings(table: Mapping[str, Any]) -> tuple[Instellingen, list[str]]:
    found, wrong = Instellingen(), []
    for keuze in KEUZES:
        given = table.get(keuze.sleutel)
        # who writes `lagen = 2` means what the file has as "2"
        text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
        if isinstance(text, str) and text in keuze.waarden:
            found = found.met(keuze.sleutel, text)
        elif given is not None:
            known = ", ".join(keuze.waarden)
            wrong.append(f"instellingen.toml: {keuze.sleutel} is {known}, niet `{given}`.")
    keys = table.get(_TOETSEN, {})
    if not isinstance(keys, Mapping):
        return found, [*wrong, "instellingen.toml: [toetsen] is een tabel met per opdracht een toets."]
    for actie, key in keys.items():
        if isinstance(key, str):
            found = found.met_toets(actie, key)
        else:
            wrong.append(f'instellingen.toml: de toets van {actie} is tekst, zoals "ctrl+f".')
    return found, wrong


def write_setting(sleutel: str, waarde: str) -> list[str]:
    """Keep the value of a setting; return warnings. Raises WriteError, Locked or OSError."""

    def change(document: TOMLDocument) -> None:
        document[sleutel] = int(waarde) if waarde.isdecimal() else waarde

    return change_table(file(), change)


def write_key(actie: str, toets: str | None) -> list[str]:
    """Keep the key of an action, or that it has its own again (None); return warnings. Raises as `write_setting`."""
    import tomlkit

    def change(document: TOMLDocument) -> None:
        keys = document.get(_TOETSEN)
        if not isinstance(keys, MutableMapping):
            document.pop(_TOETSEN, None)
            keys = tomlkit.table()
            document[_TOETSEN] = keys
        if toets is not None:
            keys[actie] = toets
        elif actie in keys:
            del keys[actie]

    return change_table(file(), change)
