"""The keys that a user gives to actions: which of them can be, and why others cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from budgetdesk.tui.actions import ACTIONS, DEFAULT_KEYS, NOOIT, key_name
from budgetdesk.tui.grid.keys import TOETSEN

VAST: Final = frozenset({"help", "palette", "leave"})
"""Actions that keep their keys: whoever gave all others a strange one still finds help, commands and the way out."""

_RANDEN: Final = "insert|delete|home|end|pageup|pagedown"

_KOMT_AAN: Final = re.compile(
    r"(?:shift\+|ctrl\+|alt\+)?f(?:[1-9]|12)"
    r"|ctrl\+[a-z]"
    r"|alt\+(?:[a-z]|up|down|left|right)"
    r"|ctrl\+(?:backslash|right_square_bracket|circumflex_accent|underscore)"
    rf"|(?:(?:ctrl|alt|shift|ctrl\+shift)\+)?(?:{_RANDEN})"
)
"""Keys that terminals deliver and that are no text."""

_GEWOON: Final = {
    "^": "ctrl+",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "ins": "insert",
    "del": "delete",
    "control": "ctrl",
}
"""Other words for the same keys."""


def spelled(text: str) -> str:
    """Return keys as the registry spells them: `Ctrl+F, Shift+PgDn` is `ctrl+f,shift+pagedown`."""
    keys = (key.strip().lower() for key in text.split(","))
    return ",".join("+".join(_GEWOON.get(p, p) for p in _parts(key)) for key in keys if key)


def _parts(key: str) -> list[str]:
    return (f"ctrl+{key[1:]}" if key.startswith("^") and len(key) > 1 else key).split("+")


def own_keys(wished: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the keys by action that can be followed, and a sentence (Dutch) about each wish that cannot.

    Afterwards no two actions share a key, and none has one of the grid. Of two wishes for a key the first counts; a
    key that an action has of itself is free once that action got another one.
    """
    own: dict[str, str] = {}
    wrong: list[str] = []
    for actie, text in wished.items():
        keys = spelled(text)
        why = _why_not(actie, keys)
        if why:
            wrong.append(f"[toetsen] {actie}: {why}")
        elif keys != DEFAULT_KEYS[actie]:
            own[actie] = keys
    # a wish that is dropped gives its action the own key again, which another wish may be for
    while clash := _clash(own):
        actie, key, other = clash
        del own[actie]
        wrong.append(f"[toetsen] {actie}: {key_name(key)} is al van {ACTIONS[other].name} ({other})")
    return own, wrong


def _why_not(actie: str, keys: str) -> str:
    """Return why keys are not for an action, whatever others have."""
    if actie not in DEFAULT_KEYS:
        return "deze opdracht is er niet"
    if actie in VAST:
        return f"{key_name(DEFAULT_KEYS[actie])} is altijd {ACTIONS[actie].name}"
    for key in filter(None, keys.split(",")):
        if NOOIT.fullmatch(key) or not _KOMT_AAN.fullmatch(key):
            return f"{key_name(key)} komt niet aan, of is van het typen"
        if key in _VAN_DE_TABEL:
            return f"{key_name(key)} is van de tabel"
    return ""


_VAN_DE_TABEL: Final = frozenset(key for toets in TOETSEN for key in toets.key.split(","))
"""The keys of the grid itself."""


def _clash(own: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return a wish for a key that another action has, that key and that action; None where there is none."""
    taken: dict[str, str] = {}
    for actie in [*_kept(own), *own]:
        for key in filter(None, {**DEFAULT_KEYS, **own}[actie].split(",")):
            if taken.setdefault(key, actie) != actie:
                return actie, key, taken[key]
    return None


def _kept(own: Mapping[str, str]) -> Iterable[str]:
    """Yield the actions that keep their own keys: those go before any wish."""
    return (actie for actie in DEFAULT_KEYS if actie not in own)


def conflict(own: Mapping[str, str], actie: str, keys: str) -> str:
    """Return why an action cannot get these keys beside those that are own already; nothing where it can."""
    why = _why_not(actie, keys)
    if why:
        return why
    clash = _clash({**{a: k for a, k in own.items() if a != actie}, actie: keys})
    if clash is None:
        return ""
    one, key, other = clash
    return f"{key_name(key)} is al van {ACTIONS[other if one == actie else one].name}"
