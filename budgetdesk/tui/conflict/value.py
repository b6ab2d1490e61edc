"""Asking for what neither side says: an amount, another value, or lines of one's own in place of a conflict."""

from __future__ import annotations

from typing import Final

from textual.app import App

from budgetdesk.bedrag import BedragFout, Context, format_exact, parse_typed
from budgetdesk.model.dossier import Waarde
from budgetdesk.model.invoer import Veldinvoer
from budgetdesk.model.waarden import WaardeFout
from budgetdesk.session.conflicten import KANTEN, Conflicten, Plek
from budgetdesk.tui.dialogs.choice import ChoiceScreen, LineScreen

_OP_EEN_REGEL: Final = ("geheel", "breuk", "getal", "tekst of getal", "ja-nee", "datum")
"""Forms that are typed on one line; other values may hold anything and have the editor of texts."""


async def ask_value(app: App[int], conflicten: Conflicten, plek: Plek) -> bool:
    """Ask for a value and choose it; return whether one was given."""
    only = conflicten.begin(plek)
    if only is None or only.veld is None:
        return await _ask_lines(app, conflicten, plek)
    if only.cents is not None:
        value: Waarde | None = await _ask_amount(app, plek, conflicten, only.cents)
    else:
        value = await _ask_field(app, plek, Veldinvoer(only.adres, only.veld, only.waarde))
    if value is not None:
        conflicten.choose_value(plek, value)
    return value is not None


async def _ask_amount(app: App[int], plek: Plek, conflicten: Conflicten, cents: int) -> int | None:
    """Return the cents of a typed amount in euros, asking again with the reason until it is one."""
    namen, cellen = conflicten.namen, conflicten.cellen
    sides = [
        (kant, r.cents, cellen.printed(r.adres, r.cents))
        for kant in KANTEN
        for r in plek.regels(kant)
        if r.cents is not None
    ]
    known = " · ".join(
        f"{namen.kop(kant)} € {format_exact(amount)}{f' (in de tabel {shown})' if shown else ''}"
        for kant, amount, shown in sides
    )
    vraag = f"{plek.naam}\n{known}\nEigen bedrag in euro's"
    answer: str | None = format_exact(cents)
    while answer is not None:
        answer = await app.push_screen_wait(LineScreen(vraag, answer))
        try:
            return None if answer is None else parse_typed(_absolute(answer), Context(eenheid=1))
        except BedragFout as fout:
            vraag = f"{plek.naam}\n{known}\n✗ {fout}"
    return None


def _absolute(typed: str) -> str:
    """Return a typed amount; raises BedragFout on more or less of an amount, for there are two of them."""
    if typed.endswith("%") or typed.startswith(("+=", "-=")):
        raise BedragFout("Typ het bedrag zelf: er zijn hier twee bedragen om meer of minder van te nemen.")
    return typed


async def _ask_field(app: App[int], plek: Plek, veld: Veldinvoer) -> Waarde | None:
    """Return another value of a field, asking again with the reason until it is one."""
    from budgetdesk.tui.dialogs.longtext import TextScreen

    if veld.veld.keuzes:
        keuzes = [(str(keuze), str(keuze) or "(leeg)") for keuze in veld.veld.keuzes]
        chosen = await app.push_screen_wait(ChoiceScreen(plek.naam, keuzes, veld.tekst))
        return None if chosen is None else veld.parse(chosen)
    typed: str | None = veld.tekst
    reden = ""
    while typed is not None:
        if veld.veld.vorm in _OP_EEN_REGEL:
            typed = await app.push_screen_wait(LineScreen(plek.naam + reden, typed))
        else:
            typed = await app.push_screen_wait(TextScreen(plek.naam + reden, typed, "Eigen tekst"))
            # the editor takes off the line end that a text between three quotes has at its end
            typed = f"{typed}\n" if typed and veld.tekst.endswith("\n") else typed
        try:
            return None if typed is None else veld.parse(typed)
        except WaardeFout as fout:
            reden = f"\n✗ {fout}"
    return None


async def _ask_lines(app: App[int], conflicten: Conflicten, plek: Plek) -> bool:
    """Let the user write the lines as the file is to hold them, asking again with the reason until they would read.

    They begin as written before, or else as chosen, or as ours.
    """
    from budgetdesk.tui.dialogs.longtext import TextScreen

    keuze, own = conflicten.keuze(plek), conflicten.eigen(plek)
    chosen = keuze.tekst if keuze else plek.conflict.ons or plek.conflict.hun
    begin = (chosen if own is None else own).replace("\r\n", "\n")
    # the editor takes off the empty lines that may part this from what comes next
    tail = begin[len(begin.rstrip()) :]
    shown, reden = begin, ""
    uitleg = "Regels zoals ze in het bestand komen te staan (TOML)."
    while (answer := await app.push_screen_wait(TextScreen(plek.naam + reden, shown, uitleg))) is not None:
        typed = answer + tail if answer else ""
        wrong = conflicten.refused(plek, typed)
        if wrong is None:
            conflicten.choose_lines(plek, typed)
            return True
        shown = answer
        reden = f"\n✗ {f'regel {wrong.plaats.regel}: ' if wrong.plaats.regel else ''}{wrong.tekst}"
    return False
