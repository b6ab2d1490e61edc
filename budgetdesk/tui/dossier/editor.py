"""Values that are written in an editor or chosen from a list of their own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from budgetdesk.model.adres import Adres
from budgetdesk.model.kinds.programma import Tekst
from budgetdesk.model.waarden import WaardeFout

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Waarde
    from budgetdesk.session import Veldinvoer
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions

_EMPTY: Final = "(leeg)"


class Typed(Protocol):
    """What was typed on a cell that is edited elsewhere; it grows until the editor takes the keys."""

    text: str


@dataclass
class _Untyped:
    """Nothing was typed before the editor opened."""

    text: str = ""


class Editor:
    """Asks for one value, and sets it."""

    def __init__(self, desk: Desk, ask: Questions) -> None:
        self._desk = desk
        self._ask = ask

    async def write(self, veld: Veldinvoer | None, name: str, typed: Typed) -> None:
        """Ask for a value in the editor or the list that it needs, and set it; nothing where there is none."""
        try:
            value = await self._ask_value(veld, name, typed) if veld else None
        finally:
            self._desk.view.take_keys()
        if veld is not None and value is not None:
            self._desk.carry_out(lambda: self._desk.session.set_value(veld.adres, value[0], name))
        # only now that it is an edit, and not at all where the app ended meanwhile: the next start offers it
        self._desk.session.drop_draft()

    async def write_text(self, adres: Adres) -> bool:
        """Ask for a text of the document as a whole, which no table shows; return whether an address is of one."""
        from budgetdesk.session import Veldinvoer

        bestand = self._desk.session.dossier.bestanden.get(adres.bestand)
        is_whole = bestand is not None and bestand.soort == "begroting" and adres.soort == Tekst.kind.naam
        tekst = bestand.record(Tekst, adres.sleutel) if bestand is not None and is_whole else None
        if tekst is None or self._desk.sheet.read_only:
            return False
        own = Adres(adres.bestand, *tekst.key, Tekst.tekst_.sleutel)
        veld = Veldinvoer(own, Tekst.tekst_, tekst.waarden.get(own.pad))
        await self.write(veld, f"{tekst.known_as} (tekst van het hele document)", _Untyped())
        return True

    async def _ask_value(self, veld: Veldinvoer, name: str, typed: Typed) -> tuple[Waarde | None] | None:
        return await (self._ask_choice(veld, name) if veld.keuzes else self._ask_text(veld, name, typed))

    async def _ask_choice(self, veld: Veldinvoer, name: str) -> tuple[Waarde | None] | None:
        choices = list(veld.keuzes) if veld.veld.verplicht else [*veld.keuzes, ("", _EMPTY)]
        chosen = await self._ask.choice(f"{name}\nNu: {veld.tekst or _EMPTY}", choices, veld.tekst)
        if chosen is None:
            return None
        return (veld.parse(chosen) if chosen else None,)

    async def _ask_text(self, veld: Veldinvoer, name: str, typed: Typed) -> tuple[Waarde | None] | None:
        session = self._desk.session

        def keep(unfinished: str) -> None:
            with suppress(WaardeFout):
                session.keep_draft(veld.adres, veld.parse(_ended(unfinished, veld.tekst)))

        text: str | None = veld.tekst
        while True:
            text = await self._ask.text(name, text or "", lambda: typed.text, keep)
            typed.text = ""
            if text is None:
                return None
            if not text.strip():
                return ("",) if veld.veld.verplicht else (None,)
            try:
                return (veld.parse(_ended(text, veld.tekst)),)
            except WaardeFout as fout:
                self._desk.voice.warn(str(fout))


def _ended(text: str, old: str) -> str:
    """Return a text that ends in a line end where the old one did: what did not change stays as it was."""
    return f"{text}\n" if old.endswith("\n") else text
