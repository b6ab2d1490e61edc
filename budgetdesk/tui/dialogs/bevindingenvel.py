"""The findings of the open dossier: go to one, accept it with a reason, or take that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final, Literal

from rich.cells import cell_len

from budgetdesk.errors import Bevinding
from budgetdesk.tui.answers import Antwoord, Lijsten
from budgetdesk.tui.dialogs.lijsten import tabs
from budgetdesk.tui.grid.vel import Stuk, Velregel, Velrol, Velveld, broken, room
from budgetdesk.tui.tekens import T

MAX_GETOOND: Final = 500
"""Findings in the list: who mends these sees the next."""

_ERNST: Final[Mapping[str, tuple[str, str, Velrol]]] = {
    "fout": (T.fout, "fout", "fout"),
    "waarschuwing": (T.let_op, "let op", "nu"),
    "info": (T.bericht, "info", "accent"),
}
"""The sign, the word and the look of each severity."""

_AANVAARD: Final[tuple[str, str, Velrol]] = (T.goed, "aanvaard", "goed")

_ERNSTKOLOM: Final = 11
"""Cells for sign and word."""

LIJSTEN: Final = ("alle", "fouten", "let op", "aanvaard")
"""Which findings can be listed."""


class Bevindingenvel:
    """A list of findings, or of those that are accepted; with `wijzigbaar` both can be done and taken back."""

    kiest: Final = True

    def __init__(
        self,
        bevindingen: Sequence[Bevinding],
        aanvaard: Sequence[Bevinding] = (),
        *,
        wijzigbaar: bool = False,
        lijsten: Lijsten | None = None,
        lijst: str = "",
    ) -> None:
        """List findings; `lijsten` are those that can be asked for beside them."""
        self._bevindingen: Final = bevindingen
        self._aanvaard: Final = aanvaard
        self._wijzigbaar: Final = wijzigbaar
        self._lijsten: Final = lijsten
        self._lijst = LIJSTEN.index(lijst) if lijst in LIJSTEN else 0

    # --- what is listed ----------------------------------------------------------------------

    @property
    def lijst(self) -> str:
        """Return which findings are listed."""
        return LIJSTEN[self._lijst]

    @property
    def _alle(self) -> Sequence[Bevinding]:
        match self.lijst:
            case "aanvaard":
                return self._aanvaard
            case "fouten":
                return [b for b in self._bevindingen if b.ernst == "fout"]
            case "let op":
                return [b for b in self._bevindingen if b.ernst != "fout"]
            case _:
                return self._bevindingen

    @property
    def getoond(self) -> Sequence[Bevinding]:
        """Return the findings that are listed now."""
        return self._alle[:MAX_GETOOND]

    def antwoord(self, actie: str, index: int) -> Antwoord | None:
        """Return what was asked to be done, with which finding; None where there is nothing to do it with."""
        if actie in ("verschil", "notities"):
            return Antwoord("verschil" if actie == "verschil" else "notities", None, index, self.lijst)
        found = self.getoond
        doet: Literal["ga", "aanvaard", "neem terug"] = "ga"
        if actie == "aanvaard":
            doet = "neem terug" if self.lijst == "aanvaard" else "aanvaard"
        return Antwoord(doet, found[index], index, self.lijst) if index < len(found) else None

    # --- the rules ---------------------------------------------------------------------------

    @property
    def titel(self) -> Velveld:
        """Return how many findings there are, and how many are accepted."""
        count, accepted = len(self._bevindingen), len(self._aanvaard)
        parts = [f"{count} open" if count else "geen open"]
        parts += [f"{accepted} aanvaard"] if accepted else []
        if self._lijsten is not None:
            return tabs(self._lijsten, "bevindingen", " · ".join(parts))
        return (Stuk("Bevindingen", "kop"), Stuk(f"  {' · '.join(parts)}", "zacht"))

    @property
    def bijschrift(self) -> Velveld:
        """Return which lists there are, with that of now standing out."""
        found: list[Stuk] = []
        for naam in LIJSTEN:
            found += [Stuk(" ")] if found else []
            found.append(Stuk(naam.replace(" ", "-"), "kop" if naam == self.lijst else "zacht"))
        return tuple(found)

    @property
    def _aanvaarden(self) -> str:
        """Return what A does now, nothing where it does nothing."""
        if not self._wijzigbaar or not self.getoond:
            return ""
        return "neem terug" if self.lijst == "aanvaard" else "aanvaard met reden"

    @property
    def toetsen(self) -> Sequence[str]:
        """Return the keys that do something now."""
        go = ["Enter ga naar de cel"] if self.getoond else []
        accept = [f"A {self._aanvaarden}"] if self._aanvaarden else []
        other = [f"Tab {self._lijsten.na('bevindingen')}"] if self._lijsten is not None else []
        return [" · ".join(keys) for keys in ([*go, *accept, *other], [*go, *accept], go)]

    @property
    def voettoetsen(self) -> Sequence[tuple[str, str]]:
        """Return the keys that do something now."""
        found = [("↑↓", "Kies"), ("Enter", "Ga naar de cel")] if self.getoond else []
        found += [("A", self._aanvaarden.capitalize())] if self._aanvaarden else []
        found += [("←→", "Lijst")]
        found += [("Tab", self._lijsten.na("bevindingen").capitalize())] if self._lijsten is not None else []
        return [*found, ("Esc", "Terug")]

    @property
    def acties(self) -> Mapping[str, str]:
        """Return what keys ask beside Enter."""
        found = {"f9": "terug"}
        if self._aanvaarden:
            found["a"] = "aanvaard"
        if self._lijsten is not None:
            found["tab"] = self._lijsten.na("bevindingen")
            found |= {"shift+f9": "verschil"} if self._lijsten.vergelijkt else {}
        return found

    def druk(self, key: str) -> bool:
        """Go to another list."""
        step = {"right": 1, "left": -1}.get(key)
        if step is not None:
            self._lijst = (self._lijst + step) % len(LIJSTEN)
        elif key == "v":
            self._lijst = 0 if self.lijst == "aanvaard" else LIJSTEN.index("aanvaard")
        else:
            return False
        return True

    # --- the lines ---------------------------------------------------------------------------

    def kop(self, _width: int) -> Sequence[Velregel]:
        """Return that not all are listed, where that is so."""
        if len(self._alle) <= MAX_GETOOND:
            return ()
        told = f"De eerste {MAX_GETOOND} staan hier, `budgetdesk check` noemt ze alle."
        return [Velregel(((Stuk(told, "nu"),),), deel="los")]

    def voet(self, _width: int) -> Sequence[Velregel]:
        """Return nothing."""
        return ()

    def regels(self, width: int) -> Sequence[Velregel]:
        """Return each finding: severity, sentence and code, and below that where it stands and what mends it."""
        if not self.getoond:
            none = {"aanvaard": "Er is niets aanvaard.", "alle": "Geen bevindingen."}
            return [Velregel(((Stuk(none.get(self.lijst, "Geen bevindingen in deze lijst."), "goed"),),), deel="los")]
        codes = max(cell_len(bevinding.code) for bevinding in self.getoond)
        return [line for bevinding in self.getoond for line in _lines(bevinding, width, codes)]

    def onder(self, _index: int) -> str:
        """Return nothing: the place stands below each finding."""
        return ""

    def vouw(self, _index: int) -> None:
        """Do nothing."""


def _zin(tekst: str) -> str:
    """Return what goes on in a sentence after file and line as one that begins; the name of a file stays as it is."""
    return tekst if "/" in tekst.partition(" ")[0] else tekst[:1].upper() + tekst[1:]


def _lines(bevinding: Bevinding, width: int, codes: int) -> list[Velregel]:
    sign, word, rol = _AANVAARD if bevinding.aanvaard else _ERNST[bevinding.ernst]
    left = room(width, codes) - _ERNSTKOLOM
    indent = Stuk(" " * _ERNSTKOLOM)
    first, *more = broken(_zin(bevinding.tekst), left)
    lines = [Velregel(((Stuk(f"{sign} {word}".ljust(_ERNSTKOLOM), rol), Stuk(first)), bevinding.code))]
    lines += [Velregel(((indent, Stuk(part)),), deel="vervolg") for part in more]
    todo = f"aanvaard: {bevinding.aanvaard}" if bevinding.aanvaard else bevinding.remedie
    where = ":".join(filter(None, (PurePath(bevinding.plaats.bestand).name, str(bevinding.plaats.regel or ""))))
    beside = f"{where}   → {todo}" if todo else where
    whole = room(width) - _ERNSTKOLOM
    below = [beside] if cell_len(beside) <= whole else [*broken(where, whole), *broken(f"→ {todo}", whole)]
    return [*lines, *(Velregel(((indent, Stuk(part, "zacht")),), deel="vervolg") for part in below)]
