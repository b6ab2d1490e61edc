"""Values as people type them: from a text to the value that a field holds, and back.

The form of the field (`Field.vorm`) says how a text is read. Amounts are not among them: how euros are
typed depends on the unit on screen, so `bedrag` reads those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.field import Field, is_in_place_of_number

MAX_CIJFERS: Final = 15
"""Digits a number may have on either side of its decimal sign."""

JA: Final = "ja"
NEE: Final = "nee"

_GEHEEL: Final = re.compile(rf"[-+]?[0-9]{{1,{MAX_CIJFERS}}}")
_ZUIVER: Final = re.compile(rf"0|-?[1-9][0-9]{{0,{MAX_CIJFERS - 1}}}")
"""A whole number that is written as it would be printed: `007` and `2026-01` are texts."""
_GETAL: Final = re.compile(rf"[-+]?[0-9]{{1,{MAX_CIJFERS}}}(?:[.,][0-9]{{1,{MAX_CIJFERS}}})?")
_DUIZENDTALLEN: Final = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_CIJFERS: Final = re.compile(r"\s*[-+]?[0-9][0-9.,]*\s*")
"""What is meant as a number, whether it is written as one or not."""
_DATUM: Final = re.compile(r"(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})-([0-9]{1,2})-([0-9]{4}))")
_JA_NEE: Final = {JA: True, "true": True, NEE: False, "false": False}
_ITEM: Final = "- "
_NAAST_ELKAAR: Final = "; "
_ITEMS_NAAST_ELKAAR: Final = re.compile("; +(?=- )")
_SHOWN: Final = 40
"""Characters of a refused text that a complaint repeats."""

_BRIEF: Final = 60
"""Characters of a value that one line has room for."""


class WaardeFout(ValueError):
    """Why a text is no value of a field, as one Dutch sentence. It may quote the text: show it through `display`."""


def parse(veld: Field, text: str, pad: str) -> Waarde:
    """Return the value that a typed text stands for in the field at `pad`, which the complaint names.

    - numbers: `4,5` or `4.5`, without grouping (`1.234` is refused: it can be read in two ways);
    - yes or no: `ja`, `nee`, `true`, `false`; a date: `2025-07-03` or `3-7-2025`;
    - where a text may be instead of a number: one line, and none that is all but a number (`1.234`, `25%`);
    - a list: an item per line, or on one line separated by `; `;
    - where a text may be a list too, the list has `- ` before each item; where it may be a number too,
      what reads as one is one. A text between double quotes is that text there, whatever it looks like.

    Raises WaardeFout where the text does not fit, ValueError where the field holds an amount.
    """
    try:
        waarde = _FORMS[veld.vorm](text)
    except KeyError:
        raise ValueError(f"{veld.sleutel} holds an amount") from None
    except _OngeldigError as error:
        raise WaardeFout(f"bij `{pad}` hoort {error}, niet `{_short(text)}`.") from None
    if veld.keuzes and waarde not in veld.keuzes:
        known = ", ".join(str(keuze) or "(leeg)" for keuze in veld.keuzes)
        raise WaardeFout(f"bij `{pad}` kan `{_short(text)}` niet; kies uit {known}.")
    if veld.vier_cijfers and isinstance(waarde, int) and not 1000 <= waarde <= 9999:
        raise WaardeFout(f"bij `{pad}` hoort een jaar van vier cijfers, niet `{_short(text)}`.")
    return waarde


def spell(veld: Field, waarde: Waarde) -> str:
    """Return a value as an editor shows it; `parse` reads it back as the same value.

    That holds but for items of a list with spaces around them or line ends in them: an item stands on one
    line. Raises ValueError where the field holds an amount.
    """
    if veld.vorm == "bedrag":
        raise ValueError(f"{veld.sleutel} holds an amount")
    if isinstance(waarde, bool):
        return JA if waarde else NEE
    if isinstance(waarde, Decimal):
        return f"{waarde:f}".replace(".", ",")
    if isinstance(waarde, list):
        return _spell_list(waarde, _ITEM if veld.vorm in ("tekst of lijst", "vrij") else "")
    if isinstance(waarde, str):
        return waarde if _is_plain(veld, waarde) else f'"{waarde}"'
    return str(waarde)


class _OngeldigError(Exception):
    """What should have been there instead."""


def brief(veld: Field, waarde: Waarde | None) -> str:
    """Return a value on one line, no longer than a line should be; amounts in exact euros."""
    if waarde is None:
        return "leeg"
    if veld.vorm == "bedrag":
        return format_exact(waarde) if isinstance(waarde, int) else str(waarde)
    parts = [str(item) for item in waarde] if isinstance(waarde, list) else [spell(veld, waarde)]
    text = " ".join("; ".join(parts).split())
    return text if len(text) <= _BRIEF else f"{text[:_BRIEF]}..."


def _is_plain(veld: Field, text: str) -> bool:
    """Return whether a text is read as itself."""
    with suppress(_OngeldigError):
        return _FORMS[veld.vorm](text) == text
    return False


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _text(text: str) -> Waarde:
    return text


def _whole(text: str) -> Waarde:
    if not _GEHEEL.fullmatch(text.strip()):
        raise _OngeldigError("een geheel getal, zoals 2027")
    return int(text)


def _number(text: str) -> Waarde:
    typed = text.strip()
    if _DUIZENDTALLEN.fullmatch(typed):
        raise _OngeldigError(f"een getal zonder punten ({typed.replace('.', '')} of {typed.replace('.', ',')})")
    if not _GETAL.fullmatch(typed):
        raise _OngeldigError("een getal, zoals 12 of 4,5")
    return Decimal(typed.replace(",", "."))


def _fraction(text: str) -> Waarde:
    if text.strip().endswith("%"):
        raise _OngeldigError("een breuk, zoals 0,035 voor 3,5 %")
    return _number(text)


def _yes_no(text: str) -> Waarde:
    known = _JA_NEE.get(text.strip().lower())
    if known is None:
        raise _OngeldigError("ja of nee")
    return known


def _date(text: str) -> Waarde:
    if match := _DATUM.fullmatch(text.strip()):
        jaar, maand, dag, d, m, j = match.groups()
        with suppress(ValueError):
            return date(int(jaar or j), int(maand or m), int(dag or d))
    raise _OngeldigError("een datum, zoals 2025-07-03")


def _list(text: str) -> Waarde:
    parts = text.split("\n") if "\n" in text else text.split(_NAAST_ELKAAR)
    return [item for part in parts if (item := part.strip())]


def _spell_list(items: list[str], teken: str) -> str:
    lines = [teken + " ".join(item.split("\n")) for item in items]
    # the line end says that `; ` inside the only item parts nothing
    return "\n".join(lines) + ("\n" if len(lines) == 1 and _NAAST_ELKAAR in lines[0] else "")


def _quoted(text: str) -> str | None:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else None


def _text_or_whole(text: str) -> Waarde:
    if (quoted := _quoted(text)) is not None:
        return quoted
    return int(text) if _ZUIVER.fullmatch(text) else text


def _text_or_fraction(text: str) -> Waarde:
    if (quoted := _quoted(text)) is not None:
        return quoted
    return _number(text) if _CIJFERS.fullmatch(text) else text


def _text_or_number(text: str) -> Waarde:
    quoted = _quoted(text)
    said = text.strip() if quoted is None else quoted
    if not is_in_place_of_number(said):
        raise _OngeldigError("een getal of een korte tekst, zoals 4,5 of 4,5*")
    if quoted is None and _CIJFERS.fullmatch(said.removesuffix("%")):
        return _number(said)
    return said


def _text_or_list(text: str) -> Waarde:
    if (quoted := _quoted(text)) is not None:
        return quoted
    parts = text.split("\n") if "\n" in text else _ITEMS_NAAST_ELKAAR.split(text)
    items = [item for part in parts if (item := part.strip())]
    if items and all(item.startswith(_ITEM) for item in items):
        return [item.removeprefix(_ITEM).strip() for item in items]
    return text


def _free(text: str) -> Waarde:
    """Return yes or no, a whole number, a list or else a text: what the same letters would be as a value of TOML."""
    if text in (JA, NEE):
        return text == JA
    return found if isinstance(found := _text_or_whole(text), int) else _text_or_list(text)


_FORMS: Final[dict[str, Callable[[str], Waarde]]] = {
    "tekst": _text,
    "geheel": _whole,
    "breuk": _fraction,
    "getal": _number,
    "ja-nee": _yes_no,
    "datum": _date,
    "lijst": _list,
    "tekst of geheel": _text_or_whole,
    "tekst of breuk": _text_or_fraction,
    "tekst of lijst": _text_or_list,
    "vrij": _free,
    "tekst of getal": _text_or_number,
}
